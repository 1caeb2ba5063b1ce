#ifndef APP_DECODE_H
#define APP_DECODE_H

/* Files that are to be imported, whatever encoding their text is in. */

#include <stdio.h>
#include "base/err.h"

/*
 * Open `path` ("-": standard input) for reading as UTF-8; fclose it, unless it is stdin.  `encoding` is a name of text/legacy.h or
 * "utf-8": the file is read so.  NULL: it is UTF-8; a file that reads as another encoding is refused (ERR_INVALID) with its name, how
 * sure that is, and its first three lines, since nothing is converted unasked.
 */
FILE *decode_open(const char *path, const char *encoding, struct err *err);

#endif
