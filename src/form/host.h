#ifndef FORM_HOST_H
#define FORM_HOST_H

/*
 * The one door between a screen or a command line and everything behind it.
 *
 * A request is a tagged struct of plain values, a reply likewise: the same pair is a call on one PC and bytes on a socket.
 * The caller owns the request and all it points at; the reply is released by reply_release.
 */

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include "base/err.h"
#include "form/record.h"
#include "form/work.h"

enum op {
    OP_HOME,       /* → text: the role the actor acts in, or NULL; n: how many roles they hold; rows: kind (draft, verify, step, todo), label, form, id, field, done, total, due, state, item_kind, item */
    OP_LIST,       /* form, text (search), after (page key) or id (of the record behind which it goes on), back, limit, params (field = value: only those; _unverified: those that are not verified yet)
                      → rows: _id, _state, _problems, _title, then list fields as shown; _verified (0 or 1, where the form has it); _page (key of the row for paging); n = how many records the form has in all, not asked beside a record */
    OP_OPEN,       /* form, id or key (parts joined by '|'), or neither: a new one → record; text = form's definition hash; rows: why (one when nothing can be saved) */
    OP_SAVE,       /* record, base (as it was opened), hash (definition), reason, accept → version, findings; on ERR_CONFLICT: record (theirs) and conflicts */
    OP_DELETE,     /* form, id, version, reason */
    OP_MOVE,       /* form, id or key, version, name (state), reason, n = 1: past warnings → version; text = seal code if a snapshot was made;
                      findings (the record's own); rows: form, id, key, label, path, strength, message (of those it governs, and of the
                      checks); with ERR_INVALID n = 1: only warnings stand in the way */
    OP_DRAFT_PUT,  /* draft; ERR_REFUSED when the person went on with the record in another session */
    OP_DRAFT_GET,  /* form, id → draft (form NULL when there is none) */
    OP_DRAFT_DROP, /* form, id */
    OP_CHOICES,    /* form, name (field path's form: owner of the field), field, text, after, limit, params (work_filter_params) → rows: _id, key, label, _page;
                      with id: only whether this record is among them → n (0 or 1) */
    OP_TITLE,      /* form, id → rows: one row, label, and the days (ISO) from and to which it is in force, as far as the form knows; n = 1: key, too
                      (parts joined by '|'); n = 2: only the days are wanted, which costs nothing where the form knows none */
    OP_FIND,       /* form, key → rows: one row, _id; ERR_NOT_FOUND */
    OP_QUERY,      /* name (queries/NAME.sql), params → rows */
    OP_TAKEN,      /* form, id, fields by params → n (0 or 1) */
    OP_BOARD,      /* name, params (context), after (codes of what is supposed to be, a line each; NULL: nothing) → rows: code, label, form, id, key, then one column per board column (name = its code);
                      rows2: code, label of the columns; rows3: footer lines; n = how many suppositions were taken; asked with n = 1, rows: row, code, label of what may be supposed (row NULL: of all rows) */
    OP_PREVIOUS,   /* form, id → record: the one this person saved before (for ditto and carry), NULL when there is none */
    OP_LOG,        /* form, id or key → rows: seq, at, who, op, version, reason, path, old, new */
    OP_COPY,       /* form, id or key, name ([copy] of the form; with back: what the last one made is taken back), reason, n = 1: only a preview → rows: what (form or roster), form, made, left (there was
                      something already, or there is no place for it), none where all of it was left; n = how many were made in all */
    OP_RESTORE,    /* form, id: bring a deleted record back */
    OP_REKEY,      /* form, key, text (new key), n = 1: only a preview → rows: what changes */
    OP_RENUMBER,   /* form, key (of the scope), text (lines OLD=NEW; NULL: gaps close), n = 1: only a preview; name: undo (the last time), or register (no
                      key) → rows: form, key, path, old, new, text (around it, or what is to be known); of a register: at, who, op, key, label, path, old, new, reason */
    OP_DIFF,       /* form, id (governing record), params a, b (snapshot numbers; a NULL: the last one; b NULL: now) → rows: form, key, path, old, new */
    OP_SNAPSHOTS,  /* form, id or key (governing record) → rows: number, at, who, code, became (the state that it was moved into next: label), reason (of that
                      move), accepted (how many warnings were), records, state (label), became_at, became_by */
    OP_SNAPSHOT,   /* snapshot → rows: form, id, key, label of every record it holds, as they were: the governing one, those it governs, those that these name */
    OP_VALIDATE,   /* form or NULL → rows: form, key, path, strength, message */
    OP_MIGRATE,    /* n = 1: only a preview → rows: what, form, field, detail; n = 1: something stands in the way */
    OP_PEOPLE,     /* → rows: name, role (NULL: none), chosen (1: at the screen): who worked here, the last one first;
                      rows2: name, role: who holds which roles now; n = 1: whoever works here must hold one */
    OP_STATES,     /* form, id → rows: state, label, reason (0/1): where the actor may move this record */
    OP_TO_VERIFY,  /* form, id or key → record, text = form's definition hash; rows: path, who (keyed it first): the values that the actor
                      is to key again; n = how many more wait for somebody else, since the actor keyed them */
    OP_VERIFY,     /* form, id, version, seconds (all values that wait for the actor) → version, n = how many were keyed otherwise, findings */
    OP_PRESENT,    /* form, id: the record that is open on this screen (id NULL: none any more) → rows: who, mine (0; of the same person:
                      1 opened before, 2 later), for each other session that has it open; a courtesy, which forbids nothing; on one PC there is nobody else */
    OP_PROVE,      /* progress → n = how much does not hold, rows: seq, form, record, what (of the first 1,000); text = "SEQ HASH" of the last entry;
                      rows2: one row, entries, records, tables, clock_back, at, who */
    OP_HAS_HEAD,   /* n (number of an entry), hash → n (0 or 1) */
    OP_SEAL,       /* name (a seal code as typed) → text: same, changed, altered, unknown; rows: form, key, path, old, new */
    OP_RESTORED,   /* reason, hash ("SEQ HASH" of what was replaced, or NULL): note that this database was a copy */
    OP_ERASE,      /* form, id or key, field (path), reason: take a value out of the history → n = in how many entries it stood */
    OP_USERS,      /* → rows: person, name, role (name; "" none), unit (title), key (of the unit), from, to, in_force (0 or 1): who holds which roles */
    OP_USER,       /* name: add (field: full name), grant, revoke (field: role; key: of a unit, or NULL; params from, to: ISO days), close,
                      handover (id: to whom; n: 1 only shows); text: the person → n: how many roles, or drafts; of a handover version: how many
                      records, and rows: what (a form, or drafts), moved, stays (records that can only be read) */
    OP_EXCHANGE,   /* first operation of exchange/: app adds its rows here */
    OP_SUMMARY = OP_EXCHANGE, /* name, params → rows with a total row as the query gives it, or CSV to `out` (params exact, separator) */
    OP_EXPORT,     /* form, name (a roster, or NULL), params (labels, where, exact, separator, format, personal) → the file to `out`; n = rows */
    OP_IMPORT,     /* form, name (a roster, or NULL), `in`, params (dry_run, partial, unfinished, separator, exact, state, map: lines COLUMN=FIELD) → n = rows stored, version = rows rejected;
                      rows: line, column, reason (the first 1,000); `out`: the rejected rows as CSV */
    OP_RECORD_SUMMARY, /* as OP_SUMMARY, and what came of it is kept as sent; params _document, _document_date, _recipient besides
                      → version = its number, n = rows, text = SHA-256 of the file */
    OP_SENT,       /* version (a number): its file to `out`; 0: → rows: number, at, who, summary, title, parameters, seal, document, document_date,
                      recipient, rows, sha256, the last one first */
    OP_REPORT,        /* name (a document), id or key of its form's record, params format (fodt, odt, html, txt), width, ascii → the file to `out`; n = its bytes */
    OP_NOTE_PERSONAL, /* form, reason: history notes that personal fields go out; an export asks it of itself before the first byte */
    OP_COUNT,
};

