#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

/* Comparing text as people mean it: without accents and case, and in the Vietnamese order. */

#include <stdbool.h>
#include "base/str.h"

/* Append `in` lower-cased, without marks, đ as d ("Đường Nguyễn" → "duong nguyen"). Runs of blanks become one. */
void fold_text(struct str *out, struct sv in);

/* Whether `needle` (already folded) stands in the folded `hay` at the start of a word. */
bool fold_word_match(const char *folded_hay, const char *folded_needle);

/*
 * Append a key whose byte order is the Vietnamese order of `in`: letters a ă â b c d đ e ê … first over the whole text,
 * then tones (ngang huyền hỏi ngã sắc nặng), then case; digits before letters, numbers in texts by digit.
 */
void fold_sort_key(struct str *out, struct sv in);

/* The same for people: by given name (the last word), then the rest from the left. */
void fold_name_key(struct str *out, struct sv in);

#endif
