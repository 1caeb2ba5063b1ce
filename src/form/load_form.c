/* A form's file becomes its model: sections are declared in the file's order, their keys read by table, then
 * linked. */

#include <regex.h>
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/hash.h"
#include "base/num.h"
#include "form/load.h"

enum { FILE_MAX_BYTES = 1 << 20, ROWS_DEFAULT = 200, ROWS_MAX = 5000, LETTERS_MAX = 1000000 };

#define BIT(type) (1u << (type))
#define TEXTS     BIT(FIELD_TEXT)
#define NUMBERS   (BIT(FIELD_INTEGER) | BIT(FIELD_DECIMAL))
#define INSTANTS  (BIT(FIELD_DATE) | BIT(FIELD_TIME) | BIT(FIELD_DATETIME))
#define SELECTS   (BIT(FIELD_SELECT_ONE) | BIT(FIELD_SELECT_MULTIPLE))
#define STORED    (~BIT(FIELD_NOTE))

/* ---- readers of a field's own keys ---- */

/* yes, no or an expression. */
static void read_condition(struct reading *rd, struct expr *expr, bool *always, const struct key_rule *rule,
                           const struct ini_key *key)
{
    if (!key->quoted && !str_ends(key->value, ".sql")) {
        read_flag(rd, rule, key, always);
    } else {
        read_expr(rd, rule, key, expr);
    }
}

static void read_required(struct reading *rd, const struct key_rule *rule, const struct ini_key *key,
                          void *at)
{
    struct field *f = at;
    read_condition(rd, &f->required, &f->required_always, rule, key);
}

static void read_read_only(struct reading *rd, const struct key_rule *rule, const struct ini_key *key,
                           void *at)
{
    struct field *f = at;
    read_condition(rd, &f->read_only, &f->read_only_always, rule, key);
}

static bool limit_fits(const struct field *f, struct sv text)
{
    int64_t whole;
    double real;
    int minutes;
    struct date day;
    int64_t instant;
    switch (f->type) {
    case FIELD_INTEGER:
        return num_parse_int(text, NUM_STORED, &whole);
    case FIELD_DECIMAL:
        return num_parse_decimal(text, NUM_STORED, 6, &real);
    case FIELD_TIME:
        return time_parse_iso(text, &minutes);
    case FIELD_DATETIME:
        return instant_parse_iso(text, &instant);
    default:
        return date_parse_iso(text, &day);
    }
}

/* How a limit of the type is written. */
static const char *limit_example(enum field_type type)
{
    switch (type) {
    case FIELD_INTEGER:
        return "10";
    case FIELD_DECIMAL:
        return "0.5";
    case FIELD_TIME:
        return "07:30";
    case FIELD_DATETIME:
        return "2026-12-31T00:00:00.000Z";
    default:
        return "2026-12-31";
    }
}

static void read_limit(struct reading *rd, const struct key_rule *rule, const struct ini_key *key, void *at)
{
    (void)rule;
    struct field *f = at;
    struct expr *out = str_eq(key->name, "min") ? &f->min : &f->max;
    if (!(BIT(f->type) & (NUMBERS | INSTANTS))) {
        return; /* the type itself is at fault and has been told */
    }
    if (!limit_fits(f, sv_of(key->value))) {
        read_fault(rd, key->line,
                   _("Key '%s' is '%s', which is no value of type %s: write it as %s."), key->name,
                   key->value, read_type_name(f->type), limit_example(f->type));
        return;
    }
    bool number = f->type == FIELD_INTEGER || f->type == FIELD_DECIMAL;
    out->sql = arena_printf(&rd->app->arena, number ? "%s" : "'%s'", key->value);
    out->file = rd->file;
    out->line = key->line;
}

