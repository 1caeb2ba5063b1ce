#include "service_test.h"

/* A desk where last year's sheets are written, and a period of this year. */
struct years {
    struct desk d;
    char now[UUID_TEXT]; /* the period of this year */
};

static struct record *written(struct desk *d, const char *dot, const char *criterion, const char *text)
{
    struct record *r = bench_new(&d->b, "phieu");
    bench_set(r, "dot", dot);
    bench_set(r, "tieu_chi", criterion);
    bench_set(r, "mo_ta", text);
    struct record *stored = desk_save(d, &d->mai, r, NULL);
    record_free(r);
    return stored;
}

static void answer(struct desk *d, struct record *stored, const char *path, const char *code)
{
    bench_set(stored, path, code);
    record_free(desk_save(d, &d->mai, stored, NULL));
    record_free(stored);
}

static void years_open(struct years *y)
{
    desk_open(&y->d);
    bench_period(&y->d.b, y->d.school, "2027", y->now);
    answer(&y->d, written(&y->d, y->d.period, "tc-1.1", "Năm trước đã viết"), "chi_bao/tc-1.1.a/ket_qua", "cong");
    record_free(written(&y->d, y->d.period, "tc-1.2", "Cũng đã viết"));
}

static struct request ask(const struct years *y, bool preview)
{
    return (struct request){.op = OP_COPY, .form = "dot", .id = y->now, .name = "nam_truoc", .n = preview};
}

static void copy(struct years *y, bool preview, int64_t made)
{
    struct reply rep = {0};
    struct request req = ask(y, preview);
    desk_must(&y->d, &y->d.mai, &req, &rep);
    assert_int_equal(rep.n, made);
    reply_release(&rep);
}

#define OF_NOW "(SELECT _id FROM dot WHERE nam = 2027)"

static void records_and_their_rows_are_copied_and_stored_as_if_saved(void **state)
{
    (void)state;
    struct years y;
    years_open(&y);
    copy(&y, false, 3); /* two sheets and one answer */
    bench_sql(&y.d.b, "SELECT group_concat(so || mo_ta || _version, ', ') FROM phieu WHERE dot = " OF_NOW,
              "1Năm trước đã viết2, 2Cũng đã viết1"); /* numbered, and told apart from last year's */
    bench_sql(&y.d.b, "SELECT group_concat(c._row_key || c.ket_qua) FROM phieu AS p JOIN phieu__chi_bao AS c ON c._record = p._id WHERE p.dot = " OF_NOW,
              "tc-1.1.acong");
    bench_sql(&y.d.b, "SELECT count(*) || '/' || count(DISTINCT txn) || who FROM _history WHERE op = 'copy'", "4/1mai"); /* the last one about the period */
    bench_prove(&y.d.b);
    desk_close(&y.d);
}

static void a_preview_counts_and_stores_nothing(void **state)
{
    (void)state;
    struct years y;
    struct reply rep = {0};
    years_open(&y);
    struct request req = ask(&y, true);
    desk_must(&y.d, &y.d.mai, &req, &rep);
    assert_int_equal(rep.rows.nrows, 2);
    assert_string_equal(rowset_str(&rep.rows, 0, "what"), "Phiếu");
    assert_string_equal(rowset_str(&rep.rows, 1, "what"), "Phiếu – Chỉ báo");
    assert_int_equal(rowset_at(&rep.rows, 1, rowset_column(&rep.rows, "made"))->i, 1);
    assert_int_equal(rowset_at(&rep.rows, 1, rowset_column(&rep.rows, "left"))->i, 3);
    reply_release(&rep);
    bench_sql(&y.d.b, "SELECT count(*) FROM phieu WHERE dot = " OF_NOW, "0");
    bench_sql(&y.d.b, "SELECT count(*) FROM _history WHERE op = 'copy'", "0");
    copy(&y, false, 3); /* and then it is done as it was told */
    bench_prove(&y.d.b);
    desk_close(&y.d);
}

