#include "net/client.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/pack.h"
#include "form/wire.h"
#include "net/frame.h"

enum { ANSWER_MS = 60000, RETRY_MS = 50 };

struct client {
    struct host host; /* first: the door is the whole */
    char *path, *role;
    struct app *app;
    enum lang lang;
    char fingerprint[HASH_QUICK]; /* of the definitions this session works with */
    int fd;                       /* -1: not connected */
    struct str in;                /* what came and was not read yet */
    bool ever;                    /* it was connected once */
    char *person, *acts;
    bool sample;
    bool ended;                   /* the daemon will have nothing more of this session … */
    struct err why;               /* … for this reason */
};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void hang_up(struct client *c)
{
    if (c->fd >= 0) {
        close(c->fd);
    }
    c->fd = -1;
    str_clear(&c->in);
}

/* ---- bytes ---- */

static bool send_all(struct client *c, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t done = send(c->fd, p, n, MSG_NOSIGNAL);
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            return false;
        }
        p += done;
        n -= (size_t)done;
    }
    return true;
}

static bool send_frame(struct client *c, enum frame_kind kind, const struct str *body)
{
    struct str bytes = STR_INIT;
    frame_put(&bytes, kind, body->p, body->len);
    bool ok = send_all(c, bytes.p, bytes.len);
    str_release(&bytes);
    return ok;
}

/* More bytes into c->in, within the time (-1: any). */
static bool receive(struct client *c, int wait_ms)
{
    char buf[65536];
    struct pollfd p = {.fd = c->fd, .events = POLLIN};
    int ready;
    do {
        ready = poll(&p, 1, wait_ms);
    } while (ready < 0 && errno == EINTR);
    ssize_t n = ready > 0 ? recv(c->fd, buf, sizeof buf, 0) : 0;
    if (n > 0) {
        str_add_n(&c->in, buf, (size_t)n);
    }
    return n > 0;
}

/* The next message; its body stands in c->in until the one after it is read.  `used` is what the one before took. */
static bool next_frame(struct client *c, size_t *used, int wait_ms, struct frame *f)
{
    str_splice(&c->in, 0, *used, "", 0);
    *used = 0;
    for (;;) {
        struct sv rest = {c->in.p, c->in.len};
        enum frame_state state = frame_next(&rest, f);
        if (state == FRAME_WHOLE) {
            *used = c->in.len - rest.n;
            return true;
        }
        if (state == FRAME_BAD || !receive(c, wait_ms)) {
            return false;
        }
    }
}

/* ---- meeting the daemon ---- */

static bool nobody(const struct client *c, struct err *err)
{
    if (c->ever) {
        return err_set(err, ERR_IO, _("the server does not answer: nothing that was typed is lost; try again in a moment"));
    }
    if (errno == EACCES) {
        return err_set(err, ERR_REFUSED, _("this account may not use the server at %s: its administrator adds it to the group"), c->path);
    }
    return err_set(err, ERR_IO, _("no server answers at %s: %s; 'phieu serve' starts one"), c->path, strerror(errno));
}

static bool reach(struct client *c, struct err *err)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    if (strlen(c->path) >= sizeof at.sun_path) {
        return err_set(err, ERR_USAGE, _("the socket's path %s is too long: at most %zu bytes"), c->path, sizeof at.sun_path - 1);
    }
    memcpy(at.sun_path, c->path, strlen(c->path) + 1);
    c->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (c->fd >= 0 && connect(c->fd, (const struct sockaddr *)&at, sizeof at) == 0) {
        return true;
    }
    nobody(c, err);
    hang_up(c);
    return false;
}

static bool say_hello(struct client *c)
{
    struct str body = STR_INIT;
    pack_int(&body, NET_VERSION);
    pack_text(&body, c->app->name, strlen(c->app->name));
    pack_text(&body, c->fingerprint, strlen(c->fingerprint));
    if (c->role) {
        pack_text(&body, c->role, strlen(c->role));
    } else {
        pack_null(&body);
    }
    pack_int(&body, c->lang);
    bool ok = send_frame(c, FRAME_HELLO, &body);
    str_release(&body);
    return ok;
}

static bool take_text(struct sv *in, char **out)
{
    struct pack_item item;
    if (!pack_next(in, &item) || (item.tag != PACK_TEXT && item.tag != PACK_NULL)) {
        return false;
    }
    free(*out);
    *out = item.tag == PACK_TEXT ? mem_dup_n(item.text.p, item.text.n) : NULL;
    return true;
}

static bool take_int(struct sv *in, int64_t *out)
{
    struct pack_item item;
    bool ok = pack_next(in, &item) && item.tag == PACK_INT;
    *out = ok ? item.i : 0;
    return ok;
}

