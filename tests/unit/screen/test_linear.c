#include "form_fake.h"

#include "screen/linear.h"

/* A form by lines: what is typed goes in as one text, what is told comes out as another. */

struct talk {
    char *told; /* free() it */
    size_t n;
    bool ended; /* in order */
};

static struct talk talk_on(struct fake *k, const char *lines, bool utf8)
{
    struct talk t = {0};
    FILE *in = fmemopen((void *)(size_t)(const void *)lines, strlen(lines), "r");
    FILE *out = open_memstream(&t.told, &t.n);
    assert_non_null(in);
    assert_non_null(out);
    t.ended = linear_run(&k->ui, in, out, utf8);
    fclose(in);
    fclose(out);
    return t;
}

static void begin(struct fake *k)
{
    fake_start(k);
    grid_resize(&k->ui.grid, LINEAR_ROWS, LINEAR_COLS);
}

/* On a new record. */
static struct talk talk(struct fake *k, const char *lines)
{
    begin(k);
    k->ui.linear = true;
    fake_open_page(k, NULL);
    return talk_on(k, lines, true);
}

static void end(struct fake *k, struct talk *t)
{
    free(t->told);
    fake_end(k);
}

static void assert_told(const struct talk *t, const char *text)
{
    if (!strstr(t->told, text)) {
        fail_msg("not told: \"%s\"\n%s", text, t->told);
    }
}

static void assert_stored(struct fake *k, const char *path, const char *expected)
{
    struct path at;
    struct str text = STR_INIT;
    assert_non_null(k->stored);
    assert_true(record_path_parse(k->stored, path, &at));
    value_add_plain(&text, &record_cell(k->stored, at)->value);
    assert_string_equal(text.p, expected);
    str_release(&text);
}

/* ---- questions and answers ---- */

static void a_record_is_filled_question_by_question_and_saved(void **state)
{
    (void)state;
    struct fake k;
    struct talk t = talk(&k, "A1\nNguyễn Ổn\n10\n1/9/2010\n2\n1\nP2\n02\nchăm\n  ngoan\n\n\\.\n.\n+\ntoan\n8,5\n\n\n3\n\n\n4\n\n\n");
    assert_string_equal(t.told,
                        "Học sinh\n"
                        "— Thông tin chung\n"
                        "Mã *: A1\n"
                        "Họ và tên: Nguyễn Ổn\n"
                        "Khối: 10\n"
                        "Ngày sinh: 1/9/2010\n"
                        "Số anh chị em: 2\n"
                        "Nội trú: 1\n"
                        "Phòng *: P2\n"
                        "Bạn cùng bàn: 02\n"
                        "Nhận xét\nText, a line with . ends it: chăm\n  ngoan\n\n\\.\n.\n"
                        "— Học tập\n— Điểm\n"
                        "Điểm: + adds a row, Enter goes on: +\n"
                        "Row 1 of 1\n"
                        "Môn *: toan\n"
                        "Điểm: 8,5\n"
                        "Ghi chú: \n"
                        "Điểm: + adds a row, Enter goes on: \n"
                        "— Vắng\n"
                        "Tháng 9\nCó phép: 3\nKhông phép: \n"
                        "Tháng 10\nCó phép: \nKhông phép: 4\n"
                        "Tổng số buổi vắng: 7\n"
                        "End. Enter saves, < goes back, . leaves and keeps the draft: \n"
                        "Saved 16:06 as version 1.\n"
                        "End. Enter leaves, < goes back: \n");
    assert_true(t.ended);
    assert_stored(&k, "ten", "Nguyễn Ổn");
    assert_stored(&k, "ngay_sinh", "2010-09-01");
    assert_stored(&k, "noi_tru", "co");
    assert_stored(&k, "ban", FRIEND_ID);
    assert_stored(&k, "nhan_xet", "chăm\n  ngoan\n\n.");
    assert_stored(&k, "vang/10k/so_buoi", "4");
    assert_int_equal(k.stored->rosters[0].list.n, 1);
    end(&k, &t);
}

