/*
 * A new record with everything of another but what tells the two apart: the part of the key that must differ, numbers and values of
 * which there is one, the state.  Nothing of it is stored: it stands there as if it had been typed, as one step.
 *
 * Rows that a query or a list gives are filled by their keys, some only when what decides about them has been typed; so the page
 * remembers whose copy it is until it is saved.
 */

#include "screen/form_int.h"

/* ---- what is taken over ---- */

/* It was computed, numbered, or must be another one: the new record comes to its own. */
static bool its_own(const struct field *f)
{
    return f->type == FIELD_NOTE || f->calculation.sql || f->serial;
}

/* What one works on is proposed in the place of what the other record belongs to. */
static bool follows_context(const struct ui *ui, const struct field *f)
{
    for (size_t i = 0; i < ui->ncontext; i++) {
        if (field_names_one(f, ui->context[i].name) && !value_is_null(&ui->context[i].value)) {
            return true;
        }
    }
    return false;
}

static bool taken_over(const struct ui *ui, const struct field *f)
{
    return !its_own(f) && !f->unique && !follows_context(ui, f);
}

/* The part of the key that is left open, so that the keys differ; -1: they do without. */
static int open_part(const struct form_page *fp, const struct ui *ui, const struct record *like)
{
    const struct form *form = fp->form;
    int last = -1;
    for (size_t i = 0; i < form->nkey; i++) {
        const struct field *f = &form->fields[form->key[i]];
        bool other = follows_context(ui, f) && !value_eq(&fp->record->cells[f->index].value, &like->cells[f->index].value);
        if (f->serial || f->unique || other) {
            return -1;
        }
        last = its_own(f) ? last : (int)f->index;
    }
    return last;
}

/* ---- as if it were typed ---- */

static void put(struct form_page *fp, const struct ui *ui, struct path at, const struct cell *from)
{
    struct cell *c = record_cell(fp->record, at);
    undo_note_cell(fp, at);
    cell_set(c, &from->value);
    c->raw = from->raw ? mem_dup(from->raw) : NULL;
    c->touched = true;
    draft_note_cell(fp, ui, at);
}

static bool answered(const struct cell *c)
{
    return c->relevant && (c->touched || !cell_empty(c));
}

static void copy_fields(struct form_page *fp, const struct ui *ui, const struct record *like, int open)
{
    static const struct cell nothing = {.value = VALUE_INIT};
    for (size_t i = 0; i < fp->form->nfields; i++) {
        const struct cell *c = &fp->record->cells[i];
        if ((int)i == open && value_eq(&c->value, &like->cells[i].value)) {
            put(fp, ui, PATH_MAIN(i), &nothing); /* proposed by the context, the record before or a default */
        } else if ((int)i != open && taken_over(ui, &fp->form->fields[i]) && answered(&like->cells[i])) {
            put(fp, ui, PATH_MAIN(i), &like->cells[i]);
        }
    }
}

static void copy_row(struct form_page *fp, const struct ui *ui, size_t roster, const struct row *from)
{
    const struct roster *def = &fp->form->rosters[roster];
    size_t row = record_add_row(fp->record, roster, NULL);
    struct str path = STR_INIT;
    undo_note_added(fp, roster, row);
    draft_row_path(fp->record, roster, row, &path);
    draft_note(fp, ui, path.p);
    str_release(&path);
    for (size_t i = 0; i < def->nfields; i++) {
        if (!its_own(&def->fields[i]) && answered(&from->cells[i])) {
            put(fp, ui, (struct path){(int)roster, row, i}, &from->cells[i]);
        }
    }
}

/* Those that people added. */
static void copy_rows(struct form_page *fp, const struct ui *ui, const struct record *like)
{
    for (size_t i = 0; i < fp->form->nrosters; i++) {
        const struct roster *def = &fp->form->rosters[i];
        const struct rows *rows = &like->rosters[i];
        for (size_t k = 0; rows->relevant && k < rows->list.n; k++) {
            if (!roster_prefilled(def) || (def->add && row_was_added(&rows->list.v[k]))) {
                copy_row(fp, ui, i, &rows->list.v[k]);
            }
        }
    }
}

/* ---- rows that are given ---- */

