#ifndef FORM_WORK_H
#define FORM_WORK_H

/*
 * The workspace: a form's expressions, at work on one record.
 *
 * A private in-memory SQLite connection whose tables are virtual and read the record's own structs, the
 * form's CSV lists and the rows its lookups last returned (design: one copy of every value, nothing to keep
 * in step).  Expressions are compiled once; what each depends on comes from SQLite's authorizer; after a
 * change only what depends on it is evaluated again, in topological order.  Cycles are found when the form is
 * loaded.
 *
 * The same workspace serves the screen, the import, the validation of stored records and the linter.
 */

#include <stdbool.h>
#include "base/date.h"
#include "base/err.h"
#include "form/model.h"
#include "form/record.h"
#include "form/value.h"

/* Where rows of other records come from: the service, or a call to it. */
struct source {
    /* Run queries/NAME.sql with these parameters, at most 1,000 rows. */
    bool (*query)(void *arg, const char *name, const struct param *params, size_t nparams, struct rowset *out,
                  struct err *err);
    /* Whether another record of `form` than `id` has these values in these fields. */
    bool (*taken)(void *arg, const struct form *form, const char *id, const size_t *fields,
                  const struct value *values, size_t n, bool *taken, struct err *err);
    /* The columns of queries/NAME.sql, without rows; without this function, `query` is asked with NULL
     * parameters. */
    bool (*columns)(void *arg, const char *name, struct rowset *out, struct err *err);
    /* Whether the choice_filter of a field of `form` that names records offers this one, with the parameters of work_filter_params. */
    bool (*offered)(void *arg, const struct form *form, const struct field *f, const char *id, const struct params *params,
                    bool *offered, struct err *err);
    /* What people call a record. */
    bool (*title)(void *arg, const char *form, const char *id, enum lang lang, struct str *out, struct err *err);
    void *arg;
};

struct work;

/*
 * Compile a form.  Faults of its expressions go to `faults` (when NULL, the first one is the error).  `src`
 * is copied; its functions may be NULL (no other records then).  Free with work_free.
 */
bool work_new(struct work **out, struct app *app, const struct form *form, const struct clock *clock,
              const struct source *src, struct faults *faults, struct err *err);
void work_free(struct work *w);

/*
 * Attach a record (borrowed; it may be exchanged for another at any time) and evaluate everything: lookups,
 * prefilled rows (the query's columns fill fields of the same name: always when the field is read_only, else
 * while untouched; a matrix without a query has a row for each pair of codes that its two lists offer),
 * defaults of untouched fields, calculations, relevance, required, read_only.  NULL
 * detaches.  Expressions see a field that is not relevant as NULL, a roster that is not as empty.
 *
 * Here and in the two functions below: false when an expression or a query failed; its value is then NULL,
 * everything else has been evaluated all the same, and the error is the first one.
 */
bool work_attach(struct work *w, struct record *r, struct err *err);

/* Tell that the cell at `p` was changed by its owner; re-evaluates what depends on it. */
bool work_changed(struct work *w, struct path p, struct err *err);
/* Tell that rows were added, deleted or moved. */
bool work_rows_changed(struct work *w, size_t roster, struct err *err);

/* How strong a finding is (design, section 6). */
enum strength { FIND_STRUCTURE, FIND_ERROR, FIND_WARNING };
/* "structure", "error", "warning": what rows of findings and checks/ call them. */
const char *strength_word(enum strength s);
enum rule {
    RULE_KEY,
    RULE_TYPE,
    RULE_CODE,
    RULE_REQUIRED,
    RULE_RANGE,
    RULE_LENGTH,
    RULE_PATTERN,
    RULE_CONSTRAINT,
    RULE_UNIQUE,
    RULE_WARNING
};

struct finding {
    enum strength strength;
    enum rule rule;
    char *path;    /* owned: "field" or "roster/row_key/field" */
    char *msg;     /* owned: a sentence in the message language */
    bool accepted; /* a warning whose acceptance still fits */
};
struct findings {
    VEC(struct finding) list;
};
void findings_add(struct findings *f, enum strength s, enum rule rule, const char *path, const char *msg);
void findings_release(struct findings *f);
size_t findings_count(const struct findings *f, enum strength s); /* accepted warnings are not counted */

