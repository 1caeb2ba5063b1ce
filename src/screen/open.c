#include "screen/open.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define CONTEXT_TAG 0x434f4e54 /* what is asked about the context */
#define CONTEXT_ROWS 50

/* ---- menu items ---- */

void open_item(struct ui *ui, enum menu_kind kind, const char *name)
{
    struct page *p = NULL;
    switch (kind) {
    case MENU_FORM:
        p = list_new(ui, name);
        break;
    case MENU_BOARD:
        p = board_new(ui, name);
        break;
    case MENU_SUMMARY:
        open_summary(ui, name);
        break;
    }
    if (p) {
        ui_push(ui, p);
    }
}

/* ---- the working context ---- */

static bool context_more(struct pick *p, struct ui *ui)
{
    struct reply rep = {0};
    struct request req = {
        .op = OP_LIST, .form = p->arg, .text = p->search.len ? p->search.p : NULL, .after = p->page_key, .limit = CONTEXT_ROWS};
    bool ok = ui_call(ui, &req, &rep);
    for (size_t i = 0; ok && i < rep.rows.nrows; i++) {
        pick_add_as(p, rowset_str(&rep.rows, i, "_id"), "", rowset_str(&rep.rows, i, "_title"));
        pick_turn(p, rowset_str(&rep.rows, i, "_page"));
    }
    bool more = ok && rep.rows.nrows == CONTEXT_ROWS;
    reply_release(&rep);
    return more;
}

void context_ask(struct ui *ui)
{
    if (!ui->ncontext) {
        ui_say(ui, STYLE_PLAIN, "%s", _("This application has no working context."));
        return;
    }
    const char *name = ui->context[ui->ncontext - 1].name;
    const struct form *form = NULL;
    struct err err = ERR_INIT;
    if (!app_form(ui->app, name, &form, NULL, &err)) {
        ui_error(ui, &err);
        return;
    }
    struct pick *p = pick_new(label_in(&form->title, ui->lang), CONTEXT_TAG);
    p->more = context_more;
    p->arg = (char *)(size_t)(const void *)form->name;
    ui_push(ui, &p->page);
}

static struct param *context_of(struct ui *ui, const char *form)
{
    for (size_t i = 0; i < ui->ncontext; i++) {
        if (str_eq(ui->context[i].name, form)) {
            return &ui->context[i];
        }
    }
    return NULL;
}

bool context_has(const struct ui *ui, const char *form)
{
    for (size_t i = 0; i < ui->ncontext; i++) {
        if (str_eq(ui->context[i].name, form)) {
            return true;
        }
    }
    return false;
}

/* The other context forms that this record refers to follow it; a record may also name another of its own form (the period before). */
static void follow_references(struct ui *ui, const struct record *r)
{
    for (size_t i = 0; i < r->form->nfields; i++) {
        const struct field *f = &r->form->fields[i];
        bool other = f->ref && !field_names_many(f) && !str_eq(f->ref, r->form->name);
        struct param *p = other ? context_of(ui, f->ref) : NULL;
        if (p && !value_is_null(&r->cells[i].value)) {
            value_copy(&p->value, &r->cells[i].value);
        }
    }
}

/* ---- what is not in force today ---- */

/* Whether today lies before, within or behind the days of a title (OP_TITLE). */
static enum in_force force_of(const struct ui *ui, const struct rowset *title)
{
    struct str today = STR_INIT;
    const char *from = rowset_str(title, 0, "from");
    const char *to = rowset_str(title, 0, "to");
    date_add_iso(&today, clock_today(ui->clock));
    enum in_force force = *to && strcmp(to, today.p) < 0         ? FORCE_PAST
                          : *from && strcmp(from, today.p) > 0 ? FORCE_TO_COME
                                                               : FORCE_TODAY;
    str_release(&today);
    return force;
}

static void add_day(struct str *out, const char *iso)
{
    struct date d;
    if (date_parse_iso(sv_of(iso), &d)) {
        date_add_shown(out, d);
    }
}

