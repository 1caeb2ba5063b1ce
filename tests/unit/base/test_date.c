#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include "base/date.h"

static void only_real_days_are_valid(void **state)
{
    (void)state;
    static const struct {
        int year, month, day;
        bool ok;
    } cases[] = {
        {2024, 2, 29, true},  {2023, 2, 29, false},  {2000, 2, 29, true}, {1900, 2, 29, false},
        {2019, 4, 31, false}, {2019, 12, 31, true},  {1, 1, 1, true},     {9999, 12, 31, true},
        {0, 1, 1, false},     {10000, 1, 1, false},  {2019, 0, 1, false}, {2019, 13, 1, false},
        {2019, 1, 0, false},  {2019, 1, 32, false},  {2019, -1, -1, false},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(date_valid(cases[i].year, cases[i].month, cases[i].day), cases[i].ok);
    }
}

static void days_count_from_1970(void **state)
{
    (void)state;
    static const struct {
        struct date d;
        int64_t days;
    } cases[] = {
        {{1970, 1, 1}, 0},   {{1969, 12, 31}, -1}, {{2000, 3, 1}, 11017},
        {{1, 1, 1}, -719162}, {{9999, 12, 31}, 2932896}, {{2026, 2, 28}, 20512},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(date_to_days(cases[i].d), cases[i].days);
    }
}

static void every_day_of_the_calendar_follows_the_one_before(void **state)
{
    (void)state;
    struct date before = {1, 1, 1};

    for (int64_t days = -719162 + 1; days <= 2932896; days++) {
        struct date d = date_from_days(days);
        bool next_day = d.year == before.year && d.month == before.month && d.day == before.day + 1;
        bool next_month = d.day == 1 && !date_valid(before.year, before.month, before.day + 1);
        if (!date_valid(d.year, d.month, d.day) || next_day == next_month || date_to_days(d) != days) {
            fail_msg("day %lld is %d-%d-%d", (long long)days, d.year, d.month, d.day);
        }
        before = d;
    }
}

static void months_are_added_with_the_day_clipped(void **state)
{
    (void)state;
    static const struct {
        struct date from;
        int months;
        bool ok;
        struct date want;
    } cases[] = {
        {{2019, 1, 31}, 1, true, {2019, 2, 28}},   {{2020, 1, 31}, 1, true, {2020, 2, 29}},
        {{2019, 12, 15}, 1, true, {2020, 1, 15}},  {{2019, 1, 15}, -1, true, {2018, 12, 15}},
        {{2020, 2, 29}, 12, true, {2021, 2, 28}},  {{2020, 2, 29}, 60, true, {2025, 2, 28}},
        {{2019, 5, 5}, 0, true, {2019, 5, 5}},     {{9999, 12, 1}, 1, false, {0}},
        {{1, 1, 1}, -1, false, {0}},               {{1, 1, 31}, 119987, true, {9999, 12, 31}},
        {{2019, 1, 1}, INT32_MAX, false, {0}},     {{2019, 1, 1}, INT32_MIN, false, {0}},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct date got = {0};
        assert_int_equal(date_add_months(cases[i].from, cases[i].months, &got), cases[i].ok);
        assert_memory_equal(&got, &cases[i].want, sizeof got);
    }
}

static void weeks_start_on_monday(void **state)
{
    (void)state;
    assert_int_equal(date_weekday((struct date){1970, 1, 1}), 4);
    assert_int_equal(date_weekday((struct date){2024, 9, 2}), 1);
    assert_int_equal(date_weekday((struct date){2024, 9, 8}), 7);
    assert_int_equal(date_weekday((struct date){1, 1, 1}), 1);
    assert_int_equal(date_weekday((struct date){1969, 12, 28}), 7);
}

