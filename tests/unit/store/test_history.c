#include "store_test.h"

static void every_change_is_in_the_history_with_old_and_new(void **state)
{
    (void)state;
    struct bench b;
    char id[UUID_TEXT];
    struct rowset rows = {0};
    bench_open(&b);
    bench_school(&b, "th001", "Trường \"A\"\\", id);
    struct record *r = bench_load(&b, "truong", id), *old = record_clone(r);
    bench_set(r, "ten", "B");
    bench_set(r, "loai", "tu");
    bench_save(&b, r, old);
    must(&b, store_log(b.st, "truong", id, &rows, &b.err));
    assert_int_equal(rows.nrows, 4);
    assert_string_equal(rowset_str(&rows, 0, "op"), "update");
    assert_int_equal(rowset_int(&rows, 0, "version"), 2);
    assert_string_equal(rowset_str(&rows, 0, "path"), "ten");
    assert_string_equal(rowset_str(&rows, 0, "old"), "Trường \"A\"\\");
    assert_string_equal(rowset_str(&rows, 0, "new"), "B");
    assert_string_equal(rowset_str(&rows, 1, "path"), "loai");
    assert_string_equal(rowset_str(&rows, 1, "old"), "");
    assert_string_equal(rowset_str(&rows, 3, "op"), "create");
    assert_string_equal(rowset_str(&rows, 3, "who"), "mai");
    rowset_release(&rows);
    record_free(old);
    record_free(r);
    bench_close(&b);
}

static void an_imported_record_leaves_only_its_hash(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b);
    struct record *r = bench_new(&b, "truong");
    bench_set(r, "ma", "x");
    must(&b, bench_try_save(&b, r, NULL, "import"));
    bench_sql(&b, "SELECT length(record_hash) FROM _history WHERE changes IS NULL AND op = 'import'", "64");
    record_free(r);
    bench_close(&b);
}

/* What the proof says after the given statement has been at the database: the first thing, or that all holds (""). */
static void expect_proof(struct bench *b, const char *sql, const char *says)
{
    struct proof p;
    bench_alter(b, sql);
    must(b, store_prove(b->st->db, &p, NULL, NULL, &b->err));
    const char *first = p.nbroken > 0 ? rowset_str(&p.broken, 0, "what") : "";
    if ((p.nbroken == 0) != (says[0] == '\0') || !strstr(first, says)) {
        fail_msg("%s: %lld things do not hold, the first: %s", sql, (long long)p.nbroken, first);
    }
    proof_release(&p);
}

/* Entry 1 tells of the tables, 2 of the definition, then come three schools, the second of which is changed. */
static void bench_three(struct bench *b)
{
    char id[UUID_TEXT];
    bench_open(b);
    bench_school(b, "th001", "A", id);
    bench_school(b, "th002", "B", id);
    struct record *r = bench_load(b, "truong", id), *old = record_clone(r);
    bench_set(r, "ten", "B2");
    bench_save(b, r, old);
    record_free(r);
    record_free(old);
    bench_school(b, "th003", "C", id);
}

