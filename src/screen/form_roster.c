/* A roster on the page: its rows and the matrix painted, the arrows among its cells, rows added and deleted.
 */

#include "screen/form_int.h"

#include "text/utf8.h"

static const struct roster_layout *layout_of(const struct form_page *fp, size_t roster)
{
    return &fp->layout.rosters[roster];
}

static const struct roster *def_of(const struct form_page *fp, size_t roster)
{
    return &fp->form->rosters[roster];
}

/* ---- titles and heads ---- */

/* What names a row to people: its first answered column. */
static void name_row(struct form_page *fp, const struct ui *ui, size_t roster, size_t row, struct str *out)
{
    const struct roster *def = def_of(fp, roster);
    for (size_t i = 0; i < def->nfields && out->len == 0; i++) {
        struct path at = {(int)roster, row, i};
        if (record_cell(fp->record, at)->relevant) {
            field_show(fp, ui, at, out);
        }
    }
}

void roster_draw_title(struct form_page *fp, const struct ui *ui, struct grid *g, const struct line *line,
                       int row)
{
    size_t roster = (size_t)line->at.roster;
    struct str title = STR_INIT;
    str_add(&title, label_in(&def_of(fp, roster)->label, ui->lang));
    if (fp->row_roster >= 0) {
        struct str name = STR_INIT;
        name_row(fp, ui, roster, line->at.row, &name);
        str_addf(&title, " %zu/%zu%s%s", line->at.row + 1, fp->record->rosters[roster].list.n,
                 name.len > 0 ? ": " : "", name.p);
        str_release(&name);
    }
    grid_rule(g, row, 1, g->cols - 2, title.p);
    str_release(&title);
}

/* The column that the focus is in must be among those that fit. */
static size_t first_across(struct form_page *fp, size_t roster)
{
    const struct matrix *m = &layout_of(fp, roster)->matrix;
    size_t down;
    size_t across;
    if (fp->focused && fp->focus.roster == (int)roster && matrix_find(m, fp->focus.row, &down, &across)) {
        if (across < fp->across) {
            fp->across = across;
        } else if (across >= fp->across + m->fit) {
            fp->across = across - m->fit + 1;
        }
    }
    return fp->across + m->fit > m->across.n ? (m->across.n > m->fit ? m->across.n - m->fit : 0) : fp->across;
}

static int across_col(const struct matrix *m, size_t place)
{
    return LABEL_COL + m->head_width + ROSTER_GAP + (int)place * (m->cell_width + ROSTER_GAP);
}

static void draw_cut(struct grid *g, int row, int col, int width, enum style style, const char *text,
                     bool right)
{
    int cols = right ? utf8_cols(sv_of(text)) : width;
    int shift = cols < width ? width - cols : 0;
    field_paint(g, row, col + shift, width - shift, style, text);
}

static size_t across_shown(const struct matrix *m, size_t first)
{
    size_t left = m->across.n - first;
    return left < m->fit ? left : m->fit;
}

static void draw_matrix_head(struct form_page *fp, const struct ui *ui, struct grid *g, size_t roster,
                             int row)
{
    const struct matrix *m = &layout_of(fp, roster)->matrix;
    const struct roster *def = def_of(fp, roster);
    size_t first = first_across(fp, roster);
    draw_cut(g, row, LABEL_COL, m->head_width, STYLE_HEAD, label_in(&def->fields[def->down].label, ui->lang),
             false);
    for (size_t i = 0; i < across_shown(m, first); i++) {
        struct str s = STR_INIT;
        field_show(fp, ui, (struct path){(int)roster, m->across.v[first + i], (size_t)def->across}, &s);
        draw_cut(g, row, across_col(m, i), m->cell_width, STYLE_HEAD, s.p, m->sums);
        str_release(&s);
    }
    if (m->sums) {
        draw_cut(g, row, across_col(m, across_shown(m, first)), m->cell_width, STYLE_HEAD, _("Total"), true);
    }
    if (first > 0) {
        grid_str(g, row, 0, 1, STYLE_DIM, "←");
    }
    if (first + across_shown(m, first) < m->across.n) {
        grid_str(g, row, g->cols - 1, 1, STYLE_DIM, "→");
    }
}

