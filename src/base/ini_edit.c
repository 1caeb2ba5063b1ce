/* INI text changed in one place, all else left as it is. */

#include "base/ini.h"

#include <string.h>

void ini_add_pair(struct str *out, const char *key, const char *value)
{
    const char *quote = strpbrk(value, ";#\\'") ? "\"" : "";
    str_addf(out, "%s = %s%s%s", key, quote, value, quote);
}

/* Where lines begin and end, as offsets into the text; `end` is before the line's break. */
struct line {
    size_t start, end, next;
};

static bool next_line(const struct str *text, size_t at, struct line *line)
{
    if (at >= text->len) {
        return false;
    }
    const char *nl = memchr(text->p + at, '\n', text->len - at);
    size_t end = nl ? (size_t)(nl - text->p) : text->len;
    *line = (struct line){at, end, nl ? end + 1 : end};
    if (end > at && text->p[end - 1] == '\r') {
        line->end--;
    }
    return true;
}

static bool is_head(struct sv text, const char *head)
{
    return text.n > 2 && text.p[0] == '[' && text.p[text.n - 1] == ']' &&
           sv_eq((struct sv){text.p + 1, text.n - 2}, head);
}

static bool is_pair(struct sv text, const char *key)
{
    const char *equals =
        text.n > 0 && text.p[0] != '#' && text.p[0] != ';' ? memchr(text.p, '=', text.n) : NULL;
    return equals && sv_eq(sv_trim((struct sv){text.p, (size_t)(equals - text.p)}), key);
}

/* The line of the key; else the last one of its section that is not blank.  False when there is no such
 * section. */
static bool find(const struct str *text, const char *head, const char *key, struct line *found, bool *is)
{
    struct line line;
    bool within = false, any = false;
    *is = false;
    for (size_t at = 0; !*is && next_line(text, at, &line); at = line.next) {
        struct sv v = sv_trim((struct sv){text->p + line.start, line.end - line.start});
        if (v.n > 0 && v.p[0] == '[') {
            within = is_head(v, head);
        }
        if (within && v.n > 0) {
            *is = is_pair(v, key);
            bool of_next = v.p[0] == '#' || v.p[0] == ';'; /* it may belong to the section that follows */
            if (*is || !of_next || !any) {
                *found = line;
            }
            any = true;
        }
    }
    return any;
}

/* The break that the file's lines end in. */
static const char *break_of(const struct str *text)
{
    return strstr(text->p, "\r\n") ? "\r\n" : "\n";
}

void ini_set(struct str *text, const char *head, const char *key, const char *value)
{
    struct str pair = STR_INIT;
    struct line line;
    bool is;
    const char *nl = break_of(text);
    ini_add_pair(&pair, key, value);
    if (find(text, head, key, &line, &is)) {
        if (!is) {
            str_splice(&pair, 0, 0, nl, strlen(nl)); /* behind it */
        }
        str_splice(text, is ? line.start : line.end, is ? line.end - line.start : 0, pair.p, pair.len);
    } else {
        bool whole = text->len == 0 || text->p[text->len - 1] == '\n';
        str_addf(text, "%s%s[%s]%s%s%s", whole ? "" : nl, text->len > 0 ? nl : "", head, nl, pair.p, nl);
    }
    str_release(&pair);
}
