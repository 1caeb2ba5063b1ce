#include <string.h>
#include "base/file.h"
#include "base/num.h"
#include "db/db.h"
#include "form/load.h"
#include "text/clean.h"

enum {
    NAME_MAX_BYTES = 31,
    WHOLE_MAX_BYTES = 1 << 20,
    TOLD_NAMES = 12, /* so many names are told when none is near */
};

static const char *const TYPE_NAMES[] = {
    [FIELD_TEXT] = "text",
    [FIELD_INTEGER] = "integer",
    [FIELD_DECIMAL] = "decimal",
    [FIELD_DATE] = "date",
    [FIELD_TIME] = "time",
    [FIELD_DATETIME] = "datetime",
    [FIELD_YES_NO] = "yes_no",
    [FIELD_SELECT_ONE] = "select_one",
    [FIELD_SELECT_MULTIPLE] = "select_multiple",
    [FIELD_FILE] = "file",
    [FIELD_NOTE] = "note",
};
enum { NTYPES = sizeof TYPE_NAMES / sizeof TYPE_NAMES[0] };

bool read_type_word(struct sv word, enum field_type *out)
{
    for (size_t i = 0; i < NTYPES; i++) {
        if (sv_eq(word, TYPE_NAMES[i])) {
            *out = (enum field_type)i;
            return true;
        }
    }
    return false;
}

const char *read_type_name(enum field_type type)
{
    return TYPE_NAMES[type];
}

static void add_names(struct str *out, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        str_addf(out, "%s%s", i > 0 ? ", " : "", names[i]);
    }
}

void read_unknown(struct reading *rd, int line, const char *noun, const char *wrong, const char *const *names,
                  size_t n)
{
    const char *near = str_nearest(wrong, names, n);
    if (near) {
        read_fault(rd, line, _("There is no %s '%s': did you mean '%s'?"), noun, wrong, near);
    } else if (n > 0 && n <= TOLD_NAMES) {
        struct str all = STR_INIT;
        add_names(&all, names, n);
        read_fault(rd, line, _("There is no %s '%s': the names are %s."), noun, wrong, all.p);
        str_release(&all);
    } else {
        read_fault(rd, line, _("There is no %s '%s': correct the name, or add it."), noun, wrong);
    }
}

bool read_known(struct reading *rd, int line, const char *noun, const char *name, const struct names *names)
{
    if (names_has(names, name)) {
        return true;
    }
    read_unknown(rd, line, noun, name, names->v, names->n);
    return false;
}

/* ---- types ---- */

static const char *second_word(struct reading *rd, struct sv value, struct sv *first)
{
    size_t n = 0;
    while (n < value.n && value.p[n] != ' ' && value.p[n] != '\t') {
        n++;
    }
    *first = (struct sv){value.p, n};
    struct sv rest = sv_trim((struct sv){value.p + n, value.n - n});
    return rest.n > 0 ? arena_dup_n(&rd->app->arena, rest.p, rest.n) : NULL;
}

/* What a select's second word names: a list, or a form. */
static void choose_source(struct reading *rd, struct field *f, int line, const char *name)
{
    const struct app *app = rd->app;
    if (names_has(&app->lists, name)) {
        f->list = name;
    } else if (names_has(&app->forms, name)) {
        f->ref = name;
    } else {
        size_t n = app->lists.n + app->forms.n;
        const char **names = arena_alloc(&rd->app->arena, (n + 1) * sizeof *names);
        for (size_t i = 0; i < n; i++) {
            names[i] = i < app->lists.n ? app->lists.v[i] : app->forms.v[i - app->lists.n];
        }
        read_unknown(rd, line, _("list or form"), name, names, n);
        f->type = FIELD_TEXT; /* so that whoever reads on meets no select without choices */
    }
}

static void unknown_type(struct reading *rd, int line, struct sv word)
{
    const char *names[FIELD_NOTE + 1];
    for (size_t i = 0; i <= FIELD_NOTE; i++) {
        names[i] = read_type_name((enum field_type)i);
    }
    read_unknown(rd, line, _("type"), arena_dup_n(&rd->app->arena, word.p, word.n), names, FIELD_NOTE + 1);
}

bool read_type(struct reading *rd, int line, const char *text, struct field *f)
{
    struct sv word;
    const char *source = second_word(rd, sv_of(text), &word);
    if (!read_type_word(word, &f->type)) {
        unknown_type(rd, line, word);
        return false;
    }
    bool select = f->type == FIELD_SELECT_ONE || f->type == FIELD_SELECT_MULTIPLE;
    if (select && source) {
        choose_source(rd, f, line, source);
        return f->list || f->ref;
    }
    if (select || source) {
        read_fault(rd, line,
                   _("Type '%s' is malformed: select_one and select_multiple name one list or form, other types nothing."),
                   text);
        f->type = select ? FIELD_TEXT : f->type;
        return !select;
    }
    return true;
}

/* ---- names ---- */

