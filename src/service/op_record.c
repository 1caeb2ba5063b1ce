/* One record: open, save, delete, bring back, the one before. */

#include "service/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"

/* ---- the one before ---- */

bool service_previous(struct service *sv, const struct actor *actor, const struct form *form, const char *id,
                      struct record **out, struct err *err)
{
    char last[UUID_TEXT];
    struct change_info info = service_info(sv, actor, "", NULL, NULL);
    *out = NULL;
    return store_previous(sv->st, form, info.who, id, last, err) && (!last[0] || store_load(sv->st, form, last, out, err));
}

bool op_previous(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
                 struct err *err)
{
    const struct form *form;
    return service_form(sv, req->form, &form, err) &&
           service_previous(sv, actor, form, req->id, &rep->record, err);
}

/* ---- open ---- */

static const struct value *context_value(const struct request *req, const char *form)
{
    for (size_t i = 0; i < req->nparams; i++) {
        if (str_eq(req->params[i].name, form)) {
            return &req->params[i].value;
        }
    }
    return NULL;
}

/* What the context or the record before says is a proposal: not touched, so defaults and people may say
 * otherwise. */
static void propose(struct record *r, size_t field, const struct value *v)
{
    if (v && !value_is_null(v)) {
        cell_set(&r->cells[field], v);
    }
}

static void take_context(struct record *r, const struct request *req)
{
    for (size_t i = 0; i < r->form->nfields; i++) {
        const struct field *f = &r->form->fields[i];
        if (f->ref && !field_names_many(f)) { /* it belongs to what it names; several it only mentions */
            propose(r, i, context_value(req, f->ref));
        }
    }
}

static bool has_carry(const struct form *form)
{
    for (size_t i = 0; i < form->nfields; i++) {
        if (form->fields[i].carry) {
            return true;
        }
    }
    return false;
}

static bool carry_over(struct service *sv, const struct actor *actor, struct record *r, struct err *err)
{
    struct record *before = NULL;
    if (!has_carry(r->form) || !service_previous(sv, actor, r->form, r->id, &before, err)) {
        return !has_carry(r->form);
    }
    for (size_t i = 0; before && i < r->form->nfields; i++) {
        if (r->form->fields[i].carry) {
            propose(r, i, &before->cells[i].value);
        }
    }
    record_free(before);
    return true;
}

/* The parts of a key that nobody has used yet: a board asks for the record at a place. */
static bool take_key(struct service *sv, struct record *r, const char *key, struct err *err)
{
    const struct form *form = r->form;
    struct value *v = mem_zero(form->nkey + 1, sizeof *v);
    bool ok = store_parse_key(sv->st, form, key, v, err);
    for (size_t i = 0; i < form->nkey; i++) {
        if (ok) {
            propose(r, form->key[i], &v[i]);
            r->cells[form->key[i]].touched = true;
        }
        value_release(&v[i]);
    }
    free(v);
    return ok;
}

/* Who begins a record is its author, where it has one. */
static bool take_author(struct service *sv, const struct actor *actor, struct record *r, struct err *err)
{
    char id[UUID_TEXT];
    struct value v = VALUE_INIT;
    if (!sv->scope.role || r->form->author < 0) {
        return true;
    }
    bool ok = store_self(sv->whole, r->form, actor->person ? actor->person : "", id, err);
    if (ok && id[0]) {
        value_set_text(&v, sv_of(id));
        propose(r, (size_t)r->form->author, &v);
    }
    value_release(&v);
    return ok;
}

static bool open_new(struct service *sv, const struct actor *actor, const struct form *form,
                     const struct request *req, struct reply *rep, struct err *err)
{
    char id[UUID_TEXT];
    if (req->id) {
        snprintf(id, sizeof id, "%s", req->id);
    } else {
        uuid7(clock_now(sv->clock), id);
    }
    rep->record = record_new(form, id);
    if (req->id) {
        return true; /* its draft knows what it was begun with */
    }
    if (!carry_over(sv, actor, rep->record, err) || !take_author(sv, actor, rep->record, err)) {
        return false;
    }
    take_context(rep->record, req); /* what was chosen to be worked on wins over what was there before */
    return !req->key || take_key(sv, rep->record, req->key, err);
}

/* A draft of a record that was never saved is opened under the id it was typed with. */
static bool has_draft(struct service *sv, const struct actor *actor, const struct request *req)
{
    struct err ignored = ERR_INIT;
    struct draft d = {0};
    struct change_info info = service_info(sv, actor, "", NULL, NULL);
    bool there = req->id && store_draft_get(sv->st, info.who, req->form, req->id, &d, &ignored) && d.form &&
                 d.base == 0;
    draft_release(&d);
    return there;
}

