#include "service_test.h"

static void saving_computes_prefills_numbers_and_empties(void **state)
{
    (void)state;
    struct desk d;
    desk_open(&d);
    struct record *r = desk_sheet(&d, "tc-1.1");
    bench_set(r, "diem", "7");
    bench_set(r, "ly_do", "không còn liên quan");
    struct record *stored = desk_save(&d, &d.mai, r, NULL);
    assert_int_equal(stored->version, 1);
    bench_expect(stored, "ty_le", "0.7");
    bench_expect(stored, "so", "1");
    bench_expect(stored, "ly_do", "");
    assert_int_equal(stored->rosters[0].list.n, 2);
    bench_expect(stored, "chi_bao/tc-1.1.a/chi_bao", "tc-1.1.a");
    bench_sql(&d.b, "SELECT _problems || _state FROM phieu", "0viet");
    record_free(stored);
    record_free(r);
    desk_close(&d);
}

static void errors_are_stored_as_open_findings_while_a_record_is_written(void **state)
{
    (void)state;
    struct desk d;
    struct reply rep = {0};
    desk_open(&d);
    struct record *r = desk_sheet(&d, "tc-1.1");
    bench_set(r, "diem", "11");
    struct request req = {.op = OP_SAVE, .record = r};
    desk_must(&d, &d.mai, &req, &rep);
    assert_int_equal(findings_count(&rep.findings, FIND_ERROR), 1);
    assert_string_equal(rep.findings.list.v[0].path, "diem");
    bench_sql(&d.b, "SELECT _problems FROM phieu", "1");
    reply_release(&rep);
    record_free(r);
    desk_close(&d);
}

static void a_form_without_states_stores_no_errors(void **state)
{
    (void)state;
    struct desk d;
    desk_open(&d);
    struct record *r = bench_new(&d.b, "truong");
    bench_set(r, "ma", "th002");
    struct request req = {.op = OP_SAVE, .record = r};
    desk_refuse(&d, &d.mai, &req, ERR_INVALID, "not stored: “Tên” must be answered.");
    bench_sql(&d.b, "SELECT count(*) FROM truong", "1");
    record_free(r);
    desk_close(&d);
}

static void a_missing_key_always_stops_saving(void **state)
{
    (void)state;
    struct desk d;
    desk_open(&d);
    struct record *r = bench_new(&d.b, "phieu");
    bench_set(r, "dot", d.period);
    struct request req = {.op = OP_SAVE, .record = r};
    desk_refuse(&d, &d.mai, &req, ERR_INVALID, "“Tiêu chí” is part of the record's key and must be answered.");
    record_free(r);
    desk_close(&d);
}

static void saving_twice_the_same_makes_one_version(void **state)
{
    (void)state;
    struct desk d;
    desk_open(&d);
    struct record *r = desk_sheet(&d, "tc-1.1");
    struct record *one = desk_save(&d, &d.mai, r, NULL);
    struct record *two = desk_save(&d, &d.mai, one, one);
    assert_int_equal(two->version, 1);
    bench_sql(&d.b, "SELECT count(*) FROM _history WHERE form = 'phieu'", "1");
    record_free(one);
    record_free(two);
    record_free(r);
    desk_close(&d);
}

static void saving_drops_the_draft_in_the_same_transaction(void **state)
{
    (void)state;
    struct desk d;
    struct reply rep = {0};
    desk_open(&d);
    struct record *r = desk_sheet(&d, "tc-1.1");
    struct draft draft = {.form = mem_dup("phieu"), .id = mem_dup(r->id)};
    struct request put = {.op = OP_DRAFT_PUT, .draft = &draft};
    struct request get = {.op = OP_DRAFT_GET, .form = "phieu", .id = r->id};
    desk_must(&d, &d.mai, &put, &rep);
    reply_release(&rep);
    desk_must(&d, &d.mai, &get, &rep);
    assert_string_equal(rep.draft.form, "phieu");
    reply_release(&rep);
    record_free(desk_save(&d, &d.mai, r, NULL));
    desk_must(&d, &d.mai, &get, &rep);
    assert_null(rep.draft.form);
    reply_release(&rep);
    draft_release(&draft);
    record_free(r);
    desk_close(&d);
}

/* ---- two people ---- */

struct pair {
    struct desk d;
    struct record *base, *mine; /* as opened; as Mai changes it */
};

