#include "store_test.h"

static void the_fixture_has_no_faults_of_its_own(void **state)
{
    (void)state;
    struct bench b;
    bench_start(&b);
    struct faults faults = {0};
    if (app_check(b.app, store_check_schema, &faults) > 0) {
        bool bad = false;
        for (size_t i = 0; i < faults.list.n; i++) {
            bad = bad || !strstr(faults.list.v[i].msg, "help");
        }
        if (bad) {
            faults_print(&faults, stderr);
        }
        assert_false(bad);
    }
    faults_release(&faults);
    bench_close(&b);
}

static void a_new_database_has_the_tables_that_the_manual_promises(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b);
    bench_sql(&b, "SELECT group_concat(name, ' ') FROM pragma_table_info('truong')",
              "_id _version _state _form _created_at _created_by _changed_at _changed_by _problems"
              " ma ten loai truong_cha dien_thoai");
    bench_sql(&b, "SELECT group_concat(name, ' ') FROM pragma_table_info('phieu__chi_bao')",
              "_record _row_key _row chi_bao ket_qua");
    bench_sql(&b,
              "SELECT group_concat(type, ' ') FROM pragma_table_info('phieu') WHERE name IN ('so', 'ty_le', "
              "'mo_ta')",
              "INTEGER REAL TEXT");
    bench_sql(&b, "SELECT group_concat(code, ' ') FROM (SELECT code FROM tieu_chi ORDER BY rowid)",
              "tc-1.1 tc-1.2 tc-1.10");
    bench_sql(&b, "SELECT thu_tu + 1 FROM tieu_chi WHERE code = 'tc-1.10'", "11");
    bench_sql(&b, "SELECT count(*) FROM a_con_thieu", "0");
    bench_close(&b);
}

static void opening_again_reads_nothing_and_changes_nothing(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b);
    bench_sql(&b, "SELECT user_version FROM pragma_user_version", "4");
    store_close(b.st);
    struct stat before, after;
    assert_int_equal(stat(b.path, &before), 0);
    bench_open_store(&b);
    store_close(b.st);
    b.st = NULL;
    assert_int_equal(stat(b.path, &after), 0);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
    bench_close(&b);
}

/* As a phieu before left it: without what the second and the third step make. */
static void older(struct bench *b)
{
    struct db *db;
    store_close(b->st);
    b->st = NULL;
    must(b, db_open(&db, b->path, DB_WRITE, &b->err));
    must(b, db_exec(db, "DROP TRIGGER _history_stays; DROP TRIGGER _history_kept; DROP TRIGGER _snapshot_stays; DROP TRIGGER _snapshot_kept;"
                        "DROP TRIGGER _snapshot_record_stays; DROP TRIGGER _snapshot_record_kept;"
                        "DELETE FROM _history WHERE op = 'tables'; DELETE FROM _meta WHERE name = 'head'", &b->err));
    b->altered = true;
    must(b, db_exec(db, "DROP TABLE _verified; DROP TABLE _verified_value; DROP TABLE _operator; DROP TABLE _sent; DROP TABLE _sent_file; PRAGMA user_version = 1", &b->err));
    db_close(db);
}

static void an_older_database_is_read_as_it_is_and_brought_up_when_it_is_written(void **state)
{
    (void)state;
    struct bench b;
    struct rowset rows = {0};
    struct param only = {ONLY_UNVERIFIED, VALUE_INIT};
    bench_start_with(&b, "tests/fixtures/doi_chieu");
    bench_open_store(&b);
    struct record *r = bench_new(&b, "bang");
    bench_set(r, "ma", "b1");
    bench_save(&b, r, NULL);
    older(&b);
    must(&b, store_open(&b.st, b.path, STORE_READ, b.app, &b.clock, &b.err));
    must(&b, store_list(b.st, bench_form(&b, "bang"), &only, 1, NULL, NULL, false, 10, LANG_VI, &rows, &b.err));
    assert_int_equal(rows.nrows, 1);
    assert_int_equal(store_count_only(b.st, bench_form(&b, "bang"), &only, 1), 1);
    rowset_release(&rows);
    must(&b, store_sent(b.st, &rows, &b.err));
    assert_int_equal(rows.nrows, 0);
    rowset_release(&rows);
    bench_sql(&b, "SELECT user_version FROM pragma_user_version", "1");
    bench_reopen(&b, false); /* nothing of the application has changed */
    bench_sql(&b, "SELECT user_version FROM pragma_user_version", "4");
    bench_sql(&b, "SELECT count(*) FROM _verified", "0");
    record_free(r);
    bench_close(&b);
}

