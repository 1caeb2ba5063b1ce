/* Findings: what is wrong with a record, said to people. */

#include "form/work_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/pack.h"
#include "form/format.h"
#include "text/utf8.h"

struct check {
    struct work *w;
    enum lang lang;
    struct findings *out;
    struct err *err;
    bool whole; /* the whole record, not one cell of it */
    /* the cell being checked */
    struct path p;
    const struct slots *s;
    const struct field *f;
    struct cell *cell;
    struct err why; /* what the value is not */
};

/* ---- saying it ---- */

static const char *name_of(const struct check *k)
{
    const char *label = label_in(&k->f->label, k->lang);

    return *label ? label : k->f->name;
}

static struct finding *add(struct check *k, enum strength strength, enum rule rule, const char *msg)
{
    struct str path = STR_INIT;

    record_path_text(k->w->record, k->p, &path);
    findings_add(k->out, strength, rule, path.p, msg);
    str_release(&path);
    return &k->out->list.v[k->out->list.n - 1];
}

static void say(struct check *k, enum strength strength, enum rule rule, const char *fmt, ...)
    ATTR_PRINTF(4, 5);

static void say(struct check *k, enum strength strength, enum rule rule, const char *fmt, ...)
{
    struct str msg = STR_INIT;
    va_list ap;

    va_start(ap, fmt);
    str_addv(&msg, fmt, ap);
    va_end(ap);
    add(k, strength, rule, msg.p);
    str_release(&msg);
}

/* The form's own words, where it has some. */
static const char *own_message(const struct check *k, const struct label *own)
{
    const char *text = label_in(own, k->lang);

    return *text ? text : NULL;
}

/* ---- structure ---- */

static bool is_key(const struct check *k)
{
    const struct form *form = k->w->form;

    for (size_t i = 0; k->p.roster < 0 && i < form->nkey; i++) {
        if (form->key[i] == k->p.field) {
            return true;
        }
    }
    return false;
}

/* What was typed is no value: the sentence is that of reading it again. */
static void check_raw(struct check *k)
{
    struct err why = ERR_INIT;
    struct value ignored = VALUE_INIT;

    if (format_parse(k->f, k->s->list, sv_of(k->cell->raw), k->lang, k->w->clock.offset_min, &ignored,
                     &why)) {
        err_set(&why, ERR_INVALID, _("“%s” is no value of this field."), k->cell->raw);
    }
    value_release(&ignored);
    add(k, FIND_STRUCTURE, RULE_TYPE, why.msg);
}

/* The store numbers a serial field when it saves, and gives a code as soon as it can be composed. */
static void check_empty(struct check *k)
{
    if (k->f->serial || record_gives_code(k->w->record, k->p)) {
        return;
    }
    if (is_key(k)) {
        say(k, FIND_STRUCTURE, RULE_KEY, _("“%s” is part of the record's key and must be answered."),
            name_of(k));
    } else if (k->cell->required) {
        say(k, FIND_ERROR, RULE_REQUIRED, _("“%s” must be answered."), name_of(k));
    }
}

static bool type_fits(const struct field *f, const struct value *v)
{
    switch (f->type) {
    case FIELD_INTEGER:
        return v->type == VALUE_INT;
    case FIELD_DECIMAL:
        return v->type == VALUE_REAL;
    default:
        return v->type == VALUE_TEXT;
    }
}

static bool no_value(struct check *k)
{
    struct str text = STR_INIT;

    value_add_plain(&text, &k->cell->value);
    err_set(&k->why, ERR_INVALID, _("“%s” is no value of this field."), text.p);
    str_release(&text);
    return false;
}

/* Values that came past the formats: from a script, an older form, another program. */
static bool reads_back(struct check *k)
{
    const struct value *v = &k->cell->value;
    struct value ignored = VALUE_INIT;

    if (!type_fits(k->f, v)) {
        return no_value(k);
    }
    if (v->type != VALUE_TEXT || k->f->type == FIELD_TEXT) {
        return true;
    }
    bool ok = format_parse_stored(k->f, k->s->list, sv_of(v->text), &ignored, &k->why);
    value_release(&ignored);
    return ok;
}

static bool has_codes(const struct field *f)
{
    return f->type == FIELD_SELECT_ONE || f->type == FIELD_SELECT_MULTIPLE || f->type == FIELD_YES_NO;
}

