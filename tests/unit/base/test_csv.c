#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/csv.h"

static FILE *file_of(const char *bytes, size_t n)
{
    FILE *f = tmpfile();

    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    rewind(f);
    return f;
}

/* The rows as text: "1:<a><b>\n", with "!message\n" for a fault. */
static void dump(struct str *out, const char *bytes, size_t n, char sep)
{
    FILE *f = file_of(bytes, n);
    struct csv_reader *r = csv_reader_new(f, sep);
    struct csv_row row;
    bool end = false;

    while (!end) {
        struct err err = ERR_INIT;
        if (!csv_read(r, &row, &end, &err)) {
            assert_int_equal(err.code, ERR_SYNTAX);
            str_addf(out, "!%.8s\n", err.msg);
            continue;
        }
        if (end) {
            break;
        }
        str_addf(out, "%d:", row.line);
        for (size_t i = 0; i < row.n; i++) {
            str_addf(out, "<%.*s>", (int)row.cells[i].n, row.cells[i].p);
        }
        str_add_c(out, '\n');
    }
    csv_reader_free(r);
    fclose(f);
}

static void reading_follows_rfc_4180(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
        char sep;
    } cases[] = {
        {"", "", ','},
        {"\n\r\n\n", "", ','},
        {"a,b\r\nc,d\r\n", "1:<a><b>\n2:<c><d>\n", ','},
        {"a,b\nc,d", "1:<a><b>\n2:<c><d>\n", ','},
        {"a,,\n,\n", "1:<a><><>\n2:<><>\n", ','},
        {"\"\"\n", "1:<>\n", ','},
        {"\"a,b\",\"c\"\"d\"\n", "1:<a,b><c\"d>\n", ','},
        {"\"a\nb\",c\nd\n", "1:<a\nb><c>\n3:<d>\n", ','},
        {"\"a\r\nb\"\r\nd", "1:<a\r\nb>\n3:<d>\n", ','},
        {"a\n\n\nb\n", "1:<a>\n4:<b>\n", ','},
        {" a , b \n", "1:< a >< b >\n", ','},
        {"a\rb\n\rc", "1:<a\rb>\n2:<\rc>\n", ','},
        {"a\r", "1:<a\r>\n", ','},
        {"\xEF\xBB\xBF\"a\",b\n", "1:<a><b>\n", ','},
        {"\xEF\xBB\xBF", "", ','},
        {"a;b,c\n", "1:<a><b,c>\n", ';'},
        {"Tiêu chuẩn;Điểm\n", "1:<Tiêu chuẩn><Điểm>\n", ';'},
        {"a,", "1:<a><>\n", ','},
        {"a,\"b\"", "1:<a><b>\n", ','},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str got = STR_INIT;
        dump(&got, cases[i].text, strlen(cases[i].text), cases[i].sep);
        if (strcmp(got.p, cases[i].want) != 0) {
            fail_msg("case %zu: '%s' reads as '%s'", i, cases[i].text, got.p);
        }
        str_release(&got);
    }
}

static void malformed_quoting_names_its_line_and_reading_goes_on(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"a\nb\"c,d\ne\n", "1:<a>\n!Line 2: \n3:<e>\n"},
        {"a\n\"b\"c,d\ne\n", "1:<a>\n!Line 2: \n3:<e>\n"},
        {"a\n\"b\" ,c\ne\n", "1:<a>\n!Line 2: \n3:<e>\n"},
        {"a\n\"b\n\nc", "1:<a>\n!Line 2: \n"},
        {"\"", "!Line 1: \n"},
        {"a,\"b\"\rc\nd", "!Line 1: \n2:<d>\n"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str got = STR_INIT;
        dump(&got, cases[i].text, strlen(cases[i].text), ',');
        if (strcmp(got.p, cases[i].want) != 0) {
            fail_msg("case %zu: '%s' reads as '%s'", i, cases[i].text, got.p);
        }
        str_release(&got);
    }
}

static void the_separator_is_found_in_the_first_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"a;b;c\n", "1:<a><b><c>\n"},
        {"a\tb\n1,2,3\n", "1:<a><b>\n2:<1,2,3>\n"},
        {"a,b\n", "1:<a><b>\n"},
        {"a\n", "1:<a>\n"},
        {"\"a;b;c;d\",e\n", "1:<a;b;c;d><e>\n"},
        {"\"a\n;;;;\",e,f\n", "1:<a\n;;;;><e><f>\n"},
        {"\xEF\xBB\xBF" "a;b", "1:<a><b>\n"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str got = STR_INIT;
        dump(&got, cases[i].text, strlen(cases[i].text), 0);
        assert_string_equal(got.p, cases[i].want);
        str_release(&got);
    }
}

