#ifndef TEXT_CLEAN_H
#define TEXT_CLEAN_H

/*
 * The one door for text: well-formed UTF-8, NFC, no characters that hide or command.
 *
 * Refused (UTS #39): C0 and C1 controls (but line feed and tab where `multiline`; CRLF and CR become LF, tab
 * becomes a blank), U+2028/9, bidi controls and other format characters, zero-width characters (joiners,
 * variation selectors, fillers), TAG characters, BOM, noncharacters, private use, what Unicode 15 lacks.
 * No-break spaces become a blank.  Blanks at both ends stay: trimming is the field's business.
 *
 * A letter has two marks at most, counted in its decomposed form, as Vietnamese has: more would run into the rows above and below.
 */

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/str.h"

/*
 * Append `in`, cleaned, to `out`; false (ERR_INVALID) names the first character refused and its place in
 * letters, and leaves `out` as it was.
 */
bool clean_text(struct str *out, struct sv in, bool multiline, struct err *err);

/*
 * The same for keys and pastes: refused characters are left out and counted, never an error.  Line breaks
 * (also U+2028/9) and tabs are never left out, lest words run together: on one line they become blanks.
 * `*first` (if wanted) is the place of the first one, in letters from 1; 0 when there is none.
 */
size_t clean_lossy(struct str *out, struct sv in, bool multiline, size_t *first);

/* Whether a code point may stand in stored text (where tabs and no-break spaces have become blanks). */
bool clean_allows(unsigned cp, bool multiline);

/* Bring well-formed bytes of `s` from byte `start` on into NFC. */
void clean_compose(struct str *s, size_t start);

/* Leave out the marks that are too many on their letter, from byte `start` on; returns how many. */
size_t clean_marks(struct str *s, size_t start);

/* How many bytes of the text may stand as they are where people read it: before what would have to be made visible. */
size_t clean_prefix(struct sv text, bool multiline);
/* Whether all of it may. */
bool clean_is(struct sv text, bool multiline);

/*
 * For output of anything that may not be clean (file names, messages): control characters become ^J, other
 * refused ones <U+202E>, bytes that are not UTF-8 <FF>.
 */
void clean_visible(struct str *out, struct sv in);
/* The same for text of several lines: line feeds stay. */
void clean_visible_lines(struct str *out, struct sv in);

/*
 * For terminals without UTF-8, a column for a column: Vietnamese letters without their accents, common
 * punctuation, arrows and box lines by their likeness ("–" as '-'), everything else that is not ASCII as '?'.
 */
void clean_ascii(struct str *out, struct sv in);

#endif
