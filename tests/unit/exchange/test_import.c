#include "exchange_test.h"

#define HEAD "truong,ma,khoi,si_so,diem,ngay,ban_tru,mon\n"

static void one_row(const struct desk *d, const char *line, const char *column, const char *says)
{
    const struct rowset *rows = &d->rep.rows;
    if (rows->nrows != 1 || !str_eq(rowset_str(rows, 0, "line"), line) ||
        !str_eq(rowset_str(rows, 0, "column"), column) || !strstr(rowset_str(rows, 0, "reason"), says)) {
        fail_msg("%zu reasons; line %s, column '%s': %s (not line %s, '%s': %s)", rows->nrows,
                 rowset_str(rows, 0, "line"), rowset_str(rows, 0, "column"), rowset_str(rows, 0, "reason"),
                 line, column, says);
    }
}

static int64_t count(struct desk *d, const char *form)
{
    return store_count(service_store(d->sv), form, NULL);
}

static void cells_are_read_as_stored_and_as_people_type_them(void **state)
{
    static const struct {
        const char *file, *row;
    } cases[] = {
        {"A,1,k6,30,7.5,2026-09-05,co,toan su\n", "A,1,k6,30,60,7.50,2026-09-05,co,toan su,,\r\n"},
        {"A,1,7,30,\"1.234,5\",5/9/2026,Có,\"Toán, Lịch sử\"\n",
         "A,1,k7,30,60,1234.50,2026-09-05,co,toan su,,\r\n"},
        {"A,1,khoi sau,\"1.000\",,,,su toan\n", NULL},
        {" A , 1 ,\"Khối tám, cuối cấp\",,\"7,5\",05092026,k,Ngữ văn\n",
         "A,1,k8,,,7.50,2026-09-05,khong,van,,\r\n"},
        {"A,'=1,,,,,,\n", "A,=1,,,,,,,,,\r\n"},
        {"A,1,,,,,,\n,,,,,,,\n", "A,1,,,,,,,,,\r\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk d;
        struct str file = STR_INIT;
        desk_open(&d);
        desk_load(&d, "truong", SCHOOLS);
        str_addf(&file, "%s%s", HEAD, cases[i].file);
        if (cases[i].row) {
            desk_load(&d, "lop", file.p);
            assert_true(desk_exchange(&d, OP_EXPORT, "lop", TEXTS("exact=yes"), NULL));
            assert_string_equal(strchr(d.out, '\n') + 1, cases[i].row);
        } else {
            assert_true(desk_import(&d, "lop", NULL, file.p));
            one_row(&d, "2", "si_so", "45");
        }
        str_release(&file);
        desk_close(&d);
    }
}

static void with_semicolons_a_comma_is_the_decimal_sign(void **state)
{
    struct desk d;
    (void)state;
    desk_open(&d);
    desk_load(&d, "truong", SCHOOLS);
    desk_load(&d, "lop", "truong;ma;diem\nA;1;7,5\nA;2;1.234\nA;3;7.5\n");
    assert_true(desk_exchange(&d, OP_EXPORT, "lop", TEXTS("exact=yes", "separator=;"), NULL));
    assert_non_null(strstr(d.out, "A;1;;;;7,50;"));
    assert_non_null(strstr(d.out, "A;2;;;;1234,00;"));
    assert_non_null(strstr(d.out, "A;3;;;;7,50;"));
    desk_close(&d);
}

static void a_header_that_does_not_fit_is_told_whole(void **state)
{
    static const struct {
        const char *head;
        const char *says[3];
    } cases[] = {
        {"ma,xyz,abc,ten,ten\n", {"'xyz', 'abc'", "twice: 'ten'", "The columns of this form are: ma, ten"}},
        {"ten\nA\n", {"Missing columns of the key: 'ma'."}},
        {"", {"the file is empty"}},
        {"\"ma\n", {"never closed"}},
    };
    struct desk d;
    (void)state;
    desk_open(&d);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t k = 0; k < 3 && cases[i].says[k]; k++) {
            desk_fails(&d, OP_IMPORT, "truong", NULL, cases[i].head, cases[i].says[k]);
        }
    }
    desk_close(&d);
}

