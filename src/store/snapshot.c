/*
 * Snapshots: a dossier as canonical bytes, sealed under a code that is made from them, and the differences between two.
 *
 * A dossier is the governing record, the records it governs, and every record that one of these names.  The code is made of the
 * records in the order of their forms and ids, in which they are stored, so that whoever reads them can make it again.
 */

#include "store/dossier.h"
#include "store/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/pack.h"
#include "form/format.h"

#define CODE_LETTERS (SEAL_TEXT - 1)

/* ---- gathering a dossier ---- */

struct gathered {
    const struct form *form;
    struct record *record; /* owned */
};
struct dossier {
    VEC(struct gathered) list;
};

static void dossier_release(struct dossier *d)
{
    for (size_t i = 0; i < d->list.n; i++) {
        record_free(d->list.v[i].record);
    }
    vec_release(&d->list);
}

static bool has(const struct dossier *d, const struct form *form, const char *id)
{
    for (size_t i = 0; i < d->list.n; i++) {
        if (d->list.v[i].form == form && str_eq(d->list.v[i].record->id, id)) {
            return true;
        }
    }
    return false;
}

static bool gather(struct store *st, struct dossier *d, const struct form *form, const char *id, struct err *err)
{
    struct record *r;
    if (has(d, form, id)) {
        return true;
    }
    if (!store_load(st, form, id, &r, err)) {
        return false;
    }
    *vec_push(&d->list) = (struct gathered){form, r};
    return true;
}

static bool gather_named(struct store *st, struct dossier *d, const struct field *fields, size_t n, const struct cell *cells, struct err *err)
{
    const struct form *target;
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++) {
        struct sv ids = sv_of(fields[i].ref ? value_str(&cells[i].value) : "");
        char id[UUID_TEXT];
        while (ok && format_next_id(&ids, id)) {
            ok = table_form(st, fields[i].ref, &target, err) && gather(st, d, target, id, err);
        }
    }
    return ok;
}

/* What the record at `at` names.  It is copied out first: gathering moves the list. */
static bool gather_used(struct store *st, struct dossier *d, size_t at, struct err *err)
{
    const struct record *r = d->list.v[at].record;
    const struct form *form = r->form;
    bool ok = gather_named(st, d, form->fields, form->nfields, r->cells, err);
    for (size_t i = 0; ok && i < form->nrosters; i++) {
        for (size_t k = 0; ok && k < r->rosters[i].list.n; k++) {
            ok = gather_named(st, d, form->rosters[i].fields, form->rosters[i].nfields, r->rosters[i].list.v[k].cells, err);
        }
    }
    return ok;
}

static bool gather_form(struct store *st, struct dossier *d, const struct form *form, const char *governing, struct err *err)
{
    struct str sql = STR_INIT;
    struct rowset ids = {0};
    struct db_stmt *s;
    str_addf(&sql, "SELECT _id FROM main.\"%s\" WHERE \"%s\" = ? ORDER BY _id", form->name, form->fields[form->governing_field].name);
    bool ok = store_prepare(st, &s, sql.p, err);
    str_release(&sql);
    if (!ok) {
        return false;
    }
    db_bind_text(s, 1, governing);
    ok = rowset_fill(&ids, s, SIZE_MAX, err);
    db_finalize(s);
    for (size_t i = 0; ok && i < ids.nrows; i++) {
        ok = gather(st, d, form, rowset_str(&ids, i, "_id"), err);
    }
    rowset_release(&ids);
    return ok;
}

static bool gather_governed(struct store *st, struct dossier *d, const struct form *form, const char *id, struct err *err)
{
    const char **names;
    if (!dossier_governed_forms(st, form, &names, err)) {
        return false;
    }
    bool ok = true;
    for (size_t i = 0; ok && names[i]; i++) {
        const struct form *governed;
        ok = table_form(st, names[i], &governed, err) && gather_form(st, d, governed, id, err);
    }
    free(names);
    return ok;
}

