/* Where the focus is and goes, and the layout under it; how a change by a person reaches the record. */

#include "screen/form_int.h"

#include "text/utf8.h"
#include "text/wrap.h"

/* ---- what stands where ---- */

struct cell *form_cell(const struct form_page *fp, struct path at)
{
    bool there = at.roster < 0 || at.row < fp->record->rosters[at.roster].list.n;
    return there ? record_cell(fp->record, at) : NULL;
}

const struct field *form_field_at(const struct form_page *fp, struct path at)
{
    return record_field(fp->record, at);
}

/* ---- layout ---- */

struct measuring {
    struct form_page *fp;
    const struct ui *ui;
};

static int want_cols(void *arg, struct path p)
{
    const struct measuring *m = arg;
    const struct roster *def = p.roster >= 0 ? &m->fp->form->rosters[p.roster] : NULL;
    struct str s = STR_INIT;
    if (def && def->across == (int)p.field) {
        matrix_column_name(m->fp, m->ui, (size_t)p.roster, p.row, m->fp->row_roster < 0, &s);
    } else {
        field_show(m->fp, m->ui, p, &s);
    }
    if (def && s.len == 0) {
        field_ghost(m->fp, m->ui, p, &s);
    }
    int cols = utf8_cols((struct sv){s.p, s.len});
    str_release(&s);
    return cols;
}

static bool is_part(void *arg, struct path p)
{
    const struct measuring *m = arg;
    struct value whole = VALUE_INIT;
    bool is = work_whole(m->fp->work, p, &whole);
    value_release(&whole);
    return is;
}

static bool has_focus(const struct form_page *fp, struct path p)
{
    return fp->focused && path_eq(fp->focus, p);
}

static int count_lines(void *arg, struct path p, int width)
{
    const struct measuring *m = arg;
    struct str s = STR_INIT;
    int n;
    if (has_focus(m->fp, p) && !field_is_coded(form_field_at(m->fp, p))) {
        edit_wrap(&m->fp->edit, width, &m->fp->wrap);
        n = (int)m->fp->wrap.lines.n;
    } else {
        field_show(m->fp, m->ui, p, &s);
        n = wrap_count((struct sv){s.p, s.len}, width);
    }
    str_release(&s);
    return n;
}

static void build_layout(struct form_page *fp, const struct ui *ui)
{
    struct measuring m = {fp, ui};
    struct layout_in in = {.record = fp->record,
                           .lang = ui->lang,
                           .width = fp->width,
                           .height = fp->height,
                           .row_roster = fp->row_roster,
                           .row = fp->row,
                           .read_only = fp->read_only,
                           .rows_fixed = fp->blind != NULL,
                           .want = want_cols,
                           .part = is_part,
                           .lines = count_lines,
                           .arg = &m};
    layout_build(&fp->layout, &in);
    problems_mark(fp);
    fp->stale = false;
    fp->painted.valid = false;
    fp->pane.stale = true; /* its marks compare with what stands here */
}

/* ---- the focus ---- */

static void stand_on(struct form_page *fp, struct ui *ui, struct path at)
{
    fp->focus = at;
    fp->focused = true;
    field_take_up(fp, ui);
    fp->head_due = true;
    pane_follow(fp, ui);
}

/* The row that was a page of its own may be gone: taken back, deleted by the form. */
static void leave_gone_row(struct form_page *fp)
{
    if (fp->row_roster >= 0 && fp->row >= fp->record->rosters[fp->row_roster].list.n) {
        fp->row_roster = -1;
        fp->stale = true;
    }
}

void form_settle(struct form_page *fp, struct ui *ui)
{
    leave_gone_row(fp);
    if (fp->stale) {
        build_layout(fp, ui);
    }
    if (!fp->focused || !layout_stop(&fp->layout, fp->focus)) {
        const struct stop *near = layout_near(&fp->layout, fp->focus);
        fp->focused = false;
        if (near) {
            stand_on(fp, ui, near->at);
        }
    }
}

/* The row's page shows this place, too. */
static bool on_row_page(const struct form_page *fp, struct path at)
{
    return at.roster == fp->row_roster &&
           (at.row == fp->row || (fp->form->rosters[at.roster].matrix &&
                                  matrix_same_line(fp, (size_t)at.roster, at.row, fp->row)));
}

void form_focus(struct form_page *fp, struct ui *ui, struct path at)
{
    leave_gone_row(fp);
    if (fp->row_roster >= 0 && !on_row_page(fp, at)) {
        fp->row_roster = -1;
        fp->stale = true;
    }
    fp->focused = false;
    fp->focus = at;
    if (fp->stale) {
        build_layout(fp, ui);
    }
    if (!layout_stop(&fp->layout, at) && at.roster >= 0 && form_cell(fp, at) && form_cell(fp, at)->relevant) {
        fp->row_roster = at.roster; /* its column does not fit: the row's own page shows it */
        fp->row = at.row;
        build_layout(fp, ui);
    }
    form_settle(fp, ui);
}

