/*
 * Double entry: what another person keyed a second time.
 *
 * _verified_value has a row for each value and each time it was keyed again; `stands` says that the value has not changed since.
 * _verified has a row for each record in which nothing is left to be keyed twice.  Both are read by the application's own SQL.
 */

#include "store/inner.h"

#include <string.h>

/* The statement with form and record bound to ?1 ?2. */
static bool prepare_of(struct store *st, const char *sql, const char *form, const char *id, struct db_stmt **out, struct err *err)
{
    if (!store_prepare(st, out, sql, err)) {
        return false;
    }
    db_bind_text(*out, 1, form);
    db_bind_text(*out, 2, id);
    return true;
}

static bool run(struct db_stmt *s, struct err *err)
{
    bool ok = db_run(s, err);
    db_finalize(s);
    return ok;
}

static bool read_of(struct store *st, const char *sql, const char *form, const char *id, struct rowset *out, struct err *err)
{
    struct db_stmt *s;
    if (!prepare_of(st, sql, form, id, &s, err)) {
        return false;
    }
    bool ok = rowset_fill(out, s, SIZE_MAX, err);
    db_finalize(s);
    return ok;
}

static void bind_now(struct store *st, struct db_stmt *s, int i)
{
    struct str now = STR_INIT;
    store_now(st, &now);
    db_bind_text(s, i, now.p);
    str_release(&now);
}

static bool add_value(struct store *st, const char *form, const char *id, const struct verified_value *v, struct err *err)
{
    struct db_stmt *s;
    if (!prepare_of(st,
                    "INSERT OR REPLACE INTO main._verified_value (form, record, path, at, field, first, second, outcome, reason, stands)"
                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1)",
                    form, id, &s, err)) {
        return false;
    }
    db_bind_text(s, 3, v->path);
    bind_now(st, s, 4);
    db_bind_text(s, 5, v->field);
    db_bind_text(s, 6, v->first);
    db_bind_text(s, 7, v->second);
    db_bind_text(s, 8, v->outcome);
    db_bind_text(s, 9, v->reason);
    return run(s, err);
}

bool store_verified_add(struct store *st, const char *form, const char *id, const struct verified_value *v, size_t n, struct err *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++) {
        ok = add_value(st, form, id, &v[i], err);
    }
    return ok;
}

static bool unmark(struct store *st, const char *form, const char *id, struct err *err)
{
    struct db_stmt *s;
    return prepare_of(st, "DELETE FROM main._verified WHERE form = ?1 AND record = ?2", form, id, &s, err) && run(s, err);
}

bool store_verified_mark(struct store *st, const char *form, const char *id, bool verified, const char *who, struct err *err)
{
    struct db_stmt *s;
    if (!verified) {
        return unmark(st, form, id, err);
    }
    if (!prepare_of(st, "INSERT OR IGNORE INTO main._verified (form, record, at, who) VALUES (?1, ?2, ?3, ?4)", form, id, &s, err)) {
        return false;
    }
    bind_now(st, s, 3);
    db_bind_text(s, 4, who);
    return run(s, err);
}

bool store_verified_paths(struct store *st, const char *form, const char *id, struct rowset *out, struct err *err)
{
    return read_of(st, "SELECT path FROM main._verified_value WHERE form = ?1 AND record = ?2 AND stands = 1", form, id, out, err);
}

/* Deleting, restoring and moving a record is not keying what stands in it. */
bool store_keyed_by(struct store *st, const char *form, const char *id, struct rowset *out, struct err *err)
{
    return read_of(st,
                   "SELECT h.who, CASE WHEN h.op IN ('create', 'import') THEN NULL ELSE c.value ->> '$.path' END AS path"
                   " FROM main._history AS h LEFT JOIN json_each(h.changes) AS c"
                   " WHERE h.record = ?2 AND h.form = ?1 AND CASE WHEN h.op IN ('create', 'import') THEN coalesce(c.key, 0) = 0"
                   " WHEN h.op IN ('update', 'verify') THEN c.key IS NOT NULL ELSE 0 END ORDER BY h.seq, c.key",
                   form, id, out, err);
}

/* ---- what is no longer as it was verified ---- */

static bool stands_no_more(struct store *st, const struct record *r, const char *path, struct err *err)
{
    struct db_stmt *s;
    if (!prepare_of(st, "UPDATE main._verified_value SET stands = 0 WHERE form = ?1 AND record = ?2 AND path = ?3 AND stands = 1",
                    r->form->name, r->id, &s, err)) {
        return false;
    }
    db_bind_text(s, 3, path);
    return run(s, err);
}

/* Whether a row was added in which something is to be keyed twice. */
static bool adds_row(const struct form *form, const struct change *c)
{
    size_t n = strcspn(c->path, "/");
    for (size_t i = 0; c->row_added && i < form->nrosters; i++) {
        const struct roster *r = &form->rosters[i];
        if (strlen(r->name) == n && memcmp(r->name, c->path, n) == 0) {
            for (size_t k = 0; k < r->nfields; k++) {
                if (r->fields[k].verify) {
                    return true;
                }
            }
        }
    }
    return false;
}

bool verified_change(struct store *st, const struct record *r, const struct record *old, struct err *err)
{
    struct changes changes = {0};
    bool ok = true, other = false;
    if (!r->form->verifies) {
        return true;
    }
    record_diff(old, r, &changes);
    for (size_t i = 0; ok && i < changes.list.n; i++) {
        const struct change *c = &changes.list.v[i];
        const struct field *f = c->row_added || c->row_deleted ? NULL : form_path_field(r->form, c->path);
        bool value = f && f->verify;
        other = other || value || adds_row(r->form, c);
        ok = !value || stands_no_more(st, r, c->path, err);
    }
    changes_release(&changes);
    return ok && (!other || unmark(st, r->form->name, r->id, err));
}

bool verified_forget(struct store *st, const struct record *r, struct err *err)
{
    struct db_stmt *s;
    return !r->form->verifies ||
           (unmark(st, r->form->name, r->id, err) &&
            prepare_of(st, "UPDATE main._verified_value SET stands = 0 WHERE form = ?1 AND record = ?2", r->form->name, r->id, &s, err) &&
            run(s, err));
}
