/*
 * fail.so, for LD_PRELOAD: lets the n-th call that changes the disk fail, or kills the program there.
 *
 *   FAIL_AT=N           counted from 1 over write, pwrite, ftruncate, fsync, fdatasync, unlink, link and rename;
 *                       0 or unset: never
 *   FAIL_ON=read|open   counted, and failing, is pread, or open; else what is named above
 *   FAIL_HOW=kill       kill -9 before the call (a pulled plug, as far as one process sees it)
 *   FAIL_HOW=torn       the first half of a write, then kill -9
 *   FAIL_HOW=EIO|ENOSPC the call fails so, and each after it for ENOSPC
 *   FAIL_HOW=dead       it and each after it fails with EIO
 *   FAIL_HOW=lost       nothing is done from there on, and told as done: for what tests have to catch
 *   FAIL_COUNT=FILE     at the end the number of calls is written there
 *   READ_COUNT=FILE     likewise how often pread was called: of a database, how many pages were read
 *
 * Calls on a terminal or a pipe are not counted: what a person sees is not the disk.
 */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static long calls, reads;

static bool on_disk(int fd)
{
    struct stat st;
    return fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
}

static bool how_is(const char *name)
{
    const char *how = getenv("FAIL_HOW");
    return how && strcmp(how, name) == 0;
}

/* Failures that do not go away. */
static bool lasts(void)
{
    return how_is("ENOSPC") || how_is("dead") || how_is("lost");
}

/* Whether a call of this kind ("write": all that change the disk) is the one, or comes after one that lasts. */
static bool is_chosen(const char *kind)
{
    const char *on = getenv("FAIL_ON");
    if (strcmp(kind, on ? on : "write") != 0) {
        return false;
    }
    const char *at = getenv("FAIL_AT");
    long chosen = at ? strtol(at, NULL, 10) : 0;
    calls++;
    return chosen > 0 && (calls == chosen || (calls > chosen && lasts()));
}

/* True when the call shall not be made, and errno be told (0: that it was); does not return when it shall kill. */
static bool fails_on(const char *kind)
{
    if (!is_chosen(kind)) {
        return false;
    }
    if (how_is("lost")) {
        errno = 0;
        return true;
    }
    if (how_is("kill") || how_is("torn")) {
        kill(getpid(), SIGKILL);
    }
    errno = how_is("ENOSPC") ? ENOSPC : EIO;
    return true;
}

static bool fails(void)
{
    return fails_on("write");
}

/* What a call answers that was not made. */
static int done(void)
{
    return errno ? -1 : 0;
}

static ssize_t written(size_t n)
{
    return errno ? -1 : (ssize_t)n;
}

static void tell_one(const char *where, long n)
{
    const char *path = getenv(where);
    FILE *f = path ? fopen(path, "w") : NULL;
    if (f) {
        fprintf(f, "%ld\n", n);
        fclose(f);
    }
}

__attribute__((destructor)) static void tell(void)
{
    long n = calls; /* telling writes, too */
    tell_one("READ_COUNT", reads);
    tell_one("FAIL_COUNT", n);
}

/* The C library's function behind ours; through a union, since ISO C has no cast from void * to a function.
 */
#define REAL(type, name)                                                                                     \
    union {                                                                                                  \
        void *address;                                                                                       \
        type;                                                                                                \
    } real = {.address = dlsym(RTLD_NEXT, name)}

ssize_t pread64(int fd, void *buf, size_t n, off64_t at)
{
    REAL(ssize_t(*call)(int, void *, size_t, off64_t), "pread64");
    reads++;
    return fails_on("read") ? -1 : real.call(fd, buf, n, at);
}

ssize_t pread(int fd, void *buf, size_t n, off_t at)
{
    return pread64(fd, buf, n, at);
}

ssize_t pwrite64(int fd, const void *buf, size_t n, off64_t at)
{
    REAL(ssize_t(*call)(int, const void *, size_t, off64_t), "pwrite64");
    if (how_is("torn") && is_chosen("write")) {
        real.call(fd, buf, n / 2, at);
        kill(getpid(), SIGKILL);
    }
    return !how_is("torn") && fails() ? written(n) : real.call(fd, buf, n, at);
}

ssize_t pwrite(int fd, const void *buf, size_t n, off_t at)
{
    return pwrite64(fd, buf, n, at);
}

ssize_t write(int fd, const void *buf, size_t n)
{
    REAL(ssize_t(*call)(int, const void *, size_t), "write");
    return on_disk(fd) && fails() ? written(n) : real.call(fd, buf, n);
}

int open64(const char *path, int flags, ...)
{
    REAL(int (*call)(const char *, int, ...), "open64");
    va_list ap;
    va_start(ap, flags);
    int mode = (flags & O_CREAT) ? va_arg(ap, int) : 0;
    va_end(ap);
    return fails_on("open") ? -1 : real.call(path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    va_list ap;
    va_start(ap, flags);
    int mode = (flags & O_CREAT) ? va_arg(ap, int) : 0;
    va_end(ap);
    return open64(path, flags, mode);
}

int ftruncate64(int fd, off64_t size)
{
    REAL(int (*call)(int, off64_t), "ftruncate64");
    return fails() ? done() : real.call(fd, size);
}

int ftruncate(int fd, off_t size)
{
    return ftruncate64(fd, size);
}

int fsync(int fd)
{
    REAL(int (*call)(int), "fsync");
    return fails() ? done() : real.call(fd);
}

int fdatasync(int fd)
{
    REAL(int (*call)(int), "fdatasync");
    return fails() ? done() : real.call(fd);
}

int unlink(const char *path)
{
    REAL(int (*call)(const char *), "unlink");
    return fails() ? done() : real.call(path);
}

int link(const char *from, const char *to)
{
    REAL(int (*call)(const char *, const char *), "link");
    return fails() ? done() : real.call(from, to);
}

int rename(const char *from, const char *to)
{
    REAL(int (*call)(const char *, const char *), "rename");
    return fails() ? done() : real.call(from, to);
}
