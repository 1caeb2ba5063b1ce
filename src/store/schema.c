/*
 * The schema: numbered steps for what is ours, then tables and indexes made from the application, and its views for whoever wants them all at
 * once: the linter, and connections that show less than everything, where a view that an older phieu stored must not be reached.
 *
 * A step and its number commit together (the caller holds the transaction), so a half-made schema cannot
 * exist.
 */

#include "store/inner.h"

#include <stdlib.h>

#include "base/i18n.h"

static const char *const steps[] = {
    /* 1 */
    "CREATE TABLE main._meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE main._form (hash TEXT PRIMARY KEY, form TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT "
    "NULL) STRICT;"
    "CREATE TABLE main._table (form TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, listing TEXT) STRICT;"
    "CREATE TABLE main._history (seq INTEGER PRIMARY KEY, txn TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT "
    "NULL,"
    " role TEXT, declared INTEGER NOT NULL, op TEXT NOT NULL, form TEXT NOT NULL, record TEXT NOT NULL,"
    " version INTEGER NOT NULL, reason TEXT, changes TEXT, record_hash TEXT, prev TEXT NOT NULL, hash TEXT "
    "NOT NULL)"
    " STRICT;"
    "CREATE INDEX main._history_record ON _history (record, form);"
    "CREATE INDEX main._history_deleted ON _history (form, seq) WHERE op = 'delete';"
    "CREATE TABLE main._draft (person TEXT NOT NULL, form TEXT NOT NULL, record TEXT NOT NULL, base INTEGER "
    "NOT NULL,"
    " focus TEXT, caret INTEGER NOT NULL, scroll INTEGER NOT NULL, at INTEGER NOT NULL, session TEXT NOT "
    "NULL,"
    " PRIMARY KEY (person, form, record)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE main._draft_value (person TEXT NOT NULL, form TEXT NOT NULL, record TEXT NOT NULL,"
    " path TEXT NOT NULL, raw TEXT, PRIMARY KEY (person, form, record, path)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE main._session (token TEXT PRIMARY KEY, process INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE main._count (form TEXT NOT NULL, state TEXT NOT NULL, n INTEGER NOT NULL,"
    " PRIMARY KEY (form, state)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE main._serial (form TEXT NOT NULL, field TEXT NOT NULL, scope TEXT NOT NULL, last INTEGER "
    "NOT NULL,"
    " PRIMARY KEY (form, field, scope)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE main._accepted (form TEXT NOT NULL, record TEXT NOT NULL, path TEXT NOT NULL, reason TEXT,"
    " who TEXT, value_hash TEXT NOT NULL, PRIMARY KEY (record, form, path)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE main._search (id INTEGER PRIMARY KEY, form TEXT NOT NULL, record TEXT NOT NULL,"
    " sort_key BLOB NOT NULL, folded TEXT NOT NULL) STRICT;"
    "CREATE INDEX main._search_order ON _search (form, sort_key, record);"
    "CREATE UNIQUE INDEX main._search_record ON _search (record, form);"
    "CREATE VIRTUAL TABLE main._search_fts USING fts5(folded, content='_search', content_rowid='id',"
    " tokenize='unicode61', prefix='1 2 3 4 5 6', detail=none, columnsize=0);"
    "CREATE TABLE main._snapshot (form TEXT NOT NULL, record TEXT NOT NULL, number INTEGER NOT NULL,"
    " code TEXT NOT NULL UNIQUE, at TEXT NOT NULL, who TEXT NOT NULL, txn TEXT NOT NULL, hash TEXT NOT NULL,"
    " PRIMARY KEY (form, record, number)) STRICT;"
    "CREATE TABLE main._snapshot_record (code TEXT NOT NULL, form TEXT NOT NULL, record TEXT NOT NULL,"
    " key TEXT NOT NULL, definition TEXT NOT NULL, bytes BLOB NOT NULL, hash TEXT NOT NULL,"
    " PRIMARY KEY (code, form, record)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE main._person (person TEXT PRIMARY KEY, name TEXT NOT NULL, account TEXT) STRICT;"
    "CREATE TABLE main._grant (person TEXT NOT NULL, role TEXT NOT NULL, unit TEXT, valid_from TEXT, "
    "valid_to TEXT)"
    " STRICT;",
    /* 2: values keyed twice, and records in which none is left to be; what operators did */
    "CREATE TABLE main._verified (form TEXT NOT NULL, record TEXT NOT NULL, at TEXT NOT NULL, who TEXT,"
    " PRIMARY KEY (form, record)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE main._verified_value (form TEXT NOT NULL, record TEXT NOT NULL, path TEXT NOT NULL, at TEXT NOT NULL,"
    " field TEXT NOT NULL, first TEXT NOT NULL, second TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT,"
    " stands INTEGER NOT NULL, PRIMARY KEY (record, form, path, at)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE main._operator (person TEXT NOT NULL, form TEXT NOT NULL, day TEXT NOT NULL, begun INTEGER NOT NULL,"
    " saved INTEGER NOT NULL, keystrokes INTEGER NOT NULL, corrections INTEGER NOT NULL, seconds INTEGER NOT NULL,"
    " differences INTEGER NOT NULL, PRIMARY KEY (person, form, day)) STRICT, WITHOUT ROWID;",
    /* 3: what was written stays; only what an entry says was erased may lose its values */
    "CREATE TRIGGER main._history_stays BEFORE UPDATE ON _history WHEN OLD.changes IS NEW.changes OR NOT EXISTS (SELECT 1 FROM _history"
    " WHERE record = OLD.record AND form = OLD.form AND seq > OLD.seq AND op = 'erase')"
    " BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END;"
    "CREATE TRIGGER main._history_kept BEFORE DELETE ON _history BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END;"
    "CREATE TRIGGER main._snapshot_stays BEFORE UPDATE ON _snapshot BEGIN SELECT RAISE(ABORT, 'a snapshot is sealed'); END;"
    "CREATE TRIGGER main._snapshot_record_stays BEFORE UPDATE ON _snapshot_record BEGIN SELECT RAISE(ABORT, 'a snapshot is sealed'); END;"
    "CREATE TRIGGER main._snapshot_kept BEFORE DELETE ON _snapshot BEGIN SELECT RAISE(ABORT, 'a snapshot is sealed'); END;"
    "CREATE TRIGGER main._snapshot_record_kept BEFORE DELETE ON _snapshot_record BEGIN SELECT RAISE(ABORT, 'a snapshot is sealed'); END;",
    /* 4: summaries that were sent, and their files */
    "CREATE TABLE main._sent (number INTEGER PRIMARY KEY, summary TEXT NOT NULL, title TEXT NOT NULL, parameters TEXT NOT NULL, seal TEXT,"
    " at TEXT NOT NULL, who TEXT NOT NULL, document TEXT, document_date TEXT, recipient TEXT, rows INTEGER NOT NULL, sha256 TEXT NOT NULL) STRICT;"
    "CREATE TABLE main._sent_file (number INTEGER PRIMARY KEY, file BLOB NOT NULL) STRICT;",
};
_Static_assert(sizeof steps / sizeof *steps == STORE_VERSION, "one step for each version");

