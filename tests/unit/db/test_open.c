#include "db_test.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#define SIZE_MAX_READ (1 << 20)

static char *write_file(void *folder, const char *name, const char *bytes, size_t n)
{
    char *path = file_join(folder, name);
    MUST(file_write_atomic(path, bytes, n, err));
    return path;
}

static struct str bytes_of(const char *path)
{
    struct str s = STR_INIT;
    MUST(file_read(path, SIZE_MAX_READ, &s, err));
    return s;
}

/* Made with a plain rollback journal, as by another program: a backup leaves WAL mode. */
static char *make_database(void *folder, const char *name, const char *sql)
{
    char *path = file_join(folder, name);
    struct db *db = open_memory();
    exec(db, sql);
    MUST(db_backup(db, path, NULL, NULL, err));
    db_close(db);
    return path;
}

static size_t files_in(const char *folder)
{
    char **names = NULL;
    size_t n = 0;
    MUST(file_list(folder, "", &names, &n, err));
    file_list_free(names, n);
    return n;
}

/* Run in a process without root's rights; its exit code is the answer. */
static int as_nobody(int (*f)(const char *path), const char *path)
{
    pid_t pid = fork();
    if (pid == 0) {
        if (geteuid() == 0 && setuid(65534) != 0) {
            _exit(99);
        }
        _exit(f(path));
    }
    int status = 0;
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void what_is_not_a_database_is_refused_in_plain_words(void **state)
{
    struct {
        const char *name;
        enum db_mode mode;
        const char *words;
    } cases[] = {
        {"absent.db", DB_READ, "there is no such file"},
        {"absent.db", DB_WRITE, "there is no such file"},
        {"no/folder.db", DB_CREATE, "its folder exists"},
        {"text.db", DB_READ, "not an SQLite database"},
        {"text.db", DB_WRITE, "not an SQLite database"},
        {"text.db", DB_CREATE, "not an SQLite database"},
        {"long.db", DB_WRITE, "not an SQLite database"},
        {"letter.db", DB_CREATE, "not an SQLite database"},
        {".", DB_READ, "this is a folder"},
        {".", DB_CREATE, "this is a folder"},
        {"pipe", DB_READ, "not a regular file"},
    };
    char text[5000];
    memset(text, 'x', sizeof text);
    free(write_file(*state, "text.db", "Trường,Điểm\n", 16));
    free(write_file(*state, "long.db", text, sizeof text));
    free(write_file(*state, "letter.db", "a", 1));
    char *pipe_path = file_join(*state, "pipe");
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct db *db = NULL;
        char *path = file_join(*state, cases[i].name);
        MUST_FAIL(db_open(&db, path, cases[i].mode, err), cases[i].words);
        MUST_FAIL(db_open(&db, path, cases[i].mode, err), path);
        assert_null(db);
        free(path);
    }
    assert_int_equal(files_in(*state), 4);
    free(pipe_path);
}

static int open_fails(const char *path)
{
    struct db *db = NULL;
    struct err e = ERR_INIT;
    return !db_open(&db, path, DB_READ, &e) && strstr(e.msg, "may not be read") != NULL ? 0 : 1;
}

static void a_file_that_may_not_be_read_is_refused(void **state)
{
    char *path = make_database(*state, "a.db", "CREATE TABLE t(x)");
    chmod(*state, 0755);
    chmod(path, 0);
    assert_int_equal(as_nobody(open_fails, path), 0);
    free(path);
}

static int write_fails(const char *path)
{
    struct db *db = NULL;
    struct err e = ERR_INIT;
    return !db_open(&db, path, DB_WRITE, &e) && strstr(e.msg, "may not be written") != NULL ? 0 : 1;
}

static void a_file_that_may_not_be_written_is_refused_to_writers(void **state)
{
    char *path = make_database(*state, "a.db", "CREATE TABLE t(x)");
    chmod(*state, 0755);
    chmod(path, 0444);
    assert_int_equal(as_nobody(write_fails, path), 0);
    free(path);
}

