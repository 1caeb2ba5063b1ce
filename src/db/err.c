/*
 * SQLite's result codes as sentences: what happened and what to do, then SQLite's own words for whoever
 * helps.
 */

#include "db/db_int.h"

#include "base/i18n.h"

/* clang-format off */
#define CODE(name) {SQLITE_##name, "SQLITE_" #name}

static const struct {
    int code;
    const char *name;
} code_names[] = {
    CODE(ERROR), CODE(INTERNAL), CODE(PERM), CODE(ABORT), CODE(BUSY), CODE(LOCKED), CODE(NOMEM),
    CODE(READONLY), CODE(INTERRUPT), CODE(IOERR), CODE(CORRUPT), CODE(NOTFOUND), CODE(FULL),
    CODE(CANTOPEN), CODE(PROTOCOL), CODE(EMPTY), CODE(SCHEMA), CODE(TOOBIG), CODE(CONSTRAINT),
    CODE(MISMATCH), CODE(MISUSE), CODE(NOLFS), CODE(AUTH), CODE(FORMAT), CODE(RANGE), CODE(NOTADB),
    CODE(NOTICE), CODE(WARNING), CODE(ERROR_MISSING_COLLSEQ), CODE(ERROR_RETRY),
    CODE(ERROR_SNAPSHOT), CODE(IOERR_READ), CODE(IOERR_SHORT_READ), CODE(IOERR_WRITE),
    CODE(IOERR_FSYNC), CODE(IOERR_DIR_FSYNC), CODE(IOERR_TRUNCATE), CODE(IOERR_FSTAT),
    CODE(IOERR_UNLOCK), CODE(IOERR_RDLOCK), CODE(IOERR_DELETE), CODE(IOERR_BLOCKED),
    CODE(IOERR_NOMEM), CODE(IOERR_ACCESS), CODE(IOERR_CHECKRESERVEDLOCK), CODE(IOERR_LOCK),
    CODE(IOERR_CLOSE), CODE(IOERR_DIR_CLOSE), CODE(IOERR_SHMOPEN), CODE(IOERR_SHMSIZE),
    CODE(IOERR_SHMLOCK), CODE(IOERR_SHMMAP), CODE(IOERR_SEEK), CODE(IOERR_DELETE_NOENT),
    CODE(IOERR_MMAP), CODE(IOERR_GETTEMPPATH), CODE(IOERR_CONVPATH), CODE(IOERR_VNODE),
    CODE(IOERR_AUTH), CODE(IOERR_BEGIN_ATOMIC), CODE(IOERR_COMMIT_ATOMIC),
    CODE(IOERR_ROLLBACK_ATOMIC), CODE(IOERR_DATA), CODE(IOERR_CORRUPTFS), CODE(LOCKED_SHAREDCACHE),
    CODE(LOCKED_VTAB), CODE(BUSY_RECOVERY), CODE(BUSY_SNAPSHOT), CODE(BUSY_TIMEOUT),
    CODE(CANTOPEN_NOTEMPDIR), CODE(CANTOPEN_ISDIR), CODE(CANTOPEN_FULLPATH),
    CODE(CANTOPEN_CONVPATH), CODE(CANTOPEN_DIRTYWAL), CODE(CANTOPEN_SYMLINK), CODE(CORRUPT_VTAB),
    CODE(CORRUPT_SEQUENCE), CODE(CORRUPT_INDEX), CODE(READONLY_RECOVERY), CODE(READONLY_CANTLOCK),
    CODE(READONLY_ROLLBACK), CODE(READONLY_DBMOVED), CODE(READONLY_CANTINIT),
    CODE(READONLY_DIRECTORY), CODE(ABORT_ROLLBACK), CODE(CONSTRAINT_CHECK),
    CODE(CONSTRAINT_COMMITHOOK), CODE(CONSTRAINT_FOREIGNKEY), CODE(CONSTRAINT_FUNCTION),
    CODE(CONSTRAINT_NOTNULL), CODE(CONSTRAINT_PRIMARYKEY), CODE(CONSTRAINT_TRIGGER),
    CODE(CONSTRAINT_UNIQUE), CODE(CONSTRAINT_VTAB), CODE(CONSTRAINT_ROWID), CODE(CONSTRAINT_PINNED),
    CODE(CONSTRAINT_DATATYPE), CODE(AUTH_USER),
};
/* clang-format on */

static const struct {
    int code; /* primary, but for what stands first */
    const char *text;
} sentences[] = {
    {SQLITE_IOERR_SHMSIZE, N_("the disk is full: free some space, then try again")}, /* the -shm, before anything */
    {SQLITE_FULL, N_("the disk is full: free some space, then try again")},
    {SQLITE_READONLY, N_("the database can only be read: make its file and folder writable, then try again")},
    {SQLITE_BUSY, N_("somebody else is writing to the database: wait a moment, then try again")},
    {SQLITE_LOCKED, N_("somebody else is writing to the database: wait a moment, then try again")},
    {SQLITE_CORRUPT, N_("the database is damaged: stop entering data and restore the last good backup")},
    {SQLITE_NOTADB, N_("this file is not an SQLite database: check its name")},
    {SQLITE_IOERR, N_("the disk reported a fault: it is not known whether the last change is stored; "
                      "check the disk, then look at the record before you save it again")},
    {SQLITE_CANTOPEN, N_("the database cannot be opened: check that its folder exists and may be used")},
    {SQLITE_PERM, N_("the database cannot be opened: check that its folder exists and may be used")},
    {SQLITE_CONSTRAINT, N_("a rule of the database forbids this")},
    {SQLITE_TOOBIG, N_("a value is too long for the database: shorten it")},
    {SQLITE_NOMEM, N_("there is not enough memory: close other programs, then try again")},
    {SQLITE_AUTH, N_("this statement may not be used here")},
    {SQLITE_INTERRUPT, N_("the statement was stopped before its end")},
};

/* The name of an extended code, or of its family when SQLite is newer than this table. */
static const char *code_name(int rc)
{
    const char *family = "SQLITE_ERROR";
    for (size_t i = 0; i < sizeof code_names / sizeof *code_names; i++) {
        if (code_names[i].code == rc) {
            return code_names[i].name;
        }
        if (code_names[i].code == (rc & 0xff)) {
            family = code_names[i].name;
        }
    }
    return family;
}

static const char *sentence(int rc)
{
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        if (sentences[i].code == rc || sentences[i].code == (rc & 0xff)) {
            return _(sentences[i].text);
        }
    }
    return _("the database could not do this");
}

bool db_fail(struct db *db, int rc, struct err *err)
{
    db->last_rc = rc;
    /* The connection has words for its last call only; any other code gets the library's standard words. */
    const char *words = sqlite3_extended_errcode(db->h) == rc ? sqlite3_errmsg(db->h) : sqlite3_errstr(rc);
    return err_set(err, ERR_STORE, "%s (SQLite: %s, %s)", sentence(rc), words, code_name(rc));
}

enum db_fault db_last_fault(const struct db *db)
{
    switch (db->last_rc == SQLITE_IOERR_SHMSIZE ? SQLITE_FULL : db->last_rc & 0xff) {
    case SQLITE_OK:
        return DB_FAULT_NONE;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return DB_FAULT_BUSY;
    case SQLITE_CONSTRAINT:
        return DB_FAULT_CONSTRAINT;
    case SQLITE_FULL:
        return DB_FAULT_FULL;
    case SQLITE_IOERR:
        return DB_FAULT_DISK;
    default:
        return DB_FAULT_OTHER;
    }
}
