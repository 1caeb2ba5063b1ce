#include "work_bench.h"

#define FORM                                                                                                 \
    "[form]\ntitle = Phiếu\ntitle.en = Sheet\nkey = truong\n"                                              \
    "[field truong]\ntype = text\nlabel = Trường\nlabel.en = School\nrequired = yes\n"

static void calculations_follow_each_other_in_their_order(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, FORM "[field c]\ntype = integer\nlabel = C\nlabel.en = C\ncalculation = \"b + 1\"\n"
                        "[field b]\ntype = integer\nlabel = B\nlabel.en = B\ncalculation = \"a * 2\"\n"
                        "[field a]\ntype = integer\nlabel = A\nlabel.en = A\n");
    bench_attach(&b);
    bench_expect(&b, "c", "");
    bench_type(&b, "a", "20");
    bench_expect(&b, "b", "40");
    bench_expect(&b, "c", "41");
    assert_true(bench_cell(&b, "c")->read_only);
    bench_type(&b, "a", "");
    bench_expect(&b, "c", "");
    bench_close(&b);
}

static void results_take_the_type_of_their_field(void **state)
{
    static const struct {
        const char *type, *expression, *value, *raw;
    } cases[] = {
        {"integer", "2.5", "3", NULL},
        {"integer", "-2.5", "-3", NULL},
        {"integer", "'12'", "12", NULL},
        {"integer", "'12a'", "", "12a"},
        {"integer", "9e18 * 2", "", "1.8e+19"},
        {"decimal", "1.005", "1.01", NULL},
        {"decimal", "2", "2", NULL},
        {"decimal\ndecimals = 0", "2.5", "3", NULL},
        {"text", "12", "12", NULL},
        {"text", "''", "", NULL},
        {"yes_no", "1 = 1", "co", NULL},
        {"yes_no", "1 = 2", "khong", NULL},
        {"date", "'2026-02-28'", "2026-02-28", NULL},
        {"date", "'2026-02-29'", "", "2026-02-29"},
        {"time", "'07:30'", "07:30", NULL},
        {"select_one muc", "'dat'", "dat", NULL},
        {"select_one muc", "'gioi'", "", "gioi"},
        {"select_multiple muc", "'khong_dat dat'", "dat khong_dat", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bench b;
        struct str form = STR_INIT;
        str_addf(&form, FORM "[field x]\nlabel = X\nlabel.en = X\ntype = %s\ncalculation = \"%s\"\n",
                 cases[i].type, cases[i].expression);
        bench_open(&b, form.p);
        bench_attach(&b);
        bench_expect(&b, "x", cases[i].value);
        if (!str_eq_null(bench_cell(&b, "x")->raw, cases[i].raw)) {
            fail_msg("%s as %s leaves '%s'", cases[i].expression, cases[i].type, bench_cell(&b, "x")->raw);
        }
        str_release(&form);
        bench_close(&b);
    }
}

static void a_default_holds_until_the_field_is_touched(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, FORM "[field d]\ntype = text\nlabel = D\nlabel.en = D\ndefault = \"'từ ' || truong\"\n");
    bench_attach(&b);
    bench_type(&b, "truong", "a");
    bench_expect(&b, "d", "từ a");
    bench_type(&b, "truong", "b");
    bench_expect(&b, "d", "từ b");
    bench_type(&b, "d", "");
    bench_type(&b, "truong", "c");
    bench_expect(&b, "d", "");
    bench_close(&b);
}

static void a_hidden_field_is_null_to_expressions_but_keeps_what_was_typed(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, FORM
               "[field co_nghe]\ntype = yes_no\nlabel = Có nghề\nlabel.en = Trade\n"
               "[field nghe]\ntype = text\nlabel = Nghề\nlabel.en = Which\nrelevant = \"co_nghe = 'co'\"\n"
               "[field ke]\ntype = text\nlabel = Kể\nlabel.en = Told\ncalculation = \"'nghề ' || nghe\"\n");
    bench_attach(&b);
    assert_false(bench_cell(&b, "nghe")->relevant);
    bench_type(&b, "co_nghe", "co");
    bench_type(&b, "nghe", "mộc");
    bench_expect(&b, "ke", "nghề mộc");
    bench_type(&b, "co_nghe", "khong");
    assert_false(bench_cell(&b, "nghe")->relevant);
    bench_expect(&b, "nghe", "mộc");
    bench_expect(&b, "ke", "");
    bench_type(&b, "co_nghe", "co");
    bench_expect(&b, "ke", "nghề mộc");
    bench_close(&b);
}

