#include "store_test.h"

#include "store/dossier.h"

#define HEAD "[form]\ntitle = Sách\ntitle.en = Book\nkey = %s\n[field ma]\ntype = text\nlabel = Mã\nlabel.en = Code\n"
#define SHELF "[field ke]\ntype = %s\nlabel = Kệ\nlabel.en = Shelf\n"

/* The form of books with this key, and a shelf of this type and with these further keys; then as after a restart. */
static void define(struct bench *b, const char *key, const char *type, const char *more)
{
    struct str text = STR_INIT;
    str_addf(&text, HEAD SHELF, key, type);
    str_add(&text, more);
    bench_write_file(b, "forms/sach.ini", text.p);
    str_release(&text);
    if (b->st) {
        bench_reopen(b, true);
    } else {
        bench_load_app(b);
        bench_open_store(b);
    }
}

static void book(struct bench *b, const char *code, const char *shelf, char id[UUID_TEXT])
{
    struct record *r = bench_new(b, "sach");
    bench_set(r, "ma", code);
    bench_set(r, "ke", shelf);
    bench_save(b, r, NULL);
    memcpy(id, r->id, UUID_TEXT);
    record_free(r);
}

static bool move_book(struct bench *b, const char *id, const char *shelf)
{
    struct record *r = bench_load(b, "sach", id), *old = record_clone(r);
    bench_set(r, "ke", shelf);
    bool ok = bench_try_save(b, r, old, "update");
    record_free(old);
    record_free(r);
    return ok;
}

/* What migrate would do, a line each: "what field detail". */
static void expect_preview(struct bench *b, const char *expected)
{
    struct rowset rows = {0};
    struct str all = STR_INIT;
    struct change_info info = bench_info("migrate");
    must(b, dossier_migrate(b->st, true, &info, &rows, &(bool){false}, &b->err));
    for (size_t i = 0; i < rows.nrows; i++) {
        str_addf(&all, "%s %s %s\n", rowset_str(&rows, i, "what"), rowset_str(&rows, i, "field"), rowset_str(&rows, i, "detail"));
    }
    assert_string_equal(all.p, expected);
    str_release(&all);
    rowset_release(&rows);
}

static bool migrate(struct bench *b)
{
    struct rowset rows = {0};
    struct change_info info = bench_info("migrate");
    must(b, store_begin(b->st, &b->err));
    bool ok = dossier_migrate(b->st, false, &info, &rows, &(bool){false}, &b->err);
    if (ok) {
        must(b, store_commit(b->st, &b->err));
    } else {
        store_rollback(b->st);
    }
    rowset_release(&rows);
    return ok;
}

static void a_field_that_becomes_unique_waits_until_no_records_share_a_value(void **state)
{
    (void)state;
    struct bench b;
    char a[UUID_TEXT], c[UUID_TEXT], d[UUID_TEXT], id[UUID_TEXT];
    bench_start(&b);
    define(&b, "ma", "text", "");
    book(&b, "A", "k1", a);
    book(&b, "B", "k1", id);
    book(&b, "C", "k1", c);
    book(&b, "D", "k2", d);
    book(&b, "E", "k2", id);
    book(&b, "F", "k3", id);
    define(&b, "ma", "text", "unique = yes\n");

    struct record *r = bench_load(&b, "sach", a); /* it opens for reading */
    record_free(r);
    assert_false(store_may_save(b.st, bench_form(&b, "sach"), &b.err));
    assert_int_equal(b.err.code, ERR_REFUSED);
    assert_string_equal(b.err.msg, "records of 'sach' share values of 'ke', which is unique now (5: A, B, C, …): take 'unique' out, correct "
                                   "them, then put it back");
    assert_false(move_book(&b, a, "k9"));
    must(&b, store_form_complete(b.st, bench_form(&b, "sach"), &b.err)); /* it can be exported */
    must(&b, store_may_save(b.st, bench_form(&b, "truong"), &b.err));    /* the others go on */
    expect_preview(&b, "unique ke no two records may have the same value\nbreak ke records have the same value (5): A, B, C\n");
    assert_false(migrate(&b));

    define(&b, "ma", "text", "");
    must(&b, move_book(&b, a, "k9"));
    must(&b, move_book(&b, c, "k8"));
    must(&b, move_book(&b, d, "k7"));
    define(&b, "ma", "text", "unique = yes\n");
    must(&b, store_may_save(b.st, bench_form(&b, "sach"), &b.err));
    expect_preview(&b, "");
    assert_false(move_book(&b, a, "k8"));
    assert_int_equal(b.err.code, ERR_CONFLICT);
    bench_close(&b);
}

