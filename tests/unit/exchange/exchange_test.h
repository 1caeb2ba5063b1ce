#ifndef EXCHANGE_TEST_H
#define EXCHANGE_TEST_H

/* A database of the application trao_doi with a service that knows exchange/, and files that are texts. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "exchange/operations.h"

#define SCHOOLS "ma,ten\nA,Trường A\nB,Trường B\n"

struct desk {
    char dir[64], path[96];
    int64_t now;
    struct clock clock;
    struct app *app;
    struct service *sv; /* owns the store */
    struct actor actor;
    struct err err;
    struct reply rep;
    char *out; /* what went to the request's stream; owned */
    size_t nout;
};

static inline void desk_open_with(struct desk *d, const char *app, const char *role)
{
    struct store *st = NULL;
    struct faults faults = {0};
    memset(d, 0, sizeof *d);
    snprintf(d->dir, sizeof d->dir, "/tmp/phieu-exchange-XXXXXX");
    assert_non_null(mkdtemp(d->dir));
    snprintf(d->path, sizeof d->path, "%s/a.db", d->dir);
    d->now = INT64_C(1788000000000);
    d->clock = clock_fixed(&d->now, 420);
    if (!app_open(&d->app, app, &faults, &d->err) ||
        !store_open(&st, d->path, STORE_CREATE, d->app, &d->clock, &d->err)) {
        fail_msg("%s", d->err.msg);
    }
    faults_release(&faults);
    d->sv = service_new(st, d->app, &d->clock);
    service_add_operations(d->sv, exchange_operations, exchange_operation_count);
    d->actor = (struct actor){.person = "mai", .role = role, .declared = true, .lang = LANG_VI};
}

static inline void desk_open(struct desk *d)
{
    desk_open_with(d, "tests/fixtures/trao_doi", "giao_vien");
}

static inline void desk_forget(struct desk *d)
{
    reply_release(&d->rep);
    free(d->out);
    d->out = NULL;
    d->err = (struct err)ERR_INIT;
}

static inline void desk_close(struct desk *d)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    char path[128];
    desk_forget(d);
    service_free(d->sv);
    app_free(d->app);
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s%s", d->path, ends[i]);
        unlink(path);
    }
    rmdir(d->dir);
}

/* "name=value" texts, at most eight, the last NULL. */
static inline size_t desk_params(const char *const *texts, struct param *params, char names[8][32])
{
    size_t n = 0;
    memset(params, 0, 8 * sizeof *params);
    for (; texts && texts[n]; n++) {
        const char *eq = strchr(texts[n], '=');
        snprintf(names[n], 32, "%.*s", (int)(eq - texts[n]), texts[n]);
        params[n].name = names[n];
        value_set_text(&params[n].value, sv_of(eq + 1));
    }
    return n;
}

/* One request; `in` is the file that comes with it, or NULL.  What the last one left is forgotten. */
static inline bool desk_call(struct desk *d, struct request req, const char *const *texts, const char *in)
{
    struct param params[8];
    char names[8][32];
    desk_forget(d);
    req.params = params;
    req.nparams = desk_params(texts, params, names);
    req.out = open_memstream(&d->out, &d->nout);
    req.in = in ? fmemopen(NULL, strlen(in) + 1, "w+") : NULL;
    if (in) {
        fwrite(in, 1, strlen(in), req.in);
        rewind(req.in);
    }
    struct host *h = service_host_new(d->sv, &d->actor);
    bool ok = host_call(h, &req, &d->rep, &d->err);
    service_host_free(h);
    if (req.in) {
        fclose(req.in);
    }
    fclose(req.out);
    for (size_t i = 0; i < req.nparams; i++) {
        value_release(&params[i].value);
    }
    return ok;
}

#define TEXTS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* "form" or "form.roster" in a request. */
static inline bool desk_exchange(struct desk *d, enum op op, const char *what, const char *const *texts,
                                 const char *in)
{
    char form[64];
    snprintf(form, sizeof form, "%s", what);
    char *dot = strchr(form, '.');
    if (dot) {
        *dot = '\0';
    }
    return desk_call(d, (struct request){.op = op, .form = form, .name = dot ? dot + 1 : NULL}, texts, in);
}

static inline bool desk_import(struct desk *d, const char *what, const char *const *texts, const char *in)
{
    return desk_exchange(d, OP_IMPORT, what, texts, in);
}

/* All rows are stored. */
static inline void desk_load(struct desk *d, const char *what, const char *in)
{
    if (!desk_import(d, what, NULL, in)) {
        fail_msg("%s: %s", what, d->err.msg);
    }
    if (d->rep.version > 0) {
        fail_msg("%s: line %s, %s: %s", what, rowset_str(&d->rep.rows, 0, "line"),
                 rowset_str(&d->rep.rows, 0, "column"), rowset_str(&d->rep.rows, 0, "reason"));
    }
}

/* The file is exactly this. */
static inline void desk_gives(struct desk *d, const char *what, const char *const *texts, const char *file)
{
    if (!desk_exchange(d, OP_EXPORT, what, texts, NULL)) {
        fail_msg("%s: %s", what, d->err.msg);
    }
    assert_string_equal(d->out, file);
}

static inline void desk_fails(struct desk *d, enum op op, const char *what, const char *const *texts,
                              const char *in, const char *says)
{
    if (desk_exchange(d, op, what, texts, in)) {
        fail_msg("%s was done; it should say '%s'", what, says);
    }
    if (!strstr(d->err.msg, says)) {
        fail_msg("it says '%s', not '%s'", d->err.msg, says);
    }
}

#endif
