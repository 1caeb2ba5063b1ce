#ifndef STORE_INNER_H
#define STORE_INNER_H

/*
 * What the files of store/ share and nobody else sees: schema, the SQL of one form, search rows, shown
 * values.
 *
 * What is written is named with "main." before it, and so is what can only be read as it stands now.  The reads
 * of one record (load, key, title) name the form alone: in a store that shows a snapshot (unseal.c), temporary
 * tables of the forms' names stand before the stored ones.
 */

#include "store/dossier.h"

#define STORE_APPLICATION_ID 0x70686965 /* "phie", in the header of every database of ours */

/* ---- rows on their way into a table (insert.c) ---- */

/* How rows of one table are put in. */
struct insert {
    const char *table; /* borrowed, like all below */
    const char *const *columns; /* the last NULL */
    void (*cell)(const void *rows, size_t row, int col, struct db_value *out); /* as in struct db_vtab */
    char *one, *many; /* owned: the SQL; NULL until it is needed */
};

/*
 * Put in rows 0 … n-1, in order.  Where one is refused (db_last_fault says why), it and those behind it are not
 * there, but those before it are: *done is how many.
 */
bool insert_try(struct store *st, struct insert *in, const void *rows, size_t n, size_t *done, struct err *err);
/* The same where no row can be refused. */
bool insert_all(struct store *st, struct insert *in, const void *rows, size_t n, struct err *err);
void insert_release(struct insert *in);
/* What the store itself has of them; no row can be put in any more. */
void insert_release_all(struct store_cache *cache);

/* ---- the SQL of one form (table.c) ---- */

struct roster_sql {
    char *put, *select; /* owned */
};

/* The record's own columns, in the order in which a new one's are put in. */
enum record_column {
    COL_ID,
    COL_VERSION,
    COL_STATE,
    COL_FORM,
    COL_CREATED_AT,
    COL_CREATED_BY,
    COL_CHANGED_AT,
    COL_CHANGED_BY,
    COL_PROBLEMS,
    RECORD_COLUMNS
};
/* A column of one of several new records: struct insert's `cell` (record.c). */
void new_record_cell(const void *rows, size_t row, int col, struct db_value *out);

/* What the store knows of one form; made when it is first asked for, lives as long as the store. */
struct table {
    const struct form *form;
    int64_t number;                 /* rows of _search: number << SEARCH_SHIFT … */
    bool pending;                   /* the tables lack something that the definition needs */
    const struct field *doubles;    /* a unique field without its index: nothing is stored while several records have the same value */
    bool archived;                  /* the definition is in _form */
    struct insert insert;           /* of new records (record.c) */
    const char **columns;           /* owned: the record's own, then the fields' */
    size_t *fields;                 /* owned: which field each of those is of */
    char *update, *select;          /* owned */
    char *list;                     /* owned; _state, _problems and the fields of the list */
    struct roster_sql *rosters;
    char memo_id[UUID_TEXT]; /* the last title asked for in this transaction, so that an import asks once */
    struct str memo_title;
};
#define SEARCH_SHIFT 40

#define NARROWED_MAX 6 /* stores that are kept for roles which read differently */
struct narrow;

/* A draft of another session, as it was taken up here. */
struct taken_draft {
    char *who, *form, *id; /* owned */
    char session[UUID_TEXT];
    int64_t at;
};

struct store_cache {
    VEC(struct table *) tables;
    bool functions;    /* registered on the connection */
    bool session;      /* this session has its row in _session */
    bool session_ever; /* or had, before a rollback: then leaving looks whether it is there */
    bool writing;      /* between begin and commit: titles may be remembered */
    bool older;        /* read as an older phieu left it: tables of the last steps may not be there */
    bool put_off;      /* what the application's folder changed was not taken over */
    int behind;        /* what kind of file it is, while the application's changes could not be taken over; 0: they were */
    struct insert history, search;
    struct incoming *incoming; /* private to insert.c */
    int64_t now_ms;    /* the instant that `now` spells */
    struct str now;
    bool moved;             /* this transaction, or a piece of it that was undone, added to the history */
    VEC(struct taken_draft) taken;
    char *path;             /* of the database, owned */
    struct store *unsealed; /* the snapshot that was asked for last; NULL: none yet */
    char code[SEAL_TEXT];   /* in such a store: whose seal it shows, "" for nothing handed in */
    char *of_form;          /* and of which governing form, owned; NULL: what stands now */
    struct store *narrowed[NARROWED_MAX]; /* those that show only some records; NULL: none yet */
    VEC(const char *) views; /* that were made in this connection, names borrowed (views.c) */
    struct narrow *narrow;  /* in such a store, owned (narrow.c): NULL: all records are shown */
};

