/*
 * Changed definitions that need another table: what `phieu migrate` shows, and does.
 *
 * Nothing is dropped: the column of a field that is gone stays, out of sight.  A column of another type is made beside the old one
 * and takes its values over; when a value does not fit, the migration is refused and the records are named.
 */

#include "store/dossier.h"
#include "store/inner.h"

#include "base/i18n.h"

#define NAMED_MAX 3 /* records named in a refusal */

struct migration {
    struct store *st;
    const struct form *form;
    struct rowset *out;
    bool broken; /* a line says what stands in the way */
};

static void add_line(struct migration *m, const char *what, const char *field, const char *detail)
{
    struct value *row = rowset_add_row(m->out);
    value_set_text(&row[0], sv_of(what));
    value_set_text(&row[1], sv_of(m->form->name));
    value_set_text(&row[2], sv_of(field));
    value_set_text(&row[3], sv_of(detail));
}

/* "roster.field" → the table's name in `table`; returns the column. */
static const char *place(const struct migration *m, const char *field, struct str *table)
{
    const char *dot = strchr(field, '.');
    str_set(table, m->form->name);
    if (!dot) {
        return field;
    }
    str_add(table, "__");
    str_add_n(table, field, (size_t)(dot - field));
    return dot + 1;
}

static bool is_roster(const char *field)
{
    return strchr(field, '.') != NULL;
}

/* ---- what a change would break ---- */

/* The SQL condition for values of `column` that do not become `type` unchanged; 45.0 and 45 are one number. */
static void misfit(struct str *sql, const char *column, const char *type)
{
    str_addf(sql, "\"%s\" IS NOT NULL AND CAST(CAST(\"%s\" AS %s) AS TEXT) <> CAST(\"%s\" AS TEXT)", column, column, type, column);
    str_addf(sql, " AND NOT (typeof(\"%s\") = 'real' AND CAST(\"%s\" AS %s) = \"%s\")", column, column, type, column);
}

/* Keys of up to three records for which the query gives an _id; n: how many there are in all. */
static bool name_records(struct migration *m, const char *sql, struct str *keys, size_t *n, struct err *err)
{
    struct rowset ids = {0};
    struct db_stmt *s;
    if (!db_prepare(m->st->db, &s, sql, err)) {
        return false;
    }
    bool ok = rowset_fill(&ids, s, SIZE_MAX, err);
    db_finalize(s);
    *n = ids.nrows;
    for (size_t i = 0; ok && i < ids.nrows && i < NAMED_MAX; i++) {
        struct err unknown = ERR_INIT;
        const char *id = value_str(rowset_at(&ids, i, 0));
        str_add(keys, i ? ", " : "");
        if (!store_key_text(m->st, m->form, id, keys, &unknown)) {
            str_add(keys, id); /* the key has a column that is not there yet */
        }
    }
    rowset_release(&ids);
    return ok;
}

static bool say_broken(struct migration *m, const char *field, const char *sql, const char *sentence, struct err *err)
{
    struct str keys = STR_INIT, detail = STR_INIT;
    size_t n = 0;
    bool ok = name_records(m, sql, &keys, &n, err);
    if (ok && n > 0) {
        str_addf(&detail, "%s (%zu): %s", sentence, n, keys.p);
        add_line(m, "break", field, detail.p);
        m->broken = true;
    }
    str_release(&keys);
    str_release(&detail);
    return ok;
}

static bool check_type(struct migration *m, const char *field, const char *type, struct err *err)
{
    struct str sql = STR_INIT, table = STR_INIT;
    const char *column = place(m, field, &table);
    str_addf(&sql, "SELECT DISTINCT %s FROM main.\"%s\" WHERE ", is_roster(field) ? "_record" : "_id", table.p);
    misfit(&sql, column, type);
    bool ok = say_broken(m, field, sql.p, _("values do not fit the new type"), err);
    str_release(&sql);
    str_release(&table);
    return ok;
}

static bool check_key(struct migration *m, struct err *err)
{
    struct str sql = STR_INIT, names = STR_INIT;
    for (size_t i = 0; i < m->form->nkey; i++) {
        str_addf(&names, "%s\"%s\"", i ? ", " : "", m->form->fields[m->form->key[i]].name);
    }
    str_addf(&sql, "SELECT min(_id) FROM main.\"%s\" GROUP BY %s HAVING count(*) > 1", m->form->name, names.p);
    bool ok = say_broken(m, "", sql.p, _("records would have the same key"), err);
    str_release(&sql);
    str_release(&names);
    return ok;
}

/* The records that have a value of a unique field together, those with the same value side by side, else in the list's order. */
static void add_sharing(struct str *sql, const struct form *form, const struct field *f)
{
    str_addf(sql, "SELECT t._id FROM main.\"%s\" AS t JOIN main._search AS s ON s.record = t._id AND s.form = ", form->name);
    db_add_text(sql, form->name);
    str_addf(sql, " WHERE t.\"%s\" IN (", f->name);
    schema_add_doubles(sql, form, f);
    str_addf(sql, ") ORDER BY t.\"%s\", s.sort_key, t._id", f->name);
}

