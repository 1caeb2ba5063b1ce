#include "service_test.h"

/* A desk with one sheet of 4 points and one without any; a third is not begun. */
static void open_board(struct desk *d, struct param *p)
{
    static const char *const points[] = {"4", ""};
    static const char *const criteria[] = {"tc-1.1", "tc-1.2"};
    desk_open(d);
    *p = (struct param){"dot", VALUE_INIT};
    value_set_text(&p->value, sv_of(d->period));
    for (size_t i = 0; i < 2; i++) {
        struct record *r = desk_sheet(d, criteria[i]);
        bench_set(r, "diem", points[i]);
        record_free(desk_save(d, &d->mai, r, NULL));
        record_free(r);
    }
}

static void close_board(struct desk *d, struct param *p)
{
    value_release(&p->value);
    desk_close(d);
}

/* The points as the board shows them, with a blank between, and its footer. */
static void shown(struct desk *d, const struct param *p, const char *codes, const char *expected, int64_t taken)
{
    struct reply rep = {0};
    struct str all = STR_INIT;
    struct request req = {.op = OP_BOARD, .name = "tien_do", .params = p, .nparams = 1, .after = codes};
    desk_must(d, &d->mai, &req, &rep);
    for (size_t i = 0; i < rep.rows.nrows; i++) {
        str_addf(&all, "%s ", rowset_str(&rep.rows, i, "diem"));
    }
    str_addf(&all, "%s", rowset_str(&rep.rows3, 0, "dong"));
    assert_string_equal(all.p, expected);
    assert_int_equal(rep.n, taken);
    str_release(&all);
    reply_release(&rep);
}

static void what_is_supposed_is_seen_and_not_stored(void **state)
{
    (void)state;
    struct desk d;
    struct param p;
    open_board(&d, &p);
    bench_sql(&d.b, "SELECT count(*) || ' ' || (SELECT count(*) FROM _draft) FROM _history WHERE form = 'phieu'", "2 0");
    shown(&d, &p, NULL, "! 4   Có 2 phiếu", 0);
    shown(&d, &p, "tc-1.1+\n", "10   Có 2 phiếu", 1);
    shown(&d, &p, "tc-1.1+\ntc-1.2+\n", "10 10  Có 2 phiếu", 2);
    shown(&d, &p, "tc-1.1-\n", "   Có 2 phiếu", 1);               /* nobody has answered */
    shown(&d, &p, "tc-1.10+\n", "! 4  10 Có 3 phiếu", 1);         /* of a record that is not there yet */
    shown(&d, &p, "tat_ca\n", "10 10 10 Có 3 phiếu", 1);          /* several values are one supposition */
    shown(&d, &p, "tc-9.9+\n", "! 4   Có 2 phiếu", 0);            /* what the query does not know */
    shown(&d, &p, NULL, "! 4   Có 2 phiếu", 0);
    bench_sql(&d.b, "SELECT group_concat(coalesce(diem, '-')) FROM phieu", "4,-");
    bench_sql(&d.b, "SELECT count(*) || ' ' || (SELECT count(*) FROM _draft) FROM _history WHERE form = 'phieu'", "2 0");
    bench_prove(&d.b);
    close_board(&d, &p);
}

static void what_may_be_supposed_is_told_in_the_readers_language(void **state)
{
    (void)state;
    struct desk d;
    struct param p;
    struct reply rep = {0};
    open_board(&d, &p);
    struct request req = {.op = OP_BOARD, .name = "tien_do", .params = &p, .nparams = 1, .n = 1};
    d.mai.lang = LANG_EN;
    desk_must(&d, &d.mai, &req, &rep);
    assert_int_equal(rep.rows.nrows, 7);
    assert_string_equal(rowset_str(&rep.rows, 0, "label"), "10 points");
    assert_true(value_is_null(rowset_at(&rep.rows, 6, rowset_column(&rep.rows, "row"))));
    assert_string_equal(rowset_str(&rep.rows, 6, "label"), "All of them 10 points");
    reply_release(&rep);
    close_board(&d, &p);
}

static void a_path_that_leads_nowhere_is_named(void **state)
{
    (void)state;
    struct desk d;
    struct param p;
    open_board(&d, &p);
    bench_write_file(&d.b, "queries/bang_thu.sql",
                     "SELECT 'tc-1.1' AS \"row\", 'x' AS code, 'X' AS label, 'phieu' AS form, _id AS id, NULL AS key, 'so_diem' AS path, 1 AS value FROM phieu");
    service_free(d.sv);
    d.b.st = NULL;
    bench_load_app(&d.b);
    bench_open_store(&d.b);
    desk_start_service(&d);
    struct request req = {.op = OP_BOARD, .name = "tien_do", .params = &p, .nparams = 1, .after = "x\n"};
    desk_refuse(&d, &d.mai, &req, ERR_SYNTAX, "queries/bang_thu.sql");
    close_board(&d, &p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_supposed_is_seen_and_not_stored),
        cmocka_unit_test(what_may_be_supposed_is_told_in_the_readers_language),
        cmocka_unit_test(a_path_that_leads_nowhere_is_named),
    };
    return cmocka_run_group_tests_name("service/suppose", tests, NULL, NULL);
}