/*
 * What a person keeps from one session to the next stands among their drafts, under a name that no form can have: the working context
 * (a value a form), how letters are typed and where their tones stand, and, when they were chosen at the screen, the role.
 */
#define KEPT_FORM   "_context"
#define KEPT_ID     "_"
#define KEPT_TYPING "_typing"
#define KEPT_TONES  "_tones" /* "old" or "new", as in typing_tones_name */
#define KEPT_ROLE   "_role"
#define ONLY_UNVERIFIED "_unverified" /* a parameter of OP_LIST */

/* Parameters of OP_RECORD_SUMMARY: the letter with which it went. */
#define SENT_DOCUMENT      "_document"
#define SENT_DOCUMENT_DATE "_document_date"
#define SENT_RECIPIENT     "_recipient"

/* What a new record was begun with stands in its draft, too: with this in front of the field's path. */
#define DRAFT_BEGUN '='

struct draft_value {
    char *path; /* owned */
    char *raw;  /* what stands in the field; NULL: cleared */
};
/* One person's typed copy of a record, as differences from the stored one. */
struct draft {
    char *form, *id;     /* owned; form NULL: no draft */
    int64_t base;        /* version it was typed on; 0: a new record */
    char *focus;         /* path of the field that has the focus */
    int64_t caret, scroll; /* bytes; first visible line of the page */
    char *ended;         /* set by the service: how the session before ended ("killed") and when; NULL: in order */
    int64_t at_ms;       /* last write */
    bool partial;        /* PUT: values holds only what changed since the last put */
    VEC(struct draft_value) values;
};
void draft_release(struct draft *d);

