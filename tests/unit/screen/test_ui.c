#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "screen/ui.h"

/* ---- a page that notes what happens to it ---- */

struct note_page {
    struct page page;
    struct str *log;  /* borrowed */
    const char *mark; /* in the log */
    bool takes;       /* handles every event */
    bool paints;      /* shows its answer to an event at once, as before slow work */
};

static struct note_page *note_of(struct page *p)
{
    return (struct note_page *)p;
}

static void note(struct page *p, const char *what)
{
    struct note_page *n = note_of(p);
    str_addf(n->log, "%s%s:%s", n->log->len ? " " : "", n->mark, what);
}

static void note_draw(struct page *p, struct ui *ui, struct grid *g)
{
    if (!p->ops->popup) {
        ui_frame(ui, g, "Lớp học", "2/3", p->ops->context);
        grid_str(g, UI_TOP, 1, 20, STYLE_PLAIN, "the page");
        grid_cursor(g, UI_TOP, 5);
    } else {
        grid_box(g, 5, 5, 3, 20, note_of(p)->mark);
        grid_cursor(g, 6, 6);
    }
}

static bool note_event(struct page *p, struct ui *ui, enum command cmd, const struct event *ev)
{
    struct str what = STR_INIT;
    if (ev->key == KEY_TEXT || ev->key == KEY_PASTE) {
        str_add_sv(&what, ev->text);
    } else {
        key_spell(ev, &what);
    }
    if (cmd != CMD_NONE) {
        str_addf(&what, "=%s", command_def(cmd)->name);
    }
    str_add(&what, ui->keys_waiting ? "+" : "");
    note(p, what.p);
    str_release(&what);
    if (note_of(p)->paints) {
        ui_paint(ui);
    }
    return note_of(p)->takes;
}

static void note_idle(struct page *p, struct ui *ui)
{
    (void)ui;
    note(p, "idle");
}

static void note_resume(struct page *p, struct ui *ui, struct page *closed)
{
    (void)ui;
    note(p, "resume");
    if (closed->ops->flush == p->ops->flush) {
        note(closed, "closed");
    }
}

static bool note_flush(struct page *p, struct ui *ui)
{
    (void)ui;
    note(p, "flush");
    return true;
}

/* What is typed there cannot be kept. */
static bool no_flush(struct page *p, struct ui *ui)
{
    (void)p;
    (void)ui;
    return false;
}

static void note_free(struct page *p)
{
    free(p);
}

#define NOTED                                                                                                \
    .draw = note_draw, .event = note_event, .idle = note_idle, .resume = note_resume, .flush = note_flush,    \
    .free = note_free
static const struct page_ops full_ops = {NOTED, .name = "full", .context = CTX_FORM};
static const struct page_ops popup_ops = {NOTED, .name = "popup", .context = CTX_PICK, .popup = true};

static const struct page_ops losing_ops = {.draw = note_draw, .event = note_event, .flush = no_flush, .free = note_free, .name = "losing",
                                           .context = CTX_FORM};

static struct note_page *push(struct ui *ui, const struct page_ops *ops, const char *mark, struct str *log)
{
    struct note_page *n = mem_zero(1, sizeof *n);
    n->page.ops = ops;
    n->mark = mark;
    n->log = log;
    ui_push(ui, &n->page);
    return n;
}

static void start(struct ui *ui, int rows, int cols)
{
    ui_init(ui, NULL, NULL, NULL, LANG_VI, rows, cols);
}

static void press(struct ui *ui, const char *name)
{
    struct event ev;
    assert_true(key_parse(name, &ev));
    ui_event(ui, &ev);
}

static void assert_log(struct str *log, const char *expected)
{
    assert_string_equal(log->p, expected);
    str_clear(log);
}

/* The text of one row, without the blanks at its end. */
static void assert_row(struct ui *ui, int row, const char *expected)
{
    struct str s = STR_INIT;
    ui_draw(ui);
    for (int col = 0; col < ui->grid.cols; col++) {
        const struct gcell *c = &ui->grid.cells[row * ui->grid.cols + col];
        str_add_n(&s, c->text, c->bytes);
    }
    while (s.len > 0 && s.p[s.len - 1] == ' ') {
        str_cut(&s, s.len - 1);
    }
    assert_string_equal(s.p, expected);
    str_release(&s);
}

/* ---- the stack ---- */

