/* Who people are and which roles they hold: for which units, from when to when. */

#include "store/inner.h"

#include "base/i18n.h"

/* ---- reading ---- */

static bool fill(struct store *st, const char *sql, struct rowset *out, struct err *err)
{
    struct db_stmt *s;
    if (!store_prepare(st, &s, sql, err)) {
        return false;
    }
    bool ok = rowset_fill(out, s, SIZE_MAX, err);
    db_finalize(s);
    return ok;
}

bool store_grants(struct store *st, struct rowset *out, struct err *err)
{
    return fill(st, "SELECT person, role, unit, valid_from, valid_to FROM main._grant ORDER BY person, role, unit", out, err);
}

bool store_persons(struct store *st, struct rowset *out, struct err *err)
{
    return fill(st, "SELECT person, name FROM main._person ORDER BY person", out, err);
}

bool store_data_version(struct store *st, int64_t *out, struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    if (!store_prepare(st, &s, "PRAGMA main.data_version", err)) {
        return false;
    }
    bool ok = db_step(s, &row, err);
    *out = ok && row ? db_column_int(s, 0) : 0;
    db_finalize(s);
    return ok;
}

bool store_acted(struct store *st, const char *form, const char *id, const char *who, const char *const *roles, bool *acted, struct err *err)
{
    struct db_stmt *s;
    bool row = true, ok = store_prepare(st, &s, "SELECT DISTINCT role FROM main._history WHERE record = ?1 AND form = ?2 AND who = ?3", err);
    *acted = false;
    if (!ok) {
        return false;
    }
    db_bind_text(s, 1, id);
    db_bind_text(s, 2, form);
    db_bind_text(s, 3, who);
    while (ok && row && !*acted) {
        ok = db_step(s, &row, err);
        *acted = ok && row && db_column_str(s, 0) && words_have(roles, db_column_str(s, 0));
    }
    db_finalize(s);
    return ok;
}

bool store_by_account(struct store *st, const struct form *form, const char *field, const char *account, char id[UUID_TEXT], struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s;
    bool row = false;
    id[0] = '\0';
    str_addf(&sql, "SELECT _id FROM main.\"%s\" WHERE \"%s\" = ?1", form->name, field);
    bool ok = store_prepare(st, &s, sql.p, err);
    str_release(&sql);
    if (ok) {
        db_bind_text(s, 1, account);
        ok = db_step(s, &row, err) && (!row || store_id_fits(db_column_str(s, 0), err));
        if (ok && row) {
            snprintf(id, UUID_TEXT, "%s", db_column_str(s, 0));
        }
        db_finalize(s);
    }
    return ok;
}

static void add_assigned(struct str *sql, const char *of, const char *table, const char *roster, const struct field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (fields[i].assigned) {
            str_addf(sql, "%sSELECT %s AS _id FROM main.\"%s%s%s\" WHERE \"%s\" = ?1", sql->len > 0 ? " UNION " : "", of, table,
                     roster ? "__" : "", roster ? roster : "", fields[i].name);
        }
    }
}

bool store_assigned(struct store *st, const struct form *form, const char *id, struct rowset *out, struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s;
    add_assigned(&sql, "_id", form->name, NULL, form->fields, form->nfields);
    for (size_t i = 0; i < form->nrosters; i++) {
        add_assigned(&sql, "_record", form->name, form->rosters[i].name, form->rosters[i].fields, form->rosters[i].nfields);
    }
    bool ok = sql.len == 0 || store_prepare(st, &s, sql.p, err);
    if (ok && sql.len > 0) {
        db_bind_text(s, 1, id);
        ok = rowset_fill(out, s, SIZE_MAX, err);
        db_finalize(s);
    }
    str_release(&sql);
    return ok;
}

/* ---- writing ---- */

static bool run(struct store *st, const char *sql, const char *const *texts, int n, int64_t *changes, struct err *err)
{
    struct db_stmt *s;
    if (!store_prepare(st, &s, sql, err)) {
        return false;
    }
    for (int i = 0; i < n; i++) {
        db_bind_text(s, i + 1, texts[i]);
    }
    bool ok = db_run(s, err);
    if (changes) {
        *changes = db_changes(st->db);
    }
    db_finalize(s);
    return ok;
}

