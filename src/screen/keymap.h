#ifndef SCREEN_KEYMAP_H
#define SCREEN_KEYMAP_H

/*
 * Which keys mean which commands: those of the command table, and over them what a person's file says
 * (screen/keys_file.h). Wherever a keymap is asked, NULL is the table as shipped.
 */

#include "base/vec.h"
#include "screen/command.h"

/* The longest name of a key with its NUL: "Ctrl-PgDn"; or of a command, ":previous_record". */
#define KEY_NAME 24

/* The keys of one row of the table in one context. */
struct binding {
    char *keys; /* owned; names with commas between, "": none; NULL: as shipped */
    int line;   /* of the file that says so */
};

/* What a terminal sends for a key. */
struct taught {
    char *term;  /* owned; of which terminals (keymap_term_name), "": of all */
    char *bytes; /* owned */
    enum key key;
    int line;
};

struct keymap {
    struct binding *bindings; /* command_count × CONTEXTS; owned */
    VEC(struct taught) taught;
};

struct keymap *keymap_new(void);
void keymap_free(struct keymap *m);

/* A context by its number, 0 … CONTEXTS-1; what key files call it. */
enum command_context keymap_context(size_t i);
extern const char *const keymap_context_names[CONTEXTS];

/* The keys of a row of the table in a context: "F10, Ctrl-S"; "" when it has none. */
const char *keymap_keys(const struct keymap *m, const struct command_def *def, enum command_context context);
/* Whether the row is there in this context. */
bool keymap_is_there(const struct command_def *def, enum command_context context);
/* Whether `keys` names this key. */
bool keymap_has(const char *keys, const char *name);

/* The command this event means in this context, CMD_NONE if none. */
enum command keymap_command(const struct keymap *m, const struct event *ev, enum command_context context);
/* The first key of a command in a context, for sentences; its name when it has none.  Returns `out`. */
const char *keymap_first(const struct keymap *m, enum command cmd, enum command_context context,
                         char out[KEY_NAME]);

/* A terminal type as the name of a section may be written: "xterm_256color"; "" when it cannot. */
void keymap_term_name(const char *type, struct str *out);
/* Teach the decoder what this terminal sends. */
void keymap_teach(const struct keymap *m, struct keys *keys, const char *type);

#endif
