#ifndef SCREEN_LINEAR_H
#define SCREEN_LINEAR_H

/*
 * The same pages by lines: for braille lines and screen readers, for pipes, and for terminals that can do nothing.
 *
 * Each page tells what it holds in lines of text and ends with a question (page_ops.tell); a typed line answers it
 * (page_ops.answer).  Nothing but text and line feeds is written.  What pages do is what they do on the screen: the same functions
 * read, check, keep as a draft and save.
 */

#include <stdio.h>
#include "screen/scroll.h"
#include "screen/ui.h"

/* Columns of the grid that a ui has for this: nothing is painted, and every column of a table fits. */
#define LINEAR_ROWS 10
#define LINEAR_COLS 2000
#define LINEAR_AT_ONCE 20 /* rows told at once */

/*
 * Talk until the person leaves or the input ends.  `utf8` false: accents are folded on output.  False when the input ended while
 * something typed was not saved (it is kept as a draft).
 */
bool linear_run(struct ui *ui, FILE *in, FILE *out, bool utf8);

/* Lines of text, each without anything that commands a terminal, and folded where there is no UTF-8; a line of its own. */
void linear_put(FILE *out, bool utf8, const char *text);
void linear_say(FILE *out, bool utf8, const char *text);

/* ---- for pages ---- */

/* What is typed for a command: "." for saving, ":log" for most.  Returns `out`. */
const char *linear_sign(enum command cmd, enum command_context context, char out[KEY_NAME]);
/* Whether the line asks for what can be typed here, in either language. */
bool linear_asks_help(struct sv line);
/* "3. " */
void linear_add_number(struct str *out, size_t row);
/* A number from 1 to n, as an index. */
bool linear_number(struct sv line, size_t n, size_t *row);

/* One row: heads above it, its number and what it says, with a line feed. */
typedef void linear_row_fn(struct page *p, struct ui *ui, size_t row, struct str *out);
/* Rows from s->top on, at most twenty, and how many follow. */
void linear_tell_rows(struct page *p, struct ui *ui, const struct scroll *s, size_t n, linear_row_fn *row, struct str *out);
/* A number opens its row, ":log 3" runs a command on it, ">" tells the next rows; false: the line is none of these. */
bool linear_answer_rows(struct page *p, struct ui *ui, struct sv line, struct scroll *s, size_t n);
/* "Label: text; …" of the columns of a row that hold something; `columns` and `heads` have n; a head "" is left out. */
void linear_add_cells(const struct rowset *rows, size_t row, const int *columns, const char *const *heads, size_t n, enum lang lang,
                      struct str *out);

/* ---- pop-ups (linear_popups.c) ---- */
void linear_tell_ask(struct page *p, struct ui *ui, bool whole, struct str *out);
bool linear_answer_ask(struct page *p, struct ui *ui, struct sv line);
void linear_tell_pick(struct page *p, struct ui *ui, bool whole, struct str *out);
bool linear_answer_pick(struct page *p, struct ui *ui, struct sv line);

/* ---- the form (linear_form.c) ---- */
void linear_tell_form(struct page *p, struct ui *ui, bool whole, struct str *out);
bool linear_answer_form(struct page *p, struct ui *ui, struct sv line);
/* Whether the page is a form that holds something typed and not saved. */
bool linear_form_unsaved(const struct page *p);

#endif
