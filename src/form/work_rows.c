/* Rows that nobody adds: a query or lists give them, and they stay while they hold an answer. */

#include "form/work_int.h"

#include <string.h>

struct refill {
    struct work *w;
    struct roster_table *t;
    const struct rowset *rs;
    struct rows *rows; /* of the record */
    VEC(struct row) result;
    bool changed;
};

static const struct value *named(const struct roster *def, const struct rowset *rs, size_t row, int field)
{
    return rowset_at(rs, row, rowset_column(rs, def->fields[field].name));
}

void roster_row_key(const struct roster *def, const struct rowset *rs, size_t row, struct str *out)
{
    str_clear(out);
    if (def->row_key >= 0) {
        value_add_plain(out, named(def, rs, row, def->row_key));
        return;
    }
    const struct value *down = named(def, rs, row, def->down), *across = named(def, rs, row, def->across);
    if (!value_is_null(down) && !value_is_null(across)) {
        matrix_key(down, across, out);
    }
}

static bool in_result(const struct refill *k, const char *key)
{
    for (size_t i = 0; i < k->result.n; i++) {
        if (str_eq(k->result.v[i].key, key)) {
            return true;
        }
    }
    return false;
}

/* Move the row of this key out of the record; what is left there has no cells. */
static bool take_row(struct refill *k, const char *key, size_t guess, struct row *out)
{
    for (size_t i = 0; i < k->rows->list.n; i++) {
        struct row *row = &k->rows->list.v[(guess + i) % k->rows->list.n];
        if (row->cells && str_eq(row->key, key)) {
            *out = *row;
            *row = (struct row){0};
            k->changed = k->changed || i > 0;
            return true;
        }
    }
    return false;
}

/* A fresh row as record.c makes them: made there, at the end, and taken from there. */
static void make_row(struct refill *k, const char *key, struct row *out)
{
    size_t at = record_add_row(k->w->record, k->t->def->index, key);

    *out = k->rows->list.v[at];
    k->rows->list.n--;
    k->changed = true;
}

static bool query_writes(const struct field *f, const struct cell *c)
{
    return !f->calculation.sql && (f->read_only_always || c->read_only || !c->touched);
}

static void fill_cell(struct refill *k, const struct field *f, struct cell *c, const struct value *from)
{
    struct value v = VALUE_INIT;
    char *raw = NULL;

    value_copy(&v, from);
    value_convert(&k->w->slots[node_field(k->w, f)], &v, &raw);
    if (!value_eq(&v, &c->value) || !str_eq_null(raw, c->raw)) {
        cell_set(c, &v);
        c->raw = raw;
        raw = NULL;
        k->changed = true;
    }
    free(raw);
    value_release(&v);
}

static void fill_row(struct refill *k, size_t from, struct row *row)
{
    const struct roster *def = k->t->def;

    for (size_t i = 0; i < def->nfields; i++) {
        int column = rowset_column(k->rs, def->fields[i].name);
        bool is_key = (int)i == def->row_key;
        if (column >= 0 && (is_key || query_writes(&def->fields[i], &row->cells[i]))) {
            fill_cell(k, &def->fields[i], &row->cells[i], rowset_at(k->rs, from, column));
        }
    }
}

static void add_query_rows(struct refill *k)
{
    struct str key = STR_INIT;

    for (size_t i = 0; i < k->rs->nrows; i++) {
        struct row row = {0};
        roster_row_key(k->t->def, k->rs, i, &key);
        if (key.len == 0 || in_result(k, key.p)) {
            continue;
        }
        if (!take_row(k, key.p, i, &row)) {
            make_row(k, key.p, &row);
        }
        row.prefilled = true;
        row.orphan = false;
        fill_row(k, i, &row);
        *vec_push(&k->result) = row;
    }
    str_release(&key);
}

/* ---- what is no longer given ---- */

static bool holds_answer(const struct roster_table *t, const struct row *row)
{
    const struct roster *def = t->def;
    bool sum = def->matrix && matrix_adds_up(t, &row->cells[def->down].value);

    for (size_t i = 0; i < def->nfields; i++) {
        const struct field *f = &def->fields[i];
        const struct cell *c = &row->cells[i];
        bool given =
            (int)i == def->row_key || f->read_only_always || f->calculation.sql || (sum && def->cell[0] == i);
        if (!given && c->touched && !cell_empty(c)) {
            return true;
        }
    }
    return false;
}

static void drop_row(struct refill *k, struct row *row)
{
    struct row gone = *row;

    *row = (struct row){0};
    /* record.c frees rows: give it this one at the end of the list, whose own rows have all moved by then */
    *vec_push(&k->rows->list) = gone;
    record_delete_row(k->w->record, k->t->def->index, k->rows->list.n - 1);
    k->changed = true;
}

