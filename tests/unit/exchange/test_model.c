#include "exchange_test.h"

#include "form/format.h"
#include "service/inner.h"

/*
 * A model of two schools, their periods and sheets, and of who may do what with them (tests/fixtures/quyen), written down a second time and
 * more simply: what it knows is a few numbers.  People do things at random, mostly such as are not theirs to do; the service must allow
 * what the model allows, refuse what it refuses, and hold what it holds.  MODEL_STEPS says how many (make faults: 100,000), SEED from where.
 */

enum { SCHOOLS_N = 2, SHEETS = 5, STEPS = 1500 };
enum period_state { WRITING, HANDED_IN, ACCEPTED };
enum part { WRITER, HEAD, OFFICER, ADMIN, GUEST };

struct sheet {
    bool there, done;
    int text;
};
struct school {
    enum period_state state;
    int note;
    struct sheet sheets[SHEETS];
};

/* `school` -1: all; `writes_there` says that this person is a writer somewhere, too, whatever they act as. */
static const struct person {
    const char *name, *role;
    enum part part;
    int school;
    bool writes_too;
} people[] = {
    {"tri", "quan_tri", ADMIN, -1, false}, {"viet", "nguoi_viet", WRITER, 0, false},  {"ban", "nguoi_viet", WRITER, 0, false},
    {"dao", "lanh_dao", HEAD, 0, false},   {"so", "can_bo", OFFICER, -1, false},      {"khach", "khach", GUEST, 0, false},
    {"xa", "nguoi_viet", WRITER, 1, false}, {"toan", "nguoi_viet", WRITER, -1, false}, {"toan", "can_bo", OFFICER, -1, true},
};
enum { PEOPLE = sizeof people / sizeof *people };

struct world {
    struct desk d;
    struct school schools[SCHOOLS_N];
    uint32_t random;
    const struct person *who;
    int step;
    int done, refused;
    bool planted; /* the model errs: heads may write */
};

static unsigned dice(struct world *w, unsigned n)
{
    w->random ^= w->random << 13;
    w->random ^= w->random >> 17;
    w->random ^= w->random << 5;
    return w->random % n;
}

/* ---- what the model says ---- */

static bool is_theirs(const struct world *w, int school)
{
    return w->who->school < 0 || w->who->school == school;
}

static bool may_write(const struct world *w, int school)
{
    bool writes = w->who->part == WRITER || (w->planted && w->who->part == HEAD);
    return writes && is_theirs(w, school) && w->schools[school].state == WRITING;
}

static bool may_move_sheet(const struct world *w, int school)
{
    return w->who->part <= HEAD && is_theirs(w, school) && w->schools[school].state == WRITING;
}

static bool may_move_period(const struct world *w, int school, enum period_state to)
{
    enum period_state from = w->schools[school].state;
    switch (to) {
    case HANDED_IN:
        return from == WRITING && w->who->part <= HEAD && is_theirs(w, school);
    case ACCEPTED:
        return from == HANDED_IN && w->who->part == OFFICER && !w->who->writes_too;
    default:
        return from == ACCEPTED && w->who->part <= HEAD && is_theirs(w, school);
    }
}

/* ---- what people do ---- */

static void act_as(struct world *w, const struct person *p)
{
    w->who = p;
    w->d.actor.person = p->name;
    w->d.actor.role = p->role;
}

static void judge(struct world *w, bool expected, bool ok, const char *what, int school, int sheet)
{
    if (ok != expected) {
        fail_msg("step %d: %s as %s: %s of school %d, sheet %d, was %s: %s", w->step, w->who->name, w->who->role, what, school, sheet + 1,
                 ok ? "done" : "refused", w->d.err.msg);
    }
    if (!ok && !w->d.err.msg[0]) {
        fail_msg("step %d: %s was refused without a word", w->step, what);
    }
    w->done += ok;
    w->refused += !ok;
}

static void key_of(int school, int sheet, char key[32])
{
    if (sheet < 0) {
        snprintf(key, 32, "%c|2026", 'A' + school);
    } else {
        snprintf(key, 32, "%c|2026|%d", 'A' + school, sheet + 1);
    }
}

