/*
 * Home is the work: open drafts, the steps of one's own process with their counts, what is to be done by due date.  Enter opens the
 * record at its field.  The menu with everything else is one key away.
 */

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screen/identity.h"
#include "screen/seal.h"
#include "screen/linear.h"
#include "screen/open.h"
#include "screen/scroll.h"
#include "screen/ui.h"
#include "text/utf8.h"

enum { RIGHT_COLS = 24 }; /* of a state, a count, a day */

struct home_page {
    struct page page;
    struct rowset rows; /* of OP_HOME */
    struct scroll scroll;
    int height;         /* lines of the last paint */
    bool proved;        /* who works here, and they hold one role: there is nothing to choose */
};

static struct home_page *home_of(struct page *p)
{
    return (struct home_page *)(void *)p;
}

/* Whoever named no role acts in one that they hold. */
static void take_role(struct ui *ui, const char *name)
{
    const struct role *role = name ? app_role(ui->app, name) : NULL;
    if (role) {
        ui->role = &role->label;
        ui->role_name = role->name;
    }
}

static bool reload(struct home_page *h, struct ui *ui)
{
    struct reply rep = {0};
    struct request req = {.op = OP_HOME, .params = ui->context, .nparams = ui->ncontext};
    bool ok = ui_call(ui, &req, &rep);
    if (ok) {
        rowset_release(&h->rows);
        h->rows = rep.rows;
        memset(&rep.rows, 0, sizeof rep.rows);
        take_role(ui, rep.text);
        h->proved = !ui->host->become || (ui->host->remote && rep.n < 2);
    }
    reply_release(&rep);
    return ok;
}

/* ---- painting: a head before each kind of rows ---- */

static bool is_draft(const char *kind)
{
    return str_eq(kind, "draft") || str_eq(kind, "verify");
}

static const char *kind_head(const char *kind)
{
    if (is_draft(kind)) {
        return _("Unfinished: go on");
    }
    return str_eq(kind, "step") ? _("Steps") : _("To do");
}

static bool starts_kind(const struct rowset *rows, size_t at)
{
    return at == 0 || !str_eq(kind_head(rowset_str(rows, at, "kind")), kind_head(rowset_str(rows, at - 1, "kind")));
}

/* State and count; neither, where there is nothing to ask about yet. */
static void step_text(const struct rowset *rows, size_t at, struct str *out)
{
    const char *state = rowset_str(rows, at, "state");
    str_add(out, state);
    if (!value_is_null(rowset_at(rows, at, rowset_column(rows, "total")))) {
        str_addf(out, "%s%lld/%lld", *state ? "  " : "", (long long)rowset_int(rows, at, "done"),
                 (long long)rowset_int(rows, at, "total"));
    }
}

static void right_text(const struct home_page *h, struct ui *ui, size_t at, struct str *out)
{
    const char *kind = rowset_str(&h->rows, at, "kind");
    if (is_draft(kind)) {
        instant_add_shown(out, rowset_int(&h->rows, at, "done"), ui->clock->offset_min);
    } else if (str_eq(kind, "step")) {
        step_text(&h->rows, at, out);
    } else {
        struct date d;
        if (date_parse_iso(sv_of(rowset_str(&h->rows, at, "due")), &d)) {
            str_addf(out, "%s ", _("by"));
            date_add_shown(out, d);
        }
    }
}

/* A title too long for its line: the parts behind the first go, those at the end stay ("Sheet THCS Lê Lợi … – 3.1"). */
static void add_label(const char *label, int cols, struct str *out)
{
    static const char dash[] = " – ";
    const char *first = strstr(label, dash), *rest = first;
    str_add(out, label);
    while (rest && utf8_cols(sv_of(out->p)) > cols && (rest = strstr(rest + 1, dash))) {
        str_clear(out);
        str_add_n(out, label, (size_t)(first - label));
        str_addf(out, " …%s", rest);
    }
}

