/*
 * What is copied into a record: rows that the queries of a form's [copy] find in other records (docs/forms.md).
 *
 * All queries are run first, over what the actor may see; then their rows are stored in the queries' order, each record as if a person
 * had saved it.  What exists is not overwritten: a record that is there is left alone, in a row that is there only what is empty is
 * filled.  A preview does all of it and takes it back, so what it counts is what will be done.
 */

#include "service/inner.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "form/format.h"
#include "form/matrix.h"

#define ROWS_MAX 20000 /* of one query */

struct copying {
    struct service *sv;
    const struct actor *actor;
    const struct request *req;
    char txn[UUID_TEXT];
    /* The part at work: a query, and where its rows go. */
    const char *query;
    const struct form *form;
    const struct roster *roster; /* NULL: records of the form */
    const struct rowset *rows;
    int64_t made, left;
};

/* ---- from a result to cells ---- */

/* What a query gives is stored text, whatever SQLite made of its type. */
static bool set_cell(const struct copying *c, const struct field *f, struct cell *cell, const struct value *from, struct err *err)
{
    struct str text = STR_INIT;
    struct value v = VALUE_INIT;
    bool ok = true;
    value_add_plain(&text, from);
    if (f->list || f->ref) {
        value_set_text(&v, (struct sv){text.p, text.len});
    } else {
        ok = format_parse_stored(f, NULL, (struct sv){text.p, text.len}, &v, err) || err_wrap(err, "queries/%s.sql: %s", c->query, f->name);
    }
    if (ok && !value_is_null(&v)) {
        cell_set(cell, &v);
        cell->touched = true;
    }
    value_release(&v);
    str_release(&text);
    return ok;
}

/* Only what is empty is filled.  *filled: something was. */
static bool set_cells(const struct copying *c, size_t at, const struct field *fields, size_t n, struct cell *cells, bool *filled,
                      struct err *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++) {
        int column = rowset_column(c->rows, fields[i].name);
        const struct value *from = column >= 0 ? rowset_at(c->rows, at, column) : NULL;
        if (from && !value_is_null(from) && cell_empty(&cells[i]) && !cells[i].computed) {
            ok = set_cell(c, &fields[i], &cells[i], from, err);
            *filled = true;
        }
    }
    return ok;
}

/* The record that has the key of this row; "" when there is none, or when only the store can number it. */
static bool find_record(const struct copying *c, size_t at, char id[UUID_TEXT], struct err *err)
{
    const struct form *form = c->form;
    struct record *key = record_new(form, "");
    struct value *values = mem_zero(form->nkey + 1, sizeof *values);
    bool ok = true, whole = true;
    id[0] = '\0';
    for (size_t i = 0; ok && i < form->nkey; i++) {
        const struct field *f = &form->fields[form->key[i]];
        int column = rowset_column(c->rows, f->name);
        ok = column < 0 || set_cell(c, f, &key->cells[f->index], rowset_at(c->rows, at, column), err);
        whole = whole && !value_is_null(&key->cells[f->index].value);
        values[i] = key->cells[f->index].value; /* borrowed */
    }
    ok = ok && (!whole || store_holder(c->sv->st, form, "", form->key, values, form->nkey, id, err));
    free(values);
    record_free(key);
    return ok;
}

/* ---- one record ---- */

/* `old` NULL: a new one. */
static bool put(const struct copying *c, struct record *r, const struct record *old, struct err *err)
{
    struct findings findings = {0};
    struct str title = STR_INIT;
    struct err ignored = ERR_INIT;
    bool ok = service_judge(c->sv, c->actor, NULL, r, old, false, &findings, err) &&
              service_save(c->sv, c->actor, r, old, "copy", c->req->reason, c->txn, &findings, err);
    if (!ok && store_title_of(c->sv->st, r, c->actor->lang, &title, &ignored) && title.len > 0) {
        err_wrap(err, "%s “%s”", label_in(&c->form->title, c->actor->lang), title.p);
    }
    str_release(&title);
    findings_release(&findings);
    return ok;
}

static bool make_record(const struct copying *c, size_t at, struct err *err)
{
    char id[UUID_TEXT];
    bool filled = false;
    uuid7(clock_now(c->sv->clock), id);
    struct record *r = record_new(c->form, id);
    snprintf(r->state, sizeof r->state, "%s", c->form->nstates > 0 ? c->form->states[0].name : "");
    bool ok = set_cells(c, at, c->form->fields, c->form->nfields, r->cells, &filled, err) && put(c, r, NULL, err);
    record_free(r);
    return ok;
}

static bool copy_records(struct copying *c, struct err *err)
{
    char id[UUID_TEXT];
    bool ok = true;
    for (size_t i = 0; ok && i < c->rows->nrows; i++) {
        ok = find_record(c, i, id, err) && (id[0] || make_record(c, i, err));
        c->left += id[0] != '\0';
        c->made += id[0] == '\0';
    }
    return ok;
}

/* ---- rows of a roster ---- */