static bool check_unique(struct migration *m, const char *field, struct err *err)
{
    struct str sql = STR_INIT;
    add_sharing(&sql, m->form, form_field(m->form, field));
    bool ok = say_broken(m, field, sql.p, _("records have the same value"), err);
    str_release(&sql);
    return ok;
}

bool migrate_say_doubles(struct store *st, const struct form *form, const struct field *f, struct err *err)
{
    struct migration m = {.st = st, .form = form};
    struct str sql = STR_INIT, keys = STR_INIT;
    size_t n = 0;
    add_sharing(&sql, form, f);
    if (!name_records(&m, sql.p, &keys, &n, err)) {
        n = 0;
    } else if (n == 0) {
        err_set(err, ERR_REFUSED, _("the form '%s' was changed: run 'phieu migrate' first"), form->name);
    } else {
        err_set(err, ERR_REFUSED,
                _("records of '%s' share values of '%s', which is unique now (%zu: %s%s): take 'unique' out, correct them, then put it back"),
                form->name, f->name, n, keys.p, n > NAMED_MAX ? ", …" : "");
    }
    str_release(&sql);
    str_release(&keys);
    return false;
}

static bool has_key_columns(const struct rowset *differences, const struct form *form)
{
    for (size_t i = 0; i < form->nkey; i++) {
        for (size_t d = 0; d < differences->nrows; d++) {
            if (str_eq(rowset_str(differences, d, "what"), "add") &&
                str_eq(rowset_str(differences, d, "field"), form->fields[form->key[i]].name)) {
                return false;
            }
        }
    }
    return true;
}

/* A required field that no stored record can have answered: said, but nothing stands in the way. */
static void preview_added(struct migration *m, const char *field, const char *type)
{
    const struct field *f = is_roster(field) ? NULL : form_field(m->form, field);
    int64_t n = store_count(m->st, m->form->name, NULL);
    struct str detail = STR_INIT;
    str_add(&detail, type);
    if (f && f->required_always && n > 0) {
        str_addf(&detail, ". ");
        str_addf(&detail, _("It is required: %lld stored records have to be completed."), (long long)n);
    }
    add_line(m, "add", field, detail.p);
    str_release(&detail);
}

static bool preview_line(struct migration *m, const struct rowset *differences, size_t i, struct err *err)
{
    const char *what = rowset_str(differences, i, "what"), *field = rowset_str(differences, i, "field");
    const char *detail = rowset_str(differences, i, "detail");
    if (str_eq(what, "add")) {
        preview_added(m, field, detail);
    } else if (str_eq(what, "type")) {
        add_line(m, what, field, detail);
        return check_type(m, field, detail, err);
    } else if (str_eq(what, "key")) {
        add_line(m, what, "", _("the records are told apart by other fields"));
        return !has_key_columns(differences, m->form) || check_key(m, err);
    } else if (str_eq(what, "unique")) {
        add_line(m, what, field, _("no two records may have the same value"));
        return check_unique(m, field, err);
    } else if (str_eq(what, "table")) {
        add_line(m, what, field, _("a new table"));
    } else {
        add_line(m, what, field, _("the column stays in the database, out of sight"));
    }
    return true;
}

/* ---- doing it ---- */

static bool exec_on(struct migration *m, const char *sql, struct err *err)
{
    return db_exec(m->st->db, sql, err) || err_wrap(err, _("form '%s'"), m->form->name);
}

static bool add_column(struct migration *m, const char *field, const char *type, struct err *err)
{
    struct str sql = STR_INIT, table = STR_INIT;
    const char *column = place(m, field, &table);
    str_addf(&sql, "ALTER TABLE main.\"%s\" ADD COLUMN \"%s\" %s", table.p, column, type);
    bool ok = exec_on(m, sql.p, err);
    str_release(&sql);
    str_release(&table);
    return ok;
}

static bool change_type(struct migration *m, const char *field, const char *type, struct err *err)
{
    struct str sql = STR_INIT, table = STR_INIT;
    const char *column = place(m, field, &table);
    str_addf(&sql, "DROP INDEX IF EXISTS main.\"_unique_%s__%s\";", table.p, column); /* made anew with the rest */
    str_addf(&sql, "DROP INDEX IF EXISTS main.\"_ref_%s__%s\";", table.p, column);
    str_addf(&sql, "ALTER TABLE main.\"%s\" RENAME COLUMN \"%s\" TO \"_was_%s\";", table.p, column, column);
    str_addf(&sql, "ALTER TABLE main.\"%s\" ADD COLUMN \"%s\" %s;", table.p, column, type);
    str_addf(&sql, "UPDATE main.\"%s\" SET \"%s\" = CAST(\"_was_%s\" AS %s);", table.p, column, column, type);
    str_addf(&sql, "ALTER TABLE main.\"%s\" DROP COLUMN \"_was_%s\"", table.p, column);
    bool ok = exec_on(m, sql.p, err);
    str_release(&sql);
    str_release(&table);
    return ok;
}

