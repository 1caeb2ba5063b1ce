/* What the sections of a form say about each other: names become indices, absent keys get their defaults. */

#include <string.h>
#include "base/num.h"
#include "form/load.h"

struct linking {
    struct reading *rd;
    struct form *form;
};

/* Names of fields, for the nearest one. */
static const char **field_names(struct linking *lk, const struct field *fields, size_t n)
{
    const char **names = arena_alloc(&lk->rd->app->arena, (n + 1) * sizeof *names);
    for (size_t i = 0; i < n; i++) {
        names[i] = fields[i].name;
    }
    return names;
}

/* The field's index, or -1 after a fault. */
static int find(struct linking *lk, const struct field *fields, size_t n, int line, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(fields[i].name, name)) {
            return (int)i;
        }
    }
    read_unknown(lk->rd, line, _("field"), name, field_names(lk, fields, n), n);
    return -1;
}

static bool stored(const struct field *f)
{
    return f->type != FIELD_NOTE;
}

static bool comparable(const struct field *f)
{
    return f->type != FIELD_NOTE && f->type != FIELD_FILE && f->type != FIELD_SELECT_MULTIPLE &&
           !f->multiline;
}

static bool is_date(const struct field *f)
{
    return f->type == FIELD_DATE;
}

static bool is_text(const struct field *f)
{
    return f->type == FIELD_TEXT && !f->multiline;
}

static bool names_a_record(const struct field *f)
{
    return f->type == FIELD_SELECT_ONE && f->ref;
}

/* The type, as a message gives it for a reason. */
static const char *kind_name(const struct field *f)
{
    return f->multiline ? _("multiline text") : read_type_name(f->type);
}

/* One field named by `key` of the section: its index, or -1 when the key is absent or wrong. */
static int link_one(struct linking *lk, struct ini_section *s, const char *key, const struct field *fields,
                    size_t n, bool (*fits)(const struct field *f))
{
    const struct ini_key *k = ini_get(s, key);
    if (!k) {
        return -1;
    }
    int at = find(lk, fields, n, k->line, k->value);
    if (at >= 0 && !fits(&fields[at])) {
        read_fault(lk->rd, k->line,
                   _("Key '%s' names field '%s', whose type (%s) does not serve: "
                     "name another field."),
                   key, k->value, kind_name(&fields[at]));
        return -1;
    }
    return at;
}

static bool has_index(const size_t *v, size_t n, size_t x)
{
    for (size_t i = 0; i < n; i++) {
        if (v[i] == x) {
            return true;
        }
    }
    return false;
}

/* The fields among `fields` that `key` names; a leading '-' goes to `down` when it is given. */
static const size_t *link_among(struct linking *lk, const struct ini_key *k, const struct field *fields, size_t nfields,
                                bool (*fits)(const struct field *f), bool *down, size_t *n)
{
    *n = 0;
    if (!k) {
        return NULL;
    }
    size_t *out = arena_alloc(&lk->rd->app->arena, (nfields + 1) * sizeof *out);
    for (const char *const *w = read_words(lk->rd, k); *w; w++) {
        bool descends = down && **w == '-';
        int at = find(lk, fields, nfields, k->line, *w + descends);
        if (at < 0) {
            continue;
        }
        if (!fits(&fields[at])) {
            read_fault(lk->rd, k->line,
                       _("Key '%s' names field '%s', whose type (%s) does not serve: "
                         "take it out."),
                       k->name, fields[at].name, kind_name(&fields[at]));
        } else if (has_index(out, *n, (size_t)at)) {
            read_fault(lk->rd, k->line, _("Key '%s' names '%s' twice: take one out."), k->name, fields[at].name);
        } else {
            if (down) {
                down[*n] = descends;
            }
            out[(*n)++] = (size_t)at;
        }
    }
    return out;
}

/* Fields of the record. */
static const size_t *link_fields(struct linking *lk, struct ini_section *s, const char *key,
                                 bool (*fits)(const struct field *f), bool *down, size_t *n)
{
    return link_among(lk, ini_get(s, key), lk->form->fields, lk->form->nfields, fits, down, n);
}

static void default_search(struct linking *lk)
{
    struct form *f = lk->form;
    size_t *out = arena_alloc(&lk->rd->app->arena, (f->nlist + 1) * sizeof *out);
    for (size_t i = 0; i < f->nlist; i++) {
        if (f->fields[f->list[i]].type == FIELD_TEXT) {
            out[f->nsearch++] = f->list[i];
        }
    }
    f->search = out;
}

