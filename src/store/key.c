/*
 * Keys and titles as text.
 *
 * A key that names another record is spelt with that record's key: its parts stand where the one field would.
 * Both functions follow references; a form whose key leads back to itself, which the linter refuses, ends at
 * DEPTH_MAX: writing it with an id, reading it with an error.
 */

#include "store/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "form/format.h"

#define DEPTH_MAX  8
#define DEPTH_MANY 4 /* several records at once lead less deep: their titles multiply */

bool show_list(struct store *st, const struct field *f, const struct list **out, struct err *err)
{
    *out = NULL;
    return f->list == NULL || app_list(st->app, f->list, out, NULL, err);
}

/* ---- values of chosen fields of a stored record ---- */

static bool select_fields(struct store *st, const struct form *form, const char *id, const size_t *fields,
                          size_t n, struct db_stmt **out, struct err *err)
{
    struct str sql = STR_INIT;
    str_add(&sql, "SELECT _id");
    for (size_t i = 0; i < n; i++) {
        str_addf(&sql, ", \"%s\"", form->fields[fields[i]].name);
    }
    str_addf(&sql, " FROM \"%s\" WHERE _id = ?", form->name);
    bool ok = store_prepare(st, out, sql.p, err);
    str_release(&sql);
    if (ok) {
        db_bind_text(*out, 1, id);
    }
    return ok;
}

static bool not_found(const char *form, const char *id, struct err *err)
{
    return err_set(err, ERR_NOT_FOUND, _("there is no record '%s' in '%s'"), id, form);
}

/* The values of `fields`, n of them, into `out` (n NULL values). */
static bool read_fields(struct store *st, const struct form *form, const char *id, const size_t *fields,
                        size_t n, struct value *out, struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    if (!select_fields(st, form, id, fields, n, &s, err)) {
        return false;
    }
    bool ok = db_step(s, &row, err) && (row || not_found(form->name, id, err));
    for (size_t i = 0; ok && i < n; i++) {
        store_column_value(s, (int)i + 1, &out[i]);
    }
    db_finalize(s);
    return ok;
}

static struct value *values_new(size_t n)
{
    return mem_zero(n + 1, sizeof(struct value));
}

static void values_free(struct value *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        value_release(&v[i]);
    }
    free(v);
}

/* ---- key as text ---- */

static bool add_key(struct store *st, const struct form *form, const char *id, int depth, struct str *out,
                    struct err *err);

static bool add_key_part(struct store *st, const struct field *f, const struct value *v, int depth,
                         struct str *out, struct err *err)
{
    const struct form *target;
    if (!f->ref || value_is_null(v)) {
        format_store(f, v, out);
        return true;
    }
    return table_form(st, f->ref, &target, err) && add_key(st, target, value_str(v), depth + 1, out, err);
}

static bool add_key(struct store *st, const struct form *form, const char *id, int depth, struct str *out,
                    struct err *err)
{
    if (form->nkey == 0 || depth > DEPTH_MAX) {
        str_add(out, id);
        return true;
    }
    struct value *v = values_new(form->nkey);
    bool ok = read_fields(st, form, id, form->key, form->nkey, v, err);
    for (size_t i = 0; ok && i < form->nkey; i++) {
        if (i > 0) {
            str_add_c(out, '|');
        }
        ok = add_key_part(st, &form->fields[form->key[i]], &v[i], depth, out, err);
    }
    values_free(v, form->nkey);
    return ok;
}

bool key_add_part(struct store *st, const struct field *f, const struct value *v, struct str *out, struct err *err)
{
    return add_key_part(st, f, v, 0, out, err);
}

bool store_key_text(struct store *st, const struct form *form, const char *id, struct str *out,
                    struct err *err)
{
    return add_key(st, form, id, 0, out, err);
}

/* ---- who names a record ---- */

