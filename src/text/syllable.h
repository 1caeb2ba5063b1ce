#ifndef TEXT_SYLLABLE_H
#define TEXT_SYLLABLE_H

/*
 * One written Vietnamese syllable: which letters may follow each other, and where its tone mark stands.
 *
 * The spelling is that of the school grammars: an initial (b, ch, ngh, qu …), a nucleus of one to three
 * vowels, a coda (c, ch, m, n, ng, nh, p, t).  Besides, initials and the coda k of names from the Central
 * Highlands (Krông, Đắk) are known.  No memory, no failure; text is NFC.
 */

#include <stdbool.h>
#include <stddef.h>
#include "base/str.h"
#include "text/viet.h"

#define SYLLABLE_MAX 32 /* letters; longer words are nobody's syllable */

struct syllable {
    unsigned char base[SYLLABLE_MAX]; /* enum viet_base */
    bool upper[SYLLABLE_MAX];
    size_t n;            /* letters */
    enum viet_tone tone; /* of the whole */
};

/* Where the three parts lie, in letters: [0, nucleus), [nucleus, coda), [coda, n). */
struct syllable_parts {
    size_t nucleus, coda;
};
struct syllable_parts syllable_split(const struct syllable *s);

/* Whether a base is a vowel, marked or not. */
bool syllable_vowel(enum viet_base base);

/*
 * Take a word apart; false when it holds something else than Latin letters, has two tones, or is longer than
 * SYLLABLE_MAX letters.  Any such word passes, also one that is no syllable.
 */
bool syllable_read(struct syllable *s, struct sv word);

/* Append it; the tone stands where the old style (hòa, thủy) or the new one (hoà, thuỷ) puts it. */
void syllable_write(const struct syllable *s, bool new_style, struct str *out);

/* Whether it can still become a syllable by more marks on its vowels and more letters behind. */
bool syllable_begun(const struct syllable *s);
/* Whether it is one. */
bool syllable_complete(const struct syllable *s);

#endif
