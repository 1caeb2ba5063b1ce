#include "db_test.h"

struct pupil {
    const char *code;
    const char *name;
    int64_t marks;
    double mean;
};

struct class
{
    struct pupil pupils[8];
    size_t n;
    size_t finds;
    size_t scans;
    char scratch[64];
};

static size_t rows(void *arg)
{
    struct class *c = arg;
    c->scans++;
    return c->n;
}

static void cell(void *arg, size_t row, int col, struct db_value *out)
{
    struct class *c = arg;
    const struct pupil *p = &c->pupils[row];
    switch (col) {
    case 0:
        snprintf(c->scratch, sizeof c->scratch, "%s",
                 p->code); /* one buffer for all cells: the next call ends it */
        *out = (struct db_value){.type = DB_TEXT, .text = sv_of(c->scratch)};
        break;
    case 1:
        if (p->name != NULL) {
            *out = (struct db_value){.type = DB_TEXT, .text = sv_of(p->name)};
        }
        break;
    case 2:
        *out = (struct db_value){.type = DB_INT, .i = p->marks};
        break;
    default:
        *out = (struct db_value){.type = DB_REAL, .r = p->mean};
        break;
    }
}

static bool find(void *arg, const struct db_value *key, size_t *row)
{
    struct class *c = arg;
    c->finds++;
    assert_int_equal(key->type, DB_TEXT);
    for (size_t i = 0; i < c->n; i++) {
        if (sv_eq(key->text, c->pupils[i].code)) {
            *row = i;
            return true;
        }
    }
    return false;
}

static const char *const columns[] = {"code", "họ tên", "marks", "mean", NULL};
static const char *const decls[] = {"TEXT", "TEXT", "INTEGER", "REAL", NULL};

static const struct class sample = {
    .pupils = {{"01", "An", 3, 7.5}, {"2", "Bình", 0, 0}, {"03", NULL, 5, 8.25}},
    .n = 3,
};

static void add_class(struct db *db, const char *name, struct class *c, bool with_find)
{
    const struct db_vtab t = {.columns = columns,
                              .decls = decls,
                              .key_col = with_find ? 0 : -1,
                              .rows = rows,
                              .cell = cell,
                              .find = with_find ? find : NULL,
                              .arg = c};
    MUST(db_add_vtab(db, name, &t, err));
}

static void a_scan_reads_every_cell(void **state)
{
    (void)state;
    struct db *db = open_memory();
    struct class c = sample;
    add_class(db, "lop", &c, false);
    ASSERT_ROWS(db, "SELECT rowid, * FROM lop", "0|01|An|3|7.5\n1|2|Bình|0|0.0\n2|03|-|5|8.25");
    ASSERT_ROWS(db, "SELECT max(code), min(\"họ tên\"), sum(marks) FROM lop", "2|An|8");
    db_close(db);
}

static void an_empty_table_has_no_rows(void **state)
{
    (void)state;
    struct db *db = open_memory();
    struct class c = {.n = 0};
    add_class(db, "lop", &c, true);
    ASSERT_ROWS(db, "SELECT * FROM lop", "");
    ASSERT_ROWS(db, "SELECT * FROM lop WHERE code = '01'", "");
    ASSERT_ROWS(db, "SELECT count(*), sum(marks) FROM lop", "0|-");
    ASSERT_ROWS(db, "SELECT a.x, lop.marks FROM (SELECT 1 AS x) AS a LEFT JOIN lop", "1|-");
    db_close(db);
}