static bool check_type(struct check *k)
{
    if (reads_back(k)) {
        return true;
    }
    add(k, FIND_STRUCTURE, has_codes(k->f) ? RULE_CODE : RULE_TYPE, k->why.msg);
    return false;
}

/* An acceptance fits while the value and all that its warning reads are what they were. */
static bool is_accepted(struct check *k, const char *path)
{
    const struct acceptance *a = record_acceptance(k->w->record, path);
    char hash[HASH_HEX];

    if (!a) {
        return false;
    }
    work_value_hash(k->w, k->p, hash);
    return str_eq(a->value_hash, hash);
}

static void warn(struct check *k, enum rule rule, const char *msg)
{
    struct finding *f = add(k, FIND_WARNING, rule, msg);

    f->accepted = is_accepted(k, f->path);
}

static void warn_not_offered(struct check *k, const char *what)
{
    struct str msg = STR_INIT;

    str_addf(&msg, _("“%s” is not among the choices that “%s” offers here."), what, name_of(k));
    warn(k, RULE_CODE, msg.p);
    str_release(&msg);
}

static bool check_code_offered(struct check *k, struct sv piece)
{
    char *code = mem_dup_n(piece.p, piece.n);
    bool offered;
    bool ok = choice_offered(k->w, k->s, k->p.row, code, &offered, k->err);

    if (ok && !offered) {
        const struct list_row *row = list_find(k->s->list, code);
        warn_not_offered(k, row ? list_row_label(row, k->lang) : code);
    }
    free(code);
    return ok;
}

static bool check_codes_offered(struct check *k)
{
    struct sv rest = sv_of(value_str(&k->cell->value)), piece;

    while (sv_next(&rest, ' ', &piece)) {
        if (piece.n > 0 && !check_code_offered(k, piece)) {
            return false;
        }
    }
    return true;
}

static void warn_record_not_offered(struct check *k, const char *id)
{
    const struct source *src = &k->w->src;
    struct str title = STR_INIT;
    struct err gone = ERR_INIT;

    if (!src->title || !src->title(src->arg, k->f->ref, id, k->lang, &title, &gone)) {
        str_set(&title, id);
    }
    warn_not_offered(k, title.p);
    str_release(&title);
}

static bool check_records_offered(struct check *k)
{
    const struct source *src = &k->w->src;
    struct params params = {{0}, {0}};
    struct sv rest = sv_of(value_str(&k->cell->value));
    char id[UUID_TEXT];
    bool ok = true, offered = true;

    work_filter_params(k->w, k->p, &params);
    while (ok && format_next_id(&rest, id)) {
        ok = src->offered(src->arg, k->w->form, k->f, id, &params, &offered, k->err);
        if (ok && !offered) {
            warn_record_not_offered(k, id);
        }
    }
    params_release(&params);
    return ok;
}

/*
 * A warning only: what was chosen when it was offered must not stop anybody now.  Dates of force do not count
 * at all.
 */
/* The lines and columns of a matrix are what is offered; only what stayed behind needs a look. */
static bool names_place(const struct check *k)
{
    const struct roster *def = k->p.roster >= 0 ? &k->w->form->rosters[k->p.roster] : NULL;

    return def && def->matrix && !def->rows && ((int)k->p.field == def->down || (int)k->p.field == def->across) &&
           k->w->record->rosters[k->p.roster].list.v[k->p.row].prefilled;
}

static bool check_offered(struct check *k)
{
    if (names_place(k)) {
        return true;
    }
    if (k->s->filter.w && k->w->src.offered) {
        return check_records_offered(k);
    }
    return !k->s->code[SLOT_OFFERED] || check_codes_offered(k);
}

/* ---- ranges, lengths, patterns ---- */

static double number_of(const struct value *v)
{
    return v->type == VALUE_INT ? (double)v->i : v->r;
}

static struct sv unquoted(const char *limit)
{
    struct sv text = sv_trim(sv_of(limit));

    if (text.n >= 2 && text.p[0] == '\'' && text.p[text.n - 1] == '\'') {
        return (struct sv){text.p + 1, text.n - 2};
    }
    return text;
}