/* The two bytes of the header that say whether the journal is a WAL. */
static void set_wal(const char *path, bool wal)
{
    struct str bytes = bytes_of(path);
    bytes.p[18] = bytes.p[19] = wal ? 2 : 1;
    MUST(file_write_atomic(path, bytes.p, bytes.len, err));
    str_release(&bytes);
}

static void another_programs_file_is_left_untouched_to_the_byte(void **state)
{
    static const char *const foreign[] = {
        "PRAGMA application_id=252006673; CREATE TABLE t(x); PRAGMA user_version=7",
        "PRAGMA application_id=252006673",
        "CREATE TABLE t(x)",
    };
    for (size_t i = 0; i < 2 * sizeof foreign / sizeof *foreign; i++) {
        for (enum db_mode mode = DB_READ; mode <= DB_CREATE; mode++) {
            char *path = make_database(*state, "foreign.db", foreign[i / 2]);
            set_wal(path, i % 2 == 1);
            struct str before = bytes_of(path);
            struct db *db = open_file(path, mode);
            int64_t id = 0;
            int64_t version = 0;
            MUST(db_identity(db, &id, &version, err));
            assert_int_not_equal(id, DB_APPLICATION_ID);
            MUST_FAIL(db_exec(db, "CREATE TABLE u(x)", err), "SQLITE_READONLY");
            assert_int_equal(files_in(*state), 1);
            db_close(db);
            struct str after = bytes_of(path);
            assert_int_equal(before.len, after.len);
            assert_memory_equal(before.p, after.p, before.len);
            str_release(&before);
            str_release(&after);
            free(path);
        }
    }
}

static void a_newer_user_version_can_be_read_first(void **state)
{
    char *path = file_join(*state, "a.db");
    struct db *db = open_file(path, DB_CREATE);
    exec(db, "PRAGMA application_id=0x70686965; PRAGMA user_version=99; CREATE TABLE t(x)");
    db_close(db);
    for (enum db_mode mode = DB_READ; mode <= DB_CREATE; mode++) {
        int64_t id = 0;
        int64_t version = 0;
        db = open_file(path, mode);
        MUST(db_identity(db, &id, &version, err));
        assert_int_equal(id, DB_APPLICATION_ID);
        assert_int_equal(version, 99);
        db_close(db);
    }
    free(path);
}

static void an_empty_file_is_a_database_yet_to_be_made(void **state)
{
    char *path = write_file(*state, "empty.db", "", 0);
    struct db *db = open_file(path, DB_WRITE);
    int64_t id = -1;
    int64_t version = -1;
    MUST(db_identity(db, &id, &version, err));
    assert_int_equal(id, 0);
    assert_int_equal(version, 0);
    db_close(db);
    free(path);
}

static void writers_get_what_durability_needs(void **state)
{
    static const struct {
        const char *pragma;
        const char *answer;
    } cases[] = {
        {"PRAGMA journal_mode", "wal"},
        {"PRAGMA synchronous", "2"},
        {"PRAGMA cell_size_check", "1"},
        {"PRAGMA temp_store", "2"},
        {"PRAGMA secure_delete", "1"},
        {"PRAGMA foreign_keys", "1"},
        {"PRAGMA journal_size_limit", "16777216"},
        {"PRAGMA trusted_schema", "0"},
    };
    char *path = file_join(*state, "a.db");
    for (enum db_mode mode = DB_CREATE; mode >= DB_WRITE; mode--) {
        struct db *db = open_file(path, mode);
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            ASSERT_ROWS(db, cases[i].pragma, cases[i].answer);
        }
        db_close(db);
    }
    free(path);
}

