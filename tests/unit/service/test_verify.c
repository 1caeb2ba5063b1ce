#include "service_test.h"

#include "form/verify.h"

/* Double entry over tests/fixtures/doi_chieu: Mai keys, Lan keys again. */
struct figures {
    struct bench b;
    struct service *sv;
    struct actor mai, lan, guest;
    char id[UUID_TEXT];
    int64_t version;
};

static bool call(struct figures *x, const struct actor *who, const struct request *req, struct reply *rep)
{
    struct host *h = service_host_new(x->sv, who);
    x->b.err = (struct err)ERR_INIT;
    bool ok = host_call(h, req, rep, &x->b.err);
    service_host_free(h);
    return ok;
}

static void refuse(struct figures *x, const struct actor *who, const struct request *req, enum err_code code, const char *says)
{
    struct reply rep = {0};
    if (call(x, who, req, &rep)) {
        fail_msg("it was done, and should say '%s'", says);
    }
    if (x->b.err.code != code || !strstr(x->b.err.msg, says)) {
        fail_msg("it says '%s', not '%s'", x->b.err.msg, says);
    }
    reply_release(&rep);
}

static void save(struct figures *x, const struct actor *who, const struct record *r, const struct record *base)
{
    struct reply rep = {0};
    struct request req = {.op = OP_SAVE, .record = r, .base = base};
    must(&x->b, call(x, who, &req, &rep));
    x->version = rep.version;
    reply_release(&rep);
}

/* One table of Mai's: 30 pupils of a kind, 7.5, one class of 20; 12 boys in 2026. */
static void figures_open(struct figures *x)
{
    memset(x, 0, sizeof *x);
    bench_start_with(&x->b, "tests/fixtures/doi_chieu");
    bench_open_store(&x->b);
    x->mai = (struct actor){.person = "mai", .role = "nguoi_nhap", .declared = true, .lang = LANG_VI};
    x->lan = (struct actor){.person = "lan", .role = "nguoi_nhap", .declared = true, .lang = LANG_VI};
    x->guest = (struct actor){.person = "khach", .role = "khach", .declared = true, .lang = LANG_VI};
    x->sv = service_new(x->b.st, x->b.app, &x->b.clock);
    struct record *r = bench_new(&x->b, "bang");
    memcpy(x->id, r->id, UUID_TEXT);
    bench_set(r, "ma", "b1");
    bench_set(r, "si_so", "30");
    bench_set(r, "loai", "ngoai_tru");
    bench_set(r, "diem", "7.5");
    record_add_row(r, 0, "00000000-0000-7000-8000-000000000001");
    bench_set(r, "lop/00000000-0000-7000-8000-000000000001/ten", "6a");
    bench_set(r, "lop/00000000-0000-7000-8000-000000000001/hs", "20");
    record_add_row(r, 1, "nam|2026");
    bench_set(r, "nam/nam|2026/dong", "nam");
    bench_set(r, "nam/nam|2026/nam_hoc", "2026");
    bench_set(r, "nam/nam|2026/so", "12");
    save(x, &x->mai, r, NULL);
    record_free(r);
}

static void figures_close(struct figures *x)
{
    service_free(x->sv);
    x->b.st = NULL;
    bench_close(&x->b);
}

static struct request about(struct figures *x, enum op op)
{
    return (struct request){.op = op, .form = "bang", .id = x->id, .version = x->version};
}

/* "path by who; …" of what waits. */
static void assert_waits(struct figures *x, const struct actor *who, const char *expected)
{
    struct reply rep = {0};
    struct request req = about(x, OP_TO_VERIFY);
    struct str s = STR_INIT;
    must(&x->b, call(x, who, &req, &rep));
    for (size_t i = 0; i < rep.rows.nrows; i++) {
        str_addf(&s, "%s%s by %s", i ? "; " : "", rowset_str(&rep.rows, i, "path"), rowset_str(&rep.rows, i, "who"));
    }
    assert_string_equal(s.p, expected);
    str_release(&s);
    reply_release(&rep);
}

