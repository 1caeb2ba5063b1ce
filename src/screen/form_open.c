/* Opening a record: the record itself, its workspace, what a new one starts with, and whether it may be changed. */

#include "screen/form_int.h"

#include <stdio.h>
#include <string.h>

/* ---- where the workspace gets other records from ---- */

static bool source_query(void *arg, const char *name, const struct param *params, size_t nparams, struct rowset *out,
                         struct err *err)
{
    const struct form_page *fp = arg;
    struct reply rep = {0};
    struct request req = {.op = OP_QUERY, .name = name, .params = params, .nparams = nparams};
    bool ok = host_call(fp->host, &req, &rep, err);
    if (ok) {
        *out = rep.rows;
        rep.rows = (struct rowset){0};
    }
    reply_release(&rep);
    return ok;
}

static bool source_taken(void *arg, const struct form *form, const char *id, const size_t *fields,
                         const struct value *values, size_t n, bool *taken, struct err *err)
{
    const struct form_page *fp = arg;
    struct reply rep = {0};
    struct param *params = mem_zero(n + 1, sizeof *params);
    for (size_t i = 0; i < n; i++) {
        params[i].name = form->fields[fields[i]].name;
        params[i].value = values[i]; /* lent */
    }
    struct request req = {.op = OP_TAKEN, .form = form->name, .id = id, .params = params, .nparams = n};
    bool ok = host_call(fp->host, &req, &rep, err);
    *taken = ok && rep.n != 0;
    free(params);
    reply_release(&rep);
    return ok;
}

/* ---- titles of other records ---- */

const char *form_title(struct form_page *fp, const char *form, const char *id)
{
    for (size_t i = 0; i < fp->titles.n; i++) {
        if (str_eq(fp->titles.v[i].id, id) && str_eq(fp->titles.v[i].form, form)) {
            return fp->titles.v[i].label;
        }
    }
    struct err ignored = ERR_INIT;
    struct reply rep = {0};
    struct request req = {.op = OP_TITLE, .form = form, .id = id};
    bool ok = host_call(fp->host, &req, &rep, &ignored) && rep.rows.nrows > 0;
    struct title *t = vec_push(&fp->titles);
    t->form = mem_dup(form);
    t->id = mem_dup(id);
    t->label = mem_dup(ok ? rowset_str(&rep.rows, 0, "label") : id);
    reply_release(&rep);
    return t->label;
}

void form_record_title(struct form_page *fp, const struct ui *ui, struct str *out)
{
    const struct form *form = fp->form;
    size_t n = form->nrecord_title > 0 ? form->nrecord_title : form->nkey;
    const size_t *fields = form->nrecord_title > 0 ? form->record_title : form->key;
    for (size_t i = 0; i < n; i++) {
        struct str s = STR_INIT;
        field_show(fp, ui, PATH_MAIN(fields[i]), &s);
        if (s.len > 0) {
            str_addf(out, "%s%s", out->len > 0 ? " · " : "", s.p);
        }
        str_release(&s);
    }
}

/* ---- what a new record starts with ---- */

static void give(struct form_page *fp, const struct ui *ui, size_t field, const struct value *v)
{
    struct cell *c = &fp->record->cells[field];
    if (cell_empty(c) && !value_is_null(v)) {
        cell_set(c, v);
        c->touched = true;
        draft_note_cell(fp, ui, PATH_MAIN(field), true);
    }
}

static void give_context(struct form_page *fp, const struct ui *ui)
{
    for (size_t i = 0; i < fp->form->nfields; i++) {
        for (size_t c = 0; c < ui->ncontext && fp->form->fields[i].ref; c++) {
            if (str_eq(fp->form->fields[i].ref, ui->context[c].name)) {
                give(fp, ui, i, &ui->context[c].value);
            }
        }
    }
}

static void give_carried(struct form_page *fp, const struct ui *ui)
{
    for (size_t i = 0; i < fp->form->nfields; i++) {
        const struct record *before = fp->form->fields[i].carry ? choice_previous(fp) : NULL;
        if (before) {
            give(fp, ui, i, &before->cells[i].value);
        }
    }
}

/* How many parts of a key text this form's key has: a reference is spelt with its target's key. */
static size_t key_parts(struct ui *ui, const struct form *form, int depth)
{
    size_t n = 0;
    for (size_t i = 0; i < form->nkey; i++) {
        const struct field *f = &form->fields[form->key[i]];
        const struct form *target;
        struct err ignored = ERR_INIT;
        bool known = f->ref && depth < 8 && app_form(ui->app, f->ref, &target, NULL, &ignored) && target->nkey > 0;
        n += known ? key_parts(ui, target, depth + 1) : 1;
    }
    return n;
}

/* Cut `n` parts off the key text. */
static struct sv cut_parts(struct sv *rest, size_t n)
{
    struct sv cut = *rest;
    struct sv piece = {rest->p, 0};
    while (n-- > 0 && sv_next(rest, '|', &piece)) {
    }
    cut.n = piece.p ? (size_t)(piece.p + piece.n - cut.p) : 0;
    return cut;
}

/* The record of `form` with this key, as a value; NULL when there is none. */
static void find_id(struct form_page *fp, const char *form, struct sv key, struct value *out)
{
    struct err ignored = ERR_INIT;
    struct reply rep = {0};
    char *text = mem_dup_n(key.p, key.n);
    struct request req = {.op = OP_FIND, .form = form, .key = text};
    if (host_call(fp->host, &req, &rep, &ignored) && rep.rows.nrows > 0) {
        value_set_text(out, sv_of(rowset_str(&rep.rows, 0, "_id")));
    }
    reply_release(&rep);
    free(text);
}

