#include "form_fake.h"
#include "text/utf8.h"

/* What happens to a record beyond typing: problems, warnings, other people, states, the pane. */

/* A stored pupil, opened. */
static void open_stored(struct fake *k)
{
    fake_start(k);
    k->stored = record_new(k->form, NEW_ID);
    k->stored->version = 3;
    value_set_text(&k->stored->cells[0].value, SV("01"));
    value_set_text(&k->stored->cells[1].value, SV("Hoa"));
    fake_open_page(k, NEW_ID);
    str_clear(&k->calls);
}

/* ---- problems ---- */

static void the_next_problem_is_found_wherever_it_is(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Enter, Enter, Enter");
    type(&k, "99");
    keys(&k, "Enter, F8");
    assert_focus(&k, "ma");
    assert_said(&k, "1/2 “Mã”");
    keys(&k, "F8");
    assert_focus(&k, "ngay_sinh");
    assert_said(&k, "2/2 Ngày sinh: ");
    keys(&k, "F8");
    assert_focus(&k, "ma");
    type(&k, "01");
    keys(&k, "F8");
    assert_focus(&k, "ngay_sinh");
    keys(&k, "Ctrl-U, F8");
    assert_said(&k, "no problem left");
    fake_end(&k);
}

static void a_warning_is_accepted_with_a_reason_until_its_value_changes(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    type(&k, "01");
    keys(&k, "Enter, Enter, Enter, Enter");
    type(&k, "12");
    assert_value(&k, "so_em", "12");
    keys(&k, "Up");
    assert_shows(&k, "! Ít nhà đông con như vậy.");
    keys(&k, "Alt-w");
    keys(&k, "Enter");
    assert_ptr_equal(k.ui.top->ops, &ask_ops); /* a reason is required */
    type(&k, "đã hỏi gia đình");
    keys(&k, "Enter");
    assert_null(problems_at(the_page(&k), the_page(&k)->focus));
    assert_string_equal(the_page(&k)->record->accepted.v[0].reason, "đã hỏi gia đình");
    assert_string_equal(the_page(&k)->record->accepted.v[0].who, "Mai");
    type(&k, "13");
    keys(&k, "Up");
    assert_non_null(problems_at(the_page(&k), the_page(&k)->focus));
    fake_end(&k);
}

/* The cursor is in the next field by then: the message names the key, and the key means what was told. */
static void a_warning_is_accepted_from_the_field_behind_it(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    type(&k, "01");
    keys(&k, "Enter, Enter, Enter, Enter");
    type(&k, "12");
    assert_focus(&k, "noi_tru");
    assert_said(&k, "Ít nhà đông con như vậy. (Alt-w if it is right)");
    keys(&k, "Alt-w");
    assert_ptr_equal(k.ui.top->ops, &ask_ops);
    type(&k, "đã hỏi");
    keys(&k, "Enter");
    assert_string_equal(record_acceptance(the_page(&k)->record, "so_em")->reason, "đã hỏi");
    assert_focus(&k, "so_em");
    keys(&k, "Tab, Tab, Alt-w"); /* nothing was told in the field left last */
    assert_said(&k, "no warning at this field");
    fake_end(&k);
}

/* A stored record with a value that its form remarks upon, which was accepted. */
static void accept_many_siblings(struct fake *k)
{
    open_stored(k);
    keys(k, "Ctrl-G");
    type(k, "em");
    keys(k, "Enter");
    type(k, "12");
    keys(k, "Up, Alt-w"); /* two digits went on to the next field */
    type(k, "đã hỏi");
    keys(k, "Enter");
}

static void an_accepted_warning_outlives_the_program(void **state)
{
    (void)state;
    struct fake k;
    accept_many_siblings(&k);
    rest(&k);
    ui_close(&k.ui);
    k.ui.quit = false;
    fake_open_page(&k, NEW_ID);
    const struct acceptance *a = record_acceptance(the_page(&k)->record, "so_em");
    assert_non_null(a);
    assert_string_equal(a->reason, "đã hỏi");
    assert_string_equal(a->who, "Mai");
    keys(&k, "F8");
    assert_said(&k, "no problem left");
    keys(&k, "F10");
    assert_string_equal(record_acceptance(k.stored, "so_em")->reason, "đã hỏi");
    fake_end(&k);
}

