#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include <utf8proc.h>
#include <wchar.h>
#include <locale.h>
#include "text/clean.h"
#include "text/utf8.h"

static const char vietnamese[] = "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
                                 "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ";

static void assert_cleans(const char *in, bool multiline, const char *expected)
{
    struct str out = STR_INIT;
    struct err err = ERR_INIT;
    str_add(&out, "<");
    if (!clean_text(&out, sv_of(in), multiline, &err)) {
        fail_msg("%s: %s", in, err.msg);
    }
    assert_string_equal(out.p + 1, expected);
    str_release(&out);
}

/* rule: combining characters */
static void composed_and_decomposed_letters_become_the_same(void **state)
{
    (void)state;
    utf8proc_uint8_t *nfd = utf8proc_NFD((const utf8proc_uint8_t *)vietnamese);
    assert_string_not_equal((const char *)nfd, vietnamese);
    assert_cleans((const char *)nfd, false, vietnamese);
    assert_cleans(vietnamese, false, vietnamese);
    free(nfd);
}

static void clean_text_is_what_may_be_stored(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        bool multiline;
        const char *out;
    } cases[] = {
        {"", false, ""},
        {" Lớp học ", false, " Lớp học "},
        {"Đạt “tốt” – 45 %… 12.000 ₫", false, "Đạt “tốt” – 45 %… 12.000 ₫"},
        {"a\u00A0b\u202Fc", false, "a b c"},
        {"a\tb\nc\r\nd\re", true, "a b\nc\nd\ne"},
        {"vie\u0323\u0302t", false, "việt"},
        {"vie\u0302\u0323t", false, "việt"},
        {"viê\u0323t", false, "việt"},
        {"viẹ\u0302t", false, "việt"},
        {"漢字 \u0410\u0411", false, "漢字 \u0410\u0411"},
        {"\u212B", false, "\u00C5"},
        {"\u1112\u1161\u11AB", false, "\uD55C"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_cleans(cases[i].in, cases[i].multiline, cases[i].out);
    }
}

static void what_hides_or_commands_is_refused_by_name_and_place(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        bool multiline;
        const char *msg;
    } cases[] = {
        {"vi\x1B[2J", true, "letter 3 (U+001B) "},
        {"việ\u200Bt", false, "letter 4 (U+200B) "},
        {"\uFEFFa", false, "letter 1 (U+FEFF) "},
        {"a\u202Eb", true, "letter 2 (U+202E) "},
        {"a\u2066b", true, "letter 2 (U+2066) "},
        {"a\u200Fb", true, "letter 2 (U+200F) "},
        {"a\u200Db", true, "letter 2 (U+200D) "},
        {"a\u2060b", true, "letter 2 (U+2060) "},
        {"a\u00ADb", true, "letter 2 (U+00AD) "},
        {"a\xC2\x85" "b", true, "letter 2 (U+0085) "},
        {"a\x7F", true, "letter 2 (U+007F) "},
        {"\uFE0F", true, "letter 1 (U+FE0F) "},
        {"\u3164", true, "letter 1 (U+3164) "},
        {"\U000E0041", true, "letter 1 (U+E0041) "},
        {"\uE000", true, "letter 1 (U+E000) "},
        {"\uFFFE", true, "letter 1 (U+FFFE) "},
        {"\u0378", true, "letter 1 (U+0378) "},
        {"a\u2028b", true, "letter 2 is a line break"},
        {"a\nb", false, "letter 2 is a line break"},
        {"a\r\nb", false, "letter 2 is a line break"},
        {"ab\tc", false, "letter 3 is a tab"},
        {"Tr\xE9", false, "letter 3 is not UTF-8 (byte E9)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str out = STR_INIT;
        struct err err = ERR_INIT;
        str_add(&out, "kept");
        assert_false(clean_text(&out, sv_of(cases[i].in), cases[i].multiline, &err));
        assert_int_equal(err.code, ERR_INVALID);
        if (strncmp(err.msg, cases[i].msg, strlen(cases[i].msg)) != 0) {
            fail_msg("case %zu: %s", i, err.msg);
        }
        assert_string_equal(out.p, "kept");
        str_release(&out);
    }
}

/* Plain letters are passed over without a second look. */
static void each_byte_of_a_long_text_is_looked_at(void **state)
{
    static const char refused[] = {'\x01', '\x1F', '\x7F', '\x80', '\xFF', '\t'};
    (void)state;
    for (size_t at = 0; at < 20; at++) {
        for (size_t i = 0; i < sizeof refused; i++) {
            char text[21] = "~abcdefgh IJKLM xyz ";
            struct str out = STR_INIT, expected = STR_INIT;
            struct err err = ERR_INIT;
            text[at] = refused[i];
            str_addf(&expected, "letter %zu ", at + 1);
            assert_false(clean_text(&out, (struct sv){text, 20}, false, &err));
            assert_int_equal(strncmp(err.msg, expected.p, expected.len), 0);
            str_release(&out);
            str_release(&expected);
        }
    }
}

