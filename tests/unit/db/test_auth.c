#include "db_test.h"

/* Notes every question, and refuses what `refuse` names. */
struct guard {
    struct str seen;
    enum db_access refuse;
    bool refuses;
};

static bool note(void *arg, enum db_access what, const char *a, const char *b)
{
    static const char *const names[] = {"select", "read", "function", "recursive", "other"};
    struct guard *g = arg;
    str_addf(&g->seen, "%s%s", g->seen.len > 0 ? " " : "", names[what]);
    if (what == DB_ACCESS_READ || what == DB_ACCESS_FUNCTION) {
        str_addf(&g->seen, ":%s.%s", a, b);
    }
    return !(g->refuses && what == g->refuse);
}

static size_t no_rows(void *arg)
{
    (void)arg;
    return 0;
}

static void no_cell(void *arg, size_t row, int col, struct db_value *out)
{
    (void)arg;
    (void)row;
    (void)col;
    (void)out;
}

static struct db *open_workspace(void)
{
    static const char *const columns[] = {"so_lop", "so_hs", NULL};
    static const char *const decls[] = {"INTEGER", "INTEGER", NULL};
    static const struct db_vtab t = {
        .columns = columns, .decls = decls, .key_col = -1, .rows = no_rows, .cell = no_cell};
    struct db *db = open_memory();
    MUST(db_add_vtab(db, "r", &t, err));
    exec(db, "CREATE TABLE t(a, b)");
    return db;
}

static void every_read_and_function_is_asked_for(void **state)
{
    static const struct {
        const char *sql;
        const char *seen;
    } cases[] = {
        {"SELECT 1", "select"},
        {"SELECT so_lop FROM r WHERE so_hs > 1", "select read:r.so_lop read:r.so_hs"},
        {"SELECT count(*) FROM r", "select function:count. read:r."},
        {"SELECT upper(a) FROM t", "select function:upper. read:t.a"},
        {"SELECT count(*) FROM t", "select function:count. read:t."},
        {"PRAGMA user_version", "other"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct db *db = open_workspace();
        struct guard g = {.seen = STR_INIT};
        struct db_stmt *st = NULL;
        db_set_authorizer(db, note, &g);
        MUST(db_prepare(db, &st, cases[i].sql, err));
        if (!str_eq(g.seen.p, cases[i].seen)) {
            fail_msg("%s: %s", cases[i].sql, g.seen.p);
        }
        db_finalize(st);
        str_release(&g.seen);
        db_close(db);
    }
}

static void what_is_refused_is_not_prepared(void **state)
{
    static const struct {
        enum db_access refuse;
        const char *sql;
    } cases[] = {
        {DB_ACCESS_SELECT, "SELECT 1"},
        {DB_ACCESS_READ, "SELECT so_lop FROM r"},
        {DB_ACCESS_READ, "SELECT count(*) FROM r"},
        {DB_ACCESS_FUNCTION, "SELECT upper('a')"},
        {DB_ACCESS_RECURSIVE,
         "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT x FROM c"},
        {DB_ACCESS_OTHER, "PRAGMA user_version"},
        {DB_ACCESS_OTHER, "INSERT INTO t VALUES(1, 2)"},
        {DB_ACCESS_OTHER, "CREATE TABLE u(x)"},
        {DB_ACCESS_OTHER, "ATTACH 'x' AS y"},
        {DB_ACCESS_OTHER, "BEGIN"},
    };
    (void)state;
    struct db *db = open_workspace();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct guard g = {STR_INIT, cases[i].refuse, true};
        struct db_stmt *st = NULL;
        db_set_authorizer(db, note, &g);
        struct err e = ERR_INIT;
        if (db_prepare(db, &st, cases[i].sql, &e)) {
            fail_msg("prepared: %s (%s)", cases[i].sql, g.seen.p);
        }
        db_set_authorizer(db, NULL, NULL);
        str_release(&g.seen);
    }
    exec(db, "SELECT upper(a) FROM t");
    db_close(db);
}

static void our_own_tables_can_be_added_under_guard(void **state)
{
    static const char *const columns[] = {"x", NULL};
    static const char *const decls[] = {"TEXT", NULL};
    static const struct db_vtab t = {
        .columns = columns, .decls = decls, .key_col = -1, .rows = no_rows, .cell = no_cell};
    (void)state;
    struct db *db = open_workspace();
    struct guard g = {STR_INIT, DB_ACCESS_OTHER, true};
    db_set_authorizer(db, note, &g);
    MUST(db_add_vtab(db, "late", &t, err));
    assert_string_equal(g.seen.p, "");
    ASSERT_ROWS(db, "SELECT x FROM late", "");
    str_release(&g.seen);
    db_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_read_and_function_is_asked_for),
        cmocka_unit_test(what_is_refused_is_not_prepared),
        cmocka_unit_test(our_own_tables_can_be_added_under_guard),
    };
    return cmocka_run_group_tests_name("db/auth", tests, NULL, NULL);
}
