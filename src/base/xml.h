#ifndef BASE_XML_H
#define BASE_XML_H

/*
 * XML as a tree, read by expat and written again.  Everything lies in the caller's arena and lives as long as it.
 *
 * Names keep their prefixes as they are written ("text:p").  Comments and processing instructions are left out.  Texts and
 * attributes are UTF-8 without entities; xml_add escapes them anew, so nothing that is put into a tree can become markup.
 */

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

#define XML_BYTES_MAX ((size_t)8 << 20)
#define XML_DEPTH_MAX 256

struct xml_node {
    const char *name;        /* NULL: a text */
    const char *text;        /* of a text */
    const char *const *atts; /* name, value, name, value, …, NULL */
    struct xml_node *first, *last, *next;
    int line;
};

/*
 * The root of a document of at most XML_BYTES_MAX and XML_DEPTH_MAX.  False (ERR_SYNTAX) with the line at fault (*line; 1 where there
 * is none): what is not well-formed, and what declares a DOCTYPE, since entities of its own could grow without end.
 */
bool xml_parse(struct arena *a, struct sv bytes, struct xml_node **root, int *line, struct err *err);

/* The value of an attribute; NULL when there is none. */
const char *xml_att(const struct xml_node *n, const char *name);
bool xml_is(const struct xml_node *n, const char *name); /* an element of this name */

/* A new last child of `parent` (NULL: none): an element, its attributes borrowed (NULL: none); a text, borrowed. */
struct xml_node *xml_element(struct arena *a, struct xml_node *parent, const char *name, const char *const *atts);
struct xml_node *xml_text(struct arena *a, struct xml_node *parent, const char *text);

/* Append text with what is markup escaped; in an attribute's value quotes and line ends, too. */
void xml_add_text(struct str *out, struct sv text, bool attribute);
/* Append the element or text with all that is in it. */
void xml_add(struct str *out, const struct xml_node *n);
/* Its start tag: <name att="value">. */
void xml_add_start(struct str *out, const struct xml_node *n);

#endif
