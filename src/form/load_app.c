/* app.ini and the folder's file names: all that is read at the start. */

#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/file.h"
#include "form/load.h"

/* ---- readers of keys ---- */

static void read_language(struct reading *rd, const struct key_rule *rule, const struct ini_key *key,
                          void *at)
{
    (void)rule;
    enum lang *out = at;
    if (str_eq(key->value, "vi")) {
        *out = LANG_VI;
    } else if (str_eq(key->value, "en")) {
        *out = LANG_EN;
    } else {
        read_fault(rd, key->line, _("Language '%s' is not spoken here: write vi or en."), key->value);
    }
}

static void read_timezone(struct reading *rd, const struct key_rule *rule, const struct ini_key *key,
                          void *at)
{
    (void)rule;
    int *out = at, minutes;
    const char *v = key->value;
    if ((v[0] != '+' && v[0] != '-') || !time_parse_iso(sv_of(v + 1), &minutes) || minutes > 14 * 60) {
        read_fault(rd, key->line, _("Timezone '%s' is malformed: write it as +07:00."), v);
        return;
    }
    *out = v[0] == '-' ? -minutes : minutes;
}

static void read_context(struct reading *rd, const struct key_rule *rule, const struct ini_key *key, void *at)
{
    (void)rule;
    const char *const **out = at;
    *out = read_words(rd, key);
    for (const char *const *w = *out; *w; w++) {
        read_known(rd, key->line, _("form"), *w, &rd->app->forms);
    }
}

static void read_list_name(struct reading *rd, const struct key_rule *rule, const struct ini_key *key,
                           void *at)
{
    (void)rule;
    const char **out = at;
    if (read_known(rd, key->line, _("list"), key->value, &rd->app->lists)) {
        *out = arena_dup(&rd->app->arena, key->value);
    }
}

static void read_rights(struct reading *rd, const struct key_rule *rule, const struct ini_key *key, void *at)
{
    (void)rule;
    static const char *const RIGHTS[] = {"read", "write", "move", "import", "export", "admin", "rekey"};
    enum { N = sizeof RIGHTS / sizeof RIGHTS[0] };
    unsigned *out = at;
    for (const char *const *w = read_words(rd, key); *w; w++) {
        unsigned bit = 0;
        for (size_t i = 0; i < N; i++) {
            bit |= str_eq(*w, RIGHTS[i]) ? 1u << i : 0u;
        }
        if (bit == 0) {
            read_unknown(rd, key->line, _("right"), *w, RIGHTS, N);
        }
        *out |= bit;
    }
}

const char *const form_owners[] = {"school", "team", "department", "catalogue"};
const size_t form_owner_count = sizeof form_owners / sizeof *form_owners;

static void read_owners(struct reading *rd, const struct key_rule *rule, const struct ini_key *key, void *at)
{
    (void)rule;
    const char *const **out = at;
    *out = read_words(rd, key);
    for (const char *const *w = *out; *w; w++) {
        bool known = false;
        for (size_t i = 0; i < form_owner_count; i++) {
            known = known || str_eq(*w, form_owners[i]);
        }
        if (!known) {
            read_unknown(rd, key->line, _("owner"), *w, form_owners, form_owner_count);
        }
    }
}

/* "separation = no" */
static void read_together(struct reading *rd, const struct key_rule *rule, const struct ini_key *key, void *at)
{
    bool *out = at, apart = true;
    read_flag(rd, rule, key, &apart);
    *out = !apart;
}

static const char **board_names(struct app *app)
{
    const char **names = arena_alloc(&app->arena, (app->nboards + 1) * sizeof *names);
    for (size_t i = 0; i < app->nboards; i++) {
        names[i] = app->boards[i].name;
    }
    return names;
}

static bool known_item(struct reading *rd, int line, const struct menu_item *item)
{
    struct app *app = rd->app;
    switch (item->kind) {
    case MENU_FORM:
        return read_known(rd, line, _("form"), item->name, &app->forms);
    case MENU_SUMMARY:
        return read_known(rd, line, _("summary"), item->name, &app->summaries);
    default:
        if (!app_board(app, item->name)) {
            read_unknown(rd, line, _("board"), item->name, board_names(app), app->nboards);
            return false;
        }
        return true;
    }
}

