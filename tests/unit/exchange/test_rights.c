#include "exchange_test.h"

#include "base/file.h"
#include "base/hash.h"
#include "form/format.h"
#include "service/inner.h"

/* ---- the books: two schools, what is handed in and what is not, and people with roles ---- */

enum { SUBJECTS = 11 };
static const struct {
    const char *form, *key, *move, *rekey;
} subjects[SUBJECTS] = {
    {"phieu", "A|2026|1", "xong", "A|2026|9"}, {"phieu", "A|2026|2", "xong", "A|2026|9"}, {"phieu", "B|2026|1", "xong", "B|2026|9"},
    {"phieu", "A|2025|1", "xong", "A|2025|9"}, {"phieu", "B|2025|1", "xong", "B|2025|9"}, {"dot", "A|2026", "da_nop", "A|2030"},
    {"dot", "B|2026", "da_nop", "B|2030"},     {"dot", "A|2025", "nhan", "A|2031"},       {"truong", "A", "x", "C"},
    {"truong", "B", "x", "C"},                 {"muc", "M", "x", "N"},
};

struct person {
    const char *name, *role, *unit;
};
static const struct person people[] = {
    {"tri", "quan_tri", NULL}, {"viet", "nguoi_viet", "A"}, {"ban", "nguoi_viet", "A"}, {"dao", "lanh_dao", "A"}, {"so", "can_bo", NULL},
    {"khach", "khach", "A"},   {"xa", "nguoi_viet", "B"},   {"toan", "nguoi_viet", NULL}, {"toan", "can_bo", NULL},
};

struct books {
    struct desk d;
    char ids[SUBJECTS][UUID_TEXT];
    char code[16]; /* of what school A handed in */
    char copy[128];
};

static void as(struct books *b, const char *person, const char *role)
{
    b->d.actor.person = person;
    b->d.actor.role = role;
}

static void must(struct books *b, bool ok)
{
    if (!ok) {
        fail_msg("%s", b->d.err.msg);
    }
}

static void import(struct books *b, const char *person, const char *form, const char *csv)
{
    as(b, person, NULL);
    must(b, desk_call(&b->d, (struct request){.op = OP_IMPORT, .form = form}, NULL, csv));
    assert_int_equal(b->d.rep.version, 0);
}

static void import_rows(struct books *b, const char *form, const char *roster, const char *csv)
{
    must(b, desk_call(&b->d, (struct request){.op = OP_IMPORT, .form = form, .name = roster}, NULL, csv));
    assert_int_equal(b->d.rep.version, 0);
}

static void find_subjects(struct books *b)
{
    for (size_t i = 0; i < SUBJECTS; i++) {
        must(b, desk_call(&b->d, (struct request){.op = OP_FIND, .form = subjects[i].form, .key = subjects[i].key}, NULL, NULL));
        snprintf(b->ids[i], UUID_TEXT, "%s", rowset_str(&b->d.rep.rows, 0, "_id"));
    }
}

static void hand_in(struct books *b, const char *key)
{
    must(b, desk_call(&b->d, (struct request){.op = OP_MOVE, .form = "dot", .key = key, .name = "da_nop", .n = 1}, NULL, NULL));
    if (key[0] == 'A') {
        snprintf(b->code, sizeof b->code, "%s", b->d.rep.text);
    }
}

static bool user(struct books *b, const char *what, const struct person *p)
{
    return desk_call(&b->d, (struct request){.op = OP_USER, .name = what, .text = p->name, .field = p->role, .key = p->unit}, NULL, NULL);
}

static void give_roles(struct books *b)
{
    as(b, "tri", NULL);
    for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
        must(b, user(b, "add", &people[i]));
        must(b, user(b, "grant", &people[i]));
    }
}

static void copy_file(const char *from, const char *to)
{
    struct str bytes = STR_INIT;
    struct err err = ERR_INIT;
    assert_true(file_read(from, 16 << 20, &bytes, &err) && file_write_atomic(to, bytes.p, bytes.len, &err));
    str_release(&bytes);
}

static void close_books(struct books *b)
{
    unlink(b->copy);
    desk_close(&b->d);
}

/* The same books again, as nobody has touched them. */
static void open_again(struct books *b)
{
    struct store *st = NULL;
    service_free(b->d.sv);
    copy_file(b->copy, b->d.path);
    must(b, store_open(&st, b->d.path, STORE_CREATE, b->d.app, &b->d.clock, &b->d.err));
    b->d.sv = service_new(st, b->d.app, &b->d.clock);
    service_add_operations(b->d.sv, exchange_operations, exchange_operation_count);
}

static void open_books(struct books *b)
{
    memset(b, 0, sizeof *b);
    desk_open_with(&b->d, "tests/fixtures/quyen", NULL);
    import(b, "toan", "truong", "ma,ten\nA,Trường A\nB,Trường B\n");
    import(b, "toan", "muc", "ma\nM\n");
    import(b, "toan", "dot", "truong,nam\nA,2025\nA,2026\nB,2025\nB,2026\n");
    import(b, "viet", "nguoi", "ma,ten,truong\n1,An,A\n2,Ba,B\n3,Ca,B\n");
    import_rows(b, "dot", "doan", "truong,nam,ai\nA,2026,2\n");
    import(b, "viet", "phieu", "dot,so,diem,ghi_chu\nA|2025,1,5,của A\nA|2026,1,5,của A\n");
    import(b, "ban", "phieu", "dot,so,diem,ghi_chu\nA|2026,2,5,của A\n");
    import(b, "xa", "phieu", "dot,so,diem,ghi_chu\nB|2025,1,5,của B\nB|2026,1,5,của B\n");
    hand_in(b, "A|2025");
    hand_in(b, "B|2025");
    find_subjects(b);
    give_roles(b);
    snprintf(b->copy, sizeof b->copy, "%s.copy", b->d.path);
    service_free(b->d.sv);
    b->d.sv = NULL;
    copy_file(b->d.path, b->copy);
    open_again(b);
}

