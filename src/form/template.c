#include "form/template.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

static bool is_template(const struct report *report, const struct xml_node *root, struct err *err)
{
    if (report->page) {
        return xml_is(root, "html") || err_set(err, ERR_SYNTAX, _("it is no page: its outermost element must be <html>"));
    }
    return xml_is(root, "office:document") || err_set(err, ERR_SYNTAX, _("it is no flat OpenDocument text: save it in LibreOffice as .fodt"));
}

bool template_read(const struct app *app, const struct report *report, struct arena *arena, struct xml_node **root, int *line, struct err *err)
{
    struct str bytes = STR_INIT;
    *line = 0;
    char *path = file_join(app->dir, report->made_from);
    bool ok = file_read(path, XML_BYTES_MAX, &bytes, err) &&
              xml_parse(arena, (struct sv){bytes.p, bytes.len}, root, line, err);
    if (ok && !is_template(report, *root, err)) {
        ok = false;
        *line = 1;
    }
    free(path);
    str_release(&bytes);
    return ok;
}

bool template_stands_in(const struct template_scope *scope, const char *query)
{
    while (scope && !str_eq(scope->query, query)) {
        scope = scope->outer;
    }
    return scope != NULL;
}

static struct template_name split_name(struct sv text)
{
    struct template_name out = {.column = sv_trim(text)};
    const char *dot = out.column.n ? memchr(out.column.p, '.', out.column.n) : NULL;
    if (dot) {
        const char *end = out.column.p + out.column.n;
        out.query = (struct sv){out.column.p, (size_t)(dot - out.column.p)};
        out.column = (struct sv){dot + 1, (size_t)(end - dot - 1)};
    }
    return out;
}

bool template_placeholder(const struct xml_node *n, struct template_name *out)
{
    if (!xml_is(n, "text:placeholder")) {
        return false;
    }
    struct sv text = n->first && n->first->text ? sv_trim(sv_of(n->first->text)) : (struct sv){"", 0};
    if (text.n >= 2 && text.p[0] == '<' && text.p[text.n - 1] == '>') {
        text = (struct sv){text.p + 1, text.n - 2};
    }
    *out = split_name(text);
    return true;
}

static const char *mark_of(const struct xml_node *n)
{
    if (xml_is(n, "text:bookmark") || xml_is(n, "text:bookmark-start") || xml_is(n, "text:bookmark-end")) {
        return "text:name";
    }
    return xml_is(n, "text:bookmark-ref") ? "text:ref-name" : NULL;
}

bool template_fills(const struct xml_node *n, const char *att)
{
    static const char *const SAFE[] = {"x",      "y",       "x1",     "y1",     "x2",    "y2", "cx",    "cy",   "r",          "rx",        "ry",      "dx", "dy",
                                       "width",  "height",  "points", "d",      "transform", "viewBox", "class", "id",   "title", "aria-label", "colspan", "rowspan", NULL};
    const char *mark = mark_of(n);
    return mark ? str_eq(att, mark) : words_have(SAFE, att);
}

bool template_fills_text(const struct report *report, const struct xml_node *n)
{
    return report->page && !xml_is(n, "style");
}

bool template_other_language(const struct report *report, const struct xml_node *n, enum lang lang)
{
    const char *own = report->page ? xml_att(n, "lang") : NULL;
    return own && !str_eq(own, lang == LANG_EN ? "en" : "vi");
}

bool template_brace(struct sv *rest, struct sv *before, struct template_name *out)
{
    const char *open = rest->n ? memchr(rest->p, '{', rest->n) : NULL;
    const char *end = rest->p + rest->n;
    const char *close = open ? memchr(open, '}', (size_t)(end - open)) : NULL;
    if (!close) {
        *before = *rest;
        return false;
    }
    *before = (struct sv){rest->p, (size_t)(open - rest->p)};
    *out = split_name((struct sv){open + 1, (size_t)(close - open - 1)});
    *rest = (struct sv){close + 1, (size_t)(end - close - 1)};
    return true;
}

static const char *name_in(const struct names *names, struct sv name)
{
    for (size_t i = 0; i < names->n; i++) {
        if (sv_eq(name, names->v[i])) {
            return names->v[i];
        }
    }
    return NULL;
}

/* The app's own text of a query's or a summary's name, or NULL. */
static const char *query_named(const struct app *app, struct sv name)
{
    const char *query = name_in(&app->queries, name);
    return query ? query : name_in(&app->summaries, name);
}

bool template_query(struct app *app, const char *name, struct arena *arena, struct template_query *out, struct err *err)
{
    *out = (struct template_query){.file = arena_printf(arena, "queries/%s.sql", name)};
    if (names_has(&app->queries, name)) {
        return app_sql(app, "queries", name, &out->sql, err);
    }
    if (!app_summary(app, name, &out->summary, NULL, err)) {
        return false;
    }
    out->file = out->summary->file;
    out->sql = out->summary->sql;
    return true;
}

/* The first placeholder, however deep, of a query in whose rows one does not stand yet. */
static const char *new_query(const struct app *app, const struct xml_node *n, const struct template_scope *scope)
{
    struct template_name name;
    const char *found = template_placeholder(n, &name) ? query_named(app, name.query) : NULL;
    if (found && template_stands_in(scope, found)) {
        found = NULL;
    }
    for (const struct xml_node *c = n->first; c && !found; c = c->next) {
        found = new_query(app, c, scope);
    }
    return found;
}

static const struct xml_node *first_cell(const struct xml_node *row)
{
    const struct xml_node *c = row->first;
    while (c && !xml_is(c, "table:table-cell")) {
        c = c->next;
    }
    return c;
}

const char *template_repeats(const struct app *app, const struct xml_node *n, const struct template_scope *scope)
{
    const char *each = xml_is(n, "text:section") ? "text:name" : "data-each", *name = xml_att(n, each);
    if (name || xml_is(n, "text:section")) {
        return name ? query_named(app, sv_of(name)) : NULL;
    }
    const struct xml_node *cell = xml_is(n, "table:table-row") ? first_cell(n) : NULL;
    return cell ? new_query(app, cell, scope) : NULL;
}

bool template_is_paragraph(const struct xml_node *n)
{
    return xml_is(n, "text:p") || xml_is(n, "text:h");
}

const char *const TEMPLATE_KNOWN[] = {"_findings", "_submissions", "_changes", "_codes", NULL};

bool template_asks(const char *sql, const char *param)
{
    size_t n = strlen(param);
    for (const char *at = strchr(sql, ':'); at; at = strchr(at + 1, ':')) {
        if (strncmp(at + 1, param, n) == 0 && at[n + 1] != '_' && !isalnum((unsigned char)at[n + 1])) {
            return true;
        }
    }
    return false;
}
