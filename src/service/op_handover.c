/*
 * What somebody had to do becomes another's: their drafts, and the records that name them in a field with `assigned`.
 *
 * Such a field names a record that stands for a person, by the account it holds (`account`).  Records that can only be read keep the
 * name: what was handed in says who did it.
 */

#include "service/inner.h"

#include <string.h>

#include "base/i18n.h"

struct handover {
    struct service *sv;
    const struct actor *actor;
    const struct request *req; /* text: from whom, id: to whom, n: 1 only shows */
    struct reply *rep;         /* rows: what, moved, stays; n: drafts, version: records */
    char txn[UUID_TEXT];
};

/* ---- one record ---- */

static void assign_cell(const struct field *f, struct cell *c, const char *from, const char *to)
{
    if (f->assigned && str_eq(value_str(&c->value), from)) {
        value_set_text(&c->value, sv_of(to));
    }
}

static void assign(struct record *r, const char *from, const char *to)
{
    for (size_t i = 0; i < r->form->nfields; i++) {
        assign_cell(&r->form->fields[i], &r->cells[i], from, to);
    }
    for (size_t i = 0; i < r->form->nrosters; i++) {
        const struct roster *ro = &r->form->rosters[i];
        for (size_t k = 0; k < r->rosters[i].list.n; k++) {
            for (size_t j = 0; j < ro->nfields; j++) {
                assign_cell(&ro->fields[j], &r->rosters[i].list.v[k].cells[j], from, to);
            }
        }
    }
}

static bool names_assigned(const struct record *r, const char *path)
{
    struct path p;
    return record_path_parse(r, path, &p) && record_field(r, p)->assigned;
}

/* Errors that were there wait for whoever takes over; what is wrong with the name itself does not. */
static bool suits(const struct handover *h, const struct record *r, const struct findings *findings, struct err *err)
{
    struct str title = STR_INIT;
    bool ok = true;
    for (size_t i = 0; ok && i < findings->list.n; i++) {
        const struct finding *f = &findings->list.v[i];
        if (!f->accepted && names_assigned(r, f->path)) {
            ok = store_title(h->sv->st, r->form, r->id, h->actor->lang, &title, err) &&
                 err_set(err, ERR_REFUSED, _("'%s' cannot take over “%s”: %s"), h->req->id, title.p, f->msg);
        }
    }
    str_release(&title);
    return ok;
}

static bool store_assigned_to(const struct handover *h, struct record *r, const struct record *old, const char *to, struct err *err)
{
    struct findings findings = {0};
    if (!to[0]) {
        return err_set(err, ERR_NOT_FOUND, _("no record stands for '%s' who is to take over: enter their account first"), h->req->id);
    }
    bool ok = service_recheck(h->sv, h->actor, r, &findings, err) && suits(h, r, &findings, err) &&
              (h->req->n == 1 || service_save(h->sv, h->actor, r, old, "handover", h->req->reason, h->txn, &findings, err));
    findings_release(&findings);
    return ok;
}

/* *stays: the record can only be read. */
static bool hand_record(const struct handover *h, const struct form *form, const char *id, const char *from, const char *to, bool *stays,
                        struct err *err)
{
    struct record *old = NULL, *r = NULL;
    struct err why = ERR_INIT;
    *stays = false;
    if (!store_load(h->sv->st, form, id, &old, err)) {
        return false;
    }
    bool ok = dossier_editable(h->sv->st, old, &why);
    if (!ok && why.code == ERR_REFUSED) {
        *stays = ok = true;
    } else if (!ok) {
        *err = why;
    } else {
        r = record_clone(old);
        assign(r, from, to);
        ok = store_assigned_to(h, r, old, to, err);
    }
    record_free(r);
    record_free(old);
    return ok;
}

/* ---- the records of a form ---- */

static void add_row(const struct handover *h, const char *what, int64_t moved, int64_t stays)
{
    if (moved > 0 || stays > 0) {
        struct value *row = rowset_add_row(&h->rep->rows);
        value_set_text(&row[0], sv_of(what));
        value_set_int(&row[1], moved);
        value_set_int(&row[2], stays);
    }
}

static bool hand_records(const struct handover *h, const struct form *form, const char *from, const char *to, struct err *err)
{
    struct rowset ids = {0};
    int64_t left = 0;
    bool stays, ok = store_assigned(h->sv->st, form, from, &ids, err);
    for (size_t i = 0; ok && i < ids.nrows; i++) {
        ok = hand_record(h, form, rowset_str(&ids, i, "_id"), from, to, &stays, err);
        left += ok && stays;
    }
    if (ok) {
        add_row(h, label_in(&form->title, h->actor->lang), (int64_t)ids.nrows - left, left);
        h->rep->version += (int64_t)ids.nrows - left;
    }
    rowset_release(&ids);
    return ok;
}

/* Of every form, those that name the two by records of this one. */
static bool hand_by(const struct handover *h, const struct form *people, struct err *err)
{
    const struct field *account = form_account(people);
    char from[UUID_TEXT] = "", to[UUID_TEXT] = "";
    const struct form *form;
    bool ok = !account || (store_by_account(h->sv->st, people, account->name, h->req->text, from, err) &&
                           store_by_account(h->sv->st, people, account->name, h->req->id, to, err));
    for (size_t i = 0; ok && from[0] && i < h->sv->app->forms.n; i++) {
        ok = service_form(h->sv, h->sv->app->forms.v[i], &form, err) && hand_records(h, form, from, to, err);
    }
    return ok;
}

/* ---- all of it ---- */

static bool hand_drafts(const struct handover *h, struct err *err)
{
    struct rowset drafts = {0};
    bool ok = h->req->n == 1 ? store_drafts(h->sv->st, h->req->text, &drafts, err)
                             : store_drafts_move(h->sv->st, h->req->text, h->req->id, &h->rep->n, err);
    h->rep->n = h->req->n == 1 ? (int64_t)drafts.nrows : h->rep->n;
    rowset_release(&drafts);
    add_row(h, _("Drafts"), h->rep->n, 0);
    return ok;
}

bool service_handover(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep, struct err *err)
{
    static const char *const columns[] = {"what", "moved", "stays"};
    struct handover h = {.sv = sv, .actor = actor, .req = req, .rep = rep};
    const struct form *people;
    service_txn(sv, h.txn);
    reply_columns(&rep->rows, columns, 3);
    bool ok = hand_drafts(&h, err);
    for (size_t i = 0; ok && i < sv->app->forms.n; i++) {
        ok = service_form(sv, sv->app->forms.v[i], &people, err) && hand_by(&h, people, err);
    }
    return ok;
}