static void link_columns(struct linking *lk, struct ini_section *s)
{
    struct form *f = lk->form;
    bool *down = arena_alloc(&lk->rd->app->arena, (f->nfields + 1) * sizeof *down);
    f->key = link_fields(lk, s, "key", comparable, NULL, &f->nkey);
    f->list = link_fields(lk, s, "list", stored, NULL, &f->nlist);
    f->order = link_fields(lk, s, "order", stored, down, &f->norder);
    f->search = link_fields(lk, s, "search", stored, NULL, &f->nsearch);
    f->record_title = link_fields(lk, s, "record_title", stored, NULL, &f->nrecord_title);
    f->order_down = down;
    if (!ini_get(s, "list")) {
        f->list = f->key;
        f->nlist = f->nkey;
    }
    if (!ini_get(s, "order")) {
        f->order = f->list;
        f->norder = f->nlist;
    }
    if (!ini_get(s, "search")) {
        default_search(lk);
    }
    if (!ini_get(s, "record_title")) {
        f->record_title = f->key;
        f->nrecord_title = f->nkey;
    }
}

static void link_governor(struct linking *lk, struct ini_section *s)
{
    const struct ini_key *k = ini_get(s, "governed_by");
    struct form *f = lk->form;
    size_t found = 0;
    if (!k || !read_known(lk->rd, k->line, _("form"), k->value, &lk->rd->app->forms)) {
        return;
    }
    for (size_t i = 0; i < f->nfields; i++) {
        if (field_names_one(&f->fields[i], k->value)) {
            f->governing_field = (int)i;
            found++;
        }
    }
    if (found != 1) {
        f->governing_field = -1;
        read_fault(lk->rd, k->line,
                   _("Key governed_by = %s needs exactly one field of type select_one %s: the form has %zu."),
                   k->value, k->value, found);
        return;
    }
    f->governed_by = arena_dup(&lk->rd->app->arena, k->value);
}

static void link_owner(struct linking *lk, struct ini_section *s)
{
    const struct ini_key *k = ini_get(s, "owner");
    for (size_t i = 0; k && i < form_owner_count; i++) {
        if (str_eq(form_owners[i], k->value)) {
            lk->form->owner = form_owners[i];
        }
    }
    if (k && !lk->form->owner) {
        read_unknown(lk->rd, k->line, _("owner"), k->value, form_owners, form_owner_count);
    }
}

static const char *const *link_names(struct linking *lk, struct ini_section *s, const char *key,
                                     const char *noun, const char *const *names, size_t n)
{
    static const char *const NONE[] = {NULL};
    const struct ini_key *k = ini_get(s, key);
    if (!k) {
        return NONE;
    }
    const char *const *words = read_words(lk->rd, k);
    for (const char *const *w = words; *w; w++) {
        bool known = false;
        for (size_t i = 0; i < n; i++) {
            known = known || str_eq(names[i], *w);
        }
        if (!known) {
            read_unknown(lk->rd, k->line, noun, *w, names, n);
        }
    }
    return words;
}

static const char *const *link_roles(struct linking *lk, struct ini_section *s, const char *key)
{
    const struct app *app = lk->rd->app;
    const char **roles = arena_alloc(&lk->rd->app->arena, (app->nroles + 1) * sizeof *roles);
    for (size_t i = 0; i < app->nroles; i++) {
        roles[i] = app->roles[i].name;
    }
    return link_names(lk, s, key, _("role"), roles, app->nroles);
}

static void link_seen_with(struct linking *lk, struct ini_section *s)
{
    const struct ini_key *k = ini_get(s, "seen_with");
    struct arena *arena = &lk->rd->app->arena;
    const char *roster = k ? strchr(k->value, '.') : NULL, *field = roster ? strchr(roster + 1, '.') : NULL;
    if (k && !field) {
        read_fault(lk->rd, k->line, _("Key 'seen_with' is '%s': write FORM.ROSTER.FIELD, which names records of this form."), k->value);
    } else if (k) {
        lk->form->seen_with = (struct roster_path){arena_dup_n(arena, k->value, (size_t)(roster - k->value)),
                                                   arena_dup_n(arena, roster + 1, (size_t)(field - roster - 1)), arena_dup(arena, field + 1), k->line};
    }
}

