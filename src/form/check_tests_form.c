/* Cases that fill in one record: answers in, expected values and findings out. */

#include <stdlib.h>
#include <string.h>
#include "base/num.h"
#include "form/check_tests.h"
#include "form/format.h"

/* ---- what stands in for other records ---- */

static const struct lookup *find_lookup(const struct cases *c, struct sv name)
{
    for (size_t i = 0; i < c->form->nlookups; i++) {
        if (sv_eq(name, c->form->lookups[i].name)) {
            return &c->form->lookups[i];
        }
    }
    return NULL;
}

/* A head "LOOKUP.COLUMN"; false for others. `lookup` is NULL when there is none of that name. */
static bool split_lookup(const struct cases *c, const char *head, const struct lookup **lookup, const char **column)
{
    const char *dot = strchr(head, '.');
    if (!dot || head[0] == '=' || head[0] == '!' || strchr(head, '/')) {
        return false;
    }
    *lookup = find_lookup(c, (struct sv){head, (size_t)(dot - head)});
    *column = dot + 1;
    return true;
}

static void set_plain(struct value *v, struct sv text)
{
    int64_t whole;
    double number;
    if (num_parse_int(text, NUM_STORED, &whole)) {
        value_set_int(v, whole);
    } else if (num_parse_decimal(text, NUM_STORED, 6, &number)) {
        value_set_real(v, number);
    } else {
        value_set_text(v, text);
    }
}

/* "1|2": the column's value in the first row, in the second, … */
static void fill_column(struct rowset *out, int column, const char *cell)
{
    struct sv rest = sv_of(cell), value;
    for (size_t row = 0; sv_next(&rest, '|', &value); row++) {
        if (row == out->nrows) {
            rowset_add_row(out);
        }
        set_plain(&out->cells.v[row * out->ncolumns + (size_t)column], value);
    }
}

/* What the case gives of a lookup stands in its rows, whatever the empty database has. */
static void fill_lookups(const struct cases *c, const char *query, struct rowset *out)
{
    for (size_t i = 1; i < c->head.n; i++) {
        const struct lookup *lookup;
        const char *column;
        if (c->cells.v[i][0] == '\0' || !split_lookup(c, c->head.v[i], &lookup, &column) || !lookup ||
            !str_eq_null(lookup->query, query) || rowset_column(out, column) < 0) {
            continue;
        }
        fill_column(out, rowset_column(out, column), c->cells.v[i]);
    }
}

/* An answer "ROSTER/KEY/FIELD" in a row of this roster: the row's key, and the field. */
static bool split_row(const char *head, const char *roster, struct sv *key, const char **field)
{
    struct sv rest = sv_of(head), name;
    const char *last = strrchr(head, '/');
    *field = last ? last + 1 : "";
    return last && sv_next(&rest, '/', &name) && sv_eq(name, roster) && sv_next(&rest, '/', key);
}

static size_t find_row(const struct rowset *rows, int column, struct sv key)
{
    size_t i = 0;
    while (i < rows->nrows && !sv_eq(key, value_str(rowset_at(rows, i, column)))) {
        i++;
    }
    return i;
}

/* A query that finds nothing in the empty database gives the rows that the case names, with what it answers of the query's columns. */
static void fill_rows(const struct cases *c, const struct roster *roster, struct rowset *out)
{
    int column = rowset_column(out, roster->fields[roster->row_key].name);
    for (size_t i = 1; i < c->head.n && column >= 0; i++) {
        struct sv key;
        const char *field;
        if (c->cells.v[i][0] == '\0' || !split_row(c->head.v[i], roster->name, &key, &field)) {
            continue;
        }
        size_t row = find_row(out, column, key);
        if (row == out->nrows) {
            value_set_text(rowset_add_row(out) + column, key);
        }
        int answered = rowset_column(out, field);
        if (answered >= 0 && answered != column) {
            set_plain(&out->cells.v[row * out->ncolumns + (size_t)answered], sv_of(c->cells.v[i]));
        }
    }
}

