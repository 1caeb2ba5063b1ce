/*
 * fuzz_TARGET RUNS SEED FILE…: calls fuzz_one (of fuzz_TARGET.c) with the files as they are, then RUNS times with one of them
 * changed at random; the same SEED makes the same runs.  A run that ends otherwise than by returning, or that takes longer than a minute,
 * is found: its input stands in fuzz-TARGET.found, and the exit code is 1.  A target tells what is wrong by abort().
 *
 * With clang's libFuzzer, too: cc -fsanitize=fuzzer,address fuzz_TARGET.c, a line that calls fuzz_one, and the libraries, without this file.
 */

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fuzz.h"

enum { INPUT_MAX = 1 << 16, FILES_MAX = 256, RUNS_AN_ALARM = 200, SECONDS = 60 };

/* What the child works on, seen by the parent when the child is gone. */
struct shared {
    size_t n;
    long runs;
    uint8_t bytes[INPUT_MAX];
};

struct seed {
    uint8_t *bytes;
    size_t n;
};

static uint64_t next(uint64_t *state)
{
    *state ^= *state << 13; /* xorshift64 */
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static size_t below(uint64_t *state, size_t n)
{
    return n > 0 ? (size_t)(next(state) % n) : 0;
}

/* ---- changing ---- */

static void insert(struct shared *in, size_t at, const uint8_t *bytes, size_t n)
{
    n = n < INPUT_MAX - in->n ? n : INPUT_MAX - in->n;
    memmove(in->bytes + at + n, in->bytes + at, in->n - at);
    memcpy(in->bytes + at, bytes, n);
    in->n += n;
}

static void delete(struct shared *in, size_t at, size_t n)
{
    n = n < in->n - at ? n : in->n - at;
    memmove(in->bytes + at, in->bytes + at + n, in->n - at - n);
    in->n -= n;
}

/* What parsers tend to stumble over. */
static void insert_odd(struct shared *in, size_t at, uint64_t *state)
{
    static const char *const odd[] = {"\"", "'", "\r\n", "\n", "\033[", "\033[200~", "\033[201~", "\xFF", "\xE1\xBA", "\xCC\x81", "\xE2\x80\xAE", "\xF3\xA0\x81\x81",
                                      "[", "]", "=", ";", "#", "\\", "%s%n", "-1", "9223372036854775807", "1e309", "0x", "(", ")", "SELECT", "--", "\t", "\xEF\xBB\xBF", "|"};
    size_t i = below(state, sizeof odd / sizeof *odd + 1);
    if (i < sizeof odd / sizeof *odd) {
        insert(in, at, (const uint8_t *)odd[i], strlen(odd[i]));
    } else {
        insert(in, at, (const uint8_t *)"", 1);
    }
}

static void change(struct shared *in, const struct seed *other, uint64_t *state)
{
    size_t at = below(state, in->n + 1);
    switch (below(state, 6)) {
    case 0:
        if (at < in->n) {
            in->bytes[at] ^= (uint8_t)(1u << below(state, 8));
        }
        break;
    case 1:
        if (at < in->n) {
            in->bytes[at] = (uint8_t)next(state);
        }
        break;
    case 2:
        delete(in, at, 1 + below(state, 16));
        break;
    case 3: {
        uint8_t again[64];
        size_t n = in->n - at < sizeof again ? in->n - at : sizeof again;
        memcpy(again, in->bytes + at, n);
        insert(in, below(state, in->n + 1), again, n);
        break;
    }
    case 4: {
        size_t from = below(state, other->n);
        insert(in, at, other->bytes + from, below(state, other->n - from < 64 ? other->n - from : 64));
        break;
    }
    default:
        insert_odd(in, at, state);
        break;
    }
}

/* ---- running ---- */

static void take(struct shared *in, const struct seed *s)
{
    in->n = s->n;
    memcpy(in->bytes, s->bytes, s->n);
}

/* Exactly so many bytes, so that a sanitiser sees who reads past them. */
static void call(const struct shared *in)
{
    uint8_t *copy = malloc(in->n > 0 ? in->n : 1);
    if (!copy) {
        abort();
    }
    memcpy(copy, in->bytes, in->n);
    fuzz_one(copy, in->n);
    free(copy);
}

static void work(struct shared *in, const struct seed *seeds, size_t nseeds, long runs, uint64_t state)
{
    alarm(SECONDS);
    for (size_t i = 0; i < nseeds; i++) {
        take(in, &seeds[i]);
        call(in);
    }
    for (; in->runs < runs; in->runs++) {
        if (in->runs % RUNS_AN_ALARM == 0) {
            alarm(SECONDS);
        }
        take(in, &seeds[below(&state, nseeds)]);
        for (size_t k = 1 + below(&state, 8); k > 0; k--) {
            change(in, &seeds[below(&state, nseeds)], &state);
        }
        call(in);
    }
}

static struct seed read_seed(const char *path)
{
    struct seed s = {malloc(INPUT_MAX), 0};
    int fd = open(path, O_RDONLY);
    ssize_t n = fd >= 0 && s.bytes ? read(fd, s.bytes, INPUT_MAX / 2) : -1;
    if (n < 0) {
        perror(path);
        exit(2);
    }
    close(fd);
    s.n = (size_t)n;
    return s;
}

static int report(const char *program, const struct shared *in, int status)
{
    const char *name = strrchr(program, '/') ? strrchr(program, '/') + 1 : program;
    char path[128];
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        return 0;
    }
    snprintf(path, sizeof path, "%s.found", name);
    FILE *f = fopen(path, "wb");
    if (f) {
        fwrite(in->bytes, 1, in->n, f);
        fclose(f);
    }
    fprintf(stderr, "%s: run %ld ended with %s %d; its %zu bytes stand in %s\n", name, in->runs, WIFSIGNALED(status) ? "signal" : "code",
            WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status), in->n, path);
    return 1;
}

int main(int argc, char **argv)
{
    struct seed seeds[FILES_MAX];
    size_t nseeds = 0;
    int status;
    if (argc < 4) {
        fprintf(stderr, "usage: %s RUNS SEED FILE...\n", argv[0]);
        return 2;
    }
    for (int i = 3; i < argc && nseeds < FILES_MAX; i++) {
        seeds[nseeds++] = read_seed(argv[i]);
    }
    struct shared *in = mmap(NULL, sizeof *in, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (in == MAP_FAILED) {
        perror("mmap");
        return 2;
    }
    pid_t child = fork();
    if (child == 0) {
        work(in, seeds, nseeds, strtol(argv[1], NULL, 10), strtoull(argv[2], NULL, 10) * 2654435761u + 88172645463325252u);
        exit(0);
    }
    int code = child < 0 || waitpid(child, &status, 0) < 0 ? 2 : report(argv[0], in, status);
    for (size_t i = 0; i < nseeds; i++) {
        free(seeds[i].bytes);
    }
    return code;
}
