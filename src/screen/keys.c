#include "screen/keys.h"

#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "screen/keys_table.h"
#include "text/utf8.h"

/*
 * Bytes are kept until they make a complete event, and events point into them, so `in` moves only in
 * keys_feed. What cannot be decided yet (a sequence or a letter cut in two) simply stays.
 */

#define ESC          '\033'
#define SEQUENCE_MAX 64 /* bytes; longer ones are noise */
#define PASTE_BEGIN  "\033[200~"
enum { BRACKET = sizeof(KEYS_PASTE_END) - 1 };

struct learned {
    char *bytes; /* owned */
    size_t n;
    enum key key;
};

struct keys {
    struct str in;
    size_t at;       /* what is before is consumed */
    bool begun_told; /* the lone Esc at `at` has been reported */
    bool tail;       /* an Esc was taken as complete: the tail of a sequence may follow */
    bool pasting;    /* between the brackets of a paste */
    bool paste_cut;  /* and what came after KEYS_PASTE_MAX bytes is dropped */
    bool more;       /* bytes may be there that keys_feed has not brought yet */
    bool doubt;      /* an end of the paste has come that may be a part of it */
    size_t scanned;  /* while pasting: the end is not before this offset */
    VEC(struct learned) learned;
};

struct keys *keys_new(void)
{
    struct keys *k = mem_zero(1, sizeof *k);
    k->in = (struct str)STR_INIT;
    return k;
}

void keys_free(struct keys *k)
{
    if (!k) {
        return;
    }
    for (size_t i = 0; i < k->learned.n; i++) {
        free(k->learned.v[i].bytes);
    }
    vec_release(&k->learned);
    str_release(&k->in);
    free(k);
}

void keys_learn(struct keys *k, const char *bytes, enum key key)
{
    size_t n = strlen(bytes);
    /* Esc and one letter is what people type for the menu, whatever a vt52 means by it. */
    if (n < 3 || bytes[0] != ESC) {
        return;
    }
    struct learned *l = vec_push(&k->learned);
    l->bytes = mem_dup(bytes);
    l->n = n;
    l->key = key;
}

void keys_feed(struct keys *k, const char *bytes, size_t n)
{
    if (k->at > 0) {
        size_t rest = k->in.len - k->at;
        memmove(k->in.p, k->in.p + k->at, rest);
        str_cut(&k->in, rest);
        k->scanned = k->scanned > k->at ? k->scanned - k->at : 0;
        k->at = 0;
    }
    str_add_n(&k->in, bytes, n);
}

static struct sv waiting(const struct keys *k)
{
    return (struct sv){k->in.p + k->at, k->in.len - k->at};
}

static struct event of_key(enum key key)
{
    return (struct event){.key = key};
}

/* ---- paste ---- */

/* CR and CRLF become LF, in place; returns the new length. */
static size_t unify_breaks(char *p, size_t n)
{
    size_t out = 0;
    for (size_t i = 0; i < n; i++) {
        if (p[i] == '\r') {
            p[out++] = '\n';
            i += i + 1 < n && p[i + 1] == '\n';
        } else {
            p[out++] = p[i];
        }
    }
    return out;
}

static const char *find(const char *bracket, const char *p, const char *limit)
{
    while (limit - p >= BRACKET && (p = memchr(p, ESC, (size_t)(limit - p) - BRACKET + 1))) {
        if (memcmp(p, bracket, BRACKET) == 0) {
            return p;
        }
        p++;
    }
    return NULL;
}

/* Whether the next paste begins right behind this end: then there is nothing between them that could be taken for keys. */
static bool another_follows(const char *end, const char *limit)
{
    return find(PASTE_BEGIN, end, limit) == end + BRACKET;
}

/*
 * Pasted text may hold an end itself, keys, and a new beginning, lest the keys be taken for typed ones.  The last end of what came
 * without a pause is the terminal's own.
 */
static const char *find_end(const char *p, const char *limit)
{
    const char *end = find(KEYS_PASTE_END, p, limit);
    const char *more = end;
    while (more && !another_follows(end, limit)) {
        end = more;
        more = find(KEYS_PASTE_END, end + BRACKET, limit);
    }
    return end;
}

