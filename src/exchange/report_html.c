/* A document as one HTML file that prints on its paper: its styles as CSS, no script, nothing from elsewhere. */

#include <ctype.h>
#include <string.h>

#include "base/i18n.h"
#include "exchange/report.h"
#include "form/template.h"

struct page {
    const struct xml_node *root;
    struct str *out;
    const char *list; /* the style of the list in which something stands */
    int level;        /* so many lists deep */
};

static void write_children(struct page *p, const struct xml_node *n);
static void write_node(struct page *p, const struct xml_node *n);

/* ---- styles ---- */

/* Properties of OpenDocument that CSS has, too; as they are, since both have them from XSL. */
static const struct {
    const char *odf, *css;
} SAME[] = {
    {"fo:text-align", "text-align"},       {"fo:text-indent", "text-indent"},     {"fo:line-height", "line-height"},
    {"fo:margin-top", "margin-top"},       {"fo:margin-bottom", "margin-bottom"}, {"fo:margin-left", "margin-left"},
    {"fo:margin-right", "margin-right"},   {"fo:font-weight", "font-weight"},     {"fo:font-style", "font-style"},
    {"fo:font-size", "font-size"},         {"fo:text-transform", "text-transform"}, {"fo:color", "color"},
    {"fo:background-color", "background-color"}, {"fo:border", "border"},         {"fo:border-top", "border-top"},
    {"fo:border-bottom", "border-bottom"}, {"fo:border-left", "border-left"},     {"fo:border-right", "border-right"},
    {"fo:padding", "padding"},             {"style:vertical-align", "vertical-align"}, {"style:column-width", "width"},
    {"style:width", "width"},
};

/* Properties with values that have other names in CSS. */
static const struct {
    const char *odf, *value, *css;
} OTHER[] = {
    {"fo:break-before", "page", "break-before:page"},
    {"fo:break-after", "page", "break-after:page"},
    {"fo:keep-with-next", "always", "break-after:avoid"},
    {"fo:keep-together", "always", "break-inside:avoid"},
    {"style:text-underline-style", "solid", "text-decoration:underline"},
};

/* A value goes into CSS only when it cannot end its rule or load anything. */
static bool is_plain(const char *value)
{
    for (const char *c = value; *c; c++) {
        if (!isalnum((unsigned char)*c) && !strchr("#%. ,'-", *c)) {
            return false;
        }
    }
    return true;
}

static void add_properties(struct str *out, const struct xml_node *n)
{
    for (const char *const *a = n->atts; *a; a += 2) {
        for (size_t i = 0; i < sizeof SAME / sizeof *SAME; i++) {
            if (str_eq(a[0], SAME[i].odf) && is_plain(a[1])) {
                str_addf(out, "%s:%s;", SAME[i].css, a[1]);
            }
        }
        for (size_t i = 0; i < sizeof OTHER / sizeof *OTHER; i++) {
            if (str_eq(a[0], OTHER[i].odf) && str_eq(a[1], OTHER[i].value)) {
                str_addf(out, "%s;", OTHER[i].css);
            }
        }
    }
}

/* A class is the style's family and name, of letters and digits. */
static void add_class(struct str *out, const char *family, const char *name)
{
    str_addf(out, "%s-", family);
    for (const char *c = name; *c; c++) {
        str_add_c(out, isalnum((unsigned char)*c) ? *c : '-');
    }
}

static bool is_property(const struct xml_node *n)
{
    return n->name && str_ends(n->name, "-properties");
}

static void add_rule(struct str *out, const struct xml_node *style)
{
    const char *family = xml_att(style, "style:family"), *name = xml_att(style, "style:name");
    if (!family || !is_plain(family)) {
        return;
    }
    if (xml_is(style, "style:default-style") && str_eq(family, "paragraph")) {
        str_add(out, "body");
    } else if (xml_is(style, "style:style") && name) {
        str_add_c(out, '.');
        add_class(out, family, name);
    } else {
        return;
    }
    str_add_c(out, '{');
    for (const struct xml_node *c = style->first; c; c = c->next) {
        if (is_property(c)) {
            add_properties(out, c);
        }
    }
    str_add(out, "}\n");
}

/* The first page layout is the paper. */
static bool add_paper(struct str *out, const struct xml_node *layout)
{
    const struct xml_node *c = layout->first;
    while (c && !xml_is(c, "style:page-layout-properties")) {
        c = c->next;
    }
    const char *width = c ? xml_att(c, "fo:page-width") : NULL, *height = c ? xml_att(c, "fo:page-height") : NULL;
    if (!width || !height || !is_plain(width) || !is_plain(height)) {
        return false;
    }
    str_addf(out, "@page{size:%s %s;", width, height);
    add_properties(out, c);
    str_add(out, "}\n");
    return true;
}

