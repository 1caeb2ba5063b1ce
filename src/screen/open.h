#ifndef SCREEN_OPEN_H
#define SCREEN_OPEN_H

/* Opening what a menu, a step or a to-do line names, and the working context.  Each says in the message line what went wrong. */

#include "screen/ui.h"

/* Push the list of a form, a board, or a summary. */
void open_item(struct ui *ui, enum menu_kind kind, const char *name);
/* Ask for the summary's parameters, if it has any, and show its rows within the working context. */
void open_summary(struct ui *ui, const char *name);

/* Ask which record of the last context form to work on (a pick). */
void context_ask(struct ui *ui);
/* Whether records of this form can be worked on. */
bool context_has(const struct ui *ui, const char *form);
/*
 * Work on this record of a context form from now on; what it refers to among the context forms follows, and the title line is made
 * again.  A record that is not in force today is asked about first.
 */
void context_choose(struct ui *ui, const char *form, const char *id);
/* For ui_close: true when `closed` was one of these two questions; the context may be another then. */
bool context_closed(struct ui *ui, struct page *closed);

/*
 * Ask whether to begin a record in what is not in force today: a question with two choices (the first: yes), to be pushed by the page
 * that gets its answer and tells context_agree.  NULL: `r` takes nothing of that kind from the context, or it was agreed to before.
 */
struct ask *context_doubt(struct ui *ui, const struct record *r, int tag);
void context_agree(struct ui *ui);

/* The title again, in another language. */
void context_relabel(struct ui *ui);

/* Keep context, typing method and a chosen role for this person's next session. */
void context_keep(struct ui *ui);
/* Work on nothing in particular. */
void context_forget(struct ui *ui);
/* Take up the context and the typing method of this person's last session. */
void context_restore(struct ui *ui);

#endif