static bool set_numbers(struct db *db, size_t version, struct err *err)
{
    struct str sql = STR_INIT;
    str_addf(&sql, "PRAGMA main.application_id = %d; PRAGMA main.user_version = %zu", STORE_APPLICATION_ID,
             version);
    bool ok = db_exec(db, sql.p, err);
    str_release(&sql);
    return ok;
}

bool schema_steps(struct db *db, struct err *err)
{
    int64_t id, version;
    if (!db_identity(db, &id, &version, err)) {
        return false;
    }
    for (size_t i = (size_t)version; i < STORE_VERSION; i++) {
        if (!db_exec(db, steps[i], err) || !set_numbers(db, i + 1, err)) {
            return err_wrap(err, _("step %zu of the database's schema"), i + 1);
        }
    }
    return true;
}

bool schema_table_exists(struct db *db, const char *name, bool *exists, struct err *err)
{
    struct db_stmt *s;
    if (!db_prepare_cached(db, &s, "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = ?",
                           err)) {
        return false;
    }
    db_bind_text(s, 1, name);
    bool ok = db_step(s, exists, err);
    db_finalize(s);
    return ok;
}

/* ---- forms ---- */

const char *schema_type(const struct field *f)
{
    switch (f->type) {
    case FIELD_INTEGER:
        return "INTEGER";
    case FIELD_DECIMAL:
        return "REAL";
    default:
        return "TEXT";
    }
}

