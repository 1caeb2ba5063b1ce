#ifndef FORM_CHECK_TESTS_H
#define FORM_CHECK_TESTS_H

/*
 * Private to the cases of tests/ (check_tests*.c): one file of cases, read row by row.
 *
 * Whoever runs a row tells what is wrong to the faults of the file; nothing stops the rows that follow.
 */

#include "form/check.h"
#include "form/record.h"

struct cases {
    struct checking *ck;
    const char *file;
    VEC(char *) head;  /* owned */
    VEC(char *) cells; /* of the row; owned; as many as heads */
    bool only_read;    /* what the cases are of is at fault: results would only follow from that */
    int line;
    const char *name; /* of the case: cells.v[0] */

    /* FORM.*.csv */
    const struct form *form;
    struct work *work;

    /* view.VIEW.*.csv */
    char *current;    /* the case whose rows are in the database; owned; NULL: none */
    char *shown_view; /* which view `shown` holds; owned */
    struct rowset shown;
};

/* Tell a fault of the row at hand. */
void case_fault(struct cases *c, const char *msg);
void case_differs(struct cases *c, const char *what, const char *is, const char *expected);
void case_unknown(struct cases *c, const char *noun, const char *name);

/* check_tests_form.c: the row fills in one record of c->form, with c->work. */
void case_record(struct cases *c);
/* The empty database, and what the row at hand puts in its place; `c` is borrowed. */
struct source case_source(struct cases *c);

/* check_tests_view.c: the row is put into a table, or looked for in a view. */
void case_view_row(struct cases *c);
void case_view_end(struct cases *c); /* after the last row of a file */

#endif
