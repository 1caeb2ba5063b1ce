#include "service_test.h"

/* A choice_filter over records, asked for one record at a time. */

static void open_with_filter(struct desk *d)
{
    memset(d, 0, sizeof *d);
    bench_start(&d->b);
    bench_write_file(&d->b, "forms/ho_so.ini",
                     "[form]\ntitle = Hồ sơ\ntitle.en = File\nkey = so\n"
                     "[field so]\ntype = text\nlabel = Số\nlabel.en = Number\n"
                     "[field loai]\ntype = select_one loai\nlabel = Loại\nlabel.en = Kind\n"
                     "[field truong]\ntype = select_multiple truong\nlabel = Trường\nlabel.en = Schools\n"
                     "choice_filter = \"truong.loai = r.loai\"\n"
                     "[roster muc]\nlabel = Mục\nlabel.en = Items\n"
                     "[field muc.loai]\ntype = select_one loai\nlabel = Loại\nlabel.en = Kind\n"
                     "[field muc.truong]\ntype = select_one truong\nlabel = Trường\nlabel.en = School\n"
                     "choice_filter = \"truong.loai = muc.loai\"\n");
    bench_load_app(&d->b);
    bench_open_store(&d->b);
    desk_sit_down(d);
}

/* A school of a kind. */
static void school(struct desk *d, const char *code, const char *name, const char *kind, char id[UUID_TEXT])
{
    struct record *r = bench_new(&d->b, "truong");
    bench_set(r, "ma", code);
    bench_set(r, "ten", name);
    bench_set(r, "loai", kind);
    bench_save(&d->b, r, NULL);
    memcpy(id, r->id, UUID_TEXT);
    record_free(r);
}

static void what_is_not_offered_is_stored_with_a_warning(void **state)
{
    (void)state;
    struct desk d;
    struct reply rep = {0};
    char open[UUID_TEXT], closed[UUID_TEXT];
    struct str both = STR_INIT;
    open_with_filter(&d);
    school(&d, "C1", "Công", "cong", open);
    school(&d, "T1", "Tư", "tu", closed);
    struct record *r = bench_new(&d.b, "ho_so");
    bench_set(r, "so", "1");
    bench_set(r, "loai", "cong");
    str_addf(&both, "%s %s", open, closed);
    bench_set(r, "truong", both.p);
    record_add_row(r, 0, "m1");
    bench_set(r, "muc/m1/loai", "tu");
    bench_set(r, "muc/m1/truong", open);
    struct request save = {.op = OP_SAVE, .record = r};
    desk_must(&d, &d.mai, &save, &rep);
    assert_int_equal(rep.findings.list.n, 2);
    assert_int_equal(rep.findings.list.v[0].strength, FIND_WARNING);
    assert_string_equal(rep.findings.list.v[0].path, "truong");
    assert_non_null(strstr(rep.findings.list.v[0].msg, "“Tư”"));
    assert_string_equal(rep.findings.list.v[1].path, "muc/m1/truong");
    assert_non_null(strstr(rep.findings.list.v[1].msg, "“Công”"));
    bench_sql(&d.b, "SELECT _problems FROM ho_so", "2");
    reply_release(&rep);

    struct request validate = {.op = OP_VALIDATE, .form = "ho_so"};
    desk_must(&d, &d.mai, &validate, &rep);
    assert_int_equal(rep.rows.nrows, 2);
    assert_string_equal(rowset_str(&rep.rows, 0, "strength"), "warning");
    assert_non_null(strstr(rowset_str(&rep.rows, 0, "message"), "“Tư”"));
    reply_release(&rep);
    str_release(&both);
    record_free(r);
    desk_close(&d);
}

static void choices_answer_for_one_record(void **state)
{
    static const struct {
        const char *field, *param, *kind;
        bool offered;
    } cases[] = {
        {"truong", "loai", "cong", true},       {"truong", "loai", "tu", false},          {"truong", "loai", "", false},
        {"muc.truong", "muc.loai", "cong", true}, {"muc/m1/truong", "muc.loai", "tu", false}, {NULL, "loai", "tu", true},
    };
    (void)state;
    struct desk d;
    char id[UUID_TEXT];
    open_with_filter(&d);
    school(&d, "C1", "Công", "cong", id);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reply rep = {0};
        struct param params[] = {{cases[i].param, VALUE_INIT}};
        value_set_text(&params[0].value, sv_of(cases[i].kind));
        struct request req = {
            .op = OP_CHOICES, .form = "truong", .name = "ho_so", .field = cases[i].field, .id = id, .params = params, .nparams = 1};
        desk_must(&d, &d.mai, &req, &rep);
        assert_int_equal(rep.n, cases[i].offered);
        assert_int_equal(rep.rows.nrows, 0);
        reply_release(&rep);
        value_release(&params[0].value);
    }
    desk_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_offered_is_stored_with_a_warning),
        cmocka_unit_test(choices_answer_for_one_record),
    };
    return cmocka_run_group_tests_name("service/filter", tests, NULL, NULL);
}
