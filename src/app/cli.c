#include "app/cli.h"

#include <getopt.h>
#include <string.h>
#include <sysexits.h>

#include "app/commands.h"
#include "app/print.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/vec.h"

const struct opt_def opt_table[OPT_COUNT] = {
    {OPT_APP, 0, "app", "DIR", N_("the application's folder")},
    {OPT_DB, 0, "db", "FILE", N_("the database")},
    {OPT_SOCKET, 0, "socket", "PATH", N_("work with the server that listens there, not with a database of one's own")},
    {OPT_SESSION, 0, "session", NULL, N_("give up files, programs and the network: how phieu-session starts it")},
    {OPT_LANG, 0, "lang", "vi|en", N_("language of messages and labels")},
    {OPT_AS, 0, "as", "[PERSON][:ROLE]", N_("who is doing it, and in which role")},
    {OPT_SCRIPT, 0, "script", "FILE", N_("drive the screen by a script and print the screens it asks for")},
    {OPT_HELP, 'h', "help", NULL, N_("show this help")},
    {OPT_VERSION, 0, "version", NULL, N_("show the version")},
    {OPT_MAN, 0, "man", NULL, N_("print the manual page's source")},
    {OPT_COMPLETION, 0, "completion", NULL, N_("print the completion for bash")},
    {OPT_OUTPUT, 'o', "output", "FILE", N_("write to FILE instead of standard output")},
    {OPT_LABELS, 0, "labels", NULL, N_("labels of choices instead of codes")},
    {OPT_WHERE, 0, "where", "EXPR", N_("only records for which the SQL expression is true")},
    {OPT_EXACT, 0, "exact", NULL, N_("the file has no byte order mark and no guard against formulas")},
    {OPT_SEPARATOR, 0, "separator", "CHAR", N_("cells separated by CHAR; with ';' decimals have a comma")},
    {OPT_FORMAT, 0, "format", "FORM", N_("the form of the output: csv, tsv or json; of a document fodt, odt, html or txt")},
    {OPT_WIDTH, 0, "width", "COLUMNS", N_("of a text: 80, and 132 where its paper lies across, unless this says otherwise")},
    {OPT_ASCII, 0, "ascii", NULL, N_("a text without accents, lines of + - |: for printers without Vietnamese")},
    {OPT_PERSONAL, 0, "personal", NULL, N_("personal data too; that it was asked for is recorded")},
    {OPT_DRY_RUN, 'n', "dry-run", NULL, N_("check everything, store nothing")},
    {OPT_PARTIAL, 0, "partial", NULL, N_("store the good rows even when others are rejected")},
    {OPT_UNFINISHED, 0, "unfinished", NULL, N_("store records whose values break rules, too, as the screen does while they are being written")},
    {OPT_ENCODING, 0, "encoding", "NAME", N_("the file's text is in utf-8, tcvn3, vni, viscii, cp1258 or viqr")},
    {OPT_MAP, 0, "map", "FILE", N_("lines COLUMN=FIELD: what the columns of the file are called here")},
    {OPT_WITH, 0, "with", "DIR", N_("check against the definitions in DIR")},
    {OPT_YES, 'y', "yes", NULL, N_("do it without asking")},
    {OPT_REASON, 0, "reason", "TEXT", N_("the reason, kept in history")},
    {OPT_SEARCH, 0, "search", "TEXT", N_("only records that hold these words, with or without accents")},
    {OPT_METHOD, 0, "method", "telex|vni", N_("how Vietnamese is typed")},
    {OPT_NEW_STYLE, 0, "new-style", NULL, N_("tones as in hoà, thuỷ; without it as in hòa, thủy")},
    {OPT_SNAPSHOT, 0, "snapshot", "CODE", N_("what was handed in under this seal code, not what stands now")},
    {OPT_LINEAR, 0, "linear", NULL, N_("one question a line, for braille lines, screen readers and pipes")},
    {OPT_VERIFY, 0, "verify", NULL, N_("key the record's marked fields again, as a second person who does not see them")},
    {OPT_SEAL, 0, "seal", "CODE", N_("what became of what was handed in under this seal code")},
    {OPT_SIGN, 0, "sign", "KEY", N_("write where the history ends into a file, and sign it with this SSH key")},
    {OPT_HEAD, 0, "head", "FILE", N_("check a head that was signed: its signature, and that the history still holds it")},
    {OPT_APPLY, 0, "apply", NULL, N_("do it; without this it is only printed")},
    {OPT_DUE, 0, "due", NULL, N_("only the copies that are due, beside the database; older ones go as after a session at the screen")},
    {OPT_UNIT, 0, "unit", "KEY", N_("the role is held for this unit's records only")},
    {OPT_FROM, 0, "from", "DAY", N_("the role is held from this day on, written as 2026-12-31")},
    {OPT_TO, 0, "to", "DAY", N_("the role is held up to this day")},
    {OPT_RECORD, 0, "record", NULL, N_("keep it as what was sent, to be printed again by 'phieu sent'")},
    {OPT_DOCUMENT, 0, "document", "NUMBER", N_("with --record: the number of the letter with which it goes")},
    {OPT_DOCUMENT_DATE, 0, "document-date", "DAY", N_("with --record: the day of that letter")},
    {OPT_RECIPIENT, 0, "recipient", "NAME", N_("with --record: to whom it goes")},
    {OPT_UNDO, 0, "undo", NULL, N_("take back what this did the last time")},
    {OPT_REGISTER, 0, "register", NULL, N_("every code that was another one, as CSV")},
};

