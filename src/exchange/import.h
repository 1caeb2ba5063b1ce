#ifndef EXCHANGE_IMPORT_H
#define EXCHANGE_IMPORT_H

/*
 * One import at work; only import*.c include this.
 *
 *   import.c         the operation: the rows of a file, one record each; all or nothing
 *   import_map.c     which column of the file is which column of the form
 *   import_cell.c    from a cell's text to a value
 *   import_chunk.c   records that passed, stored many at a time
 *   import_roster.c  rows of a roster, put into their records
 *   import_reject.c  rows that are refused, with where and why
 *
 * What is wrong with a row of the file is collected as findings whose path is the column's name.
 */

#include "base/hash.h"
#include "exchange/exchange.h"

/* References that were looked up: people name the same few thousand records again and again. */
#define REFERENCES_MAX 4096
struct reference {
    const struct form *target; /* NULL: empty */
    char *key;                 /* owned */
    char id[UUID_TEXT];
};

struct rejects {
    struct csv_writer csv; /* to the request's `out` */
    bool begun;
    int64_t rows;
};

/* A row of the file that must outlive the next csv_read. */
struct kept_row {
    int line;
    struct {
        struct sv *v; /* owned, with what stands in them */
        size_t n;
    } cells;
    bool rejected;
    char *row_key; /* owned; NULL until it is in the record */
};

/* Records that passed and wait to be stored together, with their rows; of one length. */
struct chunk {
    VEC(struct record *) records; /* owned */
    VEC(int64_t) problems;
    VEC(struct kept_row) rows;
};

/* Rows that name a record of their own form which is not there yet. */
struct waiting {
    VEC(struct kept_row) rows;
};

/* Copy a row just read. */
void kept_row_take(struct kept_row *kept, const struct csv_row *row);
void kept_row_release(struct kept_row *kept);

struct import {
    struct service *sv;
    const struct actor *actor;
    const struct request *req;
    struct reply *rep;
    struct app *app;
    struct store *st;
    const struct form *form;
    const struct roster *roster; /* or NULL */
    struct columns columns;
    struct csv_reader *csv;
    char sep;
    struct kept_row head;          /* the file's first row */
    const struct column **targets; /* for each cell of a row; NULL: not taken */
    bool exact, take_state, partial, unfinished;
    struct work *work;
    char txn[UUID_TEXT]; /* ids of records begin like it and end in their lines */
    struct str clean;             /* the cell at work */
    struct reference *references; /* REFERENCES_MAX */
    struct chunk chunk;
    bool may_wait, waits; /* the row at work names a record of its own form that may still come */
    struct waiting waiting;
    struct rejects rejects;
    int64_t read; /* rows, for progress */
};

/* ---- import_map.c ---- */

/* Read the header; false with one error that lists all columns that are unknown, missing or there twice. */
bool import_head(struct import *im, struct err *err);

/* ---- import_cell.c ---- */

/* The cell as a value of its column; false with the reason, or when the database failed (import_is_fatal). */
bool import_cell(struct import *im, const struct column *c, struct sv cell, struct value *out,
                 struct err *err);
/* The same for all columns of a kind, into the cells of a record or of a roster's row; what is wrong goes to
 * `wrong`. */
bool import_cells(struct import *im, enum column_kind kind, const struct sv *row, struct cell *cells,
                  struct findings *wrong, struct err *err);
/* Take the state from its column (name or label) when the request says so; an empty cell leaves it. */
void import_state(struct import *im, const struct sv *row, struct record *r, struct findings *wrong);
/* The cleaned text of a cell, in im->clean. */
bool import_text(struct import *im, const struct column *c, struct sv cell, struct sv *out, struct err *err);
/* A sentence about a column. */
void import_wrong(struct findings *wrong, const char *column, const char *reason);
/* Not the row is wrong, but something that stops the work. */
bool import_is_fatal(const struct err *err);
/* What stopped a record, as findings of the row; false when it is fatal. */
bool import_put_failed(const struct findings *found, const struct err *why, struct findings *wrong);

/* ---- import_roster.c ---- */

/* All rows of a roster's file. */
bool import_roster(struct import *im, struct err *err);

/* ---- import_reject.c ---- */

/* Refuse a row: into the reply (the first 1,000 reasons) and, as it was, into the file of rejected rows. */
void reject_row(struct import *im, int line, const struct sv *cells, size_t n, const struct findings *wrong);
/* The same with one reason. */
void reject_for(struct import *im, int line, const struct sv *cells, size_t n, const char *column,
                const char *reason);

/* ---- import.c ---- */

/*
 * The next row of the file that has a value and as many cells as the header; others are passed over or
 * rejected here. *end when there is none.
 */
bool import_next(struct import *im, struct csv_row *row, bool *end, struct err *err);

/* Check a record: what service_judge does, with the request's state=yes for one that is taken over. */
bool import_judge(struct import *im, struct record *r, const struct record *old, struct findings *found,
                  struct err *err);

/* ---- import_chunk.c ---- */

/* A new record that passed is the chunk's from here on; a full chunk is stored. */
bool chunk_add(struct import *im, struct record *r, int64_t problems, const struct csv_row *row, struct err *err);
/* Store what waits; records that the store refuses are rejected. */
bool chunk_store(struct import *im, struct err *err);
void chunk_release(struct chunk *k);

#endif
