/* The SQL of one form, made once, and what is known of its tables. */

#include "store/inner.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

/* ---- statements as text ----
 *
 * In an update ?1 … ?7 are the record's own columns, the fields follow; in a roster's ?1 … ?3.
 */

static void add_names(struct str *sql, const struct field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (fields[i].type != FIELD_NOTE) {
            str_addf(sql, ", \"%s\"", fields[i].name);
        }
    }
}

static void add_numbers(struct str *sql, const struct field *fields, size_t n, int first)
{
    for (size_t i = 0; i < n; i++) {
        if (fields[i].type != FIELD_NOTE) {
            str_addf(sql, ", ?%d", first++);
        }
    }
}

static char *update_sql(const struct form *form)
{
    struct str sql = STR_INIT;
    int next = 8;
    str_addf(
        &sql,
        "UPDATE main.\"%s\" SET _version = ?2, _state = ?3, _form = ?4, _changed_at = ?5, _changed_by = ?6,"
        " _problems = ?7",
        form->name);
    for (size_t i = 0; i < form->nfields; i++) {
        if (form->fields[i].type != FIELD_NOTE) {
            str_addf(&sql, ", \"%s\" = ?%d", form->fields[i].name, next++);
        }
    }
    str_add(&sql, " WHERE _id = ?1 AND _version = ?2 - 1");
    return str_take(&sql);
}

/* Whether a column, or the whole table of its roster, is not there before the next migrate. */
static bool is_lacking(const struct rowset *differences, const char *roster, const char *field)
{
    struct str name = STR_INIT, table = STR_INIT;
    bool lacking = false;
    str_addf(&name, "%s%s%s", roster, roster[0] ? "." : "", field);
    str_addf(&table, "%s%s", roster, roster[0] ? "." : "");
    for (size_t i = 0; !lacking && i < differences->nrows; i++) {
        const char *what = rowset_str(differences, i, "what"), *where = rowset_str(differences, i, "field");
        lacking = (str_eq(what, "add") && str_eq(where, name.p)) ||
                  (str_eq(what, "table") && str_eq(where, table.p));
    }
    str_release(&name);
    str_release(&table);
    return lacking;
}

static void add_selected(struct str *sql, const struct field *fields, size_t n, const char *roster,
                         const struct rowset *differences)
{
    for (size_t i = 0; i < n; i++) {
        if (fields[i].type == FIELD_NOTE) {
            continue;
        }
        if (is_lacking(differences, roster, fields[i].name)) {
            str_add(sql, ", NULL");
        } else {
            str_addf(sql, ", \"%s\"", fields[i].name);
        }
    }
}

static char *select_sql(const struct form *form, const struct rowset *differences)
{
    struct str sql = STR_INIT;
    str_add(&sql, "SELECT _version, _state");
    add_selected(&sql, form->fields, form->nfields, "", differences);
    str_addf(&sql, " FROM \"%s\" WHERE _id = ?1", form->name);
    return str_take(&sql);
}

/* `older`: as an older phieu left the database. */
static char *list_sql(const struct form *form, const struct rowset *differences, bool older)
{
    struct str sql = STR_INIT;
    str_add(&sql, "SELECT _state, _problems");
    for (size_t i = 0; i < form->nlist; i++) {
        const struct field *f = &form->fields[form->list[i]];
        bool there = f->type != FIELD_NOTE && !is_lacking(differences, "", f->name);
        if (there) {
            str_addf(&sql, ", \"%s\"", f->name);
        } else {
            str_add(&sql, ", NULL");
        }
    }
    if (form->verifies && !older) {
        str_addf(&sql, ", EXISTS (SELECT 1 FROM main._verified AS v WHERE v.form = '%s' AND v.record = ?1)", form->name);
    }
    str_addf(&sql, " FROM \"%s\" WHERE _id = ?1", form->name);
    return str_take(&sql);
}

static char *roster_put_sql(const struct form *form, const struct roster *r)
{
    struct str sql = STR_INIT;
    str_addf(&sql, "INSERT INTO main.\"%s__%s\" (_record, _row_key, _row", form->name, r->name);
    add_names(&sql, r->fields, r->nfields);
    str_add(&sql, ") VALUES (?1, ?2, ?3");
    add_numbers(&sql, r->fields, r->nfields, 4);
    str_add(&sql, ") ON CONFLICT (_record, _row_key) DO UPDATE SET _row = excluded._row");
    for (size_t i = 0; i < r->nfields; i++) {
        if (r->fields[i].type != FIELD_NOTE) {
            str_addf(&sql, ", \"%s\" = excluded.\"%s\"", r->fields[i].name, r->fields[i].name);
        }
    }
    return str_take(&sql);
}

static char *roster_select_sql(const struct form *form, const struct roster *r,
                               const struct rowset *differences)
{
    struct str sql = STR_INIT;
    bool there = !is_lacking(differences, r->name, "");
    str_add(&sql, there ? "SELECT _row_key" : "SELECT ''");
    add_selected(&sql, r->fields, r->nfields, r->name, differences);
    if (there) {
        str_addf(&sql, " FROM \"%s__%s\" WHERE _record = ?1 ORDER BY _row", form->name, r->name);
    } else {
        str_add(&sql, " WHERE ?1 IS NULL AND false");
    }
    return str_take(&sql);
}

/* ---- entries ---- */

