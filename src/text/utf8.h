#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

/*
 * UTF-8 by bytes, code points, letters and columns.
 *
 * A letter is what one Backspace deletes: a base and the marks on it (extended grapheme cluster, UAX #29).
 * Offsets are bytes and always fall on letter boundaries when they come from here.  A byte that is not UTF-8
 * counts as a letter of one column, so that nothing here can fail or run past the end.
 *
 * Columns are utf8proc's: unlike wcwidth they need no locale, and both agree on every Vietnamese letter
 * and mark.  Characters on which they differ by being unknown do not pass clean.h.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"

/*
 * Plain code points: two in a row are two letters, each in NFC, whatever follows or precedes them.
 * Precomposed Vietnamese and the usual punctuation are plain, so the Unicode tables are seldom asked.
 */
static inline bool utf8_plain(uint32_t cp)
{
    return (cp < 0x300 && cp != '\r') || (cp >= 0x1E00 && cp <= 0x1EFF) || (cp >= 0x2010 && cp <= 0x2027) ||
           (cp >= 0x2030 && cp <= 0x205E) || (cp >= 0x20A0 && cp <= 0x20C0);
}

/*
 * Decode one code point; returns its bytes (1–4), 0 at the end, and -1 when malformed, overlong, a surrogate
 * or cut; *cp is set only when it is more than 0.
 */
int utf8_decode(struct sv text, uint32_t *cp);
/* Encode; returns bytes written (1–4). */
int utf8_encode(uint32_t cp, char out[4]);
/* True when all bytes are well-formed; else *bad (if wanted) is the offset of the first wrong byte. */
bool utf8_valid(struct sv text, size_t *bad);
/* The longest prefix of at most max bytes that ends at a letter boundary, in bytes. */
size_t utf8_cut(struct sv text, size_t max);

bool utf8_in_word(uint32_t cp); /* a letter, a mark on one, or a digit */

size_t utf8_next(struct sv text, size_t at); /* after the letter that starts at `at`; the end stays */
size_t utf8_prev(struct sv text, size_t at); /* the start of the letter before `at`; 0 stays */
size_t utf8_letters(struct sv text);         /* how many letters */
int utf8_letter_cols(struct sv letter);      /* columns of one letter: 0, 1 or 2 */
int utf8_cols(struct sv text);               /* columns of the text on one line */
/* The longest prefix that fits `cols` columns, in bytes. */
size_t utf8_fit(struct sv text, int cols);
/* Append text cut (with "…") or padded with blanks to exactly `cols` columns. */
void utf8_add_padded(struct str *out, struct sv text, int cols);
/* Append the text in capitals, letter for letter. */
void utf8_add_upper(struct str *out, struct sv text);

#endif