static void an_acceptance_alone_makes_a_draft_but_only_while_it_differs_from_what_is_stored(void **state)
{
    (void)state;
    struct fake k;
    accept_many_siblings(&k);
    keys(&k, "F10");
    assert_false(draft_changed(the_page(&k)));
    keys(&k, "Alt-w");
    assert_said(&k, "no warning at this field");
    record_accept(the_page(&k)->record, "so_em", NULL);
    draft_note_accepted(the_page(&k), &k.ui, "so_em");
    assert_true(draft_changed(the_page(&k)));
    str_clear(&k.calls);
    rest(&k);
    assert_calls(&k, "draft_put(!so_em=)");
    fake_end(&k);
}

static void an_error_is_not_accepted(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Alt-w");
    assert_said(&k, "errors cannot be accepted");
    fake_end(&k);
}

/* ---- two people ---- */

static void prepare_theirs(struct fake *k, const char *name)
{
    k->theirs = record_clone(k->stored);
    k->theirs->version = 4;
    value_set_text(&k->theirs->cells[1].value, sv_of(name));
    value_set_text(&k->theirs->cells[2].value, SV("k2"));
    k->conflict = "ten";
}

static void the_key_of_a_stored_record_is_passed_over(void **state)
{
    (void)state;
    struct fake k;
    open_stored(&k);
    assert_focus(&k, "ten");
    keys(&k, "Shift-Tab");
    type(&k, "9");
    assert_value(&k, "ma", "01");
    fake_end(&k);
}

static void a_conflict_is_asked_with_all_three_values(void **state)
{
    (void)state;
    struct fake k;
    open_stored(&k);
    prepare_theirs(&k, "Hoa Lan");
    type(&k, " Mai");
    keys(&k, "F10");
    assert_shows(&k, "Yours: Hoa Mai");
    assert_shows(&k, "Theirs: Hoa Lan");
    assert_shows(&k, "Before: Hoa");
    assert_shows(&k, "Stored by: Lan");
    fake_end(&k);
}

static void an_answer_decides_and_what_only_they_changed_is_taken_over(void **state)
{
    static const struct {
        const char *key, *name;
    } cases[] = {{"1", "Hoa Mai"}, {"2", "Hoa Lan"}, {"3", "Hoa"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake k;
        open_stored(&k);
        prepare_theirs(&k, "Hoa Lan");
        type(&k, " Mai");
        keys(&k, "F10");
        type(&k, cases[i].key);
        assert_value(&k, "ten", cases[i].name);
        assert_value(&k, "khoi", "k2");
        assert_said(&k, "as version 5");
        fake_end(&k);
    }
}

static void esc_from_a_conflict_saves_nothing_and_keeps_what_was_typed(void **state)
{
    (void)state;
    struct fake k;
    open_stored(&k);
    prepare_theirs(&k, "Hoa Lan");
    type(&k, " Mai");
    keys(&k, "F10, Esc Esc");
    assert_value(&k, "ten", "Hoa Mai");
    assert_value(&k, "khoi", "");
    assert_int_equal(k.stored->version, 4);
    assert_true(draft_changed(the_page(&k)));
    fake_end(&k);
}

/* ---- another key ---- */

static void a_record_that_is_not_stored_has_no_key_to_correct(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Alt-k");
    assert_said(&k, "not saved yet");
    fake_end(&k);
}

static void a_key_is_corrected_after_its_preview_and_what_was_typed_goes_on(void **state)
{
    (void)state;
    struct fake k;
    open_stored(&k);
    type(&k, " Mai");
    keys(&k, "Alt-k");
    assert_shows(&k, "New key of this record");
    keys(&k, "Ctrl-U");
    type(&k, "99");
    keys(&k, "Enter");
    assert_shows(&k, "Học sinh 02: its key becomes another");
    keys(&k, "Enter");
    assert_non_null(strstr(k.calls.p, "rekey? rekey open"));
    assert_said(&k, "what you typed is still here");
    assert_value(&k, "ma", "99");
    assert_value(&k, "ten", "Hoa Mai");
    assert_focus(&k, "ten");
    assert_true(draft_changed(the_page(&k)));
    keys(&k, "F10");
    assert_string_equal(value_str(&k.stored->cells[0].value), "99");
    assert_string_equal(value_str(&k.stored->cells[1].value), "Hoa Mai");
    fake_end(&k);
}

static void a_key_is_left_as_it_is_when_the_preview_is_declined(void **state)
{
    static const char *const answers[] = {"2", NULL};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct fake k;
        open_stored(&k);
        type(&k, " Mai");
        keys(&k, "Alt-k, Enter");
        if (answers[i]) {
            type(&k, answers[i]);
        } else {
            keys(&k, "Esc Esc");
        }
        assert_null(strstr(k.calls.p, "rekey open"));
        assert_value(&k, "ma", "01");
        assert_value(&k, "ten", "Hoa Mai");
        type(&k, "!");
        keys(&k, "Enter");
        assert_value(&k, "ten", "Hoa Mai!");
        fake_end(&k);
    }
}

