/*
 * Reading a snapshot: a store of its own, on a second connection that can only read, whose temporary tables bear the forms' names
 * and hold what was handed in, with the application's views made again over them.
 *
 * A connection of its own, because temporary tables on the store's would change what its statements mean, could be written to by
 * mistake, and would be rolled back with a transaction.  The price: what the present transaction has not committed is not seen.
 */

#include "store/inner.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"

/* ---- which tables ---- */

struct reach {
    VEC(const struct form *) forms;
};

static void reach_add(struct reach *r, const struct form *form)
{
    for (size_t i = 0; i < r->forms.n; i++) {
        if (r->forms.v[i] == form) {
            return;
        }
    }
    *vec_push(&r->forms) = form;
}

static bool reach_named(struct store *st, struct reach *r, const struct field *fields, size_t n, struct err *err)
{
    const struct form *target;
    for (size_t i = 0; i < n; i++) {
        if (!fields[i].ref) {
            continue;
        }
        if (!table_form(st, fields[i].ref, &target, err)) {
            return false;
        }
        reach_add(r, target);
    }
    return true;
}

static bool reach_governed(struct store *st, struct reach *r, const struct form *governing, struct err *err)
{
    const char **names;
    const struct form *form;
    if (!dossier_governed_forms(st, governing, &names, err)) {
        return false;
    }
    bool ok = true;
    for (size_t i = 0; ok && names[i]; i++) {
        ok = table_form(st, names[i], &form, err);
        if (ok) {
            reach_add(r, form);
        }
    }
    free(names);
    return ok;
}

/* Every form of which a snapshot can hold a record: as snapshot.c gathers records. */
static bool reach_all(struct store *st, struct reach *r, const struct form *governing, struct err *err)
{
    reach_add(r, governing);
    bool ok = reach_governed(st, r, governing, err);
    for (size_t i = 0; ok && i < r->forms.n; i++) {
        const struct form *form = r->forms.v[i];
        ok = reach_named(st, r, form->fields, form->nfields, err);
        for (size_t k = 0; ok && k < form->nrosters; k++) {
            ok = reach_named(st, r, form->rosters[k].fields, form->rosters[k].nfields, err);
        }
    }
    return ok;
}

/*
 * Not STRICT: a value that was sealed before its field changed its type is shown as it was.  `own`: the columns that are no
 * field, with the primary key at the end.
 */
static bool create_table(struct store *over, const char *form, const char *roster, const char *own, const char *key,
                         const struct field *fields, size_t n, struct err *err)
{
    struct str sql = STR_INIT;
    str_addf(&sql, "CREATE TEMP TABLE IF NOT EXISTS \"%s%s%s\" (%s", form, roster[0] ? "__" : "", roster, own);
    for (size_t i = 0; i < n; i++) {
        if (fields[i].type != FIELD_NOTE) {
            str_addf(&sql, ", \"%s\" %s", fields[i].name, schema_type(&fields[i]));
        }
    }
    str_addf(&sql, ", PRIMARY KEY (%s))", key);
    bool ok = db_exec(over->db, sql.p, err);
    str_release(&sql);
    return ok;
}

bool unsealed_tables(struct store *over, const struct form *form, struct err *err)
{
    bool ok = create_table(over, form->name, "",
                           "_id TEXT, _version INTEGER, _state TEXT, _form TEXT, _created_at TEXT, _created_by TEXT,"
                           " _changed_at TEXT, _changed_by TEXT, _problems INTEGER",
                           "_id", form->fields, form->nfields, err);
    for (size_t i = 0; ok && i < form->nrosters; i++) {
        const struct roster *r = &form->rosters[i];
        ok = create_table(over, form->name, r->name, "_record TEXT, _row_key TEXT, _row INTEGER", "_record, _row_key", r->fields,
                          r->nfields, err);
    }
    return ok;
}

static bool create_forms(struct store *over, const struct form *governing, struct err *err)
{
    struct reach reach = {0};
    bool ok = reach_all(over, &reach, governing, err);
    for (size_t i = 0; ok && i < reach.forms.n; i++) {
        ok = unsealed_tables(over, reach.forms.v[i], err);
    }
    vec_release(&reach.forms);
    return ok && schema_create_views(over->db, "temp", over->app, NULL, err);
}

/* ---- what they hold ---- */

