#include "form/matrix.h"

#include "base/num.h"
#include "form/format.h"

/* The values seen so far along one axis. */
struct axis {
    const struct rows *rows;
    int field;
    VEC(uint32_t) hashes;
};

static uint32_t hash_of(const struct value *v)
{
    uint32_t h = 2166136261u ^ (v->type == VALUE_INT ? (uint32_t)v->i : 0); /* FNV-1a */

    for (const char *c = value_str(v); *c; c++) {
        h = (h ^ (unsigned char)*c) * 16777619u;
    }
    return h;
}

/* Which of the values is the row's, beginning with the likeliest; a new one is noted. */
static size_t find_value(struct axis *x, const size_t *seen, size_t row, size_t guess)
{
    const struct value *v = &x->rows->list.v[row].cells[x->field].value;
    uint32_t hash = hash_of(v);
    size_t n = x->hashes.n;

    for (size_t i = 0; i < n; i++) {
        size_t at = (guess + i) % n;
        if (x->hashes.v[at] == hash && value_eq(v, &x->rows->list.v[seen[at]].cells[x->field].value)) {
            return at;
        }
    }
    *vec_push(&x->hashes) = hash;
    return n;
}

/* Rows mostly come line by line: the same line again, the next column. */
static void place_rows(struct matrix *m, const struct rows *rows, const struct roster *def)
{
    struct axis down = {.rows = rows, .field = def->down}, across = {.rows = rows, .field = def->across};
    struct place last = {0, 0};

    for (size_t i = 0; i < rows->list.n; i++) {
        struct place p = {
            .down = find_value(&down, m->down.v, i, last.down),
            .across = find_value(&across, m->across.v, i, last.across + 1),
        };
        if (p.down == m->down.n) {
            *vec_push(&m->down) = i;
        }
        if (p.across == m->across.n) {
            *vec_push(&m->across) = i;
        }
        *vec_push(&m->places) = p;
        last = p;
    }
    vec_release(&down.hashes);
    vec_release(&across.hashes);
}

static size_t cell_of(const struct matrix *m, size_t down, size_t across)
{
    return down * m->across.n + across;
}

void matrix_index(struct matrix *m, const struct rows *rows, const struct roster *def)
{
    m->down.n = m->across.n = m->rows.n = m->places.n = 0;
    place_rows(m, rows, def);
    for (size_t i = 0; i < m->down.n * m->across.n; i++) {
        *vec_push(&m->rows) = -1;
    }
    for (size_t i = 0; i < m->places.n; i++) {
        int *at = &m->rows.v[cell_of(m, m->places.v[i].down, m->places.v[i].across)];
        *at = *at < 0 ? (int)i : *at;
    }
}

void matrix_release(struct matrix *m)
{
    vec_release(&m->down);
    vec_release(&m->across);
    vec_release(&m->rows);
    vec_release(&m->places);
}

int matrix_at(const struct matrix *m, size_t down, size_t across)
{
    return m->rows.v[cell_of(m, down, across)];
}

bool matrix_find(const struct matrix *m, size_t row, struct place *out)
{
    if (row >= m->places.n) {
        return false;
    }
    *out = m->places.v[row];
    return matrix_at(m, out->down, out->across) == (int)row;
}

size_t matrix_field(const struct roster *def, const struct row *row)
{
    for (size_t i = 0; i < def->ncell; i++) {
        if (row->cells[def->cell[i]].relevant) {
            return def->cell[i];
        }
    }
    return def->cell[0];
}

bool matrix_is_cell(const struct roster *def, size_t field)
{
    for (size_t i = 0; i < def->ncell; i++) {
        if (def->cell[i] == field) {
            return true;
        }
    }
    return false;
}

void matrix_key(const struct value *down, const struct value *across, struct str *out)
{
    value_add_plain(out, down);
    str_add_c(out, '|');
    value_add_plain(out, across);
}

static void name_cell(const struct roster *def, struct row *row, int field, struct sv text)
{
    struct cell *cell = &row->cells[field];
    struct err ignored = ERR_INIT;
    struct value v = VALUE_INIT;

    if (value_is_null(&cell->value) && format_parse_stored(&def->fields[field], NULL, text, &v, &ignored)) {
        cell_set(cell, &v);
        cell->touched = true;
    }
    value_release(&v);
}

void matrix_name_row(const struct roster *def, struct row *row)
{
    struct sv rest = sv_of(row->key), down;

    if (def->row_key >= 0) {
        name_cell(def, row, def->row_key, rest);
    } else if (def->matrix && sv_next(&rest, '|', &down)) {
        name_cell(def, row, def->down, down);
        name_cell(def, row, def->across, rest);
    }
}

static double number(const struct value *v)
{
    return v->type == VALUE_REAL ? v->r : v->type == VALUE_INT ? (double)v->i : 0.0;
}

void matrix_show_part(const struct field *f, const struct value *part, const struct value *whole,
                      enum lang lang, struct str *numbers, struct str *percent)
{
    format_show(f, NULL, part, lang, 0, numbers);
    if (value_is_null(part) || value_is_null(whole)) {
        return;
    }
    str_add_c(numbers, '/');
    format_show(f, NULL, whole, lang, 0, numbers);
    if (number(whole) > 0.0) {
        num_add_decimal(percent, num_round(100.0 * number(part) / number(whole), 1), 1,
                        lang == LANG_VI ? NUM_VI : NUM_EN);
        str_add(percent, " %");
    }
}

/* ---- rows that hold nothing ---- */

/* What is computed beside the cells, or given by the query, says nothing that would not be there again. */
static bool counts(const struct roster *def, const struct field *f)
{
    bool names_row =
        (int)f->index == def->down || (int)f->index == def->across || (int)f->index == def->row_key;
    bool given = f->read_only_always || f->calculation.sql;

    return f->type != FIELD_NOTE && !names_row && (matrix_is_cell(def, f->index) || !given);
}

static bool fills_itself(const struct roster *def, const struct field *f)
{
    return f->dflt.sql || (def->rows && !f->read_only_always && !f->calculation.sql);
}

static bool holds_something(const struct roster *def, const struct row *row)
{
    for (size_t i = 0; i < def->nfields; i++) {
        const struct field *f = &def->fields[i];
        const struct cell *c = &row->cells[i];
        if (counts(def, f) && (!cell_empty(c) || (c->touched && fills_itself(def, f)))) {
            return true;
        }
    }
    return false;
}

void matrix_drop_empty(struct record *r)
{
    for (size_t i = 0; i < r->form->nrosters; i++) {
        const struct roster *def = &r->form->rosters[i];
        for (size_t row = r->rosters[i].list.n; def->matrix && row > 0; row--) {
            if (!holds_something(def, &r->rosters[i].list.v[row - 1])) {
                record_delete_row(r, i, row - 1);
            }
        }
    }
}
