#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/ini.h"
#include "base/str.h"

/* Faults as "line: message\n". */
static void note(void *arg, int line, const char *msg)
{
    struct str *faults = arg;

    str_addf(faults, "%d: %s\n", line, msg);
}

static void write_file(char *path, const char *bytes, size_t n)
{
    int fd = mkstemp(path);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, n), n);
    close(fd);
}

/* Read the bytes as a file; faults go to `faults`, and must be as many as counted. */
static struct ini *read_bytes(const char *bytes, size_t n, struct str *faults)
{
    char path[] = "/tmp/phieu-ini-XXXXXX";
    struct ini *ini = NULL;
    struct err err = ERR_INIT;
    size_t nfaults = 77, lines = 0;

    write_file(path, bytes, n);
    bool ok = ini_read(&ini, path, note, faults, &nfaults, &err);
    unlink(path);
    if (!ok) {
        fail_msg("%s", err.msg);
    }
    for (size_t i = 0; i < faults->len; i++) {
        lines += faults->p[i] == '\n';
    }
    assert_int_equal(nfaults, lines);
    return ini;
}

/* The model as text: "[kind|name]line" and "key=value'line", quoted ones with '"' in place of "'". */
static void dump(struct str *out, const struct ini *ini)
{
    for (size_t i = 0; i < ini->nsections; i++) {
        const struct ini_section *s = &ini->sections[i];
        str_addf(out, "[%s|%s]%d ", s->kind, s->name, s->line);
        for (size_t k = 0; k < s->nkeys; k++) {
            str_addf(out, "%s=%s%c%d ", s->keys[k].name, s->keys[k].value, s->keys[k].quoted ? '"' : '\'',
                     s->keys[k].line);
        }
    }
}

static void check_model(const char *text, size_t n, const char *want)
{
    struct str faults = STR_INIT, got = STR_INIT;
    struct ini *ini = read_bytes(text, n, &faults);

    dump(&got, ini);
    if (faults.len > 0 || strcmp(got.p, want) != 0) {
        fail_msg("<%s> reads as <%s> with faults <%s>", text, got.p, faults.p);
    }
    ini_free(ini);
    str_release(&faults);
    str_release(&got);
}

static void the_dialect_is_read_whole_with_its_lines(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"", ""},
        {"\n \n\t\n# note\n; note\n", ""},
        {"[form]", "[form|]1 "},
        {"[form]\ntitle = Tiêu chí\n", "[form|]1 title=Tiêu chí'2 "},
        {"[form]\r\ntitle = Tiêu chí\r\n\r\nkey = ma\r\n", "[form|]1 title=Tiêu chí'2 key=ma'4 "},
        {"\n\n  [form]  \n  a=1\n\tb\t=\t2\t\n", "[form|]3 a=1'4 b=2'5 "},
        {"[field chi_bao.ket_qua]\nlabel.en = Result\n", "[field|chi_bao.ket_qua]1 label.en=Result'2 "},
        {"[a]\nk = \"1; 2 # 3\"\n", "[a|]1 k=1; 2 # 3\"2 "},
        {"[a]\nk = \"  blanks kept  \"\n", "[a|]1 k=  blanks kept  \"2 "},
        {"[a]\nk = \"\"\nl =\nm = \"  \"\n", "[a|]1 k=\"2 l='3 m=  \"4 "},
        {"[a]\nk = \"[a-z]+\\.\\d\\\"\n", "[a|]1 k=[a-z]+\\.\\d\\\"2 "},
        {"[a]\nk = \"it's\"\nl = it's\nm = \"'x'\"\n", "[a|]1 k=it's\"2 l=it's'3 m='x'\"4 "},
        {"[a]\nk = a = b == c\nl = \"=x\"\nm = = x\n", "[a|]1 k=a = b == c'2 l==x\"3 m== x'4 "},
        {"[a]\nk = x ] [ y\n", "[a|]1 k=x ] [ y'2 "},
        {"[a]\nk = 042\nl = 12abc\n", "[a|]1 k=042'2 l=12abc'3 "},
        {"[a]\nk = “trích dẫn” 😀\n", "[a|]1 k=“trích dẫn” 😀'2 "},
        {"[a]\n[b]\n[a b]\n[b a]\nk=1\n", "[a|]1 [b|]2 [a|b]3 [b|a]4 k=1'5 "},
        {"[a]\nk=1\n[b]\nk=2\n", "[a|]1 k=1'2 [b|]3 k=2'4 "},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_model(cases[i].text, strlen(cases[i].text), cases[i].want);
    }
}

