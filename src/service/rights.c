/*
 * Who may what: role × operation × state × whose records.
 *
 * The table is put together from what the application says: rights of roles (`may` of [role]) for operations (operations.c), the owners
 * of forms that a role reads and writes, the roles that write a form (`writers`), the roles that bring a record into a state (`roles`,
 * `apart`), the unit a record belongs to (`unit`); and from what the database holds: which roles a person has, for which units, from
 * when to when.  Where nobody has been given a role, whoever works on a PC of their own says themselves in which they act, or in all.
 */

#include "service/inner.h"

#include <string.h>

#include "base/i18n.h"

/* ---- grants ---- */

bool rights_refresh(struct service *sv, struct err *err)
{
    int64_t version;
    if (!store_data_version(sv->whole, &version, err)) {
        return false;
    }
    if (sv->grants_known && version == sv->grants_version) {
        return true;
    }
    rowset_release(&sv->grants);
    sv->grants_known = store_grants(sv->whole, &sv->grants, err);
    sv->grants_version = version;

    return sv->grants_known;
}

bool rights_in_force(const struct service *sv, size_t i)
{
    struct str today = STR_INIT;
    const char *from = rowset_str(&sv->grants, i, "valid_from"), *to = rowset_str(&sv->grants, i, "valid_to");
    date_add_iso(&today, clock_today(sv->clock));
    bool is = (!from[0] || strcmp(from, today.p) <= 0) && (!to[0] || strcmp(today.p, to) <= 0);
    str_release(&today);
    return is;
}

static bool is_of(const struct service *sv, size_t i, const char *person)
{
    return str_eq(rowset_str(&sv->grants, i, "person"), person ? person : "");
}

static bool is_known(const struct service *sv, const char *person)
{
    for (size_t i = 0; i < sv->grants.nrows; i++) {
        if (is_of(sv, i, person)) {
            return true;
        }
    }
    return false;
}

/* Sample data is there to be tried by anybody: who is not among its people plays all roles. */
bool rights_bind(const struct service *sv, const struct actor *actor)
{
    return sv->grants.nrows > 0 && !(sv->whole->sample && !is_known(sv, actor->person));
}

static bool holds(const struct service *sv, const char *person, const char *role)
{
    for (size_t i = 0; i < sv->grants.nrows; i++) {
        if (is_of(sv, i, person) && str_eq(rowset_str(&sv->grants, i, "role"), role) && rights_in_force(sv, i)) {
            return true;
        }
    }
    return false;
}

/* The first of the application's roles that the person holds. */
static const struct role *first_held(const struct service *sv, const char *person)
{
    for (size_t i = 0; i < sv->app->nroles; i++) {
        if (holds(sv, person, sv->app->roles[i].name)) {
            return &sv->app->roles[i];
        }
    }
    return NULL;
}

int64_t rights_held(const struct service *sv, const char *person)
{
    int64_t n = 0;
    for (size_t i = 0; i < sv->app->nroles; i++) {
        n += holds(sv, person, sv->app->roles[i].name);
    }
    return n;
}

/* ---- the role ---- */

/* Nobody has been given a role.  On a PC people say themselves in which they act; on a server nobody comes in, but to sample data. */
static bool find_role(const struct service *sv, const struct actor *actor, const struct role **out, struct err *err)
{
    *out = NULL;
    if (!actor->declared && !sv->whole->sample) {
        return err_set(err, ERR_REFUSED, _("nobody has been given a role here yet: whoever keeps the server does it with 'phieu user'"));
    }
    if (!actor->role && (actor->declared || sv->app->nroles == 0)) {
        return true;
    }
    *out = actor->role ? app_role(sv->app, actor->role) : &sv->app->roles[0];
    return *out || err_set(err, ERR_REFUSED, _("the application has no role '%s': nothing is allowed in it"),
                           actor->role);
}

static bool find_held(const struct service *sv, const struct actor *actor, const struct role **out, struct err *err)
{
    const char *person = actor->person ? actor->person : "";
    if (actor->role) {
        *out = app_role(sv->app, actor->role);
        return (*out && holds(sv, person, actor->role)) ||
               err_set(err, ERR_REFUSED, _("“%s” does not hold the role “%s” now: choose another, or ask whoever gives them"), person,
                       *out ? label_in(&(*out)->label, actor->lang) : actor->role);
    }
    *out = first_held(sv, person);
    return *out || err_set(err, ERR_REFUSED,
                           actor->declared ? _("“%s” holds no role here: say with --as who you are, or ask whoever gives roles")
                                           : _("“%s” holds no role here any more, or not yet: ask whoever gives roles"),
                           person);
}

