#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "screen/keys_file.h"

/* A file of keys, read; its faults as "line: message\n". */
struct read_file {
    struct keymap *m;
    struct str faults;
};

static struct read_file read_text(const char *text)
{
    char path[] = "/tmp/phieu-keys-XXXXXX";
    struct read_file f = {keymap_new(), STR_INIT};
    struct faults faults = {0};
    struct err err = ERR_INIT;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
    bool ok = keys_file_read(f.m, path, &faults, &err);
    unlink(path);
    assert_true(ok);
    faults_sort(&faults);
    for (size_t i = 0; i < faults.list.n; i++) {
        assert_string_equal(faults.list.v[i].file, path);
        str_addf(&f.faults, "%d: %s\n", faults.list.v[i].line, faults.list.v[i].msg);
    }
    faults_release(&faults);
    return f;
}

static void drop(struct read_file *f)
{
    keymap_free(f->m);
    str_release(&f->faults);
}

static void assert_faults(const char *text, const char *faults)
{
    struct read_file f = read_text(text);
    assert_string_equal(f.faults.p, faults);
    drop(&f);
}

static enum command meaning(const struct keymap *m, const char *key, enum command_context context)
{
    struct event ev;
    assert_true(key_parse(key, &ev));
    return keymap_command(m, &ev, context);
}

static void what_is_printed_reads_back_as_the_same_table(void **state)
{
    (void)state;
    static const char *const files[] = {"", "[keys]\nsave = F11\n[keys grid]\nup = Up, Alt-u\npane_up = Alt-8\n[sequences]\nf1 = \"\\e[11~\"\n"
                                            "[sequences vt220.x_1]\nf1 = \"\\e[1;2\\\\\\x20 \\ex\\x7F\"\nctrl_pgup = \"\\e[xx\"\n"};
    for (size_t i = 0; i < 2; i++) {
        struct str once = STR_INIT, twice = STR_INIT;
        struct read_file f = read_text(files[i]);
        assert_string_equal(f.faults.p, "");
        keys_file_write(i == 0 ? NULL : f.m, &once);
        struct read_file again = read_text(once.p);
        assert_string_equal(again.faults.p, "");
        keys_file_write(again.m, &twice);
        assert_string_equal(once.p, twice.p);
        str_release(&once);
        str_release(&twice);
        drop(&f);
        drop(&again);
    }
}

static void a_file_moves_keys_in_all_contexts_or_in_one(void **state)
{
    (void)state;
    struct read_file f = read_text("[keys text]\nsave = F12\n[keys]\nsave = F2, Ctrl-s\nmenu = Alt-m\nlog =\n");
    char key[KEY_NAME];
    assert_string_equal(f.faults.p, "");
    assert_int_equal(meaning(f.m, "F2", CTX_FORM), CMD_SAVE);
    assert_int_equal(meaning(f.m, "Ctrl-S", CTX_GRID), CMD_SAVE);
    assert_int_equal(meaning(f.m, "F10", CTX_FORM), CMD_NONE);
    assert_int_equal(meaning(f.m, "F2", CTX_LIST), CMD_NONE);
    assert_int_equal(meaning(f.m, "F2", CTX_TEXT), CMD_NONE);
    assert_int_equal(meaning(f.m, "F12", CTX_TEXT), CMD_SAVE);
    assert_int_equal(meaning(f.m, "Alt-h", CTX_FORM), CMD_NONE);
    assert_int_equal(meaning(f.m, "F4", CTX_FORM), CMD_CHOICES);
    assert_string_equal(keymap_first(f.m, CMD_SAVE, CTX_FORM, key), "F2");
    assert_string_equal(keymap_first(f.m, CMD_SAVE, CTX_TEXT, key), "F12");
    assert_string_equal(keymap_first(f.m, CMD_LOG, CTX_FORM, key), "log");
    assert_string_equal(keymap_first(NULL, CMD_SAVE, CTX_FORM, key), "F10");
    drop(&f);
}

static void every_fault_is_told_with_its_line_and_the_nearest_name(void **state)
{
    (void)state;
    assert_faults("[keys]\nsav = F10\n", "2: There is no command 'sav'; did you mean 'save'?\n");
    assert_faults("[keys]\nxyzzy = F10\n", "2: There is no command 'xyzzy'; 'phieu keys' prints them.\n");
    assert_faults("[keys]\nsave = Ctl-S\n", "2: There is no key 'Ctl-S'; did you mean 'Ctrl-S'?\n");
    assert_faults("[keys]\nsave = f10\n", "2: There is no key 'f10'; did you mean 'F10'?\n");
    assert_faults("[keys]\nsave = Hyper-Super-S\n", "2: There is no key 'Hyper-Super-S'; 'phieu keys' prints them.\n");
    assert_faults("[keys]\nsave = s, Space\n", "2: 'Space' types a letter; it cannot mean a command.\n"
                                              "2: 's' types a letter; it cannot mean a command.\n");
    assert_faults("[keys]\nmark = Space, Insert\n", "");
    assert_faults("[keys marks]\nmark = Enter\n", "2: Enter would mean both 'accept' and 'mark' in 'marks'; give one of them another key.\n");
    assert_faults("[keys forms]\nsave = F10\n", "1: There is no context 'forms'; did you mean 'form'?\n");
    assert_faults("[keys any]\nsave = F10\n", "1: There is no context 'any'; did you mean 'ask'?\n");
    assert_faults("[keys home]\nsave = F10\n", "2: The command 'save' means nothing in 'home'.\n");
    assert_faults("[keyz]\nsave = F10\n", "1: There is no section [keyz] in a file of keys; write [keys], [keys CONTEXT] or [sequences].\n");
    assert_faults("[keys]\nleave =\n", "2: The command 'leave' needs a key.\n");
    assert_faults("[keys]\nsave = F10;\n", "2: This value holds a ';'; put the whole value in double quotes.\n");
}

