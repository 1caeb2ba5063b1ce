#ifndef TESTS_DB_TEST_H
#define TESTS_DB_TEST_H

/* What the tests of db/ share: cmocka, a folder that goes away, and calls that must succeed. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "db/db.h"

/* Say the message when something that must succeed fails. */
#define MUST(call)                                                                                           \
    do {                                                                                                     \
        struct err e_ = ERR_INIT;                                                                            \
        struct err *err = &e_;                                                                               \
        if (!(call)) {                                                                                       \
            fail_msg("%s: %s", #call, e_.msg);                                                               \
        }                                                                                                    \
    } while (0)

/* It must fail, and the message must hold `words`. */
#define MUST_FAIL(call, words)                                                                               \
    do {                                                                                                     \
        struct err e_ = ERR_INIT;                                                                            \
        struct err *err = &e_;                                                                               \
        assert_false(call);                                                                                  \
        assert_int_equal(e_.code, ERR_STORE);                                                                \
        if (strstr(e_.msg, words) == NULL) {                                                                 \
            fail_msg("'%s' does not say '%s'", e_.msg, words);                                               \
        }                                                                                                    \
    } while (0)

static inline struct db *open_memory(void)
{
    struct db *db = NULL;
    MUST(db_open(&db, NULL, DB_MEMORY, err));
    return db;
}

static inline struct db *open_file(const char *path, enum db_mode mode)
{
    struct db *db = NULL;
    MUST(db_open(&db, path, mode, err));
    return db;
}

static inline void exec(struct db *db, const char *sql)
{
    MUST(db_exec(db, sql, err));
}

/* All rows of a query as text: columns joined by "|", rows by newlines; NULL is "-".  free() it. */
static inline char *rows_of(struct db_stmt *st)
{
    struct str out = STR_INIT;
    bool row = false;
    MUST(db_step(st, &row, err));
    while (row) {
        str_add(&out, out.len > 0 ? "\n" : "");
        for (int i = 0; i < db_columns(st); i++) {
            const char *text = db_column_str(st, i);
            str_addf(&out, "%s%s", i > 0 ? "|" : "", text == NULL ? "-" : text);
        }
        MUST(db_step(st, &row, err));
    }
    return str_take(&out);
}

#define ASSERT_ROWS(db, sql, wanted)                                                                         \
    do {                                                                                                     \
        struct db_stmt *st_ = NULL;                                                                          \
        MUST(db_prepare(db, &st_, sql, err));                                                                \
        char *got_ = rows_of(st_);                                                                           \
        assert_string_equal(got_, wanted);                                                                   \
        free(got_);                                                                                          \
        db_finalize(st_);                                                                                    \
    } while (0)

/* A new folder for each test, in *state. */
static inline int make_folder(void **state)
{
    char template[] = "/tmp/phieu-db-XXXXXX";
    *state = strdup(mkdtemp(template));
    return *state == NULL;
}

static inline int drop_folder(void **state)
{
    char **names = NULL;
    size_t n = 0;
    struct err e = ERR_INIT;
    chmod(*state, 0700);
    if (file_list(*state, "", &names, &n, &e)) {
        for (size_t i = 0; i < n; i++) {
            char *path = file_join(*state, names[i]);
            remove(path);
            free(path);
        }
        file_list_free(names, n);
    }
    rmdir(*state);
    free(*state);
    return 0;
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, drop_folder)

#endif
