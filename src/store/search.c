/*
 * Search rows: for each record the bytes it sorts by and the words it is found by.
 *
 * Rows of one form have ids of one range (number << SEARCH_SHIFT …), so that a full-text query narrowed to a
 * range of rowids sees one form only.  The full-text index has external content: what it forgets it must be
 * told in full, so _search is read before it is changed.
 */

#include "store/inner.h"

#include <string.h>

#include "base/hash.h"
#include "text/fold.h"
#include "text/utf8.h"

#define SORT_TEXT_MAX 120  /* bytes of one text in a sort key */
#define SORT_NAME_MAX 480  /* of a person's name, of which the end counts first */
#define FOLDED_MAX    2000 /* bytes of searched text of a record */

/* ---- sort keys ---- */

enum { KEY_NULL = 0x00, KEY_VALUE = 0x01, KEY_END = 0x00 };

static void add_big_endian(struct str *out, uint64_t x)
{
    for (int shift = 56; shift >= 0; shift -= 8) {
        str_add_c(out, (char)(x >> shift));
    }
}

/* Flips bits so that the bytes of negative numbers come first and in order. */
static void add_real_key(struct str *out, double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    add_big_endian(out, bits >> 63 ? ~bits : bits | UINT64_C(1) << 63);
}

/* `person`: by the given name. */
static void add_text_key(struct str *out, struct sv text, bool person)
{
    struct sv part = {text.p, utf8_cut(text, person ? SORT_NAME_MAX : SORT_TEXT_MAX)};
    if (person) {
        fold_name_key(out, part);
    } else {
        fold_sort_key(out, part);
    }
    str_add_c(out, KEY_END); /* the key holds no zero byte */
}

/* Choices sort as their list does; a code that the list no longer has comes last. */
static void add_choice_key(struct str *out, const struct list *list, const char *code)
{
    const struct list_row *row = list_find(list, code);
    add_big_endian(out, row ? (uint64_t)(row - list->rows) : UINT64_MAX);
    if (!row) {
        add_text_key(out, sv_of(code), false);
    }
}

/* Whether people are named by nothing but their name. */
static bool names_people(const struct form *form)
{
    return form->nrecord_title == 1 && form->fields[form->record_title[0]].person;
}

static bool add_reference_key(struct store *st, const struct field *f, const struct value *v, struct str *out,
                              struct err *err)
{
    struct str title = STR_INIT;
    const struct form *target;
    bool ok = table_form(st, f->ref, &target, err) && show_value(st, f, v, st->app->language, &title, err);
    if (ok) {
        add_text_key(out, (struct sv){title.p, title.len}, !field_names_many(f) && names_people(target));
    }
    str_release(&title);
    return ok;
}

static bool add_value_key(struct store *st, const struct field *f, const struct value *v, struct str *out,
                          struct err *err)
{
    const struct list *list;
    switch (v->type) {
    case VALUE_INT:
        add_big_endian(out, (uint64_t)v->i ^ UINT64_C(1) << 63);
        return true;
    case VALUE_REAL:
        add_real_key(out, v->r);
        return true;
    default:
        break;
    }
    if (f->ref) {
        return add_reference_key(st, f, v, out, err);
    }
    if (!show_list(st, f, &list, err)) {
        return false;
    }
    if (list && f->type == FIELD_SELECT_ONE) {
        add_choice_key(out, list, value_str(v));
    } else {
        add_text_key(out, sv_of(value_str(v)), f->person);
    }
    return true;
}

bool search_sort_key(struct store *st, const struct record *r, struct str *out, struct err *err)
{
    const struct form *form = r->form;
    bool ok = true;
    for (size_t i = 0; ok && i < form->norder; i++) {
        size_t at = form->order[i], start = out->len;
        const struct value *v = &r->cells[at].value;
        str_add_c(out, value_is_null(v) ? KEY_NULL : KEY_VALUE);
        if (!value_is_null(v)) {
            ok = add_value_key(st, &form->fields[at], v, out, err);
        }
        for (size_t k = start; form->order_down[i] && k < out->len; k++) {
            out->p[k] = (char)~(unsigned char)out->p[k];
        }
    }
    return ok;
}

