/*
 * The rows of the reference pane for people: which fields their columns hold values of, the texts wrapped into
 * lines, and marked where the form says something else.
 */

#include "screen/form_int.h"

#include <string.h>

#include "base/num.h"
#include "text/utf8.h"
#include "text/wrap.h"

enum { MARGIN = 1 }; /* columns left of the first one, for its mark */
#define DIFFERS   "≠" /* in the Vietnamese fonts of the console; told without colour */
#define HEAD_SPLIT " | "
#define ENGLISH    "_en"

/* ---- columns ---- */

/* "Ngày mượn" of "Ngày mượn | Lent on", and the other part; without one, the same. */
static struct sv head_in(const char *name, enum lang lang)
{
    const char *split = strstr(name, HEAD_SPLIT);
    if (!split) {
        return sv_of(name);
    }
    return lang == LANG_EN ? sv_of(split + strlen(HEAD_SPLIT)) : (struct sv){name, (size_t)(split - name)};
}

/* The column that holds the English of the one named `name`; -1: none. */
static int english_of(const struct rowset *rows, const char *name)
{
    struct sv base = head_in(name, LANG_VI);
    struct str twin = STR_INIT;
    str_addf(&twin, "%.*s" ENGLISH, (int)base.n, base.p);
    int at = rowset_column(rows, twin.p);
    str_release(&twin);
    return at;
}

static bool is_english(const struct rowset *rows, size_t column)
{
    for (size_t i = 0; i < rows->ncolumns; i++) {
        if (english_of(rows, rows->columns[i]) == (int)column) {
            return true;
        }
    }
    return false;
}

/* The rowset's column with the row keys of this roster; -1: none, so its rows are of no row of the roster. */
static int key_of(const struct form_page *fp, size_t roster)
{
    const struct roster *def = &fp->form->rosters[roster];
    return def->row_key >= 0 ? rowset_column(&fp->pane.rows, def->fields[def->row_key].name) : -1;
}

/* The roster of which the rows hold keys: first the one that asked. */
static void find_roster(struct form_page *fp, struct path at)
{
    struct pane *p = &fp->pane;
    p->roster = at.roster;
    p->key = at.roster >= 0 ? key_of(fp, (size_t)at.roster) : -1;
    for (size_t i = 0; p->key < 0 && i < fp->form->nrosters; i++) {
        p->roster = (int)i;
        p->key = key_of(fp, i);
    }
}

static void add_column(struct form_page *fp, size_t source)
{
    struct pane *p = &fp->pane;
    const char *name = p->rows.columns[source];
    const struct roster *def = p->key >= 0 ? &fp->form->rosters[p->roster] : NULL;
    const struct field *f = def ? roster_field(def, name) : NULL;
    int roster = f ? p->roster : -1;
    f = f ? f : form_field(fp->form, name);
    if (f && f->hidden) {
        return;
    }
    if (f && f->type == FIELD_NOTE) {
        f = NULL; /* holds no value */
    }
    *vec_push(&p->columns) = (struct pane_column){(int)source, english_of(&p->rows, name), f, roster};
}

void pane_take_rows(struct form_page *fp, struct rowset *rows, struct path at)
{
    struct pane *p = &fp->pane;
    rowset_release(&p->rows);
    p->rows = *rows;
    *rows = (struct rowset){0};
    p->columns.n = 0;
    find_roster(fp, at);
    for (size_t i = 0; i < p->rows.ncolumns; i++) {
        if (!is_english(&p->rows, i)) {
            add_column(fp, i);
        }
    }
    p->width = 0;
}

/* ---- values ---- */

/* The value of the column's field that stands in the row; false when it is none. */
static bool field_value(const struct form_page *fp, const struct pane_column *c, size_t row, struct value *out)
{
    struct err ignored = ERR_INIT;
    const struct value *v = rowset_at(&fp->pane.rows, row, c->source);
    struct str text = STR_INIT;
    if (!c->field || value_is_null(v) || (c->field->ref && v->type != VALUE_TEXT)) {
        return false;
    }
    value_add_plain(&text, v);
    bool ok = format_parse_stored(c->field, work_list(fp->work, c->field), (struct sv){text.p, text.len}, out, &ignored);
    str_release(&text);
    return ok;
}

/* The cell of the form that the value stands beside; NULL when there is none. */
static const struct cell *cell_beside(const struct form_page *fp, const struct pane_column *c, size_t row)
{
    struct path at = {c->roster, 0, c->field->index};
    if (c->roster >= 0) {
        struct str key = STR_INIT;
        value_add_plain(&key, rowset_at(&fp->pane.rows, row, fp->pane.key));
        bool found = record_find_row(fp->record, (size_t)c->roster, key.p, &at.row);
        str_release(&key);
        if (!found) {
            return NULL;
        }
    }
    return record_cell_const(fp->record, at);
}

static bool is_key(const struct form *form, const struct pane_column *c)
{
    for (size_t i = 0; c->roster < 0 && i < form->nkey; i++) {
        if (form->key[i] == c->field->index) {
            return true; /* says which record the row is of */
        }
    }
    return false;
}