static void a_key_is_not_corrected_while_what_was_typed_is_nowhere(void **state)
{
    (void)state;
    struct fake k;
    open_stored(&k);
    k.disk_full = true;
    type(&k, " Mai");
    keys(&k, "Alt-k");
    assert_said(&k, "neither saved nor kept as a draft");
    assert_ptr_equal(k.ui.top, &the_page(&k)->page);
    fake_end(&k);
}

/* ---- states ---- */

static void a_move_asks_for_its_reason_and_saves_first(void **state)
{
    (void)state;
    struct fake k;
    open_stored(&k);
    type(&k, " Mai");
    keys(&k, "Alt-t");
    assert_shows(&k, "Đã xong");
    keys(&k, "Enter");
    type(&k, "đủ điểm");
    keys(&k, "Enter");
    assert_non_null(strstr(k.calls.p, "save move open"));
    assert_string_equal(k.stored->state, "xong");
    assert_string_equal(k.reason, "đủ điểm");
    assert_said(&k, "Đã xong");
    assert_shows(&k, "Đã xong  read only");
    fake_end(&k);
}

static bool key_line_offers(struct fake *k, const char *key)
{
    struct str s = STR_INIT;
    screen(k, &s);
    char *line = strstr(s.p, " F1 ");
    assert_non_null(line);
    line[strcspn(line, "\n")] = '\0';
    bool offers = strstr(line, key);
    str_release(&s);
    return offers;
}

/* A record that may be written offers all; one that may not, only what works there, also from the moment on at which its state forbids. */
static void the_key_line_offers_only_what_works_on_the_page(void **state)
{
    (void)state;
    static const char *const reading[] = {"F1", "F8", "Esc"};
    static const char *const writing[] = {"F7", "F10"};
    struct fake k;
    open_stored(&k);
    for (int locked = 0; locked < 2; locked++) {
        for (size_t i = 0; i < sizeof reading / sizeof reading[0]; i++) {
            assert_true(key_line_offers(&k, reading[i]));
        }
        for (size_t i = 0; i < sizeof writing / sizeof writing[0]; i++) {
            assert_int_equal(key_line_offers(&k, writing[i]), !locked);
        }
        if (!locked) {
            keys(&k, "Alt-t, Enter");
            type(&k, "đủ điểm");
            keys(&k, "Enter");
        }
    }
    keys(&k, "F1");
    struct str help = STR_INIT;
    screen(&k, &help);
    assert_non_null(strstr(help.p, "F5, Ctrl-G"));
    assert_null(strstr(help.p, "F7, Ctrl-D"));
    str_release(&help);
    fake_end(&k);
}