static const enum opt no_opts[] = {OPT_COUNT};
static const enum opt enter_opts[] = {OPT_SCRIPT, OPT_LINEAR, OPT_VERIFY, OPT_COUNT};
static const enum opt list_opts[] = {OPT_SEARCH, OPT_COUNT};
static const enum opt import_opts[] = {OPT_DRY_RUN, OPT_PARTIAL, OPT_UNFINISHED, OPT_ENCODING, OPT_MAP, OPT_EXACT, OPT_SEPARATOR, OPT_COUNT};
static const enum opt export_opts[] = {OPT_OUTPUT, OPT_LABELS, OPT_WHERE, OPT_EXACT, OPT_SEPARATOR, OPT_FORMAT, OPT_PERSONAL, OPT_COUNT};
static const enum opt summary_opts[] = {OPT_OUTPUT, OPT_EXACT, OPT_SEPARATOR, OPT_SNAPSHOT, OPT_RECORD, OPT_DOCUMENT, OPT_DOCUMENT_DATE, OPT_RECIPIENT, OPT_COUNT};
static const enum opt report_opts[] = {OPT_OUTPUT, OPT_FORMAT, OPT_WIDTH, OPT_ASCII, OPT_SNAPSHOT, OPT_COUNT};
static const enum opt sent_opts[] = {OPT_OUTPUT, OPT_COUNT};
static const enum opt move_opts[] = {OPT_REASON, OPT_YES, OPT_COUNT};
static const enum opt show_opts[] = {OPT_SNAPSHOT, OPT_COUNT};
static const enum opt validate_opts[] = {OPT_WITH, OPT_COUNT};
static const enum opt migrate_opts[] = {OPT_DRY_RUN, OPT_YES, OPT_COUNT};
static const enum opt rekey_opts[] = {OPT_DRY_RUN, OPT_YES, OPT_REASON, OPT_COUNT};
static const enum opt copy_opts[] = {OPT_DRY_RUN, OPT_YES, OPT_REASON, OPT_UNDO, OPT_COUNT};
static const enum opt renumber_opts[] = {OPT_DRY_RUN, OPT_YES, OPT_REASON, OPT_UNDO, OPT_REGISTER, OPT_EXACT, OPT_COUNT};
static const enum opt vkey_opts[] = {OPT_METHOD, OPT_NEW_STYLE, OPT_COUNT};
static const enum opt restore_opts[] = {OPT_DRY_RUN, OPT_YES, OPT_REASON, OPT_COUNT};
static const enum opt verify_opts[] = {OPT_SEAL, OPT_SIGN, OPT_HEAD, OPT_OUTPUT, OPT_COUNT};
static const enum opt backup_opts[] = {OPT_DUE, OPT_COUNT};
static const enum opt setup_opts[] = {OPT_APPLY, OPT_COUNT};
static const enum opt reason_opts[] = {OPT_REASON, OPT_COUNT};