static void every_answer_is_in_the_draft_before_the_next_question(void **state)
{
    (void)state;
    struct fake k;
    struct talk t = talk(&k, "A1\nAn\n2\n");
    assert_string_equal(k.calls.p, "open draft_put(ma=A1) draft_put(ten=An) draft_put(khoi=k2)");
    assert_string_equal(k.draft_focus, "ngay_sinh");
    assert_told(&t, "The input ended; what you typed is kept as a draft.\n");
    assert_false(t.ended);
    end(&k, &t);
}

static void so_is_every_line_of_a_text(void **state)
{
    (void)state;
    struct fake k;
    struct talk t = talk(&k, "A1\n>\n"); /* to know the way; then by name */
    end(&k, &t);
    t = talk(&k, "A1\n\n\n\n\n\n\n" /* to the remarks */
                 "một\nhai\n");
    assert_non_null(strstr(k.calls.p, "draft_put(nhan_xet=một)"));
    assert_non_null(strstr(k.calls.p, "draft_put(nhan_xet=một\nhai)"));
    end(&k, &t);
}

static void a_wrong_answer_is_told_and_asked_again_until_enter_lets_it_stand(void **state)
{
    (void)state;
    struct fake k;
    struct talk t = talk(&k, "A1\n\n\n31/2/2010\n\nnăm\n5\n.\n");
    assert_told(&t, "Ngày sinh: 31/2/2010\n! Ngày sinh: ");
    assert_told(&t, "Ngày sinh [31/2/2010]: \n");
    assert_told(&t, "Số anh chị em: năm\n! Số anh chị em: “năm” is not a whole number.\nSố anh chị em [năm]: 5\nNội trú: ");
    assert_told(&t, "1 problem is open: !\nEnd. ");
    end(&k, &t);
}

static void a_warning_is_accepted_by_name(void **state)
{
    (void)state;
    struct fake k;
    struct talk t = talk(&k, "A1\n\n\n\n12\n:accept_w\nĐông con thật\n\n.\n\n\n");
    assert_told(&t, "Số anh chị em: 12\nSố anh chị em: Ít nhà đông con như vậy. (:accept_warning if it is right)\nSố anh chị em [12]: :accept_w\n"
                    "Số anh chị em: Ít nhà đông con như vậy. (:accept_warning if it is right)\nWhy is this right all the same?\nÍt nhà đông con như vậy.\nAnswer: Đông con thật\nThe warning is accepted");
    assert_int_equal(k.stored->accepted.n, 1);
    assert_string_equal(k.stored->accepted.v[0].reason, "Đông con thật");
    end(&k, &t);
}

static void only_what_is_relevant_is_asked(void **state)
{
    (void)state;
    struct fake k;
    struct talk t = talk(&k, "A1\n\n\n\n\nkhông\n\n.\n");
    assert_told(&t, "Nội trú: không\nBạn cùng bàn: ");
    end(&k, &t);
}

static void signs_go_back_empty_and_take_literally(void **state)
{
    (void)state;
    struct fake k;
    struct talk t = talk(&k, "A1\n\\-\n<\n<\n<\n\n-\n2\n-\n<\n8\n.\n<\n\n.\n\n\n");
    assert_told(&t, "Họ và tên: \\-\nKhối: <\nHọ và tên [-]: <\nMã * [A1]: <\nThis is the first question; . ends.\nMã * [A1]: \n"
                    "Họ và tên [-]: -\nKhối: 2\nNgày sinh: -\nSố anh chị em: <\nNgày sinh: 8\n");
    assert_stored(&k, "khoi", "k2");
    assert_stored(&k, "ten", "");
    end(&k, &t);
}

/* ---- choices ---- */

