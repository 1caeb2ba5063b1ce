#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "screen/doctor.h"
#include "text/utf8.h"
#include "text/viet.h"

/* A terminal whose person presses what a list says: each piece is one read, NULL the quiet after it; the end is a hang-up. */
struct fake {
    struct term term;
    const char *const *pieces;
    size_t n, at;
    struct str shown; /* the last screen, as text */
};

static void fake_draw(struct term *t, const struct grid *g)
{
    struct fake *f = (struct fake *)(void *)t;
    str_clear(&f->shown);
    grid_dump(g, &f->shown);
}

static long fake_read(struct term *t, char *buf, size_t size, int timeout_ms, bool *resized)
{
    struct fake *f = (struct fake *)(void *)t;
    *resized = false;
    if (f->at >= f->n) {
        return -1;
    }
    const char *piece = f->pieces[f->at];
    if (!piece || timeout_ms > 0) {
        bool quiet = !piece;
        f->at += quiet;
        assert_true(timeout_ms > 0 || !quiet); /* nobody waits for ever for what has come */
        if (quiet) {
            return 0;
        }
    }
    f->at++;
    assert_true(strlen(piece) <= size);
    memcpy(buf, piece, strlen(piece));
    return (long)strlen(piece);
}

static void fake_size(struct term *t, int *rows, int *cols)
{
    (void)t;
    *rows = 24;
    *cols = 80;
}

static void fake_teach(struct term *t, struct keys *keys)
{
    (void)t;
    keys_learn(keys, "\033[77z", KEY_F2);
}

static void start(struct fake *f, const char *const *pieces, size_t n)
{
    *f = (struct fake){.term = {.draw = fake_draw, .read = fake_read, .size = fake_size, .teach = fake_teach},
                       .pieces = pieces,
                       .n = n,
                       .shown = STR_INIT};
}

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static void each_press_is_told_and_judged(void **state)
{
    (void)state;
    static const char *const pieces[] = {"\033[11~", NULL,                 /* F1 */
                                         "\033[77z", NULL,                 /* F2, by terminfo */
                                         "\033", "[1", "3~", NULL,         /* F3, cut */
                                         "\r", NULL,                       /* F4: skipped */
                                         "\033[98q", NULL,                 /* F5: unknown */
                                         "\033[17~\033[17~", NULL,         /* F6: twice */
                                         "x", NULL,                        /* F7: a letter */
                                         "\033[20~", NULL,                 /* F8: sends what F9 does */
                                         "\033[20~", NULL,                 /* F9 */
                                         "\021", NULL};                    /* enough */
    static const struct {
        const char *asked, *read;
        enum doctor_verdict verdict;
        bool learn;
    } expected[] = {
        {"F1", "F1", DOCTOR_RIGHT, false},   {"F2", "F2", DOCTOR_RIGHT, false},  {"F3", "F3", DOCTOR_RIGHT, false},
        {"F4", "", DOCTOR_SKIPPED, false},   {"F5", "?", DOCTOR_WRONG, true},    {"F6", "F6 F6", DOCTOR_WRONG, true},
        {"F7", "“x”", DOCTOR_WRONG, false},  {"F8", "F9", DOCTOR_CLASH, false},  {"F9", "F9", DOCTOR_RIGHT, false},
        {"F10", "", DOCTOR_SKIPPED, false},
    };
    struct fake f;
    struct doctor_keys keys = {0};
    start(&f, pieces, COUNT(pieces));
    assert_true(doctor_try_keys(&f.term, NULL, &keys));
    assert_int_equal(keys.list.n, COUNT(expected));
    for (size_t i = 0; i < COUNT(expected); i++) {
        const struct doctor_key *k = &keys.list.v[i];
        assert_string_equal(k->asked, expected[i].asked);
        assert_string_equal(k->read.p, expected[i].read);
        if (k->verdict != expected[i].verdict || doctor_can_learn(k) != expected[i].learn) {
            fail_msg("%s is judged otherwise (%d)", k->asked, (int)k->verdict);
        }
    }
    assert_non_null(strstr(f.shown.p, "F5           \\e[98q                ? ! not understood"));
    assert_non_null(strstr(f.shown.p, "Press F10:"));
    doctor_keys_release(&keys);
    str_release(&f.shown);
}

