#include "screen/grid.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/clean.h"
#include "text/utf8.h"

static struct gcell *cell_at(const struct grid *g, int row, int col)
{
    return &g->cells[(size_t)row * (size_t)g->stride + (size_t)col];
}

static bool on_grid(const struct grid *g, int row, int col)
{
    return row >= 0 && row < g->rows && col >= 0 && col < g->cols;
}

/* Bytes after the letter are 0, so that equal cells are equal bytes. */
static void set_blank(struct gcell *c, enum style style)
{
    *c = (struct gcell){.text = " ", .bytes = 1, .style = (uint8_t)style};
}

void grid_clear(struct grid *g)
{
    for (int col = 0; col < g->cols; col++) {
        set_blank(&g->cells[col], STYLE_PLAIN);
    }
    for (int row = 1; row < g->rows; row++) {
        memcpy(cell_at(g, row, 0), g->cells, (size_t)g->cols * sizeof *g->cells);
    }
    g->cursor_row = 0;
    g->cursor_col = 0;
}

void grid_init(struct grid *g, int rows, int cols)
{
    g->rows = rows > 0 ? rows : 1;
    g->cols = cols > 0 ? cols : 1;
    g->stride = g->cols;
    g->cells = mem_resize(NULL, (size_t)g->rows * (size_t)g->cols, sizeof *g->cells);
    grid_clear(g);
}

void grid_release(struct grid *g)
{
    free(g->cells);
    memset(g, 0, sizeof *g);
}

void grid_resize(struct grid *g, int rows, int cols)
{
    grid_release(g);
    grid_init(g, rows, cols);
}

void grid_copy(struct grid *to, const struct grid *from)
{
    if (to->rows != from->rows || to->cols != from->cols) {
        grid_resize(to, from->rows, from->cols);
    }
    memcpy(to->cells, from->cells, (size_t)to->rows * (size_t)to->cols * sizeof *to->cells);
    to->cursor_row = from->cursor_row;
    to->cursor_col = from->cursor_col;
}

static int clamp(int x, int limit)
{
    return x < 0 ? 0 : x >= limit ? limit - 1 : x;
}

struct grid grid_view(const struct grid *g, int row, int col, int rows, int cols)
{
    struct grid v = {.stride = g->stride};
    row = clamp(row, g->rows);
    col = clamp(col, g->cols);
    v.rows = rows < g->rows - row ? rows : g->rows - row;
    v.cols = cols < g->cols - col ? cols : g->cols - col;
    v.cells = cell_at(g, row, col);
    return v;
}

void grid_blit(struct grid *to, int row, int col, const struct grid *from)
{
    int cols = from->cols < to->cols - col ? from->cols : to->cols - col;
    for (int r = 0; r < from->rows && row + r < to->rows && cols > 0; r++) {
        memcpy(cell_at(to, row + r, col), cell_at(from, r, 0), (size_t)cols * sizeof *from->cells);
    }
}

/* Before a cell is overwritten: the other half of a wide letter in it becomes a blank. */
static void break_wide(struct grid *g, int row, int col)
{
    struct gcell *c = cell_at(g, row, col);
    if (c->bytes == 0 && col > 0) {
        struct gcell *left = cell_at(g, row, col - 1);
        set_blank(left, left->style);
        set_blank(c, c->style);
    }
    if (col + 1 < g->cols && cell_at(g, row, col + 1)->bytes == 0) {
        struct gcell *right = cell_at(g, row, col + 1);
        set_blank(right, right->style);
    }
}

/* One cell becomes another. */
static inline void store(struct grid *g, int row, int col, const struct gcell *cell)
{
    if (!on_grid(g, row, col)) {
        return;
    }
    struct gcell *c = cell_at(g, row, col);
    if (c->bytes == 0 || (col + 1 < g->cols && c[1].bytes == 0)) {
        break_wide(g, row, col);
    }
    *c = *cell;
}

static struct gcell make_cell(enum style style, struct sv letter)
{
    struct gcell c = {.style = (uint8_t)style};
    size_t n = letter.n;
    if (n > sizeof c.text) {
        /* More marks than a cell holds: keep whole code points. */
        for (n = sizeof c.text; n > 0 && ((unsigned char)letter.p[n] & 0xC0) == 0x80; n--) {
        }
    }
    memcpy(c.text, letter.p, n);
    c.bytes = (uint8_t)n;
    return c;
}