static struct ask *doubt(struct ui *ui, const struct rowset *title, enum in_force force, int tag)
{
    struct str text = STR_INIT;
    struct str day = STR_INIT;
    struct str today = STR_INIT;
    add_day(&day, rowset_str(title, 0, force == FORCE_PAST ? "to" : "from"));
    date_add_shown(&today, clock_today(ui->clock));
    str_addf(&text, force == FORCE_PAST ? _("It ended on %s; today is %s.") : _("It begins on %s; today is %s."), day.p, today.p);
    str_addf(&text, " %s", _("New records will belong to it. You are asked once; the title line keeps the mark."));
    struct ask *a = ask_new(rowset_str(title, 0, "label"), text.p, tag);
    ui->context_choices[0] = _("Work in it");
    ui->context_choices[1] = _("Go back");
    ui->context_choices[2] = NULL;
    a->choices = ui->context_choices;
    str_release(&text);
    str_release(&day);
    str_release(&today);
    return a;
}

static bool ask_title(struct ui *ui, const char *form, const char *id, bool days_only, struct reply *rep)
{
    struct request req = {.op = OP_TITLE, .form = form, .id = id, .n = days_only ? 2 : 0};
    return ui_call(ui, &req, rep);
}

/* A period that names the one before does not belong to it. */
static bool names_doubtful(const struct ui *ui, const struct record *r)
{
    const struct param *p = &ui->context[ui->context_doubtful];
    bool its_own = str_eq(r->form->name, p->name);
    for (size_t i = 0; i < r->form->nfields && !its_own; i++) {
        const struct field *f = &r->form->fields[i];
        if (field_names_one(f, p->name) && value_eq(&r->cells[i].value, &p->value)) {
            return true;
        }
    }
    return false;
}

struct ask *context_doubt(struct ui *ui, const struct record *r, int tag)
{
    struct ask *a = NULL;
    struct reply rep = {0};
    if (ui->context_force == FORCE_TODAY || ui->context_agreed || !names_doubtful(ui, r)) {
        return NULL;
    }
    const struct param *p = &ui->context[ui->context_doubtful];
    if (ask_title(ui, p->name, value_str(&p->value), false, &rep)) {
        a = doubt(ui, &rep.rows, ui->context_force, tag);
    }
    reply_release(&rep);
    return a;
}

void context_agree(struct ui *ui)
{
    ui->context_agreed = true;
}

/* ---- the title ---- */

/* The last form of the context is the narrowest, and its title names what it belongs to. */
static void add_title(struct ui *ui, size_t i)
{
    const struct param *p = &ui->context[i];
    struct reply rep = {0};
    if (!value_is_null(&p->value) && ask_title(ui, p->name, value_str(&p->value), ui->context_title.len > 0, &rep)) {
        enum in_force force = force_of(ui, &rep.rows);
        if (ui->context_title.len == 0) {
            str_add(&ui->context_title, rowset_str(&rep.rows, 0, "label"));
        }
        if (force != FORCE_TODAY) {
            ui->context_force = force;
            ui->context_doubtful = i;
        }
    }
    reply_release(&rep);
}

static void retitle(struct ui *ui)
{
    str_clear(&ui->context_title);
    ui->context_force = FORCE_TODAY;
    ui->context_agreed = false;
    for (size_t i = ui->ncontext; i > 0; i--) {
        add_title(ui, i - 1);
    }
}

void context_relabel(struct ui *ui)
{
    bool agreed = ui->context_agreed;
    retitle(ui);
    ui->context_agreed = agreed;
}

/* Kept with the person's drafts (form/host.h): it is what they were about to do, and it must survive a pulled plug as typed text does. */

static void keep_value(struct draft *d, const char *path, const char *raw)
{
    struct draft_value *v = vec_push(&d->values);
    v->path = mem_dup(path);
    v->raw = mem_dup(raw);
}

