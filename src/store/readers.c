/*
 * Who reads a record while it is in a state: `readers` of [state], with `author` of [form] and `opens` of the governing form's states.
 *
 * One condition says it, of a row `m` and of a table `_reader` with one row: the person who reads, and their role.  Views that narrow a
 * form have it (narrow.c), where `_reader` is a temporary table; of a record that is at hand it is asked over its values.
 */

#include "store/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the condition ---- */

/* "'a', 'b'" */
static void add_names(struct str *sql, const char *const *names)
{
    for (size_t i = 0; names[i]; i++) {
        str_addf(sql, "%s'%s'", i > 0 ? ", " : "", names[i]);
    }
}

/* The states of a form for which `is` says so; false when there are none. */
static bool add_states(struct str *sql, const struct form *form, bool (*is)(const struct state *s))
{
    size_t n = 0;
    for (size_t i = 0; i < form->nstates; i++) {
        if (is(&form->states[i])) {
            str_addf(sql, "%s'%s'", n++ > 0 ? ", " : "", form->states[i].name);
        }
    }
    return n > 0;
}

static bool opens(const struct state *s)
{
    return s->opens;
}

static bool for_author(const struct state *s)
{
    return words_have(s->readers, READER_AUTHOR);
}

static bool not_for_peers(const struct state *s)
{
    return !state_for_peers(s);
}

/* The records that stand for the reader: one, or none. */
static bool add_self(struct store *st, const struct form *form, struct str *sql, struct err *err)
{
    const struct form *people;
    if (!table_form(st, form->fields[form->author].ref, &people, err)) {
        return false;
    }
    const struct field *account = form_account(people);
    if (account) {
        str_addf(sql, "SELECT _id FROM main.\"%s\" WHERE \"%s\" = (SELECT person FROM _reader)", people->name, account->name);
    } else {
        str_add(sql, "NULL");
    }
    return true;
}

static bool add_author(struct store *st, const struct form *form, const char *row, struct str *sql, struct err *err)
{
    str_addf(sql, "%s.\"%s\" IN (", row, form->fields[form->author].name);
    bool ok = add_self(st, form, sql, err);
    str_add(sql, ")");
    return ok;
}

/* The reader has such a record themselves, and it has left the states that are the author's alone. */
static bool add_peers(struct store *st, const struct form *form, struct str *sql, struct err *err)
{
    str_addf(sql, "EXISTS (SELECT 1 FROM main.\"%s\" AS p WHERE p._state NOT IN (''", form->name);
    struct str closed = STR_INIT;
    if (add_states(&closed, form, not_for_peers)) {
        str_addf(sql, ", %s", closed.p);
    }
    str_release(&closed);
    str_add(sql, ")");
    for (size_t i = 0; i < form->nkey; i++) {
        const char *name = form->fields[form->key[i]].name;
        if ((int)form->key[i] != form->author) {
            str_addf(sql, " AND p.\"%s\" = m.\"%s\"", name, name);
        }
    }
    str_add(sql, " AND ");
    bool ok = add_author(st, form, "p", sql, err);
    str_add(sql, ")");
    return ok;
}

static bool add_state(struct store *st, const struct form *form, const struct state *s, struct str *sql, struct err *err)
{
    bool ok = true;
    str_addf(sql, " OR (m._state = '%s' AND ((SELECT role FROM _reader) IN (", s->name);
    add_names(sql, s->readers);
    str_add(sql, ")");
    if (words_have(s->readers, READER_AUTHOR) && form->author >= 0) {
        str_add(sql, " OR ");
        ok = add_author(st, form, "m", sql, err);
    }
    if (ok && words_have(s->readers, READER_PEERS) && form->author >= 0) {
        str_add(sql, " OR ");
        ok = add_peers(st, form, sql, err);
    }
    str_add(sql, "))");
    return ok;
}

/* What authors keep for themselves and their like; what is kept for roles alone, a draft of an office, stays so. */
static bool add_opened(struct store *st, const struct form *form, struct str *sql, struct err *err)
{
    const struct form *governor;
    struct str open = STR_INIT, kept = STR_INIT;
    if (!form->governed_by || form->governing_field < 0 || !add_states(&kept, form, for_author)) {
        return true;
    }
    bool ok = table_form(st, form->governed_by, &governor, err);
    if (ok && add_states(&open, governor, opens)) {
        str_addf(sql, " OR (m._state IN (%s) AND m.\"%s\" IN (SELECT _id FROM main.\"%s\" WHERE _state IN (%s)))", kept.p,
                 form->fields[form->governing_field].name, governor->name, open.p);
    }
    str_release(&open);
    str_release(&kept);
    return ok;
}

bool readers_add(struct store *st, const struct form *form, struct str *sql, struct err *err)
{
    struct str kept = STR_INIT;
    bool ok = true;
    if (add_states(&kept, form, state_keeps)) {
        str_addf(sql, "(m._state IS NULL OR m._state NOT IN (%s)", kept.p);
        ok = add_opened(st, form, sql, err);
        for (size_t i = 0; ok && i < form->nstates; i++) {
            ok = !state_keeps(&form->states[i]) || add_state(st, form, &form->states[i], sql, err);
        }
        str_add(sql, ")");
    } else {
        str_add(sql, "1");
    }
    str_release(&kept);
    return ok;
}

/* ---- a record that is at hand ---- */

static bool asks_for(const struct form *form, size_t field)
{
    bool is = (int)field == form->author || (int)field == form->governing_field;
    for (size_t i = 0; i < form->nkey; i++) {
        is = is || form->key[i] == field;
    }
    return is;
}

