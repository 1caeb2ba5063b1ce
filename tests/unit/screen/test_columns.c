#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "screen/columns.h"

/* "head;head\ncell;cell\n…" */
static void fill(struct rowset *rs, struct columns *c, const char *text)
{
    struct sv lines = sv_of(text), line, cell;
    memset(rs, 0, sizeof *rs);
    memset(c, 0, sizeof *c);
    sv_next(&lines, '\n', &line);
    while (sv_next(&line, ';', &cell)) {
        char *name = mem_dup_n(cell.p, cell.n);
        rowset_add_column(rs, name);
        free(name);
    }
    while (sv_next(&lines, '\n', &line)) {
        struct value *row = rowset_add_row(rs);
        for (size_t i = 0; sv_next(&line, ';', &cell); i++) {
            value_set_text(&row[i], cell);
        }
    }
    for (size_t i = 0; i < rs->ncolumns; i++) {
        columns_add(c, (int)i, rs->columns[i]);
    }
}

static void assert_widths(const struct columns *c, const int *expected, size_t n)
{
    assert_int_equal(c->n, n);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(c->width[i], expected[i]);
    }
}
#define WIDTHS(c, ...) assert_widths(c, (const int[]){__VA_ARGS__}, sizeof((const int[]){__VA_ARGS__}) / sizeof(int))

static void assert_cut(const struct columns *c, const struct rowset *rs, const char *expected)
{
    struct str s = STR_INIT;
    columns_add_cut(c, rs, 0, &s);
    assert_string_equal(s.p, expected);
    str_release(&s);
}

static const char sheets[] = "School;Criterion;By\n"
                             "Trung tâm Giáo dục thường xuyên số 1;1.1 Tầm nhìn và chiến lược phát triển;Mai\n"
                             "Trung tâm Giáo dục thường xuyên số 2;1.1 Tầm nhìn và chiến lược phát triển;Mai\n"
                             "Trung tâm Giáo dục nghề nghiệp huyện;1.2 Cơ cấu tổ chức của nhà trường;Mai\n";

static void what_fits_is_shown_whole(void **state)
{
    (void)state;
    struct rowset rs;
    struct columns c;
    fill(&rs, &c, sheets);
    columns_fit(&c, &rs, 100);
    WIDTHS(&c, 36, 37, 3);
    assert_cut(&c, &rs, "");
    rowset_release(&rs);
}

static void what_tells_rows_apart_gives_way_last(void **state)
{
    (void)state;
    struct rowset rs;
    struct columns c;
    fill(&rs, &c, sheets);
    columns_fit(&c, &rs, 55);
    WIDTHS(&c, 34, 14, 3);
    columns_fit(&c, &rs, 46);
    WIDTHS(&c, 30, 9, 3);
    assert_cut(&c, &rs, "Trung tâm Giáo dục thường xuyên số 1 · 1.1 Tầm nhìn và chiến lược phát triển");
    columns_fit(&c, &rs, 30);
    WIDTHS(&c, 17, 6, 3);
    rowset_release(&rs);
}

static void a_day_with_its_time_is_not_cut_for_long_texts(void **state)
{
    (void)state;
    struct rowset rs;
    struct columns c;
    fill(&rs, &c,
         "When;Before;After\n26/11/2026 10:05;Chưa đánh giá: 1a, 1b, 1c, 2a, 2b;Không đạt Mức 1 (1a, 1b, 1c)\n"
         "26/11/2026 10:05;Đạt;Không đạt\n");
    columns_fit(&c, &rs, 60);
    assert_int_equal(c.width[0], 16);
    rowset_release(&rs);
}

static void columns_that_can_be_scrolled_to_are_not_squeezed(void **state)
{
    (void)state;
    struct rowset rs;
    struct columns c;
    struct columns all;
    fill(&rs, &all,
         "When;Before;After\n26/11/2026 10:05;Chưa đánh giá: 1a, 1b, 1c, 2a, 2b;Không đạt Mức 1 (1a, 1b, 1c)\n"
         "26/11/2026 10:05;Đạt;Không đạt\n");
    columns_measure(&all, &rs);
    c = all;
    assert_int_equal(columns_fit_some(&c, 60), 0);
    WIDTHS(&c, 16, 19, 21);
    c = all;
    assert_int_equal(columns_fit_some(&c, 54), 1);
    WIDTHS(&c, 16, 33);
    c = (struct columns){0};
    columns_add_measured(&c, &all, 0);
    columns_add_measured(&c, &all, 2);
    assert_int_equal(columns_fit_some(&c, 54), 0);
    assert_string_equal(c.heads[1], "After");
    WIDTHS(&c, 16, 28);
    rowset_release(&rs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_fits_is_shown_whole),
        cmocka_unit_test(what_tells_rows_apart_gives_way_last),
        cmocka_unit_test(a_day_with_its_time_is_not_cut_for_long_texts),
        cmocka_unit_test(columns_that_can_be_scrolled_to_are_not_squeezed),
    };
    return cmocka_run_group_tests_name("columns", tests, NULL, NULL);
}
