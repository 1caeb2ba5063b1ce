/* What a document's styles say: of a paragraph, a table, a paper. */

#include "base/num.h"
#include "exchange/report.h"

enum { DEPTH_MAX = 16 }; /* styles of a template may build on each other in a circle */

static const struct xml_node *style_of(const struct xml_node *root, const char *element, const char *family, const char *name)
{
    for (const struct xml_node *s = root->first; s; s = s->next) {
        for (const struct xml_node *c = s->name && str_ends(s->name, "styles") ? s->first : NULL; c; c = c->next) {
            if (xml_is(c, element) && str_eq_null(xml_att(c, "style:name"), name) && str_eq_null(xml_att(c, "style:family"), family)) {
                return c;
            }
        }
    }
    return NULL;
}

const struct xml_node *report_style(const struct xml_node *root, const char *family, const char *name)
{
    return style_of(root, "style:style", family, name);
}

const struct xml_node *report_page_layout(const struct xml_node *root, const char *master)
{
    const struct xml_node *page = style_of(root, "style:master-page", NULL, master);
    const char *layout = page ? xml_att(page, "style:page-layout-name") : NULL;
    return layout ? style_of(root, "style:page-layout", NULL, layout) : NULL;
}

const char *report_own_property(const struct xml_node *style, const char *property)
{
    const char *value = NULL;
    for (const struct xml_node *c = style ? style->first : NULL; c && !value; c = c->next) {
        value = c->name && str_ends(c->name, "-properties") ? xml_att(c, property) : NULL;
    }
    return value;
}

const char *report_property(const struct xml_node *root, const char *family, const char *name, const char *property)
{
    const char *value = NULL;
    for (int depth = 0; name && !value && depth < DEPTH_MAX; depth++) {
        const struct xml_node *style = report_style(root, family, name);
        value = report_own_property(style, property);
        name = style ? xml_att(style, "style:parent-style-name") : NULL;
    }
    return value ? value : report_own_property(style_of(root, "style:default-style", family, NULL), property);
}

bool report_list_numbered(const struct xml_node *root, const char *style, int level)
{
    const struct xml_node *list = style_of(root, "text:list-style", NULL, style);
    for (const struct xml_node *c = list ? list->first : NULL; c; c = c->next) {
        if (c->name && report_count(c, "text:level", 0) == level) {
            return xml_is(c, "text:list-level-style-number");
        }
    }
    return false;
}

double report_millimetres(const char *length)
{
    static const struct {
        const char *unit;
        double mm;
    } UNITS[] = {{"mm", 1}, {"cm", 10}, {"in", 25.4}, {"pt", 25.4 / 72}, {"pc", 25.4 / 6}};
    double number;
    for (size_t i = 0; length && i < sizeof UNITS / sizeof *UNITS; i++) {
        struct sv text = sv_of(length);
        if (str_ends(length, UNITS[i].unit) && num_parse_decimal((struct sv){text.p, text.n - 2}, NUM_STORED, 6, &number)) {
            return number * UNITS[i].mm;
        }
    }
    return 0;
}

long report_count(const struct xml_node *n, const char *name, long otherwise)
{
    const char *text = xml_att(n, name);
    int64_t number;
    return text && num_parse_int(sv_of(text), NUM_STORED, &number) && number > 0 && number <= 1000 ? (long)number : otherwise;
}