/* One grant without a unit is one for all of them. */
static void take_scope(struct service *sv, const struct actor *actor, const struct role *role)
{
    struct scope *scope = &sv->scope;
    scope->granted = scope->limited = true;
    for (size_t i = 0; i < sv->grants.nrows; i++) {
        const char *unit = rowset_str(&sv->grants, i, "unit");
        if (is_of(sv, i, actor->person) && str_eq(rowset_str(&sv->grants, i, "role"), role->name) && rights_in_force(sv, i)) {
            scope->limited = scope->limited && unit[0];
            *vec_push(&scope->units) = unit;
        }
    }
}

static bool take_kept(struct service *sv, const struct role *role, struct err *err)
{
    if (sv->kept_from != role) {
        sv->kept_from = NULL;
        if (!store_keeps_from(sv->whole, role, &sv->kept, err)) {
            return false;
        }
        sv->kept_from = role;
    }
    sv->scope.kept = sv->kept;
    return true;
}

bool rights_begin(struct service *sv, const struct actor *actor, const struct operation *row, struct err *err)
{
    bool bind = rights_bind(sv, actor);
    const struct role *role;
    sv->scope = (struct scope){0};
    if (!(bind ? find_held(sv, actor, &role, err) : find_role(sv, actor, &role, err))) {
        return false;
    }
    sv->scope.role = role;
    sv->scope.person = actor->person ? actor->person : "";
    if (bind && !take_kept(sv, role, err)) {
        return false;
    }
    if (bind) {
        take_scope(sv, actor, role);
    }
    if (role && !(role->may & row->right)) {
        return err_set(err, ERR_REFUSED,
                       _("the role “%s” may not do this (%s): choose another role, or ask whoever gives them"),
                       label_in(&role->label, actor->lang), row->name);
    }
    return true;
}

bool service_admits(struct service *sv, const char *person, enum lang lang, struct err *err)
{
    const struct actor anybody = {.person = person, .lang = lang};
    const struct role *role;
    return rights_refresh(sv, err) && (rights_bind(sv, &anybody) ? find_held(sv, &anybody, &role, err) : find_role(sv, &anybody, &role, err));
}

void rights_end(struct service *sv, struct scope outer)
{
    vec_release(&sv->scope.units);
    sv->scope = outer;
}

bool service_is_granted(const struct service *sv)
{
    return sv->scope.granted;
}

/* ---- whose records: reading ---- */

/* Who says themselves in which role they act could say another: nothing is kept from them but by name, and their start costs no views. */
bool rights_narrow(const struct service *sv)
{
    return sv->scope.granted && (sv->scope.limited || sv->scope.kept || sv->scope.role->reads);
}

bool rights_store(struct service *sv, struct store **out, struct err *err)
{
    const struct store_reader reader = {.role = sv->scope.role, .person = sv->scope.person, .limited = sv->scope.limited,
                                        .units = sv->scope.units.v, .nunits = sv->scope.units.n};
    return store_narrow(sv->whole, &reader, out, err);
}

static bool is_read(const struct service *sv, const struct form *form)
{
    return owners_read(sv->scope.role ? sv->scope.role->reads : NULL, form);
}

/* What a record is called is told by the views, which show nothing of a form that is not read: records that are read may name others. */
bool rights_read_named(const struct service *sv, const struct actor *actor, const struct operation *row, const struct request *req, struct err *err)
{
    const struct form *form;
    struct err unknown = ERR_INIT; /* the operation says it */
    bool asks = (row->reach == REACH_READ || row->reach == REACH_RECORD) && row->op != OP_TITLE && req->form;
    if (!asks || !sv->scope.role || !sv->scope.role->reads || !app_form(sv->app, req->form, &form, NULL, &unknown) || is_read(sv, form)) {
        return true;
    }
    return err_set(err, ERR_REFUSED, _("the role “%s” does not read “%s”: choose another role, or ask whoever gives them"),
                   label_in(&sv->scope.role->label, actor->lang), label_in(&form->title, actor->lang));
}

static bool has_unit(const struct scope *scope, const char *unit)
{
    for (size_t i = 0; i < scope->units.n; i++) {
        if (str_eq(scope->units.v[i], unit)) {
            return true;
        }
    }
    return false;
}

/* Records of forms that belong to no unit are everybody's. */
static bool in_units(struct service *sv, const struct record *r, bool *in, struct err *err)
{
    const struct form *units = NULL;
    struct str unit = STR_INIT;
    bool ok = true;
    *in = true;
    if (sv->scope.limited && r->form->unit < 0) {
        ok = store_unit_form(sv->whole, &units, err);
    }
    if (ok && sv->scope.limited && (r->form->unit >= 0 || r->form == units)) {
        ok = store_unit_of(sv->whole, r, &unit, err);
        *in = has_unit(&sv->scope, unit.p);
    }
    str_release(&unit);
    return ok;
}

