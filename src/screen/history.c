/* The history of one record in people's words: labels for names and codes, local time, one line a change. */

#include <string.h>

#include "base/mem.h"
#include "form/format.h"
#include "form/words.h"
#include "screen/ui.h"

struct history {
    struct ui *ui;
    const struct form *form;
    struct rowset rows;
};

/* What a path of the form leads to; all NULL for what the form does not have (any more). */
struct place {
    const struct roster *roster;
    const struct field *field;
    struct sv row; /* the key of the roster's row; a UUID where people name none */
};

/* "field" or "roster/key/field"; "roster/key" for a row as such. */
static struct place find_place(const struct form *form, const char *path)
{
    struct place p = {NULL, form_field(form, path), {NULL, 0}};
    const char *first = strchr(path, '/');
    const char *last = strrchr(path, '/');
    if (first) {
        char *name = mem_dup_n(path, (size_t)(first - path));
        p.roster = form_roster(form, name);
        p.field = p.roster && last > first ? roster_field(p.roster, last + 1) : NULL;
        p.row = p.field ? (struct sv){first + 1, (size_t)(last - first - 1)} : sv_of(first + 1);
        free(name);
    }
    return p;
}

static bool is_state(const char *path)
{
    return str_eq(path, "_state");
}

static void add_place(const struct history *h, const struct place *p, const char *path, struct str *out)
{
    if (is_state(path)) {
        str_add(out, _("State"));
        return;
    }
    if (str_eq(path, "_accepted")) {
        str_add(out, _("Accepted warnings"));
        return;
    }
    if (str_eq(path, "_keyed") || str_eq(path, "_different")) {
        str_add(out, path[1] == 'k' ? _("Values keyed twice") : _("Keyed differently"));
        return;
    }
    if (!p->field && !p->roster) {
        str_add(out, path);
        return;
    }
    if (p->roster) {
        str_add(out, label_in(&p->roster->label, h->ui->lang));
    }
    if (p->roster && p->roster->row_key >= 0) {
        str_addf(out, " %.*s", (int)p->row.n, p->row.p);
    }
    if (p->field) {
        str_addf(out, "%s%s", p->roster ? ": " : "", label_in(&p->field->label, h->ui->lang));
    }
}

/* The list that `f` chooses from; NULL when there is none or it cannot be read (then the code is shown). */
static const struct list *list_of(const struct history *h, const struct field *f)
{
    struct err ignored = ERR_INIT;
    const struct list *list = NULL;
    return f->list && app_list(h->ui->app, f->list, &list, NULL, &ignored) ? list : NULL;
}

/* The title of a record of the form that `f` names; the id itself when it is gone. */
static void add_title(const struct history *h, const struct field *f, const char *id, struct str *out)
{
    struct err ignored = ERR_INIT;
    struct reply rep = {0};
    struct request req = {.op = OP_TITLE, .form = f->ref, .id = id};
    bool known = host_call(h->ui->host, &req, &rep, &ignored) && rep.rows.nrows > 0;
    str_add(out, known ? rowset_str(&rep.rows, 0, "label") : id);
    reply_release(&rep);
}

static void add_titles(const struct history *h, const struct field *f, const char *value, struct str *out)
{
    struct sv ids = sv_of(value);
    char id[UUID_TEXT];
    for (size_t start = out->len; format_next_id(&ids, id);) {
        str_add(out, out->len > start ? "; " : "");
        add_title(h, f, id, out);
    }
}

static void add_value(const struct history *h, const struct place *p, const char *path, const struct value *v, struct str *out)
{
    const struct state *state = is_state(path) ? form_state(h->form, value_str(v)) : NULL;
    if (state) {
        str_add(out, label_in(&state->label, h->ui->lang));
    } else if (p->field && p->field->ref && v->type == VALUE_TEXT) {
        add_titles(h, p->field, v->text, out);
    } else if (p->field && !value_is_null(v)) {
        format_show(p->field, list_of(h, p->field), v, h->ui->lang, h->ui->clock->offset_min, out);
    } else {
        value_add_plain(out, v);
    }
}

