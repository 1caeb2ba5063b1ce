#define _GNU_SOURCE /* memmem */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vterm.h>

#include "screen/term.h"
#include "text/clean.h"
#include "text/utf8.h"

/*
 * The real back end runs in a child on a pseudo-terminal; it draws what it is told and answers when it has.
 * Its bytes go to libvterm, whose cells must then be those of the grid.  Nothing here waits for a time.
 */

enum { ROWS = 24, COLS = 80 };

struct rig {
    pid_t pid;
    int tty;     /* master side */
    int orders;  /* we write */
    int answers; /* we read */
    VTerm *vt;
    VTermScreen *screen;
    size_t bytes; /* since the last order */
    bool switched; /* ever into the line-drawing set */
};

/* ---- pictures ---- */

static void paint_form(struct grid *g)
{
    grid_str(g, 0, 1, COLS, STYLE_TITLE, "THCS Lê Lợi > Đợt 2019-2020");
    grid_rule(g, 1, 0, g->cols, "");
    grid_rule(g, 3, 1, g->cols - 1, "Chỉ báo");
    grid_str(g, 5, 1, 20, STYLE_LABEL, "Họ và tên");
    grid_str(g, 5, 20, 40, STYLE_PLAIN, "Nguyễn Thị Ổn Định");
    grid_str(g, 6, 1, 20, STYLE_HEAD, "Hiện trạng");
    grid_str(g, 7, 1, 20, STYLE_DIM, "(trống)");
    grid_str(g, 8, 1, 20, STYLE_ERROR, "! Điểm yếu");
    grid_str(g, 9, 1, 20, STYLE_WARNING, "… – · • × ≤ ≥");
    grid_str(g, 10, 1, 40, STYLE_PLAIN, "漢字 e\xcc\x82\xcc\x83 wide and marks");
    grid_str(g, ROWS - 1, 1, 20, STYLE_KEY, "F10");
    grid_cursor(g, 5, 38);
}

static void paint_popup(struct grid *g)
{
    paint_form(g);
    grid_box(g, 6, 17, 12, 44, "Mức đánh giá");
    grid_field(g, 8, 18, 42, STYLE_SELECTED, " 1  Đạt");
    grid_field(g, 9, 18, 42, STYLE_PLAIN, " 2  Không đạt");
    grid_cursor(g, 8, 19);
}

static void paint_a(struct grid *g)
{
    paint_form(g);
    grid_str(g, 5, 38, 1, STYLE_PLAIN, "a");
    grid_cursor(g, 5, 39);
}

static void paint_e(struct grid *g)
{
    paint_a(g);
    grid_str(g, 5, 39, 1, STYLE_PLAIN, "ễ");
    grid_cursor(g, 5, 40);
}

static void paint_elsewhere(struct grid *g)
{
    paint_form(g);
    grid_cursor(g, 7, 20);
}

static void paint_half_wide(struct grid *g)
{
    paint_form(g);
    grid_str(g, 10, 2, 3, STYLE_PLAIN, "xyz");
}

static void paint_corner(struct grid *g)
{
    grid_fill(g, g->rows - 1, 0, g->cols, STYLE_PLAIN, "#");
    grid_cursor(g, g->rows - 1, g->cols - 1);
}

typedef void painter(struct grid *g);
static painter *const pictures[] = {paint_form,      paint_popup,     paint_a,     paint_e,
                                    paint_elsewhere, paint_half_wide, paint_corner};
enum { FORM, POPUP, TYPED_A, TYPED_E, ELSEWHERE, HALF_WIDE, CORNER, READ = 'r', REPAINT = 'p', CLOSE = 'c', CELLS = 'd' };

/*
 * Cells of data with a guard behind each.  Each cell holds one code point that text may hold, from `*from` on, which is moved: alone,
 * between letters, with marks, or too often for the cell.  Of those that Unicode got late libvterm does not know the columns, and one
 * sign it takes for a mark, as Unicode once did.
 */
