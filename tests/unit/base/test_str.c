#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include "base/str.h"

static void an_empty_string_is_never_null(void **state)
{
    (void)state;
    struct str s = STR_INIT;

    assert_string_equal(s.p, "");
    str_clear(&s);
    str_cut(&s, 5);
    str_add(&s, "");
    assert_string_equal(s.p, "");
    assert_int_equal(s.cap, 0);
    str_release(&s);
    assert_string_equal(s.p, "");
}

static void adding_appends_in_order(void **state)
{
    (void)state;
    struct str s = STR_INIT;

    str_add(&s, "Tiêu ");
    str_add_n(&s, "chuẩn XY", 7);
    str_add_c(&s, ' ');
    str_addf(&s, "%d/%s", 5, "b");
    str_add_sv(&s, SV("!"));
    str_add_sv(&s, (struct sv){NULL, 0});
    assert_string_equal(s.p, "Tiêu chuẩn 5/b!");
    assert_int_equal(s.len, strlen(s.p));
    str_set(&s, "new");
    assert_string_equal(s.p, "new");
    str_release(&s);
}

static void growing_keeps_every_byte(void **state)
{
    (void)state;
    struct str s = STR_INIT;

    for (int i = 0; i < 5000; i++) {
        str_add_c(&s, (char)('a' + i % 26));
    }
    assert_int_equal(s.len, 5000);
    for (int i = 0; i < 5000; i++) {
        assert_int_equal(s.p[i], 'a' + i % 26);
    }
    assert_int_equal(s.p[5000], '\0');
    str_release(&s);
}

static void take_hands_over_and_leaves_it_empty(void **state)
{
    (void)state;
    struct str s = STR_INIT;
    char *empty = str_take(&s);

    assert_string_equal(empty, "");
    str_add(&s, "x");
    char *p = str_take(&s);
    assert_string_equal(p, "x");
    assert_string_equal(s.p, "");
    free(p);
    free(empty);
}

static void splice_replaces_bytes(void **state)
{
    (void)state;
    static const struct {
        const char *start;
        size_t at, del;
        const char *bytes, *want;
    } cases[] = {
        {"", 0, 0, "a", "a"},        {"bc", 0, 0, "a", "abc"},     {"ac", 1, 0, "b", "abc"},
        {"ab", 2, 0, "c", "abc"},    {"axxc", 1, 2, "b", "abc"},   {"abc", 0, 3, "", ""},
        {"abc", 1, 1, "", "ac"},     {"abc", 1, 99, "X", "aX"},    {"abc", 99, 1, "d", "abcd"},
        {"", 0, 0, "", ""},
        {"ab", 1, 1, "long text in place of one letter b", "along text in place of one letter b"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str s = STR_INIT;
        str_add(&s, cases[i].start);
        str_splice(&s, cases[i].at, cases[i].del, cases[i].bytes, strlen(cases[i].bytes));
        assert_string_equal(s.p, cases[i].want);
        assert_int_equal(s.len, strlen(cases[i].want));
        str_release(&s);
    }
}

static void cut_only_shortens(void **state)
{
    (void)state;
    struct str s = STR_INIT;

    str_add(&s, "abc");
    str_cut(&s, 9);
    assert_string_equal(s.p, "abc");
    str_cut(&s, 1);
    assert_string_equal(s.p, "a");
    assert_int_equal(s.len, 1);
    str_release(&s);
}

static void comparisons_look_at_bytes(void **state)
{
    (void)state;
    assert_true(str_eq("a", "a"));
    assert_false(str_eq("a", "A"));
    assert_true(str_eq_null(NULL, NULL));
    assert_false(str_eq_null(NULL, ""));
    assert_false(str_eq_null("", NULL));
    assert_true(str_eq_null("x", "x"));
    assert_true(str_starts("khoa.ini", "khoa"));
    assert_true(str_starts("khoa", ""));
    assert_false(str_starts("kho", "khoa"));
    assert_true(str_ends("khoa.ini", ".ini"));
    assert_true(str_ends("khoa", ""));
    assert_false(str_ends("ini", ".ini"));
    assert_true(sv_eq(SV("ab"), "ab"));
    assert_false(sv_eq(SV("ab"), "abc"));
    assert_true(sv_eq((struct sv){NULL, 0}, ""));
    assert_int_equal(sv_of("abc").n, 3);
}

static void trim_takes_ascii_blanks_off_both_ends(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"", ""}, {" \t\r\n ", ""}, {" a b ", "a b"}, {"a", "a"}, {"\ta", "a"},
        {"ễ ", "ễ"}, {"\u00a0", "\u00a0"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(sv_eq(sv_trim(sv_of(cases[i].text)), cases[i].want));
    }
}

static void next_cuts_trimmed_pieces(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want; /* pieces, each followed by '|' */
    } cases[] = {
        {"", ""}, {"a", "a|"}, {"a, b ,c", "a|b|c|"}, {"a,,b", "a||b|"}, {",a", "|a|"},
        {"a,", "a|"}, {" ", "|"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str got = STR_INIT;
        struct sv rest = sv_of(cases[i].text), piece;
        while (sv_next(&rest, ',', &piece)) {
            str_add_sv(&got, piece);
            str_add_c(&got, '|');
        }
        assert_string_equal(got.p, cases[i].want);
        str_release(&got);
    }
}

static void nearest_names_what_was_probably_meant(void **state)
{
    (void)state;
    static const char *const names[] = {"label", "label.en", "required", "relevant", "min", "max", "type"};
    static const struct {
        const char *wrong, *want;
    } cases[] = {
        {"lable", "label"},   {"label", "label"},      {"labl", "label"},  {"requird", "required"},
        {"relevent", "relevant"}, {"mim", "min"},      {"tipe", "type"},   {"color", NULL},
        {"zzzzzzzz", NULL},   {"", NULL},              {"mx", "max"},
        {"a very long wrong name that is near to nothing", NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = str_nearest(cases[i].wrong, names, sizeof names / sizeof *names);
        if (!str_eq_null(got, cases[i].want)) {
            fail_msg("nearest to '%s' is '%s'", cases[i].wrong, got ? got : "(none)");
        }
    }
    assert_null(str_nearest("x", names, 0));
    assert_null(str_nearest("x", NULL, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_string_is_never_null),
        cmocka_unit_test(adding_appends_in_order),
        cmocka_unit_test(growing_keeps_every_byte),
        cmocka_unit_test(take_hands_over_and_leaves_it_empty),
        cmocka_unit_test(splice_replaces_bytes),
        cmocka_unit_test(cut_only_shortens),
        cmocka_unit_test(comparisons_look_at_bytes),
        cmocka_unit_test(trim_takes_ascii_blanks_off_both_ends),
        cmocka_unit_test(next_cuts_trimmed_pieces),
        cmocka_unit_test(nearest_names_what_was_probably_meant),
    };
    return cmocka_run_group_tests_name("base/str", tests, NULL, NULL);
}