static void add_time(const struct history *h, const char *at, struct str *out)
{
    int64_t ms;
    if (instant_parse_iso(sv_of(at), &ms)) {
        instant_add_shown(out, ms, h->ui->clock->offset_min);
    } else {
        str_add(out, at);
    }
}

static void set_cell(struct value *cell, struct str *text)
{
    value_set_text(cell, sv_of(text->p));
    str_clear(text);
}

static void add_entry(struct history *h, const struct rowset *log, size_t at)
{
    const char *path = rowset_str(log, at, "path");
    struct place place = find_place(h->form, path);
    struct str text = STR_INIT;
    struct value *row = rowset_add_row(&h->rows);
    add_time(h, rowset_str(log, at, "at"), &text);
    set_cell(&row[0], &text);
    value_set_text(&row[1], sv_of(word_of(WORD_HISTORY, rowset_str(log, at, "op"))));
    add_place(h, &place, path, &text);
    set_cell(&row[2], &text);
    add_value(h, &place, path, rowset_at(log, at, rowset_column(log, "old")), &text);
    set_cell(&row[3], &text);
    add_value(h, &place, path, rowset_at(log, at, rowset_column(log, "new")), &text);
    set_cell(&row[4], &text);
    value_set_text(&row[5], sv_of(rowset_str(log, at, "who")));
    value_set_text(&row[6], sv_of(rowset_str(log, at, "reason")));
    value_copy(&row[7], rowset_at(log, at, rowset_column(log, "version")));
    str_release(&text);
}

static void add_seal_row(struct history *h, const struct rowset *changes, size_t at)
{
    struct err ignored = ERR_INIT;
    const char *name = rowset_str(changes, at, "form"), *path = rowset_str(changes, at, "path");
    struct str text = STR_INIT;
    bool known = app_form(h->ui->app, name, &h->form, NULL, &ignored);
    struct place place = known ? find_place(h->form, path) : (struct place){0};
    struct value *row = rowset_add_row(&h->rows);
    str_addf(&text, "%s %s", known ? label_in(&h->form->title, h->ui->lang) : name, rowset_str(changes, at, "key"));
    set_cell(&row[0], &text);
    add_place(h, &place, path, &text);
    set_cell(&row[1], &text);
    for (size_t i = 0; i < 2; i++) {
        const struct value *v = rowset_at(changes, at, rowset_column(changes, i == 0 ? "old" : "new"));
        if (known) {
            add_value(h, &place, path, v, &text);
        } else {
            value_add_plain(&text, v);
        }
        set_cell(&row[2 + i], &text);
    }
    str_release(&text);
}

static struct page *of_changes(struct ui *ui, const char *title, const struct rowset *changes, const char *const *heads)
{
    static const char *const columns[] = {"record", "path", "old", "new"};
    struct history h = {ui, NULL, {0}};
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        rowset_add_column(&h.rows, columns[i]);
    }
    for (size_t i = 0; i < changes->nrows; i++) {
        add_seal_row(&h, changes, i);
    }
    return table_new(ui, title, &h.rows, heads);
}

struct page *history_of_seal(struct ui *ui, const char *title, const struct rowset *changes)
{
    const char *const heads[] = {_("Record"), _("Field"), _("Handed in"), _("Now")};
    return of_changes(ui, title, changes, heads);
}

struct page *history_of_diff(struct ui *ui, const char *title, const struct rowset *changes)
{
    const char *const heads[] = {_("Record"), _("Field"), _("Before"), _("After")};
    return of_changes(ui, title, changes, heads);
}

struct page *history_new(struct ui *ui, const struct form *form, const char *title, const struct rowset *log)
{
    static const char *const columns[] = {"at", "op", "path", "old", "new", "who", "reason", "version"};
    const char *const heads[] = {_("When"), _("What"), _("Field"), _("Before"), _("After"), _("Who"), _("Reason"), _("Version")};
    struct history h = {ui, form, {0}};
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        rowset_add_column(&h.rows, columns[i]);
    }
    for (size_t i = 0; i < log->nrows; i++) {
        add_entry(&h, log, i);
    }
    return table_new(ui, title, &h.rows, heads);
}