/* A note is shown only. */
static bool has_column(const struct field *f)
{
    return f->type != FIELD_NOTE;
}

static void add_columns(struct str *sql, const struct field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (has_column(&fields[i])) {
            str_add(sql, ", ");
            db_add_name(sql, fields[i].name);
            str_addf(sql, " %s", schema_type(&fields[i]));
        }
    }
}

static void add_roster_name(struct str *out, const struct form *form, const struct roster *r)
{
    str_addf(out, "\"%s__%s\"", form->name, r->name);
}

static bool create_main(struct db *db, const struct form *form, struct err *err)
{
    struct str sql = STR_INIT;
    str_addf(&sql,
             "CREATE TABLE IF NOT EXISTS main.\"%s\" (_id TEXT PRIMARY KEY, _version INTEGER NOT NULL,"
             " _state TEXT, _form TEXT NOT NULL, _created_at TEXT NOT NULL, _created_by TEXT NOT NULL,"
             " _changed_at TEXT NOT NULL, _changed_by TEXT NOT NULL, _problems INTEGER NOT NULL",
             form->name);
    add_columns(&sql, form->fields, form->nfields);
    str_add(&sql, ") STRICT");
    bool ok = db_exec(db, sql.p, err);
    str_release(&sql);
    return ok;
}

static bool create_roster(struct db *db, const struct form *form, const struct roster *r, struct err *err)
{
    struct str sql = STR_INIT;
    str_add(&sql, "CREATE TABLE IF NOT EXISTS main.");
    add_roster_name(&sql, form, r);
    str_add(&sql, " (_record TEXT NOT NULL, _row_key TEXT NOT NULL, _row INTEGER NOT NULL");
    add_columns(&sql, r->fields, r->nfields);
    str_add(&sql, ", PRIMARY KEY (_record, _row_key)) STRICT, WITHOUT ROWID");
    bool ok = db_exec(db, sql.p, err);
    str_release(&sql);
    return ok;
}

/* The text as SQLite keeps it in sqlite_schema ("CREATE UNIQUE INDEX …"), so that a changed key is seen by
 * comparing. */
static void add_key_index(struct str *sql, const struct form *form)
{
    str_addf(sql, "CREATE UNIQUE INDEX \"_key_%s\" ON \"%s\" (", form->name, form->name);
    for (size_t i = 0; i < form->nkey; i++) {
        str_addf(sql, "%s\"%s\"", i > 0 ? ", " : "", form->fields[form->key[i]].name);
    }
    str_add(sql, ")");
}

static bool index_text(struct db *db, const char *name, struct str *text, struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    if (!db_prepare_cached(db, &s, "SELECT sql FROM main.sqlite_schema WHERE type = 'index' AND name = ?",
                           err)) {
        return false;
    }
    db_bind_text(s, 1, name);
    bool ok = db_step(s, &row, err);
    if (ok && row) {
        str_add_sv(text, db_column_text(s, 0));
    }
    db_finalize(s);
    return ok;
}

static bool key_index_text(struct db *db, const struct form *form, struct str *text, struct err *err)
{
    struct str name = STR_INIT;
    str_addf(&name, "_key_%s", form->name);
    bool ok = index_text(db, name.p, text, err);
    str_release(&name);
    return ok;
}

static bool create_key(struct db *db, const struct form *form, struct err *err)
{
    struct str have = STR_INIT, sql = STR_INIT;
    bool ok = key_index_text(db, form, &have, err);
    if (ok && have.len == 0 && form->nkey > 0) {
        add_key_index(&sql, form);
        ok = db_exec(db, sql.p, err);
    }
    str_release(&have);
    str_release(&sql);
    return ok;
}

