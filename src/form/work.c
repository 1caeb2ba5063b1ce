#include "form/work_int.h"

#include <stdlib.h>
#include <string.h>

#define STEPS_MAX 1000000 /* of SQLite's machine, for one expression */

/* ---- making one ---- */

static struct work *work_alloc(struct app *app, const struct form *form, const struct clock *clock,
                               const struct source *src, struct faults *faults)
{
    struct work *w = mem_zero(1, sizeof *w);

    w->app = app;
    w->form = form;
    w->clock = *clock;
    w->src = src ? *src : (struct source){0};
    w->faults = faults;
    w->lookups = arena_alloc(&w->arena, (form->nlookups + 1) * sizeof *w->lookups);
    w->lookup_names = arena_alloc(&w->arena, (form->nlookups + 1) * sizeof *w->lookup_names);
    w->rosters = arena_alloc(&w->arena, (form->nrosters + 1) * sizeof *w->rosters);
    w->group_code = arena_alloc(&w->arena, (form->ngroups + 1) * sizeof *w->group_code);
    w->group_relevant = arena_alloc(&w->arena, (form->ngroups + 1) * sizeof *w->group_relevant);
    return w;
}

/* Give every field, and then every other node, its number. */
static void number_nodes(struct work *w)
{
    const struct form *form = w->form;

    w->nslots = form->nfields;
    for (size_t i = 0; i < form->nrosters; i++) {
        w->rosters[i] = (struct roster_table){.w = w, .def = &form->rosters[i], .columns = w->nslots};
        w->nslots += form->rosters[i].nfields;
    }
    w->nnodes = node_lookup(w, form->nlookups);
    w->words = w->nnodes / 64 + 1;
    w->needs = arena_alloc(&w->arena, (w->nnodes + 1) * sizeof *w->needs);
    w->slots = arena_alloc(&w->arena, (w->nslots + 1) * sizeof *w->slots);
    w->moved = bits_new(w);
    w->moved_whole = bits_new(w);
}

static regex_t *compile_pattern(struct work *w, const struct field *f)
{
    struct str anchored = STR_INIT;
    regex_t *re = arena_alloc(&w->arena, sizeof *re);

    str_addf(&anchored, "^(%s)$", f->pattern);
    int rc = regcomp(re, anchored.p, REG_EXTENDED | REG_NOSUB);
    str_release(&anchored);
    if (rc == 0) {
        return re;
    }
    work_fault(w, w->form->file, f->line, _("The pattern of '%s' is no regular expression: %s."), f->name,
               f->pattern);
    return NULL;
}

static void open_slots(struct work *w, const struct field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct field *f = &fields[i];
        struct slots *s = &w->slots[node_field(w, f)];
        struct err err = ERR_INIT;
        s->field = f;
        if (f->list && !app_list(w->app, f->list, &s->list, NULL, &err)) {
            work_fault(w, w->form->file, f->line, "%s", err.msg);
        }
        if (f->pattern) {
            s->pattern = compile_pattern(w, f);
        }
        limits_read(s);
    }
}

static void open_feeds(struct work *w)
{
    for (size_t i = 0; i < w->form->nlookups; i++) {
        struct lookup_table *t = &w->lookups[i];
        struct err err = ERR_INIT;
        *t = (struct lookup_table){.w = w, .def = &w->form->lookups[i]};
        w->lookup_names[i] = t->def->name;
        if (!lookup_open(w, t, &err)) {
            work_fault(w, w->form->file, t->def->line, "%s", err.msg);
        }
    }
    for (size_t i = 0; i < w->form->nrosters; i++) {
        struct roster_table *t = &w->rosters[i];
        struct err err = ERR_INIT;
        if (!feed_open(w, &t->feed, t->def->rows, &err) || !feed_open(w, &t->ghost_feed, t->def->ghost, &err)) {
            work_fault(w, w->form->file, t->def->line, "%s", err.msg);
        }
        matrix_open(w, t);
    }
}

static bool open_db(struct work *w, struct err *err)
{
    const struct list *holidays = NULL;

    if (w->app->holidays && !app_list(w->app, w->app->holidays, &holidays, NULL, err)) {
        return false;
    }
    if (!db_open(&w->db, ":memory:", DB_MEMORY, err) ||
        !work_add_functions(w->db, &w->clock, holidays, err)) {
        return false;
    }
    db_limit_steps(w->db, STEPS_MAX);
    /* one transaction for life: SQLite need not begin and end one for each expression */
    return tables_add(w, err) && db_exec(w->db, "BEGIN", err);
}

