/*
 * Double entry: a second person keys values again that are marked with verify = yes, without seeing them; where the two differ it is
 * decided what stands.  All of it is one operation, so nothing changes before it is decided.
 *
 * Who stored a value last does not key it again.  That holds for names that people gave themselves, too: it is a help against a slip,
 * and what the history and the counts are about.
 */

#include "service/inner.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "form/verify.h"

/* ---- what is to be keyed ---- */

/* A value that is not verified yet. */
struct open_value {
    char *path; /* owned */
    struct path at;
    const char *first; /* who stored it last; borrowed from `keyed` */
};

struct waiting {
    VEC(struct open_value) list;
    struct rowset keyed; /* store_keyed_by */
    size_t own;          /* of the list: those that the actor keyed */
};

static void waiting_release(struct waiting *w)
{
    for (size_t i = 0; i < w->list.n; i++) {
        free(w->list.v[i].path);
    }
    vec_release(&w->list);
    rowset_release(&w->keyed);
}

static bool holds_path(const struct rowset *rows, const char *path)
{
    for (size_t i = 0; i < rows->nrows; i++) {
        if (str_eq(rowset_str(rows, i, "path"), path)) {
            return true;
        }
    }
    return false;
}

/* The last who stored this path, or all that the record held. */
static const char *keyed_by(const struct rowset *keyed, const char *path)
{
    const char *who = "";
    int column = rowset_column(keyed, "path");
    for (size_t i = 0; i < keyed->nrows; i++) {
        bool all = value_is_null(rowset_at(keyed, i, column));
        if (all || str_eq(value_str(rowset_at(keyed, i, column)), path)) {
            who = rowset_str(keyed, i, "who");
        }
    }
    return who;
}

/* Of an evaluated record, the cells that are to be keyed twice and were not, or have changed since. */
static bool find_open(struct service *sv, const struct record *r, struct waiting *out, struct err *err)
{
    struct rowset verified = {0};
    struct paths cells = {0};
    struct str path = STR_INIT;
    bool ok = store_verified_paths(sv->st, r->form->name, r->id, &verified, err);
    verify_cells(r, &cells);
    for (size_t i = 0; ok && i < cells.list.n; i++) {
        str_clear(&path);
        record_path_text(r, cells.list.v[i], &path);
        if (!holds_path(&verified, path.p)) {
            *vec_push(&out->list) = (struct open_value){mem_dup(path.p), cells.list.v[i], ""};
        }
    }
    str_release(&path);
    vec_release(&cells.list);
    rowset_release(&verified);
    return ok;
}

static bool find_waiting(struct service *sv, const struct actor *actor, const struct record *r, struct waiting *out, struct err *err)
{
    const char *me = service_info(sv, actor, "", NULL, NULL).who;
    if (!find_open(sv, r, out, err) || !store_keyed_by(sv->st, r->form->name, r->id, &out->keyed, err)) {
        return false;
    }
    for (size_t i = 0; i < out->list.n; i++) {
        out->list.v[i].first = keyed_by(&out->keyed, out->list.v[i].path);
        out->own += str_eq(out->list.v[i].first, me);
    }
    return true;
}

static bool is_own(const struct service *sv, const struct actor *actor, const struct open_value *v)
{
    return str_eq(v->first, service_info(sv, actor, "", NULL, NULL).who);
}

bool service_mark_verified(struct service *sv, const struct record *r, const char *who, struct err *err)
{
    struct waiting w = {0};
    bool ok = !r->form->verifies ||
              (find_open(sv, r, &w, err) && store_verified_mark(sv->st, r->form->name, r->id, w.list.n == 0, who, err));
    waiting_release(&w);
    return ok;
}

/* ---- may it be keyed ---- */

static bool nothing_to_key(const struct form *form, enum lang lang, struct err *err)
{
    return err_set(err, ERR_REFUSED,
                   form->verifies ? _("nothing in this record is left to be keyed twice")
                                  : _("nothing is keyed twice in “%s”: its definition marks no field with verify = yes"),
                   label_in(&form->title, lang));
}

