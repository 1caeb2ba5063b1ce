/* Records that others govern: whether they may be written now. */

#include "store/dossier.h"
#include "store/inner.h"

#include "base/i18n.h"

bool dossier_governed_forms(struct store *st, const struct form *form, const char ***out, struct err *err)
{
    VEC(const char *) names = {0};
    for (size_t i = 0; i < st->app->forms.n; i++) {
        const struct form *other;
        if (!table_form(st, st->app->forms.v[i], &other, err)) {
            vec_release(&names);
            return false;
        }
        if (other->governed_by && str_eq(other->governed_by, form->name)) {
            *vec_push(&names) = other->name;
        }
    }
    *vec_push(&names) = NULL;
    *out = names.v;
    return true;
}

static bool read_state(struct store *st, const struct form *form, const char *id, struct str *out, struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s;
    bool row = false;
    str_addf(&sql, "SELECT _state FROM main.\"%s\" WHERE _id = ?", form->name);
    bool ok = store_prepare(st, &s, sql.p, err);
    str_release(&sql);
    if (!ok) {
        return false;
    }
    db_bind_text(s, 1, id);
    ok = db_step(s, &row, err);
    if (ok && row) {
        str_add_sv(out, db_column_text(s, 0));
    }
    db_finalize(s);
    return ok;
}

static bool refuse(struct store *st, const struct form *form, const char *id, const struct state *state, struct err *err)
{
    struct str title = STR_INIT;
    enum lang lang = i18n_spoken(st->app->language);
    if (store_title(st, form, id, lang, &title, err)) {
        err_set(err, ERR_REFUSED, _("'%s' is in the state '%s' and can only be read: it has to be opened again first"), title.p,
                label_in(&state->label, lang));
    }
    str_release(&title);
    return false;
}

/* A state that is not declared any more forbids nothing: the form's author has taken it away. */
static bool state_allows(struct store *st, const struct form *form, const char *id, const char *name, struct err *err)
{
    const struct state *state = form_state(form, name);
    return !state || state->editable || refuse(st, form, id, state, err);
}

static bool governor_allows(struct store *st, const struct record *r, struct err *err)
{
    const struct form *form = r->form, *governor;
    if (!form->governed_by || form->governing_field < 0 || value_is_null(&r->cells[form->governing_field].value)) {
        return true;
    }
    const char *id = value_str(&r->cells[form->governing_field].value);
    struct str state = STR_INIT;
    bool ok = table_form(st, form->governed_by, &governor, err) && read_state(st, governor, id, &state, err) &&
              state_allows(st, governor, id, state.p, err);
    str_release(&state);
    return ok;
}

bool dossier_editable(struct store *st, const struct record *r, struct err *err)
{
    return state_allows(st, r->form, r->id, r->state, err) && governor_allows(st, r, err);
}
