/*
 * Records: load, save, delete.
 *
 * A save touches, in this order: numbers, references, the record's row, its roster rows, accepted warnings,
 * counts, the archived definition, the search row, history.  All in the caller's transaction: half of a
 * record cannot be stored.  New records take each of these steps together, any number of them.
 */

#include "store/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "form/format.h"

#define DEFINITION_MAX (1024 * 1024)

/* ---- load ---- */

/* What the store holds was set by somebody, also where it is empty: defaults no longer apply. */
static void read_cells(struct db_stmt *s, int column, const struct field *fields, size_t n,
                       struct cell *cells)
{
    for (size_t i = 0; i < n; i++) {
        if (fields[i].type != FIELD_NOTE) {
            store_column_value(s, column++, &cells[i].value);
            cells[i].touched = true;
        }
    }
}

static bool load_rows(struct store *st, const struct table *t, size_t roster, struct record *r,
                      struct err *err)
{
    const struct roster *def = &t->form->rosters[roster];
    struct db_stmt *s;
    bool row = true, ok = true;
    if (!store_prepare(st, &s, t->rosters[roster].select, err)) {
        return false;
    }
    db_bind_text(s, 1, r->id);
    while (ok && (ok = db_step(s, &row, err)) && row) {
        size_t at = record_add_row(r, roster, db_column_str(s, 0));
        read_cells(s, 1, def->fields, def->nfields, r->rosters[roster].list.v[at].cells);
    }
    db_finalize(s);
    return ok;
}

static char *dup_or_null(const char *s)
{
    return s ? mem_dup(s) : NULL;
}

static bool load_accepted(struct store *st, struct record *r, struct err *err)
{
    struct db_stmt *s;
    bool row = true, ok = true;
    if (!store_prepare(
            st, &s,
            "SELECT path, reason, who, value_hash FROM main._accepted WHERE record = ?1 AND form = ?2",
            err)) {
        return false;
    }
    db_bind_text(s, 1, r->id);
    db_bind_text(s, 2, r->form->name);
    while (ok && (ok = db_step(s, &row, err)) && row) {
        struct acceptance *a = vec_push(&r->accepted);
        a->path = mem_dup(db_column_str(s, 0));
        a->reason = dup_or_null(db_column_str(s, 1));
        a->who = dup_or_null(db_column_str(s, 2));
        snprintf(a->value_hash, sizeof a->value_hash, "%s", db_column_str(s, 3));
    }
    db_finalize(s);
    return ok;
}

static bool load_main(struct store *st, const struct table *t, struct record *r, struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    if (!store_prepare(st, &s, t->select, err)) {
        return false;
    }
    db_bind_text(s, 1, r->id);
    bool ok = db_step(s, &row, err);
    if (ok && !row) {
        ok = err_set(err, ERR_NOT_FOUND, _("there is no record '%s' in '%s'"), r->id, t->form->name);
    } else if (ok) {
        const char *state = db_column_str(s, 1);
        r->version = db_column_int(s, 0);
        snprintf(r->state, sizeof r->state, "%s", state ? state : "");
        read_cells(s, 2, t->form->fields, t->form->nfields, r->cells);
    }
    db_finalize(s);
    return ok;
}

bool store_id_fits(const char *id, struct err *err)
{
    return strlen(id) < UUID_TEXT || err_set(err, ERR_STORE,
                                             _("the id '%s' has more than %d letters, so another program wrote it: give the record, and what "
                                               "names it, a shorter one"),
                                             id, UUID_TEXT - 1);
}

bool store_load(struct store *st, const struct form *form, const char *id, struct record **out,
                struct err *err)
{
    struct table *t;
    if (!store_id_fits(id, err) || !table_of(st, form, &t, err)) {
        return false;
    }
    struct record *r = record_new(form, id);
    bool ok = load_main(st, t, r, err) && load_accepted(st, r, err);
    for (size_t i = 0; ok && i < form->nrosters; i++) {
        ok = load_rows(st, t, i, r, err);
    }
    if (!ok) {
        record_free(r);
        return false;
    }
    *out = r;
    return true;
}

/* ---- what a save needs to hold ---- */

static bool exists(struct store *st, const struct form *form, const char *id, bool *there, struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s;
    str_addf(&sql, "SELECT 1 FROM main.\"%s\" WHERE _id = ?", form->name);
    bool ok = store_prepare(st, &s, sql.p, err);
    str_release(&sql);
    if (!ok) {
        return false;
    }
    db_bind_text(s, 1, id);
    ok = db_step(s, there, err);
    db_finalize(s);
    return ok;
}