/* ---- one cell: is it done, or shown? ---- */

static bool has_row(const struct rowset *rows, const char *id)
{
    for (size_t i = 0; i < rows->nrows; i++) {
        if (str_eq(rowset_str(rows, i, "_id"), id)) {
            return true;
        }
    }
    return false;
}

/* What the reply shows nothing of was not shown, though nothing was refused. */
static bool shown(struct books *b, enum op op, size_t i)
{
    struct request req = {.op = op, .form = subjects[i].form, .name = op == OP_QUERY ? "phieu" : NULL, .limit = 100};
    return desk_call(&b->d, req, NULL, NULL) && has_row(&b->d.rep.rows, b->ids[i]);
}

/* A document of a sheet; its own query reads the sheets of all units. */
static bool printed(struct books *b, size_t i)
{
    return desk_call(&b->d, (struct request){.op = OP_REPORT, .name = "to_phieu", .id = b->ids[i]}, NULL, NULL) &&
           desk_call(&b->d, (struct request){.op = OP_REPORT, .name = "to_phieu", .key = subjects[i].key}, NULL, NULL);
}

static bool titled(struct books *b, size_t i)
{
    return desk_call(&b->d, (struct request){.op = OP_TITLE, .form = subjects[i].form, .id = b->ids[i]}, NULL, NULL);
}

static bool exported(struct books *b, size_t i)
{
    char where[80];
    const char *const texts[] = {where, NULL};
    snprintf(where, sizeof where, "where=_id = '%s'", b->ids[i]);
    return desk_call(&b->d, (struct request){.op = OP_EXPORT, .form = subjects[i].form}, texts, NULL) && b->d.rep.n == 1;
}

/* Read by somebody who may, changed, saved by the actor. */
static struct record *loaded(struct books *b, size_t i)
{
    const struct form *form;
    struct record *r = NULL;
    must(b, app_form(b->d.app, subjects[i].form, &form, NULL, &b->d.err) &&
                store_load(service_store(b->d.sv), form, b->ids[i], &r, &b->d.err));
    return r;
}

static void set(struct record *r, const char *field, const char *text)
{
    const struct field *f = form_field(r->form, field);
    struct err err = ERR_INIT;
    value_release(&r->cells[f->index].value);
    assert_true(format_parse_stored(f, NULL, sv_of(text), &r->cells[f->index].value, &err));
    r->cells[f->index].touched = true;
}

static bool saved(struct books *b, size_t i)
{
    struct record *r = loaded(b, i);
    set(r, str_eq(subjects[i].form, "truong") ? "ten" : "ghi_chu", "khác");
    bool ok = desk_call(&b->d, (struct request){.op = OP_SAVE, .record = r}, NULL, NULL);
    record_free(r);
    return ok;
}

/* Another one beside it. */
static bool created(struct books *b, size_t i)
{
    char id[UUID_TEXT];
    struct record *like = loaded(b, i);
    uuid7(b->d.now + 1, id);
    struct record *r = record_new(like->form, id);
    for (size_t k = 0; k < r->form->nkey; k++) {
        value_copy(&r->cells[r->form->key[k]].value, &like->cells[r->form->key[k]].value);
        r->cells[r->form->key[k]].touched = true;
    }
    const struct field *last = &r->form->fields[r->form->key[r->form->nkey - 1]];
    set(r, last->name, last->type == FIELD_INTEGER ? "77" : "Z");
    bool ok = desk_call(&b->d, (struct request){.op = OP_SAVE, .record = r}, NULL, NULL);
    record_free(like);
    record_free(r);
    return ok;
}

static bool deleted(struct books *b, size_t i)
{
    return desk_call(&b->d, (struct request){.op = OP_DELETE, .form = subjects[i].form, .id = b->ids[i]}, NULL, NULL);
}

static bool restored(struct books *b, size_t i)
{
    struct actor actor = b->d.actor;
    as(b, "toan", str_eq(subjects[i].form, "muc") ? "can_bo" : "nguoi_viet");
    must(b, deleted(b, i));
    b->d.actor = actor;
    return desk_call(&b->d, (struct request){.op = OP_RESTORE, .form = subjects[i].form, .id = b->ids[i]}, NULL, NULL);
}

/* Who stored it does not key it again: that is no matter of rights. */
static bool is_own_keying(const struct books *b)
{
    return strstr(b->d.err.msg, "you keyed") != NULL;
}

static bool keyed_again(struct books *b, size_t i)
{
    struct second second = {.path = "diem"};
    value_set_int(&second.keyed, 5);
    value_set_int(&second.stands, 5);
    struct request req = {.op = OP_VERIFY, .form = subjects[i].form, .id = b->ids[i], .seconds = &second, .nseconds = 1};
    return desk_call(&b->d, req, NULL, NULL) || is_own_keying(b);
}

/* The sheets of a period, or the catalogue. */
static bool renumbered(struct books *b, size_t i)
{
    bool period = str_eq(subjects[i].form, "dot");
    struct request req = {.op = OP_RENUMBER, .form = period ? "phieu" : "muc", .key = period ? subjects[i].key : "M", .text = period ? "P-01=P-09" : "M01=M09"};
    return desk_call(&b->d, req, NULL, NULL);
}

