/* phieu snapshots: what was handed in, when and under which seal code; or what one of them holds. */

#include <stdio.h>

#include "app/commands.h"
#include "app/print.h"
#include "app/session.h"
#include "base/i18n.h"
#include "form/format.h"

static int list_snapshots(struct session *s, const char *form, const char *key)
{
    static const char *const columns[] = {"number", "at", "who", "state", "code", "records", "accepted", "became", "became_at", "became_by", "reason", NULL};
    const char *const heads[] = {_("number"), _("when"), _("who"), _("state"), _("seal code"), _("records"), _("accepted"), _("became"), _("when"), _("who"), _("reason"), NULL};
    struct request req = {.op = OP_SNAPSHOTS, .form = form, .key = key};
    struct reply rep = {0};
    int code = EXIT_DONE;
    if (session_call(s, &req, &rep, &code) && rep.rows.nrows > 0) {
        format_show_times(&rep.rows, "at", s->app->offset_min);
        format_show_times(&rep.rows, "became_at", s->app->offset_min);
        print_table(stdout, &rep.rows, columns, heads);
    } else if (code == EXIT_DONE) {
        puts(_("There is no snapshot of this record."));
    }
    reply_release(&rep);
    return code;
}

static int list_contents(struct session *s, const char *seal)
{
    static const char *const columns[] = {"form", "key", "label", NULL};
    const char *const heads[] = {_("form"), _("record"), _("title"), NULL};
    struct request req = {.op = OP_SNAPSHOT, .snapshot = seal};
    struct reply rep = {0};
    int code = EXIT_DONE;
    if (session_call(s, &req, &rep, &code)) {
        print_table(stdout, &rep.rows, columns, heads);
    }
    reply_release(&rep);
    return code;
}

int cmd_snapshots(struct session *s, const struct cli *cli)
{
    return cli->nargs == 1 ? list_contents(s, cli->args[0]) : list_snapshots(s, cli->args[0], cli->args[1]);
}
