#ifndef APP_CONFINE_H
#define APP_CONFINE_H

/*
 * A session that a server's people sit at gives away what it will not need: it starts no program, opens no file for writing, reaches no
 * network, is looked into by nobody, and reads only what `folders` hold.
 *
 * Own BPF and Landlock's three system calls rather than libseccomp: the filter is a table of what is refused, and a library would be
 * loaded by every start of the program.  Where the kernel has one of them not, the others hold: the account and the daemon's rights are the
 * wall, this is the second one.
 */

/* For the rest of the process; `folders` ends with NULL, those that are missing are left out. */
void confine(const char *const *folders);

#endif
