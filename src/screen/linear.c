#include "screen/linear.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "form/format.h"
#include "text/clean.h"
#include "text/utf8.h"

/* ---- signs ---- */

struct sign {
    enum command cmd;
    const char *sign;
};

static const struct sign signs[] = {
    {CMD_SAVE, "."}, {CMD_CHOICES, "?"},   {CMD_NEXT_PROBLEM, "!"}, {CMD_LEAVE, "<"},
    {CMD_NEW, "+"},  {CMD_BACKSPACE, "-"}, {CMD_ACCEPT, "Enter"},
};

/* A command is called differently in different places: accept, accept_warning. */
static const char *name_in(enum command cmd, enum command_context context)
{
    for (size_t i = 0; i < command_count; i++) {
        if (command_table[i].cmd == cmd && (command_table[i].contexts & ((unsigned)context | CTX_ANY))) {
            return command_table[i].name;
        }
    }
    return command_def(cmd)->name;
}

const char *linear_sign(enum command cmd, enum command_context context, char out[KEY_NAME])
{
    const char *name = name_in(cmd, context);
    snprintf(out, KEY_NAME, ":%s", name);
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (signs[i].cmd == cmd && str_eq(name, command_def(cmd)->name)) {
            snprintf(out, KEY_NAME, "%s", signs[i].sign);
        }
    }
    return out;
}

/* ---- help ---- */

struct sign_help {
    unsigned contexts;
    const char *sign;
    const char *help; /* N_() */
};

#define FIELDS (CTX_FORM | CTX_TEXT | CTX_GRID)
#define ROWS   (CTX_HOME | CTX_LIST | CTX_BOARD | CTX_MENU | CTX_TABLE)

static const struct sign_help sign_helps[] = {
    {FIELDS, "Enter", N_("keeps what stands in brackets and goes on")},
    {FIELDS, "-", N_("empties the answer")},
    {FIELDS, "?", N_("tells about this question, and what can be chosen")},
    {FIELDS, "?abc", N_("tells the choices that hold these letters")},
    {FIELDS, "<", N_("goes back to the question before")},
    {FIELDS, ">", N_("goes on behind this group or table")},
    {FIELDS, "+", N_("adds a row to this table, or lines to a text of several lines")},
    {FIELDS, "--", N_("deletes this row of the table")},
    {FIELDS, "!", N_("tells what is wrong with the record")},
    {FIELDS, ".", N_("ends: you are asked whether to save")},
    {FIELDS, "\\abc", N_("takes what follows as the answer, also a sign: \\- is a hyphen")},
    {ROWS | CTX_PICK, "12", N_("chooses the row with this number")},
    {CTX_LIST, "abc",
     N_("tells the records that hold these letters, with or without accents; - tells all again")},
    {CTX_PICK, "abc", N_("searches for these letters, or takes the choice with this code")},
    {CTX_MARKS, "Enter", N_("takes what is marked; a number marks a row or takes the mark off")},
    {CTX_LIST, "+", N_("begins a new record")},
    {CTX_PARAMS, "Enter", N_("shows the summary")},
    {CTX_PARAMS, "12", N_("changes the answer with this number")},
    {CTX_ASK, "-", N_("empties the answer")},
    {ROWS | CTX_PICK, ">", N_("tells the rows that follow")},
    {ROWS | CTX_PICK | CTX_ASK | CTX_PANE | CTX_PARAMS, "<", N_("goes back")},
    {ROWS, "Enter", N_("tells the page again")},
    {CTX_LIST, ":log 3", N_("runs a command on the row with this number")},
};

/* What has a sign of its own, and what only a screen needs. */
static bool has_name_only(enum command cmd)
{
    static const enum command without[] = {CMD_HELP,      CMD_OPEN,      CMD_ACCEPT,   CMD_MARK,
                                           CMD_SEARCH,    CMD_CHOICES,   CMD_SAVE,     CMD_NEW,
                                           CMD_LEAVE,     CMD_PANE_ZOOM, CMD_ROW_PAGE, CMD_NEXT_PROBLEM,
                                           CMD_PANE_DOWN, CMD_PANE_UP,   CMD_ROW_ADD,  CMD_ROW_DELETE};
    for (size_t i = 0; i < sizeof without / sizeof without[0]; i++) {
        if (without[i] == cmd) {
            return false;
        }
    }
    return true;
}

