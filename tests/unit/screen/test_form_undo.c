#include "form_fake.h"

/* Ctrl-Z goes back through all that was done to a record, Ctrl-Y forward again, over the same steps. */

/* All that a person sees of the record: texts, values, rows and what was accepted. */
static char *all_of(struct fake *k)
{
    const struct form_page *fp = the_page(k);
    struct str s = STR_INIT;
    struct str path = STR_INIT;
    for (int roster = -1; roster < (int)fp->form->nrosters; roster++) {
        size_t rows = roster < 0 ? 1 : fp->record->rosters[roster].list.n;
        size_t fields = roster < 0 ? fp->form->nfields : fp->form->rosters[roster].nfields;
        for (size_t i = 0; i < rows * fields; i++) {
            struct path at = {roster, i / fields, i % fields};
            const struct cell *c = record_cell_const(fp->record, at);
            str_clear(&path);
            record_path_text(fp->record, at, &path);
            const struct acceptance *a = record_acceptance(fp->record, path.p);
            str_addf(&s, "%s=%s", path.p, c->raw ? c->raw : "");
            value_add_plain(&s, &c->value);
            str_addf(&s, "%s%s\n", a ? " because " : "", a ? a->reason : "");
        }
    }
    str_release(&path);
    return str_take(&s);
}

/* What stood there one after the other, without repetitions: letters of a field not yet left change nothing. */
struct way {
    VEC(char *) all;
};

static void note(struct way *w, struct fake *k)
{
    char *now = all_of(k);
    if (w->all.n > 0 && str_eq(w->all.v[w->all.n - 1], now)) {
        free(now);
    } else {
        *vec_push(&w->all) = now;
    }
}

static void release_way(struct way *w)
{
    for (size_t i = 0; i < w->all.n; i++) {
        free(w->all.v[i]);
    }
    vec_release(&w->all);
}

/* Press the key until it says that there is nothing left. */
static void go(struct fake *k, const char *key, const char *until, struct way *w)
{
    note(w, k);
    for (int i = 0; i < 200; i++) {
        keys(k, key);
        if (strstr(k->ui.message.p, until)) {
            return;
        }
        note(w, k);
    }
    fail_msg("%s never ends", key);
}

static void back(struct fake *k, struct way *w)
{
    go(k, "Ctrl-Z", "nothing to take back", w);
}

static void forth(struct fake *k, struct way *w)
{
    go(k, "Ctrl-Y", "nothing to do again", w);
}

struct act {
    const char *what;
    const char *go_to; /* letters of a field's name, for Ctrl-G; NULL: stay */
    const char *type, *keys, *paste; /* in this order; NULL: nothing */
    const char *then;                /* keys afterwards */
};

static const struct act acts[] = {
    {"a text", "ho va", "Nguyễn Hoa", NULL, NULL, "Tab"},
    {"a text changed", "ho va", " Lan", NULL, NULL, "Tab"},
    {"a text cleared", "ho va", NULL, "Ctrl-U", NULL, "Tab"},
    {"a code", "khoi", "2", NULL, NULL, "Tab"},
    {"a choice from the list", "khoi", NULL, "F4, Down, Enter", NULL, NULL},
    {"yes", "noi tru", "c", NULL, NULL, NULL},
    {"a field that yes brought", "phong", "A1", NULL, NULL, "Tab"},
    {"no", "noi tru", "k", NULL, NULL, NULL},
    {"what is no date", "ngay", "99", NULL, NULL, "Tab"},
    {"another record", "ban", NULL, "F4, Enter", NULL, NULL},
    {"an insertion", "nhan", NULL, "F9, Enter", NULL, "Tab"},
    {"a pasted text", "nhan", NULL, NULL, "một\nhai", "Tab"},
    {"a row by typing in it", "diem", "t", NULL, NULL, "Tab"},
    {"a number in it", NULL, "7,5", NULL, NULL, "Tab"},
    {"a row added", NULL, NULL, "Alt-a", NULL, "Tab"},
    {"a row inserted", NULL, NULL, "Up, Alt-i", NULL, "Tab"},
    {"a row deleted", "diem", NULL, "Alt-d", NULL, "Tab"},
    {"a row deleted with letters in it", NULL, "9", "Alt-d", NULL, NULL},
    {"a block pasted", "diem", NULL, NULL, "t\t5\tmột\nv\t6\thai\n", NULL},
    {"what the row above has", NULL, NULL, "Down, F7", NULL, NULL},
    {"a cell of the matrix", "vang", "4", NULL, NULL, "Tab"},
    {"a block in the matrix", "vang", NULL, NULL, "1\t2\n3\t4\n", NULL},
    {"many siblings", "so anh", "12", NULL, NULL, NULL},
    {"and why that is right", NULL, NULL, "Up, Alt-w", NULL, NULL},
};

