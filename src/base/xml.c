#include "base/xml.h"

#include <expat.h>
#include <string.h>

#include "base/i18n.h"

struct reading {
    struct arena *arena;
    XML_Parser parser;
    struct xml_node *open[XML_DEPTH_MAX];
    size_t depth;
    struct xml_node *root;
    struct str text;
    const char *refused; /* why reading was stopped, or NULL */
};

static int line_of(const struct reading *r)
{
    return (int)XML_GetCurrentLineNumber(r->parser);
}

static void stop(struct reading *r, const char *why)
{
    r->refused = r->refused ? r->refused : why;
    XML_StopParser(r->parser, XML_FALSE);
}

static struct xml_node *add_node(struct arena *a, struct xml_node *parent)
{
    struct xml_node *n = arena_alloc(a, sizeof *n);
    if (parent && parent->last) {
        parent->last->next = n;
    } else if (parent) {
        parent->first = n;
    }
    if (parent) {
        parent->last = n;
    }
    return n;
}

struct xml_node *xml_element(struct arena *a, struct xml_node *parent, const char *name, const char *const *atts)
{
    static const char *const NONE[] = {NULL};
    struct xml_node *n = add_node(a, parent);
    n->name = name;
    n->atts = atts ? atts : NONE;
    return n;
}

struct xml_node *xml_text(struct arena *a, struct xml_node *parent, const char *text)
{
    struct xml_node *n = add_node(a, parent);
    n->text = text;
    return n;
}

/* expat hands a text over in pieces. */
static void end_text(struct reading *r)
{
    if (r->text.len > 0 && r->depth > 0) {
        struct xml_node *n = xml_text(r->arena, r->open[r->depth - 1], arena_dup_n(r->arena, r->text.p, r->text.len));
        n->line = line_of(r);
    }
    str_clear(&r->text);
}

static const char *const *keep_atts(struct arena *a, const XML_Char **atts)
{
    size_t n = 0;
    while (atts[n]) {
        n++;
    }
    const char **kept = arena_alloc(a, (n + 1) * sizeof *kept);
    for (size_t i = 0; i < n; i++) {
        kept[i] = arena_dup(a, atts[i]);
    }
    return kept;
}

static void XMLCALL on_start(void *data, const XML_Char *name, const XML_Char **atts)
{
    struct reading *r = data;
    end_text(r);
    if (r->depth == XML_DEPTH_MAX) {
        stop(r, _("elements lie more than 256 deep"));
        return;
    }
    struct xml_node *parent = r->depth > 0 ? r->open[r->depth - 1] : NULL;
    struct xml_node *n = xml_element(r->arena, parent, arena_dup(r->arena, name), keep_atts(r->arena, atts));
    n->line = line_of(r);
    r->root = r->root ? r->root : n;
    r->open[r->depth++] = n;
}

static void XMLCALL on_end(void *data, const XML_Char *name)
{
    struct reading *r = data;
    (void)name;
    end_text(r);
    r->depth--;
}

static void XMLCALL on_text(void *data, const XML_Char *text, int n)
{
    struct reading *r = data;
    str_add_n(&r->text, text, (size_t)n);
}

static void XMLCALL on_doctype(void *data, const XML_Char *name, const XML_Char *system, const XML_Char *public_id, int internal)
{
    (void)name;
    (void)system;
    (void)public_id;
    (void)internal;
    stop(data, _("it declares a DOCTYPE, which is refused: take the declaration out"));
}

bool xml_parse(struct arena *a, struct sv bytes, struct xml_node **root, int *line, struct err *err)
{
    struct reading r = {.arena = a, .text = STR_INIT};
    *line = 1;
    if (bytes.n > XML_BYTES_MAX) {
        return err_set(err, ERR_SYNTAX, _("it is larger than 8 MiB"));
    }
    r.parser = XML_ParserCreate("UTF-8");
    if (!r.parser) {
        mem_fatal("out of memory");
    }
    XML_SetUserData(r.parser, &r);
    XML_SetElementHandler(r.parser, on_start, on_end);
    XML_SetCharacterDataHandler(r.parser, on_text);
    XML_SetStartDoctypeDeclHandler(r.parser, on_doctype);
    bool ok = XML_Parse(r.parser, bytes.p, (int)bytes.n, XML_TRUE) == XML_STATUS_OK;
    if (!ok) {
        *line = line_of(&r);
        err_set(err, ERR_SYNTAX, _("it is not well-formed XML (%s)"), r.refused ? r.refused : XML_ErrorString(XML_GetErrorCode(r.parser)));
    }
    XML_ParserFree(r.parser);
    str_release(&r.text);
    *root = r.root;
    return ok;
}

const char *xml_att(const struct xml_node *n, const char *name)
{
    for (const char *const *a = n->atts; a && *a; a += 2) {
        if (str_eq(a[0], name)) {
            return a[1];
        }
    }
    return NULL;
}

bool xml_is(const struct xml_node *n, const char *name)
{
    return n->name && str_eq(n->name, name);
}

/* ---- writing ---- */

static const char *escape_of(char c, bool attribute)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return attribute ? "&quot;" : NULL;
    case '\n':
        return attribute ? "&#10;" : NULL;
    case '\t':
        return attribute ? "&#9;" : NULL;
    case '\r':
        return "&#13;";
    default:
        return NULL;
    }
}

void xml_add_text(struct str *out, struct sv text, bool attribute)
{
    size_t from = 0;
    for (size_t i = 0; i < text.n; i++) {
        const char *as = escape_of(text.p[i], attribute);
        if (as) {
            str_add_n(out, text.p + from, i - from);
            str_add(out, as);
            from = i + 1;
        }
    }
    str_add_n(out, text.p + from, text.n - from);
}

static void add_tag(struct str *out, const struct xml_node *n, const char *end)
{
    str_add_c(out, '<');
    str_add(out, n->name);
    for (const char *const *a = n->atts; *a; a += 2) {
        str_add_c(out, ' ');
        str_add(out, a[0]);
        str_add(out, "=\"");
        xml_add_text(out, sv_of(a[1]), true);
        str_add_c(out, '"');
    }
    str_add(out, end);
}

void xml_add_start(struct str *out, const struct xml_node *n)
{
    add_tag(out, n, ">");
}

void xml_add(struct str *out, const struct xml_node *n)
{
    if (!n->name) {
        xml_add_text(out, sv_of(n->text), false);
        return;
    }
    add_tag(out, n, n->first ? ">" : "/>");
    for (const struct xml_node *c = n->first; c; c = c->next) {
        xml_add(out, c);
    }
    if (n->first) {
        str_add(out, "</");
        str_add(out, n->name);
        str_add_c(out, '>');
    }
}
