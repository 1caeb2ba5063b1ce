#ifndef NET_PEER_H
#define NET_PEER_H

/* Private to the daemon: one session, from its first byte to its last. */

#include <stdio.h>
#include <sys/types.h>
#include "form/wire.h"
#include "net/frame.h"
#include "net/server.h"

struct peer {
    int fd;
    uid_t uid;
    char *person, *role;   /* owned; the account's name; NULL: no role */
    struct actor actor;
    bool greeted;
    struct str in, out;
    size_t sent;           /* of out */
    FILE *upload;          /* bytes for the operation that comes; NULL: none */
    int64_t uploaded;
    FILE *writing;         /* what the operation that runs writes to; NULL: nothing */
    FILE *download;        /* bytes that an operation wrote and that are still to be sent; NULL: none */
    bool asked;            /* a request was read and is to be run */
    struct wire_request request;
    struct str raw;        /* the same as it came, while a reader may be asked; else empty */
    bool away;             /* a reader works on it */
    struct reply reply;
    struct str answer;     /* to be sent behind the download */
    int64_t stalled_ms;    /* since when a message is half come or half taken; 0: none is */
    int64_t paid_ms;       /* until when its requests are paid for */
    bool ending;           /* what is in `out` is the last it is told */
    bool gone;
    char *form, *id;       /* the record open on its screen; owned */
    int64_t opened;        /* when that was, by a count of all openings: of one person's sessions the last one keeps the draft */
};

struct peer *peer_new(int fd, uid_t uid, const char *person);
void peer_free(struct peer *p);

/* Whether its next message may be read: nothing of it is being done or sent, and it does not ask faster than it may. */
bool peer_may_read(const struct peer *p, const struct server_limits *limits, int64_t now);
bool peer_has_output(const struct peer *p);
/* Take what came; `gone` is set at the end of the stream. */
void peer_receive(struct peer *p);
/* Understand what came, as far as one request; what is no message ends the session. */
void peer_understand(struct peer *p, const struct server_setup *setup, int64_t now);
/* Before the request is run, and when it was. */
void peer_begin(struct peer *p);
void peer_answer(struct peer *p, bool ok, const struct err *why);
/* The same with the reply as a reader sent it. */
void peer_pass_on(struct peer *p, const struct str *reply);
/* What an operation wrote that did not come to its end. */
void peer_forget_output(struct peer *p);
/* Send as much as the socket takes. */
void peer_send(struct peer *p);
/* Tell it why, and end. */
void peer_end(struct peer *p, const struct err *why);

#endif
