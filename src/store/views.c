/*
 * The application's views, as temporary ones of this connection, each made when a statement first names it: of a stored view SQLite keeps
 * what it has parsed for as long as the database is open, some 15 KB each, and most sessions name few of them.
 */

#include "store/inner.h"

#include <string.h>

static bool is_made(const struct store *st, const char *name)
{
    for (size_t i = 0; i < st->cache->views.n; i++) {
        if (str_eq(st->cache->views.v[i], name)) {
            return true;
        }
    }
    return false;
}

/* The view that stands in an error's text behind "no such table: "; NULL when it is no view, or one that is there. */
static const char *missing(const struct store *st, const struct err *err)
{
    static const char table[] = "no such table: ";
    const char *at = strstr(err->msg, table);
    const char *name = at ? at + strlen(table) : "";
    for (size_t i = 0; i < st->app->views.n; i++) {
        const char *view = st->app->views.v[i];
        size_t n = strlen(view);
        if (str_starts(name, view) && !strchr("abcdefghijklmnopqrstuvwxyz0123456789_", name[n] ? name[n] : '.')) {
            return is_made(st, view) ? NULL : view;
        }
    }
    return NULL;
}

bool views_make(struct store *st, struct err *err)
{
    struct err why = ERR_INIT;
    const char *view = missing(st, err);
    if (!view) {
        return false;
    }
    if (!schema_create_view(st->db, "temp", st->app, view, &why)) {
        *err = why;
        return false;
    }
    *vec_push(&st->cache->views) = view;
    return true;
}

void views_again(struct store *st)
{
    struct err ignored = ERR_INIT;
    for (size_t i = 0; i < st->cache->views.n; i++) {
        (void)schema_create_view(st->db, "temp", st->app, st->cache->views.v[i], &ignored); /* a statement that names it says why not */
    }
}

bool views_drop(struct store *st, struct err *err)
{
    st->cache->views.n = 0;
    return schema_drop_views(st->db, err);
}
