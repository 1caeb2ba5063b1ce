#ifndef TESTS_FORM_FAKE_H
#define TESTS_FORM_FAKE_H

/*
 * A form page on a fake host that answers from memory: one form of tests/fixtures/so_tay, one stored record,
 * one draft. Keys go in by name, screens come out as text.  Included by the tests of the form page only.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/num.h"
#include "screen/form_int.h"

#define NEW_ID    "01890000-0000-7000-8000-000000000001"
#define FRIEND_ID "01890000-0000-7000-8000-000000000002"

struct fake {
    struct host host;
    struct app *app;
    const struct form *form;
    struct ui ui;
    int64_t now_ms;
    struct clock clock;
    struct record *stored;   /* NULL: never saved */
    struct record *previous; /* for ditto */
    struct record *theirs;   /* the next save meets this one */
    const char *conflict;    /* at this path */
    VEC(struct draft_value) draft;
    char *draft_focus;
    int64_t draft_caret;
    bool draft_exists;
    bool disk_full;
    const char *ended;  /* how the session of the draft ended */
    const char *pane;   /* what the pane's query answers: "head;head\ncell;cell"; NULL: one mark */
    struct str asked;   /* "name=value;" of the last query's parameters */
    struct str calls;   /* "open draft_put(2)": what was asked, in order, but for queries */
    const char *barred; /* why nothing can be saved, as the opening of a record tells; NULL: it can */
    const char *people; /* who worked here: "Mai:giao_vien:1;Lan::0"; NULL: nobody */
    struct str became;  /* "Mai:giao_vien" */
    const char *begun;  /* a new record begins with this code; NULL: empty */
    const char *waiting; /* paths that are to be keyed again, blanks between; NULL: "there is nothing" */
    struct tally told;   /* all that was told of the person's typing */
    const char *refuse; /* the next save is refused: the path of its finding */
    char state_asked[32];
    char reason[64];
};

static inline void log_call(struct fake *k, const char *what)
{
    str_addf(&k->calls, "%s%s", k->calls.len ? " " : "", what);
}

static inline void columns(struct rowset *rs, const char *const *names)
{
    for (; *names; names++) {
        rowset_add_column(rs, *names);
    }
}

static inline void add_texts(struct rowset *rs, const char *a, const char *b, const char *c, const char *d)
{
    const char *texts[] = {a, b, c, d};
    struct value *row = rowset_add_row(rs);
    for (size_t i = 0; i < 4 && i < rs->ncolumns; i++) {
        value_set_text(&row[i], sv_of(texts[i] ? texts[i] : ""));
    }
}

/* ---- what the host answers ---- */

static inline bool fake_open(struct fake *k, const struct request *req, struct reply *rep, struct err *err)
{
    log_call(k, "open");
    bool is_stored = req->id && k->stored && str_eq(req->id, k->stored->id);
    if (req->id && !is_stored && !k->draft_exists) {
        return err_set(err, ERR_NOT_FOUND, "there is no record '%s'", req->id);
    }
    rep->record = is_stored ? record_clone(k->stored) : record_new(k->form, NEW_ID);
    if (!req->id && k->begun) {
        value_set_text(&rep->record->cells[0].value, sv_of(k->begun));
    }
    rep->text = mem_dup("hash");
    if (k->barred) {
        static const char *const why[] = {"why", NULL};
        columns(&rep->rows, why);
        add_texts(&rep->rows, k->barred, NULL, NULL, NULL);
    }
    return true;
}

static inline bool fake_conflict(struct fake *k, const struct request *req, struct reply *rep,
                                 struct err *err)
{
    struct path at;
    struct conflict *c = vec_push(&rep->conflicts);
    assert_true(record_path_parse(req->record, k->conflict, &at));
    c->path = mem_dup(k->conflict);
    c->who = mem_dup("Lan");
    value_copy(&c->mine, &record_cell_const(req->record, at)->value);
    value_copy(&c->theirs, &record_cell_const(k->theirs, at)->value);
    value_copy(&c->original, &record_cell_const(req->base, at)->value);
    record_free(k->stored);
    k->stored = k->theirs;
    k->theirs = NULL;
    rep->record = record_clone(k->stored);
    return err_set(err, ERR_CONFLICT, "somebody was faster");
}

