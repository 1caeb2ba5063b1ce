/* The columns of a roster: how wide each is, and which do not fit. */

#include "screen/layout_int.h"

/* What a column is for, which decides who gets the room that is left. */
enum column_kind {
    COLUMN_FIXED,  /* numbers, days: what they need and no more */
    COLUMN_CODED,  /* one choice of some */
    COLUMN_TYPED,  /* one line of text */
    COLUMN_LONG,   /* text of several lines, which is written on the row's own page */
    COLUMN_READ,   /* text that may only be read: what the row is about */
};

enum { TEXT_MIN = 10 }; /* no column of text becomes narrower for others' sake */

/* Every column of text has TEXT_MIN; what is left is given to those of a kind, in this order, up to so many columns of the screen. */
static const struct {
    enum column_kind kind;
    int up_to;
} shares[] = {
    {COLUMN_CODED, 16}, {COLUMN_TYPED, 12}, {COLUMN_READ, 40},   {COLUMN_CODED, 40},  {COLUMN_TYPED, 40},
    {COLUMN_LONG, 40},  {COLUMN_READ, 500}, {COLUMN_CODED, 500}, {COLUMN_TYPED, 500}, {COLUMN_LONG, 500},
};

static bool column_relevant(const struct builder *b, size_t roster, const struct field *f)
{
    const struct rows *rows = &b->in->record->rosters[roster];
    if (f->hidden) {
        return false;
    }
    for (size_t i = 0; i < rows->list.n; i++) {
        if (rows->list.v[i].cells[f->index].relevant) {
            return true;
        }
    }
    return rows->list.n == 0 && !f->relevant.sql;
}

/* What one needs to type a value of this type. */
int layout_type_width(const struct field *f)
{
    switch (f->type) {
    case FIELD_INTEGER:
        return 6;
    case FIELD_TIME:
    case FIELD_YES_NO:
        return 5;
    case FIELD_DATETIME:
        return 16;
    default:
        return 10;
    }
}

bool layout_is_number(const struct field *f)
{
    return f->type == FIELD_INTEGER || f->type == FIELD_DECIMAL;
}

static enum column_kind kind_of(const struct builder *b, const struct field *f)
{
    if (!layout_wraps(f)) {
        return COLUMN_FIXED;
    }
    if (f->multiline) {
        return COLUMN_LONG;
    }
    if (!builder_typed(b, f, NULL)) {
        return COLUMN_READ;
    }
    return f->type == FIELD_TEXT || f->type == FIELD_FILE ? COLUMN_TYPED : COLUMN_CODED;
}

static int wanted(const struct builder *b, size_t roster, const struct field *f)
{
    const struct rows *rows = &b->in->record->rosters[roster];
    int width = 1;
    for (size_t i = 0; b->in->want && i < rows->list.n; i++) {
        width = larger(width, b->in->want(b->in->arg, (struct path){(int)roster, i, f->index}));
    }
    return width;
}

/* What shows it all, and what one needs to type in it. */
static int natural_width(const struct builder *b, size_t roster, const struct field *f)
{
    int width = larger(wanted(b, roster, f), smaller(builder_label_cols(b, &f->label), HEAD_WISH));
    return builder_typed(b, f, NULL) ? larger(width, layout_type_width(f)) : width;
}

static enum column_kind column_kind(const struct builder *b, size_t roster, const struct roster_column *c)
{
    return kind_of(b, &builder_roster(b, roster)->fields[c->field]);
}

static int total_width(const struct roster_layout *r)
{
    int total = 0;
    for (size_t i = 0; i < r->columns.n; i++) {
        total += r->columns.v[i].width + (i > 0 ? ROSTER_GAP : 0);
    }
    return total;
}

/* The last columns go where not even the least of all fits. */
static void drop_columns(struct roster_layout *r, int width)
{
    while (r->columns.n > 1 && total_width(r) > width) {
        r->columns.n--;
        r->hidden++;
    }
    if (r->columns.v[0].width > width) {
        r->columns.v[0].width = width;
    }
}

/* The narrowest of a kind that would show more if it were wider; NULL when none would. */
static struct roster_column *neediest(const struct builder *b, size_t roster, enum column_kind kind, int up_to)
{
    const struct roster_layout *r = &b->out->rosters[roster];
    struct roster_column *found = NULL;
    for (size_t i = 0; i < r->columns.n; i++) {
        struct roster_column *c = &r->columns.v[i];
        bool needs = column_kind(b, roster, c) == kind && c->width < smaller(c->want, up_to);
        if (needs && (!found || c->width < found->width)) {
            found = c;
        }
    }
    return found;
}

/* Room that no content asks for shows heads whole. */
static void widen_for_heads(struct builder *b, size_t roster, int left)
{
    struct roster_layout *r = &b->out->rosters[roster];
    const struct roster *def = builder_roster(b, roster);
    for (size_t i = 0; i < r->columns.n && left > 0; i++) {
        struct roster_column *c = &r->columns.v[i];
        int more = smaller(left, builder_label_cols(b, &def->fields[c->field].label) - c->width);
        if (more > 0) {
            c->width += more;
            left -= more;
        }
    }
}

static void share_rest(struct builder *b, size_t roster, int width)
{
    int left = width - total_width(&b->out->rosters[roster]);
    for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++) {
        struct roster_column *c;
        while (left > 0 && (c = neediest(b, roster, shares[i].kind, shares[i].up_to))) {
            c->width++;
            left--;
        }
    }
    widen_for_heads(b, roster, left);
}

static void place_columns(struct roster_layout *r)
{
    int col = LABEL_COL;
    for (size_t i = 0; i < r->columns.n; i++) {
        r->columns.v[i].col = col;
        col += r->columns.v[i].width + ROSTER_GAP;
    }
}

static void add_column(struct builder *b, size_t roster, const struct field *f)
{
    struct roster_column *c = vec_push(&b->out->rosters[roster].columns);
    c->field = f->index;
    c->want = natural_width(b, roster, f);
    c->width = kind_of(b, f) == COLUMN_FIXED ? c->want : smaller(c->want, TEXT_MIN);
    c->right = layout_is_number(f);
}

void layout_columns(struct builder *b, size_t roster)
{
    struct roster_layout *r = &b->out->rosters[roster];
    const struct roster *def = builder_roster(b, roster);
    int width = b->in->width - LABEL_COL - 2;
    for (size_t i = 0; i < def->nfields; i++) {
        if (column_relevant(b, roster, &def->fields[i])) {
            add_column(b, roster, &def->fields[i]);
        }
    }
    if (r->columns.n > 0) {
        drop_columns(r, width);
        share_rest(b, roster, width);
        place_columns(r);
    }
}

/* ---- rows ---- */

/* As many lines as the texts need that the row is about; those that are typed make no room for themselves. */
int layout_row_lines(const struct builder *b, size_t roster, size_t row)
{
    const struct roster_layout *r = &b->out->rosters[roster];
    int lines = 1;
    for (size_t i = 0; b->in->lines && i < r->columns.n; i++) {
        const struct roster_column *c = &r->columns.v[i];
        struct path at = {(int)roster, row, c->field};
        if (c->want > c->width && column_kind(b, roster, c) == COLUMN_READ && record_cell_const(b->in->record, at)->relevant) {
            lines = larger(lines, b->in->lines(b->in->arg, at, c->width));
        }
    }
    return larger(smaller(smaller(lines, ROW_LINES_MAX), b->in->height - 1), 1);
}
