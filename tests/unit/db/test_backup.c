#include "db_test.h"

static struct db *open_filled(void *folder, char **path)
{
    *path = file_join(folder, "a.db");
    struct db *db = open_file(*path, DB_CREATE);
    exec(db, "PRAGMA application_id=0x70686965; CREATE TABLE t(x); INSERT INTO t VALUES('một'),('hai')");
    return db;
}

static void assert_names(const char *folder, const char *const *wanted, size_t n)
{
    char **names = NULL;
    size_t got = 0;
    MUST(file_list(folder, "", &names, &got, err));
    assert_int_equal(got, n);
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(names[i], wanted[i]);
    }
    file_list_free(names, got);
}

static void a_backup_is_one_complete_private_file(void **state)
{
    static const char *const names[] = {"a.db", "copy.db"};
    char *path;
    char *copy = file_join(*state, "copy.db");
    struct db *db = open_filled(*state, &path);
    MUST(db_backup(db, copy, NULL, NULL, err));
    exec(db, "INSERT INTO t VALUES('ba')");
    MUST(db_backup(db, copy, NULL, NULL, err)); /* replaces the first */
    db_close(db);
    struct stat st;
    assert_int_equal(stat(copy, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_names(*state, names, 2);
    db = open_file(copy, DB_WRITE);
    int64_t id = 0;
    int64_t version = 0;
    MUST(db_identity(db, &id, &version, err));
    assert_int_equal(id, DB_APPLICATION_ID);
    ASSERT_ROWS(db, "SELECT x FROM t", "một\nhai\nba");
    ASSERT_ROWS(db, "PRAGMA integrity_check", "ok");
    db_close(db);
    free(copy);
    free(path);
}

static void a_backup_goes_on_beside_a_writer(void **state)
{
    char *path;
    char *copy = file_join(*state, "copy.db");
    struct db *db = open_filled(*state, &path);
    struct db *writer = open_file(path, DB_WRITE);
    exec(writer, "BEGIN IMMEDIATE; INSERT INTO t VALUES('ba')");
    MUST(db_backup(db, copy, NULL, NULL, err));
    exec(writer, "COMMIT");
    db_close(writer);
    db_close(db);
    db = open_file(copy, DB_READ);
    ASSERT_ROWS(db, "SELECT count(*) FROM t", "2");
    db_close(db);
    free(copy);
    free(path);
}

static void a_memory_database_can_be_backed_up(void **state)
{
    char *copy = file_join(*state, "copy.db");
    struct db *db = open_memory();
    exec(db, "CREATE TABLE t(x); INSERT INTO t VALUES(5)");
    MUST(db_backup(db, copy, NULL, NULL, err));
    db_close(db);
    db = open_file(copy, DB_READ);
    ASSERT_ROWS(db, "SELECT x FROM t", "5");
    db_close(db);
    free(copy);
}

static void a_backup_that_fails_leaves_everything_as_it_was(void **state)
{
    static const char *const names[] = {"a.db", "a.db-shm", "a.db-wal", "used.db", "used.db-wal"};
    char *path;
    char *used = file_join(*state, "used.db");
    char *used_wal = file_join(*state, "used.db-wal");
    char *nowhere = file_join(*state, "no/copy.db");
    struct db *db = open_filled(*state, &path);
    struct err e = ERR_INIT;
    MUST(file_write_atomic(used, "old", 3, err));
    MUST(file_write_atomic(used_wal, "old", 3, err));
    MUST_FAIL(db_backup(db, path, NULL, NULL, err), "this is the database itself");
    MUST_FAIL(db_backup(db, used, NULL, NULL, err), "database in use");
    assert_false(db_backup(db, nowhere, NULL, NULL, &e));
    assert_int_equal(e.code, ERR_IO);
    assert_non_null(strstr(e.msg, "No such file"));
    assert_false(db_backup(db, *state, NULL, NULL, &e)); /* a folder */
    exec(db, "BEGIN IMMEDIATE; INSERT INTO t VALUES('ba')");
    MUST_FAIL(db_backup(db, nowhere, NULL, NULL, err), "finish it first");
    exec(db, "ROLLBACK");
    assert_names(*state, names, 5);
    db_close(db);
    free(nowhere);
    free(used_wal);
    free(used);
    free(path);
}

static void a_damaged_database_makes_no_backup(void **state)
{
    static const char *const names[] = {"bad.db", "good.db"};
    char *good = file_join(*state, "good.db");
    char *bad = file_join(*state, "bad.db");
    struct str bytes = STR_INIT;
    struct db *db = open_memory();
    exec(db, "CREATE TABLE t(x); CREATE INDEX i ON t(x); INSERT INTO t VALUES('aaaaaaaaaa')");
    MUST(db_backup(db, good, NULL, NULL, err));
    db_close(db);
    MUST(file_read(good, 1 << 20, &bytes, err));
    memset(bytes.p + bytes.len - 100, 0xee, 100); /* the index's only cell */
    MUST(file_write_atomic(bad, bytes.p, bytes.len, err));
    db = open_file(bad, DB_READ);
    MUST_FAIL(db_backup(db, good, NULL, NULL, err), "does not pass its check");
    db_close(db);
    assert_names(*state, names, 2);
    db = open_file(good, DB_READ);
    ASSERT_ROWS(db, "SELECT x FROM t", "aaaaaaaaaa");
    db_close(db);
    str_release(&bytes);
    free(good);
    free(bad);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_backup_is_one_complete_private_file),
        IN_FOLDER(a_backup_goes_on_beside_a_writer),
        IN_FOLDER(a_memory_database_can_be_backed_up),
        IN_FOLDER(a_backup_that_fails_leaves_everything_as_it_was),
        IN_FOLDER(a_damaged_database_makes_no_backup),
    };
    return cmocka_run_group_tests_name("db/backup", tests, NULL, NULL);
}