/* The record as it stands, read behind the service's back: somebody who may not read it tries all the same.  NULL: there is none. */
static struct record *taken(struct world *w, const char *form_name, const char *key)
{
    const struct form *form;
    struct record *r = NULL;
    char id[UUID_TEXT] = "";
    struct err err = ERR_INIT;
    if (!app_form(w->d.app, form_name, &form, NULL, &err)) {
        fail_msg("%s", err.msg);
    }
    return store_find(service_store(w->d.sv), form, key, id, &err) && store_load(service_store(w->d.sv), form, id, &r, &err) ? r : NULL;
}

static void set(struct record *r, const char *field, const char *text)
{
    const struct field *f = form_field(r->form, field);
    struct err err = ERR_INIT;
    value_release(&r->cells[f->index].value);
    assert_true(format_parse_stored(f, NULL, sv_of(text), &r->cells[f->index].value, &err));
    r->cells[f->index].touched = true;
}

static bool saved(struct world *w, struct record *r, int text)
{
    char number[16];
    snprintf(number, sizeof number, "%d", text);
    set(r, "ghi_chu", number);
    bool ok = desk_call(&w->d, (struct request){.op = OP_SAVE, .record = r}, NULL, NULL);
    record_free(r);
    return ok;
}

static void write_sheet(struct world *w, int school, int n)
{
    char key[32];
    struct sheet *s = &w->schools[school].sheets[n];
    key_of(school, n, key);
    struct record *r = taken(w, "phieu", key);
    assert_int_equal(r != NULL, s->there);
    if (!r) {
        return;
    }
    bool expected = may_write(w, school), ok = saved(w, r, w->step);
    judge(w, expected, ok, "writing", school, n);
    s->text = ok ? w->step : s->text;
}

static void make_sheet(struct world *w, int school, int n)
{
    char id[UUID_TEXT], key[32], number[16];
    const struct form *form;
    struct sheet *s = &w->schools[school].sheets[n];
    key_of(school, -1, key);
    struct record *period = taken(w, "dot", key);
    assert_true(app_form(w->d.app, "phieu", &form, NULL, &w->d.err));
    uuid7(++w->d.now, id);
    struct record *r = record_new(form, id);
    set(r, "dot", period->id);
    record_free(period);
    snprintf(number, sizeof number, "%d", n + 1);
    set(r, "so", number);
    bool expected = may_write(w, school) && !s->there, ok = saved(w, r, w->step);
    judge(w, expected, ok, "a new sheet", school, n);
    if (ok) {
        *s = (struct sheet){true, false, w->step};
    }
}

static void delete_sheet(struct world *w, int school, int n)
{
    char key[32];
    struct sheet *s = &w->schools[school].sheets[n];
    key_of(school, n, key);
    struct record *r = taken(w, "phieu", key);
    if (!r) {
        return;
    }
    struct request req = {.op = OP_DELETE, .form = "phieu", .id = r->id, .version = r->version, .reason = "thử"};
    bool expected = may_write(w, school), ok = desk_call(&w->d, req, NULL, NULL);
    record_free(r);
    judge(w, expected, ok, "deleting", school, n);
    s->there = s->there && !ok;
}

static void move_sheet(struct world *w, int school, int n)
{
    char key[32];
    struct sheet *s = &w->schools[school].sheets[n];
    bool to_done = dice(w, 2) == 0;
    key_of(school, n, key);
    struct request req = {.op = OP_MOVE, .form = "phieu", .key = key, .name = to_done ? "xong" : "viet", .n = 1};
    bool expected = s->there && may_move_sheet(w, school) && s->done != to_done, ok = desk_call(&w->d, req, NULL, NULL);
    judge(w, expected, ok, "moving", school, n);
    s->done = ok ? to_done : s->done;
}

