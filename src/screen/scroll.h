#ifndef SCREEN_SCROLL_H
#define SCREEN_SCROLL_H

/* A chosen row in a scrolled run of rows: what every page with a list of lines shares.  Plain arithmetic. */

#include <stdbool.h>
#include <stddef.h>
#include "screen/command.h"

struct scroll {
    size_t at;  /* the chosen row */
    size_t top; /* the first visible row */
};

/* Keep `at` within n rows and visible among `height` lines. */
void scroll_fit(struct scroll *s, size_t n, int height);
/* Move by a command (up, down, pages, first, last); false when the command is none of these. */
bool scroll_event(struct scroll *s, enum command cmd, size_t n, int height);

#endif
