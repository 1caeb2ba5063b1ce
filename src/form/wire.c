/* The parts of messages: items, records, drafts. */

#include "form/wire_int.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "text/clean.h"

/* ---- items ---- */

bool wire_bad(struct wire_reader *r)
{
    if (!r->bad) {
        err_set(r->err, ERR_USAGE, _("these bytes are no message of this version of phieu: end the session and begin it again"));
    }
    r->bad = true;
    r->in.n = 0;
    return false;
}

static bool next(struct wire_reader *r, struct pack_item *item)
{
    return (!r->bad && pack_next(&r->in, item)) || wire_bad(r);
}

int64_t wire_int(struct wire_reader *r)
{
    struct pack_item item;
    if (!next(r, &item) || (item.tag != PACK_INT && wire_bad(r) == false)) {
        return 0;
    }
    return item.i;
}

int64_t wire_range(struct wire_reader *r, int64_t least, int64_t most)
{
    int64_t x = wire_int(r);
    if (x < least || x > most) {
        wire_bad(r);
        return least;
    }
    return r->bad ? least : x;
}

bool wire_bool(struct wire_reader *r)
{
    return wire_range(r, 0, 1) == 1;
}

size_t wire_count(struct wire_reader *r)
{
    struct pack_item item;
    if (!next(r, &item) || (item.tag != PACK_LIST && wire_bad(r) == false)) {
        return 0;
    }
    return (size_t)item.i; /* pack_next: no more than bytes that are left */
}

static bool plain_ascii(struct sv text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if ((c < 0x20 && c != '\n') || c > 0x7e) {
            return false;
        }
    }
    return true;
}

/* Whether it stands as the door for text would leave it. */
static bool is_clean(struct sv text)
{
    struct err ignored = ERR_INIT;
    struct str clean = STR_INIT;
    bool ok = plain_ascii(text) ||
              (clean_text(&clean, text, true, &ignored) && clean.len == text.n && memcmp(clean.p, text.p, text.n) == 0);
    str_release(&clean);
    return ok;
}

static bool acceptable(struct wire_reader *r, struct sv text)
{
    if (text.n > 0 && memchr(text.p, '\0', text.n)) {
        return wire_bad(r);
    }
    if (r->strict && !is_clean(text)) {
        err_set(r->err, ERR_REFUSED, _("a text that was sent holds characters that hide or command: it was not taken"));
        r->bad = true;
        r->in.n = 0;
        return false;
    }
    return true;
}

struct sv wire_sv(struct wire_reader *r, bool *null)
{
    struct pack_item item;
    *null = true;
    if (!next(r, &item) || item.tag == PACK_NULL) {
        return SV("");
    }
    if (item.tag != PACK_TEXT) {
        wire_bad(r);
        return SV("");
    }
    *null = !acceptable(r, item.text);
    return *null ? SV("") : item.text;
}

const char *wire_text(struct wire_reader *r)
{
    bool null;
    struct sv text = wire_sv(r, &null);
    return null ? NULL : arena_dup_n(r->arena, text.p, text.n);
}

char *wire_owned(struct wire_reader *r)
{
    bool null;
    struct sv text = wire_sv(r, &null);
    return null ? NULL : mem_dup_n(text.p, text.n);
}

char *wire_string(struct wire_reader *r)
{
    char *text = wire_owned(r);
    if (!text) {
        wire_bad(r);
    }
    return text;
}

void wire_value(struct wire_reader *r, struct value *out)
{
    struct pack_item item;
    if (!next(r, &item)) {
        return;
    }
    switch (item.tag) {
    case PACK_NULL:
        break;
    case PACK_INT:
        value_set_int(out, item.i);
        break;
    case PACK_REAL:
        if (isfinite(item.r) || wire_bad(r)) {
            value_set_real(out, item.r);
        }
        break;
    case PACK_TEXT:
        if (acceptable(r, item.text)) {
            value_set_text(out, item.text);
        }
        break;
    case PACK_LIST:
        wire_bad(r);
        break;
    }
}

void wire_put_text(struct str *out, const char *text)
{
    if (text) {
        pack_text(out, text, strlen(text));
    } else {
        pack_null(out);
    }
}

void wire_put_bool(struct str *out, bool b)
{
    pack_int(out, b);
}

/* ---- a record ---- */

enum { TOUCHED = 1, RELEVANT = 2, REQUIRED = 4, READ_ONLY = 8, COMPUTED = 16, CELL_FLAGS = 31 };
enum { PREFILLED = 1, ORPHAN = 2, ROW_FLAGS = 3 };

static int64_t cell_flags(const struct cell *c)
{
    return (c->touched ? TOUCHED : 0) | (c->relevant ? RELEVANT : 0) | (c->required ? REQUIRED : 0) | (c->read_only ? READ_ONLY : 0) |
           (c->computed ? COMPUTED : 0);
}

static void put_cells(struct str *out, const struct cell *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        value_pack(out, &cells[i].value);
        wire_put_text(out, cells[i].raw);
        pack_int(out, cell_flags(&cells[i]));
    }
}

static void put_rows(struct str *out, const struct rows *rows, size_t nfields)
{
    wire_put_bool(out, rows->relevant);
    pack_list(out, rows->list.n);
    for (size_t i = 0; i < rows->list.n; i++) {
        const struct row *row = &rows->list.v[i];
        wire_put_text(out, row->key);
        pack_int(out, (row->prefilled ? PREFILLED : 0) | (row->orphan ? ORPHAN : 0));
        put_cells(out, row->cells, nfields);
    }
}