static void act(struct fake *k, const struct act *a)
{
    if (a->go_to) {
        keys(k, "Ctrl-G");
        type(k, a->go_to);
        keys(k, "Enter");
    }
    if (a->type) {
        type(k, a->type);
    }
    if (a->keys) {
        keys(k, a->keys);
    }
    if (a->paste) {
        paste(k, a->paste);
    }
    if (a->then) {
        keys(k, a->then);
    }
    if (k->ui.top->ops == &ask_ops) {
        type(k, "đã hỏi");
        keys(k, "Enter");
    }
}

static bool is_on_way(const struct way *w, const char *all)
{
    for (size_t i = 0; i < w->all.n; i++) {
        if (str_eq(w->all.v[i], all)) {
            return true;
        }
    }
    return false;
}

static void expect_reversed(const struct way *there, const struct way *again)
{
    assert_int_equal(there->all.n, again->all.n);
    for (size_t i = 0; i < there->all.n; i++) {
        assert_string_equal(there->all.v[i], again->all.v[again->all.n - 1 - i]);
    }
}

static void everything_is_taken_back_step_by_step_and_done_again_over_the_same_steps(void **state)
{
    struct fake k;
    struct way done = {0};
    struct way undone = {0};
    struct way redone = {0};
    (void)state;
    fake_begin(&k);
    note(&done, &k);
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        size_t before = done.all.n;
        act(&k, &acts[i]);
        note(&done, &k);
        if (done.all.n == before) {
            fail_msg("%s changes nothing", acts[i].what);
        }
    }
    back(&k, &undone);
    for (size_t i = 0; i < done.all.n; i++) {
        if (!is_on_way(&undone, done.all.v[i])) {
            fail_msg("the way back passes by what stood there after %s:\n%s", i > 0 ? acts[i - 1].what : "the start",
                     done.all.v[i]);
        }
    }
    assert_string_equal(undone.all.v[undone.all.n - 1], done.all.v[0]);
    assert_false(draft_changed(the_page(&k)));
    forth(&k, &redone);
    expect_reversed(&undone, &redone);
    release_way(&undone);
    back(&k, &undone);
    expect_reversed(&redone, &undone);
    release_way(&done);
    release_way(&undone);
    release_way(&redone);
    fake_end(&k);
}

/* Each act alone: one Ctrl-Z and what it left is gone as a whole, one Ctrl-Y and it is there again. */
static void blocks_choices_rows_and_acceptances_are_one_step_each(void **state)
{
    static const size_t ones[] = {4, 5, 9, 14, 16, 18, 19, 21, 23};
    (void)state;
    for (size_t i = 0; i < sizeof ones / sizeof *ones; i++) {
        struct fake k;
        fake_begin(&k);
        for (size_t n = 0; n < ones[i]; n++) {
            act(&k, &acts[n]);
        }
        char *before = all_of(&k);
        act(&k, &acts[ones[i]]);
        char *after = all_of(&k);
        keys(&k, "Ctrl-Z");
        char *undone = all_of(&k);
        keys(&k, "Ctrl-Y");
        char *redone = all_of(&k);
        if (!str_eq(undone, before) || !str_eq(redone, after)) {
            fail_msg("%s is not one step:\n%s\n%s", acts[ones[i]].what, before, undone);
        }
        free(before);
        free(after);
        free(undone);
        free(redone);
        fake_end(&k);
    }
}

