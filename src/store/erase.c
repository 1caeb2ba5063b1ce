/* Values that are taken out of the history because a law says so. */

#include "store/inner.h"

#include "base/i18n.h"

/* What the record itself still holds is changed first, as anything else is changed. */
static bool check_cleared(struct store *st, const struct form *form, const char *id, const char *path, struct err *err)
{
    struct record *r;
    struct path at;
    struct err gone = ERR_INIT;
    if (!store_load(st, form, id, &r, &gone)) {
        return true; /* deleted */
    }
    bool ok = !record_path_parse(r, path, &at) || cell_empty(record_cell(r, at)) ||
              err_set(err, ERR_REFUSED, _("the record still holds a value in '%s': clear it and save, then erase it from the history"), path);
    record_free(r);
    return ok;
}

/* An entry says it, and only then lets the database what was written be changed (the trigger of schema.c). */
static bool say_erased(struct store *st, const struct form *form, const char *id, const char *path, const struct change_info *info,
                       struct err *err)
{
    struct changes changes = {0};
    *vec_push(&changes.list) = (struct change){.path = mem_dup(path)};
    bool ok = store_history_add(st, form->name, id, 0, &changes, NULL, info, err);
    changes_release(&changes);
    return ok;
}

static bool take_out(struct store *st, const struct form *form, const char *id, const char *path, int64_t *n, struct err *err)
{
    struct db_stmt *s;
    if (!store_prepare(st, &s,
                       "UPDATE main._history SET changes = (SELECT json_group_array(CASE WHEN c.value ->> '$.path' = ?3"
                       " THEN json_remove(c.value, '$.old', '$.new', '$.salt') ELSE json(c.value) END) FROM json_each(changes) AS c)"
                       " WHERE record = ?2 AND form = ?1 AND op <> 'erase'"
                       " AND EXISTS (SELECT 1 FROM json_each(changes) AS c WHERE c.value ->> '$.path' = ?3 AND c.value ->> '$.salt' IS NOT NULL)",
                       err)) {
        return false;
    }
    db_bind_text(s, 1, form->name);
    db_bind_text(s, 2, id);
    db_bind_text(s, 3, path);
    bool ok = db_run(s, err);
    *n = ok ? db_changes(st->db) : 0;
    db_finalize(s);
    return ok && (*n > 0 || err_set(err, ERR_NOT_FOUND, _("the history of this record holds no value of '%s'"), path));
}

bool store_erase(struct store *st, const struct form *form, const char *id, const char *path, const struct change_info *info, int64_t *n,
                 struct err *err)
{
    return check_cleared(st, form, id, path, err) && say_erased(st, form, id, path, info, err) && take_out(st, form, id, path, n, err);
}