/* In a roster it means: within the record. */
static bool is_unique(const struct field *f)
{
    return f->unique && f->roster < 0;
}

/* The index of the key finds by its first field already. */
static bool leads_key(const struct form *form, const struct field *f)
{
    return f->roster < 0 && form->nkey > 0 && f == &form->fields[form->key[0]];
}

/* References are looked up from the other side: what names this record, what a dossier governs. */
static bool has_index(const struct form *form, const struct field *f)
{
    return (f->ref && !field_names_many(f) && !leads_key(form, f)) || is_unique(f);
}

static void add_index_name(struct str *out, const char *table, const struct field *f)
{
    str_addf(out, "_%s_%s__%s", is_unique(f) ? "unique" : "ref", table, f->name);
}

static bool index_exists(struct db *db, const char *table, const struct field *f, bool *exists, struct err *err)
{
    struct str name = STR_INIT, text = STR_INIT;
    add_index_name(&name, table, f);
    bool ok = index_text(db, name.p, &text, err);
    *exists = text.len > 0;
    str_release(&name);
    str_release(&text);
    return ok;
}

void schema_add_doubles(struct str *sql, const struct form *form, const struct field *f)
{
    str_addf(sql, "SELECT \"%s\" FROM main.\"%s\" WHERE \"%s\" IS NOT NULL GROUP BY 1 HAVING count(*) > 1", f->name, form->name, f->name);
}

/* Values that stand in several records already: then the form waits, and says so, until they do not. */
static bool has_doubles(struct db *db, const struct form *form, const struct field *f, bool *has, struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s;
    *has = false;
    schema_add_doubles(&sql, form, f);
    bool ok = !is_unique(f) || db_prepare(db, &s, sql.p, err);
    if (ok && is_unique(f)) {
        ok = db_step(s, has, err);
        db_finalize(s);
    }
    str_release(&sql);
    return ok;
}

static bool create_index(struct db *db, const struct form *form, const char *table, const struct field *f, struct err *err)
{
    struct str sql = STR_INIT;
    bool exists, doubles;
    if (!index_exists(db, table, f, &exists, err) || exists) {
        return exists;
    }
    if (!has_doubles(db, form, f, &doubles, err) || doubles) {
        return doubles;
    }
    str_addf(&sql, "CREATE %sINDEX main.\"", is_unique(f) ? "UNIQUE " : "");
    add_index_name(&sql, table, f);
    str_addf(&sql, "\" ON \"%s\" (\"%s\")", table, f->name);
    bool ok = db_exec(db, sql.p, err);
    str_release(&sql);
    return ok;
}

static bool is_wanted(const char *index, const struct form *form, const char *table, const struct field *fields, size_t n)
{
    struct str name = STR_INIT;
    bool wanted = false;
    for (size_t i = 0; i < n && !wanted; i++) {
        str_clear(&name);
        add_index_name(&name, table, &fields[i]);
        wanted = has_index(form, &fields[i]) && str_eq(index, name.p);
    }
    str_release(&name);
    return wanted;
}

/* What is no longer unique must not be held to be so; a key may have come to find what had an index of its own. */
static bool drop_indexes(struct db *db, const struct form *form, const char *table, const struct field *fields, size_t n,
                         struct err *err)
{
    struct rowset names = {0};
    struct str sql = STR_INIT;
    struct db_stmt *s;
    bool ok = db_prepare_cached(db, &s,
                                "SELECT name FROM main.sqlite_schema WHERE type = 'index' AND tbl_name = ?"
                                " AND (name GLOB '_unique_*' OR name GLOB '_ref_*')",
                                err);
    if (ok) {
        db_bind_text(s, 1, table);
        ok = rowset_fill(&names, s, SIZE_MAX, err);
        db_finalize(s);
    }
    for (size_t i = 0; i < names.nrows; i++) {
        if (!is_wanted(rowset_str(&names, i, "name"), form, table, fields, n)) {
            str_addf(&sql, "DROP INDEX main.\"%s\";", rowset_str(&names, i, "name"));
        }
    }
    ok = ok && db_exec(db, sql.p, err);
    rowset_release(&names);
    str_release(&sql);
    return ok;
}

