/*
 * The draft: what a person typed and has not saved, put on disk as it is typed.
 *
 * A value that is one of the field's type is kept in its stored form, which no language changes; other text
 * as it was typed. What a new record was begun with (its place on a board, the working context, what is carried over) stands
 * there in the same way with a "=" before the path: the draft is taken up as it was, whatever one works on by then. A row added or deleted has a path that ends in "/" and a raw text of "+" and its place, or
 * "-".  A warning that was accepted has the path of its field behind a "!" and a raw text of the hash it holds
 * for, a blank and the reason.
 */

#include "screen/form_int.h"

#include <string.h>

#include "base/num.h"

enum { OVERDUE_MS = 2000 };

void draft_row_path(const struct record *r, size_t roster, size_t row, struct str *out)
{
    str_addf(out, "%s/%s/", r->form->rosters[roster].name, r->rosters[roster].list.v[row].key);
}

bool draft_find_row(const struct record *r, const char *path, const struct roster **roster, size_t *row)
{
    size_t n = strlen(path);
    size_t head = strcspn(path, "/");
    char *name = mem_dup_n(path, head);
    *roster = form_roster(r->form, name);
    free(name);
    if (!*roster || head + 2 > n || path[n - 1] != '/') {
        return false;
    }
    char *key = mem_dup_n(path + head + 1, n - head - 2);
    bool found = record_find_row(r, (*roster)->index, key, row);
    free(key);
    return found;
}

static bool is_row(const char *path)
{
    return path[0] && path[strlen(path) - 1] == '/';
}

static bool is_accepted(const char *path)
{
    return path[0] == '!';
}

/* ---- what was typed ---- */

void draft_edit_over(struct form_page *fp, const struct ui *ui)
{
    char *path = fp->edit_path;
    fp->edit_path = NULL;
    if (path) {
        draft_note(fp, ui, path);
    }
    free(path);
}

static struct typed *find(const struct form_page *fp, const char *path)
{
    for (size_t i = 0; i < fp->typed.n; i++) {
        if (str_eq(fp->typed.v[i].path, path)) {
            return &fp->typed.v[i];
        }
    }
    return NULL;
}

void draft_note(struct form_page *fp, const struct ui *ui, const char *path)
{
    struct typed *t = find(fp, path);
    if (!t) {
        t = vec_push(&fp->typed);
        t->path = mem_dup(path);
    }
    t->unwritten = true;
    if (fp->unwritten_ms == 0) {
        fp->unwritten_ms = clock_now(ui->clock);
    }
}

void draft_note_cell(struct form_page *fp, const struct ui *ui, struct path at)
{
    struct str path = STR_INIT;
    record_path_text(fp->record, at, &path);
    draft_note(fp, ui, path.p);
    str_release(&path);
}

void draft_note_accepted(struct form_page *fp, const struct ui *ui, const char *path)
{
    struct str marked = STR_INIT;
    str_addf(&marked, "!%s", path);
    draft_note(fp, ui, marked.p);
    str_release(&marked);
}

static bool row_differs(const struct form_page *fp, const char *path)
{
    const struct roster *roster;
    size_t row;
    return draft_find_row(fp->record, path, &roster, &row) != draft_find_row(fp->base, path, &roster, &row);
}

static bool cell_differs(const struct form_page *fp, const char *path)
{
    struct path now;
    struct path then;
    bool is = record_path_parse(fp->record, path, &now);
    bool was = record_path_parse(fp->base, path, &then);
    const struct cell *c = is ? record_cell_const(fp->record, now) : NULL;
    const struct cell *old = was ? record_cell_const(fp->base, then) : NULL;
    if (!c || !old) {
        return c && !cell_empty(c);
    }
    return !value_eq(&c->value, &old->value) || !str_eq_null(c->raw, old->raw);
}

static bool acceptance_differs(const struct form_page *fp, const char *path)
{
    const struct acceptance *now = record_acceptance(fp->record, path);
    const struct acceptance *then = record_acceptance(fp->base, path);
    if (!now || !then) {
        return now != then;
    }
    return !str_eq(now->value_hash, then->value_hash) || !str_eq_null(now->reason, then->reason);
}

