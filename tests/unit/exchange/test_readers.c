#include "exchange_test.h"

#include "base/hash.h"
#include "form/format.h"
#include "service/inner.h"

/* ---- a visit that several people judge, each by themselves ---- */

enum { SUBJECTS = 7 };
static const struct {
    const char *key, *move, *rekey;
} subjects[SUBJECTS] = {
    {"A|1|an|1", "xong", "A|1|an|9"},  {"A|1|an|2", "sua", "A|1|an|9"},   {"A|1|binh|1", "xong", "A|1|an|9"},  {"A|1|binh|4", "sua", "A|1|an|9"},
    {"A|1|binh|2", "sua", "A|1|an|9"}, {"A|2|binh|1", "xong", "A|2|an|9"}, {"B|1|khac|1", "xong", "B|1|khac|9"},
};

static const struct {
    const char *person, *role, *unit;
} people[] = {{"tri", "quan_tri", NULL}, {"an", "uy_vien", "A"},   {"binh", "uy_vien", "A"},    {"khac", "uy_vien", "B"},
              {"chi", "truong_doan", "A"}, {"so", "can_bo", NULL}, {"tra", "thanh_tra", NULL}, {"dung", "truong_hoc", "A"}};

struct books {
    struct desk d;
    char ids[SUBJECTS][UUID_TEXT];
};

static void as(struct books *b, const char *person)
{
    b->d.actor.person = person;
    b->d.actor.role = NULL;
}

static void must(struct books *b, bool ok)
{
    if (!ok) {
        fail_msg("%s", b->d.err.msg);
    }
}

static void import(struct books *b, const char *person, const char *form, const char *roster, const char *csv)
{
    as(b, person);
    must(b, desk_call(&b->d, (struct request){.op = OP_IMPORT, .form = form, .name = roster}, NULL, csv));
    assert_int_equal(b->d.rep.version, 0);
}

static void move(struct books *b, const char *person, const char *form, const char *key, const char *to)
{
    as(b, person);
    must(b, desk_call(&b->d, (struct request){.op = OP_MOVE, .form = form, .key = key, .name = to, .n = 1}, NULL, NULL));
}

static void give_roles(struct books *b)
{
    as(b, "tri");
    for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
        must(b, desk_call(&b->d, (struct request){.op = OP_USER, .name = "add", .text = people[i].person, .field = people[i].person}, NULL, NULL));
        must(b, desk_call(&b->d, (struct request){.op = OP_USER, .name = "grant", .text = people[i].person, .field = people[i].role, .key = people[i].unit},
                          NULL, NULL));
    }
}

static void find_subjects(struct books *b)
{
    as(b, "so");
    for (size_t i = 0; i < SUBJECTS; i++) {
        must(b, desk_call(&b->d, (struct request){.op = OP_FIND, .form = "phieu", .key = subjects[i].key}, NULL, NULL));
        snprintf(b->ids[i], UUID_TEXT, "%s", rowset_str(&b->d.rep.rows, 0, "_id"));
    }
}

static void open_books(struct books *b)
{
    memset(b, 0, sizeof *b);
    desk_open_with(&b->d, "tests/fixtures/doan", NULL);
    import(b, "ai", "truong", NULL, "ma\nA\nB\n");
    import(b, "ai", "nguoi", NULL, "ma,truong,tai_khoan\nan,B,an\nbinh,B,binh\nchi,B,chi\nkhac,A,khac\n");
    import(b, "ai", "lan", NULL, "truong,so\nA,1\nA,2\nB,1\n");
    import(b, "ai", "lan", "doan", "truong,so,nguoi\nA,1,an\nA,1,binh\nA,1,chi\nA,2,an\nA,2,binh\nB,1,khac\n");
    give_roles(b);
    import(b, "an", "phieu", NULL, "lan,nguoi,muc,ghi_chu\nA|1,an,1,của an\nA|1,an,2,của an\n");
    import(b, "binh", "phieu", NULL, "lan,nguoi,muc,ghi_chu,diem\nA|1,binh,1,BIMAT,7\nA|1,binh,2,BIMAT,7\nA|1,binh,4,BIMAT,7\nA|2,binh,1,BIMAT,7\n");
    import(b, "khac", "phieu", NULL, "lan,nguoi,muc,ghi_chu\nB|1,khac,1,BIMAT\n");
    move(b, "an", "phieu", "A|1|an|2", "xong");
    move(b, "binh", "phieu", "A|1|binh|2", "xong");
    move(b, "binh", "phieu", "A|1|binh|4", "xong");
    move(b, "chi", "lan", "A|2", "thao_luan");
    find_subjects(b);
}

/* ---- one cell: is it done, or shown? ---- */