static bool check_reference(struct store *st, const struct field *f, const char *id, struct err *err)
{
    const struct form *target;
    struct table *t;
    bool there = false;
    if (!table_form(st, f->ref, &target, err) || !table_of(st, target, &t, err)) {
        return false;
    }
    if (st->cache->writing && str_eq(t->memo_id, id)) {
        return true; /* its title was read in this transaction */
    }
    if (!exists(st, target, id, &there, err)) {
        return false;
    }
    enum lang lang = i18n_spoken(st->app->language);
    return there ||
           err_set(err, ERR_INVALID,
                   _("the field '%s' names a record of '%s' that does not exist (any more)"),
                   label_in(&f->label, lang), label_in(&target->title, lang));
}

/* All that the value names, but for what the stored record named already. */
static bool check_named(struct store *st, const struct field *f, const struct value *v, const char *before,
                        struct err *err)
{
    struct sv ids = sv_of(value_str(v));
    char id[UUID_TEXT];
    while (format_next_id(&ids, id)) {
        if (!format_selected(before, id) && !check_reference(st, f, id, err)) {
            return false;
        }
    }
    return true;
}

static bool check_references(struct store *st, const struct field *fields, size_t n, const struct cell *cells,
                             const struct cell *old, struct err *err)
{
    for (size_t i = 0; i < n; i++) {
        const char *before = old ? value_str(&old[i].value) : "";
        if (fields[i].ref && !check_named(st, &fields[i], &cells[i].value, before, err)) {
            return false;
        }
    }
    return true;
}

static const struct row *old_row(const struct record *old, size_t roster, const char *key)
{
    size_t at;
    return old && record_find_row(old, roster, key, &at) ? &old->rosters[roster].list.v[at] : NULL;
}

static bool check_all_references(struct store *st, const struct record *r, const struct record *old,
                                 struct err *err)
{
    const struct form *form = r->form;
    bool ok = check_references(st, form->fields, form->nfields, r->cells, old ? old->cells : NULL, err);
    for (size_t i = 0; i < form->nrosters; i++) {
        for (size_t k = 0; ok && k < r->rosters[i].list.n; k++) {
            const struct row *row = &r->rosters[i].list.v[k], *was = old_row(old, i, row->key);
            ok = check_references(st, form->rosters[i].fields, form->rosters[i].nfields, row->cells,
                                  was ? was->cells : NULL, err);
        }
    }
    return ok;
}

bool store_holder(struct store *st, const struct form *form, const char *id, const size_t *fields,
                  const struct value *values, size_t n, char other[UUID_TEXT], struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s;
    bool row;
    st = narrow_whole(st); /* a key is taken by records that one does not see, too */
    str_addf(&sql, "SELECT _id FROM main.\"%s\" WHERE _id <> ?1", form->name);
    for (size_t i = 0; i < n; i++) {
        str_addf(&sql, " AND \"%s\" = ?%zu", form->fields[fields[i]].name, i + 2);
    }
    bool ok = store_prepare(st, &s, sql.p, err);
    str_release(&sql);
    if (!ok) {
        return false;
    }
    db_bind_text(s, 1, id);
    for (size_t i = 0; i < n; i++) {
        store_bind_value(s, (int)i + 2, &values[i]);
    }
    ok = db_step(s, &row, err);
    snprintf(other, UUID_TEXT, "%s", ok && row ? db_column_str(s, 0) : "");
    db_finalize(s);
    return ok;
}

bool store_taken(struct store *st, const struct form *form, const char *id, const size_t *fields,
                 const struct value *values, size_t n, bool *taken, struct err *err)
{
    char other[UUID_TEXT] = "";
    bool ok = store_holder(st, form, id, fields, values, n, other, err);
    *taken = other[0] != '\0';
    return ok;
}

/* ---- the record's row ---- */

static void bind_cells(struct db_stmt *s, int first, const struct field *fields, size_t n,
                       const struct cell *cells)
{
    for (size_t i = 0; i < n; i++) {
        if (fields[i].type != FIELD_NOTE) {
            store_bind_value(s, first++, &cells[i].value);
        }
    }
}

static bool fields_taken(struct store *st, const struct record *r, const size_t *fields, size_t n,
                         bool *taken, struct err *err)
{
    struct value *values = mem_zero(n, sizeof *values);
    for (size_t i = 0; i < n; i++) {
        values[i] = r->cells[fields[i]].value; /* borrowed */
    }
    bool ok = store_taken(st, r->form, r->id, fields, values, n, taken, err);
    free(values);
    return ok;
}

