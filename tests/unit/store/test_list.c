#include "store/dossier.h"
#include "store_test.h"

static const char *const names[] = {"Trường Đường Hoa", "Trường An",   "Trường Ân", "Trường Duong",
                                    "Trường Ăn",        "Trường Bình", "Trường bé", "Trường Dương"};
#define NNAMES (sizeof names / sizeof *names)

static void open_schools(struct bench *b)
{
    char id[UUID_TEXT], code[16];
    bench_open(b);
    for (size_t i = 0; i < NNAMES; i++) {
        snprintf(code, sizeof code, "th%03zu", i);
        bench_school(b, code, names[i], id);
    }
}

/* The names of a page, joined by ','. */
static void expect_page(struct bench *b, const char *search, const char *after, bool back, size_t limit,
                        const char *expected, struct rowset *keep)
{
    struct rowset rows = {0};
    struct str all = STR_INIT;
    must(b, store_list(b->st, bench_form(b, "truong"), NULL, 0, search, after, back, limit, LANG_VI, &rows, &b->err));
    for (size_t i = 0; i < rows.nrows; i++) {
        str_addf(&all, "%s%s", i > 0 ? "," : "", rowset_str(&rows, i, "_title") + strlen("Trường "));
    }
    if (!str_eq(all.p, expected)) {
        fail_msg("search '%s': %s, not %s", search ? search : "", all.p, expected);
    }
    str_release(&all);
    if (keep) {
        rowset_release(keep);
        *keep = rows;
    } else {
        rowset_release(&rows);
    }
}

static void pages_follow_the_vietnamese_order_in_both_directions(void **state)
{
    (void)state;
    struct bench b;
    struct rowset page = {0};
    open_schools(&b);
    expect_page(&b, NULL, NULL, false, 3, "An,Ăn,Ân", &page);
    char *first = mem_dup(rowset_str(&page, 0, "_page")), *last = mem_dup(rowset_str(&page, 2, "_page"));
    expect_page(&b, NULL, last, false, 3, "bé,Bình,Duong", &page);
    expect_page(&b, NULL, rowset_str(&page, 0, "_page"), true, 2, "Ăn,Ân", NULL);
    expect_page(&b, NULL, first, true, 3, "", NULL);
    expect_page(&b, NULL, NULL, true, 2, "Dương,Đường Hoa", NULL);
    expect_page(&b, NULL, "rubbish", false, 1, "An", NULL);
    free(first);
    free(last);
    rowset_release(&page);
    bench_close(&b);
}

static void a_page_goes_on_from_a_record(void **state)
{
    (void)state;
    struct bench b;
    struct rowset page = {0};
    struct str place = STR_INIT;
    open_schools(&b);
    expect_page(&b, NULL, NULL, false, 3, "An,Ăn,Ân", &page);
    must(&b, store_place(b.st, bench_form(&b, "truong"), rowset_str(&page, 2, "_id"), &place, &b.err));
    assert_string_equal(place.p, rowset_str(&page, 2, "_page"));
    expect_page(&b, NULL, place.p, false, 1, "bé", NULL);
    expect_page(&b, NULL, place.p, true, 1, "Ăn", NULL);
    str_clear(&place);
    must(&b, store_place(b.st, bench_form(&b, "truong"), "no such record", &place, &b.err));
    assert_string_equal(place.p, "");
    str_release(&place);
    rowset_release(&page);
    bench_close(&b);
}

static void a_search_ignores_accents_and_ranks_exact_ones_first(void **state)
{
    static const struct {
        const char *typed, *found;
    } cases[] = {
        {"duong", "Duong,Dương,Đường Hoa"},
        {"đường", "Đường Hoa,Duong,Dương"},
        {"Dương", "Dương,Duong,Đường Hoa"},
        {"hoa du", "Đường Hoa"},
        {"th007", "Dương"},
        {"TH00 be", "bé"},
        {"uong", ""},
        {"b\"inh* OR", ""},
        {"bình", "Bình"},
        {"   ", "An,Ăn,Ân,bé,Bình,Duong,Dương,Đường Hoa"},
    };
    (void)state;
    struct bench b;
    open_schools(&b);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_page(&b, cases[i].typed, NULL, false, 10, cases[i].found, NULL);
    }
    bench_close(&b);
}

static void numbers_with_a_full_stop_between_are_one_word(void **state)
{
    static const struct {
        const char *typed, *found;
    } cases[] = {
        {"2.3", "2.3 A"}, /* and not where 2 and 3 stand apart */
        {"tru 2.3.", "2.3 A"},
        {"2. 3", "2.3 A,3.1 B 2026"},
        {"2.3' OR 1", ""},
        {"3.1", "3.1 B 2026"},
        {"12.3", "12.3 C"},
    };
    static const char *const found_by[] = {"Trường 2.3 A", "Trường 3.1 B 2026", "Trường 12.3 C"};
    char id[UUID_TEXT], code[16];
    struct bench b;
    (void)state;
    bench_open(&b);
    for (size_t i = 0; i < 3; i++) {
        snprintf(code, sizeof code, "th%03zu", i);
        bench_school(&b, code, found_by[i], id);
    }
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_page(&b, cases[i].typed, NULL, false, 10, cases[i].found, NULL);
    }
    bench_close(&b);
}

