/* A matrix on the page: its heads, lines, percentages and totals painted, the columns that do not fit
 * scrolled. */

#include "screen/form_int.h"

#include "text/utf8.h"

static const struct roster *def_of(const struct form_page *fp, size_t roster)
{
    return &fp->form->rosters[roster];
}

static struct path cell_path(const struct form_page *fp, size_t roster, size_t row)
{
    const struct row *r = &fp->record->rosters[roster].list.v[row];
    return (struct path){(int)roster, row, matrix_field(def_of(fp, roster), r)};
}

/* ---- names ---- */

void matrix_line_name(struct form_page *fp, const struct ui *ui, size_t roster, size_t row, struct str *out)
{
    field_show(fp, ui, (struct path){(int)roster, row, (size_t)def_of(fp, roster)->down}, out);
}

void matrix_column_name(struct form_page *fp, const struct ui *ui, size_t roster, size_t row, bool head,
                        struct str *out)
{
    size_t across = (size_t)def_of(fp, roster)->across;
    const struct list *list = work_list(fp->work, &def_of(fp, roster)->fields[across]);
    const char *code = value_str(&fp->record->rosters[roster].list.v[row].cells[across].value);
    const struct list_row *choice = list ? list_find(list, code) : NULL;
    if (choice) {
        str_add(out, head ? list_row_head(choice, ui->lang) : list_row_label(choice, ui->lang));
    } else {
        field_show(fp, ui, (struct path){(int)roster, row, across}, out);
    }
}

bool matrix_same_line(const struct form_page *fp, size_t roster, size_t a, size_t b)
{
    const struct rows *rows = &fp->record->rosters[roster];
    size_t down = (size_t)def_of(fp, roster)->down;
    return a < rows->list.n && b < rows->list.n &&
           value_eq(&rows->list.v[a].cells[down].value, &rows->list.v[b].cells[down].value);
}

bool matrix_part(struct form_page *fp, const struct ui *ui, struct path at, struct str *numbers,
                 struct str *percent)
{
    const struct cell *c = form_cell(fp, at);
    struct value whole = VALUE_INIT;
    bool is = c && !fp->blind && work_whole(fp->work, at, &whole);
    if (is && c->raw) {
        str_add(numbers, c->raw);
    } else if (is) {
        matrix_show_part(form_field_at(fp, at), &c->value, &whole, ui->lang, numbers, percent);
    }
    value_release(&whole);
    return is;
}

/* ---- columns ---- */

static size_t shown(const struct roster_layout *r, size_t first)
{
    size_t left = r->matrix.across.n - first;
    return left < r->fit ? left : r->fit;
}

/* The column that the focus is in must be among those that fit. */
static size_t first_across(struct form_page *fp, size_t roster)
{
    const struct roster_layout *r = roster_layout_of(fp, roster);
    size_t last = r->matrix.across.n > r->fit ? r->matrix.across.n - r->fit : 0;
    struct place at;
    while (fp->across.n <= roster) {
        (void)vec_push(&fp->across);
    }
    size_t *first = &fp->across.v[roster];
    if (fp->focused && fp->focus.roster == (int)roster && matrix_find(&r->matrix, fp->focus.row, &at)) {
        if (at.across < *first) {
            *first = at.across;
        } else if (at.across >= *first + r->fit) {
            *first = at.across - r->fit + 1;
        }
    }
    return *first > last ? last : *first;
}

int matrix_place(const struct roster_layout *r, size_t across)
{
    return LABEL_COL + r->head_width + r->gap + (int)across * (r->cell_width + r->gap);
}

static struct field_box box_at(const struct roster_layout *r, int row, size_t across)
{
    return (struct field_box){row, matrix_place(r, across), r->cell_width, 1, 0, 1, r->right};
}

static bool holds_orphan(const struct form_page *fp, size_t roster, size_t down, size_t across, bool line)
{
    const struct matrix *m = &roster_layout_of(fp, roster)->matrix;
    size_t n = line ? m->across.n : m->down.n;
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        int row = matrix_at(m, line ? down : i, line ? i : across);
        if (row >= 0 && !fp->record->rosters[roster].list.v[row].orphan) {
            return false;
        }
        any = any || row >= 0;
    }
    return any;
}

