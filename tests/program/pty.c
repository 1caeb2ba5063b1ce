/*
 * pty: runs a program in a pseudo-terminal and lets a script type at it and read its screen.
 *
 *   pty [-s ROWSxCOLS] [-t TERM] [-h FOLDER] [COMMAND ARGUMENT…] <SCRIPT
 *
 * The program sees a terminal of the given size (24x80), TERM (xterm-256color), LANG=C.UTF-8, and FOLDER as
 * HOME and as every XDG folder.  libvterm paints what it writes, so the script sees what a person would.
 * One command a line, # begins a comment:
 *
 *   term NAME            TERM of the next spawn
 *   locale NAME          LANG of the next spawn (C.UTF-8)
 *   size ROWSxCOLS       the size of the next spawn
 *   limit SECONDS        how long wait, gone, cursor, at, taken, until and exit have patience (20)
 *   spawn COMMAND…       start it; "…" holds blanks
 *   send TEXT            type it: \e \r \n \t \\ \xHH
 *   drip TEXT            type it a byte at a time, each when the program has read the one before
 *   paste FILE           what stands in the file, in the brackets that terminals put around a paste
 *   taken                until the program has read all that was typed
 *   key NAME…            F4 Tab Shift-Tab Up Enter Esc Ctrl-S Alt-x …, as xterm sends them
 *   wait TEXT            until a row of the screen has it
 *   gone TEXT            until no row has it
 *   cursor ROW COL       until the cursor stands there, counted from 0
 *   at TEXT              until the cursor stands on the first letter of TEXT, or behind its last
 *   until SHELL COMMAND  run it until it succeeds; $PID is the program's process
 *   resize ROWSxCOLS     the window changes its size
 *   kill SIGNAL          KILL, TERM, HUP, STOP, CONT …
 *   doom MICROSECONDS [SHELL COMMAND]  so long from now kill -9 the program, or run the command; the script goes on
 *   say TEXT             print it: how far the script came
 *   close                the terminal is gone: hang up
 *   exit CODE            it has ended so; CODE may be a signal's name, or `any`
 *   screen               print the rows
 *   settle               until 100 ms pass without output
 *   bytes [NAME]         print how many bytes came since the last `bytes`
 *   record FILE          all bytes that come from now on go there, too
 *
 * Nothing waits for a fixed time; `settle` is for counting bytes only, and of `doom` every moment is as good as any other.  The first command that fails prints
 * its line, the reason and the screen, kills the program and ends with 1.  A program that still runs at the
 * end of the script is hung up and killed.
 */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#include "base/attr.h"

#define ARGS_MAX  64
#define ROW_BYTES 8192 /* of a row as UTF-8: 500 columns with two marks each, and more */
#define SIDE_MAX  500

struct pty {
    int rows, cols;
    const char *folder; /* HOME of the program; NULL: as it is */
    char *term, *locale;
    FILE *copy; /* of what the program writes; NULL: none */
    VTerm *vt;
    VTermScreen *screen;
    int master;  /* -1: hung up, or none */
    pid_t child; /* 0: none, or waited for */
    pid_t doom;  /* the process that waits to kill it; 0: none */
    int status;  /* of the child, once it has been waited for */
    bool ended;
    long bytes;    /* since the last `bytes` */
    bool answered; /* output came since the last key */
    int limit_ms;
    int line; /* of the script */
};

/* ---- time and failure ---- */

static long long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

ATTR_PRINTF(2, 3) static bool fail(const struct pty *p, const char *fmt, ...)
{
    va_list ap;
    fprintf(stderr, "line %d: ", p->line);
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
    return false;
}

/* ---- the screen as text ---- */

static size_t put_utf8(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (c & 0x3f));
        c >>= 6;
    }
    out[0] = (char)((0xf00 >> n) | c);
    return n;
}