static bool prepare_insert(struct store *over, struct db_stmt **s, const char *form, const char *roster, size_t nown,
                           const struct field *fields, size_t n, struct err *err)
{
    struct str sql = STR_INIT;
    str_addf(&sql, "INSERT INTO temp.\"%s%s%s\" VALUES (?1", form, roster[0] ? "__" : "", roster);
    for (size_t i = 0; i < n; i++) {
        nown += fields[i].type != FIELD_NOTE;
    }
    for (size_t i = 2; i <= nown; i++) {
        str_addf(&sql, ", ?%zu", i);
    }
    str_add(&sql, ")");
    bool ok = store_prepare(over, s, sql.p, err);
    str_release(&sql);
    return ok;
}

static void bind_cells(struct db_stmt *s, int at, const struct field *fields, size_t n, const struct cell *cells)
{
    for (size_t i = 0; i < n; i++) {
        if (fields[i].type != FIELD_NOTE) {
            store_bind_value(s, at++, &cells[i].value);
        }
    }
}

static bool put_record(struct store *over, const struct sealed_copy *c, struct err *err)
{
    const struct record *r = c->record;
    const struct form *form = r->form;
    struct db_stmt *s;
    if (!prepare_insert(over, &s, form->name, "", SEALED_OWN_N + 2, form->fields, form->nfields, err)) {
        return false;
    }
    db_bind_text(s, 1, r->id);
    store_bind_value(s, 2, &c->own[0]);
    db_bind_text(s, 3, r->state[0] ? r->state : NULL);
    for (int i = 1; i < SEALED_OWN_N; i++) {
        store_bind_value(s, i + 3, &c->own[i]);
    }
    bind_cells(s, SEALED_OWN_N + 3, form->fields, form->nfields, r->cells);
    bool ok = db_run(s, err);
    db_finalize(s);
    return ok;
}

static bool put_rows(struct store *over, const struct record *r, const struct roster *roster, struct err *err)
{
    const struct rows *rows = &r->rosters[roster->index];
    struct db_stmt *s;
    if (rows->list.n == 0) {
        return true;
    }
    if (!prepare_insert(over, &s, r->form->name, roster->name, 3, roster->fields, roster->nfields, err)) {
        return false;
    }
    bool ok = true;
    for (size_t i = 0; ok && i < rows->list.n; i++) {
        db_bind_text(s, 1, r->id);
        db_bind_text(s, 2, rows->list.v[i].key);
        db_bind_int(s, 3, (int64_t)i);
        bind_cells(s, 4, roster->fields, roster->nfields, rows->list.v[i].cells);
        ok = db_run(s, err);
    }
    db_finalize(s);
    return ok;
}

bool unsealed_put(struct store *over, const struct sealed_copy *c, struct err *err)
{
    bool ok = put_record(over, c, err);
    for (size_t i = 0; ok && i < c->record->form->nrosters; i++) {
        ok = put_rows(over, c->record, &c->record->form->rosters[i], err);
    }
    return ok;
}

struct filling {
    struct store *st; /* whose reader it is for */
    struct store *over;
};

/* A form that nothing reaches any more still holds what was sealed of it. */
static bool put_row(void *arg, const struct sealed_row *row, struct err *err)
{
    struct filling *f = arg;
    struct sealed_copy copy;
    bool takes = true;
    if (!sealed_unpack(f->over, row, &copy, err)) {
        return false;
    }
    bool ok = !copy.record || (unsealed_tables(f->over, copy.record->form, err) && narrow_takes(f->st, copy.record, &takes, err) &&
                               (!takes || unsealed_put(f->over, &copy, err)));
    sealed_copy_release(&copy);
    return ok;
}

/* ---- the store ---- */

struct store *store_beside(const struct store *st)
{
    struct store *over = mem_zero(1, sizeof *over);
    over->app = st->app;
    over->clock = st->clock;
    over->sample = st->sample;
    over->read_only = true;
    over->cache = mem_zero(1, sizeof *over->cache);
    over->cache->now = (struct str)STR_INIT;
    over->cache->path = mem_dup(st->cache->path);
    return over;
}

static struct store *sealed_beside(const struct store *st, const char *form, const char *code)
{
    struct store *over = store_beside(st);
    over->cache->of_form = mem_dup(form);
    snprintf(over->cache->code, sizeof over->cache->code, "%s", code);
    return over;
}

/* The records come over the store's own connection: one that was sealed a moment ago is not committed yet. */
static bool fill(struct store *st, struct store *over, struct err *err)
{
    const struct form *governing;
    struct filling f = {st, over};
    return db_open(&over->db, over->cache->path, DB_READ, err) && table_form(over, over->cache->of_form, &governing, err) &&
           db_exec(over->db, "BEGIN", err) && create_forms(over, governing, err) &&
           (!over->cache->code[0] || sealed_each(st, over->cache->code, put_row, &f, err)) && narrow_rest(st, over, err) && db_exec(over->db, "COMMIT", err);
}

