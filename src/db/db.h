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

/*
 * PRAGMA application_id of every database of ours ("phie").  Set it in the transaction that makes the first
 * table: a file with tables and another id belongs to another program.
 */
#define DB_APPLICATION_ID 0x70686965

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
    DB_MEMORY, /* private, empty, in memory */
    DB_READ,   /* an existing file, read only */
    DB_WRITE,  /* an existing file */
    DB_CREATE, /* a new or existing file */
};

/*
 * Open with the hardening of SQLite's "Defense against dark arts" (DEFENSIVE, TRUSTED_SCHEMA off, DQS off,
 * foreign keys on, no extensions, values of at most 8 MiB, no ATTACH and so no VACUUM).  A folder, a file
 * that may not be read and a file that is not SQLite's are refused.
 *
 * DB_WRITE and DB_CREATE set WAL and synchronous=FULL and read the answers back.  But a database of another
 * program (neither DB_APPLICATION_ID nor empty) is opened as it lies on the disk and read-only, and not a
 * byte of it changes: ask db_identity before anything else, and refuse it and what is too new.
 * On a disk that has no room for SQLite's -shm a file is opened for this process alone (db_is_alone): what is there is read, and
 * writing works as soon as there is room; other processes find it busy meanwhile.
 * DB_READ works on read-only media too.  DB_MEMORY does not look at `path`.
 *
 * A busy database is waited for up to 15 s with jitter.  A connection is for one thread at a time.
 * Close with db_close, after finalizing every statement.
 */
bool db_open(struct db **out, const char *path, enum db_mode mode, struct err *err);
void db_close(struct db *db); /* NULL is fine */

/* Whether commits lie beside the file that are not in it yet: somebody has it open, or ended badly. */
bool db_has_log(const char *path);
/*
 * The same two numbers from a file's first bytes (SQLite's file format, 1.3), without opening it as a database.  False: it is none, or
 * cannot be read.  Not for a file that this process has open: to close it a second time gives up the locks (fcntl(2)).
 */
bool db_header(const char *path, int64_t *application_id, int64_t *user_version);
/* PRAGMA application_id and user_version of a file, read without writing anything. */
bool db_identity(struct db *db, int64_t *application_id, int64_t *user_version, struct err *err);

/* What kind of thing went wrong last on this connection, for deciding what to do next. */
enum db_fault {
    DB_FAULT_NONE,
    DB_FAULT_BUSY,       /* somebody else held the lock: the same again may succeed */
    DB_FAULT_CONSTRAINT, /* UNIQUE, CHECK, NOT NULL, a foreign key */
    DB_FAULT_FULL,       /* the disk */
    DB_FAULT_DISK,       /* an I/O error; at a COMMIT it means "unknown": read again whether it is there */
    DB_FAULT_OTHER,
};
enum db_fault db_last_fault(const struct db *db);

/* Run one or more statements without parameters; rows they return are passed over. */
bool db_exec(struct db *db, const char *sql, struct err *err);
/* The same for SQL that we wrote ourselves: neither authorizer nor guard is asked. */
bool db_exec_own(struct db *db, const char *sql, struct err *err);

/* Prepare one statement; anything after it but blanks and comments is an error.  db_finalize it. */
bool db_prepare(struct db *db, struct db_stmt **out, const char *sql, struct err *err);
/* Like db_prepare, but a cached statement of this text is reused, and db_finalize returns it to the cache. */
bool db_prepare_cached(struct db *db, struct db_stmt **out, const char *sql, struct err *err);
void db_finalize(struct db_stmt *st); /* NULL is fine */

/* Parameters count from 1.  What a bind could not do (no such parameter, too long) the next step reports. */
int db_param_count(struct db_stmt *st);
const char *db_param_name(struct db_stmt *st, int i);     /* without ':'; NULL when unnamed; until finalize */
int db_param_index(struct db_stmt *st, const char *name); /* without ':'; 0 when there is none */
void db_bind_null(struct db_stmt *st, int i);
void db_bind_int(struct db_stmt *st, int i, int64_t x);
void db_bind_real(struct db_stmt *st, int i, double x);
void db_bind_text(struct db_stmt *st, int i, const char *s);                 /* copied; NULL binds NULL */
void db_bind_text_n(struct db_stmt *st, int i, const char *bytes, size_t n); /* copied */
void db_bind_blob(struct db_stmt *st, int i, const void *bytes, size_t n);   /* copied */
void db_bind_value(struct db_stmt *st, int i, const struct db_value *v);     /* copied */

/* One step: *row says whether there is a row.  The end and an error rewind it; its bindings stay. */
bool db_step(struct db_stmt *st, bool *row, struct err *err);
/* Steps a statement to its end; rows it returns are passed over. */
bool db_run(struct db_stmt *st, struct err *err);
void db_reset(struct db_stmt *st); /* ready to bind and step again; bindings are cleared */