static size_t put_cell(const struct pty *p, int row, int col, char *out)
{
    VTermScreenCell cell;
    size_t n = 0;
    vterm_screen_get_cell(p->screen, (VTermPos){row, col}, &cell);
    if (cell.chars[0] == (uint32_t)-1) {
        return 0; /* the right half of a wide letter */
    }
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++) {
        n += put_utf8(out + n, cell.chars[i]);
    }
    return n ? n : put_utf8(out, ' ');
}

/* A row of the screen without the blanks at its end; `out` has ROW_BYTES. */
static void row_text(const struct pty *p, int row, char *out)
{
    size_t n = 0;
    for (int col = 0; col < p->cols && n + 4 * VTERM_MAX_CHARS_PER_CELL < ROW_BYTES; col++) {
        n += put_cell(p, row, col, out + n);
    }
    while (n > 0 && out[n - 1] == ' ') {
        n--;
    }
    out[n] = '\0';
}

static bool screen_has(const struct pty *p, const char *text)
{
    char row[ROW_BYTES];
    for (int r = 0; r < p->rows; r++) {
        row_text(p, r, row);
        if (strstr(row, text)) {
            return true;
        }
    }
    return false;
}

static void print_screen(const struct pty *p, FILE *out)
{
    char row[ROW_BYTES];
    for (int r = 0; p->vt && r < p->rows; r++) {
        row_text(p, r, row);
        fprintf(out, "|%s\n", row);
    }
}

/* ---- the program ---- */

static void write_all(const struct pty *p, const char *text, size_t n)
{
    while (n > 0 && p->master >= 0) {
        ssize_t done = write(p->master, text, n);
        if (done <= 0) {
            return; /* it has ended: `exit` or the next `wait` says so */
        }
        text += done;
        n -= (size_t)done;
    }
}

/* What the terminal itself sends: keys, and answers to the program's questions. */
static void from_terminal(const char *text, size_t n, void *user)
{
    write_all(user, text, n);
}

static void hang_up(struct pty *p)
{
    if (p->master >= 0) {
        close(p->master);
        p->master = -1;
    }
}

/* Take what the program writes within `ms`; false when nothing came. */
static bool take_output(struct pty *p, int ms)
{
    char buf[4096];
    struct pollfd fd = {.fd = p->master, .events = POLLIN};
    if (poll(&fd, 1, ms) <= 0 || p->master < 0) {
        return false;
    }
    ssize_t n = read(p->master, buf, sizeof buf);
    if (n <= 0) {
        hang_up(p); /* EIO: the program has closed its side */
        return false;
    }
    vterm_input_write(p->vt, buf, (size_t)n);
    if (p->copy) {
        fwrite(buf, 1, (size_t)n, p->copy);
    }
    p->bytes += n;
    p->answered = true;
    return true;
}

static bool has_ended(struct pty *p)
{
    if (!p->ended && p->child > 0 && waitpid(p->child, &p->status, WNOHANG) == p->child) {
        p->ended = true;
    }
    return p->ended;
}

/* Whatever it has not done yet it does not do any more: the number of a process that has ended may become another's. */
static void end_doom(struct pty *p)
{
    if (p->doom > 0) {
        kill(p->doom, SIGKILL);
        waitpid(p->doom, NULL, 0);
    }
    p->doom = 0;
}

static void end_program(struct pty *p)
{
    end_doom(p);
    hang_up(p);
    if (p->child > 0 && !has_ended(p)) {
        kill(p->child, SIGKILL);
        waitpid(p->child, &p->status, 0);
    }
    if (p->vt) {
        vterm_free(p->vt);
    }
    p->vt = NULL;
    p->child = 0;
    p->ended = false;
}

static void set_environment(const struct pty *p)
{
    static const char *const folders[] = {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME",
                                          "XDG_RUNTIME_DIR"};
    static const char *const dropped[] = {"LINES", "COLUMNS", "LC_ALL", "LC_CTYPE", "LANGUAGE"};
    for (size_t i = 0; p->folder && i < sizeof folders / sizeof *folders; i++) {
        setenv(folders[i], p->folder, 1);
    }
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++) {
        unsetenv(dropped[i]);
    }
    setenv("LANG", p->locale, 1);
    setenv("TERM", p->term, 1);
}