static void columns_are_named_by_name_label_or_map(void **state)
{
    static const struct {
        const char *head;
        const char *params[2];
    } cases[] = {
        {"\xEF\xBB\xBFma,ten", {NULL}},      {"Mã trường,Tên trường", {NULL}},
        {"School code,SCHOOL NAME", {NULL}}, {"ma truong, ten ", {NULL}},
        {"X,Y", {"map=X=ma\nY = ten"}},      {"ma;ten", {NULL}},
        {"ma|ten", {"separator=|"}},         {"line,column,reason,ma,ten", {NULL}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk d;
        struct str file = STR_INIT;
        const char *sep = strpbrk(cases[i].head, ",;|");
        bool again = strstr(cases[i].head, "reason") != NULL;
        desk_open(&d);
        str_addf(&file, "%s\n%sA%cTrường A\n", cases[i].head, again ? "7,ma,why," : "", *sep);
        if (!desk_import(&d, "truong", cases[i].params, file.p) || d.rep.n != 1) {
            fail_msg("%s: %s", cases[i].head, d.err.msg);
        }
        str_release(&file);
        desk_close(&d);
    }
}

static void a_bad_row_is_refused_with_its_line_column_and_reason(void **state)
{
    static const struct {
        const char *row, *line, *column, *says;
    } cases[] = {
        {"A,1,k6,30,7,2026-09-05\n", "3", "", "the row has 6 cells, the header has 8"},
        {"A,1,k6,abc,7,,,\n", "3", "si_so", "“abc” is not a whole number"},
        {"A,1,k6,46,7,,,\n", "3", "si_so", "Lớp không quá 45 học sinh."},
        {"A,1,k6,-1,7,,,\n", "3", "si_so", "at least 0"},
        {"A,1,k9,1,7,,,\n", "3", "khoi", "“k9” is not among the choices"},
        {"A,1,k6,1,7,2026-02-30,,\n", "3", "ngay", "is not a day of the calendar"},
        {"A,1,k6,1,7,,maybe,\n", "3", "ban_tru", "neither yes nor no"},
        {"A,1,k6,1,7,,,toan xyz\n", "3", "mon", "xyz"},
        {"Z,1,k6,1,7,,,\n", "3", "truong", "no record with the key 'Z'"},
        {"A,,k6,1,7,,,\n", "3", "ma", "must be answered"},
        {"A,1\xC3,k6,1,7,,,\n", "3", "ma", "letter 2 is not UTF-8 (byte C3)"},
        {"A,\"1\n2\",k6,1,7,,,\n", "3", "ma", "line break"},
        {"A,0,k6,1,7,,,\n", "3", "ma", "line 2 of this file has the same key"},
        {"B,cu,k6,1,7,,,\n", "3", "ma", "the record exists already"},
        {"A,1\"2,k6,1,7,,,\n", "3", "", "quote"},
    };
    struct desk d;
    (void)state;
    desk_open(&d);
    desk_load(&d, "truong", SCHOOLS);
    desk_load(&d, "lop", HEAD "B,cu,k6,1,7,,,\n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str file = STR_INIT;
        str_addf(&file, "%sA,0,,,,,,\n%sA,9,,,,,,\n", HEAD, cases[i].row);
        if (!desk_import(&d, "lop", NULL, file.p)) {
            fail_msg("case %zu: %s", i, d.err.msg);
        }
        one_row(&d, cases[i].line, cases[i].column, cases[i].says);
        assert_int_equal(d.rep.n, 0);
        assert_int_equal(d.rep.version, 1);
        assert_int_equal(count(&d, "lop"), 1); /* nothing of the file */
        str_release(&file);
    }
    desk_close(&d);
}

static void with_partial_the_right_rows_stay_and_the_others_can_be_mended(void **state)
{
    struct desk d;
    (void)state;
    desk_open(&d);
    desk_load(&d, "truong", SCHOOLS);
    assert_true(desk_import(&d, "lop", TEXTS("partial=yes"),
                            HEAD "A,1,,,,,,\nA,2,k9,99,,,,\nA,'=3,x,,,,,\nA,4,,,,,,\n"));
    assert_int_equal(d.rep.n, 2);
    assert_int_equal(d.rep.version, 2);
    assert_int_equal(count(&d, "lop"), 2);
    assert_non_null(strstr(d.out, "\xEF\xBB\xBFline,column,reason,truong,ma,khoi,"));
    assert_non_null(strstr(d.out, "\n3,khoi,"));
    assert_non_null(strstr(d.out, "A,'=3,x,"));
    struct str file = STR_INIT;
    for (const char *p = d.out; *p; p++) { /* somebody mends the cells */
        bool wrong = strncmp(p, ",k9,99,", 7) == 0 || strncmp(p, ",x,,", 4) == 0;
        str_add(&file, wrong ? ",k6,," : "");
        p += wrong ? (p[1] == 'k' ? 6 : 3) : 0;
        if (!wrong) {
            str_add_c(&file, *p);
        }
    }
    assert_true(desk_import(&d, "lop", NULL, file.p));
    if (d.rep.version != 0) {
        fail_msg("%s", rowset_str(&d.rep.rows, 0, "reason"));
    }
    assert_int_equal(count(&d, "lop"), 4);
    str_release(&file);
    desk_close(&d);
}

static void a_dry_run_says_what_it_would_do_and_does_nothing(void **state)
{
    struct desk d;
    (void)state;
    desk_open(&d);
    assert_true(desk_import(&d, "truong", TEXTS("dry_run=yes"), SCHOOLS));
    assert_int_equal(d.rep.n, 2);
    assert_int_equal(count(&d, "truong"), 0);
    desk_load(&d, "truong", SCHOOLS);
    assert_int_equal(count(&d, "truong"), 2);
    desk_close(&d);
}

static void a_record_may_name_one_of_the_same_file_wherever_it_stands(void **state)
{
    static const struct {
        const char *rows;
        int stored;
        const char *line, *names; /* the row that is refused */
    } cases[] = {
        {",A,1\nA|1,A,2\nA|2,B,3\n", 3, NULL, NULL},
        {"A|2,B,3\nA|1,A,2\n,A,1\n", 3, NULL, NULL},
        {"A|3,A,4\nA|1,A,2\nA|4,A,5\nA|2,A,3\n,A,1\n", 5, NULL, NULL},
        {"A|9,A,8\n,A,9\n", 2, NULL, NULL},
        {"A|7,A,8\n,A,9\n", 0, "2", "A|7"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk d;
        struct str file = STR_INIT;
        desk_open(&d);
        desk_load(&d, "truong", SCHOOLS);
        str_addf(&file, "lop_cu,truong,ma\n%s", cases[i].rows);
        assert_true(desk_import(&d, "lop", NULL, file.p));
        assert_int_equal(d.rep.n, cases[i].stored);
        if (cases[i].line) {
            one_row(&d, cases[i].line, "lop_cu", cases[i].names);
        }
        str_release(&file);
        desk_close(&d);
    }
}

static void a_long_chain_of_records_takes_no_longer_backwards(void **state)
{
    struct desk d;
    struct str file = STR_INIT;
    (void)state;
    desk_open(&d);
    desk_load(&d, "truong", SCHOOLS);
    str_add(&file, "lop_cu,truong,ma\n");
    for (int i = 1500; i > 0; i--) {
        str_addf(&file, "A|%d,A,%d\n", i - 1, i);
    }
    str_add(&file, ",A,0\n");
    assert_true(desk_import(&d, "lop", NULL, file.p));
    assert_int_equal(d.rep.n, 1501);
    str_release(&file);
    desk_close(&d);
}

static void a_state_is_taken_only_when_asked(void **state)
{
    static const char file[] = "ma,ten,_state\nA,Trường A,khoa\nB,Trường B,Đang nhập\nC,Trường C,\n";
    struct desk d;
    (void)state;
    desk_open(&d);
    desk_load(&d, "truong", file);
    assert_int_equal(store_count(service_store(d.sv), "truong", "nhap"), 3);
    desk_close(&d);
    desk_open(&d);
    assert_true(desk_import(&d, "truong", TEXTS("state=yes"), file));
    assert_int_equal(d.rep.n, 3);
    assert_int_equal(store_count(service_store(d.sv), "truong", "khoa"), 1);
    assert_true(desk_import(&d, "truong", TEXTS("state=yes"), "ma,ten,_state\nD,Trường D,nothing\n"));
    one_row(&d, "2", "_state", "no state 'nothing'");
    desk_close(&d);
}

static void errors_of_a_record_being_filled_are_open_findings(void **state)
{
    struct desk d;
    (void)state;
    desk_open(&d);
    desk_load(&d, "truong", "ma,ten\nA,\n"); /* “ten” is required, but the state is the first */
    assert_int_equal(count(&d, "truong"), 1);
    desk_close(&d);
}

/* Every byte that the cleaner lets through, in cells of every length up to a few. */
static void random_text(struct str *out, unsigned *seed, bool multiline)
{
    static const char *const pieces[] = {"=",  "+",  "-", "@", "'", "\"", ",", ";",
                                         "＝", "＠", "a", "ễ", " ", "1",  "|", "\n"};
    size_t n = sizeof pieces / sizeof *pieces - !multiline;
    str_add(out, "x" + (*seed >> 9) % 2); /* a blank at the end does not stay */
    for (size_t i = 0; i < (*seed >> 20) % 6; i++) {
        *seed = *seed * 1664525u + 1013904223u;
        str_add(out, pieces[(*seed >> 16) % n]);
    }
    str_add(out, ".");
}

static void add_quoted(struct str *file, const char *text)
{
    str_add_c(file, '"');
    for (; *text; text++) {
        str_add(file, *text == '"' ? "\"" : "");
        str_add_c(file, *text);
    }
    str_add_c(file, '"');
}

static void what_was_exported_comes_back_equal_both_ways(void **state)
{
    static const char *const ways[][4] = {
        {"exact=yes"}, {"file=x"}, {"separator=;"}, {"exact=yes", "separator=tab"}, {"file=x", "format=tsv"}};
    struct str file = STR_INIT;
    unsigned seed = 1;
    (void)state;
    str_add(&file, "truong,ma,diem,ghi_chu\n");
    for (int i = 0; i < 300; i++) {
        struct str text = STR_INIT;
        seed = seed * 1664525u + 1013904223u;
        random_text(&text, &seed, true);
        str_addf(&file, "A,%d,%d.%02d,", i, i * 7 - 900, i % 100);
        add_quoted(&file, text.p);
        str_add(&file, "\n");
        str_release(&text);
    }
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct desk from, to;
        desk_open(&from);
        desk_load(&from, "truong", SCHOOLS);
        assert_true(desk_import(&from, "lop", TEXTS("exact=yes"), file.p));
        assert_int_equal(from.rep.n, 300);
        assert_true(desk_exchange(&from, OP_EXPORT, "lop", ways[i], NULL));
        desk_open(&to);
        desk_load(&to, "truong", SCHOOLS);
        assert_true(
            desk_import(&to, "lop", str_eq(ways[i][0], "exact=yes") ? TEXTS("exact=yes") : NULL, from.out));
        if (to.rep.n != 300) {
            fail_msg("way %zu: %s", i, rowset_str(&to.rep.rows, 0, "reason"));
        }
        assert_true(desk_exchange(&to, OP_EXPORT, "lop", ways[i], NULL));
        assert_string_equal(to.out, from.out);
        desk_close(&to);
        desk_close(&from);
    }
    str_release(&file);
}

static void no_cell_of_a_guarded_file_starts_a_formula(void **state)
{
    struct desk d;
    (void)state;
    desk_open(&d);
    assert_true(desk_import(&d, "truong", TEXTS("exact=yes"), "ma,ten\n=1+1,@x\n'=2,＝3\n-4,+5\n"));
    assert_int_equal(d.rep.n, 3);
    desk_gives(&d, "truong", NULL, "ma,ten,_state\r\n''=2,'＝3,nhap\r\n'-4,'+5,nhap\r\n'=1+1,'@x,nhap\r\n");
    desk_close(&d);
}

static void note_progress(void *arg, int64_t done)
{
    *(int64_t *)arg = done;
}

static void progress_is_told_every_thousand_rows(void **state)
{
    struct desk d;
    struct str file = STR_INIT;
    int64_t last = 0;
    (void)state;
    desk_open(&d);
    str_add(&file, "ma,ten\n");
    for (int i = 0; i < 2500; i++) {
        str_addf(&file, "S%d,Trường %d\n", i, i);
    }
    struct request req = {
        .op = OP_IMPORT, .form = "truong", .progress = note_progress, .progress_arg = &last};
    assert_true(desk_call(&d, req, NULL, file.p));
    assert_int_equal(last, 2000);
    assert_int_equal(d.rep.n, 2500);
    str_release(&file);
    desk_close(&d);
}

static void who_may_not_import_is_refused(void **state)
{
    struct desk d;
    (void)state;
    desk_open(&d);
    d.actor.role = "khach";
    desk_fails(&d, OP_IMPORT, "truong", NULL, SCHOOLS, "Khách");
    assert_int_equal(count(&d, "truong"), 0);
    desk_close(&d);
}

static void each_key_of_several_that_names_nobody_is_told(void **state)
{
    static const struct {
        const char *cell, *stored; /* NULL: refused */
        const char *says[3];
    } cases[] = {
        {"A|1; B|2", "A|1; B|2", {NULL}},
        {" B|2 ;A|1;;; B|2", NULL, {"'A|1;'"}},
        {"B|2; A|1; B|2;", "B|2; A|1", {NULL}},
        {"A|9; A|1; C|1", NULL, {"'A|9'", "'C|1'"}},
        {"A|1, B|2", NULL, {"'A|1, B|2'"}},
    };
    (void)state;
    struct desk d;
    desk_open(&d);
    desk_load(&d, "truong", SCHOOLS);
    desk_load(&d, "lop", "truong,ma\nA,1\nB,2\n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str file = STR_INIT;
        str_addf(&file, "ten,cac_lop\nĐoàn %zu,\"%s\"\n", i, cases[i].cell);
        assert_true(desk_import(&d, "doan", NULL, file.p));
        assert_int_equal(d.rep.version, !cases[i].stored);
        for (size_t k = 0; cases[i].says[k]; k++) {
            one_row(&d, "2", "cac_lop", cases[i].says[k]);
        }
        if (cases[i].stored) {
            assert_true(desk_exchange(&d, OP_EXPORT, "doan", TEXTS("exact=yes"), NULL));
            assert_non_null(strstr(d.out, cases[i].stored));
        }
        str_release(&file);
    }
    desk_close(&d);
}

/* As on the screen: a warning, counted among the record's open findings. */
static void a_record_that_the_filter_does_not_offer_is_stored_with_a_warning(void **state)
{
    (void)state;
    struct desk d;
    struct rowset rows = {0};
    desk_open(&d);
    desk_load(&d, "truong", SCHOOLS);
    desk_load(&d, "lop", "truong,ma\nA,1\n");
    desk_load(&d, "doan", "ten\nMột\nHai\n");
    desk_load(&d, "doan.chang", "ten,truong\nMột,A\nHai,A; B\nHai,B\n");
    assert_true(store_select(service_store(d.sv), "SELECT _problems FROM doan ORDER BY ten", NULL, 0, 9, &rows, &d.err));
    assert_int_equal(rows.nrows, 2);
    assert_int_equal(rowset_int(&rows, 0, "_problems"), 2); /* Hai */
    assert_int_equal(rowset_int(&rows, 1, "_problems"), 0);
    rowset_release(&rows);
    desk_load(&d, "doan", "ten,cac_lop\nBa,A|1\nBốn,A|1\n"); /* a row sees those above it: Bốn is the fourth */
    assert_true(store_select(service_store(d.sv), "SELECT ten, _problems FROM doan WHERE ten IN ('Ba', 'Bốn') ORDER BY ten", NULL, 0, 9,
                             &rows, &d.err));
    assert_int_equal(rowset_int(&rows, 0, "_problems"), 0);
    assert_int_equal(rowset_int(&rows, 1, "_problems"), 1);
    rowset_release(&rows);
    desk_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_read_as_stored_and_as_people_type_them),
        cmocka_unit_test(with_semicolons_a_comma_is_the_decimal_sign),
        cmocka_unit_test(a_header_that_does_not_fit_is_told_whole),
        cmocka_unit_test(columns_are_named_by_name_label_or_map),
        cmocka_unit_test(a_bad_row_is_refused_with_its_line_column_and_reason),
        cmocka_unit_test(with_partial_the_right_rows_stay_and_the_others_can_be_mended),
        cmocka_unit_test(a_dry_run_says_what_it_would_do_and_does_nothing),
        cmocka_unit_test(a_record_may_name_one_of_the_same_file_wherever_it_stands),
        cmocka_unit_test(a_long_chain_of_records_takes_no_longer_backwards),
        cmocka_unit_test(a_state_is_taken_only_when_asked),
        cmocka_unit_test(errors_of_a_record_being_filled_are_open_findings),
        cmocka_unit_test(what_was_exported_comes_back_equal_both_ways),
        cmocka_unit_test(no_cell_of_a_guarded_file_starts_a_formula),
        cmocka_unit_test(progress_is_told_every_thousand_rows),
        cmocka_unit_test(who_may_not_import_is_refused),
        cmocka_unit_test(each_key_of_several_that_names_nobody_is_told),
        cmocka_unit_test(a_record_that_the_filter_does_not_offer_is_stored_with_a_warning),
    };
    return cmocka_run_group_tests_name("import", tests, NULL, NULL);
}
