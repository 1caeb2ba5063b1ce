/*
 * Tables that are no records and yet decide what records mean: lists, archived definitions, people and their rights, the schema itself.
 *
 * Whoever writes one of them says so before and after; the chain then holds the digest of the whole table, before and after.  So what was
 * altered behind our back is seen twice: the table is not what the last entry says, and should it be written again, the entry that follows
 * does not begin where the last one ended.
 */

#include "store/inner.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/pack.h"

/*
 * Everything else is vouched for without being named here.  Not vouched for is what follows from the rest or is nobody's answer: names that
 * end in '*' stand for all that begin so.
 */
static const char *const exempt[] = {
    "_history",          /* the chain itself */
    "_accepted",         /* part of each record's hash */
    "_snapshot*",        /* sealed one by one (snapshot.c) */
    "_sent_file",        /* each by its digest in _sent, which is vouched for (sent.c) */
    "_count",            /* counted again by `phieu verify` */
    "_search*",          /* made from the records */
    "_table",            /* numbers of search rows */
    "_serial",           /* the highest number given */
    "_meta",             /* what the program remembers for itself */
    "_draft*",           /* not stored yet */
    "_session",          /* who has the file open */
    "_verified*",        /* marks of double entry: what was keyed is in the history */
    "_operator",         /* statistics */
    "sqlite_*",          /* SQLite's own */
};

static bool matches(const char *pattern, const char *name)
{
    size_t n = strlen(pattern);
    return pattern[n - 1] == '*' ? strncmp(pattern, name, n - 1) == 0 : str_eq(pattern, name);
}

static bool is_exempt(const char *table)
{
    for (size_t i = 0; i < sizeof exempt / sizeof *exempt; i++) {
        if (matches(exempt[i], table)) {
            return true;
        }
    }
    return false;
}

/* ---- which tables there are ---- */

static bool kind_of(struct db *db, const char *table, enum table_kind *kind, struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    if (!db_prepare_cached(db, &s,
                           "SELECT coalesce(sum(name = '_version'), 0), coalesce(sum(name = '_row_key'), 0)"
                           " FROM pragma_table_info(?1, 'main')",
                           err)) {
        return false;
    }
    db_bind_text(s, 1, table);
    bool ok = db_step(s, &row, err);
    if (ok) {
        *kind = db_column_int(s, 0) > 0 ? TABLE_FORM : db_column_int(s, 1) > 0 ? TABLE_ROSTER : TABLE_CHAINED;
    }
    db_finalize(s);
    return ok;
}

bool chain_tables(struct db *db, enum table_kind kind, struct rowset *out, struct err *err)
{
    struct rowset all = {0};
    struct db_stmt *s;
    bool ok = db_prepare(db, &s, "SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY name", err);
    if (ok) {
        ok = rowset_fill(&all, s, SIZE_MAX, err);
        db_finalize(s);
    }
    rowset_add_column(out, "name");
    for (size_t i = 0; ok && i < all.nrows; i++) {
        const char *name = rowset_str(&all, i, "name");
        enum table_kind found;
        if (!is_exempt(name) && (ok = kind_of(db, name, &found, err)) && found == kind) {
            value_set_text(rowset_add_row(out), sv_of(name));
        }
    }
    rowset_release(&all);
    return ok;
}

/* ---- digests ---- */

bool chain_rows(struct db_stmt *s, char digest[HASH_HEX], struct err *err)
{
    struct str bytes = STR_INIT;
    struct value v = VALUE_INIT;
    struct db_value d;
    bool row = true, ok = true;
    int n = db_columns(s);
    while (ok && (ok = db_step(s, &row, err)) && row) {
        str_clear(&bytes);
        pack_text(&bytes, digest, strlen(digest));
        for (int i = 0; i < n; i++) {
            db_column_value(s, i, &d);
            value_from_db(&v, &d);
            d.type == DB_BLOB ? pack_text(&bytes, d.text.p, d.text.n) : value_pack(&bytes, &v);
        }
        hash_hex(bytes.p, bytes.len, digest);
    }
    value_release(&v);
    str_release(&bytes);
    return ok;
}

