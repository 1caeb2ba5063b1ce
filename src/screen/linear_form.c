/*
 * The form by lines: its fields one after the other, each a question with what stands there in brackets. What
 * lies between two questions (titles, notes, what is computed) is told on the way.  A row of a table is named
 * when it is entered, a matrix is gone through line by line.
 */

#include "screen/form_int.h"
#include "screen/linear.h"

/* ---- where things are ---- */

static bool is_new_row(const struct form_page *fp)
{
    return fp->focused && !form_cell(fp, fp->focus);
}

static bool is_multiline(const struct form_page *fp)
{
    return fp->focused && !is_new_row(fp) && form_field_at(fp, fp->focus)->multiline;
}

/* The next question after a place, as Enter goes. */
static const struct stop *next_question(const struct form_page *fp, struct path from)
{
    return layout_next(&fp->layout, from, false, true);
}

static bool same_row(const struct form_page *fp, struct path a, struct path b)
{
    if (a.roster != b.roster || a.roster < 0) {
        return a.roster == b.roster;
    }
    bool matrix = fp->form->rosters[a.roster].matrix;
    return matrix ? matrix_same_line(fp, (size_t)a.roster, a.row, b.row) : a.row == b.row;
}

/* ---- what is told on the way ---- */

static void add_named(struct str *out, const char *name, const char *text)
{
    if (text[0]) {
        str_addf(out, "%s%s%s\n", name, name[0] ? ": " : "", text);
    }
}

static void tell_field(struct form_page *fp, const struct ui *ui, struct path at, struct str *out)
{
    struct str name = STR_INIT, text = STR_INIT;
    field_name(fp, ui, at, &name);
    field_show(fp, ui, at, &text);
    add_named(out, name.p, text.p);
    str_release(&name);
    str_release(&text);
}

/* What may only be read in a row: that is what it is about. */
static void add_read_cells(struct form_page *fp, const struct ui *ui, size_t roster, size_t row,
                           struct str *out)
{
    const struct roster *def = &fp->form->rosters[roster];
    size_t start = out->len;
    for (size_t i = 0; i < def->nfields; i++) {
        struct path at = {(int)roster, row, i};
        const struct cell *c = record_cell_const(fp->record, at);
        struct str text = STR_INIT;
        if (c->relevant && !def->fields[i].hidden && (c->read_only || def->fields[i].type == FIELD_NOTE)) {
            field_show(fp, ui, at, &text);
        }
        if (text.len > 0) {
            str_addf(out, "%s%s: %s", out->len > start ? "; " : "", label_in(&def->fields[i].label, ui->lang),
                     text.p);
        }
        str_release(&text);
    }
}

static void tell_row(struct form_page *fp, const struct ui *ui, struct path at, struct str *out)
{
    size_t roster = (size_t)at.roster;
    const struct rows *rows = &fp->record->rosters[roster];
    if (fp->form->rosters[roster].matrix) {
        matrix_line_name(fp, ui, roster, at.row, out);
        str_add_c(out, '\n');
        return;
    }
    str_addf(out, _("Row %zu of %zu"), at.row + 1, rows->list.n);
    struct str about = STR_INIT;
    add_read_cells(fp, ui, roster, at.row, &about);
    str_addf(out, "%s%s%s\n", about.len > 0 ? ": " : "", about.p,
             rows->list.v[at.row].orphan ? _(" (the form has no such row any more)") : "");
    str_release(&about);
}

/* A line of a matrix in which nothing is typed: its name and what stands in it. */
static void tell_matrix_line(struct form_page *fp, const struct ui *ui, const struct line *line,
                             struct str *out)
{
    size_t roster = (size_t)line->at.roster;
    const struct matrix *m = &roster_layout_of(fp, roster)->matrix;
    struct str text = STR_INIT;
    for (size_t i = 0; i < m->across.n; i++) {
        int row = matrix_at(m, line->at.row, i);
        struct str cell = STR_INIT;
        if (row >= 0) {
            struct path at = {
                (int)roster, (size_t)row,
                matrix_field(&fp->form->rosters[roster], &fp->record->rosters[roster].list.v[row])};
            field_show(fp, ui, at, &cell);
            if (cell.len > 0) {
                str_add(&text, text.len > 0 ? "; " : "");
                matrix_column_name(fp, ui, roster, (size_t)row, true, &text);
                str_addf(&text, ": %s", cell.p);
            }
        }
        str_release(&cell);
    }
    matrix_line_name(fp, ui, roster, m->down.v[line->at.row], out);
    str_addf(out, "%s%s\n", text.len > 0 ? ". " : "", text.p);
    str_release(&text);
}

