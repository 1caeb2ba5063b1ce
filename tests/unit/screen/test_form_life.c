#include "form_fake.h"

/* What happens to a record beyond typing: problems, warnings, other people, states, the pane. */

/* A stored pupil, opened. */
static void open_stored(struct fake *k)
{
    fake_start(k);
    k->stored = record_new(k->form, NEW_ID);
    k->stored->version = 3;
    value_set_text(&k->stored->cells[0].value, SV("01"));
    value_set_text(&k->stored->cells[1].value, SV("Hoa"));
    fake_open_page(k, NEW_ID);
    str_clear(&k->calls);
}

/* ---- problems ---- */

static void the_next_problem_is_found_wherever_it_is(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Enter, Enter, Enter");
    type(&k, "99");
    keys(&k, "Enter, F8");
    assert_focus(&k, "ma");
    assert_said(&k, "1/2 “Mã”");
    keys(&k, "F8");
    assert_focus(&k, "ngay_sinh");
    assert_said(&k, "2/2 Ngày sinh: ");
    keys(&k, "F8");
    assert_focus(&k, "ma");
    type(&k, "01");
    keys(&k, "F8");
    assert_focus(&k, "ngay_sinh");
    keys(&k, "Ctrl-U, F8");
    assert_said(&k, "no problem left");
    fake_end(&k);
}

static void a_warning_is_accepted_with_a_reason_until_its_value_changes(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    type(&k, "01");
    keys(&k, "Enter, Enter, Enter, Enter");
    type(&k, "12");
    assert_value(&k, "so_em", "12");
    keys(&k, "Up");
    assert_shows(&k, "! Ít nhà đông con như vậy.");
    keys(&k, "Alt-w");
    keys(&k, "Enter");
    assert_ptr_equal(k.ui.top->ops, &ask_ops); /* a reason is required */
    type(&k, "đã hỏi gia đình");
    keys(&k, "Enter");
    assert_null(problems_at(the_page(&k), the_page(&k)->focus));
    assert_string_equal(the_page(&k)->record->accepted.v[0].reason, "đã hỏi gia đình");
    assert_string_equal(the_page(&k)->record->accepted.v[0].who, "Mai");
    type(&k, "13");
    keys(&k, "Up");
    assert_non_null(problems_at(the_page(&k), the_page(&k)->focus));
    fake_end(&k);
}

/* A stored record with a value that its form remarks upon, which was accepted. */
static void accept_many_siblings(struct fake *k)
{
    open_stored(k);
    keys(k, "Ctrl-G");
    type(k, "em");
    keys(k, "Enter");
    type(k, "12");
    keys(k, "Up, Alt-w"); /* two digits went on to the next field */
    type(k, "đã hỏi");
    keys(k, "Enter");
}

static void an_accepted_warning_outlives_the_program(void **state)
{
    (void)state;
    struct fake k;
    accept_many_siblings(&k);
    rest(&k);
    ui_close(&k.ui);
    k.ui.quit = false;
    fake_open_page(&k, NEW_ID);
    const struct acceptance *a = record_acceptance(the_page(&k)->record, "so_em");
    assert_non_null(a);
    assert_string_equal(a->reason, "đã hỏi");
    assert_string_equal(a->who, "Mai");
    keys(&k, "F8");
    assert_said(&k, "no problem left");
    keys(&k, "F10");
    assert_string_equal(record_acceptance(k.stored, "so_em")->reason, "đã hỏi");
    fake_end(&k);
}

static void an_acceptance_alone_makes_a_draft_but_only_while_it_differs_from_what_is_stored(void **state)
{
    (void)state;
    struct fake k;
    accept_many_siblings(&k);
    keys(&k, "F10");
    assert_false(draft_changed(the_page(&k)));
    keys(&k, "Alt-w");
    assert_said(&k, "no warning at this field");
    record_accept(the_page(&k)->record, "so_em", NULL);
    draft_note_accepted(the_page(&k), &k.ui, "so_em");
    assert_true(draft_changed(the_page(&k)));
    str_clear(&k.calls);
    rest(&k);
    assert_calls(&k, "draft_put(!so_em=)");
    fake_end(&k);
}

