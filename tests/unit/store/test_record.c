#include "store_test.h"

/* A sheet with two rows, saved; the caller frees it. */
static struct record *save_sheet(struct bench *b, const char *period, const char *criterion)
{
    struct record *r = bench_new(b, "phieu");
    bench_set(r, "dot", period);
    bench_set(r, "tieu_chi", criterion);
    bench_set(r, "diem", "7");
    bench_set(r, "ty_le", "0.7");
    bench_set(r, "mo_ta", "Hiện trạng\ncó 18 lớp");
    record_add_row(r, 0, "a");
    record_add_row(r, 0, "b");
    bench_set(r, "chi_bao/a/ket_qua", "cong");
    bench_set(r, "chi_bao/b/ket_qua", "tu");
    bench_save(b, r, NULL);
    return r;
}

static void a_record_comes_back_as_it_was_saved(void **state)
{
    (void)state;
    struct bench b;
    char school[UUID_TEXT], period[UUID_TEXT];
    bench_open(&b);
    bench_school(&b, "th001", "Trường Lê Lợi", school);
    bench_period(&b, school, "2026", period);
    struct record *r = save_sheet(&b, period, "tc-1.1");
    assert_int_equal(r->version, 1);
    struct record *back = bench_load(&b, "phieu", r->id);
    struct changes changes = {0};
    record_diff(r, back, &changes);
    assert_int_equal(changes.list.n, 0);
    assert_string_equal(back->state, "viet");
    assert_int_equal(back->version, 1);
    assert_true(back->cells[0].touched);
    bench_sql(&b, "SELECT _form = (SELECT hash FROM _form WHERE form = 'phieu') FROM phieu", "1");
    bench_sql(&b, "SELECT text LIKE '%Tiêu chí%' FROM _form WHERE form = 'phieu'", "1");
    bench_sql(&b, "SELECT _created_by || _created_at FROM truong", "mai2026-03-01T00:00:00.001Z");
    changes_release(&changes);
    record_free(back);
    record_free(r);
    bench_close(&b);
}

static void rows_are_written_by_their_keys(void **state)
{
    (void)state;
    struct bench b;
    char school[UUID_TEXT], period[UUID_TEXT];
    bench_open(&b);
    bench_school(&b, "th001", "A", school);
    bench_period(&b, school, "2026", period);
    struct record *r = save_sheet(&b, period, "tc-1.1"), *old = record_clone(r);
    record_delete_row(r, 0, 0);
    record_insert_row(r, 0, 0, "c");
    bench_set(r, "chi_bao/c/ket_qua", "cong");
    bench_save(&b, r, old);
    bench_sql(&b,
              "SELECT group_concat(_row_key || ket_qua, ' ') FROM"
              " (SELECT * FROM phieu__chi_bao ORDER BY _row)",
              "ccong btu");
    record_free(old);
    old = record_clone(r);
    record_insert_row(r, 0, 0, "d"); /* b moves, without being changed itself */
    bench_save(&b, r, old);
    bench_sql(&b, "SELECT group_concat(_row_key, ' ') FROM (SELECT * FROM phieu__chi_bao ORDER BY _row)",
              "d c b");
    record_free(old);
    record_free(r);
    bench_close(&b);
}

static void a_taken_key_is_a_conflict_that_names_the_record(void **state)
{
    (void)state;
    struct bench b;
    char id[UUID_TEXT];
    bench_open(&b);
    bench_school(&b, "th001", "A", id);
    struct record *r = bench_new(&b, "truong");
    bench_set(r, "ma", "th001");
    assert_false(bench_try_save(&b, r, NULL, "create"));
    assert_int_equal(b.err.code, ERR_CONFLICT);
    assert_non_null(strstr(b.err.msg, "th001"));
    assert_int_equal(r->version, 0);
    bench_set(r, "ma", "th002");
    bench_set(r, "dien_thoai", "024");
    bench_save(&b, r, NULL);
    struct record *other = bench_new(&b, "truong");
    bench_set(other, "ma", "th003");
    bench_set(other, "dien_thoai", "024");
    assert_false(bench_try_save(&b, other, NULL, "create"));
    assert_int_equal(b.err.code, ERR_CONFLICT);
    assert_non_null(strstr(b.err.msg, "024"));
    record_free(other);
    record_free(r);
    bench_sql(&b, "SELECT count(*) FROM _search", "2");
    bench_close(&b);
}

