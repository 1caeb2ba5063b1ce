#ifndef DB_DB_INT_H
#define DB_DB_INT_H

/* What the files of db/ share; nobody else includes this.  Here, and only here, sqlite3.h is in sight. */

#include <sqlite3.h>
#include "db/db.h"

#define DB_CACHE_MAX 100 /* idle statements kept by db_prepare_cached */

/* Statements that wait to be used again.  Those in use are their borrower's, not here. */
struct stmt_cache {
    struct db_stmt *idle[DB_CACHE_MAX];
    size_t n;
    uint64_t clock; /* counts returns, to find the one unused for longest */
};

struct db {
    sqlite3 *h;
    char *path; /* as the caller wrote it, for messages */
    enum db_mode mode;
    bool alone; /* no other process can have the file open */
    int last_rc;             /* extended code of the last failure */
    int64_t busy_since;      /* ms, monotonic: when the present wait for a lock began */
    struct db_stmt *running; /* the statement inside sqlite3_step, for db_limit_steps */
    int64_t step_limit;      /* 0: none */
    struct stmt_cache cache;
    db_authorizer *auth;
    void *auth_arg;
    db_guard *guard;
    void *guard_arg;
    bool own_sql; /* SQL of this layer's own is running: the authorizer is not asked */
};

struct db_stmt {
    struct db *db;
    sqlite3_stmt *h;
    int bind_rc;   /* the first bind that failed; reported by the next step */
    bool started;  /* stepped since the last reset */
    int64_t steps; /* virtual machine steps of this run, in thousands rounded down */
    char *text;    /* a cached statement's SQL; NULL for others */
    uint64_t hash; /* of text */
    uint64_t used; /* the cache's clock when it was last given back */
};

struct db_result {
    sqlite3_context *ctx;
};

/* ---- err.c ---- */

/* Fill `err` with what `rc` (extended or not) means and the connection's own words; returns false. */
bool db_fail(struct db *db, int rc, struct err *err);

/* ---- func.c ---- */

void db_value_read(sqlite3_value *v, struct db_value *out); /* text borrowed as long as v is unchanged */
void db_result_set(sqlite3_context *ctx, const struct db_value *v); /* text is copied */

/* ---- stmt.c ---- */

enum db_type db_type_of(int sqlite_type);
void stmt_free(struct db_stmt *st); /* for good, past the cache; NULL is fine */

/* ---- cache.c ---- */

uint64_t cache_hash(const char *text);
/* The idle statement of this text, now the caller's; NULL when there is none. */
struct db_stmt *cache_take(struct stmt_cache *c, const char *text, uint64_t hash);
/* Give back a statement that has been reset; the one unused for longest makes room. */
void cache_put(struct stmt_cache *c, struct db_stmt *st);
void cache_release(struct stmt_cache *c);

#endif
