#include "store_test.h"

#include <sys/wait.h>

static void add(struct draft *d, const char *path, const char *raw)
{
    struct draft_value *v = vec_push(&d->values);
    v->path = mem_dup(path);
    v->raw = raw ? mem_dup(raw) : NULL;
}

static struct draft make(const char *path, const char *raw)
{
    struct draft d = {.form = mem_dup("truong"),
                      .id = mem_dup("x1"),
                      .base = 3,
                      .focus = mem_dup("ten"),
                      .caret = 5,
                      .scroll = 2};
    add(&d, path, raw);
    return d;
}

static void put(struct bench *b, const struct draft *d)
{
    must(b, store_begin(b->st, &b->err));
    must(b, store_draft_put(b->st, "mai", d, &b->err));
    must(b, store_commit(b->st, &b->err));
}

static void a_draft_comes_back_to_the_same_place(void **state)
{
    (void)state;
    struct bench b;
    struct draft d = make("ten", "Nguyễn"), back = {0};
    bench_open(&b);
    add(&d, "ma", NULL);
    put(&b, &d);
    must(&b, store_draft_get(b.st, "mai", "truong", "x1", &back, &b.err));
    assert_int_equal(back.base, 3);
    assert_int_equal(back.caret, 5);
    assert_int_equal(back.scroll, 2);
    assert_int_equal(back.at_ms, b.now);
    assert_string_equal(back.focus, "ten");
    assert_int_equal(back.values.n, 2);
    assert_string_equal(back.values.v[0].path, "ma");
    assert_null(back.values.v[0].raw);
    assert_string_equal(back.values.v[1].raw, "Nguyễn");
    assert_null(back.ended);
    draft_release(&back);
    must(&b, store_draft_get(b.st, "lan", "truong", "x1", &back, &b.err));
    assert_null(back.form);
    draft_release(&d);
    bench_close(&b);
}

static void a_partial_put_keeps_the_other_values(void **state)
{
    (void)state;
    struct bench b;
    struct draft first = make("ten", "một"), part = make("ma", "hai"), whole = make("loai", "tu"), back = {0};
    bench_open(&b);
    part.partial = true;
    put(&b, &first);
    put(&b, &part);
    must(&b, store_draft_get(b.st, "mai", "truong", "x1", &back, &b.err));
    assert_int_equal(back.values.n, 2);
    draft_release(&back);
    put(&b, &whole);
    must(&b, store_draft_get(b.st, "mai", "truong", "x1", &back, &b.err));
    assert_int_equal(back.values.n, 1);
    draft_release(&back);
    draft_release(&first);
    draft_release(&part);
    draft_release(&whole);
    bench_close(&b);
}

static void a_dropped_draft_is_gone(void **state)
{
    (void)state;
    struct bench b;
    struct draft d = make("ten", "một"), back = {0};
    struct rowset rows = {0};
    bench_open(&b);
    put(&b, &d);
    must(&b, store_drafts(b.st, "mai", &rows, &b.err));
    assert_int_equal(rows.nrows, 1);
    assert_string_equal(rowset_str(&rows, 0, "focus"), "ten");
    must(&b, store_draft_drop(b.st, "mai", "truong", "x1", &b.err));
    must(&b, store_draft_get(b.st, "mai", "truong", "x1", &back, &b.err));
    assert_null(back.form);
    bench_sql(&b, "SELECT count(*) FROM _draft_value", "0");
    rowset_release(&rows);
    draft_release(&d);
    bench_close(&b);
}

static void a_session_that_ended_in_order_says_nothing(void **state)
{
    (void)state;
    struct bench b;
    struct draft d = make("ten", "một"), back = {0};
    bench_open(&b);
    put(&b, &d);
    must(&b, store_begin(b.st, &b.err));
    store_rollback(b.st); /* something else was refused afterwards */
    bench_reopen(&b, false);
    must(&b, store_draft_get(b.st, "mai", "truong", "x1", &back, &b.err));
    assert_null(back.ended);
    draft_release(&back);
    draft_release(&d);
    bench_close(&b);
}

static void a_killed_session_is_told_to_the_next_one(void **state)
{
    (void)state;
    struct bench b;
    struct draft d = make("ten", "một"), back = {0};
    bench_open(&b);
    store_close(b.st);
    b.st = NULL;
    pid_t child = fork();
    if (child == 0) {
        bench_open_store(&b);
        put(&b, &d);
        _exit(0); /* without closing: as kill -9 leaves it */
    }
    waitpid(child, NULL, 0);
    bench_open_store(&b);
    must(&b, store_draft_get(b.st, "mai", "truong", "x1", &back, &b.err));
    assert_non_null(back.ended);
    assert_string_equal(back.ended, "killed 2026-03-01T00:00:00.000Z");
    draft_release(&back);
    draft_release(&d);
    bench_close(&b);
}

