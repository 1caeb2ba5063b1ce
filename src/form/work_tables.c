/* The workspace's tables: windows on the record, its rosters, its lists and its lookups. */

#include "form/work_int.h"

#include <string.h>

/* ---- the form's expressions ---- */

static const struct expr *const_expr(const struct expr *e)
{
    return e->sql ? e : NULL;
}

const struct expr *field_expr(const struct field *f, enum slot slot)
{
    switch (slot) {
    case SLOT_RELEVANT:
        return const_expr(&f->relevant);
    case SLOT_CALCULATION:
        return const_expr(&f->calculation);
    case SLOT_DEFAULT:
        return const_expr(&f->dflt);
    case SLOT_REQUIRED:
        return const_expr(&f->required);
    case SLOT_READ_ONLY:
        return const_expr(&f->read_only);
    case SLOT_CONSTRAINT:
        return const_expr(&f->constraint);
    case SLOT_WARNING:
        return const_expr(&f->warning);
    case SLOT_ENGLISH:
        return const_expr(&f->english);
    case SLOT_FILTER:
    case SLOT_OFFERED: /* of a choice among records the service evaluates the filter */
        return f->list ? const_expr(&f->choice_filter) : NULL;
    case SLOT_COUNT:
        break;
    }
    return NULL;
}

typedef void expr_fn(void *arg, const struct expr *e);

static void each_of_fields(const struct field *fields, size_t n, expr_fn *fn, void *arg)
{
    for (size_t i = 0; i < n; i++) {
        for (int slot = 0; slot <= SLOT_FILTER; slot++) {
            const struct expr *e = field_expr(&fields[i], (enum slot)slot);
            if (e) {
                fn(arg, e);
            }
        }
    }
}

void form_each_expr(const struct form *form, expr_fn *fn, void *arg)
{
    each_of_fields(form->fields, form->nfields, fn, arg);
    for (size_t i = 0; i < form->ngroups; i++) {
        if (form->groups[i].relevant.sql) {
            fn(arg, &form->groups[i].relevant);
        }
    }
    for (size_t i = 0; i < form->nrosters; i++) {
        const struct roster *roster = &form->rosters[i];
        if (roster->relevant.sql) {
            fn(arg, &roster->relevant);
        }
        each_of_fields(roster->fields, roster->nfields, fn, arg);
    }
}

/* ---- r and one ---- */

struct cell *cell_of(const struct work *w, const struct field *f, size_t row)
{
    return f->roster < 0 ? &w->record->cells[f->index]
                         : &w->record->rosters[f->roster].list.v[row].cells[f->index];
}

const struct value *cell_seen(const struct cell *c)
{
    static const struct value nothing = VALUE_INIT;

    return c->relevant ? &c->value : &nothing;
}

static const char *decl_of(enum field_type type)
{
    switch (type) {
    case FIELD_INTEGER:
        return "INTEGER";
    case FIELD_DECIMAL:
        return "REAL";
    default:
        return "TEXT";
    }
}

static size_t one_rows(void *arg)
{
    (void)arg;
    return 1;
}

static void one_cell(void *arg, size_t row, int col, struct db_value *out)
{
    (void)arg;
    (void)row;
    (void)col;
    *out = (struct db_value){.type = DB_NULL};
}

static size_t record_rows(void *arg)
{
    const struct work *w = arg;
    return w->record ? 1 : 0;
}

static void text_out(struct db_value *out, const char *s)
{
    *out = (struct db_value){.type = s[0] ? DB_TEXT : DB_NULL, .text = sv_of(s)};
}

static void record_cell_out(void *arg, size_t row, int col, struct db_value *out)
{
    const struct work *w = arg;
    size_t n = w->form->nfields;

    (void)row;
    if ((size_t)col < n) {
        value_to_db(cell_seen(&w->record->cells[col]), out);
    } else {
        text_out(out, (size_t)col == n ? w->record->id : w->record->state);
    }
}

