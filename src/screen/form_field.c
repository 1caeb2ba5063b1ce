/* One field: its value as people read it, its text while it is edited, and what is typed becoming a value. */

#include "screen/form_int.h"

#include <string.h>

#include "base/num.h"
#include "screen/type.h"
#include "text/clean.h"
#include "text/sentence.h"
#include "text/utf8.h"
#include "text/wrap.h"

enum { OWED_MAX = 8 }; /* letters; an input method takes back a syllable at most, and a person should not have to press more */

bool field_is_coded(const struct field *f)
{
    return f->type == FIELD_SELECT_ONE || f->type == FIELD_SELECT_MULTIPLE || f->type == FIELD_YES_NO;
}

/* ---- showing ---- */

/* A note, or a text: what stands in its place for this reader. */
static void show_text(struct form_page *fp, const struct ui *ui, const struct field *f, struct path at, struct str *out)
{
    struct value v = VALUE_INIT;
    struct err err = ERR_INIT;
    if (!work_shown(fp->work, at, ui->lang, &v, &err)) {
        sentence_add(out, err.msg);
    } else {
        value_add_plain(out, &v);
    }
    if (out->len == 0 && f->type == FIELD_NOTE && !f->calculation.sql) {
        str_add(out, label_in(&f->hint, ui->lang));
    }
    value_release(&v);
}

static size_t show_records(struct form_page *fp, const struct field *f, const struct value *v, struct str *out)
{
    struct sv ids = sv_of(value_str(v));
    char id[UUID_TEXT];
    size_t n = 0;
    while (format_next_id(&ids, id)) {
        str_addf(out, "%s%s", n++ > 0 ? "; " : "", form_title(fp, f->ref, id)->label);
    }
    return n;
}

void field_show_value(struct form_page *fp, const struct ui *ui, const struct field *f, const struct value *v, struct str *out)
{
    if (f->ref) {
        show_records(fp, f, v, out);
    } else if (v->type == VALUE_TEXT && (f->type == FIELD_TEXT || f->type == FIELD_FILE)) {
        str_add(out, v->text);
    } else {
        format_show(f, work_list(fp->work, f), v, ui->lang, ui->clock->offset_min, out);
    }
}

static bool show_part(struct form_page *fp, const struct ui *ui, struct path at, struct str *out)
{
    struct str percent = STR_INIT;
    bool is = matrix_part(fp, ui, at, out, &percent);
    if (percent.len > 0) {
        str_addf(out, " (%s)", percent.p);
    }
    str_release(&percent);
    return is;
}

void field_show(struct form_page *fp, const struct ui *ui, struct path at, struct str *out)
{
    const struct field *f = form_field_at(fp, at);
    const struct cell *c = form_cell(fp, at);
    if (verify_hides(fp, at) || (at.roster >= 0 && fp->form->rosters[at.roster].part_of && show_part(fp, ui, at, out))) {
        return;
    }
    if (f->type == FIELD_NOTE) {
        show_text(fp, ui, f, at, out);
    } else if (c && cell_empty(c) && f->serial) {
        /* TRANSLATORS: stands in the place of the number that a record gets when it is saved. */
        str_add(out, _("new"));
    } else if (c && record_gives_code(fp->record, at)) {
        str_addf(out, "%s%s", value_str(&record_beside(fp->record, at, fp->form->code->prefix)->value), _("new"));
    } else if (!c || cell_empty(c)) {
        return;
    } else if (c->raw) {
        str_add(out, c->raw);
    } else if (f->type == FIELD_TEXT && !verify_keys(fp, at)) {
        show_text(fp, ui, f, at, out);
    } else {
        field_show_value(fp, ui, f, &c->value, out);
    }
}

/* "H1; H2… (5)" */
static void cut_to(struct str *text, int width, size_t count)
{
    struct str tail = STR_INIT;
    str_addf(&tail, "… (%zu)", count);
    int room = width - utf8_cols(sv_of(tail.p));
    size_t end = 0;
    for (size_t next; end < text->len; end = next) {
        next = utf8_next((struct sv){text->p, text->len}, end);
        room -= utf8_letter_cols((struct sv){text->p + end, next - end});
        if (room < 0) {
            break;
        }
    }
    str_cut(text, end);
    str_add(text, tail.p);
    str_release(&tail);
}