static void nul_bytes_are_kept_for_the_caller_to_refuse(void **state)
{
    (void)state;
    FILE *f = file_of("a\0b,c\n", 6);
    struct csv_reader *r = csv_reader_new(f, ',');
    struct csv_row row;
    struct err err = ERR_INIT;
    bool end;

    assert_true(csv_read(r, &row, &end, &err));
    assert_int_equal(row.n, 2);
    assert_int_equal(row.cells[0].n, 3);
    assert_memory_equal(row.cells[0].p, "a\0b", 3);
    csv_reader_free(r);
    fclose(f);
}

static void rows_that_straddle_blocks_are_whole(void **state)
{
    (void)state;
    for (size_t pad = 65530; pad < 65542; pad++) {
        struct str text = STR_INIT, got = STR_INIT, want = STR_INIT;
        for (size_t i = 0; i < pad; i++) {
            str_add_c(&text, 'x');
        }
        str_addf(&want, "1:<%s>\n2:<b\"c><d>\n3:<e>\n", text.p);
        str_add(&text, "\r\n\"b\"\"c\",d\r\ne\r\n");
        dump(&got, text.p, text.len, ',');
        assert_string_equal(got.p, want.p);
        str_release(&text);
        str_release(&got);
        str_release(&want);
    }
}

static void add_letters(struct str *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        str_add_c(s, 'x');
    }
}

static void a_row_without_end_is_refused_before_it_fills_the_memory(void **state)
{
    (void)state;
    struct str text = STR_INIT, got = STR_INIT;

    str_add(&text, "a\n\"");
    add_letters(&text, (16 << 20) + 10);
    str_add(&text, "\nz\n");
    dump(&got, text.p, text.len, ',');
    assert_string_equal(got.p, "1:<a>\n!Line 2: \n3:<z>\n");
    str_release(&text);
    str_release(&got);
}

static void a_row_as_long_as_the_database_holds_is_read(void **state)
{
    (void)state;
    struct str text = STR_INIT, got = STR_INIT, want = STR_INIT;

    add_letters(&text, 8 << 20);
    str_addf(&want, "1:<%s>\n", text.p);
    dump(&got, text.p, text.len, ',');
    assert_string_equal(got.p, want.p);
    str_release(&text);
    str_release(&got);
    str_release(&want);
}

static void a_read_error_is_told_as_such(void **state)
{
    (void)state;
    FILE *f = fopen("/", "r"); /* a folder opens, and fails when read */
    struct csv_reader *r = csv_reader_new(f, ',');
    struct csv_row row;
    struct err err = ERR_INIT;
    bool end;

    assert_non_null(f);
    assert_false(csv_read(r, &row, &end, &err));
    assert_int_equal(err.code, ERR_IO);
    csv_reader_free(r);
    fclose(f);
}

/* What a writer makes of one row of `n` cells. */
static void write_row(struct str *out, const char *const *cells, size_t n, char sep, int flags)
{
    char *bytes = NULL;
    size_t len = 0;
    FILE *f = open_memstream(&bytes, &len);
    struct csv_writer w;

    csv_begin(&w, f, sep, flags);
    for (size_t i = 0; i < n; i++) {
        csv_cell(&w, cells[i], strlen(cells[i]), true);
    }
    csv_end_row(&w);
    csv_end(&w);
    fclose(f);
    str_add_n(out, bytes, len);
    free(bytes);
}

static void cells_are_quoted_only_when_they_must_be(void **state)
{
    (void)state;
    static const struct {
        const char *cells[3], *want;
        char sep;
    } cases[] = {
        {{"a", "b c", ""}, "a,b c,\r\n", ','},
        {{"", "", ""}, ",,\r\n", ','},
        {{"a,b", "c;d", "e"}, "\"a,b\",c;d,e\r\n", ','},
        {{"a,b", "c;d", "e"}, "a,b;\"c;d\";e\r\n", ';'},
        {{"say \"x\"", "l1\nl2", "l1\r\nl2"}, "\"say \"\"x\"\"\",\"l1\nl2\",\"l1\r\nl2\"\r\n", ','},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str got = STR_INIT;
        write_row(&got, cases[i].cells, 3, cases[i].sep, 0);
        assert_string_equal(got.p, cases[i].want);
        str_release(&got);
    }
}

static void a_row_of_one_empty_cell_is_not_a_blank_line(void **state)
{
    (void)state;
    struct str bytes = STR_INIT, got = STR_INIT;
    const char *cells[] = {""};

    write_row(&bytes, cells, 1, ',', 0);
    dump(&got, bytes.p, bytes.len, ',');
    assert_string_equal(got.p, "1:<>\n");
    str_release(&bytes);
    str_release(&got);
}

