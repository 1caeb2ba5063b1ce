#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "screen/keys.h"

/* All waiting events by name, with texts as text:… and paste:… ; joined by blanks. */
static void take_all(struct keys *k, struct str *out)
{
    for (struct event ev = keys_next(k); ev.key != KEY_NONE; ev = keys_next(k)) {
        str_add(out, out->len ? " " : "");
        if (ev.key == KEY_TEXT || ev.key == KEY_PASTE) {
            str_addf(out, "%s:%.*s", ev.key == KEY_TEXT ? "text" : "paste", (int)ev.text.n, ev.text.p);
        } else if (ev.key == KEY_REPLY) {
            str_add(out, "reply");
        } else {
            key_spell(&ev, out);
        }
    }
}

/* Feed the bytes in two pieces, cut after `cut`. */
static void decode(const char *bytes, size_t n, size_t cut, struct str *out)
{
    struct keys *k = keys_new();
    keys_feed(k, bytes, cut);
    take_all(k, out);
    keys_feed(k, bytes + cut, n - cut);
    take_all(k, out);
    keys_free(k);
}

struct key_case {
    const char *terminal, *bytes, *events;
};

static const struct key_case sequences[] = {
    {"xterm", "\033OP", "F1"},
    {"xterm", "\033OS", "F4"},
    {"xterm", "\033[15~", "F5"},
    {"xterm", "\033[17~", "F6"},
    {"xterm", "\033[21~", "F10"},
    {"xterm", "\033[23~", "F11"},
    {"xterm", "\033[24~", "F12"},
    {"xterm", "\033[A", "Up"},
    {"xterm", "\033OA", "Up"},
    {"xterm", "\033[B", "Down"},
    {"xterm", "\033[C", "Right"},
    {"xterm", "\033[D", "Left"},
    {"xterm", "\033[H", "Home"},
    {"xterm", "\033OF", "End"},
    {"xterm", "\033[2~", "Insert"},
    {"xterm", "\033[3~", "Delete"},
    {"xterm", "\033[5~", "PgUp"},
    {"xterm", "\033[6~", "PgDn"},
    {"xterm", "\033[Z", "Shift-Tab"},
    {"xterm", "\033[1;5C", "Ctrl-Right"},
    {"xterm", "\033[1;5D", "Ctrl-Left"},
    {"xterm", "\033[1;5H", "Ctrl-Home"},
    {"xterm", "\033[1;5F", "Ctrl-End"},
    {"xterm", "\033[5;5~", "Ctrl-PgUp"},
    {"xterm", "\033[6;5~", "Ctrl-PgDn"},
    {"xterm", "\033[1;2A", "Up"},
    {"xterm", "\033[3;2~", "Delete"},
    {"old xterm", "\033O5C", "Ctrl-Right"},
    {"PuTTY", "\033[11~", "F1"},
    {"PuTTY", "\033[12~", "F2"},
    {"PuTTY", "\033[13~", "F3"},
    {"PuTTY", "\033[14~", "F4"},
    {"PuTTY", "\033[1~", "Home"},
    {"PuTTY", "\033[4~", "End"},
    {"PuTTY keypad", "\033Op", "text:0"},
    {"PuTTY keypad", "\033Oq", "text:1"},
    {"PuTTY keypad", "\033Or", "text:2"},
    {"PuTTY keypad", "\033Os", "text:3"},
    {"PuTTY keypad", "\033Ot", "text:4"},
    {"PuTTY keypad", "\033Ou", "text:5"},
    {"PuTTY keypad", "\033Ov", "text:6"},
    {"PuTTY keypad", "\033Ow", "text:7"},
    {"PuTTY keypad", "\033Ox", "text:8"},
    {"PuTTY keypad", "\033Oy", "text:9"},
    {"PuTTY keypad", "\033On", "text:."},
    {"PuTTY keypad", "\033Ol", "text:,"},
    {"PuTTY keypad", "\033Ok", "text:+"},
    {"PuTTY keypad", "\033Om", "text:-"},
    {"PuTTY keypad", "\033Oj", "text:*"},
    {"PuTTY keypad", "\033Oo", "text:/"},
    {"PuTTY keypad", "\033OM", "Enter"},
    {"PuTTY VT100+", "\033OT", "F5"},
    {"PuTTY VT100+", "\033OY", "F10"},
    {"PuTTY VT100+", "\033O[", "F12"},
    {"linux", "\033[[A", "F1"},
    {"linux", "\033[[E", "F5"},
    {"linux", "\033[1~", "Home"},
    {"linux", "\033[4~", "End"},
    {"linux", "\033\t", "Shift-Tab"},
    {"rxvt", "\033[7~", "Home"},
    {"rxvt", "\033[8~", "End"},
    {"rxvt", "\033[5^", "Ctrl-PgUp"},
    {"rxvt", "\033[6^", "Ctrl-PgDn"},
    {"rxvt", "\033[7^", "Ctrl-Home"},
    {"rxvt", "\033[8^", "Ctrl-End"},
    {"rxvt", "\033[7$", "Home"},
    {"rxvt", "\033Oc", "Ctrl-Right"},
    {"rxvt", "\033Od", "Ctrl-Left"},
    {"rxvt", "\033[a", "Up"},
    {"vt220", "\033[17~", "F6"},
    {"vt220", "\033[20~", "F9"},
    {"tmux", "\033[1~", "Home"},
    {"tmux", "\033[4~", "End"},
    {"screen", "\033[1~", "Home"},
    {"answer", "\033[?1;2c", "reply"},
    {"answer", "\033[>0;276;0c", "reply"},
    {"answer", "\033[24;80R", "reply"},
    {"answer", "\033[5;1R", "reply"},
    {"answer", "\033[I", "reply"},
    {"answer", "\033[O", "reply"},
    {"answer", "\033[0n", "reply"},
    {"answer", "\033[?2026;2$y", "reply"},
    {"answer", "\033[1;2R", "reply"},
    {"modified", "\033[1;2P", "reply"},
    {"modified", "\033[15;5~", "reply"},
    {"unknown", "\033[99~", "reply"},
    {"mc", "\0331", "F1"},
    {"mc", "\0339", "F9"},
    {"mc", "\0330", "F10"},
    {"menu", "\033m", "Alt-m"},
    {"menu", "\033M", "Alt-m"},
    {"menu", "\033?", "Alt-?"},
    {"menu", "\033<", "Alt-<"},
    {"leave", "\033\033", "Esc Esc"},
};

