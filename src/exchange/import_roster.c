/*
 * Rows of a roster: rows with the same key of their record stand together, and the record is loaded and
 * stored once for them.  (Where they do not stand together it is stored as often as they begin anew, with the
 * same end.)
 *
 * A row is found by its _row_key, else by the roster's identifying field; what is not found is added.  A row
 * that cannot be read is refused alone; a record that cannot be stored refuses all its rows.
 */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "exchange/import.h"
#include "form/format.h"
#include "form/matrix.h"

/* Rows of the file for one record. */
struct batch {
    struct str key; /* parts joined by '|' */
    VEC(struct kept_row) rows;
    VEC(int) lines; /* of the file, that the rows of the record are from; 0: from none */
};

static void batch_clear(struct batch *b)
{
    for (size_t i = 0; i < b->rows.n; i++) {
        kept_row_release(&b->rows.v[i]);
    }
    b->rows.n = 0;
    b->lines.n = 0;
    str_clear(&b->key);
}

/* ---- whose row it is ---- */

static bool add_key_cell(struct import *im, const struct column *c, struct sv cell, struct str *key,
                         struct findings *wrong)
{
    struct err why = ERR_INIT;
    struct sv text;
    if (!import_text(im, c, cell, &text, &why)) {
        import_wrong(wrong, c->name, why.msg);
        return false;
    }
    str_add_sv(key, text);
    return true;
}

/* The parts in the order of the form's key, which need not be the file's. */
static bool record_key(struct import *im, const struct csv_row *row, struct str *key, struct findings *wrong)
{
    bool ok = true;
    for (size_t k = 0; k < im->form->nkey; k++) {
        const struct field *part = &im->form->fields[im->form->key[k]];
        str_add(key, k > 0 ? "|" : "");
        for (size_t i = 0; i < row->n; i++) {
            const struct column *c = im->targets[i];
            if (c && c->kind == COLUMN_KEY && c->field == part) {
                ok = add_key_cell(im, c, row->cells[i], key, wrong) && ok;
            }
        }
    }
    return ok;
}

/* ---- whole batches ---- */

static void reject_kept(struct import *im, struct kept_row *row, const struct findings *wrong)
{
    row->rejected = true;
    reject_row(im, row->line, row->cells.v, row->cells.n, wrong);
}

static void reject_all(struct import *im, struct batch *b, const char *column, const char *reason)
{
    struct findings wrong = {0};
    import_wrong(&wrong, column, reason);
    for (size_t i = 0; i < b->rows.n; i++) {
        if (!b->rows.v[i].rejected) {
            reject_kept(im, &b->rows.v[i], &wrong);
        }
    }
    findings_release(&wrong);
}

static const struct kept_row *first_accepted(const struct batch *b)
{
    for (size_t i = 0; i < b->rows.n; i++) {
        if (!b->rows.v[i].rejected) {
            return &b->rows.v[i];
        }
    }
    return NULL;
}

/* ---- one row ---- */

/* The text of the first column of a kind or of a field; empty when there is none. */
static bool cell_of(struct import *im, const struct kept_row *row, enum column_kind kind,
                    const struct field *field, struct str *out, struct err *why)
{
    for (size_t i = 0; i < row->cells.n; i++) {
        const struct column *c = im->targets[i];
        struct sv text;
        if (c && c->kind == kind && c->field == field) {
            if (!import_text(im, c, row->cells.v[i], &text, why)) {
                return false;
            }
            str_add_sv(out, text);
        }
    }
    return true;
}

/* The value of a field of the row; NULL when the file has no such column. */
static bool value_of(struct import *im, const struct kept_row *row, int field, struct value *out, struct err *why)
{
    for (size_t i = 0; i < row->cells.n; i++) {
        const struct column *c = im->targets[i];
        if (c && c->kind == COLUMN_FIELD && c->field == &im->roster->fields[field]) {
            return import_cell(im, c, row->cells.v[i], out, why);
        }
    }
    return true;
}

/* A row of a matrix is told by its line and its column, whatever their codes are called in the file. */
static bool place_key(struct import *im, const struct kept_row *row, struct str *key, struct err *why)
{
    struct value down = VALUE_INIT, across = VALUE_INIT;
    bool ok = value_of(im, row, im->roster->down, &down, why) && value_of(im, row, im->roster->across, &across, why);
    if (ok && !value_is_null(&down) && !value_is_null(&across)) {
        matrix_key(&down, &across, key);
    }
    value_release(&down);
    value_release(&across);
    return ok;
}