/* One entry: at `path` stood `old`, and now stands `now` (NULL: nothing). */
static bool note(struct store *st, const char *person, const char *path, const char *old, const char *now, const struct change_info *info,
                 struct err *err)
{
    struct cell was = {0}, is = {0};
    struct change change = {.path = mem_dup(path), .old = old ? &was : NULL, .now = now ? &is : NULL};
    struct changes changes = {0};
    if (old) {
        value_set_text(&was.value, sv_of(old));
    }
    if (now) {
        value_set_text(&is.value, sv_of(now));
    }
    *vec_push(&changes.list) = change;
    bool ok = store_history_add(st, "_grant", person, 0, &changes, NULL, info, err);
    changes_release(&changes);
    value_release(&was.value);
    value_release(&is.value);
    return ok;
}

bool store_person_put(struct store *st, const char *person, const char *name, const struct change_info *info, struct err *err)
{
    const char *const texts[] = {person, name};
    return run(st,
               "INSERT INTO main._person (person, name) VALUES (?1, ?2) ON CONFLICT (person) DO UPDATE SET name = excluded.name", texts, 2,
               NULL, err) &&
           note(st, person, "name", NULL, name, info, err);
}

/* "ROLE" or "ROLE/UNIT", and "FROM..TO". */
static void grant_texts(const char *role, const char *unit, const char *from, const char *to, struct str *path, struct str *days)
{
    str_addf(path, "%s%s%s", role, unit && unit[0] ? "/" : "", unit ? unit : "");
    str_addf(days, "%s..%s", from ? from : "", to ? to : "");
}

static bool drop_row(struct store *st, const struct rowset *rows, size_t i, const struct change_info *info, struct err *err)
{
    const char *person = rowset_str(rows, i, "person"), *role = rowset_str(rows, i, "role"), *unit = rowset_str(rows, i, "unit");
    const char *const texts[] = {person, role, unit};
    struct str path = STR_INIT, days = STR_INIT;
    grant_texts(role, unit, rowset_str(rows, i, "valid_from"), rowset_str(rows, i, "valid_to"), &path, &days);
    bool ok = run(st, "DELETE FROM main._grant WHERE person = ?1 AND role = ?2 AND coalesce(unit, '') = ?3", texts, 3, NULL, err) &&
              note(st, person, path.p, days.p, NULL, info, err);
    str_release(&path);
    str_release(&days);
    return ok;
}

bool store_grant_drop(struct store *st, const char *person, const char *role, const char *unit, const struct change_info *info, int64_t *n,
                      struct err *err)
{
    struct rowset rows = {0};
    bool ok = store_grants(st, &rows, err);
    *n = 0;
    for (size_t i = 0; ok && i < rows.nrows; i++) {
        bool meant = str_eq(rowset_str(&rows, i, "person"), person) && (!role || str_eq(rowset_str(&rows, i, "role"), role)) &&
                     (!unit || str_eq(rowset_str(&rows, i, "unit"), unit));
        ok = !meant || drop_row(st, &rows, i, info, err);
        *n += meant;
    }
    rowset_release(&rows);
    return ok;
}

bool store_grant_put(struct store *st, const struct grant *g, const struct change_info *info, struct err *err)
{
    const char *const texts[] = {g->person, g->role, g->unit, g->from, g->to};
    struct str path = STR_INIT, days = STR_INIT;
    grant_texts(g->role, g->unit, g->from, g->to, &path, &days);
    bool ok = run(st, "DELETE FROM main._grant WHERE person = ?1 AND role = ?2 AND unit IS ?3", texts, 3, NULL, err) &&
              run(st, "INSERT INTO main._grant (person, role, unit, valid_from, valid_to) VALUES (?1, ?2, ?3, ?4, ?5)", texts, 5, NULL, err) &&
              note(st, g->person, path.p, NULL, days.p, info, err);
    str_release(&path);
    str_release(&days);
    return ok;
}

/* What they keep of how they work (form/host.h) stays theirs. */
bool store_drafts_move(struct store *st, const char *from, const char *to, int64_t *n, struct err *err)
{
    static const char values[] = "UPDATE OR IGNORE main._draft_value SET person = ?2 WHERE person = ?1 AND form <> '" KEPT_FORM "'"
                                 " AND NOT EXISTS (SELECT 1 FROM main._draft AS d WHERE d.person = ?2 AND d.form = _draft_value.form"
                                 " AND d.record = _draft_value.record)";
    static const char drafts[] = "UPDATE OR IGNORE main._draft SET person = ?2 WHERE person = ?1 AND form <> '" KEPT_FORM "'";
    const char *const texts[] = {from, to};
    return run(st, values, texts, 2, NULL, err) && run(st, drafts, texts, 2, n, err);
}
