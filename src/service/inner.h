#ifndef SERVICE_INNER_H
#define SERVICE_INNER_H

/* What the files of service/ share: the service itself, small helpers, and every operation's function. */

#include "service/service.h"
#include "store/dossier.h"

#define WORKS_MAX 8 /* compiled forms kept ready */

struct work_entry {
    const struct form *form;
    struct work *work;
    int64_t used;
};

/* A query of the application, and whether it reads what states may keep from a role. */
struct asked_query {
    const char *query; /* borrowed from the application */
    const struct role *role;
    bool kept;
};

/* What the actor of the job that runs may reach. */
struct scope {
    const struct role *role;   /* NULL: all of them, alone on a PC */
    bool granted;              /* the role is held, not only said */
    bool limited;              /* only records of `units` */
    bool kept;                 /* states may keep records from the role */
    const char *person;        /* of the actor, borrowed */
    VEC(const char *) units;   /* ids, borrowed from the service's grants */
};

struct service {
    struct store *st;          /* during an operation with REACH_READ or of a snapshot: what it is run over */
    struct store *whole;       /* the store itself */
    struct scope scope;
    struct rowset grants;      /* store_grants, as of `grants_version` */
    bool grants_known;
    int64_t grants_version;
    VEC(struct asked_query) asked;
    bool unbound; /* what is computed is nobody's to read now, so lookups see all there is */
    const struct role *kept_from; /* whom `kept` is about; NULL: it is not known yet */
    bool kept;
    bool running;              /* a job: one within it (an export's note) looks at no grants anew */
    struct app *app;
    const struct clock *clock;
    const struct operation *more; /* rows of exchange/, borrowed */
    size_t nmore;
    struct work_entry works[WORKS_MAX];
    size_t nworks;
    service_present_fn *present; /* NULL: nobody else is here */
    service_held_fn *held;
    void *present_arg; /* of both */
    bool in_doubt;
    int64_t uses; /* counts calls of service_work, to find the one unused for longest */
};

/* The operation's row, or NULL. */
const struct operation *service_operation(const struct service *sv, enum op op);
/* ---- who may what (rights.c) ---- */

/* Grants that changed since the last job are read anew. */
bool rights_refresh(struct service *sv, struct err *err);
/* Who the actor is in this job, for sv->scope; false when they hold no role, or one that lacks the operation's right. */
bool rights_begin(struct service *sv, const struct actor *actor, const struct operation *row, struct err *err);
void rights_end(struct service *sv, struct scope outer);
/* Whether the role reads the form that the request names, if it reads a form; says which does not read which. */
bool rights_read_named(const struct service *sv, const struct actor *actor, const struct operation *row, const struct request *req, struct err *err);
/* Whether some records or forms are hidden from the actor. */
bool rights_narrow(const struct service *sv);
/* What they may see. */
bool rights_store(struct service *sv, struct store **out, struct err *err);
/* Whether a record, stored or not, is within the actor's units, and its form one that they read. */
bool rights_see(struct service *sv, const struct record *r, struct err *err);
/* The same of the record that the request names, which may be deleted. */
bool rights_see_named(struct service *sv, const struct request *req, struct err *err);
/* Whether whoever wrote the record is the actor, where the form says who that is; false says that only they do what is asked. */
bool rights_author(struct service *sv, const struct actor *actor, const struct record *r, struct err *err);
/* Whether the record may be moved into the state: by its author and those of its owner, or where the state is for certain roles, by these. */
bool rights_move(struct service *sv, const struct actor *actor, const struct record *r, const struct state *to, struct err *err);
/* What others may have read since is neither deleted nor becomes a record of something else. */
bool rights_delete(struct service *sv, const struct actor *actor, const struct record *r, struct err *err);
/* Whether the actor may write such a record (`old`: as it was stored, or NULL). */
bool rights_write(struct service *sv, const struct actor *actor, const struct record *r, const struct record *old, struct err *err);
/* Whether who moves the record into the state is none of those that the state sets apart. */
bool rights_apart(struct service *sv, const struct actor *actor, const struct record *r, const struct state *to, struct err *err);
/* How many of the application's roles the person holds. */
int64_t rights_held(const struct service *sv, const char *person);
/* False when nobody is left who may give roles. */
bool rights_keep_admin(struct service *sv, struct err *err);
/* Whether row i of sv->grants is in force today. */
bool rights_in_force(const struct service *sv, size_t i);
/* Whether roles must be held by whoever works here. */
bool rights_bind(const struct service *sv, const struct actor *actor);

/* Measure the files that the record names, where the actor sits at this computer (files.c); `old`: as it was stored, or NULL. */
void service_measure(const struct actor *actor, struct record *r, const struct record *old);
/* What `text` had to do is now `id`'s, or with n = 1 is only shown (op_handover.c). */
bool service_handover(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep, struct err *err);
/* A record that the program itself has changed is computed and checked anew; errors do not stop it. */
bool service_recheck(struct service *sv, const struct actor *actor, struct record *r, struct findings *findings, struct err *err);
/* Whether the draft is this session's to write and to drop. */
bool service_holds(const struct service *sv, const struct actor *actor, const char *form, const char *id);
/* What was typed is stored; the draft goes, but for one that another session of the person writes. */
bool service_tidy(struct service *sv, const struct actor *actor, const char *form, const char *id, struct err *err);
/* Whether the actor may bring a record into this state (design, section 6.6). */
bool service_may_enter(const struct service *sv, const struct state *state);
/* What goes into history; `txn` must outlive it. */
struct change_info service_info(const struct service *sv, const struct actor *actor, const char *op,
                                const char *reason, const char *txn);
