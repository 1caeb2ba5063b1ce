#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"

/* Each test has an empty folder of its own. */
static int make_folder(void **state)
{
    char *dir = strdup("/tmp/phieu-file-XXXXXX");

    *state = dir;
    return mkdtemp(dir) ? 0 : -1;
}

static int remove_folder(void **state)
{
    char *dir = *state;
    char **names;
    size_t n;
    struct err err = ERR_INIT;

    if (!file_list(dir, "", &names, &n, &err)) {
        return -1;
    }
    for (size_t i = 0; i < n; i++) {
        char *path = file_join(dir, names[i]);
        remove(path);
        free(path);
    }
    file_list_free(names, n);
    int rc = rmdir(dir);
    free(dir);
    return rc;
}

static size_t count_files(const char *dir)
{
    char **names;
    size_t n;
    struct err err = ERR_INIT;

    assert_true(file_list(dir, "", &names, &n, &err));
    file_list_free(names, n);
    return n;
}

static void what_is_written_is_read(void **state)
{
    char *path = file_join(*state, "a");
    struct str got = STR_INIT;
    struct err err = ERR_INIT;

    assert_true(file_write_atomic(path, "a\0b", 3, &err));
    str_add(&got, ">");
    assert_true(file_read(path, 3, &got, &err));
    assert_int_equal(got.len, 4);
    assert_memory_equal(got.p, ">a\0b", 4);
    assert_true(file_write_atomic(path, "", 0, &err));
    str_clear(&got);
    assert_true(file_read(path, 0, &got, &err));
    assert_int_equal(got.len, 0);
    assert_int_equal(count_files(*state), 1);
    str_release(&got);
    free(path);
}

static void a_big_file_is_read_whole(void **state)
{
    char *path = file_join(*state, "big");
    struct str bytes = STR_INIT, got = STR_INIT;
    struct err err = ERR_INIT;

    for (int i = 0; i < 20000; i++) {
        str_addf(&bytes, "%d ", i);
    }
    assert_true(file_write_atomic(path, bytes.p, bytes.len, &err));
    assert_true(file_read(path, bytes.len, &got, &err));
    assert_string_equal(got.p, bytes.p);
    str_release(&bytes);
    str_release(&got);
    free(path);
}

static void a_file_beyond_the_limit_is_refused_and_adds_nothing(void **state)
{
    char *path = file_join(*state, "a");
    struct str got = STR_INIT;
    struct err err = ERR_INIT;

    assert_true(file_write_atomic(path, "abcd", 4, &err));
    str_add(&got, "x");
    assert_false(file_read(path, 3, &got, &err));
    assert_int_equal(err.code, ERR_IO);
    assert_non_null(strstr(err.msg, path));
    assert_string_equal(got.p, "x");
    str_release(&got);
    free(path);
}