static bool asked(struct books *b, const char *op, size_t i)
{
    struct request req = {.form = subjects[i].form, .id = b->ids[i]};
    static const struct {
        const char *name;
        enum op op;
    } plain[] = {{"open", OP_OPEN}, {"log", OP_LOG}, {"states", OP_STATES}, {"snapshots", OP_SNAPSHOTS}, {"diff", OP_DIFF}, {"to-verify", OP_TO_VERIFY}};
    for (size_t k = 0; k < sizeof plain / sizeof *plain; k++) {
        if (str_eq(op, plain[k].name)) {
            req.op = plain[k].op;
            return desk_call(&b->d, req, NULL, NULL) || is_own_keying(b);
        }
    }
    fail_msg("no test for the operation '%s'", op);
    return false;
}

static bool done(struct books *b, const char *op, size_t i)
{
    const struct request rekey = {.op = OP_REKEY, .form = subjects[i].form, .key = subjects[i].key, .text = subjects[i].rekey};
    const struct request move = {.op = OP_MOVE, .form = subjects[i].form, .id = b->ids[i], .name = subjects[i].move, .n = 1};
    const struct request copy = {.op = OP_COPY, .form = subjects[i].form, .id = b->ids[i], .name = "phieu_khac"};
    const struct request find = {.op = OP_FIND, .form = subjects[i].form, .key = subjects[i].key};
    return str_eq(op, "list")      ? shown(b, OP_LIST, i)
           : str_eq(op, "choices") ? shown(b, OP_CHOICES, i)
           : str_eq(op, "query")   ? shown(b, OP_QUERY, i)
           : str_eq(op, "report")  ? printed(b, i)
           : str_eq(op, "title")   ? titled(b, i)
           : str_eq(op, "find")    ? desk_call(&b->d, find, NULL, NULL)
           : str_eq(op, "export")  ? exported(b, i)
           : str_eq(op, "save")    ? saved(b, i)
           : str_eq(op, "create")  ? created(b, i)
           : str_eq(op, "delete")  ? deleted(b, i)
           : str_eq(op, "restore") ? restored(b, i)
           : str_eq(op, "verify")  ? keyed_again(b, i)
           : str_eq(op, "copy")    ? desk_call(&b->d, copy, NULL, NULL)
           : str_eq(op, "rekey")   ? desk_call(&b->d, rekey, NULL, NULL)
           : str_eq(op, "renumber") ? renumbered(b, i)
           : str_eq(op, "move")    ? desk_call(&b->d, move, NULL, NULL)
                                   : asked(b, op, i);
}

