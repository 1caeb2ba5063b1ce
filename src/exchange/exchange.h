#ifndef EXCHANGE_EXCHANGE_H
#define EXCHANGE_EXCHANGE_H

/*
 * What the files of exchange/ share: parameters of a request, the columns of a form's file, every operation's
 * function.
 *
 * A file has the same columns in both directions: export writes all of them in this order, import takes any
 * of them in any order.
 */

#include <stdbool.h>
#include "base/csv.h"
#include "base/vec.h"
#include "service/service.h"

service_fn op_summary, op_record_summary, op_sent, op_export, op_import, op_report, op_note_personal;

/* ---- parameters of a request ---- */

/* The text of a parameter; NULL when it is not given. */
const char *exchange_text(const struct request *req, const char *name);
/* Given, and not "no". */
bool exchange_flag(const struct request *req, const char *name);
/* The parameter `separator` as a character, `otherwise` when it is not given; ERR_USAGE for what is none. */
bool exchange_separator(const struct request *req, char otherwise, char *out, struct err *err);
/*
 * Start a CSV file as the parameters exact and file say: `exact` has neither byte order mark nor guard.  What no text may hold was put
 * into the database by no door of ours: it is made visible (clean.h), also where the file is to be exact.
 */
void exchange_begin_csv(const struct request *req, char sep, struct csv_writer *out);
/* A number's text for a reader of this separator: with ';' its point becomes a comma. */
void exchange_decimal_mark(struct str *number, char sep);

/* The form and, when the request names one, its roster (NULL otherwise). */
bool exchange_form(struct service *sv, const struct request *req, const struct form **form,
                   const struct roster **roster, struct err *err);

/* ---- summaries (summary.c) ---- */

/* A summary as it was asked for.  Zero-initialise; asked_release also after a failure. */
struct asked {
    const struct summary *def;
    VEC(struct param) answers; /* names borrowed, values owned: the declared parameters in their order, then the working context */
};
void asked_release(struct asked *a);
/* What the request asks for, with defaults for what it does not say; ERR_REFUSED when the summary is not for the actor's role. */
bool summary_ask(struct service *sv, const struct actor *actor, const struct request *req, struct asked *out, struct err *err);
/* Its rows, as people read them unless the request says `exact`, also as CSV to `to` (NULL: only the rows). */
bool summary_make(struct service *sv, const struct actor *actor, const struct request *req, const struct asked *a, struct rowset *rows,
                  FILE *to, struct err *err);
/* The answers to its parameters: what the request gives, defaults for the rest. `s` may have only name and parameters (struct report, asks). */
bool summary_answers(struct service *sv, const struct actor *actor, const struct summary *s, const struct request *req, struct asked *out,
                     struct err *err);
bool summary_may_see(const struct summary *s, const struct actor *actor, struct err *err);
/* What was answered: "NAME=VALUE; NAME=VALUE", records by their keys. */
bool summary_add_answers(struct service *sv, const struct asked *a, struct str *out, struct err *err);

/* ---- the columns of a form's or a roster's file ---- */

enum column_kind {
    COLUMN_FIELD,   /* a field of the record; in a roster's file, of the row */
    COLUMN_KEY,     /* in a roster's file: a key field of the record that the row belongs to */
    COLUMN_ROW_KEY, /* _row_key */
    COLUMN_STATE,   /* _state */
};

struct column {
    enum column_kind kind;
    char *name; /* owned: in the header; "roster.field" where a key field has the field's name */
    const struct field *field; /* NULL: _row_key, _state */
    const struct list *list;   /* of choices, or NULL */
    const struct form *target; /* of a reference, or NULL */
    bool number;               /* an integer or a decimal */
    bool text;                 /* its cells are text that a spreadsheet might run */
};

struct columns {
    VEC(struct column) list;
};

/* All columns in the file's order.  Zero-initialise `out`; columns_release also after a failure. */
bool columns_of(struct app *app, const struct form *form, const struct roster *roster, struct columns *out,
                struct err *err);
void columns_release(struct columns *c);
/* Its label, or its name where it has none. */
const char *column_label(const struct column *c, enum lang lang);

/* ---- the SELECT of an export ---- */

/*
 * One SELECT that yields the columns in their order, references as the target's key text, rows in the form's
 * own order, or `by_key`.  The form's table is `r`, the roster's `w`; `where` is an expression over it, or NULL.
 */
bool export_select(struct app *app, const struct form *form, const struct roster *roster, const struct columns *columns,
                   const char *where, bool by_key, struct str *sql, struct err *err);
/* " FROM form AS r", with the roster as `w`. */
void export_add_from(struct str *sql, const struct form *form, const struct roster *roster);
/* Whether the text can only be one expression: nothing in it closes a parenthesis that it does not open. */
bool export_is_expression(const char *sql);

#endif
