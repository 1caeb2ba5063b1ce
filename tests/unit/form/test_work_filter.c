#include "work_bench.h"

/* A choice_filter over records: the fake source offers what the parameter `bo` (or the lookup's, or the row's) begins with. */
#define FORM                                                                                                 \
    "[form]\ntitle = Phiếu\ntitle.en = Sheet\nkey = truong\n"                                              \
    "[lookup lk]\nquery = lk.sql\n"                                                                         \
    "[field truong]\ntype = text\nlabel = Trường\nlabel.en = School\n"                                     \
    "[field bo]\ntype = text\nlabel = Bộ\nlabel.en = Set\n"                                                \
    "[field khac]\ntype = text\nlabel = Khác\nlabel.en = Other\n"

struct filtered {
    struct bench b;
    int asked;
    struct str told; /* "name=value;" of the last question */
};

static bool offers(void *arg, const struct form *form, const struct field *f, const char *id, const struct params *params, bool *offered,
                   struct err *err)
{
    struct filtered *k = arg;
    const char *wanted = "";
    (void)err;
    assert_string_equal(form->name, "phieu");
    assert_string_equal(f->ref, "phieu");
    k->asked++;
    str_clear(&k->told);
    for (size_t i = 0; i < params->list.n; i++) {
        const struct param *p = &params->list.v[i];
        const char *dot = strrchr(p->name, '.');
        if (str_eq(dot ? dot + 1 : p->name, "bo") && !value_is_null(&p->value)) {
            wanted = value_str(&p->value);
        }
        if (p->name[0] != '_') {
            str_addf(&k->told, "%s=%s;", p->name, value_str(&p->value));
        }
    }
    *offered = wanted[0] && str_starts(id, wanted);
    return true;
}

static bool calls(void *arg, const char *form, const char *id, enum lang lang, struct str *out, struct err *err)
{
    (void)arg, (void)lang;
    assert_string_equal(form, "phieu");
    str_addf(out, "Record %s", id);
    return id[0] != '?' || err_set(err, ERR_NOT_FOUND, "gone");
}

static bool rows_of(void *arg, const char *name, const struct param *params, size_t n, struct rowset *out, struct err *err)
{
    return bench_query(&((struct filtered *)arg)->b, name, params, n, out, err);
}

static void open_filtered(struct filtered *k, const char *form)
{
    memset(k, 0, sizeof *k);
    k->told = (struct str)STR_INIT;
    bench_load(&k->b, form);
    k->b.src = (struct source){.query = rows_of, .offered = offers, .title = calls, .arg = k};
    if (!work_new(&k->b.work, k->b.app, k->b.form, &k->b.clock, &k->b.src, NULL, &k->b.err)) {
        fail_msg("%s", k->b.err.msg);
    }
    k->b.record = record_new(k->b.form, "id-1");
}

static void close_filtered(struct filtered *k)
{
    str_release(&k->told);
    bench_close(&k->b);
}

/* What is wrong, one message a line; accepted ones in brackets. */
static void expect_messages(struct filtered *k, const char *expected)
{
    struct findings found = {0};
    struct str all = STR_INIT;
    if (!work_check(k->b.work, LANG_EN, &found, &k->b.err)) {
        fail_msg("%s", k->b.err.msg);
    }
    for (size_t i = 0; i < found.list.n; i++) {
        const struct finding *f = &found.list.v[i];
        assert_int_equal(f->strength, FIND_WARNING);
        assert_int_equal(f->rule, RULE_CODE);
        str_addf(&all, f->accepted ? "(%s)\n" : "%s\n", f->msg);
    }
    assert_string_equal(all.p, expected);
    str_release(&all);
    findings_release(&found);
}