static bool start(struct pty *p, char **argv)
{
    end_program(p);
    struct winsize ws = {.ws_row = (unsigned short)p->rows, .ws_col = (unsigned short)p->cols};
    p->vt = vterm_new(p->rows, p->cols);
    vterm_set_utf8(p->vt, 1);
    vterm_output_set_callback(p->vt, from_terminal, p);
    p->screen = vterm_obtain_screen(p->vt);
    vterm_screen_enable_altscreen(p->screen, 1);
    vterm_screen_reset(p->screen, 1);
    p->bytes = 0;
    p->child = forkpty(&p->master, NULL, NULL, &ws);
    if (p->child == 0) {
        set_environment(p);
        execvp(argv[0], argv);
        fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
        _exit(127);
    }
    return p->child > 0 || fail(p, "no pseudo-terminal: %s", strerror(errno));
}

/* ---- reading the script ---- */

/* In place: \e \r \n \t \\ \xHH become their bytes, which may hold NULs; returns how many. */
static size_t unescape(char *text)
{
    static const char from[] = "ernt\\";
    static const char to[] = "\033\r\n\t\\";
    size_t n = 0;
    for (const char *s = text; *s; s++) {
        const char *at = *s == '\\' && s[1] ? strchr(from, s[1]) : NULL;
        if (at) {
            text[n++] = to[at - from];
            s++;
        } else if (*s == '\\' && s[1] == 'x' && s[2] && s[3]) {
            char hex[3] = {s[2], s[3], '\0'};
            text[n++] = (char)strtol(hex, NULL, 16);
            s += 3;
        } else {
            text[n++] = *s;
        }
    }
    text[n] = '\0';
    return n;
}

/* In place: words at blanks, "…" holding blanks; argv ends with NULL. */
static int split(char *text, char **argv)
{
    int n = 0;
    char *s = text;
    while (*s && n < ARGS_MAX - 1) {
        s += strspn(s, " ");
        if (!*s) {
            break;
        }
        bool quoted = *s == '"';
        argv[n] = s += quoted;
        n++;
        s += strcspn(s, quoted ? "\"" : " ");
        if (*s) {
            *s++ = '\0';
        }
    }
    argv[n] = NULL;
    return n;
}

static bool parse_size(struct pty *p, const char *text)
{
    char *end;
    long rows = strtol(text, &end, 10);
    long cols = *end == 'x' ? strtol(end + 1, &end, 10) : 0;
    if (rows < 1 || rows > SIDE_MAX || cols < 1 || cols > SIDE_MAX || *end) {
        return fail(p, "a size is ROWSxCOLS, each from 1 to %d, not '%s'", SIDE_MAX, text);
    }
    p->rows = (int)rows;
    p->cols = (int)cols;
    return true;
}

struct name_number {
    const char *name;
    int number;
};

static const struct name_number keys[] = {
    {"Enter", VTERM_KEY_ENTER}, {"Tab", VTERM_KEY_TAB},       {"Backspace", VTERM_KEY_BACKSPACE},
    {"Esc", VTERM_KEY_ESCAPE},  {"Up", VTERM_KEY_UP},         {"Down", VTERM_KEY_DOWN},
    {"Left", VTERM_KEY_LEFT},   {"Right", VTERM_KEY_RIGHT},   {"Insert", VTERM_KEY_INS},
    {"Delete", VTERM_KEY_DEL},  {"Home", VTERM_KEY_HOME},     {"End", VTERM_KEY_END},
    {"PgUp", VTERM_KEY_PAGEUP}, {"PgDn", VTERM_KEY_PAGEDOWN}, {NULL, 0},
};