static void in_a_state_that_is_not_editable_nothing_is_typed(void **state)
{
    (void)state;
    struct fake k;
    fake_start(&k);
    k.stored = record_new(k.form, NEW_ID);
    k.stored->version = 1;
    value_set_text(&k.stored->cells[0].value, SV("01"));
    snprintf(k.stored->state, sizeof k.stored->state, "xong");
    fake_open_page(&k, NEW_ID);
    type(&k, "9");
    assert_said(&k, "may only be read");
    keys(&k, "Backspace");
    assert_said(&k, "may only be read");
    keys(&k, "F10");
    assert_said(&k, "may only be read");
    keys(&k, "Enter");
    assert_value(&k, "ma", "01");
    assert_focus(&k, "ten");
    rest(&k);
    assert_false(k.draft_exists);
    fake_end(&k);
}

static void where_nothing_can_be_saved_nothing_is_typed_and_the_reason_is_told(void **state)
{
    (void)state;
    struct fake k;
    fake_start(&k);
    k.barred = "the disk is a compact disc";
    fake_open_page(&k, NULL);
    assert_shows(&k, "read only");
    type(&k, "9");
    assert_said(&k, "the disk is a compact disc");
    assert_value(&k, "ma", "");
    fake_end(&k);
}

static void a_record_never_saved_cannot_move(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Alt-t");
    assert_said(&k, "Save this record first");
    fake_end(&k);
}

/* ---- pane, other records ---- */

/* A new pupil, with the cursor in the remarks, whose pane answers so. */
static void begin_remarks(struct fake *k, const char *pane)
{
    fake_begin(k);
    k->pane = pane;
    keys(k, "Ctrl-G");
    type(k, "nhan");
    keys(k, "Enter");
    assert_focus(k, "nhan_xet");
}

static void the_pane_shows_the_query_of_the_field_above_the_fields(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Alt-p");
    assert_said(&k, "nothing to show");
    fake_end(&k);
    begin_remarks(&k, NULL);
    keys(&k, "Alt-p");
    assert_shows(&k, "Toán  8,0");
    type(&k, "giỏi");
    assert_shows(&k, "giỏi");
    fake_end(&k);
}

/* Where the first row of a pane of forty rows stands, and how many of them are seen; 0 0 0: none. */
static void look_at_pane(struct fake *k, int *row, int *col, int *rows)
{
    struct str s = STR_INIT;
    screen(k, &s);
    *row = *col = *rows = 0;
    struct sv rest = sv_of(s.p);
    struct sv line;
    for (int at = 0; sv_next(&rest, '\n', &line);) {
        char *text = mem_dup_n(line.p, line.n);
        const char *found = text[0] == '|' ? strstr(text, "dòng số ") : NULL;
        if (found && (*rows)++ == 0) {
            *row = at;
            *col = utf8_cols((struct sv){text + 1, (size_t)(found - text - 1)});
        }
        at += text[0] == '|';
        free(text);
    }
    str_release(&s);
}

static void forty_rows(struct str *out)
{
    str_set(out, "mon");
    for (int i = 1; i <= 40; i++) {
        str_addf(out, "\ndòng số %d", i);
    }
}

/* Alt-p walks through the sizes; from 120 columns on the pane stands beside the fields. */
static void a_key_moves_the_split(void **state)
{
    static const struct {
        int rows, cols;
        int row[4], col[4], seen[4];
    } cases[] = {
        {24, 80, {3, 3, 3, 0}, {1, 1, 1, 0}, {7, 10, 4, 0}},
        {24, 119, {3, 3, 3, 0}, {1, 1, 1, 0}, {7, 10, 4, 0}},
        {24, 120, {3, 3, 3, 0}, {62, 42, 82, 0}, {17, 17, 17, 0}},
        {40, 132, {3, 3, 3, 0}, {68, 46, 90, 0}, {33, 33, 33, 0}},
        {13, 40, {3, 3, 3, 0}, {1, 1, 1, 0}, {2, 2, 2, 0}},
        {12, 40, {0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}},
    };
    struct str text = STR_INIT;
    (void)state;
    forty_rows(&text);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake k;
        begin_remarks(&k, text.p);
        grid_resize(&k.ui.grid, cases[i].rows, cases[i].cols);
        for (size_t press = 0; press < 4; press++) {
            int row;
            int col;
            int seen;
            keys(&k, "Alt-p");
            look_at_pane(&k, &row, &col, &seen);
            if (row != cases[i].row[press] || col != cases[i].col[press] || seen != cases[i].seen[press]) {
                fail_msg("%dx%d, press %zu: at %d,%d %d rows", cases[i].rows, cases[i].cols, press, row, col, seen);
            }
        }
        fake_end(&k);
    }
    str_release(&text);
}

