#ifndef FORM_CODE_H
#define FORM_CODE_H

/*
 * Codes that the program gives (struct form_code), as texts: composing them, finding them where people wrote them, exchanging many at once.
 *
 * In a text a code stands by itself: no letter or digit touches it, and neither does a mark that ties it to a longer one ("H1-1.1-10" is
 * not in "H1-1.1-100", "1.1-01" not in "H1-1.1-01", "MC.1.1" not in "MC.1.1.01").  Brackets, commas and the like set it apart, and so does a
 * hyphen between two codes, and the full stop of a sentence.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"
#include "base/vec.h"

/* The digits at the end of a code; false when there are none, or more than nine. */
bool code_number(const char *code, int64_t *out);
/* The number of a code that is the prefix and digits, nothing else. */
bool code_number_behind(const char *code, const char *prefix, int64_t *out);
/* The prefix and the number with at least so many digits. */
void code_add(struct str *out, const char *prefix, int64_t number, int digits);

struct code_change {
    char *old, *now; /* owned; now NULL: the code is looked for, and to be told of */
};
struct code_map {
    VEC(struct code_change) list; /* by `old`, after code_map_sort */
    size_t longest;               /* bytes of the longest `old` */
};
void code_map_add(struct code_map *m, const char *old, const char *now); /* copied */
void code_map_sort(struct code_map *m);
/* NULL when it is not there. */
const struct code_change *code_map_find(const struct code_map *m, struct sv old);
void code_map_release(struct code_map *m);

struct code_match {
    size_t at, len; /* bytes of the text */
    const struct code_change *change;
};
/* The next code of the map in the text; a zeroed match to begin with, the one before to go on. */
bool code_find(const struct code_map *m, struct sv text, struct code_match *match);
/* The text with all of them exchanged, each once, whatever the others become; false when that changes nothing. */
bool code_exchange(const struct code_map *m, struct sv text, struct str *out);

#endif
