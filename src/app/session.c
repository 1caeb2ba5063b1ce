#include "app/session.h"

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "app/commands.h"
#include "app/confine.h"
#include "exchange/operations.h"
#include "form/format.h"
#include "net/client.h"
#include "net/frame.h"
#include "screen/keys_file.h"

/* Who sits here, when nobody says: the account's name. */
static char *account_name(void)
{
    const struct passwd *pw = getpwuid(getuid());
    return mem_dup(pw && pw->pw_name && *pw->pw_name ? pw->pw_name : "khong_ro");
}

/* "PERSON", "PERSON:ROLE" or ":ROLE". */
static void take_person(struct session *s, const char *as)
{
    const char *colon = as ? strrchr(as, ':') : NULL;
    s->named = as && *as && colon != as;
    if (!s->named) {
        s->person = account_name();
        s->role_name = colon ? mem_dup(colon + 1) : NULL;
    } else if (colon) {
        s->person = mem_dup_n(as, (size_t)(colon - as));
        s->role_name = mem_dup(colon + 1);
    } else {
        s->person = mem_dup(as);
    }
    s->actor = (struct actor){.person = s->person, .role = s->role_name, .declared = true, .lang = s->lang};
}

/* The language may be known only after the application says its own; so messages are set up twice. */
static void set_language(struct session *s, const struct cli *cli, enum lang of_app)
{
    s->lang = config_lang(&s->config, cli->value[OPT_LANG], of_app);
    char *dir = config_locale_dir();
    s->utf8 = i18n_start(s->lang, dir);
    free(dir);
    s->actor.lang = s->lang;
}

bool session_start(struct session *s, const struct cli *cli, struct err *err)
{
    *s = (struct session){0};
    bool ok = config_read(&s->config, err) && config_check_lang(&s->config, cli->value[OPT_LANG], err);
    set_language(s, cli, LANG_COUNT);
    take_person(s, cli->value[OPT_AS]);
    return ok;
}

void session_rename(struct session *s, const char *person, const char *role)
{
    char *named = mem_dup(person);
    char *acts = role ? mem_dup(role) : NULL;
    free(s->person);
    free(s->role_name);
    s->person = named;
    s->role_name = acts;
    s->named = true;
    s->actor.person = named;
    s->actor.role = acts;
}

static bool open_app(struct session *s, const struct cli *cli, struct err *err)
{
    struct faults faults = {0};
    s->app_dir = config_app_dir(&s->config, cli->value[OPT_APP]);
    bool ok = app_open(&s->app, s->app_dir, &faults, err);
    faults_print(&faults, stderr);
    faults_release(&faults);
    if (!ok) {
        return false;
    }
    s->clock = clock_system(s->app->offset_min);
    set_language(s, cli, s->app->language);
    s->db_path = config_db_path(&s->config, cli->value[OPT_DB], s->app->name);
    s->server = config_server(&s->config, cli->value[OPT_SOCKET], cli->value[OPT_DB]);
    if (!service_check_person(s->person, err)) {
        return false;
    }
    if (s->role_name && !app_role(s->app, s->role_name)) {
        return err_set(err, ERR_USAGE, _("the application has no role '%s'"), s->role_name);
    }
    return true;
}

void session_freeze_clock(struct session *s)
{
    const char *now = getenv("PHIEU_NOW");
    if (now && instant_parse_iso(sv_of(now), &s->frozen_ms)) {
        s->clock = clock_fixed(&s->frozen_ms, s->app->offset_min);
    }
}

bool session_keys(struct session *s, struct err *err)
{
    struct faults faults = {0};
    const char *path = s->config.keys;
    if (!path || s->keymap) {
        return true;
    }
    s->keymap = keymap_new();
    bool ok = keys_file_read(s->keymap, path, &faults, err);
    if (!ok) {
        err_wrap(err, "%s", config_where(&s->config, "keys"));
    } else if (faults.list.n > 0) {
        faults_sort(&faults);
        faults_print(&faults, stderr);
        ok = err_set(err, ERR_SYNTAX, _("the file of keys %s has faults"), path);
    }
    faults_release(&faults);
    return ok;
}

/* What stands in the folder a new database goes into is not ours to make, but our own default folder is. */
static bool make_db_dir(const char *path, struct err *err)
{
    const char *slash = strrchr(path, '/');
    if (!slash || slash == path) {
        return true;
    }
    char *dir = mem_dup_n(path, (size_t)(slash - path));
    bool ok = file_make_dirs(dir, err);
    free(dir);
    return ok;
}

/* A definition that cannot be loaded stops the program; its author is told every fault at once, not just the first. */
static void list_faults(struct session *s)
{
    struct faults faults = {0};
    app_check(s->app, store_check_schema, &faults);
    faults_sort(&faults);
    faults_print(&faults, stderr);
    faults_release(&faults);
}

/* Who one is the server says. */
static bool open_server(struct session *s, struct err *err)
{
    if (!client_open(&s->host, s->server, s->app, s->lang, s->role_name, err)) {
        return false;
    }
    struct client_facts facts = client_facts(s->host);
    if (s->named && !str_eq(s->person, facts.person)) {
        return err_set(err, ERR_USAGE, _("on a server nobody chooses who they are, and you are %s: write --as :ROLE to choose a role"),
                       facts.person);
    }
    session_rename(s, facts.person, facts.role);
    s->sample = facts.sample;
    return true;
}

