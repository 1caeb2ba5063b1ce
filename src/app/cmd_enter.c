/* phieu enter (and phieu alone): the screen, or the same by lines. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/copies.h"
#include "app/demo.h"
#include "app/session.h"
#include "base/file.h"
#include "base/i18n.h"
#include "screen/identity.h"
#include "screen/linear.h"
#include "screen/open.h"

#define SCRIPT_ROWS 24
#define SCRIPT_COLS 80

/* What people talk through: a terminal, or (term NULL) lines of standard input and output. */
struct front {
    struct term *term;
    struct keys *keys;
    int rows, cols;
    bool utf8;
};

/* The ui of a front; its keys are the front's. */
static void front_ui(const struct front *f, struct session *s, struct ui *ui)
{
    ui_init(ui, s->host, s->app, &s->clock, s->lang, f->rows, f->cols);
    ui->keymap = s->keymap;
    typing_find_method(s->config.typing ? s->config.typing : "", &ui->typing.method);
    typing_find_tones(s->config.tones ? s->config.tones : "", &ui->typing.new_style);
    ui->person = s->person;
    ui->linear = !f->term;
    if (f->keys) {
        keys_free(ui->keys);
        ui->keys = f->keys;
    }
}

/* Returns the exit code. */
static int front_run(const struct front *f, struct ui *ui)
{
    return f->term ? ui_run(ui, f->term) : linear_run(ui, stdin, stdout, f->utf8) ? EXIT_DONE : EXIT_FINDINGS;
}

static void front_release(const struct front *f, struct ui *ui)
{
    ui->keys = f->keys ? NULL : ui->keys;
    ui_release(ui);
}

/* ---- the first start: there is no database yet ---- */

enum first { FIRST_OWN, FIRST_SAMPLE, FIRST_LEAVE };

struct first_page {
    struct page page;
    int chosen;
};

static void first_draw(struct page *p, struct ui *ui, struct grid *g)
{
    (void)p;
    ui_frame(ui, g, label_in(&ui->app->title, ui->lang), "", CTX_ASK);
}

static bool first_event(struct page *p, struct ui *ui, enum command cmd, const struct event *ev)
{
    (void)p, (void)ui, (void)cmd, (void)ev;
    return false;
}

/* The question above closed: its answer is ours, and the first screen is over. */
static void first_resume(struct page *p, struct ui *ui, struct page *closed)
{
    const struct ask *ask = (const struct ask *)(const void *)closed;
    ((struct first_page *)(void *)p)->chosen = ask->done ? ask->chosen : FIRST_LEAVE;
    ui->quit = true;
}

static void first_free(struct page *p)
{
    (void)p; /* lives on first_start's stack */
}

static const struct page_ops first_ops = {
    .draw = first_draw, .event = first_event, .resume = first_resume, .free = first_free, .name = "first", .context = CTX_ASK};

static enum first first_question(struct session *s, const struct front *f)
{
    const char *const choices[] = {_("Work with our own records"), _("Practise with sample data"), _("Leave"), NULL};
    struct ui ui;
    front_ui(f, s, &ui);
    struct first_page page = {{.ops = &first_ops}, FIRST_LEAVE};
    ui_push(&ui, &page.page);
    struct str text = STR_INIT;
    str_addf(&text, _("There is no database yet. It will be made here:\n%s"), s->db_path);
    struct ask *ask = ask_new(_("Welcome"), text.p, 0);
    str_release(&text);
    ask->choices = choices;
    ui_push(&ui, &ask->page);
    front_run(f, &ui);
    front_release(f, &ui);
    return (enum first)page.chosen;
}

/* Sample data lives in its own file beside the real one: NAME.db → NAME-mau.db. */
static char *sample_path(const char *db_path)
{
    struct str path = STR_INIT;
    size_t n = strlen(db_path);
    str_add_n(&path, db_path, str_ends(db_path, ".db") ? n - 3 : n);
    str_add(&path, "-mau.db");
    return str_take(&path);
}

/* It takes a moment. */
static void say_making(const struct front *f)
{
    const char *text = _("The sample data is being made …");
    struct grid g;
    if (!f->term) {
        linear_say(stdout, f->utf8, text);
        return;
    }
    grid_init(&g, f->rows, f->cols);
    grid_str(&g, 0, 1, f->cols - 2, STYLE_PLAIN, text);
    f->term->draw(f->term, &g);
    grid_release(&g);
}

