#ifndef FORM_MODEL_H
#define FORM_MODEL_H

/*
 * An application and its forms, as loaded from a folder (docs/forms.md is the reference of every key).
 *
 * Everything is const to everybody but the loader (form/load.c).  The app owns an arena with all strings; forms, lists and
 * query texts are loaded when first asked for and live as long as the app.  Cross references are by name, so that loading
 * one form does not load others.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/date.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "form/fault.h"
#include "form/value.h"

/* A text for people in each language; NULL where it is missing. */
struct label {
    const char *in[LANG_COUNT];
};
/* In `lang`, else Vietnamese, else English, else "". */
const char *label_in(const struct label *l, enum lang lang);

enum field_type {
    FIELD_TEXT, FIELD_INTEGER, FIELD_DECIMAL, FIELD_DATE, FIELD_TIME, FIELD_DATETIME, FIELD_YES_NO,
    FIELD_SELECT_ONE, FIELD_SELECT_MULTIPLE, FIELD_FILE, FIELD_NOTE,
};

/* An expression as written, with its place for messages. sql NULL: the key is absent. */
struct expr {
    const char *sql;  /* text of the expression (a .sql file is read already) */
    const char *file; /* where it stands, relative to the application */
    int line;
};

struct field {
    const char *name;
    size_t index;        /* in the cells of its record or row */
    int roster;          /* index into form->rosters, -1: a field of the record */
    int group;           /* index into form->groups, -1: none */
    int line;            /* of its section in the form's file */
    enum field_type type;
    const char *list;    /* select_*: the CSV list's name, or NULL */
    const char *ref;     /* select_* on a form: its name, or NULL; the value is one _id, or several (format_next_id) */
    struct label label, hint, constraint_message, warning_message;
    bool required_always, read_only_always;
    struct expr required, read_only, relevant, constraint, warning, calculation, dflt, choice_filter;
    struct expr english;       /* calculation.en: shown in English in the place of a computed text */
    struct expr min, max;  /* literal numbers or quoted ISO dates, as text; used by checks and the screen */
    int min_length, max_length; /* letters; -1: none */
    const char *pattern; /* anchored POSIX extended, or NULL */
    int decimals;        /* decimal fields */
    bool unique, carry, personal, multiline, auto_advance;
    bool account;        /* holds the account of the person whom the record stands for */
    bool assigned;       /* names whose work the record is, by such a record: it is handed over (phieu user) */
    bool verify;         /* keyed a second time by another person: form/verify.h */
    bool plain;          /* integers that count nothing, such as years: shown without groups */
    bool hidden;         /* stored and checked, never shown: what is there for queries */
    bool person;         /* text that is a person's name: it sorts by the given name, which is its last word */
    int lines;           /* visible lines of a multiline field */
    bool serial;
    const char *const *serial_scope; /* field names, NULL-terminated; empty: the whole form */
    const struct field *measures; /* how large the file is that the field beside names, or (a text) the SHA-256 of its bytes; or NULL */
    const char *cites;   /* a text that mentions records of this form by their codes (struct form_code); or NULL */
    const char *insert;  /* query names without ".sql", or NULL */
    const char *pane;
};

struct group {
    const char *name;
    struct label label;
    struct expr relevant;
    int line;
};

struct roster {
    const char *name;
    size_t index;
    int group, line;
    struct label label;
    struct expr relevant;
    const char *rows;    /* query that prefills, or NULL */
    int row_key;         /* index into fields, -1: rows are keyed by UUID, those of a matrix by DOWN|ACROSS */
    bool add;
    int max_rows;
    const char *ghost;   /* query of what stood there before, by row; or NULL */
    bool ghost_across;   /* a matrix: what stands in the column before */
    struct label ghost_label; /* what the ghost is called; without one: what stood there before */
    bool matrix;         /* shown crosswise; without `rows` it has a row for each pair of codes of two lists */
    int down, across;    /* matrix: indices into fields; else -1 */
    const size_t *cell;  /* matrix: indices into fields; in each place the first that is relevant stands */
    size_t ncell;
    const char *sum_of;  /* matrix: column of the list behind `down` that names the lines a line adds up; or NULL */
    const char *part_of; /* likewise the line that a line is a part of */
    bool total_down, total_across; /* matrix: a line below with the totals of the columns; a column with those of the lines */
    struct field *fields;
    size_t nfields;
};
/* Whether its rows come from a query or from lists, not from people. */
bool roster_prefilled(const struct roster *r);

struct lookup {
    const char *name;
    const char *query; /* file of queries/, without ".sql" */
    int line;
};

/* What can be copied into a record of the form: rows that queries find in other records (sql_into says where they go). */
struct copy_def {
    const char *name;
    struct label label;
    const char *const *queries; /* without ".sql", in order; NULL-terminated */
    int line;
};