/* ---- words ---- */

static bool holds(const size_t *fields, size_t n, size_t field)
{
    for (size_t i = 0; i < n; i++) {
        if (fields[i] == field) {
            return true;
        }
    }
    return false;
}

static void add_words_of(struct str *shown, struct str *out)
{
    if (shown->len > 0) {
        str_add(out, out->len > 0 ? " " : "");
        fold_text(out, (struct sv){shown->p, utf8_cut((struct sv){shown->p, shown->len}, FOLDED_MAX)});
    }
    str_clear(shown);
}

/* A field of the key whose words are not those that people read: a code, or the key of a record that it names. */
static bool adds_key_words(const struct form *form, size_t field)
{
    return form->fields[field].ref || form->fields[field].list || !holds(form->search, form->nsearch, field);
}

/* The codes that its places have and had. */
static bool add_codes(struct store *st, const struct record *r, struct str *out, struct err *err)
{
    const struct form_code *c = r->form->code;
    size_t n = c->roster < 0 ? 1 : r->rosters[c->roster].list.n;
    for (size_t i = 0; i < n; i++) {
        const char *code = value_str(&record_cell_const(r, (struct path){c->roster, i, c->field->index})->value);
        str_addf(out, "%s%s", out->len > 0 && code[0] ? " " : "", code);
    }
    return code_add_earlier(st, r, out, err);
}

/* Records are found by what people read in them, by their key, and by any code they ever had. */
static bool add_folded(struct store *st, const struct record *r, struct str *out, struct err *err)
{
    const struct form *form = r->form;
    struct str shown = STR_INIT;
    bool ok = true;
    for (size_t i = 0; ok && i < form->nsearch; i++) {
        size_t at = form->search[i];
        ok = show_name(st, &form->fields[at], &r->cells[at].value, st->app->language, &shown, err);
        add_words_of(&shown, out);
    }
    for (size_t i = 0; ok && i < form->nkey; i++) {
        if (adds_key_words(form, form->key[i])) {
            ok = key_add_part(st, &form->fields[form->key[i]], &r->cells[form->key[i]].value, &shown, err);
            add_words_of(&shown, out);
        }
    }
    if (ok && form->code) {
        ok = add_codes(st, r, &shown, err);
        add_words_of(&shown, out);
    }
    str_release(&shown);
    return ok;
}

/* ---- rows ---- */

struct search_row {
    int64_t id; /* 0: there is none */
    const char *form, *record;
    struct str sort_key, folded;
};
#define SEARCH_ROW_INIT                                                                                      \
    {                                                                                                        \
        0, NULL, NULL, STR_INIT, STR_INIT                                                                    \
    }

static void search_row_release(struct search_row *row)
{
    str_release(&row->sort_key);
    str_release(&row->folded);
}

static bool read_row(struct store *st, const struct form *form, const char *id, struct search_row *out,
                     struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    if (!store_prepare(
            st, &s, "SELECT id, sort_key, folded FROM main._search WHERE record = ?1 AND form = ?2", err)) {
        return false;
    }
    db_bind_text(s, 1, id);
    db_bind_text(s, 2, form->name);
    bool ok = db_step(s, &row, err);
    if (ok && row) {
        struct db_value key;
        db_column_value(s, 1, &key);
        out->id = db_column_int(s, 0);
        str_add_sv(&out->sort_key, key.text);
        str_add_sv(&out->folded, db_column_text(s, 2));
    }
    db_finalize(s);
    return ok;
}

static bool next_id(struct store *st, const struct table *t, int64_t *id, struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    int64_t first = t->number << SEARCH_SHIFT;
    if (!store_prepare(
            st, &s, "SELECT coalesce(max(id), ?1) + 1 FROM main._search WHERE id BETWEEN ?1 AND ?2", err)) {
        return false;
    }
    db_bind_int(s, 1, first);
    db_bind_int(s, 2, first + (INT64_C(1) << SEARCH_SHIFT) - 1);
    bool ok = db_step(s, &row, err);
    *id = ok && row ? db_column_int(s, 0) : 0;
    db_finalize(s);
    return ok;
}

