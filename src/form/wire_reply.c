/* Replies as bytes. */

#include "form/wire_int.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- writing ---- */

static void put_rows(struct str *out, const struct rowset *rs)
{
    pack_list(out, rs->ncolumns);
    for (size_t i = 0; i < rs->ncolumns; i++) {
        wire_put_text(out, rs->columns[i]);
    }
    pack_list(out, rs->cells.n);
    for (size_t i = 0; i < rs->cells.n; i++) {
        value_pack(out, &rs->cells.v[i]);
    }
}

static void put_findings(struct str *out, const struct findings *f)
{
    pack_list(out, f->list.n);
    for (size_t i = 0; i < f->list.n; i++) {
        const struct finding *one = &f->list.v[i];
        pack_int(out, one->strength);
        pack_int(out, one->rule);
        wire_put_text(out, one->path);
        wire_put_text(out, one->msg);
        wire_put_bool(out, one->accepted);
    }
}

static void put_conflicts(struct str *out, const struct reply *rep)
{
    pack_list(out, rep->conflicts.n);
    for (size_t i = 0; i < rep->conflicts.n; i++) {
        const struct conflict *c = &rep->conflicts.v[i];
        wire_put_text(out, c->path);
        value_pack(out, &c->original);
        value_pack(out, &c->theirs);
        value_pack(out, &c->mine);
        wire_put_text(out, c->who);
        wire_put_text(out, c->at);
    }
}

void wire_put_reply(struct str *out, bool ok, const struct err *why, const struct reply *rep)
{
    wire_put_bool(out, ok);
    pack_int(out, ok ? ERR_NONE : why->code);
    wire_put_text(out, ok ? NULL : why->msg);
    put_rows(out, &rep->rows);
    put_rows(out, &rep->rows2);
    put_rows(out, &rep->rows3);
    wire_put_record(out, rep->record);
    put_findings(out, &rep->findings);
    wire_put_draft(out, &rep->draft);
    put_conflicts(out, rep);
    pack_int(out, rep->version);
    pack_int(out, rep->n);
    wire_put_text(out, rep->text);
}

/* ---- reading ---- */

static void take_rowset(struct wire_reader *r, struct rowset *rs)
{
    size_t ncolumns = wire_count(r);
    for (size_t i = 0; i < ncolumns && !r->bad; i++) {
        char *name = wire_string(r);
        if (name) {
            rowset_add_column(rs, name);
        }
        free(name);
    }
    size_t n = wire_count(r);
    if (r->bad || (n > 0 && (ncolumns == 0 || n % ncolumns != 0))) {
        wire_bad(r);
        return;
    }
    for (size_t i = 0; i < n && !r->bad; i += ncolumns) {
        struct value *row = rowset_add_row(rs);
        for (size_t k = 0; k < ncolumns && !r->bad; k++) {
            wire_value(r, &row[k]);
        }
    }
}

static void take_findings(struct wire_reader *r, struct findings *f)
{
    size_t n = wire_count(r);
    for (size_t i = 0; i < n && !r->bad; i++) {
        struct finding *one = vec_push(&f->list);
        one->strength = (enum strength)wire_range(r, 0, FIND_WARNING);
        one->rule = (enum rule)wire_range(r, 0, RULE_WARNING);
        one->path = wire_string(r);
        one->msg = wire_string(r);
        one->accepted = wire_bool(r);
    }
}

static void take_conflicts(struct wire_reader *r, struct reply *rep)
{
    size_t n = wire_count(r);
    for (size_t i = 0; i < n && !r->bad; i++) {
        struct conflict *c = vec_push(&rep->conflicts);
        c->path = wire_string(r);
        wire_value(r, &c->original);
        wire_value(r, &c->theirs);
        wire_value(r, &c->mine);
        c->who = wire_owned(r);
        c->at = wire_owned(r);
    }
}

static bool take_outcome(struct wire_reader *r, struct err *why)
{
    bool ok = wire_bool(r);
    bool null;
    *why = (struct err)ERR_INIT;
    why->code = (enum err_code)wire_range(r, ERR_NONE, ERR_STORE);
    struct sv msg = wire_sv(r, &null);
    if (msg.n >= sizeof why->msg || ok != (why->code == ERR_NONE)) {
        return wire_bad(r);
    }
    snprintf(why->msg, sizeof why->msg, "%.*s", (int)msg.n, msg.p);
    return ok;
}

bool wire_get_reply(struct reply *rep, bool *ok, struct err *why, struct sv bytes, struct app *app, struct err *err)
{
    struct wire_reader r = {.in = bytes, .app = app, .err = err};
    *ok = take_outcome(&r, why);
    take_rowset(&r, &rep->rows);
    take_rowset(&r, &rep->rows2);
    take_rowset(&r, &rep->rows3);
    rep->record = wire_record(&r);
    take_findings(&r, &rep->findings);
    (void)wire_draft(&r, &rep->draft);
    take_conflicts(&r, rep);
    rep->version = wire_int(&r);
    rep->n = wire_int(&r);
    rep->text = wire_owned(&r);
    if (!r.bad && r.in.n > 0) {
        wire_bad(&r);
    }
    if (r.bad) {
        reply_release(rep);
    }
    return !r.bad;
}
