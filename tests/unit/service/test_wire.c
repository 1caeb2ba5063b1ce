/* Messages between a session and the daemon: what is sent arrives, and what is no message does no harm. */

#include "service_test.h"

#include <math.h>

#include "base/pack.h"

static struct sv sv_str(const struct str *s)
{
    return (struct sv){s->p, s->len};
}

/* A request with something of everything. */
static void full_request(struct desk *d, struct str *out)
{
    static struct second seconds[1];
    struct record *r = desk_sheet(d, "1.1");
    struct acceptance a = {.reason = mem_dup("vì vậy"), .who = mem_dup("mai"), .value_hash = "abc"};
    struct param params[2] = {{"dot", VALUE_INIT}, {"where", VALUE_INIT}};
    struct tally tally = {1, 2, 3, 4};
    struct draft draft = {.form = mem_dup("phieu"), .id = mem_dup(r->id), .focus = mem_dup("mo_ta"), .caret = 3, .partial = true};
    *vec_push(&draft.values) = (struct draft_value){mem_dup("mo_ta"), mem_dup("Trường Lê Lợi")};
    *vec_push(&draft.values) = (struct draft_value){mem_dup("ghi_chu"), NULL};
    record_accept(r, "mo_ta", &a);
    value_set_text(&params[0].value, SV("x"));
    value_set_real(&params[1].value, 1.5);
    value_set_int(&seconds[0].keyed, -7);
    seconds[0].path = "mo_ta";
    struct request req = {.op = OP_SAVE, .form = "phieu", .reason = "lý do", .back = true, .version = 7, .n = -1, .limit = 20,
                          .params = params, .nparams = 2, .record = r, .base = r, .draft = &draft, .seconds = seconds, .nseconds = 1,
                          .tally = &tally};
    wire_put_request(out, &req, LANG_EN);
    value_release(&params[0].value);
    acceptance_release(&a);
    draft_release(&draft);
    record_free(r);
}

/* A reply with something of everything. */
static void full_reply(struct desk *d, struct str *out)
{
    struct reply rep = {.version = 3, .n = -2, .text = mem_dup("mã")};
    struct err why = ERR_INIT;
    rep.record = desk_sheet(d, "1.2");
    rowset_add_column(&rep.rows, "a");
    rowset_add_column(&rep.rows, "b");
    value_set_text(&rowset_add_row(&rep.rows)[1], SV("Đạt"));
    value_set_int(&rowset_add_row(&rep.rows)[0], 5);
    rowset_add_column(&rep.rows3, "không có dòng nào");
    findings_add(&rep.findings, FIND_WARNING, RULE_LENGTH, "mo_ta", "ngắn quá");
    rep.draft = (struct draft){.form = mem_dup("phieu"), .id = mem_dup("1"), .ended = mem_dup("14:05")};
    struct conflict *c = vec_push(&rep.conflicts);
    *c = (struct conflict){.path = mem_dup("mo_ta"), .who = mem_dup("lan"), .at = mem_dup("2026-11-23")};
    value_set_text(&c->theirs, SV("của họ"));
    err_set(&why, ERR_CONFLICT, "hai người");
    wire_put_reply(out, false, &why, &rep);
    reply_release(&rep);
}

static bool read_request(struct desk *d, struct sv bytes, struct str *again, struct err *err)
{
    struct wire_request w = {0};
    bool ok = wire_get_request(&w, bytes, d->b.app, err);
    if (ok && again) {
        wire_put_request(again, &w.req, w.lang);
    }
    wire_request_release(&w);
    return ok;
}

static bool read_reply(struct desk *d, struct sv bytes, struct str *again, struct err *err)
{
    struct reply rep = {0};
    struct err why;
    bool ok;
    if (!wire_get_reply(&rep, &ok, &why, bytes, d->b.app, err)) {
        return false;
    }
    if (again) {
        wire_put_reply(again, ok, &why, &rep);
    }
    reply_release(&rep);
    return true;
}

typedef bool reader(struct desk *d, struct sv bytes, struct str *again, struct err *err);

static void same_again(struct desk *d, reader *read, const struct str *bytes)
{
    struct err err = ERR_INIT;
    struct str again = STR_INIT;
    if (!read(d, sv_str(bytes), &again, &err)) {
        fail_msg("%s", err.msg);
    }
    assert_int_equal(again.len, bytes->len);
    assert_memory_equal(again.p, bytes->p, bytes->len);
    str_release(&again);
}

static void what_is_sent_arrives_byte_for_byte(void **state)
{
    struct desk d;
    struct str request = STR_INIT, reply = STR_INIT;
    (void)state;
    desk_open(&d);
    full_request(&d, &request);
    full_reply(&d, &reply);
    same_again(&d, read_request, &request);
    same_again(&d, read_reply, &reply);
    str_release(&request);
    str_release(&reply);
    desk_close(&d);
}

/* Each in memory of its own length, so that a sanitizer sees a byte read too far. */
static void cut_anywhere(struct desk *d, reader *read, const struct str *bytes)
{
    for (size_t n = 0; n < bytes->len; n++) {
        struct err err = ERR_INIT;
        char *cut = mem_alloc(n + 1);
        memcpy(cut, bytes->p, n);
        assert_false(read(d, (struct sv){cut, n}, NULL, &err));
        assert_int_not_equal(err.code, ERR_NONE);
        free(cut);
    }
}