static bool row_key_text(struct import *im, const struct kept_row *row, struct str *key, struct err *why)
{
    const struct roster *roster = im->roster;
    if (roster->matrix && roster->row_key < 0 && (!place_key(im, row, key, why) || key->len > 0)) {
        return key->len > 0;
    }
    if (!cell_of(im, row, COLUMN_ROW_KEY, NULL, key, why)) {
        return false;
    }
    return key->len > 0 || roster->row_key < 0 ||
           cell_of(im, row, COLUMN_FIELD, &roster->fields[roster->row_key], key, why);
}

/* What stood in a matrix of two lists stays when its codes are offered no more, so it can be brought back, too. */
static bool may_come_back(const struct roster *roster, const char *key)
{
    return roster->matrix && !roster->rows && strchr(key, '|');
}

static bool find_or_add(struct import *im, struct record *r, const char *key, size_t *at, struct err *why)
{
    const struct roster *roster = im->roster;
    char id[UUID_TEXT];

    if (*key && record_find_row(r, roster->index, key, at)) {
        return true;
    }
    if (!roster->add && !may_come_back(roster, key)) {
        return err_set(why, ERR_INVALID, _("this record has no row '%s' in '%s', and none may be added"), key,
                       roster->name);
    }
    if (roster->add && r->rosters[roster->index].list.n >= (size_t)roster->max_rows) {
        return err_set(why, ERR_INVALID, _("'%s' has at most %d rows"), roster->name, roster->max_rows);
    }
    uuid7(clock_now(service_clock(im->sv)), id);
    *at = record_add_row(r, roster->index, *key ? key : id);
    return true;
}

/* Two lines for one row: neither is better than the other. */
static bool not_taken(struct batch *b, size_t at, struct err *why)
{
    while (b->lines.n <= at) {
        *vec_push(&b->lines) = 0;
    }
    int line = b->lines.v[at];
    return line == 0 || err_set(why, ERR_CONFLICT, _("line %d of this file has the same key"), line);
}

static bool set_row(struct import *im, struct record *r, struct batch *b, struct kept_row *kept, struct findings *wrong, struct err *err)
{
    struct str key = STR_INIT;
    struct err why = ERR_INIT;
    size_t at = 0;
    bool ok = true;

    if (row_key_text(im, kept, &key, &why) && find_or_add(im, r, key.p, &at, &why) && not_taken(b, at, &why)) {
        struct row *row = &r->rosters[im->roster->index].list.v[at];
        kept->row_key = mem_dup(row->key);
        ok = import_cells(im, COLUMN_FIELD, kept->cells.v, row->cells, wrong, err);
        matrix_name_row(im->roster, row);
        b->lines.v[at] = wrong->list.n > 0 ? 0 : kept->line;
    } else {
        import_wrong(wrong, "_row_key", why.msg);
    }
    str_release(&key);
    return ok;
}

static void swap_records(struct record **a, struct record **b)
{
    struct record *was = *a;
    *a = *b;
    *b = was;
}

/* A row that cannot be read must not change the record: with partial its neighbours are stored without it. */
static bool try_row(struct import *im, struct record **r, struct batch *b, struct kept_row *kept, struct err *err)
{
    struct findings wrong = {0};
    struct record *other = im->partial ? record_clone(*r) : NULL;
    bool ok = set_row(im, *r, b, kept, &wrong, err);
    if (ok && wrong.list.n > 0) {
        reject_kept(im, kept, &wrong);
    }
    if (other && wrong.list.n > 0) {
        swap_records(r, &other);
    }
    record_free(other);
    findings_release(&wrong);
    return ok;
}

static bool set_rows(struct import *im, struct record **r, struct batch *b, struct err *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < b->rows.n; i++) {
        ok = try_row(im, r, b, &b->rows.v[i], err);
    }
    return ok;
}

/* ---- storing ---- */

/* "roster/row_key/field": the row's findings; false when the path stands in another row. */
static bool is_of_row(const struct import *im, const struct kept_row *row, const char *path,
                      const char **column)
{
    size_t roster = strlen(im->roster->name), key = row->row_key ? strlen(row->row_key) : 0;
    if (key == 0 || strncmp(path, im->roster->name, roster) != 0 || path[roster] != '/' ||
        strncmp(path + roster + 1, row->row_key, key) != 0 || path[roster + 1 + key] != '/') {
        return false;
    }
    *column = path + roster + key + 2;
    return true;
}

