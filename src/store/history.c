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

void history_digest(const char *salt, const struct value *v, char out[HASH_HEX])
{
    struct str bytes = STR_INIT;
    pack_text(&bytes, salt, strlen(salt));
    value_pack(&bytes, v);
    hash_hex(bytes.p, bytes.len, out);
    str_release(&bytes);
}

/* ---- one entry ---- */

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

void history_add_json(struct str *out, const struct chained_change *c)
{
    str_add(out, "{\"path\":");
    value_add_json_text(out, c->path);
    if (c->salt) {
        str_add(out, ",\"old\":");
        value_add_json(out, c->old);
        str_add(out, ",\"new\":");
        value_add_json(out, c->now);
    }
    if (c->row) {
        str_addf(out, ",\"row\":\"%s\"", c->row);
    }
    if (c->salt) {
        str_addf(out, ",\"salt\":\"%s\"", c->salt);
    }
    str_addf(out, ",\"old_digest\":\"%s\",\"new_digest\":\"%s\"}", c->old_digest, c->new_digest);
}

void history_add_digests(struct str *out, const struct chained_change *c)
{
    pack_str(out, c->path);
    if (c->row) {
        pack_str(out, c->row);
    }
    pack_str(out, c->old_digest);
    pack_str(out, c->new_digest);
}

static void add_change(struct history_entry *e, const struct change *c, const char *salt)
{
    char old[HASH_HEX], now[HASH_HEX];
    struct chained_change chained = {.path = c->path,
                                     .old = value_of(c->old),
                                     .now = value_of(c->now),
                                     .row = c->row_added ? "added" : c->row_deleted ? "deleted" : NULL,
                                     .salt = salt,
                                     .old_digest = old,
                                     .new_digest = now};
    history_digest(salt, chained.old, old);
    history_digest(salt, chained.now, now);
    str_add(&e->changes, e->nchanges++ > 0 ? "," : "");
    history_add_json(&e->changes, &chained);
    history_add_digests(&e->digests, &chained);
}

/* Where the machine's clock had gone back since the entry before, the entry says so: whoever reads the times must know. */
static void add_changes(struct history_entry *e, const struct changes *changes, const char *before)
{
    bool back = strcmp(e->at, before) < 0;
    size_t n = (changes ? changes->list.n : 0) + back;
    char salt[SALT_HEX + 1];
    struct cell cells[2] = {0};
    if (n == 0) {
        return;
    }
    unsigned char *random = mem_alloc(n * SALT_BYTES); /* one call to the kernel an entry */
    hash_random(random, n * SALT_BYTES);
    str_add_c(&e->changes, '[');
    for (size_t i = 0; i < n; i++) {
        hex_salt(random + i * SALT_BYTES, salt);
        if (back && i == n - 1) {
            char path[] = HISTORY_CLOCK;
            value_set_text(&cells[0].value, sv_of(before));
            value_set_text(&cells[1].value, sv_of(e->at));
            add_change(e, &(struct change){.path = path, .old = &cells[0], .now = &cells[1]}, salt);
        } else {
            add_change(e, &changes->list.v[i], salt);
        }
    }
    value_release(&cells[0].value);
    value_release(&cells[1].value);
    str_add_c(&e->changes, ']');
    free(random);
}

void history_hash(const struct history_entry *e, struct str *bytes, char out[HASH_HEX])
{
    str_clear(bytes);
    pack_int(bytes, e->seq);
    pack_str(bytes, e->info->txn);
    pack_str(bytes, e->at);
    pack_str(bytes, e->info->who);
    pack_str(bytes, e->info->role);
    pack_int(bytes, e->info->declared);
    pack_str(bytes, e->info->op);
    pack_str(bytes, e->form);
    pack_str(bytes, e->item.record);
    pack_int(bytes, e->item.version);
    pack_str(bytes, e->info->reason);
    pack_list(bytes, e->nchanges);
    str_add_n(bytes, e->digests.p, e->digests.len);
    pack_str(bytes, e->item.record_hash);
    pack_str(bytes, e->prev);
    hash_hex(bytes->p, bytes->len, out);
}

void history_pack_begin(struct str *out, const char *definition, int64_t problems, size_t accepted)
{
    pack_str(out, definition);
    pack_int(out, problems);
    pack_list(out, 4 * accepted);
}

void history_pack_accepted(struct str *out, const char *path, const char *reason, const char *who, const char *value_hash)
{
    pack_str(out, path);
    pack_str(out, reason);
    pack_str(out, who);
    pack_str(out, value_hash);
}

/* ---- the end of the chain ---- */

static bool last_entry(struct store *st, int64_t *seq, char hash[HASH_HEX], struct str *at, struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    *seq = 0;
    hash[0] = '\0';
    if (!store_prepare(st, &s, "SELECT seq, hash, at FROM main._history ORDER BY seq DESC LIMIT 1", err)) {
        return false;
    }
    bool ok = db_step(s, &row, err);
    if (ok && row) {
        *seq = db_column_int(s, 0);
        snprintf(hash, HASH_HEX, "%s", db_column_str(s, 1));
        str_add_sv(at, db_column_text(s, 2));
    }
    db_finalize(s);
    return ok;
}

/* ---- entries on their way ---- */

static struct db_value text_value(const char *text)
{
    return text ? (struct db_value){.type = DB_TEXT, .text = sv_of(text)}
                : (struct db_value){.type = DB_NULL};
}