static void where_the_screen_is_too_low_for_a_pane_it_says_how_to_see_it(void **state)
{
    (void)state;
    struct fake k;
    begin_remarks(&k, NULL);
    grid_resize(&k.ui.grid, 10, 40);
    keys(&k, "Alt-p");
    assert_said(&k, "Alt-z shows it alone");
    keys(&k, "Alt-z");
    assert_shows(&k, "Toán  8,0");
    fake_end(&k);
}

static void the_pane_scrolls_while_the_cursor_stays_in_the_field(void **state)
{
    static const struct {
        const char *keys, *first, *position;
    } steps[] = {
        {"Alt-p", "|", "1–7/40  ↓ Alt-j  ↑ Alt-u"},
        {"Alt-j", "dòng số 4 ", "4–10/40"},
        {"Alt-j,Alt-j,Alt-j,Alt-j,Alt-j,Alt-j,Alt-j,Alt-j,Alt-j,Alt-j,Alt-j", "dòng số 34 ", "34–40/40"},
        {"Alt-u", "dòng số 31 ", "31–37/40"},
        {"Alt-u,Alt-u,Alt-u,Alt-u,Alt-u,Alt-u,Alt-u,Alt-u,Alt-u,Alt-u", "dòng số 1 ", "1–7/40"},
    };
    struct str text = STR_INIT;
    (void)state;
    struct fake k;
    forty_rows(&text);
    begin_remarks(&k, text.p);
    type(&k, "a");
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        keys(&k, steps[i].keys);
        assert_shows(&k, steps[i].first);
        assert_shows(&k, steps[i].position);
        assert_focus(&k, "nhan_xet");
    }
    type(&k, "b");
    keys(&k, "Tab");
    assert_value(&k, "nhan_xet", "ab");
    str_release(&text);
    fake_end(&k);
}

/* Pupil 01 of grade k1 with three absences with leave in September. */
static void what_differs_from_the_form_is_marked(void **state)
{
    static const struct {
        const char *pane, *shows;
    } cases[] = {
        {"khoi;x\nk2;y", "|≠2 Khối hai  y"},                    /* shown as the form shows it */
        {"khoi;x\nk1;y", "| 1 Khối một  y"},                    /* the same */
        {"khoi;x\nKhối hai;y", "| Khối hai  y"},                /* no value of the field: only read */
        {"ngay_sinh;x\n2010-02-01;y", "| 01/02/2010  y"},       /* the form has no answer yet */
        {"x;khoi\ny;", "| y"},                                  /* nor has the other side */
        {"ma;x\n99;y", "| 99  y"},                              /* the key says which record it is */
        {"x;o;so_buoi\ny;9p;4", "| y  9p       ≠4"},               /* the row of the table with that key */
        {"x;o;so_buoi\ny;9p;3", "| y  9p        3"},
        {"x;o;so_buoi\ny;9k;4", "| y  9k        4"},               /* not answered there */
        {"x;o;so_buoi\ny;zz;4", "| y  zz        4"},               /* no such row */
        {"x;so_buoi\ny;4", "| y        4"},                           /* of no row */
        {"Lớp | Class;Ghi chú | Note;Ghi chú_en\n6;a;b", "| Lớp  Ghi chú  "},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake k;
        struct value v = VALUE_INIT;
        begin_remarks(&k, cases[i].pane);
        value_set_text(&v, SV("01"));
        form_set(the_page(&k), &k.ui, PATH_MAIN(0), &v, NULL);
        value_set_text(&v, SV("k1"));
        form_set(the_page(&k), &k.ui, PATH_MAIN(2), &v, NULL);
        value_set_int(&v, 3);
        form_set(the_page(&k), &k.ui, (struct path){1, 0, 3}, &v, NULL);
        keys(&k, "Alt-p");
        assert_shows(&k, cases[i].shows);
        value_release(&v);
        fake_end(&k);
    }
}