static const struct {
    const char *text;
    int line;
    const char *part, *rest; /* part of the message; what is still understood */
} faulty[] = {
    {"\xEF\xBB\xBF[a]\nk=1\n", 1, "byte order mark", "[a|]1 k=1'2 "},
    {"[a]\nk = a;b\nl=1\n", 2, "';'", "[a|]1 l=1'3 "},
    {"[a]\ncolor = #ff00aa\n", 2, "'#'", "[a|]1 "},
    {"[a]\nk = say \"x\"\n", 2, "'\"'", "[a|]1 "},
    {"[a]\nk = C:\\dir\\\nl = 1\n", 2, "'\\'", "[a|]1 l=1'3 "},
    {"[a]\nk = a \\\n  b\n", 2, "'\\'", NULL},
    {"[a]\n# note \\\nk = 1\n", 2, "comment", "[a|]1 k=1'3 "},
    {"[a]\n# note \\ \nk = 1\n", 2, "comment", "[a|]1 k=1'3 "},
    {"[a]\nk = 'x'\n", 2, "single quote", "[a|]1 "},
    {"[a]\nk = \"x\n", 2, "not closed", "[a|]1 "},
    {"[a]\nk = \"\n", 2, "not closed", "[a|]1 "},
    {"[a]\nk = \"x\" tail\n", 2, "after the closing quote", "[a|]1 "},
    {"[a]\nk = \"x\" ; tail\n", 2, "after the closing quote", "[a|]1 "},
    {"[a]\nk = \"x\" \"y\"\n", 2, "inside its quotes", "[a|]1 "},
    {"[a]\nk = \"x\"y\"\n", 2, "inside its quotes", "[a|]1 "},
    {"[a]\nk = \"\"\"\n", 2, "inside its quotes", "[a|]1 "},
    {"[a]\nk=1\nk=2\n", 3, "'k' is in section [a] twice", "[a|]1 k=1'2 "},
    {"[a b]\nk=1\n[c]\n[a b]\nl=2\n[d]\n", 4, "[a b] is in this file twice", "[a|b]1 k=1'2 [c|]3 [d|]6 "},
    {"k=1\n[a]\n", 1, "before the first", "[a|]2 "},
    {"[a]\nbad line\nk=1\n", 2, "'bad line' is neither", "[a|]1 k=1'3 "},
    {"[a]\n= x\n", 2, "not a key", "[a|]1 "},
    {"[a]\nKey = x\n", 2, "'Key' is not a key", "[a|]1 "},
    {"[a]\nnhóm = x\n", 2, "not a key", "[a|]1 "},
    {"[a]\na:b = x\n", 2, "not a key", "[a|]1 "},
    {"[a]\na b = x\n", 2, "not a key", "[a|]1 "},
    {"[a]\n1a = x\n", 2, "not a key", "[a|]1 "},
    {"[a]\na. = x\n", 2, "not a key", "[a|]1 "},
    {"[a]\n.a = x\n", 2, "not a key", "[a|]1 "},
    {"[a]\na..b = x\n", 2, "not a key", "[a|]1 "},
    {"[a]\n[b\nk=1\n[c]\nl=2\n", 2, "section head", "[a|]1 [c|]4 l=2'5 "},
    {"[]\nk=1\n", 1, "section head", ""},
    {"[\n", 1, "section head", ""},
    {"[ a ]\n", 1, "section head", ""},
    {"[a  b]\n", 1, "section head", ""},
    {"[a b c]\n", 1, "section head", ""},
    {"[a ]\n", 1, "section head", ""},
    {"[a.b]\n", 1, "section head", ""},
    {"[a:b]\n", 1, "section head", ""},
    {"[Field x]\n", 1, "section head", ""},
    {"[nhóm]\n", 1, "section head", ""},
    {"[a] ; note\n", 1, "section head", ""},
    {"[a]b]\n", 1, "section head", ""},
    {"[a]\nk = \xFF\xFE\n", 2, "UTF-8", "[a|]1 "},
    {"[a]\nk = \xC3\n", 2, "UTF-8", "[a|]1 "},
    {"[a]\nk = \xC0\x80\n", 2, "UTF-8", "[a|]1 "},
    {"[a]\nk = \xE0\x80\xAF\n", 2, "UTF-8", "[a|]1 "},
    {"[a]\nk = \xED\xA0\x80\n", 2, "UTF-8", "[a|]1 "},
    {"[a]\nk = \xF4\x90\x80\x80\n", 2, "UTF-8", "[a|]1 "},
    {"[a]\nk = \xF8\x88\x80\x80\x80\n", 2, "UTF-8", "[a|]1 "},
    {"[a]\n# \x80\nk=1\n", 2, "UTF-8", "[a|]1 k=1'3 "},
    {"[a]\nk = a\x01z\n", 2, "control", "[a|]1 "},
    {"[a]\nk = a\rz\n", 2, "control", "[a|]1 "},
    {"[a]\nk = a\x7Fz\n", 2, "control", "[a|]1 "},
    {"[a]\n\f\nk=1\n", 2, "control", "[a|]1 k=1'3 "},
    {"[a\x01]\nk=1\n", 1, "control", ""},
};

