#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/sentence.h"

static void a_message_becomes_a_sentence(void **state)
{
    static const struct {
        const char *message, *sentence;
    } cases[] = {
        {"the disk is full", "The disk is full."},
        {"đĩa đã đầy", "Đĩa đã đầy."},
        {"ổ đĩa đã đầy", "Ổ đĩa đã đầy."},
        {"ứng dụng không có bảng ‘x’", "Ứng dụng không có bảng ‘x’."},
        {"draft of 'sheet': the disk is full", "Draft of 'sheet': the disk is full."},
        {"The disk is full.", "The disk is full."},
        {"locked: try again!", "Locked: try again!"},
        {"what now?", "What now?"},
        {"there are more …", "There are more …"},
        {"it says “no.”", "It says “no.”"},
        {"it is in “done”", "It is in “done”."},
        {"see the log (page 2)", "See the log (page 2)."},
        {"checks/late.sql: no such column: x", "checks/late.sql: no such column: x."},
        {"phieu_tieu_chi: it waits for migrate", "phieu_tieu_chi: it waits for migrate."},
        {"app.ini:3: a fault", "app.ini:3: a fault."},
        {"'ab' is no code", "'ab' is no code."},
        {"“ab” là gì", "“ab” là gì."},
        {"--db needs a value", "--db needs a value."},
        {"2 rows", "2 rows."},
        {"sealed", "Sealed."},
        {"xong.", "Xong."},
        {"", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str s = STR_INIT;
        sentence_add(&s, cases[i].message);
        assert_string_equal(s.p, cases[i].sentence);
        str_release(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_becomes_a_sentence),
    };
    return cmocka_run_group_tests_name("text/sentence", tests, NULL, NULL);
}
