/*
 * Codes given anew (struct form_code) within one value of their scope, and every text that mentions them: all at once, in one transaction,
 * each record by a save like any other.
 *
 * What becomes of which code is one map.  It is made by closing gaps, or as somebody wrote it, or backwards from the history; so undoing
 * is a renumbering, too, and takes along what was written since.  Nothing is done when two codes would be the same, when a text mentions
 * a code that nothing has and that something would get, or when a record that would change can only be read.
 */

#include "service/inner.h"

#include <string.h>

#include "base/i18n.h"
#include "form/code.h"
#include "form/format.h"

enum { EXCERPT = 24 }; /* bytes at least on each side of a code, as far as there is text */

struct place {
    const char *id, *code, *prefix; /* borrowed from the rows */
    const struct value *count;
    int64_t number;
    bool foreign; /* the code is not of its prefix: it came from elsewhere, and goes behind the others */
    char *now;    /* owned */
};

struct renumbering {
    struct service *sv;
    const struct actor *actor;
    const struct request *req;
    struct reply *rep;
    const struct form *form;
    const char *op;
    struct value scope;
    struct rowset rows; /* of places */
    VEC(struct place) places;
    struct code_map map;
    const char *bound; /* the scope's field of the form that is gone through; NULL: its texts mention nothing */
    char txn[UUID_TEXT];
};

/* ---- the scope ---- */

static bool scope_record(struct renumbering *k, const char *ref, struct err *err)
{
    const struct form *form;
    struct record *r = NULL;
    char id[UUID_TEXT];
    bool ok = service_form(k->sv, ref, &form, err) && store_find(k->sv->st, form, k->req->key, id, err) &&
              store_load(k->sv->st, form, id, &r, err) && rights_see(k->sv, r, err) && dossier_editable(k->sv->st, r, err);
    if (ok) {
        value_set_text(&k->scope, sv_of(id));
    }
    record_free(r);
    return ok;
}

static bool take_scope(struct renumbering *k, struct err *err)
{
    const struct field *f = k->form->code->scope;
    const struct list *list = NULL;
    if (!k->req->key) {
        return err_set(err, ERR_USAGE, _("the request does not say within what codes are given anew"));
    }
    if (f->ref) {
        return scope_record(k, f->ref, err);
    }
    return (!f->list || app_list(k->sv->app, f->list, &list, NULL, err)) &&
           format_parse(f, list, sv_of(k->req->key), k->actor->lang, k->sv->app->offset_min, &k->scope, err);
}

/* ---- which codes there are ---- */

static int by_code(const void *a, const void *b)
{
    return strcmp(((const struct place *)a)->code, ((const struct place *)b)->code);
}

static int by_number(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    struct str s = STR_INIT, t = STR_INIT;
    value_add_plain(&s, x->count);
    value_add_plain(&t, y->count);
    int order = strcmp(s.p ? s.p : "", t.p ? t.p : "");
    str_release(&s);
    str_release(&t);
    order = order != 0 ? order : x->foreign - y->foreign;
    order = order != 0 ? order : (x->number > y->number) - (x->number < y->number);
    return order != 0 ? order : by_code(a, b);
}

static void sort_places(struct renumbering *k, int (*order)(const void *, const void *))
{
    if (k->places.n > 0) {
        qsort(k->places.v, k->places.n, sizeof *k->places.v, order);
    }
}

/* What is mentioned by a code that two have cannot be told. */
static bool all_differ(struct renumbering *k, struct err *err)
{
    sort_places(k, by_code);
    for (size_t i = 1; i < k->places.n; i++) {
        if (str_eq(k->places.v[i].code, k->places.v[i - 1].code)) {
            return err_set(err, ERR_CONFLICT, _("the code %s stands in two places, so nobody can tell which of them a text means: give one of them another code first"),
                           k->places.v[i].code);
        }
    }
    return true;
}

static bool take_places(struct renumbering *k, struct err *err)
{
    if (!store_code_places(k->sv->st, k->form, &k->scope, &k->rows, err)) {
        return false;
    }
    int count = rowset_column(&k->rows, "count");
    for (size_t i = 0; i < k->rows.nrows; i++) {
        struct place *p = vec_push(&k->places);
        int64_t number;
        *p = (struct place){.id = rowset_str(&k->rows, i, "_id"),
                            .code = rowset_str(&k->rows, i, "code"),
                            .prefix = rowset_str(&k->rows, i, "prefix"),
                            .count = rowset_at(&k->rows, i, count)};
        p->foreign = !code_number_behind(p->code, p->prefix, &number);
        (void)code_number(p->code, &p->number);
    }
    return all_differ(k, err);
}

