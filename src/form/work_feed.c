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
