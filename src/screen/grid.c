#include "screen/grid.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/clean.h"
#include "text/utf8.h"

static struct gcell *cell_at(const struct grid *g, int row, int col)
{
    return &g->cells[(size_t)row * (size_t)g->cols + (size_t)col];
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
    g->cells = mem_zero((size_t)g->rows * (size_t)g->cols, sizeof *g->cells);
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

static void put_cell(struct grid *g, int row, int col, enum style style, struct sv letter)
{
    break_wide(g, row, col);
    struct gcell *c = cell_at(g, row, col);
    size_t n = letter.n;
    if (n > sizeof c->text) {
        /* More marks than a cell holds: keep whole code points. */
        for (n = sizeof c->text; n > 0 && ((unsigned char)letter.p[n] & 0xC0) == 0x80; n--) {
        }
    }
    memset(c->text, 0, sizeof c->text);
    memcpy(c->text, letter.p, n);
    c->bytes = (uint8_t)n;
    c->style = (uint8_t)style;
}

/* One letter of `cols` columns; off the grid it is dropped, half off it is a blank. */
static void put_letter(struct grid *g, int row, int col, enum style style, struct sv letter, int cols)
{
    if (!on_grid(g, row, col)) {
        return;
    }
    if (cols == 2 && !on_grid(g, row, col + 1)) {
        put_cell(g, row, col, style, SV(" "));
        return;
    }
    put_cell(g, row, col, style, letter);
    if (cols == 2) {
        break_wide(g, row, col + 1);
        *cell_at(g, row, col + 1) = (struct gcell){.style = (uint8_t)style};
    }
}

/* Paint clean text; returns columns used, at most `width`. */
static int put_clean(struct grid *g, int row, int col, int width, enum style style, struct sv text)
{
    int used = 0;
    for (size_t at = 0; at < text.n;) {
        size_t next = utf8_next(text, at);
        struct sv letter = {text.p + at, next - at};
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
        at = next;
    }
    return used;
}

/* Text from our own tables and from the store is clean already: most letters need no second look. */
static bool surely_clean(struct sv text)
{
    uint32_t cp;
    for (size_t at = 0; at < text.n;) {
        int bytes = utf8_decode((struct sv){text.p + at, text.n - at}, &cp);
        if (bytes < 0 || !utf8_plain(cp) || cp < 0x20 || (cp >= 0x7F && cp <= 0xA0) || cp == 0xAD) {
            return false;
        }
        at += (size_t)bytes;
    }
    return true;
}

int grid_text(struct grid *g, int row, int col, int width, enum style style, struct sv text)
{
    if (surely_clean(text)) {
        return put_clean(g, row, col, width, style, text);
    }
    struct str visible = STR_INIT;
    clean_visible(&visible, text);
    int used = put_clean(g, row, col, width, style, (struct sv){visible.p, visible.len});
    str_release(&visible);
    return used;
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
    struct sv all = sv_of(text);
    bool cut = utf8_cols(all) > width;
    struct sv shown = {text, cut ? utf8_fit(all, width - 1) : all.n};
    int used = grid_text(g, row, col, cut ? width - 1 : width, style, shown);
    if (cut) {
        used += grid_str(g, row, col + used, 1, style, "…");
    }
    grid_fill(g, row, col + used, width - used, style, " ");
}

void grid_fill(struct grid *g, int row, int col, int width, enum style style, const char *letter)
{
    struct sv one = sv_of(letter);
    for (int i = 0; i < width; i++) {
        put_letter(g, row, col + i, style, one, 1);
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

static int clamp(int x, int limit)
{
    return x < 0 ? 0 : x >= limit ? limit - 1 : x;
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
