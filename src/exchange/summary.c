/* Summaries: the application's own SELECTs, with parameters that people type. */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "exchange/exchange.h"
#include "form/format.h"

#define ROWS_MAX 100000

void asked_release(struct asked *a)
{
    for (size_t i = 0; i < a->answers.n; i++) {
        value_release(&a->answers.v[i].value);
    }
    vec_release(&a->answers);
}

static struct value *answer_for(struct asked *a, const char *name)
{
    for (size_t i = 0; i < a->answers.n; i++) {
        if (str_eq(a->answers.v[i].name, name)) {
            return &a->answers.v[i].value;
        }
    }
    return NULL;
}

/* ---- parameters ---- */

enum { KEYS_MAX = 2000, TOLD_MAX = 20 };

struct known {
    VEC(char *) names; /* owned */
};

static void known_release(struct known *k)
{
    for (size_t i = 0; i < k->names.n; i++) {
        free(k->names.v[i]);
    }
    vec_release(&k->names);
}

/* An answer that names nothing: with the nearest name, else with all of them when they are few. */
static bool no_choice(const char *given, const struct known *k, struct err *err)
{
    const char *near = k->names.n > 0 ? str_nearest(given, (const char *const *)k->names.v, k->names.n) : NULL;
    if (near) {
        return err_set(err, ERR_INVALID, _("“%s” is not among the choices; did you mean '%s'?"), given, near);
    }
    if (k->names.n > TOLD_MAX || k->names.n == 0) {
        return err_set(err, ERR_INVALID, _("“%s” is not among the choices"), given);
    }
    struct str all = STR_INIT;
    for (size_t i = 0; i < k->names.n; i++) {
        str_addf(&all, "%s%s", i > 0 ? ", " : "", k->names.v[i]);
    }
    err_set(err, ERR_INVALID, _("“%s” is not among the choices; they are: %s"), given, all.p);
    str_release(&all);
    return false;
}

