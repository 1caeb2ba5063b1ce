/* The one table of what can be asked, and the service that holds it. */

#include "service/inner.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"

/* Drafts are writing: who may not write has nothing to draft.  The last column: may be asked of a snapshot. */
static const struct operation operations[] = {
    {OP_HOME, "home", MAY_READ, REACH_READ, false, op_home, false},
    {OP_LIST, "list", MAY_READ, REACH_READ, false, op_list, false},
    {OP_OPEN, "open", MAY_READ, REACH_READ, false, op_open, true},
    {OP_SAVE, "save", MAY_WRITE, REACH_WRITE, true, op_save, false},
    {OP_DELETE, "delete", MAY_WRITE, REACH_WRITE, true, op_delete, false},
    {OP_MOVE, "move", MAY_MOVE, REACH_RECORD, true, op_move, false},
    {OP_DRAFT_PUT, "draft-put", MAY_WRITE, REACH_OWN, true, op_draft_put, false},
    {OP_DRAFT_GET, "draft-get", MAY_READ, REACH_OWN, false, op_draft_get, false},
    {OP_DRAFT_DROP, "draft-drop", MAY_WRITE, REACH_OWN, true, op_draft_drop, false},
    {OP_CHOICES, "choices", MAY_READ, REACH_READ, false, op_choices, false},
    {OP_TITLE, "title", MAY_READ, REACH_READ, false, op_title, true},
    {OP_FIND, "find", MAY_READ, REACH_READ, false, op_find, true},
    {OP_QUERY, "query", MAY_READ, REACH_READ, false, op_query, true},
    {OP_TAKEN, "taken", MAY_READ, REACH_OWN, false, op_taken, false},
    {OP_BOARD, "board", MAY_READ, REACH_READ, false, op_board, true},
    {OP_PREVIOUS, "previous", MAY_READ, REACH_READ, false, op_previous, false},
    {OP_LOG, "log", MAY_READ, REACH_RECORD, false, op_log, false},
    {OP_COPY, "copy", MAY_WRITE, REACH_RECORD, true, op_copy, false},
    {OP_RESTORE, "restore", MAY_WRITE, REACH_WRITE, true, op_restore, false},
    {OP_REKEY, "rekey", MAY_REKEY, REACH_WRITE, true, op_rekey, false},
    {OP_RENUMBER, "renumber", MAY_REKEY, REACH_WRITE, true, op_renumber, false},
    {OP_DIFF, "diff", MAY_READ, REACH_RECORD, false, op_diff, false},
    {OP_SNAPSHOTS, "snapshots", MAY_READ, REACH_RECORD, false, op_snapshots, false},
    {OP_SNAPSHOT, "snapshot", MAY_READ, REACH_READ, false, op_snapshot, true},
    {OP_VALIDATE, "validate", MAY_READ, REACH_READ, false, op_validate, false},
    {OP_MIGRATE, "migrate", MAY_ADMIN, REACH_OWN, true, op_migrate, false},
    {OP_PEOPLE, "people", MAY_READ | MAY_ADMIN, REACH_OWN, false, op_people, false},
    {OP_STATES, "states", MAY_READ, REACH_RECORD, false, op_states, false},
    {OP_TO_VERIFY, "to-verify", MAY_WRITE, REACH_RECORD, false, op_to_verify, false},
    {OP_VERIFY, "verify", MAY_WRITE, REACH_RECORD, true, op_verify, false},
    {OP_USERS, "users", MAY_ADMIN, REACH_OWN, false, op_users, false},
    {OP_USER, "user", MAY_ADMIN, REACH_OWN, true, op_user, false},
    {OP_PRESENT, "present", MAY_READ, REACH_OWN, false, op_present, false},
    {OP_PROVE, "prove", MAY_READ | MAY_ADMIN, REACH_OWN, false, op_prove, false},
    {OP_HAS_HEAD, "has-head", MAY_READ | MAY_ADMIN, REACH_OWN, false, op_has_head, false},
    {OP_SEAL, "seal", MAY_READ, REACH_OWN, false, op_seal, false},
    {OP_RESTORED, "restored", MAY_ADMIN, REACH_OWN, true, op_restored, false},
    {OP_ERASE, "erase", MAY_ADMIN, REACH_OWN, true, op_erase, false},
};

static const struct operation *find_row(const struct operation *rows, size_t n, enum op op)
{
    for (size_t i = 0; i < n; i++) {
        if (rows[i].op == op && rows[i].right != 0 && rows[i].reach != 0) {
            return &rows[i];
        }
    }
    return NULL;
}