static void events_go_to_the_top_page_and_its_result_to_the_one_below(void **state)
{
    (void)state;
    struct ui ui;
    struct str log = STR_INIT;
    start(&ui, 24, 80);
    push(&ui, &full_ops, "A", &log);
    push(&ui, &popup_ops, "B", &log)->takes = true;
    press(&ui, "Enter");
    assert_log(&log, "B:Enter=accept");
    ui_close(&ui);
    assert_log(&log, "A:resume B:closed");
    press(&ui, "Enter");
    assert_log(&log, "A:Enter=next");
    ui_release(&ui);
    str_release(&log);
}

static void a_begun_escape_closes_a_popup_at_once(void **state)
{
    (void)state;
    struct ui ui;
    struct str log = STR_INIT;
    start(&ui, 24, 80);
    push(&ui, &full_ops, "A", &log);
    push(&ui, &popup_ops, "B", &log);
    press(&ui, "Esc");
    assert_log(&log, "B:Esc=leave A:resume B:closed");
    assert_false(ui.esc_begun);
    ui_release(&ui);
    str_release(&log);
}

static void a_begun_escape_waits_in_a_form_and_says_so(void **state)
{
    (void)state;
    struct ui ui;
    struct str log = STR_INIT;
    start(&ui, 24, 80);
    push(&ui, &full_ops, "A", &log);
    press(&ui, "Esc");
    assert_log(&log, "");
    assert_true(ui.esc_begun);
    assert_row(&ui, 23, " Esc …  Esc Leave  1-9 0 F1-F10  m Menu  w Accept warning  n Next record  p Pane");
    press(&ui, "Alt-t");
    assert_log(&log, "A:Alt-t=move");
    assert_false(ui.esc_begun);
    press(&ui, "Esc");
    struct event reply = {.key = KEY_REPLY};
    ui_event(&ui, &reply);
    assert_false(ui.esc_begun);
    ui_release(&ui);
    str_release(&log);
}

static void leaving_the_last_page_ends_the_program(void **state)
{
    (void)state;
    struct ui ui;
    struct str log = STR_INIT;
    start(&ui, 24, 80);
    push(&ui, &full_ops, "A", &log);
    press(&ui, "Esc Esc");
    assert_true(ui.quit);
    assert_null(ui.top);
    press(&ui, "Enter");
    ui_release(&ui);
    str_release(&log);
}

static void quitting_flushes_every_page(void **state)
{
    (void)state;
    struct ui ui;
    struct str log = STR_INIT;
    start(&ui, 24, 80);
    push(&ui, &full_ops, "A", &log);
    push(&ui, &popup_ops, "B", &log);
    press(&ui, "Ctrl-Q");
    assert_log(&log, "B:flush A:flush");
    assert_true(ui.quit);
    ui_release(&ui);
    str_release(&log);
}

static void quitting_asks_once_more_where_something_typed_could_not_be_kept(void **state)
{
    (void)state;
    struct ui ui;
    struct str log = STR_INIT;
    start(&ui, 24, 80);
    push(&ui, &losing_ops, "A", &log);
    push(&ui, &popup_ops, "B", &log);
    press(&ui, "Ctrl-Q");
    assert_false(ui.quit);
    press(&ui, "Tab");
    press(&ui, "Ctrl-Q"); /* something else in between: asked again */
    assert_false(ui.quit);
    press(&ui, "Ctrl-Q");
    assert_true(ui.quit);
    ui_release(&ui);
    str_release(&log);
}

static void help_opens_unless_the_page_has_its_own_and_closes_by_the_same_key(void **state)
{
    (void)state;
    struct ui ui;
    struct str log = STR_INIT;
    start(&ui, 24, 80);
    struct note_page *a = push(&ui, &full_ops, "A", &log);
    press(&ui, "F1");
    assert_string_equal(ui.top->ops->name, "help");
    assert_row(&ui, 2, "  Keys");
    press(&ui, "End");
    assert_row(&ui, 20, "  Ctrl-Q, Alt-q           Ends the program; drafts are kept.");
    press(&ui, "F1");
    assert_ptr_equal(ui.top, &a->page);
    a->takes = true;
    press(&ui, "F1");
    assert_ptr_equal(ui.top, &a->page);
    ui_release(&ui);
    str_release(&log);
}

/* ---- the frame ---- */

