/* The subcommands whose answer is one table: log, validate, diff, rekey, copy, migrate, move, restore-record. */

#include <stdio.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/copies.h"
#include "app/print.h"
#include "app/session.h"
#include "base/i18n.h"
#include "base/num.h"
#include "db/db.h"
#include "form/format.h"
#include "form/model.h"
#include "form/words.h"

/* The values before and after of paths that lead to a reference: the records' keys and titles instead of ids. */
static void name_records(struct session *s, const struct request *req, struct rowset *rows)
{
    static const char *const sides[] = {"old", "new"};
    struct str text = STR_INIT;
    for (size_t i = 0; i < rows->nrows; i++) {
        const struct form *form;
        struct err ignored = ERR_INIT;
        const char *name = rowset_column(rows, "form") >= 0 ? rowset_str(rows, i, "form") : req->form;
        const struct field *f =
            app_form(s->app, name, &form, NULL, &ignored) ? form_path_field(form, rowset_str(rows, i, "path")) : NULL;
        for (size_t k = 0; f && f->ref && k < 2; k++) {
            struct value *v = &rows->cells.v[i * rows->ncolumns + (size_t)rowset_column(rows, sides[k])];
            str_clear(&text);
            session_show_records(s, NULL, f, value_str(v), &text);
            value_set_text(v, (struct sv){text.p, text.len});
        }
    }
    str_release(&text);
}

/* Tokens become words. */
static void say_words(struct rowset *rows, const char *column, enum word_kind kind)
{
    int c = rowset_column(rows, column);
    for (size_t i = 0; c >= 0 && i < rows->nrows; i++) {
        struct value *v = &rows->cells.v[i * rows->ncolumns + (size_t)c];
        const char *word = word_of(kind, value_str(v));
        if (word != value_str(v)) {
            value_set_text(v, sv_of(word));
        }
    }
}

/* Forms by their titles. */
static void say_titles(const struct session *s, struct rowset *rows)
{
    int c = rowset_column(rows, "form");
    for (size_t i = 0; c >= 0 && i < rows->nrows; i++) {
        struct value *v = &rows->cells.v[i * rows->ncolumns + (size_t)c];
        const struct form *form;
        struct err ignored = ERR_INIT;
        if (app_form(s->app, value_str(v), &form, NULL, &ignored)) {
            value_set_text(v, sv_of(label_in(&form->title, s->lang)));
        }
    }
}

static void put_in_words(const struct session *s, const struct request *req, struct rowset *rows)
{
    say_words(rows, "strength", WORD_STRENGTH);
    if (req->op == OP_LOG) {
        format_show_times(rows, "at", s->app->offset_min);
        say_words(rows, "op", WORD_HISTORY);
    } else if (req->op == OP_MIGRATE) {
        say_words(rows, "what", WORD_MIGRATION);
    } else if (req->op == OP_REKEY || req->op == OP_RENUMBER) {
        say_titles(s, rows);
    }
}

/* Ask the host and print what it says; true when it answered. */
static bool ask_and_print(struct session *s, const struct request *req, const char *const *columns, const char *const *heads, size_t *rows,
                          int *code)
{
    struct reply rep = {0};
    bool ok = session_call(s, req, &rep, code);
    *rows = rep.rows.nrows;
    if (ok && rep.rows.nrows) {
        if (rowset_column(&rep.rows, "old") >= 0) {
            name_records(s, req, &rep.rows);
        }
        put_in_words(s, req, &rep.rows);
        print_table(stdout, &rep.rows, columns, heads);
    }
    *code = ok && req->op == OP_MIGRATE && rep.n ? EXIT_FINDINGS : *code; /* something stands in the way */
    reply_release(&rep);
    return ok;
}

int cmd_log(struct session *s, const struct cli *cli)
{
    static const char *const columns[] = {"at", "who", "op", "version", "path", "old", "new", "reason", NULL};
    const char *const heads[] = {_("when"), _("who"), _("what"), _("version"), _("field"), _("before"), _("after"), _("reason"), NULL};
    struct request req = {.op = OP_LOG, .form = cli->args[0], .key = cli->args[1]};
    size_t rows = 0;
    int code = EXIT_DONE;
    ask_and_print(s, &req, columns, heads, &rows, &code);
    return code;
}

static int validate_against(struct session *s, const char *form)
{
    static const char *const columns[] = {"form", "key", "path", "strength", "message", NULL};
    const char *const heads[] = {_("form"), _("record"), _("field"), _("strength"), _("finding"), NULL};
    struct request req = {.op = OP_VALIDATE, .form = form};
    size_t rows = 0;
    int code = EXIT_DONE;
    if (ask_and_print(s, &req, columns, heads, &rows, &code) && rows) {
        code = EXIT_FINDINGS;
    }
    return code;
}

