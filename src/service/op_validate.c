/* Every stored record against the rules as they are now, then what the application's checks find across
 * records. */

#include "service/inner.h"

#include "base/i18n.h"

static void add_finding(const struct form *form, const char *key, const struct finding *f, struct rowset *out)
{
    struct value *row = rowset_add_row(out);
    reply_cell(out, row, "form", form->name);
    reply_cell(out, row, "key", key);
    reply_cell(out, row, "path", f->path);
    reply_cell(out, row, "strength", strength_word(f->strength));
    reply_cell(out, row, "message", f->msg);
}

static bool check_record(struct service *sv, const struct actor *actor, struct record *r, struct rowset *out,
                         struct err *err)
{
    struct findings found = {0};
    struct str key = STR_INIT;
    bool ok = service_check(sv, r, actor->lang, &found, err) &&
              (found.list.n == 0 || store_key_text(sv->st, r->form, r->id, &key, err));
    for (size_t i = 0; ok && i < found.list.n; i++) {
        if (!found.list.v[i].accepted) {
            add_finding(r->form, key.p, &found.list.v[i], out);
        }
    }
    findings_release(&found);
    str_release(&key);
    return ok;
}

/* The next record by id; none: *r is NULL. */
static bool next_record(struct service *sv, const struct form *form, const char *after, struct record **r,
                        struct err *err)
{
    struct param id = {"after", VALUE_INIT};
    struct str sql = STR_INIT;
    struct rowset rows = {0};
    *r = NULL;
    value_set_text(&id.value, sv_of(after));
    str_addf(&sql, "SELECT _id FROM main.\"%s\" WHERE _id > coalesce(:after, '') ORDER BY _id LIMIT 1",
             form->name);
    bool ok = store_select(sv->st, sql.p, &id, 1, 1, &rows, err) &&
              (rows.nrows == 0 || store_load(sv->st, form, rowset_str(&rows, 0, "_id"), r, err));
    rowset_release(&rows);
    value_release(&id.value);
    str_release(&sql);
    return ok;
}

static bool validate_form(struct service *sv, const struct actor *actor, const char *name, struct rowset *out,
                          struct err *err)
{
    const struct form *form;
    struct record *before = NULL, *r = NULL;
    bool ok = service_form(sv, name, &form, err) && next_record(sv, form, "", &r, err);
    while (ok && r) {
        ok = check_record(sv, actor, r, out, err);
        record_free(before);
        before = r;
        r = NULL;
        ok = ok && next_record(sv, form, before->id, &r, err);
    }
    record_free(before);
    return ok;
}

/* ---- checks across records ---- */

static bool add_check_row(struct service *sv, const struct rowset *found, size_t i, struct rowset *out, struct err *err)
{
    const struct form *form;
    const char *name = rowset_str(found, i, "form"), *id = rowset_str(found, i, "id");
    struct str key = STR_INIT;
    bool ok = service_form(sv, name, &form, err) && (!id[0] || store_key_text(sv->st, form, id, &key, err));
    if (ok) {
        struct value *row = rowset_add_row(out);
        reply_cell(out, row, "form", name);
        reply_cell(out, row, "key", key.p);
        reply_cell(out, row, "path", rowset_str(found, i, "field"));
        reply_cell(out, row, "strength", rowset_str(found, i, "severity"));
        reply_cell(out, row, "message", rowset_str(found, i, "message"));
    }
    str_release(&key);
    return ok;
}

/* What is only to be done is no fault: the home screen lists it. */
static bool run_check(struct service *sv, const struct actor *actor, const char *name, const char *form,
                      struct rowset *out, struct err *err)
{
    struct param only = {"_form", VALUE_INIT};
    struct rowset found = {0};
    value_set_text(&only.value, sv_of(form ? form : ""));
    bool ok = service_check_rows(sv, actor->lang, name, CHECK_FAULTS, "form = coalesce(:_form, form)", &only, 1, SIZE_MAX, &found, err);
    for (size_t i = 0; ok && i < found.nrows; i++) {
        ok = add_check_row(sv, &found, i, out, err);
    }
    rowset_release(&found);
    value_release(&only.value);
    return ok;
}

static bool run_checks(struct service *sv, const struct actor *actor, const char *form, struct rowset *out,
                       struct err *err)
{
    for (size_t i = 0; i < sv->app->checks.n; i++) {
        if (!run_check(sv, actor, sv->app->checks.v[i], form, out, err)) {
            return false;
        }
    }
    return true;
}

bool op_validate(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
                 struct err *err)
{
    static const char *const columns[] = {"form", "key", "path", "strength", "message"};
    reply_columns(&rep->rows, columns, 5);
    if (req->form) {
        return validate_form(sv, actor, req->form, &rep->rows, err) &&
               run_checks(sv, actor, req->form, &rep->rows, err);
    }
    for (size_t i = 0; i < sv->app->forms.n; i++) {
        if (!validate_form(sv, actor, sv->app->forms.v[i], &rep->rows, err)) {
            return false;
        }
    }
    return run_checks(sv, actor, NULL, &rep->rows, err);
}
