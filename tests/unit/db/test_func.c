#include "db_test.h"

/* Writes what it was given: "n:", "i5:", "r1.5:", "t(abc):", "b(2):". */
static void describe(void *arg, int argc, const struct db_value *argv, struct db_result *r)
{
    struct str s = STR_INIT;
    ++*(int *)arg;
    for (int i = 0; i < argc; i++) {
        const struct db_value *v = &argv[i];
        switch (v->type) {
        case DB_NULL:
            str_add(&s, "n:");
            break;
        case DB_INT:
            str_addf(&s, "i%lld:", (long long)v->i);
            break;
        case DB_REAL:
            str_addf(&s, "r%g:", v->r);
            break;
        case DB_TEXT:
            str_addf(&s, "t(%.*s):", (int)v->text.n, v->text.p);
            break;
        case DB_BLOB:
            str_addf(&s, "b(%zu):", v->text.n);
            break;
        }
    }
    db_result_text(r, s.p, s.len);
    str_release(&s);
}

static void arguments_of_every_type_arrive(void **state)
{
    (void)state;
    struct db *db = open_memory();
    int calls = 0;
    MUST(db_add_function(db, "describe", -1, false, describe, &calls, err));
    ASSERT_ROWS(db, "SELECT describe(NULL, 5, -9223372036854775808, 1.5, 'Đỗ', '', x'00ff', x'')",
                "n:i5:i-9223372036854775808:r1.5:t(Đỗ):t():b(2):b(0):");
    ASSERT_ROWS(db, "SELECT describe()", "");
    assert_int_equal(calls, 2);
    db_close(db);
}

/* Gives back a value of the type that its argument names. */
static void give(void *arg, int argc, const struct db_value *argv, struct db_result *r)
{
    (void)arg;
    (void)argc;
    switch (argv[0].text.p[0]) {
    case 'n':
        db_result_null(r);
        break;
    case 'i':
        db_result_int(r, 1234567890123);
        break;
    case 'r':
        db_result_real(r, 0.25);
        break;
    case 't':
        db_result_text(r, NULL, 0);
        break;
    case 'e':
        db_result_error(r, "holidays are missing");
        break;
    default:
        break;
    }
}

static void results_of_every_type_are_returned(void **state)
{
    (void)state;
    struct db *db = open_memory();
    MUST(db_add_function(db, "give", 1, true, give, NULL, err));
    ASSERT_ROWS(db, "SELECT give('n'), give('i'), give('r'), '<' || give('t') || '>', give('nothing')",
                "-|1234567890123|0.25|<>|-");
    ASSERT_ROWS(db, "SELECT typeof(give('t')), typeof(give('x'))", "text|null");
    MUST_FAIL(db_exec(db, "SELECT give('e')", err), "holidays are missing");
    MUST_FAIL(db_exec(db, "SELECT give()", err), "wrong number of arguments");
    db_close(db);
}

static void a_deterministic_function_of_constants_runs_once(void **state)
{
    (void)state;
    struct db *db = open_memory();
    int calls = 0;
    exec(db, "CREATE TABLE t(x); INSERT INTO t VALUES(1),(2),(3)");
    MUST(db_add_function(db, "pure", 1, true, describe, &calls, err));
    exec(db, "SELECT pure('a') FROM t");
    assert_int_equal(calls, 1);
    db_close(db);
}

static void the_schema_cannot_use_our_functions(void **state)
{
    (void)state;
    struct db *db = open_memory();
    int calls = 0;
    MUST(db_add_function(db, "describe", 1, true, describe, &calls, err));
    exec(db, "CREATE TABLE t(x); INSERT INTO t VALUES(1); CREATE VIEW v AS SELECT describe(x) FROM t");
    MUST_FAIL(db_exec(db, "SELECT * FROM v", err), "unsafe use of describe");
    MUST_FAIL(db_exec(db, "CREATE INDEX i ON t(describe(x))", err), "unsafe use of describe");
    ASSERT_ROWS(db, "SELECT describe(x) FROM t", "i1:");
    db_close(db);
}

static void a_name_that_is_too_long_is_refused(void **state)
{
    (void)state;
    struct db *db = open_memory();
    char name[400];
    int calls = 0;
    memset(name, 'a', sizeof name);
    name[sizeof name - 1] = '\0';
    MUST_FAIL(db_add_function(db, name, 1, true, describe, &calls, err), "cannot add the function");
    db_close(db);
}

struct nested {
    struct db *db;
    struct db_stmt *st;
};

static void ask(void *arg, int argc, const struct db_value *argv, struct db_result *r)
{
    struct nested *n = arg;
    struct err e = ERR_INIT;
    bool row = false;
    (void)argc;
    db_bind_value(n->st, 1, &argv[0]);
    if (db_step(n->st, &row, &e)) {
        db_result_int(r, db_column_int(n->st, 0));
    } else {
        db_result_error(r, e.msg);
    }
    db_reset(n->st);
}

static void a_function_may_run_statements_and_the_step_limit_still_holds(void **state)
{
    (void)state;
    struct db *db = open_memory();
    struct nested nested = {db, NULL};
    MUST(db_prepare(db, &nested.st, "SELECT ? * 10", err));
    MUST(db_add_function(db, "ask", 1, false, ask, &nested, err));
    ASSERT_ROWS(db, "SELECT ask(4)", "40");
    db_limit_steps(db, 20000);
    MUST_FAIL(
        db_exec(db, "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT ask(x) FROM c) SELECT count(*) FROM c",
                err),
        "was stopped after 20000 steps");
    db_finalize(nested.st);
    db_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arguments_of_every_type_arrive),
        cmocka_unit_test(results_of_every_type_are_returned),
        cmocka_unit_test(a_deterministic_function_of_constants_runs_once),
        cmocka_unit_test(the_schema_cannot_use_our_functions),
        cmocka_unit_test(a_name_that_is_too_long_is_refused),
        cmocka_unit_test(a_function_may_run_statements_and_the_step_limit_still_holds),
    };
    return cmocka_run_group_tests_name("db/func", tests, NULL, NULL);
}
