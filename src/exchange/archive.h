#ifndef EXCHANGE_ARCHIVE_H
#define EXCHANGE_ARCHIVE_H

/* A ZIP archive in memory, by minizip: the same files make the same bytes, since all have one fixed time. */

#include <stdbool.h>
#include "base/err.h"
#include "base/str.h"

struct archive_part {
    const char *name; /* in the archive */
    struct sv bytes;
    bool stored; /* as it is, without compression */
};
/* The parts in their order, appended to `out`.  ERR_IO only if minizip fails. */
bool archive_write(const struct archive_part *parts, size_t n, struct str *out, struct err *err);

#endif
