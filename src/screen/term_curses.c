/*
 * The terminal, through ncursesw; the only file that knows it.
 *
 * Out: the last grid is kept and compared row by row, and ncurses is handed the run of cells that changed (to
 * hand it the whole grid costs 25 times as much).  They go into newscr, its picture of what the screen shall
 * show; stdscr would be one more between.  ncurses collects its bytes, and an update writes them at once.
 *
 * In: bytes, read here.  ncurses decodes nothing, and the keypad is never switched to application mode, in
 * which some terminals send sequences for digits.
 *
 * Signals are blocked except while pselect waits: nothing is interrupted, and none comes between a look and a
 * wait.
 */

#include "screen/term.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "screen/keys_table.h"
#include "text/clean.h"
#include "text/utf8.h"

/* After our headers: curses.h has macros named as our keys are, which are therefore not named below. */
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <curses.h>

enum { MAX_SIDE = 500, RED = 1 };

#define PASTE_ON  "\033[?2004h"
#define PASTE_OFF "\033[?2004l"

enum { ON_WINCH, ON_TSTP, ON_CONT, ON_HUP, ON_TERM, ON_INT, ON_QUIT, SIGNALS };
static const int signals[SIGNALS] = {SIGWINCH, SIGTSTP, SIGCONT, SIGHUP, SIGTERM, SIGINT, SIGQUIT};

struct term_curses {
    struct term term;
    SCREEN *screen;
    struct grid last; /* what the terminal shows, if `known` */
    bool known;
    bool utf8;
    bool plain_borders;
    bool colour;
    sigset_t waiting; /* the mask while waiting: that of before */
    struct sigaction before[SIGNALS];
    char said[160]; /* term.notice */
    cchar_t run[MAX_SIDE + 1];
};

/* Signal handlers and the hook of mem_on_fatal take no argument: the only static state of the program. */
static volatile sig_atomic_t pending[SIGNALS];
static struct term_curses *on_screen;

static struct term_curses *curses_of(struct term *t)
{
    return (struct term_curses *)t;
}

/* ---- signals ---- */

static void note_signal(int sig)
{
    for (int i = 0; i < SIGNALS; i++) {
        if (signals[i] == sig) {
            pending[i] = 1;
        }
    }
}

/* A signal that is ignored stays so (nohup): the end of the input will tell. */
static void catch_signals(struct term_curses *c)
{
    struct sigaction act = {.sa_handler = note_signal};
    sigset_t ours;
    sigemptyset(&act.sa_mask);
    sigemptyset(&ours);
    for (int i = 0; i < SIGNALS; i++) {
        pending[i] = 0;
        sigaction(signals[i], NULL, &c->before[i]);
        if (c->before[i].sa_handler != SIG_IGN) {
            sigaction(signals[i], &act, NULL);
            sigaddset(&ours, signals[i]);
        }
    }
    sigprocmask(SIG_BLOCK, &ours, &c->waiting);
}

static void release_signals(struct term_curses *c)
{
    for (int i = 0; i < SIGNALS; i++) {
        sigaction(signals[i], &c->before[i], NULL);
    }
    sigprocmask(SIG_SETMASK, &c->waiting, NULL);
}

static bool take(int which)
{
    bool came = pending[which];
    pending[which] = 0;
    return came;
}

/* ---- in and out of the screen ---- */

/* Not through putp, which collects in a buffer of its own.  A terminal that is gone needs nothing. */
static void say(const char *bytes)
{
    ssize_t n = write(STDOUT_FILENO, bytes, strlen(bytes));
    (void)n;
}

static void leave_screen(void)
{
    say(PASTE_OFF);
    endwin();
}

static void enter_screen(struct term_curses *c)
{
    reset_prog_mode();
    say(PASTE_ON);
    c->known = false;
}

static void stop_here(struct term_curses *c)
{
    leave_screen();
    raise(SIGSTOP);
    take(ON_CONT);
    enter_screen(c);
}

/* False: the terminal is gone, or somebody wants us to end. */
static bool act_on_signals(struct term_curses *c, bool *resized)
{
    if (take(ON_TSTP)) {
        stop_here(c);
        *resized = true;
    }
    if (take(ON_CONT)) {
        enter_screen(c);
        *resized = true;
    }
    if (take(ON_WINCH)) {
        *resized = true;
    }
    return !(pending[ON_HUP] || pending[ON_TERM] || pending[ON_INT] || pending[ON_QUIT]);
}