/* Definitions that changed under a running session are told form by form, when one of their records is meant. */
static bool take_welcome(struct client *c, struct sv in, struct err *err)
{
    int64_t version = 0, sample = 0;
    char *fingerprint = NULL;
    bool ok = take_int(&in, &version) && version == NET_VERSION && take_text(&in, &c->person) && c->person && take_text(&in, &c->acts) &&
              take_int(&in, &sample) && take_text(&in, &fingerprint) && fingerprint;
    if (!ok) {
        err_set(err, ERR_IO, _("the server at %s is another version of phieu"), c->path);
    } else if (!c->ever && !str_eq(fingerprint, c->fingerprint)) {
        ok = err_set(err, ERR_REFUSED,
                     _("the forms in %s are not those that the server works with: its administrator restarts it, or says which folder is meant"),
                     c->app->dir);
    }
    c->sample = sample == 1;
    free(fingerprint);
    return ok;
}

/* Why the daemon hangs up.  What is refused to a session that was welcome once stays refused. */
static bool take_bye(struct client *c, struct sv in, struct err *err)
{
    int64_t code;
    char *msg = NULL;
    if (take_int(&in, &code) && code > ERR_NONE && code <= ERR_STORE && take_text(&in, &msg) && msg) {
        err_set(err, (enum err_code)code, "%s", msg);
    } else {
        err_set(err, ERR_IO, _("the server hung up"));
    }
    free(msg);
    if (c->ever && err->code == ERR_REFUSED) {
        c->ended = true;
        c->why = *err;
    }
    return false;
}

static bool be_welcomed(struct client *c, struct err *err)
{
    struct frame f;
    size_t used = 0;
    if (!say_hello(c) || !next_frame(c, &used, ANSWER_MS, &f)) {
        return c->ever ? nobody(c, err) : err_set(err, ERR_IO, _("the server hung up"));
    }
    bool ok = f.kind == FRAME_WELCOME ? take_welcome(c, f.body, err) : take_bye(c, f.body, err);
    str_splice(&c->in, 0, used, "", 0);
    return ok;
}

static bool connect_once(struct client *c, struct err *err)
{
    if (!reach(c, err)) {
        return false;
    }
    if (!be_welcomed(c, err)) {
        hang_up(c);
        return false;
    }
    c->ever = true;
    return true;
}

/* A daemon that is being restarted is waited for; an answer that is a refusal is one. */
static bool connect_within(struct client *c, int64_t patience_ms, struct err *err)
{
    int64_t end = now_ms() + patience_ms;
    while (!connect_once(c, err)) {
        if (err->code != ERR_IO || now_ms() >= end) {
            return false;
        }
        poll(NULL, 0, RETRY_MS);
    }
    return true;
}

/* ---- a call ---- */

/* What may be asked twice without being done twice. */
static bool repeatable(const struct request *req)
{
    switch (req->op) {
    case OP_DELETE:
    case OP_MOVE:
    case OP_COPY:
    case OP_RESTORE:
    case OP_REKEY:
    case OP_RENUMBER:
    case OP_MIGRATE:
    case OP_VERIFY:
    case OP_IMPORT:
    case OP_NOTE_PERSONAL:
    case OP_RECORD_SUMMARY:
    case OP_ERASE:
        return false;
    default:
        return true;
    }
}

/* These are asked again by themselves: nobody waits for them. */
static int64_t patience(const struct request *req)
{
    return req->op == OP_DRAFT_PUT || req->op == OP_PRESENT ? 0 : NET_PATIENCE_MS;
}

static bool send_input(struct client *c, FILE *in)
{
    struct str bytes = STR_INIT;
    char buf[FRAME_PIECE];
    size_t n;
    bool ok = true;
    while (ok && (n = fread(buf, 1, sizeof buf, in)) > 0) {
        str_clear(&bytes);
        frame_put(&bytes, FRAME_IN, buf, n);
        ok = send_all(c, bytes.p, bytes.len);
    }
    str_release(&bytes);
    return ok;
}

static bool send_request(struct client *c, const struct request *req, const struct str *body)
{
    return (!req->in || send_input(c, req->in)) && send_frame(c, FRAME_REQUEST, body);
}

/* Grows with what is stored, or with a file: as long as it takes. */
static bool lasts(const struct request *req)
{
    return req->in || req->out || req->op == OP_VALIDATE || req->op == OP_PROVE || req->op == OP_MOVE || req->op == OP_COPY;
}

enum answer { ANSWERED, BROKEN, REFUSED };

