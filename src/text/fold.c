#include "text/fold.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>
#include "text/utf8.h"
#include "text/viet.h"

#define CPS_MAX 32 /* the longest decomposition of one code point has 18 */

static bool is_blank(uint32_t cp)
{
    return cp == ' ' || cp == '\n' || cp == '\t';
}

/* Cut the next code point off the text; a wrong byte reads as U+FFFD. */
static bool next_cp(struct sv *text, uint32_t *cp)
{
    int bytes = utf8_decode(*text, cp);
    if (bytes == 0) {
        return false;
    }
    if (bytes < 0) {
        *cp = 0xFFFD;
        bytes = 1;
    }
    text->p += bytes;
    text->n -= (size_t)bytes;
    return true;
}

static void add_cp(struct str *out, uint32_t cp)
{
    char bytes[4];
    str_add_n(out, bytes, (size_t)utf8_encode(cp, bytes));
}

/* utf8proc's decomposition of one code point; returns how many came out. */
static size_t decompose(uint32_t cp, utf8proc_option_t how, utf8proc_int32_t out[CPS_MAX])
{
    int bound = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)cp, out, CPS_MAX,
                                                 how | UTF8PROC_STABLE | UTF8PROC_DECOMPOSE, &bound);
    return n < 0 || n > CPS_MAX ? 0 : (size_t)n;
}

static void fold_cp(struct str *out, uint32_t cp)
{
    struct viet_letter letter;
    if (viet_split(cp, &letter)) {
        str_add_c(out, viet_ascii(letter.base));
        return;
    }
    if (cp < 0x80) {
        str_add_c(out, (char)cp);
        return;
    }
    utf8proc_int32_t cps[CPS_MAX];
    size_t n = decompose(cp, UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD, cps);
    for (size_t i = 0; i < n; i++) {
        add_cp(out, (uint32_t)cps[i]);
    }
}

void fold_text(struct str *out, struct sv in)
{
    uint32_t cp;
    size_t start = out->len;
    while (next_cp(&in, &cp)) {
        if (!is_blank(cp)) {
            fold_cp(out, cp);
        } else if (out->len == start || out->p[out->len - 1] != ' ') { /* a mark that stood alone leaves nothing between two */
            str_add_c(out, ' ');
        }
    }
}

static bool in_word(char c)
{
    unsigned char byte = (unsigned char)c;
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z');
}

bool fold_word_match(const char *folded_hay, const char *folded_needle)
{
    const char *at = folded_hay;
    while ((at = strstr(at, folded_needle))) {
        if (at == folded_hay || !in_word(at[-1]) || !in_word(folded_needle[0])) {
            return true;
        }
        at++;
    }
    return false;
}

/*
 * A key has levels, each a byte (or, for other scripts, a few) per letter, separated by a byte lower than all
 * weights.
 * Only when the first level is equal do the others decide, and then they have the same number of weights;
 * that is why weights of the common kind can be cut off their ends.
 */
enum weight {
    LEVEL_END = 0x01,
    COMMON = 0x02,      /* no tone; a small letter */
    UPPER = 0x03,
    OTHER_MARK = 0x08,  /* tones are COMMON + enum viet_tone */
    BLANK = 0x02,
    PUNCTUATION = 0x03, /* 32 of them */
    OTHER_PUNCTUATION = 0x2F,
    DIGIT = 0x30,
    LETTER = 0x40,      /* + enum viet_base */
    OTHER_SCRIPT = 0x70 /* then the character in UTF-8 */
};

struct levels {
    struct str *letters; /* the key itself */
    struct str tones;
    struct str cases; /* over all parts of the key */
    size_t word;      /* where in `tones` the word began */
};

/*
 * A tone belongs to the syllable: it is put down at the word's first letter, so that both ways of writing,
 * hòa and hoà, sort alike, and before hóa.
 */
static void place_tone(struct levels *lv, enum viet_tone tone)
{
    char *first = &lv->tones.p[lv->word];
    char *own = &lv->tones.p[lv->tones.len - 1];
    *(*first == COMMON ? first : own) = (char)(COMMON + (int)tone);
}

static void add_weight(struct levels *lv, int letter, int kind)
{
    str_add_c(lv->letters, (char)letter);
    str_add_c(&lv->tones, COMMON);
    str_add_c(&lv->cases, (char)kind);
}

