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

static bool may_move(const struct service *sv)
{
    return !sv->scope.role || sv->scope.role->may & MAY_MOVE;
}

/* Whether the actor may bring the record into this state. */
static bool may_enter(struct service *sv, const struct actor *actor, const struct record *r, const struct state *to)
{
    struct err ignored = ERR_INIT;
    return service_may_enter(sv, to) && rights_move(sv, actor, r, to, &ignored) && rights_apart(sv, actor, r, to, &ignored);
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
    for (const char *const *to = now && may_move(sv) ? now->to : NULL; to && *to; to++) {
        const struct state *state = form_state(form, *to);
        if (may_enter(sv, actor, r, state)) {
            add_state(state, actor->lang, &rep->rows);
        }
    }
    record_free(r);
    return true;
}

/* ---- may it go there ---- */

static bool check_step(struct service *sv, const struct actor *actor, const struct request *req,
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
    if (!service_may_enter(sv, *to)) {
        return err_set(err, ERR_REFUSED, _("only another role may move “%s” to “%s”: choose that role"), label,
                       label_in(&(*to)->label, actor->lang));
    }
    if (!rights_move(sv, actor, r, *to, err) || !rights_apart(sv, actor, r, *to, err)) {
        return false;
    }
    return !(*to)->reason || (req->reason && req->reason[0]) ||
           err_set(err, ERR_INVALID, _("moving to “%s” needs a reason: write one"),
                   label_in(&(*to)->label, actor->lang));
}

/* ---- what it must hold ----
 *
 * What is wrong with the record itself goes to the reply's findings; with those it governs, and what the checks say of any of
 * them, to its rows, each with the record it is about.
 */

/* A record that something is told about, as people call it. */
struct subject {
    const struct form *form;
    const char *id;
    struct str key, label;
};

static bool subject_name(struct service *sv, const struct actor *actor, struct subject *s, struct err *err)
{
    return s->key.len > 0 || (store_key_text(sv->st, s->form, s->id, &s->key, err) &&
                              store_title(sv->st, s->form, s->id, actor->lang, &s->label, err));
}

static void subject_release(struct subject *s)
{
    str_release(&s->key);
    str_release(&s->label);
}

static void tell(struct rowset *out, const struct subject *s, const char *path, const char *strength, const char *message)
{
    struct value *row = rowset_add_row(out);
    reply_cell(out, row, "form", s->form->name);
    reply_cell(out, row, "id", s->id);
    reply_cell(out, row, "key", s->key.p);
    reply_cell(out, row, "label", s->label.p);
    reply_cell(out, row, "path", path);
    reply_cell(out, row, "strength", strength);
    reply_cell(out, row, "message", message);
}

/* That something is wrong may be known by whoever must wait for it; what it is, by those who read the record. */
static const char *said_of_hidden(void)
{
    return _("This record, which you do not read now, has something to be mended: ask who writes it.");
}

static bool is_seen(struct service *sv, const struct subject *s)
{
    struct record *r = NULL;
    struct err none = ERR_INIT;
    bool seen = !store_load(sv->st, s->form, s->id, &r, &none) || rights_see(sv, r, &none);
    record_free(r);
    return seen;
}

static bool check_governed_record(struct service *sv, const struct actor *actor, struct subject *s, struct rowset *out, struct err *err)
{
    struct findings found = {0};
    struct record *r = NULL;
    struct err unseen = ERR_INIT;
    sv->unbound = true;
    bool ok = store_load(sv->st, s->form, s->id, &r, err) && service_check(sv, r, actor->lang, &found, err);
    sv->unbound = false;
    bool hidden = ok && !rights_see(sv, r, &unseen);
    for (size_t i = 0; ok && i < found.list.n; i++) {
        const struct finding *f = &found.list.v[i];
        ok = f->accepted || subject_name(sv, actor, s, err);
        if (ok && !f->accepted) {
            tell(out, s, hidden ? "" : f->path, strength_word(f->strength), hidden ? said_of_hidden() : f->msg);
        }
    }
    findings_release(&found);
    record_free(r);
    return ok;
}

static bool governed_ids(struct service *sv, const struct form *form, const char *governing,
                         struct rowset *out, struct err *err)
{
    struct param id = {"id", VALUE_INIT};
    struct str sql = STR_INIT;
    value_set_text(&id.value, sv_of(governing));
    str_addf(&sql, "SELECT _id FROM \"%s\" WHERE \"%s\" = :id", form->name,
             form->fields[form->governing_field].name);
    bool ok = store_select(sv->st, sql.p, &id, 1, SIZE_MAX, out, err);
    value_release(&id.value);
    str_release(&sql);
    return ok;
}