/* About no record. */
static bool done_at_all(struct books *b, const char *op)
{
    struct draft draft = {.form = (char[]){"muc"}, .id = (char[]){"n"}, .focus = (char[]){"ma"}};
    const struct {
        const char *name;
        struct request req;
        const char *in;
    } cases[] = {
        {"home", {.op = OP_HOME}, NULL},
        {"people", {.op = OP_PEOPLE}, NULL},
        {"users", {.op = OP_USERS}, NULL},
        {"user", {.op = OP_USER, .name = "add", .text = "moi"}, NULL},
        {"migrate", {.op = OP_MIGRATE, .n = 1}, NULL},
        {"import", {.op = OP_IMPORT, .form = "muc"}, "ma\nP\n"},
        {"note-personal", {.op = OP_NOTE_PERSONAL, .form = "muc"}, NULL},
        {"board", {.op = OP_BOARD, .name = "bang"}, NULL},
        {"summary", {.op = OP_SUMMARY, .name = "dem"}, NULL},
        {"record-summary", {.op = OP_RECORD_SUMMARY, .name = "dem"}, NULL},
        {"sent", {.op = OP_SENT}, NULL},
        {"draft-put", {.op = OP_DRAFT_PUT, .draft = &draft}, NULL},
        {"draft-get", {.op = OP_DRAFT_GET, .form = "muc", .id = "n"}, NULL},
        {"draft-drop", {.op = OP_DRAFT_DROP, .form = "muc", .id = "n"}, NULL},
        {"taken", {.op = OP_TAKEN, .form = "muc", .id = "n"}, NULL},
        {"validate", {.op = OP_VALIDATE}, NULL},
        {"previous", {.op = OP_PREVIOUS, .form = "phieu"}, NULL},
        {"snapshot", {.op = OP_SNAPSHOT, .snapshot = b->code}, NULL},
        {"present", {.op = OP_PRESENT}, NULL},
        {"prove", {.op = OP_PROVE}, NULL},
        {"has-head", {.op = OP_HAS_HEAD, .n = 1, .hash = "0"}, NULL},
        {"seal", {.op = OP_SEAL, .name = b->code}, NULL},
        {"restored", {.op = OP_RESTORED, .reason = "thử"}, NULL},
        {"erase", {.op = OP_ERASE, .form = "muc", .key = "M", .field = "ma", .reason = "luật"}, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (str_eq(op, cases[i].name)) {
            /* that the value still stands in the record is no matter of rights */
            return desk_call(&b->d, cases[i].req, NULL, cases[i].in) || strstr(b->d.err.msg, "still holds");
        }
    }
    fail_msg("no test for the operation '%s'", op);
    return false;
}

/* ---- the table ---- */

static const char *holder_of(const char *role)
{
    static const struct person *const each[] = {&people[0], &people[1], &people[3], &people[4], &people[5]};
    for (size_t i = 0; i < sizeof each / sizeof *each; i++) {
        if (str_eq(each[i]->role, role)) {
            return each[i]->name;
        }
    }
    fail_msg("nobody holds the role '%s'", role);
    return NULL;
}

static bool writes(const char *op)
{
    static const char *const writing[] = {"save",   "create",    "delete",     "restore",       "rekey",   "move",   "verify", "renumber",
                                          "import", "draft-put", "draft-drop", "note-personal", "migrate", "user", "restored", "erase", "copy", NULL};
    return words_have(writing, op);
}

static size_t try_cell(struct books *b, const char *op, const char *role, size_t i, size_t n, char expected)
{
    if (expected == '-') {
        return 0;
    }
    if (writes(op)) {
        open_again(b);
    }
    as(b, holder_of(role), role);
    bool ok = n == 1 ? done_at_all(b, op) : done(b, op, i);
    if (ok != (expected == 'y')) {
        print_error("%s, %s, subject %zu: %s; %s\n", op, role, i + 1, ok ? "done, which tests/rights.tsv forbids" : "not done", b->d.err.msg);
    }
    return ok != (expected == 'y');
}

static size_t cut_words(char *line, char *words[3])
{
    size_t n = 0;
    for (char *word = strtok(line, "\t\n"); word && n < 3; word = strtok(NULL, "\t\n")) {
        words[n++] = word;
    }
    return n;
}

static void every_cell_of_the_table_of_rights_holds(void **state)
{
    struct books b;
    char line[512], *words[3];
    size_t wrong = 0, cells = 0;
    FILE *in = fopen("tests/rights.tsv", "r");
    (void)state;
    assert_non_null(in);
    open_books(&b);
    while (fgets(line, sizeof line, in)) {
        if (line[0] == '#' || cut_words(line, words) < 3) {
            continue;
        }
        size_t n = strlen(words[2]);
        assert_true(n == 1 || n == SUBJECTS);
        for (size_t i = 0; i < n; i++, cells++) {
            wrong += try_cell(&b, words[0], words[1], i, n, words[2][i]);
        }
    }
    fclose(in);
    assert_int_equal(wrong, 0);
    assert_true(cells > 900);
    close_books(&b);
}

/* The query asks for the sheets of all schools; of another's nobody gets a copy. */
static void what_is_copied_is_only_what_the_person_sees(void **state)
{
    (void)state;
    struct books b;
    struct db_stmt *s;
    bool row = false;
    open_books(&b);
    as(&b, "viet", "nguoi_viet");
    must(&b, desk_call(&b.d, (struct request){.op = OP_COPY, .form = "dot", .id = b.ids[5], .name = "phieu_khac"}, NULL, NULL));
    assert_true(b.d.rep.n > 0);
    must(&b, db_prepare(service_store(b.d.sv)->db, &s, "SELECT group_concat(DISTINCT ghi_chu) FROM main.phieu WHERE so > 100", &b.d.err) && db_step(s, &row, &b.d.err));
    assert_string_equal(db_column_str(s, 0), "A");
    db_finalize(s);
    close_books(&b);
}

/* Of sheets that somebody does not see nothing is supposed, and the board that shows it tells of no more than it did. */
static void what_is_supposed_is_only_of_what_the_person_sees(void **state)
{
    (void)state;
    struct books b;
    struct str codes = STR_INIT;
    open_books(&b);
    for (size_t i = 0; i < 5; i++) {
        str_addf(&codes, "%s\n", b.ids[i]);
    }
    as(&b, "viet", "nguoi_viet");
    must(&b, desk_call(&b.d, (struct request){.op = OP_BOARD, .name = "bang", .after = codes.p}, NULL, NULL));
    assert_int_equal(b.d.rep.n, 3);
    assert_int_equal(b.d.rep.rows.nrows, 1);
    assert_string_equal(rowset_str(&b.d.rep.rows, 0, "n"), "3");
    as(&b, "so", "can_bo");
    must(&b, desk_call(&b.d, (struct request){.op = OP_BOARD, .name = "bang", .after = codes.p}, NULL, NULL));
    assert_int_equal(b.d.rep.n, 5);
    str_release(&codes);
    close_books(&b);
}

static bool in_table(const char *op)
{
    char line[512], *words[3];
    bool there = false;
    FILE *in = fopen("tests/rights.tsv", "r");
    while (fgets(line, sizeof line, in)) {
        there = there || (line[0] != '#' && cut_words(line, words) == 3 && str_eq(words[0], op));
    }
    fclose(in);
    return there;
}

static void every_operation_has_its_row_and_stands_in_the_table(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    for (int op = 0; op < OP_COUNT; op++) {
        const struct operation *row = service_operation(b.d.sv, (enum op)op);
        if (!row) {
            fail_msg("operation %d has no row: nobody may do it", op);
        }
        if (!in_table(row->name)) {
            fail_msg("tests/rights.tsv says nothing of the operation '%s'", row->name);
        }
    }
    close_books(&b);
}

static void an_operation_without_a_row_is_refused(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    as(&b, "toan", "can_bo");
    assert_false(desk_call(&b.d, (struct request){.op = OP_COUNT}, NULL, NULL));
    assert_int_equal(b.d.err.code, ERR_REFUSED);
    service_add_operations(b.d.sv, NULL, 0);
    assert_false(desk_call(&b.d, (struct request){.op = OP_SUMMARY, .name = "dem"}, NULL, NULL));
    assert_int_equal(b.d.err.code, ERR_REFUSED);
    close_books(&b);
}

/* ---- what is shown ---- */

static int64_t summary(struct books *b)
{
    must(b, desk_call(&b->d, (struct request){.op = OP_SUMMARY, .name = "dem"}, NULL, NULL));
    return rowset_int(&b->d.rep.rows, 0, "n");
}

static void summaries_boards_and_counts_tell_of_ones_own_units(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    as(&b, "so", NULL);
    assert_int_equal(summary(&b), 5);
    as(&b, "viet", NULL);
    assert_int_equal(summary(&b), 3);
    as(&b, "xa", NULL); /* the same connection, other units */
    assert_int_equal(summary(&b), 2);
    as(&b, "tri", NULL);
    assert_int_equal(summary(&b), 0);
    as(&b, "viet", NULL);
    must(&b, desk_call(&b.d, (struct request){.op = OP_BOARD, .name = "bang"}, NULL, NULL));
    assert_int_equal(b.d.rep.rows.nrows, 1);
    assert_string_equal(rowset_str(&b.d.rep.rows, 0, "n"), "3");
    must(&b, desk_call(&b.d, (struct request){.op = OP_LIST, .form = "phieu"}, NULL, NULL));
    assert_int_equal(b.d.rep.n, 3);
    close_books(&b);
}

static void a_query_of_all_units_is_for_the_roles_it_names(void **state)
{
    (void)state;
    struct books b;
    struct request req = {.op = OP_QUERY, .name = "phieu_ca_tinh"};
    open_books(&b);
    as(&b, "dao", NULL);
    must(&b, desk_call(&b.d, req, NULL, NULL));
    assert_int_equal(rowset_int(&b.d.rep.rows, 0, "n"), 5);
    as(&b, "viet", NULL);
    must(&b, desk_call(&b.d, req, NULL, NULL));
    assert_int_equal(rowset_int(&b.d.rep.rows, 0, "n"), 3);
    close_books(&b);
}

static void a_condition_of_an_export_does_not_reach_around_the_views(void **state)
{
    static const char *const tries[] = {"EXISTS (SELECT 1 FROM main.phieu AS p WHERE p.ghi_chu = 'của B')",
                                        "EXISTS (SELECT 1 FROM \"main\" . phieu AS p WHERE p.ghi_chu = 'của B')",
                                        "EXISTS (WITH phieu AS (SELECT * FROM MAIN/**/.phieu) SELECT 1 FROM phieu AS p WHERE p.ghi_chu = 'của B')",
                                        "EXISTS (WITH phieu AS (SELECT * FROM 'main'.phieu) SELECT 1 FROM phieu AS p WHERE p.ghi_chu = 'của B')",
                                        "EXISTS (SELECT 1 FROM phieu AS p WHERE p.ghi_chu = 'của B')"};
    (void)state;
    struct books b;
    open_books(&b);
    as(&b, "viet", NULL);
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        char where[200];
        const char *const texts[] = {where, NULL};
        snprintf(where, sizeof where, "where=%s", tries[i]);
        bool ok = desk_call(&b.d, (struct request){.op = OP_EXPORT, .form = "phieu"}, texts, NULL);
        assert_true(!ok || b.d.rep.n == 0);
    }
    const char *const harmless[] = {"where=ghi_chu <> 'main.phieu'", NULL};
    must(&b, desk_call(&b.d, (struct request){.op = OP_EXPORT, .form = "phieu"}, harmless, NULL));
    assert_int_equal(b.d.rep.n, 3);
    close_books(&b);
}

