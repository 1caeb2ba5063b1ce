/* Drafts: each belongs to the person who typed it. */

#include "service/inner.h"

#include "base/i18n.h"
#include "form/verify.h"

static const char *owner(const struct service *sv, const struct actor *actor)
{
    return service_info(sv, actor, "", NULL, NULL).who;
}

bool service_count(struct service *sv, const struct actor *actor, const struct request *req, const char *form, int64_t saved,
                   int64_t different, struct err *err)
{
    const char *verified = verify_draft_form(form);
    if (!sv->app->statistics || !req->tally) {
        return true;
    }
    return store_operator_add(sv->st, owner(sv, actor), verified ? verified : form, req->tally, saved, different, err);
}

/* On a server it knows who opened a record last; elsewhere each process asks the draft itself. */
static bool holds(const struct service *sv, const struct actor *actor, const char *form, const char *id, bool partial)
{
    const char *verified = verify_draft_form(form);
    struct err ignored = ERR_INIT;
    bool ours = false;
    if (str_eq(form, KEPT_FORM)) {
        return true;
    }
    if (sv->held) {
        return sv->held(sv->present_arg, actor, verified ? verified : form, id);
    }
    return store_draft_ours(sv->st, owner(sv, actor), form, id, partial, &ours, &ignored) && ours;
}

bool service_holds(const struct service *sv, const struct actor *actor, const char *form, const char *id)
{
    return holds(sv, actor, form, id, false);
}

bool service_tidy(struct service *sv, const struct actor *actor, const char *form, const char *id, struct err *err)
{
    return !service_holds(sv, actor, form, id) || store_draft_drop(sv->st, owner(sv, actor), form, id, err);
}

static bool must_hold(const struct service *sv, const struct actor *actor, const char *form, const char *id, bool partial, struct err *err)
{
    return holds(sv, actor, form, id, partial) ||
           err_set(err, ERR_REFUSED, _("you went on with this record in another session: nothing is kept from here; save here, or leave"));
}

static bool names_one(const struct request *req, struct err *err)
{
    return (req->form && req->id) || err_set(err, ERR_USAGE, _("the request names no draft"));
}

/* What nobody but its author writes is not drafted by anybody else. */
static bool may_draft(struct service *sv, const struct actor *actor, const struct draft *d, struct err *err)
{
    const struct form *form;
    struct record *r = NULL;
    struct err none = ERR_INIT;
    if (!sv->scope.role || !names_has(&sv->app->forms, d->form)) {
        return true;
    }
    if (!service_form(sv, d->form, &form, err) || form->author < 0 || !store_load(sv->whole, form, d->id, &r, &none)) {
        return err->code == ERR_NONE;
    }
    bool ok = rights_author(sv, actor, r, err);
    record_free(r);
    return ok;
}

bool op_draft_put(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
                  struct err *err)
{
    (void)rep;
    if (!req->draft || !req->draft->form || !req->draft->id) {
        return err_set(err, ERR_USAGE, _("the request holds no draft"));
    }
    return may_draft(sv, actor, req->draft, err) && must_hold(sv, actor, req->draft->form, req->draft->id, req->draft->partial, err) && store_draft_put(sv->st, owner(sv, actor), req->draft, err) && service_count(sv, actor, req, req->draft->form, 0, 0, err);
}

bool op_draft_get(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
                  struct err *err)
{
    return names_one(req, err) &&
           store_draft_get(sv->st, owner(sv, actor), req->form, req->id, &rep->draft, err) &&
           (!rep->draft.form || store_draft_take(sv->st, owner(sv, actor), req->form, req->id, err));
}

bool op_draft_drop(struct service *sv, const struct actor *actor, const struct request *req,
                   struct reply *rep, struct err *err)
{
    (void)rep;
    return names_one(req, err) && must_hold(sv, actor, req->form, req->id, false, err) && store_draft_drop(sv->st, owner(sv, actor), req->form, req->id, err) &&
           service_count(sv, actor, req, req->form, 0, 0, err);
}
