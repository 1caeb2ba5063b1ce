/* What was handed in is read as it was, while the records go on. */

#include "store_test.h"

#include "store/dossier.h"

#define SHEETS                                                                                               \
    "SELECT group_concat(tieu_chi || ':' || coalesce(diem, '-'), ' ') AS t"                                  \
    " FROM (SELECT * FROM phieu WHERE dot = :dot ORDER BY tieu_chi)"
#define LATEST   "-- snapshot: dot :dot\n"
#define NUMBERED "-- snapshot: dot :dot :so\n"

struct shelf {
    struct bench b;
    char school[UUID_TEXT], period[UUID_TEXT], first[UUID_TEXT], second[UUID_TEXT];
    char code[SEAL_TEXT];
};

static void add_sheet(struct shelf *s, const char *criterion, const char *points, char id[UUID_TEXT])
{
    struct record *r = bench_new(&s->b, "phieu");
    bench_set(r, "dot", s->period);
    bench_set(r, "tieu_chi", criterion);
    bench_set(r, "diem", points);
    size_t at = record_add_row(r, 0, "a");
    struct path result = {0, at, 1};
    value_set_text(&record_cell(r, result)->value, SV("cong_lap"));
    bench_save(&s->b, r, NULL);
    memcpy(id, r->id, UUID_TEXT);
    record_free(r);
}

static void change(struct shelf *s, const char *form, const char *id, const char *field, const char *text)
{
    struct record *old = bench_load(&s->b, form, id), *r = record_clone(old);
    bench_set(r, field, text);
    bench_save(&s->b, r, old);
    record_free(old);
    record_free(r);
}

static void seal(struct shelf *s)
{
    struct change_info info = bench_info("move");
    struct record *r = bench_load(&s->b, "dot", s->period);
    int64_t number;
    must(&s->b, store_begin(s->b.st, &s->b.err));
    must(&s->b, dossier_snapshot(s->b.st, r, &info, &number, s->code, &s->b.err));
    must(&s->b, store_commit(s->b.st, &s->b.err));
    record_free(r);
}

/* A period with two sheets, sealed; then one sheet is changed. */
static void shelf_open(struct shelf *s)
{
    memset(s, 0, sizeof *s);
    bench_open(&s->b);
    bench_school(&s->b, "th001", "Trường Lê Lợi", s->school);
    bench_period(&s->b, s->school, "2026", s->period);
    add_sheet(s, "tc-1.1", "7", s->first);
    add_sheet(s, "tc-1.2", "8", s->second);
    seal(s);
    change(s, "phieu", s->first, "diem", "3");
}

static bool ask(struct shelf *s, const char *sql, const char *period, int64_t number, struct rowset *out)
{
    struct param params[] = {{"dot", VALUE_INIT}, {"so", VALUE_INIT}};
    if (period) {
        value_set_text(&params[0].value, sv_of(period));
    }
    if (number) {
        value_set_int(&params[1].value, number);
    }
    bool ok = store_select(s->b.st, sql, params, 2, 100, out, &s->b.err);
    value_release(&params[0].value);
    return ok;
}

static void expect_number(struct shelf *s, const char *sql, int64_t number, const char *expected)
{
    struct rowset rows = {0};
    struct str plain = STR_INIT;
    must(&s->b, ask(s, sql, s->period, number, &rows));
    value_add_plain(&plain, rowset_at(&rows, 0, 0));
    if (!str_eq(plain.p, expected)) {
        fail_msg("%s gives '%s', not '%s'", sql, plain.p, expected);
    }
    str_release(&plain);
    rowset_release(&rows);
}

static void expect(struct shelf *s, const char *sql, const char *expected)
{
    expect_number(s, sql, 0, expected);
}

