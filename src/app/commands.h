#ifndef APP_COMMANDS_H
#define APP_COMMANDS_H

/* The subcommands' functions, one file each (cmd_NAME.c).  Each prints its result or its error and returns the exit code. */

#include <stdbool.h>

struct session;
struct request;
struct cli;

int cmd_enter(struct session *s, const struct cli *cli);
int cmd_check(struct session *s, const struct cli *cli);
int cmd_demo(struct session *s, const struct cli *cli);
int cmd_list(struct session *s, const struct cli *cli);
int cmd_show(struct session *s, const struct cli *cli);
int cmd_log(struct session *s, const struct cli *cli);
int cmd_import(struct session *s, const struct cli *cli);
int cmd_export(struct session *s, const struct cli *cli);
int cmd_summary(struct session *s, const struct cli *cli);
int cmd_report(struct session *s, const struct cli *cli);
int cmd_sent(struct session *s, const struct cli *cli);
int cmd_validate(struct session *s, const struct cli *cli);
int cmd_migrate(struct session *s, const struct cli *cli);
int cmd_rekey(struct session *s, const struct cli *cli);
int cmd_copy(struct session *s, const struct cli *cli);
int cmd_renumber(struct session *s, const struct cli *cli);
int cmd_restore_record(struct session *s, const struct cli *cli);
int cmd_diff(struct session *s, const struct cli *cli);
int cmd_move(struct session *s, const struct cli *cli);
int cmd_snapshots(struct session *s, const struct cli *cli);
int cmd_server_setup(struct session *s, const struct cli *cli);
int cmd_serve(struct session *s, const struct cli *cli);
int cmd_verify(struct session *s, const struct cli *cli);
int cmd_erase(struct session *s, const struct cli *cli);
int cmd_backup(struct session *s, const struct cli *cli);
int cmd_restore(struct session *s, const struct cli *cli);
int cmd_user(struct session *s, const struct cli *cli);
int cmd_doctor(struct session *s, const struct cli *cli);
int cmd_keys(struct session *s, const struct cli *cli);
int cmd_vkey(struct session *s, const struct cli *cli);

/* Yes from the keyboard, or --yes (cmd_table.c). */
bool cmd_confirmed(const struct cli *cli);
/* First the preview (n = 1 of the request) as a table, `nothing` when it is empty; then, when it is wanted, the deed. */
int cmd_preview_then_do(struct session *s, const struct cli *cli, struct request *req, const char *const *columns, const char *const *heads,
                        const char *nothing);

#endif
