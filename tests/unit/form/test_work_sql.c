#include "work_bench.h"
#include "form/work_int.h"

static const char *const lookups[] = {"lk_a", "lk_b", NULL};

static void an_expression_becomes_a_select_in_its_scope(void **state)
{
    static const struct {
        const char *expression, *record, *roster, *sql;
    } cases[] = {
        {"a > 1", "r", NULL, "SELECT (a > 1\n) FROM r"},
        {" a > 1 ; ", "r", NULL, "SELECT (a > 1\n) FROM r"},
        {"a > 1", "phieu AS r", NULL, "SELECT (a > 1\n) FROM phieu AS r"},
        {"a > 1", "r", "hang", "SELECT (SELECT (a > 1\n) FROM \"hang\" WHERE _row = ?1) FROM r"},
        {"a > lk_b.x", "r", NULL,
         "SELECT (SELECT (a > lk_b.x\n) FROM r) FROM one LEFT JOIN _lk_lk_b AS lk_b"},
        {"a > lk_b.x", "r", "hang",
         "SELECT (SELECT (SELECT (a > lk_b.x\n) FROM \"hang\" WHERE _row = ?1) FROM r) FROM one "
         "LEFT JOIN _lk_lk_b AS lk_b"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str sql = STR_INIT;
        const struct scope s = {cases[i].record, cases[i].roster, lookups};
        expr_sql(&sql, cases[i].expression, &s);
        assert_string_equal(sql.p, cases[i].sql);
        str_release(&sql);
    }
}

static void a_filter_becomes_a_select_over_the_list(void **state)
{
    (void)state;
    struct str sql = STR_INIT;
    const struct scope s = {"r", NULL, lookups};
    expr_filter_sql(&sql, "l.x = lk_a.x", &s, "_list_l", "l", false);
    assert_string_equal(sql.p,
                        "SELECT \"l\".rowid FROM \"_list_l\" AS \"l\" LEFT JOIN _lk_lk_a AS lk_a WHERE "
                        "(SELECT (l.x = lk_a.x\n) FROM r)");
    str_clear(&sql);
    expr_filter_sql(&sql, "l.x = 1", &s, "l", "l", true);
    assert_string_equal(sql.p, "SELECT \"l\".rowid FROM \"l\" AS \"l\" WHERE \"l\".code = ?2 AND "
                               "(SELECT (l.x = 1\n) FROM r)");
    str_release(&sql);
}

static void a_name_is_mentioned_only_as_a_whole_word(void **state)
{
    (void)state;
    assert_true(expr_mentions("lk.x", "lk"));
    assert_true(expr_mentions("(SELECT 1 FROM LK)", "lk"));
    assert_true(expr_mentions("x=lk", "lk"));
    assert_false(expr_mentions("lk2.x", "lk"));
    assert_false(expr_mentions("_lk.x", "lk"));
    assert_false(expr_mentions("l k", "lk"));
    assert_false(expr_mentions("", "lk"));
}

static void a_column_may_be_read_alone_or_behind_its_table(void **state)
{
    static const struct {
        const char *sql;
        bool r, hang;
    } cases[] = {
        {"bo = 1", true, true},       {"lk.bo = r.bo", true, false}, {"hang.bo", false, true}, {"xr.bo", false, false},
        {"lk.bo > lk.bo", false, false}, {"bo.x = 1", true, true},   {"boo", false, false},    {"R.BO", true, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (expr_may_read(cases[i].sql, "r", "bo") != cases[i].r || expr_may_read(cases[i].sql, "hang", "bo") != cases[i].hang) {
            fail_msg("%s", cases[i].sql);
        }
    }
}

/* The same text runs over stored records: a table of the form's name instead of the record. */
static void the_set_path_gives_what_the_workspace_gives(void **state)
{
    (void)state;
    struct db *db;
    struct db_stmt *st;
    struct err err = ERR_INIT;
    struct str sql = STR_INIT;
    struct rowset rs = {0};
    const struct scope s = {"phieu AS r", NULL, (const char *const[]){NULL}};
    assert_true(db_open(&db, ":memory:", DB_MEMORY, &err));
    assert_true(
        db_exec(db, "CREATE TABLE phieu(so INTEGER); INSERT INTO phieu VALUES (1), (7), (NULL)", &err));
    expr_sql(&sql, "r.so > 3 -- more than three", &s);
    assert_true(db_prepare(db, &st, sql.p, &err));
    assert_true(rowset_fill(&rs, st, 10, &err));
    assert_int_equal(rs.nrows, 3);
    assert_int_equal(rowset_at(&rs, 0, 0)->i, 0);
    assert_int_equal(rowset_at(&rs, 1, 0)->i, 1);
    assert_true(value_is_null(rowset_at(&rs, 2, 0)));
    db_finalize(st);
    rowset_release(&rs);
    str_release(&sql);
    db_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_expression_becomes_a_select_in_its_scope),
        cmocka_unit_test(a_filter_becomes_a_select_over_the_list),
        cmocka_unit_test(a_name_is_mentioned_only_as_a_whole_word),
        cmocka_unit_test(a_column_may_be_read_alone_or_behind_its_table),
        cmocka_unit_test(the_set_path_gives_what_the_workspace_gives),
    };
    return cmocka_run_group_tests_name("form/work sql", tests, NULL, NULL);
}
