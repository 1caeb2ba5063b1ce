/*
 * The header of an imported file: each of its cells names a column of the form.
 *
 * A cell is a column's name or its label in either language; lines COLUMN=FIELD of the parameter `map` come
 * first.  The columns line, column, reason that lead a file of rejected rows are passed over, so that such a
 * file can be mended and imported.
 */

#include <stdlib.h>

#include "base/i18n.h"
#include "exchange/import.h"
#include "text/clean.h"
#include "text/fold.h"

struct mapping {
    struct import *im;
    struct str unknown, missing, twice; /* lists for the one error */
};

static void add_to_list(struct str *list, const char *name)
{
    str_addf(list, "%s'%s'", list->len > 0 ? ", " : "", name);
}

/* ---- finding a column ---- */

static const struct column *by_name(const struct import *im, const char *name)
{
    for (size_t i = 0; i < im->columns.list.n; i++) {
        if (str_eq(im->columns.list.v[i].name, name)) {
            return &im->columns.list.v[i];
        }
    }
    return NULL;
}

static bool label_is(const struct column *c, enum lang lang, const char *folded)
{
    struct str label = STR_INIT;
    fold_text(&label, sv_of(column_label(c, lang)));
    bool same = str_eq(label.p, folded);
    str_release(&label);
    return same;
}

/* A label that several fields have names none of them. */
static const struct column *by_label(const struct import *im, const char *text)
{
    const struct column *found = NULL;
    struct str folded = STR_INIT;
    bool several = false;

    fold_text(&folded, sv_of(text));
    for (size_t i = 0; i < im->columns.list.n; i++) {
        const struct column *c = &im->columns.list.v[i];
        if (label_is(c, LANG_VI, folded.p) || label_is(c, LANG_EN, folded.p)) {
            several = several || found;
            found = c;
        }
    }
    str_release(&folded);
    return several ? NULL : found;
}

/* The FIELD of the line "COLUMN=FIELD" for this column of the file; false when there is none. */
static bool mapped_name(const struct import *im, const char *text, struct str *out)
{
    const char *map = exchange_text(im->req, "map");
    struct sv rest = sv_of(map ? map : ""), line, name;

    while (sv_next(&rest, '\n', &line)) {
        struct sv field = line;
        if (sv_next(&field, '=', &name) && sv_eq(name, text) && field.n > 0) {
            str_add_sv(out, sv_trim(field));
            return true;
        }
    }
    return false;
}

static const struct column *find_column(const struct import *im, const char *text)
{
    struct str mapped = STR_INIT;
    const struct column *c;

    if (mapped_name(im, text, &mapped)) {
        c = by_name(im, mapped.p);
    } else {
        c = by_name(im, text);
        c = c ? c : by_label(im, text);
    }
    str_release(&mapped);
    return c;
}

/* ---- the header's cells ---- */

static bool is_target(const struct import *im, const struct column *c)
{
    for (size_t i = 0; i < im->head.cells.n; i++) {
        if (im->targets[i] == c) {
            return true;
        }
    }
    return false;
}

static void map_cell(struct mapping *m, size_t at)
{
    struct import *im = m->im;
    struct str text = STR_INIT;
    struct err ignored = ERR_INIT;

    if (!clean_text(&text, sv_trim(im->head.cells.v[at]), false, &ignored)) {
        clean_visible(&text, im->head.cells.v[at]);
    }
    const struct column *c = find_column(im, text.p);
    if (!c) {
        add_to_list(&m->unknown, text.p);
    } else if (is_target(im, c)) {
        add_to_list(&m->twice, text.p);
    } else {
        im->targets[at] = c;
    }
    str_release(&text);
}

/* How many columns of a file of rejected rows lead this one. */
static size_t rejects_columns(const struct import *im)
{
    static const char *const names[] = {"line", "column", "reason"};
    size_t n = sizeof names / sizeof *names;

    if (im->head.cells.n < n) {
        return 0;
    }
    for (size_t i = 0; i < n; i++) {
        if (!sv_eq(im->head.cells.v[i], names[i])) {
            return 0;
        }
    }
    return n;
}

/* A key field that the form itself fills may be left out. */
static bool may_be_missing(const struct field *f)
{
    return f->dflt.sql || f->calculation.sql || f->serial;
}

static void find_missing(struct mapping *m)
{
    const struct import *im = m->im;
    for (size_t i = 0; i < im->form->nkey; i++) {
        const struct field *f = &im->form->fields[im->form->key[i]];
        const struct column *c = by_name(im, f->name);
        if (!is_target(im, c) && (im->roster || !may_be_missing(f))) {
            add_to_list(&m->missing, f->name);
        }
    }
}

static void add_names(const struct import *im, struct str *out)
{
    for (size_t i = 0; i < im->columns.list.n; i++) {
        str_addf(out, "%s%s", i > 0 ? ", " : "", im->columns.list.v[i].name);
    }
}

static bool report(const struct mapping *m, struct err *err)
{
    struct str msg = STR_INIT;

    if (m->unknown.len > 0) {
        str_addf(&msg, _(" Unknown columns: %s."), m->unknown.p);
    }
    if (m->missing.len > 0) {
        str_addf(&msg, _(" Missing columns of the key: %s."), m->missing.p);
    }
    if (m->twice.len > 0) {
        str_addf(&msg, _(" Columns that are there twice: %s."), m->twice.p);
    }
    bool ok = msg.len == 0;
    if (!ok) {
        str_add(&msg, " ");
        str_add(&msg, _("The columns of this form are: "));
        add_names(m->im, &msg);
        err_set(err, ERR_SYNTAX, _("the first line does not fit the form '%s'.%s"), m->im->form->name, msg.p);
    }
    str_release(&msg);
    return ok;
}

static bool map_all(struct import *im, struct err *err)
{
    struct mapping m = {im, STR_INIT, STR_INIT, STR_INIT};

    im->targets = mem_zero(im->head.cells.n + 1, sizeof *im->targets);
    for (size_t i = rejects_columns(im); i < im->head.cells.n; i++) {
        map_cell(&m, i);
    }
    find_missing(&m);
    bool ok = report(&m, err);
    str_release(&m.unknown);
    str_release(&m.missing);
    str_release(&m.twice);
    return ok;
}

bool import_head(struct import *im, struct err *err)
{
    struct csv_row row;
    bool end;

    if (!csv_read(im->csv, &row, &end, err)) {
        return false;
    }
    if (end) {
        return err_set(err, ERR_SYNTAX, _("the file is empty: its first line must name the columns"));
    }
    im->sep = csv_reader_separator(im->csv);
    kept_row_take(&im->head, &row);
    return map_all(im, err);
}
