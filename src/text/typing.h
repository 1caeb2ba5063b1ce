#ifndef TEXT_TYPING_H
#define TEXT_TYPING_H

/*
 * Vietnamese typed on a plain keyboard: Telex and VNI, as UniKey does them.
 *
 * Marks and tones may be typed anywhere behind their letter (giamaf, duongwf); the same key again takes the mark
 * back and stands as itself (aaa → aa), and the rest of the word is taken as typed.  A key that no Vietnamese
 * syllable could take there is a letter (catr, window); a word that ends as no syllable becomes what was typed.
 *
 * Works on the word before the caret and needs no other memory of the text: whoever moves the caret or changes
 * the text has nothing to tell.  Brackets and the like are never keys (codes such as [H1-1.1-01] are typed).
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"
#include "text/syllable.h"

enum typing_method { TYPING_OFF, TYPING_TELEX, TYPING_VNI };

/* "off", "telex", "vni": what files and options call it. */
const char *typing_method_name(enum typing_method method);
/* False when there is none of that name. */
bool typing_find_method(const char *name, enum typing_method *out);
/* Where tones stand: "old" (hòa, thủy) or "new" (hoà, thuỷ). */
const char *typing_tones_name(bool new_style);
bool typing_find_tones(const char *name, bool *new_style);

struct typing {
    enum typing_method method;
    bool new_style; /* hoà, thuỷ; else hòa, thủy */

    /* The word that was typed last. */
    struct syllable word;
    bool literal;   /* a mark was taken back: the rest is letters */
    bool lone;      /* its last letter is an ư typed as w alone */
    struct str typed; /* its keys, or the text it was taken up from and the keys since */
    struct str text;  /* what it looks like */
};

/* Begin: {0} is off and empty. */
void typing_init(struct typing *t, enum typing_method method, bool new_style);
void typing_release(struct typing *t);

/* Forget the word typed last: what stands before the caret is taken up as a text of its own. */
void typing_restart(struct typing *t);

/* Backspace, as a key. */
#define TYPING_BACKSPACE 8

/*
 * A key (a code point, or TYPING_BACKSPACE) typed behind the text `before`.  On true the text from byte `*keep` on
 * is to be replaced by `*word` (borrowed until the next call), the key included.  False: the key has no part in
 * this and is to be treated as ever (also for a Backspace at the beginning).
 */
bool typing_key(struct typing *t, struct sv before, uint32_t key, size_t *keep, struct sv *word);

/*
 * The word before the caret ends without a key of its own (Enter, Tab): as above, when it turns back into what was
 * typed.
 */
bool typing_end(struct typing *t, struct sv before, size_t *keep, struct sv *word);

#endif
