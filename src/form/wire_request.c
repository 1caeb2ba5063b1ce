/* Requests as bytes. */

#include "form/wire_int.h"

#include <stdlib.h>

#include "base/i18n.h"

/* In this order.  `typed`: what people wrote, which must be clean; the others are names and keys that came from the other side, or SQL. */
static const struct request_text {
    size_t offset;
    bool typed;
} texts[] = {
    {offsetof(struct request, form), true},   {offsetof(struct request, id), true},     {offsetof(struct request, key), true},
    {offsetof(struct request, name), true},   {offsetof(struct request, field), true},  {offsetof(struct request, text), true},
    {offsetof(struct request, after), false}, {offsetof(struct request, reason), true}, {offsetof(struct request, hash), true},
    {offsetof(struct request, snapshot), true},
};
#define TEXTS (sizeof texts / sizeof *texts)

static void put_values(struct str *out, const struct request *req)
{
    pack_list(out, req->nparams);
    for (size_t i = 0; i < req->nparams; i++) {
        wire_put_text(out, req->params[i].name);
        value_pack(out, &req->params[i].value);
    }
    pack_list(out, req->nseconds);
    for (size_t i = 0; i < req->nseconds; i++) {
        wire_put_text(out, req->seconds[i].path);
        value_pack(out, &req->seconds[i].keyed);
        value_pack(out, &req->seconds[i].stands);
        wire_put_text(out, req->seconds[i].reason);
    }
}

static void put_tally(struct str *out, const struct tally *t)
{
    wire_put_bool(out, t != NULL);
    if (t) {
        pack_int(out, t->begun);
        pack_int(out, t->keystrokes);
        pack_int(out, t->corrections);
        pack_int(out, t->seconds);
    }
}

void wire_put_request(struct str *out, const struct request *req, enum lang lang)
{
    pack_int(out, req->op);
    pack_int(out, lang);
    for (size_t i = 0; i < TEXTS; i++) {
        wire_put_text(out, *(const char *const *)(const void *)((const char *)req + texts[i].offset));
    }
    wire_put_bool(out, req->back);
    pack_int(out, req->version);
    pack_int(out, req->n);
    pack_int(out, (int64_t)req->limit);
    put_values(out, req);
    wire_put_record(out, req->record);
    wire_put_record(out, req->base);
    wire_put_draft(out, req->draft);
    put_tally(out, req->tally);
    wire_put_bool(out, req->in != NULL);
    wire_put_bool(out, req->out != NULL);
}

static void take_texts(struct wire_reader *r, struct request *req)
{
    for (size_t i = 0; i < TEXTS; i++) {
        r->strict = texts[i].typed;
        *(const char **)(void *)((char *)req + texts[i].offset) = wire_text(r);
    }
    r->strict = true;
}

static void take_params(struct wire_reader *r, struct wire_request *w)
{
    size_t n = wire_count(r);
    r->strict = false;
    for (size_t i = 0; i < n && !r->bad; i++) {
        struct param *p = vec_push(&w->params);
        p->name = wire_text(r);
        wire_value(r, &p->value);
        if (!p->name) {
            wire_bad(r);
        }
    }
    r->strict = true;
}

static void take_seconds(struct wire_reader *r, struct wire_request *w)
{
    size_t n = wire_count(r);
    for (size_t i = 0; i < n && !r->bad; i++) {
        struct second *s = vec_push(&w->seconds);
        s->path = wire_text(r);
        wire_value(r, &s->keyed);
        wire_value(r, &s->stands);
        s->reason = wire_text(r);
        if (!s->path) {
            wire_bad(r);
        }
    }
}

static void take_tally(struct wire_reader *r, struct wire_request *w)
{
    if (wire_bool(r)) {
        w->tally = (struct tally){wire_range(r, 0, INT32_MAX), 0, 0, 0};
        w->tally.keystrokes = wire_range(r, 0, INT32_MAX);
        w->tally.corrections = wire_range(r, 0, INT32_MAX);
        w->tally.seconds = wire_range(r, 0, INT32_MAX);
        w->req.tally = &w->tally;
    }
}

/* Pointers into the struct itself, once nothing in it moves any more. */
static void point(struct wire_request *w, bool draft)
{
    struct request *req = &w->req;
    req->params = w->params.v;
    req->nparams = w->params.n;
    req->seconds = w->seconds.v;
    req->nseconds = w->seconds.n;
    req->record = w->record;
    req->base = w->base;
    req->draft = draft ? &w->draft : NULL;
}

bool wire_get_request(struct wire_request *out, struct sv bytes, struct app *app, struct err *err)
{
    struct wire_reader r = {.in = bytes, .app = app, .arena = &out->arena, .strict = true, .err = err};
    out->req.op = (enum op)wire_range(&r, 0, OP_COUNT - 1);
    out->lang = (enum lang)wire_range(&r, 0, LANG_COUNT - 1);
    take_texts(&r, &out->req);
    out->req.back = wire_bool(&r);
    out->req.version = wire_int(&r);
    out->req.n = wire_int(&r);
    out->req.limit = (size_t)wire_range(&r, 0, INT32_MAX);
    take_params(&r, out);
    take_seconds(&r, out);
    out->record = wire_record(&r);
    out->base = wire_record(&r);
    bool draft = wire_draft(&r, &out->draft);
    take_tally(&r, out);
    out->has_in = wire_bool(&r);
    out->has_out = wire_bool(&r);
    bool same_form = !out->record || !out->base || out->record->form == out->base->form;
    if (!r.bad && (r.in.n > 0 || !same_form)) {
        wire_bad(&r);
    }
    point(out, draft);
    return !r.bad;
}

void wire_request_release(struct wire_request *w)
{
    for (size_t i = 0; i < w->params.n; i++) {
        value_release(&w->params.v[i].value);
    }
    vec_release(&w->params);
    for (size_t i = 0; i < w->seconds.n; i++) {
        value_release(&w->seconds.v[i].keyed);
        value_release(&w->seconds.v[i].stands);
    }
    vec_release(&w->seconds);
    record_free(w->record);
    record_free(w->base);
    draft_release(&w->draft);
    arena_release(&w->arena);
    *w = (struct wire_request){0};
}
