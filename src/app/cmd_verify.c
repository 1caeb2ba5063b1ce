/* phieu verify: proof that nothing was altered behind our back; what became of what was handed in; signed heads.  phieu erase. */

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/print.h"
#include "app/progress.h"
#include "app/session.h"
#include "base/file.h"
#include "base/i18n.h"
#include "form/words.h"

/* ---- the chain ---- */

static void print_broken(const struct reply *rep)
{
    static const char *const columns[] = {"seq", "form", "record", "what", NULL};
    const char *const heads[] = {_("entry"), _("form"), _("record"), _("what is wrong"), NULL};
    print_table(stdout, &rep->rows, columns, heads);
    printf(Q_("%lld thing does not hold: the database was altered from outside.", "%lld things do not hold: the database was altered from outside.",
              (unsigned long)rep->n),
           (long long)rep->n);
    putchar('\n');
    puts(_("Keep this file as it is, and compare it with the last good copy ('phieu restore' shows what is in one)."));
}

static void print_whole(const struct reply *rep)
{
    const struct rowset *r = &rep->rows2;
    printf(_("Nothing was altered: %lld entries of the history, %lld records and %lld tables hold."), (long long)rowset_int(r, 0, "entries"),
           (long long)rowset_int(r, 0, "records"), (long long)rowset_int(r, 0, "tables"));
    putchar('\n');
}

static void print_head(const struct reply *rep)
{
    const struct rowset *r = &rep->rows2;
    if (rowset_int(r, 0, "clock_back") > 0) {
        printf(_("The clock of the machine had gone back %lld times; the history says where."), (long long)rowset_int(r, 0, "clock_back"));
        putchar('\n');
    }
    printf("%s: %s, %s, ", _("Last entry"), rep->text, rowset_str(r, 0, "at"));
    print_clean(stdout, rowset_str(r, 0, "who"));
}

static bool prove(struct session *s, struct reply *rep, struct err *err)
{
    struct progress bar = progress_start(_("Checking"));
    struct request req = {.op = OP_PROVE, .progress = progress_step, .progress_arg = &bar};
    bool ok = host_call(s->host, &req, rep, err);
    progress_end(&bar);
    return ok;
}

static int prove_and_print(struct session *s, struct reply *rep)
{
    struct err err = ERR_INIT;
    if (!prove(s, rep, &err)) {
        return cli_fail(&err);
    }
    rep->n > 0 ? print_broken(rep) : print_whole(rep);
    print_head(rep);
    return rep->n > 0 ? EXIT_FINDINGS : EXIT_DONE;
}

/* ---- a seal code ---- */

static int say_verdict(const char *verdict, const char *code)
{
    struct str line = STR_INIT;
    str_addf(&line, "%s: %s", code, word_of(WORD_SEAL, verdict));
    print_clean(stdout, line.p);
    str_release(&line);
    return str_eq(verdict, "same") ? EXIT_DONE : EXIT_FINDINGS;
}

static int check_seal(struct session *s, const char *code)
{
    static const char *const columns[] = {"form", "key", "path", "old", "new", NULL};
    const char *const heads[] = {_("form"), _("record"), _("field"), _("handed in"), _("now"), NULL};
    struct request req = {.op = OP_SEAL, .name = code};
    struct reply rep = {0};
    int ended = EXIT_DONE;
    if (session_call(s, &req, &rep, &ended)) {
        if (rep.rows.nrows > 0) {
            print_table(stdout, &rep.rows, columns, heads);
        }
        ended = say_verdict(rep.text, code);
    }
    reply_release(&rep);
    return ended;
}

/* ---- signed heads ----
 *
 * Only here does phieu start another program: at one's own prompt, by absolute path, without a shell.
 */

#define SSH_KEYGEN "/usr/bin/ssh-keygen"
#define NAMESPACE  "phieu-audit"

extern char **environ;

/* `in`: what it reads, or NULL. */
static bool run_keygen(char *const *args, const char *in, struct err *err)
{
    posix_spawn_file_actions_t actions;
    pid_t child;
    int status = 0;
    posix_spawn_file_actions_init(&actions);
    if (in) {
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, in, O_RDONLY, 0);
    }
    fflush(stdout);
    int failed = posix_spawn(&child, SSH_KEYGEN, &actions, NULL, args, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) {
        return err_set(err, ERR_IO, _("%s cannot be started: %s; install openssh-client"), SSH_KEYGEN, strerror(failed));
    }
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
           err_set(err, ERR_REFUSED, _("%s did not succeed: what it says stands above"), SSH_KEYGEN);
}

static void add_head(struct str *out, const struct reply *rep)
{
    str_addf(out, NAMESPACE " 1\n%s\n%s %s\n", rep->text, rowset_str(&rep->rows2, 0, "at"), rowset_str(&rep->rows2, 0, "who"));
}

