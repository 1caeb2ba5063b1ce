#include "work_bench.h"

#include "form/matrix.h"

/* The figures of a school: tests/fixtures/bang_so, whose form so_lieu has the lines of a list in five years.
 */
struct figures {
    struct app *app;
    const struct form *form;
    struct work *work;
    struct record *record;
    struct clock clock;
    int64_t now;
    struct err err;
};

static bool figures_query(void *arg, const char *name, const struct param *params, size_t n,
                          struct rowset *out, struct err *err)
{
    (void)arg, (void)params, (void)n, (void)err;
    bool before = str_eq(name, "ts_truoc");
    rowset_add_column(out, "truong");
    rowset_add_column(out, "nam");
    rowset_add_column(out, "so");
    for (size_t i = 0; i < (before ? 1 : 4); i++) {
        struct value *row = rowset_add_row(out);
        value_set_text(&row[0], i < 2 ? SV("school-a") : SV("school-b"));
        value_set_int(&row[1], 2022 + (int64_t)(i % 2));
        if (before) {
            value_set_int(&row[2], 17);
        }
    }
    return true;
}

static void figures_open(struct figures *x, const char *form)
{
    struct faults faults = {0};
    struct source src = {.query = figures_query};
    *x = (struct figures){.now = INT64_C(1767225600000)};
    x->clock = clock_fixed(&x->now, 420);
    if (!app_open(&x->app, "tests/fixtures/bang_so", &faults, &x->err) ||
        !app_form(x->app, form, &x->form, &faults, &x->err) ||
        !work_new(&x->work, x->app, x->form, &x->clock, &src, NULL, &x->err)) {
        faults_print(&faults, stderr);
        fail_msg("%s", x->err.msg);
    }
    x->record = record_new(x->form, "id-1");
}

static void attach(struct figures *x)
{
    if (!work_attach(x->work, x->record, &x->err)) {
        fail_msg("%s", x->err.msg);
    }
}

static void figures_begin(struct figures *x, const char *form)
{
    figures_open(x, form);
    attach(x);
}

static void figures_end(struct figures *x)
{
    work_free(x->work);
    record_free(x->record);
    app_free(x->app);
}

static struct path path_of(const struct figures *x, const char *text)
{
    struct path p;
    if (!record_path_parse(x->record, text, &p)) {
        fail_msg("there is no %s", text);
    }
    return p;
}

static struct cell *cell_at(struct figures *x, const char *path)
{
    return record_cell(x->record, path_of(x, path));
}

/* As a person types it; "" clears. */
static void type(struct figures *x, const char *path, const char *stored)
{
    struct path p = path_of(x, path);
    struct value v = VALUE_INIT;
    const struct field *f = record_field(x->record, p);
    assert_true(format_parse_stored(f, work_list(x->work, f), sv_of(stored), &v, &x->err));
    cell_set(record_cell(x->record, p), &v);
    record_cell(x->record, p)->touched = true;
    value_release(&v);
    assert_true(work_changed(x->work, p, &x->err));
}

static void assert_text(const struct value *v, const char *expected, const char *what)
{
    struct str s = STR_INIT;
    value_add_plain(&s, v);
    if (!str_eq(s.p, expected)) {
        fail_msg("%s is '%s', not '%s'", what, s.p, expected);
    }
    str_release(&s);
}

static void expect(struct figures *x, const char *path, const char *expected)
{
    assert_text(&cell_at(x, path)->value, expected, path);
}

static size_t rows_of(const struct figures *x, const char *roster)
{
    return x->record->rosters[form_roster(x->form, roster)->index].list.n;
}

static bool has_row(const struct figures *x, const char *roster, const char *key)
{
    size_t at;
    return record_find_row(x->record, form_roster(x->form, roster)->index, key, &at);
}

#define HEAD                                                                                                 \
    "[form]\ntitle = P\ntitle.en = P\nkey = truong\n"                                                        \
    "[field truong]\ntype = text\nlabel = T\nlabel.en = S\n"                                                 \
    "[roster o]\nlabel = O\nlabel.en = O\nappearance = matrix\ndown = dong\nacross = muc\ncell = so\n"
#define FIELDS                                                                                               \
    "[field o.muc]\ntype = select_one muc\nlabel = M\nlabel.en = M\n"                                        \
    "[field o.so]\ntype = integer\nlabel = N\nlabel.en = N\n"                                                \
    "[field o.dong]\ntype = select_one cong\nlabel = D\nlabel.en = D\n"