/* Of what is too long only so much stays as may be the beginning of an end. */
static void drop_surplus(struct keys *k)
{
    size_t surplus = k->in.len - k->at;
    if (surplus > KEYS_PASTE_MAX + BRACKET) {
        surplus -= KEYS_PASTE_MAX + BRACKET;
        str_splice(&k->in, k->at + KEYS_PASTE_MAX, surplus, "", 0);
        k->paste_cut = true;
    }
}

/* What there may be at most of a text that was cut, perhaps in the middle of a letter. */
static size_t whole_letters(struct sv text)
{
    uint32_t cp;
    size_t n = KEYS_PASTE_MAX;
    size_t last = n - 1;
    while (last > n - 4 && ((unsigned char)text.p[last] & 0xC0) == 0x80) {
        last--;
    }
    return utf8_decode((struct sv){text.p + last, n - last}, &cp) < 0 ? last : n;
}

/* Nothing is typed so fast behind a paste: what looked like its end was a part of it. */
static bool runs_on(const struct keys *k, const char *end)
{
    enum { TYPED_AHEAD = 4096 };
    return k->in.p + k->in.len - end > TYPED_AHEAD;
}

/* Whether the end may be a part of the paste: what comes next will tell.  A beginning behind it has an end of its own to come. */
static bool in_doubt(const struct keys *k, const char *end)
{
    const char *limit = k->in.p + k->in.len;
    return !another_follows(end, limit) && (k->more || find(PASTE_BEGIN, end, limit));
}

/* All that is there belongs to the paste, but what may be the beginning of an end. */
static struct event paste_on(struct keys *k)
{
    drop_surplus(k);
    k->scanned = k->in.len > BRACKET - 1 ? k->in.len - (BRACKET - 1) : 0;
    return of_key(KEY_NONE);
}

/* The paste has `n` bytes. */
static struct event end_paste(struct keys *k, size_t n)
{
    char *start = k->in.p + k->at;
    bool cut = k->paste_cut || n > KEYS_PASTE_MAX;
    k->at += n + BRACKET;
    k->pasting = false;
    k->paste_cut = false;
    n = unify_breaks(start, cut ? whole_letters((struct sv){start, n}) : n);
    return (struct event){.key = KEY_PASTE, .cut = cut, .text = {start, n}};
}

static struct event next_paste(struct keys *k)
{
    size_t from = k->scanned > k->at ? k->scanned : k->at;
    const char *end = find_end(k->in.p + from, k->in.p + k->in.len);
    bool doubtful = end && in_doubt(k, end);
    k->doubt = doubtful && k->more && !runs_on(k, end);
    if (k->doubt) {
        return of_key(KEY_NONE);
    }
    return end && !doubtful ? end_paste(k, (size_t)(end - (k->in.p + k->at))) : paste_on(k);
}

void keys_more(struct keys *k, bool more)
{
    k->more = more;
}

bool keys_in_doubt(const struct keys *k)
{
    return k->doubt;
}

/* ---- sequences ---- */

/*
 * Read parameters, intermediates and the final byte from `at`.  Returns the bytes up to and with the final;
 * 0: more is needed; -1: this is no sequence, and `*bad` is the offset of the byte that broke it.
 */
static long read_sequence(struct sv in, size_t at, struct sequence *s, size_t *bad)
{
    if (at < in.n && in.p[at] >= '<' && in.p[at] <= '?') {
        s->mark = in.p[at++];
    }
    for (; at < in.n; at++) {
        char c = in.p[at];
        if (c >= '0' && c <= '9') {
            int i = s->nparams > 0 ? s->nparams - 1 : (s->nparams = 1) - 1;
            s->param[i] = s->param[i] < 10000 ? s->param[i] * 10 + (c - '0') : s->param[i];
        } else if (c == ';' || c == ':') {
            s->nparams += s->nparams == 0 ? 2 : s->nparams < 4;
        } else if (c == '$' && !s->mark && s->nparams == 1) {
            s->final = c; /* rxvt's Shift; elsewhere $ is followed by a final byte */
            return (long)at + 1;
        } else if (c >= '@' && c <= '~') {
            s->final = c;
            return (long)at + 1;
        } else if (c < ' ' || c > '/') {
            *bad = at;
            return -1;
        }
        if (at > SEQUENCE_MAX) {
            *bad = at;
            return -1;
        }
    }
    return 0;
}

