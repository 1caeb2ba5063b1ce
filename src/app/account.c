#include "app/account.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"

#define CHAGE "/usr/bin/chage"
enum { ARGS_MAX = 12 };

/* ---- programs ---- */

bool admin_may(struct err *err)
{
    return geteuid() == 0 || err_set(err, ERR_REFUSED, _("only root can do this; without --apply it is printed"));
}

bool admin_run(const char *program, const char *const *args, struct err *err)
{
    const char *argv[ARGS_MAX + 2] = {program};
    char path[] = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";
    char *const environment[] = {path, NULL};
    pid_t child;
    int status = -1;
    for (size_t i = 0; i < ARGS_MAX && args[i]; i++) {
        argv[i + 1] = args[i];
    }
    int failed = posix_spawn(&child, program, NULL, NULL, (char *const *)(uintptr_t)argv, environment);
    if (failed) {
        return err_set(err, ERR_IO, _("%s cannot be started: %s"), program, strerror(failed));
    }
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return (WIFEXITED(status) && WEXITSTATUS(status) == 0) || err_set(err, ERR_IO, _("%s failed: look at what it says, then try again"), program);
}

/* ---- an account ---- */

static bool has_key(const char *name)
{
    char *key = file_join(ACCOUNT_KEYS, name);
    bool has = !strchr(name, '/') && file_exists(key);
    free(key);
    return has;
}

bool account_is_ours(const char *name)
{
    const struct group *group = getgrnam(ACCOUNT_GROUP);
    bool in = false;
    for (size_t i = 0; group && group->gr_mem[i] && !in; i++) {
        in = strcmp(group->gr_mem[i], name) == 0;
    }
    return (in || has_key(name)) && getpwnam(name);
}

void account_print_close(const char *name)
{
    printf("%s -E 1 %s\n", CHAGE, name);
    if (has_key(name)) {
        printf("install -d -m 0700 %s\nmv %s/%s %s/\n", ACCOUNT_KEYS_CLOSED, ACCOUNT_KEYS, name, ACCOUNT_KEYS_CLOSED);
    }
}

static bool move_key(const char *name, struct err *err)
{
    char *from = file_join(ACCOUNT_KEYS, name), *to = file_join(ACCOUNT_KEYS_CLOSED, name);
    bool ok = (mkdir(ACCOUNT_KEYS_CLOSED, 0700) == 0 || errno == EEXIST) && rename(from, to) == 0;
    ok = ok || err_set(err, ERR_IO, _("%s cannot be moved to %s: %s"), from, to, strerror(errno));
    free(from);
    free(to);
    return ok;
}

bool account_close(const char *name, struct err *err)
{
    const char *const expire[] = {"-E", "1", name, NULL};
    return admin_run(CHAGE, expire, err) && (!has_key(name) || move_key(name, err));
}