static const struct name_number signals[] = {
    {"KILL", SIGKILL}, {"TERM", SIGTERM}, {"HUP", SIGHUP},   {"INT", SIGINT}, {"QUIT", SIGQUIT},
    {"STOP", SIGSTOP}, {"CONT", SIGCONT}, {"TSTP", SIGTSTP}, {NULL, 0},
};

/* The number of a name, 0 when the table has none. */
static int number_of(const struct name_number *table, const char *name)
{
    for (; table->name; table++) {
        if (strcmp(table->name, name) == 0) {
            return table->number;
        }
    }
    return 0;
}

/* Drops `prefix` from *name, when it begins so. */
static bool drop_prefix(const char **name, const char *prefix)
{
    size_t n = strlen(prefix);
    if (strncmp(*name, prefix, n) != 0 || !(*name)[n]) {
        return false;
    }
    *name += n;
    return true;
}

static bool press(struct pty *p, const char *name)
{
    const char *key = name;
    int mod = 0;
    mod |= drop_prefix(&key, "Shift-") ? VTERM_MOD_SHIFT : 0;
    mod |= drop_prefix(&key, "Ctrl-") ? VTERM_MOD_CTRL : 0;
    mod |= drop_prefix(&key, "Alt-") ? VTERM_MOD_ALT : 0;
    int known = number_of(keys, key);
    long function = key[0] == 'F' ? strtol(key + 1, NULL, 10) : 0;
    if (known) {
        vterm_keyboard_key(p->vt, (VTermKey)known, (VTermModifier)mod);
    } else if (function >= 1 && function <= 12) {
        vterm_keyboard_key(p->vt, (VTermKey)VTERM_KEY_FUNCTION(function), (VTermModifier)mod);
    } else if (strlen(key) == 1) {
        char text[2] = {'\033', (mod & VTERM_MOD_CTRL) ? (char)(key[0] & 0x1f) : key[0]};
        bool alt = (mod & VTERM_MOD_ALT) != 0;
        write_all(p, text + !alt, 1 + (size_t)alt);
    } else {
        return fail(p, "no key is called '%s'", name);
    }
    return true;
}

/* ---- the commands; each is handed the rest of its line ---- */

static bool keep(char **name, const char *arg)
{
    free(*name);
    *name = strdup(arg);
    return *name != NULL;
}

static bool do_term(struct pty *p, char *arg)
{
    return keep(&p->term, arg);
}

static bool do_locale(struct pty *p, char *arg)
{
    return keep(&p->locale, arg);
}

static bool do_size(struct pty *p, char *arg)
{
    return parse_size(p, arg);
}

static bool do_limit(struct pty *p, char *arg)
{
    p->limit_ms = (int)strtol(arg, NULL, 10) * 1000;
    return p->limit_ms > 0 || fail(p, "a limit is a number of seconds, not '%s'", arg);
}

static bool do_spawn(struct pty *p, char *arg)
{
    char *argv[ARGS_MAX];
    return split(arg, argv) > 0 ? start(p, argv) : fail(p, "spawn what?");
}

static bool do_send(struct pty *p, char *arg)
{
    size_t n = unescape(arg);
    p->answered = false;
    write_all(p, arg, n);
    return true;
}

/* However long it is: the program may write in between, and would wait for us. */
static bool write_long(struct pty *p, const char *text, size_t n)
{
    long long end = now_ms() + p->limit_ms;
    fcntl(p->master, F_SETFL, O_NONBLOCK);
    while (n > 0 && p->master >= 0 && now_ms() < end) {
        ssize_t done = write(p->master, text, n);
        if (done > 0) {
            text += done;
            n -= (size_t)done;
        } else if (errno != EAGAIN) {
            break;
        }
        take_output(p, done > 0 ? 0 : 1);
    }
    if (p->master >= 0) {
        fcntl(p->master, F_SETFL, 0);
    }
    return n == 0 || fail(p, "%zu bytes of it are not taken", n);
}

