#include "net/reader.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/pack.h"
#include "form/wire.h"

enum { QUESTION_MAX = 65536, PIECE = 65536, MORE = '+', LAST = '.', SUBMITTED = 'S' /* a packet of this byte alone */ };

/* ---- in the reader ---- */

struct desk {
    int fd;
    struct app *app;
    struct service *service; /* NULL: not asked yet */
    reader_open_fn *open;
    reader_submitted_fn *submitted;
    void *arg;
};

/* One packet, and the file that came with it (-1: none); 0 at the end. */
static ssize_t take_question(int fd, char *buf, size_t size, int *file)
{
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec part = {buf, size};
    struct msghdr msg = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    ssize_t n;
    *file = -1;
    do {
        n = recvmsg(fd, &msg, MSG_CMSG_CLOEXEC);
    } while (n < 0 && errno == EINTR);
    struct cmsghdr *head = n > 0 ? CMSG_FIRSTHDR(&msg) : NULL;
    if (head && head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_RIGHTS) {
        memcpy(file, CMSG_DATA(head), sizeof *file);
    }
    return n;
}

static bool say(int fd, const struct str *bytes)
{
    char piece[PIECE];
    size_t at = 0;
    do {
        size_t n = bytes->len - at < sizeof piece - 1 ? bytes->len - at : sizeof piece - 1;
        piece[0] = at + n == bytes->len ? LAST : MORE;
        memcpy(piece + 1, bytes->p + at, n);
        if (send(fd, piece, n + 1, MSG_NOSIGNAL) < 0) {
            return false;
        }
        at += n;
    } while (at < bytes->len);
    return true;
}

static bool take_text(struct sv *in, char **out)
{
    struct pack_item item;
    if (!pack_next(in, &item)) {
        return false;
    }
    *out = item.tag == PACK_TEXT ? mem_dup_n(item.text.p, item.text.n) : NULL;
    return true;
}

/* A file that could not be written whole is no answer. */
static bool close_file(FILE *f, struct err *err)
{
    return !f || fclose(f) == 0 || err_set(err, ERR_IO, _("the server cannot keep the file: %s"), strerror(errno));
}

static bool run(struct desk *d, const struct actor *actor, const struct request *req, struct reply *rep, struct err *err)
{
    if (!d->service && !d->open(d->arg, &d->service, err)) {
        return false;
    }
    struct job job = {.actor = actor, .req = req, .rep = rep};
    service_run(d->service, &job, 1);
    *err = job.err;
    return job.ok;
}

static void answer(struct desk *d, struct sv in, int file, struct str *out)
{
    struct actor actor = {0};
    struct wire_request w = {0};
    struct reply rep = {0};
    struct err err = ERR_INIT;
    char *person = NULL, *role = NULL;
    bool ok = take_text(&in, &person) && take_text(&in, &role) && wire_get_request(&w, in, d->app, &err);
    actor = (struct actor){.person = person, .role = role, .lang = w.lang};
    FILE *f = file >= 0 ? fdopen(file, "w") : NULL;
    w.req.out = f;
    ok = ok && run(d, &actor, &w.req, &rep, &err);
    ok = close_file(f, &err) && ok;
    wire_put_reply(out, ok, &err, &rep);
    reply_release(&rep);
    wire_request_release(&w);
    free(person);
    free(role);
}

static void keep_submission(struct desk *d)
{
    struct err ignored = ERR_INIT; /* whoever asks next is told */
    if (d->service || d->open(d->arg, &d->service, &ignored)) {
        d->submitted(d->arg, d->service);
    }
}

/* The daemon tells it to end by closing its end; signals for the daemon are not for it. */
static void read_on(struct desk *d)
{
    char buf[QUESTION_MAX];
    int file;
    ssize_t n;
    signal(SIGTERM, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    while ((n = take_question(d->fd, buf, sizeof buf, &file)) > 0) {
        struct str out = STR_INIT;
        if (n == 1 && buf[0] == SUBMITTED) {
            keep_submission(d);
        } else {
            answer(d, (struct sv){buf, (size_t)n}, file, &out);
        }
        bool said = say(d->fd, &out);
        str_release(&out);
        if (!said) {
            break;
        }
    }
    service_free(d->service);
    _exit(0);
}

/* ---- in the daemon ---- */

static void start_one(struct readers *all, struct reader *r, struct app *app, reader_open_fn *open, reader_submitted_fn *submitted, void *arg)
{
    int ends[2];
    *r = (struct reader){.fd = -1, .in = STR_INIT};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        return;
    }
    r->pid = fork();
    if (r->pid == 0) {
        close(ends[0]);
        for (struct reader *before = all->v; before < r; before++) {
            close(before->fd); /* else it would never see its end */
        }
        read_on(&(struct desk){ends[1], app, NULL, open, submitted, arg});
    }
    close(ends[1]);
    if (r->pid < 0) {
        close(ends[0]);
        return;
    }
    r->fd = ends[0];
}