static void draw_column_head(struct form_page *fp, const struct ui *ui, struct grid *g, size_t roster,
                             size_t across, const struct field_box *b)
{
    const struct roster_layout *r = roster_layout_of(fp, roster);
    struct str s = STR_INIT;
    matrix_column_name(fp, ui, roster, r->matrix.across.v[across], true, &s);
    roster_draw_cut(g, b->row, b->col, b->width, STYLE_HEAD, s.p, b->right);
    if (holds_orphan(fp, roster, 0, across, false)) {
        int left = b->right ? b->width - utf8_cols(sv_of(s.p)) : 0;
        grid_str(g, b->row, b->col + (left > 0 ? left : 0) - 1, 1, STYLE_WARNING, "?");
    }
    str_release(&s);
}

void matrix_draw_head(struct form_page *fp, const struct ui *ui, struct grid *g, size_t roster, int row)
{
    const struct roster_layout *r = roster_layout_of(fp, roster);
    const struct roster *def = def_of(fp, roster);
    size_t first = first_across(fp, roster), n = shown(r, first);
    roster_draw_cut(g, row, LABEL_COL, r->head_width, STYLE_HEAD,
                    label_in(&def->fields[def->down].label, ui->lang), false);
    for (size_t i = 0; i < n; i++) {
        struct field_box box = box_at(r, row, i);
        draw_column_head(fp, ui, g, roster, first + i, &box);
    }
    if (def->total_across) {
        roster_draw_cut(g, row, matrix_place(r, n), r->cell_width, STYLE_HEAD, _("Total"), true);
    }
    if (first > 0) {
        grid_str(g, row, 0, 1, STYLE_DIM, "←");
    }
    if (first + n < r->matrix.across.n) {
        grid_str(g, row, g->cols - 1, 1, STYLE_DIM, "→");
    }
}

/* ---- totals ---- */

/* Of one line's cell in one column, if it counts. */
static void add_cell(const struct form_page *fp, size_t roster, int row, struct value *sum)
{
    size_t field = def_of(fp, roster)->cell[0];
    const struct cell *c = row >= 0 ? &fp->record->rosters[roster].list.v[row].cells[field] : NULL;
    if (c && c->relevant) {
        (void)value_add(
            sum, &c->value); /* what is too large for a number is left out of a number that is too large */
    }
}

/* What adds up other lines, or is a part of one, is counted there already. */
static bool counts(const struct form_page *fp, size_t roster, size_t down)
{
    const struct roster_layout *r = roster_layout_of(fp, roster);
    size_t row = r->matrix.down.v[down];
    return !r->parts.v[down] &&
           !fp->record->rosters[roster].list.v[row].cells[def_of(fp, roster)->cell[0]].computed;
}

static void sum_line(const struct form_page *fp, size_t roster, size_t down, struct value *sum)
{
    const struct matrix *m = &roster_layout_of(fp, roster)->matrix;
    for (size_t i = 0; i < m->across.n; i++) {
        add_cell(fp, roster, matrix_at(m, down, i), sum);
    }
}

static void sum_column(const struct form_page *fp, size_t roster, size_t across, struct value *sum)
{
    const struct matrix *m = &roster_layout_of(fp, roster)->matrix;
    for (size_t i = 0; i < m->down.n; i++) {
        if (counts(fp, roster, i)) {
            add_cell(fp, roster, matrix_at(m, i, across), sum);
        }
    }
}

static void draw_sum(const struct form_page *fp, const struct ui *ui, struct grid *g, size_t roster, int row,
                     size_t place, struct value *sum)
{
    const struct roster *def = def_of(fp, roster);
    const struct roster_layout *r = roster_layout_of(fp, roster);
    struct str s = STR_INIT;
    if (!value_is_null(sum)) {
        format_show(&def->fields[def->cell[0]], NULL, sum, ui->lang, 0, &s);
        roster_draw_cut(g, row, matrix_place(r, place), r->cell_width, STYLE_LABEL, s.p, true);
    }
    str_release(&s);
    value_release(sum);
}

void matrix_draw_sums(struct form_page *fp, const struct ui *ui, struct grid *g, size_t roster, int row)
{
    const struct roster_layout *r = roster_layout_of(fp, roster);
    size_t first = first_across(fp, roster), n = shown(r, first);
    struct value sum = VALUE_INIT;
    roster_draw_cut(g, row, LABEL_COL, r->head_width, STYLE_HEAD, _("Total"), false);
    for (size_t i = 0; i < n; i++) {
        sum_column(fp, roster, first + i, &sum);
        draw_sum(fp, ui, g, roster, row, i, &sum);
    }
    for (size_t i = 0; def_of(fp, roster)->total_across && i < r->matrix.across.n; i++) {
        sum_column(fp, roster, i, &sum);
    }
    draw_sum(fp, ui, g, roster, row, n, &sum);
}

