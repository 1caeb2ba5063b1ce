#include "form_fake.h"

/* A field that names several records: 60 pupils, "01" to "59" and one whose key holds the separator. */

enum { PUPILS = 60 };

static void pupil_id(size_t i, char id[UUID_TEXT])
{
    snprintf(id, UUID_TEXT, "01890000-0000-7000-8000-0000000001%02zu", i % 100);
}

static const char *pupil_key(size_t i, char key[8])
{
    snprintf(key, 8, i == PUPILS ? "x;y" : "%02zu", i % 100);
    return key;
}

/* The pupil with this id or key; 0: none. */
static size_t pupil(const char *id, const char *key)
{
    char is_id[UUID_TEXT], is_key[8];
    for (size_t i = 1; i <= PUPILS; i++) {
        pupil_id(i, is_id);
        if ((id && str_eq(id, is_id)) || (key && str_eq(key, pupil_key(i, is_key)))) {
            return i;
        }
    }
    return 0;
}

static void add_pupil(struct rowset *rows, size_t i)
{
    char id[UUID_TEXT], key[8], label[32], page[16];
    pupil_id(i, id);
    snprintf(label, sizeof label, "Bạn %s", pupil_key(i, key));
    snprintf(page, sizeof page, "%zu", i);
    if (rows->ncolumns == 2) {
        add_texts(rows, key, label, NULL, NULL);
    } else {
        add_texts(rows, id, key, label, page);
    }
}

/* The leader's key comes behind what stands in `lop`. */
static bool passes(const struct request *req, size_t i)
{
    const char *lop = "";
    char key[8];
    for (size_t p = 0; p < req->nparams; p++) {
        lop = str_eq(req->params[p].name, "lop") ? value_str(&req->params[p].value) : lop;
    }
    return !str_eq(req->field, "truong_nhom") || strcmp(pupil_key(i, key), lop) > 0;
}

static bool offers(const struct request *req, struct reply *rep)
{
    static const char *const names[] = {"_id", "key", "label", "_page", NULL};
    size_t from = req->after ? (size_t)atoi(req->after) : 0;
    char key[8];
    if (req->id) {
        rep->n = passes(req, pupil(req->id, NULL));
        return true;
    }
    columns(&rep->rows, names);
    for (size_t i = from + 1; i <= PUPILS && rep->rows.nrows < req->limit; i++) {
        if ((!req->text || str_starts(pupil_key(i, key), req->text)) && passes(req, i)) {
            add_pupil(&rep->rows, i);
        }
    }
    return true;
}

static bool is_there(size_t i, struct err *err)
{
    return i > 0 || err_set(err, ERR_NOT_FOUND, "there is no such pupil");
}

static bool school_call(struct host *h, const struct request *req, struct reply *rep, struct err *err)
{
    static const char *const titles[] = {"key", "label", NULL}, *const ids[] = {"_id", NULL};
    char id[UUID_TEXT];
    size_t i = pupil(req->id, req->key);
    switch (req->op) {
    case OP_CHOICES:
        return offers(req, rep);
    case OP_TITLE:
        columns(&rep->rows, titles);
        if (is_there(i, err)) {
            add_pupil(&rep->rows, i);
        }
        return i > 0;
    case OP_FIND:
        columns(&rep->rows, ids);
        pupil_id(i, id);
        add_texts(&rep->rows, id, NULL, NULL, NULL);
        return is_there(i, err);
    default:
        return fake_call(h, req, rep, err);
    }
}

static void begin(struct fake *k)
{
    fake_start(k);
    k->host.call = school_call;
    if (!app_form(k->app, "nhom", &k->form, NULL, &(struct err)ERR_INIT)) {
        fail_msg("the form nhom does not load");
    }
    fake_open_page(k, NULL);
    type(k, "A");
    keys(k, "Enter");
    assert_focus(k, "ban");
}

/* The value names these pupils in this order; what is no value begins with "raw:". */
static void assert_pupils(struct fake *k, const char *path, const size_t *pupils, size_t n)
{
    struct str want = STR_INIT;
    char id[UUID_TEXT];
    for (size_t i = 0; i < n; i++) {
        pupil_id(pupils[i], id);
        format_add_code(&want, id);
    }
    assert_value(k, path, want.p);
    str_release(&want);
}
#define PUPILS_ARE(k, path, ...)                                                                             \
    assert_pupils(k, path, (const size_t[]){__VA_ARGS__}, sizeof((const size_t[]){__VA_ARGS__}) / sizeof(size_t))

