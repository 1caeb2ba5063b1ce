/*
 * What would be: records as they would stand if some values were others, evaluated as a page would, and never stored.
 *
 * A board's query `suppose` says what may be supposed: rows with one code are one supposition, each a value at a path of a record, which
 * `id` names, or `key` where there is none yet.  A value that is NULL means: as if nobody had answered, so that a default applies.
 */

#include "service/inner.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "form/format.h"

struct supposing {
    struct service *sv;
    struct rowset rows; /* of the query */
    VEC(struct record *) records;
    VEC(const char *) keys; /* of each that is new, as its row gives it; of the others "" */
};

static bool is_asked(const char *codes, const char *code)
{
    struct sv rest = sv_of(codes), line;
    while (sv_next(&rest, '\n', &line)) {
        if (sv_eq(line, code)) {
            return true;
        }
    }
    return false;
}

/* ---- records ---- */

/* Rows that a query or lists give are there, and defaults and calculations follow, when the workspace has looked. */
static bool evaluate(const struct supposing *s, struct record *r, struct err *err)
{
    struct work *w;
    struct changes emptied = {0};
    bool ok = service_work(s->sv, r->form, &w, err) && work_attach(w, r, err) && work_empty_irrelevant(w, false, &emptied, err);
    changes_release(&emptied);
    service_detach(ok ? w : NULL);
    return ok;
}

static bool begin(const struct supposing *s, const struct form *form, const char *key, struct record **out, struct err *err)
{
    char id[UUID_TEXT];
    struct value *v = mem_zero(form->nkey + 1, sizeof *v);
    bool ok = store_parse_key(s->sv->st, form, key, v, err);
    uuid7(clock_now(s->sv->clock), id);
    *out = record_new(form, id);
    for (size_t i = 0; i < form->nkey; i++) {
        if (ok) {
            cell_set(&(*out)->cells[form->key[i]], &v[i]);
            (*out)->cells[form->key[i]].touched = true;
        }
        value_release(&v[i]);
    }
    free(v);
    return ok && evaluate(s, *out, err);
}

static struct record *find_taken(const struct supposing *s, const struct form *form, const char *id, const char *key)
{
    for (size_t i = 0; i < s->records.n; i++) {
        struct record *r = s->records.v[i];
        if (r->form == form && (id[0] ? str_eq(r->id, id) : str_eq(s->keys.v[i], key))) {
            return r;
        }
    }
    return NULL;
}

/* The record that row `at` is about: one that is here already, a stored one, or a new one. */
static bool record_of(struct supposing *s, size_t at, struct record **out, struct err *err)
{
    const char *id = rowset_str(&s->rows, at, "id"), *key = id[0] ? "" : rowset_str(&s->rows, at, "key");
    const struct form *form;
    if (!service_form(s->sv, rowset_str(&s->rows, at, "form"), &form, err)) {
        return false;
    }
    *out = find_taken(s, form, id, key);
    if (*out) {
        return true;
    }
    bool ok = id[0] ? store_load(s->sv->st, form, id, out, err) && evaluate(s, *out, err) : begin(s, form, key, out, err);
    if (*out) {
        *vec_push(&s->records) = *out;
        *vec_push(&s->keys) = key;
    }
    return ok;
}

/* ---- values ---- */

static bool set_value(const struct supposing *s, size_t at, struct record *r, struct err *err)
{
    const char *path = rowset_str(&s->rows, at, "path");
    struct str text = STR_INIT;
    struct value v = VALUE_INIT;
    struct path p;
    if (!record_path_parse(r, path, &p)) {
        return err_set(err, ERR_SYNTAX, _("there is no '%s' in a record of '%s'"), path, r->form->name);
    }
    struct cell *c = record_cell(r, p);
    value_add_plain(&text, rowset_at(&s->rows, at, rowset_column(&s->rows, "value")));
    bool ok = format_parse_stored(record_field(r, p), NULL, (struct sv){text.p, text.len}, &v, err);
    if (ok) {
        cell_set(c, &v);
        c->touched = !value_is_null(&v);
    }
    value_release(&v);
    str_release(&text);
    return ok;
}

static bool suppose_rows(struct supposing *s, const char *codes, int64_t *n, struct err *err)
{
    struct record *r;
    bool ok = true;
    *n = 0;
    for (size_t i = 0; ok && i < s->rows.nrows; i++) {
        if (is_asked(codes, rowset_str(&s->rows, i, "code"))) {
            ok = record_of(s, i, &r, err) && set_value(s, i, r, err);
            *n += ok && rowset_str(&s->rows, i, "label")[0];
        }
    }
    for (size_t i = 0; ok && i < s->records.n; i++) {
        ok = evaluate(s, s->records.v[i], err);
    }
    return ok;
}

bool service_suppose(struct service *sv, const struct board *board, const struct request *req, struct store **over, int64_t *n,
                     struct err *err)
{
    struct supposing s = {.sv = sv};
    bool ok = store_query(sv->st, board->suppose, req->params, req->nparams, SUPPOSED_MAX, &s.rows, err) && suppose_rows(&s, req->after, n, err) &&
              (s.records.n == 0 || dossier_suppose(sv->st, s.records.v, s.records.n, over, err));
    for (size_t i = 0; i < s.records.n; i++) {
        record_free(s.records.v[i]);
    }
    vec_release(&s.records);
    vec_release(&s.keys);
    rowset_release(&s.rows);
    return ok || err_wrap(err, "queries/%s.sql", board->suppose);
}
