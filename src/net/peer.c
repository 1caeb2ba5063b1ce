#include "net/peer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/pack.h"

struct peer *peer_new(int fd, uid_t uid, const char *person)
{
    struct peer *p = mem_zero(1, sizeof *p);
    p->fd = fd;
    p->uid = uid;
    p->person = mem_dup(person);
    p->actor = (struct actor){.person = p->person, .session = p};
    p->in = p->out = p->answer = p->raw = (struct str)STR_INIT;
    return p;
}

static void close_file(FILE **f)
{
    if (*f) {
        fclose(*f);
    }
    *f = NULL;
}

void peer_free(struct peer *p)
{
    close(p->fd);
    str_release(&p->in);
    str_release(&p->out);
    str_release(&p->answer);
    str_release(&p->raw);
    close_file(&p->upload);
    close_file(&p->writing);
    close_file(&p->download);
    wire_request_release(&p->request);
    reply_release(&p->reply);
    free(p->person);
    free(p->role);
    free(p->form);
    free(p->id);
    free(p);
}

bool peer_has_output(const struct peer *p)
{
    return p->sent < p->out.len || p->download || p->answer.len > 0;
}

bool peer_may_read(const struct peer *p, const struct server_limits *limits, int64_t now)
{
    int64_t credit_ms = limits->burst * 1000 / limits->per_second;
    return !p->asked && !p->ending && !p->gone && !peer_has_output(p) && p->paid_ms - now < credit_ms;
}

/* ---- coming in ---- */

void peer_receive(struct peer *p)
{
    char buf[65536];
    ssize_t n = recv(p->fd, buf, sizeof buf, MSG_DONTWAIT);
    if (n > 0) {
        str_add_n(&p->in, buf, (size_t)n);
    } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
        p->gone = true;
    }
}

static bool bad_message(struct err *err)
{
    return err_set(err, ERR_USAGE, _("these bytes are no message of this version of phieu: end the session and begin it again"));
}

/* Texts of a greeting are short. */
static bool take_text(struct sv *in, char *out, size_t size, bool *null)
{
    struct pack_item item;
    if (!pack_next(in, &item) || (item.tag != PACK_TEXT && item.tag != PACK_NULL) || item.text.n >= size ||
        memchr(item.text.p, '\0', item.text.n)) {
        return false;
    }
    memcpy(out, item.text.p, item.text.n);
    out[item.text.n] = '\0';
    *null = item.tag == PACK_NULL;
    return true;
}

static void put_welcome(struct peer *p, const struct server_setup *setup, const char *fingerprint)
{
    struct str body = STR_INIT;
    pack_int(&body, NET_VERSION);
    pack_text(&body, p->person, strlen(p->person));
    if (p->role) {
        pack_text(&body, p->role, strlen(p->role));
    } else {
        pack_null(&body);
    }
    pack_int(&body, setup->sample);
    pack_text(&body, fingerprint, strlen(fingerprint));
    frame_put(&p->out, FRAME_WELCOME, body.p, body.len);
    str_release(&body);
}

static bool take_hello(struct peer *p, const struct server_setup *setup, struct sv in, struct err *err)
{
    char app[64], fingerprint[64], role[64];
    bool null, no_role;
    struct pack_item version, lang;
    if (!pack_next(&in, &version) || version.tag != PACK_INT || version.i != NET_VERSION || !take_text(&in, app, sizeof app, &null) ||
        !take_text(&in, fingerprint, sizeof fingerprint, &null) || !take_text(&in, role, sizeof role, &no_role) ||
        !pack_next(&in, &lang) || lang.tag != PACK_INT || lang.i < 0 || lang.i >= LANG_COUNT || in.n > 0) {
        return bad_message(err);
    }
    p->actor.lang = (enum lang)lang.i;
    i18n_speak(p->actor.lang);
    if (!str_eq(app, setup->app->name)) {
        return err_set(err, ERR_REFUSED, _("this server works with the application '%s'"), setup->app->name);
    }
    if (!no_role && !app_role(setup->app, role)) {
        return err_set(err, ERR_REFUSED, _("the application has no role '%s'"), setup->app->name);
    }
    if (!service_admits(setup->service, p->person, p->actor.lang, err)) {
        return false;
    }
    p->role = no_role ? NULL : mem_dup(role);
    p->actor.role = p->role;
    p->greeted = true;
    put_welcome(p, setup, setup->fingerprint);
    return true;
}

/* In a file without a name: an operation must not wait for a session's line. */
static bool take_input(struct peer *p, const struct server_limits *limits, struct sv body, struct err *err)
{
    p->uploaded += (int64_t)body.n;
    if (p->uploaded > limits->upload) {
        return err_set(err, ERR_REFUSED, _("the file is too large to be sent to the server: at most %lld MB"), (long long)(limits->upload >> 20));
    }
    if (!p->upload) {
        p->upload = tmpfile();
    }
    return (p->upload && fwrite(body.p, 1, body.n, p->upload) == body.n) ||
           err_set(err, ERR_IO, _("the server cannot keep the file: %s"), strerror(errno));
}

