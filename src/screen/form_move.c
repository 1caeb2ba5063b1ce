/*
 * Moving the record into another state: pick it, give a reason if it wants one, save what is typed, move.  What stands in the way
 * in other records is a table of its own, from which they are opened.
 */

#include "screen/form_int.h"

void move_forget(struct form_page *fp)
{
    free(fp->move_to);
    free(fp->move_reason);
    rowset_release(&fp->told);
    fp->move_to = NULL;
    fp->move_reason = NULL;
}

static bool ask_states(const struct form_page *fp, struct ui *ui, struct reply *rep)
{
    struct request req = {.op = OP_STATES, .form = fp->form->name, .id = fp->record->id};
    return ui_call(ui, &req, rep);
}

void move_ask(struct form_page *fp, struct ui *ui)
{
    struct reply rep = {0};
    if (fp->form->nstates == 0) {
        ui_say(ui, STYLE_PLAIN, "%s", _("The records of this form have no states."));
        return;
    }
    if (fp->record->version == 0) {
        ui_say(ui, STYLE_PLAIN, "%s", _("Save this record first; then it can change its state."));
        return;
    }
    (void)form_leave(fp, ui, false);
    if (ui->top != &fp->page || !ask_states(fp, ui, &rep)) {
        reply_release(&rep);
        return;
    }
    if (rep.rows.nrows == 0) {
        ui_say(ui, STYLE_PLAIN, "%s", _("From here you cannot move this record into another state."));
    } else {
        struct pick *p = pick_new(_("New state"), TAG_STATE);
        for (size_t i = 0; i < rep.rows.nrows; i++) {
            pick_add_as(p, rowset_str(&rep.rows, i, "state"), "", rowset_str(&rep.rows, i, "label"));
        }
        ui_push(ui, &p->page);
    }
    reply_release(&rep);
}

/* Save first when there is something to save: the move is of what is stored. */
static void go_on(struct form_page *fp, struct ui *ui)
{
    if (draft_changed(fp)) {
        save_begin(fp, ui);
    } else {
        move_now(fp, ui);
    }
}

void move_picked(struct form_page *fp, struct ui *ui, const struct pick *p)
{
    if (p->at >= p->rows.n) {
        return;
    }
    move_forget(fp);
    fp->move_to = mem_dup(p->rows.v[p->at].value);
    const struct state *to = form_state(fp->form, fp->move_to);
    if (to && to->reason) {
        struct ask *a =
            ask_new(label_in(&to->label, ui->lang), _("Why is it moved into this state?"), TAG_STATE_REASON);
        a->input = true;
        a->required = true;
        ui_push(ui, &a->page);
    } else {
        go_on(fp, ui);
    }
}

void move_reasoned(struct form_page *fp, struct ui *ui, const struct ask *a)
{
    free(fp->move_reason);
    fp->move_reason = mem_dup(a->answer.p);
    go_on(fp, ui);
}

static void moved(struct form_page *fp, struct ui *ui, const struct reply *rep)
{
    const struct state *to = form_state(fp->form, fp->move_to);
    struct str said = STR_INIT;
    str_addf(&said, _("The record is now in the state “%s”."),
             to ? label_in(&to->label, ui->lang) : fp->move_to);
    if (rep->text && rep->text[0]) {
        str_add_c(&said, ' ');
        str_addf(&said, _("It is sealed under the code %s."), rep->text);
        ui->submitted = true;
    }
    save_reopen(fp, ui);
    form_look_at_states(fp, ui);
    ui_say(ui, STYLE_PLAIN, "%s", said.p);
    str_release(&said);
}

/* ---- what stands in the way ---- */

/* The page's own record: back to it, at the field. */
static void go_back_to(struct ui *ui, struct form_page *fp, const char *path)
{
    struct path at;
    ui_close(ui);
    if (record_path_parse(fp->record, path, &at)) {
        form_focus(fp, ui, at);
    }
}

static void open_other(struct ui *ui, const char *form, const char *id, const char *path)
{
    struct page *p = form_new(ui, form, id, NULL, path);
    if (p) {
        ui_push(ui, p);
    }
}