static void keys_are_typed_with_semicolons_between(void **state)
{
    static const struct {
        const char *typed;
        size_t pupils[4];
        const char *raw, *says;
    } cases[] = {
        {"03; 01", {3, 1}, NULL, ""},
        {"12;x;;y ;12", {12, 60}, NULL, ""},
        {"x", {60}, NULL, ""}, /* not a key, but the words of one record */
        {"02; 99; 77", {0}, "02; 99; 77", "“99”"},
        {"0", {0}, "0", "“0”"}, /* words of several */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake k;
        size_t n = 0;
        begin(&k);
        type(&k, cases[i].typed);
        keys(&k, "Enter");
        assert_said(&k, cases[i].says);
        while (n < 4 && cases[i].pupils[n]) {
            n++;
        }
        if (cases[i].raw) {
            struct str raw = STR_INIT;
            str_addf(&raw, "raw:%s", cases[i].raw);
            assert_value(&k, "ban", raw.p);
            str_release(&raw);
        } else {
            assert_pupils(&k, "ban", cases[i].pupils, n);
        }
        fake_end(&k);
    }
}

static void titles_are_shown_and_keys_are_edited(void **state)
{
    (void)state;
    struct fake k;
    begin(&k);
    type(&k, "03; 60; x;;y");
    keys(&k, "Ctrl-U");
    type(&k, "03; x;;y");
    keys(&k, "Enter");
    assert_shows(&k, "Các bạn      Bạn 03; Bạn x;y");
    keys(&k, "Up");
    assert_shows(&k, "Các bạn      03; x;;y");
    keys(&k, "End");
    type(&k, "; 05");
    keys(&k, "Enter");
    PUPILS_ARE(&k, "ban", 3, 60, 5);
    fake_end(&k);
}

static void the_pop_up_ticks_in_order_through_search_and_pages(void **state)
{
    (void)state;
    struct fake k;
    begin(&k);
    type(&k, "07; 40");
    keys(&k, "F4"); /* what was typed is ticked, and on top */
    assert_shows(&k, "Space Mark");
    assert_shows(&k, "[x] 07  Bạn 07");
    assert_shows(&k, "[x] 40  Bạn 40");
    assert_shows(&k, "[ ] 01  Bạn 01");
    assert_shows(&k, "[x] 2 ");
    keys(&k, "Space"); /* 07 is taken out */
    keys(&k, "Down, Space");
    type(&k, "55");
    keys(&k, "Space, Ctrl-U, End, End");
    assert_shows(&k, "[ ] x;y  Bạn x;y");
    keys(&k, "Space, Enter");
    PUPILS_ARE(&k, "ban", 40, 1, 55, 60);
    fake_end(&k);
}

static void a_pop_up_left_with_esc_changes_nothing(void **state)
{
    (void)state;
    struct fake k;
    begin(&k);
    type(&k, "?");
    keys(&k, "Space, Space, Esc");
    assert_value(&k, "ban", "");
    keys(&k, "F4, Down, Enter"); /* nothing ticked: the row of the cursor */
    PUPILS_ARE(&k, "ban", 2);
    keys(&k, "F4, Space, Enter");
    assert_value(&k, "ban", "");
    fake_end(&k);
}

static void records_take_lines_on_the_form_and_a_cell_shows_what_fits_and_how_many(void **state)
{
    (void)state;
    struct fake k;
    begin(&k);
    type(&k, "01; 02; 03; 04; 05; 06; 07; 08; 09; 10; 11; 12; 13");
    keys(&k, "Enter");
    assert_shows(&k, "Các bạn      Bạn 01; Bạn 02; Bạn 03; Bạn 04; Bạn 05; Bạn 06; Bạn 07; Bạn 08;");
    assert_shows(&k, "|               Bạn 09; Bạn 10; Bạn 11; Bạn 12; Bạn 13 ");
    keys(&k, "Enter");
    paste(&k, "1/9/2026\t01; 02; 03; 04; 05; 06; 07; 08; 09; 10; 11; 12; 13\n");
    assert_shows(&k, "/09/2026   Bạn 01; Bạn 02; Bạn 03; Bạn 04; Bạn 05; Bạn 06; Bạn 07; Bạ… (13)");
    fake_end(&k);
}

static void rows_name_several_too_and_take_a_block(void **state)
{
    (void)state;
    struct fake k;
    begin(&k);
    keys(&k, "Enter, Enter");
    paste(&k, "1/9/2026\t01; 02\n2/9/2026\t03; 99\n");
    struct form_page *fp = the_page(&k);
    assert_int_equal(fp->record->rosters[0].list.n, 2);
    struct str path = STR_INIT;
    record_path_text(fp->record, (struct path){0, 0, 1}, &path);
    PUPILS_ARE(&k, path.p, 1, 2);
    str_clear(&path);
    record_path_text(fp->record, (struct path){0, 1, 1}, &path);
    assert_value(&k, path.p, "raw:03; 99");
    str_release(&path);
    fake_end(&k);
}

