/*
 * Virtual tables: SQLite reads our structs through callbacks, cell by cell, when it needs them.
 *
 * Each table is a module of its own name.  In a private connection it is made with CREATE VIRTUAL TABLE;
 * beside a file the module itself is the table, so that nothing of ours enters the file and no rollback takes
 * it away.
 */

#include "db/db_int.h"

#include <stdlib.h>
#include "base/i18n.h"
#include "base/mem.h"

enum plan { PLAN_SCAN, PLAN_FIND };

struct table {
    sqlite3_vtab base;
    const struct db_vtab *t; /* the module's copy; outlives the table */
};

struct cursor {
    sqlite3_vtab_cursor base;
    size_t row;
    size_t end;
};

static const struct db_vtab *vtab_of(sqlite3_vtab_cursor *c)
{
    return ((const struct table *)c->pVtab)->t;
}

static void add_declaration(struct str *sql, const struct db_vtab *t)
{
    str_add(sql, "CREATE TABLE x(");
    for (size_t i = 0; t->columns[i] != NULL; i++) {
        str_add(sql, i > 0 ? ", " : "");
        db_add_name(sql, t->columns[i]);
        str_addf(sql, " %s", t->decls ? t->decls[i] : "");
    }
    str_add(sql, ")");
}

static int vtab_connect(sqlite3 *h, void *module, int argc, const char *const *argv, sqlite3_vtab **out,
                        char **msg)
{
    (void)argc;
    (void)argv;
    struct str sql = STR_INIT;
    add_declaration(&sql, module);
    int rc = sqlite3_declare_vtab(h, sql.p);
    str_release(&sql);
    if (rc != SQLITE_OK) {
        *msg = sqlite3_mprintf("%s", sqlite3_errmsg(h));
        return rc;
    }
    /* It reads nothing but what it was given, so views may use it in spite of TRUSTED_SCHEMA off. */
    sqlite3_vtab_config(h, SQLITE_VTAB_INNOCUOUS);
    struct table *table = mem_zero(1, sizeof *table);
    table->t = module;
    *out = &table->base;
    return SQLITE_OK;
}

/* Not vtab_connect itself: with one function for both, SQLite would offer every module as a table unasked. */
static int vtab_create(sqlite3 *h, void *module, int argc, const char *const *argv, sqlite3_vtab **out,
                       char **msg)
{
    return vtab_connect(h, module, argc, argv, out, msg);
}

static int vtab_disconnect(sqlite3_vtab *base)
{
    free(base);
    return SQLITE_OK;
}

/* find() compares bytes, so a comparison under another collation is a scan. */
static bool can_find(const struct db_vtab *t, sqlite3_index_info *info, int i)
{
    const struct sqlite3_index_constraint *c = &info->aConstraint[i];
    bool key = t->key_col >= 0 && c->iColumn >= t->key_col && c->iColumn <= t->key_col + t->more_keys;
    return t->find != NULL && key && c->usable && c->op == SQLITE_INDEX_CONSTRAINT_EQ &&
           sqlite3_stricmp(sqlite3_vtab_collation(info, i), "BINARY") == 0;
}

/* `omit` stays 0: SQLite compares again what find() returned, so a generous find() does no harm. */
static int vtab_best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
    const struct db_vtab *t = ((const struct table *)base)->t;
    for (int i = 0; i < info->nConstraint; i++) {
        if (can_find(t, info, i)) {
            info->aConstraintUsage[i].argvIndex = 1;
            info->idxNum = PLAN_FIND + info->aConstraint[i].iColumn - t->key_col;
            info->idxFlags = SQLITE_INDEX_SCAN_UNIQUE;
            info->estimatedRows = 1;
            info->estimatedCost = 1;
            return SQLITE_OK;
        }
    }
    size_t rows = t->rows(t->arg);
    info->idxNum = PLAN_SCAN;
    info->estimatedRows = (sqlite3_int64)rows;
    info->estimatedCost = (double)rows + 10; /* an empty table may fill up: find() stays the better plan */
    return SQLITE_OK;
}

static int vtab_open(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
    (void)base;
    struct cursor *c = mem_zero(1, sizeof *c);
    *out = &c->base;
    return SQLITE_OK;
}

static int vtab_close(sqlite3_vtab_cursor *base)
{
    free(base);
    return SQLITE_OK;
}

/* A key of the declared type is compared as it is; any other SQLite might convert first ('01' = 1). */
static bool is_of_type(const struct db_value *key, const char *decl)
{
    switch (key->type) {
    case DB_INT:
        return str_eq(decl, "INTEGER");
    case DB_REAL:
        return str_eq(decl, "REAL");
    case DB_TEXT:
        return str_eq(decl, "TEXT");
    default:
        return false;
    }
}