static void every_connection_is_hardened(void **state)
{
    static const struct {
        const char *sql;
        const char *words;
    } cases[] = {
        {"SELECT \"no such column\"", "no such column"},
        {"ATTACH ':memory:' AS other", "too many attached databases"},
        {"PRAGMA writable_schema=ON; UPDATE sqlite_master SET sql=''", "may not be modified"},
        {"SELECT load_extension('x')", "not authorized"},
        {"SELECT zeroblob(9000000)", "too long"},
        {"INSERT INTO child VALUES(5)", "FOREIGN KEY"},
    };
    char *path = file_join(*state, "a.db");
    struct db *connections[] = {open_memory(), open_file(path, DB_CREATE)};
    for (size_t c = 0; c < 2; c++) {
        exec(connections[c], "CREATE TABLE parent(id INTEGER PRIMARY KEY);"
                             "CREATE TABLE child(p REFERENCES parent(id))");
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            MUST_FAIL(db_exec(connections[c], cases[i].sql, err), cases[i].words);
        }
        db_close(connections[c]);
    }
    free(path);
}

static void a_reader_cannot_write(void **state)
{
    char *path = make_database(*state, "a.db", "CREATE TABLE t(x); INSERT INTO t VALUES('một')");
    struct db *db = open_file(path, DB_READ);
    ASSERT_ROWS(db, "SELECT x FROM t", "một");
    MUST_FAIL(db_exec(db, "DELETE FROM t", err), "can only be read");
    db_close(db);
    free(path);
}

static int reads_two(const char *path)
{
    struct db *db = NULL;
    struct db_stmt *st = NULL;
    struct err e = ERR_INIT;
    bool row = false;
    bool ok = db_open(&db, path, DB_READ, &e) && db_prepare(db, &st, "SELECT count(*) FROM t", &e) &&
              db_step(st, &row, &e) && row && db_column_int(st, 0) == 2;
    if (!ok) {
        fprintf(stderr, "%s\n", e.msg);
    }
    db_finalize(st);
    db_close(db);
    return ok ? 0 : 1;
}

static void a_wal_database_can_be_read_where_nothing_can_be_written(void **state)
{
    static const char *const names[] = {"a.db", "100% of #1?.db"};
    for (size_t i = 0; i < 2; i++) {
        char *path = file_join(*state, names[i]);
        struct db *db = open_file(path, DB_CREATE);
        exec(db, "CREATE TABLE t(x); INSERT INTO t VALUES(1),(2)");
        db_close(db);
        chmod(path, 0444);
        chmod(*state, 0555);
        assert_int_equal(as_nobody(reads_two, path), 0);
        chmod(*state, 0755);
        free(path);
    }
}

static int is_told_of_wal(const char *path)
{
    struct db *db = NULL;
    struct err e = ERR_INIT;
    return !db_open(&db, path, DB_READ, &e) && strstr(e.msg, "-wal") != NULL ? 0 : 1;
}

static void copy_read_only(const char *from, const char *to)
{
    struct str bytes = bytes_of(from);
    MUST(file_write_atomic(to, bytes.p, bytes.len, err));
    chmod(to, 0444);
    str_release(&bytes);
}

static void changes_waiting_in_a_wal_are_not_overlooked_on_read_only_media(void **state)
{
    char *path = file_join(*state, "a.db");
    char *wal = file_join(*state, "a.db-wal");
    char *copy = file_join(*state, "copy.db");
    char *copy_wal = file_join(*state, "copy.db-wal");
    struct db *db = open_file(path, DB_CREATE);
    exec(db, "CREATE TABLE t(x); INSERT INTO t VALUES(1),(2)");
    copy_read_only(path, copy); /* as after pulling the plug: the -shm is gone */
    copy_read_only(wal, copy_wal);
    chmod(*state, 0555);
    assert_int_equal(as_nobody(is_told_of_wal, copy), 0);
    chmod(*state, 0755);
    db_close(db);
    free(copy_wal);
    free(copy);
    free(wal);
    free(path);
}

static void a_file_named_like_a_memory_database_is_a_file(void **state)
{
    char here[4096];
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(*state), 0);
    struct db *db = open_file(":memory:", DB_CREATE);
    exec(db, "CREATE TABLE t(x)");
    db_close(db);
    assert_true(file_exists(":memory:"));
    assert_int_equal(chdir(here), 0);
}

