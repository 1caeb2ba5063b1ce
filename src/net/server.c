#define _GNU_SOURCE /* struct ucred, accept4 */

#include "net/server.h"

#include <errno.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "net/peer.h"

const struct server_limits server_limits = {
    .sessions = 1000,
    .per_account = 250,
    .burst = 200,
    .per_second = 100,
    .stall_ms = 30000,
    .upload = 64 << 20,
    .held = 256u << 20,
};

enum { BACKLOG = 256, BATCH_MAX = 256, LOOK_MS = 1000, LAST_WORDS_MS = 2000, THROTTLED_MS = 20, ROLES_MS = 30000 };
enum { WATCH_SIGNALS, WATCH_DOOR, WATCH_READERS, WATCH_PEERS = WATCH_READERS + READERS };

struct server {
    const struct server_setup *setup;
    int door, signals;
    bool stopping;
    VEC(struct peer *) peers;
    VEC(struct pollfd) polled;
    VEC(struct job) jobs;
    VEC(struct peer *) askers; /* of the jobs */
    int64_t openings;      /* of records, so far */
    bool submitted;        /* a record was handed in, and no reader was told yet */
    int64_t roles_ms;      /* when it was looked last who still holds a role */
};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- the socket ---- */

static bool answers(const struct sockaddr_un *at)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool yes = fd >= 0 && connect(fd, (const struct sockaddr *)at, sizeof *at) == 0;
    if (fd >= 0) {
        close(fd);
    }
    return yes;
}

/* One that a daemon left behind when it was killed is taken away; anything else of that name is not ours. */
static bool clear_way(const struct sockaddr_un *at, struct err *err)
{
    struct stat st;
    if (lstat(at->sun_path, &st) != 0) {
        return true;
    }
    if (!S_ISSOCK(st.st_mode)) {
        return err_set(err, ERR_IO, _("%s is no socket: name another place"), at->sun_path);
    }
    if (answers(at)) {
        return err_set(err, ERR_REFUSED, _("another server answers at %s: one is enough"), at->sun_path);
    }
    unlink(at->sun_path);
    return true;
}

static bool open_door(struct server *s, struct err *err)
{
    const char *path = s->setup->path;
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof at.sun_path) {
        return err_set(err, ERR_USAGE, _("the socket's path %s is too long: at most %zu bytes"), path, sizeof at.sun_path - 1);
    }
    memcpy(at.sun_path, path, strlen(path) + 1);
    if (!clear_way(&at, err)) {
        return false;
    }
    s->door = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool ok = s->door >= 0 && bind(s->door, (const struct sockaddr *)&at, sizeof at) == 0 && chmod(path, 0660) == 0 &&
              listen(s->door, BACKLOG) == 0;
    return ok || err_set(err, ERR_IO, _("the socket %s cannot be made: %s"), path, strerror(errno));
}

static bool catch_signals(struct server *s, struct err *err)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigprocmask(SIG_BLOCK, &set, NULL);
    s->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    return s->signals >= 0 || err_set(err, ERR_IO, _("the socket %s cannot be made: %s"), s->setup->path, strerror(errno));
}

static void allow_files(void)
{
    struct rlimit most;
    if (getrlimit(RLIMIT_NOFILE, &most) == 0) {
        most.rlim_cur = most.rlim_max;
        setrlimit(RLIMIT_NOFILE, &most);
    }
}

/* ---- who comes ---- */

static size_t count_of(const struct server *s, uid_t uid)
{
    size_t n = 0;
    for (size_t i = 0; i < s->peers.n; i++) {
        n += s->peers.v[i]->uid == uid;
    }
    return n;
}

/* An account without a name is nobody. */
static bool admit(const struct server *s, int fd, uid_t *uid, const char **name, struct err *err)
{
    struct ucred who;
    socklen_t size = sizeof who;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &size) != 0) {
        return err_set(err, ERR_REFUSED, _("the system does not say who this is"));
    }
    const struct passwd *pw = getpwuid(who.uid);
    *uid = who.uid;
    *name = pw && pw->pw_name[0] ? pw->pw_name : "?";
    if (!pw || !service_check_person(*name, err)) {
        return err_set(err, ERR_REFUSED, _("the account %u has no name that can stand in history"), (unsigned)who.uid);
    }
    if (s->peers.n >= s->setup->limits->sessions || count_of(s, who.uid) >= s->setup->limits->per_account) {
        return err_set(err, ERR_IO, _("the server has as many sessions as it takes: try again later"));
    }
    return true;
}

