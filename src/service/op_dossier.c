/* Several records at once: keys, differences between snapshots, definitions that changed. */

#include "service/inner.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "text/clean.h"

/* ---- keys ---- */

static bool in_key(const struct form *form, const char *path)
{
    for (size_t i = 0; i < form->nkey; i++) {
        if (str_eq(form->fields[form->key[i]].name, path)) {
            return true;
        }
    }
    return false;
}

static bool judge_key(const struct form *form, const struct findings *findings, struct err *err)
{
    for (size_t i = 0; i < findings->list.n; i++) {
        const struct finding *f = &findings->list.v[i];
        bool taken = f->rule == RULE_UNIQUE; /* the store says who has it */
        if (f->strength != FIND_WARNING && !taken && in_key(form, f->path)) {
            return err_set(err, ERR_INVALID, _("this cannot be its key: %s (%s)"), f->msg, f->path);
        }
    }
    return true;
}

static bool set_key(struct service *sv, struct record *r, const char *key, struct err *err)
{
    const struct form *form = r->form;
    struct value *v = mem_zero(form->nkey + 1, sizeof *v);
    bool ok = store_parse_key(sv->st, form, key, v, err);
    for (size_t i = 0; i < form->nkey; i++) {
        if (ok) {
            value_move(&r->cells[form->key[i]].value, &v[i]);
        }
        value_release(&v[i]);
    }
    free(v);
    return ok;
}

/* What is asked of the key's fields when they are typed is asked of a new key, too. */
static bool check_key(struct service *sv, const struct actor *actor, const struct form *form, const char *key,
                      const char *new_key, struct err *err)
{
    struct findings findings = {0};
    struct record *r;
    char id[UUID_TEXT];
    if (!store_find(sv->st, form, key, id, err) || !store_load(sv->st, form, id, &r, err)) {
        return false;
    }
    bool ok = set_key(sv, r, new_key, err) && service_check(sv, r, actor->lang, &findings, err) &&
              judge_key(form, &findings, err);
    findings_release(&findings);
    record_free(r);
    return ok;
}

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
    struct str new_key = STR_INIT;
    bool ok = service_form(sv, req->form, &form, err) && clean_text(&new_key, sv_of(req->text), false, err) &&
              check_key(sv, actor, form, req->key, new_key.p, err) &&
              dossier_rekey(sv->st, form, req->key, new_key.p, req->n == 1, &info, &rep->rows, err);
    str_release(&new_key);
    return ok;
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
