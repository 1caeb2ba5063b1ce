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

static void assert_painted(const struct columns *c, const struct rowset *rs, int rows, int cols, const char *expected)
{
    struct grid g;
    struct scroll scroll = {0};
    struct str s = STR_INIT;
    grid_init(&g, rows, cols);
    columns_draw(c, rs, &scroll, &g, 0, rows);
    for (int i = 0; i < rows * cols; i++) {
        str_add_n(&s, g.cells[i].text, g.cells[i].bytes);
        str_add(&s, (i + 1) % cols == 0 ? "\n" : "");
    }
    assert_string_equal(s.p, expected);
    str_release(&s);
    grid_release(&g);
}

/* "Xã Tân Lập", 1/3 and 2: as a summary has them. */
static void shares(struct rowset *rs, struct columns *c)
{
    fill(rs, c, "Unit;Schools with a verdict %;Schools\nXã Tân Lập;;\n");
    value_set_real(&rs->cells.v[1], 33.33);
    value_set_int(&rs->cells.v[2], 2);
}

static void heads_take_lines_and_stand_with_their_numbers_at_the_right(void **state)
{
    (void)state;
    struct rowset rs;
    struct columns c;
    shares(&rs, &c);
    columns_fit(&c, &rs, 34);
    assert_painted(&c, &rs, 8, 36,
                   "              Schools with          \n"
                   " Unit          a verdict %  Schools \n"
                   " Xã Tân Lập          33,33        2 \n"
                   "                                    \n"
                   "                                    \n"
                   "                                    \n"
                   "                                    \n"
                   "                                    \n");
    rowset_release(&rs);
}

static void a_fraction_has_the_decimal_sign_of_the_language(void **state)
{
    (void)state;
    struct rowset rs;
    struct columns c;
    struct str s = STR_INIT;
    shares(&rs, &c);
    c.lang = LANG_VI;
    columns_add_cell(&c, &rs, 0, 1, &s);
    str_add_c(&s, ' ');
    c.lang = LANG_EN;
    columns_add_cell(&c, &rs, 0, 1, &s);
    assert_string_equal(s.p, "33,33 33.33");
    str_release(&s);
    rowset_release(&rs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_fits_is_shown_whole),
        cmocka_unit_test(what_tells_rows_apart_gives_way_last),
        cmocka_unit_test(a_day_with_its_time_is_not_cut_for_long_texts),
        cmocka_unit_test(heads_take_lines_and_stand_with_their_numbers_at_the_right),
        cmocka_unit_test(a_fraction_has_the_decimal_sign_of_the_language),
        cmocka_unit_test(columns_that_can_be_scrolled_to_are_not_squeezed),
    };
    return cmocka_run_group_tests_name("columns", tests, NULL, NULL);
}
