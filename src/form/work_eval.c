/* Values of expressions, and the walk that evaluates what a change touches. */

#include "form/work_int.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "form/format.h"

/* ---- one expression ---- */

static bool step_value(struct db_stmt *st, struct value *out, struct err *err)
{
    struct db_value v = {.type = DB_NULL};
    bool row;

    if (!db_step(st, &row, err)) {
        return false;
    }
    if (row) {
        db_column_value(st, 0, &v);
    }
    value_from_db(out, &v);
    return true;
}

bool code_value(struct work *w, struct code *c, size_t row, struct value *out, struct err *err)
{
    bool ok = code_prepare(w, c, err);

    if (ok) {
        if (c->roster >= 0) {
            db_bind_int(c->st, 1, (int64_t)row);
        }
        ok = step_value(c->st, out, err);
        db_reset(c->st);
    }
    if (!ok) {
        value_release(out);
        return err_wrap(err, "%s:%d", c->src->file, c->src->line);
    }
    return true;
}

enum truth value_truth(const struct value *v)
{
    switch (v->type) {
    case VALUE_NULL:
        return TRUTH_UNKNOWN;
    case VALUE_INT:
        return v->i != 0 ? TRUTH_TRUE : TRUTH_FALSE;
    case VALUE_REAL:
        return fpclassify(v->r) != FP_ZERO ? TRUTH_TRUE : TRUTH_FALSE;
    case VALUE_TEXT:
        return fpclassify(strtod(v->text, NULL)) != FP_ZERO ? TRUTH_TRUE : TRUTH_FALSE;
    }
    return TRUTH_UNKNOWN;
}

bool code_truth(struct work *w, struct code *c, size_t row, enum truth *out, struct err *err)
{
    struct value v = VALUE_INIT;

    *out = TRUTH_UNKNOWN;
    bool ok = code_value(w, c, row, &v, err);
    *out = value_truth(&v);
    value_release(&v);
    return ok;
}

/* ---- a result as the field's type ---- */

static bool convert_stored(const struct slots *s, struct value *v)
{
    struct str text = STR_INIT;
    struct err ignored = ERR_INIT;

    value_add_plain(&text, v);
    bool ok = format_parse_stored(s->field, s->list, (struct sv){text.p, text.len}, v, &ignored);
    str_release(&text);
    return ok;
}

static bool convert_integer(const struct slots *s, struct value *v)
{
    if (v->type != VALUE_REAL) {
        return v->type == VALUE_INT || convert_stored(s, v);
    }
    if (!(fabs(v->r) < 9e18)) {
        return false;
    }
    value_set_int(v, (int64_t)num_round(v->r, 0));
    return true;
}

static bool convert_decimal(const struct slots *s, struct value *v)
{
    if (v->type == VALUE_TEXT) {
        return convert_stored(s, v);
    }
    double r = v->type == VALUE_INT ? (double)v->i : v->r;
    if (!isfinite(r)) {
        return false;
    }
    value_set_real(v, num_round(r, s->field->decimals));
    return true;
}

/* A comparison gives 1 or 0: that is yes or no. */
static bool convert_yes_no(const struct slots *s, struct value *v)
{
    if (v->type == VALUE_INT) {
        value_set_text(v, v->i != 0 ? SV("co") : SV("khong"));
        return true;
    }
    return convert_stored(s, v);
}

static void convert_text(struct value *v)
{
    struct str text = STR_INIT;

    if (v->type != VALUE_TEXT) {
        value_add_plain(&text, v);
        value_set_text(v, (struct sv){text.p, text.len});
        str_release(&text);
    }
}

static bool convert(const struct slots *s, struct value *v)
{
    switch (s->field->type) {
    case FIELD_INTEGER:
        return convert_integer(s, v);
    case FIELD_DECIMAL:
        return convert_decimal(s, v);
    case FIELD_YES_NO:
        return convert_yes_no(s, v);
    case FIELD_TEXT:
    case FIELD_FILE:
        convert_text(v);
        return true;
    case FIELD_NOTE:
        return true;
    case FIELD_DATE:
    case FIELD_TIME:
    case FIELD_DATETIME:
    case FIELD_SELECT_ONE:
    case FIELD_SELECT_MULTIPLE:
        break;
    }
    return convert_stored(s, v);
}

