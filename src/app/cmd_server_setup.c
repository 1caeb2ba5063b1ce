/* phieu server-setup: what an administrator does once, as a shell script to read; with --apply it is done. */

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/account.h"
#include "app/cli.h"
#include "app/commands.h"
#include "app/config.h"
#include "base/file.h"
#include "base/i18n.h"
#include "net/frame.h"

#define LIB     PHIEU_PREFIX "/lib/phieu"
#define GROUP   ACCOUNT_GROUP
#define ACCOUNT "phieu"
#define DATA    "/var/lib/phieu"

enum step_kind {
    STEP_RUN,  /* a program, unless what it makes is there */
    STEP_DIR,  /* a folder */
    STEP_FILE, /* a file, unless one is there */
};
struct step {
    enum step_kind kind;
    const char *why; /* N_() */
    bool (*done)(void); /* STEP_RUN: nothing is left to do; may be NULL */
    const char *what;   /* STEP_RUN: the program; else the path */
    const char *args[12];
    mode_t mode;
    const char *owner; /* NULL: root */
    const char *text;
};

static bool group_is_there(void)
{
    return getgrnam(GROUP) != NULL;
}

static bool account_is_there(void)
{
    return getpwnam(ACCOUNT) != NULL;
}

static const char ini_text[] = "[phieu]\n"
                               "app    = " PHIEU_PREFIX "/share/phieu/kdclgd\n"
                               "server = " NET_SOCKET "\n";

static const char unit_text[] = "[Unit]\n"
                                "Description=phieu: forms for many people\n"
                                "\n"
                                "[Service]\n"
                                "ExecStart=" PHIEU_PREFIX "/bin/phieu --db " DATA "/phieu.db serve\n"
                                "User=" ACCOUNT "\n"
                                "Group=" GROUP "\n"
                                "StateDirectory=phieu\n"
                                "StateDirectoryMode=0700\n"
                                "RuntimeDirectory=phieu\n"
                                "RuntimeDirectoryMode=0750\n"
                                "Restart=always\n"
                                "RestartSec=1\n"
                                "UMask=0077\n"
                                "LimitNOFILE=2048\n"
                                "MemoryMax=512M\n"
                                "NoNewPrivileges=yes\n"
                                "ProtectSystem=strict\n"
                                "ProtectHome=yes\n"
                                "PrivateTmp=yes\n"
                                "PrivateNetwork=yes\n"
                                "PrivateDevices=yes\n"
                                "RestrictAddressFamilies=AF_UNIX\n"
                                "MemoryDenyWriteExecute=yes\n"
                                "SystemCallFilter=@system-service\n"
                                "\n"
                                "[Install]\n"
                                "WantedBy=multi-user.target\n";

/* Tried on OpenSSH 9.2: forced commands, no forwarding, no file of the person's, a dead line ends within 45 seconds. */
static const char sshd_text[] = "Port 2222\n"
                                "HostKey /etc/ssh/ssh_host_ed25519_key\n"
                                "PidFile /run/phieu-sshd.pid\n"
                                "UsePAM yes\n"
                                "PubkeyAuthentication yes\n"
                                "PasswordAuthentication no\n"
                                "KbdInteractiveAuthentication no\n"
                                "PermitRootLogin no\n"
                                "AllowGroups " GROUP "\n"
                                "AuthorizedKeysFile " ACCOUNT_KEYS "/%u\n"
                                "StrictModes yes\n"
                                "PermitUserEnvironment no\n"
                                "PermitUserRC no\n"
                                "DisableForwarding yes\n"
                                "X11Forwarding no\n"
                                "PermitTunnel no\n"
                                "MaxAuthTries 3\n"
                                "LoginGraceTime 30\n"
                                "MaxStartups 100:30:300\n"
                                "MaxSessions 1\n"
                                "ClientAliveInterval 5\n"
                                "ClientAliveCountMax 3\n"
                                "TCPKeepAlive no\n"
                                "PrintMotd no\n"
                                "LogLevel VERBOSE\n"
                                "ForceCommand " LIB "/phieu-session\n"
                                "# schools may use passwords, when there is pam_faillock:\n"
                                "#Match Group phieu-school\n"
                                "#    PasswordAuthentication yes\n";

