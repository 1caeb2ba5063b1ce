/*
 * From a cell's text to a value.
 *
 * The stored form is tried first, then what people type.  Where cells are separated by ';' a comma is the
 * decimal sign, so that there a point can only stand between thousands and numbers are read as people type
 * them first.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "exchange/import.h"
#include "form/format.h"
#include "text/clean.h"

void import_wrong(struct findings *wrong, const char *column, const char *reason)
{
    findings_add(wrong, FIND_STRUCTURE, RULE_TYPE, column, reason);
}

bool import_is_fatal(const struct err *err)
{
    return err->code != ERR_INVALID && err->code != ERR_CONFLICT && err->code != ERR_REFUSED &&
           err->code != ERR_NOT_FOUND;
}

/* ---- text ---- */

bool import_text(struct import *im, const struct column *c, struct sv cell, struct sv *out, struct err *err)
{
    bool multiline = c->field && c->field->multiline;
    bool guarded = !im->exact && c->text;

    str_clear(&im->clean);
    if (!clean_text(&im->clean, guarded ? csv_unguard(cell) : cell, multiline, err)) {
        return false;
    }
    *out = sv_trim((struct sv){im->clean.p, im->clean.len});
    return true;
}

/* ---- references ---- */

static struct reference *reference_slot(struct import *im, const struct form *target, const char *key)
{
    uint64_t h = 0xcbf29ce484222325u ^ (uint64_t)(uintptr_t)target; /* FNV-1a */
    for (; *key; key++) {
        h = (h ^ (unsigned char)*key) * 0x100000001b3u;
    }
    return &im->references[(h ^ h >> 32) % REFERENCES_MAX];
}

/* Only what was found is remembered: the file itself may bring the record later. */
static bool find_reference(struct import *im, const struct form *target, const char *key, struct value *out,
                           struct err *err)
{
    struct reference *slot = reference_slot(im, target, key);
    char id[UUID_TEXT];

    if (slot->target != target || !str_eq(slot->key, key)) {
        if ((target == im->form && !chunk_store(im, err)) || !store_find(im->st, target, key, id, err)) {
            return false;
        }
        free(slot->key);
        slot->target = target;
        slot->key = mem_dup(key);
        snprintf(slot->id, sizeof slot->id, "%s", id);
    }
    value_set_text(out, sv_of(slot->id));
    return true;
}

static bool parse_reference(struct import *im, const struct form *target, struct sv text, struct value *out,
                            struct err *err)
{
    char *key = mem_dup_n(text.p, text.n);
    bool ok = find_reference(im, target, key, out, err);
    free(key);
    return ok;
}

static void add_reason(struct str *reasons, const struct err *why)
{
    str_addf(reasons, "%s%s", reasons->len > 0 ? "; " : "", why->msg);
}

/* Every key that names nobody is told. */
static bool parse_references(struct import *im, const struct form *target, struct sv text, struct value *out,
                             struct err *err)
{
    struct str key = STR_INIT, ids = STR_INIT, unknown = STR_INIT;
    bool ok = true;

    while (ok && format_next_key(&text, &key)) {
        struct err why = ERR_INIT;
        if (find_reference(im, target, key.p, out, &why)) {
            format_add_code(&ids, value_str(out));
        } else if (import_is_fatal(&why)) {
            *err = why;
            ok = false;
        } else {
            add_reason(&unknown, &why);
        }
    }
    value_set_text(out, (struct sv){ids.p, ids.len});
    ok = ok && (unknown.len == 0 || err_set(err, ERR_NOT_FOUND, "%s", unknown.p));
    str_release(&key);
    str_release(&ids);
    str_release(&unknown);
    return ok;
}

/* ---- by type ---- */

static bool parse_typed(const struct import *im, const struct column *c, struct sv text, enum lang lang,
                        struct value *out, struct err *err)
{
    return format_parse(c->field, c->list, text, lang, im->app->offset_min, out, err);
}