static bool in_state(struct service *sv, const struct record *r, bool *reads, struct err *err)
{
    *reads = true;
    return !sv->scope.kept || store_reads(sv->whole, r, sv->scope.role->name, sv->scope.person, reads, err);
}

bool rights_see(struct service *sv, const struct record *r, struct err *err)
{
    bool in = false, reads = false;
    return (is_read(sv, r->form) && in_units(sv, r, &in, err) && in && in_state(sv, r, &reads, err) && reads) ||
           (err->code == ERR_NONE && err_set(err, ERR_REFUSED, _("this record is none of those that your role reaches: ask whoever gives roles")));
}

bool rights_see_named(struct service *sv, const struct request *req, struct err *err)
{
    const struct form *form;
    struct record *r = NULL;
    struct err why = ERR_INIT;
    char id[UUID_TEXT];
    if (!rights_narrow(sv)) {
        return true;
    }
    bool ok = service_form(sv, req->form, &form, err) && service_id_or_deleted(sv, form, req, id, err) &&
              (store_load(sv->whole, form, id, &r, &why) || store_load_deleted(sv->whole, form, id, &r, err)) && rights_see(sv, r, err);
    record_free(r);
    return ok;
}

/* ---- whose records: writing ---- */

bool service_writes(struct service *sv, const struct actor *actor, const struct form *form, struct err *err)
{
    const struct role *role = sv->scope.role;
    bool named = role && form->writers && form->writers[0];
    bool may = !role || (named ? words_have(form->writers, role->name)
                               : !role->writes || !form->owner || words_have(role->writes, form->owner));
    return may || err_set(err, ERR_REFUSED, _("the role “%s” writes no “%s”: choose another role, or ask whoever gives them"),
                          label_in(&role->label, actor->lang), label_in(&form->title, actor->lang));
}

static bool writes_unit(struct service *sv, const struct actor *actor, const struct record *r, struct err *err)
{
    bool in;
    return in_units(sv, r, &in, err) &&
           (in || err_set(err, ERR_REFUSED, _("in the role “%s” you write records of other units than this one: nothing was changed"),
                          label_in(&sv->scope.role->label, actor->lang)));
}

bool rights_author(struct service *sv, const struct actor *actor, const struct record *r, struct err *err)
{
    const struct form *form = r->form;
    bool wrote = true;
    if (!sv->scope.role || form->author < 0) {
        return true;
    }
    return store_wrote(sv->whole, r, actor->person ? actor->person : "", &wrote, err) &&
           (wrote || err_set(err, ERR_REFUSED, _("“%s” is written by the one who stands there as “%s”, and by nobody for them: write your own"),
                             label_in(&form->title, actor->lang), label_in(&form->fields[form->author].label, actor->lang)));
}

/* Who has read what others wrote of the same does not begin anew, nor say that theirs was about something else. */
static bool is_settled(struct service *sv, const struct record *r)
{
    return sv->scope.role && r->form->author >= 0 && form_has_peers(r->form) && state_for_peers(form_state(r->form, r->state));
}

static bool same_key(const struct record *a, const struct record *b)
{
    bool same = true;
    for (size_t i = 0; i < a->form->nkey; i++) {
        same = same && value_eq(&a->cells[a->form->key[i]].value, &b->cells[b->form->key[i]].value);
    }
    return same;
}

static bool keeps_key(struct service *sv, const struct actor *actor, const struct record *r, const struct record *old, struct err *err)
{
    return !is_settled(sv, old) || same_key(r, old) ||
           err_set(err, ERR_REFUSED, _("“%s” was read by others, or could be, and stays what it is about: take the change of its key back"),
                   label_in(&r->form->title, actor->lang));
}

/* An account says who somebody is: where it stands already, nobody whose role is held for some units exchanges it. */
static bool keeps_account(struct service *sv, const struct actor *actor, const struct record *r, const struct record *old, struct err *err)
{
    const struct field *account = sv->scope.limited ? form_account(r->form) : NULL;
    const struct value *was = account ? &old->cells[account->index].value : NULL;
    return !was || value_is_null(was) || value_eq(was, &r->cells[account->index].value) ||
           err_set(err, ERR_REFUSED, _("“%s” stands there already: only whoever has their role for all units gives somebody another account (“%s”)"),
                   value_str(was), label_in(&account->label, actor->lang));
}

static bool writes_over(struct service *sv, const struct actor *actor, const struct record *r, const struct record *old, struct err *err)
{
    return writes_unit(sv, actor, old, err) && rights_author(sv, actor, old, err) && keeps_key(sv, actor, r, old, err) &&
           keeps_account(sv, actor, r, old, err);
}

