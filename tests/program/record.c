/*
 * record.so, for LD_PRELOAD: writes down what is done to some files, so that replay.c can tell what a power cut would have left of them.
 *
 *   RECORD_FILES=PREFIX   the files whose absolute names begin so
 *   RECORD_TO=FILE        what was done is added there; others may add lines of their own (`A …`: what was acknowledged)
 *   RECORD_UNSYNCED=END   syncs of files whose names end so are kept quiet: a program that does not sync them
 *
 * A line each; paths hold no blanks:
 *
 *   W PATH AT N     and behind the line N bytes, written at AT
 *   T PATH SIZE     the file has that size now
 *   O PATH          it was made
 *   S PATH          it was synced; a folder, too
 *   U PATH          it was removed
 *   R PATH TO       it was renamed;  L PATH TO: it has another name, too
 */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

/* The C library's function behind ours; through a union, since ISO C has no cast from void * to a function. */
#define REAL(type, name)                                                                                     \
    union {                                                                                                  \
        void *address;                                                                                       \
        type;                                                                                                \
    } real = {.address = dlsym(RTLD_NEXT, name)}

static bool is_ours(const char *path)
{
    const char *files = getenv("RECORD_FILES");
    return files && strncmp(path, files, strlen(files)) == 0;
}

static bool ends_with(const char *path, const char *end)
{
    size_t n = strlen(path), e = end ? strlen(end) : 0;
    return e > 0 && n >= e && strcmp(path + n - e, end) == 0;
}

/* The name behind a file's number; false when it has none. */
static bool name_of(int fd, char path[PATH_MAX])
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, PATH_MAX - 1);
    path[n > 0 ? n : 0] = '\0';
    return n > 0;
}

/* One write, so that two processes do not mix. */
static void put(const char *line, const void *data, size_t n)
{
    const char *to = getenv("RECORD_TO");
    REAL(int (*call)(const char *, int, ...), "open64");
    int fd = to ? real.call(to, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666) : -1;
    struct iovec parts[2] = {{(void *)(size_t)line, strlen(line)}, {(void *)(size_t)data, n}};
    if (fd < 0 || writev(fd, parts, 2) != (ssize_t)(strlen(line) + n)) {
        abort(); /* a record with holes proves nothing */
    }
    close(fd);
}

static void put_op(char op, const char *path, const char *rest)
{
    char line[2 * PATH_MAX + 64];
    snprintf(line, sizeof line, "%c %s%s%s\n", op, path, *rest ? " " : "", rest);
    put(line, "", 0);
}

static void put_written(int fd, const void *buf, ssize_t n, off64_t at)
{
    char path[PATH_MAX], line[PATH_MAX + 64];
    if (n > 0 && name_of(fd, path) && is_ours(path)) {
        snprintf(line, sizeof line, "W %s %lld %zd\n", path, (long long)at, n);
        put(line, buf, (size_t)n);
    }
}

ssize_t pwrite64(int fd, const void *buf, size_t n, off64_t at)
{
    REAL(ssize_t(*call)(int, const void *, size_t, off64_t), "pwrite64");
    ssize_t done = real.call(fd, buf, n, at);
    put_written(fd, buf, done, at);
    return done;
}

ssize_t pwrite(int fd, const void *buf, size_t n, off_t at)
{
    return pwrite64(fd, buf, n, at);
}

ssize_t write(int fd, const void *buf, size_t n)
{
    REAL(ssize_t(*call)(int, const void *, size_t), "write");
    ssize_t done = real.call(fd, buf, n);
    off64_t end = done > 0 ? lseek64(fd, 0, SEEK_CUR) : -1;
    if (end >= done) {
        put_written(fd, buf, done, end - done);
    }
    return done;
}

int ftruncate64(int fd, off64_t size)
{
    REAL(int (*call)(int, off64_t), "ftruncate64");
    char path[PATH_MAX], rest[32];
    int failed = real.call(fd, size);
    if (!failed && name_of(fd, path) && is_ours(path)) {
        snprintf(rest, sizeof rest, "%lld", (long long)size);
        put_op('T', path, rest);
    }
    return failed;
}

int ftruncate(int fd, off_t size)
{
    return ftruncate64(fd, size);
}

/* Also of folders, whoever's they are. */
static int synced(int fd, int failed)
{
    char path[PATH_MAX];
    struct stat st;
    if (!failed && fstat(fd, &st) == 0 && name_of(fd, path) && (S_ISDIR(st.st_mode) || is_ours(path)) &&
        !ends_with(path, getenv("RECORD_UNSYNCED"))) {
        put_op('S', path, "");
    }
    return failed;
}

int fsync(int fd)
{
    REAL(int (*call)(int), "fsync");
    return synced(fd, real.call(fd));
}

int fdatasync(int fd)
{
    REAL(int (*call)(int), "fdatasync");
    return synced(fd, real.call(fd));
}

int open64(const char *path, int flags, ...)
{
    REAL(int (*call)(const char *, int, ...), "open64");
    va_list ap;
    va_start(ap, flags);
    int mode = (flags & O_CREAT) ? va_arg(ap, int) : 0;
    va_end(ap);
    bool made = (flags & O_CREAT) && is_ours(path) && access(path, F_OK) != 0;
    int fd = real.call(path, flags, mode);
    if (fd >= 0 && made) {
        put_op('O', path, "");
    } else if (fd >= 0 && (flags & O_TRUNC) && is_ours(path)) {
        put_op('T', path, "0");
    }
    return fd;
}

int open(const char *path, int flags, ...)
{
    va_list ap;
    va_start(ap, flags);
    int mode = (flags & O_CREAT) ? va_arg(ap, int) : 0;
    va_end(ap);
    return open64(path, flags, mode);
}

static int made_temporary(const char *name, char *path)
{
    REAL(int (*call)(char *), name);
    int fd = real.call(path);
    if (fd >= 0 && is_ours(path)) {
        put_op('O', path, "");
    }
    return fd;
}

int mkstemp(char *path)
{
    return made_temporary("mkstemp", path);
}

int mkstemp64(char *path)
{
    return made_temporary("mkstemp64", path);
}

int unlink(const char *path)
{
    REAL(int (*call)(const char *), "unlink");
    int failed = real.call(path);
    if (!failed && is_ours(path)) {
        put_op('U', path, "");
    }
    return failed;
}

int link(const char *from, const char *to)
{
    REAL(int (*call)(const char *, const char *), "link");
    int failed = real.call(from, to);
    if (!failed && (is_ours(from) || is_ours(to))) {
        put_op('L', from, to);
    }
    return failed;
}

int rename(const char *from, const char *to)
{
    REAL(int (*call)(const char *, const char *), "rename");
    int failed = real.call(from, to);
    if (!failed && (is_ours(from) || is_ours(to))) {
        put_op('R', from, to);
    }
    return failed;
}
