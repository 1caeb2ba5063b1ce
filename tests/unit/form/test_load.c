#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "form/model.h"

static const char DIR[] = "tests/fixtures/ba_o";

static struct app *open_app(const char *dir)
{
    struct app *app;
    struct faults faults = {0};
    struct err err = ERR_INIT;
    if (!app_open(&app, dir, &faults, &err)) {
        faults_print(&faults, stderr);
        fail_msg("%s", err.msg);
    }
    assert_int_equal(faults.list.n, 0);
    faults_release(&faults);
    return app;
}

static const struct form *get_form(struct app *app, const char *name)
{
    const struct form *f;
    struct err err = ERR_INIT;
    if (!app_form(app, name, &f, NULL, &err)) {
        fail_msg("%s", err.msg);
    }
    return f;
}

static void an_application_knows_its_names_before_any_form_is_read(void **state)
{
    (void)state;
    struct app *app = open_app(DIR);
    assert_string_equal(app->name, "ba_o");
    assert_string_equal(label_in(&app->title, LANG_EN), "Three fields");
    assert_int_equal(app->offset_min, 420);
    assert_string_equal(app->context[0], "lop");
    assert_null(app->context[1]);
    assert_true(names_has(&app->forms, "lop"));
    assert_true(names_has(&app->lists, "khoi"));
    assert_int_equal(app_role(app, "giao_vien")->may, MAY_READ | MAY_WRITE | MAY_MOVE);
    assert_int_equal(app->menus[0].nitems, 1);
    assert_string_equal(app->menus[0].items[0].name, "lop");
    app_free(app);
}

static void a_form_holds_what_its_file_says(void **state)
{
    (void)state;
    struct app *app = open_app(DIR);
    const struct form *f = get_form(app, "lop");
    assert_int_equal(f->nfields, 3);
    assert_int_equal(f->nitems, 3);
    const struct field *ma = form_field(f, "ma"), *khoi = form_field(f, "khoi"),
                       *so_hs = form_field(f, "so_hs");
    assert_true(ma->required_always);
    assert_int_equal(ma->max_length, 8);
    assert_int_equal(ma->min_length, -1);
    assert_int_equal(khoi->type, FIELD_SELECT_ONE);
    assert_string_equal(khoi->list, "khoi");
    assert_null(khoi->ref);
    assert_string_equal(so_hs->max.sql, "99");
    assert_string_equal(so_hs->relevant.sql, "khoi IS NOT NULL");
    assert_string_equal(so_hs->relevant.file, "forms/lop.ini");
    assert_int_equal(so_hs->relevant.line, 25);
    assert_int_equal(so_hs->line, 19);
    assert_ptr_equal(f, get_form(app, "lop"));
    app_free(app);
}

static void absent_keys_of_a_form_have_their_defaults(void **state)
{
    (void)state;
    struct app *app = open_app(DIR);
    const struct form *f = get_form(app, "lop");
    assert_int_equal(f->nlist, 2);
    assert_int_equal(f->norder, 2);
    assert_int_equal(f->order[1], 2);
    assert_false(f->order_down[0]);
    assert_int_equal(f->nsearch, 1); /* so_hs is no text */
    assert_int_equal(f->search[0], 0);
    assert_int_equal(f->nrecord_title, 1);
    assert_int_equal(f->governing_field, -1);
    assert_int_equal(f->as_of, -1);
    app_free(app);
}

static void a_list_finds_its_rows_by_code_and_types_its_columns(void **state)
{
    (void)state;
    struct app *app = open_app(DIR);
    const struct list *l;
    struct err err = ERR_INIT;
    assert_true(app_list(app, "khoi", &l, NULL, &err));
    assert_int_equal(l->nrows, 3);
    assert_int_equal(l->ncolumns, 7);
    assert_string_equal(l->columns[2], "label_en");
    assert_string_equal(l->columns[6], "so_nam");
    assert_string_equal(l->decls[6], "INTEGER");
    assert_string_equal(list_row_label(list_find(l, "k8"), LANG_VI), "Khối 8, khối áp cuối");
    assert_int_equal(list_value(l, list_find(l, "k8"), 6).i, 3);
    assert_string_equal(list_row_short(list_find(l, "k6"), LANG_VI), "");
    assert_null(list_find(l, "k9"));
    app_free(app);
}

