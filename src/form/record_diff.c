/* What differs between two records, and a record as canonical bytes. */

#include "form/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/pack.h"

/* ---- differences ---- */

static bool cell_same(const struct cell *a, const struct cell *b)
{
    return value_eq(&a->value, &b->value) && str_eq_null(a->raw, b->raw);
}

static struct change *add_change(struct changes *out, const char *prefix, const char *name)
{
    struct str path = STR_INIT;
    struct change *c = vec_push(&out->list);

    str_add(&path, prefix);
    str_add(&path, name);
    c->path = str_take(&path);
    return c;
}

/* `old` or `now` is NULL when its row is not there: then every answered cell of the other side differs. */
static void diff_cells(const struct field *fields, size_t n, const char *prefix, const struct cell *old,
                       const struct cell *now, struct changes *out)
{
    for (size_t i = 0; i < n; i++) {
        bool same = old && now ? cell_same(&old[i], &now[i]) : cell_empty(old ? &old[i] : &now[i]);
        if (!same) {
            struct change *c = add_change(out, prefix, fields[i].name);
            c->old = old ? &old[i] : NULL;
            c->now = now ? &now[i] : NULL;
        }
    }
}

static void diff_row(const struct roster *roster, const struct row *old, const struct row *now,
                     struct changes *out)
{
    struct str prefix = STR_INIT;

    str_addf(&prefix, "%s/%s", roster->name, now ? now->key : old->key);
    if (!old || !now) {
        struct change *c = add_change(out, prefix.p, "");
        c->row_added = !old;
        c->row_deleted = !now;
    }
    str_add_c(&prefix, '/');
    diff_cells(roster->fields, roster->nfields, prefix.p, old ? old->cells : NULL, now ? now->cells : NULL,
               out);
    str_release(&prefix);
}

/* Rows mostly stand where they stood: look there first. */
static const struct row *row_by_key(const struct rows *rows, const char *key, size_t guess)
{
    if (guess < rows->list.n && str_eq(rows->list.v[guess].key, key)) {
        return &rows->list.v[guess];
    }
    for (size_t i = 0; i < rows->list.n; i++) {
        if (str_eq(rows->list.v[i].key, key)) {
            return &rows->list.v[i];
        }
    }
    return NULL;
}

static void diff_roster(const struct roster *roster, const struct rows *base, const struct rows *now,
                        struct changes *out)
{
    for (size_t i = 0; i < now->list.n; i++) {
        const struct row *row = &now->list.v[i];
        diff_row(roster, row_by_key(base, row->key, i), row, out);
    }
    for (size_t i = 0; i < base->list.n; i++) {
        const struct row *row = &base->list.v[i];
        if (!row_by_key(now, row->key, i)) {
            diff_row(roster, row, NULL, out);
        }
    }
}

void record_diff(const struct record *base, const struct record *now, struct changes *out)
{
    const struct form *form = now->form;

    diff_cells(form->fields, form->nfields, "", base->cells, now->cells, out);
    for (size_t i = 0; i < form->nrosters; i++) {
        diff_roster(&form->rosters[i], &base->rosters[i], &now->rosters[i], out);
    }
}

void changes_release(struct changes *c)
{
    for (size_t i = 0; i < c->list.n; i++) {
        free(c->list.v[i].path);
    }
    vec_release(&c->list);
}

/* ---- canonical bytes ----
 *
 * state, [field, value …], [roster, [[row key, [field, value …]] …] …]
 *
 * Fields stand in the order of their names and unanswered ones are left out, so that moving a field on the
 * screen or adding one changes no hash.
 */

static int by_name(const void *a, const void *b)
{
    const struct field *const *x = a;
    const struct field *const *y = b;

    return strcmp((*x)->name, (*y)->name);
}

static void pack_str(struct str *out, const char *s)
{
    pack_text(out, s, strlen(s));
}

static void pack_cells(struct str *out, const struct field *fields, size_t n, const struct cell *cells)
{
    const struct field **answered = mem_zero(n > 0 ? n : 1, sizeof *answered);
    size_t count = 0;

    for (size_t i = 0; i < n; i++) {
        if (fields[i].type != FIELD_NOTE && !value_is_null(&cells[i].value)) {
            answered[count++] = &fields[i];
        }
    }
    qsort(answered, count, sizeof *answered, by_name);
    pack_list(out, 2 * count);
    for (size_t i = 0; i < count; i++) {
        pack_str(out, answered[i]->name);
        value_pack(out, &cells[answered[i]->index].value);
    }
    free(answered);
}

