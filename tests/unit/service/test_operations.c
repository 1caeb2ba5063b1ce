#include "service_test.h"

static struct param context(const char *name, const char *id)
{
    struct param p = {name, VALUE_INIT};
    value_set_text(&p.value, sv_of(id));
    return p;
}

static void rights_are_checked_for_every_operation(void **state)
{
    static const struct {
        enum op op;
        bool guest, worker;
    } cases[] = {
        {OP_HOME, true, true},     {OP_LIST, true, true},      {OP_SAVE, false, true},
        {OP_DELETE, false, true},  {OP_MOVE, false, true},     {OP_DRAFT_PUT, false, true},
        {OP_RESTORE, false, true}, {OP_REKEY, false, false},   {OP_RENUMBER, false, false}, {OP_MIGRATE, false, false},
        {OP_LOG, true, true},      {OP_SUMMARY, false, false},
    };
    (void)state;
    struct desk d;
    desk_open(&d);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct actor *who[] = {&d.guest, &d.lan};
        const bool may[] = {cases[i].guest, cases[i].worker};
        for (size_t k = 0; k < 2; k++) {
            struct request req = {.op = cases[i].op};
            struct reply rep = {0};
            d.b.err = (struct err)ERR_INIT;
            bool ok = desk_call(&d, who[k], &req, &rep);
            bool refused = !ok && d.b.err.code == ERR_REFUSED;
            if (refused == may[k]) {
                fail_msg("operation %d by %s: %s", (int)cases[i].op, who[k]->role, d.b.err.msg);
            }
            reply_release(&rep);
        }
    }
    struct actor stranger = {.person = "x", .role = "vua", .declared = true};
    struct request req = {.op = OP_HOME};
    desk_refuse(&d, &stranger, &req, ERR_REFUSED, "vua");
    struct actor proved = d.lan; /* by a server, where nobody has been given a role */
    proved.declared = false;
    desk_refuse(&d, &proved, &req, ERR_REFUSED, "nobody has been given a role here yet");
    desk_close(&d);
}

static void a_new_record_takes_context_and_what_is_carried_over(void **state)
{
    (void)state;
    struct desk d;
    struct reply rep = {0};
    desk_open(&d);
    struct record *r = desk_sheet(&d, "tc-1.1");
    bench_set(r, "nguoi_viet", "Cô Mai");
    record_free(desk_save(&d, &d.mai, r, NULL));
    record_free(r);
    struct param p = context("dot", d.period);
    struct request req = {.op = OP_OPEN, .form = "phieu", .params = &p, .nparams = 1};
    desk_must(&d, &d.mai, &req, &rep);
    assert_int_equal(rep.record->version, 0);
    assert_int_equal(strlen(rep.record->id), UUID_TEXT - 1);
    assert_string_equal(rep.record->state, "viet");
    bench_expect(rep.record, "dot", d.period);
    bench_expect(rep.record, "nguoi_viet", "Cô Mai");
    assert_false(rep.record->cells[0].touched);
    assert_string_equal(rep.text, bench_form(&d.b, "phieu")->hash);
    reply_release(&rep);
    desk_must(&d, &d.lan, &req, &rep);
    bench_expect(rep.record, "nguoi_viet", ""); /* Lan saved nothing before */
    reply_release(&rep);
    bench_sql(&d.b, "SELECT count(*) FROM phieu", "1");
    value_release(&p.value);
    desk_close(&d);
}

static void a_record_opens_by_id_by_key_and_by_its_draft(void **state)
{
    (void)state;
    struct desk d;
    struct reply rep = {0};
    desk_open(&d);
    struct request by_key = {.op = OP_OPEN, .form = "dot", .key = "th001|2026"};
    desk_must(&d, &d.mai, &by_key, &rep);
    assert_string_equal(rep.record->id, d.period);
    assert_int_equal(rep.rows.nrows, 0);
    reply_release(&rep);
    desk_must(&d, &d.guest, &by_key, &rep); /* who may not save is told when it opens */
    assert_non_null(strstr(rowset_str(&rep.rows, 0, "why"), "may not do this"));
    reply_release(&rep);
    struct request missing = {.op = OP_OPEN, .form = "dot", .key = "th001|2030"};
    desk_refuse(&d, &d.mai, &missing, ERR_NOT_FOUND, "th001|2030");
    missing.n = 1; /* or a new one with that key */
    desk_must(&d, &d.mai, &missing, &rep);
    bench_expect(rep.record, "nam", "2030");
    bench_expect(rep.record, "truong", d.school);
    reply_release(&rep);

    struct request unknown = {.op = OP_OPEN, .form = "dot", .id = "0190-new"};
    desk_refuse(&d, &d.mai, &unknown, ERR_NOT_FOUND, "0190-new");
    struct draft draft = {.form = mem_dup("dot"), .id = mem_dup("0190-new")};
    struct request put = {.op = OP_DRAFT_PUT, .draft = &draft};
    desk_must(&d, &d.mai, &put, &rep);
    reply_release(&rep);
    desk_must(&d, &d.mai, &unknown, &rep);
    assert_string_equal(rep.record->id, "0190-new");
    reply_release(&rep);
    draft_release(&draft);
    desk_close(&d);
}

static void what_one_works_on_wins_over_what_is_carried_over(void **state)
{
    (void)state;
    struct desk d;
    struct reply rep = {0};
    char other[UUID_TEXT];
    desk_open(&d);
    bench_period(&d.b, d.school, "2027", other);
    struct record *r = desk_sheet(&d, "tc-1.1");
    record_free(desk_save(&d, &d.mai, r, NULL));
    record_free(r);
    struct param p = context("dot", other);
    struct request req = {.op = OP_OPEN, .form = "phieu", .params = &p, .nparams = 1};
    desk_must(&d, &d.mai, &req, &rep);
    bench_expect(rep.record, "dot", other);
    reply_release(&rep);
    req.nparams = 0;
    desk_must(&d, &d.mai, &req, &rep);
    bench_expect(rep.record, "dot", d.period);
    reply_release(&rep);
    value_release(&p.value);
    desk_close(&d);
}

