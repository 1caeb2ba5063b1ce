/* The pane above the fields: what a query of the focused field returns, to be read while writing. */

#include "screen/form_int.h"

#include "screen/columns.h"

enum { PANE_LEAST = 4 };

int pane_rows(const struct form_page *fp, int height)
{
    if (!fp->pane_on || height < 2 * PANE_LEAST) {
        return 0;
    }
    int want = (int)fp->pane.nrows + 2; /* heads, and the rule below */
    int most = height / 2;
    return want < PANE_LEAST ? PANE_LEAST : want < most ? want : most;
}

/* All values as one text, to see whether any has changed. */
static void join_params(const struct param *params, size_t n, struct str *out)
{
    for (size_t i = 0; i < n; i++) {
        value_add_plain(out, &params[i].value);
        str_add_c(out, '\n');
    }
}

static bool is_fresh(const struct form_page *fp, const char *query, const char *joined)
{
    return fp->pane_query && str_eq(fp->pane_query, query) && str_eq(joined, fp->pane_params.p);
}

/* A field without a pane leaves the last one standing. */
void pane_refresh(struct form_page *fp, struct ui *ui)
{
    const char *query = fp->focused ? form_field_at(fp, fp->focus)->pane : NULL;
    if (!query) {
        return;
    }
    struct str joined = STR_INIT;
    struct form_params params;
    form_params(fp, fp->focus, &params);
    struct reply rep = {0};
    struct request req = {.op = OP_QUERY, .name = query, .params = params.list.v, .nparams = params.list.n};
    join_params(params.list.v, params.list.n, &joined);
    if (!is_fresh(fp, query, joined.p) && ui_call(ui, &req, &rep)) {
        rowset_release(&fp->pane);
        fp->pane = rep.rows;
        rep.rows = (struct rowset){0};
        fp->pane_query = query;
        str_set(&fp->pane_params, joined.p);
    }
    form_params_release(&params);
    str_release(&joined);
    reply_release(&rep);
}

void pane_toggle(struct form_page *fp, struct ui *ui)
{
    fp->pane_on = !fp->pane_on;
    if (!fp->pane_on) {
        return;
    }
    pane_refresh(fp, ui);
    if (!fp->pane_query) {
        fp->pane_on = false;
        ui_say(ui, STYLE_PLAIN, "%s", _("The form has nothing to show beside this field."));
    }
}

static void copy_rows(struct rowset *to, const struct rowset *from)
{
    for (size_t c = 0; c < from->ncolumns; c++) {
        rowset_add_column(to, from->columns[c]);
    }
    for (size_t r = 0; r < from->nrows; r++) {
        struct value *row = rowset_add_row(to);
        for (size_t c = 0; c < from->ncolumns; c++) {
            value_copy(&row[c], rowset_at(from, r, (int)c));
        }
    }
}

void pane_zoom(struct form_page *fp, struct ui *ui)
{
    pane_refresh(fp, ui);
    if (!fp->pane_query) {
        ui_say(ui, STYLE_PLAIN, "%s", _("The form has nothing to show beside this field."));
        return;
    }
    struct rowset rows = {0};
    copy_rows(&rows, &fp->pane);
    ui_push(ui, table_new(ui, label_in(&form_field_at(fp, fp->focus)->label, ui->lang), &rows, NULL));
}

void pane_draw(struct form_page *fp, const struct ui *ui, struct grid *g, int row, int rows)
{
    struct columns c = {0};
    (void)ui;
    for (size_t i = 0; i < fp->pane.ncolumns; i++) {
        columns_add(&c, (int)i, fp->pane.columns[i]);
    }
    columns_fit(&c, &fp->pane, g->cols - 2);
    columns_draw_heads(&c, g, row, 1);
    for (int i = 0; i < rows - 2 && (size_t)i < fp->pane.nrows; i++) {
        columns_draw_row(&c, &fp->pane, (size_t)i, g, row + 1 + i, 1, STYLE_DIM);
    }
    grid_rule(g, row + rows - 1, 0, g->cols, "");
}