bool rights_write(struct service *sv, const struct actor *actor, const struct record *r, const struct record *old, struct err *err)
{
    return service_writes(sv, actor, r->form, err) && (!old || writes_over(sv, actor, r, old, err)) && writes_unit(sv, actor, r, err) &&
           rights_author(sv, actor, r, err);
}

bool rights_delete(struct service *sv, const struct actor *actor, const struct record *r, struct err *err)
{
    struct record *nobody = record_new(r->form, r->id);
    bool ok = keeps_account(sv, actor, nobody, r, err);
    record_free(nobody);
    return ok && rights_write(sv, actor, r, NULL, err) &&
           (!is_settled(sv, r) || err_set(err, ERR_REFUSED, _("“%s” was read by others, or could be: it is not deleted any more"),
                                          label_in(&r->form->title, actor->lang)));
}

/* A state that is for no roles is entered by those who write the form, or others of its owner. */
static bool moves_form(struct service *sv, const struct actor *actor, const struct form *form, struct err *err)
{
    const struct role *role = sv->scope.role;
    bool owns = !role || !role->writes || !form->owner || words_have(role->writes, form->owner) || words_have(form->writers, role->name);
    return owns || err_set(err, ERR_REFUSED, _("the role “%s” moves no “%s”: choose another role, or ask whoever gives them"),
                           label_in(&role->label, actor->lang), label_in(&form->title, actor->lang));
}

bool rights_move(struct service *sv, const struct actor *actor, const struct record *r, const struct state *to, struct err *err)
{
    bool for_roles = to->roles && to->roles[0];
    return for_roles || (moves_form(sv, actor, r->form, err) && rights_author(sv, actor, r, err));
}

bool service_may_save(struct service *sv, const struct actor *actor, const struct form *form, struct err *err)
{
    const struct operation *save = service_operation(sv, OP_SAVE);
    const struct role *role = sv->scope.role;
    if (role && !(role->may & save->right)) {
        return err_set(err, ERR_REFUSED, _("the role “%s” may not do this (%s): choose another role, or ask whoever gives them"),
                       label_in(&role->label, actor->lang), save->name);
    }
    return service_writes(sv, actor, form, err) && store_may_save(sv->whole, form, err);
}

/* ---- states ---- */

bool service_may_enter(const struct service *sv, const struct state *state)
{
    return !state->roles || !state->roles[0] || !sv->scope.role || words_have(state->roles, sv->scope.role->name);
}

/* Whether the person holds one of the roles for the unit, or for all of them. */
static bool holds_one(const struct service *sv, const char *person, const char *const *roles, const char *unit)
{
    for (size_t i = 0; i < sv->grants.nrows; i++) {
        const char *of = rowset_str(&sv->grants, i, "unit");
        if (is_of(sv, i, person) && words_have(roles, rowset_str(&sv->grants, i, "role")) && rights_in_force(sv, i) &&
            (!of[0] || str_eq(of, unit))) {
            return true;
        }
    }
    return false;
}

/* Alone on a PC, without a role, one person is everybody. */
bool rights_apart(struct service *sv, const struct actor *actor, const struct record *r, const struct state *to, struct err *err)
{
    struct str unit = STR_INIT;
    bool acted = false;
    const char *person = actor->person ? actor->person : "";
    if (!to->apart || !to->apart[0] || sv->app->together || !sv->scope.role) {
        return true;
    }
    bool ok = store_unit_of(sv->whole, r, &unit, err) && store_acted(sv->whole, r->form->name, r->id, person, to->apart, &acted, err);
    bool theirs = ok && (acted || holds_one(sv, person, to->apart, unit.p));
    str_release(&unit);
    return ok && (!theirs || err_set(err, ERR_REFUSED, _("“%s” takes part in this record in another role: somebody else has to move it to “%s”"),
                                     person, label_in(&to->label, actor->lang)));
}

/* ---- who gives roles ---- */

bool rights_keep_admin(struct service *sv, struct err *err)
{
    sv->grants_known = false;
    if (!rights_refresh(sv, err)) {
        return false;
    }
    for (size_t i = 0; i < sv->grants.nrows; i++) {
        const struct role *role = app_role(sv->app, rowset_str(&sv->grants, i, "role"));
        if (role && (role->may & MAY_ADMIN) && rights_in_force(sv, i) && !rowset_str(&sv->grants, i, "unit")[0] &&
            !rowset_str(&sv->grants, i, "valid_to")[0]) {
            return true;
        }
    }
    return err_set(err, ERR_REFUSED,
                   _("somebody must hold a role that gives roles (admin), for all units and without an end: give it first, to another person"));
}