/* Why `name` cannot be a name, as a format for one %s; NULL when it can. */
static const char *name_fault(const char *name)
{
    size_t n = strlen(name);
    if (n == 0 || n > NAME_MAX_BYTES || name[0] < 'a' || name[0] > 'z' ||
        strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != n) {
        return N_("'%s' is no name: write a small letter a-z, then at most 30 of a-z, 0-9 and '_'.");
    }
    if (strstr(name, "__")) {
        return N_("'%s' holds '__', which is kept for tables of rosters: use a single '_'.");
    }
    if (db_is_keyword(name)) {
        return N_("'%s' is a keyword of SQL: choose another name, such as one with a noun behind it.");
    }
    if (str_eq(name, "r") || str_eq(name, "one")) {
        return N_("'%s' is a reserved name: choose another.");
    }
    return NULL;
}

bool read_name_ok(struct reading *rd, int line, const char *name)
{
    const char *why = name_fault(name);
    if (!why) {
        return true;
    }
    struct str msg = STR_INIT;
    const char *text = _(why);
    const char *hole = strstr(text, "%s");
    if (hole) {
        str_add_n(&msg, text, (size_t)(hole - text));
        str_add(&msg, name);
        str_add(&msg, hole + 2);
    }
    read_fault(rd, line, "%s", msg.p);
    str_release(&msg);
    return false;
}

static const struct key_rule *find_rule(const struct key_rule *rules, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(rules[i].name, name)) {
            return &rules[i];
        }
    }
    return NULL;
}

static void unknown_key(struct reading *rd, struct ini_section *s, struct ini_key *key, const struct key_rule *rules,
                        size_t nrules)
{
    VEC(const char *) names = {0};
    for (size_t i = 0; i < nrules; i++) {
        *vec_push(&names) = rules[i].name;
    }
    const char *near = str_nearest(key->name, names.v, names.n);
    if (near) {
        read_fault(rd, key->line, _("[%s] has no key '%s': did you mean '%s'?"), s->kind, key->name, near);
        key->name = ini_get(s, near) ? key->name : near;
    } else {
        read_fault(rd, key->line, _("[%s] has no key '%s': docs/forms.md lists its keys."), s->kind,
                   key->name);
    }
    vec_release(&names);
}

void read_keys(struct reading *rd, struct ini_section *s, const struct key_rule *rules, size_t nrules)
{
    for (size_t i = 0; i < s->nkeys; i++) {
        if (!s->keys[i].used && !find_rule(rules, nrules, s->keys[i].name)) {
            s->keys[i].used = true;
            unknown_key(rd, s, &s->keys[i], rules, nrules);
        }
    }
}

void read_kinds(struct reading *rd, struct ini *ini, const char *const *kinds, size_t n)
{
    for (size_t i = 0; i < ini->nsections; i++) {
        struct ini_section *s = &ini->sections[i];
        bool known = false;
        for (size_t k = 0; k < n; k++) {
            known = known || str_eq(kinds[k], s->kind);
        }
        if (!known) {
            const char *near = str_nearest(s->kind, kinds, n);
            read_unknown(rd, s->line, _("kind of section"), s->kind, kinds, n);
            s->kind = near ? near : s->kind;
        }
    }
}

void read_section(struct reading *rd, struct ini_section *s, const struct key_rule *rules, size_t nrules,
                  unsigned types, void *object)
{
    read_keys(rd, s, rules, nrules);
    for (size_t i = 0; i < s->nkeys; i++) {
        struct ini_key *key = &s->keys[i];
        const struct key_rule *rule = find_rule(rules, nrules, key->name);
        key->used = true;
        if (!rule) {
            continue;
        }
        if (types != 0 && rule->types != 0 && !(rule->types & types)) {
            read_fault(rd, key->line, _("Key '%s' does not fit a field of this type: take it out."),
                       key->name);
        } else {
            rule->read(rd, rule, key, (char *)object + rule->offset);
        }
    }
}

void read_nothing(struct reading *rd, const struct key_rule *rule, const struct ini_key *key, void *at)
{
    (void)rd, (void)rule, (void)key, (void)at;
}

void read_text(struct reading *rd, const struct key_rule *rule, const struct ini_key *key, void *at)
{
    (void)rule;
    const char **out = at;
    struct str clean = STR_INIT;
    struct err err = ERR_INIT;
    if (!clean_text(&clean, sv_of(key->value), false, &err)) {
        read_fault(rd, key->line, "%s", err.msg);
    } else if (clean.len > 0) {
        *out = arena_dup_n(&rd->app->arena, clean.p, clean.len);
    }
    str_release(&clean);
}

/* "x.sql" → "x" in the arena; NULL when the value is no such name. */
static const char *query_name(struct reading *rd, const struct ini_key *key)
{
    size_t n = strlen(key->value);
    if (key->quoted || n <= 4 || !str_ends(key->value, ".sql")) {
        return NULL;
    }
    return arena_dup_n(&rd->app->arena, key->value, n - 4);
}

