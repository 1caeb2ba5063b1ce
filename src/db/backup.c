/*
 * Backup: copy into a file beside the target, check the copy, flush it, rename it over the target.
 * Whatever fails, the target is as it was.
 */

#include "db/db_int.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/i18n.h"
#include "base/mem.h"

static bool system_failed(const char *path, struct err *err)
{
    return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
}

/* ---- the target ---- */

static bool is_same_file(const char *a, const char *b)
{
    struct stat x;
    struct stat y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static bool has_bytes(const char *path, const char *suffix)
{
    struct stat st;
    struct str name = STR_INIT;
    str_addf(&name, "%s%s", path, suffix);
    bool has = stat(name.p, &st) == 0 && st.st_size > 0;
    str_release(&name);
    return has;
}

/* SQLite would play an old -wal or -journal found beside the new copy into it, and so destroy it. */
static bool check_target(struct db *from, const char *path, struct err *err)
{
    if (sqlite3_txn_state(from->h, "main") == SQLITE_TXN_WRITE) {
        return err_set(err, ERR_STORE, _("a change is not yet complete: finish it first"));
    }
    if (from->mode != DB_MEMORY && is_same_file(from->path, path)) {
        return err_set(err, ERR_STORE, _("this is the database itself: choose another name for its copy"));
    }
    if (has_bytes(path, "-wal") || has_bytes(path, "-journal")) {
        return err_set(err, ERR_STORE, _("there is a database in use of this name: choose another"));
    }
    return true;
}

/* ---- the copy ---- */

#define STEP_PAGES 256 /* between two words about progress */

struct watch {
    void (*progress)(void *arg, int64_t percent); /* or NULL */
    void *arg;
};

static int step_all(sqlite3_backup *b, const struct watch *w)
{
    int rc;
    do {
        rc = sqlite3_backup_step(b, w->progress ? STEP_PAGES : -1);
        int pages = sqlite3_backup_pagecount(b);
        if (w->progress && rc == SQLITE_OK && pages > 0) {
            w->progress(w->arg, (int64_t)(pages - sqlite3_backup_remaining(b)) * 100 / pages);
        }
    } while (rc == SQLITE_OK);
    return rc;
}

/* All in one read transaction, which is begun here where steps would otherwise be many: a snapshot, and writers go on. */
static bool copy_pages(struct db *from, struct db *to, const struct watch *w, struct err *err)
{
    int64_t ignored;
    bool alone = w->progress && !db_in_transaction(from);
    if (alone && !(db_exec(from, "BEGIN", err) && db_identity(from, &ignored, &ignored, err))) {
        return false;
    }
    sqlite3_backup *b = sqlite3_backup_init(to->h, "main", from->h, "main");
    int step = b ? step_all(b, w) : sqlite3_extended_errcode(to->h);
    sqlite3_backup_finish(b);
    struct err undone = ERR_INIT;
    (void)(alone && db_exec(from, "ROLLBACK", &undone));
    return step == SQLITE_DONE || db_fail(to, step, err);
}

/* One line "ok", or lines that say what is broken. */
static bool check_copy(struct db *copy, struct err *err)
{
    struct db_stmt *st = NULL;
    bool row = false;
    bool ok = db_prepare(copy, &st, "PRAGMA integrity_check", err) && db_step(st, &row, err);
    if (ok && !(row && sv_eq(db_column_text(st, 0), "ok"))) {
        ok = err_set(err, ERR_STORE,
                     _("the copy does not pass its check: the database may be damaged (SQLite: %s)"),
                     row ? db_column_str(st, 0) : "");
    }
    db_finalize(st);
    return ok;
}

/* A copy carries the WAL mark of its source; without it, it is one file that can be read anywhere. */
static bool fill(struct db *from, struct db *to, const struct watch *w, struct err *err)
{
    return copy_pages(from, to, w, err) && check_copy(to, err) &&
           db_exec(to, "PRAGMA journal_mode=DELETE", err);
}

static bool write_copy(struct db *from, const char *path, const struct watch *w, struct err *err)
{
    struct db to = {.mode = DB_CREATE};
    int rc = sqlite3_open_v2(path, &to.h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                             NULL);
    bool ok = rc == SQLITE_OK ? fill(from, &to, w, err) : db_fail(&to, rc, err);
    sqlite3_close(to.h);
    from->last_rc = to.last_rc; /* where db_last_fault looks */
    return ok;
}

/* ---- onto the disk ---- */

static bool flush(const char *path, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return system_failed(path, err);
    }
    bool ok = fsync(fd) == 0 || system_failed(path, err);
    close(fd);
    return ok;
}