/* Another process holds the write lock for a while and lets go. */
static void hold_lock(const char *path, int ready)
{
    struct db *db = NULL;
    struct err e = ERR_INIT;
    bool ok = db_open(&db, path, DB_WRITE, &e) && db_exec(db, "BEGIN IMMEDIATE; INSERT INTO t VALUES(1)", &e);
    if (write(ready, "x", 1) != 1) {
        _exit(2);
    }
    usleep(60000);
    ok = ok && db_exec(db, "COMMIT", &e);
    db_close(db);
    _exit(ok ? 0 : 1);
}

static void a_locked_database_is_waited_for(void **state)
{
    char *path = file_join(*state, "a.db");
    struct db *db = open_file(path, DB_CREATE);
    exec(db, "CREATE TABLE t(x); PRAGMA application_id=0x70686965");
    db_close(db);
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        hold_lock(path, ends[1]);
    }
    char ready;
    assert_int_equal(read(ends[0], &ready, 1), 1);
    db = open_file(path, DB_WRITE);
    exec(db, "INSERT INTO t VALUES(2)");
    ASSERT_ROWS(db, "SELECT group_concat(x) FROM t", "1,2");
    db_close(db);
    int status = -1;
    waitpid(pid, &status, 0);
    assert_int_equal(status, 0);
    close(ends[0]);
    close(ends[1]);
    free(path);
}

static void a_stale_snapshot_is_told_as_busy(void **state)
{
    char *path = file_join(*state, "a.db");
    struct db *a = open_file(path, DB_CREATE);
    exec(a, "CREATE TABLE t(x); PRAGMA application_id=0x70686965");
    struct db *b = open_file(path, DB_WRITE);
    exec(a, "BEGIN; SELECT * FROM t");
    exec(b, "INSERT INTO t VALUES(1)");
    assert_int_equal(db_last_fault(a), DB_FAULT_NONE);
    MUST_FAIL(db_exec(a, "INSERT INTO t VALUES(2)", err), "somebody else");
    assert_int_equal(db_last_fault(a), DB_FAULT_BUSY);
    MUST_FAIL(db_exec(a, "INSERT INTO t VALUES(2)", err), "SQLITE_BUSY_SNAPSHOT");
    db_close(a);
    db_close(b);
    free(path);
}

static void a_damaged_database_is_told_as_such(void **state)
{
    char *path = make_database(*state, "a.db",
                               "PRAGMA application_id=0x70686965; CREATE TABLE t(x);"
                               "INSERT INTO t VALUES(zeroblob(20000))");
    struct str bytes = bytes_of(path);
    memset(bytes.p + 100, 0xff, bytes.len - 100);
    MUST(file_write_atomic(path, bytes.p, bytes.len, err));
    struct db *db = open_file(path, DB_READ);
    MUST_FAIL(db_exec(db, "SELECT * FROM t", err), "restore the last good backup");
    db_close(db);
    str_release(&bytes);
    free(path);
}

static void a_database_that_was_not_copied_to_its_end_is_told_as_damaged(void **state)
{
    char *path = make_database(*state, "a.db",
                               "PRAGMA application_id=0x70686965; CREATE TABLE t(x);"
                               "INSERT INTO t VALUES(zeroblob(20000))");
    struct str bytes = bytes_of(path);
    for (enum db_mode mode = DB_READ; mode <= DB_CREATE; mode++) {
        struct db *db = NULL;
        MUST(file_write_atomic(path, bytes.p, bytes.len - 1, err));
        MUST_FAIL(db_open(&db, path, mode, err), "restore the last good backup");
        assert_int_equal(files_in(*state), 1);
    }
    str_release(&bytes);
    free(path);
}

