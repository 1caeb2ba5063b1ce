/*
 * The records of a form.  Any number of them: the page holds a window of rows and asks for the next by the key of its last, never by an
 * offset.  Letters typed search at once, without accents; not each of those that are typed ahead, but what they make together.
 */

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screen/columns.h"
#include "screen/linear.h"
#include "screen/open.h"
#include "screen/print.h"
#include "screen/rekey.h"
#include "screen/type.h"
#include "screen/ui.h"
#include "text/utf8.h"

#define WINDOW 100 /* rows held */

struct list_page {
    struct page page;
    const struct form *form;
    struct rowset rows;
    struct str after; /* page key that the window was fetched after (back: before); empty: none */
    bool back;
    int64_t total;
    struct str search;
    bool due;      /* the rows are of an older search */
    struct scroll scroll;
    int height;    /* rows of the last paint */
    VEC(struct param) only; /* fields that hold the working context's records; names borrowed from the form */
    bool all;      /* show every record all the same */
    bool unverified; /* only those in which something is to be keyed again */
    struct rekeying rekeying;
};

static struct list_page *list_of(struct page *p)
{
    return (struct list_page *)(void *)p;
}

/* What the list is limited to; freed by the caller, values lent. */
static struct param *limits(const struct list_page *l, size_t *n)
{
    struct param *p = mem_zero(l->only.n + 2, sizeof *p);
    *n = 0;
    for (size_t i = 0; !l->all && i < l->only.n; i++) {
        p[(*n)++] = l->only.v[i];
    }
    if (l->unverified) {
        p[(*n)++].name = ONLY_UNVERIFIED;
    }
    return p;
}

/* A word for people in the place of 0 and 1. */
static void say_verified(struct list_page *l)
{
    int column = rowset_column(&l->rows, "_verified");
    for (size_t i = 0; column >= 0 && i < l->rows.nrows; i++) {
        struct value *v = &l->rows.cells.v[i * l->rows.ncolumns + (size_t)column];
        value_set_text(v, sv_of(v->type == VALUE_INT && v->i == 0 ? _("not yet") : ""));
    }
}

/* Fetch a window: the rows after (or before) a page key, NULL for the first. */
static bool fetch(struct list_page *l, struct ui *ui, const char *after, bool back)
{
    struct reply rep = {0};
    size_t n;
    struct param *only = limits(l, &n);
    struct request req = {.op = OP_LIST, .form = l->form->name, .text = l->search.len ? l->search.p : NULL, .after = after, .back = back,
                          .limit = WINDOW, .params = only, .nparams = n};
    l->due = false;
    bool ok = ui_call(ui, &req, &rep);
    if (ok) {
        rowset_release(&l->rows);
        l->rows = rep.rows;
        l->total = rep.n;
        str_set(&l->after, after ? after : "");
        l->back = back;
        memset(&rep.rows, 0, sizeof rep.rows);
        say_verified(l);
    }
    free(only);
    reply_release(&rep);
    return ok;
}

static void drop_only(struct list_page *l)
{
    for (size_t i = 0; i < l->only.n; i++) {
        value_release(&l->only.v[i].value);
    }
    vec_release(&l->only);
}

/* Records of other schools and periods are not what one works on: the list leaves them out until it is told otherwise. */
static void follow_context(struct list_page *l, const struct ui *ui)
{
    drop_only(l);
    for (size_t i = 0; i < l->form->nfields; i++) {
        const struct field *f = &l->form->fields[i];
        for (size_t c = 0; c < ui->ncontext; c++) {
            bool other = field_names_one(f, ui->context[c].name) && !str_eq(f->ref, l->form->name);
            if (other && !value_is_null(&ui->context[c].value)) {
                struct param *p = vec_push(&l->only);
                p->name = f->name;
                value_copy(&p->value, &ui->context[c].value);
            }
        }
    }
}

static void reload(struct list_page *l, struct ui *ui)
{
    l->scroll = (struct scroll){0};
    fetch(l, ui, NULL, false);
}

/* Before rows are shown or chosen. */
static void search_if_due(struct list_page *l, struct ui *ui)
{
    if (l->due) {
        reload(l, ui);
    }
}

