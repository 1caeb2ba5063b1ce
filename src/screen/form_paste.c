/* A block from a spreadsheet fills cells from the focused one on, each as if typed; undone as one. */

#include "screen/form_int.h"

struct pasting {
    struct form_page *fp;
    struct ui *ui;
    VEC(struct path) filled;
    size_t refused; /* pieces for which there is no cell, or none that may be typed in */
};

/* A sum that comes along with what it adds up, and is right, finds its place. */
static bool says_the_same(const struct pasting *p, struct path at, struct sv piece)
{
    struct value v = VALUE_INIT;
    struct err ignored = ERR_INIT;
    bool same = field_parse(p->fp, p->ui, at, sv_trim(piece), &v, &ignored) &&
                (value_is_null(&v) || value_eq(&v, &record_cell(p->fp->record, at)->value));
    value_release(&v);
    return same;
}

/* Through the field's own editor, so that what cannot be typed cannot be pasted either. */
static void fill_cell(struct pasting *p, struct path at, struct sv piece)
{
    const struct field *f = form_field_at(p->fp, at);
    const struct cell *c = record_cell(p->fp->record, at);
    struct value v = VALUE_INIT;
    struct err ignored = ERR_INIT;
    struct edit e;
    if (!c->relevant || c->read_only || f->serial) {
        p->refused += !says_the_same(p, at, piece);
        return;
    }
    edit_init(&e, f->multiline);
    e.max_letters = f->type == FIELD_TEXT && f->max_length > 0 ? (size_t)f->max_length : 0;
    p->refused += edit_insert(&e, sv_trim(piece)) > 0;
    bool ok = field_parse(p->fp, p->ui, at, sv_of(e.text.p), &v, &ignored);
    if (!ok) {
        value_release(&v);
    }
    form_set(p->fp, p->ui, at, &v, ok ? NULL : e.text.p);
    *vec_push(&p->filled) = at;
    value_release(&v);
    edit_release(&e);
}

/* The same in a matrix. */
static bool place_from(const struct form_page *fp, const struct roster_layout *r, struct path from, size_t right, size_t below,
                       struct path *out)
{
    const struct matrix *m = &r->matrix;
    struct place at;
    bool inside = matrix_find(m, from.row, &at) && at.down + below < m->down.n && at.across + right < m->across.n;
    int row = inside ? matrix_at(m, at.down + below, at.across + right) : -1;
    if (row >= 0) {
        out->row = (size_t)row;
        out->field = matrix_field(&fp->form->rosters[from.roster], &fp->record->rosters[from.roster].list.v[row]);
    }
    return row >= 0;
}

/* The cell `right` columns and `below` rows from where the paste began; false when there is none. */
static bool cell_from(const struct form_page *fp, struct path from, size_t right, size_t below,
                      struct path *out)
{
    const struct roster_layout *r = &fp->layout.rosters[from.roster];
    *out = from;
    if (r->is_matrix) {
        return place_from(fp, r, from, right, below, out);
    }
    size_t column = 0;
    while (column < r->columns.n && r->columns.v[column].field != from.field) {
        column++;
    }
    out->row = from.row + below;
    out->field = column + right < r->columns.n ? r->columns.v[column + right].field : 0;
    return column + right < r->columns.n && out->row < fp->record->rosters[from.roster].list.n;
}

static void fill_line(struct pasting *p, struct path from, struct sv line, size_t below)
{
    struct sv rest = line;
    struct path at;
    for (size_t right = 0; rest.p; right++) {
        size_t n = 0;
        while (n < rest.n && rest.p[n] != '\t') {
            n++;
        }
        struct sv piece = {rest.p, n};
        bool last = n == rest.n;
        rest = last ? (struct sv){NULL, 0} : (struct sv){rest.p + n + 1, rest.n - n - 1};
        if (cell_from(p->fp, from, right, below, &at)) {
            fill_cell(p, at, piece);
        } else {
            p->refused += piece.n > 0;
        }
    }
}

/* A new row for a line of the block that goes beyond the last. */
static void grow(struct pasting *p, struct path from, size_t below)
{
    struct form_page *fp = p->fp;
    size_t n = fp->record->rosters[from.roster].list.n;
    const struct roster *def = &fp->form->rosters[from.roster];
    if (!def->matrix && def->add && from.row + below == n && n < (size_t)def->max_rows) {
        roster_insert_row(fp, p->ui, (size_t)from.roster, n);
    }
}

static void fill_block(struct pasting *p, struct path from, struct sv text)
{
    for (size_t below = 0; text.n > 0; below++) {
        size_t n = 0;
        while (n < text.n && text.p[n] != '\n') {
            n++;
        }
        grow(p, from, below);
        fill_line(p, from, (struct sv){text.p, n}, below);
        size_t used = n < text.n ? n + 1 : n;
        text = (struct sv){text.p + used, text.n - used};
    }
}

void roster_paste(struct form_page *fp, struct ui *ui, struct sv text)
{
    struct pasting p = {.fp = fp, .ui = ui};
    struct path from = fp->focus;
    fp->edit.changed = false; /* what is pasted takes its place */
    fill_block(&p, from, text);
    problems_check_cells(fp, ui, p.filled.v, p.filled.n);
    fp->draft_due = true;
    form_focus(fp, ui, from);
    char key[KEY_NAME];
    ui_key(ui, CMD_UNDO, CTX_GRID, key);
    if (p.refused > 0) {
        ui_say(ui, STYLE_WARNING, _("%zu cells filled; %zu pieces of text found no cell to stand in. %s takes it back."),
               p.filled.n, p.refused, key);
    } else {
        ui_say(ui, STYLE_PLAIN,
               Q_("%zu cell filled; %s takes it back.", "%zu cells filled; %s takes them back.", p.filled.n),
               p.filled.n, key);
    }
    vec_release(&p.filled);
}
