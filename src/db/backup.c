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

static bool copy_pages(struct db *from, struct db *to, struct err *err)
{
    sqlite3_backup *b = sqlite3_backup_init(to->h, "main", from->h, "main");
    if (b == NULL) {
        return db_fail(to, sqlite3_extended_errcode(to->h), err);
    }
    int step = sqlite3_backup_step(b, -1); /* all in one read transaction: a snapshot, and writers go on */
    sqlite3_backup_finish(b);
    return step == SQLITE_DONE || db_fail(to, step, err);
}

/* One line "ok", or lines that say what is broken. */
static bool quick_check(struct db *copy, struct err *err)
{
    struct db_stmt *st = NULL;
    bool row = false;
    bool ok = db_prepare(copy, &st, "PRAGMA quick_check", err) && db_step(st, &row, err);
    if (ok && !(row && sv_eq(db_column_text(st, 0), "ok"))) {
        ok = err_set(err, ERR_STORE,
                     _("the copy does not pass its check: the database may be damaged (SQLite: %s)"),
                     row ? db_column_str(st, 0) : "");
    }
    db_finalize(st);
    return ok;
}

/* A copy carries the WAL mark of its source; without it, it is one file that can be read anywhere. */
static bool fill(struct db *from, struct db *to, struct err *err)
{
    return copy_pages(from, to, err) && quick_check(to, err) &&
           db_exec(to, "PRAGMA journal_mode=DELETE", err);
}

static bool write_copy(struct db *from, const char *path, struct err *err)
{
    struct db to = {.mode = DB_CREATE};
    int rc = sqlite3_open_v2(path, &to.h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                             NULL);
    bool ok = rc == SQLITE_OK ? fill(from, &to, err) : db_fail(&to, rc, err);
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
static bool backup_beside(struct db *from, const char *path, struct err *err)
{
    struct str temp = STR_INIT;
    str_addf(&temp, "%s%s.XXXXXX", path[0] == '/' ? "" : "./", path);
    int fd = mkstemp(temp.p);
    bool ok = fd >= 0 || system_failed(path, err);
    if (ok) {
        close(fd);
        ok = write_copy(from, temp.p, err) && flush(temp.p, err) && put_in_place(temp.p, path, err);
        if (!ok) {
            unlink(temp.p); /* gone already when only the folder could not be flushed */
        }
    }
    str_release(&temp);
    return ok;
}

bool db_backup(struct db *from, const char *path, struct err *err)
{
    if (!check_target(from, path, err) || !backup_beside(from, path, err)) {
        return err_wrap(err, _("cannot back up to %s"), path);
    }
    return true;
}
