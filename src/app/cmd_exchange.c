/* phieu import, export, summary, report, sent: bytes between files and the host. */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/decode.h"
#include "app/print.h"
#include "app/session.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/vec.h"
#include "form/format.h"

#define MAP_MAX 65536 /* bytes of a map */
#define SHOWN 20      /* rejected rows told on the terminal */

/* An option that travels with the request as a parameter. */
static void add_option(struct params *p, const char *name, const char *value)
{
    if (value) {
        params_add_text(p, name, *value ? value : "yes");
    }
}

/* "FORM.ROSTER" cut in two: the roster, or NULL.  `form` is changed in place. */
static char *split_roster(char *form)
{
    char *dot = strchr(form, '.');
    if (dot) {
        *dot++ = '\0';
    }
    return dot;
}

static const char *separator(const struct session *s, const struct cli *cli)
{
    const char *given = cli->value[OPT_SEPARATOR];
    return given ? given : s->config.csv_separator;
}

/* ---- to a file that appears whole, to a device or a pipe, or to standard output ---- */

struct output {
    FILE *f;
    char *path;      /* owned, links followed; NULL: standard output */
    char *temporary; /* owned; NULL: written in place */
    char buffer[65536]; /* of `f` */
};

static bool cannot_write(const char *path, struct err *err)
{
    return err_set(err, ERR_IO, _("%s cannot be written: %s"), path ? path : "-", strerror(errno));
}

