/* Help texts: each file is a form's, each heading one of its fields, rosters or groups; and the glossary, whose headings are terms. */

#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "form/check.h"
#include "form/help.h"

struct headings {
    struct reading rd;
    const struct form *form;
    VEC(const char *) names; /* what a heading may name */
};

static void add_names(struct headings *h)
{
    const struct form *f = h->form;
    for (size_t i = 0; i < f->nfields; i++) {
        *vec_push(&h->names) = f->fields[i].name;
    }
    for (size_t i = 0; i < f->ngroups; i++) {
        *vec_push(&h->names) = f->groups[i].name;
    }
    for (size_t i = 0; i < f->nrosters; i++) {
        const struct roster *r = &f->rosters[i];
        *vec_push(&h->names) = r->name;
        for (size_t k = 0; k < r->nfields; k++) {
            *vec_push(&h->names) = arena_printf(&h->rd.app->arena, "%s.%s", r->name, r->fields[k].name);
        }
    }
}

static void check_heading(struct headings *h, int line, const char *heading)
{
    for (size_t i = 0; i < h->names.n; i++) {
        if (str_eq(h->names.v[i], heading)) {
            return;
        }
    }
    read_unknown(&h->rd, line, _("field"), heading, h->names.v, h->names.n);
}

/* The next line that is a heading; false at the end.  `line` counts, `bare`: no word stands between the one before and this, or the end. */
static bool next_heading(struct sv *text, int *line, struct sv *heading, bool *bare)
{
    struct sv row;
    *bare = true;
    while (text->n > 0 && sv_next(text, '\n', &row)) {
        ++*line;
        if (row.n > 3 && memcmp(row.p, "## ", 3) == 0) {
            *heading = sv_trim((struct sv){row.p + 3, row.n - 3});
            return true;
        }
        *bare = *bare && sv_trim(row).n == 0;
    }
    return false;
}

static void check_lines(struct headings *h, struct sv text)
{
    struct sv heading;
    bool bare;
    for (int line = 0; next_heading(&text, &line, &heading, &bare);) {
        check_heading(h, line, arena_dup_n(&h->rd.app->arena, heading.p, heading.n));
    }
}

/* ---- the glossary ---- */

struct terms {
    struct reading rd;
    VEC(const char *) names;
};

static bool terms_have(const struct terms *t, const char *name)
{
    size_t i = 0;
    while (i < t->names.n && !str_eq(t->names.v[i], name)) {
        i++;
    }
    return i < t->names.n;
}

static void add_term(struct terms *t, int line, struct sv heading)
{
    const char *name = arena_dup_n(&t->rd.app->arena, heading.p, heading.n);
    const char *bar = strstr(name, " | ");
    if (!bar || bar == name) {
        read_fault(&t->rd, line, _("The term '%s' has no English: write TERM | ENGLISH TERM."), name);
    } else if (terms_have(t, name)) {
        read_fault(&t->rd, line, _("The term '%s' stands in the glossary twice; keep one."), name);
    }
    *vec_push(&t->names) = name;
}

static void read_terms(struct terms *t)
{
    const char *whole = read_whole(&t->rd);
    struct sv text = sv_of(whole ? whole : ""), heading;
    bool bare, goes_on = true;
    for (int line = 0, last = 0; goes_on; last = line) {
        goes_on = next_heading(&text, &line, &heading, &bare);
        if (last > 0 && bare) {
            read_fault(&t->rd, last, _("The term '%s' is not explained: write what it means below it."), t->names.v[t->names.n - 1]);
        }
        if (goes_on) {
            add_term(t, line, heading);
        }
    }
}

static void check_twin(const struct terms *t, const struct terms *twin)
{
    for (size_t i = 0; i < t->names.n; i++) {
        if (!terms_have(twin, t->names.v[i])) {
            faults_add(t->rd.faults, t->rd.file, 0, _("The term '%s' is missing in %s: write it there, too."), t->names.v[i], twin->rd.file);
        }
    }
}

/* Both languages; of `files`, those that are there. */
static void check_glossary(struct checking *ck, unsigned files)
{
    struct terms vi = {.rd = {ck->app, "help/" HELP_GLOSSARY ".md", ck->faults, NULL}};
    struct terms en = {.rd = {ck->app, "help/" HELP_GLOSSARY ".en.md", ck->faults, NULL}};
    if (files & 1U << LANG_VI) {
        read_terms(&vi);
    }
    if (files & 1U << LANG_EN) {
        read_terms(&en);
    }
    check_twin(&vi, &en);
    check_twin(&en, &vi);
    vec_release(&vi.names);
    vec_release(&en.names);
}

static void check_file(struct checking *ck, const char *name)
{
    struct app *app = ck->app;
    struct headings h = {.rd = {app, arena_printf(&app->arena, "help/%s", name), ck->faults, NULL}};
    const char *form = arena_dup_n(&app->arena, name, strcspn(name, "."));
    if (!read_known(&h.rd, 1, _("form"), form, &app->forms)) {
        return;
    }
    h.form = check_form(ck, form);
    add_names(&h);
    const char *text = read_whole(&h.rd);
    if (text) {
        check_lines(&h, sv_of(text));
    }
    vec_release(&h.names);
}

void check_help(struct checking *ck)
{
    char **names;
    size_t n;
    struct err err = ERR_INIT;
    char *dir = file_join(ck->app->dir, "help");
    unsigned glossary = 0; /* a bit for each language */
    if (!file_list(dir, ".md", &names, &n, &err)) {
        faults_add(ck->faults, "help", 0, "%s", err.msg);
    } else {
        for (size_t i = 0; i < n; i++) {
            if (str_starts(names[i], HELP_GLOSSARY ".")) {
                glossary |= 1U << (str_ends(names[i], ".en.md") ? LANG_EN : LANG_VI);
            } else if (names[i][0] != '.') {
                check_file(ck, names[i]);
            }
        }
        check_glossary(ck, glossary);
        file_list_free(names, n);
    }
    free(dir);
}
