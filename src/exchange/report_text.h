#ifndef EXCHANGE_REPORT_TEXT_H
#define EXCHANGE_REPORT_TEXT_H

/* What the parts of the text form share: report_text.c writes paragraphs and lists, report_text_table.c tables. */

#include "exchange/report.h"

/* What lines are put on: the document, or a cell of a table. */
struct sheet {
    const struct xml_node *root; /* of the filled document */
    struct str *out;             /* lines, each with its line feed */
    int cols;
    double per_mm;               /* columns of a millimetre of the paper */
    int indent;                  /* columns at the left of what stands in lists */
    int gap;                     /* blank lines before the next line, when something stands above it */
    bool begun;                  /* something stands on the page; in a cell always, so that its first paragraph keeps its distance */
    bool pages;                  /* it is the document: pages may break */
    bool breaks;                 /* before the next line */
    const char *head;            /* the line on top of each page; NULL: none */
    struct str mark;             /* what stands before the next paragraph's first line: of a list's entry */
    const char *list;            /* the style of the list in which it stands, NULL: in none */
    int level;                   /* so many lists deep */
};

/* All blocks in the node. */
void text_write_children(struct sheet *s, const struct xml_node *n);
void text_write_table(struct sheet *s, const struct xml_node *table);

/* What stands in a paragraph, as one text with line feeds; blanks that must stay are no-break spaces. */
void text_add_inline(const struct sheet *s, const struct xml_node *n, struct str *out);
/* Breaks the page and leaves lines blank as the style of what follows says; family "paragraph" or "table". */
void text_come_to(struct sheet *s, const char *family, const char *style);
/* And behind it. */
void text_leave(struct sheet *s, const char *family, const char *style);
/* One line as it is. */
void text_put(struct sheet *s, struct sv line);
/* A length on the paper in columns. */
int text_columns(const struct sheet *s, const char *length);

#endif
