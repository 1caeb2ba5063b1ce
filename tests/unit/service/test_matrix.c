#include "service_test.h"

/* Two people at the figures of one school: tests/fixtures/bang_so. */
struct figures {
    struct bench b;
    struct service *sv;
    struct actor mai, lan;
    struct work *work;
};

static void figures_open(struct figures *x)
{
    memset(x, 0, sizeof *x);
    bench_start_with(&x->b, "tests/fixtures/bang_so");
    bench_open_store(&x->b);
    x->mai = (struct actor){.person = "mai", .role = "van_thu", .declared = true, .lang = LANG_VI};
    x->lan = (struct actor){.person = "lan", .role = "van_thu", .declared = true, .lang = LANG_VI};
    x->sv = service_new(x->b.st, x->b.app, &x->b.clock);
    must(&x->b,
         work_new(&x->work, x->b.app, bench_form(&x->b, "so_lieu"), &x->b.clock, NULL, NULL, &x->b.err));
}

static void figures_close(struct figures *x)
{
    work_free(x->work);
    service_free(x->sv);
    x->b.st = NULL;
    bench_close(&x->b);
}

static bool save(struct figures *x, const struct actor *who, const struct record *r,
                 const struct record *base, struct reply *rep)
{
    struct request req = {.op = OP_SAVE, .record = r, .base = base};
    struct host *h = service_host_new(x->sv, who);
    x->b.err.msg[0] = '\0';
    bool ok = host_call(h, &req, rep, &x->b.err);
    service_host_free(h);
    return ok;
}

/* As stored; the caller's. */
static struct record *saved(struct figures *x, const struct actor *who, const struct record *r,
                            const struct record *base)
{
    struct reply rep = {0};
    must(&x->b, save(x, who, r, base, &rep));
    struct record *stored = rep.record;
    rep.record = NULL;
    reply_release(&rep);
    return stored;
}

/* As it stands on a screen, with all rows of the matrix. */
static struct record *opened(struct figures *x, const struct record *stored)
{
    struct record *r = record_clone(stored);
    must(&x->b, work_attach(x->work, r, &x->b.err));
    return r;
}

/* "path=value path=value"; a value may be empty. */
static void set(struct figures *x, struct record *r, const char *changes)
{
    struct sv rest = sv_of(changes), one;
    while (sv_next(&rest, ' ', &one)) {
        char *path = mem_dup_n(one.p, one.n);
        char *eq = strchr(path, '=');
        *eq = '\0';
        bench_set(r, path, eq + 1);
        free(path);
    }
    must(&x->b, work_attach(x->work, r, &x->b.err)); /* sums follow */
}

static struct record *base_with(struct figures *x, const char *changes)
{
    struct record *new = bench_new(&x->b, "so_lieu");
    bench_set(new, "truong", "Lê Lợi");
    struct record *r = opened(x, new);
    set(x, r, changes);
    struct record *stored = saved(x, &x->mai, r, NULL);
    record_free(new);
    record_free(r);
    return stored;
}

static void only_places_that_hold_something_are_stored(void **state)
{
    (void)state;
    struct figures x;
    figures_open(&x);
    struct record *base = base_with(&x, "o/k6|2019-2020/so=40 o/k7|2019-2020/so=2 o/k6|2021-2022/so=7");
    bench_sql(&x.b,
              "SELECT group_concat(_row_key || '=' || so, ' ') FROM (SELECT * FROM so_lieu__o ORDER BY _row)",
              "k6|2019-2020=40 k6|2021-2022=7 k7|2019-2020=2 tong|2019-2020=42 tong|2021-2022=7");
    assert_int_equal(base->rosters[0].list.n, 5);
    struct record *again = opened(&x, base);
    assert_int_equal(again->rosters[0].list.n, 60);
    struct record *same = saved(&x, &x.mai, again, base);
    assert_int_equal(same->version, 1); /* nothing was changed */
    set(&x, again, "o/k6|2021-2022/so=");
    struct record *less = saved(&x, &x.mai, again, base);
    bench_sql(&x.b, "SELECT count(*) FROM so_lieu__o", "3");
    record_free(less);
    record_free(same);
    record_free(again);
    record_free(base);
    figures_close(&x);
}

/* Two people changed the same record: what it holds then, and which paths were asked. */
static void cells_of_a_matrix_merge_and_sums_are_never_asked(void **state)
{
    static const struct {
        const char *stored, *theirs, *mine;
        const char *asked; /* paths of conflicts; "": it merged */
        const char *holds; /* then */
    } cases[] = {
        {"o/k6|2019-2020/so=1", "o/k7|2019-2020/so=20", "o/k8|2019-2020/so=300", "",
         "k6=1 k7=20 k8=300 tong=321"},
        {"", "o/k6|2019-2020/so=1", "o/k7|2019-2020/so=20", "", "k6=1 k7=20 tong=21"},
        {"", "o/k6|2019-2020/so=1", "o/k6|2019-2020/so=2", "o/k6|2019-2020/so", NULL},
        {"o/k6|2019-2020/so=1", "o/k6|2019-2020/so=", "o/k7|2019-2020/so=20", "", "k7=20 tong=20"},
        {"o/k6|2019-2020/so=1", "o/k7|2019-2020/so=20", "o/k6|2019-2020/so=", "", "k7=20 tong=20"},
        {"o/k6|2019-2020/so=1 o/k7|2019-2020/so=20",
         "o/k6|2019-2020/so= o/k7|2019-2020/so=", "o/k8|2019-2020/so=300", "", "k8=300 tong=300"},
        {"o/k6|2019-2020/so=1", "o/k7|2019-2020/so=20", "o/k6|2019-2020/so= truong=B", "", "k7=20 tong=20"},
        {"o/k6|2019-2020/so=1", "o/k6|2019-2020/so=2", "o/k6|2019-2020/so=", "o/k6|2019-2020/so", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct figures x;
        struct reply rep = {0};
        struct str asked = STR_INIT;
        figures_open(&x);
        struct record *base = base_with(&x, cases[i].stored);
        struct record *theirs = opened(&x, base), *mine = opened(&x, base);
        set(&x, theirs, cases[i].theirs);
        record_free(saved(&x, &x.lan, theirs, base));
        set(&x, mine, cases[i].mine);
        bool ok = save(&x, &x.mai, mine, base, &rep);
        for (size_t k = 0; k < rep.conflicts.n; k++) {
            str_addf(&asked, "%s%s", k > 0 ? " " : "", rep.conflicts.v[k].path);
        }
        assert_string_equal(asked.p, cases[i].asked);
        assert_int_equal(ok, cases[i].asked[0] == '\0');
        if (ok) {
            bench_sql(
                &x.b,
                "SELECT group_concat(dong || '=' || so, ' ') FROM (SELECT * FROM so_lieu__o ORDER BY _row)",
                cases[i].holds);
        }
        reply_release(&rep);
        str_release(&asked);
        record_free(theirs);
        record_free(mine);
        record_free(base);
        figures_close(&x);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_places_that_hold_something_are_stored),
        cmocka_unit_test(cells_of_a_matrix_merge_and_sums_are_never_asked),
    };
    return cmocka_run_group_tests_name("matrix", tests, NULL, NULL);
}
