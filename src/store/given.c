/*
 * Codes that the program gives (struct form_code): a prefix and the next number, at commit, so that no two people are given the same.
 *
 * The next is one more than the highest that a record has in the scope, but none that a text still mentions there: a citation of what
 * was deleted must not become one of something else.  Where codes stand and who mentions them is read from the records themselves, and every
 * code that ever was from the history, so that nothing has to be kept in step.
 */

#include "store/inner.h"

#include "base/i18n.h"
#include "form/code.h"

/* ---- tables ---- */

static const struct roster *roster_of(const struct form *form, int at)
{
    return at < 0 ? NULL : &form->rosters[at];
}

/* "main"."form" or "main"."form__roster" */
static void add_table(struct str *sql, const struct form *form, int roster)
{
    const struct roster *r = roster_of(form, roster);
    str_addf(sql, "main.\"%s%s%s\"", form->name, r ? "__" : "", r ? r->name : "");
}

static const char *id_column(int roster)
{
    return roster < 0 ? "_id" : "_record";
}

/* ---- the next number ---- */

struct giving {
    struct store *st;
    const struct record *r;
    const struct form_code *code;
    const char *prefix;
    const struct value *scope, *count; /* count NULL: none */
    int64_t highest;
};

static void take(struct giving *g, const char *code, bool counted)
{
    int64_t n;
    bool is = counted ? code_number(code, &n) : code_number_behind(code, g->prefix, &n);
    g->highest = is && n > g->highest ? n : g->highest;
}

/* What other records hold. */
static bool take_stored(struct giving *g, struct err *err)
{
    const struct form_code *c = g->code;
    struct str sql = STR_INIT;
    struct db_stmt *s;
    bool row = true;
    str_addf(&sql, "SELECT \"%s\", %s%s%s FROM ", c->field->name, g->count ? "\"" : "", g->count ? c->count->name : "NULL",
             g->count ? "\" IS ?3" : "");
    add_table(&sql, g->r->form, c->roster);
    str_addf(&sql, " WHERE \"%s\" = ?1 AND %s <> ?2 AND \"%s\" IS NOT NULL", c->scope->name, id_column(c->roster), c->field->name);
    bool ok = store_prepare(g->st, &s, sql.p, err);
    if (ok) {
        store_bind_value(s, 1, g->scope);
        db_bind_text(s, 2, g->r->id);
        if (g->count) {
            store_bind_value(s, 3, g->count);
        }
        while (ok && (ok = db_step(s, &row, err)) && row) {
            take(g, db_column_str(s, 0), db_column_int(s, 1) > 0);
        }
        db_finalize(s);
    }
    str_release(&sql);
    return ok;
}

/* What a record at hand holds: this one's other rows, or one that is stored together with it. */
static void take_record(struct giving *g, const struct record *r)
{
    const struct form_code *c = g->code;
    size_t n = c->roster < 0 ? 1 : r->rosters[c->roster].list.n;
    for (size_t i = 0; i < n; i++) {
        struct path p = {c->roster, i, c->field->index};
        if (value_eq(&record_beside(r, p, c->scope)->value, g->scope)) {
            take(g, value_str(&record_cell_const(r, p)->value),
                 g->count && value_eq(&record_beside(r, p, c->count)->value, g->count));
        }
    }
}

/* ---- what texts mention ---- */

struct mention {
    const struct giving *g;
    struct code_map code; /* the one that is looked for */
    bool found;
};

static bool look_in(struct mention *m, const struct form *form, const char *bound, const struct field *f, struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s;
    bool row = true;
    str_addf(&sql, "SELECT x.\"%s\" FROM main.\"%s\" AS m", f->name, form->name);
    if (f->roster >= 0) {
        str_add(&sql, " JOIN ");
        add_table(&sql, form, f->roster);
        str_add(&sql, " AS x ON x._record = m._id");
    } else {
        str_addf(&sql, " JOIN main.\"%s\" AS x ON x._id = m._id", form->name);
    }
    str_addf(&sql, " WHERE m.\"%s\" = ?1 AND x.\"%s\" IS NOT NULL", bound, f->name);
    bool ok = store_prepare(m->g->st, &s, sql.p, err);
    if (ok) {
        store_bind_value(s, 1, m->g->scope);
        while (ok && !m->found && (ok = db_step(s, &row, err)) && row) {
            m->found = code_find(&m->code, db_column_text(s, 0), &(struct code_match){0});
        }
        db_finalize(s);
    }
    str_release(&sql);
    return ok;
}

