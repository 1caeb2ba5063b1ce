#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "screen/ui.h"

/* ---- a page that remembers the answer ---- */

struct base_page {
    struct page page;
    struct str answer;
};

static void base_draw(struct page *p, struct ui *ui, struct grid *g)
{
    (void)p;
    ui_frame(ui, g, "", "", CTX_FORM);
}

static bool base_event(struct page *p, struct ui *ui, enum command cmd, const struct event *ev)
{
    (void)p;
    (void)ui;
    (void)cmd;
    (void)ev;
    return true;
}

static void add_pick(struct str *out, const struct pick *p)
{
    if (!p->done) {
        str_add(out, "nothing");
        return;
    }
    str_addf(out, "%d:%s", p->tag, p->multiple ? "" : p->rows.v[p->at].value);
    for (size_t i = 0; p->multiple && i < p->chosen.n; i++) {
        str_addf(out, " %s", p->chosen.v[i]);
    }
}

static void base_resume(struct page *p, struct ui *ui, struct page *closed)
{
    struct base_page *b = (struct base_page *)p;
    (void)ui;
    str_clear(&b->answer);
    if (closed->ops == &pick_ops) {
        add_pick(&b->answer, (const struct pick *)closed);
    } else {
        const struct ask *a = (const struct ask *)closed;
        str_addf(&b->answer, "%s %d '%s'", a->done ? "done" : "left", a->chosen, a->answer.p);
    }
}

static void base_free(struct page *p)
{
    str_release(&((struct base_page *)p)->answer);
    free(p);
}

static const struct page_ops base_ops = {.draw = base_draw,
                                         .event = base_event,
                                         .resume = base_resume,
                                         .free = base_free,
                                         .name = "base",
                                         .context = CTX_FORM};

static struct base_page *start(struct ui *ui)
{
    struct base_page *b = mem_zero(1, sizeof *b);
    ui_init(ui, NULL, NULL, NULL, LANG_VI, 24, 80);
    b->page.ops = &base_ops;
    b->answer = (struct str)STR_INIT;
    ui_push(ui, &b->page);
    return b;
}

static void press(struct ui *ui, const char *names)
{
    struct sv rest = sv_of(names);
    struct sv name;
    while (sv_next(&rest, ',', &name)) {
        char one[32] = "";
        struct event ev;
        memcpy(one, name.p, name.n);
        assert_true(key_parse(one, &ev));
        ui_event(ui, &ev);
    }
}

static void type(struct ui *ui, const char *text)
{
    struct event ev = {.key = KEY_TEXT, .text = sv_of(text)};
    ui_event(ui, &ev);
}

/* A row of the screen without the blanks at both ends. */
static void assert_row(struct ui *ui, int row, const char *expected)
{
    struct str s = STR_INIT;
    for (int col = 0; col < ui->grid.cols; col++) {
        const struct gcell *c = &ui->grid.cells[row * ui->grid.cols + col];
        str_add_n(&s, c->text, c->bytes);
    }
    struct sv trimmed = sv_trim((struct sv){s.p, s.len});
    if (!sv_eq(trimmed, expected)) {
        fail_msg("row %d is '%.*s', not '%s'", row, (int)trimmed.n, trimmed.p, expected);
    }
    str_release(&s);
}

/* The row that the cursor is on. */
static void assert_cursor_row(struct ui *ui, const char *expected)
{
    ui_draw(ui);
    assert_row(ui, ui->grid.cursor_row, expected);
}

static struct pick *results(struct ui *ui)
{
    struct pick *p = pick_new("Kết quả", 7);
    pick_add(p, "1", "Đạt");
    pick_add(p, "2", "Không đạt");
    pick_add(p, "3", "Chưa đánh giá");
    pick_add(p, "30", "Không áp dụng");
    ui_push(ui, &p->page);
    return p;
}

/* ---- pick ---- */

static void the_cursor_stands_on_the_chosen_row(void **state)
{
    (void)state;
    struct ui ui;
    start(&ui);
    results(&ui);
    assert_cursor_row(&ui, "│ 1   Đạt                  │");
    press(&ui, "Down, Down");
    assert_cursor_row(&ui, "│ 3   Chưa đánh giá        │");
    press(&ui, "Down, Down, Down");
    assert_cursor_row(&ui, "│ 30  Không áp dụng        │");
    press(&ui, "Home, Up");
    assert_cursor_row(&ui, "│ 1   Đạt                  │");
    ui_release(&ui);
}