/* Roles, and the words that stand for whoever wrote the record, or its like. */
static const char *const *link_readers(struct linking *lk, struct ini_section *s)
{
    const struct app *app = lk->rd->app;
    const char **names = arena_alloc(&lk->rd->app->arena, (app->nroles + 3) * sizeof *names);
    for (size_t i = 0; i < app->nroles; i++) {
        names[i] = app->roles[i].name;
    }
    names[app->nroles] = READER_AUTHOR;
    names[app->nroles + 1] = READER_PEERS;
    return link_names(lk, s, "readers", _("role"), names, app->nroles + 2);
}

static void link_form_section(struct linking *lk, struct ini_section *s, void *object)
{
    struct form *f = object;
    link_columns(lk, s);
    link_governor(lk, s);
    link_owner(lk, s);
    f->as_of = link_one(lk, s, "as_of", f->fields, f->nfields, is_date);
    f->valid_from = link_one(lk, s, "valid_from", f->fields, f->nfields, is_date);
    f->valid_to = link_one(lk, s, "valid_to", f->fields, f->nfields, is_date);
    f->unit = link_one(lk, s, "unit", f->fields, f->nfields, names_a_record);
    f->author = link_one(lk, s, "author", f->fields, f->nfields, names_a_record);
    f->writers = link_roles(lk, s, "writers");
    link_seen_with(lk, s);
}

/* ---- rosters ---- */

/* The field that names the lines or the columns of a matrix; people cannot change what names a place. */
static int link_axis(struct linking *lk, struct ini_section *s, const char *key, struct roster *r)
{
    int at = link_one(lk, s, key, r->fields, r->nfields, comparable);
    if (at >= 0) {
        r->fields[at].read_only_always = true;
    }
    if (at >= 0 && !r->rows && !r->fields[at].list) {
        read_fault(lk->rd, ini_get(s, key)->line,
                   _("Without 'rows' a matrix makes its rows from two lists, and key '%s' names field '%s', which chooses from "
                     "none: make it a select_one of a list, or add rows = NAME.sql."),
                   key, r->fields[at].name);
    }
    return at;
}

static bool is_number(const struct field *f)
{
    return f->type == FIELD_INTEGER || f->type == FIELD_DECIMAL;
}

/* Only numbers are added up. */
static void need_number(struct linking *lk, struct ini_section *s, const char *key, const struct roster *r)
{
    const struct ini_key *k = ini_get(s, key);
    if (k && r->ncell > 0 && !is_number(&r->fields[r->cell[0]])) {
        read_fault(lk->rd, k->line, _("Key '%s' needs numbers, and the first field of 'cell' holds none: name one there."), key);
    }
}

/* What only goes with lines from a list. */
static void need_list(struct linking *lk, struct ini_section *s, const char *key, const struct roster *r)
{
    const struct ini_key *k = ini_get(s, key);
    need_number(lk, s, key, r);
    if (k && r->down >= 0 && !r->fields[r->down].list) {
        read_fault(lk->rd, k->line,
                   _("Key '%s' names a column of the list behind 'down', and field '%s' chooses from none: take the key out."), key,
                   r->fields[r->down].name);
    }
}

/* A sum has no expression: one cell cannot have both. */
static void sums_need_typing(struct linking *lk, struct ini_section *s, const struct roster *r)
{
    const struct ini_key *k = ini_get(s, "sum_of");
    const struct field *f = r->ncell > 0 ? &r->fields[r->cell[0]] : NULL;
    if (k && f && f->calculation.sql) {
        read_fault(lk->rd, k->line,
                   _("Key 'sum_of' fills field '%s', which has a calculation: let 'cell' begin with a field that is typed in."),
                   f->name);
    }
}

static void link_totals(struct linking *lk, struct ini_section *s, struct roster *r)
{
    static const char *const WORDS[] = {"down", "across"};
    const struct ini_key *k = ini_get(s, "totals");
    for (const char *const *w = k ? read_words(lk->rd, k) : NULL; w && *w; w++) {
        if (str_eq(*w, WORDS[0])) {
            r->total_down = true;
        } else if (str_eq(*w, WORDS[1])) {
            r->total_across = true;
        } else {
            read_unknown(lk->rd, k->line, _("direction of totals"), *w, WORDS, 2);
        }
    }
    need_number(lk, s, "totals", r);
}

