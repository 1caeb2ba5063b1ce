/*
 * Somebody else saved this record meanwhile, and the same things were changed on both sides: each is asked,
 * with all three values in sight.  Only when all are answered does anything happen: their changes are taken
 * over, the answers put on top, and the result is saved as a change of theirs.
 */

#include "screen/form_int.h"

#include <string.h>

enum verdict { MINE, THEIRS, ORIGINAL };

static void add_side(struct form_page *fp, const struct ui *ui, const struct field *f, const char *side,
                     const struct value *v, struct str *out)
{
    struct str s = STR_INIT;
    if (value_is_null(v)) {
        str_add(&s, _("(empty)"));
    } else {
        field_show_value(fp, ui, f, v, &s);
    }
    str_addf(out, "%s: %s\n", side, s.p);
    str_release(&s);
}

/* The field a conflict is about, also when its row is gone here; NULL when it is about a row. */
static const struct field *field_of(const struct form_page *fp, const struct conflict *c)
{
    struct path at;
    if (record_path_parse(fp->record, c->path, &at)) {
        return record_field(fp->record, at);
    }
    return record_path_parse(fp->answer.record, c->path, &at) ? record_field(fp->answer.record, at) : NULL;
}

static bool is_here(const struct form_page *fp, const struct conflict *c)
{
    struct path at;
    return record_path_parse(fp->record, c->path, &at);
}

static struct ask *ask_value(struct form_page *fp, const struct ui *ui, const struct conflict *c,
                             const struct field *f)
{
    struct str text = STR_INIT;
    if (c->who) {
        str_addf(&text, "%s: %s\n\n", _("Stored by"), c->who);
    }
    add_side(fp, ui, f, _("Yours"), &c->mine, &text);
    add_side(fp, ui, f, _("Theirs"), &c->theirs, &text);
    add_side(fp, ui, f, _("Before"), &c->original, &text);
    struct path at;
    struct str title = STR_INIT;
    if (record_path_parse(fp->record, c->path, &at)) {
        field_title(fp, ui, at, &title);
    }
    struct ask *a = ask_new(title.p, text.p, TAG_CONFLICT);
    form_offer(fp, a, _("Mine"), _("Theirs"), _("As it was before"));
    str_release(&title);
    str_release(&text);
    return a;
}

static struct ask *ask_row(struct form_page *fp, bool here)
{
    struct ask *a = ask_new(_("A row was deleted"),
                            here ? _("Somebody deleted a row that you changed.")
                                 : _("Somebody changed a row that you deleted."),
                            TAG_CONFLICT);
    form_offer(fp, a, here ? _("Keep mine") : _("Delete it"), here ? _("Delete it") : _("Keep theirs"), NULL);
    return a;
}

static void ask_next(struct form_page *fp, struct ui *ui)
{
    const struct conflict *c = &fp->answer.conflicts.v[fp->verdicts.n];
    const struct field *f = field_of(fp, c);
    struct ask *a = f && is_here(fp, c) ? ask_value(fp, ui, c, f) : ask_row(fp, !f);
    ui_push(ui, &a->page);
}

/* ---- their changes ---- */

static const struct conflict *conflict_at(const struct form_page *fp, const char *path)
{
    for (size_t i = 0; i < fp->answer.conflicts.n; i++) {
        if (str_eq(fp->answer.conflicts.v[i].path, path)) {
            return &fp->answer.conflicts.v[i];
        }
    }
    return NULL;
}

/* Find the row "roster/key" here; `roster` says where it belongs also when it is not there. */
static bool find_row(const struct form_page *fp, const char *path, const struct roster **roster, size_t *row)
{
    struct str slashed = STR_INIT;
    str_addf(&slashed, "%s/", path);
    bool found = draft_find_row(fp->record, slashed.p, roster, row);
    str_release(&slashed);
    return found;
}

static void take_cell(struct form_page *fp, const char *path, const struct value *v)
{
    struct path at;
    if (record_path_parse(fp->record, path, &at) && !record_field(fp->record, at)->calculation.sql) {
        cell_set(record_cell(fp->record, at), v);
        record_cell(fp->record, at)->touched = true;
    }
}

