/* What the template of a page may hold: elements that show something, nothing that loads or runs, both languages. */

#include <string.h>

#include "form/check.h"

static const char *const ELEMENTS[] = {
    "a",       "abbr",  "article", "aside",  "b",       "body",   "br",      "caption", "circle",   "code",     "col",     "colgroup", "dd",
    "defs",    "desc",  "details", "div",    "dl",      "dt",     "ellipse", "em",      "figcaption", "figure", "footer",  "g",        "h1",
    "h2",      "h3",    "h4",      "h5",     "h6",      "head",   "header",  "hr",      "html",     "i",        "li",      "line",     "linearGradient",
    "main",    "meta",  "nav",     "ol",     "p",       "path",   "pattern", "polygon", "polyline", "rect",     "section", "small",    "span",
    "stop",    "strong", "style",  "sub",    "summary", "sup",    "svg",     "table",   "tbody",    "td",       "text",    "tfoot",    "th",
    "thead",   "time",  "title",   "tr",     "tspan",   "u",      "ul",      "wbr",
};
enum { NELEMENTS = sizeof ELEMENTS / sizeof *ELEMENTS };

static bool is_known(const char *name)
{
    for (size_t i = 0; i < NELEMENTS; i++) {
        if (str_eq(name, ELEMENTS[i])) {
            return true;
        }
    }
    return false;
}

/* url(#name) is of the page itself. */
static bool loads(const char *text)
{
    const char *at = text;
    while ((at = strstr(at, "url(")) != NULL) {
        at += strlen("url(");
        if (*at != '#') {
            return true;
        }
    }
    return strstr(text, "@import") != NULL;
}

static bool is_active(const char *att, const char *value)
{
    return str_starts(att, "on") || str_starts(att, "src") || str_eq(att, "background") || str_eq(att, "http-equiv") ||
           (str_ends(att, "href") && value[0] != '#') || loads(value);
}

static void check_attributes(struct reading *rd, const struct xml_node *n)
{
    for (const char *const *a = n->atts; *a; a += 2) {
        if (is_active(a[0], a[1])) {
            read_fault(rd, n->line, _("The attribute '%s' would load or run something: a page stands alone. Take it out."), a[0]);
        }
    }
}

static void check_style(struct reading *rd, const struct xml_node *n)
{
    for (const struct xml_node *c = n->first; c; c = c->next) {
        if (c->name || loads(c->text) || strpbrk(c->text, "<&")) {
            read_fault(rd, n->line, _("The style sheet would load something, or holds '<' or '&': a page stands alone. Take it out."));
            return;
        }
    }
}

static const char *language_of(const struct xml_node *n)
{
    return n && n->name ? xml_att(n, "lang") : NULL;
}

static const struct xml_node *next_element(const struct xml_node *n)
{
    const struct xml_node *next = n->next;
    while (next && !next->name) {
        next = next->next;
    }
    return next;
}

/* What is for readers of one language stands in a pair: Vietnamese, then English. */
static void check_twins(struct reading *rd, const struct xml_node *n)
{
    bool awaited = false;
    for (const struct xml_node *c = n->first; c; c = c->next) {
        const char *lang = language_of(c);
        if (lang && !(awaited ? str_eq(lang, "en") : str_eq(lang, "vi") && str_eq_null(language_of(next_element(c)), "en"))) {
            read_fault(rd, c->line, _("The element <%s lang=\"%s\"> has no twin: write the Vietnamese, lang=\"vi\", and behind it the English, lang=\"en\"."),
                       c->name, lang);
            return;
        }
        awaited = c->name ? lang && str_eq(lang, "vi") : awaited;
    }
}

static void check_element(struct reading *rd, const struct xml_node *n)
{
    if (!is_known(n->name)) {
        read_unknown(rd, n->line, _("element of pages"), n->name, ELEMENTS, NELEMENTS);
    }
    check_attributes(rd, n);
    check_twins(rd, n);
    if (xml_is(n, "style")) {
        check_style(rd, n);
    }
    for (const struct xml_node *c = n->first; c; c = c->next) {
        if (c->name) {
            check_element(rd, c);
        }
    }
}

void check_page(struct reading *rd, const struct xml_node *root)
{
    check_element(rd, root);
}
