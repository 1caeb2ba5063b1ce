/* The columns of a form's file. */

#include <stdlib.h>

#include "base/i18n.h"
#include "exchange/exchange.h"

static struct column *add(struct columns *c, enum column_kind kind, const char *name)
{
    struct column *column = vec_push(&c->list);
    column->kind = kind;
    column->name = mem_dup(name);
    column->text = true;
    return column;
}

static bool is_number(const struct field *f)
{
    return f->type == FIELD_INTEGER || f->type == FIELD_DECIMAL;
}

static bool is_time(const struct field *f)
{
    return f->type == FIELD_DATE || f->type == FIELD_TIME || f->type == FIELD_DATETIME;
}

static bool add_field(struct columns *c, struct app *app, enum column_kind kind, const struct field *f,
                      struct err *err)
{
    struct column *column = add(c, kind, f->name);
    column->field = f;
    column->number = is_number(f);
    column->text = !is_number(f) && !is_time(f);
    return (!f->list || app_list(app, f->list, &column->list, NULL, err)) &&
           (!f->ref || app_form(app, f->ref, &column->target, NULL, err));
}

static bool add_fields(struct columns *c, struct app *app, const struct field *fields, size_t n,
                       struct err *err)
{
    for (size_t i = 0; i < n; i++) {
        if (fields[i].type != FIELD_NOTE && !add_field(c, app, COLUMN_FIELD, &fields[i], err)) {
            return false;
        }
    }
    return true;
}

static bool stands_before(const struct columns *c, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (str_eq(c->list.v[i].name, c->list.v[at].name)) {
            return true;
        }
    }
    return false;
}

/* A field of the row may have the name of a key field of the record. */
static void tell_apart(struct columns *c, const struct roster *roster)
{
    for (size_t i = 0; i < c->list.n; i++) {
        if (stands_before(c, i)) {
            struct str name = STR_INIT;
            str_addf(&name, "%s.%s", roster->name, c->list.v[i].name);
            free(c->list.v[i].name);
            c->list.v[i].name = str_take(&name);
        }
    }
}

static bool roster_columns(struct app *app, const struct form *form, const struct roster *roster,
                           struct columns *out, struct err *err)
{
    for (size_t i = 0; i < form->nkey; i++) {
        if (!add_field(out, app, COLUMN_KEY, &form->fields[form->key[i]], err)) {
            return false;
        }
    }
    add(out, COLUMN_ROW_KEY, "_row_key");
    bool ok = add_fields(out, app, roster->fields, roster->nfields, err);
    tell_apart(out, roster);
    return ok;
}

bool columns_of(struct app *app, const struct form *form, const struct roster *roster, struct columns *out,
                struct err *err)
{
    if (roster) {
        return roster_columns(app, form, roster, out, err);
    }
    if (!add_fields(out, app, form->fields, form->nfields, err)) {
        return false;
    }
    if (form->nstates > 0) {
        add(out, COLUMN_STATE, "_state");
    }
    return true;
}

void columns_release(struct columns *c)
{
    for (size_t i = 0; i < c->list.n; i++) {
        free(c->list.v[i].name);
    }
    vec_release(&c->list);
}

const char *column_label(const struct column *c, enum lang lang)
{
    const char *label = c->field ? label_in(&c->field->label, lang) : "";
    return *label ? label : c->name;
}