static void pair_open(struct pair *p)
{
    desk_open(&p->d);
    struct record *r = desk_sheet(&p->d, "tc-1.1");
    bench_set(r, "diem", "7");
    p->base = desk_save(&p->d, &p->d.mai, r, NULL);
    p->mine = record_clone(p->base);
    record_free(r);
}

static void pair_close(struct pair *p)
{
    record_free(p->base);
    record_free(p->mine);
    desk_close(&p->d);
}

/* Lan stores a change meanwhile. */
static void lan_sets(struct pair *p, const char *path, const char *text)
{
    struct record *theirs = record_clone(p->base);
    bench_set(theirs, path, text);
    record_free(desk_save(&p->d, &p->d.lan, theirs, p->base));
    record_free(theirs);
}

static void changes_of_different_fields_merge_silently(void **state)
{
    (void)state;
    struct pair p;
    pair_open(&p);
    lan_sets(&p, "mo_ta", "Lan viết lại");
    bench_set(p.mine, "diem", "9");
    bench_set(p.mine, "chi_bao/tc-1.1.b/ket_qua", "tu");
    struct record *stored = desk_save(&p.d, &p.d.mai, p.mine, p.base);
    assert_int_equal(stored->version, 3);
    bench_expect(stored, "mo_ta", "Lan viết lại");
    bench_expect(stored, "diem", "9");
    bench_expect(stored, "ty_le", "0.9");
    bench_expect(stored, "chi_bao/tc-1.1.b/ket_qua", "tu");
    record_free(stored);
    pair_close(&p);
}

static void the_same_field_is_asked_with_all_three_values(void **state)
{
    (void)state;
    struct pair p;
    struct reply rep = {0};
    pair_open(&p);
    lan_sets(&p, "diem", "8");
    bench_set(p.mine, "diem", "9");
    struct request req = {.op = OP_SAVE, .record = p.mine, .base = p.base};
    assert_false(desk_call(&p.d, &p.d.mai, &req, &rep));
    assert_int_equal(p.d.b.err.code, ERR_CONFLICT);
    assert_int_equal(rep.conflicts.n, 1);
    assert_string_equal(rep.conflicts.v[0].path, "diem");
    assert_int_equal(rep.conflicts.v[0].original.i, 7);
    assert_int_equal(rep.conflicts.v[0].theirs.i, 8);
    assert_int_equal(rep.conflicts.v[0].mine.i, 9);
    assert_string_equal(rep.conflicts.v[0].who, "lan");
    assert_int_equal(rep.record->version, 2);
    bench_sql(&p.d.b, "SELECT diem FROM phieu", "8");

    struct request again = {
        .op = OP_SAVE, .record = p.mine, .base = rep.record}; /* having chosen one's own */
    p.mine->version = rep.record->version;
    struct reply done = {0};
    desk_must(&p.d, &p.d.mai, &again, &done);
    bench_sql(&p.d.b, "SELECT diem FROM phieu", "9");
    reply_release(&done);
    reply_release(&rep);
    pair_close(&p);
}

static void the_same_change_on_both_sides_is_no_question(void **state)
{
    (void)state;
    struct pair p;
    pair_open(&p);
    lan_sets(&p, "diem", "8");
    bench_set(p.mine, "diem", "8");
    record_free(desk_save(&p.d, &p.d.mai, p.mine, p.base));
    bench_sql(&p.d.b, "SELECT _version FROM phieu", "2");
    pair_close(&p);
}

static void rows_added_on_both_sides_are_both_kept(void **state)
{
    (void)state;
    struct pair p;
    pair_open(&p);
    struct record *theirs = record_clone(p.base);
    record_add_row(theirs, 0, "lan-1");
    bench_set(theirs, "chi_bao/lan-1/ket_qua", "tu");
    record_free(desk_save(&p.d, &p.d.lan, theirs, p.base));
    record_free(theirs);
    record_add_row(p.mine, 0, "mai-1");
    bench_set(p.mine, "chi_bao/mai-1/ket_qua", "cong");
    struct record *stored = desk_save(&p.d, &p.d.mai, p.mine, p.base);
    bench_expect(stored, "chi_bao/lan-1/ket_qua", "tu");
    bench_expect(stored, "chi_bao/mai-1/ket_qua", "cong");
    assert_int_equal(stored->rosters[0].list.n, 4);
    record_free(stored);
    pair_close(&p);
}

