#ifndef FORM_RECORD_H
#define FORM_RECORD_H

/*
 * A record being filled: the values of one form, with what was typed.  No database, no screen.
 * The record owns its cells; the form is borrowed and must outlive it.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/hash.h"
#include "form/model.h"
#include "form/value.h"

struct cell {
    struct value value;
    char *raw;      /* owned: text typed that is no value of the field's type (value is then NULL); NULL otherwise */
    bool touched;   /* set or cleared by a person or read from the store: the default no longer applies */
    bool relevant;  /* these four as of the last evaluation */
    bool required;
    bool read_only;
    bool computed;  /* by a calculation, or as a line of a matrix that adds up others */
};

struct row {
    char *key;       /* _row_key: the prefilling query's key, or a UUID; owned */
    bool prefilled;  /* the query returned it */
    bool orphan;     /* stored once from the query, which no longer returns it */
    struct cell *cells; /* roster->nfields */
};

struct rows {
    VEC(struct row) list;
    bool relevant;
};

/* A warning that a person accepted, with the reason; asked again when `value_hash` no longer fits. */
struct acceptance {
    char *path;  /* owned */
    char *reason;
    char *who;
    char value_hash[HASH_HEX];
};

struct record {
    const struct form *form;
    char id[UUID_TEXT];
    int64_t version; /* 0: never saved */
    char state[32];  /* "" for a form without states */
    struct cell *cells; /* form->nfields */
    struct rows *rosters; /* form->nrosters */
    VEC(struct acceptance) accepted;
};

/* Where a value stands. */
struct path {
    int roster; /* -1: the record itself */
    size_t row;
    size_t field;
};
#define PATH_MAIN(f) ((struct path){-1, 0, (f)})

struct record *record_new(const struct form *form, const char *id);
void record_free(struct record *r);
struct record *record_clone(const struct record *r);

struct cell *record_cell(struct record *r, struct path p);
const struct cell *record_cell_const(const struct record *r, struct path p);
const struct field *record_field(const struct record *r, struct path p);

/* "field" or "roster/row_key/field". */
void record_path_text(const struct record *r, struct path p, struct str *out);
bool record_path_parse(const struct record *r, const char *text, struct path *out);
bool path_eq(struct path a, struct path b);

/* The cell beside the code at `p` (its prefix, its scope, …), of the same row. */
const struct cell *record_beside(const struct record *r, struct path p, const struct field *f);
/* Whether a code stands at `p` (struct form_code). */
bool record_is_code(const struct record *r, struct path p);
/* Whether the code at `p` is empty and can be composed: the program gives it when the record is saved. */
bool record_gives_code(const struct record *r, struct path p);

/* Rows.  Indices shift after insert and delete.  `key` NULL: a new UUID. */
size_t record_add_row(struct record *r, size_t roster, const char *key); /* at the end; returns its index */
size_t record_insert_row(struct record *r, size_t roster, size_t at, const char *key);
void record_delete_row(struct record *r, size_t roster, size_t at);
/* Whether it was: rows that people add are keyed by UUID, those that a query or a list gives by what it says. */
bool row_was_added(const struct row *row);
bool record_find_row(const struct record *r, size_t roster, const char *key, size_t *at);

/* The acceptance at this path; NULL when there is none. */
const struct acceptance *record_acceptance(const struct record *r, const char *path);
/* What is accepted at this path from now on (copied, its path apart); NULL: nothing any more. */
void record_accept(struct record *r, const char *path, const struct acceptance *a);
struct acceptance acceptance_clone(const struct acceptance *a);
void acceptance_release(struct acceptance *a);

void cell_set(struct cell *c, const struct value *v); /* clears raw; `touched` is the caller's */
bool cell_empty(const struct cell *c);                /* NULL and nothing typed */

/*
 * What differs from `base` (same form): every path whose value or raw differs, rows added and deleted.
 * `old` and `now` are borrowed from the two records; NULL for a row that is not there.
 */
struct change {
    char *path; /* owned; "roster/row_key" with both values NULL for a row added or deleted as such */
    const struct cell *old, *now;
    bool row_added, row_deleted;
};
struct changes {
    VEC(struct change) list;
};
void record_diff(const struct record *base, const struct record *now, struct changes *out);
void changes_release(struct changes *c);

/* Canonical bytes of all values, row keys and the state (not of raw texts), and their SHA-256. */
void record_pack(const struct record *r, struct str *out);
bool record_unpack(struct record *r, struct sv *in); /* into a fresh record of the same form; fields by name */
void record_hash(const struct record *r, char out[HASH_HEX]);

#endif
