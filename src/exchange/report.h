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

struct report_shape {
    enum lang lang;
    const char *title;
};
typedef bool report_writer(const struct xml_node *root, const struct report_shape *shape, struct str *out, struct err *err);
report_writer report_fodt, report_odt, report_html; /* of a flat OpenDocument text */
report_writer report_page;                          /* of a page */

#endif