static void draw_line(const struct home_page *h, struct ui *ui, struct grid *g, int row, size_t at)
{
    enum style style = at == h->scroll.at ? STYLE_SELECTED : STYLE_PLAIN;
    struct str right = STR_INIT;
    right_text(h, ui, at, &right);
    int need = utf8_cols(sv_of(right.p)) + 1, column = g->cols / 3 < RIGHT_COLS ? g->cols / 3 : RIGHT_COLS;
    int width = right.len == 0 ? 0 : is_draft(rowset_str(&h->rows, at, "kind")) || need > column ? need : column;
    struct str label = STR_INIT;
    add_label(rowset_str(&h->rows, at, "label"), g->cols - 6 - width, &label);
    grid_field(g, row, 3, g->cols - 6 - width, style, label.p);
    grid_fill(g, row, g->cols - 3 - width, width, style, " ");
    grid_field(g, row, g->cols - 2 - width, width - 1, style, right.p);
    if (at == h->scroll.at) {
        grid_cursor(g, row, 3);
    }
    str_release(&label);
    str_release(&right);
}

/* Lines that rows `from` to `to` take, heads included. */
static int lines_between(const struct rowset *rows, size_t from, size_t to)
{
    int n = 0;
    for (size_t i = from; i <= to && i < rows->nrows; i++) {
        n += 1 + (i == from || starts_kind(rows, i));
    }
    return n;
}

static void add_nothing(const struct ui *ui, struct str *out)
{
    char menu[KEY_NAME], context[KEY_NAME];
    str_addf(out, _("Nothing is waiting. %s opens the menu; %s chooses what you work on."), ui_key(ui, CMD_MENU, CTX_HOME, menu),
             ui_key(ui, CMD_CONTEXT, CTX_HOME, context));
}

static void draw_nothing(const struct ui *ui, struct grid *g)
{
    struct str text = STR_INIT;
    add_nothing(ui, &text);
    grid_str(g, UI_TOP + 1, 1, g->cols - 2, STYLE_DIM, text.p);
    grid_cursor(g, UI_TOP + 1, 1);
    str_release(&text);
}

static void home_draw(struct page *p, struct ui *ui, struct grid *g)
{
    struct home_page *h = home_of(p);
    ui_frame(ui, g, ui->context_title.len > 0 ? "" : label_in(&ui->app->title, ui->lang), "", CTX_HOME);
    h->height = g->rows - UI_TOP - UI_BOTTOM;
    scroll_fit(&h->scroll, h->rows.nrows, h->height);
    while (h->scroll.top < h->scroll.at && lines_between(&h->rows, h->scroll.top, h->scroll.at) > h->height) {
        h->scroll.top++;
    }
    int row = UI_TOP;
    for (size_t at = h->scroll.top; at < h->rows.nrows && row < g->rows - UI_BOTTOM; at++) {
        if (at == h->scroll.top || starts_kind(&h->rows, at)) {
            grid_rule(g, row++, 1, g->cols - 2, kind_head(rowset_str(&h->rows, at, "kind")));
        }
        if (row < g->rows - UI_BOTTOM) {
            draw_line(h, ui, g, row++, at);
        }
    }
    if (!h->rows.nrows) {
        draw_nothing(ui, g);
    }
}

/* ---- events ---- */

static enum menu_kind step_kind(const char *kind)
{
    return str_eq(kind, "board") ? MENU_BOARD : str_eq(kind, "summary") ? MENU_SUMMARY : MENU_FORM;
}

static void open_line(struct home_page *h, struct ui *ui)
{
    size_t at = h->scroll.at;
    if (at >= h->rows.nrows) {
        return;
    }
    if (str_eq(rowset_str(&h->rows, at, "kind"), "step")) {
        open_item(ui, step_kind(rowset_str(&h->rows, at, "item_kind")), rowset_str(&h->rows, at, "item"));
        return;
    }
    const char *id = rowset_str(&h->rows, at, "id");
    const char *field = rowset_str(&h->rows, at, "field");
    const char *form = rowset_str(&h->rows, at, "form");
    bool verify = str_eq(rowset_str(&h->rows, at, "kind"), "verify");
    struct page *p = verify ? form_new_verify(ui, form, id) : form_new(ui, form, *id ? id : NULL, NULL, *field ? field : NULL);
    if (p) {
        ui_push(ui, p);
    }
}