/* What the second reading finds wrong is told; the first one's error must not be looked at, here or outside. */
static bool parse_value(const struct import *im, const struct column *c, struct sv text, struct value *out,
                        struct err *err)
{
    if (im->sep == ';' && c->number) {
        return parse_typed(im, c, text, LANG_VI, out, err) ||
               format_parse_stored(c->field, c->list, text, out, err);
    }
    return format_parse_stored(c->field, c->list, text, out, err) ||
           parse_typed(im, c, text, im->actor->lang, out, err);
}

bool import_cell(struct import *im, const struct column *c, struct sv cell, struct value *out,
                 struct err *err)
{
    struct sv text;
    if (!import_text(im, c, cell, &text, err)) {
        return false;
    }
    if (text.n == 0) {
        value_release(out);
        return true;
    }
    if (c->field && field_names_many(c->field)) {
        return parse_references(im, c->target, text, out, err);
    }
    return c->target ? parse_reference(im, c->target, text, out, err) : parse_value(im, c, text, out, err);
}

/* ---- a row ---- */

/* An empty cell answers too: that there is nothing.  So no default takes its place. */
bool import_cells(struct import *im, enum column_kind kind, const struct sv *row, struct cell *cells,
                  struct findings *wrong, struct err *err)
{
    struct err why = ERR_INIT; /* of one cell after the other: to clear it for each would cost more than to read it */

    for (size_t i = 0; i < im->head.cells.n; i++) {
        const struct column *c = im->targets[i];
        if (!c || c->kind != kind || c->field->calculation.sql) {
            continue; /* what is calculated is calculated anew */
        }
        struct cell *cell = &cells[c->field->index];
        cell->touched = true;
        if (import_cell(im, c, row[i], &cell->value, &why)) {
            continue;
        }
        if (import_is_fatal(&why)) {
            *err = why;
            return false;
        }
        im->waits = im->waits || (c->target == im->form && why.code == ERR_NOT_FOUND);
        import_wrong(wrong, c->name, why.msg);
    }
    return true;
}

/* ---- the state ---- */

static const struct state *find_state(const struct form *form, const char *text)
{
    const struct state *state = form_state(form, text);
    for (size_t i = 0; !state && i < form->nstates; i++) {
        const struct label *label = &form->states[i].label;
        if (str_eq(label_in(label, LANG_VI), text) || str_eq(label_in(label, LANG_EN), text)) {
            state = &form->states[i];
        }
    }
    return state;
}

static void set_state(struct import *im, const struct column *c, struct sv cell, struct record *r,
                      struct findings *wrong)
{
    struct err why = ERR_INIT;
    struct sv text = {"", 0};

    if (import_text(im, c, cell, &text, &why) && text.n > 0) {
        char *name = mem_dup_n(text.p, text.n);
        const struct state *state = find_state(im->form, name);
        if (state) {
            snprintf(r->state, sizeof r->state, "%s", state->name);
        } else {
            err_set(&why, ERR_INVALID, _("the form '%s' has no state '%s'"), im->form->name, name);
        }
        free(name);
    }
    if (why.code != ERR_NONE) {
        import_wrong(wrong, c->name, why.msg);
    }
}

void import_state(struct import *im, const struct sv *row, struct record *r, struct findings *wrong)
{
    for (size_t i = 0; im->take_state && i < im->head.cells.n; i++) {
        if (im->targets[i] && im->targets[i]->kind == COLUMN_STATE) {
            set_state(im, im->targets[i], row[i], r, wrong);
        }
    }
}

/* ---- what the service says ---- */

/* Warnings stop nothing, so they are no reason. */
bool import_put_failed(const struct findings *found, const struct err *why, struct findings *wrong)
{
    size_t before = wrong->list.n;

    if (import_is_fatal(why)) {
        return false;
    }
    for (size_t i = 0; why->code == ERR_INVALID && i < found->list.n; i++) {
        const struct finding *f = &found->list.v[i];
        if (f->strength != FIND_WARNING) {
            findings_add(wrong, f->strength, f->rule, f->path, f->msg);
        }
    }
    if (wrong->list.n == before) {
        import_wrong(wrong, "", why->msg);
    }
    return true;
}
