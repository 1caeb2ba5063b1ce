/* People and their roles: who may work here, as what, for which units, from when to when. */

#include "service/inner.h"

#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"

/* ---- who there is ---- */

static bool unit_names(struct service *sv, const struct actor *actor, const char *unit, struct str *title, struct str *key, struct err *err)
{
    const struct form *form;
    struct err gone = ERR_INIT;
    str_clear(title);
    str_clear(key);
    if (unit[0] && store_unit_form(sv->st, &form, err) && form) {
        (void)(store_title(sv->st, form, unit, actor->lang, title, &gone) && store_key_text(sv->st, form, unit, key, &gone));
    }
    str_add(title, unit[0] && title->len == 0 ? unit : "");
    return err->code == ERR_NONE;
}

static const char *full_name(const struct rowset *persons, const char *person)
{
    for (size_t i = 0; i < persons->nrows; i++) {
        if (str_eq(rowset_str(persons, i, "person"), person)) {
            return rowset_str(persons, i, "name");
        }
    }
    return "";
}

static bool add_grant(struct service *sv, const struct actor *actor, size_t i, const struct rowset *persons, struct rowset *out,
                      struct err *err)
{
    static const char *const days[] = {"from", "to"}, *const valid[] = {"valid_from", "valid_to"};
    const char *person = rowset_str(&sv->grants, i, "person");
    struct str title = STR_INIT, key = STR_INIT;
    bool ok = unit_names(sv, actor, rowset_str(&sv->grants, i, "unit"), &title, &key, err);
    struct value *row = rowset_add_row(out);
    reply_cell(out, row, "person", person);
    reply_cell(out, row, "name", full_name(persons, person));
    reply_cell(out, row, "role", rowset_str(&sv->grants, i, "role"));
    reply_cell(out, row, "unit", title.p);
    reply_cell(out, row, "key", key.p);
    for (size_t k = 0; k < 2; k++) {
        reply_cell(out, row, days[k], rowset_str(&sv->grants, i, valid[k]));
    }
    value_set_int(&row[rowset_column(out, "in_force")], rights_in_force(sv, i));
    str_release(&title);
    str_release(&key);
    return ok;
}

static bool has_grant(const struct service *sv, const char *person)
{
    for (size_t i = 0; i < sv->grants.nrows; i++) {
        if (str_eq(rowset_str(&sv->grants, i, "person"), person)) {
            return true;
        }
    }
    return false;
}

bool op_users(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep, struct err *err)
{
    static const char *const columns[] = {"person", "name", "role", "unit", "key", "from", "to", "in_force"};
    struct rowset persons = {0};
    (void)req;
    reply_columns(&rep->rows, columns, sizeof columns / sizeof *columns);
    bool ok = store_persons(sv->st, &persons, err);
    for (size_t i = 0; ok && i < sv->grants.nrows; i++) {
        ok = add_grant(sv, actor, i, &persons, &rep->rows, err);
    }
    for (size_t i = 0; ok && i < persons.nrows; i++) {
        if (!has_grant(sv, rowset_str(&persons, i, "person"))) {
            struct value *row = rowset_add_row(&rep->rows);
            reply_cell(&rep->rows, row, "person", rowset_str(&persons, i, "person"));
            reply_cell(&rep->rows, row, "name", rowset_str(&persons, i, "name"));
        }
    }
    rowset_release(&persons);
    return ok;
}

static void add_held(const struct service *sv, struct rowset *out)
{
    static const char *const columns[] = {"name", "role"};
    reply_columns(out, columns, 2);
    for (size_t i = 0; i < sv->grants.nrows; i++) {
        bool again = i > 0 && str_eq(rowset_str(&sv->grants, i, "person"), rowset_str(&sv->grants, i - 1, "person")) &&
                     str_eq(rowset_str(&sv->grants, i, "role"), rowset_str(&sv->grants, i - 1, "role"));
        if (!again && rights_in_force(sv, i)) {
            struct value *row = rowset_add_row(out);
            reply_cell(out, row, "name", rowset_str(&sv->grants, i, "person"));
            reply_cell(out, row, "role", rowset_str(&sv->grants, i, "role"));
        }
    }
}

bool op_people(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep, struct err *err)
{
    (void)actor;
    (void)req;
    add_held(sv, &rep->rows2);
    rep->n = sv->grants.nrows > 0 && !sv->whole->sample;
    return store_people(sv->st, &rep->rows, err);
}

/* ---- what is done ---- */

struct deed {
    struct service *sv;
    const struct actor *actor;
    const struct request *req;
    struct reply *rep;
    const struct change_info *info;
};

static bool is_registered(const struct deed *d, const char *person, struct err *err)
{
    struct rowset persons = {0};
    bool ok = store_persons(d->sv->st, &persons, err), there = false;
    for (size_t i = 0; ok && i < persons.nrows && !there; i++) {
        there = str_eq(rowset_str(&persons, i, "person"), person);
    }
    rowset_release(&persons);
    return ok && (there || err_set(err, ERR_NOT_FOUND, _("there is no person '%s' here: register them first with 'phieu user add'"), person));
}