enum { CELL = 8, GUARDED = CELL + 2, CODE_POINTS = 0x10000, RUB_EL_HIZB = 0x6DE };

static void cell_of(uint32_t cp, int how, struct str *out)
{
    char bytes[4];
    size_t n = (size_t)utf8_encode(cp, bytes);
    str_add(out, how == 1 ? "a" : "");
    str_add_n(out, bytes, n);
    str_add(out, how == 1 ? "ễ" : how == 2 ? "\xcc\xa3\xcc\x82" : "");
    for (int i = 0; how == 3 && i < CELL; i++) {
        str_add_n(out, bytes, n);
    }
}

static void paint_cells(struct grid *g, uint32_t *from)
{
    for (int row = 0; row < g->rows; row++) {
        for (int col = 0; col + GUARDED <= g->cols; col += GUARDED) {
            struct str text = STR_INIT;
            while (*from < CODE_POINTS && (!clean_allows(*from, false) || *from == RUB_EL_HIZB)) {
                (*from)++;
            }
            cell_of(*from < CODE_POINTS ? (*from)++ : 'x', (row + col / GUARDED) % 4, &text);
            grid_field(g, row, col, CELL, STYLE_PLAIN, text.p);
            grid_str(g, row, col + CELL, 1, STYLE_PLAIN, "|");
            str_release(&text);
        }
    }
}

/* ---- the child ---- */

static void answer(int fd, const char *text)
{
    if (write(fd, text, strlen(text)) < 0) {
        _exit(3);
    }
}

static void child_draw_cells(struct term *t, int orders)
{
    uint32_t from;
    struct grid g;
    if (read(orders, &from, sizeof from) != sizeof from) {
        _exit(4);
    }
    grid_init(&g, ROWS, COLS);
    paint_cells(&g, &from);
    t->draw(t, &g);
    grid_release(&g);
}

static void child_draw(struct term *t, int picture)
{
    struct grid g;
    int rows;
    int cols;
    t->size(t, &rows, &cols);
    grid_init(&g, rows, cols);
    pictures[picture](&g);
    t->draw(t, &g);
    grid_release(&g);
}

/* One read, as the names of the events in it. */
static void child_read(struct term *t, struct keys *keys, int answers)
{
    char buf[256];
    bool resized;
    long n = t->read(t, buf, sizeof buf, -1, &resized);
    struct str out = STR_INIT;
    if (n < 0) {
        str_add(&out, "gone");
    } else if (resized) {
        str_add(&out, "resized");
    } else {
        keys_feed(keys, buf, (size_t)n);
        for (struct event ev = keys_next(keys); ev.key != KEY_NONE; ev = keys_next(keys)) {
            str_add(&out, out.len ? " " : "");
            if (ev.key == KEY_TEXT || ev.key == KEY_PASTE) {
                str_addf(&out, "%s:%.*s", ev.key == KEY_TEXT ? "text" : "paste", (int)ev.text.n, ev.text.p);
            } else {
                key_spell(&ev, &out);
            }
        }
    }
    str_add(&out, ".");
    answer(answers, out.p);
    str_release(&out);
}

static void child(const char *term_type, bool utf8, const char *borders, int orders, int answers)
{
    struct err err = ERR_INIT;
    struct term *t = NULL;
    struct keys *keys = keys_new();
    char order;
    setenv("TERM", term_type, 1);
    if (!term_curses_open(&t, keys, utf8, borders, &err)) {
        _exit(2);
    }
    answer(answers, t->notice ? "noticed." : "open.");
    while (read(orders, &order, 1) == 1) {
        if (order == READ) {
            child_read(t, keys, answers);
            continue;
        }
        if (order == CELLS) {
            child_draw_cells(t, orders);
        } else if (order == CLOSE) {
            t->close(t);
        } else if (order == REPAINT) {
            t->repaint(t);
        } else {
            child_draw(t, order);
        }
        answer(answers, "done.");
    }
    _exit(0);
}