static const char sshd_unit_text[] = "[Unit]\n"
                                     "Description=OpenSSH for phieu alone\n"
                                     "After=network.target phieu.service\n"
                                     "\n"
                                     "[Service]\n"
                                     "RuntimeDirectory=sshd\n"
                                     "RuntimeDirectoryMode=0755\n"
                                     "RuntimeDirectoryPreserve=yes\n"
                                     "ExecStartPre=/usr/sbin/sshd -t -f /etc/ssh/sshd_phieu_config\n"
                                     "ExecStart=/usr/sbin/sshd -D -f /etc/ssh/sshd_phieu_config\n"
                                     "Restart=always\n"
                                     "\n"
                                     "[Install]\n"
                                     "WantedBy=multi-user.target\n";

static const char backup_text[] = "[Unit]\n"
                                  "Description=a checked copy of phieu's database\n"
                                  "\n"
                                  "[Service]\n"
                                  "Type=oneshot\n"
                                  "ExecStart=" PHIEU_PREFIX "/bin/phieu --db " DATA "/phieu.db backup --due\n"
                                  "User=" ACCOUNT "\n"
                                  "Group=" GROUP "\n"
                                  "UMask=0077\n"
                                  "NoNewPrivileges=yes\n"
                                  "ProtectSystem=strict\n"
                                  "ReadWritePaths=" DATA "\n"
                                  "ProtectHome=yes\n"
                                  "PrivateNetwork=yes\n";

static const char timer_text[] = "[Unit]\n"
                                 "Description=a copy of phieu's database each day\n"
                                 "\n"
                                 "[Timer]\n"
                                 "OnCalendar=*-*-* 18:15\n"
                                 "Persistent=true\n"
                                 "\n"
                                 "[Install]\n"
                                 "WantedBy=timers.target\n";

static const struct step steps[] = {
    {STEP_RUN, N_("the group of everybody who may reach the server"), group_is_there, "/usr/sbin/groupadd", {"--system", GROUP}, 0, NULL, NULL},
    {STEP_RUN, N_("the account of the server, which alone can read the database"), account_is_there, "/usr/sbin/useradd",
     {"--system", "--no-create-home", "--home-dir", DATA, "--shell", "/usr/sbin/nologin", "--gid", GROUP, ACCOUNT}, 0, NULL, NULL},
    {STEP_DIR, N_("the database"), NULL, DATA, {NULL}, 0700, ACCOUNT, NULL},
    {STEP_DIR, N_("the home of all who work on it: empty, and nobody's"), NULL, LIB "/empty", {NULL}, 0755, NULL, NULL},
    {STEP_DIR, N_("their keys, which they cannot change"), NULL, ACCOUNT_KEYS, {NULL}, 0755, NULL, NULL},
    {STEP_FILE, N_("where programs on this machine find the server"), NULL, CONFIG_SYSTEM, {NULL}, 0644, NULL, ini_text},
    {STEP_FILE, N_("the server as a service"), NULL, "/etc/systemd/system/phieu.service", {NULL}, 0644, NULL, unit_text},
    {STEP_FILE, N_("a copy of the database, checked before it counts"), NULL, "/etc/systemd/system/phieu-backup.service", {NULL}, 0644, NULL,
     backup_text},
    {STEP_FILE, N_("asked for each evening; seven days, four weeks and each submission are kept"), NULL, "/etc/systemd/system/phieu-backup.timer", {NULL}, 0644, NULL, timer_text},
    {STEP_FILE, N_("an sshd of its own, so that the machine's is not touched"), NULL, "/etc/ssh/sshd_phieu_config", {NULL}, 0644, NULL, sshd_text},
    {STEP_FILE, N_("that sshd as a service"), NULL, "/etc/systemd/system/phieu-sshd.service", {NULL}, 0644, NULL, sshd_unit_text},
};
#define STEPS (sizeof steps / sizeof *steps)

