/*
 * Serial numbers: highest ever used + 1 within a scope, given at commit.
 *
 * The scope is the values of the scope's fields, each on a line (field texts in keys hold no line feed).
 */

#include "store/inner.h"

#include "base/i18n.h"

static void scope_text(const struct record *r, const struct field *f, struct str *out)
{
    for (size_t i = 0; f->serial_scope && f->serial_scope[i]; i++) {
        const struct field *part = form_field(r->form, f->serial_scope[i]);
        if (part) {
            value_add_plain(out, &r->cells[part->index].value);
        }
        str_add_c(out, '\n');
    }
}

/* With `wanted` 0 the next number, else that number is noted as used. */
static bool take_number(struct store *st, const struct record *r, const struct field *f, int64_t wanted,
                        int64_t *given, struct err *err)
{
    struct db_stmt *s;
    struct str scope = STR_INIT;
    bool row = false;

    if (!store_prepare(st, &s,
                       "INSERT INTO main._serial (form, field, scope, last) VALUES (?1, ?2, ?3, max(?4, 1))"
                       " ON CONFLICT (form, field, scope) DO UPDATE SET last = CASE ?4 WHEN 0 THEN last + 1"
                       " ELSE max(last, ?4) END RETURNING last",
                       err)) {
        return false;
    }
    scope_text(r, f, &scope);
    db_bind_text(s, 1, r->form->name);
    db_bind_text(s, 2, f->name);
    db_bind_text_n(s, 3, scope.p, scope.len);
    db_bind_int(s, 4, wanted);
    bool ok = db_step(s, &row, err);
    *given = ok && row ? db_column_int(s, 0) : 0;
    db_finalize(s);
    str_release(&scope);
    return ok;
}

bool serial_assign(struct store *st, struct record *r, struct err *err)
{
    for (size_t i = 0; i < r->form->nfields; i++) {
        const struct field *f = &r->form->fields[i];
        struct value *v = &r->cells[i].value;
        int64_t wanted = v->type == VALUE_INT ? v->i : 0, given;
        if (!f->serial || wanted < 0) {
            continue;
        }
        if (!take_number(st, r, f, wanted, &given, err)) {
            return err_wrap(err, _("number of the field '%s'"), f->name);
        }
        if (wanted == 0) {
            value_set_int(v, given);
            r->cells[i].touched = true;
        }
    }
    return true;
}
