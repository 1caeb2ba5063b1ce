#include "exchange_test.h"

static void load(struct desk *d)
{
    desk_open(d);
    desk_load(d, "truong", "ma,ten\nA,=Trường A\nB,Trường B\n");
    desk_load(d, "lop", "truong,ma,khoi,si_so,ngay\nA,1,k6,30,2026-09-05\nA,2,k7,41,2025-09-05\nB,1,k6,20,2026-09-05\n");
}

static bool summary(struct desk *d, const char *const *params)
{
    return desk_call(d, (struct request){.op = OP_SUMMARY, .name = "si_so"}, params, NULL);
}

static void rows_are_written_under_the_labels_of_their_columns(void **state)
{
    static const struct {
        enum lang lang;
        const char *params[4];
        const char *file;
    } cases[] = {
        {LANG_VI, {"exact=no"}, "Tên trường,Sĩ số,Trung bình\r\n'=Trường A,71,35.5\r\nTrường B,20,20\r\n"},
        {LANG_EN, {"exact=no"}, "School,Pupils,Mean\r\n'=Trường A,71,35.5\r\nTrường B,20,20\r\n"},
        {LANG_VI, {"exact=yes"}, "ten,so,tb\r\n=Trường A,71,35.5\r\nTrường B,20,20\r\n"},
        {LANG_VI, {"separator=;", "exact=yes"}, "ten;so;tb\r\n=Trường A;71;35,5\r\nTrường B;20;20\r\n"},
        {LANG_VI,
         {"file=x"},
         "\xEF\xBB\xBFTên trường,Sĩ số,Trung bình\r\n'=Trường A,71,35.5\r\nTrường B,20,20\r\n"},
        {LANG_VI, {"tu_ngay=1/1/2026", "exact=yes"}, "ten,so,tb\r\n=Trường A,30,30\r\nTrường B,20,20\r\n"},
        {LANG_VI, {"tu_ngay=2026-01-01", "it_nhat=25", "exact=yes"}, "ten,so,tb\r\n=Trường A,30,30\r\n"},
        {LANG_VI, {"truong=B", "exact=yes"}, "ten,so,tb\r\nTrường B,20,20\r\n"},
        {LANG_VI, {"mot_truong=B", "exact=yes"}, "ten,so,tb\r\nTrường B,20,20\r\n"},
        {LANG_VI, {"khoi=k7", "exact=yes"}, "ten,so,tb\r\n=Trường A,41,41\r\n"},
        {LANG_EN, {"khoi=Grade seven", "exact=yes"}, "ten,so,tb\r\n=Trường A,41,41\r\n"},
        {LANG_VI, {"it_nhat=1.000", "exact=yes"}, "ten,so,tb\r\n"},
    };
    struct desk d;
    (void)state;
    load(&d);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        d.actor.lang = cases[i].lang;
        if (!summary(&d, cases[i].params)) {
            fail_msg("case %zu: %s", i, d.err.msg);
        }
        assert_string_equal(d.out, cases[i].file);
    }
    desk_close(&d);
}

static void a_column_with_en_behind_its_name_is_the_english_of_it(void **state)
{
    static const struct {
        enum lang lang;
        const char *exact, *file;
    } cases[] = {
        {LANG_VI, "exact=no", "Tên,Số\r\nTổng,2\r\n"},
        {LANG_EN, "exact=no", "Name,Number\r\nTotal,2\r\n"},
        {LANG_EN, "exact=yes", "ten,so,ten_en\r\nTổng,2,Total\r\n"},
    };
    struct desk d;
    (void)state;
    load(&d);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        d.actor.lang = cases[i].lang;
        assert_true(desk_call(&d, (struct request){.op = OP_SUMMARY, .name = "tieng"}, TEXTS(cases[i].exact), NULL));
        assert_string_equal(d.out, cases[i].file);
    }
    desk_close(&d);
}

static void the_reply_holds_the_rows_too(void **state)
{
    struct desk d;
    (void)state;
    load(&d);
    assert_true(summary(&d, NULL));
    assert_int_equal(d.rep.n, 2);
    assert_int_equal(rowset_int(&d.rep.rows, 1, "so"), 20);
    desk_close(&d);
}

static void move(struct desk *d, const char *to, char seal[16])
{
    if (!desk_call(d, (struct request){.op = OP_MOVE, .form = "truong", .key = "B", .name = to, .n = 1}, NULL, NULL)) {
        fail_msg("%s", d->err.msg);
    }
    snprintf(seal, 16, "%s", d->rep.text ? d->rep.text : "");
}