/* In an order that says nothing of where the rows lie. */
static bool prepare_table(struct db *db, const char *table, struct db_stmt **s, struct err *err)
{
    struct str sql = STR_INIT;
    str_add(&sql, "SELECT * FROM main.");
    db_add_name(&sql, table);
    bool ok = db_prepare(db, s, sql.p, err);
    for (int i = 0, n = ok ? db_columns(*s) : 0; i < n; i++) {
        str_addf(&sql, "%s %d", i > 0 ? "," : " ORDER BY", i + 1);
    }
    if (ok) {
        db_finalize(*s);
        ok = db_prepare(db, s, sql.p, err);
    }
    str_release(&sql);
    return ok;
}

bool chain_digest(struct db *db, const char *table, char digest[HASH_HEX], struct err *err)
{
    struct db_stmt *s;
    bool exists = true;
    digest[0] = '\0';
    if (str_eq(table, CHAIN_SCHEMA)) {
        if (!db_prepare(db, &s, "SELECT type, name, tbl_name, sql FROM main.sqlite_schema WHERE name NOT GLOB 'sqlite_stat*' ORDER BY 1, 2", err)) {
            return false;
        }
    } else if (!schema_table_exists(db, table, &exists, err) || !exists) {
        return !exists;
    } else if (!prepare_table(db, table, &s, err)) {
        return false;
    }
    bool ok = chain_rows(s, digest, err);
    db_finalize(s);
    return ok;
}

/* ---- before and after ---- */

static struct chained *chain_push(struct chain_set *set, const char *table)
{
    struct chained *c = vec_push(&set->list);
    c->table = mem_dup(table);
    return c;
}

bool store_chain_begin(struct store *st, struct chain_set *set, const char *table, struct err *err)
{
    return chain_digest(st->db, table, chain_push(set, table)->before, err);
}

bool chain_begin_all(struct store *st, struct chain_set *set, struct err *err)
{
    struct rowset tables = {0};
    bool ok = chain_tables(st->db, TABLE_CHAINED, &tables, err);
    chain_push(set, CHAIN_SCHEMA);
    for (size_t i = 0; i < tables.nrows; i++) {
        chain_push(set, rowset_str(&tables, i, "name"));
    }
    rowset_release(&tables);
    return ok;
}

void store_chain_release(struct chain_set *set)
{
    for (size_t i = 0; i < set->list.n; i++) {
        free(set->list.v[i].table);
    }
    vec_release(&set->list);
}

static void add_change(struct changes *changes, const struct chained *c, struct cell *old, struct cell *now, const char *after)
{
    value_set_text(&old->value, sv_of(c->before));
    value_set_text(&now->value, sv_of(after));
    *vec_push(&changes->list) = (struct change){.path = mem_dup(c->table), .old = old, .now = now};
}

bool store_chain_end(struct store *st, struct chain_set *set, const struct change_info *info, struct err *err)
{
    struct change_info mine = *info;
    struct changes changes = {0};
    struct cell *cells = mem_zero(2 * set->list.n + 1, sizeof *cells);
    char after[HASH_HEX];
    bool ok = true;
    for (size_t i = 0; ok && i < set->list.n; i++) {
        const struct chained *c = &set->list.v[i];
        ok = chain_digest(st->db, c->table, after, err);
        if (ok && !str_eq(after, c->before)) {
            add_change(&changes, c, &cells[2 * i], &cells[2 * i + 1], after);
        }
    }
    mine.op = "tables";
    ok = ok && (changes.list.n == 0 || store_history_add(st, "", "", 0, &changes, NULL, &mine, err));
    for (size_t i = 0; i < 2 * set->list.n; i++) {
        value_release(&cells[i].value);
    }
    free(cells);
    changes_release(&changes);
    store_chain_release(set);
    return ok;
}
