#include "form_fake.h"

#include "screen/linear.h"

/* Double entry: Lan keyed a table, Mai keys it again without seeing it. */

#define ROW "lop/00000000-0000-7000-8000-000000000001"

static void set_text(struct record *r, const char *path, const char *text)
{
    struct path at;
    assert_true(record_path_parse(r, path, &at));
    value_set_text(&record_cell(r, at)->value, sv_of(text));
    record_cell(r, at)->touched = true;
}

static void set_int(struct record *r, const char *path, int64_t i)
{
    struct path at;
    assert_true(record_path_parse(r, path, &at));
    value_set_int(&record_cell(r, at)->value, i);
    record_cell(r, at)->touched = true;
}

/* 30 pupils of a kind, a class of 20, 12 boys in 2026. */
static void have_table(struct fake *k)
{
    fake_start_with(k, "tests/fixtures/doi_chieu", "bang");
    k->ui.lang = LANG_EN;
    struct record *r = k->stored = record_new(k->form, NEW_ID);
    r->version = 3;
    set_text(r, "ma", "b1");
    set_int(r, "si_so", 30);
    set_text(r, "loai", "ngoai_tru");
    record_add_row(r, 0, "00000000-0000-7000-8000-000000000001");
    set_text(r, ROW "/ten", "6a");
    set_int(r, ROW "/hs", 20);
    record_add_row(r, 1, "nam|2026");
    set_text(r, "nam/nam|2026/dong", "nam");
    set_text(r, "nam/nam|2026/nam_hoc", "2026");
    set_int(r, "nam/nam|2026/so", 12);
    k->waiting = "si_so loai diem " ROW "/hs nam/nam|2025/so nam/nam|2026/so";
}

static void begin(struct fake *k)
{
    struct page *p = form_new_verify(&k->ui, "bang", NEW_ID);
    if (!p) {
        fail_msg("%s", k->ui.message.p);
    }
    ui_push(&k->ui, p);
}

static void start(struct fake *k)
{
    have_table(k);
    begin(k);
}

/* All of it, the same but for what is said in a case. */
static void key_all(struct fake *k, const char *pupils, const char *kind, const char *boys)
{
    type(k, pupils);
    keys(k, "Enter");
    type(k, kind);
    keys(k, "Enter, Enter");
    type(k, "20");
    keys(k, "Enter, Enter");
    type(k, boys);
    keys(k, "Enter");
}

static void assert_hidden(struct fake *k, const char *part)
{
    struct str s = STR_INIT;
    screen(k, &s);
    if (strstr(s.p, part)) {
        fputs(s.p, stderr);
        fail_msg("the screen shows “%s”", part);
    }
    str_release(&s);
}

/* ---- keying ---- */

static void marked_fields_and_what_is_computed_from_them_are_not_seen(void **state)
{
    (void)state;
    struct fake k;
    start(&k);
    assert_said(&k, "6 fields are to be keyed from the paper");
    assert_shows(&k, "keying again 0/6");
    assert_shows(&k, "*Code     b1");
    assert_shows(&k, "|  Pupils                  ");
    assert_shows(&k, "|  Total                   ");
    assert_shows(&k, "|  6a                      ");
    assert_hidden(&k, "30");
    assert_hidden(&k, "20 ");
    assert_hidden(&k, "12");
    assert_hidden(&k, "|  +"); /* nor are rows added */
    assert_focus(&k, "si_so");
    fake_end(&k);
}

static void only_what_is_marked_is_gone_through(void **state)
{
    (void)state;
    struct fake k;
    start(&k);
    key_all(&k, "30", "1", "12");
    assert_said(&k, "This is the last field");
    assert_focus(&k, "nam/nam|2026/so");
    assert_shows(&k, "keying again 6/6");
    keys(&k, "F10");
    assert_null(k.ui.top);
    assert_said(&k, "Keyed twice: 6 fields, 2 of them otherwise; all of it is stored.");
    assert_non_null(strstr(k.calls.p, "verify(si_so=30 loai=ngoai_tru diem= " ROW "/hs=20 nam/nam|2025/so= nam/nam|2026/so=12)"));
    fake_end(&k);
}

static void what_differs_is_asked_for_again_and_counts_when_it_is_keyed_twice(void **state)
{
    (void)state;
    struct fake k;
    start(&k);
    type(&k, "31");
    keys(&k, "Enter");
    assert_said(&k, "This is not what was keyed first");
    assert_focus(&k, "si_so");
    assert_value(&k, "si_so", "");
    type(&k, "32");
    keys(&k, "Enter");
    assert_said(&k, "This is not what was keyed first");
    type(&k, "31"); /* not the same twice running */
    keys(&k, "Enter");
    assert_focus(&k, "si_so");
    type(&k, "31");
    keys(&k, "Enter");
    assert_focus(&k, "loai");
    assert_value(&k, "si_so", "31");
    type(&k, "2"); /* a code that is picked at once */
    assert_said(&k, "This is not what was keyed first");
    assert_value(&k, "loai", "");
    type(&k, "1");
    assert_value(&k, "loai", "ngoai_tru");
    fake_end(&k);
}