static void read_appearance(struct reading *rd, const struct key_rule *rule, const struct ini_key *key,
                            void *at)
{
    (void)rule;
    struct field *f = at;
    if (str_eq(key->value, "multiline") && f->type == FIELD_TEXT) {
        f->multiline = true;
    } else if (str_eq(key->value, "name") && f->type == FIELD_TEXT) {
        f->person = true;
    } else if (str_eq(key->value, "auto_advance")) {
        f->auto_advance = true;
    } else if (str_eq(key->value, "plain") && f->type == FIELD_INTEGER) {
        f->plain = true;
    } else if (str_eq(key->value, "hidden")) {
        f->hidden = true;
    } else {
        read_fault(rd, key->line,
                   _("Appearance '%s' does not exist here: there are multiline and name (text), plain (integer), auto_advance and hidden."),
                   key->value);
    }
}

static void read_pattern(struct reading *rd, const struct key_rule *rule, const struct ini_key *key, void *at)
{
    const char **out = at;
    regex_t re;
    read_text(rd, rule, key, at);
    if (!*out) {
        return;
    }
    int failed = regcomp(&re, *out, REG_EXTENDED | REG_NOSUB);
    if (failed != 0) {
        char why[128];
        regerror(failed, &re, why, sizeof why);
        read_fault(rd, key->line, _("Pattern '%s' is no regular expression (%s): correct it."), *out, why);
        *out = NULL;
        return;
    }
    regfree(&re);
}

/* A query, or the word across. */
static void read_ghost(struct reading *rd, const struct key_rule *rule, const struct ini_key *key, void *at)
{
    struct roster *r = at;
    r->ghost_across = str_eq(key->value, "across");
    if (!r->ghost_across) {
        read_query(rd, rule, key, &r->ghost);
    }
}

#define OF(member) offsetof(struct field, member)
static const struct key_rule FIELD_KEYS[] = {
    {"type", read_nothing, 0, 0, 0, 0},
    {"label", read_text, OF(label.in[LANG_VI]), 0, 0, 0},
    {"label.en", read_text, OF(label.in[LANG_EN]), 0, 0, 0},
    {"hint", read_text, OF(hint.in[LANG_VI]), 0, 0, 0},
    {"hint.en", read_text, OF(hint.in[LANG_EN]), 0, 0, 0},
    {"required", read_required, 0, STORED, 0, 0},
    {"read_only", read_read_only, 0, STORED, 0, 0},
    {"relevant", read_expr, OF(relevant), 0, 0, 0},
    {"constraint", read_expr, OF(constraint), STORED, 0, 0},
    {"constraint_message", read_text, OF(constraint_message.in[LANG_VI]), 0, 0, 0},
    {"constraint_message.en", read_text, OF(constraint_message.in[LANG_EN]), 0, 0, 0},
    {"warning", read_expr, OF(warning), STORED, 0, 0},
    {"warning_message", read_text, OF(warning_message.in[LANG_VI]), 0, 0, 0},
    {"warning_message.en", read_text, OF(warning_message.in[LANG_EN]), 0, 0, 0},
    {"calculation", read_expr, OF(calculation), 0, 0, 0},
    {"calculation.en", read_expr, OF(english), BIT(FIELD_TEXT) | BIT(FIELD_NOTE), 0, 0},
    {"default", read_expr, OF(dflt), STORED, 0, 0},
    {"choice_filter", read_expr, OF(choice_filter), SELECTS, 0, 0},
    {"min", read_limit, 0, NUMBERS | INSTANTS, 0, 0},
    {"max", read_limit, 0, NUMBERS | INSTANTS, 0, 0},
    {"min_length", read_int, OF(min_length), TEXTS, 0, LETTERS_MAX},
    {"max_length", read_int, OF(max_length), TEXTS, 1, LETTERS_MAX},
    {"pattern", read_pattern, OF(pattern), TEXTS, 0, 0},
    {"decimals", read_int, OF(decimals), BIT(FIELD_DECIMAL), 0, 6},
    {"unique", read_flag, OF(unique), STORED, 0, 0},
    {"serial", read_nothing, 0, BIT(FIELD_INTEGER), 0, 0},
    {"appearance", read_appearance, 0, STORED, 0, 0},
    {"lines", read_int, OF(lines), TEXTS, 1, 20},
    {"carry", read_flag, OF(carry), STORED, 0, 0},
    {"size_of", read_nothing, 0, BIT(FIELD_INTEGER), 0, 0},
    {"hash_of", read_nothing, 0, TEXTS, 0, 0},
    {"cites", read_text, OF(cites), TEXTS, 0, 0},
    {"insert", read_query, OF(insert), TEXTS, 0, 0},
    {"pane", read_query, OF(pane), STORED, 0, 0},
    {"personal", read_flag, OF(personal), STORED, 0, 0},
    {"verify", read_flag, OF(verify), STORED, 0, 0},
    {"account", read_flag, OF(account), BIT(FIELD_TEXT), 0, 0},
    {"assigned", read_flag, OF(assigned), SELECTS, 0, 0},
};
#undef OF

