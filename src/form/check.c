#include <stdlib.h>
#include "db/db.h"
#include "form/check.h"

enum { SOURCE_MAX_ROWS = 1000 };

/* The day on which cases of tests/ are run: the same every day. */
static const int64_t TEST_DAY_MS = 1767225600000; /* 2026-01-01 */

/* ---- what the parts share ---- */

const struct form *check_form(struct checking *ck, const char *name)
{
    const struct form *form = NULL;
    struct err err = ERR_INIT;
    return app_form(ck->app, name, &form, NULL, &err) ? form : NULL;
}

const struct list *check_list(struct checking *ck, const char *name)
{
    const struct list *list = NULL;
    struct err err = ERR_INIT;
    return app_list(ck->app, name, &list, NULL, &err) ? list : NULL;
}

bool check_faulty(const struct checking *ck, const char *file)
{
    for (size_t i = 0; i < ck->faults->list.n; i++) {
        if (str_eq(ck->faults->list.v[i].file, file)) {
            return true;
        }
    }
    return false;
}

void check_each_field(struct checking *ck, const struct form *form, check_field_fn *fn)
{
    for (size_t i = 0; i < form->nfields; i++) {
        fn(ck, form, NULL, &form->fields[i]);
    }
    for (size_t i = 0; i < form->nrosters; i++) {
        const struct roster *r = &form->rosters[i];
        for (size_t k = 0; k < r->nfields; k++) {
            fn(ck, form, r, &r->fields[k]);
        }
    }
}

size_t check_field_exprs(const struct field *f, const struct expr **out)
{
    const struct expr *all[CHECK_EXPRS] = {&f->required, &f->read_only,   &f->relevant, &f->constraint,
                                           &f->warning,  &f->calculation, &f->dflt,     &f->choice_filter,
                                           &f->english};
    size_t n = 0;
    for (size_t i = 0; i < CHECK_EXPRS; i++) {
        if (all[i]->sql) {
            out[n++] = all[i];
        }
    }
    return n;
}

/* ---- the source of workspaces ---- */

/* A lookup whose query is missing has no name to give. */
static bool prepare_query(struct checking *ck, const char *name, struct db_stmt **st, struct err *err)
{
    const char *sql;
    return name && app_sql(ck->app, "queries", name, &sql, err) && db_prepare_cached(ck->db, st, sql, err);
}

static bool run_query(void *arg, const char *name, const struct param *params, size_t nparams,
                      struct rowset *out, struct err *err)
{
    struct checking *ck = arg;
    struct db_stmt *st = NULL;
    struct err ignored = ERR_INIT; /* check_sql tells what is wrong with the query */
    if (!ck->db || !prepare_query(ck, name, &st, &ignored)) {
        return true;
    }
    for (size_t i = 0; i < nparams; i++) {
        struct db_value value;
        int at = db_param_index(st, params[i].name);
        if (at > 0) {
            value_to_db(&params[i].value, &value);
            db_bind_value(st, at, &value);
        }
    }
    bool ok = rowset_fill(out, st, SOURCE_MAX_ROWS, err);
    db_finalize(st);
    return ok;
}

static bool query_columns(void *arg, const char *name, struct rowset *out, struct err *err)
{
    struct checking *ck = arg;
    struct db_stmt *st = NULL;
    struct err ignored = ERR_INIT;
    (void)err;
    if (!ck->db || !prepare_query(ck, name, &st, &ignored)) {
        return true;
    }
    for (int i = 0; i < db_columns(st); i++) {
        rowset_add_column(out, db_column_name(st, i));
    }
    db_finalize(st);
    return true;
}

struct source check_source(struct checking *ck)
{
    return (struct source){.query = run_query, .columns = query_columns, .arg = ck};
}

/* ---- the parts, in order ---- */

static void take_faults(struct checking *ck, const struct faults *from)
{
    for (size_t i = 0; i < from->list.n; i++) {
        const struct fault *f = &from->list.v[i];
        faults_add(ck->faults, f->file, f->line, "%s", f->msg);
    }
}

