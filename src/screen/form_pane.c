/* The reference pane: what a query of the focused field returns, above the fields or beside them, or alone. */

#include "screen/form_int.h"
#include "screen/linear.h"

enum { PANE_LEAST = 4, BESIDE_FROM = 120, FIELDS_LEAST = 40 };

/* ---- asking ---- */

/* The values of the parameters that the query has, as one text, to see whether any has changed. */
static void join_params(const struct ui *ui, const char *query, const struct params *params, struct str *out)
{
    struct err ignored = ERR_INIT;
    const char *sql;
    bool known = app_sql(ui->app, "queries", query, &sql, &ignored);
    for (size_t i = 0; i < params->list.n; i++) {
        const struct param *p = &params->list.v[i];
        if (!known || query_names_param(sql, p->name)) {
            value_add_plain(out, &p->value);
            str_add_c(out, '\n');
        }
    }
}

static void ask(struct form_page *fp, struct ui *ui, const char *query, const struct params *params,
                const struct str *joined)
{
    struct pane *p = &fp->pane;
    struct reply rep = {0};
    struct request req = {
        .op = OP_QUERY, .name = query, .params = params->list.v, .nparams = params->list.n, .snapshot = fp->seal};
    if (ui_call(ui, &req, &rep)) {
        if (!p->query || !str_eq(p->query, query)) {
            p->top = 0;
        }
        p->query = query;
        p->title = form_field_at(fp, fp->focus)->label;
        str_set(&p->params, joined->p);
        pane_take_rows(fp, &rep.rows, fp->focus);
    }
    reply_release(&rep);
}

/* A field without a pane leaves the last one standing. */
static void refresh(struct form_page *fp, struct ui *ui)
{
    const struct pane *p = &fp->pane;
    const char *query = fp->focused ? form_field_at(fp, fp->focus)->pane : NULL;
    if (!query) {
        return;
    }
    struct str joined = STR_INIT;
    struct params params;
    form_params(fp, fp->focus, &params);
    join_params(ui, query, &params, &joined);
    if (!p->query || !str_eq(p->query, query) || !str_eq(joined.p, p->params.p)) {
        ask(fp, ui, query, &params, &joined);
    }
    params_release(&params);
    str_release(&joined);
}

static bool has_something(struct form_page *fp, struct ui *ui)
{
    refresh(fp, ui);
    if (!fp->pane.query && ui->message.len == 0) {
        ui_say(ui, STYLE_PLAIN, "%s", _("The form has nothing to show beside this field."));
    }
    return fp->pane.query != NULL;
}

void pane_follow(struct form_page *fp, struct ui *ui)
{
    if (fp->pane.share > 0) {
        refresh(fp, ui);
        fp->pane.follow = true;
        fp->pane.stale = true;
    }
}

/* ---- the split ---- */

static int at_most(int a, int b)
{
    return a < b ? a : b;
}

/* As many rows as it needs within its share: heads, lines, and the rule below. */
static int rows_above(struct form_page *fp, const struct ui *ui, int rows, int cols)
{
    int most = at_most(rows * fp->pane.share / 6, rows - PANE_LEAST);
    if (rows < 2 * PANE_LEAST) {
        return 0;
    }
    pane_fit(fp, ui, cols);
    size_t lines = pane_lines(&fp->pane) > 0 ? pane_lines(&fp->pane) : 1;
    int want = lines < (size_t)rows ? (int)lines + 2 : rows;
    return at_most(want, most > PANE_LEAST ? most : PANE_LEAST);
}

struct pane_place pane_place(struct form_page *fp, const struct ui *ui, int rows, int cols)
{
    struct pane_place at = {.beside = cols >= BESIDE_FROM, .rows = rows, .cols = cols};
    if (fp->pane.share == 0 || !fp->pane.query) {
        return (struct pane_place){0};
    }
    if (at.beside) {
        at.cols = at_most(cols * fp->pane.share / 6, cols - FIELDS_LEAST);
    } else {
        at.rows = rows_above(fp, ui, rows, cols);
    }
    return at.rows > 0 ? at : (struct pane_place){0};
}

/* What comes after each share of the room, in sixths: half of it first, then more, then less, then none. */
static int next_share(int share)
{
    static const int next[] = {[0] = 3, [3] = 4, [4] = 2, [2] = 0};
    return next[share];
}

void pane_split(struct form_page *fp, struct ui *ui)
{
    if (ui->linear) {
        pane_zoom(fp, ui); /* there is nothing to split */
        return;
    }
    fp->pane.share = has_something(fp, ui) ? next_share(fp->pane.share) : 0;
    if (fp->pane.share > 0 && pane_place(fp, ui, ui->grid.rows - UI_TOP - UI_BOTTOM, ui->grid.cols).rows == 0) {
        char key[KEY_NAME];
        ui_say(ui, STYLE_PLAIN, _("The screen is too low for a pane; %s shows it alone."), ui_key(ui, CMD_PANE_ZOOM, CTX_FORM, key));
    }
}

