/* Leaving the page, and what is done with the record as a whole: another in its place, deleting, its history.
 */

#include "screen/form_int.h"
#include "screen/print.h"

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
    bool stored = fp->record->version > 0;
    ui_close(ui);
    if (kept) {
        ui_say(ui, STYLE_PLAIN, "%s",
               stored ? _("What you typed is kept as a draft; open the record again to go on.")
                      : _("What you typed is kept as a draft; open it from the home screen to go on."));
    }
}

static void ask_discard(struct form_page *fp, struct ui *ui)
{
    struct ask *a =
        ask_new(_("The draft is not on disk"),
                _("What you typed could not be written. It is lost if you leave now."), TAG_DISCARD);
    form_offer(fp, a, _("Stay here"), _("Leave and lose it"), NULL);
    ui_push(ui, &a->page);
}

void leave_discarded(struct form_page *fp, struct ui *ui, const struct ask *a)
{
    (void)fp;
    if (a->chosen == 1) {
        ui_close(ui);
    }
}

void leave_page(struct form_page *fp, struct ui *ui)
{
    if (fp->row_roster >= 0) {
        form_show_row(fp, ui, -1, 0);
        return;
    }
    (void)form_leave(fp, ui, false);
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

/* True when nothing typed would be lost with this page. */
static bool all_kept(struct form_page *fp, struct ui *ui)
{
    (void)form_leave(fp, ui, false);
    draft_write(fp, ui, true);
    if (ui->top != &fp->page) {
        return false;
    }
    bool lost = fp->draft_lost && draft_changed(fp);
    if (lost) {
        ui_say(ui, STYLE_ERROR, "%s",
               _("What you typed is neither saved nor kept as a draft; stay until it is."));
    }
    return !lost;
}

/* Another page in the place of this one, whose draft stays; NULL: it could not be opened, and has said why. */
static void replace(struct form_page *fp, struct ui *ui, struct page *p)
{
    bool kept = draft_changed(fp);
    if (p) {
        struct str said = STR_INIT;
        enum style style = ui->message_style;
        str_add(&said, ui->message.p);
        ui_close(ui); /* what lies below may have its own say */
        if (said.len > 0) {
            ui_say(ui, style, "%s", said.p);
        } else if (kept) {
            ui_say(ui, STYLE_PLAIN, "%s", _("What you typed in the record before is kept as a draft."));
        }
        str_release(&said);
        ui_push(ui, p);
    }
}

static void open_instead(struct form_page *fp, struct ui *ui, const char *id)
{
    if (all_kept(fp, ui)) {
        replace(fp, ui, form_new(ui, fp->form->name, id, NULL, NULL));
    }
}

void leave_for_new(struct form_page *fp, struct ui *ui)
{
    open_instead(fp, ui, NULL);
}

void leave_for_copy(struct form_page *fp, struct ui *ui)
{
    if (all_kept(fp, ui)) {
        replace(fp, ui, form_new_like(ui, fp->record));
    }
}

void leave_for_verify(struct form_page *fp, struct ui *ui)
{
    if (fp->record->version == 0) {
        ui_say(ui, STYLE_PLAIN, "%s", _("This record is not saved yet; there is nothing to key again."));
    } else if (all_kept(fp, ui)) {
        replace(fp, ui, form_new_verify(ui, fp->form->name, fp->record->id));
    }
}

/* ---- the records before and after, in the order of the form's list ---- */

static void open_neighbour(struct form_page *fp, struct ui *ui, bool back)
{
    struct reply rep = {0};
    struct request req = {.op = OP_LIST, .form = fp->form->name, .id = fp->record->id, .back = back, .limit = 1};
    if (ui_call(ui, &req, &rep) && rep.rows.nrows > 0) {
        open_instead(fp, ui, rowset_str(&rep.rows, 0, "_id"));
    } else if (ui->message.len == 0) {
        ui_say(ui, STYLE_PLAIN, "%s",
               back ? _("There is no record before this one.") : _("There is no record after this one."));
    }
    reply_release(&rep);
}

void leave_for_next(struct form_page *fp, struct ui *ui)
{
    open_neighbour(fp, ui, false);
}

void leave_for_previous(struct form_page *fp, struct ui *ui)
{
    open_neighbour(fp, ui, true);
}

/* ---- another key ---- */

void leave_ask_key(struct form_page *fp, struct ui *ui)
{
    struct str title = STR_INIT;
    if (fp->record->version == 0) {
        ui_say(ui, STYLE_PLAIN, "%s", _("This record is not saved yet; type its key into its fields."));
    } else if (all_kept(fp, ui)) {
        form_record_title(fp, ui, &title);
        rekey_ask(&fp->rekeying, ui, fp->form->name, fp->record->id, title.p, TAG_REKEY);
    }
    str_release(&title);
}

void leave_preview_key(struct form_page *fp, struct ui *ui, const struct ask *a)
{
    rekey_preview(&fp->rekeying, ui, a, TAG_REKEY_DO);
}

void leave_open_again(struct form_page *fp, struct ui *ui, const char *why)
{
    struct str focus = STR_INIT;
    if (fp->focused && form_cell(fp, fp->focus)) {
        record_path_text(fp->record, fp->focus, &focus);
    }
    struct page *p = form_new(ui, fp->form->name, fp->record->id, NULL, focus.p);
    str_release(&focus);
    if (p) {
        ui_close(ui);
        ui_push(ui, p);
        ui_say(ui, STYLE_PLAIN, "%s", why);
    }
}

void leave_rekey(struct form_page *fp, struct ui *ui, const struct ask *a)
{
    if (a->chosen == 0 && rekey_do(&fp->rekeying, ui)) {
        leave_open_again(fp, ui,
                         draft_changed(fp)
                             ? _("The key is changed, everywhere it is used; what you typed is still here, not yet saved.")
                             : _("The key is changed, everywhere it is used."));
    }
}

/* ---- deleting, history, help ---- */

void leave_ask_delete(struct form_page *fp, struct ui *ui)
{
    if (fp->record->version == 0) {
        ui_say(ui, STYLE_PLAIN, "%s", _("This record is not saved yet; there is nothing to delete."));
        return;
    }
    struct ask *a =
        ask_new(_("Delete this record?"), _("It can be brought back. Why is it deleted?"), TAG_DELETE);
    a->input = true;
    a->required = true;
    ui_push(ui, &a->page);
}

void leave_delete(struct form_page *fp, struct ui *ui, const struct ask *a)
{
    struct reply rep = {0};
    struct request req = {.op = OP_DELETE,
                          .form = fp->form->name,
                          .id = fp->record->id,
                          .version = fp->record->version,
                          .reason = a->answer.p};
    if (ui_call(ui, &req, &rep)) {
        draft_forget(fp);
        ui_close(ui);
        ui_say(ui, STYLE_PLAIN, "%s", _("The record is deleted; it can be brought back."));
    }
    reply_release(&rep);
}

void leave_print(struct form_page *fp, struct ui *ui)
{
    if (fp->record->version == 0 || (!fp->seal && draft_changed(fp))) {
        ui_say(ui, STYLE_PLAIN, "%s", _("Save this record first: documents tell what is stored."));
    } else {
        print_ask(ui, fp->form, fp->record->id, fp->seal);
    }
}

void leave_show_log(struct form_page *fp, struct ui *ui)
{
    struct reply rep = {0};
    struct request req = {.op = OP_LOG, .form = fp->form->name, .id = fp->record->id};
    struct str title = STR_INIT;
    form_record_title(fp, ui, &title);
    if (ui_call(ui, &req, &rep)) {
        ui_push(ui, history_new(ui, fp->form, title.p, &rep.rows));
    }
    str_release(&title);
    reply_release(&rep);
}

void leave_show_help(struct form_page *fp, struct ui *ui)
{
    const char *field = fp->focused ? form_field_at(fp, fp->focus)->name : NULL;
    ui_push(ui, help_new(ui, CTX_FORM, fp->form->name, field));
}