static void choices_are_told_and_taken_by_number_code_or_letters(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *told, *path, *value;
    } cases[] = {
        {"A1\n\n?\n2\n.\n\n\n", "Khối\n1 Khối một\n2 Khối hai\n10 Khối mười\n12 Khối mười hai\nCode or letters: 2\nNgày sinh: ", "khoi", "k2"},
        {"A1\n\n?12\n.\n\n\n", "Khối: ?12\nNgày sinh: ", "khoi", "k12"},
        {"A1\n\n?\nmuoi\nmuoi hai\n.\n\n\n", "Code or letters: muoi\nKhối\n10 Khối mười\n12 Khối mười hai\nCode or letters: muoi hai\nNgày sinh: ",
         "khoi", "k12"},
        {"A1\n\n?\nzz\n<\n.\n\n\n", "Code or letters: zz\n! There is nothing with “zz”.\nCode or letters: <\nKhối: ", "khoi", ""},
        {"A1\n\n\n\n\n?\n0\n.\n\n\n", "Nội trú\n1 Có\n0 Không\nCode or letters: 0\nBạn cùng bàn: ", "noi_tru", "khong"},
        {"A1\n\n\n\n\n\n?\nbinh\n.\n\n\n", "Bạn cùng bàn\n02 Trần Bình\nCode or letters: binh\n", "ban", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fake k;
        struct talk t = talk(&k, cases[i].typed);
        assert_told(&t, cases[i].told);
        if (k.stored) {
            assert_stored(&k, cases[i].path, cases[i].value);
        }
        end(&k, &t);
    }
}

/* ---- tables ---- */

static void rows_are_added_deleted_and_brought_back(void **state)
{
    (void)state;
    struct fake k;
    struct talk t = talk(&k, "A1\n:goto\ndiem\n1\n"
                             "+\ntoan\n9\n\n+\nvan\n--\n:undo\n.\n\n\n");
    assert_told(&t, "The row is deleted; :undo brings it back.\n");
    assert_told(&t, "The last change is taken back.\n");
    assert_int_equal(k.stored->rosters[0].list.n, 2);
    end(&k, &t);
}

static void what_may_only_be_read_is_told_on_the_way(void **state)
{
    (void)state;
    struct fake k;
    struct talk t = talk(&k, "A1\n>\n>\n2\n3\n>\n");
    assert_told(&t, "— Vắng\nTháng 9\nCó phép: 2\nKhông phép: 3\nTháng 10\nCó phép: >\n");
    assert_told(&t, "Tổng số buổi vắng: 5\nEnd. ");
    end(&k, &t);
}

static void signs_of_tables_mean_nothing_elsewhere(void **state)
{
    (void)state;
    struct fake k;
    struct talk t = talk(&k, "+\n--\n");
    assert_told(&t, "Mã *: +\n! Here is no table and no text of several lines.\nMã *: --\n! Here is no table.\n");
    end(&k, &t);
}

/* ---- texts ---- */

static void lines_are_added_to_a_text_and_other_lines_replace_it(void **state)
{
    (void)state;
    struct fake k;
    struct talk t = talk(&k, "A1\n\n\n\n\n\n\nmột\n.\n<\n+\nhai\n.\n.\n\n\n");
    assert_told(&t, "Nhận xét\nmột\nEnter keeps this text, + goes on behind it, other text replaces it; a line with . ends it: +\n");
    assert_stored(&k, "nhan_xet", "một\nhai");
    end(&k, &t);
    t = talk(&k, "A1\n\n\n\n\n\n\nmột\n.\n<\nba\n.\n.\n\n\n");
    assert_stored(&k, "nhan_xet", "ba");
    end(&k, &t);
    t = talk(&k, "A1\n\n\n\n\n\n\nmột\n.\n<\n-\n.\n\n\n");
    assert_stored(&k, "nhan_xet", "");
    end(&k, &t);
}

static void what_is_inserted_stands_in_the_answer(void **state)
{
    (void)state;
    struct fake k;
    struct talk t = talk(&k, "A1\n\n\n\n\n\n\n:insert\n1\n\n.\n\n\n");
    assert_told(&t, "Insert\n1. chăm chỉ Chăm chỉ, ngoan\n2. cần cố gắng Cần cố gắng hơn\nNumber or letters: 1\nNhận xét\nchăm chỉ\nEnter keeps");
    assert_stored(&k, "nhan_xet", "chăm chỉ");
    end(&k, &t);
}

