#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>
#include "base/pack.h"

static void values_read_back_in_order(void **state)
{
    (void)state;
    struct str bytes = STR_INIT;
    struct pack_item item;

    pack_list(&bytes, 4);
    pack_null(&bytes);
    pack_int(&bytes, INT64_MIN);
    pack_real(&bytes, -2.5);
    pack_text(&bytes, "Ổn\0!", 6);
    struct sv in = {bytes.p, bytes.len};
    assert_true(pack_next(&in, &item));
    assert_int_equal(item.tag, PACK_LIST);
    assert_int_equal(item.i, 4);
    assert_true(pack_next(&in, &item));
    assert_int_equal(item.tag, PACK_NULL);
    assert_true(pack_next(&in, &item));
    assert_true(item.tag == PACK_INT && item.i == INT64_MIN);
    assert_true(pack_next(&in, &item));
    assert_true(item.tag == PACK_REAL && item.r == -2.5);
    assert_true(pack_next(&in, &item));
    assert_int_equal(item.tag, PACK_TEXT);
    assert_int_equal(item.text.n, 6);
    assert_memory_equal(item.text.p, "Ổn\0!", 6);
    assert_false(pack_next(&in, &item));
    assert_int_equal(in.n, 0);
    str_release(&bytes);
}

static void the_bytes_never_change(void **state)
{
    (void)state;
    static const char want[] = "l\0\0\0\0\0\0\0\4" "n" "i\xff\xff\xff\xff\xff\xff\xff\xfe"
                               "r\x3f\xf8\0\0\0\0\0\0" "t\0\0\0\0\0\0\0\2ab";
    struct str bytes = STR_INIT;

    pack_list(&bytes, 4);
    pack_null(&bytes);
    pack_int(&bytes, -2);
    pack_real(&bytes, 1.5);
    pack_text(&bytes, "ab", 2);
    assert_int_equal(bytes.len, sizeof want - 1);
    assert_memory_equal(bytes.p, want, sizeof want - 1);
    str_release(&bytes);
}

static void equal_numbers_have_equal_bytes(void **state)
{
    (void)state;
    static const double pairs[][2] = {{0.0, -0.0}, {NAN, -NAN}, {1.5, 1.5}};

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct str a = STR_INIT, b = STR_INIT;
        pack_real(&a, pairs[i][0]);
        pack_real(&b, pairs[i][1]);
        assert_int_equal(a.len, b.len);
        assert_memory_equal(a.p, b.p, a.len);
        str_release(&a);
        str_release(&b);
    }
}

static void malformed_bytes_are_refused_and_left_where_they_are(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t n;
    } cases[] = {
        {"", 0},
        {"x", 1},
        {"N", 1},
        {"i", 1},
        {"i\0\0\0\0\0\0\0", 8},
        {"r\0\0", 3},
        {"t\0\0\0\0\0\0\0\3ab", 11},
        {"t\xff\xff\xff\xff\xff\xff\xff\xff" "ab", 11},
        {"l\0\0\0\0\0\0\0\2n", 10},
        {"l\xff\xff\xff\xff\xff\xff\xff\xff", 9},
        {"l\x80\0\0\0\0\0\0\0n", 10},
        {"x\0\0\0\0\0\0\0\0", 9},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sv in = {cases[i].bytes, cases[i].n};
        struct pack_item item;
        assert_false(pack_next(&in, &item));
        assert_ptr_equal(in.p, cases[i].bytes);
        assert_int_equal(in.n, cases[i].n);
    }
}

static void an_empty_text_and_an_empty_list_are_fine(void **state)
{
    (void)state;
    struct str bytes = STR_INIT;
    struct pack_item item;

    pack_text(&bytes, NULL, 0);
    pack_list(&bytes, 0);
    struct sv in = {bytes.p, bytes.len};
    assert_true(pack_next(&in, &item));
    assert_int_equal(item.text.n, 0);
    assert_true(pack_next(&in, &item));
    assert_int_equal(item.i, 0);
    str_release(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_read_back_in_order),
        cmocka_unit_test(the_bytes_never_change),
        cmocka_unit_test(equal_numbers_have_equal_bytes),
        cmocka_unit_test(malformed_bytes_are_refused_and_left_where_they_are),
        cmocka_unit_test(an_empty_text_and_an_empty_list_are_fine),
    };
    return cmocka_run_group_tests_name("base/pack", tests, NULL, NULL);
}
