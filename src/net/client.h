#ifndef NET_CLIENT_H
#define NET_CLIENT_H

/*
 * The door of a session on a server: each call is a message to the daemon and its answer.
 *
 * When the daemon goes away (it was restarted), the next call looks for it again, for NET_PATIENCE_MS at most, and repeats a request that
 * may be asked twice: reading, a draft, and saving, since a record says which version it was typed on, so that the same values stored twice
 * differ in nothing.  Of any other request that was sent and not answered it is unknown whether it was done, and that is what is said.
 */

#include "form/host.h"

#define NET_PATIENCE_MS 3000

/* What the daemon said of the session; borrowed from the door. */
struct client_facts {
    const char *person;
    const char *role; /* NULL: none */
    bool sample;      /* sample data */
};

/*
 * Speak to the daemon at `path`; the application is the one it must work with, its definitions the same.  `role`: the one wanted, or
 * NULL.  False: nobody listens there, it is another application, other definitions, or the daemon's own reason.  Free with client_free.
 */
bool client_open(struct host **out, const char *path, struct app *app, enum lang lang, const char *role, struct err *err);
void client_free(struct host *h);
struct client_facts client_facts(const struct host *h);

#endif
