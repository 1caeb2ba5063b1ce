/* Correcting a key.  References are by id, so only the record itself changes; others are seen under another name. */

#include "store/dossier.h"
#include "store/inner.h"

#include <stdlib.h>

#include "base/i18n.h"

struct rekeying {
    struct store *st;
    const struct record *r;
    struct rowset *out;
};

static void add_line(struct rekeying *k, const char *form, const char *key, const char *what)
{
    struct value *row = rowset_add_row(k->out);
    value_set_text(&row[0], sv_of(form));
    value_set_text(&row[1], sv_of(key));
    value_set_text(&row[2], sv_of(what));
}

/* ---- who names the record ---- */

static bool naming_rows(struct rekeying *k, const struct form *form, const struct field *f, struct err *err)
{
    struct str sql = STR_INIT, key = STR_INIT, what = STR_INIT;
    struct rowset ids = {0};
    struct db_stmt *s;
    key_add_naming(&sql, form, f);
    bool ok = store_prepare(k->st, &s, sql.p, err);
    if (ok) {
        db_bind_text(s, 1, k->r->id);
        ok = rowset_fill(&ids, s, SIZE_MAX, err);
        db_finalize(s);
    }
    str_addf(&what, _("names it in '%s' and follows"), label_in(&f->label, i18n_spoken(k->st->app->language)));
    for (size_t i = 0; ok && i < ids.nrows; i++) {
        str_clear(&key);
        ok = store_key_text(k->st, form, rowset_str(&ids, i, "_id"), &key, err);
        if (ok) {
            add_line(k, form->name, key.p, what.p);
        }
    }
    rowset_release(&ids);
    str_release(&sql);
    str_release(&key);
    str_release(&what);
    return ok;
}

static bool naming_fields(struct rekeying *k, const struct form *form, const struct field *fields, size_t n, bool *names, struct err *err)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq_null(fields[i].ref, k->r->form->name)) {
            *names = true;
            if (!naming_rows(k, form, &fields[i], err)) {
                return false;
            }
        }
    }
    return true;
}

/* Lines for every record that names ours; with `rebuild` their search rows are made again, since titles changed. */
static bool followers(struct rekeying *k, bool rebuild, struct err *err)
{
    const struct app *app = k->st->app;
    bool ok = true;
    for (size_t i = 0; ok && i < app->forms.n; i++) {
        const struct form *form;
        bool names = false;
        ok = table_form(k->st, app->forms.v[i], &form, err) && naming_fields(k, form, form->fields, form->nfields, &names, err);
        for (size_t r = 0; ok && r < form->nrosters; r++) {
            ok = naming_fields(k, form, form->rosters[r].fields, form->rosters[r].nfields, &names, err);
        }
        ok = ok && (!names || !rebuild || search_rebuild(k->st, form, err));
    }
    return ok;
}

/* ---- the record ---- */

bool dossier_take_key(struct store *st, struct record *r, const char *new_key, struct err *err)
{
    const struct form *form = r->form;
    struct value *values = mem_zero(form->nkey + 1, sizeof *values);
    bool taken = false;
    bool ok = key_values(st, form, sv_of(new_key), values, err) && store_taken(st, form, r->id, form->key, values, form->nkey, &taken, err);
    ok = ok && (!taken || err_set(err, ERR_CONFLICT, _("there is already a record with the key '%s' in '%s'"), new_key, form->name));
    for (size_t i = 0; i < form->nkey; i++) {
        if (ok) {
            value_move(&r->cells[form->key[i]].value, &values[i]);
        }
        value_release(&values[i]);
    }
    free(values);
    return ok;
}

bool dossier_namers(struct store *st, const struct record *r, bool again, struct rowset *out, struct err *err)
{
    struct rekeying k = {st, r, out};
    return followers(&k, again, err);
}