struct state {
    const char *name;
    struct label label;
    const char *const *to;    /* NULL-terminated */
    const char *const *roles; /* NULL-terminated; empty: anybody who may move */
    const char *const *apart; /* roles: whoever holds one of them for the record's unit, or acted on it in one, may not move it here */
    const char *const *readers; /* who reads a record in it: READER_AUTHOR, READER_PEERS, roles; NULL-terminated; empty: whoever reads the form */
    bool check, editable, reason, snapshot;
    bool opens; /* of a governing form: while its record is here, what authors read of those that it governs everybody reads */
    int line;
};

/*
 * Codes that the program gives: a prefix and a number.  They stand in a field of the record, or of each row of a roster; within one value
 * of `scope` a code stands once, and texts of other forms mention it there as it is.
 */
struct code_citer {
    const char *form, *field; /* the form, and which of its fields holds the scope's value */
};
struct form_code {
    int line;
    int roster;                                 /* index into form->rosters, -1: of the record; the four fields all stand there */
    const struct field *field, *prefix, *scope;
    const struct field *count;                  /* codes with one value of it are numbered together; NULL: those with one prefix */
    int digits;                                 /* that a number has at least */
    const struct code_citer *cited_in;
    size_t ncited_in;
};

/* What the screen shows, in the file's order. */
enum item_kind { ITEM_GROUP, ITEM_FIELD, ITEM_ROSTER };
struct item {
    enum item_kind kind;
    size_t index; /* into groups, fields or rosters */
};

/* A field of a roster in another form. */
struct roster_path {
    const char *form, *roster, *field; /* NULL: none */
    int line;
};

struct form {
    const char *name;
    const char *file; /* "forms/NAME.ini" */
    struct label title;
    const size_t *key; /* field indices */
    size_t nkey;
    const size_t *list;
    size_t nlist;
    const size_t *order;    /* field indices; those of `list` where the form says none */
    const bool *order_down; /* same length */
    size_t norder;
    const size_t *search;
    size_t nsearch;
    const size_t *record_title;
    size_t nrecord_title;
    const char *governed_by; /* form name or NULL */
    int governing_field;     /* field index, -1 */
    int as_of;               /* field index, -1 */
    int valid_from, valid_to; /* date fields: when a record is in force; -1 */
    int author;              /* field index, -1: who alone writes the record, by a record that holds their account */
    int unit;                /* field index, -1: the record of another form to whose unit it belongs, or which is the unit */
    struct roster_path seen_with; /* whoever sees that record sees the records of this form that it names there, whatever their units */
    const char *owner;       /* or NULL */
    const char *const *writers; /* roles, NULL-terminated; empty: what the roles themselves say (struct role) */
    struct field *fields;
    size_t nfields;
    struct group *groups;
    size_t ngroups;
    struct roster *rosters;
    size_t nrosters;
    struct lookup *lookups;
    size_t nlookups;
    struct copy_def *copies;
    size_t ncopies;
    struct form_code *code; /* NULL: the form has no codes */
    struct state *states; /* in order; the first is the initial one; none: a form without states */
    size_t nstates;
    struct item *items;
    size_t nitems;
    bool verifies; /* some field has verify = yes */
    char hash[65]; /* SHA-256 of the definition's file and the .sql calculations it uses */
};

/* Whether its value names several records. */
static inline bool field_names_many(const struct field *f)
{
    return f->ref && f->type == FIELD_SELECT_MULTIPLE;
}

/* Whether its value names one record of this form: what such a record belongs to. */
static inline bool field_names_one(const struct field *f, const char *form)
{
    return f->type == FIELD_SELECT_ONE && str_eq_null(f->ref, form);
}

/* NULL when there is none of that name. */
const struct field *form_field(const struct form *f, const char *name);
/* The field with `account`, or NULL. */
const struct field *form_account(const struct form *f);
const struct roster *form_roster(const struct form *f, const char *name);
const struct field *roster_field(const struct roster *r, const char *name);
const struct state *form_state(const struct form *f, const char *name);
const struct copy_def *form_copy(const struct form *f, const char *name);
/* What "field", "roster.field" or a path "roster/row/field" leads to. */
const struct field *form_path_field(const struct form *form, const char *path);

/*
 * A CSV list.  Its rows hold the texts of the file alone: a form has thousands of cells of lists in memory.
 */
