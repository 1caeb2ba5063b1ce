/* Help, man page and completion, all from the two tables of cli.c. */

#include "app/cli.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screen/keymap.h"

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
    fprintf(out, "%s phieu %s%s%s\n\n%s\n", _("usage:"), cmd->name, cmd->args[0] ? " " : "", cmd->args, _(cmd->help));
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

/* "in form, text, grid": the contexts in which the row has these keys. */
static void man_contexts(FILE *out, const struct keymap *m, const struct command_def *def, const char *keys)
{
    const char *before = "In: ";
    for (size_t c = 1; c < CONTEXTS && !(def->contexts & CTX_ANY); c++) {
        if (keymap_is_there(def, keymap_context(c)) && str_eq(keymap_keys(m, def, keymap_context(c)), keys)) {
            fprintf(out, "%s%s", before, keymap_context_names[c]);
            before = ", ";
        }
    }
    fputs(str_eq(before, ", ") ? ".\n" : "", out);
}

static void man_key(FILE *out, const struct keymap *m, const struct command_def *def, size_t c)
{
    const char *keys = keymap_keys(m, def, keymap_context(c));
    for (size_t b = 1; b < c; b++) {
        if (keymap_is_there(def, keymap_context(b)) && str_eq(keymap_keys(m, def, keymap_context(b)), keys)) {
            return; /* told already */
        }
    }
    fputs(".It ", out);
    for (const char *p = keys; *p; p++) {
        fputs(*p == '\\' ? "\\e" : (char[]){*p, '\0'}, out);
    }
    fprintf(out, "\n%s\n", def->help);
    man_contexts(out, m, def, keys);
}

static void man_keys(FILE *out, const struct keymap *m)
{
    fprintf(out, ".Sh KEYS\nAlt-x means: hold Alt and press x, or press Esc and then x.  Every function key may be typed as Esc and\n"
                 "then its digit (0 for F10).\n.Bl -tag -width Ds\n");
    for (size_t row = 0; row < command_count; row++) {
        const struct command_def *def = &command_table[row];
        for (size_t c = 1; c < CONTEXTS; c++) {
            if (keymap_is_there(def, keymap_context(c)) && keymap_keys(m, def, keymap_context(c))[0]) {
                man_key(out, m, def, c);
            }
        }
    }
    fprintf(out, ".El\n");
}

/* The manual is English and is read in any locale, so help sentences are not translated here. */
void cli_print_man(FILE *out, const struct keymap *keymap)
{
    fprintf(out, ".Dd November 23, 2026\n.Dt PHIEU 1\n.Os\n.Sh NAME\n.Nm phieu\n"
                 ".Nd fill forms at the keyboard, keep the records, export the figures\n.Sh SYNOPSIS\n.Nm\n"
                 ".Op Fl Fl app Ar DIR\n.Op Fl Fl db Ar FILE\n.Op Fl Fl lang Ar vi|en\n.Op Fl Fl as Ar PERSON\n.Op Ar COMMAND ...\n"
                 ".Sh DESCRIPTION\nForm definitions in INI files make a screen for entering records, an SQLite database that keeps them,\n"
                 "and summaries in CSV.  Without a command the screen opens; its keys are listed below and by F1.\n.Pp\nOptions:\n.Bl -tag -width Ds\n");
    for (int i = 0; i < OPT_FIRST_OF_COMMANDS; i++) {
        man_opt(out, &opt_table[i]);
    }
    fprintf(out, ".El\n.Pp\nCommands:\n.Bl -tag -width Ds\n");
    for (size_t i = 0; i < subcommand_count; i++) {
        man_command(out, &subcommands[i]);
    }
    fprintf(out, ".El\n");
    man_keys(out, keymap);
    fprintf(out, ".Sh ENVIRONMENT\n.Bl -tag -width Ds\n"
                 ".It Ev PHIEU_APP , PHIEU_DB , PHIEU_LANG\nUsed where the options of these names are not given.\n"
                 ".It Ev XDG_DATA_HOME , XDG_CONFIG_HOME\nWhere the database and the configuration are kept.\n"
                 ".It Ev NO_COLOR\nWhen set, no colours are used.\n.El\n"
                 ".Sh FILES\n.Bl -tag -width Ds\n.It Pa /etc/phieu.ini\n.It Pa ~/.config/phieu/phieu.ini\n"
                 "Section\n.Ql [phieu]\nwith the keys app, db, lang, csv_separator, borders (ascii, unicode or acs), keys (a file of keys, named from here), copies (the folder\nof the database's copies),\n"
                 "typing (off, telex or vni) and tones (old: hòa; new: hoà) for whoever has not chosen at the screen,\n"
                 "idle_minutes (15) and session_minutes (720) after which a screen on a server ends, without a key and anyhow.\n"
                 ".It a file of keys\nWhat\n.Ql phieu keys\nprints, with what is to be different: in the section\n.Ql [keys]\n"
                 "a command and its keys, as in\n.Ql save = F10, Ctrl-S ,\nin\n.Ql [keys form]\nthe same in one context; in\n.Ql [sequences]\n"
                 "what the terminal sends for a key, as in\n.Ql f1 = \"\\ee[11~\" .\n"
                 ".It Pa ~/.local/share/phieu/APPLICATION.db\nThe database.\n.El\n"
                 ".Sh EXIT STATUS\n0 done, 1 findings or faults were listed, 2 wrong usage; above 64 as in\n.Xr sysexits 3 .\n");
}

/* "[list|add [PERSON]]": the words that may come first. */
static void completion_words(FILE *out, const char *args)
{
    size_t n = strcspn(args, " ]");
    for (size_t i = 1; i < n && args[0] == '[' && memchr(args, '|', n); i++) {
        fputc(args[i] == '|' ? ' ' : args[i], out);
    }
    fputs(memchr(args, '|', n) && args[0] == '[' ? " " : "", out);
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
        completion_words(out, subcommands[i].args);
        for (const enum opt *o = subcommands[i].opts; *o != OPT_COUNT; o++) {
            fprintf(out, "--%s ", opt_table[*o].name);
        }
        fprintf(out, "\" -- \"$cur\")) ;;\n");
    }
    fprintf(out, "    esac\n}\ncomplete -o default -F _phieu phieu\n");
}
