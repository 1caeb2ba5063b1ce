/* Several records at once: keys, differences between snapshots, definitions that changed. */

#include "service/inner.h"

#include "base/hash.h"
#include "base/i18n.h"
#include "text/clean.h"

/* ---- another key ---- */

struct rekeying {
    struct service *sv;
    const struct actor *actor;
    const struct request *req;
    struct reply *rep;
    struct record *old, *r; /* as it is stored, and with the new key */
    struct str new_key;
};

static void add_line(const struct rekeying *k, const char *key, const char *what)
{
    struct value *row = rowset_add_row(&k->rep->rows);
    value_set_text(&row[0], sv_of(k->r->form->name));
    value_set_text(&row[1], sv_of(key));
    value_set_text(&row[2], sv_of(what));
}

static bool is_of_key(const struct form *form, const char *path)
{
    for (size_t i = 0; i < form->nkey; i++) {
        if (str_eq(form->fields[form->key[i]].name, path)) {
            return true;
        }
    }
    return false;
}

/* A key that breaks its own rules (a pattern, a length, a required part) would be found wrong at the next save, by somebody else. */
static bool key_is_sound(const struct form *form, const struct findings *findings, struct err *err)
{
    for (size_t i = 0; i < findings->list.n; i++) {
        const struct finding *f = &findings->list.v[i];
        if (f->strength != FIND_WARNING && is_of_key(form, f->path)) {
            return err_set(err, ERR_INVALID, _("the new key is not right: %s (%s)"), f->msg, f->path);
        }
    }
    return true;
}

static size_t orphans(const struct record *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->form->nrosters; i++) {
        for (size_t k = 0; k < r->rosters[i].list.n; k++) {
            n += r->rosters[i].list.v[k].orphan;
        }
    }
    return n;
}

/* What else becomes of the record: values computed anew, rows that belonged to the old key. */
static void tell_consequences(const struct rekeying *k, const char *key)
{
    struct changes changes = {0};
    struct str what = STR_INIT;
    size_t values = 0;
    record_diff(k->old, k->r, &changes);
    for (size_t i = 0; i < changes.list.n; i++) {
        values += !is_of_key(k->r->form, changes.list.v[i].path);
    }
    if (values > 0) {
        str_addf(&what, Q_("%zu other value changes with it", "%zu other values change with it", values), values);
        add_line(k, key, what.p);
    }
    size_t left = orphans(k->r);
    if (left > orphans(k->old)) {
        str_clear(&what);
        str_addf(&what, Q_("%zu row answers for the old key and stays, marked", "%zu rows answer for the old key and stay, marked", left), left);
        add_line(k, key, what.p);
    }
    changes_release(&changes);
    str_release(&what);
}

/* The record under its new key is checked and computed as at any save. */
static bool rekey(struct rekeying *k, struct err *err)
{
    struct findings *findings = &k->rep->findings;
    struct str key = STR_INIT, what = STR_INIT;
    char txn[UUID_TEXT];
    service_txn(k->sv, txn);
    bool ok = store_key_text(k->sv->st, k->r->form, k->r->id, &key, err) &&
              dossier_take_key(k->sv->st, k->r, k->new_key.p, err) &&
              service_judge(k->sv, k->actor, NULL, k->r, k->old, false, findings, err) &&
              key_is_sound(k->r->form, findings, err);
    if (ok) {
        str_addf(&what, _("its key becomes '%s'"), k->new_key.p);
        add_line(k, key.p, what.p);
        tell_consequences(k, key.p);
    }
    bool preview = k->req->n == 1;
    ok = ok && (preview || service_save(k->sv, k->actor, k->r, k->old, "rekey", k->req->reason, txn, findings, err)) &&
         dossier_namers(k->sv->st, k->r, !preview, &k->rep->rows, err);
    str_release(&key);
    str_release(&what);
    return ok;
}

bool op_rekey(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
              struct err *err)
{
    static const char *const columns[] = {"form", "key", "what"};
    struct rekeying k = {sv, actor, req, rep, NULL, NULL, STR_INIT};
    const struct form *form;
    char id[UUID_TEXT];
    if (!req->key || !req->text) {
        return err_set(err, ERR_USAGE, _("changing a key needs the old key and the new one"));
    }
    reply_columns(&rep->rows, columns, 3);
    bool ok = service_form(sv, req->form, &form, err) && clean_text(&k.new_key, sv_of(req->text), false, err) && store_find(sv->st, form, req->key, id, err) &&
              store_load(sv->st, form, id, &k.old, err);
    if (ok) {
        k.r = record_clone(k.old);
        ok = rekey(&k, err);
    }
    record_free(k.r);
    record_free(k.old);
    str_release(&k.new_key);
    return ok;
}

/* ---- snapshots ---- */

static int64_t number_of(const struct request *req, const char *name)
{
    for (size_t i = 0; i < req->nparams; i++) {
        if (str_eq(req->params[i].name, name) && req->params[i].value.type == VALUE_INT) {
            return req->params[i].value.i;
        }
    }
    return 0;
}

/* Of a record that the actor does not see nothing is told; of one that is gone, what it held is all there is to see. */
static bool sees_difference(struct service *sv, const char *name, const char *key, bool *sees, struct err *err)
{
    const struct form *form;
    struct record *r = NULL;
    struct err none = ERR_INIT, hidden = ERR_INIT;
    char id[UUID_TEXT];
    *sees = true;
    if (!service_form(sv, name, &form, err) || !form_keeps(form)) {
        return err->code == ERR_NONE;
    }
    *sees = store_find(sv->st, form, key, id, &none) && store_load(sv->st, form, id, &r, &none) && rights_see(sv, r, &hidden);
    record_free(r);
    return true;
}

static bool drop_unseen(struct service *sv, struct rowset *rows, struct err *err)
{
    struct rowset all = *rows;
    bool ok = true, sees = true;
    *rows = (struct rowset){0};
    for (size_t k = 0; k < all.ncolumns; k++) {
        rowset_add_column(rows, all.columns[k]);
    }
    for (size_t i = 0; ok && i < all.nrows; i++) {
        ok = sees_difference(sv, rowset_str(&all, i, "form"), rowset_str(&all, i, "key"), &sees, err);
        if (ok && sees) {
            struct value *row = rowset_add_row(rows);
            for (size_t k = 0; k < all.ncolumns; k++) {
                value_copy(&row[k], rowset_at(&all, i, (int)k));
            }
        }
    }
    rowset_release(&all);
    return ok;
}

bool service_changes(struct service *sv, const struct form *form, const char *id, int64_t a, int64_t b, struct rowset *out, struct err *err)
{
    return dossier_diff(sv->whole, form, id, a, b, out, err) && (!sv->scope.kept || drop_unseen(sv, out, err));
}

bool op_diff(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
             struct err *err)
{
    const struct form *form;
    char id[UUID_TEXT];
    (void)actor;
    return service_form(sv, req->form, &form, err) && service_id(sv, form, req, id, err) &&
           service_changes(sv, form, id, number_of(req, "a"), number_of(req, "b"), &rep->rows, err);
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
    bool barred = false;
    bool ok = dossier_migrate(sv->st, req->n == 1, &info, &rep->rows, &barred, err);
    rep->n = barred;
    return ok;
}