void field_show_within(struct form_page *fp, const struct ui *ui, struct path at, int width, struct str *out)
{
    const struct field *f = form_field_at(fp, at);
    const struct cell *c = form_cell(fp, at);
    if (!field_names_many(f) || !c || c->raw) {
        field_show(fp, ui, at, out);
        return;
    }
    size_t count = show_records(fp, f, &c->value, out);
    if (count > 1 && utf8_cols((struct sv){out->p, out->len}) > width) {
        cut_to(out, width, count);
    }
}

void field_name(struct form_page *fp, const struct ui *ui, struct path at, struct str *out)
{
    const struct roster *def = at.roster >= 0 ? &fp->form->rosters[at.roster] : NULL;
    if (!def || !def->matrix) {
        str_add(out, label_in(&form_field_at(fp, at)->label, ui->lang));
    } else if (matrix_field(def, &fp->record->rosters[at.roster].list.v[at.row]) == at.field) {
        matrix_column_name(fp, ui, (size_t)at.roster, at.row, false, out);
    } else {
        str_addf(out, "%*s%s", LINE_INDENT, "", label_in(&form_field_at(fp, at)->label, ui->lang));
    }
}

void field_title(struct form_page *fp, const struct ui *ui, struct path at, struct str *out)
{
    const struct roster *def = at.roster >= 0 ? &fp->form->rosters[at.roster] : NULL;
    bool beside = !def || !def->matrix || matrix_field(def, &fp->record->rosters[at.roster].list.v[at.row]) != at.field;
    if (def && def->matrix) {
        matrix_line_name(fp, ui, (size_t)at.roster, at.row, out);
        str_add(out, ", ");
        matrix_column_name(fp, ui, (size_t)at.roster, at.row, true, out);
        str_add(out, beside ? ", " : "");
    } else if (def) {
        str_addf(out, "%s %zu: ", label_in(&def->label, ui->lang), at.row + 1);
    }
    if (beside) {
        str_add(out, label_in(&form_field_at(fp, at)->label, ui->lang));
    }
}

void field_before(struct form_page *fp, const struct ui *ui, struct path at, struct str *out)
{
    const struct field *f = form_field_at(fp, at);
    struct value v = VALUE_INIT;
    if (at.roster < 0 || !form_cell(fp, at) || fp->read_only || fp->blind) {
        return;
    }
    work_ghost(fp->work, at, &v);
    if (!value_is_null(&v)) {
        field_show_value(fp, ui, f, &v, out);
    }
    value_release(&v);
}

const char *field_before_name(const struct form_page *fp, const struct ui *ui, struct path at)
{
    const char *own = at.roster >= 0 ? label_in(&fp->form->rosters[at.roster].ghost_label, ui->lang) : "";
    return own[0] ? own : _("before");
}

void field_ghost(struct form_page *fp, const struct ui *ui, struct path at, struct str *out)
{
    struct str before = STR_INIT;
    field_before(fp, ui, at, &before);
    if (before.len > 0) {
        str_addf(out, "(%s)", before.p);
    }
    str_release(&before);
}

/* ---- editing ---- */

static void edit_keys(struct form_page *fp, const struct field *f, const struct value *v, struct str *out)
{
    struct sv ids = sv_of(value_str(v));
    char id[UUID_TEXT];
    while (format_next_id(&ids, id)) {
        format_add_key(out, form_title(fp, f->ref, id)->key);
    }
}