void key_add_naming(struct str *sql, const struct form *form, const struct field *f)
{
    const char *id = f->roster < 0 ? "_id" : "_record";
    str_addf(sql, "SELECT DISTINCT %s AS _id FROM main.\"%s%s%s\" WHERE ", id, form->name, f->roster < 0 ? "" : "__",
             f->roster < 0 ? "" : form->rosters[f->roster].name);
    str_addf(sql, field_names_many(f) ? "instr(' ' || \"%s\" || ' ', ' ' || ?1 || ' ') > 0" : "\"%s\" = ?1", f->name);
    str_addf(sql, " AND %s <> ?1", id);
}

/* ---- a record by its key ---- */

static bool count_parts(struct store *st, const struct form *form, int depth, size_t *n, struct err *err)
{
    *n = 0;
    for (size_t i = 0; i < form->nkey; i++) {
        const struct field *f = &form->fields[form->key[i]];
        const struct form *target;
        size_t parts = 1;
        if (f->ref && depth == DEPTH_MAX) {
            return err_set(err, ERR_STORE, _("the key of the form '%s' leads back to it: take '%s' out of the key"),
                           form->name, f->name);
        }
        if (f->ref) {
            if (!table_form(st, f->ref, &target, err) || !count_parts(st, target, depth + 1, &parts, err)) {
                return false;
            }
        }
        *n += parts;
    }
    *n = form->nkey == 0 ? 1 : *n;
    return true;
}

/* Cuts `n` parts off `rest`. */
static struct sv cut_parts(struct sv *rest, size_t n)
{
    struct sv whole = *rest;
    size_t at = 0;
    while (at < whole.n && !(whole.p[at] == '|' && --n == 0)) {
        at++;
    }
    size_t skip = at < whole.n ? at + 1 : at;
    *rest = (struct sv){whole.p + skip, whole.n - skip};
    return sv_trim((struct sv){whole.p, at});
}

static bool find_by_key(struct store *st, const struct form *form, struct sv key, char id[UUID_TEXT],
                        struct err *err);

static bool parse_reference(struct store *st, const struct form *target, struct sv text, struct value *out,
                            struct err *err)
{
    char id[UUID_TEXT];
    if (!find_by_key(st, target, text, id, err)) {
        return false;
    }
    value_set_text(out, sv_of(id));
    return true;
}

static bool parse_key_part(struct store *st, const struct field *f, struct sv *rest, struct value *out,
                           struct err *err)
{
    const struct form *target;
    const struct list *list;
    size_t n;
    if (f->ref) {
        return table_form(st, f->ref, &target, err) && count_parts(st, target, 0, &n, err) &&
               parse_reference(st, target, cut_parts(rest, n), out, err);
    }
    return show_list(st, f, &list, err) &&
           format_parse(f, list, cut_parts(rest, 1), st->app->language, st->app->offset_min, out, err);
}

static bool step_to_id(struct db_stmt *s, bool *found, char id[UUID_TEXT], struct err *err)
{
    bool ok = db_step(s, found, err);
    if (ok && *found) {
        snprintf(id, UUID_TEXT, "%s", db_column_str(s, 0));
    }
    return ok;
}

static bool select_by_key(struct store *st, const struct form *form, const struct value *v, bool *found,
                          char id[UUID_TEXT], struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s;
    str_addf(&sql, "SELECT _id FROM \"%s\" WHERE ", form->name);
    for (size_t i = 0; i < form->nkey; i++) {
        str_addf(&sql, "%s\"%s\" = ?", i > 0 ? " AND " : "", form->fields[form->key[i]].name);
    }
    bool ok = store_prepare(st, &s, sql.p, err);
    str_release(&sql);
    if (!ok) {
        return false;
    }
    for (size_t i = 0; i < form->nkey; i++) {
        store_bind_value(s, (int)i + 1, &v[i]);
    }
    ok = step_to_id(s, found, id, err);
    db_finalize(s);
    return ok;
}

static bool select_by_id(struct store *st, const struct form *form, struct sv key, bool *found,
                         char id[UUID_TEXT], struct err *err)
{
    struct db_stmt *s;
    *found = false;
    if (!select_fields(st, form, "", NULL, 0, &s, err)) {
        return false;
    }
    db_bind_text_n(s, 1, key.p, key.n);
    bool ok = step_to_id(s, found, id, err);
    db_finalize(s);
    return ok;
}

