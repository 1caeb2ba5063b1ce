#ifndef SCREEN_REKEY_H
#define SCREEN_REKEY_H

/*
 * Correcting a record's key, for the pages that offer it: ask for the new key, show all that follows, do it.  The page pushes no
 * pop-ups of its own; it tells the answers apart by their tags.  What goes wrong is said in the message line.
 */

#include "screen/ui.h"

struct rekeying {
    char *form, *key, *new_key; /* owned; key: as it is now, parts joined by '|' */
    const char *choices[3];
};

/* Ask for the new key of a stored record. */
void rekey_ask(struct rekeying *k, struct ui *ui, const char *form, const char *id, const char *title, int tag);
/* What would change, and whether to do it: the first choice does. */
void rekey_preview(struct rekeying *k, struct ui *ui, const struct ask *answered, int tag);
bool rekey_do(struct rekeying *k, struct ui *ui);
void rekey_release(struct rekeying *k);

#endif