static void whatever_is_altered_from_outside_is_found(void **state)
{
    static const struct {
        const char *sql, *says;
    } cases[] = {
        {"SELECT 1", ""},
        {"UPDATE _history SET who = 'lan' WHERE seq = 4", "entry was altered"},
        {"UPDATE _history SET reason = 'x' WHERE seq = 1", "entry was altered"},
        {"UPDATE _history SET prev = '' WHERE seq = 4", "entry was altered"},
        {"UPDATE _history SET declared = 7 WHERE seq = 4", "entry was altered"},
        {"UPDATE _history SET changes = replace(changes, '\"B\"', '\"X\"') WHERE seq = 4", "value in the entry"},
        {"UPDATE _history SET changes = replace(changes, ',', ', ') WHERE seq = 4", "altered"},
        {"UPDATE _history SET changes = NULL WHERE seq = 4", "entry was altered"},
        {"UPDATE _history SET changes = json_remove(changes, '$[1].new', '$[1].old', '$[1].salt') WHERE seq = 4", "nobody erased"},
        {"DELETE FROM _history WHERE seq = 4", "missing"},
        {"DELETE FROM _history WHERE seq = 6", "cut off"},
        {"INSERT INTO _history SELECT 7, txn, at, who, role, declared, op, form, record, version, reason, changes, record_hash, prev, hash FROM"
         " _history WHERE seq = 6", "entry was altered"},
        {"UPDATE truong SET ten = 'X' WHERE ma = 'th001'", "not what was stored"},
        {"UPDATE truong SET ten = NULL WHERE ma = 'th001'", "not what was stored"},
        {"UPDATE truong SET ten = 'B' WHERE ma = 'th002'", "not what was stored"},
        {"UPDATE truong SET _version = 1 WHERE ma = 'th002'", "version"},
        {"UPDATE truong SET _changed_by = 'lan'", "by whom"},
        {"UPDATE truong SET _created_at = '2020-01-01T00:00:00.000Z'", "by whom"},
        {"UPDATE truong SET _form = 'x'", "not what was stored"},
        {"UPDATE truong SET _id = 'x' WHERE ma = 'th001'", "knows no such record"},
        {"DELETE FROM truong WHERE ma = 'th001'", "record is missing"},
        {"INSERT INTO truong (_id, _version, _form, _created_at, _created_by, _changed_at, _changed_by, _problems, ma) SELECT 'x', 1, _form,"
         " _created_at, _created_by, _changed_at, _changed_by, 0, 'th009' FROM truong LIMIT 1", "knows no such record"},
        {"INSERT INTO _accepted SELECT 'truong', _id, 'ten', 'vì thế', 'lan', 'x' FROM truong LIMIT 1", "not what was stored"},
        {"INSERT INTO _accepted VALUES ('truong', 'nobody', 'ten', 'vì thế', 'lan', 'x')", "not there"},
        {"UPDATE _form SET text = text || ' '", "table was altered"},
        {"UPDATE _form SET at = '2020-01-01'", "table was altered"},
        {"INSERT INTO _grant (person, role) VALUES ('lan', 'quan_tri')", "table was altered"},
        {"INSERT INTO _person (person, name) VALUES ('lan', 'Lan')", "table was altered"},
        {"UPDATE tieu_chi SET label = 'X' WHERE rowid = 1", "table was altered"},
        {"DELETE FROM tieu_chi WHERE rowid = 1", "table was altered"},
        {"CREATE TABLE them (a TEXT)", "table was altered"},
        {"DROP INDEX _key_truong", "table was altered"},
        {"UPDATE _count SET n = n + 1", "counts"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bench b;
        bench_three(&b);
        expect_proof(&b, cases[i].sql, cases[i].says);
        bench_close(&b);
    }
}

static void the_database_itself_refuses_to_change_its_history(void **state)
{
    static const char *const refused[] = {
        "UPDATE _history SET who = 'lan'",
        "UPDATE _history SET changes = NULL",
        "DELETE FROM _history",
        "DELETE FROM _history WHERE seq = 6",
    };
    (void)state;
    struct bench b;
    bench_three(&b);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct err err = ERR_INIT;
        assert_false(db_exec(b.st->db, refused[i], &err));
        assert_non_null(strstr(err.msg, "only added to"));
    }
    bench_close(&b);
}

static void what_a_table_was_altered_to_does_not_become_right_by_writing_it(void **state)
{
    (void)state;
    struct bench b;
    struct chain_set set = {0};
    struct change_info info = {.who = "mai", .op = "grant", .txn = "t"};
    bench_three(&b);
    b.altered = true;
    must(&b, db_exec(b.st->db, "INSERT INTO _grant (person, role) VALUES ('lan', 'quan_tri')", &b.err));
    must(&b, store_begin(b.st, &b.err));
    must(&b, store_chain_begin(b.st, &set, "_grant", &b.err));
    must(&b, db_exec(b.st->db, "INSERT INTO _grant (person, role) VALUES ('mai', 'thu_ky')", &b.err));
    must(&b, store_chain_end(b.st, &set, &info, &b.err));
    must(&b, store_commit(b.st, &b.err));
    expect_proof(&b, "SELECT 1", "had been altered");
    bench_close(&b);
}