static void what_is_not_ours_is_refused_and_left_alone(void **state)
{
    static const struct {
        const char *sql, *says;
    } cases[] = {
        {"CREATE TABLE t (a); PRAGMA application_id = 7", "another program"},
        {"CREATE TABLE t (a)", "another program"},
        {"PRAGMA application_id = 1885890917; PRAGMA user_version = 99; CREATE TABLE t (a)", "newer phieu"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bench b;
        struct db *db;
        bench_start(&b);
        snprintf(b.path, sizeof b.path, "%s/other.db", b.dir);
        must(&b, db_open(&db, b.path, DB_CREATE, &b.err));
        must(&b, db_exec(db, cases[i].sql, &b.err));
        db_close(db);
        assert_false(store_open(&b.st, b.path, STORE_CREATE, b.app, &b.clock, &b.err));
        if (!strstr(b.err.msg, cases[i].says)) {
            fail_msg("%s: %s", cases[i].sql, b.err.msg);
        }
        must(&b, db_open(&db, b.path, DB_READ, &b.err));
        must(&b, db_exec(db, "SELECT a FROM t", &b.err));
        db_close(db);
        bench_close(&b);
    }
}

static void another_applications_database_is_refused(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b);
    store_close(b.st);
    b.st = NULL;
    b.app->name = "khac";
    assert_false(store_open(&b.st, b.path, STORE_OPEN, b.app, &b.clock, &b.err));
    assert_non_null(strstr(b.err.msg, "so_sach"));
    bench_close(&b);
}

static void a_file_that_is_no_database_is_refused(void **state)
{
    (void)state;
    struct bench b;
    bench_start(&b);
    snprintf(b.path, sizeof b.path, "%s/so_sach/app.ini", b.dir);
    assert_false(store_open(&b.st, b.path, STORE_CREATE, b.app, &b.clock, &b.err));
    assert_true(b.err.code == ERR_STORE);
    bench_close(&b);
}

static void a_missing_database_is_made_only_when_asked(void **state)
{
    (void)state;
    struct bench b;
    bench_start(&b);
    assert_false(store_open(&b.st, b.path, STORE_OPEN, b.app, &b.clock, &b.err));
    assert_int_equal(b.err.code, ERR_NOT_FOUND);
    assert_false(file_exists(b.path));
    bench_close(&b);
}

static void lists_keep_codes_that_their_file_lost_as_retired(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b);
    bench_write_file(&b, "lists/loai.csv",
                     "code,label,label.en,short,them\ntu,Tư,Private,t,x\nmoi,Mới,New,m,y\n");
    bench_reopen(&b, true);
    bench_sql(&b, "SELECT group_concat(code || _retired, ' ') FROM loai", "tu0 moi0 cong1 cu1");
    bench_sql(&b, "SELECT them FROM loai WHERE code = 'moi'", "y");
    bench_close(&b);
}

static void a_new_column_waits_for_migrate_only_when_there_are_records(void **state)
{
    (void)state;
    struct bench b;
    char id[UUID_TEXT];
    bench_open(&b);
    bench_append_file(&b, "forms/dot.ini", "[field them]\ntype = integer\nlabel = Thêm\nlabel.en = More\n");
    bench_reopen(&b, true);
    must(&b, store_may_save(b.st, bench_form(&b, "dot"), &b.err));
    bench_school(&b, "th001", "Trường A", id);
    bench_append_file(&b, "forms/truong.ini",
                      "[field them]\ntype = integer\nlabel = Thêm\nlabel.en = More\n");
    bench_reopen(&b, true);
    assert_false(store_may_save(b.st, bench_form(&b, "truong"), &b.err));
    assert_non_null(strstr(b.err.msg, "migrate"));

    struct record *r = bench_load(&b, "truong", id); /* reading goes on */
    bench_expect(r, "ten", "Trường A");
    bench_expect(r, "them", "");
    struct rowset rows = {0};
    must(&b, store_list(b.st, bench_form(&b, "truong"), NULL, 0, NULL, NULL, false, 10, LANG_VI, &rows, &b.err));
    assert_string_equal(rowset_str(&rows, 0, "ten"), "Trường A");
    rowset_release(&rows);
    struct record *old = record_clone(r);
    bench_set(r, "ten", "B");
    assert_false(bench_try_save(&b, r, old, "update"));
    assert_int_equal(b.err.code, ERR_REFUSED);
    record_free(old);
    record_free(r);
    bench_close(&b);
}

