/* Moving a record from state to state, with all that it governs. */

#include "service/inner.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/i18n.h"

/* ---- where to ---- */

static bool leads_to(const struct state *from, const char *name)
{
    for (const char *const *to = from->to; to && *to; to++) {
        if (str_eq(*to, name)) {
            return true;
        }
    }
    return false;
}

static void add_state(const struct state *s, enum lang lang, struct rowset *out)
{
    struct value *row = rowset_add_row(out);
    reply_cell(out, row, "state", s->name);
    reply_cell(out, row, "label", label_in(&s->label, lang));
    value_set_int(&row[2], s->reason);
}

static bool may_move(const struct service *sv, const struct actor *actor)
{
    struct err ignored = ERR_INIT;
    const struct role *role;
    return service_role(sv, actor, &role, &ignored) && (!role || role->may & MAY_MOVE);
}

bool op_states(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
               struct err *err)
{
    static const char *const columns[] = {"state", "label", "reason"};
    const struct form *form;
    struct record *r = NULL;
    char id[UUID_TEXT];

    reply_columns(&rep->rows, columns, 3);
    if (!service_form(sv, req->form, &form, err) || !service_id(sv, form, req, id, err) ||
        !store_load(sv->st, form, id, &r, err)) {
        return false;
    }
    const struct state *now = form_state(form, r->state);
    for (size_t i = 0; now && may_move(sv, actor) && i < form->nstates; i++) {
        if (leads_to(now, form->states[i].name) && service_may_enter(sv, actor, &form->states[i])) {
            add_state(&form->states[i], actor->lang, &rep->rows);
        }
    }
    record_free(r);
    return true;
}

/* ---- may it go there ---- */

static bool check_step(const struct service *sv, const struct actor *actor, const struct request *req,
                       const struct record *r, const struct state **to, struct err *err)
{
    const struct state *now = form_state(r->form, r->state);
    const char *label = label_in(&r->form->title, actor->lang);
    *to = req->name ? form_state(r->form, req->name) : NULL;
    if (!*to) {
        return err_set(err, ERR_NOT_FOUND, _("“%s” has no state '%s'"), label, req->name ? req->name : "");
    }
    if (now && !leads_to(now, (*to)->name)) {
        return err_set(err, ERR_REFUSED, _("“%s” cannot go from “%s” to “%s”"), label,
                       label_in(&now->label, actor->lang), label_in(&(*to)->label, actor->lang));
    }
    if (!service_may_enter(sv, actor, *to)) {
        return err_set(err, ERR_REFUSED, _("only another role may move “%s” to “%s”: choose that role"), label,
                       label_in(&(*to)->label, actor->lang));
    }
    return !(*to)->reason || (req->reason && req->reason[0]) ||
           err_set(err, ERR_INVALID, _("moving to “%s” needs a reason: write one"),
                   label_in(&(*to)->label, actor->lang));
}

/* ---- what it must hold ---- */

/* Findings of a governed record are told with the record before the path: "form:key:path". */
static void add_foreign(const struct findings *from, const struct form *form, const char *key,
                        struct findings *to)
{
    struct str path = STR_INIT;
    for (size_t i = 0; i < from->list.n; i++) {
        const struct finding *f = &from->list.v[i];
        str_clear(&path);
        str_addf(&path, "%s:%s:%s", form->name, key, f->path);
        findings_add(to, f->strength, f->rule, path.p, f->msg);
        to->list.v[to->list.n - 1].accepted = f->accepted;
    }
    str_release(&path);
}

static bool check_governed_record(struct service *sv, const struct actor *actor, const struct form *form,
                                  const char *id, struct findings *out, struct err *err)
{
    struct findings found = {0};
    struct record *r = NULL;
    struct str key = STR_INIT;
    bool ok = store_load(sv->st, form, id, &r, err) && service_check(sv, r, actor->lang, &found, err) &&
              (found.list.n == 0 || store_key_text(sv->st, form, id, &key, err));
    if (ok) {
        add_foreign(&found, form, key.p, out);
    }
    findings_release(&found);
    str_release(&key);
    record_free(r);
    return ok;
}