/* --with DIR: the same database, read only, under other definitions. */
static int validate_with(struct session *s, const char *dir, const char *form)
{
    struct err err = ERR_INIT;
    struct faults faults = {0};
    if (s->server) {
        err_set(&err, ERR_USAGE, _("other definitions are tried on the server's own database: run it there with --db"));
        return cli_fail(&err);
    }
    session_close_db(s);
    app_free(s->app);
    s->app = NULL;
    bool ok = app_open(&s->app, dir, &faults, &err);
    faults_print(&faults, stderr);
    faults_release(&faults);
    if (!ok || !session_open_db(s, STORE_READ, &err)) {
        return cli_fail(&err);
    }
    return validate_against(s, form);
}

int cmd_validate(struct session *s, const struct cli *cli)
{
    const char *form = cli->nargs ? cli->args[0] : NULL;
    return cli_has(cli, OPT_WITH) ? validate_with(s, cli->value[OPT_WITH], form) : validate_against(s, form);
}

/* The argument at `at` as a snapshot's number; 0 (as it stands now) when it is missing or none. */
static void snapshot_number(const struct cli *cli, int at, struct param *p)
{
    int64_t n = 0;
    if (cli->nargs > at && !num_parse_int(sv_of(cli->args[at]), NUM_STORED, &n)) {
        n = 0;
    }
    value_set_int(&p->value, n);
}

int cmd_diff(struct session *s, const struct cli *cli)
{
    static const char *const columns[] = {"form", "key", "path", "old", "new", NULL};
    const char *const heads[] = {_("form"), _("record"), _("field"), _("before"), _("after"), NULL};
    struct param params[2] = {{"a", VALUE_INIT}, {"b", VALUE_INIT}};
    snapshot_number(cli, 2, &params[0]);
    snapshot_number(cli, 3, &params[1]);
    struct request req = {.op = OP_DIFF, .form = cli->args[0], .key = cli->args[1], .params = params, .nparams = 2};
    size_t rows = 0;
    int code = EXIT_DONE;
    if (ask_and_print(s, &req, columns, heads, &rows, &code) && rows == 0) {
        puts(_("Nothing differs."));
    }
    return code;
}

/* Yes from the keyboard, or --yes. */
bool cmd_confirmed(const struct cli *cli)
{
    if (cli_has(cli, OPT_YES)) {
        return true;
    }
    if (!isatty(STDIN_FILENO)) {
        fprintf(stderr, "phieu: %s\n", _("nothing was changed: say --yes to do it"));
        return false;
    }
    printf("%s ", _("Do it? [y/N]"));
    fflush(stdout);
    int c = getchar();
    return c == 'y' || c == 'Y' || c == 'c' || c == 'C'; /* yes, có */
}

/* A checked copy beside the database, named by the day and time: what a migration can be undone with. */
static bool backup_first(struct session *s, struct err *err)
{
    struct str path = STR_INIT;
    str_addf(&path, "%s.", s->db_path);
    instant_add_iso(&path, clock_now(&s->clock));
    str_add(&path, ".db");
    bool ok = db_backup(service_store(s->service)->db, path.p, NULL, NULL, err);
    if (ok) {
        printf(_("A copy of the database was kept in %s.\n"), path.p);
    }
    str_release(&path);
    return ok;
}

int cmd_preview_then_do(struct session *s, const struct cli *cli, struct request *req, const char *const *columns,
                        const char *const *heads, const char *nothing)
{
    struct err err = ERR_INIT;
    size_t rows = 0;
    int code = EXIT_DONE;
    req->n = 1;
    if (!ask_and_print(s, req, columns, heads, &rows, &code)) {
        return code;
    }
    if (!rows) {
        puts(nothing);
        return EXIT_DONE;
    }
    if (cli_has(cli, OPT_DRY_RUN)) {
        return code;
    }
    if (!cmd_confirmed(cli)) {
        return EXIT_FINDINGS;
    }
    if (req->op == OP_MIGRATE && !backup_first(s, &err)) {
        return cli_fail(&err);
    }
    req->n = 0;
    struct reply rep = {0};
    if (session_call(s, req, &rep, &code)) {
        puts(_("Done."));
    }
    reply_release(&rep);
    return code;
}

