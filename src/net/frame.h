#ifndef NET_FRAME_H
#define NET_FRAME_H

/*
 * Messages on a socket: a byte that says of what kind, four bytes of length (big end first), and as many bytes.
 *
 *   session → daemon   FRAME_HELLO, once; then FRAME_IN (bytes that an operation reads) as often as needed, FRAME_REQUEST; …
 *   daemon → session   FRAME_WELCOME; then FRAME_OUT (bytes that it wrote), FRAME_REPLY; …; FRAME_BYE (why) before it hangs up
 *
 * Bodies: items of base/pack; those of FRAME_REQUEST and FRAME_REPLY are form/wire's.  HELLO: version, name of the application, its
 * fingerprint, the role wanted (or null), the language (enum lang).  WELCOME: version, the person, the role (or null), whether it is sample data, the fingerprint of
 * the definitions the daemon works with.  BYE: a code of enum err_code, a sentence.
 */

#include <stdbool.h>
#include "base/str.h"

#define NET_VERSION 2
#define NET_SOCKET  "/run/phieu/phieu.sock"

enum frame_kind {
    FRAME_HELLO = 'H', FRAME_REQUEST = 'R', FRAME_IN = 'I',
    FRAME_WELCOME = 'W', FRAME_REPLY = 'A', FRAME_OUT = 'O', FRAME_BYE = 'B',
};
enum { FRAME_HEAD = 5, FRAME_PIECE = 65536 /* bytes of IN and OUT at most */, FRAME_HELLO_MAX = 1024 };

struct frame {
    enum frame_kind kind;
    struct sv body; /* borrowed */
};

void frame_put(struct str *out, enum frame_kind kind, const char *bytes, size_t n);

/* Longest body that may come in a message of this kind; 0: there is no such kind. */
size_t frame_most(enum frame_kind kind);

/* What stands at the beginning of `in`, which is shortened by a whole one. */
enum frame_state { FRAME_WHOLE, FRAME_PART, FRAME_BAD };
enum frame_state frame_next(struct sv *in, struct frame *out);

#endif
