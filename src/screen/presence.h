#ifndef SCREEN_PRESENCE_H
#define SCREEN_PRESENCE_H

/* Who else has a record open: asked of a server, a courtesy that forbids nothing. */

#include "screen/ui.h"

#define PRESENCE_MS 2000 /* between two questions */

/* Ask once, and offer the server again what it could not take.  What changed on the screen is painted next. */
void presence_beat(struct ui *ui);

#endif
