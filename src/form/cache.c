/* What of an application has been read: each file once, when it is first asked for. */

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "base/file.h"
#include "base/hash.h"
#include "form/help.h"
#include "form/load.h"
#include "text/utf8.h"

enum { TEXT_MAX_BYTES = 1 << 20 };

/* A file that was read: what it holds and what was wrong with it. */
struct entry {
    void *object; /* NULL: not read yet */
    struct faults faults;
};

struct app_cache {
    struct entry *forms, *lists, *summaries; /* as many as there are names */
    const char **queries, **views, **checks; /* texts; NULL: not read yet */
    struct helps *help;
    bool lenient;
};

bool names_index(const struct names *names, const char *name, size_t *at)
{
    size_t low = 0, high = names->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(name, names->v[mid]);
        if (order == 0) {
            *at = mid;
            return true;
        }
        if (order < 0) {
            high = mid;
        } else {
            low = mid + 1;
        }
    }
    return false;
}

struct app_cache *cache_new(const struct app *app)
{
    struct app_cache *c = mem_zero(1, sizeof *c);
    c->forms = mem_zero(app->forms.n + 1, sizeof *c->forms);
    c->lists = mem_zero(app->lists.n + 1, sizeof *c->lists);
    c->summaries = mem_zero(app->summaries.n + 1, sizeof *c->summaries);
    c->queries = mem_zero(app->queries.n + 1, sizeof *c->queries);
    c->views = mem_zero(app->views.n + 1, sizeof *c->views);
    c->checks = mem_zero(app->checks.n + 1, sizeof *c->checks);
    return c;
}

static void free_entries(struct entry *entries, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        faults_release(&entries[i].faults);
    }
    free(entries);
}

void cache_free(struct app_cache *c, const struct app *app)
{
    if (!c) {
        return;
    }
    for (size_t i = 0; i < app->lists.n; i++) {
        if (c->lists[i].object) {
            list_free_index(c->lists[i].object);
        }
    }
    free_entries(c->forms, app->forms.n);
    free_entries(c->lists, app->lists.n);
    free_entries(c->summaries, app->summaries.n);
    free(c->queries);
    free(c->views);
    free(c->checks);
    helps_free(c->help);
    free(c);
}

void cache_set_lenient(struct app_cache *c, bool lenient)
{
    c->lenient = lenient;
}

static void *read_form_file(struct app *app, const char *name, struct faults *faults)
{
    return load_form(app, name, faults);
}

static void *read_list_file(struct app *app, const char *name, struct faults *faults)
{
    return load_list(app, name, faults);
}

static void *read_summary_file(struct app *app, const char *name, struct faults *faults)
{
    return load_summary(app, name, faults);
}

/* One kind of file that becomes an object. */
struct kind {
    const char *noun;
    const struct names *names;
    struct entry *entries;
    void *(*read)(struct app *app, const char *name, struct faults *faults);
};

static struct kind kind_forms(const struct app *app)
{
    return (struct kind){_("form"), &app->forms, app->cache->forms, read_form_file};
}

static struct kind kind_lists(const struct app *app)
{
    return (struct kind){_("list"), &app->lists, app->cache->lists, read_list_file};
}

static struct kind kind_summaries(const struct app *app)
{
    return (struct kind){_("summary"), &app->summaries, app->cache->summaries, read_summary_file};
}

static bool not_found(const char *noun, const struct names *names, const char *name, struct err *err)
{
    const char *near = names->n > 0 ? str_nearest(name, names->v, names->n) : NULL;
    if (near) {
        return err_set(err, ERR_NOT_FOUND, _("There is no %s '%s': did you mean '%s'?"), noun, name, near);
    }
    return err_set(err, ERR_NOT_FOUND, _("There is no %s '%s'."), noun, name);
}

static struct entry *get_entry(struct app *app, const struct kind *kind, const char *name)
{
    size_t at;
    if (!names_index(kind->names, name, &at)) {
        return NULL;
    }
    struct entry *e = &kind->entries[at];
    if (!e->object) {
        e->object = kind->read(app, kind->names->v[at], &e->faults);
    }
    return e;
}

/* The object, or false with the first fault; all of them go to `faults`. */
static bool get_object(struct app *app, struct kind kind, const char *name, const void **out,
                       struct faults *faults, struct err *err)
{
    const struct entry *e = get_entry(app, &kind, name);
    if (!e) {
        return not_found(kind.noun, kind.names, name, err);
    }
    if (e->faults.list.n == 0 || app->cache->lenient) {
        *out = e->object;
        return true;
    }
    for (size_t i = 0; faults && i < e->faults.list.n; i++) {
        const struct fault *f = &e->faults.list.v[i];
        faults_add(faults, f->file, f->line, "%s", f->msg);
    }
    const struct fault *first = &e->faults.list.v[0];
    return err_set(err, ERR_SYNTAX, "%s:%d: %s", first->file, first->line, first->msg);
}

