#include "screen/layout_int.h"

#include <stdlib.h>

#include "text/utf8.h"

enum {
    LABEL_MAX = 24, /* columns of the labels of a page */
};

static const struct form *form_of(const struct builder *b)
{
    return b->in->record->form;
}

const struct roster *builder_roster(const struct builder *b, size_t roster)
{
    return &form_of(b)->rosters[roster];
}

int builder_label_cols(const struct builder *b, const struct label *label)
{
    return utf8_cols(sv_of(label_in(label, b->in->lang)));
}

struct line *builder_line(struct builder *b, enum line_kind kind, struct path at)
{
    struct line *line = vec_push(&b->out->lines);
    line->kind = kind;
    line->at = at;
    return line;
}

static void add_lines(struct builder *b, enum line_kind kind, struct path at, int n)
{
    for (int i = 0; i < n; i++) {
        builder_line(b, kind, at)->sub = i;
    }
}

/* A title stands only above something. */
static void add_group(struct builder *b)
{
    if (b->group >= 0) {
        builder_line(b, LINE_GROUP, PATH_MAIN(0))->group = (size_t)b->group;
        b->group = -1;
    }
}

bool builder_typed(const struct builder *b, const struct field *f, const struct cell *c)
{
    bool fixed = f->type == FIELD_NOTE || f->read_only_always || f->calculation.sql || f->serial || f->measures || (c && c->read_only);
    return !fixed && !b->in->read_only;
}

void builder_stop(struct builder *b, struct path at, bool typed)
{
    struct stop *s = vec_push(&b->out->stops);
    s->at = at;
    s->line = b->out->lines.n;
    s->skip = !typed && !b->in->read_only;
}

/* ---- fields ---- */

bool layout_wraps(const struct field *f)
{
    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_FILE:
    case FIELD_NOTE:
    case FIELD_SELECT_ONE:
    case FIELD_SELECT_MULTIPLE:
        return true;
    default:
        return false;
    }
}

/* What the text needs, up to a screen; a multi-line field has at least the lines it asks for. */
static int field_lines(const struct builder *b, const struct field *f, struct path at)
{
    int least = f->multiline ? larger(f->lines, 1) : 1;
    bool counts = layout_wraps(f) && b->in->lines;
    int needed = counts ? b->in->lines(b->in->arg, at, b->out->value_width) : 1;
    return larger(1, smaller(larger(least, needed), b->in->height));
}

void builder_field(struct builder *b, const struct field *f, struct path at)
{
    const struct cell *c = record_cell_const(b->in->record, at);
    if (f->hidden || !c->relevant) {
        return;
    }
    add_group(b);
    if (f->type != FIELD_NOTE) {
        builder_stop(b, at, builder_typed(b, f, c));
    }
    add_lines(b, LINE_FIELD, at, field_lines(b, f, at));
}

/* ---- rosters ---- */

static void add_row_stops(struct builder *b, size_t roster, size_t row)
{
    const struct roster_layout *r = &b->out->rosters[roster];
    const struct roster *def = builder_roster(b, roster);
    for (size_t i = 0; i < r->columns.n; i++) {
        struct path at = {(int)roster, row, r->columns.v[i].field};
        const struct cell *c = record_cell_const(b->in->record, at);
        if (c->relevant && def->fields[at.field].type != FIELD_NOTE) {
            builder_stop(b, at, builder_typed(b, &def->fields[at.field], c));
        }
    }
}

static void add_row_lines(struct builder *b, size_t roster)
{
    const struct roster *def = &form_of(b)->rosters[roster];
    size_t n = b->in->record->rosters[roster].list.n;
    for (size_t i = 0; i < n; i++) {
        add_row_stops(b, roster, i);
        add_lines(b, LINE_ROW, (struct path){(int)roster, i, 0}, layout_row_lines(b, roster, i));
    }
    struct path end = {(int)roster, n, 0};
    if (def->add && !b->in->read_only && !b->in->rows_fixed && (int)n < def->max_rows) {
        end.field = b->out->rosters[roster].columns.n > 0 ? b->out->rosters[roster].columns.v[0].field : 0;
        builder_stop(b, end, true);
        builder_line(b, LINE_NEW_ROW, end);
    } else if (n == 0) {
        builder_line(b, LINE_EMPTY, end);
    }
}

/* The group's title just above says the same already. */
static bool titled_by_group(const struct builder *b, const struct roster *def)
{
    const struct line *last = b->out->lines.n > 0 ? &b->out->lines.v[b->out->lines.n - 1] : NULL;
    return last && last->kind == LINE_GROUP &&
           str_eq(label_in(&form_of(b)->groups[last->group].label, b->in->lang),
                  label_in(&def->label, b->in->lang));
}

static void add_roster(struct builder *b, size_t roster)
{
    const struct roster *def = &form_of(b)->rosters[roster];
    if (!b->in->record->rosters[roster].relevant) {
        return;
    }
    add_group(b);
    if (!titled_by_group(b, def)) {
        builder_line(b, LINE_ROSTER, (struct path){(int)roster, 0, 0});
    }
    builder_line(b, LINE_HEAD, (struct path){(int)roster, 0, 0});
    if (def->matrix) {
        layout_matrix(b, roster);
        layout_matrix_lines(b, roster);
    } else {
        layout_columns(b, roster);
        add_row_lines(b, roster);
    }
}

/* ---- the page ---- */

static int widest_label(const struct builder *b, const struct field *fields, size_t n)
{
    int width = 1;
    for (size_t i = 0; i < n; i++) {
        width = larger(width, builder_label_cols(b, &fields[i].label));
    }
    return width;
}