/* One letter of `cols` columns; off the grid it is dropped, half off it is a blank. */
static void put_letter(struct grid *g, int row, int col, enum style style, struct sv letter, int cols)
{
    bool half = cols == 2 && on_grid(g, row, col) && !on_grid(g, row, col + 1);
    struct gcell left = make_cell(style, half ? SV(" ") : letter);
    store(g, row, col, &left);
    if (cols == 2) {
        struct gcell right = {.style = (uint8_t)style};
        store(g, row, col + 1, &right);
    }
}

/* Any clean text, from `*at` on, which is moved; returns columns used, at most `width`. */
static int put_clean(struct grid *g, int row, int col, int width, enum style style, struct sv text,
                     size_t *at)
{
    int used = 0;
    while (*at < text.n) {
        size_t next = utf8_next(text, *at);
        struct sv letter = {text.p + *at, next - *at};
        int cols = utf8_letter_cols(letter);
        if (cols == 0) {
            /* A mark without a base would slide onto the letter before it. */
            letter = SV("?");
            cols = 1;
        }
        if (used + cols > width) {
            break;
        }
        put_letter(g, row, col + used, style, letter, cols);
        used += cols;
        *at = next;
    }
    return used;
}

/* The bytes of a printable letter at `at` that is one column whatever stands around it; 0: look closer. */
static inline size_t plain_bytes(struct sv text, size_t at)
{
    unsigned char c = (unsigned char)text.p[at];
    if (c < 0x80) {
        return c >= 0x20 && c != 0x7F;
    }
    uint32_t cp = 0;
    int n = utf8_decode((struct sv){text.p + at, text.n - at}, &cp);
    return n > 0 && cp > 0xA0 && cp != 0xAD && utf8_plain(cp) ? (size_t)n : 0;
}

/* The plain letters at the start, which is nearly always all of it; the last one before something else is
 * left out. */
static int put_plain(struct grid *g, int row, int col, int width, enum style style, struct sv text,
                     size_t *at)
{
    int used = 0;
    size_t n = text.n > 0 ? plain_bytes(text, 0) : 0;
    while (n > 0 && used < width) {
        size_t next = *at + n;
        size_t after = next < text.n ? plain_bytes(text, next) : 0;
        if (next < text.n && after == 0) {
            break;
        }
        struct gcell cell = {.text = {text.p[*at]}, .bytes = (uint8_t)n, .style = (uint8_t)style};
        for (size_t i = 1; i < n; i++) {
            cell.text[i] = text.p[*at + i];
        }
        store(g, row, col + used, &cell);
        used++;
        *at = next;
        n = after;
    }
    return used;
}

/* Paint what fits; *cut tells whether something did not. */
static int put_text(struct grid *g, int row, int col, int width, enum style style, struct sv text, bool *cut)
{
    size_t at = 0;
    int used = put_plain(g, row, col, width, style, text, &at);
    *cut = at < text.n;
    if (!*cut || used >= width) {
        return used;
    }
    struct str visible = STR_INIT;
    clean_visible(&visible, (struct sv){text.p + at, text.n - at});
    size_t shown = 0;
    used += put_clean(g, row, col + used, width - used, style, (struct sv){visible.p, visible.len}, &shown);
    *cut = shown < visible.len;
    str_release(&visible);
    return used;
}

int grid_text(struct grid *g, int row, int col, int width, enum style style, struct sv text)
{
    bool cut;
    return put_text(g, row, col, width, style, text, &cut);
}

int grid_str(struct grid *g, int row, int col, int width, enum style style, const char *text)
{
    return grid_text(g, row, col, width, style, sv_of(text));
}

void grid_field(struct grid *g, int row, int col, int width, enum style style, const char *text)
{
    if (width <= 0) {
        return;
    }
    bool cut;
    int used = put_text(g, row, col, width, style, sv_of(text), &cut);
    grid_fill(g, row, col + used, width - used, style, " ");
    if (cut) {
        used = used < width ? used : width - 1;
        put_letter(g, row, col + used, style, SV("…"), 1);
    }
}

