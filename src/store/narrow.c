/*
 * Stores that show only some records: those of certain units, none of forms that a role does not read, and none that their state keeps
 * from the reader (readers.c).
 *
 * Each is a second connection that can only read, on which temporary views bear the forms' names, with the application's views made
 * again over them; so no query can forget it.  Who reads, and which units are shown, stands in temporary tables: one connection serves
 * everybody whose role reads the same forms.
 */

#include "store/inner.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"

struct narrow {
    struct store *whole;      /* borrowed */
    const char *const *reads; /* owners of the forms that are shown, borrowed; NULL: all */
    bool limited;
    bool everything;          /* all units and forms, but for what states keep */
    const struct role *role;  /* who reads now, … */
    struct str person;
    struct str units;         /* … and what stands in temp._unit, with a line feed behind each */
    bool put;                 /* the temporary tables say so */
    bool asking;              /* a text of the application, or of whoever asks, is run */
    char refused[64];         /* a table that it may not read; "": none */
};

/* ---- whose records are whose ---- */

bool store_unit_form(struct store *st, const struct form **out, struct err *err)
{
    const struct form *form = NULL;
    for (size_t i = 0; i < st->app->forms.n && (!form || form->unit < 0); i++) {
        if (!table_form(st, st->app->forms.v[i], &form, err)) {
            return false;
        }
    }
    form = form && form->unit >= 0 ? form : NULL;
    for (size_t depth = 0; form && form->unit >= 0; depth++) {
        if (depth > st->app->forms.n) {
            return err_set(err, ERR_SYNTAX, _("%s: 'unit' leads back to the form itself"), form->file);
        }
        if (!table_form(st, form->fields[form->unit].ref, &form, err)) {
            return false;
        }
    }
    *out = form;
    return true;
}

static bool unit_of_id(struct store *st, const struct form *form, const char *id, struct str *out, struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s;
    bool row = false;
    str_addf(&sql, "SELECT \"%s\" FROM main.\"%s\" WHERE _id = ?", form->fields[form->unit].name, form->name);
    bool ok = store_prepare(st, &s, sql.p, err);
    str_release(&sql);
    if (ok) {
        db_bind_text(s, 1, id);
        ok = db_step(s, &row, err);
        str_set(out, ok && row && db_column_str(s, 0) ? db_column_str(s, 0) : "");
        db_finalize(s);
    }
    return ok;
}

bool store_unit_of(struct store *st, const struct record *r, struct str *out, struct err *err)
{
    const struct form *form = r->form;
    str_set(out, form->unit < 0 ? r->id : value_str(&r->cells[form->unit].value));
    while (out->len > 0 && form->unit >= 0) {
        struct str id = STR_INIT;
        if (!table_form(st, form->fields[form->unit].ref, &form, err)) {
            return false;
        }
        str_add(&id, out->p);
        bool ok = form->unit < 0 || unit_of_id(st, form, id.p, out, err);
        str_release(&id);
        if (!ok) {
            return false;
        }
    }
    return true;
}

/* ---- the views ---- */

/* The ids of the form's records that belong to the units: a SELECT. */
static bool add_ids(struct store *over, const struct form *form, struct str *sql, struct err *err)
{
    const struct form *target;
    if (form->unit < 0) {
        str_add(sql, "SELECT unit FROM temp._unit");
        return true;
    }
    str_addf(sql, "SELECT _id FROM main.\"%s\" WHERE \"%s\" IN (", form->name, form->fields[form->unit].name);
    bool ok = table_form(over, form->fields[form->unit].ref, &target, err) && add_ids(over, target, sql, err);
    str_add(sql, ")");
    return ok;
}