static void only_regular_files_are_read(void **state)
{
    char *path = file_join(*state, "pipe");
    char *missing = file_join(*state, "missing");
    struct str got = STR_INIT;
    struct err err = ERR_INIT;

    assert_int_equal(mkfifo(path, 0600), 0);
    assert_false(file_read(path, 100, &got, &err)); /* and does not wait for a writer */
    assert_int_equal(err.code, ERR_IO);
    assert_false(file_read(*state, 100, &got, &err));
    assert_int_equal(err.code, ERR_IO);
    assert_false(file_read(missing, 100, &got, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_non_null(strstr(err.msg, strerror(ENOENT)));
    free(path);
    free(missing);
}

static mode_t mode_of(const char *path)
{
    struct stat st;

    assert_int_equal(stat(path, &st), 0);
    return st.st_mode & 07777;
}

static void a_new_file_is_private_and_an_old_one_keeps_its_mode(void **state)
{
    char *path = file_join(*state, "a");
    struct err err = ERR_INIT;

    assert_true(file_write_atomic(path, "x", 1, &err));
    assert_int_equal(mode_of(path), 0600);
    assert_int_equal(chmod(path, 0644), 0);
    assert_true(file_write_atomic(path, "y", 1, &err));
    assert_int_equal(mode_of(path), 0644);
    free(path);
}

static void a_failed_write_leaves_nothing_behind(void **state)
{
    char *path = file_join(*state, "folder");
    char *nowhere = file_join(*state, "missing/file");
    struct err err = ERR_INIT;

    assert_true(file_make_dirs(path, &err));
    assert_false(file_write_atomic(path, "x", 1, &err)); /* a folder is in the way */
    assert_int_equal(err.code, ERR_IO);
    assert_non_null(strstr(err.msg, path));
    assert_false(file_write_atomic(nowhere, "x", 1, &err));
    assert_int_equal(count_files(*state), 1);
    free(path);
    free(nowhere);
}

static void missing_folders_are_made_private(void **state)
{
    char *top = file_join(*state, "a"), *low = file_join(top, "b//c/"), *mid = file_join(top, "b");
    struct err err = ERR_INIT;

    assert_true(file_make_dirs(low, &err));
    assert_true(file_make_dirs(low, &err));
    assert_true(file_is_dir(low));
    assert_int_equal(mode_of(mid), 0700);
    assert_true(file_make_dirs("/", &err));
    rmdir(low);
    rmdir(mid);
    free(top);
    free(mid);
    free(low);
}

static void a_file_in_the_way_of_a_folder_is_named(void **state)
{
    char *path = file_join(*state, "a"), *below = file_join(path, "b");
    struct err err = ERR_INIT;

    assert_true(file_write_atomic(path, "", 0, &err));
    assert_false(file_make_dirs(below, &err));
    assert_int_equal(err.code, ERR_IO);
    assert_non_null(strstr(err.msg, path));
    assert_false(file_make_dirs("", &err));
    free(path);
    free(below);
}

static void lists_are_sorted_and_filtered(void **state)
{
    static const char *const files[] = {"b.ini", "a.ini", "C.ini", "a.csv", "ă.ini", ".ini"};
    static const char *const want[] = {".ini", "C.ini", "a.ini", "b.ini", "ă.ini"};
    struct err err = ERR_INIT;
    char **names;
    size_t n;

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *path = file_join(*state, files[i]);
        assert_true(file_write_atomic(path, "", 0, &err));
        free(path);
    }
    assert_true(file_list(*state, ".ini", &names, &n, &err));
    assert_int_equal(n, sizeof want / sizeof *want);
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(names[i], want[i]);
    }
    file_list_free(names, n);
}

static void a_missing_folder_is_an_empty_list_but_a_file_is_an_error(void **state)
{
    char *missing = file_join(*state, "missing"), *path = file_join(*state, "a");
    struct err err = ERR_INIT;
    char **names = NULL;
    size_t n = 7;

    assert_true(file_list(missing, "", &names, &n, &err));
    assert_int_equal(n, 0);
    file_list_free(names, n);
    assert_true(file_write_atomic(path, "", 0, &err));
    assert_false(file_list(path, "", &names, &n, &err));
    assert_non_null(strstr(err.msg, path));
    free(missing);
    free(path);
}

static void join_puts_one_slash_between(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"a", "b", "a/b"}, {"a/", "b", "a/b"}, {"/", "b", "/b"}, {"a", "b/c", "a/b/c"}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *got = file_join(cases[i][0], cases[i][1]);
        assert_string_equal(got, cases[i][2]);
        free(got);
    }
}

static void existence_tells_files_from_folders(void **state)
{
    char *path = file_join(*state, "a");
    struct err err = ERR_INIT;

    assert_false(file_exists(path));
    assert_true(file_write_atomic(path, "", 0, &err));
    assert_true(file_exists(path));
    assert_false(file_is_dir(path));
    assert_true(file_exists(*state));
    assert_true(file_is_dir(*state));
    free(path);
}

static void the_kernels_own_file_systems_are_no_network(void **state)
{
    (void)state;
    assert_false(file_on_network("/proc"));
    assert_false(file_on_network("/proc/not/there/yet"));
    assert_false(file_on_network("/dev/null/below/a/file"));
}

#define in_folder(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(what_is_written_is_read),
        in_folder(a_big_file_is_read_whole),
        in_folder(a_file_beyond_the_limit_is_refused_and_adds_nothing),
        in_folder(only_regular_files_are_read),
        in_folder(a_new_file_is_private_and_an_old_one_keeps_its_mode),
        in_folder(a_failed_write_leaves_nothing_behind),
        in_folder(missing_folders_are_made_private),
        in_folder(a_file_in_the_way_of_a_folder_is_named),
        in_folder(lists_are_sorted_and_filtered),
        in_folder(a_missing_folder_is_an_empty_list_but_a_file_is_an_error),
        cmocka_unit_test(join_puts_one_slash_between),
        in_folder(existence_tells_files_from_folders),
        cmocka_unit_test(the_kernels_own_file_systems_are_no_network),
    };
    return cmocka_run_group_tests_name("base/file", tests, NULL, NULL);
}