#define ROW "lop/00000000-0000-7000-8000-000000000001/hs"
#define ALL                                                                                                                          \
    "si_so by mai; loai by mai; diem by mai; " ROW " by mai; nam/nam|2025/so by mai; nam/nam|2026/so by mai; nam/nu|2025/so by mai; " \
    "nam/nu|2026/so by mai"

/* What Lan keys: all as it stands but the pupils and the class. */
struct keying {
    struct second v[8];
    size_t n;
};

static struct second *keyed(struct keying *k, const char *path, int64_t i)
{
    struct second *s = &k->v[k->n++];
    *s = (struct second){.path = path};
    if (i >= 0) {
        value_set_int(&s->keyed, i);
        value_set_int(&s->stands, i);
    }
    return s;
}

static void key_all(struct keying *k, int64_t pupils)
{
    *k = (struct keying){0};
    keyed(k, "si_so", pupils);
    struct second *s = keyed(k, "loai", -1);
    value_set_text(&s->keyed, SV("ngoai_tru"));
    value_set_text(&s->stands, SV("ngoai_tru"));
    s = keyed(k, "diem", -1);
    value_set_real(&s->keyed, 7.5);
    value_set_real(&s->stands, 7.5);
    keyed(k, ROW, 20);
    keyed(k, "nam/nam|2025/so", -1);
    keyed(k, "nam/nam|2026/so", 12);
    keyed(k, "nam/nu|2025/so", -1);
    keyed(k, "nam/nu|2026/so", -1);
}

static struct request resolve(struct figures *x, const struct keying *k)
{
    struct request req = about(x, OP_VERIFY);
    req.seconds = k->v;
    req.nseconds = k->n;
    return req;
}

static void keying_release(struct keying *k)
{
    for (size_t i = 0; i < k->n; i++) {
        value_release(&k->v[i].keyed);
        value_release(&k->v[i].stands);
    }
}

static void verify(struct figures *x, const struct actor *who, struct keying *k, int64_t different)
{
    struct reply rep = {0};
    struct request req = resolve(x, k);
    must(&x->b, call(x, who, &req, &rep));
    assert_int_equal(rep.n, different);
    x->version = rep.version;
    reply_release(&rep);
    keying_release(k);
}

/* ---- what is to be keyed, and by whom ---- */

static void marked_cells_wait_that_somebody_can_type_in_also_those_that_hold_nothing(void **state)
{
    (void)state;
    struct figures x;
    figures_open(&x);
    assert_waits(&x, &x.lan, ALL); /* not the rooms, which are not asked for, nor the line that adds up */
    bench_sql(&x.b, "SELECT count(*) FROM _verified", "0");
    figures_close(&x);
}

static void who_keyed_a_value_does_not_key_it_again(void **state)
{
    (void)state;
    struct figures x;
    figures_open(&x);
    struct request req = about(&x, OP_TO_VERIFY);
    refuse(&x, &x.mai, &req, ERR_REFUSED, "you keyed these values yourself");
    struct record *r = bench_load(&x.b, "bang", x.id), *base = record_clone(r);
    bench_set(r, "si_so", "31");
    save(&x, &x.lan, r, base);
    assert_waits(&x, &x.mai, "si_so by lan");
    struct reply rep = {0};
    must(&x.b, call(&x, &x.lan, &req, &rep));
    assert_int_equal(rep.rows.nrows, 7);
    assert_int_equal(rep.n, 1);
    reply_release(&rep);
    record_free(r);
    record_free(base);
    figures_close(&x);
}

