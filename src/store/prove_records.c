/* Records, their rows and snapshots as they stand in the tables, against what the chain says of them. */

#include "store/prove.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/pack.h"

/* ---- what a definition names ---- */

struct part {
    char *roster; /* "" for the record itself; owned */
    char *field;  /* NULL: the roster's own section; owned */
};
struct shape {
    char *hash; /* of the definition; owned */
    VEC(struct part) parts; /* as they stand in its text */
};

static void shape_free(struct shape *s)
{
    for (size_t i = 0; i < s->parts.n; i++) {
        free(s->parts.v[i].roster);
        free(s->parts.v[i].field);
    }
    vec_release(&s->parts);
    free(s->hash);
    free(s);
}

void prove_release_shapes(struct proving *p)
{
    for (size_t i = 0; i < p->shapes.n; i++) {
        shape_free(p->shapes.v[i]);
    }
    vec_release(&p->shapes);
}

/* "[field ROSTER.NAME]", "[field NAME]", "[roster NAME]"; everything else says nothing of columns. */
static void add_section(struct shape *s, struct sv line)
{
    struct sv kind, name;
    if (line.n < 2 || line.p[0] != '[' || line.p[line.n - 1] != ']') {
        return;
    }
    struct sv rest = {line.p + 1, line.n - 2};
    if (!sv_next(&rest, ' ', &kind)) {
        return;
    }
    name = sv_trim(rest);
    const char *dot = memchr(name.p, '.', name.n);
    if (sv_eq(kind, "roster")) {
        *vec_push(&s->parts) = (struct part){mem_dup_n(name.p, name.n), NULL};
    } else if (sv_eq(kind, "field")) {
        size_t n = dot ? (size_t)(dot - name.p) : 0;
        size_t skip = dot ? n + 1 : 0;
        *vec_push(&s->parts) = (struct part){mem_dup_n(name.p, n), mem_dup_n(name.p + skip, name.n - skip)};
    }
}

static bool read_shape(struct proving *p, struct shape *s, struct err *err)
{
    struct db_stmt *st;
    bool row = false;
    if (!db_prepare_cached(p->db, &st, "SELECT text FROM main._form WHERE hash = ?", err)) {
        return false;
    }
    db_bind_text(st, 1, s->hash);
    bool ok = db_step(st, &row, err);
    struct sv text = ok && row ? db_column_text(st, 0) : (struct sv){"", 0}, line;
    while (text.n > 0) {
        const char *end = memchr(text.p, '\n', text.n);
        size_t n = end ? (size_t)(end - text.p) : text.n;
        line = sv_trim((struct sv){text.p, n});
        add_section(s, line);
        text.p += n + (end != NULL);
        text.n -= n + (end != NULL);
    }
    db_finalize(st);
    return ok;
}

static bool shape_of(struct proving *p, const char *hash, const struct shape **out, struct err *err)
{
    for (size_t i = 0; i < p->shapes.n; i++) {
        if (str_eq(p->shapes.v[i]->hash, hash)) {
            *out = p->shapes.v[i];
            return true;
        }
    }
    struct shape *s = mem_zero(1, sizeof *s);
    s->hash = mem_dup(hash);
    *vec_push(&p->shapes) = s;
    *out = s;
    return read_shape(p, s, err);
}

static bool shape_has(const struct shape *s, const char *roster, const char *field)
{
    for (size_t i = 0; i < s->parts.n; i++) {
        const struct part *part = &s->parts.v[i];
        if (part->field && str_eq(part->roster, roster) && str_eq(part->field, field)) {
            return true;
        }
    }
    return false;
}

/* ---- a table's columns, in the order in which they are packed ---- */

struct columns {
    const struct shape *shape; /* that these are of */
    int n;
    int *at; /* owned */
};

struct named {
    const char *name;
    int at;
};

static int by_name(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    return strcmp(x->name, y->name);
}

static void choose_columns(struct columns *c, struct db_stmt *s, const struct shape *shape, const char *roster)
{
    int all = db_columns(s), n = 0;
    if (c->at && c->shape == shape) {
        return;
    }
    struct named *named = mem_zero((size_t)all + 1, sizeof *named);
    for (int i = 0; i < all; i++) {
        const char *name = db_column_name(s, i);
        if (name[0] != '_' && shape_has(shape, roster, name)) {
            named[n++] = (struct named){name, i};
        }
    }
    qsort(named, (size_t)n, sizeof *named, by_name);
    int *at = mem_zero((size_t)n + 1, sizeof *at);
    for (int i = 0; i < n; i++) {
        at[i] = named[i].at;
    }
    free(named);
    free(c->at);
    *c = (struct columns){shape, n, at};
}

