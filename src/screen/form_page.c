/* The form page: what keys mean, what becomes of answers, life and death.  The other form_*.c do one thing
 * each. */

#include "screen/form_int.h"
#include "screen/linear.h"
#include "screen/open.h"

#include <string.h>

struct form_page *form_of(struct page *p)
{
    return (struct form_page *)p;
}

/* ---- events ---- */

enum command_context form_context(const struct form_page *fp)
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
static const struct {
    enum command cmd;
    void (*run)(struct form_page *fp, struct ui *ui);
} commands[] = {
    {CMD_NEXT, go_forward},
    {CMD_DOWN, go_forward},
    {CMD_PREV, go_back},
    {CMD_UP, go_back},
    {CMD_PAGE_DOWN, go_page_down},
    {CMD_PAGE_UP, go_page_up},
    {CMD_FIRST, go_first},
    {CMD_LAST, go_last},
    {CMD_GOTO, go_ask},
    {CMD_CHOICES, choice_show},
    {CMD_DITTO, choice_ditto},
    {CMD_INSERT, choice_insert},
    {CMD_NEXT_PROBLEM, problems_next},
    {CMD_ACCEPT, problems_ask_accept},
    {CMD_SAVE, save_begin},
    {CMD_UNDO, undo_last},
    {CMD_REDO, undo_again},
    {CMD_MOVE, move_ask},
    {CMD_PANE, pane_split},
    {CMD_PANE_ZOOM, pane_zoom},
    {CMD_PANE_DOWN, pane_down},
    {CMD_PANE_UP, pane_up},
    {CMD_NEW, leave_for_new},
    {CMD_DUPLICATE, leave_for_copy},
    {CMD_VERIFY, leave_for_verify},
    {CMD_NEXT_RECORD, leave_for_next},
    {CMD_PREV_RECORD, leave_for_previous},
    {CMD_DELETE_RECORD, leave_ask_delete},
    {CMD_REKEY, leave_ask_key},
    {CMD_COPY, copy_ask},
    {CMD_DISCARD, discard_ask},
    {CMD_LOG, leave_show_log},
    {CMD_SNAPSHOTS, sealed_list},
    {CMD_PRINT, leave_print},
    {CMD_HELP, leave_show_help},
    {CMD_LEAVE, leave_page},
};

#define WRITING                                                                                                                        \
    CMD_CHOICES, CMD_DITTO, CMD_INSERT, CMD_SAVE, CMD_ACCEPT, CMD_ROW_ADD, CMD_ROW_INSERT, CMD_ROW_DELETE, CMD_BACKSPACE, CMD_DELETE,   \
        CMD_KILL_WORD, CMD_KILL_END, CMD_CLEAR, CMD_UNDO, CMD_REDO, CMD_COPY

/* What there is nothing for: a form that copies nothing, a field into which nothing is inserted. */
static const enum command *needless(const struct form_page *fp)
{
    static const enum command both[] = {CMD_INSERT, CMD_COPY, CMD_NONE}, inserting[] = {CMD_INSERT, CMD_NONE};
    const struct field *f = fp->focused ? form_field_at(fp, fp->focus) : NULL;
    bool copies = fp->form->ncopies > 0;
    return f && f->insert ? (copies ? NULL : both + 1) : copies ? inserting : both;
}

/* On a page of what was handed in, neither what is done to the record as it stands now nor what tells of it. */
static const enum command *form_withheld(const struct page *p)
{
    static const enum command reading[] = {WRITING, CMD_NONE};
    static const enum command sealed[] = {WRITING,         CMD_NEXT_PROBLEM, CMD_MOVE,          CMD_NEW,     CMD_NEXT_RECORD,
                                          CMD_PREV_RECORD, CMD_REKEY,        CMD_DELETE_RECORD, CMD_DISCARD, CMD_DUPLICATE,
                                          CMD_VERIFY,      CMD_NONE};
    const struct form_page *fp = (const struct form_page *)p;
    return fp->blind ? verify_barred : fp->seal ? sealed : fp->read_only ? reading : needless(fp);
}