void service_txn(const struct service *sv, char txn[UUID_TEXT]);

/* A workspace of the form, kept by the service; detach the record when done. */
bool service_work(struct service *sv, const struct form *form, struct work **out, struct err *err);

/* The form a request names. */
bool service_form(struct service *sv, const char *name, const struct form **out, struct err *err);
/* The id that a request names by id or by key. */
bool service_id(struct service *sv, const struct form *form, const struct request *req, char id[UUID_TEXT],
                struct err *err);
/* The same; a deleted record is found by its last key: its history and its snapshots are still there. */
bool service_id_or_deleted(struct service *sv, const struct form *form, const struct request *req, char id[UUID_TEXT],
                           struct err *err);
/* What the store has to know of a field's choice_filter. */
struct store_filter service_filter(const struct form *owner, const struct field *f, const struct param *params, size_t nparams);
/* It holds no record any more (NULL: nothing to do). */
void service_detach(struct work *w);
/* Whether the request is about this version of the record, if it says about which. */
bool service_same_version(const struct request *req, const struct record *r, struct err *err);
/* Attach, check, detach. */
bool service_check(struct service *sv, struct record *r, enum lang lang, struct findings *out,
                   struct err *err);
/*
 * Tell, as what always stops a record, each value that differs from the stored one and may only be read by a condition of the form
 * (kept.c): as stored, and as `r` would be; what a save opens may be changed by it.  `r` is evaluated; `w` is of its form and holds none
 * afterwards.  `old` NULL: nothing is kept.
 */
bool service_keep_closed(struct work *w, const struct record *r, const struct record *old, enum lang lang, struct findings *out,
                         struct err *err);
/* Count what the request tells of the person's typing, where the application asks for it; `form` as drafts name it. */
bool service_count(struct service *sv, const struct actor *actor, const struct request *req, const char *form, int64_t saved,
                   int64_t different, struct err *err);
/* Whether storing `r` in the place of `old` would change anything. */
bool service_differs(const struct record *r, const struct record *old);
/*
 * Note whether something in the evaluated record is left to be keyed twice (op_verify.c); `who` keyed the last of it, NULL: nobody did
 * now.
 */
bool service_mark_verified(struct service *sv, const struct record *r, const char *who, struct err *err);
/* What the person saved before in this form, other than `id`; NULL when there is none. */
bool service_previous(struct service *sv, const struct actor *actor, const struct form *form, const char *id,
                      struct record **out, struct err *err);

/*
 * Join what was changed on two sides of `base` (merge.c): `mine` takes over what only `theirs` changed.
 * Fields and rows changed on both sides become conflicts of the reply and stay in `mine` as they are.
 */
void merge_records(const struct record *base, const struct record *theirs, struct record *mine,
                   struct reply *rep);

/*
 * The board as it would be if what its query `suppose` calls by these codes (a line each) were so (suppose.c): a store to be read in the
 * place of sv->st, which the caller closes; *n: how many of the codes there are.
 */
bool service_suppose(struct service *sv, const struct board *board, const struct request *req, struct store **over, int64_t *n,
                     struct err *err);

/* What the last copy into a record made is taken back, as far as nobody has changed it since (op_copy_undo.c). */
bool service_copy_undo(struct service *sv, const struct actor *actor, const struct request *req, const struct record *into, struct reply *rep,
                       struct err *err);

#define SUPPOSED_MAX 20000 /* rows of a board's `suppose` */

enum check_rows { CHECK_TODO, CHECK_FAULTS /* errors and warnings */ };
/*
 * What checks/NAME.sql finds, at most `max` rows of that kind for which an SQL condition over its columns is true (checks.c; NULL:
 * all of them), in the reader's language; the parameters are for both.  `about` is a second condition, one of which must be true, for
 * checks that have a column of that name; or NULL.
 */
bool service_check_rows(struct service *sv, enum lang lang, const char *name, enum check_rows which, const char *condition,
                        const char *about, const struct param *params, size_t nparams, size_t max, struct rowset *out, struct err *err);

#define META_COPIED "copied_away" /* when the database was last copied to another device */
#define COPY_DAYS   7             /* that a database may be without */
/* A line of home that asks for such a copy, when it is time. */
/* A line of home where nothing can be stored now, or nobody else can have the database. */
void service_tell_storage(const struct service *sv, struct rowset *out);
void service_ask_for_copy(struct service *sv, const struct actor *actor, struct rowset *out);

/* Set a text in the row last added; NULL leaves it empty. */
void reply_cell(const struct rowset *rs, struct value *row, const char *column, const char *text);
void reply_columns(struct rowset *rs, const char *const *names, size_t n);

service_fn op_home, op_list, op_open, op_save, op_delete, op_move, op_draft_put, op_draft_get, op_draft_drop,
    op_choices, op_title, op_find, op_query, op_taken, op_board, op_copy, op_previous, op_log, op_restore, op_rekey, op_renumber,
    op_diff, op_validate, op_migrate, op_states, op_snapshots, op_snapshot,
    op_people, op_to_verify, op_verify, op_present, op_prove, op_has_head, op_seal, op_erase, op_restored,
    op_users, op_user;

#endif
