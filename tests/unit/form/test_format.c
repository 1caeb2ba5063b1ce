#include "work_bench.h"

#define FORM                                                                                                 \
    "[form]\ntitle = P\ntitle.en = P\nkey = t\n"                                                             \
    "[field t]\ntype = text\nlabel = T\nlabel.en = T\n"                                                      \
    "[field i]\ntype = integer\nlabel = T\nlabel.en = T\n"                                                   \
    "[field d]\ntype = decimal\nlabel = T\nlabel.en = T\n"                                                   \
    "[field ngay]\ntype = date\nlabel = T\nlabel.en = T\n"                                                   \
    "[field gio]\ntype = time\nlabel = T\nlabel.en = T\n"                                                    \
    "[field luc]\ntype = datetime\nlabel = T\nlabel.en = T\n"                                                \
    "[field y]\ntype = yes_no\nlabel = T\nlabel.en = T\n"                                                    \
    "[field mot]\ntype = select_one tieu_chi\nlabel = T\nlabel.en = T\n"                                     \
    "[field nghi]\ntype = select_one nghi\nlabel = T\nlabel.en = T\n"                                         \
    "[field nhieu]\ntype = select_multiple muc\nlabel = T\nlabel.en = T\n"                                  \
    "[field kem]\ntype = select_multiple phieu\nlabel = T\nlabel.en = T\n"

static const struct field *field_of(struct bench *b, const char *name)
{
    const struct field *f = form_field(b->form, name);
    assert_non_null(f);
    return f;
}

static void what_people_type_becomes_a_value_or_a_sentence(void **state)
{
    static const struct {
        const char *field;
        enum lang lang;
        const char *typed, *value, *error;
    } cases[] = {
        {"t", LANG_VI, "  Lê Lợi ", "Lê Lợi", NULL},
        {"t", LANG_VI, "   ", "", NULL},
        {"i", LANG_VI, "1.234", "1234", NULL},
        {"i", LANG_EN, "1,234", "1234", NULL},
        {"i", LANG_VI, "12a", "", "“12a” is not a whole number."},
        {"d", LANG_VI, "1.234,567", "1234.57", NULL},
        {"d", LANG_EN, "1,234.567", "1234.57", NULL},
        {"d", LANG_VI, "hai", "", "“hai” is not a number."},
        {"ngay", LANG_VI, "1/9/19", "2019-09-01", NULL},
        {"ngay", LANG_VI, "31/2/2019", "", "“31/2/2019” is not a day of the calendar; type day/month/year."},
        {"gio", LANG_VI, "7h30", "07:30", NULL},
        {"gio", LANG_VI, "25:00", "", "“25:00” is not a time; type hours:minutes."},
        {"luc", LANG_VI, "01/09/2019 07:30", "2019-09-01T00:30:00.000Z", NULL},
        {"y", LANG_VI, "Có", "co", NULL},
        {"y", LANG_VI, "K", "khong", NULL},
        {"y", LANG_EN, "Yes", "co", NULL},
        {"y", LANG_EN, "maybe", "", "“maybe” is neither yes nor no."},
        {"mot", LANG_VI, "b1-1", "b1-1", NULL},
        {"mot", LANG_VI, "1.2", "b1-2", NULL},
        {"mot", LANG_VI, "bon", "b2-1", NULL},
        {"mot", LANG_VI, "1.1", "", "“1.1” names several choices; pick one from the list."},
        {"mot", LANG_VI, "9.9", "", "“9.9” is not among the choices."},
        {"nhieu", LANG_VI, "k đ", "dat khong_dat", NULL},
        {"nhieu", LANG_VI, "không đạt, đạt", "dat khong_dat", NULL},
        {"nhieu", LANG_VI, "Không đạt", "khong_dat", NULL},
        {"nhieu", LANG_VI, "đ x", "", "“x” is not among the choices."},
    };
    (void)state;
    struct bench b;
    bench_open(&b, FORM);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct field *f = field_of(&b, cases[i].field);
        struct value v = VALUE_INIT;
        struct err err = ERR_INIT;
        struct str s = STR_INIT;
        bool ok = format_parse(f, work_list(b.work, f), sv_of(cases[i].typed), cases[i].lang, 420, &v, &err);
        value_add_plain(&s, &v);
        if (ok != !cases[i].error || !str_eq(s.p, cases[i].value) ||
            (!ok && !str_eq(err.msg, cases[i].error))) {
            fail_msg("'%s' in %s: '%s' %s", cases[i].typed, cases[i].field, s.p, err.msg);
        }
        str_release(&s);
        value_release(&v);
    }
    bench_close(&b);
}