/* A cut after the Esc reports it as begun, once; everything else is as if nothing had been cut. */
/* rule: PuTTY F1–F4 */
/* rule: Linux console F1–F5 */
/* rule: Shift/Ctrl-F3 */
/* rule: odd sequences */
static void every_sequence_is_known_wherever_it_is_cut(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++) {
        const struct key_case *c = &sequences[i];
        size_t n = strlen(c->bytes);
        for (size_t cut = 0; cut <= n; cut++) {
            struct str got = STR_INIT;
            decode(c->bytes, n, cut, &got);
            const char *events = cut == 1 && str_starts(got.p, "Esc ") ? got.p + 4 : got.p;
            if (!str_eq(events, c->events) || (cut == 1) != (events != got.p)) {
                fail_msg("%s: '%s' cut at %zu: %s, not %s", c->terminal, c->bytes + 1, cut, got.p, c->events);
            }
            str_release(&got);
        }
    }
}

static void every_sequence_is_known_byte_by_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++) {
        struct keys *k = keys_new();
        struct str got = STR_INIT;
        for (const char *p = sequences[i].bytes; *p; p++) {
            keys_feed(k, p, 1);
            take_all(k, &got);
        }
        assert_true(str_starts(got.p, "Esc "));
        assert_string_equal(got.p + 4, sequences[i].events);
        str_release(&got);
        keys_free(k);
    }
}

static const struct key_case typing[] = {
    {"letters", "abc", "text:abc"},
    {"letters", "Nguyễn", "text:Nguyễn"},
    {"IME, one read", "vie\x7fêt\x7f\x7fệt", "text:vie Backspace text:êt Backspace Backspace text:ệt"},
    {"IME, Ctrl-H", "vie\bêt", "text:vie Backspace text:êt"},
    {"enter", "\r\n\t", "Enter Enter Tab"},
    {"control", "\x01\x1a\x1c\x1d\x1e\x1f", "Ctrl-A Ctrl-Z Ctrl-\\ Ctrl-] Ctrl-^ Ctrl-_"},
    {"bad bytes",
     "a\xff\x80"
     "b",
     "text:a text:b"},
    {"cut letter, then another",
     "a\xe1\xbb"
     "b",
     "text:a text:b"},
    {"C1 control",
     "a\xc2\x9b"
     "b",
     "text:a text:b"},
    {"overlong",
     "\xc0\xaf"
     "x",
     "text:x"},
    {"text after a key", "\033[Aabc", "Up text:abc"},
    {"Esc and an accented letter", "\033ê", "reply text:ê"},
    {"Esc and Enter", "\033\r", "reply Enter"},
    {"Esc and then a key", "\033\033[A", "Up"},
    {"broken sequence", "\033[12\r", "reply Enter"},
    {"broken by another", "\033[1\033[B", "reply Down"},
    {"answer that is a string", "\033]11;rgb:0/0/0\033\\x", "reply text:x"},
    {"answer that is a string", "\033P>|xterm(1)\033\\x", "reply text:x"},
    {"person's Esc ]", "\033]abc", "Alt-] text:abc"},
};