/* A terminal writes brackets and text as one: a short paste is one write, so that no read can fall between. */
static bool do_paste(struct pty *p, char *arg)
{
    static const char begin[] = "\033[200~", stop[] = "\033[201~";
    enum { BRACKET = sizeof begin - 1 };
    char block[65536];
    FILE *in = fopen(arg, "r");
    bool ok = in != NULL;
    size_t n = BRACKET;
    memcpy(block, begin, BRACKET);
    for (size_t more; ok && (more = fread(block + n, 1, sizeof block - BRACKET - n, in)) > 0; n = 0) {
        n += more;
        if (n < sizeof block - BRACKET) {
            break; /* the file's end */
        }
        ok = write_long(p, block, n);
    }
    memcpy(block + n, stop, BRACKET);
    ok = ok && write_long(p, block, n + BRACKET);
    if (in) {
        fclose(in);
    }
    p->answered = false;
    return ok || fail(p, "%s: not pasted", arg);
}

/* Whether bytes that were typed still wait at the program's side; looked at from there, for a moment. */
static bool unread(int slave)
{
    struct pollfd fd = {.fd = slave, .events = POLLIN};
    return poll(&fd, 1, 0) > 0 && (fd.revents & POLLIN);
}

static bool wait_taken(struct pty *p, int slave)
{
    long long end = now_ms() + p->limit_ms;
    while (unread(slave)) {
        if (p->master < 0 || has_ended(p) || now_ms() > end) {
            return fail(p, "what was typed is not read");
        }
        take_output(p, 1);
    }
    return true;
}

/* The program's side of the terminal; it must not stay open, or its end would not be noticed. */
static int open_slave(const struct pty *p)
{
    return p->master < 0 ? -1 : open(ptsname(p->master), O_RDWR | O_NOCTTY | O_CLOEXEC);
}

static bool do_taken(struct pty *p, char *arg)
{
    (void)arg;
    int slave = open_slave(p);
    bool ok = slave >= 0 ? wait_taken(p, slave) : fail(p, "there is no terminal any more");
    if (slave >= 0) {
        close(slave);
    }
    return ok;
}

static bool do_drip(struct pty *p, char *arg)
{
    size_t n = unescape(arg);
    int slave = open_slave(p);
    bool ok = slave >= 0 || fail(p, "there is no terminal any more");
    p->answered = false;
    for (size_t i = 0; ok && i < n; i++) {
        write_all(p, arg + i, 1);
        ok = wait_taken(p, slave);
    }
    if (slave >= 0) {
        close(slave);
    }
    return ok;
}

static bool do_key(struct pty *p, char *arg)
{
    char *names[ARGS_MAX];
    int n = split(arg, names);
    bool ok = true;
    p->answered = false;
    for (int i = 0; ok && i < n; i++) {
        ok = press(p, names[i]);
    }
    return ok;
}

/* Until the screen has the text, or has it no more. */
static bool wait_for(struct pty *p, const char *text, bool there)
{
    long long end = now_ms() + p->limit_ms;
    while (screen_has(p, text) != there) {
        if (p->master < 0) {
            return fail(p, "the program ended; '%s' %s on the screen", text, there ? "is not" : "is still");
        }
        if (now_ms() > end) {
            return fail(p, "after %d s '%s' %s on the screen", p->limit_ms / 1000, text,
                        there ? "is not" : "is still");
        }
        take_output(p, 50);
    }
    return true;
}

static bool do_wait(struct pty *p, char *arg)
{
    return wait_for(p, arg, true);
}

static bool do_gone(struct pty *p, char *arg)
{
    return wait_for(p, arg, false);
}

static bool do_until(struct pty *p, char *arg)
{
    long long end = now_ms() + p->limit_ms;
    char pid[24];
    int status;
    snprintf(pid, sizeof pid, "%ld", (long)p->child);
    setenv("PID", pid, 1);
    while ((status = system(arg)) != 0) {
        if (p->doom > 0 && has_ended(p)) {
            return fail(p, "the program ended");
        }
        if (now_ms() > end) {
            return fail(p, "after %d s this still fails with %d: %s", p->limit_ms / 1000, status, arg);
        }
        take_output(p, 50);
    }
    return true;
}

