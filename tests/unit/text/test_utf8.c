#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include "text/utf8.h"

static const char vietnamese[] = "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
                                 "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ";

static void every_code_point_comes_back_from_its_bytes(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp += cp < 0x3000 ? 1 : 7) {
        if (cp >= 0xD800 && cp <= 0xDFFF) {
            continue;
        }
        char bytes[4];
        uint32_t back = 0;
        int n = utf8_encode(cp, bytes);
        assert_int_equal(utf8_decode((struct sv){bytes, (size_t)n}, &back), n);
        assert_int_equal(back, cp);
    }
}

static void malformed_bytes_are_refused_and_located(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct sv bytes;
        size_t bad;
    } cases[] = {
        {"a lone continuation", {"a\x80", 2}, 1},
        {"overlong slash", {"\xC0\xAF", 2}, 0},
        {"overlong in three bytes", {"\xE0\x80\xAF", 3}, 0},
        {"overlong in four bytes", {"\xF0\x80\x80\xAF", 4}, 0},
        {"a surrogate", {"ab\xED\xA0\x80", 5}, 2},
        {"above the last plane", {"\xF4\x90\x80\x80", 4}, 0},
        {"cut at the end", {"vi\xE1\xBB", 4}, 2},
        {"cut by a letter", {"\xE1\xBBt", 3}, 0},
        {"a byte of no sequence", {"\xFF", 1}, 0},
        {"Latin-1", {"T\xEAn", 3}, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t bad = 99;
        if (utf8_valid(cases[i].bytes, &bad) || bad != cases[i].bad) {
            fail_msg("%s: bad at %zu", cases[i].name, bad);
        }
        assert_false(utf8_valid(cases[i].bytes, NULL));
    }
    assert_true(utf8_valid(sv_of(vietnamese), NULL));
    assert_int_equal(utf8_decode((struct sv){"", 0}, &(uint32_t){0}), 0);
}

static void each_of_the_134_letters_is_plain_and_one_column_wide(void **state)
{
    (void)state;
    struct sv text = sv_of(vietnamese);
    assert_int_equal(utf8_letters(text), 134);
    assert_int_equal(utf8_cols(text), 134);
    for (size_t at = 0; at < text.n; at = utf8_next(text, at)) {
        uint32_t cp = 0;
        utf8_decode((struct sv){text.p + at, text.n - at}, &cp);
        assert_true(utf8_plain(cp));
    }
}

struct letters_case {
    const char *name;
    const char *text;
    size_t letters;
    int cols;
};

static const struct letters_case letters_cases[] = {
    {"nothing", "", 0, 0},
    {"ASCII", "abc", 3, 3},
    {"precomposed", "việt", 4, 4},
    {"a mark after its letter", "vie\u0323\u0302t", 4, 4},
    {"a mark alone", "\u0301", 1, 0},
    {"a mark after a blank", "a \u0301b", 3, 3},
    {"a line feed between letters", "a\nb", 3, 2},
    {"carriage return and line feed", "a\r\nb", 3, 2},
    {"Han", "漢字", 2, 4},
    {"Hangul in parts", "\u1112\u1161\u11AB", 1, 2},
    {"a flag", "\U0001F1FB\U0001F1F3", 1, 2},
    {"two flags", "\U0001F1FB\U0001F1F3\U0001F1FB\U0001F1F3x", 3, 5},
    {"a face", "\U0001F600", 1, 2},
    {"wrong bytes", "a\xFF\xFE", 3, 3},
};

static void letters_and_columns_are_counted_as_people_see_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof letters_cases / sizeof *letters_cases; i++) {
        const struct letters_case *c = &letters_cases[i];
        size_t letters = utf8_letters(sv_of(c->text));
        int cols = utf8_cols(sv_of(c->text));
        if (letters != c->letters || cols != c->cols) {
            fail_msg("%s: %zu letters, %d columns", c->name, letters, cols);
        }
    }
}

static void going_back_meets_the_boundaries_of_going_forward(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof letters_cases / sizeof *letters_cases; i++) {
        struct sv text = sv_of(letters_cases[i].text);
        for (size_t at = 0; at < text.n; at = utf8_next(text, at)) {
            size_t next = utf8_next(text, at);
            if (utf8_prev(text, next) != at) {
                fail_msg("%s: back from %zu is %zu", letters_cases[i].name, next, utf8_prev(text, next));
            }
        }
    }
    assert_int_equal(utf8_prev(SV("a"), 0), 0);
    assert_int_equal(utf8_next(SV("a"), 1), 1);
}

static void a_cut_never_splits_a_letter(void **state)
{
    (void)state;
    static const struct {
        struct sv text;
        size_t max, cut;
    } cases[] = {
        {{"abc", 3}, 5, 3},
        {{"abc", 3}, 2, 2},
        {{"việt", 6}, 3, 2},
        {{"việt", 6}, 4, 2},
        {{"việt", 6}, 5, 5},
        {{"việt", 6}, 0, 0},
        {{"ae\xCC\xA3\xCC\x82t", 7}, 5, 1},
        {{"ae\xCC\xA3\xCC\x82t", 7}, 6, 6},
        {{"\xCC\xA3\xCC\x82t", 5}, 2, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t cut = utf8_cut(cases[i].text, cases[i].max);
        if (cut != cases[i].cut) {
            fail_msg("%s at %zu: %zu", cases[i].text.p, cases[i].max, cut);
        }
    }
}

static void padding_gives_exactly_the_columns_asked_for(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int cols;
        const char *shown;
    } cases[] = {
        {"Tiêu chuẩn", 12, "Tiêu chuẩn  "}, {"Tiêu chuẩn", 10, "Tiêu chuẩn"}, {"Tiêu chuẩn", 9, "Tiêu chu…"},
        {"Tiêu chuẩn", 1, "…"},             {"Tiêu chuẩn", 0, ""},            {"", 3, "   "},
        {"漢字", 3, "漢…"},                 {"漢字", 2, "… "},                {"漢字", 5, "漢字 "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str out = STR_INIT;
        utf8_add_padded(&out, sv_of(cases[i].text), cases[i].cols);
        assert_string_equal(out.p, cases[i].shown);
        str_release(&out);
    }
}

static void what_fits_is_the_longest_prefix(void **state)
{
    (void)state;
    assert_int_equal(utf8_fit(SV("việt"), 3), 5);
    assert_int_equal(utf8_fit(SV("việt"), 9), 6);
    assert_int_equal(utf8_fit(SV("việt"), 0), 0);
    assert_int_equal(utf8_fit(SV("việt"), -1), 0);
    assert_int_equal(utf8_fit(SV("漢字"), 3), 3);
    assert_int_equal(utf8_fit(SV("e\u0302t"), 1), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_comes_back_from_its_bytes),
        cmocka_unit_test(malformed_bytes_are_refused_and_located),
        cmocka_unit_test(each_of_the_134_letters_is_plain_and_one_column_wide),
        cmocka_unit_test(letters_and_columns_are_counted_as_people_see_them),
        cmocka_unit_test(going_back_meets_the_boundaries_of_going_forward),
        cmocka_unit_test(a_cut_never_splits_a_letter),
        cmocka_unit_test(padding_gives_exactly_the_columns_asked_for),
        cmocka_unit_test(what_fits_is_the_longest_prefix),
    };
    return cmocka_run_group_tests_name("text/utf8", tests, NULL, NULL);
}
