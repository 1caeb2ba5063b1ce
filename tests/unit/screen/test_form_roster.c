#include "form_fake.h"

/* To the first row of the marks: the row that is not there yet. */
static void go_to_marks(struct fake *k)
{
    keys(k, "Ctrl-G");
    type(k, "diem");
    keys(k, "Enter");
    assert_focus(k, "diem/new");
}

static size_t rows_of(struct fake *k, size_t roster)
{
    return the_page(k)->record->rosters[roster].list.n;
}

static struct cell *mark(struct fake *k, size_t row, size_t field)
{
    return record_cell(the_page(k)->record, (struct path){0, row, field});
}

static void assert_mark(struct fake *k, size_t row, size_t field, const char *expected)
{
    struct str s = STR_INIT;
    const struct cell *c = mark(k, row, field);
    str_add(&s, c->raw ? c->raw : "");
    value_add_plain(&s, &c->value);
    assert_string_equal(s.p, expected);
    str_release(&s);
}

static struct path focus_of(struct fake *k)
{
    return the_page(k)->focus;
}

/* A row as a clerk types it. */
static void type_row(struct fake *k, const char *subject, const char *points, const char *note)
{
    type(k, subject);
    keys(k, "Enter");
    type(k, points);
    keys(k, "Enter");
    type(k, note);
    keys(k, "Enter");
}

/* A table by its number, with an Enter behind it by habit, and its columns by their names, in the row where one is. */
static void a_table_is_gone_to_by_number_and_a_column_by_name(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to_marks(&k);
    type_row(&k, "t", "8,5", "giỏi");
    type_row(&k, "v", "7", "khá");
    keys(&k, "Ctrl-Home,Ctrl-G");
    type(&k, "9");
    assert_string_equal(k.ui.top->ops->name, "pick");
    keys(&k, "Enter");
    assert_true(path_eq(focus_of(&k), ((struct path){0, 0, 0})));
    keys(&k, "Down,Ctrl-G");
    type(&k, "ghi chu");
    keys(&k, "Enter");
    assert_true(path_eq(focus_of(&k), ((struct path){0, 1, 2})));
    keys(&k, "Ctrl-Home,Ctrl-G");
    type(&k, "ghi chu");
    keys(&k, "Enter");
    assert_true(path_eq(focus_of(&k), ((struct path){0, 0, 2})));
    fake_end(&k);
}

/* ---- rows ---- */

static void typing_in_the_empty_row_makes_it_real(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to_marks(&k);
    assert_int_equal(rows_of(&k, 0), 0);
    type_row(&k, "t", "8,5", "giỏi");
    assert_int_equal(rows_of(&k, 0), 1);
    assert_mark(&k, 0, 0, "toan");
    assert_mark(&k, 0, 1, "8.5");
    assert_mark(&k, 0, 2, "giỏi");
    assert_focus(&k, "diem/new");
    type_row(&k, "v", "7", "");
    assert_int_equal(rows_of(&k, 0), 2);
    fake_end(&k);
}

static void enter_on_the_empty_row_leaves_the_table(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to_marks(&k);
    keys(&k, "Enter");
    assert_focus(&k, "vang/9p/so_buoi");
    assert_int_equal(rows_of(&k, 0), 0);
    fake_end(&k);
}

static void arrows_go_from_cell_to_cell_and_out_at_the_edges(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to_marks(&k);
    type_row(&k, "t", "8", "một");
    type_row(&k, "v", "7", "hai");
    keys(&k, "Up, Right, Right");
    assert_true(path_eq(focus_of(&k), (struct path){0, 1, 2}));
    keys(&k, "Up");
    assert_true(path_eq(focus_of(&k), (struct path){0, 0, 2}));
    keys(&k, "Left, Left, Left");
    assert_true(path_eq(focus_of(&k), (struct path){0, 0, 0}));
    keys(&k, "Up");
    assert_focus(&k, "nhan_xet");
    keys(&k, "Tab, Down, Down, Down");
    assert_focus(&k, "vang/9p/so_buoi");
    fake_end(&k);
}

static void in_a_cell_that_is_being_typed_the_arrows_move_the_caret(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to_marks(&k);
    type(&k, "t");
    keys(&k, "Enter, Enter");
    type(&k, "ab");
    keys(&k, "Left");
    type(&k, "x");
    keys(&k, "Enter");
    assert_mark(&k, 0, 2, "axb");
    fake_end(&k);
}

static void rows_are_inserted_deleted_and_brought_back(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to_marks(&k);
    type_row(&k, "t", "8", "một");
    type_row(&k, "v", "7", "hai");
    keys(&k, "Up, Up, Alt-i");
    assert_int_equal(rows_of(&k, 0), 3);
    assert_mark(&k, 1, 0, "toan");
    keys(&k, "Ctrl-Z");
    assert_int_equal(rows_of(&k, 0), 2);
    keys(&k, "Alt-d");
    assert_int_equal(rows_of(&k, 0), 1);
    assert_mark(&k, 0, 0, "van");
    keys(&k, "Ctrl-Z");
    assert_int_equal(rows_of(&k, 0), 2);
    assert_mark(&k, 0, 0, "toan");
    assert_mark(&k, 0, 2, "một");
    fake_end(&k);
}

