/*
 * A copy that is taken back: what the last one into a record made, as far as nobody has changed it since.
 *
 * The history tells what that was: its entries share one txn, and one of them is about the record that was copied into.  Records that it
 * made are deleted; in others the rows it added go, and what it filled is empty again.
 */

#include "service/inner.h"

#include <string.h>

#include "base/i18n.h"
#include "form/format.h"

struct undoing {
    struct service *sv;
    const struct actor *actor;
    const struct request *req;
    struct param params[3]; /* txn, form, record: of the entries that are looked for */
    char txn[UUID_TEXT];    /* of what is done now */
};

static bool ask(struct undoing *u, const char *sql, struct rowset *out, struct err *err)
{
    return store_select(u->sv->st, sql, u->params, 3, SIZE_MAX, out, err);
}

/* "roster/key": the row as such. */
static bool drop_row(struct record *r, const char *path)
{
    const char *slash = strchr(path, '/');
    size_t at;
    for (size_t i = 0; slash && !strchr(slash + 1, '/') && i < r->form->nrosters; i++) {
        const char *name = r->form->rosters[i].name;
        if (strlen(name) == (size_t)(slash - path) && strncmp(name, path, (size_t)(slash - path)) == 0 && record_find_row(r, i, slash + 1, &at)) {
            record_delete_row(r, i, at);
            return true;
        }
    }
    return false;
}

static bool take_back_value(struct record *r, const char *path, const struct value *was, struct err *err)
{
    struct str text = STR_INIT;
    struct value v = VALUE_INIT;
    struct path p;
    bool ok = true;
    if (record_path_parse(r, path, &p)) {
        value_add_plain(&text, was);
        ok = format_parse_stored(record_field(r, p), NULL, (struct sv){text.p, text.len}, &v, err);
        if (ok) {
            cell_set(record_cell(r, p), &v);
        }
    }
    value_release(&v);
    str_release(&text);
    return ok;
}

/* Rows first: what stands in them needs no looking at. */
static bool take_back(struct undoing *u, struct record *r, struct err *err)
{
    struct rowset rows = {0};
    bool ok = ask(u, "SELECT c.value ->> '$.path' AS path, c.value ->> '$.old' AS old FROM main._history AS h JOIN json_each(h.changes) AS c"
                     " WHERE h.txn = :txn AND h.form = :form AND h.record = :record ORDER BY h.seq DESC, c.key",
                  &rows, err);
    for (size_t i = 0; ok && i < rows.nrows; i++) {
        const char *path = rowset_str(&rows, i, "path");
        ok = drop_row(r, path) || take_back_value(r, path, rowset_at(&rows, i, 1), err);
    }
    rowset_release(&rows);
    return ok;
}

static bool put_back(struct undoing *u, const struct record *old, struct err *err)
{
    struct record *r = record_clone(old);
    struct findings findings = {0};
    bool ok = take_back(u, r, err) && service_judge(u->sv, u->actor, NULL, r, old, false, &findings, err) &&
              service_save(u->sv, u->actor, r, old, "update", u->req->reason, u->txn, &findings, err);
    findings_release(&findings);
    record_free(r);
    return ok;
}

static bool remove_made(struct undoing *u, const struct record *r, struct err *err)
{
    struct change_info info = service_info(u->sv, u->actor, "delete", u->req->reason, u->txn);
    return rights_delete(u->sv, u->actor, r, err) && dossier_editable(u->sv->st, r, err) && store_delete(u->sv->st, r, &info, err);
}

/* *done: it was as the copy had left it. */
static bool undo_record(struct undoing *u, const struct form *form, const struct rowset *entries, size_t i, bool *done, struct err *err)
{
    struct record *r = NULL;
    struct err why = ERR_INIT;
    bool there = store_load(u->sv->st, form, rowset_str(entries, i, "record"), &r, &why);
    *done = there && r->version == rowset_int(entries, i, "last");
    if (!there && why.code != ERR_NOT_FOUND) {
        *err = why;
        return false;
    }
    bool ok = !*done || (rowset_int(entries, i, "first") == 1 ? remove_made(u, r, err) : put_back(u, r, err));
    record_free(r);
    return ok;
}

/* A line for each form: how many records, and how many were changed since. */
static void count(const struct undoing *u, const struct form *form, bool done, struct reply *rep)
{
    struct rowset *rows = &rep->rows;
    size_t i = 0;
    while (i < rows->nrows && !str_eq(rowset_str(rows, i, "form"), form->name)) {
        i++;
    }
    if (i == rows->nrows) {
        struct value *row = rowset_add_row(rows);
        value_set_text(&row[0], sv_of(label_in(&form->title, u->actor->lang)));
        value_set_text(&row[1], sv_of(form->name));
        value_set_int(&row[2], 0);
        value_set_int(&row[3], 0);
    }
    rows->cells.v[i * rows->ncolumns + (done ? 2 : 3)].i++;
    rep->n += done;
}

bool service_copy_undo(struct service *sv, const struct actor *actor, const struct request *req, const struct record *into, struct reply *rep,
                       struct err *err)
{
    struct undoing u = {.sv = sv, .actor = actor, .req = req, .params = {{"txn", VALUE_INIT}, {"form", VALUE_INIT}, {"record", VALUE_INIT}}};
    struct rowset last = {0}, entries = {0};
    const struct form *form;
    bool done;
    service_txn(sv, u.txn);
    value_set_text(&u.params[1].value, sv_of(into->form->name));
    value_set_text(&u.params[2].value, sv_of(into->id));
    bool ok = ask(&u, "SELECT txn FROM main._history WHERE form = :form AND record = :record AND op = 'copy' ORDER BY seq DESC LIMIT 1", &last, err);
    value_set_text(&u.params[0].value, sv_of(ok && last.nrows > 0 ? rowset_str(&last, 0, "txn") : ""));
    ok = ok && ask(&u, "SELECT form, record, min(version) AS first, max(version) AS last FROM main._history WHERE txn = :txn AND op = 'copy'"
                       " AND (changes IS NOT NULL OR (form, record) <> (:form, :record)) GROUP BY form, record ORDER BY max(seq) DESC",
                   &entries, err);
    for (size_t i = 0; ok && i < entries.nrows; i++) {
        value_set_text(&u.params[1].value, sv_of(rowset_str(&entries, i, "form")));
        value_set_text(&u.params[2].value, sv_of(rowset_str(&entries, i, "record")));
        ok = service_form(sv, rowset_str(&entries, i, "form"), &form, err) && undo_record(&u, form, &entries, i, &done, err);
        if (ok) {
            count(&u, form, done, rep);
        }
    }
    for (size_t i = 0; i < 3; i++) {
        value_release(&u.params[i].value);
    }
    rowset_release(&last);
    rowset_release(&entries);
    return ok;
}