static bool no_such_key(const struct form *form, struct sv key, struct err *err)
{
    return err_set(err, ERR_NOT_FOUND, _("there is no record with the key '%.*s' in '%s'"), (int)key.n, key.p,
                   form->name);
}

bool key_values(struct store *st, const struct form *form, struct sv key, struct value *out, struct err *err)
{
    struct sv rest = key;
    for (size_t i = 0; i < form->nkey; i++) {
        if (!parse_key_part(st, &form->fields[form->key[i]], &rest, &out[i], err)) {
            return false;
        }
    }
    return rest.n == 0 ||
           err_set(err, ERR_INVALID, _("the key '%.*s' has more parts than the form '%s' asks for"),
                   (int)key.n, key.p, form->name);
}

bool store_parse_key(struct store *st, const struct form *form, const char *key, struct value *out,
                     struct err *err)
{
    return key_values(st, form, sv_of(key), out, err);
}

/* A key that cannot be read is the key of no record. */
static bool find_by_key(struct store *st, const struct form *form, struct sv key, char id[UUID_TEXT],
                        struct err *err)
{
    struct value *v = values_new(form->nkey);
    bool found = false, ok;

    if (form->nkey == 0) {
        ok = select_by_id(st, form, key, &found, id, err);
    } else if (key_values(st, form, key, v, err)) {
        ok = select_by_key(st, form, v, &found, id, err);
    } else {
        ok = err->code != ERR_STORE && err->code != ERR_IO;
    }
    values_free(v, form->nkey);
    return ok && (found || no_such_key(form, key, err));
}

bool store_find(struct store *st, const struct form *form, const char *key, char id[UUID_TEXT],
                struct err *err)
{
    struct table *t; /* asked so that a missing table has a sentence of its own */
    return table_of(st, form, &t, err) && find_by_key(st, form, sv_of(key), id, err);
}

/* ---- titles ---- */

static bool add_title(struct store *st, const struct form *form, const char *id, enum lang lang, int depth,
                      struct str *out, struct err *err);

/* Whoever sees a record by what names it (seen_with of a form) need not see what that names: nothing stands in its place. */
static bool add_title_if_seen(struct store *st, const struct form *form, const char *id, enum lang lang, int depth, struct str *out, struct err *err)
{
    struct err why = ERR_INIT;
    if (!store_is_narrow(st)) {
        return add_title(st, form, id, lang, depth, out, err);
    }
    if (!add_title(st, form, id, lang, depth, out, &why) && why.code != ERR_NOT_FOUND) {
        *err = why;
        return false;
    }
    return true;
}

/* Several with "; " between them. */
static bool add_titles(struct store *st, const struct form *target, const struct value *v, enum lang lang, int depth, struct str *out,
                       struct err *err)
{
    struct sv ids = sv_of(value_str(v));
    char id[UUID_TEXT];
    bool ok = true;
    for (size_t start = out->len; ok && format_next_id(&ids, id);) {
        str_add(out, out->len > start ? "; " : "");
        ok = add_title_if_seen(st, target, id, lang, depth, out, err);
    }
    return ok;
}

static bool show_at_depth(struct store *st, const struct field *f, const struct value *v, enum lang lang,
                          int depth, struct str *out, struct err *err)
{
    const struct list *list;
    const struct form *target;
    if (f->ref) {
        depth += field_names_many(f) ? DEPTH_MANY : 1;
        return table_form(st, f->ref, &target, err) && add_titles(st, target, v, lang, depth, out, err);
    }
    if (!show_list(st, f, &list, err)) {
        return false;
    }
    format_show(f, list, v, lang, st->app->offset_min, out);
    return true;
}

bool show_value(struct store *st, const struct field *f, const struct value *v, enum lang lang,
                struct str *out, struct err *err)
{
    return show_at_depth(st, f, v, lang, 0, out, err);
}

