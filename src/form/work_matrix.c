/* Lines and columns of a matrix: the pairs of codes that make its rows, lines that add up others, parts of a
 * whole. */

#include "form/work_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "form/load.h"

#define PAIRS_MAX 5000 /* rows of one matrix, as of any roster */

/* ---- what the list says about lines ---- */

struct rules {
    struct work *w;
    struct roster_table *t;
    const struct list *list;
    bool *open, *done; /* while sums are put in order */
};

/* The column that a key names; -1 when the key is not there, or after a fault. */
static int rule_column(const struct rules *k, const char *key, const char *name)
{
    const struct form *form = k->w->form;
    int column = name ? list_column(k->list, name) : -1;

    if (name && column < 0) {
        const char *near = str_nearest(name, k->list->columns, k->list->ncolumns);
        work_fault(
            k->w, form->file, k->t->def->line,
            near ? _("[roster %s]: key '%s' names '%s', which is no column of list '%s': did you mean '%s'?")
                 : _("[roster %s]: key '%s' names '%s', which is no column of list '%s': correct it."),
            k->t->def->name, key, name, k->list->name, near);
    }
    return column;
}

/* The row of the list with this code; -1 after a fault. */
static int rule_row(const struct rules *k, size_t line, int column, struct sv code)
{
    char *text = mem_dup_n(code.p, code.n);
    const struct list_row *found = list_find(k->list, text);
    int at = found ? (int)(found - k->list->rows) : -1;

    if (!found || (size_t)at == line) {
        work_fault(k->w, k->list->file, list_line(k->list, line),
                   found
                       ? _("Column '%s' of line '%s' names '%s', which is the line itself: name others.")
                       : _("Column '%s' of line '%s' names '%s', which is no code of this list: correct it."),
                   k->list->columns[column], k->list->rows[line].code, text);
        at = -1;
    }
    free(text);
    return at;
}

/* The codes in a cell of the list, blanks between, as rows of the list; returns how many. */
static size_t rule_rows(const struct rules *k, size_t line, int column, size_t **out)
{
    VEC(size_t) found = {0};
    struct str text = STR_INIT;

    const char *cell = k->list->rows[line].cells[column];
    str_add(&text, cell ? cell : "");
    struct sv rest = {text.p, text.len}, code;
    while (sv_next(&rest, ' ', &code)) {
        int row = code.n > 0 ? rule_row(k, line, column, code) : -1;
        if (row >= 0) {
            *vec_push(&found) = (size_t)row;
        }
    }
    *out = NULL;
    if (found.n > 0) {
        *out = arena_alloc(&k->w->arena, found.n * sizeof **out);
        memcpy(*out, found.v, found.n * sizeof **out);
    }
    size_t n = found.n;
    vec_release(&found);
    str_release(&text);
    return n;
}

static void read_rules(const struct rules *k, int sums, int wholes)
{
    struct line_rule *rules = k->t->matrix.rules;
    size_t *rows;

    for (size_t i = 0; i < k->list->nrows; i++) {
        rules[i].nparts = sums >= 0 ? rule_rows(k, i, sums, &rules[i].parts) : 0;
        rules[i].whole = wholes >= 0 && rule_rows(k, i, wholes, &rows) > 0 ? (int)rows[0] : -1;
    }
}

/* Depth first: what a line adds up comes before it. */
static void order_sum(struct rules *k, size_t line)
{
    const struct line_rule *rule = &k->t->matrix.rules[line];

    if (k->open[line]) {
        work_fault(k->w, k->list->file, list_line(k->list, line),
                   _("Line '%s' adds itself up in a circle: take a code out of column '%s'."),
                   k->list->rows[line].code, k->t->def->sum_of);
    }
    if (k->done[line] || k->open[line] || rule->nparts == 0) {
        return;
    }
    k->open[line] = true;
    for (size_t i = 0; i < rule->nparts; i++) {
        order_sum(k, rule->parts[i]);
    }
    k->open[line] = false;
    k->done[line] = true;
    *vec_push(&k->t->matrix.sums) = line;
}

