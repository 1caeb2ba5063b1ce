/*
 * phieu: a terminal data-entry system.  Form definitions (INI) drive a screen, which writes validated records to SQLite and
 * exports CSV.  The program is a stack of layers; each includes only those above it in this list:
 *
 *   base/      errors, memory, strings, numbers, dates, files, INI and CSV files, canonical bytes, messages
 *   text/      UTF-8, cleaning, folding, sort keys, the text being edited
 *   db/        SQLite: opening, statements, functions, virtual tables, authorizer, backup
 *   form/      the model of an application and its loader and linter; the record; the workspace that runs its expressions
 *   store/     tables from forms, records, drafts, history, lists of records, snapshots, migration
 *   service/   every operation a person can ask for, checked against who they are; the one place that begins and commits
 *   screen/    (base, text, form only) cell grid, keys, pages; one file knows ncurses
 *   exchange/  import, export, summaries, sample data
 *   net/       (base, form, service only) the daemon, its messages, and the door of a session that speaks to it
 *   app/       command line, configuration, one file per subcommand
 *
 * The way of a value: bytes → screen/keys → text/edit → form/format → form/work (expressions, findings) → form/host (the door)
 * → service/run (rights, transaction) → store/record (row, history) → views → exchange/summary → CSV.
 *
 * A run: main parses the command line, opens a session as far as the subcommand needs, runs it, closes the session.
 */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/cli.h"
#include "app/commands.h"
#include "app/session.h"
#include "base/i18n.h"
#include "base/mem.h"

static int print_and_leave(struct session *session, const struct cli *cli)
{
    struct err err = ERR_INIT;
    if (cli_has(cli, OPT_VERSION)) {
        printf("phieu %s\n", PHIEU_VERSION);
    } else if (cli_has(cli, OPT_MAN)) {
        if (!session_keys(session, &err)) {
            return cli_fail(&err);
        }
        cli_print_man(stdout, session->keymap);
    } else if (cli_has(cli, OPT_COMPLETION)) {
        cli_print_completion(stdout);
    } else {
        cli_print_help(stdout, cli->named ? cli->cmd : NULL);
    }
    return EXIT_DONE;
}

/* Standard files that the caller has closed are taken, so that no file of ours becomes one: reading them ends, writing fails. */
static void take_standard_files(void)
{
    int fd = open("/dev/null", O_RDONLY);
    while (fd >= 0 && fd <= STDERR_FILENO) {
        fd = open("/dev/null", O_RDONLY);
    }
    if (fd >= 0) {
        close(fd);
    }
}

/* What was printed and could not be written was not done. */
static int finish_output(int code)
{
    struct err err = ERR_INIT;
    int number = fflush(stdout) != 0 ? errno : ferror(stdout) ? EIO : 0;
    if (number == 0 || (code != EXIT_DONE && code != EXIT_FINDINGS)) {
        return code;
    }
    err_set(&err, ERR_IO, _("standard output cannot be written: %s"), strerror(number));
    return cli_fail(&err);
}

int main(int argc, char **argv)
{
    struct cli cli;
    struct session session;
    struct err err = ERR_INIT;
    struct err started = ERR_INIT;
    take_standard_files();
    mem_setup();
    bool parsed = cli_parse(&cli, argc, argv, &err);
    bool ok = session_start(&session, &cli, &started);
    session.faulty = !ok;
    int code;
    if (!parsed) {
        /* said again now that the language is known */
        err = (struct err)ERR_INIT;
        cli_parse(&cli, argc, argv, &err);
        code = cli_fail(&err);
    } else if (cli_has(&cli, OPT_HELP) || cli_has(&cli, OPT_VERSION) || cli_has(&cli, OPT_MAN) || cli_has(&cli, OPT_COMPLETION)) {
        code = print_and_leave(&session, &cli);
    } else if (!ok && cli.cmd->run != cmd_doctor) {
        code = cli_fail(&started);
    } else if (!session_open(&session, &cli, &err)) {
        code = cli_fail(&err);
    } else {
        (void)(ok || cli_fail(&started));
        code = cli.cmd->run(&session, &cli);
    }
    code = finish_output(code);
    session_close(&session);
    return code;
}
