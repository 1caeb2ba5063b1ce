#ifndef STORE_STORE_H
#define STORE_STORE_H

/*
 * The database of one application: tables made from forms, records, history, drafts (design, section 7).
 *
 * No function here begins or commits: the service does (service_run), and calls these inside its transaction.
 * Everything of ours is named with a leading underscore; nothing stored needs our code to be read.
 * Functions that take a `struct store` fail with ERR_STORE unless they say otherwise.
 */

#include <stdbool.h>
#include <stdint.h>
#include "base/date.h"
#include "base/err.h"
#include "db/db.h"
#include "form/host.h"
#include "form/model.h"
#include "form/record.h"

#define STORE_VERSION 4 /* PRAGMA user_version: numbered schema steps (store/schema.c) */

struct store_cache;

struct store {
    struct db *db;
    struct app *app;           /* borrowed */
    const struct clock *clock; /* borrowed */
    bool read_only;            /* opened for reading, or it cannot be written */
    bool barred;               /* the latter, although writing was asked for */
    bool sample;               /* holds sample data (DỮ LIỆU MẪU) */
    char session[UUID_TEXT];   /* this opening; drafts carry it, so that the next one knows how it ended */
    struct store_cache *cache; /* private to store/ */
};

enum store_mode { STORE_READ, STORE_OPEN, STORE_CREATE };

/*
 * Open `path`.  Refused untouched, each with its own sentence: another application's file, another phieu application's
 * database, a newer version, a damaged one, a network file system.  STORE_CREATE makes folder (0700) and schema when there is no file.
 * When the application's folder changed since the last time (fingerprint in _meta), lists are taken over, new forms
 * get their tables, and changes that cost no column are noted; what needs store_migrate is left as it is (see store_form_complete).
 * The writes of opening are one transaction; where the disk has no room for them the database is read as it was left.
 */
bool store_open(struct store **out, const char *path, enum store_mode mode, struct app *app, const struct clock *clock, struct err *err);
void store_close(struct store *st);

bool store_begin(struct store *st, struct err *err);  /* BEGIN IMMEDIATE: for store_open alone */
/* The same for service_run; what a full disk kept store_open from taking over comes first. */
bool store_begin_work(struct store *st, struct err *err);
bool store_commit(struct store *st, struct err *err);
void store_rollback(struct store *st);
/* Inside a transaction: one piece of a batch, undone alone when `store_piece_end` is told it failed. */
bool store_piece_begin(struct store *st, struct err *err);
bool store_piece_end(struct store *st, bool keep, struct err *err);

/* A cached statement of this text, for one use, which may name views of the application; db_finalize it. */
bool store_prepare(struct store *st, struct db_stmt **out, const char *sql, struct err *err);

/* Empty tables of all forms, lists filled, views: what the linter prepares SQL against. */
bool store_check_schema(struct db *db, struct app *app, struct faults *faults, struct err *err);

/* _meta: small named texts.  NULL when there is none; free() it. */
char *store_meta(struct store *st, const char *name);
/* When the first entry of the history was written (ISO); NULL: there is none. */
char *store_first_at(struct store *st);
bool store_set_meta(struct store *st, const char *name, const char *value, struct err *err);

/* Whether to read along the key's index is to read in the form's order, as far as is known (codes.c). */
bool store_key_sorts(struct store *st, const struct form *form);

/* False with ERR_REFUSED when the definition needs columns that the table lacks: it opens for reading until `phieu migrate`. */
bool store_form_complete(struct store *st, const struct form *form, struct err *err);
/* False, with the reason, when nothing can be saved in the form now: a database for reading only, an incomplete form, a field that is
 * unique since the definition was changed while records have the same value in it. */
bool store_may_save(struct store *st, const struct form *form, struct err *err);

/* ---- records ---- */

struct change_info {         /* who does what: goes into history */
    const char *who;         /* person; "khong_ro" when nobody said */
    const char *role;
    const char *op;          /* create, update, delete, move, import, restore, rekey, migrate, verify, copy, handover */
    const char *reason;      /* or NULL */
    const char *txn;         /* UUID shared by the rows of one operation */
    bool declared;           /* identity declared (one PC), not proved */
    int64_t keyed, different; /* verify: how many values were keyed again, and how many of them otherwise */
};