static void a_record_does_not_leave_its_unit(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    struct record *r = loaded(&b, 0);
    value_copy(&r->cells[0].value, &(struct value){.type = VALUE_TEXT, .text = b.ids[6]}); /* the period of B */
    as(&b, "viet", NULL);
    assert_false(desk_call(&b.d, (struct request){.op = OP_SAVE, .record = r}, NULL, NULL));
    assert_int_equal(b.d.err.code, ERR_REFUSED);
    assert_non_null(strstr(b.d.err.msg, "other units"));
    record_free(r);
    close_books(&b);
}

/* ---- who holds what, and when ---- */

static bool may_home(struct books *b, const char *person, const char *role)
{
    as(b, person, role);
    return desk_call(&b->d, (struct request){.op = OP_HOME}, NULL, NULL);
}

static bool grant(struct books *b, const char *person, const char *role, const char *const *days)
{
    as(b, "tri", NULL);
    return desk_call(&b->d, (struct request){.op = OP_USER, .name = "grant", .text = person, .field = role}, days, NULL);
}

static void a_role_is_held_from_its_first_day_to_its_last(void **state)
{
    static const struct {
        const char *days[3];
        bool now;
    } cases[] = {
        {{"from=2026-08-29", NULL}, true},  {{"from=2026-08-30", NULL}, false}, {{"to=2026-08-29", NULL}, true},
        {{"to=2026-08-28", NULL}, false},   {{"from=2026-01-01", "to=2026-12-31", NULL}, true},
    };
    (void)state;
    struct books b;
    open_books(&b);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) { /* the clock stands at 2026-08-29 */
        const char *days[] = {cases[i].days[0], cases[i].days[1], NULL};
        must(&b, grant(&b, "khach", "can_bo", days));
        assert_int_equal(may_home(&b, "khach", "can_bo"), cases[i].now);
    }
    const char *wrong[] = {"from=31/12/2026", NULL};
    assert_false(grant(&b, "khach", "can_bo", wrong));
    assert_non_null(strstr(b.d.err.msg, "2026-12-31"));
    close_books(&b);
}