/* "form truong" */
static bool parse_item(struct reading *rd, int line, const char *text, struct menu_item *out)
{
    static const char *const KINDS[] = {
        [MENU_FORM] = "form", [MENU_BOARD] = "board", [MENU_SUMMARY] = "summary"};
    struct sv rest = sv_of(text), kind = rest;
    sv_next(&rest, ' ', &kind);
    rest = sv_trim(rest);
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (sv_eq(kind, KINDS[i]) && rest.n > 0) {
            *out = (struct menu_item){(enum menu_kind)i, arena_dup_n(&rd->app->arena, rest.p, rest.n)};
            return known_item(rd, line, out);
        }
    }
    read_fault(rd, line, _("'%s' is no item: write form NAME, board NAME or summary NAME."), text);
    return false;
}

static void read_items(struct reading *rd, const struct key_rule *rule, const struct ini_key *key, void *at)
{
    (void)rule;
    struct menu *m = at;
    const char *const *words = read_words(rd, key);
    size_t n = 0;
    while (words[n]) {
        n++;
    }
    m->items = arena_alloc(&rd->app->arena, (n + 1) * sizeof *m->items);
    for (size_t i = 0; i < n; i++) {
        m->nitems += parse_item(rd, key->line, words[i], &m->items[m->nitems]);
    }
}

static void read_item(struct reading *rd, const struct key_rule *rule, const struct ini_key *key, void *at)
{
    (void)rule;
    parse_item(rd, key->line, key->value, at);
}

static void read_roles(struct reading *rd, const struct key_rule *rule, const struct ini_key *key, void *at)
{
    (void)rule;
    const struct app *app = rd->app;
    const char *const **out = at;
    const char **names = arena_alloc(&rd->app->arena, (app->nroles + 1) * sizeof *names);
    for (size_t i = 0; i < app->nroles; i++) {
        names[i] = app->roles[i].name;
    }
    *out = read_words(rd, key);
    for (const char *const *w = *out; *w; w++) {
        if (!app_role(app, *w)) {
            read_unknown(rd, key->line, _("role"), *w, names, app->nroles);
        }
    }
}

static const struct key_rule APP_KEYS[] = {
    {"title", read_text, offsetof(struct app, title.in[LANG_VI]), 0, 0, 0},
    {"title.en", read_text, offsetof(struct app, title.in[LANG_EN]), 0, 0, 0},
    {"language", read_language, offsetof(struct app, language), 0, 0, 0},
    {"timezone", read_timezone, offsetof(struct app, offset_min), 0, 0, 0},
    {"context", read_context, offsetof(struct app, context), 0, 0, 0},
    {"holidays", read_list_name, offsetof(struct app, holidays), 0, 0, 0},
    {"statistics", read_flag, offsetof(struct app, statistics), 0, 0, 0},
    {"separation", read_together, offsetof(struct app, together), 0, 0, 0},
};

static const struct key_rule ROLE_KEYS[] = {
    {"label", read_text, offsetof(struct role, label.in[LANG_VI]), 0, 0, 0},
    {"label.en", read_text, offsetof(struct role, label.in[LANG_EN]), 0, 0, 0},
    {"may", read_rights, offsetof(struct role, may), 0, 0, 0},
    {"reads", read_owners, offsetof(struct role, reads), 0, 0, 0},
    {"writes", read_owners, offsetof(struct role, writes), 0, 0, 0},
};

static const struct key_rule MENU_KEYS[] = {
    {"label", read_text, offsetof(struct menu, label.in[LANG_VI]), 0, 0, 0},
    {"label.en", read_text, offsetof(struct menu, label.in[LANG_EN]), 0, 0, 0},
    {"items", read_items, 0, 0, 0, 0},
    {"roles", read_roles, offsetof(struct menu, roles), 0, 0, 0},
};

static const struct key_rule STEP_KEYS[] = {
    {"label", read_text, offsetof(struct step, label.in[LANG_VI]), 0, 0, 0},
    {"label.en", read_text, offsetof(struct step, label.in[LANG_EN]), 0, 0, 0},
    {"item", read_item, offsetof(struct step, item), 0, 0, 0},
    {"query", read_query, offsetof(struct step, query), 0, 0, 0},
    {"sample", read_flag, offsetof(struct step, sample), 0, 0, 0},
    {"roles", read_roles, offsetof(struct step, roles), 0, 0, 0},
};

static const struct key_rule BOARD_KEYS[] = {
    {"label", read_text, offsetof(struct board, label.in[LANG_VI]), 0, 0, 0},
    {"label.en", read_text, offsetof(struct board, label.in[LANG_EN]), 0, 0, 0},
    {"rows", read_query, offsetof(struct board, rows), 0, 0, 0},
    {"columns", read_query, offsetof(struct board, columns), 0, 0, 0},
    {"cells", read_query, offsetof(struct board, cells), 0, 0, 0},
    {"footer", read_query, offsetof(struct board, footer), 0, 0, 0},
    {"suppose", read_query, offsetof(struct board, suppose), 0, 0, 0},
};

