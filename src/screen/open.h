#ifndef SCREEN_OPEN_H
#define SCREEN_OPEN_H

/* Opening what a menu, a step or a to-do line names, and the working context.  Each says in the message line what went wrong. */

#include "screen/ui.h"

/* Push the list of a form, a board, or a summary run with its default parameters and the working context. */
void open_item(struct ui *ui, enum menu_kind kind, const char *name);

/* Ask which record of the last context form to work on (a pick); context_picked in resume() takes the answer. */
void context_ask(struct ui *ui);
bool context_picked(struct ui *ui, struct page *closed); /* true when `closed` was that pick */
/* Work on this record from now on; what it refers to among the context forms follows.  The title line is made again. */
void context_set(struct ui *ui, const char *form, const char *id);

/* Take up the context of this person's last session. */
void context_restore(struct ui *ui);

#endif
