#ifndef WORK_BENCH_H
#define WORK_BENCH_H

/*
 * A bench for tests of the workspace: an application in a temporary folder with one form, `phieu`, whose INI
 * text the test writes down; lists and queries are always the same ones.  Other records are what
 * bench_query() answers.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "form/format.h"
#include "form/work.h"

struct bench {
    char dir[64];
    struct app *app;
    const struct form *form;
    struct work *work;
    struct record *record;
    struct source src;
    int64_t now;
    struct clock clock;
    struct err err;
    int queries;      /* how many times the source was asked */
    const char *more; /* a file beside those of every bench, or NULL */
    const char *rows; /* codes that rows.sql returns, one letter each */
};

static inline void bench_write(const struct bench *b, const char *name, const char *text)
{
    char *path = file_join(b->dir, name);
    struct err err = ERR_INIT;
    if (!file_write_atomic(path, text, strlen(text), &err)) {
        fail_msg("%s", err.msg);
    }
    free(path);
}

static inline void add_text_row(struct rowset *out, const char *a, const char *b, int64_t n)
{
    struct value *v = rowset_add_row(out);
    value_set_text(&v[0], sv_of(a));
    value_set_text(&v[1], sv_of(b));
    value_set_int(&v[2], n);
}

/* lk.sql: columns bo, ten, so: two rows for the school 'a', one for 'b', none for others.  rows.sql: columns
 * ma, ten, so, and ten_en. */
static inline bool bench_query(void *arg, const char *name, const struct param *params, size_t n,
                               struct rowset *out, struct err *err)
{
    struct bench *b = arg;
    const char *school = n > 0 ? value_str(&params[0].value) : "";

    b->queries++;
    if (str_eq(name, "rows")) {
        rowset_add_column(out, "ma");
        rowset_add_column(out, "ten");
        rowset_add_column(out, "so");
        rowset_add_column(out, "ten_en");
        for (const char *c = b->rows; *c; c++) {
            add_text_row(out, (char[]){*c, '\0'}, (char[]){'t', *c, '\0'}, *c);
            value_set_text(&out->cells.v[out->cells.n - 1], sv_of((char[]){'n', *c, '\0'}));
        }
        return true;
    }
    if (!str_eq(name, "lk")) {
        return err_set(err, ERR_NOT_FOUND, "no query %s", name);
    }
    rowset_add_column(out, "bo");
    rowset_add_column(out, "ten");
    rowset_add_column(out, "so");
    if (str_eq(school, "a")) {
        add_text_row(out, "b1", "Trường A", 10);
        add_text_row(out, "b2", "Trường A2", 20);
    } else if (str_eq(school, "b")) {
        add_text_row(out, "b2", "Trường B", 30);
    }
    return true;
}

/* The school 'x' is taken. */
static inline bool bench_taken(void *arg, const struct form *form, const char *id, const size_t *fields,
                               const struct value *values, size_t n, bool *taken, struct err *err)
{
    (void)arg, (void)form, (void)id, (void)fields, (void)err;
    *taken = n > 0 && str_eq(value_str(&values[0]), "x");
    return true;
}

static inline void bench_files(struct bench *b, const char *form)
{
    struct err err = ERR_INIT;

    for (const char *const *sub = (const char *const[]){"forms", "lists", "queries", NULL}; *sub; sub++) {
        char *path = file_join(b->dir, *sub);
        assert_true(file_make_dirs(path, &err));
        free(path);
    }
    bench_write(b, "app.ini",
                "[app]\ntitle = Thử\ntitle.en = Trial\nlanguage = vi\ntimezone = +07:00\nholidays = nghi\n"
                "[role ai]\nlabel = Ai\nlabel.en = Anyone\nmay = read, write\n");
    bench_write(b, "lists/nghi.csv", "code,label,label.en\n2026-01-01,Tết dương lịch,New Year\n");
    bench_write(
        b, "lists/muc.csv",
        "code,label,label.en,short,diem:integer\ndat,Đạt,Passed,đ,1\nkhong_dat,Không đạt,Failed,k,0\n");
    bench_write(b, "lists/tieu_chi.csv",
                "code,label,label.en,short,valid_from,valid_to,bo\n"
                "b1-1,Một,One,1.1,,,b1\nb1-2,Hai,Two,1.2,,2020-12-31,b1\n"
                "b1-3,Ba,Three,1.3,,,b1\nb2-1,Bốn,Four,1.1,,,b2\n");
    bench_write(b, "queries/lk.sql", "SELECT bo, ten, so FROM t WHERE truong = :truong\n");
    bench_write(b, "queries/rows.sql", "SELECT ma, ten, so FROM u WHERE truong = :truong\n");
    bench_write(b, "forms/phieu.ini", form);
}

