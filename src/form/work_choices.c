/* What a select field on a CSV list offers. */

#include "form/work_int.h"

#include <stdio.h>
#include <stdlib.h>

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

bool work_choices(struct work *w, struct path p, const struct list **list, size_t **rows, size_t *n,
                  struct err *err)
{
    const struct slots *s = &w->slots[node_field(w, record_field(w->record, p))];
    struct str day = STR_INIT;
    bool ok = true;

    if (!s->list) {
        return err_set(err, ERR_NOT_FOUND, _("The field %s does not choose from a list."), s->field->name);
    }
    day_of_force(w, &day);
    struct offer o = {.list = s->list, .day = day.p, .rows = mem_zero(s->list->nrows + 1, sizeof *o.rows)};
    if (s->code[SLOT_FILTER]) {
        ok = offer_filtered(w, s->code[SLOT_FILTER], p.row, &o, err);
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
    *list = s->list;
    *rows = o.rows;
    *n = o.n;
    return true;
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