static bool add_condition(struct store *over, const struct narrow *n, const struct form *form, const struct form *units, struct str *sql,
                          struct err *err)
{
    const struct form *target;
    if (!owners_read(n->reads, form)) {
        str_add(sql, "_id = ''"); /* names a column, as the guard wants it */
        return true;
    }
    if (!n->limited || (form->unit < 0 && form != units)) {
        str_add(sql, "_id <> ''");
        return true;
    }
    if (form->unit < 0) {
        str_add(sql, "_id IN (SELECT unit FROM temp._unit)");
        return true;
    }
    str_addf(sql, "(\"%s\" IN (", form->fields[form->unit].name);
    bool ok = table_form(over, form->fields[form->unit].ref, &target, err) && add_ids(over, target, sql, err);
    str_add(sql, ")");
    if (form->seen_with.form) {
        str_addf(sql, " OR _id IN (SELECT \"%s\" FROM temp.\"%s__%s\")", form->seen_with.field, form->seen_with.form, form->seen_with.roster);
    }
    str_add(sql, ")");
    return ok;
}

/* Also of a form whose table is not there yet: once it is, it is not read past the view. */
static bool narrow_form(struct store *over, const struct narrow *n, const struct form *form, const struct form *units, struct err *err)
{
    struct str sql = STR_INIT;
    str_addf(&sql, "CREATE TEMP VIEW IF NOT EXISTS \"%s\" AS SELECT * FROM main.\"%s\" AS m WHERE ", form->name, form->name);
    bool ok = add_condition(over, n, form, units, &sql, err);
    if (form_keeps(form)) {
        str_add(&sql, " AND ");
        ok = ok && readers_add(over, form, &sql, err);
    }
    ok = ok && db_exec(over->db, sql.p, err);
    for (size_t i = 0; ok && i < form->nrosters; i++) {
        const char *r = form->rosters[i].name;
        str_clear(&sql);
        str_addf(&sql, "CREATE TEMP VIEW IF NOT EXISTS \"%s__%s\" AS SELECT * FROM main.\"%s__%s\" WHERE _record IN (SELECT _id FROM temp.\"%s\")",
                 form->name, r, form->name, r, form->name);
        ok = db_exec(over->db, sql.p, err);
    }
    str_release(&sql);
    return ok;
}

/* Tables of the program's own that tell of records, each of which they name: of those that are kept from the reader they tell nothing. */
static const char *const TELLING[] = {"_verified", "_verified_value", "_accepted"};

static bool tells_of_records(const char *table)
{
    for (size_t i = 0; i < sizeof TELLING / sizeof *TELLING; i++) {
        if (str_eq(TELLING[i], table)) {
            return true;
        }
    }
    return false;
}

static bool narrow_telling(struct store *over, const char *table, struct err *err)
{
    const struct form *form;
    struct str sql = STR_INIT;
    bool ok = true;
    str_addf(&sql, "CREATE TEMP VIEW IF NOT EXISTS %s AS SELECT * FROM main.%s WHERE 1", table, table);
    for (size_t i = 0; ok && i < over->app->forms.n; i++) {
        ok = table_form(over, over->app->forms.v[i], &form, err);
        if (ok && form_keeps(form)) {
            str_addf(&sql, " AND (form <> '%s' OR record IN (SELECT _id FROM temp.\"%s\"))", form->name, form->name);
        }
    }
    ok = ok && db_exec(over->db, sql.p, err);
    str_release(&sql);
    return ok;
}

/* When SQLite first meets these tables, it looks at the schema, which a text may not. */
#define JSON_FIRST "SELECT 1 FROM json_each('[]') UNION ALL SELECT 1 FROM json_tree('[]')"

#define TABLES                                                                                                                                       \
    "CREATE TEMP TABLE IF NOT EXISTS _unit (unit TEXT PRIMARY KEY) WITHOUT ROWID;"                                                                   \
    "CREATE TEMP TABLE IF NOT EXISTS _reader (person TEXT, role TEXT)"

