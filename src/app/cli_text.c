/* Help, man page and completion, all from the two tables of cli.c. */

#include "app/cli.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"

/* "-o, --output FILE" */
static void opt_synopsis(const struct opt_def *d, struct str *out)
{
    if (d->letter) {
        str_addf(out, "-%c, ", d->letter);
    }
    str_addf(out, "--%s", d->name);
    if (d->arg) {
        str_addf(out, " %s", d->arg);
    }
}

static void print_opt(FILE *out, const struct opt_def *d)
{
    struct str s = STR_INIT;
    opt_synopsis(d, &s);
    fprintf(out, "  %-24s %s\n", s.p, _(d->help));
    str_release(&s);
}

static void print_program_help(FILE *out)
{
    fprintf(out, "%s\n\n", _("phieu: fill forms at the keyboard, keep the records, export the figures"));
    fprintf(out, "%s phieu [--app DIR] [--db FILE] [--lang vi|en] [--as PERSON] [COMMAND ...]\n\n", _("usage:"));
    for (size_t i = 0; i < subcommand_count; i++) {
        const struct subcommand *c = &subcommands[i];
        struct str s = STR_INIT;
        str_addf(&s, "%s %s", c->name, c->args);
        fprintf(out, "  %-36s %s\n", s.p, _(c->help));
        str_release(&s);
    }
    fprintf(out, "\n");
    for (int i = 0; i < OPT_FIRST_OF_COMMANDS; i++) {
        print_opt(out, &opt_table[i]);
    }
    fprintf(out, "\n%s\n", _("'phieu COMMAND --help' tells about one command.  'phieu' alone opens the screen."));
}

void cli_print_help(FILE *out, const struct subcommand *cmd)
{
    if (!cmd) {
        print_program_help(out);
        return;
    }
    fprintf(out, "%s phieu %s %s\n\n%s\n", _("usage:"), cmd->name, cmd->args, _(cmd->help));
    if (*cmd->opts != OPT_COUNT) {
        fprintf(out, "\n");
    }
    for (const enum opt *o = cmd->opts; *o != OPT_COUNT; o++) {
        print_opt(out, &opt_table[*o]);
    }
}

static void man_opt(FILE *out, const struct opt_def *d)
{
    fprintf(out, ".It ");
    if (d->letter) {
        fprintf(out, "Fl %c , ", d->letter);
    }
    fprintf(out, "Fl Fl %s", d->name);
    if (d->arg) {
        fprintf(out, " Ar %s", d->arg);
    }
    fprintf(out, "\n%s.\n", d->help);
}

static void man_command(FILE *out, const struct subcommand *c)
{
    fprintf(out, ".It Cm %s%s%s\n%s.\n", c->name, *c->args ? " Ar " : "", c->args, c->help);
    if (*c->opts == OPT_COUNT) {
        return;
    }
    fprintf(out, ".Bl -tag -width Ds -compact\n");
    for (const enum opt *o = c->opts; *o != OPT_COUNT; o++) {
        man_opt(out, &opt_table[*o]);
    }
    fprintf(out, ".El\n");
}

/* The manual is English and is read in any locale, so help sentences are not translated here. */
void cli_print_man(FILE *out)
{
    fprintf(out, ".Dd November 23, 2026\n.Dt PHIEU 1\n.Os\n.Sh NAME\n.Nm phieu\n"
                 ".Nd fill forms at the keyboard, keep the records, export the figures\n.Sh SYNOPSIS\n.Nm\n"
                 ".Op Fl Fl app Ar DIR\n.Op Fl Fl db Ar FILE\n.Op Fl Fl lang Ar vi|en\n.Op Fl Fl as Ar PERSON\n.Op Ar COMMAND ...\n"
                 ".Sh DESCRIPTION\nForm definitions in INI files make a screen for entering records, an SQLite database that keeps them,\n"
                 "and summaries in CSV.  Without a command the screen opens; its keys are listed by F1.\n.Pp\nOptions:\n.Bl -tag -width Ds\n");
    for (int i = 0; i < OPT_FIRST_OF_COMMANDS; i++) {
        man_opt(out, &opt_table[i]);
    }
    fprintf(out, ".El\n.Pp\nCommands:\n.Bl -tag -width Ds\n");
    for (size_t i = 0; i < subcommand_count; i++) {
        man_command(out, &subcommands[i]);
    }
    fprintf(out, ".El\n.Sh ENVIRONMENT\n.Bl -tag -width Ds\n"
                 ".It Ev PHIEU_APP , PHIEU_DB , PHIEU_LANG\nUsed where the options of these names are not given.\n"
                 ".It Ev XDG_DATA_HOME , XDG_CONFIG_HOME\nWhere the database and the configuration are kept.\n"
                 ".It Ev NO_COLOR\nWhen set, no colours are used.\n.El\n"
                 ".Sh FILES\n.Bl -tag -width Ds\n.It Pa /etc/phieu.ini\n.It Pa ~/.config/phieu/phieu.ini\n"
                 "Section\n.Ql [phieu]\nwith the keys app, db, lang, csv_separator, borders.\n"
                 ".It Pa ~/.local/share/phieu/APPLICATION.db\nThe database.\n.El\n"
                 ".Sh EXIT STATUS\n0 done, 1 findings or faults were listed, 2 wrong usage; above 64 as in\n.Xr sysexits 3 .\n");
}

void cli_print_completion(FILE *out)
{
    fprintf(out, "# bash completion for phieu\n_phieu() {\n    local cur=${COMP_WORDS[COMP_CWORD]} cmd= i\n"
                 "    for ((i = 1; i < COMP_CWORD; i++)); do\n        case ${COMP_WORDS[i]} in\n"
                 "        --app|--db|--lang|--as|--script) ((i++)) ;;\n        -*) ;;\n        *) cmd=${COMP_WORDS[i]}; break ;;\n        esac\n    done\n"
                 "    case $cmd in\n    \"\") COMPREPLY=($(compgen -W \"");
    for (size_t i = 0; i < subcommand_count; i++) {
        fprintf(out, "%s ", subcommands[i].name);
    }
    for (int i = 0; i < OPT_FIRST_OF_COMMANDS; i++) {
        fprintf(out, "--%s ", opt_table[i].name);
    }
    fprintf(out, "\" -- \"$cur\")) ;;\n");
    for (size_t i = 0; i < subcommand_count; i++) {
        fprintf(out, "    %s) COMPREPLY=($(compgen -f -W \"", subcommands[i].name);
        for (const enum opt *o = subcommands[i].opts; *o != OPT_COUNT; o++) {
            fprintf(out, "--%s ", opt_table[*o].name);
        }
        fprintf(out, "\" -- \"$cur\")) ;;\n");
    }
    fprintf(out, "    esac\n}\ncomplete -o default -F _phieu phieu\n");
}