static bool write_signed(const char *path, const char *key, const struct reply *rep, struct err *err)
{
    struct str text = STR_INIT, sig = STR_INIT;
    add_head(&text, rep);
    str_addf(&sig, "%s.sig", path);
    bool ok = unlink(sig.p) == 0 || errno == ENOENT || err_set(err, ERR_IO, "%s: %s", sig.p, strerror(errno));
    ok = ok && file_write_atomic(path, text.p, text.len, err);
    char *args[] = {(char[]){"ssh-keygen"}, (char[]){"-Y"}, (char[]){"sign"}, (char[]){"-f"}, mem_dup(key), (char[]){"-n"}, (char[]){NAMESPACE},
                    mem_dup(path), NULL};
    ok = ok && run_keygen(args, NULL, err);
    free(args[4]);
    free(args[7]);
    str_release(&text);
    str_release(&sig);
    return ok;
}

static int sign_head(struct session *s, const struct cli *cli, const struct reply *rep)
{
    struct err err = ERR_INIT;
    struct str path = STR_INIT;
    if (cli_has(cli, OPT_OUTPUT)) {
        str_add(&path, cli->value[OPT_OUTPUT]);
    } else {
        str_addf(&path, "%s.head", s->db_path);
    }
    bool ok = write_signed(path.p, cli->value[OPT_SIGN], rep, &err);
    if (ok) {
        printf(_("Signed: %s and %s.sig. Give both to whoever keeps watch."), path.p, path.p);
        putchar('\n');
    }
    str_release(&path);
    return ok ? EXIT_DONE : cli_fail(&err);
}

/* The second line of a head: SEQ HASH. */
static bool read_head(const char *path, struct str *text, int64_t *seq, struct sv *hash, struct err *err)
{
    struct sv rest, line, number;
    char *end;
    if (!file_read(path, 4096, text, err)) {
        return false;
    }
    rest = (struct sv){text->p, text->len};
    bool ok = sv_next(&rest, '\n', &line) && sv_eq(line, NAMESPACE " 1") && sv_next(&rest, '\n', hash) && sv_next(hash, ' ', &number);
    *seq = ok ? strtoll(number.p, &end, 10) : 0;
    return (ok && hash->n == 64) || err_set(err, ERR_SYNTAX, _("%s is not a head that 'phieu verify --sign' wrote"), path);
}

static bool has_head(struct session *s, const char *path, bool *has, struct err *err)
{
    struct str text = STR_INIT;
    struct reply rep = {0};
    struct request req = {.op = OP_HAS_HEAD};
    struct sv hash = {"", 0};
    bool ok = read_head(path, &text, &req.n, &hash, err);
    char *copy = ok ? mem_dup_n(hash.p, hash.n) : NULL;
    req.hash = copy;
    ok = ok && host_call(s->host, &req, &rep, err);
    *has = ok && rep.n == 1;
    free(copy);
    reply_release(&rep);
    str_release(&text);
    return ok;
}

static bool check_signature(const char *path, struct err *err)
{
    struct str sig = STR_INIT;
    str_addf(&sig, "%s.sig", path);
    char *args[] = {(char[]){"ssh-keygen"}, (char[]){"-Y"}, (char[]){"check-novalidate"}, (char[]){"-n"}, (char[]){NAMESPACE}, (char[]){"-s"},
                    sig.p, NULL};
    bool ok = run_keygen(args, path, err);
    str_release(&sig);
    return ok;
}

static int check_head(struct session *s, const char *path)
{
    struct err err = ERR_INIT;
    bool has = false;
    if (!check_signature(path, &err) || !has_head(s, path, &has, &err)) {
        return cli_fail(&err);
    }
    puts(has ? _("The history still holds this entry: nothing before it was altered.")
             : _("The history does not hold this entry any more: it was altered, or cut off, or this is another database."));
    return has ? EXIT_DONE : EXIT_FINDINGS;
}

int cmd_verify(struct session *s, const struct cli *cli)
{
    struct reply rep = {0};
    if (cli_has(cli, OPT_SEAL)) {
        return check_seal(s, cli->value[OPT_SEAL]);
    }
    int code = prove_and_print(s, &rep);
    if (code == EXIT_DONE && cli_has(cli, OPT_HEAD)) {
        code = check_head(s, cli->value[OPT_HEAD]);
    }
    if (code == EXIT_DONE && cli_has(cli, OPT_SIGN)) {
        code = sign_head(s, cli, &rep);
    }
    reply_release(&rep);
    return code;
}

/* ---- erasing ---- */

int cmd_erase(struct session *s, const struct cli *cli)
{
    struct request req = {
        .op = OP_ERASE, .form = cli->args[0], .key = cli->args[1], .field = cli->args[2], .reason = cli->value[OPT_REASON]};
    struct reply rep = {0};
    int code = EXIT_DONE;
    if (session_call(s, &req, &rep, &code)) {
        printf(Q_("Erased from %lld entry of the history. Copies and what was handed in still hold it.",
                  "Erased from %lld entries of the history. Copies and what was handed in still hold it.", (unsigned long)rep.n),
               (long long)rep.n);
        putchar('\n');
    }
    reply_release(&rep);
    return code;
}