/* The program is killed at rest and started again. */
static void reopen(struct fake *k)
{
    k->ui.top->ops->flush(k->ui.top, &k->ui);
    k->ui.top->ops->free(k->ui.top);
    k->ui.top = NULL;
    fake_open_page(k, NEW_ID);
}

static void a_draft_brings_the_records_back(void **state)
{
    (void)state;
    struct fake k;
    begin(&k);
    type(&k, "03; 01");
    keys(&k, "Enter");
    reopen(&k);
    PUPILS_ARE(&k, "ban", 3, 1);
    fake_end(&k);
}

static void letters_of_a_killed_program_are_read_when_the_field_is_left(void **state)
{
    (void)state;
    struct fake k;
    begin(&k);
    type(&k, "03; 01");
    reopen(&k);
    assert_focus(&k, "ban");
    keys(&k, "Enter");
    PUPILS_ARE(&k, "ban", 3, 1);
    fake_end(&k);
}

static void a_conflict_shows_titles(void **state)
{
    (void)state;
    struct fake k;
    char id[UUID_TEXT];
    begin(&k);
    type(&k, "03; 01");
    keys(&k, "F10");
    k.theirs = record_clone(k.stored);
    k.theirs->version = 2;
    pupil_id(7, id);
    value_set_text(&k.theirs->cells[1].value, sv_of(id));
    k.conflict = "ban";
    type(&k, "05");
    keys(&k, "F10");
    assert_shows(&k, "Yours: Bạn 05");
    assert_shows(&k, "Theirs: Bạn 07");
    assert_shows(&k, "Before: Bạn 03; Bạn 01");
    fake_end(&k);
}

/* The same pop-up for the codes of a list: they come into the list's order, and one that is no longer offered is not lost. */
static void codes_of_a_list_are_ticked_too(void **state)
{
    (void)state;
    struct fake k;
    begin(&k);
    keys(&k, "Enter, F4, Down, Space, Up, Up, Space, Enter");
    assert_value(&k, "cac_khoi", "k1 k2");
    keys(&k, "End");
    type(&k, " 10");
    keys(&k, "F4");
    assert_shows(&k, "[x] 10  Khối mười");
    keys(&k, "Down, Space, Enter");
    assert_value(&k, "cac_khoi", "k2 k10");
    fake_end(&k);
}

static void a_choice_is_checked_again_when_what_its_filter_reads_changes(void **state)
{
    (void)state;
    struct fake k;
    begin(&k);
    keys(&k, "Ctrl-G");
    type(&k, "lop");
    keys(&k, "Enter");
    assert_focus(&k, "lop");
    type(&k, "10");
    keys(&k, "Enter, F4");
    assert_shows(&k, "11   Bạn 11");
    keys(&k, "Enter");
    PUPILS_ARE(&k, "truong_nhom", 11);
    keys(&k, "Enter");
    assert_int_equal(problems_open(the_page(&k)), 0);
    keys(&k, "Up, Up");
    assert_focus(&k, "lop");
    keys(&k, "Ctrl-U");
    type(&k, "30");
    keys(&k, "Enter");
    assert_shows(&k, "! Nhóm trưởng");
    keys(&k, "F8");
    assert_said(&k, "1/1 “Bạn 11” is not among the choices");
    keys(&k, "Up, Ctrl-U");
    type(&k, "09");
    keys(&k, "Enter");
    assert_int_equal(problems_open(the_page(&k)), 0);
    fake_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_typed_with_semicolons_between),
        cmocka_unit_test(titles_are_shown_and_keys_are_edited),
        cmocka_unit_test(the_pop_up_ticks_in_order_through_search_and_pages),
        cmocka_unit_test(a_pop_up_left_with_esc_changes_nothing),
        cmocka_unit_test(records_take_lines_on_the_form_and_a_cell_shows_what_fits_and_how_many),
        cmocka_unit_test(rows_name_several_too_and_take_a_block),
        cmocka_unit_test(a_draft_brings_the_records_back),
        cmocka_unit_test(letters_of_a_killed_program_are_read_when_the_field_is_left),
        cmocka_unit_test(a_conflict_shows_titles),
        cmocka_unit_test(codes_of_a_list_are_ticked_too),
        cmocka_unit_test(a_choice_is_checked_again_when_what_its_filter_reads_changes),
    };
    return cmocka_run_group_tests_name("form_many", tests, NULL, NULL);
}