/* A number that names something is a name: the year 2026, not the amount 2.026. */
static bool name_at_depth(struct store *st, const struct field *f, const struct value *v, enum lang lang,
                          int depth, struct str *out, struct err *err)
{
    if (f->type == FIELD_INTEGER) {
        value_add_plain(out, v);
        return true;
    }
    return show_at_depth(st, f, v, lang, depth, out, err);
}

bool show_name(struct store *st, const struct field *f, const struct value *v, enum lang lang,
               struct str *out, struct err *err)
{
    return name_at_depth(st, f, v, lang, 0, out, err);
}

/* Of a choice its short name, where it has one: "1.5", not "1.5 Lớp học". */
static bool short_at_depth(struct store *st, const struct field *f, const struct value *v, enum lang lang,
                           int depth, struct str *out, struct err *err)
{
    const struct list *list = NULL;
    if (f->type == FIELD_SELECT_ONE && !f->ref && !show_list(st, f, &list, err)) {
        return false;
    }
    const struct list_row *row = list ? list_find(list, value_str(v)) : NULL;
    const char *shrt = row ? list_row_short(row, lang) : "";
    if (*shrt) {
        str_add(out, shrt);
        return true;
    }
    return name_at_depth(st, f, v, lang, depth, out, err);
}

/* Parts that are not answered leave no separator behind. */
static bool add_title_part(struct store *st, const struct field *f, const struct value *v, enum lang lang,
                           int depth, struct str *out, struct err *err)
{
    struct str part = STR_INIT;
    bool ok = short_at_depth(st, f, v, lang, depth, &part, err);
    if (ok && part.len > 0) {
        str_add(out, out->len > 0 ? " – " : "");
        str_add_n(out, part.p, part.len);
    }
    str_release(&part);
    return ok;
}

static bool make_title(struct store *st, const struct form *form, const char *id, enum lang lang, int depth,
                       struct str *out, struct err *err)
{
    size_t n = form->nrecord_title;
    if (n == 0 || depth > DEPTH_MAX) {
        str_add(out, id);
        return true;
    }
    struct value *v = values_new(n);
    bool ok = read_fields(st, form, id, form->record_title, n, v, err);
    for (size_t i = 0; ok && i < n; i++) {
        ok = add_title_part(st, &form->fields[form->record_title[i]], &v[i], lang, depth, out, err);
    }
    values_free(v, n);
    return ok;
}

/* In a transaction the last title of each form is remembered: an import names the same records again and
 * again. */
static bool add_title(struct store *st, const struct form *form, const char *id, enum lang lang, int depth,
                      struct str *out, struct err *err)
{
    struct table *t;
    struct str title = STR_INIT;
    bool usual = st->cache->writing && lang == st->app->language;

    if (!table_of(st, form, &t, err)) {
        return false;
    }
    if (usual && str_eq(t->memo_id, id)) {
        str_add_n(out, t->memo_title.p, t->memo_title.len);
        return true;
    }
    bool ok = make_title(st, form, id, lang, depth, &title, err);
    if (ok) {
        str_add_n(out, title.p, title.len);
    }
    if (ok && usual) {
        snprintf(t->memo_id, sizeof t->memo_id, "%s", id);
        str_set(&t->memo_title, title.p);
    }
    str_release(&title);
    return ok;
}

bool store_title(struct store *st, const struct form *form, const char *id, enum lang lang, struct str *out,
                 struct err *err)
{
    return add_title(st, form, id, lang, 0, out, err);
}

bool store_title_of(struct store *st, const struct record *r, enum lang lang, struct str *out, struct err *err)
{
    const struct form *form = r->form;
    bool ok = true;
    for (size_t i = 0; ok && i < form->nrecord_title; i++) {
        size_t f = form->record_title[i];
        ok = add_title_part(st, &form->fields[f], &r->cells[f].value, lang, 0, out, err);
    }
    return ok;
}