static void rows_survive_in_the_draft(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to_marks(&k);
    type_row(&k, "t", "8", "một");
    type_row(&k, "v", "7,5", "hai");
    rest(&k);
    k.ui.top->ops->free(k.ui.top);
    k.ui.top = NULL;
    fake_open_page(&k, NEW_ID);
    assert_int_equal(rows_of(&k, 0), 2);
    assert_mark(&k, 0, 0, "toan");
    assert_mark(&k, 1, 1, "7.5");
    assert_mark(&k, 1, 2, "hai");
    fake_end(&k);
}

static void a_row_is_a_page_of_its_own_until_esc(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to_marks(&k);
    type_row(&k, "t", "8", "một");
    keys(&k, "Up, Alt-r");
    assert_shows(&k, "Điểm 1/1: t Toán");
    keys(&k, "Enter, Enter");
    type(&k, "!");
    keys(&k, "Esc Esc");
    assert_mark(&k, 0, 2, "một!");
    assert_shows(&k, "Học tập");
    assert_true(path_eq(focus_of(&k), (struct path){0, 0, 2}));
    fake_end(&k);
}

static void ditto_repeats_the_row_above(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to_marks(&k);
    type_row(&k, "t", "8", "một");
    keys(&k, "F7");
    assert_mark(&k, 1, 0, "toan");
    assert_true(path_eq(focus_of(&k), (struct path){0, 1, 1}));
    fake_end(&k);
}

/* ---- pasting ---- */

static void a_block_fills_cells_from_the_cursor_and_is_undone_as_one(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to_marks(&k);
    paste(&k, "Toán\t8,5\tgiỏi\nv\t12\tquá mười\nxyz\t5\t\n");
    assert_int_equal(rows_of(&k, 0), 3);
    assert_mark(&k, 0, 0, "toan");
    assert_mark(&k, 0, 1, "8.5");
    assert_mark(&k, 1, 0, "van");
    assert_mark(&k, 1, 2, "quá mười");
    assert_mark(&k, 2, 0, "xyz"); /* no subject: kept as typed, and found wrong */
    assert_non_null(mark(&k, 2, 0)->raw);
    assert_non_null(problems_at(the_page(&k), (struct path){0, 2, 0}));
    assert_non_null(problems_at(the_page(&k), (struct path){0, 1, 1}));
    assert_said(&k, "9 cells filled");
    keys(&k, "Ctrl-Z");
    assert_int_equal(rows_of(&k, 0), 0);
    fake_end(&k);
}

static void what_finds_no_cell_is_counted(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to_marks(&k);
    keys(&k, "Enter");
    paste(&k, "1\t2\t3\n4\t5\t6\n7\t8\t9\n");
    assert_value(&k, "vang/9p/so_buoi", "1");
    assert_value(&k, "vang/10k/so_buoi", "5");
    assert_said(&k, "4 cells filled; 5 pieces");
    fake_end(&k);
}

/* ---- matrix ---- */

static void a_matrix_shows_its_cells_and_sums(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to_marks(&k);
    keys(&k, "Enter");
    type(&k, "2");
    keys(&k, "Enter");
    assert_focus(&k, "vang/9k/so_buoi");
    type(&k, "3");
    keys(&k, "Down");
    assert_focus(&k, "vang/10k/so_buoi");
    type(&k, "4");
    keys(&k, "Left");
    assert_focus(&k, "vang/10k/so_buoi"); /* the caret moves first */
    keys(&k, "Enter");
    assert_value(&k, "tong", "9");
    assert_shows(&k, "Tháng 9            2           3           5");
    assert_shows(&k, "Total              2           7           9");
    fake_end(&k);
}

static void rows_of_the_form_itself_are_neither_added_nor_deleted(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to_marks(&k);
    keys(&k, "Enter, Alt-d");
    assert_said(&k, "cannot be deleted");
    keys(&k, "Alt-a");
    assert_said(&k, "cannot be added");
    assert_int_equal(rows_of(&k, 1), 4);
    fake_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_is_gone_to_by_number_and_a_column_by_name),
        cmocka_unit_test(typing_in_the_empty_row_makes_it_real),
        cmocka_unit_test(enter_on_the_empty_row_leaves_the_table),
        cmocka_unit_test(arrows_go_from_cell_to_cell_and_out_at_the_edges),
        cmocka_unit_test(in_a_cell_that_is_being_typed_the_arrows_move_the_caret),
        cmocka_unit_test(rows_are_inserted_deleted_and_brought_back),
        cmocka_unit_test(rows_survive_in_the_draft),
        cmocka_unit_test(a_row_is_a_page_of_its_own_until_esc),
        cmocka_unit_test(ditto_repeats_the_row_above),
        cmocka_unit_test(a_block_fills_cells_from_the_cursor_and_is_undone_as_one),
        cmocka_unit_test(what_finds_no_cell_is_counted),
        cmocka_unit_test(a_matrix_shows_its_cells_and_sums),
        cmocka_unit_test(rows_of_the_form_itself_are_neither_added_nor_deleted),
    };
    return cmocka_run_group_tests_name("form_roster", tests, NULL, NULL);
}