static void what_an_input_method_sends_is_read_as_meant(void **state)
{
    (void)state;
    struct fake k;
    struct talk t = talk(&k, "A1\nvie\bê\x7f\x7fiê\x7fệt \033[A\033[200~nam\033[201~ e\xcc\x82\xcc\x81\n\n.\n\n\n");
    assert_stored(&k, "ten", "việt nam ế");
    end(&k, &t);
    begin(&k);
    k.ui.typing.method = TYPING_TELEX;
    fake_open_page(&k, NULL);
    t = talk_on(&k, "dd\nNguyeenx Oonr\n.\n\n\n", true);
    assert_stored(&k, "ten", "Nguyễn Ổn");
    end(&k, &t);
}

static void of_a_paste_of_several_lines_each_is_an_answer(void **state)
{
    (void)state;
    struct fake k;
    struct talk t = talk(&k, "\033[200~A1\nNguyễn Ổn\033[201~\n.\n\n\n");
    assert_stored(&k, "ma", "A1");
    assert_stored(&k, "ten", "Nguyễn Ổn");
    end(&k, &t);
}

static void what_may_not_stand_in_text_is_left_out_and_told(void **state)
{
    (void)state;
    struct fake k;
    struct talk t = talk(&k, "A1\nAn\xe2\x80\xae h\xe2\x80\xaa\n.\n\n\n");
    assert_stored(&k, "ten", "An h");
    assert_told(&t, "! 2 control or invisible characters were left out.\n");
    end(&k, &t);
}

/* ---- problems, saving ---- */

static void problems_are_listed_and_lead_to_their_question(void **state)
{
    (void)state;
    struct fake k;
    struct talk t = talk(&k, "\n\n\nx\n\n!\n2\n1/9/10\n.\n!\n1\nA7\n.\n\n\n");
    assert_told(&t, "Problems\n1. ! ");
    assert_told(&t, "Number or letters: 2\n! ");
    assert_told(&t, "Ngày sinh [x]: 1/9/10\n");
    assert_stored(&k, "ma", "A7");
    assert_stored(&k, "ngay_sinh", "2010-09-01");
    end(&k, &t);
}

static void a_save_that_is_refused_leads_to_the_field(void **state)
{
    (void)state;
    struct fake k;
    begin(&k);
    k.refuse = "ten";
    fake_open_page(&k, NULL);
    struct talk t = talk_on(&k, "A1\n.\n\n\n.\n\n\n", true);
    assert_told(&t, "End. Enter saves, < goes back, . leaves and keeps the draft: \n! Not stored.\nHọ và tên: \n");
    assert_true(t.ended);
    assert_int_equal(k.stored->version, 1);
    end(&k, &t);
}

/* Theirs is what Lan stored meanwhile. */
static void meet_theirs(struct fake *k, const char *name)
{
    begin(k);
    k->stored = record_new(k->form, FRIEND_ID);
    k->stored->version = 1;
    value_set_text(&k->stored->cells[0].value, SV("A1"));
    value_set_text(&k->stored->cells[1].value, SV("An"));
    k->theirs = record_clone(k->stored);
    k->theirs->version = 2;
    value_set_text(&k->theirs->cells[1].value, sv_of(name));
    k->conflict = "ten";
    k->ui.linear = true;
    fake_open_page(k, FRIEND_ID);
}

static void a_conflict_is_asked_with_all_three_values(void **state)
{
    (void)state;
    static const char *const answers[][2] = {{"1", "Bình"}, {"2", "Lan"}, {"3", "An"}};
    for (size_t i = 0; i < 3; i++) {
        struct fake k;
        struct str typed = STR_INIT;
        meet_theirs(&k, "Lan");
        str_addf(&typed, "Bình\n.\n\n%s\n\n", answers[i][0]);
        struct talk t = talk_on(&k, typed.p, true);
        assert_told(&t, "Họ và tên\nStored by: Lan\n\nYours: Bình\nTheirs: Lan\nBefore: An\n1. Mine\n2. Theirs\n3. As it was before\nNumber: ");
        assert_stored(&k, "ten", answers[i][1]);
        assert_true(t.ended);
        str_release(&typed);
        end(&k, &t);
    }
}

