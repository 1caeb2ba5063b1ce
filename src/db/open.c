/*
 * Opening and closing.  The order matters: what kind of file it is, then the handle, then its header (before
 * any lock, and before anything could be written), then hardening, then the settings of a writer.
 */

#include "db/db_int.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>
#include "base/i18n.h"
#include "base/mem.h"

#define LENGTH_MAX (8 * 1024 * 1024) /* bytes of a value or row */
#define BUSY_MS    15000

/* ---- waiting for locks ---- */

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/*
 * SQLite's own handler backs off to 100 ms without jitter, so whoever has just committed wins again and the
 * others starve.  Short random waits share the lock fairly.
 */
static void wait_jittered(int tries)
{
    static const struct {
        int until; /* from here on the next line counts */
        uint32_t least_us;
        uint32_t span_us;
    } waits[] = {{8, 300, 1500}, {40, 1000, 5000}, {INT_MAX, 1000, 20000}};
    size_t i = 0;
    while (tries >= waits[i].until) {
        i++;
    }
    uint32_t dice;
    sqlite3_randomness(sizeof dice, &dice);
    uint32_t us = waits[i].least_us + dice % waits[i].span_us;
    nanosleep(&(struct timespec){.tv_nsec = (long)us * 1000}, NULL);
}

static int wait_for_lock(void *arg, int tries)
{
    struct db *db = arg;
    if (tries == 0) {
        db->busy_since = now_ms();
    } else if (now_ms() - db->busy_since >= BUSY_MS) {
        return 0;
    }
    wait_jittered(tries);
    return 1;
}

/* ---- the file, before SQLite sees it ---- */

static bool is_writer(enum db_mode mode)
{
    return mode == DB_WRITE || mode == DB_CREATE;
}

static bool no_file(struct err *err)
{
    if (errno == ENOENT) {
        return err_set(err, ERR_STORE, _("there is no such file: check its name"));
    }
    return err_set(err, ERR_STORE, _("the file cannot be reached: %s"), strerror(errno));
}

static bool check_kind(const char *path, enum db_mode mode, struct err *err)
{
    struct stat st;
    if (stat(path, &st) != 0) {
        return (errno == ENOENT && mode == DB_CREATE) || no_file(err);
    }
    if (S_ISDIR(st.st_mode)) {
        return err_set(err, ERR_STORE, _("this is a folder: name the database file in it"));
    }
    if (!S_ISREG(st.st_mode)) {
        return err_set(err, ERR_STORE, _("this is not a regular file: check its name"));
    }
    if (access(path, R_OK) != 0) {
        return err_set(err, ERR_STORE,
                       _("this file may not be read: ask its owner for the right to read it"));
    }
    if (is_writer(mode) && access(path, W_OK) != 0) {
        return err_set(err, ERR_STORE,
                       _("this file may not be written: ask its owner for the right to write it"));
    }
    return true;
}

/* ---- the handle ---- */

static int open_flags(enum db_mode mode)
{
    switch (mode) {
    case DB_MEMORY:
        return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY;
    case DB_READ:
        return SQLITE_OPEN_READONLY;
    case DB_WRITE:
        return SQLITE_OPEN_READWRITE;
    case DB_CREATE:
        return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    }
    return 0;
}

static bool open_handle(struct db *db, const char *name, int flags, struct err *err)
{
    sqlite3_close(db->h); /* of an earlier attempt */
    int rc = sqlite3_open_v2(name, &db->h, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, db->alone ? "unix-excl" : NULL);
    if (db->h == NULL) {
        mem_fatal(_("out of memory"));
    }
    return rc == SQLITE_OK || db_fail(db, rc, err);
}

/* A relative name gets a "./", so that a file called ":memory:" is a file. */
static bool open_file(struct db *db, struct err *err)
{
    struct str name = STR_INIT;
    str_addf(&name, "%s%s", db->path[0] == '/' ? "" : "./", db->path);
    bool ok = open_handle(db, name.p, open_flags(db->alone ? DB_WRITE : db->mode), err);
    str_release(&name);
    return ok;
}