static void an_empty_field_is_keyed_by_going_on_and_asked_for_again_when_it_was_not_empty(void **state)
{
    (void)state;
    struct fake k;
    start(&k);
    keys(&k, "Enter");
    assert_focus(&k, "si_so");
    keys(&k, "Enter"); /* empty on paper indeed */
    assert_focus(&k, "loai");
    keys(&k, "Shift-Tab");
    assert_focus(&k, "si_so");
    keys(&k, "Tab, Shift-Tab"); /* it was keyed already; going back asks nothing */
    assert_focus(&k, "si_so");
    fake_end(&k);
}

static void going_back_is_never_held_up(void **state)
{
    (void)state;
    struct fake k;
    start(&k);
    keys(&k, "F8, F8"); /* to the mark */
    assert_focus(&k, "diem");
    type(&k, "x,y");
    keys(&k, "Enter");
    assert_focus(&k, "diem");
    keys(&k, "Shift-Tab");
    assert_focus(&k, "loai");
    assert_value(&k, "diem", "");
    type(&k, "2");
    keys(&k, "Shift-Tab, Shift-Tab");
    assert_focus(&k, "si_so");
    fake_end(&k);
}

static void what_would_tell_or_fill_in_is_not_done(void **state)
{
    (void)state;
    static const char *const barred[] = {"F7", "Alt-h", "Alt-g", "Alt-x", "Alt-n", "F6", "Alt-p", "Alt-t", "Alt-e", "F9"};
    struct fake k;
    start(&k);
    for (size_t i = 0; i < sizeof barred / sizeof barred[0]; i++) {
        keys(&k, barred[i]);
        assert_said(&k, "they are only typed");
    }
    paste(&k, "30");
    assert_said(&k, "they are only typed");
    keys(&k, "F8, F8, F8, Alt-a");
    assert_said(&k, "they are only typed");
    keys(&k, "Alt-d");
    assert_said(&k, "they are only typed");
    keys(&k, "Ctrl-Home");
    keys(&k, "Ctrl-Z");
    assert_said(&k, "nothing to take back");
    keys(&k, "F8, F4");
    assert_ptr_equal(k.ui.top->ops, &pick_ops); /* choices are offered, none of them marked */
    assert_int_equal(((struct pick *)k.ui.top)->at, 0);
    keys(&k, "Esc");
    assert_hidden(&k, "!");
    fake_end(&k);
}

static void what_is_not_keyed_yet_is_gone_to(void **state)
{
    (void)state;
    struct fake k;
    start(&k);
    type(&k, "30");
    keys(&k, "F10");
    assert_said(&k, "5 fields are still to be keyed.");
    assert_focus(&k, "loai");
    assert_null(strstr(k.calls.p, "verify("));
    fake_end(&k);
}

/* ---- drafts ---- */

static void what_was_keyed_is_kept_as_a_draft_of_its_own(void **state)
{
    (void)state;
    struct fake k;
    start(&k);
    type(&k, "30");
    keys(&k, "Enter");
    type(&k, "1");
    keys(&k, "Enter, Enter"); /* the mark is empty on paper */
    rest(&k);
    assert_true(k.draft_exists);
    keys(&k, "Ctrl-X");
    assert_null(k.ui.top);
    assert_said(&k, "kept as a draft");
    k.ui.quit = false;
    begin(&k);
    assert_shows(&k, "keying again 3/6");
    assert_value(&k, "si_so", "30");
    assert_focus(&k, ROW "/hs");
    assert_int_equal(cell_at(&k, "ghi_chu")->touched, k.stored->cells[5].touched);
    keys(&k, "Alt-o");
    assert_shows(&k, "Pupils: 30");
    type(&k, "2");
    assert_false(k.draft_exists);
    assert_null(k.ui.top);
    fake_end(&k);
}

/* ---- differences ---- */

static void differences_stand_side_by_side_and_each_is_decided(void **state)
{
    (void)state;
    struct fake k;
    start(&k);
    type(&k, "31");
    keys(&k, "Enter");
    key_all(&k, "31", "1", "13");
    keys(&k, "F10"); /* the last was asked for again */
    type(&k, "13");
    keys(&k, "Enter, F10");
    assert_shows(&k, "Keyed differently: first | second");
    assert_shows(&k, "1 Pupils           30 | 31");
    assert_shows(&k, "2 Boys, Year 2026  12 | 13");
    keys(&k, "Enter");
    assert_shows(&k, "First, by Lan: 30");
    assert_shows(&k, "Second, by Mai: 31");
    type(&k, "2");
    assert_shows(&k, "30 | 31 → 31");
    keys(&k, "Enter"); /* the cursor stands on the other */
    type(&k, "3");
    type(&k, "abc");
    keys(&k, "Enter");
    assert_shows(&k, "What is right?"); /* again: this is no number */
    type(&k, "15");
    keys(&k, "Enter");
    assert_shows(&k, "Why is neither of the two right?");
    keys(&k, "Enter"); /* a reason is required */
    type(&k, "recounted");
    keys(&k, "Enter");
    assert_shows(&k, "12 | 13 → 15");
    assert_shows(&k, "Save what was decided");
    assert_null(strstr(k.calls.p, "verify("));
    keys(&k, "Enter");
    assert_non_null(strstr(k.calls.p, "verify(si_so=31 loai=ngoai_tru diem= " ROW "/hs=20 nam/nam|2025/so= nam/nam|2026/so=13>15[recounted])"));
    assert_null(k.ui.top);
    fake_end(&k);
}