static void tell_line(struct form_page *fp, const struct ui *ui, const struct line *line, struct str *out)
{
    switch (line->kind) {
    case LINE_GROUP:
        str_addf(out, "— %s\n", label_in(&fp->form->groups[line->group].label, ui->lang));
        break;
    case LINE_ROSTER:
        str_addf(out, "— %s\n", label_in(&fp->form->rosters[line->at.roster].label, ui->lang));
        break;
    case LINE_FIELD:
        tell_field(fp, ui, line->at, out);
        break;
    case LINE_ROW:
        if (roster_layout_of(fp, (size_t)line->at.roster)->is_matrix) {
            tell_matrix_line(fp, ui, line, out);
        } else {
            tell_row(fp, ui, line->at, out);
        }
        break;
    case LINE_EMPTY:
        str_addf(out, "%s\n", _("(no rows)"));
        break;
    case LINE_HEAD:
    case LINE_PERCENT:
    case LINE_NEW_ROW:
    case LINE_SUMS:
        break;
    }
}

static void tell_lines(struct form_page *fp, const struct ui *ui, size_t from, size_t to, struct str *out)
{
    for (size_t i = from; i < to && i < fp->layout.lines.n; i++) {
        if (fp->layout.lines.v[i].sub == 0) {
            tell_line(fp, ui, &fp->layout.lines.v[i], out);
        }
    }
}

static bool is_typed_line(const struct form_page *fp, size_t line)
{
    for (size_t i = 0; i < fp->layout.stops.n; i++) {
        const struct stop *s = &fp->layout.stops.v[i];
        if (s->line <= line && line < s->line + layout_lines_at(&fp->layout, s) && !s->skip) {
            return true;
        }
    }
    return false;
}

/* The first line after the question that stands right before this line; those between belong to neither. */
static size_t after_last_question(const struct form_page *fp, size_t line)
{
    while (line > 0 && !is_typed_line(fp, line - 1)) {
        line--;
    }
    return line;
}

/* Behind the last question: notes and what is computed there. */
static void tell_rest(struct form_page *fp, const struct ui *ui, struct str *out)
{
    size_t n = fp->layout.lines.n;
    tell_lines(fp, ui, after_last_question(fp, n), n, out);
}

/* ---- the question ---- */

static void add_text_lines(struct form_page *fp, const struct ui *ui, struct str *out)
{
    struct str text = STR_INIT;
    field_show(fp, ui, fp->focus, &text);
    str_addf(out, "%s%s", text.p, text.len > 0 && !str_ends(text.p, "\n") ? "\n" : "");
    str_release(&text);
}

static void ask_text(struct form_page *fp, const struct ui *ui, const char *name, struct str *out)
{
    bool empty = cell_empty(form_cell(fp, fp->focus));
    str_addf(out, "%s\n", name);
    add_text_lines(fp, ui, out);
    str_add(out, empty ? _("Text, a line with . ends it: ")
                       : _("Enter keeps this text, + goes on behind it, other text replaces it; a line with "
                           ". ends it: "));
}

/* "[Lê Lợi]", and what stood there before. */
static void add_present(struct form_page *fp, const struct ui *ui, struct str *out)
{
    struct str text = STR_INIT, before = STR_INIT;
    field_show(fp, ui, fp->focus, &text);
    field_before(fp, ui, fp->focus, &before);
    if (text.len > 0) {
        str_addf(out, " [%s]", text.p);
    } else if (before.len > 0) {
        str_addf(out, " (%s: %s)", field_before_name(fp, ui, fp->focus), before.p);
    }
    str_release(&text);
    str_release(&before);
}