static bool create_indexes(struct db *db, const struct form *form, const char *table, const struct field *fields, size_t n,
                           struct err *err)
{
    bool ok = drop_indexes(db, form, table, fields, n, err);
    for (size_t i = 0; ok && i < n; i++) {
        ok = !has_index(form, &fields[i]) || create_index(db, form, table, &fields[i], err);
    }
    return ok;
}

static bool create_all(struct db *db, const struct form *form, struct err *err)
{
    struct str name = STR_INIT;
    bool ok = create_main(db, form, err) && create_key(db, form, err) &&
              create_indexes(db, form, form->name, form->fields, form->nfields, err);
    for (size_t i = 0; ok && i < form->nrosters; i++) {
        const struct roster *r = &form->rosters[i];
        str_clear(&name);
        str_addf(&name, "%s__%s", form->name, r->name);
        ok = create_roster(db, form, r, err) && create_indexes(db, form, name.p, r->fields, r->nfields, err);
    }
    str_release(&name);
    return ok;
}

bool schema_create_form(struct db *db, const struct form *form, struct err *err)
{
    return create_all(db, form, err) || err_wrap(err, _("tables of form '%s'"), form->name);
}

bool schema_drop_form(struct db *db, const struct form *form, struct err *err)
{
    struct str sql = STR_INIT;
    str_addf(&sql, "DROP TABLE IF EXISTS main.\"%s\";", form->name);
    for (size_t i = 0; i < form->nrosters; i++) {
        str_add(&sql, "DROP TABLE IF EXISTS main.");
        add_roster_name(&sql, form, &form->rosters[i]);
        str_add(&sql, ";");
    }
    bool ok = db_exec(db, sql.p, err);
    str_release(&sql);
    return ok;
}

bool schema_number(struct db *db, const char *form, int64_t *number, struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    if (!db_prepare_cached(db, &s,
                           "INSERT INTO main._table (form, number) SELECT ?1, coalesce(max(number), 0) + 1"
                           " FROM main._table WHERE true ON CONFLICT (form) DO UPDATE SET form = form"
                           " RETURNING number",
                           err)) {
        return false;
    }
    db_bind_text(s, 1, form);
    bool ok = db_step(s, &row, err);
    *number = ok && row ? db_column_int(s, 0) : 0;
    db_finalize(s);
    return ok;
}

/* ---- how tables and definition differ ---- */

struct comparison {
    const struct form *form;
    const struct roster *roster; /* NULL: the record's own table */
    struct rowset *out;
};

static void add_difference(const struct comparison *c, const char *what, const char *field,
                           const char *detail)
{
    struct str name = STR_INIT;
    struct value *row = rowset_add_row(c->out);
    if (c->roster) {
        str_addf(&name, "%s.", c->roster->name);
    }
    str_add(&name, field);
    value_set_text(&row[0], sv_of(what));
    value_set_text(&row[1], sv_of(c->form->name));
    value_set_text(&row[2], (struct sv){name.p, name.len});
    value_set_text(&row[3], sv_of(detail));
    str_release(&name);
}

static void compare_column(const struct comparison *c, const struct field *f, const struct rowset *columns)
{
    for (size_t i = 0; i < columns->nrows; i++) {
        if (str_eq(rowset_str(columns, i, "name"), f->name)) {
            if (!str_eq(rowset_str(columns, i, "type"), schema_type(f))) {
                add_difference(c, "type", f->name, schema_type(f));
            }
            return;
        }
    }
    add_difference(c, "add", f->name, schema_type(f));
}

static bool is_dropped(const struct field *fields, size_t n, const char *column)
{
    for (size_t i = 0; i < n; i++) {
        if (has_column(&fields[i]) && str_eq(fields[i].name, column)) {
            return false;
        }
    }
    return column[0] != '_';
}

static bool columns_of(struct db *db, const char *table, struct rowset *out, struct err *err)
{
    struct db_stmt *s;
    if (!db_prepare_cached(db, &s, "SELECT name, type FROM pragma_table_info(?1, 'main')", err)) {
        return false;
    }
    db_bind_text(s, 1, table);
    bool ok = rowset_fill(out, s, SIZE_MAX, err);
    db_finalize(s);
    return ok;
}

