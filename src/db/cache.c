/*
 * Statements kept for reuse.  A hundred hashes are compared in less time than one bind takes, so an
 * array is all the table there is.
 */

#include "db/db_int.h"

#include <string.h>

/* FNV-1a over words: an import asks for a dozen long texts a row. */
uint64_t cache_hash(const char *text)
{
    size_t n = strlen(text);
    uint64_t h = 0xcbf29ce484222325u ^ n, word;
    for (; n >= sizeof word; text += sizeof word, n -= sizeof word) {
        memcpy(&word, text, sizeof word);
        h = (h ^ word) * 0x100000001b3u;
        h ^= h >> 32;
    }
    for (; n > 0; text++, n--) {
        h = (h ^ (unsigned char)*text) * 0x100000001b3u;
    }
    return h;
}

static size_t cache_find(const struct stmt_cache *c, const char *text, uint64_t hash)
{
    size_t i = 0;
    while (i < c->n && !(c->idle[i]->hash == hash && str_eq(c->idle[i]->text, text))) {
        i++;
    }
    return i;
}

static struct db_stmt *cache_remove(struct stmt_cache *c, size_t i)
{
    struct db_stmt *st = c->idle[i];
    c->idle[i] = c->idle[--c->n];
    return st;
}

static size_t cache_oldest(const struct stmt_cache *c)
{
    size_t oldest = 0;
    for (size_t i = 1; i < c->n; i++) {
        if (c->idle[i]->used < c->idle[oldest]->used) {
            oldest = i;
        }
    }
    return oldest;
}

struct db_stmt *cache_take(struct stmt_cache *c, const char *text, uint64_t hash)
{
    size_t i = cache_find(c, text, hash);
    return i < c->n ? cache_remove(c, i) : NULL;
}

void cache_put(struct stmt_cache *c, struct db_stmt *st)
{
    if (cache_find(c, st->text, st->hash) < c->n) {
        stmt_free(st); /* two of the same text were in use at once; one is enough */
        return;
    }
    if (c->n == DB_CACHE_MAX) {
        stmt_free(cache_remove(c, cache_oldest(c)));
    }
    st->used = ++c->clock;
    c->idle[c->n++] = st;
}

void cache_release(struct stmt_cache *c)
{
    while (c->n > 0) {
        stmt_free(c->idle[--c->n]);
    }
}
