/* Several records at once: keys, differences between snapshots, definitions that changed. */

#include "service/inner.h"

#include "base/hash.h"
#include "base/i18n.h"

bool op_rekey(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
              struct err *err)
{
    const struct form *form;
    char txn[UUID_TEXT];
    if (!req->key || !req->text) {
        return err_set(err, ERR_USAGE, _("changing a key needs the old key and the new one"));
    }
    service_txn(sv, txn);
    struct change_info info = service_info(sv, actor, "rekey", req->reason, txn);
    return service_form(sv, req->form, &form, err) &&
           dossier_rekey(sv->st, form, req->key, req->text, req->n == 1, &info, &rep->rows, err);
}

static int64_t number_of(const struct request *req, const char *name)
{
    for (size_t i = 0; i < req->nparams; i++) {
        if (str_eq(req->params[i].name, name) && req->params[i].value.type == VALUE_INT) {
            return req->params[i].value.i;
        }
    }
    return 0;
}

bool op_diff(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
             struct err *err)
{
    const struct form *form;
    char id[UUID_TEXT];
    (void)actor;
    return service_form(sv, req->form, &form, err) && service_id(sv, form, req, id, err) &&
           dossier_diff(sv->st, form, id, number_of(req, "a"), number_of(req, "b"), &rep->rows, err);
}

bool op_snapshots(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
                  struct err *err)
{
    const struct form *form;
    char id[UUID_TEXT];
    return service_form(sv, req->form, &form, err) && service_id_or_deleted(sv, form, req, id, err) &&
           dossier_snapshots(sv->st, form, id, actor->lang, &rep->rows, err);
}

/* The store is the snapshot by now. */
bool op_snapshot(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
                 struct err *err)
{
    if (!req->snapshot) {
        return err_set(err, ERR_USAGE, _("the request names no snapshot"));
    }
    return dossier_contents(sv->st, actor->lang, &rep->rows, err);
}

bool op_migrate(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
                struct err *err)
{
    char txn[UUID_TEXT];
    service_txn(sv, txn);
    struct change_info info = service_info(sv, actor, "migrate", req->reason, txn);
    return dossier_migrate(sv->st, req->n == 1, &info, &rep->rows, err);
}