static bool narrow_forms(struct store *over, const struct narrow *n, struct err *err)
{
    const struct form *form, *units;
    bool ok = store_unit_form(over, &units, err) && db_exec(over->db, JSON_FIRST, err) && db_exec(over->db, TABLES, err);
    for (size_t i = 0; ok && i < over->app->forms.n; i++) {
        ok = table_form(over, over->app->forms.v[i], &form, err) && narrow_form(over, n, form, units, err);
    }
    for (size_t i = 0; ok && n->everything && i < sizeof TELLING / sizeof *TELLING; i++) {
        ok = narrow_telling(over, TELLING[i], err);
    }
    return ok;
}

/* ---- no way round them ---- */

/* A form's table, or one of its rosters'. */
static bool is_of_form(const struct app *app, const char *table)
{
    const char *end = strstr(table, "__");
    size_t n = end ? (size_t)(end - table) : strlen(table);
    for (size_t i = 0; i < app->forms.n; i++) {
        if (strlen(app->forms.v[i]) == n && strncasecmp(app->forms.v[i], table, n) == 0) {
            return true;
        }
    }
    return false;
}

/* What is nobody's: lists, and the tables that SQLite makes of a value.  The program's own tables tell of everybody. */
static bool is_open(const struct app *app, const char *schema, const char *table)
{
    bool own = table[0] == '_' || str_starts(table, "sqlite_") || str_starts(table, "pragma_");
    return !own && (!schema[0] || names_has(&app->lists, table) || names_has(&app->views, table) || str_starts(table, "json_"));
}

/*
 * What a form's table holds is read by the views that narrow it, and by nothing else.  A WITH of the same name passes for such a view:
 * therefore no text that names the schema comes here (store_names_schema).
 */
static bool by_views_only(void *arg, const char *schema, const char *table, const char *inside)
{
    struct narrow *n = arg;
    const struct app *app = n->whole->app;
    bool told = n->everything && tells_of_records(table) && str_eq(inside, table);
    bool ok = is_of_form(app, table) ? !schema[0] || is_of_form(app, inside) : !n->asking || told || is_open(app, schema, table);
    if (!ok) {
        snprintf(n->refused, sizeof n->refused, "%s", table);
    }
    return ok;
}

static bool is_name_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static const char *skip_blanks(const char *at)
{
    for (;;) {
        const char *end = NULL;
        at += strspn(at, " \t\r\n\f\v");
        if (str_starts(at, "--")) {
            end = at + strcspn(at, "\n");
        } else if (str_starts(at, "/*")) {
            end = strstr(at + 2, "*/");
            end = end ? end + 2 : at + strlen(at);
        }
        if (!end) {
            return at;
        }
        at = end;
    }
}

bool store_names_schema(const char *sql)
{
    static const char QUOTES[] = "\"'`[", CLOSING[] = "\"'`]";
    for (const char *at = sql; *at; at++) {
        char before = at > sql ? at[-1] : ' ';
        const char *quote = before ? strchr(QUOTES, before) : NULL, *behind = at + 4;
        if (strncasecmp(at, "main", 4) != 0 || is_name_byte(before)) {
            continue;
        }
        if (quote && *behind == CLOSING[quote - QUOTES]) {
            behind++;
        } else if (quote) {
            continue;
        }
        if (*skip_blanks(behind) == '.') {
            return true;
        }
    }
    return false;
}

/* Views of the application are texts, too. */
static bool check_views(struct app *app, struct err *err)
{
    const char *sql;
    for (size_t i = 0; i < app->views.n; i++) {
        if (!app_sql(app, "views", app->views.v[i], &sql, err)) {
            return false;
        }
        if (store_names_schema(sql)) {
            return err_set(err, ERR_SYNTAX, _("views/%s.sql names 'main.', past what narrows a form to one's units: whoever keeps the forms writes the name alone"),
                           app->views.v[i]);
        }
    }
    return true;
}

