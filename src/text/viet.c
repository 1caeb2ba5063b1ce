#include "text/viet.h"

#include <stddef.h>

struct marked {
    unsigned char base;
    unsigned char tone;
};

/* U+1EA1, U+1EA3 … U+1EF9: the small letters of the block that Unicode made for Vietnamese. */
static const struct marked vietnamese_block[] = {
    {VIET_A, TONE_NANG},   {VIET_A, TONE_HOI},    {VIET_AA, TONE_SAC},   {VIET_AA, TONE_HUYEN},
    {VIET_AA, TONE_HOI},   {VIET_AA, TONE_NGA},   {VIET_AA, TONE_NANG},  {VIET_AW, TONE_SAC},
    {VIET_AW, TONE_HUYEN}, {VIET_AW, TONE_HOI},   {VIET_AW, TONE_NGA},   {VIET_AW, TONE_NANG},
    {VIET_E, TONE_NANG},   {VIET_E, TONE_HOI},    {VIET_E, TONE_NGA},    {VIET_EE, TONE_SAC},
    {VIET_EE, TONE_HUYEN}, {VIET_EE, TONE_HOI},   {VIET_EE, TONE_NGA},   {VIET_EE, TONE_NANG},
    {VIET_I, TONE_HOI},    {VIET_I, TONE_NANG},   {VIET_O, TONE_NANG},   {VIET_O, TONE_HOI},
    {VIET_OO, TONE_SAC},   {VIET_OO, TONE_HUYEN}, {VIET_OO, TONE_HOI},   {VIET_OO, TONE_NGA},
    {VIET_OO, TONE_NANG},  {VIET_OW, TONE_SAC},   {VIET_OW, TONE_HUYEN}, {VIET_OW, TONE_HOI},
    {VIET_OW, TONE_NGA},   {VIET_OW, TONE_NANG},  {VIET_U, TONE_NANG},   {VIET_U, TONE_HOI},
    {VIET_UW, TONE_SAC},   {VIET_UW, TONE_HUYEN}, {VIET_UW, TONE_HOI},   {VIET_UW, TONE_NGA},
    {VIET_UW, TONE_NANG},  {VIET_Y, TONE_HUYEN},  {VIET_Y, TONE_NANG},   {VIET_Y, TONE_HOI},
    {VIET_Y, TONE_NGA},
};

/* The small letters that Vietnamese shares with other languages, by code point. */
static const struct {
    unsigned short cp;
    struct marked letter;
} shared_letters[] = {
    {0x00E0, {VIET_A, TONE_HUYEN}},  /* à */
    {0x00E1, {VIET_A, TONE_SAC}},    /* á */
    {0x00E2, {VIET_AA, TONE_NGANG}}, /* â */
    {0x00E3, {VIET_A, TONE_NGA}},    /* ã */
    {0x00E8, {VIET_E, TONE_HUYEN}},  /* è */
    {0x00E9, {VIET_E, TONE_SAC}},    /* é */
    {0x00EA, {VIET_EE, TONE_NGANG}}, /* ê */
    {0x00EC, {VIET_I, TONE_HUYEN}},  /* ì */
    {0x00ED, {VIET_I, TONE_SAC}},    /* í */
    {0x00F2, {VIET_O, TONE_HUYEN}},  /* ò */
    {0x00F3, {VIET_O, TONE_SAC}},    /* ó */
    {0x00F4, {VIET_OO, TONE_NGANG}}, /* ô */
    {0x00F5, {VIET_O, TONE_NGA}},    /* õ */
    {0x00F9, {VIET_U, TONE_HUYEN}},  /* ù */
    {0x00FA, {VIET_U, TONE_SAC}},    /* ú */
    {0x00FD, {VIET_Y, TONE_SAC}},    /* ý */
    {0x0103, {VIET_AW, TONE_NGANG}}, /* ă */
    {0x0111, {VIET_DD, TONE_NGANG}}, /* đ */
    {0x0129, {VIET_I, TONE_NGA}},    /* ĩ */
    {0x0169, {VIET_U, TONE_NGA}},    /* ũ */
    {0x01A1, {VIET_OW, TONE_NGANG}}, /* ơ */
    {0x01B0, {VIET_UW, TONE_NGANG}}, /* ư */
};

/* The alphabet's letters without their marks. */
static const char ascii_of_base[] = "aaabcddeefghijklmnooopqrstuuvwxyz";

static const unsigned char base_of_ascii[26] = {
    VIET_A, VIET_B, VIET_C, VIET_D, VIET_E, VIET_F, VIET_G, VIET_H, VIET_I, VIET_J, VIET_K, VIET_L, VIET_M,
    VIET_N, VIET_O, VIET_P, VIET_Q, VIET_R, VIET_S, VIET_T, VIET_U, VIET_V, VIET_W, VIET_X, VIET_Y, VIET_Z,
};

/* The small letter of a capital among those of the tables; anything may come back for what is not there. */
static uint32_t small(uint32_t cp)
{
    if (cp < 0x80) {
        return cp | 0x20;
    }
    if (cp < 0x100) {
        return cp < 0xE0 ? cp + 0x20 : cp;
    }
    return cp == 0x01AF ? 0x01B0 : cp == 0x01B0 ? cp : cp | 1;
}

static bool find_marked(uint32_t cp, struct marked *out)
{
    if (cp >= 0x1EA0 && cp <= 0x1EF9) {
        *out = vietnamese_block[(cp - 0x1EA0) / 2];
        return true;
    }
    for (size_t i = 0; i < sizeof shared_letters / sizeof *shared_letters; i++) {
        if (shared_letters[i].cp == cp) {
            *out = shared_letters[i].letter;
            return true;
        }
    }
    return false;
}

bool viet_split(uint32_t cp, struct viet_letter *out)
{
    uint32_t low = small(cp);
    struct marked letter = {0, TONE_NGANG};
    if (cp < 0x80) {
        if (low < 'a' || low > 'z') {
            return false;
        }
        letter.base = base_of_ascii[low - 'a'];
    } else if (cp < 0xC0 || !find_marked(low, &letter)) {
        return false;
    }
    out->base = (enum viet_base)letter.base;
    out->tone = (enum viet_tone)letter.tone;
    out->upper = low != cp;
    return true;
}

/* The capital of a small letter of the tables. */
static uint32_t capital(uint32_t cp)
{
    return cp < 0x100 ? cp - 0x20 : cp - 1;
}

static uint32_t join_small(enum viet_base base, enum viet_tone tone)
{
    for (size_t i = 0; i < sizeof vietnamese_block / sizeof *vietnamese_block; i++) {
        if (vietnamese_block[i].base == base && vietnamese_block[i].tone == tone) {
            return 0x1EA1 + 2 * (uint32_t)i;
        }
    }
    for (size_t i = 0; i < sizeof shared_letters / sizeof *shared_letters; i++) {
        if (shared_letters[i].letter.base == base && shared_letters[i].letter.tone == tone) {
            return shared_letters[i].cp;
        }
    }
    return tone != TONE_NGANG ? join_small(base, TONE_NGANG) : (uint32_t)ascii_of_base[base];
}

uint32_t viet_join(const struct viet_letter *letter)
{
    bool bare = letter->tone == TONE_NGANG && base_of_ascii[ascii_of_base[letter->base] - 'a'] == letter->base;
    uint32_t cp = bare ? (uint32_t)ascii_of_base[letter->base] : join_small(letter->base, letter->tone);
    return letter->upper ? capital(cp) : cp;
}

char viet_ascii(enum viet_base base)
{
    return ascii_of_base[base];
}
