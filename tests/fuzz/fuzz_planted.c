/* A reader with a fault: it trusts the length that a message gives.  A search that does not find it finds nothing. */

#include "fuzz.h"

#include <string.h>

void fuzz_one(const uint8_t *bytes, size_t n)
{
    char field[64] = "";
    if (n >= 2 && bytes[0] == '[') {
        MUST(bytes[1] < sizeof field); /* what the reader forgot to ask */
        memcpy(field, bytes + 2, bytes[1] < n - 2 ? bytes[1] : n - 2);
    }
}
