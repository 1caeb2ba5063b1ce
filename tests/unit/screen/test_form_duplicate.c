#include "form_fake.h"

/* A new record with everything of another but what tells the two apart. */

/* Hoa, stored, with two marks and one absence. */
static void open_hoa(struct fake *k)
{
    static const char *const texts[][2] = {{"ma", "01"}, {"ten", "Hoa"}, {"khoi", "6"}, {"noi_tru", "co"}, {"phong", "B2"}};
    fake_start(k);
    struct record *r = k->stored = record_new(k->form, FRIEND_ID);
    r->version = 3;
    snprintf(r->state, sizeof r->state, "xong");
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        value_set_text(&r->cells[form_field(k->form, texts[i][0])->index].value, sv_of(texts[i][1]));
    }
    value_set_int(&r->cells[form_field(k->form, "tong")->index].value, 99);
    record_add_row(r, 0, NULL);
    value_set_text(&r->rosters[0].list.v[0].cells[0].value, SV("toan"));
    value_set_real(&r->rosters[0].list.v[0].cells[1].value, 8.5);
    record_add_row(r, 1, "10p");
    value_set_int(&r->rosters[1].list.v[0].cells[3].value, 4);
    char reason[] = "vì thế", who[] = "Lan";
    record_accept(r, "ten", &(struct acceptance){.reason = reason, .who = who});
    fake_open_page(k, FRIEND_ID);
    str_clear(&k->calls);
}

static void everything_is_copied_but_the_key_the_state_and_what_is_computed(void **state)
{
    (void)state;
    struct fake k;
    open_hoa(&k);
    keys(&k, "Alt-g");
    assert_said(&k, "A copy of “Trần Bình”");
    assert_said(&k, "Nothing is saved yet.");
    assert_focus(&k, "ma");
    assert_value(&k, "ma", "");
    assert_value(&k, "ten", "Hoa");
    assert_value(&k, "khoi", "6");
    assert_value(&k, "phong", "B2");
    assert_value(&k, "vang/10p/so_buoi", "4");
    assert_value(&k, "vang/9p/so_buoi", "");
    assert_value(&k, "tong", "4");
    const struct record *r = the_page(&k)->record;
    assert_int_equal(r->version, 0);
    assert_string_equal(r->state, "dang_ghi");
    assert_string_equal(r->id, NEW_ID);
    assert_int_equal(r->accepted.n, 0);
    assert_int_equal(r->rosters[0].list.n, 1);
    assert_string_equal(value_str(&r->rosters[0].list.v[0].cells[0].value), "toan");
    assert_string_not_equal(r->rosters[0].list.v[0].key, k.stored->rosters[0].list.v[0].key);
    fake_end(&k);
}

static void it_is_a_draft_until_it_is_saved(void **state)
{
    (void)state;
    struct fake k;
    open_hoa(&k);
    keys(&k, "Ctrl-V");
    rest(&k);
    assert_true(k.draft_exists);
    assert_string_equal(k.stored->id, FRIEND_ID);
    type(&k, "02");
    keys(&k, "F10");
    assert_string_equal(k.stored->id, NEW_ID);
    assert_value(&k, "ma", "02");
    assert_value(&k, "ten", "Hoa");
    assert_false(k.draft_exists);
    assert_null(the_page(&k)->like);
    fake_end(&k);
}

static void it_goes_on_from_its_draft(void **state)
{
    (void)state;
    struct fake k;
    open_hoa(&k);
    keys(&k, "Alt-g, Esc Esc");
    assert_said(&k, "kept as a draft");
    fake_open_page(&k, NEW_ID);
    assert_value(&k, "ten", "Hoa");
    assert_value(&k, "vang/10p/so_buoi", "4");
    assert_int_equal(the_page(&k)->record->rosters[0].list.n, 1);
    fake_end(&k);
}

static void copying_is_taken_back_as_one_step(void **state)
{
    (void)state;
    struct fake k;
    open_hoa(&k);
    keys(&k, "Alt-g, Ctrl-Z");
    assert_value(&k, "ten", "");
    assert_value(&k, "vang/10p/so_buoi", "");
    assert_int_equal(the_page(&k)->record->rosters[0].list.n, 0);
    rest(&k);
    assert_false(k.draft_exists);
    keys(&k, "Enter");
    type(&k, "An");
    keys(&k, "Enter");
    assert_value(&k, "vang/10p/so_buoi", ""); /* it is no copy any more */
    fake_end(&k);
}

static void what_is_typed_and_not_saved_is_copied_too_and_stays_a_draft_there(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    type(&k, "01");
    keys(&k, "Enter");
    type(&k, "Lan");
    keys(&k, "Alt-g");
    assert_non_null(strstr(k.calls.p, "draft_put(ten=Lan)"));
    assert_value(&k, "ma", "");
    assert_value(&k, "ten", "Lan");
    fake_end(&k);
}

static void where_nothing_can_be_typed_nothing_is_begun(void **state)
{
    (void)state;
    struct fake k;
    open_hoa(&k);
    k.barred = "the disk can only be read";
    keys(&k, "Alt-g");
    assert_said(&k, "the disk can only be read");
    assert_string_equal(the_page(&k)->record->id, FRIEND_ID);
    fake_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_copied_but_the_key_the_state_and_what_is_computed),
        cmocka_unit_test(it_is_a_draft_until_it_is_saved),
        cmocka_unit_test(it_goes_on_from_its_draft),
        cmocka_unit_test(copying_is_taken_back_as_one_step),
        cmocka_unit_test(what_is_typed_and_not_saved_is_copied_too_and_stays_a_draft_there),
        cmocka_unit_test(where_nothing_can_be_typed_nothing_is_begun),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