static void search_results_are_paged_too(void **state)
{
    (void)state;
    struct bench b;
    struct rowset page = {0};
    open_schools(&b);
    expect_page(&b, "đường", NULL, false, 2, "Đường Hoa,Duong", &page);
    expect_page(&b, "đường", rowset_str(&page, 1, "_page"), false, 2, "Dương", &page);
    expect_page(&b, "đường", rowset_str(&page, 0, "_page"), true, 1, "Duong", NULL);
    rowset_release(&page);
    bench_close(&b);
}

static void what_was_changed_or_deleted_is_found_as_it_is_now(void **state)
{
    (void)state;
    struct bench b;
    char id[UUID_TEXT];
    struct change_info info = bench_info("delete");
    open_schools(&b);
    must(&b, store_find(b.st, bench_form(&b, "truong"), "th005", id, &b.err));
    struct record *r = bench_load(&b, "truong", id), *old = record_clone(r);
    bench_set(r, "ten", "Trường Quang Trung");
    bench_save(&b, r, old);
    expect_page(&b, "binh", NULL, false, 5, "", NULL);
    expect_page(&b, "quang tr", NULL, false, 5, "Quang Trung", NULL);
    must(&b, store_begin(b.st, &b.err));
    must(&b, store_delete(b.st, r, &info, &b.err));
    must(&b, store_commit(b.st, &b.err));
    expect_page(&b, "quang", NULL, false, 5, "", NULL);
    must(&b, db_exec(b.st->db, "INSERT INTO _search_fts (_search_fts) VALUES ('integrity-check')", &b.err));
    record_free(old);
    record_free(r);
    bench_close(&b);
}

static void years_sort_down_and_null_and_negative_numbers_have_their_place(void **state)
{
    static const char *const years[] = {"2025", "-3", "0", "2026", "5000000000"};
    (void)state;
    struct bench b;
    char school[UUID_TEXT], id[UUID_TEXT];
    struct rowset rows = {0};
    struct str all = STR_INIT;
    bench_open(&b);
    bench_school(&b, "th001", "A", school);
    for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
        bench_period(&b, school, years[i], id);
    }
    must(&b, store_list(b.st, bench_form(&b, "dot"), NULL, 0, NULL, NULL, false, 10, LANG_EN, &rows, &b.err));
    for (size_t i = 0; i < rows.nrows; i++) {
        str_addf(&all, "%s ", rowset_str(&rows, i, "nam"));
    }
    assert_string_equal(all.p, "5000000000 2026 2025 0 -3 ");
    assert_string_equal(rowset_str(&rows, 0, "truong"), "A");
    assert_string_equal(rowset_str(&rows, 0, "_state"), "dang_viet");
    str_release(&all);
    rowset_release(&rows);
    bench_close(&b);
}

static void lists_follow_the_titles_of_the_records_they_name(void **state)
{
    (void)state;
    struct bench b;
    char school[UUID_TEXT], other[UUID_TEXT], id[UUID_TEXT];
    struct rowset rows = {0};
    bench_open(&b);
    bench_school(&b, "th001", "Ba", school);
    bench_school(&b, "th002", "An", other);
    bench_period(&b, school, "2026", id);
    bench_period(&b, other, "2026", id);
    struct record *r = bench_load(&b, "truong", other), *old = record_clone(r);
    bench_set(r, "ten", "Yên");
    bench_save(&b, r, old);
    must(&b, store_list(b.st, bench_form(&b, "dot"), NULL, 0, NULL, NULL, false, 10, LANG_VI, &rows, &b.err));
    assert_string_equal(rowset_str(&rows, 0, "truong"), "Ba");
    assert_string_equal(rowset_str(&rows, 1, "truong"), "Yên");
    rowset_release(&rows);
    record_free(old);
    record_free(r);
    bench_close(&b);
}

static void expect_found(struct bench *b, const char *form, const char *search, size_t n)
{
    struct rowset rows = {0};
    must(b, store_list(b->st, bench_form(b, form), NULL, 0, search, NULL, false, 10, LANG_VI, &rows, &b->err));
    if (rows.nrows != n) {
        fail_msg("'%s' finds %zu of %s, not %zu", search, rows.nrows, form, n);
    }
    rowset_release(&rows);
}

