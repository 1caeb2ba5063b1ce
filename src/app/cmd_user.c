/* phieu user: who may work here, in which role, for which unit, from when to when. */

#include <stdio.h>

#include "app/account.h"
#include "app/commands.h"
#include "app/print.h"
#include "app/session.h"
#include "base/i18n.h"

/* Roles are called by their labels, behind the word that the other actions take. */
static void name_roles(const struct session *s, struct rowset *rows)
{
    struct str text = STR_INIT;
    for (size_t i = 0; i < rows->nrows; i++) {
        struct value *v = &rows->cells.v[i * rows->ncolumns + (size_t)rowset_column(rows, "role")];
        const struct role *role = app_role(s->app, value_str(v));
        str_clear(&text);
        str_addf(&text, "%s%s%s", value_str(v), role ? "  " : "", role ? label_in(&role->label, s->lang) : "");
        value_set_text(v, (struct sv){text.p, text.len});
    }
    str_release(&text);
}

static void say_whether_in_force(struct rowset *rows)
{
    int column = rowset_column(rows, "in_force");
    for (size_t i = 0; i < rows->nrows; i++) {
        struct value *v = &rows->cells.v[i * rows->ncolumns + (size_t)column];
        const char *word = rowset_str(rows, i, "role")[0] == '\0' ? _("no role") : rowset_int(rows, i, "in_force") ? "" : _("not now");
        value_set_text(v, sv_of(word));
    }
}

static int list(struct session *s, const struct cli *cli)
{
    static const char *const columns[] = {"person", "name", "role", "key", "unit", "from", "to", "in_force", NULL};
    const char *const heads[] = {_("person"), _("name"), _("role"), _("unit"), "", _("from"), _("to"), "", NULL};
    struct request req = {.op = OP_USERS};
    struct reply rep = {0};
    int code = EXIT_DONE;
    (void)cli;
    bool ok = session_call(s, &req, &rep, &code);
    if (ok && rep.rows.nrows == 0) {
        puts(_("Nobody has been given a role: whoever works at this computer says themselves who they are, and may do everything."));
    } else if (ok) {
        say_whether_in_force(&rep.rows);
        name_roles(s, &rep.rows);
        print_table(stdout, &rep.rows, columns, heads);
    }
    reply_release(&rep);
    return code;
}

/* Ask for the deed; on success `rep` says how much it was. */
static bool deed(struct session *s, const struct cli *cli, struct request *req, struct reply *rep, int *code)
{
    struct param days[2] = {{"from", VALUE_INIT}, {"to", VALUE_INIT}};
    const char *const given[] = {cli->value[OPT_FROM], cli->value[OPT_TO]};
    for (size_t i = 0; i < 2; i++) {
        if (given[i]) {
            value_set_text(&days[i].value, sv_of(given[i]));
        }
    }
    req->op = OP_USER;
    req->name = cli->args[0];
    req->text = cli->args[1];
    req->key = cli->value[OPT_UNIT];
    req->reason = cli->value[OPT_REASON];
    req->params = days;
    req->nparams = 2;
    bool ok = session_call(s, req, rep, code);
    value_release(&days[0].value);
    value_release(&days[1].value);
    return ok;
}

static int add(struct session *s, const struct cli *cli)
{
    struct request req = {.field = cli->nargs > 2 ? cli->args[2] : NULL};
    struct reply rep = {0};
    int code = EXIT_DONE;
    if (deed(s, cli, &req, &rep, &code)) {
        printf(_("%s is registered; 'phieu user grant' gives them a role.\n"), req.text);
    }
    reply_release(&rep);
    return code;
}

static int grant(struct session *s, const struct cli *cli)
{
    struct request req = {.field = cli->args[2]};
    struct reply rep = {0};
    int code = EXIT_DONE;
    if (deed(s, cli, &req, &rep, &code)) {
        printf(_("%s now holds the role %s.\n"), req.text, req.field);
    }
    reply_release(&rep);
    return code;
}

static int revoke(struct session *s, const struct cli *cli)
{
    struct request req = {.field = cli->args[2]};
    struct reply rep = {0};
    int code = EXIT_DONE;
    if (deed(s, cli, &req, &rep, &code)) {
        printf(_("%s no longer holds the role %s.\n"), req.text, req.field);
    }
    reply_release(&rep);
    return code;
}

