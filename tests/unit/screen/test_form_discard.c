#include "form_fake.h"

/* What was typed is given up: named first, asked, and gone. */

static void open_stored(struct fake *k)
{
    fake_start(k);
    k->stored = record_new(k->form, NEW_ID);
    k->stored->version = 3;
    value_set_text(&k->stored->cells[0].value, SV("01"));
    value_set_text(&k->stored->cells[1].value, SV("Hoa"));
    record_add_row(k->stored, 0, "a");
    fake_open_page(k, NEW_ID);
}

static void what_is_lost_is_named_and_enter_keeps_it(void **state)
{
    (void)state;
    struct fake k;
    open_stored(&k);
    keys(&k, "F5");
    type(&k, "ho va ten");
    keys(&k, "Enter");
    type(&k, " Lê");
    keys(&k, "F5");
    type(&k, "diem");
    keys(&k, "Enter");
    type(&k, "t");
    keys(&k, "Alt-a");
    type(&k, "v");
    keys(&k, "Alt-o");
    assert_shows(&k, "Discard what you typed?");
    assert_shows(&k, "The record stays as it was saved.");
    assert_shows(&k, "Họ và tên: Hoa Lê");
    assert_shows(&k, "Điểm 1: Môn: t Toán");
    assert_shows(&k, "Điểm: a row that was added");
    keys(&k, "Enter");
    assert_value(&k, "ten", "Hoa Lê");
    assert_true(k.draft_exists);
    fake_end(&k);
}

static void a_stored_record_stands_there_as_it_was_saved(void **state)
{
    (void)state;
    struct fake k;
    open_stored(&k);
    keys(&k, "F5");
    type(&k, "ho va ten");
    keys(&k, "Enter");
    type(&k, " Lê");
    keys(&k, "Alt-o");
    type(&k, "2");
    assert_false(k.draft_exists);
    assert_said(&k, "stands here as it was saved");
    assert_value(&k, "ten", "Hoa");
    assert_focus(&k, "ten");
    keys(&k, "Ctrl-X");
    assert_null(k.ui.top);
    assert_false(k.draft_exists);
    fake_end(&k);
}

static void a_record_never_saved_is_gone_with_its_page(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    type(&k, "01");
    keys(&k, "Alt-o");
    assert_shows(&k, "The record was never saved and is gone then.");
    keys(&k, "Down, Enter");
    assert_null(k.ui.top);
    assert_false(k.draft_exists);
    assert_said(&k, "What was typed is discarded.");
    fake_end(&k);
}

static void where_nothing_was_typed_nothing_is_asked(void **state)
{
    (void)state;
    struct fake k;
    open_stored(&k);
    keys(&k, "Alt-o");
    assert_said(&k, "Nothing was typed here that is not saved.");
    fake_end(&k);
}

static void from_elsewhere_the_record_is_shown_only_to_be_asked_about(void **state)
{
    (void)state;
    struct fake k;
    open_stored(&k);
    keys(&k, "F5");
    type(&k, "ho va ten");
    keys(&k, "Enter");
    type(&k, " Lê");
    keys(&k, "Ctrl-X");
    assert_null(k.ui.top);
    assert_true(k.draft_exists);
    form_discard(&k.ui, "hoc_sinh", NEW_ID, false);
    assert_shows(&k, "Họ và tên: Hoa Lê");
    keys(&k, "Esc");
    assert_null(k.ui.top);
    assert_true(k.draft_exists);
    form_discard(&k.ui, "hoc_sinh", NEW_ID, false);
    type(&k, "2");
    assert_null(k.ui.top);
    assert_false(k.draft_exists);
    fake_end(&k);
}

static void a_draft_in_a_record_that_may_only_be_read_is_discarded_all_the_same(void **state)
{
    (void)state;
    struct fake k;
    open_stored(&k);
    keys(&k, "F5");
    type(&k, "ho va ten");
    keys(&k, "Enter");
    type(&k, " Lê");
    keys(&k, "Ctrl-X");
    k.barred = "the database may only be read";
    fake_open_page(&k, NEW_ID);
    assert_value(&k, "ten", "Hoa");
    keys(&k, "Alt-o");
    assert_shows(&k, "1 value typed until 23/11/2019 16:06");
    type(&k, "2");
    assert_false(k.draft_exists);
    fake_end(&k);
}

static void a_new_record_is_gone_on_with_from_the_home_screen(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    type(&k, "01");
    keys(&k, "Ctrl-X");
    assert_said(&k, "open it from the home screen");
    fake_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_lost_is_named_and_enter_keeps_it),
        cmocka_unit_test(a_stored_record_stands_there_as_it_was_saved),
        cmocka_unit_test(a_record_never_saved_is_gone_with_its_page),
        cmocka_unit_test(where_nothing_was_typed_nothing_is_asked),
        cmocka_unit_test(from_elsewhere_the_record_is_shown_only_to_be_asked_about),
        cmocka_unit_test(a_draft_in_a_record_that_may_only_be_read_is_discarded_all_the_same),
        cmocka_unit_test(a_new_record_is_gone_on_with_from_the_home_screen),
    };
    return cmocka_run_group_tests_name("form_discard", tests, NULL, NULL);
}