bool draft_differs(const struct form_page *fp, const char *path)
{
    if (is_accepted(path)) {
        return acceptance_differs(fp, path + 1);
    }
    return is_row(path) ? row_differs(fp, path) : cell_differs(fp, path);
}

bool draft_changed(const struct form_page *fp)
{
    for (size_t i = 0; i < fp->typed.n; i++) {
        if (draft_differs(fp, fp->typed.v[i].path)) {
            return true;
        }
    }
    return fp->focused && fp->edit.changed && form_cell(fp, fp->focus);
}

/* ---- writing ---- */

static char *row_raw(const struct form_page *fp, const char *path)
{
    const struct roster *roster;
    size_t row;
    struct str s = STR_INIT;
    if (draft_find_row(fp->record, path, &roster, &row)) {
        str_addf(&s, "+%zu", row);
    } else {
        str_add(&s, "-");
    }
    return str_take(&s);
}

/* NULL: the cell is empty, or gone with its row. */
static char *cell_raw(const struct form_page *fp, const char *path)
{
    struct path at;
    struct str s = STR_INIT;
    if (!record_path_parse(fp->record, path, &at) || cell_empty(record_cell_const(fp->record, at))) {
        return NULL;
    }
    const struct cell *c = record_cell_const(fp->record, at);
    if (c->raw) {
        str_add(&s, c->raw);
    } else {
        format_store(form_field_at(fp, at), &c->value, &s);
    }
    return str_take(&s);
}

/* NULL: nothing is accepted there any more. */
static char *acceptance_raw(const struct form_page *fp, const char *path)
{
    const struct acceptance *a = record_acceptance(fp->record, path);
    struct str s = STR_INIT;
    if (!a) {
        return NULL;
    }
    str_addf(&s, "%s %s", a->value_hash, a->reason ? a->reason : "");
    return str_take(&s);
}

static char *raw_of(const struct form_page *fp, const char *path)
{
    if (is_accepted(path)) {
        return acceptance_raw(fp, path + 1);
    }
    return is_row(path) ? row_raw(fp, path) : cell_raw(fp, path);
}

static void add_value(struct draft *d, const char *path, char *raw)
{
    struct draft_value *v = vec_push(&d->values);
    v->path = mem_dup(path);
    v->raw = raw;
}

/* The letters in the field that was not left yet; when all were taken back, its value again. */
static void add_edit(const struct form_page *fp, struct draft *d)
{
    if (!fp->focused || !form_cell(fp, fp->focus) || !(fp->edit.changed || fp->edit_unwritten)) {
        return;
    }
    if (fp->edit.changed) {
        add_value(d, d->focus, fp->edit.text.len > 0 ? mem_dup(fp->edit.text.p) : NULL);
    } else {
        add_value(d, d->focus, cell_raw(fp, d->focus));
    }
}

/* Whether the default of this field follows other answers or records: then it is asked again, not kept. */
static bool default_follows(const struct form_page *fp, const struct field *f)
{
    struct err ignored = ERR_INIT;
    struct reads reads = {0};
    bool known = f->dflt.sql && work_reads(fp->work, &f->dflt, &reads, &ignored);
    bool follows = f->dflt.sql && (!known || reads.fields.n > 0 || reads.rows || reads.lookups);
    reads_release(&reads);
    return follows;
}

/* What stands in a new record of the record itself, and was not typed. */
static void add_begun(const struct form_page *fp, struct draft *d)
{
    for (size_t i = 0; i < fp->form->nfields; i++) {
        const struct field *f = &fp->form->fields[i];
        const struct cell *c = &fp->record->cells[i];
        if (!c->computed && !value_is_null(&c->value) && !find(fp, f->name) && (c->touched || !default_follows(fp, f))) {
            struct str path = STR_INIT;
            str_addf(&path, "%c%s", DRAFT_BEGUN, f->name);
            add_value(d, path.p, cell_raw(fp, f->name));
            str_release(&path);
        }
    }
}