static void a_reference_must_lead_to_a_record(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b);
    struct record *r = bench_new(&b, "dot");
    bench_set(r, "truong", "019cb000-0000-7000-8000-000000000000");
    bench_set(r, "nam", "2026");
    assert_false(bench_try_save(&b, r, NULL, "create"));
    assert_int_equal(b.err.code, ERR_INVALID);
    assert_non_null(strstr(b.err.msg, "Trường"));
    record_free(r);
    bench_close(&b);
}

static void an_older_version_is_never_written_over_a_newer_one(void **state)
{
    (void)state;
    struct bench b;
    char id[UUID_TEXT];
    bench_open(&b);
    bench_school(&b, "th001", "A", id);
    struct record *first = bench_load(&b, "truong", id), *second = bench_load(&b, "truong", id);
    struct record *old = record_clone(first);
    bench_set(first, "ten", "B");
    bench_save(&b, first, old);
    bench_set(second, "ten", "C");
    assert_false(bench_try_save(&b, second, old, "update"));
    assert_int_equal(b.err.code, ERR_CONFLICT);
    bench_sql(&b, "SELECT ten FROM truong", "B");
    record_free(old);
    record_free(first);
    record_free(second);
    bench_close(&b);
}

static void serial_numbers_go_up_within_their_scope_and_leave_gaps(void **state)
{
    (void)state;
    struct bench b;
    char school[UUID_TEXT], a[UUID_TEXT], c[UUID_TEXT];
    struct change_info info = bench_info("delete");
    bench_open(&b);
    bench_school(&b, "th001", "A", school);
    bench_period(&b, school, "2025", a);
    bench_period(&b, school, "2026", c);
    struct record *one = save_sheet(&b, a, "tc-1.1"), *two = save_sheet(&b, a, "tc-1.2");
    struct record *other = save_sheet(&b, c, "tc-1.1");
    bench_expect(one, "so", "1");
    bench_expect(two, "so", "2");
    bench_expect(other, "so", "1");
    must(&b, store_begin(b.st, &b.err));
    must(&b, store_delete(b.st, two, &info, &b.err));
    must(&b, store_commit(b.st, &b.err));
    struct record *three = save_sheet(&b, a, "tc-1.2");
    bench_expect(three, "so", "3");
    record_free(one);
    record_free(two);
    record_free(three);
    record_free(other);
    bench_close(&b);
}

static void counts_follow_records_and_states(void **state)
{
    (void)state;
    struct bench b;
    char school[UUID_TEXT], period[UUID_TEXT];
    bench_open(&b);
    bench_school(&b, "th001", "A", school);
    bench_period(&b, school, "2026", period);
    struct record *r = save_sheet(&b, period, "tc-1.1"), *old = record_clone(r);
    assert_int_equal(store_count(b.st, "phieu", NULL), 1);
    snprintf(r->state, sizeof r->state, "xong");
    bench_save(&b, r, old);
    assert_int_equal(store_count(b.st, "phieu", "viet"), 0);
    assert_int_equal(store_count(b.st, "phieu", "xong"), 1);
    assert_int_equal(store_count(b.st, "truong", ""), 1);
    assert_int_equal(store_count(b.st, "dot", NULL), 1);
    record_free(old);
    record_free(r);
    bench_close(&b);
}

static void what_others_name_cannot_be_deleted(void **state)
{
    (void)state;
    struct bench b;
    char school[UUID_TEXT], period[UUID_TEXT];
    struct change_info info = bench_info("delete");
    bench_open(&b);
    bench_school(&b, "th001", "Trường A", school);
    bench_period(&b, school, "2026", period);
    struct record *r = bench_load(&b, "truong", school);
    must(&b, store_begin(b.st, &b.err));
    assert_false(store_delete(b.st, r, &info, &b.err));
    store_rollback(b.st);
    assert_int_equal(b.err.code, ERR_REFUSED);
    assert_non_null(strstr(b.err.msg, "Đợt"));
    assert_non_null(strstr(b.err.msg, "2026"));
    record_free(r);
    bench_close(&b);
}

