/* phieu show: a matrix crosswise. */

#include <stdio.h>
#include <stdlib.h>

#include "app/print.h"
#include "app/show.h"
#include "base/i18n.h"
#include "form/matrix.h"
#include "text/utf8.h"

struct crosswise {
    struct session *s;
    const char *seal;
    const struct rows *rows;
    const struct roster *def;
    const struct list *down, *across; /* behind the fields of these names, or NULL */
    int part_of;                      /* column of the list of lines, -1: none */
    struct matrix m;
    VEC(size_t) order; /* of the columns */
};

static const struct list *list_of(struct session *s, const struct field *f)
{
    const struct list *list = NULL;
    struct err ignored = ERR_INIT; /* a form that opened has its lists */
    if (f->list) {
        (void)app_list(s->app, f->list, &list, NULL, &ignored);
    }
    return list;
}

static const struct value *value_in(const struct crosswise *x, size_t row, int field)
{
    return &x->rows->list.v[row].cells[field].value;
}

/* ---- columns in their order: only those with something in them are stored ---- */

static bool stands_before(const struct crosswise *x, size_t a, size_t b)
{
    const struct value *u = value_in(x, x->m.across.v[a], x->def->across),
                       *v = value_in(x, x->m.across.v[b], x->def->across);
    const struct list_row *p = x->across ? list_find(x->across, value_str(u)) : NULL;
    const struct list_row *q = x->across ? list_find(x->across, value_str(v)) : NULL;
    if (p || q) {
        return p && (!q || p < q);
    }
    return u->type == VALUE_TEXT ? strcmp(value_str(u), value_str(v)) < 0 : u->i < v->i;
}

static void order_columns(struct crosswise *x)
{
    for (size_t i = 0; i < x->m.across.n; i++) {
        (void)vec_push(&x->order);
        size_t at = i;
        for (; at > 0 && stands_before(x, i, x->order.v[at - 1]); at--) {
            x->order.v[at] = x->order.v[at - 1];
        }
        x->order.v[at] = i;
    }
}

/* ---- cells ---- */

/* What stands in the same column in the line that this one is a part of. */
static const struct value *whole_of(const struct crosswise *x, size_t down, size_t across)
{
    static const struct value nothing = VALUE_INIT;
    const char *code = value_str(value_in(x, x->m.down.v[down], x->def->down));
    const struct list_row *line = x->part_of >= 0 ? list_find(x->down, code) : NULL;
    const char *whole = line && line->cells[x->part_of] ? line->cells[x->part_of] : "";
    for (size_t i = 0; whole[0] && i < x->m.down.n; i++) {
        int row = matrix_at(&x->m, i, across);
        if (row >= 0 && str_eq(value_str(value_in(x, x->m.down.v[i], x->def->down)), whole)) {
            return value_in(x, (size_t)row, (int)x->def->cell[0]);
        }
    }
    return &nothing;
}

/* The first field of `cell` that holds something: only what is relevant is stored. */
static size_t cell_field(const struct roster *def, const struct row *row)
{
    for (size_t i = 0; i < def->ncell; i++) {
        if (!cell_empty(&row->cells[def->cell[i]])) {
            return def->cell[i];
        }
    }
    return def->cell[0];
}

static void add_cell(const struct crosswise *x, size_t down, size_t across, struct str *out)
{
    int row = matrix_at(&x->m, down, across);
    if (row < 0) {
        return;
    }
    size_t field = cell_field(x->def, &x->rows->list.v[row]);
    const struct value *v = value_in(x, (size_t)row, (int)field), *whole = whole_of(x, down, across);
    if (field == x->def->cell[0] && !value_is_null(whole)) {
        struct str percent = STR_INIT;
        matrix_show_part(&x->def->fields[field], v, whole, x->s->lang, out, &percent);
        str_addf(out, percent.len > 0 ? " (%s)" : "%s", percent.p);
        str_release(&percent);
    } else {
        text_of_value(x->s, x->seal, &x->def->fields[field], v, out);
    }
}

/* The column of a row: in short at its head. */
static void add_column_name(const struct crosswise *x, size_t at, bool head, struct str *out)
{
    const struct value *v = value_in(x, at, x->def->across);
    const struct list_row *row = x->across ? list_find(x->across, value_str(v)) : NULL;
    if (row) {
        str_add(out, head ? list_row_head(row, x->s->lang) : list_row_label(row, x->s->lang));
    } else {
        text_of_value(x->s, x->seal, &x->def->fields[x->def->across], v, out);
    }
}

/* ---- the table ---- */