static void ask_field(struct form_page *fp, const struct ui *ui, struct str *out)
{
    const struct field *f = form_field_at(fp, fp->focus);
    const struct cell *c = form_cell(fp, fp->focus);
    bool matrix = fp->focus.roster >= 0 && fp->form->rosters[fp->focus.roster].matrix;
    struct str name = STR_INIT;
    if (matrix) {
        matrix_column_name(fp, ui, (size_t)fp->focus.roster, fp->focus.row, true, &name);
        bool beside =
            matrix_field(&fp->form->rosters[fp->focus.roster],
                         &fp->record->rosters[fp->focus.roster].list.v[fp->focus.row]) != fp->focus.field;
        str_addf(&name, "%s%s", beside ? ", " : "", beside ? label_in(&f->label, ui->lang) : "");
    } else {
        str_add(&name, label_in(&f->label, ui->lang));
    }
    str_add(&name, c->required || f->required_always ? " *" : "");
    if (is_multiline(fp)) {
        ask_text(fp, ui, name.p, out);
    } else {
        str_add(out, name.p);
        add_present(fp, ui, out);
        str_add(out, ": ");
    }
    str_release(&name);
}

/* What is wrong here already, unless it was just said. */
static void tell_problem(const struct form_page *fp, const struct ui *ui, struct str *out)
{
    const struct finding *f =
        ui->message.len == 0 && form_cell(fp, fp->focus) ? problems_at(fp, fp->focus) : NULL;
    if (f) {
        char sign[KEY_NAME];
        str_addf(out, "! %s", f->msg);
        if (f->strength == FIND_WARNING && !fp->read_only) {
            str_add_c(out, ' ');
            str_addf(out, _("(%s if it is right)"), linear_sign(CMD_ACCEPT, CTX_FORM, sign));
        }
        str_add_c(out, '\n');
    }
}

static void tell_way(struct form_page *fp, const struct ui *ui, struct str *out)
{
    struct linear_place *l = &fp->linear;
    const struct stop *here = layout_stop(&fp->layout, fp->focus);
    bool again = l->asked && path_eq(l->at, fp->focus);
    if (!again) {
        const struct stop *last = l->asked ? layout_stop(&fp->layout, l->at) : NULL;
        const struct stop *next = l->asked ? next_question(fp, l->at) : NULL;
        bool onwards = !l->asked || (next && path_eq(next->at, fp->focus));
        bool same_line = last && last->line == here->line; /* of a table */
        tell_lines(fp, ui, onwards && !same_line ? after_last_question(fp, here->line) : here->line,
                   here->line, out);
    }
    if (fp->focus.roster >= 0 && !is_new_row(fp) &&
        !(l->asked && !l->new_row && same_row(fp, l->at, fp->focus))) {
        tell_row(fp, ui, fp->focus, out);
    }
}

static void ask_question(struct form_page *fp, const struct ui *ui, struct str *out)
{
    tell_way(fp, ui, out);
    tell_problem(fp, ui, out);
    if (is_new_row(fp)) {
        str_addf(out, _("%s: + adds a row, Enter goes on: "),
                 label_in(&fp->form->rosters[fp->focus.roster].label, ui->lang));
    } else {
        ask_field(fp, ui, out);
    }
    fp->linear.at = fp->focus;
    fp->linear.new_row = is_new_row(fp);
    fp->linear.asked = true;
}

/* ---- the end ---- */

static bool at_end(struct form_page *fp)
{
    bool wrong = form_cell(fp, fp->focus) && problems_at(fp, fp->focus);
    bool refused = fp->linear.saving && draft_changed(fp) && (fp->blind ? verify_left(fp) > 0 : wrong);
    if (fp->linear.at_end && fp->focused && (refused || !path_eq(fp->focus, fp->linear.at))) {
        fp->linear.at_end = false; /* something led back to a question */
        fp->linear.asked = false;
    }
    fp->linear.saving = false;
    return fp->linear.at_end || !fp->focused;
}