static void days_of_force_include_both_ends(void **state)
{
    (void)state;
    struct {
        char from[11], to[11]; /* "": open */
        const char *day;
        bool in_force;
    } cases[] = {
        {"", "", "2026-01-01", true},
        {"2026-01-01", "", "2026-01-01", true},
        {"2026-01-02", "", "2026-01-01", false},
        {"", "2026-01-01", "2026-01-01", true},
        {"", "2025-12-31", "2026-01-01", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *from = cases[i].from, *to = cases[i].to;
        char *const cells[] = {NULL, NULL, NULL, NULL, *from ? from : NULL, *to ? to : NULL};
        const struct list_row row = {.cells = cells};
        assert_int_equal(list_row_in_force(&row, cases[i].day), cases[i].in_force);
    }
}

static void what_does_not_exist_is_named_with_the_nearest(void **state)
{
    (void)state;
    struct app *app = open_app(DIR);
    const struct form *f;
    const struct list *l;
    const char *text;
    struct err err = ERR_INIT;
    assert_false(app_form(app, "lopp", &f, NULL, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_string_equal(err.msg, "There is no form 'lopp': did you mean 'lop'?");
    assert_false(app_list(app, "xyz", &l, NULL, &err));
    assert_string_equal(err.msg, "There is no list 'xyz'.");
    assert_false(app_sql(app, "queries", "xyz", &text, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    app_free(app);
}

static void help_is_found_by_heading_and_falls_back_to_vietnamese(void **state)
{
    (void)state;
    struct app *app = open_app(DIR);
    assert_string_equal(app_help(app, "lop", NULL, LANG_VI), "Mỗi lớp một bản ghi.");
    assert_string_equal(app_help(app, "lop", NULL, LANG_EN), "One record for each class.");
    assert_string_equal(app_help(app, "lop", "ma", LANG_EN),
                        "Mã do nhà trường đặt. Một dòng nối dòng trước.\n\n- mục một\n- mục hai"); /* lines flow */
    assert_null(app_help(app, "lop", "khoi", LANG_VI));
    assert_null(app_help(app, "khac", NULL, LANG_VI));
    app_free(app);
}

static void terms_come_in_the_order_of_their_file(void **state)
{
    (void)state;
    struct app *app = open_app(DIR);
    const struct help_topic *terms = NULL;
    assert_int_equal(app_terms(app, LANG_VI, &terms), 2);
    assert_string_equal(terms[0].heading, "lớp | class");
    assert_string_equal(terms[0].text, "Một nhóm học sinh.");
    assert_int_equal(app_terms(app, LANG_EN, &terms), 2);
    assert_string_equal(terms[1].text, "Classes of one year.");
    app_free(app);
    app = open_app("tests/fixtures/kho");
    assert_int_equal(app_terms(app, LANG_EN, &terms), 0);
    app_free(app);
}

static void a_folder_without_app_ini_is_no_application(void **state)
{
    (void)state;
    struct app *app = NULL;
    struct faults faults = {0};
    struct err err = ERR_INIT;
    assert_false(app_open(&app, "tests/unit", &faults, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_null(app);
    faults_release(&faults);
}

/* ---- applications written on the spot ---- */

struct folder {
    char dir[64];
};

static void make_folder(struct folder *f)
{
    struct err err = ERR_INIT;
    static const char TEMPLATE[] = "/tmp/phieu-load-XXXXXX";
    memcpy(f->dir, TEMPLATE, sizeof TEMPLATE);
    assert_non_null(mkdtemp(f->dir));
    for (const char *const *sub = (const char *const[]){"forms", "lists", "queries", "summaries", NULL}; *sub;
         sub++) {
        char *path = file_join(f->dir, *sub);
        assert_true(file_make_dirs(path, &err));
        free(path);
    }
}

static void write_text(const struct folder *f, const char *name, const char *text)
{
    struct err err = ERR_INIT;
    char *path = file_join(f->dir, name);
    if (!file_write_atomic(path, text, strlen(text), &err)) {
        fail_msg("%s", err.msg);
    }
    free(path);
}

static void remove_folder(const struct folder *f)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", f->dir);
    assert_int_equal(system(command), 0);
}

static const char APP[] = "[app]\ntitle = A\n[role thu_ky]\nmay = read\n";

/* The faults as one text. */
static char *fault_text(const struct faults *faults)
{
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);
    faults_print(faults, f);
    fclose(f);
    return text;
}

static void check_form(const struct folder *folder, const char *ini, const char *expected)
{
    struct faults faults = {0};
    struct err err = ERR_INIT;
    const struct form *form;
    write_text(folder, "forms/f.ini", ini);
    struct app *app = open_app(folder->dir);
    assert_int_equal(app_form(app, "f", &form, &faults, &err), expected[0] == '\0');
    faults_sort(&faults);
    char *text = fault_text(&faults);
    assert_string_equal(text, expected);
    free(text);
    faults_release(&faults);
    app_free(app);
}

#define HEAD   "[form]\ntitle = F\nkey = ma\n[field ma]\ntype = text\n"
#define CODED  "[field a]\ntype = text\n[field b]\ntype = text\n[field c]\ntype = integer\n"
#define MATRIX "[roster o]\nlabel = O\nappearance = matrix\n"
#define CELLS                                                                                                 \
    "[field o.khoi]\ntype = select_one khoi\n[field o.nam]\ntype = select_one khoi\n[field o.ten]\ntype = text\n"     \
    "[field o.so]\ntype = integer\n"

static void each_fault_of_a_form_is_told_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *ini, *faults;
    } CASES[] = {
        {HEAD, ""},
        {HEAD "lable = x\n", "forms/f.ini:6: [field] has no key 'lable': did you mean 'label'?\n"},
        {HEAD "xyzxyz = x\n", "forms/f.ini:6: [field] has no key 'xyzxyz': docs/forms.md lists its keys.\n"},
        {HEAD "[feild a]\ntype = text\n",
         "forms/f.ini:6: There is no kind of section 'feild': did you mean 'field'?\n"},
        {HEAD "[field to]\ntype = text\n", "forms/f.ini:6: 'to' is a keyword of SQL: choose another name, "
                                           "such as one with a noun behind it.\n"},
        {HEAD "[field a]\ntype = txt\n", "forms/f.ini:7: There is no type 'txt': did you mean 'text'?\n"},
        {HEAD "[field a]\ntype = select_one kho\n",
         "forms/f.ini:7: There is no list or form 'kho': did you mean 'khoi'?\n"},
        {HEAD "[field a]\ntype = integer\ndecimals = 2\n",
         "forms/f.ini:8: Key 'decimals' does not fit a field of this type: take it out.\n"},
        {HEAD "[field a]\ntype = decimal\ndecimals = 7\n",
         "forms/f.ini:8: Key 'decimals' is '7': write a whole number from 0 to 6.\n"},
        {HEAD "[field a]\ntype = date\nmin = 31/12/2026\n",
         "forms/f.ini:8: Key 'min' is '31/12/2026', which is no value of type date: write it as "
         "2026-12-31.\n"},
        {HEAD "[field a]\ntype = datetime\nmin = 2026-12-31\n",
         "forms/f.ini:8: Key 'min' is '2026-12-31', which is no value of type datetime: write it as "
         "2026-12-31T00:00:00.000Z.\n"},
        {HEAD "relevant = ma > 1\n", "forms/f.ini:6: Key 'relevant' takes an expression: write it in double "
                                     "quotes, or name a file of queries/.\n"},
        {HEAD "required = maybe\n", "forms/f.ini:6: Key 'required' is 'maybe': write yes or no.\n"},
        {HEAD "calculation = tinhh.sql\n",
         "forms/f.ini:6: There is no query 'tinhh': did you mean 'tinh'?\n"},
        {"[form]\ntitle = F\nkey = mma\n[field ma]\ntype = text\n",
         "forms/f.ini:3: There is no field 'mma': did you mean 'ma'?\n"},
        {"[form]\ntitle = F\nkey = ma, ma\n[field ma]\ntype = text\n",
         "forms/f.ini:3: Key 'key' names 'ma' twice: take one out.\n"},
        {"[form]\ntitle = F\nkey = ma\n[field ma]\ntype = note\n",
         "forms/f.ini:3: Key 'key' names field 'ma', whose type (note) does not serve: take it out.\n"},
        {"[form]\ntitle = F\nkey = ma\n[field ma]\ntype = text\nappearance = multiline\n",
         "forms/f.ini:3: Key 'key' names field 'ma', whose type (multiline text) does not serve: take it "
         "out.\n"},
        {"[field ma]\ntype = text\n", "forms/f.ini:1: The file has no section [form]: add it.\n"},
        {"[form]\ntitle = F\n[field ma]\ntype = text\n", "forms/f.ini:1: [form] has no key 'key': add it.\n"},
        {HEAD "[roster ma]\nlabel = R\n[field ma.a]\ntype = text\n",
         "forms/f.ini:6: The name 'ma' is taken by another section of this form: choose another.\n"},
        {HEAD "[roster r1]\nrows = tinh.sql\n[field r1.a]\ntype = text\n",
         "forms/f.ini:6: [roster r1] has no key 'row_key': add it.\n"},
        {HEAD "[field r2.a]\ntype = text\n",
         "forms/f.ini:6: There is no roster 'r2': correct the name, or add it.\n"},
        {HEAD "[roster r1]\n", "forms/f.ini:6: Roster 'r1' has no fields: add sections [field r1.NAME].\n"},
        {HEAD MATRIX "down = khoi\nacross = nam\ncell = so\n" CELLS, ""},
        {HEAD MATRIX "down = khoi\n" CELLS,
         "forms/f.ini:6: [roster o] is a matrix without key 'across': add it.\n"
         "forms/f.ini:6: [roster o] is a matrix without key 'cell': add it.\n"},
        {HEAD "[roster o]\nlabel = O\ntotals = down\nghost = across\n" CELLS,
         "forms/f.ini:8: Key 'totals' needs appearance = matrix: add it.\n"
         "forms/f.ini:9: Key 'ghost' needs rows that are known beforehand: add rows = NAME.sql, or take it out.\n"},
        {HEAD "[roster o]\nlabel = O\nrows = tinh.sql\nrow_key = ten\nghost = across\n" CELLS,
         "forms/f.ini:10: Only a matrix has a column before: name a file of queries/, or take 'ghost' out.\n"},
        {HEAD "[roster o]\nlabel = O\nrows = tinh.sql\nrow_key = ten\nghost_label = trước\n" CELLS,
         "forms/f.ini:10: Key 'ghost_label' needs a ghost: add ghost = NAME.sql, or take it out.\n"},
        {HEAD MATRIX "down = ten\nacross = nam\ncell = so\n" CELLS,
         "forms/f.ini:9: Without 'rows' a matrix makes its rows from two lists, and key 'down' names field 'ten', which chooses "
         "from none: make it a select_one of a list, or add rows = NAME.sql.\n"},
        {HEAD MATRIX "rows = tinh.sql\ndown = ten\nacross = nam\ncell = so\nsum_of = khoi\n" CELLS,
         "forms/f.ini:13: Key 'sum_of' names a column of the list behind 'down', and field 'ten' chooses from none: take the "
         "key out.\n"},
        {HEAD MATRIX "down = khoi\nacross = khoi\ncell = so\n" CELLS,
         "forms/f.ini:10: Keys 'down' and 'across' name the same field: name two.\n"},
        {HEAD MATRIX "down = khoi\nacross = nam\ncell = nam\n" CELLS,
         "forms/f.ini:11: Key 'cell' names 'nam', which names the lines or the columns already: take it out.\n"},
        {HEAD MATRIX "down = khoi\nacross = nam\ncell = ten\ntotals = down, up\npart_of = x\n" CELLS,
         "forms/f.ini:12: Key 'totals' needs numbers, and the first field of 'cell' holds none: name one there.\n"
         "forms/f.ini:12: There is no direction of totals 'up': the names are down, across.\n"
         "forms/f.ini:13: Key 'part_of' needs numbers, and the first field of 'cell' holds none: name one there.\n"},
        {HEAD MATRIX "down = khoi\nacross = nam\ncell = so\nsum_of = x\n" CELLS "calculation = \"1\"\n",
         "forms/f.ini:12: Key 'sum_of' fills field 'so', which has a calculation: let 'cell' begin with a field that is typed "
         "in.\n"},
        {HEAD MATRIX "down = khoi\nacross = nam\ncell = so\nadd = yes\nrow_key = ten\n" CELLS,
         "forms/f.ini:12: A matrix has its rows from lists or from a query: take 'add' out.\n"
         "forms/f.ini:13: The rows of a matrix are told apart by its lines and columns: take 'row_key' out.\n"},
        {HEAD "[field a]\ntype = integer\nverify = yes\n", ""},
        {HEAD "verify = yes\n[field a]\ntype = integer\nserial = form\nverify = yes\n[field b]\ntype = integer\ncalculation = \"1\"\n"
              "verify = yes\n[field c]\ntype = text\nread_only = yes\nverify = yes\n",
         "forms/f.ini:4: Field 'ma' cannot be keyed twice: it is a key, or nobody types in it; take 'verify' out.\n"
         "forms/f.ini:7: Field 'a' cannot be keyed twice: it is a key, or nobody types in it; take 'verify' out.\n"
         "forms/f.ini:11: Field 'b' cannot be keyed twice: it is a key, or nobody types in it; take 'verify' out.\n"
         "forms/f.ini:15: Field 'c' cannot be keyed twice: it is a key, or nobody types in it; take 'verify' out.\n"},
        {HEAD MATRIX "down = khoi\nacross = nam\ncell = so\n" CELLS "verify = yes\n", ""},
        {HEAD "[field a]\ntype = note\nverify = yes\n", "forms/f.ini:8: Key 'verify' does not fit a field of this type: take it out.\n"},
        {HEAD CODED "[code a]\nprefix = b\nscope = c\ncount = c\ndigits = 3\n", ""},
        {HEAD CODED "[code a]\nprefix = c\n[code b]\n",
         "forms/f.ini:12: [code a] has no key 'scope': add it.\n"
         "forms/f.ini:13: Key 'prefix' names field 'c', whose type (integer) does not serve: name another field.\n"
         "forms/f.ini:14: A form has codes in one field: take one section [code] out.\n"},
        {HEAD CODED "[code x.a]\nprefix = b\nscope = c\ncited_in = f\n",
         "forms/f.ini:12: [code x.a] names no roster of this form: write [code FIELD] or [code ROSTER.FIELD].\n"
         "forms/f.ini:15: Key 'cited_in' is 'f': write FORM.FIELD, the field being the one that holds the scope there.\n"},
        {HEAD CODED "[code ma]\nprefix = b\nscope = c\n",
         "forms/f.ini:12: Field 'ma' holds codes that may be given anew: it can be neither 'unique' nor part of a key.\n"},
        {HEAD CODED "[code c]\nprefix = b\nscope = c\n", "forms/f.ini:12: [code c] names a field of type integer: codes are texts of one line.\n"},
        {HEAD "[state nhap]\nto = xyz\nroles = thuky\n[state nop_di]\n",
         "forms/f.ini:7: There is no state 'xyz': the names are nhap, nop_di.\n"
         "forms/f.ini:8: There is no role 'thuky': did you mean 'thu_ky'?\n"},
    };
    struct folder folder;
    make_folder(&folder);
    write_text(&folder, "app.ini", APP);
    write_text(&folder, "lists/khoi.csv", "code,label\na,A\n");
    write_text(&folder, "queries/tinh.sql", "1");
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        check_form(&folder, CASES[i].ini, CASES[i].faults);
    }
    remove_folder(&folder);
}

static void rosters_hold_their_fields_wherever_these_stand(void **state)
{
    (void)state;
    static const char INI[] =
        "[form]\ntitle = F\nkey = ma\norder = -so, ma\ngoverned_by = f\n"
        "[field hs.ten]\ntype = text\n"
        "[field ma]\ntype = text\n"
        "[group g1]\nlabel = G\n"
        "[field so]\ntype = integer\nserial = ma\n"
        "[roster hs]\nlabel = H\nrow_key = ten\n"
        "[field hs.diem]\ntype = decimal\ndecimals = 1\nmax = 10\n"
        "[field f_tren]\ntype = select_one f\n"
        "[roster bang]\nlabel = B\nrows = q.sql\nappearance = matrix\ndown = ten\nacross = nam\ncell = so\n"
        "[field bang.ten]\ntype = text\n[field bang.nam]\ntype = text\n[field bang.so]\ntype = "
        "integer\n";
    struct folder folder;
    make_folder(&folder);
    write_text(&folder, "app.ini", APP);
    write_text(&folder, "forms/f.ini", INI);
    write_text(&folder, "queries/q.sql", "SELECT 1 AS ten, 2 AS nam");
    struct app *app = open_app(folder.dir);
    const struct form *f = get_form(app, "f");
    const struct roster *hs = form_roster(f, "hs"), *bang = form_roster(f, "bang");
    assert_int_equal(f->nfields, 3);
    assert_int_equal(f->nitems, 6);
    assert_int_equal(f->items[3].kind, ITEM_ROSTER);
    assert_int_equal(form_field(f, "ma")->group, -1);
    assert_int_equal(form_field(f, "so")->group, 0);
    assert_int_equal(hs->group, 0);
    assert_int_equal(hs->nfields, 2);
    assert_int_equal(hs->row_key, 0);
    assert_true(hs->add);
    assert_int_equal(hs->max_rows, 200);
    assert_int_equal(roster_field(hs, "diem")->index, 1);
    assert_int_equal(roster_field(hs, "diem")->roster, 0);
    assert_int_equal(roster_field(hs, "diem")->decimals, 1);
    assert_true(bang->matrix);
    assert_int_equal(bang->ncell, 1);
    assert_int_equal(bang->cell[0], 2);
    assert_false(bang->add);
    assert_true(roster_field(bang, "ten")->read_only_always);
    assert_true(f->order_down[0]);
    assert_false(f->order_down[1]);
    assert_true(form_field(f, "so")->serial);
    assert_string_equal(form_field(f, "so")->serial_scope[0], "ma");
    assert_int_equal(f->governing_field, 2);
    assert_string_equal(f->governed_by, "f");
    app_free(app);
    remove_folder(&folder);
}

static void each_fault_of_a_list_is_told_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *csv, *faults;
    } CASES[] = {
        {"code,label\na,A\n", ""},
        {"code,label\na,A\na,B\n",
         "lists/khoi.csv:3: Code 'a' stands on line 2 already: codes are unique.\n"},
        {"code,label\n,A\n", "lists/khoi.csv:2: The row has no code: write one.\n"},
        {"code,label\na,\n", "lists/khoi.csv:2: The row has no label: write one.\n"},
        {"code\na\n", "lists/khoi.csv:1: The header has no column 'label': add it.\n"
                      "lists/khoi.csv:2: The row has no label: write one.\n"},
        {"code,label,valid_to\na,A,31/12/2026\n",
         "lists/khoi.csv:2: Column 'valid_to' holds '31/12/2026': write the day as 2026-12-31.\n"},
        {"code,label,n:integer\na,A,1.5\n",
         "lists/khoi.csv:2: Column 'n' holds '1.5', which is no number.\n"},
        {"code,label\na,A,B\n",
         "lists/khoi.csv:2: The row has 3 cells, the header 2: quote cells that hold a comma.\n"},
        {"code,label\na b,A\n", "lists/khoi.csv:2: Code 'a b' holds a blank or '|': take it out.\n"},
    };
    struct folder folder;
    make_folder(&folder);
    write_text(&folder, "app.ini", APP);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct faults faults = {0};
        struct err err = ERR_INIT;
        const struct list *list;
        write_text(&folder, "lists/khoi.csv", CASES[i].csv);
        struct app *app = open_app(folder.dir);
        assert_int_equal(app_list(app, "khoi", &list, &faults, &err), CASES[i].faults[0] == '\0');
        faults_sort(&faults);
        char *text = fault_text(&faults);
        assert_string_equal(text, CASES[i].faults);
        free(text);
        faults_release(&faults);
        app_free(app);
    }
    remove_folder(&folder);
}

