/* A board: rows and columns from queries, the cells between them; Enter opens what the row stands for. */

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screen/columns.h"
#include "screen/linear.h"
#include "screen/ui.h"
#include "text/wrap.h"

enum { ROWS_LEAST = 3 };

struct board_page {
    struct page page;
    const struct board *board;
    struct rowset rows, columns, footer;
    struct scroll scroll;
    int height;
    struct str supposed; /* codes of what is supposed to be, a line each; nothing of it is stored */
    int64_t nsupposed;
};

static struct board_page *board_of(struct page *p)
{
    return (struct board_page *)(void *)p;
}

static void take(struct rowset *to, struct rowset *from)
{
    rowset_release(to);
    *to = *from;
    memset(from, 0, sizeof *from);
}

static bool reload(struct board_page *b, struct ui *ui)
{
    struct reply rep = {0};
    struct request req = {.op = OP_BOARD, .name = b->board->name, .params = ui->context, .nparams = ui->ncontext, .after = b->supposed.len ? b->supposed.p : NULL};
    bool ok = ui_call(ui, &req, &rep);
    if (ok) {
        take(&b->rows, &rep.rows);
        take(&b->columns, &rep.rows2);
        take(&b->footer, &rep.rows3);
        b->nsupposed = rep.n;
    }
    reply_release(&rep);
    return ok;
}

static struct sv footer_text(const struct board_page *b, size_t i)
{
    return sv_of(value_str(rowset_at(&b->footer, i, 0)));
}

/* Lines that the footer takes, each of its rows wrapped; a head and three rows of the board stay in any case. */
static int footer_lines(const struct board_page *b, const struct grid *g)
{
    int lines = 0, most = g->rows - UI_TOP - UI_BOTTOM - ROWS_LEAST - 1;
    for (size_t i = 0; i < b->footer.nrows; i++) {
        lines += wrap_count(footer_text(b, i), g->cols - 2);
    }
    return lines < most ? lines : most > 0 ? most : 0;
}

static void draw_footer(const struct board_page *b, struct grid *g, int row, int lines)
{
    for (size_t i = 0; i < b->footer.nrows; i++) {
        struct sv rest = footer_text(b, i), line;
        while (lines > 0 && wrap_next(&rest, g->cols - 2, &line)) {
            grid_text(g, row++, 1, g->cols - 2, STYLE_LABEL, line);
            lines--;
        }
    }
}

static void add_nothing(const struct ui *ui, struct str *out)
{
    char key[KEY_NAME];
    str_addf(out, _("There is nothing to show. Choose what you work on with %s."), ui_key(ui, CMD_CONTEXT, CTX_BOARD, key));
}

static void draw_nothing(const struct ui *ui, struct grid *g)
{
    struct str text = STR_INIT;
    add_nothing(ui, &text);
    grid_str(g, UI_TOP + 2, 1, g->cols - 2, STYLE_DIM, text.p);
    grid_cursor(g, UI_TOP + 2, 1);
    str_release(&text);
}

static void add_columns(const struct board_page *b, struct columns *c)
{
    columns_add(c, rowset_column(&b->rows, "label"), "");
    for (size_t i = 0; i < b->columns.nrows; i++) {
        columns_add(c, rowset_column(&b->rows, rowset_str(&b->columns, i, "code")), rowset_str(&b->columns, i, "label"));
    }
}

/* As long as something is supposed, that stands in the title and, unless something else is said, in the message line. */
static void draw_frame(const struct board_page *b, struct ui *ui, struct grid *g)
{
    char key[KEY_NAME];
    if (b->nsupposed > 0 && ui->message.len == 0) {
        ui_say(ui, STYLE_WARNING, Q_("What if: %zu supposition. Nothing of it is stored; %s ends it.", "What if: %zu suppositions. Nothing of it is stored; %s ends it.",
                                     (size_t)b->nsupposed), (size_t)b->nsupposed, ui_key(ui, CMD_LEAVE, CTX_BOARD, key));
    }
    ui_frame(ui, g, label_in(&b->board->label, ui->lang), b->nsupposed > 0 ? _("WHAT IF") : "", CTX_BOARD);
}

