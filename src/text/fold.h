#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

/*
 * Comparing text as people mean it: without accents and case, and in the Vietnamese order.
 * Texts are clean (clean.h), so in NFC.  Nothing here fails.
 */

#include <stdbool.h>
#include "base/str.h"

/*
 * Append `in` lower-cased, without marks, đ as d ("Đường Nguyễn" → "duong nguyen").  Runs of blanks, tabs and
 * line feeds become one blank.
 */
void fold_text(struct str *out, struct sv in);

/*
 * Whether `needle` (already folded) stands in the folded `hay` at the start of a word.
 * An empty needle always does.
 */
bool fold_word_match(const char *folded_hay, const char *folded_needle);

/*
 * Append a key whose byte order (memcmp; shorter first) is the Vietnamese order of `in`: letters a ă â b …
 * first over the whole text, then the syllables' tones (ngang huyền hỏi ngã sắc nặng; hòa = hoà), then case,
 * small before capital.  Blanks, punctuation, digits, letters, other scripts come in this order; numbers by
 * digit.  Blanks at the ends do not count.  The key is UTF-8 without NUL.
 */
void fold_sort_key(struct str *out, struct sv in);

/* The same for people: by given name (the last word), then the rest from the left; case counts last. */
void fold_name_key(struct str *out, struct sv in);

#endif