/*
 * Everything wrong with the attached record, in screen order.  Fields that are not relevant are skipped.  A
 * code of the list, or a record, that choice_filter does not offer is a warning, never more; dates of force do not count.
 */
bool work_check(struct work *w, enum lang lang, struct findings *out, struct err *err);
/* The same for one cell. */
bool work_check_cell(struct work *w, struct path p, enum lang lang, struct findings *out, struct err *err);

/* Whether the text of a query has the parameter :NAME. */
bool query_names_param(const char *sql, const char *name);

/*
 * Answered cells whose choice_filter reads something that changed since this was last asked, or since the record was attached: what it
 * offers may be something else now.
 */
struct paths {
    VEC(struct path) list;
};
void work_refiltered(struct work *w, struct paths *out);

/* Hash of the value at `p` and of all it is checked against: what an acceptance is valid for. */
void work_value_hash(struct work *w, struct path p, char out[HASH_HEX]);

/* Values that were made NULL because they are no longer relevant: call before saving; fills paths that will
 * be emptied. */
bool work_empty_irrelevant(struct work *w, bool only_list, struct changes *out, struct err *err);

/*
 * The offered choices of a select field on a CSV list: rows in force on the record's as_of day (or today) for
 * which choice_filter is true, in list order.  `rows` gets indices into the list; free() it.
 */
bool work_choices(struct work *w, struct path p, const struct list **list, size_t **rows, size_t *n,
                  struct err *err);

/*
 * What the choice_filter of a field that names records may name, where the filter does name it: fields of the record, those of the row it
 * stands in as "roster.field", the first row of lookups as "lookup.column" (NULL when there is none), _id and _state.
 */
void work_filter_params(const struct work *w, struct path p, struct params *out);

/*
 * What a reader of `lang` sees at `p`: a note's calculation, else the cell's value; in English, in the place of a text, what
 * calculation.en says, or the column X_en of the query that filled the row beside its column X.
 */
bool work_shown(struct work *w, struct path p, enum lang lang, struct value *out, struct err *err);

/*
 * What stood at `p` before, by the roster's `ghost`: a value of the field, shown beside and never stored.  NULL when there is
 * none, or when nobody types there.
 */
void work_ghost(struct work *w, struct path p, struct value *out);
/* Of a line of a matrix that is a part of another (`part_of`): what stands there in the same column.  False when it is no part. */
bool work_whole(struct work *w, struct path p, struct value *out);

/*
 * Any expression of the form (by its address in the form) for the attached record; `p` names the row it
 * stands in, or NULL. For tests and the linter.
 */
bool work_try(struct work *w, const struct expr *e, const struct path *p, struct value *out, struct err *err);

/* What an expression of the form reads: fields of the record and of rosters, borrowed from the form. */
struct reads {
    VEC(const struct field *) fields;
    bool rows;    /* reads rows of a roster */
    bool lookups; /* reads a lookup: its value depends on other records */
};
bool work_reads(struct work *w, const struct expr *e, struct reads *out, struct err *err);
/* The other fields that decide what is offered at `f`: its choice_filter names them, or a lookup that it names is asked with them. */
void work_filtered_by(struct work *w, const struct field *f, struct reads *out);
void reads_release(struct reads *r);

/* The rows of a lookup as last returned; NULL when there is no such lookup. */
const struct rowset *work_lookup(const struct work *w, const char *name);

/* The list behind a select field, or NULL. */
const struct list *work_list(const struct work *w, const struct field *f);

/* Register the functions of expressions (today, now, fold, regexp, selected, add_months, add_workdays,
 * pct_ge, ratio) on any connection: the store's reading connections use the same.  `holidays` may be NULL.
 * `clock` is borrowed. */
bool work_add_functions(struct db *db, const struct clock *clock, const struct list *holidays,
                        struct err *err);

#endif