static void imported_values_are_the_importer_s(void **state)
{
    (void)state;
    struct figures x;
    figures_open(&x);
    bench_sql(&x.b, "SELECT count(*) FROM _history WHERE op <> 'tables'", "1");
    must(&x.b, store_begin(x.b.st, &x.b.err));
    struct record *r = bench_new(&x.b, "bang");
    int64_t problems = 0;
    size_t done;
    bench_set(r, "ma", "b2");
    bench_set(r, "si_so", "3");
    must(&x.b, service_save_new(x.sv, &x.lan, &r, &problems, 1, "t", &done, &x.b.err));
    must(&x.b, store_commit(x.b.st, &x.b.err));
    memcpy(x.id, r->id, UUID_TEXT);
    struct request req = about(&x, OP_TO_VERIFY);
    refuse(&x, &x.lan, &req, ERR_REFUSED, "you keyed these values yourself");
    assert_waits(&x, &x.mai,
                 "si_so by lan; loai by lan; diem by lan; nam/nam|2025/so by lan; nam/nam|2026/so by lan; nam/nu|2025/so by lan; "
                 "nam/nu|2026/so by lan");
    record_free(r);
    figures_close(&x);
}

static void who_may_not_write_may_not_verify_and_what_is_closed_is_not_verified(void **state)
{
    (void)state;
    struct figures x;
    figures_open(&x);
    struct request req = about(&x, OP_TO_VERIFY);
    refuse(&x, &x.guest, &req, ERR_REFUSED, "may not do this (to-verify)");
    struct reply rep = {0};
    struct request move = {.op = OP_MOVE, .form = "bang", .id = x.id, .name = "chot"};
    must(&x.b, call(&x, &x.mai, &move, &rep));
    reply_release(&rep);
    refuse(&x, &x.lan, &req, ERR_REFUSED, "can only be read");
    figures_close(&x);
}

/* ---- what becomes of it ---- */

static void what_both_keyed_alike_is_verified_and_nothing_changes(void **state)
{
    (void)state;
    struct figures x;
    struct keying k;
    figures_open(&x);
    key_all(&k, 30);
    verify(&x, &x.lan, &k, 0);
    assert_int_equal(x.version, 1);
    bench_sql(&x.b, "SELECT form || ' ' || who FROM _verified", "bang lan");
    bench_sql(&x.b, "SELECT count(*) || ' ' || sum(stands) || group_concat(DISTINCT outcome) FROM _verified_value", "8 8same");
    bench_sql(&x.b, "SELECT field || ' ' || first || ' ' || second FROM _verified_value WHERE path = '" ROW "'", "lop.hs mai lan");
    bench_sql(&x.b, "SELECT op || ' ' || who || ' ' || version FROM _history ORDER BY seq DESC", "verify lan 1");
    bench_sql(&x.b,
              "SELECT group_concat((value ->> '$.path') || '=' || (value ->> '$.new'), ' ') FROM _history, json_each(changes)"
              " WHERE op = 'verify'",
              "_keyed=8 _different=0");
    struct request req = about(&x, OP_TO_VERIFY);
    refuse(&x, &x.lan, &req, ERR_REFUSED, "nothing in this record is left to be keyed twice");
    figures_close(&x);
}

static void a_difference_is_resolved_for_the_first_the_second_or_neither(void **state)
{
    (void)state;
    struct figures x;
    struct keying k;
    figures_open(&x);
    key_all(&k, 40);                     /* the second stands */
    value_set_int(&k.v[3].keyed, 21);    /* the first stands: 20 */
    value_set_int(&k.v[5].keyed, 13);    /* neither */
    value_set_int(&k.v[5].stands, 14);
    struct request req = resolve(&x, &k);
    refuse(&x, &x.lan, &req, ERR_INVALID, "needs a reason");
    bench_sql(&x.b, "SELECT si_so || ' ' || _version FROM bang", "30 1"); /* nothing before all is */
    k.v[5].reason = "đếm lại sổ";
    verify(&x, &x.lan, &k, 3);
    assert_int_equal(x.version, 2);
    bench_sql(&x.b, "SELECT b.si_so || ' ' || l.hs || ' ' || n.so FROM bang AS b JOIN bang__lop AS l JOIN bang__nam AS n", "40 20 14");
    bench_sql(&x.b, "SELECT tong || ' ' || _changed_by FROM bang", "60 lan");
    bench_sql(&x.b, "SELECT group_concat(path || ' ' || outcome, '; ') FROM (SELECT * FROM _verified_value ORDER BY path)"
                    " WHERE outcome <> 'same'",
              ROW " first; nam/nam|2026/so third; si_so second");
    bench_sql(&x.b, "SELECT reason FROM _verified_value WHERE outcome = 'third'", "đếm lại sổ");
    bench_sql(&x.b, "SELECT reason FROM _history WHERE op = 'verify'", "Số: đếm lại sổ");
    bench_sql(&x.b, "SELECT count(*) FROM _verified", "1");
    bench_prove(&x.b);
    figures_close(&x);
}