static bool check_governed_form(struct service *sv, const struct actor *actor, const struct form *form, const char *governing,
                                struct rowset *out, struct err *err)
{
    struct rowset ids = {0};
    bool ok = governed_ids(sv, form, governing, &ids, err);
    for (size_t i = 0; ok && i < ids.nrows; i++) {
        struct subject s = {form, rowset_str(&ids, i, "_id"), STR_INIT, STR_INIT};
        ok = check_governed_record(sv, actor, &s, out, err);
        subject_release(&s);
    }
    rowset_release(&ids);
    return ok;
}

/* ---- the application's checks ---- */

/* The record that is moved stands for the working context: it and what it names, as far as it goes. */
struct surroundings {
    VEC(struct param) list;
};

static void surround(struct surroundings *s, const char *name, struct sv text)
{
    struct param *p = vec_push(&s->list);
    p->name = name;
    value_set_text(&p->value, text);
}

static void take_surroundings(const struct app *app, const struct record *r, struct surroundings *out)
{
    surround(out, "_form", sv_of(r->form->name));
    surround(out, "_record", sv_of(r->id));
    for (const char *const *c = app->context; c && *c; c++) {
        struct sv id = str_eq(*c, r->form->name) ? sv_of(r->id) : SV("");
        for (size_t i = 0; id.n == 0 && i < r->form->nfields; i++) {
            id = field_names_one(&r->form->fields[i], *c) ? sv_of(value_str(&r->cells[i].value)) : id;
        }
        surround(out, *c, id);
    }
}

static void surroundings_release(struct surroundings *s)
{
    for (size_t i = 0; i < s->list.n; i++) {
        value_release(&s->list.v[i].value);
    }
    vec_release(&s->list);
}

static void add_governed(const struct form *form, struct str *condition)
{
    str_addf(condition, " OR (form = '%s' AND id IN (SELECT _id FROM \"%s\" WHERE \"%s\" = :_record))", form->name, form->name,
             form->fields[form->governing_field].name);
}

static bool tell_check_row(struct service *sv, const struct actor *actor, const struct rowset *found, size_t i, struct rowset *out,
                           struct err *err)
{
    struct subject s = {.id = rowset_str(found, i, "id"), .key = STR_INIT, .label = STR_INIT};
    bool ok = service_form(sv, rowset_str(found, i, "form"), &s.form, err) && subject_name(sv, actor, &s, err);
    if (ok && is_seen(sv, &s)) {
        tell(out, &s, rowset_str(found, i, "field"), rowset_str(found, i, "severity"), rowset_str(found, i, "message"));
    } else if (ok) {
        tell(out, &s, "", rowset_str(found, i, "severity"), said_of_hidden());
    }
    subject_release(&s);
    return ok;
}

/* The database holds the state that the record comes from. */
static bool run_checks(struct service *sv, const struct actor *actor, const struct record *r, const char *condition, struct rowset *out,
                       struct err *err)
{
    struct surroundings around = {0};
    bool ok = true;
    take_surroundings(sv->app, r, &around);
    for (size_t i = 0; ok && i < sv->app->checks.n; i++) {
        struct rowset found = {0};
        ok = service_check_rows(sv, actor->lang, sv->app->checks.v[i], CHECK_FAULTS, condition, "about = :_record", around.list.v, around.list.n,
                                SIZE_MAX, &found, err);
        for (size_t k = 0; ok && k < found.nrows; k++) {
            ok = tell_check_row(sv, actor, &found, k, out, err);
        }
        rowset_release(&found);
    }
    surroundings_release(&around);
    return ok;
}

static bool check_dossier(struct service *sv, const struct actor *actor, const struct record *r, struct rowset *out, struct err *err)
{
    struct str condition = STR_INIT;
    const char **names = NULL;
    const struct form *form;
    str_add(&condition, "(form = :_form AND id = :_record)");
    bool ok = dossier_governed_forms(sv->st, r->form, &names, err);
    for (size_t i = 0; ok && names[i]; i++) {
        ok = service_form(sv, names[i], &form, err);
        if (ok && form->governing_field >= 0) {
            add_governed(form, &condition);
            ok = check_governed_form(sv, actor, form, r->id, out, err);
        }
    }
    ok = ok && run_checks(sv, actor, r, condition.p, out, err);
    str_release(&condition);
    free(names);
    return ok;
}