/* A sequence that terminfo told, at the start of `in`; the longest. */
static const struct learned *find_learned(const struct keys *k, struct sv in)
{
    const struct learned *best = NULL;
    for (size_t i = 0; i < k->learned.n; i++) {
        const struct learned *l = &k->learned.v[i];
        if (l->n <= in.n && memcmp(l->bytes, in.p, l->n) == 0 && (!best || l->n > best->n)) {
            best = l;
        }
    }
    return best;
}

/* ESC [ … or ESC O …, whole or not. */
static struct event next_sequence(struct keys *k, struct sv in)
{
    struct sequence s = {.intro = in.p[1]};
    size_t at = 2;
    if (in.n > 2 && in.p[1] == '[' && in.p[2] == '[') {
        s.intro = 'L';
        at = 3;
    }
    if (s.intro == 'O' && in.n > 2 && (in.p[2] == ' ' || in.p[2] == '[')) {
        s.final = in.p[2];
        k->at += 3;
        return keys_of_sequence(&s);
    }
    size_t bad = 0;
    long n = read_sequence(in, at, &s, &bad);
    if (n == 0) {
        return of_key(KEY_NONE);
    }
    if (n < 0) {
        k->at += bad;
        return of_key(KEY_REPLY);
    }
    k->at += (size_t)n;
    if (s.intro == '[' && s.final == '~' && !s.mark && s.param[0] == 200) {
        k->pasting = true;
        k->scanned = k->at;
        return next_paste(k);
    }
    return keys_of_sequence(&s);
}

/*
 * Answers that are strings: ESC ] digit … or ESC P … up to BEL or ESC \.  Nobody asks for any, so they are
 * only believed when they come whole; else a person's Esc and ] would swallow what they type.
 */
static size_t string_answer(struct sv in)
{
    bool osc = in.n > 2 && in.p[1] == ']' && in.p[2] >= '0' && in.p[2] <= '9';
    bool dcs = in.n > 2 && in.p[1] == 'P' && strchr(">!|$+01", in.p[2]) && in.p[2];
    for (size_t i = 3; (osc || dcs) && i < in.n; i++) {
        if (in.p[i] == '\a') {
            return i + 1;
        }
        if (in.p[i] == ESC) {
            return i + 1 < in.n && in.p[i + 1] == '\\' ? i + 2 : 0;
        }
        if ((unsigned char)in.p[i] < ' ') {
            return 0;
        }
    }
    return 0;
}

static bool opens_sequence(char c)
{
    return c == '[' || c == 'O';
}

static struct event lone_escape(struct keys *k)
{
    if (k->begun_told) {
        return of_key(KEY_NONE);
    }
    k->begun_told = true;
    return of_key(KEY_ESC_BEGUN);
}

/* Esc Esc; but Esc and then a key of its own, which begins with Esc too, is that key (rxvt's Alt, or a second
 * thought). */
static struct event double_escape(struct keys *k, struct sv in)
{
    if (in.n > 2 && opens_sequence(in.p[2])) {
        k->at += 1;
        return of_key(KEY_NONE);
    }
    k->at += 2;
    k->tail = in.n == 2;
    return of_key(KEY_ESC);
}

/* Esc and one byte that opens nothing. */
static struct event escape_and(struct keys *k, char c)
{
    if (c >= '0' && c <= '9') {
        k->at += 2;
        return of_key(keys_of_digit(c));
    }
    if (c == '\t') { /* Shift-Tab of a Linux console */
        k->at += 2;
        return of_key(KEY_BACKTAB);
    }
    if (c > ' ' && c < 0x7F) {
        k->at += 2;
        return (struct event){.key = KEY_ALT, .letter = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c};
    }
    k->at += 1; /* Enter, an accented letter: Esc meant nothing */
    return of_key(KEY_REPLY);
}

static struct event next_escape(struct keys *k)
{
    struct sv in = waiting(k);
    if (in.n == 1) {
        return lone_escape(k);
    }
    k->begun_told = false;
    const struct learned *l = find_learned(k, in);
    if (l) {
        k->at += l->n;
        return of_key(l->key);
    }
    if (in.p[1] == ESC) {
        struct event ev = double_escape(k, in);
        return ev.key == KEY_NONE ? next_escape(k) : ev;
    }
    if (opens_sequence(in.p[1])) {
        return next_sequence(k, in);
    }
    size_t answer = string_answer(in);
    if (answer) {
        k->at += answer;
        return of_key(KEY_REPLY);
    }
    return escape_and(k, in.p[1]);
}

