#include "screen/identity.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screen/open.h"

enum { TAG_PERSON = 0x57484f30, TAG_NAME, TAG_ROLE };

static void set(char **text, const char *to)
{
    char *copy = to && *to ? mem_dup(to) : NULL;
    free(*text);
    *text = copy;
}

static bool ask_people(struct ui *ui, struct reply *rep)
{
    struct request req = {.op = OP_PEOPLE};
    return ui_call(ui, &req, rep);
}

/* ---- taken ---- */

static bool take(struct ui *ui, const char *name, const char *role)
{
    struct err err = ERR_INIT;
    const struct role *acts = role && *role ? app_role(ui->app, role) : NULL;
    if (!ui->host->become(ui->host, name, acts ? acts->name : NULL, &err)) {
        ui_error(ui, &err);
        return false;
    }
    set(&ui->named, name);
    ui->person = ui->named;
    ui->role = acts ? &acts->label : NULL;
    ui->role_name = acts ? acts->name : NULL;
    ui->chosen = true;
    return true;
}

/* Taken, and remembered: the next start offers it first. */
static void take_chosen(struct ui *ui, const char *role)
{
    char *name = mem_dup(ui->naming);
    if (take(ui, name, role)) {
        context_forget(ui);
        context_restore(ui);
        context_keep(ui);
        if (ui->host->remote && ui->role) {
            ui_say(ui, STYLE_PLAIN, _("You act as “%s” now."), label_in(ui->role, ui->lang));
        } else {
            ui_say(ui, STYLE_PLAIN, _("%s is working here now."), name);
        }
    }
    free(name);
}

/* ---- at the start ---- */

static bool is_among(const char *name, const struct rowset *rows)
{
    for (size_t i = 0; i < rows->nrows; i++) {
        if (str_eq(rowset_str(rows, i, "name"), name)) {
            return true;
        }
    }
    return false;
}

static bool holds(const struct rowset *held, const char *name, const char *role)
{
    for (size_t i = 0; i < held->nrows; i++) {
        if (str_eq(rowset_str(held, i, "name"), name) && str_eq(rowset_str(held, i, "role"), role)) {
            return true;
        }
    }
    return false;
}

/* Where roles are given, whoever holds one works in the one they chose last; NULL: in the first they hold. */
static const char *role_kept(const struct reply *rep, const char *name)
{
    for (size_t i = 0; i < rep->rows.nrows; i++) {
        const char *role = rowset_str(&rep->rows, i, "role");
        if (str_eq(rowset_str(&rep->rows, i, "name"), name) && holds(&rep->rows2, name, role)) {
            return role;
        }
    }
    return NULL;
}

static enum identity identity_by_roles(struct ui *ui, const struct reply *rep)
{
    if (!is_among(ui->person, &rep->rows2)) {
        return IDENTITY_ASK;
    }
    take(ui, ui->person, role_kept(rep, ui->person));
    return IDENTITY_KNOWN;
}

/* The account's own name counts only when somebody chose it: else it merely stood there before anybody said who they are. */
static bool counts(const struct ui *ui, const struct rowset *rows, size_t i)
{
    return rowset_int(rows, i, "chosen") || !str_eq(rowset_str(rows, i, "name"), ui->person);
}

enum identity identity_at_start(struct ui *ui)
{
    struct reply rep = {0};
    size_t n = 0;
    size_t only = 0;
    bool ok = ask_people(ui, &rep);
    if (ok && rep.n == 1) {
        enum identity who = identity_by_roles(ui, &rep);
        reply_release(&rep);
        return who;
    }
    for (size_t i = 0; ok && i < rep.rows.nrows; i++) {
        if (counts(ui, &rep.rows, i)) {
            only = i;
            n++;
        }
    }
    if (n == 1) {
        take(ui, rowset_str(&rep.rows, only, "name"), rowset_str(&rep.rows, only, "role"));
    }
    reply_release(&rep);
    return n > 1 ? IDENTITY_ASK : IDENTITY_KNOWN;
}

/* ---- asked ---- */

#define HELD '+' /* before a role that was given, so that none is asked for */

/* "Mai, Council secretary"; behind the name, after a line feed, the role. */
static void add_person(struct pick *p, const struct ui *ui, const char *name, const char *role, bool held)
{
    const struct role *acts = *role ? app_role(ui->app, role) : NULL;
    struct str value = STR_INIT;
    struct str label = STR_INIT;
    str_addf(&value, "%s\n%.*s%s", name, held, (char[]){HELD, '\0'}, acts ? role : "");
    str_addf(&label, "%s%s%s", name, acts ? ", " : "", acts ? label_in(&acts->label, ui->lang) : "");
    pick_add_as(p, value.p, "", label.p);
    str_release(&value);
    str_release(&label);
}

