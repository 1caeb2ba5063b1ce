#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <md5.h>
#include <sha2.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>
#include "base/i18n.h"
#include "base/mem.h"

void hash_hex(const void *bytes, size_t n, char out[HASH_HEX])
{
    SHA256Data(bytes, n, out);
}

/* What was read through, or false. */
static bool hash_bytes(int fd, SHA2_CTX *ctx)
{
    unsigned char piece[16384];
    ssize_t n;
    while ((n = read(fd, piece, sizeof piece)) > 0 || (n < 0 && errno == EINTR)) {
        if (n > 0) {
            SHA256Update(ctx, piece, (size_t)n);
        }
    }
    return n == 0;
}

bool hash_file(const char *path, int64_t max, int64_t *size, char out[HASH_HEX])
{
    SHA2_CTX ctx;
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a FIFO is not waited for */
    bool ok = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    out[0] = '\0';
    if (ok) {
        *size = st.st_size;
    }
    if (ok && st.st_size <= max) {
        SHA256Init(&ctx);
        ok = hash_bytes(fd, &ctx);
        SHA256End(&ctx, out);
    }
    if (fd >= 0) {
        close(fd);
    }
    return ok;
}

void hash_quick(const void *bytes, size_t n, char out[HASH_QUICK])
{
    MD5Data(bytes, n, out);
}

void hash_random(void *out, size_t n)
{
    unsigned char *p = out;

    while (n > 0) {
        ssize_t got = getrandom(p, n, 0);
        if (got < 0 && errno != EINTR) {
            mem_fatal(_("This computer's kernel gives no random numbers; a newer one is needed."));
        }
        if (got > 0) {
            p += got;
            n -= (size_t)got;
        }
    }
}

void uuid7(int64_t now_ms, char out[UUID_TEXT])
{
    unsigned char b[16];

    hash_random(b, sizeof b);
    for (int i = 0; i < 6; i++) {
        b[i] = (unsigned char)(now_ms >> (8 * (5 - i)));
    }
    b[6] = (unsigned char)(0x70 | (b[6] & 0x0F)); /* version 7 */
    b[8] = (unsigned char)(0x80 | (b[8] & 0x3F)); /* the RFC's variant */
    static const char hex[] = "0123456789abcdef";
    char *at = out;
    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
            *at++ = '-';
        }
        *at++ = hex[b[i] >> 4];
        *at++ = hex[b[i] & 0x0F];
    }
    *at = '\0';
}

void uuid7_number(char id[UUID_TEXT], uint32_t number)
{
    static const char hex[] = "0123456789abcdef";

    for (char *at = id + UUID_TEXT - 2; at > id + UUID_PREFIX - 1; at--, number >>= 4) {
        *at = hex[number & 0x0F];
    }
}