void roster_draw_head(struct form_page *fp, const struct ui *ui, struct grid *g, size_t roster, int row)
{
    const struct roster_layout *r = layout_of(fp, roster);
    if (r->is_matrix) {
        draw_matrix_head(fp, ui, g, roster, row);
        return;
    }
    for (size_t i = 0; i < r->columns.n; i++) {
        const struct roster_column *c = &r->columns.v[i];
        draw_cut(g, row, c->col, c->width, STYLE_HEAD,
                 label_in(&def_of(fp, roster)->fields[c->field].label, ui->lang), c->right);
    }
    if (r->hidden > 0) {
        grid_str(g, row, g->cols - 1, 1, STYLE_DIM, "…");
    }
}

/* ---- cells ---- */

static void draw_cell(struct form_page *fp, const struct ui *ui, struct grid *g, struct path at, int row,
                      int col, int width, bool right)
{
    const struct cell *c = form_cell(fp, at);
    const struct finding *wrong = problems_at(fp, at);
    if (wrong) {
        grid_str(g, row, col - 1, 1, wrong->strength == FIND_WARNING ? STYLE_WARNING : STYLE_ERROR, "!");
    }
    if (fp->focused && path_eq(at, fp->focus)) {
        field_draw_edit(fp, ui, g, row, col, width);
        return;
    }
    if (!c->relevant) {
        draw_cut(g, row, col, width, STYLE_DIM, "·", right);
        return;
    }
    struct str s = STR_INIT;
    field_show_within(fp, ui, at, width, &s);
    draw_cut(g, row, col, width, STYLE_PLAIN, s.p, right);
    str_release(&s);
}

static void draw_row(struct form_page *fp, const struct ui *ui, struct grid *g, const struct line *line,
                     int row)
{
    const struct roster_layout *r = layout_of(fp, (size_t)line->at.roster);
    for (size_t i = 0; i < r->columns.n; i++) {
        const struct roster_column *c = &r->columns.v[i];
        draw_cell(fp, ui, g, (struct path){line->at.roster, line->at.row, c->field}, row, c->col, c->width,
                  c->right);
    }
    if (fp->record->rosters[line->at.roster].list.v[line->at.row].orphan) {
        grid_str(g, row, 1, 1, STYLE_WARNING, "?");
    }
}

static void draw_new_row(struct form_page *fp, struct grid *g, const struct line *line, int row)
{
    grid_str(g, row, LABEL_COL, g->cols - LABEL_COL - 1, STYLE_DIM, "+");
    if (fp->focused && path_eq(line->at, fp->focus)) {
        grid_cursor(g, row, LABEL_COL);
    }
}

/* ---- sums of a matrix ---- */

static void add_to_sum(struct value *sum, const struct value *v)
{
    if (v->type == VALUE_INT && sum->type != VALUE_REAL) {
        value_set_int(sum, (sum->type == VALUE_INT ? sum->i : 0) + v->i);
    } else if (v->type == VALUE_INT || v->type == VALUE_REAL) {
        double before = sum->type == VALUE_REAL ? sum->r : sum->type == VALUE_INT ? (double)sum->i : 0.0;
        value_set_real(sum, before + (v->type == VALUE_REAL ? v->r : (double)v->i));
    }
}

/* Of one line (across -1), one column (down -1) or everything. */
static void matrix_sum(const struct form_page *fp, size_t roster, int down, int across, struct value *sum)
{
    const struct matrix *m = &layout_of(fp, roster)->matrix;
    const struct roster *def = def_of(fp, roster);
    for (size_t i = 0; i < m->rows.n; i++) {
        bool counts = (down < 0 || i / m->across.n == (size_t)down) &&
                      (across < 0 || i % m->across.n == (size_t)across);
        if (counts && m->rows.v[i] >= 0) {
            struct path at = {(int)roster, (size_t)m->rows.v[i], (size_t)def->cell};
            const struct cell *c = record_cell_const(fp->record, at);
            if (c->relevant) {
                add_to_sum(sum, &c->value);
            }
        }
    }
}

static void draw_sum(const struct form_page *fp, const struct ui *ui, struct grid *g, size_t roster, int down,
                     int across, int row, int col)
{
    const struct roster *def = def_of(fp, roster);
    struct value sum = VALUE_INIT;
    struct str s = STR_INIT;
    matrix_sum(fp, roster, down, across, &sum);
    if (!value_is_null(&sum)) {
        format_show(&def->fields[def->cell], NULL, &sum, ui->lang, 0, &s);
        draw_cut(g, row, col, layout_of(fp, roster)->matrix.cell_width, STYLE_LABEL, s.p, true);
    }
    str_release(&s);
    value_release(&sum);
}