/* A row "x" is in the base; Lan and Mai do the two given things to it: 'd' deletes, 'c' changes. */
static void expect_row_question(char lan, char mai, size_t conflicts)
{
    struct pair p;
    struct reply rep = {0};
    pair_open(&p);
    record_add_row(p.mine, 0, "x");
    bench_set(p.mine, "chi_bao/x/ket_qua", "cong");
    struct record *base = desk_save(&p.d, &p.d.mai, p.mine, p.base);
    struct record *sides[] = {record_clone(base), record_clone(base)};
    const char acts[] = {lan, mai};
    size_t at;
    for (size_t i = 0; i < 2; i++) {
        assert_true(record_find_row(sides[i], 0, "x", &at));
        if (acts[i] == 'd') {
            record_delete_row(sides[i], 0, at);
        } else {
            bench_set(sides[i], "chi_bao/x/ket_qua", "tu");
        }
    }
    record_free(desk_save(&p.d, &p.d.lan, sides[0], base));
    struct request req = {.op = OP_SAVE, .record = sides[1], .base = base};
    bool ok = desk_call(&p.d, &p.d.mai, &req, &rep);
    if (rep.conflicts.n != conflicts || ok != (conflicts == 0)) {
        fail_msg("%c and %c: %zu conflicts, %s", lan, mai, rep.conflicts.n, p.d.b.err.msg);
    }
    reply_release(&rep);
    record_free(sides[0]);
    record_free(sides[1]);
    record_free(base);
    pair_close(&p);
}

static void a_row_deleted_here_and_changed_there_is_a_question(void **state)
{
    (void)state;
    expect_row_question('d', 'c', 1);
    expect_row_question('c', 'd', 1);
    expect_row_question('d', 'd', 0);
}

static void a_record_deleted_meanwhile_is_not_brought_back_by_saving(void **state)
{
    (void)state;
    struct pair p;
    struct reply rep = {0};
    pair_open(&p);
    struct request del = {.op = OP_DELETE, .form = "phieu", .id = p.base->id, .version = 1};
    desk_must(&p.d, &p.d.lan, &del, &rep);
    bench_set(p.mine, "diem", "9");
    struct request req = {.op = OP_SAVE, .record = p.mine, .base = p.base};
    desk_refuse(&p.d, &p.d.mai, &req, ERR_CONFLICT, "deleted");
    struct request restore = {.op = OP_RESTORE, .form = "phieu", .key = "th001|2026|tc-1.1"};
    desk_must(&p.d, &p.d.mai, &restore, &rep);
    bench_expect(rep.record, "diem", "7");
    assert_string_equal(rep.record->id, p.base->id);
    reply_release(&rep);
    pair_close(&p);
}

static void another_definition_keeps_the_record_from_being_saved(void **state)
{
    (void)state;
    struct pair p;
    pair_open(&p);
    struct request req = {.op = OP_SAVE, .record = p.mine, .base = p.base, .hash = "other"};
    desk_refuse(&p.d, &p.d.mai, &req, ERR_REFUSED, "phieu");
    pair_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(saving_computes_prefills_numbers_and_empties),
        cmocka_unit_test(errors_are_stored_as_open_findings_while_a_record_is_written),
        cmocka_unit_test(a_form_without_states_stores_no_errors),
        cmocka_unit_test(a_missing_key_always_stops_saving),
        cmocka_unit_test(saving_twice_the_same_makes_one_version),
        cmocka_unit_test(saving_drops_the_draft_in_the_same_transaction),
        cmocka_unit_test(changes_of_different_fields_merge_silently),
        cmocka_unit_test(the_same_field_is_asked_with_all_three_values),
        cmocka_unit_test(the_same_change_on_both_sides_is_no_question),
        cmocka_unit_test(rows_added_on_both_sides_are_both_kept),
        cmocka_unit_test(a_row_deleted_here_and_changed_there_is_a_question),
        cmocka_unit_test(a_record_deleted_meanwhile_is_not_brought_back_by_saving),
        cmocka_unit_test(another_definition_keeps_the_record_from_being_saved),
    };
    return cmocka_run_group_tests_name("service/save", tests, NULL, NULL);
}