static void put_accepted(struct str *out, const struct record *record)
{
    pack_list(out, record->accepted.n);
    for (size_t i = 0; i < record->accepted.n; i++) {
        const struct acceptance *a = &record->accepted.v[i];
        wire_put_text(out, a->path);
        wire_put_text(out, a->reason);
        wire_put_text(out, a->who);
        wire_put_text(out, a->value_hash);
    }
}

void wire_put_record(struct str *out, const struct record *record)
{
    if (!record) {
        pack_null(out);
        return;
    }
    const struct form *form = record->form;
    wire_put_text(out, form->name);
    wire_put_text(out, form->hash);
    wire_put_text(out, record->id);
    pack_int(out, record->version);
    wire_put_text(out, record->state);
    put_cells(out, record->cells, form->nfields);
    for (size_t i = 0; i < form->nrosters; i++) {
        put_rows(out, &record->rosters[i], form->rosters[i].nfields);
    }
    put_accepted(out, record);
}

static void take_cells(struct wire_reader *r, struct cell *cells, size_t n)
{
    for (size_t i = 0; i < n && !r->bad; i++) {
        struct cell *c = &cells[i];
        wire_value(r, &c->value);
        c->raw = wire_owned(r);
        int64_t flags = wire_range(r, 0, CELL_FLAGS);
        c->touched = flags & TOUCHED;
        c->relevant = flags & RELEVANT;
        c->required = flags & REQUIRED;
        c->read_only = flags & READ_ONLY;
        c->computed = flags & COMPUTED;
    }
}

static void take_rows(struct wire_reader *r, struct record *record, size_t roster)
{
    struct rows *rows = &record->rosters[roster];
    size_t nfields = record->form->rosters[roster].nfields;
    rows->relevant = wire_bool(r);
    size_t n = wire_count(r);
    for (size_t i = 0; i < n && !r->bad; i++) {
        char *key = wire_string(r);
        size_t other;
        if (!key || record_find_row(record, roster, key, &other)) {
            wire_bad(r);
            free(key);
            return;
        }
        size_t at = record_add_row(record, roster, key);
        free(key);
        struct row *row = &rows->list.v[at];
        int64_t flags = wire_range(r, 0, ROW_FLAGS);
        row->prefilled = flags & PREFILLED;
        row->orphan = flags & ORPHAN;
        take_cells(r, row->cells, nfields);
    }
}

static void take_hex(struct wire_reader *r, char *out, size_t size)
{
    bool null;
    struct sv text = wire_sv(r, &null);
    if (null || text.n >= size) {
        wire_bad(r);
        return;
    }
    snprintf(out, size, "%.*s", (int)text.n, text.p);
}

static void take_accepted(struct wire_reader *r, struct record *record)
{
    size_t n = wire_count(r);
    for (size_t i = 0; i < n && !r->bad; i++) {
        struct acceptance *a = vec_push(&record->accepted);
        a->path = wire_string(r);
        a->reason = wire_owned(r);
        a->who = wire_owned(r);
        take_hex(r, a->value_hash, sizeof a->value_hash);
    }
}

/* Both sides read the same definition, or cells would be taken for others. */
static const struct form *take_form(struct wire_reader *r, struct sv name)
{
    char hash[sizeof((struct form){0}).hash] = "";
    const struct form *form = NULL;
    char *named = mem_dup_n(name.p, name.n);
    take_hex(r, hash, sizeof hash);
    if (!r->bad && !app_form(r->app, named, &form, NULL, r->err)) {
        r->bad = true;
    } else if (form && !str_eq(form->hash, hash)) {
        err_set(r->err, ERR_REFUSED, _("the form '%s' was changed while you were typing: open the record again; your draft is kept"), named);
        r->bad = true;
    }
    free(named);
    return r->bad ? NULL : form;
}

struct record *wire_record(struct wire_reader *r)
{
    bool null;
    struct sv name = wire_sv(r, &null);
    const struct form *form = null ? NULL : take_form(r, name);
    if (!form) {
        return NULL;
    }
    struct record *record = record_new(form, "");
    take_hex(r, record->id, sizeof record->id);
    record->version = wire_int(r);
    take_hex(r, record->state, sizeof record->state);
    take_cells(r, record->cells, form->nfields);
    for (size_t i = 0; i < form->nrosters && !r->bad; i++) {
        take_rows(r, record, i);
    }
    take_accepted(r, record);
    if (r->bad) {
        record_free(record);
        return NULL;
    }
    return record;
}

/* ---- a draft ---- */

void wire_put_draft(struct str *out, const struct draft *d)
{
    wire_put_text(out, d ? d->form : NULL);
    if (!d || !d->form) {
        return;
    }
    wire_put_text(out, d->id);
    pack_int(out, d->base);
    wire_put_text(out, d->focus);
    pack_int(out, d->caret);
    pack_int(out, d->scroll);
    wire_put_text(out, d->ended);
    pack_int(out, d->at_ms);
    wire_put_bool(out, d->partial);
    pack_list(out, d->values.n);
    for (size_t i = 0; i < d->values.n; i++) {
        wire_put_text(out, d->values.v[i].path);
        wire_put_text(out, d->values.v[i].raw);
    }
}

bool wire_draft(struct wire_reader *r, struct draft *out)
{
    out->form = wire_owned(r);
    if (!out->form) {
        return false;
    }
    out->id = wire_string(r);
    out->base = wire_int(r);
    out->focus = wire_owned(r);
    out->caret = wire_int(r);
    out->scroll = wire_int(r);
    out->ended = wire_owned(r);
    out->at_ms = wire_int(r);
    out->partial = wire_bool(r);
    size_t n = wire_count(r);
    for (size_t i = 0; i < n && !r->bad; i++) {
        struct draft_value *v = vec_push(&out->values);
        v->path = wire_string(r);
        v->raw = wire_owned(r);
    }
    return !r->bad;
}
