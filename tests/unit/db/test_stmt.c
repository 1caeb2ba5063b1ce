#include "db_test.h"

static void one_statement_is_prepared_and_nothing_may_follow(void **state)
{
    static const struct {
        const char *sql;
        const char *words; /* NULL: fine */
    } cases[] = {
        {"SELECT 1", NULL},
        {"SELECT 1;", NULL},
        {"SELECT 1; -- the end\n /* yes */ ", NULL},
        {"SELECT 1; SELECT 2", "write one statement only"},
        {"SELECT 1; nonsense", "write one statement only"},
        {"", "empty"},
        {" -- only this", "empty"},
        {"SELEC 1", "syntax error"},
        {"SELECT a FROM nowhere", "no such table: nowhere"},
    };
    (void)state;
    struct db *db = open_memory();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct db_stmt *st = NULL;
        if (cases[i].words == NULL) {
            MUST(db_prepare(db, &st, cases[i].sql, err));
        } else {
            MUST_FAIL(db_prepare(db, &st, cases[i].sql, err), cases[i].words);
            MUST_FAIL(db_prepare_cached(db, &st, cases[i].sql, err), cases[i].words);
            assert_null(st);
        }
        db_finalize(st);
    }
    db_close(db);
}

static void bound_values_come_back_as_they_were(void **state)
{
    static const char bytes[] = {'a', '\0', 'b'};
    static const struct db_value values[] = {
        {.type = DB_NULL},
        {.type = DB_INT, .i = INT64_MIN},
        {.type = DB_REAL, .r = 2.5},
        {.type = DB_TEXT, .text = {"Đường", 8}},
        {.type = DB_TEXT, .text = {NULL, 0}},
        {.type = DB_TEXT, .text = {bytes, 3}},
        {.type = DB_BLOB, .text = {bytes, 3}},
        {.type = DB_BLOB, .text = {NULL, 0}},
    };
    (void)state;
    struct db *db = open_memory();
    struct db_stmt *st = NULL;
    MUST(db_prepare(db, &st, "SELECT ?", err));
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct db_value got;
        bool row = false;
        db_bind_value(st, 1, &values[i]);
        MUST(db_step(st, &row, err));
        assert_true(row);
        db_column_value(st, 0, &got);
        assert_int_equal(got.type, values[i].type);
        assert_true(got.i == values[i].i && got.r == values[i].r);
        assert_int_equal(got.text.n, values[i].text.n);
        if (got.text.n > 0) {
            assert_memory_equal(got.text.p, values[i].text.p, got.text.n);
        }
        db_reset(st);
    }
    db_finalize(st);
    db_close(db);
}

static void parameters_are_found_by_name(void **state)
{
    (void)state;
    struct db *db = open_memory();
    struct db_stmt *st = NULL;
    MUST(db_prepare(db, &st, "SELECT :truong, ?, :dot_tdg, :truong, ?9", err));
    assert_int_equal(db_param_count(st), 9);
    assert_string_equal(db_param_name(st, 1), "truong");
    assert_null(db_param_name(st, 2));
    assert_string_equal(db_param_name(st, 3), "dot_tdg");
    assert_null(db_param_name(st, 9));
    assert_int_equal(db_param_index(st, "dot_tdg"), 3);
    assert_int_equal(db_param_index(st, ":dot_tdg"), 0);
    assert_int_equal(db_param_index(st, "none"), 0);
    db_finalize(st);
    db_close(db);
}

static void columns_are_read_in_every_form(void **state)
{
    (void)state;
    struct db *db = open_memory();
    struct db_stmt *st = NULL;
    bool row = false;
    MUST(db_prepare(db, &st, "SELECT 7 AS bay, 'chín', NULL, 1.5", err));
    MUST(db_step(st, &row, err));
    assert_int_equal(db_columns(st), 4);
    assert_string_equal(db_column_name(st, 0), "bay");
    assert_int_equal(db_column_type(st, 0), DB_INT);
    assert_int_equal(db_column_int(st, 0), 7);
    assert_true(sv_eq(db_column_text(st, 0), "7"));
    assert_true(sv_eq(db_column_text(st, 1), "chín"));
    assert_int_equal(db_column_type(st, 2), DB_NULL);
    assert_null(db_column_str(st, 2));
    assert_int_equal(db_column_text(st, 2).n, 0);
    assert_non_null(db_column_text(st, 2).p);
    assert_true(db_column_real(st, 3) == 1.5);
    db_finalize(st);
    db_close(db);
}