static const struct key_rule FORM_KEYS[] = {
    {"title", read_text, offsetof(struct form, title.in[LANG_VI]), 0, 0, 0},
    {"title.en", read_text, offsetof(struct form, title.in[LANG_EN]), 0, 0, 0},
    {"key", read_nothing, 0, 0, 0, 0},
    {"list", read_nothing, 0, 0, 0, 0},
    {"order", read_nothing, 0, 0, 0, 0},
    {"search", read_nothing, 0, 0, 0, 0},
    {"record_title", read_nothing, 0, 0, 0, 0},
    {"governed_by", read_nothing, 0, 0, 0, 0},
    {"as_of", read_nothing, 0, 0, 0, 0},
    {"valid_from", read_nothing, 0, 0, 0, 0},
    {"valid_to", read_nothing, 0, 0, 0, 0},
    {"owner", read_nothing, 0, 0, 0, 0},
    {"unit", read_nothing, 0, 0, 0, 0},
    {"seen_with", read_nothing, 0, 0, 0, 0},
    {"writers", read_nothing, 0, 0, 0, 0},
    {"author", read_nothing, 0, 0, 0, 0},
};

static const struct key_rule GROUP_KEYS[] = {
    {"label", read_text, offsetof(struct group, label.in[LANG_VI]), 0, 0, 0},
    {"label.en", read_text, offsetof(struct group, label.in[LANG_EN]), 0, 0, 0},
    {"relevant", read_expr, offsetof(struct group, relevant), 0, 0, 0},
};

static const struct key_rule ROSTER_KEYS[] = {
    {"label", read_text, offsetof(struct roster, label.in[LANG_VI]), 0, 0, 0},
    {"label.en", read_text, offsetof(struct roster, label.in[LANG_EN]), 0, 0, 0},
    {"relevant", read_expr, offsetof(struct roster, relevant), 0, 0, 0},
    {"rows", read_query, offsetof(struct roster, rows), 0, 0, 0},
    {"row_key", read_nothing, 0, 0, 0, 0},
    {"add", read_flag, offsetof(struct roster, add), 0, 0, 0},
    {"max_rows", read_int, offsetof(struct roster, max_rows), 0, 1, ROWS_MAX},
    {"ghost", read_ghost, 0, 0, 0, 0},
    {"ghost_label", read_text, offsetof(struct roster, ghost_label.in[LANG_VI]), 0, 0, 0},
    {"ghost_label.en", read_text, offsetof(struct roster, ghost_label.in[LANG_EN]), 0, 0, 0},
    {"appearance", read_nothing, 0, 0, 0, 0},
    {"down", read_nothing, 0, 0, 0, 0},
    {"across", read_nothing, 0, 0, 0, 0},
    {"cell", read_nothing, 0, 0, 0, 0},
    {"totals", read_nothing, 0, 0, 0, 0},
    {"sum_of", read_text, offsetof(struct roster, sum_of), 0, 0, 0},
    {"part_of", read_text, offsetof(struct roster, part_of), 0, 0, 0},
};

