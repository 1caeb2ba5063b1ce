/* What the application's checks find. */

#include "service/inner.h"

bool service_check_rows(struct service *sv, const char *name, const char *condition, const struct param *params, size_t nparams,
                        size_t max, struct rowset *out, struct err *err)
{
    const char *check;
    struct str sql = STR_INIT;
    bool ok = app_sql(sv->app, "checks", name, &check, err);
    if (ok) {
        str_addf(&sql, "SELECT * FROM (%s\n) WHERE %s", check, condition);
        ok = store_select(sv->st, sql.p, params, nparams, max, out, err) || err_wrap(err, "checks/%s.sql", name);
    }
    str_release(&sql);
    return ok;
}

const char *service_check_message(const struct rowset *rows, size_t i, enum lang lang)
{
    return value_str(rowset_in(rows, i, "message", lang));
}