static void pack_str(struct str *out, const char *s)
{
    pack_text(out, s, strlen(s));
}

/* As record_pack does it: what is not answered is left out. */
static void pack_columns(struct str *out, struct db_stmt *s, const struct columns *c)
{
    struct value v = VALUE_INIT;
    struct db_value d;
    uint64_t answered = 0;
    for (int i = 0; i < c->n; i++) {
        answered += db_column_type(s, c->at[i]) != DB_NULL;
    }
    pack_list(out, 2 * answered);
    for (int i = 0; i < c->n; i++) {
        db_column_value(s, c->at[i], &d);
        if (d.type != DB_NULL) {
            value_from_db(&v, &d);
            pack_str(out, db_column_name(s, c->at[i]));
            value_pack(out, &v);
        }
    }
    value_release(&v);
}

/* ---- what the chain says of one record ---- */

struct fate {
    bool exists;
    int64_t seq, created_seq, version;
    struct str hash, created_at, created_by, changed_at, changed_by;
};
#define FATE_INIT {.hash = STR_INIT, .created_at = STR_INIT, .created_by = STR_INIT, .changed_at = STR_INIT, .changed_by = STR_INIT}

static void fate_release(struct fate *f)
{
    str_release(&f->hash);
    str_release(&f->created_at);
    str_release(&f->created_by);
    str_release(&f->changed_at);
    str_release(&f->changed_by);
}

static void follow(struct fate *f, struct db_stmt *s)
{
    const char *at = db_column_str(s, 1), *who = db_column_str(s, 2), *op = db_column_str(s, 3), *hash = db_column_str(s, 5);
    if (str_eq(op, "delete")) {
        f->exists = false;
        return;
    }
    if (str_eq(op, "seal") || str_eq(op, "erase") || !hash) {
        return; /* nothing became of the record */
    }
    if (!f->exists) {
        str_set(&f->created_at, at);
        str_set(&f->created_by, who);
        f->created_seq = db_column_int(s, 0);
    }
    if (!f->exists || f->version != db_column_int(s, 4)) {
        str_set(&f->changed_at, at);
        str_set(&f->changed_by, who);
    }
    f->exists = true;
    f->seq = db_column_int(s, 0);
    f->version = db_column_int(s, 4);
    str_set(&f->hash, hash);
}

static bool learn_fate(struct proving *p, const char *form, const char *id, struct fate *f, struct err *err)
{
    struct db_stmt *s;
    bool row = true, ok = true;
    f->exists = false;
    f->version = f->seq = 0;
    if (!db_prepare_cached(p->db, &s,
                           "SELECT seq, at, who, op, version, record_hash FROM main._history WHERE record = ?1 AND form = ?2 ORDER BY seq", err)) {
        return false;
    }
    db_bind_text(s, 1, id);
    db_bind_text(s, 2, form);
    while (ok && (ok = db_step(s, &row, err)) && row) {
        follow(f, s);
    }
    db_finalize(s);
    return ok;
}

/* ---- the record as it stands ---- */

struct form_walk {
    struct proving *p;
    const char *form;
    struct rowset rosters;        /* names of its rosters' tables */
    struct columns own, *of_roster;
    struct str head, body, room, sql; /* bytes of what record_pack does not hold, of what it does */
    struct fate fate;
    int64_t accepted;             /* rows of _accepted that were seen, of all forms */
};

static const char *roster_name(const struct form_walk *w, size_t roster)
{
    return rowset_str(&w->rosters, roster, "name") + strlen(w->form) + strlen("__");
}

static size_t roster_index(const struct form_walk *w, const char *name)
{
    size_t i = 0;
    while (i < w->rosters.nrows && !str_eq(roster_name(w, i), name)) {
        i++;
    }
    return i;
}

