#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>
#include "base/num.h"

static void an_integer_is_the_whole_text_or_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum num_style style;
        bool ok;
        int64_t want;
    } cases[] = {
        {"0", NUM_STORED, true, 0},
        {"-0", NUM_STORED, true, 0},
        {"1234567", NUM_STORED, true, 1234567},
        {"-12", NUM_STORED, true, -12},
        {"042", NUM_STORED, true, 42},
        {"9223372036854775807", NUM_STORED, true, INT64_MAX},
        {"-9223372036854775808", NUM_STORED, true, INT64_MIN},
        {"9223372036854775808", NUM_STORED, false, 0},
        {"-9223372036854775809", NUM_STORED, false, 0},
        {"99999999999999999999", NUM_STORED, false, 0},
        {"", NUM_STORED, false, 0},
        {"-", NUM_STORED, false, 0},
        {"+1", NUM_STORED, false, 0},
        {"--1", NUM_STORED, false, 0},
        {" 1", NUM_STORED, false, 0},
        {"1 ", NUM_STORED, false, 0},
        {"12abc", NUM_STORED, false, 0},
        {"0x10", NUM_STORED, false, 0},
        {"1.234", NUM_STORED, false, 0},
        {"1,234", NUM_STORED, false, 0},
        {"1.234.567", NUM_VI, true, 1234567},
        {"1234567", NUM_VI, true, 1234567},
        {"-12.345", NUM_VI, true, -12345},
        {"1.23", NUM_VI, false, 0},
        {"1.2345", NUM_VI, false, 0},
        {"1234.567", NUM_VI, false, 0},
        {"0.123", NUM_VI, false, 0},
        {"1.234.56", NUM_VI, false, 0},
        {"1.234.", NUM_VI, false, 0},
        {".123", NUM_VI, false, 0},
        {"1,234", NUM_VI, false, 0},
        {"1,234,567", NUM_EN, true, 1234567},
        {"1.234", NUM_EN, false, 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t got = 77;
        bool ok = num_parse_int(sv_of(cases[i].text), cases[i].style, &got);
        if (ok != cases[i].ok || got != (ok ? cases[i].want : 77)) {
            fail_msg("'%s' in style %d: %d, %lld", cases[i].text, (int)cases[i].style, ok, (long long)got);
        }
    }
}

static void a_decimal_is_read_and_rounded_half_away_from_zero(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum num_style style;
        int decimals;
        bool ok;
        double want;
    } cases[] = {
        {"1234.50", NUM_STORED, 2, true, 1234.5},
        {"0.1", NUM_STORED, 6, true, 0.1},
        {"-0.001", NUM_STORED, 2, true, 0},
        {"1.005", NUM_STORED, 2, true, 1.01},
        {"-1.005", NUM_STORED, 2, true, -1.01},
        {"1.00499", NUM_STORED, 2, true, 1.0},
        {"2.5", NUM_STORED, 0, true, 3},
        {"-2.5", NUM_STORED, 0, true, -3},
        {"123456789012345", NUM_STORED, 2, true, 123456789012345},
        {"1234567890123456", NUM_STORED, 2, false, 0},
        {"1.234567890123450000000", NUM_STORED, 6, true, 1.234568},
        {"0.0000000000000000000000000001", NUM_STORED, 6, true, 0},
        {"000000000000000000001.5", NUM_STORED, 1, true, 1.5},
        {"", NUM_STORED, 2, false, 0},
        {"-", NUM_STORED, 2, false, 0},
        {".5", NUM_STORED, 2, false, 0},
        {"5.", NUM_STORED, 2, false, 0},
        {"1e3", NUM_STORED, 2, false, 0},
        {"nan", NUM_STORED, 2, false, 0},
        {"inf", NUM_STORED, 2, false, 0},
        {"1,5", NUM_STORED, 2, false, 0},
        {"1.2.3", NUM_STORED, 2, false, 0},
        {"1,5", NUM_VI, 2, true, 1.5},
        {"1.234,5", NUM_VI, 2, true, 1234.5},
        {"1.234", NUM_VI, 2, true, 1234},
        {"1.5", NUM_VI, 2, true, 1.5},
        {"12.34", NUM_VI, 2, true, 12.34},
        {"0.500", NUM_VI, 2, true, 0.5},
        {"1234.567", NUM_VI, 2, true, 1234.57},
        {"1.2345", NUM_VI, 4, true, 1.2345},
        {"1.234.567", NUM_VI, 2, true, 1234567},
        {"1.234.56", NUM_VI, 2, false, 0},
        {"1,234,567", NUM_VI, 2, false, 0},
        {"1.5,5", NUM_VI, 2, false, 0},
        {"1,5.5", NUM_VI, 2, false, 0},
        {"1.234.5", NUM_VI, 2, false, 0},
        {"1,234.5", NUM_EN, 2, true, 1234.5},
        {"1,5", NUM_EN, 2, true, 1.5},
        {"1,234", NUM_EN, 2, true, 1234},
        {"1.234", NUM_EN, 3, true, 1.234},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double got = 77;
        bool ok = num_parse_decimal(sv_of(cases[i].text), cases[i].style, cases[i].decimals, &got);
        if (ok != cases[i].ok || got != (ok ? cases[i].want : 77) || signbit(got) != (got < 0)) {
            fail_msg("'%s' in style %d: %d, %.17g", cases[i].text, (int)cases[i].style, ok, got);
        }
    }
}

