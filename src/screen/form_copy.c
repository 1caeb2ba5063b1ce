/*
 * Copying into the record what one of its form's [copy] sections finds elsewhere: choose which, show what would be made, do it.
 */

#include "screen/form_int.h"

static bool call(const struct form_page *fp, struct ui *ui, bool preview, struct reply *rep)
{
    struct request req = {.op = OP_COPY, .form = fp->form->name, .id = fp->record->id, .name = fp->copy, .back = !fp->copy, .n = preview};
    return ui_call(ui, &req, rep);
}

/* "Hội đồng – Thành viên: 7, 2 were there already" */
static void add_line(const struct rowset *rows, size_t i, bool undo, struct str *out)
{
    int64_t made = rowset_at(rows, i, rowset_column(rows, "made"))->i, left = rowset_at(rows, i, rowset_column(rows, "left"))->i;
    str_addf(out, "%s: ", rowset_str(rows, i, "what"));
    if (undo) {
        str_addf(out, _("%lld taken back, %lld changed since and left"), (long long)made, (long long)left);
    } else if (left > 0) {
        str_addf(out, _("%lld new, %lld left as they are"), (long long)made, (long long)left);
    } else {
        str_addf(out, _("%lld new"), (long long)made);
    }
    str_add_c(out, '\n');
}

static void preview(struct form_page *fp, struct ui *ui)
{
    struct reply rep = {0};
    struct str text = STR_INIT;
    const struct copy_def *copy = fp->copy ? form_copy(fp->form, fp->copy) : NULL;
    if (!call(fp, ui, true, &rep)) {
        reply_release(&rep);
        return;
    }
    for (size_t i = 0; i < rep.rows.nrows; i++) {
        add_line(&rep.rows, i, !copy, &text);
    }
    if (rep.n == 0) {
        ui_say(ui, STYLE_PLAIN, "%s",
               copy ? _("There is nothing to copy, or all of it is there already.") : _("Nothing was copied here that could be taken back."));
    } else {
        struct ask *a = ask_new(copy ? label_in(&copy->label, ui->lang) : _("Take back what was copied last"), text.p, TAG_COPY_DO);
        form_offer(fp, a, copy ? _("Copy it") : _("Take it back"), _("Leave it"), NULL);
        ui_push(ui, &a->page);
    }
    str_release(&text);
    reply_release(&rep);
}

/* What is copied goes by what is stored of the record. */
static bool stands(struct form_page *fp, struct ui *ui)
{
    if (fp->form->ncopies == 0) {
        ui_say(ui, STYLE_PLAIN, "%s", _("Nothing is copied into records of this form."));
        return false;
    }
    if (!form_leave(fp, ui, false) || ui->top != &fp->page) {
        return false;
    }
    if (fp->record->version == 0 || draft_changed(fp)) {
        ui_say(ui, STYLE_PLAIN, "%s", _("Save this record first; then it can be copied into."));
        return false;
    }
    return form_may_change(fp, ui);
}

void copy_ask(struct form_page *fp, struct ui *ui)
{
    if (!stands(fp, ui)) {
        return;
    }
    struct pick *p = pick_new(_("Copy from…"), TAG_COPY);
    for (size_t i = 0; i < fp->form->ncopies; i++) {
        pick_add_as(p, fp->form->copies[i].name, "", label_in(&fp->form->copies[i].label, ui->lang));
    }
    pick_add_as(p, "", "", _("Take back what was copied last"));
    ui_push(ui, &p->page);
}

void copy_picked(struct form_page *fp, struct ui *ui, const struct pick *p)
{
    if (p->at < p->rows.n) {
        const struct copy_def *copy = form_copy(fp->form, p->rows.v[p->at].value);
        fp->copy = copy ? copy->name : NULL; /* what was copied last is taken back */
        preview(fp, ui);
    }
}

void copy_do(struct form_page *fp, struct ui *ui, const struct ask *a)
{
    struct reply rep = {0};
    if (a->chosen == 0 && call(fp, ui, false, &rep)) {
        struct str said = STR_INIT;
        if (fp->copy) {
            str_addf(&said, Q_("It is copied: %zu entry.", "It is copied: %zu entries.", (size_t)rep.n), (size_t)rep.n);
        } else {
            str_addf(&said, Q_("It is taken back: %zu record.", "It is taken back: %zu records.", (size_t)rep.n), (size_t)rep.n);
        }
        leave_open_again(fp, ui, said.p);
        str_release(&said);
    }
    reply_release(&rep);
}
