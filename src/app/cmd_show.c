/* phieu show: one record as text, with the findings that are open. */

#include <stdio.h>

#include "app/commands.h"
#include "app/print.h"
#include "app/session.h"
#include "app/show.h"
#include "base/i18n.h"
#include "form/format.h"

void text_of_value(struct session *s, const char *seal, const struct field *f, const struct value *v, struct str *out)
{
    const struct list *list = NULL;
    struct err err = ERR_INIT;
    if (f->ref && !value_is_null(v)) {
        session_show_records(s, seal, f, value_str(v), out);
        return;
    }
    if (f->list) {
        app_list(s->app, f->list, &list, NULL, &err);
    }
    format_show(f, list, v, s->lang, s->app->offset_min, out);
}

void show_cell(struct session *s, const char *seal, const struct field *f, const struct cell *c, const char *indent)
{
    if (f->type == FIELD_NOTE || cell_empty(c)) {
        return;
    }
    struct str text = STR_INIT;
    text_of_value(s, seal, f, &c->value, &text);
    printf("%s%s: ", indent, label_in(&f->label, s->lang));
    print_clean(stdout, text.p);
    str_release(&text);
}

static void show_roster(struct session *s, const char *seal, const struct record *r, const struct roster *ros)
{
    const struct rows *rows = &r->rosters[ros->index];
    if (rows->list.n) {
        printf("%s\n", label_in(&ros->label, s->lang));
    }
    if (ros->matrix) {
        show_matrix(s, seal, r, ros);
        return;
    }
    for (size_t i = 0; i < rows->list.n; i++) {
        printf("  %zu.\n", i + 1);
        for (size_t c = 0; c < ros->nfields; c++) {
            show_cell(s, seal, &ros->fields[c], &rows->list.v[i].cells[c], "    ");
        }
    }
}

static void show_record(struct session *s, const char *seal, const struct record *r)
{
    const struct form *f = r->form;
    printf("%s\n", label_in(&f->title, s->lang));
    for (size_t i = 0; i < f->nitems; i++) {
        const struct item *it = &f->items[i];
        if (it->kind == ITEM_FIELD) {
            show_cell(s, seal, &f->fields[it->index], &r->cells[it->index], "");
        } else if (it->kind == ITEM_ROSTER) {
            show_roster(s, seal, r, &f->rosters[it->index]);
        }
    }
    const struct state *st = form_state(f, r->state);
    if (st) {
        printf("%s: %s\n", _("State"), label_in(&st->label, s->lang));
    }
    printf("%s: %lld\n", _("Version"), (long long)r->version);
    if (seal) {
        printf("%s: %s\n", _("Seal code"), seal);
    }
}

int cmd_show(struct session *s, const struct cli *cli)
{
    int code = EXIT_DONE;
    struct reply rep = {0};
    const char *seal = cli->value[OPT_SNAPSHOT];
    struct request req = {.op = OP_OPEN, .form = cli->args[0], .key = cli->args[1], .snapshot = seal};
    if (session_call(s, &req, &rep, &code)) {
        session_mark_sample(s, stdout);
        show_record(s, seal, rep.record);
    }
    reply_release(&rep);
    return code;
}