/* A form is in all three of its contexts: which one its focus is in is no matter here. */
static unsigned contexts_of(const struct page *p)
{
    unsigned contexts = (unsigned)p->ops->context | p->contexts;
    return contexts & CTX_FORM ? contexts | FIELDS : contexts;
}

static bool is_offered(const struct command_def *def, unsigned contexts)
{
    bool named = def->short_label || def->cmd == CMD_UNDO || def->cmd == CMD_REDO;
    bool warning = str_eq(def->name, "accept_warning");
    return named && (has_name_only(def->cmd) || warning) && (def->contexts & (contexts | CTX_ANY));
}

static void tell_help(const struct ui *ui, struct str *out)
{
    unsigned contexts = contexts_of(ui->top);
    for (size_t i = 0; i < sizeof sign_helps / sizeof sign_helps[0]; i++) {
        if (sign_helps[i].contexts & contexts) {
            str_addf(out, "%s: %s\n", sign_helps[i].sign, _(sign_helps[i].help));
        }
    }
    for (size_t i = 0; i < command_count; i++) {
        const struct command_def *def = &command_table[i];
        if (is_offered(def, contexts) && ui_offers(ui->top, def->cmd)) {
            str_addf(out, ":%s: %s\n", def->name, _(def->help));
        }
    }
}

bool linear_asks_help(struct sv line)
{
    return sv_eq(line, "?help") || sv_eq(line, "?giup") || sv_eq(line, "?giúp");
}

/* ---- what pages share ---- */

void linear_add_number(struct str *out, size_t row)
{
    str_addf(out, "%zu. ", row + 1);
}

bool linear_number(struct sv line, size_t n, size_t *row)
{
    int64_t i = 0;
    bool is = num_parse_int(line, NUM_STORED, &i) && i >= 1 && (uint64_t)i <= n;
    if (is) {
        *row = (size_t)i - 1;
    }
    return is;
}

void linear_tell_rows(struct page *p, struct ui *ui, const struct scroll *s, size_t n, linear_row_fn *row,
                      struct str *out)
{
    size_t end = n - s->top > LINEAR_AT_ONCE ? s->top + LINEAR_AT_ONCE : n;
    for (size_t i = s->top; i < end; i++) {
        row(p, ui, i, out);
    }
    if (end < n) {
        str_addf(out, Q_("%zu more row: >", "%zu more rows: >", n - end), n - end);
        str_add_c(out, '\n');
    }
}

/* ":log 3": false when the line is no command with a number. */
static bool run_on_row(struct ui *ui, struct sv line, struct scroll *s, size_t n);

bool linear_answer_rows(struct page *p, struct ui *ui, struct sv line, struct scroll *s, size_t n)
{
    size_t row;
    struct event none = {.key = KEY_NONE};
    if (linear_number(line, n, &row)) {
        s->at = row;
        ui->tell_again = false;
        return p->ops->event(p, ui, CMD_OPEN, &none);
    }
    if (sv_eq(line, ">")) {
        if (n - s->top <= LINEAR_AT_ONCE) {
            ui_say(ui, STYLE_PLAIN, "%s", _("There are no more rows."));
        } else {
            s->top += LINEAR_AT_ONCE;
            ui->tell_again = true;
        }
        return true;
    }
    return run_on_row(ui, line, s, n);
}

void linear_add_cells(const struct rowset *rows, size_t row, const int *columns, const char *const *heads,
                      size_t n, enum lang lang, struct str *out)
{
    size_t start = out->len;
    for (size_t i = 0; i < n; i++) {
        const struct value *v = rowset_at(rows, row, columns[i]);
        if (!value_is_null(v)) {
            str_add(out, out->len > start ? "; " : "");
            str_addf(out, heads[i][0] ? "%s: " : "%s", heads[i]);
            format_show_cell(v, lang, out);
        }
    }
}

/* ---- commands by name ---- */