static const struct key_rule LOOKUP_KEYS[] = {
    {"query", read_query, offsetof(struct lookup, query), 0, 0, 0},
};

/* "a.sql, b.sql" */
static void read_queries(struct reading *rd, const struct key_rule *rule, const struct ini_key *key, void *at)
{
    const char *const **out = at;
    const char *const *words = read_words(rd, key);
    size_t n = 0, known = 0;
    while (words[n]) {
        n++;
    }
    const char **names = arena_alloc(&rd->app->arena, (n + 1) * sizeof *names);
    for (size_t i = 0; i < n; i++) {
        struct ini_key one = *key;
        one.value = arena_dup(&rd->app->arena, words[i]);
        read_query(rd, rule, &one, &names[known]);
        known += names[known] != NULL;
    }
    *out = names;
}

static const struct key_rule COPY_KEYS[] = {
    {"label", read_text, offsetof(struct copy_def, label.in[LANG_VI]), 0, 0, 0},
    {"label.en", read_text, offsetof(struct copy_def, label.in[LANG_EN]), 0, 0, 0},
    {"queries", read_queries, offsetof(struct copy_def, queries), 0, 0, 0},
};

static const struct key_rule STATE_KEYS[] = {
    {"label", read_text, offsetof(struct state, label.in[LANG_VI]), 0, 0, 0},
    {"label.en", read_text, offsetof(struct state, label.in[LANG_EN]), 0, 0, 0},
    {"to", read_nothing, 0, 0, 0, 0},
    {"roles", read_nothing, 0, 0, 0, 0},
    {"apart", read_nothing, 0, 0, 0, 0},
    {"readers", read_nothing, 0, 0, 0, 0},
    {"opens", read_flag, offsetof(struct state, opens), 0, 0, 0},
    {"check", read_flag, offsetof(struct state, check), 0, 0, 0},
    {"editable", read_flag, offsetof(struct state, editable), 0, 0, 0},
    {"reason", read_flag, offsetof(struct state, reason), 0, 0, 0},
    {"snapshot", read_flag, offsetof(struct state, snapshot), 0, 0, 0},
};

static const struct key_rule CODE_KEYS[] = {
    {"prefix", read_nothing, 0, 0, 0, 0},
    {"scope", read_nothing, 0, 0, 0, 0},
    {"count", read_nothing, 0, 0, 0, 0},
    {"digits", read_int, offsetof(struct form_code, digits), 0, 1, 9},
    {"cited_in", read_nothing, 0, 0, 0, 0},
};

/* ---- sections ---- */

struct loading {
    struct reading rd;
    struct ini *ini;
    struct form *form;
    VEC(struct form_part) parts;
    int group; /* the group that the section being declared belongs to, -1 */
};

struct section_kind {
    const char *kind;
    bool named;
    void *(*declare)(struct loading *ld,
                     struct ini_section *s); /* the section's struct, or NULL after a fault */
    void (*read)(struct loading *ld, struct ini_section *s, void *object);
};

static void missing(struct loading *ld, const struct ini_section *s, const char *key)
{
    read_fault(&ld->rd, s->line, _("[%s%s%s] has no key '%s': add it."), s->kind,
               s->name[0] != '\0' ? " " : "", s->name, key);
}

static const char *copy(struct loading *ld, const char *s)
{
    return arena_dup(&ld->rd.app->arena, s);
}

static void add_item(struct form *f, enum item_kind kind, size_t index)
{
    f->items[f->nitems++] = (struct item){kind, index};
}

static void taken(struct loading *ld, const struct ini_section *s, const char *name)
{
    read_fault(&ld->rd, s->line, _("The name '%s' is taken by another section of this form: choose another."),
               name);
}

