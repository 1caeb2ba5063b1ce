#ifndef FORM_WORDS_H
#define FORM_WORDS_H

/*
 * Replies say what kind of thing happened by tokens that programs read ("import", "error", "add").  Here is what people
 * are told instead.
 */

enum word_kind {
    WORD_HISTORY,   /* op of OP_LOG: what was done to a record */
    WORD_STRENGTH,  /* strength of findings and checks */
    WORD_MIGRATION, /* what of OP_MIGRATE */
    WORD_SEAL,      /* text of OP_SEAL: what became of what was handed in under a code */
};

/* In the messages' language; a token that is unknown stands for itself.  Borrowed. */
const char *word_of(enum word_kind kind, const char *token);

#endif
