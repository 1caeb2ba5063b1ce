/* A roster on the page: its rows and the matrix painted, the arrows among its cells, rows added and deleted.
 */

#include "screen/form_int.h"

#include "text/utf8.h"

const struct roster_layout *roster_layout_of(const struct form_page *fp, size_t roster)
{
    return &fp->layout.rosters[roster];
}

static const struct roster *def_of(const struct form_page *fp, size_t roster)
{
    return &fp->form->rosters[roster];
}

/* ---- titles and heads ---- */

enum { NAME_COLUMNS = 8 }; /* "1 a" names nothing to people */

/* What names a row to people: its first answered columns, until they are long enough to be one. */
static void name_row(struct form_page *fp, const struct ui *ui, size_t roster, size_t row, struct str *out)
{
    const struct roster *def = def_of(fp, roster);
    struct str shown = STR_INIT;
    for (size_t i = 0; i < def->nfields && utf8_cols((struct sv){out->p, out->len}) < NAME_COLUMNS; i++) {
        struct path at = {(int)roster, row, i};
        str_clear(&shown);
        if (record_cell(fp->record, at)->relevant) {
            field_show(fp, ui, at, &shown);
        }
        str_addf(out, "%s%s", out->len > 0 && shown.len > 0 ? " " : "", shown.p);
    }
    str_release(&shown);
}

/* Which row, of how many, and its name; of a matrix, which line. */
static void add_row_title(struct form_page *fp, const struct ui *ui, size_t roster, size_t row, struct str *title)
{
    const struct matrix *m = &roster_layout_of(fp, roster)->matrix;
    bool matrix = def_of(fp, roster)->matrix;
    size_t at = matrix ? m->places.v[row].down : row, n = matrix ? m->down.n : fp->record->rosters[roster].list.n;
    struct str name = STR_INIT;
    if (matrix) {
        matrix_line_name(fp, ui, roster, row, &name);
    } else {
        name_row(fp, ui, roster, row, &name);
    }
    str_addf(title, " %zu/%zu%s%s", at + 1, n, name.len > 0 ? ": " : "", name.p);
    str_release(&name);
}

void roster_draw_title(struct form_page *fp, const struct ui *ui, struct grid *g, const struct line *line,
                       int row)
{
    size_t roster = (size_t)line->at.roster;
    struct str title = STR_INIT;
    str_add(&title, label_in(&def_of(fp, roster)->label, ui->lang));
    if (fp->row_roster >= 0) {
        add_row_title(fp, ui, roster, line->at.row, &title);
    }
    grid_rule(g, row, 1, g->cols - 2, title.p);
    str_release(&title);
}

void roster_draw_cut(struct grid *g, int row, int col, int width, enum style style, const char *text, bool right)
{
    int cols = right ? utf8_cols(sv_of(text)) : width;
    int shift = cols < width ? width - cols : 0;
    field_paint(g, row, col + shift, width - shift, style, text);
}

void roster_draw_head(struct form_page *fp, const struct ui *ui, struct grid *g, size_t roster, int row)
{
    const struct roster_layout *r = roster_layout_of(fp, roster);
    if (r->is_matrix) {
        matrix_draw_head(fp, ui, g, roster, row);
        return;
    }
    for (size_t i = 0; i < r->columns.n; i++) {
        const struct roster_column *c = &r->columns.v[i];
        roster_draw_cut(g, row, c->col, c->width, STYLE_HEAD,
                 label_in(&def_of(fp, roster)->fields[c->field].label, ui->lang), c->right);
    }
    if (r->hidden > 0) {
        grid_str(g, row, g->cols - 1, 1, STYLE_DIM, "…");
    }
}

/* ---- cells ---- */

void roster_draw_cell(struct form_page *fp, const struct ui *ui, struct grid *g, struct path at, const struct field_box *b,
                      const char *text)
{
    const struct finding *wrong = problems_at(fp, at);
    if (wrong && b->from == 0) {
        grid_str(g, b->row, b->col - 1, 1, wrong->strength == FIND_WARNING ? STYLE_WARNING : STYLE_ERROR, "!");
    }
    if (form_cell(fp, at)->relevant) {
        field_draw_value(fp, ui, g, at, b, text);
    } else if (b->from == 0) {
        roster_draw_cut(g, b->row, b->col, b->width, STYLE_DIM, "·", b->right);
    }
}

/* A number at the right of its column stays in the first line. */
static void draw_cell(struct form_page *fp, const struct ui *ui, struct grid *g, struct path at, struct field_box box)
{
    struct str s = STR_INIT;
    if (box.right && box.from > 0) {
        return;
    }
    box.lines = box.right ? 1 : box.lines;
    if (box.lines == 1) {
        field_show_within(fp, ui, at, box.width, &s);
    } else {
        field_show(fp, ui, at, &s);
    }
    roster_draw_cell(fp, ui, g, at, &box, s.p);
    str_release(&s);
}