static bool key_in_words(struct store *st, const struct record *r, const size_t *fields, size_t n,
                         struct err *err)
{
    struct str shown = STR_INIT;
    struct err ignored = ERR_INIT;
    enum lang lang = i18n_spoken(st->app->language);
    for (size_t i = 0; i < n; i++) {
        str_add(&shown, i > 0 ? " – " : "");
        (void)show_name(st, &r->form->fields[fields[i]], &r->cells[fields[i]].value, lang, &shown, &ignored); /* a message with a gap is better than none */
    }
    err_set(err, ERR_CONFLICT, _("there is already a record '%s' in '%s': open that one, or change %s"),
            shown.p, label_in(&r->form->title, lang), label_in(&r->form->fields[fields[0]].label, lang));
    str_release(&shown);
    return false;
}

/* SQLite refused the row: if a key or a unique field is the reason, say whose it is. */
static bool explain_refusal(struct store *st, const struct record *r, struct err *err)
{
    const struct form *form = r->form;
    struct err ignored = ERR_INIT;
    bool taken = false;
    if (form->nkey > 0 && fields_taken(st, r, form->key, form->nkey, &taken, &ignored) && taken) {
        return key_in_words(st, r, form->key, form->nkey, err);
    }
    for (size_t i = 0; i < form->nfields; i++) {
        if (form->fields[i].unique && fields_taken(st, r, &i, 1, &taken, &ignored) && taken) {
            return key_in_words(st, r, &i, 1, err);
        }
    }
    return false;
}

static bool changed_meanwhile(const struct record *r, struct err *err)
{
    return err_set(err, ERR_CONFLICT,
                   _("somebody else has changed this record of '%s' meanwhile: open it again"),
                   r->form->name);
}

static bool update_main(struct store *st, const struct table *t, const struct record *r, int64_t problems,
                        const char *now, const struct change_info *info, struct err *err)
{
    struct db_stmt *s;
    if (!store_prepare(st, &s, t->update, err)) {
        return false;
    }
    db_bind_text(s, 1, r->id);
    db_bind_int(s, 2, r->version + 1);
    db_bind_text(s, 3, r->state[0] ? r->state : NULL);
    db_bind_text(s, 4, t->form->hash);
    db_bind_text(s, 5, now);
    db_bind_text(s, 6, info->who);
    db_bind_int(s, 7, problems);
    bind_cells(s, 8, t->form->fields, t->form->nfields, r->cells);
    bool ok = db_run(s, err);
    bool refused = !ok && db_last_fault(st->db) == DB_FAULT_CONSTRAINT;
    db_finalize(s);
    if (refused) {
        return explain_refusal(st, r, err);
    }
    return ok && (db_changes(st->db) == 1 || changed_meanwhile(r, err));
}

/* ---- the rows of new records ---- */

struct new_records {
    const struct table *t;
    struct record *const *records;
    const int64_t *problems;
    const char *now;
    const struct change_info *info;
};

static void text_out(struct db_value *out, const char *text)
{
    *out = (struct db_value){.type = DB_TEXT, .text = sv_of(text)};
}

void new_record_cell(const void *rows, size_t row, int col, struct db_value *out)
{
    const struct new_records *k = rows;
    const struct record *r = k->records[row];
    switch (col) {
    case COL_ID:
        text_out(out, r->id);
        break;
    case COL_VERSION:
        *out = (struct db_value){.type = DB_INT, .i = r->version + 1};
        break;
    case COL_STATE:
        if (r->state[0]) {
            text_out(out, r->state);
        }
        break;
    case COL_FORM:
        text_out(out, r->form->hash);
        break;
    case COL_CREATED_AT:
    case COL_CHANGED_AT:
        text_out(out, k->now);
        break;
    case COL_CREATED_BY:
    case COL_CHANGED_BY:
        text_out(out, k->info->who);
        break;
    case COL_PROBLEMS:
        *out = (struct db_value){.type = DB_INT, .i = k->problems[row]};
        break;
    default:
        value_to_db(&r->cells[k->t->fields[col - RECORD_COLUMNS]].value, out);
        break;
    }
}

/* *done of them; the next one is the one that was refused. */
static bool insert_main(struct store *st, struct table *t, const struct new_records *k, size_t n,
                        size_t *done, struct err *err)
{
    if (insert_try(st, &t->insert, k, n, done, err)) {
        return true;
    }
    if (db_last_fault(st->db) == DB_FAULT_CONSTRAINT) {
        (void)explain_refusal(st, k->records[*done], err);
    }
    return false;
}

/* ---- roster rows ---- */

static bool write_row(struct store *st, const struct table *t, size_t roster, const struct record *r,
                      size_t at, struct err *err)
{
    const struct roster *def = &t->form->rosters[roster];
    const struct row *row = &r->rosters[roster].list.v[at];
    struct db_stmt *s;
    if (!store_prepare(st, &s, t->rosters[roster].put, err)) {
        return false;
    }
    db_bind_text(s, 1, r->id);
    db_bind_text(s, 2, row->key);
    db_bind_int(s, 3, (int64_t)at);
    bind_cells(s, 4, def->fields, def->nfields, row->cells);
    bool ok = db_run(s, err);
    db_finalize(s);
    return ok;
}

