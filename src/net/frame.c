#include "net/frame.h"

#include <stdint.h>

#include "form/wire.h"

void frame_put(struct str *out, enum frame_kind kind, const char *bytes, size_t n)
{
    const char head[FRAME_HEAD] = {(char)kind, (char)(n >> 24), (char)(n >> 16), (char)(n >> 8), (char)n};
    str_add_n(out, head, sizeof head);
    str_add_n(out, bytes, n);
}

size_t frame_most(enum frame_kind kind)
{
    switch (kind) {
    case FRAME_HELLO:
        return FRAME_HELLO_MAX;
    case FRAME_WELCOME:
    case FRAME_BYE:
        return 4096;
    case FRAME_IN:
    case FRAME_OUT:
        return FRAME_PIECE;
    case FRAME_REQUEST:
        return WIRE_REQUEST_MAX;
    case FRAME_REPLY:
        return WIRE_REPLY_MAX;
    }
    return 0;
}

enum frame_state frame_next(struct sv *in, struct frame *out)
{
    const unsigned char *p = (const unsigned char *)in->p;
    if (in->n == 0) {
        return FRAME_PART;
    }
    out->kind = (enum frame_kind)p[0];
    size_t most = frame_most(out->kind);
    if (most == 0) {
        return FRAME_BAD;
    }
    if (in->n < FRAME_HEAD) {
        return FRAME_PART;
    }
    size_t n = (size_t)p[1] << 24 | (size_t)p[2] << 16 | (size_t)p[3] << 8 | p[4];
    if (n > most) {
        return FRAME_BAD;
    }
    if (in->n - FRAME_HEAD < n) {
        return FRAME_PART;
    }
    out->body = (struct sv){in->p + FRAME_HEAD, n};
    in->p += FRAME_HEAD + n;
    in->n -= FRAME_HEAD + n;
    return FRAME_WHOLE;
}