static void pack_rows(struct str *out, const struct roster *roster, const struct rows *rows)
{
    pack_str(out, roster->name);
    pack_list(out, rows->list.n);
    for (size_t i = 0; i < rows->list.n; i++) {
        pack_list(out, 2);
        pack_str(out, rows->list.v[i].key);
        pack_cells(out, roster->fields, roster->nfields, rows->list.v[i].cells);
    }
}

void record_pack(const struct record *r, struct str *out)
{
    const struct form *form = r->form;
    size_t filled = 0;

    pack_str(out, r->state);
    pack_cells(out, form->fields, form->nfields, r->cells);
    for (size_t i = 0; i < form->nrosters; i++) {
        filled += r->rosters[i].list.n > 0;
    }
    pack_list(out, 2 * filled);
    for (size_t i = 0; i < form->nrosters; i++) {
        if (r->rosters[i].list.n > 0) {
            pack_rows(out, &form->rosters[i], &r->rosters[i]);
        }
    }
}

static bool unpack_text(struct sv *in, struct sv *text)
{
    struct pack_item item;

    if (!pack_next(in, &item) || item.tag != PACK_TEXT) {
        return false;
    }
    *text = item.text;
    return true;
}

static bool unpack_list(struct sv *in, int64_t *n)
{
    struct pack_item item;

    if (!pack_next(in, &item) || item.tag != PACK_LIST || item.i < 0) {
        return false;
    }
    *n = item.i;
    return true;
}

static const struct field *field_named(const struct field *fields, size_t n, struct sv name)
{
    for (size_t i = 0; i < n; i++) {
        if (sv_eq(name, fields[i].name)) {
            return &fields[i];
        }
    }
    return NULL;
}

/* Values of fields that are gone are read over; `cells` NULL reads over all. */
static bool unpack_cells(struct sv *in, const struct field *fields, size_t nfields, struct cell *cells)
{
    int64_t n;
    struct value v = VALUE_INIT;

    if (!unpack_list(in, &n) || n % 2 != 0) {
        return false;
    }
    for (int64_t i = 0; i < n; i += 2) {
        struct sv name;
        if (!unpack_text(in, &name) || !value_unpack(in, &v)) {
            value_release(&v);
            return false;
        }
        const struct field *f = cells ? field_named(fields, nfields, name) : NULL;
        if (f) {
            value_move(&cells[f->index].value, &v);
            cells[f->index].touched = true;
        }
    }
    value_release(&v);
    return true;
}

/* `roster` NULL: the form has it no more, its rows are read over. */
static bool unpack_row(struct record *r, const struct roster *roster, struct sv *in)
{
    int64_t two;
    struct sv key;

    if (!unpack_list(in, &two) || two != 2 || !unpack_text(in, &key)) {
        return false;
    }
    if (!roster) {
        return unpack_cells(in, NULL, 0, NULL);
    }
    char *name = mem_dup_n(key.p, key.n);
    size_t at = record_add_row(r, roster->index, name);
    free(name);
    return unpack_cells(in, roster->fields, roster->nfields, r->rosters[roster->index].list.v[at].cells);
}

static const struct roster *roster_named(const struct form *form, struct sv name)
{
    for (size_t i = 0; i < form->nrosters; i++) {
        if (sv_eq(name, form->rosters[i].name)) {
            return &form->rosters[i];
        }
    }
    return NULL;
}

static bool unpack_rosters(struct record *r, struct sv *in)
{
    int64_t n, rows;

    if (!unpack_list(in, &n)) {
        return false;
    }
    for (int64_t i = 0; i < n; i += 2) {
        struct sv name;
        if (!unpack_text(in, &name) || !unpack_list(in, &rows)) {
            return false;
        }
        const struct roster *roster = roster_named(r->form, name);
        for (int64_t k = 0; k < rows; k++) {
            if (!unpack_row(r, roster, in)) {
                return false;
            }
        }
    }
    return true;
}

bool record_unpack(struct record *r, struct sv *in)
{
    struct sv state;

    if (!unpack_text(in, &state) || state.n >= sizeof r->state) {
        return false;
    }
    snprintf(r->state, sizeof r->state, "%.*s", (int)state.n, state.p);
    return unpack_cells(in, r->form->fields, r->form->nfields, r->cells) && unpack_rosters(r, in);
}

void record_hash(const struct record *r, char out[HASH_HEX])
{
    struct str bytes = STR_INIT;

    record_pack(r, &bytes);
    hash_hex(bytes.p, bytes.len, out);
    str_release(&bytes);
}