/* Ids of phieu have 36 letters (RFC 9562); what another program wrote may have fewer.  ERR_STORE says that it has more. */
bool store_id_fits(const char *id, struct err *err);
/* ERR_NOT_FOUND when there is no such record. */
bool store_load(struct store *st, const struct form *form, const char *id, struct record **out, struct err *err);
/* By key parts as people write them, joined by '|' (a part of a long key takes as many parts as its target's key has). */
bool store_find(struct store *st, const struct form *form, const char *key, char id[UUID_TEXT], struct err *err);
/* The values of the key's fields (form->nkey NULL values to fill, in the key's order) from a key as people write it. */
bool store_parse_key(struct store *st, const struct form *form, const char *key, struct value *out, struct err *err);
/* The record's key, parts joined by '|', as CSV and messages show it. */
bool store_key_text(struct store *st, const struct form *form, const char *id, struct str *out, struct err *err);
/* Its title (record_title as shown). */
bool store_title(struct store *st, const struct form *form, const char *id, enum lang lang, struct str *out, struct err *err);
/* The same of a record that is not stored, by the values it holds; "" when they name nothing yet. */
bool store_title_of(struct store *st, const struct record *r, enum lang lang, struct str *out, struct err *err);
/* What a record is called, and the days (ISO) from and to which it is in force: "" as far as its form knows none. */
struct record_name {
    struct str title, from, to;
};
#define RECORD_NAME_INIT {STR_INIT, STR_INIT, STR_INIT}
void record_name_release(struct record_name *name);
/* By the form's name: its definition is not even read where the database has kept how such titles are made. */
bool store_name_of(struct store *st, const char *form, const char *id, enum lang lang, struct record_name *out, struct err *err);
/* The form's own title, and whether its records are in force between days, likewise. */
bool store_form_title(struct store *st, const char *form, enum lang lang, struct str *out, struct err *err);
bool store_form_has_days(struct store *st, const char *form);

/*
 * Insert (r->version 0) or update `r`: row, roster rows, serial numbers (given here and written into `r`), search row, counts, history with
 * old and new of every changed value.  `old` is the stored record it replaces (NULL for a new one).  `problems` is how many findings
 * stay open.  Sets r->version.  ERR_CONFLICT when the key is taken (naming the record).
 */
bool store_save(struct store *st, struct record *r, const struct record *old, int64_t problems, const struct change_info *info, struct err *err);
/*
 * The same for `n` new records of one form, in order.  When one of them cannot be stored, it and those behind it are not, and the error is
 * what store_save says of it; *done is how many stand before it.  After ERR_STORE nothing counts: the caller's piece is to be undone.
 */
bool store_save_new(struct store *st, struct record *const *records, const int64_t *problems, size_t n, const struct change_info *info,
                    size_t *done, struct err *err);
/* Many records come now, or are done: meanwhile more of the file is kept in memory (8 MB), since a record's places in the indexes lie anywhere. */
bool store_expect_many(struct store *st, bool many, struct err *err);
/* Remove rows, keep everything in history.  ERR_REFUSED when other records name it (naming up to three). */
bool store_delete(struct store *st, const struct record *r, const struct change_info *info, struct err *err);

/* Whether another record than `id` has these values in these fields (indices into form->fields). */
bool store_taken(struct store *st, const struct form *form, const char *id, const size_t *fields, const struct value *values, size_t n,
                 bool *taken, struct err *err);
/* Which one that is; "" when there is none. */
bool store_holder(struct store *st, const struct form *form, const char *id, const size_t *fields, const struct value *values, size_t n,
                  char other[UUID_TEXT], struct err *err);
/* How many records the form has, from _count; state NULL: all. */
int64_t store_count(struct store *st, const char *form, const char *state);

/* ---- codes that the program gives (given.c) ---- */

#define CODE_RENUMBER "renumber" /* the history's words for giving codes anew, */
#define CODE_UNDO     "renumber-undo"

/* Codes that stand in the scope, of a form with some.  Rows: _id, _row_key (NULL: in the record itself), code, prefix, count (of no field: the prefix). */
bool store_code_places(struct store *st, const struct form *form, const struct value *scope, struct rowset *out, struct err *err);
/* Records whose texts may mention them: _id. */
bool store_code_citers(struct store *st, const struct code_citer *citer, const struct value *scope, struct rowset *out, struct err *err);
/* Every code that was another one, oldest first.  Rows: at, who, op, _id, path, old, new, reason. */
bool store_code_register(struct store *st, const struct form *form, struct rowset *out, struct err *err);
/* What was done last about codes of the scope, one row at most: txn, op (CODE_RENUMBER, CODE_UNDO). */
bool store_code_last(struct store *st, const struct form *form, const struct value *scope, struct rowset *out, struct err *err);
/* What a renumbering changed.  Rows: form, _id, version (that it made), path, old, new. */
bool store_code_entries(struct store *st, const char *txn, struct rowset *out, struct err *err);