static void a_record_is_found_by_its_key_and_by_those_in_it(void **state)
{
    (void)state;
    struct bench b;
    char school[UUID_TEXT], period[UUID_TEXT];
    struct rowset rows = {0};
    bench_open(&b);
    bench_school(&b, "th001", "A", school);
    bench_period(&b, school, "2026", period);
    struct record *r = bench_new(&b, "phieu");
    bench_set(r, "dot", period);
    bench_set(r, "tieu_chi", "tc-1.2");
    bench_save(&b, r, NULL);
    record_free(r);
    expect_found(&b, "dot", "th001", 1);
    expect_found(&b, "dot", "TH001|2026", 1);
    expect_found(&b, "dot", "th002", 0);
    expect_found(&b, "phieu", "th001|2026|tc-1.2", 1);
    bench_rekey(&b, "truong", school, "th009", &rows);
    expect_found(&b, "dot", "th001", 0);
    expect_found(&b, "dot", "th009", 1);
    expect_found(&b, "phieu", "th009 1.2", 1);
    must(&b, db_exec(b.st->db, "INSERT INTO _search_fts (_search_fts) VALUES ('integrity-check')", &b.err));
    rowset_release(&rows);
    bench_close(&b);
}

static void a_list_in_another_order_sorts_its_records_anew(void **state)
{
    (void)state;
    struct bench b;
    char school[UUID_TEXT], period[UUID_TEXT];
    static const char *const codes[] = {"tc-1.1", "tc-1.2"};
    struct rowset rows = {0};
    bench_open(&b);
    bench_school(&b, "th001", "A", school);
    bench_period(&b, school, "2026", period);
    for (size_t i = 0; i < 2; i++) {
        struct record *r = bench_new(&b, "phieu");
        bench_set(r, "dot", period);
        bench_set(r, "tieu_chi", codes[i]);
        bench_save(&b, r, NULL);
        record_free(r);
    }
    bench_write_file(&b, "lists/tieu_chi.csv",
                     "code,label,label.en,short,thu_tu:integer\ntc-1.2,Hai,Two,2,2\n"
                     "tc-1.1,Một,One,1,1\n");
    bench_reopen(&b, true);
    must(&b, store_list(b.st, bench_form(&b, "phieu"), NULL, 0, NULL, NULL, false, 10, LANG_VI, &rows, &b.err));
    assert_string_equal(rowset_str(&rows, 0, "so"), "2");
    rowset_release(&rows);
    bench_close(&b);
}

static void choices_sort_as_their_list_does(void **state)
{
    (void)state;
    struct bench b;
    char school[UUID_TEXT], period[UUID_TEXT];
    static const char *const codes[] = {"tc-1.10", "tc-1.1", "tc-1.2"};
    struct rowset rows = {0};
    bench_open(&b);
    bench_school(&b, "th001", "A", school);
    bench_period(&b, school, "2026", period);
    for (size_t i = 0; i < 3; i++) {
        struct record *r = bench_new(&b, "phieu");
        bench_set(r, "dot", period);
        bench_set(r, "tieu_chi", codes[i]);
        bench_save(&b, r, NULL);
        record_free(r);
    }
    must(&b, store_list(b.st, bench_form(&b, "phieu"), NULL, 0, NULL, NULL, false, 10, LANG_VI, &rows, &b.err));
    assert_string_equal(rowset_str(&rows, 0, "so"), "2");
    assert_string_equal(rowset_str(&rows, 1, "so"), "3");
    assert_string_equal(rowset_str(&rows, 2, "so"), "1");
    rowset_release(&rows);
    must(&b, store_list(b.st, bench_form(&b, "phieu"), NULL, 0, "hoi dong", NULL, false, 10, LANG_VI, &rows, &b.err));
    assert_int_equal(rows.nrows, 1);
    rowset_release(&rows);
    bench_close(&b);
}

