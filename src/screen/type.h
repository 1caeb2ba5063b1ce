#ifndef SCREEN_TYPE_H
#define SCREEN_TYPE_H

/*
 * Letters from the keyboard, on their way into a text: through the person's typing method (text/typing.h), if one is
 * on.  Pasted and inserted text does not come this way.
 */

#include <stdbool.h>
#include "base/str.h"
#include "screen/ui.h"
#include "text/edit.h"

/* Type `text` at the caret; returns letters refused, as edit_insert. */
size_t type_text(struct ui *ui, struct edit *e, struct sv text);
/* One Backspace: one visible letter; the tone stays with the word.  False when there was nothing to delete. */
bool type_backspace(struct ui *ui, struct edit *e);
/* The text is left: a word that became no syllable turns back into what was typed. */
void type_end(struct ui *ui, struct edit *e);

/* The same for a line that is only typed at its end (a search). */
void type_line(struct ui *ui, struct str *line, struct sv text);
void type_line_back(struct ui *ui, struct str *line);

/* Off, Telex, VNI, off …; remembered for the person. */
void type_next_method(struct ui *ui);
/* "Telex", "VNI", and behind it where tones stand when that is the new way; NULL: off. */
const char *type_method_name(const struct ui *ui);
/* Tones as in hòa, or as in hoà; remembered for the person. */
void type_other_tones(struct ui *ui);

#endif