static bool delete_rows(struct store *st, const struct form *form, size_t roster, const char *id,
                        const char *key, struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s;
    str_addf(&sql, "DELETE FROM main.\"%s__%s\" WHERE _record = ?1%s", form->name, form->rosters[roster].name,
             key ? " AND _row_key = ?2" : "");
    bool ok = store_prepare(st, &s, sql.p, err);
    str_release(&sql);
    if (!ok) {
        return false;
    }
    db_bind_text(s, 1, id);
    if (key) {
        db_bind_text(s, 2, key);
    }
    ok = db_run(s, err);
    db_finalize(s);
    return ok;
}

static bool row_same(const struct row *a, const struct row *b, size_t nfields)
{
    for (size_t i = 0; i < nfields; i++) {
        if (!value_eq(&a->cells[i].value, &b->cells[i].value)) {
            return false;
        }
    }
    return true;
}

static bool write_roster(struct store *st, const struct table *t, size_t roster, const struct record *r,
                         const struct record *old, struct err *err)
{
    const struct rows *now = &r->rosters[roster];
    size_t nfields = t->form->rosters[roster].nfields, at;
    bool ok = true;

    for (size_t i = 0; old && ok && i < old->rosters[roster].list.n; i++) {
        const char *key = old->rosters[roster].list.v[i].key;
        ok = record_find_row(r, roster, key, &at) || delete_rows(st, t->form, roster, r->id, key, err);
    }
    for (size_t i = 0; ok && i < now->list.n; i++) {
        bool same = old && record_find_row(old, roster, now->list.v[i].key, &at) && at == i &&
                    row_same(&now->list.v[i], &old->rosters[roster].list.v[at], nfields);
        ok = same || write_row(st, t, roster, r, i, err);
    }
    return ok;
}

static bool write_rosters(struct store *st, const struct table *t, const struct record *r,
                          const struct record *old, struct err *err)
{
    for (size_t i = 0; i < t->form->nrosters; i++) {
        if (!write_roster(st, t, i, r, old, err)) {
            return false;
        }
    }
    return true;
}

/* ---- accepted warnings ---- */

static bool delete_accepted(struct store *st, const struct record *r, struct err *err)
{
    struct db_stmt *s;
    if (!store_prepare(st, &s, "DELETE FROM main._accepted WHERE record = ?1 AND form = ?2", err)) {
        return false;
    }
    db_bind_text(s, 1, r->id);
    db_bind_text(s, 2, r->form->name);
    bool ok = db_run(s, err);
    db_finalize(s);
    return ok;
}