/* Punctuation of ASCII in its own order, without the gaps that digits and letters make. */
static int punctuation_weight(uint32_t cp)
{
    static const char all[] = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    const char *at = cp < 0x80 ? strchr(all, (int)cp) : NULL;
    return PUNCTUATION + (at ? (int)(at - all) : 0);
}

static void weigh_ascii(struct levels *lv, uint32_t cp)
{
    if (is_blank(cp)) {
        add_weight(lv, BLANK, COMMON);
        lv->word = lv->tones.len;
    } else if (cp >= '0' && cp <= '9') {
        add_weight(lv, DIGIT + (int)(cp - '0'), COMMON);
    } else {
        add_weight(lv, punctuation_weight(cp), COMMON);
    }
}

static bool is_mark(utf8proc_int32_t cp)
{
    return utf8proc_category(cp) == UTF8PROC_CATEGORY_MN;
}

static bool is_punctuation(utf8proc_int32_t cp)
{
    utf8proc_category_t category = utf8proc_category(cp);
    return category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_SO;
}

static void weigh_foreign(struct levels *lv, uint32_t cp)
{
    if (is_punctuation((utf8proc_int32_t)cp)) {
        add_weight(lv, OTHER_PUNCTUATION, COMMON);
        add_cp(lv->letters, cp);
        return;
    }
    uint32_t low = (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
    add_weight(lv, OTHER_SCRIPT, low == cp ? COMMON : UPPER);
    add_cp(lv->letters, low);
}

/* One code point that does not come apart any further. */
static void weigh_single(struct levels *lv, uint32_t cp)
{
    struct viet_letter letter;
    if (viet_split(cp, &letter)) {
        add_weight(lv, LETTER + (int)letter.base, letter.upper ? UPPER : COMMON);
        place_tone(lv, letter.tone);
    } else if (cp < 0x80) {
        weigh_ascii(lv, cp);
    } else if (is_mark((utf8proc_int32_t)cp) && lv->tones.len > 0) {
        lv->tones.p[lv->tones.len - 1] = OTHER_MARK;
    } else {
        weigh_foreign(lv, cp);
    }
}

static void weigh(struct levels *lv, uint32_t cp)
{
    struct viet_letter letter;
    if (cp < 0x80 || viet_split(cp, &letter)) {
        weigh_single(lv, cp);
        return;
    }
    utf8proc_int32_t cps[CPS_MAX];
    size_t n = decompose(cp, 0, cps);
    for (size_t i = 0; i < n; i++) {
        weigh_single(lv, (uint32_t)cps[i]);
    }
}

static void add_trimmed(struct str *key, const struct str *weights)
{
    size_t n = weights->len;
    while (n > 0 && weights->p[n - 1] == COMMON) {
        n--;
    }
    str_add_n(key, weights->p, n);
}

/* Letters and tones of one part of the key. */
static void add_part(struct levels *lv, struct sv in)
{
    uint32_t cp;
    bool after_blank = false;
    str_clear(&lv->tones);
    lv->word = 0;
    while (next_cp(&in, &cp)) {
        if (!is_blank(cp) || !after_blank) {
            weigh(lv, cp);
        }
        after_blank = is_blank(cp);
    }
    str_add_c(lv->letters, LEVEL_END);
    add_trimmed(lv->letters, &lv->tones);
    str_add_c(lv->letters, LEVEL_END);
}

static void levels_finish(struct levels *lv)
{
    add_trimmed(lv->letters, &lv->cases);
    str_release(&lv->tones);
    str_release(&lv->cases);
}

static struct sv trim(struct sv v)
{
    while (v.n > 0 && is_blank((unsigned char)v.p[0])) {
        v.p++;
        v.n--;
    }
    while (v.n > 0 && is_blank((unsigned char)v.p[v.n - 1])) {
        v.n--;
    }
    return v;
}

void fold_sort_key(struct str *out, struct sv in)
{
    struct levels lv = {out, STR_INIT, STR_INIT, 0};
    add_part(&lv, trim(in));
    levels_finish(&lv);
}

void fold_name_key(struct str *out, struct sv in)
{
    struct levels lv = {out, STR_INIT, STR_INIT, 0};
    struct sv name = trim(in);
    size_t given = name.n;
    while (given > 0 && !is_blank((unsigned char)name.p[given - 1])) {
        given--;
    }
    add_part(&lv, (struct sv){name.p + given, name.n - given});
    add_part(&lv, trim((struct sv){name.p, given}));
    levels_finish(&lv);
}