void field_take_up(struct form_page *fp, const struct ui *ui)
{
    const struct field *f = form_field_at(fp, fp->focus);
    const struct cell *c = form_cell(fp, fp->focus);
    struct str text = STR_INIT;
    if (c && c->raw) {
        str_add(&text, c->raw);
    } else if (c && field_names_many(f)) {
        edit_keys(fp, f, &c->value, &text);
    } else if (c && (f->ref || f->serial || (f->type == FIELD_TEXT && c->read_only))) {
        field_show(fp, ui, fp->focus, &text);
    } else if (c) {
        format_edit(f, work_list(fp->work, f), &c->value, fp->lang, ui->clock->offset_min, &text);
    }
    fp->edit.multiline = f->multiline;
    fp->edit.max_letters = f->type == FIELD_TEXT && f->max_length > 0 ? (size_t)f->max_length : 0;
    edit_set(&fp->edit, text.p);
    str_release(&text);
    fp->wrap_top = 0;
    fp->selected = f->type != FIELD_TEXT && f->type != FIELD_FILE;
    if (field_is_coded(f) || (c && c->read_only)) {
        edit_set_caret(&fp->edit, 0); /* a code is replaced, hardly ever corrected; what is read is read from its beginning */
    }
    fp->edit_unwritten = false;
    fp->owed = 0;
    draft_edit_over(fp, ui);
}

static void note_typing(struct form_page *fp, const struct ui *ui)
{
    undo_end_redo(fp);
    fp->selected = false;
    fp->edit_unwritten = true;
    if (fp->unwritten_ms == 0) {
        fp->unwritten_ms = clock_now(ui->clock);
    }
}

/* Codes, numbers and dates are typed as they are; a text with a pattern is a code, an address or a number. */
static bool takes_vietnamese(const struct field *f)
{
    return f->type == FIELD_TEXT && !f->pattern;
}

/* What was left out of the text that came, when something was. */
static void say_lost(const struct form_page *fp, struct ui *ui, size_t refused)
{
    const struct edit *e = &fp->edit;
    size_t over = refused - e->unclean;
    if (e->unclean > 0) {
        ui_say(ui, STYLE_ERROR,
               Q_("%zu control or invisible character was left out: letter %zu of what came.",
                  "%zu control or invisible characters were left out, the first of them letter %zu of what came.", e->unclean),
               e->unclean, e->unclean_at);
    } else if (over > 0) {
        ui_say(ui, STYLE_ERROR, Q_("%zu letter does not fit here.", "%zu letters do not fit here.", over), over);
    }
}

/* The text changed; what was refused is told. */
static void letters_came(struct form_page *fp, struct ui *ui, size_t refused)
{
    note_typing(fp, ui);
    say_lost(fp, ui, refused);
}

void field_insert(struct form_page *fp, struct ui *ui, struct sv text)
{
    fp->owed = 0;
    letters_came(fp, ui, fp->selected ? edit_replace(&fp->edit, text) : edit_insert(&fp->edit, text));
}

/* How many characters at the end of a text that came find no place in any. */
static size_t unclean_at_end(struct sv text)
{
    uint32_t cp;
    size_t n = 0;
    for (int bytes; (bytes = utf8_decode(text, &cp)) > 0; text.p += bytes, text.n -= (size_t)bytes) {
        n = clean_is((struct sv){text.p, (size_t)bytes}, true) ? 0 : n + 1;
    }
    return n;
}

/*
 * An input method does not know that a letter found no room, or that we take no invisible ones (it may send one first, against the
 * guesses of browsers): its next Backspaces mean them, too.
 */
static void owe(struct form_page *fp, struct sv text, bool came, size_t refused)
{
    size_t over = refused - fp->edit.unclean;
    size_t hidden = fp->edit.unclean > 0 ? unclean_at_end(text) : 0;
    size_t owed = came ? over + hidden : fp->owed + refused;
    fp->owed = owed < OWED_MAX ? owed : OWED_MAX;
}

void field_put(struct form_page *fp, struct ui *ui, struct sv text, bool keyed)
{
    if (keyed && !fp->selected && takes_vietnamese(form_field_at(fp, fp->focus))) {
        size_t before = fp->edit.text.len;
        size_t refused = type_text(ui, &fp->edit, text);
        letters_came(fp, ui, refused);
        owe(fp, text, fp->edit.text.len != before, refused);
    } else {
        field_insert(fp, ui, text);
    }
}

