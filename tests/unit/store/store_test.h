#ifndef STORE_TEST_H
#define STORE_TEST_H

/*
 * What tests of the store share: a copy of the application tests/fixtures/so_sach in a folder of its own, a
 * clock that stands still, and a database beside it.  `bench_close` removes everything.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "form/format.h"
#include "form/value.h"
#include "store/dossier.h"
#include "store/store.h"

#define FIXTURE "tests/fixtures/so_sach"

struct bench {
    char dir[64];
    char app_dir[96];
    char path[96]; /* of the database */
    int64_t now;
    struct clock clock;
    struct app *app;
    struct store *st;
    struct err err;
    bool altered; /* by the test itself, past the store: nothing is proved at its end */
};

static inline void bench_copy_folder(const char *from, const char *to)
{
    DIR *d = opendir(from);
    struct dirent *e;
    mkdir(to, 0700);
    while (d && (e = readdir(d))) {
        struct err err = ERR_INIT;
        struct str text = STR_INIT;
        if (e->d_name[0] == '.') {
            continue;
        }
        char *a = file_join(from, e->d_name), *b = file_join(to, e->d_name);
        if (file_is_dir(a)) {
            bench_copy_folder(a, b);
        } else if (!file_read(a, 1 << 20, &text, &err) || !file_write_atomic(b, text.p, text.len, &err)) {
            fail_msg("%s", err.msg);
        }
        str_release(&text);
        free(a);
        free(b);
    }
    closedir(d);
}

static inline void bench_remove(const char *path)
{
    DIR *d = opendir(path);
    struct dirent *e;
    while (d && (e = readdir(d))) {
        if (!str_eq(e->d_name, ".") && !str_eq(e->d_name, "..")) {
            char *inner = file_join(path, e->d_name);
            bench_remove(inner);
            free(inner);
        }
    }
    if (d) {
        closedir(d);
        rmdir(path);
    } else {
        unlink(path);
    }
}