static void a_field_that_is_no_longer_unique_takes_any_value(void **state)
{
    (void)state;
    struct bench b;
    char a[UUID_TEXT], c[UUID_TEXT];
    bench_start(&b);
    define(&b, "ma", "text", "unique = yes\n");
    book(&b, "A", "k1", a);
    book(&b, "C", "k2", c);
    assert_false(move_book(&b, c, "k1"));
    define(&b, "ma", "text", "");
    must(&b, move_book(&b, c, "k1"));
    bench_close(&b);
}

static void a_unique_field_may_change_its_type(void **state)
{
    (void)state;
    struct bench b;
    char a[UUID_TEXT], c[UUID_TEXT];
    bench_start(&b);
    define(&b, "ma", "text", "unique = yes\n");
    book(&b, "A", "1", a);
    book(&b, "C", "2", c);
    define(&b, "ma", "integer", "unique = yes\n");
    must(&b, migrate(&b));
    bench_sql(&b, "SELECT typeof(ke) || ke FROM sach WHERE ma = 'C'", "integer2");
    assert_false(move_book(&b, c, "1"));
    assert_int_equal(b.err.code, ERR_CONFLICT);
    bench_close(&b);
}

static void a_new_key_that_records_share_waits_and_names_them(void **state)
{
    (void)state;
    struct bench b;
    char id[UUID_TEXT];
    bench_start(&b);
    define(&b, "ma", "text", "");
    book(&b, "A", "k1", id);
    book(&b, "B", "k1", id);
    define(&b, "ke", "text", "");
    assert_false(move_book(&b, id, "k9"));
    assert_non_null(strstr(b.err.msg, "run 'phieu migrate' first"));
    expect_preview(&b, "key  the records are told apart by other fields\nbreak  records would have the same key (1): k1\n");
    assert_false(migrate(&b));
    bench_close(&b);
}

static void decimals_become_integers_where_all_are_whole(void **state)
{
    (void)state;
    struct bench b;
    char a[UUID_TEXT], c[UUID_TEXT];
    bench_start(&b);
    define(&b, "ma", "decimal", "");
    book(&b, "A", "45", a);
    book(&b, "C", "4.5", c);
    bench_sql(&b, "SELECT typeof(ke) FROM sach WHERE ma = 'A'", "real");
    define(&b, "ma", "integer", "");
    assert_false(migrate(&b));
    bench_sql(&b, "SELECT ke FROM sach WHERE ma = 'C'", "4.5");
    define(&b, "ma", "decimal", "");
    assert_true(move_book(&b, c, "4"));
    define(&b, "ma", "integer", "");
    must(&b, migrate(&b));
    bench_sql(&b, "SELECT group_concat(typeof(ke) || ke) FROM sach", "integer45,integer4");
    bench_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_field_that_becomes_unique_waits_until_no_records_share_a_value),
        cmocka_unit_test(a_field_that_is_no_longer_unique_takes_any_value),
        cmocka_unit_test(a_unique_field_may_change_its_type),
        cmocka_unit_test(decimals_become_integers_where_all_are_whole),
        cmocka_unit_test(a_new_key_that_records_share_waits_and_names_them),
    };
    return cmocka_run_group_tests_name("store/migrate", tests, NULL, NULL);
}