static void link_cells(struct linking *lk, struct ini_section *s, struct roster *r)
{
    const struct ini_key *k = ini_get(s, "cell");
    r->cell = link_among(lk, k, r->fields, r->nfields, stored, NULL, &r->ncell);
    for (size_t i = 0; i < r->ncell; i++) {
        if ((int)r->cell[i] == r->down || (int)r->cell[i] == r->across) {
            read_fault(lk->rd, k->line, _("Key 'cell' names '%s', which names the lines or the columns already: take it out."),
                       r->fields[r->cell[i]].name);
        }
    }
}

/* Keys of a matrix: all of them need it, the first three it needs. */
static void matrix_keys(struct linking *lk, struct ini_section *s, const struct roster *r)
{
    static const char *const KEYS[] = {"down", "across", "cell", "totals", "sum_of", "part_of"};
    enum { NEEDED = 3 };
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        const struct ini_key *k = ini_get(s, KEYS[i]);
        if (!r->matrix && k) {
            read_fault(lk->rd, k->line, _("Key '%s' needs appearance = matrix: add it."), KEYS[i]);
        } else if (r->matrix && !k && i < NEEDED) {
            read_fault(lk->rd, s->line, _("[roster %s] is a matrix without key '%s': add it."), r->name, KEYS[i]);
        }
    }
}

/* Keys that say of rows what a matrix knows. */
static void row_keys(struct linking *lk, struct ini_section *s, struct roster *r)
{
    const struct ini_key *add = ini_get(s, "add");
    const struct ini_key *key = ini_get(s, "row_key");
    if (r->add) {
        read_fault(lk->rd, add ? add->line : s->line, _("A matrix has its rows from lists or from a query: take 'add' out."));
    }
    if (key && !r->rows) {
        read_fault(lk->rd, key->line, _("The rows of a matrix are told apart by its lines and columns: take 'row_key' out."));
    }
}

static void link_matrix(struct linking *lk, struct ini_section *s, struct roster *r)
{
    const struct ini_key *k = ini_get(s, "appearance");
    r->matrix = k && str_eq(k->value, "matrix");
    if (k && !r->matrix) {
        read_fault(lk->rd, k->line, _("Appearance '%s' does not exist for a roster: write matrix."),
                   k->value);
        return;
    }
    matrix_keys(lk, s, r);
    if (r->matrix) {
        r->down = link_axis(lk, s, "down", r);
        r->across = link_axis(lk, s, "across", r);
        link_cells(lk, s, r);
        link_totals(lk, s, r);
        need_list(lk, s, "sum_of", r);
        sums_need_typing(lk, s, r);
        need_list(lk, s, "part_of", r);
        row_keys(lk, s, r);
    }
    if (r->matrix && r->down >= 0 && r->down == r->across) {
        read_fault(lk->rd, ini_get(s, "across")->line, _("Keys 'down' and 'across' name the same field: name two."));
    }
    r->matrix = r->matrix && r->down >= 0 && r->across >= 0 && r->down != r->across && r->ncell > 0;
}

static void link_ghost(struct linking *lk, struct ini_section *s, const struct roster *r)
{
    const struct ini_key *k = ini_get(s, "ghost"), *label = ini_get(s, "ghost_label");
    if (label && !k) {
        read_fault(lk->rd, label->line, _("Key 'ghost_label' needs a ghost: add ghost = NAME.sql, or take it out."));
    } else if (k && !roster_prefilled(r)) {
        read_fault(lk->rd, k->line, _("Key 'ghost' needs rows that are known beforehand: add rows = NAME.sql, or take it out."));
    } else if (r->ghost_across && !r->matrix) {
        read_fault(lk->rd, k->line, _("Only a matrix has a column before: name a file of queries/, or take 'ghost' out."));
    }
}

static void link_roster(struct linking *lk, struct ini_section *s, void *object)
{
    struct roster *r = object;
    r->row_key = link_one(lk, s, "row_key", r->fields, r->nfields, comparable);
    link_matrix(lk, s, r);
    link_ghost(lk, s, r);
}