/* The roles are gone; the account of this name, where it is one of a server's, is the administrator's to close. */
static int close_account(const struct cli *cli, const char *person)
{
    struct err err = ERR_INIT;
    if (!account_is_ours(person)) {
        return EXIT_DONE;
    }
    if (!cli_has(cli, OPT_APPLY)) {
        printf("# %s\n", _("Their account still lets them in, though they can do nothing: as root, or by --apply"));
        account_print_close(person);
        return EXIT_DONE;
    }
    if (!account_close(person, &err)) {
        return cli_fail(&err);
    }
    printf(_("The account %s has expired, and its key was moved to %s.\n"), person, ACCOUNT_KEYS_CLOSED);
    return EXIT_DONE;
}

static int close_person(struct session *s, const struct cli *cli)
{
    struct request req = {0};
    struct reply rep = {0};
    struct err err = ERR_INIT;
    int code = EXIT_DONE;
    if (cli_has(cli, OPT_APPLY) && !admin_may(&err)) {
        return cli_fail(&err);
    }
    if (deed(s, cli, &req, &rep, &code)) {
        printf(Q_("%s holds no role any more (%lld was taken).\n", "%s holds no role any more (%lld were taken).\n", rep.n), req.text,
               (long long)rep.n);
        code = close_account(cli, req.text);
    }
    reply_release(&rep);
    return code;
}

static int handover(struct session *s, const struct cli *cli)
{
    static const char *const columns[] = {"what", "moved", "stays", NULL};
    const char *const heads[] = {"", _("handed over"), _("can only be read, stay"), NULL};
    struct request req = {.op = OP_USER, .name = cli->args[0], .text = cli->args[1], .id = cli->args[2], .reason = cli->value[OPT_REASON]};
    return cmd_preview_then_do(s, cli, &req, columns, heads, _("Nothing is theirs to hand over."));
}

static const struct action {
    const char *name, *args;
    int min_args, max_args; /* with the action's name */
    bool days;              /* takes --from and --to */
    bool unit;
    bool apply;
    int (*run)(struct session *s, const struct cli *cli);
} actions[] = {
    {"list", "", 1, 1, false, false, false, list},
    {"add", "PERSON [NAME]", 2, 3, false, false, false, add},
    {"grant", "PERSON ROLE [--unit KEY] [--from DAY] [--to DAY]", 3, 3, true, true, false, grant},
    {"revoke", "PERSON ROLE [--unit KEY]", 3, 3, false, true, false, revoke},
    {"close", "PERSON [--apply]", 2, 2, false, false, true, close_person},
    {"handover", "PERSON TO [--dry-run]", 3, 3, false, false, false, handover},
};
enum { NACTIONS = sizeof actions / sizeof *actions };

static bool unknown_action(const char *name, struct err *err)
{
    const char *names[NACTIONS];
    for (size_t i = 0; i < NACTIONS; i++) {
        names[i] = actions[i].name;
    }
    const char *near = str_nearest(name, names, NACTIONS);
    return err_set(err, ERR_USAGE, _("'phieu user' cannot '%s'; it can: list, add, grant, revoke, close, handover (did you mean '%s'?)"), name,
                   near ? near : "list");
}

static bool find_action(const struct cli *cli, const struct action **out, struct err *err)
{
    *out = &actions[0];
    if (cli->nargs == 0) {
        return true;
    }
    size_t i = 0;
    while (i < NACTIONS && !str_eq(actions[i].name, cli->args[0])) {
        i++;
    }
    if (i == NACTIONS) {
        return unknown_action(cli->args[0], err);
    }
    *out = &actions[i];
    bool fits = cli->nargs >= actions[i].min_args && cli->nargs <= actions[i].max_args &&
                (actions[i].unit || !cli_has(cli, OPT_UNIT)) && (actions[i].apply || !cli_has(cli, OPT_APPLY)) && (actions[i].days || (!cli_has(cli, OPT_FROM) && !cli_has(cli, OPT_TO)));
    return fits || err_set(err, ERR_USAGE, _("the command is: phieu user %s %s"), actions[i].name, actions[i].args);
}

int cmd_user(struct session *s, const struct cli *cli)
{
    const struct action *action;
    struct err err = ERR_INIT;
    return find_action(cli, &action, &err) ? action->run(s, cli) : cli_fail(&err);
}
