#include "base/str.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/i18n.h"
#include "base/mem.h"

char str_empty[1] = "";

static void grow(struct str *s, size_t more)
{
    if (more > SIZE_MAX / 4 - s->len) {
        mem_fatal(_("Out of memory: a text is too long."));
    }
    size_t need = s->len + more + 1;
    size_t cap = s->cap ? s->cap : 32;
    while (cap < need) {
        cap *= 2;
    }
    s->p = mem_resize(s->cap ? s->p : NULL, cap, 1);
    if (s->cap == 0) {
        s->p[0] = '\0';
    }
    s->cap = cap;
}

/* Room for `more` bytes and the NUL. */
static void reserve(struct str *s, size_t more)
{
    if (more >= s->cap - s->len) {
        grow(s, more);
    }
}

void str_release(struct str *s)
{
    if (s->cap) {
        free(s->p);
    }
    *s = (struct str)STR_INIT;
}

void str_clear(struct str *s)
{
    str_cut(s, 0);
}

char *str_take(struct str *s)
{
    char *p = s->cap ? s->p : mem_dup("");

    *s = (struct str)STR_INIT;
    return p;
}

void str_add(struct str *s, const char *text)
{
    str_add_n(s, text, strlen(text));
}

void str_add_n(struct str *s, const char *bytes, size_t n)
{
    if (n == 0) {
        return;
    }
    reserve(s, n);
    memcpy(s->p + s->len, bytes, n);
    s->len += n;
    s->p[s->len] = '\0';
}

void str_add_sv(struct str *s, struct sv v)
{
    str_add_n(s, v.p, v.n);
}

void str_add_c(struct str *s, char c)
{
    reserve(s, 1);
    s->p[s->len++] = c;
    s->p[s->len] = '\0';
}

void str_addf(struct str *s, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    str_addv(s, fmt, ap);
    va_end(ap);
}

/* Mostly the text fits what is there already, and is formatted once. */
void str_addv(struct str *s, const char *fmt, va_list ap)
{
    va_list again;

    reserve(s, 0);
    size_t room = s->cap - s->len;
    va_copy(again, ap);
    int n = vsnprintf(s->p + s->len, room, fmt, ap);
    if (n < 0) {
        mem_fatal(_("A message cannot be formatted."));
    }
    if ((size_t)n >= room) {
        reserve(s, (size_t)n);
        vsnprintf(s->p + s->len, (size_t)n + 1, fmt, again);
    }
    va_end(again);
    s->len += (size_t)n;
}

void str_set(struct str *s, const char *text)
{
    str_clear(s);
    str_add(s, text);
}

void str_splice(struct str *s, size_t at, size_t del, const char *bytes, size_t n)
{
    if (at > s->len) {
        at = s->len;
    }
    if (del > s->len - at) {
        del = s->len - at;
    }
    if (n == 0 && del == 0) {
        return;
    }
    reserve(s, n);
    memmove(s->p + at + n, s->p + at + del, s->len - at - del + 1);
    if (n > 0) {
        memcpy(s->p + at, bytes, n);
    }
    s->len = s->len - del + n;
}

void str_cut(struct str *s, size_t len)
{
    if (s->cap && len < s->len) {
        s->len = len;
        s->p[len] = '\0';
    }
}

bool str_eq(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

bool str_eq_null(const char *a, const char *b)
{
    return a && b ? str_eq(a, b) : a == b;
}

bool str_starts(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool str_ends(const char *s, const char *suffix)
{
    size_t n = strlen(s), end = strlen(suffix);

    return n >= end && str_eq(s + n - end, suffix);
}

struct sv sv_of(const char *s)
{
    return (struct sv){s, strlen(s)};
}

bool sv_eq(struct sv v, const char *s)
{
    return v.n == strlen(s) && (v.n == 0 || memcmp(v.p, s, v.n) == 0);
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct sv sv_trim(struct sv v)
{
    while (v.n > 0 && is_blank(v.p[0])) {
        v.p++;
        v.n--;
    }
    while (v.n > 0 && is_blank(v.p[v.n - 1])) {
        v.n--;
    }
    return v;
}

bool sv_next(struct sv *rest, char sep, struct sv *piece)
{
    if (rest->n == 0) {
        return false;
    }
    const char *at = memchr(rest->p, sep, rest->n);
    size_t n = at ? (size_t)(at - rest->p) : rest->n;
    size_t cut = at ? n + 1 : n;

    *piece = sv_trim((struct sv){rest->p, n});
    rest->p += cut;
    rest->n -= cut;
    return true;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Levenshtein's distance in bytes, one row at a time; `row` holds strlen(b) + 1 numbers. */
static size_t edit_distance(const char *a, const char *b, size_t *row)
{
    size_t nb = strlen(b);

    for (size_t j = 0; j <= nb; j++) {
        row[j] = j;
    }
    for (size_t i = 1; a[i - 1]; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t swapped = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = least(swapped, least(row[j], row[j - 1]) + 1);
        }
    }
    return row[nb];
}

const char *str_nearest(const char *wrong, const char *const *names, size_t n)
{
    size_t length = strlen(wrong);
    size_t best = 2 + length / 3; /* one more than is near */
    size_t *row = mem_zero(length + best + 1, sizeof *row);
    const char *nearest = NULL;

    for (size_t i = 0; i < n; i++) {
        size_t other = strlen(names[i]);
        if (other >= length + best || length >= other + best) {
            continue;
        }
        size_t distance = edit_distance(wrong, names[i], row);
        if (distance < best) {
            best = distance;
            nearest = names[i];
        }
    }
    free(row);
    return nearest;
}
