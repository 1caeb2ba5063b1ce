#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

/*
 * UTF-8 by bytes, code points, letters and columns.
 *
 * A letter is what one Backspace deletes: a base and the marks on it (extended grapheme cluster, UAX #29).
 * Offsets are bytes and always fall on letter boundaries when they come from here.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"

/* Decode one code point; returns its bytes (1–4), 0 at the end, and -1 when malformed, overlong, a surrogate or cut. */
int utf8_decode(struct sv text, uint32_t *cp);
/* Encode; returns bytes written (1–4). */
int utf8_encode(uint32_t cp, char out[4]);
/* True when all bytes are well-formed; else *bad is the offset of the first wrong byte. */
bool utf8_valid(struct sv text, size_t *bad);
/* The longest prefix of at most max bytes that ends at a letter boundary, in bytes. */
size_t utf8_cut(struct sv text, size_t max);

size_t utf8_next(struct sv text, size_t at); /* the offset after the letter that starts at `at` */
size_t utf8_prev(struct sv text, size_t at); /* the offset of the letter before `at` */
size_t utf8_letters(struct sv text);         /* how many letters */
int utf8_letter_cols(struct sv letter);      /* columns of one letter: 0, 1 or 2 */
int utf8_cols(struct sv text);               /* columns of the text on one line */
/* The longest prefix that fits `cols` columns, in bytes. */
size_t utf8_fit(struct sv text, int cols);
/* Append text cut (with "…") or padded with blanks to exactly `cols` columns. */
void utf8_add_padded(struct str *out, struct sv text, int cols);

#endif
