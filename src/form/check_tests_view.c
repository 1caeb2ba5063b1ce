/* Cases of views: rows put into tables, rows looked for in a view. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/num.h"
#include "db/db.h"
#include "form/check_tests.h"

enum { VIEW_MAX_ROWS = 10000 };

void case_view_end(struct cases *c)
{
    struct err err = ERR_INIT;
    if (c->current && db_in_transaction(c->ck->db)) {
        db_exec(c->ck->db, "ROLLBACK", &err);
    }
    rowset_release(&c->shown);
    free(c->shown_view);
    free(c->current);
    c->shown_view = c->current = NULL;
}

static void begin_case(struct cases *c)
{
    struct err err = ERR_INIT;
    if (c->current && str_eq(c->current, c->name)) {
        return;
    }
    case_view_end(c);
    c->current = mem_dup(c->name);
    if (!db_exec(c->ck->db, "BEGIN", &err)) {
        case_fault(c, err.msg);
    }
}

/* A column of ours that must have a value where the case gives none. */
struct filler {
    const char *column, *value;
};

static const struct filler RECORD_FILLERS[] = {
    {"_version", "1"},
    {"_form", "test"},
    {"_created_at", "2026-01-01T00:00:00.000Z"},
    {"_created_by", "test"},
    {"_changed_at", "2026-01-01T00:00:00.000Z"},
    {"_changed_by", "test"},
    {"_problems", "0"},
};
static const struct filler ROW_FILLERS[] = {{"_row", "0"}};

static bool given(const struct cases *c, const char *column)
{
    for (size_t i = 2; i < c->head.n; i++) {
        if (c->cells.v[i][0] != '\0' && str_eq(c->head.v[i], column)) {
            return true;
        }
    }
    return false;
}

struct insert {
    struct str columns, values; /* "a", "b" and 'x', 'y' */
};

static void add_column(struct insert *in, const char *column, const char *value)
{
    if (in->columns.len > 0) {
        str_add(&in->columns, ", ");
        str_add(&in->values, ", ");
    }
    db_add_name(&in->columns, column);
    db_add_text(&in->values, value);
}

static void add_fillers(struct cases *c, struct insert *in, const struct filler *fillers, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!given(c, fillers[i].column)) {
            add_column(in, fillers[i].column, fillers[i].value);
        }
    }
}

/* What the store would have filled in. */
static void add_ours(struct cases *c, struct insert *in, const char *table)
{
    char line[32];
    snprintf(line, sizeof line, "row-%d", c->line);
    if (strstr(table, "__")) {
        add_fillers(c, in, ROW_FILLERS, sizeof ROW_FILLERS / sizeof *ROW_FILLERS);
        if (!given(c, "_row_key")) {
            add_column(in, "_row_key", line);
        }
        return;
    }
    const struct form *form = names_has(&c->ck->app->forms, table) ? check_form(c->ck, table) : NULL;
    if (!form) {
        return;
    }
    add_fillers(c, in, RECORD_FILLERS, sizeof RECORD_FILLERS / sizeof *RECORD_FILLERS);
    if (!given(c, "_id")) {
        add_column(in, "_id", line);
    }
    if (form->nstates > 0 && !given(c, "_state")) {
        add_column(in, "_state", form->states[0].name);
    }
}

static void insert_row(struct cases *c, const char *table)
{
    struct insert in = {STR_INIT, STR_INIT};
    struct str sql = STR_INIT;
    struct err err = ERR_INIT;
    for (size_t i = 2; i < c->head.n; i++) {
        if (c->cells.v[i][0] != '\0') {
            add_column(&in, c->head.v[i], c->cells.v[i]);
        }
    }
    add_ours(c, &in, table);
    str_add(&sql, "INSERT INTO ");
    db_add_name(&sql, table);
    str_addf(&sql, " (%s) VALUES (%s)", in.columns.p, in.values.p);
    if (!db_exec(c->ck->db, sql.p, &err)) {
        case_fault(c, err.msg);
    }
    rowset_release(&c->shown); /* what a view showed before is old */
    free(c->shown_view);
    c->shown_view = NULL;
    str_release(&sql);
    str_release(&in.columns);
    str_release(&in.values);
}

static bool show_view(struct cases *c, const char *view)
{
    struct str sql = STR_INIT;
    struct db_stmt *st = NULL;
    struct err err = ERR_INIT;
    if (c->shown_view && str_eq(c->shown_view, view)) {
        return true;
    }
    rowset_release(&c->shown);
    str_add(&sql, "SELECT * FROM ");
    db_add_name(&sql, view);
    bool ok =
        db_prepare_cached(c->ck->db, &st, sql.p, &err) && rowset_fill(&c->shown, st, VIEW_MAX_ROWS, &err);
    if (ok) {
        free(c->shown_view);
        c->shown_view = mem_dup(view);
    } else {
        case_fault(c, err.msg);
    }
    db_finalize(st);
    str_release(&sql);
    return ok;
}

/* 2, 2.0 and '2' are equal; other texts byte by byte. */
static bool same(const struct value *v, const char *expected)
{
    double number;
    if (v->type == VALUE_INT || v->type == VALUE_REAL) {
        double is = v->type == VALUE_INT ? (double)v->i : v->r;
        return num_parse_decimal(sv_of(expected), NUM_STORED, 6, &number) && num_round(is, 6) >= number &&
               num_round(is, 6) <= number;
    }
    return str_eq(value_str(v), expected);
}

/* How many expected cells the view's row meets; *miss is the first that it does not, 0 when it meets all. */
static size_t count_met(const struct cases *c, size_t row, size_t *miss)
{
    size_t met = 0;
    *miss = 0;
    for (size_t i = 2; i < c->head.n; i++) {
        const char *expected = c->cells.v[i];
        if (expected[0] == '\0') {
            continue;
        }
        if (same(rowset_at(&c->shown, row, rowset_column(&c->shown, c->head.v[i])), expected)) {
            met++;
        } else if (*miss == 0) {
            *miss = i;
        }
    }
    return met;
}

/* The row must be there; when it is not, the one that meets most says what differs. */
static void expect_row(struct cases *c, const char *view)
{
    size_t best = 0, best_met = 0, best_miss = 0;
    for (size_t row = 0; row < c->shown.nrows; row++) {
        size_t miss;
        size_t met = count_met(c, row, &miss);
        if (miss == 0) {
            return;
        }
        if (best_miss == 0 || met > best_met) {
            best = row;
            best_met = met;
            best_miss = miss;
        }
    }
    if (best_miss == 0) {
        faults_add(c->ck->faults, c->file, c->line, _("case '%s': %s has no rows, expected one"), c->name,
                   view);
        return;
    }
    struct str is = STR_INIT;
    value_add_plain(&is, rowset_at(&c->shown, best, rowset_column(&c->shown, c->head.v[best_miss])));
    case_differs(c, c->head.v[best_miss], is.p, c->cells.v[best_miss]);
    str_release(&is);
}

void case_view_row(struct cases *c)
{
    const char *table = c->cells.v[1];
    begin_case(c);
    if (table[0] != '=') {
        insert_row(c, table);
    } else if (!names_has(&c->ck->app->views, table + 1)) {
        struct reading rd = {c->ck->app, c->file, c->ck->faults, NULL};
        read_unknown(&rd, c->line, _("view"), table + 1, c->ck->app->views.v, c->ck->app->views.n);
    } else if (show_view(c, table + 1)) {
        expect_row(c, table + 1);
    }
}