/* ---- reading ---- */

/* 1: something to read; 0: nothing came in time; -1: a signal came. */
static int wait_input(const struct term_curses *c, int timeout_ms)
{
    struct timespec t = {timeout_ms / 1000, timeout_ms % 1000 * 1000000L};
    fd_set in;
    FD_ZERO(&in);
    FD_SET(STDIN_FILENO, &in);
    return pselect(STDIN_FILENO + 1, &in, NULL, NULL, timeout_ms < 0 ? NULL : &t, &c->waiting);
}

static long curses_read(struct term *t, char *buf, size_t size, int timeout_ms, bool *resized)
{
    struct term_curses *c = curses_of(t);
    *resized = false;
    for (;;) {
        if (!act_on_signals(c, resized)) {
            return -1;
        }
        if (*resized) {
            return 0;
        }
        int ready = wait_input(c, timeout_ms);
        if (ready == 0) {
            return 0;
        }
        ssize_t n = ready < 0 ? -1 : read(STDIN_FILENO, buf, size);
        if (n > 0) {
            return n;
        }
        if (n == 0 || (errno != EINTR && errno != EAGAIN)) {
            return -1;
        }
    }
}

/* ---- size ---- */

static int clamp(int side, int fallback)
{
    return side <= 0 ? fallback : side > MAX_SIDE ? MAX_SIDE : side;
}

static void curses_size(struct term *t, int *rows, int *cols)
{
    struct term_curses *c = curses_of(t);
    struct winsize w = {0};
    ioctl(STDOUT_FILENO, TIOCGWINSZ, &w);
    *rows = clamp(w.ws_row, 24);
    *cols = clamp(w.ws_col, 80);
    if (*rows != LINES || *cols != COLS) {
        resize_term(*rows, *cols);
        c->known = false;
    }
}

/* ---- cells ---- */

struct glyph {
    const char *text;
    char line;  /* its letter in the line-drawing set, 0: none */
    char ascii; /* what stands for it without UTF-8 */
};

static const struct glyph glyphs[] = {
    {"─", 'q', '-'}, {"│", 'x', '|'}, {"┌", 'l', '+'}, {"┐", 'k', '+'}, {"└", 'm', '+'}, {"┘", 'j', '+'},
    {"├", 't', '+'}, {"┤", 'u', '+'}, {"┬", 'w', '+'}, {"┴", 'v', '+'}, {"┼", 'n', '+'}, {"…", 0, '.'},
    {"–", 0, '-'},   {"·", 0, '.'},   {"•", 0, '*'},   {"×", 0, 'x'},   {"≤", 0, '<'},   {"≥", 0, '>'},   {"≠", 0, '#'},
    {"←", 0, '<'},   {"→", 0, '>'},   {"↑", 0, '^'},   {"↓", 0, 'v'},
};

static const struct glyph *find_glyph(const struct gcell *cell)
{
    for (size_t i = 0; cell->bytes > 1 && i < sizeof glyphs / sizeof glyphs[0]; i++) {
        if (strncmp(glyphs[i].text, cell->text, cell->bytes) == 0 && glyphs[i].text[cell->bytes] == '\0') {
            return &glyphs[i];
        }
    }
    return NULL;
}

static attr_t style_attributes(enum style style)
{
    switch (style) {
    case STYLE_TITLE:
    case STYLE_ERROR:
    case STYLE_WARNING:
    case STYLE_HEAD:
    case STYLE_KEY:
        return A_BOLD;
    case STYLE_DIM:
        return A_DIM;
    case STYLE_SELECTED:
        return A_REVERSE;
    default:
        return A_NORMAL;
    }
}

static void set_cell(const struct term_curses *c, cchar_t *out, const wchar_t *letter, attr_t extra,
                     enum style style)
{
    short pair = c->colour && style == STYLE_ERROR ? RED : 0;
    if (setcchar(out, letter, style_attributes(style) | extra, pair, NULL) == ERR) {
        setcchar(out, L"?", style_attributes(style), pair, NULL);
    }
}

/* The letter as ncurses wants it; false when we disagree about its columns, which would shift the row. */
static bool widen(const struct gcell *cell, int cols, wchar_t out[CCHARW_MAX + 1])
{
    struct sv text = {cell->text, cell->bytes};
    int n = 0;
    uint32_t cp;
    int bytes;
    while (n < CCHARW_MAX && (bytes = utf8_decode(text, &cp)) > 0) {
        out[n] = (wchar_t)cp;
        if (wcwidth(out[n]) != (n == 0 ? cols : 0)) {
            return false;
        }
        n++;
        text.p += bytes;
        text.n -= (size_t)bytes;
    }
    out[n] = L'\0';
    return n > 0;
}