/* Numbers stand at the right: blanks before them. */
static void align(struct str *cells, size_t n)
{
    int width = 0;
    for (size_t i = 0; i < n; i++) {
        int cols = utf8_cols((struct sv){cells[i].p, cells[i].len});
        width = cols > width ? cols : width;
    }
    for (size_t i = 0; i < n; i++) {
        struct str padded = STR_INIT;
        int cols = utf8_cols((struct sv){cells[i].p, cells[i].len});
        str_addf(&padded, "%*s%s", width - cols, "", cells[i].p);
        str_release(&cells[i]);
        cells[i] = padded;
    }
}

/* Head and cells of one column, the head first. */
static void fill_column(const struct crosswise *x, size_t across, struct str *cells)
{
    add_column_name(x, x->m.across.v[across], true, &cells[0]);
    for (size_t d = 0; d < x->m.down.n; d++) {
        add_cell(x, d, across, &cells[d + 1]);
    }
    align(cells, x->m.down.n + 1);
}

static void print_columns(const struct crosswise *x, struct str *cells)
{
    size_t n = x->order.n + 1, lines = x->m.down.n + 1;
    struct rowset rs = {0};
    const char **names = mem_zero(n + 1, sizeof *names), **heads = mem_zero(n + 1, sizeof *heads);
    for (size_t c = 0; c < n; c++) {
        char name[24];
        snprintf(name, sizeof name, "%zu", c);
        rowset_add_column(&rs, name);
        heads[c] = cells[c * lines].p;
    }
    for (size_t c = 0; c < n; c++) {
        names[c] = rs.columns[c];
    }
    for (size_t d = 1; d < lines; d++) {
        struct value *row = rowset_add_row(&rs);
        for (size_t c = 0; c < n; c++) {
            value_set_text(&row[c], (struct sv){cells[c * lines + d].p, cells[c * lines + d].len});
        }
    }
    print_table(stdout, &rs, names, heads);
    free(names);
    free(heads);
    rowset_release(&rs);
}

static void print_crosswise(const struct crosswise *x)
{
    size_t lines = x->m.down.n + 1, n = (x->order.n + 1) * lines;
    struct str *cells = mem_zero(n, sizeof *cells);
    for (size_t i = 0; i < n; i++) {
        cells[i] = (struct str)STR_INIT;
    }
    str_addf(&cells[0], "  %s", label_in(&x->def->fields[x->def->down].label, x->s->lang));
    for (size_t d = 0; d < x->m.down.n; d++) {
        str_add(&cells[d + 1], "  ");
        text_of_value(x->s, x->seal, &x->def->fields[x->def->down], value_in(x, x->m.down.v[d], x->def->down),
                      &cells[d + 1]);
    }
    for (size_t a = 0; a < x->order.n; a++) {
        fill_column(x, x->order.v[a], &cells[(a + 1) * lines]);
    }
    print_columns(x, cells);
    for (size_t i = 0; i < n; i++) {
        str_release(&cells[i]);
    }
    free(cells);
}

/* ---- what else the rows hold ---- */

static bool is_beside(const struct roster *def, size_t field, size_t shown)
{
    return field != shown && (int)field != def->down && (int)field != def->across &&
           (int)field != def->row_key;
}

static void print_beside(const struct crosswise *x, size_t at)
{
    const struct row *row = &x->rows->list.v[at];
    size_t shown = cell_field(x->def, row);
    bool named = false;
    for (size_t i = 0; i < x->def->nfields; i++) {
        if (!is_beside(x->def, i, shown) || cell_empty(&row->cells[i])) {
            continue;
        }
        if (!named) {
            struct str name = STR_INIT;
            text_of_value(x->s, x->seal, &x->def->fields[x->def->down], value_in(x, at, x->def->down), &name);
            str_add(&name, ", ");
            add_column_name(x, at, false, &name);
            printf("  ");
            print_clean(stdout, name.p);
            str_release(&name);
        }
        named = true;
        show_cell(x->s, x->seal, &x->def->fields[i], &row->cells[i], "    ");
    }
}

void show_matrix(struct session *s, const char *seal, const struct record *r, const struct roster *def)
{
    struct crosswise x = {.s = s,
                          .seal = seal,
                          .rows = &r->rosters[def->index],
                          .def = def,
                          .down = list_of(s, &def->fields[def->down]),
                          .across = list_of(s, &def->fields[def->across])};
    x.part_of = x.down && def->part_of ? list_column(x.down, def->part_of) : -1;
    matrix_index(&x.m, x.rows, def);
    order_columns(&x);
    if (x.m.down.n > 0) {
        print_crosswise(&x);
    }
    for (size_t i = 0; i < x.rows->list.n; i++) {
        print_beside(&x, i);
    }
    vec_release(&x.order);
    matrix_release(&x.m);
}