/* `code` "": nothing was handed in, and the tables are empty.  The last one is kept: a form asks for the same again and again. */
static bool unseal(struct store *st, const char *form, const char *code, struct store **out, struct err *err)
{
    struct store_cache *cache = st->cache;
    struct store *last = cache->unsealed;
    if (!last || !str_eq(last->cache->code, code) || !str_eq(last->cache->of_form, form)) {
        store_close(last);
        cache->unsealed = sealed_beside(st, form, code);
        if (!fill(st, cache->unsealed, err)) {
            store_close(cache->unsealed);
            cache->unsealed = NULL;
            return false;
        }
    }
    *out = cache->unsealed;
    return true;
}

/* Of a record that is not shown there is no snapshot either. */
static bool form_of_code(struct store *st, const char *code, struct str *form, struct str *spelt, struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    if (!store_prepare(st, &s, "SELECT form, code, record FROM main._snapshot WHERE code = upper(?)", err)) {
        return false;
    }
    db_bind_text(s, 1, code);
    bool ok = db_step(s, &row, err) && (!row || narrow_shows(st, db_column_str(s, 0), db_column_str(s, 2), &row, err)) && (row || err_set(err, ERR_NOT_FOUND, _("there is no snapshot with the seal code '%s'"), code));
    if (ok) {
        str_add_sv(form, db_column_text(s, 0));
        str_add_sv(spelt, db_column_text(s, 1));
    }
    db_finalize(s);
    return ok;
}

bool dossier_unseal(struct store *st, const char *code, struct store **out, struct err *err)
{
    struct str form = STR_INIT, spelt = STR_INIT;
    bool ok = form_of_code(st, code, &form, &spelt, err) && unseal(st, form.p, spelt.p, out, err);
    str_release(&form);
    str_release(&spelt);
    return ok;
}

static bool asked_number(const struct sql_snapshot *ask, const struct value *v, int64_t *number, struct err *err)
{
    *number = v && v->type == VALUE_INT ? v->i : 0;
    return !v || v->type == VALUE_INT || value_is_null(v) ||
           err_set(err, ERR_INVALID, _("the number of a snapshot is a whole number, which parameter '%s' is not"), ask->number);
}

/* Inside a snapshot of the same form the answer is here already. */
bool unseal_for(struct store *st, const char *sql, const struct param *params, size_t nparams, struct store **out, struct err *err)
{
    struct sql_snapshot ask;
    char code[SEAL_TEXT] = "";
    int64_t number;
    *out = st;
    if (!sql_snapshot(sql, &ask) || (st->cache->of_form && str_eq(st->cache->of_form, ask.form))) {
        return true;
    }
    if (!ask.form[0]) {
        return err_set(err, ERR_SYNTAX, _("line %d: write -- snapshot: FORM :RECORD"), ask.line);
    }
    const struct value *record = query_param(params, nparams, ask.record);
    bool shown = record && !value_is_null(record);
    return asked_number(&ask, query_param(params, nparams, ask.number), &number, err) &&
           (!shown || narrow_shows(st, ask.form, value_str(record), &shown, err)) &&
           (!shown || sealed_code(st, ask.form, value_str(record), number, code, err)) &&
           unseal(st, ask.form, code, out, err);
}

/* ---- what there is ---- */

static void set_text(struct value *out, const char *text)
{
    value_set_text(out, sv_of(text ? text : ""));
}

/* Into which state it was moved from there, by whom, when and why; nothing while it still stands there. */
static void add_outcome(const struct form *form, enum lang lang, struct db_stmt *s, struct value *cells)
{
    const char *name = db_column_str(s, 7);
    const struct state *state = name ? form_state(form, name) : NULL;
    struct db_value accepted;
    db_column_value(s, 6, &accepted);
    set_text(&cells[4], state ? label_in(&state->label, lang) : name);
    set_text(&cells[5], db_column_str(s, 10));
    value_from_db(&cells[6], &accepted);
    set_text(&cells[9], db_column_str(s, 8));
    set_text(&cells[10], db_column_str(s, 9));
}

static bool add_snapshot(struct store *st, const struct form *form, const char *id, enum lang lang, struct db_stmt *s,
                         struct rowset *out, struct err *err)
{
    struct sealed_copy copy;
    struct db_value bytes;
    db_column_value(s, 5, &bytes);
    struct sealed_row row = {form->name, id, bytes.text};
    if (!sealed_unpack(st, &row, &copy, err)) {
        return false;
    }
    const struct state *state = form_state(form, copy.record->state);
    struct value *cells = rowset_add_row(out);
    value_set_int(&cells[0], db_column_int(s, 0));
    set_text(&cells[1], db_column_str(s, 1));
    set_text(&cells[2], db_column_str(s, 2));
    set_text(&cells[3], db_column_str(s, 3));
    value_set_int(&cells[7], db_column_int(s, 4));
    set_text(&cells[8], state ? label_in(&state->label, lang) : copy.record->state);
    add_outcome(form, lang, s, cells);
    sealed_copy_release(&copy);
    return true;
}

