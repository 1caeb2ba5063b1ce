#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "text/typing.h"
#include "text/utf8.h"

/* The tables of tests/typing say what keys make; here is what a caller may rely on, and every syllable there is. */

static void type(struct typing *t, struct str *text, const char *keys)
{
    for (; *keys; keys++) {
        struct sv before = {text->p, text->len};
        struct sv word;
        size_t keep;
        if (typing_key(t, before, (unsigned char)*keys, &keep, &word)) {
            str_cut(text, keep);
            str_add_sv(text, word);
        } else {
            str_add_c(text, *keys);
        }
    }
}

static void only_the_word_before_the_caret_is_replaced(void **state)
{
    (void)state;
    struct typing t;
    struct sv word;
    size_t keep;
    typing_init(&t, TYPING_TELEX, false);
    assert_true(typing_key(&t, sv_of("lê lợi tiêng"), 's', &keep, &word));
    assert_int_equal(keep, strlen("lê lợi "));
    assert_int_equal(word.n, strlen("tiếng"));
    assert_memory_equal(word.p, "tiếng", word.n);
    typing_release(&t);
}

static void what_is_not_for_the_method_is_left_to_the_caller(void **state)
{
    (void)state;
    struct typing t;
    struct sv word;
    size_t keep;
    typing_init(&t, TYPING_OFF, false);
    assert_false(typing_key(&t, sv_of("tiêng"), 's', &keep, &word));
    typing_release(&t);
    typing_init(&t, TYPING_TELEX, false);
    assert_false(typing_key(&t, sv_of("hòa"), ' ', &keep, &word));
    assert_false(typing_key(&t, sv_of("hòa "), TYPING_BACKSPACE, &keep, &word));
    assert_false(typing_key(&t, sv_of(""), TYPING_BACKSPACE, &keep, &word));
    assert_false(typing_key(&t, sv_of("6A"), 's', &keep, &word));
    assert_false(typing_end(&t, sv_of("hòa"), &keep, &word));
    typing_release(&t);
}

static void a_word_is_turned_back_where_it_ends_without_a_key(void **state)
{
    (void)state;
    struct typing t;
    struct str text = STR_INIT;
    struct sv word;
    size_t keep;
    typing_init(&t, TYPING_TELEX, false);
    type(&t, &text, "new window");
    assert_true(typing_end(&t, (struct sv){text.p, text.len}, &keep, &word));
    assert_int_equal(keep, strlen("new "));
    assert_memory_equal(word.p, "window", word.n);
    str_release(&text);
    typing_release(&t);
}

static void text_changed_by_others_is_taken_up_as_it_stands(void **state)
{
    (void)state;
    struct typing t;
    struct sv word;
    size_t keep;
    struct str text = STR_INIT;
    typing_init(&t, TYPING_TELEX, false);
    type(&t, &text, "aaa"); /* taken back: letters from here on */
    assert_string_equal(text.p, "aa");
    assert_true(typing_key(&t, sv_of("ta"), 'a', &keep, &word));
    assert_memory_equal(word.p, "tâ", word.n);
    str_release(&text);
    typing_release(&t);
}

static void words_that_are_too_long_for_a_syllable_are_typed_as_ever(void **state)
{
    (void)state;
    struct typing t;
    struct str text = STR_INIT;
    char keys[3 * SYLLABLE_MAX + 1];
    memset(keys, 'b', sizeof keys - 1);
    keys[sizeof keys - 1] = '\0';
    typing_init(&t, TYPING_TELEX, false);
    type(&t, &text, keys);
    assert_string_equal(text.p, keys);
    str_release(&text);
    typing_release(&t);
}

/* ---- every syllable of the spelling dictionary ---- */

#define DICTIONARY "/usr/share/hunspell/vi_VN.dic"

/* How marks and tones are typed: each behind its letter; the tone at the end; all at the end. */
enum spelling { AT_ONCE, TONE_LAST, ALL_LAST, SPELLINGS };

static const char telex_tones[] = {' ', 'f', 'r', 'x', 's', 'j'};
static const char vni_tones[] = {' ', '2', '3', '4', '1', '5'};

static char mark_key(enum viet_base base, enum typing_method method)
{
    bool telex = method == TYPING_TELEX;
    switch (base) {
    case VIET_AA:
    case VIET_EE:
    case VIET_OO:
        return telex ? viet_ascii(base) : '6';
    case VIET_AW:
        return telex ? 'w' : '8';
    case VIET_OW:
    case VIET_UW:
        return telex ? 'w' : '7';
    case VIET_DD:
        return telex ? 'd' : '9';
    default:
        return 0;
    }
}

/* ươ takes one key when it is typed at the end. */
static bool is_second_of_uo(const struct syllable *s, size_t i)
{
    return i > 0 && s->base[i] == VIET_OW && s->base[i - 1] == VIET_UW;
}