void grid_fill(struct grid *g, int row, int col, int width, enum style style, const char *letter)
{
    struct gcell cell = make_cell(style, sv_of(letter));
    int from = col > 0 ? col : 0;
    int to = col + width < g->cols ? col + width : g->cols;
    if (row < 0 || row >= g->rows || from >= to) {
        return;
    }
    break_wide(g, row, from);
    break_wide(g, row, to - 1);
    for (int i = from; i < to; i++) {
        *cell_at(g, row, i) = cell;
    }
}

/* " title " into a line, leaving a stroke of it on either side. */
static void put_title(struct grid *g, int row, int col, int width, const char *title)
{
    if (title[0] == '\0' || width < 5) {
        return;
    }
    struct sv all = sv_of(title);
    int room = width - 4;
    int cols = utf8_cols(all) < room ? utf8_cols(all) : room;
    grid_fill(g, row, col + 1, 1, STYLE_PLAIN, " ");
    grid_field(g, row, col + 2, cols, STYLE_TITLE, title);
    grid_fill(g, row, col + 2 + cols, 1, STYLE_PLAIN, " ");
}

void grid_rule(struct grid *g, int row, int col, int width, const char *title)
{
    grid_fill(g, row, col, width, STYLE_PLAIN, "─");
    put_title(g, row, col, width, title);
}

static void box_edge(struct grid *g, int row, int col, int cols, const char *left, const char *right)
{
    grid_fill(g, row, col, 1, STYLE_PLAIN, left);
    grid_fill(g, row, col + 1, cols - 2, STYLE_PLAIN, "─");
    grid_fill(g, row, col + cols - 1, 1, STYLE_PLAIN, right);
}

void grid_box(struct grid *g, int row, int col, int rows, int cols, const char *title)
{
    if (rows < 2 || cols < 2) {
        return;
    }
    box_edge(g, row, col, cols, "┌", "┐");
    put_title(g, row, col + 1, cols - 2, title);
    for (int r = row + 1; r < row + rows - 1; r++) {
        grid_fill(g, r, col, 1, STYLE_PLAIN, "│");
        grid_fill(g, r, col + 1, cols - 2, STYLE_PLAIN, " ");
        grid_fill(g, r, col + cols - 1, 1, STYLE_PLAIN, "│");
    }
    box_edge(g, row + rows - 1, col, cols, "└", "┘");
}

void grid_cursor(struct grid *g, int row, int col)
{
    g->cursor_row = clamp(row, g->rows);
    g->cursor_col = clamp(col, g->cols);
}

void grid_restyle(struct grid *g, int row, int col, int width, enum style style)
{
    for (int i = 0; i < width; i++) {
        if (on_grid(g, row, col + i)) {
            cell_at(g, row, col + i)->style = (uint8_t)style;
        }
    }
}

static void dump_text(const struct grid *g, int row, struct str *out)
{
    str_add_c(out, '|');
    for (int col = 0; col < g->cols; col++) {
        const struct gcell *c = cell_at(g, row, col);
        str_add_n(out, c->text, c->bytes);
    }
    str_add(out, "|\n");
}

/* One letter a column; a row without styles has no such line, and blanks at its end are left out. */
static void dump_styles(const struct grid *g, int row, struct str *out)
{
    static const char letters[STYLE_COUNT] = {' ', 'T', 'L', 'd', 'E', 'W', 'S', 'H', 'K'};
    int last = -1;
    for (int col = 0; col < g->cols; col++) {
        if (cell_at(g, row, col)->style != STYLE_PLAIN) {
            last = col;
        }
    }
    if (last < 0) {
        return;
    }
    str_add_c(out, ' ');
    for (int col = 0; col <= last; col++) {
        str_add_c(out, letters[cell_at(g, row, col)->style]);
    }
    str_add_c(out, '\n');
}

void grid_dump(const struct grid *g, struct str *out)
{
    for (int row = 0; row < g->rows; row++) {
        dump_text(g, row, out);
        dump_styles(g, row, out);
    }
    str_addf(out, "cursor %d %d\n", g->cursor_row, g->cursor_col);
}