static bool page_command(struct form_page *fp, struct ui *ui, enum command cmd)
{
    if (fp->seal && !ui_offers(&fp->page, cmd)) {
        (void)form_may_change(fp, ui); /* says why not */
        return true;
    }
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (commands[i].cmd == cmd) {
            commands[i].run(fp, ui);
            return true;
        }
    }
    return false;
}

/* Everywhere but in a text a letter may be the last one: a code is picked, a number is full, a slash ends the row. */
static bool form_by_letter(const struct page *p, struct sv text)
{
    (void)text; /* any */
    const struct form_page *fp = (const struct form_page *)p;
    const struct field *f = fp->focused ? form_field_at(fp, fp->focus) : NULL;
    bool in_text = f && (f->type == FIELD_TEXT || f->type == FIELD_FILE);
    return f && (!in_text || !form_cell(fp, fp->focus));
}

static void typed(struct form_page *fp, struct ui *ui, const struct event *ev)
{
    bool block = ev->key == KEY_PASTE && fp->focus.roster >= 0 && fp->row_roster < 0 &&
                 (memchr(ev->text.p, '\t', ev->text.n) || memchr(ev->text.p, '\n', ev->text.n));
    if (!fp->focused || !form_may_change(fp, ui)) {
        return;
    }
    if (fp->blind && ev->key == KEY_PASTE) {
        verify_say_barred(ui); /* it may be what was keyed first */
    } else if (block) {
        roster_paste(fp, ui, ev->text);
    } else if (ev->key == KEY_TEXT && sv_eq(ev->text, "/") && roster_takes_slash(fp)) {
        roster_end_row(fp, ui);
    } else {
        field_type(fp, ui, ev->keypad ? field_of_keypad(fp, ev->text) : ev->text, ev->key == KEY_TEXT);
    }
}

static bool handle(struct form_page *fp, struct ui *ui, enum command cmd, const struct event *ev)
{
    if (ev->key == KEY_TEXT || ev->key == KEY_PASTE) {
        typed(fp, ui, ev);
        return true;
    }
    enum command_context context = form_context(fp);
    if (ev->key != KEY_NONE) {
        cmd = keymap_command(ui->keymap, ev, context); /* it depends on where the focus is */
    }
    if (cmd == CMD_NONE && ev->key == KEY_ENTER && context == CTX_TEXT) {
        if (field_may_type(fp)) {
            field_type(fp, ui, SV("\n"), true);
        } else {
            go_forward(fp, ui);
        }
        return true;
    }
    return verify_command(fp, ui, cmd) || (fp->focused && field_command(fp, ui, cmd)) ||
           (context == CTX_GRID && roster_command(fp, ui, cmd)) || page_command(fp, ui, cmd);
}

static bool form_event(struct page *p, struct ui *ui, enum command cmd, const struct event *ev)
{
    struct form_page *fp = form_of(p);
    if (ev->key == KEY_BACKSPACE) {
        form_advance_back(fp, ui);
    } else {
        form_advance_forget(fp);
    }
    undo_begin(fp);
    form_follow_language(fp, ui);
    form_settle(fp, ui); /* keys typed ahead come before anything is painted */
    bool done = handle(fp, ui, cmd, ev);
    if (ui->quit || ui->top == NULL) {
        return done;
    }
    bool here = ui->top == p;
    bool erased = ev->key == KEY_BACKSPACE; /* what takes the place of the letter may be on its way */
    if (here && !erased && ((fp->draft_due && !ui->keys_waiting) || draft_overdue(fp, ui))) {
        ui_paint(ui); /* the answer to a key is shown before the disk is waited for */
        draft_write(fp, ui, false);
    }
    return done;
}

static void form_idle(struct page *p, struct ui *ui)
{
    draft_write(form_of(p), ui, true);
}