static bool compile(struct work *w, struct err *err)
{
    number_nodes(w);
    open_slots(w, w->form->fields, w->form->nfields);
    for (size_t i = 0; i < w->form->nrosters; i++) {
        open_slots(w, w->form->rosters[i].fields, w->form->rosters[i].nfields);
    }
    open_feeds(w);
    if (!open_db(w, err)) {
        return false;
    }
    codes_add(w, w->faults != NULL);
    graph_build(w);
    if (w->first_fault.code != ERR_NONE) {
        *err = w->first_fault;
        return false;
    }
    w->faults = NULL; /* the caller's; from now on failures are errors */
    return true;
}

bool work_new(struct work **out, struct app *app, const struct form *form, const struct clock *clock,
              const struct source *src, struct faults *faults, struct err *err)
{
    struct work *w = work_alloc(app, form, clock, src, faults);

    if (!compile(w, err)) {
        work_free(w);
        return false;
    }
    *out = w;
    return true;
}

static void release_slots(struct work *w)
{
    for (size_t i = 0; w->slots && i < w->nslots; i++) {
        value_release(&w->slots[i].min);
        value_release(&w->slots[i].max);
        if (w->slots[i].pattern) {
            regfree(w->slots[i].pattern);
        }
    }
}

void work_free(struct work *w)
{
    if (!w) {
        return;
    }
    for (size_t i = 0; i < w->codes.n; i++) {
        code_release(w->codes.v[i]);
    }
    vec_release(&w->codes);
    db_close(w->db);
    for (size_t i = 0; i < w->form->nlookups; i++) {
        rowset_release(&w->lookups[i].rows);
        feed_release(&w->lookups[i].feed);
    }
    for (size_t i = 0; i < w->form->nrosters; i++) {
        rowset_release(&w->rosters[i].found);
        feed_release(&w->rosters[i].feed);
        feed_release(&w->rosters[i].ghost_feed);
        rowset_release(&w->rosters[i].ghosts);
        vec_release(&w->rosters[i].ghost_of);
        matrix_close(&w->rosters[i]);
    }
    release_slots(w);
    vec_release(&w->lists);
    vec_release(&w->order);
    vec_release(&w->flags);
    arena_release(&w->arena);
    free(w);
}

/* ---- a record in it ---- */

static void forget_runs(struct work *w)
{
    for (size_t i = 0; i < w->form->nlookups; i++) {
        str_clear(&w->lookups[i].feed.last);
    }
    for (size_t i = 0; i < w->form->nrosters; i++) {
        str_clear(&w->rosters[i].feed.last);
        str_clear(&w->rosters[i].ghost_feed.last);
    }
}

bool work_attach(struct work *w, struct record *r, struct err *err)
{
    w->record = r;
    forget_runs(w);
    forget_moved(w);
    return !r || eval_all(w, err);
}

bool work_changed(struct work *w, struct path p, struct err *err)
{
    return eval_changed(w, node_field(w, record_field(w->record, p)), &p, err);
}

bool work_rows_changed(struct work *w, size_t roster, struct err *err)
{
    matrix_moved(w, &w->rosters[roster]);
    return eval_changed(w, node_rows(w, roster), NULL, err);
}

/* ---- what is not relevant ---- */

struct emptying {
    struct work *w;
    bool only_list;
    struct changes *out;
};

static struct change *list_change(struct emptying *k, struct str *path)
{
    struct change *c = vec_push(&k->out->list);

    c->path = str_take(path);
    return c;
}

static void empty_cell(struct emptying *k, struct path p)
{
    struct cell *cell = record_cell(k->w->record, p);
    struct str path = STR_INIT;
    const struct value nothing = VALUE_INIT;

    if (cell->relevant || cell_empty(cell)) {
        return;
    }
    record_path_text(k->w->record, p, &path);
    list_change(k, &path)->old = cell;
    if (!k->only_list) {
        cell_set(cell, &nothing);
    }
}

/* The rows of a roster that is not relevant go as a whole. */
static void empty_roster(struct emptying *k, size_t roster)
{
    struct record *r = k->w->record;
    struct rows *rows = &r->rosters[roster];

    for (size_t i = 0; i < rows->list.n; i++) {
        struct str path = STR_INIT;
        str_addf(&path, "%s/%s", r->form->rosters[roster].name, rows->list.v[i].key);
        list_change(k, &path)->row_deleted = true;
    }
    while (!k->only_list && rows->list.n > 0) {
        record_delete_row(r, roster, rows->list.n - 1);
    }
}