static bool index_words(struct store *st, const char *sql, const struct search_row *rows, size_t n,
                        struct err *err)
{
    struct db_stmt *s;
    if (!store_prepare(st, &s, sql, err)) {
        return false;
    }
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++) {
        db_bind_int(s, 1, rows[i].id);
        db_bind_text_n(s, 2, rows[i].folded.p, rows[i].folded.len);
        ok = db_run(s, err);
    }
    db_finalize(s);
    return ok;
}

/* One by one: a statement that reads them all would make FTS5 write out what it holds back. */
static bool add_words(struct store *st, const struct search_row *rows, size_t n, struct err *err)
{
    return index_words(st, "INSERT INTO main._search_fts (rowid, folded) VALUES (?1, ?2)", rows, n, err);
}

static bool remove_words(struct store *st, const struct search_row *row, struct err *err)
{
    return index_words(st,
                       "INSERT INTO main._search_fts (_search_fts, rowid, folded) VALUES ('delete', ?1, ?2)",
                       row, 1, err);
}

/* ---- new rows ---- */

static void search_cell(const void *rows, size_t row, int col, struct db_value *out)
{
    const struct search_row *r = &((const struct search_row *)rows)[row];
    const struct db_value cells[] = {
        {.type = DB_INT, .i = r->id},
        {.type = DB_TEXT, .text = sv_of(r->form)},
        {.type = DB_TEXT, .text = sv_of(r->record)},
        {.type = DB_BLOB, .text = {r->sort_key.p, r->sort_key.len}},
        {.type = DB_TEXT, .text = {r->folded.p, r->folded.len}},
    };
    *out = cells[col];
}

static bool insert_search_rows(struct store *st, const struct search_row *rows, size_t n, struct err *err)
{
    static const char *const columns[] = {"id", "form", "record", "sort_key", "folded", NULL};
    struct insert *in = &st->cache->search;
    in->table = "_search";
    in->columns = columns;
    in->cell = search_cell;
    return insert_all(st, in, rows, n, err) && add_words(st, rows, n, err);
}

static bool make_row(struct store *st, const struct record *r, struct search_row *out, struct err *err)
{
    out->form = r->form->name;
    out->record = r->id;
    return search_sort_key(st, r, &out->sort_key, err) && add_folded(st, r, &out->folded, err) && codes_note(st, r, err);
}

bool search_add(struct store *st, struct table *t, struct record *const *records, size_t n, struct err *err)
{
    int64_t id;
    if (!next_id(st, t, &id, err)) {
        return false;
    }
    struct search_row *rows = mem_alloc(n * sizeof *rows);
    bool ok = true;
    for (size_t i = 0; i < n; i++) {
        rows[i] = (struct search_row)SEARCH_ROW_INIT;
        rows[i].id = id + (int64_t)i;
        ok = ok && make_row(st, records[i], &rows[i], err);
    }
    ok = ok && insert_search_rows(st, rows, n, err);
    for (size_t i = 0; i < n; i++) {
        search_row_release(&rows[i]);
    }
    free(rows);
    return ok;
}

/* ---- rows that change ---- */

static bool same_bytes(const struct str *a, const struct str *b)
{
    return a->len == b->len && memcmp(a->p, b->p, a->len) == 0;
}

static bool update_row(struct store *st, const struct search_row *row, struct err *err)
{
    struct db_stmt *s;
    if (!store_prepare(st, &s, "UPDATE main._search SET sort_key = ?2, folded = ?3 WHERE id = ?1", err)) {
        return false;
    }
    db_bind_int(s, 1, row->id);
    db_bind_blob(s, 2, row->sort_key.p, row->sort_key.len);
    db_bind_text_n(s, 3, row->folded.p, row->folded.len);
    bool ok = db_run(s, err);
    db_finalize(s);
    return ok;
}

