/* Opening and closing, transactions, small named texts. */

#include "store/inner.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/i18n.h"

/* ---- transactions ---- */

/* What each operation says anew: kept, since to prepare it costs more than to run it. */
static bool run_kept(struct store *st, const char *sql, struct err *err)
{
    struct db_stmt *s;
    if (!db_prepare_cached(st->db, &s, sql, err)) {
        return false;
    }
    bool ok = db_run(s, err);
    db_finalize(s);
    return ok;
}

bool store_begin(struct store *st, struct err *err)
{
    if (st->read_only) {
        return err_set(err, ERR_STORE,
                       _("the database is open for reading only, so nothing can be stored: write access to its file and folder is needed"));
    }
    if (db_has_moved(st->db)) {
        return err_set(err, ERR_STORE,
                       _("the database file was moved, replaced or deleted while it was open, so nothing is stored: "
                         "note what you typed, leave, and open it again"));
    }
    if (!run_kept(st, "BEGIN IMMEDIATE", err)) {
        return false;
    }
    st->cache->writing = true;
    str_clear(&st->cache->now); /* one transaction is one instant */
    return true;
}

/* Where the chain ends stands outside of it, too: else its last entries could be cut off unseen. */
static bool keep_head(struct store *st, struct err *err)
{
    bool moved = st->cache->moved;
    st->cache->moved = false;
    return !moved || run_kept(st,
                              "INSERT INTO main._meta (name, value) SELECT '" META_HEAD "', seq || ' ' || hash FROM main._history"
                              " WHERE seq = (SELECT max(seq) FROM main._history)"
                              " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                              err);
}

bool store_commit(struct store *st, struct err *err)
{
    bool ok = keep_head(st, err) && run_kept(st, "COMMIT", err);
    st->cache->writing = !ok;
    table_forget_titles(st);
    return ok;
}

/* What was noted about this transaction is not true any more. */
static void forget_transaction(struct store *st)
{
    table_forget_titles(st);
    st->cache->session = false;
    for (size_t i = 0; i < st->cache->tables.n; i++) {
        st->cache->tables.v[i]->archived = false;
    }
}

void store_rollback(struct store *st)
{
    struct err ignored = ERR_INIT;
    if (db_in_transaction(st->db)) {
        (void)db_exec(st->db, "ROLLBACK", &ignored); /* fails only when SQLite has rolled back by itself */
    }
    if (st->cache->writing) {
        views_again(st);
    }
    st->cache->writing = false;
    forget_transaction(st);
}

bool store_piece_begin(struct store *st, struct err *err)
{
    return run_kept(st, "SAVEPOINT piece", err);
}

bool store_piece_end(struct store *st, bool keep, struct err *err)
{
    if (keep) {
        return run_kept(st, "RELEASE piece", err);
    }
    forget_transaction(st);
    bool ok = db_exec(st->db, "ROLLBACK TO piece; RELEASE piece", err);
    views_again(st);
    return ok;
}

/* ---- statements ---- */

bool store_prepare(struct store *st, struct db_stmt **out, const char *sql, struct err *err)
{
    bool ok;
    do {
        ok = db_prepare_cached(st->db, out, sql, err);
    } while (!ok && views_make(st, err));
    return ok;
}

void store_bind_value(struct db_stmt *s, int i, const struct value *v)
{
    struct db_value d;
    value_to_db(v, &d);
    db_bind_value(s, i, &d);
}

void store_column_value(struct db_stmt *s, int i, struct value *out)
{
    struct db_value d;
    db_column_value(s, i, &d);
    value_from_db(out, &d);
}

/* All that a transaction stores bears the same instant. */
void store_now(const struct store *st, struct str *out)
{
    struct store_cache *cache = st->cache;
    int64_t now = cache->writing && cache->now.len > 0 ? cache->now_ms : clock_now(st->clock);
    if (cache->now.len == 0 || cache->now_ms != now) {
        str_clear(&cache->now);
        instant_add_iso(&cache->now, now);
        cache->now_ms = now;
    }
    str_add_n(out, cache->now.p, cache->now.len);
}

/* ---- _meta ---- */

char *store_meta(struct store *st, const char *name)
{
    struct err ignored = ERR_INIT;
    struct db_stmt *s;
    bool row = false;
    char *value = NULL;

    if (!store_prepare(st, &s, "SELECT value FROM main._meta WHERE name = ?", &ignored)) {
        return NULL;
    }
    db_bind_text(s, 1, name);
    if (db_step(s, &row, &ignored) && row) {
        struct sv text = db_column_text(s, 0);
        value = mem_dup_n(text.p, text.n);
    }
    db_finalize(s);
    return value;
}

bool store_set_meta(struct store *st, const char *name, const char *value, struct err *err)
{
    struct db_stmt *s;
    if (!store_prepare(st, &s,
                       "INSERT INTO main._meta (name, value) VALUES (?1, ?2)"
                       " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                       err)) {
        return false;
    }
    db_bind_text(s, 1, name);
    db_bind_text(s, 2, value);
    bool ok = db_run(s, err);
    db_finalize(s);
    if (ok && str_eq(name, "sample")) {
        st->sample = str_eq(value, "1");
    }
    return ok;
}

static bool meta_is(struct store *st, const char *name, const char *value)
{
    char *have = store_meta(st, name);
    bool same = str_eq_null(have, value);
    free(have);
    return same;
}

/* Whether roles bind hangs on it: a damaged file must not answer as if it were real data. */
static bool read_sample(struct store *st, struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    if (!store_prepare(st, &s, "SELECT 1 FROM main._meta WHERE name = 'sample' AND value = '1'", err)) {
        return false;
    }
    bool ok = db_step(s, &row, err);
    st->sample = ok && row;
    db_finalize(s);
    return ok;
}

/* ---- whose file is it ---- */

enum file_kind { FILE_ABSENT, FILE_EMPTY, FILE_OURS, FILE_OLDER /* ours, of an older phieu */ };

static bool is_ours(enum file_kind kind)
{
    return kind >= FILE_OURS;
}

static bool judge_file(const char *path, int64_t id, int64_t version, enum file_kind *kind, struct err *err)
{
    if (id != STORE_APPLICATION_ID && (id != 0 || version != 0)) {
        return err_set(err, ERR_STORE, _("'%s' belongs to another program: choose another file"), path);
    }
    if (version > STORE_VERSION) {
        return err_set(err, ERR_STORE,
                       _("'%s' was written by a newer phieu: install that version; nothing was changed"),
                       path);
    }
    enum file_kind ours = version < STORE_VERSION ? FILE_OLDER : FILE_OURS;
    *kind = id == STORE_APPLICATION_ID ? ours : FILE_EMPTY;
    return true;
}

/* A file that another program made has tables, and one that was never written has none. */
static bool is_blank_database(struct db *db, bool *blank, struct err *err)
{
    struct db_stmt *s;
    if (!db_prepare(db, &s, "SELECT 1 FROM main.sqlite_schema LIMIT 1", err)) {
        return false;
    }
    bool row = false;
    bool ok = db_step(s, &row, err);
    *blank = !row;
    db_finalize(s);
    return ok;
}

/* Looks without writing: what is not ours is left exactly as it is. */
static bool look_at_file(const char *path, enum file_kind *kind, struct err *err)
{
    struct db *db = NULL;
    int64_t id, version;
    bool blank = false;

    *kind = FILE_ABSENT;
    if (!file_exists(path)) {
        return true;
    }
    /* To open a file is to lay others beside it: where no log may know better, its first bytes tell. */
    bool told = !db_has_log(path) && db_header(path, &id, &version);
    bool ok = (told || (db_open(&db, path, DB_READ, err) && db_identity(db, &id, &version, err))) && judge_file(path, id, version, kind, err);
    if (ok && *kind == FILE_EMPTY) {
        ok = (db || db_open(&db, path, DB_READ, err)) && is_blank_database(db, &blank, err) &&
             (blank ||
              err_set(err, ERR_STORE, _("'%s' belongs to another program: choose another file"), path));
    }
    db_close(db);
    return ok || err_wrap(err, _("the database '%s' was not opened"), path);
}

static bool make_folder(const char *path, struct err *err)
{
    char *dir = mem_dup(path);
    char *slash = strrchr(dir, '/');
    bool ok = true;
    if (slash && slash != dir) {
        *slash = '\0';
        ok = file_make_dirs(dir, err);
    }
    free(dir);
    return ok;
}

/* ---- opening ---- */

static bool quick_check(struct store *st, struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    if (!db_prepare(st->db, &s, "PRAGMA main.quick_check(1)", err)) {
        return false;
    }
    bool ok = db_step(s, &row, err);
    if (ok && !(row && sv_eq(db_column_text(s, 0), "ok"))) {
        ok = err_set(err, ERR_STORE, _("the database is damaged (%s): restore the last good backup"),
                     row ? db_column_str(s, 0) : "");
    }
    db_finalize(s);
    return ok;
}

static bool check_application(struct store *st, struct err *err)
{
    char *name = store_meta(st, "app");
    bool ok = name == NULL || str_eq(name, st->app->name) ||
              err_set(err, ERR_STORE,
                      _("this database belongs to the application '%s', not to '%s': nothing was changed"),
                      name, st->app->name);
    free(name);
    return ok;
}

static bool take_over(struct store *st, enum file_kind kind, const char *now, struct err *err)
{
    if (!store_begin(st, err)) {
        return false;
    }
    struct chain_set chain = {0};
    bool ok = schema_steps(st->db, err) && store_set_meta(st, "app", st->app->name, err) &&
              schema_sync(st, kind != FILE_OURS, &chain, err) && store_set_meta(st, "fingerprint", now, err) && store_commit(st, err);
    if (!ok) {
        store_chain_release(&chain);
        store_rollback(st);
    }
    return ok;
}

/* Where the disk has no room for it, what is there can be read as it was left. */
static bool catch_up(struct store *st, enum file_kind kind, struct err *err)
{
    char now[HASH_QUICK];
    if (!app_fingerprint(st->app, now, err)) {
        return false;
    }
    bool same = kind == FILE_OURS && meta_is(st, "fingerprint", now);
    bool done = same || (!(is_ours(kind) && st->read_only) && take_over(st, kind, now, err));
    bool put_off = !done && is_ours(kind) && (st->read_only || db_last_fault(st->db) == DB_FAULT_FULL);
    st->cache->put_off = put_off;
    st->cache->older = put_off && kind == FILE_OLDER;
    st->cache->behind = put_off && !st->read_only ? (int)kind : 0;
    return done || put_off;
}

bool store_begin_work(struct store *st, struct err *err)
{
    return (!st->cache->behind || (catch_up(st, (enum file_kind)st->cache->behind, err) && !st->cache->behind)) && store_begin(st, err);
}

static bool start(struct store *st, const char *path, enum file_kind kind, struct err *err)
{
    static const enum db_mode modes[] = {
        [STORE_READ] = DB_READ, [STORE_OPEN] = DB_WRITE, [STORE_CREATE] = DB_CREATE};
    bool unclean = is_ours(kind) && db_has_log(path);

    if (!db_open(&st->db, path,
                 modes[st->read_only       ? STORE_READ
                       : is_ours(kind)     ? STORE_OPEN
                                           : STORE_CREATE],
                 err) ||
        (unclean && !quick_check(st, err))) {
        return false;
    }
    if (is_ours(kind) && !check_application(st, err)) {
        return false;
    }
    if (!catch_up(st, kind, err)) {
        return false;
    }
    return !is_ours(kind) || read_sample(st, err);
}

static bool may_open(const char *path, enum store_mode mode, enum file_kind *kind, struct err *err)
{
    if (file_on_network(path)) {
        return err_set(err, ERR_STORE,
                       _("'%s' lies on a network drive, where SQLite's locks do not hold and data gets "
                         "lost: put the database on this computer's own disk"),
                       path);
    }
    if (!look_at_file(path, kind, err)) {
        return false;
    }
    if (!is_ours(*kind) && mode != STORE_CREATE) {
        return err_set(err, ERR_NOT_FOUND, _("there is no database '%s'"), path);
    }
    return *kind != FILE_ABSENT || make_folder(path, err);
}

/* A change goes first into a file beside the database, where links lead to it: the folder must be writable, too. */
static bool may_write(const char *path)
{
    char *real = realpath(path, NULL);
    char *slash = real ? strrchr(real, '/') : NULL;
    bool ok = slash && access(real, W_OK) == 0;
    if (ok) {
        slash[slash == real] = '\0';
        ok = access(real, W_OK) == 0;
    }
    free(real);
    return ok;
}

bool store_open(struct store **out, const char *path, enum store_mode mode, struct app *app,
                const struct clock *clock, struct err *err)
{
    enum file_kind kind = FILE_ABSENT;
    if (!may_open(path, mode, &kind, err)) {
        return false;
    }
    struct store *st = mem_zero(1, sizeof *st);
    st->app = app;
    st->clock = clock;
    st->cache = mem_zero(1, sizeof *st->cache);
    st->cache->now = (struct str)STR_INIT;
    st->cache->path = mem_dup(path);
    st->barred = mode != STORE_READ && is_ours(kind) && !may_write(path);
    st->read_only = mode == STORE_READ || st->barred;
    uuid7(clock_now(clock), st->session);
    if (!start(st, path, kind, err)) {
        store_close(st);
        return false;
    }
    *out = st;
    return true;
}

/* The row says that drafts of this session were left open; taking it away says that all went well. */
static void end_session(struct store *st)
{
    struct err ignored = ERR_INIT;
    struct db_stmt *s;
    if (st->cache->session_ever &&
        store_prepare(st, &s, "DELETE FROM main._session WHERE token = ?", &ignored)) {
        db_bind_text(s, 1, st->session);
        (void)db_run(s, &ignored);
        db_finalize(s);
    }
}

void store_close(struct store *st)
{
    if (!st) {
        return;
    }
    store_close(st->cache->unsealed);
    narrow_release(st->cache);
    draft_release_taken(st->cache);
    if (st->db) {
        store_rollback(st);
        end_session(st);
    }
    table_release_all(st->cache);
    vec_release(&st->cache->views);
    insert_release_all(st->cache);
    str_release(&st->cache->now);
    free(st->cache->path);
    free(st->cache->of_form);
    free(st->cache);
    db_close(st->db);
    free(st);
}

/* ---- the application's folder changed ---- */

static bool sync_list(struct store *st, const char *name, struct chain_set *chain, struct err *err)
{
    const struct list *list;
    struct str meta = STR_INIT;
    str_addf(&meta, "list:%s", name);
    bool ok = app_list(st->app, name, &list, NULL, err);
    if (ok && !meta_is(st, meta.p, list->hash)) {
        ok = (!chain || store_chain_begin(st, chain, name, err)) && schema_put_list(st->db, list, err) && store_set_meta(st, meta.p, list->hash, err);
    }
    str_release(&meta);
    return ok;
}

static bool is_empty(struct db *db, const char *table, bool *empty, struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s;
    bool row = false;

    str_addf(&sql, "SELECT 1 FROM main.\"%s\" LIMIT 1", table);
    bool ok = db_prepare(db, &s, sql.p, err);
    if (ok) {
        ok = db_step(s, &row, err);
        db_finalize(s);
    }
    *empty = !row;
    str_release(&sql);
    return ok;
}

/* Tables without records may be made anew; with records, what costs a column waits for migrate. */
static bool sync_tables(struct store *st, const struct form *form, struct err *err)
{
    bool exists, complete, empty;
    if (!schema_table_exists(st->db, form->name, &exists, err)) {
        return false;
    }
    if (exists) {
        if (!schema_form_complete(st->db, form, &complete, err)) {
            return false;
        }
        if (!complete) {
            if (!is_empty(st->db, form->name, &empty, err)) {
                return false;
            }
            return !empty || (schema_drop_form(st->db, form, err) && schema_create_form(st->db, form, err));
        }
    }
    return schema_create_form(st->db, form, err);
}

static bool sync_listing(struct store *st, const struct form *form, struct err *err)
{
    struct db_stmt *s;
    struct str now = STR_INIT;
    bool row = false, same = false, complete = false;

    bool ok = search_signature(st, form, &now, err) &&
              store_prepare(st, &s, "SELECT listing IS ?2 FROM main._table WHERE form = ?1", err);
    if (ok) {
        db_bind_text(s, 1, form->name);
        db_bind_text(s, 2, now.p);
        ok = db_step(s, &row, err);
        same = ok && row && db_column_int(s, 0) != 0;
        db_finalize(s);
    }
    ok = ok && (same || schema_form_complete(st->db, form, &complete, err));
    if (ok && complete) {
        ok = search_rebuild(st, form, err);
    }
    str_release(&now);
    return ok;
}

static bool sync_form(struct store *st, const char *name, struct err *err)
{
    const struct form *form;
    int64_t number;
    return app_form(st->app, name, &form, NULL, err) && sync_tables(st, form, err) &&
           schema_number(st->db, name, &number, err) && sync_listing(st, form, err) && key_keep_title(st, form, err);
}

static bool sync_all(struct store *st, struct chain_set *chain, struct err *err)
{
    bool ok = views_drop(st, err);
    for (size_t i = 0; ok && i < st->app->lists.n; i++) {
        ok = sync_list(st, st->app->lists.v[i], chain, err);
    }
    for (size_t i = 0; ok && i < st->app->forms.n; i++) {
        ok = sync_form(st, st->app->forms.v[i], err);
    }
    return ok && readers_keep(st, err);
}

bool schema_sync(struct store *st, bool first, struct chain_set *chain, struct err *err)
{
    char txn[UUID_TEXT];
    uuid7(clock_now(st->clock), txn);
    struct change_info info = {.who = "phieu", .txn = txn};
    bool ok = (first || chain->list.n > 0 || store_chain_begin(st, chain, CHAIN_SCHEMA, err)) && sync_all(st, first ? NULL : chain, err);
    ok = ok && (!first || chain_begin_all(st, chain, err));
    return ok && store_chain_end(st, chain, &info, err);
}