int db_columns(struct db_stmt *st);
const char *db_column_name(struct db_stmt *st, int i); /* i from 0 */
enum db_type db_column_type(struct db_stmt *st, int i);
int64_t db_column_int(struct db_stmt *st, int i);
double db_column_real(struct db_stmt *st, int i);
struct sv db_column_text(struct db_stmt *st, int i);  /* until the next step; {"" ,0} for NULL */
const char *db_column_str(struct db_stmt *st, int i); /* NULL for NULL */
void db_column_value(struct db_stmt *st, int i, struct db_value *out); /* text borrowed until the next step */
bool db_readonly(struct db_stmt *st);                                  /* the statement writes nothing */

/*
 * How many KiB of pages that were read are kept, DB_PAGES_KIB from the beginning: the pages of one record and its tables.  The system
 * keeps the rest of the file better than each program could, and a page read again costs a few microseconds.
 */
#define DB_PAGES_KIB 96
bool db_keep_pages(struct db *db, int kib, struct err *err);

int64_t db_changes(struct db *db);
bool db_in_transaction(struct db *db);
/* Whether another file, or none, stands now where this one was opened: what is written would be seen by nobody. */
bool db_has_moved(struct db *db);
/* Whether other processes are shut out as long as this one has the file open: there was no room on its disk for what they would share. */
bool db_is_alone(const struct db *db);
/* How many bytes may still be written to its disk, as far as the system says; a big number where it does not. */
int64_t db_room(const struct db *db);
/* Stop what runs on this connection from another thread or a signal handler. */
void db_interrupt(struct db *db);
/* Stop each statement after about `steps` virtual machine steps, looked at every 1,000 (0: never). */
void db_limit_steps(struct db *db, int64_t steps);

/*
 * A complete copy of `from` as the file `path`, which is replaced only when the copy has passed integrity_check
 * and is on the disk.  The copy is one file (no WAL), mode 0600.  Not in the middle of a write transaction of
 * `from` itself.  `progress` may be NULL.
 */
bool db_backup(struct db *from, const char *path, void (*progress)(void *arg, int64_t percent), void *arg, struct err *err);
/*
 * Put the database file `by` (closed) in the place of `path`, which nobody may have open; what stood there is kept as `keep`, with
 * its log where it is too damaged to take it in.  Logs that lie about are removed.  At no moment is there no database, or half of one.
 */
bool db_replace(const char *path, const char *by, const char *keep, struct err *err);

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

/*
 * Register a scalar SQL function of `argc` arguments (-1: any number); `arg` must live as long as the
 * connection.  Not usable in stored schema (DIRECTONLY).  Texts of argv live until the function returns.
 */
bool db_add_function(struct db *db, const char *name, int argc, bool deterministic, db_function *fn,
                     void *arg, struct err *err);

/* ---- virtual tables over our own structs ---- */

/*
 * A read-only table whose cells a callback reads, live: the next statement sees what changed in our structs.
 * Rows are 0 … rows()-1 at the time a scan starts; rowid is the row.  Values of column `key_col` (>= 0) are
 * unique, and an equality on it is answered by find() when given; so are those of the `more_keys` columns behind it,
 * which find() tells by their types.  A key of another type than the declared one is a scan, so find() sees DB_TEXT for
 * "TEXT", DB_INT for "INTEGER", DB_REAL for "REAL".
 */
struct db_vtab {
    const char *const *columns; /* names; the last entry NULL; borrowed for the connection's life */
    const char *const *decls;   /* declared types ("TEXT", "INTEGER", "REAL"), same length; NULL: none, and no key */
    int key_col;                /* a column found by find(), or -1 */
    int more_keys;              /* columns behind it that are found, too */
    size_t (*rows)(void *arg);
    /* *out is NULL already; its text is borrowed until the next call on the connection */
    void (*cell)(void *arg, size_t row, int col, struct db_value *out);
    /* may be NULL: then every equality is a scan */
    bool (*find)(void *arg, const struct db_value *key, size_t *row);
    void *arg;
    bool stays; /* texts outlive the statement that reads them, so that it need not copy them */
};

/*
 * Make `name` a table of this connection, never of its file, whatever is rolled back.  `t` is copied, what it
 * points at borrowed.
 */
bool db_add_vtab(struct db *db, const char *name, const struct db_vtab *t, struct err *err);

/* ---- authorizer ---- */

/* What a statement being prepared wants: to read table.column ("" for count(*)), a function, the rest. */
enum db_access { DB_ACCESS_SELECT, DB_ACCESS_READ, DB_ACCESS_FUNCTION, DB_ACCESS_RECURSIVE, DB_ACCESS_OTHER };
/* Returns true to allow. `a`, `b`: table and column, or function name and "". */
typedef bool db_authorizer(void *arg, enum db_access what, const char *a, const char *b);
/* NULL takes it off.  Statements prepared before are prepared again, and asked for, when they next run. */
void db_set_authorizer(struct db *db, db_authorizer *fn, void *arg);
/*
 * The same, beside the authorizer, of one thing: whether a statement may read this table of the file.  `schema` is "main", or "" where no
 * column of it is read and the statement does not name one: then it may be any table, or a WITH.  `inside`: the view (or WITH) whose text
 * names it, "" for the statement's own.
 */
typedef bool db_guard(void *arg, const char *schema, const char *table, const char *inside);
void db_set_guard(struct db *db, db_guard *fn, void *arg);

#endif