static bool flush_folder_of(const char *path, struct err *err)
{
    char *copy = mem_dup(path);
    bool ok = flush(dirname(copy), err);
    free(copy);
    return ok;
}

static bool put_in_place(const char *temp, const char *path, struct err *err)
{
    if (rename(temp, path) != 0) {
        return system_failed(path, err);
    }
    return flush_folder_of(path, err);
}

/* The copy holds what the database holds: nobody else's eyes, and mkstemp's 0600 says so. */
static bool backup_beside(struct db *from, const char *path, const struct watch *w, struct err *err)
{
    struct str temp = STR_INIT;
    str_addf(&temp, "%s%s.XXXXXX", path[0] == '/' ? "" : "./", path);
    int fd = mkstemp(temp.p);
    bool ok = fd >= 0 || system_failed(path, err);
    if (ok) {
        close(fd);
        ok = write_copy(from, temp.p, w, err) && flush(temp.p, err) && put_in_place(temp.p, path, err);
        if (!ok) {
            unlink(temp.p); /* gone already when only the folder could not be flushed */
        }
    }
    str_release(&temp);
    return ok;
}

bool db_backup(struct db *from, const char *path, void (*progress)(void *arg, int64_t percent), void *arg, struct err *err)
{
    const struct watch w = {progress, arg};
    if (!check_target(from, path, err) || !backup_beside(from, path, &w, err)) {
        return err_wrap(err, _("cannot back up to %s"), path);
    }
    return true;
}

/* ---- another file in its place ---- */

static bool remove_beside(const char *path, const char *suffix, struct err *err)
{
    struct str name = STR_INIT;
    str_addf(&name, "%s%s", path, suffix);
    bool ok = unlink(name.p) == 0 || errno == ENOENT || system_failed(name.p, err);
    str_release(&name);
    return ok;
}

static bool move_beside(const char *path, const char *keep, const char *suffix, struct err *err)
{
    struct str from = STR_INIT, to = STR_INIT;
    str_addf(&from, "%s%s", path, suffix);
    str_addf(&to, "%s%s", keep, suffix);
    bool ok = rename(from.p, to.p) == 0 || errno == ENOENT || system_failed(from.p, err);
    str_release(&from);
    str_release(&to);
    return ok;
}

static bool is_text(struct db *db, const char *pragma, const char *wanted, struct err *err)
{
    struct db_stmt *st = NULL;
    bool row = false;
    bool ok = db_prepare(db, &st, pragma, err) && db_step(st, &row, err) && row && sv_eq(db_column_text(st, 0), wanted);
    db_finalize(st);
    return ok;
}

/* One file without a log, which nobody else has open; false too where it is too damaged for that. */
static bool settle(const char *path, bool *busy)
{
    struct db db = {.mode = DB_WRITE};
    struct err why = ERR_INIT;
    int rc = sqlite3_open_v2(path, &db.h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    bool ok = (rc == SQLITE_OK || db_fail(&db, rc, &why)) && is_text(&db, "PRAGMA journal_mode=DELETE", "delete", &why) &&
              db_exec(&db, "BEGIN EXCLUSIVE; ROLLBACK", &why);
    *busy = !ok && db_last_fault(&db) == DB_FAULT_BUSY;
    sqlite3_close(db.h);
    return ok;
}

/* A second name for the file, so that no moment is without a database; where there are no second names it is moved away. */
static bool keep_old(const char *path, const char *keep, struct err *err)
{
    bool busy = false;
    if (settle(path, &busy)) {
        return link(path, keep) == 0 || rename(path, keep) == 0 || system_failed(keep, err);
    }
    if (busy) {
        return err_set(err, ERR_STORE, _("somebody still works with %s: let everybody leave it, then try again"), path);
    }
    return move_beside(path, keep, "-wal", err) && move_beside(path, keep, "-shm", err) &&
           (link(path, keep) == 0 || rename(path, keep) == 0 || system_failed(keep, err));
}

bool db_replace(const char *path, const char *by, const char *keep, struct err *err)
{
    struct stat st;
    bool there = stat(path, &st) == 0, busy = false;
    if (!settle(by, &busy)) { /* what it holds may lie in its log */
        return err_set(err, ERR_STORE, _("the copy %s could not be finished: check the disk, then try again"), by);
    }
    return (!there || keep_old(path, keep, err)) && remove_beside(path, "-wal", err) && remove_beside(path, "-shm", err) &&
           remove_beside(path, "-journal", err) && flush(by, err) && put_in_place(by, path, err);
}