static bool compare_table(struct db *db, const struct comparison *c, const char *table,
                          const struct field *fields, size_t n, struct err *err)
{
    struct rowset columns = {0};
    if (!columns_of(db, table, &columns, err)) {
        rowset_release(&columns);
        return false;
    }
    if (columns.nrows == 0) {
        add_difference(c, "table", "", "");
    }
    for (size_t i = 0; columns.nrows > 0 && i < n; i++) {
        if (has_column(&fields[i])) {
            compare_column(c, &fields[i], &columns);
        }
    }
    for (size_t i = 0; i < columns.nrows; i++) {
        const char *name = rowset_str(&columns, i, "name");
        if (is_dropped(fields, n, name)) {
            add_difference(c, "drop", name, "");
        }
    }
    rowset_release(&columns);
    return true;
}

static bool compare_key(struct db *db, const struct comparison *c, struct err *err)
{
    struct str have = STR_INIT, want = STR_INIT;
    bool ok = key_index_text(db, c->form, &have, err);
    if (c->form->nkey > 0) {
        add_key_index(&want, c->form);
    }
    if (ok && !str_eq(have.p, want.p)) {
        add_difference(c, "key", "", want.p);
    }
    str_release(&have);
    str_release(&want);
    return ok;
}

static bool is_noted(const struct rowset *rows, const char *what, const char *field)
{
    for (size_t i = 0; i < rows->nrows; i++) {
        if (str_eq(rowset_str(rows, i, "what"), what) && str_eq(rowset_str(rows, i, "field"), field)) {
            return true;
        }
    }
    return false;
}

/* A field whose values must differ has its index, or waits for it because some do not. */
static bool compare_unique(struct db *db, const struct comparison *c, struct err *err)
{
    const struct form *form = c->form;
    bool ok = true;
    for (size_t i = 0; ok && i < form->nfields; i++) {
        const struct field *f = &form->fields[i];
        bool exists = true;
        ok = !is_unique(f) || index_exists(db, form->name, f, &exists, err);
        if (ok && !exists && !is_noted(c->out, "table", "") && !is_noted(c->out, "add", f->name)) {
            add_difference(c, "unique", f->name, "");
        }
    }
    return ok;
}

bool schema_compare_form(struct db *db, const struct form *form, struct rowset *out, struct err *err)
{
    static const char *const names[] = {"what", "form", "field", "detail"};
    struct comparison c = {form, NULL, out};
    struct str table = STR_INIT;

    for (size_t i = 0; out->ncolumns < 4 && i < 4; i++) {
        rowset_add_column(out, names[i]);
    }
    bool ok = compare_table(db, &c, form->name, form->fields, form->nfields, err) && compare_key(db, &c, err) &&
              compare_unique(db, &c, err);
    for (size_t i = 0; ok && i < form->nrosters; i++) {
        c.roster = &form->rosters[i];
        str_clear(&table);
        str_addf(&table, "%s__%s", form->name, c.roster->name);
        ok = compare_table(db, &c, table.p, c.roster->fields, c.roster->nfields, err);
    }
    str_release(&table);
    return ok;
}

bool schema_lacks(const struct rowset *differences)
{
    for (size_t i = 0; i < differences->nrows; i++) {
        const char *what = rowset_str(differences, i, "what");
        if (!str_eq(what, "drop") && !str_eq(what, "unique")) {
            return true;
        }
    }
    return false;
}

bool schema_form_complete(struct db *db, const struct form *form, bool *complete, struct err *err)
{
    struct rowset rows = {0};
    bool ok = schema_compare_form(db, form, &rows, err);
    *complete = !schema_lacks(&rows);
    rowset_release(&rows);
    return ok;
}

/* ---- views ---- */