static void accept_one(struct server *s, int fd)
{
    struct err err = ERR_INIT;
    uid_t uid = (uid_t)-1;
    const char *name = "?";
    bool ok = admit(s, fd, &uid, &name, &err);
    struct peer *p = peer_new(fd, uid, name);
    if (ok) {
        *vec_push(&s->peers) = p;
        return;
    }
    peer_end(p, &err);
    peer_send(p);
    peer_free(p);
}

static void accept_all(struct server *s)
{
    int fd;
    while ((fd = accept4(s->door, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0) {
        accept_one(s, fd);
    }
}

/* ---- who else has a record open ---- */

static void set_open(struct server *s, struct peer *p, const char *form, const char *id)
{
    if (str_eq_null(p->id, id) && str_eq_null(p->form, form)) {
        return;
    }
    free(p->form);
    free(p->id);
    p->form = id && form ? mem_dup(form) : NULL;
    p->id = id && form ? mem_dup(id) : NULL;
    p->opened = ++s->openings;
}

static bool has_open(const struct peer *p, const char *form, const char *id)
{
    return !p->gone && str_eq_null(p->id, id) && str_eq_null(p->form, form);
}

/* Whether another session of the same person opened it later, or at all, where this one has not. */
static bool is_held(void *arg, const struct actor *actor, const char *form, const char *id)
{
    const struct server *s = arg;
    const struct peer *me = actor->session;
    int64_t mine = has_open(me, form, id) ? me->opened : 0;
    for (size_t i = 0; i < s->peers.n; i++) {
        const struct peer *p = s->peers.v[i];
        if (p != me && has_open(p, form, id) && str_eq(p->person, me->person) && p->opened > mine) {
            return false;
        }
    }
    return true;
}

static void tell_present(void *arg, const struct actor *actor, const char *form, const char *id, struct rowset *out)
{
    struct server *s = arg;
    struct peer *me = actor->session;
    set_open(s, me, form, id);
    for (size_t i = 0; id && i < s->peers.n; i++) {
        const struct peer *p = s->peers.v[i];
        if (p != me && has_open(p, form, id)) {
            struct value *row = rowset_add_row(out);
            value_set_text(&row[0], sv_of(p->person));
            value_set_int(&row[1], !str_eq(p->person, me->person) ? 0 : p->opened < me->opened ? 1 : 2);
        }
    }
}

/* ---- a turn ---- */

/* To a reader, or into their queue; false: it is done here. */
static bool leave_to_reader(struct server *s, struct peer *p)
{
    bool any;
    struct reader *r = p->raw.len > 0 ? readers_idle(s->setup->readers, &any) : NULL;
    if (p->raw.len == 0 || !any) {
        return false;
    }
    if (r) {
        peer_begin(p);
        p->away = reader_ask(r, p, &p->actor, (struct sv){p->raw.p, p->raw.len}, p->writing);
        if (!p->away) {
            peer_forget_output(p);
            str_clear(&p->raw);
        }
    }
    return p->raw.len > 0;
}

/* What a reader answered goes to whoever asked, if they are still there. */
static void look_at_reader(struct server *s, struct reader *r)
{
    bool dead;
    struct peer *p = r->asker;
    if (reader_receive(r, &dead)) {
        if (p) {
            peer_pass_on(p, &r->in);
            peer_send(p);
        }
        str_release(&r->in);
        r->asker = NULL;
    } else if (dead && p) {
        peer_forget_output(p); /* done again, here */
        str_clear(&p->raw);
        p->away = false;
        r->asker = NULL;
    }
    (void)s;
}

static void forget_asker(struct server *s, const struct peer *p)
{
    for (size_t i = 0; i < READERS; i++) {
        struct reader *r = &s->setup->readers->v[i];
        r->asker = r->asker == p ? NULL : r->asker;
    }
}

static void gather(struct server *s)
{
    s->jobs.n = 0;
    s->askers.n = 0;
    for (size_t i = 0; i < s->peers.n && s->jobs.n < BATCH_MAX; i++) {
        struct peer *p = s->peers.v[i];
        if (p->asked && !p->gone && !p->away && !leave_to_reader(s, p)) {
            peer_begin(p);
            *vec_push(&s->askers) = p;
            *vec_push(&s->jobs) = (struct job){.actor = &p->actor, .req = &p->request.req, .rep = &p->reply};
        }
    }
}

/* False: nobody knows what is stored. */
static bool run_batch(struct server *s, struct err *err)
{
    gather(s);
    if (s->jobs.n == 0) {
        return true;
    }
    if (!service_run(s->setup->service, s->jobs.v, s->jobs.n) && service_in_doubt(s->setup->service)) {
        *err = s->jobs.v[0].err;
        return false;
    }
    for (size_t i = 0; i < s->jobs.n; i++) {
        i18n_speak(s->askers.v[i]->actor.lang);
        s->submitted = s->submitted || (s->jobs.v[i].ok && s->jobs.v[i].req->op == OP_MOVE && s->jobs.v[i].rep->text);
        peer_answer(s->askers.v[i], s->jobs.v[i].ok, &s->jobs.v[i].err);
        peer_send(s->askers.v[i]);
    }
    /* whoever comes first in one batch comes last in the next that is too small for all */
    if (s->jobs.n == BATCH_MAX) {
        struct peer *first = s->peers.v[0];
        memmove(s->peers.v, s->peers.v + 1, (s->peers.n - 1) * sizeof *s->peers.v);
        s->peers.v[s->peers.n - 1] = first;
    }
    return true;
}

static void watch(struct server *s, int fd, short events)
{
    *vec_push(&s->polled) = (struct pollfd){.fd = events ? fd : -1, .events = events};
}

/* It has begun something that is to go on. */
static bool is_half(const struct peer *p)
{
    return !p->greeted || p->in.len > 0 || peer_has_output(p);
}

/* In the order of WATCH_…; returns how long to wait. */
static int fill_polled(struct server *s, int64_t now)
{
    bool throttled = false, half = false;
    s->polled.n = 0;
    watch(s, s->signals, POLLIN);
    watch(s, s->door, s->stopping ? 0 : POLLIN);
    for (size_t i = 0; i < READERS; i++) {
        watch(s, s->setup->readers->v[i].fd, s->setup->readers->v[i].busy ? POLLIN : 0);
    }
    for (size_t i = 0; i < s->peers.n; i++) {
        const struct peer *p = s->peers.v[i];
        bool output = peer_has_output(p);
        bool may = !s->stopping && peer_may_read(p, s->setup->limits, now);
        throttled = throttled || (!output && !may && !p->asked && !s->stopping);
        half = half || is_half(p);
        *vec_push(&s->polled) = (struct pollfd){.fd = p->fd, .events = (short)((output ? POLLOUT : 0) | (may ? POLLIN : 0))};
    }
    return throttled ? THROTTLED_MS : half || s->stopping ? LOOK_MS : s->peers.n > 0 ? ROLES_MS : -1;
}

/* Half messages of all together. */
static size_t held(const struct server *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->peers.n; i++) {
        n += s->peers.v[i]->in.len;
    }
    return n;
}

static void attend(struct server *s, struct peer *p, short seen, int64_t now)
{
    if (seen & POLLOUT) {
        peer_send(p);
    }
    if (seen & POLLIN) {
        peer_receive(p);
    } else if (seen & (POLLHUP | POLLERR | POLLNVAL)) {
        p->gone = true;
    }
    if (!s->stopping && !p->gone && p->in.len > 0) {
        peer_understand(p, s->setup, now);
    }
    if (!p->asked && peer_has_output(p)) {
        peer_send(p);
    }
    p->stalled_ms = !is_half(p) || p->asked ? 0 : p->stalled_ms ? p->stalled_ms : now;
}

/* A session that holds a half message for too long, or too many of them together, is let go. */
static void let_go(struct server *s, int64_t now)
{
    bool full = held(s) > s->setup->limits->held;
    size_t kept = 0;
    for (size_t i = 0; i < s->peers.n; i++) {
        struct peer *p = s->peers.v[i];
        bool stuck = p->stalled_ms && now - p->stalled_ms > s->setup->limits->stall_ms;
        if (p->gone || stuck || (full && p->in.len > FRAME_PIECE)) {
            forget_asker(s, p);
            peer_free(p);
        } else {
            s->peers.v[kept++] = p;
        }
    }
    s->peers.n = kept;
}

/* The copy of it is made beside the daemon: nobody waits for that. */
static void tell_submitted(struct server *s)
{
    bool any;
    struct reader *r = s->submitted ? readers_idle(s->setup->readers, &any) : NULL;
    if (r && reader_tell_submitted(r)) {
        s->submitted = false;
    }
}

/* A role ends by its day, or is taken, here or by a command on the database: whoever holds none any more is told so, and their session ends. */
static void end_without_role(struct server *s, int64_t now)
{
    bool all = true;
    if (now - s->roles_ms < ROLES_MS) {
        return;
    }
    for (size_t i = 0; i < s->peers.n; i++) {
        struct peer *p = s->peers.v[i];
        struct err why = ERR_INIT;
        bool busy = p->asked || p->away || peer_has_output(p);
        i18n_speak(p->actor.lang);
        if (p->greeted && !p->ending && !busy && !service_admits(s->setup->service, p->person, p->actor.lang, &why) && why.code == ERR_REFUSED) {
            peer_end(p, &why);
            peer_send(p);
        }
        all = all && !busy;
    }
    s->roles_ms = all ? now : s->roles_ms;
}

static void look_at_signals(struct server *s)
{
    struct signalfd_siginfo info;
    while (read(s->signals, &info, sizeof info) == (ssize_t)sizeof info) {
        s->stopping = true;
    }
}

static bool turn(struct server *s, struct err *err)
{
    int wait = fill_polled(s, now_ms());
    if (poll(s->polled.v, s->polled.n, wait) < 0 && errno != EINTR) {
        return err_set(err, ERR_IO, _("the sessions cannot be listened to: %s"), strerror(errno));
    }
    int64_t now = now_ms();
    size_t n = s->peers.n;
    look_at_signals(s);
    for (size_t i = 0; i < READERS; i++) {
        if (s->polled.v[WATCH_READERS + i].revents) {
            look_at_reader(s, &s->setup->readers->v[i]);
        }
    }
    for (size_t i = 0; i < n; i++) {
        attend(s, s->peers.v[i], s->polled.v[WATCH_PEERS + i].revents, now);
    }
    if (s->polled.v[WATCH_DOOR].revents & POLLIN) {
        accept_all(s);
    }
    if (!run_batch(s, err)) {
        return false;
    }
    tell_submitted(s);
    end_without_role(s, now);
    let_go(s, now);
    return true;
}

static bool all_said(const struct server *s)
{
    for (size_t i = 0; i < s->peers.n; i++) {
        if (peer_has_output(s->peers.v[i]) || s->peers.v[i]->asked) {
            return false;
        }
    }
    return true;
}

static bool serve(struct server *s, struct err *err)
{
    bool ok = true;
    while (ok && !s->stopping) {
        ok = turn(s, err);
    }
    int64_t end = now_ms() + LAST_WORDS_MS;
    while (ok && !all_said(s) && now_ms() < end) {
        ok = turn(s, err);
    }
    return ok;
}

bool server_run(const struct server_setup *setup, struct err *err)
{
    struct server s = {.setup = setup, .door = -1, .signals = -1};
    allow_files();
    bool ok = catch_signals(&s, err) && open_door(&s, err);
    bool opened = ok;
    if (ok) {
        setup->ready(setup->arg);
    }
    service_watch(setup->service, tell_present, is_held, &s);
    ok = ok && serve(&s, err);
    service_watch(setup->service, NULL, NULL, NULL);
    for (size_t i = 0; i < s.peers.n; i++) {
        peer_free(s.peers.v[i]);
    }
    if (opened) {
        unlink(setup->path);
    }
    if (s.door >= 0) {
        close(s.door);
    }
    if (s.signals >= 0) {
        close(s.signals);
    }
    vec_release(&s.peers);
    vec_release(&s.polled);
    vec_release(&s.jobs);
    vec_release(&s.askers);
    return ok;
}
