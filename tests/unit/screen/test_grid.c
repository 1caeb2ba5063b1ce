#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "screen/grid.h"
#include "text/wrap.h"

static struct str dump(const struct grid *g)
{
    struct str s = STR_INIT;
    grid_dump(g, &s);
    return s;
}

static void assert_dump(const struct grid *g, const char *expected)
{
    struct str s = dump(g);
    assert_string_equal(s.p, expected);
    str_release(&s);
}

static void text_is_clipped_at_its_width_and_at_the_edge(void **state)
{
    (void)state;
    struct grid g;
    grid_init(&g, 3, 6);
    assert_int_equal(grid_str(&g, 0, 0, 3, STYLE_PLAIN, "Tiêu chuẩn"), 3);
    assert_int_equal(grid_str(&g, 1, 3, 10, STYLE_PLAIN, "Lớp học"), 7);
    grid_str(&g, 2, -2, 10, STYLE_PLAIN, "abcd");
    grid_str(&g, 7, 0, 10, STYLE_PLAIN, "nowhere");
    assert_dump(&g, "|Tiê   |\n|   Lớp|\n|cd    |\ncursor 0 0\n");
    grid_release(&g);
}

static void filling_is_clipped_and_leaves_no_half_letters(void **state)
{
    (void)state;
    struct grid g;
    grid_init(&g, 3, 6);
    grid_str(&g, 0, 0, 6, STYLE_PLAIN, "漢字漢");
    grid_fill(&g, 0, 1, 4, STYLE_PLAIN, "x");
    grid_fill(&g, 1, -2, 4, STYLE_DIM, "y");
    grid_fill(&g, 2, 4, 10, STYLE_PLAIN, "─");
    grid_fill(&g, 3, 0, 6, STYLE_PLAIN, "z");
    grid_fill(&g, 0, 9, 2, STYLE_PLAIN, "z");
    assert_dump(&g, "| xxxx |\n|yy    |\n dd\n|    ──|\ncursor 0 0\n");
    grid_release(&g);
}

static void a_field_is_padded_or_cut_with_an_ellipsis(void **state)
{
    (void)state;
    struct grid g;
    grid_init(&g, 3, 10);
    grid_fill(&g, 0, 0, 10, STYLE_PLAIN, "x");
    grid_field(&g, 0, 1, 6, STYLE_SELECTED, "Đạt");
    grid_field(&g, 1, 1, 6, STYLE_PLAIN, "Không đạt");
    grid_field(&g, 2, 1, 6, STYLE_PLAIN, "vừađủ6");
    assert_dump(&g, "|xĐạt   xxx|\n  SSSSSS\n| Không…   |\n| vừađủ6   |\ncursor 0 0\n");
    grid_release(&g);
}

static void a_wide_letter_that_does_not_fit_gives_way_to_the_ellipsis(void **state)
{
    (void)state;
    struct grid g;
    grid_init(&g, 3, 6);
    grid_field(&g, 0, 0, 4, STYLE_PLAIN, "漢字漢");
    grid_field(&g, 1, 0, 5, STYLE_PLAIN, "漢字漢");
    grid_field(&g, 2, 0, 3, STYLE_PLAIN, "e\xcc\x82\xcc\x83z!?");
    assert_dump(&g, "|漢 …  |\n|漢字… |\n|e\xcc\x82\xcc\x83z…   |\ncursor 0 0\n");
    grid_release(&g);
}

static void unclean_characters_become_visible(void **state)
{
    (void)state;
    struct grid g;
    grid_init(&g, 1, 20);
    grid_str(&g, 0, 0, 20, STYLE_PLAIN,
             "a\033[2Jb\xff"
             "c\xe2\x80\xae");
    struct str s = dump(&g);
    assert_null(strchr(s.p, '\033'));
    assert_null(strstr(s.p, "\xe2\x80\xae"));
    assert_non_null(strstr(s.p, "[2J"));
    str_release(&s);
    grid_release(&g);
}

static void half_a_wide_letter_becomes_a_blank(void **state)
{
    (void)state;
    struct grid g;
    grid_init(&g, 3, 6);
    for (int row = 0; row < 3; row++) {
        grid_str(&g, row, 0, 6, STYLE_PLAIN, "漢字");
    }
    grid_str(&g, 0, 1, 1, STYLE_PLAIN, "x");
    grid_str(&g, 1, 2, 1, STYLE_PLAIN, "y");
    grid_str(&g, 2, 5, 2, STYLE_PLAIN, "漢");
    assert_dump(&g, "| x字  |\n|漢y   |\n|漢字  |\ncursor 0 0\n");
    grid_release(&g);
}