static bool has_row(const struct rowset *rows, const char *column, const char *id)
{
    for (size_t i = 0; i < rows->nrows; i++) {
        if (str_eq(rowset_str(rows, i, column), id)) {
            return true;
        }
    }
    return false;
}

static bool shown(struct books *b, enum op op, const char *name, const char *column, size_t i)
{
    return desk_call(&b->d, (struct request){.op = op, .form = "phieu", .name = name, .limit = 100}, NULL, NULL) && has_row(&b->d.rep.rows, column, b->ids[i]);
}

static bool exported(struct books *b, size_t i)
{
    char where[80];
    const char *const texts[] = {where, NULL};
    snprintf(where, sizeof where, "where=_id = '%s'", b->ids[i]);
    return desk_call(&b->d, (struct request){.op = OP_EXPORT, .form = "phieu"}, texts, NULL) && b->d.rep.n == 1;
}

/* Read by somebody who may. */
static struct record *loaded(struct books *b, size_t i)
{
    const struct form *form;
    struct record *r = NULL;
    must(b, app_form(b->d.app, "phieu", &form, NULL, &b->d.err) && store_load(service_whole(b->d.sv), form, b->ids[i], &r, &b->d.err));
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

static bool saved_with(struct books *b, size_t i, const char *field, const char *text, int64_t version)
{
    struct record *r = loaded(b, i);
    set(r, field, text);
    r->version = version >= 0 ? version : r->version;
    bool ok = desk_call(&b->d, (struct request){.op = OP_SAVE, .record = r}, NULL, NULL);
    record_free(r);
    return ok;
}

static bool drafted(struct books *b, size_t i)
{
    struct draft draft = {.form = (char[]){"phieu"}, .id = b->ids[i], .focus = (char[]){"ghi_chu"}};
    return desk_call(&b->d, (struct request){.op = OP_DRAFT_PUT, .draft = &draft}, NULL, NULL);
}

static bool asked(struct books *b, enum op op, size_t i)
{
    return desk_call(&b->d, (struct request){.op = op, .form = "phieu", .id = b->ids[i]}, NULL, NULL);
}

/* Another one beside it, under the same name. */
static bool imported(struct books *b, size_t i)
{
    char csv[160], visit[8], who[16];
    assert_int_equal(sscanf(subjects[i].key, "%3s|%15[^|]", visit, who), 2);
    snprintf(csv, sizeof csv, "lan,nguoi,muc,ghi_chu\n%s,%s,8,khác\n", visit, who);
    return desk_call(&b->d, (struct request){.op = OP_IMPORT, .form = "phieu"}, NULL, csv) && b->d.rep.n == 1 && b->d.rep.version == 0;
}

static bool done(struct books *b, const char *op, size_t i)
{
    static const char *const ops[] = {"list", "choices", "query", "board", "export", "find",   "open", "title", "log",  "states",
                                      "report", "save",  "give",  "draft-put", "import", "delete", "copy", "rekey", "move", NULL};
    const struct request find = {.op = OP_FIND, .form = "phieu", .key = subjects[i].key};
    const struct request report = {.op = OP_REPORT, .name = "to_phieu", .id = b->ids[i]};
    const struct request copy = {.op = OP_COPY, .form = "phieu", .id = b->ids[i], .name = "cua_ban"};
    const struct request rekey = {.op = OP_REKEY, .form = "phieu", .key = subjects[i].key, .text = subjects[i].rekey};
    const struct request to = {.op = OP_MOVE, .form = "phieu", .id = b->ids[i], .name = subjects[i].move, .reason = "vì", .n = 1};
    assert_true(words_have(ops, op));
    return str_eq(op, "list")        ? shown(b, OP_LIST, NULL, "_id", i)
           : str_eq(op, "choices")   ? shown(b, OP_CHOICES, NULL, "_id", i)
           : str_eq(op, "query")     ? shown(b, OP_QUERY, "chen", "code", i)
           : str_eq(op, "board")     ? shown(b, OP_BOARD, "bang", "id", i)
           : str_eq(op, "export")    ? exported(b, i)
           : str_eq(op, "find")      ? desk_call(&b->d, find, NULL, NULL)
           : str_eq(op, "open")      ? asked(b, OP_OPEN, i)
           : str_eq(op, "title")     ? asked(b, OP_TITLE, i)
           : str_eq(op, "log")       ? asked(b, OP_LOG, i)
           : str_eq(op, "states")    ? asked(b, OP_STATES, i)
           : str_eq(op, "report")    ? desk_call(&b->d, report, NULL, NULL)
           : str_eq(op, "save")      ? saved_with(b, i, "ghi_chu", "khác", -1)
           : str_eq(op, "give")      ? saved_with(b, i, "muc", "8", -1)
           : str_eq(op, "draft-put") ? drafted(b, i)
           : str_eq(op, "import")    ? imported(b, i)
           : str_eq(op, "delete")    ? asked(b, OP_DELETE, i)
           : str_eq(op, "copy")      ? desk_call(&b->d, copy, NULL, NULL)
           : str_eq(op, "rekey")     ? desk_call(&b->d, rekey, NULL, NULL)
                                     : desk_call(&b->d, to, NULL, NULL);
}

static const char *holder_of(const char *role)
{
    for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
        if (str_eq(people[i].role, role)) {
            return people[i].person;
        }
    }
    fail_msg("nobody holds the role '%s'", role);
    return NULL;
}