/* The result of the operation in *ok. */
static enum answer receive_reply(struct client *c, const struct request *req, struct reply *rep, bool *ok, bool *begun, struct err *err)
{
    struct frame f;
    size_t used = 0;
    int wait = lasts(req) ? -1 : ANSWER_MS;
    enum answer answer = BROKEN;
    while (answer == BROKEN && next_frame(c, &used, wait, &f)) {
        struct err why;
        if (f.kind == FRAME_OUT && req->out) {
            *begun = true;
            fwrite(f.body.p, 1, f.body.n, req->out); /* whoever closes it finds out whether that went well */
        } else if (f.kind == FRAME_REPLY) {
            bool read = wire_get_reply(rep, ok, &why, f.body, c->app, err);
            answer = read ? ANSWERED : REFUSED;
            if (read && !*ok) {
                *err = why;
            }
        } else {
            take_bye(c, f.body, err);
            answer = REFUSED;
        }
    }
    str_splice(&c->in, 0, used, "", 0);
    return answer;
}

static bool unknown(const struct request *req, struct err *err)
{
    return repeatable(req) ? err_set(err, ERR_IO, _("the server does not answer: nothing that was typed is lost; try again in a moment"))
                           : err_set(err, ERR_IO, _("the server went away before it answered: whether this was done is not known; "
                                                    "look before you do it again"));
}

static bool call_with(struct client *c, const struct request *req, const struct str *body, struct reply *rep, struct err *err)
{
    bool ok = false, begun = false;
    if (c->ended) {
        *err = c->why;
        return false;
    }
    for (int tries = 0; tries < 2; tries++) {
        if (c->fd < 0 && !connect_within(c, patience(req), err)) {
            return false;
        }
        enum answer answer = send_request(c, req, body) ? receive_reply(c, req, rep, &ok, &begun, err) : BROKEN;
        if (answer == ANSWERED) {
            return ok;
        }
        hang_up(c);
        if (answer == REFUSED) {
            return false;
        }
        if (!repeatable(req) || begun) {
            break;
        }
    }
    return unknown(req, err);
}

static bool call_daemon(struct host *h, const struct request *req, struct reply *rep, struct err *err)
{
    struct client *c = (struct client *)h;
    struct str body = STR_INIT;
    wire_put_request(&body, req, c->lang);
    bool ok = body.len <= WIRE_REQUEST_MAX ? call_with(c, req, &body, rep, err)
                                           : err_set(err, ERR_INVALID, _("this is too large for one message to the server: shorten its texts"));
    str_release(&body);
    return ok;
}

/* Between calls the daemon says nothing but goodbye. */
static bool was_ended(struct host *h, struct err *why)
{
    struct client *c = (struct client *)h;
    struct pollfd p = {.fd = c->fd, .events = POLLIN};
    struct frame f;
    size_t used = 0;
    if (!c->ended && c->fd >= 0 && poll(&p, 1, 0) > 0) {
        if (next_frame(c, &used, 0, &f) && f.kind == FRAME_BYE) {
            take_bye(c, f.body, why);
        }
        hang_up(c);
    }
    if (c->ended) {
        *why = c->why;
    }
    return c->ended;
}

static void speak(struct host *h, enum lang lang)
{
    ((struct client *)h)->lang = lang;
}

/* Another role is another session: what is written next is told with it.  False: as before. */
static bool become(struct host *h, const char *person, const char *role, struct err *err)
{
    struct client *c = (struct client *)h;
    if (!str_eq_null(person, c->person)) {
        return err_set(err, ERR_REFUSED, _("on a server nobody chooses who they are, and you are %s: write --as :ROLE to choose a role"), c->person);
    }
    char *was = c->role;
    c->role = role ? mem_dup(role) : NULL;
    hang_up(c);
    bool ok = connect_within(c, NET_PATIENCE_MS, err);
    free(ok ? was : c->role);
    c->role = ok ? c->role : was;
    return ok;
}

bool client_open(struct host **out, const char *path, struct app *app, enum lang lang, const char *role, struct err *err)
{
    struct client *c = mem_zero(1, sizeof *c);
    c->host.call = call_daemon;
    c->host.speak = speak;
    c->host.become = become;
    c->host.ended = was_ended;
    c->host.remote = true;
    c->fd = -1;
    c->in = (struct str)STR_INIT;
    c->path = mem_dup(path);
    c->role = role ? mem_dup(role) : NULL;
    c->app = app;
    c->lang = lang;
    if (!app_fingerprint(app, c->fingerprint, err) || !connect_once(c, err)) {
        client_free(&c->host);
        return false;
    }
    *out = &c->host;
    return true;
}

void client_free(struct host *h)
{
    struct client *c = (struct client *)h;
    hang_up(c);
    str_release(&c->in);
    free(c->path);
    free(c->role);
    free(c->person);
    free(c->acts);
    free(c);
}

struct client_facts client_facts(const struct host *h)
{
    const struct client *c = (const struct client *)h;
    return (struct client_facts){c->person, c->acts, c->sample};
}