static bool replace_row(struct store *st, const struct search_row *old, const struct search_row *now,
                        struct err *err)
{
    bool words = !same_bytes(&old->folded, &now->folded);
    if (!words && same_bytes(&old->sort_key, &now->sort_key)) {
        return true;
    }
    return (!words || remove_words(st, old, err)) && update_row(st, now, err) &&
           (!words || add_words(st, now, 1, err));
}

bool search_put(struct store *st, struct table *t, struct record *r, struct err *err)
{
    struct search_row old = SEARCH_ROW_INIT, now = SEARCH_ROW_INIT;
    bool ok = read_row(st, r->form, r->id, &old, err);
    now.id = old.id;
    if (ok && !old.id) {
        ok = search_add(st, t, &r, 1, err);
    } else if (ok) {
        ok = make_row(st, r, &now, err) && replace_row(st, &old, &now, err);
    }
    search_row_release(&old);
    search_row_release(&now);
    return ok;
}

static bool delete_row(struct store *st, int64_t id, struct err *err)
{
    struct db_stmt *s;
    if (!store_prepare(st, &s, "DELETE FROM main._search WHERE id = ?", err)) {
        return false;
    }
    db_bind_int(s, 1, id);
    bool ok = db_run(s, err);
    db_finalize(s);
    return ok;
}

bool search_drop(struct store *st, const struct form *form, const char *id, struct err *err)
{
    struct search_row old = SEARCH_ROW_INIT;
    bool ok = read_row(st, form, id, &old, err) &&
              (!old.id || (remove_words(st, &old, err) && delete_row(st, old.id, err)));
    search_row_release(&old);
    return ok;
}

/* ---- made again ---- */

/* What a field's words and place depend on beside its value: its list, or what names the records it refers
 * to. */
static bool add_dependence(struct store *st, const struct field *f, struct str *out, struct err *err)
{
    const struct list *list;
    const struct form *target;
    if (!show_list(st, f, &list, err)) {
        return false;
    }
    str_add(out, list ? list->hash : "");
    if (!f->ref) {
        return true;
    }
    if (!table_form(st, f->ref, &target, err)) {
        return false;
    }
    for (size_t i = 0; i < target->nrecord_title; i++) {
        const struct field *title = &target->fields[target->record_title[i]];
        str_addf(out, "%s.%s%s", i > 0 ? "," : "", title->name, title->person ? "~" : "");
    }
    return true;
}

static bool add_fields(struct store *st, const struct form *form, const size_t *fields, size_t n,
                       const bool *down, struct str *out, struct err *err)
{
    for (size_t i = 0; i < n; i++) {
        const struct field *f = &form->fields[fields[i]];
        str_addf(out, " %s%s:%d%s:", down && down[i] ? "-" : "", f->name, (int)f->type, f->person ? "~" : "");
        if (!add_dependence(st, f, out, err)) {
            return false;
        }
    }
    str_add_c(out, ';');
    return true;
}

static bool add_code_field(const struct form *form, struct str *out)
{
    if (form->code) {
        str_addf(out, " [%d.%s]", form->code->roster, form->code->field->name);
    }
    return true;
}

bool search_signature(struct store *st, const struct form *form, struct str *out, struct err *err)
{
    return add_fields(st, form, form->order, form->norder, form->order_down, out, err) &&
           add_fields(st, form, form->search, form->nsearch, NULL, out, err) &&
           add_fields(st, form, form->key, form->nkey, NULL, out, err) && add_code_field(form, out);
}

static bool all_ids(struct store *st, const struct form *form, struct rowset *out, struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s;
    str_addf(&sql, "SELECT _id FROM main.\"%s\"", form->name);
    bool ok = db_prepare(st->db, &s, sql.p, err);
    if (ok) {
        ok = rowset_fill(out, s, SIZE_MAX, err);
        db_finalize(s);
    }
    str_release(&sql);
    return ok;
}

static bool rebuild_one(struct store *st, struct table *t, const char *id, struct err *err)
{
    struct record *r;
    if (!store_load(st, t->form, id, &r, err)) {
        return false;
    }
    bool ok = search_drop(st, t->form, id, err) && search_add(st, t, &r, 1, err);
    record_free(r);
    return ok;
}