/* ---- pages of records ---- */

/* One page of a list, keyed paging, search without accents (words by their beginning, exact accents first). Columns as OP_LIST says.
 * `only`: fields of the form, preferably references, and what they must hold; ONLY_UNVERIFIED, with any value: what is to be keyed twice
 * yet. */
bool store_list(struct store *st, const struct form *form, const struct param *only, size_t nonly, const char *search,
                const char *after, bool back, size_t limit, enum lang lang, struct rowset *out, struct err *err);
/* The page key of a record's own place in its form's list, without a search; "" when it is not there. */
bool store_place(struct store *st, const struct form *form, const char *id, struct str *out, struct err *err);
/* How many records `only` leaves (at least one). */
int64_t store_count_only(struct store *st, const struct form *form, const struct param *only, size_t nonly);
/* The choice_filter of a field, and what it may name: parameters as work_filter_params gives them. */
struct store_filter {
    const struct expr *expr; /* NULL: everything is offered */
    const char *roster;      /* in whose row the field stands, or NULL */
    const struct param *params;
    size_t nparams;
};
/* The same for choices among the records of `target`.  Columns: _id, key, label, _page. */
bool store_choices(struct store *st, const struct form *target, const struct store_filter *filter, const char *search, const char *after,
                   size_t limit, enum lang lang, struct rowset *out, struct err *err);
/* Whether this record is among them: one row is read, however many there are. */
bool store_offered(struct store *st, const struct form *target, const struct store_filter *filter, const char *id, bool *offered,
                   struct err *err);

/* Run queries/NAME.sql, at most `max` rows; parameters not given are NULL; :today is there. */
bool store_query(struct store *st, const char *name, const struct param *params, size_t nparams, size_t max, struct rowset *out, struct err *err);
/* The same for any SELECT text.  A line `-- snapshot:` of its opening comment is heeded (docs/forms.md, Queries). */
bool store_select(struct store *st, const char *sql, const struct param *params, size_t nparams, size_t max, struct rowset *out, struct err *err);

/* ---- drafts ---- */

bool store_draft_put(struct store *st, const char *who, const struct draft *d, struct err *err);
bool store_draft_get(struct store *st, const char *who, const char *form, const char *id, struct draft *out, struct err *err);
/*
 * Of several processes of one person that have a record open, one writes the draft: whoever made it, or took it up as it stands.
 * store_draft_take notes that it was taken up now.  *ours: this session may write or drop it; without a draft whoever brings a whole one.
 */
bool store_draft_take(struct store *st, const char *who, const char *form, const char *id, struct err *err);
bool store_draft_ours(struct store *st, const char *who, const char *form, const char *id, bool partial, bool *ours, struct err *err);
bool store_draft_drop(struct store *st, const char *who, const char *form, const char *id, struct err *err);
/* Who worked in this database, the last one first: name, role, chosen (OP_PEOPLE). */
bool store_people(struct store *st, struct rowset *out, struct err *err);
/* Open drafts of a person: form, id, at, focus. */
bool store_drafts(struct store *st, const char *who, struct rowset *out, struct err *err);

/* ---- double entry (verify.c) ---- */

/* One value that was keyed a second time: a row of _verified_value. */
struct verified_value {
    const char *path, *field; /* "roster/key/field", "roster.field" */
    const char *first, *second; /* who keyed it */
    const char *outcome;        /* verify_outcome_name */
    const char *reason;         /* or NULL */
};
bool store_verified_add(struct store *st, const char *form, const char *id, const struct verified_value *v, size_t n, struct err *err);
/* That nothing in the record is left to be keyed twice (`who` did the last of it; NULL: there is nothing), or that something is. */
bool store_verified_mark(struct store *st, const char *form, const char *id, bool verified, const char *who, struct err *err);
/* Paths of the values that stand as they were verified. */
bool store_verified_paths(struct store *st, const char *form, const char *id, struct rowset *out, struct err *err);
/* Who stored what, oldest first.  Rows: who, path (NULL: all that the record held then). */
bool store_keyed_by(struct store *st, const char *form, const char *id, struct rowset *out, struct err *err);
/* Note in the history what changed nothing in the record: that it was verified. */
bool store_note(struct store *st, const struct record *r, const struct change_info *info, struct err *err);