static void a_query_reads_what_was_handed_in_and_the_same_without_the_line_what_stands_now(void **state)
{
    static const struct {
        const char *sql, *sealed, *now;
    } cases[] = {
        {SHEETS, "tc-1.1:7 tc-1.2:8", "tc-1.1:3 tc-1.2:8"},
        {"SELECT diem FROM v_phieu WHERE tieu_chi = 'tc-1.1'", "7", "3"},
        {"SELECT ket_qua FROM phieu__chi_bao WHERE _record = (SELECT min(_id) FROM phieu)", "cong_lap", "cong_lap"},
        {"SELECT _version || _created_by || _problems FROM phieu WHERE tieu_chi = 'tc-1.1'", "1mai0", "2mai0"},
        {"SELECT ten FROM truong", "Trường Lê Lợi", "Trường Lê Lai"},
        {"SELECT count(*) FROM truong", "1", "2"},        /* only the one that was named */
        {"SELECT count(*) FROM tieu_chi", "3", "3"},      /* a list */
        {"SELECT fold(ten) FROM truong LIMIT 1", "truong le loi", "truong le lai"},
    };
    (void)state;
    struct shelf s;
    char other[UUID_TEXT];
    shelf_open(&s);
    bench_write_file(&s.b, "views/v_phieu.sql", "SELECT tieu_chi, diem FROM phieu");
    bench_reopen(&s.b, true);
    change(&s, "truong", s.school, "ten", "Trường Lê Lai");
    bench_school(&s.b, "th002", "Trường Khác", other);
    for (int turn = 0; turn < 2; turn++) { /* statements are kept, and must not change their meaning */
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            struct str sql = STR_INIT;
            str_addf(&sql, LATEST "%s", cases[i].sql);
            expect(&s, cases[i].sql, cases[i].now);
            expect(&s, sql.p, cases[i].sealed);
            str_release(&sql);
        }
    }
    bench_close(&s.b);
}

static void a_record_that_was_deleted_since_is_still_there(void **state)
{
    (void)state;
    struct shelf s;
    struct store *over;
    struct record *copy;
    struct str title = STR_INIT, key = STR_INIT;
    char id[UUID_TEXT];
    struct change_info info = bench_info("delete");
    shelf_open(&s);
    struct record *r = bench_load(&s.b, "phieu", s.first);
    must(&s.b, store_begin(s.b.st, &s.b.err));
    must(&s.b, store_delete(s.b.st, r, &info, &s.b.err));
    must(&s.b, store_commit(s.b.st, &s.b.err));
    expect(&s, SHEETS, "tc-1.2:8");
    expect(&s, LATEST SHEETS, "tc-1.1:7 tc-1.2:8");

    must(&s.b, dossier_unseal(s.b.st, s.code, &over, &s.b.err));
    must(&s.b, store_find(over, r->form, "th001|2026|tc-1.1", id, &s.b.err));
    assert_string_equal(id, s.first);
    must(&s.b, store_load(over, r->form, id, &copy, &s.b.err));
    bench_expect(copy, "diem", "7");
    bench_expect(copy, "chi_bao/a/ket_qua", "cong_lap");
    assert_int_equal(copy->version, 1);
    assert_string_equal(copy->state, "viet");
    must(&s.b, store_key_text(over, r->form, id, &key, &s.b.err));
    assert_string_equal(key.p, "th001|2026|tc-1.1");
    must(&s.b, store_title(over, bench_form(&s.b, "dot"), s.period, LANG_VI, &title, &s.b.err));
    assert_string_equal(title.p, "Trường Lê Lợi – 2026");
    assert_false(store_begin(over, &s.b.err));
    record_free(copy);
    record_free(r);
    str_release(&title);
    str_release(&key);
    bench_close(&s.b);
}

static void snapshots_are_told_apart_by_their_numbers(void **state)
{
    (void)state;
    struct shelf s;
    struct rowset rows = {0}, contents = {0};
    struct store *over;
    shelf_open(&s);
    seal(&s);
    change(&s, "phieu", s.first, "diem", "5");
    expect_number(&s, NUMBERED SHEETS, 1, "tc-1.1:7 tc-1.2:8");
    expect_number(&s, NUMBERED SHEETS, 2, "tc-1.1:3 tc-1.2:8");
    expect_number(&s, NUMBERED SHEETS, 0, "tc-1.1:3 tc-1.2:8"); /* the latest */
    expect_number(&s, NUMBERED SHEETS, 3, "");
    expect(&s, SHEETS, "tc-1.1:5 tc-1.2:8");

    must(&s.b, dossier_snapshots(s.b.st, bench_form(&s.b, "dot"), s.period, LANG_EN, &rows, &s.b.err));
    assert_int_equal(rows.nrows, 2);
    assert_int_equal(rowset_int(&rows, 1, "number"), 2);
    assert_string_equal(rowset_str(&rows, 1, "code"), s.code);
    assert_string_equal(rowset_str(&rows, 0, "who"), "mai");
    assert_string_equal(rowset_str(&rows, 0, "state"), "Writing");
    assert_int_equal(rowset_int(&rows, 0, "records"), 4);
    must(&s.b, dossier_unseal(s.b.st, s.code, &over, &s.b.err));
    must(&s.b, dossier_contents(over, LANG_VI, &contents, &s.b.err));
    assert_int_equal(contents.nrows, 4);
    assert_string_equal(rowset_str(&contents, 0, "form"), "dot");
    assert_string_equal(rowset_str(&contents, 1, "key"), "th001|2026|tc-1.1");
    assert_string_equal(rowset_str(&contents, 3, "label"), "Trường Lê Lợi");
    rowset_release(&rows);
    rowset_release(&contents);
    bench_close(&s.b);
}

