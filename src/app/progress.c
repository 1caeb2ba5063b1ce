#include "app/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define SHOW_AFTER_MS 1000
#define AGAIN_MS      200

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct progress progress_start(const char *what)
{
    return (struct progress){.what = what, .since_ms = now_ms()};
}

void progress_step(void *progress, int64_t done)
{
    struct progress *p = progress;
    int64_t now = now_ms();
    if (!p->what || now - p->since_ms < SHOW_AFTER_MS || now - p->shown_ms < AGAIN_MS || !isatty(STDERR_FILENO)) {
        return;
    }
    p->shown = true;
    p->shown_ms = now;
    fprintf(stderr, "\r%s … %lld ", p->what, (long long)done);
    fflush(stderr);
}

void progress_end(struct progress *p)
{
    if (p->shown) {
        fputs("\r\033[K", stderr);
    }
    p->shown = false;
}
