/* The authorizer: SQLite's thirty-odd actions as the five we tell apart. */

#include "db/db_int.h"

static const char *or_empty(const char *s)
{
    return s == NULL ? "" : s;
}

static bool ask(const struct db *db, int action, const char *a, const char *b)
{
    switch (action) {
    case SQLITE_SELECT:
        return db->auth(db->auth_arg, DB_ACCESS_SELECT, "", "");
    case SQLITE_READ:
        return db->auth(db->auth_arg, DB_ACCESS_READ, a, b);
    case SQLITE_FUNCTION:
        return db->auth(db->auth_arg, DB_ACCESS_FUNCTION, b, ""); /* SQLite leaves its first place empty */
    case SQLITE_RECURSIVE:
        return db->auth(db->auth_arg, DB_ACCESS_RECURSIVE, "", "");
    default:
        return db->auth(db->auth_arg, DB_ACCESS_OTHER, a, b);
    }
}

static bool guarded(const struct db *db, int action, const char *table, const char *schema, const char *inside)
{
    return db->guard && action == SQLITE_READ && sqlite3_stricmp(schema, "temp") != 0 && !db->guard(db->guard_arg, schema, table, inside);
}

static int authorize(void *arg, int action, const char *a, const char *b, const char *schema,
                     const char *inside)
{
    const struct db *db = arg;
    if (db->own_sql) {
        return SQLITE_OK;
    }
    bool ok = !guarded(db, action, or_empty(a), or_empty(schema), or_empty(inside)) && (!db->auth || ask(db, action, or_empty(a), or_empty(b)));
    return ok ? SQLITE_OK : SQLITE_DENY;
}

static void hook(struct db *db)
{
    sqlite3_set_authorizer(db->h, db->auth || db->guard ? authorize : NULL, db);
}

void db_set_guard(struct db *db, db_guard *fn, void *arg)
{
    db->guard = fn;
    db->guard_arg = arg;
    hook(db);
}

void db_set_authorizer(struct db *db, db_authorizer *fn, void *arg)
{
    db->auth = fn;
    db->auth_arg = arg;
    hook(db);
}