static wchar_t without_utf8(const struct gcell *cell, const struct glyph *glyph)
{
    if (glyph) {
        return (wchar_t)glyph->ascii;
    }
    struct str folded = STR_INIT;
    clean_ascii(&folded, (struct sv){cell->text, cell->bytes});
    wchar_t letter = folded.len > 0 ? (wchar_t)folded.p[0] : L'?';
    str_release(&folded);
    return letter;
}

/* One letter of the grid as ncurses cells; returns how many of them (a wide letter that cannot be shown takes
 * two). */
static int convert(const struct term_curses *c, const struct gcell *cell, int cols, cchar_t *out)
{
    enum style style = cell->style;
    wchar_t letter[CCHARW_MAX + 1] = {(unsigned char)cell->text[0], L'\0'};
    if (cell->bytes == 1) {
        set_cell(c, out, letter, A_NORMAL, style);
        return 1;
    }
    const struct glyph *glyph = find_glyph(cell);
    if (glyph && glyph->line && !c->plain_borders) {
        letter[0] = (wchar_t)glyph->line;
        set_cell(c, out, letter, A_ALTCHARSET, style);
        return 1;
    }
    bool border = glyph && glyph->line;
    if (c->utf8 && !border && widen(cell, cols, letter)) {
        set_cell(c, out, letter, A_NORMAL, style);
        return 1;
    }
    letter[0] = c->utf8 && !border ? L'?' : without_utf8(cell, glyph);
    letter[1] = L'\0';
    set_cell(c, out, letter, A_NORMAL, style);
    if (cols == 2) {
        set_cell(c, out + 1, L" ", A_NORMAL, style);
    }
    return cols;
}

/* ---- drawing ---- */

static const struct gcell *row_of(const struct grid *g, int row)
{
    return g->cells + (size_t)row * (size_t)g->cols;
}

static bool same(const struct gcell *a, const struct gcell *b, int cells)
{
    return memcmp(a, b, (size_t)cells * sizeof *a) == 0;
}

/* Hand ncurses the cells [from, to) of a row. */
static void put_run(struct term_curses *c, int row, const struct gcell *cells, int from, int to, int limit)
{
    int n = 0;
    for (int col = from; col < to; col++) {
        if (cells[col].bytes > 0) {
            int cols = col + 1 < limit && cells[col + 1].bytes == 0 ? 2 : 1;
            n += convert(c, &cells[col], cols, &c->run[n]);
        }
    }
    mvwadd_wchnstr(newscr, row, from, c->run, n);
}

/* The run that differs, whole wide letters on both sides of the comparison. */
static void put_row(struct term_curses *c, const struct grid *g, int row)
{
    const struct gcell *new = row_of(g, row);
    const struct gcell *old = row_of(&c->last, row);
    int from = 0;
    int to = g->cols;
    if (same(new, old, g->cols)) {
        return;
    }
    while (same(&new[from], &old[from], 1)) {
        from++;
    }
    while (same(&new[to - 1], &old[to - 1], 1)) {
        to--;
    }
    while (from > 0 && (new[from].bytes == 0 || old[from].bytes == 0)) {
        from--;
    }
    while (to < g->cols && (new[to].bytes == 0 || old[to].bytes == 0)) {
        to++;
    }
    put_run(c, row, new, from, to, g->cols);
    memcpy(&c->last.cells[(size_t)row * (size_t)g->cols], new, (size_t)g->cols * sizeof *new);
}

static void curses_draw(struct term *t, const struct grid *g)
{
    struct term_curses *c = curses_of(t);
    if (g->rows != c->last.rows || g->cols != c->last.cols) {
        grid_resize(&c->last, g->rows, g->cols);
        c->known = false;
    }
    if (!c->known) {
        clearok(curscr, TRUE);
        werase(newscr);
        grid_clear(&c->last); /* blank, as the screen is now */
    }
    for (int row = 0; row < g->rows && row < LINES && g->cols <= MAX_SIDE; row++) {
        put_row(c, g, row);
    }
    wmove(newscr, g->cursor_row, g->cursor_col);
    doupdate();
    c->known = true;
}

