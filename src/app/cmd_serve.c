/* phieu serve: the daemon. */

#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "app/commands.h"
#include "app/copies.h"
#include "app/session.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "db/db.h"
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

/* In a reader: its own connection, which cannot write. */
static bool open_reader(void *arg, struct service **out, struct err *err)
{
    struct session *s = arg;
    bool ok = session_open_file(s, STORE_READ, err);
    *out = s->service;
    return ok;
}

/* In a reader: the copy of a submission.  What fails stands in the daemon's log, and the evening's copy is asked for all the same. */
static void keep_submission(void *arg, struct service *service)
{
    struct err err = ERR_INIT;
    (void)service;
    if (!copies_due(arg, &err)) {
        cli_fail(&err);
    }
}

int cmd_serve(struct session *s, const struct cli *cli)
{
    struct err err = ERR_INIT;
    char fingerprint[HASH_QUICK];
    struct readers readers;
    (void)cli;
    s->server = s->server ? s->server : mem_dup(NET_SOCKET);
    close_up();
    readers_start(&readers, s->app, open_reader, keep_submission, s);
    if (!app_fingerprint(s->app, fingerprint, &err) || !session_open_file(s, STORE_CREATE, &err)) {
        readers_stop(&readers);
        return session_fail(s, &err);
    }
    if (db_is_alone(service_store(s->service)->db)) {
        readers_stop(&readers); /* they could not open it */
    }
    const struct server_setup setup = {.path = s->server,
                                       .app = s->app,
                                       .fingerprint = fingerprint,
                                       .service = s->service,
                                       .sample = s->sample,
                                       .limits = &server_limits,
                                       .readers = &readers,
                                       .ready = say_ready,
                                       .arg = s};
    bool ok = server_run(&setup, &err);
    readers_stop(&readers);
    return ok ? EXIT_DONE : cli_fail(&err);
}
