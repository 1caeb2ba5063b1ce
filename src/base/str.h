#ifndef BASE_STR_H
#define BASE_STR_H

/*
 * Strings.  `struct str` owns and grows; `struct sv` borrows a run of bytes.
 * `s.p` is always NUL-terminated and never NULL after STR_INIT.  What is added must not lie in the
 * string itself.
 */

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include "base/attr.h"

struct str {
    char *p;    /* bytes, NUL after the last */
    size_t len; /* bytes, without the NUL */
    size_t cap; /* bytes allocated; 0 while p is the shared empty string */
};

struct sv {
    const char *p;
    size_t n; /* bytes */
};

extern char str_empty[1]; /* what an empty str points at; never written to */
#define STR_INIT {str_empty, 0, 0}
#define SV(literal) ((struct sv){(literal), sizeof(literal) - 1})

void str_release(struct str *s) ATTR_NONNULL; /* frees; s is as after STR_INIT */
void str_clear(struct str *s) ATTR_NONNULL;   /* length 0, keeps the memory */
char *str_take(struct str *s) ATTR_NONNULL;   /* hands over the bytes (free() them), leaves s empty */
void str_add(struct str *s, const char *text) ATTR_NONNULL;
void str_add_n(struct str *s, const char *bytes, size_t n);  /* bytes may be NULL when n is 0, as in an sv */
void str_add_sv(struct str *s, struct sv v) ATTR_NONNULL;
void str_add_c(struct str *s, char c) ATTR_NONNULL;
void str_addf(struct str *s, const char *fmt, ...) ATTR_PRINTF(2, 3) ATTR_NONNULL;
void str_addv(struct str *s, const char *fmt, va_list ap) ATTR_PRINTF(2, 0) ATTR_NONNULL;
void str_set(struct str *s, const char *text) ATTR_NONNULL;                      /* clear, add */
/* Replace del bytes at `at`; both are cut to what is there. */
void str_splice(struct str *s, size_t at, size_t del, const char *bytes, size_t n);
void str_cut(struct str *s, size_t len) ATTR_NONNULL;                             /* shorten to len bytes */

bool str_eq(const char *a, const char *b) ATTR_NONNULL;        /* same bytes */
bool str_eq_null(const char *a, const char *b);                /* same; NULL equals only NULL */
bool str_starts(const char *s, const char *prefix) ATTR_NONNULL;
bool str_ends(const char *s, const char *suffix) ATTR_NONNULL;

struct sv sv_of(const char *s) ATTR_NONNULL;
bool sv_eq(struct sv v, const char *s) ATTR_NONNULL;
struct sv sv_trim(struct sv v);                                /* ASCII blanks off both ends */
/* Cut the next piece off `rest` at `sep` (trimmed); false when nothing is left, so "a," has one piece. */
bool sv_next(struct sv *rest, char sep, struct sv *piece) ATTR_NONNULL;

/* The name in `names` (n of them; NULL: none) nearest to `wrong`, NULL if none is near (at most 1 + length/3 edits). */
const char *str_nearest(const char *wrong, const char *const *names, size_t n);

#endif