static void enter_takes_the_chosen_row_and_escape_nothing(void **state)
{
    (void)state;
    struct ui ui;
    struct base_page *b = start(&ui);
    results(&ui);
    press(&ui, "Down, Enter");
    assert_string_equal(b->answer.p, "7:2");
    results(&ui);
    press(&ui, "Down, Esc");
    assert_string_equal(b->answer.p, "nothing");
    assert_ptr_equal(ui.top, &b->page);
    ui_release(&ui);
}

static void a_code_typed_in_full_picks_at_once_when_no_other_goes_on(void **state)
{
    (void)state;
    struct ui ui;
    struct base_page *b = start(&ui);
    results(&ui);
    type(&ui, "2");
    assert_string_equal(b->answer.p, "7:2");
    results(&ui);
    str_clear(&b->answer);
    type(&ui, "3");
    assert_string_equal(b->answer.p, ""); /* 30 may be meant */
    type(&ui, "0");
    assert_string_equal(b->answer.p, "7:30");
    ui_release(&ui);
}

static void letters_search_without_accents(void **state)
{
    (void)state;
    struct ui ui;
    struct base_page *b = start(&ui);
    results(&ui);
    type(&ui, "khong d");
    assert_cursor_row(&ui, "│ 2   Không đạt            │");
    press(&ui, "Backspace");
    press(&ui, "Down");
    assert_cursor_row(&ui, "│ 30  Không áp dụng        │");
    press(&ui, "Enter");
    assert_string_equal(b->answer.p, "7:30");
    ui_release(&ui);
}

static void a_search_without_matches_picks_nothing(void **state)
{
    (void)state;
    struct ui ui;
    struct base_page *b = start(&ui);
    results(&ui);
    type(&ui, "zzz");
    press(&ui, "Enter, Down, PgUp");
    assert_cursor_row(&ui, "│ (nothing)                │");
    assert_string_equal(b->answer.p, "");
    press(&ui, "Ctrl-U, Enter");
    assert_string_equal(b->answer.p, "7:1");
    ui_release(&ui);
}

static void with_multiple_space_marks_and_enter_takes_the_marks(void **state)
{
    (void)state;
    struct ui ui;
    struct base_page *b = start(&ui);
    struct pick *p = results(&ui);
    pick_several(p);
    pick_choose(p, "30");
    press(&ui, "Space, Down, Space");
    assert_cursor_row(&ui, "│ [x] 30  Không áp dụng                  │");
    assert_row(&ui, ui.grid.cursor_row - 4, "┌─ Kết quả ─────────────────────── [x] 3 ┐");
    press(&ui, "Up, Space, Enter");
    assert_string_equal(b->answer.p, "7: 30 1");
    ui_release(&ui);
}

static void with_multiple_a_number_ticks_its_row(void **state)
{
    (void)state;
    struct ui ui;
    struct base_page *b = start(&ui);
    results(&ui)->multiple = true;
    type(&ui, "2");
    type(&ui, "1");
    type(&ui, "3"); /* may go on to 30: it searches */
    assert_cursor_row(&ui, "│ [ ] 3   Chưa đánh giá                  │");
    type(&ui, "0");
    press(&ui, "Enter");
    assert_string_equal(b->answer.p, "7: 2 1 30");
    ui_release(&ui);
}

static void with_multiple_and_nothing_ticked_enter_takes_the_row_or_none_when_all_were_unticked(void **state)
{
    (void)state;
    struct ui ui;
    struct base_page *b = start(&ui);
    results(&ui)->multiple = true;
    press(&ui, "Down, Enter");
    assert_string_equal(b->answer.p, "7: 2");
    struct pick *p = results(&ui);
    pick_several(p);
    pick_choose(p, "1");
    press(&ui, "Space, Enter");
    assert_string_equal(b->answer.p, "7:");
    ui_release(&ui);
}

/* ---- a long list, in pages ---- */

struct pages {
    int asked;
    char last_search[32];
};