static void board_draw(struct page *p, struct ui *ui, struct grid *g)
{
    struct board_page *b = board_of(p);
    draw_frame(b, ui, g);
    struct columns c = {0};
    add_columns(b, &c);
    columns_fit(&c, &b->rows, g->cols - 2);
    int footer = footer_lines(b, g);
    b->height = columns_draw(&c, &b->rows, &b->scroll, g, UI_TOP, g->rows - UI_TOP - UI_BOTTOM - footer);
    draw_footer(b, g, g->rows - UI_BOTTOM - footer, footer);
    if (!b->rows.nrows) {
        draw_nothing(ui, g);
    }
}

static void open_row(struct board_page *b, struct ui *ui)
{
    if (b->scroll.at >= b->rows.nrows) {
        return;
    }
    const char *form = rowset_str(&b->rows, b->scroll.at, "form");
    const char *id = rowset_str(&b->rows, b->scroll.at, "id");
    const char *key = rowset_str(&b->rows, b->scroll.at, "key");
    if (!*form) {
        return;
    }
    struct page *p = form_new(ui, form, *id ? id : NULL, *key ? key : NULL, NULL);
    if (p) {
        ui_push(ui, p);
    }
}

/* ---- what if ---- */

static bool is_line_of(const struct str *lines, const char *code)
{
    struct sv rest = {lines->p, lines->len}, line;
    while (sv_next(&rest, '\n', &line)) {
        if (sv_eq(line, code)) {
            return true;
        }
    }
    return false;
}

static void add_supposable(const struct board_page *b, const struct rowset *rows, size_t i, struct pick *p)
{
    const struct value *row = rowset_at(rows, i, 0);
    const char *code = rowset_str(rows, i, "code");
    if ((value_is_null(row) || value_eq(row, rowset_at(&b->rows, b->scroll.at, 0))) && !pick_has(p, code)) {
        pick_add_as(p, code, "", rowset_str(rows, i, "label"));
        if (is_line_of(&b->supposed, code)) {
            pick_choose(p, code);
        }
    }
}

/* What may be supposed of the chosen row; several may be ticked. */
static void ask_suppose(struct board_page *b, struct ui *ui)
{
    struct reply rep = {0};
    struct request req = {.op = OP_BOARD, .name = b->board->name, .params = ui->context, .nparams = ui->ncontext, .n = 1};
    if (b->board->suppose && b->scroll.at < b->rows.nrows && ui_call(ui, &req, &rep)) {
        struct pick *p = pick_new(rowset_str(&b->rows, b->scroll.at, "label"), CMD_SUPPOSE);
        pick_several(p);
        for (size_t i = 0; i < rep.rows.nrows; i++) {
            add_supposable(b, &rep.rows, i, p);
        }
        ui_push(ui, &p->page);
        if (p->rows.n == 0) {
            ui_close(ui);
            ui_say(ui, STYLE_PLAIN, "%s", _("There is nothing to suppose in this row."));
        }
    }
    reply_release(&rep);
}

/* What was ticked of this row before gives way to what is ticked now. */
static void take_supposed(struct board_page *b, const struct pick *p)
{
    struct str rest = STR_INIT;
    struct sv lines = {b->supposed.p, b->supposed.len}, line;
    while (sv_next(&lines, '\n', &line)) {
        char *code = mem_dup_n(line.p, line.n);
        if (code[0] && !pick_has(p, code)) {
            str_addf(&rest, "%s\n", code);
        }
        free(code);
    }
    for (size_t i = 0; i < p->chosen.n; i++) {
        str_addf(&rest, "%s\n", p->chosen.v[i]);
    }
    str_release(&b->supposed);
    b->supposed = rest;
}

static void forget_supposed(struct board_page *b, struct ui *ui)
{
    str_clear(&b->supposed);
    b->nsupposed = 0;
    reload(b, ui);
    ui_say(ui, STYLE_PLAIN, "%s", _("The board is as it stands again."));
}