/* The form's entry; fails when its tables do not exist. */
bool table_of(struct store *st, const struct form *form, struct table **out, struct err *err);
void table_forget_titles(struct store *st);
void table_release_all(struct store_cache *cache);
/* The definition of another form. */
bool table_form(struct store *st, const char *name, const struct form **out, struct err *err);

/* ---- the application's views (views.c) ---- */

/* Whether a statement failed, as `err` tells, since it names a view that this connection has not yet; then the view is made, and the
 * statement may be tried again.  When the view cannot be made, err says why. */
bool views_make(struct store *st, struct err *err);
/* After a rollback, which takes back what was made: those that were there are there again. */
void views_again(struct store *st);
/* Before tables are altered. */
bool views_drop(struct store *st, struct err *err);

/* ---- statements ---- */

void draft_release_taken(struct store_cache *cache); /* draft.c */
void store_bind_value(struct db_stmt *s, int i, const struct value *v);
void store_column_value(struct db_stmt *s, int i, struct value *out);
/* ISO text of the clock's now. */
void store_now(const struct store *st, struct str *out);

/* ---- schema (schema.c, lists.c) ---- */

/* Bring the numbered steps up to STORE_VERSION. */
bool schema_steps(struct db *db, struct err *err);
bool schema_table_exists(struct db *db, const char *name, bool *exists, struct err *err);
/* The tables and indexes of a form that are not there yet; never touches a table that is. */
bool schema_create_form(struct db *db, const struct form *form, struct err *err);
bool schema_drop_form(struct db *db, const struct form *form, struct err *err);
/*
 * How the tables differ from the definition.  Rows: what ("table", "add", "type", "key", "unique", "drop"), form, field
 * ("field" or "roster.field"), detail (the SQL type needed).  "unique" is a field without its index, since several records have
 * the same value; "drop" is a column that no field names any more; it needs nothing.
 */
bool schema_compare_form(struct db *db, const struct form *form, struct rowset *out, struct err *err);
/* Whether the tables lack something that the definition needs to be read and written: not a column left over, nor a unique field's index. */
bool schema_lacks(const struct rowset *differences);
/* The SELECT of the values of a unique field that several records have. */
void schema_add_doubles(struct str *sql, const struct form *form, const struct field *f);
bool schema_form_complete(struct db *db, const struct form *form, bool *complete, struct err *err);
/* INTEGER, REAL or TEXT. */
const char *schema_type(const struct field *f);
/* The number of a form in _table, given now when it has none. */
bool schema_number(struct db *db, const char *form, int64_t *number, struct err *err);
/* Those of this connection, and those that an older phieu stored. */
bool schema_drop_views(struct db *db, struct err *err);
/* A view of the application in "main" or in "temp", unless it is there. */
bool schema_create_view(struct db *db, const char *where, struct app *app, const char *name, struct err *err);
/* All views of the application, in "main" or in "temp"; `faults` NULL: nothing is said of views that do not work (a form may wait for
 * migrate). */
bool schema_create_views(struct db *db, const char *where, struct app *app, struct faults *faults, struct err *err);
/* The list as a table: rows in the file's order, then codes the file no longer has, retired. */
bool schema_put_list(struct db *db, const struct list *list, struct err *err);

/* Make tables and lists fit the application's folder (open.c calls it in a transaction).  `first`: no chain vouched for them so far.  `chain`: what of
 * them was begun to be written before, or nothing; ended here. */
bool schema_sync(struct store *st, bool first, struct chain_set *chain, struct err *err);

/* ---- definitions that changed (migrate.c) ---- */

/* Says which records have the same value in a field that must be unique, and what to do; always false. */
bool migrate_say_doubles(struct store *st, const struct form *form, const struct field *f, struct err *err);

/* ---- search rows (search.c), keys of codes (codes.c) ---- */

/* Before all search rows of a form are made: nothing speaks against its keys being codes yet; then each record, or one that is stored. */
bool codes_begin(struct store *st, const struct form *form, struct err *err);
bool codes_note(struct store *st, const struct record *r, struct err *err);

/* Write the search rows of new records, or of one that was just stored. */
bool search_add(struct store *st, struct table *t, struct record *const *records, size_t n, struct err *err);
bool search_put(struct store *st, struct table *t, struct record *r, struct err *err);
bool search_drop(struct store *st, const struct form *form, const char *id, struct err *err);
/* Bytes that sort as the form's `order` says. */
bool search_sort_key(struct store *st, const struct record *r, struct str *out, struct err *err);
/* What the search rows of a form are made of: when this text changes, they are made again. */
bool search_signature(struct store *st, const struct form *form, struct str *out, struct err *err);
bool search_rebuild(struct store *st, const struct form *form, struct err *err);
/* After an update of `r`: when its title changed, records that sort or are found by it are told. */
bool search_refresh_namers(struct store *st, const struct record *r, const struct record *old,
                           struct err *err);

