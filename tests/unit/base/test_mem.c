#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/mem.h"
#include "base/vec.h"

static void dup_copies_the_bytes(void **state)
{
    (void)state;
    char *whole = mem_dup("Khoa");
    char *part = mem_dup_n("Khoa", 2);
    char *none = mem_dup_n(NULL, 0);

    assert_string_equal(whole, "Khoa");
    assert_string_equal(part, "Kh");
    assert_string_equal(none, "");
    free(whole);
    free(part);
    free(none);
}

static void zero_gives_zeroed_memory_even_of_no_size(void **state)
{
    (void)state;
    static const char zeros[40];
    char *p = mem_zero(10, 4);
    void *none = mem_zero(0, 4);

    assert_memory_equal(p, zeros, 40);
    assert_non_null(none);
    free(p);
    free(none);
}

static void resize_keeps_the_bytes(void **state)
{
    (void)state;
    char *p = mem_dup("abc");

    p = mem_resize(p, 1000, 10);
    assert_string_equal(p, "abc");
    free(p);
}

static void arena_blocks_are_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, 7, 8, 100, 2047, 2048, 9000, 3, 100000, 1};
    struct arena a = ARENA_INIT;
    static const char zeros[100000];
    char *blocks[11];

    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < 11; i++) {
            blocks[i] = arena_alloc(&a, sizes[i]);
            assert_int_equal((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
            assert_memory_equal(blocks[i], zeros, sizes[i]);
            memset(blocks[i], (int)i + 1, sizes[i]);
        }
        for (size_t i = 0; i < 11; i++) {
            for (size_t at = 0; at < sizes[i]; at++) {
                assert_int_equal(blocks[i][at], i + 1);
            }
        }
    }
    arena_release(&a);
    assert_null(a.head);
}

static void arena_texts_are_copies(void **state)
{
    (void)state;
    struct arena a = ARENA_INIT;

    assert_string_equal(arena_dup(&a, "Nguyễn"), "Nguyễn");
    assert_string_equal(arena_dup_n(&a, "abcdef", 3), "abc");
    assert_string_equal(arena_printf(&a, "%s:%d", "field", 12), "field:12");
    arena_release(&a);
    assert_string_equal(arena_dup(&a, "again"), "again");
    arena_release(&a);
}

static void a_vector_keeps_its_elements_as_it_grows(void **state)
{
    (void)state;
    VEC(int) v = {0};

    for (int i = 0; i < 1000; i++) {
        *vec_push(&v) = i;
    }
    assert_int_equal(v.n, 1000);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(v.v[i], i);
    }
    vec_release(&v);
    assert_null(v.v);
}

static void say_hook(void)
{
    (void)!write(STDERR_FILENO, "hook. ", 6);
}

static void ask_for_too_much(void)
{
    mem_resize(NULL, SIZE_MAX / 2, 4);
}

static void die(void)
{
    mem_fatal("The end.");
}

/* Runs `deed` in a child with the hook set; its stderr goes to `said`, its exit code is returned. */
static int run_in_child(void (*deed)(void), char *said, size_t cap)
{
    int ends[2], status;
    ssize_t n, total = 0;

    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDERR_FILENO);
        mem_on_fatal(say_hook);
        deed();
        _exit(0);
    }
    close(ends[1]);
    while ((n = read(ends[0], said + total, cap - 1 - (size_t)total)) > 0) {
        total += n;
    }
    said[total] = '\0';
    close(ends[0]);
    waitpid(pid, &status, 0);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void fatal_runs_the_hook_says_why_and_exits_71(void **state)
{
    (void)state;
    char said[200];

    assert_int_equal(run_in_child(die, said, sizeof said), 71);
    assert_string_equal(said, "hook. phieu: The end.\n");
}

static void a_size_that_overflows_is_fatal(void **state)
{
    (void)state;
    char said[200];

    assert_int_equal(run_in_child(ask_for_too_much, said, sizeof said), 71);
    assert_non_null(strstr(said, "Out of memory"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dup_copies_the_bytes),
        cmocka_unit_test(zero_gives_zeroed_memory_even_of_no_size),
        cmocka_unit_test(resize_keeps_the_bytes),
        cmocka_unit_test(arena_blocks_are_zeroed_aligned_and_apart),
        cmocka_unit_test(arena_texts_are_copies),
        cmocka_unit_test(a_vector_keeps_its_elements_as_it_grows),
        cmocka_unit_test(fatal_runs_the_hook_says_why_and_exits_71),
        cmocka_unit_test(a_size_that_overflows_is_fatal),
    };
    return cmocka_run_group_tests_name("base/mem", tests, NULL, NULL);
}
