/* The form page: where the focus goes, what keys mean, how it is painted.  The other form_*.c do one thing each. */

#include "screen/form_int.h"

#include <string.h>

#include "screen/wrap.h"
#include "text/utf8.h"

struct form_page *form_of(struct page *p)
{
    return (struct form_page *)p;
}

struct cell *form_cell(const struct form_page *fp, struct path at)
{
    bool there = at.roster < 0 || at.row < fp->record->rosters[at.roster].list.n;
    return there ? record_cell(fp->record, at) : NULL;
}

const struct field *form_field_at(const struct form_page *fp, struct path at)
{
    return record_field(fp->record, at);
}

void form_time(const struct ui *ui, int64_t ms, struct str *out)
{
    int64_t minutes = ms / 60000 + ui->clock->offset_min;
    time_add(out, (int)(((minutes % 1440) + 1440) % 1440));
}

/* ---- layout ---- */

struct measuring {
    struct form_page *fp;
    const struct ui *ui;
};

static int want_cols(void *arg, struct path p)
{
    const struct measuring *m = arg;
    struct str s = STR_INIT;
    field_show(m->fp, m->ui, p, &s);
    int cols = utf8_cols((struct sv){s.p, s.len});
    str_release(&s);
    return cols;
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
    if (has_focus(m->fp, p)) {
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
    struct layout_in in = {.record = fp->record, .lang = ui->lang, .width = fp->width, .height = fp->height,
                           .row_roster = fp->row_roster, .row = fp->row, .read_only = fp->read_only,
                           .want = want_cols, .lines = count_lines, .arg = &m};
    layout_build(&fp->layout, &in);
    problems_mark(fp);
    fp->stale = false;
}

/* ---- the focus ---- */

static void stand_on(struct form_page *fp, struct ui *ui, struct path at)
{
    fp->focus = at;
    fp->focused = true;
    field_take_up(fp, ui);
    fp->head_due = true;
    if (fp->pane_on) {
        pane_refresh(fp, ui);
    }
}

void form_settle(struct form_page *fp, struct ui *ui)
{
    if (fp->row_roster >= 0 && fp->row >= fp->record->rosters[fp->row_roster].list.n) {
        fp->row_roster = -1;
        fp->stale = true;
    }
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

void form_focus(struct form_page *fp, struct ui *ui, struct path at)
{
    bool elsewhere = fp->row_roster >= 0 && (at.roster != fp->row_roster || at.row != fp->row);
    if (elsewhere) {
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

void form_leave(struct form_page *fp, struct ui *ui, bool forward)
{
    if (!fp->focused) {
        return;
    }
    bool waits = !field_commit(fp, ui);
    if (!waits && forward && form_cell(fp, fp->focus)) {
        problems_check_cell(fp, ui, fp->focus);
    }
    fp->draft_due = true;
    if (fp->stale) {
        build_layout(fp, ui);
    }
}

void form_go(struct form_page *fp, struct ui *ui, const struct stop *to, bool forward)
{
    struct path at = to ? to->at : fp->focus; /* the stop dies with the layout */
    form_leave(fp, ui, forward);
    if (ui->top != &fp->page) {
        return; /* leaving asked something: the answer comes first */
    }
    if (to) {
        form_focus(fp, ui, at);
    } else {
        form_settle(fp, ui);
    }
}

void form_next(struct form_page *fp, struct ui *ui, bool back)
{
    struct path from = fp->focus;
    form_leave(fp, ui, !back);
    if (ui->top != &fp->page) {
        return;
    }
    form_settle(fp, ui);
    const struct stop *to = layout_next(&fp->layout, from, back, true);
    if (to) {
        form_focus(fp, ui, to->at);
        return;
    }
    form_focus(fp, ui, fp->focus);
    if (!back && ui->message.len == 0 && !fp->read_only && fp->row_roster < 0) {
        ui_say(ui, STYLE_PLAIN, "%s", _("This is the last field; F10 saves."));
    }
}

void form_show_row(struct form_page *fp, struct ui *ui, int roster, size_t row)
{
    struct path from = fp->focus;
    form_leave(fp, ui, false);
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
    undo_note_cell(fp, at);
    cell_set(c, v);
    c->raw = text;
    c->touched = true;
    draft_note_cell(fp, ui, at);
    evaluated(fp, ui, work_changed(fp->work, at, &err), &err);
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
    undo_forget(fp);
    evaluated(fp, ui, work_attach(fp->work, r, &err), &err);
}

struct param *form_params(const struct form_page *fp, size_t *n)
{
    struct param *params = mem_zero(fp->form->nfields + 1, sizeof *params);
    for (size_t i = 0; i < fp->form->nfields; i++) {
        params[i].name = fp->form->fields[i].name;
        value_copy(&params[i].value, &fp->record->cells[i].value);
    }
    *n = fp->form->nfields;
    return params;
}

void form_params_free(struct param *params, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        value_release(&params[i].value);
    }
    free(params);
}

/* ---- moving by pages, to the ends, by name ---- */

static void go_page(struct form_page *fp, struct ui *ui, bool back)
{
    const struct layout *l = &fp->layout;
    const struct stop *now = layout_stop(l, fp->focus);
    const struct stop *to = NULL;
    size_t page = fp->height > 2 ? (size_t)fp->height - 1 : 1;
    for (size_t i = 0; now && i < l->stops.n && !(to && !back); i++) {
        const struct stop *s = &l->stops.v[i];
        bool far = back ? s->line + page >= now->line && s->line < now->line : s->line >= now->line + page;
        if (far && !s->skip && !(to && back)) {
            to = s;
        }
    }
    if (now && !to) {
        to = back ? &l->stops.v[0] : &l->stops.v[l->stops.n - 1];
    }
    form_go(fp, ui, to, !back);
}

static void go_end(struct form_page *fp, struct ui *ui, bool last)
{
    const struct layout *l = &fp->layout;
    const struct stop *to = NULL;
    for (size_t i = 0; i < l->stops.n && (last || !to); i++) {
        to = l->stops.v[i].skip ? to : &l->stops.v[i];
    }
    form_go(fp, ui, to, false);
}

/* A roster is one place to go to: its first cell. */
static bool new_place(const struct stop *stops, size_t i)
{
    return stops[i].at.roster < 0 || i == 0 || stops[i - 1].at.roster != stops[i].at.roster;
}

static void ask_place(struct form_page *fp, struct ui *ui)
{
    struct pick *p = pick_new(_("Go to"), TAG_GOTO);
    fp->places.n = 0;
    for (size_t i = 0; i < fp->layout.stops.n; i++) {
        const struct stop *s = &fp->layout.stops.v[i];
        if (!new_place(fp->layout.stops.v, i) && fp->row_roster < 0) {
            continue;
        }
        bool whole = s->at.roster >= 0 && fp->row_roster < 0;
        const struct label *label = whole ? &fp->form->rosters[s->at.roster].label : &form_field_at(fp, s->at)->label;
        struct str number = STR_INIT;
        *vec_push(&fp->places) = s->at;
        str_addf(&number, "%zu", fp->places.n);
        pick_add(p, number.p, label_in(label, ui->lang));
        str_release(&number);
    }
    ui_push(ui, &p->page);
}

static void place_picked(struct form_page *fp, struct ui *ui, const struct pick *p)
{
    if (p->at < fp->places.n) {
        form_go(fp, ui, layout_stop(&fp->layout, fp->places.v[p->at]), false);
    }
}

/* ---- leaving, other records ---- */

void form_offer(struct form_page *fp, struct ask *a, const char *first, const char *second, const char *third)
{
    fp->answers[0] = first;
    fp->answers[1] = second;
    fp->answers[2] = third;
    fp->answers[3] = NULL;
    a->choices = fp->answers;
}

static void close_page(struct form_page *fp, struct ui *ui)
{
    bool kept = draft_changed(fp);
    ui_close(ui);
    if (kept) {
        ui_say(ui, STYLE_PLAIN, "%s", _("What you typed is kept as a draft; open the record again to go on."));
    }
}

static void ask_discard(struct form_page *fp, struct ui *ui)
{
    struct ask *a = ask_new(_("The draft is not on disk"),
                            _("What you typed could not be written. It is lost if you leave now."), TAG_DISCARD);
    form_offer(fp, a, _("Stay here"), _("Leave and lose it"), NULL);
    ui_push(ui, &a->page);
}

static void leave_page(struct form_page *fp, struct ui *ui)
{
    if (fp->row_roster >= 0) {
        form_show_row(fp, ui, -1, 0);
        return;
    }
    form_leave(fp, ui, false);
    if (ui->top != &fp->page) {
        return;
    }
    draft_write(fp, ui, true);
    if (fp->draft_lost && draft_changed(fp)) {
        ask_discard(fp, ui);
    } else {
        close_page(fp, ui);
    }
}

/* Another record of the form in the place of this one, whose draft stays. */
static void open_instead(struct form_page *fp, struct ui *ui, const char *id)
{
    form_leave(fp, ui, false);
    draft_write(fp, ui, true);
    if (fp->draft_lost && draft_changed(fp)) {
        return;
    }
    struct page *p = form_new(ui, fp->form->name, id, NULL, NULL);
    if (p) {
        struct str said = STR_INIT;
        str_add(&said, ui->message.p);
        ui_close(ui);
        str_set(&ui->message, said.p);
        str_release(&said);
        ui_push(ui, p);
    }
}

enum { NEIGHBOUR_PAGE = 200, NEIGHBOUR_PAGES = 100 };

/* The record before or after this one in the form's list, which is read from its start until this one is met. */
static void open_neighbour(struct form_page *fp, struct ui *ui, bool back)
{
    struct str before = STR_INIT;
    struct str after = STR_INIT;
    struct str found = STR_INIT;
    bool met = false;
    for (int i = 0; i < NEIGHBOUR_PAGES && found.len == 0 && !(back && met); i++) {
        struct reply rep = {0};
        struct request req = {.op = OP_LIST, .form = fp->form->name, .after = after.len > 0 ? after.p : NULL,
                              .limit = NEIGHBOUR_PAGE};
        bool more = ui_call(ui, &req, &rep) && rep.rows.nrows > 0;
        for (size_t r = 0; more && r < rep.rows.nrows && found.len == 0 && !(back && met); r++) {
            const char *id = rowset_str(&rep.rows, r, "_id");
            if (met) {
                str_set(&found, id);
            } else if (str_eq(id, fp->record->id)) {
                met = true;
            } else {
                str_set(&before, id);
            }
        }
        if (more) {
            str_set(&after, rowset_str(&rep.rows, rep.rows.nrows - 1, "_page"));
        }
        reply_release(&rep);
        if (!more) {
            break;
        }
    }
    if (back && met) {
        str_set(&found, before.p);
    }
    if (found.len > 0) {
        open_instead(fp, ui, found.p);
    } else if (ui->message.len == 0) {
        ui_say(ui, STYLE_PLAIN, "%s", back ? _("There is no record before this one.") : _("There is no record after this one."));
    }
    str_release(&before);
    str_release(&after);
    str_release(&found);
}

static void ask_delete(struct form_page *fp, struct ui *ui)
{
    if (fp->record->version == 0) {
        ui_say(ui, STYLE_PLAIN, "%s", _("This record is not saved yet; there is nothing to delete."));
        return;
    }
    struct ask *a = ask_new(_("Delete this record?"), _("It can be brought back. Why is it deleted?"), TAG_DELETE);
    a->input = true;
    a->required = true;
    ui_push(ui, &a->page);
}

static void delete_record(struct form_page *fp, struct ui *ui, const char *reason)
{
    struct reply rep = {0};
    struct request req = {.op = OP_DELETE, .form = fp->form->name, .id = fp->record->id, .version = fp->record->version,
                          .reason = reason};
    if (ui_call(ui, &req, &rep)) {
        draft_forget(fp);
        ui_close(ui);
        ui_say(ui, STYLE_PLAIN, "%s", _("The record is deleted; it can be brought back."));
    }
    reply_release(&rep);
}

static void show_log(struct form_page *fp, struct ui *ui)
{
    struct reply rep = {0};
    struct request req = {.op = OP_LOG, .form = fp->form->name, .id = fp->record->id};
    struct str title = STR_INIT;
    form_record_title(fp, ui, &title);
    if (ui_call(ui, &req, &rep)) {
        ui_push(ui, table_new(ui, title.p, &rep.rows, NULL));
    }
    str_release(&title);
    reply_release(&rep);
}

static void show_help(struct form_page *fp, struct ui *ui)
{
    const char *field = fp->focused ? form_field_at(fp, fp->focus)->name : NULL;
    ui_push(ui, help_new(ui, CTX_FORM, fp->form->name, field));
}

/* ---- events ---- */

static enum command_context context_of(const struct form_page *fp)
{
    if (!fp->focused) {
        return CTX_FORM;
    }
    if (fp->focus.roster >= 0 && fp->row_roster < 0) {
        return CTX_GRID;
    }
    return form_field_at(fp, fp->focus)->multiline ? CTX_TEXT : CTX_FORM;
}

/* Commands of the page as a whole; those of the field and the grid come before. */
static bool page_command(struct form_page *fp, struct ui *ui, enum command cmd)
{
    switch (cmd) {
    case CMD_NEXT:
    case CMD_DOWN:
    case CMD_PREV:
    case CMD_UP:
        form_next(fp, ui, cmd == CMD_PREV || cmd == CMD_UP);
        break;
    case CMD_PAGE_DOWN:
    case CMD_PAGE_UP:
        go_page(fp, ui, cmd == CMD_PAGE_UP);
        break;
    case CMD_FIRST:
    case CMD_LAST:
        go_end(fp, ui, cmd == CMD_LAST);
        break;
    case CMD_GOTO:
        ask_place(fp, ui);
        break;
    case CMD_CHOICES:
        choice_open(fp, ui, (struct sv){"", 0});
        break;
    case CMD_DITTO:
        choice_ditto(fp, ui);
        break;
    case CMD_INSERT:
        choice_insert(fp, ui);
        break;
    case CMD_NEXT_PROBLEM:
        problems_next(fp, ui);
        break;
    case CMD_ACCEPT:
        problems_ask_accept(fp, ui);
        break;
    case CMD_SAVE:
        save_begin(fp, ui);
        break;
    case CMD_UNDO:
        undo_last(fp, ui);
        break;
    case CMD_MOVE:
        move_ask(fp, ui);
        break;
    case CMD_LOG:
        show_log(fp, ui);
        break;
    case CMD_PANE:
        pane_toggle(fp, ui);
        break;
    case CMD_PANE_ZOOM:
        pane_zoom(fp, ui);
        break;
    case CMD_NEW:
        open_instead(fp, ui, NULL);
        break;
    case CMD_NEXT_RECORD:
    case CMD_PREV_RECORD:
        open_neighbour(fp, ui, cmd == CMD_PREV_RECORD);
        break;
    case CMD_DELETE_RECORD:
        ask_delete(fp, ui);
        break;
    case CMD_HELP:
        show_help(fp, ui);
        break;
    case CMD_LEAVE:
        leave_page(fp, ui);
        break;
    default:
        return false;
    }
    return true;
}

static void typed(struct form_page *fp, struct ui *ui, const struct event *ev)
{
    bool block = ev->key == KEY_PASTE && fp->focus.roster >= 0 && fp->row_roster < 0 &&
                 (memchr(ev->text.p, '\t', ev->text.n) || memchr(ev->text.p, '\n', ev->text.n));
    if (!fp->focused || !form_may_change(fp, ui)) {
        return;
    }
    if (block) {
        roster_paste(fp, ui, ev->text);
    } else {
        field_type(fp, ui, ev->text);
    }
}

static bool handle(struct form_page *fp, struct ui *ui, const struct event *ev)
{
    if (ev->key == KEY_TEXT || ev->key == KEY_PASTE) {
        typed(fp, ui, ev);
        return true;
    }
    enum command_context context = context_of(fp);
    enum command cmd = command_of(ev, context);
    if (ev->key == KEY_ENTER && context == CTX_TEXT) {
        field_type(fp, ui, SV("\n"));
        return true;
    }
    return (fp->focused && field_command(fp, ui, cmd)) || (context == CTX_GRID && roster_command(fp, ui, cmd)) ||
           page_command(fp, ui, cmd);
}

/* The answer to a key is shown before the disk is waited for. */
static void paint_first(struct ui *ui)
{
    if (ui->term) {
        ui_draw(ui);
        ui->term->draw(ui->term, &ui->grid);
    }
}

static bool form_event(struct page *p, struct ui *ui, enum command cmd, const struct event *ev)
{
    struct form_page *fp = form_of(p);
    (void)cmd; /* depends on where the focus is */
    undo_begin(fp);
    bool done = handle(fp, ui, ev);
    if (ui->quit || ui->top == NULL) {
        return done;
    }
    bool here = ui->top == p;
    if (here && ((fp->draft_due && !ui->keys_waiting) || draft_overdue(fp, ui))) {
        paint_first(ui);
        draft_write(fp, ui, false);
    }
    return done;
}

static void form_idle(struct page *p, struct ui *ui)
{
    draft_write(form_of(p), ui, true);
}

static void pick_closed(struct form_page *fp, struct ui *ui, const struct pick *p)
{
    switch (p->tag) {
    case TAG_CHOICE:
        choice_picked(fp, ui, p);
        break;
    case TAG_GOTO:
        place_picked(fp, ui, p);
        break;
    case TAG_INSERT:
        choice_inserted(fp, ui, p);
        break;
    case TAG_STATE:
        move_picked(fp, ui, p);
        break;
    default:
        break;
    }
}

static void ask_closed(struct form_page *fp, struct ui *ui, const struct ask *a)
{
    switch (a->tag) {
    case TAG_EMPTIED:
        save_emptied(fp, ui, a);
        break;
    case TAG_CONFLICT:
        conflict_answered(fp, ui, a);
        break;
    case TAG_ACCEPT:
        problems_accepted(fp, ui, a);
        break;
    case TAG_STATE_REASON:
        move_reasoned(fp, ui, a);
        break;
    case TAG_DELETE:
        delete_record(fp, ui, a->answer.p);
        break;
    case TAG_DISCARD:
        if (a->chosen == 1) {
            ui_close(ui);
        }
        break;
    default:
        break;
    }
}

static void form_resume(struct page *p, struct ui *ui, struct page *closed)
{
    struct form_page *fp = form_of(p);
    undo_begin(fp);
    if (closed->ops == &pick_ops && ((const struct pick *)closed)->done) {
        pick_closed(fp, ui, (const struct pick *)closed);
    } else if (closed->ops == &ask_ops && ((const struct ask *)closed)->done) {
        ask_closed(fp, ui, (const struct ask *)closed);
    }
    fp->stale = true; /* what lies over it may have changed the language */
}

/* ---- painting ---- */

static void add_part(struct str *out, const char *text)
{
    if (text[0]) {
        str_addf(out, "%s%s", out->len > 0 ? "  " : "", text);
    }
}

/* The record's standing, at the right of the title line. */
static void right_title(struct form_page *fp, const struct ui *ui, struct str *out)
{
    const struct state *state = form_state(fp->form, fp->record->state);
    add_part(out, state ? label_in(&state->label, ui->lang) : "");
    add_part(out, fp->read_only ? _("read only") : "");
    if (fp->draft_lost) {
        add_part(out, _("draft not kept!"));
    } else if (fp->saved_ms > 0 && !draft_changed(fp)) {
        struct str time = STR_INIT;
        struct str saved = STR_INIT;
        form_time(ui, fp->saved_ms, &time);
        str_addf(&saved, _("saved %s"), time.p);
        add_part(out, saved.p);
        str_release(&saved);
        str_release(&time);
    }
}

static void draw_frame(struct form_page *fp, struct ui *ui, struct grid *g)
{
    struct str title = STR_INIT;
    struct str name = STR_INIT;
    struct str right = STR_INIT;
    form_record_title(fp, ui, &name);
    str_add(&title, label_in(&fp->form->title, ui->lang));
    if (name.len > 0) {
        str_addf(&title, ": %s", name.p);
    }
    right_title(fp, ui, &right);
    ui_frame(ui, g, title.p, right.p, context_of(fp));
    str_release(&title);
    str_release(&name);
    str_release(&right);
}

static void draw_group(const struct form_page *fp, const struct ui *ui, struct grid *g, const struct line *line, int row)
{
    grid_rule(g, row, 1, g->cols - 2, label_in(&fp->form->groups[line->group].label, ui->lang));
}

/* Paint what begins at layout line `at`; returns rows painted. */
static int draw_line(struct form_page *fp, const struct ui *ui, struct grid *g, size_t at, int row, int rows)
{
    const struct line *line = &fp->layout.lines.v[at];
    switch (line->kind) {
    case LINE_FIELD:
        return field_draw(fp, ui, g, at, row, rows);
    case LINE_GROUP:
        draw_group(fp, ui, g, line, row);
        return 1;
    case LINE_ROSTER:
        roster_draw_title(fp, ui, g, line, row);
        return 1;
    case LINE_HEAD:
        roster_draw_head(fp, ui, g, (size_t)line->at.roster, row);
        return 1;
    default:
        roster_draw_line(fp, ui, g, line, row);
        return 1;
    }
}

static void draw_lines(struct form_page *fp, const struct ui *ui, struct grid *g, int row, int rows)
{
    size_t at = fp->top;
    int end = row + rows;
    if (layout_sticky(&fp->layout, at)) {
        roster_draw_head(fp, ui, g, (size_t)fp->layout.lines.v[at].at.roster, row++);
        at++;
    }
    while (row < end && at < fp->layout.lines.n) {
        int used = draw_line(fp, ui, g, at, row, end - row);
        row += used;
        at += (size_t)used;
    }
}

/* When nothing else is said, the message line helps with the focused field: what is wrong with it, or its hint. */
static void draw_hint(const struct form_page *fp, const struct ui *ui, struct grid *g)
{
    int row = g->rows - 2;
    if (ui->message.len > 0 || !fp->focused) {
        return;
    }
    const struct finding *wrong = problems_at(fp, fp->focus);
    if (wrong) {
        enum style style = wrong->strength == FIND_WARNING ? STYLE_WARNING : STYLE_ERROR;
        int col = 1 + grid_str(g, row, 1, 2, style, "! ");
        field_paint(g, row, col, g->cols - col - 1, style, wrong->msg);
        return;
    }
    const char *hint = label_in(&form_field_at(fp, fp->focus)->hint, ui->lang);
    grid_str(g, row, 1, g->cols - 2, STYLE_DIM, hint);
}

/* The field being edited grows and shrinks with its text. */
static bool outgrown(struct form_page *fp)
{
    const struct stop *s = fp->focused ? layout_stop(&fp->layout, fp->focus) : NULL;
    if (!s || fp->layout.lines.v[s->line].kind != LINE_FIELD || !form_field_at(fp, fp->focus)->multiline) {
        return false;
    }
    int least = form_field_at(fp, fp->focus)->lines > 1 ? form_field_at(fp, fp->focus)->lines : 1;
    edit_wrap(&fp->edit, fp->layout.value_width, &fp->wrap);
    int need = (int)fp->wrap.lines.n > least ? (int)fp->wrap.lines.n : least;
    return (need < fp->height ? need : fp->height) != (int)layout_lines_at(&fp->layout, s);
}

static void fit_screen(struct form_page *fp, struct ui *ui, const struct grid *g)
{
    int all = g->rows - UI_TOP - UI_BOTTOM;
    int height = all - pane_rows(fp, all);
    if (g->cols != fp->width || height != fp->height) {
        fp->width = g->cols;
        fp->height = height;
        fp->stale = true;
    }
    form_settle(fp, ui);
    if (outgrown(fp)) {
        fp->stale = true;
        form_settle(fp, ui);
    }
}

static void form_draw(struct page *p, struct ui *ui, struct grid *g)
{
    struct form_page *fp = form_of(p);
    fit_screen(fp, ui, g);
    const struct stop *s = fp->focused ? layout_stop(&fp->layout, fp->focus) : NULL;
    if (s) {
        fp->top = layout_scroll(&fp->layout, fp->top, s, fp->height);
    }
    if (fp->top >= fp->layout.lines.n) {
        fp->top = 0;
    }
    draw_frame(fp, ui, g);
    int pane = pane_rows(fp, g->rows - UI_TOP - UI_BOTTOM);
    if (pane > 0) {
        pane_draw(fp, ui, g, UI_TOP, pane);
    }
    grid_cursor(g, UI_TOP + pane, 0);
    draw_lines(fp, ui, g, UI_TOP + pane, fp->height);
    draw_hint(fp, ui, g);
}

/* ---- life ---- */

static void form_flush(struct page *p, struct ui *ui)
{
    draft_write(form_of(p), ui, true);
}

static void form_free(struct page *p)
{
    struct form_page *fp = form_of(p);
    choice_forget(fp);
    undo_forget(fp);
    draft_forget(fp);
    vec_release(&fp->typed);
    vec_release(&fp->undo);
    findings_release(&fp->found);
    vec_release(&fp->marks);
    vec_release(&fp->places);
    vec_release(&fp->verdicts);
    layout_release(&fp->layout);
    edit_release(&fp->edit);
    edit_wrap_release(&fp->wrap);
    reply_release(&fp->answer);
    rowset_release(&fp->pane);
    str_release(&fp->pane_params);
    work_free(fp->work);
    record_free(fp->record);
    record_free(fp->base);
    record_free(fp->previous);
    free(fp->hash);
    free(fp->forbidden);
    free(fp->move_to);
    free(fp->move_reason);
    free(fp);
}

static const struct page_ops form_ops = {
    .draw = form_draw,
    .event = form_event,
    .idle = form_idle,
    .resume = form_resume,
    .flush = form_flush,
    .free = form_free,
    .name = "form",
    .context = CTX_FORM,
};

static struct form_page *page_alloc(struct ui *ui)
{
    struct form_page *fp = mem_zero(1, sizeof *fp);
    fp->page.ops = &form_ops;
    fp->host = ui->host;
    fp->row_roster = -1;
    fp->stale = true;
    fp->width = ui->grid.cols;
    fp->height = ui->grid.rows - UI_TOP - UI_BOTTOM;
    fp->pane_params = (struct str)STR_INIT;
    edit_init(&fp->edit, false);
    return fp;
}

static void focus_first(struct form_page *fp, struct ui *ui, const char *field)
{
    struct path at;
    if (field && record_path_parse(fp->record, field, &at)) {
        form_focus(fp, ui, at);
    } else if (!fp->focused) {
        build_layout(fp, ui);
        const struct stop *s = fp->layout.stops.n > 0 ? &fp->layout.stops.v[0] : NULL;
        s = s && s->skip && layout_next(&fp->layout, s->at, false, true) ? layout_next(&fp->layout, s->at, false, true) : s;
        fp->focus = s ? s->at : PATH_MAIN(0);
        form_settle(fp, ui);
    }
}

struct page *form_new(struct ui *ui, const char *form, const char *id, const char *key, const char *field)
{
    struct err err = ERR_INIT;
    struct form_page *fp = page_alloc(ui);
    if (!app_form(ui->app, form, &fp->form, NULL, &err)) {
        ui_error(ui, &err);
        form_free(&fp->page);
        return NULL;
    }
    if (!form_open(fp, ui, id, key)) {
        form_free(&fp->page);
        return NULL;
    }
    draft_take_up(fp, ui);
    if (fp->record->version > 0) {
        problems_check(fp, ui);
    }
    focus_first(fp, ui, field);
    return &fp->page;
}
