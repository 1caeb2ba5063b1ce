#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/xml.h"

/* What reading and writing again makes of it; NULL: it is refused, and `line` and `why` say where and why. */
static char *again(const char *xml, int *line, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct xml_node *root;
    struct str out = STR_INIT;
    bool ok = xml_parse(&a, sv_of(xml), &root, line, err);
    if (ok) {
        xml_add(&out, root);
    }
    arena_release(&a);
    return ok ? str_take(&out) : NULL;
}

static void what_is_read_is_written_again_and_means_the_same(void **state)
{
    static const struct {
        const char *xml, *out;
    } cases[] = {
        {"<a/>", "<a/>"},
        {"<a></a>", "<a/>"},
        {"<?xml version='1.0'?>\n<a><b x='1' y=\"2\">Tiếng Việt</b> <c/></a>", "<a><b x=\"1\" y=\"2\">Tiếng Việt</b> <c/></a>"},
        {"<a x='&lt;&quot;&amp;&#10;&#9;'/>", "<a x=\"&lt;&quot;&amp;&#10;&#9;\"/>"},
        {"<a>&lt;x&gt; &amp;amp; &quot;&#13;</a>", "<a>&lt;x&gt; &amp;amp; \"&#13;</a>"},
        {"<a><![CDATA[<b>&]]></a>", "<a>&lt;b&gt;&amp;</a>"},
        {"<a><!-- no --><?no no?>yes</a>", "<a>yes</a>"},
        {"<p:a xmlns:p='urn:x' p:b='1'/>", "<p:a xmlns:p=\"urn:x\" p:b=\"1\"/>"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = ERR_INIT;
        int line;
        char *out = again(cases[i].xml, &line, &err);
        if (!out) {
            fail_msg("case %zu: %s", i, err.msg);
        }
        assert_string_equal(out, cases[i].out);
        free(out);
    }
}

static char *nested(size_t depth)
{
    struct str s = STR_INIT;
    for (size_t i = 0; i < depth; i++) {
        str_add(&s, "<a>");
    }
    for (size_t i = 0; i < depth; i++) {
        str_add(&s, "</a>");
    }
    return str_take(&s);
}

static void hostile_xml_is_refused_with_its_line(void **state)
{
    static const struct {
        const char *xml, *says;
        int line;
    } cases[] = {
        {"", "no element found", 1},
        {"text", "syntax error", 1},
        {"<a>\n<b>\n</a>", "mismatched tag", 3},
        {"<a>&nbsp;</a>", "undefined entity", 1},
        {"<a b='1' b='2'/>", "duplicate attribute", 1},
        {"<a/>\n<b/>", "junk after document element", 2},
        {"<a>\xff</a>", "invalid token", 1},
        {"<a>\x01</a>", "invalid token", 1},
        {"<!DOCTYPE a>\n<a/>", "declares a DOCTYPE", 1},
        {"<!DOCTYPE a [<!ENTITY x 'xx'><!ENTITY y '&x;&x;'>]><a>&y;</a>", "declares a DOCTYPE", 1},
        {"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", "declares a DOCTYPE", 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = ERR_INIT;
        int line = 0;
        assert_null(again(cases[i].xml, &line, &err));
        assert_int_equal(err.code, ERR_SYNTAX);
        if (!strstr(err.msg, cases[i].says)) {
            fail_msg("case %zu says: %s", i, err.msg);
        }
        assert_int_equal(line, cases[i].line);
    }
}

static void elements_lie_at_most_256_deep(void **state)
{
    struct err err = ERR_INIT;
    int line;
    char *fits = nested(XML_DEPTH_MAX), *deep = nested(XML_DEPTH_MAX + 1), *out = again(fits, &line, &err);
    (void)state;
    assert_non_null(out);
    assert_null(again(deep, &line, &err));
    assert_non_null(strstr(err.msg, "256 deep"));
    free(out);
    free(fits);
    free(deep);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read_is_written_again_and_means_the_same),
        cmocka_unit_test(hostile_xml_is_refused_with_its_line),
        cmocka_unit_test(elements_lie_at_most_256_deep),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
