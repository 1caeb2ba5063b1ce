#ifndef APP_CLI_H
#define APP_CLI_H

/*
 * The command line: one table of subcommands, one of options.  Parsing, `--help`, the man page and the shell completion are all
 * made from them (app/cli.c, app/cli_text.c).  A subcommand is one file: app/cmd_NAME.c.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include "base/err.h"

/* Every option, global ones first. */
enum opt {
    OPT_APP, OPT_DB, OPT_SOCKET, OPT_SESSION, OPT_LANG, OPT_AS, OPT_SCRIPT, OPT_HELP, OPT_VERSION, OPT_MAN, OPT_COMPLETION,
    OPT_OUTPUT, OPT_LABELS, OPT_WHERE, OPT_EXACT, OPT_SEPARATOR, OPT_FORMAT, OPT_WIDTH, OPT_ASCII, OPT_PERSONAL, OPT_DRY_RUN, OPT_PARTIAL, OPT_UNFINISHED, OPT_ENCODING, OPT_MAP,
    OPT_WITH, OPT_YES, OPT_REASON, OPT_SEARCH, OPT_METHOD, OPT_NEW_STYLE, OPT_SNAPSHOT, OPT_LINEAR, OPT_VERIFY, OPT_SEAL, OPT_SIGN, OPT_HEAD,
    OPT_APPLY, OPT_DUE,
    OPT_UNIT, OPT_FROM, OPT_TO,
    OPT_RECORD, OPT_DOCUMENT, OPT_DOCUMENT_DATE, OPT_RECIPIENT,
    OPT_UNDO, OPT_REGISTER,
    OPT_COUNT,
};

struct opt_def {
    enum opt opt;
    char letter;       /* 0: none */
    const char *name;  /* without "--" */
    const char *arg;   /* what the value is called, NULL: a flag */
    const char *help;  /* N_() */
};
extern const struct opt_def opt_table[OPT_COUNT];
#define OPT_FIRST_OF_COMMANDS OPT_OUTPUT

enum need {
    NEED_NOTHING = 0,
    NEED_APP = 1,      /* the application's definitions */
    NEED_DB = 2,       /* an existing database, for reading and writing */
    NEED_NEW_DB = 4,   /* the database is made when it is missing */
    NEED_READ = 8,     /* with NEED_DB: reading is enough, but for --record */
    NEED_FILE = 16,    /* the database as a file: a server is not asked for it */
};

struct cli;
struct keymap;
struct session;

struct subcommand {
    const char *name;
    const char *args;        /* synopsis: "FORM FILE.csv" */
    int min_args, max_args;  /* -1: any number */
    unsigned needs;          /* bits of enum need */
    const enum opt *opts;    /* ends with OPT_COUNT */
    const char *help;        /* N_(): one sentence */
    int (*run)(struct session *s, const struct cli *cli); /* returns the exit code */
};
extern const struct subcommand subcommands[];
extern const size_t subcommand_count;

struct cli {
    const struct subcommand *cmd;
    bool named;                   /* cmd was said; else it is the first, which opens the screen */
    const char *value[OPT_COUNT]; /* "" for a flag that is set, NULL: not given */
    char **args;                  /* after the subcommand's name; borrowed from argv */
    int nargs;
};

/* Exit codes: sysexits.h above 64. */
enum { EXIT_DONE = 0, EXIT_FINDINGS = 1, EXIT_USAGE_ERROR = 2 };

/* Understand argv.  False with ERR_USAGE. */
bool cli_parse(struct cli *cli, int argc, char **argv, struct err *err);
bool cli_has(const struct cli *cli, enum opt opt);
const struct subcommand *cli_command(const char *name);

void cli_print_help(FILE *out, const struct subcommand *cmd); /* NULL: the whole program */
/* The man page's source, mdoc, with these keys (NULL: as shipped). */
void cli_print_man(FILE *out, const struct keymap *keymap);
void cli_print_completion(FILE *out); /* for bash */

/* The exit code for a kind of error. */
int cli_exit_code(const struct err *err);
/* "phieu: what failed: why" on stderr; returns the exit code. */
int cli_fail(const struct err *err);

#endif