/* Takes a letter that found no place; false when there is none. */
static bool take_owed(struct form_page *fp, struct ui *ui)
{
    if (fp->owed == 0) {
        return false;
    }
    fp->owed--;
    fp->edit.unclean = 0;
    say_lost(fp, ui, fp->owed);
    return true;
}

void field_type_again(struct form_page *fp, struct ui *ui, const char *typed)
{
    edit_set(&fp->edit, typed);
    fp->edit.changed = true;
    note_typing(fp, ui);
}

/* How many digits an integer field takes at most; 0: no matter. */
static size_t digits_of(const struct field *f)
{
    int64_t max;
    if (f->type != FIELD_INTEGER || !f->max.sql || !num_parse_int(sv_of(f->max.sql), NUM_STORED, &max) ||
        max < 1) {
        return 0;
    }
    size_t n = 1;
    while (max >= 10) {
        max /= 10;
        n++;
    }
    return n;
}

void field_say_read_only(const struct form_page *fp, struct ui *ui)
{
    const struct cell *c = form_cell(fp, fp->focus);
    ui_say(ui, STYLE_ERROR, "%s",
           c && c->computed ? _("This field is computed; it cannot be typed in.") : _("This field may only be read."));
}

/* A sign before the number and marks in it take none of its places. */
static size_t digits_in(const struct edit *e)
{
    size_t n = 0;
    for (size_t i = 0; i < e->text.len; i++) {
        n += e->text.p[i] >= '0' && e->text.p[i] <= '9';
    }
    return n;
}

struct sv field_of_keypad(const struct form_page *fp, struct sv sign)
{
    bool mark = sv_eq(sign, ",") || sv_eq(sign, ".");
    bool decimal = form_field_at(fp, fp->focus)->type == FIELD_DECIMAL;
    return mark && decimal ? (fp->lang == LANG_VI ? SV(",") : SV(".")) : sign;
}

void field_type(struct form_page *fp, struct ui *ui, struct sv text, bool keyed)
{
    const struct field *f = form_field_at(fp, fp->focus);
    const struct cell *c = form_cell(fp, fp->focus);
    if (!form_may_change(fp, ui) || !roster_begin_row(fp, ui)) {
        return;
    }
    c = form_cell(fp, fp->focus);
    if (c->read_only) {
        field_say_read_only(fp, ui);
    } else if (f->multiline && fp->focus.roster >= 0 && fp->row_roster < 0) {
        form_show_row(fp, ui, fp->focus.roster, fp->focus.row); /* a text of several lines needs room */
        field_put(fp, ui, text, keyed);
    } else if (field_is_coded(f)) {
        choice_type(fp, ui, text);
    } else {
        field_put(fp, ui, text, keyed);
        if (f->auto_advance && digits_of(f) > 0 && digits_in(&fp->edit) == digits_of(f)) {
            form_advance(fp, ui, fp->edit.text.p);
        }
    }
}

/* ---- commands within the text ---- */

/* In a multi-line field the arrows move by lines, and leave at the first and last. */
static bool move_lines(struct form_page *fp, bool up)
{
    bool multiline = form_field_at(fp, fp->focus)->multiline && (fp->focus.roster < 0 || fp->row_roster >= 0);
    if (!multiline) {
        return false;
    }
    return up ? edit_up(&fp->edit, fp->layout.value_width) : edit_down(&fp->edit, fp->layout.value_width);
}

static bool move_caret(struct form_page *fp, enum command cmd)
{
    struct edit *e = &fp->edit;
    switch (cmd) {
    case CMD_LEFT:
        return edit_left(e);
    case CMD_RIGHT:
        return edit_right(e);
    case CMD_WORD_LEFT:
        return edit_word_left(e);
    case CMD_WORD_RIGHT:
        return edit_word_right(e);
    case CMD_HOME:
        edit_home(e);
        return true;
    case CMD_END:
        edit_end(e);
        return true;
    case CMD_UP:
    case CMD_DOWN:
        return move_lines(fp, cmd == CMD_UP);
    default:
        return false;
    }
}

