#include "form_fake.h"
#include "screen/open.h"

/* What a summary asks before it is shown. The day is 23/11/2019. */

static void begin(struct fake *k, const char *summary)
{
    fake_start(k);
    ui_push(&k->ui, menu_new(&k->ui));
    open_summary(&k->ui, summary);
}

static void enter_shows_it_with_the_defaults(void **state)
{
    (void)state;
    struct fake k;
    begin(&k, "theo_khoi");
    assert_shows(&k, "Đến ngày      23/11/2019");
    assert_shows(&k, "Khối          (not given)");
    assert_shows(&k, "F4 Change  F10 As sent  Enter Show  Esc Leave");
    keys(&k, "Enter");
    assert_string_equal(k.asked.p, "den_ngay=2019-11-23;khoi=;ban=;");
    assert_shows(&k, "Học sinh theo khối · 23/11/2019");
    assert_shows(&k, "| Khối      Số học sinh");
    keys(&k, "Ctrl-X");
    assert_shows(&k, "Đến ngày      23/11/2019");
    fake_end(&k);
}

static void typing_on_a_line_changes_its_answer(void **state)
{
    (void)state;
    struct fake k;
    begin(&k, "theo_khoi");
    type(&k, "1/9/2018");
    keys(&k, "Enter, Down");
    type(&k, "mot");
    keys(&k, "Enter, Down");
    type(&k, "b");
    keys(&k, "Enter");
    assert_shows(&k, "Khối          1 Khối một");
    assert_shows(&k, "Bạn cùng bàn  Trần Bình");
    keys(&k, "Enter");
    assert_string_equal(k.asked.p, "den_ngay=2018-09-01;khoi=k1;ban=" FRIEND_ID ";");
    assert_shows(&k, "Học sinh theo khối · 01/09/2018 · 1 Khối một · Trần Bình");
    fake_end(&k);
}

static void an_answer_is_taken_out_again(void **state)
{
    (void)state;
    struct fake k;
    begin(&k, "theo_khoi");
    keys(&k, "Delete, Enter");
    assert_string_equal(k.asked.p, "den_ngay=;khoi=;ban=;");
    fake_end(&k);
}

static void what_is_no_answer_is_asked_again_with_the_reason(void **state)
{
    (void)state;
    struct fake k;
    begin(&k, "theo_khoi");
    type(&k, "mai");
    keys(&k, "Enter");
    assert_said(&k, "“mai” is not a day");
    assert_shows(&k, "[mai");
    keys(&k, "Esc, Enter");
    assert_string_equal(k.asked.p, "den_ngay=2019-11-23;khoi=;ban=;");
    fake_end(&k);
}

static void a_summary_that_asks_nothing_is_shown_at_once(void **state)
{
    (void)state;
    struct fake k;
    begin(&k, "tat_ca");
    assert_shows(&k, "Tất cả học sinh");
    assert_shows(&k, "1 row");
    keys(&k, "Ctrl-X");
    assert_string_equal(k.ui.top->ops->name, "menu");
    fake_end(&k);
}

static void a_key_records_it_and_asks_for_the_letter(void **state)
{
    (void)state;
    struct fake k;
    begin(&k, "theo_khoi");
    keys(&k, "F10");
    assert_shows(&k, "The number of the letter");
    type(&k, "12/BC");
    keys(&k, "Enter");
    type(&k, "hôm qua");
    keys(&k, "Enter");
    assert_said(&k, "“hôm qua” is not a day");
    type(&k, "24/11/2019");
    keys(&k, "Enter, Enter");
    assert_string_equal(k.asked.p, "den_ngay=2019-11-23;khoi=;ban=;file=yes;_document=12/BC;_document_date=24/11/2019;");
    assert_said(&k, "Recorded as sent under the number 7");
    fake_end(&k);
}

static void closing_a_question_about_the_letter_records_nothing(void **state)
{
    (void)state;
    struct fake k;
    begin(&k, "theo_khoi");
    keys(&k, "F10");
    type(&k, "12/BC");
    keys(&k, "Enter, Esc Esc");
    assert_string_equal(k.asked.p, "");
    keys(&k, "F10, Enter, Enter, Enter");
    assert_string_equal(k.asked.p, "den_ngay=2019-11-23;khoi=;ban=;file=yes;");
    fake_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enter_shows_it_with_the_defaults),
        cmocka_unit_test(typing_on_a_line_changes_its_answer),
        cmocka_unit_test(an_answer_is_taken_out_again),
        cmocka_unit_test(what_is_no_answer_is_asked_again_with_the_reason),
        cmocka_unit_test(a_summary_that_asks_nothing_is_shown_at_once),
        cmocka_unit_test(a_key_records_it_and_asks_for_the_letter),
        cmocka_unit_test(closing_a_question_about_the_letter_records_nothing),
    };
    return cmocka_run_group_tests_name("summary", tests, NULL, NULL);
}
