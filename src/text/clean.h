#ifndef TEXT_CLEAN_H
#define TEXT_CLEAN_H

/*
 * The one door for text: well-formed UTF-8, NFC, no characters that hide or command.
 * Refused: C0 and C1 controls (but line feed and tab where `multiline`; CRLF becomes LF, tab becomes a blank), U+2028/9,
 * bidi controls, zero-width and TAG characters, BOM, noncharacters, private use (Unicode 15; UTS #39).
 * No-break space becomes a blank.  Blanks at both ends stay: trimming is the field's business.
 */

#include <stdbool.h>
#include "base/err.h"
#include "base/str.h"

/* Append `in`, cleaned, to `out`; false (ERR_INVALID) names the first character refused and its place in letters. */
bool clean_text(struct str *out, struct sv in, bool multiline, struct err *err);

/* The same for keys and pastes: refused characters are left out and counted, never an error. */
size_t clean_lossy(struct str *out, struct sv in, bool multiline);

/* Whether a single code point may stand in stored text. */
bool clean_allows(unsigned cp, bool multiline);

/* For output of anything that may not be clean (file names, messages): controls become visible marks. */
void clean_visible(struct str *out, struct sv in);

/* Vietnamese letters without their accents, everything else that is not ASCII as '?': for terminals without UTF-8. */
void clean_ascii(struct str *out, struct sv in);

#endif