static void what_exists_is_not_overwritten(void **state)
{
    (void)state;
    struct years y;
    years_open(&y);
    answer(&y.d, written(&y.d, y.now, "tc-1.1", "Năm nay viết lại"), "chi_bao/tc-1.1.a/ket_qua", "tu");
    copy(&y, false, 1); /* the other sheet */
    bench_sql(&y.d.b, "SELECT group_concat(mo_ta, ', ') FROM phieu WHERE dot = " OF_NOW, "Năm nay viết lại, Cũng đã viết");
    bench_sql(&y.d.b, "SELECT group_concat(c.ket_qua) FROM phieu AS p JOIN phieu__chi_bao AS c ON c._record = p._id WHERE p.dot = " OF_NOW, "tu");
    copy(&y, false, 0); /* and once more finds nothing to do */
    bench_sql(&y.d.b, "SELECT count(*) FROM phieu WHERE dot = " OF_NOW, "2");
    desk_close(&y.d);
}

static void undo(struct years *y, bool preview, int64_t taken, int64_t left)
{
    struct reply rep = {0};
    struct request req = ask(y, preview);
    int64_t kept = 0;
    req.back = true;
    desk_must(&y->d, &y->d.mai, &req, &rep);
    assert_int_equal(rep.n, taken);
    for (size_t i = 0; i < rep.rows.nrows; i++) {
        kept += rowset_at(&rep.rows, i, rowset_column(&rep.rows, "left"))->i;
    }
    assert_int_equal(kept, left);
    reply_release(&rep);
}

static void a_copy_is_taken_back_but_what_was_changed_since(void **state)
{
    (void)state;
    struct years y;
    char id[UUID_TEXT];
    years_open(&y);
    undo(&y, false, 0, 0); /* nothing was copied yet */
    copy(&y, false, 3);
    undo(&y, true, 2, 0);
    bench_sql(&y.d.b, "SELECT count(*) FROM phieu WHERE dot = " OF_NOW, "2"); /* it was only shown */
    undo(&y, false, 2, 0);
    bench_sql(&y.d.b, "SELECT count(*) FROM phieu WHERE dot = " OF_NOW, "0");
    copy(&y, false, 3); /* and can be copied again */
    struct rowset rows = {0};
    must(&y.d.b, store_select(y.d.b.st, "SELECT _id FROM main.phieu WHERE dot = " OF_NOW " AND tieu_chi = 'tc-1.2'", NULL, 0, 1, &rows, &y.d.b.err));
    snprintf(id, sizeof id, "%s", rowset_str(&rows, 0, "_id"));
    rowset_release(&rows);
    answer(&y.d, bench_load(&y.d.b, "phieu", id), "mo_ta", "Sửa lại cho năm nay");
    undo(&y, false, 1, 1);
    bench_sql(&y.d.b, "SELECT group_concat(mo_ta) FROM phieu WHERE dot = " OF_NOW, "Sửa lại cho năm nay");
    bench_prove(&y.d.b);
    desk_close(&y.d);
}

static void it_is_all_or_nothing(void **state)
{
    (void)state;
    struct years y;
    years_open(&y);
    bench_alter(&y.d.b, "UPDATE phieu SET tieu_chi = 'tc-9.9' WHERE tieu_chi = 'tc-1.2'"); /* a code that there is none of */
    struct request req = ask(&y, false);
    desk_refuse(&y.d, &y.d.mai, &req, ERR_INVALID, "tc-9.9");
    bench_sql(&y.d.b, "SELECT count(*) FROM phieu WHERE dot = " OF_NOW, "0");
    desk_close(&y.d);
}

static void nothing_is_copied_into_what_can_only_be_read(void **state)
{
    (void)state;
    struct years y;
    struct reply rep = {0};
    years_open(&y);
    struct request move = {.op = OP_MOVE, .form = "dot", .id = y.now, .name = "da_nop", .n = 1};
    desk_must(&y.d, &y.d.mai, &move, &rep);
    reply_release(&rep);
    struct request req = ask(&y, false);
    desk_refuse(&y.d, &y.d.mai, &req, ERR_REFUSED, "Đã nộp");
    struct request none = {.op = OP_COPY, .form = "dot", .id = y.now, .name = "nam_sau"};
    desk_refuse(&y.d, &y.d.mai, &none, ERR_NOT_FOUND, "nam_sau");
    desk_close(&y.d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_and_their_rows_are_copied_and_stored_as_if_saved),
        cmocka_unit_test(a_preview_counts_and_stores_nothing),
        cmocka_unit_test(what_exists_is_not_overwritten),
        cmocka_unit_test(a_copy_is_taken_back_but_what_was_changed_since),
        cmocka_unit_test(it_is_all_or_nothing),
        cmocka_unit_test(nothing_is_copied_into_what_can_only_be_read),
    };
    return cmocka_run_group_tests_name("service/copy", tests, NULL, NULL);
}