/* What is not answered, here or there, differs from nothing. */
static bool differs(const struct form_page *fp, const struct pane_column *c, size_t row)
{
    struct value v = VALUE_INIT;
    if (!c->field || is_key(fp->form, c)) {
        return false;
    }
    const struct cell *cell = cell_beside(fp, c, row);
    bool answered = cell && cell->relevant && !value_is_null(&cell->value);
    bool is = answered && field_value(fp, c, row, &v) && !value_eq(&v, &cell->value);
    value_release(&v);
    return is;
}

static void show_cell(struct form_page *fp, const struct ui *ui, const struct pane_column *c, size_t row,
                      struct str *out)
{
    struct value v = VALUE_INIT;
    const struct value *english = rowset_at(&fp->pane.rows, row, c->english);
    if (field_value(fp, c, row, &v)) {
        field_show_value(fp, ui, c->field, &v, out);
    } else {
        bool twin = ui->lang == LANG_EN && !value_is_null(english);
        value_add_plain(out, twin ? english : rowset_at(&fp->pane.rows, row, c->source));
    }
    value_release(&v);
}

/* ---- lines ---- */

static void add_head(struct pane *p, const struct pane_column *c, enum lang lang)
{
    if (c->field) {
        rowset_add_column(&p->shown, label_in(&c->field->label, lang));
        return;
    }
    struct sv head = head_in(p->rows.columns[c->source], lang);
    char *text = mem_dup_n(head.p, head.n);
    rowset_add_column(&p->shown, text);
    free(text);
}

static void show_rows(struct form_page *fp, const struct ui *ui)
{
    struct pane *p = &fp->pane;
    struct str text = STR_INIT;
    rowset_release(&p->shown);
    for (size_t c = 0; c < p->columns.n; c++) {
        add_head(p, &p->columns.v[c], ui->lang);
    }
    for (size_t r = 0; r < p->rows.nrows; r++) {
        struct value *row = rowset_add_row(&p->shown);
        for (size_t c = 0; c < p->columns.n; c++) {
            str_clear(&text);
            show_cell(fp, ui, &p->columns.v[c], r, &text);
            value_set_text(&row[c], (struct sv){text.p, text.len});
        }
    }
    str_release(&text);
}

static bool holds_numbers(const struct pane *p, const struct pane_column *c)
{
    bool numbers = p->rows.nrows > 0;
    if (c->field) {
        return c->field->type == FIELD_INTEGER || c->field->type == FIELD_DECIMAL;
    }
    for (size_t r = 0; r < p->rows.nrows && numbers; r++) {
        numbers = rowset_at(&p->rows, r, c->source)->type != VALUE_TEXT;
    }
    return numbers;
}

static void fit_columns(struct pane *p, int width)
{
    p->fit = (struct columns){0};
    for (size_t c = 0; c < p->columns.n; c++) {
        columns_add(&p->fit, (int)c, p->shown.columns[c]);
    }
    columns_fit(&p->fit, &p->shown, width - 2 * MARGIN);
    for (size_t c = 0; c < p->fit.n; c++) {
        p->fit.right[c] = holds_numbers(p, &p->columns.v[c]);
    }
}

static struct sv text_at(const struct pane *p, size_t row, size_t column)
{
    return sv_of(value_str(rowset_at(&p->shown, row, (int)column)));
}

static size_t lines_of(const struct pane *p, size_t row)
{
    size_t most = 1;
    for (size_t c = 0; c < p->fit.n; c++) {
        size_t n = (size_t)wrap_count(text_at(p, row, c), p->fit.width[c]);
        most = n > most ? n : most;
    }
    return most;
}

static void count_lines(struct pane *p)
{
    size_t line = 0;
    p->starts.n = 0;
    for (size_t r = 0; r < p->shown.nrows; r++) {
        *vec_push(&p->starts) = line;
        line += lines_of(p, r);
    }
    *vec_push(&p->starts) = line;
}

/* The row that has this line. */
static size_t row_at(const struct pane *p, size_t line)
{
    size_t row = 0;
    size_t end = p->shown.nrows;
    while (row + 1 < end) {
        size_t middle = row + (end - row) / 2;
        if (p->starts.v[middle] <= line) {
            row = middle;
        } else {
            end = middle;
        }
    }
    return row;
}

void pane_fit(struct form_page *fp, const struct ui *ui, int width)
{
    struct pane *p = &fp->pane;
    if (p->width == width && p->lang == ui->lang) {
        return;
    }
    size_t row = p->width > 0 && p->top > 0 ? row_at(p, p->top) : 0;
    p->width = width;
    p->lang = ui->lang;
    show_rows(fp, ui);
    fit_columns(p, width);
    count_lines(p);
    p->top = row < p->shown.nrows ? p->starts.v[row] : 0;
    p->stale = true;
}

size_t pane_lines(const struct pane *p)
{
    return p->starts.n > 0 ? p->starts.v[p->starts.n - 1] : 0;
}

/* ---- scrolling ---- */

