/* Queries over other records: they fill lookups and the rows of rosters. */

#include "form/work_int.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* ---- parameters ---- */

bool query_names_param(const char *sql, const char *name)
{
    size_t n = strlen(name);

    for (const char *at = strchr(sql, ':'); at; at = strchr(at + 1, ':')) {
        bool ends = !isalnum((unsigned char)at[1 + strnlen(at + 1, n)]) && at[1 + strnlen(at + 1, n)] != '_';
        if (strncmp(at + 1, name, n) == 0 && ends) {
            return true;
        }
    }
    return false;
}

static void add_param(struct feed *f, const char *name, const struct field *field)
{
    *vec_push(&f->params) = (struct feed_param){name, field};
}

bool feed_open(struct work *w, struct feed *f, const char *query, struct err *err)
{
    const char *sql;

    f->reads = bits_new(w);
    f->last = (struct str)STR_INIT;
    if (!query) {
        return true;
    }
    if (!app_sql(w->app, "queries", query, &sql, err)) {
        return false;
    }
    f->query = query;
    for (size_t i = 0; i < w->form->nfields; i++) {
        const struct field *field = &w->form->fields[i];
        if (field->type != FIELD_NOTE && query_names_param(sql, field->name)) {
            add_param(f, field->name, field);
            bits_add(f->reads, node_field(w, field));
        }
    }
    if (query_names_param(sql, "_id")) {
        add_param(f, "_id", NULL);
    }
    if (query_names_param(sql, "_state")) {
        add_param(f, "_state", NULL);
    }
    return true;
}

void feed_release(struct feed *f)
{
    vec_release(&f->params);
    if (f->last.p) {
        str_release(&f->last);
    }
}

static void param_value(const struct work *w, const struct feed_param *p, struct value *out)
{
    if (!w->record) {
        value_release(out);
    } else if (p->field) {
        value_copy(out, cell_seen(&w->record->cells[p->field->index]));
    } else {
        value_set_text(out, sv_of(str_eq(p->name, "_id") ? w->record->id : w->record->state));
    }
}

static bool query_with(struct work *w, const struct feed *f, const struct param *params, struct rowset *out,
                       struct err *err)
{
    return w->src.query(w->src.arg, f->query, params, f->params.n, out, err) ||
           err_wrap(err, _("the query %s.sql"), f->query);
}

bool feed_run(struct work *w, struct feed *f, struct rowset *out, bool *ran, struct err *err)
{
    struct param *params = mem_zero(f->params.n + 1, sizeof *params);
    struct str packed = STR_INIT;
    bool ok = true;

    str_add_c(&packed, 'p'); /* never empty: empty means it has not run yet */
    for (size_t i = 0; i < f->params.n; i++) {
        params[i].name = f->params.v[i].name;
        param_value(w, &f->params.v[i], &params[i].value);
        value_pack(&packed, &params[i].value);
    }
    *ran = w->src.query && !(packed.len == f->last.len && memcmp(packed.p, f->last.p, packed.len) == 0);
    if (*ran) {
        ok = query_with(w, f, params, out, err);
        str_clear(&f->last);
        str_add_n(&f->last, packed.p, ok ? packed.len : 0);
    }
    for (size_t i = 0; i < f->params.n; i++) {
        value_release(&params[i].value);
    }
    free(params);
    str_release(&packed);
    return ok;
}

/* ---- lookups ---- */

/* Columns stay as they were found first; a run maps them by name onto what it returned. */
static void take_columns(struct work *w, struct lookup_table *t, const char *const *names, size_t n)
{
    t->ncolumns = n;
    t->columns = arena_alloc(&w->arena, (n + 2) * sizeof *t->columns);
    t->decls = arena_alloc(&w->arena, (n + 2) * sizeof *t->decls);
    t->column_of = arena_alloc(&w->arena, (n + 1) * sizeof *t->column_of);
    for (size_t i = 0; i < n; i++) {
        t->columns[i] = arena_dup(&w->arena, names[i]);
        t->decls[i] = "";
        t->column_of[i] = -1;
    }
    if (n == 0) { /* a table has at least one column; this one is always NULL */
        t->columns[0] = "_none";
        t->decls[0] = "";
        t->column_of[0] = -1;
    }
}

struct used {
    const char *lookup;
    VEC(char *) columns;
};

static void add_used(struct used *u, const char *name, size_t n)
{
    for (size_t i = 0; i < u->columns.n; i++) {
        if (sv_eq((struct sv){name, n}, u->columns.v[i])) {
            return;
        }
    }
    *vec_push(&u->columns) = mem_dup_n(name, n);
}

static size_t word_length(const char *at)
{
    size_t n = 0;

    while (isalnum((unsigned char)at[n]) || at[n] == '_') {
        n++;
    }
    return n;
}

static void find_used(void *arg, const struct expr *e)
{
    struct used *u = arg;
    size_t n = strlen(u->lookup);

    for (const char *at = strstr(e->sql, u->lookup); at; at = strstr(at + n, u->lookup)) {
        size_t len = at[n] == '.' ? word_length(at + n + 1) : 0;
        if (len > 0) {
            add_used(u, at + n + 1, len);
        }
    }
}