static void a_stored_value_is_shown_edited_and_read_back(void **state)
{
    static const struct {
        const char *field, *stored, *shown_vi, *shown_en, *edited_vi;
    } cases[] = {
        {"t", "Lê Lợi", "Lê Lợi", "Lê Lợi", "Lê Lợi"},
        {"i", "-1234567", "-1.234.567", "-1,234,567", "-1234567"},
        {"d", "1234.50", "1.234,50", "1,234.50", "1234,50"},
        {"ngay", "2019-09-01", "01/09/2019", "01/09/2019", "01/09/2019"},
        {"gio", "07:30", "07:30", "07:30", "07:30"},
        {"luc", "2019-09-01T00:30:00.000Z", "01/09/2019 07:30", "01/09/2019 07:30", "01/09/2019 07:30"},
        {"y", "khong", "Không", "No", "Không"},
        {"mot", "b1-2", "1.2 Hai", "1.2 Two", "1.2"},
        {"nghi", "2026-01-01", "Tết dương lịch", "New Year", "Tết dương lịch"},
        {"nhieu", "dat khong_dat", "đ Đạt, k Không đạt", "đ Passed, k Failed", "đ k"},
    };
    (void)state;
    struct bench b;
    bench_open(&b, FORM);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct field *f = field_of(&b, cases[i].field);
        const struct list *list = work_list(b.work, f);
        struct value v = VALUE_INIT, back = VALUE_INIT;
        struct err err = ERR_INIT;
        struct str stored = STR_INIT, vi = STR_INIT, en = STR_INIT, edited = STR_INIT;
        assert_true(format_parse_stored(f, list, sv_of(cases[i].stored), &v, &err));
        format_store(f, &v, &stored);
        format_show(f, list, &v, LANG_VI, 420, &vi);
        format_show(f, list, &v, LANG_EN, 420, &en);
        format_edit(f, list, &v, LANG_VI, 420, &edited);
        assert_string_equal(stored.p, cases[i].stored);
        assert_string_equal(vi.p, cases[i].shown_vi);
        assert_string_equal(en.p, cases[i].shown_en);
        assert_string_equal(edited.p, cases[i].edited_vi);
        assert_true(format_parse(f, list, (struct sv){edited.p, edited.len}, LANG_VI, 420, &back, &err));
        assert_true(value_eq(&v, &back));
        str_release(&stored);
        str_release(&vi);
        str_release(&en);
        str_release(&edited);
        value_release(&v);
        value_release(&back);
    }
    bench_close(&b);
}

static void the_stored_form_is_read_strictly(void **state)
{
    static const struct {
        const char *field, *text;
    } wrong[] = {
        {"i", "1.234"},
        {"i", " 1"},
        {"d", "1,5"},
        {"ngay", "01/09/2019"},
        {"gio", "7h30"},
        {"luc", "2019-09-01"},
        {"y", "Có"},
        {"mot", "1.2"},
        {"mot", "Hai"},
        {"nhieu", "đ"},
        {"nhieu", "dat, khong_dat"},
    };
    (void)state;
    struct bench b;
    bench_open(&b, FORM);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const struct field *f = field_of(&b, wrong[i].field);
        struct value v = VALUE_INIT;
        struct err err = ERR_INIT;
        if (format_parse_stored(f, work_list(b.work, f), sv_of(wrong[i].text), &v, &err)) {
            fail_msg("'%s' is taken for a stored %s", wrong[i].text, wrong[i].field);
        }
        assert_int_equal(err.code, ERR_INVALID);
        value_release(&v);
    }
    bench_close(&b);
}

static void a_code_is_selected_as_a_whole_word(void **state)
{
    (void)state;
    assert_true(format_selected("a bc d", "a"));
    assert_true(format_selected("a bc d", "bc"));
    assert_true(format_selected("a bc d", "d"));
    assert_true(format_selected("bcd bc", "bc"));
    assert_false(format_selected("a bc d", "b"));
    assert_false(format_selected("abc", "bc"));
    assert_false(format_selected("a", ""));
    assert_false(format_selected("", "a"));
}

static void records_stand_in_the_order_of_choosing_without_doubles(void **state)
{
    (void)state;
    struct bench b;
    struct value v = VALUE_INIT;
    struct err err = ERR_INIT;
    char id[UUID_TEXT];
    bench_open(&b, FORM);
    assert_true(format_parse_stored(field_of(&b, "kem"), NULL, SV("c  a c b a"), &v, &err));
    assert_string_equal(value_str(&v), "c a b");
    struct sv rest = sv_of(value_str(&v));
    for (const char *want = "cab"; *want; want++) {
        assert_true(format_next_id(&rest, id));
        assert_memory_equal(id, ((char[]){*want, '\0'}), 2);
    }
    assert_false(format_next_id(&rest, id));
    value_release(&v);
    bench_close(&b);
}

static void keys_of_several_records_read_back_whatever_they_hold(void **state)
{
    static const struct {
        const char *keys[4];
        const char *text;
    } cases[] = {
        {{"H1-01"}, "H1-01"},
        {{"H1-01", "H1-02"}, "H1-01; H1-02"},
        {{"th001|2026", "a b, c"}, "th001|2026; a b, c"},
        {{"A;", "B"}, "A;;; B"},
        {{"A", ";B"}, "A; ;;B"},
        {{";", ";;", "x;y"}, ";;; ;;;;; x;;y"},
        {{NULL}, ""},
    };
    (void)state;
    struct str text = STR_INIT, key = STR_INIT;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        str_clear(&text);
        for (size_t k = 0; cases[i].keys[k]; k++) {
            format_add_key(&text, cases[i].keys[k]);
        }
        assert_string_equal(text.p, cases[i].text);
        struct sv rest = {text.p, text.len};
        for (size_t k = 0; cases[i].keys[k]; k++) {
            assert_true(format_next_key(&rest, &key));
            assert_string_equal(key.p, cases[i].keys[k]);
        }
        assert_false(format_next_key(&rest, &key));
    }
    struct sv typed = SV(" ; H1 ;;H2;;  "); /* as people write it */
    assert_true(format_next_key(&typed, &key));
    assert_string_equal(key.p, "H1 ;H2;");
    assert_false(format_next_key(&typed, &key));
    str_release(&text);
    str_release(&key);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_people_type_becomes_a_value_or_a_sentence),
        cmocka_unit_test(a_stored_value_is_shown_edited_and_read_back),
        cmocka_unit_test(the_stored_form_is_read_strictly),
        cmocka_unit_test(a_code_is_selected_as_a_whole_word),
        cmocka_unit_test(records_stand_in_the_order_of_choosing_without_doubles),
        cmocka_unit_test(keys_of_several_records_read_back_whatever_they_hold),
    };
    return cmocka_run_group_tests_name("form/format", tests, NULL, NULL);
}
