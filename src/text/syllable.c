/*
 * The tables are the spelling itself: nuclei with the codas that each takes, initials with the vowels they
 * stand before.  A nucleus is three bases packed into a number; its skeleton is the same without marks, so
 * that one search finds everything "uo" can become.
 */

#include "text/syllable.h"

#include <stdint.h>

#include "text/utf8.h"

/* ---- nuclei ---- */

enum {
    END = 1, /* nothing follows */
    C = 2,
    CH = 4,
    K = 8,
    M = 16,
    N = 32,
    NG = 64,
    NH = 128,
    P = 256,
    T = 512,
    STOPS = C | CH | K | P | T,
};

struct nucleus {
    uint32_t skeleton, marked;
    unsigned codas;
};

#define BARE_A        VIET_A
#define BARE_AW       VIET_A
#define BARE_AA       VIET_A
#define BARE_E        VIET_E
#define BARE_EE       VIET_E
#define BARE_I        VIET_I
#define BARE_O        VIET_O
#define BARE_OO       VIET_O
#define BARE_OW       VIET_O
#define BARE_U        VIET_U
#define BARE_UW       VIET_U
#define BARE_Y        VIET_Y
#define VIET_NONE     (-1)
#define BARE_NONE     (-1)
#define PACK(a, b, c) ((uint32_t)((a) + 1) << 12 | (uint32_t)((b) + 1) << 6 | (uint32_t)((c) + 1))
#define ROW(a, b, c, codas)                                                                                  \
    {                                                                                                        \
        PACK(BARE_##a, BARE_##b, BARE_##c), PACK(VIET_##a, VIET_##b, VIET_##c), (codas)                      \
    }

/* In the order of the skeletons. */
static const struct nucleus nuclei[] = {
    ROW(A, NONE, NONE, END | C | CH | K | M | N | NG | NH | P | T),
    ROW(AA, NONE, NONE, C | M | N | NG | P | T),
    ROW(AW, NONE, NONE, C | K | M | N | NG | P | T),
    ROW(A, I, NONE, END),
    ROW(A, O, NONE, END),
    ROW(A, U, NONE, END),
    ROW(AA, U, NONE, END),
    ROW(A, Y, NONE, END),
    ROW(AA, Y, NONE, END),
    ROW(E, NONE, NONE, END | C | M | N | NG | P | T),
    ROW(EE, NONE, NONE, END | CH | M | N | NH | P | T),
    ROW(E, O, NONE, END),
    ROW(EE, U, NONE, END),
    ROW(I, NONE, NONE, END | CH | M | N | NH | P | T),
    ROW(I, A, NONE, END),
    ROW(I, EE, NONE, C | M | N | NG | P | T),
    ROW(I, EE, U, END),
    ROW(I, U, NONE, END),
    ROW(O, NONE, NONE, END | C | K | M | N | NG | P | T),
    ROW(OO, NONE, NONE, END | C | M | N | NG | P | T),
    ROW(OW, NONE, NONE, END | M | N | P | T),
    ROW(O, A, NONE, END | C | CH | M | N | NG | NH | P | T),
    ROW(O, AW, NONE, C | M | N | NG | P | T),
    ROW(O, A, I, END),
    ROW(O, A, O, END),
    ROW(O, A, Y, END),
    ROW(O, E, NONE, END | M | N | NG | T),
    ROW(O, E, O, END),
    ROW(O, I, NONE, END),
    ROW(OO, I, NONE, END),
    ROW(OW, I, NONE, END),
    ROW(O, O, NONE, C | NG),
    ROW(U, NONE, NONE, END | C | M | N | NG | P | T),
    ROW(UW, NONE, NONE, END | C | M | N | NG | T),
    ROW(U, A, NONE, END),
    ROW(UW, A, NONE, END),
    ROW(U, AA, NONE, N | NG | T),
    ROW(U, AA, Y, END),
    ROW(U, EE, NONE, END | CH | N | NH | T),
    ROW(U, EE, U, END),
    ROW(U, I, NONE, END),
    ROW(UW, I, NONE, END),
    ROW(U, OO, NONE, C | M | N | NG | P | T),
    ROW(U, OW, NONE, END),
    ROW(UW, OW, NONE, C | M | N | NG | P | T),
    ROW(U, OO, I, END),
    ROW(UW, OW, I, END),
    ROW(UW, OW, U, END),
    ROW(UW, U, NONE, END),
    ROW(U, Y, NONE, END | CH | N | NH | P | T),
    ROW(U, Y, A, END),
    ROW(U, Y, EE, N | NG | T),
    ROW(U, Y, U, END),
    ROW(Y, NONE, NONE, END | CH | M | N | NH | T),
    ROW(Y, EE, NONE, M | N | NG | T),
    ROW(Y, EE, U, END),
};
#define NUCLEI (sizeof nuclei / sizeof *nuclei)

static const unsigned char bare_of[] = {
    [VIET_A] = VIET_A,  [VIET_AW] = VIET_A, [VIET_AA] = VIET_A, [VIET_B] = VIET_B,  [VIET_C] = VIET_C,
    [VIET_D] = VIET_D,  [VIET_DD] = VIET_D, [VIET_E] = VIET_E,  [VIET_EE] = VIET_E, [VIET_F] = VIET_F,
    [VIET_G] = VIET_G,  [VIET_H] = VIET_H,  [VIET_I] = VIET_I,  [VIET_J] = VIET_J,  [VIET_K] = VIET_K,
    [VIET_L] = VIET_L,  [VIET_M] = VIET_M,  [VIET_N] = VIET_N,  [VIET_O] = VIET_O,  [VIET_OO] = VIET_O,
    [VIET_OW] = VIET_O, [VIET_P] = VIET_P,  [VIET_Q] = VIET_Q,  [VIET_R] = VIET_R,  [VIET_S] = VIET_S,
    [VIET_T] = VIET_T,  [VIET_U] = VIET_U,  [VIET_UW] = VIET_U, [VIET_V] = VIET_V,  [VIET_W] = VIET_W,
    [VIET_X] = VIET_X,  [VIET_Y] = VIET_Y,  [VIET_Z] = VIET_Z,
};

bool syllable_vowel(enum viet_base base)
{
#define BIT(b) (UINT64_C(1) << (b))
    static const uint64_t vowels = BIT(VIET_A) | BIT(VIET_AW) | BIT(VIET_AA) | BIT(VIET_E) | BIT(VIET_EE) | BIT(VIET_I) | BIT(VIET_O) |
                                   BIT(VIET_OO) | BIT(VIET_OW) | BIT(VIET_U) | BIT(VIET_UW) | BIT(VIET_Y);
    return vowels >> base & 1;
#undef BIT
}

/* ---- the parts ---- */

static bool vowel_at(const struct syllable *s, size_t at)
{
    return at < s->n && syllable_vowel((enum viet_base)s->base[at]);
}

/* The u of qu and, before another vowel, the i of gi belong to the initial. */
static size_t initial_length(const struct syllable *s)
{
    size_t n = 0;
    while (n < s->n && !vowel_at(s, n)) {
        n++;
    }
    bool qu = n == 1 && s->base[0] == VIET_Q && s->n > 1 && s->base[1] == VIET_U;
    bool gi = n == 1 && s->base[0] == VIET_G && s->n > 2 && s->base[1] == VIET_I && vowel_at(s, 2);
    return n + (qu || gi);
}

struct syllable_parts syllable_split(const struct syllable *s)
{
    struct syllable_parts p;
    p.nucleus = initial_length(s);
    p.coda = p.nucleus;
    while (vowel_at(s, p.coda)) {
        p.coda++;
    }
    return p;
}

/* Up to three letters as a number; longer runs are one that no table has. */
static uint32_t packed(const struct syllable *s, size_t from, size_t to, bool bare)
{
    int v[3] = {VIET_NONE, VIET_NONE, VIET_NONE};
    if (to - from > 3) {
        return UINT32_MAX;
    }
    for (size_t i = from; i < to; i++) {
        v[i - from] = bare ? bare_of[s->base[i]] : s->base[i];
    }
    return PACK(v[0], v[1], v[2]);
}

/* ---- initials ---- */

/* Which vowels an initial stands before: c k, g gh and ng ngh share the work. */
enum { ANY = 1, FRONT = 2 /* e ê i */, BACK = 4 /* the others */, G_I = 8 /* g: like BACK, and i */ };

static int initial_kind(const struct syllable *s, size_t n)
{
    static const struct {
        char text[4];
        int kind;
    } initials[] = {
        {"", ANY},   {"b", ANY},  {"c", BACK}, {"d", ANY},    {"g", G_I},     {"h", ANY},  {"k", ANY},
        {"l", ANY},  {"m", ANY},  {"n", ANY},  {"p", ANY},    {"r", ANY},     {"s", ANY},  {"t", ANY},
        {"v", ANY},  {"x", ANY},  {"ch", ANY}, {"gh", FRONT}, {"gi", ANY},    {"kh", ANY}, {"ng", BACK},
        {"nh", ANY}, {"ph", ANY}, {"qu", ANY}, {"th", ANY},   {"tr", ANY},    {"kr", ANY}, {"pr", ANY},
        {"br", ANY}, {"kl", ANY}, {"pl", ANY}, {"dr", ANY},   {"ngh", FRONT},
    };
    char text[4] = "";
    for (size_t i = 0; i < n && n <= 3; i++) {
        text[i] = viet_ascii((enum viet_base)s->base[i]);
    }
    if (n > 3) {
        return 0;
    }
    for (size_t i = 0; i < sizeof initials / sizeof *initials; i++) {
        const char *t = initials[i].text;
        if (t[0] == text[0] && t[1] == text[1] && t[2] == text[2]) {
            return initials[i].kind;
        }
    }
    return 0;
}

static bool initial_fits(const struct syllable *s, size_t nucleus)
{
    int kind = initial_kind(s, nucleus);
    if (nucleus == s->n || kind == ANY || kind == 0) {
        return kind != 0;
    }
    unsigned char v = bare_of[s->base[nucleus]];
    bool front = v == VIET_E || v == VIET_I || v == VIET_Y;
    return kind == FRONT ? v == VIET_E || v == VIET_I : !front || (kind == G_I && v == VIET_I);
}

/* ---- codas ---- */

/* The coda's bit; of one that may still grow (c, n) also what it may become, when `begun`. 0: none such. */
static unsigned coda_bits(const struct syllable *s, size_t coda, bool begun)
{
    size_t n = s->n - coda;
    unsigned char a = n > 0 ? s->base[coda] : 0;
    unsigned char b = n > 1 ? s->base[coda + 1] : 0;
    if (n == 0) {
        return begun ? ~0u : END;
    }
    if (n == 2) {
        return a == VIET_C && b == VIET_H   ? CH
               : a == VIET_N && b == VIET_G ? NG
               : a == VIET_N && b == VIET_H ? NH
                                            : 0;
    }
    if (n > 2) {
        return 0;
    }
    switch (a) {
    case VIET_C:
        return begun ? C | CH : C;
    case VIET_N:
        return begun ? N | NG | NH : N;
    case VIET_K:
        return K;
    case VIET_M:
        return M;
    case VIET_P:
        return P;
    case VIET_T:
        return T;
    default:
        return 0;
    }
}

/* ---- the whole ---- */

static const struct nucleus *first_nucleus(uint32_t skeleton)
{
    size_t low = 0;
    size_t high = NUCLEI;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (nuclei[mid].skeleton < skeleton) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return &nuclei[low];
}

/* Whether each vowel of `now` is that of `whole` or has no mark yet. */
static bool may_become(uint32_t now, uint32_t whole, uint32_t skeleton)
{
    for (int shift = 0; shift <= 12; shift += 6) {
        uint32_t a = now >> shift & 63;
        if (a != (whole >> shift & 63) && a != (skeleton >> shift & 63)) {
            return false;
        }
    }
    return true;
}

static bool rhyme_fits(const struct syllable *s, size_t from, size_t coda, bool begun)
{
    uint32_t skeleton = packed(s, from, coda, true);
    uint32_t marked = packed(s, from, coda, false);
    unsigned bits = coda_bits(s, coda, begun);
    for (const struct nucleus *u = first_nucleus(skeleton); u < nuclei + NUCLEI && u->skeleton == skeleton;
         u++) {
        bool same = begun ? may_become(marked, u->marked, skeleton) : marked == u->marked;
        if (same && (u->codas & bits)) {
            return true;
        }
    }
    return false;
}

/* A stop takes sắc and nặng alone. */
static bool tone_fits(const struct syllable *s, size_t coda)
{
    return s->tone == TONE_NGANG || s->tone == TONE_SAC || s->tone == TONE_NANG ||
           !(coda < s->n && (coda_bits(s, coda, false) & STOPS));
}

static bool fits(const struct syllable *s, bool begun)
{
    struct syllable_parts p = syllable_split(s);
    if (p.nucleus == s->n) {
        return begun && initial_kind(s, p.nucleus) != 0;
    }
    if (!tone_fits(s, p.coda)) {
        return false;
    }
    bool gi = p.nucleus == 2 && s->base[0] == VIET_G; /* giếng: g and iê; giẻ: gi and e */
    return (initial_fits(s, p.nucleus) && rhyme_fits(s, p.nucleus, p.coda, begun)) ||
           (gi && s->base[1] == VIET_I && rhyme_fits(s, 1, p.coda, begun));
}

bool syllable_begun(const struct syllable *s)
{
    return fits(s, true);
}

bool syllable_complete(const struct syllable *s)
{
    return fits(s, false);
}

/* ---- reading and writing ---- */

bool syllable_read(struct syllable *s, struct sv word)
{
    uint32_t cp;
    *s = (struct syllable){.tone = TONE_NGANG};
    for (int n; (n = utf8_decode(word, &cp)) != 0; word.p += n, word.n -= (size_t)n) {
        struct viet_letter letter;
        if (n < 0 || s->n == SYLLABLE_MAX || !viet_split(cp, &letter) ||
            (letter.tone != TONE_NGANG && s->tone != TONE_NGANG)) {
            return false;
        }
        s->base[s->n] = (unsigned char)letter.base;
        s->upper[s->n++] = letter.upper;
        s->tone = letter.tone != TONE_NGANG ? letter.tone : s->tone;
    }
    return true;
}

/*
 * A vowel with a mark has it, of several the last (ươ).  Else the middle one of three, the second of two
 * before a coda; without a coda the first (hòa, múa, khùa) except in what grows into iê, uô, uyê; the new
 * style puts it on the second of oa, oe, uy.
 */
static size_t tone_place(const struct syllable *s, bool new_style)
{
    struct syllable_parts p = syllable_split(s);
    size_t n = p.coda - p.nucleus;
    const unsigned char *v = s->base + p.nucleus;
    for (size_t i = n; i-- > 0;) {
        if (v[i] != bare_of[v[i]]) {
            return p.nucleus + i;
        }
    }
    if (n != 2) {
        return p.nucleus + n / 2;
    }
    bool grows = (v[0] == VIET_I || v[0] == VIET_Y || v[0] == VIET_U) && (v[1] == VIET_E || v[1] == VIET_O);
    bool glide = (v[0] == VIET_O && (v[1] == VIET_A || v[1] == VIET_E)) || (v[0] == VIET_U && v[1] == VIET_Y);
    return p.nucleus + (p.coda < s->n || grows || (new_style && glide));
}

void syllable_write(const struct syllable *s, bool new_style, struct str *out)
{
    size_t place = s->tone == TONE_NGANG ? s->n : tone_place(s, new_style);
    for (size_t i = 0; i < s->n; i++) {
        struct viet_letter letter = {(enum viet_base)s->base[i], i == place ? s->tone : TONE_NGANG,
                                     s->upper[i]};
        char bytes[4];
        uint32_t cp = viet_join(&letter);
        if (cp < 0x80) {
            str_add_c(out, (char)cp);
        } else {
            str_add_n(out, bytes, (size_t)utf8_encode(cp, bytes));
        }
    }
}
