#include "form_fake.h"

/* The figures of a school: tests/fixtures/bang_so, 12 lines in five years. */
static void figures_begin(struct fake *k, const char *form)
{
    fake_start_with(k, "tests/fixtures/bang_so", form);
    fake_open_page(k, NULL);
    type(k, "A");
    keys(k, "Enter");
}

/* To a cell, by its path. */
static void go_to(struct fake *k, const char *path)
{
    struct path at;
    assert_true(record_path_parse(the_page(k)->record, path, &at));
    form_go(the_page(k), &k->ui, layout_stop(&the_page(k)->layout, at), false);
    assert_focus(k, path);
}

static void assert_hides(struct fake *k, const char *part)
{
    struct str s = STR_INIT;
    screen(k, &s);
    if (strstr(s.p, part)) {
        fail_msg("the screen shows “%s”:\n%s", part, s.p);
    }
    str_release(&s);
}

/* ---- what it shows ---- */

static void lines_stand_under_the_short_names_of_the_years(void **state)
{
    (void)state;
    struct fake k;
    figures_begin(&k, "so_lieu");
    assert_shows(&k, "  Nội dung                            19-20    20-21    21-22    22-23    23-24 |");
    assert_shows(&k, "  - Khối lớp 6  ");
    assert_hides(&k, "Cộng nhóm 1"); /* a line of another table */
    fake_end(&k);
}

static void sums_and_averages_follow_when_a_cell_is_left(void **state)
{
    (void)state;
    struct fake k;
    figures_begin(&k, "so_lieu");
    go_to(&k, "o/so_lop|2020-2021/so");
    type(&k, "4");
    keys(&k, "Down");
    type(&k, "1140");
    keys(&k, "Down");
    assert_shows(&k, "|  Cộng                                1.140  ");
    assert_value(&k, "o/binh_quan|2020-2021/binh_quan", "285");
    assert_value(&k, "tong_cong", "1140");
    go_to(&k, "o/tong|2020-2021/so");
    type(&k, "7");
    assert_said(&k, "This field is computed; it cannot be typed in.");
    fake_end(&k);
}

static void a_part_stands_over_its_percentage_where_there_is_no_room_beside(void **state)
{
    (void)state;
    struct fake k;
    figures_begin(&k, "so_lieu");
    go_to(&k, "o/k6|2019-2020/so");
    type(&k, "50");
    go_to(&k, "o/nu|2019-2020/so");
    type(&k, "45");
    keys(&k, "Up");
    assert_shows(&k, "  Nữ                                  45/50  ");
    assert_shows(&k, "                                     90,0 %  ");
    grid_resize(&k.ui.grid, 24, 140);
    assert_shows(&k, "45/50 (90,0 %)");
    fake_end(&k);
}

static void a_part_larger_than_its_whole_is_told(void **state)
{
    (void)state;
    struct fake k;
    figures_begin(&k, "so_lieu");
    go_to(&k, "o/k6|2019-2020/so");
    type(&k, "50");
    go_to(&k, "o/nu|2019-2020/so");
    type(&k, "51");
    keys(&k, "Enter");
    assert_said(&k, "Nữ, 19-20: Phần không thể lớn hơn toàn thể.");
    fake_end(&k);
}

static void the_year_before_stands_in_brackets_where_nothing_is(void **state)
{
    (void)state;
    struct fake k;
    figures_begin(&k, "so_lieu");
    go_to(&k, "o/k6|2019-2020/so");
    type(&k, "1250");
    go_to(&k, "o/k7|2019-2020/so");
    assert_shows(&k, "|  - Khối lớp 6            1.250     (1.250)  ");
    go_to(&k, "o/k6|2020-2021/so");
    assert_hides(&k, "(1.250)"); /* there one types */
    assert_shows(&k, "before: 1.250 (F7 takes it)");
    type(&k, "12");
    assert_shows(&k, "before: 1.250 (F7 takes it)");
    keys(&k, "F7");
    assert_value(&k, "o/k6|2020-2021/so", "1250");
    assert_focus(&k, "o/k6|2021-2022/so");
    fake_end(&k);
}