/* ---- what they become ---- */

static bool is_given(const struct renumbering *k, const char *code)
{
    for (size_t i = 0; i < k->places.n; i++) {
        if (k->places.v[i].now && str_eq(k->places.v[i].now, code)) {
            return true;
        }
    }
    return false;
}

/* The next number from `n` on that is free. */
static int64_t give_number(const struct renumbering *k, struct place *p, int64_t n)
{
    struct str code = STR_INIT;
    do {
        str_clear(&code);
        code_add(&code, p->prefix, n++, k->form->code->digits);
    } while (is_given(k, code.p));
    p->now = str_take(&code);
    return n;
}

/* Gaps close, in the order of the numbers.  Whoever has no prefix keeps their code. */
static void close_gaps(struct renumbering *k)
{
    const struct place *before = NULL;
    int64_t next = 1;
    sort_places(k, by_number);
    for (size_t i = 0; i < k->places.n; i++) {
        struct place *p = &k->places.v[i];
        p->now = p->prefix[0] ? NULL : mem_dup(p->code);
    }
    for (size_t i = 0; i < k->places.n; i++) {
        struct place *p = &k->places.v[i];
        if (!p->now) {
            next = give_number(k, p, before && value_eq(before->count, p->count) ? next : 1);
            before = p;
        }
    }
}

static struct place *find_place(struct renumbering *k, struct sv code)
{
    for (size_t i = 0; i < k->places.n; i++) {
        if (sv_eq(code, k->places.v[i].code)) {
            return &k->places.v[i];
        }
    }
    return NULL;
}

/* Whoever is not named keeps their code. */
static void keep_rest(struct renumbering *k)
{
    for (size_t i = 0; i < k->places.n; i++) {
        struct place *p = &k->places.v[i];
        p->now = p->now ? p->now : mem_dup(p->code);
    }
}

static bool take_pair(struct renumbering *k, struct sv line, struct err *err)
{
    struct sv old, now = line;
    struct place *p = sv_next(&now, '=', &old) ? find_place(k, old) : NULL;
    now = sv_trim(now);
    if (!p) {
        return err_set(err, ERR_NOT_FOUND, _("'%.*s' begins with no code that stands here: write OLD=NEW"), (int)line.n, line.p);
    }
    if (now.n == 0 || p->now) {
        return err_set(err, ERR_USAGE, _("'%.*s' says nothing, or the code was named before: write OLD=NEW, each code once"), (int)line.n, line.p);
    }
    struct str text = STR_INIT;
    str_add_sv(&text, now);
    p->now = str_take(&text);
    return true;
}

static bool take_pairs(struct renumbering *k, struct err *err)
{
    struct sv rest = sv_of(k->req->text), line;
    bool ok = true;
    while (ok && sv_next(&rest, '\n', &line)) {
        ok = line.n == 0 || take_pair(k, line, err);
    }
    keep_rest(k);
    return ok;
}

/* ---- and backwards ---- */

static void tell(struct renumbering *k, const struct record *r, const char *key, const char *path, const char *old, const char *now,
                 const char *text)
{
    const char *const cells[] = {r->form->name, key, path, old, now, text};
    struct value *row = rowset_add_row(&k->rep->rows);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        value_set_text(&row[i], sv_of(cells[i]));
    }
}

/* A record that is another by now follows as it stands, and is told of. */
static bool tell_since(struct renumbering *k, const struct rowset *entries, size_t i, struct err *err)
{
    const struct form *form;
    struct record *r = NULL;
    struct str key = STR_INIT;
    struct err gone = ERR_INIT;
    if (i > 0 && str_eq(rowset_str(entries, i, "_id"), rowset_str(entries, i - 1, "_id"))) {
        return true;
    }
    bool ok = service_form(k->sv, rowset_str(entries, i, "form"), &form, err);
    if (ok && store_load(k->sv->st, form, rowset_str(entries, i, "_id"), &r, &gone) && r->version != rowset_int(entries, i, "version")) {
        ok = store_key_text(k->sv->st, form, r->id, &key, err);
        tell(k, r, ok ? key.p : "", "", "", "", _("changed since then: it does not become what it was"));
    }
    record_free(r);
    str_release(&key);
    return ok;
}

/* What was deleted since has no code to be given back. */
static void take_back(struct renumbering *k, const char *old, const char *now)
{
    struct place *p = find_place(k, sv_of(now));
    if (p && !p->now) {
        p->now = mem_dup(old);
    }
}

