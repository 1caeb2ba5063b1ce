#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "form/value.h"

static void the_empty_text_is_null(void **state)
{
    (void)state;
    struct value v = VALUE_INIT;
    value_set_text(&v, SV("một"));
    value_set_text(&v, SV(""));
    assert_true(value_is_null(&v));
    assert_string_equal(value_str(&v), "");
}

static void a_text_may_be_set_from_a_part_of_itself(void **state)
{
    (void)state;
    struct value v = VALUE_INIT;
    value_set_text(&v, SV("abc"));
    value_set_text(&v, (struct sv){v.text + 1, 2});
    assert_string_equal(v.text, "bc");
    value_release(&v);
}

static void equal_means_the_same_type_and_content(void **state)
{
    (void)state;
    struct value a = VALUE_INIT, b = VALUE_INIT;
    assert_true(value_eq(&a, &b));
    value_set_int(&a, 1);
    assert_false(value_eq(&a, &b));
    value_set_real(&b, 1.0);
    assert_false(value_eq(&a, &b));
    value_set_text(&a, SV("1"));
    value_copy(&b, &a);
    assert_true(value_eq(&a, &b));
    assert_ptr_not_equal(a.text, b.text);
    value_move(&a, &b);
    assert_true(value_is_null(&b));
    assert_string_equal(a.text, "1");
    value_release(&a);
}

static void every_value_survives_packing_and_the_database_border(void **state)
{
    (void)state;
    struct value cases[] = {VALUE_INIT, VALUE_INIT, VALUE_INIT, VALUE_INIT, VALUE_INIT};
    value_set_int(&cases[1], INT64_MIN);
    value_set_real(&cases[2], -0.1);
    value_set_text(&cases[3], SV("chữ"));
    value_set_int(&cases[4], 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str bytes = STR_INIT;
        struct value back = VALUE_INIT;
        struct db_value db;
        value_pack(&bytes, &cases[i]);
        struct sv in = {bytes.p, bytes.len};
        assert_true(value_unpack(&in, &back));
        assert_int_equal(in.n, 0);
        assert_true(value_eq(&back, &cases[i]));
        value_to_db(&cases[i], &db);
        value_from_db(&back, &db);
        assert_true(value_eq(&back, &cases[i]));
        in = (struct sv){bytes.p, bytes.len - 1};
        assert_false(value_unpack(&in, &back));
        value_release(&back);
        value_release(&cases[i]);
        str_release(&bytes);
    }
}

static void plain_text_is_what_is_stored(void **state)
{
    (void)state;
    struct str s = STR_INIT;
    struct value v = VALUE_INIT;
    value_add_plain(&s, &v);
    value_set_int(&v, -12);
    value_add_plain(&s, &v);
    value_set_real(&v, 1.5);
    value_add_plain(&s, &v);
    value_set_text(&v, SV("x"));
    value_add_plain(&s, &v);
    assert_string_equal(s.p, "-121.5x");
    str_release(&s);
    value_release(&v);
}

static void a_rowset_is_read_by_row_and_column_name(void **state)
{
    (void)state;
    struct rowset rs = {0};
    rowset_add_column(&rs, "ma");
    rowset_add_column(&rs, "so");
    for (int i = 0; i < 20; i++) {
        struct value *v = rowset_add_row(&rs);
        value_set_text(&v[0], SV("m"));
        value_set_int(&v[1], i);
    }
    assert_int_equal(rs.nrows, 20);
    assert_int_equal(rowset_int(&rs, 19, "so"), 19);
    assert_string_equal(rowset_str(&rs, 7, "ma"), "m");
    assert_string_equal(rowset_str(&rs, 7, "so"), "");
    assert_int_equal(rowset_int(&rs, 7, "khac"), 0);
    assert_true(value_is_null(rowset_at(&rs, 20, 0)));
    assert_int_equal(rowset_column(&rs, "khac"), -1);
    rowset_release(&rs);
    assert_int_equal(rs.ncolumns, 0);
}

static void a_column_with_en_behind_its_name_is_the_english_of_it(void **state)
{
    (void)state;
    static const struct {
        enum lang lang;
        const char *first, *second;
    } CASES[] = {{LANG_VI, "một", "hai"}, {LANG_EN, "one", "hai"}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct rowset rs = {0};
        rowset_add_column(&rs, "ten_en");
        rowset_add_column(&rs, "so");
        rowset_add_column(&rs, "ten");
        rowset_add_column(&rs, "khac_en");
        struct value *v = rowset_add_row(&rs);
        value_set_text(&v[0], SV("one"));
        value_set_int(&v[1], 1);
        value_set_text(&v[2], SV("một"));
        v = rowset_add_row(&rs);
        value_set_int(&v[1], 2);
        value_set_text(&v[2], SV("hai"));
        value_set_text(&v[3], SV("other"));
        rowset_speak(&rs, CASES[i].lang);
        assert_int_equal(rs.ncolumns, 3);
        assert_int_equal(rowset_column(&rs, "ten_en"), -1);
        assert_string_equal(rowset_str(&rs, 0, "ten"), CASES[i].first);
        assert_string_equal(rowset_str(&rs, 1, "ten"), CASES[i].second);
        assert_int_equal(rowset_int(&rs, 1, "so"), 2);
        assert_string_equal(rowset_str(&rs, 1, "khac_en"), "other");
        rowset_release(&rs);
    }
}

static void a_statement_fills_a_rowset_up_to_the_limit(void **state)
{
    (void)state;
    struct db *db;
    struct db_stmt *st;
    struct err err = ERR_INIT;
    struct rowset rs = {0};
    assert_true(db_open(&db, ":memory:", DB_MEMORY, &err));
    assert_true(db_prepare(db, &st, "SELECT column1 AS a, 'x' AS b FROM (VALUES (1), (2.5), (NULL))", &err));
    assert_true(rowset_fill(&rs, st, 2, &err));
    assert_int_equal(rs.nrows, 2);
    assert_string_equal(rs.columns[1], "b");
    assert_int_equal(rowset_int(&rs, 0, "a"), 1);
    assert_int_equal(rowset_at(&rs, 1, 0)->type, VALUE_REAL);
    db_finalize(st);
    rowset_release(&rs);
    db_close(db);
}

static void a_query_without_rows_still_tells_its_columns(void **state)
{
    (void)state;
    struct db *db;
    struct db_stmt *st;
    struct err err = ERR_INIT;
    struct rowset rs = {0};
    assert_true(db_open(&db, ":memory:", DB_MEMORY, &err));
    assert_true(db_prepare(db, &st, "SELECT 1 AS a WHERE 0", &err));
    assert_true(rowset_fill(&rs, st, 1000, &err));
    assert_int_equal(rs.nrows, 0);
    assert_int_equal(rowset_column(&rs, "a"), 0);
    db_finalize(st);
    rowset_release(&rs);
    db_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_empty_text_is_null),
        cmocka_unit_test(a_text_may_be_set_from_a_part_of_itself),
        cmocka_unit_test(equal_means_the_same_type_and_content),
        cmocka_unit_test(every_value_survives_packing_and_the_database_border),
        cmocka_unit_test(plain_text_is_what_is_stored),
        cmocka_unit_test(a_rowset_is_read_by_row_and_column_name),
        cmocka_unit_test(a_column_with_en_behind_its_name_is_the_english_of_it),
        cmocka_unit_test(a_statement_fills_a_rowset_up_to_the_limit),
        cmocka_unit_test(a_query_without_rows_still_tells_its_columns),
    };
    return cmocka_run_group_tests_name("form/value", tests, NULL, NULL);
}
