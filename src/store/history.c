/*
 * The history: append-only, chained by SHA-256 from the first entry on.
 *
 * What is chained of a value is its digest, salted at random, never the value: so a value can be erased by
 * law (its old, new and salt go, the digests stay) and the chain still verifies.  Changes are JSON, so that
 * the sqlite3 shell reads them.
 */

#include "store/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/pack.h"

#define SALT_BYTES 16
#define SALT_HEX   (2 * SALT_BYTES)

/* ---- digests ---- */

static const struct value *value_of(const struct cell *c)
{
    static const struct value nothing = VALUE_INIT;
    return c ? &c->value : &nothing;
}

static void digest(const char *salt, const struct value *v, char out[HASH_HEX])
{
    struct str bytes = STR_INIT;
    pack_text(&bytes, salt, strlen(salt));
    value_pack(&bytes, v);
    hash_hex(bytes.p, bytes.len, out);
    str_release(&bytes);
}

/* ---- JSON ---- */

static void add_json_text(struct str *out, const char *s)
{
    str_add_c(out, '"');
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '"' || c == '\\') {
            str_add_c(out, '\\');
            str_add_c(out, *s);
        } else if (c < 0x20) {
            str_addf(out, "\\u%04x", c);
        } else {
            str_add_c(out, *s);
        }
    }
    str_add_c(out, '"');
}

/* A real keeps its point, so that it is read back as one. */
static void add_json_real(struct str *out, double x)
{
    size_t start = out->len;
    str_addf(out, "%.17g", x);
    if (!strpbrk(out->p + start, ".e")) {
        str_add(out, ".0");
    }
}

static void add_json_value(struct str *out, const struct value *v)
{
    switch (v->type) {
    case VALUE_NULL:
        str_add(out, "null");
        break;
    case VALUE_INT:
        str_addf(out, "%lld", (long long)v->i);
        break;
    case VALUE_REAL:
        add_json_real(out, v->r);
        break;
    case VALUE_TEXT:
        add_json_text(out, v->text);
        break;
    }
}

/* ---- one entry ---- */

struct entry {
    int64_t seq;
    const char *at;
    const char *form, *record;
    int64_t version;
    const char *record_hash; /* or NULL */
    const struct change_info *info;
    const char *prev;
    struct str changes; /* JSON */
    struct str digests; /* canonical bytes: path, digest of old, digest of new, … */
    size_t nchanges;
};

static void pack_str(struct str *out, const char *s)
{
    if (s) {
        pack_text(out, s, strlen(s));
    } else {
        pack_null(out);
    }
}

static void hex_salt(const unsigned char *bytes, char out[SALT_HEX + 1])
{
    for (size_t i = 0; i < SALT_BYTES; i++) {
        snprintf(out + 2 * i, 3, "%02x", bytes[i]);
    }
}

static void add_change(struct entry *e, const struct change *c, const char *salt)
{
    char old[HASH_HEX], now[HASH_HEX];
    digest(salt, value_of(c->old), old);
    digest(salt, value_of(c->now), now);

    str_add(&e->changes, e->nchanges++ > 0 ? ",{\"path\":" : "{\"path\":");
    add_json_text(&e->changes, c->path);
    str_add(&e->changes, ",\"old\":");
    add_json_value(&e->changes, value_of(c->old));
    str_add(&e->changes, ",\"new\":");
    add_json_value(&e->changes, value_of(c->now));
    if (c->row_added || c->row_deleted) {
        str_add(&e->changes, c->row_added ? ",\"row\":\"added\"" : ",\"row\":\"deleted\"");
    }
    str_addf(&e->changes, ",\"salt\":\"%s\",\"old_digest\":\"%s\",\"new_digest\":\"%s\"}", salt, old, now);
    pack_str(&e->digests, c->path);
    pack_str(&e->digests, old);
    pack_str(&e->digests, now);
}

static void add_changes(struct entry *e, const struct changes *changes)
{
    size_t n = changes ? changes->list.n : 0;
    char salt[SALT_HEX + 1];
    if (n == 0) {
        return;
    }
    unsigned char *random = mem_alloc(n * SALT_BYTES); /* one call to the kernel an entry */
    hash_random(random, n * SALT_BYTES);
    str_add_c(&e->changes, '[');
    for (size_t i = 0; i < n; i++) {
        hex_salt(random + i * SALT_BYTES, salt);
        add_change(e, &changes->list.v[i], salt);
    }
    str_add_c(&e->changes, ']');
    free(random);
}