void builder_labels(struct builder *b, int width)
{
    width = smaller(smaller(width, LABEL_MAX), b->in->width / 3);
    b->out->label_width = width;
    b->out->value_col = LABEL_COL + width + 2;
    b->out->value_width = larger(b->in->width - b->out->value_col - 1, 1);
}

static void build_form(struct builder *b)
{
    const struct form *form = form_of(b);
    builder_labels(b, widest_label(b, form->fields, form->nfields));
    for (size_t i = 0; i < form->nitems; i++) {
        const struct item *item = &form->items[i];
        if (item->kind == ITEM_GROUP) {
            b->group = (int)item->index;
        } else if (item->kind == ITEM_FIELD) {
            builder_field(b, &form->fields[item->index], PATH_MAIN(item->index));
        } else {
            add_roster(b, item->index);
        }
    }
}

static void build_row_page(struct builder *b)
{
    const struct roster *def = &form_of(b)->rosters[b->in->row_roster];
    builder_line(b, LINE_ROSTER, (struct path){b->in->row_roster, b->in->row, 0});
    if (def->matrix) {
        layout_matrix_page(b, def->index, b->in->row);
        return;
    }
    builder_labels(b, widest_label(b, def->fields, def->nfields));
    for (size_t i = 0; i < def->nfields; i++) {
        builder_field(b, &def->fields[i], (struct path){b->in->row_roster, b->in->row, i});
    }
}

static void release_rosters(struct layout *l)
{
    for (size_t i = 0; i < l->nrosters; i++) {
        vec_release(&l->rosters[i].columns);
        matrix_release(&l->rosters[i].matrix);
        vec_release(&l->rosters[i].parts);
    }
    free(l->rosters);
    l->rosters = NULL;
}

void layout_build(struct layout *out, const struct layout_in *in)
{
    struct builder b = {out, in, -1};
    release_rosters(out);
    out->lines.n = 0;
    out->stops.n = 0;
    out->nrosters = in->record->form->nrosters;
    out->rosters = mem_zero(out->nrosters + 1, sizeof *out->rosters);
    if (in->row_roster >= 0) {
        build_row_page(&b);
    } else {
        build_form(&b);
    }
}

void layout_release(struct layout *l)
{
    release_rosters(l);
    vec_release(&l->lines);
    vec_release(&l->stops);
}

/* ---- stops ---- */

const struct stop *layout_stop(const struct layout *l, struct path at)
{
    for (size_t i = 0; i < l->stops.n; i++) {
        if (path_eq(l->stops.v[i].at, at)) {
            return &l->stops.v[i];
        }
    }
    return NULL;
}

const struct stop *layout_next(const struct layout *l, struct path at, bool back, bool skipping)
{
    const struct stop *s = layout_stop(l, at);
    size_t i = s ? (size_t)(s - l->stops.v) : 0;
    while (s && (back ? i > 0 : i + 1 < l->stops.n)) {
        i = back ? i - 1 : i + 1;
        if (!skipping || !l->stops.v[i].skip) {
            return &l->stops.v[i];
        }
    }
    return NULL;
}

/* How far apart two places are in the form: fields by their number, rows before columns. */
static size_t distance(struct path a, struct path b)
{
    size_t rows = a.row > b.row ? a.row - b.row : b.row - a.row;
    size_t fields = a.field > b.field ? a.field - b.field : b.field - a.field;
    return (a.roster == b.roster ? 0 : 1000000) + (a.roster >= 0 ? rows * 1000 : 0) + fields;
}

const struct stop *layout_near(const struct layout *l, struct path at)
{
    const struct stop *best = NULL;
    for (size_t i = 0; i < l->stops.n; i++) {
        if (!best || distance(l->stops.v[i].at, at) < distance(best->at, at)) {
            best = &l->stops.v[i];
        }
    }
    return best;
}

size_t layout_lines_at(const struct layout *l, const struct stop *s)
{
    size_t n = 1;
    while (s->line + n < l->lines.n && l->lines.v[s->line + n].sub == (int)n) {
        n++;
    }
    return n + (s->line + n < l->lines.n && l->lines.v[s->line + n].kind == LINE_PERCENT);
}

/* ---- scrolling ---- */

static bool is_row(const struct line *line)
{
    return line->kind == LINE_ROW || line->kind == LINE_PERCENT || line->kind == LINE_NEW_ROW ||
           line->kind == LINE_SUMS || line->kind == LINE_EMPTY;
}

bool layout_sticky(const struct layout *l, size_t top)
{
    return top < l->lines.n && is_row(&l->lines.v[top]);
}

/* The titles right above a line belong to it. */
static size_t with_titles(const struct layout *l, size_t line)
{
    while (line > 0 && l->lines.v[line - 1].kind != LINE_FIELD && !is_row(&l->lines.v[line - 1])) {
        line--;
    }
    return line;
}

static size_t group_start(const struct layout *l, size_t line)
{
    while (line > 0 && l->lines.v[line].kind != LINE_GROUP && l->lines.v[line].kind != LINE_ROSTER) {
        line--;
    }
    return line;
}

static size_t scroll_down(const struct layout *l, size_t line, size_t end, size_t height)
{
    size_t start = with_titles(l, group_start(l, line));
    if (start + height >= end) {
        return start;
    }
    return end > height ? end - height : 0;
}

size_t layout_scroll(const struct layout *l, size_t top, const struct stop *s, int height)
{
    size_t h = height > 0 ? (size_t)height : 1;
    size_t end = s->line + layout_lines_at(l, s);
    size_t first = with_titles(l, s->line);
    if (first < s->line && end - first > h) {
        first = s->line;
    }
    if (is_row(&l->lines.v[s->line]) && first == s->line && first > 0) {
        first--; /* the heads lie over the first line */
    }
    if (first < top) {
        return first;
    }
    return end > top + h ? scroll_down(l, s->line, end, h) : top;
}
