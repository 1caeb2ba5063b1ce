/*
 * crowd: many people at their screens at the same time, each in a pseudo-terminal of their own.
 *
 *   crowd PEOPLE SAVES LETTERS THINK_MS KEYS COMMAND…
 *       Each of PEOPLE runs COMMAND, in which %d becomes their number.  KEYS is a file: lines TEXT<Tab>KEYS are waited for and typed,
 *       in order (%d as above, %v the down key as many times, \r for Enter, \t, \e), until the cursor stands in a text to type in.  Then, SAVES times, LETTERS letters are
 *       typed, one when the one before is on the screen and after up to twice THINK_MS, and F10; "as version" tells that it is saved.
 *       At last Ctrl-Q.  CROWD_STARTS (20) of them begin in a second.  When all are there the shell runs CROWD_FULL.  Who waits for a minute, or
 *       CROWD_PATIENCE seconds, gives up.  Prints how long an echo and a save took (p50, p99, most; milliseconds) and ends with 1 when somebody came to
 *       nothing: the last screens of three of them are printed.
 */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

enum { ROWS = 24, COLS = 80, STEPS_MAX = 16, PEOPLE_MAX = 1000, PATIENCE_S = 60, STARTS_A_SECOND = 20 };

struct step {
    char *wait, *keys;
};

enum doing { STARTING, STEPPING, THINKING, ECHOING, SAVING, LEAVING, GONE };

struct person {
    int number, master;
    pid_t child;
    VTerm *vt;
    VTermScreen *screen;
    enum doing doing;
    size_t step;
    int letters, saves; /* still to be typed and made */
    int64_t since, due; /* microseconds */
};

struct times {
    int64_t *us;
    size_t n, room;
};

struct crowd {
    struct person *people;
    size_t n;
    struct step steps[STEPS_MAX];
    size_t nsteps;
    int saves, letters, think_ms, patience_s, starts;
    const char *full; /* what is run when all are there; NULL: nothing, or it was run */
    char **command;
    struct times echoes, saved;
    uint32_t random;
    int failed;
};

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void note(struct times *t, int64_t us)
{
    if (t->n == t->room) {
        t->room = t->room ? 2 * t->room : 1024;
        t->us = realloc(t->us, t->room * sizeof *t->us);
    }
    if (!t->us) {
        abort();
    }
    t->us[t->n++] = us;
}

