#ifndef DB_DB_H
#define DB_DB_H

/*
 * SQLite behind one door.  Connections, statements, functions, virtual tables, authorizer.
 * Nothing outside db/ includes sqlite3.h.  Values cross the border as struct db_value.
 * Errors are ERR_STORE with SQLite's own words behind a phrase that says what failed.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"

enum db_type { DB_NULL, DB_INT, DB_REAL, DB_TEXT, DB_BLOB };

struct db_value {
    enum db_type type;
    int64_t i;
    double r;
    struct sv text; /* DB_TEXT, DB_BLOB: borrowed */
};

struct db;
struct db_stmt;

enum db_mode {
    DB_MEMORY,    /* private, empty, in memory */
    DB_READ,      /* an existing file, read only */
    DB_WRITE,     /* an existing file */
    DB_CREATE,    /* a new or existing file */
};

/*
 * Open with the hardening of SQLite's "Defense against dark arts" (DEFENSIVE, TRUSTED_SCHEMA off, DQS off, foreign keys on,
 * no extensions, limits).  DB_WRITE/DB_CREATE set WAL and synchronous=FULL and read the answers back.
 * A busy database is waited for up to 15 s with jitter.  Close with db_close.
 */
bool db_open(struct db **out, const char *path, enum db_mode mode, struct err *err);
void db_close(struct db *db);

/* PRAGMA application_id and user_version of a file, read without writing anything. */
bool db_identity(struct db *db, int64_t *application_id, int64_t *user_version, struct err *err);

/* Run one or more statements without parameters or results. */
bool db_exec(struct db *db, const char *sql, struct err *err);

/* Prepare one statement; anything after it but blanks and comments is an error.  db_finalize it. */
bool db_prepare(struct db *db, struct db_stmt **out, const char *sql, struct err *err);
/* Like db_prepare, but a cached statement of the same text is reused and db_finalize returns it to the cache. */
bool db_prepare_cached(struct db *db, struct db_stmt **out, const char *sql, struct err *err);
void db_finalize(struct db_stmt *st); /* NULL is fine */

int db_param_count(struct db_stmt *st);
const char *db_param_name(struct db_stmt *st, int i);  /* i from 1; without ':'; NULL when unnamed; until finalize */
int db_param_index(struct db_stmt *st, const char *name); /* without ':'; 0 when there is none */
void db_bind_null(struct db_stmt *st, int i);
void db_bind_int(struct db_stmt *st, int i, int64_t x);
void db_bind_real(struct db_stmt *st, int i, double x);
void db_bind_text(struct db_stmt *st, int i, const char *s);               /* copied; NULL binds NULL */
void db_bind_text_n(struct db_stmt *st, int i, const char *bytes, size_t n); /* copied */
void db_bind_blob(struct db_stmt *st, int i, const void *bytes, size_t n);   /* copied */
void db_bind_value(struct db_stmt *st, int i, const struct db_value *v);     /* copied */

/* One step: *row says whether there is a row.  The statement is reset by itself at the end or on error. */
bool db_step(struct db_stmt *st, bool *row, struct err *err);
/* Steps a statement that returns nothing. */
bool db_run(struct db_stmt *st, struct err *err);
void db_reset(struct db_stmt *st); /* ready to bind and step again; bindings are cleared */

int db_columns(struct db_stmt *st);
const char *db_column_name(struct db_stmt *st, int i);       /* i from 0 */
enum db_type db_column_type(struct db_stmt *st, int i);
int64_t db_column_int(struct db_stmt *st, int i);
double db_column_real(struct db_stmt *st, int i);
struct sv db_column_text(struct db_stmt *st, int i);          /* until the next step; {"" ,0} for NULL */
const char *db_column_str(struct db_stmt *st, int i);         /* NULL for NULL */
void db_column_value(struct db_stmt *st, int i, struct db_value *out); /* text borrowed until the next step */
bool db_readonly(struct db_stmt *st);                          /* the statement writes nothing */

int64_t db_changes(struct db *db);
bool db_in_transaction(struct db *db);
/* Stop what runs on this connection from another thread or a signal handler. */
void db_interrupt(struct db *db);
/* Stop a statement after about `steps` virtual machine steps (0: never). */
void db_limit_steps(struct db *db, int64_t steps);

/* A complete copy of `from` into the file at `path` (online backup API); checked with quick_check before it counts. */
bool db_backup(struct db *from, const char *path, struct err *err);

/* "name" in double quotes for SQL, appended. */
void db_add_name(struct str *out, const char *name);
/* 'text' in single quotes for SQL, appended. */
void db_add_text(struct str *out, const char *text);
/* Whether `word` is a keyword of SQL. */
bool db_is_keyword(const char *word);

/* ---- functions of our own ---- */

/* Set by a function on its result object. */
struct db_result;
void db_result_null(struct db_result *r);
void db_result_int(struct db_result *r, int64_t x);
void db_result_real(struct db_result *r, double x);
void db_result_text(struct db_result *r, const char *bytes, size_t n); /* copied */
void db_result_error(struct db_result *r, const char *msg);

typedef void db_function(void *arg, int argc, const struct db_value *argv, struct db_result *result);

/* Register a scalar SQL function; `arg` must live as long as the connection.  Not usable in stored schema (DIRECTONLY). */
bool db_add_function(struct db *db, const char *name, int argc, bool deterministic, db_function *fn, void *arg, struct err *err);

/* ---- virtual tables over our own structs ---- */

/*
 * A read-only table whose cells a callback reads.  Rows are 0 … rows()-1 at the time a scan starts; an equality on column
 * `key_col` (>= 0) is answered by find() when given.  Nothing is copied.
 */
struct db_vtab {
    const char *const *columns; /* names; the last entry NULL; borrowed for the connection's life */
    const char *const *decls;   /* declared types ("TEXT", "INTEGER", "REAL"), same length */
    int key_col;                /* a column found by find(), or -1 */
    size_t (*rows)(void *arg);
    void (*cell)(void *arg, size_t row, int col, struct db_value *out); /* text borrowed until the next call on the connection */
    bool (*find)(void *arg, const struct db_value *key, size_t *row);   /* may be NULL: then every equality is a scan */
    void *arg;
};

/* Make `name` a virtual table of this connection.  `t` is copied; what it points at is borrowed. */
bool db_add_vtab(struct db *db, const char *name, const struct db_vtab *t, struct err *err);

/* ---- authorizer ---- */

/* What a statement being prepared wants: a read of table.column (column "" for count(*)), a function, or anything else. */
enum db_access { DB_ACCESS_SELECT, DB_ACCESS_READ, DB_ACCESS_FUNCTION, DB_ACCESS_RECURSIVE, DB_ACCESS_OTHER };
/* Returns true to allow. `a`, `b`: table and column, or function name and "". */
typedef bool db_authorizer(void *arg, enum db_access what, const char *a, const char *b);
void db_set_authorizer(struct db *db, db_authorizer *fn, void *arg); /* NULL takes it off */

#endif