static bool writes(const char *op)
{
    static const char *const writing[] = {"save", "give", "draft-put", "import", "delete", "copy", "rekey", "move", NULL};
    return words_have(writing, op);
}

static size_t try_row(struct books *b, const char *op, const char *role, const char *letters)
{
    size_t wrong = 0;
    assert_int_equal(strlen(letters), SUBJECTS);
    for (size_t i = 0; i < SUBJECTS; i++) {
        struct books own;
        struct books *at = writes(op) ? &own : b;
        if (writes(op)) {
            open_books(&own);
        }
        as(at, holder_of(role));
        bool ok = done(at, op, i);
        if (ok != (letters[i] == 'y')) {
            print_error("%s, %s, subject %zu: %s; %s\n", op, role, i + 1, ok ? "done, which tests/rights.tsv forbids" : "not done", at->d.err.msg);
            wrong++;
        }
        if (writes(op)) {
            desk_close(&own.d);
        }
    }
    return wrong;
}

static void every_cell_of_the_table_of_authors_holds(void **state)
{
    struct books b;
    char line[256], *words[3];
    size_t wrong = 0, rows = 0;
    FILE *in = fopen("tests/rights_authors.tsv", "r");
    (void)state;
    assert_non_null(in);
    open_books(&b);
    while (fgets(line, sizeof line, in)) {
        words[0] = strtok(line, "\t\n");
        words[1] = words[0] ? strtok(NULL, "\t\n") : NULL;
        words[2] = words[1] ? strtok(NULL, "\t\n") : NULL;
        if (line[0] != '#' && words[2]) {
            wrong += try_row(&b, words[0], words[1], words[2]);
            rows++;
        }
    }
    fclose(in);
    assert_int_equal(wrong, 0);
    assert_true(rows > 50);
    desk_close(&b.d);
}

/* ---- what a screen never asks, and a program may ---- */

static bool tells(const struct books *b, const char *secret)
{
    const struct reply *rep = &b->d.rep;
    const struct rowset *all[] = {&rep->rows, &rep->rows2, &rep->rows3};
    for (size_t k = 0; k < 3; k++) {
        for (size_t i = 0; i < all[k]->nrows * all[k]->ncolumns; i++) {
            const struct value *v = &all[k]->cells.v[i];
            if (v->type == VALUE_TEXT && strstr(v->text, secret)) {
                return true;
            }
        }
    }
    return rep->record || (b->d.out && strstr(b->d.out, secret)) || strstr(b->d.err.msg, secret);
}

static void a_save_on_an_old_version_of_a_colleagues_record_is_no_way_to_see_it(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    as(&b, "an");
    for (size_t i = 2; i < SUBJECTS; i++) {
        for (int64_t version = 0; version < 4; version++) {
            struct record *r = record_new(loaded(&b, i)->form, b.ids[i]);
            r->version = version;
            assert_false(desk_call(&b.d, (struct request){.op = OP_SAVE, .record = r}, NULL, NULL));
            assert_false(tells(&b, "BIMAT"));
            assert_int_equal(b.d.rep.conflicts.n, 0);
            record_free(r);
        }
    }
    desk_close(&b.d);
}

static void whether_a_value_is_taken_is_told_of_keys_and_unique_fields_alone(void **state)
{
    static const struct {
        const char *texts[4];
        bool asked;
    } CASES[] = {{{"ghi_chu=BIMAT", NULL}, false}, {{"so_hieu=SH1", NULL}, true}, {{"so_hieu=SH1", "ghi_chu=BIMAT", NULL}, false}, {{"muc=1", NULL}, false}};
    (void)state;
    struct books b;
    open_books(&b);
    as(&b, "an");
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        assert_int_equal(desk_call(&b.d, (struct request){.op = OP_TAKEN, .form = "phieu", .id = "x"}, CASES[i].texts, NULL), CASES[i].asked);
        assert_int_equal(b.d.rep.n, 0);
    }
    desk_close(&b.d);
}

static void count_present(void *arg, const struct actor *actor, const char *form, const char *id, struct rowset *out)
{
    int *asked = arg;
    (void)actor;
    (void)form;
    (void)id;
    (void)out;
    ++*asked;
}

