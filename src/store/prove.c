/*
 * Proof that nothing was altered behind our back.
 *
 * First the chain itself, entry by entry: its bytes must be those that were written, down to the spelling of the JSON.  Then what stands in
 * the tables against what the chain says of it.  It asks nothing of the application: a record's bytes are made from its table's columns, as
 * far as the definition that it was stored with (kept in _form) names them, so that copies and databases of other versions can be proved.
 */

#include "store/prove.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/pack.h"

#define BROKEN_MAX 1000

void proof_release(struct proof *p)
{
    free(p->who);
    rowset_release(&p->broken);
    *p = (struct proof){0};
}

void prove_broken(struct proving *p, int64_t seq, const char *form, const char *record, const char *what)
{
    if (p->out->nbroken++ >= BROKEN_MAX) {
        return;
    }
    struct value *row = rowset_add_row(&p->out->broken);
    if (seq > 0) {
        value_set_int(&row[0], seq);
    }
    value_set_text(&row[1], sv_of(form));
    value_set_text(&row[2], sv_of(record));
    value_set_text(&row[3], sv_of(what));
}

void prove_step(struct proving *p)
{
    p->steps++;
    if (p->progress && p->steps % 256 == 0) {
        p->progress(p->arg, p->steps);
    }
}

/* ---- the file ---- */

static bool check_file(struct proving *p, struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    if (!db_prepare(p->db, &s, "PRAGMA main.integrity_check(1)", err)) {
        return false;
    }
    bool ok = db_step(s, &row, err);
    if (ok && !(row && sv_eq(db_column_text(s, 0), "ok"))) {
        ok = err_set(err, ERR_STORE, _("the database is damaged (%s): restore the last good backup"), row ? db_column_str(s, 0) : "");
    }
    db_finalize(s);
    return ok;
}

/* ---- tables the chain vouches for ---- */

static struct chained *table_in_chain(struct proving *p, const char *table)
{
    for (size_t i = 0; i < p->tables.list.n; i++) {
        if (str_eq(p->tables.list.v[i].table, table)) {
            return &p->tables.list.v[i];
        }
    }
    struct chained *c = vec_push(&p->tables.list);
    c->table = mem_dup(table);
    return c;
}

void prove_table_change(struct proving *p, int64_t seq, const struct chained_change *c)
{
    struct chained *t = table_in_chain(p, c->path);
    if (!str_eq(t->before, value_str(c->old))) {
        prove_broken(p, seq, c->path, "", _("the table had been altered when this entry was written"));
    }
    snprintf(t->before, sizeof t->before, "%s", value_str(c->now));
}

static bool check_table(struct proving *p, const char *table, struct err *err)
{
    char digest[HASH_HEX];
    if (!chain_digest(p->db, table, digest, err)) {
        return false;
    }
    if (!str_eq(digest, table_in_chain(p, table)->before)) {
        prove_broken(p, 0, table, "", _("the table was altered"));
    }
    p->out->tables++;
    prove_step(p);
    return true;
}

/* Those that there are, and those that the chain knows. */
static bool check_tables(struct proving *p, struct err *err)
{
    struct rowset names = {0};
    bool ok = chain_tables(p->db, TABLE_CHAINED, &names, err);
    for (size_t i = 0; i < names.nrows; i++) {
        table_in_chain(p, rowset_str(&names, i, "name"));
    }
    for (size_t i = 0; ok && i < p->tables.list.n; i++) {
        ok = check_table(p, p->tables.list.v[i].table, err);
    }
    rowset_release(&names);
    return ok;
}

/* ---- counts ---- */

static bool check_count(struct proving *p, const char *form, struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s = NULL;
    bool row = false;
    str_add(&sql, "SELECT 1 FROM (SELECT coalesce(_state, '') AS state, count(*) AS n FROM main.");
    db_add_name(&sql, form);
    str_add(&sql, " GROUP BY 1) AS t FULL JOIN (SELECT state, n FROM main._count WHERE form = ?1 AND n <> 0) AS c"
                  " ON c.state = t.state WHERE c.n IS NOT t.n LIMIT 1");
    bool ok = db_prepare(p->db, &s, sql.p, err);
    if (ok) {
        db_bind_text(s, 1, form);
        ok = db_step(s, &row, err);
    }
    if (ok && row) {
        prove_broken(p, 0, form, "", _("the counts are not those of the records"));
    }
    db_finalize(s);
    str_release(&sql);
    return ok;
}

static bool check_counts(struct proving *p, struct err *err)
{
    struct rowset forms = {0};
    bool ok = chain_tables(p->db, TABLE_FORM, &forms, err);
    for (size_t i = 0; ok && i < forms.nrows; i++) {
        ok = check_count(p, rowset_str(&forms, i, "name"), err);
    }
    rowset_release(&forms);
    return ok;
}

/* ---- all of it ---- */

static bool prove_all(struct proving *p, struct err *err)
{
    return check_file(p, err) && prove_history(p, err) && check_tables(p, err) && prove_records(p, err) && prove_seals(p, err) &&
           prove_sent(p, err) && check_counts(p, err);
}

bool store_prove(struct db *db, struct proof *out, void (*progress)(void *arg, int64_t done), void *arg, struct err *err)
{
    static const char *const names[] = {"seq", "form", "record", "what"};
    struct proving p = {.db = db, .out = out, .progress = progress, .arg = arg};
    *out = (struct proof){0};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        rowset_add_column(&out->broken, names[i]);
    }
    /* One read transaction: what others write meanwhile is neither half seen nor called altered. */
    bool ok = db_exec(db, "BEGIN", err);
    ok = ok && prove_all(&p, err);
    struct err ignored = ERR_INIT;
    (void)(db_in_transaction(db) && db_exec(db, "ROLLBACK", &ignored));
    store_chain_release(&p.tables);
    for (size_t i = 0; i < p.erased.n; i++) {
        free(p.erased.v[i].what);
    }
    vec_release(&p.erased);
    for (size_t i = 0; i < p.seals.n; i++) {
        free(p.seals.v[i].what);
    }
    vec_release(&p.seals);
    prove_release_shapes(&p);
    return ok;
}

bool store_has_head(struct db *db, int64_t seq, const char *hash, bool *has, struct err *err)
{
    struct db_stmt *s;
    if (!db_prepare(db, &s, "SELECT 1 FROM main._history WHERE seq = ?1 AND hash = ?2", err)) {
        return false;
    }
    db_bind_int(s, 1, seq);
    db_bind_text(s, 2, hash);
    bool ok = db_step(s, has, err);
    db_finalize(s);
    return ok;
}