static void faults_of_app_ini_keep_it_shut_but_not_from_the_linter(void **state)
{
    (void)state;
    struct folder folder;
    struct app *app = NULL;
    struct faults faults = {0};
    struct err err = ERR_INIT;
    make_folder(&folder);
    write_text(&folder, "app.ini",
               "[app]\ntitle = A\ncontext = lopp\ntimezone = 7\n[menu m]\nitems = form lop, bord b\n");
    write_text(&folder, "forms/lop.ini", HEAD);
    assert_false(app_open(&app, folder.dir, &faults, &err));
    assert_int_equal(err.code, ERR_SYNTAX);
    char *text = fault_text(&faults);
    assert_string_equal(text,
                        "app.ini:3: There is no form 'lopp': did you mean 'lop'?\n"
                        "app.ini:4: Timezone '7' is malformed: write it as +07:00.\n"
                        "app.ini:6: 'bord b' is no item: write form NAME, board NAME or summary NAME.\n");
    free(text);
    assert_true(app_open_to_check(&app, folder.dir, &faults, &err));
    app_free(app);
    faults_release(&faults);
    remove_folder(&folder);
}

static void the_opening_comment_of_a_summary_is_read(void **state)
{
    (void)state;
    struct folder folder;
    const struct summary *s;
    struct err err = ERR_INIT;
    make_folder(&folder);
    write_text(&folder, "app.ini", APP);
    write_text(&folder, "lists/khoi.csv", "code,label,label.en\nk6,Khối 6,Grade 6\n");
    write_text(&folder, "summaries/tong.sql",
               "-- title: Tổng\n-- title.en: Total\n-- param: den_ngay date = today\n-- label: den_ngay = Ngày | Day\n"
               "-- param: khoi select_one khoi\n"
               "-- column: ma = Mã | Code\n-- column: ten = Tên\n-- roles: thu_ky\nSELECT 1 -- title: no\n");
    struct app *app = open_app(folder.dir);
    if (!app_summary(app, "tong", &s, NULL, &err)) {
        fail_msg("%s", err.msg);
    }
    assert_string_equal(s->title.in[LANG_EN], "Total");
    assert_int_equal(s->nparams, 2);
    assert_string_equal(s->params[0].field.name, "den_ngay");
    assert_int_equal(s->params[0].field.type, FIELD_DATE);
    assert_string_equal(s->params[0].field.label.in[LANG_EN], "Day");
    assert_string_equal(s->params[1].field.list, "khoi");
    assert_string_equal(s->params[0].dflt, "today");
    assert_null(s->params[1].dflt);
    assert_int_equal(s->ncolumns, 2);
    assert_string_equal(s->columns[1], "ten");
    assert_string_equal(s->column_labels[0].in[LANG_EN], "Code");
    assert_null(s->column_labels[1].in[LANG_EN]);
    assert_string_equal(s->roles[0], "thu_ky");
    app_free(app);
    remove_folder(&folder);
}