static void rename_school(struct desk *d, const char *name)
{
    assert_true(desk_call(d, (struct request){.op = OP_OPEN, .form = "truong", .key = "B"}, NULL, NULL));
    struct record *base = d->rep.record, *r = record_clone(base);
    d->rep.record = NULL;
    const struct field *f = form_field(r->form, "ten");
    value_set_text(&r->cells[f->index].value, sv_of(name));
    if (!desk_call(d, (struct request){.op = OP_SAVE, .record = r, .base = base}, NULL, NULL)) {
        fail_msg("%s", d->err.msg);
    }
    record_free(base);
    record_free(r);
}

/* School B is locked twice, under another name each time, and bears a third one now. */
static void a_summary_is_run_over_what_was_sealed(void **state)
{
    static const char *const names[] = {"Tên hai", "Tên ba"};
    char seals[2][16], none[16];
    struct desk d;
    (void)state;
    load(&d);
    for (size_t i = 0; i < 2; i++) {
        move(&d, "khoa", seals[i]);
        move(&d, "nhap", none);
        rename_school(&d, names[i]);
    }
    const struct {
        const char *name, *seal;
        const char *params[4];
        const char *file;
    } cases[] = {
        {"khi_khoa", NULL, {"truong=B"}, "Tên trường\r\nTên hai\r\n"},
        {"khi_khoa", NULL, {"truong=B", "lan=1"}, "Tên trường\r\nTrường B\r\n"},
        {"khi_khoa", NULL, {"truong=B", "lan=3"}, "Tên trường\r\n"},
        {"khi_khoa", NULL, {"truong=A"}, "Tên trường\r\n"},
        {"khi_khoa", NULL, {NULL}, "Tên trường\r\n"},
        {"khi_khoa", seals[0], {"truong=B"}, "Tên trường\r\nTrường B\r\n"}, /* what is asked for goes before what is written */
        {"si_so", NULL, {"truong=B", "exact=yes"}, "ten,so,tb\r\nTên ba,20,20\r\n"},
        {"si_so", seals[0], {"exact=yes"}, "ten,so,tb\r\nTrường B,20,20\r\n"},
        {"si_so", seals[1], {"exact=yes"}, "ten,so,tb\r\nTên hai,20,20\r\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct request req = {.op = OP_SUMMARY, .name = cases[i].name, .snapshot = cases[i].seal};
        if (!desk_call(&d, req, cases[i].params, NULL)) {
            fail_msg("case %zu: %s", i, d.err.msg);
        }
        assert_string_equal(d.out, cases[i].file);
    }
    assert_false(desk_call(&d, (struct request){.op = OP_EXPORT, .form = "truong", .snapshot = seals[0]}, NULL, NULL));
    assert_int_equal(d.err.code, ERR_USAGE);
    desk_close(&d);
}

static void what_cannot_be_summed_up_is_said(void **state)
{
    static const struct {
        const char *param, *role, *says;
        enum err_code code;
    } cases[] = {
        {"nothing=1", "giao_vien", "has no parameter 'nothing'; it has: tu_ngay, it_nhat, khoi, mot_truong", ERR_USAGE},
        {"tu_ngay=abc", "giao_vien", "parameter 'tu_ngay': “abc” is not a day of the calendar", ERR_INVALID},
        {"khoi=k9", "giao_vien", "parameter 'khoi': “k9” is not among the choices; did you mean 'k6'?", ERR_INVALID},
        {"khoi=lớp một", "giao_vien", "“lớp một” is not among the choices; they are: k6, k7, k8", ERR_INVALID},
        {"mot_truong=AA", "giao_vien", "parameter 'mot_truong': “AA” is not among the choices; did you mean 'A'?", ERR_INVALID},
        {"mot_truong=TH001", "giao_vien", "“TH001” is not among the choices; they are: A, B", ERR_INVALID},
        {"truong=C", "giao_vien", "parameter 'truong': “C” is not among the choices", ERR_INVALID},
        {"exact=yes", "khach", "is not for the role 'khach'", ERR_REFUSED},
        {"separator=xx", "giao_vien", "cannot be separated", ERR_USAGE},
    };
    struct desk d;
    (void)state;
    load(&d);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        d.actor.role = cases[i].role;
        assert_false(summary(&d, TEXTS(cases[i].param)));
        assert_int_equal(d.err.code, cases[i].code);
        if (!strstr(d.err.msg, cases[i].says)) {
            fail_msg("%s, not %s", d.err.msg, cases[i].says);
        }
    }
    assert_false(desk_call(&d, (struct request){.op = OP_SUMMARY, .name = "si_xo"}, NULL, NULL));
    assert_non_null(strstr(d.err.msg, "si_xo"));
    desk_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_written_under_the_labels_of_their_columns),
        cmocka_unit_test(a_column_with_en_behind_its_name_is_the_english_of_it),
        cmocka_unit_test(the_reply_holds_the_rows_too),
        cmocka_unit_test(a_summary_is_run_over_what_was_sealed),
        cmocka_unit_test(what_cannot_be_summed_up_is_said),
    };
    return cmocka_run_group_tests_name("summaries", tests, NULL, NULL);
}
