#ifndef SCREEN_COMMAND_H
#define SCREEN_COMMAND_H

/*
 * One table of commands: name, keys, help sentence.  The key line, the help screen and the manual are made from it.
 * Every function key has twins that any terminal sends: Esc then a digit (the decoder's work) and a control key.
 * A person's own keys stand beside it: screen/keymap.h.
 */

#include <stdbool.h>
#include <stddef.h>
#include "screen/keys.h"

/*
 * Where a key may mean something.  CTX_FORM is a one-line field, CTX_TEXT a multi-line one (Enter is a line break there),
 * CTX_GRID a cell of a roster; a form page asks command_of with the one its focus is in.  CTX_TABLE is rows to read, CTX_HELP text,
 * CTX_PANE a field's reference pane alone, CTX_MARKS a pop-up in which several rows may be marked (besides CTX_PICK),
 * CTX_PARAMS what a summary asks first.
 */
enum command_context {
    CTX_ANY = 1, CTX_HOME = 2, CTX_LIST = 4, CTX_FORM = 8, CTX_GRID = 16, CTX_BOARD = 32, CTX_PICK = 64, CTX_ASK = 128, CTX_TEXT = 256, CTX_TABLE = 512, CTX_MENU = 1024, CTX_PANE = 2048, CTX_MARKS = 4096,
    CTX_HELP = 8192, CTX_PARAMS = 16384,
};
#define CONTEXTS 15 /* how many those are */

enum command {
    CMD_NONE, CMD_HELP, CMD_NEXT, CMD_PREV, CMD_UP, CMD_DOWN, CMD_LEFT, CMD_RIGHT, CMD_PAGE_DOWN, CMD_PAGE_UP, CMD_FIRST, CMD_LAST,
    CMD_HOME, CMD_END, CMD_WORD_LEFT, CMD_WORD_RIGHT, CMD_BACKSPACE, CMD_DELETE, CMD_KILL_WORD, CMD_KILL_END, CMD_CLEAR,
    CMD_CHOICES, CMD_GOTO, CMD_NEW, CMD_DUPLICATE, CMD_DITTO, CMD_NEXT_PROBLEM, CMD_INSERT, CMD_SAVE, CMD_UNDO, CMD_REDO, CMD_LEAVE, CMD_MENU,
    CMD_SEARCH, CMD_OPEN, CMD_DELETE_RECORD, CMD_MOVE, CMD_LOG, CMD_ROW_ADD, CMD_ROW_INSERT, CMD_ROW_DELETE, CMD_ROW_PAGE, CMD_ROW_END,
    CMD_NEXT_RECORD, CMD_PREV_RECORD, CMD_ACCEPT, CMD_CONTEXT, CMD_WORK_HERE, CMD_LANGUAGE, CMD_TYPING, CMD_TONES, CMD_REPAINT, CMD_QUIT, CMD_PANE, CMD_PANE_ZOOM,
    CMD_PANE_DOWN, CMD_PANE_UP,
    CMD_REKEY, CMD_COPY, CMD_SNAPSHOTS, CMD_SCOPE, CMD_DISCARD, CMD_MARK, CMD_PERSON, CMD_SEAL, CMD_VERIFY, CMD_UNVERIFIED, CMD_SUPPOSE, CMD_TERMS, CMD_PRINT, CMD_COUNT,
};

struct command_def {
    enum command cmd;
    const char *name;        /* "save": for key files and by lines; rows of one name are one command to people */
    const char *keys;        /* as shipped: key names with commas between, "F10, Ctrl-S" */
    unsigned contexts;       /* bits of enum command_context */
    const char *short_label; /* N_(): in the key line (function keys, Esc) or after a begun Esc (Alt-); NULL: not there */
    const char *help;        /* N_(): one sentence */
};

extern const struct command_def command_table[];
extern const size_t command_count;

/* The first row of a command (some have a second row with other keys for other contexts). */
const struct command_def *command_def(enum command cmd);

#endif