static inline bool fake_save(struct fake *k, const struct request *req, struct reply *rep, struct err *err)
{
    log_call(k, "save");
    assert_string_equal(req->hash, "hash");
    if (k->refuse) {
        findings_add(&rep->findings, FIND_STRUCTURE, RULE_TYPE, k->refuse, "not a value");
        k->refuse = NULL;
        return err_set(err, ERR_INVALID, "not stored");
    }
    if (k->theirs) {
        return fake_conflict(k, req, rep, err);
    }
    int64_t version = (k->stored ? k->stored->version : 0) + 1;
    record_free(k->stored);
    k->stored = record_clone(req->record);
    k->stored->version = version;
    rep->version = version;
    rep->record = record_clone(k->stored);
    k->draft_exists = false;
    return true;
}

static inline void fake_forget_draft(struct fake *k)
{
    for (size_t i = 0; i < k->draft.n; i++) {
        free(k->draft.v[i].path);
        free(k->draft.v[i].raw);
    }
    k->draft.n = 0;
    k->draft_exists = false;
}

static inline void fake_keep(struct fake *k, const struct draft_value *v)
{
    size_t i = 0;
    while (i < k->draft.n && !str_eq(k->draft.v[i].path, v->path)) {
        i++;
    }
    if (i == k->draft.n) {
        vec_push(&k->draft)->path = mem_dup(v->path);
    }
    free(k->draft.v[i].raw);
    k->draft.v[i].raw = v->raw ? mem_dup(v->raw) : NULL;
}

static inline bool fake_draft_put(struct fake *k, const struct request *req, struct err *err)
{
    struct str what = STR_INIT;
    if (k->disk_full) {
        return err_set(err, ERR_IO, "disk full");
    }
    if (!req->draft->partial) {
        fake_forget_draft(k);
    }
    str_add(&what, "draft_put(");
    for (size_t i = 0; i < req->draft->values.n; i++) {
        const struct draft_value *v = &req->draft->values.v[i];
        fake_keep(k, v);
        str_addf(&what, "%s%s=%s", i ? ", " : "", v->path, v->raw ? v->raw : "");
    }
    str_add(&what, ")");
    log_call(k, what.p);
    str_release(&what);
    free(k->draft_focus);
    k->draft_focus = mem_dup(req->draft->focus);
    k->draft_caret = req->draft->caret;
    k->draft_exists = true;
    return true;
}

static inline bool fake_draft_get(const struct fake *k, const struct request *req, struct reply *rep)
{
    if (!k->draft_exists) {
        return true;
    }
    rep->draft.form = mem_dup(req->form);
    rep->draft.id = mem_dup(req->id);
    rep->draft.base = k->stored ? k->stored->version : 0;
    rep->draft.focus = mem_dup(k->draft_focus ? k->draft_focus : "");
    rep->draft.caret = k->draft_caret;
    rep->draft.at_ms = k->now_ms;
    rep->draft.ended = k->ended ? mem_dup(k->ended) : NULL;
    for (size_t i = 0; i < k->draft.n; i++) {
        struct draft_value *v = vec_push(&rep->draft.values);
        v->path = mem_dup(k->draft.v[i].path);
        v->raw = k->draft.v[i].raw ? mem_dup(k->draft.v[i].raw) : NULL;
    }
    return true;
}

static inline void fake_absences(struct rowset *rs)
{
    static const char *const names[] = {"o", "thang", "loai", NULL};
    columns(rs, names);
    add_texts(rs, "9p", "Tháng 9", "Có phép", NULL);
    add_texts(rs, "9k", "Tháng 9", "Không phép", NULL);
    add_texts(rs, "10p", "Tháng 10", "Có phép", NULL);
    add_texts(rs, "10k", "Tháng 10", "Không phép", NULL);
}

static inline void note_params(struct fake *k, const struct request *req)
{
    str_clear(&k->asked);
    for (size_t i = 0; i < req->nparams; i++) {
        str_addf(&k->asked, "%s=", req->params[i].name);
        value_add_plain(&k->asked, &req->params[i].value);
        str_add(&k->asked, ";");
    }
}

/* Digits are whole numbers, as SQL gives them. */
static inline void fake_pane(const char *text, struct rowset *rs)
{
    struct sv lines = sv_of(text);
    struct sv line;
    struct sv cell;
    sv_next(&lines, '\n', &line);
    while (sv_next(&line, ';', &cell)) {
        char *name = mem_dup_n(cell.p, cell.n);
        rowset_add_column(rs, name);
        free(name);
    }
    while (sv_next(&lines, '\n', &line)) {
        struct value *row = rowset_add_row(rs);
        for (size_t i = 0; sv_next(&line, ';', &cell); i++) {
            int64_t number;
            if (num_parse_int(cell, NUM_STORED, &number)) {
                value_set_int(&row[i], number);
            } else {
                value_set_text(&row[i], cell);
            }
        }
    }
}

