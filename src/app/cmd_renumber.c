/* phieu renumber: codes given anew, with all texts that mention them; and the register of codes that were. */

#include <stdio.h>
#include <sysexits.h>

#include "app/commands.h"
#include "app/session.h"
#include "base/csv.h"
#include "base/i18n.h"
#include "form/format.h"
#include "form/words.h"

static void write_cell(struct csv_writer *w, const char *text)
{
    struct sv cell = sv_of(text);
    csv_cell(w, cell.p, cell.n, true);
}

static void write_register(const struct session *s, const struct cli *cli, struct rowset *rows)
{
    static const char *const columns[] = {"at", "who", "op", "key", "label", "old", "new", "reason"};
    const char *const heads[] = {_("when"), _("who"), _("what"), _("record"), _("title"), _("old code"), _("new code"), _("reason")};
    enum { N = sizeof columns / sizeof *columns };
    struct csv_writer w;
    csv_begin(&w, stdout, ',', cli_has(cli, OPT_EXACT) ? 0 : CSV_BOM | CSV_GUARD);
    for (size_t c = 0; c < N; c++) {
        write_cell(&w, heads[c]);
    }
    csv_end_row(&w);
    if (rows->nrows > 0) {
        format_show_times(rows, "at", s->app->offset_min);
    }
    for (size_t i = 0; i < rows->nrows; i++) {
        for (size_t c = 0; c < N; c++) {
            const char *text = rowset_str(rows, i, columns[c]);
            write_cell(&w, str_eq(columns[c], "op") ? word_of(WORD_HISTORY, text) : text);
        }
        csv_end_row(&w);
    }
    csv_end(&w);
}

static int print_register(struct session *s, const struct cli *cli)
{
    struct request req = {.op = OP_RENUMBER, .form = cli->args[0], .name = "register"};
    struct reply rep = {0};
    int code = EXIT_DONE;
    if (session_call(s, &req, &rep, &code)) {
        write_register(s, cli, &rep.rows);
    }
    reply_release(&rep);
    return code;
}

static int usage(const char *why)
{
    struct err err = ERR_INIT;
    err_set(&err, ERR_USAGE, "%s", why);
    return cli_fail(&err);
}

int cmd_renumber(struct session *s, const struct cli *cli)
{
    static const char *const columns[] = {"form", "key", "path", "old", "new", "text", NULL};
    const char *const heads[] = {_("form"), _("record"), _("field"), _("before"), _("after"), _("text"), NULL};
    bool undo = cli_has(cli, OPT_UNDO);
    struct str pairs = STR_INIT;
    if (cli_has(cli, OPT_REGISTER)) {
        return print_register(s, cli);
    }
    if (cli->nargs < 2) {
        return usage(_("say within what: phieu renumber FORM KEY, where KEY is that of the period, or whatever else codes are counted in"));
    }
    if (undo && cli->nargs > 2) {
        return usage(_("what is undone is the last renumbering: take the codes out"));
    }
    for (int i = 2; i < cli->nargs; i++) {
        str_addf(&pairs, "%s\n", cli->args[i]);
    }
    struct request req = {.op = OP_RENUMBER,
                          .form = cli->args[0],
                          .key = cli->args[1],
                          .text = pairs.len > 0 ? pairs.p : NULL,
                          .name = undo ? "undo" : NULL,
                          .reason = cli->value[OPT_REASON]};
    int code = cmd_preview_then_do(s, cli, &req, columns, heads, _("Nothing changes."));
    str_release(&pairs);
    return code;
}
