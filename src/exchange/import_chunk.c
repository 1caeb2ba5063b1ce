/*
 * Records that passed every check, on their way into the store.
 *
 * They are stored many at a time, which costs a third of storing each for itself.  Until then nobody sees
 * them, so they are stored before anything looks for them: a reference to a record of the form itself, a
 * query of the form (then each goes alone), a row that is refused (rows are refused in the file's order).
 */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "exchange/import.h"

enum { CHUNK_CELLS = 8192, CHUNK_RECORDS = 256 };

/* ---- records that are refused after all ---- */

/* The line of the file that made a record, 0 when none did: ids of the file's records end in their lines. */
static int line_of(const struct import *im, const char *id)
{
    return strncmp(id, im->txn, UUID_PREFIX) == 0 ? (int)strtoul(id + UUID_PREFIX, NULL, 16) : 0;
}

static bool find_holder(struct import *im, const struct record *r, const size_t *fields, size_t n,
                        char other[UUID_TEXT], struct err *err)
{
    struct value *values = mem_zero(n + 1, sizeof *values);
    for (size_t i = 0; i < n; i++) {
        values[i] = r->cells[fields[i]].value; /* borrowed */
    }
    bool ok = store_holder(im->st, r->form, r->id, fields, values, n, other, err);
    free(values);
    return ok;
}

static void explain_key(const struct import *im, const struct field *f, const char *other,
                        struct findings *wrong)
{
    struct err why = ERR_INIT;
    int line = line_of(im, other);
    if (line > 0) {
        err_set(&why, ERR_CONFLICT, _("line %d of this file has the same key"), line);
    } else {
        err_set(&why, ERR_CONFLICT, _("the record exists already"));
    }
    import_wrong(wrong, f->name, why.msg);
}

static void explain_unique(const struct import *im, const struct field *f, const char *other,
                           struct findings *wrong)
{
    struct err why = ERR_INIT;
    int line = line_of(im, other);
    const char *label = label_in(&f->label, im->actor->lang);
    if (line > 0) {
        err_set(&why, ERR_CONFLICT, _("line %d of this file has the same “%s”"), line, label);
    } else {
        err_set(&why, ERR_CONFLICT, _("Another record has the same “%s”."), label);
    }
    import_wrong(wrong, f->name, why.msg);
}

/* Another record has the key, or something else that must be unique: who it is. */
static bool explain_conflict(struct import *im, const struct record *r, struct findings *wrong,
                             struct err *err)
{
    const struct form *form = r->form;
    char other[UUID_TEXT] = "";

    if (form->nkey > 0 && !find_holder(im, r, form->key, form->nkey, other, err)) {
        return false;
    }
    if (other[0]) {
        explain_key(im, &form->fields[form->key[form->nkey - 1]], other, wrong);
    }
    for (size_t i = 0; i < form->nfields; i++) {
        if (form->fields[i].unique && !find_holder(im, r, &i, 1, other, err)) {
            return false;
        }
        if (form->fields[i].unique && other[0]) {
            explain_unique(im, &form->fields[i], other, wrong);
        }
    }
    return true;
}

static bool refuse(struct import *im, size_t i, const struct err *why, struct err *err)
{
    const struct kept_row *row = &im->chunk.rows.v[i];
    struct findings wrong = {0}, none = {0};
    bool ok = why->code != ERR_CONFLICT || explain_conflict(im, im->chunk.records.v[i], &wrong, err);

    if (ok && wrong.list.n == 0 && !import_put_failed(&none, why, &wrong)) {
        *err = *why;
        ok = false;
    }
    if (ok) {
        reject_row(im, row->line, row->cells.v, row->cells.n, &wrong);
    }
    findings_release(&wrong);
    return ok;
}

/* ---- the chunk ---- */

static void chunk_clear(struct chunk *k)
{
    for (size_t i = 0; i < k->records.n; i++) {
        record_free(k->records.v[i]);
        kept_row_release(&k->rows.v[i]);
    }
    k->records.n = k->problems.n = k->rows.n = 0;
}

void chunk_release(struct chunk *k)
{
    chunk_clear(k);
    vec_release(&k->records);
    vec_release(&k->problems);
    vec_release(&k->rows);
}

/* From record `from` on, up to the first that is refused; it is passed over. */
static bool store_some(struct import *im, size_t *from, struct err *err)
{
    struct chunk *k = &im->chunk;
    struct err why = ERR_INIT;
    size_t done;
    bool all = service_save_new(im->sv, im->actor, k->records.v + *from, k->problems.v + *from,
                                k->records.n - *from, im->txn, &done, &why);
    *from += done;
    im->rep->n += (int64_t)done;
    return all || refuse(im, (*from)++, &why, err);
}

bool chunk_store(struct import *im, struct err *err)
{
    bool ok = true;
    for (size_t from = 0; ok && from < im->chunk.records.n;) {
        ok = store_some(im, &from, err);
    }
    chunk_clear(&im->chunk);
    return ok;
}

/* A choice_filter over records may look at this form, too. */
static bool filters_records(const struct field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (fields[i].ref && fields[i].choice_filter.sql) {
            return true;
        }
    }
    return false;
}

static bool asks_queries(const struct form *form)
{
    for (size_t i = 0; i < form->nrosters; i++) {
        if (form->rosters[i].rows || filters_records(form->rosters[i].fields, form->rosters[i].nfields)) {
            return true;
        }
    }
    return form->nlookups > 0 || filters_records(form->fields, form->nfields);
}

static size_t chunk_max(const struct form *form)
{
    size_t most = asks_queries(form) ? 1 : CHUNK_CELLS / (form->nfields + 1);
    return most < 1 ? 1 : most < CHUNK_RECORDS ? most : CHUNK_RECORDS;
}

bool chunk_add(struct import *im, struct record *r, int64_t problems, const struct csv_row *row,
               struct err *err)
{
    struct chunk *k = &im->chunk;
    *vec_push(&k->records) = r;
    *vec_push(&k->problems) = problems;
    kept_row_take(vec_push(&k->rows), row);
    return k->records.n < chunk_max(im->form) || chunk_store(im, err);
}