static void a_bind_that_fails_is_told_by_the_step(void **state)
{
    (void)state;
    struct db *db = open_memory();
    struct db_stmt *st = NULL;
    char *large = calloc(1, 9 << 20);
    bool row = false;
    MUST(db_prepare(db, &st, "SELECT ?", err));
    db_bind_text_n(st, 1, large, 9 << 20);
    MUST_FAIL(db_step(st, &row, err), "too long");
    db_reset(st);
    db_bind_int(st, 2, 5);
    MUST_FAIL(db_step(st, &row, err), "SQLITE_RANGE");
    db_reset(st);
    MUST(db_step(st, &row, err));
    free(large);
    db_finalize(st);
    db_close(db);
}

static void a_statement_starts_again_by_itself_with_its_bindings(void **state)
{
    (void)state;
    struct db *db = open_memory();
    struct db_stmt *st = NULL;
    exec(db, "CREATE TABLE t(x UNIQUE)");
    MUST(db_prepare(db, &st, "INSERT INTO t VALUES(?)", err));
    db_bind_int(st, 1, 4);
    MUST(db_run(st, err));
    assert_int_equal(db_changes(db), 1);
    MUST_FAIL(db_run(st, err), "SQLITE_CONSTRAINT_UNIQUE");
    assert_int_equal(db_last_fault(db), DB_FAULT_CONSTRAINT);
    db_bind_int(st, 1, 5);
    MUST(db_run(st, err));
    db_reset(st);
    MUST(db_run(st, err)); /* db_reset has cleared the binding */
    ASSERT_ROWS(db, "SELECT x FROM t ORDER BY x", "-\n4\n5");
    db_finalize(st);
    db_close(db);
}

static void exec_runs_all_statements_up_to_the_first_failure(void **state)
{
    (void)state;
    struct db *db = open_memory();
    exec(db, "CREATE TABLE t(x); -- one\n INSERT INTO t VALUES(1); INSERT INTO t VALUES(2) RETURNING x; ;");
    MUST_FAIL(db_exec(db, "INSERT INTO t VALUES(3); wrong; INSERT INTO t VALUES(4)", err), "syntax error");
    ASSERT_ROWS(db, "SELECT x FROM t", "1\n2\n3");
    db_close(db);
}

static void transactions_and_reading_are_told_apart(void **state)
{
    static const struct {
        const char *sql;
        bool readonly;
    } cases[] = {
        {"SELECT * FROM t", true},
        {"WITH a AS (SELECT 1) SELECT * FROM a", true},
        {"INSERT INTO t VALUES(1)", false},
        {"DROP TABLE t", false},
    };
    (void)state;
    struct db *db = open_memory();
    exec(db, "CREATE TABLE t(x)");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct db_stmt *st = NULL;
        MUST(db_prepare(db, &st, cases[i].sql, err));
        assert_int_equal(db_readonly(st), cases[i].readonly);
        db_finalize(st);
    }
    assert_false(db_in_transaction(db));
    exec(db, "BEGIN IMMEDIATE");
    assert_true(db_in_transaction(db));
    exec(db, "ROLLBACK");
    assert_false(db_in_transaction(db));
    db_close(db);
}

static void a_cached_statement_is_the_same_one_again_and_clean(void **state)
{
    (void)state;
    struct db *db = open_memory();
    struct db_stmt *first = NULL;
    struct db_stmt *second = NULL;
    MUST(db_prepare_cached(db, &first, "SELECT ?", err));
    db_bind_int(first, 1, 5);
    bool row = false;
    MUST(db_step(first, &row, err));
    MUST(db_prepare_cached(db, &second, "SELECT ?", err)); /* the first is in use */
    assert_ptr_not_equal(first, second);
    db_finalize(first);
    db_finalize(second);
    MUST(db_prepare_cached(db, &second, "SELECT ?", err));
    assert_ptr_equal(first, second);
    char *rows = rows_of(second);
    assert_string_equal(rows, "-");
    free(rows);
    db_finalize(second);
    db_close(db);
}

static void the_cache_forgets_what_was_unused_for_longest(void **state)
{
    (void)state;
    struct db *db = open_memory();
    struct db_stmt *st = NULL;
    struct db_stmt *kept = NULL;
    MUST(db_prepare_cached(db, &kept, "SELECT 'kept'", err));
    db_finalize(kept);
    for (int i = 0; i < 300; i++) {
        char sql[32];
        snprintf(sql, sizeof sql, "SELECT %d", i);
        MUST(db_prepare_cached(db, &st, sql, err));
        db_finalize(st);
        MUST(db_prepare_cached(db, &st, "SELECT 'kept'", err));
        assert_ptr_equal(st, kept);
        db_finalize(st);
    }
    db_close(db);
}