static void all_or_nothing_is_keyed(void **state)
{
    (void)state;
    struct figures x;
    struct keying k;
    figures_open(&x);
    key_all(&k, 30);
    struct request req = resolve(&x, &k);
    req.nseconds = 6;
    refuse(&x, &x.lan, &req, ERR_INVALID, "2 values are still to be keyed");
    req.nseconds = 8;
    refuse(&x, &x.mai, &req, ERR_REFUSED, "you keyed these values yourself");
    req.version = 7;
    refuse(&x, &x.lan, &req, ERR_CONFLICT, "changed meanwhile");
    bench_sql(&x.b, "SELECT count(*) FROM _verified_value", "0");
    keying_release(&k);
    figures_close(&x);
}

static void a_value_that_breaks_a_rule_is_not_stored(void **state)
{
    (void)state;
    struct figures x;
    struct keying k;
    figures_open(&x);
    struct reply rep = {0};
    key_all(&k, 30);
    value_set_int(&k.v[0].keyed, -1); /* below the least; the first state stores it all the same, with a finding */
    value_set_int(&k.v[0].stands, -1);
    struct request req = resolve(&x, &k);
    must(&x.b, call(&x, &x.lan, &req, &rep));
    assert_int_equal(findings_count(&rep.findings, FIND_ERROR), 1);
    reply_release(&rep);
    bench_sql(&x.b, "SELECT _problems FROM bang", "1");
    keying_release(&k);
    figures_close(&x);
}

/* ---- afterwards ---- */

static void a_later_change_of_a_verified_value_unmarks_it_alone(void **state)
{
    (void)state;
    struct figures x;
    struct keying k;
    figures_open(&x);
    key_all(&k, 30);
    verify(&x, &x.lan, &k, 0);
    struct record *r = bench_load(&x.b, "bang", x.id), *base = record_clone(r);
    bench_set(r, "ghi_chu", "khác");
    save(&x, &x.mai, r, base);
    bench_sql(&x.b, "SELECT count(*) FROM _verified", "1");
    record_free(r);
    record_free(base);
    r = bench_load(&x.b, "bang", x.id);
    base = record_clone(r);
    bench_set(r, ROW, "22");
    bench_set(r, "loai", "noi_tru"); /* and rooms are asked for now */
    save(&x, &x.mai, r, base);
    bench_sql(&x.b, "SELECT count(*) FROM _verified", "0");
    bench_sql(&x.b, "SELECT group_concat(path) FROM (SELECT path FROM _verified_value WHERE stands = 0 ORDER BY path)", "loai," ROW);
    assert_waits(&x, &x.lan, "loai by mai; phong by mai; " ROW " by mai");
    record_free(r);
    record_free(base);
    figures_close(&x);
}

static void a_deleted_record_is_not_verified_when_it_comes_back(void **state)
{
    (void)state;
    struct figures x;
    struct keying k;
    struct reply rep = {0};
    figures_open(&x);
    key_all(&k, 30);
    verify(&x, &x.lan, &k, 0);
    struct request drop = {.op = OP_DELETE, .form = "bang", .id = x.id, .reason = "nhầm"};
    struct request back = {.op = OP_RESTORE, .form = "bang", .id = x.id};
    must(&x.b, call(&x, &x.lan, &drop, &rep));
    reply_release(&rep);
    must(&x.b, call(&x, &x.lan, &back, &rep));
    reply_release(&rep);
    bench_sql(&x.b, "SELECT count(*) FROM _verified", "0");
    assert_waits(&x, &x.lan, ALL); /* bringing it back is not keying it */
    figures_close(&x);
}

