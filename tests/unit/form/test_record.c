#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include "form/record.h"

/* A form by hand: fields ten, lop and a note; a roster hs with ho and diem; states nhap, nop. */
static struct field main_fields[] = {
    {.name = "ten", .index = 0, .roster = -1, .type = FIELD_TEXT},
    {.name = "lop", .index = 1, .roster = -1, .type = FIELD_INTEGER},
    {.name = "ghi", .index = 2, .roster = -1, .type = FIELD_NOTE},
};
static struct field row_fields[] = {
    {.name = "ho", .index = 0, .roster = 0, .type = FIELD_TEXT},
    {.name = "diem", .index = 1, .roster = 0, .type = FIELD_DECIMAL},
};
static struct roster rosters[] = {{.name = "hs", .fields = row_fields, .nfields = 2, .row_key = -1}};
static struct state states[] = {{.name = "nhap"}, {.name = "nop"}};
static const struct form form = {
    .name = "lop",
    .fields = main_fields,
    .nfields = 3,
    .rosters = rosters,
    .nrosters = 1,
    .states = states,
    .nstates = 2,
};

static void set(struct record *r, const char *where, const char *text)
{
    struct path p;
    struct value v = VALUE_INIT;
    if (!record_path_parse(r, where, &p)) {
        fail_msg("no path %s", where);
    }
    value_set_text(&v, sv_of(text));
    cell_set(record_cell(r, p), &v);
    value_release(&v);
}

static struct record *sample(void)
{
    struct record *r = record_new(&form, "id-1");
    set(r, "ten", "Sáu A");
    record_add_row(r, 0, "h1");
    record_add_row(r, 0, "a/b");
    set(r, "hs/h1/ho", "Lê");
    set(r, "hs/a/b/ho", "Võ");
    return r;
}

static void a_new_record_is_empty_and_in_the_first_state(void **state)
{
    (void)state;
    struct record *r = record_new(&form, NULL);
    assert_string_equal(r->state, "nhap");
    assert_string_equal(r->id, "");
    assert_int_equal(r->version, 0);
    for (size_t i = 0; i < form.nfields; i++) {
        assert_true(cell_empty(&r->cells[i]));
        assert_true(r->cells[i].relevant);
    }
    assert_int_equal(r->rosters[0].list.n, 0);
    record_free(r);
    record_free(NULL);
}

static void a_path_and_its_text_are_the_same_thing(void **state)
{
    static const char *const good[] = {"ten", "lop", "hs/h1/diem", "hs/a/b/ho"};
    static const char *const bad[] = {"",         "xx",       "hs",     "hs/h1", "hs/h1/xx",
                                      "hs/xx/ho", "xx/h1/ho", "hs//ho", "/",     "//"};
    (void)state;
    struct record *r = sample();
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct path p;
        struct str text = STR_INIT;
        assert_true(record_path_parse(r, good[i], &p));
        record_path_text(r, p, &text);
        assert_string_equal(text.p, good[i]);
        str_release(&text);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct path p;
        if (record_path_parse(r, bad[i], &p)) {
            fail_msg("'%s' is taken for a path", bad[i]);
        }
    }
    record_free(r);
}

static void rows_are_inserted_found_and_deleted(void **state)
{
    (void)state;
    struct record *r = sample();
    size_t at;
    assert_int_equal(record_insert_row(r, 0, 1, "giua"), 1);
    assert_true(record_find_row(r, 0, "a/b", &at));
    assert_int_equal(at, 2);
    record_delete_row(r, 0, 0);
    assert_false(record_find_row(r, 0, "h1", &at));
    assert_string_equal(r->rosters[0].list.v[0].key, "giua");
    assert_int_equal(record_insert_row(r, 0, 99, NULL), 2);
    assert_int_equal(strlen(r->rosters[0].list.v[2].key), UUID_TEXT - 1);
    record_free(r);
}

static void setting_a_cell_forgets_what_was_typed(void **state)
{
    (void)state;
    struct record *r = sample();
    r->cells[1].raw = mem_dup("12a");
    assert_false(cell_empty(&r->cells[1]));
    cell_set(&r->cells[1], &(struct value)VALUE_INIT);
    assert_true(cell_empty(&r->cells[1]));
    record_free(r);
}

/* "path:old>now" of each change, in order; - for a row that is not there. */
static char *diff(const struct record *a, const struct record *b)
{
    struct changes c = {0};
    struct str s = STR_INIT;
    record_diff(a, b, &c);
    for (size_t i = 0; i < c.list.n; i++) {
        const struct change *at = &c.list.v[i];
        str_addf(&s, "%s:%s>%s%s%s ", at->path, at->old ? value_str(&at->old->value) : "-",
                 at->now ? value_str(&at->now->value) : "-", at->row_added ? "+" : "",
                 at->row_deleted ? "x" : "");
    }
    changes_release(&c);
    return str_take(&s);
}

static void a_clone_differs_in_nothing(void **state)
{
    (void)state;
    struct record *r = sample();
    r->cells[1].raw = mem_dup("12a");
    struct acceptance *a = vec_push(&r->accepted);
    a->path = mem_dup("ten");
    struct record *copy = record_clone(r);
    char *text = diff(r, copy);
    assert_string_equal(text, "");
    assert_string_equal(copy->accepted.v[0].path, "ten");
    free(text);
    record_free(r);
    record_free(copy);
}

