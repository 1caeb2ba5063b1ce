/*
 * A key is tried as what it could be (tone, mark, đ) on a copy of the word; what no syllable could grow from
 * is refused, and the key is then a letter.  So one table, of syllables, decides everything, also which
 * English words come through.
 */

#include "text/typing.h"

#include <string.h>

#include "text/utf8.h"

static const char *const method_names[] = {[TYPING_OFF] = "off", [TYPING_TELEX] = "telex", [TYPING_VNI] = "vni"};

const char *typing_method_name(enum typing_method method)
{
    return method_names[method];
}

bool typing_find_method(const char *name, enum typing_method *out)
{
    for (int i = TYPING_OFF; i <= TYPING_VNI; i++) {
        if (str_eq(method_names[i], name)) {
            *out = (enum typing_method)i;
            return true;
        }
    }
    return false;
}

const char *typing_tones_name(bool new_style)
{
    return new_style ? "new" : "old";
}

bool typing_find_tones(const char *name, bool *new_style)
{
    if (!str_eq(name, "old") && !str_eq(name, "new")) {
        return false;
    }
    *new_style = str_eq(name, "new");
    return true;
}

void typing_init(struct typing *t, enum typing_method method, bool new_style)
{
    *t = (struct typing){.method = method, .new_style = new_style, .typed = STR_INIT, .text = STR_INIT};
}

void typing_release(struct typing *t)
{
    str_release(&t->typed);
    str_release(&t->text);
}

void typing_restart(struct typing *t)
{
    str_clear(&t->text);
}

/* ---- letters ---- */

static bool is_bare(unsigned char base, enum viet_base letter)
{
    return viet_ascii((enum viet_base)base) == viet_ascii(letter);
}

static bool append(struct syllable *s, enum viet_base base, bool upper)
{
    if (s->n == SYLLABLE_MAX) {
        return false;
    }
    s->base[s->n] = (unsigned char)base;
    s->upper[s->n++] = upper;
    return true;
}

/* Take the word `s` if a syllable can grow from it. */
static bool accept(struct typing *t, const struct syllable *s)
{
    if (!syllable_begun(s)) {
        return false;
    }
    t->word = *s;
    return true;
}

static bool accept_mark(struct typing *t, size_t at, enum viet_base base)
{
    struct syllable s = t->word;
    s.base[at] = (unsigned char)base;
    return accept(t, &s);
}

/* The mark is taken back, the key stands as itself (a digit, key NULL, behind the word), and what follows is
 * letters. */
static bool take_back(struct typing *t, const struct viet_letter *key)
{
    t->literal = true;
    return !key || append(&t->word, key->base, key->upper);
}

/* ---- what keys do: each false when it can do nothing to the word ---- */

static bool has_vowel(const struct syllable *s)
{
    struct syllable_parts p = syllable_split(s);
    return p.coda > p.nucleus;
}

static bool put_tone(struct typing *t, enum viet_tone tone, const struct viet_letter *key)
{
    struct syllable s = t->word;
    if (!has_vowel(&s)) {
        return false;
    }
    if (s.tone == tone) {
        t->word.tone = TONE_NGANG;
        return take_back(t, key);
    }
    s.tone = tone;
    return (!t->literal || syllable_complete(&s)) && accept(t, &s);
}

/* What has lost its tone on purpose is meant as it stands. */
static bool drop_tone(struct typing *t)
{
    if (t->word.tone == TONE_NGANG) {
        return false;
    }
    t->word.tone = TONE_NGANG;
    t->literal = !syllable_complete(&t->word);
    return true;
}

/* ^ on the last a, e or o; ươ becomes uô. */
static bool put_circumflex(struct typing *t, enum viet_base plain, enum viet_base marked,
                           const struct viet_letter *key)
{
    struct syllable_parts p = syllable_split(&t->word);
    for (size_t i = p.coda; i-- > p.nucleus;) {
        struct syllable s = t->word;
        if (s.base[i] == marked) {
            t->word.base[i] = (unsigned char)plain;
            return take_back(t, key);
        }
        if (is_bare(s.base[i], plain)) {
            s.base[i] = (unsigned char)marked;
            if (i > p.nucleus && marked == VIET_OO && s.base[i - 1] == VIET_UW) {
                s.base[i - 1] = VIET_U;
            }
            return accept(t, &s);
        }
    }
    return false;
}

