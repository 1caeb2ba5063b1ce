#ifndef FORM_MATRIX_H
#define FORM_MATRIX_H

/*
 * A roster shown crosswise: its rows by line and column.  Arithmetic on a record alone; nothing can fail.
 *
 * Each row of the roster is one place.  Lines and columns are the values of the fields `down` and `across`,
 * in the order in which rows first have them.
 */

#include "form/record.h"

/* Where a row stands. */
struct place {
    size_t down, across;
};

struct matrix {
    VEC(size_t) down;         /* for each line, a row with its value */
    VEC(size_t) across;       /* for each column, a row with its value */
    VEC(int) rows;            /* line by line: the row that stands there, -1: none */
    VEC(struct place) places; /* for each row of the roster */
};

/* Look at the rows of `def`; `m` is zeroed or was filled before. */
void matrix_index(struct matrix *m, const struct rows *rows, const struct roster *def);
void matrix_release(struct matrix *m);
/* The row in a place, -1 when there is none. */
int matrix_at(const struct matrix *m, size_t down, size_t across);
/* Where the row stands; false when another row stands there. */
bool matrix_find(const struct matrix *m, size_t row, struct place *out);

/* The field that stands in the row's place: the first of `cell` that is relevant, or the first of all. */
size_t matrix_field(const struct roster *def, const struct row *row);

/* Whether the field is one of `cell`. */
bool matrix_is_cell(const struct roster *def, size_t field);

/* "DOWN|ACROSS", the key of the row with these values. */
void matrix_key(const struct value *down, const struct value *across, struct str *out);
/* And back, for a row that was added by its key: into the fields that tell it apart (of any roster) and are
 * empty. */
void matrix_name_row(const struct roster *def, struct row *row);

/* A part of a whole for people: "45/50" and "90,0 %".  Without a whole, or of none, only the part; of
 * nothing, nothing. */
void matrix_show_part(const struct field *f, const struct value *part, const struct value *whole,
                      enum lang lang, struct str *numbers, struct str *percent);

/*
 * Take out of the record the rows of matrices that hold nothing: they come back by themselves.  A row holds
 * something when a field that people fill in has a value, or a field of `cell` has; and when a person emptied
 * what would fill itself again.
 */
void matrix_drop_empty(struct record *r);

#endif