/* A new file takes over the mode of the one that it will replace, and never opens what somebody laid there. */
static FILE *open_temporary(struct output *o, mode_t mode)
{
    struct str name = STR_INIT;
    str_addf(&name, "%s.tmp%ld", o->path, (long)getpid());
    o->temporary = str_take(&name);
    int fd = open(o->temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    return fd >= 0 ? fdopen(fd, "w+b") : NULL;
}

static bool output_open(struct output *o, const char *path, struct err *err)
{
    struct stat old;
    *o = (struct output){.f = stdout};
    if (!path) {
        return true;
    }
    bool there = stat(path, &old) == 0;
    bool in_place = there && !S_ISREG(old.st_mode);
    o->path = there && !in_place ? realpath(path, NULL) : NULL; /* of /dev/stdout there is none */
    if (!o->path) {
        o->path = mem_dup(path);
    }
    o->f = in_place ? fopen(path, "wb") : open_temporary(o, there ? old.st_mode & 0777 : 0666);
    if (!o->f) {
        return cannot_write(path, err);
    }
    setvbuf(o->f, o->buffer, _IOFBF, sizeof o->buffer); /* a large export in few calls */
    return true;
}

/* Everything on the disk, then under its own name, or not at all. */
static bool output_finish(struct output *o)
{
    if (!o->temporary) {
        return fflush(o->f) == 0;
    }
    return fflush(o->f) == 0 && fsync(fileno(o->f)) == 0 && file_put_in_place(o->temporary, o->path);
}

/* `keep`: the work went well.  False, with err set, when then the file does not come about. */
static bool output_close(struct output *o, bool keep, struct err *err)
{
    bool ok = keep && output_finish(o);
    if (keep && !ok) {
        cannot_write(o->path, err);
    }
    if (o->f && o->f != stdout) {
        fclose(o->f);
    }
    if (!ok && o->f && o->temporary) {
        unlink(o->temporary);
    }
    free(o->temporary);
    free(o->path);
    return ok;
}

/* Also under another name. */
static bool is_database(const struct session *s, const char *path)
{
    struct stat a, b;
    return path && !s->server && stat(path, &a) == 0 && stat(s->db_path, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* `rep`: what came beside the bytes; the caller releases it. */
static bool write_to(struct session *s, const struct cli *cli, struct request *req, struct reply *rep, struct err *err)
{
    struct output o;
    if (is_database(s, cli->value[OPT_OUTPUT])) {
        return err_set(err, ERR_USAGE, _("%s is the database: name another file"), cli->value[OPT_OUTPUT]);
    }
    bool ok = output_open(&o, cli->value[OPT_OUTPUT], err);
    req->out = o.f;
    ok = ok && host_call(s->host, req, rep, err);
    ok = output_close(&o, ok, err);
    if (ok && !cli_has(cli, OPT_EXACT)) {
        session_mark_sample(s, stderr); /* what a program reads holds nothing else */
    }
    return ok;
}

static int write_out(struct session *s, const struct cli *cli, struct request *req)
{
    struct err err = ERR_INIT;
    struct reply rep = {0};
    bool ok = write_to(s, cli, req, &rep, &err);
    reply_release(&rep);
    return ok ? EXIT_DONE : cli_fail(&err);
}

int cmd_export(struct session *s, const struct cli *cli)
{
    struct params p = {0};
    add_option(&p, "labels", cli->value[OPT_LABELS]);
    add_option(&p, "where", cli->value[OPT_WHERE]);
    add_option(&p, "exact", cli->value[OPT_EXACT]);
    add_option(&p, "separator", separator(s, cli));
    add_option(&p, "format", cli->value[OPT_FORMAT]);
    add_option(&p, "personal", cli->value[OPT_PERSONAL]);
    add_option(&p, "file", cli->value[OPT_OUTPUT]);
    char *roster = split_roster(cli->args[0]);
    struct request req = {.op = OP_EXPORT, .form = cli->args[0], .name = roster, .params = p.list.v, .nparams = p.list.n};
    int code = write_out(s, cli, &req);
    params_release(&p);
    return code;
}

/* NAME=VALUE; false when there is no equals sign. */
static bool add_parameter(struct params *p, char *arg)
{
    char *eq = strchr(arg, '=');
    if (eq) {
        *eq = '\0';
        add_option(p, arg, eq[1] ? eq + 1 : NULL);
    }
    return eq != NULL;
}

/* PARAMETER=VALUE… */
static bool add_parameters(struct params *p, const struct cli *cli, struct err *err)
{
    for (int i = 1; i < cli->nargs; i++) {
        if (!add_parameter(p, cli->args[i])) {
            return err_set(err, ERR_USAGE, _("a parameter is NAME=VALUE, not '%s'"), cli->args[i]);
        }
    }
    return true;
}

/* What belongs to a letter is kept only with what goes with it. */
static bool add_letter(struct params *p, const struct cli *cli, struct err *err)
{
    static const enum opt of_letter[] = {OPT_DOCUMENT, OPT_DOCUMENT_DATE, OPT_RECIPIENT};
    for (size_t i = 0; i < sizeof of_letter / sizeof *of_letter; i++) {
        if (cli_has(cli, of_letter[i]) && !cli_has(cli, OPT_RECORD)) {
            return err_set(err, ERR_USAGE, _("--%s says something of what is recorded: give --record, too"), opt_table[of_letter[i]].name);
        }
    }
    add_option(p, SENT_DOCUMENT, cli->value[OPT_DOCUMENT]);
    add_option(p, SENT_DOCUMENT_DATE, cli->value[OPT_DOCUMENT_DATE]);
    add_option(p, SENT_RECIPIENT, cli->value[OPT_RECIPIENT]);
    return true;
}

int cmd_summary(struct session *s, const struct cli *cli)
{
    struct params p = {0};
    struct reply rep = {0};
    struct err err = ERR_INIT;
    bool record = cli_has(cli, OPT_RECORD);
    add_option(&p, "exact", cli->value[OPT_EXACT]);
    add_option(&p, "separator", separator(s, cli));
    add_option(&p, "file", cli->value[OPT_OUTPUT]);
    bool ok = add_letter(&p, cli, &err) && add_parameters(&p, cli, &err);
    struct request req = {.op = record ? OP_RECORD_SUMMARY : OP_SUMMARY,
                          .name = cli->args[0],
                          .snapshot = cli->value[OPT_SNAPSHOT],
                          .params = p.list.v,
                          .nparams = p.list.n};
    ok = ok && write_to(s, cli, &req, &rep, &err);
    if (ok && record) {
        fprintf(stderr, _("phieu: recorded as sent under the number %lld (SHA-256 %s)\n"), (long long)rep.version, rep.text);
    }
    reply_release(&rep);
    params_release(&p);
    return ok ? EXIT_DONE : cli_fail(&err);
}

/* ---- documents ---- */

/* As --format says, else as the file's name ends, else as LibreOffice opens it. */
static const char *format_of(const struct cli *cli)
{
    const char *path = cli->value[OPT_OUTPUT], *dot = path ? strrchr(path, '.') : NULL;
    return cli->value[OPT_FORMAT] ? cli->value[OPT_FORMAT] : dot && !strchr(dot, '/') && dot[1] ? dot + 1 : NULL;
}

/* PARAMETER=VALUE; a key has its bars, its digits or its capitals before an equals sign. */
static bool is_parameter(const char *arg)
{
    size_t n = strspn(arg, "abcdefghijklmnopqrstuvwxyz_0123456789");
    return n > 0 && arg[n] == '=' && !strchr("0123456789", arg[0]);
}

/* The parts of a long key may stand apart on the command line, and parameters anywhere among them. */
static char *joined_key(const struct cli *cli, struct params *p)
{
    struct str key = STR_INIT;
    for (int i = 1; i < cli->nargs; i++) {
        if (is_parameter(cli->args[i])) {
            add_parameter(p, cli->args[i]);
        } else {
            str_addf(&key, "%s%s", key.len > 0 ? "|" : "", cli->args[i]);
        }
    }
    return str_take(&key);
}

int cmd_report(struct session *s, const struct cli *cli)
{
    struct params p = {0};
    char *key = joined_key(cli, &p);
    add_option(&p, "format", format_of(cli));
    add_option(&p, "width", cli->value[OPT_WIDTH]);
    add_option(&p, "ascii", cli->value[OPT_ASCII]);
    struct request req = {
        .op = OP_REPORT, .name = cli->args[0], .key = key, .snapshot = cli->value[OPT_SNAPSHOT], .params = p.list.v, .nparams = p.list.n};
    int code = write_out(s, cli, &req);
    params_release(&p);
    free(key);
    return code;
}

/* ---- what was sent ---- */

static int list_sent(struct session *s)
{
    static const char *const columns[] = {"number", "at", "who", "summary", "parameters", "document", "document_date", "recipient", "rows", "sha256", NULL};
    const char *const heads[] = {_("number"), _("when"), _("who"), _("summary"), _("parameters"), _("document"), _("dated"), _("recipient"), _("rows"), "SHA-256", NULL};
    struct request req = {.op = OP_SENT};
    struct reply rep = {0};
    int code = EXIT_DONE;
    if (session_call(s, &req, &rep, &code) && rep.rows.nrows > 0) {
        format_show_times(&rep.rows, "at", s->app->offset_min);
        print_table(stdout, &rep.rows, columns, heads);
    } else if (code == EXIT_DONE) {
        puts(_("No summary was recorded as sent."));
    }
    reply_release(&rep);
    return code;
}

int cmd_sent(struct session *s, const struct cli *cli)
{
    struct err err = ERR_INIT;
    char *end = NULL;
    if (cli->nargs == 0) {
        return list_sent(s);
    }
    long long number = strtoll(cli->args[0], &end, 10);
    if (*end || number <= 0) {
        err_set(&err, ERR_USAGE, _("'%s' is no number of a summary that was sent: 'phieu sent' lists them"), cli->args[0]);
        return cli_fail(&err);
    }
    struct request req = {.op = OP_SENT, .version = number};
    return write_out(s, cli, &req);
}

/* ---- import ---- */

static void show_progress(void *arg, int64_t done)
{
    (void)arg;
    fprintf(stderr, "\r%lld ", (long long)done);
}

/* FILE.csv → FILE.rejected.csv; what comes from a pipe has no name of its own: stdin.rejected.csv, here.  free() it. */
static char *rejected_path(const char *path)
{
    struct str s = STR_INIT;
    if (str_eq(path, "-") || str_starts(path, "/dev/")) {
        path = "stdin";
    }
    size_t n = strlen(path);
    bool csv = n > 4 && str_eq(path + n - 4, ".csv");
    str_add_n(&s, path, csv ? n - 4 : n);
    str_add(&s, ".rejected.csv");
    return str_take(&s);
}

static void report_rejected(const struct reply *rep, const char *rejects)
{
    unsigned long n = (unsigned long)rep->version;
    if (rejects) {
        fprintf(stderr, Q_("phieu: %lld row was rejected; see %s\n", "phieu: %lld rows were rejected; see %s\n", n), (long long)n, rejects);
    } else {
        fprintf(stderr,
                Q_("phieu: %lld row was rejected; no file of it could be written here\n",
                   "phieu: %lld rows were rejected; no file of them could be written here\n", n),
                (long long)n);
    }
}

/* `rejects` is NULL when no file could be made: then all that the reply has is shown. */
static int report_import(const struct reply *rep, const char *rejects, bool dry)
{
    static const char *const columns[] = {"line", "column", "reason", NULL};
    if (rep->version) {
        const char *const heads[] = {_("line"), _("column"), _("reason"), NULL};
        struct rowset first = rep->rows; /* borrowed: all of them are in the file */
        first.nrows = !rejects || first.nrows < SHOWN ? first.nrows : SHOWN;
        print_table(stderr, &first, columns, heads);
        report_rejected(rep, rejects);
    }
    printf(dry ? Q_("%lld row would be stored.\n", "%lld rows would be stored.\n", (unsigned long)rep->n)
               : Q_("%lld row stored.\n", "%lld rows stored.\n", (unsigned long)rep->n),
           (long long)rep->n);
    return rep->version ? EXIT_FINDINGS : EXIT_DONE;
}

/* The lines COLUMN=FIELD of a map go with the request: the other side may be another machine. */
static bool add_map(struct params *p, const char *path, struct err *err)
{
    struct str lines = STR_INIT;
    bool ok = !path || file_read(path, MAP_MAX, &lines, err);
    add_option(p, "map", ok && path ? lines.p : NULL);
    str_release(&lines);
    return ok;
}

/* A place for refused rows; where none can be made (a stick that is write-protected) they are only shown, if nothing is stored without them. */
static bool open_rejects(struct output *o, const char *rejects, bool partial, struct err *err)
{
    struct err why = ERR_INIT;
    if (output_open(o, rejects, &why)) {
        return true;
    }
    *o = (struct output){0};
    if (partial) {
        *err = why;
    }
    return !partial;
}

/* The rows that were refused get a file; one of an earlier import of the same file goes when now there are none. */
static bool run_import(struct session *s, struct request *req, const char *rejects, bool partial, struct reply *rep, struct err *err)
{
    struct output o;
    bool tty = isatty(STDERR_FILENO);
    req->progress = tty ? show_progress : NULL;
    bool ok = open_rejects(&o, rejects, partial, err);
    req->out = o.f;
    ok = ok && host_call(s->host, req, rep, err);
    if (tty) {
        fprintf(stderr, "\r\033[K");
    }
    bool any = ok && rep->version > 0;
    ok = (output_close(&o, any, err) || !any) && ok;
    if (ok && !any) {
        unlink(rejects);
    }
    return ok;
}

int cmd_import(struct session *s, const struct cli *cli)
{
    bool only_tried = cli_has(cli, OPT_DRY_RUN) && !file_exists(s->db_path);
    struct err err = ERR_INIT;
    const char *path = cli->args[1];
    struct params p = {0};
    struct reply rep = {0};
    char *rejects = rejected_path(path);
    add_option(&p, "dry_run", cli->value[OPT_DRY_RUN]);
    add_option(&p, "partial", cli->value[OPT_PARTIAL]);
    add_option(&p, "unfinished", cli->value[OPT_UNFINISHED]);
    add_option(&p, "exact", cli->value[OPT_EXACT]);
    add_option(&p, "separator", cli->value[OPT_SEPARATOR]); /* else it is found: the configured one is for writing */
    FILE *in = decode_open(path, cli->value[OPT_ENCODING], &err);
    bool ok = in && add_map(&p, cli->value[OPT_MAP], &err) && session_open_db(s, STORE_CREATE, &err);
    char *roster = split_roster(cli->args[0]);
    struct request req = {.op = OP_IMPORT, .form = cli->args[0], .name = roster, .params = p.list.v, .nparams = p.list.n, .in = in};
    ok = ok && run_import(s, &req, rejects, cli_has(cli, OPT_PARTIAL), &rep, &err);
    if (in && in != stdin) {
        fclose(in);
    }
    int code = ok ? report_import(&rep, req.out ? rejects : NULL, cli_has(cli, OPT_DRY_RUN)) : cli_fail(&err);
    if (only_tried) {
        session_close_db(s);
        session_delete_db(s->db_path);
    }
    reply_release(&rep);
    params_release(&p);
    free(rejects);
    return code;
}
