/* The chain, entry by entry: one statement reads it in order, and what it holds must be, byte for byte, what would be written of it. */

#include "store/prove.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

/* ---- reading what history.c writes of changes ----
 *
 * Only what it does write is understood: what was read is written again and must be the same bytes.
 */

struct reading {
    const char *p; /* NUL-terminated */
    bool ok;
};

static bool skip(struct reading *r, const char *text)
{
    size_t n = strlen(text);
    if (strncmp(r->p, text, n) != 0) {
        return false;
    }
    r->p += n;
    return true;
}

static void expect(struct reading *r, const char *text)
{
    r->ok = r->ok && skip(r, text);
}

static int hex_digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

/* Behind a backslash. */
static void read_escaped(struct reading *r, struct str *out)
{
    if (*r->p == '"' || *r->p == '\\') {
        str_add_c(out, *r->p++);
    } else if (skip(r, "u00") && hex_digit(r->p[0]) >= 0 && hex_digit(r->p[1]) >= 0) {
        str_add_c(out, (char)(hex_digit(r->p[0]) * 16 + hex_digit(r->p[1])));
        r->p += 2;
    } else {
        r->ok = false;
    }
}

static void read_text(struct reading *r, struct str *out)
{
    str_clear(out);
    expect(r, "\"");
    while (r->ok && *r->p != '"') {
        if (*r->p == '\0') {
            r->ok = false;
        } else if (*r->p == '\\') {
            r->p++;
            read_escaped(r, out);
        } else {
            str_add_c(out, *r->p++);
        }
    }
    expect(r, "\"");
}

static void read_number(struct reading *r, struct value *out)
{
    size_t n = strspn(r->p, "+-.0123456789einfa");
    char *end = NULL;
    if (strcspn(r->p, ".einf") >= n) {
        value_set_int(out, strtoll(r->p, &end, 10));
    } else {
        value_set_real(out, strtod(r->p, &end));
    }
    r->ok = r->ok && n > 0 && end == r->p + n;
    r->p += n;
}

static void read_value(struct reading *r, struct str *room, struct value *out)
{
    value_release(out);
    if (skip(r, "null")) {
        return;
    }
    if (*r->p == '"') {
        read_text(r, room);
        value_set_text(out, (struct sv){room->p, room->len});
    } else {
        read_number(r, out);
    }
}

/* ---- walking ---- */

struct walk {
    struct proving *p;
    struct history_entry e;
    struct change_info info;
    struct str path, room, salt, row, old_digest, new_digest, again, bytes, before;
    struct value old, now;
    char prev[HASH_HEX];
    bool forged; /* a value of this entry is not what was written */
    struct str plain; /* as `digests`, without what becomes of rows: so an older phieu wrote it */
};

static void read_change(struct walk *w, struct reading *r, struct chained_change *out)
{
    bool whole = true, row;
    expect(r, "{\"path\":");
    read_text(r, &w->path);
    value_release(&w->old);
    value_release(&w->now);
    whole = skip(r, ",\"old\":");
    if (whole) {
        read_value(r, &w->room, &w->old);
        expect(r, ",\"new\":");
        read_value(r, &w->room, &w->now);
    }
    row = skip(r, ",\"row\":");
    if (row) {
        read_text(r, &w->row);
    }
    if (whole) {
        expect(r, ",\"salt\":");
        read_text(r, &w->salt);
    }
    expect(r, ",\"old_digest\":");
    read_text(r, &w->old_digest);
    expect(r, ",\"new_digest\":");
    read_text(r, &w->new_digest);
    expect(r, "}");
    *out = (struct chained_change){.path = w->path.p,
                                   .old = &w->old,
                                   .now = &w->now,
                                   .row = row ? w->row.p : NULL,
                                   .salt = whole ? w->salt.p : NULL,
                                   .old_digest = w->old_digest.p,
                                   .new_digest = w->new_digest.p};
}

static bool digests_hold(const struct chained_change *c)
{
    char old[HASH_HEX], now[HASH_HEX];
    if (!c->salt) {
        return true;
    }
    history_digest(c->salt, c->old, old);
    history_digest(c->salt, c->now, now);
    return str_eq(old, c->old_digest) && str_eq(now, c->new_digest);
}