/* "… AS name" in the query's text; names of its tables among them do no harm. */
static void find_named(struct used *u, const char *sql)
{
    while (*sql) {
        size_t len = word_length(sql);
        if (len == 2 && strncasecmp(sql, "AS", 2) == 0) {
            const char *name = sql + 2 + strspn(sql + 2, " ");
            if (word_length(name) > 0) {
                add_used(u, name, word_length(name));
            }
        }
        sql += len > 0 ? len : 1;
    }
}

/* Nobody can say what the query returns: take what the expressions use and the query seems to name. */
static void guess_columns(struct work *w, struct lookup_table *t)
{
    struct used used = {.lookup = t->def->name};
    struct err ignored = ERR_INIT;
    const char *sql;

    form_each_expr(w->form, find_used, &used);
    if (t->def->query && app_sql(w->app, "queries", t->def->query, &sql, &ignored)) {
        find_named(&used, sql);
    }
    take_columns(w, t, (const char *const *)used.columns.v, used.columns.n);
    for (size_t i = 0; i < used.columns.n; i++) {
        free(used.columns.v[i]);
    }
    vec_release(&used.columns);
}

static bool ask_columns(struct work *w, struct lookup_table *t, struct rowset *out, struct err *err)
{
    bool ran;

    if (w->src.columns) {
        return w->src.columns(w->src.arg, t->feed.query, out, err) || err_wrap(err, "%s.sql", t->feed.query);
    }
    return feed_run(w, &t->feed, out, &ran, err);
}

bool lookup_open(struct work *w, struct lookup_table *t, struct err *err)
{
    struct rowset rs = {0};

    if (!feed_open(w, &t->feed, t->def->query, err)) {
        guess_columns(w, t);
        return false;
    }
    bool ok = ask_columns(w, t, &rs, err);
    if (rs.ncolumns > 0) {
        take_columns(w, t, (const char *const *)rs.columns, rs.ncolumns);
    } else {
        guess_columns(w, t);
    }
    rowset_release(&rs);
    str_clear(&t->feed.last); /* that was no run for the record */
    return ok;
}

static bool rowset_eq(const struct rowset *a, const struct rowset *b)
{
    if (a->ncolumns != b->ncolumns || a->nrows != b->nrows) {
        return false;
    }
    for (size_t i = 0; i < a->ncolumns; i++) {
        if (!str_eq(a->columns[i], b->columns[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < a->cells.n; i++) {
        if (!value_eq(&a->cells.v[i], &b->cells.v[i])) {
            return false;
        }
    }
    return true;
}

bool lookup_refresh(struct work *w, struct lookup_table *t, bool *changed, struct err *err)
{
    struct rowset rs = {0};
    bool ran;

    *changed = false;
    bool ok = feed_run(w, &t->feed, &rs, &ran, err);
    if (ran) {
        *changed = !rowset_eq(&rs, &t->rows);
        rowset_release(&t->rows);
        t->rows = rs;
        for (size_t i = 0; i < t->ncolumns; i++) {
            t->column_of[i] = rowset_column(&rs, t->columns[i]);
        }
    }
    return ok;
}

/* ---- prefilled rows ---- */

struct refill {
    struct work *w;
    struct roster_table *t;
    const struct rowset *rs;
    struct rows *rows; /* of the record */
    VEC(struct row) result;
    bool changed;
};

/* The row's key as text; "" when the query gives none. */
static void row_key_of(const struct refill *k, size_t row, struct str *out)
{
    const char *column = k->t->def->fields[k->t->def->row_key].name;

    str_clear(out);
    value_add_plain(out, rowset_at(k->rs, row, rowset_column(k->rs, column)));
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
        row_key_of(k, i, &key);
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

/* Rows that people add are keyed by UUID; other keys came from the query once. */
static bool added_by_person(const struct row *row)
{
    static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

    if (strlen(row->key) != sizeof shape - 1) {
        return false;
    }
    for (size_t i = 0; shape[i]; i++) {
        if (shape[i] == '-' ? row->key[i] != '-' : !isxdigit((unsigned char)row->key[i])) {
            return false;
        }
    }
    return true;
}

static bool holds_answer(const struct roster *def, const struct row *row)
{
    for (size_t i = 0; i < def->nfields; i++) {
        const struct field *f = &def->fields[i];
        const struct cell *c = &row->cells[i];
        bool given = (int)i == def->row_key || f->read_only_always || f->calculation.sql;
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
        if (!added_by_person(&row)) {
            if (!holds_answer(k->t->def, &row)) {
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

bool roster_refill(struct work *w, struct roster_table *t, bool *changed, struct err *err)
{
    struct rowset rs = {0};
    bool ran = false;

    *changed = false;
    if (!t->feed.query || t->def->row_key < 0) {
        return true;
    }
    bool ok = feed_run(w, &t->feed, &rs, &ran, err);
    if (ok && ran) {
        struct refill k = {.w = w, .t = t, .rs = &rs, .rows = &w->record->rosters[t->def->index]};
        add_query_rows(&k);
        keep_others(&k);
        vec_release(&k.rows->list);
        k.rows->list.v = k.result.v;
        k.rows->list.n = k.result.n;
        k.rows->list.cap = k.result.cap;
        *changed = k.changed;
        rowset_release(&t->found);
        t->found = rs;
        rs = (struct rowset){0};
    }
    rowset_release(&rs);
    return ok;
}
