#include "form/code.h"

#include <string.h>

#include "text/utf8.h"

enum { DIGITS_MAX = 9 };

/* ---- numbers ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int64_t read_digits(const char *p, size_t n)
{
    int64_t x = 0;
    for (size_t i = 0; i < n; i++) {
        x = x * 10 + (p[i] - '0');
    }
    return x;
}

bool code_number(const char *code, int64_t *out)
{
    size_t end = strlen(code), start = end;
    while (start > 0 && is_digit(code[start - 1])) {
        start--;
    }
    *out = end > start && end - start <= DIGITS_MAX ? read_digits(code + start, end - start) : 0;
    return end > start && end - start <= DIGITS_MAX;
}

bool code_number_behind(const char *code, const char *prefix, int64_t *out)
{
    size_t n = strlen(prefix);
    size_t digits = str_starts(code, prefix) ? strspn(code + n, "0123456789") : 0;
    bool is = digits > 0 && digits <= DIGITS_MAX && code[n + digits] == '\0';
    *out = is ? read_digits(code + n, digits) : 0;
    return is;
}

void code_add(struct str *out, const char *prefix, int64_t number, int digits)
{
    str_addf(out, "%s%0*lld", prefix, digits, (long long)number);
}

/* ---- where a code begins and ends ---- */

static bool ties(char c)
{
    return c == '-' || c == '.' || c == '/' || c == '_';
}

static bool word_at(struct sv text, size_t at)
{
    uint32_t cp = 0;
    return at < text.n && utf8_decode((struct sv){text.p + at, text.n - at}, &cp) > 0 && utf8_in_word(cp);
}

static bool word_before(struct sv text, size_t at)
{
    size_t start = at;
    while (start > 0 && ((unsigned char)text.p[--start] & 0xC0) == 0x80) {
    }
    return at > 0 && word_at(text, start);
}

/* `after`: where the code before this one ended. */
static bool may_begin(struct sv text, size_t at, size_t after)
{
    bool tied = at > 0 && ties(text.p[at - 1]) && word_before(text, at - 1) && !(after > 0 && at - 1 == after);
    return !word_before(text, at) && !tied;
}

static bool may_end(struct sv text, size_t at)
{
    return !word_at(text, at) && !(at + 1 < text.n && ties(text.p[at]) && is_digit(text.p[at + 1]));
}

/* ---- exchanging ---- */

void code_map_add(struct code_map *m, const char *old, const char *now)
{
    *vec_push(&m->list) = (struct code_change){mem_dup(old), now ? mem_dup(now) : NULL};
    size_t n = strlen(old);
    m->longest = n > m->longest ? n : m->longest;
}

static int by_old(const void *a, const void *b)
{
    return strcmp(((const struct code_change *)a)->old, ((const struct code_change *)b)->old);
}

void code_map_sort(struct code_map *m)
{
    if (m->list.n > 0) {
        qsort(m->list.v, m->list.n, sizeof *m->list.v, by_old);
    }
}

static int against(const void *key, const void *element)
{
    const struct sv *k = key;
    const char *old = ((const struct code_change *)element)->old;
    int order = strncmp(k->p, old, k->n);
    return order != 0 ? order : old[k->n] == '\0' ? 0 : -1;
}

const struct code_change *code_map_find(const struct code_map *m, struct sv old)
{
    return m->list.n == 0 ? NULL : bsearch(&old, m->list.v, m->list.n, sizeof *m->list.v, against);
}

void code_map_release(struct code_map *m)
{
    for (size_t i = 0; i < m->list.n; i++) {
        free(m->list.v[i].old);
        free(m->list.v[i].now);
    }
    vec_release(&m->list);
    m->longest = 0;
}

/* The longest that begins here. */
static bool match_at(const struct code_map *m, struct sv text, size_t at, struct code_match *match)
{
    size_t most = text.n - at < m->longest ? text.n - at : m->longest;
    for (size_t n = most; n > 0; n--) {
        const struct code_change *c = may_end(text, at + n) ? code_map_find(m, (struct sv){text.p + at, n}) : NULL;
        if (c) {
            *match = (struct code_match){at, n, c};
            return true;
        }
    }
    return false;
}

bool code_find(const struct code_map *m, struct sv text, struct code_match *match)
{
    size_t after = match->at + match->len;
    for (size_t at = after; at < text.n; at++) {
        if (may_begin(text, at, after) && match_at(m, text, at, match)) {
            return true;
        }
    }
    return false;
}

bool code_exchange(const struct code_map *m, struct sv text, struct str *out)
{
    struct code_match match = {0};
    size_t done = 0;
    bool changed = false;
    while (code_find(m, text, &match)) {
        const struct code_change *c = match.change;
        str_add_n(out, text.p + done, match.at - done);
        str_add(out, c->now ? c->now : c->old);
        done = match.at + match.len;
        changed = changed || (c->now && !str_eq(c->now, c->old));
    }
    str_add_n(out, text.p + done, text.n - done);
    return changed;
}
