/* Moving by pages, to the ends of the form, and to a field by its name or number. */

#include "screen/form_int.h"

static int off(const struct form_page *fp, const struct stop *s, int place)
{
    int at = roster_place(fp, s);
    return at > place ? at - place : place - at;
}

/* The first line from there on where something can be typed, and in it what stands nearest to the place. */
static const struct stop *page_below(const struct form_page *fp, size_t line, int place)
{
    const struct layout *l = &fp->layout;
    const struct stop *best = NULL;
    for (size_t i = 0; i < l->stops.n; i++) {
        const struct stop *s = &l->stops.v[i];
        if (s->line >= line && !s->skip && (!best || (s->line == best->line && off(fp, s, place) < off(fp, best, place)))) {
            best = s;
        }
    }
    return best ? best : &l->stops.v[l->stops.n - 1];
}

static void by_page(struct form_page *fp, struct ui *ui, bool back)
{
    const struct stop *now = layout_stop(&fp->layout, fp->focus);
    size_t page = fp->height > 2 ? (size_t)fp->height - 1 : 1;
    if (!now) {
        return;
    }
    size_t line = !back ? now->line + page : now->line > page ? now->line - page : 0;
    form_go(fp, ui, page_below(fp, line, roster_place(fp, now)), !back);
}

/* The first (or last) stop that can be typed in; any, when none can. */
const struct stop *go_end(const struct form_page *fp, bool last)
{
    const struct layout *l = &fp->layout;
    const struct stop *to = NULL;
    for (size_t i = 0; i < l->stops.n && (last || !to); i++) {
        to = l->stops.v[i].skip ? to : &l->stops.v[i];
    }
    return to || l->stops.n == 0 ? to : &l->stops.v[last ? l->stops.n - 1 : 0];
}

void go_page_down(struct form_page *fp, struct ui *ui)
{
    by_page(fp, ui, false);
}

void go_page_up(struct form_page *fp, struct ui *ui)
{
    by_page(fp, ui, true);
}

void go_first(struct form_page *fp, struct ui *ui)
{
    form_go(fp, ui, go_end(fp, false), false);
}

void go_last(struct form_page *fp, struct ui *ui)
{
    form_go(fp, ui, go_end(fp, true), false);
}

void go_forward(struct form_page *fp, struct ui *ui)
{
    form_next(fp, ui, false);
}

void go_back(struct form_page *fp, struct ui *ui)
{
    form_next(fp, ui, true);
}

/* ---- by name or number ---- */

enum { WHOLE = -1 }; /* a place's row: the roster itself */

static struct path whole_roster(struct path at)
{
    return (struct path){at.roster, (size_t)WHOLE, 0};
}

static bool is_whole(struct path at)
{
    return at.roster >= 0 && at.row == (size_t)WHOLE;
}

static void add_place(struct form_page *fp, const struct ui *ui, struct pick *p, struct path at)
{
    struct str number = STR_INIT;
    struct str name = STR_INIT;
    bool line = at.roster >= 0 && fp->row_roster < 0; /* of a matrix; of another table: a column */
    *vec_push(&fp->places) = at;
    str_addf(&number, "%zu", fp->places.n);
    if (is_whole(at)) {
        str_add(&name, label_in(&fp->form->rosters[at.roster].label, ui->lang));
    } else if (line && roster_layout_of(fp, (size_t)at.roster)->is_matrix) {
        str_add(&name, "  ");
        matrix_line_name(fp, ui, (size_t)at.roster, at.row, &name);
    } else if (line) {
        str_addf(&name, "  %s", label_in(&form_field_at(fp, at)->label, ui->lang));
    } else {
        field_name(fp, ui, at, &name);
    }
    pick_add(p, number.p, name.p);
    str_release(&number);
    str_release(&name);
}

/* The first cell of a column in which something can be typed, of row `row` if it is one there; NULL when there is none. */
static const struct stop *in_column(const struct form_page *fp, struct path at, size_t row)
{
    const struct layout *l = &fp->layout;
    const struct stop *first = NULL;
    for (size_t i = 0; i < l->stops.n; i++) {
        const struct stop *s = &l->stops.v[i];
        bool here = s->at.roster == at.roster && s->at.field == at.field && !s->skip;
        if (here && s->at.row == row) {
            return s;
        }
        first = here && !first ? s : first;
    }
    return first;
}

static void add_columns(struct form_page *fp, const struct ui *ui, struct pick *p, size_t roster)
{
    const struct roster_layout *r = roster_layout_of(fp, roster);
    for (size_t i = 0; i < r->columns.n; i++) {
        const struct stop *s = in_column(fp, (struct path){(int)roster, 0, r->columns.v[i].field}, 0);
        if (s) {
            add_place(fp, ui, p, s->at);
        }
    }
}

/* A roster is one place to go to, and so is each line of a matrix, and each column of another table. */
static void add_places(struct form_page *fp, const struct ui *ui, struct pick *p)
{
    const struct layout *l = &fp->layout;
    for (size_t i = 0; i < l->stops.n; i++) {
        const struct stop *s = &l->stops.v[i], *before = i > 0 ? s - 1 : NULL;
        if (fp->row_roster >= 0 || s->at.roster < 0) {
            add_place(fp, ui, p, s->at);
            continue;
        }
        bool is_matrix = roster_layout_of(fp, (size_t)s->at.roster)->is_matrix;
        if (!before || before->at.roster != s->at.roster) {
            add_place(fp, ui, p, whole_roster(s->at));
            if (!is_matrix) {
                add_columns(fp, ui, p, (size_t)s->at.roster);
            }
        }
        if (is_matrix && (!before || before->line != s->line)) {
            add_place(fp, ui, p, s->at);
        }
    }
}

void go_ask(struct form_page *fp, struct ui *ui)
{
    struct pick *p = pick_new(_("Go to"), TAG_GOTO);
    p->confirmed = true;
    fp->places.n = 0;
    add_places(fp, ui, p);
    ui_push(ui, &p->page);
}

/* Where a roster is entered: where something can be typed, if anywhere. */
static const struct stop *first_in(const struct form_page *fp, int roster)
{
    const struct layout *l = &fp->layout;
    const struct stop *to = NULL;
    for (size_t i = 0; i < l->stops.n; i++) {
        const struct stop *s = &l->stops.v[i];
        if (s->at.roster == roster && (!to || (to->skip && !s->skip))) {
            to = s;
        }
    }
    return to;
}

/* In another line of a matrix one stays in the same column, in another column of a table in the same row. */
static const struct stop *entrance(const struct form_page *fp, struct path at)
{
    const struct stop *now = layout_stop(&fp->layout, fp->focus), *to = layout_stop(&fp->layout, at);
    if (is_whole(at)) {
        return first_in(fp, at.roster);
    }
    if (to && now && at.roster >= 0 && fp->row_roster < 0 && now->at.roster == at.roster) {
        return roster_layout_of(fp, (size_t)at.roster)->is_matrix ? page_below(fp, to->line, roster_place(fp, now))
                                                                  : in_column(fp, at, now->at.row);
    }
    return to;
}

void go_picked(struct form_page *fp, struct ui *ui, const struct pick *p)
{
    if (p->at < fp->places.n) {
        struct path at = fp->places.v[p->at];
        form_go(fp, ui, p->confirmed ? entrance(fp, at) : layout_stop(&fp->layout, at), false); /* a problem is at its very cell */
    }
}
