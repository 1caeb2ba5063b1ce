#include "form_fake.h"

/* What an operator does is counted where the application asks for it, and told with what is written anyway. */

static void begin_table(struct fake *k)
{
    fake_start_with(k, "tests/fixtures/doi_chieu", "bang");
    fake_open_page(k, NULL);
}

static void assert_told(struct fake *k, int64_t begun, int64_t keystrokes, int64_t corrections, int64_t seconds)
{
    assert_int_equal(k->told.begun, begun);
    assert_int_equal(k->told.keystrokes, keystrokes);
    assert_int_equal(k->told.corrections, corrections);
    assert_int_equal(k->told.seconds, seconds);
}

static void keys_are_counted_letter_by_letter_and_told_with_the_draft_and_the_save(void **state)
{
    (void)state;
    struct fake k;
    begin_table(&k);
    type(&k, "bảng"); /* four letters */
    assert_told(&k, 0, 0, 0, 0); /* no write for it alone */
    keys(&k, "Enter");
    assert_told(&k, 1, 5, 0, 0);
    bytes(&k, "30\r2"); /* a run, a key, and a code that is picked at once */
    assert_told(&k, 1, 9, 0, 0);
    keys(&k, "Enter"); /* changes nothing, so nothing is written */
    assert_told(&k, 1, 9, 0, 0);
    keys(&k, "F4, Down, Esc, F10"); /* what is typed in a pop-up counts, too; a begun Esc is no key yet */
    assert_told(&k, 1, 13, 0, 0);
    fake_end(&k);
}

static void letters_taken_back_and_answers_changed_are_corrections(void **state)
{
    (void)state;
    struct fake k;
    begin_table(&k);
    type(&k, "b12");
    keys(&k, "Backspace, Enter");
    type(&k, "30");
    keys(&k, "Enter");
    assert_told(&k, 1, 8, 1, 0);
    keys(&k, "Up");
    type(&k, "31"); /* typed over what was answered */
    keys(&k, "Enter, F10");
    assert_told(&k, 1, 13, 2, 0);
    fake_end(&k);
}

static void pauses_are_no_typing(void **state)
{
    (void)state;
    struct fake k;
    begin_table(&k);
    type(&k, "a");
    k.now_ms += 1600;
    type(&k, "b");
    k.now_ms += 31000; /* somebody came in */
    type(&k, "c");
    k.now_ms += 900;
    keys(&k, "Enter");
    assert_told(&k, 1, 4, 0, 2);
    k.now_ms += 600; /* with the half second that was left */
    type(&k, "1");
    keys(&k, "Enter");
    assert_told(&k, 1, 6, 0, 3);
    fake_end(&k);
}

static void a_record_is_begun_once(void **state)
{
    (void)state;
    struct fake k;
    begin_table(&k);
    type(&k, "b1");
    keys(&k, "Enter, Ctrl-X");
    fake_open_page(&k, NEW_ID);
    type(&k, "5");
    keys(&k, "Enter, F10");
    assert_int_equal(k.told.begun, 1);
    fake_open_page(&k, NEW_ID);
    type(&k, "6");
    keys(&k, "F10");
    assert_int_equal(k.told.begun, 1);
    fake_end(&k);
}

static void without_being_asked_nothing_is_counted(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    type(&k, "01");
    k.now_ms += 2000;
    keys(&k, "Backspace, Enter, F10");
    assert_int_equal(k.told.keystrokes + k.told.corrections + k.told.seconds, 0);
    fake_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_counted_letter_by_letter_and_told_with_the_draft_and_the_save),
        cmocka_unit_test(letters_taken_back_and_answers_changed_are_corrections),
        cmocka_unit_test(pauses_are_no_typing),
        cmocka_unit_test(a_record_is_begun_once),
        cmocka_unit_test(without_being_asked_nothing_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