static void a_record_that_is_not_offered_is_a_warning_that_names_it(void **state)
{
    static const struct {
        const char *type, *filter, *value, *told, *messages;
    } cases[] = {
        {"select_one", "phieu.bo = r.bo", "b1x", "bo=b1;", ""},
        {"select_one", "phieu.bo = r.bo", "b2x", "bo=b1;", "“Record b2x” is not among the choices that “X” offers here.\n"},
        {"select_one", "phieu.bo = bo", "?", "bo=b1;", "“?” is not among the choices that “X” offers here.\n"},
        {"select_one", "phieu.bo = lk.bo", "b2x", "lk.bo=b2;lk.ten=Trường B;lk.so=;", ""},
        {"select_multiple", "phieu.bo = r.bo", "b1x b2x b1y c", "bo=b1;",
         "“Record b2x” is not among the choices that “X” offers here.\n“Record c” is not among the choices that “X” offers here.\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct filtered k;
        struct str form = STR_INIT;
        str_addf(&form, FORM "[field x]\ntype = %s phieu\nlabel = X\nlabel.en = X\nchoice_filter = \"%s\"\n", cases[i].type,
                 cases[i].filter);
        open_filtered(&k, form.p);
        bench_attach(&k.b);
        bench_type(&k.b, "truong", "b");
        bench_type(&k.b, "bo", "b1");
        expect_messages(&k, "");
        assert_int_equal(k.asked, 0); /* nothing is chosen */
        bench_type(&k.b, "x", cases[i].value);
        expect_messages(&k, cases[i].messages);
        assert_string_equal(k.told.p, cases[i].told);
        str_release(&form);
        close_filtered(&k);
    }
}

#define TWO                                                                                                  \
    FORM "[field x]\ntype = select_one phieu\nlabel = X\nlabel.en = X\nchoice_filter = \"phieu.bo = lk.bo\"\n" \
         "[field y]\ntype = select_one tieu_chi\nlabel = Y\nlabel.en = Y\nchoice_filter = \"tieu_chi.bo = r.bo\"\n"

static void an_acceptance_lasts_while_the_filters_inputs_do(void **state)
{
    (void)state;
    struct filtered k;
    open_filtered(&k, TWO);
    bench_attach(&k.b);
    bench_type(&k.b, "truong", "a"); /* the lookup says b1 */
    bench_type(&k.b, "x", "b2x");
    struct acceptance *a = vec_push(&k.b.record->accepted);
    *a = (struct acceptance){mem_dup("x"), mem_dup("đúng"), mem_dup("Mai"), ""};
    work_value_hash(k.b.work, bench_path(&k.b, "x"), a->value_hash);
    expect_messages(&k, "(“Record b2x” is not among the choices that “X” offers here.)\n");
    bench_type(&k.b, "khac", "z");
    expect_messages(&k, "(“Record b2x” is not among the choices that “X” offers here.)\n");
    bench_type(&k.b, "truong", "c"); /* it says nothing now */
    expect_messages(&k, "“Record b2x” is not among the choices that “X” offers here.\n");
    close_filtered(&k);
}

static void expect_refiltered(struct filtered *k, const char *expected)
{
    struct paths paths = {0};
    struct str all = STR_INIT;
    work_refiltered(k->b.work, &paths);
    for (size_t i = 0; i < paths.list.n; i++) {
        str_add(&all, i > 0 ? " " : "");
        record_path_text(k->b.record, paths.list.v[i], &all);
    }
    assert_string_equal(all.p, expected);
    str_release(&all);
    vec_release(&paths.list);
}

static void cells_whose_filter_reads_a_change_are_told_once(void **state)
{
    (void)state;
    struct filtered k;
    open_filtered(&k, TWO);
    bench_attach(&k.b);
    bench_type(&k.b, "bo", "b1");
    expect_refiltered(&k, ""); /* nothing is chosen yet */
    bench_type(&k.b, "x", "b1x");
    bench_type(&k.b, "y", "b1-1");
    expect_refiltered(&k, "");
    bench_type(&k.b, "khac", "z");
    expect_refiltered(&k, "");
    bench_type(&k.b, "truong", "a"); /* through the lookup */
    bench_type(&k.b, "khac", "zz");
    expect_refiltered(&k, "x");
    expect_refiltered(&k, "");
    bench_type(&k.b, "bo", "b2");
    expect_refiltered(&k, "y");
    bench_type(&k.b, "bo", "b1");
    bench_attach(&k.b);
    expect_refiltered(&k, "");
    close_filtered(&k);
}

static void a_rows_own_change_concerns_its_row_alone(void **state)
{
    (void)state;
    struct filtered k;
    open_filtered(&k, FORM "[roster hang]\nlabel = H\nlabel.en = R\n"
                           "[field hang.bo]\ntype = text\nlabel = B\nlabel.en = B\n"
                           "[field hang.x]\ntype = select_multiple phieu\nlabel = X\nlabel.en = X\n"
                           "choice_filter = \"phieu.bo = hang.bo AND phieu.khac <> r.khac\"\n");
    for (size_t i = 0; i < 3; i++) {
        record_add_row(k.b.record, 0, (char[]){(char)('p' + i), '\0'});
    }
    bench_attach(&k.b);
    bench_type(&k.b, "hang/p/x", "b1x");
    bench_type(&k.b, "hang/q/x", "b1x");
    expect_refiltered(&k, "");
    bench_type(&k.b, "hang/q/bo", "b2");
    expect_refiltered(&k, "hang/q/x");
    bench_type(&k.b, "hang/p/bo", "b1");
    bench_type(&k.b, "hang/q/bo", "b1");
    expect_refiltered(&k, "hang/p/x hang/q/x");
    bench_type(&k.b, "khac", "z");
    expect_refiltered(&k, "hang/p/x hang/q/x");
    bench_type(&k.b, "truong", "a");
    expect_messages(&k, "");
    assert_string_equal(k.told.p, "hang.bo=b1;khac=z;");
    bench_type(&k.b, "hang/q/bo", "b2");
    expect_messages(&k, "“Record b1x” is not among the choices that “X” offers here.\n");
    close_filtered(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_that_is_not_offered_is_a_warning_that_names_it),
        cmocka_unit_test(an_acceptance_lasts_while_the_filters_inputs_do),
        cmocka_unit_test(cells_whose_filter_reads_a_change_are_told_once),
        cmocka_unit_test(a_rows_own_change_concerns_its_row_alone),
    };
    return cmocka_run_group_tests_name("form/work_filter", tests, NULL, NULL);
}