static void add_drafted(struct draft *d, const char *path, const char *raw)
{
    struct draft_value *v = vec_push(&d->values);
    v->path = mem_dup(path);
    v->raw = mem_dup(raw);
}

/* Neither the context nor anything else of today comes into it, and the home screen calls it by what it is. */
static void a_draft_of_a_new_record_is_what_it_was_begun_as(void **state)
{
    (void)state;
    struct desk d;
    struct reply rep = {0};
    desk_open(&d);
    struct draft draft = {.form = mem_dup("phieu"), .id = mem_dup("0190-new")};
    add_drafted(&draft, "=dot", d.period);
    add_drafted(&draft, "=tieu_chi", "tc-1.1");
    add_drafted(&draft, "tieu_chi", "tc-1.2");
    struct request put = {.op = OP_DRAFT_PUT, .draft = &draft};
    desk_must(&d, &d.mai, &put, &rep);
    reply_release(&rep);
    struct param p = context("dot", d.period);
    struct request open = {.op = OP_OPEN, .form = "phieu", .id = "0190-new", .params = &p, .nparams = 1};
    desk_must(&d, &d.mai, &open, &rep);
    bench_expect(rep.record, "dot", "");
    reply_release(&rep);
    struct request home = {.op = OP_HOME};
    desk_must(&d, &d.mai, &home, &rep);
    assert_string_equal(rowset_str(&rep.rows, 0, "label"), "Phiếu Trường Lê Lợi – 2026 – 1.2 (new)");
    reply_release(&rep);
    draft_release(&draft);
    value_release(&p.value);
    desk_close(&d);
}

static void the_home_shows_drafts_steps_and_what_is_due_first(void **state)
{
    (void)state;
    struct desk d;
    struct reply rep = {0};
    static const char *const codes[] = {"tc-1.10", "tc-1.1", "tc-1.2"};
    desk_open(&d);
    for (size_t i = 0; i < 3; i++) {
        struct record *r = desk_sheet(&d, codes[i]);
        record_free(desk_save(&d, &d.mai, r, NULL));
        record_free(r);
    }
    struct draft draft = {.form = mem_dup("dot"), .id = mem_dup(d.period), .focus = mem_dup("nam")};
    struct request put = {.op = OP_DRAFT_PUT, .draft = &draft};
    desk_must(&d, &d.mai, &put, &rep);
    reply_release(&rep);
    struct param p = context("dot", d.period);
    struct request req = {.op = OP_HOME, .params = &p, .nparams = 1};
    desk_must(&d, &d.mai, &req, &rep);
    const struct rowset *rows = &rep.rows;
    assert_int_equal(rows->nrows, 5);
    assert_string_equal(rowset_str(rows, 0, "kind"), "draft");
    assert_non_null(strstr(rowset_str(rows, 0, "label"), "Đợt Trường Lê Lợi"));
    assert_string_equal(rowset_str(rows, 0, "field"), "nam");
    assert_int_equal(rowset_int(rows, 0, "done"), d.b.now);
    assert_string_equal(rowset_str(rows, 1, "kind"), "step");
    assert_int_equal(rowset_int(rows, 1, "done"), 3);
    assert_int_equal(rowset_int(rows, 1, "total"), 3);
    assert_string_equal(rowset_str(rows, 1, "item"), "phieu");
    assert_string_equal(rowset_str(rows, 1, "item_kind"), "form");
    assert_string_equal(rowset_str(rows, 2, "due"), "2026-03-01");
    assert_string_equal(rowset_str(rows, 3, "due"), "2026-03-02");
    assert_string_equal(rowset_str(rows, 4, "due"), "");
    assert_string_equal(rowset_str(rows, 4, "label"), "Chưa cho điểm");
    reply_release(&rep);
    draft_release(&draft);
    value_release(&p.value);
    desk_close(&d);
}

static void one_broken_query_does_not_take_the_home_away(void **state)
{
    (void)state;
    struct desk d;
    struct reply rep = {0};
    desk_open(&d);
    bench_write_file(&d.b, "queries/buoc_viet.sql", "SELECT x FROM khong_co");
    bench_write_file(&d.b, "checks/nhac.sql", "SELECT 'todo' AS severity FROM khong_co");
    struct param p = context("dot", d.period);
    struct request req = {.op = OP_HOME, .params = &p, .nparams = 1};
    desk_must(&d, &d.mai, &req, &rep);
    assert_int_equal(rep.rows.nrows, 2);
    assert_non_null(strstr(rowset_str(&rep.rows, 0, "state"), "khong_co"));
    assert_non_null(strstr(rowset_str(&rep.rows, 1, "label"), "checks/nhac.sql"));
    reply_release(&rep);
    struct request nowhere = {.op = OP_HOME}; /* without a context nothing is looked for */
    desk_must(&d, &d.mai, &nowhere, &rep);
    assert_int_equal(rep.rows.nrows, 1);
    reply_release(&rep);
    value_release(&p.value);
    desk_close(&d);
}

/* The application is read again, as after a restart. */
static void restart(struct desk *d)
{
    service_free(d->sv);
    bench_load_app(&d->b);
    bench_open_store(&d->b);
    desk_start_service(d);
}

static void expect_step(const struct reply *rep, size_t row, const char *label, const char *done, const char *state)
{
    struct str plain = STR_INIT;
    assert_string_equal(rowset_str(&rep->rows, row, "label"), label);
    assert_string_equal(rowset_str(&rep->rows, row, "state"), state);
    value_add_plain(&plain, rowset_at(&rep->rows, row, rowset_column(&rep->rows, "done")));
    assert_string_equal(plain.p, done);
    str_release(&plain);
}