static void the_relevance_of_a_group_applies_to_its_fields(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, FORM "[field mo]\ntype = yes_no\nlabel = Mở\nlabel.en = Open\n"
                        "[group g]\nlabel = G\nlabel.en = G\nrelevant = \"mo = 'co'\"\n"
                        "[field trong]\ntype = integer\nlabel = Trong\nlabel.en = In\n"
                        "[roster r1]\nlabel = R\nlabel.en = R\n"
                        "[field r1.x]\ntype = integer\nlabel = X\nlabel.en = X\n"
                        "[field dem]\ntype = integer\nlabel = Đếm\nlabel.en = N\n");
    record_add_row(b.record, 0, "k");
    bench_attach(&b);
    assert_false(bench_cell(&b, "trong")->relevant);
    assert_false(b.record->rosters[0].relevant);
    assert_false(bench_cell(&b, "r1/k/x")->relevant);
    bench_type(&b, "mo", "co");
    assert_true(bench_cell(&b, "trong")->relevant);
    assert_true(b.record->rosters[0].relevant);
    assert_true(bench_cell(&b, "r1/k/x")->relevant);
    bench_close(&b);
}

static void required_and_read_only_follow_what_they_read(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, FORM "[field x]\ntype = integer\nlabel = X\nlabel.en = X\nrequired = \"truong = 'a'\"\n"
                        "read_only = \"truong = 'b'\"\n");
    bench_attach(&b);
    assert_false(bench_cell(&b, "x")->required);
    bench_type(&b, "truong", "a");
    assert_true(bench_cell(&b, "x")->required);
    assert_false(bench_cell(&b, "x")->read_only);
    bench_type(&b, "truong", "b");
    assert_false(bench_cell(&b, "x")->required);
    assert_true(bench_cell(&b, "x")->read_only);
    assert_true(bench_cell(&b, "truong")->required);
    bench_close(&b);
}

#define ROSTER                                                                                               \
    FORM "[roster hang]\nlabel = Hàng\nlabel.en = Goods\n"                                                  \
         "[field hang.gia]\ntype = integer\nlabel = Giá\nlabel.en = Price\n"                                \
         "[field hang.so]\ntype = integer\nlabel = Số\nlabel.en = N\ndefault = \"1\"\n"                    \
         "[field hang.tien]\ntype = integer\nlabel = Tiền\nlabel.en = Sum\ncalculation = \"gia * so\"\n"   \
         "[field hang.phan]\ntype = decimal\nlabel = Phần\nlabel.en = Part\n"                              \
         "calculation = \"ratio(tien, (SELECT sum(tien) FROM hang))\"\n"                                     \
         "[field tong]\ntype = integer\nlabel = Tổng\nlabel.en = Total\n"                                  \
         "calculation = \"(SELECT sum(tien) FROM hang)\"\n"                                                  \
         "[field dem]\ntype = integer\nlabel = Đếm\nlabel.en = N\n"                                       \
         "calculation = \"(SELECT count(*) FROM hang)\"\n"

static void a_roster_is_a_table_and_its_row_is_the_inmost_scope(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, ROSTER);
    bench_attach(&b);
    bench_expect(&b, "dem", "0");
    record_add_row(b.record, 0, "k1");
    record_add_row(b.record, 0, "k2");
    assert_true(work_rows_changed(b.work, 0, &b.err));
    bench_expect(&b, "dem", "2");
    bench_expect(&b, "hang/k1/so", "1");
    bench_type(&b, "hang/k1/gia", "30");
    bench_type(&b, "hang/k2/gia", "10");
    bench_type(&b, "hang/k1/so", "3");
    bench_expect(&b, "hang/k1/tien", "90");
    bench_expect(&b, "tong", "100");
    bench_expect(&b, "hang/k1/phan", "0.9");
    bench_expect(&b, "hang/k2/phan", "0.1");
    record_delete_row(b.record, 0, 0);
    assert_true(work_rows_changed(b.work, 0, &b.err));
    bench_expect(&b, "tong", "10");
    bench_expect(&b, "hang/k2/phan", "1");
    bench_close(&b);
}

#define LOOKUP                                                                                               \
    "[form]\ntitle = Phiếu\ntitle.en = Sheet\nkey = truong\n[lookup lk]\nquery = lk.sql\n"                 \
    "[field truong]\ntype = text\nlabel = Trường\nlabel.en = School\n"

