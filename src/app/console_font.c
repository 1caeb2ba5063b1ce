#include "app/console_font.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/ioctl.h>

#include "base/mem.h"
#include "text/utf8.h"
#include "text/viet.h"

#ifdef __linux__
#include <linux/kd.h>

enum { PAIRS_MAX = 16384 }; /* a font has at most 512 glyphs, each for a few letters */

bool console_font_map(int fd, uint16_t **mapped, size_t *n)
{
    struct unipair *pairs = mem_zero(PAIRS_MAX, sizeof *pairs);
    struct unimapdesc map = {.entry_ct = PAIRS_MAX, .entries = pairs};
    bool ok = ioctl(fd, GIO_UNIMAP, &map) == 0;
    if (ok) {
        *n = map.entry_ct;
        *mapped = mem_zero(*n + 1, sizeof **mapped);
        for (size_t i = 0; i < *n; i++) {
            (*mapped)[i] = pairs[i].unicode;
        }
    }
    free(pairs);
    return ok;
}

#else

bool console_font_map(int fd, uint16_t **mapped, size_t *n)
{
    (void)fd, (void)mapped, (void)n;
    errno = ENOSYS;
    return false;
}

#endif

static bool is_mapped(const uint16_t *mapped, size_t n, uint32_t cp)
{
    for (size_t i = 0; i < n; i++) {
        if (mapped[i] == cp) {
            return true;
        }
    }
    return false;
}

static void add_missing(const uint16_t *mapped, size_t n, uint32_t cp, struct str *missing)
{
    char bytes[4];
    if (!is_mapped(mapped, n, cp)) {
        str_add_n(missing, bytes, (size_t)utf8_encode(cp, bytes));
    }
}

void console_font_missing(const uint16_t *mapped, size_t n, const char *wanted, struct str *missing)
{
    struct viet_letter letter;
    struct sv rest = sv_of(wanted);
    uint32_t cp;
    for (cp = 0x80; cp < 0x2000; cp++) {
        if (viet_split(cp, &letter)) {
            add_missing(mapped, n, cp, missing);
        }
    }
    for (int bytes; (bytes = utf8_decode(rest, &cp)) > 0; rest.p += bytes, rest.n -= (size_t)bytes) {
        add_missing(mapped, n, cp, missing);
    }
}
