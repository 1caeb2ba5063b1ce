#define _GNU_SOURCE /* memrchr */

/*
 * A document as text: lines of so many columns, form feeds where the template begins a page.  It has no page numbers: where a page
 * ends is the printer's business, so a number here would be guessed.
 */

#include "exchange/report_text.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "form/template.h"
#include "text/clean.h"
#include "text/utf8.h"
#include "text/wrap.h"

enum { PORTRAIT = 80, LANDSCAPE = 132, TAB = 8 };
#define LINE_MM 5.0          /* what a blank line stands for */
#define NO_BREAK "\xC2\xA0"

int text_columns(const struct sheet *s, const char *length)
{
    return (int)lround(report_millimetres(length) * s->per_mm);
}

static const char *property(const struct sheet *s, const char *family, const char *style, const char *name)
{
    return report_property(s->root, family, style, name);
}

/* ---- lines ---- */

/* Blanks at the end of a line are none. */
static void add_line(struct str *out, struct sv line)
{
    while (line.n > 0 && line.p[line.n - 1] == ' ') {
        line.n--;
    }
    str_add_sv(out, line);
    str_add_c(out, '\n');
}

static void add_blanks(struct str *out, int n)
{
    for (int i = 0; i < n; i++) {
        str_add_c(out, ' ');
    }
}

static void begin_page(struct sheet *s)
{
    str_add(s->out, s->breaks ? "\f" : "");
    if (s->head) {
        add_blanks(s->out, (s->cols - utf8_cols(sv_of(s->head))) / 2);
        str_addf(s->out, "%s\n\n", s->head);
    }
    s->breaks = false;
    s->begun = true;
    s->gap = 0;
}

void text_put(struct sheet *s, struct sv line)
{
    if (s->pages && (s->breaks || !s->begun)) {
        begin_page(s);
    }
    for (; s->gap > 0; s->gap--) {
        str_add_c(s->out, '\n');
    }
    add_line(s->out, line);
}

/* ---- what comes before and behind a block ---- */

static int blank_lines(const struct sheet *s, const char *family, const char *style, const char *margin)
{
    return (int)lround(report_millimetres(property(s, family, style, margin)) / LINE_MM);
}

/* Another master page is another page, too. */
static bool begins_page(const struct sheet *s, const char *family, const char *name)
{
    const struct xml_node *style = name ? report_style(s->root, family, name) : NULL;
    const char *master = style ? xml_att(style, "style:master-page-name") : NULL, *before = property(s, family, name, "fo:break-before");
    return (master && *master) || (before && str_eq(before, "page"));
}

void text_come_to(struct sheet *s, const char *family, const char *style)
{
    int gap = blank_lines(s, family, style, "fo:margin-top");
    s->gap = gap > s->gap ? gap : s->gap;
    s->breaks = s->breaks || (s->pages && s->begun && begins_page(s, family, style));
}

void text_leave(struct sheet *s, const char *family, const char *style)
{
    const char *after = property(s, family, style, "fo:break-after");
    s->gap = blank_lines(s, family, style, "fo:margin-bottom");
    s->breaks = s->pages && after && str_eq(after, "page");
}

/* ---- what stands in a paragraph ---- */

static void add_inline(const struct sheet *s, const struct xml_node *n, bool capitals, struct str *out);

/* As XML readers see it: a run of blanks is one, at the start of a line it is none. */
static void add_text(struct str *out, const char *text, bool capitals)
{
    struct str seen = STR_INIT, made = STR_INIT;
    clean_visible_lines(&seen, sv_of(text));
    if (capitals) {
        utf8_add_upper(&made, (struct sv){seen.p, seen.len});
    }
    const struct str *from = capitals ? &made : &seen;
    for (size_t i = 0; i < from->len; i++) {
        bool blank = strchr(" \t\r\n", from->p[i]) != NULL;
        if (!blank) {
            str_add_c(out, from->p[i]);
        } else if (out->len > 0 && !strchr(" \n", out->p[out->len - 1])) {
            str_add_c(out, ' ');
        }
    }
    str_release(&seen);
    str_release(&made);
}

static struct sv last_line(const struct str *text)
{
    const char *feed = memrchr(text->p, '\n', text->len);
    size_t at = feed ? (size_t)(feed + 1 - text->p) : 0;
    return (struct sv){text->p + at, text->len - at};
}

/* Blanks, a tab, a line's end.  False: the node is none of them. */
static bool add_white(const struct xml_node *n, struct str *out)
{
    long blanks = xml_is(n, "text:s") ? report_count(n, "text:c", 1) : xml_is(n, "text:tab") ? TAB - utf8_cols(last_line(out)) % TAB : 0;
    for (long i = 0; i < blanks; i++) {
        str_add(out, NO_BREAK);
    }
    if (xml_is(n, "text:line-break")) {
        str_add_c(out, '\n');
        return true;
    }
    return blanks > 0;
}

