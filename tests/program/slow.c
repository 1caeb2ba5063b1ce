/* slow.so, preloaded: each sync of a file takes as long as on a disk that turns: SLOW_MS milliseconds more (12). */

#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

typedef int sync_fn(int fd);

static int slowly(const char *name, int fd)
{
    union {
        void *data;
        sync_fn *code;
    } real = {dlsym(RTLD_NEXT, name)};
    const char *ms = getenv("SLOW_MS");
    const struct timespec pause = {0, (ms ? atol(ms) : 12) * 1000000};
    nanosleep(&pause, NULL);
    return real.code(fd);
}

int fsync(int fd)
{
    return slowly("fsync", fd);
}

int fdatasync(int fd)
{
    return slowly("fdatasync", fd);
}