/* ---- summaries that were sent (sent.c) ---- */

struct sent {                  /* all borrowed */
    const char *summary, *title;
    const char *parameters;    /* "NAME=VALUE; NAME=VALUE" */
    const char *seal;          /* the seal code of what it was run over; NULL: over what stood then */
    const char *document, *document_date, *recipient; /* of the letter it went with; NULL: not said; the date as YYYY-MM-DD */
    int64_t rows;
    struct sv file;            /* the bytes that were sent */
};
/* Keep it, for good: *number counts from 1. */
bool store_sent_add(struct store *st, const struct sent *s, const struct change_info *info, int64_t *number, struct err *err);
/* Rows: number, at, who, summary, title, parameters, seal, document, document_date, recipient, rows, sha256; the last one first. */
bool store_sent(struct store *st, struct rowset *out, struct err *err);
/* The bytes that were sent under this number.  ERR_NOT_FOUND. */
bool store_sent_file(struct store *st, int64_t number, struct str *out, struct err *err);

/* ---- operators (operator.c) ---- */

/* Add to what the person did in the form today: `saved` records, `different` values keyed otherwise than by the first person. */
bool store_operator_add(struct store *st, const char *who, const char *form, const struct tally *t, int64_t saved, int64_t different,
                        struct err *err);

/* ---- whose records are whose, and reading only some of them (narrow.c) ---- */

/* The form whose records are the units, at the end of every chain of `unit` fields; NULL when no form has any. */
bool store_unit_form(struct store *st, const struct form **out, struct err *err);
/* The unit (an id) of a record, stored or not, of a form with `unit` or of the units' own form; "" when it belongs to none. */
bool store_unit_of(struct store *st, const struct record *r, struct str *out, struct err *err);

/* Whether the person reads the record in this role, as far as the state that it is in says it; it may be of a snapshot, or deleted. */
bool store_reads(struct store *st, const struct record *r, const char *role, const char *person, bool *reads, struct err *err);
/* Whether a state of some form keeps its records from the role: told without reading a definition. */
bool store_keeps_from(struct store *st, const struct role *role, bool *keeps, struct err *err);
/* Whether queries/NAME.sql reads a form of which a state keeps records from the role. */
bool store_query_kept(struct store *st, const char *name, const struct role *role, bool *kept, struct err *err);
/* Of a form with `author`: the record that stands for the person, "" when none does; and whether that is the author of this one. */
bool store_self(struct store *st, const struct form *form, const char *person, char id[UUID_TEXT], struct err *err);
bool store_wrote(struct store *st, const struct record *r, const char *person, bool *wrote, struct err *err);

struct store_reader {
    const struct role *role;  /* or NULL */
    const char *person;
    bool everything;          /* also of forms that the role does not read */
    bool limited;             /* only what belongs to `units` */
    const char *const *units;
    size_t nunits;
};
/*
 * What the reader may see, as a store to be read: the forms that their role reads, the records of their units, and what the records' states
 * show them; all of it as far as it is committed.  Belongs to `st`, and is theirs until it is asked for again.
 */
bool store_narrow(struct store *st, const struct store_reader *reader, struct store **out, struct err *err);
bool store_is_narrow(const struct store *st);
/* Whether a table is one of those by which records are narrowed, which tell a reader of themselves and their units. */
bool store_narrows_by(const char *table);
/* Whether an SQL text names the schema "main", in whatever way: such a text is not run in a narrowed store. */
bool store_names_schema(const char *sql);

/* ---- people and their roles (grant.c) ---- */

struct grant {
    const char *person, *role;
    const char *unit;       /* the id of a unit's record; NULL: all */
    const char *from, *to;  /* ISO days, both included; NULL: open */
};
/* Rows: person, role, unit, valid_from, valid_to; by person. */
bool store_grants(struct store *st, struct rowset *out, struct err *err);
/* Rows: person, name; all that were ever registered. */
bool store_persons(struct store *st, struct rowset *out, struct err *err);
/* Each of these is in the history, as entries of the form "_grant" about the person: `info->op` says which it is. */
bool store_person_put(struct store *st, const char *person, const char *name, const struct change_info *info, struct err *err);
/* In the place of one for the same person, role and unit. */
bool store_grant_put(struct store *st, const struct grant *g, const struct change_info *info, struct err *err);
/* Of the role (NULL: of any) and the unit (NULL: of any): *n is how many. */
bool store_grant_drop(struct store *st, const char *person, const char *role, const char *unit, const struct change_info *info, int64_t *n,
                      struct err *err);