#define A_STEP(name, query) "[step " name "]\nlabel = " name "\nitem = form phieu\nquery = " query ".sql\n"

static void steps_share_a_query_and_each_finds_its_row(void **state)
{
    (void)state;
    struct desk d;
    struct reply rep = {0};
    desk_open(&d);
    bench_append_file(&d.b, "app.ini", A_STEP("nop", "buoc_viet") A_STEP("xa", "buoc_viet") A_STEP("ba", "buoc_ba"));
    bench_write_file(&d.b, "queries/buoc_viet.sql",
                     "SELECT 'nop' AS step, 1 AS done, 2 AS total, 'chờ' AS state"
                     " UNION ALL SELECT 'viet', 3, 4, NULL WHERE :dot IS NOT NULL");
    bench_write_file(&d.b, "queries/buoc_ba.sql", "SELECT 5 AS done, 6 AS total, 'xa' AS state");
    restart(&d);
    struct param p = context("dot", d.period);
    struct request req = {.op = OP_HOME, .params = &p, .nparams = 1};
    desk_must(&d, &d.mai, &req, &rep);
    expect_step(&rep, 0, "Viết phiếu", "3", "");
    expect_step(&rep, 1, "nop", "1", "chờ");
    expect_step(&rep, 2, "xa", "", "");
    expect_step(&rep, 3, "ba", "5", "xa");
    reply_release(&rep);
    struct request nowhere = {.op = OP_HOME}; /* what asks for the context is not asked while none is chosen */
    desk_must(&d, &d.mai, &nowhere, &rep);
    expect_step(&rep, 0, "Viết phiếu", "", "");
    expect_step(&rep, 1, "nop", "", "");
    expect_step(&rep, 3, "ba", "5", "xa");
    reply_release(&rep);
    value_release(&p.value);
    desk_close(&d);
}

static void home_asks_only_checks_that_can_say_what_is_to_be_done(void **state)
{
    (void)state;
    struct desk d;
    struct reply rep = {0};
    desk_open(&d);
    bench_write_file(&d.b, "checks/nhac.sql", "SELECT 'error' AS severity FROM khong_co");
    struct param p = context("dot", d.period);
    struct request req = {.op = OP_HOME, .params = &p, .nparams = 1};
    desk_must(&d, &d.mai, &req, &rep);
    assert_int_equal(rep.rows.nrows, 1);
    reply_release(&rep);
    value_release(&p.value);
    desk_close(&d);
}

static void a_board_puts_cells_into_columns_named_by_code(void **state)
{
    (void)state;
    struct desk d;
    struct reply rep = {0};
    desk_open(&d);
    struct record *r = desk_sheet(&d, "tc-1.2");
    bench_set(r, "diem", "4");
    struct record *stored = desk_save(&d, &d.mai, r, NULL);
    struct param p = context("dot", d.period);
    struct request req = {.op = OP_BOARD, .name = "tien_do", .params = &p, .nparams = 1};
    desk_must(&d, &d.mai, &req, &rep);
    assert_int_equal(rep.rows.nrows, 3);
    assert_string_equal(rowset_str(&rep.rows, 1, "diem"), "! 4");
    assert_string_equal(rowset_str(&rep.rows, 1, "id"), stored->id);
    assert_string_equal(rowset_str(&rep.rows, 1, "label"), "Hội đồng trường");
    assert_string_equal(rowset_str(&rep.rows, 0, "diem"), "");
    assert_string_equal(rowset_str(&rep.rows2, 1, "code"), "thieu");
    assert_string_equal(value_str(rowset_at(&rep.rows3, 0, 0)), "Có 1 phiếu");
    reply_release(&rep);
    record_free(stored);
    record_free(r);
    value_release(&p.value);
    desk_close(&d);
}

static void steps_checks_and_boards_speak_the_readers_language(void **state)
{
    (void)state;
    struct desk d;
    struct reply rep = {0};
    desk_open(&d);
    struct record *r = desk_sheet(&d, "tc-1.2");
    bench_set(r, "diem", "4");
    record_free(desk_save(&d, &d.mai, r, NULL));
    struct record *unmarked = desk_sheet(&d, "tc-1.1");
    record_free(desk_save(&d, &d.mai, unmarked, NULL));
    struct actor reader = {.person = "ann", .declared = true, .lang = LANG_EN};
    struct param p = context("dot", d.period);
    struct request board = {.op = OP_BOARD, .name = "tien_do", .params = &p, .nparams = 1};
    desk_must(&d, &reader, &board, &rep);
    assert_string_equal(rowset_str(&rep.rows, 1, "label"), "School council");
    assert_string_equal(rowset_str(&rep.rows, 1, "diem"), "! mark 4");
    assert_string_equal(rowset_str(&rep.rows2, 1, "label"), "Missing");
    assert_string_equal(value_str(rowset_at(&rep.rows3, 0, 0)), "2 sheets");
    assert_int_equal(rep.rows3.ncolumns, 1);
    reply_release(&rep);
    struct request home = {.op = OP_HOME, .params = &p, .nparams = 1};
    desk_must(&d, &reader, &home, &rep);
    assert_string_equal(rowset_str(&rep.rows, 0, "state"), "in progress");
    assert_string_equal(rowset_str(&rep.rows, 1, "label"), "No mark yet");
    reply_release(&rep);
    record_free(unmarked);
    record_free(r);
    value_release(&p.value);
    desk_close(&d);
}

