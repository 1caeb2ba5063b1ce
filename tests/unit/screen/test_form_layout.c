#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include "form/model.h"
#include "screen/form_layout.h"

/* A pupil's form: groups, a field of several lines, a roster to which rows can be added, and a matrix. */

struct fixture {
    struct app *app;
    struct record *record;
    struct layout layout;
    struct layout_in in;
};

static void open_form(struct fixture *x)
{
    const struct form *form;
    struct err err = ERR_INIT;
    struct faults faults = {0};
    memset(x, 0, sizeof *x);
    if (!app_open(&x->app, "tests/fixtures/so_tay", &faults, &err) ||
        !app_form(x->app, "hoc_sinh", &form, &faults, &err)) {
        faults_print(&faults, stderr);
        fail_msg("%s", err.msg);
    }
    x->record = record_new(form, NULL);
    x->in =
        (struct layout_in){.record = x->record, .lang = LANG_VI, .width = 80, .height = 18, .row_roster = -1};
}

static void close_form(struct fixture *x)
{
    layout_release(&x->layout);
    record_free(x->record);
    app_free(x->app);
}

static struct cell *cell(struct fixture *x, const char *path)
{
    struct path at;
    assert_true(record_path_parse(x->record, path, &at));
    return record_cell(x->record, at);
}

static void set(struct fixture *x, const char *path, const char *text)
{
    value_set_text(&cell(x, path)->value, sv_of(text));
}

static const char *roster_name(const struct fixture *x, const struct line *line)
{
    return x->record->form->rosters[line->at.roster].name;
}

/* One line a line: what it is, and for fields at which of its lines. */
static void print_line(const struct fixture *x, const struct line *line, struct str *out)
{
    switch (line->kind) {
    case LINE_GROUP:
        str_addf(out, "-- %s\n", x->record->form->groups[line->group].name);
        break;
    case LINE_FIELD:
        str_addf(out, "%s", record_field(x->record, line->at)->name);
        str_addf(out, line->sub ? " .%d\n" : "\n", line->sub);
        break;
    case LINE_ROSTER:
        str_addf(out, "== %s\n", roster_name(x, line));
        break;
    case LINE_HEAD:
        str_addf(out, "%s: heads\n", roster_name(x, line));
        break;
    case LINE_ROW:
        str_addf(out, "%s: %zu\n", roster_name(x, line), line->at.row);
        break;
    case LINE_PERCENT:
        str_addf(out, "%s: %zu %%\n", roster_name(x, line), line->at.row);
        break;
    case LINE_NEW_ROW:
        str_addf(out, "%s: new\n", roster_name(x, line));
        break;
    case LINE_EMPTY:
        str_addf(out, "%s: empty\n", roster_name(x, line));
        break;
    case LINE_SUMS:
        str_addf(out, "%s: sums\n", roster_name(x, line));
        break;
    }
}

static void assert_lines(struct fixture *x, const char *expected)
{
    struct str out = STR_INIT;
    layout_build(&x->layout, &x->in);
    for (size_t i = 0; i < x->layout.lines.n; i++) {
        print_line(x, &x->layout.lines.v[i], &out);
    }
    assert_string_equal(out.p, expected);
    str_release(&out);
}

static void assert_stops(struct fixture *x, const char *expected)
{
    struct str out = STR_INIT;
    layout_build(&x->layout, &x->in);
    for (size_t i = 0; i < x->layout.stops.n; i++) {
        const struct stop *s = &x->layout.stops.v[i];
        str_addf(&out, "%s%s@%zu%s", i ? " " : "", record_field(x->record, s->at)->name, s->line,
                 s->skip ? "-" : "");
    }
    assert_string_equal(out.p, expected);
    str_release(&out);
}

static void hide(struct fixture *x, const char *path)
{
    cell(x, path)->relevant = false;
}

/* ---- lines ---- */

static void fields_stand_in_the_order_of_the_form_under_their_groups(void **state)
{
    (void)state;
    struct fixture x;
    open_form(&x);
    assert_lines(&x, "-- chung\nma\nten\nkhoi\nngay_sinh\nso_em\nnoi_tru\nphong\nban\nnhan_xet\nnhan_xet .1\n"
                     "-- hoc_tap\n== diem\ndiem: heads\ndiem: new\n== vang\nvang: heads\nvang: empty\ntong\n");
    close_form(&x);
}

