#include "work_bench.h"

#define FORM                                                                                                 \
    "[form]\ntitle = Phiếu\ntitle.en = Sheet\nkey = truong\n"                                              \
    "[field truong]\ntype = text\nlabel = Trường\nlabel.en = School\nrequired = yes\n"

/* All findings, one a line: strength rule path. */
static char *findings_of(struct bench *b, struct findings *out)
{
    static const char *const strengths[] = {"structure", "error", "warning"};
    static const char *const rules[] = {"key",    "type",    "code",       "required", "range",
                                        "length", "pattern", "constraint", "unique",   "warning"};
    struct str s = STR_INIT;

    if (!work_check(b->work, LANG_EN, out, &b->err)) {
        fail_msg("%s", b->err.msg);
    }
    for (size_t i = 0; i < out->list.n; i++) {
        const struct finding *f = &out->list.v[i];
        str_addf(&s, "%s %s %s%s\n", strengths[f->strength], rules[f->rule], f->path,
                 f->accepted ? " accepted" : "");
    }
    return str_take(&s);
}

static void expect_findings(struct bench *b, const char *expected)
{
    struct findings out = {0};
    char *text = findings_of(b, &out);

    assert_string_equal(text, expected);
    free(text);
    findings_release(&out);
}

static void each_rule_finds_what_breaks_it(void **state)
{
    static const struct {
        const char *keys, *value, *finding, *msg;
    } cases[] = {
        {"type = text\nrequired = yes", "", "error required x", "“X” must be answered."},
        {"type = integer\nmin = 1\nmax = 9", "0", "error range x", "“X” must be at least 1."},
        {"type = integer\nmin = 1\nmax = 9", "10", "error range x", "“X” must be at most 9."},
        {"type = integer\nmin = 1\nmax = 9", "9", "", ""},
        {"type = decimal\nmax = 9.5", "9.51", "error range x", "“X” must be at most 9.50."},
        {"type = date\nmin = 2020-01-01", "2019-12-31", "error range x", "“X” must be at least 01/01/2020."},
        {"type = text\nmin_length = 3", "đẹ", "error length x",
         "“X” must have at least 3 letters; it has 2."},
        {"type = text\nmax_length = 3", "đẹpq", "error length x",
         "“X” may have at most 3 letters; it has 4."},
        {"type = text\nmax_length = 3", "đẹp", "", ""},
        {"type = text\npattern = [0-9]{3}", "12", "error pattern x",
         "“X” is not written in the form it must have."},
        {"type = text\npattern = [0-9]{3}", "123", "", ""},
        {"type = text\npattern = 1|2", "12", "error pattern x",
         "“X” is not written in the form it must have."},
        {"type = integer\nconstraint = \"x < 5\"", "7", "error constraint x",
         "This value of “X” is not allowed."},
        {"type = integer\nconstraint = \"x < 5\"\nconstraint_message = Sai\nconstraint_message.en = Wrong",
         "7", "error constraint x", "Wrong"},
        {"type = integer\nconstraint = \"x < 5\"", "", "", ""}, /* not answered: unknown, so it passes */
        {"type = integer\nwarning = \"x < 5\"", "7", "warning warning x",
         "This value of “X” is unusual; look at it again."},
        {"type = select_one tieu_chi\nchoice_filter = \"tieu_chi.bo = 'b1'\"", "b2-1", "warning code x",
         "“Four” is not among the choices that “X” offers here."},
        {"type = select_one tieu_chi\nchoice_filter = \"tieu_chi.bo = 'b1'\"", "b1-2", "",
         ""}, /* retired, not wrong */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bench b;
        struct str form = STR_INIT, line = STR_INIT;
        struct findings out = {0};
        str_addf(&form, FORM "[field x]\nlabel = X\nlabel.en = X\n%s\n", cases[i].keys);
        bench_open(&b, form.p);
        bench_attach(&b);
        bench_type(&b, "truong", "a");
        bench_type(&b, "x", cases[i].value);
        char *text = findings_of(&b, &out);
        str_addf(&line, "%s%s", cases[i].finding, cases[i].finding[0] ? "\n" : "");
        if (!str_eq(text, line.p) || (out.list.n > 0 && !str_eq(out.list.v[0].msg, cases[i].msg))) {
            fail_msg("%s with '%s': %s %s", cases[i].keys, cases[i].value, text,
                     out.list.n > 0 ? out.list.v[0].msg : "");
        }
        free(text);
        findings_release(&out);
        str_release(&form);
        str_release(&line);
        bench_close(&b);
    }
}