static void an_error_is_not_accepted(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Alt-w");
    assert_said(&k, "errors cannot be accepted");
    fake_end(&k);
}

/* ---- two people ---- */

static void prepare_theirs(struct fake *k, const char *name)
{
    k->theirs = record_clone(k->stored);
    k->theirs->version = 4;
    value_set_text(&k->theirs->cells[1].value, sv_of(name));
    value_set_text(&k->theirs->cells[2].value, SV("k2"));
    k->conflict = "ten";
}

static void the_key_of_a_stored_record_is_passed_over(void **state)
{
    (void)state;
    struct fake k;
    open_stored(&k);
    assert_focus(&k, "ten");
    keys(&k, "Shift-Tab");
    type(&k, "9");
    assert_value(&k, "ma", "01");
    fake_end(&k);
}

static void a_conflict_is_asked_with_all_three_values(void **state)
{
    (void)state;
    struct fake k;
    open_stored(&k);
    prepare_theirs(&k, "Hoa Lan");
    type(&k, " Mai");
    keys(&k, "F10");
    assert_shows(&k, "Yours: Hoa Mai");
    assert_shows(&k, "Theirs: Hoa Lan");
    assert_shows(&k, "Before: Hoa");
    assert_shows(&k, "Stored by: Lan");
    fake_end(&k);
}