void form_follow_language(struct form_page *fp, struct ui *ui)
{
    if (fp->lang == ui->lang) {
        return;
    }
    (void)form_leave(fp, ui, false); /* still read in the old one: "1.234" is not the same number in both */
    fp->lang = ui->lang;
    choice_forget(fp);
    form_look_at_states(fp, ui); /* says why nothing can be changed */
    problems_check_cells(fp, ui, NULL, 0);
    fp->stale = true;
    fp->focused = false;
    form_settle(fp, ui);
}

/* Its text becomes a value, and going forwards it is checked. */
static void read_field(struct form_page *fp, struct ui *ui, bool forward)
{
    struct err why = ERR_INIT;
    bool read = field_read(fp, ui, &why);
    if (forward && form_cell(fp, fp->focus)) {
        problems_check_cell(fp, ui, fp->focus);
        if (!read && form_field_at(fp, fp->focus)->ref) {
            ui_error(ui, &why); /* which record is not there is known only now */
        }
    }
}

bool form_leave(struct form_page *fp, struct ui *ui, bool forward)
{
    bool leaves = true;
    if (!fp->focused) {
        return true;
    }
    if (fp->blind) {
        leaves = verify_leave(fp, ui, forward);
    } else {
        read_field(fp, ui, forward);
    }
    fp->draft_due = true;
    if (fp->stale) {
        build_layout(fp, ui);
    }
    return leaves;
}

void form_go(struct form_page *fp, struct ui *ui, const struct stop *to, bool forward)
{
    struct path at = to ? to->at : fp->focus; /* the stop dies with the layout */
    if (!form_leave(fp, ui, forward) || ui->top != &fp->page) {
        return; /* leaving asked something: the answer comes first */
    }
    if (to) {
        form_focus(fp, ui, at);
    } else {
        form_settle(fp, ui);
    }
}

/* The first field behind the row's last visible column in which something can be typed. */
static bool next_hidden(const struct form_page *fp, struct path from, struct path *out)
{
    const struct roster *def = from.roster >= 0 ? &fp->form->rosters[from.roster] : NULL;
    if (!def || def->matrix || fp->row_roster >= 0 || fp->layout.rosters[from.roster].hidden == 0 || !form_cell(fp, from)) {
        return false;
    }
    for (size_t i = from.field + 1; i < def->nfields; i++) {
        const struct cell *c = &fp->record->rosters[from.roster].list.v[from.row].cells[i];
        if (c->relevant && !c->read_only && !def->fields[i].hidden && def->fields[i].type != FIELD_NOTE) {
            *out = (struct path){from.roster, from.row, i};
            return true;
        }
    }
    return false;
}

/* Behind the last field of a row's page the table goes on. */
static const struct stop *after_row(struct form_page *fp, const struct ui *ui, struct path from)
{
    const struct layout *l = &fp->layout;
    bool matrix = fp->form->rosters[from.roster].matrix;
    fp->row_roster = -1;
    build_layout(fp, ui);
    const struct stop *to = NULL;
    bool passed = false;
    for (size_t i = 0; i < l->stops.n && !to; i++) {
        struct path at = l->stops.v[i].at;
        bool own = at.roster == from.roster &&
                   (matrix ? matrix_same_line(fp, (size_t)at.roster, at.row, from.row) : at.row == from.row);
        passed = passed || own;
        to = passed && !own && !l->stops.v[i].skip ? &l->stops.v[i] : NULL;
    }
    return to;
}

/* What follows the focus, or comes before it; NULL at the end. */
static const struct stop *stop_beside(struct form_page *fp, const struct ui *ui, struct path from, bool back)
{
    const struct stop *to = layout_next(&fp->layout, from, back, true);
    return to || back || fp->row_roster < 0 ? to : after_row(fp, ui, from);
}

void form_say_last(struct ui *ui)
{
    char key[KEY_NAME];
    ui_say(ui, STYLE_PLAIN, _("This is the last field; %s saves."), ui_key(ui, CMD_SAVE, CTX_FORM, key));
}

