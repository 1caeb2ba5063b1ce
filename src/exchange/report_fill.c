/* A template's tree copied, with what the queries say in it. */

#include <stdlib.h>
#include <string.h>

#include "exchange/exchange.h"
#include "exchange/report.h"
#include "form/template.h"
#include "text/clean.h"

struct frame {
    struct template_scope scope; /* query NULL: the document's own row */
    struct rowset *rows;
    size_t row;
    const struct frame *outer;
};

struct fill {
    const struct filling *f;
    struct app *app;
    size_t bytes;    /* of the tree so far, about */
    long repeated;   /* sections and tables so far that stand in a repetition: their names stay unique by it */
    struct err *err;
};

static bool fill_children(struct fill *x, struct xml_node *to, const struct xml_node *from, const struct frame *scope);
static bool fill_node(struct fill *x, struct xml_node *to, const struct xml_node *n, const struct frame *scope);

static const struct template_scope *queries_of(const struct frame *f)
{
    return f->scope.query ? &f->scope : NULL;
}

static bool count(struct fill *x, size_t bytes)
{
    x->bytes += bytes;
    return x->bytes <= REPORT_BYTES_MAX ||
           err_set(x->err, ERR_REFUSED, _("the document would be larger than 64 MiB: narrow what its queries find"));
}

/* ---- values ---- */

static bool no_value(struct fill *x, const struct template_name *name, const struct frame *in, int line)
{
    char *wrong = mem_dup_n(name->column.p, name->column.n);
    const char *near = in ? str_nearest(wrong, (const char *const *)in->rows->columns, in->rows->ncolumns) : NULL;
    char *full = mem_dup_n(name->query.n ? name->query.p : name->column.p,
                           name->query.n ? name->query.n + 1 + name->column.n : name->column.n);
    if (near) {
        err_set(x->err, ERR_SYNTAX, _("%s:%d: nothing fills the placeholder '%s': did you mean '%s'?"), x->f->report->made_from, line, full, near);
    } else {
        err_set(x->err, ERR_SYNTAX, _("%s:%d: nothing fills the placeholder '%s'"), x->f->report->made_from, line, full);
    }
    free(full);
    free(wrong);
    return false;
}

static bool find_value(struct fill *x, const struct frame *scope, const struct template_name *name, int line, const struct value **out)
{
    const struct frame *f = scope;
    while (f && !(f->scope.query ? sv_eq(name->query, f->scope.query) : name->query.n == 0)) {
        f = f->outer;
    }
    for (size_t i = 0; f && i < f->rows->ncolumns; i++) {
        if (sv_eq(name->column, f->rows->columns[i])) {
            *out = rowset_at(f->rows, f->row, (int)i);
            return true;
        }
    }
    return no_value(x, name, f, line);
}

/* The next piece up to `at`; false when there is none left.  "a\n" has two. */
static bool cut_at(struct sv *rest, char at, struct sv *piece)
{
    if (!rest->p) {
        return false;
    }
    const char *end = rest->n ? memchr(rest->p, at, rest->n) : NULL;
    *piece = (struct sv){rest->p, end ? (size_t)(end - rest->p) : rest->n};
    *rest = end ? (struct sv){end + 1, rest->n - piece->n - 1} : (struct sv){NULL, 0};
    return true;
}

/* What no text may hold is made visible. */
static void add_clean(struct str *out, const struct value *v, char decimals)
{
    struct str plain = STR_INIT;
    value_add_plain(&plain, v);
    if (v->type == VALUE_REAL && decimals == ',') {
        exchange_decimal_mark(&plain, ';');
    }
    struct sv rest = {plain.p, plain.len}, piece;
    while (cut_at(&rest, '\t', &piece)) { /* a tab may stand in a document */
        clean_visible_lines(out, piece);
        str_add(out, rest.p ? "\t" : "");
    }
    str_release(&plain);
}

/* As people read it: a decimal has the comma of the language. */
static void add_shown(const struct fill *x, struct str *out, const struct value *v)
{
    add_clean(out, v, x->f->lang == LANG_VI ? ',' : '.');
}

static bool add_piece(struct fill *x, struct xml_node *to, struct sv text)
{
    if (text.n > 0) {
        xml_text(x->f->arena, to, arena_dup_n(x->f->arena, text.p, text.n));
    }
    return count(x, text.n + sizeof(struct xml_node));
}

/* A run of blanks behind the first: XML readers see one. */
static bool add_blanks(struct fill *x, struct xml_node *to, size_t n)
{
    const char **atts = arena_alloc(x->f->arena, 3 * sizeof *atts);
    atts[0] = "text:c";
    atts[1] = arena_printf(x->f->arena, "%zu", n);
    xml_element(x->f->arena, to, "text:s", atts);
    return count(x, 64);
}