static char *erased_name(const struct walk *w, const char *path)
{
    struct str name = STR_INIT;
    str_addf(&name, "%s\n%s\n%s", w->e.form, w->e.item.record, path);
    return str_take(&name);
}

/* Whoever erased says so in an entry of their own, behind those that lost a value. */
static void note_erased(struct walk *w, const struct chained_change *c)
{
    if (!c->salt) {
        *vec_push(&w->p->erased) = (struct erased){erased_name(w, c->path), w->e.seq};
    }
}

static void forgive_erased(struct walk *w, const char *path)
{
    struct proving *p = w->p;
    char *name = erased_name(w, path);
    size_t kept = 0;
    for (size_t i = 0; i < p->erased.n; i++) {
        if (str_eq(p->erased.v[i].what, name)) {
            free(p->erased.v[i].what);
        } else {
            p->erased.v[kept++] = p->erased.v[i];
        }
    }
    p->erased.n = kept;
    free(name);
}

static void take_change(struct walk *w, const struct chained_change *c)
{
    w->forged = w->forged || !digests_hold(c);
    note_erased(w, c);
    if (str_eq(w->info.op, "erase")) {
        forgive_erased(w, c->path);
    } else if (str_eq(w->info.op, "tables") && !str_eq(c->path, HISTORY_CLOCK)) {
        prove_table_change(w->p, w->e.seq, c);
    }
    if (str_eq(w->info.op, "seal") && str_eq(c->path, SEALED_PATH)) {
        *vec_push(&w->p->seals) = (struct seal_entry){mem_dup(value_str(c->now)), w->e.seq};
    }
    w->p->out->clock_back += str_eq(c->path, HISTORY_CLOCK);
    history_add_digests(&w->e.digests, c);
    struct chained_change without = *c;
    without.row = NULL;
    history_add_digests(&w->plain, &without);
    w->e.nchanges++;
}

static void read_changes(struct walk *w, const char *changes)
{
    struct reading r = {changes, true};
    struct chained_change c;
    str_clear(&w->e.digests);
    str_clear(&w->plain);
    str_clear(&w->again);
    w->e.nchanges = 0;
    w->forged = false;
    if (!changes) {
        return;
    }
    expect(&r, "[");
    str_add_c(&w->again, '[');
    do {
        read_change(w, &r, &c);
        if (r.ok) {
            str_add(&w->again, w->e.nchanges > 0 ? "," : "");
            history_add_json(&w->again, &c);
            take_change(w, &c);
        }
    } while (r.ok && skip(&r, ","));
    str_add_c(&w->again, ']');
    w->forged = w->forged || !r.ok || !str_eq(w->again.p, changes);
}

enum { SEQ, TXN, AT, WHO, ROLE, DECLARED, OP, FORM, RECORD, VERSION, REASON, CHANGES, RECORD_HASH, PREV, HASH };

static void read_entry(struct walk *w, struct db_stmt *s)
{
    w->info = (struct change_info){.who = db_column_str(s, WHO),
                                   .role = db_column_str(s, ROLE),
                                   .op = db_column_str(s, OP),
                                   .reason = db_column_str(s, REASON),
                                   .txn = db_column_str(s, TXN),
                                   .declared = db_column_int(s, DECLARED) != 0};
    w->e.seq = db_column_int(s, SEQ);
    w->e.at = db_column_str(s, AT);
    w->e.form = db_column_str(s, FORM);
    w->e.item = (struct history_item){.record = db_column_str(s, RECORD),
                                      .version = db_column_int(s, VERSION),
                                      .record_hash = db_column_str(s, RECORD_HASH)};
    w->e.info = &w->info;
    memcpy(w->e.prev, w->prev, sizeof w->e.prev);
}

static bool hash_holds(struct walk *w, const char *hash)
{
    char want[HASH_HEX];
    history_hash(&w->e, &w->bytes, want);
    if (str_eq(want, hash) || w->p->since > 0) {
        return str_eq(want, hash);
    }
    str_clear(&w->e.digests);
    str_add_n(&w->e.digests, w->plain.p, w->plain.len);
    history_hash(&w->e, &w->bytes, want);
    return str_eq(want, hash);
}

