#ifndef FORM_FORMAT_H
#define FORM_FORMAT_H

/*
 * Values to text and back, by field type: as typed and shown to people, and as stored in CSV.
 * Choices: codes, `short` and labels of CSV lists are understood; references to records are not resolved here.
 */

#include <stdbool.h>
#include "base/err.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "form/model.h"
#include "form/value.h"

/*
 * `typed` (cleaned UTF-8) as a value of the field; "" and blanks give NULL.  False with a sentence for the person (in the
 * message language) when it is no such value.  `list` is the field's CSV list, or NULL.  Decimals are rounded.
 */
bool format_parse(const struct field *f, const struct list *list, struct sv typed, enum lang lang, int offset_min,
                  struct value *out, struct err *err);

/* The stored form (CSV cell, tests): strict.  A value that format_store wrote reads back equal. */
bool format_parse_stored(const struct field *f, const struct list *list, struct sv text, struct value *out, struct err *err);
void format_store(const struct field *f, const struct value *v, struct str *out);

/* For people: numbers grouped, dates dd/mm/yyyy, labels of choices (a row with a short: "1.5 Label"). */
void format_show(const struct field *f, const struct list *list, const struct value *v, enum lang lang, int offset_min,
                 struct str *out);
/* What stands in the field while it is edited: numbers without groups, codes by their short. */
void format_edit(const struct field *f, const struct list *list, const struct value *v, enum lang lang, int offset_min,
                 struct str *out);

/* Codes of a select_multiple: whether one is among them; put one behind the others unless it is. */
bool format_selected(const char *codes, const char *code);
void format_add_code(struct str *codes, const char *code);

/* The records that a reference's value names, one or several: cuts one _id off `rest`, false when none is left. */
bool format_next_id(struct sv *rest, char id[UUID_TEXT]);

/*
 * Keys of several records as people and CSV files write them: "; " between them, and a ';' within a key written twice, so that every
 * key reads back.  format_next_key cuts one off `rest`, trimmed; false when none is left.
 */
void format_add_key(struct str *keys, const char *key);
bool format_next_key(struct sv *rest, struct str *key);

/* A value of a query, for people: a fraction has the decimal sign of their language. */
void format_show_cell(const struct value *v, enum lang lang, struct str *out);

/* Instants (ISO) of a column become dd/mm/yyyy hh:mm, `offset_min` minutes east of UTC. */
void format_show_times(struct rowset *rows, const char *column, int offset_min);

#endif
