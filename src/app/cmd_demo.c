/* phieu demo: a database with sample data, marked as such everywhere. */

#include <stdio.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/demo.h"
#include "app/session.h"
#include "base/file.h"
#include "base/i18n.h"

int cmd_demo(struct session *s, const struct cli *cli)
{
    (void)cli;
    struct err err = ERR_INIT;
    if (file_exists(s->db_path)) {
        err_set(&err, ERR_USAGE, _("%s is there already; sample data goes into a database of its own (--db FILE)"), s->db_path);
        return cli_fail(&err);
    }
    if (!demo_make(s, isatty(STDERR_FILENO), &err)) {
        return cli_fail(&err);
    }
    printf(_("%s holds the sample data now.\n"), s->db_path);
    return EXIT_DONE;
}
