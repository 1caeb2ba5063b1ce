/*
 * fast.so, preloaded into the program under test: time runs a hundred times as fast for it, so that the two seconds after which a
 * draft is written pass in twenty milliseconds, and nobody has to sleep.
 */

#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <sys/select.h>
#include <time.h>

enum { TIMES = 100, SECOND = 1000000000 };

typedef int clock_fn(clockid_t id, struct timespec *t);
typedef int select_fn(int n, fd_set *in, fd_set *out, fd_set *bad, const struct timespec *timeout, const sigset_t *mask);

/* dlsym answers a pointer to data; a union makes it one to code. */
static clock_fn *real_clock(void)
{
    union {
        void *data;
        clock_fn *code;
    } u = {dlsym(RTLD_NEXT, "clock_gettime")};
    return u.code;
}

static select_fn *real_select(void)
{
    union {
        void *data;
        select_fn *code;
    } u = {dlsym(RTLD_NEXT, "pselect")};
    return u.code;
}

static long long ns(const struct timespec *t)
{
    return (long long)t->tv_sec * SECOND + t->tv_nsec;
}

static struct timespec of_ns(long long x)
{
    return (struct timespec){x / SECOND, x % SECOND};
}

/* Each clock goes on from where it stood when it was first asked. */
int clock_gettime(clockid_t id, struct timespec *t)
{
    static long long began[2];
    int failed = real_clock()(id, t);
    if (failed || (id != CLOCK_REALTIME && id != CLOCK_MONOTONIC)) {
        return failed;
    }
    long long now = ns(t);
    if (!began[id]) {
        began[id] = now;
    }
    *t = of_ns(began[id] + (now - began[id]) * TIMES);
    return 0;
}

int pselect(int n, fd_set *in, fd_set *out, fd_set *bad, const struct timespec *timeout, const sigset_t *mask)
{
    struct timespec shorter = timeout ? of_ns(ns(timeout) / TIMES) : (struct timespec){0, 0};
    return real_select()(n, in, out, bad, timeout ? &shorter : NULL, mask);
}