static void a_lookup_follows_its_parameters(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LOOKUP
               "[field khac]\ntype = text\nlabel = Khác\nlabel.en = Other\n"
               "[field ten]\ntype = text\nlabel = Tên\nlabel.en = Name\ncalculation = \"lk.ten || khac\"\n"
               "[field dem]\ntype = integer\nlabel = Đếm\nlabel.en = N\n"
               "calculation = \"(SELECT sum(so) FROM lk)\"\n");
    bench_attach(&b);
    bench_expect(&b, "ten", "");
    bench_type(&b, "truong", "a");
    bench_type(&b, "khac", "!");
    bench_expect(&b, "ten", "Trường A!");
    bench_expect(&b, "dem", "30");
    int asked = b.queries;
    bench_type(&b, "khac", "?");
    bench_expect(&b, "ten", "Trường A?");
    assert_int_equal(b.queries, asked);
    bench_type(&b, "truong", "b");
    bench_expect(&b, "ten", "Trường B?");
    assert_int_equal(work_lookup(b.work, "lk")->nrows, 1);
    assert_null(work_lookup(b.work, "khong_co"));
    bench_type(&b, "truong", "c");
    bench_expect(&b, "ten", "");
    bench_close(&b);
}

static void a_note_shows_a_lookups_value_without_storing_it(void **state)
{
    (void)state;
    struct bench b;
    struct value v = VALUE_INIT;
    bench_open(&b,
               LOOKUP "[field noi]\ntype = note\nlabel = Nói\nlabel.en = Note\ncalculation = \"lk.so\"\n");
    bench_attach(&b);
    bench_type(&b, "truong", "b");
    assert_true(work_shown(b.work, bench_path(&b, "noi"), LANG_VI, &v, &b.err));
    assert_int_equal(v.i, 30);
    bench_expect(&b, "noi", "");
    value_release(&v);
    bench_close(&b);
}

static void a_note_speaks_english_where_the_form_does(void **state)
{
    static const struct {
        const char *english;
        enum lang lang;
        const char *shows;
    } cases[] = {
        {"calculation.en = \"'Level ' || lk.so\"\n", LANG_VI, "Mức 30"},
        {"calculation.en = \"'Level ' || lk.so\"\n", LANG_EN, "Level 30"},
        {"", LANG_EN, "Mức 30"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bench b;
        struct value v = VALUE_INIT;
        struct str form = STR_INIT;
        str_addf(&form, "%s[field noi]\ntype = note\nlabel = Nói\nlabel.en = Note\ncalculation = \"'Mức ' || lk.so\"\n%s", LOOKUP,
                 cases[i].english);
        bench_open(&b, form.p);
        bench_attach(&b);
        bench_type(&b, "truong", "b");
        assert_true(work_shown(b.work, bench_path(&b, "noi"), cases[i].lang, &v, &b.err));
        assert_string_equal(value_str(&v), cases[i].shows);
        value_release(&v);
        str_release(&form);
        bench_close(&b);
    }
}

#define PREFILLED                                                                                            \
    FORM "[roster hang]\nlabel = Hàng\nlabel.en = Goods\nrows = rows.sql\nrow_key = ma\nadd = yes\n"        \
         "[field hang.ma]\ntype = text\nlabel = Mã\nlabel.en = Code\nread_only = yes\n"                     \
         "[field hang.ten]\ntype = text\nlabel = Tên\nlabel.en = Name\n"                                    \
         "[field hang.so]\ntype = text\nlabel = Số\nlabel.en = N\nread_only = yes\n"                       \
         "[field hang.y]\ntype = text\nlabel = Ý\nlabel.en = Opinion\n"

static void expect_shown(struct bench *b, const char *path, enum lang lang, const char *text)
{
    struct value v = VALUE_INIT;
    struct str shown = STR_INIT;
    assert_true(work_shown(b->work, bench_path(b, path), lang, &v, &b->err));
    value_add_plain(&shown, &v);
    assert_string_equal(shown.p ? shown.p : "", text);
    value_release(&v);
    str_release(&shown);
}

static void an_english_reader_is_shown_the_twins_of_computed_and_prefilled_texts(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, PREFILLED "[field noi]\ntype = note\nlabel = N\nlabel.en = N\ncalculation = \"'Trường ' || truong\"\n"
                             "calculation.en = \"'School ' || truong\"\n"
                             "[field viet]\ntype = text\nlabel = V\nlabel.en = V\ncalculation = \"'Mức ' || truong\"\n"
                             "calculation.en = \"replace(viet, 'Mức', 'Level')\"\n");
    b.rows = "ab";
    bench_attach(&b);
    bench_type(&b, "truong", "1");
    expect_shown(&b, "noi", LANG_VI, "Trường 1");
    expect_shown(&b, "noi", LANG_EN, "School 1");
    expect_shown(&b, "viet", LANG_EN, "Level 1");
    bench_expect(&b, "viet", "Mức 1");
    expect_shown(&b, "hang/b/ten", LANG_VI, "tb");
    expect_shown(&b, "hang/b/ten", LANG_EN, "nb");
    bench_type(&b, "hang/b/ten", "của tôi");
    expect_shown(&b, "hang/b/ten", LANG_EN, "của tôi");
    expect_shown(&b, "hang/a/ma", LANG_EN, "a");
    bench_close(&b);
}