/* The chosen row is the last (or first) of the window: exchange the window for one that goes on from here. */
static void slide(struct list_page *l, struct ui *ui, bool back)
{
    size_t keep = (size_t)(l->height > 2 ? l->height - 2 : 1);
    size_t n = l->rows.nrows;
    if (n < keep + 2) {
        return;
    }
    size_t from = back ? keep : n - 1 - keep;
    char *chosen = mem_dup(rowset_str(&l->rows, l->scroll.at, "_id"));
    char *after = mem_dup(rowset_str(&l->rows, from, "_page"));
    if (fetch(l, ui, after, back)) {
        for (size_t i = 0; i < l->rows.nrows; i++) {
            if (str_eq(rowset_str(&l->rows, i, "_id"), chosen)) {
                l->scroll.at = i;
            }
        }
        l->scroll.top = back ? l->scroll.at : l->scroll.at > keep ? l->scroll.at - keep : 0;
    }
    free(after);
    free(chosen);
}

static bool move(struct list_page *l, struct ui *ui, enum command cmd)
{
    bool down = cmd == CMD_DOWN || cmd == CMD_NEXT || cmd == CMD_PAGE_DOWN;
    bool up = cmd == CMD_UP || cmd == CMD_PREV || cmd == CMD_PAGE_UP;
    if (cmd == CMD_FIRST || cmd == CMD_LAST) {
        if (fetch(l, ui, NULL, cmd == CMD_LAST)) {
            l->scroll = (struct scroll){cmd == CMD_LAST && l->rows.nrows ? l->rows.nrows - 1 : 0, 0};
        }
        return true;
    }
    if (down && l->scroll.at + 1 >= l->rows.nrows && l->rows.nrows == WINDOW) {
        slide(l, ui, false);
    } else if (up && l->scroll.at == 0) {
        slide(l, ui, true);
    }
    return scroll_event(&l->scroll, cmd, l->rows.nrows, l->height);
}

static void open_record(struct list_page *l, struct ui *ui, bool fresh)
{
    if (!fresh && l->scroll.at >= l->rows.nrows) {
        return;
    }
    const char *id = fresh ? NULL : rowset_str(&l->rows, l->scroll.at, "_id");
    struct page *p = form_new(ui, l->form->name, id, NULL, NULL);
    if (p) {
        ui_push(ui, p);
    }
}

static void copy_record(struct list_page *l, struct ui *ui)
{
    struct reply rep = {0};
    struct request req = {.op = OP_OPEN, .form = l->form->name, .id = rowset_str(&l->rows, l->scroll.at, "_id")};
    if (l->scroll.at < l->rows.nrows && ui_call(ui, &req, &rep)) {
        struct page *p = form_new_like(ui, rep.record);
        if (p) {
            ui_push(ui, p);
        }
    }
    reply_release(&rep);
}

static void key_again(struct list_page *l, struct ui *ui)
{
    struct page *p = l->scroll.at < l->rows.nrows
                         ? form_new_verify(ui, l->form->name, rowset_str(&l->rows, l->scroll.at, "_id"))
                         : NULL;
    if (p) {
        ui_push(ui, p);
    }
}

static void switch_unverified(struct list_page *l, struct ui *ui)
{
    if (l->form->verifies) {
        l->unverified = !l->unverified;
        reload(l, ui);
    } else {
        ui_say(ui, STYLE_PLAIN, "%s", _("Nothing is keyed twice in this form."));
    }
}

static void show_log(struct list_page *l, struct ui *ui)
{
    if (l->scroll.at >= l->rows.nrows) {
        return;
    }
    struct reply rep = {0};
    struct request req = {.op = OP_LOG, .form = l->form->name, .id = rowset_str(&l->rows, l->scroll.at, "_id")};
    if (ui_call(ui, &req, &rep)) {
        ui_push(ui, history_new(ui, l->form, rowset_str(&l->rows, l->scroll.at, "_title"), &rep.rows));
    }
    reply_release(&rep);
}

static bool typed(struct list_page *l, struct ui *ui, enum command cmd, const struct event *ev)
{
    if (ev->key == KEY_TEXT) {
        type_line(ui, &l->search, ev->text);
    } else if (cmd == CMD_BACKSPACE && l->search.len) {
        type_line_back(ui, &l->search);
    } else if (cmd == CMD_CLEAR && l->search.len) {
        str_clear(&l->search);
    } else {
        return false;
    }
    l->due = true;
    return true;
}

static void ask_delete(struct list_page *l, struct ui *ui)
{
    if (l->scroll.at >= l->rows.nrows) {
        return;
    }
    struct ask *ask = ask_new(_("Delete this record?"), rowset_str(&l->rows, l->scroll.at, "_title"), CMD_DELETE_RECORD);
    ask->input = true;
    ask->required = true;
    str_set(&ui->message, "");
    ui_push(ui, &ask->page);
    char accept[KEY_NAME], leave[KEY_NAME];
    ui_say(ui, STYLE_WARNING, _("Write the reason and press %s; %s keeps the record."), ui_key(ui, CMD_ACCEPT, CTX_ASK, accept),
           ui_key(ui, CMD_LEAVE, CTX_ASK, leave));
}

