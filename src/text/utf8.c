#include "text/utf8.h"

#include <utf8proc.h>

static bool is_continuation(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

static struct sv from(struct sv text, size_t at)
{
    return (struct sv){text.p + at, text.n - at};
}

/* The six bits that the i-th byte adds, moved to their place. */
static uint32_t tail(const unsigned char *p, int i, int shift)
{
    return (uint32_t)(p[i] & 0x3F) << shift;
}

static int decode_two(const unsigned char *p, size_t n, uint32_t *cp)
{
    if (p[0] < 0xC2 || n < 2 || !is_continuation(p[1])) {
        return -1;
    }
    *cp = (uint32_t)(p[0] & 0x1F) << 6 | tail(p, 1, 0);
    return 2;
}

static int decode_three(const unsigned char *p, size_t n, uint32_t *cp)
{
    if (n < 3 || !is_continuation(p[1]) || !is_continuation(p[2])) {
        return -1;
    }
    uint32_t value = (uint32_t)(p[0] & 0x0F) << 12 | tail(p, 1, 6) | tail(p, 2, 0);
    if (value < 0x800 || (value >= 0xD800 && value <= 0xDFFF)) {
        return -1;
    }
    *cp = value;
    return 3;
}

static int decode_four(const unsigned char *p, size_t n, uint32_t *cp)
{
    if (p[0] > 0xF4 || n < 4 || !is_continuation(p[1]) || !is_continuation(p[2]) || !is_continuation(p[3])) {
        return -1;
    }
    uint32_t value = (uint32_t)(p[0] & 0x07) << 18 | tail(p, 1, 12) | tail(p, 2, 6) | tail(p, 3, 0);
    if (value < 0x10000 || value > 0x10FFFF) {
        return -1;
    }
    *cp = value;
    return 4;
}

int utf8_decode(struct sv text, uint32_t *cp)
{
    if (text.n == 0) {
        return 0;
    }
    const unsigned char *p = (const unsigned char *)text.p;
    if (p[0] < 0x80) {
        *cp = p[0];
        return 1;
    }
    if (p[0] < 0xE0) {
        return decode_two(p, text.n, cp);
    }
    return p[0] < 0xF0 ? decode_three(p, text.n, cp) : decode_four(p, text.n, cp);
}

int utf8_encode(uint32_t cp, char out[4])
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

bool utf8_valid(struct sv text, size_t *bad)
{
    size_t at = 0;
    uint32_t cp;
    while (at < text.n) {
        if ((unsigned char)text.p[at] < 0x80) {
            at++; /* most bytes of a text */
            continue;
        }
        int bytes = utf8_decode(from(text, at), &cp);
        if (bytes < 0) {
            if (bad) {
                *bad = at;
            }
            return false;
        }
        at += (size_t)bytes;
    }
    return true;
}

/* The code point at `at`, which is before the end, and its bytes; a wrong byte reads as U+FFFD. */
static size_t read_cp(struct sv text, size_t at, uint32_t *cp)
{
    int bytes = utf8_decode(from(text, at), cp);
    if (bytes < 0) {
        *cp = 0xFFFD;
        return 1;
    }
    return (size_t)bytes;
}

/* The start of the code point that ends at `at` (more than 0). */
static size_t cp_before(struct sv text, size_t at, uint32_t *cp)
{
    size_t start = at - 1;
    while (start > 0 && at - start < 4 && is_continuation((unsigned char)text.p[start])) {
        start--;
    }
    if (read_cp(text, start, cp) == at - start) {
        return start;
    }
    *cp = 0xFFFD;
    return at - 1;
}

/* Whether an ASCII character stands at `at` that no neighbour of ASCII joins; the end counts as one. */
static bool is_ascii_letter(struct sv text, size_t at)
{
    return at >= text.n || ((unsigned char)text.p[at] < 0x80 && text.p[at] != '\r');
}

bool utf8_in_word(uint32_t cp)
{
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_NO;
}

size_t utf8_next(struct sv text, size_t at)
{
    if (at >= text.n) {
        return text.n;
    }
    if (is_ascii_letter(text, at) && is_ascii_letter(text, at + 1)) {
        return at + 1;
    }
    uint32_t cp;
    uint32_t next;
    at += read_cp(text, at, &cp);
    utf8proc_int32_t state = 0;
    while (at < text.n) {
        size_t bytes = read_cp(text, at, &next);
        if ((utf8_plain(cp) && utf8_plain(next)) ||
            utf8proc_grapheme_break_stateful((utf8proc_int32_t)cp, (utf8proc_int32_t)next, &state)) {
            break;
        }
        cp = next;
        at += bytes;
    }
    return at;
}

/*
 * A letter boundary at or before `at`, from which boundaries can be found by going forward.  Whether two code
 * points belong together may depend on all before them (flags, emoji), but never across two plain ones.
 */
static size_t sure_boundary(struct sv text, size_t at)
{
    uint32_t here;
    uint32_t before;
    while (at > 0) {
        size_t start = cp_before(text, at, &before);
        if (at < text.n && read_cp(text, at, &here) > 0 && utf8_plain(here) && utf8_plain(before)) {
            return at;
        }
        at = start;
    }
    return 0;
}

size_t utf8_prev(struct sv text, size_t at)
{
    if (at == 0) {
        return 0;
    }
    uint32_t cp;
    size_t start = sure_boundary(text, cp_before(text, at, &cp));
    size_t next;
    while ((next = utf8_next(text, start)) < at) {
        start = next;
    }
    return start;
}

size_t utf8_cut(struct sv text, size_t max)
{
    if (text.n <= max) {
        return text.n;
    }
    size_t at = max;
    while (at > 0 && max - at < 3 && is_continuation((unsigned char)text.p[at])) {
        at--;
    }
    at = sure_boundary(text, at);
    size_t next;
    while ((next = utf8_next(text, at)) <= max) {
        at = next;
    }
    return at;
}

size_t utf8_letters(struct sv text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.n; at = utf8_next(text, at)) {
        count++;
    }
    return count;
}

