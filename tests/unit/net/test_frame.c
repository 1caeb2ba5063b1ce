/* The messages' envelopes, as they come off a socket. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "form/wire.h"
#include "net/frame.h"

static void a_message_is_found_once_it_is_whole(void **state)
{
    struct str bytes = STR_INIT;
    struct frame f;
    (void)state;
    frame_put(&bytes, FRAME_REPLY, "xin chào", 9);
    frame_put(&bytes, FRAME_BYE, "", 0);
    for (size_t n = 0; n < 9 + FRAME_HEAD; n++) {
        struct sv part = {bytes.p, n};
        assert_int_equal(frame_next(&part, &f), FRAME_PART);
        assert_int_equal(part.n, n);
    }
    struct sv all = {bytes.p, bytes.len};
    assert_int_equal(frame_next(&all, &f), FRAME_WHOLE);
    assert_int_equal(f.kind, FRAME_REPLY);
    assert_int_equal(f.body.n, 9);
    assert_memory_equal(f.body.p, "xin chào", 9);
    assert_int_equal(frame_next(&all, &f), FRAME_WHOLE);
    assert_int_equal(f.kind, FRAME_BYE);
    assert_int_equal(all.n, 0);
    str_release(&bytes);
}

static void what_is_no_message_is_known_by_its_first_bytes(void **state)
{
    static const struct {
        const char *bytes;
        size_t n;
    } cases[] = {{"x", 1}, {"\0", 1}, {"H\0\0\4\1", 5}, {"R\xff\xff\xff\xff", 5}, {"I\0\1\0\1", 5}, {"\x1b[31m", 5}};
    struct frame f;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sv in = {cases[i].bytes, cases[i].n};
        assert_int_equal(frame_next(&in, &f), FRAME_BAD);
    }
}

static void each_kind_has_its_measure(void **state)
{
    (void)state;
    assert_int_equal(frame_most(FRAME_REQUEST), WIRE_REQUEST_MAX);
    assert_int_equal(frame_most(FRAME_REPLY), WIRE_REPLY_MAX);
    for (int c = 0; c < 256; c++) {
        assert_int_equal(frame_most((enum frame_kind)c) > 0, c != 0 && strchr("HRIWAOB", c) != NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_is_found_once_it_is_whole),
        cmocka_unit_test(what_is_no_message_is_known_by_its_first_bytes),
        cmocka_unit_test(each_kind_has_its_measure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