static void fill(const struct form_page *fp, struct draft *d)
{
    struct str focus = STR_INIT;
    d->form = mem_dup(verify_draft(fp));
    d->id = mem_dup(fp->record->id);
    d->base = fp->record->version;
    if (fp->focused && form_cell(fp, fp->focus)) {
        record_path_text(fp->record, fp->focus, &focus);
    }
    d->focus = str_take(&focus);
    d->caret = (int64_t)fp->edit.caret;
    d->scroll = (int64_t)fp->top;
    d->partial = fp->draft_written;
    if (!d->partial && d->base == 0) {
        add_begun(fp, d);
    }
    for (size_t i = 0; i < fp->typed.n; i++) {
        const struct typed *t = &fp->typed.v[i];
        if (t->unwritten || !d->partial) {
            add_value(d, t->path, raw_of(fp, t->path));
        }
    }
    add_edit(fp, d);
}

static void written(struct form_page *fp, bool exists)
{
    for (size_t i = 0; i < fp->typed.n; i++) {
        fp->typed.v[i].unwritten = false;
    }
    fp->draft_written = exists;
    fp->draft_lost = false;
    fp->edit_unwritten = false;
    fp->unwritten_ms = 0;
    fp->head_due = false;
    fp->kept_caret = fp->edit.caret;
}

/* A failure shows in the title; the line is left to what the person is doing, but where another session has the draft. */
static void put(struct form_page *fp, struct err *why)
{
    struct err err = ERR_INIT;
    struct reply rep = {0};
    struct draft d = {0};
    fill(fp, &d);
    struct request req = {.op = OP_DRAFT_PUT, .form = d.form, .id = d.id, .draft = &d, .tally = tally_tell(fp)};
    if (host_call(fp->host, &req, &rep, &err)) {
        tally_told(fp);
        free(fp->edit_path);
        fp->edit_path = fp->focused && fp->edit.changed ? mem_dup(d.focus) : NULL;
        written(fp, true);
    } else {
        fp->draft_lost = true;
        fp->draft_refused = err.code == ERR_REFUSED;
        *why = err;
    }
    bool again = fp->draft_refused && d.partial; /* what it was to be added to may be gone: all of it, then */
    fp->draft_written = fp->draft_written && !again;
    reply_release(&rep);
    draft_release(&d);
    if (again) {
        put(fp, why);
    }
}

static void drop(struct form_page *fp)
{
    struct err err = ERR_INIT;
    struct reply rep = {0};
    struct request req = {.op = OP_DRAFT_DROP, .form = verify_draft(fp), .id = fp->record->id, .tally = tally_tell(fp)};
    if (host_call(fp->host, &req, &rep, &err)) {
        tally_told(fp);
        written(fp, false);
    }
    reply_release(&rep);
}

static bool has_unwritten(const struct form_page *fp)
{
    for (size_t i = 0; i < fp->typed.n; i++) {
        if (fp->typed.v[i].unwritten) {
            return true;
        }
    }
    return fp->edit_unwritten;
}

bool draft_overdue(const struct form_page *fp, const struct ui *ui)
{
    return fp->unwritten_ms > 0 && clock_now(ui->clock) - fp->unwritten_ms >= OVERDUE_MS;
}

void draft_write(struct form_page *fp, struct ui *ui, bool at_rest)
{
    struct err why = ERR_INIT;
    bool lost = fp->draft_lost;
    fp->draft_due = false;
    if (fp->read_only || !(has_unwritten(fp) || (at_rest && fp->draft_written && (fp->head_due || fp->edit.caret != fp->kept_caret)))) {
        return;
    }
    if (draft_changed(fp)) {
        put(fp, &why);
    } else if (fp->draft_written) {
        drop(fp);
    } else {
        written(fp, false);
    }
    if (fp->draft_lost && fp->draft_refused && !lost) {
        ui_error(ui, &why);
    }
    ui->painted = ui->painted && fp->draft_lost == lost; /* the title says when it is */
}

void draft_forget(struct form_page *fp)
{
    for (size_t i = 0; i < fp->typed.n; i++) {
        free(fp->typed.v[i].path);
    }
    fp->typed.n = 0;
    free(fp->edit_path);
    fp->edit_path = NULL;
    written(fp, false);
}

/* ---- taking it up ---- */

