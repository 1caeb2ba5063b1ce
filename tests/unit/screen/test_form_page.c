#include "form_fake.h"

/* ---- typing ---- */

static void what_is_typed_becomes_the_value_when_the_field_is_left(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    type(&k, "01");
    assert_value(&k, "ma", "");
    keys(&k, "Enter");
    assert_value(&k, "ma", "01");
    assert_focus(&k, "ten");
    type(&k, "Nguyễn Thị Hoa ");
    keys(&k, "Tab");
    assert_value(&k, "ten", "Nguyễn Thị Hoa");
    keys(&k, "Down");
    type(&k, "1/9/13");
    keys(&k, "Shift-Tab");
    assert_value(&k, "ngay_sinh", "2013-09-01");
    assert_focus(&k, "khoi");
    fake_end(&k);
}

static void text_that_is_no_value_is_kept_and_traps_nobody(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Enter, Enter, Enter");
    type(&k, "31/2/2013");
    keys(&k, "Enter");
    assert_value(&k, "ngay_sinh", "raw:31/2/2013");
    assert_focus(&k, "so_em");
    assert_said(&k, "is not a day of the calendar");
    assert_shows(&k, "!");
    keys(&k, "Up");
    assert_shows(&k, "31/2/2013");
    type(&k, "1/3/2013");
    keys(&k, "Enter");
    assert_value(&k, "ngay_sinh", "2013-03-01");
    assert_null(problems_at(the_page(&k), PATH_MAIN(3)));
    fake_end(&k);
}

static void the_first_letter_replaces_a_number_and_goes_on_after_a_text(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Enter");
    type(&k, "Hoa");
    keys(&k, "Enter, Enter, Enter");
    type(&k, "3");
    keys(&k, "Enter, Up");
    type(&k, "7");
    keys(&k, "Up, Up, Up");
    type(&k, "ng");
    keys(&k, "Enter");
    assert_value(&k, "so_em", "7");
    assert_value(&k, "ten", "Hoang");
    fake_end(&k);
}

static void an_empty_field_is_not_answered(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Enter");
    type(&k, "Hoa");
    keys(&k, "Enter, Up, Ctrl-U, Enter");
    assert_true(cell_empty(cell_at(&k, "ten")));
    assert_true(cell_at(&k, "ten")->touched);
    fake_end(&k);
}

static void letters_beyond_the_length_are_refused_and_said(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    type(&k, "123456789");
    assert_said(&k, "1");
    keys(&k, "Enter");
    assert_value(&k, "ma", "12345678");
    fake_end(&k);
}

static void a_full_number_advances_when_the_form_wants_it(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Enter, Enter, Enter, Enter");
    type(&k, "1");
    assert_focus(&k, "so_em");
    type(&k, "2");
    assert_focus(&k, "noi_tru");
    assert_value(&k, "so_em", "12");
    fake_end(&k);
}

/* ---- several lines ---- */

static void enter_breaks_the_line_where_there_are_several(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Ctrl-G");
    type(&k, "nhan");
    keys(&k, "Enter");
    assert_focus(&k, "nhan_xet");
    type(&k, "chăm");
    keys(&k, "Enter");
    type(&k, "ngoan");
    assert_focus(&k, "nhan_xet");
    keys(&k, "Up");
    assert_focus(&k, "nhan_xet");
    keys(&k, "Up");
    assert_focus(&k, "ban");
    assert_value(&k, "nhan_xet", "chăm\nngoan");
    fake_end(&k);
}

static void a_text_grows_with_its_lines(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Ctrl-G");
    type(&k, "nhan");
    keys(&k, "Enter");
    type(&k, "a");
    keys(&k, "Enter");
    type(&k, "b");
    keys(&k, "Enter");
    type(&k, "c");
    assert_shows(&k, "|                     c");
    assert_int_equal(k.ui.grid.cursor_row, UI_TOP + 10);
    assert_int_equal(k.ui.grid.cursor_col, 22);
    fake_end(&k);
}

/* ---- choices ---- */

static void a_code_that_no_other_begins_with_stands_at_once(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Enter, Enter");
    type(&k, "2");
    assert_value(&k, "khoi", "k2");
    assert_shows(&k, "2 Khối hai");
    type(&k, "1");
    assert_value(&k, "khoi", "k2"); /* 1, 10 or 12 */
    type(&k, "2");
    assert_value(&k, "khoi", "k12");
    type(&k, "1");
    keys(&k, "Enter");
    assert_value(&k, "khoi", "k1");
    fake_end(&k);
}