static bool open_first(struct session *s, const struct front *f, enum first first, struct err *err)
{
    char *sample = sample_path(s->db_path);
    demo_sweep(sample); /* an earlier start may have been cut off */
    if (first != FIRST_SAMPLE) {
        free(sample);
        return first == FIRST_LEAVE || session_open_db(s, STORE_CREATE, err);
    }
    free(s->db_path);
    s->db_path = sample;
    say_making(f);
    return (file_exists(s->db_path) || demo_make(s, false, err)) && session_open_db(s, STORE_CREATE, err);
}

/* ---- the screen ---- */

/* A record of the form: to be filled, or its marked fields keyed again. */
static struct page *record_page(struct ui *ui, const struct cli *cli)
{
    struct request req = {.op = OP_FIND, .form = cli->args[0], .key = cli->args[1]};
    struct reply rep = {0};
    struct page *p = NULL;
    if (ui_call(ui, &req, &rep)) {
        const char *id = rowset_str(&rep.rows, 0, "_id");
        p = cli_has(cli, OPT_VERIFY) ? form_new_verify(ui, cli->args[0], id) : form_new(ui, cli->args[0], id, NULL, NULL);
    }
    reply_release(&rep);
    return p;
}

static void push_pages(struct ui *ui, const struct cli *cli)
{
    if (ui->linear && cli->nargs > 0) {
        context_restore(ui); /* the page alone: who leaves it is done */
    } else {
        ui_push(ui, home_new(ui));
    }
    if (cli->nargs > 0) {
        str_clear(&ui->message); /* home's advice is not for the page above it */
    }
    struct page *p = cli->nargs == 0 ? NULL : cli->nargs == 1 ? list_new(ui, cli->args[0]) : record_page(ui, cli);
    if (p) {
        ui_push(ui, p);
    }
}

static bool keep_copy(void *arg, struct err *err)
{
    return copies_due(arg, err);
}

static void ui_for_session(struct ui *ui, struct session *s, const struct front *f)
{
    const struct role *role = s->role_name ? app_role(s->app, s->role_name) : NULL;
    front_ui(f, s, ui);
    ui->role = role ? &role->label : NULL;
    ui->role_name = role ? role->name : NULL;
    ui->chosen = s->named;
    ui->sample = s->sample;
    ui->keep_copy = keep_copy;
    ui->keep_copy_arg = s;
    s->on_screen = f->term != NULL;
}

static int run_script(struct session *s, const struct cli *cli)
{
    struct err err = ERR_INIT;
    const char *path = cli->value[OPT_SCRIPT];
    FILE *in = str_eq(path, "-") ? stdin : fopen(path, "r");
    if (!in) {
        err_set(&err, ERR_IO, _("%s cannot be read: %s"), path, strerror(errno));
        return cli_fail(&err);
    }
    struct ui ui;
    const struct front front = {.rows = SCRIPT_ROWS, .cols = SCRIPT_COLS};
    ui_for_session(&ui, s, &front);
    ui.linear = false;
    push_pages(&ui, cli);
    bool ok = script_run(&ui, in, stdout, &err) &&
              (!ferror(in) || err_set(&err, ERR_IO, _("%s cannot be read: %s"), path, strerror(errno)));
    ui_release(&ui);
    if (in != stdin) {
        fclose(in);
    }
    return ok ? EXIT_DONE : cli_fail(&err);
}

/* Under the question who it is. */
static void who_resume(struct page *p, struct ui *ui, struct page *closed)
{
    (void)identity_closed(ui, closed);
    ui->quit = ui->top == p; /* nothing more is asked */
}

static const struct page_ops who_ops = {
    .draw = first_draw, .event = first_event, .resume = who_resume, .free = first_free, .name = "who", .context = CTX_ASK};

/* Who sits here, when nobody said it; false when the question was left.  Pipes are not asked. */
static bool settle_person(struct session *s, const struct front *f)
{
    struct ui ui;
    struct page page = {.ops = &who_ops};
    if (s->named || s->host->remote || !s->host->become || !isatty(STDIN_FILENO)) {
        return true;
    }
    ui_for_session(&ui, s, f);
    bool known = identity_at_start(&ui) == IDENTITY_KNOWN;
    if (!known) {
        ui.person = "";
        ui_push(&ui, &page);
        identity_ask(&ui, false);
        front_run(f, &ui);
    }
    if (ui.chosen) {
        session_rename(s, ui.person, ui.role_name);
    }
    bool settled = known || ui.chosen;
    front_release(f, &ui);
    return settled;
}

enum { ALONE_MINUTES = 15, WHOLE_MINUTES = 12 * 60, MINUTE_MS = 60000 }; /* reliability, S7 */

static void limit_session(const struct session *s, struct ui *ui)
{
    ui->alone_ms = (int64_t)config_minutes(s->config.idle_minutes, ALONE_MINUTES) * MINUTE_MS;
    ui->whole_ms = (int64_t)config_minutes(s->config.session_minutes, WHOLE_MINUTES) * MINUTE_MS;
}