void readers_start(struct readers *r, struct app *app, reader_open_fn *open, reader_submitted_fn *submitted, void *arg)
{
    for (size_t i = 0; i < READERS; i++) {
        start_one(r, &r->v[i], app, open, submitted, arg);
    }
}

static void bury(struct reader *r)
{
    if (r->fd >= 0) {
        close(r->fd);
        while (waitpid(r->pid, NULL, 0) < 0 && errno == EINTR) {
        }
    }
    r->fd = -1;
    str_release(&r->in);
}

void readers_stop(struct readers *r)
{
    for (size_t i = 0; i < READERS; i++) {
        if (r->v[i].busy && r->v[i].fd >= 0) {
            kill(r->v[i].pid, SIGKILL); /* it only reads, and nobody waits for it any more */
        }
        bury(&r->v[i]);
    }
}

static bool asks_personal(const struct request *req)
{
    for (size_t i = 0; i < req->nparams; i++) {
        if (str_eq(req->params[i].name, "personal")) {
            return true;
        }
    }
    return false;
}

bool reader_may(const struct request *req)
{
    switch (req->op) {
    case OP_HOME:
    case OP_LIST:
    case OP_BOARD:
    case OP_LOG:
    case OP_DIFF:
    case OP_SNAPSHOTS:
    case OP_SNAPSHOT:
    case OP_VALIDATE:
    case OP_PROVE:
    case OP_SEAL:
    case OP_SUMMARY:
    case OP_REPORT:
        return true;
    case OP_EXPORT:
        return !asks_personal(req); /* which is noted in history */
    default:
        return false;
    }
}

struct reader *readers_idle(struct readers *r, bool *any)
{
    struct reader *idle = NULL;
    *any = false;
    for (size_t i = 0; i < READERS; i++) {
        *any = *any || r->v[i].fd >= 0;
        idle = r->v[i].fd >= 0 && !r->v[i].busy ? &r->v[i] : idle;
    }
    return idle;
}

static bool send_question(int fd, const struct str *bytes, int file)
{
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control = {0};
    struct iovec part = {bytes->p, bytes->len};
    struct msghdr msg = {.msg_iov = &part, .msg_iovlen = 1};
    if (file >= 0) {
        msg.msg_control = control.bytes;
        msg.msg_controllen = sizeof control.bytes;
        control.head = (struct cmsghdr){.cmsg_len = CMSG_LEN(sizeof file), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
        memcpy(CMSG_DATA(&control.head), &file, sizeof file);
    }
    return sendmsg(fd, &msg, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)bytes->len;
}

bool reader_ask(struct reader *r, void *asker, const struct actor *actor, struct sv request, FILE *out)
{
    struct str bytes = STR_INIT;
    pack_text(&bytes, actor->person, strlen(actor->person));
    if (actor->role) {
        pack_text(&bytes, actor->role, strlen(actor->role));
    } else {
        pack_null(&bytes);
    }
    str_add_sv(&bytes, request);
    bool ok = bytes.len <= QUESTION_MAX && send_question(r->fd, &bytes, out ? fileno(out) : -1);
    str_release(&bytes);
    r->busy = ok;
    r->asker = ok ? asker : NULL;
    str_clear(&r->in);
    return ok;
}

bool reader_tell_submitted(struct reader *r)
{
    struct str bytes = STR_INIT;
    str_add_c(&bytes, SUBMITTED);
    r->busy = send_question(r->fd, &bytes, -1);
    r->asker = NULL;
    str_release(&bytes);
    str_clear(&r->in);
    return r->busy;
}

bool reader_receive(struct reader *r, bool *dead)
{
    char piece[PIECE];
    ssize_t n;
    *dead = false;
    while ((n = recv(r->fd, piece, sizeof piece, MSG_DONTWAIT)) > 0) {
        str_add_n(&r->in, piece + 1, (size_t)n - 1);
        if (piece[0] == LAST) {
            r->busy = false;
            return true;
        }
    }
    if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
        *dead = true;
        bury(r);
        r->busy = false;
    }
    return false;
}