static bool look_among(struct mention *m, const struct form *form, const char *bound, const struct field *fields, size_t n, struct err *err)
{
    bool ok = true;
    for (size_t i = 0; ok && !m->found && i < n; i++) {
        ok = !str_eq_null(fields[i].cites, m->g->r->form->name) || look_in(m, form, bound, &fields[i], err);
    }
    return ok;
}

static bool look(struct mention *m, struct err *err)
{
    const struct form_code *c = m->g->code;
    bool ok = true;
    m->found = false;
    for (size_t i = 0; ok && !m->found && i < c->ncited_in; i++) {
        const char *bound = c->cited_in[i].field;
        const struct form *form;
        ok = table_form(m->g->st, c->cited_in[i].form, &form, err) && look_among(m, form, bound, form->fields, form->nfields, err);
        for (size_t k = 0; ok && k < form->nrosters; k++) {
            ok = look_among(m, form, bound, form->rosters[k].fields, form->rosters[k].nfields, err);
        }
    }
    return ok;
}

/* The first code behind the highest that no text mentions. */
static bool compose(const struct giving *g, struct str *out, struct err *err)
{
    struct mention m = {.g = g, .found = true};
    int64_t n = g->highest;
    bool ok = true;
    while (ok && m.found) {
        str_clear(out);
        code_add(out, g->prefix, ++n, g->code->digits);
        code_map_release(&m.code);
        code_map_add(&m.code, out->p, NULL);
        ok = look(&m, err);
    }
    code_map_release(&m.code);
    return ok;
}

static bool give(struct store *st, struct record *r, struct record *const *others, size_t nothers, struct path p, struct err *err)
{
    const struct form_code *c = r->form->code;
    struct giving g = {.st = st,
                       .r = r,
                       .code = c,
                       .prefix = value_str(&record_beside(r, p, c->prefix)->value),
                       .scope = &record_beside(r, p, c->scope)->value,
                       .count = c->count ? &record_beside(r, p, c->count)->value : NULL};
    struct str text = STR_INIT;
    if (g.count && value_is_null(g.count)) {
        g.count = NULL;
    }
    bool ok = take_stored(&g, err);
    take_record(&g, r);
    for (size_t i = 0; i < nothers; i++) {
        take_record(&g, others[i]);
    }
    ok = ok && compose(&g, &text, err);
    if (ok) {
        struct cell *cell = record_cell(r, p);
        value_set_text(&cell->value, (struct sv){text.p, text.len});
        cell->touched = true;
    }
    str_release(&text);
    return ok;
}

bool code_assign(struct store *st, struct record *r, struct record *const *others, size_t nothers, struct err *err)
{
    const struct form_code *c = r->form->code;
    size_t n = !c ? 0 : c->roster < 0 ? 1 : r->rosters[c->roster].list.n;
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++) {
        struct path p = {c->roster, i, c->field->index};
        ok = !record_gives_code(r, p) || give(st, r, others, nothers, p, err);
    }
    return ok || err_wrap(err, _("code of the field '%s'"), c->field->name);
}

/* ---- where codes stand, and who mentions them ---- */

static bool rows_of(struct store *st, const char *sql, const struct value *first, struct rowset *out, struct err *err)
{
    struct db_stmt *s;
    if (!store_prepare(st, &s, sql, err)) {
        return false;
    }
    if (first) {
        store_bind_value(s, 1, first);
    }
    bool ok = rowset_fill(out, s, SIZE_MAX, err);
    db_finalize(s);
    return ok;
}

bool store_code_places(struct store *st, const struct form *form, const struct value *scope, struct rowset *out, struct err *err)
{
    const struct form_code *c = form->code;
    struct str sql = STR_INIT;
    str_addf(&sql, "SELECT %s AS _id, %s AS _row_key, \"%s\" AS code, \"%s\" AS prefix, \"%s\" AS count FROM ", id_column(c->roster),
             c->roster < 0 ? "NULL" : "_row_key", c->field->name, c->prefix->name, (c->count ? c->count : c->prefix)->name);
    add_table(&sql, form, c->roster);
    str_addf(&sql, " WHERE \"%s\" = ?1 AND \"%s\" IS NOT NULL ORDER BY 1, 2", c->scope->name, c->field->name);
    bool ok = rows_of(st, sql.p, scope, out, err);
    str_release(&sql);
    return ok;
}