/* ---- double entry (verify.c) ---- */

/* Values that are another now are not verified any more, nor is the record. */
bool verified_change(struct store *st, const struct record *r, const struct record *old, struct err *err);
/* A deleted record is not verified when it comes back. */
bool verified_forget(struct store *st, const struct record *r, struct err *err);

/* ---- tables that the chain vouches for (chain.c) ---- */

#define CHAIN_SCHEMA "sqlite_schema" /* the statements that made the tables, indexes, views and triggers */

enum table_kind { TABLE_FORM, TABLE_ROSTER, TABLE_CHAINED };

/* Names of the tables of one kind, but for those that are vouched for otherwise. */
bool chain_tables(struct db *db, enum table_kind kind, struct rowset *out, struct err *err);
/* The digest of a table's rows; "" when there are none, or no table. */
bool chain_digest(struct db *db, const char *table, char digest[HASH_HEX], struct err *err);
/* Add the rows of a statement to a digest ("" to begin with). */
bool chain_rows(struct db_stmt *s, char digest[HASH_HEX], struct err *err);
/* For a database that no chain vouched for so far: all tables, as if there had been nothing before. */
bool chain_begin_all(struct store *st, struct chain_set *set, struct err *err);

/* ---- history (history.c) ---- */

/* What one entry of the history is about. */
struct history_item {
    const char *record;
    int64_t version;
    const struct changes *changes; /* or NULL */
    const char *record_hash;       /* or NULL */
};
#define META_HEAD "head" /* in _meta: "SEQ HASH" of the last entry */

/* One change as the chain holds it. */
struct chained_change {
    const char *path;
    const struct value *old, *now;
    const char *row;  /* "added", "deleted"; NULL: the path leads to no row */
    const char *salt; /* NULL: the values were erased */
    const char *old_digest, *new_digest;
};
#define HISTORY_CLOCK "_clock" /* the path that says that the clock had gone back */
struct history_entry {
    int64_t seq;
    const char *at;
    const char *form;
    struct history_item item;
    const struct change_info *info;
    char prev[HASH_HEX], hash[HASH_HEX];
    struct str changes; /* JSON */
    struct str digests; /* canonical bytes: path, digest of old, digest of new, … */
    size_t nchanges;
    struct db_value row[15]; /* as it is put into the table; borrowed */
};
void history_digest(const char *salt, const struct value *v, char out[HASH_HEX]);
void history_add_json(struct str *out, const struct chained_change *c);
void history_add_digests(struct str *out, const struct chained_change *c);
/* `bytes`: room to work in. */
void history_hash(const struct history_entry *e, struct str *bytes, char out[HASH_HEX]);

/*
 * The bytes of a stored record that the chain holds the hash of: the definition it was checked with, how many
 * problems it had, its accepted warnings by their paths;
 * then come those of record_pack.
 */
void history_pack_begin(struct str *out, const char *definition, int64_t problems, size_t accepted);
void history_pack_accepted(struct str *out, const char *path, const char *reason, const char *who, const char *value_hash);

/* Note in the history what the record's bytes are by now, since its columns were made anew; its version stays. */
bool store_stored_again(struct store *st, const struct form *form, const char *id, const struct change_info *info, struct err *err);

/* Append entries to the chain, in order. */
bool history_add(struct store *st, const char *form, const struct history_item *items, size_t n,
                 const struct change_info *info, struct err *err);

/* ---- values as people read them (key.c) ---- */

/* The CSV list behind a field, NULL when it has none. */
bool show_list(struct store *st, const struct field *f, const struct list **out, struct err *err);
/* A value for people: labels of choices, titles of records. */
bool show_value(struct store *st, const struct field *f, const struct value *v, enum lang lang,
                struct str *out, struct err *err);
/* The same where the value names something (titles, keys, searched words): integers without groups. */
bool show_name(struct store *st, const struct field *f, const struct value *v, enum lang lang,
               struct str *out, struct err *err);

/* A value of a field of a key as it stands in the key: as stored, or the key of the record that it names. */
bool key_add_part(struct store *st, const struct field *f, const struct value *v, struct str *out, struct err *err);

/*
 * The SELECT of the records, but for itself, that name the record ?1 in this field of a form: their _id.  One record named has an index;
 * where several are, all values are looked through, so this is asked when a record is deleted or its title changes, never while typing.
 */
void key_add_naming(struct str *sql, const struct form *form, const struct field *f);

/* The parts of a key as people write them into the values of the form's key fields (nkey NULL values). */
bool key_values(struct store *st, const struct form *form, struct sv key, struct value *out, struct err *err);
/* Note how titles of this form are made (see store_name_of); inside the transaction that follows a changed definition. */
bool key_keep_title(struct store *st, const struct form *form, struct err *err);

/* ---- snapshots (snapshot.c, unseal.c) ---- */

