/* Who worked in this database: whose drafts are kept, and who is in the last of its history. */

#include "store/inner.h"

/*
 * What was imported and which roles were given says nothing of who sits here, and old history is left alone: the answer must not cost more
 * as it grows.  A person who was chosen at the screen keeps a role, or none, with their context (form/host.h).
 */
static const char people[] =
    "WITH used (name, at) AS ("
    "SELECT person, at FROM main._draft"
    " UNION ALL SELECT who, strftime('%s', at) * 1000"
    " FROM (SELECT who, at, op, form FROM main._history ORDER BY seq DESC LIMIT 500)"
    " WHERE op NOT IN ('import', 'migrate', 'tables') AND form <> '_grant')"
    " SELECT u.name, v.raw AS role, v.path IS NOT NULL AS chosen FROM used AS u"
    " LEFT JOIN main._draft_value AS v ON v.person = u.name AND v.form = '" KEPT_FORM "' AND v.record = '" KEPT_ID "'"
    " AND v.path = '" KEPT_ROLE "'"
    " GROUP BY u.name ORDER BY max(u.at) DESC, u.name LIMIT 100";

bool store_people(struct store *st, struct rowset *out, struct err *err)
{
    struct db_stmt *s;
    if (!store_prepare(st, &s, people, err)) {
        return false;
    }
    bool ok = rowset_fill(out, s, SIZE_MAX, err);
    db_finalize(s);
    return ok;
}
