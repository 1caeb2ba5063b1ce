/* phieu serve: the daemon. */

#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "app/commands.h"
#include "app/session.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "net/frame.h"
#include "net/server.h"

/* What it holds in memory is everybody's: no core file, also where the system pipes them to a program; what it makes is its own. */
static void close_up(void)
{
    const struct rlimit none = {1, 1};
    setrlimit(RLIMIT_CORE, &none);
    umask(077);
}

static void say_ready(void *arg)
{
    const struct session *s = arg;
    printf(_("phieu serves %s at %s."), s->db_path, s->server);
    putchar('\n');
    fflush(stdout);
}

int cmd_serve(struct session *s, const struct cli *cli)
{
    struct err err = ERR_INIT;
    char fingerprint[HASH_QUICK];
    (void)cli;
    s->server = s->server ? s->server : mem_dup(NET_SOCKET);
    close_up();
    if (!app_fingerprint(s->app, fingerprint, &err) || !session_open_file(s, STORE_CREATE, &err)) {
        return session_fail(s, &err);
    }
    const struct server_setup setup = {.path = s->server,
                                       .app = s->app,
                                       .fingerprint = fingerprint,
                                       .service = s->service,
                                       .sample = s->sample,
                                       .limits = &server_limits,
                                       .ready = say_ready,
                                       .arg = s};
    return server_run(&setup, &err) ? EXIT_DONE : cli_fail(&err);
}