static int by_time(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void tell(const char *what, struct times *t)
{
    if (t->n == 0) {
        printf("%s: none\n", what);
        return;
    }
    qsort(t->us, t->n, sizeof *t->us, by_time);
    printf("%s: %zu, p50 %.1f ms, p99 %.1f ms, at most %.1f ms\n", what, t->n, (double)t->us[t->n / 2] / 1000,
           (double)t->us[t->n * 99 / 100] / 1000, (double)t->us[t->n - 1] / 1000);
}

/* ---- texts ---- */

/* %d becomes the person's number, %v so many down keys, \r \t \e their keys. */
static void fill_in(const char *text, int number, char *out, size_t size)
{
    size_t n = 0;
    for (; *text && n + 16 < size; text++) {
        if (text[0] == '%' && text[1] == 'd') {
            n += (size_t)snprintf(out + n, size - n, "%d", number);
            text++;
        } else if (text[0] == '%' && text[1] == 'v') {
            for (int i = 0; i < number && n + 16 < size; i++) {
                n += (size_t)snprintf(out + n, size - n, "\033[B");
            }
            text++;
        } else if (text[0] == '\\' && text[1] && strchr("rte", text[1])) {
            out[n++] = text[1] == 'r' ? '\r' : text[1] == 't' ? '\t' : '\033';
            text++;
        } else {
            out[n++] = *text;
        }
    }
    out[n] = '\0';
}

static bool read_steps(struct crowd *c, const char *path)
{
    char line[512];
    FILE *f = fopen(path, "r");
    while (f && c->nsteps < STEPS_MAX && fgets(line, sizeof line, f)) {
        line[strcspn(line, "\n")] = '\0';
        char *tab = strchr(line, '\t');
        if (tab) {
            *tab = '\0';
            c->steps[c->nsteps++] = (struct step){strdup(line), strdup(tab + 1)};
        }
    }
    if (f) {
        fclose(f);
    }
    return f && c->nsteps > 0;
}

/* ---- the screen ---- */

static void row_text(const struct person *p, int row, char out[COLS + 1])
{
    for (int col = 0; col < COLS; col++) {
        VTermScreenCell cell;
        vterm_screen_get_cell(p->screen, (VTermPos){row, col}, &cell);
        out[col] = cell.chars[0] >= 0x20 && cell.chars[0] < 0x7F ? (char)cell.chars[0] : cell.chars[0] ? '?' : ' ';
    }
    out[COLS] = '\0';
}

static bool shows(const struct person *p, const char *text)
{
    char row[COLS + 1];
    for (int r = 0; r < ROWS; r++) {
        row_text(p, r, row);
        if (strstr(row, text)) {
            return true;
        }
    }
    return false;
}

static void print_screen(const struct person *p)
{
    char row[COLS + 1];
    for (int r = 0; r < ROWS; r++) {
        row_text(p, r, row);
        fprintf(stderr, "|%s\n", row);
    }
}

/* ---- one person ---- */

static void type(const struct person *p, const char *keys)
{
    ssize_t n = write(p->master, keys, strlen(keys));
    (void)n; /* somebody who is gone is noticed by their silence */
}

static void start(struct crowd *c, struct person *p)
{
    struct winsize size = {ROWS, COLS, 0, 0};
    p->vt = vterm_new(ROWS, COLS);
    vterm_set_utf8(p->vt, 1);
    p->screen = vterm_obtain_screen(p->vt);
    vterm_screen_enable_altscreen(p->screen, 1);
    vterm_screen_reset(p->screen, 1);
    p->child = forkpty(&p->master, NULL, NULL, &size);
    if (p->child == 0) {
        char *argv[64] = {0};
        char filled[64][256];
        for (size_t i = 0; c->command[i] && i < 63; i++) {
            fill_in(c->command[i], p->number, filled[i], sizeof filled[i]);
            argv[i] = filled[i];
        }
        setenv("TERM", "xterm", 1);
        execvp(argv[0], argv);
        _exit(127);
    }
    fcntl(p->master, F_SETFL, O_NONBLOCK);
    fcntl(p->master, F_SETFD, FD_CLOEXEC); /* it is nothing to those who come later */
    p->doing = STEPPING;
    p->since = now_us();
}

static void gone(struct crowd *c, struct person *p, bool wanted)
{
    if (!wanted && c->failed++ < 3) {
        fprintf(stderr, "person %d came to nothing (%d):\n", p->number, (int)p->doing);
        print_screen(p);
    }
    kill(p->child, SIGHUP);
    close(p->master);
    waitpid(p->child, NULL, 0);
    vterm_free(p->vt);
    p->doing = GONE;
}

static void think(struct crowd *c, struct person *p)
{
    c->random ^= c->random << 13;
    c->random ^= c->random >> 17;
    c->random ^= c->random << 5;
    p->doing = THINKING;
    p->due = now_us() + (int64_t)(c->random % (uint32_t)(2 * c->think_ms + 1)) * 1000;
}

/* What comes next, now that it is time. */
static void act(struct person *p)
{
    p->since = now_us();
    if (p->letters > 0) {
        const char letter[] = {(char)('a' + p->letters-- % 26), '\0'}; /* another each time, or a field that scrolls looks the same */
        p->doing = ECHOING;
        type(p, letter);
    } else if (p->saves > 0) {
        p->saves--;
        p->doing = SAVING;
        type(p, "\033[21~");
    } else {
        p->doing = LEAVING;
        type(p, "\021");
    }
}

/* The screen has changed. */
static void look(struct crowd *c, struct person *p)
{
    if (p->doing == STEPPING && shows(p, c->steps[p->step].wait)) {
        char keys[4096];
        fill_in(c->steps[p->step].keys, p->number, keys, sizeof keys);
        type(p, keys);
        p->since = now_us();
        if (++p->step == c->nsteps) {
            think(c, p);
        }
    } else if (p->doing == ECHOING) {
        note(&c->echoes, now_us() - p->since);
        think(c, p);
    } else if (p->doing == SAVING && shows(p, "as version")) {
        note(&c->saved, now_us() - p->since);
        p->letters = p->saves > 0 ? c->letters : 0;
        think(c, p);
    }
}

static void hear(struct crowd *c, struct person *p)
{
    char bytes[8192];
    ssize_t n = read(p->master, bytes, sizeof bytes);
    if (n > 0) {
        vterm_input_write(p->vt, bytes, (size_t)n);
        look(c, p);
    } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
        gone(c, p, p->doing == LEAVING);
    }
}

