#include "store_test.h"

#include "store/dossier.h"

/* Evidence, and files that name several pieces of it: in the record and in rows. */
static void open_with_evidence(struct bench *b)
{
    bench_start(b);
    bench_write_file(b, "forms/minh_chung.ini",
                     "[form]\ntitle = Minh chứng\ntitle.en = Evidence\nkey = ma\nrecord_title = ma, ten\n"
                     "[field ma]\ntype = text\nlabel = Mã\nlabel.en = Code\n"
                     "[field ten]\ntype = text\nlabel = Tên\nlabel.en = Name\n");
    bench_write_file(b, "forms/ho_so.ini",
                     "[form]\ntitle = Hồ sơ\ntitle.en = File\nkey = so\nlist = so, kem\norder = kem, so\nsearch = kem\n"
                     "governed_by = dot\n"
                     "[field so]\ntype = text\nlabel = Số\nlabel.en = Number\n"
                     "[field dot]\ntype = select_one dot\nlabel = Đợt\nlabel.en = Period\n"
                     "[field kem]\ntype = select_multiple minh_chung\nlabel = Kèm theo\nlabel.en = With\n"
                     "[field cac_dot]\ntype = select_multiple dot\nlabel = Các đợt\nlabel.en = Periods\n"
                     "[roster muc]\nlabel = Mục\nlabel.en = Items\n"
                     "[field muc.chung_cu]\ntype = select_multiple minh_chung\nlabel = Chứng cứ\nlabel.en = Proof\n");
    bench_load_app(b);
    bench_open_store(b);
}

static void evidence(struct bench *b, const char *code, const char *name, char id[UUID_TEXT])
{
    struct record *r = bench_new(b, "minh_chung");
    bench_set(r, "ma", code);
    bench_set(r, "ten", name);
    bench_save(b, r, NULL);
    memcpy(id, r->id, UUID_TEXT);
    record_free(r);
}

static void set_many(struct record *r, const char *path, const char *const *ids)
{
    struct str text = STR_INIT;
    for (; *ids; ids++) {
        str_addf(&text, "%s ", *ids);
    }
    bench_set(r, path, text.p);
    str_release(&text);
}

/* A file with these pieces in the record (a, c) and in a row (b). */
static struct record *file(struct bench *b, const char *number, const char *x, const char *y, const char *in_row)
{
    struct record *r = bench_new(b, "ho_so");
    bench_set(r, "so", number);
    set_many(r, "kem", (const char *const[]){x, y, NULL});
    record_add_row(r, 0, "m1");
    bench_set(r, "muc/m1/chung_cu", in_row);
    bench_save(b, r, NULL);
    return r;
}

static void several_records_are_stored_as_ids_and_come_back(void **state)
{
    (void)state;
    struct bench b;
    char a[UUID_TEXT], c[UUID_TEXT];
    struct str want = STR_INIT;
    open_with_evidence(&b);
    evidence(&b, "H1", "Biên bản", a);
    evidence(&b, "H2", "Quyết định", c);
    struct record *r = file(&b, "1", c, a, c);
    str_addf(&want, "%s %s", c, a);
    bench_sql(&b, "SELECT kem FROM ho_so", want.p);
    struct record *back = bench_load(&b, "ho_so", r->id);
    bench_expect(back, "kem", want.p);
    bench_expect(back, "muc/m1/chung_cu", c);
    bench_sql(&b, "SELECT count(*) FROM sqlite_schema WHERE name LIKE '\\_ref\\_%kem' ESCAPE '\\'", "0");
    str_release(&want);
    record_free(back);
    record_free(r);
    bench_close(&b);
}

static void each_named_record_must_be_there(void **state)
{
    static const char gone[] = "019cb000-0000-7000-8000-000000000000";
    (void)state;
    struct bench b;
    char a[UUID_TEXT];
    open_with_evidence(&b);
    evidence(&b, "H1", "Biên bản", a);
    static const char *const paths[] = {"kem", "muc/m1/chung_cu"};
    for (size_t i = 0; i < 2; i++) {
        struct record *r = bench_new(&b, "ho_so");
        bench_set(r, "so", "1");
        record_add_row(r, 0, "m1");
        set_many(r, paths[i], (const char *const[]){a, gone, NULL});
        assert_false(bench_try_save(&b, r, NULL, "create"));
        assert_int_equal(b.err.code, ERR_INVALID);
        assert_non_null(strstr(b.err.msg, "Minh chứng"));
        record_free(r);
    }
    bench_close(&b);
}