static const enum opt user_opts[] = {OPT_UNIT, OPT_FROM, OPT_TO, OPT_REASON, OPT_DRY_RUN, OPT_YES, OPT_APPLY, OPT_COUNT};

const struct subcommand subcommands[] = {
    {"enter", "[FORM [KEY]]", 0, 2, NEED_APP | NEED_NEW_DB, enter_opts, N_("open the screen, at a form or one record of it"), cmd_enter},
    {"check", "", 0, 0, NEED_NOTHING, no_opts, N_("check the application: every fault as file:line: message"), cmd_check},
    {"demo", "", 0, 0, NEED_APP | NEED_NEW_DB | NEED_FILE, no_opts, N_("make a database with sample data"), cmd_demo},
    {"list", "[FORM]", 0, 1, NEED_APP | NEED_DB | NEED_READ, list_opts, N_("forms, boards, summaries and documents, or the records of a form"), cmd_list},
    {"show", "FORM KEY", 2, 2, NEED_APP | NEED_DB | NEED_READ, show_opts, N_("one record as text"), cmd_show},
    {"log", "FORM KEY", 2, 2, NEED_APP | NEED_DB | NEED_READ, no_opts, N_("the history of one record"), cmd_log},
    {"import", "FORM FILE.csv", 2, 2, NEED_APP | NEED_NEW_DB, import_opts, N_("check and load records; rejected rows go to FILE.rejected.csv"), cmd_import},
    {"export", "FORM[.ROSTER]", 1, 1, NEED_APP | NEED_DB, export_opts, N_("the records of a form as CSV"), cmd_export},
    {"summary", "NAME [PARAMETER=VALUE]...", 1, -1, NEED_APP | NEED_DB | NEED_READ, summary_opts, N_("one of the application's summaries as CSV"), cmd_summary},
    {"report", "NAME [KEY]... [PARAMETER=VALUE]...", 1, -1, NEED_APP | NEED_DB | NEED_READ, report_opts, N_("one of the application's documents, about a record or all of them"), cmd_report},
    {"sent", "[NUMBER]", 0, 1, NEED_APP | NEED_DB | NEED_READ, sent_opts, N_("the summaries that were recorded as sent, or one of them again as it was"), cmd_sent},
    {"validate", "[FORM]", 0, 1, NEED_APP | NEED_DB | NEED_READ, validate_opts, N_("check every stored record; nothing is written"), cmd_validate},
    {"migrate", "", 0, 0, NEED_APP | NEED_DB | NEED_FILE, migrate_opts, N_("adapt the database to changed forms, after showing what changes"), cmd_migrate},
    {"rekey", "FORM KEY NEW-KEY", 3, 3, NEED_APP | NEED_DB, rekey_opts, N_("correct the key of a record; everything that names it follows"), cmd_rekey},
    {"copy", "FORM KEY [NAME]", 2, 3, NEED_APP | NEED_DB, copy_opts, N_("copy into a record what its form finds in others, after showing how much that is"), cmd_copy},
    {"renumber", "FORM KEY [OLD=NEW]...", 1, -1, NEED_APP | NEED_DB, renumber_opts, N_("close the gaps between the codes of a form, or change those named, with every text that mentions them"), cmd_renumber},
    {"restore-record", "FORM KEY", 2, 2, NEED_APP | NEED_DB, reason_opts, N_("bring a deleted record back"), cmd_restore_record},
    {"move", "FORM KEY STATE", 3, 3, NEED_APP | NEED_DB, move_opts, N_("move a record into another state, with all that it governs"), cmd_move},
    {"diff", "FORM KEY [A [B]]", 2, 4, NEED_APP | NEED_DB | NEED_READ, no_opts, N_("what changed between two snapshots, or since one (the last, when none is named)"), cmd_diff},
    {"snapshots", "FORM KEY|CODE", 1, 2, NEED_APP | NEED_DB | NEED_READ, no_opts, N_("what was handed in of a record, with the seal codes; or the records under a seal code"), cmd_snapshots},
    {"serve", "", 0, 0, NEED_APP | NEED_NEW_DB | NEED_FILE, no_opts, N_("be the server: the only one that opens the database, for all who work on this machine"), cmd_serve},
    {"verify", "", 0, 0, NEED_APP | NEED_DB | NEED_READ, verify_opts, N_("prove that nothing stored was altered from outside"), cmd_verify},
    {"backup", "[FILE|DIR]", 0, 1, NEED_APP | NEED_DB | NEED_FILE, backup_opts, N_("a checked copy of the database, best on another device; without a name beside it"), cmd_backup},
    {"restore", "FILE", 1, 1, NEED_APP | NEED_FILE, restore_opts, N_("show what is in a copy, then put it in the database's place, which is kept"), cmd_restore},
    {"erase", "FORM KEY FIELD", 3, 3, NEED_APP | NEED_DB, reason_opts, N_("take a value out of the history for good, because a law says so"), cmd_erase},
    {"server-setup", "", 0, 0, NEED_NOTHING, setup_opts, N_("print what makes this machine a server, or do it"), cmd_server_setup},
    {"user", "[list|add|grant|revoke|close|handover [PERSON] [ROLE|NAME|TO]]", 0, 3, NEED_APP | NEED_DB, user_opts, N_("people and the roles they hold: list; add PERSON [NAME]; grant or revoke PERSON ROLE; close PERSON; handover PERSON TO"), cmd_user},
    {"doctor", "", 0, 0, NEED_NOTHING, no_opts, N_("what this terminal sends and shows, from where settings come, and what helps"), cmd_doctor},
    {"keys", "[FILE]", 0, 1, NEED_NOTHING, no_opts, N_("the keys and what they mean, as a file to change and to name in the configuration; or those of FILE"), cmd_keys},
    {"vkey", "", 0, 0, NEED_NOTHING, vkey_opts, N_("Vietnamese typing as a filter: lines of keys in, lines of text out"), cmd_vkey},
};
const size_t subcommand_count = sizeof subcommands / sizeof *subcommands;

