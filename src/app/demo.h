#ifndef APP_DEMO_H
#define APP_DEMO_H

/* The application's sample data: the CSV files of demo/ loaded through the same import as everybody's, into a database marked as sample. */

#include "app/session.h"

/*
 * Load every file of the application's demo folder, in the order of demo/order.txt (names of forms, one a line), else by name.
 * The session's database is open, new and empty.  Progress goes to stderr when that is a terminal.
 */
bool demo_load(struct session *s, struct err *err);

#endif