bool session_open_file(struct session *s, enum store_mode mode, struct err *err)
{
    struct store *st = NULL;
    if (mode == STORE_CREATE && !make_db_dir(s->db_path, err)) {
        return false;
    }
    if (!store_open(&st, s->db_path, mode, s->app, &s->clock, err)) {
        if (err->code == ERR_SYNTAX) {
            list_faults(s);
        }
        return false;
    }
    s->sample = st->sample;
    s->service = service_new(st, s->app, &s->clock);
    service_add_operations(s->service, exchange_operations, exchange_operation_count);
    s->host = service_host_new(s->service, &s->actor);
    return true;
}

bool session_open_db(struct session *s, enum store_mode mode, struct err *err)
{
    if (s->host) {
        return true; /* a session on a server opened it before it gave up the rest */
    }
    return s->server ? open_server(s, err) : session_open_file(s, mode, err);
}

/* Definitions are read when they are first needed, and terminfo when the terminal is opened. */
static void give_up(const struct session *s)
{
    char *locale = config_locale_dir();
    const char *const folders[] = {s->app_dir, locale, "/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo", "/usr/lib/locale", NULL};
    confine(folders);
    free(locale);
}

/* Of a session on a server nothing is opened here, whatever the command. */
static bool open_confined(struct session *s, const struct cli *cli, struct err *err)
{
    if ((cli->cmd->needs & NEED_FILE) || !(cli->cmd->needs & NEED_APP)) {
        return err_set(err, ERR_REFUSED, _("a session on a server does not run 'phieu %s'"), cli->cmd->name);
    }
    s->server = s->server ? s->server : mem_dup(NET_SOCKET);
    bool ok = session_keys(s, err) && session_open_db(s, STORE_OPEN, err);
    give_up(s);
    return ok;
}

bool session_open(struct session *s, const struct cli *cli, struct err *err)
{
    unsigned needs = cli->cmd->needs;
    if ((needs & NEED_APP) && !open_app(s, cli, err)) {
        return false;
    }
    if (cli_has(cli, OPT_SESSION)) {
        return open_confined(s, cli, err);
    }
    if ((needs & NEED_FILE) && s->server && cli->cmd->run != cmd_serve) {
        return err_set(err, ERR_USAGE, _("'phieu %s' is for the server's own database: run it there with --db, while the server is not running"),
                       cli->cmd->name);
    }
    if (!(needs & NEED_DB)) {
        return true; /* NEED_NEW_DB: the subcommand says when */
    }
    if (s->server) {
        return session_open_db(s, STORE_OPEN, err);
    }
    if (!file_exists(s->db_path) && errno == EACCES) {
        return err_set(err, ERR_IO, _("the database %s cannot be reached: %s"), s->db_path, strerror(errno));
    }
    if (!file_exists(s->db_path)) {
        return err_set(err, ERR_NOT_FOUND, _("there is no database %s yet; 'phieu' makes one, 'phieu demo' one with sample data"), s->db_path);
    }
    bool reads = (needs & NEED_READ) && !cli_has(cli, OPT_RECORD); /* what is recorded is written */
    return session_open_db(s, reads ? STORE_READ : STORE_OPEN, err);
}

void session_delete_db(const char *path)
{
    static const char *const kinds[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct str file = STR_INIT;
        str_addf(&file, "%s%s", path, kinds[i]);
        unlink(file.p);
        str_release(&file);
    }
}

void session_close_db(struct session *s)
{
    if (s->host && s->host->remote) {
        client_free(s->host);
    } else if (s->host) {
        service_host_free(s->host);
    }
    service_free(s->service);
    s->host = NULL;
    s->service = NULL;
}

void session_close(struct session *s)
{
    session_close_db(s);
    app_free(s->app);
    keymap_free(s->keymap);
    config_release(&s->config);
    free(s->app_dir);
    free(s->db_path);
    free(s->server);
    free(s->person);
    free(s->role_name);
    *s = (struct session){0};
}

void session_mark_sample(const struct session *s, FILE *out)
{
    if (s->sample) {
        fprintf(out, "%s\n", _("SAMPLE DATA"));
    }
}

static void add_record(struct session *s, const char *seal, const struct field *f, const char *id, struct str *out)
{
    struct reply rep = {0};
    struct err gone = ERR_INIT;
    struct request req = {.op = OP_TITLE, .form = f->ref, .id = id, .n = 1, .snapshot = seal};
    if (host_call(s->host, &req, &rep, &gone)) {
        str_addf(out, "%s  %s", rowset_str(&rep.rows, 0, "key"), rowset_str(&rep.rows, 0, "label"));
    } else {
        str_add(out, id);
    }
    reply_release(&rep);
}

void session_show_records(struct session *s, const char *seal, const struct field *f, const char *ids, struct str *out)
{
    struct sv rest = sv_of(ids);
    char id[UUID_TEXT];
    for (size_t start = out->len; format_next_id(&rest, id);) {
        str_add(out, out->len > start ? "; " : "");
        add_record(s, seal, f, id, out);
    }
}

bool session_call(struct session *s, const struct request *req, struct reply *rep, int *code)
{
    struct err err = ERR_INIT;
    if (host_call(s->host, req, rep, &err)) {
        return true;
    }
    *code = session_fail(s, &err);
    return false;
}

int session_fail(struct session *s, const struct err *err)
{
    if (err->code == ERR_SYNTAX && s->app) {
        list_faults(s);
    }
    return cli_fail(err);
}
