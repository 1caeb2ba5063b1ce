/* What the program itself knows of a record, for documents: given to their queries as JSON, a parameter each. */

#include <stdlib.h>
#include <string.h>

#include "exchange/report.h"
#include "form/template.h"
#include "store/dossier.h"

struct knowing {
    struct service *sv;
    const struct actor *actor;
    const struct form *form;
    const char *id;
    const char *seal; /* of the submission that the document tells of; NULL: there is none */
};

/* ---- what can be asked for ---- */

static bool findings(const struct knowing *k, struct rowset *out, struct err *err)
{
    return service_findings(k->sv, k->actor, k->form, k->id, out, err);
}

static bool submissions(const struct knowing *k, struct rowset *out, struct err *err)
{
    return dossier_snapshots(service_whole(k->sv), k->form, k->id, k->actor->lang, out, err);
}

static const struct value *cell(const struct rowset *rows, size_t row, const char *column)
{
    return rowset_at(rows, row, rowset_column(rows, column));
}

/* Between the submission and the one before it: nothing of the first. */
static bool changes(const struct knowing *k, struct rowset *out, struct err *err)
{
    struct rowset all = {0};
    bool ok = submissions(k, &all, err);
    for (size_t i = 1; ok && k->seal && i < all.nrows; i++) {
        if (str_eq(rowset_str(&all, i, "code"), k->seal)) {
            ok = service_changes(k->sv, k->form, k->id, cell(&all, i - 1, "number")->i, cell(&all, i, "number")->i, out, err);
        }
    }
    rowset_release(&all);
    return ok;
}

static bool codes(const struct knowing *k, struct rowset *out, struct err *err)
{
    const struct names *forms = &service_app(k->sv)->forms;
    bool ok = true;
    for (size_t i = 0; ok && i < forms->n; i++) {
        const struct form *form;
        ok = app_form(service_app(k->sv), forms->v[i], &form, NULL, err) && (!form->code || service_codes(k->sv, k->actor, form, out, err));
    }
    return ok;
}

static const struct {
    const char *name; /* as in TEMPLATE_KNOWN */
    bool (*ask)(const struct knowing *k, struct rowset *out, struct err *err);
} KNOWN[] = {
    {"_findings", findings},
    {"_submissions", submissions},
    {"_changes", changes},
    {"_codes", codes},
};

/* ---- as people call it ---- */

static const struct field *named(const struct field *fields, size_t n, struct sv name)
{
    for (size_t i = 0; i < n; i++) {
        if (sv_eq(name, fields[i].name)) {
            return &fields[i];
        }
    }
    return NULL;
}

/* "FIELD", "ROSTER", "ROSTER/KEY" or "ROSTER/KEY/FIELD" by labels. */
static void add_label(struct str *out, const struct form *form, const char *path, enum lang lang)
{
    size_t n = strcspn(path, "/");
    const char *last = path[n] ? strchr(path + n + 1, '/') : NULL;
    const struct field *f = named(form->fields, form->nfields, sv_of(path));
    for (size_t i = 0; i < form->nrosters; i++) {
        const struct roster *r = &form->rosters[i];
        if (sv_eq((struct sv){path, n}, r->name)) {
            str_add(out, label_in(&r->label, lang));
            f = last ? named(r->fields, r->nfields, sv_of(last + 1)) : NULL;
        }
    }
    if (f) {
        str_addf(out, "%s%s", out->len > 0 ? " – " : "", label_in(&f->label, lang));
    }
}

static bool add_row_labels(const struct knowing *k, const struct rowset *rows, size_t i, struct value *title, struct value *field, struct err *err)
{
    const struct form *form;
    struct str label = STR_INIT;
    if (!app_form(service_app(k->sv), rowset_str(rows, i, "form"), &form, NULL, err)) {
        return false;
    }
    add_label(&label, form, rowset_str(rows, i, "path"), k->actor->lang);
    value_set_text(title, sv_of(label_in(&form->title, k->actor->lang)));
    value_set_text(field, sv_of(label.p ? label.p : ""));
    str_release(&label);
    return true;
}

/* Rows that name a form and a path in it get both as labels: title and field. */
static bool add_labels(const struct knowing *k, const struct rowset *from, struct rowset *to, struct err *err)
{
    bool labelled = rowset_column(from, "form") >= 0 && rowset_column(from, "path") >= 0, ok = true;
    for (size_t c = 0; c < from->ncolumns; c++) {
        rowset_add_column(to, from->columns[c]);
    }
    if (labelled) {
        rowset_add_column(to, "title");
        rowset_add_column(to, "field");
    }
    for (size_t i = 0; ok && i < from->nrows; i++) {
        struct value *row = rowset_add_row(to);
        for (size_t c = 0; c < from->ncolumns; c++) {
            value_copy(&row[c], rowset_at(from, i, (int)c));
        }
        ok = !labelled || add_row_labels(k, from, i, &row[from->ncolumns], &row[from->ncolumns + 1], err);
    }
    return ok;
}

static bool add_known(const struct knowing *k, size_t which, struct params *p, struct err *err)
{
    struct rowset rows = {0}, labelled = {0};
    struct str json = STR_INIT;
    bool ok = KNOWN[which].ask(k, &rows, err) && add_labels(k, &rows, &labelled, err);
    if (ok) {
        rowset_add_json(&json, &labelled);
        params_add_text(p, KNOWN[which].name, json.p);
    }
    str_release(&json);
    rowset_release(&labelled);
    rowset_release(&rows);
    return ok;
}

bool report_add_known(struct service *sv, const struct actor *actor, const struct report *r, const struct form *form, const char *id,
                      const char *seal, struct params *p, struct err *err)
{
    const struct knowing k = {sv, actor, form, id, seal};
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof KNOWN / sizeof *KNOWN; i++) {
        ok = !template_asks(r->sql, KNOWN[i].name) || add_known(&k, i, p, err);
    }
    return ok;
}