static inline bool fake_query(struct fake *k, const struct request *req, struct reply *rep)
{
    note_params(k, req);
    static const char *const inserts[] = {"code", "label", NULL};
    static const char *const marks[] = {"mon", "diem", NULL};
    if (str_eq(req->name, "vang")) {
        fake_absences(&rep->rows);
    } else if (str_eq(req->name, "cau_mau")) {
        columns(&rep->rows, inserts);
        add_texts(&rep->rows, "chăm chỉ", "Chăm chỉ, ngoan", NULL, NULL);
        add_texts(&rep->rows, "cần cố gắng", "Cần cố gắng hơn", NULL, NULL);
    } else if (k->pane) {
        fake_pane(k->pane, &rep->rows);
    } else {
        columns(&rep->rows, marks);
        add_texts(&rep->rows, "Toán", "8,0", NULL, NULL);
    }
    return true;
}

static inline bool fake_choices(const struct request *req, struct reply *rep)
{
    static const char *const names[] = {"_id", "key", "label", "_page"};
    for (size_t i = 0; i < 4; i++) {
        rowset_add_column(&rep->rows, names[i]);
    }
    if (!req->text || str_starts("bình", req->text) || str_eq(req->text, "02")) {
        add_texts(&rep->rows, FRIEND_ID, "02", "Trần Bình", "p1");
    }
    return true;
}

/* name:role:chosen */
static inline bool fake_people(const struct fake *k, struct reply *rep)
{
    static const char *const names[] = {"name", "role", "chosen", NULL};
    struct sv people = sv_of(k->people ? k->people : ""), person, part;
    columns(&rep->rows, names);
    while (sv_next(&people, ';', &person)) {
        struct value *row = rowset_add_row(&rep->rows);
        for (size_t i = 0; i < 3 && sv_next(&person, ':', &part); i++) {
            value_set_text(&row[i], part);
        }
        if (str_eq(value_str(&row[2]), "1")) {
            value_set_int(&row[2], 1);
        }
    }
    return true;
}

static inline bool fake_become(struct host *h, const char *person, const char *role, struct err *err)
{
    struct fake *k = (struct fake *)h;
    str_clear(&k->became);
    str_addf(&k->became, "%s:%s", person, role ? role : "");
    return !str_eq(person, "!") || err_set(err, ERR_USAGE, "this is no name");
}

static inline bool fake_list(struct reply *rep)
{
    static const char *const names[] = {"_id", "_title", "_page", NULL};
    columns(&rep->rows, names);
    add_texts(&rep->rows, FRIEND_ID, "Trần Bình", "p1", NULL);
    return true;
}

static inline bool fake_summary(struct fake *k, const struct request *req, struct reply *rep)
{
    static const char *const names[] = {"khoi", "so", NULL};
    note_params(k, req);
    columns(&rep->rows, names);
    add_texts(&rep->rows, "Khối một", "30", NULL, NULL);
    return true;
}

static inline bool fake_states(const struct fake *k, struct reply *rep)
{
    static const char *const names[] = {"state", "label", "reason", NULL};
    columns(&rep->rows, names);
    bool writing = str_eq(k->stored->state, "dang_ghi");
    add_texts(&rep->rows, writing ? "xong" : "dang_ghi", writing ? "Đã xong" : "Đang ghi", NULL, NULL);
    return true;
}

static inline bool fake_move(struct fake *k, const struct request *req, struct reply *rep)
{
    log_call(k, "move");
    snprintf(k->stored->state, sizeof k->stored->state, "%s", req->name);
    snprintf(k->reason, sizeof k->reason, "%s", req->reason ? req->reason : "");
    rep->version = ++k->stored->version;
    return true;
}

static inline bool fake_rekey(struct fake *k, const struct request *req, struct reply *rep)
{
    static const char *const names[] = {"form", "key", "what", NULL};
    columns(&rep->rows, names);
    add_texts(&rep->rows, "hoc_sinh", req->key, "its key becomes another", NULL);
    log_call(k, req->n == 1 ? "rekey?" : "rekey");
    if (req->n != 1) {
        value_set_text(&k->stored->cells[0].value, sv_of(req->text));
        k->stored->version++;
    }
    return true;
}

/* ---- double entry ---- */