static void give_key(struct form_page *fp, struct ui *ui, const char *key)
{
    struct sv rest = sv_of(key);
    for (size_t i = 0; i < fp->form->nkey; i++) {
        const struct field *f = &fp->form->fields[fp->form->key[i]];
        struct value v = VALUE_INIT;
        struct err ignored = ERR_INIT;
        const struct form *target = NULL;
        bool known = f->ref && app_form(ui->app, f->ref, &target, NULL, &ignored) && target->nkey > 0;
        struct sv part = cut_parts(&rest, known ? key_parts(ui, target, 1) : 1);
        if (f->ref) {
            find_id(fp, f->ref, part, &v);
        } else {
            (void)format_parse_stored(f, work_list(fp->work, f), part, &v, &ignored);
        }
        give(fp, ui, f->index, &v);
        value_release(&v);
    }
}

/* ---- whether it may be changed ---- */

static void forbid(struct form_page *fp, const struct ui *ui, const struct form *form, const struct state *state)
{
    struct str why = STR_INIT;
    str_addf(&why, _("“%s” is in the state “%s”: it may only be read."), label_in(&form->title, ui->lang),
             label_in(&state->label, ui->lang));
    free(fp->forbidden);
    fp->forbidden = str_take(&why);
    fp->read_only = true;
}

static void look_at_governing(struct form_page *fp, struct ui *ui)
{
    const struct form *form = fp->form;
    const struct form *over;
    struct err ignored = ERR_INIT;
    struct reply rep = {0};
    const struct value *id = form->governing_field >= 0 ? &fp->record->cells[form->governing_field].value : NULL;
    if (!form->governed_by || !id || value_is_null(id) || !app_form(ui->app, form->governed_by, &over, NULL, &ignored)) {
        return;
    }
    struct request req = {.op = OP_OPEN, .form = over->name, .id = value_str(id)};
    if (host_call(fp->host, &req, &rep, &ignored) && rep.record) {
        const struct state *state = form_state(over, rep.record->state);
        if (state && !state->editable) {
            forbid(fp, ui, over, state);
        }
    }
    reply_release(&rep);
}

void form_look_at_states(struct form_page *fp, struct ui *ui)
{
    const struct state *state = form_state(fp->form, fp->record->state);
    fp->read_only = false;
    if (state && !state->editable) {
        forbid(fp, ui, fp->form, state);
    } else {
        look_at_governing(fp, ui);
    }
}

/* ---- opening ---- */

static void take_reply(struct form_page *fp, struct reply *rep)
{
    free(fp->hash);
    fp->hash = rep->text;
    fp->record = rep->record;
    rep->text = NULL;
    rep->record = NULL;
}

/* A draft of a record that was never saved: a new record under its id. */
static bool open_unsaved(struct form_page *fp, const char *id, struct reply *rep)
{
    struct err ignored = ERR_INIT;
    struct reply drafted = {0};
    struct request get = {.op = OP_DRAFT_GET, .form = fp->form->name, .id = id};
    struct request fresh = {.op = OP_OPEN, .form = fp->form->name};
    bool ok = host_call(fp->host, &get, &drafted, &ignored) && drafted.draft.form &&
              host_call(fp->host, &fresh, rep, &ignored) && rep->record;
    if (ok) {
        snprintf(rep->record->id, sizeof rep->record->id, "%s", id);
    }
    reply_release(&drafted);
    return ok;
}

static bool fetch_record(struct form_page *fp, struct ui *ui, const char *id, const char *key)
{
    struct err err = ERR_INIT;
    struct reply rep = {0};
    struct value found = VALUE_INIT;
    if (!id && key) {
        find_id(fp, fp->form->name, sv_of(key), &found);
        id = value_is_null(&found) ? NULL : value_str(&found);
    }
    struct request req = {.op = OP_OPEN, .form = fp->form->name, .id = id, .params = ui->context, .nparams = ui->ncontext};
    bool ok = host_call(fp->host, &req, &rep, &err) ||
              (id && err.code == ERR_NOT_FOUND && open_unsaved(fp, id, &rep));
    if (ok) {
        take_reply(fp, &rep);
    } else {
        ui_error(ui, &err);
    }
    value_release(&found);
    reply_release(&rep);
    return ok;
}

static bool start_work(struct form_page *fp, struct ui *ui)
{
    struct err err = ERR_INIT;
    struct source src = {.query = source_query, .taken = source_taken, .arg = fp};
    if (!work_new(&fp->work, ui->app, fp->form, ui->clock, &src, NULL, &err)) {
        ui_error(ui, &err);
        return false;
    }
    return true;
}

static bool evaluate(struct form_page *fp, struct ui *ui)
{
    struct err err = ERR_INIT;
    if (!work_attach(fp->work, fp->record, &err)) {
        ui_error(ui, &err);
        return false;
    }
    return true;
}

bool form_open(struct form_page *fp, struct ui *ui, const char *id, const char *key)
{
    if (!fetch_record(fp, ui, id, key) || !start_work(fp, ui)) {
        return false;
    }
    fp->base = record_clone(fp->record);
    if (fp->record->version == 0) {
        if (key) {
            give_key(fp, ui, key);
        }
        give_context(fp, ui);
        give_carried(fp, ui);
    }
    form_look_at_states(fp, ui);
    return evaluate(fp, ui);
}