static bool no_code(const struct list *list, const char *given, struct err *err)
{
    struct known codes = {0};
    for (size_t i = 0; i < list->nrows; i++) {
        *vec_push(&codes.names) = mem_dup(list->rows[i].code);
    }
    no_choice(given, &codes, err);
    known_release(&codes);
    return false;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool no_record(struct service *sv, const struct form *form, const char *given, struct err *err)
{
    const struct store_filter all = {0};
    struct rowset rows = {0};
    struct known keys = {0};
    bool ok = store_choices(service_store(sv), form, &all, NULL, NULL, KEYS_MAX, LANG_VI, &rows, err);
    for (size_t i = 0; ok && i < rows.nrows; i++) {
        *vec_push(&keys.names) = mem_dup(rowset_str(&rows, i, "key"));
    }
    if (keys.names.n > 0) {
        qsort(keys.names.v, keys.names.n, sizeof keys.names.v[0], compare_names);
    }
    ok = ok && no_choice(given, &keys, err);
    known_release(&keys);
    rowset_release(&rows);
    return ok;
}

static bool parse_code(struct service *sv, const struct actor *actor, const struct field *f, const char *given, struct value *out,
                       struct err *err)
{
    const struct list *list;
    struct err ignored = ERR_INIT;
    return app_list(service_app(sv), f->list, &list, NULL, err) &&
           (format_parse(f, list, sv_of(given), actor->lang, 0, out, &ignored) || no_code(list, given, err));
}

/* A record by its key, as people write it, or by its id, as the screen gives it. */
static bool parse_record(struct service *sv, const struct field *f, const char *given, struct value *out, struct err *err)
{
    const struct form *form;
    struct store *st = service_store(sv);
    struct str key = STR_INIT;
    struct err why = ERR_INIT;
    char id[UUID_TEXT];

    if (!app_form(service_app(sv), f->ref, &form, NULL, err)) {
        return false;
    }
    bool is_id = store_key_text(st, form, given, &key, &why);
    bool ok = is_id || store_find(st, form, given, id, &why);
    if (ok) {
        value_set_text(out, sv_of(is_id ? given : id));
    } else if (why.code == ERR_NOT_FOUND) {
        no_record(sv, form, given, err);
    } else {
        *err = why;
    }
    str_release(&key);
    return ok;
}

static bool parse_text(struct service *sv, const struct actor *actor, const struct field *f, const char *given, struct value *out,
                       struct err *err)
{
    struct err ignored = ERR_INIT;
    if (f->ref) {
        return parse_record(sv, f, given, out, err);
    }
    if (f->list) {
        return parse_code(sv, actor, f, given, out, err);
    }
    return format_parse_stored(f, NULL, sv_of(given), out, &ignored) ||
           format_parse(f, NULL, sv_of(given), actor->lang, service_app(sv)->offset_min, out, err);
}

static bool parse_answer(struct service *sv, const struct actor *actor, const struct summary_param *p,
                         const struct value *given, struct value *out, struct err *err)
{
    if (given->type != VALUE_TEXT) {
        value_copy(out, given);
        return true;
    }
    return parse_text(sv, actor, &p->field, given->text, out, err) || err_wrap(err, _("parameter '%s'"), p->field.name);
}

static bool set_default(struct service *sv, const struct actor *actor, const struct summary_param *p,
                        struct value *out, struct err *err)
{
    struct str today = STR_INIT;
    struct value text = VALUE_INIT;

    if (p->dflt && str_eq(p->dflt, "today")) {
        date_add_iso(&today, clock_today(service_clock(sv)));
        value_set_text(&text, sv_of(today.p));
    } else if (p->dflt) {
        value_set_text(&text, sv_of(p->dflt));
    }
    bool ok = parse_answer(sv, actor, p, &text, out, err);
    value_release(&text);
    str_release(&today);
    return ok;
}

static bool add_defaults(struct service *sv, const struct actor *actor, const struct summary *s,
                         struct asked *a, struct err *err)
{
    for (size_t i = 0; i < s->nparams; i++) {
        struct param *p = vec_push(&a->answers);
        p->name = s->params[i].field.name;
        if (!set_default(sv, actor, &s->params[i], &p->value, err)) {
            return false;
        }
    }
    return true;
}

static bool is_context(const struct app *app, const char *name)
{
    for (const char *const *c = app->context; c && *c; c++) {
        if (str_eq(*c, name)) {
            return true;
        }
    }
    return false;
}

/* Not declared, but every summary may be asked within a working context. */
static bool add_context(struct service *sv, const struct actor *actor, const struct param *given, struct asked *a,
                        struct err *err)
{
    const struct summary_param like = {.field = {.name = given->name, .type = FIELD_SELECT_ONE, .ref = given->name}};
    struct param *p = vec_push(&a->answers);
    p->name = given->name;
    return parse_answer(sv, actor, &like, &given->value, &p->value, err);
}

static bool unknown_param(const struct summary *s, const char *name, struct err *err)
{
    struct str names = STR_INIT;
    for (size_t i = 0; i < s->nparams; i++) {
        str_addf(&names, "%s%s", i > 0 ? ", " : "", s->params[i].field.name);
    }
    if (names.len > 0) {
        err_set(err, ERR_USAGE, _("'%s' has no parameter '%s'; it has: %s"), s->name, name,
                names.p);
    } else {
        err_set(err, ERR_USAGE, _("'%s' has no parameters, so not '%s' either"), s->name, name);
    }
    str_release(&names);
    return false;
}

static const struct summary_param *declared(const struct summary *s, const char *name)
{
    for (size_t i = 0; i < s->nparams; i++) {
        if (str_eq(s->params[i].field.name, name)) {
            return &s->params[i];
        }
    }
    return NULL;
}

/* Names with '_' in front are ours (SENT_DOCUMENT …). */
static bool is_about_output(const char *name)
{
    return str_eq(name, "exact") || str_eq(name, "separator") || str_eq(name, "file") || str_eq(name, "format") || str_eq(name, "width") || str_eq(name, "ascii") || name[0] == '_';
}

static bool add_given(struct service *sv, const struct actor *actor, const struct summary *s,
                      const struct param *given, struct asked *a, struct err *err)
{
    const struct summary_param *p = declared(s, given->name);
    if (p) {
        return parse_answer(sv, actor, p, &given->value, answer_for(a, p->field.name), err);
    }
    if (is_context(service_app(sv), given->name)) {
        return add_context(sv, actor, given, a, err);
    }
    return is_about_output(given->name) || unknown_param(s, given->name, err);
}

bool summary_answers(struct service *sv, const struct actor *actor, const struct summary *s, const struct request *req, struct asked *a,
                     struct err *err)
{
    a->def = s;
    if (!add_defaults(sv, actor, s, a, err)) {
        return false;
    }
    for (size_t i = 0; i < req->nparams; i++) {
        if (!add_given(sv, actor, s, &req->params[i], a, err)) {
            return false;
        }
    }
    return true;
}

/* ---- who may see it ---- */

bool summary_may_see(const struct summary *s, const struct actor *actor, struct err *err)
{
    if (!actor->role || !s->roles[0]) {
        return true;
    }
    for (const char *const *r = s->roles; *r; r++) {
        if (str_eq(*r, actor->role)) {
            return true;
        }
    }
    return err_set(err, ERR_REFUSED, _("the summary “%s” is not for the role '%s': choose another role"),
                   label_in(&s->title, actor->lang), actor->role);
}

/* ---- as CSV ---- */

static const char *heading(const struct summary *s, const char *column, enum lang lang)
{
    for (size_t i = 0; i < s->ncolumns; i++) {
        if (str_eq(s->columns[i], column)) {
            return label_in(&s->column_labels[i], lang);
        }
    }
    return column;
}

static void write_head(struct csv_writer *csv, const struct summary *s, const struct rowset *rows, bool exact,
                       enum lang lang)
{
    for (size_t i = 0; i < rows->ncolumns; i++) {
        const char *text = exact ? rows->columns[i] : heading(s, rows->columns[i], lang);
        csv_cell(csv, text, strlen(text), true);
    }
    csv_end_row(csv);
}

static void write_row(struct csv_writer *csv, const struct rowset *rows, size_t row, struct str *scratch)
{
    for (size_t i = 0; i < rows->ncolumns; i++) {
        const struct value *v = rowset_at(rows, row, (int)i);
        str_clear(scratch);
        value_add_plain(scratch, v);
        if (v->type == VALUE_REAL) {
            exchange_decimal_mark(scratch, csv->sep);
        }
        csv_cell(csv, scratch->p, scratch->len, v->type == VALUE_TEXT);
    }
    csv_end_row(csv);
}

static bool write_csv(const struct summary *s, const struct actor *actor, const struct request *req,
                      const struct rowset *rows, FILE *to, struct err *err)
{
    struct request mine = *req;
    struct csv_writer csv;
    struct str scratch = STR_INIT;
    char sep;

    if (!exchange_separator(req, ',', &sep, err)) {
        return false;
    }
    mine.out = to;
    exchange_begin_csv(&mine, sep, &csv);
    write_head(&csv, s, rows, exchange_flag(req, "exact"), actor->lang);
    for (size_t i = 0; i < rows->nrows; i++) {
        write_row(&csv, rows, i, &scratch);
    }
    csv_end(&csv);
    str_release(&scratch);
    fflush(to);
    return !ferror(to) || err_set(err, ERR_IO, _("the summary cannot be written: %s"), strerror(errno));
}

/* ---- what was asked, as text ---- */

static bool add_plain(struct service *sv, const struct summary_param *p, const struct value *v, struct str *out, struct err *err)
{
    const struct form *form;
    if (!p->field.ref) {
        value_add_plain(out, v);
        return true;
    }
    return app_form(service_app(sv), p->field.ref, &form, NULL, err) && store_key_text(service_store(sv), form, value_str(v), out, err);
}

bool summary_add_answers(struct service *sv, const struct asked *a, struct str *out, struct err *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < a->answers.n; i++) {
        const struct param *answer = &a->answers.v[i];
        const struct summary_param context = {.field = {.name = answer->name, .ref = answer->name}};
        const struct summary_param *p = declared(a->def, answer->name);
        if (!value_is_null(&answer->value)) {
            str_addf(out, "%s%s=", out->len > 0 ? "; " : "", answer->name);
            ok = add_plain(sv, p ? p : &context, &answer->value, out, err);
        }
    }
    return ok;
}

