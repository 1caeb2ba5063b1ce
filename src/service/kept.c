/* What may only be read under a condition keeps its value, whoever sends the record: a screen does not let it be typed in, a file could. */

#include "service/inner.h"

#include "base/i18n.h"

static bool conditional(const struct field *f)
{
    return f->read_only.sql && !f->read_only_always && !f->calculation.sql;
}

static bool any_conditional(const struct field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (conditional(&fields[i])) {
            return true;
        }
    }
    return false;
}

static bool form_has_conditions(const struct form *form)
{
    bool has = any_conditional(form->fields, form->nfields);
    for (size_t i = 0; !has && i < form->nrosters; i++) {
        has = any_conditional(form->rosters[i].fields, form->rosters[i].nfields);
    }
    return has;
}

/* Whether the value at this path may only be read, by a condition; `gone` when the record has no such row. */
static bool is_closed(const struct record *r, const char *path, bool gone)
{
    struct path p;
    if (!record_path_parse(r, path, &p)) {
        return gone;
    }
    const struct cell *c = record_cell_const(r, p);
    return conditional(record_field(r, p)) && c->read_only && !c->computed;
}

static void tell_closed(const struct record *was, const char *path, enum lang lang, struct findings *out)
{
    struct path p;
    struct str msg = STR_INIT;
    if (record_path_parse(was, path, &p)) {
        str_addf(&msg, _("“%s” can only be read here: take the change back."), label_in(&record_field(was, p)->label, lang));
        findings_add(out, FIND_STRUCTURE, RULE_CONSTRAINT, path, msg.p);
    }
    str_release(&msg);
}

/* A place of a matrix that was emptied is gone from `r`, and is there in `was` as in any record that is open. */
static void tell_changes(const struct record *r, const struct record *was, const struct changes *changes, enum lang lang, struct findings *out)
{
    for (size_t i = 0; i < changes->list.n; i++) {
        const struct change *c = &changes->list.v[i];
        if ((c->old || c->now) && is_closed(r, c->path, true) && is_closed(was, c->path, false)) {
            tell_closed(was, c->path, lang, out);
        }
    }
}

bool service_keep_closed(struct work *w, const struct record *r, const struct record *old, enum lang lang, struct findings *out, struct err *err)
{
    struct changes changes = {0};
    if (!old || !form_has_conditions(r->form)) {
        return true;
    }
    record_diff(old, r, &changes);
    struct record *was = changes.list.n > 0 ? record_clone(old) : NULL;
    bool ok = !was || work_attach(w, was, err);
    if (ok && was) {
        tell_changes(r, was, &changes, lang, out);
    }
    changes_release(&changes);
    service_detach(w);
    record_free(was);
    return ok;
}