static bool write_acceptance(struct store *st, const struct record *r, const struct acceptance *a,
                             struct err *err)
{
    struct db_stmt *s;
    if (!store_prepare(st, &s,
                       "INSERT OR REPLACE INTO main._accepted (form, record, path, reason, who, value_hash)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                       err)) {
        return false;
    }
    db_bind_text(s, 1, r->form->name);
    db_bind_text(s, 2, r->id);
    db_bind_text(s, 3, a->path);
    db_bind_text(s, 4, a->reason);
    db_bind_text(s, 5, a->who);
    db_bind_text(s, 6, a->value_hash);
    bool ok = db_run(s, err);
    db_finalize(s);
    return ok;
}

static bool write_accepted(struct store *st, const struct record *r, const struct record *old,
                           struct err *err)
{
    bool ok = !(old && old->accepted.n > 0) || delete_accepted(st, r, err);
    for (size_t i = 0; ok && i < r->accepted.n; i++) {
        ok = write_acceptance(st, r, &r->accepted.v[i], err);
    }
    return ok;
}

/* ---- counts ---- */

static bool add_count(struct store *st, const char *form, const char *state, int64_t n, struct err *err)
{
    struct db_stmt *s;
    if (!store_prepare(st, &s,
                       "INSERT INTO main._count (form, state, n) VALUES (?1, ?2, ?3)"
                       " ON CONFLICT (form, state) DO UPDATE SET n = n + excluded.n",
                       err)) {
        return false;
    }
    db_bind_text(s, 1, form);
    db_bind_text(s, 2, state);
    db_bind_int(s, 3, n);
    bool ok = db_run(s, err);
    db_finalize(s);
    return ok;
}

static bool count_change(struct store *st, const struct record *r, const struct record *old, struct err *err)
{
    const char *form = r->form->name;
    return str_eq(old->state, r->state) ||
           (add_count(st, form, old->state, -1, err) && add_count(st, form, r->state, 1, err));
}

/* Records of one state mostly come one behind the other. */
static bool count_new(struct store *st, struct record *const *records, size_t n, struct err *err)
{
    for (size_t i = 0, from = 0; i < n; i++) {
        if (i + 1 < n && str_eq(records[i + 1]->state, records[i]->state)) {
            continue;
        }
        if (!add_count(st, records[i]->form->name, records[i]->state, (int64_t)(i + 1 - from), err)) {
            return false;
        }
        from = i + 1;
    }
    return true;
}

int64_t store_count(struct store *st, const char *form, const char *state)
{
    struct err ignored = ERR_INIT;
    struct db_stmt *s;
    bool row = false;
    int64_t n = 0;
    struct str sql = STR_INIT;
    if (st->cache->narrow) { /* of those that are shown */
        str_add(&sql, "SELECT count(*) FROM ");
        db_add_name(&sql, form);
        str_add(&sql, " WHERE ?1 = ?1 AND _state = coalesce(?2, _state)");
    } else {
        str_add(&sql, "SELECT coalesce(sum(n), 0) FROM main._count WHERE form = ?1 AND state = coalesce(?2, state)");
    }
    bool ok = store_prepare(st, &s, sql.p, &ignored);
    str_release(&sql);
    if (!ok) {
        return 0;
    }
    db_bind_text(s, 1, form);
    db_bind_text(s, 2, state);
    if (db_step(s, &row, &ignored) && row) {
        n = db_column_int(s, 0);
    }
    db_finalize(s);
    return n;
}

/* ---- the archived definition ---- */

/* The form's file, and after it the calculations that stand in files of their own. */
static bool definition_text(struct store *st, const struct form *form, struct str *out, struct err *err)
{
    char *path = file_join(st->app->dir, form->file);
    bool ok = file_read(path, DEFINITION_MAX, out, err);
    free(path);
    for (size_t i = 0; ok && i < form->nfields; i++) {
        const struct expr *e = &form->fields[i].calculation;
        if (e->sql && e->file && str_ends(e->file, ".sql")) {
            str_addf(out, "\n# %s\n", e->file);
            str_add(out, e->sql);
        }
    }
    return ok;
}

static bool insert_definition(struct store *st, const struct form *form, const char *text, const char *now,
                              struct err *err)
{
    struct db_stmt *s;
    if (!store_prepare(
            st, &s, "INSERT INTO main._form (hash, form, text, at) VALUES (?1, ?2, ?3, ?4)", err)) {
        return false;
    }
    db_bind_text(s, 1, form->hash);
    db_bind_text(s, 2, form->name);
    db_bind_text(s, 3, text);
    db_bind_text(s, 4, now);
    bool ok = db_run(s, err);
    db_finalize(s);
    return ok;
}

static bool is_archived(struct store *st, const struct form *form, bool *archived, struct err *err)
{
    struct db_stmt *s;
    if (!store_prepare(st, &s, "SELECT 1 FROM main._form WHERE hash = ?", err)) {
        return false;
    }
    db_bind_text(s, 1, form->hash);
    bool ok = db_step(s, archived, err);
    db_finalize(s);
    return ok;
}

static bool archive_definition(struct store *st, struct table *t, const char *now, const struct change_info *info, struct err *err)
{
    struct str text = STR_INIT;
    struct chain_set chain = {0};
    if (!t->archived && !is_archived(st, t->form, &t->archived, err)) {
        return false;
    }
    if (t->archived) {
        return true;
    }
    t->archived = store_chain_begin(st, &chain, "_form", err) && definition_text(st, t->form, &text, err) &&
                  insert_definition(st, t->form, text.p, now, err) && store_chain_end(st, &chain, info, err);
    store_chain_release(&chain);
    str_release(&text);
    return t->archived;
}

/* ---- history ---- */

/* Texts that are no field's, such as the state, enter history under names with an underscore. */
struct extra {
    struct cell old, now;
};

static void extra_release(struct extra *x)
{
    value_release(&x->old.value);
    value_release(&x->now.value);
}

static void add_extra(struct changes *list, struct extra *x, const char *path, const char *old,
                      const char *now)
{
    value_set_text(&x->old.value, sv_of(old));
    value_set_text(&x->now.value, sv_of(now));
    if (!value_eq(&x->old.value, &x->now.value)) {
        struct change *c = vec_push(&list->list);
        c->path = mem_dup(path);
        c->old = &x->old;
        c->now = &x->now;
    }
}

/* How much was keyed twice, and how much of it otherwise. */
static void add_counts(struct changes *list, struct extra *keyed, struct extra *different, const struct change_info *info)
{
    struct str n = STR_INIT;
    if (info->keyed > 0) {
        str_addf(&n, "%lld", (long long)info->keyed);
        add_extra(list, keyed, "_keyed", "", n.p);
        str_clear(&n);
        str_addf(&n, "%lld", (long long)info->different);
        add_extra(list, different, "_different", "", n.p);
    }
    str_release(&n);
}

static int by_path(const void *a, const void *b)
{
    const struct acceptance *x = a, *y = b;
    return strcmp(x->path, y->path);
}

/* The hash of all that is stored of a record; `bytes`: room to work in. */
static void stored_hash(const struct record *r, int64_t problems, struct str *bytes, char out[HASH_HEX])
{
    size_t n = r->accepted.n;
    struct acceptance *sorted = mem_zero(n + 1, sizeof *sorted);
    if (n > 0) {
        memcpy(sorted, r->accepted.v, n * sizeof *sorted);
        qsort(sorted, n, sizeof *sorted, by_path);
    }
    str_clear(bytes);
    history_pack_begin(bytes, r->form->hash, problems, n);
    for (size_t i = 0; i < n; i++) {
        history_pack_accepted(bytes, sorted[i].path, sorted[i].reason, sorted[i].who, sorted[i].value_hash);
    }
    record_pack(r, bytes);
    hash_hex(bytes->p, bytes->len, out);
    free(sorted);
}

#define NOTED (-1) /* instead of a number of problems: nothing becomes of the record, it is only noted */

static bool add_history(struct store *st, const struct record *r, const struct record *old, int64_t problems,
                        const struct change_info *info, struct err *err)
{
    struct changes changes = {0};
    struct extra state = {0}, keyed = {0}, different = {0};
    struct str bytes = STR_INIT;
    char hash[HASH_HEX];

    stored_hash(r, problems, &bytes, hash);
    str_release(&bytes);
    record_diff(old, r, &changes);
    add_extra(&changes, &state, "_state", old->state, r->state);
    add_counts(&changes, &keyed, &different, info);
    bool ok = store_history_add(st, r->form->name, r->id, r->version, &changes, problems == NOTED ? NULL : hash, info, err);
    changes_release(&changes);
    extra_release(&state);
    extra_release(&keyed);
    extra_release(&different);
    return ok;
}

static bool renew_definition(struct store *st, const struct form *form, const char *id, int64_t *problems, struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s;
    str_addf(&sql, "UPDATE main.\"%s\" SET _form = ?2 WHERE _id = ?1 RETURNING _problems", form->name);
    bool ok = store_prepare(st, &s, sql.p, err), row = false;
    str_release(&sql);
    if (!ok) {
        return false;
    }
    db_bind_text(s, 1, id);
    db_bind_text(s, 2, form->hash);
    ok = db_step(s, &row, err);
    *problems = ok && row ? db_column_int(s, 0) : 0;
    db_finalize(s);
    return ok;
}

bool store_stored_again(struct store *st, const struct form *form, const char *id, const struct change_info *info, struct err *err)
{
    struct record *r;
    struct table *t;
    struct str bytes = STR_INIT, now = STR_INIT;
    char hash[HASH_HEX];
    int64_t problems;
    if (!store_load(st, form, id, &r, err)) {
        return false;
    }
    store_now(st, &now);
    bool ok = renew_definition(st, form, id, &problems, err);
    stored_hash(r, ok ? problems : 0, &bytes, hash);
    ok = ok && table_of(st, form, &t, err) && archive_definition(st, t, now.p, info, err) &&
              store_history_add(st, form->name, id, r->version, NULL, hash, info, err);
    record_free(r);
    str_release(&bytes);
    str_release(&now);
    return ok;
}

bool store_note(struct store *st, const struct record *r, const struct change_info *info, struct err *err)
{
    return add_history(st, r, r, NOTED, info, err);
}

static bool add_created(struct store *st, const struct record *r, int64_t problems, const struct change_info *info,
                        struct err *err)
{
    struct record *nothing = record_new(r->form, r->id);
    nothing->state[0] = '\0';
    bool ok = add_history(st, r, nothing, problems, info, err);
    record_free(nothing);
    return ok;
}

/* The values are in the rows. */
static bool add_imported(struct store *st, const struct new_records *k, size_t n, struct err *err)
{
    struct history_item *items = mem_zero(n + 1, sizeof *items);
    char(*hashes)[HASH_HEX] = mem_zero(n + 1, sizeof *hashes);
    struct str bytes = STR_INIT;
    for (size_t i = 0; i < n; i++) {
        stored_hash(k->records[i], k->problems[i], &bytes, hashes[i]);
        items[i] = (struct history_item){k->records[i]->id, k->records[i]->version, NULL, hashes[i]};
    }
    bool ok = history_add(st, k->records[0]->form->name, items, n, k->info, err);
    str_release(&bytes);
    free(hashes);
    free(items);
    return ok;
}

static bool add_histories(struct store *st, const struct new_records *k, size_t n, struct err *err)
{
    bool ok = true;
    if (str_eq(k->info->op, "import")) {
        return add_imported(st, k, n, err);
    }
    for (size_t i = 0; ok && i < n; i++) {
        ok = add_created(st, k->records[i], k->problems[i], k->info, err);
    }
    return ok;
}

/* ---- save ---- */

static bool may_write(struct store *st, const struct form *form, struct table **t, struct err *err)
{
    return table_of(st, form, t, err) && store_may_save(st, form, err);
}

static bool not_stored(struct store *st, const struct form *form, struct err *err)
{
    return err_wrap(err, _("'%s' was not stored"), label_in(&form->title, i18n_spoken(st->app->language)));
}

/* Numbers are given in the records' order, also to those that are refused later: gaps stay. */
static bool make_ready(struct store *st, struct record *const *records, size_t n, size_t *ready,
                       struct err *err)
{
    for (*ready = 0; *ready < n; ++*ready) {
        if (!serial_assign(st, records[*ready], err) || !code_assign(st, records[*ready], records, *ready, err) ||
            !check_all_references(st, records[*ready], NULL, err)) {
            return false;
        }
    }
    return true;
}

/* All that goes with records whose own rows are there. */
static bool complete_new(struct store *st, struct table *t, const struct new_records *k, size_t n,
                         struct err *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++) {
        k->records[i]->version = 1;
        ok = write_rosters(st, t, k->records[i], NULL, err) && write_accepted(st, k->records[i], NULL, err);
    }
    return ok && count_new(st, k->records, n, err) && archive_definition(st, t, k->now, k->info, err) &&
           search_add(st, t, k->records, n, err) && add_histories(st, k, n, err);
}