static void an_answer_decides_and_what_only_they_changed_is_taken_over(void **state)
{
    static const struct {
        const char *key, *name;
    } cases[] = {{"1", "Hoa Mai"}, {"2", "Hoa Lan"}, {"3", "Hoa"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake k;
        open_stored(&k);
        prepare_theirs(&k, "Hoa Lan");
        type(&k, " Mai");
        keys(&k, "F10");
        type(&k, cases[i].key);
        assert_value(&k, "ten", cases[i].name);
        assert_value(&k, "khoi", "k2");
        assert_said(&k, "as version 5");
        fake_end(&k);
    }
}

static void esc_from_a_conflict_saves_nothing_and_keeps_what_was_typed(void **state)
{
    (void)state;
    struct fake k;
    open_stored(&k);
    prepare_theirs(&k, "Hoa Lan");
    type(&k, " Mai");
    keys(&k, "F10, Esc Esc");
    assert_value(&k, "ten", "Hoa Mai");
    assert_value(&k, "khoi", "");
    assert_int_equal(k.stored->version, 4);
    assert_true(draft_changed(the_page(&k)));
    fake_end(&k);
}

/* ---- states ---- */

static void a_move_asks_for_its_reason_and_saves_first(void **state)
{
    (void)state;
    struct fake k;
    open_stored(&k);
    type(&k, " Mai");
    keys(&k, "Alt-t");
    assert_shows(&k, "Đã xong");
    keys(&k, "Enter");
    type(&k, "đủ điểm");
    keys(&k, "Enter");
    assert_non_null(strstr(k.calls.p, "save move open"));
    assert_string_equal(k.stored->state, "xong");
    assert_string_equal(k.reason, "đủ điểm");
    assert_said(&k, "Đã xong");
    assert_shows(&k, "Đã xong  read only");
    fake_end(&k);
}

static void in_a_state_that_is_not_editable_nothing_is_typed(void **state)
{
    (void)state;
    struct fake k;
    fake_start(&k);
    k.stored = record_new(k.form, NEW_ID);
    k.stored->version = 1;
    value_set_text(&k.stored->cells[0].value, SV("01"));
    snprintf(k.stored->state, sizeof k.stored->state, "xong");
    fake_open_page(&k, NEW_ID);
    type(&k, "9");
    assert_said(&k, "may only be read");
    keys(&k, "Backspace");
    assert_said(&k, "may only be read");
    keys(&k, "F10");
    assert_said(&k, "may only be read");
    keys(&k, "Enter");
    assert_value(&k, "ma", "01");
    assert_focus(&k, "ten");
    rest(&k);
    assert_false(k.draft_exists);
    fake_end(&k);
}

static void a_record_never_saved_cannot_move(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Alt-t");
    assert_said(&k, "Save this record first");
    fake_end(&k);
}

/* ---- pane, other records ---- */

static void the_pane_shows_the_query_of_the_field_above_the_fields(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Alt-p");
    assert_said(&k, "nothing to show");
    keys(&k, "Ctrl-G");
    type(&k, "nhan");
    keys(&k, "Enter, Alt-p");
    assert_shows(&k, "Toán  8,0");
    type(&k, "giỏi");
    assert_shows(&k, "giỏi");
    keys(&k, "Alt-p");
    assert_int_equal(pane_rows(the_page(&k), 18), 0);
    fake_end(&k);
}

static void a_new_record_takes_the_place_of_this_one_whose_draft_stays(void **state)
{
    (void)state;
    struct fake k;
    open_stored(&k);
    type(&k, " Mai");
    keys(&k, "Ctrl-N");
    assert_int_equal(the_page(&k)->record->version, 0);
    assert_true(k.draft_exists);
    fake_end(&k);
}

static void a_number_being_typed_is_read_in_the_language_it_was_typed_in(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Ctrl-G");
    type(&k, "diem");
    keys(&k, "Enter");
    type(&k, "t");
    keys(&k, "Enter");
    type(&k, "7,5");
    k.ui.lang = LANG_EN; /* on a page above */
    assert_shows(&k, "Subject");
    assert_shows(&k, "7.5");
    keys(&k, "Enter");
    const struct form_page *fp = the_page(&k);
    assert_true(fp->record->rosters[0].list.v[0].cells[1].value.r == 7.5);
    fake_end(&k);
}

static void a_screen_that_changes_its_size_keeps_everything(void **state)
{
    static const struct {
        int rows, cols;
    } sizes[] = {{10, 40}, {24, 80}, {60, 200}, {11, 41}};
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Enter");
    type(&k, "Nguyễn Thị Hoa");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        grid_resize(&k.ui.grid, sizes[i].rows, sizes[i].cols);
        assert_shows(&k, "Nguyễn Thị Hoa");
        keys(&k, "PgDn, PgUp, Ctrl-End, Ctrl-Home, Enter");
        assert_focus(&k, "ten");
    }
    assert_value(&k, "ten", "Nguyễn Thị Hoa");
    fake_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_problem_is_found_wherever_it_is),
        cmocka_unit_test(a_warning_is_accepted_with_a_reason_until_its_value_changes),
        cmocka_unit_test(an_accepted_warning_outlives_the_program),
        cmocka_unit_test(an_acceptance_alone_makes_a_draft_but_only_while_it_differs_from_what_is_stored),
        cmocka_unit_test(an_error_is_not_accepted),
        cmocka_unit_test(the_key_of_a_stored_record_is_passed_over),
        cmocka_unit_test(a_conflict_is_asked_with_all_three_values),
        cmocka_unit_test(an_answer_decides_and_what_only_they_changed_is_taken_over),
        cmocka_unit_test(esc_from_a_conflict_saves_nothing_and_keeps_what_was_typed),
        cmocka_unit_test(a_move_asks_for_its_reason_and_saves_first),
        cmocka_unit_test(in_a_state_that_is_not_editable_nothing_is_typed),
        cmocka_unit_test(a_record_never_saved_cannot_move),
        cmocka_unit_test(the_pane_shows_the_query_of_the_field_above_the_fields),
        cmocka_unit_test(a_new_record_takes_the_place_of_this_one_whose_draft_stays),
        cmocka_unit_test(a_number_being_typed_is_read_in_the_language_it_was_typed_in),
        cmocka_unit_test(a_screen_that_changes_its_size_keeps_everything),
    };
    return cmocka_run_group_tests_name("form_life", tests, NULL, NULL);
}