/* The record of `form` whose field holds this account; id "" when none does. */
bool store_by_account(struct store *st, const struct form *form, const char *field, const char *account, char id[UUID_TEXT], struct err *err);
/* Records of which a field with `assigned` names that one: _id. */
bool store_assigned(struct store *st, const struct form *form, const char *id, struct rowset *out, struct err *err);
/* Whoever `from` was, their drafts are now `to`'s, but for records of which `to` has a draft: *n is how many. */
bool store_drafts_move(struct store *st, const char *from, const char *to, int64_t *n, struct err *err);
/* Whether the person acted on the record in one of the roles. */
bool store_acted(struct store *st, const char *form, const char *id, const char *who, const char *const *roles, bool *acted, struct err *err);
/* Another number after another connection has written. */
bool store_data_version(struct store *st, int64_t *out, struct err *err);

/* ---- history ---- */

/* The record of the form that `who` stored last, but for the one with this id (may be NULL), if it is shown; "": there is none. */
bool store_previous(struct store *st, const struct form *form, const char *who, const char *id, char out[UUID_TEXT], struct err *err);
/* Rows: seq, at, who, op, version, reason, path, old, new; newest first. */
bool store_log(struct store *st, const char *form, const char *id, struct rowset *out, struct err *err);
/* The id of a deleted record by key text or id. */
bool store_find_deleted(struct store *st, const struct form *form, const char *key, char id[UUID_TEXT], struct err *err);
/* The record as it was when deleted. */
bool store_load_deleted(struct store *st, const struct form *form, const char *id, struct record **out, struct err *err);
/* Append one entry to the chain.  `changes` may be NULL; `record_hash` may be NULL. */
bool store_history_add(struct store *st, const char *form, const char *id, int64_t version, const struct changes *changes,
                       const char *record_hash, const struct change_info *info, struct err *err);
/*
 * Take a value out of the history for good, because a law says so: the old and the new value of every change at this path of the record.  The
 * digests stay, and an entry says who erased it and why, so the chain still proves.  *n: in how many entries it stood.  ERR_REFUSED while the
 * record itself still holds it.  Snapshots and copies are not reached.
 */
bool store_erase(struct store *st, const struct form *form, const char *id, const char *path, const struct change_info *info, int64_t *n,
                 struct err *err);

/*
 * Tables beside the records (people, rights, lists, definitions): whoever writes one says so before, naming it, and after; the chain then
 * holds what became of it.  A set is zeroed at first, and again after store_chain_end; where it does not come to that it is released.
 */
struct chained {
    char *table; /* owned */
    char before[HASH_HEX];
};
struct chain_set {
    VEC(struct chained) list;
};
bool store_chain_begin(struct store *st, struct chain_set *set, const char *table, struct err *err);
bool store_chain_end(struct store *st, struct chain_set *set, const struct change_info *info, struct err *err);
void store_chain_release(struct chain_set *set);

/* ---- proof (prove.c) ---- */

struct proof {
    int64_t entries, records, tables;
    int64_t seq;         /* of the last entry; 0: there is none */
    char at[32];         /* when it was written, */
    char *who;           /* by whom (owned), */
    char head[HASH_HEX]; /* and its hash: whoever keeps it can tell later that nothing before it was altered */
    int64_t clock_back;  /* how often the clock had gone back */
    int64_t nbroken;
    struct rowset broken; /* seq, form, record, what: the first 1,000 that do not hold; seq NULL: no entry */
};
void proof_release(struct proof *p);
/*
 * Replay the chained history against the tables of any database of ours, whatever its application: each entry's hash and each value's
 * digest; each record, its rows, its state and its accepted warnings against the last entry about it; the tables the chain vouches for;
 * snapshots; counts.  False only when it cannot be read (then it is damaged).  `progress` may be NULL.
 */
bool store_prove(struct db *db, struct proof *out, void (*progress)(void *arg, int64_t done), void *arg, struct err *err);
/* Whether the chain holds an entry with this number and hash. */
bool store_has_head(struct db *db, int64_t seq, const char *hash, bool *has, struct err *err);

#endif