/*
 * After an Esc that was taken as complete: bytes that would have made a sequence with it are its tail, cut
 * off by a slow line.  A tail comes in one piece of two bytes or more; a bracket that a person types comes
 * alone, and is text.
 */
static void drop_tail(struct keys *k)
{
    struct sv in = waiting(k);
    k->tail = false;
    if (in.n < 2 || !opens_sequence(in.p[0])) {
        return;
    }
    struct sequence s = {.intro = in.p[0]};
    size_t bad = 0;
    long n = read_sequence(in, 1, &s, &bad);
    if (n > 0 && keys_of_sequence(&s).key != KEY_REPLY) {
        k->at += (size_t)n;
    }
}

/* ---- letters ---- */

/* Whether these bytes, which are not a letter, may become one when more come. */
static bool may_grow(struct sv in)
{
    unsigned char lead = (unsigned char)in.p[0];
    size_t whole = lead >= 0xC2 && lead <= 0xDF   ? 2
                   : lead >= 0xE0 && lead <= 0xEF ? 3
                   : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                  : 0;
    if (in.n >= whole) {
        return false;
    }
    for (size_t i = 1; i < in.n; i++) {
        if (((unsigned char)in.p[i] & 0xC0) != 0x80) {
            return false;
        }
    }
    return true;
}

/* Bytes of the letter at the start of `in` that may stand in text; 0 when there is none. */
static size_t letter_bytes(struct sv in)
{
    uint32_t cp = 0;
    int n = utf8_decode(in, &cp);
    return n > 0 && cp >= 0x20 && cp != 0x7F && !(cp >= 0x80 && cp < 0xA0) ? (size_t)n : 0;
}

static struct event next_text(struct keys *k, size_t first)
{
    struct sv in = waiting(k);
    size_t n = first;
    size_t more;
    while (n < in.n && (more = letter_bytes((struct sv){in.p + n, in.n - n})) > 0) {
        n += more;
    }
    k->at += n;
    return (struct event){.key = KEY_TEXT, .text = {in.p, n}};
}

static struct event control(unsigned char c)
{
    switch (c) {
    case '\r':
    case '\n':
        return of_key(KEY_ENTER);
    case '\t':
        return of_key(KEY_TAB);
    case '\b':
    case 0x7F:
        return of_key(KEY_BACKSPACE);
    default:
        /* 0 is @, 1 … 26 the letters, then \ ] ^ _ (and [ is Esc) */
        return (struct event){.key = KEY_CTRL, .letter = (char)(c >= 1 && c <= 26 ? c + 'a' - 1 : c + '@')};
    }
}

/* Bytes that are no letter and never will be. */
static void drop_noise(struct keys *k)
{
    for (struct sv in = waiting(k); in.n > 0; in = waiting(k)) {
        unsigned char c = (unsigned char)in.p[0];
        if (c <= 0x7F || letter_bytes(in) > 0 || may_grow(in)) {
            return;
        }
        k->at++;
    }
}

static struct event next_event(struct keys *k)
{
    struct sv in = waiting(k);
    if (in.p[0] == ESC) {
        return next_escape(k);
    }
    unsigned char c = (unsigned char)in.p[0];
    if (c < ' ' || c == 0x7F) {
        k->at++;
        return control(c);
    }
    size_t n = letter_bytes(in);
    return n > 0 ? next_text(k, n) : of_key(KEY_NONE);
}

struct event keys_next(struct keys *k)
{
    if (k->pasting) {
        return next_paste(k);
    }
    if (k->tail && k->at < k->in.len) {
        drop_tail(k);
    }
    drop_noise(k);
    return k->at < k->in.len ? next_event(k) : of_key(KEY_NONE);
}

void keys_esc_taken(struct keys *k)
{
    struct sv in = waiting(k);
    if (in.n == 1 && in.p[0] == ESC) {
        k->at++;
        k->begun_told = false;
        k->tail = true;
    }
}