/* Names and types of `fields` and of two more columns, for a virtual table. */
static void columns_of(struct work *w, const struct field *fields, size_t n, const char *const extra[2],
                       const char *const extra_decl[2], struct db_vtab *t)
{
    const char **columns = arena_alloc(&w->arena, (n + 3) * sizeof *columns);
    const char **decls = arena_alloc(&w->arena, (n + 3) * sizeof *decls);

    for (size_t i = 0; i < n; i++) {
        columns[i] = fields[i].name;
        decls[i] = decl_of(fields[i].type);
    }
    for (size_t i = 0; i < 2; i++) {
        columns[n + i] = extra[i];
        decls[n + i] = extra_decl[i];
    }
    t->columns = columns;
    t->decls = decls;
}

static bool add_one(struct work *w, struct err *err)
{
    static const char *const columns[] = {"x", NULL};
    static const char *const decls[] = {"TEXT", NULL};
    struct db_vtab t = {
        .columns = columns, .decls = decls, .key_col = -1, .rows = one_rows, .cell = one_cell};

    return db_add_vtab(w->db, "one", &t, err);
}

static bool add_record(struct work *w, struct err *err)
{
    static const char *const extra[2] = {"_id", "_state"};
    static const char *const decls[2] = {"TEXT", "TEXT"};
    struct db_vtab t = {.key_col = -1, .rows = record_rows, .cell = record_cell_out, .arg = w};

    columns_of(w, w->form->fields, w->form->nfields, extra, decls, &t);
    return db_add_vtab(w->db, "r", &t, err);
}

/* ---- rosters ---- */

static size_t roster_rows(void *arg)
{
    const struct roster_table *t = arg;
    const struct record *r = t->w->record;

    return r && r->rosters[t->def->index].relevant ? r->rosters[t->def->index].list.n : 0;
}

static void roster_cell(void *arg, size_t row, int col, struct db_value *out)
{
    const struct roster_table *t = arg;
    const struct row *at = &t->w->record->rosters[t->def->index].list.v[row];
    size_t n = t->def->nfields;

    if ((size_t)col < n) {
        value_to_db(cell_seen(&at->cells[col]), out);
    } else if ((size_t)col == n) {
        *out = (struct db_value){.type = DB_INT, .i = (int64_t)row};
    } else {
        text_out(out, at->key);
    }
}

/* By _row, or by _row_key. */
static bool roster_find(void *arg, const struct db_value *key, size_t *row)
{
    const struct roster_table *t = arg;
    if (key->type == DB_TEXT) {
        return roster_rows(arg) > 0 && record_find_row(t->w->record, t->def->index, key->text.p, row);
    }
    if (key->type != DB_INT || key->i < 0 || (size_t)key->i >= roster_rows(arg)) {
        return false;
    }
    *row = (size_t)key->i;
    return true;
}

static bool add_roster(struct work *w, struct roster_table *roster, struct err *err)
{
    static const char *const extra[2] = {"_row", "_row_key"};
    static const char *const decls[2] = {"INTEGER", "TEXT"};
    struct db_vtab t = {
        .key_col = (int)roster->def->nfields,
        .more_keys = 1,
        .rows = roster_rows,
        .cell = roster_cell,
        .find = roster_find,
        .arg = roster,
    };

    columns_of(w, roster->def->fields, roster->def->nfields, extra, decls, &t);
    return db_add_vtab(w->db, roster->def->name, &t, err);
}

/* ---- lists ---- */

/* A virtual table's argument is not const, a list is: the work's own entry stands between. */
static size_t list_rows(void *arg)
{
    const struct list_table *t = arg;
    return t->list->nrows;
}

static void list_cell(void *arg, size_t row, int col, struct db_value *out)
{
    const struct list_table *t = arg;
    struct value v = list_value(t->list, &t->list->rows[row], (size_t)col);
    value_to_db(&v, out);
}