static void all_keys_and_the_twins_are_asked_for(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "\r", NULL, "\r", NULL, "\r", NULL, "\r", NULL, "\r", NULL, "\r", NULL, "\r", NULL, "\r", NULL, "\r", NULL, "\r", NULL,
        "\b", NULL, "\033OA", NULL, "\033[B", NULL, "\033[D", NULL, "\033[C", NULL, "\033[1~", NULL, "\033[4~", NULL, "\033[5~", NULL,
        "\033[6~", NULL, "\033", "1", NULL, "\033", "0", NULL};
    struct fake f;
    struct doctor_keys keys = {0};
    start(&f, pieces, COUNT(pieces));
    assert_true(doctor_try_keys(&f.term, NULL, &keys));
    assert_int_equal(keys.list.n, 21);
    for (size_t i = 10; i < 21; i++) {
        assert_int_equal(keys.list.v[i].verdict, DOCTOR_RIGHT);
    }
    assert_string_equal(keys.list.v[20].asked, "Esc 0");
    doctor_keys_release(&keys);
    str_release(&f.shown);
}

static void a_terminal_that_is_gone_ends_it(void **state)
{
    (void)state;
    static const char *const pieces[] = {"\033[11~", NULL, "\033[1"};
    struct fake f;
    struct doctor_keys keys = {0};
    struct doctor_picture picture = {0};
    start(&f, pieces, COUNT(pieces));
    assert_false(doctor_try_keys(&f.term, NULL, &keys));
    assert_false(doctor_try_picture(&f.term, "", &picture));
    doctor_keys_release(&keys);
    str_release(&f.shown);
}

static void the_picture_asks_two_questions(void **state)
{
    (void)state;
    static const struct {
        const char *pieces[8];
        size_t n;
        enum doctor_answer straight, letters;
    } cases[] = {
        {{"y", NULL, "n", NULL}, 4, ANSWER_YES, ANSWER_NO},   {{"c", NULL, "K", NULL}, 4, ANSWER_YES, ANSWER_NO},
        {{"n", NULL}, 2, ANSWER_NO, ANSWER_NONE},             {{"\r", NULL, "\r", NULL}, 4, ANSWER_NONE, ANSWER_NONE},
        {{"x", NULL, "\033[A", NULL, "y", NULL, "y", NULL}, 8, ANSWER_YES, ANSWER_YES},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct fake f;
        struct doctor_picture picture = {0};
        start(&f, cases[i].pieces, cases[i].n);
        assert_true(doctor_try_picture(&f.term, "Lines are drawn as letters.", &picture));
        assert_int_equal(picture.straight, cases[i].straight);
        assert_int_equal(picture.letters, cases[i].letters);
        assert_int_equal(f.at, cases[i].n);
        str_release(&f.shown);
    }
}

static void the_picture_has_every_letter_within_a_straight_frame(void **state)
{
    (void)state;
    struct grid g;
    struct viet_letter letter;
    size_t letters = 0;
    grid_init(&g, 24, 80);
    int rows = doctor_draw_picture(&g);
    for (int row = 0; row < rows; row++) {
        const struct gcell *right = &g.cells[row * g.stride + 42];
        assert_int_equal(right->bytes, 3);
        assert_int_equal(right[1].bytes, 1);
        for (int col = 0; col < 80; col++) {
            const struct gcell *c = &g.cells[row * g.stride + col];
            uint32_t cp = 0;
            utf8_decode((struct sv){c->text, c->bytes}, &cp);
            letters += cp >= 0x80 && viet_split(cp, &letter);
        }
    }
    assert_int_equal(letters, 134);
    grid_release(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_press_is_told_and_judged),
        cmocka_unit_test(all_keys_and_the_twins_are_asked_for),
        cmocka_unit_test(a_terminal_that_is_gone_ends_it),
        cmocka_unit_test(the_picture_asks_two_questions),
        cmocka_unit_test(the_picture_has_every_letter_within_a_straight_frame),
    };
    return cmocka_run_group_tests_name("screen/doctor", tests, NULL, NULL);
}
