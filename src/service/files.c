/*
 * Fields that say how large a file is, and what is in it (`size_of`, `hash_of`): measured when a record is stored.
 *
 * Only for somebody at the computer itself, who reads what their own account reads; a server opens no file because a record names it.
 * Where the file cannot be read, what stands there is kept, unless the record names another file than before.
 */

#include "service/inner.h"

#include "base/hash.h"

#define MEASURED_MAX (INT64_C(256) << 20) /* bytes of a file that are read through for its digest: a second or two */

struct measure {
    int64_t size;
    char hash[HASH_HEX]; /* "": the file is larger */
};

static void set_text(struct cell *c, const char *text)
{
    value_set_text(&c->value, sv_of(text));
    c->touched = true;
}

static void measure_cell(struct record *r, struct path at, const struct field *f, const struct record *old)
{
    struct path from = {at.roster, at.row, f->measures->index}, was = from;
    const char *path = value_str(&record_cell_const(r, from)->value);
    struct cell *cell = record_cell(r, at);
    struct measure m;
    bool known = old && (at.roster < 0 || record_find_row(old, (size_t)at.roster, r->rosters[at.roster].list.v[at.row].key, &was.row));
    bool is_size = f->type == FIELD_INTEGER; /* told without reading the file */
    if (path[0] && hash_file(path, is_size ? -1 : MEASURED_MAX, &m.size, m.hash)) {
        if (is_size) {
            value_set_int(&cell->value, m.size);
            cell->touched = true;
        } else {
            set_text(cell, m.hash);
        }
    } else if (!path[0] || (known && !str_eq(value_str(&record_cell_const(old, was)->value), path))) {
        set_text(cell, "");
    }
}

static void measure_fields(struct record *r, int roster, size_t row, const struct field *fields, size_t n, const struct record *old)
{
    for (size_t i = 0; i < n; i++) {
        if (fields[i].measures) {
            measure_cell(r, (struct path){roster, row, i}, &fields[i], old);
        }
    }
}

void service_measure(const struct actor *actor, struct record *r, const struct record *old)
{
    const struct form *form = r->form;
    if (!actor->declared) {
        return;
    }
    measure_fields(r, -1, 0, form->fields, form->nfields, old);
    for (size_t i = 0; i < form->nrosters; i++) {
        for (size_t row = 0; row < r->rosters[i].list.n; row++) {
            measure_fields(r, (int)i, row, form->rosters[i].fields, form->rosters[i].nfields, old);
        }
    }
}
