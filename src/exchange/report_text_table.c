/* Tables of a document as text: columns in proportion to the template's, cells wrapped, lines where cells have borders. */

#include <math.h>
#include <string.h>

#include "exchange/report_text.h"
#include "form/template.h"
#include "text/utf8.h"

enum { COLUMNS_MAX = 64, NATURAL = 10 }; /* columns of text with which a cell has room for a blank at each side */

struct grid {
    int n;
    double mm[COLUMNS_MAX];
    int cols[COLUMNS_MAX]; /* of text, without lines and padding */
    int words[COLUMNS_MAX]; /* the longest word */
    bool ruled;             /* its cells have borders */
    int pad;                /* blanks at each side of a cell */
};

struct tcell {
    const struct xml_node *node; /* NULL: it goes on from the row above */
    int at, span;
    struct str text;
    struct sv rest; /* of the text, while it is put out */
};

struct trow {
    struct tcell cells[COLUMNS_MAX];
    int n;
};

/* What is known between two rows. */
struct trows {
    struct sheet *s;
    struct grid *g;
    bool above[COLUMNS_MAX + 1]; /* where the row above has vertical lines */
    int open[COLUMNS_MAX];       /* so many more rows the cell of this column covers */
    bool any;
};

/* ---- columns and cells ---- */

static double width_of(const struct sheet *s, const struct xml_node *column)
{
    return report_millimetres(report_property(s->root, "table-column", xml_att(column, "table:style-name"), "style:column-width"));
}

static void read_columns(const struct sheet *s, const struct xml_node *n, struct grid *g)
{
    for (const struct xml_node *c = n->first; c; c = c->next) {
        long times = xml_is(c, "table:table-column") ? report_count(c, "table:number-columns-repeated", 1) : 0;
        for (; times > 0 && g->n < COLUMNS_MAX; times--) {
            g->mm[g->n++] = width_of(s, c);
        }
        if (xml_is(c, "table:table-columns") || xml_is(c, "table:table-header-columns") || xml_is(c, "table:table-column-group")) {
            read_columns(s, c, g);
        }
    }
}

static void row_release(struct trow *row)
{
    for (int i = 0; i < row->n; i++) {
        str_release(&row->cells[i].text);
    }
}

/* Cells that are covered from the left are none; those that are covered from above go on. */
static void read_cells(const struct grid *g, const struct xml_node *n, struct trow *row)
{
    int at = 0, covered = 0;
    row->n = 0;
    for (const struct xml_node *c = n->first; c && at < g->n; c = c->next) {
        bool cell = xml_is(c, "table:table-cell"), goes_on = xml_is(c, "table:covered-table-cell");
        if (goes_on && covered > 0) {
            covered--;
        } else if (cell || goes_on) {
            int span = cell ? (int)report_count(c, "table:number-columns-spanned", 1) : 1;
            span = span <= g->n - at ? span : g->n - at;
            row->cells[row->n++] = (struct tcell){.node = cell ? c : NULL, .at = at, .span = span, .text = STR_INIT};
            covered = span - 1;
            at += span;
        }
    }
}

/* ---- widths ---- */

static int longest_word(const struct sheet *s, const struct xml_node *n)
{
    struct str text = STR_INIT;
    int longest = 0;
    if (template_is_paragraph(n)) {
        text_add_inline(s, n, &text);
    }
    for (size_t at = 0; at < text.len;) {
        size_t len = strcspn(text.p + at, " \n");
        int cols = utf8_cols((struct sv){text.p + at, len});
        longest = cols > longest ? cols : longest;
        at += len + 1;
    }
    for (const struct xml_node *c = text.len > 0 ? NULL : n->first; c; c = c->next) {
        int cols = longest_word(s, c);
        longest = cols > longest ? cols : longest;
    }
    str_release(&text);
    return longest;
}