static void ghosts_are_not_saved(void **state)
{
    (void)state;
    struct fake k;
    figures_begin(&k, "so_lieu");
    go_to(&k, "o/k6|2019-2020/so");
    type(&k, "1250");
    keys(&k, "F10");
    assert_true(cell_empty(cell_at(&k, "o/k6|2020-2021/so")));
    fake_end(&k);
}

static void without_a_ghost_ditto_takes_what_stands_above(void **state)
{
    (void)state;
    struct fake k;
    figures_begin(&k, "so_lieu");
    go_to(&k, "o/k6|2019-2020/so");
    type(&k, "40");
    keys(&k, "Down, F7");
    assert_value(&k, "o/k7|2019-2020/so", "40");
    fake_end(&k);
}

static void a_label_that_is_cut_is_told_below(void **state)
{
    (void)state;
    struct fake k;
    figures_begin(&k, "so_lieu");
    go_to(&k, "o/hai_buoi|2019-2020/so");
    assert_shows(&k, "  Học hai buổi một ngày, kể cả bá…");
    assert_shows(&k, "| Học hai buổi một ngày, kể cả bán trú ");
    fake_end(&k);
}

static void a_year_that_is_offered_no_more_is_marked_at_its_head(void **state)
{
    (void)state;
    struct fake k;
    figures_begin(&k, "so_lieu");
    go_to(&k, "o/k6|2019-2020/so");
    type(&k, "40");
    keys(&k, "Ctrl-Home, Enter");
    type(&k, "2024");
    keys(&k, "Enter");
    assert_shows(&k, "20-21 "); /* the columns move on; the one that holds something is the last */
    grid_resize(&k.ui.grid, 24, 100);
    assert_shows(&k, "23-24    24-25   ?19-20 ");
    fake_end(&k);
}

/* ---- where the keys go ---- */

