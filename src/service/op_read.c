/* Reading: lists, choices, titles, keys, queries, history. */

#include "service/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

#define LIMIT_DEFAULT 50
#define LIMIT_MAX     1000

static size_t limit_of(const struct request *req)
{
    return req->limit == 0 ? LIMIT_DEFAULT : req->limit > LIMIT_MAX ? LIMIT_MAX : req->limit;
}

/* A record that is not in the list yet has nothing before or behind it. */
static bool list_beside(struct service *sv, const struct actor *actor, const struct form *form, const struct request *req,
                        struct reply *rep, struct err *err)
{
    struct str place = STR_INIT;
    bool ok = store_place(sv->st, form, req->id, &place, err);
    if (ok && place.len > 0) {
        ok = store_list(sv->st, form, req->params, req->nparams, NULL, place.p, req->back, limit_of(req), actor->lang, &rep->rows, err);
    }
    str_release(&place);
    return ok;
}

bool op_list(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
             struct err *err)
{
    const struct form *form;
    if (!service_form(sv, req->form, &form, err)) {
        return false;
    }
    for (size_t i = 0; i < req->nparams; i++) {
        if (!form_field(form, req->params[i].name) && !(form->verifies && str_eq(req->params[i].name, ONLY_UNVERIFIED))) {
            return err_set(err, ERR_USAGE, _("the form '%s' has no field '%s'"), form->name, req->params[i].name);
        }
    }
    if (req->id) {
        return list_beside(sv, actor, form, req, rep, err);
    }
    rep->n = req->nparams ? store_count_only(sv->st, form, req->params, req->nparams) : store_count(sv->st, form->name, NULL);
    return store_list(sv->st, form, req->params, req->nparams, req->text, req->after, req->back, limit_of(req), actor->lang,
                      &rep->rows, err);
}

/* ---- choices ---- */

/* The field's choice_filter; without a field there is none. */
static bool filter_of(struct service *sv, const struct request *req, const struct form *target,
                      struct store_filter *filter, struct err *err)
{
    const struct form *owner;
    *filter = (struct store_filter){.params = req->params, .nparams = req->nparams};
    if (!req->name || !req->field) {
        return true;
    }
    if (!service_form(sv, req->name, &owner, err)) {
        return false;
    }
    const struct field *f = form_path_field(owner, req->field);
    if (!f || !str_eq_null(f->ref, target->name)) {
        return err_set(err, ERR_NOT_FOUND, _("the field '%s' of '%s' does not choose from '%s'"), req->field,
                       owner->name, target->name);
    }
    *filter = service_filter(owner, f, req->params, req->nparams);
    return true;
}

bool op_choices(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
                struct err *err)
{
    const struct form *target;
    struct store_filter filter;
    bool offered;
    if (!service_form(sv, req->form, &target, err) || !filter_of(sv, req, target, &filter, err)) {
        return false;
    }
    if (!req->id) {
        return store_choices(sv->st, target, &filter, req->text, req->after, limit_of(req), actor->lang, &rep->rows, err);
    }
    bool ok = store_offered(sv->st, target, &filter, req->id, &offered, err);
    rep->n = ok && offered;
    return ok;
}

/* ---- one record by name ---- */

static bool add_key(struct service *sv, const char *name, const char *id, const struct rowset *rows, struct value *row,
                    struct err *err)
{
    const struct form *form;
    struct str key = STR_INIT;
    bool ok = service_form(sv, name, &form, err) && store_key_text(sv->st, form, id, &key, err);
    if (ok) {
        reply_cell(rows, row, "key", key.p);
    }
    str_release(&key);
    return ok;
}

bool op_title(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
              struct err *err)
{
    static const char *const columns[] = {"key", "label", "from", "to"};
    struct record_name name = RECORD_NAME_INIT;
    if (!req->form || !req->id) {
        return err_set(err, ERR_USAGE, _("the request names no record of '%s'"), req->form ? req->form : "");
    }
    reply_columns(&rep->rows, columns, 4);
    struct value *row = rowset_add_row(&rep->rows);
    if (req->n == 2 && !store_form_has_days(sv->st, req->form)) {
        return true;
    }
    bool ok = store_name_of(sv->st, req->form, req->id, actor->lang, &name, err) &&
              (req->n != 1 || add_key(sv, req->form, req->id, &rep->rows, row, err));
    reply_cell(&rep->rows, row, "label", name.title.p);
    reply_cell(&rep->rows, row, "from", name.from.p);
    reply_cell(&rep->rows, row, "to", name.to.p);
    record_name_release(&name);
    return ok;
}