static bool put_any_circumflex(struct typing *t, const struct viet_letter *key)
{
    return put_circumflex(t, VIET_E, VIET_EE, key) || put_circumflex(t, VIET_O, VIET_OO, key) ||
           put_circumflex(t, VIET_A, VIET_AA, key);
}

static enum viet_base hooked(unsigned char base)
{
    return is_bare(base, VIET_A) ? VIET_AW : is_bare(base, VIET_O) ? VIET_OW : VIET_UW;
}

static bool takes_hook(unsigned char base, bool horn, bool breve)
{
    return (horn && (is_bare(base, VIET_O) || is_bare(base, VIET_U))) || (breve && is_bare(base, VIET_A));
}

/* The first letter of a "uo" in the nucleus, marked or not; false when there is none. */
static bool find_uo(const struct syllable *s, size_t *at)
{
    struct syllable_parts p = syllable_split(s);
    for (size_t i = p.nucleus; i + 1 < p.coda; i++) {
        if (is_bare(s->base[i], VIET_U) && is_bare(s->base[i + 1], VIET_O)) {
            *at = i;
            return true;
        }
    }
    return false;
}

static bool accept_uo(struct typing *t, size_t at)
{
    struct syllable s = t->word;
    s.base[at] = VIET_UW;
    s.base[at + 1] = VIET_OW;
    return accept(t, &s);
}

/* Take back what the key put there before: all horns and breves of the nucleus. */
static bool unhook(struct typing *t, bool horn, bool breve, const struct viet_letter *key)
{
    struct syllable_parts p = syllable_split(&t->word);
    bool any = false;
    for (size_t i = p.nucleus; i < p.coda; i++) {
        unsigned char *b = &t->word.base[i];
        if (takes_hook(*b, horn, breve) && *b == hooked(*b)) {
            *b = is_bare(*b, VIET_A) ? VIET_A : is_bare(*b, VIET_O) ? VIET_O : VIET_U;
            any = true;
        }
    }
    return any && take_back(t, key);
}

/* Horn (ơ ư) and breve (ă): one key in Telex, two in VNI.  At the end uo becomes uơ, before more letters ươ.
 */
static bool put_hook(struct typing *t, bool horn, bool breve, const struct viet_letter *key)
{
    struct syllable_parts p = syllable_split(&t->word);
    size_t uo;
    if (horn && find_uo(&t->word, &uo) && !(t->word.base[uo] == VIET_UW && t->word.base[uo + 1] == VIET_OW)) {
        bool half = t->word.base[uo] == VIET_UW || uo + 2 < t->word.n;
        bool done = t->word.base[uo + 1] == VIET_OW && !half;
        if (!done && (half ? accept_uo(t, uo) : accept_mark(t, uo + 1, VIET_OW))) {
            return true;
        }
    } else {
        for (size_t i = p.nucleus; i < p.coda; i++) {
            unsigned char b = t->word.base[i];
            if (takes_hook(b, horn, breve) && b != hooked(b) && accept_mark(t, i, hooked(b))) {
                return true;
            }
        }
    }
    return unhook(t, horn, breve, key);
}

/* w without a vowel is ư. */
static bool put_lone_w(struct typing *t, const struct viet_letter *key)
{
    struct syllable s = t->word;
    if (has_vowel(&s) || !append(&s, VIET_UW, key->upper) || !accept(t, &s)) {
        return false;
    }
    t->lone = true;
    return true;
}

static bool put_w(struct typing *t, const struct viet_letter *key)
{
    if (t->lone && t->word.base[t->word.n - 1] == VIET_UW) {
        t->word.n--;
        t->lone = false;
        return take_back(t, key);
    }
    return put_hook(t, true, true, key) || put_lone_w(t, key);
}

/* đ: of a leading d, or of the last among consonants (QĐ, HĐND). */
static bool put_stroke(struct typing *t, const struct viet_letter *key)
{
    struct syllable *s = &t->word;
    bool consonants = !has_vowel(s);
    size_t at = consonants ? s->n - 1 : 0;
    if (s->n == 0 || !is_bare(s->base[at], VIET_D)) {
        return false;
    }
    if (s->base[at] == VIET_DD) {
        s->base[at] = VIET_D;
        bool taken = take_back(t, key);
        t->literal = !consonants || !key; /* BGDĐT: the D after the first may be one again */
        return taken;
    }
    if (consonants) {
        s->base[at] = VIET_DD;
        return true;
    }
    return accept_mark(t, at, VIET_DD);
}

