/* A page as HTML, which is well-formed XML, too: what is in the tree and nothing else. */

#include <string.h>

#include "exchange/report.h"

/* Elements that have no end tag; every other one needs its own, an empty one, too. */
static bool is_void(const struct xml_node *n)
{
    static const char *const VOID[] = {"br", "col", "hr", "meta", "wbr"};
    for (size_t i = 0; i < sizeof VOID / sizeof *VOID; i++) {
        if (xml_is(n, VOID[i])) {
            return true;
        }
    }
    return false;
}

static void write_node(const struct xml_node *n, struct str *out);

static void write_children(const struct xml_node *n, struct str *out)
{
    for (const struct xml_node *c = n->first; c; c = c->next) {
        write_node(c, out);
    }
}

/* Browsers read a style sheet as it stands; the linter refuses what would end it. */
static void write_style(const struct xml_node *n, struct str *out)
{
    for (const struct xml_node *c = n->first; c; c = c->next) {
        str_add(out, c->name ? "" : c->text);
    }
}

static void write_node(const struct xml_node *n, struct str *out)
{
    if (!n->name) {
        xml_add_text(out, sv_of(n->text), false);
        return;
    }
    xml_add_start(out, n);
    if (is_void(n)) {
        out->p[out->len - 1] = '/';
        str_add_c(out, '>');
        return;
    }
    if (xml_is(n, "style")) {
        write_style(n, out);
    } else {
        write_children(n, out);
    }
    str_addf(out, "</%s>", n->name);
}

bool report_page(const struct xml_node *root, const struct report_shape *shape, struct str *out, struct err *err)
{
    (void)err;
    str_addf(out, "<!DOCTYPE html>\n<html lang=\"%s\">", shape->lang == LANG_EN ? "en" : "vi");
    write_children(root, out);
    str_add(out, "</html>\n");
    return true;
}
