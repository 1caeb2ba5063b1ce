/*
 * Summaries that were sent: what was asked, with which letter it went, and the file, byte for byte.
 *
 * The chain vouches for _sent as for any table; of each file it holds the SHA-256, so that a new one does not make all of them be read.
 */

#include "store/inner.h"

#include "base/hash.h"
#include "base/i18n.h"

static bool add_file(struct store *st, int64_t number, struct sv file, struct err *err)
{
    struct db_stmt *s;
    if (!store_prepare(st, &s, "INSERT INTO main._sent_file (number, file) VALUES (?1, ?2)", err)) {
        return false;
    }
    db_bind_int(s, 1, number);
    db_bind_blob(s, 2, file.p, file.n);
    bool ok = db_run(s, err);
    db_finalize(s);
    return ok;
}

static void bind_sent(struct db_stmt *s, const struct sent *sent, const char *who, const char *at)
{
    char hash[HASH_HEX];
    hash_hex(sent->file.p, sent->file.n, hash);
    db_bind_text(s, 1, sent->summary);
    db_bind_text(s, 2, sent->title);
    db_bind_text(s, 3, sent->parameters);
    db_bind_text(s, 4, sent->seal);
    db_bind_text(s, 5, at);
    db_bind_text(s, 6, who);
    db_bind_text(s, 7, sent->document);
    db_bind_text(s, 8, sent->document_date);
    db_bind_text(s, 9, sent->recipient);
    db_bind_int(s, 10, sent->rows);
    db_bind_text(s, 11, hash);
}

static bool add_sent(struct store *st, const struct sent *sent, const char *who, int64_t *number, struct err *err)
{
    struct str now = STR_INIT;
    struct db_stmt *s;
    bool row = false;
    if (!store_prepare(st, &s,
                       "INSERT INTO main._sent (number, summary, title, parameters, seal, at, who, document, document_date, recipient, rows, sha256)"
                       " SELECT coalesce(max(number), 0) + 1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 FROM main._sent RETURNING number",
                       err)) {
        return false;
    }
    store_now(st, &now);
    bind_sent(s, sent, who, now.p);
    bool ok = db_step(s, &row, err);
    *number = ok && row ? db_column_int(s, 0) : 0;
    db_finalize(s);
    str_release(&now);
    return ok;
}

bool store_sent_add(struct store *st, const struct sent *sent, const struct change_info *info, int64_t *number, struct err *err)
{
    struct chain_set chain = {0};
    bool ok = store_chain_begin(st, &chain, "_sent", err) && add_sent(st, sent, info->who, number, err) &&
              add_file(st, *number, sent->file, err) && store_chain_end(st, &chain, info, err);
    store_chain_release(&chain);
    return ok;
}

bool store_sent(struct store *st, struct rowset *out, struct err *err)
{
    struct db_stmt *s;
    bool exists;
    if (!schema_table_exists(st->db, "_sent", &exists, err) || !exists) {
        return !exists && err->code == ERR_NONE; /* an older phieu's, opened for reading */
    }
    if (!store_prepare(st, &s,
                       "SELECT number, at, who, summary, title, parameters, seal, document, document_date, recipient, rows, sha256"
                       " FROM main._sent ORDER BY number DESC",
                       err)) {
        return false;
    }
    bool ok = rowset_fill(out, s, SIZE_MAX, err);
    db_finalize(s);
    return ok;
}

bool store_sent_file(struct store *st, int64_t number, struct str *out, struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    if (!store_prepare(st, &s, "SELECT file FROM main._sent_file WHERE number = ?1", err)) {
        return false;
    }
    db_bind_int(s, 1, number);
    bool ok = db_step(s, &row, err);
    if (ok && row) {
        str_add_sv(out, db_column_text(s, 0));
    }
    db_finalize(s);
    return ok && (row || err_set(err, ERR_NOT_FOUND, _("no summary was recorded under the number %lld"), (long long)number));
}