static void a_cached_statement_survives_a_change_of_the_tables(void **state)
{
    (void)state;
    struct db *db = open_memory();
    struct db_stmt *st = NULL;
    exec(db, "CREATE TABLE t(x); INSERT INTO t VALUES(1)");
    for (int i = 0; i < 2; i++) {
        MUST(db_prepare_cached(db, &st, "SELECT * FROM t", err));
        char *rows = rows_of(st);
        assert_string_equal(rows, i == 0 ? "1" : "1|-");
        free(rows);
        db_finalize(st);
        exec(db, i == 0 ? "ALTER TABLE t ADD COLUMN y" : "SELECT 1");
    }
    db_close(db);
}

#define COUNT_TO(n)                                                                                          \
    "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c LIMIT " n ") SELECT count(*) FROM c"

static void the_step_limit_stops_an_endless_query(void **state)
{
    (void)state;
    struct db *db = open_memory();
    struct db_stmt *st = NULL;
    bool row = false;
    db_limit_steps(db, 100000);
    MUST(db_prepare(db, &st, COUNT_TO("-1"), err));
    MUST_FAIL(db_step(st, &row, err), "was stopped after 100000 steps");
    MUST_FAIL(db_step(st, &row, err), "was stopped after 100000 steps");
    db_finalize(st);
    for (int i = 0; i < 20; i++) { /* each statement has its own count */
        ASSERT_ROWS(db, COUNT_TO("2000"), "2000");
    }
    db_limit_steps(db, 0);
    ASSERT_ROWS(db, COUNT_TO("50000"), "50000");
    db_close(db);
}

static void the_step_limit_counts_over_the_rows_of_one_run(void **state)
{
    (void)state;
    struct db *db = open_memory();
    struct db_stmt *st = NULL;
    struct err e = ERR_INIT;
    db_limit_steps(db, 100000);
    MUST(db_prepare(db, &st, "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT x FROM c",
                    err));
    bool row = true;
    int64_t rows = 0;
    while (db_step(st, &row, &e) && row) {
        rows++;
    }
    assert_non_null(strstr(e.msg, "was stopped after"));
    assert_in_range(rows, 1000, 100000);
    db_finalize(st);
    db_close(db);
}

static void interrupt(void *db, int argc, const struct db_value *argv, struct db_result *r)
{
    (void)argc;
    (void)argv;
    (void)r;
    db_interrupt(db);
}

static void an_interrupted_statement_says_so(void **state)
{
    (void)state;
    struct db *db = open_memory();
    MUST(db_add_function(db, "interrupt", 0, false, interrupt, db, err));
    MUST_FAIL(db_exec(db, "SELECT interrupt() UNION ALL SELECT * FROM (" COUNT_TO("-1") ")", err),
              "stopped before its end");
    db_close(db);
}

static void names_and_texts_are_quoted(void **state)
{
    (void)state;
    struct str s = STR_INIT;
    db_add_name(&s, "a\"b");
    str_add_c(&s, ' ');
    db_add_text(&s, "it's 'Đ'");
    str_add_c(&s, ' ');
    db_add_text(&s, "");
    assert_string_equal(s.p, "\"a\"\"b\" 'it''s ''Đ''' ''");
    str_release(&s);
}

static void keywords_are_known_in_any_case(void **state)
{
    (void)state;
    assert_true(db_is_keyword("select"));
    assert_true(db_is_keyword("Order"));
    assert_false(db_is_keyword("truong"));
    assert_false(db_is_keyword(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_statement_is_prepared_and_nothing_may_follow),
        cmocka_unit_test(bound_values_come_back_as_they_were),
        cmocka_unit_test(parameters_are_found_by_name),
        cmocka_unit_test(columns_are_read_in_every_form),
        cmocka_unit_test(a_bind_that_fails_is_told_by_the_step),
        cmocka_unit_test(a_statement_starts_again_by_itself_with_its_bindings),
        cmocka_unit_test(exec_runs_all_statements_up_to_the_first_failure),
        cmocka_unit_test(transactions_and_reading_are_told_apart),
        cmocka_unit_test(a_cached_statement_is_the_same_one_again_and_clean),
        cmocka_unit_test(the_cache_forgets_what_was_unused_for_longest),
        cmocka_unit_test(a_cached_statement_survives_a_change_of_the_tables),
        cmocka_unit_test(the_step_limit_stops_an_endless_query),
        cmocka_unit_test(the_step_limit_counts_over_the_rows_of_one_run),
        cmocka_unit_test(an_interrupted_statement_says_so),
        cmocka_unit_test(names_and_texts_are_quoted),
        cmocka_unit_test(keywords_are_known_in_any_case),
    };
    return cmocka_run_group_tests_name("db/stmt", tests, NULL, NULL);
}