static void dates_are_read_as_people_type_them(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want; /* "" when refused */
    } cases[] = {
        {"01/09/2019", "2019-09-01"}, {"1/9/2019", "2019-09-01"},  {"1/9/19", "2019-09-01"},
        {"01092019", "2019-09-01"},   {"010919", "2019-09-01"},    {"1-9-2019", "2019-09-01"},
        {"1.9.2019", "2019-09-01"},   {"2019-09-01", "2019-09-01"}, {" 1/9/2019 ", "2019-09-01"},
        {"1/9/69", "2069-09-01"},     {"1/9/70", "1970-09-01"},    {"1/9/00", "2000-09-01"},
        {"29/2/2024", "2024-02-29"},  {"29/2/2023", ""},           {"31/4/2019", ""},
        {"9/13/2019", ""},            {"1/9", ""},                 {"1/9/201", ""},
        {"1/9/20190", ""},            {"001/9/2019", ""},          {"1/9-2019", ""},
        {"1//2019", ""},              {"/9/2019", ""},             {"", ""},
        {"hôm nay", ""},              {"1/9/2019x", ""},           {"1/ 9/2019", ""},
        {"2019-9-1", ""},             {"1092019", ""},             {"0109201", ""},
        {"+1/9/2019", ""},            {"1/9/-19", ""},             {"1/9/0000", ""},
        {"00/09/2019", ""},           {"32/01/2019", ""},          {"1", ""},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str got = STR_INIT;
        struct date d;
        if (date_parse_typed(sv_of(cases[i].text), &d)) {
            date_add_iso(&got, d);
        }
        if (!str_eq(got.p, cases[i].want)) {
            fail_msg("'%s' reads as '%s'", cases[i].text, got.p);
        }
        str_release(&got);
    }
}

static void iso_dates_are_exact(void **state)
{
    (void)state;
    static const char *const wrong[] = {"2019-9-01", " 2019-09-01", "2019-09-01 ", "2019/09/01", "2019-02-29",
                                        "2019-09-011", "", "01/09/2019", "-019-09-01", "2019-09-0x"};
    struct date d;

    assert_true(date_parse_iso(SV("2019-09-01"), &d));
    assert_int_equal(date_to_days(d), date_to_days((struct date){2019, 9, 1}));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(date_parse_iso(sv_of(wrong[i]), &d));
    }
}

static void dates_are_shown_day_first(void **state)
{
    (void)state;
    struct str got = STR_INIT;

    date_add_shown(&got, (struct date){2019, 9, 1});
    str_add_c(&got, ' ');
    date_add_iso(&got, (struct date){7, 12, 31});
    assert_string_equal(got.p, "01/09/2019 0007-12-31");
    str_release(&got);
}

static void times_are_read_as_people_type_them(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int want; /* -1 when refused */
    } cases[] = {
        {"07:30", 450}, {"7:30", 450}, {"730", 450}, {"0730", 450}, {"7h30", 450}, {"7H30", 450}, {"7h", 420},
        {" 7:30 ", 450}, {"00:00", 0}, {"23:59", 1439}, {"2359", 1439}, {"000", 0},
        {"24:00", -1}, {"7:60", -1}, {"2400", -1}, {"760", -1}, {"7", -1}, {"73", -1}, {"7:3", -1},
        {"7:", -1}, {"", -1}, {"h30", -1}, {":30", -1}, {"7:300", -1}, {"07300", -1}, {"7x30", -1},
        {"007:30", -1}, {"-7:30", -1},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int got = -1;
        bool ok = time_parse_typed(sv_of(cases[i].text), &got);
        if (got != cases[i].want || ok != (got >= 0)) {
            fail_msg("'%s' reads as %d", cases[i].text, got);
        }
    }
}

static void iso_times_are_exact(void **state)
{
    (void)state;
    static const char *const wrong[] = {"7:30", "07:30:00", "0730", "24:00", "07:60", "", "07:3"};
    struct str got = STR_INIT;
    int m;

    assert_true(time_parse_iso(SV("07:05"), &m));
    assert_int_equal(m, 425);
    time_add(&got, m);
    assert_string_equal(got.p, "07:05");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(time_parse_iso(sv_of(wrong[i]), &m));
    }
    str_release(&got);
}

