#ifndef APP_CONFIG_H
#define APP_CONFIG_H

/*
 * Where things are: /etc/phieu.ini, then ${XDG_CONFIG_HOME:-~/.config}/phieu/phieu.ini (the second wins key by key), the environment,
 * and the folders of the installed program.  Nothing is written.
 */

#define CONFIG_SYSTEM "/etc/phieu.ini"

#include <stdbool.h>
#include "base/err.h"
#include "base/i18n.h"

struct config {
    char *app, *db, *server, *lang, *csv_separator, *borders; /* owned; NULL: not configured */
    char *keys;                                      /* a file of keys, its path complete; likewise */
    char *copies;                                    /* the folder of the database's copies, its path complete; likewise */
    char *typing, *tones;                            /* how letters are typed by whoever has not chosen: see text/typing.h; likewise */
    char *idle_minutes, *session_minutes;            /* after which a screen on a server ends: without a key, and anyhow; likewise */
    char *where[12];                                  /* "FILE:LINE" of each of these, in this order; owned */
};

/* False when a file is there and malformed, or has a section or key that means nothing (the first fault with its line). */
bool config_read(struct config *c, struct err *err);
void config_release(struct config *c);

/* A number of minutes that was configured (config_read has looked at it), or `otherwise`. */
int config_minutes(const char *configured, int otherwise);

/* The person's own file, there or not; free() it; NULL without a home. */
char *config_own_path(void);
/* "FILE:LINE" where the value of a key was read; NULL: it is configured nowhere. */
const char *config_where(const struct config *c, const char *key);

/* The folder of the running program (free() it); NULL when the system does not tell. */
char *config_program_dir(void);

/*
 * The application's folder: `given` (--app), $PHIEU_APP, configuration, ../forms/kdclgd beside a source tree's binary,
 * PREFIX/share/phieu/kdclgd.  free() it.
 */
char *config_app_dir(const struct config *c, const char *given);

/* The database: `given` (--db), $PHIEU_DB, configuration, ${XDG_DATA_HOME:-~/.local/share}/phieu/APP.db.  free() it. */
char *config_db_path(const struct config *c, const char *given, const char *app_name);

/*
 * The socket of the daemon to work with: `given` (--socket), $PHIEU_SERVER, configuration; NULL: none, also where a database is named on
 * the command line (`db`) or by $PHIEU_DB and no socket is.  free() it.
 */
char *config_server(const struct config *c, const char *given, const char *db);

/* The folder of message catalogues: beside a source tree's binary, else PREFIX/share/locale.  free() it. */
char *config_locale_dir(void);

/* ERR_USAGE when the language that --lang, $PHIEU_LANG or the configuration asks for is none of ours. */
bool config_check_lang(const struct config *c, const char *given, struct err *err);

/* --lang, $PHIEU_LANG, configuration, the application's (LANG_COUNT: not known yet), the locale; Vietnamese at last. */
enum lang config_lang(const struct config *c, const char *given, enum lang of_app);

#endif
