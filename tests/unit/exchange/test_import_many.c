#include "exchange_test.h"

#include "form/format.h"

/* A file of many rows: what is stored together is judged, refused and kept row by row. */

#define ROOM_HEAD "truong,ma,ten,tai_san,tang,dien_tich,so_cho,thi_nghiem,hoa_chat,khoi\n"

static void rooms_open(struct desk *d)
{
    desk_open(d);
    desk_load(d, "truong", SCHOOLS);
}

static void sql_gives(struct desk *d, const char *sql, const char *expected)
{
    struct rowset rows = {0};
    struct str plain = STR_INIT;
    if (!store_select(service_store(d->sv), sql, NULL, 0, 1, &rows, &d->err)) {
        fail_msg("%s", d->err.msg);
    }
    value_add_plain(&plain, rowset_at(&rows, 0, 0));
    if (!str_eq(plain.p, expected)) {
        fail_msg("%s gives '%s', not '%s'", sql, plain.p, expected);
    }
    str_release(&plain);
    rowset_release(&rows);
}

/* Each record of the form has its count, its search row with its words, and its line of history. */
static void all_complete(struct desk *d, const char *form, int n)
{
    static const char *const sides[] = {"_search", "_history"};
    struct store *st = service_store(d->sv);
    struct proof p;
    char number[16];
    snprintf(number, sizeof number, "%d", n);
    assert_int_equal(store_count(st, form, NULL), n);
    for (size_t i = 0; i < 2; i++) {
        struct str sql = STR_INIT;
        str_addf(&sql, "SELECT count(*) FROM \"%s\" AS f JOIN %s AS s ON s.record = f._id AND s.form = '%s'",
                 form, sides[i], form);
        sql_gives(d, sql.p, number);
        str_release(&sql);
    }
    if (!store_prove(st->db, &p, NULL, NULL, &d->err) || p.nbroken > 0 ||
        !db_exec(st->db, "INSERT INTO _search_fts (_search_fts) VALUES ('integrity-check')", &d->err)) {
        fail_msg("%s %s", d->err.msg, p.nbroken > 0 ? rowset_str(&p.broken, 0, "what") : "");
    }
    proof_release(&p);
}

/* ---- as on the screen ---- */

static const char *const rooms[] = {
    "A,A1,Lớp học,TS1,1,60.00,40,khong,,k6",
    "A,a1,Lớp học,,1,60.00,40,,,",           /* pattern */
    "A,A2,Tên phòng quá dài,,1,60.00,40,,,", /* length */
    "A,A3,,,0,60.00,40,,,",                  /* too low */
    "A,A4,,,10,60.00,40,,,",                 /* too high */
    "A,A5,,,1,30.00,40,,,",                  /* constraint */
    "B,A6,,TS2,1,30.00,,co,,",               /* required by another answer */
    "B,A7,,,1,60.00,50,,,",                  /* only a warning */
    "A,A8,,TS8,2,60.00,40,,,k8",             /* a code that is not offered: a warning, too */
    "A,A9,,,1,60.00,40,khong,axit,",         /* what is not relevant goes */
    ",B1,,,1,60.00,40,,,",                   /* no key */
    "A,,,,1,60.00,40,,,",
    "A,b,Tên phòng quá dài,,0,1.00,40,co,,", /* all at once */
    "B,B2,,,,,,,,",
};
#define ROOMS (sizeof rooms / sizeof *rooms)

static const struct form *form_of(struct desk *d, const char *name)
{
    const struct form *form;
    assert_true(app_form(service_app(d->sv), name, &form, NULL, &d->err));
    return form;
}

static void type_cell(struct desk *d, const struct field *f, struct sv text, struct cell *c)
{
    char id[UUID_TEXT] = "";
    c->touched = true;
    if (f->ref && text.n > 0) {
        char *key = mem_dup_n(text.p, text.n);
        assert_true(store_find(service_store(d->sv), form_of(d, f->ref), key, id, &d->err));
        value_set_text(&c->value, sv_of(id));
        free(key);
    } else {
        assert_true(format_parse_stored(f, NULL, text, &c->value, &d->err));
    }
}

/* A record with the cells of a row, as somebody types them. */
static struct record *typed(struct desk *d, const char *row)
{
    const struct form *form = form_of(d, "phong");
    struct sv names = sv_of(ROOM_HEAD), cells = sv_of(row), name, cell;
    char id[UUID_TEXT];
    uuid7(d->now, id);
    struct record *r = record_new(form, id);
    names.n--;
    while (sv_next(&names, ',', &name) && sv_next(&cells, ',', &cell)) {
        char *word = mem_dup_n(name.p, name.n);
        const struct field *f = form_field(form, word);
        type_cell(d, f, cell, &r->cells[f->index]);
        free(word);
    }
    return r;
}