static bool may_key(const struct actor *actor, const struct record *r, const struct waiting *w, struct err *err)
{
    if (w->list.n == 0) {
        return nothing_to_key(r->form, actor->lang, err);
    }
    return w->own < w->list.n ||
           err_set(err, ERR_REFUSED,
                   _("you keyed these values yourself: another person has to key them again, and say who it is (on the home screen, or with --as NAME)"));
}

/* The stored record, evaluated: it stays with the workspace until `detach`. */
static bool load_evaluated(struct service *sv, const struct request *req, struct work **w, struct record **out, struct err *err)
{
    const struct form *form;
    char id[UUID_TEXT];
    return service_form(sv, req->form, &form, err) && service_id(sv, form, req, id, err) && store_load(sv->st, form, id, out, err) &&
           service_work(sv, form, w, err) && work_attach(*w, *out, err);
}

static void tell_waiting(struct service *sv, const struct actor *actor, const struct waiting *w, struct reply *rep)
{
    static const char *const columns[] = {"path", "who"};
    reply_columns(&rep->rows, columns, 2);
    rep->n = (int64_t)w->own;
    for (size_t i = 0; i < w->list.n; i++) {
        if (!is_own(sv, actor, &w->list.v[i])) {
            struct value *row = rowset_add_row(&rep->rows);
            reply_cell(&rep->rows, row, "path", w->list.v[i].path);
            reply_cell(&rep->rows, row, "who", w->list.v[i].first);
        }
    }
}

bool op_to_verify(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep, struct err *err)
{
    struct waiting w = {0};
    struct record *r = NULL;
    struct work *work = NULL;
    bool ok = load_evaluated(sv, req, &work, &r, err) && find_waiting(sv, actor, r, &w, err) && may_key(actor, r, &w, err) &&
              dossier_editable(sv->st, r, err) && service_may_save(sv, actor, r->form, err);
    if (ok) {
        tell_waiting(sv, actor, &w, rep);
        rep->text = mem_dup(r->form->hash);
        ok = store_load(sv->st, r->form, r->id, &rep->record, err); /* as it is stored: the other was evaluated */
    }
    service_detach(work);
    record_free(r);
    waiting_release(&w);
    return ok;
}

/* ---- what was keyed ---- */

struct verifying {
    struct service *sv;
    const struct actor *actor;
    const struct request *req;
    struct waiting waiting;
    struct record *r; /* becomes what stands */
    VEC(struct verified_value) values; /* `field` owned */
    struct str reasons;
    int64_t different;
};

static const struct second *second_at(const struct request *req, const char *path)
{
    for (size_t i = 0; i < req->nseconds; i++) {
        if (str_eq(req->seconds[i].path, path)) {
            return &req->seconds[i];
        }
    }
    return NULL;
}

/* "lop.so" of a roster's field. */
static char *field_name(const struct form *form, const struct field *f)
{
    struct str s = STR_INIT;
    str_addf(&s, "%s%s%s", f->roster >= 0 ? form->rosters[f->roster].name : "", f->roster >= 0 ? "." : "", f->name);
    return str_take(&s);
}

static bool take_value(struct verifying *k, const struct open_value *v, const struct second *s, struct err *err)
{
    const struct field *f = record_field(k->r, v->at);
    struct cell *c = record_cell(k->r, v->at);
    enum verify_outcome outcome = verify_outcome_of(&c->value, &s->keyed, &s->stands);
    bool third = outcome == VERIFY_THIRD;
    if (third && !(s->reason && s->reason[0])) {
        return err_set(err, ERR_INVALID, _("“%s”: a value that neither of the two keyed needs a reason"),
                       label_in(&f->label, k->actor->lang));
    }
    if (third) {
        str_addf(&k->reasons, "%s%s: %s", k->reasons.len > 0 ? "; " : "", label_in(&f->label, LANG_VI), s->reason);
    }
    k->different += outcome != VERIFY_SAME;
    *vec_push(&k->values) = (struct verified_value){.path = v->path,
                                                    .field = field_name(k->r->form, f),
                                                    .first = v->first,
                                                    .second = service_info(k->sv, k->actor, "", NULL, NULL).who,
                                                    .outcome = verify_outcome_name(outcome),
                                                    .reason = third ? s->reason : NULL};
    cell_set(c, &s->stands);
    c->touched = true;
    return true;
}

