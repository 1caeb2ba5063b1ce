/* Values as JSON, which the history holds and documents are given. */

#include <string.h>

#include "form/value.h"

void value_add_json_text(struct str *out, const char *s)
{
    str_add_c(out, '"');
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '"' || c == '\\') {
            str_add_c(out, '\\');
            str_add_c(out, *s);
        } else if (c < 0x20) {
            str_addf(out, "\\u%04x", c);
        } else {
            str_add_c(out, *s);
        }
    }
    str_add_c(out, '"');
}

/* A real keeps its point, so that it is read back as one. */
static void add_real(struct str *out, double x)
{
    size_t start = out->len;
    str_addf(out, "%.17g", x);
    if (!strpbrk(out->p + start, ".e")) {
        str_add(out, ".0");
    }
}

void value_add_json(struct str *out, const struct value *v)
{
    switch (v->type) {
    case VALUE_NULL:
        str_add(out, "null");
        break;
    case VALUE_INT:
        str_addf(out, "%lld", (long long)v->i);
        break;
    case VALUE_REAL:
        add_real(out, v->r);
        break;
    case VALUE_TEXT:
        value_add_json_text(out, v->text);
        break;
    }
}

void rowset_add_json(struct str *out, const struct rowset *rows)
{
    str_add(out, "[");
    for (size_t i = 0; i < rows->nrows; i++) {
        str_add(out, i > 0 ? ",{" : "{");
        for (size_t c = 0; c < rows->ncolumns; c++) {
            str_add(out, c > 0 ? "," : "");
            value_add_json_text(out, rows->columns[c]);
            str_add(out, ":");
            value_add_json(out, rowset_at(rows, i, (int)c));
        }
        str_add(out, "}");
    }
    str_add(out, "]");
}