/* ---- all of them ---- */

static void wait_for_some(struct crowd *c)
{
    static struct pollfd fds[PEOPLE_MAX];
    static struct person *who[PEOPLE_MAX];
    nfds_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        if (c->people[i].doing != STARTING && c->people[i].doing != GONE) {
            fds[n] = (struct pollfd){c->people[i].master, POLLIN, 0};
            who[n++] = &c->people[i];
        }
    }
    if (poll(fds, n, 2) > 0) {
        for (nfds_t i = 0; i < n; i++) {
            if (fds[i].revents) {
                hear(c, who[i]);
            }
        }
    }
}

/* Those whose time has come; returns how many are still here. */
static size_t go_on(struct crowd *c, int64_t began)
{
    size_t here = 0, coming = 0;
    int64_t now = now_us();
    for (size_t i = 0; i < c->n; i++) {
        struct person *p = &c->people[i];
        if (p->doing == STARTING && now - began >= (int64_t)i * 1000000 / c->starts) {
            start(c, p);
        } else if (p->doing == THINKING && now >= p->due) {
            act(p);
        } else if (p->doing != STARTING && p->doing != THINKING && p->doing != GONE && now - p->since > c->patience_s * INT64_C(1000000)) {
            gone(c, p, false);
        }
        here += p->doing != GONE;
        coming += p->doing == STARTING || p->doing == STEPPING;
    }
    if (coming == 0 && c->full) {
        fflush(stdout);
        int code = system(c->full);
        (void)code;
        c->full = NULL;
    }
    return here;
}

static int setting(const char *name, int otherwise)
{
    const char *value = getenv(name);
    return value && atoi(value) > 0 ? atoi(value) : otherwise;
}

static int done(struct crowd *c, int code)
{
    for (size_t i = 0; i < c->nsteps; i++) {
        free(c->steps[i].wait);
        free(c->steps[i].keys);
    }
    free(c->echoes.us);
    free(c->saved.us);
    free(c->people);
    return code;
}

int main(int argc, char **argv)
{
    struct crowd c = {.random = 2463534242u};
    if (argc < 7 || !read_steps(&c, argv[5])) {
        fprintf(stderr, "usage: %s PEOPLE SAVES LETTERS THINK_MS KEYS COMMAND...\n", argv[0]);
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    c.n = (size_t)atoi(argv[1]) < PEOPLE_MAX ? (size_t)atoi(argv[1]) : PEOPLE_MAX;
    c.saves = atoi(argv[2]);
    c.letters = atoi(argv[3]);
    c.think_ms = atoi(argv[4]);
    c.patience_s = setting("CROWD_PATIENCE", PATIENCE_S);
    c.starts = setting("CROWD_STARTS", STARTS_A_SECOND);
    c.full = getenv("CROWD_FULL");
    c.command = argv + 6;
    c.people = calloc(c.n + 1, sizeof *c.people);
    if (!c.people) {
        return 2;
    }
    for (size_t i = 0; i < c.n; i++) {
        c.people[i] = (struct person){.number = (int)i + 1, .letters = c.letters, .saves = c.saves};
    }
    for (int64_t began = now_us(); go_on(&c, began) > 0;) {
        wait_for_some(&c);
    }
    tell("echo", &c.echoes);
    tell("save", &c.saved);
    printf("%d of %zu came to nothing\n", c.failed, c.n);
    return done(&c, c.failed > 0 || c.saved.n != c.n * (size_t)c.saves);
}
