#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "base/i18n.h"

static void languages_are_read_from_codes_and_locale_names(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        int want; /* -1 when unknown */
    } cases[] = {
        {"vi", LANG_VI}, {"en", LANG_EN}, {"vi_VN.UTF-8", LANG_VI}, {"en_US", LANG_EN}, {"en-GB", LANG_EN},
        {"vi.UTF-8", LANG_VI}, {"vi@x", LANG_VI}, {"", -1}, {"C", -1}, {"POSIX", -1}, {"fr", -1}, {"v", -1},
        {"vie", -1}, {"VI", -1},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum lang got = LANG_COUNT;
        bool ok = lang_parse(cases[i].code, &got);
        if (ok != (cases[i].want >= 0) || (ok && (int)got != cases[i].want)) {
            fail_msg("'%s' is language %d", cases[i].code, (int)got);
        }
    }
}

static void codes_read_back(void **state)
{
    (void)state;
    for (int i = 0; i < LANG_COUNT; i++) {
        enum lang got;
        assert_true(lang_parse(lang_code((enum lang)i), &got));
        assert_int_equal(got, i);
    }
}

static void start_makes_letters_utf8_and_leaves_numbers_alone(void **state)
{
    (void)state;
    setenv("LC_ALL", "C", 1);
    assert_false(i18n_start(LANG_VI, "/nonexistent"));
    assert_string_equal(nl_langinfo(CODESET), "UTF-8");
    assert_string_equal(setlocale(LC_NUMERIC, NULL), "C");
    setenv("LC_ALL", "C.UTF-8", 1);
    assert_true(i18n_start(LANG_EN, "/nonexistent"));
    assert_string_equal(getenv("LANGUAGE"), "en");
}

/* rule: odd consoles */
static void a_locale_that_is_not_there_is_judged_by_its_name(void **state)
{
    static const struct {
        const char *all, *ctype, *lang;
        bool utf8;
    } cases[] = {
        {"", "", "xx_XX.UTF-8", true}, {"", "", "xx_XX.utf8@abc", true}, {"", "xx_XX.UTF-8", "C", true},
        {"xx_XX", "", "C.UTF-8", false}, {"xx_XX.TCVN", "", "C.UTF-8", false}, {"", "", "xx_XX.ISO-8859-1", false},
        {"C", "", "xx_XX.UTF-8", false}, {"", "", "", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        setenv("LC_ALL", cases[i].all, 1);
        setenv("LC_CTYPE", cases[i].ctype, 1);
        setenv("LANG", cases[i].lang, 1);
        if (i18n_start(LANG_EN, "/nonexistent") != cases[i].utf8) {
            fail_msg("LC_ALL=%s LC_CTYPE=%s LANG=%s", cases[i].all, cases[i].ctype, cases[i].lang);
        }
        assert_string_equal(nl_langinfo(CODESET), "UTF-8");
    }
    unsetenv("LC_CTYPE");
    unsetenv("LANG");
    setenv("LC_ALL", "C.UTF-8", 1);
}

static void an_untranslated_message_is_the_english_one(void **state)
{
    (void)state;
    i18n_start(LANG_VI, "/nonexistent");
    assert_string_equal(_("Out of memory."), "Out of memory.");
    assert_string_equal(Q_("one record", "many records", 2), "many records");
}

/* A catalogue of the header and one message, as msgfmt would write it. */
static void write_catalogue(const char *path)
{
    static const char header[] = "Content-Type: text/plain; charset=UTF-8\n";
    static const char from[] = "Save", to[] = "Lưu";
    enum { HEAD = 28, TABLE = 16, TEXT = HEAD + 2 * TABLE };
    const uint32_t words[] = {
        0x950412de, 0, 2, HEAD, HEAD + TABLE, 0, 0,
        0, TEXT, sizeof from - 1, TEXT + 1,
        sizeof header - 1, TEXT + 1 + sizeof from, sizeof to - 1, TEXT + 1 + sizeof from + sizeof header,
    };
    struct str bytes = STR_INIT;
    struct err err = ERR_INIT;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        for (int shift = 0; shift < 32; shift += 8) {
            str_add_c(&bytes, (char)(words[i] >> shift));
        }
    }
    str_add_n(&bytes, "", 1);
    str_add_n(&bytes, from, sizeof from);
    str_add_n(&bytes, header, sizeof header);
    str_add_n(&bytes, to, sizeof to);
    assert_true(file_write_atomic(path, bytes.p, bytes.len, &err));
    str_release(&bytes);
}

static void the_catalogue_of_the_language_is_used_in_any_environment(void **state)
{
    (void)state;
    static const char *const locales[] = {"C", "C.UTF-8", "POSIX"};
    char dir[] = "/tmp/phieu-i18n-XXXXXX";
    struct err err = ERR_INIT;

    assert_non_null(mkdtemp(dir));
    char *vi = file_join(dir, "vi"), *folder = file_join(vi, "LC_MESSAGES");
    char *mo = file_join(folder, "phieu.mo");
    assert_true(file_make_dirs(folder, &err));
    write_catalogue(mo);
    for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
        setenv("LC_ALL", locales[i], 1);
        i18n_start(LANG_VI, dir);
        assert_string_equal(_("Save"), "Lưu");
        i18n_start(LANG_EN, dir);
        assert_string_equal(_("Save"), "Save");
    }
    unlink(mo);
    rmdir(folder);
    rmdir(vi);
    rmdir(dir);
    free(mo);
    free(folder);
    free(vi);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(languages_are_read_from_codes_and_locale_names),
        cmocka_unit_test(codes_read_back),
        cmocka_unit_test(start_makes_letters_utf8_and_leaves_numbers_alone),
        cmocka_unit_test(a_locale_that_is_not_there_is_judged_by_its_name),
        cmocka_unit_test(an_untranslated_message_is_the_english_one),
        cmocka_unit_test(the_catalogue_of_the_language_is_used_in_any_environment),
    };
    return cmocka_run_group_tests_name("base/i18n", tests, NULL, NULL);
}