/* What stands in a line between two tabs. */
static bool add_run(struct fill *x, struct xml_node *to, struct sv line)
{
    size_t from = 0, i = 0;
    while (i < line.n) {
        size_t blanks = strspn(line.p + i, " ");
        blanks = blanks < line.n - i ? blanks : line.n - i;
        size_t seen = i > 0 ? 1 : 0; /* the first blank of a run is seen, unless it opens the line */
        if (blanks <= seen) {
            i += blanks > 0 ? blanks : 1;
            continue;
        }
        if (!add_piece(x, to, (struct sv){line.p + from, i - from + seen}) || !add_blanks(x, to, blanks - seen)) {
            return false;
        }
        i += blanks;
        from = i;
    }
    return add_piece(x, to, (struct sv){line.p + from, line.n - from});
}

static bool add_line(struct fill *x, struct xml_node *to, struct sv line)
{
    struct sv run;
    bool ok = true;
    while (ok && cut_at(&line, '\t', &run)) {
        ok = add_run(x, to, run);
        if (line.p) {
            xml_element(x->f->arena, to, "text:tab", NULL);
        }
    }
    return ok;
}

/* ---- a placeholder ---- */

/* Where a value of several lines goes: into the paragraph `p`, then into further ones like it behind it. */
struct flow {
    struct xml_node *parent, *p; /* parent NULL: line breaks in p */
    const struct xml_node *like;
};

static bool next_line(struct fill *x, struct flow *flow)
{
    if (!flow->parent) {
        xml_element(x->f->arena, flow->p, "text:line-break", NULL);
    } else {
        flow->p = xml_element(x->f->arena, flow->parent, flow->like->name, flow->like->atts);
    }
    return count(x, sizeof(struct xml_node));
}

static bool add_lines(struct fill *x, struct flow *flow, struct sv text)
{
    struct sv line;
    bool first = true, ok = true;
    while (ok && cut_at(&text, '\n', &line)) {
        if (sv_trim(line).n == 0) {
            continue; /* the paragraphs' style says how far they are apart */
        }
        ok = (first || next_line(x, flow)) && add_line(x, flow->p, line);
        first = false;
    }
    return ok;
}

static bool fill_placeholder(struct fill *x, struct flow *flow, const struct template_name *name, int line, const struct frame *scope)
{
    const struct value *v;
    struct str shown = STR_INIT;
    bool ok = find_value(x, scope, name, line, &v);
    if (ok) {
        add_shown(x, &shown, v);
        ok = add_lines(x, flow, (struct sv){shown.p, shown.len});
    }
    str_release(&shown);
    return ok;
}

/* ---- {names}, in attributes and in the texts of a page ---- */

/* `was` with its {names} filled, decimals with the mark given. */
static bool fill_braces(struct fill *x, const char *was, int line, char decimals, const struct frame *scope, const char **out)
{
    struct sv rest = sv_of(was), before;
    struct template_name name;
    struct str s = STR_INIT;
    const struct value *v;
    bool ok = true;
    while (ok && template_brace(&rest, &before, &name)) {
        str_add_sv(&s, before);
        ok = find_value(x, scope, &name, line, &v);
        if (ok) {
            add_clean(&s, v, decimals);
        }
    }
    str_add_sv(&s, before);
    *out = arena_dup_n(x->f->arena, s.p, s.len);
    str_release(&s);
    return ok && count(x, strlen(*out));
}

/* Names of what is repeated get a number. */
static const char *numbered(struct fill *x, const struct xml_node *n, const char *att, const char *value, const struct frame *scope)
{
    const char *named = xml_is(n, "text:section") ? "text:name" : xml_is(n, "table:table") ? "table:name" : NULL;
    return named && scope->scope.query && str_eq(att, named) ? arena_printf(x->f->arena, "%s.%ld", value, ++x->repeated) : value;
}

/* {names} are filled where they may stand, numbers as machines read them; what repeats the element has done its work. */
static bool fill_atts(struct fill *x, const struct xml_node *n, const struct frame *scope, const char *const **out)
{
    VEC(const char *) atts = {0};
    bool ok = true;
    for (const char *const *a = n->atts; ok && *a; a += 2) {
        const char *value = numbered(x, n, a[0], a[1], scope);
        if (strchr(value, '{') && template_fills(n, a[0])) {
            ok = fill_braces(x, value, n->line, '.', scope, &value);
        }
        if (!str_eq(a[0], "data-each")) {
            *vec_push(&atts) = a[0];
            *vec_push(&atts) = value;
        }
    }
    *vec_push(&atts) = NULL;
    const char **kept = arena_alloc(x->f->arena, atts.n * sizeof *kept);
    memcpy(kept, atts.v, atts.n * sizeof *kept);
    vec_release(&atts);
    *out = kept;
    return ok;
}