static void do_delete(struct list_page *l, struct ui *ui, const char *reason)
{
    struct reply rep = {0};
    struct reply done = {0};
    const char *id = rowset_str(&l->rows, l->scroll.at, "_id");
    struct request open = {.op = OP_OPEN, .form = l->form->name, .id = id};
    if (ui_call(ui, &open, &rep)) {
        struct request del = {.op = OP_DELETE, .form = l->form->name, .id = id, .version = rep.record->version, .reason = reason};
        if (ui_call(ui, &del, &done)) {
            reload(l, ui);
            ui_say(ui, STYLE_PLAIN, "%s", _("The record is deleted; 'phieu restore-record' brings it back."));
        }
    }
    reply_release(&done);
    reply_release(&rep);
}

/* ---- answers ---- */

static const char *chosen_id(const struct list_page *l)
{
    return rowset_str(&l->rows, l->scroll.at, "_id");
}

static void ask_key(struct list_page *l, struct ui *ui)
{
    if (l->scroll.at < l->rows.nrows) {
        rekey_ask(&l->rekeying, ui, l->form->name, chosen_id(l), rowset_str(&l->rows, l->scroll.at, "_title"), CMD_REKEY);
    }
}

static void do_rekey(struct list_page *l, struct ui *ui)
{
    if (rekey_do(&l->rekeying, ui)) {
        reload(l, ui);
        ui_say(ui, STYLE_PLAIN, "%s", _("The key is changed, everywhere it is used."));
    }
}

static void answered(struct list_page *l, struct ui *ui, const struct ask *ask)
{
    if (!ask->done) {
        return;
    }
    if (ask->tag == CMD_DELETE_RECORD) {
        do_delete(l, ui, ask->answer.p);
    } else if (ask->tag == CMD_REKEY) {
        rekey_preview(&l->rekeying, ui, ask, CMD_ACCEPT);
    } else if (ask->tag == CMD_ACCEPT && ask->chosen == 0) {
        do_rekey(l, ui);
    }
}

static void print_chosen(const struct list_page *l, struct ui *ui)
{
    if (l->scroll.at < l->rows.nrows) {
        print_ask(ui, l->form, chosen_id(l), NULL);
    }
}

/* In the chosen record from now on. */
static void work_here(struct list_page *l, struct ui *ui)
{
    if (!context_has(ui, l->form->name)) {
        ui_say(ui, STYLE_PLAIN, "%s", _("These are no records that one works on."));
    } else if (l->scroll.at < l->rows.nrows) {
        context_choose(ui, l->form->name, chosen_id(l));
        follow_context(l, ui);
    }
}

static bool list_event(struct page *p, struct ui *ui, enum command cmd, const struct event *ev)
{
    struct list_page *l = list_of(p);
    if (cmd != CMD_NONE && cmd != CMD_BACKSPACE && cmd != CMD_CLEAR) {
        search_if_due(l, ui);
    }
    if (cmd == CMD_OPEN) {
        open_record(l, ui, false);
    } else if (cmd == CMD_NEW) {
        open_record(l, ui, true);
    } else if (cmd == CMD_DUPLICATE) {
        copy_record(l, ui);
    } else if (cmd == CMD_VERIFY) {
        key_again(l, ui);
    } else if (cmd == CMD_UNVERIFIED) {
        switch_unverified(l, ui);
    } else if (cmd == CMD_LOG) {
        show_log(l, ui);
    } else if (cmd == CMD_PRINT) {
        print_chosen(l, ui);
    } else if (cmd == CMD_WORK_HERE) {
        work_here(l, ui);
    } else if (cmd == CMD_SCOPE) {
        l->all = !l->all;
        reload(l, ui);
    } else if (cmd == CMD_DELETE_RECORD) {
        ask_delete(l, ui);
    } else if (cmd == CMD_REKEY) {
        ask_key(l, ui);
    } else if (cmd == CMD_SEARCH) {
        ui_say(ui, STYLE_PLAIN, "%s", _("Type letters, with or without accents: the list shows what holds such words."));
    } else if (cmd == CMD_LEAVE) {
        ui_close(ui);
    } else {
        return typed(l, ui, cmd, ev) || move(l, ui, cmd);
    }
    return true;
}