/* A word that is no syllable, and none to be, takes nothing; consonants alone may take đ (HĐND). */
static bool takes_marks(const struct typing *t)
{
    return !has_vowel(&t->word) || syllable_begun(&t->word);
}

/* After a mark was taken back only tones have a part in the word: mooocs is moóc. */
static bool telex(struct typing *t, const struct viet_letter *key)
{
    switch (key->base) {
    case VIET_S:
        return put_tone(t, TONE_SAC, key);
    case VIET_F:
        return put_tone(t, TONE_HUYEN, key);
    case VIET_R:
        return put_tone(t, TONE_HOI, key);
    case VIET_X:
        return put_tone(t, TONE_NGA, key);
    case VIET_J:
        return put_tone(t, TONE_NANG, key);
    case VIET_Z:
        return drop_tone(t);
    case VIET_A:
        return !t->literal && put_circumflex(t, VIET_A, VIET_AA, key);
    case VIET_E:
        return !t->literal && put_circumflex(t, VIET_E, VIET_EE, key);
    case VIET_O:
        return !t->literal && put_circumflex(t, VIET_O, VIET_OO, key);
    case VIET_W:
        return !t->literal && put_w(t, key);
    case VIET_D:
        return !t->literal && put_stroke(t, key);
    default:
        return false;
    }
}

static bool vni(struct typing *t, uint32_t key)
{
    static const enum viet_tone tones[] = {TONE_NGANG, TONE_SAC, TONE_HUYEN, TONE_HOI, TONE_NGA, TONE_NANG};
    switch (key) {
    case '0':
        return drop_tone(t);
    case '6':
        return put_any_circumflex(t, NULL);
    case '7':
        return put_hook(t, true, false, NULL);
    case '8':
        return put_hook(t, false, true, NULL);
    case '9':
        return put_stroke(t, NULL);
    default:
        return key >= '1' && key <= '5' && put_tone(t, tones[key - '0'], NULL);
    }
}

/* ---- the word before the caret ---- */

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/*
 * Whether the text ends with the word typed last, at its start or behind a blank or the like: as it does at most keys.  What was
 * written last may end with the key that ended a word, so that only a plain letter at its end says that the word goes on.
 */
static bool goes_on(const struct typing *t, struct sv text)
{
    size_t n = t->text.len;
    if (n == 0 || n > text.n || !is_ascii_letter(text.p[text.n - 1]) || memcmp(text.p + text.n - n, t->text.p, n) != 0) {
        return false;
    }
    char before = n < text.n ? text.p[text.n - n - 1] : ' ';
    return (unsigned char)before < 0x80 && !is_ascii_letter(before);
}

/* Where the last word of the text begins; words of more than SYLLABLE_MAX letters are cut somewhere. */
static size_t word_start(const struct typing *t, struct sv text)
{
    struct viet_letter letter;
    uint32_t cp;
    size_t at = text.n;
    if (goes_on(t, text)) {
        return at - t->text.len;
    }
    for (int i = 0; i <= SYLLABLE_MAX && at > 0; i++) {
        size_t prev = utf8_prev(text, at);
        struct sv one = {text.p + prev, at - prev};
        if (utf8_decode(one, &cp) != (int)one.n || !viet_split(cp, &letter)) {
            break;
        }
        at = prev;
    }
    return at;
}

/* Go on with the word typed last, or begin with what stands there; false when that is nothing to type on: too
 * long, or behind a digit (6A1). */
static bool take_up(struct typing *t, struct sv before, size_t start)
{
    struct sv word = {before.p + start, before.n - start};
    if (word.n > 0 && word.n == t->text.len && memcmp(word.p, t->text.p, word.n) == 0) {
        return true;
    }
    str_clear(&t->text);
    str_clear(&t->typed);
    t->literal = false;
    t->lone = false;
    bool code = start > 0 && before.p[start - 1] >= '0' && before.p[start - 1] <= '9';
    if (!syllable_read(&t->word, word) || code) {
        return false;
    }
    str_add_sv(&t->text, word);
    str_add_sv(&t->typed, word);
    return true;
}