static void a_decision_can_be_gone_back_on_and_keying_gone_on_with(void **state)
{
    (void)state;
    struct fake k;
    start(&k);
    type(&k, "31");
    keys(&k, "Enter");
    key_all(&k, "31", "1", "12");
    keys(&k, "F10, Enter");
    type(&k, "1");
    assert_shows(&k, "30 | 31 → 30");
    keys(&k, "Up, Enter");
    keys(&k, "Esc"); /* back to the list */
    assert_shows(&k, "30 | 31 → 30");
    keys(&k, "Esc");
    assert_ptr_equal(k.ui.top, &the_page(&k)->page);
    keys(&k, "Ctrl-Home");
    type(&k, "30");
    keys(&k, "F10"); /* now all is the same */
    assert_non_null(strstr(k.calls.p, "verify(si_so=30 "));
    fake_end(&k);
}

static void where_nobody_may_key_it_says_why(void **state)
{
    (void)state;
    struct fake k;
    have_table(&k);
    k.waiting = NULL;
    assert_null(form_new_verify(&k.ui, "bang", NEW_ID));
    assert_said(&k, "There is nothing to key");
    fake_end(&k);
}

static void from_the_form_it_comes_in_its_place(void **state)
{
    (void)state;
    struct fake k;
    have_table(&k);
    fake_open_page(&k, NEW_ID);
    assert_shows(&k, "30");
    keys(&k, "Alt-e");
    assert_hidden(&k, "30");
    assert_non_null(the_page(&k)->blind);
    assert_null(k.ui.top->below);
    fake_end(&k);
}

/* ---- by lines ---- */

static void by_lines_nothing_is_told_either_and_differences_are_asked(void **state)
{
    (void)state;
    struct fake k;
    char *told = NULL;
    size_t n = 0;
    static const char typed[] = "31\n31\n1\n\n20\n\n!\n\n12\n\n1\n1\n2\n";
    have_table(&k);
    grid_resize(&k.ui.grid, LINEAR_ROWS, LINEAR_COLS);
    k.ui.linear = true;
    begin(&k);
    FILE *in = fmemopen((void *)(size_t)(const void *)typed, strlen(typed), "r");
    FILE *out = open_memstream(&told, &n);
    assert_true(linear_run(&k.ui, in, out, true));
    fclose(in);
    fclose(out);
    char *compared = strstr(told, "Keyed differently");
    if (!compared || !strstr(compared, "First, by Lan: 30\nSecond, by Mai: 31\n") || !strstr(compared, "Keyed twice: 6 fields")) {
        fail_msg("%s", told);
    }
    *compared = '\0';
    assert_null(strstr(told, "30"));
    assert_non_null(strstr(told, "Pupils: 31\nThis is not what was keyed first: look at the paper and type it again.\nPupils: 31\nKind: "));
    assert_non_null(strstr(told, "Year 2026: !\n1 field is still to be keyed.\nYear 2026: \n"));
    assert_non_null(strstr(k.calls.p, "verify(si_so=31>30 "));
    free(told);
    fake_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_lines_nothing_is_told_either_and_differences_are_asked),
        cmocka_unit_test(marked_fields_and_what_is_computed_from_them_are_not_seen),
        cmocka_unit_test(only_what_is_marked_is_gone_through),
        cmocka_unit_test(what_differs_is_asked_for_again_and_counts_when_it_is_keyed_twice),
        cmocka_unit_test(an_empty_field_is_keyed_by_going_on_and_asked_for_again_when_it_was_not_empty),
        cmocka_unit_test(going_back_is_never_held_up),
        cmocka_unit_test(what_would_tell_or_fill_in_is_not_done),
        cmocka_unit_test(what_is_not_keyed_yet_is_gone_to),
        cmocka_unit_test(what_was_keyed_is_kept_as_a_draft_of_its_own),
        cmocka_unit_test(differences_stand_side_by_side_and_each_is_decided),
        cmocka_unit_test(a_decision_can_be_gone_back_on_and_keying_gone_on_with),
        cmocka_unit_test(where_nobody_may_key_it_says_why),
        cmocka_unit_test(from_the_form_it_comes_in_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