/* ---- titles without the definition ----
 *
 * The program begins with the titles of what the person works on, and reading definitions for them would cost more than the rest of
 * the start.  So the SELECT that makes a title is kept in _meta as "title:FORM" whenever the definitions have changed, with ?1 for the
 * record and ?2 for the language; behind the title it has the days between which the record is in force.  "" where a part needs the
 * definition to be shown (a date, say).  "form:FORM" is the form's own title, in Vietnamese and, on a second line, in English; the third
 * line says "days" where records are in force between days.
 * Tables are named without their database: in a snapshot they are temporary ones.
 */

/* What short_at_depth does with a choice, in SQL; `code` is the SQL of the code. */
static void add_choice_select(const struct list *list, const char *code, struct str *out)
{
    str_addf(out,
             "coalesce((SELECT coalesce(nullif(short, ''), nullif(iif(?2 = 'en', label_en, ''), ''), label)"
             " FROM \"%s\" WHERE code = %s AND _retired = 0), %s)",
             list->name, code, code);
}

static bool add_title_expr(struct store *st, const struct form *form, int depth, struct str *out, bool *plain, struct err *err);

static bool add_part_expr(struct store *st, const struct field *f, int depth, struct str *out, bool *plain, struct err *err)
{
    const struct form *target;
    const struct list *list;
    struct str column = STR_INIT;
    str_addf(&column, "t%d.\"%s\"", depth, f->name);
    bool ok = true;
    if (f->ref && !field_names_many(f)) {
        str_add(out, "(SELECT ");
        ok = table_form(st, f->ref, &target, err) && add_title_expr(st, target, depth + 1, out, plain, err);
        str_addf(out, " FROM \"%s\" AS t%d WHERE t%d._id = %s)", f->ref, depth + 1, depth + 1, column.p);
    } else if (f->type == FIELD_SELECT_ONE) {
        ok = show_list(st, f, &list, err);
        if (ok && list) {
            add_choice_select(list, column.p, out);
        }
    } else {
        *plain = *plain && (f->type == FIELD_TEXT || f->type == FIELD_INTEGER);
        str_add(out, column.p);
    }
    str_release(&column);
    return ok;
}

/* What make_title does, in SQL, for the record that is named t0, t1, … by its depth. */
static bool add_title_expr(struct store *st, const struct form *form, int depth, struct str *out, bool *plain, struct err *err)
{
    size_t n = form->nrecord_title;
    bool ok = true, join = n > 1;
    *plain = *plain && n > 0 && depth <= DEPTH_MAX;
    str_add(out, join ? "substr(" : "");
    for (size_t i = 0; ok && *plain && i < n; i++) {
        str_add(out, i > 0 ? " || " : "");
        str_add(out, join ? "coalesce(' – ' || nullif(" : "");
        ok = add_part_expr(st, &form->fields[form->record_title[i]], depth, out, plain, err);
        str_add(out, join ? ", ''), '')" : "");
    }
    str_add(out, join ? ", 4)" : "");
    return ok;
}

static void add_day(const struct form *form, int field, struct str *out)
{
    if (field >= 0) {
        str_addf(out, ", t0.\"%s\"", form->fields[field].name);
    } else {
        str_add(out, ", ''");
    }
}

static bool title_select(struct store *st, const struct form *form, struct str *out, struct err *err)
{
    bool plain = true;
    str_add(out, "SELECT ");
    if (!add_title_expr(st, form, 0, out, &plain, err)) {
        return false;
    }
    add_day(form, form->valid_from, out);
    add_day(form, form->valid_to, out);
    str_addf(out, " FROM \"%s\" AS t0 WHERE t0._id = ?1", form->name);
    if (!plain) {
        str_clear(out);
    }
    return true;
}

static bool keep(struct store *st, const char *what, const char *form, const char *value, struct err *err)
{
    struct str name = STR_INIT;
    str_addf(&name, "%s:%s", what, form);
    bool ok = store_set_meta(st, name.p, value, err);
    str_release(&name);
    return ok;
}

/* NULL when none is kept; free() it. */
static char *kept(struct store *st, const char *what, const char *form)
{
    struct str name = STR_INIT;
    str_addf(&name, "%s:%s", what, form);
    char *value = store_meta(st, name.p);
    str_release(&name);
    return value;
}