static bool fill_text(struct fill *x, struct xml_node *to, const struct xml_node *n, const struct frame *scope)
{
    const char *text = n->text;
    bool ok = !template_fills_text(x->f->report, to) || fill_braces(x, text, n->line, x->f->lang == LANG_VI ? ',' : '.', scope, &text);
    if (ok) {
        xml_text(x->f->arena, to, text);
    }
    return ok && count(x, sizeof *n + strlen(text));
}

/* ---- repetition ---- */

static bool has_param(const struct param *params, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(params[i].name, name)) {
            return true;
        }
    }
    return false;
}

/* The rows in which it stands, the innermost first, then what all queries get; borrowed. */
static struct param *params_of(const struct fill *x, const struct frame *scope, size_t *n)
{
    VEC(struct param) all = {0};
    for (const struct frame *f = scope; f; f = f->outer) {
        for (size_t i = 0; i < f->rows->ncolumns; i++) {
            if (!has_param(all.v, all.n, f->rows->columns[i])) {
                *vec_push(&all) = (struct param){f->rows->columns[i], *rowset_at(f->rows, f->row, (int)i)};
            }
        }
    }
    for (size_t i = 0; i < x->f->nparams; i++) {
        if (!has_param(all.v, all.n, x->f->params[i].name)) {
            *vec_push(&all) = x->f->params[i];
        }
    }
    *n = all.n;
    return all.v;
}

static bool ask(struct fill *x, const struct frame *scope, const char *query, struct rowset *rows)
{
    size_t n;
    struct param *params = params_of(x, scope, &n);
    struct template_query q;
    bool ok = template_query(x->app, query, x->f->arena, &q, x->err) &&
              (store_select(x->f->store, q.sql, params, n, REPORT_ROWS_MAX + 1, rows, x->err) || err_wrap(x->err, "%s", q.file));
    free(params);
    if (ok && rows->nrows > REPORT_ROWS_MAX) {
        ok = err_set(x->err, ERR_REFUSED, _("%s has more than %d rows, too many for a document"), q.file, REPORT_ROWS_MAX);
    }
    if (ok) {
        rowset_speak(rows, x->f->lang);
    }
    return ok;
}

static bool fill_element(struct fill *x, struct xml_node *to, const struct xml_node *n, const struct frame *scope);

static bool repeat(struct fill *x, struct xml_node *to, const struct xml_node *n, const char *query, const struct frame *scope)
{
    struct rowset rows = {0};
    struct frame f = {.scope = {query, queries_of(scope)}, .rows = &rows, .outer = scope};
    bool ok = ask(x, scope, query, &rows);
    for (; ok && f.row < rows.nrows; f.row++) {
        ok = fill_element(x, to, n, &f);
    }
    rowset_release(&rows);
    return ok;
}

/* ---- nodes ---- */

static bool fill_paragraph(struct fill *x, struct xml_node *to, const struct xml_node *n, const struct frame *scope)
{
    struct flow flow = {.parent = to, .like = n, .p = xml_element(x->f->arena, to, n->name, n->atts)};
    struct template_name name;
    bool ok = count(x, sizeof *n);
    for (const struct xml_node *c = n->first; ok && c; c = c->next) {
        ok = c->name && template_placeholder(c, &name) ? fill_placeholder(x, &flow, &name, c->line, scope) : fill_node(x, flow.p, c, scope);
    }
    return ok;
}

/* A table without a row is none: a heading alone says nothing. */
static bool has_row(const struct xml_node *table)
{
    for (const struct xml_node *c = table->first; c; c = c->next) {
        if (xml_is(c, "table:table-row") || xml_is(c, "table:table-row-group")) {
            return true;
        }
    }
    return false;
}

static void drop_last(struct xml_node *parent, struct xml_node *before)
{
    parent->last = before;
    if (before) {
        before->next = NULL;
    } else {
        parent->first = NULL;
    }
}

static bool fill_element(struct fill *x, struct xml_node *to, const struct xml_node *n, const struct frame *scope)
{
    const char *const *atts;
    struct xml_node *before = to->last;
    if (!count(x, sizeof *n) || !fill_atts(x, n, scope, &atts)) {
        return false;
    }
    struct xml_node *copy = xml_element(x->f->arena, to, n->name, atts);
    if (!fill_children(x, copy, n, scope)) {
        return false;
    }
    if (xml_is(copy, "table:table") && !has_row(copy)) {
        drop_last(to, before);
    }
    return true;
}

