#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <iconv.h>
#include <string.h>
#include "text/legacy.h"

static const char sentence[] = "Trường Tiểu học Lê Lợi tự đánh giá, đề nghị công nhận: ĐẠT MỨC 2";

/* The sentence in each encoding; what libc writes is written by libc. */
static const struct {
    enum legacy encoding;
    const char *iconv;
    const char *bytes;
} written[] = {
    {LEGACY_TCVN3, "TCVN5712-1", NULL},
    {LEGACY_VISCII, "VISCII", NULL},
    {LEGACY_CP1258, "CP1258", NULL},
    {LEGACY_VNI, NULL,
     "Tr\xf6\xf4\xf8ng Tie\xe5u ho\xef"
     "c Le\xe2 L\xf4\xefi t\xf6\xef \xf1"
     "a\xf9nh gia\xf9, \xf1"
     "e\xe0 ngh\xf2 co\xe2ng nha\xe4n: \xd1"
     "A\xcfT M\xd6\xd9"
     "C 2"},
    {LEGACY_VIQR, NULL,
     "Tru+o+`ng Tie^?u ho.c Le^ Lo+.i tu+. dda'nh gia', dde^` nghi. co^ng nha^.n: DDA.T MU+'C 2"},
};
#define WRITTEN (sizeof written / sizeof *written)

static struct sv bytes_of(size_t i, char *buffer, size_t size)
{
    if (written[i].bytes) {
        return sv_of(written[i].bytes);
    }
    char text[sizeof sentence];
    memcpy(text, sentence, sizeof text);
    char *from = text;
    char *to = buffer;
    size_t left = strlen(text);
    size_t room = size;
    iconv_t cd = iconv_open(written[i].iconv, "UTF-8");
    assert_true(cd != (iconv_t)-1);
    assert_int_equal(iconv(cd, &from, &left, &to, &room), 0);
    assert_int_equal(iconv(cd, NULL, NULL, &to, &room), 0);
    iconv_close(cd);
    return (struct sv){buffer, size - room};
}

static void each_encoding_is_recognised_and_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < WRITTEN; i++) {
        char buffer[512];
        struct sv bytes = bytes_of(i, buffer, sizeof buffer);
        enum legacy found = LEGACY_COUNT;
        int confidence = 0;
        struct str text = STR_INIT;
        struct err err = ERR_INIT;
        assert_true(legacy_recognise(bytes, &found, &confidence));
        assert_string_equal(legacy_name(found), legacy_name(written[i].encoding));
        assert_true(confidence >= 90);
        assert_true(legacy_convert(found, bytes, &text, &err));
        assert_string_equal(text.p, sentence);
        str_release(&text);
    }
}

static void old_bytes_that_a_spreadsheet_took_for_latin_letters_are_read_too(void **state)
{
    (void)state;
    enum legacy found = LEGACY_COUNT;
    int confidence = 0;
    struct str text = STR_INIT;
    struct err err = ERR_INIT;
    struct sv bytes = sv_of("Tröôøng tieåu hoïc");
    assert_true(legacy_recognise(bytes, &found, &confidence));
    assert_int_equal(found, LEGACY_VNI);
    assert_true(legacy_convert(found, bytes, &text, &err));
    assert_string_equal(text.p, "Trường tiểu học");
    str_release(&text);
}

static void what_needs_no_conversion_is_recognised_as_nothing(void **state)
{
    (void)state;
    const char *const texts[] = {
        "",
        "ma,ten\r\nHS1,An\r\n",
        "Isn't it? Yes. Ha Noi. To be.",
        "Trường Tiểu học Lê Lợi",
        "Café, naïve, Zürich",
        "x^2 + y^2",
        "\xff\xfe\xfd\x80\x81",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        enum legacy found = LEGACY_COUNT;
        int confidence = 0;
        assert_false(legacy_recognise(sv_of(texts[i]), &found, &confidence));
    }
}

/* As a program does that reads no more of a file. */
static void a_sample_that_ends_within_a_letter_is_still_no_other_encoding(void **state)
{
    (void)state;
    const char *const words[] = {"ô\n", "Lưu ý\n", "đã\n", "Ủy ban nhân dân, à\n", "ứ a b\n"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct str text = STR_INIT;
        enum legacy found = LEGACY_COUNT;
        int confidence = 0;
        for (size_t before = 0; before < strlen(words[i]); before++) {
            str_clear(&text);
            str_add_n(&text, "abcdefghijklmnopqrstuvwxyz", before);
            while (text.len < LEGACY_SAMPLE) {
                str_add(&text, words[i]);
            }
            assert_false(legacy_recognise((struct sv){text.p, LEGACY_SAMPLE}, &found, &confidence));
        }
        str_release(&text);
    }
}

static void a_byte_that_the_encoding_lacks_is_named(void **state)
{
    (void)state;
    struct str text = STR_INIT;
    struct err err = ERR_INIT;
    str_add(&text, "before");
    assert_false(legacy_convert(LEGACY_VNI, sv_of("ab\xff"), &text, &err));
    assert_string_equal(err.msg, "byte 3 is none of the encoding vni");
    assert_string_equal(text.p, "before");
    str_release(&text);
}

static void names_lead_to_encodings_and_back(void **state)
{
    (void)state;
    enum legacy found;
    for (int i = 0; i < LEGACY_COUNT; i++) {
        assert_true(legacy_find(legacy_name((enum legacy)i), &found));
        assert_int_equal(found, i);
    }
    assert_false(legacy_find("utf8", &found));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_encoding_is_recognised_and_read),
        cmocka_unit_test(old_bytes_that_a_spreadsheet_took_for_latin_letters_are_read_too),
        cmocka_unit_test(what_needs_no_conversion_is_recognised_as_nothing),
        cmocka_unit_test(a_sample_that_ends_within_a_letter_is_still_no_other_encoding),
        cmocka_unit_test(a_byte_that_the_encoding_lacks_is_named),
        cmocka_unit_test(names_lead_to_encodings_and_back),
    };
    return cmocka_run_group_tests_name("text/legacy", tests, NULL, NULL);
}
