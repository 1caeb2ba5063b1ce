#ifndef FORM_WIRE_H
#define FORM_WIRE_H

/*
 * Requests and replies (form/host.h) as bytes: what travels between a session and the daemon.
 *
 * Items of base/pack in a fixed order, never nested deeper than a record's rows.  Records name their form and the hash of its
 * definition, and hold their cells in the form's order: sides with different definitions do not understand each other's records, and are
 * told so.  Files (`in`, `out`) and `progress` do not travel here: only whether there are any.
 *
 * A reader trusts nothing: bytes that are too short, too long, of the wrong kind or out of range make it false, never more.  Texts of a
 * request are as text/clean lets them through the door (a sender that does not clean them is no screen of ours), or it is refused.
 *
 * Errors and findings travel as sentences in the actor's language.
 */

#include <stdbool.h>
#include "base/mem.h"
#include "form/host.h"

/* Longer messages are refused by both sides.  A record's texts are 64 KiB each at most where people type them. */
#define WIRE_REQUEST_MAX (8u << 20)
#define WIRE_REPLY_MAX   (64u << 20)

/* A request that was read, and all that it points at. */
struct wire_request {
    struct request req;
    bool has_in, has_out; /* bytes come with it, or are wanted back */
    enum lang lang;       /* of labels and messages in the reply */
    struct arena arena;   /* texts */
    VEC(struct param) params;
    VEC(struct second) seconds;
    struct record *record, *base;
    struct draft draft;
    struct tally tally;
};

void wire_put_request(struct str *out, const struct request *req, enum lang lang);
/*
 * Into a zeroed struct, which is released in any case; the records are of forms of `app`.  False: ERR_USAGE for bytes that are no request,
 * ERR_REFUSED when a record was filled under another definition, and what loading a form says.
 */
bool wire_get_request(struct wire_request *out, struct sv bytes, struct app *app, struct err *err);
void wire_request_release(struct wire_request *w);

/* What the call returned, too; `err` is read when it is false. */
void wire_put_reply(struct str *out, bool ok, const struct err *why, const struct reply *rep);
/* Into a zeroed reply.  *ok and `why` are what the call returned on the other side.  False, with `err`: these bytes are no reply. */
bool wire_get_reply(struct reply *rep, bool *ok, struct err *why, struct sv bytes, struct app *app, struct err *err);

#endif
