#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/str.h"
#include "base/vec.h"
#include "form/help.h"
#include "text/clean.h"

enum { HELP_MAX_BYTES = 1 << 20 };

struct help_file {
    char *form;
    enum lang lang;
    VEC(struct help_topic) topics;
};

struct helps {
    char *dir;
    VEC(struct help_file) files; /* those asked for */
};

struct helps *helps_new(const char *dir)
{
    struct helps *h = mem_zero(1, sizeof *h);
    h->dir = mem_dup(dir);
    return h;
}

static void release_file(struct help_file *f)
{
    for (size_t i = 0; i < f->topics.n; i++) {
        free(f->topics.v[i].heading);
        free(f->topics.v[i].text);
    }
    vec_release(&f->topics);
    free(f->form);
}

void helps_free(struct helps *h)
{
    if (!h) {
        return;
    }
    for (size_t i = 0; i < h->files.n; i++) {
        release_file(&h->files.v[i]);
    }
    vec_release(&h->files);
    free(h->dir);
    free(h);
}

static struct sv without_blank_lines(struct sv text)
{
    while (text.n > 0 && (text.p[0] == '\n' || text.p[0] == ' ')) {
        text.p++;
        text.n--;
    }
    while (text.n > 0 && (text.p[text.n - 1] == '\n' || text.p[text.n - 1] == ' ')) {
        text.n--;
    }
    return text;
}

static bool begins_anew(const char *line)
{
    size_t digits = strspn(line, "0123456789");
    return line[0] == '\0' || strchr("\n -*|", line[0]) || (digits > 0 && line[digits] == '.');
}

/* As in Markdown: a line goes on in the next, unless that is empty, indented, or an item of a list or table. */
static void flow(char *text)
{
    for (char *p = strchr(text, '\n'); p; p = strchr(p + 1, '\n')) {
        if (p > text && p[-1] != '\n' && !begins_anew(p + 1)) {
            *p = ' ';
        }
    }
}

static void add_topic(struct help_file *f, struct sv heading, struct sv body)
{
    body = without_blank_lines(body);
    if (body.n == 0) {
        return;
    }
    struct help_topic *t = vec_push(&f->topics);
    t->heading = mem_dup_n(heading.p, heading.n);
    t->text = mem_dup_n(body.p, body.n);
    flow(t->text);
}

/* The heading that a line is, without its marks; false for a line of text. */
static bool is_heading(struct sv line, struct sv *heading)
{
    if (line.n > 3 && memcmp(line.p, "## ", 3) == 0) {
        *heading = sv_trim((struct sv){line.p + 3, line.n - 3});
        return true;
    }
    if (line.n > 2 && memcmp(line.p, "# ", 2) == 0) {
        *heading = SV("");
        return true;
    }
    return false;
}

static void split(struct help_file *f, struct sv text)
{
    struct sv heading = SV(""), next;
    const char *body = text.p, *at = text.p, *end = text.p + text.n;
    while (at < end) {
        const char *nl = memchr(at, '\n', (size_t)(end - at));
        const char *stop = nl ? nl : end;
        if (is_heading((struct sv){at, (size_t)(stop - at)}, &next)) {
            add_topic(f, heading, (struct sv){body, (size_t)(at - body)});
            heading = next;
            body = nl ? nl + 1 : end;
        }
        at = nl ? nl + 1 : end;
    }
    add_topic(f, heading, (struct sv){body, (size_t)(end - body)});
}

static void read_file(struct help_file *f, const char *dir)
{
    struct str path = STR_INIT, raw = STR_INIT, clean = STR_INIT;
    struct err err = ERR_INIT;
    str_addf(&path, f->lang == LANG_EN ? "%s/help/%s.en.md" : "%s/help/%s.md", dir, f->form);
    if (file_read(path.p, HELP_MAX_BYTES, &raw, &err)) {
        clean_lossy(&clean, (struct sv){raw.p, raw.len}, true, NULL);
        split(f, (struct sv){clean.p, clean.len});
    }
    str_release(&path);
    str_release(&raw);
    str_release(&clean);
}

static const struct help_file *get_file(struct helps *h, const char *form, enum lang lang)
{
    for (size_t i = 0; i < h->files.n; i++) {
        if (h->files.v[i].lang == lang && str_eq(h->files.v[i].form, form)) {
            return &h->files.v[i];
        }
    }
    struct help_file *f = vec_push(&h->files);
    f->form = mem_dup(form);
    f->lang = lang;
    read_file(f, h->dir);
    return f;
}

const char *helps_find(struct helps *h, const char *form, const char *field, enum lang lang)
{
    const struct help_file *f = get_file(h, form, lang);
    for (size_t i = 0; i < f->topics.n; i++) {
        if (str_eq(f->topics.v[i].heading, field ? field : "")) {
            return f->topics.v[i].text;
        }
    }
    return lang == LANG_VI ? NULL : helps_find(h, form, field, LANG_VI);
}

size_t helps_terms(struct helps *h, enum lang lang, const struct help_topic **out)
{
    const struct help_file *f = get_file(h, HELP_GLOSSARY, lang);
    if (f->topics.n == 0 && lang != LANG_VI) {
        return helps_terms(h, LANG_VI, out);
    }
    size_t intro = f->topics.n > 0 && f->topics.v[0].heading[0] == '\0';
    *out = f->topics.v + intro;
    return f->topics.n - intro;
}