static void expect_keys(const struct bench *b, const char *keys)
{
    struct str s = STR_INIT;
    for (size_t i = 0; i < b->record->rosters[0].list.n; i++) {
        str_addf(&s, "%s%s", i > 0 ? " " : "", b->record->rosters[0].list.v[i].key);
    }
    assert_string_equal(s.p, keys);
    str_release(&s);
}

static void prefilled_rows_come_from_the_query_in_its_order(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, PREFILLED);
    bench_attach(&b);
    expect_keys(&b, "p q r");
    bench_expect(&b, "hang/p/ma", "p");
    bench_expect(&b, "hang/q/ten", "tq");
    bench_expect(&b, "hang/q/so", "113");
    assert_true(b.record->rosters[0].list.v[0].prefilled);
    b.rows = "rp";
    bench_attach(&b);
    expect_keys(&b, "r p");
    bench_close(&b);
}

static void answers_survive_a_query_that_no_longer_returns_their_row(void **state)
{
    (void)state;
    struct bench b;
    static const char added[] = "01890000-0000-7000-8000-000000000001";
    bench_open(&b, PREFILLED);
    bench_attach(&b);
    bench_type(&b, "hang/p/y", "tốt");
    bench_type(&b, "hang/r/ten", "của tôi");
    record_insert_row(b.record, 0, 0, added);
    b.rows = "rs";
    bench_attach(&b);
    expect_keys(&b, "r s 01890000-0000-7000-8000-000000000001 p");
    bench_expect(&b, "hang/r/ten", "của tôi");
    bench_expect(&b, "hang/p/y", "tốt");
    assert_true(b.record->rosters[0].list.v[3].orphan);
    assert_false(b.record->rosters[0].list.v[2].orphan);
    b.rows = "p";
    bench_type(&b, "truong", "z"); /* the parameter changed: the rows are asked for again */
    expect_keys(&b, "p r 01890000-0000-7000-8000-000000000001");
    assert_false(b.record->rosters[0].list.v[0].orphan);
    bench_close(&b);
}

static void what_is_not_relevant_is_listed_and_emptied(void **state)
{
    (void)state;
    struct bench b;
    struct changes c = {0};
    bench_open(&b, FORM "[field x]\ntype = text\nlabel = X\nlabel.en = X\nrelevant = \"truong = 'a'\"\n"
                        "[roster hang]\nlabel = Hàng\nlabel.en = Goods\nrelevant = \"truong = 'a'\"\n"
                        "[field hang.y]\ntype = text\nlabel = Y\nlabel.en = Y\n");
    record_add_row(b.record, 0, "k");
    bench_attach(&b);
    bench_type(&b, "truong", "a");
    bench_type(&b, "x", "một");
    bench_type(&b, "truong", "b");
    assert_true(work_empty_irrelevant(b.work, true, &c, &b.err));
    assert_int_equal(c.list.n, 2);
    assert_string_equal(c.list.v[0].path, "x");
    assert_string_equal(c.list.v[1].path, "hang/k");
    assert_true(c.list.v[1].row_deleted);
    bench_expect(&b, "x", "một");
    changes_release(&c);
    assert_true(work_empty_irrelevant(b.work, false, &c, &b.err));
    bench_expect(&b, "x", "");
    assert_int_equal(b.record->rosters[0].list.n, 0);
    changes_release(&c);
    bench_close(&b);
}