static void a_mark_goes_when_the_form_says_the_same(void **state)
{
    (void)state;
    struct fake k;
    begin_remarks(&k, "nhan_xet;x\nchăm;y");
    keys(&k, "Alt-p");
    type(&k, "lười");
    assert_shows(&k, "| chăm      y");
    keys(&k, "Tab");
    assert_shows(&k, "|≠chăm      y");
    keys(&k, "Shift-Tab, Ctrl-U");
    type(&k, "chăm");
    keys(&k, "Tab");
    assert_shows(&k, "| chăm      y");
    fake_end(&k);
}

static void the_pane_follows_the_language(void **state)
{
    (void)state;
    struct fake k;
    begin_remarks(&k, "Lớp | Class;khoi;Ghi chú | Note;Ghi chú_en\n6;k2;nghỉ;away");
    keys(&k, "Alt-p");
    assert_shows(&k, "| Lớp  Khối        Ghi chú");
    assert_shows(&k, "|   6  2 Khối hai  nghỉ");
    keys(&k, "Alt-l");
    assert_shows(&k, "| Class  Grade        Note");
    assert_shows(&k, "|     6  2 Grade two  away");
    i18n_start(LANG_EN, NULL);
    fake_end(&k);
}

/* The row of the pane with the key of the table's row that the cursor stands in is brought into view. */
static void the_pane_follows_the_row_of_the_table(void **state)
{
    (void)state;
    struct fake k;
    struct str text = STR_INIT;
    str_add(&text, "o;mon");
    for (int i = 0; i < 20; i++) {
        str_addf(&text, "\n%s;dòng số %d", i == 15 ? "10p" : "z", i);
    }
    begin_remarks(&k, text.p);
    keys(&k, "Alt-p");
    assert_shows(&k, "dòng số 0 ");
    form_focus(the_page(&k), &k.ui, (struct path){1, 2, 3});
    assert_shows(&k, "dòng số 15 ");
    str_release(&text);
    fake_end(&k);
}

static void zoomed_the_pane_wraps_long_texts_and_goes_back_to_the_letter(void **state)
{
    (void)state;
    struct fake k;
    begin_remarks(&k, "ma;mon\n1;Nhà trường có mười tám lớp với sáu trăm ba mươi học sinh, chia đều cho bốn khối, "
                      "mỗi lớp không quá bốn mươi lăm em theo đúng quy định\n2;hết");
    type(&k, "abc");
    keys(&k, "Left, Alt-z");
    assert_shows(&k, "| 1   Nhà trường có mười tám lớp với sáu trăm ba mươi học sinh, chia đều cho bốn |");
    assert_shows(&k, "|     khối, mỗi lớp không quá bốn mươi lăm em theo đúng quy định");
    assert_ptr_equal(k.ui.top->below, &the_page(&k)->page);
    keys(&k, "Down, PgDn, Ctrl-End, Home, Alt-z");
    type(&k, "x");
    keys(&k, "Alt-z, Esc Esc, Tab");
    assert_value(&k, "nhan_xet", "abxc");
    fake_end(&k);
}

/* The pane is painted again when what it compares with changed, not at each letter. */
static void letters_leave_the_painted_pane_alone(void **state)
{
    (void)state;
    struct fake k;
    struct str text = STR_INIT;
    forty_rows(&text);
    begin_remarks(&k, text.p);
    keys(&k, "Alt-p");
    assert_shows(&k, "dòng số 1 ");
    memcpy(the_page(&k)->pane.image.cells[0].text, "X", 2);
    type(&k, "a");
    assert_shows(&k, "|Xmon");
    keys(&k, "Tab");
    assert_shows(&k, "| mon");
    str_release(&text);
    fake_end(&k);
}

static void a_draft_is_written_at_rest_also_under_another_page(void **state)
{
    static const char *const above[] = {"Alt-z", "F1", "Ctrl-G", "F2"};
    (void)state;
    for (size_t i = 0; i < sizeof above / sizeof *above; i++) {
        struct fake k;
        begin_remarks(&k, NULL);
        type(&k, "abc");
        keys(&k, above[i]);
        assert_ptr_not_equal(k.ui.top, &the_page(&k)->page);
        rest(&k);
        assert_non_null(strstr(k.calls.p, "nhan_xet=abc"));
        fake_end(&k);
    }
}