void value_convert(const struct slots *s, struct value *v, char **raw)
{
    struct str text = STR_INIT;

    *raw = NULL;
    if (!value_is_null(v) && !convert(s, v)) {
        value_add_plain(&text, v);
        *raw = str_take(&text);
        value_release(v);
    }
}

/* ---- the walk ---- */

struct walk {
    struct work *w;
    int roster;           /* of which single rows changed, -1: none */
    struct row_list rows; /* these */
    struct bits changed;
    struct bits whole; /* of these more than those rows may have changed */
    bool all;          /* evaluate every node */
    bool ok;
    struct err *err; /* the first failure; the walk goes on, so that one bad expression leaves the rest alive */
    struct err ignored;
};

static struct err *sink(struct walk *k)
{
    return k->ok ? k->err : &k->ignored;
}

static void done(struct walk *k, bool ok)
{
    k->ok = k->ok && ok;
}

static bool is_true(struct walk *k, struct code *c, size_t row)
{
    enum truth truth;

    done(k, code_truth(k->w, c, row, &truth, sink(k)));
    return truth == TRUTH_TRUE;
}

/* Put what an expression gave into the cell; true when that is new. */
static bool put_result(const struct slots *s, struct cell *cell, struct value *v)
{
    char *raw;

    value_convert(s, v, &raw);
    if (value_eq(v, &cell->value) && str_eq_null(raw, cell->raw)) {
        free(raw);
        return false;
    }
    cell_set(cell, v);
    cell->raw = raw;
    return true;
}

/* A hidden calculation or default is NULL at once: it is nobody's typing, and comes back by itself. */
static bool eval_result(struct walk *k, const struct slots *s, struct cell *cell, size_t row)
{
    struct code *c = s->code[SLOT_CALCULATION];
    struct value v = VALUE_INIT;

    if (s->field->type == FIELD_NOTE || (cell->computed && !c)) {
        return false; /* shown when it is looked at; added up when its parts are known */
    }
    if (!c && !cell->touched) {
        c = s->code[SLOT_DEFAULT];
    }
    if (!c) {
        return false;
    }
    if (cell->relevant) {
        done(k, code_value(k->w, c, row, &v, sink(k)));
    }
    bool changed = put_result(s, cell, &v);
    value_release(&v);
    return changed;
}

static bool parent_relevant(const struct work *w, const struct field *f)
{
    if (f->roster >= 0) {
        return w->record->rosters[f->roster].relevant;
    }
    return f->group < 0 || w->group_relevant[f->group];
}

/* What identifies a stored record is corrected by rekeying it, where its followers are shown, never by the way. */
static bool is_stored_key(const struct work *w, const struct field *f)
{
    const struct form *form = w->record->form;
    for (size_t i = 0; w->record->version > 0 && f->roster < 0 && i < form->nkey; i++) {
        if (form->key[i] == f->index) {
            return true;
        }
    }
    return false;
}

static void set_constant_flags(const struct work *w, const struct slots *s, struct cell *cell, size_t row)
{
    bool sum = matrix_is_sum(w, s->field, row);
    cell->computed = s->code[SLOT_CALCULATION] || sum;
    if (!s->code[SLOT_REQUIRED]) {
        cell->required = s->field->required_always && !sum; /* what it adds up is */
    }
    if (!s->code[SLOT_READ_ONLY] || cell->computed) {
        cell->read_only = s->field->read_only_always || s->field->serial || s->field->measures || cell->computed || is_stored_key(w, s->field);
    }
}

static bool eval_cell(struct walk *k, const struct slots *s, size_t row)
{
    struct cell *cell = cell_of(k->w, s->field, row);
    bool relevant = parent_relevant(k->w, s->field);

    if (relevant && s->code[SLOT_RELEVANT]) {
        relevant = is_true(k, s->code[SLOT_RELEVANT], row);
    }
    bool changed = relevant != cell->relevant && !value_is_null(&cell->value);
    cell->relevant = relevant;
    set_constant_flags(k->w, s, cell, row);
    return eval_result(k, s, cell, row) || changed;
}

static bool is_row_local(const struct slots *s)
{
    for (int i = SLOT_RELEVANT; i <= SLOT_DEFAULT; i++) {
        if (s->code[i] && !s->code[i]->row_local) {
            return false;
        }
    }
    return true;
}