#define LIST "code,label,label.en,cong,chung\n"

/* ---- rows ---- */

static void each_pair_of_codes_that_is_offered_is_a_row(void **state)
{
    (void)state;
    struct figures x;
    figures_begin(&x, "so_lieu");
    const struct rows *rows = &x.record->rosters[0];
    assert_int_equal(rows->list.n, 12 * 5); /* the list has 40 lines more, of another table */
    assert_string_equal(rows->list.v[0].key, "so_lop|2019-2020");
    assert_string_equal(rows->list.v[1].key, "so_lop|2020-2021");
    assert_string_equal(rows->list.v[5].key, "hs|2019-2020");
    assert_string_equal(rows->list.v[59].key, "binh_quan|2023-2024");
    expect(&x, "o/k6|2021-2022/dong", "k6");
    expect(&x, "o/k6|2021-2022/nam", "2021-2022");
    assert_true(cell_at(&x, "o/k6|2021-2022/dong")->read_only);
    assert_true(rows->list.v[0].prefilled);
    figures_end(&x);
}

static void a_line_that_is_not_in_force_is_not_there(void **state)
{
    (void)state;
    struct figures x;
    figures_begin(&x, "so_lieu");
    assert_true(has_row(&x, "o", "bo_hoc|2019-2020"));
    type(&x, "tu_ngay", "2030-07-01");
    assert_false(has_row(&x, "o", "bo_hoc|2019-2020"));
    assert_int_equal(rows_of(&x, "o"), 11 * 5);
    type(&x, "tu_ngay", "2030-06-30");
    assert_int_equal(rows_of(&x, "o"), 12 * 5);
    figures_end(&x);
}

static void what_stood_in_a_column_that_is_offered_no_more_stays_and_is_marked(void **state)
{
    (void)state;
    struct figures x;
    figures_begin(&x, "so_lieu");
    type(&x, "o/k6|2019-2020/so", "40");
    type(&x, "o/k6|2020-2021/so", "41");
    type(&x, "nam_cuoi", "2024");
    assert_int_equal(rows_of(&x, "o"), 12 * 5 + 1);
    assert_true(has_row(&x, "o", "k6|2024-2025"));
    assert_true(x.record->rosters[0].list.v[60].orphan);
    assert_string_equal(x.record->rosters[0].list.v[60].key, "k6|2019-2020");
    expect(&x, "o/k6|2019-2020/so", "40");
    expect(&x, "o/tong|2020-2021/so", "41");
    assert_false(has_row(&x, "o", "tong|2019-2020")); /* a sum is no answer */
    type(&x, "nam_cuoi", "2023");
    assert_int_equal(rows_of(&x, "o"), 12 * 5);
    expect(&x, "o/tong|2019-2020/so", "40");
    figures_end(&x);
}

static void rows_that_hold_nothing_are_not_kept_and_come_back(void **state)
{
    (void)state;
    struct figures x;
    figures_begin(&x, "so_lieu");
    type(&x, "o/k6|2019-2020/so", "40");
    type(&x, "o/k7|2019-2020/so", "2");
    type(&x, "o/nu|2020-2021/nguon", "sổ"); /* a remark without a number */
    matrix_drop_empty(x.record);
    assert_int_equal(rows_of(&x, "o"), 4);
    assert_true(has_row(&x, "o", "tong|2019-2020"));
    assert_true(has_row(&x, "o", "nu|2020-2021"));
    attach(&x);
    assert_int_equal(rows_of(&x, "o"), 12 * 5);
    type(&x, "o/k6|2019-2020/so", "");
    type(&x, "o/k7|2019-2020/so", "");
    type(&x, "o/nu|2020-2021/nguon", "");
    matrix_drop_empty(x.record);
    assert_int_equal(rows_of(&x, "o"), 0);
    figures_end(&x);
}

static void a_query_may_give_the_pairs_and_needs_no_key(void **state)
{
    (void)state;
    struct figures x;
    figures_begin(&x, "tai_san");
    assert_int_equal(rows_of(&x, "ts"), 4);
    expect(&x, "ts/school-b|2023/truong", "school-b");
    expect(&x, "ts/school-b|2023/nam", "2023");
    figures_end(&x);
}

/* ---- sums ---- */

