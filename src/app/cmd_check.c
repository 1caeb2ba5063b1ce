/* phieu check: every fault of the application, as file:line: message. */

#include <stdio.h>

#include "app/commands.h"
#include "app/session.h"
#include "store/store.h"

int cmd_check(struct session *s, const struct cli *cli)
{
    struct faults faults = {0};
    struct err err = ERR_INIT;
    s->app_dir = config_app_dir(&s->config, cli->value[OPT_APP]);
    if (!app_open_to_check(&s->app, s->app_dir, &faults, &err)) {
        faults_release(&faults);
        return cli_fail(&err);
    }
    app_check(s->app, store_check_schema, &faults);
    faults_sort(&faults);
    faults_print(&faults, stdout);
    size_t n = faults.list.n;
    faults_release(&faults);
    return n ? EXIT_FINDINGS : EXIT_DONE;
}
