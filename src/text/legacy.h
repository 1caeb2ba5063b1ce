#ifndef TEXT_LEGACY_H
#define TEXT_LEGACY_H

/*
 * Vietnamese text as it was written before Unicode, still met in files of schools.
 *
 * Recognising is by trial: read as each encoding in turn, how many of the words that bear marks are syllables?
 * Conversion is never unasked; whoever asks says which encoding it is.
 */

#include <stdbool.h>
#include "base/err.h"
#include "base/str.h"

enum legacy {
    LEGACY_TCVN3,  /* fonts .Vn… ("ABC"); TCVN 5712:1993 */
    LEGACY_VNI,    /* fonts VNI-…: a letter and a mark behind it */
    LEGACY_VISCII, /* RFC 1456 */
    LEGACY_CP1258, /* Windows-1258 */
    LEGACY_VIQR,   /* RFC 1456: Vie^.t Nam, in ASCII */
    LEGACY_COUNT
};

/* What the encoding is called on the command line: "tcvn3". */
const char *legacy_name(enum legacy encoding);
/* False when there is none of that name. */
bool legacy_find(const char *name, enum legacy *out);

#define LEGACY_SAMPLE 65536 /* bytes by which an encoding is known */

/*
 * The encoding that suits `bytes` best; *confidence is the share of words with marks that are Vietnamese syllables,
 * in per cent.  False when none suits (fewer than half are), or when the text needs none: it is UTF-8 and its
 * letters are no other encoding's bytes.  Of LEGACY_SAMPLE bytes or more those up to the last end of a line are looked at.
 */
bool legacy_recognise(struct sv bytes, enum legacy *out, int *confidence);

/*
 * Append `bytes` as UTF-8 in NFC.  Text that is UTF-8 already but made of the encoding's bytes as Latin letters (a
 * spreadsheet in an old font) is taken back to those bytes first.  False (ERR_INVALID) names the first byte, counted
 * from 1, that the encoding does not have; `out` is as before then.
 */
bool legacy_convert(enum legacy encoding, struct sv bytes, struct str *out, struct err *err);

#endif