static void row_key(const struct copying *c, size_t at, struct str *out)
{
    const struct roster *ro = c->roster;
    const char *name = ro->row_key >= 0 ? ro->fields[ro->row_key].name : "_row_key";
    int column = rowset_column(c->rows, name);
    column = column < 0 ? rowset_column(c->rows, "_row_key") : column;
    str_clear(out);
    if (column >= 0) {
        value_add_plain(out, rowset_at(c->rows, at, column));
    } else if (ro->matrix) {
        matrix_key(rowset_at(c->rows, at, rowset_column(c->rows, ro->fields[ro->down].name)),
                   rowset_at(c->rows, at, rowset_column(c->rows, ro->fields[ro->across].name)), out);
    }
}

/* Whether the row holds all that this one would bring. */
static bool holds(const struct copying *c, const struct row *row, const struct row *brought)
{
    for (size_t i = 0; i < c->roster->nfields; i++) {
        if (!value_is_null(&brought->cells[i].value) && !value_eq(&brought->cells[i].value, &row->cells[i].value)) {
            return false;
        }
    }
    return true;
}

static bool is_there(const struct copying *c, const struct rows *rows, size_t brought)
{
    for (size_t i = 0; i < rows->list.n; i++) {
        if (i != brought && holds(c, &rows->list.v[i], &rows->list.v[brought])) {
            return true;
        }
    }
    return false;
}

/* A row without a key of its own is added, unless one with the same in it stands there. */
static bool add_row(const struct copying *c, size_t at, const char *key, struct record *r, bool *filled, struct err *err)
{
    const struct roster *ro = c->roster;
    char id[UUID_TEXT];
    *filled = false;
    if (!ro->add && !(ro->matrix && !ro->rows)) {
        return true;
    }
    if (ro->add && r->rosters[ro->index].list.n >= (size_t)ro->max_rows) {
        return err_set(err, ERR_INVALID, _("'%s' has at most %d rows"), ro->name, ro->max_rows);
    }
    uuid7(clock_now(c->sv->clock), id);
    size_t row = record_add_row(r, ro->index, key[0] ? key : id);
    matrix_name_row(ro, &r->rosters[ro->index].list.v[row]);
    bool ok = set_cells(c, at, ro->fields, ro->nfields, r->rosters[ro->index].list.v[row].cells, filled, err);
    if (ok && is_there(c, &r->rosters[ro->index], row)) {
        record_delete_row(r, ro->index, row);
        *filled = false;
    }
    return ok;
}

static bool copy_row(struct copying *c, size_t at, struct record *r, struct err *err)
{
    struct str key = STR_INIT;
    size_t row;
    bool filled = false, ok;
    row_key(c, at, &key);
    if (key.len > 0 && record_find_row(r, c->roster->index, key.p, &row)) {
        ok = set_cells(c, at, c->roster->fields, c->roster->nfields, r->rosters[c->roster->index].list.v[row].cells, &filled, err);
    } else {
        ok = add_row(c, at, key.p, r, &filled, err);
    }
    c->made += filled;
    c->left += !filled;
    str_release(&key);
    return ok;
}

/* Rows that a query or lists give are there only when the workspace has looked. */
static bool prefill(const struct copying *c, struct record *r, struct err *err)
{
    struct work *w = NULL;
    bool ok = !roster_prefilled(c->roster) || (service_work(c->sv, r->form, &w, err) && work_attach(w, r, err));
    service_detach(w);
    return ok;
}

/* Rows [at, end) go into one record. */
static bool copy_into(struct copying *c, const char *id, size_t at, size_t end, struct err *err)
{
    struct record *old = NULL, *r = NULL;
    int64_t before = c->made;
    if (!id[0]) { /* nobody has begun it, and nothing here does */
        c->left += (int64_t)(end - at);
        return true;
    }
    bool ok = store_load(c->sv->st, c->form, id, &old, err);
    r = ok ? record_clone(old) : NULL;
    ok = ok && prefill(c, r, err);
    for (; ok && at < end; at++) {
        ok = copy_row(c, at, r, err);
    }
    ok = ok && (c->made == before || put(c, r, old, err));
    record_free(r);
    record_free(old);
    return ok;
}

static bool copy_rows(struct copying *c, struct err *err)
{
    char id[UUID_TEXT], next[UUID_TEXT] = "";
    bool ok = c->rows->nrows == 0 || find_record(c, 0, next, err);
    for (size_t at = 0, end; ok && at < c->rows->nrows; at = end) {
        memcpy(id, next, sizeof id);
        for (end = at + 1; ok && end < c->rows->nrows; end++) {
            ok = find_record(c, end, next, err);
            if (!str_eq(id, next)) {
                break;
            }
        }
        ok = ok && copy_into(c, id, at, end, err);
    }
    return ok;
}

/* ---- all of it ---- */

static void add_result(const struct copying *c, struct reply *rep)
{
    struct str what = STR_INIT;
    struct value *row = rowset_add_row(&rep->rows);
    str_add(&what, label_in(&c->form->title, c->actor->lang));
    if (c->roster) {
        str_addf(&what, " – %s", label_in(&c->roster->label, c->actor->lang));
    }
    value_set_text(&row[0], (struct sv){what.p, what.len});
    value_set_text(&row[1], sv_of(c->form->name));
    value_set_int(&row[2], c->made);
    value_set_int(&row[3], c->left);
    rep->n += c->made;
    str_release(&what);
}