static void typing_becomes_text_and_keys(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof typing / sizeof typing[0]; i++) {
        struct str got = STR_INIT;
        decode(typing[i].bytes, strlen(typing[i].bytes), 0, &got);
        if (!str_eq(got.p, typing[i].events)) {
            fail_msg("%s: %s, not %s", typing[i].terminal, got.p, typing[i].events);
        }
        str_release(&got);
    }
}

static void a_letter_cut_in_two_waits_for_its_end(void **state)
{
    (void)state;
    static const char e[] = "\xe1\xbb\x85"; /* ễ */
    for (size_t cut = 1; cut < 3; cut++) {
        struct str got = STR_INIT;
        decode(e, 3, cut, &got);
        assert_string_equal(got.p, "text:ễ");
        str_release(&got);
    }
}

/* ---- paste ---- */

/* rule: bracketed paste */
static void a_paste_is_literal_and_its_breaks_are_line_feeds(void **state)
{
    (void)state;
    static const char bytes[] = "x\033[200~a\r\nb\rc\nd\033[A\003\033[200~\033[201~y";
    for (size_t cut = 0; cut < sizeof bytes; cut++) {
        struct str got = STR_INIT;
        struct str plain = STR_INIT;
        decode(bytes, sizeof bytes - 1, cut, &got);
        /* A cut right after the first Esc reports it; a cut CRLF must not become two breaks. */
        const char *esc = strstr(got.p, "Esc ");
        str_add_n(&plain, got.p, esc ? (size_t)(esc - got.p) : got.len);
        str_add(&plain, esc ? esc + 4 : "");
        assert_string_equal(plain.p, "text:x paste:a\nb\nc\nd\033[A\003\033[200~ text:y");
        str_release(&got);
        str_release(&plain);
    }
}

static void two_pastes_in_one_read_live_together(void **state)
{
    (void)state;
    static const char bytes[] = "\033[200~một\033[201~\033[200~hai\033[201~";
    struct keys *k = keys_new();
    keys_feed(k, bytes, sizeof bytes - 1);
    struct event a = keys_next(k);
    struct event b = keys_next(k);
    assert_true(sv_eq(a.text, "một"));
    assert_true(sv_eq(b.text, "hai"));
    keys_free(k);
}

/* rule: bracketed paste */
static void a_paste_may_hold_the_end_of_a_paste_and_keys(void **state)
{
    (void)state;
    static const char bytes[] = "\033[200~a\033[201~\021\033\033\003b\033[201~\033[200~c\033[201~\033[A";
    struct str got = STR_INIT;
    decode(bytes, sizeof bytes - 1, 0, &got);
    assert_string_equal(got.p, "paste:a\033[201~\021\033\033\003b paste:c Up");
    str_release(&got);
}

/* rule: bracketed paste */
static void a_paste_may_hold_an_end_keys_and_a_new_beginning(void **state)
{
    (void)state;
    static const char bytes[] = "\033[200~a\033[201~\033[21~\033[200~b\033[201~";
    for (size_t cut = 6; cut < sizeof bytes - 1; cut++) { /* with a pause there as soon as the beginning is whole */
        struct keys *k = keys_new();
        struct str got = STR_INIT;
        bool pause = cut >= 24;
        keys_more(k, !pause);
        keys_feed(k, bytes, cut);
        take_all(k, &got);
        keys_feed(k, bytes + cut, sizeof bytes - 1 - cut);
        keys_more(k, false);
        take_all(k, &got);
        assert_string_equal(got.p, "paste:a\033[201~\033[21~\033[200~b");
        str_release(&got);
        keys_free(k);
    }
}

