#include "exchange_test.h"

#define HEAD "truong,ma,_row_key,hoc_sinh.ma,diem_thi\n"
#define HEAD_CRLF "truong,ma,_row_key,hoc_sinh.ma,diem_thi\r\n"

static void load(struct desk *d)
{
    desk_open(d);
    desk_load(d, "truong", SCHOOLS);
    desk_load(d, "lop", "truong,ma\nA,1\nA,2\nB,1\n");
}

static int64_t version_of(struct desk *d, const char *key)
{
    const struct form *form;
    struct record *r;
    char id[UUID_TEXT];
    assert_true(app_form(d->app, "lop", &form, NULL, &d->err));
    assert_true(store_find(service_store(d->sv), form, key, id, &d->err));
    assert_true(store_load(service_store(d->sv), form, id, &r, &d->err));
    int64_t version = r->version;
    record_free(r);
    return version;
}

static void rows_are_added_and_set_by_their_key_and_each_record_is_stored_once(void **state)
{
    struct desk d;
    (void)state;
    load(&d);
    desk_load(&d, "lop.hoc_sinh", HEAD "A,1,x,H1,1\nA,1,y,H2,2\nB,1,x,H3,3\n");
    assert_int_equal(d.rep.n, 3);
    assert_int_equal(version_of(&d, "A|1"), 2);
    assert_int_equal(version_of(&d, "A|2"), 1);
    desk_load(&d, "lop.hoc_sinh", "truong,ma,_row_key,diem_thi\nA,1,y,9.5\n");
    desk_gives(
        &d, "lop.hoc_sinh", TEXTS("exact=yes", "where=r.ma = '1' AND w.diem_thi > 0"),
        "truong,ma,_row_key,hoc_sinh.ma,diem_thi\r\nA,1,x,H1,1.00\r\nA,1,y,H2,9.50\r\nB,1,x,H3,3.00\r\n");
    desk_close(&d);
}

static void a_row_without_a_key_is_a_new_one(void **state)
{
    struct desk d;
    (void)state;
    load(&d);
    desk_load(&d, "lop.hoc_sinh", "ma,truong,hoc_sinh.ma\n1,A,H1\n1,A,H2\n");
    assert_true(desk_exchange(&d, OP_EXPORT, "lop.hoc_sinh", NULL, NULL));
    assert_int_equal(d.rep.n, 2);
    desk_close(&d);
}

static void rows_that_cannot_be_stored_are_refused_with_all_of_their_record(void **state)
{
    static const struct {
        const char *rows;
        const char *line[3], *column[3], *says[3];
    } cases[] = {
        {"A,9,x,H1,1\nB,1,x,H3,3\n", {"2"}, {"truong"}, {"no record with the key 'A|9'"}},
        {"A,1,x,H1,abc\nB,1,x,H3,3\n", {"2"}, {"diem_thi"}, {"“abc” is not a number"}},
        {"A,1,x,H1,11\nA,1,y,H2,2\nB,1,x,H3,3\n",
         {"2", "3"},
         {"diem_thi", "hoc_sinh/x/diem_thi"},
         {"at most 10", "the record of this row was not stored"}},
        {"A,1,x,,1\nB,1,x,H3,3\n", {"2"}, {"ma"}, {"must be answered"}},
        {"A\x01,1,x,H1,1\nB,1,x,H3,3\n", {"2"}, {"truong"}, {"U+0001"}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk d;
        struct str file = STR_INIT;
        load(&d);
        str_addf(&file, "%s%s", HEAD, cases[i].rows);
        assert_true(desk_import(&d, "lop.hoc_sinh", NULL, file.p));
        assert_int_equal(d.rep.n, 0);
        for (size_t k = 0; k < 3 && cases[i].line[k]; k++) {
            assert_string_equal(rowset_str(&d.rep.rows, k, "line"), cases[i].line[k]);
            assert_string_equal(rowset_str(&d.rep.rows, k, "column"), cases[i].column[k]);
            assert_non_null(strstr(rowset_str(&d.rep.rows, k, "reason"), cases[i].says[k]));
        }
        assert_int_equal(version_of(&d, "B|1"), 1);
        assert_true(desk_import(&d, "lop.hoc_sinh", TEXTS("partial=yes"), file.p));
        assert_int_equal(d.rep.n, 1);
        assert_int_equal(version_of(&d, "B|1"), 2);
        str_release(&file);
        desk_close(&d);
    }
}

static void of_two_lines_for_one_row_the_second_is_refused(void **state)
{
    struct desk d;
    static const char rows[] = HEAD "A,1,x,H1,abc\nA,1,x,H1,1\nA,1,y,H2,2\nA,1,x,,3\n";
    (void)state;
    load(&d);
    assert_true(desk_import(&d, "lop.hoc_sinh", NULL, rows));
    assert_int_equal(d.rep.n, 0);
    assert_true(desk_import(&d, "lop.hoc_sinh", TEXTS("partial=yes"), rows));
    assert_int_equal(d.rep.n, 2);
    assert_string_equal(rowset_str(&d.rep.rows, 1, "line"), "5");
    assert_string_equal(rowset_str(&d.rep.rows, 1, "column"), "_row_key");
    assert_string_equal(rowset_str(&d.rep.rows, 1, "reason"), "line 3 of this file has the same key");
    desk_gives(&d, "lop.hoc_sinh", TEXTS("exact=yes", "where=r.ma = '1' AND w.diem_thi > 0"),
               HEAD_CRLF "A,1,x,H1,1.00\r\nA,1,y,H2,2.00\r\n");
    desk_close(&d);
}

static void with_partial_a_row_that_cannot_be_read_leaves_its_neighbours(void **state)
{
    struct desk d;
    (void)state;
    load(&d);
    assert_true(
        desk_import(&d, "lop.hoc_sinh", TEXTS("partial=yes"), HEAD "A,1,x,H1,1\nA,1,y,H2,abc\nA,1,z,H3,3\n"));
    assert_int_equal(d.rep.n, 2);
    desk_gives(&d, "lop.hoc_sinh", TEXTS("exact=yes"),
               "truong,ma,_row_key,hoc_sinh.ma,diem_thi\r\nA,1,x,H1,1.00\r\nA,1,z,H3,3.00\r\n");
    desk_close(&d);
}

static void the_key_of_the_record_must_be_there(void **state)
{
    struct desk d;
    (void)state;
    load(&d);
    desk_fails(&d, OP_IMPORT, "lop.hoc_sinh", NULL, "truong,_row_key\nA,x\n",
               "Missing columns of the key: 'ma'");
    desk_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_added_and_set_by_their_key_and_each_record_is_stored_once),
        cmocka_unit_test(a_row_without_a_key_is_a_new_one),
        cmocka_unit_test(rows_that_cannot_be_stored_are_refused_with_all_of_their_record),
        cmocka_unit_test(of_two_lines_for_one_row_the_second_is_refused),
        cmocka_unit_test(with_partial_a_row_that_cannot_be_read_leaves_its_neighbours),
        cmocka_unit_test(the_key_of_the_record_must_be_there),
    };
    return cmocka_run_group_tests_name("rosters in files", tests, NULL, NULL);
}