static void *declare_form(struct loading *ld, struct ini_section *s)
{
    (void)s;
    return ld->form;
}

static void read_form(struct loading *ld, struct ini_section *s, void *object)
{
    read_section(&ld->rd, s, FORM_KEYS, sizeof FORM_KEYS / sizeof *FORM_KEYS, 0, object);
    if (!ini_get(s, "key")) {
        missing(ld, s, "key");
    }
}

static void *declare_group(struct loading *ld, struct ini_section *s)
{
    struct form *f = ld->form;
    ld->group = (int)f->ngroups;
    add_item(f, ITEM_GROUP, f->ngroups);
    struct group *g = &f->groups[f->ngroups++];
    g->name = copy(ld, s->name);
    g->line = s->line;
    return g;
}

static void read_group(struct loading *ld, struct ini_section *s, void *object)
{
    read_section(&ld->rd, s, GROUP_KEYS, sizeof GROUP_KEYS / sizeof *GROUP_KEYS, 0, object);
}

static size_t count_sections(const struct ini *ini, const char *kind, const char *prefix)
{
    size_t n = 0;
    for (size_t i = 0; i < ini->nsections; i++) {
        n += str_eq(ini->sections[i].kind, kind) && str_starts(ini->sections[i].name, prefix);
    }
    return n;
}

/* Rosters come before all else, so that the fields of a roster may stand anywhere in the file. */
static void make_rosters(struct loading *ld)
{
    struct form *f = ld->form;
    struct arena *arena = &ld->rd.app->arena;
    for (size_t i = 0; i < ld->ini->nsections; i++) {
        const struct ini_section *s = &ld->ini->sections[i];
        if (!str_eq(s->kind, "roster")) {
            continue;
        }
        struct roster *r = &f->rosters[f->nrosters];
        const char *prefix = arena_printf(arena, "%s.", s->name);
        *r = (struct roster){.name = copy(ld, s->name),
                             .index = f->nrosters,
                             .group = -1,
                             .line = s->line,
                             .row_key = -1,
                             .max_rows = ROWS_DEFAULT,
                             .down = -1,
                             .across = -1};
        r->fields = arena_alloc(arena, (count_sections(ld->ini, "field", prefix) + 1) * sizeof *r->fields);
        f->nrosters++;
    }
}

static void *declare_roster(struct loading *ld, struct ini_section *s)
{
    for (size_t i = 0; i < ld->form->nrosters; i++) {
        struct roster *r = &ld->form->rosters[i];
        if (str_eq(r->name, s->name)) {
            if (form_field(ld->form, s->name)) {
                taken(ld, s, s->name);
            }
            r->group = ld->group;
            add_item(ld->form, ITEM_ROSTER, i);
            return r;
        }
    }
    return NULL;
}

static void read_roster(struct loading *ld, struct ini_section *s, void *object)
{
    struct roster *r = object;
    read_keys(&ld->rd, s, ROSTER_KEYS, sizeof ROSTER_KEYS / sizeof *ROSTER_KEYS);
    bool matrix = ini_get(s, "appearance") != NULL;
    r->add = !ini_get(s, "rows") && !matrix;
    read_section(&ld->rd, s, ROSTER_KEYS, sizeof ROSTER_KEYS / sizeof *ROSTER_KEYS, 0, r);
    if (r->nfields == 0) {
        read_fault(&ld->rd, s->line, _("Roster '%s' has no fields: add sections [field %s.NAME]."), r->name,
                   r->name);
    }
    if (ini_get(s, "rows") && !ini_get(s, "row_key") && !matrix) {
        missing(ld, s, "row_key");
    }
}

static void init_field(struct field *f, const char *name, size_t index, int line)
{
    *f = (struct field){.name = name,
                        .index = index,
                        .roster = -1,
                        .group = -1,
                        .line = line,
                        .min_length = -1,
                        .max_length = -1,
                        .decimals = 2,
                        .lines = 4};
}