static void the_list_tells_what_is_not_verified_yet(void **state)
{
    (void)state;
    struct figures x;
    struct keying k;
    figures_open(&x);
    struct record *r = bench_new(&x.b, "bang");
    bench_set(r, "ma", "b2");
    bench_set(r, "si_so", "1");
    int64_t version = x.version;
    save(&x, &x.mai, r, NULL);
    record_free(r);
    x.version = version;
    key_all(&k, 30);
    verify(&x, &x.lan, &k, 0);
    struct param only = {ONLY_UNVERIFIED, VALUE_INIT};
    for (size_t n = 0; n < 2; n++) {
        struct reply rep = {0};
        struct request req = {.op = OP_LIST, .form = "bang", .params = &only, .nparams = n};
        must(&x.b, call(&x, &x.guest, &req, &rep));
        assert_int_equal(rep.rows.nrows, 2 - n);
        assert_int_equal(rep.n, 2 - n);
        assert_int_equal(rowset_int(&rep.rows, 0, "_verified"), 1 - n);
        assert_string_equal(rowset_str(&rep.rows, 1 - n, "ma"), "b2");
        assert_int_equal(rowset_int(&rep.rows, 1 - n, "_verified"), 0);
        reply_release(&rep);
    }
    figures_close(&x);
}

static void a_draft_of_what_is_keyed_goes_with_it(void **state)
{
    (void)state;
    struct figures x;
    struct keying k;
    struct reply rep = {0};
    struct str name = STR_INIT;
    figures_open(&x);
    verify_add_draft(&name, "bang");
    assert_string_equal(verify_draft_form(name.p), "bang");
    assert_null(verify_draft_form("bang"));
    struct draft d = {.form = name.p, .id = x.id, .focus = (char[]){"si_so"}};
    struct request put = {.op = OP_DRAFT_PUT, .form = name.p, .id = x.id, .draft = &d};
    must(&x.b, call(&x, &x.lan, &put, &rep));
    struct request home = {.op = OP_HOME};
    must(&x.b, call(&x, &x.lan, &home, &rep));
    assert_string_equal(rowset_str(&rep.rows, 0, "kind"), "verify");
    assert_string_equal(rowset_str(&rep.rows, 0, "form"), "bang");
    assert_non_null(strstr(rowset_str(&rep.rows, 0, "label"), "b1"));
    reply_release(&rep);
    key_all(&k, 30);
    verify(&x, &x.lan, &k, 0);
    bench_sql(&x.b, "SELECT count(*) FROM _draft", "0");
    str_release(&name);
    figures_close(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marked_cells_wait_that_somebody_can_type_in_also_those_that_hold_nothing),
        cmocka_unit_test(who_keyed_a_value_does_not_key_it_again),
        cmocka_unit_test(imported_values_are_the_importer_s),
        cmocka_unit_test(who_may_not_write_may_not_verify_and_what_is_closed_is_not_verified),
        cmocka_unit_test(what_both_keyed_alike_is_verified_and_nothing_changes),
        cmocka_unit_test(a_difference_is_resolved_for_the_first_the_second_or_neither),
        cmocka_unit_test(all_or_nothing_is_keyed),
        cmocka_unit_test(a_value_that_breaks_a_rule_is_not_stored),
        cmocka_unit_test(a_later_change_of_a_verified_value_unmarks_it_alone),
        cmocka_unit_test(a_deleted_record_is_not_verified_when_it_comes_back),
        cmocka_unit_test(the_list_tells_what_is_not_verified_yet),
        cmocka_unit_test(a_draft_of_what_is_keyed_goes_with_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