/* "next-problem" and "next_prob" are "next_problem". */
static bool begins(const char *name, struct sv typed)
{
    for (size_t i = 0; i < typed.n; i++) {
        char c = typed.p[i] == '-' ? '_' : typed.p[i];
        if (name[i] != c) {
            return false;
        }
    }
    return true;
}

/* The row of the table that is meant here: its name, or the only one that begins so.  NULL: none. */
static const struct command_def *find_command(struct sv typed, unsigned contexts)
{
    const struct command_def *found = NULL;
    for (size_t i = 0; i < command_count && typed.n > 0; i++) {
        const struct command_def *def = &command_table[i];
        if (!(def->contexts & (contexts | CTX_ANY)) || !begins(def->name, typed)) {
            continue;
        }
        if (strlen(def->name) == typed.n) {
            return def;
        }
        if (found && !str_eq(found->name, def->name)) {
            return NULL;
        }
        found = def;
    }
    return found;
}

static bool say_no_command(struct ui *ui, struct sv typed)
{
    ui_say(ui, STYLE_ERROR, _("There is no command ':%.*s' here; ?help tells what there is."), (int)typed.n,
           typed.p);
    return true;
}

static bool run_named(struct ui *ui, struct sv name)
{
    const struct command_def *def = find_command(name, contexts_of(ui->top));
    if (!def) {
        return say_no_command(ui, name);
    }
    if (def->cmd == CMD_HELP) {
        ui->tell_help = true;
    } else {
        ui_command(ui, def->cmd);
    }
    return true;
}

static bool run_on_row(struct ui *ui, struct sv line, struct scroll *s, size_t n)
{
    const char *blank = line.n > 0 && line.p[0] == ':' ? memchr(line.p, ' ', line.n) : NULL;
    size_t row;
    if (!blank || !linear_number(sv_trim((struct sv){blank, (size_t)(line.p + line.n - blank)}), n, &row)) {
        return false;
    }
    s->at = row;
    return run_named(ui, (struct sv){line.p + 1, (size_t)(blank - line.p) - 1});
}

/* ---- lines in and out ---- */

struct linear {
    struct ui *ui;
    FILE *in, *out;
    bool utf8;
    bool echo;       /* nobody sees what is typed: it is written, too */
    bool told;       /* the page on top has told itself, */
    unsigned turns;  /* and none has come or gone since these */
    struct str line; /* typed last, decoded */
};

/* Lines of text, each without anything that commands a terminal. */
void linear_put(FILE *out, bool utf8, const char *text)
{
    struct str clean = STR_INIT;
    struct str shown = STR_INIT;
    for (const char *p = text; *p;) {
        size_t n = strcspn(p, "\n");
        str_clear(&clean);
        clean_visible(&clean, (struct sv){p, n});
        if (utf8) {
            str_add(&shown, clean.p);
        } else {
            clean_ascii(&shown, (struct sv){clean.p, clean.len});
        }
        str_add(&shown, p[n] ? "\n" : "");
        p += n + (p[n] != '\0');
    }
    fputs(shown.p, out);
    fflush(out);
    str_release(&clean);
    str_release(&shown);
}

void linear_say(FILE *out, bool utf8, const char *text)
{
    linear_put(out, utf8, text);
    linear_put(out, utf8, "\n");
}

static void put(const struct linear *l, const char *text)
{
    linear_put(l->out, l->utf8, text);
}

static void tell(struct linear *l)
{
    struct ui *ui = l->ui;
    struct str text = STR_INIT;
    bool whole = !l->told || ui->turns != l->turns || ui->tell_again;
    ui->tell_again = false;
    if (ui->message.len > 0) {
        str_addf(&text, "%s%s\n", ui->message_style == STYLE_ERROR ? "! " : "", ui->message.p);
    }
    if (ui->tell_help) {
        tell_help(ui, &text);
    }
    if (ui->top->ops->tell) {
        ui->top->ops->tell(ui->top, ui, whole, &text);
    }
    ui->tell_help = false;
    l->told = true;
    l->turns = ui->turns;
    str_clear(&ui->message);
    put(l, text.p);
    str_release(&text);
}