static void a_deleted_record_comes_back_with_every_value(void **state)
{
    (void)state;
    struct bench b;
    char school[UUID_TEXT], period[UUID_TEXT], id[UUID_TEXT];
    struct change_info info = bench_info("delete");
    struct record *back;
    bench_open(&b);
    bench_school(&b, "th001", "A", school);
    bench_period(&b, school, "2026", period);
    struct record *r = save_sheet(&b, period, "tc-1.1");
    must(&b, store_begin(b.st, &b.err));
    must(&b, store_delete(b.st, r, &info, &b.err));
    must(&b, store_commit(b.st, &b.err));
    assert_false(store_load(b.st, r->form, r->id, &back, &b.err));
    assert_int_equal(b.err.code, ERR_NOT_FOUND);
    bench_sql(
        &b,
        "SELECT (SELECT count(*) FROM phieu__chi_bao) + (SELECT count(*) FROM _search WHERE form = 'phieu')",
        "0");
    must(&b, store_find_deleted(b.st, r->form, "th001|2026|tc-1.1", id, &b.err));
    assert_string_equal(id, r->id);
    must(&b, store_load_deleted(b.st, r->form, id, &back, &b.err));
    struct changes changes = {0};
    record_diff(r, back, &changes);
    assert_int_equal(changes.list.n, 0);
    assert_string_equal(back->state, "viet");
    changes_release(&changes);
    must(&b, bench_try_save(&b, back, NULL, "restore"));
    assert_false(store_find_deleted(b.st, r->form, r->id, id, &b.err));
    record_free(back);
    record_free(r);
    bench_close(&b);
}

static void keys_are_spelt_through_references(void **state)
{
    (void)state;
    struct bench b;
    char school[UUID_TEXT], period[UUID_TEXT], id[UUID_TEXT];
    struct str key = STR_INIT;
    bench_open(&b);
    bench_school(&b, "th001", "Trường Lê Lợi", school);
    bench_period(&b, school, "2026", period);
    struct record *r = save_sheet(&b, period, "tc-1.1");
    must(&b, store_key_text(b.st, r->form, r->id, &key, &b.err));
    assert_string_equal(key.p, "th001|2026|tc-1.1");
    must(&b, store_find(b.st, r->form, "th001 | 2026 | 1.1", id, &b.err)); /* as people write it */
    assert_string_equal(id, r->id);
    static const char *const wrong[] = {
        "", "th001", "th001|2026|tc-1.1|x", "th002|2026|tc-1.1", "th001|x|tc-1.1", "th001|2026|tc-9"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        if (store_find(b.st, r->form, wrong[i], id, &b.err)) {
            fail_msg("'%s' was found", wrong[i]);
        }
        assert_int_equal(b.err.code, ERR_NOT_FOUND);
    }
    str_clear(&key);
    must(&b, store_title(b.st, r->form, r->id, LANG_VI, &key, &b.err));
    assert_non_null(strstr(key.p, "Trường Lê Lợi"));
    assert_true(str_ends(key.p, " – 1.1")); /* the short name is enough */
    str_release(&key);
    record_free(r);
    bench_close(&b);
}

/* The linter refuses such a form; opened all the same it must not lead on for ever. */
static void a_key_that_leads_back_to_its_form_is_told(void **state)
{
    (void)state;
    struct bench b;
    char id[UUID_TEXT];
    bench_open(&b);
    bench_write_file(&b, "forms/vong.ini",
                     "[form]\ntitle = Vòng\ntitle.en = Circle\nkey = tren\n"
                     "[field tren]\ntype = select_one vong\nlabel = Trên\nlabel.en = Above\n");
    bench_reopen(&b, true);
    assert_false(store_find(b.st, bench_form(&b, "vong"), "x", id, &b.err));
    assert_non_null(strstr(b.err.msg, "leads back to it"));
    bench_close(&b);
}

static void titles_follow_what_they_name(void **state)
{
    (void)state;
    struct bench b;
    char school[UUID_TEXT], period[UUID_TEXT];
    struct str title = STR_INIT;
    bench_open(&b);
    bench_school(&b, "th001", "Cũ", school);
    bench_period(&b, school, "2026", period);
    struct record *r = bench_load(&b, "truong", school), *old = record_clone(r);
    bench_set(r, "ten", "Mới");
    bench_save(&b, r, old);
    must(&b, store_title(b.st, bench_form(&b, "dot"), period, LANG_VI, &title, &b.err));
    assert_non_null(strstr(title.p, "Mới"));
    str_release(&title);
    record_free(old);
    record_free(r);
    bench_close(&b);
}

