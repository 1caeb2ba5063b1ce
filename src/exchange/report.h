#ifndef EXCHANGE_REPORT_H
#define EXCHANGE_REPORT_H

/*
 * Documents: a template (form/template.h) filled from queries, and what is written of it.
 *
 * report_fill copies the template's tree, with values for its placeholders and its sections and rows repeated; every writer
 * reads that one tree, so a document says the same in each of its forms.
 */

#include "base/xml.h"
#include "service/service.h"

#define REPORT_ROWS_MAX  20000             /* of one query */
#define REPORT_BYTES_MAX ((size_t)64 << 20) /* of the filled tree, and of what is written */

struct filling {
    struct store *store; /* whose records it tells of */
    const struct report *report;
    enum lang lang;
    const struct param *params; /* of all queries: _id, the form's name, _seal, person */
    size_t nparams;
    struct arena *arena; /* of the tree; the template may lie in another one */
};
/* ERR_NOT_FOUND when the document's own query has no row; ERR_SYNTAX names file and line of a placeholder that nobody fills. */
bool report_fill(const struct filling *f, const struct xml_node *root, struct xml_node **out, struct err *err);

/*
 * Adds to the parameters what the document's own SELECT asks for by name (TEMPLATE_KNOWN), each as a JSON array of rows.  `seal`: of the
 * submission that it tells of, or NULL.
 */
bool report_add_known(struct service *sv, const struct actor *actor, const struct report *r, const struct form *form, const char *id,
                      const char *seal, struct params *p, struct err *err);

/* A line in the header of every page, which gets one where it has none; on top where a document has no pages. */
void report_mark(struct arena *a, struct xml_node *root, const char *text);

/* How it is written. */
struct report_shape {
    enum lang lang;
    const char *title;
    bool sample; /* it tells of sample data: as HTML and as text it says so on top, in other forms by report_mark */
    int width;   /* columns of a text; 0: 80, and 132 where the paper lies across */
    bool ascii;  /* a text for printers without Vietnamese */
};
typedef bool report_writer(const struct xml_node *root, const struct report_shape *shape, struct str *out, struct err *err);
report_writer report_fodt, report_odt, report_html, report_text; /* of a flat OpenDocument text */
report_writer report_page;                                       /* of a page */

#define REPORT_WIDTH_MIN 40
#define REPORT_WIDTH_MAX 400

/* ---- styles (report_style.c) ---- */

/* The style of a family with this name; NULL when there is none. */
const struct xml_node *report_style(const struct xml_node *root, const char *family, const char *name);
/* The page layout of a master page; NULL when there is none. */
const struct xml_node *report_page_layout(const struct xml_node *root, const char *master);
/* A property that the style itself has; NULL when it has not, or is NULL. */
const char *report_own_property(const struct xml_node *style, const char *property);
/* The same for a style by name, also from the styles that it builds on and its family's default. */
const char *report_property(const struct xml_node *root, const char *family, const char *name, const char *property);
/* A length; 0 for what is none ("10%", NULL). */
double report_millimetres(const char *length);
/* Whether the entries of a list have numbers, so many lists deep (from 1). */
bool report_list_numbered(const struct xml_node *root, const char *style, int level);
/* A count in an attribute, 1 to 1000; `otherwise` when it is none. */
long report_count(const struct xml_node *n, const char *name, long otherwise);

#endif
