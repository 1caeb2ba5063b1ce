#ifndef SCREEN_FORM_LAYOUT_H
#define SCREEN_FORM_LAYOUT_H

/*
 * Where everything of a form page stands: pure arithmetic from the form, the record's relevance and the
 * screen's width to lines, columns and stops of the cursor.  Nothing is painted here and nothing can fail.
 *
 * A page is a run of lines that scrolls.  One line shows a field's value (a text, also one that may only be read, has
 * as many lines as it needs, one after the other), a title, or a row of a roster, whose columns stand in its roster_layout
 * and which has as many lines as its longest text to be read.
 */

#include <stdbool.h>
#include "base/i18n.h"
#include "base/vec.h"
#include "form/matrix.h"

enum line_kind {
    LINE_GROUP,   /* the rule with a group's title */
    LINE_FIELD,   /* at: the field; sub: which of its lines */
    LINE_ROSTER,  /* the rule with a roster's title */
    LINE_HEAD,    /* the heads of a roster's columns */
    LINE_ROW,     /* at.row: the row, sub: which of its lines; of a matrix, the index into `down` */
    LINE_PERCENT, /* below a line of a matrix that is a part of another: how many per cent; at.row as above */
    LINE_NEW_ROW, /* an empty row at the end: typing there adds it */
    LINE_EMPTY,   /* a roster without rows, to which nobody may add one */
    LINE_SUMS,    /* totals of a matrix */
};

struct line {
    enum line_kind kind;
    struct path at; /* fields; for lines of a roster: which one, and the row */
    size_t group;   /* LINE_GROUP */
    int sub;
};

/* A place where the cursor may stand. */
struct stop {
    struct path at; /* a row that is not there yet has the row count as its number */
    size_t line;    /* the first of its lines */
    bool skip;      /* Enter and Tab pass it by: nothing can be typed there */
};

struct roster_column {
    size_t field;
    int col, width; /* columns of the screen */
    int want;       /* in which it would show all */
    bool right;     /* numbers stand at the right */
};

struct roster_layout {
    VEC(struct roster_column) columns;
    size_t hidden; /* columns that do not fit: seen on the row's own page */

    bool is_matrix;
    struct matrix matrix;
    int head_width, cell_width; /* of a line's label, of a cell */
    int gap;                    /* between two cells */
    size_t fit;                 /* columns that fit beside each other */
    bool right;                 /* its cells are numbers */
    VEC(bool) parts;            /* for each line, whether it is a part of another */
    bool two_lines;             /* percentages stand below their numbers: beside them there is no room */
};

struct layout {
    VEC(struct line) lines;
    VEC(struct stop) stops;
    struct roster_layout *rosters; /* one a roster of the form, owned */
    size_t nrosters;
    int label_width, value_col, value_width; /* columns; labels begin at LABEL_COL */
};

#define LABEL_COL   2 /* before it "!" and "*" */
#define ROSTER_GAP  2
#define LINE_INDENT 2 /* on a line's page, of what stands beside the cell */

struct layout_in {
    const struct record *record; /* evaluated: its `relevant` and `read_only` count */
    enum lang lang;
    int width, height; /* of the lines, on the screen */
    int row_roster;    /* -1: the whole form; else one row of this roster as a page */
    size_t row;
    bool read_only; /* the whole record: then no stop is passed by */
    bool rows_fixed; /* nobody adds rows now */
    /* How many columns the value at `p` takes (of a matrix' `across` field: what names the column); NULL: none. */
    int (*want)(void *arg, struct path p);
    /* Whether the cell of a matrix is a part of a whole, shown as "45/50 (90,0 %)"; NULL: none is. */
    bool (*part)(void *arg, struct path p);
    /* How many lines of `width` columns the text or choice at `p` takes; NULL: one. */
    int (*lines)(void *arg, struct path p, int width);
    void *arg;
};

/* Texts and choices take as many lines as they need; numbers and days have one. */
bool layout_wraps(const struct field *f);
/* Fill `out`, which is zeroed or was built before. */
void layout_build(struct layout *out, const struct layout_in *in);
void layout_release(struct layout *l);

/* The stop at this path, or NULL. */
const struct stop *layout_stop(const struct layout *l, struct path at);
/* The next (or previous) stop after `at`; with `skipping` those that take no typing are passed by.  NULL:
 * there is none. */
const struct stop *layout_next(const struct layout *l, struct path at, bool back, bool skipping);
/* The stop nearest to `at`, which may be gone; NULL when there is none at all. */
const struct stop *layout_near(const struct layout *l, struct path at);
/* How many lines the field or row at the stop has. */
size_t layout_lines_at(const struct layout *l, const struct stop *s);
/*
 * The first visible line so that the stop's lines are in view among `height` lines, moved as little as
 * possible; going down, a group that fits is shown from its title on.
 */
size_t layout_scroll(const struct layout *l, size_t top, const struct stop *s, int height);
/* Whether the roster's heads must be painted over the line `top`, because it scrolled beyond them. */
bool layout_sticky(const struct layout *l, size_t top);

#endif
