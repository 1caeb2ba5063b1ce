#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "screen/type.h"

/* One text, typed into with a method. */
struct typist {
    struct ui ui;
    struct edit edit;
};

static void sit_down(struct typist *t, enum typing_method method)
{
    assert_true(ui_init(&t->ui, NULL, NULL, NULL, LANG_EN, 24, 80));
    t->ui.typing.method = method;
    edit_init(&t->edit, false);
}

static void get_up(struct typist *t)
{
    edit_release(&t->edit);
    ui_release(&t->ui);
}

/* Letter by letter, as keys come. */
static size_t keys(struct typist *t, const char *text)
{
    size_t refused = 0;
    for (; *text; text++) {
        refused += type_text(&t->ui, &t->edit, (struct sv){text, 1});
    }
    return refused;
}

static void letters_typed_make_vietnamese_words(void **state)
{
    (void)state;
    struct typist t;
    sit_down(&t, TYPING_TELEX);
    keys(&t, "Truwowngf Tieeur hocj ");
    assert_string_equal(t.edit.text.p, "Trường Tiểu học ");
    get_up(&t);
}

static void without_a_method_letters_are_letters(void **state)
{
    (void)state;
    struct typist t;
    sit_down(&t, TYPING_OFF);
    keys(&t, "Truwowngf");
    assert_string_equal(t.edit.text.p, "Truwowngf");
    get_up(&t);
}

static void several_letters_that_come_at_once_are_typed_one_by_one(void **state)
{
    (void)state;
    struct typist t;
    sit_down(&t, TYPING_VNI);
    assert_int_equal(type_text(&t.ui, &t.edit, SV("d9u7o7ng2 ")), 0);
    assert_string_equal(t.edit.text.p, "đường ");
    get_up(&t);
}

static void a_word_is_typed_in_the_middle_of_a_text(void **state)
{
    (void)state;
    struct typist t;
    sit_down(&t, TYPING_TELEX);
    edit_set(&t.edit, "a học b");
    edit_set_caret(&t.edit, 2);
    keys(&t, "ddi ");
    assert_string_equal(t.edit.text.p, "a đi học b");
    assert_int_equal(t.edit.caret, sizeof "a đi " - 1);
    get_up(&t);
}

/* rule: Backspace */
static void backspace_takes_one_visible_letter(void **state)
{
    (void)state;
    struct typist t;
    sit_down(&t, TYPING_TELEX);
    keys(&t, "toans");
    assert_string_equal(t.edit.text.p, "toán");
    assert_true(type_backspace(&t.ui, &t.edit));
    assert_string_equal(t.edit.text.p, "tóa");
    assert_true(type_backspace(&t.ui, &t.edit));
    assert_true(type_backspace(&t.ui, &t.edit));
    assert_true(type_backspace(&t.ui, &t.edit));
    assert_false(type_backspace(&t.ui, &t.edit));
    assert_string_equal(t.edit.text.p, "");
    get_up(&t);
}

static void what_was_typed_by_a_method_is_undone_as_typing(void **state)
{
    (void)state;
    struct typist t;
    sit_down(&t, TYPING_TELEX);
    keys(&t, "nguowif");
    assert_string_equal(t.edit.text.p, "người");
    while (edit_undo(&t.edit)) {
    }
    assert_string_equal(t.edit.text.p, "");
    while (edit_redo(&t.edit)) {
    }
    assert_string_equal(t.edit.text.p, "người");
    get_up(&t);
}

static void a_full_field_still_takes_marks(void **state)
{
    (void)state;
    struct typist t;
    sit_down(&t, TYPING_TELEX);
    t.edit.max_letters = 5;
    assert_int_equal(keys(&t, "tieng"), 0);
    assert_int_equal(keys(&t, "es"), 0);
    assert_string_equal(t.edit.text.p, "tiếng");
    assert_int_equal(keys(&t, "b"), 1);
    assert_string_equal(t.edit.text.p, "tiếng");
    get_up(&t);
}

static void a_word_that_is_none_turns_back_when_the_text_is_left(void **state)
{
    (void)state;
    struct typist t;
    sit_down(&t, TYPING_TELEX);
    keys(&t, "window");
    type_end(&t.ui, &t.edit);
    assert_string_equal(t.edit.text.p, "window");
    get_up(&t);
}

static void a_searched_line_is_typed_the_same_way(void **state)
{
    (void)state;
    struct typist t;
    struct str line = STR_INIT;
    sit_down(&t, TYPING_TELEX);
    const char *letters[] = {"l", "e", "e", " ", "l", "o", "w", "i", "j"};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        type_line(&t.ui, &line, sv_of(letters[i]));
    }
    assert_string_equal(line.p, "lê lợi");
    type_line_back(&t.ui, &line);
    assert_string_equal(line.p, "lê lợ");
    str_release(&line);
    get_up(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_typed_make_vietnamese_words),
        cmocka_unit_test(without_a_method_letters_are_letters),
        cmocka_unit_test(several_letters_that_come_at_once_are_typed_one_by_one),
        cmocka_unit_test(a_word_is_typed_in_the_middle_of_a_text),
        cmocka_unit_test(backspace_takes_one_visible_letter),
        cmocka_unit_test(what_was_typed_by_a_method_is_undone_as_typing),
        cmocka_unit_test(a_full_field_still_takes_marks),
        cmocka_unit_test(a_word_that_is_none_turns_back_when_the_text_is_left),
        cmocka_unit_test(a_searched_line_is_typed_the_same_way),
    };
    return cmocka_run_group_tests_name("screen/type", tests, NULL, NULL);
}
