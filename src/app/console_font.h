#ifndef APP_CONSOLE_FONT_H
#define APP_CONSOLE_FONT_H

/* The font of a Linux console, as the kernel maps it: which of our letters it holds. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"

/*
 * The code points that the console at `fd` has glyphs for; free() *mapped.  False when it is no console, or the system has none
 * (errno says why).
 */
bool console_font_map(int fd, uint16_t **mapped, size_t *n);

/* The letters of `wanted` (UTF-8), and the 134 of Vietnamese, that are not among these, one behind the other. */
void console_font_missing(const uint16_t *mapped, size_t n, const char *wanted, struct str *missing);

#endif
