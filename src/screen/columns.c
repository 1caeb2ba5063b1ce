#include "screen/columns.h"

#include <string.h>

#include "form/format.h"
#include "text/utf8.h"
#include "text/wrap.h"

#define WIDTH_MIN 3
#define SHORT 16    /* a text of this width, such as a day with its time, is shown whole */
#define READABLE 10 /* a longer one can be read in this width, at need in … */
#define LEAST 6     /* … this */
#define EASY 20     /* it is easily read in this */
#define TELLING 30  /* it has up to this when it takes that many to tell it from its neighbour */
#define HEAD_MIN 8  /* a head is not made narrower than this for its neighbours' sake … */
#define HEAD_WORD 12 /* … nor than its longest word, up to this */
#define HEAD_LINES 3
#define WIDTH_WISH 60 /* a column asks for no more than this before the screen's width is known to suffice */

void columns_add(struct columns *c, int source, const char *head)
{
    if (c->n < COLUMNS_MAX && source >= 0) {
        c->heads[c->n] = head;
        c->source[c->n] = source;
        c->n++;
    }
}

void columns_add_cell(const struct columns *c, const struct rowset *rows, size_t row, size_t i, struct str *out)
{
    format_show_cell(rowset_at(rows, row, c->source[i]), c->lang, out);
}

