/*
 * Drafts: what a person typed and has not saved, as raw texts by path.
 *
 * A draft carries the token of the session that wrote it.  While the session lives, or when it ended without
 * taking its token away, the row in _session is there: a draft whose session is another one, still noted and
 * no longer a running process, was left by a program that was killed.
 */

#include "store/inner.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"

static char *dup_or_null(const char *s)
{
    return s ? mem_dup(s) : NULL;
}

static bool note_session(struct store *st, struct err *err)
{
    struct db_stmt *s;
    if (st->cache->session) {
        return true;
    }
    if (!store_prepare(st, &s, "INSERT OR IGNORE INTO main._session (token, process) VALUES (?1, ?2)", err)) {
        return false;
    }
    db_bind_text(s, 1, st->session);
    db_bind_int(s, 2, getpid());
    bool ok = db_run(s, err);
    db_finalize(s);
    st->cache->session = ok;
    st->cache->session_ever = true;
    return ok;
}

/* The statement with who, form and record bound to ?1 ?2 ?3. */
static bool prepare_of(struct store *st, const char *sql, const char *who, const char *form, const char *id,
                       struct db_stmt **out, struct err *err)
{
    if (!store_prepare(st, out, sql, err)) {
        return false;
    }
    db_bind_text(*out, 1, who);
    db_bind_text(*out, 2, form);
    db_bind_text(*out, 3, id);
    return true;
}

static bool run_of(struct store *st, const char *sql, const char *who, const char *form, const char *id,
                   struct err *err)
{
    struct db_stmt *s;
    if (!prepare_of(st, sql, who, form, id, &s, err)) {
        return false;
    }
    bool ok = db_run(s, err);
    db_finalize(s);
    return ok;
}

static bool drop_values(struct store *st, const char *who, const char *form, const char *id, struct err *err)
{
    return run_of(st, "DELETE FROM main._draft_value WHERE person = ?1 AND form = ?2 AND record = ?3", who,
                  form, id, err);
}

static bool put_head(struct store *st, const char *who, const struct draft *d, struct err *err)
{
    struct db_stmt *s;
    if (!prepare_of(
            st,
            "INSERT INTO main._draft (person, form, record, base, focus, caret, scroll, at, session)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (person, form, record) DO UPDATE SET"
            " base = excluded.base, focus = excluded.focus, caret = excluded.caret, scroll = excluded.scroll,"
            " at = excluded.at, session = excluded.session",
            who, d->form, d->id, &s, err)) {
        return false;
    }
    db_bind_int(s, 4, d->base);
    db_bind_text(s, 5, d->focus);
    db_bind_int(s, 6, d->caret);
    db_bind_int(s, 7, d->scroll);
    db_bind_int(s, 8, clock_now(st->clock));
    db_bind_text(s, 9, st->session);
    bool ok = db_run(s, err);
    db_finalize(s);
    return ok;
}

static bool put_value(struct store *st, const char *who, const struct draft *d, const struct draft_value *v,
                      struct err *err)
{
    struct db_stmt *s;
    if (!prepare_of(
            st,
            "INSERT INTO main._draft_value (person, form, record, path, raw) VALUES (?1, ?2, ?3, ?4, ?5)"
            " ON CONFLICT (person, form, record, path) DO UPDATE SET raw = excluded.raw",
            who, d->form, d->id, &s, err)) {
        return false;
    }
    db_bind_text(s, 4, v->path);
    db_bind_text(s, 5, v->raw);
    bool ok = db_run(s, err);
    db_finalize(s);
    return ok;
}

bool store_draft_put(struct store *st, const char *who, const struct draft *d, struct err *err)
{
    bool ok = note_session(st, err) && put_head(st, who, d, err) &&
              (d->partial || drop_values(st, who, d->form, d->id, err));
    for (size_t i = 0; ok && i < d->values.n; i++) {
        ok = put_value(st, who, d, &d->values.v[i], err);
    }
    return ok || err_wrap(err, _("draft of '%s'"), d->form);
}

/* ---- reading ---- */

/* Signal 0 only asks whether the process is there. */
static bool process_lives(int64_t process)
{
    return process > 0 && (kill((pid_t)process, 0) == 0 || errno == EPERM);
}

static char *how_it_ended(const struct store *st, const char *session, int64_t process, int64_t at_ms)
{
    struct str text = STR_INIT;
    if (process == 0 || str_eq(session, st->session) || process_lives(process)) {
        return NULL;
    }
    str_add(&text, "killed ");
    instant_add_iso(&text, at_ms);
    return str_take(&text);
}

static void read_head(const struct store *st, struct db_stmt *s, const char *form, const char *id,
                      struct draft *out)
{
    out->form = mem_dup(form);
    out->id = mem_dup(id);
    out->base = db_column_int(s, 0);
    out->focus = dup_or_null(db_column_str(s, 1));
    out->caret = db_column_int(s, 2);
    out->scroll = db_column_int(s, 3);
    out->at_ms = db_column_int(s, 4);
    out->ended = how_it_ended(st, db_column_str(s, 5), db_column_int(s, 6), out->at_ms);
}