static bool case_query(void *arg, const char *name, const struct param *params, size_t nparams, struct rowset *out,
                       struct err *err)
{
    struct cases *c = arg;
    const struct source real = check_source(c->ck);
    if (!real.query(real.arg, name, params, nparams, out, err)) {
        return false;
    }
    for (size_t i = 0; i < c->form->nrosters && out->nrows == 0; i++) {
        const struct roster *roster = &c->form->rosters[i];
        if (roster->row_key >= 0 && str_eq_null(roster->rows, name)) {
            fill_rows(c, roster, out);
        }
    }
    fill_lookups(c, name, out);
    return true;
}

static bool case_columns(void *arg, const char *name, struct rowset *out, struct err *err)
{
    struct cases *c = arg;
    const struct source real = check_source(c->ck);
    return real.columns(real.arg, name, out, err);
}

struct source case_source(struct cases *c)
{
    return (struct source){.query = case_query, .columns = case_columns, .arg = c};
}

static void check_lookup_names(struct cases *c)
{
    for (size_t i = 1; i < c->head.n; i++) {
        const struct lookup *lookup;
        const char *column;
        if (!split_lookup(c, c->head.v[i], &lookup, &column)) {
            continue;
        }
        if (!lookup) {
            case_unknown(c, _("lookup"), c->head.v[i]);
        } else if (rowset_column(work_lookup(c->work, lookup->name), column) < 0) {
            case_unknown(c, _("column"), c->head.v[i]);
        }
    }
}

/* ---- answers ---- */

static void set_input(struct cases *c, struct record *r, struct path p, const char *text)
{
    const struct field *f = record_field(r, p);
    struct value v = VALUE_INIT;
    struct err err = ERR_INIT;
    if (!format_parse_stored(f, work_list(c->work, f), sv_of(text), &v, &err)) {
        case_fault(c, err.msg);
    } else {
        struct cell *cell = record_cell(r, p);
        cell_set(cell, &v);
        cell->touched = true;
    }
    value_release(&v);
}

/* "roster/key/…" of a roster without prefilled rows: the row is there by being named. */
static bool add_named_row(struct record *r, const char *path)
{
    struct sv rest = sv_of(path), roster, key;
    size_t at;
    if (!strchr(path, '/') || !sv_next(&rest, '/', &roster) || !sv_next(&rest, '/', &key)) {
        return false;
    }
    for (size_t i = 0; i < r->form->nrosters; i++) {
        if (!sv_eq(roster, r->form->rosters[i].name) || roster_prefilled(&r->form->rosters[i])) {
            continue;
        }
        char *row = mem_dup_n(key.p, key.n);
        bool there = record_find_row(r, i, row, &at);
        if (!there) {
            record_add_row(r, i, row);
        }
        free(row);
        return !there;
    }
    return false;
}

static bool find_path(struct record *r, const char *text, struct path *out)
{
    return record_path_parse(r, text, out) || (add_named_row(r, text) && record_path_parse(r, text, out));
}

/* Inputs of the record itself come first: they decide which rows of rosters there are. */
static void set_inputs(struct cases *c, struct record *r, bool rosters)
{
    for (size_t i = 1; i < c->head.n; i++) {
        const char *head = c->head.v[i];
        struct path p;
        bool answer = head[0] != '=' && head[0] != '!' && (strchr(head, '/') || !strchr(head, '.'));
        if (!answer || c->cells.v[i][0] == '\0' || (strchr(head, '/') != NULL) != rosters) {
            continue;
        }
        if (find_path(r, head, &p)) {
            set_input(c, r, p, c->cells.v[i]);
        } else {
            case_unknown(c, rosters ? _("row or field") : _("field"), head);
        }
    }
}

/* ---- what is expected ---- */

