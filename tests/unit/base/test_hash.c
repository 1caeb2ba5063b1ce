#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include "base/hash.h"

static void sha256_gives_the_published_digests(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char got[HASH_HEX];
        hash_hex(cases[i].text, strlen(cases[i].text), got);
        assert_string_equal(got, cases[i].want);
    }
}

static void random_bytes_fill_the_whole_buffer(void **state)
{
    (void)state;
    unsigned char seen[64] = {0}, bytes[64];

    for (int round = 0; round < 20; round++) {
        hash_random(bytes, sizeof bytes);
        for (size_t i = 0; i < sizeof bytes; i++) {
            seen[i] |= bytes[i];
        }
    }
    for (size_t i = 0; i < sizeof seen; i++) {
        assert_int_not_equal(seen[i], 0);
    }
}

static bool is_uuid7(const char *text)
{
    for (int i = 0; i < 36; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : !strchr("0123456789abcdef", text[i])) {
            return false;
        }
    }
    return strlen(text) == 36 && text[14] == '7' && strchr("89ab", text[19]);
}

static void a_uuid7_starts_with_its_time(void **state)
{
    (void)state;
    char text[UUID_TEXT];

    uuid7(0x017F22E279B0, text); /* the example of RFC 9562 */
    assert_true(is_uuid7(text));
    assert_memory_equal(text, "017f22e2-79b0-7", 15);
}

static void uuids_differ_and_sort_by_time(void **state)
{
    (void)state;
    char before[UUID_TEXT], after[UUID_TEXT];

    uuid7(1567297800000, before);
    for (int i = 1; i < 500; i++) {
        uuid7(1567297800000 + i, after);
        assert_true(is_uuid7(after));
        assert_true(strcmp(before, after) < 0);
        memcpy(before, after, sizeof before);
    }
    uuid7(5, before);
    uuid7(5, after);
    assert_string_not_equal(before, after);
}

static void numbered_uuids_sort_by_their_numbers(void **state)
{
    static const uint32_t numbers[] = {0, 1, 9, 10, 255, 65536, UINT32_MAX};
    (void)state;
    char first[UUID_TEXT], before[UUID_TEXT] = "", id[UUID_TEXT];

    uuid7(1567297800000, first);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        memcpy(id, first, sizeof id);
        uuid7_number(id, numbers[i]);
        assert_true(is_uuid7(id));
        assert_memory_equal(id, first, UUID_PREFIX);
        assert_int_equal(strtoul(id + UUID_PREFIX, NULL, 16), numbers[i]);
        assert_true(strcmp(before, id) < 0);
        memcpy(before, id, sizeof before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_gives_the_published_digests),
        cmocka_unit_test(random_bytes_fill_the_whole_buffer),
        cmocka_unit_test(a_uuid7_starts_with_its_time),
        cmocka_unit_test(uuids_differ_and_sort_by_time),
        cmocka_unit_test(numbered_uuids_sort_by_their_numbers),
    };
    return cmocka_run_group_tests_name("base/hash", tests, NULL, NULL);
}