const struct subcommand *cli_command(const char *name)
{
    for (size_t i = 0; i < subcommand_count; i++) {
        if (str_eq(subcommands[i].name, name)) {
            return &subcommands[i];
        }
    }
    return NULL;
}

bool cli_has(const struct cli *cli, enum opt opt)
{
    return cli->value[opt] != NULL;
}

static bool unknown_command(const char *name, struct err *err)
{
    VEC(const char *) names = {0};
    for (size_t i = 0; i < subcommand_count; i++) {
        *vec_push(&names) = subcommands[i].name;
    }
    const char *near = str_nearest(name, names.v, names.n);
    vec_release(&names);
    if (near) {
        return err_set(err, ERR_USAGE, _("there is no command '%s'; did you mean '%s'?"), name, near);
    }
    return err_set(err, ERR_USAGE, _("there is no command '%s'; 'phieu --help' lists them"), name);
}

/* getopt's two tables from ours; the long option's value is 256 + opt, so that letters keep their own. */
static void fill_getopt(struct option *longs, struct str *shorts)
{
    str_add(shorts, ":");
    for (size_t i = 0; i < OPT_COUNT; i++) {
        const struct opt_def *d = &opt_table[i];
        longs[i] = (struct option){d->name, d->arg ? required_argument : no_argument, NULL, 256 + (int)i};
        if (d->letter) {
            str_add_c(shorts, d->letter);
            str_add(shorts, d->arg ? ":" : "");
        }
    }
    longs[OPT_COUNT] = (struct option){NULL, 0, NULL, 0};
}

static int opt_of(int c)
{
    if (c >= 256) {
        return c - 256;
    }
    for (int i = 0; i < OPT_COUNT; i++) {
        if (opt_table[i].letter == c) {
            return i;
        }
    }
    return -1;
}

