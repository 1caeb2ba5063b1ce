#ifndef SCREEN_SEAL_H
#define SCREEN_SEAL_H

/*
 * Whether what was handed in still stands: somebody holds a printed document, types the code of twelve letters that stands on it, and is
 * told same, changed (which fields), altered or unknown.  The page below the question hands what closed to seal_closed.
 */

#include "screen/ui.h"

void seal_ask(struct ui *ui);
/* For resume(): whether `closed` was the question; then it is answered on the message line, or by a page of what changed. */
bool seal_closed(struct ui *ui, const struct page *closed);

#endif