static void start_scan(struct cursor *c, const struct db_vtab *t)
{
    c->row = 0;
    c->end = t->rows(t->arg);
}

static void start_find(struct cursor *c, const struct db_vtab *t, int column, const struct db_value *key)
{
    if (key->type != DB_NULL && !is_of_type(key, t->decls[column])) {
        start_scan(c, t);
        return;
    }
    bool found = key->type != DB_NULL && t->find(t->arg, key, &c->row);
    c->end = found ? c->row + 1 : c->row;
}

static int vtab_filter(sqlite3_vtab_cursor *base, int plan, const char *unused, int argc,
                       sqlite3_value **argv)
{
    (void)unused;
    (void)argc;
    const struct db_vtab *t = vtab_of(base);
    if (plan >= PLAN_FIND) {
        struct db_value key;
        db_value_read(argv[0], &key);
        start_find((struct cursor *)base, t, t->key_col + plan - PLAN_FIND, &key);
    } else {
        start_scan((struct cursor *)base, t);
    }
    return SQLITE_OK;
}

static int vtab_next(sqlite3_vtab_cursor *base)
{
    ((struct cursor *)base)->row++;
    return SQLITE_OK;
}

static int vtab_eof(sqlite3_vtab_cursor *base)
{
    const struct cursor *c = (const struct cursor *)base;
    return c->row >= c->end;
}

static void set_borrowed(sqlite3_context *ctx, const struct db_value *v)
{
    if (v->type == DB_TEXT) {
        sqlite3_result_text64(ctx, v->text.p, v->text.n, SQLITE_STATIC, SQLITE_UTF8);
    } else {
        sqlite3_result_blob64(ctx, v->text.p, v->text.n, SQLITE_STATIC);
    }
}

static int vtab_column(sqlite3_vtab_cursor *base, sqlite3_context *ctx, int col)
{
    const struct db_vtab *t = vtab_of(base);
    struct db_value v = {.type = DB_NULL};
    t->cell(t->arg, ((const struct cursor *)base)->row, col, &v);
    if (t->stays && (v.type == DB_TEXT || v.type == DB_BLOB)) {
        set_borrowed(ctx, &v);
    } else {
        db_result_set(ctx, &v);
    }
    return SQLITE_OK;
}

static int vtab_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    *out = (sqlite3_int64)((const struct cursor *)base)->row;
    return SQLITE_OK;
}

#define METHODS                                                                                              \
    .xConnect = vtab_connect, .xBestIndex = vtab_best_index, .xDisconnect = vtab_disconnect,                 \
    .xDestroy = vtab_disconnect, .xOpen = vtab_open, .xClose = vtab_close, .xFilter = vtab_filter,           \
    .xNext = vtab_next, .xEof = vtab_eof, .xColumn = vtab_column, .xRowid = vtab_rowid

static const sqlite3_module to_create = {.xCreate = vtab_create, METHODS};
static const sqlite3_module as_it_is = {METHODS};

static bool create_table(struct db *db, const char *name, struct err *err)
{
    struct str sql = STR_INIT;
    str_add(&sql, "CREATE VIRTUAL TABLE main.");
    db_add_name(&sql, name);
    str_add(&sql, " USING ");
    db_add_name(&sql, name);
    bool ok = db_exec_own(db, sql.p, err);
    str_release(&sql);
    if (!ok) {
        sqlite3_create_module_v2(db->h, name, NULL, NULL, NULL);
        return err_wrap(err, _("cannot add the table %s"), name);
    }
    return true;
}

bool db_add_vtab(struct db *db, const char *name, const struct db_vtab *t, struct err *err)
{
    bool create = db->mode == DB_MEMORY;
    /* A second module of the name would pull the first one's table from under it. */
    if (sqlite3_table_column_metadata(db->h, NULL, name, NULL, NULL, NULL, NULL, NULL, NULL) == SQLITE_OK) {
        return err_set(err, ERR_STORE, _("there already is a table %s: choose another name"), name);
    }
    struct db_vtab *copy = mem_alloc(sizeof *copy);
    *copy = *t;
    int rc = sqlite3_create_module_v2(db->h, name, create ? &to_create : &as_it_is, copy, free);
    if (rc != SQLITE_OK) { /* the copy is freed by SQLite in this case too */
        return db_fail(db, rc, err);
    }
    return !create || create_table(db, name, err);
}
