/* Templates of documents: every placeholder, section, row, query and parameter. */

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "form/check.h"
#include "form/template.h"

struct frame {
    struct template_scope scope;
    struct rowset columns; /* names only; none: the query cannot be run, which was told */
    const struct frame *outer;
};

struct walk {
    struct checking *ck;
    const struct report *report;
    struct reading rd;
};

static const struct template_scope *queries_of(const struct frame *f)
{
    return f->scope.query ? &f->scope : NULL;
}

static const struct frame *frame_of(const struct frame *f, struct sv query)
{
    while (f && !(f->scope.query ? sv_eq(query, f->scope.query) : query.n == 0)) {
        f = f->outer;
    }
    return f;
}

static void no_frame(struct walk *w, const char *query, int line)
{
    if (read_known(&w->rd, line, _("query"), query, &w->ck->app->queries)) {
        read_fault(&w->rd, line, _("A placeholder of '%s' stands in no section and no row of this query: put it into one."), query);
    }
}

static void check_name(struct walk *w, const struct frame *scope, const struct template_name *name, int line)
{
    struct arena *a = &w->ck->app->arena;
    const struct frame *f = frame_of(scope, name->query);
    const char *column = arena_dup_n(a, name->column.p, name->column.n);
    if (!f) {
        no_frame(w, arena_dup_n(a, name->query.p, name->query.n), line);
    } else if (f->columns.ncolumns > 0 && rowset_column(&f->columns, column) < 0) {
        read_unknown(&w->rd, line, f->scope.query ? arena_printf(a, _("column of “%s”"), f->scope.query) : _("column of the document's own row"),
                     column, (const char *const *)f->columns.columns, f->columns.ncolumns);
    }
}

static void check_braces(struct walk *w, const struct frame *scope, const char *text, int line)
{
    struct sv rest = sv_of(text), before;
    struct template_name name;
    while (template_brace(&rest, &before, &name)) {
        check_name(w, scope, &name, line);
    }
}

static void check_atts(struct walk *w, const struct frame *scope, const struct xml_node *n)
{
    for (const char *const *a = n->atts; *a; a += 2) {
        if (template_fills(n, a[0])) {
            check_braces(w, scope, a[1], n->line);
        } else if (w->report->page && strchr(a[1], '{')) {
            read_fault(&w->rd, n->line, _("The attribute '%s' takes no value of a query: it could load or run something. Choose by a class instead."), a[0]);
        }
    }
}

/* What a query in a document may ask for: the columns in whose rows it stands, the record, and what all may. */
static const char *const *params_of(struct walk *w, const struct frame *scope)
{
    static const char *const ALWAYS[] = {"today", "person", "_id", "_seal"}; /* the last two only of a record */
    struct app *app = w->ck->app;
    VEC(const char *) names = {0};
    for (const struct frame *f = scope; f; f = f->outer) {
        for (size_t i = 0; i < f->columns.ncolumns; i++) {
            *vec_push(&names) = f->columns.columns[i];
        }
    }
    for (size_t i = 0; i < w->report->asks->nparams; i++) {
        *vec_push(&names) = w->report->asks->params[i].field.name;
    }
    for (size_t i = 0; i < (w->report->form ? 4 : 2); i++) {
        *vec_push(&names) = ALWAYS[i];
    }
    if (w->report->form) {
        *vec_push(&names) = w->report->form;
    }
    for (const char *const *known = TEMPLATE_KNOWN; !scope && w->report->form && *known; known++) {
        *vec_push(&names) = *known;
    }
    const char **kept = arena_alloc(&app->arena, (names.n + 1) * sizeof *kept);
    for (size_t i = 0; i < names.n; i++) {
        kept[i] = arena_dup(&app->arena, names.v[i]);
    }
    vec_release(&names);
    return kept;
}

/* Whether whoever has one of `roles` (empty: everybody) has one of `others`, too. */
static bool roles_within(const char *const *roles, const char *const *others)
{
    bool ok = !others[0] || roles[0];
    for (; ok && others[0] && *roles; roles++) {
        ok = words_have(others, *roles);
    }
    return ok;
}

/*
 * A summary in a document gets its parameters by their names from what stands around it, and NULL for the others: so one with a
 * default has to be there.  Its roles are those of the document, too.  Returns `params` and the summary's own.
 */
