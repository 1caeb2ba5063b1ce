#include "screen/ui.h"

#include <string.h>

#include "base/mem.h"
#include "screen/linear.h"
#include "screen/type.h"
#include "text/clean.h"
#include "text/edit.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "text/wrap.h"

/* A question: a text, and under it one line to type in, or choices, or nothing but "press Enter". */

enum { WIDEST = 64 };

static struct ask *ask_of(struct page *p)
{
    return (struct ask *)p;
}

struct ask *ask_new(const char *title, const char *text, int tag)
{
    struct ask *a = mem_zero(1, sizeof *a);
    a->page.ops = &ask_ops;
    a->title = mem_dup(title);
    a->text = mem_dup(text);
    a->answer = (struct str)STR_INIT;
    a->tag = tag;
    a->chosen = -1;
    return a;
}

static void ask_free(struct page *page)
{
    struct ask *a = ask_of(page);
    free(a->title);
    free(a->text);
    str_release(&a->answer);
    free(a);
}

static int count_choices(const struct ask *a)
{
    int n = 0;
    while (a->choices && a->choices[n]) {
        n++;
    }
    return n;
}

static void finish(struct ask *a, struct ui *ui)
{
    a->done = true;
    ui_close(ui);
}

/* ---- the line ---- */

/* One edit of the answer through text/edit, which keeps letters whole and composed. */
static void edit_answer(struct ask *a, struct ui *ui, enum command cmd, struct sv text, bool keyed)
{
    struct edit e;
    edit_init(&e, false);
    edit_set(&e, a->answer.p);
    edit_set_caret(&e, a->caret);
    switch (cmd) {
    case CMD_LEFT:
        edit_left(&e);
        break;
    case CMD_RIGHT:
        edit_right(&e);
        break;
    case CMD_WORD_LEFT:
        edit_word_left(&e);
        break;
    case CMD_WORD_RIGHT:
        edit_word_right(&e);
        break;
    case CMD_HOME:
        edit_home(&e);
        break;
    case CMD_END:
        edit_end(&e);
        break;
    case CMD_BACKSPACE:
        type_backspace(ui, &e);
        break;
    case CMD_DELETE:
        edit_delete(&e);
        break;
    case CMD_KILL_WORD:
        edit_backspace_word(&e);
        break;
    case CMD_KILL_END:
        edit_kill_to_end(&e);
        break;
    case CMD_CLEAR:
        edit_clear(&e);
        break;
    default:
        if (keyed) {
            type_text(ui, &e, text);
        } else {
            edit_insert(&e, text);
        }
        break;
    }
    str_set(&a->answer, e.text.p);
    a->caret = e.caret;
    edit_release(&e);
}

static bool edits(enum command cmd)
{
    switch (cmd) {
    case CMD_LEFT:
    case CMD_RIGHT:
    case CMD_WORD_LEFT:
    case CMD_WORD_RIGHT:
    case CMD_HOME:
    case CMD_END:
    case CMD_BACKSPACE:
    case CMD_DELETE:
    case CMD_KILL_WORD:
    case CMD_KILL_END:
    case CMD_CLEAR:
        return true;
    default:
        return false;
    }
}

/* ---- choices ---- */

static void choose(struct ask *a, struct ui *ui, int i)
{
    a->at = i;
    a->chosen = i;
    finish(a, ui);
}

/* Whether a choice begins with the folded letter. */
static bool begins_with(const char *choice, const char *letter)
{
    struct str f = STR_INIT;
    fold_text(&f, sv_of(choice));
    bool yes = str_starts(f.p, letter);
    str_release(&f);
    return yes;
}

/* A digit chooses by place, a letter by the first letter; when several begin with it, it goes from one to the
 * next. */