static VTermPos cursor_of(const struct pty *p)
{
    VTermPos pos;
    vterm_state_get_cursorpos(vterm_obtain_state(p->vt), &pos);
    return pos;
}

static bool do_cursor(struct pty *p, char *arg)
{
    char *end;
    int row = (int)strtol(arg, &end, 10);
    int col = (int)strtol(end, NULL, 10);
    long long limit = now_ms() + p->limit_ms;
    VTermPos pos;
    while (pos = cursor_of(p), pos.row != row || pos.col != col) {
        if (p->master < 0 || now_ms() > limit) {
            return fail(p, "the cursor is at %d %d, not at %d %d", pos.row, pos.col, row, col);
        }
        take_output(p, 50);
    }
    return true;
}

/* What the row has from the cursor on, and what it has before. */
static bool is_at(const struct pty *p, const char *text)
{
    VTermPos pos = cursor_of(p);
    char before[ROW_BYTES] = "", after[ROW_BYTES] = "";
    size_t nb = 0, na = 0, n = strlen(text);
    for (int col = 0; col < p->cols && na < n; col++) {
        nb += col < pos.col ? put_cell(p, pos.row, col, before + nb) : 0;
        na += col < pos.col ? 0 : put_cell(p, pos.row, col, after + na);
    }
    return (na >= n && memcmp(after, text, n) == 0) || (nb >= n && memcmp(before + nb - n, text, n) == 0);
}

static bool do_at(struct pty *p, char *arg)
{
    long long end = now_ms() + p->limit_ms;
    while (!is_at(p, arg)) {
        if (p->master < 0 || now_ms() > end) {
            VTermPos pos = cursor_of(p);
            return fail(p, "the cursor is at %d %d, not at '%s'", pos.row, pos.col, arg);
        }
        take_output(p, 50);
    }
    return true;
}

static bool do_record(struct pty *p, char *arg)
{
    if (p->copy) {
        fclose(p->copy);
    }
    p->copy = fopen(arg, "w");
    return p->copy || fail(p, "%s: %s", arg, strerror(errno));
}

static bool do_screen(struct pty *p, char *arg)
{
    (void)arg;
    print_screen(p, stdout);
    return true;
}

static bool do_resize(struct pty *p, char *arg)
{
    if (!parse_size(p, arg)) {
        return false;
    }
    struct winsize ws = {.ws_row = (unsigned short)p->rows, .ws_col = (unsigned short)p->cols};
    vterm_set_size(p->vt, p->rows, p->cols);
    return ioctl(p->master, TIOCSWINSZ, &ws) == 0 || fail(p, "the size cannot be set: %s", strerror(errno));
}

static bool do_settle(struct pty *p, char *arg)
{
    (void)arg;
    long long patience = now_ms() + 1000; /* some keys are answered by nothing */
    while (!p->answered && p->master >= 0 && now_ms() < patience) {
        take_output(p, 50);
    }
    while (take_output(p, 100)) {
    }
    return true;
}

static bool do_bytes(struct pty *p, char *arg)
{
    printf("%s%s%ld\n", arg, *arg ? " " : "", p->bytes);
    p->bytes = 0;
    return true;
}

static bool do_kill(struct pty *p, char *arg)
{
    int number = number_of(signals, arg);
    return number ? p->child > 0 && kill(p->child, number) == 0 : fail(p, "no signal is called '%s'", arg);
}

static bool do_doom(struct pty *p, char *arg)
{
    char *command;
    long us = strtol(arg, &command, 10);
    const struct timespec pause = {us / 1000000, us % 1000000 * 1000};
    end_doom(p);
    p->doom = fork();
    if (p->doom == 0) {
        nanosleep(&pause, NULL);
        _exit(*command ? system(command) != 0 : kill(p->child, SIGKILL) != 0);
    }
    return p->doom > 0 || fail(p, "no process: %s", strerror(errno));
}

