/*
 * A CSV list as a table, rows in the file's order.
 *
 * A list is small (at most 5,000 rows) and its table is a copy, so it is simply written anew; only codes that
 * the file no longer has are carried over, retired, because stored records may hold them.
 */

#include "store/inner.h"

#include "base/i18n.h"

static bool make_table(struct db *db, const struct list *list, struct err *err)
{
    struct str sql = STR_INIT;
    str_addf(&sql, "CREATE TABLE main.\"%s\" (", list->name);
    for (size_t i = 0; i < list->ncolumns; i++) {
        db_add_name(&sql, list->columns[i]);
        str_addf(&sql, " %s%s, ", list->decls[i], str_eq(list->columns[i], "code") ? " PRIMARY KEY" : "");
    }
    str_add(&sql, "_retired INTEGER NOT NULL DEFAULT 0) STRICT");
    bool ok = db_exec(db, sql.p, err);
    str_release(&sql);
    return ok;
}

static void add_names(struct str *sql, const struct list *list, const char *prefix)
{
    for (size_t i = 0; i < list->ncolumns; i++) {
        str_add(sql, i > 0 ? ", " : "");
        str_add(sql, prefix);
        db_add_name(sql, list->columns[i]);
    }
}

static bool insert_row(struct db_stmt *s, const struct list *list, const struct list_row *row,
                       struct err *err)
{
    for (size_t i = 0; i < list->ncolumns; i++) {
        struct value v = list_value(list, row, i);
        store_bind_value(s, (int)i + 1, &v);
    }
    bool ok = db_run(s, err);
    db_reset(s);
    return ok;
}

static bool insert_rows(struct db *db, const struct list *list, struct err *err)
{
    struct db_stmt *s = NULL;
    struct str sql = STR_INIT;

    str_addf(&sql, "INSERT INTO main.\"%s\" (", list->name);
    add_names(&sql, list, "");
    str_add(&sql, ") VALUES (?");
    for (size_t i = 1; i < list->ncolumns; i++) {
        str_add(&sql, ", ?");
    }
    str_add(&sql, ")");
    bool ok = db_prepare(db, &s, sql.p, err);
    for (size_t i = 0; ok && i < list->nrows; i++) {
        ok = insert_row(s, list, &list->rows[i], err);
    }
    db_finalize(s);
    str_release(&sql);
    return ok;
}

/* Columns that the old table and the new one share. */
static bool shared_columns(struct db *db, const struct list *list, const char *old, struct str *out,
                           struct err *err)
{
    struct db_stmt *s;
    bool row = true, ok = true;
    if (!db_prepare(db, &s, "SELECT name FROM pragma_table_info(?1, 'main')", err)) {
        return false;
    }
    db_bind_text(s, 1, old);
    while (ok && (ok = db_step(s, &row, err)) && row) {
        for (size_t i = 0; i < list->ncolumns; i++) {
            if (str_eq(list->columns[i], db_column_str(s, 0))) {
                str_add(out, out->len > 0 ? ", " : "");
                db_add_name(out, list->columns[i]);
            }
        }
    }
    db_finalize(s);
    return ok;
}

static bool carry_retired(struct db *db, const struct list *list, struct err *err)
{
    struct str columns = STR_INIT, sql = STR_INIT;
    bool ok = shared_columns(db, list, "_old_list", &columns, err);
    if (ok) {
        str_addf(&sql,
                 "INSERT INTO main.\"%s\" (%s, _retired) SELECT %s, 1 FROM main._old_list"
                 " WHERE code NOT IN (SELECT code FROM main.\"%s\");",
                 list->name, columns.p, columns.p, list->name);
        ok = db_exec(db, sql.p, err);
    }
    str_release(&columns);
    str_release(&sql);
    return ok;
}

static bool replace_table(struct db *db, const struct list *list, struct err *err)
{
    struct str sql = STR_INIT;
    str_addf(&sql, "ALTER TABLE main.\"%s\" RENAME TO _old_list", list->name);
    bool ok = db_exec(db, sql.p, err) && make_table(db, list, err) && insert_rows(db, list, err) &&
              carry_retired(db, list, err) && db_exec(db, "DROP TABLE main._old_list", err);
    str_release(&sql);
    return ok;
}

bool schema_put_list(struct db *db, const struct list *list, struct err *err)
{
    bool exists;
    if (!schema_table_exists(db, list->name, &exists, err)) {
        return false;
    }
    bool ok = exists ? replace_table(db, list, err) : make_table(db, list, err) && insert_rows(db, list, err);
    return ok || err_wrap(err, _("list '%s'"), list->name);
}