/* ---- the parent ---- */

static void drain(struct rig *r)
{
    char buf[4096];
    ssize_t n;
    while ((n = read(r->tty, buf, sizeof buf)) > 0) {
        r->bytes += (size_t)n;
        r->switched = r->switched || memmem(buf, (size_t)n, "\033(0", 3);
        vterm_input_write(r->vt, buf, (size_t)n);
    }
}

/* Until the child's answer, which ends in a full stop, has come; then the bytes it wrote before are there
 * too. */
static void wait_answer(struct rig *r, char *out, size_t size)
{
    size_t n = 0;
    while (n == 0 || out[n - 1] != '.') {
        struct pollfd fds[] = {{r->tty, POLLIN, 0}, {r->answers, POLLIN, 0}};
        assert_true(poll(fds, 2, 10000) > 0);
        drain(r);
        if (fds[1].revents) {
            ssize_t got = read(r->answers, out + n, size - n - 1);
            assert_true(got > 0);
            n += (size_t)got;
        }
    }
    out[n - 1] = '\0';
    drain(r);
}

static void order(struct rig *r, char what, char *out, size_t size)
{
    r->bytes = 0;
    assert_int_equal(write(r->orders, &what, 1), 1);
    wait_answer(r, out, size);
}

static void draw(struct rig *r, char picture)
{
    char out[64];
    order(r, picture, out, sizeof out);
    assert_string_equal(out, "done");
}

static void start(struct rig *r, const char *term_type, bool utf8, const char *borders)
{
    int to_child[2];
    int from_child[2];
    struct winsize w = {ROWS, COLS, 0, 0};
    memset(r, 0, sizeof *r);
    assert_int_equal(pipe(to_child), 0);
    assert_int_equal(pipe(from_child), 0);
    r->pid = forkpty(&r->tty, NULL, NULL, &w);
    assert_true(r->pid >= 0);
    if (r->pid == 0) {
        close(to_child[1]);
        close(from_child[0]);
        child(term_type, utf8, borders, to_child[0], from_child[1]);
    }
    close(to_child[0]);
    close(from_child[1]);
    r->orders = to_child[1];
    r->answers = from_child[0];
    fcntl(r->tty, F_SETFL, O_NONBLOCK);
    r->vt = vterm_new(ROWS, COLS);
    vterm_set_utf8(r->vt, 1);
    r->screen = vterm_obtain_screen(r->vt);
    vterm_screen_enable_altscreen(r->screen, 1);
    vterm_screen_reset(r->screen, 1);
    char out[64];
    wait_answer(r, out, sizeof out);
}

static void stop(struct rig *r)
{
    close(r->orders);
    close(r->answers);
    close(r->tty);
    waitpid(r->pid, NULL, 0);
    vterm_free(r->vt);
}

static void cell_text(const struct rig *r, int row, int col, struct str *out)
{
    VTermScreenCell cell;
    vterm_screen_get_cell(r->screen, (VTermPos){row, col}, &cell);
    char utf8[4];
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] && cell.chars[i] != (uint32_t)-1; i++) {
        str_add_n(out, utf8, (size_t)utf8_encode(cell.chars[i], utf8));
    }
    if (out->len == 0 && cell.chars[0] == 0) {
        str_add(out, " ");
    }
}

static void assert_cell(const struct rig *r, const char *name, const struct grid *g, int row, int col)
{
    const struct gcell *c = &g->cells[row * g->cols + col];
    struct str text = STR_INIT;
    VTermScreenCell cell;
    vterm_screen_get_cell(r->screen, (VTermPos){row, col}, &cell);
    if (c->bytes > 0) {
        cell_text(r, row, col, &text);
        if (text.len != c->bytes || memcmp(text.p, c->text, c->bytes) != 0) {
            fail_msg("%s: row %d column %d is '%s', not '%.*s'", name, row, col, text.p, c->bytes, c->text);
        }
        bool bold = c->style == STYLE_TITLE || c->style == STYLE_ERROR || c->style == STYLE_WARNING ||
                    c->style == STYLE_HEAD || c->style == STYLE_KEY;
        if (cell.attrs.reverse != (c->style == STYLE_SELECTED) || cell.attrs.bold != bold) {
            fail_msg("%s: row %d column %d has the wrong attributes", name, row, col);
        }
    }
    str_release(&text);
}