static void add_styles(struct page *p, const char *part)
{
    bool paper = false;
    for (const struct xml_node *s = p->root->first; s; s = s->next) {
        for (const struct xml_node *c = xml_is(s, part) ? s->first : NULL; c; c = c->next) {
            if (xml_is(c, "style:page-layout") && !paper) {
                paper = add_paper(p->out, c);
            } else if (c->name) {
                add_rule(p->out, c);
            }
        }
    }
}

/* Its own class and those of the styles that it builds on; where rules contradict, the later of the style sheet wins, as it should. */
static void add_classes(struct page *p, const char *family, const char *name)
{
    const struct xml_node *style = name ? report_style(p->root, family, name) : NULL;
    str_add(p->out, style ? " class=\"" : "");
    for (int depth = 0; style && depth < 16; depth++) { /* styles of a template may build on each other in a circle */
        str_add(p->out, depth > 0 ? " " : "");
        add_class(p->out, family, xml_att(style, "style:name"));
        const char *parent = xml_att(style, "style:parent-style-name");
        style = parent ? report_style(p->root, family, parent) : NULL;
        if (!style || depth == 15) {
            str_add_c(p->out, '"');
        }
    }
}

/* ---- elements ---- */

static void open_tag(struct page *p, const char *tag, const char *family, const struct xml_node *n, const char *style)
{
    str_addf(p->out, "<%s", tag);
    add_classes(p, family, xml_att(n, style));
}

static void write_block(struct page *p, const struct xml_node *n, const char *tag)
{
    open_tag(p, tag, "paragraph", n, "text:style-name");
    str_add_c(p->out, '>');
    if (n->first) {
        write_children(p, n);
    } else {
        str_add(p->out, "<br>"); /* an empty line has its height */
    }
    str_addf(p->out, "</%s>\n", tag);
}

static void write_heading(struct page *p, const struct xml_node *n)
{
    const char *level = xml_att(n, "text:outline-level");
    char tag[] = "h1";
    tag[1] = level && level[0] >= '1' && level[0] <= '6' && !level[1] ? level[0] : '6';
    write_block(p, n, tag);
}

static void write_span(struct page *p, const struct xml_node *n)
{
    open_tag(p, "span", "text", n, "text:style-name");
    str_add_c(p->out, '>');
    write_children(p, n);
    str_add(p->out, "</span>");
}

static void write_spaces(struct page *p, const struct xml_node *n)
{
    for (long i = report_count(n, "text:c", 1); i > 0; i--) {
        str_add(p->out, "&nbsp;");
    }
}

static void write_column(struct page *p, const struct xml_node *n)
{
    open_tag(p, "col", "table-column", n, "table:style-name");
    str_addf(p->out, " span=\"%ld\">", report_count(n, "table:number-columns-repeated", 1));
}

static void write_table(struct page *p, const struct xml_node *n)
{
    open_tag(p, "table", "table", n, "table:style-name");
    str_add(p->out, ">\n");
    write_children(p, n);
    str_add(p->out, "</table>\n");
}

static void write_plain(struct page *p, const struct xml_node *n, const char *tag)
{
    str_addf(p->out, "<%s>", tag);
    write_children(p, n);
    str_addf(p->out, "</%s>\n", tag);
}

static void write_row(struct page *p, const struct xml_node *n)
{
    open_tag(p, "tr", "table-row", n, "table:style-name");
    str_add_c(p->out, '>');
    write_children(p, n);
    str_add(p->out, "</tr>\n");
}

static void write_cell(struct page *p, const struct xml_node *n)
{
    open_tag(p, "td", "table-cell", n, "table:style-name");
    str_addf(p->out, " colspan=\"%ld\" rowspan=\"%ld\">", report_count(n, "table:number-columns-spanned", 1), report_count(n, "table:number-rows-spanned", 1));
    write_children(p, n);
    str_add(p->out, "</td>");
}

static void open_link(struct page *p, const char *before, const char *name)
{
    str_addf(p->out, "<a %s", before);
    xml_add_text(p->out, sv_of(name ? name : ""), true);
    str_add(p->out, "\">");
}

static void write_mark(struct page *p, const struct xml_node *n)
{
    open_link(p, "id=\"", xml_att(n, "text:name"));
    str_add(p->out, "</a>");
}

