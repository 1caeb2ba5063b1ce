#include "form_fake.h"

/* A clerk's right hand: figures from the keypad, rows ended by a slash, keys typed ahead of the screen. */

#define POINT "\033On"
#define COMMA "\033Ol"
#define SLASH "\033Oo"
#define ENTER "\033OM"

static void go_to(struct fake *k, const char *field)
{
    keys(k, "F5");
    type(k, field);
    keys(k, "Enter");
}

/* ---- figures ---- */

static void digits_and_enter_of_the_keypad_fill_a_field_and_go_on(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to(&k, "anh chi em");
    bytes(&k, "\033Om\033Ox" ENTER); /* -8 */
    assert_value(&k, "so_em", "-8");
    assert_focus(&k, "noi_tru");
    keys(&k, "Up");
    bytes(&k, "\033Oq\033Ov"); /* 16: two digits are all that 20 allows */
    assert_value(&k, "so_em", "16");
    assert_focus(&k, "noi_tru");
    bytes(&k, "\033Oq"); /* the first of Có and Không */
    assert_value(&k, "noi_tru", "co");
    fake_end(&k);
}

struct mark_case {
    enum lang lang;
    const char *bytes, *value;
};

static void point_and_comma_of_the_keypad_are_the_decimal_mark(void **state)
{
    (void)state;
    static const struct mark_case cases[] = {
        {LANG_VI, "7" POINT "5", "7.5"},
        {LANG_VI, "7" COMMA "5", "7.5"},
        {LANG_EN, "7" POINT "5", "7.5"},
        {LANG_EN, "7" COMMA "5", "7.5"},
        {LANG_VI, "1" POINT "250", "1.3"}, /* one decimal; never a thousand */
        {LANG_EN, "1" COMMA "250", "1.3"},
        {LANG_VI, "1.250", "1250"}, /* the typewriter's point groups */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fake k;
        fake_start(&k);
        k.ui.lang = cases[i].lang;
        fake_open_page(&k, NULL);
        form_focus(the_page(&k), &k.ui, (struct path){0, 0, 0}); /* the table's empty line */
        type(&k, "t");
        keys(&k, "Enter");
        bytes(&k, cases[i].bytes);
        bytes(&k, ENTER);
        struct str shown = STR_INIT;
        value_add_plain(&shown, &the_page(&k)->record->rosters[0].list.v[0].cells[1].value);
        assert_string_equal(shown.p, cases[i].value);
        str_release(&shown);
        fake_end(&k);
    }
}

static void in_whole_numbers_and_days_they_are_what_they_are(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to(&k, "ngay sinh");
    bytes(&k, "1" POINT "9" SLASH "19" ENTER);
    assert_value(&k, "ngay_sinh", "raw:1.9/19"); /* two marks are no day */
    keys(&k, "Up");
    bytes(&k, "1" SLASH "9" SLASH "19" ENTER);
    assert_value(&k, "ngay_sinh", "2019-09-01");
    fake_end(&k);
}

static void plus_shows_the_choices_of_a_code(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to(&k, "khoi");
    bytes(&k, "\033Ok");
    assert_ptr_equal(k.ui.top->ops, &pick_ops);
    bytes(&k, "\033Or");
    assert_value(&k, "khoi", "k2");
    fake_end(&k);
}

/* ---- the end of a row ---- */

static size_t marks(struct fake *k)
{
    return the_page(k)->record->rosters[0].list.n;
}

static void a_slash_in_a_number_ends_the_row(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to(&k, "diem");
    bytes(&k, "t" ENTER "8" SLASH);
    assert_focus(&k, "diem/new");
    bytes(&k, "v" ENTER "7/");
    assert_focus(&k, "diem/new");
    assert_int_equal(marks(&k), 2);
    keys(&k, "Up, Up");
    bytes(&k, "/"); /* at the start of a row that is filled: its code stays */
    assert_true(path_eq(the_page(&k)->focus, (struct path){0, 1, 0}));
    assert_string_equal(value_str(&the_page(&k)->record->rosters[0].list.v[0].cells[0].value), "toan");
    fake_end(&k);
}

static void two_slashes_leave_the_table(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to(&k, "diem");
    bytes(&k, "t" ENTER "8//");
    assert_focus(&k, "vang/9p/so_buoi");
    assert_int_equal(marks(&k), 1);
    fake_end(&k);
}