static void add_columns(const struct form *form, struct str *sql)
{
    str_add(sql, "WITH _reader(person, role) AS (VALUES (?1, ?2)), m(_state");
    for (size_t i = 0; i < form->nfields; i++) {
        if (asks_for(form, i)) {
            str_addf(sql, ", \"%s\"", form->fields[i].name);
        }
    }
    str_add(sql, ") AS (VALUES (?3");
    for (size_t i = 0, at = 4; i < form->nfields; i++) {
        if (asks_for(form, i)) {
            str_addf(sql, ", ?%zu", at++);
        }
    }
    str_add(sql, ")) SELECT 1 FROM m WHERE ");
}

bool store_reads(struct store *st, const struct record *r, const char *role, const char *person, bool *reads, struct err *err)
{
    const struct form *form = r->form;
    const struct state *state = form_state(form, r->state);
    struct str sql = STR_INIT;
    struct db_stmt *s;
    *reads = true;
    if (!state || !state_keeps(state) || words_have(state->readers, role)) {
        return true;
    }
    st = narrow_whole(st);
    add_columns(form, &sql);
    bool ok = readers_add(st, form, &sql, err) && store_prepare(st, &s, sql.p, err);
    str_release(&sql);
    if (!ok) {
        return false;
    }
    db_bind_text(s, 1, person);
    db_bind_text(s, 2, role);
    db_bind_text(s, 3, r->state);
    for (size_t i = 0, at = 4; i < form->nfields; i++) {
        if (asks_for(form, i)) {
            store_bind_value(s, (int)at++, &r->cells[i].value);
        }
    }
    ok = db_step(s, reads, err);
    db_finalize(s);
    return ok;
}

bool store_self(struct store *st, const struct form *form, const char *person, char id[UUID_TEXT], struct err *err)
{
    const struct form *people;
    id[0] = '\0';
    if (!table_form(st, form->fields[form->author].ref, &people, err)) {
        return false;
    }
    const struct field *account = form_account(people);
    return !account || store_by_account(narrow_whole(st), people, account->name, person, id, err);
}

bool store_wrote(struct store *st, const struct record *r, const char *person, bool *wrote, struct err *err)
{
    char id[UUID_TEXT];
    bool ok = store_self(st, r->form, person, id, err);
    *wrote = ok && id[0] && str_eq(value_str(&r->cells[r->form->author].value), id);
    return ok;
}

/* ---- what a query reads ---- */

struct noting {
    struct store *st;
    const struct role *role;
    bool kept;
};

/* Asked of every table while a text is prepared; nothing is refused. */
static bool note_table(void *arg, const char *schema, const char *table, const char *inside)
{
    struct noting *n = arg;
    char name[64];
    const char *end = strstr(table, "__");
    const struct form *form;
    struct err ignored = ERR_INIT;
    (void)schema;
    (void)inside;
    snprintf(name, sizeof name, "%.*s", end ? (int)(end - table) : (int)sizeof name - 1, table);
    if (!n->kept && names_has(&n->st->app->forms, name) && table_form(n->st, name, &form, &ignored)) {
        n->kept = form_keeps_from(form, n->role);
    }
    return true;
}

bool store_query_kept(struct store *st, const char *name, const struct role *role, bool *kept, struct err *err)
{
    struct noting n = {st, role, false};
    struct str sql = STR_INIT;
    struct db_stmt *s = NULL;
    const char *text;
    if (!app_sql(st->app, "queries", name, &text, err)) {
        return false;
    }
    str_addf(&sql, "%s\n-- is looked at", text); /* no statement that was prepared before */
    db_set_guard(st->db, note_table, &n);
    bool ok = query_prepare(st, sql.p, &s, err);
    db_set_guard(st->db, NULL, NULL);
    db_finalize(s);
    str_release(&sql);
    *kept = n.kept;
    return ok;
}

/* ---- from whom something is kept ---- */

#define META_KEPT "kept_from" /* names of roles, a line each */

static bool is_kept_from(struct store *st, const struct role *role, bool *is, struct err *err)
{
    const struct form *form;
    *is = false;
    for (size_t i = 0; !*is && i < st->app->forms.n; i++) {
        if (!table_form(st, st->app->forms.v[i], &form, err)) {
            return false;
        }
        *is = form_keeps_from(form, role);
    }
    return true;
}

bool readers_keep(struct store *st, struct err *err)
{
    struct str names = STR_INIT;
    bool is, ok = true;
    for (size_t i = 0; ok && i < st->app->nroles; i++) {
        ok = is_kept_from(st, &st->app->roles[i], &is, err);
        if (ok && is) {
            str_addf(&names, "%s\n", st->app->roles[i].name);
        }
    }
    ok = ok && store_set_meta(st, META_KEPT, names.p ? names.p : "", err);
    str_release(&names);
    return ok;
}

bool store_keeps_from(struct store *st, const struct role *role, bool *keeps, struct err *err)
{
    st = narrow_whole(st);
    char *names = st->cache->put_off ? NULL : store_meta(st, META_KEPT);
    if (!names) { /* an older phieu noted nothing, and what it left may be of other definitions */
        return is_kept_from(st, role, keeps, err);
    }
    struct sv rest = sv_of(names), name;
    *keeps = false;
    while (!*keeps && sv_next(&rest, '\n', &name)) {
        *keeps = sv_eq(name, role->name);
    }
    free(names);
    return true;
}
