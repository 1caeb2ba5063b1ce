/* The home screen: open drafts, the steps of one's process, what is to be done. */

#include "service/inner.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "form/format.h"
#include "form/verify.h"

#define TODO_MAX 200

static const char *const columns[] = {"kind",  "label", "form",  "id",        "field", "done",
                                      "total", "due",   "state", "item_kind", "item"};
#define NCOLUMNS (sizeof columns / sizeof *columns)

static void set_int(const struct rowset *rs, struct value *row, const char *column, const struct value *from)
{
    if (from->type == VALUE_INT) {
        value_set_int(&row[rowset_column(rs, column)], from->i);
    }
}

/* ---- drafts ---- */

/* The values that the draft has of the record itself, those it was begun with or those that were typed. */
static void take_drafted(struct record *r, const struct draft *d, bool begun)
{
    for (size_t i = 0; i < d->values.n; i++) {
        const struct draft_value *v = &d->values.v[i];
        struct err ignored = ERR_INIT;
        struct value value = VALUE_INIT;
        struct path at;
        if ((v->path[0] == DRAFT_BEGUN) == begun && record_path_parse(r, v->path + begun, &at) && at.roster < 0) {
            (void)format_parse_stored(record_field(r, at), NULL, sv_of(v->raw ? v->raw : ""), &value, &ignored);
            cell_set(record_cell(r, at), &value);
        }
        value_release(&value);
    }
}

/* What a record that was never saved would be called; "" where its draft says nothing of that. */
static void new_title(struct service *sv, const struct actor *actor, const char *name, const char *id, struct str *out)
{
    const struct form *form;
    struct err ignored = ERR_INIT;
    struct draft d = {0};
    struct change_info info = service_info(sv, actor, "", NULL, NULL);
    if (service_form(sv, name, &form, &ignored) && store_draft_get(sv->st, info.who, name, id, &d, &ignored)) {
        struct record *r = record_new(form, id);
        take_drafted(r, &d, true);
        take_drafted(r, &d, false);
        (void)store_title_of(sv->st, r, actor->lang, out, &ignored);
        record_free(r);
    }
    draft_release(&d);
}

static bool draft_label(struct service *sv, const struct actor *actor, const char *form, const char *id, struct str *out)
{
    struct err ignored = ERR_INIT;
    struct record_name name = RECORD_NAME_INIT;
    bool ok = store_form_title(sv->st, form, actor->lang, out, &ignored);
    bool stored = store_name_of(sv->st, form, id, actor->lang, &name, &ignored);
    if (!stored) {
        str_clear(&name.title);
        new_title(sv, actor, form, id, &name.title);
    }
    str_addf(out, "%s%s", name.title.len > 0 ? " " : "", name.title.p);
    if (!stored) {
        str_addf(out, " (%s)", _("new"));
    }
    record_name_release(&name);
    return ok;
}

/* A draft of a form that the application no longer has stays in the database, out of sight. */
static void add_draft(struct service *sv, const struct actor *actor, const struct rowset *drafts, size_t i,
                      struct rowset *out)
{
    struct str label = STR_INIT;
    const char *id = rowset_str(drafts, i, "id"), *form = rowset_str(drafts, i, "form");
    bool verify = verify_draft_form(form) != NULL;
    form = verify ? verify_draft_form(form) : form;
    str_addf(&label, "%s%s", verify ? _("Keying again") : "", verify ? ": " : "");
    if (names_has(&sv->app->forms, form) && draft_label(sv, actor, form, id, &label)) {
        struct value *row = rowset_add_row(out);
        reply_cell(out, row, "kind", verify ? "verify" : "draft");
        reply_cell(out, row, "label", label.p);
        reply_cell(out, row, "form", form);
        reply_cell(out, row, "id", id);
        reply_cell(out, row, "field", rowset_str(drafts, i, "focus"));
        set_int(out, row, "done", rowset_at(drafts, i, rowset_column(drafts, "at")));
    }
    str_release(&label);
}

static bool add_drafts(struct service *sv, const struct actor *actor, struct rowset *out, struct err *err)
{
    struct rowset drafts = {0};
    struct change_info info = service_info(sv, actor, "", NULL, NULL);
    bool ok = store_drafts(sv->st, info.who, &drafts, err);
    for (size_t i = 0; ok && i < drafts.nrows; i++) {
        add_draft(sv, actor, &drafts, i, out);
    }
    rowset_release(&drafts);
    return ok;
}

/* ---- what concerns the person ---- */