/* A refused request is answered; only what is no request at all ends the session. */
static bool take_request(struct peer *p, const struct server_setup *setup, struct sv body, struct err *err)
{
    struct err why = ERR_INIT;
    p->paid_ms += 1000 / setup->limits->per_second;
    if (wire_get_request(&p->request, body, setup->app, &why)) {
        p->asked = true;
        if (!p->request.has_in && (reader_may(&p->request.req) || p->request.req.snapshot)) {
            str_add_sv(&p->raw, body);
        }
        p->actor.lang = p->request.lang;
        return true;
    }
    if (why.code == ERR_USAGE) {
        *err = why;
        return false;
    }
    peer_answer(p, false, &why);
    return true;
}

static bool take_frame(struct peer *p, const struct server_setup *setup, const struct frame *f, struct err *err)
{
    if (f->kind == FRAME_HELLO && !p->greeted) {
        return take_hello(p, setup, f->body, err);
    }
    if (f->kind == FRAME_IN && p->greeted) {
        return take_input(p, setup->limits, f->body, err);
    }
    if (f->kind == FRAME_REQUEST && p->greeted) {
        return take_request(p, setup, f->body, err);
    }
    return bad_message(err);
}

void peer_understand(struct peer *p, const struct server_setup *setup, int64_t now)
{
    struct sv rest = {p->in.p, p->in.len};
    struct frame f;
    struct err err = ERR_INIT;
    enum frame_state state = FRAME_PART;
    p->paid_ms = p->paid_ms > now ? p->paid_ms : now;
    while (peer_may_read(p, setup->limits, now) && (state = frame_next(&rest, &f)) == FRAME_WHOLE) {
        i18n_speak(p->actor.lang);
        if (!take_frame(p, setup, &f, &err)) {
            peer_end(p, &err);
        }
    }
    if (state == FRAME_BAD) {
        bad_message(&err);
        peer_end(p, &err);
    }
    str_splice(&p->in, 0, p->in.len - rest.n, "", 0);
}

/* ---- going out ---- */

void peer_begin(struct peer *p)
{
    struct request *req = &p->request.req;
    if (p->request.has_in && !p->upload) {
        p->upload = tmpfile(); /* an empty file */
    }
    if (p->upload) {
        rewind(p->upload);
    }
    req->in = p->request.has_in ? p->upload : NULL;
    p->writing = p->request.has_out ? tmpfile() : NULL;
    req->out = p->writing;
}

/* The request was answered: the next may come. */
static void done(struct peer *p)
{
    close_file(&p->upload);
    if (p->writing) {
        rewind(p->writing);
    }
    p->download = p->writing;
    p->writing = NULL;
    p->uploaded = 0;
    p->asked = p->away = false;
    str_release(&p->raw);
    wire_request_release(&p->request);
    reply_release(&p->reply);
}

static void refuse_large(struct peer *p)
{
    struct str body = STR_INIT;
    struct reply none = {0};
    struct err why = ERR_INIT;
    err_set(&why, ERR_INVALID, _("the answer is too large for one message: ask for less at once"));
    wire_put_reply(&body, false, &why, &none);
    frame_put(&p->answer, FRAME_REPLY, body.p, body.len);
    str_release(&body);
}

void peer_answer(struct peer *p, bool ok, const struct err *why)
{
    struct str body = STR_INIT;
    struct err full = ERR_INIT;
    if (p->writing && (fflush(p->writing) != 0 || ferror(p->writing)) && ok) {
        ok = err_set(&full, ERR_IO, _("the server cannot keep the file: %s"), strerror(errno));
        why = &full;
    }
    wire_put_reply(&body, ok, why, &p->reply);
    if (body.len > WIRE_REPLY_MAX) {
        refuse_large(p);
    } else {
        frame_put(&p->answer, FRAME_REPLY, body.p, body.len);
    }
    str_release(&body);
    done(p);
}

void peer_pass_on(struct peer *p, const struct str *reply)
{
    if (reply->len > WIRE_REPLY_MAX) {
        refuse_large(p);
    } else {
        frame_put(&p->answer, FRAME_REPLY, reply->p, reply->len);
    }
    done(p);
}

void peer_forget_output(struct peer *p)
{
    close_file(&p->writing);
}

/* The next piece of what there is to say. */
static void refill(struct peer *p)
{
    char buf[FRAME_PIECE];
    size_t n = p->download ? fread(buf, 1, sizeof buf, p->download) : 0;
    str_clear(&p->out);
    p->sent = 0;
    if (n > 0) {
        frame_put(&p->out, FRAME_OUT, buf, n);
        return;
    }
    close_file(&p->download);
    struct str answer = p->answer;
    p->answer = p->out;
    p->out = answer;
}

void peer_send(struct peer *p)
{
    while (!p->gone && peer_has_output(p)) {
        if (p->sent == p->out.len) {
            refill(p);
            continue;
        }
        ssize_t n = send(p->fd, p->out.p + p->sent, p->out.len - p->sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
            return;
        }
        if (n <= 0) {
            p->gone = true;
            return;
        }
        p->sent += (size_t)n;
        p->stalled_ms = 0; /* it takes what it is given */
    }
    str_release(&p->out); /* many sit idle: a buffer for each would be memory for nothing */
    p->sent = 0;
    p->gone = p->gone || p->ending;
}

void peer_end(struct peer *p, const struct err *why)
{
    struct str body = STR_INIT;
    pack_int(&body, why->code);
    pack_text(&body, why->msg, strlen(why->msg));
    frame_put(&p->answer, FRAME_BYE, body.p, body.len);
    str_release(&body);
    p->ending = true;
}
