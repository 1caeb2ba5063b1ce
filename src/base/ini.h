#ifndef BASE_INI_H
#define BASE_INI_H

/*
 * INI files in phieu's dialect (docs/forms.md, "The INI dialect").
 *
 * iniparser loses text silently in eight ways and forgets line numbers.  So the
 * bytes are checked first by our own pass, which accepts a dialect so narrow that
 * iniparser cannot lose anything in it, and notes the line of every section and
 * key; then iniparser reads the same lines, and its values are taken.
 * Faults are reported all at once to a callback.
 */

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

struct ini_key {
    const char *name;  /* as written, lower case ASCII */
    const char *value; /* without quotes; "" when empty */
    bool quoted;       /* was written in double quotes */
    int line;          /* 1 … */
    bool used;         /* for the reader: set by ini_get, so that unknown keys can be named */
};

struct ini_section {
    const char *kind; /* "field" of [field chi_bao.ket_qua] */
    const char *name; /* "chi_bao.ket_qua", "" when there is none */
    int line;
    struct ini_key *keys;
    size_t nkeys;
};

struct ini {
    struct arena arena; /* owns every string here */
    struct ini_section *sections; /* in the file's order */
    size_t nsections;
};

/* Told each fault: the line (0: the file as a whole) and a finished sentence without the file's name. */
typedef void ini_fault_fn(void *arg, int line, const char *msg);

/*
 * Read the file at `path` (at most 1 MiB).  With faults, what could be understood is still in `*out`
 * (so that the reader can go on and report more), and `*nfaults` counts them.
 * False only when the file cannot be read at all.  Free with ini_free.
 */
bool ini_read(struct ini **out, const char *path, ini_fault_fn *fault, void *arg, size_t *nfaults,
              struct err *err);
void ini_free(struct ini *ini);

/* The key's entry or NULL; marks it used. */
struct ini_key *ini_get(struct ini_section *s, const char *name);

/* "key = value" without a line feed, in quotes where the dialect wants them.  The value holds no '"' and no control characters. */
void ini_add_pair(struct str *out, const char *key, const char *value);
/*
 * Give a key this value in the text of a file: its line is replaced, or put behind the last one of its section [head], or at the end
 * with the section.  All other bytes stay as they are, comments, too.  (base/ini_edit.c)
 */
void ini_set(struct str *text, const char *head, const char *key, const char *value);

#endif