static size_t count_warnings(const struct rowset *rows)
{
    size_t n = 0;
    for (size_t i = 0; i < rows->nrows; i++) {
        n += str_eq(rowset_str(rows, i, "strength"), "warning");
    }
    return n;
}

static bool is_last(const struct state *s)
{
    return !s->to || !s->to[0];
}

static void tell_grave(const struct state *to, enum lang lang, const struct subject *s, struct rowset *out)
{
    const char *label = label_in(&to->label, lang);
    struct str message = STR_INIT;
    if (to->snapshot) {
        str_addf(&message, _("“%s” seals the record as it is now, with all that belongs to it."), label);
        tell(out, s, "", "warning", message.p);
        str_clear(&message);
    }
    if (is_last(to)) {
        str_addf(&message, _("No move leads on from “%s”, and none back."), label);
        tell(out, s, "", "warning", message.p);
    }
    str_release(&message);
}

/* What is sealed stays sealed, and there is no way back from a state that nothing leaves: whoever goes there is told before,
 * unless an error stops the move anyway. */
static bool check_grave(struct service *sv, const struct actor *actor, const struct record *r, const struct state *to, struct rowset *out,
                        struct err *err)
{
    bool grave = to->snapshot || is_last(to);
    if (!grave || out->nrows > count_warnings(out)) {
        return true;
    }
    struct subject s = {.form = r->form, .id = r->id, .key = STR_INIT, .label = STR_INIT};
    bool ok = subject_name(sv, actor, &s, err);
    if (ok) {
        tell_grave(to, actor->lang, &s, out);
    }
    subject_release(&s);
    return ok;
}

/* What is told of them goes to the reply's rows. */
static void tell_columns(struct rowset *out)
{
    static const char *const columns[] = {"form", "id", "key", "label", "path", "strength", "message"};
    reply_columns(out, columns, sizeof columns / sizeof *columns);
}

static bool check_all(struct service *sv, const struct actor *actor, const struct record *r, const struct state *to, struct rowset *out,
                      struct err *err)
{
    tell_columns(out);
    return (!to->check || check_dossier(sv, actor, r, out, err)) && check_grave(sv, actor, r, to, out, err);
}

bool service_findings(struct service *sv, const struct actor *actor, const struct form *form, const char *id, struct rowset *out, struct err *err)
{
    struct record *r = NULL;
    struct subject s = {form, id, STR_INIT, STR_INIT};
    tell_columns(out);
    bool ok = store_load(sv->st, form, id, &r, err) && check_governed_record(sv, actor, &s, out, err) && check_dossier(sv, actor, r, out, err);
    subject_release(&s);
    record_free(r);
    return ok;
}

/* ---- what stands in the way ---- */

static bool refuse_problems(const struct state *to, size_t n, enum lang lang, struct err *err)
{
    return err_set(err, ERR_INVALID, Q_("%zu problem stops the move to “%s”", "%zu problems stop the move to “%s”", n), n,
                   label_in(&to->label, lang));
}

static bool refuse_warnings(const struct state *to, size_t n, enum lang lang, struct err *err)
{
    return err_set(err, ERR_INVALID,
                   Q_("%zu warning is to be looked at before the move to “%s”", "%zu warnings are to be looked at before the move to “%s”", n),
                   n, label_in(&to->label, lang));
}

/* Warnings stop it once: whoever has seen them may go past. */
static bool holds(const struct state *to, const struct request *req, struct reply *rep, enum lang lang, struct err *err)
{
    size_t warnings = count_warnings(&rep->rows);
    size_t problems = findings_count(&rep->findings, FIND_STRUCTURE) + findings_count(&rep->findings, FIND_ERROR) + rep->rows.nrows -
                      warnings;
    if (problems > 0 && to->check) {
        return refuse_problems(to, problems, lang, err);
    }
    rep->n = warnings > 0 && req->n != 1;
    return rep->n == 0 || refuse_warnings(to, warnings, lang, err);
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
    ok = ok && check_all(sv, actor, r, to, &rep->rows, err) && holds(to, req, rep, actor->lang, err) &&
         store_save(sv->st, r, old, problems, &info, err) &&
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