static void a_diff_names_values_typed_text_and_rows(void **state)
{
    (void)state;
    struct record *a = sample();
    struct record *b = record_clone(a);
    set(b, "ten", "Sáu B");
    b->cells[1].raw = mem_dup("12a");
    record_delete_row(b, 0, 0);
    set(b, "hs/a/b/ho", "Vũ");
    record_insert_row(b, 0, 0, "moi");
    set(b, "hs/moi/ho", "Hồ");
    char *text = diff(a, b);
    assert_string_equal(
        text, "ten:Sáu A>Sáu B lop:> hs/moi:->-+ hs/moi/ho:->Hồ hs/a/b/ho:Võ>Vũ hs/h1:->-x hs/h1/ho:Lê>- ");
    free(text);
    record_free(a);
    record_free(b);
}

static void the_order_of_rows_is_no_difference_but_changes_the_hash(void **state)
{
    (void)state;
    char before[HASH_HEX], after[HASH_HEX];
    struct record *a = sample();
    struct record *b = record_clone(a);
    record_delete_row(b, 0, 0);
    record_add_row(b, 0, "h1");
    set(b, "hs/h1/ho", "Lê");
    char *text = diff(a, b);
    assert_string_equal(text, "");
    free(text);
    record_hash(a, before);
    record_hash(b, after);
    assert_string_not_equal(before, after);
    record_free(a);
    record_free(b);
}

static void a_record_survives_packing(void **state)
{
    (void)state;
    struct record *a = sample();
    struct record *b = record_new(&form, "id-2");
    struct str bytes = STR_INIT;
    char one[HASH_HEX], two[HASH_HEX];
    memcpy(a->state, "nop", sizeof "nop");
    record_pack(a, &bytes);
    struct sv in = {bytes.p, bytes.len};
    assert_true(record_unpack(b, &in));
    assert_int_equal(in.n, 0);
    assert_string_equal(b->state, "nop");
    char *text = diff(a, b);
    assert_string_equal(text, "");
    record_hash(a, one);
    record_hash(b, two);
    assert_string_equal(one, two);
    free(text);
    str_release(&bytes);
    record_free(a);
    record_free(b);
}

static void cut_bytes_are_refused_wherever_they_are_cut(void **state)
{
    (void)state;
    struct record *a = sample();
    struct str bytes = STR_INIT;
    record_pack(a, &bytes);
    for (size_t n = 0; n < bytes.len; n++) {
        struct record *b = record_new(&form, "id-2");
        struct sv in = {bytes.p, n};
        if (record_unpack(b, &in)) {
            fail_msg("%zu of %zu bytes are taken for a record", n, bytes.len);
        }
        record_free(b);
    }
    str_release(&bytes);
    record_free(a);
}

static void fields_and_rosters_that_are_gone_are_read_over(void **state)
{
    (void)state;
    struct field left = {.name = "lop", .index = 0, .roster = -1, .type = FIELD_INTEGER};
    const struct form later = {.name = "lop", .fields = &left, .nfields = 1};
    struct record *a = sample();
    struct str bytes = STR_INIT;
    value_set_int(&a->cells[1].value, 6);
    record_pack(a, &bytes);
    struct record *b = record_new(&later, "id-2");
    struct sv in = {bytes.p, bytes.len};
    assert_true(record_unpack(b, &in));
    assert_int_equal(in.n, 0);
    assert_int_equal(b->cells[0].value.i, 6);
    str_release(&bytes);
    record_free(a);
    record_free(b);
}

static void the_hash_ignores_where_a_field_stands_and_new_empty_ones(void **state)
{
    (void)state;
    struct field moved[] = {
        {.name = "moi", .index = 0, .roster = -1, .type = FIELD_TEXT},
        {.name = "lop", .index = 1, .roster = -1, .type = FIELD_INTEGER},
        {.name = "ten", .index = 2, .roster = -1, .type = FIELD_TEXT},
    };
    const struct form later = {.name = "lop", .fields = moved, .nfields = 3, .states = states, .nstates = 2};
    char one[HASH_HEX], two[HASH_HEX];
    struct record *a = record_new(&form, "1"), *b = record_new(&later, "1");
    for (int i = 0; i < 2; i++) {
        set(i ? a : b, "ten", "Sáu A");
        set(i ? a : b, "lop", "6");
    }
    record_hash(a, one);
    record_hash(b, two);
    assert_string_equal(one, two);
    record_free(a);
    record_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_record_is_empty_and_in_the_first_state),
        cmocka_unit_test(a_path_and_its_text_are_the_same_thing),
        cmocka_unit_test(rows_are_inserted_found_and_deleted),
        cmocka_unit_test(setting_a_cell_forgets_what_was_typed),
        cmocka_unit_test(a_clone_differs_in_nothing),
        cmocka_unit_test(a_diff_names_values_typed_text_and_rows),
        cmocka_unit_test(the_order_of_rows_is_no_difference_but_changes_the_hash),
        cmocka_unit_test(a_record_survives_packing),
        cmocka_unit_test(cut_bytes_are_refused_wherever_they_are_cut),
        cmocka_unit_test(fields_and_rosters_that_are_gone_are_read_over),
        cmocka_unit_test(the_hash_ignores_where_a_field_stands_and_new_empty_ones),
    };
    return cmocka_run_group_tests_name("form/record", tests, NULL, NULL);
}