/* Something is wrong in a column that does not fit: on the row's page. */
static const struct finding *wrong_hidden(const struct form_page *fp, struct path row)
{
    const struct roster_layout *r = roster_layout_of(fp, (size_t)row.roster);
    const struct finding *found = NULL;
    for (size_t i = 0; i < fp->marks.n && !found; i++) {
        struct path at = fp->marks.v[i];
        bool shown = at.field <= r->columns.v[r->columns.n - 1].field;
        found = at.roster == row.roster && at.row == row.row && !shown ? problems_at(fp, at) : NULL;
    }
    return found;
}

/* In its first line: that its query gives it no more, and what is wrong where one does not see it. */
static void draw_row_marks(const struct form_page *fp, struct grid *g, const struct line *line, int row)
{
    const struct roster_layout *r = roster_layout_of(fp, (size_t)line->at.roster);
    if (fp->record->rosters[line->at.roster].list.v[line->at.row].orphan) {
        grid_str(g, row, 1, 1, STYLE_WARNING, "?");
    }
    const struct finding *hidden = r->hidden > 0 ? wrong_hidden(fp, line->at) : NULL;
    if (hidden) {
        grid_str(g, row, g->cols - 1, 1, hidden->strength == FIND_WARNING ? STYLE_WARNING : STYLE_ERROR, "!");
    }
}

static int draw_row(struct form_page *fp, const struct ui *ui, struct grid *g, const struct line *line, int row, int rows)
{
    const struct roster_layout *r = roster_layout_of(fp, (size_t)line->at.roster);
    const struct stop first = {.line = (size_t)(line - fp->layout.lines.v) - (size_t)line->sub};
    int lines = (int)layout_lines_at(&fp->layout, &first);
    int n = lines - line->sub < rows ? lines - line->sub : rows;
    for (size_t i = 0; i < r->columns.n; i++) {
        const struct roster_column *c = &r->columns.v[i];
        struct path at = {line->at.roster, line->at.row, c->field};
        draw_cell(fp, ui, g, at, (struct field_box){row, c->col, c->width, lines, line->sub, n, c->right});
    }
    if (line->sub == 0) {
        draw_row_marks(fp, g, line, row);
    }
    return n;
}

static void draw_new_row(struct form_page *fp, struct grid *g, const struct line *line, int row)
{
    grid_str(g, row, LABEL_COL, g->cols - LABEL_COL - 1, STYLE_DIM, "+");
    if (fp->focused && path_eq(line->at, fp->focus)) {
        grid_cursor(g, row, LABEL_COL);
    }
}

int roster_draw_line(struct form_page *fp, const struct ui *ui, struct grid *g, const struct line *line, int row, int rows)
{
    size_t roster = (size_t)line->at.roster;
    switch (line->kind) {
    case LINE_ROW:
        if (!roster_layout_of(fp, roster)->is_matrix) {
            return draw_row(fp, ui, g, line, row, rows);
        }
        matrix_draw_line(fp, ui, g, line, row);
        break;
    case LINE_PERCENT:
        matrix_draw_percent(fp, ui, g, line, row);
        break;
    case LINE_SUMS:
        matrix_draw_sums(fp, ui, g, roster, row);
        break;
    case LINE_NEW_ROW:
        draw_new_row(fp, g, line, row);
        break;
    default:
        grid_str(g, row, LABEL_COL, g->cols - LABEL_COL - 1, STYLE_DIM, _("(no rows)"));
        break;
    }
    return 1;
}

/* ---- arrows ---- */

int roster_place(const struct form_page *fp, const struct stop *s)
{
    if (s->at.roster < 0 || fp->row_roster >= 0) {
        return 0;
    }
    const struct roster_layout *r = roster_layout_of(fp, (size_t)s->at.roster);
    if (r->is_matrix) {
        return matrix_place(r, r->matrix.places.v[s->at.row].across);
    }
    for (size_t i = 0; i < r->columns.n; i++) {
        if (r->columns.v[i].field == s->at.field) {
            return r->columns.v[i].col;
        }
    }
    return 0;
}

static bool in_matrix(const struct form_page *fp, const struct stop *s)
{
    return s->at.roster >= 0 && def_of(fp, (size_t)s->at.roster)->matrix;
}