bool app_form(struct app *app, const char *name, const struct form **out, struct faults *faults,
              struct err *err)
{
    const void *object;
    bool ok = get_object(app, kind_forms(app), name, &object, faults, err);
    if (ok) {
        *out = object;
    }
    return ok;
}

bool app_list(struct app *app, const char *name, const struct list **out, struct faults *faults,
              struct err *err)
{
    const void *object;
    bool ok = get_object(app, kind_lists(app), name, &object, faults, err);
    if (ok) {
        *out = object;
    }
    return ok;
}

bool app_summary(struct app *app, const char *name, const struct summary **out, struct faults *faults,
                 struct err *err)
{
    const void *object;
    bool ok = get_object(app, kind_summaries(app), name, &object, faults, err);
    if (ok) {
        *out = object;
    }
    return ok;
}

static const struct faults *faults_of(struct app *app, struct kind kind, const char *name)
{
    return &get_entry(app, &kind, name)->faults;
}

const struct faults *cache_form_faults(struct app *app, const char *name)
{
    return faults_of(app, kind_forms(app), name);
}

const struct faults *cache_list_faults(struct app *app, const char *name)
{
    return faults_of(app, kind_lists(app), name);
}

const struct faults *cache_summary_faults(struct app *app, const char *name)
{
    return faults_of(app, kind_summaries(app), name);
}

static const char *read_text_file(struct app *app, const char *folder, const char *name, struct err *err)
{
    struct str text = STR_INIT, path = STR_INIT;
    const char *out = NULL;
    str_addf(&path, "%s/%s/%s.sql", app->dir, folder, name);
    size_t bad;
    if (!file_read(path.p, TEXT_MAX_BYTES, &text, err)) {
        out = NULL;
    } else if (!utf8_valid((struct sv){text.p, text.len}, &bad)) {
        err_set(err, ERR_SYNTAX, _("%s/%s.sql is not UTF-8 (byte %zu): save it in that encoding."), folder,
                name, bad + 1);
    } else {
        out = arena_dup_n(&app->arena, text.p, text.len);
    }
    str_release(&path);
    str_release(&text);
    return out;
}

bool app_sql(struct app *app, const char *folder, const char *name, const char **out, struct err *err)
{
    const struct {
        const char *folder;
        const struct names *names;
        const char **texts;
    } folders[] = {
        {"queries", &app->queries, app->cache->queries},
        {"views", &app->views, app->cache->views},
        {"checks", &app->checks, app->cache->checks},
    };
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        size_t at;
        if (!str_eq(folder, folders[i].folder)) {
            continue;
        }
        if (!names_index(folders[i].names, name, &at)) {
            return not_found(_("file in this folder"), folders[i].names, name, err);
        }
        if (!folders[i].texts[at]) {
            folders[i].texts[at] = read_text_file(app, folder, name, err);
        }
        *out = folders[i].texts[at];
        return *out != NULL;
    }
    return err_set(err, ERR_NOT_FOUND, _("There is no folder '%s' of SQL texts."), folder);
}

const char *app_help(struct app *app, const char *form, const char *field, enum lang lang)
{
    if (!app->cache->help) {
        app->cache->help = helps_new(app->dir);
    }
    return helps_find(app->cache->help, form, field, lang);
}

/* Name, size and time of each file of one folder. */
static bool add_stats(const struct app *app, const char *folder, struct str *out, struct err *err)
{
    char **names;
    size_t n;
    char *dir = file_join(app->dir, folder);
    bool ok = file_list(dir, "", &names, &n, err);
    for (size_t i = 0; ok && i < n; i++) {
        struct stat st;
        char *path = file_join(dir, names[i]);
        if (stat(path, &st) == 0 && S_ISREG(st.st_mode)) {
            str_addf(out, "%s/%s %lld %lld.%09ld\n", folder, names[i], (long long)st.st_size,
                     (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
        }
        free(path);
    }
    if (ok) {
        file_list_free(names, n);
    }
    free(dir);
    return ok;
}

bool app_fingerprint(const struct app *app, char out[65], struct err *err)
{
    static const char *const FOLDERS[] = {".",     "forms",  "lists",     "queries",
                                          "views", "checks", "summaries", "help"};
    struct str all = STR_INIT;
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof FOLDERS / sizeof *FOLDERS; i++) {
        ok = add_stats(app, FOLDERS[i], &all, err);
    }
    if (ok) {
        hash_hex(all.p, all.len, out);
    }
    str_release(&all);
    return ok;
}
