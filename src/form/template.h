#ifndef FORM_TEMPLATE_H
#define FORM_TEMPLATE_H

/*
 * The template of a document: reports/NAME.fodt, a flat OpenDocument text as LibreOffice saves it, or reports/NAME.html, a page.
 *
 *   <text:placeholder> with the text <column> or <query.column>   stands for a value
 *   <text:section> that is named after a query of queries/        is repeated for each of its rows
 *   <table:table-row> whose first cell holds <query.column> of a query in whose rows it does not stand yet   likewise
 *   {query.column} in the name of a bookmark or of what refers to one   likewise a value, so that contents find repeated parts
 *
 * In a page (well-formed HTML, with SVG in it):
 *
 *   {column} or {query.column} in a text, and in an attribute of template_fills   stands for a value
 *   data-each="QUERY" on an element    it is repeated for each row of the query
 *   lang="vi", lang="en" on an element it is for readers of that language and left out for others
 *
 * Here it is read and its parts are known; form/check_reports.c checks them, exchange/report.c fills them.
 */

#include "base/xml.h"
#include "form/model.h"

/* The template as a tree in `arena`; else why not, and on which line (*line; 0: it cannot be read at all). */
bool template_read(const struct app *app, const struct report *report, struct arena *arena, struct xml_node **root, int *line, struct err *err);

/* In which query's rows something stands, from the inside out; NULL: in none, only in the document's own row. */
struct template_scope {
    const char *query;
    const struct template_scope *outer;
};
bool template_stands_in(const struct template_scope *scope, const char *query);

/* "query.column"; query.n is 0 for a plain column.  Borrowed. */
struct template_name {
    struct sv query, column;
};
/* False when the node is no placeholder. */
bool template_placeholder(const struct xml_node *n, struct template_name *out);
/* Whether an attribute may hold {names}: of a bookmark and what refers to one; in a page those that can neither load nor run anything. */
bool template_fills(const struct xml_node *n, const char *att);
/* Whether {names} stand for values in the node's own texts: in a page, unless it is its style sheet. */
bool template_fills_text(const struct report *report, const struct xml_node *n);
/* Whether the element is for readers of another language. */
bool template_other_language(const struct report *report, const struct xml_node *n, enum lang lang);
/* The next {name} of a text: `before` is what stands before it.  False at the end: then `before` is all that is left. */
bool template_brace(struct sv *rest, struct sv *before, struct template_name *out);

/* The query for whose rows the node (a section, a table's row, an element with data-each) is repeated; NULL: it is not. */
const char *template_repeats(const struct app *app, const struct xml_node *n, const struct template_scope *scope);
/* What is asked for a name that repeats: queries/NAME.sql, else the summary of that name (*summary; NULL: it is a query). */
struct template_query {
    const char *file, *sql;
    const struct summary *summary;
};
bool template_query(struct app *app, const char *name, struct arena *arena, struct template_query *out, struct err *err);
/* Whether it is a paragraph, which a value of several lines makes several of. */
bool template_is_paragraph(const struct xml_node *n);

/* Parameters of a document's own SELECT that the program answers itself, each with a JSON array of rows; NULL-terminated. */
extern const char *const TEMPLATE_KNOWN[];
/* Whether the text has the parameter of this name. */
bool template_asks(const char *sql, const char *param);

#endif