void read_query(struct reading *rd, const struct key_rule *rule, const struct ini_key *key, void *at)
{
    (void)rule;
    const char **out = at;
    const char *name = query_name(rd, key);
    if (!name) {
        read_fault(rd, key->line, _("Key '%s' names a file of queries/: write NAME.sql, without quotes."),
                   key->name);
    } else if (read_known(rd, key->line, _("query"), name, &rd->app->queries)) {
        *out = name;
    }
}

static void read_expr_file(struct reading *rd, const struct ini_key *key, const char *name, struct expr *out)
{
    struct err err = ERR_INIT;
    const char *text;
    if (!read_known(rd, key->line, _("query"), name, &rd->app->queries)) {
        return;
    }
    if (!app_sql(rd->app, "queries", name, &text, &err)) {
        read_fault(rd, key->line, "%s", err.msg);
        return;
    }
    *out = (struct expr){text, arena_printf(&rd->app->arena, "queries/%s.sql", name), 1};
    if (rd->hashed) {
        str_add(rd->hashed, text);
    }
}

void read_expr(struct reading *rd, const struct key_rule *rule, const struct ini_key *key, void *at)
{
    (void)rule;
    const char *name = query_name(rd, key);
    if (name) {
        read_expr_file(rd, key, name, at);
    } else if (!key->quoted) {
        read_fault(rd, key->line,
                   _("Key '%s' takes an expression: write it in double quotes, or name a file of queries/."),
                   key->name);
    } else if (sv_trim(sv_of(key->value)).n == 0) {
        read_fault(rd, key->line, _("Key '%s' is an empty expression: write one, or take the key out."),
                   key->name);
    } else {
        struct expr *out = at;
        *out = (struct expr){arena_dup(&rd->app->arena, key->value), rd->file, key->line};
    }
}

void read_flag(struct reading *rd, const struct key_rule *rule, const struct ini_key *key, void *at)
{
    (void)rule;
    bool *out = at;
    if (str_eq(key->value, "yes")) {
        *out = true;
    } else if (str_eq(key->value, "no")) {
        *out = false;
    } else {
        read_fault(rd, key->line, _("Key '%s' is '%s': write yes or no."), key->name, key->value);
    }
}

void read_int(struct reading *rd, const struct key_rule *rule, const struct ini_key *key, void *at)
{
    int *out = at;
    int64_t x;
    if (!num_parse_int(sv_of(key->value), NUM_STORED, &x) || x < rule->min || x > rule->max) {
        read_fault(rd, key->line, _("Key '%s' is '%s': write a whole number from %d to %d."), key->name,
                   key->value, rule->min, rule->max);
        return;
    }
    *out = (int)x;
}

const char *const *read_words(struct reading *rd, const struct ini_key *key)
{
    VEC(const char *) words = {0};
    struct sv rest = sv_of(key->value), word;
    while (sv_next(&rest, ',', &word)) {
        if (word.n == 0) {
            read_fault(rd, key->line, _("Key '%s' has a comma too many: take it out."), key->name);
        } else {
            *vec_push(&words) = arena_dup_n(&rd->app->arena, word.p, word.n);
        }
    }
    const char **out = arena_alloc(&rd->app->arena, (words.n + 1) * sizeof *out);
    for (size_t i = 0; i < words.n; i++) {
        out[i] = words.v[i];
    }
    vec_release(&words);
    return out;
}

static void tell(void *arg, int line, const char *msg)
{
    struct reading *rd = arg;
    read_fault(rd, line, "%s", msg);
}

struct ini *read_ini(struct reading *rd)
{
    struct ini *ini = NULL;
    struct err err = ERR_INIT;
    size_t nfaults = 0;
    char *path = file_join(rd->app->dir, rd->file);
    if (!ini_read(&ini, path, tell, rd, &nfaults, &err)) {
        read_fault(rd, 0, "%s", err.msg);
    }
    free(path);
    return ini;
}

/* The next line of `text`, with its end. */
static struct sv next_line(struct sv *text)
{
    const char *nl = memchr(text->p, '\n', text->n);
    struct sv line = {text->p, nl ? (size_t)(nl - text->p) + 1 : text->n};
    *text = (struct sv){text->p + line.n, text->n - line.n};
    return line;
}

char *read_whole(struct reading *rd)
{
    struct str raw = STR_INIT, text = STR_INIT;
    struct err err = ERR_INIT;
    char *path = file_join(rd->app->dir, rd->file);
    bool ok = file_read(path, WHOLE_MAX_BYTES, &raw, &err);
    if (!ok) {
        read_fault(rd, 1, "%s", err.msg);
    }
    struct sv rest = {raw.p, raw.len};
    for (int line = 1; rest.n > 0; line++) {
        if (!clean_text(&text, next_line(&rest), true, &err)) {
            read_fault(rd, line, "%s", err.msg);
            ok = false;
        }
    }
    char *out = ok ? arena_dup_n(&rd->app->arena, text.p, text.len) : NULL;
    free(path);
    str_release(&raw);
    str_release(&text);
    return out;
}