static void choices_of_records_obey_their_filter(void **state)
{
    static const struct {
        const char *filter, *roster, *search, *found;
    } cases[] = {
        {NULL, NULL, NULL, "th001,th004,th002,"},
        {"truong.ten LIKE 'Trường Â%'", NULL, NULL, "th002,"},
        {"truong._id <> cha", NULL, NULL, "th001,th002,"},
        {"truong._id <> r.cha", NULL, NULL, "th001,th002,"},
        {"truong._id <> lk.cha AND lk.them = 1", NULL, NULL, "th001,th002,"},
        {"truong._id <> cha -- note", NULL, "an", "th001,th002,"},
        {"truong._id <> hang.cha", "hang", NULL, "th004,th002,"}, /* the row's, … */
        {"truong._id <> cha", "hang", NULL, "th004,th002,"},      /* … which is nearer than the record's */
        {"truong._id NOT IN (hang.cha, r.cha) AND lk.them = 1", "hang", NULL, "th002,"},
        {"EXISTS (SELECT 1 FROM truong AS t WHERE t.ma > truong.ma)", NULL, NULL, "th001,th002,"},
        {"NULL", NULL, NULL, ""},
    };
    static const char *const told[] = {"cha", "lk.cha", "lk.them", "hang.cha"};
    static const char *const codes[] = {"th001", "th002", "th004"};
    (void)state;
    struct bench b;
    char ids[3][UUID_TEXT];
    struct param params[4] = {{0}};
    bench_open(&b);
    bench_school(&b, codes[0], "Trường An", ids[0]);
    bench_school(&b, codes[1], "Trường Ân", ids[1]);
    bench_school(&b, codes[2], "Trường Ăn", ids[2]);
    const struct form *form = bench_form(&b, "truong");
    for (size_t i = 0; i < 4; i++) {
        params[i].name = told[i];
        value_set_text(&params[i].value, sv_of(ids[i == 3 ? 0 : 2]));
    }
    value_set_int(&params[2].value, 1);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct expr expr = {.sql = cases[i].filter};
        struct store_filter filter = {cases[i].filter ? &expr : NULL, cases[i].roster, params, cases[i].roster ? 4 : 3};
        struct rowset rows = {0};
        struct str all = STR_INIT;
        must(&b, store_choices(b.st, form, &filter, cases[i].search, NULL, 10, LANG_VI, &rows, &b.err));
        for (size_t k = 0; k < rows.nrows; k++) {
            str_addf(&all, "%s,", rowset_str(&rows, k, "key"));
        }
        if (!str_eq(all.p, cases[i].found)) {
            fail_msg("%s: %s, not %s", cases[i].filter ? cases[i].filter : "none", all.p, cases[i].found);
        }
        for (size_t k = 0; k < 3 && !cases[i].search; k++) { /* one by one they are the same */
            bool offered;
            must(&b, store_offered(b.st, form, &filter, ids[k], &offered, &b.err));
            assert_int_equal(offered, strstr(all.p, codes[k]) != NULL);
        }
        str_release(&all);
        rowset_release(&rows);
    }
    for (size_t i = 0; i < 4; i++) {
        value_release(&params[i].value);
    }
    bench_close(&b);
}

/* Pages go on behind the last row also when the record being filled has an id of its own. */
static void pages_of_choices_go_on_whatever_the_filter_is_told(void **state)
{
    (void)state;
    struct bench b;
    char id[UUID_TEXT], code[8];
    struct param own = {"_id", VALUE_INIT};
    struct expr expr = {.sql = "truong._id <> r._id"};
    struct store_filter filter = {&expr, NULL, &own, 1};
    struct rowset first = {0}, second = {0};
    bench_open(&b);
    for (int i = 0; i < 5; i++) {
        snprintf(code, sizeof code, "t%d", i);
        bench_school(&b, code, "Cùng tên", id); /* the same sort key: the id decides */
    }
    value_set_text(&own.value, sv_of(id)); /* the last one */
    const struct form *form = bench_form(&b, "truong");
    must(&b, store_choices(b.st, form, &filter, NULL, NULL, 2, LANG_VI, &first, &b.err));
    must(&b, store_choices(b.st, form, &filter, NULL, rowset_str(&first, 1, "_page"), 9, LANG_VI, &second, &b.err));
    assert_string_equal(rowset_str(&first, 0, "key"), "t0");
    assert_int_equal(second.nrows, 2);
    assert_string_equal(rowset_str(&second, 0, "key"), "t2");
    assert_string_equal(rowset_str(&second, 1, "key"), "t3");
    rowset_release(&first);
    rowset_release(&second);
    value_release(&own.value);
    bench_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_follow_the_vietnamese_order_in_both_directions),
        cmocka_unit_test(a_page_goes_on_from_a_record),
        cmocka_unit_test(a_search_ignores_accents_and_ranks_exact_ones_first),
        cmocka_unit_test(numbers_with_a_full_stop_between_are_one_word),
        cmocka_unit_test(search_results_are_paged_too),
        cmocka_unit_test(what_was_changed_or_deleted_is_found_as_it_is_now),
        cmocka_unit_test(years_sort_down_and_null_and_negative_numbers_have_their_place),
        cmocka_unit_test(choices_sort_as_their_list_does),
        cmocka_unit_test(lists_follow_the_titles_of_the_records_they_name),
        cmocka_unit_test(a_record_is_found_by_its_key_and_by_those_in_it),
        cmocka_unit_test(a_list_in_another_order_sorts_its_records_anew),
        cmocka_unit_test(choices_of_records_obey_their_filter),
        cmocka_unit_test(pages_of_choices_go_on_whatever_the_filter_is_told),
    };
    return cmocka_run_group_tests_name("store/list", tests, NULL, NULL);
}
