/*
 * TCVN, VISCII and Windows-1258 are libc's (iconv); VNI and VIQR, which put marks behind letters, are two
 * tables here.
 */

#include "text/legacy.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "text/clean.h"
#include "text/syllable.h"
#include "text/utf8.h"

static const struct {
    const char *name;
    const char *iconv; /* NULL: ours */
} encodings[LEGACY_COUNT] = {
    [LEGACY_TCVN3] = {"tcvn3", "TCVN5712-1"}, [LEGACY_VNI] = {"vni", NULL},
    [LEGACY_VISCII] = {"viscii", "VISCII"},   [LEGACY_CP1258] = {"cp1258", "CP1258"},
    [LEGACY_VIQR] = {"viqr", NULL},
};

const char *legacy_name(enum legacy encoding)
{
    return encodings[encoding].name;
}

bool legacy_find(const char *name, enum legacy *out)
{
    for (int i = 0; i < LEGACY_COUNT; i++) {
        if (str_eq(encodings[i].name, name)) {
            *out = (enum legacy)i;
            return true;
        }
    }
    return false;
}

static bool bad_byte(size_t at, enum legacy encoding, struct err *err)
{
    return err_set(err, ERR_INVALID, _("byte %zu is none of the encoding %s"), at + 1, legacy_name(encoding));
}

/* ---- letters with marks behind them ---- */

struct mark {
    unsigned char byte;
    enum viet_base from,
        to; /* the letter it stands behind, and what that becomes; the same: the tone alone */
    enum viet_tone tone;
};

/* VNI: the small letters' marks; capitals have them 0x20 lower.  ô (F4) is ơ, ö (F6) is ư. */
static const struct mark vni_marks[] = {
    {0xE2, VIET_A, VIET_AA, TONE_NGANG}, {0xE1, VIET_A, VIET_AA, TONE_SAC},
    {0xE0, VIET_A, VIET_AA, TONE_HUYEN}, {0xE5, VIET_A, VIET_AA, TONE_HOI},
    {0xE3, VIET_A, VIET_AA, TONE_NGA},   {0xE4, VIET_A, VIET_AA, TONE_NANG},
    {0xEA, VIET_A, VIET_AW, TONE_NGANG}, {0xE9, VIET_A, VIET_AW, TONE_SAC},
    {0xE8, VIET_A, VIET_AW, TONE_HUYEN}, {0xFA, VIET_A, VIET_AW, TONE_HOI},
    {0xFC, VIET_A, VIET_AW, TONE_NGA},   {0xEB, VIET_A, VIET_AW, TONE_NANG},
    {0xE2, VIET_E, VIET_EE, TONE_NGANG}, {0xE1, VIET_E, VIET_EE, TONE_SAC},
    {0xE0, VIET_E, VIET_EE, TONE_HUYEN}, {0xE5, VIET_E, VIET_EE, TONE_HOI},
    {0xE3, VIET_E, VIET_EE, TONE_NGA},   {0xE4, VIET_E, VIET_EE, TONE_NANG},
    {0xE2, VIET_O, VIET_OO, TONE_NGANG}, {0xE1, VIET_O, VIET_OO, TONE_SAC},
    {0xE0, VIET_O, VIET_OO, TONE_HUYEN}, {0xE5, VIET_O, VIET_OO, TONE_HOI},
    {0xE3, VIET_O, VIET_OO, TONE_NGA},   {0xE4, VIET_O, VIET_OO, TONE_NANG},
};
static const struct mark vni_tones[] = {
    {0xF9, VIET_A, VIET_A, TONE_SAC}, {0xF8, VIET_A, VIET_A, TONE_HUYEN}, {0xFB, VIET_A, VIET_A, TONE_HOI},
    {0xF5, VIET_A, VIET_A, TONE_NGA}, {0xEF, VIET_A, VIET_A, TONE_NANG},
};
static const struct mark vni_letters[] = {
    {0xF4, VIET_OW, VIET_OW, TONE_NGANG}, {0xF6, VIET_UW, VIET_UW, TONE_NGANG},
    {0xF1, VIET_DD, VIET_DD, TONE_NGANG}, {0xED, VIET_I, VIET_I, TONE_SAC},
    {0xEC, VIET_I, VIET_I, TONE_HUYEN},   {0xE6, VIET_I, VIET_I, TONE_HOI},
    {0xF3, VIET_I, VIET_I, TONE_NGA},     {0xF2, VIET_I, VIET_I, TONE_NANG},
    {0xEE, VIET_Y, VIET_Y, TONE_NANG},
};
#define COUNT(table) (sizeof(table) / sizeof *(table))

static unsigned char vni_small(unsigned char byte)
{
    return byte >= 0xC0 && byte <= 0xDE ? byte + 0x20 : byte;
}

static bool add_vni_mark(struct viet_letter *last, unsigned char byte)
{
    for (size_t i = 0; i < COUNT(vni_marks); i++) {
        const struct mark *m = &vni_marks[i];
        if (m->byte == byte && m->from == last->base && last->tone == TONE_NGANG) {
            last->base = m->to;
            last->tone = m->tone;
            return true;
        }
    }
    for (size_t i = 0; i < COUNT(vni_tones); i++) {
        if (vni_tones[i].byte == byte && syllable_vowel(last->base) && last->tone == TONE_NGANG) {
            last->tone = vni_tones[i].tone;
            return true;
        }
    }
    return false;
}