static void entry_hash(const struct entry *e, char out[HASH_HEX])
{
    struct str bytes = STR_INIT;
    pack_int(&bytes, e->seq);
    pack_str(&bytes, e->info->txn);
    pack_str(&bytes, e->at);
    pack_str(&bytes, e->info->who);
    pack_str(&bytes, e->info->role);
    pack_int(&bytes, e->info->declared);
    pack_str(&bytes, e->info->op);
    pack_str(&bytes, e->form);
    pack_str(&bytes, e->record);
    pack_int(&bytes, e->version);
    pack_str(&bytes, e->info->reason);
    pack_list(&bytes, e->nchanges);
    str_add_n(&bytes, e->digests.p, e->digests.len);
    pack_str(&bytes, e->record_hash);
    pack_str(&bytes, e->prev);
    hash_hex(bytes.p, bytes.len, out);
    str_release(&bytes);
}

static bool last_entry(struct store *st, int64_t *seq, char hash[HASH_HEX], struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    *seq = 0;
    hash[0] = '\0';
    if (!store_prepare(st, &s, "SELECT seq, hash FROM main._history ORDER BY seq DESC LIMIT 1", err)) {
        return false;
    }
    bool ok = db_step(s, &row, err);
    if (ok && row) {
        *seq = db_column_int(s, 0);
        snprintf(hash, HASH_HEX, "%s", db_column_str(s, 1));
    }
    db_finalize(s);
    return ok;
}