static inline bool fake_to_verify(struct fake *k, struct reply *rep, struct err *err)
{
    static const char *const names[] = {"path", "who", NULL};
    struct sv rest = sv_of(k->waiting ? k->waiting : ""), path;
    if (!k->waiting) {
        return err_set(err, ERR_REFUSED, "there is nothing to key");
    }
    columns(&rep->rows, names);
    while (sv_next(&rest, ' ', &path)) {
        char *text = mem_dup_n(path.p, path.n);
        add_texts(&rep->rows, text, "Lan", NULL, NULL);
        free(text);
    }
    rep->record = record_clone(k->stored);
    rep->text = mem_dup("hash");
    return true;
}

/* "verify(path=keyed>stands[reason] …)" */
static inline bool fake_verify(struct fake *k, const struct request *req, struct reply *rep)
{
    struct str what = STR_INIT;
    str_add(&what, "verify(");
    for (size_t i = 0; i < req->nseconds; i++) {
        const struct second *s = &req->seconds[i];
        str_addf(&what, "%s%s=", i ? " " : "", s->path);
        value_add_plain(&what, &s->keyed);
        if (!value_eq(&s->keyed, &s->stands)) {
            str_add(&what, ">");
            value_add_plain(&what, &s->stands);
        }
        str_addf(&what, s->reason ? "[%s]" : "%s", s->reason ? s->reason : "");
    }
    str_add(&what, ")");
    log_call(k, what.p);
    str_release(&what);
    rep->n = 2;
    return true;
}

static inline bool fake_call(struct host *h, const struct request *req, struct reply *rep, struct err *err)
{
    static const char *const titles[] = {"key", "label", NULL};
    struct fake *k = (struct fake *)h;
    if (req->tally) {
        k->told.begun += req->tally->begun;
        k->told.keystrokes += req->tally->keystrokes;
        k->told.corrections += req->tally->corrections;
        k->told.seconds += req->tally->seconds;
    }
    switch (req->op) {
    case OP_OPEN:
        return fake_open(k, req, rep, err);
    case OP_SAVE:
        return fake_save(k, req, rep, err);
    case OP_DRAFT_PUT:
        return fake_draft_put(k, req, err);
    case OP_DRAFT_GET:
        return fake_draft_get(k, req, rep);
    case OP_DRAFT_DROP:
        log_call(k, "draft_drop");
        fake_forget_draft(k);
        return true;
    case OP_QUERY:
        return fake_query(k, req, rep);
    case OP_TAKEN:
        return true;
    case OP_TITLE:
        columns(&rep->rows, titles);
        add_texts(&rep->rows, "02", "Trần Bình", NULL, NULL);
        return true;
    case OP_CHOICES:
        return fake_choices(req, rep);
    case OP_PREVIOUS:
        rep->record = k->previous ? record_clone(k->previous) : NULL;
        return true;
    case OP_STATES:
        return fake_states(k, rep);
    case OP_TO_VERIFY:
        return fake_to_verify(k, rep, err);
    case OP_VERIFY:
        return fake_verify(k, req, rep);
    case OP_REKEY:
        return fake_rekey(k, req, rep);
    case OP_MOVE:
        return fake_move(k, req, rep);
    case OP_PEOPLE:
        return fake_people(k, rep);
    case OP_SUMMARY:
        return fake_summary(k, req, rep);
    case OP_RECORD_SUMMARY:
        rep->version = 7;
        return fake_summary(k, req, rep);
    case OP_LIST:
        return fake_list(rep);
    default:
        return err_set(err, ERR_REFUSED, "the fake host does not do this (%d)", (int)req->op);
    }
}

/* ---- life ---- */

static inline void fake_start_with(struct fake *k, const char *app, const char *form)
{
    struct err err = ERR_INIT;
    struct faults faults = {0};
    memset(k, 0, sizeof *k);
    k->asked = (struct str)STR_INIT;
    k->calls = (struct str)STR_INIT;
    k->became = (struct str)STR_INIT;
    k->host.call = fake_call;
    k->host.become = fake_become;
    k->now_ms = 1574500000000; /* 23/11/2019 16:06 in Vietnam */
    k->clock = clock_fixed(&k->now_ms, 420);
    if (!app_open(&k->app, app, &faults, &err) || !app_form(k->app, form, &k->form, &faults, &err)) {
        faults_print(&faults, stderr);
        fail_msg("%s", err.msg);
    }
    ui_init(&k->ui, &k->host, k->app, &k->clock, LANG_VI, 24, 80);
    k->ui.person = "Mai";
}

static inline void fake_start(struct fake *k)
{
    fake_start_with(k, "tests/fixtures/so_tay", "hoc_sinh");
}

static inline void fake_open_page(struct fake *k, const char *id)
{
    struct page *p = form_new(&k->ui, k->form->name, id, NULL, NULL);
    if (!p) {
        fail_msg("%s", k->ui.message.p);
    }
    ui_push(&k->ui, p);
}

