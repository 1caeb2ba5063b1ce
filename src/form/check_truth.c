/*
 * Conditions that no answer makes true, and filters that offer nothing.
 *
 * A condition over nothing but select_one and yes_no fields is tried with every combination of their codes
 * and "not answered", up to 4,096 of them, by one SELECT; a choice_filter with every row of its list besides.  Conditions that read
 * anything else are left alone.
 */

#include <string.h>
#include <strings.h>
#include "db/db.h"
#include "form/check.h"

enum { TRUTH_MAX = 4096 };

struct condition {
    struct checking *ck;
    const struct form *form;
    const struct roster *roster; /* in whose rows it is evaluated, or NULL */
    const struct expr *expr;
    const struct list *offered;  /* whose rows a choice_filter looks at, or NULL */
    VEC(const struct field *) fields; /* that it reads */
};

static const struct field *find_field(const struct condition *c, const char *name)
{
    const struct field *f = c->roster ? roster_field(c->roster, name) : NULL;
    return f ? f : form_field(c->form, name);
}

static bool known(const struct condition *c, const struct field *f)
{
    for (size_t i = 0; i < c->fields.n; i++) {
        if (c->fields.v[i] == f) {
            return true;
        }
    }
    return false;
}

static bool enumerable(const struct field *f)
{
    return f->type == FIELD_YES_NO || (f->type == FIELD_SELECT_ONE && f->list);
}

/* "khoi.cap" where the rows of the list "khoi" are looked at. */
static bool is_of_offered(const struct condition *c, const char *text)
{
    size_t n = c->offered ? strlen(c->offered->name) : 0;
    return n > 0 && strncmp(text, c->offered->name, n) == 0 && text[n] == '.';
}

/* Whether a name is harmless; a field is noted. */
static bool take_name(struct condition *c, struct sv name)
{
    char *text = arena_dup_n(&c->ck->app->arena, name.p, name.n);
    if (is_of_offered(c, text)) {
        return true;
    }
    const char *field_name = str_starts(text, "r.") ? text + 2 : text;
    const struct field *f = field_name == text ? find_field(c, text) : form_field(c->form, field_name);
    if (!f) {
        return db_is_keyword(text) && strcasecmp(text, "SELECT") != 0;
    }
    if (!enumerable(f) || (c->roster && field_name != text)) {
        return false;
    }
    if (!known(c, f)) {
        *vec_push(&c->fields) = f;
    }
    return true;
}

static bool take_names(struct condition *c)
{
    const char *at = c->expr->sql;
    for (struct token t = check_next_token(&at); t.kind != TOKEN_END; t = check_next_token(&at)) {
        if (t.kind == TOKEN_NAME && !take_name(c, t.text)) {
            return false;
        }
    }
    return true;
}

static size_t count_codes(struct condition *c, const struct field *f)
{
    const struct list *l = f->list ? check_list(c->ck, f->list) : NULL;
    return f->type == FIELD_YES_NO ? 2 : l ? l->nrows : 0;
}

static bool few_enough(struct condition *c)
{
    size_t combinations = c->offered ? c->offered->nrows : 1;
    if (combinations == 0) {
        return false;
    }
    for (size_t i = 0; i < c->fields.n; i++) {
        size_t n = count_codes(c, c->fields.v[i]) + 1;
        if (n == 1 || n > TRUTH_MAX / combinations) {
            return false;
        }
        combinations *= n;
    }
    return true;
}

/* (SELECT 'co' AS "f" UNION ALL SELECT 'khong' UNION ALL SELECT NULL) */
static void add_codes(struct condition *c, struct str *sql, const struct field *f)
{
    const struct list *l = f->type == FIELD_YES_NO ? NULL : check_list(c->ck, f->list);
    static const char *const YES_NO[] = {"co", "khong"};
    str_add(sql, "(SELECT NULL AS ");
    db_add_name(sql, f->name);
    for (size_t i = 0; i < count_codes(c, f); i++) {
        str_add(sql, " UNION ALL SELECT ");
        db_add_text(sql, l ? l->rows[i].code : YES_NO[i]);
    }
    str_add(sql, ")");
}

static void add_select(struct condition *c, struct str *sql)
{
    str_add(sql, "SELECT 1 FROM (SELECT * FROM (SELECT 1)");
    for (size_t i = 0; i < c->fields.n; i++) {
        str_add(sql, ", ");
        add_codes(c, sql, c->fields.v[i]);
    }
    str_add(sql, ") AS r");
    if (c->offered) {
        str_add(sql, ", main.");
        db_add_name(sql, c->offered->name);
    }
    str_addf(sql, " WHERE (%s\n) LIMIT 1", c->expr->sql);
}

/* What cannot be prepared has been told as a fault of the expression. */
static bool never_true(struct condition *c)
{
    struct str sql = STR_INIT;
    struct db_stmt *st = NULL;
    struct err err = ERR_INIT;
    bool row = true;
    add_select(c, &sql);
    bool ran = db_prepare(c->ck->db, &st, sql.p, &err) && db_step(st, &row, &err);
    db_finalize(st);
    str_release(&sql);
    return ran && !row;
}

/* A fault of the same line (a number compared with a text) is the reason then, and told. */
static bool told(const struct checking *ck, const struct expr *e)
{
    for (size_t i = 0; i < ck->faults->list.n; i++) {
        const struct fault *f = &ck->faults->list.v[i];
        if (f->line == e->line && str_eq(f->file, e->file)) {
            return true;
        }
    }
    return false;
}

static bool is_never_true(struct condition *c)
{
    bool never = c->expr->sql && !told(c->ck, c->expr) && take_names(c) && few_enough(c) && never_true(c);
    vec_release(&c->fields);
    return never;
}

static void check_condition(struct checking *ck, const struct form *form, const struct roster *roster,
                            const struct expr *e)
{
    struct condition c = {.ck = ck, .form = form, .roster = roster, .expr = e};
    if (is_never_true(&c)) {
        faults_add(ck->faults, e->file, e->line,
                   _("No answer makes this condition true: correct it, or take it out."));
    }
}

static void check_filter(struct checking *ck, const struct form *form, const struct roster *roster, const struct field *f)
{
    struct condition c = {.ck = ck, .form = form, .roster = roster, .expr = &f->choice_filter};
    c.offered = f->list ? check_list(ck, f->list) : NULL;
    if (c.offered && is_never_true(&c)) {
        faults_add(ck->faults, c.expr->file, c.expr->line, _("Whatever is answered, this offers no row of '%s': correct it, or take it out."), f->list);
    }
}

static void field_truth(struct checking *ck, const struct form *form, const struct roster *roster,
                        const struct field *f)
{
    const struct expr *conditions[] = {&f->relevant, &f->required, &f->read_only, &f->constraint,
                                       &f->warning};
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
        check_condition(ck, form, roster, conditions[i]);
    }
    check_filter(ck, form, roster, f);
}

void check_truth(struct checking *ck, const struct form *form)
{
    if (!ck->db) {
        return;
    }
    for (size_t i = 0; i < form->ngroups; i++) {
        check_condition(ck, form, NULL, &form->groups[i].relevant);
    }
    for (size_t i = 0; i < form->nrosters; i++) {
        check_condition(ck, form, NULL, &form->rosters[i].relevant);
    }
    check_each_field(ck, form, field_truth);
}
