#include "screen/form_layout.h"

#include <stdlib.h>

#include "text/utf8.h"

enum {
    LABEL_MAX = 24,    /* columns of the labels of a page */
    HEAD_WISH = 12,    /* a roster's head asks for no more */
    FLEXIBLE_MAX = 40, /* a column of text asks for no more until there is room to give away */
    FLEXIBLE_MIN = 10,
    MATRIX_HEAD_MAX = 30,
};

struct builder {
    struct layout *out;
    const struct layout_in *in;
    int group; /* whose title is yet to be set, -1: none */
};

static const struct form *form_of(const struct builder *b)
{
    return b->in->record->form;
}

static int label_cols(const struct builder *b, const struct label *label)
{
    return utf8_cols(sv_of(label_in(label, b->in->lang)));
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static struct line *add_line(struct builder *b, enum line_kind kind, struct path at)
{
    struct line *line = vec_push(&b->out->lines);
    line->kind = kind;
    line->at = at;
    return line;
}

/* A title stands only above something. */
static void add_group(struct builder *b)
{
    if (b->group >= 0) {
        add_line(b, LINE_GROUP, PATH_MAIN(0))->group = (size_t)b->group;
        b->group = -1;
    }
}

static bool is_typed(const struct builder *b, const struct field *f, const struct cell *c)
{
    bool fixed = f->read_only_always || f->calculation.sql || f->serial || (c && c->read_only);
    return !fixed && !b->in->read_only;
}

static void add_stop(struct builder *b, struct path at, size_t line, bool typed)
{
    struct stop *s = vec_push(&b->out->stops);
    s->at = at;
    s->line = line;
    s->skip = !typed && !b->in->read_only;
}

/* ---- fields ---- */

/* A multi-line field shows the lines it asks for, or what its text needs, up to a screen. */
static int field_lines(const struct builder *b, const struct field *f, struct path at)
{
    if (!f->multiline && f->type != FIELD_NOTE) {
        return 1;
    }
    int least = f->type == FIELD_NOTE ? 1 : larger(f->lines, 1);
    int needed = b->in->lines ? b->in->lines(b->in->arg, at, b->out->value_width) : 1;
    return larger(1, smaller(larger(least, needed), b->in->height));
}

static void add_field(struct builder *b, const struct field *f, struct path at)
{
    const struct cell *c = record_cell_const(b->in->record, at);
    if (f->hidden || !c->relevant) {
        return;
    }
    add_group(b);
    if (f->type != FIELD_NOTE) {
        add_stop(b, at, b->out->lines.n, is_typed(b, f, c));
    }
    int n = field_lines(b, f, at);
    for (int i = 0; i < n; i++) {
        add_line(b, LINE_FIELD, at)->sub = i;
    }
}

/* ---- the columns of a roster ---- */

static bool column_relevant(const struct builder *b, size_t roster, const struct field *f)
{
    const struct rows *rows = &b->in->record->rosters[roster];
    if (f->hidden) {
        return false;
    }
    for (size_t i = 0; i < rows->list.n; i++) {
        if (rows->list.v[i].cells[f->index].relevant) {
            return true;
        }
    }
    return rows->list.n == 0 && !f->relevant.sql;
}

/* What one needs to type a value of this type. */
static int type_width(const struct field *f)
{
    switch (f->type) {
    case FIELD_INTEGER:
        return 6;
    case FIELD_TIME:
    case FIELD_YES_NO:
        return 5;
    case FIELD_DATETIME:
        return 16;
    default:
        return 10;
    }
}

static bool is_number(const struct field *f)
{
    return f->type == FIELD_INTEGER || f->type == FIELD_DECIMAL;
}

static bool is_flexible(const struct field *f)
{
    return f->type == FIELD_TEXT || f->type == FIELD_SELECT_ONE || f->type == FIELD_SELECT_MULTIPLE ||
           f->type == FIELD_FILE;
}

static int wanted(const struct builder *b, size_t roster, const struct field *f)
{
    const struct rows *rows = &b->in->record->rosters[roster];
    int width = 1;
    for (size_t i = 0; b->in->want && i < rows->list.n; i++) {
        width = larger(width, b->in->want(b->in->arg, (struct path){(int)roster, i, f->index}));
    }
    return width;
}

static int natural_width(const struct builder *b, size_t roster, const struct field *f)
{
    int width = larger(wanted(b, roster, f), smaller(label_cols(b, &f->label), HEAD_WISH));
    if (is_typed(b, f, NULL)) {
        width = larger(width, type_width(f));
    }
    return smaller(width, FLEXIBLE_MAX);
}

static const struct field *column_field(const struct builder *b, size_t roster, size_t column)
{
    return &form_of(b)->rosters[roster].fields[b->out->rosters[roster].columns.v[column].field];
}

static int total_width(const struct roster_layout *r)
{
    int total = 0;
    for (size_t i = 0; i < r->columns.n; i++) {
        total += r->columns.v[i].width + (i > 0 ? ROSTER_GAP : 0);
    }
    return total;
}

static void drop_last(struct roster_layout *r)
{
    r->columns.n--;
    r->hidden++;
}

/* The widest column of text that can still give something; the number of columns when there is none. */
static size_t widest_flexible(const struct builder *b, size_t roster)
{
    const struct roster_layout *r = &b->out->rosters[roster];
    size_t at = r->columns.n;
    for (size_t i = 0; i < r->columns.n; i++) {
        int width = r->columns.v[i].width;
        bool may = is_flexible(column_field(b, roster, i)) && width > FLEXIBLE_MIN;
        if (may && (at == r->columns.n || width > r->columns.v[at].width)) {
            at = i;
        }
    }
    return at;
}

/* Columns at the end that only show something go first; then texts become narrower; then the last columns go.
 */
static void fit_columns(struct builder *b, size_t roster, int width)
{
    struct roster_layout *r = &b->out->rosters[roster];
    while (r->columns.n > 1 && total_width(r) > width &&
           !is_typed(b, column_field(b, roster, r->columns.n - 1), NULL) && !b->in->read_only) {
        drop_last(r);
    }
    while (total_width(r) > width) {
        size_t at = widest_flexible(b, roster);
        if (at < r->columns.n) {
            r->columns.v[at].width--;
        } else if (r->columns.n > 1) {
            drop_last(r);
        } else {
            r->columns.v[0].width = width;
        }
    }
}

/* What is left over goes to the text that wants it most. */
static void give_rest(struct builder *b, size_t roster, int width)
{
    struct roster_layout *r = &b->out->rosters[roster];
    size_t at = widest_flexible(b, roster);
    if (at < r->columns.n) {
        int want = larger(wanted(b, roster, column_field(b, roster, at)), r->columns.v[at].width);
        r->columns.v[at].width = smaller(want, r->columns.v[at].width + width - total_width(r));
    }
}

static void place_columns(struct roster_layout *r)
{
    int col = LABEL_COL;
    for (size_t i = 0; i < r->columns.n; i++) {
        r->columns.v[i].col = col;
        col += r->columns.v[i].width + ROSTER_GAP;
    }
}

static void build_columns(struct builder *b, size_t roster)
{
    struct roster_layout *r = &b->out->rosters[roster];
    const struct roster *def = &form_of(b)->rosters[roster];
    int width = b->in->width - LABEL_COL - 2;
    for (size_t i = 0; i < def->nfields; i++) {
        if (def->fields[i].type != FIELD_NOTE && column_relevant(b, roster, &def->fields[i])) {
            struct roster_column *c = vec_push(&r->columns);
            c->field = i;
            c->width = natural_width(b, roster, &def->fields[i]);
            c->right = is_number(&def->fields[i]);
        }
    }
    if (r->columns.n > 0) {
        fit_columns(b, roster, width);
        give_rest(b, roster, width);
        place_columns(r);
    }
}

/* ---- matrix ---- */

static size_t find_value(const struct rows *rows, const size_t *seen, size_t n, size_t row, int field)
{
    const struct value *v = &rows->list.v[row].cells[field].value;
    size_t i = 0;
    while (i < n && !value_eq(v, &rows->list.v[seen[i]].cells[field].value)) {
        i++;
    }
    return i;
}

static void collect(struct matrix *m, const struct rows *rows, const struct roster *def)
{
    for (size_t i = 0; i < rows->list.n; i++) {
        if (find_value(rows, m->down.v, m->down.n, i, def->down) == m->down.n) {
            *vec_push(&m->down) = i;
        }
        if (find_value(rows, m->across.v, m->across.n, i, def->across) == m->across.n) {
            *vec_push(&m->across) = i;
        }
    }
}

static void fill_cells(struct matrix *m, const struct rows *rows, const struct roster *def)
{
    for (size_t i = 0; i < m->down.n * m->across.n; i++) {
        *vec_push(&m->rows) = -1;
    }
    for (size_t i = 0; i < rows->list.n; i++) {
        size_t down = find_value(rows, m->down.v, m->down.n, i, def->down);
        size_t across = find_value(rows, m->across.v, m->across.n, i, def->across);
        m->rows.v[down * m->across.n + across] = (int)i;
    }
}

static void measure_matrix(struct builder *b, size_t roster)
{
    struct matrix *m = &b->out->rosters[roster].matrix;
    const struct roster *def = &form_of(b)->rosters[roster];
    const struct field *cell = &def->fields[def->cell];
    m->head_width = smaller(larger(wanted(b, roster, &def->fields[def->down]), 8), MATRIX_HEAD_MAX);
    m->cell_width = larger(wanted(b, roster, cell), type_width(cell));
    m->cell_width = smaller(larger(m->cell_width, wanted(b, roster, &def->fields[def->across])), HEAD_WISH);
    m->sums = is_number(cell);
    int room = b->in->width - LABEL_COL - m->head_width - (m->sums ? m->cell_width + ROSTER_GAP : 0);
    m->fit = (size_t)larger(room / (m->cell_width + ROSTER_GAP), 1);
}

static void build_matrix(struct builder *b, size_t roster)
{
    struct roster_layout *r = &b->out->rosters[roster];
    const struct rows *rows = &b->in->record->rosters[roster];
    r->is_matrix = true;
    collect(&r->matrix, rows, &form_of(b)->rosters[roster]);
    fill_cells(&r->matrix, rows, &form_of(b)->rosters[roster]);
    measure_matrix(b, roster);
}

bool matrix_find(const struct matrix *m, size_t row, size_t *down, size_t *across)
{
    for (size_t i = 0; i < m->rows.n; i++) {
        if (m->rows.v[i] == (int)row) {
            *down = i / m->across.n;
            *across = i % m->across.n;
            return true;
        }
    }
    return false;
}

/* ---- rosters ---- */

static void add_matrix_lines(struct builder *b, size_t roster)
{
    const struct roster *def = &form_of(b)->rosters[roster];
    const struct matrix *m = &b->out->rosters[roster].matrix;
    for (size_t d = 0; d < m->down.n; d++) {
        for (size_t a = 0; a < m->across.n; a++) {
            int row = m->rows.v[d * m->across.n + a];
            struct path at = {(int)roster, (size_t)row, (size_t)def->cell};
            if (row >= 0 && record_cell_const(b->in->record, at)->relevant) {
                add_stop(b, at, b->out->lines.n,
                         is_typed(b, &def->fields[def->cell], record_cell_const(b->in->record, at)));
            }
        }
        add_line(b, LINE_ROW, (struct path){(int)roster, d, 0});
    }
    if (m->sums && m->down.n > 1) {
        add_line(b, LINE_SUMS, (struct path){(int)roster, 0, 0});
    }
}

static void add_row_stops(struct builder *b, size_t roster, size_t row)
{
    const struct roster_layout *r = &b->out->rosters[roster];
    for (size_t i = 0; i < r->columns.n; i++) {
        struct path at = {(int)roster, row, r->columns.v[i].field};
        const struct cell *c = record_cell_const(b->in->record, at);
        if (c->relevant) {
            add_stop(b, at, b->out->lines.n, is_typed(b, column_field(b, roster, i), c));
        }
    }
}

static void add_row_lines(struct builder *b, size_t roster)
{
    const struct roster *def = &form_of(b)->rosters[roster];
    size_t n = b->in->record->rosters[roster].list.n;
    for (size_t i = 0; i < n; i++) {
        add_row_stops(b, roster, i);
        add_line(b, LINE_ROW, (struct path){(int)roster, i, 0});
    }
    struct path end = {(int)roster, n, 0};
    if (def->add && !b->in->read_only && (int)n < def->max_rows) {
        end.field = b->out->rosters[roster].columns.n > 0 ? b->out->rosters[roster].columns.v[0].field : 0;
        add_stop(b, end, b->out->lines.n, true);
        add_line(b, LINE_NEW_ROW, end);
    } else if (n == 0) {
        add_line(b, LINE_EMPTY, end);
    }
}

/* The group's title just above says the same already. */
static bool titled_by_group(const struct builder *b, const struct roster *def)
{
    const struct line *last = b->out->lines.n > 0 ? &b->out->lines.v[b->out->lines.n - 1] : NULL;
    return last && last->kind == LINE_GROUP &&
           str_eq(label_in(&form_of(b)->groups[last->group].label, b->in->lang),
                  label_in(&def->label, b->in->lang));
}

static void add_roster(struct builder *b, size_t roster)
{
    const struct roster *def = &form_of(b)->rosters[roster];
    if (!b->in->record->rosters[roster].relevant) {
        return;
    }
    add_group(b);
    if (!titled_by_group(b, def)) {
        add_line(b, LINE_ROSTER, (struct path){(int)roster, 0, 0});
    }
    add_line(b, LINE_HEAD, (struct path){(int)roster, 0, 0});
    if (def->matrix) {
        build_matrix(b, roster);
        add_matrix_lines(b, roster);
    } else {
        build_columns(b, roster);
        add_row_lines(b, roster);
    }
}

/* ---- the page ---- */

static void measure_labels(struct builder *b, const struct field *fields, size_t n)
{
    int width = 1;
    for (size_t i = 0; i < n; i++) {
        width = larger(width, label_cols(b, &fields[i].label));
    }
    width = smaller(smaller(width, LABEL_MAX), b->in->width / 3);
    b->out->label_width = width;
    b->out->value_col = LABEL_COL + width + 2;
    b->out->value_width = larger(b->in->width - b->out->value_col - 1, 1);
}

static void build_form(struct builder *b)
{
    const struct form *form = form_of(b);
    measure_labels(b, form->fields, form->nfields);
    for (size_t i = 0; i < form->nitems; i++) {
        const struct item *item = &form->items[i];
        if (item->kind == ITEM_GROUP) {
            b->group = (int)item->index;
        } else if (item->kind == ITEM_FIELD) {
            add_field(b, &form->fields[item->index], PATH_MAIN(item->index));
        } else {
            add_roster(b, item->index);
        }
    }
}

static void build_row_page(struct builder *b)
{
    const struct roster *def = &form_of(b)->rosters[b->in->row_roster];
    measure_labels(b, def->fields, def->nfields);
    add_line(b, LINE_ROSTER, (struct path){b->in->row_roster, b->in->row, 0});
    for (size_t i = 0; i < def->nfields; i++) {
        add_field(b, &def->fields[i], (struct path){b->in->row_roster, b->in->row, i});
    }
}

static void release_rosters(struct layout *l)
{
    for (size_t i = 0; i < l->nrosters; i++) {
        vec_release(&l->rosters[i].columns);
        vec_release(&l->rosters[i].matrix.down);
        vec_release(&l->rosters[i].matrix.across);
        vec_release(&l->rosters[i].matrix.rows);
    }
    free(l->rosters);
    l->rosters = NULL;
}

void layout_build(struct layout *out, const struct layout_in *in)
{
    struct builder b = {out, in, -1};
    release_rosters(out);
    out->lines.n = 0;
    out->stops.n = 0;
    out->nrosters = in->record->form->nrosters;
    out->rosters = mem_zero(out->nrosters + 1, sizeof *out->rosters);
    if (in->row_roster >= 0) {
        build_row_page(&b);
    } else {
        build_form(&b);
    }
}

void layout_release(struct layout *l)
{
    release_rosters(l);
    vec_release(&l->lines);
    vec_release(&l->stops);
}

/* ---- stops ---- */

const struct stop *layout_stop(const struct layout *l, struct path at)
{
    for (size_t i = 0; i < l->stops.n; i++) {
        if (path_eq(l->stops.v[i].at, at)) {
            return &l->stops.v[i];
        }
    }
    return NULL;
}

const struct stop *layout_next(const struct layout *l, struct path at, bool back, bool skipping)
{
    const struct stop *s = layout_stop(l, at);
    size_t i = s ? (size_t)(s - l->stops.v) : 0;
    while (s && (back ? i > 0 : i + 1 < l->stops.n)) {
        i = back ? i - 1 : i + 1;
        if (!skipping || !l->stops.v[i].skip) {
            return &l->stops.v[i];
        }
    }
    return NULL;
}

/* How far apart two places are in the form: fields by their number, rows before columns. */
static size_t distance(struct path a, struct path b)
{
    size_t rows = a.row > b.row ? a.row - b.row : b.row - a.row;
    size_t fields = a.field > b.field ? a.field - b.field : b.field - a.field;
    return (a.roster == b.roster ? 0 : 1000000) + (a.roster >= 0 ? rows * 1000 : 0) + fields;
}

const struct stop *layout_near(const struct layout *l, struct path at)
{
    const struct stop *best = NULL;
    for (size_t i = 0; i < l->stops.n; i++) {
        if (!best || distance(l->stops.v[i].at, at) < distance(best->at, at)) {
            best = &l->stops.v[i];
        }
    }
    return best;
}

size_t layout_lines_at(const struct layout *l, const struct stop *s)
{
    size_t n = 1;
    while (s->line + n < l->lines.n && l->lines.v[s->line].kind == LINE_FIELD &&
           l->lines.v[s->line + n].kind == LINE_FIELD && path_eq(l->lines.v[s->line + n].at, s->at)) {
        n++;
    }
    return n;
}

/* ---- scrolling ---- */

static bool is_row(const struct line *line)
{
    return line->kind == LINE_ROW || line->kind == LINE_NEW_ROW || line->kind == LINE_SUMS ||
           line->kind == LINE_EMPTY;
}

bool layout_sticky(const struct layout *l, size_t top)
{
    return top < l->lines.n && is_row(&l->lines.v[top]);
}

/* The titles right above a line belong to it. */
static size_t with_titles(const struct layout *l, size_t line)
{
    while (line > 0 && l->lines.v[line - 1].kind != LINE_FIELD && !is_row(&l->lines.v[line - 1])) {
        line--;
    }
    return line;
}

static size_t group_start(const struct layout *l, size_t line)
{
    while (line > 0 && l->lines.v[line].kind != LINE_GROUP && l->lines.v[line].kind != LINE_ROSTER) {
        line--;
    }
    return line;
}

static size_t scroll_down(const struct layout *l, size_t line, size_t end, size_t height)
{
    size_t start = group_start(l, line);
    if (start + height >= end) {
        return start;
    }
    return end > height ? end - height : 0;
}

size_t layout_scroll(const struct layout *l, size_t top, const struct stop *s, int height)
{
    size_t h = height > 0 ? (size_t)height : 1;
    size_t end = s->line + layout_lines_at(l, s);
    size_t first = with_titles(l, s->line);
    if (first < s->line && end - first > h) {
        first = s->line;
    }
    if (is_row(&l->lines.v[s->line]) && first == s->line && first > 0) {
        first--; /* the heads lie over the first line */
    }
    if (first < top) {
        return first;
    }
    return end > top + h ? scroll_down(l, s->line, end, h) : top;
}
