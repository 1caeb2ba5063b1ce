#include "store_test.h"

#include "store/dossier.h"

/* New records, stored together: what is in the database must be what storing them one by one leaves there. */

#define MANY 300

static struct record *school(struct bench *b, size_t i)
{
    static const char *const names[] = {"Đinh Tiên Hoàng", "Ông Ích Khiêm", "Lê Lợi", "An Dương Vương"};
    struct record *r = bench_new(b, "truong");
    char text[64];
    snprintf(text, sizeof text, "th%03zu", i);
    bench_set(r, "ma", text);
    snprintf(text, sizeof text, "%s %zu", names[i % 4], i);
    bench_set(r, "ten", text);
    snprintf(text, sizeof text, "%zu", 1000 + i);
    bench_set(r, "dien_thoai", i % 3 == 0 ? NULL : text);
    return r;
}

static void free_records(struct record **records, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        record_free(records[i]);
    }
}

static bool save_new(struct bench *b, struct record *const *records, size_t n, const char *op, size_t *done)
{
    struct change_info info = bench_info(op);
    int64_t *problems = mem_zero(n, sizeof *problems);
    for (size_t i = 0; i < n; i++) {
        problems[i] = (int64_t)(i % 5);
    }
    bool ok = store_save_new(b->st, records, problems, n, &info, done, &b->err);
    free(problems);
    return ok;
}

static bool save_each(struct bench *b, struct record *const *records, size_t n, const char *op)
{
    struct change_info info = bench_info(op);
    for (size_t i = 0; i < n; i++) {
        if (!store_save(b->st, records[i], NULL, (int64_t)(i % 5), &info, &b->err)) {
            return false;
        }
    }
    return true;
}

static void commit(struct bench *b)
{
    must(b, store_commit(b->st, &b->err));
}

static void begin(struct bench *b)
{
    must(b, store_begin(b->st, &b->err));
}

static void same_rows(struct bench *a, struct bench *b, const char *sql)
{
    struct rowset one = {0}, other = {0};
    must(a, store_select(a->st, sql, NULL, 0, SIZE_MAX, &one, &a->err));
    must(b, store_select(b->st, sql, NULL, 0, SIZE_MAX, &other, &b->err));
    assert_int_equal(one.nrows, other.nrows);
    assert_true(one.nrows > 0);
    for (size_t i = 0; i < one.cells.n; i++) {
        if (!value_eq(&one.cells.v[i], &other.cells.v[i])) {
            fail_msg("%s: row %zu, column %zu differs", sql, i / one.ncolumns, i % one.ncolumns);
        }
    }
    rowset_release(&one);
    rowset_release(&other);
}

static void whole(struct bench *b, int64_t want)
{
    struct proof p;
    must(b, store_prove(b->st->db, &p, NULL, NULL, &b->err));
    assert_int_equal(p.nbroken, 0);
    assert_int_equal(p.records, want);
    proof_release(&p);
    must(b, db_exec(b->st->db, "INSERT INTO _search_fts (_search_fts) VALUES ('integrity-check')", &b->err));
}

static void together_is_the_same_as_one_by_one(void **state)
{
    static const char *const tables[] = {
        "SELECT * FROM truong ORDER BY _id", "SELECT * FROM _search ORDER BY id",
        "SELECT * FROM _count ORDER BY form, state", "SELECT count(*), group_concat(form) FROM _form",
        "SELECT rowid FROM _search_fts WHERE _search_fts MATCH 'le' ORDER BY rowid"};
    static const char *const ops[] = {"import", "create"};
    (void)state;
    for (size_t k = 0; k < 2; k++) {
        struct bench a, b;
        struct record *ours[MANY], *theirs[MANY];
        size_t done;
        bench_open(&a);
        bench_open(&b);
        for (size_t i = 0; i < MANY; i++) {
            ours[i] = school(&a, i);
            theirs[i] = record_clone(ours[i]);
        }
        b.now = a.now;
        begin(&a);
        must(&a, save_each(&a, theirs, MANY, ops[k]));
        commit(&a);
        begin(&b);
        for (size_t i = 0; i < MANY; i += 100) { /* problems repeat every five */
            must(&b, save_new(&b, ours + i, 100, ops[k], &done));
            assert_int_equal(done, 100);
        }
        commit(&b);
        for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
            same_rows(&a, &b, tables[i]);
        }
        if (k == 0) { /* what was created brings salted digests along */
            same_rows(&a, &b, "SELECT seq, at, who, op, form, record, version, record_hash FROM _history WHERE op = 'import' ORDER BY seq");
        }
        whole(&a, MANY);
        whole(&b, MANY);
        assert_int_equal(ours[MANY - 1]->version, 1);
        free_records(ours, MANY);
        free_records(theirs, MANY);
        bench_close(&b);
        bench_close(&a);
    }
}

/* What is wrong with one of several schools, and what is said. */
static void spoil_key(struct record *r)
{
    bench_set(r, "ma", "th001");
}
static void spoil_unique(struct record *r)
{
    bench_set(r, "dien_thoai", "1001");
}
static void spoil_reference(struct record *r)
{
    bench_set(r, "truong_cha", "019cb000-0000-7000-8000-000000000000");
}