/* Everything that waits for the actor, and nothing else. */
static bool take_values(struct verifying *k, struct err *err)
{
    size_t missing = 0;
    for (size_t i = 0; i < k->waiting.list.n; i++) {
        const struct open_value *v = &k->waiting.list.v[i];
        const struct second *s = second_at(k->req, v->path);
        bool own = is_own(k->sv, k->actor, v);
        missing += !own && !s;
        if (!own && s && !take_value(k, v, s, err)) {
            return false;
        }
    }
    return missing == 0 || err_set(err, ERR_INVALID, Q_("%zu value is still to be keyed", "%zu values are still to be keyed", missing), missing);
}

/* In one piece: what stands now, the counts in the history, the values as verified, the mark, and the draft that is over. */
static bool store_all(struct verifying *k, const struct record *stored, struct reply *rep, struct err *err)
{
    char txn[UUID_TEXT];
    struct record *r = k->r;
    service_txn(k->sv, txn);
    struct change_info info = service_info(k->sv, k->actor, "verify", k->reasons.len > 0 ? k->reasons.p : NULL, txn);
    info.keyed = (int64_t)k->values.n;
    info.different = k->different;
    if (!service_judge(k->sv, k->actor, NULL, r, stored, false, &rep->findings, err)) {
        return false;
    }
    bool ok = service_differs(r, stored) ? store_save(k->sv->st, r, stored, service_open_findings(&rep->findings), &info, err)
                                         : store_note(k->sv->st, r, &info, err);
    struct str draft = STR_INIT;
    verify_add_draft(&draft, r->form->name);
    ok = ok && store_verified_add(k->sv->st, r->form->name, r->id, k->values.v, k->values.n, err) &&
         service_tidy(k->sv, k->actor, draft.p, r->id, err);
    str_release(&draft);
    return ok;
}

/* Whether something is left is seen in the record as it is evaluated, with the places that hold nothing. */
static bool mark(struct verifying *k, struct work *w, struct err *err)
{
    bool ok = work_attach(w, k->r, err) &&
              service_mark_verified(k->sv, k->r, service_info(k->sv, k->actor, "", NULL, NULL).who, err);
    service_detach(w);
    return ok;
}

static void verifying_release(struct verifying *k)
{
    for (size_t i = 0; i < k->values.n; i++) {
        char *field = (char *)(size_t)k->values.v[i].field;
        free(field);
    }
    vec_release(&k->values);
    waiting_release(&k->waiting);
    str_release(&k->reasons);
    record_free(k->r);
}

bool op_verify(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep, struct err *err)
{
    struct verifying k = {.sv = sv, .actor = actor, .req = req, .reasons = STR_INIT};
    struct work *work = NULL;
    struct record *stored = NULL;
    bool ok = load_evaluated(sv, req, &work, &k.r, err) && service_same_version(req, k.r, err) &&
              find_waiting(sv, actor, k.r, &k.waiting, err) && may_key(actor, k.r, &k.waiting, err) &&
              store_load(sv->st, k.r->form, k.r->id, &stored, err) && take_values(&k, err);
    service_detach(work);
    ok = ok && store_all(&k, stored, rep, err) && mark(&k, work, err) &&
         service_count(sv, actor, req, k.r->form->name, 0, k.different, err);
    if (ok) {
        rep->version = k.r->version;
        rep->n = k.different;
    }
    record_free(stored);
    verifying_release(&k);
    return ok;
}