/* A decimal limit of an integer field is read as a decimal. */
static void read_limit(const struct field *f, const struct expr *e, struct value *out)
{
    struct err ignored = ERR_INIT;
    double r;

    if (e->sql && f->type != FIELD_INTEGER && f->type != FIELD_DECIMAL) {
        format_parse_stored(f, NULL, unquoted(e->sql), out, &ignored);
    } else if (e->sql && num_parse_decimal(unquoted(e->sql), NUM_STORED, 6, &r)) {
        value_set_real(out, r);
    }
}

void limits_read(struct slots *s)
{
    read_limit(s->field, &s->field->min, &s->min);
    read_limit(s->field, &s->field->max, &s->max);
}

static int compare(const struct value *v, const struct value *limit)
{
    if (limit->type == VALUE_TEXT) {
        return strcmp(value_str(v), limit->text);
    }
    double a = number_of(v), b = number_of(limit);
    return (a > b) - (a < b);
}

static void check_limit(struct check *k, const struct value *limit, int sign)
{
    struct value shown = VALUE_INIT;
    struct str text = STR_INIT;

    if (value_is_null(limit) || compare(&k->cell->value, limit) * sign >= 0) {
        return;
    }
    value_copy(&shown, limit);
    if (k->f->type == FIELD_INTEGER) {
        value_set_int(&shown, (int64_t)limit->r);
    }
    format_show(k->f, NULL, &shown, k->lang, k->w->clock.offset_min, &text);
    if (sign > 0) {
        say(k, FIND_ERROR, RULE_RANGE, _("“%s” must be at least %s."), name_of(k), text.p);
    } else {
        say(k, FIND_ERROR, RULE_RANGE, _("“%s” must be at most %s."), name_of(k), text.p);
    }
    str_release(&text);
    value_release(&shown);
}

static void check_length(struct check *k)
{
    const struct field *f = k->f;

    if (f->min_length < 0 && f->max_length < 0) {
        return;
    }
    size_t letters = utf8_letters(sv_of(value_str(&k->cell->value)));
    if (f->min_length >= 0 && letters < (size_t)f->min_length) {
        say(k, FIND_ERROR, RULE_LENGTH,
            Q_("“%s” must have at least %d letter; it has %zu.",
               "“%s” must have at least %d letters; it has %zu.", (unsigned long)f->min_length),
            name_of(k), f->min_length, letters);
    }
    if (f->max_length >= 0 && letters > (size_t)f->max_length) {
        say(k, FIND_ERROR, RULE_LENGTH,
            Q_("“%s” may have at most %d letter; it has %zu.",
               "“%s” may have at most %d letters; it has %zu.", (unsigned long)f->max_length),
            name_of(k), f->max_length, letters);
    }
}

static void check_pattern(struct check *k)
{
    if (!k->s->pattern || regexec(k->s->pattern, value_str(&k->cell->value), 0, NULL, 0) == 0) {
        return;
    }
    const char *own = k->f->constraint.sql ? NULL : own_message(k, &k->f->constraint_message);
    if (own) {
        add(k, FIND_ERROR, RULE_PATTERN, own);
    } else {
        say(k, FIND_ERROR, RULE_PATTERN, _("“%s” is not written in the form it must have."), name_of(k));
    }
}

/* ---- expressions ---- */

static bool is_false(struct check *k, enum slot slot, bool *is)
{
    enum truth truth = TRUTH_TRUE;
    struct code *c = k->s->code[slot];
    bool ok = !c || code_truth(k->w, c, k->p.row, &truth, k->err);

    *is = truth == TRUTH_FALSE;
    return ok;
}

static bool check_constraint(struct check *k)
{
    bool broken;

    if (!is_false(k, SLOT_CONSTRAINT, &broken)) {
        return false;
    }
    if (broken) {
        const char *own = own_message(k, &k->f->constraint_message);
        if (own) {
            add(k, FIND_ERROR, RULE_CONSTRAINT, own);
        } else {
            say(k, FIND_ERROR, RULE_CONSTRAINT, _("This value of “%s” is not allowed."), name_of(k));
        }
    }
    return true;
}

static bool check_warning(struct check *k)
{
    bool unusual;

    if (!is_false(k, SLOT_WARNING, &unusual)) {
        return false;
    }
    if (unusual) {
        const char *own = own_message(k, &k->f->warning_message);
        struct str msg = STR_INIT;
        if (own) {
            str_add(&msg, own);
        } else {
            str_addf(&msg, _("This value of “%s” is unusual; look at it again."), name_of(k));
        }
        warn(k, RULE_WARNING, msg.p);
        str_release(&msg);
    }
    return true;
}

