/* A matrix on the page: where its rows stand, and how wide it all is. */

#include "screen/layout_int.h"

enum {
    LABEL_LEAST = 16, /* a line's label gives way to columns down to this */
    CELL_MAX = 24,
    NUMBER_LEAST = 3, /* digits of a number that is not there yet */
};

static int want(const struct builder *b, struct path at)
{
    return b->in->want ? b->in->want(b->in->arg, at) : 1;
}

static struct path cell_path(const struct builder *b, size_t roster, size_t row)
{
    const struct row *r = &b->in->record->rosters[roster].list.v[row];
    return (struct path){(int)roster, row, matrix_field(builder_roster(b, roster), r)};
}

/* How wide cells are with a percentage beside its numbers, and below them. */
struct widths {
    int number;        /* the widest */
    int beside, below; /* all */
};

static int int_cols(int64_t i)
{
    int digits = 1;
    for (int64_t rest = i; rest <= -10 || rest >= 10; rest /= 10) {
        digits++;
    }
    return digits + (digits - 1) / 3 + (i < 0);
}

/* A whole number need not be spelt to be measured. */
static int cell_cols(const struct builder *b, struct path at)
{
    const struct field *f = &builder_roster(b, (size_t)at.roster)->fields[at.field];
    const struct cell *c = record_cell_const(b->in->record, at);
    if (f->type == FIELD_INTEGER && c->value.type == VALUE_INT) {
        return int_cols(c->value.i);
    }
    bool ghost = builder_roster(b, (size_t)at.roster)->ghost != NULL;
    return cell_empty(c) && !ghost ? 0 : want(b, at);
}

/* Of all cells; parts are numbers, too. */
static void measure_numbers(const struct builder *b, size_t roster, struct widths *w)
{
    const struct roster *def = builder_roster(b, roster);
    for (size_t row = 0; row < b->out->rosters[roster].matrix.places.n; row++) {
        w->number = larger(w->number, cell_cols(b, cell_path(b, roster, row)));
    }
    w->number += def->ghost_across ? 2 : 0; /* what stands in brackets in the next column */
    w->beside = larger(w->beside, w->number);
    w->below = larger(w->below, w->number);
}

/* Room for parts whether they are there yet or not, so that the table does not move when they come. */
static void reserve_parts(struct widths *w, int number)
{
    w->below = larger(w->below, 2 * number + 1);    /* 123/123 */
    w->beside = larger(w->beside, 2 * number + 11); /* 123/123 (100,0 %) */
}

static struct widths measure_cells(const struct builder *b, size_t roster)
{
    const struct roster_layout *r = &b->out->rosters[roster];
    const struct roster *def = builder_roster(b, roster);
    int least = layout_type_width(&def->fields[def->cell[0]]);
    for (size_t i = 0; i < r->matrix.across.n; i++) {
        struct path at = {(int)roster, r->matrix.across.v[i], (size_t)def->across};
        least = larger(least, smaller(want(b, at), HEAD_WISH));
    }
    struct widths w = {NUMBER_LEAST, least, least};
    measure_numbers(b, roster, &w);
    for (size_t i = 0; i < r->parts.n; i++) {
        if (r->parts.v[i]) {
            reserve_parts(&w, w.number - (def->ghost_across ? 2 : 0));
            break;
        }
    }
    w.beside = smaller(w.beside, CELL_MAX);
    w.below = smaller(w.below, CELL_MAX);
    return w;
}

static int widest_head(const struct builder *b, size_t roster)
{
    const struct matrix *m = &b->out->rosters[roster].matrix;
    const struct roster *def = builder_roster(b, roster);
    int width = smaller(builder_label_cols(b, &def->fields[def->down].label), HEAD_WISH);
    for (size_t i = 0; i < m->down.n; i++) {
        width = larger(width, want(b, (struct path){(int)roster, m->down.v[i], (size_t)def->down}));
    }
    return width;
}

static size_t all_columns(const struct builder *b, size_t roster)
{
    return b->out->rosters[roster].matrix.across.n + builder_roster(b, roster)->total_across;
}

/* Whether all columns fit, when labels give way; when they do not, as many as fit beside a readable label. */
static bool fit(struct builder *b, size_t roster, int head, int cell, int gap)
{
    struct roster_layout *r = &b->out->rosters[roster];
    int step = cell + gap;
    int room = b->in->width - LABEL_COL - 1; /* the last column marks that there is more */
    int left = room - (int)all_columns(b, roster) * step;
    bool fits = left >= smaller(head, LABEL_LEAST);
    r->cell_width = cell;
    r->gap = gap;
    r->head_width = smaller(head, fits ? left : larger(LABEL_LEAST, b->in->width / 4));
    room -= r->head_width + (builder_roster(b, roster)->total_across ? step : 0);
    r->fit = fits ? r->matrix.across.n : (size_t)larger(room / step, 1);
    return fits;
}