static bool has_border(const struct sheet *s, const struct xml_node *cell)
{
    static const char *const SIDES[] = {"fo:border", "fo:border-top", "fo:border-bottom", "fo:border-left", "fo:border-right"};
    bool found = false;
    for (size_t i = 0; i < sizeof SIDES / sizeof *SIDES; i++) {
        const char *border = report_property(s->root, "table-cell", xml_att(cell, "table:style-name"), SIDES[i]);
        found = found || (border && !str_eq(border, "none"));
    }
    return found;
}

static void look_at_rows(const struct sheet *s, const struct xml_node *n, struct grid *g)
{
    struct trow row;
    for (const struct xml_node *c = n->first; c; c = c->next) {
        if (!xml_is(c, "table:table-row")) {
            look_at_rows(s, c, g);
            continue;
        }
        read_cells(g, c, &row);
        for (int i = 0; i < row.n; i++) {
            const struct tcell *cell = &row.cells[i];
            int word = cell->node && cell->span == 1 ? longest_word(s, cell->node) : 0;
            g->words[cell->at] = word > g->words[cell->at] ? word : g->words[cell->at];
            g->ruled = g->ruled || (cell->node && has_border(s, cell->node));
        }
        row_release(&row);
    }
}

/* A column too narrow for its longest word takes from the one that has most to spare. */
static void make_room(struct grid *g)
{
    for (int i = 0; i < g->n; i++) {
        while (g->cols[i] < g->words[i]) {
            int most = -1, spare = 0;
            for (int j = 0; j < g->n; j++) {
                int has = g->cols[j] - (g->words[j] > 0 ? g->words[j] : 1);
                most = has > spare ? j : most;
                spare = has > spare ? has : spare;
            }
            if (most < 0) {
                break;
            }
            g->cols[most]--;
            g->cols[i]++;
        }
    }
}

static void measure(const struct sheet *s, struct grid *g)
{
    double sum = 0, before = 0;
    for (int i = 0; i < g->n; i++) {
        g->mm[i] = g->mm[i] > 0 ? g->mm[i] : 10;
        sum += g->mm[i];
    }
    int all = s->cols - s->indent, wanted = (int)lround(sum * s->per_mm);
    int text = (wanted < all ? wanted : all) - (g->ruled ? g->n + 1 : g->n - 1);
    g->pad = g->ruled && text >= NATURAL * g->n ? 1 : 0;
    text -= 2 * g->pad * g->n;
    text = text > g->n ? text : g->n;
    for (int i = 0; i < g->n; i++) {
        g->cols[i] = (int)lround(text * (before + g->mm[i]) / sum) - (int)lround(text * before / sum);
        g->cols[i] = g->cols[i] > 0 ? g->cols[i] : 1;
        before += g->mm[i];
    }
    make_room(g);
}

/* Columns between a cell's lines, with its padding. */
static int inner(const struct grid *g, int at, int span)
{
    int cols = span - 1;
    for (int i = at; i < at + span; i++) {
        cols += g->cols[i] + 2 * g->pad;
    }
    return cols;
}

/* ---- lines ---- */

enum { UP = 8, DOWN = 4, LEFT = 2, RIGHT = 1 };
static const char *const JOINTS[16] = {" ", "─", "─", "─", "│", "┌", "┐", "┬", "│", "└", "┘", "┴", "│", "├", "┤", "┼"};

/* The line between two rows; `below` where the next one has vertical lines, NULL: there is none. */
static void put_rule(struct trows *r, const bool *below)
{
    struct str line = STR_INIT;
    for (int i = 0; r->g->ruled && i <= r->g->n; i++) {
        bool left = i > 0 && !(below && r->open[i - 1] > 0), right = i < r->g->n && !(below && r->open[i] > 0);
        unsigned joint = (r->any && r->above[i] ? UP : 0) | (below && below[i] ? DOWN : 0) | (left ? LEFT : 0) | (right ? RIGHT : 0);
        str_add(&line, JOINTS[joint]);
        for (int c = i < r->g->n ? inner(r->g, i, 1) : 0; c > 0; c--) {
            str_add(&line, right ? "─" : " ");
        }
    }
    if (r->g->ruled) {
        text_put(r->s, (struct sv){line.p, line.len});
    }
    str_release(&line);
}