static void expect_title(struct bench *b, const char *form, const char *id, enum lang lang, const char *expected)
{
    struct record_name quick = RECORD_NAME_INIT;
    struct str slow = STR_INIT;
    must(b, store_name_of(b->st, form, id, lang, &quick, &b->err));
    must(b, store_title(b->st, bench_form(b, form), id, lang, &slow, &b->err));
    assert_string_equal(quick.title.p, expected);
    assert_string_equal(slow.p, expected);
    record_name_release(&quick);
    str_release(&slow);
}

#define FIELD(name, type) "[field " name "]\ntype = " type "\nlabel = " name "\n"

static void a_title_is_the_same_with_and_without_its_definition(void **state)
{
    (void)state;
    static const struct {
        const char *form, *field, *value, *vi, *en;
    } cases[] = {
        {"phieu", "tieu_chi", "tc-1.2", "Lê Lợi – 2026 – 1.2", "Lê Lợi – 2026 – 1.2"},
        {"phieu", "tieu_chi", "tc-9", "Lê Lợi – 2026 – tc-9", "Lê Lợi – 2026 – tc-9"},
        {"muc", "loai", "cu", "Loại cũ", "Old kind"},
        {"muc", "loai", "tu", "t", "t"},
        {"muc", "ma", "m1", "m1", "m1"},
        {"lich", "ngay", "2026-03-01", "01/03/2026", "01/03/2026"},
    };
    struct bench b;
    char school[UUID_TEXT], period[UUID_TEXT];
    bench_start(&b);
    bench_write_file(&b, "forms/lich.ini", "[form]\ntitle = Lịch\nkey = ngay\n" FIELD("ngay", "date"));
    bench_write_file(&b, "forms/muc.ini",
                     "[form]\ntitle = Mục\nkey = ma\nrecord_title = loai, ma\n" FIELD("ma", "text") FIELD("loai", "select_one loai"));
    bench_load_app(&b);
    bench_open_store(&b);
    bench_school(&b, "th001", "Lê Lợi", school);
    bench_period(&b, school, "2026", period);
    expect_title(&b, "truong", school, LANG_VI, "Lê Lợi");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct record *r = bench_new(&b, cases[i].form);
        if (str_eq(cases[i].form, "phieu")) {
            bench_set(r, "dot", period);
        }
        bench_set(r, cases[i].field, cases[i].value);
        bench_save(&b, r, NULL);
        expect_title(&b, cases[i].form, r->id, LANG_VI, cases[i].vi);
        expect_title(&b, cases[i].form, r->id, LANG_EN, cases[i].en);
        record_free(r);
    }
    bench_sql(&b, "SELECT group_concat(name, ' ') FROM (SELECT name FROM _meta WHERE name LIKE 'title:%' AND value <> '' ORDER BY name)",
              "title:dot title:muc title:phieu title:truong");
    bench_close(&b);
}

static void days_come_with_the_title(void **state)
{
    (void)state;
    struct bench b;
    static const char *const titles[] = {"ma", "tu"}; /* the second is made by the definition */
    for (size_t i = 0; i < 2; i++) {
        struct record_name name = RECORD_NAME_INIT;
        struct str form = STR_INIT;
        bench_start(&b);
        str_addf(&form, "[form]\ntitle = Mục\nkey = ma\nrecord_title = %s\nvalid_from = tu\nvalid_to = den\n%s", titles[i],
                 FIELD("ma", "text") FIELD("tu", "date") FIELD("den", "date"));
        bench_write_file(&b, "forms/muc.ini", form.p);
        str_release(&form);
        bench_load_app(&b);
        bench_open_store(&b);
        struct record *r = bench_new(&b, "muc");
        bench_set(r, "tu", "2026-03-01");
        bench_save(&b, r, NULL);
        must(&b, store_name_of(b.st, "muc", r->id, LANG_VI, &name, &b.err));
        assert_string_equal(name.from.p, "2026-03-01");
        assert_string_equal(name.to.p, "");
        record_name_release(&name);
        record_free(r);
        bench_close(&b);
    }
}