static void measure(struct builder *b, size_t roster)
{
    struct roster_layout *r = &b->out->rosters[roster];
    int head = widest_head(b, roster);
    struct widths w = measure_cells(b, roster);
    bool fits = fit(b, roster, head, w.beside, ROSTER_GAP);
    r->two_lines = !fits && w.below < w.beside;
    if (!fits && !fit(b, roster, head, w.below, ROSTER_GAP) && !fit(b, roster, head, w.below, 1)) {
        fit(b, roster, head, w.below, ROSTER_GAP);
    }
}

static void find_parts(struct builder *b, size_t roster)
{
    struct roster_layout *r = &b->out->rosters[roster];
    for (size_t i = 0; i < r->matrix.down.n; i++) {
        *vec_push(&r->parts) =
            b->in->part && b->in->part(b->in->arg, cell_path(b, roster, r->matrix.down.v[i]));
    }
}

void layout_matrix(struct builder *b, size_t roster)
{
    struct roster_layout *r = &b->out->rosters[roster];
    const struct roster *def = builder_roster(b, roster);
    r->is_matrix = true;
    r->right = layout_is_number(&def->fields[def->cell[0]]);
    matrix_index(&r->matrix, &b->in->record->rosters[roster], def);
    find_parts(b, roster);
    measure(b, roster);
}

/* ---- lines ---- */

static void add_cell(struct builder *b, size_t roster, int row)
{
    if (row < 0) {
        return;
    }
    struct path at = cell_path(b, roster, (size_t)row);
    const struct cell *c = record_cell_const(b->in->record, at);
    if (c->relevant) {
        builder_stop(b, at, builder_typed(b, &builder_roster(b, roster)->fields[at.field], c));
    }
}

void layout_matrix_lines(struct builder *b, size_t roster)
{
    const struct roster_layout *r = &b->out->rosters[roster];
    const struct matrix *m = &r->matrix;
    for (size_t d = 0; d < m->down.n; d++) {
        struct path at = {(int)roster, d, 0};
        for (size_t a = 0; a < m->across.n; a++) {
            add_cell(b, roster, matrix_at(m, d, a));
        }
        builder_line(b, LINE_ROW, at);
        if (r->two_lines && r->parts.v[d]) {
            builder_line(b, LINE_PERCENT, at);
        }
    }
    if (m->down.n == 0) {
        builder_line(b, LINE_EMPTY, (struct path){(int)roster, 0, 0});
    } else if (builder_roster(b, roster)->total_down && m->down.n > 1) {
        builder_line(b, LINE_SUMS, (struct path){(int)roster, 0, 0});
    }
}

/* ---- a line as a page ---- */

/* What stands in the place, then what else there is of it. */
static void add_place(struct builder *b, size_t roster, size_t row)
{
    const struct roster *def = builder_roster(b, roster);
    struct path at = cell_path(b, roster, row);
    builder_field(b, &def->fields[at.field], at);
    for (size_t i = 0; i < def->nfields; i++) {
        if (!matrix_is_cell(def, i) && (int)i != def->down && (int)i != def->across &&
            (int)i != def->row_key) {
            builder_field(b, &def->fields[i], (struct path){(int)roster, row, i});
        }
    }
}

static int widest_label(const struct builder *b, size_t roster)
{
    const struct matrix *m = &b->out->rosters[roster].matrix;
    const struct roster *def = builder_roster(b, roster);
    int width = 1;
    for (size_t i = 0; i < m->across.n; i++) {
        width = larger(width, want(b, (struct path){(int)roster, m->across.v[i], (size_t)def->across}));
    }
    for (size_t i = 0; i < def->nfields; i++) {
        if (!matrix_is_cell(def, i) && !def->fields[i].hidden) {
            width = larger(width, builder_label_cols(b, &def->fields[i].label) + LINE_INDENT);
        }
    }
    return width;
}

void layout_matrix_page(struct builder *b, size_t roster, size_t row)
{
    struct matrix *m = &b->out->rosters[roster].matrix;
    struct place place;
    matrix_index(m, &b->in->record->rosters[roster], builder_roster(b, roster));
    builder_labels(b, widest_label(b, roster));
    if (!matrix_find(m, row, &place)) {
        return;
    }
    for (size_t a = 0; a < m->across.n; a++) {
        int at = matrix_at(m, place.down, a);
        if (at >= 0) {
            add_place(b, roster, (size_t)at);
        }
    }
}
