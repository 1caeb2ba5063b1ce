/* Saving: what will be emptied is asked first; "Saved" is said after the commit, never before. */

#include "screen/form_int.h"

/* ---- what is no longer asked for ---- */

static void list_emptied(struct form_page *fp, const struct ui *ui, const struct changes *c, struct str *out)
{
    for (size_t i = 0; i < c->list.n; i++) {
        struct path at;
        if (!record_path_parse(fp->record, c->list.v[i].path, &at)) {
            str_addf(out, "%s\n", c->list.v[i].path); /* a row of a table that is not shown */
        } else if (record_cell(fp->record, at)->touched) {
            field_title(fp, ui, at, out);
            str_add(out, ": ");
            field_show(fp, ui, at, out);
            str_add_c(out, '\n');
        }
    }
}

static bool ask_emptied(struct form_page *fp, struct ui *ui)
{
    struct changes c = {0};
    struct err err = ERR_INIT;
    struct str list = STR_INIT;
    struct str text = STR_INIT;
    if (work_empty_irrelevant(fp->work, true, &c, &err)) {
        list_emptied(fp, ui, &c, &list);
    }
    bool asked = list.len > 0;
    if (asked) {
        str_addf(&text, "%s\n\n%s",
                 _("These answers no longer apply and will be emptied; the history keeps them:"), list.p);
        struct ask *a = ask_new(_("Save"), text.p, TAG_EMPTIED);
        form_offer(fp, a, _("Save"), _("Go back"), NULL);
        ui_push(ui, &a->page);
    }
    str_release(&text);
    str_release(&list);
    changes_release(&c);
    return asked;
}

/* ---- after the commit ---- */

/* What is stored is what stands on the screen: numbers given at the commit, what was merged, what was
 * emptied. */
static void take_stored(struct form_page *fp, struct ui *ui, struct reply *rep)
{
    struct str focus = STR_INIT;
    struct path at;
    if (fp->focused && form_cell(fp, fp->focus)) {
        record_path_text(fp->record, fp->focus, &focus);
    }
    form_take_record(fp, ui, rep->record);
    rep->record = NULL;
    problems_check(fp, ui);
    fp->focused = false;
    if (record_path_parse(fp->record, focus.p, &at)) {
        form_focus(fp, ui, at);
    } else {
        form_settle(fp, ui);
    }
    str_release(&focus);
}

void save_reopen(struct form_page *fp, struct ui *ui)
{
    struct reply rep = {0};
    struct request req = {.op = OP_OPEN, .form = fp->form->name, .id = fp->record->id};
    if (ui_call(ui, &req, &rep)) {
        undo_forget(fp); /* it may have been changed by more than what was done here */
        take_stored(fp, ui, &rep);
    }
    reply_release(&rep);
}

static void say_saved(const struct form_page *fp, struct ui *ui)
{
    struct str time = STR_INIT;
    size_t open = problems_open(fp);
    char key[KEY_NAME];
    form_time(ui, fp->saved_ms, &time);
    if (open > 0) {
        ui_say(ui, STYLE_PLAIN,
               Q_("Saved %s as version %lld; %zu problem is open (%s).",
                  "Saved %s as version %lld; %zu problems are open (%s).", open),
               time.p, (long long)fp->record->version, open, ui_key(ui, CMD_NEXT_PROBLEM, CTX_FORM, key));
    } else {
        ui_say(ui, STYLE_PLAIN, _("Saved %s as version %lld."), time.p, (long long)fp->record->version);
    }
    str_release(&time);
}

static void saved(struct form_page *fp, struct ui *ui, struct reply *rep)
{
    fp->saved_ms = clock_now(ui->clock);
    draft_forget(fp);
    duplicate_forget(fp);
    undo_forget_key(fp);
    take_stored(fp, ui, rep);
    say_saved(fp, ui);
    if (fp->move_to) {
        move_now(fp, ui);
    }
}

static void refused(struct form_page *fp, struct ui *ui, struct reply *rep, const struct err *err)
{
    if (err->code == ERR_CONFLICT && rep->record) {
        reply_release(&fp->answer);
        fp->answer = *rep;
        *rep = (struct reply){0};
        conflict_begin(fp, ui);
        return;
    }
    if (rep->findings.list.n > 0) {
        problems_take(fp, &rep->findings);
        if (!problems_go_first(fp, ui, FIND_STRUCTURE)) {
            (void)problems_go_first(fp, ui, FIND_WARNING);
        }
    }
    move_forget(fp);
    ui_error(ui, err);
}

void save_now(struct form_page *fp, struct ui *ui)
{
    struct err err = ERR_INIT;
    struct reply rep = {0};
    struct request req = {
        .op = OP_SAVE, .form = fp->form->name, .record = fp->record, .base = fp->base, .hash = fp->hash, .tally = tally_tell(fp)};
    if (host_call(fp->host, &req, &rep, &err)) {
        tally_told(fp);
        saved(fp, ui, &rep);
    } else {
        refused(fp, ui, &rep, &err);
    }
    reply_release(&rep);
}

void save_begin(struct form_page *fp, struct ui *ui)
{
    if (!form_may_change(fp, ui)) {
        return;
    }
    (void)form_leave(fp, ui, false);
    if (ui->top == &fp->page && !ask_emptied(fp, ui)) {
        form_settle(fp, ui);
        save_now(fp, ui);
    }
}

void save_emptied(struct form_page *fp, struct ui *ui, const struct ask *a)
{
    if (a->chosen == 0) {
        save_now(fp, ui);
    } else {
        move_forget(fp);
        ui_say(ui, STYLE_PLAIN, "%s", _("Nothing is saved yet; the draft is kept."));
    }
}