static int cp_cols(uint32_t cp)
{
    if (utf8_plain(cp)) {
        return cp >= 0x20 && (cp < 0x7F || cp >= 0xA0);
    }
    return utf8proc_charwidth((utf8proc_int32_t)cp);
}

int utf8_letter_cols(struct sv letter)
{
    int cols = 0;
    uint32_t cp;
    /* Terminals lay out code points, not letters: a flag is one column and one column. */
    for (size_t at = 0; at < letter.n;) {
        at += read_cp(letter, at, &cp);
        cols += cp_cols(cp);
    }
    return cols < 2 ? cols : 2;
}

/* A printable ASCII letter that no mark can follow: most of what is measured, at every paint. */
static bool one_column(struct sv text, size_t at)
{
    return text.p[at] >= ' ' && text.p[at] < 0x7f && (at + 1 == text.n || (unsigned char)text.p[at + 1] < 0x80);
}

int utf8_cols(struct sv text)
{
    int cols = 0;
    for (size_t at = 0; at < text.n;) {
        if (one_column(text, at)) {
            cols++;
            at++;
            continue;
        }
        size_t next = utf8_next(text, at);
        cols += utf8_letter_cols((struct sv){text.p + at, next - at});
        at = next;
    }
    return cols;
}

size_t utf8_fit(struct sv text, int cols)
{
    size_t at = 0;
    while (at < text.n) {
        size_t next = utf8_next(text, at);
        cols -= utf8_letter_cols((struct sv){text.p + at, next - at});
        if (cols < 0) {
            break;
        }
        at = next;
    }
    return at;
}

void utf8_add_padded(struct str *out, struct sv text, int cols)
{
    if (cols <= 0) {
        return;
    }
    struct sv shown = {text.p, utf8_fit(text, cols)};
    bool cut = shown.n < text.n;
    if (cut) {
        shown.n = utf8_fit(text, cols - 1);
    }
    str_add_sv(out, shown);
    if (cut) {
        str_add(out, "…");
    }
    for (int used = utf8_cols(shown) + cut; used < cols; used++) {
        str_add_c(out, ' ');
    }
}

void utf8_add_upper(struct str *out, struct sv text)
{
    uint32_t cp;
    char bytes[4];
    for (int n; (n = utf8_decode(text, &cp)) != 0; text = from(text, (size_t)(n > 0 ? n : 1))) {
        if (n < 0) {
            str_add_c(out, text.p[0]);
        } else {
            str_add_n(out, bytes, (size_t)utf8_encode((uint32_t)utf8proc_toupper((utf8proc_int32_t)cp), bytes));
        }
    }
}