static void what_is_erased_by_law_is_gone_and_the_chain_holds(void **state)
{
    (void)state;
    struct bench b;
    char id[UUID_TEXT];
    int64_t n;
    struct change_info info = {.who = "mai", .op = "erase", .reason = "Nghị định 13/2023", .txn = "t"};
    bench_three(&b);
    const struct form *form = bench_form(&b, "truong");
    must(&b, store_find(b.st, form, "th002", id, &b.err));
    struct err refused = ERR_INIT;
    must(&b, store_begin(b.st, &b.err));
    assert_false(store_erase(b.st, form, id, "ten", &info, &n, &refused));
    assert_int_equal(refused.code, ERR_REFUSED);
    store_rollback(b.st);
    struct record *r = bench_load(&b, "truong", id), *old = record_clone(r);
    value_release(&record_cell(r, (struct path){-1, 0, (size_t)form_field(form, "ten")->index})->value);
    bench_save(&b, r, old);
    must(&b, store_begin(b.st, &b.err));
    must(&b, store_erase(b.st, form, id, "ten", &info, &n, &b.err));
    must(&b, store_commit(b.st, &b.err));
    assert_int_equal(n, 3);
    bench_sql(&b, "SELECT count(*) FROM _history WHERE changes LIKE '%\"B\"%' OR changes LIKE '%\"B2\"%'", "0");
    expect_proof(&b, "SELECT 1", "");
    expect_proof(&b, "UPDATE _history SET reason = NULL WHERE op = 'erase'", "entry was altered");
    record_free(r);
    record_free(old);
    bench_close(&b);
}

static void a_clock_that_went_back_is_in_the_history(void **state)
{
    (void)state;
    struct bench b;
    char id[UUID_TEXT];
    struct proof p;
    bench_three(&b);
    b.now -= 3600000;
    bench_school(&b, "th004", "D", id);
    bench_sql(&b, "SELECT json_extract(changes, '$[#-1].path') || ' ' || substr(json_extract(changes, '$[#-1].new'), 1, 16) FROM _history ORDER BY seq DESC LIMIT 1",
              "_clock 2026-02-28T23:00");
    must(&b, store_prove(b.st->db, &p, NULL, NULL, &b.err));
    assert_int_equal(p.nbroken, 0);
    assert_int_equal(p.clock_back, 1);
    proof_release(&p);
    bench_close(&b);
}

static void numbers_and_line_feeds_survive_the_history(void **state)
{
    (void)state;
    struct bench b;
    char school[UUID_TEXT], period[UUID_TEXT];
    struct proof p;
    bench_open(&b);
    bench_school(&b, "th001", "A", school);
    bench_period(&b, school, "2026", period);
    struct record *r = bench_new(&b, "phieu");
    bench_set(r, "dot", period);
    bench_set(r, "tieu_chi", "tc-1.1");
    bench_set(r, "diem", "10");
    bench_set(r, "ty_le", "1");
    bench_set(r, "mo_ta", "một\nhai\tba");
    bench_save(&b, r, NULL);
    must(&b, store_prove(b.st->db, &p, NULL, NULL, &b.err));
    assert_int_equal(p.nbroken, 0);
    assert_int_equal(p.records, 3);
    proof_release(&p);
    bench_sql(
        &b,
        "SELECT typeof(c.value ->> '$.new') || (c.value ->> '$.new') FROM _history, json_each(changes) AS c"
        " WHERE c.value ->> '$.path' = 'ty_le'",
        "real1.0");
    bench_sql(&b,
              "SELECT c.value ->> '$.new' FROM _history, json_each(changes) AS c"
              " WHERE c.value ->> '$.path' = 'mo_ta'",
              "một\nhai\tba");
    record_free(r);
    bench_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_change_is_in_the_history_with_old_and_new),
        cmocka_unit_test(an_imported_record_leaves_only_its_hash),
        cmocka_unit_test(whatever_is_altered_from_outside_is_found),
        cmocka_unit_test(the_database_itself_refuses_to_change_its_history),
        cmocka_unit_test(what_a_table_was_altered_to_does_not_become_right_by_writing_it),
        cmocka_unit_test(what_is_erased_by_law_is_gone_and_the_chain_holds),
        cmocka_unit_test(a_clock_that_went_back_is_in_the_history),
        cmocka_unit_test(numbers_and_line_feeds_survive_the_history),
    };
    return cmocka_run_group_tests_name("store/history", tests, NULL, NULL);
}
