/*
 * The SELECT of an export.
 *
 * Keys of referenced records are put together by SQLite: r.dot becomes
 *   (SELECT coalesce((SELECT coalesce(k2."ma_truong", '') FROM "truong" AS k2 WHERE k2._id =
 * k1."truong"), '')
 *           || '|' || coalesce(k1."ma_dot", '') FROM "dot_tdg" AS k1 WHERE k1._id = r."dot")
 * so that a row costs no statement of its own.  Several records named by one value come as they are stored: export.c spells them.
 */

#include <string.h>

#include "base/i18n.h"
#include "exchange/exchange.h"

#define DEPTH_MAX 8 /* of keys that name records; the linter refuses a key that leads back to itself */

/* ---- values ---- */

static bool add_key_text(struct str *sql, struct app *app, const struct form *target, struct sv id, int depth,
                         struct err *err);

static void add_alias(struct str *sql, int depth)
{
    if (depth == 0) {
        str_add_c(sql, 'r');
    } else {
        str_addf(sql, "k%d", depth);
    }
}

static bool add_reference(struct str *sql, struct app *app, const struct field *f, struct sv value, int depth,
                          struct err *err)
{
    const struct form *target;
    return app_form(app, f->ref, &target, NULL, err) && add_key_text(sql, app, target, value, depth + 1, err);
}

/* A field as part of a key: text, whatever it is stored as. */
static bool add_key_part(struct str *sql, struct app *app, const struct field *f, int depth, struct err *err)
{
    struct str value = STR_INIT;
    bool ok = true;

    add_alias(&value, depth);
    str_addf(&value, ".\"%s\"", f->name);
    if (f->ref) {
        ok = add_reference(sql, app, f, (struct sv){value.p, value.len}, depth, err);
    } else if (f->type == FIELD_DECIMAL) {
        str_addf(sql, "printf('%%.%df', %s)", f->decimals, value.p);
    } else {
        str_add_n(sql, value.p, value.len);
    }
    str_release(&value);
    return ok;
}

static bool add_key_parts(struct str *sql, struct app *app, const struct form *form, int depth,
                          struct err *err)
{
    for (size_t i = 0; i < form->nkey; i++) {
        str_add(sql, i > 0 ? " || '|' || coalesce(" : "coalesce(");
        if (!add_key_part(sql, app, &form->fields[form->key[i]], depth, err)) {
            return false;
        }
        str_add(sql, ", '')");
    }
    return true;
}

static bool add_key_text(struct str *sql, struct app *app, const struct form *target, struct sv id, int depth,
                         struct err *err)
{
    if (target->nkey == 0 || depth > DEPTH_MAX) {
        str_add_sv(sql, id);
        return true;
    }
    str_add(sql, "(SELECT ");
    bool ok = add_key_parts(sql, app, target, depth, err);
    str_addf(sql, " FROM \"%s\" AS k%d WHERE k%d._id = %.*s)", target->name, depth, depth, (int)id.n,
             id.p);
    return ok;
}

static bool add_field(struct str *sql, struct app *app, char alias, const struct field *f, struct err *err)
{
    struct str value = STR_INIT;
    bool ok = true;

    str_addf(&value, "%c.\"%s\"", alias, f->name);
    if (f->ref && !field_names_many(f)) {
        ok = add_reference(sql, app, f, (struct sv){value.p, value.len}, 0, err);
    } else {
        str_add_n(sql, value.p, value.len);
    }
    str_release(&value);
    return ok;
}

static bool add_column(struct str *sql, struct app *app, const struct roster *roster, const struct column *c,
                       struct err *err)
{
    switch (c->kind) {
    case COLUMN_ROW_KEY:
        str_add(sql, "w._row_key");
        return true;
    case COLUMN_STATE:
        str_add(sql, "r._state");
        return true;
    default:
        return add_field(sql, app, roster && c->kind == COLUMN_FIELD ? 'w' : 'r', c->field, err);
    }
}

/* ---- clauses ---- */

void export_add_from(struct str *sql, const struct form *form, const struct roster *roster)
{
    str_addf(sql, " FROM \"%s\" AS r", form->name);
    if (roster) {
        str_addf(sql, " JOIN \"%s__%s\" AS w ON w._record = r._id", form->name, roster->name);
    }
}

static bool names_its_own(const struct form *form)
{
    for (size_t i = 0; i < form->nfields; i++) {
        if (str_eq_null(form->fields[i].ref, form->name)) {
            return true;
        }
    }
    return false;
}

/* Whether the form has an order of its own.  An import looks for what a row names among those above it: they tend to come by key. */
static bool has_order(const struct form *form)
{
    return form->norder > 0 && form->order != form->list && !names_its_own(form);
}

static void add_sort_keys(struct str *sql, const struct form *form)
{
    str_addf(sql,
             " LEFT JOIN (SELECT record AS _srecord, form AS _sform, sort_key AS _skey FROM main._search) AS s"
             " ON s._srecord = r._id AND s._sform = '%s'",
             form->name);
}

/*
 * In the form's own order, if it has one, then by key, as people see it: ids differ between two databases with the same records.
 */
static bool add_order(struct str *sql, struct app *app, const struct form *form, const struct roster *roster, bool sorted,
                      struct err *err)
{
    str_add(sql, sorted ? " ORDER BY s._skey, " : " ORDER BY ");
    for (size_t i = 0; i < form->nkey; i++) {
        str_add(sql, i > 0 ? ", " : "");
        if (!add_field(sql, app, 'r', &form->fields[form->key[i]], err)) {
            return false;
        }
    }
    str_add(sql, form->nkey == 0 ? "r._id" : "");
    str_add(sql, roster ? ", w._row" : "");
    return true;
}

bool export_select(struct app *app, const struct form *form, const struct roster *roster, const struct columns *columns,
                   const char *where, bool by_key, struct str *sql, struct err *err)
{
    bool sorted = has_order(form) && !by_key;
    for (size_t i = 0; i < columns->list.n; i++) {
        str_add(sql, i > 0 ? ", " : "SELECT ");
        if (!add_column(sql, app, roster, &columns->list.v[i], err)) {
            return false;
        }
    }
    export_add_from(sql, form, roster);
    if (sorted) {
        add_sort_keys(sql, form);
    }
    if (where) {
        str_addf(sql, " WHERE (%s)", where);
    }
    return add_order(sql, app, form, roster, sorted, err);
}

/* ---- what people give as a condition ---- */

/* Bytes up to and with the quote that closes the one at `s`; 0 when none does.  A doubled quote is two texts
 * in a row. */
static size_t quoted(const char *s)
{
    const char *end = strchr(s + 1, *s == '[' ? ']' : *s);
    return end ? (size_t)(end - s) + 1 : 0;
}

static bool is_comment(const char *s)
{
    return (s[0] == '-' && s[1] == '-') || (s[0] == '/' && s[1] == '*');
}

bool export_is_expression(const char *sql)
{
    int open = 0;
    while (*sql) {
        size_t n = strchr("'\"`[", *sql) ? quoted(sql) : 1;
        open += (*sql == '(') - (*sql == ')');
        if (n == 0 || open < 0 || *sql == ';' || is_comment(sql)) {
            return false;
        }
        sql += n;
    }
    return open == 0;
}