static void take_change(struct form_page *fp, const struct change *c)
{
    const struct roster *roster;
    size_t row;
    if (conflict_at(fp, c->path)) {
        return;
    }
    if (!c->row_added && !c->row_deleted) {
        if (c->now) {
            take_cell(fp, c->path, &c->now->value);
        }
    } else if (find_row(fp, c->path, &roster, &row)) {
        if (c->row_deleted) {
            record_delete_row(fp->record, roster->index, row);
        }
    } else if (c->row_added && roster) {
        record_add_row(fp->record, roster->index, strchr(c->path, '/') + 1);
    }
}

/* Bring back a row that was deleted here, with what they have in it. */
static void take_row(struct form_page *fp, const char *cell_path)
{
    const struct roster *roster;
    struct path theirs;
    size_t row;
    if (!record_path_parse(fp->answer.record, cell_path, &theirs) || theirs.roster < 0) {
        return;
    }
    const struct row *from = &fp->answer.record->rosters[theirs.roster].list.v[theirs.row];
    struct str path = STR_INIT;
    str_addf(&path, "%s/%s", fp->form->rosters[theirs.roster].name, from->key);
    if (!find_row(fp, path.p, &roster, &row) && roster) {
        row = record_add_row(fp->record, roster->index, from->key);
        for (size_t i = 0; i < roster->nfields; i++) {
            struct cell *c = record_cell(fp->record, (struct path){theirs.roster, row, i});
            cell_set(c, &from->cells[i].value);
            c->touched = true;
        }
    }
    str_release(&path);
}

static void apply_verdict(struct form_page *fp, const struct conflict *c, enum verdict verdict)
{
    const struct roster *roster;
    size_t row;
    if (verdict == MINE) {
        return;
    }
    if (is_here(fp, c)) {
        take_cell(fp, c->path, verdict == THEIRS ? &c->theirs : &c->original);
    } else if (find_row(fp, c->path, &roster, &row)) {
        record_delete_row(fp->record, roster->index, row);
    } else {
        take_row(fp, c->path);
    }
}

/* ---- all answered ---- */

static void merge(struct form_page *fp)
{
    struct changes theirs = {0};
    record_diff(fp->base, fp->answer.record, &theirs);
    for (size_t i = 0; i < theirs.list.n; i++) {
        take_change(fp, &theirs.list.v[i]);
    }
    for (size_t i = 0; i < fp->verdicts.n; i++) {
        apply_verdict(fp, &fp->answer.conflicts.v[i], (enum verdict)fp->verdicts.v[i]);
    }
    changes_release(&theirs);
    record_free(fp->base);
    fp->base = fp->answer.record;
    fp->answer.record = NULL;
    fp->record->version = fp->base->version;
    memcpy(fp->record->state, fp->base->state, sizeof fp->record->state);
    undo_forget(fp); /* its steps belong to another record */
}

static void finish(struct form_page *fp, struct ui *ui)
{
    struct err err = ERR_INIT;
    merge(fp);
    reply_release(&fp->answer);
    fp->verdicts.n = 0;
    fp->stale = true;
    if (!work_attach(fp->work, fp->record, &err)) {
        ui_error(ui, &err);
        return;
    }
    form_focus(fp, ui, fp->focus);
    save_now(fp, ui);
}

void conflict_begin(struct form_page *fp, struct ui *ui)
{
    fp->verdicts.n = 0;
    if (fp->answer.conflicts.n == 0) {
        finish(fp, ui);
        return;
    }
    ui_say(ui, STYLE_WARNING,
           Q_("Somebody saved this record meanwhile; %zu answer differs from yours.",
              "Somebody saved this record meanwhile; %zu answers differ from yours.", fp->answer.conflicts.n),
           fp->answer.conflicts.n);
    ask_next(fp, ui);
}

void conflict_answered(struct form_page *fp, struct ui *ui, const struct ask *a)
{
    *vec_push(&fp->verdicts) = a->chosen;
    if (fp->verdicts.n < fp->answer.conflicts.n) {
        ask_next(fp, ui);
    } else {
        finish(fp, ui);
    }
}