/* The rows of one roster into `room`; how many, or -1 in *n when their numbers are not 0, 1, 2, … */
static bool pack_rows(struct form_walk *w, size_t roster, const struct shape *shape, const char *id, int64_t *n, struct err *err)
{
    struct db_stmt *s;
    bool row = true, ok = true, in_order = true;
    str_clear(&w->sql);
    str_add(&w->sql, "SELECT _row_key, _row, * FROM main.");
    db_add_name(&w->sql, rowset_str(&w->rosters, roster, "name"));
    str_add(&w->sql, " WHERE _record = ?1 ORDER BY _row");
    if (!db_prepare_cached(w->p->db, &s, w->sql.p, err)) {
        return false;
    }
    choose_columns(&w->of_roster[roster], s, shape, roster_name(w, roster));
    db_bind_text(s, 1, id);
    str_clear(&w->room);
    for (*n = 0; ok && (ok = db_step(s, &row, err)) && row; ++*n) {
        in_order = in_order && db_column_int(s, 1) == *n;
        pack_list(&w->room, 2);
        pack_str(&w->room, db_column_str(s, 0));
        pack_columns(&w->room, s, &w->of_roster[roster]);
    }
    db_finalize(s);
    *n = in_order ? *n : -1;
    return ok;
}

static bool pack_rosters(struct form_walk *w, const struct shape *shape, const char *id, struct err *err)
{
    struct str all = STR_INIT;
    uint64_t filled = 0;
    bool ok = true;
    for (size_t i = 0; ok && i < shape->parts.n; i++) {
        const struct part *part = &shape->parts.v[i];
        size_t roster = part->field ? w->rosters.nrows : roster_index(w, part->roster);
        int64_t n = 0;
        ok = roster == w->rosters.nrows || pack_rows(w, roster, shape, id, &n, err);
        if (ok && n != 0) {
            pack_str(&all, part->roster);
            pack_list(&all, (uint64_t)n);
            str_add_n(&all, w->room.p, w->room.len);
            filled++;
        }
    }
    pack_list(&w->body, 2 * filled);
    str_add_n(&w->body, all.p, all.len);
    str_release(&all);
    return ok;
}

static bool pack_accepted(struct form_walk *w, const char *definition, int64_t problems, const char *id, struct err *err)
{
    struct db_stmt *s;
    bool row = true, ok = true;
    size_t n = 0;
    if (!db_prepare_cached(w->p->db, &s,
                           "SELECT path, reason, who, value_hash FROM main._accepted WHERE record = ?1 AND form = ?2 ORDER BY path", err)) {
        return false;
    }
    db_bind_text(s, 1, id);
    db_bind_text(s, 2, w->form);
    str_clear(&w->room);
    for (; ok && (ok = db_step(s, &row, err)) && row; n++) {
        history_pack_accepted(&w->room, db_column_str(s, 0), db_column_str(s, 1), db_column_str(s, 2), db_column_str(s, 3));
    }
    db_finalize(s);
    str_clear(&w->head);
    history_pack_begin(&w->head, definition, problems, n);
    str_add_n(&w->head, w->room.p, w->room.len);
    w->accepted += (int64_t)n;
    return ok;
}

enum { ID, VERSION, STATE, FORM, CREATED_AT, CREATED_BY, CHANGED_AT, CHANGED_BY, PROBLEMS };

static const char *str_or_empty(const char *s)
{
    return s ? s : "";
}

static bool pack_record(struct form_walk *w, struct db_stmt *s, struct err *err)
{
    const struct shape *shape;
    const char *definition = db_column_str(s, FORM), *id = db_column_str(s, ID);
    if (!shape_of(w->p, definition, &shape, err) || !pack_accepted(w, definition, db_column_int(s, PROBLEMS), id, err)) {
        return false;
    }
    choose_columns(&w->own, s, shape, "");
    str_clear(&w->body);
    pack_str(&w->body, str_or_empty(db_column_str(s, STATE)));
    pack_columns(&w->body, s, &w->own);
    return pack_rosters(w, shape, id, err);
}

static bool is_same(struct db_stmt *s, int column, const struct str *text)
{
    return str_eq(str_or_empty(db_column_str(s, column)), text->p);
}

/* An older phieu chained the hash of what record_pack makes, and wrote the time a moment later than into the row. */
static const char *fault_of_old(struct form_walk *w, struct db_stmt *s)
{
    char hash[HASH_HEX];
    hash_hex(w->body.p, w->body.len, hash);
    return db_column_int(s, VERSION) == w->fate.version && str_eq(hash, w->fate.hash.p) ? NULL : _("the record is not what was stored");
}

