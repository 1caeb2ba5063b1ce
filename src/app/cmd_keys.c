/* phieu keys: the whole table of keys, in the form of a file that changes them. */

#include <stdio.h>

#include "app/commands.h"
#include "app/session.h"
#include "base/str.h"
#include "screen/keys_file.h"

int cmd_keys(struct session *s, const struct cli *cli)
{
    struct err err = ERR_INIT;
    struct str text = STR_INIT;
    if (cli->nargs > 0) {
        free(s->config.keys);
        s->config.keys = mem_dup(cli->args[0]);
    }
    if (!session_keys(s, &err)) {
        return cli_fail(&err);
    }
    keys_file_write(s->keymap, &text);
    fputs(text.p, stdout);
    str_release(&text);
    return EXIT_DONE;
}
