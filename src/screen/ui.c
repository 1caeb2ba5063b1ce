#include "screen/ui.h"

#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "screen/linear.h"
#include "screen/open.h"
#include "screen/presence.h"
#include "screen/type.h"
#include "text/sentence.h"
#include "text/utf8.h"
#include "text/wrap.h"

enum { MIN_ROWS = 10, MIN_COLS = 40, IDLE_MS = 2000, READS_BEFORE_PAINT = 64 };
enum { PAUSE_MS = 30000 }; /* who types nothing for longer does something else */
enum { PASTED_MS = 100 }; /* behind the end of a paste: what comes sooner nobody has typed */
enum { ERASED_MS = 500 }; /* an input method erases and then types: what it types has come by then, also on a slow line */
enum { NAME_MIN = 8 };     /* columns of a name's last words: "…Lê Lợi" */
enum { CONTEXT_MIN = 10 }; /* columns: a context cut shorter than this tells nothing */

/* ---- life ---- */

static size_t count_context(const struct app *app)
{
    size_t n = 0;
    while (app && app->context && app->context[n]) {
        n++;
    }
    return n;
}

bool ui_init(struct ui *ui, struct host *host, struct app *app, const struct clock *clock, enum lang lang,
             int rows, int cols)
{
    memset(ui, 0, sizeof *ui);
    ui->host = host;
    ui->app = app;
    ui->clock = clock;
    ui->lang = lang;
    ui->person = "";
    ui->idle_ms = IDLE_MS;
    ui->keys = keys_new();
    typing_init(&ui->typing, TYPING_OFF, false);
    ui->context_title = (struct str)STR_INIT;
    ui->message = (struct str)STR_INIT;
    ui->others = (struct str)STR_INIT;
    grid_init(&ui->grid, rows, cols);
    ui->ncontext = count_context(app);
    ui->context = mem_zero(ui->ncontext + 1, sizeof *ui->context);
    for (size_t i = 0; i < ui->ncontext; i++) {
        ui->context[i].name = app->context[i];
    }
    return true;
}

static struct page *unlink_top(struct ui *ui)
{
    struct page *p = ui->top;
    ui->top = p->below;
    return p;
}

void ui_release(struct ui *ui)
{
    while (ui->top) {
        struct page *p = unlink_top(ui);
        p->ops->free(p);
    }
    for (size_t i = 0; i < ui->ncontext; i++) {
        value_release(&ui->context[i].value);
    }
    free(ui->context);
    keys_free(ui->keys);
    grid_release(&ui->grid);
    grid_release(&ui->key_line.image);
    free(ui->context_asked);
    free(ui->named);
    free(ui->naming);
    free(ui->naming_role);
    str_release(&ui->context_title);
    typing_release(&ui->typing);
    str_release(&ui->message);
    str_release(&ui->others);
    memset(ui, 0, sizeof *ui);
}

void ui_push(struct ui *ui, struct page *p)
{
    p->below = ui->top;
    ui->top = p;
    ui->turns++;
    if (p->ops->shown) {
        p->ops->shown(p, ui);
    }
}

void ui_close(struct ui *ui)
{
    struct page *closed = unlink_top(ui), *below = ui->top;
    ui->turns++;
    if (!below) {
        ui->quit = true;
    } else if (context_closed(ui, closed)) {
        if (below->ops->relabel) {
            below->ops->relabel(below, ui);
        }
    } else if (below->ops->resume) {
        below->ops->resume(below, ui, closed);
    }
    closed->ops->free(closed);
}

/* ---- messages ---- */

void ui_say(struct ui *ui, enum style style, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    str_clear(&ui->message);
    str_addv(&ui->message, fmt, ap);
    va_end(ap);
    ui->message_style = style;
}

void ui_error(struct ui *ui, const struct err *err)
{
    str_clear(&ui->message);
    sentence_add(&ui->message, err->msg);
    ui->message_style = STYLE_ERROR;
}

const char *ui_key(const struct ui *ui, enum command cmd, enum command_context context, char out[KEY_NAME])
{
    if (ui->linear) {
        return linear_sign(cmd, context, out);
    }
    keymap_first(ui->keymap, cmd, context, out);
    if (str_starts(out, "Esc ")) {
        out[3] = '\0'; /* a second one is said where it is needed: on the key line */
    }
    return out;
}

bool ui_call(struct ui *ui, const struct request *req, struct reply *rep)
{
    struct err err = ERR_INIT;
    if (host_call(ui->host, req, rep, &err)) {
        return true;
    }
    ui_error(ui, &err);
    return false;
}