static bool save_new(struct store *st, struct table *t, const struct new_records *k, size_t n, size_t *done,
                     struct err *err)
{
    size_t ready;
    bool ok = make_ready(st, k->records, n, &ready, err);
    ok = insert_main(st, t, k, ready, done, err) && ok; /* its error is an earlier record's */
    if (*done > 0 && !complete_new(st, t, k, *done, err)) {
        err->code = ERR_STORE; /* half of it is there: this is nothing that concerns one record */
        *done = 0;
        ok = false;
    }
    return ok;
}

bool store_save_new(struct store *st, struct record *const *records, const int64_t *problems, size_t n,
                    const struct change_info *info, size_t *done, struct err *err)
{
    struct table *t;
    struct str now = STR_INIT;
    const struct form *form = records[0]->form;

    *done = 0;
    if (!may_write(st, form, &t, err)) {
        return false;
    }
    store_now(st, &now);
    struct new_records k = {t, records, problems, now.p, info};
    bool ok = save_new(st, t, &k, n, done, err);
    str_release(&now);
    for (size_t i = *done; i < n; i++) {
        records[i]->version = 0;
    }
    return ok || not_stored(st, form, err);
}

static bool update_parts(struct store *st, struct table *t, struct record *r, const struct record *old,
                         int64_t problems, const char *now, const struct change_info *info, struct err *err)
{
    return serial_assign(st, r, err) && code_assign(st, r, NULL, 0, err) && check_all_references(st, r, old, err) &&
           update_main(st, t, r, problems, now, info, err) && write_rosters(st, t, r, old, err) &&
           write_accepted(st, r, old, err) && count_change(st, r, old, err) && verified_change(st, r, old, err) &&
           archive_definition(st, t, now, info, err);
}