static bool is_vni_letter(unsigned char byte, struct viet_letter *out)
{
    for (size_t i = 0; i < COUNT(vni_letters); i++) {
        if (vni_letters[i].byte == vni_small(byte)) {
            *out = (struct viet_letter){vni_letters[i].to, vni_letters[i].tone, vni_small(byte) != byte};
            return true;
        }
    }
    return false;
}

/* VIQR: ^ ( + behind a letter, then ' ` ? ~ . */
static bool add_viqr_mark(struct viet_letter *last, unsigned char byte)
{
    static const struct mark shapes[] = {
        {'^', VIET_A, VIET_AA, 0}, {'^', VIET_E, VIET_EE, 0}, {'^', VIET_O, VIET_OO, 0},
        {'(', VIET_A, VIET_AW, 0}, {'+', VIET_O, VIET_OW, 0}, {'+', VIET_U, VIET_UW, 0},
        {'*', VIET_O, VIET_OW, 0}, {'*', VIET_U, VIET_UW, 0},
    };
    static const char tones[] = {[TONE_NGANG] = 0, [TONE_HUYEN] = '`', [TONE_HOI] = '?',
                                 [TONE_NGA] = '~', [TONE_SAC] = '\'',  [TONE_NANG] = '.'};
    for (size_t i = 0; i < COUNT(shapes); i++) {
        if (shapes[i].byte == byte && shapes[i].from == last->base && last->tone == TONE_NGANG) {
            last->base = shapes[i].to;
            return true;
        }
    }
    for (int tone = TONE_HUYEN; tone <= TONE_NANG; tone++) {
        if ((unsigned char)tones[tone] == byte && syllable_vowel(last->base) && last->tone == TONE_NGANG) {
            last->tone = (enum viet_tone)tone;
            return true;
        }
    }
    return false;
}

/* dd is đ. */
static bool is_viqr_stroke(const struct viet_letter *last, unsigned char byte)
{
    return last->base == VIET_D && (byte == 'd' || byte == 'D');
}

static void add_letter(struct str *out, const struct viet_letter *letter)
{
    char bytes[4];
    str_add_n(out, bytes, (size_t)utf8_encode(viet_join(letter), bytes));
}

struct reader {
    struct viet_letter last; /* read, and not written yet: marks may follow */
    bool any;
};

static void flush(struct reader *r, struct str *out)
{
    if (r->any) {
        add_letter(out, &r->last);
        r->any = false;
    }
}

static bool next_vni(struct reader *r, unsigned char byte, struct str *out)
{
    struct viet_letter letter;
    if (r->any && byte >= 0x80 && add_vni_mark(&r->last, vni_small(byte))) {
        return true;
    }
    flush(r, out);
    if (byte < 0x80 ? viet_split(byte, &letter) : is_vni_letter(byte, &letter)) {
        r->last = letter;
        r->any = true;
        return true;
    }
    if (byte < 0x80) {
        str_add_c(out, (char)byte);
    }
    return byte < 0x80;
}

static bool next_viqr(struct reader *r, unsigned char byte, struct str *out)
{
    struct viet_letter letter;
    if (r->any && is_viqr_stroke(&r->last, byte)) {
        r->last.base = VIET_DD;
        return true;
    }
    if (r->any && add_viqr_mark(&r->last, byte)) {
        return true;
    }
    flush(r, out);
    if (viet_split(byte, &letter) && byte < 0x80) {
        r->last = letter;
        r->any = true;
    } else if (byte != '\\' && byte < 0x80) {
        str_add_c(out, (char)byte); /* a backslash only keeps a sign from being a mark */
    }
    return byte < 0x80;
}

static bool by_letters(enum legacy encoding, struct sv in, struct str *out, struct err *err)
{
    struct reader r = {.any = false};
    for (size_t i = 0; i < in.n; i++) {
        unsigned char byte = (unsigned char)in.p[i];
        if (!(encoding == LEGACY_VNI ? next_vni(&r, byte, out) : next_viqr(&r, byte, out))) {
            return bad_byte(i, encoding, err);
        }
    }
    flush(&r, out);
    return true;
}

/* ---- libc's ---- */

static bool by_iconv(enum legacy encoding, struct sv in, struct str *out, struct err *err)
{
    iconv_t cd = iconv_open("UTF-8", encodings[encoding].iconv);
    if (cd == (iconv_t)-1) {
        return err_set(err, ERR_IO, _("the system cannot read the encoding %s: %s"), legacy_name(encoding),
                       strerror(errno));
    }
    char piece[512];
    char *from = mem_dup_n(in.p, in.n); /* iconv takes no const */
    char *at = from;
    size_t left = in.n;
    bool ok = true;
    for (bool last = false; ok && !last;) {
        char *to = piece;
        size_t room = sizeof piece;
        last = left == 0;
        size_t n = iconv(cd, last ? NULL : &at, &left, &to, &room);
        ok = n != (size_t)-1 || errno == E2BIG;
        str_add_n(out, piece, sizeof piece - room);
    }
    ok = ok || bad_byte((size_t)(at - from), encoding, err);
    free(from);
    iconv_close(cd);
    return ok;
}