/* "column: reason" a line, of all that stopped it. */
static void save_room(struct desk *d, const char *row, struct str *told)
{
    struct record *r = typed(d, row);
    if (!desk_call(d, (struct request){.op = OP_SAVE, .record = r}, NULL, NULL)) {
        assert_int_equal(d->err.code, ERR_INVALID);
        for (size_t i = 0; i < d->rep.findings.list.n; i++) {
            const struct finding *f = &d->rep.findings.list.v[i];
            if (f->strength != FIND_WARNING) {
                str_addf(told, "%s: %s\n", f->path, f->msg);
            }
        }
        assert_true(told->len > 0);
    }
    record_free(r);
}

static void reasons_of_line(const struct desk *d, size_t line, struct str *told)
{
    for (size_t i = 0; i < d->rep.rows.nrows; i++) {
        if (strtoul(rowset_str(&d->rep.rows, i, "line"), NULL, 10) == line) {
            str_addf(told, "%s: %s\n", rowset_str(&d->rep.rows, i, "column"),
                     rowset_str(&d->rep.rows, i, "reason"));
        }
    }
}

static void compare_stored(struct desk *typed_in, struct desk *imported)
{
    static const char problems[] =
        "SELECT group_concat(ma || ' ' || _problems, ', ') FROM (SELECT * FROM phong ORDER BY ma)";
    sql_gives(typed_in, problems, "A1 0, A7 1, A8 1, A9 0, B2 0");
    sql_gives(imported, problems, "A1 0, A7 1, A8 1, A9 0, B2 0");
    assert_true(desk_exchange(typed_in, OP_EXPORT, "phong", TEXTS("exact=yes"), NULL));
    desk_gives(imported, "phong", TEXTS("exact=yes"), typed_in->out);
}

static void a_row_of_a_file_is_told_and_stored_as_if_it_was_typed(void **state)
{
    struct desk typed_in, imported;
    struct str file = STR_INIT, told[ROOMS];
    (void)state;
    rooms_open(&typed_in);
    rooms_open(&imported);
    str_add(&file, ROOM_HEAD);
    for (size_t i = 0; i < ROOMS; i++) {
        told[i] = (struct str)STR_INIT;
        save_room(&typed_in, rooms[i], &told[i]);
        str_addf(&file, "%s\n", rooms[i]);
    }
    assert_true(desk_import(&imported, "phong", TEXTS("partial=yes"), file.p));
    for (size_t i = 0; i < ROOMS; i++) {
        struct str reasons = STR_INIT;
        reasons_of_line(&imported, i + 2, &reasons);
        if (!str_eq(reasons.p, told[i].p)) {
            fail_msg("%s: the file says\n%sthe screen\n%s", rooms[i], reasons.p, told[i].p);
        }
        str_release(&reasons);
        str_release(&told[i]);
    }
    compare_stored(&typed_in, &imported);
    all_complete(&imported, "phong", 5);
    str_release(&file);
    desk_close(&typed_in);
    desk_close(&imported);
}

/* ---- many ---- */

/* Rooms A1 … An, each with an asset tag of its own; `instead` (may be NULL) takes the place of room `at`. */
static void room_file(struct str *file, int n, int at, const char *instead)
{
    str_set(file, ROOM_HEAD);
    for (int i = 1; i <= n; i++) {
        if (instead && i == at) {
            str_addf(file, "%s\n", instead);
        } else {
            str_addf(file, "A,A%d,Phòng %d,TS%d,1,60.00,40,,,k6\n", i, i, i);
        }
    }
}