static void keep_others(struct refill *k)
{
    size_t n = k->rows->list.n;

    for (size_t i = 0; i < n; i++) {
        struct row row = k->rows->list.v[i];
        if (!row.cells) {
            continue;
        }
        if (!row_was_added(&row)) {
            if (!holds_answer(k->t, &row)) {
                drop_row(k, &k->rows->list.v[i]);
                continue;
            }
            k->changed = k->changed || !row.orphan;
            row.orphan = true;
            row.prefilled = false;
        }
        k->rows->list.v[i] = (struct row){0};
        *vec_push(&k->result) = row;
    }
}

/* ---- all of it ---- */

static void take_rows(struct refill *k)
{
    add_query_rows(k);
    keep_others(k);
    vec_release(&k->rows->list);
    k->rows->list.v = k->result.v;
    k->rows->list.n = k->result.n;
    k->rows->list.cap = k->result.cap;
}

bool roster_refill(struct work *w, struct roster_table *t, bool *changed, struct err *err)
{
    struct rowset rs = {0};
    bool ran = true, ok;

    *changed = false;
    bool keyed = t->def->matrix || t->def->row_key >= 0; /* else the form is at fault, and told */
    if (!roster_prefilled(t->def) || !keyed || (t->def->rows && !t->feed.query)) {
        return true;
    }
    ok = t->def->rows ? feed_run(w, &t->feed, &rs, &ran, err) : matrix_pairs(w, t, &rs, err);
    if (ok && ran) {
        struct refill k = {.w = w, .t = t, .rs = &rs, .rows = &w->record->rosters[t->def->index]};
        take_rows(&k);
        *changed = k.changed;
        rowset_release(&t->found);
        t->found = rs;
        rs = (struct rowset){0};
    }
    rowset_release(&rs);
    return ok;
}

/* ---- ghosts ---- */

/* For each row of the record, which of the keys it has; -1: none. */
static void match_ghosts(struct roster_table *t, const struct rows *rows, char *const *keys, size_t n)
{
    size_t guess = 0;

    for (size_t i = 0; i < rows->list.n; i++) {
        int found = -1;
        for (size_t k = 0; k < n && found < 0; k++) {
            size_t at = (guess + k) % n;
            found = str_eq(keys[at], rows->list.v[i].key) ? (int)at : -1;
        }
        guess = found < 0 ? guess : (size_t)found + 1;
        *vec_push(&t->ghost_of) = found;
    }
}

static void find_ghosts(struct work *w, struct roster_table *t)
{
    size_t n = t->ghosts.nrows;
    char **keys = mem_zero(n + 1, sizeof *keys);
    struct str key = STR_INIT;

    for (size_t i = 0; i < n; i++) {
        roster_row_key(t->def, &t->ghosts, i, &key);
        keys[i] = mem_dup(key.p);
    }
    t->ghost_of.n = 0;
    match_ghosts(t, &w->record->rosters[t->def->index], keys, n);
    for (size_t i = 0; i < n; i++) {
        free(keys[i]);
    }
    free(keys);
    str_release(&key);
}

bool ghosts_refresh(struct work *w, struct roster_table *t, struct err *err)
{
    struct rowset rs = {0};
    bool ran;
    bool ok = feed_run(w, &t->ghost_feed, &rs, &ran, err);

    if (ran) {
        rowset_release(&t->ghosts);
        t->ghosts = rs;
    }
    find_ghosts(w, t);
    return ok;
}

/* What the ghost query says of a cell. */
static void ghost_asked(struct work *w, const struct roster_table *t, struct path p, struct value *out)
{
    const struct field *f = &t->def->fields[p.field];
    int row = p.row < t->ghost_of.n ? t->ghost_of.v[p.row] : -1;
    char *raw = NULL;

    if (row >= 0) {
        value_copy(out, rowset_at(&t->ghosts, (size_t)row, rowset_column(&t->ghosts, f->name)));
        value_convert(&w->slots[node_field(w, f)], out, &raw);
    }
    free(raw);
}

static void ghost_before(const struct work *w, const struct roster_table *t, struct path p, struct value *out)
{
    const struct rows *rows = &w->record->rosters[p.roster];
    struct place at;

    if (matrix_find(&t->matrix.at, p.row, &at) && at.across > 0) {
        int row = matrix_at(&t->matrix.at, at.down, at.across - 1);
        if (row >= 0) {
            value_copy(out, cell_seen(&rows->list.v[row].cells[p.field]));
        }
    }
}

void work_ghost(struct work *w, struct path p, struct value *out)
{
    value_release(out);
    if (p.roster < 0) {
        return;
    }
    const struct roster_table *t = &w->rosters[p.roster];
    const struct cell *c = record_cell(w->record, p);
    if (!c->relevant || c->read_only || c->computed) {
        return;
    }
    if (t->def->ghost_across) {
        ghost_before(w, t, p, out);
    } else {
        ghost_asked(w, t, p, out);
    }
}
