/*
 * A table of texts to read: a summary's rows, a record's history, a difference; or rows that open something.  The first column
 * stays; of the others those that have no room are reached with ← and →.
 */

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screen/columns.h"
#include "screen/linear.h"
#include "screen/ui.h"

enum {
    CODE_COLS = 8,  /* a code is no wider */
    NAME_COLS = 20, /* in so many columns a name can be read */
};

struct table_page {
    struct page page;
    char *title;
    struct rowset rows;
    char **labels; /* rows.ncolumns, owned */
    size_t shown;  /* how many columns people see */
    size_t passed; /* columns behind those that stay that are scrolled away */
    struct columns all; /* measured */
    table_open_fn *open; /* what Enter does; NULL: it shows the whole row */
    struct scroll scroll;
    int height;
};

static struct table_page *table_of(struct page *p)
{
    return (struct table_page *)(void *)p;
}

/* The first column stays in sight; behind a short code the name that it stands for, too, where that leaves half of the screen. */
static size_t staying(const struct table_page *t, int cols)
{
    const struct columns *all = &t->all;
    int name = all->cells[1] < NAME_COLS ? all->cells[1] : NAME_COLS;
    bool two = all->n > 2 && all->cells[0] <= CODE_COLS && !all->right[1] && all->cells[0] + COLUMNS_GAP + name <= cols / 2;
    return two ? 2 : 1;
}

/* Those that stay and those behind what is scrolled away, as many as there is room for; returns how many are left out. */
static size_t fit(const struct table_page *t, int cols, struct columns *c)
{
    *c = (struct columns){.lang = t->all.lang};
    size_t stay = staying(t, cols);
    for (size_t i = 0; i < t->all.n; i++) {
        if (i < stay || i >= stay + t->passed) {
            columns_add_measured(c, &t->all, i);
        }
    }
    return columns_fit_some(c, cols - 2);
}

static void table_draw(struct page *p, struct ui *ui, struct grid *g)
{
    struct table_page *t = table_of(p);
    struct str right = STR_INIT;
    str_addf(&right, Q_("%zu row", "%zu rows", t->rows.nrows), t->rows.nrows);
    ui_frame(ui, g, t->title, right.p, CTX_TABLE);
    str_release(&right);
    struct columns c;
    size_t left_out = fit(t, g->cols, &c);
    t->height = columns_draw(&c, &t->rows, &t->scroll, g, UI_TOP, g->rows - UI_TOP - UI_BOTTOM);
    grid_str(g, UI_TOP, 0, 1, STYLE_DIM, t->passed > 0 ? "←" : "");
    grid_str(g, UI_TOP, g->cols - 1, 1, STYLE_DIM, left_out > 0 ? "→" : "");
    if (!t->rows.nrows) {
        grid_str(g, UI_TOP + 2, 1, g->cols - 2, STYLE_DIM, _("There is nothing here."));
        grid_cursor(g, UI_TOP + 2, 1);
    }
}

/* The whole row in a pop-up: one line a column. */
static void show_row(struct table_page *t, struct ui *ui)
{
    struct str text = STR_INIT;
    for (size_t i = 0; i < t->all.n; i++) {
        str_addf(&text, "%s: ", t->labels[i]);
        columns_add_cell(&t->all, &t->rows, t->scroll.at, i, &text);
        str_add(&text, "\n");
    }
    ui_push(ui, &ask_new(t->title, text.p, 0)->page);
    str_release(&text);
}

static void enter_row(struct table_page *t, struct ui *ui)
{
    if (t->scroll.at >= t->rows.nrows) {
        return;
    }
    if (t->open) {
        t->open(ui, &t->rows, t->scroll.at);
    } else {
        show_row(t, ui);
    }
}

static bool table_event(struct page *p, struct ui *ui, enum command cmd, const struct event *ev)
{
    (void)ev;
    struct table_page *t = table_of(p);
    struct columns c;
    if (cmd == CMD_LEAVE) {
        ui_close(ui);
    } else if (cmd == CMD_RIGHT) {
        t->passed += fit(t, ui->grid.cols, &c) > 0;
    } else if (cmd == CMD_LEFT) {
        t->passed -= t->passed > 0;
    } else if (cmd == CMD_OPEN) {
        enter_row(t, ui);
    } else {
        return scroll_event(&t->scroll, cmd, t->rows.nrows, t->height);
    }
    return true;
}

static void table_free(struct page *p)
{
    struct table_page *t = table_of(p);
    for (size_t i = 0; i < t->rows.ncolumns; i++) {
        free(t->labels[i]);
    }
    free(t->labels);
    rowset_release(&t->rows);
    free(t->title);
    free(t);
}

/* ---- by lines ---- */

static void tell_line(struct page *p, struct ui *ui, size_t at, struct str *out)
{
    struct table_page *t = table_of(p);
    int *columns = mem_zero(t->shown + 1, sizeof *columns);
    for (size_t i = 0; i < t->shown; i++) {
        columns[i] = (int)i;
    }
    linear_add_number(out, at);
    linear_add_cells(&t->rows, at, columns, (const char *const *)t->labels, t->shown, ui->lang, out);
    str_add_c(out, '\n');
    free(columns);
}

static void table_tell(struct page *p, struct ui *ui, bool whole, struct str *out)
{
    struct table_page *t = table_of(p);
    if (whole) {
        str_addf(out, "%s\n", t->title);
        linear_tell_rows(p, ui, &t->scroll, t->rows.nrows, tell_line, out);
        str_addf(out, "%s%s", t->rows.nrows == 0 ? _("There is nothing here.") : "", t->rows.nrows == 0 ? "\n" : "");
    }
    str_add(out, t->open ? _("Number: ") : _("< goes back: "));
}

static bool table_answer(struct page *p, struct ui *ui, struct sv line)
{
    struct table_page *t = table_of(p);
    return linear_answer_rows(p, ui, sv_trim(line), &t->scroll, t->rows.nrows);
}

static const struct page_ops table_ops = {.draw = table_draw, .event = table_event, .tell = table_tell, .answer = table_answer, .free = table_free, .name = "table", .context = CTX_TABLE};

struct page *table_opening(struct ui *ui, const char *title, struct rowset *rows, const char *const *labels, size_t shown,
                           table_open_fn *open)
{
    struct table_page *t = mem_zero(1, sizeof *t);
    t->page.ops = &table_ops;
    t->title = mem_dup(title);
    t->rows = *rows;
    memset(rows, 0, sizeof *rows);
    t->shown = shown;
    t->open = open;
    t->labels = mem_zero(t->rows.ncolumns + 1, sizeof *t->labels);
    for (size_t i = 0; i < t->rows.ncolumns; i++) {
        t->labels[i] = mem_dup(i < shown && labels && labels[i] ? labels[i] : t->rows.columns[i]);
    }
    for (size_t i = 0; i < shown; i++) {
        columns_add(&t->all, (int)i, t->labels[i]);
    }
    t->all.lang = ui->lang;
    columns_measure(&t->all, &t->rows);
    t->height = ui->grid.rows - UI_TOP - UI_BOTTOM - 1;
    return &t->page;
}

struct page *table_new(struct ui *ui, const char *title, struct rowset *rows, const char *const *labels)
{
    return table_opening(ui, title, rows, labels, rows->ncolumns, NULL);
}