static void a_line_adds_up_the_lines_that_its_list_names(void **state)
{
    (void)state;
    struct figures x;
    figures_begin(&x, "so_lieu");
    expect(&x, "o/tong|2019-2020/so", "");
    type(&x, "o/k6|2019-2020/so", "40");
    type(&x, "o/k9|2019-2020/so", "2");
    type(&x, "o/so_lop|2019-2020/so", "7"); /* none of its lines */
    type(&x, "o/k6|2020-2021/so", "100");
    expect(&x, "o/tong|2019-2020/so", "42");
    expect(&x, "o/tong|2020-2021/so", "100");
    expect(&x, "tong_cong", "142");
    expect(&x, "o/binh_quan|2019-2020/binh_quan", "6");
    assert_true(cell_at(&x, "o/tong|2019-2020/so")->read_only);
    assert_true(cell_at(&x, "o/tong|2019-2020/so")->computed);
    assert_false(cell_at(&x, "o/k6|2019-2020/so")->computed);
    type(&x, "o/k6|2020-2021/so", "");
    expect(&x, "o/tong|2020-2021/so", "");
    expect(&x, "tong_cong", "42");
    figures_end(&x);
}

static void a_sum_need_not_be_answered_where_its_lines_must(void **state)
{
    static const struct {
        const char *required;
        bool line, sum;
    } cases[] = {{"yes", true, false}, {"\"muc = 'dat'\"", true, false}, {"no", false, false}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bench b;
        struct str form = STR_INIT;
        str_addf(&form,
                 HEAD "sum_of = cong\n[field o.dong]\ntype = select_one cong\nlabel = D\nlabel.en = D\n"
                      "[field o.muc]\ntype = select_one muc\nlabel = M\nlabel.en = M\n"
                      "[field o.so]\ntype = integer\nlabel = N\nlabel.en = N\nrequired = %s\n",
                 cases[i].required);
        bench_load_with(&b, form.p, "lists/cong.csv", LIST "a,A,A,,\nc,C,C,a,\n");
        assert_true(work_new(&b.work, b.app, b.form, &b.clock, &b.src, NULL, &b.err));
        b.record = record_new(b.form, "id-1");
        bench_attach(&b);
        assert_int_equal(bench_cell(&b, "o/a|dat/so")->required, cases[i].line);
        assert_int_equal(bench_cell(&b, "o/c|dat/so")->required, cases[i].sum);
        bench_close(&b);
        str_release(&form);
    }
}

static void sums_are_added_up_themselves(void **state)
{
    (void)state;
    struct figures x;
    figures_begin(&x, "lon");
    type(&x, "o/l11|2019-2020/so", "1");
    type(&x, "o/l26|2019-2020/so", "20");
    type(&x, "o/l51|2019-2020/so", "300");
    expect(&x, "o/l2|2019-2020/so", "20");
    expect(&x, "o/l_tong|2019-2020/so", "321");
    expect(&x, "tong", "321");
    figures_end(&x);
}

static void a_stored_sum_is_added_up_anew(void **state)
{
    (void)state;
    struct figures x;
    figures_begin(&x, "so_lieu");
    type(&x, "o/k6|2019-2020/so", "40");
    value_set_int(&cell_at(&x, "o/tong|2019-2020/so")->value, 1000);
    attach(&x);
    expect(&x, "o/tong|2019-2020/so", "40");
    figures_end(&x);
}

static void a_sum_too_large_for_a_number_is_none(void **state)
{
    (void)state;
    struct figures x;
    figures_begin(&x, "so_lieu");
    type(&x, "o/k6|2019-2020/so", "9223372036854775807");
    expect(&x, "o/tong|2019-2020/so", "9223372036854775807");
    type(&x, "o/k7|2019-2020/so", "1");
    expect(&x, "o/tong|2019-2020/so", "");
    figures_end(&x);
}

/* ---- parts, cells, closed years ---- */

static void a_part_knows_its_whole(void **state)
{
    (void)state;
    struct figures x;
    struct value whole = VALUE_INIT;
    figures_begin(&x, "so_lieu");
    type(&x, "o/k6|2019-2020/so", "50");
    assert_true(work_whole(x.work, path_of(&x, "o/nu|2019-2020/so"), &whole));
    assert_text(&whole, "50", "the whole");
    assert_true(work_whole(x.work, path_of(&x, "o/nu|2020-2021/so"), &whole));
    assert_text(&whole, "", "the whole");
    assert_false(work_whole(x.work, path_of(&x, "o/k6|2019-2020/so"), &whole));
    assert_false(work_whole(x.work, path_of(&x, "o/nu|2019-2020/nguon"), &whole));
    value_release(&whole);
    figures_end(&x);
}

