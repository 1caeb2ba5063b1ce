#ifndef SCREEN_KEYS_H
#define SCREEN_KEYS_H

/*
 * From bytes to events: a pure function with a little state.  No clock: a sequence cut by a slow line still counts,
 * and a lone Escape waits for what follows (the page is told, so that a pop-up may close at once).
 * Knows terminfo's strings (given at start) and the variants of xterm, PuTTY, Linux, rxvt, vt220, tmux, screen.
 */

#include <stdbool.h>
#include <stddef.h>
#include "base/str.h"
#include "base/vec.h"

enum key {
    KEY_NONE,
    KEY_TEXT,      /* typed letters: event.text, cleaned UTF-8 as received (one code point or a run read at once) */
    KEY_PASTE,     /* bracketed paste: event.text, literal, line breaks as \n, at most KEYS_PASTE_MAX bytes */
    KEY_ENTER, KEY_TAB, KEY_BACKTAB, KEY_BACKSPACE, KEY_DELETE, KEY_INSERT,
    KEY_UP, KEY_DOWN, KEY_LEFT, KEY_RIGHT, KEY_HOME, KEY_END, KEY_PGUP, KEY_PGDN,
    KEY_CTRL_LEFT, KEY_CTRL_RIGHT, KEY_CTRL_HOME, KEY_CTRL_END, KEY_CTRL_PGUP, KEY_CTRL_PGDN,
    KEY_F1, KEY_F2, KEY_F3, KEY_F4, KEY_F5, KEY_F6, KEY_F7, KEY_F8, KEY_F9, KEY_F10, KEY_F11, KEY_F12,
    KEY_CTRL,      /* event.letter 'a'…'z', '\\', '_', ']' , '^' and '@' (those with a meaning of their own above excepted) */
    KEY_ALT,       /* Esc then a letter: event.letter, lower case */
    KEY_ESC,       /* Esc Esc */
    KEY_ESC_BEGUN, /* a lone Esc stands at the end of what was read; what follows will complete it */
    KEY_REPLY,     /* an answer of the terminal, to be ignored */
};
#define KEYS_PASTE_MAX (512 << 10) /* bytes: some 150 pages; more is a mistake, and would only cost memory */
#define KEYS_PASTE_END "\033[201~" /* bytes behind a bracketed paste */
/* Esc then a digit is F1 … F9 (1–9) and F10 (0), as in Midnight Commander. */

struct event {
    enum key key;
    char letter;      /* KEY_CTRL, KEY_ALT */
    bool keypad;      /* KEY_TEXT: one sign, known to come from the keypad */
    bool cut;         /* KEY_PASTE: it was longer than may be, and its end is not there */
    struct sv text;   /* KEY_TEXT, KEY_PASTE: borrowed until the next keys_feed */
};

struct keys; /* the decoder */

struct keys *keys_new(void);
void keys_free(struct keys *k);
/* Teach a sequence of this terminal (from terminfo). */
void keys_learn(struct keys *k, const char *bytes, enum key key);
/* Add bytes as read. */
void keys_feed(struct keys *k, const char *bytes, size_t n);
/* The next complete event, KEY_NONE when there is none. Consecutive letters are one KEY_TEXT. */
struct event keys_next(struct keys *k);
/*
 * Whether more may be there already (false at first): then the end of a paste is not believed yet, since pasted text may hold one, too,
 * and keys behind it.  It is when a pause follows: when keys_in_doubt, wait for one, say that there is no more, and take events again.
 */
void keys_more(struct keys *k, bool more);
bool keys_in_doubt(const struct keys *k);
/* A pop-up took the begun Esc as complete: what follows, if it turns out to be the tail of a sequence, is dropped. */
void keys_esc_taken(struct keys *k);

/* "Tab", "F4", "Ctrl-S", "Esc Esc", "Alt-m": the names that scripts and help use.  False: no such key. */
bool key_parse(const char *name, struct event *out);
/* The name again. (Not key_name: ncurses has one.) */
void key_spell(const struct event *ev, struct str *out);

#endif
