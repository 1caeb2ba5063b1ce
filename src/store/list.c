/*
 * Pages of records: in order by key, never by offset, and found by the beginnings of words.
 *
 * A page without search walks the index (form, sort_key, record): its cost does not know how many records
 * there are. A search looks at no more than CANDIDATES_MAX records that the full-text index offers, ranks and
 * sorts those, and pages among them; who gets that many must type another letter.
 */

#include "store/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/num.h"
#include "text/fold.h"
#include "text/utf8.h"

#define CANDIDATES_MAX 200

/* A record's place: rank '0' when accents fit exactly, then '1'; then the sort key; then the id. */
struct hit {
    char rank;
    struct str key;
    char id[UUID_TEXT];
};

/* What is asked for. */
struct query {
    struct store *st;
    struct table *t;
    const struct form *form;
    struct store_filter filter;
    const char *id;           /* only this record, or NULL */
    const struct param *only; /* fields of the form and what they must hold */
    size_t nonly;
    const char *search;      /* or NULL */
    struct str words;        /* FTS5 query; empty: no search */
    const struct hit *after; /* or NULL */
    bool back;
    size_t limit;
    enum lang lang;
};

struct hits {
    VEC(struct hit) list;
};

static void hits_release(struct hits *h)
{
    for (size_t i = 0; i < h->list.n; i++) {
        str_release(&h->list.v[i].key);
    }
    vec_release(&h->list);
}

/* ---- page keys: rank, sort key in hex, '|', id ---- */

