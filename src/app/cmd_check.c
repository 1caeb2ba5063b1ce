/* phieu check: every fault of the application, as file:line: message. */

#include <stdio.h>

#include "app/commands.h"
#include "app/session.h"
#include "store/store.h"

int cmd_check(struct session *s, const struct cli *cli)
{
    (void)cli;
    struct faults faults = {0};
    size_t n = app_check(s->app, store_check_schema, &faults);
    faults_sort(&faults);
    faults_print(&faults, stdout);
    faults_release(&faults);
    return n ? EXIT_FINDINGS : EXIT_DONE;
}