static void what_is_not_relevant_takes_no_line(void **state)
{
    (void)state;
    struct fixture x;
    open_form(&x);
    hide(&x, "phong");
    hide(&x, "ngay_sinh");
    x.record->rosters[0].relevant = false;
    x.record->rosters[1].relevant = false;
    assert_lines(&x,
                 "-- chung\nma\nten\nkhoi\nso_em\nnoi_tru\nban\nnhan_xet\nnhan_xet .1\n-- hoc_tap\ntong\n");
    hide(&x, "tong");
    assert_lines(&x, "-- chung\nma\nten\nkhoi\nso_em\nnoi_tru\nban\nnhan_xet\nnhan_xet .1\n");
    close_form(&x);
}

static int five_lines(void *arg, struct path p, int width)
{
    (void)p;
    assert_true(width > 20);
    return *(const int *)arg;
}

static void a_field_of_several_lines_grows_with_its_text_up_to_a_screen(void **state)
{
    (void)state;
    struct fixture x;
    int lines = 5;
    open_form(&x);
    x.in.lines = five_lines;
    x.in.arg = &lines;
    layout_build(&x.layout, &x.in);
    const struct stop *s = layout_stop(&x.layout, PATH_MAIN(form_field(x.record->form, "nhan_xet")->index));
    assert_int_equal(layout_lines_at(&x.layout, s), 5);
    lines = 100;
    layout_build(&x.layout, &x.in);
    assert_int_equal(layout_lines_at(&x.layout, s), 18);
    close_form(&x);
}

static void labels_take_the_widest_up_to_a_third_of_the_screen(void **state)
{
    (void)state;
    struct fixture x;
    open_form(&x);
    layout_build(&x.layout, &x.in);
    assert_int_equal(x.layout.label_width, 17); /* "Tổng số buổi vắng", in columns, not bytes */
    assert_int_equal(x.layout.value_col, 21);
    assert_int_equal(x.layout.value_width, 58);
    x.in.width = 40;
    layout_build(&x.layout, &x.in);
    assert_int_equal(x.layout.label_width, 13);
    close_form(&x);
}

/* ---- rosters ---- */

static void rows_stand_under_their_heads_and_an_empty_one_at_the_end(void **state)
{
    (void)state;
    struct fixture x;
    open_form(&x);
    record_add_row(x.record, 0, "a");
    record_add_row(x.record, 0, "b");
    assert_lines(
        &x, "-- chung\nma\nten\nkhoi\nngay_sinh\nso_em\nnoi_tru\nphong\nban\nnhan_xet\nnhan_xet .1\n"
            "-- hoc_tap\n== diem\ndiem: heads\ndiem: 0\ndiem: 1\ndiem: new\n== vang\nvang: heads\nvang: empty\ntong\n");
    x.in.read_only = true;
    assert_lines(&x, "-- chung\nma\nten\nkhoi\nngay_sinh\nso_em\nnoi_tru\nphong\nban\nnhan_xet\nnhan_xet .1\n"
                     "-- hoc_tap\n== diem\ndiem: heads\ndiem: 0\ndiem: 1\n== vang\nvang: heads\nvang: empty\ntong\n");
    close_form(&x);
}

static void a_row_can_be_a_page_of_its_own(void **state)
{
    (void)state;
    struct fixture x;
    open_form(&x);
    record_add_row(x.record, 0, "a");
    x.in.row_roster = 0;
    assert_lines(&x, "== diem\nmon\ndiem\nghi_chu\n");
    assert_stops(&x, "mon@1 diem@2 ghi_chu@3");
    close_form(&x);
}

static int wide_notes(void *arg, struct path p)
{
    (void)arg;
    return p.field == 2 ? 60 : 6;
}