static void assert_shows(const struct rig *r, const char *name, int picture)
{
    struct grid g;
    VTermPos cursor;
    grid_init(&g, ROWS, COLS);
    pictures[picture](&g);
    for (int row = 0; row < ROWS; row++) {
        for (int col = 0; col < COLS; col++) {
            assert_cell(r, name, &g, row, col);
        }
    }
    vterm_state_get_cursorpos(vterm_obtain_state(r->vt), &cursor);
    assert_int_equal(cursor.row, g.cursor_row);
    assert_int_equal(cursor.col, g.cursor_col);
    grid_release(&g);
}

static const char *const types[] = {"xterm-256color", "linux", "vt100", "tmux-256color", "screen"};

/* ---- tests ---- */

static void every_terminal_shows_the_grid(void **state)
{
    (void)state;
    static const char order_of[] = {FORM, POPUP, FORM, TYPED_A, TYPED_E, HALF_WIDE, CORNER, FORM};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        struct rig r;
        start(&r, types[i], true, "");
        for (size_t k = 0; k < sizeof order_of; k++) {
            draw(&r, order_of[k]);
            assert_shows(&r, types[i], order_of[k]);
        }
        stop(&r);
    }
}

/* rule: bandwidth */
static void a_typed_letter_costs_its_own_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct rig r;
        start(&r, types[i], true, "");
        draw(&r, FORM);
        draw(&r, TYPED_A);
        assert_int_equal(r.bytes, 1);
        draw(&r, TYPED_E);
        assert_int_equal(r.bytes, 3);
        draw(&r, TYPED_E);
        assert_int_equal(r.bytes, 0);
        stop(&r);
    }
}

static void assert_guards(const struct rig *r, uint32_t from)
{
    for (int row = 0; row < ROWS; row++) {
        for (int col = CELL; col < COLS; col += GUARDED) {
            struct str text = STR_INIT;
            cell_text(r, row, col, &text);
            if (!str_eq(text.p, "|")) {
                fail_msg("from U+%04X on, row %d: column %d holds '%s'", (unsigned)from, row, col, text.p);
            }
            str_release(&text);
        }
    }
}

/* rule: columns */
static void no_code_point_runs_into_its_neighbour(void **state)
{
    (void)state;
    struct rig r;
    start(&r, "xterm-256color", true, "");
    for (uint32_t from = 0x20, next; from < CODE_POINTS; from = next) {
        char out[64];
        struct grid g;
        draw(&r, REPAINT);
        assert_int_equal(write(r.orders, "d", 1), 1);
        assert_int_equal(write(r.orders, &from, sizeof from), sizeof from);
        wait_answer(&r, out, sizeof out);
        assert_guards(&r, from);
        next = from;
        grid_init(&g, ROWS, COLS);
        paint_cells(&g, &next); /* as far as the child has come */
        grid_release(&g);
    }
    stop(&r);
}

static void moving_the_cursor_and_a_popup_stay_within_their_budgets(void **state)
{
    (void)state;
    struct rig r;
    start(&r, "xterm-256color", true, "");
    draw(&r, FORM);
    draw(&r, ELSEWHERE);
    assert_in_range(r.bytes, 1, 40);
    draw(&r, FORM);
    draw(&r, POPUP);
    size_t opened = r.bytes;
    draw(&r, FORM);
    assert_in_range(opened + r.bytes, 1, 1300);
    stop(&r);
}

