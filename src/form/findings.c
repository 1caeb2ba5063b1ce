#include "form/work.h"

#include <stdlib.h>

const char *strength_word(enum strength s)
{
    static const char *const words[] = {[FIND_STRUCTURE] = "structure", [FIND_ERROR] = "error", [FIND_WARNING] = "warning"};
    return words[s];
}

void findings_add(struct findings *f, enum strength s, enum rule rule, const char *path, const char *msg)
{
    *vec_push(&f->list) = (struct finding){
        .strength = s,
        .rule = rule,
        .path = mem_dup(path),
        .msg = mem_dup(msg),
    };
}

void findings_release(struct findings *f)
{
    for (size_t i = 0; i < f->list.n; i++) {
        free(f->list.v[i].path);
        free(f->list.v[i].msg);
    }
    vec_release(&f->list);
}

size_t findings_count(const struct findings *f, enum strength s)
{
    size_t n = 0;

    for (size_t i = 0; i < f->list.n; i++) {
        n += f->list.v[i].strength == s && !f->list.v[i].accepted;
    }
    return n;
}