/* The table lies on the page whose record was to be moved. */
static void open_told(struct ui *ui, const struct rowset *rows, size_t row)
{
    struct form_page *fp = form_of(ui->top->below);
    const char *form = rowset_str(rows, row, "form"), *id = rowset_str(rows, row, "id");
    bool own = str_eq(form, fp->form->name) && str_eq(id, fp->record->id);
    enum style style = rowset_str(rows, row, "mark")[0] ? STYLE_ERROR : STYLE_WARNING;
    char *path = mem_dup(rowset_str(rows, row, "path")), *message = mem_dup(rowset_str(rows, row, "message"));
    if (own) {
        go_back_to(ui, fp, path); /* and the table is gone */
    } else {
        open_other(ui, form, id, path);
    }
    if (ui->message.len == 0) {
        ui_say(ui, style, "%s", message);
    }
    free(path);
    free(message);
}

/* The rows of the reply in people's words: what, which is never scrolled away, where, and behind them what `open_told` needs. */
static void translate_told(const struct ui *ui, const struct rowset *told, struct rowset *out)
{
    static const char *const columns[] = {"mark", "message", "title", "label", "form", "id", "path"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        rowset_add_column(out, columns[i]);
    }
    for (size_t i = 0; i < told->nrows; i++) {
        struct value *row = rowset_add_row(out);
        value_set_text(&row[0], str_eq(rowset_str(told, i, "strength"), "warning") ? SV("") : SV("!"));
        for (size_t c = 1; c < out->ncolumns; c++) {
            value_set_text(&row[c], sv_of(rowset_str(told, i, columns[c])));
        }
        value_set_text(&row[2], sv_of(form_title_of(ui, rowset_str(told, i, "form"))));
    }
}

static void show_told(struct form_page *fp, struct ui *ui)
{
    struct rowset rows = {0};
    const struct state *to = form_state(fp->form, fp->move_to);
    const char *const heads[] = {" ", _("Finding"), _("Form"), _("Record")};
    translate_told(ui, &fp->told, &rows);
    ui_push(ui, table_opening(ui, to ? label_in(&to->label, ui->lang) : fp->move_to, &rows, heads, 4, open_told));
    move_forget(fp);
}

static void ask_past(struct form_page *fp, struct ui *ui, const struct err *err)
{
    struct str text = STR_INIT;
    for (size_t i = 0; i < fp->told.nrows; i++) {
        str_addf(&text, "%s: %s\n", rowset_str(&fp->told, i, "label"), rowset_str(&fp->told, i, "message"));
    }
    struct ask *a = ask_new(err->msg, text.p, TAG_PAST);
    form_offer(fp, a, _("Look at them"), _("Move it all the same"), NULL);
    ui_push(ui, &a->page);
    str_release(&text);
}

static void ask_host(struct form_page *fp, struct ui *ui, bool past);

void move_past(struct form_page *fp, struct ui *ui, const struct ask *a)
{
    if (a->chosen == 1) {
        ask_host(fp, ui, true);
    } else {
        show_told(fp, ui);
    }
}

static void stopped(struct form_page *fp, struct ui *ui, struct reply *rep, const struct err *err)
{
    fp->told = rep->rows;
    rep->rows = (struct rowset){0};
    if (rep->n == 1) {
        ask_past(fp, ui, err);
        return;
    }
    if (rep->findings.list.n > 0) {
        problems_take(fp, &rep->findings);
        (void)problems_go_first(fp, ui, FIND_ERROR);
    }
    if (fp->told.nrows > 0) {
        show_told(fp, ui);
    }
    move_forget(fp);
    ui_error(ui, err);
}

static void ask_host(struct form_page *fp, struct ui *ui, bool past)
{
    struct err err = ERR_INIT;
    struct reply rep = {0};
    struct request req = {.op = OP_MOVE,
                          .form = fp->form->name,
                          .id = fp->record->id,
                          .version = fp->record->version,
                          .name = fp->move_to,
                          .reason = fp->move_reason,
                          .n = past};
    rowset_release(&fp->told);
    if (host_call(fp->host, &req, &rep, &err)) {
        moved(fp, ui, &rep);
        move_forget(fp);
    } else {
        stopped(fp, ui, &rep, &err);
    }
    reply_release(&rep);
}

void move_now(struct form_page *fp, struct ui *ui)
{
    ask_host(fp, ui, false);
}