static struct db_value int_value(int64_t i)
{
    return (struct db_value){.type = DB_INT, .i = i};
}

static const char *const columns[] = {"seq",         "txn",  "at",     "who",     "role",   "declared",
                                      "op",          "form", "record", "version", "reason", "changes",
                                      "record_hash", "prev", "hash",   NULL};

/* In the order of the columns. */
static void set_row(struct history_entry *e)
{
    const struct change_info *info = e->info;
    struct db_value *v = e->row;
    *v++ = int_value(e->seq);
    *v++ = text_value(info->txn);
    *v++ = text_value(e->at);
    *v++ = text_value(info->who);
    *v++ = text_value(info->role);
    *v++ = int_value(info->declared);
    *v++ = text_value(info->op);
    *v++ = text_value(e->form);
    *v++ = text_value(e->item.record);
    *v++ = int_value(e->item.version);
    *v++ = text_value(info->reason);
    *v++ = text_value(e->nchanges > 0 ? e->changes.p : NULL);
    *v++ = text_value(e->item.record_hash);
    *v++ = text_value(e->prev);
    *v++ = text_value(e->hash);
}

static void entry_cell(const void *rows, size_t row, int col, struct db_value *out)
{
    const struct history_entry *entries = rows;
    *out = entries[row].row[col];
}

static void make_entries(struct history_entry *entries, size_t n, const struct history_item *items, int64_t seq,
                         const char *prev, const char *before)
{
    struct str bytes = STR_INIT;
    for (size_t i = 0; i < n; i++) {
        struct history_entry *e = &entries[i];
        e->seq = seq + (int64_t)i;
        e->item = items[i];
        memcpy(e->prev, i > 0 ? entries[i - 1].hash : prev, sizeof e->prev);
        add_changes(e, items[i].changes, i > 0 ? "" : before);
        history_hash(e, &bytes, e->hash);
        set_row(e);
    }
    str_release(&bytes);
}

static bool insert_entries(struct store *st, const struct history_entry *entries, size_t n, struct err *err)
{
    struct insert *in = &st->cache->history;
    in->table = "_history";
    in->columns = columns;
    in->cell = entry_cell;
    st->cache->moved = true;
    return insert_all(st, in, entries, n, err);
}

bool history_add(struct store *st, const char *form, const struct history_item *items, size_t n,
                 const struct change_info *info, struct err *err)
{
    char prev[HASH_HEX];
    int64_t seq;
    struct str at = STR_INIT, before = STR_INIT;
    if (!last_entry(st, &seq, prev, &before, err)) {
        str_release(&before);
        return err_wrap(err, _("history of '%s'"), form);
    }
    store_now(st, &at);
    struct history_entry *entries = mem_zero(n, sizeof *entries);
    for (size_t i = 0; i < n; i++) {
        entries[i].at = at.p;
        entries[i].form = form;
        entries[i].info = info;
        entries[i].changes = entries[i].digests = (struct str)STR_INIT;
    }
    make_entries(entries, n, items, seq + 1, prev, before.p);
    bool ok = insert_entries(st, entries, n, err);
    for (size_t i = 0; i < n; i++) {
        str_release(&entries[i].changes);
        str_release(&entries[i].digests);
    }
    free(entries);
    str_release(&at);
    str_release(&before);
    return ok || err_wrap(err, _("history of '%s'"), form);
}

bool store_history_add(struct store *st, const char *form, const char *id, int64_t version,
                       const struct changes *changes, const char *record_hash, const struct change_info *info,
                       struct err *err)
{
    struct history_item item = {id, version, changes, record_hash};
    return history_add(st, form, &item, 1, info, err);
}

/* ---- reading ---- */

char *store_first_at(struct store *st)
{
    struct err ignored = ERR_INIT;
    struct db_stmt *s;
    bool row = false;
    if (!store_prepare(st, &s, "SELECT at FROM main._history ORDER BY seq LIMIT 1", &ignored)) {
        return NULL;
    }
    char *at = db_step(s, &row, &ignored) && row ? mem_dup(db_column_str(s, 0)) : NULL;
    db_finalize(s);
    return at;
}

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

/* ---- the record before ---- */

#define PREVIOUS_ENTRIES 2000 /* of the history, looked through backwards */

bool store_previous(struct store *st, const struct form *form, const char *who, const char *id, char out[UUID_TEXT], struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s;
    bool row = false;
    str_addf(&sql,
             "SELECT h.record FROM (SELECT * FROM main._history ORDER BY seq DESC LIMIT %d) AS h"
             " WHERE h.form = ?1 AND h.who = ?2 AND h.record IS NOT ?3 AND h.op IN ('create', 'update')"
             " AND EXISTS (SELECT 1 FROM \"%s\" AS f WHERE f._id = h.record) LIMIT 1",
             PREVIOUS_ENTRIES, form->name);
    bool ok = store_prepare(st, &s, sql.p, err);
    str_release(&sql);
    out[0] = '\0';
    if (ok) {
        db_bind_text(s, 1, form->name);
        db_bind_text(s, 2, who);
        db_bind_text(s, 3, id ? id : "");
        ok = db_step(s, &row, err);
        snprintf(out, UUID_TEXT, "%s", ok && row && db_column_str(s, 0) ? db_column_str(s, 0) : "");
        db_finalize(s);
    }
    return ok;
}
