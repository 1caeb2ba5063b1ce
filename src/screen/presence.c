#include "screen/presence.h"

static void list_others(const struct rowset *rows, struct str *out)
{
    for (size_t i = 0; i < rows->nrows; i++) {
        str_addf(out, "%s%s", out->len > 0 ? ", " : "", rowset_str(rows, i, "who"));
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
