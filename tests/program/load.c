/*
 * load: many sessions at one daemon, and a hostile one.
 *
 *   load SOCKET APP save FORM FIELD SESSIONS OPERATIONS THINK_MS
 *       Each session is a process.  OPERATIONS times it thinks (up to twice THINK_MS), opens one of the first 20 records, writes a text of its
 *       own into FIELD and saves; a conflict means that it opens the record again.  Afterwards the writes that were acknowledged are put in
 *       the order of their versions: each must have replaced what the one before had written, or an update was lost.
 *       Prints how long a save took, and ends with 1 if one was lost or something else was answered.
 *   load SOCKET APP blind …
 *       The same with the bug that it is there to find: whoever saves says that they saw the newest version, which they did not.
 *   load SOCKET APP hostile ROUNDS
 *       Bytes that no session sends, while one that behaves asks on and must be answered each time.
 */

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/num.h"
#include "base/pack.h"
#include "form/wire.h"
#include "net/client.h"
#include "net/frame.h"

enum { RECORDS = 20, TRIES = 1000, SHOWN = 5, NAME_BYTES = 64 };

static void die(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
    exit(2);
}

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static uint32_t next_random(uint32_t *x)
{
    *x ^= *x << 13;
    *x ^= *x >> 17;
    *x ^= *x << 5;
    return *x;
}

static long number(const char *text)
{
    int64_t n;
    if (!num_parse_int(sv_of(text), NUM_STORED, &n)) {
        die("'%s' is no number", text);
    }
    return (long)n;
}

static struct app *load_app(const char *dir)
{
    struct app *app;
    struct faults faults = {0};
    struct err err = ERR_INIT;
    if (!app_open(&app, dir, &faults, &err)) {
        die("%s", err.msg);
    }
    faults_release(&faults);
    return app;
}

static struct host *meet(const char *path, struct app *app)
{
    struct host *h;
    struct err err = ERR_INIT;
    if (!client_open(&h, path, app, LANG_EN, NULL, &err)) {
        die("%s", err.msg);
    }
    return h;
}

/* ---- saving ---- */

/* One acknowledged write; lines of fixed length on a pipe, which takes each whole. */
struct written {
    int record;
    int64_t version, us;
    char mine[NAME_BYTES], before[NAME_BYTES];
};

struct plan {
    const char *path;
    struct app *app;
    const char *form, *field;
    long sessions, operations, think_ms;
    char ids[RECORDS][UUID_TEXT];
    int nids;
    bool blind;
};

static void list_ids(struct plan *p)
{
    struct host *h = meet(p->path, p->app);
    struct reply rep = {0};
    struct err err = ERR_INIT;
    struct request req = {.op = OP_LIST, .form = p->form, .limit = RECORDS};
    if (!host_call(h, &req, &rep, &err)) {
        die("%s", err.msg);
    }
    for (size_t i = 0; i < rep.rows.nrows; i++) {
        snprintf(p->ids[p->nids++], UUID_TEXT, "%s", rowset_str(&rep.rows, i, "_id"));
    }
    reply_release(&rep);
    client_free(h);
}

/* False: somebody was faster, and it is to be opened again. */
static bool save_once(const struct plan *p, struct host *h, int record, const char *mine, struct written *w)
{
    struct reply opened = {0}, saved = {0};
    struct err err = ERR_INIT;
    struct path at;
    struct request open = {.op = OP_OPEN, .form = p->form, .id = p->ids[record]};
    if (!host_call(h, &open, &opened, &err) || !record_path_parse(opened.record, p->field, &at)) {
        die("open: %s", err.msg);
    }
    struct record *r = record_clone(opened.record);
    struct cell *c = record_cell(r, at);
    *w = (struct written){.record = record};
    snprintf(w->mine, sizeof w->mine, "%s", mine);
    snprintf(w->before, sizeof w->before, "%s", value_str(&c->value));
    value_set_text(&c->value, sv_of(mine));
    c->touched = true;
    if (p->blind) {
        poll(NULL, 0, (int)(w->mine[6] % 10)); /* somebody else may save meanwhile */
        reply_release(&opened);
        if (!host_call(h, &open, &opened, &err)) {
            die("open: %s", err.msg);
        }
        r->version = opened.record->version;
    }
    struct request save = {.op = OP_SAVE, .record = r, .base = opened.record, .hash = opened.text};
    int64_t start = now_us();
    bool ok = host_call(h, &save, &saved, &err);
    w->us = now_us() - start;
    w->version = saved.version;
    if (!ok && err.code != ERR_CONFLICT) {
        die("save: %s", err.msg);
    }
    reply_release(&opened);
    reply_release(&saved);
    record_free(r);
    return ok;
}

