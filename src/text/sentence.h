#ifndef TEXT_SENTENCE_H
#define TEXT_SENTENCE_H

/* Messages of lower layers for people to read: on a command line they go on after a colon, on a screen they stand alone. */

#include "base/str.h"

/*
 * Append `message` as a sentence: with a capital when it begins with a word (paths, codes and what stands in quotes stay as they
 * are), and with a full stop unless it ends in a sign that ends a sentence.  The text is clean (clean.h).
 */
void sentence_add(struct str *out, const char *message);

#endif