static int in_order(const void *x, const void *y)
{
    const struct gathered *a = x, *b = y;
    int order = strcmp(a->form->name, b->form->name);
    return order != 0 ? order : strcmp(a->record->id, b->record->id);
}

static bool gather_dossier(struct store *st, struct dossier *d, const struct form *form, const char *id, struct err *err)
{
    bool ok = gather(st, d, form, id, err) && gather_governed(st, d, form, id, err);
    for (size_t i = 0; ok && i < d->list.n; i++) {
        ok = gather_used(st, d, i, err);
    }
    if (d->list.n > 0) {
        qsort(d->list.v, d->list.n, sizeof d->list.v[0], in_order);
    }
    return ok;
}

/* ---- sealing ---- */

/* 60 bits of the hash as letters and digits that nobody confuses (no 0 O 1 I). */
static void code_from_hash(const char *hash, char code[SEAL_TEXT])
{
    static const char letters[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    char head[16];
    memcpy(head, hash, 15);
    head[15] = '\0';
    uint64_t bits = strtoull(head, NULL, 16);
    for (int i = CODE_LETTERS - 1; i >= 0; i--) {
        code[i] = letters[bits & 31];
        bits >>= 5;
    }
    code[CODE_LETTERS] = '\0';
}

struct sealed {
    struct str key, bytes;
    char hash[HASH_HEX];
};

/* The columns of the record's table that are no field: one list before the record's own bytes. */
static bool pack_own(struct store *st, const struct gathered *g, struct str *out, struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s;
    struct value v = VALUE_INIT;
    bool row = false;
    str_addf(&sql, "SELECT " SEALED_OWN " FROM main.\"%s\" WHERE _id = ?", g->form->name);
    bool ok = store_prepare(st, &s, sql.p, err);
    str_release(&sql);
    if (!ok) {
        return false;
    }
    db_bind_text(s, 1, g->record->id);
    ok = db_step(s, &row, err);
    pack_list(out, SEALED_OWN_N);
    for (int i = 0; ok && i < SEALED_OWN_N; i++) {
        store_column_value(s, i, &v);
        value_pack(out, &v);
    }
    value_release(&v);
    db_finalize(s);
    return ok;
}

static bool seal_record(struct store *st, const struct gathered *g, struct sealed *out, struct err *err)
{
    *out = (struct sealed){.key = STR_INIT, .bytes = STR_INIT};
    bool ok = pack_own(st, g, &out->bytes, err);
    record_pack(g->record, &out->bytes);
    hash_hex(out->bytes.p, out->bytes.len, out->hash);
    return ok && store_key_text(st, g->form, g->record->id, &out->key, err);
}

static bool write_sealed(struct store *st, const char *code, const struct gathered *g, const struct sealed *sealed, struct err *err)
{
    struct db_stmt *s;
    if (!store_prepare(st, &s,
                       "INSERT INTO main._snapshot_record (code, form, record, key, definition, bytes, hash)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                       err)) {
        return false;
    }
    db_bind_text(s, 1, code);
    db_bind_text(s, 2, g->form->name);
    db_bind_text(s, 3, g->record->id);
    db_bind_text(s, 4, sealed->key.p);
    db_bind_text(s, 5, g->form->hash);
    db_bind_blob(s, 6, sealed->bytes.p, sealed->bytes.len);
    db_bind_text(s, 7, sealed->hash);
    bool ok = db_run(s, err);
    db_finalize(s);
    return ok;
}

/* The next number of this governing record: snapshots are never removed. */
static bool next_number(struct store *st, const struct record *governing, int64_t *number, struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    if (!store_prepare(st, &s, "SELECT coalesce(max(number), 0) + 1 FROM main._snapshot WHERE form = ?1 AND record = ?2", err)) {
        return false;
    }
    db_bind_text(s, 1, governing->form->name);
    db_bind_text(s, 2, governing->id);
    bool ok = db_step(s, &row, err);
    *number = ok && row ? db_column_int(s, 0) : 1;
    db_finalize(s);
    return ok;
}

struct seal {
    const struct record *governing;
    int64_t number;
    char hash[HASH_HEX];
    char code[SEAL_TEXT];
};

static bool write_seal(struct store *st, const struct seal *seal, const struct change_info *info, struct err *err)
{
    struct db_stmt *s;
    struct str at = STR_INIT;
    if (!store_prepare(st, &s,
                       "INSERT INTO main._snapshot (form, record, number, code, at, who, txn, hash)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                       err)) {
        return false;
    }
    store_now(st, &at);
    db_bind_text(s, 1, seal->governing->form->name);
    db_bind_text(s, 2, seal->governing->id);
    db_bind_int(s, 3, seal->number);
    db_bind_text(s, 4, seal->code);
    db_bind_text(s, 5, at.p);
    db_bind_text(s, 6, info->who);
    db_bind_text(s, 7, info->txn);
    db_bind_text(s, 8, seal->hash);
    bool ok = db_run(s, err);
    db_finalize(s);
    str_release(&at);
    return ok;
}

/* The hash of the whole: which dossier, which number, then each record and its hash. */
static void begin_whole(struct str *whole, const char *governing, int64_t number)
{
    pack_text(whole, governing, strlen(governing));
    pack_int(whole, number);
}

static void add_to_whole(struct str *whole, const char *form, const char *id, const char *hash)
{
    pack_text(whole, form, strlen(form));
    pack_text(whole, id, strlen(id));
    pack_text(whole, hash, HASH_HEX - 1);
}

static bool seal_all(struct store *st, const struct dossier *d, struct sealed *sealed, struct seal *seal, struct err *err)
{
    struct str whole = STR_INIT;
    bool ok = true;
    begin_whole(&whole, seal->governing->id, seal->number);
    for (size_t i = 0; i < d->list.n; i++) {
        ok = seal_record(st, &d->list.v[i], &sealed[i], err) && ok;
        add_to_whole(&whole, d->list.v[i].form->name, d->list.v[i].record->id, sealed[i].hash);
    }
    hash_hex(whole.p, whole.len, seal->hash);
    code_from_hash(seal->hash, seal->code);
    str_release(&whole);
    return ok;
}

bool sealed_digest(struct db *db, const char *code, char digest[HASH_HEX], struct err *err)
{
    static const char *const selects[] = {"SELECT * FROM main._snapshot WHERE code = ?",
                                          "SELECT * FROM main._snapshot_record WHERE code = ? ORDER BY form, record"};
    bool ok = true;
    digest[0] = '\0';
    for (size_t i = 0; ok && i < sizeof selects / sizeof *selects; i++) {
        struct db_stmt *s;
        ok = db_prepare(db, &s, selects[i], err);
        if (ok) {
            db_bind_text(s, 1, code);
            ok = chain_rows(s, digest, err);
            db_finalize(s);
        }
    }
    return ok;
}

/* How many warnings somebody had accepted in it. */
static int64_t accepted_in(const struct dossier *d)
{
    int64_t n = 0;
    for (size_t i = 0; i < d->list.n; i++) {
        n += (int64_t)d->list.v[i].record->accepted.n;
    }
    return n;
}

/* The code tells of what was sealed; the chain, besides, that it was, and all that stands beside it. */
static bool chain_seal(struct store *st, const struct record *governing, const char *code, int64_t accepted, const struct change_info *info,
                       struct err *err)
{
    struct change_info mine = *info;
    struct changes changes = {0};
    struct cell what = {0}, warnings = {0};
    struct str text = STR_INIT;
    char digest[HASH_HEX];
    bool ok = sealed_digest(st->db, code, digest, err);
    str_addf(&text, "%s %s", code, ok ? digest : "");
    value_set_text(&what.value, (struct sv){text.p, text.len});
    value_set_int(&warnings.value, accepted);
    *vec_push(&changes.list) = (struct change){.path = mem_dup(SEALED_PATH), .now = &what};
    *vec_push(&changes.list) = (struct change){.path = mem_dup(ACCEPTED_PATH), .now = &warnings};
    mine.op = "seal";
    ok = ok && store_history_add(st, governing->form->name, governing->id, governing->version, &changes, NULL, &mine, err);
    changes_release(&changes);
    value_release(&what.value);
    str_release(&text);
    return ok;
}

bool dossier_snapshot(struct store *st, const struct record *governing, const struct change_info *info, int64_t *number, char code[SEAL_TEXT],
                      struct err *err)
{
    struct dossier d = {0};
    struct seal seal = {.governing = governing};
    bool ok = gather_dossier(st, &d, governing->form, governing->id, err) && next_number(st, governing, &seal.number, err);
    struct sealed *sealed = mem_zero(d.list.n + 1, sizeof *sealed);
    ok = ok && seal_all(st, &d, sealed, &seal, err) && write_seal(st, &seal, info, err);
    for (size_t i = 0; i < d.list.n; i++) {
        ok = ok && write_sealed(st, seal.code, &d.list.v[i], &sealed[i], err);
        str_release(&sealed[i].key);
        str_release(&sealed[i].bytes);
    }
    ok = ok && chain_seal(st, governing, seal.code, accepted_in(&d), info, err);
    if (ok) {
        *number = seal.number;
        memcpy(code, seal.code, sizeof seal.code);
    }
    free(sealed);
    dossier_release(&d);
    return ok;
}

/* ---- reading ---- */

static bool refuse_damaged(struct err *err, const char *form)
{
    return err_set(err, ERR_STORE, _("the snapshot's copy of a record of '%s' is damaged"), form);
}

static bool unpack_own(struct sv *in, struct value *own)
{
    struct pack_item list;
    bool ok = pack_next(in, &list) && list.tag == PACK_LIST && list.i == SEALED_OWN_N;
    for (int i = 0; ok && i < SEALED_OWN_N; i++) {
        ok = value_unpack(in, &own[i]);
    }
    return ok;
}

bool sealed_unpack(struct store *st, const struct sealed_row *row, struct sealed_copy *out, struct err *err)
{
    const struct form *form;
    struct sv in = row->bytes;
    *out = (struct sealed_copy){0};
    if (!names_has(&st->app->forms, row->form)) {
        return true;
    }
    if (!table_form(st, row->form, &form, err)) {
        return false;
    }
    out->record = record_new(form, row->id);
    if (!unpack_own(&in, out->own) || !record_unpack(out->record, &in)) {
        sealed_copy_release(out);
        return refuse_damaged(err, row->form);
    }
    out->record->version = out->own[0].type == VALUE_INT ? out->own[0].i : 0;
    return true;
}

void sealed_copy_release(struct sealed_copy *c)
{
    for (size_t i = 0; i < SEALED_OWN_N; i++) {
        value_release(&c->own[i]);
    }
    record_free(c->record);
    c->record = NULL;
}

/* What stands behind a code, from _snapshot. */
struct head {
    char *governing, *hash; /* owned */
    int64_t number;
};

static void head_release(struct head *h)
{
    free(h->governing);
    free(h->hash);
}

static bool read_head(struct store *st, const char *code, struct head *out, struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    *out = (struct head){0};
    if (!store_prepare(st, &s, "SELECT record, number, hash FROM main._snapshot WHERE code = ?", err)) {
        return false;
    }
    db_bind_text(s, 1, code);
    bool ok = db_step(s, &row, err) && (row || err_set(err, ERR_NOT_FOUND, _("there is no snapshot with the seal code '%s'"), code));
    if (ok) {
        *out = (struct head){mem_dup(db_column_str(s, 0)), mem_dup(db_column_str(s, 2)), db_column_int(s, 1)};
    }
    db_finalize(s);
    return ok;
}

/* Whether the bytes that were read are those that were sealed. */
static bool seal_fits(const struct head *h, const char *code, const struct str *whole)
{
    char hash[HASH_HEX], made[SEAL_TEXT];
    hash_hex(whole->p, whole->len, hash);
    code_from_hash(hash, made);
    return str_eq(hash, h->hash) && str_eq(made, code);
}

static bool take_row(struct db_stmt *s, sealed_fn *fn, void *arg, struct str *whole, struct err *err)
{
    char hash[HASH_HEX];
    struct db_value bytes;
    db_column_value(s, 2, &bytes);
    struct sealed_row row = {.form = db_column_str(s, 0), .id = db_column_str(s, 1), .bytes = bytes.text};
    hash_hex(row.bytes.p, row.bytes.n, hash);
    add_to_whole(whole, row.form, row.id, hash);
    return fn(arg, &row, err);
}

static bool each_row(struct store *st, const char *code, sealed_fn *fn, void *arg, struct str *whole, struct err *err)
{
    struct db_stmt *s;
    bool row = true, ok = true;
    if (!store_prepare(st, &s, "SELECT form, record, bytes FROM main._snapshot_record WHERE code = ? ORDER BY form, record", err)) {
        return false;
    }
    db_bind_text(s, 1, code);
    while (ok && (ok = db_step(s, &row, err)) && row) {
        ok = take_row(s, fn, arg, whole, err);
    }
    db_finalize(s);
    return ok;
}

bool sealed_each(struct store *st, const char *code, sealed_fn *fn, void *arg, struct err *err)
{
    struct head head;
    struct str whole = STR_INIT;
    if (!read_head(st, code, &head, err)) {
        return false;
    }
    begin_whole(&whole, head.governing, head.number);
    bool ok = each_row(st, code, fn, arg, &whole, err) &&
              (seal_fits(&head, code, &whole) ||
               err_set(err, ERR_STORE, _("the snapshot %s was changed after it was sealed: it is not what was handed in"), code));
    head_release(&head);
    str_release(&whole);
    return ok;
}

bool sealed_code(struct store *st, const char *form, const char *id, int64_t number, char code[SEAL_TEXT], struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    code[0] = '\0';
    if (!store_prepare(st, &s,
                       "SELECT code FROM main._snapshot WHERE form = ?1 AND record = ?2 AND number = coalesce(nullif(?3, 0), number)"
                       " ORDER BY number DESC LIMIT 1",
                       err)) {
        return false;
    }
    db_bind_text(s, 1, form);
    db_bind_text(s, 2, id);
    db_bind_int(s, 3, number);
    bool ok = db_step(s, &row, err);
    if (ok && row) {
        snprintf(code, SEAL_TEXT, "%s", db_column_str(s, 0));
    }
    db_finalize(s);
    return ok;
}

/* ---- differences ---- */

struct loading {
    struct store *st;
    struct dossier *d;
};

static bool load_row(void *arg, const struct sealed_row *row, struct err *err)
{
    struct loading *l = arg;
    struct sealed_copy copy;
    if (!sealed_unpack(l->st, row, &copy, err)) {
        return false;
    }
    if (copy.record) {
        *vec_push(&l->d->list) = (struct gathered){copy.record->form, copy.record};
        copy.record = NULL;
    }
    sealed_copy_release(&copy);
    return true;
}

static bool no_snapshot(int64_t number, struct err *err)
{
    if (number == 0) {
        return err_set(err, ERR_NOT_FOUND, _("this record has no snapshot: none of its states sealed one yet"));
    }
    return err_set(err, ERR_NOT_FOUND, _("there is no snapshot number %lld of this record"), (long long)number);
}

/* Number 0 is the last one. */
static bool load_snapshot(struct store *st, const struct form *form, const char *id, int64_t number, struct dossier *d, struct err *err)
{
    struct loading l = {st, d};
    char code[SEAL_TEXT];
    return sealed_code(st, form->name, id, number, code, err) &&
           (code[0] || no_snapshot(number, err)) &&
           sealed_each(st, code, load_row, &l, err);
}

static const struct record *same_record(const struct dossier *d, const struct record *r)
{
    for (size_t i = 0; i < d->list.n; i++) {
        if (d->list.v[i].form == r->form && str_eq(d->list.v[i].record->id, r->id)) {
            return d->list.v[i].record;
        }
    }
    return NULL;
}

static void set_cell(struct value *out, const struct cell *c)
{
    if (c) {
        value_copy(out, &c->value);
    }
}

static void add_differences(struct store *st, const struct record *a, const struct record *b, struct rowset *out)
{
    const struct record *some = b ? b : a;
    struct record *nothing = a && b ? NULL : record_new(some->form, some->id);
    struct changes changes = {0};
    struct str key = STR_INIT;
    struct err gone = ERR_INIT;
    if (!store_key_text(st, some->form, some->id, &key, &gone)) {
        str_set(&key, some->id); /* the record is deleted by now */
    }
    record_diff(a ? a : nothing, b ? b : nothing, &changes);
    for (size_t i = 0; i < changes.list.n; i++) {
        struct value *row = rowset_add_row(out);
        value_set_text(&row[0], sv_of(some->form->name));
        value_set_text(&row[1], (struct sv){key.p, key.len});
        value_set_text(&row[2], sv_of(changes.list.v[i].path));
        set_cell(&row[3], changes.list.v[i].old);
        set_cell(&row[4], changes.list.v[i].now);
    }
    changes_release(&changes);
    record_free(nothing);
    str_release(&key);
}

bool dossier_diff(struct store *st, const struct form *form, const char *id, int64_t a, int64_t b, struct rowset *out, struct err *err)
{
    static const char *const names[] = {"form", "key", "path", "old", "new"};
    struct dossier from = {0}, to = {0};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        rowset_add_column(out, names[i]);
    }
    bool ok = load_snapshot(st, form, id, a, &from, err) &&
              (b ? load_snapshot(st, form, id, b, &to, err) : gather_dossier(st, &to, form, id, err));
    for (size_t i = 0; ok && i < from.list.n; i++) {
        add_differences(st, from.list.v[i].record, same_record(&to, from.list.v[i].record), out);
    }
    for (size_t i = 0; ok && i < to.list.n; i++) {
        if (!same_record(&from, to.list.v[i].record)) {
            add_differences(st, NULL, to.list.v[i].record, out);
        }
    }
    dossier_release(&from);
    dossier_release(&to);
    return ok;
}

/* ---- a code, later ---- */

static bool pass_over(void *arg, const struct sealed_row *row, struct err *err)
{
    (void)arg;
    (void)row;
    (void)err;
    return true;
}

static bool find_seal(struct store *st, const char *code, struct rowset *out, struct err *err)
{
    struct db_stmt *s;
    if (!store_prepare(st, &s, "SELECT form, record, number FROM main._snapshot WHERE code = ?", err)) {
        return false;
    }
    db_bind_text(s, 1, code);
    bool ok = rowset_fill(out, s, 1, err);
    db_finalize(s);
    return ok;
}

static bool compare_seal(struct store *st, const struct rowset *seal, enum seal_verdict *verdict, struct rowset *out, struct err *err)
{
    const struct form *form;
    bool ok = table_form(st, rowset_str(seal, 0, "form"), &form, err) &&
              dossier_diff(st, form, rowset_str(seal, 0, "record"), rowset_int(seal, 0, "number"), 0, out, err);
    *verdict = out->nrows > 0 ? SEAL_CHANGED : SEAL_SAME;
    return ok;
}

bool dossier_check_seal(struct store *st, const char *code, enum seal_verdict *verdict, struct rowset *out, struct err *err)
{
    struct rowset seal = {0};
    struct err why = ERR_INIT;
    bool ok = find_seal(st, code, &seal, err);
    *verdict = seal.nrows == 0 ? SEAL_UNKNOWN : SEAL_ALTERED;
    if (ok && seal.nrows > 0 && sealed_each(st, code, pass_over, NULL, &why)) {
        ok = compare_seal(st, &seal, verdict, out, err);
    }
    rowset_release(&seal);
    return ok;
}
