/* Help texts: each file is a form's, each heading one of its fields, rosters or groups. */

#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "form/check.h"

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

static void check_lines(struct headings *h, struct sv text)
{
    for (int line = 1; text.n > 0; line++) {
        const char *nl = memchr(text.p, '\n', text.n);
        size_t n = nl ? (size_t)(nl - text.p) : text.n;
        if (n > 3 && memcmp(text.p, "## ", 3) == 0) {
            struct sv heading = sv_trim((struct sv){text.p + 3, n - 3});
            check_heading(h, line, arena_dup_n(&h->rd.app->arena, heading.p, heading.n));
        }
        n += nl != NULL;
        text = (struct sv){text.p + n, text.n - n};
    }
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
    if (!file_list(dir, ".md", &names, &n, &err)) {
        faults_add(ck->faults, "help", 0, "%s", err.msg);
    } else {
        for (size_t i = 0; i < n; i++) {
            if (names[i][0] != '.') {
                check_file(ck, names[i]);
            }
        }
        file_list_free(names, n);
    }
    free(dir);
}