static void apply_row(struct form_page *fp, const struct draft_value *v)
{
    const struct roster *roster;
    size_t row;
    bool there = draft_find_row(fp->record, v->path, &roster, &row);
    if (!roster || !v->raw) {
        return;
    }
    if (there && v->raw[0] == '-') {
        record_delete_row(fp->record, roster->index, row);
    } else if (!there && v->raw[0] == '+') {
        size_t head = strlen(roster->name) + 1;
        char *key = mem_dup_n(v->path + head, strlen(v->path) - head - 1);
        int64_t at = 0;
        (void)num_parse_int(sv_of(v->raw + 1), NUM_STORED, &at);
        record_insert_row(fp->record, roster->index, (size_t)at, key);
        free(key);
    }
}

static bool holds_ids(struct sv text)
{
    struct sv piece;
    bool ids = true;
    while (ids && sv_next(&text, ' ', &piece)) {
        ids = piece.n == UUID_TEXT - 1 && piece.p[8] == '-' && piece.p[13] == '-';
    }
    return ids;
}

/* What stands in the draft as a value of the field: its stored form, or typed text that is one. */
static bool drafted_value(const struct form_page *fp, const struct ui *ui, const struct field *f,
                          struct sv text, struct value *out)
{
    struct err ignored = ERR_INIT;
    const struct list *list = work_list(fp->work, f);
    if (f->ref && text.n > 0) {
        return holds_ids(text) && format_parse_stored(f, NULL, text, out, &ignored);
    }
    return format_parse_stored(f, list, text, out, &ignored) ||
           format_parse(f, list, text, ui->lang, ui->clock->offset_min, out, &ignored);
}

/* The cell of a row that a query or a list gave when it was typed, and gives no more: such a row stays. */
static bool find_kept(struct record *r, const char *path, struct path *at)
{
    const char *last = strrchr(path, '/');
    char *row = last ? mem_dup_n(path, (size_t)(last - path) + 1) : mem_dup("");
    const struct roster *roster;
    size_t i;
    if (!draft_find_row(r, row, &roster, &i) && roster && roster_prefilled(roster)) {
        char *key = mem_dup_n(path + strlen(roster->name) + 1, (size_t)(last - path) - strlen(roster->name) - 1);
        i = record_add_row(r, roster->index, key);
        matrix_name_row(roster, &r->rosters[roster->index].list.v[i]);
        free(key);
    }
    free(row);
    return record_path_parse(r, path, at);
}

static bool apply_cell(struct form_page *fp, const struct ui *ui, const char *path, const struct draft_value *v)
{
    struct path at;
    struct value value = VALUE_INIT;
    if (!record_path_parse(fp->record, path, &at) && !(v->raw && find_kept(fp->record, path, &at))) {
        return false;
    }
    struct cell *c = record_cell(fp->record, at);
    struct sv text = sv_trim(sv_of(v->raw ? v->raw : "")); /* as if the field had been left: a lone line break answers nothing */
    bool ok = drafted_value(fp, ui, form_field_at(fp, at), text, &value);
    if (!ok) {
        value_release(&value);
    }
    cell_set(c, &value);
    c->raw = ok ? NULL : mem_dup_n(text.p, text.n);
    c->touched = true;
    value_release(&value);
    return true;
}

/* Whoever owns the draft accepted it. */
static bool apply_acceptance(struct form_page *fp, const struct ui *ui, const struct draft_value *v)
{
    const char *path = v->path + 1;
    struct path at;
    struct acceptance a = {0};
    bool whole = v->raw && strlen(v->raw) >= HASH_HEX && v->raw[HASH_HEX - 1] == ' ';
    if (!record_path_parse(fp->record, path, &at)) {
        return false;
    }
    if (whole) {
        memcpy(a.value_hash, v->raw, HASH_HEX - 1);
        a.reason = mem_dup(v->raw + HASH_HEX);
        a.who = mem_dup(ui->person);
    }
    record_accept(fp->record, path, whole ? &a : NULL);
    acceptance_release(&a);
    return true;
}

static bool apply_value(struct form_page *fp, const struct ui *ui, const struct draft_value *v)
{
    if (is_accepted(v->path)) {
        return apply_acceptance(fp, ui, v);
    }
    return is_row(v->path) || apply_cell(fp, ui, v->path, v);
}

static bool is_begun(const struct draft_value *v)
{
    return v->path[0] == DRAFT_BEGUN;
}

