#include "form/value.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void rowset_release(struct rowset *rs)
{
    for (size_t i = 0; i < rs->cells.n; i++) {
        value_release(&rs->cells.v[i]);
    }
    vec_release(&rs->cells);
    for (size_t i = 0; i < rs->ncolumns; i++) {
        free(rs->columns[i]);
    }
    free(rs->columns);
    *rs = (struct rowset){0};
}

void rowset_add_column(struct rowset *rs, const char *name)
{
    assert(rs->nrows == 0);
    rs->columns = mem_resize(rs->columns, rs->ncolumns + 1, sizeof *rs->columns);
    rs->columns[rs->ncolumns++] = mem_dup(name);
}

struct value *rowset_add_row(struct rowset *rs)
{
    size_t first = rs->cells.n;

    for (size_t i = 0; i < rs->ncolumns; i++) {
        (void)vec_push(&rs->cells);
    }
    rs->nrows++;
    return rs->cells.v + first;
}

int rowset_column(const struct rowset *rs, const char *name)
{
    for (size_t i = 0; i < rs->ncolumns; i++) {
        if (str_eq(rs->columns[i], name)) {
            return (int)i;
        }
    }
    return -1;
}

const struct value *rowset_at(const struct rowset *rs, size_t row, int col)
{
    static const struct value nothing = VALUE_INIT;

    if (col < 0 || (size_t)col >= rs->ncolumns || row >= rs->nrows) {
        return &nothing;
    }
    return &rs->cells.v[row * rs->ncolumns + (size_t)col];
}

const char *rowset_str(const struct rowset *rs, size_t row, const char *column)
{
    return value_str(rowset_at(rs, row, rowset_column(rs, column)));
}

int64_t rowset_int(const struct rowset *rs, size_t row, const char *column)
{
    const struct value *v = rowset_at(rs, row, rowset_column(rs, column));

    return v->type == VALUE_INT ? v->i : 0;
}

static void add_columns(struct rowset *rs, struct db_stmt *st)
{
    for (int i = 0; i < db_columns(st); i++) {
        rowset_add_column(rs, db_column_name(st, i));
    }
}

static void add_row(struct rowset *rs, struct db_stmt *st)
{
    struct value *cells = rowset_add_row(rs);

    for (size_t i = 0; i < rs->ncolumns; i++) {
        struct db_value v;
        db_column_value(st, (int)i, &v);
        value_from_db(&cells[i], &v);
    }
}

bool rowset_fill(struct rowset *rs, struct db_stmt *st, size_t max, struct err *err)
{
    bool row = true;

    add_columns(rs, st);
    while (rs->nrows < max) {
        if (!db_step(st, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        add_row(rs, st);
    }
    return true;
}

/* ---- in a person's language ---- */

/* The column of the English of column `of`; -1: none. */
static int english_of(const struct rowset *rs, size_t of)
{
    struct str name = STR_INIT;

    str_addf(&name, "%s_en", rs->columns[of]);
    int at = rowset_column(rs, name.p);
    str_release(&name);
    return at;
}

static void take_english(struct rowset *rs, size_t column, size_t english)
{
    for (size_t i = 0; i < rs->nrows; i++) {
        struct value *row = rs->cells.v + i * rs->ncolumns;
        if (!value_is_null(&row[english])) {
            value_move(&row[column], &row[english]);
        }
    }
}

static void drop_column(struct rowset *rs, size_t column)
{
    size_t kept = 0;

    for (size_t i = 0; i < rs->cells.n; i++) {
        if (i % rs->ncolumns == column) {
            value_release(&rs->cells.v[i]);
        } else {
            rs->cells.v[kept++] = rs->cells.v[i];
        }
    }
    rs->cells.n = kept;
    free(rs->columns[column]);
    for (size_t i = column + 1; i < rs->ncolumns; i++) {
        rs->columns[i - 1] = rs->columns[i];
    }
    rs->ncolumns--;
}

void rowset_speak(struct rowset *rs, enum lang lang)
{
    for (size_t i = 0; i < rs->ncolumns; i++) {
        int english = english_of(rs, i);
        if (english < 0) {
            continue;
        }
        if (lang == LANG_EN) {
            take_english(rs, i, (size_t)english);
        }
        drop_column(rs, (size_t)english);
        i -= (size_t)english < i;
    }
}