static void equality_on_the_key_is_found_or_scanned_but_always_right(void **state)
{
    static const struct {
        const char *sql;
        const char *answer;
        size_t finds;
    } cases[] = {
        {"SELECT marks FROM lop WHERE code = '03'", "5", 1},
        {"SELECT marks FROM lop WHERE code = 'none'", "", 1},
        {"SELECT marks FROM lop WHERE code = NULL", "", 0},
        {"SELECT marks FROM lop WHERE code IS '03'", "5", 0},
        {"SELECT marks FROM lop WHERE code IN ('01', '03') ORDER BY 1", "3\n5", 2},
        {"SELECT marks FROM lop WHERE code = '03' AND marks > 5", "", 1},
        {"SELECT marks FROM lop WHERE code = 2", "0", 0},
        {"SELECT marks FROM lop WHERE code = (SELECT CAST(1 AS INTEGER))", "3", 0},
        {"SELECT marks FROM lop WHERE code = '03' COLLATE NOCASE", "5", 0},
        {"SELECT marks FROM lop WHERE code > '02' ORDER BY 1", "0\n5", 0},
        {"SELECT marks FROM lop WHERE \"họ tên\" = 'An'", "3", 0},
    };
    (void)state;
    struct db *db = open_memory();
    struct class c = sample;
    add_class(db, "lop", &c, true);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        c.finds = 0;
        ASSERT_ROWS(db, cases[i].sql, cases[i].answer);
        if (c.finds != cases[i].finds) {
            fail_msg("%s: %zu finds", cases[i].sql, c.finds);
        }
    }
    db_close(db);
}

/* By the marks, or by the mean. */
static bool find_number(void *arg, const struct db_value *key, size_t *row)
{
    struct class *c = arg;
    c->finds++;
    for (size_t i = 0; i < c->n; i++) {
        bool same = key->type == DB_INT ? c->pupils[i].marks == key->i : c->pupils[i].mean >= key->r && c->pupils[i].mean <= key->r;
        if (same) {
            *row = i;
            return true;
        }
    }
    return false;
}

static void columns_behind_the_key_are_found_by_their_own_types(void **state)
{
    static const struct {
        const char *sql;
        const char *answer;
        size_t finds;
    } cases[] = {
        {"SELECT code FROM lop WHERE marks = 5", "03", 1},
        {"SELECT code FROM lop WHERE mean = 7.5", "01", 1},
        {"SELECT code FROM lop WHERE mean = 7.25", "", 1},
        {"SELECT code FROM lop WHERE mean = 8.25 AND marks = 3", "", 1},
        {"SELECT marks FROM lop WHERE code = '03'", "5", 0},
    };
    (void)state;
    struct db *db = open_memory();
    struct class c = sample;
    const struct db_vtab t = {
        .columns = columns, .decls = decls, .key_col = 2, .more_keys = 1, .rows = rows, .cell = cell, .find = find_number, .arg = &c};
    MUST(db_add_vtab(db, "lop", &t, err));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        c.finds = 0;
        ASSERT_ROWS(db, cases[i].sql, cases[i].answer);
        if (c.finds != cases[i].finds) {
            fail_msg("%s: %zu finds", cases[i].sql, c.finds);
        }
    }
    db_close(db);
}

static void a_join_finds_the_key_for_each_row(void **state)
{
    (void)state;
    struct db *db = open_memory();
    struct class a = sample;
    struct class b = sample;
    add_class(db, "a", &a, false);
    add_class(db, "b", &b, true);
    ASSERT_ROWS(db, "SELECT a.code, b.marks FROM a JOIN b ON b.code = a.code ORDER BY a.rowid",
                "01|3\n2|0\n03|5");
    assert_int_equal(b.finds, 3);
    exec(db, "CREATE TABLE real_one(code TEXT); INSERT INTO real_one VALUES('03'),('04')");
    ASSERT_ROWS(db, "SELECT real_one.code, b.marks FROM real_one LEFT JOIN b USING (code)", "03|5\n04|-");
    db_close(db);
}