/* Returns how many characters may not stand in text and were left out. */
static size_t take_events(struct linear *l, struct keys *k)
{
    size_t refused = 0;
    for (struct event ev = keys_next(k); ev.key != KEY_NONE; ev = keys_next(k)) {
        ui_count(l->ui, &ev);
        if (ev.key == KEY_TEXT || ev.key == KEY_PASTE) {
            refused += clean_lossy(&l->line, ev.text, false, NULL);
        } else if (ev.key == KEY_TAB) {
            str_add_c(&l->line, ' ');
        } else if (ev.key == KEY_BACKSPACE) {
            str_cut(&l->line, utf8_prev((struct sv){l->line.p, l->line.len}, l->line.len));
        }
    }
    return refused;
}

/*
 * What was typed, as the letters that were meant: an input method may have sent erasures as bytes that the
 * terminal did not take for any, and arrows may have been pressed.  Of a paste of several lines each is an answer:
 * one that is open at the end of the line ends there.  Returns how many characters were left out.
 */
static size_t decode(struct linear *l, const char *bytes, size_t n)
{
    struct keys *k = keys_new();
    str_clear(&l->line);
    keys_feed(k, bytes, n);
    size_t refused = take_events(l, k);
    keys_feed(k, KEYS_PASTE_END, strlen(KEYS_PASTE_END));
    refused += take_events(l, k);
    keys_free(k);
    return refused;
}

static void say_refused(struct linear *l, size_t refused)
{
    struct str text = STR_INIT;
    if (refused > 0) {
        str_addf(&text, Q_("! %zu control or invisible character was left out.", "! %zu control or invisible characters were left out.", refused), refused);
        linear_say(l->out, l->utf8, text.p);
    }
    str_release(&text);
}

/* False at the end of the input. */
static bool read_line(struct linear *l)
{
    char *bytes = NULL;
    size_t cap = 0;
    size_t refused = 0;
    ssize_t n = getline(&bytes, &cap, l->in);
    if (n >= 0) {
        refused = decode(l, bytes, strcspn(bytes, "\r\n"));
        ui_count(l->ui, &(struct event){.key = KEY_ENTER});
    }
    if (l->echo) {
        linear_say(l->out, l->utf8, n >= 0 ? l->line.p : "");
    }
    say_refused(l, refused);
    free(bytes);
    return n >= 0;
}

/* What every page understands. */
static bool answer_any(struct ui *ui, struct sv line)
{
    if (linear_asks_help(line) || sv_eq(line, "?")) {
        ui->tell_help = true;
    } else if (sv_eq(line, "<")) {
        ui_command(ui, CMD_LEAVE);
    } else if (line.n == 0) {
        ui->tell_again = true;
    } else if (line.p[0] == ':') {
        return run_named(ui, sv_trim((struct sv){line.p + 1, line.n - 1}));
    } else {
        return false;
    }
    return true;
}

static void answer(struct linear *l)
{
    struct ui *ui = l->ui;
    struct sv line = {l->line.p, l->line.len};
    bool done = ui->top->ops->answer && ui->top->ops->answer(ui->top, ui, line);
    if (!done && !answer_any(ui, sv_trim(line))) {
        ui_say(ui, STYLE_ERROR, "%s", _("This means nothing here; ?help tells what does."));
    }
}

static bool unsaved(const struct ui *ui)
{
    for (const struct page *p = ui->top; p; p = p->below) {
        if (linear_form_unsaved(p)) {
            return true;
        }
    }
    return false;
}

bool linear_run(struct ui *ui, FILE *in, FILE *out, bool utf8)
{
    struct linear l = {ui, in, out, utf8, !isatty(fileno(in)), false, 0, STR_INIT};
    bool lost = false;
    ui->linear = true;
    while (ui->top && !ui->quit) {
        tell(&l);
        if (!read_line(&l)) {
            (void)ui_flush(ui);
            lost = unsaved(ui);
            if (lost) {
                linear_say(out, utf8, _("The input ended; what you typed is kept as a draft."));
            }
            break;
        }
        answer(&l);
        ui_idle(ui); /* what was answered is in the draft before the next question */
    }
    if (ui->message.len > 0 && !lost) {
        linear_say(out, utf8, ui->message.p);
    }
    str_release(&l.line);
    return !lost;
}