static bool add(const struct deed *d, struct err *err)
{
    const char *name = d->req->field && d->req->field[0] ? d->req->field : d->req->text;
    return service_check_person(d->req->text, err) && service_check_person(name, err) &&
           store_person_put(d->sv->st, d->req->text, name, d->info, err);
}

static bool take_role(const struct deed *d, const struct role **out, struct err *err)
{
    const char *name = d->req->field ? d->req->field : "";
    *out = app_role(d->sv->app, name);
    return *out || err_set(err, ERR_USAGE, _("the application has no role '%s'"), name);
}

static bool take_unit(const struct deed *d, char id[UUID_TEXT], struct err *err)
{
    const struct form *units;
    id[0] = '\0';
    if (!d->req->key) {
        return true;
    }
    return store_unit_form(d->sv->st, &units, err) &&
           (units || err_set(err, ERR_USAGE, _("no form of the application says with 'unit' to which unit its records belong"))) &&
           store_find(d->sv->st, units, d->req->key, id, err);
}

/* A day of the request as ISO; NULL when it gives none. */
static bool take_day(const struct deed *d, const char *name, const char **out, struct err *err)
{
    struct date day;
    *out = NULL;
    for (size_t i = 0; i < d->req->nparams; i++) {
        if (str_eq(d->req->params[i].name, name) && !value_is_null(&d->req->params[i].value)) {
            *out = value_str(&d->req->params[i].value);
        }
    }
    return !*out || date_parse_iso(sv_of(*out), &day) || err_set(err, ERR_USAGE, _("'%s' is no day: write it as 2026-12-31"), *out);
}

static bool grant(const struct deed *d, struct err *err)
{
    const struct role *role;
    char unit[UUID_TEXT];
    struct grant g = {.person = d->req->text};
    if (!is_registered(d, g.person, err) || !take_role(d, &role, err) || !take_unit(d, unit, err) || !take_day(d, "from", &g.from, err) ||
        !take_day(d, "to", &g.to, err)) {
        return false;
    }
    g.role = role->name;
    g.unit = unit[0] ? unit : NULL;
    d->rep->n = 1;
    return (!g.from || !g.to || strcmp(g.from, g.to) <= 0 || err_set(err, ERR_USAGE, _("the last day comes before the first"))) &&
           store_grant_put(d->sv->st, &g, d->info, err);
}

static bool revoke(const struct deed *d, struct err *err)
{
    const struct role *role;
    char unit[UUID_TEXT];
    return take_role(d, &role, err) && take_unit(d, unit, err) &&
           store_grant_drop(d->sv->st, d->req->text, role->name, unit[0] ? unit : NULL, d->info, &d->rep->n, err) &&
           (d->rep->n > 0 || err_set(err, ERR_NOT_FOUND, _("'%s' does not hold the role '%s'"), d->req->text, role->name));
}

/* History keeps what they held and did. */
static bool close_person(const struct deed *d, struct err *err)
{
    return is_registered(d, d->req->text, err) && store_grant_drop(d->sv->st, d->req->text, NULL, NULL, d->info, &d->rep->n, err);
}

static bool handover(const struct deed *d, struct err *err)
{
    const char *to = d->req->id ? d->req->id : "";
    return is_registered(d, to, err) &&
           (!str_eq(to, d->req->text) || err_set(err, ERR_USAGE, _("nothing is handed over to oneself"))) &&
           service_handover(d->sv, d->actor, d->req, d->rep, err);
}

/* Nobody may be left out of everything: after each deed that gives or takes a role somebody can still give one. */
static const struct {
    const char *name;
    bool (*run)(const struct deed *d, struct err *err);
    bool roles;
} deeds[] = {
    {"add", add, false}, {"grant", grant, true}, {"revoke", revoke, true}, {"close", close_person, true}, {"handover", handover, false},
};
enum { NDEEDS = sizeof deeds / sizeof *deeds };

/* The history vouches for who people are and what they may do. */
static bool run_chained(const struct deed *d, size_t i, struct err *err)
{
    struct store *st = d->sv->st;
    struct chain_set chain = {0};
    bool ok = store_chain_begin(st, &chain, "_person", err) && store_chain_begin(st, &chain, "_grant", err) && deeds[i].run(d, err) &&
              store_chain_end(st, &chain, d->info, err);
    store_chain_release(&chain);
    return ok;
}

bool op_user(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep, struct err *err)
{
    char txn[UUID_TEXT];
    service_txn(sv, txn);
    size_t i = 0;
    while (i < NDEEDS && !str_eq_null(req->name, deeds[i].name)) {
        i++;
    }
    if (i == NDEEDS || !req->text) {
        return err_set(err, ERR_USAGE, _("it is not said what is to be done for which person"));
    }
    struct change_info info = service_info(sv, actor, deeds[i].name, req->reason, txn);
    struct deed d = {sv, actor, req, rep, &info};
    bool had = sv->grants.nrows > 0;
    bool ok = run_chained(&d, i, err) && (!deeds[i].roles || (!had && rep->n == 0) || rights_keep_admin(sv, err));
    sv->grants_known = false; /* what was read is not committed yet */
    return ok;
}