struct list_row {
    const char *code;
    char *const *cells;       /* all columns in the order of list->columns, as values are stored in text; NULL where nothing stands */
    const char *short_en;     /* may be NULL */
};
struct list {
    const char *name;
    const char *file;
    const char **columns; /* SQL names: code, label, label_en, short, valid_from, valid_to, …; NULL-terminated */
    const char **decls;   /* TEXT, INTEGER, REAL */
    size_t ncolumns;
    struct list_row *rows;
    size_t nrows;
    void *index;          /* code → row, private to form/ */
    char hash[65];
};
/* Where a column stands, -1 when there is none of that SQL name. */
int list_column(const struct list *l, const char *name);
/* What a cell holds, of the type of its column; a text is borrowed. */
struct value list_value(const struct list *l, const struct list_row *r, size_t column);
/* What people read, and what they type instead of the code, which may be empty. */
const char *list_row_label(const struct list_row *r, enum lang lang);
const char *list_row_short(const struct list_row *r, enum lang lang);
/* What stands at the head of a column: its short, else its label. */
const char *list_row_head(const struct list_row *r, enum lang lang);
/* The row with this code, or NULL. */
const struct list_row *list_find(const struct list *l, const char *code);
/* Whether the row is in force on an ISO day. */
bool list_row_in_force(const struct list_row *r, const char *iso_day);

struct role {
    const char *name;
    struct label label;
    unsigned may; /* bits of enum right */
    const char *const *reads, *const *writes; /* owners of the forms whose records it reads and writes, NULL-terminated; NULL: all */
    int line;
};
enum right { MAY_READ = 1, MAY_WRITE = 2, MAY_MOVE = 4, MAY_IMPORT = 8, MAY_EXPORT = 16, MAY_ADMIN = 32, MAY_REKEY = 64 };

enum menu_kind { MENU_FORM, MENU_BOARD, MENU_SUMMARY };
struct menu_item {
    enum menu_kind kind;
    const char *name;
};
struct menu {
    const char *name;
    struct label label;
    struct menu_item *items;
    size_t nitems;
    const char *const *roles; /* who sees it, NULL-terminated; NULL: everybody */
    int line;
};
struct step {
    const char *name;
    struct label label;
    struct menu_item item;
    const char *query; /* NULL: nothing is told of it */
    bool sample; /* shown in a database of sample data alone */
    const char *const *roles; /* whose it is, NULL-terminated; NULL: of all that have none of their own */
    int line;
};
struct board {
    const char *name;
    struct label label;
    const char *rows, *columns, *cells, *footer; /* queries; footer may be NULL */
    const char *suppose; /* query of what may be supposed to be, or NULL */
    int line;
};

/* A summary's opening comment. */
struct summary_param {
    struct field field; /* its name, type, list or ref, and label */
    const char *dflt;   /* "today", a literal as it is stored, or NULL */
    int line;
};
struct summary {
    const char *name;
    const char *file;
    struct label title;
    struct summary_param *params;
    size_t nparams;
    const char **columns;        /* declared result names */
    struct label *column_labels;
    size_t ncolumns;
    const char *const *roles;    /* NULL-terminated; empty: everybody who may read */
    const char *sql;
};

/* A document's opening comment: of reports/NAME.sql, whose one row its template is filled from (form/template.h). */
struct report {
    const char *name;
    const char *file;          /* reports/NAME.sql */
    const char *made_from;     /* its template: reports/NAME.fodt, or reports/NAME.html, which is a page */
    bool page;
    struct label title;
    const char *form;          /* of whose records it is; NULL: of none */
    const struct summary *asks;/* name and parameters only: what is asked for before it is made */
    const char *const *roles;  /* NULL-terminated; empty: everybody who may read */
    const char *sql;
};

/*
 * What an SQL text wants to be run over: the line `-- snapshot: FORM :RECORD [:NUMBER]` of its opening comment.  RECORD is the
 * parameter that holds the id of the governing record, of the form FORM; NUMBER the one with the snapshot's number.
 */
struct sql_snapshot {
    int line;
    char form[32]; /* "": the line is malformed */
    char record[32], number[32]; /* without the colon; number "": the latest */
};
/* False when there is no such line. */
bool sql_snapshot(const char *sql, struct sql_snapshot *out);
/*
 * The line `-- scope: all ROLE, ROLE` of an opening comment: in these roles the text is run over the records of all units.  `roles` is
 * borrowed from the text.  False when there is no such line; roles.n is 0 when it is malformed.
 */
struct sql_scope {
    int line;
    struct sv roles;
};
bool sql_scope(const char *sql, struct sql_scope *out);
/* Whether the line names the role. */
bool sql_scope_names(struct sql_scope scope, const char *role);
/*
 * The line `-- into: FORM`, or `-- into: FORM.ROSTER`, of an opening comment: what the text's rows are copied into ([copy] of a form).
 * False when there is no such line; form is "" when it is malformed.
 */
struct sql_into {
    int line;
    char form[32], roster[32]; /* roster "": records of the form */
};
bool sql_into(const char *sql, struct sql_into *out);