#define must(b, call)                                                                                        \
    do {                                                                                                     \
        if (!(call)) {                                                                                       \
            fail_msg("%s: %s", #call, (b)->err.msg);                                                         \
        }                                                                                                    \
    } while (0)

static inline void bench_load_app(struct bench *b)
{
    struct faults faults = {0};
    app_free(b->app);
    b->app = NULL;
    if (!app_open(&b->app, b->app_dir, &faults, &b->err)) {
        faults_print(&faults, stderr);
        fail_msg("%s", b->err.msg);
    }
    faults_release(&faults);
}

static inline void bench_open_store(struct bench *b)
{
    must(b, store_open(&b->st, b->path, STORE_CREATE, b->app, &b->clock, &b->err));
}

/* With another application. */
static inline void bench_start_with(struct bench *b, const char *fixture)
{
    memset(b, 0, sizeof *b);
    snprintf(b->dir, sizeof b->dir, "/tmp/phieu-test-XXXXXX");
    assert_non_null(mkdtemp(b->dir));
    snprintf(b->app_dir, sizeof b->app_dir, "%s/so_sach", b->dir);
    snprintf(b->path, sizeof b->path, "%s/data/so_sach.db", b->dir);
    bench_copy_folder(fixture, b->app_dir);
    b->now = INT64_C(1772323200000); /* 2026-03-01T00:00:00Z */
    b->clock = clock_fixed(&b->now, 420);
    bench_load_app(b);
}

static inline void bench_start(struct bench *b)
{
    bench_start_with(b, FIXTURE);
}

static inline void bench_open(struct bench *b)
{
    bench_start(b);
    bench_open_store(b);
}

/* Somebody with another tool, who takes the triggers away first and puts them back. */
static inline void bench_alter(struct bench *b, const char *sql)
{
    struct str all = STR_INIT;
    struct rowset triggers = {0};
    struct db_stmt *s;
    must(b, db_prepare(b->st->db, &s, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'", &b->err));
    must(b, rowset_fill(&triggers, s, SIZE_MAX, &b->err));
    db_finalize(s);
    for (size_t i = 0; i < triggers.nrows; i++) {
        str_addf(&all, "DROP TRIGGER %s;", rowset_str(&triggers, i, "name"));
    }
    str_addf(&all, "%s;", sql);
    for (size_t i = 0; i < triggers.nrows; i++) {
        str_addf(&all, "%s;", rowset_str(&triggers, i, "sql"));
    }
    must(b, db_exec(b->st->db, all.p, &b->err));
    b->altered = true;
    rowset_release(&triggers);
    str_release(&all);
}

/* After every test: what stands in the tables is what the history tells. */
static inline void bench_prove(struct bench *b)
{
    struct proof p;
    must(b, store_prove(b->st->db, &p, NULL, NULL, &b->err));
    if (p.nbroken > 0) {
        fail_msg("the proof finds: %s %s: %s", rowset_str(&p.broken, 0, "form"), rowset_str(&p.broken, 0, "record"),
                 rowset_str(&p.broken, 0, "what"));
    }
    proof_release(&p);
}

static inline void bench_close(struct bench *b)
{
    if (b->st && !b->altered) {
        bench_prove(b);
    }
    store_close(b->st);
    app_free(b->app);
    bench_remove(b->dir);
}

/* As after a restart; with `changed` the application is read again. */
static inline void bench_reopen(struct bench *b, bool changed)
{
    store_close(b->st);
    b->st = NULL;
    if (changed) {
        bench_load_app(b);
    }
    bench_open_store(b);
}

static inline void bench_write_file(struct bench *b, const char *name, const char *text)
{
    char *path = file_join(b->app_dir, name);
    must(b, file_write_atomic(path, text, strlen(text), &b->err));
    free(path);
}

static inline void bench_append_file(struct bench *b, const char *name, const char *text)
{
    char *path = file_join(b->app_dir, name);
    struct str all = STR_INIT;
    must(b, file_read(path, 1 << 20, &all, &b->err));
    str_add(&all, text);
    must(b, file_write_atomic(path, all.p, all.len, &b->err));
    str_release(&all);
    free(path);
}

static inline const struct form *bench_form(struct bench *b, const char *name)
{
    const struct form *form;
    must(b, app_form(b->app, name, &form, NULL, &b->err));
    return form;
}

/* A text, an integer or (with "/" in the path) a cell of a roster row; NULL empties. */
static inline void bench_set(struct record *r, const char *path, const char *text)
{
    struct path p;
    struct err err = ERR_INIT;
    if (!record_path_parse(r, path, &p)) {
        fail_msg("no field %s", path);
    }
    struct cell *c = record_cell(r, p);
    value_release(&c->value);
    if (text && !format_parse_stored(record_field(r, p), NULL, sv_of(text), &c->value, &err)) {
        fail_msg("%s", err.msg);
    }
    c->touched = true;
}

static inline void bench_expect(const struct record *r, const char *path, const char *text)
{
    struct path p;
    struct str plain = STR_INIT;
    if (!record_path_parse(r, path, &p)) {
        fail_msg("no field %s", path);
    }
    value_add_plain(&plain, &record_cell_const(r, p)->value);
    assert_string_equal(plain.p, text);
    str_release(&plain);
}

static inline struct change_info bench_info(const char *op)
{
    return (struct change_info){.who = "mai", .role = "nguoi_lam", .op = op, .txn = "t", .declared = true};
}

static inline struct record *bench_new(struct bench *b, const char *form)
{
    char id[UUID_TEXT];
    uuid7(b->now++, id);
    return record_new(bench_form(b, form), id);
}

static inline bool bench_try_save(struct bench *b, struct record *r, const struct record *old, const char *op)
{
    struct change_info info = bench_info(op);
    must(b, store_begin(b->st, &b->err));
    bool ok = store_save(b->st, r, old, 0, &info, &b->err);
    if (ok) {
        must(b, store_commit(b->st, &b->err));
    } else {
        store_rollback(b->st);
    }
    return ok;
}

static inline void bench_save(struct bench *b, struct record *r, const struct record *old)
{
    must(b, bench_try_save(b, r, old, old ? "update" : "create"));
}

static inline struct record *bench_load(struct bench *b, const char *form, const char *id)
{
    struct record *r;
    must(b, store_load(b->st, bench_form(b, form), id, &r, &b->err));
    return r;
}

/* Gives a record another key, as rekey does; `rows`: who names it. */
static inline void bench_rekey(struct bench *b, const char *form, const char *id, const char *new_key, struct rowset *rows)
{
    struct change_info info = bench_info("rekey");
    struct record *old = bench_load(b, form, id);
    struct record *now = record_clone(old);
    rowset_add_column(rows, "form");
    rowset_add_column(rows, "key");
    rowset_add_column(rows, "what");
    must(b, store_begin(b->st, &b->err));
    must(b, dossier_take_key(b->st, now, new_key, &b->err));
    must(b, store_save(b->st, now, old, 0, &info, &b->err));
    must(b, dossier_namers(b->st, now, true, rows, &b->err));
    must(b, store_commit(b->st, &b->err));
    record_free(old);
    record_free(now);
}

/* Stores a school; its id goes into `id`. */
static inline void bench_school(struct bench *b, const char *code, const char *name, char id[UUID_TEXT])
{
    struct record *r = bench_new(b, "truong");
    bench_set(r, "ma", code);
    bench_set(r, "ten", name);
    bench_save(b, r, NULL);
    memcpy(id, r->id, UUID_TEXT);
    record_free(r);
}

static inline void bench_period(struct bench *b, const char *school, const char *year, char id[UUID_TEXT])
{
    struct record *r = bench_new(b, "dot");
    bench_set(r, "truong", school);
    bench_set(r, "nam", year);
    bench_save(b, r, NULL);
    memcpy(id, r->id, UUID_TEXT);
    record_free(r);
}

/* The one value of a SELECT, as text. */
static inline void bench_sql(struct bench *b, const char *sql, const char *expected)
{
    struct rowset rows = {0};
    struct str plain = STR_INIT;
    must(b, store_select(b->st, sql, NULL, 0, 10, &rows, &b->err));
    value_add_plain(&plain, rowset_at(&rows, 0, 0));
    if (!str_eq(plain.p, expected)) {
        fail_msg("%s gives '%s', not '%s'", sql, plain.p, expected);
    }
    str_release(&plain);
    rowset_release(&rows);
}

#endif