static void the_next_run_sees_what_changed(void **state)
{
    (void)state;
    struct db *db = open_memory();
    struct db_stmt *st = NULL;
    struct class c = sample;
    c.n = 0;
    add_class(db, "lop", &c, true);
    MUST(db_prepare(db, &st, "SELECT sum(marks), (SELECT mean FROM lop WHERE code = '01') FROM lop", err));
    static const struct {
        size_t n;
        int64_t marks;
        const char *answer;
    } cases[] = {{0, 3, "-|-"}, {3, 3, "8|7.5"}, {3, 10, "15|7.5"}, {2, 10, "10|7.5"}, {0, 3, "-|-"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        c.n = cases[i].n;
        c.pupils[0].marks = cases[i].marks;
        char *got = rows_of(st);
        assert_string_equal(got, cases[i].answer);
        free(got);
    }
    db_finalize(st);
    db_close(db);
}

static void nobody_writes_through_a_virtual_table(void **state)
{
    (void)state;
    struct db *db = open_memory();
    struct class c = sample;
    add_class(db, "lop", &c, true);
    MUST_FAIL(db_exec(db, "UPDATE lop SET marks = 10", err), "may not be modified");
    MUST_FAIL(db_exec(db, "INSERT INTO lop VALUES('4', 'x', 1, 1)", err), "may not be modified");
    db_close(db);
}

static void a_view_of_the_workspace_may_read_a_virtual_table(void **state)
{
    (void)state;
    struct db *db = open_memory();
    struct class c = sample;
    add_class(db, "lop", &c, true);
    exec(db, "CREATE VIEW first AS SELECT * FROM lop LIMIT 1");
    ASSERT_ROWS(db, "SELECT code FROM first", "01");
    db_close(db);
}

static void a_name_is_given_once(void **state)
{
    (void)state;
    struct db *db = open_memory();
    struct class c = sample;
    const struct db_vtab t = {.columns = columns,
                              .decls = decls,
                              .key_col = 0,
                              .rows = rows,
                              .cell = cell,
                              .find = find,
                              .arg = &c};
    add_class(db, "lop", &c, true);
    MUST_FAIL(db_add_vtab(db, "lop", &t, err), "already is a table lop");
    ASSERT_ROWS(db, "SELECT count(*) FROM lop", "3");
    db_close(db);
}

static void a_table_with_a_broken_declaration_is_refused(void **state)
{
    static const char *const twice[] = {"a", "A", NULL};
    (void)state;
    struct db *db = open_memory();
    struct class c = sample;
    const struct db_vtab t = {
        .columns = twice, .decls = decls, .key_col = -1, .rows = rows, .cell = cell, .arg = &c};
    MUST_FAIL(db_add_vtab(db, "lop", &t, err), "duplicate column name");
    MUST_FAIL(db_exec(db, "SELECT * FROM lop", err), "no such table");
    db_close(db);
}

static void nothing_of_it_enters_the_file(void **state)
{
    char *path = file_join(*state, "a.db");
    struct class c = sample;
    struct db *db = open_file(path, DB_CREATE);
    exec(db, "CREATE TABLE t(code TEXT); INSERT INTO t VALUES('03')");
    add_class(db, "lop", &c, true);
    ASSERT_ROWS(db, "SELECT marks FROM t JOIN lop USING (code)", "5");
    ASSERT_ROWS(db, "SELECT group_concat(name) FROM main.sqlite_master", "t");
    db_close(db);
    db = open_file(path, DB_READ);
    add_class(db, "lop", &c, true);
    ASSERT_ROWS(db, "SELECT marks FROM t JOIN lop USING (code)", "5");
    db_close(db);
    free(path);
}

static void no_rollback_takes_it_away(void **state)
{
    char *path = file_join(*state, "a.db");
    struct class c = sample;
    struct db *db = open_file(path, DB_CREATE);
    exec(db, "CREATE TABLE t(code TEXT); BEGIN");
    add_class(db, "lop", &c, true);
    exec(db, "INSERT INTO t SELECT code FROM lop; ROLLBACK");
    ASSERT_ROWS(db, "SELECT count(*) FROM t", "0");
    exec(db, "INSERT INTO t SELECT code FROM lop");
    ASSERT_ROWS(db, "SELECT count(*) FROM t", "3");
    db_close(db);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scan_reads_every_cell),
        cmocka_unit_test(an_empty_table_has_no_rows),
        cmocka_unit_test(equality_on_the_key_is_found_or_scanned_but_always_right),
        cmocka_unit_test(columns_behind_the_key_are_found_by_their_own_types),
        cmocka_unit_test(a_join_finds_the_key_for_each_row),
        cmocka_unit_test(the_next_run_sees_what_changed),
        cmocka_unit_test(nobody_writes_through_a_virtual_table),
        cmocka_unit_test(a_view_of_the_workspace_may_read_a_virtual_table),
        cmocka_unit_test(a_name_is_given_once),
        cmocka_unit_test(a_table_with_a_broken_declaration_is_refused),
        IN_FOLDER(nothing_of_it_enters_the_file),
        IN_FOLDER(no_rollback_takes_it_away),
    };
    return cmocka_run_group_tests_name("db/vtab", tests, NULL, NULL);
}