static void whoever_names_no_role_acts_in_the_first_they_hold(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    assert_true(may_home(&b, "toan", NULL));
    assert_string_equal(b.d.rep.text, "nguoi_viet");
    assert_true(may_home(&b, "toan", "can_bo"));
    assert_string_equal(b.d.rep.text, "can_bo");
    assert_false(may_home(&b, "toan", "lanh_dao"));
    assert_int_equal(b.d.err.code, ERR_REFUSED);
    assert_false(may_home(&b, "nguoi la", NULL));
    assert_false(may_home(&b, "nguoi la", "khach"));
    as(&b, "viet", NULL);
    assert_true(saved(&b, 0));
    struct rowset rows = {0};
    must(&b, store_select(service_store(b.d.sv), "SELECT role FROM main._history ORDER BY seq DESC LIMIT 1", NULL, 0, 1, &rows, &b.d.err));
    assert_string_equal(rowset_str(&rows, 0, "role"), "nguoi_viet");
    rowset_release(&rows);
    close_books(&b);
}

static void somebody_can_always_give_roles(void **state)
{
    static const struct person tri = {"tri", "quan_tri", NULL}, so = {"so", "can_bo", NULL};
    const char *ends[] = {"to=2027-01-01", NULL}, *open[] = {NULL};
    (void)state;
    struct books b;
    open_books(&b);
    as(&b, "tri", NULL);
    assert_false(user(&b, "revoke", &tri));
    assert_false(user(&b, "close", &tri));
    assert_false(grant(&b, "tri", "quan_tri", ends));
    assert_true(may_home(&b, "tri", NULL));
    must(&b, grant(&b, "so", "quan_tri", open));
    as(&b, "tri", NULL);
    must(&b, user(&b, "close", &tri));
    assert_false(may_home(&b, "tri", NULL));
    as(&b, "so", "quan_tri");
    must(&b, user(&b, "revoke", &so));
    assert_false(user(&b, "revoke", &so)); /* it is gone */
    close_books(&b);
}

static void the_first_role_that_is_given_gives_roles(void **state)
{
    static const struct person viet = {"viet", "nguoi_viet", NULL}, tri = {"tri", "quan_tri", NULL}, nobody = {"ai", "khach", NULL};
    (void)state;
    struct books b = {0};
    desk_open_with(&b.d, "tests/fixtures/quyen", NULL);
    as(&b, "viet", NULL);
    must(&b, user(&b, "add", &viet) && user(&b, "add", &tri));
    assert_false(user(&b, "grant", &viet));
    assert_true(may_home(&b, "ai cung duoc", NULL)); /* nothing was given, so nothing binds */
    assert_false(user(&b, "grant", &nobody));
    assert_non_null(strstr(b.d.err.msg, "register"));
    must(&b, user(&b, "grant", &tri));
    assert_false(may_home(&b, "ai cung duoc", NULL));
    as(&b, "tri", NULL);
    must(&b, user(&b, "grant", &viet));
    assert_true(may_home(&b, "viet", NULL));
    desk_close(&b.d);
}

static void sample_data_is_tried_by_anybody(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    assert_false(may_home(&b, "ai cung duoc", NULL));
    must(&b, store_set_meta(service_store(b.d.sv), "sample", "1", &b.d.err));
    assert_true(may_home(&b, "ai cung duoc", NULL));
    assert_int_equal(summary(&b), 5);
    as(&b, "viet", NULL);
    assert_int_equal(summary(&b), 3); /* its people are bound by what they hold */
    b.d.actor = (struct actor){.person = "ai cung duoc", .declared = false, .lang = LANG_VI};
    must(&b, desk_call(&b.d, (struct request){.op = OP_HOME}, NULL, NULL)); /* on a server, too */
    must(&b, store_set_meta(service_store(b.d.sv), "sample", "0", &b.d.err));
    assert_false(desk_call(&b.d, (struct request){.op = OP_HOME}, NULL, NULL)); /* in real data nobody is anybody there */
    close_books(&b);
}

static void states_are_not_taken_from_a_file_where_roles_are_given(void **state)
{
    const char *const texts[] = {"state=yes", NULL};
    (void)state;
    struct books b;
    open_books(&b);
    as(&b, "so", NULL);
    assert_false(desk_call(&b.d, (struct request){.op = OP_IMPORT, .form = "muc"}, texts, "ma,_state\nQ,\n"));
    assert_int_equal(b.d.err.code, ERR_REFUSED);
    assert_false(desk_call(&b.d, (struct request){.op = OP_IMPORT, .form = "phieu"}, NULL, "dot,so\nA|2026,5\n"));
    assert_int_equal(b.d.err.code, ERR_REFUSED); /* an officer writes no sheet, not from a file either */
    close_books(&b);
}

/* ---- who takes part does not decide ---- */

static bool accepts(struct books *b, const char *person)
{
    as(b, person, "can_bo");
    return desk_call(&b->d, (struct request){.op = OP_MOVE, .form = "dot", .id = b->ids[7], .name = "nhan", .n = 1}, NULL, NULL);
}

static void whoever_takes_part_in_a_record_does_not_decide_on_it(void **state)
{
    const char *open[] = {NULL};
    (void)state;
    struct books b;
    open_books(&b);
    assert_false(accepts(&b, "toan")); /* a writer of all schools, too */
    assert_non_null(strstr(b.d.err.msg, "takes part"));
    must(&b, grant(&b, "xa", "can_bo", open));
    assert_true(accepts(&b, "xa")); /* a writer of another school */
    open_again(&b);
    b.d.app->together = true;
    assert_true(accepts(&b, "toan"));
    b.d.app->together = false;
    open_again(&b);
    must(&b, grant(&b, "viet", "can_bo", open));
    as(&b, "viet", "nguoi_viet");
    must(&b, desk_call(&b.d, (struct request){.op = OP_STATES, .form = "dot", .id = b.ids[7]}, NULL, NULL));
    assert_int_equal(b.d.rep.rows.nrows, 0);
    as(&b, "so", NULL);
    must(&b, desk_call(&b.d, (struct request){.op = OP_STATES, .form = "dot", .id = b.ids[7]}, NULL, NULL));
    assert_string_equal(rowset_str(&b.d.rep.rows, 0, "state"), "nhan");
    close_books(&b);
}

