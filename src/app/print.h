#ifndef APP_PRINT_H
#define APP_PRINT_H

/* Plain text for a terminal or a pipe: tables with aligned columns.  Every cell is made visible (no control characters pass). */

#include <stdio.h>
#include "form/value.h"

/*
 * Rows as columns two blanks apart, under a head.  `columns` are names of the rowset's columns, `heads` what stands above them
 * (both NULL-terminated).  The last column is not padded.
 */
void print_table(FILE *out, const struct rowset *rows, const char *const *columns, const char *const *heads);

/* One line of a value, cleaned. */
void print_clean(FILE *out, const char *text);

#endif
