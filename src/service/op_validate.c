/* Every stored record against the rules as they are now, then what the application's checks find across
 * records. */

#include "service/inner.h"

#include "base/i18n.h"
#include "text/clean.h"

static void add_finding(const struct form *form, const char *key, const struct finding *f, struct rowset *out)
{
    struct value *row = rowset_add_row(out);
    reply_cell(out, row, "form", form->name);
    reply_cell(out, row, "key", key);
    reply_cell(out, row, "path", f->path);
    reply_cell(out, row, "strength", strength_word(f->strength));
    reply_cell(out, row, "message", f->msg);
}

/* Doors clean what comes in: letters that hide or command were written by another program. */
static void check_text(const struct record *r, struct path at, struct findings *found)
{
    const struct value *v = &record_cell_const(r, at)->value;
    struct str path = STR_INIT, ignored = STR_INIT;
    struct err why = ERR_INIT;
    if (v->type == VALUE_TEXT && !clean_is(sv_of(v->text), true) && !clean_text(&ignored, sv_of(v->text), true, &why)) {
        record_path_text(r, at, &path);
        findings_add(found, FIND_STRUCTURE, RULE_TYPE, path.p, why.msg);
    }
    str_release(&path);
    str_release(&ignored);
}

static void check_texts(const struct record *r, struct findings *found)
{
    for (size_t i = 0; i < r->form->nfields; i++) {
        check_text(r, PATH_MAIN(i), found);
    }
    for (size_t k = 0; k < r->form->nrosters; k++) {
        for (size_t row = 0; row < r->rosters[k].list.n; row++) {
            for (size_t i = 0; i < r->form->rosters[k].nfields; i++) {
                check_text(r, (struct path){(int)k, row, i}, found);
            }
        }
    }
}

static bool check_record(struct service *sv, const struct actor *actor, struct record *r, struct rowset *out,
                         struct err *err)
{
    struct findings found = {0};
    struct str key = STR_INIT;
    check_texts(r, &found);
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

/* The id behind the one in `id`; empty: there is none. */
static bool next_id(struct service *sv, const struct form *form, struct str *id, struct err *err)
{
    struct param after = {"after", VALUE_INIT};
    struct str sql = STR_INIT;
    struct rowset rows = {0};
    value_set_text(&after.value, (struct sv){id->p, id->len});
    str_addf(&sql, "SELECT _id FROM \"%s\" WHERE _id > coalesce(:after, '') ORDER BY _id LIMIT 1", form->name);
    bool ok = store_select(sv->st, sql.p, &after, 1, 1, &rows, err);
    str_clear(id);
    str_add(id, ok && rows.nrows > 0 ? rowset_str(&rows, 0, "_id") : "");
    rowset_release(&rows);
    value_release(&after.value);
    str_release(&sql);
    return ok;
}

static bool validate_record(struct service *sv, const struct actor *actor, const struct form *form, const char *id, struct rowset *out,
                            struct err *err)
{
    struct record *r;
    struct err why = ERR_INIT;
    if (!store_id_fits(id, &why)) { /* the others can be looked at all the same */
        char path[] = "_id";
        struct finding f = {.strength = FIND_STRUCTURE, .path = path, .msg = why.msg};
        add_finding(form, id, &f, out);
        return true;
    }
    bool ok = store_load(sv->st, form, id, &r, err);
    if (ok) {
        ok = check_record(sv, actor, r, out, err);
        record_free(r);
    }
    return ok;
}

static bool validate_form(struct service *sv, const struct actor *actor, const char *name, struct rowset *out,
                          struct err *err)
{
    const struct form *form;
    struct str id = STR_INIT;
    bool ok = service_form(sv, name, &form, err) && next_id(sv, form, &id, err);
    while (ok && id.len > 0) {
        ok = validate_record(sv, actor, form, id.p, out, err) && next_id(sv, form, &id, err);
    }
    str_release(&id);
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
    bool ok = service_check_rows(sv, actor->lang, name, CHECK_FAULTS, "form = coalesce(:_form, form)", NULL, &only, 1, SIZE_MAX, &found, err);
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