struct names {
    const char **v; /* sorted, without the file ending */
    size_t n;
};

struct app {
    struct arena arena;
    const char *dir;
    const char *name; /* the folder's name: "kdclgd" */
    struct label title;
    enum lang language;
    int offset_min;
    const char *const *context; /* form names, NULL-terminated */
    const char *holidays;       /* list name or NULL */
    bool statistics;            /* what operators do is counted */
    bool together;              /* separation = no: `apart` of states does not count */
    struct role *roles;
    size_t nroles;
    struct menu *menus;
    size_t nmenus;
    struct step *steps;
    size_t nsteps;
    struct board *boards;
    size_t nboards;
    struct names forms, lists, queries, views, checks, summaries, reports; /* what the folder holds */
    struct app_cache *cache; /* loaded forms, lists, texts; private to form/ */
};

/*
 * Read app.ini and the folder's file names.  Faults (all of them) are added to `faults`; false when the folder is no
 * application at all or app.ini has faults.  Free with app_free.
 */
bool app_open(struct app **out, const char *dir, struct faults *faults, struct err *err);
/* The same for app_check: faults of app.ini are told, and what could be understood of it is opened all the same. */
bool app_open_to_check(struct app **out, const char *dir, struct faults *faults, struct err *err);
void app_free(struct app *app);

/* Loaded once; false with ERR_NOT_FOUND (naming the nearest) or ERR_SYNTAX (the first fault) — all faults go to `faults` when not NULL. */
bool app_form(struct app *app, const char *name, const struct form **out, struct faults *faults, struct err *err);
bool app_list(struct app *app, const char *name, const struct list **out, struct faults *faults, struct err *err);
bool app_summary(struct app *app, const char *name, const struct summary **out, struct faults *faults, struct err *err);
bool app_report(struct app *app, const char *name, const struct report **out, struct faults *faults, struct err *err);
/* The text of FOLDER/NAME.sql ("queries", "views", "checks"). */
bool app_sql(struct app *app, const char *folder, const char *name, const char **out, struct err *err);
/* Whether whoever reads what these owners have (NULL: all) reads the form, by the head of its file: a definition costs much to read. */
bool app_reads(const struct app *app, const char *const *reads, const char *form);
/* The help text of a form's field (heading) or of the form (field NULL); NULL when there is none. */
const char *app_help(struct app *app, const char *form, const char *field, enum lang lang);
/* The glossary, in the order of its file: each heading is "TERM | ENGLISH TERM".  Returns how many; none where there is no glossary. */
struct help_topic {
    char *heading, *text; /* owned by the application */
};
size_t app_terms(struct app *app, enum lang lang, const struct help_topic **out);

const struct role *app_role(const struct app *app, const char *name);
/* Whether a role that reads the forms of these owners (struct role, `reads`) reads this one. */
bool owners_read(const char *const *reads, const struct form *form);

/* Words of a state's `readers` that are no roles: the record's author, and the authors of those that agree with it in all other fields of the key. */
#define READER_AUTHOR "author"
#define READER_PEERS  "peers"
/* Whether a state keeps its records from somebody who reads the form. */
bool state_keeps(const struct state *s);
/* Whether authors of records that differ in their author alone read those in this state (NULL: in none): then theirs counts, too. */
bool state_for_peers(const struct state *s);
/* Whether some state has `peers` among its readers. */
bool form_has_peers(const struct form *f);
/* Whether a state of the form keeps its records from somebody, or from the role. */
bool form_keeps(const struct form *f);
bool form_keeps_from(const struct form *f, const struct role *role);
/* Whether a NULL-terminated list of names (NULL: an empty one) has this one. */
bool words_have(const char *const *words, const char *name);
/* Whether what is for some roles (NULL: for all) is for this one (NULL: whoever plays all of them). */
bool is_for_role(const char *const *roles, const struct role *role);
const struct board *app_board(const struct app *app, const char *name);
bool names_has(const struct names *names, const char *name);

/*
 * One number for the state of the folder: changes when a file of it does (names, sizes, times) that says what records hold or what is asked
 * of them; help, documents, tests and sample data are not counted.
 * Cheap: no file is opened.  Hex text.
 */
bool app_fingerprint(const struct app *app, char out[33], struct err *err);

/*
 * Everything `phieu check` finds (docs/forms.md): all forms, lists, SQL of every folder prepared against an empty database of
 * the whole schema (made by `schema`, which store/ provides so that form/ need not know it), and the cases of tests/.
 * Returns the number of faults added.
 */
typedef bool app_schema_fn(struct db *db, struct app *app, struct faults *faults, struct err *err);
size_t app_check(struct app *app, app_schema_fn *schema, struct faults *faults);

#endif
