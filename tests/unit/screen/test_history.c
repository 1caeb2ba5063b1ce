#include "form_fake.h"

/* The history of a record as people read it. */

/* What the store would answer: one change of the pupil, at 23/11/2019 01:05 UTC. */
static void begin(struct fake *k, struct rowset *log, const char *op, const char *path, const char *old, const char *new)
{
    static const char *const names[] = {"seq", "at", "who", "op", "version", "reason", "path", "old", "new", NULL};
    fake_start(k);
    memset(log, 0, sizeof *log);
    columns(log, names);
    struct value *row = rowset_add_row(log);
    value_set_int(&row[0], 7);
    value_set_text(&row[1], SV("2019-11-23T01:05:00.000Z"));
    value_set_text(&row[2], SV("Mai"));
    value_set_text(&row[3], sv_of(op));
    value_set_int(&row[4], 2);
    value_set_text(&row[6], sv_of(path));
    value_set_text(&row[7], sv_of(old));
    value_set_text(&row[8], sv_of(new));
}

/* The change is told so, where the screen is wide enough for all of it. */
static void assert_told(const char *op, const char *path, const char *old, const char *new, const char *expected)
{
    struct fake k;
    struct rowset log;
    begin(&k, &log, op, path, old, new);
    grid_resize(&k.ui.grid, 24, 120);
    ui_push(&k.ui, history_new(&k.ui, k.form, "01 – Hoa", &log));
    assert_shows(&k, expected);
    rowset_release(&log);
    fake_end(&k);
}

static void a_change_has_labels_and_local_time(void **state)
{
    (void)state;
    assert_told("update", "khoi", "k1", "k2", "23/11/2019 08:05  changed  Khối   1 Khối một  2 Khối hai  Mai");
    assert_told("update", "ngay_sinh", "2010-02-01", "", "changed  Ngày sinh  01/02/2010");
    assert_told("update", "noi_tru", "khong", "co", "changed  Nội trú  Không   Có");
}

static void a_move_has_the_labels_of_its_states(void **state)
{
    (void)state;
    assert_told("move", "_state", "dang_ghi", "xong", "moved  State  Đang ghi  Đã xong");
}

static void a_row_of_a_roster_has_its_key_unless_that_is_a_uuid(void **state)
{
    (void)state;
    assert_told("update", "diem/" NEW_ID "/mon", "toan", "van", "changed  Điểm: Môn  t Toán  v Ngữ văn");
    assert_told("update", "vang/9p/so_buoi", "1", "2", "changed  Vắng 9p: Số buổi  1       2 ");
    assert_told("update", "vang/9p", "", "", "changed  Vắng 9p");
}

static void a_named_record_has_its_title(void **state)
{
    (void)state;
    assert_told("update", "ban", "", FRIEND_ID, "Bạn cùng bàn          Trần Bình");
}

static void what_the_form_no_longer_has_stands_as_it_is(void **state)
{
    (void)state;
    assert_told("import", "ten_cu", "a", "b", "imported  ten_cu  a       b");
}

/* Where not all columns can be read beside each other, the last ones are reached with the arrows; the first one stays. */
static void on_a_narrow_screen_the_columns_that_are_shown_can_be_read(void **state)
{
    (void)state;
    struct fake k;
    struct rowset log;
    begin(&k, &log, "update", "khoi", "k1", "k2");
    grid_resize(&k.ui.grid, 10, 40);
    ui_push(&k.ui, history_new(&k.ui, k.form, "01 – Hoa", &log));
    assert_shows(&k, "| When              What     Field      →|");
    assert_shows(&k, "| 23/11/2019 08:05  changed  Khối        |");
    keys(&k, "Right");
    assert_shows(&k, "|←When              Field  Before       →|");
    keys(&k, "Right, Right");
    assert_shows(&k, "|←When              After       Who     →|");
    keys(&k, "Right, Right, Right, Right");
    assert_shows(&k, "|←When              Who  Reason  Version |");
    keys(&k, "Left, Left, Left, Left");
    assert_shows(&k, "| When              What     Field      →|");
    rowset_release(&log);
    fake_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_has_labels_and_local_time),
        cmocka_unit_test(a_move_has_the_labels_of_its_states),
        cmocka_unit_test(a_row_of_a_roster_has_its_key_unless_that_is_a_uuid),
        cmocka_unit_test(a_named_record_has_its_title),
        cmocka_unit_test(on_a_narrow_screen_the_columns_that_are_shown_can_be_read),
        cmocka_unit_test(what_the_form_no_longer_has_stands_as_it_is),
    };
    return cmocka_run_group_tests_name("history", tests, NULL, NULL);
}