static void *declare_roster_field(struct loading *ld, struct ini_section *s, const char *dot)
{
    char *roster = arena_dup_n(&ld->rd.app->arena, s->name, (size_t)(dot - s->name));
    for (size_t i = 0; i < ld->form->nrosters; i++) {
        struct roster *r = &ld->form->rosters[i];
        if (!str_eq(r->name, roster)) {
            continue;
        }
        if (!read_name_ok(&ld->rd, s->line, dot + 1) && dot[1] == '\0') {
            return NULL;
        }
        struct field *f = &r->fields[r->nfields];
        init_field(f, copy(ld, dot + 1), r->nfields++, s->line);
        f->roster = (int)i;
        return f;
    }
    const char **names = arena_alloc(&ld->rd.app->arena, (ld->form->nrosters + 1) * sizeof *names);
    for (size_t i = 0; i < ld->form->nrosters; i++) {
        names[i] = ld->form->rosters[i].name;
    }
    read_unknown(&ld->rd, s->line, _("roster"), roster, names, ld->form->nrosters);
    return NULL;
}

static void *declare_field(struct loading *ld, struct ini_section *s)
{
    struct form *form = ld->form;
    const char *dot = strchr(s->name, '.');
    if (dot) {
        return declare_roster_field(ld, s, dot);
    }
    read_name_ok(&ld->rd, s->line, s->name);
    struct field *f = &form->fields[form->nfields];
    init_field(f, copy(ld, s->name), form->nfields, s->line);
    f->group = ld->group;
    add_item(form, ITEM_FIELD, form->nfields++);
    return f;
}

/* A wrong type makes no further faults of keys that would not fit it. */
static bool read_field_type(struct loading *ld, struct ini_section *s, struct field *f)
{
    const struct ini_key *key = ini_get(s, "type");
    if (!key) {
        missing(ld, s, "type");
        return false;
    }
    return read_type(&ld->rd, key->line, key->value, f);
}

/* Days and times in their stored form compare as texts. */
static bool above(const struct field *f, const struct expr *min, const struct expr *max)
{
    return BIT(f->type) & NUMBERS ? strtod(min->sql, NULL) > strtod(max->sql, NULL) : strcmp(min->sql, max->sql) > 0;
}

static void check_limits(struct loading *ld, const struct ini_section *s, const struct field *f)
{
    if (f->max_length >= 0 && f->min_length > f->max_length) {
        read_fault(&ld->rd, s->line, _("Field '%s': min_length is above max_length: exchange them."),
                   f->name);
    }
    if (f->min.sql && f->max.sql && above(f, &f->min, &f->max)) {
        read_fault(&ld->rd, f->max.line, _("Field '%s': min is above max: exchange them."), f->name);
    }
    if (f->english.sql && !f->calculation.sql) {
        read_fault(&ld->rd, f->english.line, _("Field '%s' has calculation.en, but no calculation: add it."), f->name);
    }
    if (f->calculation.sql && f->dflt.sql) {
        read_fault(&ld->rd, f->dflt.line,
                   _("Field '%s' has a calculation, so its default never applies: take one of them out."),
                   f->name);
    }
}

static void read_field(struct loading *ld, struct ini_section *s, void *object)
{
    struct field *f = object;
    read_keys(&ld->rd, s, FIELD_KEYS, sizeof FIELD_KEYS / sizeof *FIELD_KEYS);
    unsigned types = read_field_type(ld, s, f) ? BIT(f->type) : 0;
    read_section(&ld->rd, s, FIELD_KEYS, sizeof FIELD_KEYS / sizeof *FIELD_KEYS, types, f);
    check_limits(ld, s, f);
}

static void *declare_lookup(struct loading *ld, struct ini_section *s)
{
    struct form *f = ld->form;
    if (form_roster(f, s->name)) {
        taken(ld, s, s->name);
    }
    struct lookup *l = &f->lookups[f->nlookups++];
    l->name = copy(ld, s->name);
    l->line = s->line;
    return l;
}