static const enum command *board_withheld(const struct page *p)
{
    static const enum command no_supposing[] = {CMD_SUPPOSE, CMD_NONE};
    return ((const struct board_page *)(const void *)p)->board->suppose ? NULL : no_supposing;
}

static bool board_event(struct page *p, struct ui *ui, enum command cmd, const struct event *ev)
{
    (void)ev;
    struct board_page *b = board_of(p);
    if (cmd == CMD_LEAVE && b->supposed.len > 0) {
        forget_supposed(b, ui);
    } else if (cmd == CMD_LEAVE) {
        ui_close(ui);
    } else if (cmd == CMD_SUPPOSE) {
        ask_suppose(b, ui);
    } else if (cmd == CMD_OPEN) {
        open_row(b, ui);
    } else {
        return scroll_event(&b->scroll, cmd, b->rows.nrows, b->height);
    }
    return true;
}

static void board_resume(struct page *p, struct ui *ui, struct page *closed)
{
    struct pick *pick = closed->ops == &pick_ops ? (struct pick *)(void *)closed : NULL;
    if (pick && pick->tag == CMD_SUPPOSE && pick->done) {
        take_supposed(board_of(p), pick);
        reload(board_of(p), ui);
    } else if (!closed->ops->popup) {
        reload(board_of(p), ui);
    }
}

static void board_relabel(struct page *p, struct ui *ui)
{
    reload(board_of(p), ui);
}

static void board_free(struct page *p)
{
    struct board_page *b = board_of(p);
    rowset_release(&b->rows);
    rowset_release(&b->columns);
    rowset_release(&b->footer);
    str_release(&b->supposed);
    free(b);
}

/* ---- by lines ---- */

static void tell_line(struct page *p, struct ui *ui, size_t at, struct str *out)
{
    struct board_page *b = board_of(p);
    struct columns c = {0};
    (void)ui;
    add_columns(b, &c);
    linear_add_number(out, at);
    linear_add_cells(&b->rows, at, c.source, c.heads, c.n, ui->lang, out);
    str_add_c(out, '\n');
}

static void board_tell(struct page *p, struct ui *ui, bool whole, struct str *out)
{
    struct board_page *b = board_of(p);
    if (whole) {
        str_addf(out, "%s\n", label_in(&b->board->label, ui->lang));
        linear_tell_rows(p, ui, &b->scroll, b->rows.nrows, tell_line, out);
        for (size_t i = 0; i < b->footer.nrows; i++) {
            str_addf(out, "%s\n", value_str(rowset_at(&b->footer, i, 0)));
        }
        if (b->rows.nrows == 0) {
            add_nothing(ui, out);
            str_add_c(out, '\n');
        }
    }
    str_add(out, _("Number: "));
}

static bool board_answer(struct page *p, struct ui *ui, struct sv line)
{
    struct board_page *b = board_of(p);
    return linear_answer_rows(p, ui, sv_trim(line), &b->scroll, b->rows.nrows);
}

static const struct page_ops board_ops = {.withheld = board_withheld, .draw = board_draw, .event = board_event, .tell = board_tell, .answer = board_answer, .resume = board_resume, .relabel = board_relabel, .free = board_free, .name = "board",
                                          .context = CTX_BOARD};

struct page *board_new(struct ui *ui, const char *name)
{
    const struct board *board = app_board(ui->app, name);
    if (!board) {
        ui_say(ui, STYLE_ERROR, _("The application has no board '%s'."), name);
        return NULL;
    }
    struct board_page *b = mem_zero(1, sizeof *b);
    b->page.ops = &board_ops;
    b->board = board;
    b->supposed = (struct str)STR_INIT;
    b->height = ui->grid.rows - UI_TOP - UI_BOTTOM - 1;
    if (!reload(b, ui)) {
        board_free(&b->page);
        return NULL;
    }
    return &b->page;
}