static void the_title_line_says_where_what_and_who(void **state)
{
    (void)state;
    struct ui ui;
    struct str log = STR_INIT;
    start(&ui, 24, 80);
    push(&ui, &full_ops, "A", &log);
    str_set(&ui.context_title, "THCS Lê Lợi > Đợt 2019-2020");
    ui.person = "Mai";
    static const struct label role = {{"thư ký", "secretary"}};
    ui.role = &role;
    assert_row(&ui, 0, " THCS Lê Lợi > Đợt 2019-2020 > Lớp học                         Mai, thư ký  2/3");
    ui.sample = true;
    assert_row(&ui, 0, " SAMPLE DATA  THCS Lê Lợi > Đợt 2019-2020 > Lớp học            Mai, thư ký  2/3");
    grid_resize(&ui.grid, 24, 60);
    assert_row(&ui, 0, " SAMPLE DATA  THCS Lê Lợi > Đợt 2019-2020 > Lớp học     2/3");
    grid_resize(&ui.grid, 24, 66);
    assert_row(&ui, 0, " SAMPLE DATA  THCS Lê Lợi > Đợt 2019-2020 > Lớp học   thư ký  2/3");
    grid_resize(&ui.grid, 24, 44);
    assert_row(&ui, 0, " SAMPLE DATA  …Đợt 2019-2020 > Lớp học  2/3");
    ui_release(&ui);
    str_release(&log);
}