/* Pages are not counted, and what nobody reads on paper is not written. */
static bool is_silent(const struct xml_node *n)
{
    static const char *const SILENT[] = {"text:page-number", "text:page-count", "office:annotation", "text:tracked-changes",
                                         "text:sequence-decls", "office:forms", "office:binary-data", "svg:title", "svg:desc"};
    const char *format = xml_is(n, "text:bookmark-ref") ? xml_att(n, "text:reference-format") : NULL;
    for (size_t i = 0; i < sizeof SILENT / sizeof *SILENT; i++) {
        if (xml_is(n, SILENT[i])) {
            return true;
        }
    }
    return format && str_eq(format, "page");
}

static bool is_capital(const struct sheet *s, const char *family, const char *style, bool otherwise)
{
    const char *transform = property(s, family, style, "fo:text-transform");
    return transform ? str_eq(transform, "uppercase") : otherwise;
}

static void add_node(const struct sheet *s, const struct xml_node *n, bool capitals, struct str *out)
{
    if (!n->name) {
        add_text(out, n->text, capitals);
    } else if (!add_white(n, out) && !is_silent(n)) {
        add_inline(s, n, xml_is(n, "text:span") ? is_capital(s, "text", xml_att(n, "text:style-name"), capitals) : capitals, out);
    }
}

static void add_inline(const struct sheet *s, const struct xml_node *n, bool capitals, struct str *out)
{
    for (const struct xml_node *c = n->first; c; c = c->next) {
        add_node(s, c, capitals, out);
    }
}

void text_add_inline(const struct sheet *s, const struct xml_node *n, struct str *out)
{
    add_inline(s, n, is_capital(s, "paragraph", xml_att(n, "text:style-name"), false), out);
}

/* ---- a paragraph ---- */

enum align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };

static enum align align_of(const struct sheet *s, const char *style)
{
    const char *align = property(s, "paragraph", style, "fo:text-align");
    return !align                                           ? ALIGN_LEFT
           : str_eq(align, "center")                        ? ALIGN_CENTRE
           : str_eq(align, "end") || str_eq(align, "right") ? ALIGN_RIGHT
                                                            : ALIGN_LEFT;
}

/* Its no-break spaces become blanks now that nothing is wrapped any more. */
static void put_aligned(struct sheet *s, struct sv line, int indent, int cols, enum align align)
{
    struct str shown = STR_INIT;
    int free_cols = cols - utf8_cols(line);
    add_blanks(&shown, indent + (align == ALIGN_CENTRE ? free_cols / 2 : align == ALIGN_RIGHT ? free_cols : 0));
    for (size_t i = 0; i < line.n; i++) {
        bool blank = i + 1 < line.n && memcmp(line.p + i, NO_BREAK, 2) == 0;
        str_add_c(&shown, blank ? ' ' : line.p[i]);
        i += blank;
    }
    text_put(s, (struct sv){shown.p, shown.len});
    str_release(&shown);
}

/* Where its lines begin, how many columns they have, and what the first of them has more at the left. */
struct measure {
    int left, cols, first;
};

static struct measure measure_of(const struct sheet *s, const char *style, enum align align)
{
    struct measure m = {.left = s->indent + text_columns(s, property(s, "paragraph", style, "fo:margin-left"))};
    m.first = align == ALIGN_LEFT && !s->list ? text_columns(s, property(s, "paragraph", style, "fo:text-indent")) : 0;
    if (m.left + m.first > s->cols / 2 || m.left + m.first < 0) { /* a narrow cell */
        m.left = s->indent < s->cols / 2 ? s->indent : 0;
        m.first = 0;
    }
    m.cols = s->cols - m.left - text_columns(s, property(s, "paragraph", style, "fo:margin-right"));
    m.cols = m.cols > s->cols / 4 ? m.cols : s->cols - m.left;
    return m;
}

static void put_paragraph(struct sheet *s, struct sv text, const char *style)
{
    enum align align = align_of(s, style);
    struct measure m = measure_of(s, style, align);
    struct sv line;
    int first = m.first;
    if (text.n == 0) {
        text_put(s, text);
    }
    while (wrap_next(&text, m.cols - first, &line)) {
        put_aligned(s, line, m.left + first, m.cols - first, align);
        first = 0;
    }
}

/* The mark of a list's entry stands in the indent. */
static void add_mark(struct sheet *s, struct str *text)
{
    struct str marked = STR_INIT;
    if (s->mark.len > 0) {
        str_addf(&marked, "%s" NO_BREAK, s->mark.p);
    }
    str_add(&marked, text->p);
    str_release(text);
    *text = marked;
    str_clear(&s->mark);
}