static void a_decomposed_letter_stays_in_one_cell(void **state)
{
    (void)state;
    struct grid g;
    grid_init(&g, 1, 4);
    assert_int_equal(grid_str(&g, 0, 0, 4, STYLE_PLAIN, "e\xcc\x82\xcc\x83z"), 2);
    assert_int_equal(g.cells[0].bytes, 5);
    assert_int_equal(g.cells[1].text[0], 'z');
    grid_release(&g);
}

static void equal_cells_are_equal_bytes(void **state)
{
    (void)state;
    struct grid a;
    struct grid b;
    grid_init(&a, 1, 4);
    grid_init(&b, 1, 4);
    grid_str(&a, 0, 0, 4, STYLE_ERROR, "漢ễế");
    grid_str(&a, 0, 0, 4, STYLE_PLAIN, "abcd");
    grid_str(&b, 0, 0, 4, STYLE_PLAIN, "abcd");
    assert_memory_equal(a.cells, b.cells, 4 * sizeof *a.cells);
    grid_release(&a);
    grid_release(&b);
}

static void rules_and_boxes_carry_titles(void **state)
{
    (void)state;
    struct grid g;
    grid_init(&g, 5, 14);
    grid_rule(&g, 0, 1, 13, "Mô tả");
    grid_box(&g, 1, 2, 3, 10, "Mức");
    grid_box(&g, 4, 0, 1, 1, "too small");
    assert_dump(&g, "| ─ Mô tả ─────|\n"
                    "    TTTTT\n"
                    "|  ┌─ Mức ──┐  |\n"
                    "      TTT\n"
                    "|  │        │  |\n"
                    "|  └────────┘  |\n"
                    "|              |\n"
                    "cursor 0 0\n");
    grid_release(&g);
}

static void the_cursor_is_always_somewhere_on_the_grid(void **state)
{
    (void)state;
    struct grid g;
    grid_init(&g, 3, 4);
    grid_cursor(&g, -1, 99);
    assert_int_equal(g.cursor_row, 0);
    assert_int_equal(g.cursor_col, 3);
    grid_resize(&g, 0, 0);
    assert_int_equal(g.rows, 1);
    grid_release(&g);
}

static void a_copy_takes_over_size_and_cells(void **state)
{
    (void)state;
    struct grid a;
    struct grid b;
    grid_init(&a, 1, 3);
    grid_init(&b, 4, 4);
    grid_str(&a, 0, 0, 3, STYLE_KEY, "F10");
    grid_cursor(&a, 0, 2);
    grid_copy(&b, &a);
    assert_dump(&b, "|F10|\n KKK\ncursor 0 2\n");
    grid_release(&a);
    grid_release(&b);
}

struct wrap_case {
    const char *text;
    int cols;
    const char *lines; /* joined by | */
};

static void text_to_read_is_wrapped_by_words(void **state)
{
    (void)state;
    static const struct wrap_case cases[] = {
        {"", 10, ""},
        {"một hai ba", 10, "một hai ba"},
        {"một hai ba bốn", 10, "một hai ba|bốn"},
        {"một hai", 5, "một|hai"},
        {"a\n\nb", 5, "a||b"},
        {"nghiêngngả x", 6, "nghiên|gngả x"},
        {"tận cùng\n", 20, "tận cùng"},
        {"漢", 1, "漢"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str joined = STR_INIT;
        struct sv rest = sv_of(cases[i].text);
        struct sv line;
        int n = 0;
        while (wrap_next(&rest, cases[i].cols, &line)) {
            str_add(&joined, n++ ? "|" : "");
            str_add_sv(&joined, line);
        }
        assert_string_equal(joined.p, cases[i].lines);
        assert_int_equal(wrap_count(sv_of(cases[i].text), cases[i].cols), n);
        str_release(&joined);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_clipped_at_its_width_and_at_the_edge),
        cmocka_unit_test(filling_is_clipped_and_leaves_no_half_letters),
        cmocka_unit_test(a_field_is_padded_or_cut_with_an_ellipsis),
        cmocka_unit_test(a_wide_letter_that_does_not_fit_gives_way_to_the_ellipsis),
        cmocka_unit_test(unclean_characters_become_visible),
        cmocka_unit_test(half_a_wide_letter_becomes_a_blank),
        cmocka_unit_test(a_decomposed_letter_stays_in_one_cell),
        cmocka_unit_test(equal_cells_are_equal_bytes),
        cmocka_unit_test(rules_and_boxes_carry_titles),
        cmocka_unit_test(the_cursor_is_always_somewhere_on_the_grid),
        cmocka_unit_test(a_copy_takes_over_size_and_cells),
        cmocka_unit_test(text_to_read_is_wrapped_by_words),
    };
    return cmocka_run_group_tests_name("screen/grid", tests, NULL, NULL);
}
