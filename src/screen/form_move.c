/* Moving the record into another state: pick it, give a reason if it wants one, save what is typed, move. */

#include "screen/form_int.h"

static void forget(struct form_page *fp)
{
    free(fp->move_to);
    free(fp->move_reason);
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
    form_leave(fp, ui, false);
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
    forget(fp);
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
    }
    save_reopen(fp, ui);
    form_look_at_states(fp, ui);
    ui_say(ui, STYLE_PLAIN, "%s", said.p);
    str_release(&said);
}

void move_now(struct form_page *fp, struct ui *ui)
{
    struct err err = ERR_INIT;
    struct reply rep = {0};
    struct request req = {.op = OP_MOVE,
                          .form = fp->form->name,
                          .id = fp->record->id,
                          .version = fp->record->version,
                          .name = fp->move_to,
                          .reason = fp->move_reason};
    if (host_call(fp->host, &req, &rep, &err)) {
        moved(fp, ui, &rep);
    } else {
        if (rep.findings.list.n > 0) {
            problems_take(fp, &rep.findings);
            (void)problems_go_first(fp, ui, FIND_ERROR);
        }
        ui_error(ui, &err);
    }
    forget(fp);
    reply_release(&rep);
}