void pane_down(struct form_page *fp, struct ui *ui)
{
    (void)ui;
    pane_scroll(&fp->pane, CMD_PANE_DOWN);
}

void pane_up(struct form_page *fp, struct ui *ui)
{
    (void)ui;
    pane_scroll(&fp->pane, CMD_PANE_UP);
}

/* ---- painting ---- */

/* Painted only when something in it changed: a letter typed in a field costs a copy of its cells. */
static void paint_image(struct form_page *fp, const struct ui *ui, int rows, int cols)
{
    struct pane *p = &fp->pane;
    pane_fit(fp, ui, cols);
    if (p->image.rows != rows || p->image.cols != cols) {
        grid_resize(&p->image, rows, cols);
        p->stale = true;
    }
    if (p->stale) {
        grid_clear(&p->image);
        pane_paint(fp, ui, &p->image);
    }
}

static void draw_above(struct form_page *fp, const struct ui *ui, struct grid *g, const struct pane_place *at)
{
    struct str position = STR_INIT;
    paint_image(fp, ui, at->rows - 1, at->cols);
    grid_blit(g, UI_TOP, 0, &fp->pane.image);
    pane_position(&fp->pane, ui, &position);
    grid_rule(g, UI_TOP + at->rows - 1, 0, g->cols, position.p);
    str_release(&position);
}

static void draw_beside(struct form_page *fp, const struct ui *ui, struct grid *g, const struct pane_place *at)
{
    struct str position = STR_INIT;
    int col = g->cols - at->cols;
    paint_image(fp, ui, at->rows - 1, at->cols - 1);
    for (int row = 0; row < at->rows; row++) {
        grid_str(g, UI_TOP + row, col, 1, STYLE_PLAIN, "│");
    }
    grid_blit(g, UI_TOP, col + 1, &fp->pane.image);
    pane_position(&fp->pane, ui, &position);
    grid_str(g, UI_TOP + at->rows - 1, col + 2, at->cols - 2, STYLE_TITLE, position.p);
    str_release(&position);
}

void pane_draw(struct form_page *fp, const struct ui *ui, struct grid *g, const struct pane_place *at)
{
    if (at->rows > 0 && at->beside) {
        draw_beside(fp, ui, g, at);
    } else if (at->rows > 0) {
        draw_above(fp, ui, g, at);
    }
}

void pane_release(struct pane *p)
{
    rowset_release(&p->rows);
    rowset_release(&p->shown);
    str_release(&p->params);
    vec_release(&p->columns);
    vec_release(&p->starts);
    grid_release(&p->image);
}

/* ---- alone: the whole height, and back ---- */

struct zoom_page {
    struct page page;
    struct form_page *fp; /* lies below */
};

static struct form_page *below(struct page *p)
{
    return ((struct zoom_page *)(void *)p)->fp;
}

static void zoom_draw(struct page *p, struct ui *ui, struct grid *g)
{
    struct form_page *fp = below(p);
    struct str position = STR_INIT;
    struct grid view = grid_view(g, UI_TOP, 0, g->rows - UI_TOP - UI_BOTTOM, g->cols);
    pane_paint(fp, ui, &view);
    pane_position(&fp->pane, ui, &position);
    ui_frame(ui, g, label_in(&fp->pane.title, ui->lang), position.p, CTX_PANE);
    grid_cursor(g, UI_TOP + 1, 1);
    str_release(&position);
}

static bool zoom_event(struct page *p, struct ui *ui, enum command cmd, const struct event *ev)
{
    struct pane *pane = &below(p)->pane;
    (void)ev;
    switch (cmd) {
    case CMD_LEAVE:
    case CMD_PANE_ZOOM:
        pane->stale = true; /* the image was painted over */
        ui_close(ui);
        return true;
    default:
        return pane_scroll(pane, cmd);
    }
}

static void zoom_free(struct page *p)
{
    free(p);
}

/* By lines: each row with its heads. */
static void zoom_tell(struct page *p, struct ui *ui, bool whole, struct str *out)
{
    struct form_page *fp = below(p);
    const struct pane *pane = &fp->pane;
    if (whole) {
        str_addf(out, "%s\n", label_in(&pane->title, ui->lang));
        pane_fit(fp, ui, ui->grid.cols);
        for (size_t row = 0; row < pane->shown.nrows; row++) {
            linear_add_number(out, row);
            linear_add_cells(&pane->shown, row, pane->fit.source, pane->fit.heads, pane->fit.n, ui->lang, out);
            str_add_c(out, '\n');
        }
    }
    str_add(out, _("< goes back: "));
}

static const struct page_ops zoom_ops = {
    .draw = zoom_draw, .event = zoom_event, .tell = zoom_tell, .free = zoom_free, .name = "pane", .context = CTX_PANE};

void pane_zoom(struct form_page *fp, struct ui *ui)
{
    if (!has_something(fp, ui)) {
        return;
    }
    struct zoom_page *z = mem_zero(1, sizeof *z);
    z->page.ops = &zoom_ops;
    z->fp = fp;
    ui_push(ui, &z->page);
}
