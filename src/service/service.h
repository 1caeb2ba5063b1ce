#ifndef SERVICE_SERVICE_H
#define SERVICE_SERVICE_H

/*
 * Every operation a person can ask for, checked against who they are.
 *
 * One table (service/operations.c): operation, the right it needs, how far it reaches, whether it writes, its function.  app/ adds the
 * rows of exchange/.  Who may do it to which records in which state is decided in service/rights.c.  service_run() is the one place
 * where transactions begin and commit: it takes a batch of requests, gives each a SAVEPOINT, commits once, then answers all.
 */

#include <stdbool.h>
#include "form/host.h"
#include "store/store.h"

struct actor {
    const char *person; /* borrowed */
    const char *role;   /* a role of app.ini; NULL: none named (one person alone on a PC then plays all of them) */
    bool declared;      /* said by themselves (one PC), not proved by a server */
    enum lang lang;     /* of labels and messages in replies */
    void *session;      /* whose screen it is, for a daemon that serves many; borrowed; NULL: the only one */
};

struct service;

typedef bool service_fn(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep, struct err *err);

/* How an operation is kept to the records that the actor may see. */
enum reach {
    REACH_OWN = 1, /* nothing to be seen: what is the actor's own, or no record's content */
    REACH_READ,    /* it reads, over a store that shows nothing else (store_narrow); what it keeps of that goes to service_whole */
    REACH_RECORD,  /* it is about the record that the request names, which is looked at first */
    REACH_WRITE,   /* it stores a record that it has: service_judge looks at that, or the operation itself */
};

struct operation {
    enum op op;
    const char *name;  /* for messages and logs */
    unsigned right;    /* enum right; 0 is not allowed */
    enum reach reach;  /* 0 is not allowed */
    bool writes;       /* runs inside the transaction of service_run */
    service_fn *fn;
    bool sealed;       /* may be asked of a snapshot: reads only what a record's tables and the views over them hold */
};

/* The service owns the store.  Free with service_free. */
struct service *service_new(struct store *st, struct app *app, const struct clock *clock);
void service_free(struct service *sv);
/* Add rows to the table (exchange's); `rows` is borrowed for ever. */
void service_add_operations(struct service *sv, const struct operation *rows, size_t n);

struct job {
    const struct actor *actor;
    const struct request *req;
    struct reply *rep;
    struct err err;  /* filled when ok is false */
    bool ok;
};
/* Run a batch.  False only when the commit itself failed: then nothing of the batch counts and every job has that error. */
bool service_run(struct service *sv, struct job *jobs, size_t n);
/* Whether the disk failed in a commit: then nobody can say whether the batch is stored, and this process must not go on (reliability, D5). */
bool service_in_doubt(const struct service *sv);

/* Who else has a record open (OP_PRESENT): a daemon knows.  Adds rows: who, and mine as OP_PRESENT gives it. */
typedef void service_present_fn(void *arg, const struct actor *actor, const char *form, const char *id, struct rowset *out);
/* Whether the draft of a record is this session's to write: of several that one person has open on it, the last one's. */
typedef bool service_held_fn(void *arg, const struct actor *actor, const char *form, const char *id);
void service_watch(struct service *sv, service_present_fn *present, service_held_fn *held, void *arg);

/* A name goes into history and onto screens: one line of at most 100 letters.  False, with the reason, when it cannot. */
bool service_check_person(const char *name, struct err *err);

/* Whether the account may come to a server, and stay: it holds a role.  Grants that changed are read anew. */
bool service_admits(struct service *sv, const char *person, enum lang lang, struct err *err);

/* The door for one person on this PC, who may become another: each call is a batch of one.  Free with service_host_free. */
struct host *service_host_new(struct service *sv, const struct actor *actor);
void service_host_free(struct host *h);

/* For exchange/: what stands behind the door; during an operation with REACH_READ as much of it as the actor may see. */
struct store *service_store(struct service *sv);
/*
 * Note that the database's file was copied to another device now.  No operation: whoever can read the file can copy it, and a server's
 * timer, which does, holds no role.
 */
bool service_note_copied(struct service *sv, struct err *err);
/* The store itself, for what such an operation keeps of what it read. */
struct store *service_whole(struct service *sv);
/* Whether some records are hidden from the actor. */
bool service_is_narrow(const struct service *sv);
struct app *service_app(struct service *sv);
/*
 * What a move of the record into a state with check = yes would be told of it and of all that it governs, but for what was accepted.
 * Rows: form, id, key, label, path, strength, message.
 */
bool service_findings(struct service *sv, const struct actor *actor, const struct form *form, const char *id, struct rowset *out, struct err *err);
/* What differs between two snapshots of a governing record, as dossier_diff has it, of what the actor sees. */
bool service_changes(struct service *sv, const struct form *form, const char *id, int64_t a, int64_t b, struct rowset *out, struct err *err);
/* Every code of the form's records that was another one, the first change first.  Rows: at, who, op, key, label, path, old, new, reason. */
bool service_codes(struct service *sv, const struct actor *actor, const struct form *form, struct rowset *out, struct err *err);
const struct clock *service_clock(struct service *sv);
/* The source for workspaces that run on this side. */
struct source service_source(struct service *sv);
/*
 * The first half of what OP_SAVE does after the conflict answer: prefilled rows, calculations, findings, and whether the record may be stored
 * now.  Structure findings stop it with ERR_INVALID; errors too when the form has no states or the record is not in its first state.
 * `w` is a workspace of the record's form (reused by import), or NULL.
 *
 * `take_over`: for records that bring their states with them (sample data, another database), a form's file first, then its rosters':
 * neither a state that may only be read, the record's own or its governor's, stops it, nor errors, since they may be the want of rows that
 * are still to come.
 */
bool service_judge(struct service *sv, const struct actor *actor, struct work *w, struct record *r, const struct record *old, bool take_over,
                   struct findings *findings, struct err *err);
/* The other half.  A record that differs from `old` in nothing is not stored again. */
bool service_save(struct service *sv, const struct actor *actor, struct record *r, const struct record *old, const char *op,
                   const char *reason, const char *txn, const struct findings *findings, struct err *err);
/* The same for new records that were imported, as store_save_new does it; `problems`: what service_open_findings says of each. */
bool service_save_new(struct service *sv, const struct actor *actor, struct record *const *records, const int64_t *problems, size_t n,
                       const char *txn, size_t *done, struct err *err);
/* False, with the reason, when nothing that the actor enters into the form can be stored. */
bool service_may_save(struct service *sv, const struct actor *actor, const struct form *form, struct err *err);
/* The same, as far as the actor's role decides it. */
bool service_writes(struct service *sv, const struct actor *actor, const struct form *form, struct err *err);
/* Whether the actor's role was given to them, not only said: states are then entered by moves alone. */
bool service_is_granted(const struct service *sv);
/* Whether the batch that runs writes, too. */
bool service_is_writing(const struct service *sv);
/* Findings that stay open. */
int64_t service_open_findings(const struct findings *findings);

#endif
