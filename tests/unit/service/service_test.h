#ifndef SERVICE_TEST_H
#define SERVICE_TEST_H

/* The store's bench with a service on top and two people at it. */

#include "../store/store_test.h"

#include <stdlib.h>

#include "form/wire.h"
#include "service/service.h"

struct desk {
    struct bench b;
    struct service *sv;
    struct actor mai, lan, leader, guest;
    char school[UUID_TEXT], period[UUID_TEXT];
};

static inline void desk_start_service(struct desk *d)
{
    d->sv = service_new(d->b.st, d->b.app, &d->b.clock);
}

/* People and a school at a bench that is open. */
static inline void desk_sit_down(struct desk *d)
{
    d->mai = (struct actor){.person = "mai", .declared = true, .lang = LANG_VI};
    d->lan = (struct actor){.person = "lan", .role = "nguoi_lam", .declared = true, .lang = LANG_VI};
    d->leader = (struct actor){.person = "hoa", .role = "lanh_dao", .declared = true, .lang = LANG_VI};
    d->guest = (struct actor){.person = "khach", .role = "khach", .declared = true, .lang = LANG_VI};
    desk_start_service(d);
    bench_school(&d->b, "th001", "Trường Lê Lợi", d->school);
    bench_period(&d->b, d->school, "2026", d->period);
}

static inline void desk_open(struct desk *d)
{
    memset(d, 0, sizeof *d);
    bench_open(&d->b);
    desk_sit_down(d);
}

static inline void desk_close(struct desk *d)
{
    service_free(d->sv);
    d->b.st = NULL;
    bench_close(&d->b);
}

/* The same call, its request and its reply as the bytes that a socket would carry. */
static inline bool desk_call_by_wire(struct desk *d, struct host *h, enum lang lang, const struct request *req, struct reply *rep)
{
    struct str there = STR_INIT, back = STR_INIT;
    struct wire_request got = {0};
    struct reply answer = {0};
    struct err why = ERR_INIT;
    bool ok;
    wire_put_request(&there, req, lang);
    if (!wire_get_request(&got, (struct sv){there.p, there.len}, d->b.app, &why)) {
        fail_msg("the request is not understood: %s", why.msg);
    }
    got.req.in = req->in;
    got.req.out = req->out;
    ok = host_call(h, &got.req, &answer, &why);
    wire_put_reply(&back, ok, &why, &answer);
    if (!wire_get_reply(rep, &ok, &why, (struct sv){back.p, back.len}, d->b.app, &d->b.err)) {
        fail_msg("the reply is not understood: %s", d->b.err.msg);
    }
    if (!ok) {
        d->b.err = why;
    }
    reply_release(&answer);
    wire_request_release(&got);
    str_release(&there);
    str_release(&back);
    return ok;
}

/* $PHIEU_DOOR=wire: through bytes; `make unit-service` runs every test both ways. */
static inline bool desk_call(struct desk *d, const struct actor *who, const struct request *req,
                             struct reply *rep)
{
    struct host *h = service_host_new(d->sv, who);
    bool ok = getenv("PHIEU_DOOR") ? desk_call_by_wire(d, h, who->lang, req, rep) : host_call(h, req, rep, &d->b.err);
    service_host_free(h);
    return ok;
}

static inline void desk_must(struct desk *d, const struct actor *who, const struct request *req,
                             struct reply *rep)
{
    d->b.err.msg[0] = '\0';
    if (!desk_call(d, who, req, rep)) {
        fail_msg("operation %d: %s", (int)req->op, d->b.err.msg);
    }
}

static inline void desk_refuse(struct desk *d, const struct actor *who, const struct request *req,
                               enum err_code code, const char *says)
{
    struct reply rep = {0};
    if (desk_call(d, who, req, &rep)) {
        fail_msg("operation %d was done; it should say '%s'", (int)req->op, says);
    }
    if (d->b.err.code != code || !strstr(d->b.err.msg, says)) {
        fail_msg("operation %d says '%s', not '%s'", (int)req->op, d->b.err.msg, says);
    }
    reply_release(&rep);
}

/* A new sheet of the desk's period, not saved. */
static inline struct record *desk_sheet(struct desk *d, const char *criterion)
{
    struct record *r = bench_new(&d->b, "phieu");
    bench_set(r, "dot", d->period);
    bench_set(r, "tieu_chi", criterion);
    bench_set(r, "mo_ta", "Mô tả đầy đủ");
    return r;
}

/* Saves; the reply's record (as stored) is the caller's. */
static inline struct record *desk_save(struct desk *d, const struct actor *who, const struct record *r,
                                       const struct record *base)
{
    struct reply rep = {0};
    struct request req = {.op = OP_SAVE, .record = r, .base = base};
    desk_must(d, who, &req, &rep);
    struct record *stored = rep.record;
    rep.record = NULL;
    reply_release(&rep);
    return stored;
}

#endif