static bool drop_key(struct migration *m, struct err *err)
{
    struct str sql = STR_INIT;
    str_addf(&sql, "DROP INDEX IF EXISTS main.\"_key_%s\"", m->form->name);
    bool ok = exec_on(m, sql.p, err);
    str_release(&sql);
    return ok;
}

static bool do_line(struct migration *m, const struct rowset *differences, size_t i, struct err *err)
{
    const char *what = rowset_str(differences, i, "what"), *field = rowset_str(differences, i, "field");
    const char *detail = rowset_str(differences, i, "detail");
    if (str_eq(what, "add")) {
        return add_column(m, field, detail, err);
    }
    return str_eq(what, "type") ? change_type(m, field, detail, err) : true;
}

/* The old key goes before a column of it may change, the new one comes last, with what else is missing. */
static bool do_form(struct migration *m, const struct rowset *differences, struct err *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < differences->nrows; i++) {
        const char *what = rowset_str(differences, i, "what");
        ok = !(str_eq(what, "key") || str_eq(what, "type")) || drop_key(m, err);
    }
    for (size_t i = 0; ok && i < differences->nrows; i++) {
        ok = do_line(m, differences, i, err);
    }
    return ok && schema_create_form(m->st->db, m->form, err);
}

static bool note_migration(struct migration *m, const struct change_info *info, struct err *err)
{
    struct change_info mine = *info;
    mine.op = "migrate";
    return store_history_add(m->st, m->form->name, "", 0, NULL, m->form->hash, &mine, err);
}

/* Values of another type are other bytes: the chain must hold the hash of what stands there from now on. */
static bool note_records(struct migration *m, const struct rowset *differences, const struct change_info *info, struct err *err)
{
    struct change_info mine = *info;
    struct rowset ids = {0};
    struct str sql = STR_INIT;
    struct db_stmt *s;
    bool retyped = false;
    for (size_t i = 0; i < differences->nrows; i++) {
        retyped = retyped || str_eq(rowset_str(differences, i, "what"), "type");
    }
    mine.op = "migrate";
    str_addf(&sql, "SELECT _id FROM main.\"%s\" ORDER BY _id", m->form->name);
    bool ok = !retyped || db_prepare(m->st->db, &s, sql.p, err);
    if (retyped && ok) {
        ok = rowset_fill(&ids, s, SIZE_MAX, err);
        db_finalize(s);
    }
    table_release_all(m->st->cache); /* what was known of the tables is not true any more */
    for (size_t i = 0; ok && i < ids.nrows; i++) {
        ok = store_stored_again(m->st, m->form, rowset_str(&ids, i, "_id"), &mine, err);
    }
    rowset_release(&ids);
    str_release(&sql);
    return ok;
}

static bool needs_work(const struct rowset *differences)
{
    for (size_t i = 0; i < differences->nrows; i++) {
        if (!str_eq(rowset_str(differences, i, "what"), "drop")) {
            return true;
        }
    }
    return false;
}

static bool migrate_form(struct migration *m, bool preview, const struct change_info *info, struct err *err)
{
    struct rowset differences = {0};
    bool ok = schema_compare_form(m->st->db, m->form, &differences, err);
    for (size_t i = 0; ok && needs_work(&differences) && i < differences.nrows; i++) {
        ok = preview_line(m, &differences, i, err);
    }
    if (ok && !preview && m->broken) {
        ok = err_set(err, ERR_INVALID, _("nothing was migrated: stored values do not fit the new form; 'phieu migrate --dry-run' names them"));
    } else if (ok && !preview && needs_work(&differences)) {
        ok = do_form(m, &differences, err) && note_migration(m, info, err) && note_records(m, &differences, info, err);
    }
    rowset_release(&differences);
    return ok;
}

bool dossier_migrate(struct store *st, bool preview, const struct change_info *info, struct rowset *out, bool *barred, struct err *err)
{
    static const char *const names[] = {"what", "form", "field", "detail"};
    struct migration m = {.st = st, .out = out};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        rowset_add_column(out, names[i]);
    }
    struct chain_set chain = {0};
    bool ok = preview || (store_chain_begin(st, &chain, CHAIN_SCHEMA, err) && views_drop(st, err));
    for (size_t i = 0; ok && i < st->app->forms.n; i++) {
        ok = table_form(st, st->app->forms.v[i], &m.form, err) && migrate_form(&m, preview, info, err);
    }
    if (ok && !preview) {
        table_release_all(st->cache); /* what was known of the tables is not true any more */
        ok = schema_sync(st, false, &chain, err);
    }
    *barred = m.broken;
    store_chain_release(&chain);
    return ok;
}
