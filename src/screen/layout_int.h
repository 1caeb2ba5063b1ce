#ifndef SCREEN_LAYOUT_INT_H
#define SCREEN_LAYOUT_INT_H

/*
 * Inside the layout of a form page; only form_layout.c and layout_*.c include this.
 *
 *   form_layout.c     lines and stops, pages of a row, scrolling
 *   layout_columns.c  the columns of a roster
 *   layout_matrix.c   the lines and columns of a matrix
 */

#include "screen/form_layout.h"

enum {
    HEAD_WISH = 12,    /* a roster's head asks for no more */
    ROW_LINES_MAX = 6, /* a row of a table; what is longer is read on the row's own page */
};

struct builder {
    struct layout *out;
    const struct layout_in *in;
    int group; /* whose title is yet to be set, -1: none */
};

static inline int smaller(int a, int b)
{
    return a < b ? a : b;
}

static inline int larger(int a, int b)
{
    return a > b ? a : b;
}

/* ---- form_layout.c ---- */

const struct roster *builder_roster(const struct builder *b, size_t roster);
struct line *builder_line(struct builder *b, enum line_kind kind, struct path at);
/* A stop on the line that comes next. */
void builder_stop(struct builder *b, struct path at, bool typed);
/* Lines and a stop for one field, unless it is hidden. */
void builder_field(struct builder *b, const struct field *f, struct path at);
/* How wide the labels of a page want to be: where values begin. */
void builder_labels(struct builder *b, int width);
/* Whether people type there; `c` NULL: in any row. */
bool builder_typed(const struct builder *b, const struct field *f, const struct cell *c);
int builder_label_cols(const struct builder *b, const struct label *label);

/* ---- layout_columns.c ---- */

bool layout_is_number(const struct field *f);
/* What one needs to type a value of this type. */
int layout_type_width(const struct field *f);
void layout_columns(struct builder *b, size_t roster);
/* How many lines a row has, its columns being placed. */
int layout_row_lines(const struct builder *b, size_t roster, size_t row);

/* ---- layout_matrix.c ---- */

/* Look where the rows stand, and how wide it all is. */
void layout_matrix(struct builder *b, size_t roster);
void layout_matrix_lines(struct builder *b, size_t roster);
/* One line of it as a page: what stands in each column, under one another. */
void layout_matrix_page(struct builder *b, size_t roster, size_t row);

#endif