static void move_period(struct world *w, int school, int unused)
{
    static const char *const states[] = {"dang_viet", "da_nop", "nhan"};
    char key[32];
    enum period_state to = (enum period_state)dice(w, 3);
    (void)unused;
    key_of(school, -1, key);
    bool expected = may_move_period(w, school, to);
    bool ok = desk_call(&w->d, (struct request){.op = OP_MOVE, .form = "dot", .key = key, .name = states[to], .n = 1}, NULL, NULL);
    judge(w, expected, ok, states[to], school, -1);
    w->schools[school].state = ok ? to : w->schools[school].state;
}

static void write_period(struct world *w, int school, int unused)
{
    char key[32];
    (void)unused;
    key_of(school, -1, key);
    bool expected = may_write(w, school), ok = saved(w, taken(w, "dot", key), w->step);
    judge(w, expected, ok, "the period's note", school, -1);
    w->schools[school].note = ok ? w->step : w->schools[school].note;
}

/* Who may read a sheet sees what it holds, and nobody else does. */
static void read_sheet(struct world *w, int school, int n)
{
    char key[32], text[16] = "";
    struct sheet *s = &w->schools[school].sheets[n];
    key_of(school, n, key);
    bool expected = s->there && w->who->part != ADMIN && is_theirs(w, school);
    bool ok = desk_call(&w->d, (struct request){.op = OP_OPEN, .form = "phieu", .key = key}, NULL, NULL);
    judge(w, expected, ok, "reading", school, n);
    if (ok) {
        snprintf(text, sizeof text, "%d", s->text);
        assert_string_equal(value_str(&w->d.rep.record->cells[form_field(w->d.rep.record->form, "ghi_chu")->index].value), text);
        assert_string_equal(w->d.rep.record->state, s->done ? "xong" : "viet");
    }
}

static void one_step(struct world *w)
{
    static void (*const deeds[])(struct world *, int, int) = {write_sheet, write_sheet, make_sheet, delete_sheet, move_sheet, move_period, write_period, read_sheet};
    act_as(w, &people[dice(w, PEOPLE)]);
    w->d.now += 1000;
    deeds[dice(w, sizeof deeds / sizeof *deeds)](w, (int)dice(w, SCHOOLS_N), (int)dice(w, SHEETS));
}

/* ---- the world ---- */

static void must(struct world *w, bool ok)
{
    if (!ok) {
        fail_msg("%s", w->d.err.msg);
    }
}

static void begin(struct world *w)
{
    static const char *const units[] = {"A", "B"};
    memset(w, 0, sizeof *w);
    desk_open_with(&w->d, "tests/fixtures/quyen", NULL);
    must(w, desk_call(&w->d, (struct request){.op = OP_IMPORT, .form = "truong"}, NULL, "ma,ten\nA,Trường A\nB,Trường B\n"));
    must(w, desk_call(&w->d, (struct request){.op = OP_IMPORT, .form = "dot"}, NULL, "truong,nam\nA,2026\nB,2026\n"));
    w->d.actor.person = "tri";
    for (int i = 0; i < PEOPLE; i++) {
        struct request req = {.op = OP_USER, .name = "add", .text = people[i].name, .field = people[i].role};
        req.key = people[i].school < 0 ? NULL : units[people[i].school];
        bool again = i > 0 && str_eq(people[i].name, people[i - 1].name);
        must(w, again || desk_call(&w->d, req, NULL, NULL));
        req.name = "grant";
        must(w, desk_call(&w->d, req, NULL, NULL));
    }
}

static void the_service_allows_and_holds_what_the_model_does(void **state)
{
    struct world w;
    const char *steps = getenv("MODEL_STEPS"), *seed = getenv("SEED");
    (void)state;
    begin(&w);
    w.planted = getenv("MODEL_PLANTED") != NULL;
    w.random = 2463534242u + (seed ? (uint32_t)strtoul(seed, NULL, 10) : 0);
    int n = steps ? atoi(steps) : STEPS;
    for (w.step = 1; w.step <= n; w.step++) {
        one_step(&w);
    }
    assert_true(w.done > n / 20 && w.refused > n / 20); /* else nothing was tried */
    desk_close(&w.d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_service_allows_and_holds_what_the_model_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
