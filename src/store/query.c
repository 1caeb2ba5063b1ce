/* The application's own SELECTs, run on the store. */

#include "store/inner.h"

#include "base/i18n.h"
#include "form/work.h"

#define STEPS_MAX INT64_C(2000000000) /* about a minute on an old PC: a query that runs longer is wrong */

/* Late, because a list of holidays is read for it: opening the database alone needs no list. */
static bool add_functions(struct store *st, struct err *err)
{
    const struct list *holidays = NULL;
    if (st->cache->functions) {
        return true;
    }
    if (st->app->holidays && !app_list(st->app, st->app->holidays, &holidays, NULL, err)) {
        return false;
    }
    st->cache->functions = work_add_functions(st->db, st->clock, holidays, err);
    return st->cache->functions;
}

const struct value *query_param(const struct param *params, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(params[i].name, name)) {
            return &params[i].value;
        }
    }
    return NULL;
}

static void bind_today(const struct store *st, struct db_stmt *s, int i)
{
    struct str today = STR_INIT;
    date_add_iso(&today, clock_today(st->clock));
    db_bind_text(s, i, today.p);
    str_release(&today);
}

static void bind_params(const struct store *st, struct db_stmt *s, const struct param *params, size_t n)
{
    for (int i = 1; i <= db_param_count(s); i++) {
        const char *name = db_param_name(s, i);
        const struct value *v = name ? query_param(params, n, name) : NULL;
        if (v) {
            store_bind_value(s, i, v);
        } else if (name && str_eq(name, "today")) {
            bind_today(st, s, i);
        }
    }
}

bool query_prepare(struct store *st, const char *sql, struct db_stmt **s, struct err *err)
{
    return add_functions(st, err) && store_prepare(st, s, sql, err);
}

/* `st`: what stands now, or what was handed in. */
static bool select_over(struct store *st, const char *sql, const struct param *params, size_t nparams, size_t max,
                        struct rowset *out, struct err *err)
{
    struct db_stmt *s;
    if (!query_prepare(st, sql, &s, err)) {
        return false;
    }
    bool ok = db_readonly(s) || err_set(err, ERR_SYNTAX, _("the query would write: a query may only read"));
    if (ok) {
        bind_params(st, s, params, nparams);
        db_limit_steps(st->db, STEPS_MAX);
        ok = rowset_fill(out, s, max, err);
        db_limit_steps(st->db, 0);
    }
    db_finalize(s);
    return ok;
}

bool store_select(struct store *st, const char *sql, const struct param *params, size_t nparams, size_t max,
                  struct rowset *out, struct err *err)
{
    struct store *over;
    return narrow_for(st, sql, &st, err) && unseal_for(st, sql, params, nparams, &over, err) && narrow_ask(st, sql, err) &&
           narrow_answered(st, select_over(over, sql, params, nparams, max, out, err), err);
}

bool store_query(struct store *st, const char *name, const struct param *params, size_t nparams, size_t max,
                 struct rowset *out, struct err *err)
{
    const char *sql;
    return app_sql(st->app, "queries", name, &sql, err) &&
           (store_select(st, sql, params, nparams, max, out, err) || err_wrap(err, "queries/%s.sql", name));
}
