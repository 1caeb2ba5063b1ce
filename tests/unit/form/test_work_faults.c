#include "work_bench.h"

#define FORM                                                                                                 \
    "[form]\ntitle = Phiếu\ntitle.en = Sheet\nkey = truong\n[lookup lk]\nquery = lk.sql\n"                 \
    "[field truong]\ntype = text\nlabel = Trường\nlabel.en = School\n"                                    \
    "[field so_lop]\ntype = integer\nlabel = Lớp\nlabel.en = Classes\n"                                    \
    "[field ghi]\ntype = note\nlabel = Ghi\nlabel.en = Note\n"                                               \
    "[roster hang]\nlabel = Hàng\nlabel.en = Goods\n"                                                       \
    "[field hang.gia]\ntype = integer\nlabel = Giá\nlabel.en = Price\n"

/* Faults of the form as one text, "" when there are none; the place of the first in *line. */
static char *faults_of(const char *form, int *line)
{
    struct bench b;
    struct faults faults = {0};
    struct str text = STR_INIT;

    bench_load(&b, form);
    bool ok = work_new(&b.work, b.app, b.form, &b.clock, &b.src, &faults, &b.err);
    assert_int_equal(ok, faults.list.n == 0);
    *line = faults.list.n > 0 ? faults.list.v[0].line : 0;
    for (size_t i = 0; i < faults.list.n; i++) {
        assert_string_equal(faults.list.v[i].file, "forms/phieu.ini");
        str_addf(&text, "%s\n", faults.list.v[i].msg);
    }
    faults_release(&faults);
    bench_close(&b);
    return str_take(&text);
}