static void a_repaint_restores_a_screen_that_somebody_wrote_on(void **state)
{
    (void)state;
    struct rig r;
    start(&r, "xterm-256color", true, "");
    draw(&r, FORM);
    vterm_input_write(r.vt, "\033[5;5Hgarbage", 13);
    draw(&r, REPAINT);
    draw(&r, FORM);
    assert_shows(&r, "xterm-256color", FORM);
    stop(&r);
}

/* rule: odd consoles */
static void without_utf8_everything_is_ascii_and_readable(void **state)
{
    (void)state;
    struct rig r;
    struct str text = STR_INIT;
    start(&r, "vt100", false, "ascii");
    draw(&r, POPUP);
    for (int row = 0; row < ROWS; row++) {
        for (int col = 0; col < COLS; col++) {
            cell_text(&r, row, col, &text);
        }
    }
    for (size_t i = 0; i < text.len; i++) {
        assert_in_range(text.p[i], ' ', '~');
    }
    assert_non_null(strstr(text.p, "Nguyen Thi On Dinh"));
    assert_non_null(strstr(text.p, "+- Muc danh gia ---"));
    str_release(&text);
    stop(&r);
}

static void without_utf8_lines_are_drawn_by_the_terminal_itself(void **state)
{
    (void)state;
    struct rig r;
    struct str text = STR_INIT;
    start(&r, "vt100", false, "");
    draw(&r, POPUP);
    cell_text(&r, 6, 17, &text);
    assert_string_equal(text.p, "┌");
    str_release(&text);
    stop(&r);
}

/* rule: PuTTY borders */
static void lines_are_drawn_as_the_borders_say(void **state)
{
    (void)state;
    static const struct {
        const char *type, *borders, *corner;
        bool switched;
    } cases[] = {
        {"xterm-256color", "", "┌", false},    {"xterm-256color", "unicode", "┌", false},
        {"xterm-256color", "acs", "┌", true},  {"xterm-256color", "ascii", "+", false},
        {"tmux-256color", "unicode", "┌", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct rig r;
        struct str text = STR_INIT;
        start(&r, cases[i].type, true, cases[i].borders);
        draw(&r, POPUP);
        cell_text(&r, 6, 17, &text);
        assert_string_equal(text.p, cases[i].corner);
        assert_int_equal(r.switched, cases[i].switched);
        str_release(&text);
        stop(&r);
    }
}

/* ---- keys ---- */

static void press(struct rig *r, const char *bytes, size_t n, const char *expected)
{
    char out[256];
    assert_int_equal(write(r->tty, bytes, n), (ssize_t)n);
    order(r, READ, out, sizeof out);
    assert_string_equal(out, expected);
}

struct vterm_key_case {
    VTermKey key;
    VTermModifier mod;
    const char *event;
};

static void keys_of_another_terminal_come_back_as_ours(void **state)
{
    (void)state;
    static const struct vterm_key_case cases[] = {
        {VTERM_KEY_ENTER, 0, "Enter"},
        {VTERM_KEY_TAB, 0, "Tab"},
        {VTERM_KEY_TAB, VTERM_MOD_SHIFT, "Shift-Tab"},
        {VTERM_KEY_BACKSPACE, 0, "Backspace"},
        {VTERM_KEY_UP, 0, "Up"},
        {VTERM_KEY_DOWN, 0, "Down"},
        {VTERM_KEY_LEFT, VTERM_MOD_CTRL, "Ctrl-Left"},
        {VTERM_KEY_RIGHT, VTERM_MOD_CTRL, "Ctrl-Right"},
        {VTERM_KEY_INS, 0, "Insert"},
        {VTERM_KEY_DEL, 0, "Delete"},
        {VTERM_KEY_HOME, 0, "Home"},
        {VTERM_KEY_END, VTERM_MOD_CTRL, "Ctrl-End"},
        {VTERM_KEY_PAGEUP, 0, "PgUp"},
        {VTERM_KEY_PAGEDOWN, VTERM_MOD_CTRL, "Ctrl-PgDn"},
        {VTERM_KEY_FUNCTION(1), 0, "F1"},
        {VTERM_KEY_FUNCTION(4), 0, "F4"},
        {VTERM_KEY_FUNCTION(5), 0, "F5"},
        {VTERM_KEY_FUNCTION(10), 0, "F10"},
        {VTERM_KEY_FUNCTION(12), 0, "F12"},
        {VTERM_KEY_KP_5, 0, "text:5"},
        {VTERM_KEY_KP_ENTER, 0, "Enter"},
    };
    struct rig r;
    start(&r, "xterm-256color", true, "");
    draw(&r, FORM);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char bytes[64];
        vterm_keyboard_key(r.vt, cases[i].key, cases[i].mod);
        size_t n = vterm_output_read(r.vt, bytes, sizeof bytes);
        assert_true(n > 0);
        press(&r, bytes, n, cases[i].event);
    }
    stop(&r);
}