void form_next(struct form_page *fp, struct ui *ui, bool back)
{
    struct path from = fp->focus;
    struct path hidden;
    if (!form_leave(fp, ui, !back) || ui->top != &fp->page) {
        return;
    }
    form_settle(fp, ui);
    const struct stop *to = stop_beside(fp, ui, from, back);
    bool leaves_row = !to || to->at.roster != from.roster || to->at.row != from.row;
    if (!back && leaves_row && next_hidden(fp, from, &hidden)) {
        form_focus(fp, ui, hidden);
        return;
    }
    if (to) {
        form_focus(fp, ui, to->at);
        return;
    }
    form_focus(fp, ui, fp->focus);
    if (!back && ui->message.len == 0 && !fp->read_only && fp->row_roster < 0) {
        form_say_last(ui);
    }
}

void form_advance_forget(struct form_page *fp)
{
    free(fp->advanced.typed);
    fp->advanced.typed = NULL;
}

void form_advance(struct form_page *fp, struct ui *ui, const char *typed)
{
    char *kept = mem_dup(typed);
    struct path from = fp->focus;
    form_next(fp, ui, false);
    form_advance_forget(fp);
    if (ui->top == &fp->page && fp->focused && !path_eq(fp->focus, from)) {
        fp->advanced.typed = kept;
        fp->advanced.from = from;
    } else {
        free(kept);
    }
}

void form_advance_back(struct form_page *fp, struct ui *ui)
{
    char *typed = fp->advanced.typed;
    fp->advanced.typed = NULL;
    if (typed && form_cell(fp, fp->advanced.from)) {
        form_leave(fp, ui, false);
        form_focus(fp, ui, fp->advanced.from);
        field_type_again(fp, ui, typed);
    }
    free(typed);
}

void form_show_row(struct form_page *fp, struct ui *ui, int roster, size_t row)
{
    struct path from = fp->focus;
    (void)form_leave(fp, ui, false);
    fp->row_roster = roster;
    fp->row = row;
    fp->top = 0;
    fp->stale = true;
    fp->focused = false;
    fp->focus = from;
    form_settle(fp, ui);
}

/* ---- changing ---- */

bool form_may_change(struct form_page *fp, struct ui *ui)
{
    if (fp->read_only) {
        ui_say(ui, STYLE_ERROR, "%s", fp->forbidden ? fp->forbidden : _("This record may only be read."));
    }
    return !fp->read_only;
}

static void evaluated(struct form_page *fp, struct ui *ui, bool ok, const struct err *err)
{
    if (!ok) {
        ui_error(ui, err);
    }
    fp->stale = true;
}

void form_set(struct form_page *fp, struct ui *ui, struct path at, const struct value *v, const char *raw)
{
    struct err err = ERR_INIT;
    struct cell *c = record_cell(fp->record, at);
    char *text = raw ? mem_dup(raw) : NULL;
    if (c->touched && !cell_empty(c)) {
        tally_correction(fp, ui);
    }
    undo_note_cell(fp, at);
    cell_set(c, v);
    c->raw = text;
    c->touched = true;
    draft_note_cell(fp, ui, at);
    evaluated(fp, ui, work_changed(fp->work, at, &err), &err);
    if (fp->like && at.roster < 0) {
        duplicate_fill(fp, ui);
    }
}

void form_rows_changed(struct form_page *fp, struct ui *ui, size_t roster)
{
    struct err err = ERR_INIT;
    evaluated(fp, ui, work_rows_changed(fp->work, roster, &err), &err);
}

void form_take_record(struct form_page *fp, struct ui *ui, struct record *r)
{
    struct err err = ERR_INIT;
    record_free(fp->record);
    record_free(fp->base);
    fp->record = r;
    fp->base = record_clone(r);
    evaluated(fp, ui, work_attach(fp->work, r, &err), &err);
}

/* ---- what a query of the form may ask for ---- */

static bool has_param(const struct params *p, const char *name)
{
    for (size_t i = 0; i < p->list.n; i++) {
        if (str_eq(p->list.v[i].name, name)) {
            return true;
        }
    }
    return false;
}

/* What is not relevant is not answered; a name that stands already is nearer. */
static void add_cells(struct params *p, const struct field *fields, size_t n, const struct cell *cells)
{
    for (size_t i = 0; i < n; i++) {
        if (cells[i].relevant && !has_param(p, fields[i].name)) {
            params_add(p, fields[i].name, &cells[i].value);
        }
    }
}

void form_params(const struct form_page *fp, struct path at, struct params *out)
{
    const struct form *form = fp->form;
    const struct rows *rows = at.roster >= 0 ? &fp->record->rosters[at.roster] : NULL;
    *out = (struct params){0};
    if (rows && at.row < rows->list.n) {
        add_cells(out, form->rosters[at.roster].fields, form->rosters[at.roster].nfields, rows->list.v[at.row].cells);
    }
    add_cells(out, form->fields, form->nfields, fp->record->cells);
    params_add_text(out, "_id", fp->record->id);
    params_add_text(out, "_state", fp->record->state);
}