static void letters_that_begin_no_code_search_the_labels(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Enter, Enter");
    type(&k, "m");
    assert_ptr_equal(k.ui.top->ops, &pick_ops);
    type(&k, "uoi h");
    keys(&k, "Enter");
    assert_value(&k, "khoi", "k12");
    assert_focus(&k, "khoi");
    fake_end(&k);
}

static void the_list_of_choices_opens_and_esc_changes_nothing(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Enter, Enter, F4");
    assert_shows(&k, "Khối mười hai");
    keys(&k, "Down, Enter");
    assert_value(&k, "khoi", "k2");
    type(&k, "?");
    assert_ptr_equal(k.ui.top->ops, &pick_ops);
    keys(&k, "Down, Esc Esc");
    assert_value(&k, "khoi", "k2");
    assert_focus(&k, "khoi");
    fake_end(&k);
}

static void yes_and_no_take_one_key(void **state)
{
    static const struct {
        const char *typed, *value;
    } cases[] = {{"c", "co"}, {"k", "khong"}, {"y", "co"}, {"n", "khong"}, {"1", "co"}, {"0", "khong"}};
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Enter, Enter, Enter, Enter, Enter");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        type(&k, cases[i].typed);
        assert_value(&k, "noi_tru", cases[i].value);
    }
    fake_end(&k);
}

static void a_field_appears_when_it_becomes_relevant(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Enter, Enter, Enter, Enter, Enter");
    type(&k, "c");
    keys(&k, "Enter");
    assert_focus(&k, "phong");
    type(&k, "B2");
    keys(&k, "Up");
    type(&k, "k");
    keys(&k, "Enter");
    assert_focus(&k, "ban");
    fake_end(&k);
}

static void a_reference_is_picked_among_records_and_shows_their_title(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Ctrl-G");
    type(&k, "ban cung");
    keys(&k, "Enter");
    assert_focus(&k, "ban");
    keys(&k, "F4");
    assert_shows(&k, "Trần Bình");
    keys(&k, "Enter");
    assert_value(&k, "ban", FRIEND_ID);
    assert_shows(&k, "Bạn cùng bàn       Trần Bình");
    fake_end(&k);
}

/* ---- the record before ---- */

static void ditto_repeats_the_record_before(void **state)
{
    (void)state;
    struct fake k;
    fake_start(&k);
    k.previous = record_new(k.form, FRIEND_ID);
    value_set_text(&k.previous->cells[1].value, SV("An"));
    fake_open_page(&k, NULL);
    keys(&k, "Enter, F7");
    assert_value(&k, "ten", "An");
    assert_focus(&k, "khoi");
    fake_end(&k);
}

static void insert_puts_a_code_at_the_caret(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Ctrl-G");
    type(&k, "nhan");
    keys(&k, "Enter");
    type(&k, "rất");
    keys(&k, "F9, Enter, Tab");
    assert_value(&k, "nhan_xet", "rất chăm chỉ");
    fake_end(&k);
}

static void the_key_line_offers_to_insert_only_where_there_is_something_to_insert(void **state)
{
    struct fake k;
    struct str s = STR_INIT;
    (void)state;
    fake_begin(&k);
    keys(&k, "Ctrl-G");
    type(&k, "nhan");
    keys(&k, "Enter");
    assert_shows(&k, "F9 Insert");
    keys(&k, "Ctrl-G");
    type(&k, "khoi");
    keys(&k, "Enter");
    screen(&k, &s);
    assert_null(strstr(s.p, "F9 Insert"));
    keys(&k, "F9");
    assert_said(&k, "nothing to insert");
    str_release(&s);
    fake_end(&k);
}

static void a_query_may_name_the_record_and_only_what_is_relevant(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    type(&k, "01");
    keys(&k, "Ctrl-G");
    type(&k, "nhan");
    keys(&k, "Enter, F9");
    assert_non_null(strstr(k.asked.p, "ma=01;"));
    assert_non_null(strstr(k.asked.p, "_id="));
    assert_non_null(strstr(k.asked.p, "_state="));
    assert_null(strstr(k.asked.p, "phong="));
    fake_end(&k);
}

/* ---- undo ---- */

static void undo_goes_back_in_the_field_and_then_over_the_fields(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    type(&k, "01");
    keys(&k, "Enter");
    type(&k, "Hoa");
    keys(&k, "Ctrl-Z");
    assert_focus(&k, "ten");
    keys(&k, "Ctrl-Z");
    assert_value(&k, "ma", "");
    assert_focus(&k, "ma");
    keys(&k, "Ctrl-Z");
    assert_said(&k, "nothing to take back");
    fake_end(&k);
}

/* ---- draft ---- */

