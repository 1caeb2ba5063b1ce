#include "screen/presence.h"

static void list_others(const struct rowset *rows, struct str *out)
{
    for (size_t i = 0; i < rows->nrows; i++) {
        str_addf(out, "%s%s", out->len > 0 ? ", " : "", rowset_str(rows, i, "who"));
    }
}

/* Of several sessions of one person the last that opened a record keeps what is typed; each is told. */
static void tell_own(struct ui *ui, const struct rowset *rows)
{
    int64_t mine = 0;
    for (size_t i = 0; i < rows->nrows; i++) {
        int64_t m = rowset_int(rows, i, "mine");
        mine = m > mine ? m : mine;
    }
    if (mine == 2) {
        ui_say(ui, STYLE_WARNING, "%s", _("You went on with this record in another session: nothing is kept from here."));
    } else if (mine == 1) {
        ui_say(ui, STYLE_WARNING, "%s", _("You have this record open in another session, too: go on in this one."));
    }
}

static void ask(struct ui *ui, const char *form, const char *id)
{
    struct err ignored = ERR_INIT;
    struct reply rep = {0};
    struct str others = STR_INIT;
    struct request req = {.op = OP_PRESENT, .form = form, .id = id};
    if (host_call(ui->host, &req, &rep, &ignored)) {
        list_others(&rep.rows, &others);
        ui->announced = id != NULL;
    }
    if (!str_eq(others.p, ui->others.p)) {
        str_set(&ui->others, others.p);
        tell_own(ui, &rep.rows);
        ui->painted = false;
    }
    str_release(&others);
    reply_release(&rep);
}

void presence_beat(struct ui *ui)
{
    const char *form = NULL, *id = NULL;
    for (struct page *p = ui->top; p && !id; p = p->below) {
        if (p->ops->beat) {
            p->ops->beat(p, ui, &form, &id);
        }
    }
    if (id || ui->announced) {
        ask(ui, form, id);
    }
    ui->shown = ui->top;
}