static void draw_search(const struct list_page *l, struct grid *g)
{
    struct str s = STR_INIT;
    str_addf(&s, "%s %s", _("Search:"), l->search.p);
    int end = grid_str(g, UI_TOP, 1, g->cols - 2, STYLE_PLAIN, s.p);
    grid_cursor(g, UI_TOP, 1 + end);
    str_release(&s);
}

/* The title line says already what the context is. */
static bool same_in_all(const struct list_page *l, const struct field *f)
{
    for (size_t i = 0; !l->all && i < l->only.n; i++) {
        if (str_eq(l->only.v[i].name, f->name)) {
            return true;
        }
    }
    return false;
}

/* Of how many records there are; of a search, as far as it was followed. */
static void add_count(const struct list_page *l, struct str *out)
{
    bool whole = l->after.len == 0 && !l->back && l->rows.nrows < WINDOW;
    if (l->unverified) {
        str_addf(out, "%s: ", _("to key again"));
    }
    if (l->search.len == 0) {
        str_addf(out, Q_("%lld record", "%lld records", (unsigned long)l->total), (long long)l->total);
    } else if (whole) {
        str_addf(out, Q_("%zu found", "%zu found", l->rows.nrows), l->rows.nrows);
    } else {
        str_addf(out, _("%d or more found"), WINDOW);
    }
}

/* What the columns cut of the chosen record is read on the message line. */
static void draw_cut(const struct list_page *l, const struct ui *ui, const struct columns *c, struct grid *g)
{
    struct str text = STR_INIT;
    if (ui->message.len == 0 && l->scroll.at < l->rows.nrows) {
        columns_add_cut(c, &l->rows, l->scroll.at, &text);
        grid_field(g, g->rows - 2, 1, g->cols - 2, STYLE_DIM, text.p);
    }
    str_release(&text);
}

static void add_nothing(const struct list_page *l, const struct ui *ui, struct str *out)
{
    char key[KEY_NAME];
    ui_key(ui, l->search.len ? CMD_BACKSPACE : CMD_NEW, CTX_LIST, key);
    str_addf(out, l->search.len ? _("Nothing matches what was typed; %s takes it back.") : _("There is no record yet. %s makes one."),
             key);
}

static void draw_nothing(const struct list_page *l, const struct ui *ui, struct grid *g, int row)
{
    struct str text = STR_INIT;
    add_nothing(l, ui, &text);
    grid_str(g, row, 1, g->cols - 2, STYLE_DIM, text.p);
    str_release(&text);
    if (!l->search.len) {
        grid_cursor(g, row, 1);
    }
}

/* Where nothing in sight waits to be keyed again, the column would only take room. */
static bool any_waits(const struct list_page *l)
{
    bool any = false;
    for (size_t i = 0; l->form->verifies && i < l->rows.nrows && !any; i++) {
        any = rowset_str(&l->rows, i, "_verified")[0] != '\0';
    }
    return any;
}

static void add_columns(const struct list_page *l, const struct ui *ui, struct columns *c)
{
    for (size_t i = 0; i < l->form->nlist; i++) {
        const struct field *f = &l->form->fields[l->form->list[i]];
        if (!same_in_all(l, f)) {
            columns_add(c, rowset_column(&l->rows, f->name), label_in(&f->label, ui->lang));
        }
    }
    if (any_waits(l)) {
        columns_add(c, rowset_column(&l->rows, "_verified"), _("Keyed twice"));
    }
}

static void list_draw(struct page *p, struct ui *ui, struct grid *g)
{
    struct list_page *l = list_of(p);
    struct str right = STR_INIT;
    search_if_due(l, ui);
    add_count(l, &right);
    ui_frame(ui, g, label_in(&l->form->title, ui->lang), right.p, CTX_LIST);
    str_release(&right);
    struct columns c = {0};
    add_columns(l, ui, &c);
    columns_fit(&c, &l->rows, g->cols - 2);
    int top = UI_TOP + (l->search.len ? 1 : 0);
    l->height = columns_draw(&c, &l->rows, &l->scroll, g, top, g->rows - UI_BOTTOM - top);
    draw_cut(l, ui, &c, g);
    if (!l->rows.nrows) {
        draw_nothing(l, ui, g, top + 2);
    }
    if (l->search.len) {
        draw_search(l, g);
    }
}

/* The window where it stands. */
static void read_again(struct list_page *l, struct ui *ui)
{
    struct scroll was = l->scroll;
    char *after = l->after.len > 0 ? mem_dup(l->after.p) : NULL;
    if (fetch(l, ui, after, l->back)) {
        l->scroll = was;
        scroll_fit(&l->scroll, l->rows.nrows, l->height);
    }
    free(after);
}