bool narrow_ask(struct store *st, const char *sql, struct err *err)
{
    struct narrow *n = st->cache->narrow;
    if (n && store_names_schema(sql)) {
        return err_set(err, ERR_REFUSED, _("the text names 'main.', past what narrows a form to one's units: write the name alone"));
    }
    if (n) {
        n->asking = true;
        n->refused[0] = '\0';
    }
    return true;
}

bool narrow_answered(struct store *st, bool ok, struct err *err)
{
    struct narrow *n = st->cache->narrow;
    if (n) {
        n->asking = false;
    }
    if (ok || !n || !n->refused[0]) {
        return ok;
    }
    return err_set(err, ERR_REFUSED, _("the text reads '%s', which tells of all units: '-- scope: all ROLE' says for which roles it may"), n->refused);
}

/* ---- whose units ---- */

static bool put_reader(struct db *db, struct sv person, struct sv role, struct err *err)
{
    struct db_stmt *s;
    if (!db_exec(db, "DELETE FROM temp._reader", err) || !db_prepare_cached(db, &s, "INSERT INTO temp._reader VALUES (?, ?)", err)) {
        return false;
    }
    db_bind_text_n(s, 1, person.p, person.n);
    db_bind_text_n(s, 2, role.p, role.n);
    bool ok = db_run(s, err);
    db_finalize(s);
    return ok;
}

static bool put_units(struct db *db, struct sv units, struct err *err)
{
    struct sv unit;
    struct db_stmt *s;
    if (!db_exec(db, "DELETE FROM temp._unit", err) || !db_prepare_cached(db, &s, "INSERT OR IGNORE INTO temp._unit VALUES (?)", err)) {
        return false;
    }
    bool ok = true;
    while (ok && sv_next(&units, '\n', &unit)) {
        db_bind_text_n(s, 1, unit.p, unit.n);
        ok = db_run(s, err);
    }
    db_finalize(s);
    return ok;
}

static bool put_all(struct db *db, const struct narrow *n, struct err *err)
{
    return put_reader(db, (struct sv){n->person.p, n->person.len}, sv_of(n->role ? n->role->name : ""), err) &&
           put_units(db, (struct sv){n->units.p, n->units.len}, err);
}

static void add_units(const struct store_reader *reader, struct str *out)
{
    for (size_t i = 0; i < reader->nunits; i++) {
        str_addf(out, "%s\n", reader->units[i]);
    }
}

/* A snapshot that was unpacked for somebody else shows what they may see. */
static bool take_reader(struct store *over, const struct store_reader *reader, struct err *err)
{
    struct narrow *n = over->cache->narrow;
    struct str units = STR_INIT;
    const char *person = reader->person ? reader->person : "";
    add_units(reader, &units);
    if (!n->put || n->role != reader->role || !str_eq(n->person.p, person) || !str_eq(n->units.p, units.p)) {
        store_close(over->cache->unsealed);
        over->cache->unsealed = NULL;
        n->role = reader->role;
        str_set(&n->person, person);
        str_set(&n->units, units.p);
        n->put = put_all(over->db, n, err);
    }
    str_release(&units);
    return n->put;
}

bool store_narrows_by(const char *table)
{
    return str_eq(table, "_unit") || str_eq(table, "_reader");
}

/* ---- the stores ---- */

static const char *const *owners_of(const struct store_reader *reader)
{
    return reader->role && !reader->everything ? reader->role->reads : NULL;
}

static bool open_narrow(struct store *st, const struct store_reader *reader, struct store **out, struct err *err)
{
    struct store *over = store_beside(st);
    struct narrow *n = mem_zero(1, sizeof *n);
    *n = (struct narrow){.whole = st, .reads = owners_of(reader), .limited = reader->limited, .everything = reader->everything, .person = STR_INIT, .units = STR_INIT};
    over->cache->narrow = n;
    bool ok = db_open(&over->db, over->cache->path, DB_READ, err) && check_views(over->app, err) && narrow_forms(over, n, err) &&
              schema_create_views(over->db, "temp", over->app, NULL, err);
    if (!ok) {
        store_close(over);
        return false;
    }
    db_set_guard(over->db, by_views_only, n);
    *out = over;
    return true;
}

