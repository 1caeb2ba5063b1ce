#include "text/clean.h"

#include <stdint.h>
#include <stdlib.h>
#include <utf8proc.h>
#include "base/i18n.h"
#include "base/mem.h"
#include "text/utf8.h"
#include "text/viet.h"

#define MARKS_MAX 2 /* on a letter */
#define CPS_MAX   32 /* the longest decomposition of one code point has 18 */

#define REFUSED UINT32_MAX
#define DROPPED (UINT32_MAX - 1) /* the CR of CRLF: neither kept nor refused */

static bool is_break(uint32_t cp)
{
    return cp == '\n' || cp == '\r' || cp == 0x2028 || cp == 0x2029;
}

static bool is_hard_space(uint32_t cp)
{
    return cp == 0xA0 || cp == 0x2007 || cp == 0x202F;
}

static bool category_allowed(uint32_t cp)
{
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return false;
    default:
        return !utf8proc_get_property((utf8proc_int32_t)cp)->ignorable;
    }
}

bool clean_allows(unsigned cp, bool multiline)
{
    if (cp < 0x7F) {
        return cp >= 0x20 || (cp == '\n' && multiline);
    }
    if (cp <= 0xA0 || cp == 0xAD || is_hard_space(cp)) {
        return false;
    }
    return utf8_plain(cp) || category_allowed(cp);
}

/* ---- marks ---- */

static bool is_mark(uint32_t cp)
{
    utf8proc_category_t c = utf8_plain(cp) ? UTF8PROC_CATEGORY_LL : utf8proc_category((utf8proc_int32_t)cp);
    return c == UTF8PROC_CATEGORY_MN || c == UTF8PROC_CATEGORY_ME;
}

/* How many marks a precomposed letter has. */
static int own_marks(uint32_t cp)
{
    utf8proc_int32_t cps[CPS_MAX];
    int bound = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)cp, cps, CPS_MAX, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE, &bound);
    int marks = 0;
    for (utf8proc_ssize_t i = 0; i < n && i < CPS_MAX; i++) {
        marks += is_mark((uint32_t)cps[i]);
    }
    return marks;
}

/* The letter that marks come to stand on. */
struct marked {
    uint32_t base;
    int marks; /* -1: not counted yet */
};

/* Whether this code point, the next of a text, is a mark too many. */
static bool one_too_many(struct marked *m, uint32_t cp)
{
    if (!is_mark(cp)) {
        *m = (struct marked){cp, -1};
        return false;
    }
    m->marks = m->marks < 0 ? own_marks(m->base) : m->marks;
    m->marks += m->marks < MARKS_MAX + 1;
    return m->marks > MARKS_MAX;
}

/* ---- common letters ---- */

static bool is_print(char c)
{
    return c >= ' ' && c <= '~';
}