/* ---- sections ---- */

static void *declare_app(struct app *app, struct ini_section *s)
{
    (void)s;
    return app;
}

static void *declare_role(struct app *app, struct ini_section *s)
{
    struct role *r = &app->roles[app->nroles++];
    r->name = arena_dup(&app->arena, s->name);
    r->line = s->line;
    return r;
}

static void *declare_menu(struct app *app, struct ini_section *s)
{
    struct menu *m = &app->menus[app->nmenus++];
    m->name = arena_dup(&app->arena, s->name);
    m->line = s->line;
    return m;
}

static void *declare_step(struct app *app, struct ini_section *s)
{
    struct step *st = &app->steps[app->nsteps++];
    st->name = arena_dup(&app->arena, s->name);
    st->line = s->line;
    return st;
}

static void *declare_board(struct app *app, struct ini_section *s)
{
    struct board *b = &app->boards[app->nboards++];
    b->name = arena_dup(&app->arena, s->name);
    b->line = s->line;
    return b;
}

static const struct section_kind {
    const char *kind;
    bool named;
    void *(*declare)(struct app *app, struct ini_section *s);
    const struct key_rule *rules;
    size_t nrules;
    const char *needs[4]; /* keys that must be there */
} KINDS[] = {
#define RULES(table) table, sizeof table / sizeof *table
    {"app", false, declare_app, RULES(APP_KEYS), {"title"}},
    {"role", true, declare_role, RULES(ROLE_KEYS), {"may"}},
    {"menu", true, declare_menu, RULES(MENU_KEYS), {"items"}},
    {"step", true, declare_step, RULES(STEP_KEYS), {"item"}},
    {"board", true, declare_board, RULES(BOARD_KEYS), {"rows", "columns", "cells"}},
#undef RULES
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

static bool head_ok(struct reading *rd, const struct section_kind *kind, const struct ini_section *s)
{
    if (kind->named == (s->name[0] == '\0')) {
        read_fault(rd, s->line,
                   kind->named ? _("[%s] needs a name: write [%s NAME].")
                               : _("[%s] takes no name: write [%s]."),
                   s->kind, s->kind);
        return false;
    }
    if (kind->named) {
        read_name_ok(rd, s->line, s->name);
    }
    return true;
}

static void check_needs(struct reading *rd, const struct section_kind *kind, struct ini_section *s)
{
    for (size_t i = 0; i < 4 && kind->needs[i]; i++) {
        if (!ini_get(s, kind->needs[i])) {
            read_fault(rd, s->line, _("[%s%s%s] has no key '%s': add it."), s->kind,
                       s->name[0] != '\0' ? " " : "", s->name, kind->needs[i]);
        }
    }
}

static void allocate(struct app *app, size_t nsections)
{
    app->roles = arena_alloc(&app->arena, (nsections + 1) * sizeof *app->roles);
    app->menus = arena_alloc(&app->arena, (nsections + 1) * sizeof *app->menus);
    app->steps = arena_alloc(&app->arena, (nsections + 1) * sizeof *app->steps);
    app->boards = arena_alloc(&app->arena, (nsections + 1) * sizeof *app->boards);
}

/* All sections are declared before any key is read: an item of a menu may name a board further down. */
static void read_sections(struct reading *rd, struct ini *ini)
{
    struct {
        const struct section_kind *kind;
        void *object;
    } *parts = mem_zero(ini->nsections + 1, sizeof *parts);
    const char *kinds[NKINDS];
    bool app_seen = false;
    for (size_t i = 0; i < NKINDS; i++) {
        kinds[i] = KINDS[i].kind;
    }
    read_kinds(rd, ini, kinds, NKINDS);
    allocate(rd->app, ini->nsections);
    for (size_t i = 0; i < ini->nsections; i++) {
        const struct section_kind *kind = kind_of(&ini->sections[i]);
        if (kind && head_ok(rd, kind, &ini->sections[i])) {
            parts[i].kind = kind;
            parts[i].object = kind->declare(rd->app, &ini->sections[i]);
            app_seen = app_seen || !kind->named;
        }
    }
    for (size_t i = 0; i < ini->nsections; i++) {
        if (parts[i].kind) {
            read_section(rd, &ini->sections[i], parts[i].kind->rules, parts[i].kind->nrules, 0,
                         parts[i].object);
            check_needs(rd, parts[i].kind, &ini->sections[i]);
        }
    }
    if (!app_seen) {
        read_fault(rd, 0, _("The file has no section [app]: add it."));
    }
    free(parts);
}

static void read_app_ini(struct app *app, struct faults *faults)
{
    struct reading rd = {app, "app.ini", faults, NULL};
    struct ini *ini = read_ini(&rd);
    if (ini) {
        read_sections(&rd, ini);
        ini_free(ini);
    }
}

static int compare_names(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;
    return strcmp(*left, *right);
}

/* The names of a folder's files without their ending, sorted as they then are: "a-b.csv" comes before "a.csv". */
static bool read_names(struct app *app, const char *folder, const char *suffix, struct names *out,
                       struct err *err)
{
    char **files;
    size_t n;
    char *dir = file_join(app->dir, folder);
    bool ok = file_list(dir, suffix, &files, &n, err);
    free(dir);
    if (!ok) {
        return false;
    }
    out->v = arena_alloc(&app->arena, (n + 1) * sizeof *out->v);
    for (size_t i = 0; i < n; i++) {
        if (files[i][0] != '.') { /* an editor's leavings */
            out->v[out->n++] = arena_dup_n(&app->arena, files[i], strlen(files[i]) - strlen(suffix));
        }
    }
    qsort(out->v, out->n, sizeof *out->v, compare_names);
    file_list_free(files, n);
    return true;
}

static bool read_folders(struct app *app, struct err *err)
{
    const struct {
        const char *folder, *suffix;
        struct names *names;
    } folders[] = {
        {"forms", ".ini", &app->forms},     {"lists", ".csv", &app->lists},
        {"queries", ".sql", &app->queries}, {"views", ".sql", &app->views},
        {"checks", ".sql", &app->checks},   {"summaries", ".sql", &app->summaries},
        {"reports", ".sql", &app->reports},
    };
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        if (!read_names(app, folders[i].folder, folders[i].suffix, folders[i].names, err)) {
            return false;
        }
    }
    return true;
}