static void link_serial(struct linking *lk, struct ini_section *s, struct field *f)
{
    static const char *const WHOLE[] = {NULL};
    struct form *form = lk->form;
    const struct ini_key *k = ini_get(s, "serial");
    f->serial_scope = WHOLE;
    if (!k || f->type != FIELD_INTEGER) {
        return;
    }
    if (f->roster >= 0) {
        read_fault(lk->rd, k->line, _("Serial numbers count records, not rows of a roster: take it out."));
        return;
    }
    f->serial = true;
    if (str_eq(k->value, "form")) {
        return;
    }
    f->serial_scope = read_words(lk->rd, k);
    for (const char *const *w = f->serial_scope; *w; w++) {
        find(lk, form->fields, form->nfields, k->line, *w);
    }
}

static bool names_a_file(const struct field *f)
{
    return f->type == FIELD_FILE || is_text(f);
}

static void link_measure(struct linking *lk, struct ini_section *s, struct field *f)
{
    const struct roster *r = f->roster < 0 ? NULL : &lk->form->rosters[f->roster];
    const struct field *beside = r ? r->fields : lk->form->fields;
    const char *key = f->type == FIELD_INTEGER ? "size_of" : "hash_of";
    int at = link_one(lk, s, key, beside, r ? r->nfields : lk->form->nfields, names_a_file);
    f->measures = at >= 0 ? &beside[at] : NULL;
}

static void link_field(struct linking *lk, struct ini_section *s, void *object)
{
    struct field *f = object;
    const struct ini_key *lines = ini_get(s, "lines");
    link_serial(lk, s, f);
    if (f->type == FIELD_INTEGER || f->type == FIELD_TEXT) {
        link_measure(lk, s, f);
    }
    if (lines && f->type == FIELD_TEXT && !f->multiline) {
        read_fault(lk->rd, lines->line, _("Key 'lines' needs appearance = multiline: add it."));
    }
}

static void link_state(struct linking *lk, struct ini_section *s, void *object)
{
    struct state *st = object;
    const struct form *f = lk->form;
    const char **states = arena_alloc(&lk->rd->app->arena, (f->nstates + 1) * sizeof *states);
    for (size_t i = 0; i < f->nstates; i++) {
        states[i] = f->states[i].name;
    }
    st->to = link_names(lk, s, "to", _("state"), states, f->nstates);
    st->roles = link_roles(lk, s, "roles");
    st->apart = link_roles(lk, s, "apart");
    st->readers = link_readers(lk, s);
}

/* Whoever reads what they wrote themselves, or what others did of the same, needs somebody who did. */
static void check_readers(struct linking *lk, const struct state *st)
{
    const struct form *f = lk->form;
    bool peers = words_have(st->readers, READER_PEERS);
    if ((peers || words_have(st->readers, READER_AUTHOR)) && f->author < 0) {
        read_fault(lk->rd, st->line, _("[state %s] is read by its 'author', and the form names none: add author = FIELD to [form]."), st->name);
    } else if (peers && !has_index(f->key, f->nkey, (size_t)f->author)) {
        read_fault(lk->rd, st->line, _("[state %s] is read by 'peers', whose records differ in their author alone: add '%s' to the key."), st->name,
                   f->fields[f->author].name);
    }
}

/* ---- codes ---- */

/* The fields among which the code's stands; NULL after a fault. */
static const struct field *code_fields(struct linking *lk, const struct ini_section *s, struct form_code *c, size_t *n, const char **name)
{
    struct form *form = lk->form;
    const char *dot = strchr(s->name, '.');
    *name = dot ? dot + 1 : s->name;
    *n = form->nfields;
    for (size_t i = 0; dot && i < form->nrosters; i++) {
        const struct roster *r = &form->rosters[i];
        if (strlen(r->name) == (size_t)(dot - s->name) && strncmp(r->name, s->name, (size_t)(dot - s->name)) == 0) {
            c->roster = (int)i;
            *n = r->nfields;
            return r->fields;
        }
    }
    if (dot) {
        read_fault(lk->rd, s->line, _("[code %s] names no roster of this form: write [code FIELD] or [code ROSTER.FIELD]."), s->name);
    }
    return dot ? NULL : form->fields;
}

/* Codes are exchanged for one another, so no index may forbid that one stands twice for a moment. */
static bool code_is_free(struct linking *lk, const struct ini_section *s, const struct form_code *c)
{
    bool key = c->field->unique || (c->roster >= 0 && lk->form->rosters[c->roster].row_key == (int)c->field->index) ||
               (c->roster < 0 && has_index(lk->form->key, lk->form->nkey, c->field->index));
    if (key) {
        read_fault(lk->rd, s->line, _("Field '%s' holds codes that may be given anew: it can be neither 'unique' nor part of a key."), s->name);
    }
    return !key;
}