static void the_hash_of_a_form_follows_its_calculations(void **state)
{
    (void)state;
    struct folder folder;
    char before[65], print[2][65];
    struct err err = ERR_INIT;
    make_folder(&folder);
    write_text(&folder, "app.ini", APP);
    write_text(&folder, "queries/tinh.sql", "1 + 1");
    write_text(&folder, "forms/f.ini", HEAD "[field so]\ntype = integer\ncalculation = tinh.sql\n");
    struct app *app = open_app(folder.dir);
    const struct form *f = get_form(app, "f");
    assert_string_equal(form_field(f, "so")->calculation.sql, "1 + 1");
    assert_string_equal(form_field(f, "so")->calculation.file, "queries/tinh.sql");
    memcpy(before, f->hash, sizeof before);
    assert_true(app_fingerprint(app, print[0], &err));
    app_free(app);

    write_text(&folder, "queries/tinh.sql", "1 + 10");
    app = open_app(folder.dir);
    assert_string_not_equal(get_form(app, "f")->hash, before);
    assert_true(app_fingerprint(app, print[1], &err));
    assert_string_not_equal(print[0], print[1]);
    app_free(app);
    remove_folder(&folder);
}

static void whose_a_form_is_is_told_by_the_head_of_its_file(void **state)
{
    (void)state;
    static const char *const school[] = {"school", NULL}, *const others[] = {"department", "catalogue", NULL};
    const struct {
        const char *form;
        const char *const *reads;
        bool is;
    } cases[] = {
        {"dot", NULL, true}, {"dot", school, true}, {"dot", others, false}, {"truong", others, true}, {"truong", school, false}, {"khong_co", school, true},
    };
    struct app *app = open_app("tests/fixtures/quyen");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(app_reads(app, cases[i].reads, cases[i].form), cases[i].is);
    }
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_application_knows_its_names_before_any_form_is_read),
        cmocka_unit_test(a_form_holds_what_its_file_says),
        cmocka_unit_test(absent_keys_of_a_form_have_their_defaults),
        cmocka_unit_test(a_list_finds_its_rows_by_code_and_types_its_columns),
        cmocka_unit_test(days_of_force_include_both_ends),
        cmocka_unit_test(what_does_not_exist_is_named_with_the_nearest),
        cmocka_unit_test(help_is_found_by_heading_and_falls_back_to_vietnamese),
        cmocka_unit_test(terms_come_in_the_order_of_their_file),
        cmocka_unit_test(a_folder_without_app_ini_is_no_application),
        cmocka_unit_test(each_fault_of_a_form_is_told_with_its_line),
        cmocka_unit_test(rosters_hold_their_fields_wherever_these_stand),
        cmocka_unit_test(each_fault_of_a_list_is_told_with_its_line),
        cmocka_unit_test(faults_of_app_ini_keep_it_shut_but_not_from_the_linter),
        cmocka_unit_test(the_opening_comment_of_a_summary_is_read),
        cmocka_unit_test(the_hash_of_a_form_follows_its_calculations),
        cmocka_unit_test(whose_a_form_is_is_told_by_the_head_of_its_file),
    };
    return cmocka_run_group_tests_name("form/load", tests, NULL, NULL);
}