static bool change_text(struct form_page *fp, struct ui *ui, enum command cmd)
{
    struct edit *e = &fp->edit;
    switch (cmd) {
    case CMD_BACKSPACE:
        if (take_owed(fp, ui)) {
            return false;
        }
        return takes_vietnamese(form_field_at(fp, fp->focus)) ? type_backspace(ui, e) : edit_backspace(e);
    case CMD_DELETE:
        return edit_delete(e);
    case CMD_KILL_WORD:
        return edit_backspace_word(e);
    case CMD_KILL_END:
        return edit_kill_to_end(e);
    case CMD_CLEAR:
        return edit_clear(e);
    case CMD_UNDO:
        return edit_undo(e);
    case CMD_REDO:
        return edit_redo(e);
    default:
        return false;
    }
}

static bool changes_text(enum command cmd)
{
    return cmd == CMD_BACKSPACE || cmd == CMD_DELETE || cmd == CMD_KILL_WORD || cmd == CMD_KILL_END ||
           cmd == CMD_CLEAR;
}

bool field_may_type(const struct form_page *fp)
{
    const struct cell *c = form_cell(fp, fp->focus);
    return c && !c->read_only && !fp->read_only;
}

bool field_shows_typing(const struct form_page *fp)
{
    const struct field *f = form_field_at(fp, fp->focus);
    if (!field_is_coded(f)) {
        return true;
    }
    bool untouched = fp->selected && !fp->edit.changed;
    return field_may_type(fp) && (f->type == FIELD_SELECT_MULTIPLE || !untouched);
}

bool field_command(struct form_page *fp, struct ui *ui, enum command cmd)
{
    fp->owed = cmd == CMD_BACKSPACE ? fp->owed : 0;
    bool in_grid = fp->focus.roster >= 0 && fp->row_roster < 0;
    bool reads = in_grid && !field_may_type(fp);
    bool by_cell = in_grid && !fp->edit.changed && (reads || fp->selected || fp->edit.caret == fp->edit.text.len);
    if (by_cell && (cmd == CMD_LEFT || cmd == CMD_RIGHT || cmd == CMD_UP || cmd == CMD_DOWN)) {
        return false; /* nothing typed yet: the arrows go from cell to cell */
    }
    if (by_cell && (cmd == CMD_HOME || cmd == CMD_END) && (reads || fp->selected || fp->edit.text.len == 0)) {
        return false; /* and a number has no ends to go to */
    }
    if (changes_text(cmd) && !field_may_type(fp)) {
        return !form_may_change(fp, ui) || true;
    }
    if (fp->selected && field_is_coded(form_field_at(fp, fp->focus)) &&
        (cmd == CMD_BACKSPACE || cmd == CMD_DELETE)) {
        cmd = CMD_CLEAR;
    }
    if ((cmd == CMD_UNDO || cmd == CMD_REDO || changes_text(cmd)) && change_text(fp, ui, cmd)) {
        note_typing(fp, ui);
        tally_correction(fp, ui);
        return true;
    }
    if (cmd == CMD_LEFT || cmd == CMD_RIGHT || cmd == CMD_HOME || cmd == CMD_END) {
        fp->selected = false;
    }
    bool moved = move_caret(fp, cmd);
    return moved || changes_text(cmd) || (!in_grid && (cmd == CMD_LEFT || cmd == CMD_RIGHT));
}

/* ---- what was typed becomes a value ---- */

bool field_parse(struct form_page *fp, const struct ui *ui, struct path at, struct sv text, struct value *out, struct err *err)
{
    const struct field *f = form_field_at(fp, at);
    if (text.n > 0 && (f->type == FIELD_SELECT_ONE || f->ref)) {
        return choice_parse(fp, ui, at, text, out, err);
    }
    return format_parse(f, work_list(fp->work, f), text, fp->lang, ui->clock->offset_min, out, err);
}

static bool same_as_cell(const struct form_page *fp, const struct value *v, const char *raw)
{
    const struct cell *c = form_cell(fp, fp->focus);
    return value_eq(&c->value, v) && str_eq_null(c->raw, raw);
}

