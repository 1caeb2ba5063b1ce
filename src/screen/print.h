#ifndef SCREEN_PRINT_H
#define SCREEN_PRINT_H

/* Documents of a record: which one, in what form, into which file. */

#include "screen/ui.h"

/*
 * Ask, and write the document; the message line says what became of it.  `seal`: as it was handed in under this code; NULL: as it is
 * stored.  On a server no file is written: the command that fetches the document is shown.  All texts are copied.
 */
void print_ask(struct ui *ui, const struct form *form, const char *id, const char *seal);

#endif
