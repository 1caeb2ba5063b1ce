/*
 * The menu: every form, board and summary of the application, under the heads of its menus.  One key away from everywhere; letters
 * show those alone whose names they begin a word of.
 */

#include <stdlib.h>

#include "base/mem.h"
#include "screen/linear.h"
#include "screen/open.h"
#include "screen/scroll.h"
#include "screen/type.h"
#include "screen/ui.h"
#include "text/clean.h"
#include "text/fold.h"
#include "text/utf8.h"

struct menu_line {
    const struct menu *menu;      /* a head when item is NULL */
    const struct menu_item *item;
};

struct menu_page {
    struct page page;
    VEC(struct menu_line) lines;
    struct scroll scroll;
    int height;
    struct str search; /* what is typed */
    bool opened;       /* something was, since then: the next letter begins another search */
};

static struct menu_page *menu_of(struct page *p)
{
    return (struct menu_page *)(void *)p;
}

static const char *item_label(struct ui *ui, const struct menu_item *item)
{
    struct err err = ERR_INIT;
    const struct form *form = NULL;
    const struct summary *sum = NULL;
    const struct board *board = NULL;
    switch (item->kind) {
    case MENU_FORM:
        return app_form(ui->app, item->name, &form, NULL, &err) ? label_in(&form->title, ui->lang) : item->name;
    case MENU_SUMMARY:
        return app_summary(ui->app, item->name, &sum, NULL, &err) ? label_in(&sum->title, ui->lang) : item->name;
    case MENU_BOARD:
        board = app_board(ui->app, item->name);
        return board ? label_in(&board->label, ui->lang) : item->name;
    }
    return item->name;
}

/* A form and a summary of it may have one name. */
static const char *item_kind(const struct menu_item *item)
{
    return item->kind == MENU_FORM ? "" : item->kind == MENU_BOARD ? _("board") : _("summary");
}

static void draw_item(const struct menu_page *m, struct ui *ui, struct grid *g, int row, size_t at)
{
    enum style style = at == m->scroll.at ? STYLE_SELECTED : STYLE_PLAIN;
    const struct menu_item *item = m->lines.v[at].item;
    const char *kind = item_kind(item);
    int cols = utf8_cols(sv_of(kind)), width = g->cols - 6 - (cols > 0 ? cols + 1 : 0);
    grid_field(g, row, 3, width, style, item_label(ui, item));
    grid_str(g, row, g->cols - 3 - cols, cols, STYLE_DIM, kind);
    if (at == m->scroll.at) {
        grid_cursor(g, row, 3);
    }
}

static void menu_draw(struct page *p, struct ui *ui, struct grid *g)
{
    struct menu_page *m = menu_of(p);
    struct str title = STR_INIT;
    str_addf(&title, "%s%s%s", _("Menu"), m->search.len > 0 ? ": " : "", m->search.p);
    ui_frame(ui, g, title.p, m->search.len == 0 ? _("letters search") : "", CTX_MENU);
    str_release(&title);
    if (m->lines.n == 0) {
        grid_str(g, UI_TOP, 1, g->cols - 2, STYLE_DIM, _("Nothing in the menu is called so."));
    }
    m->height = g->rows - UI_TOP - UI_BOTTOM;
    scroll_fit(&m->scroll, m->lines.n, m->height);
    for (int i = 0; i < m->height && m->scroll.top + (size_t)i < m->lines.n; i++) {
        size_t at = m->scroll.top + (size_t)i;
        const struct menu_line *line = &m->lines.v[at];
        int row = UI_TOP + i;
        if (!line->item) {
            grid_rule(g, row, 1, g->cols - 2, label_in(&line->menu->label, ui->lang));
            continue;
        }
        draw_item(m, ui, g, row, at);
    }
}

/* Heads are passed over. */
static void skip_heads(struct menu_page *m, bool up)
{
    while (m->scroll.at < m->lines.n && !m->lines.v[m->scroll.at].item) {
        if (up && m->scroll.at > 0) {
            m->scroll.at--;
        } else {
            m->scroll.at++;
            up = false;
        }
    }
}

/* A form that the acting role does not read is not offered, nor a summary that it may not run; whoever reads all forms waits for no file. */
static bool is_offered(const struct ui *ui, const struct role *role, const struct menu_item *item)
{
    const struct summary *sum;
    struct err ignored = ERR_INIT; /* told when it is opened */
    if (!role || !role->reads || item->kind == MENU_BOARD) {
        return true;
    }
    return item->kind == MENU_FORM ? app_reads(ui->app, role->reads, item->name)
                                   : !app_summary(ui->app, item->name, &sum, NULL, &ignored) || is_for_role(sum->roles, role);
}