bool op_find(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
             struct err *err)
{
    static const char *const columns[] = {"_id"};
    const struct form *form;
    char id[UUID_TEXT];
    (void)actor;
    if (!req->key) {
        return err_set(err, ERR_USAGE, _("the request names no key"));
    }
    if (!service_form(sv, req->form, &form, err) || !store_find(sv->st, form, req->key, id, err)) {
        return false;
    }
    reply_columns(&rep->rows, columns, 1);
    reply_cell(&rep->rows, rowset_add_row(&rep->rows), "_id", id);
    return true;
}

bool op_query(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
              struct err *err)
{
    (void)actor;
    if (!req->name) {
        return err_set(err, ERR_USAGE, _("the request names no query"));
    }
    return store_query(sv->st, req->name, req->params, req->nparams, req->limit ? limit_of(req) : LIMIT_MAX,
                       &rep->rows, err);
}

/* ---- taken ---- */

static bool find_params(const struct form *form, const struct request *req, size_t *fields,
                        struct value *values, struct err *err)
{
    for (size_t i = 0; i < req->nparams; i++) {
        const struct field *f = form_field(form, req->params[i].name);
        if (!f) {
            return err_set(err, ERR_NOT_FOUND, _("the form '%s' has no field '%s'"), form->name,
                           req->params[i].name);
        }
        fields[i] = f->index;
        values[i] = req->params[i].value; /* borrowed */
    }
    return true;
}

/* That a key is taken, or a value of which there is one, may be known of any record; what else stands in it is nobody's to guess. */
static bool may_ask_taken(const struct form *form, const size_t *fields, size_t n)
{
    bool key = n == form->nkey;
    for (size_t i = 0; i < n; i++) {
        bool in_key = false;
        for (size_t k = 0; k < form->nkey; k++) {
            in_key = in_key || form->key[k] == fields[i];
        }
        key = key && in_key;
    }
    return n == 0 || key || (n == 1 && form->fields[fields[0]].unique);
}

bool op_taken(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
              struct err *err)
{
    const struct form *form;
    bool taken = false;
    (void)actor;
    if (!service_form(sv, req->form, &form, err)) {
        return false;
    }
    size_t *fields = mem_zero(req->nparams + 1, sizeof *fields);
    struct value *values = mem_zero(req->nparams + 1, sizeof *values);
    bool ok = find_params(form, req, fields, values, err) &&
              (may_ask_taken(form, fields, req->nparams) ||
               err_set(err, ERR_USAGE, _("whether something is taken can be asked of a key, or of one unique field"))) &&
              store_taken(sv->st, form, req->id ? req->id : "", fields, values, req->nparams, &taken, err);
    rep->n = taken;
    free(fields);
    free(values);
    return ok;
}

/* ---- history ---- */

static bool is_personal(const struct form *form, const char *path)
{
    const struct field *f = form_path_field(form, path);
    return f && f->personal;
}

/* What is personal is not shown to whoever looks through a history. */
static void hide_personal(const struct form *form, struct rowset *rows)
{
    int old = rowset_column(rows, "old"), now = rowset_column(rows, "new");
    for (size_t i = 0; i < rows->nrows; i++) {
        struct value *cells = &rows->cells.v[i * rows->ncolumns];
        if (!is_personal(form, rowset_str(rows, i, "path"))) {
            continue;
        }
        for (int k = old; k <= now; k++) {
            if (!value_is_null(&cells[k])) {
                value_set_text(&cells[k], SV("***"));
            }
        }
    }
}

bool op_log(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
            struct err *err)
{
    const struct form *form;
    char id[UUID_TEXT];
    (void)actor;
    if (!service_form(sv, req->form, &form, err) || !service_id_or_deleted(sv, form, req, id, err) ||
        !store_log(sv->st, form->name, id, &rep->rows, err)) {
        return false;
    }
    hide_personal(form, &rep->rows);
    return true;
}
