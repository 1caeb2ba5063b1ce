#include "form_fake.h"

/* A list of records: which searches it asks for, and when. */

static bool note_list(struct host *h, const struct request *req, struct reply *rep, struct err *err)
{
    if (req->op == OP_LIST) {
        log_call((struct fake *)h, req->text ? req->text : "all");
    }
    return fake_call(h, req, rep, err);
}

static void open_list(struct fake *k)
{
    fake_start(k);
    k->host.call = note_list;
    ui_push(&k->ui, list_new(&k->ui, "hoc_sinh"));
    assert_calls(k, "all");
}

static void letters_typed_ahead_are_one_search(void **state)
{
    (void)state;
    struct fake k;
    open_list(&k);
    type(&k, "tran");
    keys(&k, "Backspace");
    assert_calls(&k, "");
    ui_draw(&k.ui);
    assert_calls(&k, "tra");
    ui_draw(&k.ui);
    assert_calls(&k, "");
    fake_end(&k);
}

static void what_acts_on_a_row_has_searched_for_it(void **state)
{
    (void)state;
    struct fake k;
    open_list(&k);
    type(&k, "an");
    keys(&k, "Down");
    assert_calls(&k, "an");
    keys(&k, "Ctrl-U, Up");
    assert_calls(&k, "all");
    fake_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_typed_ahead_are_one_search),
        cmocka_unit_test(what_acts_on_a_row_has_searched_for_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
