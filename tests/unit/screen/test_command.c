#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "screen/keymap.h"

static const unsigned contexts[] = {CTX_HOME, CTX_LIST, CTX_FORM, CTX_GRID,  CTX_BOARD,
                                    CTX_PICK, CTX_ASK,  CTX_TEXT, CTX_TABLE, CTX_MENU, CTX_MARKS, CTX_HELP, CTX_PARAMS};

/* Call `f` with each key name of a row. */
static void each_key(const struct command_def *def, void (*f)(const struct command_def *def, const char *key))
{
    struct sv rest = sv_of(def->keys);
    struct sv key;
    while (sv_next(&rest, ',', &key)) {
        char name[32] = "";
        assert_in_range(key.n, 1, sizeof name - 1);
        memcpy(name, key.p, key.n);
        f(def, name);
    }
}

static void must_parse(const struct command_def *def, const char *key)
{
    struct event ev;
    struct str again = STR_INIT;
    if (!key_parse(key, &ev)) {
        fail_msg("%s: no key is called '%s'", def->name, key);
    }
    key_spell(&ev, &again);
    assert_string_equal(again.p, key);
    str_release(&again);
}

static void every_key_name_is_a_key_spelled_as_scripts_spell_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < command_count; i++) {
        each_key(&command_table[i], must_parse);
    }
}

/* Found by its own key in each of its contexts: so no row before it has the same key there. */
static void must_be_found(const struct command_def *def, const char *key)
{
    struct event ev;
    assert_true(key_parse(key, &ev));
    for (size_t i = 0; i < sizeof contexts / sizeof contexts[0]; i++) {
        enum command found = keymap_command(NULL, &ev, contexts[i]);
        if ((def->contexts & (contexts[i] | CTX_ANY)) && found != def->cmd) {
            fail_msg("%s: '%s' means command %d in context %u", def->name, key, found, contexts[i]);
        }
    }
}

static void no_key_means_two_commands_in_one_context(void **state)
{
    (void)state;
    for (size_t i = 0; i < command_count; i++) {
        each_key(&command_table[i], must_be_found);
    }
}

static void every_command_has_a_row_with_a_help_sentence(void **state)
{
    (void)state;
    for (int cmd = CMD_NONE + 1; cmd < CMD_COUNT; cmd++) {
        const struct command_def *def = command_def(cmd);
        if (!def) {
            fail_msg("command %d is not in the table", cmd);
        }
        assert_true(str_ends(def->help, "."));
        assert_true(def->help[0] >= 'A' && def->help[0] <= 'Z');
    }
}

/* A digit after Esc is one twin of a function key; a control key or a letter after Esc is the other. */
static void every_function_key_has_a_twin(void **state)
{
    (void)state;
    for (size_t i = 0; i < command_count; i++) {
        const struct command_def *def = &command_table[i];
        if (def->keys[0] == 'F') {
            assert_non_null(strstr(def->keys, "Ctrl-"));
        }
    }
}

static void leaving_needs_no_escape(void **state)
{
    (void)state;
    const struct command_def *leave = command_def(CMD_LEAVE);
    assert_non_null(strstr(leave->keys, "Ctrl-"));
}

static void text_is_never_a_command(void **state)
{
    (void)state;
    struct event ev = {.key = KEY_TEXT, .text = SV("F10")};
    assert_int_equal(keymap_command(NULL, &ev, CTX_FORM), CMD_NONE);
}

struct meaning {
    const char *key;
    unsigned context;
    enum command cmd;
};

static void keys_mean_what_the_manual_says(void **state)
{
    (void)state;
    static const struct meaning meanings[] = {
        {"Enter", CTX_FORM, CMD_NEXT},       {"Down", CTX_FORM, CMD_NEXT},
        {"Tab", CTX_TEXT, CMD_NEXT},         {"Enter", CTX_TEXT, CMD_NONE},
        {"Down", CTX_TEXT, CMD_DOWN},        {"Up", CTX_FORM, CMD_PREV},
        {"Shift-Tab", CTX_GRID, CMD_PREV},   {"Down", CTX_GRID, CMD_DOWN},
        {"F4", CTX_FORM, CMD_CHOICES},       {"Ctrl-S", CTX_TEXT, CMD_SAVE},
        {"F10", CTX_GRID, CMD_SAVE},         {"Ctrl-G", CTX_FORM, CMD_GOTO},
        {"Ctrl-D", CTX_FORM, CMD_DITTO},     {"Ctrl-E", CTX_FORM, CMD_NEXT_PROBLEM},
        {"Esc Esc", CTX_FORM, CMD_LEAVE},    {"Esc", CTX_FORM, CMD_NONE},
        {"Enter", CTX_LIST, CMD_OPEN},       {"Enter", CTX_PICK, CMD_ACCEPT},
        {"F10", CTX_PICK, CMD_NONE},         {"Ctrl-Q", CTX_ASK, CMD_QUIT},
        {"Ctrl-F", CTX_LIST, CMD_PAGE_DOWN}, {"Ctrl-PgDn", CTX_FORM, CMD_NEXT_RECORD},
        {"Home", CTX_FORM, CMD_HOME},        {"Home", CTX_PICK, CMD_FIRST},
        {"Alt-t", CTX_FORM, CMD_MOVE},       {"F1", CTX_HOME, CMD_HELP},
    };
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
        struct event ev;
        assert_true(key_parse(meanings[i].key, &ev));
        if (keymap_command(NULL, &ev, meanings[i].context) != meanings[i].cmd) {
            fail_msg("'%s' means something else in context %u", meanings[i].key, meanings[i].context);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_name_is_a_key_spelled_as_scripts_spell_it),
        cmocka_unit_test(no_key_means_two_commands_in_one_context),
        cmocka_unit_test(every_command_has_a_row_with_a_help_sentence),
        cmocka_unit_test(every_function_key_has_a_twin),
        cmocka_unit_test(leaving_needs_no_escape),
        cmocka_unit_test(text_is_never_a_command),
        cmocka_unit_test(keys_mean_what_the_manual_says),
    };
    return cmocka_run_group_tests_name("screen/command", tests, NULL, NULL);
}