/* Only the rows of the change need a look when nothing beyond them changed and nothing else is read. */
static bool only_own_rows(const struct walk *k, const struct field *f, struct bits reads, bool row_local)
{
    return !k->all && k->roster >= 0 && k->roster == f->roster && row_local && !bits_meet(reads, k->whole, k->w->words);
}

static void mark(struct walk *k, size_t node, bool whole)
{
    bits_add(k->changed, node);
    if (whole) {
        bits_add(k->whole, node);
    }
}

/* Lines of a matrix that add up others follow them: in the columns of the rows that changed, or in all. */
static bool eval_sums(struct walk *k, const struct field *f, bool own_rows)
{
    struct roster_table *t = &k->w->rosters[f->roster];
    struct row_list changed = {{0}};
    size_t n = own_rows ? k->rows.list.n : t->matrix.at.across.n;

    for (size_t i = 0; i < n; i++) {
        matrix_sum(k->w, t, own_rows ? t->matrix.at.places.v[k->rows.list.v[i]].across : i, own_rows ? &k->rows : &changed);
    }
    bool any = own_rows ? k->rows.list.n > n : changed.list.n > 0;
    vec_release(&changed.list);
    return any;
}

static void eval_own_rows(struct walk *k, const struct slots *s, size_t node)
{
    bool changed = false;

    for (size_t i = 0; i < k->rows.list.n; i++) {
        changed = eval_cell(k, s, k->rows.list.v[i]) || changed;
    }
    if (changed) {
        mark(k, node, false);
    }
    if (changed && matrix_has_sums(k->w, s->field)) {
        eval_sums(k, s->field, true);
    }
}

static void eval_slots(struct walk *k, size_t node)
{
    const struct slots *s = &k->w->slots[node];
    const struct field *f = s->field;
    bool changed = false;

    if (f->roster < 0) {
        changed = eval_cell(k, s, 0);
    } else if (only_own_rows(k, f, k->w->needs[node], is_row_local(s))) {
        eval_own_rows(k, s, node);
    } else {
        for (size_t i = 0; i < k->w->record->rosters[f->roster].list.n; i++) {
            changed = eval_cell(k, s, i) || changed;
        }
        changed = (matrix_has_sums(k->w, f) && eval_sums(k, f, false)) || changed;
    }
    if (changed) {
        mark(k, node, true);
    }
}

static void eval_rows(struct walk *k, size_t i)
{
    struct work *w = k->w;
    struct roster_table *t = &w->rosters[i];
    struct rows *rows = &w->record->rosters[i];
    bool relevant = t->def->group < 0 || w->group_relevant[t->def->group];
    bool refilled;

    if (relevant && t->relevant) {
        relevant = is_true(k, t->relevant, 0);
    }
    bool changed = relevant != rows->relevant;
    rows->relevant = relevant;
    done(k, roster_refill(w, t, &refilled, sink(k)));
    if (k->all || refilled) {
        matrix_moved(w, t);
    }
    if (changed || refilled) {
        mark(k, node_rows(w, i), true);
    }
}

static void eval_group(struct walk *k, size_t i)
{
    struct work *w = k->w;
    bool relevant = is_true(k, w->group_code[i], 0);

    if (relevant != w->group_relevant[i]) {
        w->group_relevant[i] = relevant;
        mark(k, node_group(w, i), true);
    }
}

static void eval_lookup(struct walk *k, size_t i)
{
    bool changed;

    done(k, lookup_refresh(k->w, &k->w->lookups[i], &changed, sink(k)));
    if (changed) {
        mark(k, node_lookup(k->w, i), true);
    }
}

static void eval_node(struct walk *k, size_t node)
{
    struct work *w = k->w;

    if (node < w->nslots) {
        eval_slots(k, node);
    } else if (node < node_group(w, 0)) {
        eval_rows(k, node - node_rows(w, 0));
    } else if (node < node_lookup(w, 0)) {
        eval_group(k, node - node_group(w, 0));
    } else {
        eval_lookup(k, node - node_lookup(w, 0));
    }
}

