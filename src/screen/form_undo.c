/* Taking back what was done to the record: cells and rows, step by step.  (Letters in a field are
 * text/edit's.) */

#include "screen/form_int.h"

void undo_begin(struct form_page *fp)
{
    fp->undo_step++;
}

static struct undo *push(struct form_page *fp, enum undo_kind kind)
{
    struct undo *u = vec_push(&fp->undo);
    u->kind = kind;
    u->step = fp->undo_step;
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

void undo_note_cell(struct form_page *fp, struct path at)
{
    const struct cell *c = record_cell_const(fp->record, at);
    struct undo *u = push(fp, UNDO_CELL);
    u->path = path_text(fp, at);
    value_copy(&u->old.value, &c->value);
    u->old.raw = c->raw ? mem_dup(c->raw) : NULL;
    u->old.touched = c->touched;
}

void undo_note_added(struct form_page *fp, size_t roster, size_t row)
{
    struct undo *u = push(fp, UNDO_ROW_ADDED);
    u->path = row_text(fp, roster, row);
}

/* The cells are exchanged for empty ones, so that what record_delete_row frees is not what is kept. */
void undo_delete_row(struct form_page *fp, size_t roster, size_t row)
{
    struct row *r = &fp->record->rosters[roster].list.v[row];
    struct undo *u = push(fp, UNDO_ROW_DELETED);
    u->path = row_text(fp, roster, row);
    u->at = row;
    u->row = *r;
    r->key = NULL;
    r->cells = mem_zero(fp->form->rosters[roster].nfields + 1, sizeof *r->cells);
    record_delete_row(fp->record, roster, row);
}

static void release_cell(struct cell *c)
{
    value_release(&c->value);
    free(c->raw);
    c->raw = NULL;
}

/* ---- taking back ---- */

static void restore_cell(struct form_page *fp, struct ui *ui, struct undo *u)
{
    struct path at;
    struct err err = ERR_INIT;
    if (!record_path_parse(fp->record, u->path, &at)) {
        return;
    }
    struct cell *c = record_cell(fp->record, at);
    cell_set(c, &u->old.value);
    c->raw = u->old.raw;
    u->old.raw = NULL;
    c->touched = u->old.touched;
    draft_note(fp, ui, u->path);
    if (!work_changed(fp->work, at, &err)) {
        ui_error(ui, &err);
    }
    fp->focused = false;
    fp->focus = at;
}

static void remove_row(struct form_page *fp, struct ui *ui, const struct undo *u)
{
    const struct roster *def;
    size_t row;
    if (draft_find_row(fp->record, u->path, &def, &row)) {
        record_delete_row(fp->record, def->index, row);
        draft_note(fp, ui, u->path);
        form_rows_changed(fp, ui, def->index);
    }
}

static void bring_row(struct form_page *fp, struct ui *ui, struct undo *u)
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
    draft_note(fp, ui, u->path);
    for (size_t i = 0; i < def->nfields; i++) {
        struct path cell = {(int)def->index, at, i};
        if (!cell_empty(record_cell(fp->record, cell))) {
            draft_note_cell(fp, ui, cell);
        }
    }
    form_rows_changed(fp, ui, def->index);
    fp->focused = false;
    fp->focus = (struct path){(int)def->index, at, 0};
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
    free(u->path);
}

static void take_back(struct form_page *fp, struct ui *ui, struct undo *u)
{
    switch (u->kind) {
    case UNDO_CELL:
        restore_cell(fp, ui, u);
        break;
    case UNDO_ROW_ADDED:
        remove_row(fp, ui, u);
        break;
    case UNDO_ROW_DELETED:
        bring_row(fp, ui, u);
        break;
    }
}

void undo_last(struct form_page *fp, struct ui *ui)
{
    if (fp->undo.n == 0) {
        ui_say(ui, STYLE_PLAIN, "%s", _("There is nothing to take back."));
        return;
    }
    unsigned step = fp->undo.v[fp->undo.n - 1].step;
    while (fp->undo.n > 0 && fp->undo.v[fp->undo.n - 1].step == step) {
        struct undo u = fp->undo.v[--fp->undo.n];
        take_back(fp, ui, &u);
        release(fp, &u);
    }
    fp->stale = true;
    fp->draft_due = true;
    form_focus(fp, ui, fp->focus);
    ui_say(ui, STYLE_PLAIN, "%s", _("The last change is taken back."));
}

void undo_forget(struct form_page *fp)
{
    for (size_t i = 0; i < fp->undo.n; i++) {
        release(fp, &fp->undo.v[i]);
    }
    fp->undo.n = 0;
}