/* A page on a new record. */
static inline void fake_begin(struct fake *k)
{
    fake_start(k);
    fake_open_page(k, NULL);
}

static inline void fake_end(struct fake *k)
{
    fake_forget_draft(k);
    vec_release(&k->draft);
    free(k->draft_focus);
    ui_release(&k->ui);
    record_free(k->stored);
    record_free(k->previous);
    record_free(k->theirs);
    str_release(&k->calls);
    str_release(&k->asked);
    str_release(&k->became);
    app_free(k->app);
}

/* ---- driving it ---- */

static inline struct form_page *the_page(struct fake *k)
{
    struct page *p = k->ui.top;
    while (p && !str_eq(p->ops->name, "form")) {
        p = p->below;
    }
    assert_non_null(p);
    return form_of(p);
}

static inline void type(struct fake *k, const char *text)
{
    struct sv all = sv_of(text);
    for (size_t at = 0; at < all.n;) {
        size_t n = 1;
        while (at + n < all.n && ((unsigned char)all.p[at + n] & 0xC0) == 0x80) {
            n++;
        }
        struct event ev = {.key = KEY_TEXT, .text = {all.p + at, n}};
        ui_event(&k->ui, &ev);
        at += n;
    }
}

static inline void keys(struct fake *k, const char *names)
{
    struct sv rest = sv_of(names);
    struct sv name;
    while (sv_next(&rest, ',', &name)) {
        struct event ev;
        char *text = mem_dup_n(name.p, name.n);
        if (!key_parse(text, &ev)) {
            fail_msg("no key is called '%s'", text);
        }
        free(text);
        ui_event(&k->ui, &ev);
    }
}

/* What a terminal sends, in one read, as the main loop takes it. */
static inline void bytes_of(struct fake *k, struct sv bytes)
{
    keys_feed(k->ui.keys, bytes.p, bytes.n);
    for (struct event ev = keys_next(k->ui.keys); ev.key != KEY_NONE; ev = keys_next(k->ui.keys)) {
        ui_event(&k->ui, &ev);
    }
}

static inline void bytes(struct fake *k, const char *text)
{
    bytes_of(k, sv_of(text));
}

static inline void paste(struct fake *k, const char *text)
{
    struct event ev = {.key = KEY_PASTE, .text = sv_of(text)};
    ui_event(&k->ui, &ev);
}

static inline void rest(struct fake *k)
{
    ui_idle(&k->ui);
}

/* ---- looking at it ---- */

static inline const struct cell *cell_at(struct fake *k, const char *path)
{
    struct path at;
    struct form_page *fp = the_page(k);
    if (!record_path_parse(fp->record, path, &at)) {
        fail_msg("there is no '%s'", path);
    }
    return record_cell_const(fp->record, at);
}

/* The value as stored, or "raw:…" for text that is none. */
static inline void assert_value(struct fake *k, const char *path, const char *expected)
{
    struct str s = STR_INIT;
    const struct cell *c = cell_at(k, path);
    if (c->raw) {
        str_addf(&s, "raw:%s", c->raw);
    } else {
        value_add_plain(&s, &c->value);
    }
    assert_string_equal(s.p, expected);
    str_release(&s);
}

static inline void assert_focus(struct fake *k, const char *path)
{
    struct str s = STR_INIT;
    struct form_page *fp = the_page(k);
    assert_true(fp->focused);
    if (form_cell(fp, fp->focus)) {
        record_path_text(fp->record, fp->focus, &s);
    } else {
        str_addf(&s, "%s/new", fp->form->rosters[fp->focus.roster].name);
    }
    assert_string_equal(s.p, path);
    str_release(&s);
}

static inline void assert_said(struct fake *k, const char *part)
{
    if (!strstr(k->ui.message.p, part)) {
        fail_msg("the message is “%s”, not “%s”", k->ui.message.p, part);
    }
}

static inline void screen(struct fake *k, struct str *out)
{
    str_clear(out);
    ui_draw(&k->ui);
    grid_dump(&k->ui.grid, out);
}

static inline void assert_shows(struct fake *k, const char *part)
{
    struct str s = STR_INIT;
    screen(k, &s);
    if (!strstr(s.p, part)) {
        fputs(s.p, stderr); /* cmocka cuts long texts */
        fail_msg("the screen does not show “%s”", part);
    }
    str_release(&s);
}

static inline void assert_calls(struct fake *k, const char *expected)
{
    assert_string_equal(k->calls.p, expected);
    str_clear(&k->calls);
}

#endif
