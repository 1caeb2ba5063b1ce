/* The form page painted: the frame, the lines in view, and what the message line says about the focused
 * field. */

#include "screen/form_int.h"

#include "text/utf8.h"

void form_time(const struct ui *ui, int64_t ms, struct str *out)
{
    int64_t minutes = ms / 60000 + ui->clock->offset_min;
    time_add(out, (int)(((minutes % 1440) + 1440) % 1440));
}

static void add_part(struct str *out, const char *text)
{
    if (text[0]) {
        str_addf(out, "%s%s", out->len > 0 ? "  " : "", text);
    }
}

static void add_others(const struct ui *ui, struct str *out)
{
    struct str text = STR_INIT;
    if (ui->others.len > 0) {
        str_addf(&text, _("open also at: %s"), ui->others.p);
    }
    add_part(out, text.p);
    str_release(&text);
}

/* The record's standing, at the right of the title line. */
static void right_title(struct form_page *fp, const struct ui *ui, struct str *out)
{
    const struct state *state = form_state(fp->form, fp->record->state);
    add_part(out, state ? label_in(&state->label, ui->lang) : "");
    add_part(out, fp->seal ? fp->seal : fp->read_only ? _("read only") : "");
    if (fp->blind) {
        str_addf(out, "%s%s %zu/%zu", out->len > 0 ? "  " : "", _("keying again"), fp->blind->cells.n - verify_left(fp), fp->blind->cells.n);
    }
    add_others(ui, out);
    if (fp->draft_lost) {
        add_part(out, ui->host->remote && !fp->draft_refused ? _("the server is away!") : _("draft not kept!"));
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
    ui_frame(ui, g, title.p, right.p, form_context(fp));
    str_release(&title);
    str_release(&name);
    str_release(&right);
}

static void draw_group(const struct form_page *fp, const struct ui *ui, struct grid *g,
                       const struct line *line, int row)
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
        return roster_draw_line(fp, ui, g, line, row, rows);
    }
}