static bool list_find_row(void *arg, const struct db_value *key, size_t *row)
{
    const struct list_table *t = arg;
    char *code = mem_dup_n(key->text.p, key->text.n);
    const struct list_row *found = list_find(t->list, code);

    free(code);
    if (!found) {
        return false;
    }
    *row = (size_t)(found - t->list->rows);
    return true;
}

static bool add_list(struct work *w, const struct list *list, struct err *err)
{
    struct list_table *entry = arena_alloc(&w->arena, sizeof *entry);
    bool hidden = form_roster(w->form, list->name) != NULL; /* a roster hides a list of its name */

    entry->list = list;
    entry->table = hidden ? arena_printf(&w->arena, "_list_%s", list->name) : list->name;
    struct db_vtab t = {
        .columns = list->columns,
        .decls = list->decls,
        .key_col = list_column(list, "code"),
        .rows = list_rows,
        .cell = list_cell,
        .find = list_find_row,
        .arg = entry,
    };
    *vec_push(&w->lists) = *entry;
    return db_add_vtab(w->db, entry->table, &t, err);
}

const char *list_table_name(const struct work *w, const struct list *list)
{
    for (size_t i = 0; i < w->lists.n; i++) {
        if (w->lists.v[i].list == list) {
            return w->lists.v[i].table;
        }
    }
    return NULL;
}

struct wanted {
    const char *list;
    bool found;
};

static void look_for(void *arg, const struct expr *e)
{
    struct wanted *wanted = arg;
    wanted->found = wanted->found || expr_mentions(e->sql, wanted->list);
}

static bool expressions_name(const struct form *form, const char *list)
{
    struct wanted wanted = {list, false};

    form_each_expr(form, look_for, &wanted);
    return wanted.found;
}

static bool filters_choices_of(const struct work *w, const char *list)
{
    for (size_t i = 0; i < w->nslots; i++) {
        const struct field *f = w->slots[i].field;
        if (field_expr(f, SLOT_FILTER) && str_eq(f->list, list)) {
            return true;
        }
    }
    return false;
}

static bool add_lists(struct work *w, struct err *err)
{
    const struct names *all = &w->app->lists;

    for (size_t i = 0; i < all->n; i++) {
        const struct list *list;
        bool named = !form_roster(w->form, all->v[i]) && expressions_name(w->form, all->v[i]);
        if (!named && !filters_choices_of(w, all->v[i])) {
            continue;
        }
        if (!app_list(w->app, all->v[i], &list, NULL, err) || !add_list(w, list, err)) {
            return false;
        }
    }
    return true;
}

/* ---- lookups ---- */

static size_t lookup_rows(void *arg)
{
    const struct lookup_table *t = arg;
    return t->rows.nrows;
}

static size_t lookup_first_row(void *arg)
{
    return lookup_rows(arg) > 0 ? 1 : 0;
}

static void lookup_cell(void *arg, size_t row, int col, struct db_value *out)
{
    const struct lookup_table *t = arg;
    value_to_db(rowset_at(&t->rows, row, t->column_of[col]), out);
}

static bool add_lookup(struct work *w, struct lookup_table *lookup, struct err *err)
{
    struct db_vtab t = {
        .columns = lookup->columns,
        .decls = lookup->decls,
        .key_col = -1,
        .rows = lookup_rows,
        .cell = lookup_cell,
        .arg = lookup,
    };
    const char *first = arena_printf(&w->arena, "_lk_%s", lookup->def->name);

    if (!db_add_vtab(w->db, lookup->def->name, &t, err)) {
        return false;
    }
    t.rows = lookup_first_row;
    return db_add_vtab(w->db, first, &t, err);
}

bool tables_add(struct work *w, struct err *err)
{
    if (!add_one(w, err) || !add_record(w, err)) {
        return false;
    }
    for (size_t i = 0; i < w->form->nrosters; i++) {
        if (!add_roster(w, &w->rosters[i], err)) {
            return false;
        }
    }
    for (size_t i = 0; i < w->form->nlookups; i++) {
        if (!add_lookup(w, &w->lookups[i], err)) {
            return false;
        }
    }
    return add_lists(w, err);
}