/* The file as it is, alone: no locks, no journal, nothing made beside it. */
static bool open_immutable(struct db *db, struct err *err)
{
    struct str uri = STR_INIT;
    str_add(&uri, db->path[0] == '/' ? "file:" : "file:./");
    for (const char *p = db->path; *p != '\0'; p++) {
        if (strchr("%?#", *p) != NULL) {
            str_addf(&uri, "%%%02X", (unsigned)*p);
        } else {
            str_add_c(&uri, *p);
        }
    }
    str_add(&uri, "?immutable=1");
    bool ok = open_handle(db, uri.p, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, err);
    str_release(&uri);
    return ok;
}

/* ---- the header ---- */

enum content {
    CONTENT_OURS, /* or nothing yet */
    CONTENT_FOREIGN,
    CONTENT_NOT_SQLITE,
    CONTENT_CUT, /* shorter than its header says */
};

static uint32_t big_endian(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Offsets are those of "The Database Header" in SQLite's file format. */
static enum content content_of(const unsigned char *header)
{
    uint32_t schema_cookie = big_endian(header + 40); /* 0: no table was ever made */
    uint32_t application_id = big_endian(header + 68);
    if (memcmp(header, "SQLite format 3", 16) != 0) {
        return CONTENT_NOT_SQLITE;
    }
    if (application_id == DB_APPLICATION_ID || (application_id == 0 && schema_cookie == 0)) {
        return CONTENT_OURS;
    }
    return CONTENT_FOREIGN;
}

bool db_has_log(const char *path)
{
    struct stat st;
    struct str wal = STR_INIT;
    str_addf(&wal, "%s-wal", path);
    bool has = stat(wal.p, &st) == 0 && st.st_size > 0;
    str_release(&wal);
    return has;
}

/* A copy that was not finished reads well until the first page that is missing. */
static bool is_cut(const unsigned char *header, int64_t size)
{
    uint32_t page = (uint32_t)header[16] << 8 | header[17];
    bool pages_known = big_endian(header + 24) == big_endian(header + 92); /* else an old SQLite wrote it */
    return pages_known && size < (int64_t)big_endian(header + 28) * (page == 1 ? 65536 : page);
}

/*
 * Through SQLite's own file handle.  A second descriptor would be a trap: closing it drops every POSIX lock
 * that this process holds on the file through other connections.
 */
static bool read_content(struct db *db, enum content *out, struct err *err)
{
    unsigned char header[100] = {0};
    sqlite3_file *file = NULL;
    sqlite3_int64 size = 0;
    bool growing = db_has_log(db->path); /* the header may be ahead of the file */
    sqlite3_file_control(db->h, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    int rc = file->pMethods->xFileSize(file, &size);
    if (rc == SQLITE_OK) {
        rc = file->pMethods->xRead(file, header, sizeof header, 0);
    }
    if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ) {
        return db_fail(db, rc, err);
    }
    bool empty = size == 0 && header[0] == 0; /* SQLite calls a file of one byte empty, too */
    *out = empty ? CONTENT_OURS : content_of(header);
    if (*out == CONTENT_OURS && is_cut(header, size) && !growing && !db_has_log(db->path)) {
        *out = CONTENT_CUT;
    }
    return true;
}

/* ---- hardening ---- */

static void harden(struct db *db)
{
    static const struct {
        int option;
        int value;
    } options[] = {
        /* clang-format off */
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        /* clang-format on */
    };
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        sqlite3_db_config(db->h, options[i].option, options[i].value, NULL);
    }
    sqlite3_limit(db->h, SQLITE_LIMIT_LENGTH, LENGTH_MAX);
    sqlite3_limit(db->h, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_busy_handler(db->h, wait_for_lock, db);
}

/* ---- one way for each mode ---- */

/* The only value of a PRAGMA. */
static bool pragma_text(struct db *db, const char *sql, struct str *out, struct err *err)
{
    struct db_stmt *st = NULL;
    bool row = false;
    bool ok = db_prepare(db, &st, sql, err) && db_step(st, &row, err);
    if (ok && row) {
        str_add_sv(out, db_column_text(st, 0));
    }
    db_finalize(st);
    return ok;
}

static bool pragma_int(struct db *db, const char *sql, int64_t *out, struct err *err)
{
    struct db_stmt *st = NULL;
    bool row = false;
    bool ok = db_prepare(db, &st, sql, err) && db_step(st, &row, err);
    if (ok && row) {
        *out = db_column_int(st, 0);
    }
    db_finalize(st);
    return ok;
}

/* An answer can differ from the wish without an error: a failed fsync leaves journal_mode at "delete". */
static bool expect(struct db *db, const char *pragma, const char *wanted, struct err *err)
{
    struct str answer = STR_INIT;
    bool ok = pragma_text(db, pragma, &answer, err);
    if (ok && !str_eq(answer.p, wanted)) {
        ok = err_set(err, ERR_STORE,
                     _("%s answers '%s' instead of '%s', so what is saved would not be safe: check the disk"),
                     pragma, answer.p, wanted);
    }
    str_release(&answer);
    return ok;
}

/* For a new file: a record's row is some hundred bytes, and many of them are written in half the calls. */
static bool choose_page_size(struct db *db, struct err *err)
{
    return db_exec(db, "PRAGMA page_size=8192", err);
}

bool db_keep_pages(struct db *db, int kib, struct err *err)
{
    struct str sql = STR_INIT;
    str_addf(&sql, "PRAGMA main.cache_size = -%d", kib);
    bool ok = db_exec(db, sql.p, err);
    str_release(&sql);
    return ok;
}

/* What a transaction has changed stays in memory up to 250 pages, however few of those that were only read are kept. */
static bool prepare_writer(struct db *db, struct err *err)
{
    return db_exec(db,
                   "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;"
                   "PRAGMA synchronous=FULL; PRAGMA journal_size_limit=16777216; PRAGMA cache_spill=250;",
                   err) &&
           db_keep_pages(db, DB_PAGES_KIB, err) &&
           expect(db, "PRAGMA journal_mode=WAL", "wal", err) && expect(db, "PRAGMA synchronous", "2", err);
}

/* The first read of a file takes its first lock and, in WAL mode, makes the -shm beside it. */
static bool prepare_reader(struct db *db, struct err *err)
{
    int64_t ignored;
    return db_exec(db, "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY;", err) &&
           pragma_int(db, "PRAGMA schema_version", &ignored, err);
}

static bool open_foreign(struct db *db, struct err *err)
{
    db->alone = false;
    if (!open_immutable(db, err)) {
        return false;
    }
    harden(db);
    return prepare_reader(db, err);
}

static bool try_writer(struct db *db, struct err *err)
{
    if (sqlite3_db_readonly(db->h, "main") != 0) {
        return db_fail(db, SQLITE_READONLY, err);
    }
    harden(db);
    return (db->mode != DB_CREATE || choose_page_size(db, err)) && prepare_writer(db, err);
}

/*
 * A WAL database needs a -shm beside it, even for reading, and a full disk has no room for one.  SQLite's VFS "unix-excl" keeps what
 * would stand there in memory, and the file for this process as long as that has it open.
 */
static bool open_alone(struct db *db, struct err *err)
{
    db->alone = true;
    return open_file(db, err);
}

static bool open_writer(struct db *db, struct err *err)
{
    return try_writer(db, err) || (db->last_rc == SQLITE_IOERR_SHMSIZE && open_alone(db, err) && try_writer(db, err));
}

static bool try_reader(struct db *db, struct err *err)
{
    harden(db);
    return prepare_reader(db, err);
}

/* A handle that could write, and does not. */
static bool read_alone(struct db *db, struct err *err)
{
    return access(db->path, W_OK) == 0 && open_alone(db, err) && try_reader(db, err) && db_exec(db, "PRAGMA query_only=ON", err);
}

/*
 * On read-only media there can be no -shm either.  Where nobody can write, the file may be called immutable and read without it; a
 * -wal that is not empty would then be overlooked, so such a file is refused.
 */
static bool open_reader(struct db *db, struct err *err)
{
    if (try_reader(db, err)) {
        return true;
    }
    if (db->last_rc == SQLITE_IOERR_SHMSIZE) {
        return read_alone(db, err);
    }
    int family = db->last_rc & 0xff;
    if (family != SQLITE_CANTOPEN && family != SQLITE_READONLY) {
        return false;
    }
    if (db_has_log(db->path)) {
        return err_set(err, ERR_STORE,
                       _("its last changes lie in %s-wal, and this folder cannot be written: "
                         "copy both files into a folder of your own"),
                       db->path);
    }
    return open_foreign(db, err);
}

static bool open_by_mode(struct db *db, struct err *err)
{
    enum content content = CONTENT_NOT_SQLITE;
    if (!check_kind(db->path, db->mode, err) || !open_file(db, err) || !read_content(db, &content, err)) {
        return false;
    }
    switch (content) {
    case CONTENT_NOT_SQLITE:
        return db_fail(db, SQLITE_NOTADB, err);
    case CONTENT_CUT:
        return db_fail(db, SQLITE_CORRUPT, err);
    case CONTENT_FOREIGN:
        return open_foreign(db, err);
    case CONTENT_OURS:
        break;
    }
    return db->mode == DB_READ ? open_reader(db, err) : open_writer(db, err);
}

/* The expressions' workspace, opened at every start: no PRAGMA is worth its time here. */
static bool open_memory(struct db *db, struct err *err)
{
    if (!open_handle(db, ":memory:", open_flags(DB_MEMORY), err)) {
        return false;
    }
    harden(db);
    return true;
}

/*
 * Nobody asks how much memory SQLite holds, and counting it costs a lock and a sum at each piece: a seventh of a start.  Pages are
 * taken one by one: SQLite would take twenty at once for each connection and each passing table of a statement, which mostly fill one.
 * From the second opening on SQLite has begun and answers that it is too late, as it should be.
 */
static void choose_memory(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    (void)sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
}

bool db_open(struct db **out, const char *path, enum db_mode mode, struct err *err)
{
    choose_memory();
    struct db *db = mem_zero(1, sizeof *db);
    db->mode = mode;
    db->path = mem_dup(mode == DB_MEMORY ? ":memory:" : path);
    if (!(mode == DB_MEMORY ? open_memory(db, err) : open_by_mode(db, err))) {
        err_wrap(err, _("cannot open the database %s"), db->path);
        db_close(db);
        return false;
    }
    db->last_rc = SQLITE_OK; /* a failed first attempt is forgotten */
    *out = db;
    return true;
}

void db_close(struct db *db)
{
    if (db == NULL) {
        return;
    }
    cache_release(&db->cache);
    int rc = sqlite3_close(db->h);
    assert(rc == SQLITE_OK && "a statement outlives its connection");
    (void)rc;
    free(db->path);
    free(db);
}

/* ---- small questions ---- */

enum { HEADER_BYTES = 100, USER_VERSION_AT = 60, APPLICATION_ID_AT = 68 };

static int64_t big_endian_32(const unsigned char *p)
{
    return (int64_t)p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3];
}