static void write_paragraph(struct sheet *s, const struct xml_node *n)
{
    const char *style = xml_att(n, "text:style-name");
    struct str text = STR_INIT;
    text_come_to(s, "paragraph", style);
    text_add_inline(s, n, &text);
    add_mark(s, &text);
    put_paragraph(s, (struct sv){text.p, text.len}, style);
    text_leave(s, "paragraph", style);
    str_release(&text);
}

/* ---- lists ---- */

static void add_entry_mark(struct sheet *s, long number)
{
    str_clear(&s->mark);
    if (report_list_numbered(s->root, s->list, s->level)) {
        str_addf(&s->mark, "%ld.", number);
    } else {
        str_add(&s->mark, "-");
    }
}

static void write_list(struct sheet *s, const struct xml_node *n)
{
    const char *outer = s->list, *own = xml_att(n, "text:style-name");
    long number = 0;
    s->list = own ? own : outer ? outer : "";
    s->level++;
    s->indent += 2;
    for (const struct xml_node *c = n->first; c; c = c->next) {
        if (xml_is(c, "text:list-item")) {
            add_entry_mark(s, ++number);
        }
        text_write_children(s, c);
    }
    str_clear(&s->mark);
    s->indent -= 2;
    s->level--;
    s->list = outer;
}

/* ---- the document ---- */

static void write_block(struct sheet *s, const struct xml_node *n)
{
    if (template_is_paragraph(n)) {
        write_paragraph(s, n);
    } else if (xml_is(n, "text:list")) {
        write_list(s, n);
    } else if (xml_is(n, "table:table")) {
        text_write_table(s, n);
    } else if (n->name && !is_silent(n)) {
        text_write_children(s, n);
    }
}

void text_write_children(struct sheet *s, const struct xml_node *n)
{
    for (const struct xml_node *c = n->first; c; c = c->next) {
        write_block(s, c);
    }
}

/* The width between the margins in millimetres; *across when the paper is wider than high. */
static double paper_of(const struct xml_node *root, const char *master, bool *across)
{
    const struct xml_node *layout = report_page_layout(root, master);
    double width = report_millimetres(report_own_property(layout, "fo:page-width"));
    double height = report_millimetres(report_own_property(layout, "fo:page-height"));
    *across = *across || width > height;
    return width - report_millimetres(report_own_property(layout, "fo:margin-left")) - report_millimetres(report_own_property(layout, "fo:margin-right"));
}

/* Of all papers that are used: the first one and those that a style changes to. */
static double widest_paper(const struct xml_node *root, bool *across)
{
    double widest = 0, width;
    for (const struct xml_node *s = root->first; s; s = s->next) {
        bool masters = xml_is(s, "office:master-styles");
        for (const struct xml_node *c = s->name && str_ends(s->name, "styles") ? s->first : NULL; c; c = c->next) {
            bool first = masters && c == s->first;
            const char *name = masters ? (first ? xml_att(c, "style:name") : NULL) : c->name ? xml_att(c, "style:master-page-name") : NULL;
            width = name && *name ? paper_of(root, name, across) : 0;
            widest = width > widest ? width : widest;
        }
    }
    return widest > 0 ? widest : 160; /* Decree 30: A4 with 30 and 20 mm */
}

static void fold_pages(struct str *out, struct sv text)
{
    const char *feed;
    while (text.n > 0 && (feed = memchr(text.p, '\f', text.n)) != NULL) {
        size_t n = (size_t)(feed - text.p);
        clean_ascii(out, (struct sv){text.p, n});
        str_add_c(out, '\f');
        text = (struct sv){feed + 1, text.n - n - 1};
    }
    clean_ascii(out, text);
}

bool report_text(const struct xml_node *root, const struct report_shape *shape, struct str *out, struct err *err)
{
    bool across = false;
    double paper = widest_paper(root, &across);
    struct str text = STR_INIT;
    struct sheet s = {.root = root, .out = &text, .cols = shape->width ? shape->width : across ? LANDSCAPE : PORTRAIT, .pages = true,
                      .head = shape->sample ? _("SAMPLE DATA") : NULL, .mark = STR_INIT};
    (void)err;
    s.per_mm = s.cols / paper;
    for (const struct xml_node *c = root->first; c; c = c->next) {
        if (xml_is(c, "office:body")) {
            text_write_children(&s, c);
        }
    }
    if (shape->ascii) {
        fold_pages(out, (struct sv){text.p, text.len});
    } else {
        str_add_n(out, text.p, text.len);
    }
    str_release(&s.mark);
    str_release(&text);
    return true;
}