static void a_part_is_shown_with_both_numbers(void **state)
{
    static const struct {
        int64_t part, whole; /* below 0: nothing */
        enum lang lang;
        const char *numbers, *percent;
    } cases[] = {
        {45, 50, LANG_VI, "45/50", "90,0 %"},
        {45, 50, LANG_EN, "45/50", "90.0 %"},
        {1, 3, LANG_VI, "1/3", "33,3 %"},
        {2, 3, LANG_VI, "2/3", "66,7 %"},
        {1045, 1250, LANG_VI, "1.045/1.250", "83,6 %"},
        {0, 50, LANG_VI, "0/50", "0,0 %"},
        {3, 0, LANG_VI, "3/0", ""},
        {3, -1, LANG_VI, "3", ""},
        {-1, 50, LANG_VI, "", ""},
    };
    (void)state;
    struct field f = {.name = "so", .type = FIELD_INTEGER};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str numbers = STR_INIT, percent = STR_INIT;
        struct value part = VALUE_INIT, whole = VALUE_INIT;
        if (cases[i].part >= 0) {
            value_set_int(&part, cases[i].part);
        }
        if (cases[i].whole >= 0) {
            value_set_int(&whole, cases[i].whole);
        }
        matrix_show_part(&f, &part, &whole, cases[i].lang, &numbers, &percent);
        assert_string_equal(numbers.p, cases[i].numbers);
        assert_string_equal(percent.p, cases[i].percent);
        str_release(&numbers);
        str_release(&percent);
    }
}

static void in_a_place_the_first_relevant_field_stands(void **state)
{
    (void)state;
    struct figures x;
    figures_begin(&x, "so_lieu");
    const struct roster *o = form_roster(x.form, "o");
    struct path number = path_of(&x, "o/k6|2019-2020/so"), average = path_of(&x, "o/binh_quan|2019-2020/so");
    assert_int_equal(matrix_field(o, &x.record->rosters[0].list.v[number.row]), roster_field(o, "so")->index);
    assert_int_equal(matrix_field(o, &x.record->rosters[0].list.v[average.row]),
                     roster_field(o, "binh_quan")->index);
    figures_end(&x);
}

static void a_closed_year_can_only_be_read(void **state)
{
    (void)state;
    struct figures x;
    figures_begin(&x, "so_lieu");
    size_t closed = form_roster(x.form, "nam_dong")->index;
    record_add_row(x.record, closed, "1");
    assert_true(work_rows_changed(x.work, closed, &x.err));
    type(&x, "nam_dong/1/nam", "2020-2021");
    assert_true(cell_at(&x, "o/k6|2020-2021/so")->read_only);
    assert_false(cell_at(&x, "o/k6|2021-2022/so")->read_only);
    assert_true(cell_at(&x, "o/tong|2021-2022/so")->read_only); /* a sum in any year */
    figures_end(&x);
}

/* ---- ghosts ---- */

static void expect_ghost(struct figures *x, const char *path, const char *expected)
{
    struct value v = VALUE_INIT;
    work_ghost(x->work, path_of(x, path), &v);
    assert_text(&v, expected, path);
    value_release(&v);
}

static void the_ghost_is_the_column_before(void **state)
{
    (void)state;
    struct figures x;
    figures_begin(&x, "so_lieu");
    type(&x, "o/k6|2019-2020/so", "40");
    expect_ghost(&x, "o/k6|2019-2020/so", "");
    expect_ghost(&x, "o/k6|2020-2021/so", "40");
    expect_ghost(&x, "o/k6|2021-2022/so", "");
    expect_ghost(&x, "o/tong|2020-2021/so", ""); /* nobody types there */
    expect_ghost(&x, "truong", "");
    figures_end(&x);
}

static void the_ghost_may_come_from_a_query(void **state)
{
    (void)state;
    struct figures x;
    figures_begin(&x, "tai_san");
    expect_ghost(&x, "ts/school-a|2022/so", "17");
    expect_ghost(&x, "ts/school-a|2023/so", "");
    expect_ghost(&x, "ts/school-b|2022/so", "");
    expect(&x, "ts/school-a|2022/so", ""); /* it is shown, never a value */
    figures_end(&x);
}

/* ---- faults ---- */