/* ---- the door ---- */

/* UTF-8 that is an old encoding's bytes seen as Latin letters (Windows-1252) goes back to them. */
static bool latin_bytes(struct sv in, struct str *out)
{
    static const unsigned short win1252[] = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
    };
    uint32_t cp;
    for (int n; (n = utf8_decode(in, &cp)) != 0; in.p += n, in.n -= (size_t)n) {
        size_t i = 0;
        while (cp > 0xFF && i < COUNT(win1252) && win1252[i] != cp) {
            i++;
        }
        if (n < 0 || i == COUNT(win1252)) {
            return false;
        }
        str_add_c(out, (char)(cp > 0xFF ? 0x80 + i : cp));
    }
    return true;
}

static bool is_ascii(struct sv in)
{
    for (size_t i = 0; i < in.n; i++) {
        if ((unsigned char)in.p[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

bool legacy_convert(enum legacy encoding, struct sv bytes, struct str *out, struct err *err)
{
    struct str latin = STR_INIT;
    size_t start = out->len;
    if (!is_ascii(bytes) && utf8_valid(bytes, NULL) && latin_bytes(bytes, &latin)) {
        bytes = (struct sv){latin.p, latin.len};
    }
    bool ok = encodings[encoding].iconv ? by_iconv(encoding, bytes, out, err)
                                        : by_letters(encoding, bytes, out, err);
    if (ok) {
        clean_compose(out, start);
    } else {
        str_cut(out, start);
    }
    str_release(&latin);
    return ok;
}

/* ---- recognising ---- */

struct tally {
    size_t marked; /* words that bear a mark or hold something that is no letter */
    size_t good;   /* of these, syllables */
};

static void count_word(struct sv word, struct tally *t)
{
    struct syllable s;
    if (word.n == 0 || is_ascii(word)) {
        return;
    }
    t->marked++;
    t->good += syllable_read(&s, word) && syllable_complete(&s);
}

/* Words are runs of letters and of whatever is not ASCII. */
static struct tally count_words(struct sv text)
{
    struct tally t = {0, 0};
    size_t start = 0;
    for (size_t i = 0; i <= text.n; i++) {
        struct viet_letter letter;
        bool inside =
            i < text.n && ((unsigned char)text.p[i] >= 0x80 || viet_split((unsigned char)text.p[i], &letter));
        if (!inside) {
            count_word((struct sv){text.p + start, i - start}, &t);
            start = i + 1;
        }
    }
    return t;
}

static struct tally try_encoding(enum legacy encoding, struct sv bytes)
{
    struct str text = STR_INIT;
    struct err ignored = ERR_INIT;
    struct tally t = {0, 0};
    if (legacy_convert(encoding, bytes, &text, &ignored)) {
        t = count_words((struct sv){text.p, text.len});
    }
    str_release(&text);
    return t;
}

/* Enough to know by; cut where a line ends, also of a file of which no more was read. */
static struct sv sample_of(struct sv bytes)
{
    if (bytes.n >= LEGACY_SAMPLE) {
        bytes.n = LEGACY_SAMPLE;
        while (bytes.n > 0 && bytes.p[bytes.n - 1] != '\n') {
            bytes.n--;
        }
    }
    return bytes;
}

/* Text that is Vietnamese as it stands needs no conversion; nor does ASCII whose signs make few syllables. */
static bool needs_none(struct sv bytes)
{
    struct tally t = utf8_valid(bytes, NULL) ? count_words(bytes) : (struct tally){0, 0};
    return t.marked > 0 && t.good * 2 >= t.marked;
}

/* ASCII with full stops behind vowels is no VIQR yet; with ^ behind them it is. */
static bool may_be_viqr(struct sv sample)
{
    for (size_t i = 1; i < sample.n; i++) {
        if (sample.p[i] == '^' && strchr("aeoAEO", sample.p[i - 1])) {
            return is_ascii(sample);
        }
    }
    return false;
}

static bool may_be(enum legacy encoding, struct sv sample)
{
    return encoding == LEGACY_VIQR ? may_be_viqr(sample) : !is_ascii(sample);
}

bool legacy_recognise(struct sv bytes, enum legacy *out, int *confidence)
{
    struct sv sample = sample_of(bytes);
    struct tally best = {0, 0};
    if (needs_none(sample)) {
        return false;
    }
    for (int i = 0; i < LEGACY_COUNT; i++) {
        struct tally t = may_be((enum legacy)i, sample) ? try_encoding((enum legacy)i, sample) : best;
        if (t.good * (best.marked + 1) > best.good * (t.marked + 1)) {
            best = t;
            *out = (enum legacy)i;
        }
    }
    if (best.good == 0 || best.good * 2 < best.marked) {
        return false;
    }
    *confidence = (int)(best.good * 100 / best.marked);
    return true;
}