static void a_message_cut_anywhere_is_refused(void **state)
{
    struct desk d;
    struct str request = STR_INIT, reply = STR_INIT;
    (void)state;
    desk_open(&d);
    full_request(&d, &request);
    full_reply(&d, &reply);
    cut_anywhere(&d, read_request, &request);
    cut_anywhere(&d, read_reply, &reply);
    str_add_c(&request, 'n');
    struct err err = ERR_INIT;
    assert_false(read_request(&d, sv_str(&request), NULL, &err));
    str_release(&request);
    str_release(&reply);
    desk_close(&d);
}

static uint32_t next_random(uint32_t *x)
{
    *x ^= *x << 13;
    *x ^= *x >> 17;
    *x ^= *x << 5;
    return *x;
}

/* What is understood all the same is a message: it reads back as itself. */
static void damaged(struct desk *d, reader *read, const struct str *bytes, uint32_t seed)
{
    uint32_t x = seed;
    for (int i = 0; i < 20000; i++) {
        struct err err = ERR_INIT;
        struct str again = STR_INIT;
        char *copy = mem_alloc(bytes->len);
        memcpy(copy, bytes->p, bytes->len);
        for (uint32_t k = next_random(&x) % 4 + 1; k > 0; k--) {
            copy[next_random(&x) % bytes->len] = (char)next_random(&x);
        }
        if (read(d, (struct sv){copy, bytes->len}, &again, &err)) {
            same_again(d, read, &again);
        } else {
            assert_int_not_equal(err.code, ERR_NONE);
        }
        str_release(&again);
        free(copy);
    }
}

static void a_damaged_message_does_no_harm(void **state)
{
    struct desk d;
    struct str request = STR_INIT, reply = STR_INIT;
    (void)state;
    desk_open(&d);
    full_request(&d, &request);
    full_reply(&d, &reply);
    damaged(&d, read_request, &request, 1);
    damaged(&d, read_reply, &reply, 2);
    str_release(&request);
    str_release(&reply);
    desk_close(&d);
}

static void lists_in_lists_without_end_are_refused(void **state)
{
    struct desk d;
    struct str deep = STR_INIT;
    struct err err = ERR_INIT;
    (void)state;
    desk_open(&d);
    for (int i = 0; i < 100000; i++) {
        pack_list(&deep, 1);
    }
    assert_false(read_request(&d, sv_str(&deep), NULL, &err));
    assert_false(read_reply(&d, sv_str(&deep), NULL, &err));
    str_release(&deep);
    desk_close(&d);
}

static void refuse(struct desk *d, const struct request *req, enum err_code code)
{
    struct str bytes = STR_INIT;
    struct err err = ERR_INIT;
    wire_put_request(&bytes, req, LANG_VI);
    assert_false(read_request(d, sv_str(&bytes), NULL, &err));
    assert_int_equal(err.code, code);
    str_release(&bytes);
}

/* The screen cleans what is typed; a client of somebody's own does not have to. */
static void text_that_no_screen_lets_through_is_refused(void **state)
{
    static const char *const texts[] = {"\x1b[31m", "a\xe2\x80\xae" "b", "Tie\xcc\x82\xcc\x81ng", "\xff", "\xc2\x9b", "\x07"};
    struct desk d;
    (void)state;
    desk_open(&d);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct record *r = desk_sheet(&d, "1.1");
        struct path at;
        assert_true(record_path_parse(r, "mo_ta", &at));
        value_set_text(&record_cell(r, at)->value, sv_of(texts[i]));
        refuse(&d, &(struct request){.op = OP_SAVE, .record = r}, ERR_REFUSED);
        refuse(&d, &(struct request){.op = OP_DELETE, .form = "phieu", .reason = texts[i]}, ERR_REFUSED);
        record_free(r);
    }
    desk_close(&d);
}

static void values_out_of_range_are_refused(void **state)
{
    struct desk d;
    (void)state;
    desk_open(&d);
    struct param nan = {"x", {VALUE_REAL, {.r = (double)NAN}}};
    refuse(&d, &(struct request){.op = OP_QUERY, .params = &nan, .nparams = 1}, ERR_USAGE);
    refuse(&d, &(struct request){.op = OP_COUNT}, ERR_USAGE);
    refuse(&d, &(struct request){.op = OP_LIST, .limit = SIZE_MAX}, ERR_USAGE);
    struct tally tally = {.keystrokes = -1};
    refuse(&d, &(struct request){.op = OP_SAVE, .tally = &tally}, ERR_USAGE);
    desk_close(&d);
}

static void a_record_of_another_definition_is_refused(void **state)
{
    struct desk d;
    struct str bytes = STR_INIT;
    struct err err = ERR_INIT;
    (void)state;
    desk_open(&d);
    struct record *r = desk_sheet(&d, "1.1");
    struct form other = *r->form;
    memset(other.hash, '0', 64);
    const struct form *own = r->form;
    r->form = &other;
    wire_put_request(&bytes, &(struct request){.op = OP_SAVE, .record = r}, LANG_VI);
    r->form = own;
    assert_false(read_request(&d, sv_str(&bytes), NULL, &err));
    assert_int_equal(err.code, ERR_REFUSED);
    record_free(r);
    str_release(&bytes);
    desk_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_sent_arrives_byte_for_byte),
        cmocka_unit_test(a_message_cut_anywhere_is_refused),
        cmocka_unit_test(a_damaged_message_does_no_harm),
        cmocka_unit_test(lists_in_lists_without_end_are_refused),
        cmocka_unit_test(text_that_no_screen_lets_through_is_refused),
        cmocka_unit_test(values_out_of_range_are_refused),
        cmocka_unit_test(a_record_of_another_definition_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