static void what_was_not_handed_in_is_empty_and_never_what_stands_now(void **state)
{
    static const char *const sqls[] = {
        "SELECT count(*) FROM phieu",
        "SELECT count(*) FROM phieu__chi_bao",
        "SELECT count(*) FROM dot",
        "SELECT count(*) FROM truong",
    };
    (void)state;
    struct shelf s;
    char other[UUID_TEXT];
    shelf_open(&s);
    bench_period(&s.b, s.school, "2027", other);
    const char *const periods[] = {other, NULL, "no-such-record"};
    for (size_t i = 0; i < 3; i++) {
        for (size_t k = 0; k < sizeof sqls / sizeof *sqls; k++) {
            struct rowset rows = {0};
            struct str sql = STR_INIT;
            str_addf(&sql, LATEST "%s AS n", sqls[k]);
            must(&s.b, ask(&s, sql.p, periods[i], 0, &rows));
            assert_int_equal(rowset_int(&rows, 0, "n"), 0);
            str_release(&sql);
            rowset_release(&rows);
        }
    }
    bench_close(&s.b);
}

/* A form that the dossier neither governs nor names is another's work, and is read as it stands. */
static void forms_that_no_snapshot_holds_are_read_as_they_stand(void **state)
{
    (void)state;
    struct shelf s;
    shelf_open(&s);
    bench_write_file(&s.b, "forms/nhan_xet.ini",
                     "[form]\ntitle = Nhận xét\nkey = phieu\n[field phieu]\ntype = select_one phieu\nlabel = Phiếu\nrequired = yes\n"
                     "[field diem]\ntype = integer\nlabel = Điểm\n");
    bench_reopen(&s.b, true);
    struct record *r = bench_new(&s.b, "nhan_xet");
    bench_set(r, "phieu", s.first);
    bench_set(r, "diem", "6");
    bench_save(&s.b, r, NULL);
    expect(&s, LATEST "SELECT p.diem || ' ' || n.diem FROM nhan_xet AS n JOIN phieu AS p ON p._id = n.phieu", "7 6");
    record_free(r);
    bench_close(&s.b);
}

static void reading_a_snapshot_writes_nothing_and_needs_no_right_to_write(void **state)
{
    (void)state;
    struct shelf s;
    struct err err = ERR_INIT;
    char before[HASH_HEX], after[HASH_HEX];
    struct str bytes = STR_INIT;
    shelf_open(&s);
    store_close(s.b.st);
    assert_true(file_read(s.b.path, SIZE_MAX, &bytes, &err));
    hash_hex(bytes.p, bytes.len, before);
    must(&s.b, store_open(&s.b.st, s.b.path, STORE_READ, s.b.app, &s.b.clock, &s.b.err));
    expect(&s, LATEST SHEETS, "tc-1.1:7 tc-1.2:8");
    expect(&s, SHEETS, "tc-1.1:3 tc-1.2:8");
    str_clear(&bytes);
    assert_true(file_read(s.b.path, SIZE_MAX, &bytes, &err));
    hash_hex(bytes.p, bytes.len, after);
    assert_string_equal(before, after);
    str_release(&bytes);
    bench_close(&s.b);
}

static void a_snapshot_that_was_changed_after_it_was_sealed_is_not_read(void **state)
{
    static const char *const changes[] = {
        "UPDATE _snapshot_record SET bytes = CAST(replace(CAST(bytes AS TEXT), 'th001', 'th009') AS BLOB) WHERE form = 'truong'",
        "DELETE FROM _snapshot_record WHERE form = 'phieu' AND key LIKE '%1.2'",
        "UPDATE _snapshot_record SET record = record || 'x' WHERE form = 'phieu' AND key LIKE '%1.2'",
        "UPDATE _snapshot SET number = 2",
    };
    (void)state;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct shelf s;
        struct rowset rows = {0};
        shelf_open(&s);
        bench_alter(&s.b, changes[i]);
        if (ask(&s, LATEST SHEETS, s.period, 0, &rows) || !strstr(s.b.err.msg, "it is not what was handed in")) {
            fail_msg("%s: '%s'", changes[i], s.b.err.msg);
        }
        rowset_release(&rows);
        bench_close(&s.b);
    }
}

