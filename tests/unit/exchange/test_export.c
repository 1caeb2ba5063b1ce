#include "exchange_test.h"

#include "exchange/exchange.h"

#define BOM "\xEF\xBB\xBF"

/* Two schools, three classes; the second class was the first one before. */
static void load(struct desk *d)
{
    desk_load(d, "truong", "ma,ten,dien_thoai\nB,Trường B,0912\nA,\"Trường \"\"A\"\"\",\n");
    desk_load(d, "lop",
              "truong,ma,khoi,si_so,diem,ngay,ban_tru,mon,lop_cu,ghi_chu\n"
              "B,6a,k6,30,7.5,2026-09-05,co,toan su,,\"=1+1\nhai, ba\"\n"
              "A,7a,k7,40,1234.25,2025-09-05,khong,van,B|6a,- bốn\n"
              "A,6b,,,,,,,,\n");
}

#define HEAD "truong,ma,khoi,si_so,gap_doi,diem,ngay,ban_tru,mon,lop_cu,ghi_chu\r\n"

static void records_come_in_the_order_of_the_key_with_references_as_keys(void **state)
{
    struct desk d;
    (void)state;
    desk_open(&d);
    load(&d);
    desk_gives(&d, "lop", TEXTS("exact=yes"),
               HEAD "A,6b,,,,,,,,,\r\n"
                    "A,7a,k7,40,80,1234.25,2025-09-05,khong,van,B|6a,- bốn\r\n"
                    "B,6a,k6,30,60,7.50,2026-09-05,co,toan su,,\"=1+1\nhai, ba\"\r\n");
    assert_int_equal(d.rep.n, 3);
    desk_close(&d);
}

/* rule: CSV for Excel */
static void each_way_of_writing_has_its_parameters(void **state)
{
    static const struct {
        const char *params[4];
        const char *starts, *holds;
    } cases[] = {
        {{"labels=yes", "exact=yes"},
         "Trường,Mã lớp,Khối,",
         "A,7a,Khối bảy,40,80,1234.25,2025-09-05,Không,Ngữ văn,B|6a"},
        {{"labels=yes", "exact=yes"}, "Trường,", "Có,Toán; Lịch sử,"},
        {{"separator=;"}, "truong;ma;", ";1234,25;"},
        {{"format=tsv"}, "truong\tma\t", "\t1234.25\t"},
        {{"separator=tab"}, "truong\tma\t", "B\t6a"},
        {{"file=x.csv"}, BOM "truong,ma,", "\"'=1+1\nhai, ba\""},
        {{"file=x.csv"}, BOM "truong", ",'- bốn\r\n"},
        {{"file=x.csv", "exact=yes"}, "truong,ma,", ",- bốn\r\n"},
        {{"format=csv"}, "truong,ma,", ",'- bốn\r\n"},
        {{"format=json"},
         "[\n{\"truong\": \"A\", \"ma\": \"6b\", \"khoi\": null, \"si_so\": null,",
         "\"diem\": 1234.25,"},
        {{"format=json", "separator=;"}, "[\n{", "\"ghi_chu\": \"=1+1\\u000ahai, ba\"}\n]\n"},
    };
    struct desk d;
    (void)state;
    desk_open(&d);
    load(&d);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(desk_exchange(&d, OP_EXPORT, "lop", cases[i].params, NULL));
        if (strncmp(d.out, cases[i].starts, strlen(cases[i].starts)) != 0 || !strstr(d.out, cases[i].holds)) {
            fail_msg("case %zu gives\n%s", i, d.out);
        }
    }
    desk_close(&d);
}