/* ---- events ---- */

bool ui_flush(struct ui *ui)
{
    bool kept = true;
    for (struct page *p = ui->top; p; p = p->below) {
        kept = (!p->ops->flush || p->ops->flush(p, ui)) && kept;
    }
    return kept;
}

static bool offer(struct ui *ui, enum command cmd, const struct event *ev)
{
    return ui->top->ops->event && ui->top->ops->event(ui->top, ui, cmd, ev);
}

static void switch_language(struct ui *ui)
{
    ui->lang = ui->lang == LANG_VI ? LANG_EN : LANG_VI;
    i18n_start(ui->lang, bindtextdomain("phieu", NULL));
    if (ui->host && ui->host->speak) {
        ui->host->speak(ui->host, ui->lang);
    }
    context_relabel(ui);
    for (struct page *p = ui->top; p; p = p->below) {
        if (p->ops->relabel) {
            p->ops->relabel(p, ui);
        }
    }
}

static enum command_context context_of(const struct page *p)
{
    return (enum command_context)(p->ops->context | p->contexts);
}

/* What a command means when the page does nothing of its own with it. */
static void default_command(struct ui *ui, enum command cmd)
{
    switch (cmd) {
    case CMD_HELP:
        ui_push(ui, help_new(ui, context_of(ui->top), NULL, NULL));
        break;
    case CMD_LEAVE:
        ui_close(ui);
        break;
    case CMD_MENU:
        if (ui->app) {
            ui_push(ui, menu_new(ui));
        }
        break;
    case CMD_CONTEXT:
        context_ask(ui);
        break;
    case CMD_LANGUAGE:
        switch_language(ui);
        break;
    case CMD_TONES:
        type_other_tones(ui);
        break;
    case CMD_TYPING:
        type_next_method(ui);
        break;
    default:
        break;
    }
}

static void begun_escape(struct ui *ui, const struct event *ev)
{
    if (!ui->top->ops->popup) {
        ui->esc_begun = true;
        return;
    }
    keys_esc_taken(ui->keys);
    if (!offer(ui, CMD_LEAVE, ev)) {
        ui_close(ui);
    }
}

/* Nobody is kept here, but nobody loses what they typed unasked either. */
static void quit(struct ui *ui, bool told)
{
    char key[KEY_NAME];
    ui->losing = !ui_flush(ui) && !told;
    ui->quit = !ui->losing;
    if (ui->losing) {
        ui_say(ui, STYLE_ERROR, _("What you typed is neither saved nor kept as a draft; %s once more leaves all the same."),
               ui_key(ui, CMD_QUIT, CTX_ANY, key));
    }
}

static void run(struct ui *ui, enum command cmd, const struct event *ev)
{
    bool told = ui->losing;
    ui->losing = false;
    if (cmd == CMD_QUIT) {
        quit(ui, told);
    } else if (cmd == CMD_REPAINT) {
        if (ui->term) {
            ui->term->repaint(ui->term);
        }
    } else if (!offer(ui, cmd, ev)) {
        default_command(ui, cmd);
    }
}

/* How much of a run of letters the page takes at once. */
static size_t run_for(const struct page *p, struct sv text)
{
    return p->ops->by_letter && p->ops->by_letter(p, text) ? utf8_next(text, 0) : text.n;
}

static void type_run(struct ui *ui, const struct event *ev)
{
    bool waiting = ui->keys_waiting;
    struct sv rest = ev->text;
    while (rest.n > 0 && ui->top) {
        struct event piece = *ev;
        piece.text.n = run_for(ui->top, rest);
        piece.text.p = rest.p;
        rest = (struct sv){rest.p + piece.text.n, rest.n - piece.text.n};
        ui->keys_waiting = waiting || rest.n > 0;
        str_clear(&ui->message);
        run(ui, keymap_command(ui->keymap, &piece, context_of(ui->top)), &piece);
    }
    ui->keys_waiting = waiting;
}

/* Of the page that is typed in, also through its pop-ups. */
static struct tallying *tallying_of(const struct ui *ui)
{
    struct page *p = ui->top;
    while (p && p->ops->popup) {
        p = p->below;
    }
    return p && p->ops->tallying ? p->ops->tallying(p) : NULL;
}

