/*
 * oom.so, for LD_PRELOAD: the n-th piece of memory that is asked for is not there.
 *
 *   OOM_AT=N        counted from 1 over malloc, calloc and realloc; unset or 0: never
 *   OOM_COUNT=FILE  at the end the number of calls is written there
 */

#define _GNU_SOURCE
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t n);

static long calls, chosen = -1;

static bool fails(void)
{
    if (chosen < 0) {
        const char *at = getenv("OOM_AT");
        chosen = at ? strtol(at, NULL, 10) : 0;
    }
    if (++calls != chosen) {
        return false;
    }
    errno = ENOMEM;
    return true;
}

void *malloc(size_t n)
{
    return fails() ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
    return fails() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
    return fails() ? NULL : __libc_realloc(p, n);
}

__attribute__((destructor)) static void tell(void)
{
    const char *path = getenv("OOM_COUNT");
    long n = calls;
    FILE *f = path ? fopen(path, "w") : NULL;
    if (f) {
        fprintf(f, "%ld\n", n);
        fclose(f);
    }
}