static bool actual_value(struct cases *c, struct record *r, struct path p, enum lang lang, struct value *out)
{
    struct err err = ERR_INIT;
    if (record_cell_const(r, p)->relevant && !work_shown(c->work, p, lang, out, &err)) {
        case_fault(c, err.msg);
        return false;
    }
    return true;
}

/* "FIELD.en" is what an English reader is shown. */
static enum lang cut_language(char *name)
{
    size_t n = strlen(name);
    if (n < 3 || !str_eq(name + n - 3, ".en")) {
        return LANG_VI;
    }
    name[n - 3] = '\0';
    return LANG_EN;
}

static void compare_field(struct cases *c, struct record *r, const char *head, const char *expected)
{
    struct path p;
    struct value v = VALUE_INIT;
    struct str is = STR_INIT;
    char *name = mem_dup(head);
    enum lang lang = cut_language(name);
    if (!find_path(r, name, &p)) {
        case_unknown(c, _("field"), name);
    } else if (actual_value(c, r, p, lang, &v)) {
        format_store(record_field(r, p), &v, &is);
        if (!str_eq(is.p, expected)) {
            case_differs(c, head, is.p, expected);
        }
    }
    value_release(&v);
    str_release(&is);
    free(name);
}

/* As docs/forms.md names them. */
static const char *const RULES[] = {
    [RULE_KEY] = "key",           [RULE_TYPE] = "type",     [RULE_CODE] = "code",
    [RULE_REQUIRED] = "required", [RULE_RANGE] = "range",   [RULE_LENGTH] = "length",
    [RULE_PATTERN] = "pattern",   [RULE_UNIQUE] = "unique", [RULE_CONSTRAINT] = "constraint",
    [RULE_WARNING] = "warning",
};

static bool stands_at(const struct finding *f, const char *path)
{
    return str_eq(f->path, path);
}

static bool says(const struct finding *f, const char *expected)
{
    return str_eq(RULES[f->rule], expected) || str_eq(f->msg, expected);
}

/* One of the findings at the path is the expected one; there is none where nothing is expected. */
static void compare_finding(struct cases *c, struct record *r, const struct findings *all, const char *name,
                            const char *expected)
{
    const struct finding *first = NULL;
    struct path p;
    if (!find_path(r, name, &p)) {
        case_unknown(c, _("field"), name);
        return;
    }
    for (size_t i = 0; i < all->list.n; i++) {
        const struct finding *f = &all->list.v[i];
        if (stands_at(f, name) && says(f, expected)) {
            return;
        }
        first = first || !stands_at(f, name) ? first : f;
    }
    if (first || expected[0]) {
        case_differs(c, name, first ? RULES[first->rule] : "", expected);
    }
}

static void compare_all(struct cases *c, struct record *r, struct err *err)
{
    struct findings found = {0};
    if (!work_check(c->work, LANG_VI, &found, err)) {
        case_fault(c, err->msg);
    }
    for (size_t i = 1; i < c->head.n; i++) {
        if (c->head.v[i][0] == '=') {
            compare_field(c, r, c->head.v[i] + 1, c->cells.v[i]);
        } else if (c->head.v[i][0] == '!') {
            compare_finding(c, r, &found, c->head.v[i] + 1, c->cells.v[i]);
        }
    }
    findings_release(&found);
}

static bool fill_record(struct cases *c, struct record *r, struct err *err)
{
    set_inputs(c, r, false);
    if (!work_attach(c->work, r, err)) {
        return false;
    }
    check_lookup_names(c);
    set_inputs(c, r, true);
    return work_attach(c->work, r, err);
}

void case_record(struct cases *c)
{
    struct err err = ERR_INIT;
    struct record *r = record_new(c->form, "00000000-0000-7000-8000-000000000000");
    if (!fill_record(c, r, &err)) {
        case_fault(c, err.msg);
    } else {
        compare_all(c, r, &err);
    }
    work_attach(c->work, NULL, &err);
    record_free(r);
}