static void the_text_takes_what_the_other_columns_leave(void **state)
{
    (void)state;
    struct fixture x;
    open_form(&x);
    record_add_row(x.record, 0, "a");
    x.in.want = wide_notes;
    layout_build(&x.layout, &x.in);
    const struct roster_layout *r = &x.layout.rosters[0];
    assert_int_equal(r->columns.n, 3);
    assert_int_equal(r->hidden, 0);
    assert_int_equal(r->columns.v[2].col + r->columns.v[2].width, 78);
    close_form(&x);
}

static void a_head_is_shown_whole_where_nothing_else_needs_the_room(void **state)
{
    (void)state;
    struct fixture x;
    open_form(&x);
    x.record->form->rosters[0].fields[0].label.in[LANG_VI] = "Môn học của học kỳ một";
    layout_build(&x.layout, &x.in);
    assert_int_equal(x.layout.rosters[0].columns.v[0].width, 22);
    x.in.width = 40;
    layout_build(&x.layout, &x.in);
    assert_true(x.layout.rosters[0].columns.v[0].width < 22);
    assert_int_equal(x.layout.rosters[0].hidden, 0);
    close_form(&x);
}

static void columns_that_do_not_fit_are_left_to_the_row_page(void **state)
{
    (void)state;
    struct fixture x;
    open_form(&x);
    record_add_row(x.record, 0, "a");
    x.in.width = 28;
    layout_build(&x.layout, &x.in);
    assert_int_equal(x.layout.rosters[0].columns.n, 2);
    assert_int_equal(x.layout.rosters[0].hidden, 1);
    close_form(&x);
}

static void a_column_that_applies_to_no_row_is_not_there(void **state)
{
    (void)state;
    struct fixture x;
    open_form(&x);
    record_add_row(x.record, 0, "a");
    record_add_row(x.record, 0, "b");
    hide(&x, "diem/a/ghi_chu");
    layout_build(&x.layout, &x.in);
    assert_int_equal(x.layout.rosters[0].columns.n, 3);
    hide(&x, "diem/b/ghi_chu");
    layout_build(&x.layout, &x.in);
    assert_int_equal(x.layout.rosters[0].columns.n, 2);
    close_form(&x);
}

/* ---- matrix ---- */

static void add_absence(struct fixture *x, const char *key, const char *month, const char *kind)
{
    struct str path = STR_INIT;
    record_add_row(x->record, 1, key);
    str_addf(&path, "vang/%s/thang", key);
    set(x, path.p, month);
    str_clear(&path);
    str_addf(&path, "vang/%s/loai", key);
    set(x, path.p, kind);
    str_release(&path);
}

static void a_matrix_has_a_line_for_each_value_of_down_and_sums_below(void **state)
{
    (void)state;
    struct fixture x;
    struct place place;
    open_form(&x);
    add_absence(&x, "1", "Tháng 9", "Có phép");
    add_absence(&x, "2", "Tháng 9", "Không phép");
    add_absence(&x, "3", "Tháng 10", "Có phép");
    assert_lines(&x, "-- chung\nma\nten\nkhoi\nngay_sinh\nso_em\nnoi_tru\nphong\nban\nnhan_xet\nnhan_xet .1\n"
                     "-- hoc_tap\n== diem\ndiem: heads\ndiem: new\n== vang\nvang: heads\nvang: 0\nvang: "
                     "1\nvang: sums\ntong\n");
    const struct matrix *m = &x.layout.rosters[1].matrix;
    assert_int_equal(m->across.n, 2);
    assert_int_equal(m->rows.v[3], -1); /* nobody was absent without leave in October */
    assert_true(matrix_find(m, 2, &place));
    assert_int_equal(place.down, 1);
    assert_int_equal(place.across, 0);
    assert_false(matrix_find(m, 3, &place));
    close_form(&x);
}

/* ---- stops ---- */