static bool is_absent(const struct err *err)
{
    return err->code == ERR_NOT_FOUND;
}

/* Who opens the form should not learn only at the end that nothing typed will be stored. */
static void tell_why_not(struct service *sv, const struct actor *actor, const struct form *form, struct reply *rep)
{
    static const char *const COLUMNS[] = {"why"};
    struct err why = ERR_INIT;
    reply_columns(&rep->rows, COLUMNS, 1);
    if (!service_may_save(sv, actor, form, &why) || (rep->record && !rights_author(sv, actor, rep->record, &why))) {
        reply_cell(&rep->rows, rowset_add_row(&rep->rows), "why", why.msg);
    }
}

bool op_open(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
             struct err *err)
{
    const struct form *form;
    struct err why = ERR_INIT;
    char id[UUID_TEXT];
    if (!service_form(sv, req->form, &form, err)) {
        return false;
    }
    rep->text = mem_dup(form->hash);
    bool ok = (req->id || req->key || req->snapshot) && service_id(sv, form, req, id, &why) && store_load(sv->st, form, id, &rep->record, &why);
    tell_why_not(sv, actor, form, rep);
    if (ok) {
        return true;
    }
    if (!req->id && !req->key && !req->snapshot) {
        return open_new(sv, actor, form, req, rep, err);
    }
    if (is_absent(&why) && !req->snapshot && (req->key ? req->n == 1 : has_draft(sv, actor, req))) {
        return open_new(sv, actor, form, req, rep, err);
    }
    *err = why;
    return false;
}

/* ---- save ---- */

/* Who stored theirs, and when: the same for all conflicts of one record. */
static bool sign_conflicts(struct service *sv, const struct record *theirs, struct reply *rep,
                           struct err *err)
{
    struct str sql = STR_INIT;
    struct rowset rows = {0};
    struct param id = {"id", VALUE_INIT};
    value_set_text(&id.value, sv_of(theirs->id));
    str_addf(&sql, "SELECT _changed_by AS who, _changed_at AS at FROM main.\"%s\" WHERE _id = :id",
             theirs->form->name);
    bool ok = store_select(sv->st, sql.p, &id, 1, 1, &rows, err);
    for (size_t i = 0; ok && i < rep->conflicts.n; i++) {
        rep->conflicts.v[i].who = mem_dup(rowset_str(&rows, 0, "who"));
        rep->conflicts.v[i].at = mem_dup(rowset_str(&rows, 0, "at"));
    }
    rowset_release(&rows);
    value_release(&id.value);
    str_release(&sql);
    return ok;
}

/* Whoever is to choose is shown what stands there. */
static bool merge_or_ask(struct service *sv, const struct actor *actor, const struct request *req, const struct record *theirs,
                         struct record *mine, struct reply *rep, struct err *err)
{
    if (!rights_see(sv, theirs, err) || !rights_write(sv, actor, theirs, NULL, err)) {
        return false;
    }
    struct record *nothing = req->base ? NULL : record_new(mine->form, mine->id);
    merge_records(req->base ? req->base : nothing, theirs, mine, rep);
    record_free(nothing);
    if (rep->conflicts.n == 0) {
        return true;
    }
    if (!sign_conflicts(sv, theirs, rep, err)) {
        return false;
    }
    size_t n = rep->conflicts.n;
    rep->record = record_clone(theirs);
    return err_set(err, ERR_CONFLICT,
                   Q_("%s changed %zu field of this record that you changed too: choose",
                      "%s changed %zu fields of this record that you changed too: choose", n),
                   rep->conflicts.v[0].who, n);
}

static bool load_stored(struct service *sv, const struct record *r, struct record **out, struct err *err)
{
    struct err why = ERR_INIT;
    *out = NULL;
    if (store_load(sv->st, r->form, r->id, out, &why)) {
        return true;
    }
    if (is_absent(&why) && r->version == 0) {
        return true;
    }
    if (is_absent(&why)) {
        return err_set(
            err, ERR_CONFLICT,
            _("this record was deleted meanwhile: restore it, or keep what you typed as a new one"));
    }
    *err = why;
    return false;
}

