/* Taking back what was done to the record, and doing it again: cells, accepted warnings and rows, step by step.
 * (Letters in a field are text/edit's.)  Taking back a change notes how to do it again, and the other way
 * round. */

#include "screen/form_int.h"

void undo_begin(struct form_page *fp)
{
    fp->undo_step++;
}

/* ---- noting ---- */

static struct undo *push(struct undo_log *log, enum undo_kind kind, unsigned step, char *path)
{
    struct undo *u = vec_push(&log->list);
    u->kind = kind;
    u->step = step;
    u->path = path;
    return u;
}

static char *path_text(const struct form_page *fp, struct path at)
{
    struct str s = STR_INIT;
    record_path_text(fp->record, at, &s);
    return str_take(&s);
}

static char *row_text(const struct form_page *fp, size_t roster, size_t row)
{
    struct str s = STR_INIT;
    draft_row_path(fp->record, roster, row, &s);
    return str_take(&s);
}

static void note_cell(const struct form_page *fp, struct undo_log *log, unsigned step, struct path at)
{
    const struct cell *c = record_cell_const(fp->record, at);
    struct undo *u = push(log, UNDO_CELL, step, path_text(fp, at));
    value_copy(&u->old.value, &c->value);
    u->old.raw = c->raw ? mem_dup(c->raw) : NULL;
    u->old.touched = c->touched;
}

static void note_accepted(const struct form_page *fp, struct undo_log *log, unsigned step, const char *path)
{
    const struct acceptance *a = record_acceptance(fp->record, path);
    struct undo *u = push(log, UNDO_ACCEPTED, step, mem_dup(path));
    if (a) {
        u->accepted = acceptance_clone(a);
    }
}

/* The cells are exchanged for empty ones, so that what record_delete_row frees is not what is kept. */
static void note_and_delete(struct form_page *fp, struct undo_log *log, unsigned step, size_t roster, size_t row)
{
    struct row *r = &fp->record->rosters[roster].list.v[row];
    struct undo *u = push(log, UNDO_ROW_DELETED, step, row_text(fp, roster, row));
    u->at = row;
    u->row = *r;
    r->key = NULL;
    r->cells = mem_zero(fp->form->rosters[roster].nfields + 1, sizeof *r->cells);
    record_delete_row(fp->record, roster, row);
}

void undo_note_cell(struct form_page *fp, struct path at)
{
    undo_end_redo(fp);
    note_cell(fp, &fp->undo, fp->undo_step, at);
}

void undo_note_accepted(struct form_page *fp, const char *path)
{
    undo_end_redo(fp);
    note_accepted(fp, &fp->undo, fp->undo_step, path);
}

void undo_note_added(struct form_page *fp, size_t roster, size_t row)
{
    undo_end_redo(fp);
    push(&fp->undo, UNDO_ROW_ADDED, fp->undo_step, row_text(fp, roster, row));
}

void undo_delete_row(struct form_page *fp, size_t roster, size_t row)
{
    undo_end_redo(fp);
    note_and_delete(fp, &fp->undo, fp->undo_step, roster, row);
}

/* ---- forgetting ---- */

static void release_cell(struct cell *c)
{
    value_release(&c->value);
    free(c->raw);
    c->raw = NULL;
}

static void release(struct form_page *fp, struct undo *u)
{
    const struct roster *def = NULL;
    size_t row;
    if (u->kind == UNDO_ROW_DELETED) {
        (void)draft_find_row(fp->record, u->path, &def, &row);
    }
    for (size_t i = 0; def && u->row.cells && i < def->nfields; i++) {
        release_cell(&u->row.cells[i]);
    }
    free(u->row.cells);
    free(u->row.key);
    release_cell(&u->old);
    acceptance_release(&u->accepted);
    free(u->path);
}

static void forget(struct form_page *fp, struct undo_log *log)
{
    for (size_t i = 0; i < log->list.n; i++) {
        release(fp, &log->list.v[i]);
    }
    vec_release(&log->list);
}

void undo_end_redo(struct form_page *fp)
{
    forget(fp, &fp->redo);
}

void undo_forget(struct form_page *fp)
{
    forget(fp, &fp->undo);
    forget(fp, &fp->redo);
}

static bool is_key(const struct form_page *fp, const struct undo *u)
{
    bool is = false;
    for (size_t i = 0; u->kind == UNDO_CELL && i < fp->form->nkey && !is; i++) {
        is = str_eq(u->path, fp->form->fields[fp->form->key[i]].name);
    }
    return is;
}

static void forget_key(struct form_page *fp, struct undo_log *log)
{
    size_t n = 0;
    for (size_t i = 0; i < log->list.n; i++) {
        if (is_key(fp, &log->list.v[i])) {
            release(fp, &log->list.v[i]);
        } else {
            log->list.v[n++] = log->list.v[i];
        }
    }
    log->list.n = n;
}

void undo_forget_key(struct form_page *fp)
{
    forget_key(fp, &fp->undo);
    forget_key(fp, &fp->redo);
}

/* ---- exchanging what stands there for what stood there ---- */

