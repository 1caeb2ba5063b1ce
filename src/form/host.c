#include "form/host.h"

#include <stdlib.h>

static void draft_value_release(struct draft_value *v)
{
    free(v->path);
    free(v->raw);
}

void draft_release(struct draft *d)
{
    for (size_t i = 0; i < d->values.n; i++) {
        draft_value_release(&d->values.v[i]);
    }
    vec_release(&d->values);
    free(d->form);
    free(d->id);
    free(d->focus);
    free(d->ended);
    *d = (struct draft){0};
}

static void conflict_release(struct conflict *c)
{
    free(c->path);
    value_release(&c->original);
    value_release(&c->theirs);
    value_release(&c->mine);
    free(c->who);
    free(c->at);
}

void reply_release(struct reply *r)
{
    rowset_release(&r->rows);
    rowset_release(&r->rows2);
    rowset_release(&r->rows3);
    record_free(r->record);
    findings_release(&r->findings);
    draft_release(&r->draft);
    for (size_t i = 0; i < r->conflicts.n; i++) {
        conflict_release(&r->conflicts.v[i]);
    }
    vec_release(&r->conflicts);
    free(r->text);
    *r = (struct reply){0};
}

bool host_call(struct host *h, const struct request *req, struct reply *rep, struct err *err)
{
    return h->call(h, req, rep, err);
}