static void a_file_that_was_moved_away_is_noticed(void **state)
{
    char *path = file_join(*state, "a.db");
    char *away = file_join(*state, "b.db");
    struct db *db = open_file(path, DB_CREATE);
    struct db *memory = open_memory();
    exec(db, "CREATE TABLE t(x)");
    assert_false(db_has_moved(db));
    assert_false(db_has_moved(memory));
    assert_int_equal(rename(path, away), 0);
    assert_true(db_has_moved(db));
    free(write_file(*state, "a.db", "", 0)); /* another one in its place */
    assert_true(db_has_moved(db));
    db_close(memory);
    db_close(db);
    free(away);
    free(path);
}

static void a_full_disk_is_told_as_such(void **state)
{
    char *path = file_join(*state, "a.db");
    struct db *db = open_file(path, DB_CREATE);
    exec(db, "CREATE TABLE t(x); PRAGMA max_page_count=4");
    MUST_FAIL(db_exec(db, "INSERT INTO t VALUES(randomblob(100000))", err), "free some space");
    assert_int_equal(db_last_fault(db), DB_FAULT_FULL);
    db_close(db);
    free(path);
}

/* No file may grow beyond the few bytes for which there is always room; then they may. */
static int reads_alone_and_writes_later(const char *path)
{
    struct db *db = NULL;
    struct err e = ERR_INIT;
    struct rlimit room;
    signal(SIGXFSZ, SIG_IGN);
    if (getrlimit(RLIMIT_FSIZE, &room) != 0 || setrlimit(RLIMIT_FSIZE, &(struct rlimit){100, room.rlim_max}) != 0 ||
        !db_open(&db, path, DB_WRITE, &e) || !db_is_alone(db) || reads_two(path) != 0) {
        return 2;
    }
    if (setrlimit(RLIMIT_FSIZE, &room) != 0 || !db_exec(db, "INSERT INTO t VALUES(3); DELETE FROM t WHERE x = 3", &e)) {
        return 3;
    }
    db_close(db);
    return reads_two(path);
}

static void on_a_full_disk_a_database_can_be_read_and_written_when_there_is_room(void **state)
{
    char *path = file_join(*state, "a.db");
    struct db *db = open_file(path, DB_CREATE);
    exec(db, "PRAGMA application_id=0x70686965; CREATE TABLE t(x); INSERT INTO t VALUES(1),(2)");
    db_close(db);
    chmod(*state, 0777);
    chmod(path, 0666);
    assert_int_equal(as_nobody(reads_alone_and_writes_later, path), 0);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(what_is_not_a_database_is_refused_in_plain_words),
        IN_FOLDER(a_file_that_may_not_be_read_is_refused),
        IN_FOLDER(a_file_that_may_not_be_written_is_refused_to_writers),
        IN_FOLDER(another_programs_file_is_left_untouched_to_the_byte),
        IN_FOLDER(a_newer_user_version_can_be_read_first),
        IN_FOLDER(an_empty_file_is_a_database_yet_to_be_made),
        IN_FOLDER(writers_get_what_durability_needs),
        IN_FOLDER(every_connection_is_hardened),
        IN_FOLDER(a_reader_cannot_write),
        IN_FOLDER(a_wal_database_can_be_read_where_nothing_can_be_written),
        IN_FOLDER(changes_waiting_in_a_wal_are_not_overlooked_on_read_only_media),
        IN_FOLDER(a_file_named_like_a_memory_database_is_a_file),
        IN_FOLDER(a_locked_database_is_waited_for),
        IN_FOLDER(a_stale_snapshot_is_told_as_busy),
        IN_FOLDER(a_damaged_database_is_told_as_such),
        IN_FOLDER(a_database_that_was_not_copied_to_its_end_is_told_as_damaged),
        IN_FOLDER(a_file_that_was_moved_away_is_noticed),
        IN_FOLDER(a_full_disk_is_told_as_such),
        IN_FOLDER(on_a_full_disk_a_database_can_be_read_and_written_when_there_is_room),
    };
    return cmocka_run_group_tests_name("db/open", tests, NULL, NULL);
}