static void what_is_no_value_and_a_missing_key_are_structure(void **state)
{
    (void)state;
    struct bench b;
    struct findings out = {0};
    bench_open(&b, FORM "[field x]\ntype = integer\nlabel = X\nlabel.en = X\n");
    bench_attach(&b);
    bench_cell(&b, "x")->raw = mem_dup("12a");
    expect_findings(&b, "structure key truong\nstructure type x\n");
    assert_true(work_check_cell(b.work, bench_path(&b, "x"), LANG_EN, &out, &b.err));
    assert_string_equal(out.list.v[0].msg, "“12a” is not a whole number.");
    assert_int_equal(findings_count(&out, FIND_STRUCTURE), 1);
    findings_release(&out);
    bench_close(&b);
}

static void a_serial_number_may_wait_for_the_store(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, "[form]\ntitle = P\ntitle.en = P\nkey = so\n"
                   "[field so]\ntype = integer\nlabel = S\nlabel.en = S\nrequired = yes\nserial = form\n");
    bench_attach(&b);
    expect_findings(&b, "");
    bench_close(&b);
}

static void values_that_came_past_the_formats_are_found(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, FORM "[field i]\ntype = integer\nlabel = I\nlabel.en = I\n"
                        "[field d]\ntype = date\nlabel = D\nlabel.en = D\n"
                        "[field m]\ntype = select_one muc\nlabel = M\nlabel.en = M\n"
                        "[field y]\ntype = yes_no\nlabel = Y\nlabel.en = Y\n");
    bench_attach(&b);
    bench_type(&b, "truong", "a");
    value_set_text(&bench_cell(&b, "i")->value, SV("1"));
    value_set_text(&bench_cell(&b, "d")->value, SV("2026-02-30"));
    value_set_text(&bench_cell(&b, "m")->value, SV("gioi"));
    value_set_text(&bench_cell(&b, "y")->value, SV("yes"));
    expect_findings(&b, "structure type i\nstructure type d\nstructure code m\nstructure code y\n");
    bench_close(&b);
}

static void a_taken_key_is_found_once_and_at_any_of_its_parts(void **state)
{
    (void)state;
    struct bench b;
    struct findings out = {0};
    bench_open(&b, "[form]\ntitle = P\ntitle.en = P\nkey = truong, nam\n"
                   "[field truong]\ntype = text\nlabel = T\nlabel.en = T\n"
                   "[field nam]\ntype = integer\nlabel = N\nlabel.en = N\n");
    bench_attach(&b);
    bench_type(&b, "truong", "x");
    bench_type(&b, "nam", "2026");
    expect_findings(&b, "structure unique nam\n");
    assert_true(work_check_cell(b.work, bench_path(&b, "truong"), LANG_EN, &out, &b.err));
    assert_int_equal(out.list.n, 1);
    findings_release(&out);
    bench_close(&b);
}

static void hidden_fields_and_rosters_are_not_checked(void **state)
{
    (void)state;
    struct bench b;
    bench_open(
        &b,
        FORM "[field x]\ntype = text\nlabel = X\nlabel.en = X\nrequired = yes\nrelevant = \"truong = 'b'\"\n"
             "[roster hang]\nlabel = H\nlabel.en = H\nrelevant = \"truong = 'b'\"\n"
             "[field hang.y]\ntype = text\nlabel = Y\nlabel.en = Y\nrequired = yes\n");
    record_add_row(b.record, 0, "k");
    bench_attach(&b);
    bench_type(&b, "truong", "a");
    expect_findings(&b, "");
    bench_type(&b, "truong", "b");
    expect_findings(&b, "error required x\nerror required hang/k/y\n");
    bench_close(&b);
}

