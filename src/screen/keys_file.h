#ifndef SCREEN_KEYS_FILE_H
#define SCREEN_KEYS_FILE_H

/*
 * Files of keys, in phieu's INI dialect:
 *
 *     [keys]                     in every context where the command is
 *     save = F10, Ctrl-S
 *     [keys form]                in this one
 *     next = Enter, Tab
 *     [sequences]                what every terminal sends for a key: \e, \xHH, \\; several with blanks
 * between f1 = "\e[11~" [sequences xterm_256color] what terminals of this TERM send
 *
 * What a file does not say stays as shipped; the shipped table is written in the same form, and reads back
 * the same.
 */

#include "base/err.h"
#include "form/fault.h"
#include "screen/keymap.h"

/*
 * Read a file over `m`.  Every fault of it is added to `faults`: what is no command, context, key or
 * sequence, with the nearest that is; a key that would mean two commands in one context; a sequence for two
 * keys; no way to leave.  False when it cannot be read.
 */
bool keys_file_read(struct keymap *m, const char *path, struct faults *faults, struct err *err);

/* The whole of `m` (NULL: as shipped) as such a file, with the help sentence of each command as a comment. */
void keys_file_write(const struct keymap *m, struct str *out);

/* What a key is called in [sequences]: "shift_tab". */
void keys_file_name(enum key key, struct str *out);
/* Bytes as they are written there: "\e[11~", without quotes. */
void keys_file_spell(struct sv bytes, struct str *out);

#endif