static const char *const *check_summary_used(struct walk *w, const struct summary *s, const char *const *params, int line)
{
    VEC(const char *) names = {0};
    for (const char *const *p = params; *p; p++) {
        *vec_push(&names) = *p;
    }
    for (size_t i = 0; i < s->nparams; i++) {
        if (s->params[i].dflt && !words_have(params, s->params[i].field.name)) {
            read_fault(&w->rd, line, _("The summary '%s' needs '%s': give the document a parameter or a column of this name."), s->name,
                       s->params[i].field.name);
        }
        *vec_push(&names) = s->params[i].field.name;
    }
    if (!roles_within(w->report->roles, s->roles)) {
        read_fault(&w->rd, line, _("The summary '%s' is for fewer roles than the document: give the document its line -- roles:."), s->name);
    }
    const char **kept = arena_alloc(&w->ck->app->arena, (names.n + 1) * sizeof *kept);
    memcpy(kept, names.v, names.n * sizeof *kept);
    vec_release(&names);
    return kept;
}

static void walk_children(struct walk *w, const struct frame *scope, const struct xml_node *n);

static void walk_repeated(struct walk *w, const struct frame *scope, const struct xml_node *n, const char *query)
{
    struct frame f = {.scope = {query, queries_of(scope)}, .outer = scope};
    struct err err = ERR_INIT;
    struct template_query q;
    *vec_push(&w->ck->used) = query;
    if (template_query(w->ck->app, query, &w->ck->app->arena, &q, &err)) {
        const char *const *params = params_of(w, scope);
        check_report_text(w->ck, q.file, q.sql, q.summary ? check_summary_used(w, q.summary, params, n->line) : params, &f.columns);
    }
    check_atts(w, &f, n);
    walk_children(w, &f, n);
    rowset_release(&f.columns);
}

/* In a page only data-each repeats, so a name that is no query is a mistake. */
static void check_each(struct walk *w, const struct xml_node *n)
{
    const char *query = w->report->page ? xml_att(n, "data-each") : NULL;
    if (query) {
        read_known(&w->rd, n->line, _("query"), query, &w->ck->app->queries);
    }
}

static void walk_node(struct walk *w, const struct frame *scope, const struct xml_node *n)
{
    struct template_name name;
    const char *query = n->name ? template_repeats(w->ck->app, n, queries_of(scope)) : NULL;
    if (query) {
        walk_repeated(w, scope, n, query);
    } else if (n->name && template_placeholder(n, &name)) {
        check_name(w, scope, &name, n->line);
    } else if (n->name) {
        check_each(w, n);
        check_atts(w, scope, n);
        walk_children(w, scope, n);
    }
}

static void walk_children(struct walk *w, const struct frame *scope, const struct xml_node *n)
{
    for (const struct xml_node *c = n->first; c; c = c->next) {
        walk_node(w, scope, c);
        if (!c->name && template_fills_text(w->report, n)) {
            check_braces(w, scope, c->text, c->line);
        }
    }
}

static void check_report(struct checking *ck, const struct report *r)
{
    struct app *app = ck->app;
    struct frame head = {0};
    struct walk w = {.ck = ck, .report = r};
    struct arena arena = ARENA_INIT;
    struct xml_node *root;
    struct err err = ERR_INIT;
    int line;
    w.rd = (struct reading){app, r->made_from, ck->faults, NULL};
    check_defaults(ck, r->asks);
    check_report_text(ck, r->file, r->sql, params_of(&w, NULL), &head.columns);
    if (!template_read(app, r, &arena, &root, &line, &err)) {
        read_fault(&w.rd, line, _("The template cannot be used: %s."), err.msg);
    } else {
        walk_node(&w, &head, root);
        if (r->page) {
            check_page(&w.rd, root);
        }
    }
    rowset_release(&head.columns);
    arena_release(&arena);
}

/* A template without its query is never found by anybody. */
static void check_lone_templates(struct checking *ck, const char *ext)
{
    char **files, *dir = file_join(ck->app->dir, "reports");
    size_t n;
    struct err err = ERR_INIT;
    if (file_list(dir, ext, &files, &n, &err)) {
        for (size_t i = 0; i < n; i++) {
            const char *name = arena_dup_n(&ck->app->arena, files[i], strlen(files[i]) - strlen(ext));
            if (files[i][0] != '.' && !names_has(&ck->app->reports, name)) {
                const char *file = arena_printf(&ck->app->arena, "reports/%s", files[i]);
                faults_add(ck->faults, file, 1, _("The template has no query: add reports/%s.sql, which says of which records it is."), name);
            }
        }
        file_list_free(files, n);
    }
    free(dir);
}

void check_reports(struct checking *ck)
{
    check_lone_templates(ck, ".fodt");
    check_lone_templates(ck, ".html");
    for (size_t i = 0; i < ck->app->reports.n; i++) {
        const struct report *r;
        struct err err = ERR_INIT;
        if (app_report(ck->app, ck->app->reports.v[i], &r, NULL, &err) && r->sql[0]) {
            check_report(ck, r);
        }
    }
}
