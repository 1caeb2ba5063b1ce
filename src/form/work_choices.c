/* What a select field offers: of a CSV list by itself, of another form's records by asking. */

#include "form/work_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The day that dates of force are compared with: the as_of field's, else today. */
static void day_of_force(const struct work *w, struct str *out)
{
    const struct value *v = w->form->as_of >= 0 ? cell_seen(&w->record->cells[w->form->as_of]) : NULL;

    if (v && v->type == VALUE_TEXT) {
        str_add(out, v->text);
    } else {
        date_add_iso(out, clock_today(&w->clock));
    }
}

struct offer {
    const struct list *list;
    const char *day;
    size_t *rows;
    size_t n;
};

static void offer_row(struct offer *o, size_t row)
{
    if (row < o->list->nrows && list_row_in_force(&o->list->rows[row], o->day)) {
        o->rows[o->n++] = row;
    }
}

static void bind_row(struct code *c, size_t row)
{
    if (c->roster >= 0) {
        db_bind_int(c->st, 1, (int64_t)row);
    }
}

static bool offer_filtered(struct work *w, struct code *c, size_t row, struct offer *o, struct err *err)
{
    bool more;

    if (!code_prepare(w, c, err)) {
        return err_wrap(err, "%s:%d", c->src->file, c->src->line);
    }
    bind_row(c, row);
    bool ok = db_step(c->st, &more, err);
    while (ok && more) {
        offer_row(o, (size_t)db_column_int(c->st, 0));
        ok = db_step(c->st, &more, err);
    }
    db_reset(c->st);
    return ok || err_wrap(err, "%s:%d", c->src->file, c->src->line);
}

bool choices_offered(struct work *w, const struct slots *s, struct code *filter, size_t row, size_t **rows, size_t *n,
                     struct err *err)
{
    struct str day = STR_INIT;
    bool ok = true;

    day_of_force(w, &day);
    struct offer o = {.list = s->list, .day = day.p, .rows = mem_zero(s->list->nrows + 1, sizeof *o.rows)};
    if (filter) {
        ok = offer_filtered(w, filter, row, &o, err);
    } else {
        for (size_t i = 0; i < s->list->nrows; i++) {
            offer_row(&o, i);
        }
    }
    str_release(&day);
    if (!ok) {
        free(o.rows);
        return false;
    }
    *rows = o.rows;
    *n = o.n;
    return true;
}

bool work_choices(struct work *w, struct path p, const struct list **list, size_t **rows, size_t *n,
                  struct err *err)
{
    const struct slots *s = &w->slots[node_field(w, record_field(w->record, p))];

    if (!s->list) {
        return err_set(err, ERR_NOT_FOUND, _("The field %s does not choose from a list."), s->field->name);
    }
    *list = s->list;
    return choices_offered(w, s, s->code[SLOT_FILTER], p.row, rows, n, err);
}

bool choice_offered(struct work *w, const struct slots *s, size_t row, const char *code, bool *offered,
                    struct err *err)
{
    struct code *c = s->code[SLOT_OFFERED];

    *offered = true;
    if (!c) {
        return true;
    }
    bool ok = code_prepare(w, c, err);
    if (ok) {
        bind_row(c, row);
        db_bind_text(c->st, 2, code);
        ok = db_step(c->st, offered, err);
        db_reset(c->st);
    }
    return ok || err_wrap(err, "%s:%d", c->src->file, c->src->line);
}

/* ---- what a filter reads ---- */

/* Only the service can read a filter over records; a name that stands in its text counts as read. */
static void note_named(const struct work *w, const char *filter, const char *table, const struct field *fields, size_t n,
                       struct bits reads)
{
    for (size_t i = 0; i < n; i++) {
        if (fields[i].type != FIELD_NOTE && expr_may_read(filter, table, fields[i].name)) {
            bits_add(reads, node_field(w, &fields[i]));
        }
    }
}

void filter_open(struct work *w, struct slots *s)
{
    const struct form *form = w->form;
    const char *filter = s->field->choice_filter.sql;
    int roster = s->field->roster;

    if (!s->field->ref || !filter) {
        return;
    }
    s->filter = bits_new(w);
    note_named(w, filter, "r", form->fields, form->nfields, s->filter);
    if (roster >= 0) {
        const struct roster *def = &form->rosters[roster];
        note_named(w, filter, def->name, def->fields, def->nfields, s->filter);
        bits_add(s->filter, node_rows(w, (size_t)roster));
    }
    for (size_t i = 0; i < form->nlookups; i++) {
        if (expr_mentions(filter, form->lookups[i].name)) {
            bits_add(s->filter, node_lookup(w, i));
        }
    }
}

