/*
 * Numbers compared with texts.
 *
 * `tieu_chi = 1.10` compares with '1.1' and is false for ever; `so_lop = '5'` likewise.  SQLite does not
 * mind, so the text of each expression is looked at: NAME = LITERAL and LITERAL = NAME, where NAME is
 * certain.  Inside a subquery a bare name may be a column of another table, so there only qualified names
 * count.
 *
 * By the same tokens a code that a field's list does not have is found, also as the whole of a default.
 */

#include <string.h>
#include <strings.h>
#include "form/check.h"

struct scope {
    struct checking *ck;
    const struct form *form;
    const struct roster *roster;
    bool subquery; /* the expression holds a SELECT */
};

enum nature { NATURE_UNKNOWN, NATURE_NUMBER, NATURE_TEXT };

static enum nature field_nature(const struct field *f)
{
    if (!f || f->type == FIELD_NOTE) {
        return NATURE_UNKNOWN;
    }
    return f->type == FIELD_INTEGER || f->type == FIELD_DECIMAL ? NATURE_NUMBER : NATURE_TEXT;
}

static enum nature column_nature(const struct list *l, const char *column)
{
    for (size_t i = 0; l && i < l->ncolumns; i++) {
        if (str_eq(l->columns[i], column)) {
            return str_eq(l->decls[i], "TEXT") ? NATURE_TEXT : NATURE_NUMBER;
        }
    }
    return NATURE_UNKNOWN;
}

/* The field that a name stands for, where that is certain; NULL otherwise. */
static const struct field *sure_field(const struct scope *s, struct sv name)
{
    struct sv rest = name, owner;
    if (!memchr(name.p, '.', name.n)) {
        char *bare = arena_dup_n(&s->ck->app->arena, name.p, name.n);
        const struct field *f = s->roster ? roster_field(s->roster, bare) : NULL;
        return s->subquery ? NULL : f ? f : form_field(s->form, bare);
    }
    sv_next(&rest, '.', &owner);
    const char *column = arena_dup_n(&s->ck->app->arena, rest.p, rest.n);
    const struct roster *roster = form_roster(s->form, arena_dup_n(&s->ck->app->arena, owner.p, owner.n));
    return sv_eq(owner, "r") ? form_field(s->form, column) : roster ? roster_field(roster, column) : NULL;
}

static enum nature name_nature(const struct scope *s, struct sv name)
{
    struct sv rest = name, owner;
    const struct field *f = sure_field(s, name);
    if (f || !memchr(name.p, '.', name.n)) {
        return field_nature(f);
    }
    sv_next(&rest, '.', &owner);
    const char *list = arena_dup_n(&s->ck->app->arena, owner.p, owner.n);
    const char *column = arena_dup_n(&s->ck->app->arena, rest.p, rest.n);
    bool is_list = !form_roster(s->form, list) && names_has(&s->ck->app->lists, list);
    return is_list ? column_nature(check_list(s->ck, list), column) : NATURE_UNKNOWN;
}

/* `literal` with its quotes is no code of the field, which takes one. */
static void look_at_code(const struct scope *s, const struct expr *e, int line, const struct field *f, struct token literal)
{
    static const char *const YES_NO[] = {"co", "khong"};
    struct reading rd = {s->ck->app, e->file, s->ck->faults, NULL};
    VEC(const char *) codes = {0};
    const struct list *l = f->list ? check_list(s->ck, f->list) : NULL;
    const char *code = arena_dup_n(&s->ck->app->arena, literal.text.p + 1, literal.text.n - 2);
    bool known = f->type != FIELD_YES_NO && (f->type != FIELD_SELECT_ONE || !l || check_faulty(s->ck, l->file));
    for (size_t i = 0; !known && i < (l ? l->nrows : 2); i++) {
        *vec_push(&codes) = l ? l->rows[i].code : YES_NO[i];
        known = str_eq(codes.v[i], code);
    }
    if (!known) {
        read_unknown(&rd, line, _("code"), code, codes.v, codes.n);
    }
    vec_release(&codes);
}