static void a_wrong_expression_is_named_with_what_was_meant(void **state)
{
    static const struct {
        const char *key, *expression, *says;
    } cases[] = {
        {"constraint", "so_lp > 0", "'so_lp' that this expression may name. Did you mean 'so_lop'"},
        {"relevant", "xyzzy = 1", "no field or column 'xyzzy' that this expression may name."},
        {"warning", "lk.tne = 'a'", "Did you mean 'ten'"},
        {"constraint", "ten = 'a'", "no field or column 'ten'"}, /* a lookup's columns go by its name */
        {"constraint", "hang.gia > 1", "no field or column 'hang.gia'"},
        {"constraint", "(SELECT count(*) FROM hagn) > 1", "Did you mean 'hang'"},
        {"constraint", "fodl(truong) = 'a'", "Did you mean 'fold'"},
        {"constraint", "random() > 1", "The function 'random' may not be used"},
        {"constraint", "date('now') > '2026'", "takes the time from today() and now()"},
        {"constraint", "date ( ) > '2026'", "takes the time from today() and now()"},
        {"constraint", "strftime('%Y') > '2026'", "takes the time from today() and now()"},
        {"constraint", "one.x > 1", "no field or column 'one.x'"},
        {"constraint", "CURRENT_DATE > '2026'", "The function 'current_date' may not be used"},
        {"constraint", "ghi = 1", "'ghi' is a note and holds no value"},
        {"constraint", "(SELECT count(name) FROM sqlite_master) > 1",
         "The table 'sqlite_master' may not be read"},
        {"constraint", "(SELECT count(name) FROM pragma_module_list) > 1", "may only read"},
        {"constraint",
         "(WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t) SELECT max(x) FROM t) > 1",
         "may not be recursive"},
        {"constraint", "so_lop >", "This is not a valid expression"},
        {"constraint", "so_lop > 0), (1", "has one value"},
        {"constraint", "so_lop > :x", "has no parameters"},
        {"constraint", "so_lop > ?1", "has no parameters"},
        {"constraint", "0) FROM r; DELETE FROM r; --", "not a valid expression"},
        {"constraint", "so_lop > 0 -- only a comment", ""},
        {"calculation", "so_lop + so", "depend on each other in a circle: so → so"},
        {"required", "(SELECT gia FROM hang) > 1", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str form = STR_INIT;
        int line;
        str_addf(&form, FORM "[field so]\ntype = integer\nlabel = Số\nlabel.en = N\n%s = \"%s\"\n",
                 cases[i].key, cases[i].expression);
        char *msg = faults_of(form.p, &line);
        if (cases[i].says[0] ? !strstr(msg, cases[i].says) || line < 26 : msg[0] != '\0') {
            fail_msg("%s: line %d: %s", cases[i].expression, line, msg);
        }
        free(msg);
        str_release(&form);
    }
}

static void all_faults_are_told_at_once(void **state)
{
    (void)state;
    int line;
    char *msg = faults_of(FORM "[field x]\ntype = integer\nlabel = X\nlabel.en = X\nconstraint = \"aaaa\"\n"
                               "warning = \"bbbb\"\nrequired = \"cccc\"\n",
                          &line);
    assert_non_null(strstr(msg, "aaaa"));
    assert_non_null(strstr(msg, "bbbb"));
    assert_non_null(strstr(msg, "cccc"));
    free(msg);
}

static void a_cycle_names_its_members(void **state)
{
    (void)state;
    int line;
    char *msg = faults_of(FORM "[field x]\ntype = integer\nlabel = X\nlabel.en = X\ncalculation = \"y\"\n"
                               "[field y]\ntype = integer\nlabel = Y\nlabel.en = Y\nrelevant = \"z = 1\"\n"
                               "[field z]\ntype = integer\nlabel = Z\nlabel.en = Z\ndefault = \"x\"\n",
                          &line);
    assert_string_equal(msg,
                        "These depend on each other in a circle: x → y → z → x. Break it at one of them.\n");
    free(msg);
}

static void a_lookup_whose_parameter_depends_on_it_is_a_cycle(void **state)
{
    (void)state;
    int line;
    char *msg = faults_of("[form]\ntitle = P\ntitle.en = S\nkey = truong\n[lookup lk]\nquery = lk.sql\n"
                          "[field truong]\ntype = text\nlabel = T\nlabel.en = S\ndefault = \"lk.ten\"\n",
                          &line);
    assert_non_null(strstr(msg, "truong → lk → truong"));
    free(msg);
}

static void columns_of_a_row_may_read_each_other_without_a_cycle(void **state)
{
    (void)state;
    int line;
    char *msg =
        faults_of(FORM "[field hang.so]\ntype = integer\nlabel = X\nlabel.en = X\ncalculation = \"gia * 2\"\n"
                       "[field hang.tong]\ntype = integer\nlabel = Y\nlabel.en = Y\n"
                       "calculation = \"(SELECT sum(so) FROM hang) + _row\"\n",
                  &line);
    assert_string_equal(msg, "");
    free(msg);
}

static void without_a_source_a_lookup_has_the_columns_that_are_used(void **state)
{
    (void)state;
    struct bench b;
    struct faults faults = {0};
    bench_load(&b, FORM "[field x]\ntype = text\nlabel = X\nlabel.en = X\ncalculation = \"lk.bat_ky\"\n");
    assert_true(work_new(&b.work, b.app, b.form, &b.clock, NULL, &faults, &b.err));
    b.record = record_new(b.form, "1");
    bench_attach(&b);
    bench_expect(&b, "x", "");
    bench_close(&b);
}

static void an_endless_expression_is_stopped_and_the_others_go_on(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b,
               FORM "[field x]\ntype = integer\nlabel = X\nlabel.en = X\n"
                    "calculation = \"(SELECT count(*) FROM tieu_chi a, tieu_chi b, tieu_chi c, tieu_chi d, "
                    "tieu_chi e, tieu_chi f, tieu_chi g, tieu_chi h, tieu_chi i, tieu_chi j, tieu_chi k)\"\n"
                    "[field y]\ntype = integer\nlabel = Y\nlabel.en = Y\ncalculation = \"2\"\n");
    assert_false(work_attach(b.work, b.record, &b.err));
    assert_non_null(strstr(b.err.msg, "stopped"));
    assert_non_null(strstr(b.err.msg, "forms/phieu.ini:"));
    bench_expect(&b, "x", "");
    bench_expect(&b, "y", "2");
    bench_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_expression_is_named_with_what_was_meant),
        cmocka_unit_test(all_faults_are_told_at_once),
        cmocka_unit_test(a_cycle_names_its_members),
        cmocka_unit_test(a_lookup_whose_parameter_depends_on_it_is_a_cycle),
        cmocka_unit_test(columns_of_a_row_may_read_each_other_without_a_cycle),
        cmocka_unit_test(without_a_source_a_lookup_has_the_columns_that_are_used),
        cmocka_unit_test(an_endless_expression_is_stopped_and_the_others_go_on),
    };
    return cmocka_run_group_tests_name("form/work faults", tests, NULL, NULL);
}