static void show(struct typing *t, struct sv *word)
{
    str_clear(&t->text);
    syllable_write(&t->word, t->new_style, &t->text);
    *word = (struct sv){t->text.p, t->text.len};
}

static void add_key(struct str *out, uint32_t key)
{
    char bytes[4];
    str_add_n(out, bytes, (size_t)utf8_encode(key, bytes));
}

/* A vowel that came in completes ươ: thuow + n. */
static void complete_uo(struct typing *t)
{
    size_t at;
    if (find_uo(&t->word, &at) && at + 2 < t->word.n &&
        (t->word.base[at] == VIET_UW) != (t->word.base[at + 1] == VIET_OW)) {
        accept_uo(t, at);
    }
}

static bool letter_key(struct typing *t, uint32_t key, const struct viet_letter *letter)
{
    bool lone = t->lone;
    if (letter->tone == TONE_NGANG && key < 0x80 && t->method == TYPING_TELEX && takes_marks(t) &&
        telex(t, letter)) {
        t->lone = t->lone && !lone;
    } else {
        t->lone = false;
        if (letter->tone != TONE_NGANG && t->word.tone != TONE_NGANG) {
            return false;
        }
        t->word.tone = letter->tone != TONE_NGANG ? letter->tone : t->word.tone;
        if (!append(&t->word, letter->base, letter->upper)) {
            return false;
        }
        if (!t->literal) {
            complete_uo(t);
        }
    }
    add_key(&t->typed, key);
    return true;
}

/* No syllable; but consonants (HĐND) and vowels (“vần ươ”) by themselves may be meant. */
static bool is_lost(const struct typing *t)
{
    struct syllable_parts p = syllable_split(&t->word);
    bool meant = p.nucleus == p.coda || (p.nucleus == 0 && p.coda == t->word.n &&
                                         t->word.tone == TONE_NGANG && syllable_begun(&t->word));
    return !t->literal && !meant && !syllable_complete(&t->word) &&
           !(t->typed.len == t->text.len && memcmp(t->typed.p, t->text.p, t->text.len) == 0);
}

/* The word is over; true when it turns back into its keys, which are then in t->text. */
static bool end_word(struct typing *t, struct sv before, size_t *keep)
{
    *keep = word_start(t, before);
    if (*keep == before.n || !take_up(t, before, *keep) || !is_lost(t)) {
        return false;
    }
    str_clear(&t->text);
    str_add_sv(&t->text, (struct sv){t->typed.p, t->typed.len});
    return true;
}

static bool backspace(struct typing *t, struct sv *word)
{
    if (t->word.n == 0) {
        return false;
    }
    t->word.n--;
    if (!has_vowel(&t->word)) {
        t->word.tone = TONE_NGANG;
    }
    t->lone = false;
    show(t, word);
    str_clear(&t->typed);
    str_add_sv(&t->typed, *word);
    return true;
}

static bool digit_key(struct typing *t, uint32_t key, struct sv *word)
{
    if (t->word.n == 0 || !takes_marks(t) || !vni(t, key)) {
        return false;
    }
    show(t, word);
    add_key(&t->typed, key);
    if (t->literal && key != '0') {
        add_key(&t->text, key);
        *word = (struct sv){t->text.p, t->text.len};
    }
    return true;
}

bool typing_key(struct typing *t, struct sv before, uint32_t key, size_t *keep, struct sv *word)
{
    struct viet_letter letter;
    if (t->method == TYPING_OFF) {
        return false;
    }
    *keep = word_start(t, before);
    bool usable = take_up(t, before, *keep);
    if (key == TYPING_BACKSPACE) {
        return usable && backspace(t, word);
    }
    if (viet_split(key, &letter)) {
        if (!usable || !letter_key(t, key, &letter)) {
            return false;
        }
        show(t, word);
        return true;
    }
    if (t->method == TYPING_VNI && key >= '0' && key <= '9' && usable && digit_key(t, key, word)) {
        return true;
    }
    if (!end_word(t, before, keep)) {
        return false;
    }
    add_key(&t->text, key);
    *word = (struct sv){t->text.p, t->text.len};
    return true;
}

bool typing_end(struct typing *t, struct sv before, size_t *keep, struct sv *word)
{
    if (t->method == TYPING_OFF || !end_word(t, before, keep)) {
        return false;
    }
    *word = (struct sv){t->text.p, t->text.len};
    return true;
}
