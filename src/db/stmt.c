/* Statements: prepare, bind, step, read. */

#include "db/db_int.h"

#include <stdlib.h>
#include <string.h>
#include "base/i18n.h"
#include "base/mem.h"

#define OPS_PER_CHECK 1000 /* virtual machine steps between two looks at the limit */

/* ---- prepare and finalize ---- */

/* Prepare the first statement of *sql and move *sql behind it; *out is NULL when only comments are left. */
static bool stmt_new(struct db *db, struct db_stmt **out, const char **sql, unsigned flags, struct err *err)
{
    sqlite3_stmt *h = NULL;
    int rc = sqlite3_prepare_v3(db->h, *sql, -1, flags, &h, sql);
    if (rc != SQLITE_OK) {
        return db_fail(db, rc, err);
    }
    *out = NULL;
    if (h != NULL) {
        *out = mem_zero(1, sizeof **out);
        (*out)->db = db;
        (*out)->h = h;
    }
    return true;
}

/* Blanks and comments prepare to nothing; SQLite knows best what they are. */
static bool is_blank(struct db *db, const char *sql)
{
    sqlite3_stmt *h = NULL;
    bool blank = *sql == '\0' || (sqlite3_prepare_v3(db->h, sql, -1, 0, &h, NULL) == SQLITE_OK && h == NULL);
    sqlite3_finalize(h);
    return blank;
}

static bool stmt_new_only(struct db *db, struct db_stmt **out, const char *sql, unsigned flags,
                          struct err *err)
{
    struct db_stmt *st = NULL;
    if (!stmt_new(db, &st, &sql, flags, err)) {
        return false;
    }
    if (st == NULL) {
        return err_set(err, ERR_STORE, _("the SQL is empty: write one statement"));
    }
    if (!is_blank(db, sql)) {
        stmt_free(st);
        return err_set(err, ERR_STORE,
                       _("the SQL goes on after its first statement: write one statement only"));
    }
    *out = st;
    return true;
}

bool db_prepare(struct db *db, struct db_stmt **out, const char *sql, struct err *err)
{
    return stmt_new_only(db, out, sql, 0, err);
}

bool db_prepare_cached(struct db *db, struct db_stmt **out, const char *sql, struct err *err)
{
    uint64_t hash = cache_hash(sql);
    struct db_stmt *st = cache_take(&db->cache, sql, hash);
    if (st == NULL) {
        if (!stmt_new_only(db, &st, sql, SQLITE_PREPARE_PERSISTENT, err)) {
            return false;
        }
        st->text = mem_dup(sql);
        st->hash = hash;
    }
    *out = st;
    return true;
}

void stmt_free(struct db_stmt *st)
{
    if (st != NULL) {
        sqlite3_finalize(st->h);
        free(st->text);
        free(st);
    }
}

void db_finalize(struct db_stmt *st)
{
    if (st != NULL && st->text != NULL) {
        db_reset(st);
        cache_put(&st->db->cache, st);
    } else {
        stmt_free(st);
    }
}

bool db_exec(struct db *db, const char *sql, struct err *err)
{
    bool ok = true;
    while (ok && *sql != '\0') {
        struct db_stmt *st = NULL;
        ok = stmt_new(db, &st, &sql, 0, err) && (st == NULL || db_run(st, err));
        stmt_free(st);
    }
    return ok;
}

bool db_exec_own(struct db *db, const char *sql, struct err *err)
{
    bool before = db->own_sql;
    db->own_sql = true;
    bool ok = db_exec(db, sql, err);
    db->own_sql = before;
    return ok;
}

/* ---- parameters ---- */

int db_param_count(struct db_stmt *st)
{
    return sqlite3_bind_parameter_count(st->h);
}

const char *db_param_name(struct db_stmt *st, int i)
{
    const char *name = sqlite3_bind_parameter_name(st->h, i);
    return name == NULL || name[0] == '?' ? NULL : name + 1;
}

int db_param_index(struct db_stmt *st, const char *name)
{
    for (int i = db_param_count(st); i > 0; i--) {
        if (str_eq_null(db_param_name(st, i), name)) {
            return i;
        }
    }
    return 0;
}

static void note_bind(struct db_stmt *st, int rc)
{
    if (st->bind_rc == SQLITE_OK) {
        st->bind_rc = rc;
    }
}

void db_bind_null(struct db_stmt *st, int i)
{
    note_bind(st, sqlite3_bind_null(st->h, i));
}

void db_bind_int(struct db_stmt *st, int i, int64_t x)
{
    note_bind(st, sqlite3_bind_int64(st->h, i, x));
}

void db_bind_real(struct db_stmt *st, int i, double x)
{
    note_bind(st, sqlite3_bind_double(st->h, i, x));
}

void db_bind_text(struct db_stmt *st, int i, const char *s)
{
    if (s == NULL) {
        db_bind_null(st, i);
    } else {
        db_bind_text_n(st, i, s, strlen(s));
    }
}

/* For SQLite a null pointer is NULL whatever the length; for us no bytes are an empty value. */
static const char *some_address(const void *bytes)
{
    return bytes == NULL ? "" : bytes;
}

void db_bind_text_n(struct db_stmt *st, int i, const char *bytes, size_t n)
{
    note_bind(st, sqlite3_bind_text64(st->h, i, some_address(bytes), n, SQLITE_TRANSIENT, SQLITE_UTF8));
}

