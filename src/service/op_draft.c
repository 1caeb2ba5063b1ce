/* Drafts: each belongs to the person who typed it; and who these people are. */

#include "service/inner.h"

#include "base/i18n.h"

static const char *owner(const struct service *sv, const struct actor *actor)
{
    return service_info(sv, actor, "", NULL, NULL).who;
}

static bool names_one(const struct request *req, struct err *err)
{
    return (req->form && req->id) || err_set(err, ERR_USAGE, _("the request names no draft"));
}

bool op_draft_put(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
                  struct err *err)
{
    (void)rep;
    if (!req->draft || !req->draft->form || !req->draft->id) {
        return err_set(err, ERR_USAGE, _("the request holds no draft"));
    }
    return store_draft_put(sv->st, owner(sv, actor), req->draft, err);
}

bool op_draft_get(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
                  struct err *err)
{
    return names_one(req, err) &&
           store_draft_get(sv->st, owner(sv, actor), req->form, req->id, &rep->draft, err);
}

bool op_draft_drop(struct service *sv, const struct actor *actor, const struct request *req,
                   struct reply *rep, struct err *err)
{
    (void)rep;
    return names_one(req, err) && store_draft_drop(sv->st, owner(sv, actor), req->form, req->id, err);
}

bool op_people(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep, struct err *err)
{
    (void)actor;
    (void)req;
    return store_people(sv->st, &rep->rows, err);
}