static void more_rows_than_allowed_are_told_at_the_first_too_many(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b,
               FORM "[roster hang]\nlabel = H\nlabel.en = H\nmax_rows = 2\n"
                    "[field hang.y]\ntype = text\nlabel = Y\nlabel.en = Y\n");
    record_add_row(b.record, 0, "k1");
    record_add_row(b.record, 0, "k2");
    bench_attach(&b);
    bench_type(&b, "truong", "a");
    expect_findings(&b, "");
    record_add_row(b.record, 0, "k3");
    bench_attach(&b);
    expect_findings(&b, "error range hang/k3/y\n");
    bench_close(&b);
}

static void rows_are_checked_each_for_itself_and_for_being_unique(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b,
               FORM "[roster hang]\nlabel = H\nlabel.en = H\n"
                    "[field hang.y]\ntype = text\nlabel = Y\nlabel.en = Y\nunique = yes\n"
                    "[field hang.z]\ntype = integer\nlabel = Z\nlabel.en = Z\nconstraint = \"z > _row\"\n");
    record_add_row(b.record, 0, "k1");
    record_add_row(b.record, 0, "k2");
    bench_attach(&b);
    bench_type(&b, "truong", "a");
    bench_type(&b, "hang/k1/y", "giống");
    bench_type(&b, "hang/k2/y", "giống");
    bench_type(&b, "hang/k1/z", "1");
    bench_type(&b, "hang/k2/z", "1");
    expect_findings(&b, "error unique hang/k1/y\nerror unique hang/k2/y\nerror constraint hang/k2/z\n");
    bench_close(&b);
}

static void accept(struct bench *b, const char *path)
{
    struct acceptance *a = vec_push(&b->record->accepted);
    a->path = mem_dup(path);
    a->reason = mem_dup("đã hỏi");
    work_value_hash(b->work, bench_path(b, path), a->value_hash);
}

static void an_accepted_warning_is_asked_again_when_what_it_reads_changes(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, FORM "[field x]\ntype = integer\nlabel = X\nlabel.en = X\nwarning = \"x < tran\"\n"
                        "[field tran]\ntype = integer\nlabel = T\nlabel.en = T\n"
                        "[field khac]\ntype = integer\nlabel = K\nlabel.en = K\n");
    bench_attach(&b);
    bench_type(&b, "truong", "a");
    bench_type(&b, "x", "7");
    bench_type(&b, "tran", "5");
    expect_findings(&b, "warning warning x\n");
    accept(&b, "x");
    expect_findings(&b, "warning warning x accepted\n");
    bench_type(&b, "khac", "1");
    expect_findings(&b, "warning warning x accepted\n");
    bench_type(&b, "tran", "6");
    expect_findings(&b, "warning warning x\n");
    bench_close(&b);
}

static void an_accepted_row_stays_accepted_when_other_rows_come(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, FORM "[roster hang]\nlabel = H\nlabel.en = H\n"
                        "[field hang.z]\ntype = integer\nlabel = Z\nlabel.en = Z\nwarning = \"z > 10\"\n");
    record_add_row(b.record, 0, "k1");
    bench_attach(&b);
    bench_type(&b, "truong", "a");
    bench_type(&b, "hang/k1/z", "1");
    accept(&b, "hang/k1/z");
    record_add_row(b.record, 0, "k2");
    assert_true(work_rows_changed(b.work, 0, &b.err));
    expect_findings(&b, "warning warning hang/k1/z accepted\n");
    bench_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_finds_what_breaks_it),
        cmocka_unit_test(what_is_no_value_and_a_missing_key_are_structure),
        cmocka_unit_test(a_serial_number_may_wait_for_the_store),
        cmocka_unit_test(values_that_came_past_the_formats_are_found),
        cmocka_unit_test(a_taken_key_is_found_once_and_at_any_of_its_parts),
        cmocka_unit_test(hidden_fields_and_rosters_are_not_checked),
        cmocka_unit_test(more_rows_than_allowed_are_told_at_the_first_too_many),
        cmocka_unit_test(rows_are_checked_each_for_itself_and_for_being_unique),
        cmocka_unit_test(an_accepted_warning_is_asked_again_when_what_it_reads_changes),
        cmocka_unit_test(an_accepted_row_stays_accepted_when_other_rows_come),
    };
    return cmocka_run_group_tests_name("form/work check", tests, NULL, NULL);
}