static void reading_operations_answer_with_rows(void **state)
{
    (void)state;
    struct desk d;
    struct reply rep = {0};
    desk_open(&d);
    struct request list = {.op = OP_LIST, .form = "truong", .text = "le"};
    desk_must(&d, &d.mai, &list, &rep);
    assert_int_equal(rep.n, 1);
    assert_string_equal(rowset_str(&rep.rows, 0, "ma"), "th001");
    reply_release(&rep);
    struct request title = {.op = OP_TITLE, .form = "dot", .id = d.period, .n = 1};
    desk_must(&d, &d.mai, &title, &rep);
    assert_string_equal(rowset_str(&rep.rows, 0, "key"), "th001|2026");
    assert_string_equal(rowset_str(&rep.rows, 0, "label"), "Trường Lê Lợi – 2026");
    reply_release(&rep);
    struct request find = {.op = OP_FIND, .form = "truong", .key = "th001"};
    desk_must(&d, &d.mai, &find, &rep);
    assert_string_equal(rowset_str(&rep.rows, 0, "_id"), d.school);
    reply_release(&rep);
    struct param ma = context("ma", "th001");
    struct request taken = {.op = OP_TAKEN, .form = "truong", .params = &ma, .nparams = 1};
    desk_must(&d, &d.mai, &taken, &rep);
    assert_int_equal(rep.n, 1);
    reply_release(&rep);
    taken.id = d.school;
    desk_must(&d, &d.mai, &taken, &rep);
    assert_int_equal(rep.n, 0);
    reply_release(&rep);
    struct request choices = {.op = OP_CHOICES, .form = "truong", .name = "dot", .field = "truong"};
    desk_must(&d, &d.mai, &choices, &rep);
    assert_string_equal(rowset_str(&rep.rows, 0, "label"), "Trường Lê Lợi");
    reply_release(&rep);
    choices.field = "nam";
    desk_refuse(&d, &d.mai, &choices, ERR_NOT_FOUND, "nam");
    value_release(&ma.value);
    desk_close(&d);
}

static void personal_values_stay_out_of_the_history_people_read(void **state)
{
    (void)state;
    struct desk d;
    struct reply rep = {0};
    desk_open(&d);
    struct record *r = bench_load(&d.b, "truong", d.school), *base = record_clone(r);
    bench_set(r, "dien_thoai", "0912345678");
    record_free(desk_save(&d, &d.mai, r, base));
    struct request req = {.op = OP_LOG, .form = "truong", .key = "th001"};
    desk_must(&d, &d.mai, &req, &rep);
    assert_string_equal(rowset_str(&rep.rows, 0, "path"), "dien_thoai");
    assert_string_equal(rowset_str(&rep.rows, 0, "new"), "***");
    assert_string_equal(rowset_str(&rep.rows, 0, "old"), "");
    reply_release(&rep);
    record_free(base);
    record_free(r);
    desk_close(&d);
}

static void validating_tells_every_finding_of_stored_records_then_those_of_the_checks(void **state)
{
    (void)state;
    struct desk d;
    struct reply rep = {0};
    desk_open(&d);
    struct record *r = desk_sheet(&d, "tc-1.1");
    bench_set(r, "diem", "12");
    bench_set(r, "mo_ta", "ngắn");
    record_free(desk_save(&d, &d.mai, r, NULL));
    struct request req = {.op = OP_VALIDATE};
    desk_must(&d, &d.mai, &req, &rep);
    assert_int_equal(rep.rows.nrows, 3);
    assert_string_equal(rowset_str(&rep.rows, 0, "key"), "th001|2026|tc-1.1");
    assert_string_equal(rowset_str(&rep.rows, 0, "path"), "diem");
    assert_string_equal(rowset_str(&rep.rows, 0, "strength"), "error");
    assert_string_equal(rowset_str(&rep.rows, 1, "strength"), "warning");
    assert_string_equal(rowset_str(&rep.rows, 2, "key"), "th001|2026|tc-1.1");
    assert_string_equal(rowset_str(&rep.rows, 2, "path"), "mo_ta");
    assert_string_equal(rowset_str(&rep.rows, 2, "message"), "Sai");
    reply_release(&rep);
    req.form = "truong"; /* the check speaks of another form */
    desk_must(&d, &d.mai, &req, &rep);
    assert_int_equal(rep.rows.nrows, 0);
    reply_release(&rep);
    record_free(r);
    desk_close(&d);
}

/* ---- batches ---- */

static void one_job_that_fails_does_not_undo_its_neighbours(void **state)
{
    (void)state;
    struct desk d;
    desk_open(&d);
    struct record *good = desk_sheet(&d, "tc-1.1"), *same = desk_sheet(&d, "tc-1.1"),
                  *third = desk_sheet(&d, "tc-1.2");
    struct request reqs[] = {
        {.op = OP_SAVE, .record = good}, {.op = OP_SAVE, .record = same}, {.op = OP_SAVE, .record = third}};
    struct reply reps[3] = {0};
    struct job jobs[3];
    for (size_t i = 0; i < 3; i++) {
        jobs[i] = (struct job){.actor = &d.mai, .req = &reqs[i], .rep = &reps[i]};
    }
    assert_true(service_run(d.sv, jobs, 3));
    assert_true(jobs[0].ok);
    assert_false(jobs[1].ok);
    assert_int_equal(jobs[1].err.code, ERR_INVALID);
    assert_non_null(strstr(jobs[1].err.msg, "key"));
    assert_true(jobs[2].ok);
    bench_sql(&d.b, "SELECT group_concat(so || tieu_chi, ' ') FROM (SELECT * FROM phieu ORDER BY so)",
              "1tc-1.1 2tc-1.2");
    bench_sql(&d.b, "SELECT count(*) FROM _history WHERE form = 'phieu'", "2");
    for (size_t i = 0; i < 3; i++) {
        reply_release(&reps[i]);
    }
    record_free(good);
    record_free(same);
    record_free(third);
    desk_close(&d);
}

