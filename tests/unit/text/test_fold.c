#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include <utf8proc.h>
#include "text/fold.h"
#include "text/utf8.h"
#include "text/viet.h"

/* The vowels in the order of dictionaries: rows are bases, columns are tones. */
static const char *const vowels[] = {
    "aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "eèẻẽéẹ", "êềểễếệ", "iìỉĩíị",
    "oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "uùủũúụ", "ưừửữứự", "yỳỷỹýỵ",
};
static const enum viet_base bases[] = {
    VIET_A, VIET_AW, VIET_AA, VIET_E, VIET_EE, VIET_I, VIET_O, VIET_OO, VIET_OW, VIET_U, VIET_UW, VIET_Y,
};

static void assert_splits(uint32_t cp, enum viet_base base, int tone)
{
    struct viet_letter low = {0};
    struct viet_letter up = {0};
    assert_true(viet_split(cp, &low));
    assert_true(viet_split((uint32_t)utf8proc_toupper((utf8proc_int32_t)cp), &up));
    assert_int_equal(low.base, base);
    assert_int_equal(up.base, base);
    assert_int_equal(low.tone, tone);
    assert_int_equal(up.tone, tone);
    assert_false(low.upper);
    assert_true(up.upper);
}

static void every_letter_comes_apart_into_base_tone_and_case(void **state)
{
    (void)state;
    for (size_t row = 0; row < sizeof vowels / sizeof *vowels; row++) {
        struct sv rest = sv_of(vowels[row]);
        for (int tone = 0; tone < 6; tone++) {
            uint32_t cp = 0;
            int bytes = utf8_decode(rest, &cp);
            assert_splits(cp, bases[row], tone);
            rest.p += bytes;
            rest.n -= (size_t)bytes;
        }
        assert_int_equal(rest.n, 0);
    }
    assert_splits(0x111, VIET_DD, 0);
    assert_splits('d', VIET_D, 0);
    assert_splits('z', VIET_Z, 0);
}

static void exactly_186_code_points_are_letters(void **state)
{
    (void)state;
    int count = 0;
    for (uint32_t cp = 0; cp < 0x11000; cp++) {
        struct viet_letter letter;
        count += viet_split(cp, &letter);
    }
    assert_int_equal(count, 52 + 134);
}

static void folding_leaves_letters_without_accents_and_case(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"Đường Nguyễn", "duong nguyen"},
        {"Nguyễn  THỊ \n\t Đường", "nguyen thi duong"},
        {"ƠƯƠ ặ ỵ", "ouo a y"},
        {"H1-1.5-01", "h1-1.5-01"},
        {"Straße Ñandú", "strasse nandu"},
        {"vie\u0323\u0302t", "viet"},
        {"ПРИВЕТ", "привет"},
        {"漢字", "漢字"},
        {"a \u0301 b", "a b"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str out = STR_INIT;
        fold_text(&out, sv_of(cases[i].in));
        assert_string_equal(out.p, cases[i].out);
        str_release(&out);
    }
}

static void a_needle_is_found_at_the_start_of_words_only(void **state)
{
    (void)state;
    static const char hay[] = "truong thcs le loi (co so 2) 1.5";
    static const struct {
        const char *needle;
        bool found;
    } cases[] = {
        {"truong", true}, {"tr", true}, {"le l", true},  {"loi", true}, {"oi", false},     {"", true},
        {"hcs", false},   {"co", true}, {"(co", true},   {"5", true},   {"truong le", false}, {"loi ", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (fold_word_match(hay, cases[i].needle) != cases[i].found) {
            fail_msg("\"%s\"", cases[i].needle);
        }
    }
    assert_true(fold_word_match("xa a", "a"));
}

typedef void make_key(struct str *out, struct sv in);

static int compare_keys(const struct str *a, const struct str *b)
{
    size_t n = a->len < b->len ? a->len : b->len;
    int order = memcmp(a->p, b->p, n);
    return order ? order : (a->len > b->len) - (a->len < b->len);
}

/* Each text must come before all those after it. */
static void assert_ascending(make_key *key, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            struct str a = STR_INIT;
            struct str b = STR_INIT;
            key(&a, sv_of(texts[i]));
            key(&b, sv_of(texts[j]));
            if (compare_keys(&a, &b) >= 0) {
                fail_msg("\"%s\" should come before \"%s\"", texts[i], texts[j]);
            }
            assert_int_equal(strlen(a.p), a.len);
            assert_true(utf8_valid((struct sv){a.p, a.len}, NULL));
            str_release(&a);
            str_release(&b);
        }
    }
}

