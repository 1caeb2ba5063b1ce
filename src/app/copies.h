#ifndef APP_COPIES_H
#define APP_COPIES_H

/*
 * Copies of the database: one each day of use and one at each submission, in a folder beside it or in the configured one (`copies`), each
 * proved before an older one goes.  Kept are seven days, the last of each of four weeks, and every submission.
 */

#include "app/session.h"

/* The folder: as configured, else NAME.copies beside the database NAME.db.  free() it. */
char *copies_folder(const struct session *s);
/*
 * A copy of the open database as `path`, checked and proved before it stands there.  *broken: how much of it does not hold, as in the
 * database itself.  What is copied to another device is noted, so that home need not ask for it.
 */
bool copies_make(struct session *s, const char *path, int64_t *broken, struct err *err);
/*
 * The copy that is due: of a submission that has none, else of the day.  Nothing for sample data or a server's.  The database may be open
 * to be read only.
 */
bool copies_due(struct session *s, struct err *err);
/*
 * At the end of a session at the terminal: the copies that are due, with a word on stderr when it takes longer than a second.  What fails is
 * told and stops nothing; returns the exit code for it.  Nothing for sample data, a database that is only read, or a server's.
 */
int copies_at_end(struct session *s);

#endif