static void curses_repaint(struct term *t)
{
    curses_of(t)->known = false;
}

static void curses_beep(struct term *t)
{
    (void)t;
    beep();
}

/* ---- opening and closing ---- */

static void curses_close(struct term *t)
{
    struct term_curses *c = curses_of(t);
    mem_on_fatal(NULL);
    on_screen = NULL;
    leave_screen();
    release_signals(c);
    delscreen(c->screen);
    grid_release(&c->last);
    free(c);
}

static void restore_on_fatal(void)
{
    if (on_screen) {
        leave_screen();
    }
}

/* tigetstr takes char * and answers NULL or (char *)-1 for what the terminal has not. */
static const char *capability(const char *name)
{
    char buf[16];
    size_t n = strlen(name);
    memcpy(buf, name, n + 1);
    const char *s = tigetstr(buf);
    return s == (const char *)-1 ? NULL : s;
}

static void curses_teach(struct term *t, struct keys *keys)
{
    (void)t;
    for (size_t i = 0; i < keys_ncaps; i++) {
        const char *bytes = capability(keys_caps[i].name);
        if (bytes) {
            keys_learn(keys, bytes, keys_caps[i].key);
        }
    }
}

/* A terminal that cannot move its cursor is of no more use than one nobody knows. */
static SCREEN *open_type(const char *type)
{
    char *name = type ? mem_dup(type) : NULL;
    SCREEN *s = newterm(name, stdout, stdin);
    free(name);
    if (s && !capability("cup")) {
        endwin();
        delscreen(s);
        return NULL;
    }
    return s;
}

const char *term_stand_in(const char *type)
{
    static const struct {
        const char *prefix, *type;
    } kin[] = {
        {"xterm", "xterm-256color"},  {"alacritty", "xterm-256color"}, {"foot", "xterm-256color"},    {"kitty", "xterm-256color"},
        {"wezterm", "xterm-256color"}, {"ghostty", "xterm-256color"},   {"konsole", "xterm-256color"}, {"vte", "xterm-256color"},
        {"gnome", "xterm-256color"},   {"st-", "xterm-256color"},       {"iterm", "xterm-256color"},   {"mintty", "xterm-256color"},
        {"putty", "xterm"},            {"tmux", "screen"},              {"screen", "screen"},          {"rxvt", "rxvt"},
        {"linux", "linux"},            {"vt2", "vt220"},                {"vt3", "vt220"},
    };
    for (size_t i = 0; type && i < sizeof kin / sizeof *kin; i++) {
        if (str_starts(type, kin[i].prefix)) {
            return kin[i].type;
        }
    }
    return "vt100";
}

static bool open_screen(struct term_curses *c, struct err *err)
{
    c->screen = open_type(NULL);
    if (c->screen) {
        return true;
    }
    const char *type = getenv("TERM");
    const char *as = term_stand_in(type);
    c->screen = open_type(as);
    if (!c->screen) {
        as = "vt100";
        c->screen = open_type(as);
    }
    snprintf(c->said, sizeof c->said, _("The terminal type '%.40s' is not known here; the screen is drawn as for %s."), type ? type : "", as);
    c->term.notice = c->said;
    return c->screen ||
           err_set(err, ERR_IO,
                   _("The screen cannot be opened: neither the terminal type '%.40s' nor 'vt100' "
                     "is known here. Install the package ncurses-base."),
                   type ? type : "");
}

/*
 * In a UTF-8 locale PuTTY and its kin do not obey the switch to line-drawing letters and show lqqk; they call
 * themselves xterm like everybody, so lines go out as UTF-8 there.  Without UTF-8 the switch is the only way.
 */
static void choose_line_drawing(bool utf8, const char *borders)
{
    const char *type = getenv("TERM");
    bool xterm = type && (str_starts(type, "xterm") || str_starts(type, "putty"));
    bool unicode = str_eq(borders, "unicode");
    if (!utf8) {
        setenv("NCURSES_NO_UTF8_ACS", "0", 1);
    } else if (unicode || str_eq(borders, "acs")) {
        setenv("NCURSES_NO_UTF8_ACS", unicode ? "1" : "0", 1);
    } else if (xterm) {
        setenv("NCURSES_NO_UTF8_ACS", "1", 0);
    }
}