static bool read_values(struct store *st, const char *who, struct draft *d, struct err *err)
{
    struct db_stmt *s;
    bool row = true, ok = true;
    if (!prepare_of(st,
                    "SELECT path, raw FROM main._draft_value WHERE person = ?1 AND form = ?2 AND record = ?3",
                    who, d->form, d->id, &s, err)) {
        return false;
    }
    while (ok && (ok = db_step(s, &row, err)) && row) {
        struct draft_value *v = vec_push(&d->values);
        v->path = mem_dup(db_column_str(s, 0));
        v->raw = dup_or_null(db_column_str(s, 1));
    }
    db_finalize(s);
    return ok;
}

bool store_draft_get(struct store *st, const char *who, const char *form, const char *id, struct draft *out,
                     struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    if (!prepare_of(
            st,
            "SELECT d.base, d.focus, d.caret, d.scroll, d.at, d.session, s.process FROM main._draft AS d"
            " LEFT JOIN main._session AS s ON s.token = d.session"
            " WHERE d.person = ?1 AND d.form = ?2 AND d.record = ?3",
            who, form, id, &s, err)) {
        return false;
    }
    bool ok = db_step(s, &row, err);
    if (ok && row) {
        read_head(st, s, form, id, out);
    }
    db_finalize(s);
    return ok && (!row || read_values(st, who, out, err));
}

bool store_draft_drop(struct store *st, const char *who, const char *form, const char *id, struct err *err)
{
    return drop_values(st, who, form, id, err) &&
           run_of(st, "DELETE FROM main._draft WHERE person = ?1 AND form = ?2 AND record = ?3", who, form,
                  id, err);
}

/* ---- whose it is ---- */

void draft_release_taken(struct store_cache *cache)
{
    for (size_t i = 0; i < cache->taken.n; i++) {
        free(cache->taken.v[i].who);
        free(cache->taken.v[i].form);
        free(cache->taken.v[i].id);
    }
    vec_release(&cache->taken);
}

static struct taken_draft *find_taken(struct store *st, const char *who, const char *form, const char *id)
{
    for (size_t i = 0; i < st->cache->taken.n; i++) {
        struct taken_draft *t = &st->cache->taken.v[i];
        if (str_eq(t->id, id) && str_eq(t->form, form) && str_eq(t->who, who)) {
            return t;
        }
    }
    return NULL;
}

/* Which session wrote it, "" where there is none, and when. */
static bool read_writer(struct store *st, const char *who, const char *form, const char *id, char session[UUID_TEXT], int64_t *at, struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    if (!prepare_of(st, "SELECT session, at FROM main._draft WHERE person = ?1 AND form = ?2 AND record = ?3", who, form, id, &s, err)) {
        return false;
    }
    bool ok = db_step(s, &row, err);
    snprintf(session, UUID_TEXT, "%s", ok && row ? db_column_str(s, 0) : "");
    *at = ok && row ? db_column_int(s, 1) : 0;
    db_finalize(s);
    return ok;
}

bool store_draft_take(struct store *st, const char *who, const char *form, const char *id, struct err *err)
{
    char session[UUID_TEXT];
    int64_t at;
    if (!read_writer(st, who, form, id, session, &at, err)) {
        return false;
    }
    if (!session[0] || str_eq(session, st->session)) {
        return true;
    }
    struct taken_draft *t = find_taken(st, who, form, id);
    if (!t) {
        t = vec_push(&st->cache->taken);
        *t = (struct taken_draft){.who = mem_dup(who), .form = mem_dup(form), .id = mem_dup(id)};
    }
    memcpy(t->session, session, UUID_TEXT);
    t->at = at;
    return true;
}

bool store_draft_ours(struct store *st, const char *who, const char *form, const char *id, bool partial, bool *ours, struct err *err)
{
    char session[UUID_TEXT];
    int64_t at;
    if (!read_writer(st, who, form, id, session, &at, err)) {
        return false;
    }
    const struct taken_draft *t = find_taken(st, who, form, id);
    bool taken = t && str_eq(t->session, session) && t->at == at;
    *ours = session[0] ? taken || str_eq(session, st->session) : !partial;
    return true;
}

bool store_drafts(struct store *st, const char *who, struct rowset *out, struct err *err)
{
    struct db_stmt *s;
    if (!store_prepare(
            st, &s,
            "SELECT form, record AS id, at, focus FROM main._draft WHERE person = ?1 ORDER BY at DESC",
            err)) {
        return false;
    }
    db_bind_text(s, 1, who);
    bool ok = rowset_fill(out, s, 200, err);
    db_finalize(s);
    return ok;
}