/* rule: INI files */
static void each_fault_is_told_with_its_line_and_the_rest_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faulty / sizeof *faulty; i++) {
        struct str faults = STR_INIT, got = STR_INIT, start = STR_INIT;
        struct ini *ini = read_bytes(faulty[i].text, strlen(faulty[i].text), &faults);
        dump(&got, ini);
        str_addf(&start, "%d: ", faulty[i].line);
        if (!str_starts(faults.p, start.p) || !strstr(faults.p, faulty[i].part)) {
            fail_msg("<%s> has the faults <%s>", faulty[i].text, faults.p);
        }
        if (faulty[i].rest && (strcmp(got.p, faulty[i].rest) != 0 || strchr(faults.p, '\n')[1] != '\0')) {
            fail_msg("<%s> reads as <%s> with <%s>", faulty[i].text, got.p, faults.p);
        }
        ini_free(ini);
        str_release(&faults);
        str_release(&got);
        str_release(&start);
    }
}

static void every_fault_is_a_sentence(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faulty / sizeof *faulty; i++) {
        struct str faults = STR_INIT;
        ini_free(read_bytes(faulty[i].text, strlen(faulty[i].text), &faults));
        char last = faults.p[faults.len - 2];
        assert_true(last == '.');
        str_release(&faults);
    }
}

static void all_faults_are_told_at_once(void **state)
{
    (void)state;
    static const char text[] = "x\n[a]\nk=1\nk=;\n[b] c\nz=1\nZ=#\n[d]\nk=\"\n";
    struct str faults = STR_INIT;
    static const int lines[] = {1, 4, 5, 7, 7, 9};
    struct ini *ini = read_bytes(text, sizeof text - 1, &faults);
    struct sv rest = sv_of(faults.p), line;

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_true(sv_next(&rest, '\n', &line));
        assert_int_equal(strtol(line.p, NULL, 10), lines[i]);
    }
    assert_false(sv_next(&rest, '\n', &line));
    ini_free(ini);
    str_release(&faults);
}

static void a_nul_byte_is_a_control_character(void **state)
{
    (void)state;
    struct str faults = STR_INIT;
    struct ini *ini = read_bytes("[a]\nk = a\0b\n", 12, &faults);

    assert_true(str_starts(faults.p, "2: "));
    assert_non_null(strstr(faults.p, "control"));
    assert_int_equal(ini->sections[0].nkeys, 0);
    ini_free(ini);
    str_release(&faults);
}

/* A file of one key whose line has n bytes. */
static void long_line(struct str *text, size_t n)
{
    str_set(text, "[a]\nk=");
    while (text->len < 4 + n) {
        str_add_c(text, 'x');
    }
}