static void add_form_lines(const struct form *form, struct str *out)
{
    bool days = form->valid_from >= 0 || form->valid_to >= 0;
    str_addf(out, "%s\n%s\n%s", label_in(&form->title, LANG_VI), label_in(&form->title, LANG_EN), days ? "days" : "");
}

bool key_keep_title(struct store *st, const struct form *form, struct err *err)
{
    struct str sql = STR_INIT, own = STR_INIT;
    add_form_lines(form, &own);
    bool ok = title_select(st, form, &sql, err) && keep(st, "title", form->name, sql.p, err) &&
              keep(st, "form", form->name, own.p, err);
    str_release(&sql);
    str_release(&own);
    return ok;
}

/* False, without an error, when no SELECT is kept, or one that must wait for migrate. */
static bool prepare_kept_title(struct store *st, const char *form, struct db_stmt **out)
{
    struct err ignored = ERR_INIT;
    char *sql = kept(st, "title", form);
    bool ok = sql && sql[0] && store_prepare(st, out, sql, &ignored);
    free(sql);
    return ok;
}

/* A form that waits for migrate may lack the columns. */
static void read_day(struct store *st, const struct form *form, const char *id, int field, struct str *out)
{
    struct err ignored = ERR_INIT;
    struct value day = VALUE_INIT;
    size_t f = (size_t)field;
    if (field >= 0 && read_fields(st, form, id, &f, 1, &day, &ignored)) {
        str_add(out, value_str(&day));
    }
    value_release(&day);
}

static bool name_by_definition(struct store *st, const char *name, const char *id, enum lang lang, struct record_name *out,
                               struct err *err)
{
    const struct form *form;
    if (!table_form(st, name, &form, err) || !store_title(st, form, id, lang, &out->title, err)) {
        return false;
    }
    read_day(st, form, id, form->valid_from, &out->from);
    read_day(st, form, id, form->valid_to, &out->to);
    return true;
}

bool store_name_of(struct store *st, const char *form, const char *id, enum lang lang, struct record_name *out, struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    if (!prepare_kept_title(st, form, &s)) {
        return name_by_definition(st, form, id, lang, out, err);
    }
    db_bind_text(s, 1, id);
    if (db_param_count(s) > 1) {
        db_bind_text(s, 2, lang_code(lang));
    }
    bool ok = db_step(s, &row, err) && (row || not_found(form, id, err));
    if (ok) {
        str_add_sv(&out->title, db_column_text(s, 0));
        str_add_sv(&out->from, db_column_text(s, 1));
        str_add_sv(&out->to, db_column_text(s, 2));
    }
    db_finalize(s);
    return ok;
}

void record_name_release(struct record_name *name)
{
    str_release(&name->title);
    str_release(&name->from);
    str_release(&name->to);
}

/* What is kept of the form itself, its lines cut into three; what is not kept is read from the definition.  Free the result. */
static char *form_lines(struct store *st, const char *name, struct sv lines[3], struct err *err)
{
    const struct form *form;
    struct str own = STR_INIT;
    char *text = kept(st, "form", name);
    if (!text && table_form(st, name, &form, err)) {
        add_form_lines(form, &own);
        text = str_take(&own);
    }
    struct sv rest = sv_of(text ? text : "");
    for (int i = 0; i < 3; i++) {
        lines[i] = (struct sv){rest.p, 0};
        sv_next(&rest, '\n', &lines[i]);
    }
    return text;
}

bool store_form_title(struct store *st, const char *form, enum lang lang, struct str *out, struct err *err)
{
    struct sv lines[3];
    char *text = form_lines(st, form, lines, err);
    str_add_sv(out, lines[lang == LANG_EN]);
    free(text);
    return text != NULL;
}

bool store_form_has_days(struct store *st, const char *form)
{
    struct err ignored = ERR_INIT;
    struct sv lines[3];
    char *text = form_lines(st, form, lines, &ignored);
    bool has = lines[2].n > 0;
    free(text);
    return has;
}
