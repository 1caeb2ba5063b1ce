#include "screen/rekey.h"

#include <stdlib.h>

#include "base/mem.h"

static void set(char **text, const char *to)
{
    free(*text);
    *text = to ? mem_dup(to) : NULL;
}

void rekey_release(struct rekeying *k)
{
    set(&k->form, NULL);
    set(&k->key, NULL);
    set(&k->new_key, NULL);
}

void rekey_ask(struct rekeying *k, struct ui *ui, const char *form, const char *id, const char *title, int tag)
{
    struct reply rep = {0};
    struct request req = {.op = OP_TITLE, .form = form, .id = id, .n = 1};
    if (ui_call(ui, &req, &rep)) {
        set(&k->form, form);
        set(&k->key, rowset_str(&rep.rows, 0, "key"));
        struct ask *a = ask_new(_("New key of this record"), title, tag);
        a->input = true;
        a->required = true;
        str_set(&a->answer, k->key);
        a->caret = a->answer.len;
        ui_push(ui, &a->page);
    }
    reply_release(&rep);
}

static bool call(const struct rekeying *k, struct ui *ui, bool preview, struct reply *rep)
{
    struct request req = {.op = OP_REKEY, .form = k->form, .key = k->key, .text = k->new_key, .n = preview};
    return ui_call(ui, &req, rep);
}

/* "Phiếu mượn 12|6a: names it in 'sach'", the form by its title. */
static void add_line(struct ui *ui, const struct rowset *rows, size_t i, struct str *out)
{
    struct err ignored = ERR_INIT;
    const struct form *form;
    const char *name = rowset_str(rows, i, "form");
    bool known = app_form(ui->app, name, &form, NULL, &ignored);
    str_addf(out, "%s %s: %s\n", known ? label_in(&form->title, ui->lang) : name, rowset_str(rows, i, "key"),
             rowset_str(rows, i, "what"));
}

void rekey_preview(struct rekeying *k, struct ui *ui, const struct ask *answered, int tag)
{
    struct reply rep = {0};
    struct str text = STR_INIT;
    set(&k->new_key, answered->answer.p);
    if (call(k, ui, true, &rep)) {
        for (size_t i = 0; i < rep.rows.nrows; i++) {
            add_line(ui, &rep.rows, i, &text);
        }
        struct ask *a = ask_new(_("Change the key?"), text.p, tag);
        k->choices[0] = _("Change it");
        k->choices[1] = _("Leave it");
        a->choices = k->choices;
        ui_push(ui, &a->page);
    }
    str_release(&text);
    reply_release(&rep);
}

bool rekey_do(struct rekeying *k, struct ui *ui)
{
    struct reply rep = {0};
    bool ok = call(k, ui, false, &rep);
    reply_release(&rep);
    return ok;
}
