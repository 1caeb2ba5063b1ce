#ifndef APP_ACCOUNT_H
#define APP_ACCOUNT_H

/*
 * Of the machine that is a server: programs that an administrator runs, and the account of somebody who leaves.  The roles are phieu's;
 * accounts and keys are the system's, and only root changes them.
 */

#include <stdbool.h>
#include "base/err.h"

#define ACCOUNT_GROUP       "phieu-users"
#define ACCOUNT_KEYS        "/etc/ssh/phieu-keys"
#define ACCOUNT_KEYS_CLOSED "/etc/ssh/phieu-keys-closed"

/* Run a program by its absolute path, with nothing of this environment; `args`: without the program's own name, NULL-terminated, at most 12. */
bool admin_run(const char *program, const char *const *args, struct err *err);
/* False, with ERR_REFUSED, for anybody but root. */
bool admin_may(struct err *err);

/* Whether there is such an account on this machine, and it is one of those that reach phieu alone. */
bool account_is_ours(const char *name);
/* What closes it, as lines of a shell script on standard output. */
void account_print_close(const char *name);
/* The same, done: the account expires (a locked one would still let a key in), and its key goes where sshd does not look. */
bool account_close(const char *name, struct err *err);

#endif