static void a_nul_byte_is_no_decimal_point(void **state)
{
    (void)state;
    double got;

    assert_false(num_parse_decimal((struct sv){"5\0005", 3}, NUM_STORED, 2, &got));
}

static void rounding_works_on_the_decimal_text(void **state)
{
    (void)state;
    static const struct {
        double x;
        int decimals;
        double want;
    } cases[] = {
        {1.005, 2, 1.01},    {-1.005, 2, -1.01},  {2.675, 2, 2.68},      {0.285, 2, 0.29},
        {1.0049, 2, 1.0},    {0.1 + 0.2, 6, 0.3}, {8.5, 0, 9},           {-8.5, 0, -9},
        {0.5, 0, 1},         {0.49999, 0, 0},     {1e15, 2, 1e15},       {1e300, 2, 1e300},
        {1e-300, 6, 0},      {0, 2, 0},           {-0.001, 2, 0},        {99.995, 2, 100},
        {123456.785, 2, 123456.79},               {1234567890.125, 2, 1234567890.13},
        {0.1 * 3, 2, 0.3},   {7.25, 1, 7.3},      {9.95, 1, 10},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double got = num_round(cases[i].x, cases[i].decimals);
        if (got != cases[i].want || signbit(got) != (got < 0)) {
            fail_msg("%.17g to %d: %.17g", cases[i].x, cases[i].decimals, got);
        }
    }
    assert_true(isinf(num_round(INFINITY, 2)));
    assert_true(isnan(num_round(NAN, 2)));
}

static void rounding_twice_changes_nothing(void **state)
{
    (void)state;
    for (int i = -20000; i < 20000; i++) {
        double once = num_round(i / 771.0, 3);
        assert_true(num_round(once, 3) == once);
    }
}

static void integers_are_shown_in_the_readers_style(void **state)
{
    (void)state;
    static const struct {
        int64_t x;
        const char *stored, *vi, *en;
    } cases[] = {
        {0, "0", "0", "0"},
        {-7, "-7", "-7", "-7"},
        {999, "999", "999", "999"},
        {1000, "1000", "1.000", "1,000"},
        {-123456, "-123456", "-123.456", "-123,456"},
        {1234567, "1234567", "1.234.567", "1,234,567"},
        {INT64_MIN, "-9223372036854775808", "-9.223.372.036.854.775.808", "-9,223,372,036,854,775,808"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const want[] = {cases[i].stored, cases[i].vi, cases[i].en};
        for (int style = NUM_STORED; style <= NUM_EN; style++) {
            struct str got = STR_INIT;
            int64_t back;
            num_add_int(&got, cases[i].x, (enum num_style)style);
            assert_string_equal(got.p, want[style]);
            assert_true(num_parse_int(sv_of(got.p), (enum num_style)style, &back));
            assert_true(back == cases[i].x);
            str_release(&got);
        }
    }
}

static void decimals_are_shown_in_the_readers_style(void **state)
{
    (void)state;
    static const struct {
        double x;
        int decimals;
        const char *stored, *vi, *en;
    } cases[] = {
        {1234.5, 2, "1234.50", "1.234,50", "1,234.50"},
        {-0.001, 2, "0.00", "0,00", "0.00"},
        {1.005, 2, "1.01", "1,01", "1.01"},
        {-1234567.891, 1, "-1234567.9", "-1.234.567,9", "-1,234,567.9"},
        {1000, 0, "1000", "1.000", "1,000"},
        {0.000001, 6, "0.000001", "0,000001", "0.000001"},
        {999.995, 2, "1000.00", "1.000,00", "1,000.00"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const want[] = {cases[i].stored, cases[i].vi, cases[i].en};
        for (int style = NUM_STORED; style <= NUM_EN; style++) {
            struct str got = STR_INIT;
            num_add_decimal(&got, cases[i].x, cases[i].decimals, (enum num_style)style);
            assert_string_equal(got.p, want[style]);
            str_release(&got);
        }
    }
}

static void the_longest_double_is_shown_whole(void **state)
{
    (void)state;
    struct str got = STR_INIT;

    num_add_decimal(&got, -1.7976931348623157e308, 6, NUM_STORED);
    assert_int_equal(got.len, 1 + 309 + 1 + 6);
    str_release(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_integer_is_the_whole_text_or_nothing),
        cmocka_unit_test(a_decimal_is_read_and_rounded_half_away_from_zero),
        cmocka_unit_test(a_nul_byte_is_no_decimal_point),
        cmocka_unit_test(rounding_works_on_the_decimal_text),
        cmocka_unit_test(rounding_twice_changes_nothing),
        cmocka_unit_test(integers_are_shown_in_the_readers_style),
        cmocka_unit_test(decimals_are_shown_in_the_readers_style),
        cmocka_unit_test(the_longest_double_is_shown_whole),
    };
    return cmocka_run_group_tests_name("base/num", tests, NULL, NULL);
}
