#ifndef BASE_PACK_H
#define BASE_PACK_H

/*
 * Canonical bytes of plain values: a tag byte, then big-endian 64-bit lengths or numbers.
 * The same bytes feed hashes, snapshots and messages.  A reader never trusts a length.
 */

#include <stdbool.h>
#include <stdint.h>
#include "base/str.h"

void pack_null(struct str *out);
void pack_int(struct str *out, int64_t x);
void pack_real(struct str *out, double x);
void pack_text(struct str *out, const char *bytes, size_t n);
void pack_list(struct str *out, uint64_t count); /* `count` items follow */

enum pack_tag { PACK_NULL = 'n', PACK_INT = 'i', PACK_REAL = 'r', PACK_TEXT = 't', PACK_LIST = 'l' };

struct pack_item {
    enum pack_tag tag;
    int64_t i;      /* PACK_INT, and the count of PACK_LIST */
    double r;
    struct sv text; /* borrowed from the input */
};

/* The next item of `in`, which is shortened by it; false when the bytes are malformed or at their end. */
bool pack_next(struct sv *in, struct pack_item *item);

#endif