static void a_paste_comes_in_brackets_as_one_event(void **state)
{
    (void)state;
    struct rig r;
    char bytes[128];
    start(&r, "xterm-256color", true, "");
    draw(&r, FORM);
    vterm_keyboard_start_paste(r.vt);
    vterm_keyboard_unichar(r.vt, 'a', 0);
    vterm_keyboard_key(r.vt, VTERM_KEY_ENTER, 0);
    vterm_keyboard_unichar(r.vt, 0x1EC5, 0);
    vterm_keyboard_end_paste(r.vt);
    size_t n = vterm_output_read(r.vt, bytes, sizeof bytes);
    press(&r, bytes, n, "paste:a\nễ");
    stop(&r);
}

static void control_keys_of_the_line_discipline_arrive(void **state)
{
    (void)state;
    struct rig r;
    start(&r, "linux", true, "");
    draw(&r, FORM);
    press(&r, "\x03\x11\x13\x1a\x1c\r\n\x7f", 8, "Ctrl-C Ctrl-Q Ctrl-S Ctrl-Z Ctrl-\\ Enter Enter Backspace");
    stop(&r);
}

/* ---- what happens to terminals ---- */

static void a_resize_is_told_and_the_size_is_new(void **state)
{
    (void)state;
    struct rig r;
    char out[64];
    struct winsize w = {30, 100, 0, 0};
    start(&r, "xterm-256color", true, "");
    draw(&r, FORM);
    assert_int_equal(ioctl(r.tty, TIOCSWINSZ, &w), 0);
    order(&r, READ, out, sizeof out);
    assert_string_equal(out, "resized");
    vterm_set_size(r.vt, 30, 100);
    draw(&r, CORNER);
    struct str text = STR_INIT;
    cell_text(&r, 29, 99, &text);
    assert_string_equal(text.p, "#");
    str_release(&text);
    stop(&r);
}

static void signals_to_end_make_the_terminal_gone(void **state)
{
    (void)state;
    static const int deadly[] = {SIGHUP, SIGTERM, SIGINT};
    for (size_t i = 0; i < 3; i++) {
        struct rig r;
        char out[64];
        signal(deadly[i], SIG_DFL); /* where the tests run in the background it is ignored */
        start(&r, "xterm-256color", true, "");
        draw(&r, FORM);
        kill(r.pid, deadly[i]);
        order(&r, READ, out, sizeof out);
        assert_string_equal(out, "gone");
        stop(&r);
    }
}

/* rule: hang-up */
static void a_terminal_that_hangs_up_is_gone(void **state)
{
    (void)state;
    struct rig r;
    char out[16] = "";
    start(&r, "xterm-256color", true, "");
    draw(&r, FORM);
    close(r.tty);
    assert_int_equal(write(r.orders, "r", 1), 1);
    assert_true(read(r.answers, out, sizeof out - 1) > 0);
    assert_string_equal(out, "gone.");
    r.tty = -1;
    stop(&r);
}