static void another_order_makes_the_sort_keys_again(void **state)
{
    (void)state;
    struct bench b;
    char id[UUID_TEXT];
    bench_open(&b);
    bench_school(&b, "b", "An", id);
    bench_school(&b, "a", "Bình", id);
    struct str text = STR_INIT;
    char *path = file_join(b.app_dir, "forms/truong.ini");
    must(&b, file_read(path, 1 << 20, &text, &b.err));
    char *at = strstr(text.p, "order = ten");
    str_splice(&text, (size_t)(at - text.p), strlen("order = ten"), "order = ma", strlen("order = ma"));
    must(&b, file_write_atomic(path, text.p, text.len, &b.err));
    bench_reopen(&b, true);
    struct rowset rows = {0};
    must(&b, store_list(b.st, bench_form(&b, "truong"), NULL, 0, NULL, NULL, false, 10, LANG_VI, &rows, &b.err));
    assert_string_equal(rowset_str(&rows, 0, "ma"), "a");
    rowset_release(&rows);
    free(path);
    str_release(&text);
    bench_close(&b);
}

/* What the query says of the schools. */
static void expect_schools(struct bench *b, const char *sql, const char *expected)
{
    struct rowset rows = {0};
    must(b, store_select(b->st, sql, NULL, 0, 10, &rows, &b->err));
    assert_string_equal(rowset_str(&rows, 0, "n"), expected);
    rowset_release(&rows);
}

static void a_view_is_made_when_it_is_named_and_stays_when_a_transaction_is_undone(void **state)
{
    static const char SQL[] = "SELECT CAST(n AS TEXT) AS n FROM v_dem", HELD[] = "SELECT count(*) || '' AS n FROM sqlite_schema WHERE type = 'view'";
    (void)state;
    struct bench b;
    char id[UUID_TEXT];
    bench_open(&b);
    bench_write_file(&b, "views/v_dem.sql", "SELECT count(*) AS n FROM v_moi");
    bench_write_file(&b, "views/v_moi.sql", "SELECT ten FROM truong");
    bench_reopen(&b, true);
    bench_school(&b, "a", "An", id);
    must(&b, store_begin(b.st, &b.err) && store_piece_begin(b.st, &b.err));
    expect_schools(&b, SQL, "1");
    must(&b, store_piece_end(b.st, false, &b.err));
    expect_schools(&b, SQL, "1");
    store_rollback(b.st);
    expect_schools(&b, SQL, "1");
    expect_schools(&b, HELD, "0"); /* the file has none: SQLite would keep it in memory */
    bench_close(&b);
}

static void what_a_view_lacks_is_told_by_the_statement_that_names_it(void **state)
{
    (void)state;
    struct bench b;
    struct rowset rows = {0};
    bench_open(&b);
    bench_write_file(&b, "views/v_sai.sql", "SELECT ten FROM khong_co");
    bench_reopen(&b, true);
    assert_false(store_select(b.st, "SELECT * FROM v_sai", NULL, 0, 10, &rows, &b.err));
    assert_non_null(strstr(b.err.msg, "no such table: khong_co"));
    rowset_release(&rows);
    bench_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fixture_has_no_faults_of_its_own),
        cmocka_unit_test(a_new_database_has_the_tables_that_the_manual_promises),
        cmocka_unit_test(opening_again_reads_nothing_and_changes_nothing),
        cmocka_unit_test(an_older_database_is_read_as_it_is_and_brought_up_when_it_is_written),
        cmocka_unit_test(what_is_not_ours_is_refused_and_left_alone),
        cmocka_unit_test(another_applications_database_is_refused),
        cmocka_unit_test(a_file_that_is_no_database_is_refused),
        cmocka_unit_test(a_missing_database_is_made_only_when_asked),
        cmocka_unit_test(lists_keep_codes_that_their_file_lost_as_retired),
        cmocka_unit_test(a_new_column_waits_for_migrate_only_when_there_are_records),
        cmocka_unit_test(another_order_makes_the_sort_keys_again),
        cmocka_unit_test(a_view_is_made_when_it_is_named_and_stays_when_a_transaction_is_undone),
        cmocka_unit_test(what_a_view_lacks_is_told_by_the_statement_that_names_it),
    };
    return cmocka_run_group_tests_name("store/schema", tests, NULL, NULL);
}