static bool put_and_tidy(struct service *sv, const struct actor *actor, const struct request *req,
                         struct record *r, const struct record *stored, struct reply *rep, struct err *err)
{
    char txn[UUID_TEXT];
    service_txn(sv, txn);
    return service_judge(sv, actor, NULL, r, stored, false, &rep->findings, err) &&
           service_save(sv, actor, r, stored, stored ? "update" : "create", req->reason, txn, &rep->findings,
                        err) &&
           service_tidy(sv, actor, r->form->name, r->id, err);
}

static bool same_definition(const struct request *req, struct err *err)
{
    const struct form *form = req->record->form;
    return !req->hash || str_eq(req->hash, form->hash) ||
           err_set(err, ERR_REFUSED,
                   _("the form '%s' was changed while you were typing: open the record again; "
                     "your draft is kept"),
                   form->name);
}

/* The state is moved by OP_MOVE alone. */
static void keep_state(struct record *r, const struct record *stored)
{
    const char *state = stored ? stored->state : r->form->nstates > 0 ? r->form->states[0].name : "";
    snprintf(r->state, sizeof r->state, "%s", state);
}

bool op_save(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
             struct err *err)
{
    struct record *stored = NULL, *r = NULL;
    if (!req->record) {
        return err_set(err, ERR_USAGE, _("the request holds no record to save"));
    }
    if (!same_definition(req, err) || !load_stored(sv, req->record, &stored, err)) {
        return false;
    }
    r = record_clone(req->record);
    keep_state(r, stored);
    bool ok = !stored || stored->version == r->version || merge_or_ask(sv, actor, req, stored, r, rep, err);
    int64_t before = stored ? stored->version : 0;
    ok = ok && put_and_tidy(sv, actor, req, r, stored, rep, err) &&
         service_count(sv, actor, req, r->form->name, r->version > before, 0, err);
    if (ok) {
        rep->version = r->version;
        rep->record = r;
        r = NULL;
    }
    record_free(r);
    record_free(stored);
    return ok;
}

/* ---- delete and restore ---- */

bool service_same_version(const struct request *req, const struct record *r, struct err *err)
{
    return req->version == 0 || req->version == r->version ||
           err_set(err, ERR_CONFLICT,
                   _("this record was changed meanwhile: open it again and look before you go on"));
}

bool op_delete(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
               struct err *err)
{
    const struct form *form;
    struct record *r = NULL;
    char id[UUID_TEXT], txn[UUID_TEXT];

    (void)rep;
    service_txn(sv, txn);
    struct change_info info = service_info(sv, actor, "delete", req->reason, txn);
    bool ok = service_form(sv, req->form, &form, err) && service_id(sv, form, req, id, err) &&
              store_load(sv->st, form, id, &r, err) && rights_delete(sv, actor, r, err) && service_same_version(req, r, err) &&
              dossier_editable(sv->st, r, err) && store_delete(sv->st, r, &info, err) &&
              store_draft_drop(sv->st, info.who, form->name, id, err);
    record_free(r);
    return ok;
}

static bool find_deleted(struct service *sv, const struct form *form, const struct request *req,
                         char id[UUID_TEXT], struct err *err)
{
    const char *key = req->key ? req->key : req->id;
    return key ? store_find_deleted(sv->st, form, key, id, err)
               : err_set(err, ERR_USAGE, _("the request names no record of '%s'"), form->name);
}

/* It comes back as it was, also with findings: it was stored once. */
static bool restore(struct service *sv, const struct actor *actor, const struct request *req,
                    struct record *r, struct err *err)
{
    struct findings findings = {0};
    char txn[UUID_TEXT];
    service_txn(sv, txn);
    struct change_info info = service_info(sv, actor, "restore", req->reason, txn);
    struct record *checked = record_clone(r); /* checking may recompute */
    bool ok = rights_write(sv, actor, r, NULL, err) && dossier_editable(sv->st, r, err) && service_check(sv, checked, actor->lang, &findings, err) &&
              store_save(sv->st, r, NULL, service_open_findings(&findings), &info, err);
    findings_release(&findings);
    record_free(checked);
    return ok;
}

bool op_restore(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
                struct err *err)
{
    const struct form *form;
    struct record *r = NULL;
    char id[UUID_TEXT];
    bool ok = service_form(sv, req->form, &form, err) && find_deleted(sv, form, req, id, err) &&
              store_load_deleted(sv->st, form, id, &r, err) && restore(sv, actor, req, r, err);
    if (ok) {
        rep->version = r->version;
        rep->record = r;
        r = NULL;
    }
    record_free(r);
    return ok;
}
