#include "form/record.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"

/* ---- cells and rows ---- */

static void cell_release(struct cell *c)
{
    value_release(&c->value);
    free(c->raw);
    c->raw = NULL;
}

static void cells_free(struct cell *cells, size_t n)
{
    if (cells) {
        for (size_t i = 0; i < n; i++) {
            cell_release(&cells[i]);
        }
    }
    free(cells);
}

/* A cell counts as relevant until an evaluation says otherwise. */
static struct cell *cells_new(size_t n)
{
    struct cell *cells = mem_zero(n > 0 ? n : 1, sizeof *cells);

    for (size_t i = 0; i < n; i++) {
        cells[i].relevant = true;
    }
    return cells;
}

static struct cell *cells_clone(const struct cell *from, size_t n)
{
    struct cell *to = cells_new(n);

    for (size_t i = 0; i < n; i++) {
        to[i] = from[i];
        to[i].value = (struct value)VALUE_INIT;
        value_copy(&to[i].value, &from[i].value);
        to[i].raw = from[i].raw ? mem_dup(from[i].raw) : NULL;
    }
    return to;
}

static void row_release(struct row *row, size_t nfields)
{
    free(row->key);
    cells_free(row->cells, nfields);
}

void cell_set(struct cell *c, const struct value *v)
{
    value_copy(&c->value, v);
    free(c->raw);
    c->raw = NULL;
}

bool cell_empty(const struct cell *c)
{
    return value_is_null(&c->value) && !c->raw;
}

/* ---- the record ---- */

struct record *record_new(const struct form *form, const char *id)
{
    struct record *r = mem_zero(1, sizeof *r);

    r->form = form;
    snprintf(r->id, sizeof r->id, "%s", id ? id : "");
    if (form->nstates > 0) {
        snprintf(r->state, sizeof r->state, "%s", form->states[0].name);
    }
    r->cells = cells_new(form->nfields);
    r->rosters = mem_zero(form->nrosters > 0 ? form->nrosters : 1, sizeof *r->rosters);
    for (size_t i = 0; i < form->nrosters; i++) {
        r->rosters[i].relevant = true;
    }
    return r;
}

static void rows_release(struct rows *rows, size_t nfields)
{
    for (size_t i = 0; i < rows->list.n; i++) {
        row_release(&rows->list.v[i], nfields);
    }
    vec_release(&rows->list);
}

void acceptance_release(struct acceptance *a)
{
    free(a->path);
    free(a->reason);
    free(a->who);
    *a = (struct acceptance){0};
}

void record_free(struct record *r)
{
    if (!r) {
        return;
    }
    cells_free(r->cells, r->form->nfields);
    for (size_t i = 0; i < r->form->nrosters; i++) {
        rows_release(&r->rosters[i], r->form->rosters[i].nfields);
    }
    free(r->rosters);
    for (size_t i = 0; i < r->accepted.n; i++) {
        acceptance_release(&r->accepted.v[i]);
    }
    vec_release(&r->accepted);
    free(r);
}

static void clone_rows(struct rows *to, const struct rows *from, size_t nfields)
{
    to->relevant = from->relevant;
    for (size_t i = 0; i < from->list.n; i++) {
        const struct row *row = &from->list.v[i];
        struct row *copy = vec_push(&to->list);
        *copy = *row;
        copy->key = mem_dup(row->key);
        copy->cells = cells_clone(row->cells, nfields);
    }
}

static char *dup_or_null(const char *s)
{
    return s ? mem_dup(s) : NULL;
}

struct acceptance acceptance_clone(const struct acceptance *a)
{
    struct acceptance copy = *a;
    copy.path = dup_or_null(a->path);
    copy.reason = dup_or_null(a->reason);
    copy.who = dup_or_null(a->who);
    return copy;
}

static void clone_accepted(struct record *to, const struct record *from)
{
    for (size_t i = 0; i < from->accepted.n; i++) {
        *vec_push(&to->accepted) = acceptance_clone(&from->accepted.v[i]);
    }
}

struct record *record_clone(const struct record *r)
{
    struct record *copy = record_new(r->form, r->id);

    copy->version = r->version;
    memcpy(copy->state, r->state, sizeof copy->state);
    cells_free(copy->cells, r->form->nfields);
    copy->cells = cells_clone(r->cells, r->form->nfields);
    for (size_t i = 0; i < r->form->nrosters; i++) {
        clone_rows(&copy->rosters[i], &r->rosters[i], r->form->rosters[i].nfields);
    }
    clone_accepted(copy, r);
    return copy;
}

/* ---- accepted warnings ---- */

/* accepted.n: there is none. */
static size_t find_acceptance(const struct record *r, const char *path)
{
    size_t i = 0;
    while (i < r->accepted.n && !str_eq(r->accepted.v[i].path, path)) {
        i++;
    }
    return i;
}

const struct acceptance *record_acceptance(const struct record *r, const char *path)
{
    size_t i = find_acceptance(r, path);
    return i < r->accepted.n ? &r->accepted.v[i] : NULL;
}

void record_accept(struct record *r, const char *path, const struct acceptance *a)
{
    size_t i = find_acceptance(r, path);
    if (i < r->accepted.n) {
        acceptance_release(&r->accepted.v[i]);
        r->accepted.v[i] = r->accepted.v[--r->accepted.n];
    }
    if (a) {
        struct acceptance *copy = vec_push(&r->accepted);
        *copy = acceptance_clone(a);
        free(copy->path);
        copy->path = mem_dup(path);
    }
}