static void list_columns(struct table *t)
{
    static const char *const own[RECORD_COLUMNS] = {
        [COL_ID] = "_id",
        [COL_VERSION] = "_version",
        [COL_STATE] = "_state",
        [COL_FORM] = "_form",
        [COL_CREATED_AT] = "_created_at",
        [COL_CREATED_BY] = "_created_by",
        [COL_CHANGED_AT] = "_changed_at",
        [COL_CHANGED_BY] = "_changed_by",
        [COL_PROBLEMS] = "_problems",
    };
    t->columns = mem_zero(RECORD_COLUMNS + t->form->nfields + 1, sizeof *t->columns);
    t->fields = mem_zero(t->form->nfields + 1, sizeof *t->fields);
    memcpy(t->columns, own, sizeof own);
    for (size_t i = 0, at = 0; i < t->form->nfields; i++) {
        if (t->form->fields[i].type != FIELD_NOTE) {
            t->columns[RECORD_COLUMNS + at] = t->form->fields[i].name;
            t->fields[at++] = i;
        }
    }
}

static struct table *table_new(const struct form *form, const struct rowset *differences, bool older)
{
    struct table *t = mem_zero(1, sizeof *t);
    t->form = form;
    list_columns(t);
    t->insert = (struct insert){.table = form->name, .columns = t->columns, .cell = new_record_cell};
    t->update = update_sql(form);
    t->select = select_sql(form, differences);
    t->list = list_sql(form, differences, older);
    t->rosters = mem_zero(form->nrosters + 1, sizeof *t->rosters);
    for (size_t i = 0; i < form->nrosters; i++) {
        t->rosters[i].put = roster_put_sql(form, &form->rosters[i]);
        t->rosters[i].select = roster_select_sql(form, &form->rosters[i], differences);
    }
    t->memo_title = (struct str)STR_INIT;
    return t;
}

static void table_free(struct table *t)
{
    for (size_t i = 0; i < t->form->nrosters; i++) {
        free(t->rosters[i].put);
        free(t->rosters[i].select);
    }
    free(t->rosters);
    insert_release(&t->insert);
    free(t->columns);
    free(t->fields);
    free(t->update);
    free(t->select);
    free(t->list);
    str_release(&t->memo_title);
    free(t);
}

static bool read_number(struct store *st, const struct form *form, int64_t *number, struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    if (!store_prepare(st, &s, "SELECT number FROM main._table WHERE form = ?", err)) {
        return false;
    }
    db_bind_text(s, 1, form->name);
    bool ok = db_step(s, &row, err);
    *number = ok && row ? db_column_int(s, 0) : 0;
    db_finalize(s);
    return ok &&
           (row || err_set(err, ERR_STORE,
                           _("the database has no table for the form '%s' yet: open it once for writing"),
                           form->name));
}

static const struct field *field_with_doubles(const struct form *form, const struct rowset *differences)
{
    for (size_t i = 0; i < differences->nrows; i++) {
        if (str_eq(rowset_str(differences, i, "what"), "unique")) {
            return form_field(form, rowset_str(differences, i, "field"));
        }
    }
    return NULL;
}

static bool add_table(struct store *st, const struct form *form, struct table **out, struct err *err)
{
    struct rowset differences = {0};
    int64_t number;
    bool ok = read_number(st, form, &number, err) && schema_compare_form(st->db, form, &differences, err);
    if (ok) {
        struct table *t = table_new(form, &differences, st->cache->older);
        t->number = number;
        t->pending = schema_lacks(&differences);
        t->doubles = field_with_doubles(form, &differences);
        *vec_push(&st->cache->tables) = t;
        *out = t;
    }
    rowset_release(&differences);
    return ok;
}

bool table_of(struct store *st, const struct form *form, struct table **out, struct err *err)
{
    const struct store_cache *cache = st->cache;
    for (size_t i = 0; i < cache->tables.n; i++) {
        if (cache->tables.v[i]->form == form) {
            *out = cache->tables.v[i];
            return true;
        }
    }
    return add_table(st, form, out, err);
}

void table_forget_titles(struct store *st)
{
    for (size_t i = 0; i < st->cache->tables.n; i++) {
        st->cache->tables.v[i]->memo_id[0] = '\0';
    }
}

void table_release_all(struct store_cache *cache)
{
    for (size_t i = 0; i < cache->tables.n; i++) {
        table_free(cache->tables.v[i]);
    }
    vec_release(&cache->tables);
}

bool table_form(struct store *st, const char *name, const struct form **out, struct err *err)
{
    return app_form(st->app, name, out, NULL, err);
}

bool store_form_complete(struct store *st, const struct form *form, struct err *err)
{
    struct table *t;
    if (!table_of(st, form, &t, err)) {
        return false;
    }
    return !t->pending ||
           err_set(err, ERR_REFUSED,
                   _("the form '%s' was changed and its tables lack columns: run 'phieu migrate' first"), form->name);
}

bool store_may_save(struct store *st, const struct form *form, struct err *err)
{
    if (st->read_only) {
        return err_set(err, ERR_STORE,
                       _("the database is open for reading only, so nothing can be stored: write access to its file and folder is needed"));
    }
    struct table *t;
    return store_form_complete(st, form, err) && table_of(st, form, &t, err) &&
           (!t->doubles || migrate_say_doubles(st, form, t->doubles, err));
}
