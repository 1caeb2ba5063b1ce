/* What the application's checks find. */

#include "service/inner.h"

#include <string.h>

/* A check has its severities in its text (the linter sees to it), so most need not even be prepared for what they never say. */
static bool says_todo(const char *check)
{
    return strstr(check, "'todo'") != NULL;
}

static bool says_faults(const char *check)
{
    return strstr(check, "'error'") || strstr(check, "'warning'");
}

/* Whether it says whose move a finding is about; told by its text, as severities are. */
static bool says_about(const char *check)
{
    return strstr(check, " AS about") != NULL;
}

/* One that says nothing else is asked as it is: a sieve around it is a third of its preparation. */
static void add_select(const char *check, enum check_rows which, const char *condition, const char *about, struct str *out)
{
    bool mixed = says_todo(check) && says_faults(check);
    if (!mixed && !condition) {
        str_add(out, check);
        return;
    }
    str_add(out, "SELECT * FROM (");
    str_add(out, check);
    str_add(out, which == CHECK_TODO ? "\n) WHERE severity = 'todo'" : "\n) WHERE severity IN ('error', 'warning')");
    if (condition && about && says_about(check)) {
        str_addf(out, " AND (%s OR %s)", condition, about);
    } else if (condition) {
        str_addf(out, " AND (%s)", condition);
    }
}

/* A check that names roles in its scope is for these: to others it says nothing. */
static bool is_told(const struct service *sv, const char *check)
{
    struct sql_scope scope;
    return !sv->scope.role || !sql_scope(check, &scope) || sql_scope_names(scope, sv->scope.role->name);
}

bool service_check_rows(struct service *sv, enum lang lang, const char *name, enum check_rows which, const char *condition, const char *about,
                        const struct param *params, size_t nparams, size_t max, struct rowset *out, struct err *err)
{
    const char *check;
    struct str sql = STR_INIT;
    bool ok = app_sql(sv->app, "checks", name, &check, err);
    if (ok && (which == CHECK_TODO ? says_todo(check) : says_faults(check)) && is_told(sv, check)) {
        add_select(check, which, condition, about, &sql);
        ok = store_select(sv->st, sql.p, params, nparams, max, out, err) || err_wrap(err, "checks/%s.sql", name);
        rowset_speak(out, lang);
    }
    str_release(&sql);
    return ok;
}