/* ---- lines ---- */

static bool is_heading(const struct form_page *fp, size_t roster, size_t down)
{
    const struct matrix *m = &roster_layout_of(fp, roster)->matrix;
    for (size_t i = 0; i < m->across.n; i++) {
        int row = matrix_at(m, down, i);
        if (row >= 0 && form_cell(fp, cell_path(fp, roster, (size_t)row))->relevant) {
            return false;
        }
    }
    return true;
}

static void draw_label(struct form_page *fp, const struct ui *ui, struct grid *g, size_t roster, size_t down,
                       int row)
{
    const struct roster_layout *r = roster_layout_of(fp, roster);
    struct str s = STR_INIT;
    matrix_line_name(fp, ui, roster, r->matrix.down.v[down], &s);
    roster_draw_cut(g, row, LABEL_COL, r->head_width, STYLE_LABEL, s.p, false);
    if (holds_orphan(fp, roster, down, 0, true)) {
        grid_str(g, row, 1, 1, STYLE_WARNING, "?");
    }
    str_release(&s);
}

/* Something is wrong beside what the place shows: on the line's page. */
static const struct finding *wrong_beside(const struct form_page *fp, struct path at)
{
    for (size_t i = 0; i < fp->marks.n; i++) {
        struct path mark = fp->marks.v[i];
        if (mark.roster == at.roster && mark.row == at.row && mark.field != at.field &&
            mark.field != SIZE_MAX && problems_at(fp, mark)) {
            return problems_at(fp, mark);
        }
    }
    return NULL;
}

static void draw_place(struct form_page *fp, const struct ui *ui, struct grid *g, struct path at,
                       const struct field_box *b)
{
    const struct finding *beside = wrong_beside(fp, at);
    struct str text = STR_INIT;
    struct str percent = STR_INIT;
    if (!roster_layout_of(fp, (size_t)at.roster)->two_lines || !matrix_part(fp, ui, at, &text, &percent)) {
        field_show_within(fp, ui, at, b->width, &text);
    }
    if (beside) {
        grid_str(g, b->row, b->col - 1, 1, beside->strength == FIND_WARNING ? STYLE_WARNING : STYLE_ERROR,
                 "!");
    }
    roster_draw_cell(fp, ui, g, at, b, text.p);
    str_release(&text);
    str_release(&percent);
}

void matrix_draw_line(struct form_page *fp, const struct ui *ui, struct grid *g, const struct line *line,
                      int row)
{
    size_t roster = (size_t)line->at.roster;
    const struct roster_layout *r = roster_layout_of(fp, roster);
    size_t first = first_across(fp, roster), n = shown(r, first);
    struct value sum = VALUE_INIT;
    draw_label(fp, ui, g, roster, line->at.row, row);
    if (is_heading(fp, roster, line->at.row)) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        int at = matrix_at(&r->matrix, line->at.row, first + i);
        if (at >= 0) {
            struct field_box box = box_at(r, row, i);
            draw_place(fp, ui, g, cell_path(fp, roster, (size_t)at), &box);
        }
    }
    if (def_of(fp, roster)->total_across) {
        sum_line(fp, roster, line->at.row, &sum);
        draw_sum(fp, ui, g, roster, row, n, &sum);
    }
}

void matrix_draw_percent(struct form_page *fp, const struct ui *ui, struct grid *g, const struct line *line,
                         int row)
{
    size_t roster = (size_t)line->at.roster;
    const struct roster_layout *r = roster_layout_of(fp, roster);
    size_t first = first_across(fp, roster), n = shown(r, first);
    for (size_t i = 0; i < n; i++) {
        int at = matrix_at(&r->matrix, line->at.row, first + i);
        struct str numbers = STR_INIT;
        struct str percent = STR_INIT;
        if (at >= 0 && matrix_part(fp, ui, cell_path(fp, roster, (size_t)at), &numbers, &percent)) {
            roster_draw_cut(g, row, matrix_place(r, i), r->cell_width, STYLE_DIM, percent.p, true);
        }
        str_release(&numbers);
        str_release(&percent);
    }
}