/* What stands in the way of saving, or will be told of. */
static void tell_open(const struct form_page *fp, struct str *out)
{
    size_t open = fp->blind ? verify_left(fp) : problems_open(fp);
    if (open > 0 && fp->blind) {
        str_addf(out, Q_("%zu field is still to be keyed: !", "%zu fields are still to be keyed: !", open),
                 open);
        str_add_c(out, '\n');
    } else if (open > 0) {
        str_addf(out, Q_("%zu problem is open: !", "%zu problems are open: !", open), open);
        str_add_c(out, '\n');
    }
}

static void ask_end(struct form_page *fp, struct str *out)
{
    tell_open(fp, out);
    str_add(out, !fp->read_only && draft_changed(fp)
                     ? _("End. Enter saves, < goes back, . leaves and keeps the draft: ")
                     : _("End. Enter leaves, < goes back: "));
}

static void come_to_end(struct form_page *fp, struct ui *ui)
{
    form_settle(fp, ui);
    if (!fp->blind) {
        problems_check(fp, ui); /* what is wrong tells of values that are not to be seen */
    }
    fp->linear.at_end = true;
    fp->linear.at = fp->focus;
    fp->linear.rest = true;
}

void linear_tell_form(struct page *p, struct ui *ui, bool whole, struct str *out)
{
    struct form_page *fp = form_of(p);
    form_follow_language(fp, ui);
    form_settle(fp, ui);
    if (whole && !fp->linear.titled) {
        str_addf(out, "%s", label_in(&fp->form->title, ui->lang));
        struct str title = STR_INIT;
        form_record_title(fp, ui, &title);
        str_addf(out, "%s%s\n", title.len > 0 ? ": " : "", title.p);
        str_addf(out, "%s%s", fp->read_only ? fp->forbidden : "", fp->read_only ? "\n" : "");
        str_release(&title);
        fp->linear.titled = true;
    }
    if (fp->linear.writing) {
        return; /* the next line of a text */
    }
    if (at_end(fp)) {
        if (fp->linear.rest) {
            tell_rest(fp, ui, out);
        }
        fp->linear.rest = false;
        ask_end(fp, out);
    } else {
        ask_question(fp, ui, out);
    }
}

/* ---- going ---- */

/* Keyed a second time it is not what was keyed first: it is asked for again. */
static bool is_asked_again(const struct form_page *fp)
{
    return verify_keys(fp, fp->focus) && !form_cell(fp, fp->focus)->touched;
}

static void go_on(struct form_page *fp, struct ui *ui)
{
    struct path from = fp->focus;
    form_next(fp, ui, false);
    if (ui->top == &fp->page && path_eq(fp->focus, from) && !is_asked_again(fp)) {
        if (ui->message_style == STYLE_PLAIN) {
            str_clear(&ui->message); /* that it was the last is said by the question */
        }
        come_to_end(fp, ui);
    }
}

static void go_back_one(struct form_page *fp, struct ui *ui)
{
    struct path from = fp->focus;
    if (fp->linear.at_end && fp->focused) {
        fp->linear.at_end = false;
        fp->linear.asked = false;
        return;
    }
    form_next(fp, ui, true);
    if (ui->top == &fp->page && path_eq(fp->focus, from)) {
        ui_say(ui, STYLE_PLAIN, "%s", _("This is the first question; . ends."));
    }
}

static int group_of(const struct form_page *fp, struct path at)
{
    return at.roster >= 0 ? fp->form->rosters[at.roster].group : form_field_at(fp, at)->group;
}

/* Behind the table or, outside of tables, behind the group. */
static void skip_section(struct form_page *fp, struct ui *ui)
{
    struct path from = fp->focus;
    const struct stop *to = next_question(fp, from);
    while (to && (from.roster >= 0 ? to->at.roster == from.roster
                                   : to->at.roster < 0 && group_of(fp, to->at) == group_of(fp, from))) {
        to = next_question(fp, to->at);
    }
    if (!to) {
        (void)form_leave(fp, ui, false);
        come_to_end(fp, ui);
        return;
    }
    fp->linear.asked = false; /* the titles there are told */
    form_go(fp, ui, to, false);
}

/* ---- answers ---- */