/* What is wrong with the record itself, as rows like those of the others. */
static void add_own(const struct findings *own, const char *form, const char *key, struct rowset *rows)
{
    for (size_t i = 0; i < own->list.n; i++) {
        const struct finding *f = &own->list.v[i];
        const char *const cells[] = {strength_word(f->strength), form, key, f->path, f->msg};
        struct value *row = f->accepted ? NULL : rowset_add_row(rows);
        for (int c = 0; row && c < 5; c++) {
            value_set_text(&row[c], sv_of(cells[c]));
        }
    }
}

static void print_told(const struct reply *rep, const char *form, const char *key)
{
    static const char *const columns[] = {"strength", "form", "key", "path", "message", NULL};
    const char *const heads[] = {_("strength"), _("form"), _("record"), _("field"), _("finding"), NULL};
    struct rowset all = {0};
    for (int c = 0; columns[c]; c++) {
        rowset_add_column(&all, columns[c]);
    }
    add_own(&rep->findings, form, key, &all);
    for (size_t i = 0; i < rep->rows.nrows; i++) {
        struct value *row = rowset_add_row(&all);
        for (int c = 0; columns[c]; c++) {
            value_copy(&row[c], rowset_at(&rep->rows, i, rowset_column(&rep->rows, columns[c])));
        }
    }
    say_words(&all, "strength", WORD_STRENGTH);
    if (all.nrows > 0) {
        print_table(stdout, &all, columns, heads);
    }
    rowset_release(&all);
}

/* Once more, past the warnings; true when that is wanted. */
static bool ask_past(const struct cli *cli, const struct reply *rep, bool moved)
{
    return !moved && rep->n == 1 && cmd_confirmed(cli);
}

int cmd_move(struct session *s, const struct cli *cli)
{
    struct err err = ERR_INIT;
    struct reply rep = {0};
    struct request req = {
        .op = OP_MOVE, .form = cli->args[0], .key = cli->args[1], .name = cli->args[2], .reason = cli->value[OPT_REASON]};
    bool ok = host_call(s->host, &req, &rep, &err);
    print_told(&rep, req.form, req.key);
    if (ask_past(cli, &rep, ok)) {
        reply_release(&rep);
        err = (struct err)ERR_INIT;
        req.n = 1;
        ok = host_call(s->host, &req, &rep, &err);
    }
    if (ok) {
        puts(_("Done."));
    }
    if (ok && rep.text) {
        copies_at_end(s);
        printf(_("It is sealed under the code %s."), rep.text);
        putchar('\n');
    }
    reply_release(&rep);
    return ok ? EXIT_DONE : cli_fail(&err);
}

int cmd_rekey(struct session *s, const struct cli *cli)
{
    static const char *const columns[] = {"form", "key", "what", NULL};
    const char *const heads[] = {_("form"), _("record"), _("what changes"), NULL};
    struct request req = {
        .op = OP_REKEY, .form = cli->args[0], .key = cli->args[1], .text = cli->args[2], .reason = cli->value[OPT_REASON]};
    return cmd_preview_then_do(s, cli, &req, columns, heads, _("Nothing changes."));
}

int cmd_copy(struct session *s, const struct cli *cli)
{
    static const char *const columns[] = {"what", "made", "left", NULL};
    bool undo = cli_has(cli, OPT_UNDO);
    const char *const heads[] = {_("what"), undo ? _("taken back") : _("new"), _("left as it is"), NULL};
    struct request req = {
        .op = OP_COPY, .form = cli->args[0], .key = cli->args[1], .name = cli->nargs > 2 ? cli->args[2] : NULL, .back = undo, .reason = cli->value[OPT_REASON]};
    return cmd_preview_then_do(s, cli, &req, columns, heads,
                               undo ? _("Nothing was copied here that could be taken back.") : _("There is nothing to copy, or all of it is there already."));
}

int cmd_migrate(struct session *s, const struct cli *cli)
{
    static const char *const columns[] = {"what", "form", "field", "detail", NULL};
    const char *const heads[] = {_("what"), _("form"), _("field"), _("detail"), NULL};
    struct request req = {.op = OP_MIGRATE};
    return cmd_preview_then_do(s, cli, &req, columns, heads, _("The database fits the forms; there is nothing to migrate."));
}

int cmd_restore_record(struct session *s, const struct cli *cli)
{
    struct request req = {.op = OP_RESTORE, .form = cli->args[0], .key = cli->args[1], .reason = cli->value[OPT_REASON]};
    struct reply rep = {0};
    int code = EXIT_DONE;
    if (session_call(s, &req, &rep, &code)) {
        printf(_("The record %s is back.\n"), cli->args[1]);
    }
    reply_release(&rep);
    return code;
}