/* The columns of a record's table that are no field and that its id and state do not tell; in a snapshot as a list before the
 * record's bytes. */
#define SEALED_OWN   "_version, _form, _created_at, _created_by, _changed_at, _changed_by, _problems"
#define SEALED_OWN_N 7

/* The path in the history under which a snapshot's digest stands, as "CODE DIGEST". */
#define SEALED_PATH "_sealed"
#define ACCEPTED_PATH "_accepted" /* in the same entry: how many warnings were accepted in what was sealed */
bool sealed_digest(struct db *db, const char *code, char digest[HASH_HEX], struct err *err);

struct sealed_row {
    const char *form, *id;
    struct sv bytes;
};
typedef bool sealed_fn(void *arg, const struct sealed_row *row, struct err *err);
/*
 * Every record under a seal code, by form and id; borrowed during the call.  ERR_NOT_FOUND when there is no such code.  False,
 * when all have been given, if they are not what was sealed.
 */
bool sealed_each(struct store *st, const char *code, sealed_fn *fn, void *arg, struct err *err);
/* The seal code of a governing record's snapshot, number 0: the latest; "" when there is none. */
bool sealed_code(struct store *st, const char *form, const char *id, int64_t number, char code[SEAL_TEXT], struct err *err);

struct sealed_copy {
    struct value own[SEALED_OWN_N];
    struct record *record; /* owned; NULL when the application no longer has its form */
};
/* Fields that are gone are read over, new ones are NULL. */
bool sealed_unpack(struct store *st, const struct sealed_row *row, struct sealed_copy *out, struct err *err);
void sealed_copy_release(struct sealed_copy *c);

/* A SELECT of the application, where our own functions are. */
bool query_prepare(struct store *st, const char *sql, struct db_stmt **s, struct err *err);
/* The value given to a parameter, NULL when there is none of this name. */
const struct value *query_param(const struct param *params, size_t n, const char *name);
/* The store over which a SELECT is to be run: `st`, or what the text's opening comment asks for. */
bool unseal_for(struct store *st, const char *sql, const struct param *params, size_t nparams, struct store **out, struct err *err);

/* Temporary tables of a form's name and its rosters', which stand before those of the file; and a record, put into them. */
bool unsealed_tables(struct store *over, const struct form *form, struct err *err);
bool unsealed_put(struct store *over, const struct sealed_copy *c, struct err *err);

/* A store over the same file on a connection of its own, which can only read. */
struct store *store_beside(const struct store *st);

/* ---- narrowed reading (narrow.c) ---- */

/* The store itself, where `st` shows only some of it. */
struct store *narrow_whole(struct store *st);
/*
 * In a narrowed store: the one over which this SELECT is run, which shows all units and forms where its `-- scope:` names the reader's
 * role; what a record's state keeps from them it does not show either.
 */
bool narrow_for(struct store *st, const char *sql, struct store **out, struct err *err);
/*
 * Around a SELECT that is not the store's own text: in a narrowed store it may read forms, their rosters, lists and views, and not name
 * the schema (ERR_REFUSED).  narrow_answered returns `ok`, with a refusal told plainly.
 */
bool narrow_ask(struct store *st, const char *sql, struct err *err);
bool narrow_answered(struct store *st, bool ok, struct err *err);
/* Whether the narrowed store would show a record that was sealed, of a form that the reader reads (any other does). */
bool narrow_takes(struct store *st, const struct record *r, bool *takes, struct err *err);
/* Forms of which the store `over` has no table of its own are shown in it as narrowly as in `st`. */
bool narrow_rest(struct store *st, struct store *over, struct err *err);
/* Whether the narrowed store shows this record (any other does). */
bool narrow_shows(struct store *st, const char *form, const char *id, bool *shows, struct err *err);
void narrow_release(struct store_cache *cache);

/* ---- who reads what in which state (readers.c) ---- */

/* The condition, of a row `m` of the form and a table `_reader` (person, role); "1" where no state has readers. */
bool readers_add(struct store *st, const struct form *form, struct str *sql, struct err *err);
/* Note from which roles something is kept; inside the transaction that follows changed definitions. */
bool readers_keep(struct store *st, struct err *err);

/* ---- serial numbers (serial.c) ---- */

/* Number the empty serial fields of `r`, and remember numbers that were given elsewhere. */
bool serial_assign(struct store *st, struct record *r, struct err *err);

/* ---- codes (given.c) ---- */

/* Give the codes of `r` that are empty and can be composed; `others` are stored together with it and hold theirs already. */
bool code_assign(struct store *st, struct record *r, struct record *const *others, size_t nothers, struct err *err);
/* Add the codes that the record's places had before, with blanks between. */
bool code_add_earlier(struct store *st, const struct record *r, struct str *out, struct err *err);

#endif