static bool governed_ids(struct service *sv, const struct form *form, const char *governing,
                         struct rowset *out, struct err *err)
{
    struct param id = {"id", VALUE_INIT};
    struct str sql = STR_INIT;
    value_set_text(&id.value, sv_of(governing));
    str_addf(&sql, "SELECT _id FROM main.\"%s\" WHERE \"%s\" = :id", form->name,
             form->fields[form->governing_field].name);
    bool ok = store_select(sv->st, sql.p, &id, 1, SIZE_MAX, out, err);
    value_release(&id.value);
    str_release(&sql);
    return ok;
}

static bool check_governed_form(struct service *sv, const struct actor *actor, const char *name,
                                const char *governing, struct findings *out, struct err *err)
{
    const struct form *form;
    struct rowset ids = {0};
    bool ok = service_form(sv, name, &form, err) &&
              (form->governing_field < 0 || governed_ids(sv, form, governing, &ids, err));
    for (size_t i = 0; ok && i < ids.nrows; i++) {
        ok = check_governed_record(sv, actor, form, rowset_str(&ids, i, "_id"), out, err);
    }
    rowset_release(&ids);
    return ok;
}

static bool check_governed(struct service *sv, const struct actor *actor, const struct record *r,
                           struct findings *out, struct err *err)
{
    const char **names = NULL;
    bool ok = dossier_governed_forms(sv->st, r->form, &names, err);
    for (size_t i = 0; ok && names[i]; i++) {
        ok = check_governed_form(sv, actor, names[i], r->id, out, err);
    }
    free(names);
    return ok;
}

static bool holds(const struct state *to, const struct findings *findings, enum lang lang, struct err *err)
{
    size_t n = findings_count(findings, FIND_STRUCTURE) + findings_count(findings, FIND_ERROR);
    return !to->check || n == 0 ||
           err_set(err, ERR_INVALID,
                   Q_("%zu problem stops the move to “%s”", "%zu problems stop the move to “%s”", n), n,
                   label_in(&to->label, lang));
}

/* ---- the move ---- */

static bool seal(struct service *sv, const struct record *r, const struct change_info *info,
                 struct reply *rep, struct err *err)
{
    char code[SEAL_TEXT];
    if (!dossier_snapshot(sv->st, r, info, &rep->n, code, err)) {
        return false;
    }
    rep->text = mem_dup(code);
    return true;
}

static bool move(struct service *sv, const struct actor *actor, const struct request *req,
                 const struct state *to, const struct record *old, struct reply *rep, struct err *err)
{
    char txn[UUID_TEXT];
    service_txn(sv, txn);
    struct change_info info = service_info(sv, actor, "move", req->reason, txn);
    struct record *r = record_clone(old);
    struct findings own = {0};

    bool ok = service_check(sv, r, actor->lang, &own, err);
    int64_t problems = service_open_findings(&own);
    rep->findings = own;
    snprintf(r->state, sizeof r->state, "%s", to->name);
    ok = ok && (!to->check || check_governed(sv, actor, r, &rep->findings, err)) &&
         holds(to, &rep->findings, actor->lang, err) && store_save(sv->st, r, old, problems, &info, err) &&
         (!to->snapshot || seal(sv, r, &info, rep, err));
    rep->version = r->version;
    record_free(r);
    return ok;
}

/* Whoever governs the record must let it be written; its own state is what is about to change, and does not
 * count. */
static bool governor_allows(struct service *sv, const struct record *r, struct err *err)
{
    struct record *stateless = record_clone(r);
    stateless->state[0] = '\0';
    bool ok = dossier_editable(sv->st, stateless, err);
    record_free(stateless);
    return ok;
}

bool op_move(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
             struct err *err)
{
    const struct form *form;
    const struct state *to;
    struct record *old = NULL;
    char id[UUID_TEXT];
    bool ok = service_form(sv, req->form, &form, err) && service_id(sv, form, req, id, err) &&
              store_load(sv->st, form, id, &old, err);
    if (ok && req->version != 0 && req->version != old->version) {
        ok = err_set(err, ERR_CONFLICT,
                     _("this record was changed meanwhile: open it again and look before you go on"));
    }
    ok = ok && check_step(sv, actor, req, old, &to, err) && governor_allows(sv, old, err) &&
         move(sv, actor, req, to, old, rep, err);
    record_free(old);
    return ok;
}