static void draw_matrix_row(struct form_page *fp, const struct ui *ui, struct grid *g,
                            const struct line *line, int row)
{
    size_t roster = (size_t)line->at.roster;
    const struct matrix *m = &layout_of(fp, roster)->matrix;
    const struct roster *def = def_of(fp, roster);
    size_t first = first_across(fp, roster);
    struct str s = STR_INIT;
    field_show(fp, ui, (struct path){(int)roster, m->down.v[line->at.row], (size_t)def->down}, &s);
    draw_cut(g, row, LABEL_COL, m->head_width, STYLE_LABEL, s.p, false);
    str_release(&s);
    for (size_t i = 0; i < across_shown(m, first); i++) {
        int at = m->rows.v[line->at.row * m->across.n + first + i];
        if (at >= 0) {
            draw_cell(fp, ui, g, (struct path){(int)roster, (size_t)at, (size_t)def->cell}, row,
                      across_col(m, i), m->cell_width, m->sums);
        }
    }
    if (m->sums) {
        draw_sum(fp, ui, g, roster, (int)line->at.row, -1, row, across_col(m, across_shown(m, first)));
    }
}

static void draw_matrix_sums(struct form_page *fp, const struct ui *ui, struct grid *g, size_t roster,
                             int row)
{
    const struct matrix *m = &layout_of(fp, roster)->matrix;
    size_t first = first_across(fp, roster);
    draw_cut(g, row, LABEL_COL, m->head_width, STYLE_HEAD, _("Total"), false);
    for (size_t i = 0; i < across_shown(m, first); i++) {
        draw_sum(fp, ui, g, roster, -1, (int)(first + i), row, across_col(m, i));
    }
    draw_sum(fp, ui, g, roster, -1, -1, row, across_col(m, across_shown(m, first)));
}

void roster_draw_line(struct form_page *fp, const struct ui *ui, struct grid *g, const struct line *line,
                      int row)
{
    size_t roster = (size_t)line->at.roster;
    switch (line->kind) {
    case LINE_ROW:
        if (layout_of(fp, roster)->is_matrix) {
            draw_matrix_row(fp, ui, g, line, row);
        } else {
            draw_row(fp, ui, g, line, row);
        }
        break;
    case LINE_SUMS:
        draw_matrix_sums(fp, ui, g, roster, row);
        break;
    case LINE_NEW_ROW:
        draw_new_row(fp, g, line, row);
        break;
    default:
        grid_str(g, row, LABEL_COL, g->cols - LABEL_COL - 1, STYLE_DIM, _("(no rows)"));
        break;
    }
}

/* ---- arrows ---- */

/* Where on the line a stop stands, to find the one above or below it. */
static int place_of(const struct form_page *fp, const struct stop *s)
{
    size_t down;
    size_t across;
    if (s->at.roster < 0) {
        return 0;
    }
    const struct roster_layout *r = layout_of(fp, (size_t)s->at.roster);
    if (r->is_matrix) {
        return matrix_find(&r->matrix, s->at.row, &down, &across) ? across_col(&r->matrix, across) : 0;
    }
    for (size_t i = 0; i < r->columns.n; i++) {
        if (r->columns.v[i].field == s->at.field) {
            return r->columns.v[i].col;
        }
    }
    return 0;
}

/* The nearest line above or below that has stops, and on it the one nearest to the column. */
static const struct stop *vertical(const struct form_page *fp, const struct stop *from, bool up)
{
    const struct layout *l = &fp->layout;
    const struct stop *best = NULL;
    int place = place_of(fp, from);
    int best_off = 0;
    for (size_t i = 0; i < l->stops.n; i++) {
        const struct stop *s = &l->stops.v[i];
        if (up ? s->line >= from->line : s->line <= from->line) {
            continue;
        }
        int off = place_of(fp, s) > place ? place_of(fp, s) - place : place - place_of(fp, s);
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
    form_leave(fp, ui, false);
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
    ui_say(ui, STYLE_PLAIN, "%s", _("The row is deleted; Ctrl-Z brings it back."));
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
    case CMD_ROW_ADD:
    case CMD_ROW_INSERT:
        add_row(fp, ui, cmd == CMD_ROW_INSERT);
        return true;
    case CMD_ROW_DELETE:
        delete_row(fp, ui);
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