/* A browser has no pages: the way there stands in the number's place. */
static void write_reference(struct page *p, const struct xml_node *n)
{
    const char *format = xml_att(n, "text:reference-format");
    open_link(p, "href=\"#", xml_att(n, "text:ref-name"));
    if (format && str_eq(format, "page")) {
        str_add(p->out, "→");
    } else {
        write_children(p, n);
    }
    str_add(p->out, "</a>");
}

static void write_list(struct page *p, const struct xml_node *n)
{
    const char *outer = p->list, *own = xml_att(n, "text:style-name");
    p->list = own ? own : outer ? outer : "";
    p->level++;
    write_plain(p, n, report_list_numbered(p->root, p->list, p->level) ? "ol" : "ul");
    p->level--;
    p->list = outer;
}

static void write_section(struct page *p, const struct xml_node *n) { write_plain(p, n, "section"); }
static void write_head_rows(struct page *p, const struct xml_node *n) { write_plain(p, n, "thead"); }
static void write_item(struct page *p, const struct xml_node *n) { write_plain(p, n, "li"); }
static void write_paragraph(struct page *p, const struct xml_node *n) { write_block(p, n, "p"); }

static void write_break(struct page *p, const struct xml_node *n)
{
    (void)n;
    str_add(p->out, "<br>");
}

static void write_tab(struct page *p, const struct xml_node *n)
{
    (void)n;
    str_add(p->out, "&emsp;");
}

static void write_nothing(struct page *p, const struct xml_node *n)
{
    (void)p;
    (void)n;
}

/* Of every other element only what is in it is written. */
static const struct {
    const char *name;
    void (*write)(struct page *p, const struct xml_node *n);
} ELEMENTS[] = {
    {"text:p", write_paragraph},
    {"text:h", write_heading},
    {"text:span", write_span},
    {"text:s", write_spaces},
    {"text:tab", write_tab},
    {"text:line-break", write_break},
    {"text:section", write_section},
    {"text:list", write_list},
    {"text:list-item", write_item},
    {"text:bookmark", write_mark},
    {"text:bookmark-start", write_mark},
    {"text:bookmark-ref", write_reference},
    {"table:table", write_table},
    {"table:table-column", write_column},
    {"table:table-header-rows", write_head_rows},
    {"table:table-row", write_row},
    {"table:table-cell", write_cell},
    {"text:sequence-decls", write_nothing},
    {"text:tracked-changes", write_nothing},
    {"office:annotation", write_nothing},
    {"office:forms", write_nothing},
    {"office:binary-data", write_nothing},
};

static void write_node(struct page *p, const struct xml_node *n)
{
    if (!n->name) {
        xml_add_text(p->out, sv_of(n->text), false);
        return;
    }
    for (size_t i = 0; i < sizeof ELEMENTS / sizeof *ELEMENTS; i++) {
        if (str_eq(n->name, ELEMENTS[i].name)) {
            ELEMENTS[i].write(p, n);
            return;
        }
    }
    write_children(p, n);
}

static void write_children(struct page *p, const struct xml_node *n)
{
    for (const struct xml_node *c = n->first; c; c = c->next) {
        write_node(p, c);
    }
}

/* ---- the file ---- */

/* On the screen a sheet of paper's width; on paper what @page says. */
static const char CSS[] = "body{font-family:'Times New Roman','Liberation Serif',serif;font-size:13pt;max-width:180mm;margin:10mm auto}\n"
                          "p,h1,h2,h3,h4,h5,h6{margin:0;font-size:inherit;font-weight:inherit}\n"
                          "table{border-collapse:collapse;table-layout:fixed;margin:2mm 0}\ntd{vertical-align:top}\nthead{display:table-header-group}\n"
                          "a{color:inherit;text-decoration:none}\n@media print{body{max-width:none;margin:0}}\n";

bool report_html(const struct xml_node *root, const struct report_shape *shape, struct str *out, struct err *err)
{
    struct page p = {.root = root, .out = out};
    (void)err;
    str_addf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<title>", shape->lang == LANG_EN ? "en" : "vi");
    xml_add_text(out, sv_of(shape->title), false);
    str_addf(out, "</title>\n<style>\n%s", CSS);
    add_styles(&p, "office:styles");
    add_styles(&p, "office:automatic-styles");
    str_add(out, "</style>\n</head>\n<body>\n");
    if (shape->sample) {
        str_addf(out, "<p style=\"text-align:center;font-weight:bold\">%s</p>\n", _("SAMPLE DATA"));
    }
    for (const struct xml_node *c = root->first; c; c = c->next) {
        if (xml_is(c, "office:body")) {
            write_children(&p, c);
        }
    }
    str_add(out, "</body>\n</html>\n");
    return true;
}
