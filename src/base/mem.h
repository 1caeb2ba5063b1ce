#ifndef BASE_MEM_H
#define BASE_MEM_H

/*
 * Memory.  Out of memory ends the program through one door: the hook (which
 * restores the terminal) runs, a sentence goes to stderr, exit code 71.
 * Drafts are on disk by then.
 */

#include <stddef.h>
#include "base/attr.h"

/*
 * Once, before anything is allocated.  SQLite makes and frees thousands of small pieces between a few big ones, and for each big one
 * glibc sweeps up its fast bins; without them a start is shorter, and an open form smaller by 170 KB.  Elsewhere nothing happens.
 */
void mem_setup(void);

void *mem_alloc(size_t bytes) ATTR_MALLOC;                 /* uninitialised; free() it */
void *mem_zero(size_t count, size_t bytes) ATTR_MALLOC;    /* zeroed; overflow checked; free() it */
void *mem_resize(void *p, size_t count, size_t bytes);     /* realloc with overflow check */
char *mem_dup(const char *s) ATTR_MALLOC ATTR_NONNULL;     /* a copy of a C string; free() it */
char *mem_dup_n(const char *s, size_t bytes) ATTR_MALLOC;  /* first bytes of s, NUL added; free() it */

/* Called (once) before the program dies of a fatal condition; NULL takes it back. */
void mem_on_fatal(void (*hook)(void));

/* Say `what` on stderr after the hook has run, and exit 71. */
void mem_fatal(const char *what) ATTR_NORETURN ATTR_NONNULL;

/*
 * An arena: many small blocks that live and die together (a loaded
 * application).  Nothing is freed singly.
 */
struct arena {
    struct arena_block *head;
};
#define ARENA_INIT {NULL}

void *arena_alloc(struct arena *a, size_t bytes) ATTR_NONNULL;            /* zeroed, aligned for any type */
char *arena_dup(struct arena *a, const char *s) ATTR_NONNULL;             /* a copy of a C string */
char *arena_dup_n(struct arena *a, const char *s, size_t bytes) ATTR_NONNULL;
char *arena_printf(struct arena *a, const char *fmt, ...) ATTR_PRINTF(2, 3) ATTR_NONNULL;
void arena_release(struct arena *a) ATTR_NONNULL; /* frees all; the arena may be used again */

#endif