bool field_read(struct form_page *fp, struct ui *ui, struct err *why)
{
    struct value v = VALUE_INIT;
    draft_edit_over(fp, ui);
    if (fp->blind) {
        return true; /* compared on leaving, taken only then */
    }
    const struct cell *c = form_cell(fp, fp->focus);
    bool again = c && c->raw && form_field_at(fp, fp->focus)->ref; /* the record may be there by now */
    if (!c || (!fp->edit.changed && !again)) {
        return true;
    }
    if (takes_vietnamese(form_field_at(fp, fp->focus))) {
        type_end(ui, &fp->edit);
    }
    struct sv text = sv_trim((struct sv){fp->edit.text.p, fp->edit.text.len});
    char *typed = mem_dup_n(text.p, text.n);
    const char *raw = NULL;
    if (!field_parse(fp, ui, fp->focus, text, &v, why)) {
        value_release(&v);
        raw = typed;
    }
    if (!same_as_cell(fp, &v, raw)) {
        form_set(fp, ui, fp->focus, &v, raw);
    }
    fp->edit.changed = false;
    fp->edit_unwritten = false;
    value_release(&v);
    free(typed);
    return !raw;
}

void field_commit(struct form_page *fp, struct ui *ui)
{
    struct err ignored = ERR_INIT;
    (void)field_read(fp, ui, &ignored);
}

/* ---- painting ---- */

/* Most texts fit: they are measured only when they may not. */
void field_paint(struct grid *g, int row, int col, int width, enum style style, const char *text)
{
    int used = grid_str(g, row, col, width, style, text);
    if (used >= width - 1 && utf8_cols(sv_of(text)) > width) {
        grid_field(g, row, col, width, style, text);
    }
}

/* The part of one long line that has the caret in it: from which byte on, and the caret's column there. */
static size_t window(const struct edit *e, int width, int *caret_col)
{
    struct sv text = {e->text.p, e->text.len};
    int col = utf8_cols((struct sv){e->text.p, e->caret});
    size_t start = 0;
    while (col > width - 1) {
        size_t next = utf8_next(text, start);
        col -= utf8_letter_cols((struct sv){e->text.p + start, next - start});
        start = next;
    }
    *caret_col = col;
    return start;
}

/* Behind a code that is being typed stands what it means. */
static void draw_meaning(struct form_page *fp, const struct ui *ui, struct grid *g, int row, int col,
                         int width)
{
    const struct field *f = form_field_at(fp, fp->focus);
    const struct cell *c = form_cell(fp, fp->focus);
    const struct list *list = work_list(fp->work, f);
    const struct list_row *chosen =
        list && c && f->type == FIELD_SELECT_ONE ? list_find(list, value_str(&c->value)) : NULL;
    const char *shrt = chosen ? list_row_short(chosen, ui->lang) : "";
    if (chosen && !fp->edit.changed && width > 0 && str_eq(fp->edit.text.p, shrt)) {
        const char *label = list_row_label(chosen, ui->lang);
        bool begun = str_starts(label, shrt); /* "Chưa" is followed by "đánh giá" */
        field_paint(g, row, col, width, STYLE_PLAIN, begun ? sv_trim(sv_of(label + strlen(shrt))).p : label);
    }
}

/* One line of it. */
static void draw_edit_line(struct form_page *fp, const struct ui *ui, struct grid *g, const struct field_box *b)
{
    int caret;
    size_t start = window(&fp->edit, b->width, &caret);
    struct sv text = {fp->edit.text.p + start, fp->edit.text.len - start};
    int used = grid_text(g, b->row, b->col, b->width, STYLE_PLAIN, text);
    draw_meaning(fp, ui, g, b->row, b->col + used + 1, b->width - used - 1);
    grid_cursor(g, b->row, b->col + caret);
}