static void session(const struct plan *p, long me, int out)
{
    struct host *h = meet(p->path, p->app);
    uint32_t x = (uint32_t)me * 2654435761u + 1;
    for (long i = 0; i < p->operations; i++) {
        struct written w;
        char mine[NAME_BYTES];
        snprintf(mine, sizeof mine, "phien %ld lan %ld", me, i);
        if (p->think_ms > 0) {
            poll(NULL, 0, (int)(next_random(&x) % (uint32_t)(2 * p->think_ms)));
        }
        int record = (int)(next_random(&x) % (uint32_t)p->nids), tries = 0;
        while (!save_once(p, h, record, mine, &w)) {
            if (++tries > TRIES) {
                die("session %ld never gets its turn", me);
            }
        }
        if (write(out, &w, sizeof w) != (ssize_t)sizeof w) {
            die("the pipe is gone");
        }
    }
    client_free(h);
    _exit(0); /* the rest is the parent's */
}

static int by_version(const void *a, const void *b)
{
    const struct written *x = a, *y = b;
    return x->record != y->record ? (x->record > y->record) - (x->record < y->record) : (x->version > y->version) - (x->version < y->version);
}

static int by_time(const void *a, const void *b)
{
    const int64_t x = ((const struct written *)a)->us, y = ((const struct written *)b)->us;
    return (x > y) - (x < y);
}

/* How many writes did not replace the one before them. */
static int lost(struct written *w, size_t n)
{
    int bad = 0;
    qsort(w, n, sizeof *w, by_version);
    for (size_t i = 1; i < n; i++) {
        if (w[i].record == w[i - 1].record && (w[i].version == w[i - 1].version || strcmp(w[i].before, w[i - 1].mine) != 0)) {
            if (bad++ < SHOWN) {
                fprintf(stderr, "lost: version %lld wrote '%s' over '%s', not over '%s'\n", (long long)w[i].version, w[i].mine, w[i].before,
                        w[i - 1].mine);
            }
        }
    }
    return bad;
}

static double ms_at(const struct written *w, size_t n, double part)
{
    size_t i = (size_t)((double)n * part);
    return (double)w[i < n ? i : n - 1].us / 1000;
}

static int save(struct plan *p)
{
    int ends[2], status;
    size_t n = 0, most = (size_t)(p->sessions * p->operations);
    struct written *w = mem_zero(most + 1, sizeof *w);
    bool failed = false;
    list_ids(p);
    if (pipe(ends) != 0) {
        die("no pipe");
    }
    int64_t start = now_us();
    for (long i = 0; i < p->sessions; i++) {
        if (fork() == 0) {
            close(ends[0]);
            session(p, i, ends[1]);
        }
    }
    close(ends[1]);
    while (n < most && read(ends[0], &w[n], sizeof *w) == (ssize_t)sizeof *w) {
        n++;
    }
    while (wait(&status) > 0) {
        failed = failed || status != 0;
    }
    double seconds = (double)(now_us() - start) / 1e6;
    int bad = lost(w, n);
    qsort(w, n, sizeof *w, by_time);
    printf("%ld sessions, %zu saves of %zu in %.1f s (%.0f a second): p50 %.1f ms, p99 %.1f ms, longest %.1f ms; %d lost\n", p->sessions, n,
           most, seconds, (double)n / seconds, ms_at(w, n, 0.5), ms_at(w, n, 0.99), ms_at(w, n, 1), bad);
    free(w);
    return failed || bad || n != most;
}

/* ---- hostile ---- */

static int dial(const char *path)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    snprintf(at.sun_path, sizeof at.sun_path, "%s", path);
    if (fd < 0 || connect(fd, (const struct sockaddr *)&at, sizeof at) != 0) {
        die("connect: %s", strerror(errno));
    }
    return fd;
}