static void a_database_that_cannot_be_written_says_so_and_still_reads(void **state)
{
    (void)state;
    struct desk d;
    struct reply rep = {0};
    desk_open(&d);
    service_free(d.sv);
    must(&d.b, store_open(&d.b.st, d.b.path, STORE_READ, d.b.app, &d.b.clock, &d.b.err));
    desk_start_service(&d);
    struct record *r = desk_sheet(&d, "tc-1.1");
    struct request save = {.op = OP_SAVE, .record = r};
    desk_refuse(&d, &d.mai, &save, ERR_STORE, "reading only");
    struct request list = {.op = OP_LIST, .form = "truong"};
    desk_must(&d, &d.mai, &list, &rep);
    assert_int_equal(rep.rows.nrows, 1);
    reply_release(&rep);
    struct request open = {.op = OP_OPEN, .form = "truong", .id = d.school};
    desk_must(&d, &d.mai, &open, &rep);
    assert_non_null(strstr(rowset_str(&rep.rows, 0, "why"), "reading only"));
    reply_release(&rep);
    record_free(r);
    desk_close(&d);
}

/* ---- states ---- */

static void expect_states(struct desk *d, const struct actor *who, const char *expected)
{
    struct reply rep = {0};
    struct str all = STR_INIT;
    struct request req = {.op = OP_STATES, .form = "dot", .id = d->period};
    desk_must(d, who, &req, &rep);
    for (size_t i = 0; i < rep.rows.nrows; i++) {
        str_addf(&all, "%s%lld ", rowset_str(&rep.rows, i, "state"),
                 (long long)rowset_int(&rep.rows, i, "reason"));
    }
    assert_string_equal(all.p, expected);
    str_release(&all);
    reply_release(&rep);
}

/* The state that nothing leaves stands above the other in the form's file. */
static void moves_are_offered_in_the_order_of_to_and_the_last_asks_once(void **state)
{
    (void)state;
    struct desk d;
    struct reply rep = {0};
    desk_open(&d);
    struct request steps[] = {{.op = OP_MOVE, .form = "dot", .id = d.period, .name = "da_nop", .n = 1},
                              {.op = OP_MOVE, .form = "dot", .id = d.period, .name = "tra_lai", .reason = "sửa"}};
    for (size_t i = 0; i < 2; i++) {
        desk_must(&d, &d.mai, &steps[i], &rep);
        reply_release(&rep);
    }
    expect_states(&d, &d.mai, "da_nop0 huy0 ");
    struct request last = {.op = OP_MOVE, .form = "dot", .id = d.period, .name = "huy"};
    assert_false(desk_call(&d, &d.mai, &last, &rep));
    assert_int_equal(rep.n, 1);
    assert_string_equal(rowset_str(&rep.rows, 0, "strength"), "warning");
    assert_string_equal(rowset_str(&rep.rows, 0, "key"), "th001|2026");
    assert_non_null(strstr(rowset_str(&rep.rows, 0, "message"), "“Hủy”"));
    reply_release(&rep);
    bench_sql(&d.b, "SELECT _state FROM dot", "tra_lai");
    last.n = 1;
    desk_must(&d, &d.mai, &last, &rep);
    reply_release(&rep);
    bench_sql(&d.b, "SELECT _state FROM dot", "huy");
    desk_close(&d);
}

static void a_dossier_is_handed_in_locked_and_returned(void **state)
{
    (void)state;
    struct desk d;
    struct reply rep = {0};
    desk_open(&d);
    struct record *r = desk_sheet(&d, "tc-1.1");
    bench_set(r, "diem", "12");
    struct record *stored = desk_save(&d, &d.mai, r, NULL);
    struct request hand_in = {.op = OP_MOVE, .form = "dot", .id = d.period, .name = "da_nop"};
    expect_states(&d, &d.lan, "da_nop0 ");

    assert_false(desk_call(&d, &d.lan, &hand_in, &rep)); /* an error on a sheet stops it */
    assert_int_equal(d.b.err.code, ERR_INVALID);
    assert_string_equal(rowset_str(&rep.rows, 0, "form"), "phieu");
    assert_string_equal(rowset_str(&rep.rows, 0, "id"), stored->id);
    assert_string_equal(rowset_str(&rep.rows, 0, "key"), "th001|2026|tc-1.1");
    assert_string_equal(rowset_str(&rep.rows, 0, "path"), "diem");
    assert_string_equal(rowset_str(&rep.rows, 0, "strength"), "error");
    reply_release(&rep);
    bench_set(stored, "diem", "9");
    struct record *good = desk_save(&d, &d.mai, stored, stored);
    d.lan.lang = LANG_EN;
    assert_false(desk_call(&d, &d.lan, &hand_in, &rep)); /* what is sealed is asked about */
    assert_int_equal(rep.n, 1);
    assert_int_equal(rep.rows.nrows, 1);
    assert_string_equal(rowset_str(&rep.rows, 0, "strength"), "warning");
    assert_string_equal(rowset_str(&rep.rows, 0, "message"), "“Handed in” seals the record as it is now, with all that belongs to it.");
    reply_release(&rep);
    bench_sql(&d.b, "SELECT count(*) FROM _snapshot", "0");
    hand_in.n = 1;
    desk_must(&d, &d.lan, &hand_in, &rep);
    assert_int_equal(strlen(rep.text), 12);
    assert_int_equal(rep.version, 2);
    reply_release(&rep);
    bench_sql(&d.b, "SELECT _state FROM dot", "da_nop");
    bench_sql(&d.b, "SELECT n FROM _count WHERE form = 'dot' AND state = 'da_nop'", "1");

    bench_set(good, "diem", "1");
    struct request save = {.op = OP_SAVE, .record = good, .base = good};
    desk_refuse(&d, &d.mai, &save, ERR_REFUSED, "Đã nộp");
    struct request del = {.op = OP_DELETE, .form = "phieu", .id = good->id};
    desk_refuse(&d, &d.mai, &del, ERR_REFUSED, "Đã nộp");
    struct record *more = desk_sheet(&d, "tc-1.2");
    struct request create = {.op = OP_SAVE, .record = more};
    desk_refuse(&d, &d.mai, &create, ERR_REFUSED, "Đã nộp");
    d.mai.lang = LANG_EN; /* labels in a message are in its language */
    desk_refuse(&d, &d.mai, &create, ERR_REFUSED, "Handed in");
    d.mai.lang = LANG_VI;

    struct request back = {.op = OP_MOVE, .form = "dot", .id = d.period, .name = "tra_lai"};
    expect_states(&d, &d.lan, "");
    expect_states(&d, &d.mai, "tra_lai1 "); /* alone on a PC, without a role */
    expect_states(&d, &d.guest, "");
    desk_refuse(&d, &d.lan, &back, ERR_REFUSED, "role");
    desk_refuse(&d, &d.leader, &back, ERR_INVALID, "reason");
    back.reason = "Thiếu minh chứng";
    desk_must(&d, &d.leader, &back, &rep);
    reply_release(&rep);
    bench_sql(&d.b, "SELECT reason FROM _history WHERE op = 'move' ORDER BY seq DESC LIMIT 1",
              "Thiếu minh chứng");
    desk_must(&d, &d.mai, &save, &rep);
    reply_release(&rep);
    hand_in.name = "dang_viet";
    desk_refuse(&d, &d.leader, &hand_in, ERR_REFUSED, "Đang viết");
    record_free(more);
    record_free(good);
    record_free(stored);
    record_free(r);
    desk_close(&d);
}

