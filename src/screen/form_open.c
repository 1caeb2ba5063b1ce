/* Opening a record: the record itself, its workspace, and whether it may be changed. */

#include "screen/form_int.h"

/* ---- where the workspace gets other records from ---- */

static bool source_query(void *arg, const char *name, const struct param *params, size_t nparams,
                         struct rowset *out, struct err *err)
{
    const struct form_page *fp = arg;
    struct reply rep = {0};
    struct request req = {.op = OP_QUERY, .name = name, .params = params, .nparams = nparams, .snapshot = fp->seal};
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

static bool source_offered(void *arg, const struct form *form, const struct field *f, const char *id, const struct params *params,
                           bool *offered, struct err *err)
{
    struct reply rep = {0};
    struct request req = {.id = id};
    (void)form;
    bool ok = choice_ask(arg, f, params, &req, &rep, err);
    *offered = ok && rep.n != 0;
    reply_release(&rep);
    return ok;
}

static bool source_title(void *arg, const char *form, const char *id, enum lang lang, struct str *out, struct err *err)
{
    (void)lang;
    (void)err;
    str_add(out, form_title(arg, form, id)->label);
    return true;
}

/* ---- titles of other records ---- */

const struct title *form_title(struct form_page *fp, const char *form, const char *id)
{
    for (size_t i = 0; i < fp->titles.n; i++) {
        if (str_eq(fp->titles.v[i].id, id) && str_eq(fp->titles.v[i].form, form)) {
            return &fp->titles.v[i];
        }
    }
    struct err ignored = ERR_INIT;
    struct reply rep = {0};
    struct request req = {.op = OP_TITLE, .form = form, .id = id, .snapshot = fp->seal};
    bool ok = host_call(fp->host, &req, &rep, &ignored) && rep.rows.nrows > 0;
    struct title *t = vec_push(&fp->titles);
    t->form = mem_dup(form);
    t->id = mem_dup(id);
    t->key = mem_dup(ok ? rowset_str(&rep.rows, 0, "key") : id);
    t->label = mem_dup(ok ? rowset_str(&rep.rows, 0, "label") : id);
    reply_release(&rep);
    return t;
}

const char *form_title_of(const struct ui *ui, const char *name)
{
    const struct form *form;
    struct err ignored = ERR_INIT;
    return app_form(ui->app, name, &form, NULL, &ignored) ? label_in(&form->title, ui->lang) : name;
}

/* The working context stands in the title line already. */
static bool is_context(const struct ui *ui, const struct field *f, const struct value *v)
{
    for (size_t i = 0; f->ref && i < ui->ncontext; i++) {
        if (str_eq(ui->context[i].name, f->ref) && value_eq(&ui->context[i].value, v)) {
            return true;
        }
    }
    return false;
}

/* A choice's short name is enough in a title: "1.5", not "1.5 Lớp học". */
static void title_part(struct form_page *fp, const struct ui *ui, size_t field, struct str *out)
{
    const struct field *f = &fp->form->fields[field];
    const struct list *list = f->type == FIELD_SELECT_ONE ? work_list(fp->work, f) : NULL;
    const struct list_row *row = list ? list_find(list, value_str(&fp->record->cells[field].value)) : NULL;
    const char *shrt = row ? list_row_short(row, ui->lang) : "";
    if (*shrt) {
        str_add(out, shrt);
    } else if (!is_context(ui, f, &fp->record->cells[field].value)) {
        field_show(fp, ui, PATH_MAIN(field), out);
    }
}

void form_record_title(struct form_page *fp, const struct ui *ui, struct str *out)
{
    const struct form *form = fp->form;
    size_t n = form->nrecord_title > 0 ? form->nrecord_title : form->nkey;
    const size_t *fields = form->nrecord_title > 0 ? form->record_title : form->key;
    for (size_t i = 0; i < n; i++) {
        struct str s = STR_INIT;
        title_part(fp, ui, fields[i], &s);
        if (s.len > 0) {
            str_addf(out, "%s%s", out->len > 0 ? " · " : "", s.p);
        }
        str_release(&s);
    }
}

/* ---- whether it may be changed ---- */

/* `why` is taken over. */
static void forbid(struct form_page *fp, char *why)
{
    free(fp->forbidden);
    fp->forbidden = why;
    fp->read_only = true;
}

static void forbid_by_state(struct form_page *fp, const struct ui *ui, const struct form *form,
                            const struct state *state)
{
    struct str why = STR_INIT;
    str_addf(&why, _("“%s” is in the state “%s”: it may only be read."), label_in(&form->title, ui->lang),
             label_in(&state->label, ui->lang));
    forbid(fp, str_take(&why));
}

static void forbid_sealed(struct form_page *fp)
{
    struct str why = STR_INIT;
    str_addf(&why, _("This was handed in under the seal %s: it may only be read."), fp->seal);
    forbid(fp, str_take(&why));
}

static void look_at_governing(struct form_page *fp, struct ui *ui)
{
    const struct form *form = fp->form;
    const struct form *over;
    struct err ignored = ERR_INIT;
    struct reply rep = {0};
    const struct value *id =
        form->governing_field >= 0 ? &fp->record->cells[form->governing_field].value : NULL;
    if (!form->governed_by || !id || value_is_null(id) ||
        !app_form(ui->app, form->governed_by, &over, NULL, &ignored)) {
        return;
    }
    struct request req = {.op = OP_OPEN, .form = over->name, .id = value_str(id)};
    if (host_call(fp->host, &req, &rep, &ignored) && rep.record) {
        const struct state *state = form_state(over, rep.record->state);
        if (state && !state->editable) {
            forbid_by_state(fp, ui, over, state);
        }
    }
    reply_release(&rep);
}

void form_look_at_states(struct form_page *fp, struct ui *ui)
{
    const struct state *state = form_state(fp->form, fp->record->state);
    fp->read_only = false;
    if (fp->seal) {
        forbid_sealed(fp);
    } else if (fp->barred) {
        forbid(fp, mem_dup(fp->barred));
    } else if (state && !state->editable) {
        forbid_by_state(fp, ui, fp->form, state);
    } else {
        look_at_governing(fp, ui);
    }
}

/* ---- opening ---- */

static void take_reply(struct form_page *fp, struct reply *rep)
{
    const char *why = rowset_str(&rep->rows, 0, "why");
    fp->barred = why[0] != '\0' ? mem_dup(why) : NULL;
    fp->hash = rep->text;
    fp->record = rep->record;
    rep->text = NULL;
    rep->record = NULL;
}

/* A key that no record has yet begins a new one (n = 1), as does an id that only a draft knows. */
static bool fetch_record(struct form_page *fp, struct ui *ui, const char *id, const char *key)
{
    struct reply rep = {0};
    struct request req = {.op = OP_OPEN,
                          .form = fp->form->name,
                          .id = id,
                          .key = id ? NULL : key,
                          .snapshot = fp->seal,
                          .n = 1,
                          .params = ui->context,
                          .nparams = ui->ncontext};
    bool ok = ui_call(ui, &req, &rep);
    if (ok) {
        take_reply(fp, &rep);
    }
    reply_release(&rep);
    return ok;
}

static bool start_work(struct form_page *fp, struct ui *ui)
{
    struct err err = ERR_INIT;
    struct source src = {
        .query = source_query, .taken = source_taken, .offered = source_offered, .title = source_title, .arg = fp};
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

/* What waits to be keyed again goes into `waiting`. */
static bool fetch_waiting(struct form_page *fp, struct ui *ui, const char *id, struct rowset *waiting, int64_t *own)
{
    struct reply rep = {0};
    struct request req = {.op = OP_TO_VERIFY, .form = fp->form->name, .id = id};
    bool ok = ui_call(ui, &req, &rep);
    if (ok) {
        *waiting = rep.rows;
        *own = rep.n;
        rep.rows = (struct rowset){0};
        fp->hash = rep.text;
        fp->record = rep.record;
        rep.text = NULL;
        rep.record = NULL;
    }
    reply_release(&rep);
    return ok;
}

bool form_open_verify(struct form_page *fp, struct ui *ui, const char *id)
{
    struct rowset waiting = {0};
    int64_t own = 0;
    bool ok = fetch_waiting(fp, ui, id, &waiting, &own) && start_work(fp, ui) && evaluate(fp, ui);
    if (ok) {
        form_look_at_states(fp, ui);
        verify_begin(fp, &waiting);
        verify_say_begun(fp, ui, own);
    }
    rowset_release(&waiting);
    return ok;
}

bool form_open(struct form_page *fp, struct ui *ui, const char *id, const char *key)
{
    if (!fetch_record(fp, ui, id, key) || !start_work(fp, ui)) {
        return false;
    }
    fp->base = record_clone(fp->record);
    form_look_at_states(fp, ui);
    if (!evaluate(fp, ui)) {
        return false;
    }
    if (fp->seal) {
        sealed_show_values(fp);
    }
    return true;
}
