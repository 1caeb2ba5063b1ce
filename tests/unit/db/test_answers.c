/* A file system on which SQLite cannot keep its promise: it says so only in the answer to a PRAGMA. */

#include "db_test.h"

#include <sqlite3.h>

struct weak_system {
    sqlite3_vfs vfs; /* the default one, but for xOpen */
    sqlite3_vfs *strong;
    sqlite3_io_methods methods;
};

static struct weak_system weak;

/* Methods of version 1 have no shared memory, and without it there is no WAL. */
static int open_without_shm(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
    int rc = weak.strong->xOpen(vfs, name, file, flags, out_flags);
    if (file->pMethods != NULL) {
        weak.methods = *file->pMethods;
        weak.methods.iVersion = 1;
        file->pMethods = &weak.methods;
    }
    return rc;
}

static void use_weak_system(void)
{
    weak.strong = sqlite3_vfs_find(NULL);
    weak.vfs = *weak.strong;
    weak.vfs.zName = "weak";
    weak.vfs.xOpen = open_without_shm;
    sqlite3_vfs_register(&weak.vfs, 1);
}

static void a_writer_without_wal_is_refused(void **state)
{
    char *path = file_join(*state, "a.db");
    struct db *db = NULL;
    use_weak_system();
    MUST_FAIL(db_open(&db, path, DB_CREATE, err), "journal_mode=WAL answers 'delete' instead of 'wal'");
    sqlite3_vfs_unregister(&weak.vfs);
    sqlite3_vfs_register(weak.strong, 1);
    MUST(db_open(&db, path, DB_CREATE, err));
    db_close(db);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_writer_without_wal_is_refused),
    };
    return cmocka_run_group_tests_name("db/answers", tests, NULL, NULL);
}
