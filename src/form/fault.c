#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "base/str.h"
#include "form/fault.h"
#include "text/clean.h"

void faults_add(struct faults *f, const char *file, int line, const char *fmt, ...)
{
    struct str msg = STR_INIT;
    va_list ap;
    va_start(ap, fmt);
    str_addv(&msg, fmt, ap);
    va_end(ap);
    struct fault *fault = vec_push(&f->list);
    fault->file = mem_dup(file);
    fault->line = line > 0 ? line : 1;
    fault->msg = str_take(&msg);
}

static int compare(const void *a, const void *b)
{
    const struct fault *x = a, *y = b;
    int by_file = strcmp(x->file, y->file);
    if (by_file != 0) {
        return by_file;
    }
    if (x->line != y->line) {
        return x->line < y->line ? -1 : 1;
    }
    return strcmp(x->msg, y->msg);
}

static void release(struct fault *f)
{
    free(f->file);
    free(f->msg);
}

void faults_sort(struct faults *f)
{
    if (f->list.n < 2) {
        return;
    }
    qsort(f->list.v, f->list.n, sizeof *f->list.v, compare);
    size_t kept = 1;
    for (size_t i = 1; i < f->list.n; i++) {
        if (compare(&f->list.v[kept - 1], &f->list.v[i]) == 0) {
            release(&f->list.v[i]);
        } else {
            f->list.v[kept++] = f->list.v[i];
        }
    }
    f->list.n = kept;
}

void faults_print(const struct faults *f, FILE *out)
{
    struct str s = STR_INIT;
    for (size_t i = 0; i < f->list.n; i++) {
        const struct fault *x = &f->list.v[i];
        str_clear(&s);
        clean_visible(&s, sv_of(x->file));
        str_addf(&s, ":%d: ", x->line);
        clean_visible(&s, sv_of(x->msg));
        fprintf(out, "%s\n", s.p);
    }
    str_release(&s);
}

void faults_release(struct faults *f)
{
    for (size_t i = 0; i < f->list.n; i++) {
        release(&f->list.v[i]);
    }
    vec_release(&f->list);
}
