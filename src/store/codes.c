/*
 * Keys of codes.  Digits and capital letters sort as their bytes do: where every key of a form is of such codes and its order is that of
 * its key, to read along the key's index is to read in order, for half of what sorting costs.
 *
 * That all keys are codes is noted in _meta as "codes:FORM" when the form's search rows are made, and forgotten with the first that is not.
 */

#include "store/inner.h"

#include <string.h>

static bool may_be_codes(const struct form *form)
{
    bool may = form->nkey > 0 && form->norder == form->nkey;
    for (size_t i = 0; may && i < form->norder; i++) {
        const struct field *f = &form->fields[form->order[i]];
        may = form->order[i] == form->key[i] && !form->order_down[i] && f->type == FIELD_TEXT && !f->person;
    }
    return may;
}

/* The text is not empty, or NULL would be sorted with it. */
static bool is_code(const char *text)
{
    size_t n = strspn(text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    return n > 0 && text[n] == '\0';
}

static bool has_code(const struct record *r)
{
    for (size_t i = 0; i < r->form->nkey; i++) {
        if (!is_code(value_str(&r->cells[r->form->key[i]].value))) {
            return false;
        }
    }
    return true;
}

static bool forget(struct store *st, const char *name, struct err *err)
{
    struct db_stmt *s;
    if (!store_prepare(st, &s, "DELETE FROM main._meta WHERE name = ?", err)) {
        return false;
    }
    db_bind_text(s, 1, name);
    bool ok = db_run(s, err);
    db_finalize(s);
    return ok;
}

static void add_name(struct str *out, const struct form *form)
{
    str_addf(out, "codes:%s", form->name);
}

bool codes_begin(struct store *st, const struct form *form, struct err *err)
{
    struct str name = STR_INIT;
    add_name(&name, form);
    bool ok = may_be_codes(form) ? store_set_meta(st, name.p, "1", err) : forget(st, name.p, err);
    str_release(&name);
    return ok;
}

bool codes_note(struct store *st, const struct record *r, struct err *err)
{
    struct str name = STR_INIT;
    if (!may_be_codes(r->form) || has_code(r)) {
        return true;
    }
    add_name(&name, r->form);
    bool ok = forget(st, name.p, err);
    str_release(&name);
    return ok;
}

bool store_key_sorts(struct store *st, const struct form *form)
{
    struct str name = STR_INIT;
    add_name(&name, form);
    char *noted = may_be_codes(form) ? store_meta(st, name.p) : NULL;
    bool sorts = noted != NULL;
    free(noted);
    str_release(&name);
    return sorts;
}