/* Roles that read the same forms share a store: each has a list of its own. */
static bool same_owners(const char *const *a, const char *const *b)
{
    if (!a || !b || a == b) {
        return a == b;
    }
    while (*a && *b && str_eq(*a, *b)) {
        a++;
        b++;
    }
    return !*a && !*b;
}

static bool fits(const struct store *over, const struct store_reader *reader)
{
    const struct narrow *n = over->cache->narrow;
    return same_owners(n->reads, owners_of(reader)) && n->limited == reader->limited && n->everything == reader->everything;
}

bool store_narrow(struct store *st, const struct store_reader *reader, struct store **out, struct err *err)
{
    struct store **at = st->cache->narrowed;
    size_t i = 0;
    while (i < NARROWED_MAX && at[i] && !fits(at[i], reader)) {
        i++;
    }
    if (i == NARROWED_MAX) {
        store_close(at[--i]);
        at[i] = NULL;
    }
    if (!at[i] && !open_narrow(st, reader, &at[i], err)) {
        return false;
    }
    *out = at[i];
    return take_reader(at[i], reader, err);
}

void narrow_release(struct store_cache *cache)
{
    for (size_t i = 0; i < NARROWED_MAX; i++) {
        store_close(cache->narrowed[i]);
    }
    if (cache->narrow) {
        str_release(&cache->narrow->person);
        str_release(&cache->narrow->units);
    }
    free(cache->narrow);
}

bool store_is_narrow(const struct store *st)
{
    return st->cache->narrow != NULL;
}

struct store *narrow_whole(struct store *st)
{
    return st->cache->narrow ? st->cache->narrow->whole : st;
}

/* Of all units and forms, but for what a state keeps from the reader. */
static bool widen(struct narrow *n, struct store **out, struct err *err)
{
    bool keeps;
    const struct role *role = n->role;
    *out = n->whole;
    if (!store_keeps_from(n->whole, role, &keeps, err) || !keeps) {
        return err->code == ERR_NONE;
    }
    const struct store_reader reader = {.role = role, .person = n->person.p, .everything = true};
    return store_narrow(n->whole, &reader, out, err);
}

bool narrow_for(struct store *st, const char *sql, struct store **out, struct err *err)
{
    struct sql_scope scope;
    struct narrow *n = st->cache->narrow;
    bool wide = n && n->role && sql_scope(sql, &scope) && sql_scope_names(scope, n->role->name);
    *out = st;
    return !wide || widen(n, out, err);
}

bool narrow_rest(struct store *st, struct store *over, struct err *err)
{
    struct narrow *n = st->cache->narrow;
    if (!n) {
        return true;
    }
    bool ok = narrow_forms(over, n, err) && put_all(over->db, n, err);
    db_set_guard(over->db, ok ? by_views_only : NULL, n);
    return ok;
}

bool narrow_takes(struct store *st, const struct record *r, bool *takes, struct err *err)
{
    const struct narrow *n = st->cache->narrow;
    *takes = !n || owners_read(n->reads, r->form);
    return !*takes || !n || !n->role || store_reads(st, r, n->role->name, n->person.p, takes, err);
}

bool narrow_shows(struct store *st, const char *form, const char *id, bool *shows, struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s;
    *shows = true;
    if (!st->cache->narrow) {
        return true;
    }
    str_add(&sql, "SELECT 1 FROM ");
    db_add_name(&sql, form);
    str_add(&sql, " WHERE _id = ?");
    bool ok = store_prepare(st, &s, sql.p, err);
    str_release(&sql);
    if (ok) {
        db_bind_text(s, 1, id);
        ok = db_step(s, shows, err);
        db_finalize(s);
    }
    return ok;
}