/* ---- uniqueness ---- */

static bool taken(struct check *k, const size_t *fields, size_t n, bool *is)
{
    struct work *w = k->w;
    bool ok = true, whole = true;

    *is = false;
    if (!w->src.taken) {
        return true;
    }
    struct value *values = mem_zero(n + 1, sizeof *values);
    for (size_t i = 0; i < n; i++) {
        value_copy(&values[i], cell_seen(&w->record->cells[fields[i]]));
        whole = whole && !value_is_null(&values[i]);
    }
    if (whole) {
        ok = w->src.taken(w->src.arg, w->form, w->record->id, fields, values, n, is, k->err);
    }
    for (size_t i = 0; i < n; i++) {
        value_release(&values[i]);
    }
    free(values);
    return ok;
}

/* Leaving any part of the key asks; checking the whole record asks once, at its last part. */
static bool check_key_taken(struct check *k)
{
    const struct form *form = k->w->form;
    bool is;

    if (!is_key(k) || (k->whole && form->key[form->nkey - 1] != k->p.field)) {
        return true;
    }
    if (!taken(k, form->key, form->nkey, &is)) {
        return false;
    }
    if (is) {
        say(k, FIND_STRUCTURE, RULE_UNIQUE, _("Another record has this key already."));
    }
    return true;
}

static bool stands_in_another_row(const struct check *k)
{
    const struct rows *rows = &k->w->record->rosters[k->p.roster];

    for (size_t i = 0; i < rows->list.n; i++) {
        if (i != k->p.row && value_eq(&rows->list.v[i].cells[k->p.field].value, &k->cell->value)) {
            return true;
        }
    }
    return false;
}

static bool check_unique_in_roster(struct check *k)
{
    bool identifies = k->w->form->rosters[k->p.roster].row_key == (int)k->p.field;

    if ((k->f->unique || identifies) && stands_in_another_row(k)) {
        say(k, FIND_ERROR, RULE_UNIQUE, _("Another row has the same “%s”."), name_of(k));
    }
    return true;
}

static bool check_unique(struct check *k)
{
    bool is;

    if (k->p.roster >= 0) {
        return check_unique_in_roster(k);
    }
    if (k->f->unique) {
        if (!taken(k, &k->p.field, 1, &is)) {
            return false;
        }
        if (is) {
            say(k, FIND_STRUCTURE, RULE_UNIQUE, _("Another record has the same “%s”."), name_of(k));
        }
    }
    return check_key_taken(k);
}

/* ---- a cell, a record ---- */

static bool check_answer(struct check *k)
{
    if (!check_type(k)) {
        return true; /* no further rule makes sense of it */
    }
    check_limit(k, &k->s->min, 1);
    check_limit(k, &k->s->max, -1);
    check_length(k);
    check_pattern(k);
    return check_offered(k) && check_unique(k);
}

static bool check_cell(struct check *k, struct path p)
{
    k->p = p;
    k->f = record_field(k->w->record, p);
    k->s = &k->w->slots[node_field(k->w, k->f)];
    k->cell = record_cell(k->w->record, p);
    if (!k->cell->relevant || k->f->type == FIELD_NOTE) {
        return true;
    }
    if (k->cell->raw) {
        check_raw(k);
        return true;
    }
    if (value_is_null(&k->cell->value)) {
        check_empty(k);
    } else if (!check_answer(k)) {
        return false;
    }
    return check_constraint(k) && check_warning(k);
}

bool work_check_cell(struct work *w, struct path p, enum lang lang, struct findings *out, struct err *err)
{
    struct check k = {.w = w, .lang = lang, .out = out, .err = err};

    return check_cell(&k, p);
}

/* Told at the first row that is too many; only people add too many. */
static void check_row_count(struct check *k, const struct roster *def, size_t n)
{
    if (def->add && n > (size_t)def->max_rows && def->nfields > 0) {
        k->p = (struct path){(int)def->index, (size_t)def->max_rows, 0};
        k->f = &def->fields[0];
        k->cell = record_cell(k->w->record, k->p);
        say(k, FIND_ERROR, RULE_RANGE, _("“%s” has %zu rows; at most %d are allowed."), label_in(&def->label, k->lang), n,
            def->max_rows);
    }
}

