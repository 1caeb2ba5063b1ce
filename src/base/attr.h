#ifndef BASE_ATTR_H
#define BASE_ATTR_H

/* Compiler attributes under one name each; gcc and clang know them all. */

#define ATTR_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define ATTR_NONNULL __attribute__((nonnull))
#define ATTR_MALLOC __attribute__((malloc, returns_nonnull))
#define ATTR_NORETURN __attribute__((noreturn))

#endif