static bool try_delete(struct bench *b, const char *form, const char *id)
{
    struct change_info info = bench_info("delete");
    struct record *r = bench_load(b, form, id);
    must(b, store_begin(b->st, &b->err));
    bool ok = store_delete(b->st, r, &info, &b->err);
    if (ok) {
        must(b, store_commit(b->st, &b->err));
    } else {
        store_rollback(b->st);
    }
    record_free(r);
    return ok;
}

static void a_record_among_several_cannot_be_deleted(void **state)
{
    (void)state;
    struct bench b;
    char a[UUID_TEXT], c[UUID_TEXT], d[UUID_TEXT], free_one[UUID_TEXT];
    open_with_evidence(&b);
    evidence(&b, "H1", "Một", a);
    evidence(&b, "H2", "Hai", c);
    evidence(&b, "H3", "Ba", d);
    evidence(&b, "H4", "Bốn", free_one);
    struct record *r[4];
    for (size_t i = 0; i < 4; i++) {
        r[i] = file(&b, (const char *const[]){"11", "12", "13", "14"}[i], a, c, d);
    }
    const char *named[] = {a, c, d};
    for (size_t i = 0; i < 3; i++) {
        assert_false(try_delete(&b, "minh_chung", named[i]));
        assert_int_equal(b.err.code, ERR_REFUSED);
        assert_non_null(strstr(b.err.msg, "Hồ sơ “11”, Hồ sơ “12”, Hồ sơ “13”"));
        assert_null(strstr(b.err.msg, "14"));
    }
    assert_true(try_delete(&b, "minh_chung", free_one));
    for (size_t i = 0; i < 4; i++) {
        record_free(r[i]);
    }
    bench_close(&b);
}

static void titles_and_search_rows_follow_the_named_records(void **state)
{
    (void)state;
    struct bench b;
    char a[UUID_TEXT], c[UUID_TEXT];
    struct rowset rows = {0};
    open_with_evidence(&b);
    evidence(&b, "H1", "Biên bản", a);
    evidence(&b, "H2", "Quyết định", c);
    struct record *r = file(&b, "1", c, a, c);
    must(&b, store_list(b.st, r->form, NULL, 0, "bien ban", NULL, false, 10, LANG_VI, &rows, &b.err));
    assert_int_equal(rows.nrows, 1);
    assert_string_equal(rowset_str(&rows, 0, "kem"), "H2 – Quyết định; H1 – Biên bản");
    rowset_release(&rows);
    struct record *e = bench_load(&b, "minh_chung", a), *old = record_clone(e);
    bench_set(e, "ten", "Nghị quyết");
    bench_save(&b, e, old);
    must(&b, store_list(b.st, r->form, NULL, 0, "nghi quyet", NULL, false, 10, LANG_VI, &rows, &b.err));
    assert_int_equal(rows.nrows, 1);
    rowset_release(&rows);
    record_free(old);
    record_free(e);
    record_free(r);
    bench_close(&b);
}

