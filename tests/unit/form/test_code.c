/* Codes in texts: which are one, and what becomes of a text in which many are exchanged at once. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "form/code.h"

static void a_code_is_its_prefix_and_a_number_of_at_least_so_many_digits(void **state)
{
    struct str s = STR_INIT;
    (void)state;
    code_add(&s, "H1-1.1-", 7, 2);
    str_add_c(&s, ' ');
    code_add(&s, "H1-1.1-", 100, 2);
    assert_string_equal(s.p, "H1-1.1-07 H1-1.1-100");
    str_release(&s);
}

static void the_number_of_a_code_is_the_digits_at_its_end(void **state)
{
    int64_t n;
    (void)state;
    assert_true(code_number("MC.1.1.012", &n) && n == 12);
    assert_false(code_number("MC.1.1.", &n));
    assert_false(code_number("", &n));
    assert_false(code_number("X1234567890", &n));
    assert_true(code_number_behind("H2-1.1-100", "H2-1.1-", &n) && n == 100);
    assert_false(code_number_behind("H2-1.1-1a", "H2-1.1-", &n));
    assert_false(code_number_behind("H2-1.1-1", "H1-1.1-", &n));
}

/* 01 and 02 change places, 03 moves up to 100, 100 down to 10, and 50 is one that should not be there. */
static struct code_map moved(void)
{
    struct code_map m = {0};
    code_map_add(&m, "H1-1.1-02", "H1-1.1-01");
    code_map_add(&m, "H1-1.1-01", "H1-1.1-02");
    code_map_add(&m, "H1-1.1-03", "H1-1.1-100");
    code_map_add(&m, "H1-1.1-100", "H1-1.1-10");
    code_map_add(&m, "H1-1.1-10", "H1-1.1-03");
    code_map_add(&m, "H1-1.1-04", "H1-1.1-04");
    code_map_add(&m, "H1-1.1-50", NULL);
    code_map_sort(&m);
    return m;
}

static void all_codes_of_a_text_are_exchanged_at_once_and_nothing_else_is(void **state)
{
    static const struct {
        const char *before, *after; /* NULL: the same */
    } cases[] = {
        {"H1-1.1-01", "H1-1.1-02"},
        {"[H1-1.1-01]; [H1-1.1-02]", "[H1-1.1-02]; [H1-1.1-01]"},
        {"(H1-1.1-01, H1-1.1-02,H1-1.1-03).", "(H1-1.1-02, H1-1.1-01,H1-1.1-100)."},
        {"H1-1.1-10 H1-1.1-100 H1-1.1-1000", "H1-1.1-03 H1-1.1-10 H1-1.1-1000"},
        {"Theo H1-1.1-01.", "Theo H1-1.1-02."},
        {"từ H1-1.1-01-H1-1.1-02", "từ H1-1.1-02-H1-1.1-01"},
        {"từ H1-1.1-01–H1-1.1-02", "từ H1-1.1-02–H1-1.1-01"},
        {"dòng\nH1-1.1-01\nH1-1.1-01", "dòng\nH1-1.1-02\nH1-1.1-02"},
        {"“H1-1.1-02”…", "“H1-1.1-01”…"},
        {"XH1-1.1-01 ĐH1-1.1-01 A-H1-1.1-01 H1-1.1-01a H1-1.1-01đ H1-1.1-01.2", NULL},
        {"H1-1.1-04 [H1-1.1-50]", NULL},
        {"", NULL},
    };
    struct code_map m = moved();
    struct str out = STR_INIT;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        str_clear(&out);
        assert_int_equal(code_exchange(&m, sv_of(cases[i].before), &out), cases[i].after != NULL);
        assert_string_equal(out.p ? out.p : "", cases[i].after ? cases[i].after : cases[i].before);
    }
    str_release(&out);
    code_map_release(&m);
}

static void the_way_back_gives_the_same_bytes(void **state)
{
    const char *text = "[H1-1.1-01]; [H1-1.1-100], H1-1.1-10 và H1-1.1-02, H1-1.1-03.";
    struct code_map m = moved(), back = {0};
    struct str there = STR_INIT, again = STR_INIT;
    (void)state;
    for (size_t i = 0; i < m.list.n; i++) {
        if (m.list.v[i].now) {
            code_map_add(&back, m.list.v[i].now, m.list.v[i].old);
        }
    }
    code_map_sort(&back);
    assert_true(code_exchange(&m, sv_of(text), &there));
    assert_true(code_exchange(&back, (struct sv){there.p, there.len}, &again));
    assert_string_equal(again.p, text);
    str_release(&there);
    str_release(&again);
    code_map_release(&m);
    code_map_release(&back);
}

static void a_code_to_be_told_of_is_found(void **state)
{
    struct code_map m = moved();
    struct code_match match = {0};
    size_t told = 0;
    (void)state;
    while (code_find(&m, SV("H1-1.1-50, H1-1.1-04, H1-1.1-500, H1-1.1-50"), &match)) {
        told += match.change->now == NULL;
    }
    assert_int_equal(told, 2);
    code_map_release(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_its_prefix_and_a_number_of_at_least_so_many_digits),
        cmocka_unit_test(the_number_of_a_code_is_the_digits_at_its_end),
        cmocka_unit_test(all_codes_of_a_text_are_exchanged_at_once_and_nothing_else_is),
        cmocka_unit_test(the_way_back_gives_the_same_bytes),
        cmocka_unit_test(a_code_to_be_told_of_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