static void read_lookup(struct loading *ld, struct ini_section *s, void *object)
{
    read_section(&ld->rd, s, LOOKUP_KEYS, sizeof LOOKUP_KEYS / sizeof *LOOKUP_KEYS, 0, object);
    if (!ini_get(s, "query")) {
        missing(ld, s, "query");
    }
}

static void *declare_copy(struct loading *ld, struct ini_section *s)
{
    struct copy_def *c = &ld->form->copies[ld->form->ncopies++];
    c->name = copy(ld, s->name);
    c->line = s->line;
    return c;
}

static void read_copy(struct loading *ld, struct ini_section *s, void *object)
{
    static const char *const NONE[] = {NULL};
    struct copy_def *c = object;
    c->queries = NONE;
    read_section(&ld->rd, s, COPY_KEYS, sizeof COPY_KEYS / sizeof *COPY_KEYS, 0, object);
    if (!ini_get(s, "queries")) {
        missing(ld, s, "queries");
    }
}

static void *declare_state(struct loading *ld, struct ini_section *s)
{
    struct form *f = ld->form;
    struct state *st = &f->states[f->nstates++];
    st->name = copy(ld, s->name);
    st->line = s->line;
    st->editable = true;
    return st;
}

static void read_state(struct loading *ld, struct ini_section *s, void *object)
{
    read_section(&ld->rd, s, STATE_KEYS, sizeof STATE_KEYS / sizeof *STATE_KEYS, 0, object);
}

static void *declare_code(struct loading *ld, struct ini_section *s)
{
    struct form *f = ld->form;
    if (f->code) {
        read_fault(&ld->rd, s->line, _("A form has codes in one field: take one section [code] out."));
        return NULL;
    }
    f->code = arena_alloc(&ld->rd.app->arena, sizeof *f->code);
    *f->code = (struct form_code){.line = s->line, .roster = -1, .digits = 2};
    return f->code;
}

static void read_code(struct loading *ld, struct ini_section *s, void *object)
{
    static const char *const NEEDED[] = {"prefix", "scope"};
    read_section(&ld->rd, s, CODE_KEYS, sizeof CODE_KEYS / sizeof *CODE_KEYS, 0, object);
    for (size_t i = 0; i < sizeof NEEDED / sizeof *NEEDED; i++) {
        if (!ini_get(s, NEEDED[i])) {
            missing(ld, s, NEEDED[i]);
        }
    }
}

static const struct section_kind KINDS[] = {
    {"form", false, declare_form, read_form},   {"lookup", true, declare_lookup, read_lookup},
    {"group", true, declare_group, read_group}, {"roster", true, declare_roster, read_roster},
    {"field", true, declare_field, read_field}, {"state", true, declare_state, read_state},
    {"copy", true, declare_copy, read_copy},
    {"code", true, declare_code, read_code},
};
enum { NKINDS = sizeof KINDS / sizeof KINDS[0] };

static const struct section_kind *kind_of(const struct ini_section *s)
{
    for (size_t i = 0; i < NKINDS; i++) {
        if (str_eq(KINDS[i].kind, s->kind)) {
            return &KINDS[i];
        }
    }
    return NULL;
}

static bool head_ok(struct loading *ld, const struct section_kind *kind, const struct ini_section *s)
{
    if (kind->named == (s->name[0] == '\0')) {
        read_fault(&ld->rd, s->line,
                   kind->named ? _("[%s] needs a name: write [%s NAME].")
                               : _("[%s] takes no name: write [%s]."),
                   s->kind, s->kind);
        return false;
    }
    if (kind->named && !str_eq(s->kind, "code") &&
        !str_eq(s->kind, "field")) { /* a field's name may hold a dot: looked at when it is declared */
        read_name_ok(&ld->rd, s->line, s->name);
    }
    return true;
}