static void link_citers(struct linking *lk, struct ini_section *s, struct form_code *c)
{
    const struct ini_key *k = ini_get(s, "cited_in");
    struct arena *arena = &lk->rd->app->arena;
    const char *const *words = k ? read_words(lk->rd, k) : NULL;
    size_t n = 0;
    while (words && words[n]) {
        n++;
    }
    struct code_citer *out = arena_alloc(arena, (n + 1) * sizeof *out);
    for (size_t i = 0; i < n; i++) {
        const char *dot = strchr(words[i], '.');
        if (!dot) {
            read_fault(lk->rd, k->line, _("Key 'cited_in' is '%s': write FORM.FIELD, the field being the one that holds the scope there."), words[i]);
            continue;
        }
        out[c->ncited_in++] = (struct code_citer){arena_dup_n(arena, words[i], (size_t)(dot - words[i])), arena_dup(arena, dot + 1)};
    }
    c->cited_in = out;
}

static void link_code(struct linking *lk, struct ini_section *s, void *object)
{
    struct form_code *c = object;
    const char *name;
    size_t n;
    const struct field *fields = code_fields(lk, s, c, &n, &name);
    int at = fields ? find(lk, fields, n, s->line, name) : -1;
    int prefix = fields ? link_one(lk, s, "prefix", fields, n, is_text) : -1;
    int scope = fields ? link_one(lk, s, "scope", fields, n, comparable) : -1;
    int count = fields ? link_one(lk, s, "count", fields, n, comparable) : -1;
    link_citers(lk, s, c);
    if (at < 0 || prefix < 0 || scope < 0) {
        lk->form->code = NULL; /* the fault has been told */
        return;
    }
    c->field = &fields[at];
    c->prefix = &fields[prefix];
    c->scope = &fields[scope];
    c->count = count >= 0 ? &fields[count] : NULL;
    if (!is_text(c->field)) {
        read_fault(lk->rd, s->line, _("[code %s] names a field of type %s: codes are texts of one line."), s->name, kind_name(c->field));
    }
    lk->form->code = code_is_free(lk, s, c) && is_text(c->field) ? c : NULL;
}

/* Nobody types it, or a record or a row is told apart by it and found by what it holds. */
static bool not_keyed_twice(const struct form *form, const struct field *f)
{
    const struct roster *r = f->roster >= 0 ? &form->rosters[f->roster] : NULL;
    bool names = r && ((int)f->index == r->row_key || (int)f->index == r->down || (int)f->index == r->across);
    for (size_t i = 0; !r && i < form->nkey; i++) {
        names = names || form->key[i] == f->index;
    }
    return names || f->calculation.sql || f->read_only_always || f->serial || f->hidden || f->measures;
}

static void link_verify(struct linking *lk, struct field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (fields[i].verify && not_keyed_twice(lk->form, &fields[i])) {
            read_fault(lk->rd, fields[i].line,
                       _("Field '%s' cannot be keyed twice: it is a key, or nobody types in it; take 'verify' out."), fields[i].name);
        }
        lk->form->verifies = lk->form->verifies || fields[i].verify;
    }
}

void link_form(struct reading *rd, struct form *form, struct form_part *parts, size_t nparts)
{
    static const struct {
        const char *kind;
        void (*link)(struct linking *lk, struct ini_section *s, void *object);
    } KINDS[] = {
        {"form", link_form_section},
        {"roster", link_roster},
        {"field", link_field},
        {"state", link_state},
        {"code", link_code},
    };
    struct linking lk = {rd, form};
    for (size_t i = 0; i < nparts; i++) {
        for (size_t k = 0; k < sizeof KINDS / sizeof *KINDS; k++) {
            if (str_eq(KINDS[k].kind, parts[i].section->kind)) {
                KINDS[k].link(&lk, parts[i].section, parts[i].object);
            }
        }
    }
    for (size_t i = 0; i < form->nstates; i++) {
        check_readers(&lk, &form->states[i]);
    }
    link_verify(&lk, form->fields, form->nfields);
    for (size_t i = 0; i < form->nrosters; i++) {
        link_verify(&lk, form->rosters[i].fields, form->rosters[i].nfields);
    }
}
