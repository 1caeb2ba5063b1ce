#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include "text/edit.h"
#include "text/utf8.h"

/* Text with the caret shown as '|'. */
static void assert_edit(const struct edit *e, const char *expected)
{
    struct str shown = STR_INIT;
    str_add_n(&shown, e->text.p, e->caret);
    str_add(&shown, "|");
    str_add(&shown, e->text.p + e->caret);
    assert_string_equal(shown.p, expected);
    assert_int_equal(e->letters, utf8_letters(sv_of(e->text.p)));
    str_release(&shown);
}

/* Begin with text in which '|' marks the caret. */
static void start(struct edit *e, const char *text, bool multiline)
{
    edit_init(e, multiline);
    const char *bar = strchr(text, '|');
    size_t caret = bar ? (size_t)(bar - text) : strlen(text);
    struct str content = STR_INIT;
    str_add_n(&content, text, caret);
    str_add(&content, bar ? bar + 1 : "");
    edit_set(e, content.p);
    edit_set_caret(e, caret);
    str_release(&content);
}

/* Type code point by code point; '<' is Backspace. */
static void type(struct edit *e, const char *keys)
{
    struct sv rest = sv_of(keys);
    uint32_t cp;
    int bytes;
    while ((bytes = utf8_decode(rest, &cp)) > 0) {
        if (cp == '<') {
            edit_backspace(e);
        } else {
            edit_insert(e, (struct sv){rest.p, (size_t)bytes});
        }
        rest.p += bytes;
        rest.n -= (size_t)bytes;
    }
}