/* The same field changed on both sides. */
struct conflict {
    char *path;
    struct value original, theirs, mine;
    char *who;     /* who stored theirs, and when (ISO) */
    char *at;
};

/*
 * What a person did in a form since it was last told: counted where the application asks for it (statistics = yes), and told with what is
 * written anyway.
 */
struct tally {
    int64_t begun;       /* new records */
    int64_t keystrokes;  /* letters and other keys; a paste is one */
    int64_t corrections; /* letters and words taken back, answered fields changed */
    int64_t seconds;     /* of typing, without pauses */
};

/* One value that was keyed a second time. */
struct second {
    const char *path;
    struct value keyed;  /* by the second person */
    struct value stands; /* from now on: what was keyed first, or second, or … */
    const char *reason;  /* … something else, for a reason; else NULL */
};

struct request {
    enum op op;
    const char *form, *id, *key, *name, *field, *text, *after, *reason, *hash;
    const char *snapshot; /* a seal code: asked of what was handed in under it, not of what stands now; NULL: of that */
    bool back;
    int64_t version, n;
    size_t limit;
    const struct param *params;
    size_t nparams;
    const struct record *record, *base;
    const struct draft *draft;
    const struct second *seconds;
    size_t nseconds;
    const struct tally *tally; /* OP_SAVE, OP_DRAFT_PUT, OP_DRAFT_DROP, OP_VERIFY; NULL: nothing is counted */
    FILE *in, *out; /* bytes that come and go with the request in pieces; borrowed; NULL: none */
    void (*progress)(void *arg, int64_t done); /* called now and then with the rows done so far; may be NULL */
    void *progress_arg;
};

struct reply {
    struct rowset rows, rows2, rows3;
    struct record *record; /* owned */
    struct findings findings;
    struct draft draft;
    VEC(struct conflict) conflicts;
    int64_t version, n;
    char *text; /* owned */
};
void reply_release(struct reply *r); /* zeroed afterwards; zero-initialise before the first use */

struct host {
    bool (*call)(struct host *h, const struct request *req, struct reply *rep, struct err *err);
    /* Labels and messages of further replies are in this language; NULL: in the one it began with. */
    void (*speak)(struct host *h, enum lang lang);
    /*
     * Further requests are this person's, in this role (NULL: none), who says so themselves; on a server, where who it is was proved and
     * stays, only in another role.  NULL: neither.
     */
    bool (*become)(struct host *h, const char *person, const char *role, struct err *err);
    /* Whether a server has ended the session for good, and why.  NULL: there is no server. */
    bool (*ended)(struct host *h, struct err *why);
    bool remote; /* a server's: it may be away for a while, and others work behind it */
};
/* One operation.  On false `err` is filled; findings or conflicts may be in the reply. */
bool host_call(struct host *h, const struct request *req, struct reply *rep, struct err *err);

#endif