static void instants_survive_text_both_ways(void **state)
{
    (void)state;
    static const struct {
        int64_t ms;
        const char *iso, *shown; /* shown at +07:00 */
    } cases[] = {
        {0, "1970-01-01T00:00:00.000Z", "01/01/1970 07:00"},
        {-1, "1969-12-31T23:59:59.999Z", "01/01/1970 06:59"},
        {1567297800000, "2019-09-01T00:30:00.000Z", "01/09/2019 07:30"},
        {1567357199999, "2019-09-01T16:59:59.999Z", "01/09/2019 23:59"},
        {1567357200000, "2019-09-01T17:00:00.000Z", "02/09/2019 00:00"},
        {-62135596800000, "0001-01-01T00:00:00.000Z", "01/01/0001 07:00"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str iso = STR_INIT, shown = STR_INIT;
        int64_t back;
        instant_add_iso(&iso, cases[i].ms);
        instant_add_shown(&shown, cases[i].ms, 420);
        assert_string_equal(iso.p, cases[i].iso);
        assert_string_equal(shown.p, cases[i].shown);
        assert_true(instant_parse_iso(sv_of(iso.p), &back));
        assert_true(back == cases[i].ms);
        str_release(&iso);
        str_release(&shown);
    }
}

static void instants_are_typed_in_local_time(void **state)
{
    (void)state;
    static const char *const right[] = {"01/09/2019 07:30", "1/9/19 730", " 1-9-2019   7h30 ",
                                        "2019-09-01T00:30:00.000Z", "2019-09-01 07:30"};
    static const char *const wrong[] = {"", "01/09/2019", "07:30", "01/09/2019 24:00", "31/02/2019 07:30",
                                        "01/09/2019 07:30 x", "01/09/201907:30"};
    int64_t ms;

    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        assert_true(instant_parse_typed(sv_of(right[i]), 420, &ms));
        assert_true(ms == 1567297800000);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(instant_parse_typed(sv_of(wrong[i]), 420, &ms));
    }
}

static void iso_instants_are_exact(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "2019-09-01T00:30:00Z", "2019-09-01 00:30:00.000Z", "2019-09-01T00:30:60.000Z",
        "2019-09-01T24:00:00.000Z", "2019-09-01T00:30:00.000", "2019-09-01T00:30:00.000ZZ",
        "2019-02-29T00:30:00.000Z", "",
    };
    int64_t ms;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(instant_parse_iso(sv_of(wrong[i]), &ms));
    }
}

static void today_is_the_local_day(void **state)
{
    (void)state;
    int64_t now = 1567357200000; /* 2019-09-01 17:00 UTC, midnight in Vietnam */
    struct clock vietnam = clock_fixed(&now, 420), utc = clock_fixed(&now, 0);

    assert_int_equal(clock_today(&vietnam).day, 2);
    assert_int_equal(clock_today(&utc).day, 1);
    now -= 1;
    assert_int_equal(clock_today(&vietnam).day, 1);
    assert_true(clock_now(&utc) == now);
}

static void the_system_clock_moves_forward_from_this_century(void **state)
{
    (void)state;
    struct clock c = clock_system(420);
    int64_t first = clock_now(&c);

    assert_true(first > 1577836800000);
    assert_true(clock_now(&c) >= first);
    assert_int_equal(c.offset_min, 420);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_real_days_are_valid),
        cmocka_unit_test(days_count_from_1970),
        cmocka_unit_test(every_day_of_the_calendar_follows_the_one_before),
        cmocka_unit_test(months_are_added_with_the_day_clipped),
        cmocka_unit_test(weeks_start_on_monday),
        cmocka_unit_test(dates_are_read_as_people_type_them),
        cmocka_unit_test(iso_dates_are_exact),
        cmocka_unit_test(dates_are_shown_day_first),
        cmocka_unit_test(times_are_read_as_people_type_them),
        cmocka_unit_test(iso_times_are_exact),
        cmocka_unit_test(instants_survive_text_both_ways),
        cmocka_unit_test(instants_are_typed_in_local_time),
        cmocka_unit_test(iso_instants_are_exact),
        cmocka_unit_test(today_is_the_local_day),
        cmocka_unit_test(the_system_clock_moves_forward_from_this_century),
    };
    return cmocka_run_group_tests_name("base/date", tests, NULL, NULL);
}