/* required and read_only of one field or column. */
static void eval_flag(struct walk *k, struct code *c)
{
    struct work *w = k->w;
    bool own_rows = only_own_rows(k, c->field, c->reads, c->row_local);
    size_t n = own_rows ? k->rows.list.n : c->roster >= 0 ? w->record->rosters[c->roster].list.n : 1;

    for (size_t i = 0; i < n; i++) {
        size_t row = own_rows ? k->rows.list.v[i] : i;
        struct cell *cell = cell_of(w, c->field, row);
        bool on = is_true(k, c, row);
        if (c->slot == SLOT_REQUIRED) {
            cell->required = on && (!cell->computed || c->field->calculation.sql);
        } else if (!cell->computed) {
            cell->read_only = on;
        }
    }
}

static bool touched_flag(const struct walk *k, const struct code *c)
{
    bool new_rows = c->roster >= 0 && bits_has(k->changed, node_rows(k->w, (size_t)c->roster));
    return k->all || new_rows || bits_meet(c->reads, k->changed, k->w->words);
}

/* Changes in rows other than the one before count as of the whole column. */
static void note_moved(const struct walk *k)
{
    struct work *w = k->w;
    bool row_of_its_own = k->roster >= 0;
    bool elsewhere = row_of_its_own && (k->roster != w->moved_at.roster || k->rows.list.v[0] != w->moved_at.row);

    if (elsewhere) {
        bits_join(w->moved_whole, w->moved, w->words);
        w->moved_at = (struct path){k->roster, k->rows.list.v[0], 0};
    }
    bits_join(w->moved, k->changed, w->words);
    bits_join(w->moved_whole, k->rows.list.n > 1 ? k->changed : k->whole, w->words);
}

static void eval_ghosts(struct walk *k)
{
    struct work *w = k->w;

    for (size_t i = 0; i < w->form->nrosters; i++) {
        struct roster_table *t = &w->rosters[i];
        bool touched = k->all || bits_has(k->changed, node_rows(w, i)) ||
                       (t->ghost_feed.query && bits_meet(t->ghost_feed.reads, k->changed, w->words));
        if (t->ghost_feed.query && touched) {
            done(k, ghosts_refresh(w, t, sink(k)));
        }
    }
}

/* Where a walk starts: one cell changed (`p`), or a whole node. */
static void begin(struct walk *k, size_t start, const struct path *p)
{
    k->roster = p ? p->roster : -1;
    mark(k, start, k->roster < 0);
    if (k->roster >= 0) {
        *vec_push(&k->rows.list) = p->row;
        if (matrix_has_sums(k->w, k->w->slots[start].field)) {
            eval_sums(k, k->w->slots[start].field, true);
        }
    }
}

/* `start`: the node that changed, `p` its only changed cell (NULL: more of it); ignored when all is evaluated. */
static bool walk(struct walk *k, size_t start, const struct path *p)
{
    struct work *w = k->w;
    uint64_t *sets = mem_zero(2 * w->words, sizeof *sets);

    k->changed.w = sets;
    k->whole.w = sets + w->words;
    k->roster = -1;
    if (!k->all) {
        begin(k, start, p);
    }
    for (size_t i = 0; i < w->order.n; i++) {
        size_t node = w->order.v[i];
        if (k->all || bits_meet(w->needs[node], k->changed, w->words)) {
            eval_node(k, node);
        }
    }
    for (size_t i = 0; i < w->flags.n; i++) {
        if (touched_flag(k, w->flags.v[i])) {
            eval_flag(k, w->flags.v[i]);
        }
    }
    if (!k->all) {
        note_moved(k);
    }
    eval_ghosts(k);
    vec_release(&k->rows.list);
    free(sets);
    return k->ok;
}

bool eval_all(struct work *w, struct err *err)
{
    struct walk k = {.w = w, .all = true, .ok = true, .err = err};

    for (size_t i = 0; i < w->form->ngroups; i++) {
        w->group_relevant[i] = true;
    }
    for (size_t i = 0; i < w->form->nrosters; i++) {
        w->record->rosters[i].relevant = true;
    }
    for (size_t i = 0; i < w->form->nfields; i++) { /* fields that need nothing are in no order */
        w->record->cells[i].relevant = true;
        set_constant_flags(w, &w->slots[i], &w->record->cells[i], 0);
    }
    return walk(&k, 0, NULL);
}

bool eval_changed(struct work *w, size_t node, const struct path *p, struct err *err)
{
    struct walk k = {.w = w, .ok = true, .err = err};

    return walk(&k, node, p);
}
