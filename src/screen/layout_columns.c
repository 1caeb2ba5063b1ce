/* The columns of a roster: how wide each is, and which do not fit. */

#include "screen/layout_int.h"

enum {
    FLEXIBLE_MAX = 40, /* a column of text asks for no more until there is room to give away */
    FLEXIBLE_MIN = 10,
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

static bool is_flexible(const struct field *f)
{
    return f->type == FIELD_TEXT || f->type == FIELD_SELECT_ONE || f->type == FIELD_SELECT_MULTIPLE ||
           f->type == FIELD_FILE;
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

static int natural_width(const struct builder *b, size_t roster, const struct field *f)
{
    int width = larger(wanted(b, roster, f), smaller(builder_label_cols(b, &f->label), HEAD_WISH));
    if (builder_typed(b, f, NULL)) {
        width = larger(width, layout_type_width(f));
    }
    return smaller(width, FLEXIBLE_MAX);
}

static const struct field *column_field(const struct builder *b, size_t roster, size_t column)
{
    return &builder_roster(b, roster)->fields[b->out->rosters[roster].columns.v[column].field];
}

static int total_width(const struct roster_layout *r)
{
    int total = 0;
    for (size_t i = 0; i < r->columns.n; i++) {
        total += r->columns.v[i].width + (i > 0 ? ROSTER_GAP : 0);
    }
    return total;
}

static void drop_last(struct roster_layout *r)
{
    r->columns.n--;
    r->hidden++;
}

/* The widest column of text that can still give something; the number of columns when there is none. */
static size_t widest_flexible(const struct builder *b, size_t roster)
{
    const struct roster_layout *r = &b->out->rosters[roster];
    size_t at = r->columns.n;
    for (size_t i = 0; i < r->columns.n; i++) {
        int width = r->columns.v[i].width;
        bool may = is_flexible(column_field(b, roster, i)) && width > FLEXIBLE_MIN;
        if (may && (at == r->columns.n || width > r->columns.v[at].width)) {
            at = i;
        }
    }
    return at;
}

/* Columns at the end that only show something go first; then texts become narrower; then the last columns go.
 */
static void fit_columns(struct builder *b, size_t roster, int width)
{
    struct roster_layout *r = &b->out->rosters[roster];
    while (r->columns.n > 1 && total_width(r) > width &&
           !builder_typed(b, column_field(b, roster, r->columns.n - 1), NULL) && !b->in->read_only) {
        drop_last(r);
    }
    while (total_width(r) > width) {
        size_t at = widest_flexible(b, roster);
        if (at < r->columns.n) {
            r->columns.v[at].width--;
        } else if (r->columns.n > 1) {
            drop_last(r);
        } else {
            r->columns.v[0].width = width;
        }
    }
}

/* What is left over goes to the text that wants it most. */
static void give_rest(struct builder *b, size_t roster, int width)
{
    struct roster_layout *r = &b->out->rosters[roster];
    size_t at = widest_flexible(b, roster);
    if (at < r->columns.n) {
        int want = larger(wanted(b, roster, column_field(b, roster, at)), r->columns.v[at].width);
        r->columns.v[at].width = smaller(want, r->columns.v[at].width + width - total_width(r));
    }
}

static void place_columns(struct roster_layout *r)
{
    int col = LABEL_COL;
    for (size_t i = 0; i < r->columns.n; i++) {
        r->columns.v[i].col = col;
        col += r->columns.v[i].width + ROSTER_GAP;
    }
}

void layout_columns(struct builder *b, size_t roster)
{
    struct roster_layout *r = &b->out->rosters[roster];
    const struct roster *def = builder_roster(b, roster);
    int width = b->in->width - LABEL_COL - 2;
    for (size_t i = 0; i < def->nfields; i++) {
        if (def->fields[i].type != FIELD_NOTE && column_relevant(b, roster, &def->fields[i])) {
            struct roster_column *c = vec_push(&r->columns);
            c->field = i;
            c->width = natural_width(b, roster, &def->fields[i]);
            c->right = layout_is_number(&def->fields[i]);
        }
    }
    if (r->columns.n > 0) {
        fit_columns(b, roster, width);
        give_rest(b, roster, width);
        place_columns(r);
    }
}
