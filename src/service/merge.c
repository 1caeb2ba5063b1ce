/*
 * Two people changed the same record: what only they changed is taken over, what both changed is asked.
 *
 * Everything is compared with the record as it was opened, by path: field by field, and rows by their keys.
 * What is computed is left out: it is computed again from what the merge yields.
 */

#include "service/inner.h"

#include <stdlib.h>
#include <string.h>

#include "form/matrix.h"

struct merge {
    const struct record *base, *theirs;
    const struct record *shown; /* mine as it stood on the screen, with all rows of its matrices */
    struct record *mine;
    struct changes ours, others; /* since base */
    struct reply *rep;
};

static const struct change *find_change(const struct changes *list, const char *path)
{
    for (size_t i = 0; i < list->list.n; i++) {
        if (str_eq(list->list.v[i].path, path)) {
            return &list->list.v[i];
        }
    }
    return NULL;
}

/* Whether any cell of the row "roster/key" is in the list. */
static bool touches_row(const struct changes *list, const char *row)
{
    size_t n = strlen(row);
    for (size_t i = 0; i < list->list.n; i++) {
        const char *path = list->list.v[i].path;
        if (strncmp(path, row, n) == 0 && path[n] == '/') {
            return true;
        }
    }
    return false;
}

static void copy_value(struct value *to, const struct cell *from)
{
    if (from) {
        value_copy(to, &from->value);
    }
}

static void add_conflict(struct merge *m, const char *path, const struct cell *original,
                         const struct cell *theirs, const struct cell *mine)
{
    struct conflict *c = vec_push(&m->rep->conflicts);
    c->path = mem_dup(path);
    copy_value(&c->original, original);
    copy_value(&c->theirs, theirs);
    copy_value(&c->mine, mine);
}

static const struct cell *cell_of(const struct record *r, const char *path)
{
    struct path p;
    return record_path_parse(r, path, &p) ? record_cell_const(r, p) : NULL;
}

static bool is_computed(const struct merge *m, const char *path)
{
    struct path p;
    return record_path_parse(m->shown, path, &p) &&
           (record_field(m->shown, p)->calculation.sql || record_cell_const(m->shown, p)->computed);
}

static bool same_value(const struct cell *a, const struct cell *b)
{
    return a && b ? value_eq(&a->value, &b->value) : !a && !b;
}

/* ---- rows ---- */

/* "roster/key" cut in two; false when the roster is not there. */
static bool split_row(const struct merge *m, const char *path, size_t *roster, const char **key)
{
    const char *slash = strchr(path, '/');
    char *name = mem_dup_n(path, slash ? (size_t)(slash - path) : 0);
    const struct roster *found = form_roster(m->mine->form, name);
    free(name);
    if (!slash || !found) {
        return false;
    }
    *roster = found->index;
    *key = slash + 1;
    return true;
}

static void row_added(struct merge *m, const char *path)
{
    size_t roster, at;
    const char *key;
    if (split_row(m, path, &roster, &key) && !record_find_row(m->mine, roster, key, &at)) {
        record_add_row(m->mine, roster, key); /* its cells follow, each a change of its own */
    }
}

/* The row of a matrix that holds nothing but a sum comes and goes with what it adds up. */
static bool is_sum_row(const struct merge *m, const char *path)
{
    size_t roster, at;
    const char *key;
    if (!split_row(m, path, &roster, &key) || !m->mine->form->rosters[roster].matrix ||
        !record_find_row(m->shown, roster, key, &at)) {
        return false;
    }
    return m->shown->rosters[roster].list.v[at].cells[m->mine->form->rosters[roster].cell[0]].computed;
}

static void row_deleted(struct merge *m, const char *path)
{
    size_t roster, at;
    const char *key;
    if (is_sum_row(m, path)) {
        return;
    }
    if (touches_row(&m->ours, path) && !find_change(&m->ours, path)) {
        add_conflict(m, path, NULL, NULL, NULL); /* deleted there, changed here */
    } else if (split_row(m, path, &roster, &key) && record_find_row(m->mine, roster, key, &at)) {
        record_delete_row(m->mine, roster, at);
    }
}

/* ---- cells ---- */

/* The row this cell stands in was deleted here. */
static bool row_gone(const struct merge *m, const char *path, char **row)
{
    const char *last = strrchr(path, '/');
    *row = last ? mem_dup_n(path, (size_t)(last - path)) : NULL;
    const struct change *c = *row ? find_change(&m->ours, *row) : NULL;
    return c && c->row_deleted;
}

static void cell_changed(struct merge *m, const struct change *c)
{
    char *row;
    struct path p;
    const struct cell *mine = cell_of(m->mine, c->path), *theirs = cell_of(m->theirs, c->path);

    if (row_gone(m, c->path, &row)) {
        if (theirs && !find_change(&m->others, row) && !is_computed(m, c->path)) {
            add_conflict(m, c->path, c->old, theirs, NULL); /* changed there, deleted here */
        }
    } else if (theirs && mine && !same_value(mine, theirs) && !is_computed(m, c->path)) {
        if (find_change(&m->ours, c->path)) {
            add_conflict(m, c->path, c->old, theirs, mine);
        } else if (record_path_parse(m->mine, c->path, &p)) {
            cell_set(record_cell(m->mine, p), &theirs->value);
            record_cell(m->mine, p)->touched = true;
        }
    }
    free(row);
}

static void take_over(struct merge *m, const struct change *c)
{
    if (c->row_added) {
        row_added(m, c->path);
    } else if (c->row_deleted) {
        row_deleted(m, c->path);
    } else {
        cell_changed(m, c);
    }
}

/* Reasons given on either side stay; one that no longer fits its value is asked again anyway. */
static void join_acceptances(struct merge *m)
{
    for (size_t i = 0; i < m->theirs->accepted.n; i++) {
        const struct acceptance *a = &m->theirs->accepted.v[i];
        if (!record_acceptance(m->mine, a->path)) {
            record_accept(m->mine, a->path, a);
        }
    }
}

void merge_records(const struct record *base, const struct record *theirs, struct record *mine,
                   struct reply *rep)
{
    struct record *shown = record_clone(mine);
    struct merge m = {.base = base, .theirs = theirs, .shown = shown, .mine = mine, .rep = rep};
    matrix_drop_empty(mine); /* as in what is stored */
    struct record *before = record_clone(mine); /* changes borrow cells, and `mine` is about to move */

    record_diff(base, before, &m.ours);
    record_diff(base, theirs, &m.others);
    for (size_t i = 0; i < m.others.list.n; i++) {
        take_over(&m, &m.others.list.v[i]);
    }
    join_acceptances(&m);
    mine->version = theirs->version;
    changes_release(&m.ours);
    changes_release(&m.others);
    record_free(before);
    record_free(shown);
}