static void stand_at(struct form_page *fp, struct path at)
{
    fp->focused = false;
    fp->focus = at;
}

static void exchange_cell(struct form_page *fp, struct ui *ui, struct undo *u, struct undo_log *into)
{
    struct path at;
    struct err err = ERR_INIT;
    if (!record_path_parse(fp->record, u->path, &at)) {
        return;
    }
    note_cell(fp, into, u->step, at);
    struct cell *c = record_cell(fp->record, at);
    cell_set(c, &u->old.value);
    c->raw = u->old.raw;
    u->old.raw = NULL;
    c->touched = u->old.touched;
    draft_note(fp, ui, u->path);
    if (!work_changed(fp->work, at, &err)) {
        ui_error(ui, &err);
    }
    stand_at(fp, at);
}

static void exchange_accepted(struct form_page *fp, struct ui *ui, const struct undo *u, struct undo_log *into)
{
    struct path at;
    note_accepted(fp, into, u->step, u->path);
    record_accept(fp->record, u->path, u->accepted.reason ? &u->accepted : NULL);
    draft_note_accepted(fp, ui, u->path);
    if (record_path_parse(fp->record, u->path, &at)) {
        problems_check_cells(fp, ui, &at, 1);
        stand_at(fp, at);
    }
}

static void remove_row(struct form_page *fp, struct ui *ui, const struct undo *u, struct undo_log *into)
{
    const struct roster *def;
    size_t row;
    if (draft_find_row(fp->record, u->path, &def, &row)) {
        note_and_delete(fp, into, u->step, def->index, row);
        draft_note(fp, ui, u->path);
        form_rows_changed(fp, ui, def->index);
    }
}

static void bring_row(struct form_page *fp, struct ui *ui, struct undo *u, struct undo_log *into)
{
    const struct roster *def;
    size_t gone;
    if (draft_find_row(fp->record, u->path, &def, &gone) || !def) {
        return; /* it is back already */
    }
    size_t at = record_insert_row(fp->record, def->index, u->at, u->row.key);
    struct row *r = &fp->record->rosters[def->index].list.v[at];
    struct row empty = *r;
    *r = u->row;
    u->row = empty; /* freed with the step */
    push(into, UNDO_ROW_ADDED, u->step, mem_dup(u->path));
    draft_note(fp, ui, u->path);
    for (size_t i = 0; i < def->nfields; i++) {
        struct path cell = {(int)def->index, at, i};
        if (!cell_empty(record_cell(fp->record, cell))) {
            draft_note_cell(fp, ui, cell);
        }
    }
    form_rows_changed(fp, ui, def->index);
    stand_at(fp, (struct path){(int)def->index, at, 0});
}

static void exchange(struct form_page *fp, struct ui *ui, struct undo *u, struct undo_log *into)
{
    switch (u->kind) {
    case UNDO_CELL:
        exchange_cell(fp, ui, u, into);
        break;
    case UNDO_ACCEPTED:
        exchange_accepted(fp, ui, u, into);
        break;
    case UNDO_ROW_ADDED:
        remove_row(fp, ui, u, into);
        break;
    case UNDO_ROW_DELETED:
        bring_row(fp, ui, u, into);
        break;
    }
}

/* The last step of one log becomes the last of the other. */
static void move_step(struct form_page *fp, struct ui *ui, struct undo_log *from, struct undo_log *into)
{
    unsigned step = from->list.v[from->list.n - 1].step;
    while (from->list.n > 0 && from->list.v[from->list.n - 1].step == step) {
        struct undo u = from->list.v[--from->list.n];
        exchange(fp, ui, &u, into);
        release(fp, &u);
    }
    fp->stale = true;
    fp->draft_due = true;
    form_focus(fp, ui, fp->focus);
    problems_check_cells(fp, ui, NULL, 0);
}

/* Letters that were taken back one by one in the field are done again as one step, once the field is left. */
static void keep_letters(struct form_page *fp, struct ui *ui)
{
    size_t before = fp->undo.list.n;
    bool any = false;
    while (edit_redo(&fp->edit)) {
        any = true;
    }
    if (any) {
        field_commit(fp, ui);
    }
    if (fp->undo.list.n > before) {
        move_step(fp, ui, &fp->undo, &fp->redo);
    }
}

void undo_last(struct form_page *fp, struct ui *ui)
{
    if (fp->undo.list.n == 0) {
        ui_say(ui, STYLE_PLAIN, "%s", _("There is nothing to take back."));
        return;
    }
    keep_letters(fp, ui);
    move_step(fp, ui, &fp->undo, &fp->redo);
    if (fp->undo.list.n == 0) {
        duplicate_forget(fp); /* the copying itself is taken back */
    }
    ui_say(ui, STYLE_PLAIN, "%s", _("The last change is taken back."));
}

void undo_again(struct form_page *fp, struct ui *ui)
{
    if (fp->redo.list.n == 0) {
        ui_say(ui, STYLE_PLAIN, "%s", _("There is nothing to do again."));
        return;
    }
    move_step(fp, ui, &fp->redo, &fp->undo);
    ui_say(ui, STYLE_PLAIN, "%s", _("What was taken back is done again."));
}
