#ifndef SCREEN_DOCTOR_H
#define SCREEN_DOCTOR_H

/*
 * Trying a terminal: which bytes its keys send and what the decoder makes of them, and a picture of everything that pages are painted
 * with, for a person to judge.  Paints on a terminal that is open (screen/term.h); proposes nothing itself.
 */

#include "base/vec.h"
#include "screen/keymap.h"
#include "screen/term.h"

enum doctor_verdict {
    DOCTOR_SKIPPED,
    DOCTOR_RIGHT,
    DOCTOR_WRONG,   /* it means something else, or nothing */
    DOCTOR_CLASH,   /* wrong, and another key sends the same */
};

/* One key that was asked for. */
struct doctor_key {
    char *asked;     /* "F1", "Esc 1"; owned */
    enum key key;    /* what it should mean */
    bool twin;       /* Esc and a digit: a key that is always there, and cannot be taught */
    struct str bytes;
    struct str read; /* the names of the events that came of it, "" for none */
    enum doctor_verdict verdict;
};
struct doctor_keys {
    VEC(struct doctor_key) list;
};
void doctor_keys_release(struct doctor_keys *k);

/* Whether the decoder can be taught that the bytes are the key. */
bool doctor_can_learn(const struct doctor_key *k);
/* Mark the wrong keys that cannot be told from others. */
void doctor_find_clashes(struct doctor_keys *k);

/*
 * Ask for each key; Enter skips one, Ctrl-Q the rest.  The keys of one press are what comes until a quarter of a second is quiet, and
 * while an Escape waits for what follows it.  False when the terminal is gone.
 */
bool doctor_try_keys(struct term *t, const struct keymap *m, struct doctor_keys *out);

enum doctor_answer { ANSWER_NONE, ANSWER_YES, ANSWER_NO };
struct doctor_picture {
    enum doctor_answer straight; /* the right borders stand below each other */
    enum doctor_answer letters;  /* every letter can be read, with its marks */
};
/* Show the picture and ask; `letters` when the borders are not said to be crooked.  False when the terminal is gone. */
bool doctor_try_picture(struct term *t, const char *how, struct doctor_picture *out);
/* The picture itself; returns the row below it.  For tests. */
int doctor_draw_picture(struct grid *g);

#endif
