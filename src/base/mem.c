#include "base/mem.h"

#include <malloc.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/i18n.h"

enum {
    EXIT_FATAL = 71,      /* EX_OSERR of sysexits.h */
    ARENA_BLOCK = 8192,   /* bytes a block holds */
    ARENA_BIG = 2048,     /* a request from here on gets a block of its own */
    ARENA_BRIEF = 256,    /* bytes of a text that needs no second formatting */
};

/*
 * The program's only mutable static: a failed allocation, deep inside anything,
 * must reach the terminal without a context being handed through every call.
 */
static void (*fatal_hook)(void);

void mem_on_fatal(void (*hook)(void))
{
    fatal_hook = hook;
}

void mem_fatal(const char *what)
{
    void (*hook)(void) = fatal_hook;

    fatal_hook = NULL; /* the hook itself may run out of memory */
    if (hook) {
        hook();
    }
    fprintf(stderr, "phieu: %s\n", what);
    _exit(EXIT_FATAL); /* exit handlers would allocate again */
}

void mem_setup(void)
{
#ifdef M_MXFAST
    mallopt(M_MXFAST, 0);
#endif
}

static void *checked(void *p)
{
    if (!p) {
        mem_fatal(_("Out of memory. Close other programs and start again; drafts are kept."));
    }
    return p;
}

static size_t product(size_t count, size_t bytes)
{
    size_t total;

    if (__builtin_mul_overflow(count, bytes, &total)) {
        mem_fatal(_("Out of memory: a size is beyond what this computer can hold."));
    }
    return total ? total : 1;
}

void *mem_alloc(size_t bytes)
{
    return checked(malloc(product(1, bytes)));
}

void *mem_zero(size_t count, size_t bytes)
{
    return checked(calloc(1, product(count, bytes)));
}

void *mem_resize(void *p, size_t count, size_t bytes)
{
    return checked(realloc(p, product(count, bytes)));
}

char *mem_dup(const char *s)
{
    return mem_dup_n(s, strlen(s));
}

char *mem_dup_n(const char *s, size_t bytes)
{
    char *copy = mem_alloc(bytes + 1);

    if (bytes > 0) {
        memcpy(copy, s, bytes);
    }
    copy[bytes] = '\0';
    return copy;
}

struct arena_block {
    struct arena_block *next;
    size_t used, cap;   /* bytes of data */
    max_align_t data[];
};

/* Divided before it is added to, so that the count cannot wrap. */
static struct arena_block *block_new(size_t cap)
{
    struct arena_block *b = mem_zero(cap / sizeof *b->data + 1 + sizeof *b / sizeof *b->data, sizeof *b->data);

    b->cap = cap;
    return b;
}

static void *block_take(struct arena_block *b, size_t bytes)
{
    void *p = (char *)b->data + b->used;

    b->used += bytes;
    return p;
}

/* A big request goes behind the head, which keeps serving the small ones. */
static void *take_big(struct arena *a, size_t bytes)
{
    struct arena_block *b = block_new(bytes);

    if (a->head) {
        b->next = a->head->next;
        a->head->next = b;
    } else {
        a->head = b;
    }
    return block_take(b, bytes);
}

/* From a place divided by `unit`; a new block begins with one for anything. */
static void *take(struct arena *a, size_t bytes, size_t unit)
{
    struct arena_block *b = a->head;

    if (bytes >= ARENA_BIG) {
        return take_big(a, bytes);
    }
    if (b) {
        b->used = (b->used + unit - 1) / unit * unit;
    }
    if (!b || b->used + bytes > b->cap) {
        b = block_new(ARENA_BLOCK);
        b->next = a->head;
        a->head = b;
    }
    return block_take(b, bytes);
}

void *arena_alloc(struct arena *a, size_t bytes)
{
    return take(a, bytes > 0 ? bytes : 1, sizeof(max_align_t));
}

char *arena_dup(struct arena *a, const char *s)
{
    return arena_dup_n(a, s, strlen(s));
}

char *arena_dup_n(struct arena *a, const char *s, size_t bytes)
{
    char *copy = take(a, bytes + 1, 1); /* texts stand side by side */

    memcpy(copy, s, bytes);
    return copy;
}

/* Names and paths are short: they are formatted once. */
char *arena_printf(struct arena *a, const char *fmt, ...)
{
    char brief[ARENA_BRIEF];
    va_list ap;

    va_start(ap, fmt);
    int n = vsnprintf(brief, sizeof brief, fmt, ap);
    va_end(ap);
    if (n < 0) {
        mem_fatal(_("A message cannot be formatted."));
    }
    if ((size_t)n < sizeof brief) {
        return arena_dup_n(a, brief, (size_t)n);
    }
    char *text = arena_alloc(a, (size_t)n + 1);
    va_start(ap, fmt);
    vsnprintf(text, (size_t)n + 1, fmt, ap);
    va_end(ap);
    return text;
}

void arena_release(struct arena *a)
{
    while (a->head) {
        struct arena_block *next = a->head->next;
        free(a->head);
        a->head = next;
    }
}
