#ifndef SCREEN_COLUMNS_H
#define SCREEN_COLUMNS_H

/*
 * Rows of texts under heads, fitted to a width: what the list, the board and the table pages share.
 * Widths are columns of the screen.
 */

#include "base/i18n.h"
#include "form/value.h"
#include "screen/grid.h"
#include "screen/scroll.h"

#define COLUMNS_MAX 32
#define COLUMNS_GAP 2 /* blanks between two columns */

struct columns {
    size_t n;
    enum lang lang; /* of the reader: the decimal sign of fractions */
    const char *heads[COLUMNS_MAX];     /* borrowed */
    int source[COLUMNS_MAX];            /* the rowset's column */
    int width[COLUMNS_MAX];
    int cells[COLUMNS_MAX];             /* what the widest cell needs, without the head */
    int tell[COLUMNS_MAX];              /* in which a row can be told from the next */
    int head[COLUMNS_MAX];              /* in which a head that has several lines can be read */
    bool right[COLUMNS_MAX];            /* numbers stand at the right */
};

/* Add a column (ignored beyond COLUMNS_MAX or when source is -1). */
void columns_add(struct columns *c, int source, const char *head);
/* How wide the columns would be: what the heads and these rows need. */
void columns_measure(struct columns *c, const struct rowset *rows);
/* Column `i` of columns that are measured. */
void columns_add_measured(struct columns *c, const struct columns *from, size_t i);
/*
 * Measure, and choose widths: until all fit `width`, heads that are wider than their cells give way, then what does not tell one
 * row from the next, then the widest.
 */
void columns_fit(struct columns *c, const struct rowset *rows, int width);
/* The same, being measured, for as many of them as can be read; the others are taken out at the end.  Returns how many those are. */
size_t columns_fit_some(struct columns *c, int width);
/* What in this row is not shown whole. */
void columns_add_cut(const struct columns *c, const struct rowset *rows, size_t at, struct str *out);
/* A cell as it is shown. */
void columns_add_cell(const struct columns *c, const struct rowset *rows, size_t row, size_t i, struct str *out);
void columns_draw_heads(const struct columns *c, struct grid *g, int row, int col, int lines);
void columns_draw_row(const struct columns *c, const struct rowset *rows, size_t at, struct grid *g, int row, int col, enum style style);
/*
 * Heads, of several lines where they need them, and rows from s->top, the chosen one marked and holding the cursor, in `height` lines.
 * Returns for how many rows there is room.
 */
int columns_draw(const struct columns *c, const struct rowset *rows, struct scroll *s, struct grid *g, int top, int height);

#endif