/* ---- the application's checks at a move ---- */

#define CHECK_HEAD "SELECT 'error' AS severity, 'phieu' AS form, '' AS id, '' AS field, '' AS message, '' AS message_en WHERE false"

/* The desk with one sheet in its period, one in another, and this check; the sheet's id goes into `sheet`. */
static void desk_with_check(struct desk *d, const char *check, char sheet[UUID_TEXT])
{
    char other[UUID_TEXT];
    struct str sql = STR_INIT;
    desk_open(d);
    str_addf(&sql, CHECK_HEAD " UNION ALL %s", check);
    bench_write_file(&d->b, "checks/nhac.sql", sql.p);
    struct record *r = desk_sheet(d, "tc-1.1"), *stranger = desk_sheet(d, "tc-1.1");
    struct record *stored = desk_save(d, &d->mai, r, NULL);
    memcpy(sheet, stored->id, UUID_TEXT);
    bench_period(&d->b, d->school, "2027", other);
    bench_set(stranger, "dot", other);
    record_free(desk_save(d, &d->mai, stranger, NULL));
    record_free(stored);
    record_free(stranger);
    record_free(r);
    str_release(&sql);
}

static void what_the_checks_call_an_error_stops_a_move(void **state)
{
    static const struct {
        const char *check, *form, *path, *says; /* form NULL: nothing stops it */
    } cases[] = {
        {"SELECT 'error', 'phieu', _id, 'diem', 'Sai', 'Wrong' FROM phieu", "phieu", "diem", "Wrong"},
        {"SELECT 'error', 'phieu', _id, 'diem', 'Sai', NULL FROM phieu WHERE dot = :dot", "phieu", "diem", "Sai"},
        {"SELECT 'error', 'dot', _id, 'nam', 'Sai', NULL FROM dot", "dot", "nam", "Sai"},
        {"SELECT 'error', 'dot', _id, 'nam', 'Sai', NULL FROM dot WHERE truong = :truong AND _state = 'dang_viet'", "dot", "nam", "Sai"},
        {"SELECT 'error', 'phieu', _id, 'diem', 'Sai', NULL FROM phieu WHERE dot <> :dot", NULL, NULL, NULL}, /* another's */
        {"SELECT 'error', 'truong', _id, 'ten', 'Sai', NULL FROM truong", NULL, NULL, NULL},                /* not governed */
        {"SELECT 'todo', 'phieu', _id, 'diem', 'Sai', NULL FROM phieu", NULL, NULL, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk d;
        struct reply rep = {0};
        char sheet[UUID_TEXT];
        desk_with_check(&d, cases[i].check, sheet);
        d.mai.lang = LANG_EN;
        struct request req = {.op = OP_MOVE, .form = "dot", .id = d.period, .name = "da_nop", .n = 1};
        bool ok = desk_call(&d, &d.mai, &req, &rep);
        if (ok != !cases[i].form) {
            fail_msg("case %zu: %s", i, ok ? "moved" : d.b.err.msg);
        }
        if (!ok) {
            bool sheets = str_eq(cases[i].form, "phieu");
            assert_int_equal(d.b.err.code, ERR_INVALID);
            assert_int_equal(rep.n, 0);
            assert_int_equal(rep.rows.nrows, 1);
            assert_string_equal(rowset_str(&rep.rows, 0, "form"), cases[i].form);
            assert_string_equal(rowset_str(&rep.rows, 0, "id"), sheets ? sheet : d.period);
            assert_string_equal(rowset_str(&rep.rows, 0, "key"), sheets ? "th001|2026|tc-1.1" : "th001|2026");
            assert_string_equal(rowset_str(&rep.rows, 0, "path"), cases[i].path);
            assert_string_equal(rowset_str(&rep.rows, 0, "message"), cases[i].says);
        }
        bench_sql(&d.b, "SELECT count(*) FROM dot WHERE _state = 'da_nop'", ok ? "1" : "0");
        bench_sql(&d.b, "SELECT count(*) FROM _snapshot", ok ? "1" : "0");
        reply_release(&rep);
        desk_close(&d);
    }
}

static void a_warning_of_the_checks_is_told_and_can_be_gone_past(void **state)
{
    (void)state;
    struct desk d;
    struct reply rep = {0};
    char sheet[UUID_TEXT];
    desk_with_check(&d, "SELECT 'warning', 'phieu', _id, 'diem', 'Ít', NULL FROM phieu", sheet);
    struct request req = {.op = OP_MOVE, .form = "dot", .id = d.period, .name = "da_nop"};
    assert_false(desk_call(&d, &d.mai, &req, &rep));
    assert_int_equal(d.b.err.code, ERR_INVALID);
    assert_int_equal(rep.n, 1);
    assert_string_equal(rowset_str(&rep.rows, 0, "strength"), "warning");
    reply_release(&rep);
    bench_sql(&d.b, "SELECT count(*) FROM dot WHERE _state = 'da_nop'", "0");
    req.n = 1;
    desk_must(&d, &d.mai, &req, &rep);
    assert_int_equal(rep.rows.nrows, 2); /* and that it seals */
    assert_int_equal(strlen(rep.text), 12);
    reply_release(&rep);
    bench_sql(&d.b, "SELECT count(*) FROM dot WHERE _state = 'da_nop'", "1");
    desk_close(&d);
}

/* The school is governed by no period: its check says which one it concerns. */
static void a_check_says_whose_move_a_finding_is_about(void **state)
{
    static const char *const about[] = {"d._id", "d.nam", "NULL"};
    (void)state;
    for (size_t i = 0; i < sizeof about / sizeof *about; i++) {
        struct desk d;
        struct reply rep = {0};
        struct str sql = STR_INIT;
        desk_open(&d);
        str_addf(&sql, "SELECT 'error' AS severity, 'truong' AS form, t._id AS id, 'ten' AS field, 'Sai' AS message, %s AS about "
                       "FROM truong AS t JOIN dot AS d ON d.truong = t._id", about[i]);
        bench_write_file(&d.b, "checks/nhac.sql", sql.p);
        struct request req = {.op = OP_MOVE, .form = "dot", .id = d.period, .name = "da_nop", .n = 1};
        assert_int_equal(desk_call(&d, &d.mai, &req, &rep), i > 0);
        if (i == 0) {
            assert_int_equal(rep.rows.nrows, 1);
            assert_string_equal(rowset_str(&rep.rows, 0, "form"), "truong");
            assert_string_equal(rowset_str(&rep.rows, 0, "path"), "ten");
        }
        reply_release(&rep);
        str_release(&sql);
        desk_close(&d);
    }
}

static void a_check_that_cannot_run_stops_a_move(void **state)
{
    (void)state;
    struct desk d;
    char sheet[UUID_TEXT];
    desk_with_check(&d, "SELECT 1, 2, 3, 4, 5, khong_co", sheet);
    struct request req = {.op = OP_MOVE, .form = "dot", .id = d.period, .name = "da_nop"};
    desk_refuse(&d, &d.mai, &req, ERR_STORE, "checks/nhac.sql");
    desk_close(&d);
}

/* ---- what was handed in ---- */

/* Lookup, pane and board ask with OP_QUERY and OP_BOARD. */
static void evaluators_read_what_was_handed_in_while_the_school_writes_on(void **state)
{
    (void)state;
    struct desk d;
    struct reply rep = {0};
    char seal[13];
    desk_open(&d);
    bench_write_file(&d.b, "queries/nop.sql", "-- snapshot: dot :dot\nSELECT diem FROM phieu WHERE dot = :dot");
    bench_write_file(&d.b, "queries/nay.sql", "SELECT diem FROM phieu WHERE dot = :dot");
    service_free(d.sv);
    bench_load_app(&d.b);
    bench_open_store(&d.b);
    desk_start_service(&d);
    struct record *r = desk_sheet(&d, "tc-1.1");
    bench_set(r, "diem", "9");
    struct record *stored = desk_save(&d, &d.mai, r, NULL);
    struct request hand_in = {.op = OP_MOVE, .form = "dot", .id = d.period, .name = "da_nop", .n = 1};
    desk_must(&d, &d.lan, &hand_in, &rep);
    snprintf(seal, sizeof seal, "%s", rep.text);
    reply_release(&rep);
    struct request back = {.op = OP_MOVE, .form = "dot", .id = d.period, .name = "tra_lai", .reason = "sửa"};
    desk_must(&d, &d.leader, &back, &rep);
    reply_release(&rep);
    bench_set(stored, "diem", "2");
    record_free(desk_save(&d, &d.mai, stored, stored));

    struct param p = context("dot", d.period);
    struct request query = {.op = OP_QUERY, .name = "nop", .params = &p, .nparams = 1};
    desk_must(&d, &d.guest, &query, &rep);
    assert_int_equal(rowset_int(&rep.rows, 0, "diem"), 9);
    reply_release(&rep);
    query.name = "nay";
    desk_must(&d, &d.guest, &query, &rep);
    assert_int_equal(rowset_int(&rep.rows, 0, "diem"), 2);
    reply_release(&rep);
    query.snapshot = seal;
    desk_must(&d, &d.guest, &query, &rep);
    assert_int_equal(rowset_int(&rep.rows, 0, "diem"), 9);
    reply_release(&rep);
    struct request board = {.op = OP_BOARD, .name = "tien_do", .params = &p, .nparams = 1, .snapshot = seal};
    desk_must(&d, &d.guest, &board, &rep);
    assert_string_equal(rowset_str(&rep.rows, 0, "diem"), "9");
    reply_release(&rep);

    struct request open = {.op = OP_OPEN, .form = "phieu", .key = "th001|2026|tc-1.1", .snapshot = seal, .n = 1};
    desk_must(&d, &d.guest, &open, &rep);
    bench_expect(rep.record, "diem", "9");
    assert_int_equal(rep.record->version, 1);
    reply_release(&rep);
    open.key = "th001|2026|tc-1.2"; /* nobody begins a new record in the past */
    desk_refuse(&d, &d.guest, &open, ERR_NOT_FOUND, "tc-1.2");
    open.snapshot = "ABCDEFGHJKLM";
    desk_refuse(&d, &d.guest, &open, ERR_NOT_FOUND, "ABCDEFGHJKLM");
    struct request save = {.op = OP_SAVE, .record = stored, .snapshot = seal};
    desk_refuse(&d, &d.mai, &save, ERR_USAGE, "what was handed in");
    struct request list = {.op = OP_SNAPSHOTS, .form = "dot", .id = d.period};
    desk_must(&d, &d.guest, &list, &rep);
    assert_int_equal(rep.rows.nrows, 1);
    assert_string_equal(rowset_str(&rep.rows, 0, "state"), "Đã nộp");
    assert_string_equal(rowset_str(&rep.rows, 0, "code"), seal);
    reply_release(&rep);
    struct request held = {.op = OP_SNAPSHOT, .snapshot = seal};
    desk_must(&d, &d.guest, &held, &rep);
    assert_int_equal(rep.rows.nrows, 3); /* period, sheet, school */
    assert_string_equal(rowset_str(&rep.rows, 0, "form"), "dot");
    assert_string_equal(rowset_str(&rep.rows, 1, "key"), "th001|2026|tc-1.1");
    reply_release(&rep);
    value_release(&p.value);
    record_free(stored);
    record_free(r);
    desk_close(&d);
}

/* The parameter stands in the opening comment alone, and the lookup depends on it all the same. */
static void a_lookup_computes_with_what_was_handed_in(void **state)
{
    (void)state;
    struct desk d;
    struct reply rep = {0};
    desk_open(&d);
    service_free(d.sv);
    bench_write_file(&d.b, "queries/nop.sql", "-- snapshot: dot :dot\nSELECT sum(diem) AS diem FROM phieu");
    bench_write_file(&d.b, "forms/danh_gia.ini",
                     "[form]\ntitle = Đánh giá\nkey = dot\n[lookup lk]\nquery = nop.sql\n"
                     "[field dot]\ntype = select_one dot\nlabel = Đợt\nrequired = yes\n"
                     "[field da_nop]\ntype = integer\nlabel = Đã nộp\ncalculation = \"lk.diem\"\n");
    bench_load_app(&d.b);
    bench_open_store(&d.b);
    desk_start_service(&d);
    struct record *r = desk_sheet(&d, "tc-1.1");
    bench_set(r, "diem", "9");
    struct record *stored = desk_save(&d, &d.mai, r, NULL);
    for (int turn = 0; turn < 2; turn++) { /* handed in, then returned and changed */
        struct record *mine = bench_new(&d.b, "danh_gia");
        bench_set(mine, "dot", d.period);
        if (turn == 0) {
            struct request hand_in = {.op = OP_MOVE, .form = "dot", .id = d.period, .name = "da_nop", .n = 1};
            desk_must(&d, &d.lan, &hand_in, &rep);
        } else {
            struct request back = {.op = OP_MOVE, .form = "dot", .id = d.period, .name = "tra_lai", .reason = "sửa"};
            desk_must(&d, &d.leader, &back, &rep);
            bench_set(stored, "diem", "2");
            record_free(desk_save(&d, &d.mai, stored, stored));
            bench_period(&d.b, d.school, "2027", d.period); /* of which nothing was handed in */
            bench_set(mine, "dot", d.period);
        }
        reply_release(&rep);
        struct record *saved = desk_save(&d, &d.mai, mine, NULL);
        bench_expect(saved, "da_nop", turn == 0 ? "9" : "");
        record_free(saved);
        record_free(mine);
    }
    struct request validate = {.op = OP_VALIDATE, .form = "danh_gia"}; /* what was computed is still so */
    desk_must(&d, &d.mai, &validate, &rep);
    assert_int_equal(rep.rows.nrows, 0);
    reply_release(&rep);
    record_free(stored);
    record_free(r);
    desk_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rights_are_checked_for_every_operation),
        cmocka_unit_test(a_new_record_takes_context_and_what_is_carried_over),
        cmocka_unit_test(a_record_opens_by_id_by_key_and_by_its_draft),
        cmocka_unit_test(what_one_works_on_wins_over_what_is_carried_over),
        cmocka_unit_test(a_draft_of_a_new_record_is_what_it_was_begun_as),
        cmocka_unit_test(the_home_shows_drafts_steps_and_what_is_due_first),
        cmocka_unit_test(one_broken_query_does_not_take_the_home_away),
        cmocka_unit_test(steps_share_a_query_and_each_finds_its_row),
        cmocka_unit_test(home_asks_only_checks_that_can_say_what_is_to_be_done),
        cmocka_unit_test(a_board_puts_cells_into_columns_named_by_code),
        cmocka_unit_test(steps_checks_and_boards_speak_the_readers_language),
        cmocka_unit_test(reading_operations_answer_with_rows),
        cmocka_unit_test(personal_values_stay_out_of_the_history_people_read),
        cmocka_unit_test(validating_tells_every_finding_of_stored_records_then_those_of_the_checks),
        cmocka_unit_test(one_job_that_fails_does_not_undo_its_neighbours),
        cmocka_unit_test(a_database_that_cannot_be_written_says_so_and_still_reads),
        cmocka_unit_test(moves_are_offered_in_the_order_of_to_and_the_last_asks_once),
        cmocka_unit_test(a_dossier_is_handed_in_locked_and_returned),
        cmocka_unit_test(what_the_checks_call_an_error_stops_a_move),
        cmocka_unit_test(a_warning_of_the_checks_is_told_and_can_be_gone_past),
        cmocka_unit_test(a_check_says_whose_move_a_finding_is_about),
        cmocka_unit_test(a_check_that_cannot_run_stops_a_move),
        cmocka_unit_test(evaluators_read_what_was_handed_in_while_the_school_writes_on),
        cmocka_unit_test(a_lookup_computes_with_what_was_handed_in),
    };
    return cmocka_run_group_tests_name("service/operations", tests, NULL, NULL);
}