void context_keep(struct ui *ui)
{
    struct draft d = {.form = mem_dup(KEPT_FORM), .id = mem_dup(KEPT_ID), .focus = mem_dup("")};
    for (size_t i = 0; i < ui->ncontext; i++) {
        if (!value_is_null(&ui->context[i].value)) {
            keep_value(&d, ui->context[i].name, value_str(&ui->context[i].value));
        }
    }
    keep_value(&d, KEPT_TYPING, typing_method_name(ui->typing.method));
    keep_value(&d, KEPT_TONES, typing_tones_name(ui->typing.new_style));
    if (ui->chosen) {
        keep_value(&d, KEPT_ROLE, ui->role_name ? ui->role_name : "");
    }
    struct reply rep = {0};
    struct request req = {.op = OP_DRAFT_PUT, .form = KEPT_FORM, .id = KEPT_ID, .draft = &d};
    ui_call(ui, &req, &rep);
    reply_release(&rep);
    draft_release(&d);
}

void context_forget(struct ui *ui)
{
    for (size_t i = 0; i < ui->ncontext; i++) {
        value_release(&ui->context[i].value);
    }
    retitle(ui);
}

void context_restore(struct ui *ui)
{
    struct reply rep = {0};
    struct request req = {.op = OP_DRAFT_GET, .form = KEPT_FORM, .id = KEPT_ID};
    if (ui_call(ui, &req, &rep) && rep.draft.form) {
        for (size_t i = 0; i < rep.draft.values.n; i++) {
            struct param *p = context_of(ui, rep.draft.values.v[i].path);
            const char *raw = rep.draft.values.v[i].raw;
            if (p && raw) {
                value_set_text(&p->value, sv_of(raw));
            } else if (raw && str_eq(rep.draft.values.v[i].path, KEPT_TYPING)) {
                typing_find_method(raw, &ui->typing.method);
            } else if (raw && str_eq(rep.draft.values.v[i].path, KEPT_TONES)) {
                typing_find_tones(raw, &ui->typing.new_style);
            }
        }
        retitle(ui);
    }
    reply_release(&rep);
}

static void take(struct ui *ui, const char *form, const char *id)
{
    struct param *p = context_of(ui, form);
    struct reply rep = {0};
    struct request req = {.op = OP_OPEN, .form = form, .id = id};
    if (p && ui_call(ui, &req, &rep)) {
        value_set_text(&p->value, sv_of(id));
        follow_references(ui, rep.record);
        retitle(ui);
        context_keep(ui);
    }
    reply_release(&rep);
}

/* ---- choosing ---- */

void context_choose(struct ui *ui, const char *form, const char *id)
{
    const struct param *p = context_of(ui, form);
    struct reply rep = {0};
    bool again = p && ui->context_agreed && str_eq(value_str(&p->value), id);
    if (!p || again || !ask_title(ui, form, id, false, &rep)) {
        return;
    }
    enum in_force force = force_of(ui, &rep.rows);
    if (force == FORCE_TODAY) {
        take(ui, form, id);
    } else {
        free(ui->context_asked);
        ui->context_asked = mem_dup(id);
        ui->context_asked_form = p->name;
        ui_push(ui, &doubt(ui, &rep.rows, force, CONTEXT_TAG)->page);
    }
    reply_release(&rep);
}

static void answered(struct ui *ui, const struct ask *a)
{
    if (a->done && a->chosen == 0) {
        take(ui, ui->context_asked_form, ui->context_asked);
        context_agree(ui);
    }
}

bool context_closed(struct ui *ui, struct page *closed)
{
    const struct pick *p = (const struct pick *)(const void *)closed;
    const struct ask *a = (const struct ask *)(const void *)closed;
    if (closed->ops == &ask_ops && a->tag == CONTEXT_TAG) {
        answered(ui, a);
        return true;
    }
    if (closed->ops != &pick_ops || p->tag != CONTEXT_TAG) {
        return false;
    }
    if (p->done && p->at < p->rows.n) {
        context_choose(ui, p->arg, p->rows.v[p->at].value);
    }
    return true;
}