/* With one more file (NULL: none). */
static inline void bench_load_with(struct bench *b, const char *form, const char *name, const char *text)
{
    struct faults faults = {0};

    *b = (struct bench){.dir = "/tmp/phieu-work-XXXXXX", .now = INT64_C(1767225600000), .rows = "pqr", .more = name};
    assert_non_null(mkdtemp(b->dir));
    bench_files(b, form);
    if (name) {
        bench_write(b, name, text);
    }
    b->clock = clock_fixed(&b->now, 420); /* 2026-01-01 07:00 in Vietnam */
    b->src = (struct source){.query = bench_query, .taken = bench_taken, .arg = b};
    bool ok =
        app_open(&b->app, b->dir, &faults, &b->err) && app_form(b->app, "phieu", &b->form, &faults, &b->err);
    if (!ok) {
        faults_print(&faults, stderr);
        fail_msg("%s", b->err.msg);
    }
    faults_release(&faults);
}

static inline void bench_load(struct bench *b, const char *form)
{
    bench_load_with(b, form, NULL, NULL);
}

static inline void bench_open(struct bench *b, const char *form)
{
    bench_load(b, form);
    if (!work_new(&b->work, b->app, b->form, &b->clock, &b->src, NULL, &b->err)) {
        fail_msg("%s", b->err.msg);
    }
    b->record = record_new(b->form, "id-1");
}

static inline void bench_attach(struct bench *b)
{
    if (!work_attach(b->work, b->record, &b->err)) {
        fail_msg("%s", b->err.msg);
    }
}

static inline void bench_remove(const struct bench *b)
{
    static const char *const files[] = {"app.ini",         "lists/nghi.csv",
                                        "lists/muc.csv",   "lists/tieu_chi.csv",
                                        "queries/lk.sql",  "queries/rows.sql",
                                        "forms/phieu.ini", "lists",
                                        "queries",         "forms"};

    if (b->more) {
        char *path = file_join(b->dir, b->more);
        remove(path);
        free(path);
    }
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *path = file_join(b->dir, files[i]);
        remove(path);
        free(path);
    }
    remove(b->dir);
}

static inline void bench_close(struct bench *b)
{
    work_free(b->work);
    record_free(b->record);
    app_free(b->app);
    bench_remove(b);
}

static inline struct path bench_path(const struct bench *b, const char *text)
{
    struct path p;
    if (!record_path_parse(b->record, text, &p)) {
        fail_msg("no path %s", text);
    }
    return p;
}

/* Type a stored value into a field, as a person would, and let the workspace follow. */
static inline void bench_type(struct bench *b, const char *where, const char *stored)
{
    struct path p = bench_path(b, where);
    struct cell *c = record_cell(b->record, p);
    struct value v = VALUE_INIT;
    const struct field *f = record_field(b->record, p);

    if (!format_parse_stored(f, work_list(b->work, f), sv_of(stored), &v, &b->err)) {
        fail_msg("%s: %s", where, b->err.msg);
    }
    cell_set(c, &v);
    value_release(&v);
    c->touched = true;
    if (!work_changed(b->work, p, &b->err)) {
        fail_msg("%s: %s", where, b->err.msg);
    }
}

static inline struct cell *bench_cell(struct bench *b, const char *where)
{
    return record_cell(b->record, bench_path(b, where));
}

/* The value there, as plain text, is `expected` ("" for NULL). */
static inline void bench_expect(struct bench *b, const char *where, const char *expected)
{
    struct str s = STR_INIT;
    value_add_plain(&s, &bench_cell(b, where)->value);
    if (!str_eq(s.p, expected)) {
        fail_msg("%s is '%s', not '%s'", where, s.p, expected);
    }
    str_release(&s);
}

#endif
