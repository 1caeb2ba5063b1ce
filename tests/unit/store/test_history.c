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
    char hash[HASH_HEX];
    bench_open(&b);
    struct record *r = bench_new(&b, "truong");
    bench_set(r, "ma", "x");
    must(&b, bench_try_save(&b, r, NULL, "import"));
    record_hash(r, hash);
    bench_sql(&b, "SELECT record_hash FROM _history WHERE changes IS NULL AND op = 'import'", hash);
    record_free(r);
    bench_close(&b);
}

/* What verify says after the given statement has been at the database. */
static void expect_broken(const char *sql, size_t broken, const char *says)
{
    struct bench b;
    char id[UUID_TEXT];
    int64_t entries;
    struct rowset rows = {0};
    bench_open(&b);
    bench_school(&b, "th001", "A", id);
    bench_school(&b, "th002", "B", id);
    bench_school(&b, "th003", "C", id);
    must(&b, db_exec(b.st->db, sql, &b.err));
    must(&b, store_verify_history(b.st, &entries, &rows, &b.err));
    if (rows.nrows != broken || (broken > 0 && !strstr(rowset_str(&rows, 0, "what"), says))) {
        fail_msg("%s: %zu entries do not hold, the first: %s", sql, rows.nrows, rowset_str(&rows, 0, "what"));
    }
    assert_true(entries >= 2);
    rowset_release(&rows);
    bench_close(&b);
}

static void the_chain_shows_what_was_altered_and_forgives_what_was_erased(void **state)
{
    static const struct {
        const char *sql, *says;
        size_t broken;
    } cases[] = {
        {"SELECT 1", "", 0},
        {"UPDATE _history SET who = 'lan' WHERE seq = 2", "entry was altered", 1},
        {"UPDATE _history SET reason = 'x' WHERE seq = 1", "entry was altered", 1},
        {"UPDATE _history SET changes = replace(changes, '\"B\"', '\"X\"') WHERE seq = 2", "value", 1},
        {"UPDATE _history SET changes = NULL WHERE seq = 2", "entry was altered", 1},
        {"DELETE FROM _history WHERE seq = 2", "missing", 1},
        {"UPDATE _history SET changes = json_remove(changes, '$[1].new', '$[1].old', '$[1].salt') WHERE seq "
         "= 2",
         "", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_broken(cases[i].sql, cases[i].broken, cases[i].says);
    }
}

static void numbers_and_line_feeds_survive_the_history(void **state)
{
    (void)state;
    struct bench b;
    char school[UUID_TEXT], period[UUID_TEXT];
    int64_t entries;
    struct rowset rows = {0};
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
    must(&b, store_verify_history(b.st, &entries, &rows, &b.err));
    assert_int_equal(rows.nrows, 0);
    assert_int_equal(entries, 3);
    rowset_release(&rows);
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
        cmocka_unit_test(the_chain_shows_what_was_altered_and_forgives_what_was_erased),
        cmocka_unit_test(numbers_and_line_feeds_survive_the_history),
    };
    return cmocka_run_group_tests_name("store/history", tests, NULL, NULL);
}