static void in_a_matrix_the_next_line_begins(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to(&k, "vang");
    assert_focus(&k, "vang/9p/so_buoi");
    bytes(&k, "3" SLASH);
    assert_value(&k, "vang/9p/so_buoi", "3");
    assert_focus(&k, "vang/10p/so_buoi");
    bytes(&k, SLASH);
    assert_said(&k, "This is the last field");
    keys(&k, "Right");
    assert_focus(&k, "vang/10k/so_buoi");
    fake_end(&k);
}

static void in_a_text_a_slash_is_a_letter(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to(&k, "diem");
    bytes(&k, "t" ENTER "8" ENTER "miệng 1/2" SLASH "3");
    keys(&k, "Alt-f");
    assert_string_equal(value_str(&the_page(&k)->record->rosters[0].list.v[0].cells[2].value), "miệng 1/2/3");
    assert_focus(&k, "diem/new");
    fake_end(&k);
}

static void a_slash_leaves_the_row_s_own_page(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to(&k, "diem");
    bytes(&k, "t" ENTER);
    keys(&k, "Alt-r");
    bytes(&k, "9" SLASH);
    assert_int_equal(the_page(&k)->row_roster, -1);
    assert_focus(&k, "diem/new");
    assert_true(the_page(&k)->record->rosters[0].list.v[0].cells[1].value.r > 8.9);
    fake_end(&k);
}

/* ---- typed ahead ---- */

/* Every key of a record in one read: codes that are picked, numbers that are full and pop-ups lie between them. */
static void a_record_typed_ahead_in_one_read_is_what_was_typed(void **state)
{
    (void)state;
    static const char all[] = "01\rLê An\r"
                              "\0334" "12\r"     /* F4, then a code that begins as another does, and on */
                              "1/9/2013\r"
                              "12" "c" "\r"      /* a full number goes on by itself; a letter answers yes or no */
                              "B12\r\r"
                              "chăm\rngoan\t"
                              "t\r8,5/"          /* a row of the table, ended */
                              "v\r7\rkhá\r"
                              "/"                /* out of it */
                              "3\r4/5\r6";
    struct fake k;
    fake_begin(&k);
    bytes_of(&k, (struct sv){all, sizeof all - 1});
    assert_value(&k, "ma", "01");
    assert_value(&k, "ten", "Lê An");
    assert_value(&k, "khoi", "k12");
    assert_value(&k, "ngay_sinh", "2013-09-01");
    assert_value(&k, "so_em", "12");
    assert_value(&k, "noi_tru", "co");
    assert_value(&k, "phong", "B12");
    assert_value(&k, "nhan_xet", "chăm\nngoan");
    assert_int_equal(marks(&k), 2);
    assert_string_equal(value_str(&the_page(&k)->record->rosters[0].list.v[1].cells[2].value), "khá");
    keys(&k, "Enter");
    assert_value(&k, "vang/9p/so_buoi", "3");
    assert_value(&k, "vang/9k/so_buoi", "4");
    assert_value(&k, "vang/10p/so_buoi", "5");
    assert_value(&k, "vang/10k/so_buoi", "6");
    fake_end(&k);
}

static void letters_behind_a_picked_code_are_the_next_fields(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to(&k, "anh chi em");
    bytes(&k, "07kZ"); /* seven; no; and a letter that answers nothing shows the two */
    assert_value(&k, "so_em", "7");
    assert_value(&k, "noi_tru", "khong");
    fake_end(&k);
}

static void letters_behind_a_pick_go_to_the_form(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    go_to(&k, "tren lop");
    keys(&k, "Esc Esc");
    go_to(&k, "ban cung ban");
    bytes(&k, "b\rEm nào\t"); /* a search among records, taken; then the remarks */
    assert_value(&k, "ban", FRIEND_ID);
    fake_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_and_enter_of_the_keypad_fill_a_field_and_go_on),
        cmocka_unit_test(point_and_comma_of_the_keypad_are_the_decimal_mark),
        cmocka_unit_test(in_whole_numbers_and_days_they_are_what_they_are),
        cmocka_unit_test(plus_shows_the_choices_of_a_code),
        cmocka_unit_test(a_slash_in_a_number_ends_the_row),
        cmocka_unit_test(two_slashes_leave_the_table),
        cmocka_unit_test(in_a_matrix_the_next_line_begins),
        cmocka_unit_test(in_a_text_a_slash_is_a_letter),
        cmocka_unit_test(a_slash_leaves_the_row_s_own_page),
        cmocka_unit_test(a_record_typed_ahead_in_one_read_is_what_was_typed),
        cmocka_unit_test(letters_behind_a_picked_code_are_the_next_fields),
        cmocka_unit_test(letters_behind_a_pick_go_to_the_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