static void empty_rows(struct emptying *k, size_t roster)
{
    const struct rows *rows = &k->w->record->rosters[roster];

    for (size_t i = 0; i < rows->list.n; i++) {
        for (size_t j = 0; j < k->w->form->rosters[roster].nfields; j++) {
            empty_cell(k, (struct path){(int)roster, i, j});
        }
    }
}

bool work_empty_irrelevant(struct work *w, bool only_list, struct changes *out, struct err *err)
{
    struct emptying k = {w, only_list, out};

    for (size_t i = 0; i < w->form->nfields; i++) {
        empty_cell(&k, PATH_MAIN(i));
    }
    for (size_t i = 0; i < w->form->nrosters; i++) {
        if (w->record->rosters[i].relevant) {
            empty_rows(&k, i);
        } else {
            empty_roster(&k, i);
        }
    }
    (void)err; /* nothing here can fail yet; expressions see these cells as NULL already */
    return true;
}

/* ---- asking ---- */

/* The English of a text that the roster's query gave, while it is the one that stands there. */
static const struct value *found_english(const struct work *w, struct path p, const struct value *shown)
{
    static const struct value nothing = VALUE_INIT;
    const struct roster_table *t = &w->rosters[p.roster];
    const struct field *f = record_field(w->record, p);
    const char *key = w->record->rosters[p.roster].list.v[p.row].key;
    const struct value *found = &nothing;
    struct str text = STR_INIT;

    str_addf(&text, "%s_en", f->name);
    int column = rowset_column(&t->found, text.p);
    for (size_t i = 0; column >= 0 && i < t->found.nrows && found == &nothing; i++) {
        roster_row_key(t->def, &t->found, i, &text);
        if (str_eq(text.p, key) && str_eq(rowset_str(&t->found, i, f->name), value_str(shown))) {
            found = rowset_at(&t->found, i, column);
        }
    }
    str_release(&text);
    return found;
}

static bool stored_shown(struct work *w, struct path p, enum lang lang, struct value *out)
{
    value_copy(out, &record_cell(w->record, p)->value);
    if (lang == LANG_EN && p.roster >= 0 && out->type == VALUE_TEXT) {
        const struct value *english = found_english(w, p, out);
        if (!value_is_null(english)) {
            value_copy(out, english);
        }
    }
    return true;
}

bool work_shown(struct work *w, struct path p, enum lang lang, struct value *out, struct err *err)
{
    const struct slots *s = &w->slots[node_field(w, record_field(w->record, p))];
    struct code *english = lang == LANG_EN ? s->code[SLOT_ENGLISH] : NULL;

    value_release(out);
    if (s->field->type != FIELD_NOTE && !english) {
        return stored_shown(w, p, lang, out);
    }
    struct code *c = english ? english : s->code[SLOT_CALCULATION];
    return !c || !record_cell(w->record, p)->relevant || code_value(w, c, p.row, out, err);
}

const struct rowset *work_lookup(const struct work *w, const char *name)
{
    for (size_t i = 0; i < w->form->nlookups; i++) {
        if (str_eq(w->lookups[i].def->name, name)) {
            return &w->lookups[i].rows;
        }
    }
    return NULL;
}

const struct list *work_list(const struct work *w, const struct field *f)
{
    return w->slots[node_field(w, f)].list;
}

static struct code *code_of(struct work *w, const struct expr *e, struct err *err)
{
    for (size_t i = 0; i < w->codes.n; i++) {
        if (w->codes.v[i]->src == e) {
            return w->codes.v[i];
        }
    }
    err_set(err, ERR_NOT_FOUND, _("%s:%d: this is no expression that the form evaluates."), e->file, e->line);
    return NULL;
}

bool work_try(struct work *w, const struct expr *e, const struct path *p, struct value *out, struct err *err)
{
    struct code *c = code_of(w, e, err);

    return c && code_value(w, c, p ? p->row : 0, out, err);
}

bool work_reads(struct work *w, const struct expr *e, struct reads *out, struct err *err)
{
    struct code *c = code_of(w, e, err);

    if (!c || !code_prepare(w, c, err)) {
        return false;
    }
    for (size_t i = 0; i < w->nnodes; i++) {
        if (!bits_has(c->reads, i)) {
            continue;
        }
        if (i < w->nslots) {
            *vec_push(&out->fields) = w->slots[i].field;
        }
        out->rows = out->rows || (i >= node_rows(w, 0) && i < node_group(w, 0));
        out->lookups = out->lookups || i >= node_lookup(w, 0);
    }
    return true;
}

void reads_release(struct reads *r)
{
    vec_release(&r->fields);
}