static bool more_rows(struct pick *p, struct ui *ui)
{
    struct pages *pages = p->arg;
    int from = 0;
    (void)ui;
    pages->asked++;
    memset(pages->last_search, 0, sizeof pages->last_search);
    memcpy(pages->last_search, p->search.p, p->search.len);
    if (p->page_key) {
        sscanf(p->page_key, "r%d", &from);
    }
    for (int i = from + 1; i <= from + 20 && i <= 50; i++) {
        struct str code = STR_INIT;
        str_addf(&code, "r%d", i);
        if (!pick_has(p, code.p)) {
            pick_add(p, code.p, p->search.p);
        }
        pick_turn(p, code.p);
        str_release(&code);
    }
    return from + 20 < 50;
}

static void a_long_list_is_fetched_page_by_page(void **state)
{
    (void)state;
    struct ui ui;
    struct pages pages = {0};
    struct base_page *b = start(&ui);
    struct pick *p = pick_new("Trường", 1);
    p->more = more_rows;
    p->arg = &pages;
    ui_push(&ui, &p->page);
    assert_cursor_row(&ui, "│ r1                        │");
    assert_int_equal(pages.asked, 1);
    press(&ui, "PgDn, PgDn");
    assert_int_equal(pages.asked, 2);
    assert_cursor_row(&ui, "│ r31                       │");
    press(&ui, "End, PgDn, PgDn, PgDn");
    assert_cursor_row(&ui, "│ r50                       │");
    assert_int_equal(pages.asked, 3);
    type(&ui, "le");
    assert_int_equal(pages.asked, 4);
    assert_string_equal(pages.last_search, "le");
    assert_cursor_row(&ui, "│ r1   le                   │");
    press(&ui, "Enter");
    assert_string_equal(b->answer.p, "1:r1");
    ui_release(&ui);
}

static void what_is_ticked_stays_ticked_whatever_is_searched_and_fetched(void **state)
{
    (void)state;
    struct ui ui;
    struct pages pages = {0};
    struct base_page *b = start(&ui);
    struct pick *p = pick_new("Trường", 1);
    p->more = more_rows;
    p->arg = &pages;
    pick_several(p);
    pick_choose(p, "r99");
    ui_push(&ui, &p->page);
    press(&ui, "PgDn, Space"); /* r16; nothing was painted yet */
    type(&ui, "le");
    press(&ui, "Space, Space, Up, Space, Backspace, Backspace, PgDn");
    assert_cursor_row(&ui, "│ [x] r16                                 │");
    press(&ui, "Enter");
    assert_string_equal(b->answer.p, "1: r99 r16 r1");
    ui_release(&ui);
}

static void it_fits_the_smallest_screen_and_shows_sixteen_rows_at_most(void **state)
{
    (void)state;
    struct ui ui;
    start(&ui);
    struct pick *p = pick_new("Một nhan đề rất dài, dài hơn màn hình, nhưng không sao cả", 0);
    for (int i = 0; i < 40; i++) {
        pick_add(p, "H1-1.1-01",
                 "Một nhãn rất dài, dài hơn màn hình hẹp nhất mà chúng ta chịu được, bốn mươi cột");
    }
    ui_push(&ui, &p->page);
    ui_draw(&ui);
    assert_int_equal(ui.grid.cursor_row, 2); /* its rows are cut: below the box there is room for one of them */
    press(&ui, "End");
    ui_draw(&ui);
    assert_int_equal(ui.grid.cursor_row, 2 + 15);
    grid_resize(&ui.grid, 10, 40);
    ui_draw(&ui);
    assert_in_range(ui.grid.cursor_row, 2, 5);
    ui_release(&ui);
}

static struct pick *grades(struct ui *ui, bool several)
{
    struct pick *p = pick_new("Kết quả", 3);
    pick_add(p, "Chưa", "Chưa đánh giá");
    pick_add(p, "Đạt", "Đạt");
    pick_add(p, "KĐ", "Không đạt");
    if (several) {
        pick_several(p);
    }
    ui_push(ui, &p->page);
    return p;
}

