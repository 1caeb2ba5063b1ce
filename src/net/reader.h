#ifndef NET_READER_H
#define NET_READER_H

/*
 * Reading that can last (lists, boards, summaries, exports, proofs) runs beside the daemon, so that it never delays who writes.
 *
 * Each reader is a process with a connection of its own that can only read, not a thread: the language of messages, the forms that are
 * loaded and SQLite's statements then belong to one operation at a time without a lock.  It is forked before the daemon opens the database
 * (SQLite's locks do not survive a fork), opens it when it is first asked, and ends when the daemon does.
 *
 * On their socket each question is one packet, with the file for its output; the answer comes in pieces, each behind a byte that says whether
 * more follow.
 */

#include <stdio.h>
#include <sys/types.h>
#include "service/service.h"

#define READERS 2

struct reader {
    pid_t pid;
    int fd;       /* -1: it is gone */
    void *asker;  /* whose question it works on; NULL: none's */
    bool busy;
    struct str in; /* the answer, as far as it came */
};
struct readers {
    struct reader v[READERS];
};

/* Opens what a reader asks of; called in the reader. */
typedef bool reader_open_fn(void *arg, struct service **out, struct err *err);

/* Called in the reader when a record was handed in: what it makes of it is told nobody. */
typedef void reader_submitted_fn(void *arg, struct service *service);

/* Fork them.  Where none can be made, there are none, and the daemon reads itself. */
void readers_start(struct readers *r, struct app *app, reader_open_fn *open, reader_submitted_fn *submitted, void *arg);
/* Let them end, and wait for it. */
void readers_stop(struct readers *r);

/* Whether this may be left to a reader. */
bool reader_may(const struct request *req);
/* An idle one, or NULL; *any: there is one at all. */
struct reader *readers_idle(struct readers *r, bool *any);
/* Ask it: the actor, and the request as it came.  False: the daemon does it itself. */
bool reader_ask(struct reader *r, void *asker, const struct actor *actor, struct sv request, FILE *out);
/* Tell it that a record was handed in; it is busy until it has answered. */
bool reader_tell_submitted(struct reader *r);
/* Take what came.  True: the answer is whole in r->in, and the reader is idle again.  *dead: it is gone, and there will be none. */
bool reader_receive(struct reader *r, bool *dead);

#endif