static void the_byte_order_mark_comes_first_when_asked_for(void **state)
{
    (void)state;
    struct str got = STR_INIT;
    const char *cells[] = {"a"};

    write_row(&got, cells, 1, ',', CSV_BOM);
    assert_string_equal(got.p, "\xEF\xBB\xBF" "a\r\n");
    str_release(&got);
}

static const struct {
    const char *plain, *guarded;
} guards[] = {
    {"=1+1", "'=1+1"}, {"+84", "'+84"},   {"-5", "'-5"},   {"@x", "'@x"}, {"\tx", "'\tx"},
    {"'x", "''x"},     {"''", "'''"},     {"＝1", "'＝1"}, {"＋1", "'＋1"}, {"－1", "'－1"},
    {"＠1", "'＠1"},   {"x=1", "x=1"},    {"", ""},        {"a'b", "a'b"}, {"'", "''"},
};

static void guarded_text_cannot_run_in_a_spreadsheet(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof guards / sizeof *guards; i++) {
        struct str got = STR_INIT, want = STR_INIT;
        const char *cells[] = {"k", guards[i].plain};
        str_addf(&want, "k,%s\r\n", guards[i].guarded);
        write_row(&got, cells, 2, ',', CSV_GUARD);
        assert_string_equal(got.p, want.p);
        str_release(&got);
        str_release(&want);
    }
}

static void numbers_and_unguarded_files_keep_their_signs(void **state)
{
    (void)state;
    char *bytes = NULL;
    size_t len = 0;
    FILE *f = open_memstream(&bytes, &len);
    struct csv_writer w;

    csv_begin(&w, f, ',', CSV_GUARD);
    csv_cell(&w, "-5", 2, false);
    csv_cell(&w, NULL, 0, true);
    csv_end_row(&w);
    csv_end(&w);
    csv_begin(&w, f, ',', 0);
    csv_cell(&w, "=A1", 3, true);
    csv_end_row(&w);
    csv_end(&w);
    fclose(f);
    assert_string_equal(bytes, "-5,\r\n=A1\r\n");
    free(bytes);
}

static void unguard_undoes_guard_and_nothing_else(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof guards / sizeof *guards; i++) {
        assert_true(sv_eq(csv_unguard(sv_of(guards[i].guarded)), guards[i].plain));
    }
    assert_true(sv_eq(csv_unguard(SV("'90s")), "'90s"));
    assert_true(sv_eq(csv_unguard((struct sv){NULL, 0}), ""));
}

static void what_is_written_reads_back_the_same(void **state)
{
    (void)state;
    static const char *const cells[] = {"a\r\nb", "\"", ",", ";", "",
                                        "=x", "Nguyễn \"Ổn\"", "\r", "''-", " "};
    enum { N = sizeof cells / sizeof *cells };
    struct str bytes = STR_INIT;
    struct err err = ERR_INIT;
    struct csv_row row;
    bool end;

    write_row(&bytes, cells, N, ';', CSV_BOM | CSV_GUARD);
    FILE *f = file_of(bytes.p, bytes.len);
    struct csv_reader *r = csv_reader_new(f, ';');
    assert_true(csv_read(r, &row, &end, &err));
    assert_int_equal(row.n, N);
    for (size_t i = 0; i < N; i++) {
        assert_true(sv_eq(csv_unguard(row.cells[i]), cells[i]));
    }
    assert_true(csv_read(r, &row, &end, &err));
    assert_true(end);
    csv_reader_free(r);
    fclose(f);
    str_release(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading_follows_rfc_4180),
        cmocka_unit_test(malformed_quoting_names_its_line_and_reading_goes_on),
        cmocka_unit_test(the_separator_is_found_in_the_first_line),
        cmocka_unit_test(nul_bytes_are_kept_for_the_caller_to_refuse),
        cmocka_unit_test(rows_that_straddle_blocks_are_whole),
        cmocka_unit_test(a_row_without_end_is_refused_before_it_fills_the_memory),
        cmocka_unit_test(a_row_as_long_as_the_database_holds_is_read),
        cmocka_unit_test(a_read_error_is_told_as_such),
        cmocka_unit_test(cells_are_quoted_only_when_they_must_be),
        cmocka_unit_test(a_row_of_one_empty_cell_is_not_a_blank_line),
        cmocka_unit_test(the_byte_order_mark_comes_first_when_asked_for),
        cmocka_unit_test(guarded_text_cannot_run_in_a_spreadsheet),
        cmocka_unit_test(numbers_and_unguarded_files_keep_their_signs),
        cmocka_unit_test(unguard_undoes_guard_and_nothing_else),
        cmocka_unit_test(what_is_written_reads_back_the_same),
    };
    return cmocka_run_group_tests_name("base/csv", tests, NULL, NULL);
}
