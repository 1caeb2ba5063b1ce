#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include "base/err.h"

static void set_answers_false_and_fills_code_and_message(void **state)
{
    (void)state;
    struct err e = ERR_INIT;

    assert_false(err_set(&e, ERR_SYNTAX, "'%s' is not a number", "12a"));
    assert_int_equal(e.code, ERR_SYNTAX);
    assert_string_equal(e.msg, "'12a' is not a number");
}

static void wrap_reads_outermost_first(void **state)
{
    (void)state;
    struct err e = ERR_INIT;

    err_set(&e, ERR_SYNTAX, "'%s' is not a number", "12a");
    assert_false(err_wrap(&e, "field '%s'", "so_sv"));
    assert_false(err_wrap(&e, "form"));
    assert_string_equal(e.msg, "form: field 'so_sv': '12a' is not a number");
    assert_int_equal(e.code, ERR_SYNTAX);
}

static void a_message_may_quote_the_one_it_replaces(void **state)
{
    (void)state;
    struct err e = ERR_INIT;

    err_set(&e, ERR_IO, "disk full");
    err_set(&e, ERR_STORE, "cannot save (%s)", e.msg);
    assert_string_equal(e.msg, "cannot save (disk full)");
}

/* A message of `pad` letters 'a' and then many copies of `letter`, cut by err_set. */
static size_t cut_length(size_t pad, const char *letter)
{
    struct err e = ERR_INIT;
    char text[2048] = "";

    memset(text, 'a', pad);
    for (size_t at = pad; at + 5 < sizeof text; at += strlen(letter)) {
        memcpy(text + at, letter, strlen(letter) + 1);
    }
    err_set(&e, ERR_IO, "%s", text);
    size_t len = strlen(e.msg);
    assert_int_equal((len - pad) % strlen(letter), 0);
    return len;
}

static void a_long_message_is_cut_between_letters(void **state)
{
    (void)state;
    static const char *const letters[] = {"a", "é", "ễ", "😀"};

    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        for (size_t pad = 0; pad < 5; pad++) {
            size_t len = cut_length(pad, letters[i]);
            assert_in_range(len, 1024 - strlen(letters[i]), 1023);
        }
    }
}

static void a_message_that_just_fits_is_whole(void **state)
{
    (void)state;
    struct err e = ERR_INIT;
    char text[1024] = "";

    memset(text, 'a', 1020);
    memcpy(text + 1020, "ễ", 4);
    err_set(&e, ERR_IO, "%s", text);
    assert_string_equal(e.msg, text);
}

static void a_long_context_is_cut_between_letters(void **state)
{
    (void)state;
    struct err e = ERR_INIT;
    char text[2048] = "";

    for (size_t i = 0; i + 3 < sizeof text; i += 3) {
        memcpy(text + i, "ễ", 4);
    }
    err_set(&e, ERR_IO, "lost");
    err_wrap(&e, "%s", text);
    assert_int_equal(strlen(e.msg), 1023);
    assert_memory_equal(e.msg, text, 1023);
    err_wrap(&e, "a");
    assert_int_equal(strlen(e.msg), 3 + 1020);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(set_answers_false_and_fills_code_and_message),
        cmocka_unit_test(wrap_reads_outermost_first),
        cmocka_unit_test(a_message_may_quote_the_one_it_replaces),
        cmocka_unit_test(a_long_message_is_cut_between_letters),
        cmocka_unit_test(a_message_that_just_fits_is_whole),
        cmocka_unit_test(a_long_context_is_cut_between_letters),
    };
    return cmocka_run_group_tests_name("base/err", tests, NULL, NULL);
}