/* rule: Ctrl-Z and fg */
static void after_a_stop_the_screen_is_painted_again(void **state)
{
    (void)state;
    struct rig r;
    char out[64];
    int status;
    start(&r, "xterm-256color", true, "");
    draw(&r, FORM);
    assert_int_equal(write(r.orders, "r", 1), 1);
    kill(r.pid, SIGTSTP);
    assert_int_equal(waitpid(r.pid, &status, WUNTRACED), r.pid);
    assert_true(WIFSTOPPED(status));
    drain(&r);
    VTermScreenCell cell;
    vterm_screen_get_cell(r.screen, (VTermPos){1, 0}, &cell);
    assert_int_equal(cell.chars[0], 0); /* the other screen, which is empty */
    kill(r.pid, SIGCONT);
    wait_answer(&r, out, sizeof out);
    assert_string_equal(out, "resized");
    draw(&r, FORM);
    assert_shows(&r, "after SIGCONT", FORM);
    stop(&r);
}

static void closing_gives_the_terminal_back(void **state)
{
    (void)state;
    struct rig r;
    char out[64];
    start(&r, "xterm-256color", true, "");
    struct termios before;
    draw(&r, FORM);
    order(&r, CLOSE, out, sizeof out);
    assert_int_equal(tcgetattr(r.tty, &before), 0);
    assert_true(before.c_lflag & ICANON);
    assert_true(before.c_lflag & ECHO);
    struct str text = STR_INIT;
    cell_text(&r, 1, 0, &text);
    assert_string_equal(text.p, " ");
    char bytes[64];
    vterm_keyboard_start_paste(r.vt);
    assert_int_equal(vterm_output_read(r.vt, bytes, sizeof bytes), 0); /* bracketed paste is off */
    str_release(&text);
    stop(&r);
}

static void an_unknown_terminal_is_drawn_as_its_kin_or_as_a_vt100(void **state)
{
    (void)state;
    static const struct {
        const char *type, *as;
    } cases[] = {{"no-such-terminal", "vt100"}, {"xterm-nobody", "xterm-256color"}, {"alacritty-x", "xterm-256color"}, {"tmux-x", "screen"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rig r;
        assert_string_equal(term_stand_in(cases[i].type), cases[i].as);
        start(&r, cases[i].type, true, "");
        draw(&r, FORM);
        assert_shows(&r, cases[i].type, FORM);
        stop(&r);
    }
    assert_string_equal(term_stand_in(NULL), "vt100");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_terminal_shows_the_grid),
        cmocka_unit_test(a_typed_letter_costs_its_own_bytes),
        cmocka_unit_test(no_code_point_runs_into_its_neighbour),
        cmocka_unit_test(moving_the_cursor_and_a_popup_stay_within_their_budgets),
        cmocka_unit_test(a_repaint_restores_a_screen_that_somebody_wrote_on),
        cmocka_unit_test(without_utf8_everything_is_ascii_and_readable),
        cmocka_unit_test(without_utf8_lines_are_drawn_by_the_terminal_itself),
        cmocka_unit_test(lines_are_drawn_as_the_borders_say),
        cmocka_unit_test(keys_of_another_terminal_come_back_as_ours),
        cmocka_unit_test(a_paste_comes_in_brackets_as_one_event),
        cmocka_unit_test(control_keys_of_the_line_discipline_arrive),
        cmocka_unit_test(a_resize_is_told_and_the_size_is_new),
        cmocka_unit_test(signals_to_end_make_the_terminal_gone),
        cmocka_unit_test(a_terminal_that_hangs_up_is_gone),
        cmocka_unit_test(after_a_stop_the_screen_is_painted_again),
        cmocka_unit_test(closing_gives_the_terminal_back),
        cmocka_unit_test(an_unknown_terminal_is_drawn_as_its_kin_or_as_a_vt100),
    };
    setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests_name("screen/term", tests, NULL, NULL);
}