static void order_sums(struct rules *k)
{
    k->open = mem_zero(k->list->nrows + 1, sizeof *k->open);
    k->done = mem_zero(k->list->nrows + 1, sizeof *k->done);
    for (size_t i = 0; i < k->list->nrows; i++) {
        order_sum(k, i);
    }
    free(k->open);
    free(k->done);
}

void matrix_open(struct work *w, struct roster_table *t)
{
    struct matrix_table *m = &t->matrix;

    m->list = t->def->matrix ? w->slots[node_field(w, &t->def->fields[t->def->down])].list : NULL;
    if (!m->list) {
        return;
    }
    struct rules k = {.w = w, .t = t, .list = m->list};
    int sums = rule_column(&k, "sum_of", t->def->sum_of),
        wholes = rule_column(&k, "part_of", t->def->part_of);
    m->line_of = arena_alloc(&w->arena, (m->list->nrows + 1) * sizeof *m->line_of);
    if (sums >= 0 || wholes >= 0) {
        m->rules = arena_alloc(&w->arena, (m->list->nrows + 1) * sizeof *m->rules);
        read_rules(&k, sums, wholes);
        order_sums(&k);
    }
}

void matrix_close(struct roster_table *t)
{
    vec_release(&t->matrix.sums);
    vec_release(&t->matrix.rule_of);
    matrix_release(&t->matrix.at);
}

/* ---- the rows ---- */

struct codes {
    const struct list *list;
    size_t *rows;
    size_t n;
};

static bool codes_offered(struct work *w, const struct roster_table *t, int axis, struct codes *out,
                          struct err *err)
{
    const struct field *f = &t->def->fields[axis == 0 ? t->def->down : t->def->across];
    const struct slots *s = &w->slots[node_field(w, f)];

    *out = (struct codes){.list = s->list};
    return choices_offered(w, s, t->matrix.offers[axis], 0, &out->rows, &out->n, err);
}

static const char *code_at(const struct codes *c, size_t i)
{
    return c->list->rows[c->rows[i]].code;
}

static void add_pairs(const struct codes *down, const struct codes *across, struct rowset *out)
{
    for (size_t d = 0; d < down->n; d++) {
        for (size_t a = 0; a < across->n; a++) {
            struct value *row = rowset_add_row(out);
            value_set_text(&row[0], sv_of(code_at(down, d)));
            value_set_text(&row[1], sv_of(code_at(across, a)));
        }
    }
}

bool matrix_pairs(struct work *w, struct roster_table *t, struct rowset *out, struct err *err)
{
    struct codes down, across = {0};
    bool ok = codes_offered(w, t, 0, &down, err);

    ok = ok && codes_offered(w, t, 1, &across, err);
    if (ok && down.n * across.n > PAIRS_MAX) {
        ok = err_set(err, ERR_INVALID,
                     _("The table '%s' would have %zu cells, and at most %d can be shown: narrow its lines "
                       "or columns with a choice_filter."),
                     t->def->name, down.n * across.n, PAIRS_MAX);
    }
    if (ok) {
        rowset_add_column(out, t->def->fields[t->def->down].name);
        rowset_add_column(out, t->def->fields[t->def->across].name);
        add_pairs(&down, &across, out);
    }
    free(down.rows);
    free(across.rows);
    return ok;
}

static void find_lines(struct matrix_table *m, const struct rows *rows, int down)
{
    for (size_t i = 0; i < m->list->nrows; i++) {
        m->line_of[i] = -1;
    }
    m->rule_of.n = 0;
    for (size_t i = 0; i < m->at.down.n; i++) {
        const struct list_row *row =
            list_find(m->list, value_str(&rows->list.v[m->at.down.v[i]].cells[down].value));
        if (row) {
            m->line_of[row - m->list->rows] = (int)i;
        }
        if (m->rules) {
            *vec_push(&m->rule_of) = row ? &m->rules[row - m->list->rows] : NULL;
        }
    }
}