/* ---- where a value stands ---- */

static struct cell *cell_at(const struct record *r, struct path p)
{
    if (p.roster < 0) {
        assert(p.field < r->form->nfields);
        return &r->cells[p.field];
    }
    assert((size_t)p.roster < r->form->nrosters);
    const struct rows *rows = &r->rosters[p.roster];
    assert(p.row < rows->list.n && p.field < r->form->rosters[p.roster].nfields);
    return &rows->list.v[p.row].cells[p.field];
}

struct cell *record_cell(struct record *r, struct path p)
{
    return cell_at(r, p);
}

const struct cell *record_cell_const(const struct record *r, struct path p)
{
    return cell_at(r, p);
}

const struct field *record_field(const struct record *r, struct path p)
{
    return p.roster < 0 ? &r->form->fields[p.field] : &r->form->rosters[p.roster].fields[p.field];
}

const struct cell *record_beside(const struct record *r, struct path p, const struct field *f)
{
    return record_cell_const(r, (struct path){p.roster, p.row, f->index});
}

bool record_is_code(const struct record *r, struct path p)
{
    const struct form_code *c = r->form->code;
    return c && p.roster == c->roster && p.field == c->field->index;
}

bool record_gives_code(const struct record *r, struct path p)
{
    const struct form_code *c = r->form->code;
    return record_is_code(r, p) && cell_empty(record_cell_const(r, p)) && !cell_empty(record_beside(r, p, c->prefix)) &&
           !cell_empty(record_beside(r, p, c->scope));
}

void record_path_text(const struct record *r, struct path p, struct str *out)
{
    if (p.roster >= 0) {
        str_addf(out, "%s/%s/", r->form->rosters[p.roster].name, r->rosters[p.roster].list.v[p.row].key);
    }
    str_add(out, record_field(r, p)->name);
}

static bool field_index(const struct field *fields, size_t n, struct sv name, size_t *out)
{
    for (size_t i = 0; i < n; i++) {
        if (sv_eq(name, fields[i].name)) {
            *out = i;
            return true;
        }
    }
    return false;
}

static bool roster_index(const struct form *form, struct sv name, int *out)
{
    for (size_t i = 0; i < form->nrosters; i++) {
        if (sv_eq(name, form->rosters[i].name)) {
            *out = (int)i;
            return true;
        }
    }
    return false;
}

static bool row_index(const struct rows *rows, struct sv key, size_t *at)
{
    for (size_t i = 0; i < rows->list.n; i++) {
        if (sv_eq(key, rows->list.v[i].key)) {
            *at = i;
            return true;
        }
    }
    return false;
}

/* A row key may hold '/': the roster ends at the first, the field begins after the last. */
bool record_path_parse(const struct record *r, const char *text, struct path *out)
{
    const struct form *form = r->form;
    const char *first = strchr(text, '/');
    const char *last = strrchr(text, '/');
    struct path p = PATH_MAIN(0);

    if (!first) {
        if (!field_index(form->fields, form->nfields, sv_of(text), &p.field)) {
            return false;
        }
    } else if (first == last || !roster_index(form, (struct sv){text, (size_t)(first - text)}, &p.roster) ||
               !row_index(&r->rosters[p.roster], (struct sv){first + 1, (size_t)(last - first - 1)},
                          &p.row) ||
               !field_index(form->rosters[p.roster].fields, form->rosters[p.roster].nfields, sv_of(last + 1),
                            &p.field)) {
        return false;
    }
    *out = p;
    return true;
}

bool path_eq(struct path a, struct path b)
{
    return a.roster == b.roster && a.field == b.field && (a.roster < 0 || a.row == b.row);
}

/* ---- rows ---- */

size_t record_add_row(struct record *r, size_t roster, const char *key)
{
    return record_insert_row(r, roster, r->rosters[roster].list.n, key);
}

static char *new_key(void)
{
    struct clock clock = clock_system(0);
    char key[UUID_TEXT];

    uuid7(clock_now(&clock), key);
    return mem_dup(key);
}

size_t record_insert_row(struct record *r, size_t roster, size_t at, const char *key)
{
    struct rows *rows = &r->rosters[roster];

    (void)vec_push(&rows->list);
    if (at >= rows->list.n) {
        at = rows->list.n - 1;
    }
    memmove(&rows->list.v[at + 1], &rows->list.v[at], (rows->list.n - 1 - at) * sizeof rows->list.v[0]);
    rows->list.v[at] = (struct row){
        .key = key ? mem_dup(key) : new_key(),
        .cells = cells_new(r->form->rosters[roster].nfields),
    };
    return at;
}

void record_delete_row(struct record *r, size_t roster, size_t at)
{
    struct rows *rows = &r->rosters[roster];

    row_release(&rows->list.v[at], r->form->rosters[roster].nfields);
    memmove(&rows->list.v[at], &rows->list.v[at + 1], (rows->list.n - at - 1) * sizeof rows->list.v[0]);
    rows->list.n--;
}

bool row_was_added(const struct row *row)
{
    static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

    if (strlen(row->key) != sizeof shape - 1) {
        return false;
    }
    for (size_t i = 0; shape[i]; i++) {
        if (shape[i] == '-' ? row->key[i] != '-' : !isxdigit((unsigned char)row->key[i])) {
            return false;
        }
    }
    return true;
}

bool record_find_row(const struct record *r, size_t roster, const char *key, size_t *at)
{
    return row_index(&r->rosters[roster], sv_of(key), at);
}