/* The lines around the caret. */
static void draw_edit_lines(struct form_page *fp, struct grid *g, const struct field_box *b)
{
    const struct edit_wrap *w = &fp->wrap;
    edit_wrap(&fp->edit, b->width, &fp->wrap);
    if (w->caret_line < fp->wrap_top) {
        fp->wrap_top = w->caret_line;
    } else if (w->caret_line >= fp->wrap_top + (size_t)b->lines) {
        fp->wrap_top = w->caret_line - (size_t)b->lines + 1;
    }
    for (int i = 0; i < b->rows; i++) {
        size_t at = fp->wrap_top + (size_t)(b->from + i);
        if (at < w->lines.n) {
            struct edit_line line = w->lines.v[at];
            grid_text(g, b->row + i, b->col, b->width, STYLE_PLAIN,
                      (struct sv){fp->edit.text.p + line.start, line.end - line.start});
        }
        if (at == w->caret_line) {
            grid_cursor(g, b->row + i, b->col + w->caret_col);
        }
    }
}

/* The last line for which there is room, when the text goes on. */
static void draw_cut_line(struct grid *g, int row, const struct field_box *b, enum style style, struct sv line)
{
    struct str text = STR_INIT;
    str_add_sv(&text, line);
    str_add(&text, "…");
    grid_field(g, row, b->col, b->width, style, text.p);
    str_release(&text);
}

static void draw_text(struct grid *g, const struct field_box *b, enum style style, const char *text)
{
    if (b->lines == 1) {
        roster_draw_cut(g, b->row, b->col, b->width, style, text, b->right);
        return;
    }
    struct sv rest = sv_of(text);
    struct sv line;
    for (int i = 0; i < b->from + b->rows && wrap_next(&rest, b->width, &line); i++) {
        if (i >= b->from && i == b->lines - 1 && rest.n > 0) {
            draw_cut_line(g, b->row + i - b->from, b, style, line);
        } else if (i >= b->from) {
            grid_text(g, b->row + i - b->from, b->col, b->width, style, line);
        }
    }
}

void field_draw_value(struct form_page *fp, const struct ui *ui, struct grid *g, struct path at, const struct field_box *b,
                      const char *text)
{
    bool focused = fp->focused && path_eq(at, fp->focus);
    if (focused && field_shows_typing(fp)) {
        if (b->lines == 1) {
            draw_edit_line(fp, ui, g, b);
        } else {
            draw_edit_lines(fp, g, b);
        }
        return;
    }
    if (text[0]) {
        draw_text(g, b, form_field_at(fp, at)->type == FIELD_NOTE ? STYLE_DIM : STYLE_PLAIN, text);
    } else {
        struct str ghost = STR_INIT;
        field_ghost(fp, ui, at, &ghost);
        draw_text(g, b, STYLE_DIM, ghost.p);
        str_release(&ghost);
    }
    if (focused && b->from == 0) {
        grid_cursor(g, b->row, b->col);
    }
}

static void draw_label(struct form_page *fp, const struct ui *ui, struct grid *g, struct path at, int row)
{
    struct str name = STR_INIT;
    const struct field *f = form_field_at(fp, at);
    const struct cell *c = form_cell(fp, at);
    if (problems_at(fp, at)) {
        grid_str(g, row, 0, 1, problems_at(fp, at)->strength == FIND_WARNING ? STYLE_WARNING : STYLE_ERROR,
                 "!");
    }
    if (c->required || f->required_always) {
        grid_str(g, row, 1, 1, STYLE_LABEL, "*");
    }
    field_name(fp, ui, at, &name);
    field_paint(g, row, LABEL_COL, fp->layout.label_width, STYLE_LABEL, name.p);
    str_release(&name);
}

int field_draw(struct form_page *fp, const struct ui *ui, struct grid *g, size_t at_line, int row, int rows)
{
    const struct line *line = &fp->layout.lines.v[at_line];
    const struct stop first = {.at = line->at, .line = at_line - (size_t)line->sub, .skip = false};
    int lines = (int)layout_lines_at(&fp->layout, &first);
    int n = lines - line->sub < rows ? lines - line->sub : rows;
    struct field_box box = {row, fp->layout.value_col, fp->layout.value_width, lines, line->sub, n, false};
    struct str text = STR_INIT;
    if (line->sub == 0) {
        draw_label(fp, ui, g, line->at, row);
    }
    field_show(fp, ui, line->at, &text);
    field_draw_value(fp, ui, g, line->at, &box, text.p);
    str_release(&text);
    return n;
}