static bool take_last(struct renumbering *k, struct err *err)
{
    struct rowset last = {0}, entries = {0};
    bool ok = store_code_last(k->sv->st, k->form, &k->scope, &last, err);
    if (ok && (last.nrows == 0 || !str_eq(rowset_str(&last, 0, "op"), CODE_RENUMBER))) {
        ok = err_set(err, ERR_NOT_FOUND, _("there is no renumbering here to be undone"));
    }
    ok = ok && store_code_entries(k->sv->st, rowset_str(&last, 0, "txn"), &entries, err);
    for (size_t i = 0; ok && i < entries.nrows; i++) {
        const struct field *f = form_path_field(k->form, rowset_str(&entries, i, "path"));
        if (str_eq(rowset_str(&entries, i, "form"), k->form->name) && f == k->form->code->field) {
            take_back(k, rowset_str(&entries, i, "old"), rowset_str(&entries, i, "new"));
        }
        ok = tell_since(k, &entries, i, err);
    }
    keep_rest(k);
    rowset_release(&last);
    rowset_release(&entries);
    return ok;
}

/* ---- the map ---- */

/* Codes that nothing has and that something gets are looked for, too. */
static bool make_map(struct renumbering *k, struct err *err)
{
    struct code_map given = {0};
    bool ok = true;
    for (size_t i = 0; i < k->places.n; i++) {
        code_map_add(&given, k->places.v[i].now, NULL);
        code_map_add(&k->map, k->places.v[i].code, k->places.v[i].now);
    }
    code_map_sort(&given);
    code_map_sort(&k->map);
    for (size_t i = 1; ok && i < given.list.n; i++) {
        ok = !str_eq(given.list.v[i].old, given.list.v[i - 1].old) ||
             err_set(err, ERR_CONFLICT, _("the code %s would stand in two places: nothing was changed"), given.list.v[i].old);
    }
    for (size_t i = 0; ok && i < given.list.n; i++) {
        if (!code_map_find(&k->map, sv_of(given.list.v[i].old))) {
            code_map_add(&k->map, given.list.v[i].old, NULL);
            code_map_sort(&k->map);
        }
    }
    code_map_release(&given);
    return ok;
}

/* ---- one record ---- */

struct changing {
    struct renumbering *k;
    struct record *r;
    struct str key; /* the record's, for people */
    bool mentions;  /* its texts do */
    bool changed;
    struct err *err;
};