static bool check_roster(struct check *k, size_t roster)
{
    const struct rows *rows = &k->w->record->rosters[roster];

    check_row_count(k, &k->w->form->rosters[roster], rows->list.n);

    for (size_t i = 0; i < rows->list.n; i++) {
        for (size_t j = 0; j < k->w->form->rosters[roster].nfields; j++) {
            if (!check_cell(k, (struct path){(int)roster, i, j})) {
                return false;
            }
        }
    }
    return true;
}

bool work_check(struct work *w, enum lang lang, struct findings *out, struct err *err)
{
    struct check k = {.w = w, .lang = lang, .out = out, .err = err, .whole = true};
    bool ok = true;

    for (size_t i = 0; ok && i < w->form->nitems; i++) {
        const struct item *item = &w->form->items[i];
        if (item->kind == ITEM_FIELD) {
            ok = check_cell(&k, PATH_MAIN(item->index));
        } else if (item->kind == ITEM_ROSTER && w->record->rosters[item->index].relevant) {
            ok = check_roster(&k, item->index);
        }
    }
    return ok;
}

/* ---- what a warning was accepted for ---- */

static void pack_str(struct str *out, const char *s)
{
    pack_text(out, s, strlen(s));
}

static void pack_column(const struct work *w, struct str *out, const struct field *f, size_t row,
                        bool own_row)
{
    const struct rows *rows = &w->record->rosters[f->roster];

    for (size_t i = own_row ? row : 0; i < (own_row ? row + 1 : rows->list.n); i++) {
        value_pack(out, cell_seen(&rows->list.v[i].cells[f->index]));
    }
}

static void pack_keys(struct str *out, const struct rows *rows)
{
    for (size_t i = 0; i < rows->list.n; i++) {
        pack_str(out, rows->list.v[i].key);
    }
}

static void pack_rowset(struct str *out, const struct rowset *rs)
{
    for (size_t i = 0; i < rs->cells.n; i++) {
        value_pack(out, &rs->cells.v[i]);
    }
}

/* One node that is read, as bytes; of the roster `own_roster` only the row counts (-1: of none). */
static void pack_node(const struct work *w, int own_roster, size_t row, size_t node, struct str *out)
{
    if (node < w->nslots) {
        const struct field *f = w->slots[node].field;
        pack_str(out, f->name);
        if (f->roster < 0) {
            value_pack(out, cell_seen(&w->record->cells[f->index]));
        } else {
            pack_column(w, out, f, row, own_roster == f->roster);
        }
    } else if (node < node_group(w, 0)) {
        size_t roster = node - node_rows(w, 0);
        if (own_roster != (int)roster) {
            pack_keys(out, &w->record->rosters[roster]);
        }
    } else if (node >= node_lookup(w, 0)) {
        pack_rowset(out, &w->lookups[node - node_lookup(w, 0)].rows);
    }
}

/* An expression that warns, and all that it reads. */
static void pack_read(struct work *w, const char *sql, struct bits reads, bool row_local, struct path p, struct str *out)
{
    pack_str(out, sql);
    for (size_t i = 0; i < w->nnodes; i++) {
        if (bits_has(reads, i)) {
            pack_node(w, row_local ? p.roster : -1, p.row, i, out);
        }
    }
}

void work_value_hash(struct work *w, struct path p, char out[HASH_HEX])
{
    const struct field *f = record_field(w->record, p);
    const struct slots *s = &w->slots[node_field(w, f)];
    struct code *c = s->code[SLOT_WARNING];
    struct err ignored = ERR_INIT;
    struct str bytes = STR_INIT;
    bool row_local;
    struct bits filter = choice_reads(w, s, &row_local);

    value_pack(&bytes, cell_seen(record_cell(w->record, p)));
    if (c && code_prepare(w, c, &ignored)) {
        pack_read(w, c->src->sql, c->reads, c->row_local, p, &bytes);
    }
    if (filter.w) {
        pack_read(w, f->choice_filter.sql, filter, row_local, p, &bytes);
    }
    hash_hex(bytes.p, bytes.len, out);
    str_release(&bytes);
}
