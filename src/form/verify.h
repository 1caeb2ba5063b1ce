#ifndef FORM_VERIFY_H
#define FORM_VERIFY_H

/*
 * Double entry: which cells another person keys a second time, without seeing what was keyed first (docs/forms.md, Double entry).
 */

#include "form/record.h"
#include "form/work.h"

/* Those of the record as it was last evaluated, in the order of the form: marked with verify = yes, asked for, and open to typing. */
void verify_cells(const struct record *r, struct paths *out);

/* How a cell came out of being keyed twice. */
enum verify_outcome {
    VERIFY_SAME,   /* both keyed the same */
    VERIFY_FIRST,  /* what was keyed first stands */
    VERIFY_SECOND, /* what was keyed second stands */
    VERIFY_THIRD,  /* neither */
};
/* "same", "first", "second", "third": as it is stored. */
const char *verify_outcome_name(enum verify_outcome o);
enum verify_outcome verify_outcome_of(const struct value *first, const struct value *second, const struct value *stands);

/* What somebody keys a second time is kept as a draft of its own: under this name in the place of the form's. */
void verify_add_draft(struct str *out, const char *form);
/* The form that such a name is of; NULL when it is none. */
const char *verify_draft_form(const char *draft);

#endif