static void allocate(struct loading *ld)
{
    struct arena *a = &ld->rd.app->arena;
    struct form *f = ld->form;
    f->fields = arena_alloc(a, (count_sections(ld->ini, "field", "") + 1) * sizeof *f->fields);
    f->groups = arena_alloc(a, (count_sections(ld->ini, "group", "") + 1) * sizeof *f->groups);
    f->rosters = arena_alloc(a, (count_sections(ld->ini, "roster", "") + 1) * sizeof *f->rosters);
    f->lookups = arena_alloc(a, (count_sections(ld->ini, "lookup", "") + 1) * sizeof *f->lookups);
    f->copies = arena_alloc(a, (count_sections(ld->ini, "copy", "") + 1) * sizeof *f->copies);
    f->states = arena_alloc(a, (count_sections(ld->ini, "state", "") + 1) * sizeof *f->states);
    f->items = arena_alloc(a, (ld->ini->nsections + 1) * sizeof *f->items);
}

static void declare_all(struct loading *ld)
{
    make_rosters(ld);
    for (size_t i = 0; i < ld->ini->nsections; i++) {
        struct ini_section *s = &ld->ini->sections[i];
        const struct section_kind *kind = kind_of(s);
        if (!kind || !head_ok(ld, kind, s)) {
            continue;
        }
        void *object = kind->declare(ld, s);
        if (object) {
            *vec_push(&ld->parts) = (struct form_part){s, object};
        }
    }
}

static void read_all(struct loading *ld)
{
    for (size_t i = 0; i < ld->parts.n; i++) {
        struct form_part *p = &ld->parts.v[i];
        for (size_t k = 0; k < NKINDS; k++) {
            if (str_eq(KINDS[k].kind, p->section->kind)) {
                KINDS[k].read(ld, p->section, p->object);
            }
        }
    }
}

static void hash_definition(struct loading *ld)
{
    struct str bytes = STR_INIT;
    struct err err = ERR_INIT;
    char *path = file_join(ld->rd.app->dir, ld->rd.file);
    if (file_read(path, FILE_MAX_BYTES, &bytes, &err)) {
        str_add_n(&bytes, ld->rd.hashed->p, ld->rd.hashed->len);
        hash_hex(bytes.p, bytes.len, ld->form->hash);
    }
    str_release(&bytes);
    free(path);
}

static void load_sections(struct loading *ld)
{
    const char *kinds[NKINDS];
    for (size_t i = 0; i < NKINDS; i++) {
        kinds[i] = KINDS[i].kind;
    }
    read_kinds(&ld->rd, ld->ini, kinds, NKINDS);
    allocate(ld);
    declare_all(ld);
    read_all(ld);
    if (count_sections(ld->ini, "form", "") == 0) {
        read_fault(&ld->rd, 0, _("The file has no section [form]: add it."));
    }
    link_form(&ld->rd, ld->form, ld->parts.v, ld->parts.n);
    hash_definition(ld);
}

struct form *load_form(struct app *app, const char *name, struct faults *faults)
{
    struct str hashed = STR_INIT;
    struct loading ld = {.group = -1};
    ld.form = arena_alloc(&app->arena, sizeof *ld.form);
    ld.form->name = arena_dup(&app->arena, name);
    ld.form->file = arena_printf(&app->arena, "forms/%s.ini", name);
    ld.form->governing_field = ld.form->as_of = ld.form->unit = ld.form->author = -1;
    ld.form->valid_from = ld.form->valid_to = -1;
    ld.rd = (struct reading){app, ld.form->file, faults, &hashed};
    ld.ini = read_ini(&ld.rd);
    if (ld.ini) {
        load_sections(&ld);
        ini_free(ld.ini);
    }
    vec_release(&ld.parts);
    str_release(&hashed);
    return ld.form;
}
