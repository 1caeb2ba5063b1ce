/*
 * Rows on their way into a table.
 *
 * One row is bound and run.  Many are read by one statement through a virtual table: SQLite keeps its place
 * in the table and its indexes, which is three times as fast.
 */

#include "store/inner.h"

#include <stdlib.h>

/* ---- the SQL ---- */

static void add_columns(struct str *sql, const struct insert *in)
{
    for (size_t i = 0; in->columns[i]; i++) {
        str_add(sql, i > 0 ? ", " : "");
        db_add_name(sql, in->columns[i]);
    }
}

static void add_target(struct str *sql, const char *verb, const struct insert *in)
{
    str_addf(sql, "%s INTO main.\"%s\" (", verb, in->table);
    add_columns(sql, in);
    str_add(sql, ") ");
}

static char *one_sql(const struct insert *in)
{
    struct str sql = STR_INIT;
    add_target(&sql, "INSERT", in);
    for (size_t i = 0; in->columns[i]; i++) {
        str_add(&sql, i > 0 ? ", ?" : "VALUES (?");
    }
    str_add(&sql, ")");
    return str_take(&sql);
}

static size_t count_columns(const struct insert *in)
{
    size_t n = 0;
    while (in->columns[n]) {
        n++;
    }
    return n;
}

/* FAIL: the rows before a refused one stay.  It needs no statement journal either, so that nothing is undone.
 */
static char *many_sql(const struct insert *in, size_t width)
{
    struct str sql = STR_INIT;
    add_target(&sql, "INSERT OR FAIL", in);
    for (size_t i = 0; in->columns[i]; i++) {
        str_addf(&sql, i > 0 ? ", c%zu" : "SELECT c%zu", i);
    }
    str_addf(&sql, " FROM _new_%zu", width);
    return str_take(&sql);
}

/* ---- the virtual tables ----
 *
 * They serve all tables: their columns have numbers for names, and there is one for 32 columns, for 64, …
 */

enum { WIDTH_MIN = 32, WIDTH_MAX = 2000 /* SQLite has no wider table */, WIDTHS = 7 };

struct incoming {
    const struct insert *in; /* at work */
    const void *rows;
    size_t n;
    bool made[WIDTHS];
    struct arena names;
};

static size_t count_rows(void *arg)
{
    const struct incoming *k = arg;
    return k->n;
}

static void read_cell(void *arg, size_t row, int col, struct db_value *out)
{
    const struct incoming *k = arg;
    k->in->cell(k->rows, row, col, out);
}

static bool add_incoming(struct store *st, size_t width, struct err *err)
{
    struct incoming *k = st->cache->incoming;
    const char **names = arena_alloc(&k->names, (width + 1) * sizeof *names);
    for (size_t i = 0; i < width; i++) {
        names[i] = arena_printf(&k->names, "c%zu", i);
    }
    struct db_vtab t = {
        .columns = names, .key_col = -1, .rows = count_rows, .cell = read_cell, .arg = k, .stays = true};
    return db_add_vtab(st->db, arena_printf(&k->names, "_new_%zu", width), &t, err);
}

/* A table that is wide enough; how wide it is. */
static bool make_incoming(struct store *st, size_t columns, size_t *width, struct err *err)
{
    size_t i = 0;
    if (!st->cache->incoming) {
        st->cache->incoming = mem_zero(1, sizeof *st->cache->incoming);
    }
    for (*width = WIDTH_MIN; *width < columns; i++) {
        *width = *width * 2 < WIDTH_MAX ? *width * 2 : WIDTH_MAX;
    }
    bool *made = &st->cache->incoming->made[i];
    *made = *made || add_incoming(st, *width, err);
    return *made;
}

/* ---- putting in ---- */

static bool insert_one(struct store *st, struct insert *in, const void *rows, struct err *err)
{
    struct db_stmt *s;
    if (!in->one) {
        in->one = one_sql(in);
    }
    if (!store_prepare(st, &s, in->one, err)) {
        return false;
    }
    for (int i = 0; in->columns[i]; i++) {
        struct db_value v = {.type = DB_NULL};
        in->cell(rows, 0, i, &v);
        db_bind_value(s, i + 1, &v);
    }
    bool ok = db_run(s, err);
    db_finalize(s);
    return ok;
}

static bool insert_many(struct store *st, struct insert *in, const void *rows, size_t n, struct err *err)
{
    struct db_stmt *s;
    size_t width;
    if (!in->many && make_incoming(st, count_columns(in), &width, err)) {
        in->many = many_sql(in, width);
    }
    if (!in->many || !store_prepare(st, &s, in->many, err)) {
        return false;
    }
    struct incoming *k = st->cache->incoming;
    k->in = in;
    k->rows = rows;
    k->n = n;
    bool ok = db_run(s, err);
    k->n = 0;
    db_finalize(s);
    return ok;
}

bool insert_try(struct store *st, struct insert *in, const void *rows, size_t n, size_t *done,
                struct err *err)
{
    *done = n;
    if (n == 0 || (n == 1 ? insert_one(st, in, rows, err) : insert_many(st, in, rows, n, err))) {
        return true;
    }
    bool some = n > 1 && db_last_fault(st->db) == DB_FAULT_CONSTRAINT;
    *done = some ? (size_t)db_changes(st->db) : 0;
    return false;
}

bool insert_all(struct store *st, struct insert *in, const void *rows, size_t n, struct err *err)
{
    size_t done;
    return insert_try(st, in, rows, n, &done, err);
}

void insert_release(struct insert *in)
{
    free(in->one);
    free(in->many);
    in->one = in->many = NULL;
}

void insert_release_all(struct store_cache *cache)
{
    insert_release(&cache->history);
    insert_release(&cache->search);
    if (cache->incoming) {
        arena_release(&cache->incoming->names);
    }
    free(cache->incoming);
}

bool store_expect_many(struct store *st, bool many, struct err *err)
{
    return db_keep_pages(st->db, many ? 8192 : DB_PAGES_KIB, err);
}
