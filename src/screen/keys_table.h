#ifndef SCREEN_KEYS_TABLE_H
#define SCREEN_KEYS_TABLE_H

/*
 * What terminals send, as tables: for the decoder.  The finals and numbers of xterm, PuTTY, Linux, rxvt, vt220, tmux
 * and screen, which contradict each other nowhere that matters; nothing here depends on TERM.
 */

#include "screen/keys.h"

/* A control sequence taken apart: ESC [ (or ESC O) parameters final. */
struct sequence {
    char intro;     /* '[' , 'O', or 'L' for Linux' ESC [ [ */
    char mark;      /* '?', '>', '<' or '=' before the parameters, else 0 */
    int param[4];   /* 0 where missing */
    int nparams;
    char final;
};

/* The event a sequence means; KEY_REPLY when it is an answer, or a key we have no use for. */
struct event keys_of_sequence(const struct sequence *s);

/* What Esc and a digit means: F1 … F9, F10 for '0'. */
enum key keys_of_digit(char digit);

/* The names of terminfo's key strings, for keys_learn. */
struct keys_cap {
    const char *name;
    enum key key;
};
extern const struct keys_cap keys_caps[];
extern const size_t keys_ncaps;

/* The keys that everybody needs, in the order in which one tries them. */
extern const enum key keys_usual[];
extern const size_t keys_nusual;

#endif