static bool lookup_broken(struct checking *ck, const struct lookup *l)
{
    struct db_stmt *st = NULL;
    struct err err = ERR_INIT;
    bool ok = ck->db && prepare_query(ck, l->query, &st, &err);
    db_finalize(st);
    return !ok;
}

static bool stands_at(const struct expr *e, const struct fault *f)
{
    return e->sql && e->line == f->line && str_eq(e->file, f->file);
}

static bool field_stands_at(const struct field *field, const struct fault *f, const char *word)
{
    const struct expr *exprs[CHECK_EXPRS];
    size_t n = check_field_exprs(field, exprs);
    for (size_t i = 0; i < n; i++) {
        if (stands_at(exprs[i], f) && check_has_word(exprs[i]->sql, word)) {
            return true;
        }
    }
    return false;
}

/* The same of a group's or a roster's condition. */
static bool condition_names(const struct form *form, const struct fault *f, const char *word)
{
    for (size_t i = 0; i < form->ngroups + form->nrosters; i++) {
        const struct expr *e = i < form->ngroups ? &form->groups[i].relevant
                                                 : &form->rosters[i - form->ngroups].relevant;
        if (stands_at(e, f) && check_has_word(e->sql, word)) {
            return true;
        }
    }
    return false;
}

/* Whether the expression at fault names `word`. */
static bool fault_names(const struct form *form, const struct fault *f, const char *word)
{
    for (size_t i = 0; i < form->nfields; i++) {
        if (field_stands_at(&form->fields[i], f, word)) {
            return true;
        }
    }
    for (size_t i = 0; i < form->nrosters; i++) {
        for (size_t k = 0; k < form->rosters[i].nfields; k++) {
            if (field_stands_at(&form->rosters[i].fields[k], f, word)) {
                return true;
            }
        }
    }
    return condition_names(form, f, word);
}

/* A fault that only follows from another: a lookup whose query cannot run has no columns that are known. */
static bool follows(struct checking *ck, const struct form *form, const struct fault *f)
{
    for (size_t i = 0; i < form->nlookups; i++) {
        const struct lookup *l = &form->lookups[i];
        if (lookup_broken(ck, l) && (f->line == l->line || fault_names(form, f, l->name))) {
            return true;
        }
    }
    return false;
}

static void check_expressions(struct checking *ck, const struct form *form)
{
    struct work *w = NULL;
    struct faults found = {0};
    struct err err = ERR_INIT;
    const struct source src = check_source(ck);
    if (!work_new(&w, ck->app, form, &ck->clock, &src, &found, &err) && found.list.n == 0) {
        faults_add(&found, form->file, 0, "%s", err.msg);
    }
    for (size_t i = 0; i < found.list.n; i++) {
        const struct fault *f = &found.list.v[i];
        if (!follows(ck, form, f)) {
            faults_add(ck->faults, f->file, f->line, "%s", f->msg);
        }
    }
    work_free(w);
    faults_release(&found);
}

static void check_forms(struct checking *ck)
{
    for (size_t i = 0; i < ck->app->forms.n; i++) {
        const struct form *form = check_form(ck, ck->app->forms.v[i]);
        check_types(ck, form);
        check_expressions(ck, form);
        check_truth(ck, form);
    }
}

size_t app_check(struct app *app, app_schema_fn *schema, struct faults *faults)
{
    int64_t now = TEST_DAY_MS;
    struct faults found = {0};
    struct checking ck = {.app = app, .faults = &found, .clock = clock_fixed(&now, app->offset_min)};
    cache_set_lenient(app->cache, true);
    check_names(&ck);
    cache_add_faults(app, ck.faults);
    check_open_schema(&ck, schema);
    check_sql(&ck);
    check_reports(&ck);
    check_forms(&ck);
    check_tests(&ck); /* before what is wrong without changing any result */
    check_texts(&ck);
    check_uses(&ck);
    check_help(&ck);
    cache_set_lenient(app->cache, false);
    db_close(ck.db);
    vec_release(&ck.failed);
    vec_release(&ck.used);

    faults_sort(&found);
    size_t n = found.list.n;
    take_faults(&(struct checking){.faults = faults}, &found);
    faults_release(&found);
    return n;
}
