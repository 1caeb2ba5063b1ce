#include "screen/ui.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "text/utf8.h"

/* Scripts drive the pages with events, as keys would, without a terminal.  Every line stands for itself. */

struct script {
    struct ui *ui;
    FILE *out;
    int line;
};

typedef bool command_fn(struct script *s, struct sv arg, struct err *err);

static bool fail(const struct script *s, struct err *err, const char *what, struct sv arg)
{
    return err_set(err, ERR_SYNTAX, "line %d: %s: '%.*s'", s->line, what, (int)arg.n, arg.p);
}

static void send(struct script *s, const struct event *ev)
{
    if (!s->ui->quit) {
        ui_event(s->ui, ev);
    }
}

static bool parse_size(struct sv arg, const char *x, int64_t *rows, int64_t *cols)
{
    struct sv r = {arg.p, (size_t)(x - arg.p)};
    struct sv c = {x + 1, arg.n - r.n - 1};
    return num_parse_int(r, NUM_STORED, rows) && num_parse_int(c, NUM_STORED, cols) && *rows >= 1 &&
           *rows <= 500 && *cols >= 1 && *cols <= 500;
}

static bool do_size(struct script *s, struct sv arg, struct err *err)
{
    int64_t rows = 0;
    int64_t cols = 0;
    const char *x = memchr(arg.p, 'x', arg.n);
    if (!x || !parse_size(arg, x, &rows, &cols)) {
        return fail(s, err, "a size is ROWSxCOLS, each from 1 to 500", arg);
    }
    grid_resize(&s->ui->grid, (int)rows, (int)cols);
    return true;
}

/* Letter by letter, as somebody types. */
static bool do_type(struct script *s, struct sv arg, struct err *err)
{
    (void)err;
    for (size_t at = 0; at < arg.n;) {
        size_t next = utf8_next(arg, at);
        struct event ev = {.key = KEY_TEXT, .text = {arg.p + at, next - at}};
        send(s, &ev);
        at = next;
    }
    return true;
}

static bool do_key(struct script *s, struct sv arg, struct err *err)
{
    struct sv name;
    struct str text = STR_INIT;
    bool ok = true;
    while (ok && sv_next(&arg, ',', &name)) {
        struct event ev;
        str_clear(&text);
        str_add_sv(&text, name);
        ok = key_parse(text.p, &ev) || fail(s, err, "no key has this name", name);
        if (ok) {
            send(s, &ev);
        }
    }
    str_release(&text);
    return ok;
}

static void unescape(struct sv in, struct str *out)
{
    for (size_t i = 0; i < in.n; i++) {
        char next = i + 1 < in.n ? in.p[i + 1] : '\0';
        bool escape = in.p[i] == '\\' && (next == 'n' || next == 't' || next == '\\');
        if (escape) {
            str_add_c(out, next == 'n' ? '\n' : next == 't' ? '\t' : '\\');
            i++;
        } else {
            str_add_c(out, in.p[i]);
        }
    }
}

static bool do_paste(struct script *s, struct sv arg, struct err *err)
{
    (void)err;
    struct str text = STR_INIT;
    unescape(arg, &text);
    struct event ev = {.key = KEY_PASTE, .text = {text.p, text.len}};
    send(s, &ev);
    str_release(&text);
    return true;
}

static bool do_screen(struct script *s, struct sv arg, struct err *err)
{
    struct str text = STR_INIT;
    str_addf(&text, "── %.*s\n", (int)arg.n, arg.p);
    ui_draw(s->ui);
    grid_dump(&s->ui->grid, &text);
    bool ok = fwrite(text.p, 1, text.len, s->out) == text.len;
    str_release(&text);
    return ok || err_set(err, ERR_IO, "line %d: the screen cannot be written: %s", s->line, strerror(errno));
}

static bool do_rest(struct script *s, struct sv arg, struct err *err)
{
    (void)arg;
    (void)err;
    ui_idle(s->ui);
    return true;
}

struct command_row {
    const char *name;
    command_fn *run;
};

static const struct command_row commands[] = {
    {"size", do_size},   {"type", do_type},     {"key", do_key},
    {"paste", do_paste}, {"screen", do_screen}, {"rest", do_rest},
};

static bool run_line(struct script *s, struct sv line, struct err *err)
{
    size_t n = 0;
    while (n < line.n && line.p[n] != ' ') {
        n++;
    }
    struct sv word = {line.p, n};
    struct sv arg = {line.p + n + (n < line.n), line.n - n - (n < line.n)};
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (sv_eq(word, commands[i].name)) {
            return commands[i].run(s, arg, err);
        }
    }
    return fail(s, err, "no command has this name", word);
}

static struct sv without_break(const char *line, size_t n)
{
    while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r')) {
        n--;
    }
    return (struct sv){line, n};
}

bool script_run(struct ui *ui, FILE *in, FILE *out, struct err *err)
{
    struct script s = {.ui = ui, .out = out};
    char *line = NULL;
    size_t size = 0;
    ssize_t n;
    bool ok = true;
    while (ok && !ui->quit && (n = getline(&line, &size, in)) >= 0) {
        s.line++;
        struct sv text = without_break(line, (size_t)n);
        if (text.n > 0 && text.p[0] != '#') {
            ok = run_line(&s, text, err);
        }
    }
    free(line);
    return ok;
}