void ui_count(struct ui *ui, const struct event *ev)
{
    struct tallying *t = ui->app && ui->app->statistics ? tallying_of(ui) : NULL;
    if (!t || ev->key == KEY_REPLY || ev->key == KEY_ESC_BEGUN) {
        return;
    }
    int64_t now = clock_now(ui->clock);
    int64_t since = now - ui->key_ms;
    ui->key_ms = now;
    t->ms += since > 0 && since <= PAUSE_MS ? since : 0;
    t->tally.keystrokes += ev->key == KEY_TEXT ? (int64_t)utf8_letters(ev->text) : 1;
}

void ui_event(struct ui *ui, const struct event *ev)
{
    if (ev->key == KEY_NONE || !ui->top) {
        return;
    }
    ui->esc_begun = false;
    ui->painted = false;
    ui_count(ui, ev);
    if (ev->key == KEY_REPLY) {
        return;
    }
    str_clear(&ui->message);
    if (ev->key == KEY_ESC_BEGUN) {
        begun_escape(ui, ev);
    } else if (ev->key == KEY_TEXT) {
        type_run(ui, ev);
    } else {
        run(ui, keymap_command(ui->keymap, ev, context_of(ui->top)), ev);
    }
    if (ev->cut) {
        ui_say(ui, STYLE_ERROR, _("What was pasted is longer than %d KB; the rest of it was left out."), KEYS_PASTE_MAX / 1024);
    }
}

void ui_command(struct ui *ui, enum command cmd)
{
    struct event none = {.key = KEY_NONE};
    ui->painted = false;
    str_clear(&ui->message);
    run(ui, cmd, &none);
}

/* Behind the answer that it is handed in, which nobody waits for; what fails is tried again at the end. */
static void copy_submission(struct ui *ui)
{
    struct err err = ERR_INIT;
    ui->submitted = false;
    ui_paint(ui);
    if (ui->keep_copy && !ui->keep_copy(ui->keep_copy_arg, &err)) {
        ui_error(ui, &err);
    }
    ui->painted = false;
}

void ui_idle(struct ui *ui)
{
    ui->painted = false;
    for (struct page *p = ui->top; p; p = p->below) {
        if (p->ops->idle) {
            p->ops->idle(p, ui);
        }
    }
    if (ui->submitted) {
        copy_submission(ui);
    }
}

/* ---- the frame ---- */

static const enum command *withheld_by(const struct page *p)
{
    return p->ops->withheld ? p->ops->withheld(p) : NULL;
}

bool ui_offers(const struct page *p, enum command cmd)
{
    for (const enum command *c = withheld_by(p); c && *c != CMD_NONE; c++) {
        if (*c == cmd) {
            return false;
        }
    }
    return true;
}

/* "F10" of "F10, Ctrl-S"; "Esc" of "Esc Esc". */
static struct sv first_key(const char *keys)
{
    return (struct sv){keys, strcspn(keys, ", ")};
}

/* The letter of the Alt- key in `keys`, 0 when there is none. */
static char alt_letter(const char *keys)
{
    const char *alt = strstr(keys, "Alt-");
    return alt ? alt[4] : '\0';
}

static bool in_context(const struct ui *ui, const struct command_def *def, enum command_context context)
{
    return def->short_label && keymap_is_there(def, context) && ui_offers(ui->top, def->cmd);
}

/* What has a function key as shipped, Esc or Enter, whatever a person's file says; but not without any key. */
static bool on_key_line(const struct ui *ui, const struct command_def *def, enum command_context context)
{
    return in_context(ui, def, context) && keymap_keys(ui->keymap, def, context)[0] &&
           (def->keys[0] == 'F' || str_starts(def->keys, "Esc") || str_starts(def->keys, "Enter") ||
            str_starts(def->keys, "Space"));
}

/* Columns of "F10 Save" and the two blanks before it. */
static int item_cols(struct sv key, const char *label)
{
    return 3 + utf8_cols(key) + utf8_cols(sv_of(label));
}

static int put_item(struct grid *g, int row, int col, struct sv key, const char *label)
{
    int room = g->cols - col;
    int used = grid_text(g, row, col, room, STYLE_KEY, key);
    used += grid_str(g, row, col + used, room - used, STYLE_PLAIN, " ");
    used += grid_str(g, row, col + used, room - used, STYLE_PLAIN, label);
    return used + 2;
}

/* What gives way where the line is too narrow for all, in this order: help, saving and the way out stay longest. */
static const enum command gives_way[] = {CMD_MENU,  CMD_GOTO,    CMD_NEW,         CMD_INSERT,
                                         CMD_DITTO, CMD_CHOICES, CMD_NEXT_PROBLEM};