static void typing_gives_composed_letters(void **state)
{
    (void)state;
    static const struct {
        const char *before, *keys, *after;
    } cases[] = {
        {"|", "việt", "việt|"},
        {"|", "vie<êt<<ệt", "việt|"},
        {"|", "vie<ê<ệt", "việt|"},
        {"|", "tie<ê<ế<êng<<<ếng", "tiếng|"},
        {"|", "duoc<<<ươc<<ợc<<<<được", "được|"},
        {"|", "vie\u0323\u0302t", "việt|"},
        {"|", "vie\u0302\u0323t", "việt|"},
        {"|", "D\u0303", "D\u0303|"},
        {"|", "D\u0303<", "|"},
        {"vie|t", "\u0323\u0302", "việ|t"},
        {"a|\u0301", "", "|a\u0301"},
        {"|\u0301b", "a", "á|b"},
        {"a |b", "\u0301", "a \u0301|b"},
        {"a\n|", "e\u0301", "a\né|"},
        {"|", "漢字<", "漢|"},
        {"\U0001F1FB|\U0001F1F3", "", "|\U0001F1FB\U0001F1F3"},
        {"\U0001F1FB|", "\U0001F1F3", "\U0001F1FB\U0001F1F3|"},
        {"|", "<<a", "a|"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct edit e;
        start(&e, cases[i].before, true);
        type(&e, cases[i].keys);
        assert_edit(&e, cases[i].after);
        edit_release(&e);
    }
}

static void an_input_methods_corrections_are_one_step_of_undo(void **state)
{
    (void)state;
    struct edit e;
    start(&e, "Sử |", false);
    type(&e, "vie<êt<<ệt na<<<nam");
    assert_edit(&e, "Sử việtnam|");
    assert_true(edit_undo(&e));
    assert_edit(&e, "Sử |");
    assert_false(e.changed);
    assert_false(edit_undo(&e));
    assert_true(edit_redo(&e));
    assert_edit(&e, "Sử việtnam|");
    assert_false(edit_redo(&e));
    edit_release(&e);
}

static void a_correction_written_at_once_is_typing_too(void **state)
{
    (void)state;
    struct edit e;
    start(&e, "|", false);
    type(&e, "viet<<");
    edit_insert(&e, SV("ệt"));
    type(&e, " na");
    assert_edit(&e, "việt na|");
    edit_undo(&e);
    assert_edit(&e, "|");
    edit_release(&e);
}

static void deleted_text_comes_back(void **state)
{
    (void)state;
    struct edit e;
    start(&e, "|", false);
    type(&e, "mot hai ba<<<<<<<<<<");
    assert_edit(&e, "|");
    type(&e, "x");
    edit_undo(&e);
    assert_edit(&e, "|");
    edit_undo(&e);
    assert_edit(&e, "mot hai ba|");
    edit_undo(&e);
    assert_edit(&e, "|");
    edit_release(&e);
}

static void undo_goes_by_runs(void **state)
{
    (void)state;
    struct edit e;
    start(&e, "|", true);
    type(&e, "ab");
    edit_insert(&e, SV("dán vào"));
    type(&e, "cd");
    edit_left(&e);
    type(&e, "e");
    edit_home(&e);
    edit_delete(&e);
    edit_delete(&e);
    assert_edit(&e, "|dán vàoced");
    static const char *const back[] = {
        "|abdán vàoced", "abdán vàoc|d", "abdán vào|", "ab|", "|",
    };
    for (size_t i = 0; i < sizeof back / sizeof *back; i++) {
        assert_true(edit_undo(&e));
        assert_edit(&e, back[i]);
    }
    assert_false(edit_undo(&e));
    for (int i = 0; i < 5; i++) {
        assert_true(edit_redo(&e));
    }
    assert_edit(&e, "|dán vàoced");
    edit_undo(&e);
    type(&e, "x");
    assert_false(edit_redo(&e));
    assert_edit(&e, "x|abdán vàoced");
    edit_release(&e);
}

static void a_long_run_of_typing_is_undone_by_the_line(void **state)
{
    (void)state;
    struct edit e;
    start(&e, "|", true);
    for (int i = 0; i < 30; i++) {
        type(&e, "trường ");
    }
    size_t steps = 0;
    while (edit_undo(&e)) {
        steps++;
        assert_true(e.text.len == 0 || e.text.p[e.text.len - 1] == ' ');
    }
    assert_true(steps >= 2 && steps <= 6);
    assert_edit(&e, "|");
    edit_release(&e);
}

/* rule: letters */
static void the_limit_counts_letters(void **state)
{
    (void)state;
    static const struct {
        const char *before, *insert, *after;
        size_t refused;
    } cases[] = {
        {"|", "việt", "việt|", 0},
        {"việt|", "n", "việt|", 1},
        {"vi|", "ệt nam", "việt|", 4},
        {"vie\u0302t|", "\u0323", "vie\u0302ṭ|", 0},
        {"tươi|", "\u0301", "tươí|", 0},
        {"hơn|nữa", "x", "hơn|nữa", 1},
        {"ba|", "\u200Bn\u200Bg", "bang|", 2},
        {"abc|", "\u0301d", "abćd|", 0},
        {"abc|", "\u0301de", "abćd|", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct edit e;
        start(&e, cases[i].before, false);
        e.max_letters = 4;
        size_t refused = edit_insert(&e, sv_of(cases[i].insert));
        if (refused != cases[i].refused) {
            fail_msg("case %zu: %zu refused", i, refused);
        }
        assert_edit(&e, cases[i].after);
        edit_release(&e);
    }
}

static void a_paste_into_one_line_has_no_line_breaks(void **state)
{
    (void)state;
    struct edit e;
    start(&e, "[|]", false);
    assert_int_equal(edit_insert(&e, SV("một\r\nhai\tba\x1B")), 1);
    assert_edit(&e, "[một hai ba|]");
    edit_release(&e);
    start(&e, "[|]", true);
    edit_insert(&e, SV("một\r\nhai\rba"));
    assert_edit(&e, "[một\nhai\nba|]");
    edit_release(&e);
}

static void a_replacement_is_undone_as_one(void **state)
{
    (void)state;
    struct edit e;
    start(&e, "cũ|", false);
    e.max_letters = 5;
    assert_int_equal(edit_replace(&e, SV("kỳ trước")), 3);
    assert_edit(&e, "kỳ tr|");
    assert_int_equal(edit_replace(&e, SV("kỳ tr")), 0);
    edit_undo(&e);
    assert_edit(&e, "cũ|");
    assert_false(edit_undo(&e));
    edit_release(&e);
}

typedef bool command(struct edit *e);

static bool home(struct edit *e)
{
    edit_home(e);
    return true;
}

static bool end(struct edit *e)
{
    edit_end(e);
    return true;
}

/* rule: Backspace */
static void commands_move_and_delete_by_letter_word_and_line(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        command *run;
        const char *before, *after;
        bool done;
    } cases[] = {
        {"left", edit_left, "việ|t", "vi|ệt", true},
        {"left at the start", edit_left, "|a", "|a", false},
        {"left over a cluster", edit_left, "ax\u0301|", "a|x\u0301", true},
        {"right", edit_right, "vi|ệt", "việ|t", true},
        {"right at the end", edit_right, "a|", "a|", false},
        {"word left", edit_word_left, "lê lợi  |", "lê |lợi  ", true},
        {"word left inside", edit_word_left, "lê lợ|i", "lê |lợi", true},
        {"word left over a line feed", edit_word_left, "lê\n|lợi", "|lê\nlợi", true},
        {"word left at the start", edit_word_left, "|lê", "|lê", false},
        {"word right", edit_word_right, "l|ê  lợi", "lê  |lợi", true},
        {"word right at the end", edit_word_right, "lê|", "lê|", false},
        {"home", home, "a\nbc|d\ne", "a\n|bcd\ne", true},
        {"end", end, "a\nb|cd\ne", "a\nbcd|\ne", true},
        {"end of the last line", end, "a\n|b", "a\nb|", true},
        {"backspace", edit_backspace, "việ|t", "vi|t", true},
        {"backspace at the start", edit_backspace, "|a", "|a", false},
        {"backspace of a line feed", edit_backspace, "a\n|b", "a|b", true},
        {"delete", edit_delete, "vi|ệt", "vi|t", true},
        {"delete at the end", edit_delete, "a|", "a|", false},
        {"word back", edit_backspace_word, "lê lợi |x", "lê |x", true},
        {"word back at the start", edit_backspace_word, "|x", "|x", false},
        {"kill", edit_kill_to_end, "a\nb|cd\ne", "a\nb|\ne", true},
        {"kill at a line's end", edit_kill_to_end, "a\nb|\ne", "a\nb|e", true},
        {"kill at the end", edit_kill_to_end, "a|", "a|", false},
        {"delete what kept a mark apart", edit_delete, "a|\n\u0301b", "á|b", true},
        {"clear", edit_clear, "a\nb|c", "|", true},
        {"clear nothing", edit_clear, "|", "|", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct edit e;
        start(&e, cases[i].before, true);
        if (cases[i].run(&e) != cases[i].done) {
            fail_msg("%s", cases[i].name);
        }
        assert_edit(&e, cases[i].after);
        if (e.changed) {
            assert_true(edit_undo(&e));
            assert_edit(&e, cases[i].before);
        }
        edit_release(&e);
    }
}

/* rule: combining characters */
static void the_caret_is_set_on_letter_boundaries(void **state)
{
    (void)state;
    struct edit e;
    start(&e, "việt|", false);
    edit_set_caret(&e, 3);
    assert_edit(&e, "vi|ệt");
    edit_set_caret(&e, 99);
    assert_edit(&e, "việt|");
    edit_release(&e);
}

/* Lines joined by '/', a '|' where the caret is shown. */
static void show_wrap(const struct edit *e, const struct edit_wrap *w, struct str *out)
{
    for (size_t i = 0; i < w->lines.n; i++) {
        struct sv line = {e->text.p + w->lines.v[i].start, w->lines.v[i].end - w->lines.v[i].start};
        size_t caret = i == w->caret_line ? utf8_fit(line, w->caret_col) : line.n;
        str_add(out, i > 0 ? "/" : "");
        str_add_n(out, line.p, caret);
        str_add(out, i == w->caret_line ? "|" : "");
        str_add_n(out, line.p + caret, line.n - caret);
    }
}

static void assert_wraps(const struct edit *e, int cols, struct edit_wrap *w, const char *expected)
{
    struct str shown = STR_INIT;
    edit_wrap(e, cols, w);
    show_wrap(e, w, &shown);
    assert_string_equal(shown.p, expected);
    str_release(&shown);
}

static void lines_break_after_blanks_and_inside_long_words(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int cols;
        const char *lines;
    } cases[] = {
        {"|", 5, "|"},
        {"một hai ba|", 20, "một hai ba|"},
        {"một hai ba|", 7, "một hai/ba|"},
        {"một hai ba|", 8, "một hai /ba|"},
        {"một hai ba|", 6, "một /hai b|a"},
        {"một |hai ba", 6, "một /|hai ba"},
        {"một| hai ba", 6, "một| /hai ba"},
        {"một hai| ba", 7, "một ha|i/ba"},
        {"một hai |ba", 7, "một hai/|ba"},
        {"một hai   | ba", 7, "một ha|i/ba"},
        {"nghiêng|", 3, "ngh/iên/g|"},
        {"a nghiêng|", 3, "a /ngh/iên/g|"},
        {"ngh|iêng", 3, "ngh/|iên/g"},
        {"abc|", 3, "ab|c"},
        {"abc   |", 3, "ab|c"},
        {"abc|\n", 3, "ab|c/"},
        {"abc\n|", 3, "abc/|"},
        {"a\n\n|b", 3, "a//|b"},
        {"\n|", 3, "/|"},
        {"漢字漢|", 3, "漢/字/漢|"},
        {"漢|", 1, "|漢"},
        {"ab|", 0, "a/|b"},
        {"  ab |c", 4, "  ab/|c"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct edit e;
        struct edit_wrap w = {0};
        start(&e, cases[i].text, true);
        assert_wraps(&e, cases[i].cols, &w, cases[i].lines);
        edit_wrap_release(&w);
        edit_release(&e);
    }
}

static unsigned draw(unsigned *seed, unsigned below)
{
    *seed = *seed * 1103515245U + 12345U;
    return (*seed >> 16) % below;
}

static void random_change(struct edit *e, unsigned *seed)
{
    static const char *const pieces[] = {"a",      "ệ",  " ",           " ",            "\n",
                                         "\u0301", "漢", "nghiêng ngả", "một hai\nba ", "x"};
    edit_set_caret(e, draw(seed, (unsigned)e->text.len + 1));
    switch (draw(seed, 6)) {
    case 0:
        edit_backspace(e);
        break;
    case 1:
        edit_backspace_word(e);
        break;
    case 2:
        edit_undo(e);
        break;
    default:
        edit_insert(e, sv_of(pieces[draw(seed, 10)]));
    }
}

static void wrapping_again_after_changes_is_wrapping_anew(void **state)
{
    (void)state;
    struct edit e;
    struct edit_wrap kept = {0};
    unsigned seed = 7;
    edit_init(&e, true);
    for (int i = 0; i < 3000; i++) {
        struct edit_wrap fresh = {0};
        struct str a = STR_INIT;
        struct str b = STR_INIT;
        random_change(&e, &seed);
        int cols = i % 500 < 400 ? 9 : 5;
        edit_wrap(&e, cols, &kept);
        edit_wrap(&e, cols, &fresh);
        show_wrap(&e, &kept, &a);
        show_wrap(&e, &fresh, &b);
        assert_string_equal(a.p, b.p);
        assert_int_equal(e.letters, utf8_letters(sv_of(e.text.p)));
        assert_true(e.caret == utf8_cut((struct sv){e.text.p, e.text.len}, e.caret));
        str_release(&a);
        str_release(&b);
        edit_wrap_release(&fresh);
    }
    while (edit_undo(&e)) {
    }
    assert_edit(&e, "|");
    edit_wrap_release(&kept);
    edit_release(&e);
}

static void up_and_down_keep_the_column_aimed_at(void **state)
{
    (void)state;
    struct edit e;
    start(&e, "nghiêng\nab\nmột hai ba bốn|", true);
    assert_true(edit_up(&e, 10));
    assert_edit(&e, "nghiêng\nab\nmột| hai ba bốn");
    assert_true(edit_up(&e, 10));
    assert_edit(&e, "nghiêng\nab|\nmột hai ba bốn");
    assert_true(edit_up(&e, 10));
    assert_edit(&e, "ngh|iêng\nab\nmột hai ba bốn");
    assert_false(edit_up(&e, 10));
    assert_edit(&e, "ngh|iêng\nab\nmột hai ba bốn");
    assert_true(edit_down(&e, 10));
    assert_true(edit_down(&e, 10));
    assert_edit(&e, "nghiêng\nab\nmột| hai ba bốn");
    edit_left(&e);
    assert_true(edit_down(&e, 10));
    assert_edit(&e, "nghiêng\nab\nmột hai ba bố|n");
    assert_false(edit_down(&e, 10));
    edit_release(&e);
}

static void going_up_to_a_soft_break_stays_on_that_line(void **state)
{
    (void)state;
    struct edit e;
    start(&e, "một hai bốn năm|", true);
    assert_true(edit_up(&e, 9));
    assert_edit(&e, "một hai| bốn năm");
    edit_release(&e);
    start(&e, "abcdefgh|", true);
    assert_true(edit_up(&e, 5));
    assert_edit(&e, "abc|defgh");
    edit_release(&e);
    start(&e, "ab cdefg|", true);
    assert_true(edit_up(&e, 5));
    assert_edit(&e, "ab| cdefg");
    edit_release(&e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typing_gives_composed_letters),
        cmocka_unit_test(an_input_methods_corrections_are_one_step_of_undo),
        cmocka_unit_test(a_correction_written_at_once_is_typing_too),
        cmocka_unit_test(deleted_text_comes_back),
        cmocka_unit_test(undo_goes_by_runs),
        cmocka_unit_test(a_long_run_of_typing_is_undone_by_the_line),
        cmocka_unit_test(the_limit_counts_letters),
        cmocka_unit_test(a_paste_into_one_line_has_no_line_breaks),
        cmocka_unit_test(a_replacement_is_undone_as_one),
        cmocka_unit_test(commands_move_and_delete_by_letter_word_and_line),
        cmocka_unit_test(the_caret_is_set_on_letter_boundaries),
        cmocka_unit_test(lines_break_after_blanks_and_inside_long_words),
        cmocka_unit_test(wrapping_again_after_changes_is_wrapping_anew),
        cmocka_unit_test(up_and_down_keep_the_column_aimed_at),
        cmocka_unit_test(going_up_to_a_soft_break_stays_on_that_line),
    };
    return cmocka_run_group_tests_name("text/edit", tests, NULL, NULL);
}