/* The last part of the path; of "." and ".." that of what they mean. */
static const char *folder_name(struct arena *arena, const char *dir)
{
    const char *slash = strrchr(dir, '/');
    const char *name = slash && slash[1] != '\0' ? slash + 1 : dir;
    if (!str_eq(name, ".") && !str_eq(name, "..")) {
        return name;
    }
    char *real = realpath(dir, NULL);
    if (real) {
        name = arena_dup(arena, strrchr(real, '/') + 1);
    }
    free(real);
    return name;
}

static struct app *app_new(const char *dir)
{
    static const char *const NONE[] = {NULL};
    struct app *app = mem_zero(1, sizeof *app);
    size_t n = strlen(dir);
    while (n > 1 && dir[n - 1] == '/') {
        n--;
    }
    char *own = arena_dup_n(&app->arena, dir, n);
    app->dir = own;
    app->name = folder_name(&app->arena, own);
    app->offset_min = 7 * 60;
    app->context = NONE;
    return app;
}

/* The app with all that could be understood of app.ini; NULL when the folder is none. */
static struct app *open_folder(const char *dir, struct faults *faults, struct err *err)
{
    char *ini = file_join(dir, "app.ini");
    bool there = file_exists(ini);
    free(ini);
    if (!there) {
        err_set(err, ERR_NOT_FOUND, _("'%s' is no application: it has no file app.ini."), dir);
        return NULL;
    }
    struct app *app = app_new(dir);
    if (!read_folders(app, err)) {
        arena_release(&app->arena);
        free(app);
        return NULL;
    }
    app->cache = cache_new(app);
    read_app_ini(app, faults);
    return app;
}

bool app_open_to_check(struct app **out, const char *dir, struct faults *faults, struct err *err)
{
    struct app *app = open_folder(dir, faults, err);
    if (app) {
        *out = app;
    }
    return app != NULL;
}

static bool open_strictly(struct app **out, const char *dir, struct faults *faults, struct err *err)
{
    size_t before = faults->list.n;
    struct app *app = open_folder(dir, faults, err);
    if (app && faults->list.n > before) {
        const struct fault *first = &faults->list.v[before];
        err_set(err, ERR_SYNTAX, "%s:%d: %s", first->file, first->line, first->msg);
        app_free(app);
        return false;
    }
    if (app) {
        *out = app;
    }
    return app != NULL;
}

bool app_open(struct app **out, const char *dir, struct faults *faults, struct err *err)
{
    struct faults own = {0};
    bool ok = open_strictly(out, dir, faults ? faults : &own, err);
    faults_release(&own);
    return ok;
}

void app_free(struct app *app)
{
    if (!app) {
        return;
    }
    cache_free(app->cache, app);
    arena_release(&app->arena);
    free(app);
}