const struct operation *service_operation(const struct service *sv, enum op op)
{
    const struct operation *row = find_row(operations, sizeof operations / sizeof *operations, op);
    return row ? row : find_row(sv->more, sv->nmore, op);
}

void service_add_operations(struct service *sv, const struct operation *rows, size_t n)
{
    sv->more = rows;
    sv->nmore = n;
}

/* ---- the service ---- */

struct service *service_new(struct store *st, struct app *app, const struct clock *clock)
{
    struct service *sv = mem_zero(1, sizeof *sv);
    sv->st = sv->whole = st;
    sv->app = app;
    sv->clock = clock;
    return sv;
}

void service_free(struct service *sv)
{
    if (!sv) {
        return;
    }
    for (size_t i = 0; i < sv->nworks; i++) {
        work_free(sv->works[i].work);
    }
    vec_release(&sv->asked);
    rowset_release(&sv->grants);
    store_close(sv->whole);
    free(sv);
}

struct store *service_store(struct service *sv)
{
    return sv->st;
}

struct store *service_whole(struct service *sv)
{
    return sv->whole;
}

bool service_is_narrow(const struct service *sv)
{
    return rights_narrow(sv);
}

struct app *service_app(struct service *sv)
{
    return sv->app;
}

const struct clock *service_clock(struct service *sv)
{
    return sv->clock;
}

/* ---- who else is here ---- */

void service_watch(struct service *sv, service_present_fn *present, service_held_fn *held, void *arg)
{
    sv->present = present;
    sv->held = held;
    sv->present_arg = arg;
}

/* Who has a record open is told of those that one sees, and of new ones. */
static bool is_hidden(struct service *sv, const struct form *form, const struct request *req)
{
    struct record *r = NULL;
    struct err why = ERR_INIT;
    bool hidden = req->id && sv->scope.kept && form_keeps(form) && store_load(sv->whole, form, req->id, &r, &why) && !rights_see(sv, r, &why);
    record_free(r);
    return hidden;
}

bool op_present(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep, struct err *err)
{
    static const char *const COLUMNS[] = {"who", "mine"};
    const struct form *form = NULL;
    if (req->id && !service_form(sv, req->form, &form, err)) {
        return false;
    }
    reply_columns(&rep->rows, COLUMNS, 2);
    if (sv->present && !is_hidden(sv, form, req)) {
        sv->present(sv->present_arg, actor, req->form, req->id, &rep->rows);
    }
    return true;
}

/* ---- workspaces ---- */

#define LOOKUP_MAX 1000 /* rows a lookup may return */

/* Whether the query reads forms of which states keep something from the role: looked at once. */
static bool reads_kept(struct service *sv, const char *query, bool *kept, struct err *err)
{
    for (size_t i = 0; i < sv->asked.n; i++) {
        if (sv->asked.v[i].role == sv->scope.role && str_eq(sv->asked.v[i].query, query)) {
            *kept = sv->asked.v[i].kept;
            return true;
        }
    }
    if (!store_query_kept(sv->whole, query, sv->scope.role, kept, err)) {
        return false;
    }
    *vec_push(&sv->asked) = (struct asked_query){query, sv->scope.role, *kept};
    return true;
}

/* What a record that is being saved takes from others is what its writer may see there. */
static bool source_store(struct service *sv, const char *query, struct store **out, struct err *err)
{
    bool kept;
    *out = sv->st;
    if (!sv->scope.kept || sv->st != sv->whole || sv->unbound) {
        return true;
    }
    return reads_kept(sv, query, &kept, err) && (!kept || rights_store(sv, out, err));
}

static bool source_query(void *arg, const char *name, const struct param *params, size_t nparams,
                         struct rowset *out, struct err *err)
{
    struct service *sv = arg;
    struct store *st;
    return source_store(sv, name, &st, err) && store_query(st, name, params, nparams, LOOKUP_MAX, out, err);
}

static bool source_taken(void *arg, const struct form *form, const char *id, const size_t *fields,
                         const struct value *values, size_t n, bool *taken, struct err *err)
{
    struct service *sv = arg;
    return store_taken(sv->st, form, id, fields, values, n, taken, err);
}

/* No row is asked for: only the columns come. */
static bool source_columns(void *arg, const char *name, struct rowset *out, struct err *err)
{
    struct service *sv = arg;
    return store_query(sv->st, name, NULL, 0, 0, out, err);
}