static void page_text(const struct hit *h, struct str *out)
{
    str_add_c(out, h->rank);
    for (size_t i = 0; i < h->key.len; i++) {
        str_addf(out, "%02x", (unsigned char)h->key.p[i]);
    }
    str_addf(out, "|%s", h->id);
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* False when it is no page key: then the first page is meant. */
static bool page_parse(const char *text, struct hit *out)
{
    *out = (struct hit){.rank = '1', .key = STR_INIT};
    if (!text || !text[0]) {
        return false;
    }
    out->rank = *text++;
    while (hex_digit(text[0]) >= 0 && hex_digit(text[1]) >= 0) {
        str_add_c(&out->key, (char)(hex_digit(text[0]) * 16 + hex_digit(text[1])));
        text += 2;
    }
    if (*text != '|') {
        str_release(&out->key);
        return false;
    }
    snprintf(out->id, sizeof out->id, "%s", text + 1);
    return true;
}

static int compare_bytes(const struct str *a, const struct str *b)
{
    size_t n = a->len < b->len ? a->len : b->len;
    int order = n > 0 ? memcmp(a->p, b->p, n) : 0;
    return order != 0 ? order : (a->len > b->len) - (a->len < b->len);
}

static int compare_hits(const void *x, const void *y)
{
    const struct hit *a = x, *b = y;
    int order = a->rank - b->rank;
    if (order == 0) {
        order = compare_bytes(&a->key, &b->key);
    }
    return order != 0 ? order : strcmp(a->id, b->id);
}

/* ---- words ---- */

static bool in_word(char c)
{
    unsigned char byte = (unsigned char)c;
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z');
}

/* "truong le" → "truong"* AND "le"*.  Cut where the tokenizer cuts: a phrase cannot be asked of this index.
 */
static void words_query(const char *typed, struct str *out)
{
    struct str folded = STR_INIT;
    bool open = false;
    fold_text(&folded, sv_of(typed));
    for (size_t i = 0; i <= folded.len; i++) {
        bool word = i < folded.len && in_word(folded.p[i]);
        if (word && !open) {
            str_add(out, out->len > 0 ? " AND \"" : "\"");
        } else if (!word && open) {
            str_add(out, "\"*");
        }
        if (word) {
            str_add_c(out, folded.p[i]);
        }
        open = word;
    }
    str_release(&folded);
}

/* ---- exact accents ---- */

/* Small letters of Latin-1, Latin Extended-A, ơ ư and the Vietnamese block, where capitals stand at even
 * places. */
static uint32_t small_letter(uint32_t cp)
{
    if ((cp >= 'A' && cp <= 'Z') || (cp >= 0xC0 && cp <= 0xDE && cp != 0xD7)) {
        return cp + 0x20;
    }
    if ((cp >= 0x100 && cp <= 0x137) || (cp >= 0x1E00 && cp <= 0x1EFF)) {
        return cp | 1;
    }
    return cp == 0x1A0 || cp == 0x1AF ? cp + 1 : cp;
}

static void add_small(struct str *out, const char *text)
{
    struct sv rest = sv_of(text);
    uint32_t cp;
    char bytes[4];
    int n;
    while ((n = utf8_decode(rest, &cp)) > 0) {
        str_add_n(out, bytes, (size_t)utf8_encode(small_letter(cp), bytes));
        rest = (struct sv){rest.p + n, rest.n - (size_t)n};
    }
}

static bool has_accents(const char *text)
{
    while (*text && !((unsigned char)*text & 0x80)) {
        text++;
    }
    return *text != '\0';
}

static bool holds_words(const char *title, struct sv typed)
{
    struct sv word;
    bool all = true;
    while (all && sv_next(&typed, ' ', &word)) {
        char *w = mem_dup_n(word.p, word.n);
        all = strstr(title, w) != NULL;
        free(w);
    }
    return all;
}

static bool rank_hits(const struct query *q, struct hits *hits, struct err *err)
{
    struct str typed = STR_INIT, title = STR_INIT, small = STR_INIT;
    bool ok = true;
    add_small(&typed, q->search);
    for (size_t i = 0; ok && i < hits->list.n; i++) {
        str_clear(&title);
        str_clear(&small);
        ok = store_title(q->st, q->form, hits->list.v[i].id, q->st->app->language, &title, err);
        add_small(&small, title.p);
        hits->list.v[i].rank = holds_words(small.p, (struct sv){typed.p, typed.len}) ? '0' : '1';
    }
    str_release(&typed);
    str_release(&title);
    str_release(&small);
    return ok;
}

/* ---- the SELECT ---- */

/*
 * The record that is being filled is a row of its values, as in the workspace, so that names of a
 * choice_filter resolve the same way: first the fields of the roster's row, then those of the record (`r`), then columns of the
 * target by its name.  A parameter "name.column" is the roster's or a lookup's.
 */
static void add_param_row(struct str *sql, const struct query *q, const char *prefix)
{
    size_t n = strlen(prefix), count = 0;
    str_add(sql, "(SELECT ");
    for (size_t i = 0; i < q->filter.nparams; i++) {
        const char *name = q->filter.params[i].name;
        const char *dot = strchr(name, '.');
        bool ours = n == 0 ? dot == NULL : dot && (size_t)(dot - name) == n && strncmp(name, prefix, n) == 0;
        if (ours) {
            str_addf(sql, "%s:_p%zu AS ", count++ > 0 ? ", " : "", i);
            db_add_name(sql, dot ? dot + 1 : name);
        }
    }
    str_add(sql, count > 0 ? ")" : "NULL AS _nothing)");
}

static bool first_of_lookup(const struct query *q, size_t i, struct str *name)
{
    const struct param *params = q->filter.params;
    const char *dot = strchr(params[i].name, '.');
    if (!dot) {
        return false;
    }
    str_clear(name);
    str_add_n(name, params[i].name, (size_t)(dot - params[i].name));
    for (size_t k = 0; k < i; k++) {
        if (str_starts(params[k].name, name->p) && params[k].name[name->len] == '.') {
            return false;
        }
    }
    return !str_eq_null(q->filter.roster, name->p);
}

static void add_filter_tables(struct str *sql, const struct query *q)
{
    struct str name = STR_INIT;
    str_addf(sql, " CROSS JOIN \"%s\" AS \"%s\" ON \"%s\"._id = s._srecord", q->form->name,
             q->form->name, q->form->name);
    for (size_t i = 0; i < q->filter.nparams; i++) {
        if (first_of_lookup(q, i, &name)) {
            str_add(sql, " LEFT JOIN ");
            add_param_row(sql, q, name.p);
            str_add(sql, " AS ");
            db_add_name(sql, name.p);
        }
    }
    str_release(&name);
}

/* Columns of ours are renamed, so that a filter cannot mean them by accident. */
static void add_sources(struct str *sql, const struct query *q)
{
    str_add(sql, "SELECT s._skey, s._srecord FROM ");
    if (q->words.len > 0) {
        str_add(sql, "(SELECT rowid AS _found FROM main._search_fts WHERE _search_fts MATCH :_words"
                     "      AND rowid BETWEEN :_first AND :_last) AS f CROSS JOIN ");
    }
    str_add(
        sql,
        "(SELECT id AS _sid, form AS _sform, record AS _srecord, sort_key AS _skey, folded AS _sfolded FROM main._search) AS s");
    str_add(sql, q->words.len > 0 ? " ON s._sid = f._found" : "");
    if (q->filter.expr) {
        add_filter_tables(sql, q);
    }
}

static bool is_unverified(const struct param *p)
{
    return str_eq(p->name, ONLY_UNVERIFIED);
}

/* What `id` names is to be keyed twice yet; an older phieu knew nothing of it. */
static void add_unverified(struct str *sql, const struct query *q, const char *id)
{
    if (!q->st->cache->older) {
        str_addf(sql, "NOT EXISTS (SELECT 1 FROM main._verified AS v WHERE v.form = '%s' AND v.record = %s)", q->form->name, id);
    } else {
        str_add(sql, "true");
    }
}

/* The fields are references or keys, which have indexes: so few records are looked at, however many there are. */
static size_t add_only(struct str *sql, const struct query *q)
{
    size_t n = 0;
    for (size_t i = 0; i < q->nonly; i++) {
        if (!is_unverified(&q->only[i])) {
            str_addf(sql, "%s\"%s\" = :_o%zu", n++ ? " AND " : "", q->only[i].name, i);
        }
    }
    return n;
}

static bool only_unverified(const struct query *q)
{
    bool is = false;
    for (size_t i = 0; i < q->nonly; i++) {
        is = is || is_unverified(&q->only[i]);
    }
    return is;
}

static void add_filter(struct str *sql, const struct query *q)
{
    const char *roster = q->filter.roster;
    str_add(sql, roster ? " AND (SELECT (SELECT (" : " AND (SELECT (");
    str_add(sql, q->filter.expr->sql);
    str_add(sql, "\n) FROM "); /* the line ends, in case the filter ends in a comment */
    if (roster) {
        add_param_row(sql, q, roster);
        str_add(sql, " AS ");
        db_add_name(sql, roster);
        str_add(sql, ") FROM ");
    }
    add_param_row(sql, q, "");
    str_add(sql, " AS r)");
}

/* "2.3" is one word, which the index has cut: both numbers could stand anywhere.  Nothing but digits and full stops gets into the SQL. */
static void add_numbers(struct str *sql, const char *search)
{
    for (const char *at = search; *(at += strcspn(at, "0123456789"));) {
        size_t n = strspn(at, ".0123456789"), kept = n;
        while (at[kept - 1] == '.') {
            kept--;
        }
        if (memchr(at, '.', kept)) {
            str_addf(sql, " AND instr(s._sfolded, '%.*s')", (int)kept, at);
        }
        at += n;
    }
}

static void add_conditions(struct str *sql, const struct query *q)
{
    str_add(sql, " WHERE s._sform = :_form");
    if (q->words.len > 0) {
        add_numbers(sql, q->search);
    }
    if (q->id) {
        str_add(sql, " AND s._srecord = :_id");
    }
    if (q->words.len == 0 && q->after) {
        str_addf(sql, " AND (s._skey, s._srecord) %s (:_key, :_after)", q->back ? "<" : ">");
    }
    if (q->filter.expr) {
        add_filter(sql, q);
    }
    if (only_unverified(q)) {
        str_add(sql, " AND ");
        add_unverified(sql, q, "s._srecord");
    }
    if (q->st->cache->narrow) {
        str_addf(sql, " AND s._srecord IN (SELECT _id FROM \"%s\")", q->form->name);
    }
    if (q->nonly > only_unverified(q)) {
        str_addf(sql, " AND s._srecord IN (SELECT _id FROM \"%s\" WHERE ", q->form->name);
        add_only(sql, q);
        str_add(sql, ")");
    }
    if (q->words.len == 0 && !q->id) {
        const char *down = q->back ? " DESC" : "";
        str_addf(sql, " ORDER BY s._skey%s, s._srecord%s", down, down);
    }
    str_add(sql, " LIMIT :_limit");
}

/* "_p3" is the fourth of `values`. */
static void bind_numbered(struct db_stmt *s, int i, const char *name, const struct param *values, size_t n)
{
    int64_t k;
    if (num_parse_int(sv_of(name + 2), NUM_STORED, &k) && (size_t)k < n) {
        store_bind_value(s, i, &values[k].value);
    }
}

static void bind_own(const struct query *q, struct db_stmt *s, int i, const char *name)
{
    int64_t first = q->t->number << SEARCH_SHIFT;
    if (str_eq(name, "_words")) {
        db_bind_text(s, i, q->words.p);
    } else if (str_eq(name, "_first")) {
        db_bind_int(s, i, first);
    } else if (str_eq(name, "_last")) {
        db_bind_int(s, i, first + (INT64_C(1) << SEARCH_SHIFT) - 1);
    } else if (str_eq(name, "_form")) {
        db_bind_text(s, i, q->form->name);
    } else if (str_eq(name, "_key")) {
        db_bind_blob(s, i, q->after->key.p, q->after->key.len);
    } else if (str_eq(name, "_after")) {
        db_bind_text(s, i, q->after->id);
    } else if (str_eq(name, "_id")) {
        db_bind_text(s, i, q->id);
    } else if (str_eq(name, "_limit")) {
        db_bind_int(s, i, q->words.len > 0 ? CANDIDATES_MAX : (int64_t)q->limit);
    } else if (str_starts(name, "_p")) {
        bind_numbered(s, i, name, q->filter.params, q->filter.nparams);
    } else if (str_starts(name, "_o")) {
        bind_numbered(s, i, name, q->only, q->nonly);
    }
}

static void bind_all(const struct query *q, struct db_stmt *s)
{
    for (int i = 1; i <= db_param_count(s); i++) {
        const char *name = db_param_name(s, i);
        if (name && name[0] == '_') {
            bind_own(q, s, i, name);
        }
    }
}

static bool read_hits(struct db_stmt *s, struct hits *out, struct err *err)
{
    bool row = true;
    while (true) {
        if (!db_step(s, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        struct hit *h = vec_push(&out->list);
        struct db_value key;
        db_column_value(s, 0, &key);
        *h = (struct hit){.rank = '1', .key = STR_INIT};
        str_add_sv(&h->key, key.text);
        snprintf(h->id, sizeof h->id, "%s", db_column_str(s, 1));
    }
}

static bool select_hits(const struct query *q, struct hits *out, struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s;
    add_sources(&sql, q);
    add_conditions(&sql, q);
    bool ok = store_prepare(q->st, &s, sql.p, err);
    if (ok) {
        bind_all(q, s);
        ok = read_hits(s, out, err);
        db_finalize(s);
    }
    str_release(&sql);
    return ok;
}

/* ---- one page of hits ---- */

static void reverse(struct hits *h)
{
    for (size_t i = 0, k = h->list.n; i + 1 < k; i++) {
        struct hit swap = h->list.v[i];
        h->list.v[i] = h->list.v[--k];
        h->list.v[k] = swap;
    }
}

static void keep_range(struct hits *h, size_t from, size_t to)
{
    struct hits kept = {0};
    for (size_t i = 0; i < h->list.n; i++) {
        if (i >= from && i < to) {
            *vec_push(&kept.list) = h->list.v[i];
        } else {
            str_release(&h->list.v[i].key);
        }
    }
    vec_release(&h->list);
    *h = kept;
}

/* The page among sorted candidates. */
static void cut_page(const struct query *q, struct hits *h)
{
    size_t n = h->list.n, from = 0, to = n;
    if (q->back) {
        while (q->after && to > 0 && compare_hits(&h->list.v[to - 1], q->after) >= 0) {
            to--;
        }
        from = to > q->limit ? to - q->limit : 0;
    } else {
        while (q->after && from < n && compare_hits(&h->list.v[from], q->after) <= 0) {
            from++;
        }
        to = n - from > q->limit ? from + q->limit : n;
    }
    keep_range(h, from, to);
}

static bool collect(const struct query *q, struct hits *hits, struct err *err)
{
    if (!select_hits(q, hits, err)) {
        return false;
    }
    if (q->words.len == 0) {
        if (q->back) {
            reverse(hits);
        }
        return true;
    }
    if (has_accents(q->search) && !rank_hits(q, hits, err)) {
        return false;
    }
    if (hits->list.n > 0) {
        qsort(hits->list.v, hits->list.n, sizeof hits->list.v[0], compare_hits);
    }
    cut_page(q, hits);
    return true;
}

/* ---- rows ---- */

typedef bool add_row_fn(const struct query *q, const struct hit *h, struct rowset *out, struct err *err);

static void set_str(struct value *v, const struct str *s)
{
    value_set_text(v, (struct sv){s->p, s->len});
}

static bool is_key(const struct form *form, size_t field)
{
    for (size_t i = 0; i < form->nkey; i++) {
        if (form->key[i] == field) {
            return true;
        }
    }
    return false;
}

static bool read_list_row(const struct query *q, struct db_stmt *s, struct value *cells, struct err *err)
{
    struct str shown = STR_INIT;
    bool ok = true;
    store_column_value(s, 0, &cells[1]);
    store_column_value(s, 1, &cells[2]);
    for (size_t i = 0; ok && i < q->form->nlist; i++) {
        struct value v = VALUE_INIT;
        const struct field *f = &q->form->fields[q->form->list[i]];
        store_column_value(s, (int)i + 2, &v);
        str_clear(&shown);
        ok = is_key(q->form, f->index) ? show_name(q->st, f, &v, q->lang, &shown, err)
                                       : show_value(q->st, f, &v, q->lang, &shown, err);
        set_str(&cells[4 + i], &shown);
        value_release(&v);
    }
    if (q->form->verifies && !q->st->cache->older) {
        store_column_value(s, (int)q->form->nlist + 2, &cells[4 + q->form->nlist]);
    }
    str_release(&shown);
    return ok;
}

static bool select_list_row(const struct query *q, const char *id, struct value *cells, struct err *err)
{
    struct db_stmt *s;
    bool row = false;
    if (!store_prepare(q->st, &s, q->t->list, err)) {
        return false;
    }
    db_bind_text(s, 1, id);
    bool ok = db_step(s, &row, err) && (!row || read_list_row(q, s, cells, err));
    db_finalize(s);
    return ok;
}

static bool add_list_row(const struct query *q, const struct hit *h, struct rowset *out, struct err *err)
{
    struct str text = STR_INIT;
    struct value *cells = rowset_add_row(out);
    value_set_text(&cells[0], sv_of(h->id));
    bool ok =
        select_list_row(q, h->id, cells, err) && store_title(q->st, q->form, h->id, q->lang, &text, err);
    set_str(&cells[3], &text);
    str_clear(&text);
    page_text(h, &text);
    set_str(&cells[out->ncolumns - 1], &text);
    str_release(&text);
    return ok;
}

static bool add_choice_row(const struct query *q, const struct hit *h, struct rowset *out, struct err *err)
{
    struct str key = STR_INIT, label = STR_INIT, page = STR_INIT;
    struct value *cells = rowset_add_row(out);
    bool ok = store_key_text(q->st, q->form, h->id, &key, err) &&
              store_title(q->st, q->form, h->id, q->lang, &label, err);
    page_text(h, &page);
    value_set_text(&cells[0], sv_of(h->id));
    set_str(&cells[1], &key);
    set_str(&cells[2], &label);
    set_str(&cells[3], &page);
    str_release(&key);
    str_release(&label);
    str_release(&page);
    return ok;
}

static bool run(struct query *q, const char *after, add_row_fn *add_row, struct rowset *out, struct err *err)
{
    struct hits hits = {0};
    struct hit place;
    q->after = page_parse(after, &place) ? &place : NULL;
    if (q->search) {
        words_query(q->search, &q->words);
    }
    bool ok = collect(q, &hits, err);
    for (size_t i = 0; ok && i < hits.list.n; i++) {
        ok = add_row(q, &hits.list.v[i], out, err);
    }
    hits_release(&hits);
    str_release(&q->words);
    if (q->after) {
        str_release(&place.key);
    }
    return ok;
}

int64_t store_count_only(struct store *st, const struct form *form, const struct param *only, size_t nonly)
{
    struct query q = {.st = st, .form = form, .only = only, .nonly = nonly};
    struct str sql = STR_INIT;
    struct db_stmt *s;
    struct err ignored = ERR_INIT;
    bool row = false;
    int64_t n = 0;
    str_addf(&sql, "SELECT count(*) FROM \"%s\" WHERE ", form->name);
    bool fields = add_only(&sql, &q) > 0;
    if (only_unverified(&q)) {
        str_add(&sql, fields ? " AND " : "");
        add_unverified(&sql, &q, "_id");
    }
    if (store_prepare(st, &s, sql.p, &ignored)) {
        for (int i = 1; i <= db_param_count(s); i++) {
            bind_numbered(s, i, db_param_name(s, i), only, nonly);
        }
        n = db_step(s, &row, &ignored) && row ? db_column_int(s, 0) : 0;
        db_finalize(s);
    }
    str_release(&sql);
    return n;
}

bool store_list(struct store *st, const struct form *form, const struct param *only, size_t nonly, const char *search,
                const char *after, bool back, size_t limit, enum lang lang, struct rowset *out, struct err *err)
{
    struct query q = {.st = st,
                      .form = form,
                      .only = only,
                      .nonly = nonly,
                      .search = search,
                      .words = STR_INIT,
                      .back = back,
                      .limit = limit,
                      .lang = lang};
    static const char *const first[] = {"_id", "_state", "_problems", "_title"};
    for (size_t i = 0; i < 4; i++) {
        rowset_add_column(out, first[i]);
    }
    for (size_t i = 0; i < form->nlist; i++) {
        rowset_add_column(out, form->fields[form->list[i]].name);
    }
    if (form->verifies) {
        rowset_add_column(out, "_verified");
    }
    rowset_add_column(out, "_page");
    return table_of(st, form, &q.t, err) && run(&q, after, add_list_row, out, err);
}

bool store_place(struct store *st, const struct form *form, const char *id, struct str *out, struct err *err)
{
    struct query q = {.st = st, .form = form, .id = id, .words = STR_INIT, .limit = 1};
    struct hits hits = {0};
    bool ok = table_of(st, form, &q.t, err) && select_hits(&q, &hits, err);
    if (ok && hits.list.n > 0) {
        page_text(&hits.list.v[0], out);
    }
    hits_release(&hits);
    return ok;
}

bool store_choices(struct store *st, const struct form *target, const struct store_filter *filter, const char *search, const char *after,
                   size_t limit, enum lang lang, struct rowset *out, struct err *err)
{
    static const char *const columns[] = {"_id", "key", "label", "_page"};
    struct query q = {
        .st = st, .form = target, .filter = *filter, .search = search, .words = STR_INIT, .limit = limit, .lang = lang};
    for (size_t i = 0; i < 4; i++) {
        rowset_add_column(out, columns[i]);
    }
    return table_of(st, target, &q.t, err) && run(&q, after, add_choice_row, out, err);
}

bool store_offered(struct store *st, const struct form *target, const struct store_filter *filter, const char *id, bool *offered,
                   struct err *err)
{
    struct query q = {.st = st, .form = target, .filter = *filter, .id = id, .words = STR_INIT, .limit = 1};
    struct hits hits = {0};
    bool ok = table_of(st, target, &q.t, err) && select_hits(&q, &hits, err);
    *offered = ok && hits.list.n > 0;
    hits_release(&hits);
    return ok;
}