static bool is_tail(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Bytes of the letter at `p`, which is followed by `n` more, if it is of U+00C0 … U+01BF or U+1E80 … U+1EFF, Vietnamese and their like. */
static size_t latin_bytes(const char *p, size_t n)
{
    unsigned char lead = (unsigned char)p[0];
    if (lead == 0xE1) {
        return n >= 2 && (p[1] & ~1) == (char)0xBA && is_tail(p[2]) ? 3 : 0;
    }
    return lead >= 0xC3 && lead <= 0xC6 && n >= 1 && is_tail(p[1]) ? 2 : 0;
}

/*
 * Where the run of letters that begins at `at` ends which need no look into tables: printable ASCII and the Latin above, as most of all
 * text is.  Its last letter is what marks come to stand on.
 */
static size_t pass_common(struct sv text, size_t at, struct marked *m)
{
    size_t from = at;
    size_t n = 1;
    while (n > 0 && at < text.n) {
        while (at < text.n && is_print(text.p[at])) {
            at++;
        }
        n = at < text.n ? latin_bytes(text.p + at, text.n - at - 1) : 0;
        at += n;
    }
    if (at > from) {
        size_t last = at - 1;
        while (last > from && is_tail(text.p[last])) {
            last--;
        }
        m->marks = -1;
        utf8_decode((struct sv){text.p + last, at - last}, &m->base);
    }
    return at;
}

/* ---- cleaning ---- */

/* What a code point becomes in stored text, `next` being the byte that follows it. */
static uint32_t admit(uint32_t cp, char next, bool multiline, bool lossy)
{
    if (is_hard_space(cp) || (cp == '\t' && (multiline || lossy))) {
        return ' ';
    }
    if (cp == '\r' && next == '\n' && (multiline || lossy)) {
        return DROPPED;
    }
    if (cp == '\r' && multiline) {
        return '\n';
    }
    if (lossy && is_break(cp)) {
        return multiline ? '\n' : ' ';
    }
    return clean_allows(cp, multiline) ? cp : REFUSED;
}

/* Where cleaning stands: bytes before `done` are in `out`, those up to `at` are seen and stay as they are. */
struct cleaning {
    struct str *out;
    struct sv in;
    size_t done;
    size_t at;
    bool plain; /* nothing seen that NFC could change */
    struct marked marked;
};

static void flush(struct cleaning *c)
{
    str_add_n(c->out, c->in.p + c->done, c->at - c->done);
    c->done = c->at;
}

/* Go over one code point (or wrong byte); yields what it became. */
static uint32_t clean_one(struct cleaning *c, bool multiline, bool lossy)
{
    uint32_t cp = REFUSED;
    int bytes = utf8_decode((struct sv){c->in.p + c->at, c->in.n - c->at}, &cp);
    size_t end = c->at + (bytes < 0 ? 1 : (size_t)bytes);
    uint32_t now = bytes < 0 ? REFUSED : admit(cp, end < c->in.n ? c->in.p[end] : '\0', multiline, lossy);
    now = now < DROPPED && one_too_many(&c->marked, now) ? REFUSED : now;
    if (now != cp || now == REFUSED) {
        flush(c);
        c->done = end;
        if (now < DROPPED) {
            str_add_c(c->out, (char)now); /* what changes becomes a blank or a line feed */
        }
    }
    c->at = end;
    c->plain = c->plain && (now >= DROPPED || utf8_plain(now));
    return now;
}

/* Most letters need no look. */
static void pass_plain(struct cleaning *c)
{
    c->at = pass_common(c->in, c->at, &c->marked);
}

static void finish(struct cleaning *c, size_t start)
{
    flush(c);
    if (!c->plain) {
        clean_compose(c->out, start);
    }
}

static bool refuse(struct sv in, size_t at, struct err *err)
{
    size_t letter = utf8_letters((struct sv){in.p, at}) + 1;
    uint32_t cp = 0;
    if (utf8_decode((struct sv){in.p + at, in.n - at}, &cp) < 0) {
        return err_set(err, ERR_INVALID, _("letter %zu is not UTF-8 (byte %02X); save the text as UTF-8"),
                       letter, (unsigned)(unsigned char)in.p[at]);
    }
    if (is_break(cp)) {
        return err_set(err, ERR_INVALID, _("letter %zu is a line break; the text must stand on one line"),
                       letter);
    }
    if (cp == '\t') {
        return err_set(err, ERR_INVALID, _("letter %zu is a tab; put a blank there"), letter);
    }
    if (clean_allows(cp, true)) {
        return err_set(err, ERR_INVALID, _("letter %zu has more than %d marks; delete those that are too many"), letter - 1, MARKS_MAX);
    }
    return err_set(err, ERR_INVALID,
                   _("letter %zu (U+%04X) is a control, invisible or unknown character; delete it"), letter,
                   (unsigned)cp);
}

bool clean_text(struct str *out, struct sv in, bool multiline, struct err *err)
{
    size_t start = out->len;
    struct cleaning c = {.out = out, .in = in, .plain = true};
    for (pass_plain(&c); c.at < in.n; pass_plain(&c)) {
        size_t at = c.at;
        if (clean_one(&c, multiline, false) == REFUSED) {
            str_cut(out, start);
            return refuse(in, at, err);
        }
    }
    finish(&c, start);
    return true;
}

size_t clean_lossy(struct str *out, struct sv in, bool multiline, size_t *first)
{
    size_t start = out->len;
    size_t refused = 0;
    size_t place = 0;
    struct cleaning c = {.out = out, .in = in, .plain = true};
    for (pass_plain(&c); c.at < in.n; pass_plain(&c)) {
        size_t at = c.at;
        if (clean_one(&c, multiline, true) == REFUSED) {
            place = refused++ > 0 ? place : utf8_letters((struct sv){in.p, at}) + 1;
        }
    }
    finish(&c, start);
    if (first) {
        *first = place;
    }
    return refused;
}

static bool all_plain(struct sv text)
{
    uint32_t cp;
    int bytes;
    while ((bytes = utf8_decode(text, &cp)) > 0 && utf8_plain(cp)) {
        text.p += bytes;
        text.n -= (size_t)bytes;
    }
    return text.n == 0;
}

void clean_compose(struct str *s, size_t start)
{
    const utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    struct sv tail = {s->p + start, s->len - start};
    if (all_plain(tail)) {
        return;
    }
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)tail.p;
    utf8proc_ssize_t n = utf8proc_decompose(bytes, (utf8proc_ssize_t)tail.n, NULL, 0, how);
    if (n < 0) {
        return; /* only for bytes that are not UTF-8, which the caller has kept out */
    }
    /* One more than the code points: reencode writes the bytes and a NUL over them. */
    utf8proc_int32_t *cps = mem_zero((size_t)n + 1, sizeof *cps);
    utf8proc_decompose(bytes, (utf8proc_ssize_t)tail.n, cps, n, how);
    n = utf8proc_reencode(cps, n, how);
    if (n >= 0) {
        str_cut(s, start);
        str_add_n(s, (const char *)cps, (size_t)n);
    }
    free(cps);
}