static void reject_own(struct import *im, struct kept_row *row, const struct findings *wrong)
{
    struct findings own = {0};
    const char *column;
    for (size_t i = 0; i < wrong->list.n; i++) {
        if (is_of_row(im, row, wrong->list.v[i].path, &column)) {
            import_wrong(&own, column, wrong->list.v[i].msg);
        }
    }
    if (own.list.n > 0) {
        reject_kept(im, row, &own);
    }
    findings_release(&own);
}

/* Each row gets what concerns it; the others are told why they could not be stored alone. */
static void reject_record(struct import *im, struct batch *b, const struct findings *wrong)
{
    struct err why = ERR_INIT;
    for (size_t i = 0; i < b->rows.n; i++) {
        if (!b->rows.v[i].rejected) {
            reject_own(im, &b->rows.v[i], wrong);
        }
    }
    err_set(&why, ERR_INVALID, _("the record of this row was not stored: %s"), wrong->list.v[0].msg);
    reject_all(im, b, wrong->list.v[0].path, why.msg);
}

static bool put(struct import *im, struct record *r, const struct record *old, struct batch *b,
                struct err *err)
{
    struct findings found = {0}, wrong = {0};
    struct err why = ERR_INIT;
    bool ok = true;

    if (import_judge(im, r, old, &found, &why) &&
        service_save(im->sv, im->actor, r, old, "import", NULL, im->txn, &found, &why)) {
        for (size_t i = 0; i < b->rows.n; i++) {
            im->rep->n += !b->rows.v[i].rejected;
        }
    } else if (import_put_failed(&found, &why, &wrong)) {
        reject_record(im, b, &wrong);
    } else {
        *err = why;
        ok = false;
    }
    findings_release(&wrong);
    findings_release(&found);
    return ok;
}

/* Prefilled rows that were never stored are there only after the workspace has looked. */
static bool prefill(struct import *im, struct record *r, struct err *err)
{
    return !roster_prefilled(im->roster) || (work_attach(im->work, r, err) && work_attach(im->work, NULL, err));
}

static bool import_into(struct import *im, struct record *old, struct batch *b, struct err *err)
{
    struct record *r = record_clone(old);
    bool ok =
        prefill(im, r, err) && set_rows(im, &r, b, err) && (!first_accepted(b) || put(im, r, old, b, err));
    record_free(r);
    return ok;
}

static bool store_batch(struct import *im, struct batch *b, struct err *err)
{
    char id[UUID_TEXT];
    struct err why = ERR_INIT;
    struct record *old;

    if (b->rows.n == 0) {
        return true;
    }
    if (!store_find(im->st, im->form, b->key.p, id, &why)) {
        if (import_is_fatal(&why)) {
            *err = why;
            return false;
        }
        reject_all(im, b, im->form->nkey > 0 ? im->form->fields[im->form->key[0]].name : "", why.msg);
        return true;
    }
    if (!store_load(im->st, im->form, id, &old, err)) {
        return false;
    }
    bool ok = import_into(im, old, b, err);
    record_free(old);
    return ok || err_wrap(err, _("line %d"), b->rows.v[0].line);
}

/* ---- the file ---- */

static bool take_row(struct import *im, struct batch *b, const struct csv_row *row, struct err *err)
{
    struct str key = STR_INIT;
    struct findings wrong = {0};
    bool ok = true;

    if (record_key(im, row, &key, &wrong)) {
        if (!str_eq(key.p, b->key.p)) {
            ok = store_batch(im, b, err);
            batch_clear(b);
            str_add_n(&b->key, key.p, key.len);
        }
        struct kept_row kept;
        kept_row_take(&kept, row);
        *vec_push(&b->rows) = kept;
    } else {
        reject_row(im, row->line, row->cells, row->n, &wrong);
    }
    findings_release(&wrong);
    str_release(&key);
    return ok;
}

bool import_roster(struct import *im, struct err *err)
{
    struct batch b = {.key = STR_INIT};
    struct csv_row row;
    bool end = false, ok = true;

    while (ok && (ok = import_next(im, &row, &end, err)) && !end) {
        ok = take_row(im, &b, &row, err);
    }
    ok = ok && store_batch(im, &b, err);
    batch_clear(&b);
    vec_release(&b.rows);
    vec_release(&b.lines);
    str_release(&b.key);
    return ok;
}
