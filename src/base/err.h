#ifndef BASE_ERR_H
#define BASE_ERR_H

/*
 * A failure, as told to a person and to the program.
 *
 * Functions that can fail for a reason outside the program return bool and
 * take a `struct err *` last.  On false the err is filled; on true it is
 * untouched.  The message is a finished phrase in the user's language; the
 * code is only for deciding what to do next.
 */

#include <stdbool.h>
#include "base/attr.h"

enum err_code {
    ERR_NONE,      /* no failure */
    ERR_USAGE,     /* wrong command line */
    ERR_SYNTAX,    /* a form, list, query or CSV file is malformed */
    ERR_NOT_FOUND, /* the thing named does not exist */
    ERR_CONFLICT,  /* somebody else changed it first */
    ERR_REFUSED,   /* the actor's rights or the record's state forbid it */
    ERR_INVALID,   /* the record has findings that stop the operation */
    ERR_IO,        /* the operating system said no */
    ERR_STORE,     /* the database said no */
};

struct err {
    enum err_code code;
    char msg[1024]; /* UTF-8, cut at a letter when too long */
};

#define ERR_INIT {ERR_NONE, ""}

/* Fill `e`; always returns false, so callers can `return err_set(...)`. */
bool err_set(struct err *e, enum err_code code, const char *fmt, ...) ATTR_PRINTF(3, 4) ATTR_NONNULL;

/* Put "context: " before the message in `e`; always returns false. */
bool err_wrap(struct err *e, const char *fmt, ...) ATTR_PRINTF(2, 3) ATTR_NONNULL;

#endif