static void a_condition_chooses_rows(void **state)
{
    static const struct {
        const char *where;
        int rows;
    } cases[] = {
        {"where=si_so > 30", 1},
        {"where=r.khoi IS NULL", 1},
        {"where=fold(ghi_chu) LIKE '%bon%'", 1},
        {"where=truong IN (SELECT _id FROM truong WHERE ma = 'A')", 2},
        {"where=ghi_chu <> ')'", 2},
        {"where=true", 3},
    };
    struct desk d;
    (void)state;
    desk_open(&d);
    load(&d);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (!desk_exchange(&d, OP_EXPORT, "lop", TEXTS(cases[i].where), NULL) || d.rep.n != cases[i].rows) {
            fail_msg("%s: %d rows, %s", cases[i].where, (int)d.rep.n, d.err.msg);
        }
    }
    desk_close(&d);
}

static void a_condition_that_is_more_than_one_expression_is_refused(void **state)
{
    static const struct {
        const char *sql;
        bool is;
    } cases[] = {
        {"a = 1", true},       {"(a) OR (b)", true}, {"a = ';'", true},   {"a = ')' OR b = '('", true},
        {"a = 'it''s'", true}, {"\"x)\" = 1", true}, {"1) OR (1", false}, {"1; DELETE FROM lop", false},
        {"1 -- rest", false},  {"1 /* rest", false}, {"(1", false},       {"'open", false},
        {"[a;b] = 1", true},   {"a - -1", true},     {"", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (export_is_expression(cases[i].sql) != cases[i].is) {
            fail_msg("%s", cases[i].sql);
        }
    }
}

static void what_cannot_be_exported_is_said(void **state)
{
    static const struct {
        const char *what, *param, *says;
    } cases[] = {
        {"lop", "where=1) UNION SELECT 1", "must be one SQL expression"},
        {"lop", "where=xyz = 1", "no such column: xyz"},
        {"lop", "where=(SELECT count(*) FROM _history) > 0", "does not work"},
        {"lop", "where=(SELECT count(*) FROM sqlite_schema) > 0", "does not work"},
        {"lop", "format=xls", "use csv, tsv or json"},
        {"lop", "separator=ab", "cannot be separated by 'ab'"},
        {"lopp", "exact=yes", "lopp"},
        {"lop.nothing", "exact=yes", "no roster 'nothing'"},
    };
    struct desk d;
    (void)state;
    desk_open(&d);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        desk_fails(&d, OP_EXPORT, cases[i].what, TEXTS(cases[i].param), NULL, cases[i].says);
    }
    d.actor.role = "khach";
    desk_fails(&d, OP_EXPORT, "lop", NULL, NULL, "Khách");
    desk_close(&d);
}

static void personal_fields_go_out_only_when_asked_and_history_says_who_asked(void **state)
{
    struct desk d;
    struct rowset rows = {0};
    (void)state;
    desk_open(&d);
    load(&d);
    desk_gives(&d, "truong", TEXTS("exact=yes"),
               "ma,ten,_state\r\nA,\"Trường \"\"A\"\"\",nhap\r\nB,Trường B,nhap\r\n");
    desk_gives(&d, "truong", TEXTS("exact=yes", "personal=yes", "where=ma = 'B'"),
               "ma,ten,dien_thoai,_state\r\nB,Trường B,0912,nhap\r\n");
    assert_true(desk_exchange(&d, OP_EXPORT, "lop", TEXTS("personal=yes"), NULL)); /* has none */
    assert_true(store_select(service_store(d.sv),
                             "SELECT form, who, reason FROM _history WHERE op = 'export'", NULL, 0, 9, &rows,
                             &d.err));
    assert_int_equal(rows.nrows, 1);
    assert_string_equal(rowset_str(&rows, 0, "form"), "truong");
    assert_string_equal(rowset_str(&rows, 0, "who"), "mai");
    assert_string_equal(rowset_str(&rows, 0, "reason"), "ma = 'B'");
    rowset_release(&rows);
    desk_close(&d);
}