static void draw_lines(struct form_page *fp, const struct ui *ui, struct grid *g)
{
    size_t at = fp->top;
    int row = 0;
    int end = g->rows;
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

/* The line's label where the matrix had to cut it. */
static void add_line_name(struct form_page *fp, const struct ui *ui, struct str *out)
{
    struct path at = fp->focus;
    const struct roster_layout *r = at.roster >= 0 ? roster_layout_of(fp, (size_t)at.roster) : NULL;
    struct str name = STR_INIT;
    if (r && r->is_matrix && fp->row_roster < 0) {
        matrix_line_name(fp, ui, (size_t)at.roster, at.row, &name);
        if (utf8_cols(sv_of(name.p)) > r->head_width) {
            add_part(out, name.p);
        }
    }
    str_release(&name);
}

static void add_help(struct form_page *fp, const struct ui *ui, struct str *out)
{
    struct str before = STR_INIT;
    add_line_name(fp, ui, out);
    field_before(fp, ui, fp->focus, &before);
    if (before.len > 0) {
        struct str sentence = STR_INIT;
        char key[KEY_NAME];
        str_addf(&sentence, _("%s: %s (%s takes it)"), field_before_name(fp, ui, fp->focus), before.p,
                 ui_key(ui, CMD_DITTO, CTX_FORM, key));
        add_part(out, sentence.p);
        str_release(&sentence);
    }
    add_part(out, label_in(&form_field_at(fp, fp->focus)->hint, ui->lang));
    str_release(&before);
}

/*
 * When nothing else is said, the message line helps with the focused field: what is wrong with it, or what there is to know: its line,
 * what stood there before, its hint.
 */
struct hint {
    struct str text;
    enum style style;
    bool mark;
    int most; /* lines */
};

static struct hint make_hint(struct form_page *fp, const struct ui *ui, const struct grid *g)
{
    struct hint h = {STR_INIT, STYLE_DIM, false, (g->rows - UI_TOP - UI_BOTTOM) / 2};
    const struct finding *wrong = fp->focused && ui->message.len == 0 ? problems_at(fp, fp->focus) : NULL;
    if (wrong) {
        str_add(&h.text, wrong->msg);
        h.style = wrong->strength == FIND_WARNING ? STYLE_WARNING : STYLE_ERROR;
        h.mark = true;
    } else if (fp->focused && ui->message.len == 0) {
        add_help(fp, ui, &h.text);
    }
    return h;
}

static struct sv hint_text(const struct hint *h)
{
    return (struct sv){h->text.p, h->text.len};
}

/* Rows that a long message or hint takes from the fields, so that it hides none. */
static int rows_taken(struct form_page *fp, const struct ui *ui, const struct grid *g)
{
    struct hint h = make_hint(fp, ui, g);
    int lines = ui->message.len > 0 ? ui_message_lines(ui, g) : ui_text_lines(g, h.mark, hint_text(&h), h.most);
    str_release(&h.text);
    return lines > 1 ? lines - 1 : 0;
}

static void draw_hint(struct form_page *fp, const struct ui *ui, struct grid *g)
{
    struct hint h = make_hint(fp, ui, g);
    ui_draw_text(g, h.style, h.mark, hint_text(&h), h.most);
    str_release(&h.text);
}

/* The field being edited grows and shrinks with its text. */
static bool outgrown(struct form_page *fp)
{
    const struct stop *s = fp->focused ? layout_stop(&fp->layout, fp->focus) : NULL;
    const struct field *f = s ? form_field_at(fp, fp->focus) : NULL;
    if (!f || fp->layout.lines.v[s->line].kind != LINE_FIELD || !layout_wraps(f) || field_is_coded(f)) {
        return false;
    }
    int least = f->multiline && f->lines > 1 ? f->lines : 1;
    edit_wrap(&fp->edit, fp->layout.value_width, &fp->wrap);
    int need = (int)fp->wrap.lines.n > least ? (int)fp->wrap.lines.n : least;
    return (need < fp->height ? need : fp->height) != (int)layout_lines_at(&fp->layout, s);
}

static void set_size(struct form_page *fp, struct ui *ui, int width, int height)
{
    height = height > 1 ? height : 1;
    if (width != fp->width || height != fp->height) {
        fp->width = width;
        fp->height = height;
        fp->stale = true;
    }
    form_settle(fp, ui);
}

/* What the pane and a long message leave. */
static void fit_screen(struct form_page *fp, struct ui *ui, const struct grid *g, struct pane_place *pane)
{
    int rows = g->rows - UI_TOP - UI_BOTTOM;
    *pane = pane_place(fp, ui, rows, g->cols);
    int width = g->cols - (pane->beside ? pane->cols : 0);
    int height = rows - (pane->beside ? 0 : pane->rows);
    form_settle(fp, ui);
    set_size(fp, ui, width, height - rows_taken(fp, ui, g));
    if (outgrown(fp)) {
        fp->stale = true;
        form_settle(fp, ui);
    }
}

/* The stop in view, with all of its lines painted below the heads that stick to the top. */
static const struct stop *stop_in_view(const struct form_page *fp, struct path at)
{
    const struct stop *s = layout_stop(&fp->layout, at);
    return s && s->line >= fp->top + layout_sticky(&fp->layout, fp->top) ? s : NULL;
}

/*
 * Whether nothing but the focused field's text can differ from what was painted, or, where the focus went from one field to another,
 * those two (a table may scroll with it).
 */
static bool only_focus_differs(const struct form_page *fp, const struct stop *was, const struct stop *is)
{
    if (!fp->painted.valid || !fp->focused || fp->painted.top != fp->top || !was || !is) {
        return false;
    }
    const struct line *lines = fp->layout.lines.v;
    return was == is || (lines[was->line].kind == LINE_FIELD && lines[is->line].kind == LINE_FIELD);
}

static void paint_stop(struct form_page *fp, const struct ui *ui, struct grid *g, const struct stop *s)
{
    int row = (int)(s->line - fp->top);
    int rows = (int)layout_lines_at(&fp->layout, s);
    for (int i = row; i < row + rows && i < g->rows; i++) {
        grid_fill(g, i, 0, g->cols, STYLE_PLAIN, " ");
    }
    for (int used = 0; used < rows && row + used < g->rows;) {
        used += draw_line(fp, ui, g, s->line + (size_t)used, row + used, g->rows - row - used);
    }
}

static void paint_lines(struct form_page *fp, const struct ui *ui)
{
    struct grid *g = &fp->painted.image;
    if (g->rows != fp->height || g->cols != fp->width) {
        grid_resize(g, fp->height, fp->width);
        fp->painted.valid = false;
    }
    const struct stop *was = stop_in_view(fp, fp->painted.focus);
    const struct stop *is = stop_in_view(fp, fp->focus);
    if (only_focus_differs(fp, was, is)) {
        paint_stop(fp, ui, g, was);
        if (is != was) {
            paint_stop(fp, ui, g, is);
        }
    } else {
        grid_clear(g);
        grid_cursor(g, 0, 0);
        draw_lines(fp, ui, g);
    }
    fp->painted.valid = true;
    fp->painted.top = fp->top;
    fp->painted.focus = fp->focus;
}

static void draw_fields(struct form_page *fp, const struct ui *ui, struct grid *g, int row)
{
    paint_lines(fp, ui);
    grid_blit(g, row, 0, &fp->painted.image);
    grid_cursor(g, row + fp->painted.image.cursor_row, fp->painted.image.cursor_col);
}

void draw_form(struct form_page *fp, struct ui *ui, struct grid *g)
{
    struct pane_place pane;
    form_follow_language(fp, ui);
    fit_screen(fp, ui, g, &pane);
    const struct stop *s = fp->focused ? layout_stop(&fp->layout, fp->focus) : NULL;
    if (s) {
        fp->top = layout_scroll(&fp->layout, fp->top, s, fp->height);
    }
    if (fp->top >= fp->layout.lines.n) {
        fp->top = 0;
    }
    draw_frame(fp, ui, g);
    pane_draw(fp, ui, g, &pane);
    draw_fields(fp, ui, g, UI_TOP + (pane.beside ? 0 : pane.rows));
    draw_hint(fp, ui, g);
}