static void a_key_for_two_commands_in_one_context_is_a_fault(void **state)
{
    (void)state;
    assert_faults("[keys]\nsave = F2\n", "2: F2 would mean both 'menu' and 'save' in 'form'; give one of them another key.\n");
    assert_faults("[keys]\nditto = F12\nsave = F12\n",
                  "3: F12 would mean both 'ditto' and 'save' in 'form'; give one of them another key.\n");
    assert_faults("[keys]\nsave = Ctrl-H\n", "2: Backspace would mean both 'save' and 'backspace' in 'form'; give one of them another key.\n");
    assert_faults("[keys]\nsave = F2\nmenu = F10\n", "");
    assert_faults("[keys list]\nscope = F8\n", "");
}

static void sequences_are_checked(void **state)
{
    (void)state;
#define NO_SEQUENCE(s) "2: '" s "' is no sequence of a key: it begins with \\e, and two letters or more follow (\\xHH is any byte).\n"
    assert_faults("[sequences]\nf1 = \"\\e[11~  \\eOP\"\n", "");
    assert_faults("[sequences]\nf1 = \"\\e\"\n", NO_SEQUENCE("\\e"));
    assert_faults("[sequences]\nf1 = \"\\ex\"\n", NO_SEQUENCE("\\ex"));
    assert_faults("[sequences]\nf1 = \"abc\"\n", NO_SEQUENCE("abc"));
    assert_faults("[sequences]\nf1 = \"\\e[\\x0\"\n", NO_SEQUENCE("\\e[\\x0"));
    assert_faults("[sequences]\nf1 = \"\\e[\\x00\"\n", NO_SEQUENCE("\\e[\\x00"));
    assert_faults("[sequences]\nf1 = \"\\e[\\q\"\n", NO_SEQUENCE("\\e[\\q"));
    assert_faults("[sequences]\nf13 = \"\\e[x\"\n", "2: There is no key 'f13'; did you mean 'f1'?\n");
    assert_faults("[sequences]\npageup = \"\\e[x\"\n", "2: There is no key 'pageup'; did you mean 'pgup'?\n");
    assert_faults("[sequences]\nf1 = \"\\e[x\"\nf2 = \"\\e[x\"\n", "3: Line 2 says already what '\\e[x' means.\n");
    assert_faults("[sequences]\nf1 = \"\\e[x\"\n[sequences vt52]\nf2 = \"\\e[x\"\n", "");
}

static enum key decoded(const struct keymap *m, const char *type, const char *bytes)
{
    struct keys *k = keys_new();
    keymap_teach(m, k, type);
    keys_feed(k, bytes, strlen(bytes));
    enum key key = keys_next(k).key;
    keys_free(k);
    return key;
}

static void a_terminal_is_taught_its_own_sequences_and_those_of_all(void **state)
{
    (void)state;
    struct read_file f = read_text("[sequences]\nf1 = \"\\e[xq\"\n[sequences rxvt_unicode.x]\nf2 = \"\\e[yq\"\nhome = \"\\e[11~\"\n");
    assert_string_equal(f.faults.p, "");
    assert_int_equal(decoded(f.m, "vt100", "\033[xq"), KEY_F1);
    assert_int_equal(decoded(f.m, NULL, "\033[xq"), KEY_F1);
    assert_int_equal(decoded(f.m, "vt100", "\033[11~"), KEY_F1);
    assert_int_equal(decoded(f.m, "rxvt-unicode.x", "\033[yq"), KEY_F2);
    assert_int_equal(decoded(f.m, "rxvt-unicode.x", "\033[11~"), KEY_HOME);
    assert_int_equal(decoded(NULL, "rxvt-unicode.x", "\033[11~"), KEY_F1);
    drop(&f);
}

static void a_terminal_type_becomes_the_name_of_a_section(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"xterm-256color", "xterm_256color"}, {"screen.Xterm+x", "screen.xterm_x"},
                                           {"vt100", "vt100"},                   {"9term", ""},
                                           {"", ""},                             {"a.", ""},
                                           {"a..b", ""},                         {"x\033[2J", "x__2j"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str name = STR_INIT;
        keymap_term_name(cases[i][0], &name);
        assert_string_equal(name.p, cases[i][1]);
        str_release(&name);
    }
}

static void a_file_that_is_not_there_is_told(void **state)
{
    (void)state;
    struct keymap *m = keymap_new();
    struct faults faults = {0};
    struct err err = ERR_INIT;
    assert_false(keys_file_read(m, "/nowhere/keys.ini", &faults, &err));
    assert_non_null(strstr(err.msg, "/nowhere/keys.ini"));
    assert_int_equal(faults.list.n, 0);
    keymap_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_printed_reads_back_as_the_same_table),
        cmocka_unit_test(a_file_moves_keys_in_all_contexts_or_in_one),
        cmocka_unit_test(every_fault_is_told_with_its_line_and_the_nearest_name),
        cmocka_unit_test(a_key_for_two_commands_in_one_context_is_a_fault),
        cmocka_unit_test(sequences_are_checked),
        cmocka_unit_test(a_terminal_is_taught_its_own_sequences_and_those_of_all),
        cmocka_unit_test(a_terminal_type_becomes_the_name_of_a_section),
        cmocka_unit_test(a_file_that_is_not_there_is_told),
    };
    return cmocka_run_group_tests_name("screen/keys_file", tests, NULL, NULL);
}