static bool fill_node(struct fill *x, struct xml_node *to, const struct xml_node *n, const struct frame *scope)
{
    struct template_name name;
    const char *query;
    if (!n->name) {
        return fill_text(x, to, n, scope);
    }
    if (template_other_language(x->f->report, n, x->f->lang)) {
        return true;
    }
    if (template_placeholder(n, &name)) {
        return fill_placeholder(x, &(struct flow){.p = to}, &name, n->line, scope);
    }
    query = template_repeats(x->app, n, queries_of(scope));
    if (query) {
        return repeat(x, to, n, query, scope);
    }
    return template_is_paragraph(n) ? fill_paragraph(x, to, n, scope) : fill_element(x, to, n, scope);
}

static bool fill_children(struct fill *x, struct xml_node *to, const struct xml_node *from, const struct frame *scope)
{
    bool ok = true;
    for (const struct xml_node *c = from->first; ok && c; c = c->next) {
        ok = fill_node(x, to, c, scope);
    }
    return ok;
}

bool report_fill(const struct filling *f, const struct xml_node *root, struct xml_node **out, struct err *err)
{
    struct fill x = {.f = f, .app = f->store->app, .err = err};
    struct rowset head = {0};
    struct frame frame = {.rows = &head};
    bool ok = store_select(f->store, f->report->sql, f->params, f->nparams, 1, &head, err) || err_wrap(err, "%s", f->report->file);
    if (ok && head.nrows == 0) {
        ok = err_set(err, ERR_NOT_FOUND, _("the document “%s” has nothing to say of this record: its query found nothing"),
                     label_in(&f->report->title, f->lang));
    }
    if (ok) {
        rowset_speak(&head, f->lang);
        struct xml_node *top = xml_element(f->arena, NULL, root->name, root->atts);
        ok = fill_children(&x, top, root, &frame);
        *out = top;
    }
    rowset_release(&head);
    return ok;
}

/* ---- what stands on every page ---- */

/* In the style of what stands there already. */
static void mark_header(struct arena *a, struct xml_node *header, const char *text)
{
    const struct xml_node *like = header->first;
    while (like && !xml_is(like, "text:p")) {
        like = like->next;
    }
    xml_text(a, xml_element(a, header, "text:p", like ? like->atts : NULL), text);
}

/* `made` becomes the first of the parent's children, of which it is the last. */
static void put_first(struct xml_node *parent, struct xml_node *made)
{
    struct xml_node *before = parent->first;
    if (before == made) {
        return;
    }
    while (before->next != made) {
        before = before->next;
    }
    before->next = NULL;
    parent->last = before;
    made->next = parent->first;
    parent->first = made;
}

/* A header comes before everything else. */
static void mark_page(struct arena *a, struct xml_node *master, const char *text)
{
    bool marked = false;
    for (struct xml_node *c = master->first; c; c = c->next) {
        if (xml_is(c, "style:header") || xml_is(c, "style:header-first") || xml_is(c, "style:header-left")) {
            mark_header(a, c, text);
            marked = true;
        }
    }
    if (!marked) {
        struct xml_node *header = xml_element(a, master, "style:header", NULL);
        mark_header(a, header, text);
        put_first(master, header);
    }
}

static void mark_browser_page(struct arena *a, struct xml_node *body, const char *text)
{
    static const char *const LOOK[] = {"style", "text-align:center;font-weight:bold", NULL};
    struct xml_node *p = xml_element(a, body, "p", LOOK);
    xml_text(a, p, text);
    put_first(body, p);
}

/* The element of this name in the tree. */
static struct xml_node *find_element(struct xml_node *n, const char *name)
{
    struct xml_node *found = xml_is(n, name) ? n : NULL;
    for (struct xml_node *c = n->first; c && !found; c = c->next) {
        found = find_element(c, name);
    }
    return found;
}

void report_mark(struct arena *a, struct xml_node *root, const char *text)
{
    struct xml_node *masters = find_element(root, "office:master-styles"), *body = find_element(root, "body");
    struct xml_node *flat = masters && masters->first ? NULL : find_element(root, "office:text");
    for (struct xml_node *c = masters ? masters->first : NULL; c; c = c->next) {
        if (xml_is(c, "style:master-page")) {
            mark_page(a, c, text);
        }
    }
    if (body) {
        mark_browser_page(a, body, text);
    } else if (flat) { /* it has no pages of its own */
        struct xml_node *p = xml_element(a, flat, "text:p", NULL);
        xml_text(a, p, text);
        put_first(flat, p);
    }
}