/* What becomes of a pop-up's answer. */
static const struct {
    int tag;
    void (*answered)(struct form_page *fp, struct ui *ui, const struct pick *p);
} picks[] = {
    {TAG_CHOICE, choice_picked},
    {TAG_GOTO, go_picked},
    {TAG_INSERT, choice_inserted},
    {TAG_STATE, move_picked},
    {TAG_COPY, copy_picked},
};

static const struct {
    int tag;
    void (*answered)(struct form_page *fp, struct ui *ui, const struct ask *a);
} asks[] = {
    {TAG_EMPTIED, save_emptied},       {TAG_CONFLICT, conflict_answered}, {TAG_ACCEPT, problems_accepted},
    {TAG_STATE_REASON, move_reasoned}, {TAG_DELETE, leave_delete},        {TAG_DISCARD, leave_discarded},
    {TAG_REKEY, leave_preview_key},    {TAG_REKEY_DO, leave_rekey},
    {TAG_PAST, move_past},             {TAG_COPY_DO, copy_do},
};

static void pick_closed(struct form_page *fp, struct ui *ui, const struct pick *p)
{
    for (size_t i = 0; p->done && i < sizeof picks / sizeof picks[0]; i++) {
        if (picks[i].tag == p->tag) {
            picks[i].answered(fp, ui, p);
        }
    }
    if (p->done && ui->linear) {
        linear_picked(fp, ui, p->tag);
    }
}

static void ask_closed(struct form_page *fp, struct ui *ui, const struct ask *a)
{
    if (!a->done) {
        move_forget(fp); /* whoever closes a question on the way does not want to move any more */
    }
    for (size_t i = 0; a->done && i < sizeof asks / sizeof asks[0]; i++) {
        if (asks[i].tag == a->tag) {
            asks[i].answered(fp, ui, a);
        }
    }
}

/* A record is begun in what is not in force today: asked once. */
static void form_shown(struct page *p, struct ui *ui)
{
    struct form_page *fp = form_of(p);
    bool begun = fp->record->version == 0 && !fp->draft_written;
    struct ask *a = begun ? context_doubt(ui, fp->record, TAG_PERIOD) : NULL;
    if (a) {
        ui_push(ui, &a->page);
    }
}

/* Without a yes nothing is begun. */
static void doubt_answered(struct ui *ui, const struct ask *a)
{
    if (a->done && a->chosen == 0) {
        context_agree(ui);
    } else {
        ui_close(ui);
        char key[KEY_NAME];
        ui_say(ui, STYLE_PLAIN, _("Nothing was begun; %s on the home screen changes what you work on."),
               ui_key(ui, CMD_CONTEXT, CTX_HOME, key));
    }
}

static void form_resume(struct page *p, struct ui *ui, struct page *closed)
{
    struct form_page *fp = form_of(p);
    undo_begin(fp);
    form_advance_forget(fp);
    const struct ask *a = closed->ops == &ask_ops ? (const struct ask *)closed : NULL;
    if (fp->blind && verify_closed(fp, ui, closed)) {
        return;
    }
    if (a && a->tag == TAG_PERIOD) {
        doubt_answered(ui, a);
    } else if (a && a->tag == TAG_DROP) {
        discard_answered(fp, ui, a);
    } else if (closed->ops == &pick_ops) {
        pick_closed(fp, ui, (const struct pick *)closed);
    } else if (a) {
        ask_closed(fp, ui, a);
    }
}

static void form_draw(struct page *p, struct ui *ui, struct grid *g)
{
    draw_form(form_of(p), ui, g);
}

/* ---- life ---- */

/* At a record that is new is nobody else, but perhaps oneself in another session. */
static void form_beat(struct page *p, struct ui *ui, const char **form, const char **id)
{
    struct form_page *fp = form_of(p);
    if (fp->draft_lost) {
        draft_write(fp, ui, true);
    }
    if (!fp->seal) {
        *form = fp->form->name;
        *id = fp->record->id;
    }
}