/* One key of the line, its label in the user's language. */
struct key_item {
    enum command cmd;
    struct sv key;
    const char *label;
    int cols;
};

enum { KEY_ITEMS = 16 };

static struct key_item item_of(const struct ui *ui, const struct command_def *def, enum command_context context)
{
    struct sv key = first_key(keymap_keys(ui->keymap, def, context));
    const char *label = _(def->short_label);
    return (struct key_item){def->cmd, key, label, item_cols(key, label)};
}

/* In the table's order, the way out apart. */
static size_t collect_items(const struct ui *ui, enum command_context context, struct key_item *items)
{
    size_t n = 0;
    for (size_t i = 0; i < command_count && n < KEY_ITEMS; i++) {
        const struct command_def *def = &command_table[i];
        if (def->cmd != CMD_LEAVE && on_key_line(ui, def, context)) {
            items[n++] = item_of(ui, def, context);
        }
    }
    return n;
}

static int all_cols(const struct key_item *items, size_t n)
{
    int cols = 0;
    for (size_t i = 0; i < n; i++) {
        cols += items[i].cols;
    }
    return cols;
}

static size_t without(struct key_item *items, size_t n, enum command cmd)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (items[i].cmd != cmd) {
            items[kept++] = items[i];
        }
    }
    return kept;
}

/* At the right end, how Vietnamese is typed; returns the columns it takes. */
static int draw_typing(const struct ui *ui, struct grid *g, int row)
{
    const char *name = type_method_name(ui);
    struct str text = STR_INIT;
    if (!name) {
        return 0;
    }
    str_addf(&text, "[%s]", name);
    int cols = utf8_cols((struct sv){text.p, text.len});
    grid_str(g, row, g->cols - cols - 1, cols, STYLE_KEY, text.p);
    str_release(&text);
    return cols + 1;
}

/* The way out is always shown; the rest before it, as far as it fits. */
static void draw_keys(const struct ui *ui, struct grid *g, int row, enum command_context context)
{
    struct key_item items[KEY_ITEMS];
    struct key_item leave = item_of(ui, command_def(CMD_LEAVE), context);
    size_t n = collect_items(ui, context, items);
    int col = 1;
    int room = g->cols - col - leave.cols - draw_typing(ui, g, row);
    for (size_t i = 0; i < sizeof gives_way / sizeof gives_way[0] && all_cols(items, n) > room; i++) {
        n = without(items, n, gives_way[i]);
    }
    while (n > 0 && all_cols(items, n) > room) {
        n--;
    }
    for (size_t i = 0; i < n; i++) {
        col += put_item(g, row, col, items[i].key, items[i].label);
    }
    put_item(g, row, col, leave.key, leave.label);
}

/* After a begun Esc: what may follow. */
static void draw_escape(const struct ui *ui, struct grid *g, int row, enum command_context context)
{
    int col = 1 + grid_str(g, row, 1, g->cols - 1, STYLE_KEY, "Esc …") + 2;
    col += put_item(g, row, col, SV("Esc"), _(command_def(CMD_LEAVE)->short_label));
    col += put_item(g, row, col, SV("1-9 0"), "F1-F10");
    for (size_t i = 0; i < command_count; i++) {
        const struct command_def *def = &command_table[i];
        char letter = alt_letter(keymap_keys(ui->keymap, def, context));
        if (letter >= 'a' && letter <= 'z' && in_context(ui, def, context)) {
            struct sv key = {&letter, 1};
            if (col + item_cols(key, _(def->short_label)) - 2 <= g->cols) {
                col += put_item(g, row, col, key, _(def->short_label));
            }
        }
    }
}

/* All rows of a page but one. */
static int message_most(const struct grid *g)
{
    return g->rows - UI_TOP - UI_BOTTOM - 1;
}

int ui_text_lines(const struct grid *g, bool mark, struct sv text, int most)
{
    int lines = wrap_count(text, g->cols - (mark ? 4 : 2));
    return lines < most ? lines : most;
}

void ui_draw_text(struct grid *g, enum style style, bool mark, struct sv text, int most)
{
    int lines = ui_text_lines(g, mark, text, most);
    int row = g->rows - 1 - lines;
    int col = mark ? 3 : 1;
    struct sv line;
    if (lines > 1) {
        grid_rule(g, row - 1, 0, g->cols, "");
    }
    for (int i = 0; i < lines && wrap_next(&text, g->cols - col - 1, &line); i++) {
        grid_fill(g, row + i, 0, g->cols, STYLE_PLAIN, " ");
        grid_text(g, row + i, col, g->cols - col - 1, style, line);
    }
    if (lines > 0 && mark) {
        grid_str(g, row, 1, 2, style, "! ");
    }
    if (text.n > 0) {
        grid_str(g, row + lines - 1, g->cols - 1, 1, style, "…");
    }
}