/* The other record's row of the same key; mostly it stands at the same place. */
static const struct row *twin_of(const struct record *like, size_t roster, const char *key, size_t guess)
{
    const struct rows *rows = &like->rosters[roster];
    size_t at = guess;
    bool there = guess < rows->list.n && str_eq(rows->list.v[guess].key, key);
    there = there || record_find_row(like, roster, key, &at);
    return there && rows->relevant ? &rows->list.v[at] : NULL;
}

/* What the row has of itself, or a person typed meanwhile, stays. */
static bool fill_row(struct form_page *fp, const struct ui *ui, size_t roster, size_t row, const struct row *from)
{
    const struct roster *def = &fp->form->rosters[roster];
    bool any = false;
    for (size_t i = 0; i < def->nfields; i++) {
        struct path at = {(int)roster, row, i};
        const struct cell *c = form_cell(fp, at);
        const struct cell *other = &from->cells[i];
        bool free = !c->touched && !c->read_only && !c->computed && !its_own(&def->fields[i]);
        if (free && answered(other) && !cell_empty(other) && !value_eq(&other->value, &c->value)) {
            put(fp, ui, at, other);
            any = true;
        }
    }
    return any;
}

static bool fill_rows(struct form_page *fp, const struct ui *ui, size_t roster)
{
    const struct rows *rows = &fp->record->rosters[roster];
    bool any = false;
    for (size_t i = 0; i < rows->list.n; i++) {
        const struct row *from = rows->list.v[i].prefilled ? twin_of(fp->like, roster, rows->list.v[i].key, i) : NULL;
        any = (from && fill_row(fp, ui, roster, i, from)) || any;
    }
    return any;
}

static void evaluate(struct form_page *fp, struct ui *ui)
{
    struct err err = ERR_INIT;
    if (!work_attach(fp->work, fp->record, &err)) {
        ui_error(ui, &err);
    }
    fp->stale = true;
}

void duplicate_fill(struct form_page *fp, struct ui *ui)
{
    bool any = false;
    for (size_t i = 0; fp->like && i < fp->form->nrosters; i++) {
        any = (roster_prefilled(&fp->form->rosters[i]) && fill_rows(fp, ui, i)) || any;
    }
    if (any) {
        evaluate(fp, ui);
    }
}

void duplicate_forget(struct form_page *fp)
{
    record_free(fp->like);
    fp->like = NULL;
}

/* ---- the page ---- */

static void take(struct form_page *fp, struct ui *ui, const struct record *like)
{
    int open = open_part(fp, ui, like);
    undo_begin(fp);
    copy_fields(fp, ui, like, open);
    evaluate(fp, ui); /* which rows there are is decided by the record's own values */
    copy_rows(fp, ui, like);
    evaluate(fp, ui);
    fp->like = record_clone(like);
    duplicate_fill(fp, ui);
    form_look_at_states(fp, ui);
    fp->draft_due = true;
    fp->focused = false;
    if (open >= 0) {
        form_focus(fp, ui, PATH_MAIN((size_t)open));
    } else {
        form_settle(fp, ui);
    }
}

/* "A copy of “…”: …" */
static void say_begun(struct form_page *fp, struct ui *ui, const struct record *like)
{
    struct err ignored = ERR_INIT;
    struct str title = STR_INIT;
    struct reply rep = {0};
    struct request req = {.op = OP_TITLE, .form = like->form->name, .id = like->id};
    bool stored = like->version > 0 && host_call(fp->host, &req, &rep, &ignored) && rep.rows.nrows > 0;
    str_add(&title, stored ? rowset_str(&rep.rows, 0, "label") : label_in(&fp->form->title, ui->lang));
    ui_say(ui, STYLE_PLAIN, _("A copy of “%s”: type what tells it apart. Nothing is saved yet."), title.p);
    reply_release(&rep);
    str_release(&title);
}

struct page *form_new_like(struct ui *ui, const struct record *like)
{
    struct page *p = form_new(ui, like->form->name, NULL, NULL, NULL);
    struct form_page *fp = p ? form_of(p) : NULL;
    if (fp && form_may_change(fp, ui)) {
        take(fp, ui, like);
    }
    if (fp && !form_may_change(fp, ui)) {
        p->ops->free(p); /* it would belong to what is closed */
        return NULL;
    }
    if (fp) {
        say_begun(fp, ui, like);
    }
    return p;
}