static void a_draft_is_written_on_leaving_a_field_and_holds_only_what_changed(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    assert_calls(&k, "open");
    keys(&k, "Enter, Up");
    rest(&k);
    assert_calls(&k, ""); /* nothing typed, nothing kept */
    type(&k, "01");
    keys(&k, "Enter");
    assert_calls(&k, "draft_put(ma=01)");
    type(&k, "Ho");
    assert_calls(&k, "");
    rest(&k);
    assert_calls(&k, "draft_put(ten=Ho)");
    rest(&k);
    assert_calls(&k, "");
    fake_end(&k);
}

static void while_keys_wait_the_draft_waits_but_not_longer_than_two_seconds(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    str_clear(&k.calls);
    k.ui.keys_waiting = true;
    type(&k, "01");
    keys(&k, "Enter");
    type(&k, "Hoa");
    assert_calls(&k, "");
    k.now_ms += 2000;
    type(&k, "ng");
    assert_calls(&k, "draft_put(ma=01, ten=Hoan)");
    fake_end(&k);
}

static void a_draft_is_taken_up_at_its_field_and_caret(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    type(&k, "01");
    keys(&k, "Enter");
    type(&k, "Hoa");
    keys(&k, "Left, Left");
    k.ui.top->ops->flush(k.ui.top, &k.ui);
    k.ended = "killed";
    k.ui.top->ops->free(k.ui.top);
    k.ui.top = NULL;
    fake_open_page(&k, NEW_ID);
    assert_value(&k, "ma", "01");
    assert_value(&k, "ten", "Hoa");
    assert_focus(&k, "ten");
    assert_int_equal(the_page(&k)->edit.caret, 1);
    assert_said(&k, "ended suddenly at 16:06");
    fake_end(&k);
}

static void text_that_is_no_value_survives_in_the_draft(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Enter, Enter, Enter");
    type(&k, "31/2/2013");
    keys(&k, "Enter");
    k.ui.top->ops->free(k.ui.top);
    k.ui.top = NULL;
    fake_open_page(&k, NEW_ID);
    assert_value(&k, "ngay_sinh", "raw:31/2/2013");
    fake_end(&k);
}

static void what_is_taken_back_leaves_no_draft(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    type(&k, "01");
    keys(&k, "Enter");
    str_clear(&k.calls);
    keys(&k, "Ctrl-Z");
    assert_calls(&k, "draft_drop");
    assert_false(draft_changed(the_page(&k)));
    fake_end(&k);
}

static void a_full_disk_is_shown_and_the_draft_tried_again(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    k.disk_full = true;
    type(&k, "01");
    keys(&k, "Enter");
    assert_shows(&k, "draft not kept!");
    keys(&k, "Esc Esc");
    assert_ptr_equal(k.ui.top->ops, &ask_ops); /* leaving would lose it */
    keys(&k, "Enter");
    k.disk_full = false;
    str_clear(&k.calls);
    rest(&k);
    assert_calls(&k, "draft_put(ma=01)");
    fake_end(&k);
}

static void leaving_keeps_the_draft_and_says_so(void **state)
{
    (void)state;
    struct fake k;
    fake_start(&k);
    fake_open_page(&k, NULL);
    fake_open_page(&k, NULL); /* one below, so that the program goes on */
    type(&k, "01");
    keys(&k, "Esc Esc");
    assert_true(k.draft_exists);
    assert_said(&k, "kept as a draft");
    fake_end(&k);
}

/* ---- saving ---- */

static void saving_stores_the_record_and_says_when(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    type(&k, "01");
    keys(&k, "F10");
    assert_said(&k, "Saved 16:06 as version 1");
    assert_calls(&k, "open save");
    assert_shows(&k, "saved 16:06");
    assert_non_null(k.stored);
    assert_focus(&k, "ma");
    assert_value(&k, "ma", "01");
    fake_end(&k);
}

static void a_refused_save_goes_to_the_first_finding(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    type(&k, "01");
    k.refuse = "so_em";
    keys(&k, "Ctrl-S");
    assert_said(&k, "Not stored.");
    assert_focus(&k, "so_em");
    assert_shows(&k, "|! Số anh chị em");
    assert_value(&k, "ma", "01");
    fake_end(&k);
}

static void what_will_be_emptied_is_asked_before_saving(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Enter, Enter, Enter, Enter, Enter");
    type(&k, "c");
    keys(&k, "Enter");
    type(&k, "B2");
    keys(&k, "Up");
    type(&k, "k");
    str_clear(&k.calls);
    keys(&k, "F10");
    assert_shows(&k, "Phòng: B2");
    assert_null(strstr(k.calls.p, "save"));
    type(&k, "2");
    assert_null(strstr(k.calls.p, "save"));
    keys(&k, "F10");
    type(&k, "1");
    assert_non_null(strstr(k.calls.p, "save"));
    fake_end(&k);
}

