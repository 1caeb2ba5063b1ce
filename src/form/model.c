#include <stdlib.h>
#include <string.h>
#include "form/model.h"

const char *label_in(const struct label *l, enum lang lang)
{
    if (l->in[lang]) {
        return l->in[lang];
    }
    if (l->in[LANG_VI]) {
        return l->in[LANG_VI];
    }
    return l->in[LANG_EN] ? l->in[LANG_EN] : "";
}

static const struct field *find_field(const struct field *fields, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(fields[i].name, name)) {
            return &fields[i];
        }
    }
    return NULL;
}

const struct field *form_field(const struct form *f, const char *name)
{
    return find_field(f->fields, f->nfields, name);
}

const struct field *form_account(const struct form *f)
{
    for (size_t i = 0; i < f->nfields; i++) {
        if (f->fields[i].account) {
            return &f->fields[i];
        }
    }
    return NULL;
}

const struct field *roster_field(const struct roster *r, const char *name)
{
    return find_field(r->fields, r->nfields, name);
}

const struct roster *form_roster(const struct form *f, const char *name)
{
    for (size_t i = 0; i < f->nrosters; i++) {
        if (str_eq(f->rosters[i].name, name)) {
            return &f->rosters[i];
        }
    }
    return NULL;
}

bool roster_prefilled(const struct roster *r)
{
    return r->rows || r->matrix;
}

const struct copy_def *form_copy(const struct form *f, const char *name)
{
    for (size_t i = 0; i < f->ncopies; i++) {
        if (str_eq(f->copies[i].name, name)) {
            return &f->copies[i];
        }
    }
    return NULL;
}

const struct state *form_state(const struct form *f, const char *name)
{
    for (size_t i = 0; i < f->nstates; i++) {
        if (str_eq(f->states[i].name, name)) {
            return &f->states[i];
        }
    }
    return NULL;
}

const struct field *form_path_field(const struct form *form, const char *path)
{
    const char *first = strpbrk(path, "./"), *last = strrchr(path, '/');
    if (!first) {
        return form_field(form, path);
    }
    char *name = mem_dup_n(path, (size_t)(first - path));
    const struct roster *roster = form_roster(form, name);
    free(name);
    return roster ? roster_field(roster, last ? last + 1 : first + 1) : NULL;
}

int list_column(const struct list *l, const char *name)
{
    for (size_t i = 0; i < l->ncolumns; i++) {
        if (str_eq(l->columns[i], name)) {
            return (int)i;
        }
    }
    return -1;
}


bool words_have(const char *const *words, const char *name)
{
    for (; words && *words; words++) {
        if (str_eq(*words, name)) {
            return true;
        }
    }
    return false;
}

bool owners_read(const char *const *reads, const struct form *form)
{
    return !reads || !form->owner || words_have(reads, form->owner);
}

bool state_keeps(const struct state *s)
{
    return s->readers && s->readers[0];
}

bool state_for_peers(const struct state *s)
{
    return !s || !state_keeps(s) || words_have(s->readers, READER_PEERS);
}

bool form_has_peers(const struct form *f)
{
    for (size_t i = 0; i < f->nstates; i++) {
        if (words_have(f->states[i].readers, READER_PEERS)) {
            return true;
        }
    }
    return false;
}

bool form_keeps(const struct form *f)
{
    for (size_t i = 0; i < f->nstates; i++) {
        if (state_keeps(&f->states[i])) {
            return true;
        }
    }
    return false;
}

bool form_keeps_from(const struct form *f, const struct role *role)
{
    for (size_t i = 0; i < f->nstates; i++) {
        if (state_keeps(&f->states[i]) && !words_have(f->states[i].readers, role->name)) {
            return true;
        }
    }
    return false;
}

const struct role *app_role(const struct app *app, const char *name)
{
    for (size_t i = 0; i < app->nroles; i++) {
        if (str_eq(app->roles[i].name, name)) {
            return &app->roles[i];
        }
    }
    return NULL;
}

bool is_for_role(const char *const *roles, const struct role *role)
{
    return !roles || !roles[0] || !role || words_have(roles, role->name);
}

const struct board *app_board(const struct app *app, const char *name)
{
    for (size_t i = 0; i < app->nboards; i++) {
        if (str_eq(app->boards[i].name, name)) {
            return &app->boards[i];
        }
    }
    return NULL;
}

static int compare_name(const void *wanted, const void *element)
{
    const char *const *name = element;
    return strcmp(wanted, *name);
}

bool names_has(const struct names *names, const char *name)
{
    return names->n > 0 && bsearch(name, names->v, names->n, sizeof *names->v, compare_name);
}