static void a_roster_is_a_file_of_its_own(void **state)
{
    struct desk d;
    (void)state;
    desk_open(&d);
    load(&d);
    desk_load(&d, "lop.hoc_sinh",
              "truong,ma,_row_key,hoc_sinh.ma,diem_thi\nB,6a,r2,H2,9\nB,6a,r1,H1,8.5\nA,7a,r1,H3,\n");
    desk_gives(
        &d, "lop.hoc_sinh", TEXTS("exact=yes"),
        "truong,ma,_row_key,hoc_sinh.ma,diem_thi\r\nA,7a,r1,H3,\r\nB,6a,r2,H2,9.00\r\nB,6a,r1,H1,8.50\r\n");
    desk_close(&d);
}

/* Keys of two parts, with blanks and the separator in them, in a record and in rows. */
static void several_records_are_written_by_their_keys_and_read_back(void **state)
{
    static const char file[] = "ten,cac_lop,cung\r\nHai,B|x;;; A|6 a;;b; A|;;c,Một\r\nMột,A|6 a;;b; B|x;;,\r\n";
    static const char rows[] = "ten,_row_key,truong\r\nHai,r1,B; A\r\n";
    struct desk d;
    (void)state;
    desk_open(&d);
    desk_load(&d, "truong", "ma,ten\nA,Trường A\nB,Trường B\n");
    desk_load(&d, "lop", "truong,ma\nA,6 a;b\nB,x;\nA,;c\n");
    desk_load(&d, "doan", file);
    desk_load(&d, "doan.chang", rows);
    desk_gives(&d, "doan", TEXTS("exact=yes"), file);
    desk_gives(&d, "doan.chang", TEXTS("exact=yes"), rows);
    desk_gives(&d, "doan.chang", TEXTS("exact=yes", "separator=;"), "ten;_row_key;truong\r\nHai;r1;\"B; A\"\r\n");
    assert_true(desk_exchange(&d, OP_EXPORT, "doan", TEXTS("exact=yes", "labels=yes"), NULL));
    assert_non_null(strstr(d.out, "Tên đoàn,Các lớp,Đi cùng đoàn\r\nHai,B|x;;; A|6 a;;b; A|;;c,Một"));
    assert_true(desk_exchange(&d, OP_EXPORT, "doan", TEXTS("format=json"), NULL));
    assert_non_null(strstr(d.out, "\"cac_lop\": \"A|6 a;;b; B|x;;\", \"cung\": null"));
    desk_close(&d);
}

static void a_stream_that_takes_nothing_is_an_error(void **state)
{
    struct desk d;
    (void)state;
    desk_open(&d);
    load(&d);
    desk_forget(&d);
    struct host *h = service_host_new(d.sv, &d.actor);
    struct request req = {.op = OP_EXPORT, .form = "lop", .out = fopen("/dev/full", "w")};
    assert_non_null(req.out);
    assert_false(host_call(h, &req, &d.rep, &d.err));
    assert_int_equal(d.err.code, ERR_IO);
    assert_non_null(strstr(d.err.msg, "cannot be written"));
    fclose(req.out);
    req.out = NULL;
    assert_false(host_call(h, &req, &d.rep, &d.err));
    assert_int_equal(d.err.code, ERR_USAGE);
    service_host_free(h);
    desk_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_come_in_the_order_of_the_key_with_references_as_keys),
        cmocka_unit_test(each_way_of_writing_has_its_parameters),
        cmocka_unit_test(a_condition_chooses_rows),
        cmocka_unit_test(a_condition_that_is_more_than_one_expression_is_refused),
        cmocka_unit_test(what_cannot_be_exported_is_said),
        cmocka_unit_test(personal_fields_go_out_only_when_asked_and_history_says_who_asked),
        cmocka_unit_test(a_roster_is_a_file_of_its_own),
        cmocka_unit_test(several_records_are_written_by_their_keys_and_read_back),
        cmocka_unit_test(a_stream_that_takes_nothing_is_an_error),
    };
    return cmocka_run_group_tests_name("export", tests, NULL, NULL);
}