/* The record begins with it again, so what was typed differs from it as it did. */
static size_t apply_begun(struct form_page *fp, const struct ui *ui, const struct draft *d)
{
    size_t gone = 0;
    for (size_t i = 0; i < d->values.n; i++) {
        const struct draft_value *v = &d->values.v[i];
        struct path at;
        if (is_begun(v) && !apply_cell(fp, ui, v->path + 1, v)) {
            gone++;
        } else if (is_begun(v) && record_path_parse(fp->base, v->path + 1, &at)) {
            cell_set(record_cell(fp->base, at), &record_cell(fp->record, at)->value);
        }
    }
    return gone;
}

/* The values of the record itself, or those of its rosters; returns how many have no place. */
static size_t apply_values(struct form_page *fp, const struct ui *ui, const struct draft *d, bool rosters)
{
    size_t gone = 0;
    for (size_t i = 0; i < d->values.n; i++) {
        const struct draft_value *v = &d->values.v[i];
        if (!is_begun(v) && (strchr(v->path, '/') != NULL) == rosters) {
            gone += !apply_value(fp, ui, v) && v->raw;
            draft_note(fp, ui, v->path);
        }
    }
    return gone;
}

static void attach(struct form_page *fp, struct ui *ui)
{
    struct err err = ERR_INIT;
    if (!fp->blind && !work_attach(fp->work, fp->record, &err)) {
        ui_error(ui, &err);
    }
}

/* Which rows a query or a list gives is decided by the record's own values: they come first. */
static size_t apply(struct form_page *fp, struct ui *ui, const struct draft *d)
{
    size_t gone = fp->record->version == 0 ? apply_begun(fp, ui, d) : 0;
    gone += apply_values(fp, ui, d, false);
    attach(fp, ui);
    for (size_t i = 0; i < d->values.n; i++) {
        if (is_row(d->values.v[i].path)) {
            apply_row(fp, &d->values.v[i]);
        }
    }
    gone += apply_values(fp, ui, d, true);
    attach(fp, ui);
    return gone;
}

static void say_taken_up(const struct form_page *fp, struct ui *ui, const struct draft *d, size_t gone)
{
    struct str time = STR_INIT;
    form_time(ui, d->at_ms, &time);
    if (gone > 0) {
        ui_say(ui, STYLE_WARNING,
               Q_("%zu value of the draft of %s has no place in the form any more; it stays in the draft.",
                  "%zu values of the draft of %s have no place in the form any more; they stay in the draft.",
                  gone),
               gone, time.p);
    } else if (d->base != fp->record->version) {
        ui_say(ui, STYLE_WARNING,
               _("Somebody saved this record after your draft of %s; compare before you save."), time.p);
    } else if (d->ended) {
        ui_say(ui, STYLE_WARNING, _("The session before ended suddenly at %s; you go on where you were."),
               time.p);
    } else {
        ui_say(ui, STYLE_PLAIN, _("You go on with the draft of %s."), time.p);
    }
    str_release(&time);
}

static void restore_place(struct form_page *fp, struct ui *ui, const struct draft *d)
{
    struct path at;
    if (d->focus && record_path_parse(fp->record, d->focus, &at)) {
        fp->top = d->scroll > 0 ? (size_t)d->scroll : 0;
        form_focus(fp, ui, at);
        if (path_eq(at, fp->focus) && d->caret >= 0 && (size_t)d->caret <= fp->edit.text.len) {
            edit_set_caret(&fp->edit, (size_t)d->caret);
            fp->selected = false;
        }
    }
}

void draft_take_up(struct form_page *fp, struct ui *ui)
{
    struct err err = ERR_INIT;
    struct reply rep = {0};
    struct request req = {.op = OP_DRAFT_GET, .form = verify_draft(fp), .id = fp->record->id};
    if (fp->read_only || !host_call(fp->host, &req, &rep, &err) || !rep.draft.form) {
        reply_release(&rep);
        return;
    }
    size_t gone = apply(fp, ui, &rep.draft);
    fp->begun = true; /* when the draft was */
    fp->stale = true;
    written(fp, true);
    form_look_at_states(fp, ui); /* a new record belongs to what its draft says */
    restore_place(fp, ui, &rep.draft);
    say_taken_up(fp, ui, &rep.draft, gone);
    reply_release(&rep);
}
