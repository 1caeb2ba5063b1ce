/* What of an application has been read: each file once, when it is first asked for. */

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "base/file.h"
#include "base/hash.h"
#include "form/help.h"
#include "form/load.h"

/* A file that was read: what it holds and what was wrong with it. */
struct entry {
    bool read;
    void *object; /* NULL: not read yet, or a text that cannot be used */
    struct faults faults;
};

struct app_cache {
    struct entry *forms, *lists, *summaries, *reports; /* as many as there are names */
    struct entry *queries, *views, *checks;  /* texts */
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
    c->reports = mem_zero(app->reports.n + 1, sizeof *c->reports);
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
    free_entries(c->reports, app->reports.n);
    free_entries(c->queries, app->queries.n);
    free_entries(c->views, app->views.n);
    free_entries(c->checks, app->checks.n);
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

static void *read_report_file(struct app *app, const char *name, struct faults *faults)
{
    return load_report(app, name, faults);
}

static void *read_text_of(struct app *app, const char *folder, const char *name, struct faults *faults)
{
    struct reading rd = {app, arena_printf(&app->arena, "%s/%s.sql", folder, name), faults, NULL};
    return read_whole(&rd);
}

static void *read_query_file(struct app *app, const char *name, struct faults *faults)
{
    return read_text_of(app, "queries", name, faults);
}

static void *read_view_file(struct app *app, const char *name, struct faults *faults)
{
    return read_text_of(app, "views", name, faults);
}

static void *read_check_file(struct app *app, const char *name, struct faults *faults)
{
    return read_text_of(app, "checks", name, faults);
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

static struct kind kind_reports(const struct app *app)
{
    return (struct kind){_("document"), &app->reports, app->cache->reports, read_report_file};
}

/* The texts of a folder; no names for other folders. */
static struct kind kind_texts(const struct app *app, const char *folder)
{
    const char *noun = _("file in this folder");
    if (str_eq(folder, "queries")) {
        return (struct kind){noun, &app->queries, app->cache->queries, read_query_file};
    }
    if (str_eq(folder, "views")) {
        return (struct kind){noun, &app->views, app->cache->views, read_view_file};
    }
    assert(str_eq(folder, "checks"));
    return (struct kind){noun, &app->checks, app->cache->checks, read_check_file};
}

static bool not_found(const char *noun, const struct names *names, const char *name, struct err *err)
{
    const char *near = str_nearest(name, names->v, names->n);
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
    if (!e->read) {
        e->object = kind->read(app, kind->names->v[at], &e->faults);
        e->read = true;
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
    if (e->faults.list.n == 0 || (app->cache->lenient && e->object)) {
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

bool app_report(struct app *app, const char *name, const struct report **out, struct faults *faults,
                struct err *err)
{
    const void *object;
    bool ok = get_object(app, kind_reports(app), name, &object, faults, err);
    if (ok) {
        *out = object;
    }
    return ok;
}

static void add_faults(struct app *app, struct kind kind, struct faults *out)
{
    for (size_t i = 0; i < kind.names->n; i++) {
        const struct faults *own = &get_entry(app, &kind, kind.names->v[i])->faults;
        for (size_t k = 0; k < own->list.n; k++) {
            const struct fault *f = &own->list.v[k];
            faults_add(out, f->file, f->line, "%s", f->msg);
        }
    }
}

void cache_add_faults(struct app *app, struct faults *out)
{
    add_faults(app, kind_lists(app), out);
    add_faults(app, kind_forms(app), out);
    add_faults(app, kind_summaries(app), out);
    add_faults(app, kind_reports(app), out);
    add_faults(app, kind_texts(app, "queries"), out);
    add_faults(app, kind_texts(app, "views"), out);
    add_faults(app, kind_texts(app, "checks"), out);
}

bool app_sql(struct app *app, const char *folder, const char *name, const char **out, struct err *err)
{
    const void *object;
    bool ok = get_object(app, kind_texts(app, folder), name, &object, NULL, err);
    if (ok) {
        *out = object;
    }
    return ok;
}

/* The value of `owner` in a form's text, which stands in its first section; nothing where there is none. */
static struct sv owner_in(struct sv text)
{
    struct sv line, key;
    size_t sections = 0;
    while (sections < 2 && sv_next(&text, '\n', &line)) {
        struct sv value = sv_trim(line);
        sections += value.n > 0 && value.p[0] == '[';
        if (sections == 1 && sv_next(&value, '=', &key) && sv_eq(sv_trim(key), "owner")) {
            return sv_trim(value);
        }
    }
    return (struct sv){"", 0};
}

bool app_reads(const struct app *app, const char *const *reads, const char *form)
{
    enum { FORM_MAX_BYTES = 1 << 20 };
    struct str text = STR_INIT, path = STR_INIT;
    struct err ignored = ERR_INIT; /* told when the form is opened */
    bool is = true;
    if (reads) {
        struct sv owner = {"", 0};
        str_addf(&path, "%s/forms/%s.ini", app->dir, form);
        if (file_read(path.p, FORM_MAX_BYTES, &text, &ignored)) {
            owner = owner_in((struct sv){text.p, text.len});
        }
        for (is = owner.n == 0; !is && *reads; reads++) {
            is = sv_eq(owner, *reads);
        }
    }
    str_release(&path);
    str_release(&text);
    return is;
}

static struct helps *helps_of(struct app *app)
{
    if (!app->cache->help) {
        app->cache->help = helps_new(app->dir);
    }
    return app->cache->help;
}

const char *app_help(struct app *app, const char *form, const char *field, enum lang lang)
{
    return helps_find(helps_of(app), form, field, lang);
}

size_t app_terms(struct app *app, enum lang lang, const struct help_topic **out)
{
    return helps_terms(helps_of(app), lang, out);
}

/* Size and time change with the file; as they lie in memory, since nobody reads them again. */
static void add_stat(struct str *out, const struct stat *st)
{
    const int64_t numbers[] = {st->st_size, st->st_mtim.tv_sec, st->st_mtim.tv_nsec};
    str_add_n(out, (const char *)numbers, sizeof numbers);
}

/* Name, size and time of each file of one folder. */
static bool add_stats(const struct app *app, const char *folder, struct str *out, struct err *err)
{
    char **names;
    size_t n;
    char *dir = file_join(app->dir, folder);
    bool ok = file_list(dir, "", &names, &n, err);
    str_add_n(out, folder, strlen(folder) + 1);
    for (size_t i = 0; ok && i < n; i++) {
        struct stat st;
        char *path = file_join(dir, names[i]);
        if (stat(path, &st) == 0 && S_ISREG(st.st_mode)) {
            str_add_n(out, names[i], strlen(names[i]) + 1);
            add_stat(out, &st);
        }
        free(path);
    }
    if (ok) {
        file_list_free(names, n);
    }
    free(dir);
    return ok;
}

bool app_fingerprint(const struct app *app, char out[33], struct err *err)
{
    static const char *const FOLDERS[] = {".", "forms", "lists", "queries", "views", "checks", "summaries"};
    struct str all = STR_INIT;
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof FOLDERS / sizeof *FOLDERS; i++) {
        ok = add_stats(app, FOLDERS[i], &all, err);
    }
    if (ok) {
        hash_quick(all.p, all.len, out);
    }
    str_release(&all);
    return ok;
}