int ui_message_lines(const struct ui *ui, const struct grid *g)
{
    return ui_text_lines(g, ui->message_style == STYLE_ERROR, (struct sv){ui->message.p, ui->message.len}, message_most(g));
}

static void draw_message(const struct ui *ui, struct grid *g)
{
    ui_draw_text(g, ui->message_style, ui->message_style == STYLE_ERROR, (struct sv){ui->message.p, ui->message.len}, message_most(g));
}

static void draw_key_line(struct ui *ui, struct grid *g, int row, enum command_context context)
{
    struct key_line *k = &ui->key_line;
    const enum command *withheld = withheld_by(ui->top);
    bool same = k->image.cols == g->cols && k->context == context && k->lang == ui->lang && k->typing == type_method_name(ui) &&
                k->withheld == withheld;
    if (!same) {
        grid_resize(&k->image, 1, g->cols);
        draw_keys(ui, &k->image, 0, context);
        k->context = context;
        k->lang = ui->lang;
        k->typing = type_method_name(ui);
        k->withheld = withheld;
    }
    grid_blit(g, row, 0, &k->image);
}

static void draw_bottom(struct ui *ui, struct grid *g, enum command_context context)
{
    if (ui->esc_begun) {
        grid_fill(g, g->rows - 1, 0, g->cols, STYLE_PLAIN, " ");
        draw_escape(ui, g, g->rows - 1, context);
    } else {
        draw_key_line(ui, g, g->rows - 1, context);
    }
}

/* How much is told of who sits here. */
enum told { TOLD_PERSON, TOLD_ROLE, TOLD_NOBODY };

/* Who sits here and what the page says, at the right end of the title line. */
static void right_title(const struct ui *ui, const char *right, enum told told, struct str *out)
{
    str_clear(out);
    str_add(out, told == TOLD_PERSON ? ui->person : "");
    if (told != TOLD_NOBODY && ui->role) {
        str_addf(out, "%s%s", out->len > 0 ? ", " : "", label_in(ui->role, ui->lang));
    }
    if (right[0]) {
        str_addf(out, "%s%s", out->len > 0 ? "  " : "", right);
    }
}

/* Without its first part ("Written  read only"): the last one says most.  False when there is only one. */
static bool drop_part(struct str *right)
{
    const char *rest = strstr(right->p, "  ");
    if (rest) {
        str_splice(right, 0, (size_t)(rest - right->p) + 2, "", 0);
    }
    return rest != NULL;
}

/* What marks a context that is not in force today. */
static const char *force_mark(const struct ui *ui)
{
    static const char *const marks[] = {"", N_("(past)"), N_("(to come)")};
    const char *mark = marks[ui->context_force];
    return mark[0] ? _(mark) : "";
}

/* The context with its mark, and how many columns it wants. */
struct context_part {
    struct sv text;
    const char *mark;
    int cols, mark_cols;
};

static struct context_part context_part(const struct ui *ui)
{
    struct context_part c = {{ui->context_title.p, ui->context_title.len}, force_mark(ui), 0, 0};
    c.mark_cols = c.mark[0] ? utf8_cols(sv_of(c.mark)) + 1 : 0;
    c.cols = utf8_cols(c.text) + c.mark_cols;
    return c;
}

/* The first part, which a title is told apart by: "THCS Lê Lợi" of "THCS Lê Lợi – 2026-2027". */
static struct sv first_part(struct sv text)
{
    const char *end = strstr(text.p, " – ");
    return end ? (struct sv){text.p, (size_t)(end - text.p)} : text;
}

/* As many words from the end as fit: the last ones tell most ("…THCS Lê Lợi"). */
static void add_last_words(struct str *out, struct sv text, int cols)
{
    size_t at = 0;
    while (at < text.n && utf8_cols((struct sv){text.p + at, text.n - at}) > cols - 1) {
        const char *blank = memchr(text.p + at, ' ', text.n - at);
        at = blank ? (size_t)(blank - text.p) + 1 : text.n;
    }
    if (at < text.n) {
        str_add(out, "…");
        str_add_n(out, text.p + at, text.n - at);
    } else {
        utf8_add_padded(out, text, cols);
    }
}

