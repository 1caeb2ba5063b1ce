#ifndef TEXT_VIET_H
#define TEXT_VIET_H

/*
 * The Latin letters as Vietnamese sees them: the 26 of ASCII and the 67 that bear its marks, in both cases.
 * A table and nothing else; no memory, no failure.
 */

#include <stdbool.h>
#include <stdint.h>

/* The alphabet in its order; f j w z, foreign to it, stand where Latin has them.  AW is ă, as in Telex. */
enum viet_base {
    VIET_A, VIET_AW, VIET_AA, VIET_B, VIET_C, VIET_D, VIET_DD, VIET_E, VIET_EE, VIET_F, VIET_G, VIET_H,
    VIET_I, VIET_J, VIET_K, VIET_L, VIET_M, VIET_N, VIET_O, VIET_OO, VIET_OW, VIET_P, VIET_Q, VIET_R,
    VIET_S, VIET_T, VIET_U, VIET_UW, VIET_V, VIET_W, VIET_X, VIET_Y, VIET_Z,
};

/* The tones in the order of dictionaries. */
enum viet_tone { TONE_NGANG, TONE_HUYEN, TONE_HOI, TONE_NGA, TONE_SAC, TONE_NANG };

struct viet_letter {
    enum viet_base base;
    enum viet_tone tone;
    bool upper;
};

/* Take a letter apart; false when `cp` is not one of the 52 + 134. */
bool viet_split(uint32_t cp, struct viet_letter *out);

/* The code point of a letter, the inverse of viet_split: NFC.  A tone on a consonant is left out. */
uint32_t viet_join(const struct viet_letter *letter);

/* The ASCII letter under a base, in lower case: VIET_DD is 'd'. */
char viet_ascii(enum viet_base base);

#endif