/* rule: INI files */
static void a_line_of_1000_bytes_is_read_and_one_more_is_refused(void **state)
{
    (void)state;
    struct str text = STR_INIT, faults = STR_INIT;

    long_line(&text, 1000);
    struct ini *ini = read_bytes(text.p, text.len, &faults);
    assert_string_equal(faults.p, "");
    assert_int_equal(strlen(ini->sections[0].keys[0].value), 998);
    ini_free(ini);

    long_line(&text, 1001);
    ini = read_bytes(text.p, text.len, &faults);
    assert_true(str_starts(faults.p, "2: "));
    assert_non_null(strstr(faults.p, "1001 bytes"));
    assert_int_equal(ini->sections[0].nkeys, 0);
    ini_free(ini);
    str_release(&text);
    str_release(&faults);
}

static void what_cannot_be_read_at_all_is_an_error(void **state)
{
    (void)state;
    struct ini *ini = NULL;
    struct err err = ERR_INIT;
    size_t nfaults;

    assert_false(ini_read(&ini, "/nonexistent/x.ini", NULL, NULL, &nfaults, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_non_null(strstr(err.msg, "/nonexistent/x.ini"));
    assert_false(ini_read(&ini, "/tmp", NULL, NULL, &nfaults, &err));
    assert_int_equal(err.code, ERR_IO);
    assert_null(ini);
}

static void a_file_beyond_1_mib_is_refused(void **state)
{
    (void)state;
    char path[] = "/tmp/phieu-ini-XXXXXX";
    struct ini *ini = NULL;
    struct err err = ERR_INIT;
    size_t nfaults;
    struct str text = STR_INIT;

    while (text.len <= 1 << 20) {
        str_add(&text, "# nothing much to say here, but at length\n");
    }
    write_file(path, text.p, text.len);
    assert_false(ini_read(&ini, path, NULL, NULL, &nfaults, &err));
    unlink(path);
    assert_int_equal(err.code, ERR_IO);
    str_release(&text);
}

static void faults_need_no_listener(void **state)
{
    (void)state;
    char path[] = "/tmp/phieu-ini-XXXXXX";
    struct ini *ini = NULL;
    struct err err = ERR_INIT;
    size_t nfaults = 0;

    write_file(path, "[a]\nK=\n", 7);
    assert_true(ini_read(&ini, path, NULL, NULL, &nfaults, &err));
    unlink(path);
    assert_int_equal(nfaults, 1);
    ini_free(ini);
    ini_free(NULL);
}

static void get_finds_a_key_and_marks_it_used(void **state)
{
    (void)state;
    struct str faults = STR_INIT;
    struct ini *ini = read_bytes("[a]\nk=1\nl=2\n", 12, &faults);
    struct ini_section *a = &ini->sections[0];

    assert_string_equal(ini_get(a, "l")->value, "2");
    assert_null(ini_get(a, "m"));
    assert_false(a->keys[0].used);
    assert_true(a->keys[1].used);
    ini_free(ini);
}

static void many_keys_and_sections_keep_their_values(void **state)
{
    (void)state;
    struct str text = STR_INIT, faults = STR_INIT;
    char want[40];

    for (int i = 0; i < 300; i++) {
        str_addf(&text, "[field f%d]\n", i);
        for (int k = 0; k < i % 13; k++) {
            str_addf(&text, "key_%d = \"%d; %d\"\n", k, i, k);
        }
    }
    for (int k = 0; k < 1000; k++) {
        str_addf(&text, "last_%d = %d\n", k, k);
    }
    struct ini *ini = read_bytes(text.p, text.len, &faults);
    assert_string_equal(faults.p, "");
    assert_int_equal(ini->nsections, 300);
    for (int i = 0; i < 299; i++) {
        assert_int_equal(ini->sections[i].nkeys, i % 13);
        for (int k = 0; k < i % 13; k++) {
            snprintf(want, sizeof want, "%d; %d", i, k);
            assert_string_equal(ini->sections[i].keys[k].value, want);
        }
    }
    assert_int_equal(ini->sections[299].nkeys, 1000);
    assert_string_equal(ini_get(&ini->sections[299], "last_999")->value, "999");
    ini_free(ini);
    str_release(&text);
}

/* What a value means by the dialect's own words: blanks off, one pair of quotes off. */
static struct sv meant(const char *line)
{
    struct sv value = sv_trim(sv_of(strchr(line, '=') + 1));

    if (value.n > 0 && value.p[0] == '"') {
        value.p++;
        value.n -= 2;
    }
    return value;
}

static void nothing_that_passes_the_check_is_lost_by_the_library(void **state)
{
    (void)state;
    static const char *const bits[] = {"a", " ", "\"", ";", "#", "\\", "'", "=", "ễ",
                                       "[", "]", ":", "\t", "k", "%s"};
    uint32_t seed = 12345;
    size_t accepted = 0;

    for (int round = 0; round < 1500; round++) {
        struct str text = STR_INIT, faults = STR_INIT;
        str_add(&text, "[s]\nk=");
        for (int i = 0; i < 1 + round % 7; i++) {
            seed = seed * 1664525U + 1013904223U;
            str_add(&text, bits[(seed >> 16) % (sizeof bits / sizeof *bits)]);
        }
        const char *line = text.p + 4;
        struct ini *ini = read_bytes(text.p, text.len, &faults);
        if (faults.len == 0) {
            accepted++;
            assert_int_equal(ini->sections[0].nkeys, 1);
            if (!sv_eq(meant(line), ini->sections[0].keys[0].value)) {
                fail_msg("<%s> reads as <%s>", line, ini->sections[0].keys[0].value);
            }
        }
        ini_free(ini);
        str_release(&text);
        str_release(&faults);
    }
    assert_true(accepted > 100);
}

static void one_value_is_set_and_all_else_stays(void **state)
{
    (void)state;
    static const struct {
        const char *before, *head, *key, *value, *after;
    } cases[] = {
        {"", "phieu", "borders", "ascii", "[phieu]\nborders = ascii\n"},
        {"# mine\n", "phieu", "borders", "ascii", "# mine\n\n[phieu]\nborders = ascii\n"},
        {"# mine", "phieu", "borders", "ascii", "# mine\n\n[phieu]\nborders = ascii\n"},
        {"[phieu]\nborders = acs\nlang = vi\n", "phieu", "borders", "ascii", "[phieu]\nborders = ascii\nlang = vi\n"},
        {"[phieu]\n  borders=acs  \n", "phieu", "borders", "ascii", "[phieu]\nborders = ascii\n"},
        {"[phieu]\n# borders = x\nlang = vi\n\n# the next\n[b]\nborders = y\n", "phieu", "borders", "ascii",
         "[phieu]\n# borders = x\nlang = vi\nborders = ascii\n\n# the next\n[b]\nborders = y\n"},
        {"[phieu]\r\nlang = vi\r\n", "phieu", "borders", "ascii", "[phieu]\r\nlang = vi\r\nborders = ascii\r\n"},
        {"[phieu]\nlang = vi", "phieu", "borders", "ascii", "[phieu]\nlang = vi\nborders = ascii"},
        {"[a x]\nk = 1\n", "a", "k", "2", "[a x]\nk = 1\n\n[a]\nk = 2\n"},
        {"[a]\n", "a", "k", "\\e[1;2~ x", "[a]\nk = \"\\e[1;2~ x\"\n"},
        {"[a]\nk2 = 1\n", "a", "k", "", "[a]\nk2 = 1\nk = \n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str text = STR_INIT;
        str_add(&text, cases[i].before);
        ini_set(&text, cases[i].head, cases[i].key, cases[i].value);
        assert_string_equal(text.p, cases[i].after);
        str_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_value_is_set_and_all_else_stays),
        cmocka_unit_test(the_dialect_is_read_whole_with_its_lines),
        cmocka_unit_test(each_fault_is_told_with_its_line_and_the_rest_is_read),
        cmocka_unit_test(every_fault_is_a_sentence),
        cmocka_unit_test(all_faults_are_told_at_once),
        cmocka_unit_test(a_nul_byte_is_a_control_character),
        cmocka_unit_test(a_line_of_1000_bytes_is_read_and_one_more_is_refused),
        cmocka_unit_test(what_cannot_be_read_at_all_is_an_error),
        cmocka_unit_test(a_file_beyond_1_mib_is_refused),
        cmocka_unit_test(faults_need_no_listener),
        cmocka_unit_test(get_finds_a_key_and_marks_it_used),
        cmocka_unit_test(many_keys_and_sections_keep_their_values),
        cmocka_unit_test(nothing_that_passes_the_check_is_lost_by_the_library),
    };
    return cmocka_run_group_tests_name("base/ini", tests, NULL, NULL);
}