/* What only the administrator knows when. */
static const char afterwards[] = "systemctl daemon-reload\n"
                                 "systemctl enable --now phieu phieu-sshd phieu-backup.timer\n"
                                 "useradd -M -d " LIB "/empty -s " LIB "/phieu-session -G " GROUP " NAME\n"
                                 "install -m 644 NAME.pub " ACCOUNT_KEYS "/NAME\n";

/* ---- as a script ---- */

static void print_run(const struct step *s)
{
    printf("%s", s->what);
    for (size_t i = 0; s->args[i]; i++) {
        printf(" %s", s->args[i]);
    }
    putchar('\n');
}

static void print_step(const struct step *s)
{
    const char *owner = s->owner ? s->owner : "root";
    printf("\n# %s\n", _(s->why));
    switch (s->kind) {
    case STEP_RUN:
        print_run(s);
        break;
    case STEP_DIR:
        printf("install -d -m %04o -o %s -g %s %s\n", (unsigned)s->mode, owner, s->owner ? GROUP : "root", s->what);
        break;
    case STEP_FILE:
        printf("[ -e %s ] || cat >%s <<'END'\n%sEND\n", s->what, s->what, s->text);
        break;
    }
}

static void print_afterwards(void)
{
    struct sv rest = SV(afterwards), line;
    printf("\n# %s\n", _("then, by hand: start both, and for each person an account with a key"));
    while (sv_next(&rest, '\n', &line)) {
        printf("#   %.*s\n", (int)line.n, line.p);
    }
}

/* ---- done ---- */

static bool make_dir(const struct step *s, struct err *err)
{
    const struct passwd *pw = s->owner ? getpwnam(s->owner) : NULL;
    bool ok = file_make_dirs(s->what, err);
    if (ok && (chown(s->what, pw ? pw->pw_uid : 0, pw ? pw->pw_gid : 0) != 0 || chmod(s->what, s->mode) != 0)) {
        ok = err_set(err, ERR_IO, _("%s cannot be written: %s"), s->what, strerror(errno));
    }
    return ok;
}

static bool make_file(const struct step *s, struct err *err)
{
    if (!file_write_atomic(s->what, s->text, strlen(s->text), err)) {
        return false;
    }
    return chmod(s->what, s->mode) == 0 || err_set(err, ERR_IO, _("%s cannot be written: %s"), s->what, strerror(errno));
}

static bool is_done(const struct step *s)
{
    return s->kind == STEP_RUN ? s->done() : s->kind == STEP_FILE && file_exists(s->what);
}

static bool apply_step(const struct step *s, struct err *err)
{
    bool done = is_done(s);
    printf("%s %s: %s\n", done ? _("is there:") : _("made:"), s->what, _(s->why));
    return done || (s->kind == STEP_RUN ? admin_run(s->what, s->args, err) : s->kind == STEP_DIR ? make_dir(s, err) : make_file(s, err));
}

static int apply(void)
{
    struct err err = ERR_INIT;
    bool ok = admin_may(&err);
    for (size_t i = 0; ok && i < STEPS; i++) {
        ok = apply_step(&steps[i], &err);
    }
    if (!ok) {
        return cli_fail(&err);
    }
    print_afterwards();
    return EXIT_DONE;
}

int cmd_server_setup(struct session *s, const struct cli *cli)
{
    (void)s;
    if (cli_has(cli, OPT_APPLY)) {
        return apply();
    }
    printf("#!/bin/sh\n# %s\nset -e\n", _("What makes this machine a server for phieu; 'phieu server-setup --apply' does the same."));
    for (size_t i = 0; i < STEPS; i++) {
        print_step(&steps[i]);
    }
    print_afterwards();
    return EXIT_DONE;
}
