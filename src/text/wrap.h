#ifndef TEXT_WRAP_H
#define TEXT_WRAP_H

/* Breaking text to read into lines.  (Text being edited is wrapped by text/edit.h, which keeps a caret.) */

#include <stdbool.h>
#include "base/str.h"

/*
 * Cut the next line of at most `cols` columns off `rest`: after a line feed, else after the last blank that fits, else
 * within the word.  False when nothing is left.  The line is borrowed, without the blanks or line feed that ended it.
 */
bool wrap_next(struct sv *rest, int cols, struct sv *line);

/* How many lines that makes. */
int wrap_count(struct sv text, int cols);

#endif