static void whoever_once_acted_on_it_does_not_decide_either(void **state)
{
    static const struct person viet = {"viet", "nguoi_viet", NULL};
    const char *open[] = {NULL};
    (void)state;
    struct books b;
    open_books(&b);
    as(&b, "viet", "nguoi_viet");
    must(&b, desk_call(&b.d, (struct request){.op = OP_MOVE, .form = "dot", .id = b.ids[5], .name = "da_nop", .n = 1}, NULL, NULL));
    must(&b, grant(&b, "viet", "can_bo", open));
    must(&b, user(&b, "revoke", &viet)); /* not a writer any more */
    memcpy(b.ids[7], b.ids[5], UUID_TEXT);
    assert_false(accepts(&b, "viet"));
    assert_true(accepts(&b, "so"));
    close_books(&b);
}

/* ---- handed over ---- */

static void drafts_go_to_whoever_takes_over(void **state)
{
    struct draft draft = {.form = (char[]){"phieu"}, .id = (char[]){"moi"}, .focus = (char[]){"so"}};
    (void)state;
    struct books b;
    open_books(&b);
    as(&b, "viet", NULL);
    *vec_push(&draft.values) = (struct draft_value){.path = (char[]){"so"}, .raw = (char[]){"8"}};
    must(&b, desk_call(&b.d, (struct request){.op = OP_DRAFT_PUT, .draft = &draft}, NULL, NULL));
    vec_release(&draft.values);
    as(&b, "tri", NULL);
    must(&b, desk_call(&b.d, (struct request){.op = OP_USER, .name = "handover", .text = "viet", .id = "ban"}, NULL, NULL));
    assert_int_equal(b.d.rep.n, 1);
    as(&b, "ban", NULL);
    must(&b, desk_call(&b.d, (struct request){.op = OP_DRAFT_GET, .form = "phieu", .id = "moi"}, NULL, NULL));
    assert_non_null(b.d.rep.draft.form);
    assert_string_equal(b.d.rep.draft.values.v[0].raw, "8");
    as(&b, "viet", NULL);
    must(&b, desk_call(&b.d, (struct request){.op = OP_DRAFT_GET, .form = "phieu", .id = "moi"}, NULL, NULL));
    assert_null(b.d.rep.draft.form);
    close_books(&b);
}

/* ---- the schema named ---- */

/* What a text of the application would read past the views; in the book's folder, as the linter never saw it. */
static void a_summary_that_was_sent_shows_nobody_more_than_they_may_see(void **state)
{
    static const struct {
        const char *person, *role;
        size_t shown;
    } cases[] = {{"viet", "nguoi_viet", 1}, {"ban", "nguoi_viet", 0}, {"xa", "nguoi_viet", 1}, {"so", "can_bo", 2}, {"tri", "quan_tri", 0}};
    struct books b;
    (void)state;
    open_books(&b);
    as(&b, "viet", "nguoi_viet");
    assert_true(desk_call(&b.d, (struct request){.op = OP_RECORD_SUMMARY, .name = "dem"}, TEXTS("exact=yes"), NULL));
    assert_string_equal(b.d.out, "n\r\n3\r\n");
    as(&b, "xa", "nguoi_viet");
    assert_true(desk_call(&b.d, (struct request){.op = OP_RECORD_SUMMARY, .name = "dem"}, TEXTS("exact=yes"), NULL));
    assert_string_equal(b.d.out, "n\r\n2\r\n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        as(&b, cases[i].person, cases[i].role);
        assert_true(desk_call(&b.d, (struct request){.op = OP_SENT}, NULL, NULL));
        assert_int_equal(b.d.rep.rows.nrows, cases[i].shown);
    }
    close_books(&b);
}

static void a_query_that_names_the_schema_reads_nothing_of_other_units(void **state)
{
    static const char *const TEXTS[] = {
        "SELECT so FROM main.phieu", "SELECT count(*) FROM main.phieu", "SELECT so FROM \"main\".\"phieu\"",
        "SELECT (SELECT max(so) FROM main.phieu) FROM phieu", "SELECT noi_dung FROM main.phieu__y", "SELECT _id FROM main.v_phieu",
        "SELECT so FROM phieu UNION SELECT so FROM MAIN.PHIEU",
        "WITH phieu AS (SELECT * FROM main.phieu) SELECT so FROM phieu", "WITH phieu AS (SELECT * FROM 'main' . phieu) SELECT so FROM phieu",
        "WITH phieu AS (SELECT * FROM [Main]/* ' */.phieu) SELECT so FROM phieu", "WITH phieu AS (SELECT * FROM `main`--\n.phieu) SELECT so FROM phieu",
        "WITH phieu AS (SELECT so FROM phieu, \"main\".dot) SELECT so FROM phieu",
    };
    (void)state;
    struct books b;
    struct store *over;
    open_books(&b);
    struct store *st = service_store(b.d.sv);
    const char *none[] = {"khong"};
    const struct store_reader reader = {.role = app_role(b.d.app, "nguoi_viet"), .limited = true, .units = none, .nunits = 1};
    must(&b, store_narrow(st, &reader, &over, &b.d.err));
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        struct rowset rows = {0};
        assert_false(store_select(over, TEXTS[i], NULL, 0, 10, &rows, &b.d.err));
        b.d.err = (struct err)ERR_INIT;
        rowset_release(&rows);
    }
    struct rowset rows = {0};
    must(&b, store_select(over, "SELECT count(*) AS n FROM phieu JOIN v_phieu USING (_id)", NULL, 0, 10, &rows, &b.d.err));
    assert_int_equal(rowset_int(&rows, 0, "n"), 0);
    rowset_release(&rows);
    close_books(&b);
}

