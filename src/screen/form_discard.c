/* Giving up what was typed and never saved: what is lost is named first. */

#include "screen/form_int.h"

#include "form/verify.h"

enum { NAMED = 8 }; /* places that are named; the others are counted */

/* ---- what is lost ---- */

static void add_row(const struct form_page *fp, const struct ui *ui, const char *path, struct str *out)
{
    const struct roster *roster;
    size_t row;
    bool there = draft_find_row(fp->record, path, &roster, &row);
    const char *label = roster ? label_in(&roster->label, ui->lang) : path;
    str_addf(out, there ? _("%s: a row that was added") : _("%s: that a row was deleted"), label);
}

static void add_accepted(struct form_page *fp, const struct ui *ui, const char *path, struct str *out)
{
    const struct acceptance *a = record_acceptance(fp->record, path);
    struct path at;
    if (record_path_parse(fp->record, path, &at)) {
        field_title(fp, ui, at, out);
    }
    str_addf(out, ": %s", a && a->reason ? a->reason : "");
}

/* A place as people know it, and what stands there now. */
static void add_place(struct form_page *fp, const struct ui *ui, const char *path, struct str *out)
{
    struct path at;
    if (path[0] == '!') {
        add_accepted(fp, ui, path + 1, out);
    } else if (record_path_parse(fp->record, path, &at)) {
        field_title(fp, ui, at, out);
        str_add(out, ": ");
        field_show(fp, ui, at, out);
    } else {
        add_row(fp, ui, path, out);
    }
    str_add_c(out, '\n');
}

static void add_lost(struct form_page *fp, const struct ui *ui, struct str *out)
{
    size_t n = 0;
    for (size_t i = 0; i < fp->typed.n; i++) {
        if (draft_differs(fp, fp->typed.v[i].path) && n++ < NAMED) {
            add_place(fp, ui, fp->typed.v[i].path, out);
        }
    }
    if (n > NAMED) {
        str_addf(out, Q_("… and %zu more", "… and %zu more", n - NAMED), n - NAMED);
    }
}

/* A draft that was not taken up, since the record can only be read today. */
static void add_untaken(struct form_page *fp, const struct ui *ui, struct str *out)
{
    struct err ignored = ERR_INIT;
    struct reply rep = {0};
    struct request req = {.op = OP_DRAFT_GET, .form = verify_draft(fp), .id = fp->record->id};
    if (host_call(fp->host, &req, &rep, &ignored) && rep.draft.form) {
        struct str time = STR_INIT;
        instant_add_shown(&time, rep.draft.at_ms, ui->clock->offset_min);
        str_addf(out, Q_("%zu value typed until %s", "%zu values typed until %s", rep.draft.values.n), rep.draft.values.n, time.p);
        str_release(&time);
    }
    reply_release(&rep);
}

/* ---- asking ---- */

static void ask(struct form_page *fp, struct ui *ui, const char *lost)
{
    struct str text = STR_INIT;
    str_addf(&text, "%s\n\n%s",
             fp->record->version > 0 ? _("The record stays as it was saved. This cannot be brought back:")
                                     : _("The record was never saved and is gone then. This cannot be brought back:"),
             lost);
    struct ask *a = ask_new(_("Discard what you typed?"), text.p, TAG_DROP);
    form_offer(fp, a, _("Keep it"), _("Discard it"), NULL);
    ui_push(ui, &a->page);
    str_release(&text);
}

void discard_ask(struct form_page *fp, struct ui *ui)
{
    struct str lost = STR_INIT;
    (void)form_leave(fp, ui, false);
    if (ui->top != &fp->page) {
        return;
    }
    add_lost(fp, ui, &lost);
    if (lost.len == 0) {
        add_untaken(fp, ui, &lost);
    }
    if (lost.len > 0) {
        ask(fp, ui, lost.p);
    } else {
        ui_say(ui, STYLE_PLAIN, "%s", _("Nothing was typed here that is not saved."));
    }
    str_release(&lost);
}

static bool drop(struct form_page *fp, struct ui *ui)
{
    struct reply rep = {0};
    struct request req = {.op = OP_DRAFT_DROP, .form = verify_draft(fp), .id = fp->record->id};
    bool ok = ui_call(ui, &req, &rep);
    if (ok) {
        draft_forget(fp);
    }
    reply_release(&rep);
    return ok;
}

void discard_answered(struct form_page *fp, struct ui *ui, const struct ask *a)
{
    bool only_asked = fp->only_to_discard;
    if (a->done && a->chosen == 1) {
        if (!drop(fp, ui)) {
            return;
        }
        if (only_asked || fp->record->version == 0 || fp->blind) {
            ui_close(ui);
            ui_say(ui, STYLE_PLAIN, "%s", _("What was typed is discarded."));
        } else {
            leave_open_again(fp, ui, _("What was typed is discarded; the record stands here as it was saved."));
        }
    } else if (only_asked) {
        ui_close(ui);
    }
}

/* What was keyed again of a record that waits for it no more, and so cannot be gone on with. */
static void drop_over(struct ui *ui, const char *form, const char *id)
{
    struct reply rep = {0};
    struct str name = STR_INIT;
    verify_add_draft(&name, form);
    struct request take = {.op = OP_DRAFT_GET, .form = name.p, .id = id}; /* of another session: only what was taken up is dropped */
    struct request req = {.op = OP_DRAFT_DROP, .form = name.p, .id = id};
    bool taken = ui_call(ui, &take, &rep);
    reply_release(&rep);
    if (taken && ui_call(ui, &req, &rep)) {
        ui_say(ui, STYLE_PLAIN, "%s", _("This record waits for nobody to key it again; what was keyed is discarded."));
    }
    str_release(&name);
    reply_release(&rep);
}

void form_discard(struct ui *ui, const char *form, const char *id, bool verify)
{
    struct page *p = verify ? form_new_verify(ui, form, id) : form_new(ui, form, id, NULL, NULL);
    if (!p && verify) {
        drop_over(ui, form, id);
    }
    if (!p) {
        return;
    }
    str_clear(&ui->message);
    form_of(p)->only_to_discard = true;
    ui_push(ui, p);
    discard_ask(form_of(p), ui);
    if (ui->top == p) {
        ui_close(ui);
    }
}