/* The last part, with what divides it from those before; "" when there is only one. */
static struct sv last_part(struct sv text)
{
    size_t at = text.n;
    for (const char *p = text.p; (p = strstr(p, " – ")); p++) {
        at = (size_t)(p - text.p);
    }
    return (struct sv){text.p + at, text.n - at};
}

/* Cut to `cols` columns: what stands between its first and last parts goes first, then the first words, then the last part. */
static void add_context(struct str *out, struct sv text, int cols)
{
    struct sv first = first_part(text), last = last_part(text);
    size_t before = text.n - last.n;
    int room = cols - utf8_cols(last);
    if (utf8_cols(text) <= cols) {
        str_add_sv(out, text);
    } else if (first.n < before && utf8_cols(first) + 2 <= room) {
        utf8_add_padded(out, (struct sv){text.p, before}, room);
        str_add_sv(out, last);
    } else if (room >= NAME_MIN) {
        add_last_words(out, first, room);
        str_add_sv(out, last);
    } else if (utf8_cols(first) <= cols) {
        str_add_sv(out, first);
    } else {
        add_last_words(out, first, cols);
    }
}

/* A page's title within `cols`: of "Criterion sheet: THCS · 1.4" the end stays as long as something fits before it. */
static void add_page_title(struct str *out, const char *title, int cols)
{
    const char *colon = strstr(title, ": ");
    int end = colon ? utf8_cols(sv_of(colon)) : 0;
    if (utf8_cols(sv_of(title)) <= cols || !colon || cols - end < CONTEXT_MIN / 2) {
        str_add(out, title);
    } else {
        utf8_add_padded(out, (struct sv){title, (size_t)(colon - title)}, cols - end);
        str_add(out, colon);
    }
}

/*
 * The context and the page.  When both do not fit, the context is cut down to what tells it apart ("…Lê Lợi – 2026-2027"), then the
 * page's title in its middle; neither takes more than half then.  Where that is too little to tell anything, the context is left out; its mark stays.
 */
static void left_title(const struct ui *ui, const char *title, int room, struct str *out)
{
    struct context_part c = context_part(ui);
    int least = NAME_MIN + utf8_cols(last_part(c.text)) + c.mark_cols;
    int free = room - (title[0] ? utf8_cols(sv_of(title)) + 3 : 0);
    least = least < c.cols ? least : c.cols;
    least = least < room / 2 ? least : room / 2;
    free = free > least ? free : least;
    if (c.text.n > 0 && (c.cols <= free || free - c.mark_cols >= CONTEXT_MIN)) {
        add_context(out, c.text, (c.cols <= free ? c.cols : free) - c.mark_cols);
    }
    if (c.mark[0]) {
        str_addf(out, "%s%s", out->len > 0 ? " " : "", c.mark);
    }
    str_add(out, out->len > 0 && title[0] ? " > " : "");
    add_page_title(out, title, room - utf8_cols(sv_of(out->p)));
}

/* Columns that the left part wants before the person; where the page has no title of its own, the middle of the context can go. */
static int wanted_left(const struct ui *ui, const char *title)
{
    struct context_part c = context_part(ui);
    int ends = utf8_cols(first_part(c.text)) + utf8_cols(last_part(c.text)) + 2 + c.mark_cols;
    return title[0] ? c.cols + utf8_cols(sv_of(title)) + 5 : (ends < c.cols ? ends : c.cols) + 2;
}

/* On a narrow screen the person goes first, then the role, then the context is cut; the page's own title stays longest. */
static void fit_right(const struct ui *ui, const char *title, const char *right, int room, struct str *out)
{
    int left = wanted_left(ui, title);
    enum told told = TOLD_PERSON;
    right_title(ui, right, told, out);
    while (told < TOLD_NOBODY && left + utf8_cols(sv_of(out->p)) > room) {
        right_title(ui, right, ++told, out);
    }
    int half = room / 2; /* the page's title has the other, if it needs it */
    int need = utf8_cols(sv_of(title)) + 2;
    while (utf8_cols(sv_of(out->p)) > (need < half ? room - need : half) && drop_part(out)) {
    }
}

