/* The opening comment of an SQL text: lines `-- key: value` before the SELECT. */

#include <string.h>

#include "form/load.h"

#define NAME_MAX_BYTES (sizeof((struct sql_snapshot *)0)->form - 1)

/* A comment is a key when it opens with a lower-case word and a colon; other comments are for the reader. */
static bool split_key(struct sv comment, struct sv *key, struct sv *value)
{
    size_t n = 0;
    while (n < comment.n && strchr("abcdefghijklmnopqrstuvwxyz._", comment.p[n])) {
        n++;
    }
    if (n == 0 || n == comment.n || comment.p[n] != ':') {
        return false;
    }
    *key = (struct sv){comment.p, n};
    *value = sv_trim((struct sv){comment.p + n + 1, comment.n - n - 1});
    return true;
}

static struct sv cut_line(struct sv *text)
{
    const char *nl = memchr(text->p, '\n', text->n);
    size_t n = nl ? (size_t)(nl - text->p) : text->n;
    struct sv line = sv_trim((struct sv){text->p, n});
    n += nl != NULL;
    *text = (struct sv){text->p + n, text->n - n};
    return line;
}

bool opening_next(struct opening *o, struct sv *key, struct sv *value)
{
    while (o->rest.n > 0) {
        struct sv line = cut_line(&o->rest);
        bool comment = line.n >= 2 && memcmp(line.p, "--", 2) == 0;
        o->line++;
        if (!comment && line.n > 0) {
            o->rest.n = 0; /* here the SELECT begins */
        } else if (comment && split_key(sv_trim((struct sv){line.p + 2, line.n - 2}), key, value)) {
            return true;
        }
    }
    return false;
}

const char *const *opening_roles(struct reading *rd, int line, struct sv value)
{
    struct app *app = rd->app;
    const struct ini_key key = {.name = "roles", .value = arena_dup_n(&app->arena, value.p, value.n), .line = line};
    const char **names = arena_alloc(&app->arena, (app->nroles + 1) * sizeof *names);
    for (size_t i = 0; i < app->nroles; i++) {
        names[i] = app->roles[i].name;
    }
    const char *const *roles = read_words(rd, &key);
    for (const char *const *w = roles; *w; w++) {
        if (!app_role(app, *w)) {
            read_unknown(rd, line, _("role"), *w, names, app->nroles);
        }
    }
    return roles;
}

/* ---- snapshot ---- */

static void take_name(struct sv word, char out[32])
{
    if (word.n <= NAME_MAX_BYTES) {
        memcpy(out, word.p, word.n);
        out[word.n] = '\0';
    }
}

/* ":NAME" without its colon. */
static void take_param(struct sv word, char out[32])
{
    if (word.n > 1 && word.p[0] == ':') {
        take_name((struct sv){word.p + 1, word.n - 1}, out);
    }
}

/* FORM :RECORD [:NUMBER] */
static void read_snapshot(struct sv value, struct sql_snapshot *out)
{
    struct sv form = {0}, record = {0}, number = {0};
    sv_next(&value, ' ', &form);
    value = sv_trim(value);
    sv_next(&value, ' ', &record);
    number = sv_trim(value);
    take_param(record, out->record);
    take_param(number, out->number);
    if (out->record[0] && (number.n == 0 || out->number[0])) {
        take_name(form, out->form);
    }
}

bool sql_snapshot(const char *sql, struct sql_snapshot *out)
{
    struct opening o = {.rest = sv_of(sql)};
    struct sv key, value;
    *out = (struct sql_snapshot){0};
    while (opening_next(&o, &key, &value)) {
        if (sv_eq(key, "snapshot")) {
            out->line = o.line;
            read_snapshot(value, out);
            return true;
        }
    }
    return false;
}

/* ---- scope ---- */

bool sql_scope(const char *sql, struct sql_scope *out)
{
    struct opening o = {.rest = sv_of(sql)};
    struct sv key, value, all;
    *out = (struct sql_scope){0};
    while (opening_next(&o, &key, &value)) {
        if (sv_eq(key, "scope")) {
            out->line = o.line;
            sv_next(&value, ' ', &all);
            out->roles = sv_eq(all, "all") ? sv_trim(value) : (struct sv){0};
            return true;
        }
    }
    return false;
}

bool sql_scope_names(struct sql_scope scope, const char *role)
{
    struct sv name;
    while (sv_next(&scope.roles, ',', &name)) {
        if (sv_eq(name, role)) {
            return true;
        }
    }
    return false;
}

/* ---- into ---- */

bool sql_into(const char *sql, struct sql_into *out)
{
    struct opening o = {.rest = sv_of(sql)};
    struct sv key, value, form;
    *out = (struct sql_into){0};
    while (opening_next(&o, &key, &value)) {
        if (sv_eq(key, "into")) {
            out->line = o.line;
            sv_next(&value, '.', &form);
            take_name(form, out->form);
            take_name(value, out->roster);
            return true;
        }
    }
    return false;
}