static void one_that_is_refused_stops_those_behind_it_and_no_other(void **state)
{
    static const struct {
        void (*spoil)(struct record *r);
        size_t at;
        enum err_code code;
        const char *says;
    } cases[] = {
        {spoil_key, 3, ERR_CONFLICT, "th001"},          {spoil_key, 9, ERR_CONFLICT, "th001"},
        {spoil_unique, 2, ERR_CONFLICT, "1001"},        {spoil_reference, 5, ERR_INVALID, "Trường mẹ"},
        {spoil_reference, 0, ERR_INVALID, "Trường mẹ"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bench b;
        struct record *r[10];
        size_t done;
        char count[8];
        bench_open(&b);
        for (size_t k = 0; k < 10; k++) {
            r[k] = school(&b, k);
        }
        cases[i].spoil(r[cases[i].at]);
        begin(&b);
        assert_false(save_new(&b, r, 10, "import", &done));
        assert_int_equal(done, cases[i].at);
        assert_int_equal(b.err.code, cases[i].code);
        assert_non_null(strstr(b.err.msg, cases[i].says));
        for (size_t k = 0; k < 10; k++) {
            assert_int_equal(r[k]->version, k < done ? 1 : 0);
        }
        snprintf(count, sizeof count, "%zu", done);
        bench_sql(&b, "SELECT count(*) FROM truong", count);
        bench_sql(&b, "SELECT count(*) FROM _search", count);
        must(&b, done == 9 || save_new(&b, r + done + 1, 9 - done, "import", &done)); /* the others */
        commit(&b);
        bench_sql(&b, "SELECT n FROM _count WHERE form = 'truong'", "9");
        whole(&b, 9);
        free_records(r, 10);
        bench_close(&b);
    }
}

static void the_first_of_two_that_are_refused_is_told(void **state)
{
    (void)state;
    struct bench b;
    struct record *r[6];
    size_t done;
    bench_open(&b);
    for (size_t k = 0; k < 6; k++) {
        r[k] = school(&b, k);
    }
    spoil_key(r[2]);       /* found when it is put in */
    spoil_reference(r[4]); /* found before */
    begin(&b);
    assert_false(save_new(&b, r, 6, "import", &done));
    assert_int_equal(done, 2);
    assert_int_equal(b.err.code, ERR_CONFLICT);
    assert_false(save_new(&b, r + 3, 3, "import", &done));
    assert_int_equal(done, 1);
    assert_int_equal(b.err.code, ERR_INVALID);
    commit(&b);
    whole(&b, 3);
    free_records(r, 6);
    bench_close(&b);
}

static void numbers_are_given_in_order(void **state)
{
    (void)state;
    struct bench b;
    char school_id[UUID_TEXT], period[UUID_TEXT];
    struct record *r[4];
    size_t done;
    static const char *const criteria[] = {"tc-1.1", "tc-1.2", "tc-1.3", "tc-1.4"};
    bench_open(&b);
    bench_school(&b, "th001", "A", school_id);
    bench_period(&b, school_id, "2026", period);
    for (size_t k = 0; k < 4; k++) {
        r[k] = bench_new(&b, "phieu");
        bench_set(r[k], "dot", period);
        bench_set(r[k], "tieu_chi", criteria[k]);
        record_add_row(r[k], 0, k % 2 == 0 ? "a" : "b");
    }
    begin(&b);
    must(&b, save_new(&b, r, 4, "import", &done));
    commit(&b);
    bench_sql(&b, "SELECT group_concat(tieu_chi || so, ' ') FROM (SELECT * FROM phieu ORDER BY _id)",
              "tc-1.11 tc-1.22 tc-1.33 tc-1.44");
    bench_sql(&b, "SELECT group_concat(_row_key, '') FROM (SELECT * FROM phieu__chi_bao ORDER BY _record)",
              "abab");
    whole(&b, 6);
    free_records(r, 4);
    bench_close(&b);
}

static void a_rollback_and_a_migration_between_do_no_harm(void **state)
{
    (void)state;
    struct bench b;
    struct record *r[8];
    struct rowset rows = {0};
    struct change_info info = bench_info("migrate");
    size_t done;
    char id[UUID_TEXT], period[UUID_TEXT];
    bench_open(&b);
    bench_school(&b, "x", "X", id);
    bench_period(&b, id, "2026", period);
    bench_append_file(&b, "forms/dot.ini", "[field them]\ntype = integer\nlabel = Thêm\nlabel.en = More\n");
    bench_reopen(&b, true);
    for (size_t k = 0; k < 8; k++) {
        r[k] = k < 4 ? school(&b, k) : bench_new(&b, "dot");
    }
    begin(&b);
    must(&b, save_new(&b, r, 4, "import", &done));
    store_rollback(b.st);
    begin(&b);
    for (size_t k = 0; k < 4; k++) {
        r[k]->version = 0;
    }
    must(&b, save_new(&b, r, 2, "import", &done));
    must(&b, dossier_migrate(b.st, false, &info, &rows, &(bool){false}, &b.err));
    must(&b, save_new(&b, r + 2, 2, "import", &done));
    for (size_t k = 4; k < 8; k++) {
        bench_set(r[k], "truong", r[k - 4]->id);
        bench_set(r[k], "nam", "2025");
        bench_set(r[k], "them", "7");
    }
    must(&b, save_new(&b, r + 4, 4, "import", &done));
    commit(&b);
    bench_sql(&b, "SELECT count(*) FROM truong", "5");
    bench_sql(&b, "SELECT count(*) || ' ' || sum(them) FROM dot WHERE nam = 2025", "4 28");
    rowset_release(&rows);
    free_records(r, 8);
    bench_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(together_is_the_same_as_one_by_one),
        cmocka_unit_test(one_that_is_refused_stops_those_behind_it_and_no_other),
        cmocka_unit_test(the_first_of_two_that_are_refused_is_told),
        cmocka_unit_test(numbers_are_given_in_order),
        cmocka_unit_test(a_rollback_and_a_migration_between_do_no_harm),
    };
    return cmocka_run_group_tests_name("insert", tests, NULL, NULL);
}
