#include "exchange_test.h"

#include "base/hash.h"

/* Summaries that are recorded as sent. The clock stands at 29/08/2026. */

static void load(struct desk *d)
{
    desk_open(d);
    desk_load(d, "truong", "ma,ten\nA,Trường A\nB,Trường B\n");
    desk_load(d, "lop", "truong,ma,khoi,si_so,ngay\nA,1,k6,30,2026-09-05\nB,1,k6,20,2026-09-05\n");
}

static bool record(struct desk *d, const char *const *params)
{
    return desk_call(d, (struct request){.op = OP_RECORD_SUMMARY, .name = "si_so"}, params, NULL);
}

static bool again(struct desk *d, int64_t number)
{
    return desk_call(d, (struct request){.op = OP_SENT, .version = number}, NULL, NULL);
}

static void it_gives_the_bytes_of_the_summary_and_again_the_same_when_records_have_changed(void **state)
{
    static const struct {
        const char *params[4];
        const char *file;
    } cases[] = {
        {{"exact=yes"}, "ten,so,tb\r\nTrường A,30,30\r\nTrường B,20,20\r\n"},
        {{"mot_truong=B", "separator=;", "file=x"}, "\xEF\xBB\xBFTên trường;Sĩ số;Trung bình\r\nTrường B;20;20\r\n"},
    };
    struct desk d;
    (void)state;
    load(&d);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(record(&d, cases[i].params));
        assert_string_equal(d.out, cases[i].file);
        assert_int_equal(d.rep.version, (int64_t)i + 1);
    }
    desk_load(&d, "lop", "truong,ma,khoi,si_so,ngay\nB,2,k6,9,2026-09-05\n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(again(&d, (int64_t)i + 1));
        assert_string_equal(d.out, cases[i].file);
    }
    assert_false(again(&d, 3));
    assert_int_equal(d.err.code, ERR_NOT_FOUND);
    desk_close(&d);
}

static void the_list_says_what_was_asked_by_whom_and_with_which_letter_it_went(void **state)
{
    char hash[HASH_HEX];
    struct desk d;
    (void)state;
    load(&d);
    assert_true(record(&d, TEXTS("exact=yes", "mot_truong=B", "tu_ngay=1/1/2026", "_document=12/BC", "_document_date=30/8/2026", "_recipient=Bộ")));
    hash_hex(d.out, strlen(d.out), hash);
    assert_string_equal(d.rep.text, hash);
    assert_int_equal(d.rep.n, 1);
    assert_true(desk_call(&d, (struct request){.op = OP_SENT}, NULL, NULL));
    static const char *const want[][2] = {
        {"who", "mai"},          {"summary", "si_so"},        {"parameters", "tu_ngay=2026-01-01; it_nhat=0; mot_truong=B"},
        {"document", "12/BC"},   {"recipient", "Bộ"},         {"document_date", "2026-08-30"},
        {"seal", ""},
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        assert_string_equal(rowset_str(&d.rep.rows, 0, want[i][0]), want[i][1]);
    }
    assert_int_equal(rowset_int(&d.rep.rows, 0, "number"), 1);
    assert_int_equal(rowset_int(&d.rep.rows, 0, "rows"), 1);
    assert_string_equal(rowset_str(&d.rep.rows, 0, "sha256"), hash);
    desk_close(&d);
}

static void nothing_is_kept_of_what_cannot_be_summed_up_or_said_of_the_letter(void **state)
{
    static const char *const params[] = {"nothing=1", "khoi=k9", "_document_date=hôm qua"};
    struct desk d;
    (void)state;
    load(&d);
    for (size_t i = 0; i < sizeof params / sizeof *params; i++) {
        assert_false(record(&d, TEXTS(params[i])));
    }
    assert_true(desk_call(&d, (struct request){.op = OP_SENT}, NULL, NULL));
    assert_int_equal(d.rep.rows.nrows, 0);
    desk_close(&d);
}

static void what_was_sent_is_shown_to_its_sender_and_to_the_roles_of_the_summary(void **state)
{
    struct desk d;
    (void)state;
    load(&d);
    assert_true(record(&d, TEXTS("exact=yes")));
    d.actor = (struct actor){.person = "lan", .role = "khach", .declared = true, .lang = LANG_VI}; /* not one of its roles */
    assert_false(again(&d, 1));
    d.actor.role = "giao_vien";
    assert_true(again(&d, 1));
    d.actor = (struct actor){.person = "mai", .role = "khach", .declared = true, .lang = LANG_VI};
    assert_true(again(&d, 1));
    desk_close(&d);
}

static int64_t broken(struct desk *d)
{
    assert_true(desk_call(d, (struct request){.op = OP_PROVE}, NULL, NULL));
    return d->rep.n;
}

static void alter(struct desk *d, const char *sql)
{
    struct db *db = NULL;
    if (!db_open(&db, d->path, DB_WRITE, &d->err) || !db_exec(db, sql, &d->err)) {
        fail_msg("%s", d->err.msg);
    }
    db_close(db);
}

static void the_proof_finds_what_was_altered_of_it(void **state)
{
    static const struct {
        const char *alter, *back;
    } cases[] = {
        {"UPDATE _sent SET recipient = 'X'", "UPDATE _sent SET recipient = NULL"},
        {"UPDATE _sent_file SET file = CAST(file || x'0A' AS BLOB)", "UPDATE _sent_file SET file = substr(file, 1, length(file) - 1)"},
        {"INSERT INTO _sent_file VALUES (9, x'41')", "DELETE FROM _sent_file WHERE number = 9"},
        {"CREATE TABLE keep AS SELECT * FROM _sent_file; DELETE FROM _sent_file", "INSERT INTO _sent_file SELECT * FROM keep; DROP TABLE keep"},
    };
    struct desk d;
    (void)state;
    load(&d);
    assert_true(record(&d, TEXTS("exact=yes")));
    assert_int_equal(broken(&d), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        alter(&d, cases[i].alter);
        assert_true(broken(&d) > 0);
        alter(&d, cases[i].back);
        assert_int_equal(broken(&d), 0);
    }
    desk_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_gives_the_bytes_of_the_summary_and_again_the_same_when_records_have_changed),
        cmocka_unit_test(the_list_says_what_was_asked_by_whom_and_with_which_letter_it_went),
        cmocka_unit_test(nothing_is_kept_of_what_cannot_be_summed_up_or_said_of_the_letter),
        cmocka_unit_test(what_was_sent_is_shown_to_its_sender_and_to_the_roles_of_the_summary),
        cmocka_unit_test(the_proof_finds_what_was_altered_of_it),
    };
    return cmocka_run_group_tests_name("sent", tests, NULL, NULL);
}