/*
 * Where an application has a working context, only what concerns it is looked for: the to-do list of a whole province would
 * grow with its records, and nobody could do it.
 */
static bool knows_what_concerns(const struct service *sv, const struct request *req)
{
    bool has_context = sv->app->context && sv->app->context[0];
    for (size_t i = 0; has_context && i < req->nparams; i++) {
        if (!value_is_null(&req->params[i].value) && !str_eq(req->params[i].name, "person")) {
            return true;
        }
    }
    return !has_context;
}

/* A form of the context as a parameter: ":dot_tdg". */
static bool asks_for_context(const struct app *app, const char *sql)
{
    for (size_t i = 0; app->context && app->context[i]; i++) {
        size_t n = strlen(app->context[i]);
        for (const char *at = sql; (at = strstr(at, app->context[i])); at += n) {
            if (at > sql && at[-1] == ':') {
                return true;
            }
        }
    }
    return false;
}

/* ---- steps ---- */

/* What the query of a step said: the steps behind it that name the same query are answered by it, too. */
struct asked {
    const char *query; /* NULL: none yet */
    bool ok;
    struct rowset rows;
    struct err why;
};

static void ask(struct service *sv, enum lang lang, const struct request *req, const char *query, struct asked *a)
{
    const char *sql;
    if (str_eq_null(a->query, query)) {
        return;
    }
    rowset_release(&a->rows);
    *a = (struct asked){.query = query};
    a->ok = app_sql(sv->app, "queries", query, &sql, &a->why);
    if (a->ok && (knows_what_concerns(sv, req) || !asks_for_context(sv->app, sql))) {
        a->ok = store_query(sv->st, query, req->params, req->nparams, sv->app->nsteps, &a->rows, &a->why);
        rowset_speak(&a->rows, lang);
    }
}

/* The row that names the step; where rows name none, the first. */
static size_t row_of_step(const struct rowset *rows, const struct step *step)
{
    size_t at = 0;
    while (rowset_column(rows, "step") >= 0 && at < rows->nrows && !str_eq(rowset_str(rows, at, "step"), step->name)) {
        at++;
    }
    return at;
}

/* One broken query must not take the whole home screen away: its row says what is wrong. */
static void add_answer(const struct asked *a, const struct step *step, const struct rowset *out, struct value *row)
{
    size_t at = row_of_step(&a->rows, step);
    if (!a->ok) {
        reply_cell(out, row, "state", a->why.msg);
    } else if (at < a->rows.nrows) {
        set_int(out, row, "done", rowset_at(&a->rows, at, rowset_column(&a->rows, "done")));
        set_int(out, row, "total", rowset_at(&a->rows, at, rowset_column(&a->rows, "total")));
        reply_cell(out, row, "state", rowset_str(&a->rows, at, "state"));
    }
}

static void add_step(struct service *sv, const struct actor *actor, const struct step *step,
                     const struct request *req, struct asked *asked, struct rowset *out)
{
    static const char *const kinds[] = {
        [MENU_FORM] = "form", [MENU_BOARD] = "board", [MENU_SUMMARY] = "summary"};
    struct value *row = rowset_add_row(out);

    reply_cell(out, row, "kind", "step");
    reply_cell(out, row, "label", label_in(&step->label, actor->lang));
    reply_cell(out, row, "item_kind", kinds[step->item.kind]);
    reply_cell(out, row, "item", step->item.name);
    if (step->query) {
        ask(sv, actor->lang, req, step->query, asked);
        add_answer(asked, step, out, row);
    }
}

static bool is_for(const struct service *sv, const struct step *step)
{
    const char *const *reads = sv->scope.role ? sv->scope.role->reads : NULL;
    if (step->sample && !sv->whole->sample) {
        return false;
    }
    return step->item.kind != MENU_FORM || app_reads(sv->app, reads, step->item.name);
}

/* A role for which there are steps sees these; the others are for all other roles. */
static bool has_steps(const struct app *app, const struct role *role)
{
    for (size_t i = 0; role && i < app->nsteps; i++) {
        if (words_have(app->steps[i].roles, role->name)) {
            return true;
        }
    }
    return false;
}

static void add_steps(struct service *sv, const struct actor *actor, const struct request *req, struct rowset *out)
{
    struct asked asked = {0};
    bool own = has_steps(sv->app, sv->scope.role);
    for (size_t i = 0; i < sv->app->nsteps; i++) {
        const char *const *roles = sv->app->steps[i].roles;
        if ((own ? !words_have(roles, sv->scope.role->name) : roles && roles[0]) || !is_for(sv, &sv->app->steps[i])) {
            continue;
        }
        add_step(sv, actor, &sv->app->steps[i], req, &asked, out);
    }
    rowset_release(&asked.rows);
}