/* Whatever is new, what was taken back before it cannot be done again. */
static void a_new_change_ends_redo(void **state)
{
    static const struct act news[] = {
        {"a letter", "nhan", "x", NULL, NULL, NULL},       {"a letter taken back", "ho va", NULL, "Backspace", NULL, NULL},
        {"a code", "khoi", "1", NULL, NULL, NULL},         {"a row", "diem", NULL, "Alt-a", NULL, NULL},
        {"a block", "diem", NULL, NULL, "t\t5\tmột", NULL}, {"a pasted text", "nhan", NULL, NULL, "x", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof news / sizeof *news; i++) {
        struct fake k;
        fake_begin(&k);
        act(&k, &acts[0]);
        act(&k, &acts[3]);
        act(&k, &acts[5]);
        keys(&k, "Ctrl-Z");
        act(&k, &news[i]);
        keys(&k, "Ctrl-Y");
        if (!strstr(k.ui.message.p, "nothing to do again")) {
            fail_msg("after %s something is done again", news[i].what);
        }
        fake_end(&k);
    }
}

/* Letters are taken back one run at a time, then the field before; on the way forth the letters come as one. */
static void letters_taken_back_in_a_field_come_again_after_the_fields_before(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    type(&k, "01");
    keys(&k, "Enter");
    type(&k, "Hoa");
    keys(&k, "Ctrl-Z");
    assert_focus(&k, "ten");
    keys(&k, "Ctrl-Y");
    assert_shows(&k, "Hoa");
    keys(&k, "Ctrl-Z, Ctrl-Z");
    assert_focus(&k, "ma");
    assert_value(&k, "ma", "");
    keys(&k, "Ctrl-Y, Ctrl-Y");
    assert_value(&k, "ma", "01");
    assert_value(&k, "ten", "Hoa");
    assert_focus(&k, "ten");
    keys(&k, "Ctrl-Y");
    assert_said(&k, "nothing to do again");
    fake_end(&k);
}

/* A mark of a problem goes with what caused it. */
static void what_is_wrong_is_found_again(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    act(&k, &acts[8]);
    struct path at;
    record_path_parse(the_page(&k)->record, "ngay_sinh", &at);
    assert_non_null(problems_at(the_page(&k), at));
    keys(&k, "Ctrl-Z");
    assert_null(problems_at(the_page(&k), at));
    fake_end(&k);
}

/* What is taken back then is unsaved again; but the key of a stored record is corrected elsewhere. */
static void taking_back_goes_on_past_a_save(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    type(&k, "01");
    keys(&k, "Enter");
    type(&k, "Hoa");
    keys(&k, "Enter, F10");
    assert_said(&k, "Saved");
    keys(&k, "Ctrl-Z");
    assert_value(&k, "ten", "");
    assert_true(draft_changed(the_page(&k)));
    keys(&k, "Ctrl-Z");
    assert_said(&k, "nothing to take back");
    assert_value(&k, "ma", "01");
    keys(&k, "F10");
    assert_said(&k, "Saved");
    keys(&k, "Ctrl-Y, Ctrl-Y");
    assert_said(&k, "nothing to do again");
    assert_value(&k, "ten", "Hoa");
    fake_end(&k);
}

/* With a save after each. */
static void what_was_saved_is_taken_back_as_what_was_not(void **state)
{
    (void)state;
    struct fake k;
    struct way first = {0};
    struct way again = {0};
    fake_begin(&k);
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        act(&k, &acts[i]);
        keys(&k, "F10");
        if (k.ui.top->ops == &ask_ops) {
            keys(&k, "Enter");
        }
        assert_said(&k, "Saved");
    }
    back(&k, &first);
    forth(&k, &again);
    assert_int_equal(first.all.n, again.all.n);
    for (size_t i = 0; i < first.all.n; i++) {
        assert_string_equal(again.all.v[i], first.all.v[first.all.n - 1 - i]);
    }
    release_way(&first);
    release_way(&again);
    fake_end(&k);
}

/* The form's page comes back in its place. */
static void a_row_is_taken_back_from_its_own_page(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    form_focus(the_page(&k), &k.ui, (struct path){0, 0, 0}); /* the row that is not there yet */
    keys(&k, "Alt-a, Alt-r");
    assert_int_equal(the_page(&k)->row_roster, 0);
    keys(&k, "Ctrl-Z");
    assert_int_equal(the_page(&k)->row_roster, -1);
    assert_int_equal(the_page(&k)->record->rosters[0].list.n, 0);
    fake_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_taken_back_step_by_step_and_done_again_over_the_same_steps),
        cmocka_unit_test(blocks_choices_rows_and_acceptances_are_one_step_each),
        cmocka_unit_test(a_new_change_ends_redo),
        cmocka_unit_test(letters_taken_back_in_a_field_come_again_after_the_fields_before),
        cmocka_unit_test(what_is_wrong_is_found_again),
        cmocka_unit_test(taking_back_goes_on_past_a_save),
        cmocka_unit_test(what_was_saved_is_taken_back_as_what_was_not),
        cmocka_unit_test(a_row_is_taken_back_from_its_own_page),
    };
    return cmocka_run_group_tests_name("form_undo", tests, NULL, NULL);
}