static bool is_ours(struct bench *b, struct store *st, bool partial)
{
    bool ours = false;
    must(b, store_draft_ours(st, "mai", "truong", "x1", partial, &ours, &b->err));
    return ours;
}

/* Two processes, as two stores; the clock goes on by a moment with each write. */
static void a_draft_belongs_to_whoever_took_it_up_last(void **state)
{
    (void)state;
    struct bench b;
    struct store *other = NULL;
    struct draft d = make("ten", "một");
    bench_open(&b);
    must(&b, store_open(&other, b.path, STORE_OPEN, b.app, &b.clock, &b.err));
    assert_true(is_ours(&b, b.st, false));
    assert_false(is_ours(&b, b.st, true)); /* nothing is there to which it could be added */
    put(&b, &d);
    assert_true(is_ours(&b, b.st, true));
    assert_false(is_ours(&b, other, false)); /* not seen there */
    must(&b, store_draft_take(other, "mai", "truong", "x1", &b.err));
    assert_true(is_ours(&b, other, true));
    b.now++;
    put(&b, &d);
    assert_false(is_ours(&b, other, true)); /* it went on */
    must(&b, store_draft_take(other, "mai", "truong", "x1", &b.err));
    must(&b, store_draft_put(other, "mai", &d, &b.err));
    assert_true(is_ours(&b, other, true));
    assert_false(is_ours(&b, b.st, true));
    store_close(other);
    assert_false(is_ours(&b, b.st, false)); /* nor when that one has ended: what it typed would be lost */
    draft_release(&d);
    bench_close(&b);
}

static void save_as(struct bench *b, const char *code, const char *who, const char *op)
{
    struct change_info info = bench_info(op);
    struct record *r = bench_new(b, "truong");
    bench_set(r, "ma", code);
    bench_set(r, "ten", code);
    info.who = who;
    must(b, store_begin(b->st, &b->err));
    must(b, store_save(b->st, r, NULL, 0, &info, &b->err));
    must(b, store_commit(b->st, &b->err));
    record_free(r);
    b->now += 1000;
}

static void expect_people(struct bench *b, const char *expected)
{
    struct rowset rows = {0};
    struct str s = STR_INIT;
    must(b, store_people(b->st, &rows, &b->err));
    for (size_t i = 0; i < rows.nrows; i++) {
        str_addf(&s, "%s%s:%s:%lld", i > 0 ? ";" : "", rowset_str(&rows, i, "name"), rowset_str(&rows, i, "role"),
                 (long long)rowset_int(&rows, i, "chosen"));
    }
    assert_string_equal(s.p, expected);
    str_release(&s);
    rowset_release(&rows);
}

static void who_worked_here_is_known_by_drafts_and_history_the_last_one_first(void **state)
{
    (void)state;
    struct bench b;
    struct draft kept = {.form = mem_dup(KEPT_FORM), .id = mem_dup(KEPT_ID), .focus = mem_dup("")};
    bench_open(&b);
    save_as(&b, "th001", "Máy", "import"); /* says nothing of who sits here */
    save_as(&b, "th002", "Lan", "create");
    expect_people(&b, "Lan::0");
    add(&kept, KEPT_ROLE, "thu_ky");
    put(&b, &kept);
    b.now += 1000;
    expect_people(&b, "mai:thu_ky:1;Lan::0");
    save_as(&b, "th003", "Hoa", "create");
    save_as(&b, "th004", "Lan", "create");
    expect_people(&b, "Lan::0;Hoa::0;mai:thu_ky:1");
    draft_release(&kept);
    bench_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_worked_here_is_known_by_drafts_and_history_the_last_one_first),
        cmocka_unit_test(a_draft_comes_back_to_the_same_place),
        cmocka_unit_test(a_partial_put_keeps_the_other_values),
        cmocka_unit_test(a_dropped_draft_is_gone),
        cmocka_unit_test(a_session_that_ended_in_order_says_nothing),
        cmocka_unit_test(a_killed_session_is_told_to_the_next_one),
        cmocka_unit_test(a_draft_belongs_to_whoever_took_it_up_last),
    };
    return cmocka_run_group_tests_name("store/draft", tests, NULL, NULL);
}