/* ---- the operation ---- */

static bool select_rows(struct service *sv, const struct asked *a, struct rowset *out, struct err *err)
{
    const struct summary *s = a->def;
    if (!store_select(service_store(sv), s->sql, a->answers.v, a->answers.n, ROWS_MAX + 1, out, err)) {
        return err_wrap(err, "%s", s->file);
    }
    return out->nrows <= ROWS_MAX || err_set(err, ERR_REFUSED,
                                             _("the summary '%s' has more than %d rows: narrow it by its "
                                               "parameters"),
                                             s->name, ROWS_MAX);
}

bool summary_ask(struct service *sv, const struct actor *actor, const struct request *req, struct asked *out, struct err *err)
{
    if (!req->name) {
        return err_set(err, ERR_USAGE, _("the request names no summary"));
    }
    return app_summary(service_app(sv), req->name, &out->def, NULL, err) && summary_may_see(out->def, actor, err) &&
           summary_answers(sv, actor, out->def, req, out, err);
}

bool summary_make(struct service *sv, const struct actor *actor, const struct request *req, const struct asked *a, struct rowset *rows,
                  FILE *to, struct err *err)
{
    if (!select_rows(sv, a, rows, err)) {
        return false;
    }
    if (!exchange_flag(req, "exact")) {
        rowset_speak(rows, actor->lang);
    }
    return !to || write_csv(a->def, actor, req, rows, to, err);
}

bool op_summary(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
                struct err *err)
{
    struct asked asked = {0};
    bool ok = summary_ask(sv, actor, req, &asked, err) && summary_make(sv, actor, req, &asked, &rep->rows, req->out, err);
    rep->n = (int64_t)rep->rows.nrows;
    asked_release(&asked);
    return ok;
}