/* The answer stands; if something is wrong with it, it is asked again: Enter goes on all the same. */
static void leave_answered(struct form_page *fp, struct ui *ui)
{
    if (!form_leave(fp, ui, true) || ui->top != &fp->page) {
        return;
    }
    form_settle(fp, ui);
    const struct cell *c = form_cell(fp, fp->focus);
    if (path_eq(fp->focus, fp->linear.at) && c && (c->raw || problems_at(fp, fp->focus))) {
        form_focus(fp, ui, fp->focus);
    } else {
        go_on(fp, ui);
    }
}

static bool may_type(struct form_page *fp, struct ui *ui)
{
    bool may = form_may_change(fp, ui);
    if (may && is_new_row(fp)) {
        ui_say(ui, STYLE_ERROR, "%s", _("There is no row here yet; + adds one."));
        return false;
    }
    if (may && !field_may_type(fp)) {
        field_say_read_only(fp, ui);
        return false;
    }
    return may;
}

static void empty_field(struct form_page *fp, struct ui *ui)
{
    field_command(fp, ui, CMD_CLEAR);
    fp->selected = false;
}

static void take_text(struct form_page *fp, struct ui *ui, struct sv text)
{
    if (!may_type(fp, ui)) {
        return;
    }
    edit_clear(&fp->edit); /* an answer that another replaces: no letter was taken back */
    fp->selected = false;
    if (is_multiline(fp)) {
        field_put(fp, ui, text, true);
        fp->linear.writing = true;
    } else {
        field_put(fp, ui, text, true);
        leave_answered(fp, ui);
    }
}

static void clear_answer(struct form_page *fp, struct ui *ui)
{
    if (may_type(fp, ui)) {
        empty_field(fp, ui);
        leave_answered(fp, ui);
    }
}

/* A line of a text of several lines. */
static void write_line(struct form_page *fp, struct ui *ui, struct sv line)
{
    if (sv_eq(line, ".")) {
        fp->linear.writing = false;
        leave_answered(fp, ui);
        return;
    }
    field_insert(fp, ui, SV("\n"));
    bool literal = line.n > 0 && line.p[0] == '\\';
    field_put(fp, ui, literal ? (struct sv){line.p + 1, line.n - 1} : line, true);
}

static void add(struct form_page *fp, struct ui *ui)
{
    if (fp->focus.roster >= 0) {
        ui_command(ui, CMD_ROW_ADD);
    } else if (is_multiline(fp) && may_type(fp, ui)) {
        edit_set_caret(&fp->edit, fp->edit.text.len);
        fp->selected = false;
        fp->linear.writing = true;
    } else if (!is_multiline(fp)) {
        ui_say(ui, STYLE_ERROR, "%s", _("Here is no table and no text of several lines."));
    }
}

static void delete_row(struct form_page *fp, struct ui *ui)
{
    if (fp->focus.roster >= 0) {
        ui_command(ui, CMD_ROW_DELETE);
    } else {
        ui_say(ui, STYLE_ERROR, "%s", _("Here is no table."));
    }
}

/* ---- telling more ---- */

static void tell_about(struct form_page *fp, struct ui *ui)
{
    const struct field *f = form_field_at(fp, fp->focus);
    const char *help = app_help(ui->app, fp->form->name, f->name, ui->lang);
    const char *hint = label_in(&f->hint, ui->lang);
    struct str text = STR_INIT;
    field_title(fp, ui, fp->focus, &text);
    str_addf(&text, "%s%s", hint[0] ? "\n" : "", hint);
    str_addf(&text, "%s%s", help ? "\n" : "", help ? help : "");
    if (f->insert) {
        char key[KEY_NAME];
        str_add_c(&text, '\n');
        str_addf(&text, _("%s inserts something from a list."), linear_sign(CMD_INSERT, CTX_FORM, key));
    }
    ui_say(ui, STYLE_PLAIN, "%s", text.p);
    str_release(&text);
}

static void tell_choices(struct form_page *fp, struct ui *ui, struct sv search)
{
    if (!is_new_row(fp) && field_is_coded(form_field_at(fp, fp->focus)) && field_may_type(fp)) {
        fp->linear.choosing = true;
        choice_open(fp, ui, search);
        fp->linear.choosing = ui->top != &fp->page;
        if (ui->message.len == 0) {
            ui_say(ui, STYLE_PLAIN, "%s", label_in(&form_field_at(fp, fp->focus)->hint, ui->lang));
        }
    } else {
        tell_about(fp, ui);
    }
}