static bool starts_letter(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

/* The code and some of the text around it. */
static void add_excerpt(struct sv text, const struct code_match *m, struct str *out)
{
    size_t from = m->at > EXCERPT ? m->at - EXCERPT : 0, to = text.n - m->at - m->len > EXCERPT ? m->at + m->len + EXCERPT : text.n;
    while (from > 0 && !starts_letter(text.p[from])) {
        from--;
    }
    while (to < text.n && !starts_letter(text.p[to])) {
        to++;
    }
    str_addf(out, "%s%.*s%s", from > 0 ? "…" : "", (int)(to - from), text.p + from, to < text.n ? "…" : "");
    for (size_t i = 0; i < out->len; i++) {
        out->p[i] = (char)((unsigned char)out->p[i] < ' ' ? ' ' : out->p[i]);
    }
}

static bool know_key(struct changing *c)
{
    return c->key.len > 0 || store_key_text(c->k->sv->st, c->r->form, c->r->id, &c->key, c->err);
}

static bool change_code(struct changing *c, struct cell *cell, const char *path)
{
    const struct code_change *change = code_map_find(&c->k->map, sv_of(value_str(&cell->value)));
    struct str title = STR_INIT;
    if (!change || !change->now || str_eq(change->now, change->old)) {
        return true;
    }
    bool ok = know_key(c) && store_title(c->k->sv->st, c->r->form, c->r->id, c->k->actor->lang, &title, c->err);
    if (ok) {
        tell(c->k, c->r, c->key.p, path, change->old, change->now, title.p ? title.p : "");
        value_set_text(&cell->value, sv_of(change->now));
        c->changed = true;
        c->k->rep->n++;
    }
    str_release(&title);
    return ok;
}

static bool tell_match(struct changing *c, struct sv text, const struct code_match *m, const char *path)
{
    struct str excerpt = STR_INIT;
    const struct code_change *change = m->change;
    bool ok = know_key(c);
    add_excerpt(text, m, &excerpt);
    if (ok && !change->now) {
        ok = err_set(c->err, ERR_CONFLICT, _("“%s” of %s mentions %s, a code that nothing has and that something would get: correct the text first (%s)"),
                     label_in(&c->r->form->title, c->k->actor->lang), c->key.p, change->old, path);
    } else if (ok && !str_eq(change->now, change->old)) {
        tell(c->k, c->r, c->key.p, path, change->old, change->now, excerpt.p);
    }
    str_release(&excerpt);
    return ok;
}

static bool change_text(struct changing *c, struct cell *cell, const char *path)
{
    struct sv text = sv_of(value_str(&cell->value));
    struct code_match m = {0};
    struct str now = STR_INIT;
    bool ok = true;
    while (ok && code_find(&c->k->map, text, &m)) {
        ok = tell_match(c, text, &m, path);
    }
    if (ok && code_exchange(&c->k->map, text, &now)) {
        value_set_text(&cell->value, (struct sv){now.p, now.len});
        c->changed = true;
    }
    str_release(&now);
    return ok;
}

static bool change_cell(struct changing *c, struct path p)
{
    const struct renumbering *k = c->k;
    struct cell *cell = record_cell(c->r, p);
    struct str path = STR_INIT;
    bool code = c->r->form == k->form && record_is_code(c->r, p) && value_eq(&record_beside(c->r, p, k->form->code->scope)->value, &k->scope);
    bool text = c->mentions && str_eq_null(record_field(c->r, p)->cites, k->form->name);
    record_path_text(c->r, p, &path);
    bool ok = code ? change_code(c, cell, path.p) : !text || change_text(c, cell, path.p);
    str_release(&path);
    return ok;
}

static bool change_cells(struct changing *c)
{
    const struct form *form = c->r->form;
    bool ok = true;
    for (size_t i = 0; ok && i < form->nfields; i++) {
        ok = change_cell(c, PATH_MAIN(i));
    }
    for (size_t i = 0; ok && i < form->nrosters; i++) {
        for (size_t row = 0; ok && row < c->r->rosters[i].list.n; row++) {
            for (size_t f = 0; ok && f < form->rosters[i].nfields; f++) {
                ok = change_cell(c, (struct path){(int)i, row, f});
            }
        }
    }
    return ok;
}

static bool put(const struct changing *c, const struct record *old)
{
    const struct renumbering *k = c->k;
    struct findings findings = {0};
    bool ok = dossier_editable(k->sv->st, old, c->err) && rights_write(k->sv, k->actor, c->r, old, c->err) &&
              service_recheck(k->sv, k->actor, c->r, &findings, c->err) &&
              (k->req->n == 1 || service_save(k->sv, k->actor, c->r, old, k->op, k->req->reason, k->txn, &findings, c->err));
    findings_release(&findings);
    return ok;
}

static bool change_record(struct renumbering *k, const struct form *form, const char *id, struct err *err)
{
    struct record *old = NULL;
    struct changing c = {.k = k, .key = STR_INIT, .err = err};
    bool ok = store_load(k->sv->st, form, id, &old, err);
    if (ok) {
        const struct field *bound = k->bound ? form_field(form, k->bound) : NULL;
        c.r = record_clone(old);
        c.mentions = bound && value_eq(&old->cells[bound->index].value, &k->scope);
        ok = change_cells(&c) && (!c.changed || put(&c, old));
        k->rep->version += ok && c.changed;
    }
    record_free(c.r);
    record_free(old);
    str_release(&c.key);
    return ok;
}

/* ---- all records ---- */

static const char *bound_of(const struct form_code *code, const char *form)
{
    for (size_t i = 0; i < code->ncited_in; i++) {
        if (str_eq(code->cited_in[i].form, form)) {
            return code->cited_in[i].field;
        }
    }
    return NULL;
}

static bool is_place(const struct renumbering *k, const struct form *form, const char *id)
{
    bool is = false;
    for (size_t i = 0; form == k->form && !is && i < k->rows.nrows; i++) {
        is = str_eq(rowset_str(&k->rows, i, "_id"), id);
    }
    return is;
}

static bool change_places(struct renumbering *k, struct err *err)
{
    bool ok = true;
    k->bound = bound_of(k->form->code, k->form->name);
    for (size_t i = 0; ok && i < k->rows.nrows; i++) {
        const char *id = rowset_str(&k->rows, i, "_id");
        if (i == 0 || !str_eq(id, rowset_str(&k->rows, i - 1, "_id"))) {
            ok = change_record(k, k->form, id, err);
        }
    }
    return ok;
}

static bool change_citers(struct renumbering *k, const struct code_citer *citer, struct err *err)
{
    struct rowset ids = {0};
    const struct form *form;
    bool ok = service_form(k->sv, citer->form, &form, err) && store_code_citers(k->sv->st, citer, &k->scope, &ids, err);
    k->bound = citer->field;
    for (size_t i = 0; ok && i < ids.nrows; i++) {
        const char *id = rowset_str(&ids, i, "_id");
        ok = is_place(k, form, id) || change_record(k, form, id, err);
    }
    rowset_release(&ids);
    return ok;
}

static bool change_all(struct renumbering *k, struct err *err)
{
    bool ok = change_places(k, err);
    for (size_t i = 0; ok && i < k->form->code->ncited_in; i++) {
        ok = change_citers(k, &k->form->code->cited_in[i], err);
    }
    return ok;
}

/* ---- the register ---- */

static bool load_ever(struct service *sv, const struct form *form, const char *id, struct record **out, struct err *err)
{
    struct err gone = ERR_INIT;
    return store_load(sv->whole, form, id, out, &gone) || store_load_deleted(sv->whole, form, id, out, err);
}

static bool add_registered(struct service *sv, const struct actor *actor, const struct form *form, const struct rowset *all, size_t i,
                           struct rowset *out, struct err *err)
{
    static const char *const same[] = {"at", "who", "op", "path", "old", "new", "reason"};
    struct record *r = NULL;
    struct str key = STR_INIT, title = STR_INIT;
    struct err hidden = ERR_INIT;
    bool ok = load_ever(sv, form, rowset_str(all, i, "_id"), &r, err);
    if (ok && rights_see(sv, r, &hidden)) {
        struct err gone = ERR_INIT;
        struct value *row = rowset_add_row(out);
        for (size_t c = 0; c < sizeof same / sizeof *same; c++) {
            reply_cell(out, row, same[c], rowset_str(all, i, same[c]));
        }
        if (store_key_text(sv->whole, form, r->id, &key, &gone)) {
            reply_cell(out, row, "key", key.p);
        }
        ok = store_title_of(sv->whole, r, actor->lang, &title, err);
        reply_cell(out, row, "label", title.p ? title.p : "");
    }
    record_free(r);
    str_release(&key);
    str_release(&title);
    return ok;
}

bool service_codes(struct service *sv, const struct actor *actor, const struct form *form, struct rowset *out, struct err *err)
{
    static const char *const columns[] = {"at", "who", "op", "key", "label", "path", "old", "new", "reason"};
    struct rowset all = {0};
    reply_columns(out, columns, sizeof columns / sizeof *columns);
    bool ok = store_code_register(sv->whole, form, &all, err);
    for (size_t i = 0; ok && i < all.nrows; i++) {
        ok = add_registered(sv, actor, form, &all, i, out, err);
    }
    rowset_release(&all);
    return ok;
}

/* ---- the operation ---- */

static bool renumber(struct renumbering *k, struct err *err)
{
    static const char *const columns[] = {"form", "key", "path", "old", "new", "text"};
    bool undo = k->req->name && str_eq(k->req->name, "undo");
    reply_columns(&k->rep->rows, columns, sizeof columns / sizeof *columns);
    k->op = undo ? CODE_UNDO : CODE_RENUMBER;
    service_txn(k->sv, k->txn);
    if (!take_scope(k, err) || !take_places(k, err)) {
        return false;
    }
    if (undo) {
        if (!take_last(k, err)) {
            return false;
        }
    } else if (k->req->text) {
        if (!take_pairs(k, err)) {
            return false;
        }
    } else {
        close_gaps(k);
    }
    return make_map(k, err) && change_all(k, err);
}

static void renumbering_release(struct renumbering *k)
{
    for (size_t i = 0; i < k->places.n; i++) {
        free(k->places.v[i].now);
    }
    vec_release(&k->places);
    code_map_release(&k->map);
    rowset_release(&k->rows);
    value_release(&k->scope);
}

bool op_renumber(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep, struct err *err)
{
    struct renumbering k = {.sv = sv, .actor = actor, .req = req, .rep = rep};
    if (!service_form(sv, req->form, &k.form, err)) {
        return false;
    }
    if (!k.form->code) {
        return err_set(err, ERR_USAGE, _("“%s” has no codes that the program gives: there is nothing to renumber"),
                       label_in(&k.form->title, actor->lang));
    }
    bool ok = req->name && str_eq(req->name, "register") ? service_codes(sv, actor, k.form, &rep->rows, err) : renumber(&k, err);
    renumbering_release(&k);
    return ok;
}