static void functions_say_what_the_documents_say(void **state)
{
    static const struct {
        const char *expression, *value;
    } cases[] = {
        {"today()", "2026-01-01"},
        {"now()", "2026-01-01T00:00:00.000Z"},
        {"fold('Đường  Nguyễn')", "duong nguyen"},
        {"sort_key('Đỗ') > sort_key('Dương') AND sort_key('Ân') > sort_key('An')", "1"},
        {"name_key('Lê An') < name_key('Bùi Bình') AND sort_key('Lê An') > sort_key('Bùi Bình')", "1"},
        {"name_key(NULL)", ""},
        {"regexp('[0-9]{3}', '123')", "1"},
        {"regexp('[0-9]{3}', '1234')", "0"},
        {"selected('a bc d', 'bc')", "1"},
        {"selected('a bc d', 'b')", "0"},
        {"selected(NULL, 'b')", ""},
        {"add_months('2026-01-31', 1)", "2026-02-28"},
        {"add_months('2026-03-31', -1)", "2026-02-28"},
        {"add_months('x', 1)", ""},
        {"letter_date('ngày %d tháng %m năm %Y', '2026-09-05')", "ngày 05 tháng 9 năm 2026"},
        {"letter_date('%d/%m', '2026-02-15')", "15/02"},
        {"letter_date('%m', '2026-10-01') || letter_date('%Y%', '2026-01-01')", "102026%"},
        {"letter_date('%d', 'x')", ""},
        {"add_workdays('2025-12-31', 1)", "2026-01-02"}, /* New Year's day is a holiday */
        {"add_workdays('2026-01-02', 1)", "2026-01-05"},
        {"add_workdays('2026-01-05', -1)", "2026-01-02"},
        {"pct_ge(2, 3, 67)", "0"},
        {"pct_ge(67, 100, 67)", "1"},
        {"pct_ge(0, 0, 50)", ""},
        {"pct_ge(30.3, 101, 30)", "1"},
        {"pct_ge(NULL, 3, 50)", ""},
        {"ratio(1, 4)", "0.25"},
        {"ratio(1, 0)", ""},
        {"1 / 4", "0"},
        {"(SELECT diem FROM muc WHERE code = 'dat')", "1"},
        {"(WITH t(x) AS (SELECT 7) SELECT x FROM t)", "7"},
        {"_id", "id-1"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bench b;
        struct str form = STR_INIT;
        str_addf(&form, FORM "[field x]\nlabel = X\nlabel.en = X\ntype = text\ncalculation = \"%s\"\n",
                 cases[i].expression);
        bench_open(&b, form.p);
        bench_attach(&b);
        bench_expect(&b, "x", cases[i].value);
        str_release(&form);
        bench_close(&b);
    }
}

static void choices_are_in_force_and_pass_the_filter(void **state)
{
    (void)state;
    struct bench b;
    const struct list *list;
    size_t *rows, n;
    bench_open(&b, LOOKUP "[field tc]\ntype = select_one tieu_chi\nlabel = TC\nlabel.en = TC\n"
                          "choice_filter = \"tieu_chi.bo = lk.bo\"\n"
                          "[field tat_ca]\ntype = select_one tieu_chi\nlabel = TC\nlabel.en = TC\n");
    bench_attach(&b);
    assert_true(work_choices(b.work, bench_path(&b, "tat_ca"), &list, &rows, &n, &b.err));
    assert_int_equal(n, 3); /* b1-2 is retired */
    free(rows);
    assert_true(work_choices(b.work, bench_path(&b, "tc"), &list, &rows, &n, &b.err));
    assert_int_equal(n, 0); /* no school yet: the filter is unknown */
    free(rows);
    bench_type(&b, "truong", "a");
    assert_true(work_choices(b.work, bench_path(&b, "tc"), &list, &rows, &n, &b.err));
    assert_int_equal(n, 2);
    assert_string_equal(list->rows[rows[0]].code, "b1-1");
    assert_string_equal(list->rows[rows[1]].code, "b1-3");
    free(rows);
    bench_close(&b);
}

static void the_as_of_field_decides_what_is_in_force(void **state)
{
    (void)state;
    struct bench b;
    const struct list *list;
    size_t *rows, n;
    bench_open(&b, "[form]\ntitle = P\ntitle.en = P\nkey = ngay\nas_of = ngay\n"
                   "[field ngay]\ntype = date\nlabel = Ngày\nlabel.en = Day\n"
                   "[field tc]\ntype = select_one tieu_chi\nlabel = TC\nlabel.en = TC\n");
    bench_attach(&b);
    bench_type(&b, "ngay", "2020-06-01");
    assert_true(work_choices(b.work, bench_path(&b, "tc"), &list, &rows, &n, &b.err));
    assert_int_equal(n, 4);
    free(rows);
    bench_close(&b);
}

static void a_roster_hides_a_list_of_its_name_but_its_choices_are_there(void **state)
{
    (void)state;
    struct bench b;
    const struct list *list;
    size_t *rows, n;
    bench_open(
        &b, FORM
        "[roster muc]\nlabel = M\nlabel.en = M\n"
        "[field muc.m]\ntype = select_one muc\nlabel = M\nlabel.en = M\nchoice_filter = \"diem = nguong\"\n"
        "[field muc.nguong]\ntype = integer\nlabel = N\nlabel.en = N\n"
        "[field dem]\ntype = integer\nlabel = D\nlabel.en = D\ncalculation = \"(SELECT count(*) FROM "
        "muc)\"\n");
    record_add_row(b.record, 0, "k");
    bench_attach(&b);
    bench_expect(&b, "dem", "1");
    bench_type(&b, "muc/k/nguong", "1");
    assert_true(work_choices(b.work, bench_path(&b, "muc/k/m"), &list, &rows, &n, &b.err));
    assert_int_equal(n, 1);
    assert_string_equal(list->rows[rows[0]].code, "dat");
    free(rows);
    bench_close(&b);
}

static void an_expression_can_be_tried_and_says_what_it_reads(void **state)
{
    (void)state;
    struct bench b;
    struct value v = VALUE_INIT;
    struct reads reads = {0};
    bench_open(
        &b,
        FORM "[field x]\ntype = integer\nlabel = X\nlabel.en = X\nconstraint = \"x > 3 or truong = 'a'\"\n");
    bench_attach(&b);
    bench_type(&b, "x", "2");
    const struct expr *e = &form_field(b.form, "x")->constraint;
    assert_true(work_try(b.work, e, NULL, &v, &b.err));
    assert_int_equal(v.type, VALUE_NULL); /* 2 > 3 is false, the school unknown */
    assert_true(work_reads(b.work, e, &reads, &b.err));
    assert_int_equal(reads.fields.n, 2);
    assert_string_equal(reads.fields.v[0]->name, "truong");
    assert_string_equal(reads.fields.v[1]->name, "x");
    assert_false(reads.lookups);
    reads_release(&reads);
    bench_close(&b);
}

static void one_work_serves_one_record_after_another(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, FORM "[field d]\ntype = text\nlabel = D\nlabel.en = D\ncalculation = \"upper(truong)\"\n");
    bench_attach(&b);
    bench_type(&b, "truong", "a");
    struct record *other = record_new(b.form, "id-2");
    assert_true(work_attach(b.work, other, &b.err));
    assert_true(value_is_null(&other->cells[1].value));
    assert_true(work_attach(b.work, NULL, &b.err));
    record_free(other);
    bench_attach(&b);
    bench_expect(&b, "d", "A");
    bench_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calculations_follow_each_other_in_their_order),
        cmocka_unit_test(results_take_the_type_of_their_field),
        cmocka_unit_test(a_default_holds_until_the_field_is_touched),
        cmocka_unit_test(a_hidden_field_is_null_to_expressions_but_keeps_what_was_typed),
        cmocka_unit_test(the_relevance_of_a_group_applies_to_its_fields),
        cmocka_unit_test(required_and_read_only_follow_what_they_read),
        cmocka_unit_test(a_roster_is_a_table_and_its_row_is_the_inmost_scope),
        cmocka_unit_test(a_lookup_follows_its_parameters),
        cmocka_unit_test(a_note_shows_a_lookups_value_without_storing_it),
        cmocka_unit_test(a_note_speaks_english_where_the_form_does),
        cmocka_unit_test(an_english_reader_is_shown_the_twins_of_computed_and_prefilled_texts),
        cmocka_unit_test(prefilled_rows_come_from_the_query_in_its_order),
        cmocka_unit_test(answers_survive_a_query_that_no_longer_returns_their_row),
        cmocka_unit_test(what_is_not_relevant_is_listed_and_emptied),
        cmocka_unit_test(functions_say_what_the_documents_say),
        cmocka_unit_test(choices_are_in_force_and_pass_the_filter),
        cmocka_unit_test(the_as_of_field_decides_what_is_in_force),
        cmocka_unit_test(a_roster_hides_a_list_of_its_name_but_its_choices_are_there),
        cmocka_unit_test(an_expression_can_be_tried_and_says_what_it_reads),
        cmocka_unit_test(one_work_serves_one_record_after_another),
    };
    return cmocka_run_group_tests_name("form/work", tests, NULL, NULL);
}