/* The same choice in words; what is left to ncurses it decides so. */
static enum term_lines lines_of(const char *type, bool utf8, const char *borders)
{
    char u8[] = "U8";
    const char *said = getenv("NCURSES_NO_UTF8_ACS");
    bool letters = tigetnum(u8) > 0 || (type && strstr(type, "linux"));
    if (str_eq(borders, "ascii") || (!utf8 && !capability("acsc"))) {
        return TERM_LINES_ASCII;
    }
    if (utf8 && (str_eq(borders, "unicode") || str_eq(borders, "acs"))) {
        return str_eq(borders, "unicode") ? TERM_LINES_LETTERS : TERM_LINES_SWITCH;
    }
    bool xterm = type && (str_starts(type, "xterm") || str_starts(type, "putty"));
    bool as_letters = said ? !str_eq(said, "0") : xterm || letters;
    return utf8 && as_letters ? TERM_LINES_LETTERS : TERM_LINES_SWITCH;
}

static bool no_colour(void)
{
    const char *no = getenv("NO_COLOR");
    return no && no[0];
}

static void choose_colour(struct term_curses *c)
{
    if (!no_colour() && has_colors() && start_color() == OK && use_default_colors() == OK) {
        c->colour = init_pair(RED, COLOR_RED, -1) == OK;
    }
}

static void set_modes(struct term_curses *c, const char *borders)
{
    raw();
    noecho();
    nonl();
    typeahead(-1); /* or it looks at the input between lines */
    choose_colour(c);
    c->plain_borders = lines_of(getenv("TERM"), c->utf8, borders) == TERM_LINES_ASCII;
    /*
     * A screen that was never left counts as not yet begun, and then ncurses writes after each movement of
     * the cursor. The first update enters it again.
     */
    endwin();
    enter_screen(c);
    wresize(stdscr, 1, 1); /* nothing is drawn there: 50 KB */
}

bool term_curses_open(struct term **out, struct keys *keys, bool utf8, const char *borders, struct err *err)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        return err_set(err, ERR_IO, "%s",
                       _("The screen needs a terminal: input and output may not be files or pipes."));
    }
    unsetenv("LINES"); /* ncurses would believe them rather than the terminal */
    unsetenv("COLUMNS");
    choose_line_drawing(utf8, borders);
    struct term_curses *c = mem_zero(1, sizeof *c);
    c->term =
        (struct term){curses_draw,    curses_read,  curses_size,  curses_beep,
                      curses_repaint, curses_teach, curses_close, NULL};
    c->utf8 = utf8;
    catch_signals(c);
    if (!open_screen(c, err)) {
        release_signals(c);
        free(c);
        return false;
    }
    set_modes(c, borders);
    curses_teach(&c->term, keys);
    on_screen = c;
    mem_on_fatal(restore_on_fatal);
    *out = &c->term;
    return true;
}

/* ---- without a terminal ---- */

static bool is_usual(enum key key)
{
    for (size_t i = 0; i < keys_nusual; i++) {
        if (keys_usual[i] == key) {
            return true;
        }
    }
    return false;
}

static void add_lacking(struct str *out)
{
    for (size_t i = 0; i < keys_ncaps; i++) {
        const struct event ev = {.key = keys_caps[i].key};
        if (is_usual(ev.key) && !capability(keys_caps[i].name)) {
            str_add(out, out->len > 0 ? ", " : "");
            key_spell(&ev, out);
        }
    }
}

/* ncurses is opened on nothing: terminfo's own calls have macros for half of our words. */
void term_curses_facts(const char *type, bool utf8, const char *borders, struct term_facts *out)
{
    char colors[] = "colors";
    char *name = mem_dup(type ? type : "");
    FILE *nowhere = fopen("/dev/null", "r+");
    SCREEN *s = nowhere && name[0] ? newterm(name, nowhere, nowhere) : NULL;
    *out = (struct term_facts){.lacking = STR_INIT};
    if (s) {
        out->known = capability("cup") != NULL;
        snprintf(out->name, sizeof out->name, "%s", longname());
        out->colours = !no_colour() && tigetnum(colors) > 0 ? tigetnum(colors) : 0;
        out->lines = lines_of(type, utf8, borders);
        add_lacking(&out->lacking);
        endwin();
        delscreen(s);
        if (on_screen) {
            set_term(on_screen->screen);
        }
    }
    if (nowhere) {
        fclose(nowhere);
    }
    free(name);
}

void term_curses_glyphs(struct str *out)
{
    for (size_t i = 0; i < sizeof glyphs / sizeof glyphs[0]; i++) {
        str_add(out, glyphs[i].text);
    }
}