static bool read_options(struct cli *cli, int argc, char **argv, struct err *err)
{
    struct option longs[OPT_COUNT + 1];
    struct str shorts = STR_INIT;
    fill_getopt(longs, &shorts);
    opterr = 0;
    optind = 0; /* glibc: start afresh, since main may parse twice */
    int c;
    bool ok = true;
    while (ok && (c = getopt_long(argc, argv, shorts.p, longs, NULL)) != -1) {
        int opt = c == '?' || c == ':' ? -1 : opt_of(c);
        if (c == ':') {
            ok = err_set(err, ERR_USAGE, _("the option '%s' needs a value"), argv[optind - 1]);
        } else if (opt < 0) {
            ok = err_set(err, ERR_USAGE, _("there is no option '%s'; 'phieu --help' lists them"), argv[optind - 1]);
        } else if (optarg && !*optarg) { /* a variable of a script that was never set */
            ok = err_set(err, ERR_USAGE, _("the option '--%s' needs a value"), opt_table[opt].name);
        } else {
            cli->value[opt] = optarg ? optarg : "";
        }
    }
    str_release(&shorts);
    return ok;
}

static bool option_belongs(const struct subcommand *cmd, enum opt opt)
{
    if (opt < OPT_FIRST_OF_COMMANDS) {
        return true;
    }
    for (const enum opt *o = cmd->opts; *o != OPT_COUNT; o++) {
        if (*o == opt) {
            return true;
        }
    }
    return false;
}

static bool check_usage(const struct cli *cli, struct err *err)
{
    for (int i = 0; i < OPT_COUNT; i++) {
        if (cli->value[i] && !option_belongs(cli->cmd, (enum opt)i)) {
            return err_set(err, ERR_USAGE, _("the option '--%s' does not belong to 'phieu %s'"), opt_table[i].name, cli->cmd->name);
        }
    }
    bool few = cli->nargs < cli->cmd->min_args;
    bool many = cli->cmd->max_args >= 0 && cli->nargs > cli->cmd->max_args;
    if (few || many) {
        return err_set(err, ERR_USAGE, _("the command is: phieu %s %s"), cli->cmd->name, cli->cmd->args);
    }
    return true;
}

bool cli_parse(struct cli *cli, int argc, char **argv, struct err *err)
{
    *cli = (struct cli){0};
    if (!read_options(cli, argc, argv, err)) {
        return false;
    }
    cli->args = argv + optind;
    cli->nargs = argc - optind;
    cli->cmd = &subcommands[0]; /* `phieu` alone opens the screen */
    if (cli->nargs > 0) {
        cli->cmd = cli_command(cli->args[0]);
        if (!cli->cmd) {
            cli->cmd = &subcommands[0];
            return unknown_command(cli->args[0], err);
        }
        cli->named = true;
        cli->args++;
        cli->nargs--;
    }
    bool only_prints = cli_has(cli, OPT_HELP) || cli_has(cli, OPT_VERSION) || cli_has(cli, OPT_MAN) || cli_has(cli, OPT_COMPLETION);
    return only_prints || check_usage(cli, err);
}

int cli_exit_code(const struct err *err)
{
    static const int codes[] = {
        [ERR_NONE] = EX_SOFTWARE,       [ERR_USAGE] = EXIT_USAGE_ERROR, [ERR_SYNTAX] = EX_CONFIG,
        [ERR_NOT_FOUND] = EX_NOINPUT,   [ERR_CONFLICT] = EX_TEMPFAIL,   [ERR_REFUSED] = EX_NOPERM,
        [ERR_INVALID] = EXIT_FINDINGS,  [ERR_IO] = EX_IOERR,            [ERR_STORE] = EX_UNAVAILABLE,
    };
    return codes[err->code];
}

int cli_fail(const struct err *err)
{
    fputs("phieu: ", stderr);
    print_clean(stderr, err->msg); /* it may hold names that were given on the command line or found on the disk */
    return cli_exit_code(err);
}
