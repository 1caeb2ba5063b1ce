#ifndef BASE_HASH_H
#define BASE_HASH_H

/* SHA-256 (FIPS 180-4) and MD5 through libmd, and random identifiers. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HASH_HEX 65 /* 64 lower-case hex digits and NUL */
#define HASH_QUICK 33 /* 32 of them and NUL */
#define UUID_TEXT 37 /* 8-4-4-4-12 and NUL */

void hash_hex(const void *bytes, size_t n, char out[HASH_HEX]);
/*
 * How large a regular file is, and the SHA-256 of its bytes ("" when there are more than `max`; -1: none is read).  False when it is none
 * or cannot be read.
 */
bool hash_file(const char *path, int64_t max, int64_t *size, char out[HASH_HEX]);
/* MD5, in a quarter of the time: only to see that something changed, never where somebody might want to forge. */
void hash_quick(const void *bytes, size_t n, char out[HASH_QUICK]);

/* Cryptographic random bytes from the kernel. */
void hash_random(void *out, size_t n);

/* A UUID version 7 (RFC 9562): 48 bits of ms since 1970, then random.  Sorts by time. */
void uuid7(int64_t now_ms, char out[UUID_TEXT]);

/*
 * Many UUIDs of one operation: they have the first UUID_PREFIX digits in common, and then 8 of a number, by which they sort (RFC 9562, 6.2,
 * method 2).
 */
#define UUID_PREFIX 28
void uuid7_number(char id[UUID_TEXT], uint32_t number);

#endif
