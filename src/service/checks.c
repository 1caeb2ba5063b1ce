/* What the application's checks find. */

#include "service/inner.h"

bool service_check_rows(struct service *sv, enum lang lang, const char *name, const char *condition, const struct param *params,
                        size_t nparams, size_t max, struct rowset *out, struct err *err)
{
    const char *check;
    struct str sql = STR_INIT;
    bool ok = app_sql(sv->app, "checks", name, &check, err);
    if (ok) {
        str_addf(&sql, "SELECT * FROM (%s\n) WHERE %s", check, condition);
        ok = store_select(sv->st, sql.p, params, nparams, max, out, err) || err_wrap(err, "checks/%s.sql", name);
        rowset_speak(out, lang);
    }
    str_release(&sql);
    return ok;
}