/* Those who worked here, as they are remembered, then those who hold roles, a row for each; only these where roles must be held. */
static void add_people(struct pick *p, const struct ui *ui, const struct reply *rep, bool role)
{
    bool anybody = rep->n != 1;
    if (anybody && role && !is_among(ui->person, &rep->rows) && !is_among(ui->person, &rep->rows2)) {
        add_person(p, ui, ui->person, ui->role_name ? ui->role_name : "", false);
    }
    for (size_t i = 0; anybody && i < rep->rows.nrows; i++) {
        if (!is_among(rowset_str(&rep->rows, i, "name"), &rep->rows2)) {
            add_person(p, ui, rowset_str(&rep->rows, i, "name"), rowset_str(&rep->rows, i, "role"), false);
        }
    }
    for (size_t i = 0; i < rep->rows2.nrows; i++) {
        add_person(p, ui, rowset_str(&rep->rows2, i, "name"), rowset_str(&rep->rows2, i, "role"), true);
    }
    if (anybody) {
        pick_add_as(p, "", "", _("Somebody else …"));
    }
}

/* On a server who it is was proved; what they hold is theirs to choose from. */
static void ask_held(struct ui *ui)
{
    struct reply rep = {0};
    set(&ui->naming, ui->person);
    if (ask_people(ui, &rep)) {
        struct pick *p = pick_new(_("In which role do you work?"), TAG_ROLE);
        for (size_t i = 0; i < rep.rows2.nrows; i++) {
            const struct role *held = app_role(ui->app, rowset_str(&rep.rows2, i, "role"));
            if (held && str_eq(rowset_str(&rep.rows2, i, "name"), ui->person)) {
                p->at = str_eq_null(held->name, ui->role_name) ? p->rows.n : p->at;
                pick_add_as(p, held->name, "", label_in(&held->label, ui->lang));
            }
        }
        ui_push(ui, &p->page);
    }
    reply_release(&rep);
}

void identity_ask(struct ui *ui, bool role)
{
    struct reply rep = {0};
    if (ui->host->remote && ui->host->become) {
        ask_held(ui);
        return;
    }
    if (!ui->host->become) {
        ui_say(ui, STYLE_PLAIN, "%s", _("Who you are is known here; it cannot be changed."));
        return;
    }
    ui->asks_role = role;
    if (ask_people(ui, &rep)) {
        struct pick *p = pick_new(_("Who is working here?"), TAG_PERSON);
        add_people(p, ui, &rep, role);
        ui_push(ui, &p->page);
    }
    reply_release(&rep);
}

static void ask_name(struct ui *ui)
{
    struct ask *a = ask_new(_("Who is working here?"), _("Your name, as it will stand in the history:"), TAG_NAME);
    a->input = true;
    a->required = true;
    ui_push(ui, &a->page);
}

static void ask_role(struct ui *ui)
{
    const struct app *app = ui->app;
    if (app->nroles == 0) {
        take_chosen(ui, NULL);
        return;
    }
    struct pick *p = pick_new(ui->naming, TAG_ROLE);
    for (size_t i = 0; i < app->nroles; i++) {
        pick_add_as(p, app->roles[i].name, "", label_in(&app->roles[i].label, ui->lang));
        p->at = str_eq(app->roles[i].name, ui->naming_role ? ui->naming_role : "") ? i : p->at;
    }
    pick_add_as(p, "", "", _("All of these: one person alone"));
    p->at = ui->naming_role || !ui->naming_known ? p->at : app->nroles;
    ui_push(ui, &p->page);
}

static void person_picked(struct ui *ui, const struct pick *p)
{
    const char *value = p->rows.v[p->at].value;
    const char *role = strchr(value, '\n');
    ui->naming_known = role != NULL;
    if (!role) {
        ask_name(ui);
        return;
    }
    char *name = mem_dup_n(value, (size_t)(role - value));
    bool held = role[1] == HELD;
    set(&ui->naming, name);
    set(&ui->naming_role, role + 1 + held);
    free(name);
    if (ui->asks_role && !held) {
        ask_role(ui);
    } else {
        take_chosen(ui, ui->naming_role);
    }
}

static void name_typed(struct ui *ui, const char *name)
{
    struct sv text = sv_trim(sv_of(name));
    char *copy = mem_dup_n(text.p, text.n);
    set(&ui->naming, copy);
    set(&ui->naming_role, NULL);
    free(copy);
    ask_role(ui);
}

bool identity_closed(struct ui *ui, struct page *closed)
{
    const struct pick *p = closed->ops == &pick_ops ? (const struct pick *)(const void *)closed : NULL;
    const struct ask *a = closed->ops == &ask_ops ? (const struct ask *)(const void *)closed : NULL;
    if (p && p->tag == TAG_PERSON) {
        if (p->done) {
            person_picked(ui, p);
        }
    } else if (p && p->tag == TAG_ROLE) {
        if (p->done) {
            take_chosen(ui, p->rows.v[p->at].value);
        } else if (!ui->host->remote) {
            identity_ask(ui, ui->asks_role);
        }
    } else if (a && a->tag == TAG_NAME) {
        if (a->done) {
            name_typed(ui, a->answer.p);
        } else {
            identity_ask(ui, ui->asks_role);
        }
    } else {
        return false;
    }
    return true;
}