static void where_nothing_is_offered_one_is_told_what_that_depends_on(void **state)
{
    (void)state;
    struct fake k;
    fake_start_with(&k, "tests/fixtures/so_tay", "danh_gia");
    fake_open_page(&k, NULL);
    keys(&k, "Ctrl-End, Shift-Tab, F4");
    assert_focus(&k, "mon");
    assert_said(&k, "Nothing can be chosen here yet: first answer Tên.");
    type(&k, "t");
    assert_said(&k, "Nothing can be chosen here yet: first answer Tên.");
    keys(&k, "Ctrl-Home");
    type(&k, "A");
    keys(&k, "Ctrl-End, Shift-Tab, F4");
    assert_said(&k, "There is nothing to choose: what is offered here depends on Tên.");
    keys(&k, "Ctrl-Home");
    type(&k, "BCD");
    keys(&k, "Ctrl-End, Shift-Tab, F4");
    assert_shows(&k, "1 t  Toán");
    keys(&k, "Esc, F5");
    type(&k, "yeu cau");
    keys(&k, "Enter, F4");
    assert_said(&k, "This field is computed; it cannot be typed in.");
    fake_end(&k);
}

static void a_number_that_the_store_gives_is_new_until_the_record_is_saved(void **state)
{
    (void)state;
    struct fake k;
    fake_start_with(&k, "tests/fixtures/so_sach", "phieu");
    fake_open_page(&k, NULL);
    assert_shows(&k, "Số          new ");
    keys(&k, "F5");
    type(&k, "so");
    keys(&k, "Enter");
    assert_focus(&k, "so");
    assert_shows(&k, "Số          new ");
    type(&k, "5");
    assert_said(&k, "This field may only be read.");
    keys(&k, "Tab");
    assert_value(&k, "so", "");
    fake_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(where_nothing_is_offered_one_is_told_what_that_depends_on),
        cmocka_unit_test(a_number_that_the_store_gives_is_new_until_the_record_is_saved),
        cmocka_unit_test(what_is_typed_becomes_the_value_when_the_field_is_left),
        cmocka_unit_test(text_that_is_no_value_is_kept_and_traps_nobody),
        cmocka_unit_test(the_first_letter_replaces_a_number_and_goes_on_after_a_text),
        cmocka_unit_test(an_empty_field_is_not_answered),
        cmocka_unit_test(letters_beyond_the_length_are_refused_and_said),
        cmocka_unit_test(a_full_number_advances_when_the_form_wants_it),
        cmocka_unit_test(enter_breaks_the_line_where_there_are_several),
        cmocka_unit_test(a_text_grows_with_its_lines),
        cmocka_unit_test(a_code_that_no_other_begins_with_stands_at_once),
        cmocka_unit_test(letters_that_begin_no_code_search_the_labels),
        cmocka_unit_test(the_list_of_choices_opens_and_esc_changes_nothing),
        cmocka_unit_test(yes_and_no_take_one_key),
        cmocka_unit_test(a_field_appears_when_it_becomes_relevant),
        cmocka_unit_test(a_reference_is_picked_among_records_and_shows_their_title),
        cmocka_unit_test(ditto_repeats_the_record_before),
        cmocka_unit_test(insert_puts_a_code_at_the_caret),
        cmocka_unit_test(the_key_line_offers_to_insert_only_where_there_is_something_to_insert),
        cmocka_unit_test(a_query_may_name_the_record_and_only_what_is_relevant),
        cmocka_unit_test(undo_goes_back_in_the_field_and_then_over_the_fields),
        cmocka_unit_test(a_draft_is_written_on_leaving_a_field_and_holds_only_what_changed),
        cmocka_unit_test(while_keys_wait_the_draft_waits_but_not_longer_than_two_seconds),
        cmocka_unit_test(a_draft_is_taken_up_at_its_field_and_caret),
        cmocka_unit_test(text_that_is_no_value_survives_in_the_draft),
        cmocka_unit_test(what_is_taken_back_leaves_no_draft),
        cmocka_unit_test(a_full_disk_is_shown_and_the_draft_tried_again),
        cmocka_unit_test(leaving_keeps_the_draft_and_says_so),
        cmocka_unit_test(saving_stores_the_record_and_says_when),
        cmocka_unit_test(a_refused_save_goes_to_the_first_finding),
        cmocka_unit_test(what_will_be_emptied_is_asked_before_saving),
    };
    return cmocka_run_group_tests_name("form_page", tests, NULL, NULL);
}