static void a_nul_byte_is_refused(void **state)
{
    (void)state;
    struct str out = STR_INIT;
    struct err err = ERR_INIT;
    assert_false(clean_text(&out, (struct sv){"a\0b", 3}, true, &err));
    assert_int_equal(clean_lossy(&out, (struct sv){"a\0b", 3}, true, NULL), 1);
    assert_string_equal(out.p, "ab");
    str_release(&out);
}

static void a_paste_loses_only_what_may_not_stay(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        bool multiline;
        const char *out;
        size_t refused;
    } cases[] = {
        {"việt", false, "việt", 0},
        {"a\x1B[31mb\x03", false, "a[31mb", 2},
        {"a\tb\r\nc\rd\u2028e", false, "a b c d e", 0},
        {"a\tb\r\nc\rd\u2028e", true, "a b\nc\nd\ne", 0},
        {"e\u200B\u0302", false, "ê", 1},
        {"\xFFx\xE1\xBB", false, "x", 3},
        {"a\n\x07" "b", true, "a\nb", 1},
        {"\uFEFF\u202Eabc\u202C", false, "abc", 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str out = STR_INIT;
        size_t refused = clean_lossy(&out, sv_of(cases[i].in), cases[i].multiline, NULL);
        if (refused != cases[i].refused || !str_eq(out.p, cases[i].out)) {
            fail_msg("case %zu: \"%s\", %zu refused", i, out.p, refused);
        }
        str_release(&out);
    }
}

static void what_is_allowed_is_well_known_to_terminals(void **state)
{
    (void)state;
    assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
    for (unsigned cp = 0x20; cp < 0x3000; cp++) {
        char bytes[4];
        struct sv letter = {bytes, (size_t)utf8_encode(cp, bytes)};
        if (clean_allows(cp, false) && cp < 0x500 && utf8_letter_cols(letter) != wcwidth((wchar_t)cp)) {
            fail_msg("U+%04X: %d and %d columns", cp, utf8_letter_cols(letter), wcwidth((wchar_t)cp));
        }
        if (clean_allows(cp, false) && utf8_plain(cp) && wcwidth((wchar_t)cp) != 1) {
            fail_msg("U+%04X: plain, but %d columns", cp, wcwidth((wchar_t)cp));
        }
    }
    assert_true(clean_allows('\n', true));
    assert_false(clean_allows('\n', false));
    assert_false(clean_allows('\t', true));
    assert_false(clean_allows(0xA0, true));
    assert_false(clean_allows(0x110000, true));
}

