/* Recompute, check and store a record: the way in for the screen and for import alike. */

#include "service/inner.h"

#include "base/i18n.h"
#include "form/matrix.h"

int64_t service_open_findings(const struct findings *findings)
{
    return (int64_t)(findings_count(findings, FIND_STRUCTURE) + findings_count(findings, FIND_ERROR) +
                     findings_count(findings, FIND_WARNING));
}

static const struct finding *first_of(const struct findings *findings, enum strength strength)
{
    for (size_t i = 0; i < findings->list.n; i++) {
        if (findings->list.v[i].strength == strength) {
            return &findings->list.v[i];
        }
    }
    return NULL;
}

/* Where it is the findings tell, which the reply has. */
static bool stopped_by(const struct findings *findings, enum strength strength, struct err *err)
{
    const struct finding *f = first_of(findings, strength);
    size_t n = findings_count(findings, strength);
    if (n == 1) {
        return err_set(err, ERR_INVALID, _("not stored: %s"), f->msg);
    }
    return err_set(err, ERR_INVALID, Q_("not stored: %zu problem; it is: %s", "not stored: %zu problems; the first: %s", n), n, f->msg);
}

/* Errors wait while a record is being written: a half-written sheet is a stored record with open findings. */
static bool errors_wait(const struct record *r)
{
    return r->form->nstates > 0 && str_eq(r->state, r->form->states[0].name);
}

static bool judge(const struct findings *findings, bool wait, struct err *err)
{
    if (findings_count(findings, FIND_STRUCTURE) > 0) {
        return stopped_by(findings, FIND_STRUCTURE, err);
    }
    return findings_count(findings, FIND_ERROR) == 0 || wait || stopped_by(findings, FIND_ERROR, err);
}

static bool evaluate(struct work *w, struct record *r, enum lang lang, struct findings *findings,
                     struct err *err)
{
    struct changes emptied = {0};
    bool ok = work_attach(w, r, err) && work_empty_irrelevant(w, false, &emptied, err) &&
              work_check(w, lang, findings, err);
    changes_release(&emptied);
    matrix_drop_empty(r);
    return ok;
}

void service_detach(struct work *w)
{
    struct err ignored = ERR_INIT;
    if (w) {
        (void)work_attach(w, NULL, &ignored);
    }
}

bool service_check(struct service *sv, struct record *r, enum lang lang, struct findings *out,
                   struct err *err)
{
    struct work *w;
    if (!service_work(sv, r->form, &w, err)) {
        return false;
    }
    bool ok = work_attach(w, r, err) && work_check(w, lang, out, err);
    service_detach(w);
    return ok;
}

static bool same_acceptances(const struct record *a, const struct record *b)
{
    if (a->accepted.n != b->accepted.n) {
        return false;
    }
    for (size_t i = 0; i < a->accepted.n; i++) {
        if (!str_eq(a->accepted.v[i].path, b->accepted.v[i].path) ||
            !str_eq(a->accepted.v[i].value_hash, b->accepted.v[i].value_hash) ||
            !str_eq_null(a->accepted.v[i].reason, b->accepted.v[i].reason)) {
            return false;
        }
    }
    return true;
}

/* Rows that only changed places differ too. */
static bool same_order(const struct record *a, const struct record *b)
{
    for (size_t i = 0; i < a->form->nrosters; i++) {
        for (size_t k = 0; k < a->rosters[i].list.n; k++) {
            if (k >= b->rosters[i].list.n ||
                !str_eq(a->rosters[i].list.v[k].key, b->rosters[i].list.v[k].key)) {
                return false;
            }
        }
    }
    return true;
}

bool service_differs(const struct record *r, const struct record *old)
{
    struct changes changes = {0};
    record_diff(old, r, &changes);
    bool same =
        changes.list.n == 0 && str_eq(r->state, old->state) && same_acceptances(r, old) && same_order(r, old);
    changes_release(&changes);
    return !same;
}

/* A record that changes whom it belongs to needs both owners' leave. */
static bool both_editable(struct service *sv, const struct record *r, const struct record *old,
                          struct err *err)
{
    return (!old || dossier_editable(sv->st, old, err)) && dossier_editable(sv->st, r, err);
}

bool service_judge(struct service *sv, const struct actor *actor, struct work *w, struct record *r,
                   const struct record *old, bool take_over, struct findings *findings, struct err *err)
{
    if (!w && !service_work(sv, r->form, &w, err)) {
        return false;
    }
    service_measure(actor, r, old);
    bool ok = rights_write(sv, actor, r, old, err) && evaluate(w, r, actor->lang, findings, err) &&
              (take_over || service_keep_closed(w, r, old, actor->lang, findings, err)) && judge(findings, take_over || errors_wait(r), err) &&
              (take_over || both_editable(sv, r, old, err));
    service_detach(w);
    return ok;
}

bool service_recheck(struct service *sv, const struct actor *actor, struct record *r, struct findings *findings, struct err *err)
{
    struct work *w;
    sv->unbound = true;
    bool ok = service_work(sv, r->form, &w, err) && evaluate(w, r, actor->lang, findings, err) && judge(findings, true, err);
    sv->unbound = false;
    service_detach(ok ? w : NULL);
    return ok;
}

/* Pressing "save" twice must not make a version that differs in nothing. */
bool service_save(struct service *sv, const struct actor *actor, struct record *r, const struct record *old,
                  const char *op, const char *reason, const char *txn, const struct findings *findings,
                  struct err *err)
{
    struct change_info info = service_info(sv, actor, op, reason, txn);
    if (old && !service_differs(r, old)) {
        return true;
    }
    return store_save(sv->st, r, old, service_open_findings(findings), &info, err) && service_mark_verified(sv, r, NULL, err);
}

bool service_save_new(struct service *sv, const struct actor *actor, struct record *const *records,
                      const int64_t *problems, size_t n, const char *txn, size_t *done, struct err *err)
{
    struct change_info info = service_info(sv, actor, "import", NULL, txn);
    bool ok = store_save_new(sv->st, records, problems, n, &info, done, err);
    struct err why = ERR_INIT;
    for (size_t i = 0; i < *done && records[0]->form->verifies; i++) {
        if (!service_mark_verified(sv, records[i], NULL, &why)) {
            *done = 0; /* nothing of it counts */
            *err = why;
            return false;
        }
    }
    return ok;
}
