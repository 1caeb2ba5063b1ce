#include "screen/scroll.h"

void scroll_fit(struct scroll *s, size_t n, int height)
{
    size_t h = height > 0 ? (size_t)height : 1;
    if (s->at >= n) {
        s->at = n ? n - 1 : 0;
    }
    if (s->at < s->top) {
        s->top = s->at;
    } else if (s->at >= s->top + h) {
        s->top = s->at - h + 1;
    }
}

bool scroll_event(struct scroll *s, enum command cmd, size_t n, int height)
{
    size_t page = height > 1 ? (size_t)height - 1 : 1;
    switch (cmd) {
    case CMD_UP:
    case CMD_PREV:
        s->at -= s->at > 0;
        break;
    case CMD_DOWN:
    case CMD_NEXT:
        s->at += s->at + 1 < n;
        break;
    case CMD_PAGE_UP:
        s->at = s->at > page ? s->at - page : 0;
        break;
    case CMD_PAGE_DOWN:
        s->at += page;
        break;
    case CMD_FIRST:
    case CMD_HOME:
        s->at = 0;
        break;
    case CMD_LAST:
    case CMD_END:
        s->at = n ? n - 1 : 0;
        break;
    default:
        return false;
    }
    scroll_fit(s, n, height);
    return true;
}