static void enter_goes_across_and_down_goes_down(void **state)
{
    static const struct {
        const char *from, *keys, *to;
    } cases[] = {
        {"o/so_lop|2019-2020/so", "Enter", "o/so_lop|2020-2021/so"},
        {"o/so_lop|2019-2020/so", "Tab", "o/so_lop|2020-2021/so"},
        {"o/so_lop|2023-2024/so", "Enter", "o/k6|2019-2020/so"}, /* over a line without cells */
        {"o/so_lop|2019-2020/so", "Down", "o/k6|2019-2020/so"},
        {"o/k9|2021-2022/so", "Down", "o/nu|2021-2022/so"}, /* over the sum */
        {"o/nu|2021-2022/so", "Up", "o/k9|2021-2022/so"},
        {"o/k9|2023-2024/so", "Enter", "o/nu|2019-2020/so"},
        {"o/k6|2021-2022/so", "Home", "o/k6|2019-2020/so"},
        {"o/k6|2021-2022/so", "End", "o/k6|2023-2024/so"},
        {"o/k6|2021-2022/so", "Left", "o/k6|2020-2021/so"},
        {"o/k6|2021-2022/so", "Right", "o/k6|2022-2023/so"},
        {"o/k6|2021-2022/so", "Shift-Tab", "o/k6|2020-2021/so"},
        {"o/so_lop|2019-2020/so", "Up", "tu_ngay"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake k;
        figures_begin(&k, "so_lieu");
        go_to(&k, cases[i].from);
        keys(&k, cases[i].keys);
        assert_focus(&k, cases[i].to);
        fake_end(&k);
    }
}

static void going_to_a_line_stays_in_the_column(void **state)
{
    (void)state;
    struct fake k;
    figures_begin(&k, "so_lieu");
    go_to(&k, "o/k6|2021-2022/so");
    keys(&k, "F5");
    type(&k, "dan toc");
    keys(&k, "Enter");
    assert_focus(&k, "o/dtts|2021-2022/so");
    keys(&k, "F5");
    type(&k, "hoc sinh qua");
    keys(&k, "Enter");
    assert_focus(&k, "o/so_lop|2019-2020/so");
    fake_end(&k);
}

static void columns_that_do_not_fit_are_scrolled_beside_the_labels(void **state)
{
    (void)state;
    struct fake k;
    figures_begin(&k, "so_lieu");
    grid_resize(&k.ui.grid, 24, 50);
    assert_shows(&k, "  Nội dung            19-20    20-21    21-22    →|");
    go_to(&k, "o/so_lop|2021-2022/so");
    keys(&k, "Enter");
    assert_focus(&k, "o/so_lop|2022-2023/so");
    assert_shows(&k, "|← Nội dung");
    assert_shows(&k, "20-21    21-22    22-23    →|");
    assert_shows(&k, "  - Khối lớp 6");
    keys(&k, "Enter");
    assert_shows(&k, "21-22    22-23    23-24     |");
    keys(&k, "Enter");
    assert_focus(&k, "o/k6|2019-2020/so");
    assert_shows(&k, "19-20    20-21    21-22    →|");
    fake_end(&k);
}

/* ---- a line as a page ---- */

static void a_line_is_a_page_with_a_field_for_each_column(void **state)
{
    (void)state;
    struct fake k;
    figures_begin(&k, "so_lieu");
    go_to(&k, "o/k6|2019-2020/so");
    type(&k, "40");
    keys(&k, "Enter, Alt-r");
    assert_shows(&k, "Học sinh qua các năm 3/12: - Khối lớp 6");
    assert_shows(&k, "  Năm học 2019-2020  40 ");
    assert_shows(&k, "    Nguồn ");
    assert_focus(&k, "o/k6|2020-2021/so");
    type(&k, "41");
    keys(&k, "Enter");
    type(&k, "sổ đăng bộ");
    keys(&k, "Enter");
    assert_focus(&k, "o/k6|2021-2022/so");
    assert_shows(&k, "  Năm học 2020-2021  41 ");
    keys(&k, "Esc Esc");
    assert_focus(&k, "o/k6|2021-2022/so");
    assert_shows(&k, "  - Khối lớp 6                           40       41 ");
    assert_value(&k, "o/k6|2020-2021/nguon", "sổ đăng bộ");
    fake_end(&k);
}

static void behind_the_last_field_of_the_page_the_table_goes_on(void **state)
{
    (void)state;
    struct fake k;
    figures_begin(&k, "so_lieu");
    go_to(&k, "o/k6|2023-2024/so");
    keys(&k, "Alt-r, Enter, Enter");
    assert_focus(&k, "o/k7|2019-2020/so");
    assert_shows(&k, "19-20    20-21");
    fake_end(&k);
}

static void a_remark_that_is_wrong_is_marked_at_its_cell(void **state)
{
    (void)state;
    struct fake k;
    figures_begin(&k, "so_lieu");
    form_focus(the_page(&k), &k.ui, (struct path){0, 10, 4}); /* not in the grid: its line's page */
    assert_shows(&k, "Học sinh qua các năm 3/12");
    assert_focus(&k, "o/k6|2019-2020/nguon");
    fake_end(&k);
}

/* ---- a row of an ordinary table, for that matter ---- */

static void columns_that_do_not_fit_follow_on_the_rows_page(void **state)
{
    (void)state;
    struct fake k;
    figures_begin(&k, "tai_san"); /* its key is a number: what was typed is none, which is no matter here */
    keys(&k, "F5");
    type(&k, "sua chua");
    keys(&k, "Enter");
    assert_focus(&k, "sua/new");
    assert_shows(&k, "Bên làm     Người nhận           …|");
    type(&k, "1/9/2023");
    keys(&k, "Enter, Enter, Enter, Enter, Enter");
    assert_shows(&k, "Ngày        Việc ");
    keys(&k, "Enter");
    assert_shows(&k, "Sửa chữa 1/1: 01/09/2023");
    assert_int_equal(the_page(&k)->focus.field, 6); /* bao_hanh, the first that did not fit */
    keys(&k, "Enter");
    type(&k, "123");
    keys(&k, "Enter, Enter");
    assert_focus(&k, "sua/new"); /* behind the row's last field the table goes on */
    keys(&k, "Enter");
    assert_int_equal(the_page(&k)->row_roster, -1);
    fake_end(&k);
}

static void what_is_wrong_where_it_does_not_fit_is_marked_at_the_edge(void **state)
{
    (void)state;
    struct fake k;
    figures_begin(&k, "tai_san");
    keys(&k, "F5");
    type(&k, "sua chua");
    keys(&k, "Enter");
    type(&k, "1/9/2023");
    keys(&k, "Enter, Alt-r, Ctrl-End, Up, Up");
    assert_int_equal(the_page(&k)->focus.field, 6);
    type(&k, "31/02/2024");
    keys(&k, "Enter, Esc Esc, Ctrl-Home");
    assert_shows(&k, "|  01/09/2023                                                                   !|");
    fake_end(&k);
}

/* ---- pasting ---- */

static void a_block_fills_places_down_and_across_and_is_undone_as_one(void **state)
{
    (void)state;
    struct fake k;
    figures_begin(&k, "so_lieu");
    go_to(&k, "o/k9|2022-2023/so");
    paste(&k, "1.100\t20\n1.200\t40\n550\t\n");
    assert_value(&k, "o/k9|2022-2023/so", "1100");
    assert_value(&k, "o/k9|2023-2024/so", "20");
    assert_value(&k, "o/tong|2022-2023/so", "1100"); /* computed, whatever was pasted */
    assert_value(&k, "o/nu|2022-2023/so", "550");
    assert_said(&k, "4 cells filled; 2 pieces");
    assert_focus(&k, "o/k9|2022-2023/so");
    keys(&k, "Ctrl-Z");
    assert_value(&k, "o/k9|2022-2023/so", "");
    assert_value(&k, "o/tong|2022-2023/so", "");
    fake_end(&k);
}

static void a_pasted_sum_that_is_right_is_no_refusal(void **state)
{
    (void)state;
    struct fake k;
    figures_begin(&k, "so_lieu");
    go_to(&k, "o/k9|2022-2023/so");
    paste(&k, "1.100\t20\n1.100\t20\n");
    assert_said(&k, "2 cells filled; Ctrl-Z takes them back.");
    fake_end(&k);
}

/* ---- drafts ---- */

static void what_was_typed_in_columns_of_other_years_comes_back(void **state)
{
    (void)state;
    struct fake k;
    figures_begin(&k, "so_lieu");
    type(&k, "2019");
    keys(&k, "Enter");
    go_to(&k, "o/k6|2015-2016/so");
    type(&k, "40");
    keys(&k, "Enter");
    rest(&k);
    k.ui.top->ops->free(k.ui.top);
    k.ui.top = NULL;
    fake_open_page(&k, NEW_ID);
    assert_value(&k, "nam_cuoi", "2019");
    assert_value(&k, "o/k6|2015-2016/so", "40");
    assert_value(&k, "o/tong|2015-2016/so", "40");
    assert_said(&k, "You go on with the draft");
    fake_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_stand_under_the_short_names_of_the_years),
        cmocka_unit_test(sums_and_averages_follow_when_a_cell_is_left),
        cmocka_unit_test(a_part_stands_over_its_percentage_where_there_is_no_room_beside),
        cmocka_unit_test(a_part_larger_than_its_whole_is_told),
        cmocka_unit_test(the_year_before_stands_in_brackets_where_nothing_is),
        cmocka_unit_test(ghosts_are_not_saved),
        cmocka_unit_test(without_a_ghost_ditto_takes_what_stands_above),
        cmocka_unit_test(a_label_that_is_cut_is_told_below),
        cmocka_unit_test(a_year_that_is_offered_no_more_is_marked_at_its_head),
        cmocka_unit_test(enter_goes_across_and_down_goes_down),
        cmocka_unit_test(going_to_a_line_stays_in_the_column),
        cmocka_unit_test(columns_that_do_not_fit_are_scrolled_beside_the_labels),
        cmocka_unit_test(a_line_is_a_page_with_a_field_for_each_column),
        cmocka_unit_test(behind_the_last_field_of_the_page_the_table_goes_on),
        cmocka_unit_test(a_remark_that_is_wrong_is_marked_at_its_cell),
        cmocka_unit_test(columns_that_do_not_fit_follow_on_the_rows_page),
        cmocka_unit_test(what_is_wrong_where_it_does_not_fit_is_marked_at_the_edge),
        cmocka_unit_test(a_block_fills_places_down_and_across_and_is_undone_as_one),
        cmocka_unit_test(a_pasted_sum_that_is_right_is_no_refusal),
        cmocka_unit_test(what_was_typed_in_columns_of_other_years_comes_back),
    };
    return cmocka_run_group_tests_name("form_matrix", tests, NULL, NULL);
}