static const char *fault_of(struct walk *w, struct db_stmt *s)
{
    int64_t declared = db_column_int(s, DECLARED);
    if (w->e.seq != w->p->out->seq + 1) {
        return _("entries before this one are missing");
    }
    if (!hash_holds(w, db_column_str(s, HASH)) || !str_eq(w->prev, db_column_str(s, PREV)) || (declared != 0 && declared != 1)) {
        return _("the entry was altered");
    }
    return w->forged ? _("a value in the entry was altered") : NULL;
}

static void take_entry(struct walk *w, struct db_stmt *s)
{
    struct proof *out = w->p->out;
    read_entry(w, s);
    read_changes(w, db_column_str(s, CHANGES));
    const char *fault = fault_of(w, s);
    if (fault) {
        prove_broken(w->p, w->e.seq, w->e.form, w->e.item.record, fault);
    }
    if (w->p->since == 0 && str_eq(w->info.op, "tables")) {
        w->p->since = w->e.seq;
    }
    out->seq = w->e.seq;
    out->entries++;
    snprintf(w->prev, sizeof w->prev, "%s", db_column_str(s, HASH));
    snprintf(out->at, sizeof out->at, "%s", w->e.at);
    str_set(&w->before, w->info.who);
    prove_step(w->p);
}

static void walk_release(struct walk *w)
{
    struct str *all[] = {&w->path, &w->room, &w->salt, &w->row, &w->old_digest, &w->new_digest, &w->again, &w->bytes, &w->before, &w->e.digests, &w->plain};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        str_release(all[i]);
    }
    value_release(&w->old);
    value_release(&w->now);
}

static void tell_erased(struct proving *p)
{
    for (size_t i = 0; i < p->erased.n; i++) {
        struct sv rest = sv_of(p->erased.v[i].what), form, record;
        (void)(sv_next(&rest, '\n', &form) && sv_next(&rest, '\n', &record));
        char *f = mem_dup_n(form.p, form.n), *r = mem_dup_n(record.p, record.n);
        prove_broken(p, p->erased.v[i].seq, f, r, _("a value is missing that nobody erased"));
        free(f);
        free(r);
    }
}

/* Where the chain ends is also kept beside it (store_commit). */
static bool check_head(struct proving *p, struct err *err)
{
    struct db_stmt *s;
    struct str head = STR_INIT;
    bool row = false;
    if (!db_prepare(p->db, &s, "SELECT value FROM main._meta WHERE name = '" META_HEAD "'", err)) {
        return false;
    }
    bool ok = db_step(s, &row, err);
    if (p->out->entries > 0) {
        str_addf(&head, "%lld %s", (long long)p->out->seq, p->out->head);
    }
    if (ok && !str_eq(head.p, row ? db_column_str(s, 0) : "")) {
        prove_broken(p, p->out->seq, "", "", _("the history does not end where it ended: entries were cut off or added"));
    }
    db_finalize(s);
    str_release(&head);
    return ok;
}

bool prove_history(struct proving *p, struct err *err)
{
    struct walk w = {.p = p, .path = STR_INIT, .room = STR_INIT, .salt = STR_INIT, .row = STR_INIT, .old_digest = STR_INIT, .new_digest = STR_INIT, .again = STR_INIT,
                     .bytes = STR_INIT, .before = STR_INIT, .plain = STR_INIT, .e = {.digests = STR_INIT, .changes = STR_INIT}};
    struct db_stmt *s;
    bool row = true;
    bool ok = db_prepare(p->db, &s,
                         "SELECT seq, txn, at, who, role, declared, op, form, record, version, reason, changes, record_hash, prev, hash"
                         " FROM main._history ORDER BY seq",
                         err);
    bool open = ok;
    while (ok && (ok = db_step(s, &row, err)) && row) {
        take_entry(&w, s);
    }
    if (open) {
        db_finalize(s);
    }
    snprintf(p->out->head, sizeof p->out->head, "%s", w.prev);
    p->out->who = mem_dup(w.before.p);
    walk_release(&w);
    tell_erased(p);
    return ok && check_head(p, err);
}
