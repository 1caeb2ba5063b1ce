#include "text/wrap.h"

#include <string.h>

#include "text/utf8.h"

static size_t line_feed(struct sv text)
{
    const char *lf = text.n > 0 ? memchr(text.p, '\n', text.n) : NULL;
    return lf ? (size_t)(lf - text.p) : text.n;
}

/* Where to break `paragraph`, of which `fit` bytes fit on the line. */
static size_t break_at(struct sv paragraph, size_t fit)
{
    if (fit == paragraph.n || paragraph.p[fit] == ' ') {
        return fit;
    }
    size_t at = fit;
    while (at > 0 && paragraph.p[at - 1] != ' ') {
        at--;
    }
    if (at > 0) {
        return at;
    }
    return fit > 0 ? fit : utf8_next(paragraph, 0);
}

static void skip(struct sv *v, size_t n)
{
    v->p += n;
    v->n -= n;
}

bool wrap_next(struct sv *rest, int cols, struct sv *line)
{
    if (rest->n == 0) {
        return false;
    }
    struct sv paragraph = {rest->p, line_feed(*rest)};
    size_t cut = break_at(paragraph, utf8_fit(paragraph, cols));
    *line = (struct sv){rest->p, cut};
    while (line->n > 0 && line->p[line->n - 1] == ' ') {
        line->n--;
    }
    skip(rest, cut);
    while (cut < paragraph.n && rest->n > 0 && rest->p[0] == ' ') {
        skip(rest, 1);
        cut++;
    }
    if (cut == paragraph.n && rest->n > 0) {
        skip(rest, 1);
    }
    return true;
}

int wrap_count(struct sv text, int cols)
{
    int n = 0;
    struct sv line;
    while (wrap_next(&text, cols, &line)) {
        n++;
    }
    return n;
}