static void where_no_code_begins_with_a_digit_a_digit_picks_its_row(void **state)
{
    (void)state;
    struct ui ui;
    struct base_page *b = start(&ui);
    grades(&ui, false);
    assert_cursor_row(&ui, "│ 1 Chưa  Chưa đánh giá        │");
    press(&ui, "Down");
    assert_cursor_row(&ui, "│ 2 Đạt   Đạt                  │");
    type(&ui, "3");
    assert_string_equal(b->answer.p, "3:KĐ");
    grades(&ui, false);
    type(&ui, "4"); /* there is no such row: it is searched for */
    ui_draw(&ui);
    type(&ui, "1");
    press(&ui, "Esc");
    assert_string_equal(b->answer.p, "nothing");
    grades(&ui, true);
    type(&ui, "3");
    type(&ui, "1");
    type(&ui, "1");
    type(&ui, "2");
    press(&ui, "Enter");
    assert_string_equal(b->answer.p, "3: KĐ Đạt");
    ui_release(&ui);
}

static void a_number_typed_before_the_pop_up_picks_by_code_only(void **state)
{
    (void)state;
    struct ui ui;
    struct base_page *b = start(&ui);
    pick_search(grades(&ui, false), &ui, SV("3")); /* nobody has seen the digits yet */
    type(&ui, "2");
    press(&ui, "Enter");
    assert_string_equal(b->answer.p, ""); /* what was typed in front is no answer, nor is the rest of it */
    press(&ui, "Backspace,Backspace");
    type(&ui, "2");
    assert_string_equal(b->answer.p, "3:Đạt");
    pick_search(results(&ui), &ui, SV("2"));
    assert_string_equal(b->answer.p, "7:2");
    ui_release(&ui);
}

/* What the key line says of the pop-up. */
static void only_where_several_can_be_taken_the_key_line_names_the_space_bar(void **state)
{
    (void)state;
    struct ui ui;
    start(&ui);
    grades(&ui, false);
    ui_draw(&ui);
    assert_row(&ui, 23, "F1 Help  Enter Choose  Esc Leave");
    press(&ui, "Esc");
    grades(&ui, true);
    ui_draw(&ui);
    assert_row(&ui, 23, "F1 Help  Enter Choose  Space Mark  Esc Leave");
    ui_release(&ui);
}

static void what_the_box_cuts_of_the_chosen_row_is_read_below_it(void **state)
{
    (void)state;
    struct ui ui;
    start(&ui);
    struct pick *p = pick_new("Chỉ báo", 0);
    pick_add(p, "a", "Ngắn");
    pick_add(p, "b", "Đủ số lượng, cơ cấu giáo viên để dạy chương trình và tổ chức các hoạt động giáo dục khác");
    grid_resize(&ui.grid, 10, 40);
    ui_push(&ui, &p->page);
    assert_cursor_row(&ui, "│ 1 a  Ngắn                        │");
    press(&ui, "Down");
    assert_cursor_row(&ui, "│ 2 b  Đủ số lượng, cơ cấu giáo v… │");
    assert_row(&ui, 5, "b  Đủ số lượng, cơ cấu giáo viên để");
    assert_row(&ui, 6, "dạy chương trình và tổ chức các hoạt");
    assert_row(&ui, 7, "động giáo dục khác");
    ui_release(&ui);
}

/* ---- ask ---- */

static struct ask *reason(struct ui *ui)
{
    struct ask *a = ask_new("Delete?", "Why is this record deleted?", 1);
    a->input = true;
    a->required = true;
    ui_push(ui, &a->page);
    return a;
}

static void a_line_is_typed_and_edited(void **state)
{
    (void)state;
    struct ui ui;
    struct base_page *b = start(&ui);
    reason(&ui);
    type(&ui, "nhập nhầm");
    press(&ui, "Home, Delete");
    type(&ui, "N");
    press(&ui, "End, Backspace, Left, Right");
    type(&ui, "m!");
    press(&ui, "Enter");
    assert_string_equal(b->answer.p, "done -1 'Nhập nhầm!'");
    ui_release(&ui);
}

static void a_required_answer_may_not_be_blank(void **state)
{
    (void)state;
    struct ui ui;
    struct base_page *b = start(&ui);
    reason(&ui);
    type(&ui, "  ");
    press(&ui, "Enter");
    assert_string_equal(b->answer.p, "");
    assert_int_equal(ui.message_style, STYLE_ERROR);
    press(&ui, "Esc");
    assert_string_equal(b->answer.p, "left -1 '  '");
    ui_release(&ui);
}