static bool note_signature(struct store *st, const struct form *form, struct err *err)
{
    struct str text = STR_INIT;
    struct db_stmt *s;
    bool ok = search_signature(st, form, &text, err) &&
              store_prepare(st, &s, "UPDATE main._table SET listing = ?2 WHERE form = ?1", err);
    if (ok) {
        db_bind_text(s, 1, form->name);
        db_bind_text(s, 2, text.p);
        ok = db_run(s, err);
        db_finalize(s);
    }
    str_release(&text);
    return ok;
}

bool search_rebuild(struct store *st, const struct form *form, struct err *err)
{
    struct table *t;
    struct rowset ids = {0};
    bool ok = table_of(st, form, &t, err) && codes_begin(st, form, err) && all_ids(st, form, &ids, err);
    for (size_t i = 0; ok && i < ids.nrows; i++) {
        ok = rebuild_one(st, t, value_str(rowset_at(&ids, i, 0)), err);
    }
    rowset_release(&ids);
    return ok && note_signature(st, form, err);
}

/* ---- records that show this one's title ---- */

#define NAMERS_DEPTH_MAX 4

static bool any_changed(const struct record *r, const struct record *old, const size_t *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!value_eq(&r->cells[fields[i]].value, &old->cells[fields[i]].value)) {
            return true;
        }
    }
    return false;
}

static bool ids_naming(struct store *st, const struct form *form, const struct field *f, const char *id,
                       struct rowset *out, struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s;
    key_add_naming(&sql, form, f);
    bool ok = db_prepare(st->db, &s, sql.p, err);
    if (ok) {
        db_bind_text(s, 1, id);
        ok = rowset_fill(out, s, SIZE_MAX, err);
        db_finalize(s);
    }
    str_release(&sql);
    return ok;
}

static bool refresh_namers(struct store *st, const char *form, const char *id, int depth, struct err *err);

/* Where the reference is part of the other's title or key, whoever names that one shows it too. */
static bool refresh_field(struct store *st, struct table *t, const struct field *f, const char *id, int depth,
                          struct err *err)
{
    const struct form *form = t->form;
    struct rowset ids = {0};
    bool key = holds(form->key, form->nkey, f->index);
    bool titles = key || holds(form->record_title, form->nrecord_title, f->index);
    bool shown = key || holds(form->order, form->norder, f->index) || holds(form->search, form->nsearch, f->index);
    bool ok = (!titles && !shown) || ids_naming(st, form, f, id, &ids, err);
    for (size_t i = 0; ok && i < ids.nrows; i++) {
        const char *other = rowset_str(&ids, i, "_id");
        ok = (!shown || rebuild_one(st, t, other, err)) &&
             (!titles || refresh_namers(st, form->name, other, depth + 1, err));
    }
    rowset_release(&ids);
    return ok;
}

/* A form that does not load now, or waits for migrate, gets its search rows when it does. */
static bool refresh_namers(struct store *st, const char *form, const char *id, int depth, struct err *err)
{
    for (size_t i = 0; depth < NAMERS_DEPTH_MAX && i < st->app->forms.n; i++) {
        struct err ignored = ERR_INIT;
        const struct form *other;
        struct table *t;
        if (!table_form(st, st->app->forms.v[i], &other, &ignored) || !table_of(st, other, &t, &ignored) ||
            t->pending) {
            continue;
        }
        for (size_t k = 0; k < other->nfields; k++) {
            if (str_eq_null(other->fields[k].ref, form) &&
                !refresh_field(st, t, &other->fields[k], id, depth, err)) {
                return false;
            }
        }
    }
    return true;
}

bool search_refresh_namers(struct store *st, const struct record *r, const struct record *old,
                           struct err *err)
{
    const struct form *form = r->form;
    bool changed = any_changed(r, old, form->record_title, form->nrecord_title) || any_changed(r, old, form->key, form->nkey);
    return !changed || refresh_namers(st, form->name, r->id, 0, err);
}