static void who_is_at_a_record_is_told_of_those_that_one_sees(void **state)
{
    (void)state;
    struct books b;
    int asked_of = 0;
    open_books(&b);
    service_watch(b.d.sv, count_present, NULL, &asked_of);
    as(&b, "an");
    for (size_t i = 0; i < SUBJECTS; i++) {
        must(&b, asked(&b, OP_PRESENT, i));
    }
    must(&b, desk_call(&b.d, (struct request){.op = OP_PRESENT, .form = "phieu", .id = "neu-moi"}, NULL, NULL));
    assert_int_equal(asked_of, 5); /* two of one's own, one that both have done, one opened, a new one */
    desk_close(&b.d);
}

/* The lookup of a sheet reads those of all colleagues; what is computed is stored, and stays. */
static void what_a_record_takes_from_others_when_it_is_saved_is_what_its_writer_sees(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    as(&b, "an");
    assert_true(saved_with(&b, 0, "ghi_chu", "khác", -1));
    const struct field *f = form_field(b.d.rep.record->form, "ban");
    assert_true(value_is_null(&b.d.rep.record->cells[f->index].value));
    assert_true(saved_with(&b, 1, "ghi_chu", "khác", -1));
    assert_string_equal(value_str(&b.d.rep.record->cells[f->index].value), "BIMAT");
    move(&b, "an", "phieu", "A|1|an|1", "xong");
    as(&b, "an");
    must(&b, asked(&b, OP_OPEN, 0));
    assert_true(value_is_null(&b.d.rep.record->cells[f->index].value));
    desk_close(&b.d);
}

static void a_new_record_is_its_beginners(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    as(&b, "binh");
    must(&b, desk_call(&b.d, (struct request){.op = OP_OPEN, .form = "phieu"}, NULL, NULL));
    const struct field *f = form_field(b.d.rep.record->form, "nguoi");
    char author[UUID_TEXT];
    snprintf(author, sizeof author, "%s", value_str(&b.d.rep.record->cells[f->index].value));
    struct record *r = loaded(&b, 2);
    assert_string_equal(author, value_str(&r->cells[f->index].value));
    record_free(r);
    desk_close(&b.d);
}

static void whoever_opens_what_another_writes_is_told_that_nothing_will_be_stored(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    as(&b, "an");
    must(&b, asked(&b, OP_OPEN, 0));
    assert_string_equal(rowset_str(&b.d.rep.rows, 0, "why"), "");
    must(&b, asked(&b, OP_OPEN, 4));
    assert_string_not_equal(rowset_str(&b.d.rep.rows, 0, "why"), "");
    desk_close(&b.d);
}

/* Otherwise it could be entered again as somebody else's. */
static void a_school_deletes_nobody_who_has_an_account(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    import(&b, "dung", "nguoi", NULL, "ma,truong\nmoi,A\n");
    as(&b, "dung");
    must(&b, desk_call(&b.d, (struct request){.op = OP_DELETE, .form = "nguoi", .key = "moi"}, NULL, NULL));
    assert_false(desk_call(&b.d, (struct request){.op = OP_DELETE, .form = "nguoi", .key = "khac"}, NULL, NULL));
    desk_close(&b.d);
}

/* From whom something is kept stands in the database; a database that does not say so is asked for by its forms. */
static void nothing_is_shown_for_want_of_a_note(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    must(&b, db_exec(service_whole(b.d.sv)->db, "DELETE FROM main._meta WHERE name = 'kept_from'", &b.d.err));
    struct store *st = NULL;
    service_free(b.d.sv);
    must(&b, store_open(&st, b.d.path, STORE_OPEN, b.d.app, &b.d.clock, &b.d.err));
    b.d.sv = service_new(st, b.d.app, &b.d.clock);
    service_add_operations(b.d.sv, exchange_operations, exchange_operation_count);
    as(&b, "tra");
    assert_false(asked(&b, OP_OPEN, 2));
    as(&b, "so");
    must(&b, asked(&b, OP_OPEN, 2));
    desk_close(&b.d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_of_the_table_of_authors_holds),
        cmocka_unit_test(a_save_on_an_old_version_of_a_colleagues_record_is_no_way_to_see_it),
        cmocka_unit_test(whether_a_value_is_taken_is_told_of_keys_and_unique_fields_alone),
        cmocka_unit_test(who_is_at_a_record_is_told_of_those_that_one_sees),
        cmocka_unit_test(what_a_record_takes_from_others_when_it_is_saved_is_what_its_writer_sees),
        cmocka_unit_test(a_new_record_is_its_beginners),
        cmocka_unit_test(whoever_opens_what_another_writes_is_told_that_nothing_will_be_stored),
        cmocka_unit_test(a_school_deletes_nobody_who_has_an_account),
        cmocka_unit_test(nothing_is_shown_for_want_of_a_note),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
