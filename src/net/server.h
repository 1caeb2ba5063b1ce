#ifndef NET_SERVER_H
#define NET_SERVER_H

/*
 * The daemon: many sessions, one writer.
 *
 * One loop takes what is ready from every session (one request of each), runs it as one batch of service_run, which is one commit, and
 * answers after it: while a commit is under way the next requests gather, so that many people share each sync of the disk.  Nothing waits
 * for a session: what it cannot take yet stays in its buffer, and it is asked for nothing more meanwhile.
 *
 * Who a session is, the kernel says (SO_PEERCRED), never the session.
 */

#include "net/reader.h"
#include "service/service.h"

struct server_limits {
    size_t sessions;     /* together */
    size_t per_account;
    int64_t burst;       /* requests of one session at once … */
    int64_t per_second;  /* … and lastingly; faster ones wait */
    int64_t stall_ms;    /* so long a message may be half come or half taken */
    int64_t upload;      /* bytes that come with one request */
    size_t held;         /* bytes of half messages together */
};
extern const struct server_limits server_limits; /* as docs/server.md tells them */

struct server_setup {
    const char *path;           /* of the socket */
    struct app *app;
    const char *fingerprint;    /* of the definitions it works with */
    struct service *service;
    bool sample;
    const struct server_limits *limits;
    struct readers *readers;    /* started before the database was opened */
    void (*ready)(void *arg);   /* called once sessions may come */
    void *arg;
};

/*
 * Serve until SIGTERM or SIGINT; then what was begun is finished and answered.  False: the socket cannot be made (ERR_IO; ERR_REFUSED:
 * another daemon answers there), or the disk failed in a commit (ERR_STORE): whoever waits for an answer is left without one, since none
 * would be true.
 */
bool server_run(const struct server_setup *setup, struct err *err);

#endif
