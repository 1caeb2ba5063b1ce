#include "form_fake.h"

/*
 * What an input method on the other side of the terminal counts on: that each letter it sent stands, and that each Backspace takes the
 * last of them.  The form is tests/fixtures/go_chu; tests/suites/ime.sh sends it whole streams.
 */

static void begin(struct fake *k)
{
    fake_start_with(k, "tests/fixtures/go_chu", "chu");
    fake_open_page(k, NULL);
    keys(k, "Tab");
    str_clear(&k->calls);
}

/* Several letters in one event, as they come in one read. */
static void at_once(struct fake *k, const char *text)
{
    struct event ev = {.key = KEY_TEXT, .text = sv_of(text)};
    ui_event(&k->ui, &ev);
}

static void the_draft_is_not_written_between_erasing_and_typing(void **state)
{
    (void)state;
    struct fake k;
    begin(&k);
    at_once(&k, "vie");
    assert_calls(&k, "");
    k.now_ms += 5000;
    keys(&k, "Backspace");
    assert_calls(&k, "");
    at_once(&k, "ê");
    assert_calls(&k, "draft_put(d1=viê)");
    fake_end(&k);
}

/* "đạt" is typed as "dat" and then corrected: by then the field has gone on. */
static void a_correction_reaches_the_field_that_has_gone_on_by_itself(void **state)
{
    (void)state;
    struct fake k;
    begin(&k);
    form_focus(the_page(&k), &k.ui, PATH_MAIN(13));
    assert_focus(&k, "xep");
    at_once(&k, "dat");
    assert_focus(&k, "so");
    assert_value(&k, "xep", "dat");
    keys(&k, "Backspace");
    assert_focus(&k, "xep");
    keys(&k, "Backspace");
    at_once(&k, "ạt");
    assert_focus(&k, "so");
    assert_value(&k, "xep", "dat");
    assert_value(&k, "so", "");
    fake_end(&k);
}

static void a_slip_is_taken_back_where_the_field_has_gone_on_by_itself(void **state)
{
    (void)state;
    struct fake k;
    begin(&k);
    form_focus(the_page(&k), &k.ui, PATH_MAIN(14));
    at_once(&k, "12");
    assert_focus(&k, "ngay");
    keys(&k, "Backspace");
    assert_focus(&k, "so");
    type(&k, "3");
    assert_focus(&k, "ngay");
    assert_value(&k, "so", "13");
    fake_end(&k);
}

static void after_another_key_a_backspace_stays_where_it_is(void **state)
{
    (void)state;
    struct fake k;
    begin(&k);
    form_focus(the_page(&k), &k.ui, PATH_MAIN(14));
    at_once(&k, "12");
    type(&k, "1");
    keys(&k, "Backspace, Backspace");
    assert_focus(&k, "ngay");
    assert_value(&k, "so", "12");
    fake_end(&k);
}

static void codes_typed_ahead_fill_field_after_field(void **state)
{
    (void)state;
    struct fake k;
    begin(&k);
    form_focus(the_page(&k), &k.ui, PATH_MAIN(13));
    at_once(&k, "kha421/9/19");
    keys(&k, "Tab");
    assert_value(&k, "xep", "kha");
    assert_value(&k, "so", "42");
    assert_value(&k, "ngay", "2019-09-01");
    fake_end(&k);
}

static void letters_typed_ahead_reach_the_popup_that_the_first_opens(void **state)
{
    (void)state;
    struct fake k;
    begin(&k);
    form_focus(the_page(&k), &k.ui, PATH_MAIN(13));
    at_once(&k, "?3");
    assert_value(&k, "xep", "gioi");
    assert_focus(&k, "so");
    fake_end(&k);
}

/* In a full field, and where it sends an invisible character first, it erases more than was taken. */
static void backspace_takes_first_what_found_no_place(void **state)
{
    static const struct {
        const char *typed;
        int backspaces;
        const char *then, *is;
    } cases[] = {
        {"Hoa", 2, "òa", "Hòa"},
        {"Hoan", 3, "oàn", "Hoà"},
        {"Hoa\xe2\x80\x8c", 3, "òa", "Hòa"},
        {"\xe2\x80\x8cHoa", 2, "òa", "Hòa"},
        {"Hoa\xe2\x80\xaf", 3, "òa", "Hòa"},
        {"Hoannnnnnnnnnnnn", 11, "", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fake k;
        begin(&k);
        the_page(&k)->edit.max_letters = 3;
        at_once(&k, cases[i].typed);
        for (int b = 0; b < cases[i].backspaces; b++) {
            keys(&k, "Backspace");
        }
        at_once(&k, cases[i].then);
        assert_string_equal(the_page(&k)->edit.text.p, cases[i].is);
        fake_end(&k);
    }
}

static void what_was_left_out_is_told_until_it_is_taken_back(void **state)
{
    (void)state;
    struct fake k;
    begin(&k);
    the_page(&k)->edit.max_letters = 3;
    at_once(&k, "Hoanh");
    assert_said(&k, "2");
    keys(&k, "Backspace");
    assert_said(&k, "1");
    keys(&k, "Backspace");
    assert_string_equal(k.ui.message.p, "");
    assert_string_equal(the_page(&k)->edit.text.p, "Hoa");
    keys(&k, "Left, Backspace");
    assert_string_equal(the_page(&k)->edit.text.p, "Ha");
    fake_end(&k);
}

static void a_paste_tells_how_many_characters_it_lost_and_where(void **state)
{
    static const struct {
        const char *pasted, *is, *said;
    } cases[] = {
        {"an\xe2\x80\xae toàn", "an toàn", "1 control or invisible character was left out: letter 3 of what came."},
        {"a\033[31mđỏ\007", "a[31mđỏ", "2 control or invisible characters were left out, the first of them letter 2 of what came."},
        {"Z\xcc\x83\xcc\x8a\xcc\x80\xcc\x81", "Z\xcc\x83\xcc\x8a", "2 control or invisible characters were left out"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fake k;
        begin(&k);
        paste(&k, cases[i].pasted);
        assert_string_equal(the_page(&k)->edit.text.p, cases[i].is);
        assert_said(&k, cases[i].said);
        fake_end(&k);
    }
}

static void a_mark_too_many_typed_alone_is_refused(void **state)
{
    (void)state;
    struct fake k;
    begin(&k);
    type(&k, "e\xcc\x82\xcc\x81");
    assert_string_equal(the_page(&k)->edit.text.p, "ế");
    assert_string_equal(k.ui.message.p, "");
    type(&k, "\xcc\xa3");
    assert_string_equal(the_page(&k)->edit.text.p, "ế");
    assert_said(&k, "1 control or invisible character was left out");
    fake_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_draft_is_not_written_between_erasing_and_typing),
        cmocka_unit_test(a_correction_reaches_the_field_that_has_gone_on_by_itself),
        cmocka_unit_test(a_slip_is_taken_back_where_the_field_has_gone_on_by_itself),
        cmocka_unit_test(after_another_key_a_backspace_stays_where_it_is),
        cmocka_unit_test(codes_typed_ahead_fill_field_after_field),
        cmocka_unit_test(letters_typed_ahead_reach_the_popup_that_the_first_opens),
        cmocka_unit_test(backspace_takes_first_what_found_no_place),
        cmocka_unit_test(what_was_left_out_is_told_until_it_is_taken_back),
        cmocka_unit_test(a_paste_tells_how_many_characters_it_lost_and_where),
        cmocka_unit_test(a_mark_too_many_typed_alone_is_refused),
    };
    return cmocka_run_group_tests_name("screen/form_ime", tests, NULL, NULL);
}