static void say(int fd, const struct str *bytes)
{
    (void)!send(fd, bytes->p, bytes->len, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static void put_hello(struct str *out, const char *app)
{
    struct str body = STR_INIT;
    pack_int(&body, NET_VERSION);
    pack_text(&body, app, strlen(app));
    pack_text(&body, "", 0);
    pack_null(&body);
    pack_int(&body, LANG_EN);
    frame_put(out, FRAME_HELLO, body.p, body.len);
    str_release(&body);
}

static void put_request(struct str *out, const struct request *req)
{
    struct str body = STR_INIT;
    wire_put_request(&body, req, LANG_EN);
    frame_put(out, FRAME_REQUEST, body.p, body.len);
    str_release(&body);
}

/* Of each round one kind. */
static void attack(const char *path, const char *app, uint32_t *x, int kind)
{
    struct str bytes = STR_INIT;
    int fd = dial(path);
    struct request ask = {.op = (enum op)(next_random(x) % OP_COUNT), .form = "truong", .id = "x", .text = "a", .limit = 10};
    if (kind > 1) {
        put_hello(&bytes, kind == 2 ? "khac" : app);
    }
    switch (kind) {
    case 0: /* noise */
        for (int i = 0; i < 300; i++) {
            str_add_c(&bytes, (char)next_random(x));
        }
        break;
    case 1: /* a request before the greeting */
        put_request(&bytes, &ask);
        break;
    case 3: /* twice greeted */
        put_hello(&bytes, app);
        break;
    case 4: /* a length beyond all measure, and half a message */
        str_add_sv(&bytes, next_random(x) % 2 ? SV("R\xff\xff\xff\xff") : SV("R\0\1\0\0abc"));
        break;
    case 5: /* a damaged request */
        put_request(&bytes, &ask);
        for (int i = 0; i < 3; i++) {
            bytes.p[bytes.len - 1 - next_random(x) % (bytes.len / 2)] = (char)next_random(x);
        }
        break;
    default: /* many at once, no answer read */
        for (int i = 0; i < 500; i++) {
            put_request(&bytes, &(struct request){.op = OP_LIST, .form = "truong", .limit = 100});
        }
        break;
    }
    say(fd, &bytes);
    if (kind == 5) { /* what it answers does not matter, but that it does */
        char buf[256];
        struct pollfd p = {.fd = fd, .events = POLLIN};
        if (poll(&p, 1, 5000) == 1) {
            (void)!recv(fd, buf, sizeof buf, 0);
        }
    }
    close(fd);
    str_release(&bytes);
}

static int hostile(const char *path, struct app *app, long rounds)
{
    enum { KINDS = 7, SILENT = 300 };
    struct host *good = meet(path, app);
    uint32_t x = 7;
    int64_t longest = 0;
    int silent[SILENT];
    for (int i = 0; i < SILENT; i++) { /* more than one account may have */
        silent[i] = i < 200 ? dial(path) : -1;
    }
    for (long i = 0; i < rounds; i++) {
        struct reply rep = {0};
        struct err err = ERR_INIT;
        attack(path, app->name, &x, (int)(i % KINDS));
        int64_t start = now_us();
        if (!host_call(good, &(struct request){.op = OP_LIST, .form = "truong", .limit = 5}, &rep, &err)) {
            die("a session that behaves is told: %s", err.msg);
        }
        longest = now_us() - start > longest ? now_us() - start : longest;
        reply_release(&rep);
    }
    printf("%ld attacks; whoever behaves waited %.1f ms at most\n", rounds, (double)longest / 1000);
    for (int i = 0; i < SILENT; i++) {
        if (silent[i] >= 0) {
            close(silent[i]);
        }
    }
    client_free(good);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 9 && (str_eq(argv[3], "save") || str_eq(argv[3], "blind"))) {
        struct plan p = {.path = argv[1], .app = load_app(argv[2]), .form = argv[4], .field = argv[5], .sessions = number(argv[6]),
                         .operations = number(argv[7]), .think_ms = number(argv[8]),
                         .blind = str_eq(argv[3], "blind")};
        int code = save(&p);
        app_free(p.app);
        return code;
    }
    if (argc == 5 && str_eq(argv[3], "hostile")) {
        struct app *app = load_app(argv[2]);
        int code = hostile(argv[1], app, number(argv[4]));
        app_free(app);
        return code;
    }
    die("load SOCKET APP save|blind FORM FIELD SESSIONS OPERATIONS THINK_MS | load SOCKET APP hostile ROUNDS");
}