bool db_header(const char *path, int64_t *application_id, int64_t *user_version)
{
    unsigned char head[HEADER_BYTES];
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    bool whole = fd >= 0 && read(fd, head, sizeof head) == HEADER_BYTES && memcmp(head, "SQLite format 3", 16) == 0;
    if (whole) {
        *user_version = big_endian_32(head + USER_VERSION_AT);
        *application_id = big_endian_32(head + APPLICATION_ID_AT);
    }
    if (fd >= 0) {
        close(fd);
    }
    return whole;
}

bool db_identity(struct db *db, int64_t *application_id, int64_t *user_version, struct err *err)
{
    return pragma_int(db, "PRAGMA application_id", application_id, err) &&
           pragma_int(db, "PRAGMA user_version", user_version, err);
}

int64_t db_changes(struct db *db)
{
    return sqlite3_changes64(db->h);
}

bool db_in_transaction(struct db *db)
{
    return sqlite3_get_autocommit(db->h) == 0;
}

bool db_has_moved(struct db *db)
{
    int moved = 0;
    return sqlite3_file_control(db->h, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved;
}

bool db_is_alone(const struct db *db)
{
    return db->alone;
}

int64_t db_room(const struct db *db)
{
    struct statvfs fs;
    return statvfs(db->path, &fs) == 0 ? (int64_t)fs.f_bavail * (int64_t)fs.f_frsize : INT64_MAX;
}

void db_interrupt(struct db *db)
{
    sqlite3_interrupt(db->h);
}
