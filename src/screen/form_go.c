/* Moving by pages, to the ends of the form, and to a field by its name or number. */

#include "screen/form_int.h"

/* The first stop a screen further down. */
static const struct stop *page_below(const struct form_page *fp, size_t line)
{
    const struct layout *l = &fp->layout;
    for (size_t i = 0; i < l->stops.n; i++) {
        if (l->stops.v[i].line >= line && !l->stops.v[i].skip) {
            return &l->stops.v[i];
        }
    }
    return &l->stops.v[l->stops.n - 1];
}

static void by_page(struct form_page *fp, struct ui *ui, bool back)
{
    const struct stop *now = layout_stop(&fp->layout, fp->focus);
    size_t page = fp->height > 2 ? (size_t)fp->height - 1 : 1;
    if (!now) {
        return;
    }
    size_t line = !back ? now->line + page : now->line > page ? now->line - page : 0;
    form_go(fp, ui, page_below(fp, line), !back);
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

/* A roster is one place to go to: its first cell. */
static bool new_place(const struct stop *stops, size_t i)
{
    return stops[i].at.roster < 0 || i == 0 || stops[i - 1].at.roster != stops[i].at.roster;
}

static const char *place_label(const struct form_page *fp, const struct ui *ui, struct path at)
{
    bool whole = at.roster >= 0 && fp->row_roster < 0;
    return label_in(whole ? &fp->form->rosters[at.roster].label : &form_field_at(fp, at)->label, ui->lang);
}

void go_ask(struct form_page *fp, struct ui *ui)
{
    struct pick *p = pick_new(_("Go to"), TAG_GOTO);
    fp->places.n = 0;
    for (size_t i = 0; i < fp->layout.stops.n; i++) {
        if (fp->row_roster >= 0 || new_place(fp->layout.stops.v, i)) {
            struct path at = fp->layout.stops.v[i].at;
            struct str number = STR_INIT;
            *vec_push(&fp->places) = at;
            str_addf(&number, "%zu", fp->places.n);
            pick_add(p, number.p, place_label(fp, ui, at));
            str_release(&number);
        }
    }
    ui_push(ui, &p->page);
}

/* Where a place is entered: a table where something can be typed, if anywhere. */
static const struct stop *entrance(const struct form_page *fp, struct path at)
{
    const struct layout *l = &fp->layout;
    bool whole = at.roster >= 0 && fp->row_roster < 0;
    for (size_t i = 0; whole && i < l->stops.n; i++) {
        if (l->stops.v[i].at.roster == at.roster && !l->stops.v[i].skip) {
            return &l->stops.v[i];
        }
    }
    return layout_stop(l, at);
}

void go_picked(struct form_page *fp, struct ui *ui, const struct pick *p)
{
    if (p->at < fp->places.n) {
        form_go(fp, ui, entrance(fp, fp->places.v[p->at]), false);
    }
}
