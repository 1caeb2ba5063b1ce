#include "screen/columns.h"

#include "text/utf8.h"

#define WIDTH_MIN 3
#define READABLE 10 /* a column of this width can be read */
#define HEAD_MIN 8 /* a head is not cut below this for its neighbours' sake */
#define WIDTH_WISH 60 /* a column asks for no more than this before the screen's width is known to suffice */

void columns_add(struct columns *c, int source, const char *head)
{
    if (c->n < COLUMNS_MAX && source >= 0) {
        c->heads[c->n] = head;
        c->source[c->n] = source;
        c->n++;
    }
}

static void cell_text(const struct rowset *rows, size_t row, int source, struct str *out)
{
    value_add_plain(out, rowset_at(rows, row, source));
}

/* How wide column `i` would like to be, and whether all it holds are numbers. */
static void measure(struct columns *c, const struct rowset *rows, size_t i)
{
    int head = utf8_cols(sv_of(c->heads[i])), width = 0;
    struct str s = STR_INIT;
    bool numbers = rows->nrows > 0;
    for (size_t r = 0; r < rows->nrows; r++) {
        const struct value *v = rowset_at(rows, r, c->source[i]);
        numbers = numbers && v->type != VALUE_TEXT;
        str_clear(&s);
        value_add_plain(&s, v);
        int w = utf8_cols((struct sv){s.p, s.len});
        width = w > width ? w : width;
    }
    str_release(&s);
    c->cells[i] = width > WIDTH_WISH ? WIDTH_WISH : width;
    c->width[i] = c->cells[i] > head ? c->cells[i] : head > 0 ? head : 1;
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

/* How many columns of the screen column `i` can spare: beyond its cells while a head fits in part, else anything. */
static int spare(const struct columns *c, size_t i, bool heads_only)
{
    int keep = !heads_only ? WIDTH_MIN : c->cells[i] > HEAD_MIN ? c->cells[i] : HEAD_MIN;
    return c->width[i] > keep ? (heads_only ? c->width[i] - keep : c->width[i]) : 0;
}

/* The column with most to spare; c->n when none has any. */
static size_t most_spare(const struct columns *c, bool heads_only)
{
    size_t at = c->n;
    for (size_t i = 0; i < c->n; i++) {
        if (spare(c, i, heads_only) > (at < c->n ? spare(c, at, heads_only) : 0)) {
            at = i;
        }
    }
    return at;
}

static void shrink(struct columns *c, int width, bool heads_only)
{
    size_t at;
    while (total_width(c) > width && (at = most_spare(c, heads_only)) < c->n) {
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

static void fit_measured(struct columns *c, int width)
{
    shrink(c, width, true);
    shrink(c, width, false);
    widen(c, width);
}

void columns_fit(struct columns *c, const struct rowset *rows, int width)
{
    for (size_t i = 0; i < c->n; i++) {
        measure(c, rows, i);
    }
    fit_measured(c, width);
}

/* What the columns take when each is cut to what can still be read. */
static int readable_width(const struct columns *c)
{
    int total = 0;
    for (size_t i = 0; i < c->n; i++) {
        total += (c->width[i] < READABLE ? c->width[i] : READABLE) + (i ? COLUMNS_GAP : 0);
    }
    return total;
}

size_t columns_fit_some(struct columns *c, const struct rowset *rows, int width)
{
    size_t all = c->n;
    for (size_t i = 0; i < all; i++) {
        measure(c, rows, i);
    }
    while (c->n > 1 && readable_width(c) > width) {
        c->n--;
    }
    fit_measured(c, width);
    return all - c->n;
}

void columns_draw_heads(const struct columns *c, struct grid *g, int row, int col)
{
    for (size_t i = 0; i < c->n; i++) {
        grid_field(g, row, col, c->width[i], STYLE_HEAD, c->heads[i]);
        col += c->width[i] + COLUMNS_GAP;
    }
}

void columns_draw_row(const struct columns *c, const struct rowset *rows, size_t at, struct grid *g, int row, int col, enum style style)
{
    struct str s = STR_INIT;
    for (size_t i = 0; i < c->n; i++) {
        str_clear(&s);
        cell_text(rows, at, c->source[i], &s);
        int used = utf8_cols((struct sv){s.p, s.len});
        int shift = c->right[i] && used < c->width[i] ? c->width[i] - used : 0;
        grid_fill(g, row, col, c->width[i] + (i + 1 < c->n ? COLUMNS_GAP : 0), style, " ");
        grid_field(g, row, col + shift, c->width[i] - shift, style, s.p);
        col += c->width[i] + COLUMNS_GAP;
    }
    str_release(&s);
}

void columns_draw(const struct columns *c, const struct rowset *rows, struct scroll *s, struct grid *g, int top, int height)
{
    scroll_fit(s, rows->nrows, height - 1);
    columns_draw_heads(c, g, top, 1);
    for (int line = 1; line < height && s->top + (size_t)line - 1 < rows->nrows; line++) {
        size_t at = s->top + (size_t)line - 1;
        bool chosen = at == s->at;
        columns_draw_row(c, rows, at, g, top + line, 1, chosen ? STYLE_SELECTED : STYLE_PLAIN);
        if (chosen) {
            grid_cursor(g, top + line, 1);
        }
    }
}