static void look_at(const struct scope *s, const struct expr *e, const char *at, struct token name,
                    struct token literal)
{
    enum nature nature = name_nature(s, name.text);
    int line = e->line;
    if (!str_eq(e->file, s->form->file)) {
        for (const char *p = e->sql; p < at; p++) {
            line += *p == '\n';
        }
    }
    const struct field *f = sure_field(s, name.text);
    if (f && literal.kind == TOKEN_TEXT) {
        look_at_code(s, e, line, f, literal);
    }
    if (nature == NATURE_TEXT && literal.kind == TOKEN_NUMBER) {
        faults_add(s->ck->faults, e->file, line,
                   _("'%.*s' holds text, and %.*s is a number: write '%.*s' in quotes."), (int)name.text.n,
                   name.text.p, (int)literal.text.n, literal.text.p, (int)literal.text.n, literal.text.p);
    } else if (nature == NATURE_NUMBER && literal.kind == TOKEN_TEXT) {
        faults_add(s->ck->faults, e->file, line,
                   _("'%.*s' holds a number, and %.*s is text: write it without quotes."), (int)name.text.n,
                   name.text.p, (int)literal.text.n, literal.text.p);
    }
}

static bool is_literal(struct token t)
{
    return t.kind == TOKEN_NUMBER || t.kind == TOKEN_TEXT;
}

/* =, < and so on; IS counts as well. */
static bool compares(struct token t)
{
    return t.kind == TOKEN_COMPARE ||
           (t.kind == TOKEN_NAME && t.text.n == 2 && strncasecmp(t.text.p, "is", 2) == 0);
}

/* NAME IN (LITERAL, …): `at` stands behind the parenthesis. */
static void look_at_list(const struct scope *s, const struct expr *e, struct token name, const char *at)
{
    for (struct token t = check_next_token(&at); is_literal(t); t = check_next_token(&at)) {
        look_at(s, e, t.text.p, name, t);
        if (!sv_eq(check_next_token(&at).text, ",")) {
            return;
        }
    }
}

static bool is_in(struct token word, struct token parenthesis)
{
    return word.text.n == 2 && strncasecmp(word.text.p, "in", 2) == 0 && sv_eq(parenthesis.text, "(");
}

static void look_through(struct scope *s, const struct expr *e)
{
    const char *at = e->sql;
    struct token a = {TOKEN_END, {at, 0}}, b = check_next_token(&at), c = check_next_token(&at);
    s->subquery = check_has_word(e->sql, "SELECT");
    while (b.kind != TOKEN_END) {
        if (a.kind == TOKEN_NAME && compares(b) && is_literal(c)) {
            look_at(s, e, b.text.p, a, c);
        } else if (is_literal(a) && compares(b) && c.kind == TOKEN_NAME) {
            look_at(s, e, b.text.p, c, a);
        } else if (a.kind == TOKEN_NAME && is_in(b, c)) {
            look_at_list(s, e, a, at);
        }
        a = b;
        b = c;
        c = check_next_token(&at);
    }
}

static void field_types(struct checking *ck, const struct form *form, const struct roster *roster,
                        const struct field *f)
{
    struct scope s = {ck, form, roster, false};
    const struct expr *exprs[CHECK_EXPRS];
    size_t n = check_field_exprs(f, exprs);
    for (size_t i = 0; i < n; i++) {
        look_through(&s, exprs[i]);
    }
    const char *at = f->dflt.sql;
    struct token code = at ? check_next_token(&at) : (struct token){TOKEN_END, {0}};
    if (code.kind == TOKEN_TEXT && check_next_token(&at).kind == TOKEN_END) {
        look_at_code(&s, &f->dflt, f->dflt.line, f, code);
    }
}

void check_types(struct checking *ck, const struct form *form)
{
    struct scope s = {ck, form, NULL, false};
    for (size_t i = 0; i < form->ngroups; i++) {
        if (form->groups[i].relevant.sql) {
            look_through(&s, &form->groups[i].relevant);
        }
    }
    for (size_t i = 0; i < form->nrosters; i++) {
        if (form->rosters[i].relevant.sql) {
            look_through(&s, &form->rosters[i].relevant);
        }
    }
    check_each_field(ck, form, field_types);
}