/* In how many columns two texts differ; 0 when they are equal. */
static int telling(struct sv a, struct sv b)
{
    size_t at = 0;
    while (at < a.n && at < b.n && a.p[at] == b.p[at]) {
        at++;
    }
    while (at > 0 && at < a.n && ((unsigned char)a.p[at] & 0xC0) == 0x80) {
        at--;
    }
    return sv_eq(a, b.p) ? 0 : utf8_cols((struct sv){a.p, at}) + 2; /* the letter, and "…" */
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int longest_word(const char *text)
{
    struct sv rest = sv_of(text), word;
    int cols = 0;
    while (sv_next(&rest, ' ', &word)) {
        cols = larger(cols, utf8_cols(word));
    }
    return cols;
}

/* How wide column `i` would like to be, how wide it must be to tell rows apart, and whether all it holds are numbers. */
static void measure(struct columns *c, const struct rowset *rows, size_t i)
{
    int head = utf8_cols(sv_of(c->heads[i])), width = 0, tell = 0;
    struct str s = STR_INIT;
    struct str before = STR_INIT;
    bool numbers = rows->nrows > 0;
    for (size_t r = 0; r < rows->nrows; r++) {
        const struct value *v = rowset_at(rows, r, c->source[i]);
        numbers = numbers && v->type != VALUE_TEXT;
        str_clear(&s);
        columns_add_cell(c, rows, r, i, &s);
        width = larger(width, utf8_cols((struct sv){s.p, s.len}));
        tell = r > 0 ? larger(tell, telling((struct sv){s.p, s.len}, (struct sv){before.p, before.len})) : tell;
        str_set(&before, s.p);
    }
    str_release(&s);
    str_release(&before);
    c->cells[i] = smaller(width, WIDTH_WISH);
    c->tell[i] = width <= SHORT ? width : smaller(tell, TELLING);
    c->head[i] = larger(smaller(longest_word(c->heads[i]), HEAD_WORD), HEAD_MIN);
    c->width[i] = larger(larger(c->cells[i], head), 1);
    c->right[i] = numbers;
}

static int total_width(const struct columns *c)
{
    int total = 0;
    for (size_t i = 0; i < c->n; i++) {
        total += c->width[i] + (i ? COLUMNS_GAP : 0);
    }
    return total;
}

/* What gives way, one after the other. */
enum giving {
    GIVE_HEADS,  /* heads that are wider than what stands below them */
    GIVE_TAILS,  /* what does not tell rows apart */
    GIVE_MORE,   /* the same, down to what is hard to read */
    GIVE_LONG,   /* long texts, whatever they tell */
    GIVE_WIDEST, /* anything */
    GIVE_END,
};

/* How many columns of the screen column `i` can spare; the widest has most. */
static int spare(const struct columns *c, size_t i, enum giving giving)
{
    switch (giving) {
    case GIVE_HEADS:
        return c->width[i] - larger(c->cells[i], c->head[i]);
    case GIVE_TAILS:
        return c->width[i] - larger(c->tell[i], READABLE);
    case GIVE_MORE:
        return c->width[i] - larger(c->tell[i], LEAST);
    case GIVE_LONG:
        return c->cells[i] > SHORT ? c->width[i] - LEAST : 0;
    default:
        return c->width[i] > WIDTH_MIN ? c->width[i] : 0;
    }
}

/* The column with most to spare; c->n when none has any. */
static size_t most_spare(const struct columns *c, enum giving giving)
{
    size_t at = c->n;
    for (size_t i = 0; i < c->n; i++) {
        if (spare(c, i, giving) > (at < c->n ? spare(c, at, giving) : 0)) {
            at = i;
        }
    }
    return at;
}

static void shrink(struct columns *c, int width, enum giving giving)
{
    size_t at;
    while (total_width(c) > width && (at = most_spare(c, giving)) < c->n) {
        c->width[at]--;
    }
}

/* What is left goes to the first column that would have more. */
static void widen(struct columns *c, int width)
{
    int left = width - total_width(c);
    for (size_t i = 0; i < c->n && left > 0; i++) {
        if (c->cells[i] == WIDTH_WISH) {
            c->width[i] += left;
            left = 0;
        }
    }
}

void columns_measure(struct columns *c, const struct rowset *rows)
{
    for (size_t i = 0; i < c->n; i++) {
        measure(c, rows, i);
    }
}

static void fit(struct columns *c, int width)
{
    for (enum giving giving = GIVE_HEADS; giving < GIVE_END; giving++) {
        shrink(c, width, giving);
    }
    widen(c, width);
}

void columns_fit(struct columns *c, const struct rowset *rows, int width)
{
    columns_measure(c, rows);
    fit(c, width);
}

void columns_add_measured(struct columns *c, const struct columns *from, size_t i)
{
    size_t to = c->n++;
    c->heads[to] = from->heads[i];
    c->source[to] = from->source[i];
    c->width[to] = from->width[i];
    c->cells[to] = from->cells[i];
    c->tell[to] = from->tell[i];
    c->head[to] = from->head[i];
    c->right[to] = from->right[i];
}

/* What the columns take when each is cut to what is easily read. */
static int easy_width(const struct columns *c)
{
    int total = 0;
    for (size_t i = 0; i < c->n; i++) {
        int least = larger(c->cells[i], c->head[i]); /* heads give way */
        total += smaller(smaller(c->width[i], least), larger(c->tell[i], EASY)) + (i ? COLUMNS_GAP : 0);
    }
    return total;
}

size_t columns_fit_some(struct columns *c, int width)
{
    size_t all = c->n;
    while (c->n > 1 && easy_width(c) > width) {
        c->n--;
    }
    fit(c, width);
    return all - c->n;
}

void columns_add_cut(const struct columns *c, const struct rowset *rows, size_t at, struct str *out)
{
    struct str s = STR_INIT;
    for (size_t i = 0; i < c->n; i++) {
        str_clear(&s);
        columns_add_cell(c, rows, at, i, &s);
        if (utf8_cols((struct sv){s.p, s.len}) > c->width[i]) {
            str_addf(out, "%s%s", out->len > 0 ? " · " : "", s.p);
        }
    }
    str_release(&s);
}

/* Numbers, and what stands above them, at the right. */
static void draw_in_column(const struct columns *c, size_t i, struct grid *g, int row, int col, enum style style, const struct str *text)
{
    int used = utf8_cols((struct sv){text->p, text->len});
    int shift = c->right[i] && used < c->width[i] ? c->width[i] - used : 0;
    grid_fill(g, row, col, c->width[i], style, " ");
    grid_field(g, row, col + shift, c->width[i] - shift, style, text->p);
}

/* A head in `lines` lines, of which it takes the last ones it needs. */
static void draw_head(const struct columns *c, size_t i, struct grid *g, int row, int col, int lines)
{
    struct sv rest = sv_of(c->heads[i]), line;
    int need = smaller(wrap_count(rest, c->width[i]), lines);
    for (int l = 0; l < lines; l++) {
        struct str text = STR_INIT;
        if (l == lines - 1) {
            str_add_sv(&text, rest);
        } else if (l >= lines - need && wrap_next(&rest, c->width[i], &line)) {
            str_add_sv(&text, line);
        }
        draw_in_column(c, i, g, row + l, col, STYLE_HEAD, &text);
        str_release(&text);
    }
}

void columns_draw_heads(const struct columns *c, struct grid *g, int row, int col, int lines)
{
    for (size_t i = 0; i < c->n; i++) {
        draw_head(c, i, g, row, col, lines);
        col += c->width[i] + COLUMNS_GAP;
    }
}

static int head_lines(const struct columns *c, int height)
{
    int lines = 1;
    for (size_t i = 0; i < c->n; i++) {
        lines = larger(lines, wrap_count(sv_of(c->heads[i]), c->width[i]));
    }
    return larger(smaller(smaller(lines, HEAD_LINES), height / 4), 1);
}

void columns_draw_row(const struct columns *c, const struct rowset *rows, size_t at, struct grid *g, int row, int col, enum style style)
{
    struct str s = STR_INIT;
    for (size_t i = 0; i < c->n; i++) {
        str_clear(&s);
        columns_add_cell(c, rows, at, i, &s);
        draw_in_column(c, i, g, row, col, style, &s);
        col += c->width[i];
        grid_fill(g, row, col, i + 1 < c->n ? COLUMNS_GAP : 0, style, " ");
        col += COLUMNS_GAP;
    }
    str_release(&s);
}

int columns_draw(const struct columns *c, const struct rowset *rows, struct scroll *s, struct grid *g, int top, int height)
{
    int lines = head_lines(c, height);
    int shown = height - lines;
    scroll_fit(s, rows->nrows, shown);
    columns_draw_heads(c, g, top, 1, lines);
    for (int i = 0; i < shown && s->top + (size_t)i < rows->nrows; i++) {
        size_t at = s->top + (size_t)i;
        int row = top + lines + i;
        columns_draw_row(c, rows, at, g, row, 1, at == s->at ? STYLE_SELECTED : STYLE_PLAIN);
        if (at == s->at) {
            grid_cursor(g, row, 1);
        }
    }
    return shown;
}