static void definitions_that_changed_since_lose_nothing_and_make_nothing_up(void **state)
{
    (void)state;
    struct shelf s;
    struct rowset rows = {0};
    shelf_open(&s);
    bench_append_file(&s.b, "forms/truong.ini", "\n[field ghi_chu]\ntype = text\nlabel = Ghi chú\n");
    bench_write_file(&s.b, "forms/dot.ini",
                     "[form]\ntitle = Đợt\nkey = truong, nam\n[field truong]\ntype = select_one truong\nlabel = Trường\nrequired = yes\n"
                     "[field nam]\ntype = text\nlabel = Năm\nrequired = yes\n"
                     "[state da_nop]\nlabel = Đã nộp\nsnapshot = yes\n");
    bench_reopen(&s.b, true); /* waits for migrate */
    expect(&s, LATEST "SELECT ten || coalesce(ghi_chu, '?') FROM truong", "Trường Lê Lợi?");
    expect(&s, LATEST "SELECT nam FROM dot", "2026");
    must(&s.b, dossier_diff(s.b.st, bench_form(&s.b, "dot"), s.period, 1, 1, &rows, &s.b.err));
    assert_int_equal(rows.nrows, 0);
    rowset_release(&rows);

    char *gone = file_join(s.b.app_dir, "forms/phieu.ini"); /* the application forgets the form of the sheets */
    unlink(gone);
    free(gone);
    bench_write_file(&s.b, "app.ini", "[app]\ntitle = Sổ sách thử\n");
    bench_reopen(&s.b, true);
    expect(&s, LATEST "SELECT count(*) FROM dot", "1");
    bench_sql(&s.b, "SELECT count(*) FROM _snapshot_record WHERE form = 'phieu'", "2");
    bench_close(&s.b);
}

static void a_line_that_asks_for_no_snapshot_is_refused(void **state)
{
    static const struct {
        const char *line, *says;
    } cases[] = {
        {"-- snapshot: dot\n", "write -- snapshot: FORM :RECORD"},
        {"-- snapshot: :dot\n", "write -- snapshot: FORM :RECORD"},
        {"-- snapshot: dot dot\n", "write -- snapshot: FORM :RECORD"},
        {"-- what is this\n-- snapshot: dot :dot so\n", "line 2: write -- snapshot: FORM :RECORD"},
        {"-- snapshot: dott :dot\n", "did you mean 'dot'?"},
        {"-- snapshot: dot :dot :dot\n", "the number of a snapshot is a whole number"},
    };
    (void)state;
    struct shelf s;
    shelf_open(&s);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rowset rows = {0};
        struct str sql = STR_INIT;
        str_addf(&sql, "%s" SHEETS, cases[i].line);
        if (ask(&s, sql.p, s.period, 0, &rows) || !strstr(s.b.err.msg, cases[i].says)) {
            fail_msg("%s says '%s'", cases[i].line, s.b.err.msg);
        }
        str_release(&sql);
        rowset_release(&rows);
    }
    bench_close(&s.b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_query_reads_what_was_handed_in_and_the_same_without_the_line_what_stands_now),
        cmocka_unit_test(a_record_that_was_deleted_since_is_still_there),
        cmocka_unit_test(snapshots_are_told_apart_by_their_numbers),
        cmocka_unit_test(what_was_not_handed_in_is_empty_and_never_what_stands_now),
        cmocka_unit_test(forms_that_no_snapshot_holds_are_read_as_they_stand),
        cmocka_unit_test(reading_a_snapshot_writes_nothing_and_needs_no_right_to_write),
        cmocka_unit_test(a_snapshot_that_was_changed_after_it_was_sealed_is_not_read),
        cmocka_unit_test(definitions_that_changed_since_lose_nothing_and_make_nothing_up),
        cmocka_unit_test(a_line_that_asks_for_no_snapshot_is_refused),
    };
    return cmocka_run_group_tests_name("store/snapshot", tests, NULL, NULL);
}