static void a_new_record_takes_the_place_of_this_one_whose_draft_stays(void **state)
{
    (void)state;
    struct fake k;
    open_stored(&k);
    type(&k, " Mai");
    keys(&k, "Ctrl-N");
    assert_int_equal(the_page(&k)->record->version, 0);
    assert_true(k.draft_exists);
    fake_end(&k);
}

static void a_draft_of_a_new_record_keeps_what_it_was_begun_with(void **state)
{
    (void)state;
    struct fake k;
    fake_start(&k);
    k.begun = "09";
    fake_open_page(&k, NULL);
    keys(&k, "Tab");
    type(&k, "Mai");
    rest(&k);
    assert_calls(&k, "open draft_put(=ma=09, ten=Mai)");
    keys(&k, "Tab");
    rest(&k);
    assert_calls(&k, "draft_put(ten=Mai)"); /* once is enough */
    keys(&k, "Ctrl-X");
    k.begun = "10"; /* the working context is another by now */
    fake_open_page(&k, NEW_ID);
    assert_value(&k, "ma", "09");
    assert_value(&k, "ten", "Mai");
    assert_false(draft_differs(the_page(&k), "ma"));
    keys(&k, "Ctrl-Home,Ctrl-U");
    type(&k, "11");
    rest(&k);
    keys(&k, "Ctrl-X");
    fake_open_page(&k, NEW_ID);
    assert_value(&k, "ma", "11"); /* what was typed since is what counts */
    fake_end(&k);
}

/* A figure that was meant for another field, in the ways in which a line delivers it. */
static void no_letter_is_lost_when_a_choice_opens_and_what_finds_nothing_is_no_answer(void **state)
{
    static const struct {
        const char *field, *typed, *search;
    } cases[] = {
        {"noi_tru", "36/33\r", "36/33"},
        {"noi_tru", "xyz\r", "xyz"},
        {"khoi", "x6/33\r", "x6/33"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int burst = 0; burst < 2; burst++) {
            struct fake k;
            struct path at;
            fake_begin(&k);
            assert_true(record_path_parse(the_page(&k)->record, cases[i].field, &at));
            form_focus(the_page(&k), &k.ui, at);
            for (const char *s = cases[i].typed; !burst && *s; s++) {
                bytes(&k, (char[]){*s, '\0'});
            }
            if (burst) {
                bytes(&k, cases[i].typed);
            }
            assert_value(&k, cases[i].field, "");
            assert_shows(&k, cases[i].search);
            assert_string_equal(k.ui.top->ops->name, "pick");
            fake_end(&k);
        }
    }
}