/* The nearest line above or below that has stops, and on it the one nearest to the column. */
static const struct stop *vertical(const struct form_page *fp, const struct stop *from, bool up)
{
    const struct layout *l = &fp->layout;
    const struct stop *best = NULL;
    int place = roster_place(fp, from);
    int best_off = 0;
    for (size_t i = 0; i < l->stops.n; i++) {
        const struct stop *s = &l->stops.v[i];
        bool passed = s->skip && in_matrix(fp, s); /* a column is typed downwards: totals are no place to stop */
        if (passed || (up ? s->line >= from->line : s->line <= from->line)) {
            continue;
        }
        int off = roster_place(fp, s) > place ? roster_place(fp, s) - place : place - roster_place(fp, s);
        bool nearer = !best || (up ? s->line > best->line : s->line < best->line);
        if (nearer || (s->line == best->line && off < best_off)) {
            best = s;
            best_off = off;
        }
    }
    return best;
}

static void go_vertical(struct form_page *fp, struct ui *ui, bool up)
{
    const struct stop *from = layout_stop(&fp->layout, fp->focus);
    form_go(fp, ui, from ? vertical(fp, from, up) : NULL, !up);
}

static void go_sideways(struct form_page *fp, struct ui *ui, bool left)
{
    const struct stop *from = layout_stop(&fp->layout, fp->focus);
    const struct stop *to = layout_next(&fp->layout, fp->focus, left, false);
    bool same_line = from && to && to->line == from->line;
    if (same_line) {
        form_go(fp, ui, to, !left);
    }
}

/* The first or the last cell of the line that can be typed in; any, when none can. */
static const struct stop *edge(const struct form_page *fp, bool last)
{
    const struct stop *from = layout_stop(&fp->layout, fp->focus);
    const struct stop *to = NULL;
    for (size_t i = 0; from && i < fp->layout.stops.n; i++) {
        const struct stop *s = &fp->layout.stops.v[i];
        bool better = !to || (to->skip && !s->skip) || (last && (to->skip || !s->skip));
        to = s->line == from->line && better ? s : to;
    }
    return to;
}

bool roster_above(const struct form_page *fp, struct path at, struct path *out)
{
    const struct roster *def = def_of(fp, (size_t)at.roster);
    const struct matrix *m = &roster_layout_of(fp, (size_t)at.roster)->matrix;
    struct place place;
    *out = at;
    if (!def->matrix) {
        out->row = at.row - 1;
        return at.row > 0;
    }
    if (!matrix_find(m, at.row, &place) || place.down == 0 || matrix_at(m, place.down - 1, place.across) < 0) {
        return false;
    }
    out->row = (size_t)matrix_at(m, place.down - 1, place.across);
    return true;
}

/* ---- the end of a row ---- */

/* "n/" begins “N/A”, and the key of a record may hold anything. */
static bool begins_choice(const struct form_page *fp, const struct field *f)
{
    struct str text = STR_INIT;
    str_add(&text, fp->edit.changed ? fp->edit.text.p : "");
    str_add_c(&text, '/');
    bool begins = f->ref ? fp->edit.changed : f->type != FIELD_YES_NO && choice_begins(work_list(fp->work, f), sv_of(text.p));
    str_release(&text);
    return begins;
}

bool roster_takes_slash(const struct form_page *fp)
{
    const struct field *f = form_field_at(fp, fp->focus);
    if (fp->focus.roster < 0 || !form_cell(fp, fp->focus)) {
        return fp->focus.roster >= 0; /* on the empty line it ends the table */
    }
    bool number = f->type == FIELD_INTEGER || f->type == FIELD_DECIMAL;
    return number || (field_is_coded(f) && !begins_choice(fp, f));
}

/* The first stop that can be typed in, below this line: in the same table, or behind it. */
static const struct stop *below(const struct form_page *fp, const struct stop *from, bool same_table)
{
    const struct layout *l = &fp->layout;
    for (size_t i = 0; i < l->stops.n; i++) {
        const struct stop *s = &l->stops.v[i];
        if (s->line > from->line && !s->skip && (s->at.roster == from->at.roster) == same_table) {
            return s;
        }
    }
    return NULL;
}

/* Nothing stands in the line's first cell, in which one is, and nothing was typed there. */
static bool at_empty_start(const struct form_page *fp, const struct stop *from)
{
    const struct cell *c = form_cell(fp, fp->focus);
    const struct stop *first = edge(fp, false);
    return first == from && (!c || cell_empty(c)) && fp->edit.text.len == 0;
}

void roster_end_row(struct form_page *fp, struct ui *ui)
{
    if (fp->row_roster >= 0) {
        (void)form_leave(fp, ui, true);
        form_show_row(fp, ui, -1, 0); /* the table goes on */
    }
    const struct stop *from = layout_stop(&fp->layout, fp->focus);
    const struct stop *to = from && !at_empty_start(fp, from) ? below(fp, from, true) : NULL;
    to = from && !to ? below(fp, from, false) : to;
    form_go(fp, ui, to, true);
    if (!to && ui->message.len == 0) {
        form_say_last(ui);
    }
}