static void choose_typed(struct ask *a, struct ui *ui, struct sv text)
{
    int n = count_choices(a);
    if (text.n == 1 && text.p[0] >= '1' && text.p[0] <= '9') {
        if (text.p[0] - '1' < n) {
            choose(a, ui, text.p[0] - '1');
        }
        return;
    }
    struct str letter = STR_INIT;
    fold_text(&letter, text);
    int found = 0;
    int next = -1;
    for (int i = 1; i <= n && sv_trim(text).n > 0; i++) {
        int at = (a->at + i) % n;
        if (begins_with(a->choices[at], letter.p)) {
            next = next < 0 ? at : next;
            found++;
        }
    }
    str_release(&letter);
    if (found == 1) {
        choose(a, ui, next);
    } else if (found > 1) {
        a->at = next;
    }
}

/* ---- events ---- */

static bool is_blank(const struct ask *a)
{
    return sv_trim((struct sv){a->answer.p, a->answer.len}).n == 0;
}

static void accept(struct ask *a, struct ui *ui)
{
    if (a->input && a->required && is_blank(a)) {
        char key[KEY_NAME];
        ui_say(ui, STYLE_ERROR, _("Something must be written here; %s goes back without it."),
               ui_key(ui, CMD_LEAVE, CTX_ASK, key));
    } else if (a->choices) {
        choose(a, ui, a->at);
    } else {
        finish(a, ui);
    }
}

/* Up and down go among the choices, else through the text; the painter keeps `top` in bounds. */
static void move(struct ask *a, int by)
{
    int n = count_choices(a);
    if (n == 0 || by > 1 || by < -1) {
        a->top += by;
        return;
    }
    a->at = a->at + by < 0 ? 0 : a->at + by >= n ? n - 1 : a->at + by;
}

static bool ask_command(struct ask *a, struct ui *ui, enum command cmd)
{
    switch (cmd) {
    case CMD_ACCEPT:
        accept(a, ui);
        return true;
    case CMD_LEAVE:
        ui_close(ui);
        return true;
    case CMD_UP:
    case CMD_DOWN:
        move(a, cmd == CMD_DOWN ? 1 : -1);
        return true;
    case CMD_PAGE_UP:
    case CMD_PAGE_DOWN:
        move(a, cmd == CMD_PAGE_DOWN ? 8 : -8);
        return true;
    default:
        if (a->input && edits(cmd)) {
            edit_answer(a, ui, cmd, SV(""), false);
            return true;
        }
        return false;
    }
}

static bool ask_event(struct page *page, struct ui *ui, enum command cmd, const struct event *ev)
{
    struct ask *a = ask_of(page);
    bool text = ev->key == KEY_TEXT || ev->key == KEY_PASTE;
    if (text && a->input) {
        edit_answer(a, ui, CMD_NONE, ev->text, ev->key == KEY_TEXT);
        return true;
    }
    if (text && a->choices && ev->key == KEY_TEXT) {
        choose_typed(a, ui, ev->text);
        return true;
    }
    return text || ask_command(a, ui, cmd);
}

/* ---- painting ---- */

struct layout {
    int row, col, rows, cols; /* the box */
    int inner;                /* columns of text */
    int lines;                /* of text that show */
    int all_lines;
    int extra; /* rows under the text: the line, or the choices */
};

static int clamp(int x, int low, int high)
{
    return x > high ? high : x < low ? low : x;
}

static int widest_line(const struct ask *a)
{
    int cols = utf8_cols(sv_of(a->title)) + 2;
    struct sv rest = sv_of(a->text);
    struct sv line;
    while (wrap_next(&rest, WIDEST, &line)) {
        cols = utf8_cols(line) > cols ? utf8_cols(line) : cols;
    }
    for (int i = 0; i < count_choices(a); i++) {
        int choice = utf8_cols(sv_of(a->choices[i])) + 2;
        cols = choice > cols ? choice : cols;
    }
    return a->input && cols < 50 ? 50 : cols;
}