static void a_title_needs_no_definition_and_follows_what_it_names(void **state)
{
    (void)state;
    struct bench b;
    char school[UUID_TEXT], period[UUID_TEXT];
    struct record_name name = RECORD_NAME_INIT;
    struct str title = STR_INIT;
    bench_open(&b);
    bench_school(&b, "th001", "Cũ", school);
    bench_period(&b, school, "2026", period);
    struct record *r = bench_load(&b, "truong", school), *old = record_clone(r);
    bench_set(r, "ten", "Mới");
    bench_save(&b, r, old);
    record_free(old);
    record_free(r);
    bench_reopen(&b, true);
    bench_write_file(&b, "forms/dot.ini", "nothing that anybody could read");
    must(&b, store_name_of(b.st, "dot", period, LANG_VI, &name, &b.err));
    assert_string_equal(name.title.p, "Mới – 2026");
    must(&b, store_form_title(b.st, "dot", LANG_VI, &title, &b.err));
    must(&b, store_form_title(b.st, "dot", LANG_EN, &title, &b.err));
    assert_string_equal(title.p, "ĐợtPeriod");
    assert_false(store_name_of(b.st, "dot", "0190-none", LANG_VI, &name, &b.err));
    assert_int_equal(b.err.code, ERR_NOT_FOUND);
    str_release(&title);
    record_name_release(&name);
    bench_close(&b);
}

static void accepted_warnings_stay_with_the_record(void **state)
{
    (void)state;
    struct bench b;
    char id[UUID_TEXT];
    bench_open(&b);
    bench_school(&b, "th001", "A", id);
    struct record *r = bench_load(&b, "truong", id), *old = record_clone(r);
    struct acceptance *a = vec_push(&r->accepted);
    *a = (struct acceptance){mem_dup("ten"), mem_dup("đúng vậy"), mem_dup("mai"), "abc"};
    bench_save(&b, r, old);
    record_free(old);
    old = bench_load(&b, "truong", id);
    assert_int_equal(old->accepted.n, 1);
    assert_string_equal(old->accepted.v[0].reason, "đúng vậy");
    struct record *now = record_clone(old);
    free(now->accepted.v[0].path);
    free(now->accepted.v[0].reason);
    free(now->accepted.v[0].who);
    now->accepted.n = 0;
    bench_save(&b, now, old);
    bench_sql(&b, "SELECT count(*) FROM _accepted", "0");
    record_free(now);
    record_free(old);
    record_free(r);
    bench_close(&b);
}

static void queries_read_with_named_parameters_and_never_write(void **state)
{
    (void)state;
    struct bench b;
    struct rowset rows = {0};
    bench_open(&b);
    struct param p = {"tieu_chi", VALUE_INIT};
    value_set_text(&p.value, sv_of("tc-1.1"));
    must(&b, store_query(b.st, "chi_bao", &p, 1, 10, &rows, &b.err));
    assert_int_equal(rows.nrows, 2);
    assert_string_equal(rowset_str(&rows, 1, "chi_bao"), "tc-1.1.b");
    rowset_release(&rows);
    must(&b, store_query(b.st, "chi_bao", NULL, 0, 10, &rows, &b.err));
    assert_int_equal(rows.nrows, 0);
    rowset_release(&rows);
    bench_sql(&b, "SELECT :today", "2026-03-01");
    bench_sql(&b, "SELECT fold('Đường') || today()", "duong2026-03-01");
    assert_false(store_select(b.st, "DELETE FROM truong", NULL, 0, 1, &rows, &b.err));
    assert_false(store_query(b.st, "khong_co", NULL, 0, 1, &rows, &b.err));
    value_release(&p.value);
    rowset_release(&rows);
    bench_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_comes_back_as_it_was_saved),
        cmocka_unit_test(rows_are_written_by_their_keys),
        cmocka_unit_test(a_taken_key_is_a_conflict_that_names_the_record),
        cmocka_unit_test(a_reference_must_lead_to_a_record),
        cmocka_unit_test(an_older_version_is_never_written_over_a_newer_one),
        cmocka_unit_test(serial_numbers_go_up_within_their_scope_and_leave_gaps),
        cmocka_unit_test(counts_follow_records_and_states),
        cmocka_unit_test(what_others_name_cannot_be_deleted),
        cmocka_unit_test(a_deleted_record_comes_back_with_every_value),
        cmocka_unit_test(keys_are_spelt_through_references),
        cmocka_unit_test(a_key_that_leads_back_to_its_form_is_told),
        cmocka_unit_test(titles_follow_what_they_name),
        cmocka_unit_test(a_title_is_the_same_with_and_without_its_definition),
        cmocka_unit_test(days_come_with_the_title),
        cmocka_unit_test(a_title_needs_no_definition_and_follows_what_it_names),
        cmocka_unit_test(accepted_warnings_stay_with_the_record),
        cmocka_unit_test(queries_read_with_named_parameters_and_never_write),
    };
    return cmocka_run_group_tests_name("store/record", tests, NULL, NULL);
}