static void who_leaves_without_saving_keeps_the_draft_and_goes_on_there(void **state)
{
    (void)state;
    struct fake k;
    struct talk t = talk(&k, "A1\nAn\n.\n.\n");
    assert_told(&t, "What you typed is kept as a draft; open it from the home screen to go on.\n");
    assert_true(t.ended);
    assert_true(k.draft_exists);
    free(t.told);
    k.ui.quit = false;
    fake_open_page(&k, NEW_ID);
    t = talk_on(&k, "2\n.\n\n\n", true);
    assert_told(&t, "You go on with the draft of ");
    assert_told(&t, "Khối: 2\n");
    assert_stored(&k, "ten", "An");
    end(&k, &t);
}

static void a_record_to_be_read_is_told_and_left(void **state)
{
    (void)state;
    struct fake k;
    begin(&k);
    k.stored = record_new(k.form, FRIEND_ID);
    k.stored->version = 1;
    snprintf(k.stored->state, sizeof k.stored->state, "xong");
    value_set_text(&k.stored->cells[1].value, SV("An"));
    fake_open_page(&k, FRIEND_ID);
    struct talk t = talk_on(&k, "\nB\n.\n\n", true);
    assert_told(&t, "it may only be read.\n");
    assert_told(&t, "Họ và tên [An]: B\n! “Học sinh” is in the state “Đã xong”: it may only be read.\n");
    assert_told(&t, "End. Enter leaves, < goes back: \n");
    assert_true(t.ended);
    end(&k, &t);
}

/* ---- commands ---- */

static void commands_are_run_by_name(void **state)
{
    (void)state;
    struct fake k;
    struct talk t = talk(&k, "A1\n:nosuch\n:n\n:next-prob\n:quit\n");
    assert_told(&t, "! There is no command ':nosuch' here; ?help tells what there is.\n");
    assert_told(&t, "! There is no command ':n' here; ?help tells what there is.\n");
    assert_told(&t, "There is no problem left in this record.\n");
    assert_true(t.ended == false || k.draft_exists);
    end(&k, &t);
}

static void help_tells_the_signs_and_the_commands(void **state)
{
    (void)state;
    struct fake k;
    struct talk t = talk(&k, "?help\n?\n");
    assert_told(&t, "-: empties the answer\n");
    assert_told(&t, ":goto: Goes to a field by its name or number.\n");
    assert_null(strstr(t.told, ":pane_down"));
    assert_told(&t, "Mã *: ?\nMã\n");
    end(&k, &t);
    t = talk(&k, "A\n?\n");
    assert_told(&t, "Họ và tên: ?\nHọ và tên\nViết như trong giấy khai sinh\n");
    end(&k, &t);
}

static void the_pane_is_told_row_by_row(void **state)
{
    (void)state;
    struct fake k;
    struct talk t = talk(&k, "A1\n\n\n\n\n\n\n:pane\n<\n");
    assert_told(&t, "1. mon: Toán; diem: 8,0\n< goes back: <\nNhận xét\n");
    end(&k, &t);
}

/* ---- output ---- */

static void nothing_that_commands_a_terminal_is_written(void **state)
{
    (void)state;
    struct fake k;
    begin(&k);
    k.stored = record_new(k.form, FRIEND_ID);
    k.stored->version = 1;
    value_set_text(&k.stored->cells[1].value, SV("x\033[2J\007y\xc2\x9b\xe2\x80\xae"));
    fake_open_page(&k, FRIEND_ID);
    struct talk t = talk_on(&k, "\n\033]0;t\007\n", true);
    for (const char *p = t.told; *p; p++) {
        assert_true((unsigned char)*p >= ' ' || *p == '\n');
    }
    assert_null(strstr(t.told, "\xc2\x9b"));
    assert_null(strstr(t.told, "\xe2\x80\xae"));
    end(&k, &t);
}

static void without_utf8_letters_are_folded_and_values_are_not(void **state)
{
    (void)state;
    struct fake k;
    begin(&k);
    fake_open_page(&k, NULL);
    struct talk t = talk_on(&k, "A1\nNguyễn\n.\n\n\n", false);
    for (const char *p = t.told; *p; p++) {
        assert_true((unsigned char)*p < 0x80);
    }
    assert_told(&t, "- Thong tin chung\nMa *: A1\nHo va ten: Nguyen\n");
    assert_stored(&k, "ten", "Nguyễn");
    end(&k, &t);
}

