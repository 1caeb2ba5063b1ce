#ifndef SCREEN_TERM_H
#define SCREEN_TERM_H

/* What a screen needs of a terminal.  term_curses.c is the one that talks to ncurses. */

#include <stdbool.h>
#include "base/err.h"
#include "screen/grid.h"
#include "screen/keys.h"

struct term {
    void (*draw)(struct term *t, const struct grid *g); /* send what changed, one write */
    /* Bytes typed, waiting at most `timeout_ms` (-1: for ever; 0: not at all).  n 0: timed out; -1: the terminal is gone;
     * *resized tells that the size changed. */
    long (*read)(struct term *t, char *buf, size_t size, int timeout_ms, bool *resized);
    void (*size)(struct term *t, int *rows, int *cols);
    void (*beep)(struct term *t);
    void (*repaint)(struct term *t); /* forget what the terminal shows (Ctrl-L) */
    void (*teach)(struct term *t, struct keys *keys); /* what terminfo says that its keys send */
    void (*close)(struct term *t);   /* restore the terminal and free */
    const char *notice;              /* a sentence to show first, or NULL; owned by the terminal */
};

enum term_lines {
    TERM_LINES_ASCII,   /* +-| */
    TERM_LINES_LETTERS, /* ─│┌ as letters */
    TERM_LINES_SWITCH,  /* letters of the terminal's line-drawing set */
};

/* What is known of a terminal type without a terminal. */
struct term_facts {
    bool known;            /* terminfo has it, and it can move its cursor */
    char name[80];         /* "xterm with 256 colors" */
    int colours;           /* 0: none, or none wanted */
    enum term_lines lines; /* how lines are drawn, with these `borders` */
    struct str lacking;    /* "F5, PgUp": keys that are asked for here and of which terminfo says nothing */
};
/* `type` is TERM (NULL: not set); release `lacking`. */
void term_curses_facts(const char *type, bool utf8, const char *borders, struct term_facts *out);

/* What a type that terminfo does not have is drawn as: its kin by name, else vt100. */
const char *term_stand_in(const char *type);

/* Everything that pages are painted with besides letters, one behind the other: "─│…". */
void term_curses_glyphs(struct str *out);

/*
 * The controlling terminal through ncursesw: raw mode, no echo, bracketed paste on, alternate screen.  TERM unknown: drawn as
 * term_stand_in says, with a message.  `utf8` false: accents are folded on output.  `borders`: "ascii" draws +-|, "unicode" lines
 * as letters, "acs" by the terminal's own switch (the only way without UTF-8); "" chooses by TERM.
 * SIGTSTP/SIGCONT/SIGWINCH/SIGHUP/SIGTERM are handled; fatal exits restore the terminal (mem_on_fatal).
 */
bool term_curses_open(struct term **out, struct keys *keys, bool utf8, const char *borders, struct err *err);

#endif