bool schema_drop_views(struct db *db, struct err *err)
{
    struct db_stmt *s;
    struct rowset names = {0};
    struct str sql = STR_INIT;

    bool ok = db_prepare(db, &s,
                         "SELECT 'main.' AS in_schema, name FROM main.sqlite_schema WHERE type = 'view'"
                         " UNION ALL SELECT 'temp.', name FROM temp.sqlite_schema WHERE type = 'view'",
                         err);
    if (ok) {
        ok = rowset_fill(&names, s, SIZE_MAX, err);
        db_finalize(s);
    }
    for (size_t i = 0; i < names.nrows; i++) {
        str_addf(&sql, "DROP VIEW %s", rowset_str(&names, i, "in_schema"));
        db_add_name(&sql, rowset_str(&names, i, "name"));
        str_add(&sql, ";");
    }
    ok = ok && db_exec(db, sql.p, err);
    rowset_release(&names);
    str_release(&sql);
    return ok;
}

static bool view_prepares(struct db *db, const char *select, struct err *err)
{
    struct db_stmt *s = NULL;
    bool ok = db_prepare(db, &s, select, err);
    db_finalize(s);
    return ok;
}

/* SQLite resolves a view's names only when it is used: so it is used once, on nothing. */
static bool view_works(struct db *db, const char *name, struct err *err)
{
    struct str sql = STR_INIT;
    str_addf(&sql, "SELECT * FROM main.\"%s\"", name);
    bool ok = view_prepares(db, sql.p, err);
    str_release(&sql);
    return ok;
}

bool schema_create_view(struct db *db, const char *where, struct app *app, const char *name, struct err *err)
{
    const char *text;
    struct str sql = STR_INIT;
    if (!app_sql(app, "views", name, &text, err)) {
        return false;
    }
    str_addf(&sql, "CREATE VIEW IF NOT EXISTS %s.\"%s\" AS ", where, name);
    str_add(&sql, text);
    bool ok = db_exec_own(db, sql.p, err) || err_wrap(err, "views/%s.sql", name);
    str_release(&sql);
    return ok;
}

static void check_view(struct db *db, const char *name, struct faults *faults)
{
    struct err why = ERR_INIT;
    struct str file = STR_INIT;
    if (!view_works(db, name, &why)) {
        str_addf(&file, "views/%s.sql", name);
        faults_add(faults, file.p, 0, "%s", why.msg);
    }
    str_release(&file);
}

static bool make_view(struct db *db, const char *where, struct app *app, const char *name, struct faults *faults,
                      struct err *err)
{
    struct err why = ERR_INIT;
    struct str file = STR_INIT;
    if (schema_create_view(db, where, app, name, &why)) {
        return true;
    }
    if (!faults) {
        *err = why;
        return false;
    }
    str_addf(&file, "views/%s.sql", name);
    faults_add(faults, file.p, 0, "%s", why.msg);
    str_release(&file);
    return true;
}

bool schema_create_views(struct db *db, const char *where, struct app *app, struct faults *faults, struct err *err)
{
    for (size_t i = 0; i < app->views.n; i++) {
        if (!make_view(db, where, app, app->views.v[i], faults, err)) {
            return false;
        }
    }
    for (size_t i = 0; faults && i < app->views.n; i++) {
        check_view(db, app->views.v[i], faults);
    }
    return true;
}

/* ---- what the linter prepares SQL against ---- */

static bool check_lists(struct db *db, struct app *app, struct err *err)
{
    for (size_t i = 0; i < app->lists.n; i++) {
        const struct list *list;
        struct err fault = ERR_INIT;
        if (app_list(app, app->lists.v[i], &list, NULL, &fault) && !schema_put_list(db, list, err)) {
            return false;
        }
    }
    return true;
}

static bool check_forms(struct db *db, struct app *app, struct err *err)
{
    for (size_t i = 0; i < app->forms.n; i++) {
        const struct form *form;
        struct err fault = ERR_INIT;
        if (app_form(app, app->forms.v[i], &form, NULL, &fault) && !schema_create_form(db, form, err)) {
            return false;
        }
    }
    return true;
}

/* Forms and lists with faults of their own are left out: the linter has said so already. */
bool store_check_schema(struct db *db, struct app *app, struct faults *faults, struct err *err)
{
    return schema_steps(db, err) && check_lists(db, app, err) && check_forms(db, app, err) &&
           schema_create_views(db, "main", app, faults, err);
}