/* Whatever is typed, in whatever order: the pages stand, and only text comes out. */

static const char *const any_lines[] = {
    "",       "",      "",          "",       "<",        ">",          ".",       "+",        "--",     "-",       "!",
    "?",      "?x",    "?help",     "1",      "2",        "3",          "12",      "toan",     "abc",    "31/2/13", "1/9/13",
    "\\-",    "có",    ":undo",     ":redo",  ":ditto",   ":goto",      ":insert", ":row_i",   ":row_p", ":next_p", ":accept_w",
    ":move",  ":pane", ":language", ":typing", ":discard", ":snapshots", ":log",     ":save",  ":new",
    ":rekey", ":x",    "\b\b",      "\033[A", "dòng",     "ễ",          ":next_r", ":prev",    ":marks",  ":delete_r",
};

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

static void talk_at_random(const char *app, const char *form, unsigned seed)
{
    struct fake k;
    struct str lines = STR_INIT;
    fake_start_with(&k, app, form);
    grid_resize(&k.ui.grid, LINEAR_ROWS, LINEAR_COLS);
    k.ui.linear = true;
    fake_open_page(&k, NULL);
    for (int i = 0; i < 120; i++) {
        str_addf(&lines, "%s\n", any_lines[next_random(&seed) % (sizeof any_lines / sizeof any_lines[0])]);
    }
    struct talk t = talk_on(&k, lines.p, true);
    for (const char *p = t.told; *p; p++) {
        assert_true((unsigned char)*p >= ' ' || *p == '\n');
    }
    str_release(&lines);
    end(&k, &t);
}

static void any_lines_do_no_harm(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 60; seed++) {
        talk_at_random("tests/fixtures/so_tay", "hoc_sinh", seed);
        talk_at_random("tests/fixtures/bang_so", "so_lieu", seed);
        talk_at_random("tests/fixtures/bang_so", "tai_san", seed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_is_filled_question_by_question_and_saved),
        cmocka_unit_test(every_answer_is_in_the_draft_before_the_next_question),
        cmocka_unit_test(so_is_every_line_of_a_text),
        cmocka_unit_test(a_wrong_answer_is_told_and_asked_again_until_enter_lets_it_stand),
        cmocka_unit_test(a_warning_is_accepted_by_name),
        cmocka_unit_test(only_what_is_relevant_is_asked),
        cmocka_unit_test(signs_go_back_empty_and_take_literally),
        cmocka_unit_test(choices_are_told_and_taken_by_number_code_or_letters),
        cmocka_unit_test(rows_are_added_deleted_and_brought_back),
        cmocka_unit_test(what_may_only_be_read_is_told_on_the_way),
        cmocka_unit_test(signs_of_tables_mean_nothing_elsewhere),
        cmocka_unit_test(lines_are_added_to_a_text_and_other_lines_replace_it),
        cmocka_unit_test(what_is_inserted_stands_in_the_answer),
        cmocka_unit_test(what_an_input_method_sends_is_read_as_meant),
        cmocka_unit_test(of_a_paste_of_several_lines_each_is_an_answer),
        cmocka_unit_test(what_may_not_stand_in_text_is_left_out_and_told),
        cmocka_unit_test(problems_are_listed_and_lead_to_their_question),
        cmocka_unit_test(a_save_that_is_refused_leads_to_the_field),
        cmocka_unit_test(a_conflict_is_asked_with_all_three_values),
        cmocka_unit_test(who_leaves_without_saving_keeps_the_draft_and_goes_on_there),
        cmocka_unit_test(a_record_to_be_read_is_told_and_left),
        cmocka_unit_test(commands_are_run_by_name),
        cmocka_unit_test(help_tells_the_signs_and_the_commands),
        cmocka_unit_test(the_pane_is_told_row_by_row),
        cmocka_unit_test(nothing_that_commands_a_terminal_is_written),
        cmocka_unit_test(without_utf8_letters_are_folded_and_values_are_not),
        cmocka_unit_test(any_lines_do_no_harm),
    };
    return cmocka_run_group_tests_name("screen/linear", tests, NULL, NULL);
}