static void words_sort_as_in_a_dictionary(void **state)
{
    (void)state;
    static const char *const words[] = {
        "", "(a)", "-", "1", "10", "2", "a", "A", "à", "À", "ả", "ã", "á", "ạ", "a b", "à b", "ai", "am",
        "an", "AN", "án", "an ninh", "anh", "ăn", "ân", "ấn", "ba", "bà", "bả", "bã", "bá", "bạ",
        "ba hoa", "bà lão", "bàn",
        "ca", "cha", "chi", "cô", "cơ", "da", "dạ", "đa", "Đa", "đạ", "e", "ê", "fa", "ga", "hoa", "hòa",
        "hoá", "hoạ", "i", "ja", "ka", "la", "o", "ô", "ơ", "pa", "ta", "tha", "tra", "u",
        "ư", "va", "wa", "xa", "y", "za", "Ω", "漢",
    };
    assert_ascending(fold_sort_key, words, sizeof words / sizeof *words);
}

static void foreign_marks_count_after_the_letters(void **state)
{
    (void)state;
    static const char *const words[] = {"munchen", "münchen", "munchena", "nu", "ñu", "nuo"};
    assert_ascending(fold_sort_key, words, sizeof words / sizeof *words);
}

static void assert_equal_keys(const char *one, const char *other)
{
    struct str a = STR_INIT;
    struct str b = STR_INIT;
    fold_sort_key(&a, sv_of(one));
    fold_sort_key(&b, sv_of(other));
    assert_int_equal(compare_keys(&a, &b), 0);
    str_release(&a);
    str_release(&b);
}

static void blanks_at_the_ends_and_in_runs_do_not_count(void **state)
{
    (void)state;
    assert_equal_keys("  lê  lợi ", "lê lợi");
}

static void both_places_of_a_tone_sort_alike(void **state)
{
    (void)state;
    assert_equal_keys("hòa", "hoà");
    assert_equal_keys("bài thủy lợi", "bài thuỷ lợi");
    static const char *const words[] = {
        "hoa", "hoà", "hóa", "hoạ", "hoa bài", "hoà bài", "hóa bai", "hoá bài",
    };
    assert_ascending(fold_sort_key, words, sizeof words / sizeof *words);
}

static void people_sort_by_given_name_then_from_the_left(void **state)
{
    (void)state;
    static const char *const names[] = {
        "An",
        "Bùi Thị An",
        "NGUYỄN VĂN AN",
        "Trần An",
        "Lê Án",
        "Trần Bảo Anh",
        "Lê Ân",
        "Đỗ Bình",
        "Lê Bình",
        "Dương Dung",
        "Lê Đức",
        "Đặng Hoa",
        "Lê Hoa",
        "Bùi Hòa",
        "Lê Văn Ý",
    };
    assert_ascending(fold_name_key, names, sizeof names / sizeof *names);
}

static void the_case_of_a_name_counts_last(void **state)
{
    (void)state;
    static const char *const names[] = {"Bùi AN", "Lê An", "LÊ AN", "Lê AN Bình"};
    assert_ascending(fold_name_key, names, sizeof names / sizeof *names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_letter_comes_apart_into_base_tone_and_case),
        cmocka_unit_test(exactly_186_code_points_are_letters),
        cmocka_unit_test(folding_leaves_letters_without_accents_and_case),
        cmocka_unit_test(a_needle_is_found_at_the_start_of_words_only),
        cmocka_unit_test(words_sort_as_in_a_dictionary),
        cmocka_unit_test(foreign_marks_count_after_the_letters),
        cmocka_unit_test(blanks_at_the_ends_and_in_runs_do_not_count),
        cmocka_unit_test(both_places_of_a_tone_sort_alike),
        cmocka_unit_test(people_sort_by_given_name_then_from_the_left),
        cmocka_unit_test(the_case_of_a_name_counts_last),
    };
    return cmocka_run_group_tests_name("text/fold", tests, NULL, NULL);
}