static void what_is_plain_is_in_NFC_and_breaks_from_its_like(void **state)
{
    (void)state;
    for (int32_t cp = 0x20; cp < 0x3000; cp++) {
        if (!utf8_plain((uint32_t)cp)) {
            continue;
        }
        char bytes[8];
        int n = utf8_encode((uint32_t)cp, bytes);
        utf8proc_uint8_t *nfc = NULL;
        utf8proc_map((const utf8proc_uint8_t *)bytes, n, &nfc, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
        assert_memory_equal(nfc, bytes, n);
        free(nfc);
        assert_int_equal(utf8proc_get_property(cp)->combining_class, 0);
        assert_true(utf8proc_grapheme_break('a', cp) && utf8proc_grapheme_break(cp, 'a'));
    }
}

static void messages_show_what_commands(void **state)
{
    (void)state;
    struct str out = STR_INIT;
    clean_visible(&out, sv_of("tệp\x1B[2J\n\x7F\u202Egpj.\xFF\u00A0\u200B\xC2\x85"));
    assert_string_equal(out.p, "tệp^[[2J^J^?<U+202E>gpj.<FF>\u00A0<U+200B><U+0085>");
    str_release(&out);
}

/* Counted in the decomposed form, so that it does not matter how the text came. */
static void a_letter_has_two_marks_at_most(void **state)
{
    static const struct {
        const char *in;
        const char *lossy;
        size_t refused;
        const char *visible;
        const char *msg;
    } cases[] = {
        {"e\u0302\u0301", "ế", 0, "e\u0302\u0301", NULL},
        {"e\u0302\u0301\u0323!", "ế!", 1, "e\u0302\u0301<U+0323>!", "letter 1 has more than 2 marks; "},
        {"toế\u0301t", "toết", 1, "toế<U+0301>t", "letter 3 has more than 2 marks; "},
        {"ê\u0303\u0303\u0303", "ễ", 2, "ê\u0303<U+0303><U+0303>", "letter 1 has more than 2 marks; "},
        {"a\u0300\u0301b\u0302\u0303", "à\u0301b\u0302\u0303", 0, "a\u0300\u0301b\u0302\u0303", NULL},
        {"\u0E01\u0E34\u0E49", "\u0E01\u0E34\u0E49", 0, "\u0E01\u0E34\u0E49", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str out = STR_INIT, clean = STR_INIT;
        struct err err = ERR_INIT;
        struct sv in = sv_of(cases[i].in);
        assert_int_equal(clean_text(&clean, in, false, &err), cases[i].refused == 0);
        assert_int_equal(strncmp(err.msg, cases[i].msg ? cases[i].msg : "", strlen(cases[i].msg ? cases[i].msg : "")), 0);
        assert_int_equal(clean_lossy(&out, in, false, NULL), cases[i].refused);
        assert_string_equal(out.p, cases[i].lossy);
        assert_true(clean_is((struct sv){out.p, out.len}, false));
        assert_int_equal(clean_is(in, false), cases[i].refused == 0);
        str_clear(&out);
        clean_visible(&out, in);
        assert_string_equal(out.p, cases[i].visible);
        str_clear(&out);
        str_add_sv(&out, in);
        assert_int_equal(clean_marks(&out, 0), cases[i].refused);
        clean_compose(&out, 0);
        assert_string_equal(out.p, cases[i].lossy);
        str_release(&out);
        str_release(&clean);
    }
}

/* What may stand is what is accepted, and what is shown as it is; of all code points there are. */
static void what_is_accepted_is_what_is_shown_as_it_is(void **state)
{
    size_t accepted = 0;
    (void)state;
    for (uint32_t cp = 0; cp < 0x110000; cp++) {
        char bytes[4];
        struct sv text = {bytes, (size_t)utf8_encode(cp, bytes)};
        struct str out = STR_INIT;
        struct err err = ERR_INIT;
        bool ok = clean_text(&out, text, false, &err);
        bool shown = clean_is(text, false);
        str_clear(&out);
        clean_visible(&out, text);
        /* No-break spaces become blanks on the way in, and do no harm on the way out. */
        bool space = cp == 0xA0 || cp == 0x2007 || cp == 0x202F;
        if (ok != shown || shown != sv_eq(text, out.p) || (ok != clean_allows(cp, false) && !space)) {
            fail_msg("U+%04X: accepted %d, shown %d, visible '%s'", (unsigned)cp, ok, shown, out.p);
        }
        accepted += ok;
        str_release(&out);
    }
    assert_in_range(accepted, 100000, 150000);
}

static void without_utf8_letters_lose_their_accents_and_keep_their_columns(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"Đường Nguyễn Thị Ỷ", "Duong Nguyen Thi Y"},
        {"— “Đạt” … 5 ₫", "- \"Dat\" . 5 d"},
        {"┌─┐│", "+-+|"},
        {"██░", "##."}, /* bars of documents */
        {"漢字ñ\x1B\n", "?????\?\n"},
        {"vie\u0323\u0302t", "viet"},
        {"e\u0302\xFF", "e?"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str out = STR_INIT;
        clean_ascii(&out, sv_of(cases[i].in));
        assert_string_equal(out.p, cases[i].out);
        str_release(&out);
    }
    struct str all = STR_INIT;
    clean_ascii(&all, sv_of(vietnamese));
    assert_string_equal(all.p, "aaaaeeeiioooouuyadiuouaaaaaaaaaaaaeeeeeeeeiioooooooooooouuuuuuuyyyy"
                               "AAAAEEEIIOOOOUUYADIUOUAAAAAAAAAAAAEEEEEEEEIIOOOOOOOOOOOOUUUUUUUYYYY");
    str_release(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(composed_and_decomposed_letters_become_the_same),
        cmocka_unit_test(clean_text_is_what_may_be_stored),
        cmocka_unit_test(what_hides_or_commands_is_refused_by_name_and_place),
        cmocka_unit_test(each_byte_of_a_long_text_is_looked_at),
        cmocka_unit_test(a_nul_byte_is_refused),
        cmocka_unit_test(a_paste_loses_only_what_may_not_stay),
        cmocka_unit_test(what_is_allowed_is_well_known_to_terminals),
        cmocka_unit_test(what_is_plain_is_in_NFC_and_breaks_from_its_like),
        cmocka_unit_test(messages_show_what_commands),
        cmocka_unit_test(a_letter_has_two_marks_at_most),
        cmocka_unit_test(what_is_accepted_is_what_is_shown_as_it_is),
        cmocka_unit_test(without_utf8_letters_lose_their_accents_and_keep_their_columns),
    };
    return cmocka_run_group_tests_name("text/clean", tests, NULL, NULL);
}