/* Where more may be coming, the end is believed when a pause follows, or at once another paste; not when too much follows to be typed. */
static void the_end_of_a_paste_is_doubted_until_a_pause(void **state)
{
    static const char paste[] = "\033[200~a\033[201~";
    struct keys *k = keys_new();
    struct str got = STR_INIT;
    (void)state;
    keys_more(k, true);
    keys_feed(k, paste, sizeof paste - 1);
    take_all(k, &got);
    assert_true(keys_in_doubt(k));
    keys_feed(k, "\021\003", 2);
    take_all(k, &got);
    assert_true(keys_in_doubt(k));
    keys_feed(k, "b\033[201~", 7);
    take_all(k, &got);
    assert_string_equal(got.p, "");
    keys_more(k, false);
    take_all(k, &got);
    assert_false(keys_in_doubt(k));
    assert_string_equal(got.p, "paste:a\033[201~\021\003b");
    str_clear(&got);
    keys_more(k, true);
    keys_feed(k, paste, sizeof paste - 1);
    keys_feed(k, "\t", 1);
    keys_more(k, false);
    take_all(k, &got);
    keys_feed(k, paste, sizeof paste - 1);
    take_all(k, &got);
    assert_string_equal(got.p, "paste:a Tab paste:a");
    str_clear(&got);
    keys_more(k, true);
    keys_feed(k, paste, sizeof paste - 1);
    for (int i = 0; i < 5000; i++) {
        keys_feed(k, "\021", 1);
    }
    take_all(k, &got);
    assert_false(keys_in_doubt(k));
    keys_more(k, false);
    take_all(k, &got);
    assert_string_equal(got.p, "");
    keys_feed(k, "\033[201~x", 7);
    take_all(k, &got);
    assert_true(str_ends(got.p, "\021\021 text:x"));
    str_release(&got);
    keys_free(k);
}

/* Feeds `blocks` blocks of 4 KB between the brackets of a paste. */
static struct event paste_blocks(struct keys *k, const char *block, int blocks)
{
    enum { BLOCK = 4096 };
    char bytes[BLOCK];
    size_t at = 0;
    keys_feed(k, "\033[200~", 6);
    for (int i = 0; i < blocks; i++) {
        for (size_t j = 0; j < BLOCK; j++) {
            bytes[j] = block[at++ % strlen(block)];
        }
        keys_feed(k, bytes, sizeof bytes);
        assert_int_equal(keys_next(k).key, KEY_NONE);
    }
    keys_feed(k, "\033[20", 4);
    assert_int_equal(keys_next(k).key, KEY_NONE);
    keys_feed(k, "1~\tx", 4);
    return keys_next(k);
}