static void discard(const struct home_page *h, struct ui *ui)
{
    size_t at = h->scroll.at;
    const char *kind = at < h->rows.nrows ? rowset_str(&h->rows, at, "kind") : "";
    if (is_draft(kind)) {
        form_discard(ui, rowset_str(&h->rows, at, "form"), rowset_str(&h->rows, at, "id"), str_eq(kind, "verify"));
    } else {
        ui_say(ui, STYLE_PLAIN, "%s", _("This is no draft: only what is unfinished can be discarded."));
    }
}

static bool home_event(struct page *p, struct ui *ui, enum command cmd, const struct event *ev)
{
    (void)ev;
    struct home_page *h = home_of(p);
    if (cmd == CMD_OPEN) {
        open_line(h, ui);
    } else if (cmd == CMD_MENU) {
        ui_push(ui, menu_new(ui));
    } else if (cmd == CMD_PERSON) {
        identity_ask(ui, true);
    } else if (cmd == CMD_SEAL) {
        seal_ask(ui);
    } else if (cmd == CMD_DISCARD) {
        discard(h, ui);
    } else if (cmd == CMD_LEAVE) {
        ui->quit = true;
    } else {
        return scroll_event(&h->scroll, cmd, h->rows.nrows, h->height);
    }
    return true;
}

static void home_resume(struct page *p, struct ui *ui, struct page *closed)
{
    if (seal_closed(ui, closed)) {
        return;
    }
    if (identity_closed(ui, closed) || !closed->ops->popup) {
        reload(home_of(p), ui);
    }
}

static void home_relabel(struct page *p, struct ui *ui)
{
    reload(home_of(p), ui);
}

static void home_free(struct page *p)
{
    struct home_page *h = home_of(p);
    rowset_release(&h->rows);
    free(h);
}

/* ---- by lines ---- */

static void tell_line(struct page *p, struct ui *ui, size_t at, struct str *out)
{
    struct home_page *h = home_of(p);
    struct str right = STR_INIT;
    if (at == h->scroll.top || starts_kind(&h->rows, at)) {
        str_addf(out, "— %s\n", kind_head(rowset_str(&h->rows, at, "kind")));
    }
    right_text(h, ui, at, &right);
    linear_add_number(out, at);
    str_addf(out, "%s%s%s\n", rowset_str(&h->rows, at, "label"), right.len > 0 ? ": " : "", right.p);
    str_release(&right);
}

static void home_tell(struct page *p, struct ui *ui, bool whole, struct str *out)
{
    struct home_page *h = home_of(p);
    if (whole) {
        str_addf(out, "%s%s", ui->sample ? _("SAMPLE DATA") : "", ui->sample ? "\n" : "");
        str_addf(out, "%s\n", ui->context_title.len > 0 ? ui->context_title.p : label_in(&ui->app->title, ui->lang));
        linear_tell_rows(p, ui, &h->scroll, h->rows.nrows, tell_line, out);
        if (h->rows.nrows == 0) {
            add_nothing(ui, out);
            str_add_c(out, '\n');
        }
    }
    str_add(out, _("Number, :menu, or ?help: "));
}

static bool home_answer(struct page *p, struct ui *ui, struct sv line)
{
    struct home_page *h = home_of(p);
    return linear_answer_rows(p, ui, sv_trim(line), &h->scroll, h->rows.nrows);
}

static const enum command *home_withheld(const struct page *p)
{
    static const enum command proved[] = {CMD_PERSON, CMD_NONE};
    return ((const struct home_page *)(const void *)p)->proved ? proved : NULL;
}

static const struct page_ops home_ops = {.withheld = home_withheld, .draw = home_draw, .event = home_event, .tell = home_tell, .answer = home_answer, .resume = home_resume, .relabel = home_relabel, .free = home_free, .name = "home",
                                         .context = CTX_HOME};

struct page *home_new(struct ui *ui)
{
    struct home_page *h = mem_zero(1, sizeof *h);
    h->page.ops = &home_ops;
    h->proved = ui->host->remote || !ui->host->become;
    h->height = ui->grid.rows - UI_TOP - UI_BOTTOM;
    context_restore(ui);
    reload(h, ui);
    if (ui->ncontext && !ui->context_title.len) {
        char key[KEY_NAME];
        ui_say(ui, STYLE_PLAIN, _("Press %s to choose what you work on."), ui_key(ui, CMD_CONTEXT, CTX_HOME, key));
    }
    return &h->page;
}
