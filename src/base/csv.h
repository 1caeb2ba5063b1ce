#ifndef BASE_CSV_H
#define BASE_CSV_H

/*
 * CSV, RFC 4180: quoted cells, doubled quotes, line breaks inside quotes, CRLF or LF.  A leading BOM is
 * skipped.  The separator is given, or found (',' ';' or TAB) in the first line.  A quote inside an unquoted
 * cell is malformed; a CR without LF is a letter like others.  A row has at most 16 MiB.  Bytes are not
 * checked here for UTF-8.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include "base/err.h"
#include "base/str.h"

struct csv_reader; /* reads from a FILE in blocks; memory does not grow with the file */

struct csv_row {
    const struct sv *cells; /* borrowed until the next csv_read */
    size_t n;
    int line;               /* the physical line the row starts on, 1 … */
};

/* A reader on `f` (borrowed).  sep 0: find it.  Never fails. */
struct csv_reader *csv_reader_new(FILE *f, char sep);
void csv_reader_free(struct csv_reader *r);
/* The separator, given or found; '\0' before the first csv_read when it is to be found. */
char csv_reader_separator(const struct csv_reader *r);

/*
 * The next row; *end is set when there is none.  False on malformed quoting (with the line) or a read error.
 * Blank lines are skipped.  After malformed quoting the rest of the line is left out and reading may go on.
 */
bool csv_read(struct csv_reader *r, struct csv_row *row, bool *end, struct err *err);

enum csv_flags {
    CSV_BOM = 1,   /* start with a UTF-8 byte order mark */
    CSV_GUARD = 2, /* put ' before cells a spreadsheet would run (= + - @ TAB CR, full-width twins) or that
                      start with ' */
};

/* True: `out`, which is empty, has what goes out in the place of this cell. */
typedef bool csv_odd_fn(struct sv cell, struct str *out);

struct csv_writer {
    FILE *f;    /* borrowed */
    char sep;   /* ',' ';' or '\t' */
    int flags;
    size_t col; /* cells written on this row */
    bool blank; /* the row is one empty cell so far */
    unsigned char kinds[256]; /* of each byte, CSV_QUOTED and CSV_ODD */
    csv_odd_fn *odd; /* asked about cells with bytes that are not printable ASCII; NULL: they go out as they are */
    size_t n;
    char bytes[4096]; /* n bytes that are not in `f` yet */
};

void csv_begin(struct csv_writer *w, FILE *f, char sep, int flags);
/* One cell; quoted only when it must be.  `guard`: it is free text (numbers and dates are not guarded). */
void csv_cell(struct csv_writer *w, const char *bytes, size_t n, bool guard);
void csv_end_row(struct csv_writer *w); /* CRLF */
void csv_end(struct csv_writer *w);     /* what was gathered is handed to the FILE */

/* Undo CSV_GUARD on an imported cell: drop one leading ' before a character the guard would have guarded. */
struct sv csv_unguard(struct sv cell);

#endif