static void spell(const struct syllable *s, size_t tone_at, enum typing_method method, enum spelling how, char *out)
{
    char late[2 * SYLLABLE_MAX] = "";
    char tone = (method == TYPING_TELEX ? telex_tones : vni_tones)[s->tone];
    size_t n = 0;
    size_t nlate = 0;
    for (size_t i = 0; i < s->n; i++) {
        char letter = viet_ascii((enum viet_base)s->base[i]);
        char mark = mark_key((enum viet_base)s->base[i], method);
        bool oo = i > 0 && s->base[i] == VIET_O && s->base[i - 1] == VIET_O;
        out[n++] = s->upper[i] ? (char)(letter - 'a' + 'A') : letter;
        if (mark && how != ALL_LAST) {
            out[n++] = mark;
        } else if (mark && !is_second_of_uo(s, i)) {
            late[nlate++] = mark;
        }
        if (oo && method == TYPING_TELEX) {
            out[n++] = 'o'; /* oo is typed ooo, its tone behind the coda */
        }
        if (i == tone_at && how == AT_ONCE && tone != ' ' && !oo) {
            out[n++] = tone;
            tone = ' ';
        }
    }
    memcpy(out + n, late, nlate);
    n += nlate;
    if (tone != ' ') {
        out[n++] = tone;
    }
    out[n] = '\0';
}

static size_t tone_letter(struct sv word)
{
    struct viet_letter letter = {0};
    uint32_t cp;
    size_t i = 0;
    for (int n; (n = utf8_decode(word, &cp)) > 0; word.p += n, word.n -= (size_t)n, i++) {
        if (viet_split(cp, &letter) && letter.tone != TONE_NGANG) {
            break;
        }
    }
    return i;
}

static bool types_as(const char *keys, enum typing_method method, bool new_style, const char *word)
{
    struct typing t;
    struct str text = STR_INIT;
    size_t keep;
    struct sv last;
    typing_init(&t, method, new_style);
    type(&t, &text, keys);
    if (typing_end(&t, (struct sv){text.p, text.len}, &keep, &last)) {
        str_cut(&text, keep);
        str_add_sv(&text, last);
    }
    bool same = str_eq(text.p, word);
    str_release(&text);
    typing_release(&t);
    return same;
}

/* The dictionary holds both styles; and three words that are spelled as no syllable is, which only come letter by
 * letter or not at all. */
static bool is_exception(const char *word)
{
    return str_eq(word, "palăng") || str_eq(word, "GIF") || str_eq(word, "HĐND");
}

static int try_word(const char *word, enum typing_method method)
{
    struct syllable s;
    int wrong = 0;
    if (!syllable_read(&s, sv_of(word)) || is_exception(word)) {
        return 0;
    }
    for (enum spelling how = AT_ONCE; how < SPELLINGS; how++) {
        char keys[4 * SYLLABLE_MAX];
        spell(&s, tone_letter(sv_of(word)), method, how, keys);
        if (!types_as(keys, method, false, word) && !types_as(keys, method, true, word)) {
            print_error("%s does not make %s\n", keys, word);
            wrong++;
        }
    }
    return wrong;
}

/* rule: built-in typing */
static void every_spelling_of_every_syllable_of_the_dictionary_makes_it(void **state)
{
    (void)state;
    FILE *in = fopen(DICTIONARY, "r");
    char line[256];
    int words = 0;
    int wrong = 0;
    assert_non_null(in);
    while (fgets(line, sizeof line, in)) {
        line[strcspn(line, "/\r\n")] = '\0';
        wrong += try_word(line, TYPING_TELEX) + try_word(line, TYPING_VNI);
        words++;
    }
    fclose(in);
    assert_true(words > 6000);
    assert_int_equal(wrong, 0);
}

static void joining_is_the_inverse_of_splitting(void **state)
{
    (void)state;
    int letters = 0;
    for (uint32_t cp = 0; cp < 0x2000; cp++) {
        struct viet_letter letter;
        if (viet_split(cp, &letter)) {
            assert_int_equal(viet_join(&letter), cp);
            letters++;
        }
    }
    assert_int_equal(letters, 186);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_word_before_the_caret_is_replaced),
        cmocka_unit_test(what_is_not_for_the_method_is_left_to_the_caller),
        cmocka_unit_test(a_word_is_turned_back_where_it_ends_without_a_key),
        cmocka_unit_test(text_changed_by_others_is_taken_up_as_it_stands),
        cmocka_unit_test(words_that_are_too_long_for_a_syllable_are_typed_as_ever),
        cmocka_unit_test(every_spelling_of_every_syllable_of_the_dictionary_makes_it),
        cmocka_unit_test(joining_is_the_inverse_of_splitting),
    };
    return cmocka_run_group_tests_name("text/typing", tests, NULL, NULL);
}
