#ifndef SCREEN_IDENTITY_H
#define SCREEN_IDENTITY_H

/*
 * Who sits here, on a PC where nobody proves it: chosen among the names used in this database, or typed.  The page below the question
 * hands what closed to identity_closed.
 */

#include "screen/ui.h"

/* At the start, when nobody said who it is. */
enum identity {
    IDENTITY_KNOWN, /* one name was ever used here, or none: it is taken (ui->person) */
    IDENTITY_ASK,   /* several: identity_ask */
};
enum identity identity_at_start(struct ui *ui);
/* Ask for the person, at the start as they were before; later, with `role`, for the role of a known one, too. */
void identity_ask(struct ui *ui, bool role);
/* For resume(): true when `closed` was one of these questions, with which all may be answered (ui->chosen), asked on, or left. */
bool identity_closed(struct ui *ui, struct page *closed);

#endif
