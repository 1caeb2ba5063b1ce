/*
 * Numbers compared with texts.
 *
 * `tieu_chi = 1.10` compares with '1.1' and is false for ever; `so_lop = '5'` likewise.  SQLite does not
 * mind, so the text of each expression is looked at: NAME = LITERAL and LITERAL = NAME, where NAME is
 * certain.  Inside a subquery a bare name may be a column of another table, so there only qualified names
 * count.
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

static enum nature bare_nature(const struct scope *s, const char *name)
{
    const struct field *f = s->roster ? roster_field(s->roster, name) : NULL;
    return s->subquery ? NATURE_UNKNOWN : field_nature(f ? f : form_field(s->form, name));
}

static enum nature name_nature(const struct scope *s, struct sv name)
{
    struct sv rest = name, table;
    char *text = arena_dup_n(&s->ck->app->arena, name.p, name.n);
    const char *dot = strchr(text, '.');
    if (!dot) {
        return bare_nature(s, text);
    }
    sv_next(&rest, '.', &table);
    const char *owner = arena_dup_n(&s->ck->app->arena, table.p, table.n);
    const struct roster *roster = form_roster(s->form, owner);
    if (str_eq(owner, "r")) {
        return field_nature(form_field(s->form, dot + 1));
    }
    if (roster) {
        return field_nature(roster_field(roster, dot + 1));
    }
    return names_has(&s->ck->app->lists, owner) ? column_nature(check_list(s->ck, owner), dot + 1)
                                                : NATURE_UNKNOWN;
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
