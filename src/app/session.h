#ifndef APP_SESSION_H
#define APP_SESSION_H

/*
 * One run of the program: configuration, application, database, the person, and the door between them.  Made once in main, opened as far
 * as the subcommand needs, closed in one place; closing a half-opened one is fine.
 */

#include <stdbool.h>
#include <stdio.h>
#include "app/cli.h"
#include "app/config.h"
#include "base/date.h"
#include "form/model.h"
#include "screen/ui.h"
#include "service/service.h"
#include "store/store.h"

struct session {
    struct config config;
    enum lang lang;
    bool faulty;            /* a phieu.ini could not be read whole: only `phieu doctor` goes on */
    bool utf8;              /* the environment's locale is UTF-8 */
    char *app_dir, *db_path;
    char *server;           /* the socket of the daemon that is worked with; NULL: the database is ours */
    bool sample;            /* sample data; known once the door is there */
    struct app *app;
    struct clock clock;
    int64_t frozen_ms;      /* what a frozen clock shows */
    struct service *service; /* owns the store */
    char *person, *role_name; /* of --as, or chosen at the screen */
    bool on_screen;         /* a screen is painted: nothing else is printed on the terminal */
    enum parting parting;   /* why the screen ended */
    struct err parted;
    bool named;             /* somebody said who it is; else `person` is the account's name */
    struct actor actor;
    struct host *host;      /* the door; NULL until the database is open */
    struct keymap *keymap;  /* the person's keys, after session_keys; NULL: as shipped */
};

/* Configuration and language: enough for messages. */
bool session_start(struct session *s, const struct cli *cli, struct err *err);
/* Application and database, as the subcommand's `needs` say.  Faults of app.ini are listed on stderr. */
bool session_open(struct session *s, const struct cli *cli, struct err *err);
/*
 * The hour stands still at $PHIEU_NOW (an ISO instant), so that scripted screens are the same every day.  Without the variable
 * nothing changes.
 */
void session_freeze_clock(struct session *s);
/* It is this person, in this role (NULL: none), who was taken behind the door already. */
void session_rename(struct session *s, const char *person, const char *role);
/* Read the configured file of keys, if there is one and it was not read yet.  Its faults are listed on stderr. */
bool session_keys(struct session *s, struct err *err);
/* The door alone (after session_open without it): to the server where there is one, else to the database. */
bool session_open_db(struct session *s, enum store_mode mode, struct err *err);
/* The same, always to the database. */
bool session_open_file(struct session *s, enum store_mode mode, struct err *err);
void session_close_db(struct session *s); /* nothing when it is not open */
void session_delete_db(const char *path);  /* a closed one, with the files beside it */
void session_close(struct session *s);

/* Where the database holds sample data, a line that says so: nobody shall take its figures for real ones. */
void session_mark_sample(const struct session *s, FILE *out);

/* What a reference's value names, in words: key and title of each record, "; " between them; the id of one that is gone.  `seal`: the
 * seal code under which they are read, NULL: as they stand now. */
void session_show_records(struct session *s, const char *seal, const struct field *f, const char *ids, struct str *out);

/* host_call for a subcommand: on failure the sentence is on stderr and *code is the exit code. */
bool session_call(struct session *s, const struct request *req, struct reply *rep, int *code);
/* cli_fail; of a definition that cannot be loaded every fault is told, not just the first. */
int session_fail(struct session *s, const struct err *err);

#endif