static bool do_say(struct pty *p, char *arg)
{
    (void)p;
    puts(arg);
    return true;
}

static bool do_close(struct pty *p, char *arg)
{
    (void)arg;
    hang_up(p);
    return true;
}

static bool do_exit(struct pty *p, char *arg)
{
    long long end = now_ms() + p->limit_ms;
    while (!has_ended(p)) {
        if (p->child <= 0 || now_ms() > end) {
            return fail(p, "the program is still running after %d s", p->limit_ms / 1000);
        }
        if (!take_output(p, 20) && p->master < 0) {
            poll(NULL, 0, 10); /* hung up: only the process is waited for */
        }
    }
    while (take_output(p, 0)) {
    }
    int number = number_of(signals, arg);
    bool signalled = WIFSIGNALED(p->status);
    int code = signalled ? WTERMSIG(p->status) : WEXITSTATUS(p->status);
    bool ok =
        strcmp(arg, "any") == 0 || (signalled ? number == code : !number && strtol(arg, NULL, 10) == code);
    return ok ||
           fail(p, "the program ended with %s %d, not with %s", signalled ? "signal" : "code", code, arg);
}

struct command {
    const char *name;
    bool (*run)(struct pty *p, char *arg);
    bool alone; /* works before the first spawn */
};

static const struct command commands[] = {
    {"term", do_term, true},      {"locale", do_locale, true},  {"size", do_size, true},
    {"limit", do_limit, true},    {"spawn", do_spawn, true},    {"send", do_send, false},
    {"drip", do_drip, false},     {"paste", do_paste, false},   {"taken", do_taken, false},
    {"key", do_key, false},
    {"wait", do_wait, false},     {"gone", do_gone, false},     {"until", do_until, true},
    {"cursor", do_cursor, false}, {"at", do_at, false},         {"screen", do_screen, false},
    {"resize", do_resize, false}, {"settle", do_settle, false}, {"bytes", do_bytes, false},
    {"record", do_record, true},  {"kill", do_kill, false},     {"doom", do_doom, false},
    {"say", do_say, true},        {"close", do_close, false},
    {"exit", do_exit, false},
};

static bool run_line(struct pty *p, char *line)
{
    size_t n = strcspn(line, " ");
    char *arg = line + n + (line[n] == ' ');
    line[n] = '\0';
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(commands[i].name, line) == 0) {
            return p->vt || commands[i].alone ? commands[i].run(p, arg) : fail(p, "nothing has been started");
        }
    }
    return fail(p, "no command is called '%s'", line);
}

static bool run_script(struct pty *p, FILE *in)
{
    char *line = NULL;
    size_t size = 0;
    bool ok = true;
    while (ok && getline(&line, &size, in) >= 0) {
        p->line++;
        line[strcspn(line, "\n")] = '\0';
        char *text = line + strspn(line, " ");
        ok = !*text || *text == '#' || run_line(p, text);
        fflush(stdout);
    }
    free(line);
    return ok;
}

int main(int argc, char **argv)
{
    struct pty p = {
        .rows = 24, .cols = 80, .term = strdup("xterm-256color"), .locale = strdup("C.UTF-8"), .master = -1, .limit_ms = 20000};
    bool ok = p.term && p.locale;
    int c;
    signal(SIGPIPE, SIG_IGN);
    while (ok && (c = getopt(argc, argv, "+s:t:h:")) != -1) {
        p.folder = c == 'h' ? optarg : p.folder;
        ok = c == 's' ? parse_size(&p, optarg) : c == 't' ? do_term(&p, optarg) : c == 'h';
    }
    ok = ok && (optind == argc || start(&p, argv + optind)) && run_script(&p, stdin);
    if (!ok) {
        print_screen(&p, stderr);
    }
    end_program(&p);
    if (p.copy) {
        fclose(p.copy);
    }
    free(p.term);
    free(p.locale);
    return ok ? 0 : 1;
}
