#ifndef APP_SHOW_H
#define APP_SHOW_H

/*
 * Private to `phieu show` (cmd_show.c, show_matrix.c): a record as text on standard output.
 * `seal` everywhere: the seal code under which the record is read, NULL: as it stands now.
 */

#include "app/session.h"
#include "form/record.h"

/* The value as people read it: labels of choices, the key and title of a record. */
void text_of_value(struct session *s, const char *seal, const struct field *f, const struct value *v,
                   struct str *out);
/* A line "LABEL: VALUE" behind `indent`; nothing when the cell is empty. */
void show_cell(struct session *s, const char *seal, const struct field *f, const struct cell *c,
               const char *indent);
/* A matrix crosswise, and below it what else its rows hold. */
void show_matrix(struct session *s, const char *seal, const struct record *r, const struct roster *def);

#endif