static void the_caret_is_seen_in_a_long_line(void **state)
{
    (void)state;
    struct ui ui;
    start(&ui);
    reason(&ui);
    for (int i = 0; i < 30; i++) {
        type(&ui, "chữ ");
    }
    type(&ui, "cuối");
    ui_draw(&ui);
    const struct gcell *before = &ui.grid.cells[ui.grid.cursor_row * 80 + ui.grid.cursor_col - 1];
    assert_memory_equal(before->text, "i", 2);
    assert_in_range(ui.grid.cursor_col, 20, 70);
    ui_release(&ui);
}

static const char *const answers[] = {"Giữ của tôi", "Lấy của họ", "Xem từng ô", NULL};

static struct ask *conflict(struct ui *ui)
{
    struct ask *a = ask_new("Xung đột", "Người khác đã lưu trước.", 1);
    a->choices = answers;
    ui_push(ui, &a->page);
    return a;
}

static void choices_are_made_by_enter_by_digit_and_by_first_letter(void **state)
{
    (void)state;
    struct ui ui;
    struct base_page *b = start(&ui);
    conflict(&ui);
    assert_cursor_row(&ui, "│ 1 Giữ của tôi            │");
    press(&ui, "Down, Enter");
    assert_string_equal(b->answer.p, "done 1 ''");
    conflict(&ui);
    type(&ui, "3");
    assert_string_equal(b->answer.p, "done 2 ''");
    conflict(&ui);
    type(&ui, "l");
    assert_string_equal(b->answer.p, "done 1 ''");
    conflict(&ui);
    type(&ui, "9");
    type(&ui, "q");
    type(&ui, " ");
    press(&ui, "Esc");
    assert_string_equal(b->answer.p, "left -1 ''");
    ui_release(&ui);
}

static void a_long_text_scrolls_within_its_bounds(void **state)
{
    (void)state;
    struct ui ui;
    struct str text = STR_INIT;
    start(&ui);
    for (int i = 0; i < 60; i++) {
        str_addf(&text, "dòng %d\n", i);
    }
    struct ask *a = ask_new("Dài", text.p, 0);
    ui_push(&ui, &a->page);
    press(&ui, "Up, PgUp");
    assert_cursor_row(&ui, "│ dòng 0               │");
    press(&ui, "PgDn, Down");
    assert_cursor_row(&ui, "│ dòng 9               │");
    for (int i = 0; i < 20; i++) {
        press(&ui, "PgDn");
    }
    assert_cursor_row(&ui, "│ dòng 42              │");
    str_release(&text);
    ui_release(&ui);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cursor_stands_on_the_chosen_row),
        cmocka_unit_test(enter_takes_the_chosen_row_and_escape_nothing),
        cmocka_unit_test(a_code_typed_in_full_picks_at_once_when_no_other_goes_on),
        cmocka_unit_test(letters_search_without_accents),
        cmocka_unit_test(a_search_without_matches_picks_nothing),
        cmocka_unit_test(with_multiple_space_marks_and_enter_takes_the_marks),
        cmocka_unit_test(with_multiple_a_number_ticks_its_row),
        cmocka_unit_test(with_multiple_and_nothing_ticked_enter_takes_the_row_or_none_when_all_were_unticked),
        cmocka_unit_test(a_long_list_is_fetched_page_by_page),
        cmocka_unit_test(what_is_ticked_stays_ticked_whatever_is_searched_and_fetched),
        cmocka_unit_test(it_fits_the_smallest_screen_and_shows_sixteen_rows_at_most),
        cmocka_unit_test(where_no_code_begins_with_a_digit_a_digit_picks_its_row),
        cmocka_unit_test(a_number_typed_before_the_pop_up_picks_by_code_only),
        cmocka_unit_test(only_where_several_can_be_taken_the_key_line_names_the_space_bar),
        cmocka_unit_test(what_the_box_cuts_of_the_chosen_row_is_read_below_it),
        cmocka_unit_test(a_line_is_typed_and_edited),
        cmocka_unit_test(a_required_answer_may_not_be_blank),
        cmocka_unit_test(the_caret_is_seen_in_a_long_line),
        cmocka_unit_test(choices_are_made_by_enter_by_digit_and_by_first_letter),
        cmocka_unit_test(a_long_text_scrolls_within_its_bounds),
    };
    return cmocka_run_group_tests_name("screen/pick", tests, NULL, NULL);
}
