#ifndef FORM_VALUE_H
#define FORM_VALUE_H

/*
 * One stored value.  NULL is "not answered"; the empty string does not exist (value_set_text turns it into NULL).
 * Numbers, codes and dates are as docs/forms.md says they are stored.
 */

#include <stdbool.h>
#include <stdint.h>
#include "base/i18n.h"
#include "base/str.h"
#include "base/vec.h"
#include "db/db.h"

enum value_type { VALUE_NULL, VALUE_INT, VALUE_REAL, VALUE_TEXT };

struct value {
    enum value_type type;
    union { /* that of the type; 0 with VALUE_NULL */
        int64_t i;
        double r;
        char *text; /* owned */
    };
};
#define VALUE_INIT {VALUE_NULL, {0}}

void value_release(struct value *v); /* v is NULL afterwards */
void value_set_int(struct value *v, int64_t i);
void value_set_real(struct value *v, double r);
void value_set_text(struct value *v, struct sv text); /* copied; empty becomes NULL */
void value_copy(struct value *to, const struct value *from);
void value_move(struct value *to, struct value *from); /* `from` becomes NULL */
bool value_eq(const struct value *a, const struct value *b);
bool value_is_null(const struct value *v);
const char *value_str(const struct value *v); /* the text, or "" */
/* Add a number; what is none adds nothing.  False when the sum is too large for a value (it is left as it was). */
bool value_add(struct value *sum, const struct value *v);
void value_from_db(struct value *v, const struct db_value *from);
void value_to_db(const struct value *v, struct db_value *out); /* text borrowed from v */
void value_pack(struct str *out, const struct value *v);       /* canonical bytes (base/pack) */
bool value_unpack(struct sv *in, struct value *v);
/* Bare text of any value, as stored: 12, 1.5, text; "" for NULL. */
void value_add_plain(struct str *out, const struct value *v);

/* A named value: parameter of a query. */
struct param {
    const char *name; /* borrowed */
    struct value value;
};

/* Several, with the names that are made for them. */
struct params {
    VEC(struct param) list;
    struct arena names;
};
void params_add(struct params *p, const char *name, const struct value *v); /* the name is borrowed, the value copied */
void params_add_text(struct params *p, const char *name, const char *text);
void params_release(struct params *p); /* zeroed afterwards */

/* What a query returned: a table of values with named columns. */
struct rowset {
    char **columns; /* owned names */
    size_t ncolumns;
    VEC(struct value) cells; /* row by row, ncolumns each */
    size_t nrows;
};
void rowset_release(struct rowset *rs); /* zeroed afterwards */
void rowset_add_column(struct rowset *rs, const char *name); /* before the first row */
struct value *rowset_add_row(struct rowset *rs);              /* ncolumns NULLs to fill; until the next call */
int rowset_column(const struct rowset *rs, const char *name); /* index, or -1 */
const struct value *rowset_at(const struct rowset *rs, size_t row, int col); /* a NULL value when col is -1 */
const char *rowset_str(const struct rowset *rs, size_t row, const char *column); /* text, or "" */
int64_t rowset_int(const struct rowset *rs, size_t row, const char *column);     /* 0 unless an integer */
/* All rows of a prepared, bound statement, at most `max`; db_finalize stays the caller's. */
bool rowset_fill(struct rowset *rs, struct db_stmt *st, size_t max, struct err *err);
/*
 * For a reader of `lang`: a column X_en beside a column X holds the English of X.  In English it takes the place of X where it is not
 * NULL; in the end there is none of them any more.
 */
void rowset_speak(struct rowset *rs, enum lang lang);

/* ---- JSON (value_json.c) ---- */

void value_add_json(struct str *out, const struct value *v);
void value_add_json_text(struct str *out, const char *s);
/* An array of its rows, each an object. */
void rowset_add_json(struct str *out, const struct rowset *rows);

#endif