void matrix_moved(struct work *w, struct roster_table *t)
{
    const struct rows *rows = &w->record->rosters[t->def->index];

    if (!t->def->matrix) {
        return;
    }
    matrix_index(&t->matrix.at, rows, t->def);
    if (t->matrix.list) {
        find_lines(&t->matrix, rows, t->def->down);
    }
}

/* ---- sums ---- */

bool matrix_adds_up(const struct roster_table *t, const struct value *down)
{
    const struct matrix_table *m = &t->matrix;
    const struct list_row *row = m->rules && down->type == VALUE_TEXT ? list_find(m->list, down->text) : NULL;
    return row && m->rules[row - m->list->rows].nparts > 0;
}

bool matrix_has_sums(const struct work *w, const struct field *f)
{
    const struct roster_table *t = f->roster >= 0 ? &w->rosters[f->roster] : NULL;
    return t && t->matrix.sums.n > 0 && t->def->cell[0] == f->index;
}

/* What the list says of the line in which the row stands, or NULL. */
static const struct line_rule *rule_at(const struct matrix_table *m, size_t row)
{
    size_t line = row < m->at.places.n ? m->at.places.v[row].down : m->rule_of.n;
    return line < m->rule_of.n ? m->rule_of.v[line] : NULL;
}

bool matrix_is_sum(const struct work *w, const struct field *f, size_t row)
{
    const struct line_rule *rule = matrix_has_sums(w, f) ? rule_at(&w->rosters[f->roster].matrix, row) : NULL;
    return rule && rule->nparts > 0;
}

/* The cell of a line of the list in one column; NULL when there is none. */
static struct cell *cell_in(struct work *w, const struct roster_table *t, size_t line, size_t across,
                            size_t *row)
{
    int down = t->matrix.line_of[line];
    int at = down < 0 ? -1 : matrix_at(&t->matrix.at, (size_t)down, across);

    if (at < 0) {
        return NULL;
    }
    *row = (size_t)at;
    return &w->record->rosters[t->def->index].list.v[at].cells[t->def->cell[0]];
}

/* NULL when no part has a value, and when the sum is too large for one. */
static void sum_line(struct work *w, const struct roster_table *t, size_t line, size_t across,
                     struct value *sum)
{
    const struct line_rule *rule = &t->matrix.rules[line];
    bool fits = true;
    size_t row;

    for (size_t i = 0; i < rule->nparts; i++) {
        const struct cell *part = cell_in(w, t, rule->parts[i], across, &row);
        fits = fits && (!part || value_add(sum, cell_seen(part)));
    }
    if (!fits) {
        value_release(sum);
    } else if (sum->type == VALUE_REAL) {
        value_set_real(sum, num_round(sum->r, t->def->fields[t->def->cell[0]].decimals));
    }
}

void matrix_sum(struct work *w, struct roster_table *t, size_t across, struct row_list *changed)
{
    for (size_t i = 0; i < t->matrix.sums.n; i++) {
        struct value sum = VALUE_INIT;
        size_t row;
        struct cell *cell = cell_in(w, t, t->matrix.sums.v[i], across, &row);
        if (!cell) {
            continue;
        }
        if (cell->relevant) {
            sum_line(w, t, t->matrix.sums.v[i], across, &sum);
        }
        if (!value_eq(&sum, &cell->value) || cell->raw) {
            cell_set(cell, &sum);
            *vec_push(&changed->list) = row;
        }
        value_release(&sum);
    }
}

/* ---- parts of a whole ---- */

bool work_whole(struct work *w, struct path p, struct value *out)
{
    const struct roster_table *t = p.roster >= 0 ? &w->rosters[p.roster] : NULL;
    const struct line_rule *rule =
        t && t->matrix.rules && t->def->cell[0] == p.field ? rule_at(&t->matrix, p.row) : NULL;
    size_t row;

    value_release(out);
    if (!rule || rule->whole < 0) {
        return false;
    }
    const struct cell *whole = cell_in(w, t, (size_t)rule->whole, t->matrix.at.places.v[p.row].across, &row);
    if (whole) {
        value_copy(out, cell_seen(whole));
    }
    return true;
}