/* ---- rows ---- */

static bool has_room(const struct form_page *fp, struct ui *ui, size_t roster)
{
    const struct roster *def = def_of(fp, roster);
    if (!def->add) {
        ui_say(ui, STYLE_ERROR, "%s", _("Rows cannot be added to this table."));
        return false;
    }
    if (fp->record->rosters[roster].list.n >= (size_t)def->max_rows) {
        ui_say(ui, STYLE_ERROR, _("This table holds at most %d rows."), def->max_rows);
        return false;
    }
    return true;
}

void roster_insert_row(struct form_page *fp, struct ui *ui, size_t roster, size_t at)
{
    size_t row = record_insert_row(fp->record, roster, at, NULL);
    struct str path = STR_INIT;
    undo_note_added(fp, roster, row);
    draft_row_path(fp->record, roster, row, &path);
    draft_note(fp, ui, path.p);
    str_release(&path);
    form_rows_changed(fp, ui, roster);
    fp->draft_due = true;
}

/* The row's first cell that can be typed in. */
static void focus_row(struct form_page *fp, struct ui *ui, size_t roster, size_t row)
{
    form_focus(fp, ui, (struct path){(int)roster, row, fp->focus.field});
    for (size_t i = 0; i < fp->layout.stops.n; i++) {
        const struct stop *s = &fp->layout.stops.v[i];
        if (s->at.roster == (int)roster && s->at.row == row && !s->skip) {
            form_focus(fp, ui, s->at);
            return;
        }
    }
}

bool roster_begin_row(struct form_page *fp, struct ui *ui)
{
    if (form_cell(fp, fp->focus)) {
        return true;
    }
    size_t roster = (size_t)fp->focus.roster;
    if (!has_room(fp, ui, roster)) {
        return false;
    }
    size_t row = fp->focus.row;
    roster_insert_row(fp, ui, roster, row);
    focus_row(fp, ui, roster, row);
    return form_cell(fp, fp->focus) != NULL;
}

static void add_row(struct form_page *fp, struct ui *ui, bool here)
{
    size_t roster = (size_t)fp->focus.roster;
    if (!form_may_change(fp, ui) || !has_room(fp, ui, roster)) {
        return;
    }
    size_t n = fp->record->rosters[roster].list.n;
    size_t at = here && fp->focus.row < n ? fp->focus.row : n;
    (void)form_leave(fp, ui, false);
    roster_insert_row(fp, ui, roster, at);
    focus_row(fp, ui, roster, at);
}

static void delete_row(struct form_page *fp, struct ui *ui)
{
    size_t roster = (size_t)fp->focus.roster;
    struct rows *rows = &fp->record->rosters[roster];
    if (!form_may_change(fp, ui) || fp->focus.row >= rows->list.n) {
        return;
    }
    const struct row *row = &rows->list.v[fp->focus.row];
    if (!row->orphan && (row->prefilled || !def_of(fp, roster)->add)) {
        ui_say(ui, STYLE_ERROR, "%s", _("This row comes from the form itself and cannot be deleted."));
        return;
    }
    struct str path = STR_INIT;
    field_commit(fp, ui); /* what was typed comes back with the row */
    draft_row_path(fp->record, roster, fp->focus.row, &path);
    undo_delete_row(fp, roster, fp->focus.row);
    draft_note(fp, ui, path.p);
    str_release(&path);
    form_rows_changed(fp, ui, roster);
    fp->draft_due = true;
    form_focus(fp, ui, fp->focus);
    char key[KEY_NAME];
    ui_say(ui, STYLE_PLAIN, _("The row is deleted; %s brings it back."), ui_key(ui, CMD_UNDO, CTX_GRID, key));
}

bool roster_command(struct form_page *fp, struct ui *ui, enum command cmd)
{
    switch (cmd) {
    case CMD_UP:
    case CMD_DOWN:
        go_vertical(fp, ui, cmd == CMD_UP);
        return true;
    case CMD_LEFT:
    case CMD_RIGHT:
        go_sideways(fp, ui, cmd == CMD_LEFT);
        return true;
    case CMD_HOME:
    case CMD_END:
        form_go(fp, ui, edge(fp, cmd == CMD_END), cmd == CMD_END);
        return true;
    case CMD_ROW_ADD:
    case CMD_ROW_INSERT:
        add_row(fp, ui, cmd == CMD_ROW_INSERT);
        return true;
    case CMD_ROW_DELETE:
        delete_row(fp, ui);
        return true;
    case CMD_ROW_END:
        roster_end_row(fp, ui);
        return true;
    case CMD_ROW_PAGE:
        if (form_cell(fp, fp->focus)) {
            form_show_row(fp, ui, fp->focus.roster, fp->focus.row);
        }
        return true;
    default:
        return false;
    }
}
