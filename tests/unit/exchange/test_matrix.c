#include "exchange_test.h"

#define HEAD "truong,_row_key,dong,nam,so,binh_quan,nguon\r\n"

static void load(struct desk *d)
{
    desk_open_with(d, "tests/fixtures/bang_so", "van_thu");
    desk_load(d, "so_lieu", "truong,nam_cuoi\nA,2023\nB,2023\n");
}

static void a_row_of_the_file_is_a_place_by_its_line_and_its_column(void **state)
{
    static const char *const files[] = {
        "truong,dong,nam,so\nA,k6,2020-2021,40\nA,k7,2020-2021,2\n",
        "truong,nam,dong,so\nA,20-21,- Khối lớp 6,40\nA,20-21,- Grade 7,2\n", /* as people call them */
        "truong,_row_key,so\nA,k6|2020-2021,40\nA,k7|2020-2021,2\n",
        "truong,_row_key,dong,nam,so\nA,,k6,2020-2021,40\nA,of another database,k7,2020-2021,2\n",
        "truong,dong,nam,so\nA,k6,2020-2021,40\nA,k7,2020-2021,2\nA,tong,2020-2021,77\n", /* added up anew */
    };
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct desk d;
        load(&d);
        desk_load(&d, "so_lieu.o", files[i]);
        desk_gives(&d, "so_lieu.o", TEXTS("exact=yes"),
                   HEAD "A,k6|2020-2021,k6,2020-2021,40,,\r\nA,k7|2020-2021,k7,2020-2021,2,,\r\n"
                        "A,tong|2020-2021,tong,2020-2021,42,,\r\n");
        desk_close(&d);
    }
}

static void what_went_out_comes_in_again(void **state)
{
    struct desk d, other;
    (void)state;
    load(&d);
    desk_load(&d, "so_lieu.o",
              "truong,dong,nam,so,nguon\nA,so_lop,2020-2021,4,\nA,k6,2020-2021,140,sổ\nA,nu,2020-2021,70,\n"
              "B,k6,2019-2020,9,\nB,k6,2015-2016,3,\n"); /* the last of a year that is offered no more */
    assert_true(desk_exchange(&d, OP_EXPORT, "so_lieu.o", TEXTS("exact=yes"), NULL));
    char *file = mem_dup(d.out);
    assert_non_null(strstr(file, "A,binh_quan|2020-2021,binh_quan,2020-2021,,35.0,\r\n"));
    assert_non_null(strstr(file, "B,k6|2015-2016,k6,2015-2016,3,,\r\n"));
    load(&other);
    desk_load(&other, "so_lieu.o", file);
    desk_gives(&other, "so_lieu.o", TEXTS("exact=yes"), file);
    free(file);
    desk_close(&d);
    desk_close(&other);
}

static void a_row_that_names_no_place_is_refused(void **state)
{
    static const struct {
        const char *file, *column, *says;
    } cases[] = {
        {"truong,dong,nam,so\nA,k66,2020-2021,40\n", "_row_key", "k66"},
        {"truong,dong,nam,so\nA,k6,,40\n", "_row_key", "this record has no row '' in 'o'"},
        {"truong,dong,nam,so\nA,k6,2020-2021,-1\n", "so", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk d;
        load(&d);
        assert_true(desk_import(&d, "so_lieu.o", NULL, cases[i].file));
        assert_int_equal(d.rep.n, 0);
        assert_string_equal(rowset_str(&d.rep.rows, 0, "column"), cases[i].column);
        assert_non_null(strstr(rowset_str(&d.rep.rows, 0, "reason"), cases[i].says));
        desk_close(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_of_the_file_is_a_place_by_its_line_and_its_column),
        cmocka_unit_test(what_went_out_comes_in_again),
        cmocka_unit_test(a_row_that_names_no_place_is_refused),
    };
    return cmocka_run_group_tests_name("matrix", tests, NULL, NULL);
}