static bool is_searched(struct ui *ui, const struct menu_item *item, const char *folded)
{
    struct str label = STR_INIT;
    bool yes = folded[0] == '\0';
    if (!yes) {
        fold_text(&label, sv_of(item_label(ui, item)));
        yes = fold_word_match(label.p, folded);
    }
    str_release(&label);
    return yes;
}

static void add_menu(struct menu_page *m, struct ui *ui, const struct menu *menu, const char *folded)
{
    const struct role *role = ui->role_name ? app_role(ui->app, ui->role_name) : NULL;
    size_t head = m->lines.n;
    if (!is_for_role(menu->roles, role)) {
        return;
    }
    *vec_push(&m->lines) = (struct menu_line){menu, NULL};
    for (size_t k = 0; k < menu->nitems; k++) {
        if (is_offered(ui, role, &menu->items[k]) && is_searched(ui, &menu->items[k], folded)) {
            *vec_push(&m->lines) = (struct menu_line){menu, &menu->items[k]};
        }
    }
    m->lines.n -= m->lines.n == head + 1; /* a head alone */
}

static void fill(struct menu_page *m, struct ui *ui)
{
    struct str folded = STR_INIT;
    fold_text(&folded, (struct sv){m->search.p, m->search.len});
    vec_release(&m->lines);
    for (size_t i = 0; i < ui->app->nmenus; i++) {
        add_menu(m, ui, &ui->app->menus[i], folded.p);
    }
    m->scroll = (struct scroll){0};
    skip_heads(m, false);
    str_release(&folded);
}

static void search(struct menu_page *m, struct ui *ui, enum command cmd, const struct event *ev)
{
    if (m->opened) {
        str_clear(&m->search);
        m->opened = false;
    }
    if (ev->key == KEY_TEXT) {
        type_line(ui, &m->search, ev->text);
    } else if (ev->key == KEY_PASTE) {
        clean_lossy(&m->search, ev->text, false, NULL);
    } else if (cmd == CMD_CLEAR) {
        str_clear(&m->search);
    } else {
        type_line_back(ui, &m->search);
    }
    fill(m, ui);
}

static bool menu_event(struct page *p, struct ui *ui, enum command cmd, const struct event *ev)
{
    struct menu_page *m = menu_of(p);
    if (cmd == CMD_LEAVE) {
        ui_close(ui);
    } else if (ev->key == KEY_TEXT || ev->key == KEY_PASTE || cmd == CMD_BACKSPACE || cmd == CMD_CLEAR) {
        search(m, ui, cmd, ev);
    } else if (cmd == CMD_OPEN && m->scroll.at < m->lines.n) {
        const struct menu_item *item = m->lines.v[m->scroll.at].item;
        m->opened = true;
        open_item(ui, item->kind, item->name);
    } else if (scroll_event(&m->scroll, cmd, m->lines.n, m->height)) {
        skip_heads(m, cmd == CMD_UP || cmd == CMD_PREV || cmd == CMD_PAGE_UP);
    } else {
        return false;
    }
    return true;
}

static void menu_free(struct page *p)
{
    struct menu_page *m = menu_of(p);
    vec_release(&m->lines);
    str_release(&m->search);
    free(m);
}

/* ---- by lines: items are numbered without their heads ---- */

static void menu_tell(struct page *p, struct ui *ui, bool whole, struct str *out)
{
    const struct menu_page *m = menu_of(p);
    size_t items = 0;
    str_addf(out, "%s%s", whole ? _("Menu") : "", whole ? "\n" : "");
    for (size_t i = 0; whole && i < m->lines.n; i++) {
        const struct menu_line *line = &m->lines.v[i];
        if (line->item) {
            linear_add_number(out, items++);
            str_addf(out, "%s\n", item_label(ui, line->item));
        } else {
            str_addf(out, "— %s\n", label_in(&line->menu->label, ui->lang));
        }
    }
    str_add(out, _("Number: "));
}

static bool menu_answer(struct page *p, struct ui *ui, struct sv line)
{
    const struct menu_page *m = menu_of(p);
    size_t number;
    size_t items = 0;
    bool is = linear_number(sv_trim(line), m->lines.n, &number);
    for (size_t i = 0; is && i < m->lines.n; i++) {
        const struct menu_item *item = m->lines.v[i].item;
        if (item && items++ == number) {
            open_item(ui, item->kind, item->name);
            return true;
        }
    }
    return false;
}

static const struct page_ops menu_ops = {.draw = menu_draw, .event = menu_event, .tell = menu_tell, .answer = menu_answer, .free = menu_free, .name = "menu", .context = CTX_MENU};

struct page *menu_new(struct ui *ui)
{
    struct menu_page *m = mem_zero(1, sizeof *m);
    m->page.ops = &menu_ops;
    m->search = (struct str)STR_INIT;
    m->height = ui->grid.rows - UI_TOP - UI_BOTTOM;
    fill(m, ui);
    return &m->page;
}