struct bits choice_reads(struct work *w, const struct slots *s, bool *row_local)
{
    struct code *c = s->code[SLOT_OFFERED];
    struct err ignored = ERR_INIT;

    *row_local = s->field->roster >= 0;
    if (!c || !code_prepare(w, c, &ignored)) {
        return s->filter;
    }
    *row_local = c->row_local;
    return c->reads;
}

/* Whether one of the lookups in `reads` is asked with the field of this node. */
static bool asked_with(const struct work *w, struct bits reads, size_t node)
{
    for (size_t i = 0; i < w->form->nlookups; i++) {
        if (bits_has(reads, node_lookup(w, i)) && w->lookups[i].feed.reads.w && bits_has(w->lookups[i].feed.reads, node)) {
            return true;
        }
    }
    return false;
}

void work_filtered_by(struct work *w, const struct field *f, struct reads *out)
{
    const struct slots *s = &w->slots[node_field(w, f)];
    bool row_local;
    struct bits reads = s->filter.w || s->code[SLOT_OFFERED] ? choice_reads(w, s, &row_local) : (struct bits){NULL};

    for (size_t i = 0; reads.w && i < w->nslots; i++) {
        if (w->slots[i].field != f && (bits_has(reads, i) || asked_with(w, reads, i))) {
            *vec_push(&out->fields) = w->slots[i].field;
        }
    }
}

static void add_answered(const struct work *w, const struct field *f, size_t row, struct paths *out)
{
    const struct cell *c = cell_of(w, f, row);

    if (c->relevant && !value_is_null(&c->value)) {
        *vec_push(&out->list) = (struct path){f->roster, row, f->index};
    }
}

static void add_refiltered(struct work *w, const struct slots *s, struct paths *out)
{
    bool row_local;
    const struct field *f = s->field;
    size_t from = 0, to = f->roster < 0 ? 1 : w->record->rosters[f->roster].list.n;
    bool filtered = s->filter.w || s->code[SLOT_OFFERED];
    struct bits reads = filtered && to > 0 ? choice_reads(w, s, &row_local) : (struct bits){NULL};

    if (!reads.w || !bits_meet(reads, w->moved, w->words)) {
        return;
    }
    if (row_local && w->moved_at.roster == f->roster && !bits_meet(reads, w->moved_whole, w->words)) {
        from = w->moved_at.row;
        to = from < to ? from + 1 : to;
    }
    for (size_t i = from; i < to; i++) {
        add_answered(w, f, i, out);
    }
}

void forget_moved(struct work *w)
{
    memset(w->moved.w, 0, w->words * sizeof *w->moved.w);
    memset(w->moved_whole.w, 0, w->words * sizeof *w->moved_whole.w);
}

void work_refiltered(struct work *w, struct paths *out)
{
    for (size_t i = 0; i < w->nslots; i++) {
        add_refiltered(w, &w->slots[i], out);
    }
    forget_moved(w);
}

/* ---- what a filter over records is told ---- */

static void add_fields(struct params *out, const char *filter, const char *roster, const struct field *fields, size_t n,
                       const struct cell *cells)
{
    for (size_t i = 0; i < n; i++) {
        const char *name = fields[i].name;
        if (fields[i].type != FIELD_NOTE && expr_may_read(filter, roster ? roster : "r", name)) {
            params_add(out, roster ? arena_printf(&out->names, "%s.%s", roster, name) : name, cell_seen(&cells[i]));
        }
    }
}

static void add_lookup(struct params *out, const struct lookup_table *t)
{
    for (size_t i = 0; i < t->ncolumns; i++) {
        params_add(out, arena_printf(&out->names, "%s.%s", t->def->name, t->columns[i]), rowset_at(&t->rows, 0, t->column_of[i]));
    }
}

void work_filter_params(const struct work *w, struct path p, struct params *out)
{
    const struct form *form = w->form;
    const struct record *r = w->record;
    const char *filter = record_field(r, p)->choice_filter.sql;

    if (!filter) {
        return;
    }
    if (p.roster >= 0) {
        const struct roster *def = &form->rosters[p.roster];
        add_fields(out, filter, def->name, def->fields, def->nfields, r->rosters[p.roster].list.v[p.row].cells);
    }
    add_fields(out, filter, NULL, form->fields, form->nfields, r->cells);
    for (size_t i = 0; i < form->nlookups; i++) {
        if (expr_mentions(filter, form->lookups[i].name)) {
            add_lookup(out, &w->lookups[i]);
        }
    }
    params_add_text(out, "_id", r->id);
    params_add_text(out, "_state", r->state);
}