static int run_front(struct session *s, const struct cli *cli, const struct front *f)
{
    struct ui ui;
    struct err err = ERR_INIT;
    int code;
    if (!settle_person(s, f)) {
        return EXIT_DONE;
    }
    ui_for_session(&ui, s, f);
    push_pages(&ui, cli);
    if (ui.top) {
        if (cli_has(cli, OPT_SESSION)) {
            limit_session(s, &ui);
        }
        code = front_run(f, &ui);
        s->parting = ui.parting;
        s->parted = ui.parted;
    } else {
        err_set(&err, ERR_NOT_FOUND, "%s", ui.message.p); /* by lines there is nothing below what was asked for */
        code = cli_fail(&err);
    }
    front_release(f, &ui);
    return code;
}

/* The first start asks what database to make. */
static bool open_any(struct session *s, const struct front *f, struct err *err)
{
    return s->host || open_first(s, f, first_question(s, f), err);
}

static int enter_by_lines(struct session *s, const struct cli *cli)
{
    struct err err = ERR_INIT;
    const struct front front = {.rows = LINEAR_ROWS, .cols = LINEAR_COLS, .utf8 = s->utf8};
    linear_say(stdout, s->utf8,
               _("One question a line. Enter keeps what stands in brackets, - empties it, ? tells more, < goes back, . ends; ?help tells all."));
    if (!open_any(s, &front, &err)) {
        return cli_fail(&err);
    }
    return s->host ? run_front(s, cli, &front) : EXIT_DONE;
}

/* Behind the screen, where it stays to be read.  Returns the exit code. */
static int say_parting(const struct session *s, int code)
{
    switch (s->parting) {
    case PARTING_ALONE:
        printf(_("Nothing was typed for %d minutes, so this session has ended; what was typed before is kept as a draft.\n"),
               config_minutes(s->config.idle_minutes, ALONE_MINUTES));
        break;
    case PARTING_WHOLE:
        printf(_("This session has lasted %d minutes and has ended; what was typed and not saved is kept as a draft.\n"),
               config_minutes(s->config.session_minutes, WHOLE_MINUTES));
        break;
    case PARTING_SERVER:
        return cli_fail(&s->parted);
    case PARTING_OWN:
        break;
    }
    return code;
}

static int enter_on_terminal(struct session *s, const struct cli *cli)
{
    struct err err = ERR_INIT;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        err_set(&err, ERR_USAGE, _("the screen needs a terminal; for pipes there are the commands that 'phieu --help' lists"));
        return cli_fail(&err);
    }
    struct front front = {.keys = keys_new(), .utf8 = s->utf8};
    keymap_teach(s->keymap, front.keys, getenv("TERM")); /* before terminfo has its say */
    int code = EXIT_DONE;
    bool ok = term_curses_open(&front.term, front.keys, s->utf8, s->config.borders ? s->config.borders : "", &err);
    if (ok) {
        front.term->size(front.term, &front.rows, &front.cols);
        ok = open_any(s, &front, &err);
    }
    if (ok && s->host) {
        code = run_front(s, cli, &front);
    }
    if (front.term) {
        front.term->close(front.term);
    }
    s->on_screen = false;
    keys_free(front.keys);
    return ok ? say_parting(s, code) : cli_fail(&err);
}

int cmd_enter(struct session *s, const struct cli *cli)
{
    struct err err = ERR_INIT;
    bool script = cli_has(cli, OPT_SCRIPT), linear = cli_has(cli, OPT_LINEAR);
    if (cli_has(cli, OPT_VERIFY) && cli->nargs != 2) {
        err_set(&err, ERR_USAGE, _("--verify needs the form and the key of a record: phieu enter --verify FORM KEY"));
        return cli_fail(&err);
    }
    bool there = file_exists(s->db_path);
    if (script || linear) {
        session_freeze_clock(s);
    }
    if (script && linear) {
        err_set(&err, ERR_USAGE, _("a script drives the screen: give either --script or --linear"));
        return cli_fail(&err);
    }
    if (!session_keys(s, &err)) {
        return cli_fail(&err);
    }
    /* a file that is there may be one whose making was cut off before its first table */
    if ((there || script || s->server) && !session_open_db(s, STORE_CREATE, &err)) {
        return cli_fail(&err);
    }
    if (script) {
        return run_script(s, cli);
    }
    int code = linear ? enter_by_lines(s, cli) : enter_on_terminal(s, cli);
    if (isatty(STDERR_FILENO)) { /* a line that broke has nobody who waits */
        copies_at_end(s);
    }
    return code;
}