static void draw_title(const struct ui *ui, struct grid *g, const char *title, const char *right)
{
    struct str l = STR_INIT;
    struct str r = STR_INIT;
    const char *sample = ui->sample ? _("SAMPLE DATA") : "";
    int from = 1 + (ui->sample ? grid_str(g, 0, 1, g->cols - 2, STYLE_WARNING, sample) + 2 : 0);
    int room = g->cols - 1 - from;
    fit_right(ui, title, right, room, &r);
    int rcols = utf8_cols(sv_of(r.p));
    left_title(ui, title, room - rcols - 2, &l);
    grid_field(g, 0, from, room - rcols - 1, STYLE_TITLE, l.p);
    grid_str(g, 0, g->cols - 1 - rcols, rcols, STYLE_LABEL, r.p);
    str_release(&l);
    str_release(&r);
}

void ui_frame(struct ui *ui, struct grid *g, const char *title, const char *right,
              enum command_context context)
{
    draw_title(ui, g, title, right);
    grid_rule(g, 1, 0, g->cols, "");
    grid_rule(g, g->rows - 3, 0, g->cols, "");
    draw_bottom(ui, g, context);
}

/* ---- painting ---- */

/* The page fits no more; what it holds stays as it is. */
static void draw_notice(struct grid *g)
{
    struct str text = STR_INIT;
    str_addf(
        &text,
        _("This screen is too small: %d columns and %d rows are needed. Nothing is lost; make it larger."),
        MIN_COLS, MIN_ROWS);
    struct sv rest = {text.p, text.len};
    struct sv line;
    for (int row = 0; row < g->rows && wrap_next(&rest, g->cols, &line); row++) {
        grid_text(g, row, 0, g->cols, STYLE_PLAIN, line);
    }
    str_release(&text);
}

static void draw_page(struct page *p, struct ui *ui, struct grid *g)
{
    if (p->ops->popup && p->below) {
        draw_page(p->below, ui, g);
    }
    p->ops->draw(p, ui, g);
}

void ui_draw(struct ui *ui)
{
    struct grid *g = &ui->grid;
    grid_clear(g);
    if (g->rows < MIN_ROWS || g->cols < MIN_COLS) {
        draw_notice(g);
        return;
    }
    if (!ui->top) {
        return;
    }
    draw_page(ui->top, ui, g);
    draw_message(ui, g);
    if (ui->top->ops->popup) {
        draw_bottom(ui, g, context_of(ui->top)); /* its own keys, not those of the page below */
    }
}

void ui_paint(struct ui *ui)
{
    if (ui->term && !ui->painted) {
        ui_draw(ui);
        ui->term->draw(ui->term, &ui->grid);
        ui->painted = true;
    }
}

/* ---- the main loop ---- */

struct loop {
    struct ui *ui;
    struct term *term;
    int64_t dirty_ms;  /* when the first event came that no idle call has seen; -1: all seen */
    int64_t erased_ms; /* when the last bytes came, if the last event was Backspace; else 0 */
    bool erased;       /* it was */
    int64_t last_ms;   /* when something came last */
    int64_t beat_ms;   /* on a server: when it was asked last who else is here */
    int64_t began_ms;
    bool announced;    /* that it will soon have lasted long enough */
    bool gone;         /* the terminal */
};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* `more` is already waiting while an event is handled, so that pages can put off slow work. */
static void handle_events(struct loop *l, bool full)
{
    struct event ev = keys_next(l->ui->keys);
    while (ev.key != KEY_NONE && !l->ui->quit) {
        struct event next = keys_next(l->ui->keys);
        l->ui->keys_waiting = next.key != KEY_NONE || full;
        l->erased = ev.key == KEY_BACKSPACE;
        ui_event(l->ui, &ev);
        ev = next;
    }
    l->ui->keys_waiting = false;
}

static void resize(struct loop *l)
{
    int rows;
    int cols;
    l->term->size(l->term, &rows, &cols);
    grid_resize(&l->ui->grid, rows, cols);
    l->ui->painted = false;
}

/* One read and what it means; false when nothing came within the time. */
static bool read_once(struct loop *l, int timeout_ms)
{
    char buf[4096];
    bool resized = false;
    long n = l->term->read(l->term, buf, sizeof buf, timeout_ms, &resized);
    if (resized) {
        resize(l);
    }
    if (n < 0) {
        l->gone = true;
        return false;
    }
    if (n > 0) {
        if (l->dirty_ms < 0) {
            l->dirty_ms = now_ms();
        }
        keys_feed(l->ui->keys, buf, (size_t)n);
        keys_more(l->ui->keys, true);
        handle_events(l, n == (long)sizeof buf);
        l->erased_ms = l->erased ? now_ms() : 0;
    }
    return n > 0 || resized;
}