static void what_a_list_says_wrong_about_lines_is_told(void **state)
{
    static const struct {
        const char *keys, *filter, *list, *says;
    } cases[] = {
        {"sum_of = cong\npart_of = chung\n", "", LIST "a,A,A,,c\nb,B,B,,c\nc,C,C,a b,\n", ""},
        {"sum_of = congg\n", "", LIST "a,A,A,,\n",
         "forms/phieu.ini:9: [roster o]: key 'sum_of' names 'congg', which is no "
         "column of list 'cong': did you mean 'cong'?\n"},
        {"sum_of = cong\n", "", LIST "a,A,A,,\nc,C,C,a x,\n",
         "lists/cong.csv:3: Column 'cong' of line 'c' names 'x', which is no code of this list: correct "
         "it.\n"},
        {"part_of = chung\n", "", LIST "a,A,A,,a\n",
         "lists/cong.csv:2: Column 'chung' of line 'a' names 'a', which is the line itself: name others.\n"},
        {"sum_of = cong\n", "", LIST "a,A,A,b,\nb,B,B,a,\n",
         "lists/cong.csv:2: Line 'a' adds itself up in a circle: take a code out of column 'cong'.\n"},
        {"", "choice_filter = \"cong.chung = so\"\n", LIST "a,A,A,,\n",
         "forms/phieu.ini:28: The rows of a matrix are made from this filter, so it can only name fields of "
         "the record: There "
         "is no field or column 'so' that this expression may name.\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str form = STR_INIT, text = STR_INIT;
        struct bench b;
        struct faults faults = {0};
        str_addf(&form, HEAD "%s" FIELDS "%s", cases[i].keys, cases[i].filter);
        bench_load_with(&b, form.p, "lists/cong.csv", cases[i].list);
        work_new(&b.work, b.app, b.form, &b.clock, &b.src, &faults, &b.err);
        for (size_t k = 0; k < faults.list.n; k++) {
            str_addf(&text, "%s:%d: %s\n", faults.list.v[k].file, faults.list.v[k].line,
                     faults.list.v[k].msg);
        }
        assert_string_equal(text.p, cases[i].says);
        faults_release(&faults);
        bench_close(&b);
        str_release(&form);
        str_release(&text);
    }
}

static void a_matrix_too_large_to_show_is_told_so(void **state)
{
    (void)state;
    struct bench b;
    struct str list = STR_INIT;
    str_add(&list, LIST);
    for (int i = 0; i < 2501; i++) {
        str_addf(&list, "c%d,C,C,,\n", i);
    }
    bench_load_with(&b, HEAD FIELDS, "lists/cong.csv", list.p);
    assert_true(work_new(&b.work, b.app, b.form, &b.clock, &b.src, NULL, &b.err));
    b.record = record_new(b.form, "id-1");
    assert_false(work_attach(b.work, b.record, &b.err));
    assert_non_null(strstr(b.err.msg, "would have 5002 cells, and at most 5000"));
    assert_int_equal(b.record->rosters[0].list.n, 0);
    bench_close(&b);
    str_release(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_pair_of_codes_that_is_offered_is_a_row),
        cmocka_unit_test(a_line_that_is_not_in_force_is_not_there),
        cmocka_unit_test(what_stood_in_a_column_that_is_offered_no_more_stays_and_is_marked),
        cmocka_unit_test(rows_that_hold_nothing_are_not_kept_and_come_back),
        cmocka_unit_test(a_query_may_give_the_pairs_and_needs_no_key),
        cmocka_unit_test(a_line_adds_up_the_lines_that_its_list_names),
        cmocka_unit_test(a_sum_need_not_be_answered_where_its_lines_must),
        cmocka_unit_test(sums_are_added_up_themselves),
        cmocka_unit_test(a_stored_sum_is_added_up_anew),
        cmocka_unit_test(a_sum_too_large_for_a_number_is_none),
        cmocka_unit_test(a_part_knows_its_whole),
        cmocka_unit_test(a_part_is_shown_with_both_numbers),
        cmocka_unit_test(in_a_place_the_first_relevant_field_stands),
        cmocka_unit_test(a_closed_year_can_only_be_read),
        cmocka_unit_test(the_ghost_is_the_column_before),
        cmocka_unit_test(the_ghost_may_come_from_a_query),
        cmocka_unit_test(what_a_list_says_wrong_about_lines_is_told),
        cmocka_unit_test(a_matrix_too_large_to_show_is_told_so),
    };
    return cmocka_run_group_tests_name("work_matrix", tests, NULL, NULL);
}
