#include "form_fake.h"

/* An assessment: a sentence to be read on the form, and one in each row beside what is typed there. */

static void begin(struct fake *k, int rows, int cols)
{
    fake_start_with(k, "tests/fixtures/so_tay", "danh_gia");
    grid_resize(&k->ui.grid, rows, cols);
    fake_open_page(k, NULL);
    type(k, "A");
    keys(k, "Enter");
}

/* Rows of these levels; the focus stays in the last one. */
static void add_levels(struct fake *k, const char *levels)
{
    for (const char *l = levels; *l; l++) {
        char level[2] = {*l, '\0'};
        type(k, level);
        keys(k, l[1] ? "Enter, Enter, Enter, Enter" : "Enter");
    }
}

static void a_text_to_be_read_takes_the_lines_it_needs(void **state)
{
    (void)state;
    struct fake k;
    begin(&k, 24, 80);
    assert_shows(&k, "Yêu cầu  Nhà trường có đủ phòng học, phòng làm việc và sân chơi theo quy      |");
    assert_shows(&k, "|           định; khuôn viên xanh, sạch và an toàn.  ");
    fake_end(&k);
}

static void a_row_is_as_high_as_its_longest_text_to_be_read(void **state)
{
    (void)state;
    struct fake k;
    begin(&k, 24, 80);
    add_levels(&k, "12");
    assert_shows(&k, "|       1  Có sân chơi   ");
    assert_shows(&k, "|       2  Sân chơi có cây xanh và   ");
    assert_shows(&k, "|          bóng mát, đủ thiết bị cho  ");
    assert_shows(&k, "|          học sinh vận động, được bảo  ");
    assert_shows(&k, "|          trì hằng năm  ");
    assert_shows(&k, "|  +");
    fake_end(&k);
}

static void a_row_no_higher_than_the_screen_is_read_on_its_own_page(void **state)
{
    (void)state;
    struct fake k;
    begin(&k, 10, 40);
    add_levels(&k, "2");
    assert_shows(&k, "|          động, được bảo trì…  ");
    keys(&k, "Alt-r");
    assert_shows(&k, "|              bảo trì hằng năm ");
    fake_end(&k);
}

static void arrows_go_from_row_to_row_however_high_they_are(void **state)
{
    (void)state;
    struct fake k;
    begin(&k, 24, 80);
    add_levels(&k, "222");
    keys(&k, "Up");
    assert_true(path_eq(the_page(&k)->focus, (struct path){0, 1, 2}));
    keys(&k, "Left"); /* the sentence is one step, not one for each of its letters */
    assert_true(path_eq(the_page(&k)->focus, (struct path){0, 1, 1}));
    keys(&k, "Left");
    assert_true(path_eq(the_page(&k)->focus, (struct path){0, 1, 0}));
    fake_end(&k);
}

static void a_note_stands_in_its_column_where_nobody_stops(void **state)
{
    (void)state;
    struct fake k;
    begin(&k, 24, 80);
    add_levels(&k, "3");
    assert_shows(&k, "Ghi nhận");
    assert_shows(&k, "mức 3");
    keys(&k, "Tab, Tab"); /* past what is written on the row's page */
    assert_true(path_eq(the_page(&k)->focus, (struct path){0, 0, 4}));
    keys(&k, "Right");
    assert_true(path_eq(the_page(&k)->focus, (struct path){0, 0, 4}));
    fake_end(&k);
}

static void a_long_line_that_is_typed_goes_on_in_the_next(void **state)
{
    (void)state;
    struct fake k;
    fake_start_with(&k, "tests/fixtures/so_tay", "danh_gia");
    fake_open_page(&k, NULL);
    type(&k, "một hai ba bốn năm sáu bảy tám chín mười mười một mười hai mười ba mười bốn");
    assert_shows(&k, "Tên      một hai ba bốn năm sáu bảy tám chín mười mười một mười hai mười ba   |");
    assert_shows(&k, "|           mười bốn  ");
    keys(&k, "Enter");
    assert_focus(&k, "y/new");
    keys(&k, "Shift-Tab");
    assert_focus(&k, "ten");
    fake_end(&k);
}

static void enter_goes_on_where_a_text_of_several_lines_may_only_be_read(void **state)
{
    (void)state;
    struct fake k;
    begin(&k, 24, 80);
    add_levels(&k, "2");
    the_page(&k)->read_only = true;
    the_page(&k)->stale = true;
    keys(&k, "Alt-r, Home, Enter");
    assert_true(path_eq(the_page(&k)->focus, (struct path){0, 0, 3}));
    keys(&k, "Enter");
    assert_true(path_eq(the_page(&k)->focus, (struct path){0, 0, 4}));
    fake_end(&k);
}

static void what_is_wrong_here_is_read_whole_and_hides_no_field(void **state)
{
    (void)state;
    struct fake k;
    begin(&k, 16, 80);
    add_levels(&k, "22");
    keys(&k, "Ctrl-End");
    assert_focus(&k, "y_kien");
    type(&k, "a");
    keys(&k, "Shift-Tab, Ctrl-End");
    keys(&k, "Down"); /* it is checked when it is left, and told */
    assert_shows(&k, "! Ý kiến phải nêu rõ nhà trường đạt mức nào");
    keys(&k, "Left"); /* afterwards it stands as a hint */
    assert_true(k.ui.message.len == 0);
    assert_shows(&k, "! Ý kiến phải nêu rõ nhà trường đạt mức nào, vì sao chưa đạt mức cao hơn, cần  |");
    assert_shows(&k, "|   lists/mon.csv.");
    assert_shows(&k, "Ý kiến   a");
    assert_true(k.ui.grid.cursor_row < 16 - 2 - 3);
    fake_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_to_be_read_takes_the_lines_it_needs),
        cmocka_unit_test(a_row_is_as_high_as_its_longest_text_to_be_read),
        cmocka_unit_test(a_row_no_higher_than_the_screen_is_read_on_its_own_page),
        cmocka_unit_test(arrows_go_from_row_to_row_however_high_they_are),
        cmocka_unit_test(a_note_stands_in_its_column_where_nobody_stops),
        cmocka_unit_test(a_long_line_that_is_typed_goes_on_in_the_next),
        cmocka_unit_test(what_is_wrong_here_is_read_whole_and_hides_no_field),
        cmocka_unit_test(enter_goes_on_where_a_text_of_several_lines_may_only_be_read),
    };
    return cmocka_run_group_tests_name("form_reading", tests, NULL, NULL);
}