static const char *fault_of(struct form_walk *w, struct db_stmt *s)
{
    char hash[HASH_HEX];
    const struct fate *f = &w->fate;
    if (!f->exists) {
        return _("the history knows no such record: it was put in, or brought back, from outside");
    }
    if (f->seq < w->p->since || w->p->since == 0) {
        return fault_of_old(w, s);
    }
    bool created_by_older = f->created_seq < w->p->since;
    if (db_column_int(s, VERSION) != f->version || !(created_by_older || is_same(s, CREATED_AT, &f->created_at)) ||
        !is_same(s, CREATED_BY, &f->created_by) || !is_same(s, CHANGED_AT, &f->changed_at) || !is_same(s, CHANGED_BY, &f->changed_by)) {
        return _("the record's version, or when and by whom it was stored, is not what the history says");
    }
    str_add_n(&w->head, w->body.p, w->body.len);
    hash_hex(w->head.p, w->head.len, hash);
    return str_eq(hash, f->hash.p) ? NULL : _("the record is not what was stored");
}

static bool check_record(struct form_walk *w, struct db_stmt *s, struct err *err)
{
    const char *id = str_or_empty(db_column_str(s, ID));
    if (!learn_fate(w->p, w->form, id, &w->fate, err) || !pack_record(w, s, err)) {
        return false;
    }
    const char *fault = fault_of(w, s);
    if (fault) {
        prove_broken(w->p, w->fate.seq, w->form, id, fault);
    }
    w->p->out->records++;
    prove_step(w->p);
    return true;
}

/* ---- one form ---- */

static bool find_rosters(struct form_walk *w, struct err *err)
{
    struct rowset all = {0};
    struct str prefix = STR_INIT;
    bool ok = chain_tables(w->p->db, TABLE_ROSTER, &all, err);
    str_addf(&prefix, "%s__", w->form);
    rowset_add_column(&w->rosters, "name");
    for (size_t i = 0; i < all.nrows; i++) {
        if (str_starts(rowset_str(&all, i, "name"), prefix.p)) {
            value_set_text(rowset_add_row(&w->rosters), sv_of(rowset_str(&all, i, "name")));
        }
    }
    w->of_roster = mem_zero(w->rosters.nrows + 1, sizeof *w->of_roster);
    str_release(&prefix);
    rowset_release(&all);
    return ok;
}

/* Rows whose record is not there. */
static bool check_orphans(struct form_walk *w, size_t roster, struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    str_clear(&w->sql);
    str_add(&w->sql, "SELECT _record FROM main.");
    db_add_name(&w->sql, rowset_str(&w->rosters, roster, "name"));
    str_add(&w->sql, " WHERE _record NOT IN (SELECT _id FROM main.");
    db_add_name(&w->sql, w->form);
    str_add(&w->sql, ") LIMIT 1");
    bool ok = db_prepare(w->p->db, &s, w->sql.p, err);
    if (ok) {
        ok = db_step(s, &row, err);
        if (ok && row) {
            prove_broken(w->p, 0, w->form, str_or_empty(db_column_str(s, 0)), _("there are rows of a record that is not there"));
        }
        db_finalize(s);
    }
    return ok;
}

static bool walk_form(struct form_walk *w, struct err *err)
{
    struct db_stmt *s;
    bool row = true;
    bool ok = find_rosters(w, err);
    str_clear(&w->sql);
    str_add(&w->sql, "SELECT _id, _version, _state, _form, _created_at, _created_by, _changed_at, _changed_by, _problems, * FROM main.");
    db_add_name(&w->sql, w->form);
    bool open = ok && (ok = db_prepare(w->p->db, &s, w->sql.p, err));
    while (ok && (ok = db_step(s, &row, err)) && row) {
        ok = check_record(w, s, err);
    }
    if (open) {
        db_finalize(s);
    }
    for (size_t i = 0; ok && i < w->rosters.nrows; i++) {
        ok = check_orphans(w, i, err);
    }
    return ok;
}

static bool check_form(struct proving *p, const char *form, int64_t *accepted, struct err *err)
{
    struct form_walk w = {.p = p, .form = form, .head = STR_INIT, .body = STR_INIT, .room = STR_INIT, .sql = STR_INIT, .fate = FATE_INIT};
    bool ok = walk_form(&w, err);
    *accepted += w.accepted;
    for (size_t i = 0; w.of_roster && i < w.rosters.nrows; i++) {
        free(w.of_roster[i].at);
    }
    free(w.of_roster);
    free(w.own.at);
    rowset_release(&w.rosters);
    struct str *all[] = {&w.head, &w.body, &w.room, &w.sql};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        str_release(all[i]);
    }
    fate_release(&w.fate);
    return ok;
}

/* ---- records that are gone ---- */