/* What one works on is marked when it is not of today, also where there is no room for its name. */
static void what_is_not_of_today_stays_marked(void **state)
{
    static const struct {
        enum in_force force;
        int cols;
        const char *row;
    } cases[] = {
        {FORCE_TODAY, 80, " THCS Lê Lợi – 2019-2020 > Lớp học                                          2/3"},
        {FORCE_PAST, 80, " THCS Lê Lợi – 2019-2020 (past) > Lớp học                                   2/3"},
        {FORCE_TO_COME, 80, " THCS Lê Lợi – 2019-2020 (to come) > Lớp học                                2/3"},
        {FORCE_PAST, 46, " …Lê Lợi – 2019-2020 (past) > Lớp học     2/3"},
        {FORCE_PAST, 40, " THCS Lê Lợi (past) > Lớp học       2/3"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ui ui;
        struct str log = STR_INIT;
        start(&ui, 24, cases[i].cols);
        push(&ui, &full_ops, "A", &log);
        str_set(&ui.context_title, "THCS Lê Lợi – 2019-2020");
        ui.context_force = cases[i].force;
        assert_row(&ui, 0, cases[i].row);
        ui.sample = true;
        if (cases[i].cols == 40) {
            assert_row(&ui, 0, " SAMPLE DATA  (past) > Lớp học      2/3");
        }
        ui_release(&ui);
        str_release(&log);
    }
}

static void draw_untitled(struct page *p, struct ui *ui, struct grid *g)
{
    (void)p;
    ui_frame(ui, g, "", "", CTX_HOME);
}

/* Where the page has no title of its own the middle of the context goes before the person does, and the person before the role. */
static void home_says_who_sits_there_also_beside_a_long_name(void **state)
{
    static const struct page_ops untitled_ops = {.draw = draw_untitled, .free = note_free, .name = "home", .context = CTX_HOME};
    static const struct label role = {{"thư ký hội đồng", "secretary"}};
    static const struct {
        int cols;
        const char *row;
    } cases[] = {
        {80, " Trường THCS Lê Lợi – TT 57 – 2026-2027         Nguyễn Thị Mai, thư ký hội đồng"},
        {70, " Trường THCS Lê Lợi – T… – 2026-2027  Nguyễn Thị Mai, thư ký hội đồng"},
        {60, " Trường THCS Lê Lợi – TT 57 – 2026-2027     thư ký hội đồng"},
        {44, " Trường THCS Lê Lợi – TT 57 – 2026-2027"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ui ui;
        struct str log = STR_INIT;
        start(&ui, 24, cases[i].cols);
        push(&ui, &untitled_ops, "A", &log);
        str_set(&ui.context_title, "Trường THCS Lê Lợi – TT 57 – 2026-2027");
        ui.person = "Nguyễn Thị Mai";
        ui.role = &role;
        assert_row(&ui, 0, cases[i].row);
        ui_release(&ui);
        str_release(&log);
    }
}

static void draw_sheet(struct page *p, struct ui *ui, struct grid *g)
{
    (void)p;
    ui_frame(ui, g, "Phiếu đánh giá tiêu chí: THCS · 1.4", "Đang viết", CTX_FORM);
}

/* Both give way, but not what tells them apart: the end of the school's name, the period, the criterion. */
static void a_title_that_is_cut_still_says_which_school_and_which_sheet(void **state)
{
    static const struct page_ops sheet_ops = {.draw = draw_sheet, .free = note_free, .name = "form", .context = CTX_FORM};
    static const struct {
        const char *context;
        enum in_force force;
        int cols;
        const char *row;
    } cases[] = {
        {"Trường THCS Lê Lợi – TT 57 – 2026-2027", FORCE_TODAY, 100,
         " Trường THCS Lê Lợi – TT 57 – 2026-2027 > Phiếu đánh giá tiêu chí: THCS · 1.4             Đang viết"},
        {"Trường THCS Lê Lợi – TT 57 – 2026-2027", FORCE_TODAY, 80,
         " …THCS Lê Lợi – 2026-2027 > Phiếu đánh giá tiêu chí: THCS · 1.4       Đang viết"},
        {"Trường THCS Lê Lợi – TT 57 – 2026-2027", FORCE_TODAY, 66,
         " …Lê Lợi – 2026-2027 > Phiếu đánh giá tiê…: THCS · 1.4  Đang viết"},
        {"Trường THCS Lê Lợi – TT 57 – 2026-2027", FORCE_PAST, 66,
         " Trường THCS Lê Lợi (past) > Phiếu đánh g…: THCS · 1.4  Đang viết"},
        {"Trường THCS Nguyễn Bỉnh Khiêm", FORCE_TODAY, 66,
         " …Bỉnh Khiêm > Phiếu đánh giá tiêu chí: THCS · 1.4      Đang viết"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ui ui;
        struct str log = STR_INIT;
        start(&ui, 24, cases[i].cols);
        push(&ui, &sheet_ops, "A", &log);
        str_set(&ui.context_title, cases[i].context);
        ui.context_force = cases[i].force;
        assert_row(&ui, 0, cases[i].row);
        ui_release(&ui);
        str_release(&log);
    }
}

static void the_message_lasts_until_the_next_event(void **state)
{
    (void)state;
    struct ui ui;
    struct str log = STR_INIT;
    struct err err = ERR_INIT;
    start(&ui, 24, 80);
    push(&ui, &full_ops, "A", &log);
    ui_say(&ui, STYLE_PLAIN, "saved %d", 3);
    assert_row(&ui, 22, " saved 3");
    err_set(&err, ERR_IO, "The disk is full.");
    ui_error(&ui, &err);
    assert_row(&ui, 22, " ! The disk is full.");
    press(&ui, "Up");
    assert_row(&ui, 22, "");
    ui_release(&ui);
    str_release(&log);
}

/* On a screen errors stand alone, so they are sentences; a long one takes the lines it needs. */
static void a_long_message_is_shown_whole(void **state)
{
    (void)state;
    struct ui ui;
    struct str log = STR_INIT;
    struct err err = ERR_INIT;
    start(&ui, 12, 40);
    push(&ui, &full_ops, "A", &log);
    err_set(&err, ERR_IO, "đĩa đã đầy, hãy xóa bớt tệp rồi lưu lại: %s", "không ghi được vào tệp truong.db");
    ui_error(&ui, &err);
    assert_row(&ui, 7, "────────────────────────────────────────");
    assert_row(&ui, 8, " ! Đĩa đã đầy, hãy xóa bớt tệp rồi lưu");
    assert_row(&ui, 9, "   lại: không ghi được vào tệp");
    assert_row(&ui, 10, "   truong.db.");
    press(&ui, "Up");
    assert_row(&ui, 8, "");
    ui_release(&ui);
    str_release(&log);
}

static void the_key_line_keeps_saving_and_the_way_out_however_narrow(void **state)
{
    (void)state;
    struct ui ui;
    struct str log = STR_INIT;
    start(&ui, 24, 120);
    push(&ui, &full_ops, "A", &log);
    assert_row(&ui, 23,
               " F1 Help  F2 Menu  F4 Choices  F5 Go to  F6 New  F7 Ditto  F8 Problem  F9 Insert  F10 Save  "
               "Esc Leave");
    grid_resize(&ui.grid, 24, 80);
    assert_row(&ui, 23, " F1 Help  F4 Choices  F7 Ditto  F8 Problem  F9 Insert  F10 Save  Esc Leave");
    grid_resize(&ui.grid, 10, 40);
    assert_row(&ui, 9, " F1 Help  F10 Save  Esc Leave");
    push(&ui, &popup_ops, "B", &log);
    assert_row(&ui, 9, " F1 Help  Enter Choose  Esc Leave");
    ui_release(&ui);
    str_release(&log);
}

static void a_screen_too_small_says_so_and_nothing_is_lost(void **state)
{
    (void)state;
    struct ui ui;
    struct str log = STR_INIT;
    start(&ui, 9, 39);
    push(&ui, &full_ops, "A", &log);
    assert_row(&ui, 0, "This screen is too small: 40 columns");
    grid_resize(&ui.grid, 1, 1);
    assert_row(&ui, 0, "T");
    grid_resize(&ui.grid, 10, 40);
    assert_row(&ui, 2, " the page");
    ui_release(&ui);
    str_release(&log);
}

static void a_popup_lies_over_its_page_and_has_the_cursor(void **state)
{
    (void)state;
    struct ui ui;
    struct str log = STR_INIT;
    start(&ui, 24, 80);
    push(&ui, &full_ops, "A", &log);
    push(&ui, &popup_ops, "B", &log);
    assert_row(&ui, 2, " the page");
    assert_row(&ui, 5, "     ┌─ B ──────────────┐");
    assert_int_equal(ui.grid.cursor_row, 6);
    ui_release(&ui);
    str_release(&log);
}

/* ---- the main loop, with a terminal of lines ---- */

struct fake {
    struct term term;
    const char *const *reads; /* what each read gives: bytes, "" timed out, "!" gone, "=" resized */
    int at, draws, rows, cols;
    struct str waits; /* w for a read that may wait, 0 for one that may not, i for one until idle time */
};

static struct fake *fake_of(struct term *t)
{
    return (struct fake *)t;
}

static void fake_draw(struct term *t, const struct grid *g)
{
    (void)g;
    fake_of(t)->draws++;
}

static long fake_read(struct term *t, char *buf, size_t size, int timeout_ms, bool *resized)
{
    struct fake *f = fake_of(t);
    const char *bytes = f->reads[f->at];
    str_add_c(&f->waits, timeout_ms < 0 ? 'w' : timeout_ms == 0 ? '0' : 'i');
    f->at++;
    *resized = str_eq(bytes, "=");
    if (*resized || !bytes[0]) {
        return 0;
    }
    if (str_eq(bytes, "!")) {
        return -1;
    }
    assert_true(strlen(bytes) < size);
    memcpy(buf, bytes, strlen(bytes));
    return (long)strlen(bytes);
}

static void fake_size(struct term *t, int *rows, int *cols)
{
    *rows = fake_of(t)->rows;
    *cols = fake_of(t)->cols;
}

static void fake_nothing(struct term *t)
{
    (void)t;
}

static struct fake run(struct ui *ui, const char *const *reads)
{
    struct fake f = {
        .term = {fake_draw, fake_read, fake_size, fake_nothing, fake_nothing, NULL, fake_nothing, NULL},
        .reads = reads,
        .rows = 24,
        .cols = 80,
        .waits = STR_INIT};
    assert_int_equal(ui_run(ui, &f.term), 0);
    return f;
}

static void typing_ahead_is_painted_once(void **state)
{
    (void)state;
    static const char *const reads[] = {"a\rb", "c", "", "", "\x11", "!"};
    struct ui ui;
    struct str log = STR_INIT;
    start(&ui, 24, 80);
    push(&ui, &full_ops, "A", &log);
    struct fake f = run(&ui, reads);
    assert_string_equal(log.p, "A:a+ A:Enter=next+ A:b A:c A:idle A:flush A:flush");
    assert_int_equal(f.draws, 3); /* at the start, after the typing, after the idle work */
    assert_string_equal(f.waits.p, "w00iw");
    str_release(&f.waits);
    ui_release(&ui);
    str_release(&log);
}

static void what_a_page_has_painted_itself_is_not_painted_again(void **state)
{
    (void)state;
    static const char *const reads[] = {"a", "", "=", "", "!"};
    struct ui ui;
    struct str log = STR_INIT;
    start(&ui, 24, 80);
    push(&ui, &full_ops, "A", &log)->paints = true;
    struct fake f = run(&ui, reads);
    assert_string_equal(log.p, "A:a A:flush");
    assert_int_equal(f.draws, 3); /* at the start, by the page, in the new size */
    str_release(&f.waits);
    ui_release(&ui);
    str_release(&log);
}

static void a_dead_terminal_flushes_every_page(void **state)
{
    (void)state;
    static const char *const reads[] = {"x", "!"};
    struct ui ui;
    struct str log = STR_INIT;
    start(&ui, 24, 80);
    push(&ui, &full_ops, "A", &log);
    push(&ui, &popup_ops, "B", &log);
    struct fake f = run(&ui, reads);
    assert_string_equal(log.p, "B:x B:flush A:flush");
    assert_false(ui.quit);
    str_release(&f.waits);
    ui_release(&ui);
    str_release(&log);
}

static void idle_work_is_called_once_for_a_rest(void **state)
{
    (void)state;
    static const char *const reads[] = {"x", "", "", "=", "", "!"};
    struct ui ui;
    struct str log = STR_INIT;
    start(&ui, 10, 40);
    push(&ui, &full_ops, "A", &log);
    struct fake f = run(&ui, reads);
    assert_string_equal(log.p, "A:x A:idle A:flush");
    assert_int_equal(ui.grid.cols, 80);
    str_release(&f.waits);
    ui_release(&ui);
    str_release(&log);
}

/* rule: Vietnamese IME over a terminal */
static void idle_work_never_comes_between_erasing_and_typing(void **state)
{
    static const struct {
        const char *const reads[8];
        const char *waits; /* "0": the idle work is due at once; "i": letters are waited for */
    } cases[] = {
        {{"vie", "", "", "!"}, "w00w"},                       /* nothing erased: the two seconds are over */
        {{"vie\x7f", "", "", "!"}, "w0iw"},                    /* erased: what comes in its place is waited for … */
        {{"vie\x7f", "", "ê", "", "", "!"}, "w0i00w"},         /* … and then nothing more */
        {{"vie\x7f", "", "\xc3", "", "\xaa", "", "", "!"}, "w0i0i00w"}, /* also when the letter is cut */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ui ui;
        struct str log = STR_INIT;
        start(&ui, 10, 40);
        push(&ui, &full_ops, "A", &log);
        ui.idle_ms = 0;
        struct fake f = run(&ui, cases[i].reads);
        if (!str_starts(f.waits.p, cases[i].waits)) {
            fail_msg("case %zu: %s, not %s (%s)", i, f.waits.p, cases[i].waits, log.p);
        }
        str_release(&f.waits);
        ui_release(&ui);
        str_release(&log);
    }
}

/* rule: bracketed paste */
static void behind_a_paste_a_pause_is_waited_for(void **state)
{
    (void)state;
    static const char *const reads[] = {"\033[200~a\033[201~", "\021b\033[201~", "", "c", "", "!"};
    struct ui ui;
    struct str log = STR_INIT;
    start(&ui, 10, 60);
    push(&ui, &full_ops, "A", &log)->takes = true;
    struct fake f = run(&ui, reads);
    assert_string_equal(log.p, "A:a\033[201~\021b A:c A:flush");
    assert_true(str_starts(f.waits.p, "wii"));
    assert_false(ui.quit);
    str_release(&f.waits);
    ui_release(&ui);
    str_release(&log);
}

/* rule: bracketed paste */
static void a_paste_that_was_cut_is_told(void **state)
{
    (void)state;
    struct ui ui;
    struct str log = STR_INIT;
    start(&ui, 10, 60);
    push(&ui, &full_ops, "A", &log)->takes = true;
    struct event ev = {.key = KEY_PASTE, .cut = true, .text = SV("abc")};
    ui_event(&ui, &ev);
    assert_string_equal(ui.message.p, "What was pasted is longer than 512 KB; the rest of it was left out.");
    ui_release(&ui);
    str_release(&log);
}

/* ---- scripts ---- */

static char *run_script(struct ui *ui, const char *text, struct err *err)
{
    char *out = NULL;
    size_t n = 0;
    char *copy = mem_dup(text);
    FILE *in = fmemopen(copy, strlen(copy), "r");
    FILE *to = open_memstream(&out, &n);
    bool ok = script_run(ui, in, to, err);
    fclose(in);
    fclose(to);
    free(copy);
    if (!ok) {
        free(out);
        return NULL;
    }
    return out;
}

static void a_script_types_and_shows(void **state)
{
    (void)state;
    struct ui ui;
    struct str log = STR_INIT;
    struct err err = ERR_INIT;
    start(&ui, 24, 80);
    push(&ui, &full_ops, "A", &log);
    char *out = run_script(&ui,
                           "# a comment\n\nsize 10x40\r\ntype vị 1\nkey Enter, Esc Esc\n"
                           "paste a\\nb\\\\n\\tc\nrest\nscreen never",
                           &err);
    assert_non_null(out);
    assert_string_equal(out, ""); /* the script stops where the program ends */
    assert_log(&log, "A:v A:ị A:  A:1 A:Enter=next A:Esc Esc=leave");
    free(out);
    ui_release(&ui);
    start(&ui, 24, 80);
    push(&ui, &full_ops, "A", &log)->takes = true;
    out = run_script(&ui, "size 10x40\npaste a\\nb\\\\n\\tc\nrest\nscreen first", &err);
    assert_log(&log, "A:a\nb\\n\tc A:idle");
    assert_true(str_starts(out, "── first\n| Lớp học"));
    assert_true(str_ends(out, "cursor 2 5\n"));
    free(out);
    ui_release(&ui);
    str_release(&log);
}

static void a_wrong_line_of_a_script_is_named(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"type x\nkye Enter\n", "line 2: no command has this name: 'kye'"},
        {"key Enter, F13\n", "line 1: no key has this name: 'F13'"},
        {"\nsize 80\n", "line 2: a size is ROWSxCOLS, each from 1 to 500: '80'"},
        {"size 0x80\n", "line 1: a size is ROWSxCOLS, each from 1 to 500: '0x80'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct ui ui;
        struct str log = STR_INIT;
        struct err err = ERR_INIT;
        start(&ui, 24, 80);
        push(&ui, &full_ops, "A", &log);
        assert_null(run_script(&ui, cases[i][0], &err));
        assert_string_equal(err.msg, cases[i][1]);
        ui_release(&ui);
        str_release(&log);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_go_to_the_top_page_and_its_result_to_the_one_below),
        cmocka_unit_test(a_begun_escape_closes_a_popup_at_once),
        cmocka_unit_test(a_begun_escape_waits_in_a_form_and_says_so),
        cmocka_unit_test(leaving_the_last_page_ends_the_program),
        cmocka_unit_test(quitting_flushes_every_page),
        cmocka_unit_test(quitting_asks_once_more_where_something_typed_could_not_be_kept),
        cmocka_unit_test(help_opens_unless_the_page_has_its_own_and_closes_by_the_same_key),
        cmocka_unit_test(the_title_line_says_where_what_and_who),
        cmocka_unit_test(home_says_who_sits_there_also_beside_a_long_name),
        cmocka_unit_test(a_title_that_is_cut_still_says_which_school_and_which_sheet),
        cmocka_unit_test(what_is_not_of_today_stays_marked),
        cmocka_unit_test(the_message_lasts_until_the_next_event),
        cmocka_unit_test(a_long_message_is_shown_whole),
        cmocka_unit_test(the_key_line_keeps_saving_and_the_way_out_however_narrow),
        cmocka_unit_test(a_screen_too_small_says_so_and_nothing_is_lost),
        cmocka_unit_test(a_popup_lies_over_its_page_and_has_the_cursor),
        cmocka_unit_test(typing_ahead_is_painted_once),
        cmocka_unit_test(what_a_page_has_painted_itself_is_not_painted_again),
        cmocka_unit_test(a_dead_terminal_flushes_every_page),
        cmocka_unit_test(idle_work_is_called_once_for_a_rest),
        cmocka_unit_test(idle_work_never_comes_between_erasing_and_typing),
        cmocka_unit_test(behind_a_paste_a_pause_is_waited_for),
        cmocka_unit_test(a_paste_that_was_cut_is_told),
        cmocka_unit_test(a_script_types_and_shows),
        cmocka_unit_test(a_wrong_line_of_a_script_is_named),
    };
    return cmocka_run_group_tests_name("screen/ui", tests, NULL, NULL);
}