static void list_resume(struct page *p, struct ui *ui, struct page *closed)
{
    struct list_page *l = list_of(p);
    const struct ask *ask = (const struct ask *)(const void *)closed;
    if (closed->ops == &ask_ops) {
        answered(l, ui, ask);
        return;
    }
    follow_context(l, ui);
    read_again(l, ui); /* what was open may have changed its row, or be new */
}

static void list_relabel(struct page *p, struct ui *ui)
{
    follow_context(list_of(p), ui);
    read_again(list_of(p), ui);
}

static void list_free(struct page *p)
{
    struct list_page *l = list_of(p);
    rowset_release(&l->rows);
    str_release(&l->search);
    str_release(&l->after);
    drop_only(l);
    rekey_release(&l->rekeying);
    free(l);
}

/* ---- by lines ---- */

static void tell_line(struct page *p, struct ui *ui, size_t at, struct str *out)
{
    struct list_page *l = list_of(p);
    struct columns c = {0};
    add_columns(l, ui, &c);
    linear_add_number(out, at);
    linear_add_cells(&l->rows, at, c.source, c.heads, c.n, ui->lang, out);
    str_add_c(out, '\n');
}

static void list_tell(struct page *p, struct ui *ui, bool whole, struct str *out)
{
    struct list_page *l = list_of(p);
    if (whole) {
        str_addf(out, "%s: ", label_in(&l->form->title, ui->lang));
        add_count(l, out);
        str_add_c(out, '\n');
        linear_tell_rows(p, ui, &l->scroll, l->rows.nrows, tell_line, out);
        if (l->rows.nrows == 0) {
            add_nothing(l, ui, out);
            str_add_c(out, '\n');
        } else if (l->rows.nrows == WINDOW && l->rows.nrows - l->scroll.top <= LINEAR_AT_ONCE) {
            str_addf(out, "%s\n", _("More: >"));
        }
    }
    str_add(out, _("Number, letters, + for a new record, or ?help: "));
}

/* ">" behind the last row of the window. */
static bool next_window(struct list_page *l, struct ui *ui)
{
    bool there = l->rows.nrows == WINDOW && l->rows.nrows - l->scroll.top <= LINEAR_AT_ONCE;
    if (there) {
        char *after = mem_dup(rowset_str(&l->rows, l->rows.nrows - 1, "_page"));
        l->scroll = (struct scroll){0};
        ui->tell_again = fetch(l, ui, after, false);
        free(after);
    }
    return there;
}

static void search_for(struct list_page *l, struct ui *ui, struct sv letters)
{
    str_clear(&l->search);
    type_line(ui, &l->search, letters);
    reload(l, ui);
    ui->tell_again = true;
}

static bool list_answer(struct page *p, struct ui *ui, struct sv line)
{
    struct list_page *l = list_of(p);
    struct sv text = sv_trim(line);
    if ((sv_eq(text, ">") && next_window(l, ui)) || linear_answer_rows(p, ui, text, &l->scroll, l->rows.nrows)) {
        return true;
    }
    if (sv_eq(text, "+")) {
        ui_command(ui, CMD_NEW);
    } else if (sv_eq(text, "-")) {
        search_for(l, ui, SV(""));
    } else if (text.n > 0 && !sv_eq(text, "<") && text.p[0] != '?' && text.p[0] != ':') {
        search_for(l, ui, text);
    } else {
        return false;
    }
    return true;
}

static const struct page_ops list_ops = {.draw = list_draw, .event = list_event, .tell = list_tell, .answer = list_answer, .resume = list_resume, .relabel = list_relabel, .free = list_free, .name = "list",
                                         .context = CTX_LIST};

struct page *list_new(struct ui *ui, const char *form)
{
    struct err err = ERR_INIT;
    struct list_page *l = mem_zero(1, sizeof *l);
    l->page.ops = &list_ops;
    l->search = (struct str)STR_INIT;
    l->after = (struct str)STR_INIT;
    l->height = ui->grid.rows - UI_TOP - UI_BOTTOM - 1;
    if (!app_form(ui->app, form, &l->form, NULL, &err)) {
        ui_error(ui, &err);
        list_free(&l->page);
        return NULL;
    }
    follow_context(l, ui);
    if (!fetch(l, ui, NULL, false)) {
        list_free(&l->page);
        return NULL;
    }
    return &l->page;
}
