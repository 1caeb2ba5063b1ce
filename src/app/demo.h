#ifndef APP_DEMO_H
#define APP_DEMO_H

/* The application's sample data: the CSV files of demo/ loaded through the same import as everybody's, into a database marked as sample. */

#include "app/session.h"

/*
 * Make the session's database, which is not there yet, with every file of the application's demo folder, in the order of
 * demo/order.txt (names of forms, one a line), else by name.  It comes about whole or not at all, and is closed afterwards.
 * What a program that was killed at this left behind is removed first.  With `tell` progress goes to stderr.
 */
bool demo_make(struct session *s, bool tell, struct err *err);

/* Remove what is left of sample databases that were to become `path` and whose making was cut off. */
void demo_sweep(const char *path);

#endif