static bool is_there(struct proving *p, const char *form, const char *id, bool *there, struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s;
    str_add(&sql, "SELECT 1 FROM main.");
    db_add_name(&sql, form);
    str_add(&sql, " WHERE _id = ?");
    bool ok = db_prepare_cached(p->db, &s, sql.p, err);
    if (ok) {
        db_bind_text(s, 1, id);
        ok = db_step(s, there, err);
        db_finalize(s);
    }
    str_release(&sql);
    return ok;
}

static bool check_gone(struct proving *p, const char *form, const char *id, struct err *err)
{
    struct fate f = FATE_INIT;
    bool there = true;
    bool ok = is_there(p, form, id, &there, err) && (there || learn_fate(p, form, id, &f, err));
    if (ok && !there && f.exists) {
        prove_broken(p, f.seq, form, id, _("the record is missing"));
    }
    prove_step(p);
    fate_release(&f);
    return ok;
}

static bool is_named(const struct rowset *names, const char *name)
{
    for (size_t i = 0; i < names->nrows; i++) {
        if (str_eq(rowset_str(names, i, "name"), name)) {
            return true;
        }
    }
    return false;
}

static bool check_missing(struct proving *p, const struct rowset *forms, struct err *err)
{
    struct db_stmt *s;
    bool row = true;
    if (!db_prepare(p->db, &s, "SELECT form, record FROM main._history WHERE record <> '' GROUP BY record, form", err)) {
        return false;
    }
    bool ok = true;
    while (ok && (ok = db_step(s, &row, err)) && row) {
        const char *form = db_column_str(s, 0);
        ok = !is_named(forms, form) || check_gone(p, form, db_column_str(s, 1), err);
    }
    db_finalize(s);
    return ok;
}

static bool one_int(struct db *db, const char *sql, int64_t *out, struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    if (!db_prepare(db, &s, sql, err)) {
        return false;
    }
    bool ok = db_step(s, &row, err);
    *out = ok && row ? db_column_int(s, 0) : 0;
    db_finalize(s);
    return ok;
}

bool prove_records(struct proving *p, struct err *err)
{
    struct rowset forms = {0};
    int64_t seen = 0, accepted = 0;
    bool ok = chain_tables(p->db, TABLE_FORM, &forms, err);
    for (size_t i = 0; ok && i < forms.nrows; i++) {
        ok = check_form(p, rowset_str(&forms, i, "name"), &seen, err);
    }
    ok = ok && check_missing(p, &forms, err) && one_int(p->db, "SELECT count(*) FROM main._accepted", &accepted, err);
    if (ok && accepted != seen) {
        prove_broken(p, 0, "_accepted", "", _("warnings are accepted for a record that is not there"));
    }
    rowset_release(&forms);
    return ok;
}

/* ---- snapshots ---- */

static bool check_seal(struct proving *p, const struct seal_entry *e, struct err *err)
{
    char digest[HASH_HEX];
    struct sv rest = sv_of(e->what), code;
    if (!sv_next(&rest, ' ', &code)) {
        return true;
    }
    char *name = mem_dup_n(code.p, code.n);
    bool ok = sealed_digest(p->db, name, digest, err);
    if (ok && !sv_eq(rest, digest)) {
        prove_broken(p, e->seq, "_snapshot", name, _("the snapshot is not what was sealed"));
    }
    free(name);
    return ok;
}

static bool is_sealed(const struct proving *p, const char *code)
{
    for (size_t i = 0; i < p->seals.n; i++) {
        struct sv rest = sv_of(p->seals.v[i].what), first;
        if (sv_next(&rest, ' ', &first) && sv_eq(first, code)) {
            return true;
        }
    }
    return false;
}

bool prove_seals(struct proving *p, struct err *err)
{
    struct db_stmt *s;
    bool row = true, ok = true;
    for (size_t i = 0; ok && i < p->seals.n; i++) {
        ok = check_seal(p, &p->seals.v[i], err);
    }
    if (!ok || !db_prepare(p->db, &s, "SELECT code FROM main._snapshot UNION SELECT code FROM main._snapshot_record", err)) {
        return false;
    }
    while (ok && (ok = db_step(s, &row, err)) && row) {
        if (!is_sealed(p, db_column_str(s, 0))) {
            prove_broken(p, 0, "_snapshot", db_column_str(s, 0), _("the history knows no such snapshot"));
        }
    }
    db_finalize(s);
    return ok;
}
