#ifndef SCREEN_GRID_H
#define SCREEN_GRID_H

/*
 * The screen as a table of cells.  Pages paint everything here each time; a back end compares with what stood
 * there before and sends only what changed.  Nothing here knows a terminal.
 */

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include "base/str.h"

/* What a cell means; the back end chooses attributes.  Text being edited is STYLE_PLAIN (1 byte a key). */
enum style {
    STYLE_PLAIN, STYLE_TITLE, STYLE_LABEL, STYLE_DIM, STYLE_ERROR, STYLE_WARNING, STYLE_SELECTED, STYLE_HEAD, STYLE_KEY,
    STYLE_COUNT,
};

struct gcell {
    char text[10];  /* one letter, UTF-8; 0 after it, so that equal cells are equal bytes */
    uint8_t bytes;  /* 0: the right half of a wide letter */
    uint8_t style;
};

struct grid {
    int rows, cols;
    int stride;          /* cells from one row to the next: cols, but in a view */
    struct gcell *cells; /* owned, but in a view */
    int cursor_row, cursor_col; /* where the hardware cursor goes; always somewhere */
};

void grid_init(struct grid *g, int rows, int cols); /* blanks */
void grid_release(struct grid *g);
void grid_resize(struct grid *g, int rows, int cols); /* blanks everything */
void grid_clear(struct grid *g);
void grid_copy(struct grid *to, const struct grid *from); /* sizes may differ */
/* A part of the grid as a grid of its own, to paint in; clipped to it, never released.  Its cursor is its own. */
struct grid grid_view(const struct grid *g, int row, int col, int rows, int cols);
/* Paint all of `from` with its corner at (row, col), clipped; its cursor is left out. */
void grid_blit(struct grid *to, int row, int col, const struct grid *from);

/* Paint text on one row from `col`, clipped at `width` columns and the edge; returns columns painted.  Unclean characters are made visible. */
int grid_text(struct grid *g, int row, int col, int width, enum style style, struct sv text);
int grid_str(struct grid *g, int row, int col, int width, enum style style, const char *text);
/* The same, padded with blanks to `width`, with "…" when cut. */
void grid_field(struct grid *g, int row, int col, int width, enum style style, const char *text);
void grid_fill(struct grid *g, int row, int col, int width, enum style style, const char *letter);
/* A horizontal line; `title` (may be "") stands in it after the first two columns. */
void grid_rule(struct grid *g, int row, int col, int width, const char *title);
/* A single-line box with a title; the inside is blanked. */
void grid_box(struct grid *g, int row, int col, int rows, int cols, const char *title);
void grid_cursor(struct grid *g, int row, int col);
/* Change the style of a run that is painted already. */
void grid_restyle(struct grid *g, int row, int col, int width, enum style style);

/*
 * As text for tests and bug reports: each row between bars; under a row that has styles, a row of one letter a column
 * (T title, L label, d dim, E error, W warning, S selected, H head, K key, blank plain); last "cursor ROW COL".
 */
void grid_dump(const struct grid *g, struct str *out);

#endif