/* ---- what is to be done ---- */

struct todo {
    char *label, *form, *id, *field, *due; /* owned */
    size_t order;                          /* as it came, for equal days */
};
struct todos {
    VEC(struct todo) list;
};

static void todos_release(struct todos *t)
{
    for (size_t i = 0; i < t->list.n; i++) {
        struct todo *todo = &t->list.v[i];
        free(todo->label);
        free(todo->form);
        free(todo->id);
        free(todo->field);
        free(todo->due);
    }
    vec_release(&t->list);
}

/* What has no day comes last. */
static int compare_todos(const void *x, const void *y)
{
    const struct todo *a = x, *b = y;
    int order = (a->due[0] == '\0') - (b->due[0] == '\0');
    if (order == 0) {
        order = strcmp(a->due, b->due);
    }
    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

static void collect_todo(const struct rowset *rows, size_t i, struct todos *out)
{
    struct todo *t = vec_push(&out->list);
    t->label = mem_dup(rowset_str(rows, i, "message"));
    t->form = mem_dup(rowset_str(rows, i, "form"));
    t->id = mem_dup(rowset_str(rows, i, "id"));
    t->field = mem_dup(rowset_str(rows, i, "field"));
    t->due = mem_dup(rowset_str(rows, i, "due"));
    t->order = out->list.n;
}

/* At most TODO_MAX of each check are looked at: beyond that nobody reads on. */
static bool collect_check(struct service *sv, const struct actor *actor, const char *name,
                          const struct request *req, struct todos *out, struct err *err)
{
    struct rowset rows = {0};
    bool ok = service_check_rows(sv, actor->lang, name, CHECK_TODO, NULL, NULL, req->params, req->nparams, TODO_MAX, &rows, err);
    for (size_t i = 0; ok && i < rows.nrows; i++) {
        collect_todo(&rows, i, out);
    }
    rowset_release(&rows);
    return ok;
}

static void add_todo(const struct todo *t, struct rowset *out)
{
    struct value *row = rowset_add_row(out);
    reply_cell(out, row, "kind", "todo");
    reply_cell(out, row, "label", t->label);
    reply_cell(out, row, "form", t->form);
    reply_cell(out, row, "id", t->id);
    reply_cell(out, row, "field", t->field);
    reply_cell(out, row, "due", t->due);
}

static void add_todos(struct service *sv, const struct actor *actor, const struct request *req,
                      struct rowset *out)
{
    struct todos todos = {0};
    for (size_t i = 0; i < sv->app->checks.n; i++) {
        struct err why = ERR_INIT;
        if (!collect_check(sv, actor, sv->app->checks.v[i], req, &todos, &why)) {
            struct value *row = rowset_add_row(out);
            reply_cell(out, row, "kind", "todo");
            reply_cell(out, row, "label", why.msg);
        }
    }
    if (todos.list.n > 0) {
        qsort(todos.list.v, todos.list.n, sizeof todos.list.v[0], compare_todos);
    }
    for (size_t i = 0; i < todos.list.n && i < TODO_MAX; i++) {
        add_todo(&todos.list.v[i], out);
    }
    todos_release(&todos);
}

/* What concerns the person, who is one parameter more: `:person`. */
static void add_work(struct service *sv, const struct actor *actor, const struct request *req, struct rowset *out)
{
    struct request asked = *req;
    struct param *params = mem_zero(req->nparams + 1, sizeof *params);
    if (req->nparams > 0) {
        memcpy(params, req->params, req->nparams * sizeof *params);
    }
    params[req->nparams].name = "person";
    value_set_text(&params[req->nparams].value, sv_of(actor->person));
    asked.params = params;
    asked.nparams++;
    add_steps(sv, actor, &asked, out);
    service_tell_storage(sv, out);
    service_ask_for_copy(sv, actor, out);
    if (knows_what_concerns(sv, req)) {
        add_todos(sv, actor, &asked, out);
    }
    value_release(&params[req->nparams].value);
    free(params);
}

bool op_home(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
             struct err *err)
{
    reply_columns(&rep->rows, columns, NCOLUMNS);
    rep->text = sv->scope.role ? mem_dup(sv->scope.role->name) : NULL;
    rep->n = rights_held(sv, actor->person);
    if (!add_drafts(sv, actor, &rep->rows, err)) {
        return false;
    }
    add_work(sv, actor, req, &rep->rows);
    return true;
}
