/* SQL functions of our own, and values on their way to and from SQLite. */

#include "db/db_int.h"

#include <stdlib.h>
#include "base/i18n.h"
#include "base/mem.h"

#define ARGS_MAX 127 /* SQLite's own limit */

struct function {
    db_function *fn;
    void *arg;
};

/* SQLite gives a null pointer for a value of no bytes. */
static struct sv bytes_of(const void *p, int n)
{
    return (struct sv){p == NULL ? "" : p, (size_t)n};
}

void db_value_read(sqlite3_value *v, struct db_value *out)
{
    *out = (struct db_value){.type = db_type_of(sqlite3_value_type(v))};
    switch (out->type) {
    case DB_NULL:
        break;
    case DB_INT:
        out->i = sqlite3_value_int64(v);
        break;
    case DB_REAL:
        out->r = sqlite3_value_double(v);
        break;
    case DB_TEXT: {
        const void *p = sqlite3_value_text(v);
        out->text = bytes_of(p, sqlite3_value_bytes(v));
        break;
    }
    case DB_BLOB: {
        const void *p = sqlite3_value_blob(v);
        out->text = bytes_of(p, sqlite3_value_bytes(v));
        break;
    }
    }
}

void db_result_set(sqlite3_context *ctx, const struct db_value *v)
{
    const char *p = v->text.p == NULL ? "" : v->text.p;
    switch (v->type) {
    case DB_NULL:
        sqlite3_result_null(ctx);
        break;
    case DB_INT:
        sqlite3_result_int64(ctx, v->i);
        break;
    case DB_REAL:
        sqlite3_result_double(ctx, v->r);
        break;
    case DB_TEXT:
        sqlite3_result_text64(ctx, p, v->text.n, SQLITE_TRANSIENT, SQLITE_UTF8);
        break;
    case DB_BLOB:
        sqlite3_result_blob64(ctx, p, v->text.n, SQLITE_TRANSIENT);
        break;
    }
}

void db_result_null(struct db_result *r)
{
    sqlite3_result_null(r->ctx);
}

void db_result_int(struct db_result *r, int64_t x)
{
    sqlite3_result_int64(r->ctx, x);
}

void db_result_real(struct db_result *r, double x)
{
    sqlite3_result_double(r->ctx, x);
}

void db_result_text(struct db_result *r, const char *bytes, size_t n)
{
    db_result_set(r->ctx, &(struct db_value){.type = DB_TEXT, .text = {bytes, n}});
}

void db_result_error(struct db_result *r, const char *msg)
{
    sqlite3_result_error(r->ctx, msg, -1);
}

static void call(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    const struct function *f = sqlite3_user_data(ctx);
    struct db_value args[ARGS_MAX];
    if (argc > ARGS_MAX) {
        sqlite3_result_error(ctx, "too many arguments", -1);
        return;
    }
    for (int i = 0; i < argc; i++) {
        db_value_read(argv[i], &args[i]);
    }
    f->fn(f->arg, argc, args, &(struct db_result){ctx});
}

bool db_add_function(struct db *db, const char *name, int argc, bool deterministic, db_function *fn,
                     void *arg, struct err *err)
{
    struct function *f = mem_alloc(sizeof *f);
    *f = (struct function){fn, arg};
    int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY | (deterministic ? SQLITE_DETERMINISTIC : 0);
    int rc = sqlite3_create_function_v2(db->h, name, argc, flags, f, call, NULL, NULL, free);
    if (rc != SQLITE_OK) { /* f is freed by SQLite in this case too */
        db_fail(db, rc, err);
        return err_wrap(err, _("cannot add the function %s"), name);
    }
    return true;
}