void linear_picked(struct form_page *fp, struct ui *ui, int tag)
{
    if (tag == TAG_INSERT) {
        (void)form_leave(fp, ui, true);
        form_focus(fp, ui, fp->focus);
    } else if (tag == TAG_CHOICE && fp->linear.choosing && path_eq(fp->focus, fp->linear.at) &&
               !problems_at(fp, fp->focus) && !is_asked_again(fp)) {
        go_on(fp, ui);
    }
    fp->linear.choosing = false;
}

/* ---- signs ---- */

static void end_question(struct form_page *fp, struct ui *ui)
{
    (void)form_leave(fp, ui, false);
    if (ui->top == &fp->page) {
        come_to_end(fp, ui);
    }
}

/* Keyed a second time, what is still to be keyed. */
static void tell_problems(struct form_page *fp, struct ui *ui)
{
    if (fp->blind) {
        ui_command(ui, CMD_NEXT_PROBLEM);
    } else {
        problems_list(fp, ui);
    }
}

/* False: the line is no sign. */
static bool answer_sign(struct form_page *fp, struct ui *ui, struct sv line)
{
    if (line.n == 0) {
        go_on(fp, ui);
    } else if (sv_eq(line, "-")) {
        clear_answer(fp, ui);
    } else if (sv_eq(line, "<")) {
        go_back_one(fp, ui);
    } else if (sv_eq(line, ">")) {
        skip_section(fp, ui);
    } else if (sv_eq(line, "+")) {
        add(fp, ui);
    } else if (sv_eq(line, "--")) {
        delete_row(fp, ui);
    } else if (sv_eq(line, "!")) {
        tell_problems(fp, ui);
    } else if (sv_eq(line, ".")) {
        end_question(fp, ui);
    } else if (sv_eq(line, "?")) {
        tell_choices(fp, ui, SV(""));
    } else {
        return false;
    }
    return true;
}

static bool answer_end(struct form_page *fp, struct ui *ui, struct sv line)
{
    bool changed = !fp->read_only && draft_changed(fp);
    if (line.n == 0 && changed) {
        fp->linear.saving = true;
        ui_command(ui, CMD_SAVE);
    } else if (line.n == 0 || sv_eq(line, ".")) {
        leave_page(fp, ui);
    } else if (sv_eq(line, "<") && fp->focused) {
        go_back_one(fp, ui);
    } else if (sv_eq(line, "!")) {
        fp->linear.at_end = false;
        tell_problems(fp, ui);
    } else {
        return false;
    }
    return true;
}

static bool coded_search(const struct form_page *fp, struct sv line)
{
    return line.n > 1 && line.p[0] == '?' && !is_new_row(fp) && field_is_coded(form_field_at(fp, fp->focus));
}

static bool answer_question(struct form_page *fp, struct ui *ui, struct sv line)
{
    if (linear_asks_help(line) || (line.n > 1 && line.p[0] == ':')) {
        return false;
    }
    if (answer_sign(fp, ui, line)) {
        return true;
    }
    if (coded_search(fp, line)) {
        tell_choices(fp, ui, (struct sv){line.p + 1, line.n - 1});
    } else {
        bool literal = line.p[0] == '\\';
        take_text(fp, ui, literal ? (struct sv){line.p + 1, line.n - 1} : line);
    }
    return true;
}

bool linear_answer_form(struct page *p, struct ui *ui, struct sv line)
{
    struct form_page *fp = form_of(p);
    struct sv text = sv_trim(line);
    bool done = true;
    undo_begin(fp);
    form_settle(fp, ui);
    if (fp->linear.writing) {
        write_line(fp, ui, line);
    } else if (at_end(fp)) {
        done = answer_end(fp, ui, text);
    } else {
        done = answer_question(fp, ui, text);
    }
    return done;
}

bool linear_form_unsaved(const struct page *p)
{
    return str_eq(p->ops->name, "form") && draft_changed((const struct form_page *)(const void *)p);
}