static bool form_flush(struct page *p, struct ui *ui)
{
    struct form_page *fp = form_of(p);
    draft_write(fp, ui, true);
    return !fp->draft_lost || !draft_changed(fp);
}

static void form_free(struct page *p)
{
    struct form_page *fp = form_of(p);
    form_advance_forget(fp);
    choice_forget(fp);
    undo_forget(fp);
    draft_forget(fp);
    vec_release(&fp->typed);
    findings_release(&fp->found);
    vec_release(&fp->marks);
    free(fp->warned);
    vec_release(&fp->places);
    vec_release(&fp->across);
    grid_release(&fp->painted.image);
    vec_release(&fp->verdicts);
    layout_release(&fp->layout);
    edit_release(&fp->edit);
    edit_wrap_release(&fp->wrap);
    reply_release(&fp->answer);
    pane_release(&fp->pane);
    work_free(fp->work);
    record_free(fp->record);
    record_free(fp->base);
    record_free(fp->previous);
    duplicate_forget(fp);
    verify_release(fp);
    free(fp->hash);
    free(fp->barred);
    free(fp->forbidden);
    free(fp->seal);
    move_forget(fp);
    rekey_release(&fp->rekeying);
    free(fp);
}

static const struct page_ops form_ops = {
    .draw = form_draw,
    .event = form_event,
    .by_letter = form_by_letter,
    .withheld = form_withheld,
    .tallying = form_tallying,
    .tell = linear_tell_form,
    .answer = linear_answer_form,
    .idle = form_idle,
    .beat = form_beat,
    .shown = form_shown,
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
    fp->lang = ui->lang;
    fp->row_roster = -1;
    fp->stale = true;
    fp->width = ui->grid.cols;
    fp->height = ui->grid.rows - UI_TOP - UI_BOTTOM;
    fp->pane.params = (struct str)STR_INIT;
    edit_init(&fp->edit, false);
    return fp;
}

static void focus_first(struct form_page *fp, struct ui *ui, const char *field)
{
    struct path at;
    if (field && record_path_parse(fp->record, field, &at)) {
        form_focus(fp, ui, at);
    } else if (!fp->focused) {
        form_settle(fp, ui);
        const struct stop *first = go_end(fp, false);
        if (first) {
            form_focus(fp, ui, first->at);
        }
    }
}

/* NULL after saying why not. */
static struct form_page *page_new(struct ui *ui, const char *form, const char *id, const char *key, const char *seal, bool verify)
{
    struct err err = ERR_INIT;
    struct form_page *fp = page_alloc(ui);
    fp->seal = seal ? mem_dup(seal) : NULL;
    bool known = app_form(ui->app, form, &fp->form, NULL, &err);
    if (!known) {
        ui_error(ui, &err);
    }
    if (!known || !(verify ? form_open_verify(fp, ui, id) : form_open(fp, ui, id, key))) {
        form_free(&fp->page);
        return NULL;
    }
    return fp;
}

struct page *form_new(struct ui *ui, const char *form, const char *id, const char *key, const char *field)
{
    struct form_page *fp = page_new(ui, form, id, key, NULL, false);
    if (!fp) {
        return NULL;
    }
    draft_take_up(fp, ui);
    if (fp->record->version > 0) {
        problems_check(fp, ui);
    }
    focus_first(fp, ui, field);
    return &fp->page;
}

struct page *form_new_verify(struct ui *ui, const char *form, const char *id)
{
    struct form_page *fp = page_new(ui, form, id, NULL, NULL, true);
    if (!fp) {
        return NULL;
    }
    draft_take_up(fp, ui);
    focus_first(fp, ui, NULL);
    return &fp->page;
}

/* No draft goes on in it, and what is wrong with it today is nobody's concern. */
struct page *form_new_sealed(struct ui *ui, const char *form, const char *id, const char *seal)
{
    struct form_page *fp = page_new(ui, form, id, NULL, seal, false);
    if (!fp) {
        return NULL;
    }
    focus_first(fp, ui, NULL);
    return &fp->page;
}