size_t clean_marks(struct str *s, size_t start)
{
    struct marked m = {0, -1};
    size_t dropped = 0;
    for (size_t at = start; at < s->len;) {
        uint32_t cp = 0;
        int bytes = utf8_decode((struct sv){s->p + at, s->len - at}, &cp);
        size_t n = bytes < 0 ? 1 : (size_t)bytes;
        if (one_too_many(&m, bytes < 0 ? 0xFFFD : cp)) {
            str_splice(s, at, n, "", 0);
            dropped++;
        } else {
            at += n;
        }
    }
    return dropped;
}

/* Bytes of what stands at `at` if people may see it as it is, `m` going along; 0: the code point must be made visible. */
static size_t seen_at(struct sv text, size_t at, bool multiline, struct marked *m)
{
    size_t end = pass_common(text, at, m);
    if (end > at) {
        return end - at;
    }
    uint32_t cp = 0;
    int bytes = utf8_decode((struct sv){text.p + at, text.n - at}, &cp);
    bool surplus = one_too_many(m, bytes < 0 ? 0xFFFD : cp);
    return bytes > 0 && !surplus && (clean_allows(cp, multiline) || is_hard_space(cp)) ? (size_t)bytes : 0;
}

size_t clean_prefix(struct sv text, bool multiline)
{
    struct marked m = {0, -1};
    size_t at = 0;
    for (size_t n; at < text.n && (n = seen_at(text, at, multiline, &m)) > 0;) {
        at += n;
    }
    return at;
}

bool clean_is(struct sv text, bool multiline)
{
    return clean_prefix(text, multiline) == text.n;
}

/* What stands for a code point that must be made visible; returns its bytes. */
static size_t add_sign(struct str *out, struct sv in)
{
    uint32_t cp;
    int bytes = utf8_decode(in, &cp);
    if (bytes < 0) {
        str_addf(out, "<%02X>", (unsigned)(unsigned char)in.p[0]);
        return 1;
    }
    if (cp < 0x20 || cp == 0x7F) {
        str_add_c(out, '^');
        str_add_c(out, (char)(cp ^ 0x40));
    } else {
        str_addf(out, "<U+%04X>", (unsigned)cp);
    }
    return (size_t)bytes;
}

static void add_visible(struct str *out, struct sv in, bool multiline)
{
    struct marked m = {0, -1};
    for (size_t at = 0; at < in.n;) {
        size_t n = seen_at(in, at, multiline, &m);
        str_add_n(out, in.p + at, n);
        at += n > 0 ? n : add_sign(out, (struct sv){in.p + at, in.n - at});
    }
}

void clean_visible(struct str *out, struct sv in)
{
    add_visible(out, in, false);
}

void clean_visible_lines(struct str *out, struct sv in)
{
    add_visible(out, in, true);
}

/* Likenesses in ASCII, one column each, by code point. */
static const struct {
    unsigned short cp;
    char ascii;
} likenesses[] = {
    {0x00A0, ' '},  {0x00B7, '*'}, {0x00D7, 'x'},  {0x2010, '-'}, {0x2011, '-'}, {0x2013, '-'}, {0x2014, '-'},
    {0x2018, '\''}, {0x2019, '\''}, {0x201C, '"'}, {0x201D, '"'}, {0x2022, '*'}, {0x2026, '.'}, {0x20AB, 'd'},
    {0x2190, '<'},  {0x2191, '^'}, {0x2192, '>'},  {0x2193, 'v'}, {0x2264, '<'}, {0x2265, '>'}, {0x2500, '-'},
    {0x2502, '|'},  {0x250C, '+'}, {0x2510, '+'},  {0x2514, '+'}, {0x2518, '+'}, {0x251C, '+'}, {0x2524, '+'},
    {0x252C, '+'},  {0x2534, '+'}, {0x253C, '+'}, {0x2588, '#'},  {0x2591, '.'},
};

static char ascii_of(uint32_t cp)
{
    struct viet_letter letter;
    if (viet_split(cp, &letter)) {
        char low = viet_ascii(letter.base);
        return (char)(letter.upper ? low - 'a' + 'A' : low);
    }
    for (size_t i = 0; i < sizeof likenesses / sizeof *likenesses; i++) {
        if (likenesses[i].cp == cp) {
            return likenesses[i].ascii;
        }
    }
    return '?';
}

/* One letter that is not ASCII: its likeness, filled with '?' to its columns. */
static void add_ascii_letter(struct str *out, struct sv letter)
{
    uint32_t cp = 0;
    utf8_decode(letter, &cp);
    int cols = utf8_letter_cols(letter);
    if (cols > 0) {
        str_add_c(out, ascii_of(cp));
    }
    for (int i = 1; i < cols; i++) {
        str_add_c(out, '?');
    }
}

void clean_ascii(struct str *out, struct sv in)
{
    for (size_t at = 0; at < in.n;) {
        size_t next = utf8_next(in, at);
        unsigned char c = (unsigned char)in.p[at];
        if (next == at + 1 && c < 0x7F && (c >= 0x20 || c == '\n')) {
            str_add_c(out, (char)c);
        } else if (next == at + 1) {
            str_add_c(out, '?'); /* a control, or a byte that is not UTF-8 */
        } else {
            add_ascii_letter(out, (struct sv){in.p + at, next - at});
        }
        at = next;
    }
}