void db_bind_blob(struct db_stmt *st, int i, const void *bytes, size_t n)
{
    note_bind(st, sqlite3_bind_blob64(st->h, i, some_address(bytes), n, SQLITE_TRANSIENT));
}

void db_bind_value(struct db_stmt *st, int i, const struct db_value *v)
{
    switch (v->type) {
    case DB_NULL:
        db_bind_null(st, i);
        break;
    case DB_INT:
        db_bind_int(st, i, v->i);
        break;
    case DB_REAL:
        db_bind_real(st, i, v->r);
        break;
    case DB_TEXT:
        db_bind_text_n(st, i, v->text.p, v->text.n);
        break;
    case DB_BLOB:
        db_bind_blob(st, i, v->text.p, v->text.n);
        break;
    }
}

/* ---- running ---- */

/* A function of ours may run statements while another one runs: each counts its own steps. */
static int step_counted(struct db_stmt *st)
{
    struct db_stmt *outer = st->db->running;
    if (!st->started) {
        st->started = true;
        st->steps = 0;
    }
    st->db->running = st;
    int rc = sqlite3_step(st->h);
    st->db->running = outer;
    return rc;
}

static void rewind_stmt(struct db_stmt *st)
{
    sqlite3_reset(st->h); /* says again what the step has said */
    st->started = false;
}

static bool step_failed(struct db_stmt *st, int rc, struct err *err)
{
    const struct db *db = st->db;
    if (rc == SQLITE_INTERRUPT && db->step_limit > 0 && st->steps >= db->step_limit) {
        st->db->last_rc = rc;
        return err_set(err, ERR_STORE, _("the statement was stopped after %lld steps: make it simpler"),
                       (long long)st->steps);
    }
    return db_fail(st->db, rc, err);
}

bool db_step(struct db_stmt *st, bool *row, struct err *err)
{
    int rc = st->bind_rc != SQLITE_OK ? st->bind_rc : step_counted(st);
    *row = rc == SQLITE_ROW;
    if (rc == SQLITE_ROW) {
        return true;
    }
    bool ok = rc == SQLITE_DONE || step_failed(st, rc, err);
    rewind_stmt(st);
    return ok;
}

bool db_run(struct db_stmt *st, struct err *err)
{
    bool row = true;
    while (row) {
        if (!db_step(st, &row, err)) {
            return false;
        }
    }
    return true;
}

void db_reset(struct db_stmt *st)
{
    rewind_stmt(st);
    sqlite3_clear_bindings(st->h);
    st->bind_rc = SQLITE_OK;
}

static int count_steps(void *arg)
{
    const struct db *db = arg;
    if (db->running == NULL) {
        return 0;
    }
    db->running->steps += OPS_PER_CHECK;
    return db->running->steps >= db->step_limit;
}

void db_limit_steps(struct db *db, int64_t steps)
{
    db->step_limit = steps;
    sqlite3_progress_handler(db->h, steps > 0 ? OPS_PER_CHECK : 0, count_steps, db);
}

/* ---- columns ---- */

enum db_type db_type_of(int sqlite_type)
{
    switch (sqlite_type) {
    case SQLITE_INTEGER:
        return DB_INT;
    case SQLITE_FLOAT:
        return DB_REAL;
    case SQLITE_TEXT:
        return DB_TEXT;
    case SQLITE_BLOB:
        return DB_BLOB;
    default:
        return DB_NULL;
    }
}

int db_columns(struct db_stmt *st)
{
    return sqlite3_column_count(st->h);
}

const char *db_column_name(struct db_stmt *st, int i)
{
    return sqlite3_column_name(st->h, i);
}

enum db_type db_column_type(struct db_stmt *st, int i)
{
    return db_type_of(sqlite3_column_type(st->h, i));
}

int64_t db_column_int(struct db_stmt *st, int i)
{
    return sqlite3_column_int64(st->h, i);
}

double db_column_real(struct db_stmt *st, int i)
{
    return sqlite3_column_double(st->h, i);
}

/*
 * One look for the column, and then its value, unlocked: a connection is for one thread at a time.  The text is
 * asked for before its length: asking may convert the value.
 */
struct sv db_column_text(struct db_stmt *st, int i)
{
    sqlite3_value *v = sqlite3_column_value(st->h, i);
    const char *p = (const char *)sqlite3_value_text(v);
    return p == NULL ? SV("") : (struct sv){p, (size_t)sqlite3_value_bytes(v)};
}

const char *db_column_str(struct db_stmt *st, int i)
{
    return (const char *)sqlite3_column_text(st->h, i);
}

static struct sv column_blob(struct db_stmt *st, int i)
{
    const void *p = sqlite3_column_blob(st->h, i);
    return (struct sv){some_address(p), (size_t)sqlite3_column_bytes(st->h, i)};
}

void db_column_value(struct db_stmt *st, int i, struct db_value *out)
{
    *out = (struct db_value){.type = db_column_type(st, i)};
    switch (out->type) {
    case DB_NULL:
        break;
    case DB_INT:
        out->i = db_column_int(st, i);
        break;
    case DB_REAL:
        out->r = db_column_real(st, i);
        break;
    case DB_TEXT:
        out->text = db_column_text(st, i);
        break;
    case DB_BLOB:
        out->text = column_blob(st, i);
        break;
    }
}

bool db_readonly(struct db_stmt *st)
{
    return sqlite3_stmt_readonly(st->h) != 0;
}