static struct layout lay_out(const struct ask *a, const struct grid *g)
{
    struct layout l = {.extra = a->input ? 1 : count_choices(a)};
    int gap = l.extra > 0 && a->text[0] ? 1 : 0;
    l.inner = clamp(widest_line(a), 20, g->cols - 6 < WIDEST ? g->cols - 6 : WIDEST);
    l.all_lines = wrap_count(sv_of(a->text), l.inner);
    l.lines = clamp(l.all_lines, 0, g->rows - 6 - l.extra - gap);
    l.extra += gap;
    l.rows = l.lines + l.extra + 2;
    l.cols = l.inner + 4;
    l.row = (g->rows - l.rows) / 2;
    l.col = (g->cols - l.cols) / 2;
    return l;
}

static void draw_text(struct ask *a, struct grid *g, const struct layout *l)
{
    a->top = clamp(a->top, 0, l->all_lines - l->lines);
    struct sv rest = sv_of(a->text);
    struct sv line;
    for (int i = 0; i < a->top + l->lines && wrap_next(&rest, l->inner, &line); i++) {
        if (i >= a->top) {
            grid_text(g, l->row + 1 + i - a->top, l->col + 2, l->inner, STYLE_PLAIN, line);
        }
    }
    if (a->top + l->lines < l->all_lines) {
        grid_str(g, l->row + l->rows - 1, l->col + l->cols - 4, 3, STYLE_PLAIN, " ↓ ");
    }
    if (a->top > 0) {
        grid_str(g, l->row, l->col + l->cols - 4, 3, STYLE_PLAIN, " ↑ ");
    }
}

/* The part of the answer around the caret that fits; the caret keeps one column at the end. */
static void draw_input(const struct ask *a, struct grid *g, const struct layout *l)
{
    int row = l->row + l->rows - 2;
    struct sv before = {a->answer.p, a->caret};
    int caret_col = utf8_cols(before);
    size_t start = 0;
    while (caret_col > l->inner - 3) {
        size_t next = utf8_next((struct sv){a->answer.p, a->answer.len}, start);
        caret_col -= utf8_letter_cols((struct sv){a->answer.p + start, next - start});
        start = next;
    }
    grid_str(g, row, l->col + 2, 1, STYLE_LABEL, "[");
    grid_str(g, row, l->col + 3, l->inner - 2, STYLE_PLAIN, a->answer.p + start);
    grid_str(g, row, l->col + 2 + l->inner - 1, 1, STYLE_LABEL, "]");
    grid_cursor(g, row, l->col + 3 + caret_col);
}

static void draw_choices(const struct ask *a, struct grid *g, const struct layout *l)
{
    int n = count_choices(a);
    for (int i = 0; i < n; i++) {
        int row = l->row + l->rows - 1 - n + i;
        struct str text = STR_INIT;
        str_addf(&text, "%d %s", i + 1, a->choices[i]);
        enum style style = i == a->at ? STYLE_SELECTED : STYLE_PLAIN;
        grid_field(g, row, l->col + 2, l->inner, style, text.p);
        str_release(&text);
    }
    grid_cursor(g, l->row + l->rows - 1 - n + a->at, l->col + 2);
}

static void ask_draw(struct page *page, struct ui *ui, struct grid *g)
{
    (void)ui;
    struct ask *a = ask_of(page);
    struct layout l = lay_out(a, g);
    grid_box(g, l.row, l.col, l.rows, l.cols, a->title);
    grid_cursor(g, l.row + 1, l.col + 2);
    draw_text(a, g, &l);
    if (a->input) {
        draw_input(a, g, &l);
    } else if (a->choices) {
        draw_choices(a, g, &l);
    }
}

static bool ask_by_letter(const struct page *page, struct sv text)
{
    (void)text;
    return ((const struct ask *)page)->choices != NULL;
}

const struct page_ops ask_ops = {
    .draw = ask_draw,
    .event = ask_event,
    .by_letter = ask_by_letter,
    .tell = linear_tell_ask,
    .answer = linear_answer_ask,
    .free = ask_free,
    .name = "ask",
    .context = CTX_ASK,
    .popup = true,
};
