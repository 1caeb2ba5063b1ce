/*
 * oom.so, for LD_PRELOAD: the n-th piece of memory that is asked for is not there.
 *
 *   OOM_AT=N        counted from 1 over malloc, calloc and realloc; unset or 0: never
 *   OOM_COUNT=FILE  at the end the number of calls is written there
 *
 * What iniparser asks for is passed over: it does not look at what it gets, and base/ini.c sees to it that there is some.
 */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t n);

static long calls, chosen = -1;

static bool by_iniparser(const void *caller)
{
    Dl_info of;
    return dladdr(caller, &of) && of.dli_fname && strstr(of.dli_fname, "iniparser");
}

static bool fails(const void *caller)
{
    if (chosen < 0) {
        const char *at = getenv("OOM_AT");
        chosen = at ? strtol(at, NULL, 10) : 0;
    }
    if (++calls != chosen || by_iniparser(caller)) {
        return false;
    }
    errno = ENOMEM;
    return true;
}

void *malloc(size_t n)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_realloc(p, n);
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
