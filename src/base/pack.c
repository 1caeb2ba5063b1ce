#include "base/pack.h"

#include <math.h>
#include <string.h>

enum { WORD = 8 }; /* bytes of a number */

static void add_word(struct str *out, enum pack_tag tag, uint64_t x)
{
    char bytes[1 + WORD];

    bytes[0] = (char)tag;
    for (int i = 0; i < WORD; i++) {
        bytes[1 + i] = (char)(x >> (8 * (WORD - 1 - i)));
    }
    str_add_n(out, bytes, sizeof bytes);
}

void pack_null(struct str *out)
{
    str_add_c(out, PACK_NULL);
}

void pack_int(struct str *out, int64_t x)
{
    add_word(out, PACK_INT, (uint64_t)x);
}

void pack_real(struct str *out, double x)
{
    uint64_t bits;
    double plain = isnan(x) ? (double)NAN : x + 0.0; /* equal values, equal bytes: -0 + 0 is 0 */

    memcpy(&bits, &plain, sizeof bits);
    add_word(out, PACK_REAL, bits);
}

void pack_text(struct str *out, const char *bytes, size_t n)
{
    add_word(out, PACK_TEXT, n);
    str_add_n(out, bytes, n);
}

void pack_list(struct str *out, uint64_t count)
{
    add_word(out, PACK_LIST, count);
}

static bool take_word(struct sv *in, uint64_t *x)
{
    if (in->n < WORD) {
        return false;
    }
    *x = 0;
    for (int i = 0; i < WORD; i++) {
        *x = *x << 8 | (unsigned char)in->p[i];
    }
    in->p += WORD;
    in->n -= WORD;
    return true;
}

static bool take_text(struct sv *in, uint64_t n, struct sv *text)
{
    if (n > in->n) {
        return false;
    }
    *text = (struct sv){in->p, (size_t)n};
    in->p += n;
    in->n -= (size_t)n;
    return true;
}

/* What follows the tag, from `in`. */
static bool take_body(struct sv *in, struct pack_item *item)
{
    uint64_t word;

    if (item->tag == PACK_NULL) {
        return true;
    }
    if (!take_word(in, &word)) {
        return false;
    }
    switch (item->tag) {
    case PACK_INT:
        item->i = (int64_t)word;
        return true;
    case PACK_REAL:
        memcpy(&item->r, &word, sizeof item->r);
        return true;
    case PACK_TEXT:
        return take_text(in, word, &item->text);
    case PACK_LIST:
        item->i = (int64_t)word;
        return word <= in->n; /* an item is a byte at least */
    default:
        return false;
    }
}

bool pack_next(struct sv *in, struct pack_item *item)
{
    struct sv rest = *in;

    *item = (struct pack_item){.tag = PACK_NULL, .text = {"", 0}};
    if (rest.n == 0) {
        return false;
    }
    item->tag = (enum pack_tag)(unsigned char)rest.p[0];
    rest.p++;
    rest.n--;
    if (!take_body(&rest, item)) {
        return false;
    }
    *in = rest;
    return true;
}