static void fill_cell(const struct trows *r, struct tcell *c)
{
    struct sheet in = {.root = r->s->root, .out = &c->text, .per_mm = r->s->per_mm, .begun = true, .mark = STR_INIT};
    in.cols = inner(r->g, c->at, c->span) - 2 * r->g->pad;
    if (c->node) {
        text_write_children(&in, c->node);
    }
    while (c->text.len > 0 && c->text.p[c->text.len - 1] == '\n') {
        str_cut(&c->text, c->text.len - 1);
    }
    c->rest = (struct sv){c->text.p, c->text.len};
    str_release(&in.mark);
}

/* The next line of the cell, padded to its columns. */
static void add_cell_line(const struct trows *r, struct tcell *c, struct str *line)
{
    const char *feed = c->rest.n > 0 ? memchr(c->rest.p, '\n', c->rest.n) : NULL;
    struct sv text = {c->rest.p, feed ? (size_t)(feed - c->rest.p) : c->rest.n};
    c->rest = feed ? (struct sv){feed + 1, c->rest.n - text.n - 1} : (struct sv){"", 0};
    str_add(line, r->g->ruled ? "│" : c->at > 0 ? " " : "");
    str_add(line, r->g->pad ? " " : "");
    utf8_add_padded(line, text, inner(r->g, c->at, c->span) - 2 * r->g->pad);
    str_add(line, r->g->pad ? " " : "");
}

static bool has_more(const struct trow *row)
{
    for (int i = 0; i < row->n; i++) {
        if (row->cells[i].rest.n > 0) {
            return true;
        }
    }
    return false;
}

static void put_lines(struct trows *r, struct trow *row)
{
    do {
        struct str line = STR_INIT;
        for (int i = 0; i < row->n; i++) {
            add_cell_line(r, &row->cells[i], &line);
        }
        str_add(&line, r->g->ruled ? "│" : "");
        text_put(r->s, (struct sv){line.p, line.len});
        str_release(&line);
    } while (has_more(row));
}

/* ---- rows ---- */

static void keep_open(struct trows *r, const struct trow *row)
{
    for (int i = 0; i < r->g->n; i++) {
        r->open[i] -= r->open[i] > 0;
    }
    for (int i = 0; i < row->n; i++) {
        const struct tcell *c = &row->cells[i];
        long more = c->node ? report_count(c->node, "table:number-rows-spanned", 1) - 1 : 0;
        for (int k = c->at; c->node && k < c->at + c->span; k++) {
            r->open[k] = (int)more;
        }
    }
}

static void write_row(struct trows *r, const struct xml_node *n)
{
    struct trow row;
    bool below[COLUMNS_MAX + 1] = {false};
    read_cells(r->g, n, &row);
    for (int i = 0; i < row.n; i++) {
        below[row.cells[i].at] = true;
        fill_cell(r, &row.cells[i]);
    }
    below[r->g->n] = true;
    put_rule(r, below);
    put_lines(r, &row);
    keep_open(r, &row);
    memcpy(r->above, below, sizeof below);
    r->any = true;
    row_release(&row);
}

static void write_rows(struct trows *r, const struct xml_node *n)
{
    for (const struct xml_node *c = n->first; c; c = c->next) {
        if (xml_is(c, "table:table-row")) {
            write_row(r, c);
        } else if (xml_is(c, "table:table-header-rows") || xml_is(c, "table:table-rows") || xml_is(c, "table:table-row-group")) {
            write_rows(r, c);
        }
    }
}

void text_write_table(struct sheet *s, const struct xml_node *table)
{
    const char *style = xml_att(table, "table:style-name");
    struct grid g = {0};
    struct trows r = {.s = s, .g = &g};
    read_columns(s, table, &g);
    if (g.n == 0) {
        text_write_children(s, table);
        return;
    }
    look_at_rows(s, table, &g);
    measure(s, &g);
    text_come_to(s, "table", style);
    write_rows(&r, table);
    put_rule(&r, NULL);
    text_leave(s, "table", style);
}
