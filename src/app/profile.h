#ifndef APP_PROFILE_H
#define APP_PROFILE_H

/*
 * What `phieu doctor` found out about a terminal, kept in the person's own files: phieu.ini and the file of keys that it names.  Both are
 * changed in the places concerned and written whole (a temporary file, renamed); everything else in them stays.
 */

#include "app/config.h"
#include "screen/doctor.h"

struct profile {
    const char *borders;             /* "ascii", "unicode", "acs"; NULL: no change */
    const struct doctor_keys *keys;  /* those that can be learnt are */
    const char *term;                /* TERM, under which they are kept */
};

/* How many keys of it can be learnt. */
size_t profile_keys(const struct profile *p);

/*
 * Save it; the paths of what was written are added to `told`, a line each.  `keymap` is the file of keys as it was read (NULL: there is
 * none).  A file of keys that is not in the person's own folder is copied there first.
 */
bool profile_save(const struct profile *p, const struct config *c, const struct keymap *keymap, struct str *told, struct err *err);

#endif