static bool update(struct store *st, struct record *r, const struct record *old, int64_t problems,
                   const struct change_info *info, struct err *err)
{
    struct table *t;
    struct str now = STR_INIT;

    if (!may_write(st, r->form, &t, err)) {
        return false;
    }
    store_now(st, &now);
    table_forget_titles(st); /* other records' titles may show this one's values */
    bool ok = update_parts(st, t, r, old, problems, now.p, info, err);
    str_release(&now);
    if (!ok) {
        return not_stored(st, r->form, err);
    }
    r->version++;
    if (!add_history(st, r, old, problems, info, err) || !search_put(st, t, r, err) || !search_refresh_namers(st, r, old, err)) {
        r->version--;
        return not_stored(st, r->form, err);
    }
    return true;
}

bool store_save(struct store *st, struct record *r, const struct record *old, int64_t problems,
                const struct change_info *info, struct err *err)
{
    size_t done;
    return old ? update(st, r, old, problems, info, err)
               : store_save_new(st, &r, &problems, 1, info, &done, err);
}

/* ---- delete ---- */

struct naming {
    struct store *st;
    const struct record *r;
    struct str who; /* up to three records that name it, in words */
    int found;
};

static bool note_naming(struct naming *n, const struct form *form, struct db_stmt *s, struct err *err)
{
    enum lang lang = i18n_spoken(n->st->app->language);
    bool row = true;
    while (n->found < 3) {
        if (!db_step(s, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        str_addf(&n->who, "%s%s “", n->found++ > 0 ? ", " : "", label_in(&form->title, lang));
        if (!store_title(n->st, form, db_column_str(s, 0), lang, &n->who, err)) {
            return false;
        }
        str_add(&n->who, "”");
    }
    return true;
}

static bool find_naming(struct naming *n, const struct form *form, const struct field *f, struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s;
    key_add_naming(&sql, form, f);
    str_add(&sql, " LIMIT 3");
    bool ok = db_prepare(n->st->db, &s, sql.p, err);
    if (ok) {
        db_bind_text(s, 1, n->r->id);
        ok = note_naming(n, form, s, err);
        db_finalize(s);
    }
    str_release(&sql);
    return ok;
}

static bool find_in_fields(struct naming *n, const struct form *form, const struct field *fields,
                           size_t count, struct err *err)
{
    for (size_t i = 0; i < count && n->found < 3; i++) {
        if (str_eq_null(fields[i].ref, n->r->form->name) && !find_naming(n, form, &fields[i], err)) {
            return false;
        }
    }
    return true;
}

static bool find_in_form(struct naming *n, const char *name, struct err *err)
{
    const struct form *form;
    if (!table_form(n->st, name, &form, err) || !find_in_fields(n, form, form->fields, form->nfields, err)) {
        return false;
    }
    for (size_t i = 0; i < form->nrosters; i++) {
        if (!find_in_fields(n, form, form->rosters[i].fields, form->rosters[i].nfields, err)) {
            return false;
        }
    }
    return true;
}

static bool check_unnamed(struct store *st, const struct record *r, struct err *err)
{
    struct naming n = {st, r, STR_INIT, 0};
    bool ok = true;
    for (size_t i = 0; ok && n.found < 3 && i < st->app->forms.n; i++) {
        ok = find_in_form(&n, st->app->forms.v[i], err);
    }
    if (ok && n.found > 0) {
        ok = err_set(err, ERR_REFUSED, _("this record is still named by %s: change or delete those first"),
                     n.who.p);
    }
    str_release(&n.who);
    return ok;
}

static bool delete_main(struct store *st, const struct record *r, struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s;
    str_addf(&sql, "DELETE FROM main.\"%s\" WHERE _id = ?1 AND _version = ?2", r->form->name);
    bool ok = store_prepare(st, &s, sql.p, err);
    str_release(&sql);
    if (!ok) {
        return false;
    }
    db_bind_text(s, 1, r->id);
    db_bind_int(s, 2, r->version);
    ok = db_run(s, err);
    db_finalize(s);
    return ok && (db_changes(st->db) == 1 || changed_meanwhile(r, err));
}

static bool delete_rosters(struct store *st, const struct record *r, struct err *err)
{
    for (size_t i = 0; i < r->form->nrosters; i++) {
        if (!delete_rows(st, r->form, i, r->id, NULL, err)) {
            return false;
        }
    }
    return true;
}

/* The key comes first, so that a deleted record is found by it (store_find_deleted). */
static bool delete_history(struct store *st, const struct record *r, const char *key,
                           const struct change_info *info, struct err *err)
{
    struct changes changes = {0};
    struct extra keys = {0}, state = {0};
    char hash[HASH_HEX];
    struct record *nothing = record_new(r->form, r->id);

    add_extra(&changes, &keys, "_key", key, "");
    add_extra(&changes, &state, "_state", r->state, "");
    record_diff(r, nothing, &changes);
    record_hash(r, hash);
    bool ok = store_history_add(st, r->form->name, r->id, r->version, &changes, hash, info, err);
    changes_release(&changes);
    extra_release(&keys);
    extra_release(&state);
    record_free(nothing);
    return ok;
}

bool store_delete(struct store *st, const struct record *r, const struct change_info *info, struct err *err)
{
    struct table *t;
    struct str key = STR_INIT;
    table_forget_titles(st);
    bool ok = may_write(st, r->form, &t, err) && check_unnamed(st, r, err) &&
              store_key_text(st, r->form, r->id, &key, err) && delete_main(st, r, err) &&
              delete_rosters(st, r, err) && delete_accepted(st, r, err) && verified_forget(st, r, err) &&
              search_drop(st, r->form, r->id, err) && add_count(st, r->form->name, r->state, -1, err) &&
              delete_history(st, r, key.p, info, err);
    str_release(&key);
    return ok;
}