bool dossier_snapshots(struct store *st, const struct form *form, const char *id, enum lang lang, struct rowset *out, struct err *err)
{
    static const char *const names[] = {"number", "at", "who", "code", "became", "reason", "accepted", "records", "state", "became_at", "became_by"};
    struct db_stmt *s;
    bool row = true, ok = true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        rowset_add_column(out, names[i]);
    }
    if (!store_prepare(st, &s,
                       "SELECT n.number, n.at, n.who, n.code, (SELECT count(*) FROM main._snapshot_record AS c WHERE c.code = n.code),"
                       " r.bytes, (SELECT c.value ->> '$.new' FROM json_each(e.changes) AS c WHERE c.value ->> '$.path' = '" ACCEPTED_PATH "'),"
                       " (SELECT c.value ->> '$.new' FROM json_each(m.changes) AS c WHERE c.value ->> '$.path' = '_state'), m.at, m.who, m.reason"
                       " FROM main._snapshot AS n"
                       " JOIN main._snapshot_record AS r ON r.code = n.code AND r.form = n.form AND r.record = n.record"
                       " LEFT JOIN main._history AS e ON e.seq = (SELECT max(h.seq) FROM main._history AS h WHERE h.record = n.record AND h.form = n.form"
                       " AND h.op = 'seal' AND substr(h.changes ->> '$[0].new', 1, length(n.code)) = n.code)"
                       " LEFT JOIN main._history AS m ON m.seq = (SELECT min(h.seq) FROM main._history AS h"
                       " WHERE h.record = n.record AND h.form = n.form AND h.op = 'move' AND h.seq > e.seq)"
                       " WHERE n.form = ?1 AND n.record = ?2 ORDER BY n.number",
                       err)) {
        return false;
    }
    db_bind_text(s, 1, form->name);
    db_bind_text(s, 2, id);
    while (ok && (ok = db_step(s, &row, err)) && row) {
        ok = add_snapshot(st, form, id, lang, s, out, err);
    }
    db_finalize(s);
    return ok;
}

static bool add_content(struct store *over, struct db_stmt *s, enum lang lang, struct rowset *out, struct err *err)
{
    const struct form *form;
    struct str label = STR_INIT;
    bool known = names_has(&over->app->forms, db_column_str(s, 0));
    bool ok = !known || (table_form(over, db_column_str(s, 0), &form, err) &&
                         store_title(over, form, db_column_str(s, 1), lang, &label, err));
    if (ok && known) {
        struct value *cells = rowset_add_row(out);
        for (int i = 0; i < 3; i++) {
            set_text(&cells[i], db_column_str(s, i));
        }
        set_text(&cells[3], label.p);
    }
    str_release(&label);
    return ok;
}

/* The governing record, what it governs, what these name. */
static bool prepare_contents(struct store *over, struct db_stmt **s, struct err *err)
{
    const struct form *governing;
    const char **names;
    struct str sql = STR_INIT;
    if (!table_form(over, over->cache->of_form, &governing, err) || !dossier_governed_forms(over, governing, &names, err)) {
        return false;
    }
    str_add(&sql, "SELECT r.form, r.record, r.key FROM main._snapshot_record AS r JOIN main._snapshot AS n ON n.code = r.code"
                  " WHERE r.code = ? ORDER BY r.record <> n.record, r.form NOT IN (''");
    for (size_t i = 0; names[i]; i++) {
        str_addf(&sql, ", '%s'", names[i]);
    }
    str_add(&sql, "), r.form, r.key");
    bool ok = store_prepare(over, s, sql.p, err);
    str_release(&sql);
    free(names);
    return ok;
}

bool dossier_contents(struct store *over, enum lang lang, struct rowset *out, struct err *err)
{
    static const char *const names[] = {"form", "id", "key", "label"};
    struct db_stmt *s;
    bool row = true, ok = true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        rowset_add_column(out, names[i]);
    }
    if (!prepare_contents(over, &s, err)) {
        return false;
    }
    db_bind_text(s, 1, over->cache->code);
    while (ok && (ok = db_step(s, &row, err)) && row) {
        ok = add_content(over, s, lang, out, err);
    }
    db_finalize(s);
    return ok;
}