static void what_the_program_keeps_of_everybody_is_not_read_by_a_query_of_ones_own_units(void **state)
{
    static const char *const TABLES[] = {"_history", "_draft", "_draft_value", "_search", "_search_fts", "_snapshot", "_snapshot_record", "_person", "_grant",
                                         "_meta", "_operator", "_verified_value", "sqlite_schema"};
    static const char *const TEXTS[][2] = {{"SELECT * FROM ", ""}, {"SELECT count(*) FROM ", ""}, {"SELECT so FROM phieu WHERE EXISTS (SELECT 1 FROM ", ")"},
                                           {"WITH phieu AS (SELECT * FROM ", ") SELECT * FROM phieu"}};
    static const char *const HARMLESS[] = {"SELECT count(*) AS n FROM v_phieu, muc", "WITH x AS (SELECT so FROM phieu) SELECT count(*) AS n FROM x",
                                           "SELECT value FROM json_each('[1]')", "SELECT noi_dung FROM phieu__y", "SELECT ' main' || '.' AS n, 'main.phieu' AS m"};
    (void)state;
    struct books b;
    struct store *over;
    struct str sql = STR_INIT;
    open_books(&b);
    const char *none[] = {"khong"};
    const struct store_reader reader = {.role = app_role(b.d.app, "nguoi_viet"), .limited = true, .units = none, .nunits = 1};
    must(&b, store_narrow(service_store(b.d.sv), &reader, &over, &b.d.err));
    for (size_t i = 0; i < sizeof TABLES / sizeof *TABLES * 4; i++) {
        struct rowset rows = {0};
        str_clear(&sql);
        str_addf(&sql, "%s%s%s", TEXTS[i % 4][0], TABLES[i / 4], TEXTS[i % 4][1]);
        if (store_select(over, sql.p, NULL, 0, 10, &rows, &b.d.err) || b.d.err.code != ERR_REFUSED || !strstr(b.d.err.msg, "-- scope: all")) {
            fail_msg("%s: %s", sql.p, b.d.err.msg);
        }
        b.d.err = (struct err)ERR_INIT;
        rowset_release(&rows);
    }
    str_release(&sql);
    for (size_t i = 0; i < sizeof HARMLESS / sizeof *HARMLESS; i++) {
        struct rowset rows = {0};
        must(&b, store_select(over, HARMLESS[i], NULL, 0, 10, &rows, &b.d.err));
        rowset_release(&rows);
    }
    close_books(&b);
}

/* The names of the people that are listed, each with its school behind it. */
static void assert_listed(struct books *b, const char *expected)
{
    struct str got = STR_INIT;
    must(b, desk_call(&b->d, (struct request){.op = OP_LIST, .form = "nguoi", .limit = 100}, NULL, NULL));
    for (size_t i = 0; i < b->d.rep.rows.nrows; i++) {
        str_addf(&got, "%s:%s ", rowset_str(&b->d.rep.rows, i, "ten"), rowset_str(&b->d.rep.rows, i, "truong"));
    }
    assert_string_equal(got.p, expected);
    str_release(&got);
}

static void whom_a_record_names_is_seen_with_it_and_nobody_else(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    as(&b, "viet", "nguoi_viet");
    assert_listed(&b, "An:A Ba: "); /* of a school that is not theirs */
    as(&b, "xa", "nguoi_viet");
    assert_listed(&b, "Ba:B Ca:B ");
    close_books(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_of_the_table_of_rights_holds),
        cmocka_unit_test(every_operation_has_its_row_and_stands_in_the_table),
        cmocka_unit_test(an_operation_without_a_row_is_refused),
        cmocka_unit_test(summaries_boards_and_counts_tell_of_ones_own_units),
        cmocka_unit_test(a_query_of_all_units_is_for_the_roles_it_names),
        cmocka_unit_test(a_condition_of_an_export_does_not_reach_around_the_views),
        cmocka_unit_test(what_is_copied_is_only_what_the_person_sees),
        cmocka_unit_test(what_is_supposed_is_only_of_what_the_person_sees),
        cmocka_unit_test(a_record_does_not_leave_its_unit),
        cmocka_unit_test(a_role_is_held_from_its_first_day_to_its_last),
        cmocka_unit_test(whoever_names_no_role_acts_in_the_first_they_hold),
        cmocka_unit_test(somebody_can_always_give_roles),
        cmocka_unit_test(the_first_role_that_is_given_gives_roles),
        cmocka_unit_test(sample_data_is_tried_by_anybody),
        cmocka_unit_test(states_are_not_taken_from_a_file_where_roles_are_given),
        cmocka_unit_test(whoever_takes_part_in_a_record_does_not_decide_on_it),
        cmocka_unit_test(whoever_once_acted_on_it_does_not_decide_either),
        cmocka_unit_test(drafts_go_to_whoever_takes_over),
        cmocka_unit_test(a_summary_that_was_sent_shows_nobody_more_than_they_may_see),
        cmocka_unit_test(a_query_that_names_the_schema_reads_nothing_of_other_units),
        cmocka_unit_test(what_the_program_keeps_of_everybody_is_not_read_by_a_query_of_ones_own_units),
        cmocka_unit_test(whom_a_record_names_is_seen_with_it_and_nobody_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