static void a_bad_row_among_many_is_refused_as_it_is_alone(void **state)
{
    static const struct {
        int at;
        const char *row, *column, *says;
    } cases[] = {
        {700, "A,A7,,,1,,,,,", "ma", "line 8 of this file has the same key"},
        {700, "A,A699,,,1,,,,,", "ma", "line 700 of this file has the same key"},
        {2, "A,A1,,,1,,,,,", "ma", "line 2 of this file has the same key"},
        {650, "B,B1,,,1,,,,,", "ma", "the record exists already"},
        {650, "A,B2,,TS649,1,,,,,", "tai_san", "line 650 of this file has the same “Mã tài sản”"},
        {650, "A,B2,,CU,1,,,,,", "tai_san", "Another record has the same “Mã tài sản”"},
        {300, "A,A300,,,99,,,,,", "tang", "9"},
        {300, "A,A300,,,tám,,,,,", "tang", "tám"},
        {300, "Z,A300,,,1,,,,,", "truong", "'Z'"},
        {300, "A,A300", "", "2 cells"},
        {800, "A,\"A800", "", "never closed"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk d;
        struct str file = STR_INIT;
        char line[16];
        rooms_open(&d);
        desk_load(&d, "phong", ROOM_HEAD "B,B1,,CU,1,,,,,\n");
        room_file(&file, 800, cases[i].at, cases[i].row);
        assert_true(desk_import(&d, "phong", NULL, file.p));
        snprintf(line, sizeof line, "%d", cases[i].at + 1);
        if (d.rep.rows.nrows != 1 || !str_eq(rowset_str(&d.rep.rows, 0, "line"), line) ||
            !str_eq(rowset_str(&d.rep.rows, 0, "column"), cases[i].column) ||
            !strstr(rowset_str(&d.rep.rows, 0, "reason"), cases[i].says)) {
            fail_msg("%s: %zu reasons; line %s, column '%s': %s", cases[i].row, d.rep.rows.nrows,
                     rowset_str(&d.rep.rows, 0, "line"), rowset_str(&d.rep.rows, 0, "column"),
                     rowset_str(&d.rep.rows, 0, "reason"));
        }
        all_complete(&d, "phong", 1); /* nothing of the file */
        assert_true(desk_import(&d, "phong", TEXTS("partial=yes"), file.p));
        assert_int_equal(d.rep.version, 1);
        all_complete(&d, "phong", 800);
        str_release(&file);
        desk_close(&d);
    }
}

/* Of 1,000 rows each seventh is wrong in itself, and each eleventh has the key of the one before it. */
static void add_mixed(struct str *file, struct str *lines, int *good)
{
    str_add(file, ROOM_HEAD);
    for (int i = 1; i <= 1000; i++) {
        bool wrong = i % 7 == 0, again = !wrong && i % 11 == 0 && (i - 1) % 7 != 0;
        str_addf(file, "A,A%d,,,%d,,,,,\n", again ? i - 1 : i, wrong ? 0 : 1);
        *good += !wrong && !again;
        if (wrong || again) {
            str_addf(lines, "%d ", i + 1);
        }
    }
}

static void refused_rows_stand_in_the_order_of_the_file(void **state)
{
    struct desk d;
    struct str file = STR_INIT, lines = STR_INIT, told = STR_INIT;
    int good = 0;
    (void)state;
    rooms_open(&d);
    add_mixed(&file, &lines, &good);
    assert_true(desk_import(&d, "phong", TEXTS("partial=yes"), file.p));
    for (size_t i = 0; i < d.rep.rows.nrows; i++) {
        str_addf(&told, "%s ", rowset_str(&d.rep.rows, i, "line"));
    }
    assert_string_equal(told.p, lines.p);
    assert_int_equal(d.rep.n, good);
    assert_int_equal(d.rep.n + d.rep.version, 1000);
    all_complete(&d, "phong", good);
    str_release(&told);
    str_release(&lines);
    str_release(&file);
    desk_close(&d);
}

static void numbers_follow_the_rows(void **state)
{
    struct desk d;
    struct str file = STR_INIT;
    (void)state;
    rooms_open(&d);
    room_file(&file, 700, 0, NULL);
    desk_load(&d, "phong", file.p);
    sql_gives(&d, "SELECT count(*) FROM phong WHERE ma = 'A' || so AND ten = 'Phòng ' || so", "700");
    sql_gives(&d, "SELECT last FROM _serial WHERE form = 'phong'", "700");
    sql_gives(&d,
              "SELECT count(*) FROM (SELECT ma, row_number() OVER (ORDER BY _id) AS n FROM phong) WHERE ma = "
              "'A' || n",
              "700");
    str_release(&file);
    desk_close(&d);
}

/* Each class names the one a few rows before it; a list of them names several. */
static void a_record_may_name_those_just_before_it(void **state)
{
    struct desk d;
    struct str file = STR_INIT;
    (void)state;
    desk_open(&d);
    desk_load(&d, "truong", SCHOOLS);
    str_add(&file, "truong,ma,lop_cu\n");
    for (int i = 0; i < 900; i++) {
        if (i % 3 == 2) {
            str_addf(&file, "A,%d,A|%d\n", i, i - 2);
        } else {
            str_addf(&file, "A,%d,\n", i);
        }
    }
    desk_load(&d, "lop", file.p);
    sql_gives(&d, "SELECT count(*) FROM lop AS l JOIN lop AS c ON c._id = l.lop_cu WHERE l.ma = c.ma + 2",
              "300");
    all_complete(&d, "lop", 900);
    str_set(&file, "ten,cung\n");
    for (int i = 0; i < 20; i++) {
        if (i % 5 == 4) {
            str_addf(&file, "D%d,D%d; D%d\n", i, i - 1, i - 3);
        } else {
            str_addf(&file, "D%d,\n", i);
        }
    }
    desk_load(&d, "doan", file.p);
    sql_gives(&d, "SELECT sum(length(cung)) FROM doan", "292"); /* two ids and a blank, four times */
    str_release(&file);
    desk_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_of_a_file_is_told_and_stored_as_if_it_was_typed),
        cmocka_unit_test(a_bad_row_among_many_is_refused_as_it_is_alone),
        cmocka_unit_test(refused_rows_stand_in_the_order_of_the_file),
        cmocka_unit_test(numbers_follow_the_rows),
        cmocka_unit_test(a_record_may_name_those_just_before_it),
    };
    return cmocka_run_group_tests_name("import_many", tests, NULL, NULL);
}