static void what_cannot_be_typed_is_passed_by(void **state)
{
    (void)state;
    struct fixture x;
    open_form(&x);
    const struct form *f = x.record->form;
    x.record->rosters[0].relevant = false;
    assert_stops(&x, "ma@1 ten@2 khoi@3 ngay_sinh@4 so_em@5 noi_tru@6 phong@7 ban@8 nhan_xet@9 tong@15-");
    const struct path ban = PATH_MAIN(form_field(f, "ban")->index),
                      note = PATH_MAIN(form_field(f, "nhan_xet")->index);
    assert_true(path_eq(layout_next(&x.layout, ban, false, true)->at, note));
    assert_null(layout_next(&x.layout, note, false, true));
    assert_true(
        path_eq(layout_next(&x.layout, note, false, false)->at, PATH_MAIN(form_field(f, "tong")->index)));
    assert_null(layout_next(&x.layout, PATH_MAIN(0), true, true));
    close_form(&x);
}

static void a_place_that_is_gone_gives_its_nearest(void **state)
{
    (void)state;
    struct fixture x;
    open_form(&x);
    hide(&x, "phong");
    layout_build(&x.layout, &x.in);
    size_t phong = form_field(x.record->form, "phong")->index;
    const struct stop *s = layout_near(&x.layout, PATH_MAIN(phong));
    assert_string_equal(record_field(x.record, s->at)->name, "noi_tru");
    close_form(&x);
}

/* ---- scrolling ---- */

static void scrolling_keeps_the_field_in_view_and_moves_as_little_as_possible(void **state)
{
    (void)state;
    struct fixture x;
    open_form(&x);
    layout_build(&x.layout, &x.in);
    const struct stop *first = &x.layout.stops.v[0];
    const struct stop *room = layout_stop(&x.layout, PATH_MAIN(form_field(x.record->form, "phong")->index));
    const struct stop *total = layout_stop(&x.layout, PATH_MAIN(form_field(x.record->form, "tong")->index));
    assert_int_equal(layout_scroll(&x.layout, 0, first, 5), 0);
    assert_int_equal(layout_scroll(&x.layout, 0, room, 5), 3);   /* its group does not fit */
    assert_int_equal(layout_scroll(&x.layout, 3, room, 5), 3);   /* it is in view */
    assert_int_equal(layout_scroll(&x.layout, 9, first, 5), 0);  /* with the title above it */
    assert_int_equal(layout_scroll(&x.layout, 0, total, 8), 15); /* its table begins the page */
    close_form(&x);
}

static void the_heads_of_a_table_stay_over_its_rows(void **state)
{
    (void)state;
    struct fixture x;
    open_form(&x);
    for (int i = 0; i < 30; i++) {
        record_add_row(x.record, 0, NULL);
    }
    layout_build(&x.layout, &x.in);
    const struct stop *s = layout_stop(&x.layout, (struct path){0, 5, 0});
    size_t top = layout_scroll(&x.layout, 40, s, 10);
    assert_int_equal(top, s->line - 1);
    assert_true(layout_sticky(&x.layout, top));
    assert_false(layout_sticky(&x.layout, 0));
    close_form(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_stand_in_the_order_of_the_form_under_their_groups),
        cmocka_unit_test(what_is_not_relevant_takes_no_line),
        cmocka_unit_test(a_field_of_several_lines_grows_with_its_text_up_to_a_screen),
        cmocka_unit_test(labels_take_the_widest_up_to_a_third_of_the_screen),
        cmocka_unit_test(rows_stand_under_their_heads_and_an_empty_one_at_the_end),
        cmocka_unit_test(a_row_can_be_a_page_of_its_own),
        cmocka_unit_test(the_text_takes_what_the_other_columns_leave),
        cmocka_unit_test(a_head_is_shown_whole_where_nothing_else_needs_the_room),
        cmocka_unit_test(columns_that_do_not_fit_are_left_to_the_row_page),
        cmocka_unit_test(a_column_that_applies_to_no_row_is_not_there),
        cmocka_unit_test(a_matrix_has_a_line_for_each_value_of_down_and_sums_below),
        cmocka_unit_test(what_cannot_be_typed_is_passed_by),
        cmocka_unit_test(a_place_that_is_gone_gives_its_nearest),
        cmocka_unit_test(scrolling_keeps_the_field_in_view_and_moves_as_little_as_possible),
        cmocka_unit_test(the_heads_of_a_table_stay_over_its_rows),
    };
    return cmocka_run_group_tests_name("form_layout", tests, NULL, NULL);
}