static void scroll_to(struct pane *p, size_t line)
{
    size_t seen = p->height > 0 ? (size_t)p->height : 1;
    size_t last = pane_lines(p) > seen ? pane_lines(p) - seen : 0;
    line = line < last ? line : last;
    p->stale = p->stale || line != p->top;
    p->top = line;
}

bool pane_scroll(struct pane *p, enum command cmd)
{
    size_t page = p->height > 1 ? (size_t)p->height - 1 : 1;
    bool by_line = cmd == CMD_UP || cmd == CMD_DOWN;
    bool by_half = cmd == CMD_PANE_UP || cmd == CMD_PANE_DOWN;
    size_t step = by_line ? 1 : by_half ? (page + 1) / 2 : page;
    switch (cmd) {
    case CMD_DOWN:
    case CMD_PAGE_DOWN:
    case CMD_PANE_DOWN:
        scroll_to(p, p->top + step);
        return true;
    case CMD_UP:
    case CMD_PAGE_UP:
    case CMD_PANE_UP:
        scroll_to(p, p->top > step ? p->top - step : 0);
        return true;
    case CMD_FIRST:
        scroll_to(p, 0);
        return true;
    case CMD_LAST:
        scroll_to(p, pane_lines(p));
        return true;
    default:
        return false;
    }
}

/* The row with the key of this roster row is brought into view. */
static void show_row(struct form_page *fp, struct path at)
{
    struct pane *p = &fp->pane;
    if (at.roster < 0 || at.roster != p->roster || p->key < 0 || !form_cell(fp, at)) {
        return;
    }
    const char *key = fp->record->rosters[at.roster].list.v[at.row].key;
    for (size_t r = 0; r < p->shown.nrows; r++) {
        bool found = str_eq(value_str(rowset_at(&p->rows, r, p->key)), key);
        bool above = found && p->starts.v[r] < p->top;
        bool below = found && p->starts.v[r + 1] > p->top + (size_t)p->height;
        if (above || below) {
            scroll_to(p, p->starts.v[r]);
        }
        if (found) {
            return;
        }
    }
}

void pane_position(const struct pane *p, const struct ui *ui, struct str *out)
{
    char down[KEY_NAME], up[KEY_NAME];
    size_t lines = pane_lines(p);
    size_t end = p->top + (size_t)p->height;
    if (p->height <= 0 || lines <= (size_t)p->height) {
        return;
    }
    str_addf(out, "%zu–%zu/%zu  ↓ %s  ↑ %s", p->top + 1, end < lines ? end : lines, lines,
             ui_key(ui, CMD_PANE_DOWN, CTX_FORM, down), ui_key(ui, CMD_PANE_UP, CTX_FORM, up));
}

/* ---- painting ---- */

/* How far right a line of a column begins: numbers stand at the right. */
static int indent(const struct pane *p, size_t c, struct sv line)
{
    int used = p->fit.right[c] ? utf8_cols(line) : p->fit.width[c];
    return used < p->fit.width[c] ? p->fit.width[c] - used : 0;
}

/* One cell, of which line `first` of its text comes on row `row`. */
static void paint_cell(const struct pane *p, struct grid *g, size_t r, size_t c, size_t first, int row, int col)
{
    struct sv rest = text_at(p, r, c);
    struct sv line;
    for (size_t n = 0; row < g->rows && wrap_next(&rest, p->fit.width[c], &line); n++) {
        if (n >= first) {
            grid_text(g, row++, col + indent(p, c, line), p->fit.width[c], STYLE_DIM, line);
        }
    }
}

static int paint_row(struct form_page *fp, struct grid *g, size_t r, size_t first, int row)
{
    const struct pane *p = &fp->pane;
    int col = MARGIN;
    for (size_t c = 0; c < p->fit.n; c++) {
        if (first == 0 && differs(fp, &p->columns.v[c], r)) {
            grid_str(g, row, col + indent(p, c, text_at(p, r, c)) - 1, 1, STYLE_WARNING, DIFFERS);
        }
        paint_cell(p, g, r, c, first, row, col);
        col += p->fit.width[c] + COLUMNS_GAP;
    }
    return (int)(p->starts.v[r + 1] - p->starts.v[r] - first);
}

void pane_paint(struct form_page *fp, const struct ui *ui, struct grid *g)
{
    struct pane *p = &fp->pane;
    pane_fit(fp, ui, g->cols);
    p->height = g->rows - 1;
    if (p->follow) {
        show_row(fp, fp->focus);
    }
    scroll_to(p, p->top); /* the pane may be higher than it was */
    p->follow = false;
    p->stale = false;
    columns_draw_heads(&p->fit, g, 0, MARGIN, 1);
    if (p->shown.nrows == 0) {
        grid_str(g, 1, MARGIN, g->cols - MARGIN, STYLE_DIM, _("There is nothing here."));
        return;
    }
    size_t r = row_at(p, p->top);
    size_t first = p->top - p->starts.v[r];
    for (int row = 1; row < g->rows && r < p->shown.nrows; r++) {
        row += paint_row(fp, g, r, first, row);
        first = 0;
    }
}