/* One query's rows, to where its opening comment says. */
static bool copy_part(struct copying *c, const char *query, const struct rowset *rows, struct reply *rep, struct err *err)
{
    struct sql_into to;
    const char *sql;
    c->query = query;
    c->rows = rows;
    c->made = c->left = 0;
    if (!app_sql(c->sv->app, "queries", query, &sql, err)) {
        return false;
    }
    if (!sql_into(sql, &to) || !service_form(c->sv, to.form, &c->form, err)) {
        return err->msg[0] ? false : err_set(err, ERR_SYNTAX, _("queries/%s.sql does not say into what its rows are copied"), query);
    }
    c->roster = to.roster[0] ? form_roster(c->form, to.roster) : NULL;
    if (to.roster[0] && !c->roster) {
        return err_set(err, ERR_NOT_FOUND, _("the form '%s' has no roster '%s'"), to.form, to.roster);
    }
    bool ok = c->roster ? copy_rows(c, err) : copy_records(c, err);
    if (ok && rows->nrows > 0) {
        add_result(c, rep);
    }
    return ok;
}

static void record_params(const struct record *r, struct params *out)
{
    for (size_t i = 0; i < r->form->nfields; i++) {
        params_add(out, r->form->fields[i].name, &r->cells[i].value);
    }
    params_add_text(out, "_id", r->id);
    params_add_text(out, "_state", r->state);
}

/* What is copied from elsewhere is only what the actor may see there. */
static bool ask_all(struct service *sv, const struct copy_def *copy, const struct record *r, struct rowset *results, struct err *err)
{
    struct store *over = sv->st;
    struct params params = {0};
    bool ok = !rights_narrow(sv) || rights_store(sv, &over, err);
    record_params(r, &params);
    for (size_t i = 0; ok && copy->queries[i]; i++) {
        ok = store_query(over, copy->queries[i], params.list.v, params.list.n, ROWS_MAX, &results[i], err);
    }
    params_release(&params);
    return ok;
}

static bool copy_all(struct copying *c, const struct copy_def *copy, const struct record *r, struct reply *rep, struct err *err)
{
    static const char *const columns[] = {"what", "form", "made", "left"};
    size_t n = 0;
    while (copy->queries[n]) {
        n++;
    }
    struct rowset *results = mem_zero(n + 1, sizeof *results);
    reply_columns(&rep->rows, columns, 4);
    bool ok = ask_all(c->sv, copy, r, results, err);
    for (size_t i = 0; ok && i < n; i++) {
        ok = copy_part(c, copy->queries[i], &results[i], rep, err);
    }
    for (size_t i = 0; i < n; i++) {
        rowset_release(&results[i]);
    }
    free(results);
    if (rep->n == 0) {
        rowset_release(&rep->rows);
    }
    return ok;
}

/* That it was copied into this record is noted in its history: by that it can be taken back. */
static bool copy_or_undo(struct copying *c, const struct copy_def *copy, const struct record *r, struct reply *rep, struct err *err)
{
    struct change_info info = service_info(c->sv, c->actor, "copy", c->req->reason, c->txn);
    if (c->req->back) {
        static const char *const columns[] = {"what", "form", "made", "left"};
        reply_columns(&rep->rows, columns, 4);
        return service_copy_undo(c->sv, c->actor, c->req, r, rep, err);
    }
    return copy_all(c, copy, r, rep, err) && (rep->n == 0 || store_note(c->sv->st, r, &info, err));
}

/* A preview is taken back. */
static bool run(struct copying *c, const struct copy_def *copy, const struct record *r, struct reply *rep, struct err *err)
{
    if (c->req->n != 1) {
        return copy_or_undo(c, copy, r, rep, err);
    }
    struct err ignored = ERR_INIT;
    if (!store_piece_begin(c->sv->st, err)) {
        return false;
    }
    bool ok = copy_or_undo(c, copy, r, rep, err);
    return store_piece_end(c->sv->st, false, ok ? err : &ignored) && ok;
}

bool op_copy(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep, struct err *err)
{
    struct copying c = {.sv = sv, .actor = actor, .req = req};
    const struct form *form;
    struct record *r = NULL;
    char id[UUID_TEXT];
    service_txn(sv, c.txn);
    if (!service_form(sv, req->form, &form, err)) {
        return false;
    }
    const struct copy_def *copy = req->name ? form_copy(form, req->name) : NULL;
    if (!copy && !req->back) {
        return err_set(err, ERR_NOT_FOUND, _("the form '%s' declares no copy '%s'"), form->name, req->name ? req->name : "");
    }
    bool ok = service_id(sv, form, req, id, err) && store_load(sv->st, form, id, &r, err) && rights_write(sv, actor, r, NULL, err) &&
              dossier_editable(sv->st, r, err) && run(&c, copy, r, rep, err);
    record_free(r);
    return ok;
}