struct store_filter service_filter(const struct form *owner, const struct field *f, const struct param *params, size_t nparams)
{
    return (struct store_filter){.expr = f->choice_filter.sql ? &f->choice_filter : NULL,
                                 .roster = f->roster >= 0 ? owner->rosters[f->roster].name : NULL,
                                 .params = params,
                                 .nparams = nparams};
}

static bool source_offered(void *arg, const struct form *form, const struct field *f, const char *id, const struct params *params,
                           bool *offered, struct err *err)
{
    struct service *sv = arg;
    const struct form *target;
    struct store_filter filter = service_filter(form, f, params->list.v, params->list.n);
    return service_form(sv, f->ref, &target, err) &&
           (store_offered(sv->st, target, &filter, id, offered, err) ||
            err_wrap(err, "%s:%d", f->choice_filter.file, f->choice_filter.line));
}

static bool source_title(void *arg, const char *form, const char *id, enum lang lang, struct str *out, struct err *err)
{
    struct service *sv = arg;
    const struct form *named;
    return service_form(sv, form, &named, err) && store_title(sv->st, named, id, lang, out, err);
}

struct source service_source(struct service *sv)
{
    return (struct source){.query = source_query,
                           .taken = source_taken,
                           .columns = source_columns,
                           .offered = source_offered,
                           .title = source_title,
                           .arg = sv};
}

static struct work_entry *oldest_work(struct service *sv)
{
    struct work_entry *oldest = &sv->works[0];
    for (size_t i = 1; i < sv->nworks; i++) {
        if (sv->works[i].used < oldest->used) {
            oldest = &sv->works[i];
        }
    }
    return oldest;
}

static void keep_work(struct service *sv, const struct form *form, struct work *w)
{
    struct work_entry *e;
    if (sv->nworks < WORKS_MAX) {
        e = &sv->works[sv->nworks++];
    } else {
        e = oldest_work(sv);
        work_free(e->work);
    }
    *e = (struct work_entry){form, w, sv->uses};
}

bool service_work(struct service *sv, const struct form *form, struct work **out, struct err *err)
{
    struct source source = service_source(sv);
    sv->uses++;
    for (size_t i = 0; i < sv->nworks; i++) {
        if (sv->works[i].form == form) {
            sv->works[i].used = sv->uses;
            *out = sv->works[i].work;
            return true;
        }
    }
    if (!work_new(out, sv->app, form, sv->clock, &source, NULL, err)) {
        return false;
    }
    keep_work(sv, form, *out);
    return true;
}

/* ---- who does it ---- */

struct change_info service_info(const struct service *sv, const struct actor *actor, const char *op,
                                const char *reason, const char *txn)
{
    const struct role *role = sv->scope.role;
    return (struct change_info){.who = actor->person && actor->person[0] ? actor->person : "khong_ro",
                                .role = role ? role->name : NULL,
                                .op = op,
                                .reason = reason,
                                .txn = txn,
                                .declared = actor->declared};
}

void service_txn(const struct service *sv, char txn[UUID_TEXT])
{
    uuid7(clock_now(sv->clock), txn);
}

/* ---- what a request names ---- */

bool service_form(struct service *sv, const char *name, const struct form **out, struct err *err)
{
    if (!name) {
        return err_set(err, ERR_USAGE, _("the request names no form"));
    }
    return app_form(sv->app, name, out, NULL, err);
}

bool service_id(struct service *sv, const struct form *form, const struct request *req, char id[UUID_TEXT],
                struct err *err)
{
    if (req->key) {
        return store_find(sv->st, form, req->key, id, err);
    }
    if (!req->id || strlen(req->id) >= UUID_TEXT) {
        return err_set(err, ERR_USAGE, _("the request names no record of '%s'"), form->name);
    }
    memcpy(id, req->id, strlen(req->id) + 1);
    return true;
}

bool service_id_or_deleted(struct service *sv, const struct form *form, const struct request *req,
                           char id[UUID_TEXT], struct err *err)
{
    struct err why = ERR_INIT, ignored = ERR_INIT;
    if (service_id(sv, form, req, id, &why) ||
        (why.code == ERR_NOT_FOUND && req->key && store_find_deleted(sv->st, form, req->key, id, &ignored))) {
        return true;
    }
    *err = why;
    return false;
}

/* ---- replies ---- */

void reply_columns(struct rowset *rs, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        rowset_add_column(rs, names[i]);
    }
}

void reply_cell(const struct rowset *rs, struct value *row, const char *column, const char *text)
{
    int at = rowset_column(rs, column);
    if (at >= 0 && text) {
        value_set_text(&row[at], sv_of(text));
    }
}