static bool running(const struct loop *l)
{
    return !l->gone && !l->ui->quit && l->ui->top;
}

/*
 * Typing ahead is not painted letter by letter: all that is there is taken first, within reason.  False: nothing came.  Behind a paste
 * a pause is waited for: see keys_more.
 */
static bool read_all(struct loop *l, int timeout_ms)
{
    struct keys *keys = l->ui->keys;
    bool came = false;
    for (int i = 0; (i < READS_BEFORE_PAINT || keys_in_doubt(keys)) && running(l); i++) {
        if (!read_once(l, !came ? timeout_ms : keys_in_doubt(keys) ? PASTED_MS : 0)) {
            break;
        }
        came = true;
    }
    l->last_ms = came ? now_ms() : l->last_ms;
    keys_more(keys, false);
    handle_events(l, false);
    return came;
}

static void idle(struct loop *l)
{
    l->dirty_ms = -1;
    ui_idle(l->ui);
}

/*
 * How long to wait for a key before idle work is due: the rest of idle_ms since the first unseen event.  It never comes between
 * the Backspaces of an input method and the letters that take their place.
 */
static int idle_patience(const struct loop *l)
{
    if (l->dirty_ms < 0) {
        return -1;
    }
    int64_t due = l->dirty_ms + l->ui->idle_ms;
    int64_t whole = l->erased_ms + ERASED_MS;
    int64_t left = (due > whole ? due : whole) - now_ms();
    return left > 0 ? (int)left : 0;
}

/* Behind a server others work: who they are is asked every so often, and at once when another page is on top. */
static int beat_patience(const struct loop *l)
{
    if (!l->ui->host || !l->ui->host->remote) {
        return -1;
    }
    int64_t left = l->ui->shown == l->ui->top ? l->beat_ms + PRESENCE_MS - now_ms() : 0;
    return left > 0 ? (int)left : 0;
}

static void beat(struct loop *l)
{
    struct host *host = l->ui->host;
    if (running(l) && beat_patience(l) == 0) {
        presence_beat(l->ui);
        l->beat_ms = now_ms();
        if (host->ended && host->ended(host, &l->ui->parted)) {
            l->ui->parting = PARTING_SERVER;
            l->ui->quit = true;
        }
    }
}

/* Only when all that was typed is kept. */
static void part(struct ui *ui, enum parting why)
{
    if (ui_flush(ui)) {
        ui->parting = why;
        ui->quit = true;
    }
}

/* Once: what is said of the next key takes its place. */
static void announce_end(struct loop *l)
{
    l->announced = true;
    ui_say(l->ui, STYLE_WARNING, "%s", _("This session ends in 5 minutes: save; what is not saved is kept as a draft."));
    l->ui->painted = false;
}

/*
 * Who has gone away from a server leaves their work to nobody, and no session lasts for ever.  Asked for at each beat, so nothing else
 * need wake up.
 */
static void end_in_time(struct loop *l)
{
    struct ui *ui = l->ui;
    if (!running(l) || (ui->alone_ms <= 0 && ui->whole_ms <= 0)) {
        return;
    }
    int64_t now = now_ms(), age = now - l->began_ms;
    if (ui->alone_ms > 0 && now - l->last_ms >= ui->alone_ms) {
        part(ui, PARTING_ALONE);
    } else if (ui->whole_ms > 0 && age >= ui->whole_ms) {
        part(ui, PARTING_WHOLE);
    } else if (ui->whole_ms > 0 && age >= ui->whole_ms - PARTING_NOTICE_MS && !l->announced) {
        announce_end(l);
    }
}

static int sooner(int a, int b)
{
    return a < 0 ? b : b < 0 ? a : a < b ? a : b;
}

static void turn(struct loop *l)
{
    bool due = l->dirty_ms >= 0;
    int rest = idle_patience(l), next = beat_patience(l);
    if (!read_all(l, sooner(rest, next)) && running(l) && due && (next < 0 || rest <= next)) {
        idle(l);
    }
    beat(l);
    end_in_time(l);
}

int ui_run(struct ui *ui, struct term *term)
{
    struct loop l = {.ui = ui, .term = term, .dirty_ms = -1, .last_ms = now_ms(), .began_ms = now_ms()};
    ui->term = term;
    resize(&l);
    if (term->notice) {
        ui_say(ui, STYLE_WARNING, "%s", term->notice);
    }
    while (running(&l)) {
        ui_paint(ui);
        turn(&l);
    }
    (void)ui_flush(ui);
    ui->term = NULL;
    return 0;
}