static void a_paste_arrives_whole_up_to_its_limit_and_says_when_it_was_cut(void **state)
{
    (void)state;
    static const struct {
        const char *block;
        int blocks;
        size_t bytes;
        bool cut;
    } cases[] = {
        {"x", 100, 100 * 4096, false},
        {"x", KEYS_PASTE_MAX / 4096, KEYS_PASTE_MAX, false},
        {"x", KEYS_PASTE_MAX / 4096 + 1, KEYS_PASTE_MAX, true},
        {"\021\033[A", 2560, KEYS_PASTE_MAX, true},
        {"é", KEYS_PASTE_MAX / 4096 + 1, KEYS_PASTE_MAX, true},
        {"ễ", 2560, KEYS_PASTE_MAX - KEYS_PASTE_MAX % 3, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct keys *k = keys_new();
        struct event ev = paste_blocks(k, cases[i].block, cases[i].blocks);
        assert_int_equal(ev.key, KEY_PASTE);
        assert_int_equal(ev.text.n, cases[i].bytes);
        assert_int_equal(ev.cut, cases[i].cut);
        assert_int_equal(keys_next(k).key, KEY_TAB);
        assert_true(sv_eq(keys_next(k).text, "x"));
        keys_free(k);
    }
}

static void an_end_of_paste_without_a_beginning_is_nothing(void **state)
{
    (void)state;
    struct str got = STR_INIT;
    decode("\033[201~x", 7, 0, &got);
    assert_string_equal(got.p, "reply text:x");
    str_release(&got);
}

/* ---- Esc ---- */

/* rule: Esc delay */
static void a_lone_escape_is_told_once_and_waits_for_ever(void **state)
{
    (void)state;
    struct keys *k = keys_new();
    struct str got = STR_INIT;
    keys_feed(k, "\033", 1);
    take_all(k, &got);
    take_all(k, &got);
    assert_string_equal(got.p, "Esc");
    keys_feed(k, "4", 1);
    take_all(k, &got);
    assert_string_equal(got.p, "Esc F4");
    str_release(&got);
    keys_free(k);
}

static void a_taken_escape_is_over_and_what_follows_is_itself(void **state)
{
    (void)state;
    static const struct key_case cases[] = {
        {"a letter", "m", "Esc text:m"},
        {"a digit", "4", "Esc text:4"},
        {"another Esc", "\033", "Esc Esc"},
        {"the tail of a sequence", "[A", "Esc"},
        {"a longer tail and a letter", "[15~x", "Esc text:x"},
        {"the tail of another", "OP", "Esc"},
        {"a bracket typed", "[", "Esc text:["},
        {"a word", "OK", "Esc text:OK"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct keys *k = keys_new();
        struct str got = STR_INIT;
        keys_feed(k, "\033", 1);
        take_all(k, &got);
        keys_esc_taken(k);
        keys_feed(k, cases[i].bytes, strlen(cases[i].bytes));
        take_all(k, &got);
        if (!str_eq(got.p, cases[i].events)) {
            fail_msg("%s: %s, not %s", cases[i].terminal, got.p, cases[i].events);
        }
        str_release(&got);
        keys_free(k);
    }
}

static void what_terminfo_tells_is_believed_first(void **state)
{
    (void)state;
    struct keys *k = keys_new();
    struct str got = STR_INIT;
    keys_learn(k, "\033[M", KEY_F1); /* a SCO console */
    keys_learn(k, "\033[A", KEY_F2);
    keys_learn(k, "\033A", KEY_UP); /* a vt52: would take a letter of the menu */
    keys_learn(k, "\b", KEY_LEFT);
    keys_feed(k, "\033[M\033[A\033A\b", 9);
    take_all(k, &got);
    assert_string_equal(got.p, "F1 F2 Alt-a Backspace");
    str_release(&got);
    keys_free(k);
}

/* ---- names ---- */

static void names_are_parsed_and_spelled_back(void **state)
{
    (void)state;
    static const char *const names[] = {"Enter",   "Shift-Tab", "F1",       "F12",   "Ctrl-S",
                                        "Ctrl-\\", "Ctrl-_",    "Alt-m",    "Alt-?", "Esc Esc",
                                        "Esc",     "Ctrl-PgDn", "Backspace"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct event ev;
        struct str again = STR_INIT;
        assert_true(key_parse(names[i], &ev));
        key_spell(&ev, &again);
        assert_string_equal(again.p, names[i]);
        str_release(&again);
    }
}

static void control_letters_with_a_key_of_their_own_are_that_key(void **state)
{
    (void)state;
    struct event ev;
    assert_true(key_parse("Ctrl-h", &ev));
    assert_int_equal(ev.key, KEY_BACKSPACE);
    assert_true(key_parse("Ctrl-M", &ev));
    assert_int_equal(ev.key, KEY_ENTER);
    assert_true(key_parse("Space", &ev));
    assert_true(sv_eq(ev.text, " "));
}

static void other_names_are_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"",        "F13",  "F0",     "Ctrl-", "Ctrl-1",
                                        "Ctrl-Up", "Alt-", "Alt-ab", "enter", "S"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct event ev;
        if (key_parse(names[i], &ev)) {
            fail_msg("'%s' was taken as a key", names[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sequence_is_known_wherever_it_is_cut),
        cmocka_unit_test(every_sequence_is_known_byte_by_byte),
        cmocka_unit_test(typing_becomes_text_and_keys),
        cmocka_unit_test(a_letter_cut_in_two_waits_for_its_end),
        cmocka_unit_test(a_paste_is_literal_and_its_breaks_are_line_feeds),
        cmocka_unit_test(two_pastes_in_one_read_live_together),
        cmocka_unit_test(a_paste_may_hold_the_end_of_a_paste_and_keys),
        cmocka_unit_test(a_paste_may_hold_an_end_keys_and_a_new_beginning),
        cmocka_unit_test(the_end_of_a_paste_is_doubted_until_a_pause),
        cmocka_unit_test(a_paste_arrives_whole_up_to_its_limit_and_says_when_it_was_cut),
        cmocka_unit_test(an_end_of_paste_without_a_beginning_is_nothing),
        cmocka_unit_test(a_lone_escape_is_told_once_and_waits_for_ever),
        cmocka_unit_test(a_taken_escape_is_over_and_what_follows_is_itself),
        cmocka_unit_test(what_terminfo_tells_is_believed_first),
        cmocka_unit_test(names_are_parsed_and_spelled_back),
        cmocka_unit_test(control_letters_with_a_key_of_their_own_are_that_key),
        cmocka_unit_test(other_names_are_refused),
    };
    return cmocka_run_group_tests_name("screen/keys", tests, NULL, NULL);
}