/* The program dies while the letters stand in a field that was not left. */
static void blanks_and_line_breaks_around_a_recovered_text_are_no_part_of_it(void **state)
{
    static const char *const cases[][2] = {{"\r", ""}, {"\r  \r", ""}, {"abc\r", "abc"}, {"a\rb \r", "a\nb"}, {"abc", "abc"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake k;
        begin_remarks(&k, NULL);
        bytes(&k, cases[i][0]);
        rest(&k);
        assert_non_null(strstr(k.calls.p, "nhan_xet="));
        fake_open_page(&k, NEW_ID);
        assert_value(&k, "nhan_xet", cases[i][1]);
        fake_end(&k);
    }
}

static void a_number_being_typed_is_read_in_the_language_it_was_typed_in(void **state)
{
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Ctrl-G");
    type(&k, "diem");
    keys(&k, "Enter");
    type(&k, "t");
    keys(&k, "Enter");
    type(&k, "7,5");
    k.ui.lang = LANG_EN; /* on a page above */
    assert_shows(&k, "Subject");
    assert_shows(&k, "7.5");
    keys(&k, "Enter");
    const struct form_page *fp = the_page(&k);
    assert_true(fp->record->rosters[0].list.v[0].cells[1].value.r == 7.5);
    fake_end(&k);
}

static void a_screen_that_changes_its_size_keeps_everything(void **state)
{
    static const struct {
        int rows, cols;
    } sizes[] = {{10, 40}, {24, 80}, {60, 200}, {11, 41}};
    (void)state;
    struct fake k;
    fake_begin(&k);
    keys(&k, "Enter");
    type(&k, "Nguyễn Thị Hoa");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        grid_resize(&k.ui.grid, sizes[i].rows, sizes[i].cols);
        assert_shows(&k, "Nguyễn Thị Hoa");
        keys(&k, "PgDn, PgUp, Ctrl-End, Ctrl-Home, Enter");
        assert_focus(&k, "ten");
    }
    assert_value(&k, "ten", "Nguyễn Thị Hoa");
    fake_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_problem_is_found_wherever_it_is),
        cmocka_unit_test(a_warning_is_accepted_with_a_reason_until_its_value_changes),
        cmocka_unit_test(a_warning_is_accepted_from_the_field_behind_it),
        cmocka_unit_test(an_accepted_warning_outlives_the_program),
        cmocka_unit_test(an_acceptance_alone_makes_a_draft_but_only_while_it_differs_from_what_is_stored),
        cmocka_unit_test(an_error_is_not_accepted),
        cmocka_unit_test(the_key_of_a_stored_record_is_passed_over),
        cmocka_unit_test(a_conflict_is_asked_with_all_three_values),
        cmocka_unit_test(an_answer_decides_and_what_only_they_changed_is_taken_over),
        cmocka_unit_test(esc_from_a_conflict_saves_nothing_and_keeps_what_was_typed),
        cmocka_unit_test(a_record_that_is_not_stored_has_no_key_to_correct),
        cmocka_unit_test(a_key_is_corrected_after_its_preview_and_what_was_typed_goes_on),
        cmocka_unit_test(a_key_is_left_as_it_is_when_the_preview_is_declined),
        cmocka_unit_test(a_key_is_not_corrected_while_what_was_typed_is_nowhere),
        cmocka_unit_test(a_move_asks_for_its_reason_and_saves_first),
        cmocka_unit_test(the_key_line_offers_only_what_works_on_the_page),
        cmocka_unit_test(in_a_state_that_is_not_editable_nothing_is_typed),
        cmocka_unit_test(where_nothing_can_be_saved_nothing_is_typed_and_the_reason_is_told),
        cmocka_unit_test(a_record_never_saved_cannot_move),
        cmocka_unit_test(the_pane_shows_the_query_of_the_field_above_the_fields),
        cmocka_unit_test(a_key_moves_the_split),
        cmocka_unit_test(where_the_screen_is_too_low_for_a_pane_it_says_how_to_see_it),
        cmocka_unit_test(the_pane_scrolls_while_the_cursor_stays_in_the_field),
        cmocka_unit_test(what_differs_from_the_form_is_marked),
        cmocka_unit_test(a_mark_goes_when_the_form_says_the_same),
        cmocka_unit_test(the_pane_follows_the_language),
        cmocka_unit_test(the_pane_follows_the_row_of_the_table),
        cmocka_unit_test(zoomed_the_pane_wraps_long_texts_and_goes_back_to_the_letter),
        cmocka_unit_test(letters_leave_the_painted_pane_alone),
        cmocka_unit_test(a_draft_is_written_at_rest_also_under_another_page),
        cmocka_unit_test(a_new_record_takes_the_place_of_this_one_whose_draft_stays),
        cmocka_unit_test(a_draft_of_a_new_record_keeps_what_it_was_begun_with),
        cmocka_unit_test(blanks_and_line_breaks_around_a_recovered_text_are_no_part_of_it),
        cmocka_unit_test(no_letter_is_lost_when_a_choice_opens_and_what_finds_nothing_is_no_answer),
        cmocka_unit_test(a_number_being_typed_is_read_in_the_language_it_was_typed_in),
        cmocka_unit_test(a_screen_that_changes_its_size_keeps_everything),
    };
    return cmocka_run_group_tests_name("form_life", tests, NULL, NULL);
}