bool store_code_citers(struct store *st, const struct code_citer *citer, const struct value *scope, struct rowset *out, struct err *err)
{
    struct str sql = STR_INIT;
    str_addf(&sql, "SELECT _id FROM main.\"%s\" WHERE \"%s\" = ?1 ORDER BY 1", citer->form, citer->field);
    bool ok = rows_of(st, sql.p, scope, out, err);
    str_release(&sql);
    return ok;
}

/* ---- codes that were ---- */

/* The end of a SELECT over the history: changes of the form's codes, of which `h` is the entry and `c.value` the change. */
static void add_recoded(struct str *sql, const struct form *form)
{
    const struct form_code *c = form->code;
    const struct roster *r = roster_of(form, c->roster);
    str_addf(sql, " FROM main._history AS h, json_each(h.changes) AS c WHERE h.form = '%s' AND ", form->name);
    if (r) {
        str_addf(sql, "c.value ->> '$.path' GLOB '%s/*/%s'", r->name, c->field->name);
    } else {
        str_addf(sql, "c.value ->> '$.path' = '%s'", c->field->name);
    }
    str_add(sql, " AND c.value ->> '$.old' IS NOT NULL");
}

bool code_add_earlier(struct store *st, const struct record *r, struct str *out, struct err *err)
{
    struct str sql = STR_INIT;
    struct rowset rows = {0};
    struct value id = VALUE_INIT;
    value_set_text(&id, sv_of(r->id));
    str_add(&sql, "SELECT DISTINCT c.value ->> '$.old' AS code");
    add_recoded(&sql, r->form);
    str_add(&sql, " AND h.record = ?1");
    bool ok = rows_of(st, sql.p, &id, &rows, err);
    for (size_t i = 0; i < rows.nrows; i++) {
        str_addf(out, "%s%s", out->len > 0 ? " " : "", rowset_str(&rows, i, "code"));
    }
    rowset_release(&rows);
    value_release(&id);
    str_release(&sql);
    return ok;
}

bool store_code_register(struct store *st, const struct form *form, struct rowset *out, struct err *err)
{
    struct str sql = STR_INIT;
    str_add(&sql, "SELECT h.at AS at, h.who AS who, h.op AS op, h.record AS _id, c.value ->> '$.path' AS path, c.value ->> '$.old' AS old,"
                  " c.value ->> '$.new' AS \"new\", h.reason AS reason");
    add_recoded(&sql, form);
    str_add(&sql, " ORDER BY h.seq, 5");
    bool ok = rows_of(st, sql.p, NULL, out, err);
    str_release(&sql);
    return ok;
}

bool store_code_last(struct store *st, const struct form *form, const struct value *scope, struct rowset *out, struct err *err)
{
    const struct form_code *c = form->code;
    const struct roster *r = roster_of(form, c->roster);
    struct str sql = STR_INIT;
    str_add(&sql, "SELECT h.txn AS txn, h.op AS op");
    add_recoded(&sql, form);
    str_add(&sql, " AND h.op IN ('" CODE_RENUMBER "', '" CODE_UNDO "') AND EXISTS (SELECT 1 FROM ");
    add_table(&sql, form, c->roster);
    str_addf(&sql, " AS m WHERE m.\"%s\" = ?1 AND m.%s = h.record", c->scope->name, id_column(c->roster));
    if (r) {
        str_addf(&sql, " AND c.value ->> '$.path' = '%s/' || m._row_key || '/%s'", r->name, c->field->name);
    }
    str_add(&sql, ") ORDER BY h.seq DESC LIMIT 1");
    bool ok = rows_of(st, sql.p, scope, out, err);
    str_release(&sql);
    return ok;
}

bool store_code_entries(struct store *st, const char *txn, struct rowset *out, struct err *err)
{
    struct value v = VALUE_INIT;
    value_set_text(&v, sv_of(txn));
    bool ok = rows_of(st,
                      "SELECT h.form AS form, h.record AS _id, h.version AS version, c.value ->> '$.path' AS path,"
                      " c.value ->> '$.old' AS old, c.value ->> '$.new' AS \"new\" FROM main._history AS h, json_each(h.changes) AS c"
                      " WHERE h.txn = ?1 AND h.op = '" CODE_RENUMBER "' ORDER BY h.seq, c.key",
                      &v, out, err);
    value_release(&v);
    return ok;
}
