#include "service_test.h"

#include "form/verify.h"

/* What operators did is stored with what they wrote, where the application asks for it. */

static bool call(struct bench *b, struct service *sv, const struct request *req)
{
    struct actor mai = {.person = "mai", .declared = true, .lang = LANG_VI};
    struct host *h = service_host_new(sv, &mai);
    struct reply rep = {0};
    bool ok = host_call(h, req, &rep, &b->err);
    reply_release(&rep);
    service_host_free(h);
    return ok;
}

static const struct tally some = {.begun = 1, .keystrokes = 20, .corrections = 2, .seconds = 9};
#define SHOWN "group_concat(person || ' ' || form || ' ' || day || ' ' || begun || saved || ' ' || keystrokes || ' ' || corrections || ' ' || seconds, '; ')"

static void type_something(struct bench *b, struct service *sv, const char *form)
{
    struct record *r = bench_new(b, form);
    struct str name = STR_INIT;
    verify_add_draft(&name, form);
    struct draft d = {.form = (char *)(size_t)form, .id = r->id};
    struct draft again = {.form = name.p, .id = r->id};
    struct draft context = {.form = (char[]){KEPT_FORM}, .id = (char[]){KEPT_ID}};
    bench_set(r, "ma", "b1");
    must(b, call(b, sv, &(struct request){.op = OP_DRAFT_PUT, .draft = &d, .tally = &some}));
    must(b, call(b, sv, &(struct request){.op = OP_DRAFT_PUT, .draft = &again, .tally = &some}));
    must(b, call(b, sv, &(struct request){.op = OP_DRAFT_PUT, .draft = &context}));
    must(b, call(b, sv, &(struct request){.op = OP_DRAFT_DROP, .form = form, .id = r->id, .tally = &some}));
    must(b, call(b, sv, &(struct request){.op = OP_SAVE, .record = r, .tally = &some}));
    b->now += INT64_C(24) * 3600 * 1000;
    r->version = 1;
    must(b, call(b, sv, &(struct request){.op = OP_SAVE, .record = r, .tally = &some})); /* the same once more: no record was saved */
    str_release(&name);
    record_free(r);
}

static void counts_add_up_by_person_form_and_day(void **state)
{
    (void)state;
    struct bench b;
    bench_start_with(&b, "tests/fixtures/doi_chieu");
    bench_open_store(&b);
    struct service *sv = service_new(b.st, b.app, &b.clock);
    type_something(&b, sv, "bang");
    bench_sql(&b, "SELECT " SHOWN " FROM (SELECT * FROM _operator ORDER BY day)",
              "mai bang 2026-03-01 41 80 8 36; mai bang 2026-03-02 10 20 2 9");
    bench_sql(&b, "SELECT count(*) FROM _history WHERE op <> 'tables'", "1");
    service_free(sv);
    b.st = NULL;
    bench_close(&b);
}

static void unasked_nothing_is_stored(void **state)
{
    (void)state;
    struct bench b;
    bench_start_with(&b, "tests/fixtures/doi_chieu");
    bench_write_file(&b, "app.ini", "[app]\ntitle = Đối chiếu\ntitle.en = Double entry\n");
    bench_load_app(&b);
    bench_open_store(&b);
    struct service *sv = service_new(b.st, b.app, &b.clock);
    type_something(&b, sv, "bang");
    bench_sql(&b, "SELECT count(*) FROM _operator", "0");
    service_free(sv);
    b.st = NULL;
    bench_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_add_up_by_person_form_and_day),
        cmocka_unit_test(unasked_nothing_is_stored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