static bool insert_entry(struct store *st, const struct entry *e, struct err *err)
{
    struct db_stmt *s;
    char hash[HASH_HEX];
    if (!store_prepare(
            st, &s,
            "INSERT INTO main._history (seq, txn, at, who, role, declared, op, form, record, version,"
            " reason, changes, record_hash, prev, hash) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            err)) {
        return false;
    }
    entry_hash(e, hash);
    db_bind_int(s, 1, e->seq);
    db_bind_text(s, 2, e->info->txn);
    db_bind_text(s, 3, e->at);
    db_bind_text(s, 4, e->info->who);
    db_bind_text(s, 5, e->info->role);
    db_bind_int(s, 6, e->info->declared);
    db_bind_text(s, 7, e->info->op);
    db_bind_text(s, 8, e->form);
    db_bind_text(s, 9, e->record);
    db_bind_int(s, 10, e->version);
    db_bind_text(s, 11, e->info->reason);
    db_bind_text(s, 12, e->nchanges > 0 ? e->changes.p : NULL);
    db_bind_text(s, 13, e->record_hash);
    db_bind_text(s, 14, e->prev);
    db_bind_text(s, 15, hash);
    bool ok = db_run(s, err);
    db_finalize(s);
    return ok;
}

bool store_history_add(struct store *st, const char *form, const char *id, int64_t version,
                       const struct changes *changes, const char *record_hash, const struct change_info *info,
                       struct err *err)
{
    char prev[HASH_HEX];
    struct str at = STR_INIT;
    struct entry e = {.form = form,
                      .record = id,
                      .version = version,
                      .record_hash = record_hash,
                      .info = info,
                      .prev = prev,
                      .changes = STR_INIT,
                      .digests = STR_INIT};

    store_now(st, &at);
    e.at = at.p;
    bool ok = last_entry(st, &e.seq, prev, err);
    if (ok) {
        e.seq++;
        add_changes(&e, changes);
        ok = insert_entry(st, &e, err);
    }
    str_release(&at);
    str_release(&e.changes);
    str_release(&e.digests);
    return ok || err_wrap(err, _("history of '%s'"), form);
}

/* ---- reading ---- */

/* All rows of a statement whose parameters are two texts. */
static bool select_two(struct store *st, const char *sql, const char *a, const char *b, struct rowset *out,
                       struct err *err)
{
    struct db_stmt *s;
    if (!store_prepare(st, &s, sql, err)) {
        return false;
    }
    db_bind_text(s, 1, a);
    db_bind_text(s, 2, b);
    bool ok = rowset_fill(out, s, SIZE_MAX, err);
    db_finalize(s);
    return ok;
}

bool store_log(struct store *st, const char *form, const char *id, struct rowset *out, struct err *err)
{
    return select_two(st,
                      "SELECT h.seq, h.at, h.who, h.op, h.version, h.reason,"
                      " c.value ->> '$.path' AS path, c.value ->> '$.old' AS old, c.value ->> '$.new' AS new"
                      " FROM main._history AS h LEFT JOIN json_each(h.changes) AS c"
                      " WHERE h.record = ?2 AND h.form = ?1 ORDER BY h.seq DESC, c.key",
                      form, id, out, err);
}

static bool not_deleted(const struct form *form, const char *key, struct err *err)
{
    return err_set(err, ERR_NOT_FOUND, _("'%s' holds no deleted record '%s'"), form->name, key);
}

/* A record is deleted when its last entry says so; the first change of that entry is its key. */
bool store_find_deleted(struct store *st, const struct form *form, const char *key, char id[UUID_TEXT],
                        struct err *err)
{
    struct rowset rows = {0};
    bool ok = select_two(st,
                         "SELECT h.record FROM main._history AS h WHERE h.form = ?1 AND h.op = 'delete'"
                         " AND (h.record = ?2 OR h.changes ->> '$[0].old' = ?2)"
                         " AND NOT EXISTS (SELECT 1 FROM main._history AS n WHERE n.record = h.record"
                         " AND n.form = h.form AND n.seq > h.seq) ORDER BY h.seq DESC LIMIT 1",
                         form->name, key, &rows, err);
    if (ok && rows.nrows == 0) {
        ok = not_deleted(form, key, err);
    } else if (ok) {
        snprintf(id, UUID_TEXT, "%s", rowset_str(&rows, 0, "record"));
    }
    rowset_release(&rows);
    return ok;
}

/* The row that a path "roster/key" or "roster/key/field" names is made when it is met first. */
static void make_row(struct record *r, const char *path)
{
    const char *slash = strchr(path, '/');
    char *roster = mem_dup_n(path, (size_t)(slash - path));
    const struct roster *found = form_roster(r->form, roster);
    size_t at;
    if (found && !record_find_row(r, found->index, slash + 1, &at)) {
        record_add_row(r, found->index, slash + 1);
    }
    free(roster);
}

/* Fields that the form no longer has are left behind. */
static void restore_value(struct record *r, const struct rowset *rows, size_t i)
{
    struct path at;
    const char *path = rowset_str(rows, i, "path");
    const struct value *old = rowset_at(rows, i, rowset_column(rows, "old"));

    if (str_eq(path, "_state")) {
        snprintf(r->state, sizeof r->state, "%s", value_str(old));
    } else if (rowset_str(rows, i, "row")[0]) {
        make_row(r, path);
    } else if (record_path_parse(r, path, &at)) {
        cell_set(record_cell(r, at), old);
        record_cell(r, at)->touched = true;
    }
}

bool store_load_deleted(struct store *st, const struct form *form, const char *id, struct record **out,
                        struct err *err)
{
    struct rowset rows = {0};
    bool ok = select_two(st,
                         "SELECT c.value ->> '$.path' AS path, c.value ->> '$.old' AS old,"
                         " c.value ->> '$.row' AS row FROM (SELECT changes, op FROM main._history"
                         " WHERE record = ?2 AND form = ?1 ORDER BY seq DESC LIMIT 1) AS h"
                         " JOIN json_each(h.changes) AS c WHERE h.op = 'delete' ORDER BY c.key",
                         form->name, id, &rows, err);
    if (ok && rows.nrows == 0) {
        ok = not_deleted(form, id, err);
    } else if (ok) {
        *out = record_new(form, id);
        for (size_t i = 0; i < rows.nrows; i++) {
            restore_value(*out, &rows, i);
        }
    }
    rowset_release(&rows);
    return ok;
}

/* ---- verifying ---- */

struct walk {
    struct store *st;
    struct rowset *broken;
    char prev[HASH_HEX];
    int64_t seq, entries;
};

static void note_broken(struct walk *w, const struct rowset *rows, const char *what)
{
    struct value *row = rowset_add_row(w->broken);
    value_set_int(&row[0], rowset_int(rows, 0, "seq"));
    value_set_text(&row[1], sv_of(rowset_str(rows, 0, "form")));
    value_set_text(&row[2], sv_of(rowset_str(rows, 0, "record")));
    value_set_text(&row[3], sv_of(what));
}

static bool digest_holds(const struct rowset *rows, size_t i, const char *value, const char *digest_column)
{
    char want[HASH_HEX];
    const char *salt = rowset_str(rows, i, "salt");
    if (!salt[0]) {
        return true; /* erased */
    }
    digest(salt, rowset_at(rows, i, rowset_column(rows, value)), want);
    return str_eq(want, rowset_str(rows, i, digest_column));
}

/* The digests of an entry's changes; false in *hold when a value is not what was written. */
static bool read_digests(struct walk *w, struct entry *e, bool *hold, struct err *err)
{
    struct rowset rows = {0};
    struct db_stmt *s;
    if (!store_prepare(
            w->st, &s,
            "SELECT c.value ->> '$.path' AS path, c.value ->> '$.old' AS old,"
            " c.value ->> '$.new' AS new, c.value ->> '$.salt' AS salt,"
            " c.value ->> '$.old_digest' AS old_digest, c.value ->> '$.new_digest' AS new_digest"
            " FROM main._history AS h JOIN json_each(h.changes) AS c WHERE h.seq = ? ORDER BY c.key",
            err)) {
        return false;
    }
    db_bind_int(s, 1, e->seq);
    bool ok = rowset_fill(&rows, s, SIZE_MAX, err);
    db_finalize(s);
    for (size_t i = 0; ok && i < rows.nrows; i++) {
        *hold = *hold && digest_holds(&rows, i, "old", "old_digest") &&
                digest_holds(&rows, i, "new", "new_digest");
        pack_str(&e->digests, rowset_str(&rows, i, "path"));
        pack_str(&e->digests, rowset_str(&rows, i, "old_digest"));
        pack_str(&e->digests, rowset_str(&rows, i, "new_digest"));
        e->nchanges++;
    }
    rowset_release(&rows);
    return ok;
}

static const char *text_or_null(const struct rowset *rows, const char *column)
{
    const struct value *v = rowset_at(rows, 0, rowset_column(rows, column));
    return v->type == VALUE_TEXT ? v->text : NULL;
}

static bool verify_entry(struct walk *w, const struct rowset *rows, struct err *err)
{
    char want[HASH_HEX];
    bool hold = true;
    struct change_info info = {.who = text_or_null(rows, "who"),
                               .role = text_or_null(rows, "role"),
                               .op = text_or_null(rows, "op"),
                               .reason = text_or_null(rows, "reason"),
                               .txn = text_or_null(rows, "txn"),
                               .declared = rowset_int(rows, 0, "declared") != 0};
    struct entry e = {.seq = rowset_int(rows, 0, "seq"),
                      .at = text_or_null(rows, "at"),
                      .form = text_or_null(rows, "form"),
                      .record = text_or_null(rows, "record"),
                      .version = rowset_int(rows, 0, "version"),
                      .record_hash = text_or_null(rows, "record_hash"),
                      .info = &info,
                      .prev = w->prev,
                      .changes = STR_INIT,
                      .digests = STR_INIT};
    bool ok = read_digests(w, &e, &hold, err);
    if (ok) {
        entry_hash(&e, want);
        if (e.seq != w->seq + 1) {
            note_broken(w, rows, _("entries before this one are missing"));
        } else if (!str_eq(want, rowset_str(rows, 0, "hash"))) {
            note_broken(w, rows, _("the entry was altered"));
        } else if (!hold) {
            note_broken(w, rows, _("a value in the entry was altered"));
        }
        w->seq = e.seq;
        w->entries++;
        snprintf(w->prev, sizeof w->prev, "%s", rowset_str(rows, 0, "hash"));
    }
    str_release(&e.digests);
    return ok;
}

static bool next_entry(struct walk *w, bool *there, struct err *err)
{
    struct rowset rows = {0};
    struct db_stmt *s;
    if (!store_prepare(w->st, &s,
                       "SELECT seq, txn, at, who, role, declared, op, form, record, version, reason,"
                       " record_hash, hash FROM main._history WHERE seq > ? ORDER BY seq LIMIT 1",
                       err)) {
        return false;
    }
    db_bind_int(s, 1, w->seq);
    bool ok = rowset_fill(&rows, s, 1, err);
    db_finalize(s);
    *there = rows.nrows > 0;
    ok = ok && (!*there || verify_entry(w, &rows, err));
    rowset_release(&rows);
    return ok;
}

bool store_verify_history(struct store *st, int64_t *entries, struct rowset *broken, struct err *err)
{
    static const char *const names[] = {"seq", "form", "record", "what"};
    struct walk w = {.st = st, .broken = broken};
    bool there = true, ok = true;
    for (size_t i = 0; i < 4; i++) {
        rowset_add_column(broken, names[i]);
    }
    while (ok && there) {
        ok = next_entry(&w, &there, err);
    }
    *entries = w.entries;
    return ok;
}