/* Each names each: followed to the depth of single references the title would have a million parts. */
static void a_title_of_records_that_name_each_other_ends(void **state)
{
    (void)state;
    enum { N = 5 };
    struct bench b;
    struct record *r[N], *old;
    struct str all = STR_INIT, title = STR_INIT;
    bench_start(&b);
    bench_write_file(&b, "forms/nhom.ini",
                     "[form]\ntitle = Nhóm\ntitle.en = Group\nkey = ma\nrecord_title = ma, cung\n"
                     "[field ma]\ntype = text\nlabel = Mã\nlabel.en = Code\n"
                     "[field cung]\ntype = select_multiple nhom\nlabel = Cùng\nlabel.en = With\n");
    bench_load_app(&b);
    bench_open_store(&b);
    for (int i = 0; i < N; i++) {
        r[i] = bench_new(&b, "nhom");
        bench_set(r[i], "ma", (const char[]){(char)('a' + i), '\0'});
        bench_save(&b, r[i], NULL);
        str_addf(&all, "%s ", r[i]->id);
    }
    for (int i = 0; i < N; i++) {
        old = record_clone(r[i]);
        bench_set(r[i], "cung", all.p);
        bench_save(&b, r[i], old);
        record_free(old);
    }
    must(&b, store_title(b.st, r[0]->form, r[0]->id, LANG_VI, &title, &b.err));
    assert_true(str_starts(title.p, "a – a – "));
    assert_true(title.len < 10000);
    for (int i = 0; i < N; i++) {
        record_free(r[i]);
    }
    str_release(&all);
    str_release(&title);
    bench_close(&b);
}

static void a_corrected_key_shows_who_follows(void **state)
{
    (void)state;
    struct bench b;
    char a[UUID_TEXT], c[UUID_TEXT];
    struct rowset rows = {0};
    open_with_evidence(&b);
    evidence(&b, "H1", "Biên bản", a);
    evidence(&b, "H2", "Quyết định", c);
    struct record *r = file(&b, "1", c, a, a);
    bench_rekey(&b, "minh_chung", a, "H9", &rows);
    assert_int_equal(rows.nrows, 2); /* the record, its row */
    assert_non_null(strstr(rowset_str(&rows, 0, "what"), "Kèm theo"));
    assert_non_null(strstr(rowset_str(&rows, 1, "what"), "Chứng cứ"));
    bench_sql(&b, "SELECT folded LIKE '%h9%' FROM _search WHERE form = 'ho_so'", "1");
    rowset_release(&rows);
    record_free(r);
    bench_close(&b);
}

static void a_snapshot_holds_every_record_that_is_named(void **state)
{
    (void)state;
    struct bench b;
    char school[UUID_TEXT], period[UUID_TEXT], a[UUID_TEXT], c[UUID_TEXT], d[UUID_TEXT], code[13];
    struct change_info info = bench_info("move");
    int64_t number;
    open_with_evidence(&b);
    bench_school(&b, "th001", "A", school);
    bench_period(&b, school, "2026", period);
    evidence(&b, "H1", "Một", a);
    evidence(&b, "H2", "Hai", c);
    evidence(&b, "H3", "Ba", d);
    struct record *r = file(&b, "1", c, a, d), *old = record_clone(r);
    bench_set(r, "dot", period);
    bench_save(&b, r, old);
    struct record *dot = bench_load(&b, "dot", period);
    must(&b, store_begin(b.st, &b.err));
    must(&b, dossier_snapshot(b.st, dot, &info, &number, code, &b.err));
    must(&b, store_commit(b.st, &b.err));
    bench_sql(&b, "SELECT group_concat(key, ' ') FROM (SELECT key FROM _snapshot_record WHERE form = 'minh_chung' ORDER BY key)",
              "H1 H2 H3");
    record_free(dot);
    record_free(old);
    record_free(r);
    bench_close(&b);
}

/* Only one record named is what a record belongs to. */
static void several_records_govern_nothing(void **state)
{
    (void)state;
    struct bench b;
    open_with_evidence(&b);
    const struct form *form = bench_form(&b, "ho_so");
    assert_string_equal(form->fields[form->governing_field].name, "dot");
    bench_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_records_are_stored_as_ids_and_come_back),
        cmocka_unit_test(each_named_record_must_be_there),
        cmocka_unit_test(a_record_among_several_cannot_be_deleted),
        cmocka_unit_test(titles_and_search_rows_follow_the_named_records),
        cmocka_unit_test(a_title_of_records_that_name_each_other_ends),
        cmocka_unit_test(a_corrected_key_shows_who_follows),
        cmocka_unit_test(a_snapshot_holds_every_record_that_is_named),
        cmocka_unit_test(several_records_govern_nothing),
    };
    return cmocka_run_group_tests_name("store/many", tests, NULL, NULL);
}
