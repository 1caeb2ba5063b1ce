/* A document's opening comment: lines `-- key: value` before the SELECT of reports/NAME.sql. */

#include <stdlib.h>

#include "base/file.h"
#include "form/load.h"

static void read_line(struct reading *rd, struct report *r, int line, struct sv key, struct sv value)
{
    static const char *const KEYS[] = {"title", "title.en", "form", "roles", "param", "label", "snapshot", "scope"};
    const char *text = arena_dup_n(&rd->app->arena, value.p, value.n);
    if (sv_eq(key, "title")) {
        r->title.in[LANG_VI] = text;
    } else if (sv_eq(key, "title.en")) {
        r->title.in[LANG_EN] = text;
    } else if (sv_eq(key, "form")) {
        r->form = text;
        read_known(rd, line, _("form"), text, &rd->app->forms);
    } else if (sv_eq(key, "roles")) {
        r->roles = opening_roles(rd, line, value);
    } else if (!sv_eq(key, "param") && !sv_eq(key, "label") && !sv_eq(key, "snapshot") && !sv_eq(key, "scope")) {
        /* the first two are load_params', the others are understood where the text is run */
        read_unknown(rd, line, _("key"), arena_dup_n(&rd->app->arena, key.p, key.n), KEYS, sizeof KEYS / sizeof *KEYS);
    }
}

static void read_opening(struct reading *rd, struct report *r)
{
    struct opening o = {.rest = sv_of(r->sql)};
    struct sv key, value;
    while (opening_next(&o, &key, &value)) {
        read_line(rd, r, o.line, key, value);
    }
    if (!r->title.in[LANG_VI]) {
        read_fault(rd, 1, _("The opening comment has no title: add a line -- title: TEXT."));
    }
}

static bool has_file(const struct app *app, const char *name)
{
    char *path = file_join(app->dir, name);
    bool there = file_exists(path);
    free(path);
    return there;
}

/* A page where there is one: then a flat OpenDocument text of the same name is too much. */
static void choose_template(struct reading *rd, struct report *r)
{
    const char *page = arena_printf(&rd->app->arena, "reports/%s.html", r->name);
    const char *text = arena_printf(&rd->app->arena, "reports/%s.fodt", r->name);
    r->page = has_file(rd->app, page);
    r->made_from = r->page ? page : text;
    if (r->page && has_file(rd->app, text)) {
        read_fault(rd, 1, _("The document has two templates: keep reports/%s.fodt or reports/%s.html."), r->name, r->name);
    }
}

struct report *load_report(struct app *app, const char *name, struct faults *faults)
{
    static const char *const NOBODY[] = {NULL};
    struct report *r = arena_alloc(&app->arena, sizeof *r);
    r->name = arena_dup(&app->arena, name);
    r->file = arena_printf(&app->arena, "reports/%s.sql", name);
    r->roles = NOBODY;
    struct reading rd = {app, r->file, faults, NULL};
    choose_template(&rd, r);
    const char *text = read_whole(&rd);
    r->sql = text ? text : "";
    r->asks = load_params(&rd, r->name, sv_of(r->sql));
    if (text) {
        read_opening(&rd, r);
    }
    return r;
}
