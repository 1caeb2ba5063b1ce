#include "form/verify.h"

#include <string.h>

#define DRAFT "_verify:"

static bool is_open(const struct field *f, const struct cell *c)
{
    return f->verify && c->relevant && !c->read_only && !c->computed;
}

static void add_cells(const struct field *fields, size_t n, const struct cell *cells, struct path at, struct paths *out)
{
    for (size_t i = 0; i < n; i++) {
        if (is_open(&fields[i], &cells[i])) {
            at.field = i;
            *vec_push(&out->list) = at;
        }
    }
}

void verify_cells(const struct record *r, struct paths *out)
{
    const struct form *form = r->form;
    add_cells(form->fields, form->nfields, r->cells, PATH_MAIN(0), out);
    for (size_t i = 0; form->verifies && i < form->nrosters; i++) {
        const struct rows *rows = &r->rosters[i];
        for (size_t k = 0; rows->relevant && k < rows->list.n; k++) {
            add_cells(form->rosters[i].fields, form->rosters[i].nfields, rows->list.v[k].cells, (struct path){(int)i, k, 0}, out);
        }
    }
}

const char *verify_outcome_name(enum verify_outcome o)
{
    static const char *const names[] = {
        [VERIFY_SAME] = "same", [VERIFY_FIRST] = "first", [VERIFY_SECOND] = "second", [VERIFY_THIRD] = "third"};
    return names[o];
}

enum verify_outcome verify_outcome_of(const struct value *first, const struct value *second, const struct value *stands)
{
    if (value_eq(first, second) && value_eq(first, stands)) {
        return VERIFY_SAME;
    }
    return value_eq(stands, first) ? VERIFY_FIRST : value_eq(stands, second) ? VERIFY_SECOND : VERIFY_THIRD;
}

void verify_add_draft(struct str *out, const char *form)
{
    str_addf(out, "%s%s", DRAFT, form);
}

const char *verify_draft_form(const char *draft)
{
    return str_starts(draft, DRAFT) ? draft + strlen(DRAFT) : NULL;
}
