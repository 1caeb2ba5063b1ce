#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "db/db.h"
#include "form/model.h"

/* ---- a schema as the store would make it, in little ---- */

static void add_columns(struct str *sql, const struct field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        str_add(sql, ", ");
        db_add_name(sql, fields[i].name);
        str_add(sql, fields[i].type == FIELD_INTEGER ? " INTEGER" : " TEXT");
    }
}

static bool make_form(struct db *db, const struct form *f, struct err *err)
{
    struct str sql = STR_INIT;
    str_addf(&sql,
             "CREATE TABLE \"%s\" (_id TEXT PRIMARY KEY, _version INTEGER NOT NULL, _state TEXT, _form TEXT, "
             "_created_at TEXT, _created_by TEXT, _changed_at TEXT, _changed_by TEXT, _problems INTEGER",
             f->name);
    add_columns(&sql, f->fields, f->nfields);
    str_add(&sql, ") STRICT;");
    for (size_t i = 0; i < f->nrosters; i++) {
        str_addf(&sql, "CREATE TABLE \"%s__%s\" (_record TEXT, _row_key TEXT, _row INTEGER", f->name,
                 f->rosters[i].name);
        add_columns(&sql, f->rosters[i].fields, f->rosters[i].nfields);
        str_add(&sql, ") STRICT;");
    }
    bool ok = db_exec(db, sql.p, err);
    str_release(&sql);
    return ok;
}

static bool make_list(struct db *db, const struct list *l, struct err *err)
{
    struct str sql = STR_INIT;
    str_addf(&sql, "CREATE TABLE \"%s\" (", l->name);
    for (size_t i = 0; i < l->ncolumns; i++) {
        str_addf(&sql, "\"%s\" %s, ", l->columns[i], l->decls[i]);
    }
    str_add(&sql, "_retired INTEGER) STRICT;");
    for (size_t i = 0; i < l->nrows; i++) {
        str_addf(&sql, "INSERT INTO \"%s\" (code, label) VALUES (", l->name);
        db_add_text(&sql, l->rows[i].code);
        str_add(&sql, ", '');");
    }
    bool ok = db_exec(db, sql.p, err);
    str_release(&sql);
    return ok;
}

static bool make_view(struct db *db, struct app *app, const char *name, struct err *err)
{
    struct str sql = STR_INIT;
    const char *text;
    bool ok = app_sql(app, "views", name, &text, err);
    if (ok) {
        str_addf(&sql, "CREATE VIEW \"%s\" AS %s", name, text);
        ok = db_exec(db, sql.p, err);
    }
    str_release(&sql);
    return ok;
}

static bool schema(struct db *db, struct app *app, struct faults *faults, struct err *err)
{
    (void)faults;
    for (size_t i = 0; i < app->forms.n; i++) {
        const struct form *f;
        if (!app_form(app, app->forms.v[i], &f, NULL, err) || !make_form(db, f, err)) {
            return false;
        }
    }
    for (size_t i = 0; i < app->lists.n; i++) {
        const struct list *l;
        if (!app_list(app, app->lists.v[i], &l, NULL, err) || !make_list(db, l, err)) {
            return false;
        }
    }
    for (size_t i = 0; i < app->views.n; i++) {
        if (!make_view(db, app, app->views.v[i], err)) {
            return false;
        }
    }
    return true;
}

/* ---- what comes out ---- */

/* The linter's lines of the application in `dir`; free() them. */
static char *lint(const char *dir)
{
    struct app *app;
    struct faults faults = {0};
    struct err err = ERR_INIT;
    char *text = NULL;
    size_t n = 0;
    if (!app_open_to_check(&app, dir, &faults, &err)) {
        fail_msg("%s", err.msg);
    }
    app_check(app, schema, &faults);
    faults_sort(&faults);
    FILE *f = open_memstream(&text, &n);
    faults_print(&faults, f);
    fclose(f);
    faults_release(&faults);
    app_free(app);
    return text;
}

static void an_application_without_fault_is_passed_in_silence(void **state)
{
    (void)state;
    char *text = lint("tests/fixtures/ba_o");
    assert_string_equal(text, "");
    free(text);
}

static void twenty_planted_faults_are_twenty_lines(void **state)
{
    (void)state;
    static const char EXPECTED[] =
        "app.ini:4: [app] has no key 'timezon': did you mean 'timezone'?\n"
        "app.ini:15: There is no form 'lopp': did you mean 'lop'?\n"
        "checks/thieu.sql:1: The result has no column 'message', which its use needs: add it.\n"
        "forms/lop.ini:5: There is no field 'tenn': did you mean 'ten'?\n"
        "forms/lop.ini:13: There is no type 'txt': did you mean 'text'?\n"
        "forms/lop.ini:23: There is no list or form 'khoii': did you mean 'khoi'?\n"
        "forms/lop.ini:31: There is no field or column 'so_hss' that this expression may name. Did you mean "
        "'so_hs'?\n"
        "forms/lop.ini:33: The label “Số học sinh nữ” has no English twin: add label.en.\n"
        "forms/lop.ini:36: 'khoi' holds text, and 6 is a number: write '6' in quotes.\n"
        "forms/lop.ini:42: No answer makes this condition true: correct it, or take it out.\n"
        "forms/lop.ini:44: These depend on each other in a circle: tong → hieu → tong. Break it at one of "
        "them.\n"
        "forms/lop.ini:56: 'order' is a keyword of SQL: choose another name, such as one with a noun behind "
        "it.\n"
        "forms/lop.ini:64: There is no state 'nop': did you mean 'nhap'?\n"
        "lists/khoi.csv:3: Column 'valid_to' holds '31/12/2026': write the day as 2026-12-31.\n"
        "lists/khoi.csv:4: Code 'k6' stands on line 2 already: codes are unique.\n"
        "lists/mon.csv:1: Nothing names this list: use it, or remove the file.\n"
        "queries/buoc.sql:4: There is no parameter 'lopp': did you mean 'lop'?\n"
        "queries/o.sql:2: This SQL cannot run (no such column: so_hocsinh): correct it.\n"
        "tests/view.v_khoi.dem.csv:6: case 'đếm sai': so_lop is 1, expected 2\n"
        "views/v_sai.sql:2: This SQL cannot run (no such table: main.lop_hoc): correct it.\n";
    char *text = lint("tests/fixtures/hai_muoi_loi");
    assert_string_equal(text, EXPECTED);
    free(text);
}

/* ---- one fault each, in an application written on the spot ---- */

struct file {
    const char *name, *text;
};

static const struct file BASE[] = {
    {"app.ini", "[app]\ntitle = A\ntitle.en = A\n[menu m]\nlabel = M\nlabel.en = M\nitems = form f\n"},
    {"lists/mau.csv", "code,label,label.en,so:integer\ndo,Đỏ,Red,1\nxanh,Xanh,Green,2\n"},
    {"queries/lk.sql", "SELECT ma AS ma FROM f WHERE ma = :ma"},
    {"forms/f.ini", "[form]\ntitle = F\ntitle.en = F\nkey = ma\n[lookup lk]\nquery = lk.sql\n"
                    "[field ma]\ntype = text\nlabel = Mã\nlabel.en = Code\n"
                    "[field mau]\ntype = select_one mau\nlabel = Màu\nlabel.en = Colour\n"
                    "[field so]\ntype = integer\nlabel = Số\nlabel.en = Number\n"},
};
enum { FORM_FILE = 3 };

static void write_file(const char *dir, const char *name, const char *text, const char *more)
{
    struct err err = ERR_INIT;
    struct str all = STR_INIT;
    char *path = file_join(dir, name);
    char *slash = strrchr(path, '/');
    *slash = '\0';
    assert_true(file_make_dirs(path, &err));
    *slash = '/';
    str_add(&all, text);
    str_add(&all, more);
    assert_true(file_write_atomic(path, all.p, all.len, &err));
    str_release(&all);
    free(path);
}

/* The application of BASE with `more` behind its form (line 19 …) and files of its own. */
static void check_files(const char *more, const struct file *extra, size_t n, const char *expected)
{
    char dir[] = "/tmp/phieu-check-XXXXXX", command[64];
    assert_non_null(mkdtemp(dir));
    for (size_t i = 0; i < sizeof BASE / sizeof *BASE; i++) {
        write_file(dir, BASE[i].name, BASE[i].text, i == FORM_FILE ? more : "");
    }
    for (size_t i = 0; i < n; i++) {
        write_file(dir, extra[i].name, extra[i].text, "");
    }
    char *text = lint(dir);
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    assert_int_equal(system(command), 0);
    assert_string_equal(text, expected);
    free(text);
}

static void check_case(const char *more, struct file extra, const char *expected)
{
    check_files(more, &extra, extra.name != NULL, expected);
}

/* A lookup and a roster that other records fill, which the empty database has none of. */
#define FED "min = 1\nconstraint = \"so <= lk.so\"\nconstraint_message = Quá.\nconstraint_message.en = Too many.\n" \
            "[field tong]\ntype = integer\nlabel = T\nlabel.en = T\ncalculation = \"(SELECT sum(lk.so) FROM lk)\"\n" \
            "[roster ds]\nlabel = D\nlabel.en = D\nrows = lk.sql\nrow_key = ma\n" \
            "[field ds.ma]\ntype = text\nlabel = M\nlabel.en = M\n" \
            "[field ds.n]\ntype = integer\nlabel = N\nlabel.en = N\nrequired = \"ds.ma = 'a'\"\n"
#define FEED {"queries/lk.sql", "SELECT ma AS ma, so AS so FROM f WHERE ma = :ma"}

static void cases_of_a_form_give_what_other_records_would_and_expect_findings(void **state)
{
    (void)state;
    static const struct {
        const char *cases, *faults;
    } CASES[] = {
        {"case,lk.so,so,!so\nx,3,3,\ny,3,4,constraint\nz,3,4,Quá.\nu,,4,\nv,3,0,range\n", ""},
        {"case,lk.so,so,!so\nx,3,4,\n", "tests/f.a.csv:2: case 'x': so is constraint, expected (empty)\n"},
        {"case,lk.so,so,!so\nx,3,3,Quá.\n", "tests/f.a.csv:2: case 'x': so is (empty), expected Quá.\n"},
        {"case,lk.so,so,!so\nx,3,4,range\n", "tests/f.a.csv:2: case 'x': so is constraint, expected range\n"},
        {"case,lk.ma,=mau\nx,3,\n", ""},
        {"case,lk.so,so,!so,=tong\nx,3|9,4,constraint,12\ny,|9,4,,9\n", ""},
        {"case,so,!soo\nx,3,\n", "tests/f.a.csv:2: There is no field 'soo': correct the name, or add it.\n"},
        {"case,kl.so\nx,3\n", "tests/f.a.csv:2: There is no lookup 'kl.so': correct the name, or add it.\n"},
        {"case,lk.mau\nx,3\n", "tests/f.a.csv:2: There is no column 'lk.mau': correct the name, or add it.\n"},
        {"case,ds/a/n,ds/b/n,=ds/a/ma,!ds/a/n\nx,3,4,a,\n", ""},
        {"case,ds/a/ma,!ds/a/n\nx,a,required\n", ""},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        check_files(FED, (const struct file[]){FEED, {"tests/f.a.csv", CASES[i].cases}}, 2, CASES[i].faults);
    }
}

/* What does not run because of a fault has no results to differ. */
static void cases_are_run_where_what_they_are_of_is_whole(void **state)
{
    (void)state;
    static const struct {
        const char *more;
        struct file extra;
        const char *faults;
    } CASES[] = {
        {FED, {NULL, NULL}, "tests/f.a.csv:2: case 'x': so is (empty), expected Quá.\n"},
        {FED "hint = H\n", {NULL, NULL},
         "forms/f.ini:37: The hint “H” has no English twin: add hint.en.\n"
         "tests/f.a.csv:2: case 'x': so is (empty), expected Quá.\n"},
        {FED "[roster dt]\nlabel = D\nlabel.en = D\nrows = lk.sql\nrow_key = maa\n"
             "[field dt.ma]\ntype = text\nlabel = M\nlabel.en = M\n",
         {NULL, NULL},
         "forms/f.ini:46: There is no field 'maa': did you mean 'ma'?\n"},
        {FED, {"lists/mau.csv", "code,label,label.en,so:integer\ndo,Đỏ,Red,1\ndo,Xanh,Green,2\n"},
         "lists/mau.csv:3: Code 'do' stands on line 2 already: codes are unique.\n"},
        {FED, {"queries/lk.sql", "SELEC ma AS ma, so AS so FROM f"},
         "queries/lk.sql:1: This SQL cannot run (near \"SELEC\": syntax error): correct it.\n"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const struct file fed = FEED, test = {"tests/f.a.csv", "case,lk.so,so,!so\nx,3,3,Quá.\n"};
        const struct file files[] = {fed, test, CASES[i].extra};
        check_files(CASES[i].more, files, CASES[i].extra.name ? 3 : 2, CASES[i].faults);
    }
}

#define SUMMARY(param, sql) \
    "-- title: S\n-- title.en: S\n-- param: " param "\n-- label: lan = L | L\n-- column: ma = Mã | Code\n" sql
#define SEALED "[state s]\nlabel = S\nlabel.en = S\nsnapshot = yes\n"

static void each_kind_of_fault_is_one_line(void **state)
{
    (void)state;
    static const struct {
        const char *more; /* keys of field so, and further sections */
        struct file extra;
        const char *faults;
    } CASES[] = {
        {"", {NULL, NULL}, ""},
        {"relevant = \"mau = 'do'\"\n", {NULL, NULL}, ""},
        {"relevant = \"mau = 1\"\n",
         {NULL, NULL},
         "forms/f.ini:19: 'mau' holds text, and 1 is a number: write '1' in quotes.\n"},
        {"relevant = \"mau IN ('do', 2)\"\n",
         {NULL, NULL},
         "forms/f.ini:19: 'mau' holds text, and 2 is a number: write '2' in quotes.\n"},
        {"constraint = \"'5' < so\"\n",
         {NULL, NULL},
         "forms/f.ini:19: 'so' holds a number, and '5' is text: write it without quotes.\n"},
        {"default = \"(SELECT max(so) FROM mau WHERE mau.so > '1')\"\n",
         {NULL, NULL},
         "forms/f.ini:19: 'mau.so' holds a number, and '1' is text: write it without quotes.\n"},
        {"relevant = \"mau = 'do' AND mau = 'xanh'\"\n",
         {NULL, NULL},
         "forms/f.ini:19: No answer makes this condition true: correct it, or take it out.\n"},
        {"relevant = \"r.mau IS NULL\"\n", {NULL, NULL}, ""},
        {"[field m]\ntype = select_one mau\nlabel = M\nlabel.en = M\nchoice_filter = \"mau.code = 'do' AND r.mau = 'xanh'\"\n", {NULL, NULL}, ""},
        {"[field m]\ntype = select_one mau\nlabel = M\nlabel.en = M\nchoice_filter = \"mau.code <> r.mau AND mau.code = 'do' AND r.mau = 'do'\"\n",
         {NULL, NULL},
         "forms/f.ini:23: Whatever is answered, this offers no row of 'mau': correct it, or take it out.\n"},
        {"",
         {"forms/g.ini", "[form]\ntitle = G\ntitle.en = G\nkey = ma\n[field ma]\ntype = text\nlabel = M\nlabel.en = M\n"},
         "forms/g.ini:1: No menu reaches this form: name it in a menu of app.ini.\n"},
        {"relevant = \"mau = 'doo'\"\n", {NULL, NULL}, "forms/f.ini:19: There is no code 'doo': did you mean 'do'?\n"},
        {"constraint = \"so > 1 OR mau IN ('do', 'xamm')\"\n",
         {NULL, NULL},
         "forms/f.ini:19: There is no code 'xamm': did you mean 'xanh'?\n"},
        {"[field co_khong]\ntype = yes_no\nlabel = C\nlabel.en = C\ndefault = \"'khongg'\"\n",
         {NULL, NULL},
         "forms/f.ini:23: There is no code 'khongg': did you mean 'khong'?\n"},
        {"min = 5\nmax = 4\n", {NULL, NULL}, "forms/f.ini:20: Field 'so': min is above max: exchange them.\n"},
        {"[field ngay]\ntype = date\nlabel = N\nlabel.en = N\nmin = 2026-02-01\nmax = 2026-01-31\n",
         {NULL, NULL},
         "forms/f.ini:24: Field 'ngay': min is above max: exchange them.\n"},
        {"[rooster ds]\nlabel = D\nlabel.en = D\n[field ds.a]\ntyp = text\nlabell = A\nlabel.en = A\n",
         {NULL, NULL},
         "forms/f.ini:19: There is no kind of section 'rooster': did you mean 'roster'?\n"
         "forms/f.ini:23: [field] has no key 'typ': did you mean 'type'?\n"
         "forms/f.ini:24: [field] has no key 'labell': did you mean 'label'?\n"},
        {"",
         {"forms/g.ini", "[form]\ntitle = G\ntitle.en = G\nkey = ma\nseen_with = f.ds.ai\n[field ma]\ntype = text\nlabel = M\nlabel.en = M\n"},
         "forms/g.ini:1: No menu reaches this form: name it in a menu of app.ini.\n"
         "forms/g.ini:5: 'seen_with' has 'f.ds.ai': name a select_one of 'g' in a roster of a form.\n"},
        {"hint = H\n", {NULL, NULL}, "forms/f.ini:15: The hint “H” has no English twin: add hint.en.\n"},
        {"[group g]\n", {NULL, NULL}, "forms/f.ini:19: The section has no label: add it.\n"},
        {"",
         {"lists/thua.csv", "code,label,label.en\na,A,A\n"},
         "lists/thua.csv:1: Nothing names this list: use it, or remove the file.\n"},
        {"",
         {"lists/f.csv", "code,label,label.en\na,A,A\n"},
         "lists/f.csv:1: The name 'f' is taken in forms/: forms, lists and views share their names; choose "
         "another.\n"},
        {"",
         {"queries/thua.sql", "SELECT 1"},
         "queries/thua.sql:1: Nothing names this query: use it, or remove the file.\n"},
        {"",
         {"queries/lk.sql", "SELECT ma AS ma\nFROM f\nWHERE maa = :ma"},
         "queries/lk.sql:3: This SQL cannot run (no such column: maa): did you mean 'ma'?\n"},
        {"",
         {"queries/lk.sql", "SELECT ma AS ma\nFROM f\nWHERE ma = :mma"},
         "queries/lk.sql:3: There is no parameter 'mma': did you mean 'ma'?\n"},
        {"",
         {"queries/lk.sql", "SELECT ma AS ma -- main.f\nFROM main.f\nWHERE ma = :ma"},
         "queries/lk.sql:2: This SQL names 'main.', past what narrows a form to one's units: write the name alone.\n"},
        {"",
         {"views/v.sql", "SELECT f.ma\n  FROM \"main\".\"f\"\n"},
         "views/v.sql:2: This SQL names 'main.', past what narrows a form to one's units: write the name alone.\n"},
        {"[field x]\ntype = select_one f\nlabel = X\nlabel.en = X\nassigned = yes\n",
         {NULL, NULL},
         "forms/f.ini:19: Field 'x' is 'assigned': make it a select_one of a form that has a text with 'account'.\n"},
        {"[field x]\ntype = text\nlabel = X\nlabel.en = X\naccount = yes\n",
         {NULL, NULL},
         "forms/f.ini:19: Field 'x' holds an 'account': make it 'unique', and no field of a roster.\n"},
        {"[field x]\ntype = text\nlabel = X\nlabel.en = X\nunique = yes\naccount = yes\n",
         {"forms/g.ini", "[form]\ntitle = G\ntitle.en = G\nkey = ma\nauthor = ai\n[field ma]\ntype = text\nlabel = M\nlabel.en = M\nrequired = yes\n[field ai]\ntype = select_one f\nlabel = A\nlabel.en = A\nrequired = yes\n"},
         "forms/g.ini:1: No menu reaches this form: name it in a menu of app.ini.\n"},
        {"",
         {"forms/g.ini", "[form]\ntitle = G\ntitle.en = G\nkey = ma\nauthor = ai\n[field ma]\ntype = text\nlabel = M\nlabel.en = M\nrequired = yes\n[field ai]\ntype = select_one f\nlabel = A\nlabel.en = A\nrequired = yes\n"},
         "forms/g.ini:1: No menu reaches this form: name it in a menu of app.ini.\n"
         "forms/g.ini:11: Field 'ai' names the author by a record of 'f', which has no text with 'account': add it there.\n"},
        {"[field x]\ntype = text\nlabel = X\nlabel.en = X\nunique = yes\naccount = yes\n",
         {"forms/g.ini", "[form]\ntitle = G\ntitle.en = G\nkey = ma\nauthor = ai\n[field ma]\ntype = text\nlabel = M\nlabel.en = M\nrequired = yes\n[field ai]\ntype = select_one f\nlabel = A\nlabel.en = A\nrequired = yes\nassigned = yes\n"},
         "forms/g.ini:1: No menu reaches this form: name it in a menu of app.ini.\n"
         "forms/g.ini:11: Field 'ai' names the author, whose record nobody takes over: take 'assigned' out.\n"},
        {"[field x]\ntype = text\nlabel = X\nlabel.en = X\nunique = yes\naccount = yes\n",
         {"forms/g.ini", "[form]\ntitle = G\ntitle.en = G\nkey = ma\nauthor = ai\n[field ma]\ntype = text\nlabel = M\nlabel.en = M\nrequired = yes\n[field ai]\ntype = select_one f\nlabel = A\nlabel.en = A\nrequired = yes\n[state a]\nlabel = A\nlabel.en = A\nreaders = author, peers\n"},
         "forms/g.ini:1: No menu reaches this form: name it in a menu of app.ini.\n"
         "forms/g.ini:16: [state a] is read by 'peers', whose records differ in their author alone: add 'ai' to the key.\n"},
        {"[field x]\ntype = text\nlabel = X\nlabel.en = X\nunique = yes\naccount = yes\n",
         {"forms/g.ini", "[form]\ntitle = G\ntitle.en = G\nkey = ma, ai\nauthor = ai\n[field ma]\ntype = text\nlabel = M\nlabel.en = M\nrequired = yes\n[field ai]\ntype = select_one f\nlabel = A\nlabel.en = A\nrequired = yes\n[state a]\nlabel = A\nlabel.en = A\nreaders = author, peers\n"},
         "forms/g.ini:1: No menu reaches this form: name it in a menu of app.ini.\n"},
        {"[field x]\ntype = text\nlabel = X\nlabel.en = X\nunique = yes\naccount = yes\n",
         {"forms/g.ini", "[form]\ntitle = G\ntitle.en = G\nkey = ma, ai\nauthor = ai\n[field ma]\ntype = text\nlabel = M\nlabel.en = M\nrequired = yes\n[field ai]\ntype = select_one f\nlabel = A\nlabel.en = A\nrequired = yes\n[state a]\nlabel = A\nlabel.en = A\nreaders = autor\n"},
         "forms/g.ini:1: No menu reaches this form: name it in a menu of app.ini.\n"
         "forms/g.ini:19: There is no role 'autor': did you mean 'author'?\n"},
        {"[field x]\ntype = text\nlabel = X\nlabel.en = X\nunique = yes\naccount = yes\n",
         {"forms/g.ini", "[form]\ntitle = G\ntitle.en = G\nkey = ma, ai\nauthor = ai\n[field ma]\ntype = text\nlabel = M\nlabel.en = M\nrequired = yes\n[field ai]\ntype = select_one f\nlabel = A\nlabel.en = A\nrequired = yes\n[state a]\nlabel = A\nlabel.en = A\nreaders = author\nopens = yes\n"},
         "forms/g.ini:1: No menu reaches this form: name it in a menu of app.ini.\n"
         "forms/g.ini:16: [state a] opens the records that 'g' governs, and it governs none: take 'opens' out.\n"},
        {"[state a]\nlabel = A\nlabel.en = A\nreaders = author\n",
         {NULL, NULL},
         "forms/f.ini:19: [state a] is read by its 'author', and the form names none: add author = FIELD to [form].\n"},
        {"[field x]\ntype = text\nlabel = X\nlabel.en = X\ncites = f\n",
         {NULL, NULL},
         "forms/f.ini:19: Field 'x' cites 'f': that form needs a section [code], whose 'cited_in' names this form.\n"},
        {"[field x]\ntype = text\nlabel = X\nlabel.en = X\n[code x]\nprefix = ma\nscope = ma\ncited_in = f.so\n",
         {NULL, NULL},
         "forms/f.ini:23: 'cited_in' has 'f.so': name a form and its field of the type of 'ma', which is the scope.\n"},
        {"[field x]\ntype = text\nlabel = X\nlabel.en = X\n[code x]\nprefix = ma\nscope = ma\ncited_in = f.ma\n",
         {NULL, NULL},
         "forms/f.ini:23: 'cited_in' has 'f', whose texts cite nothing: give them 'cites = f'.\n"},
        {"",
         {"queries/lk.sql", "DELETE FROM f"},
         "queries/lk.sql:1: This is no SELECT: a file holds one SELECT and nothing else.\n"},
        {"",
         {"checks/c.sql", "SELECT 'error' AS severity, 'f' AS form, _id AS id, 'ma' AS field FROM f"},
         "checks/c.sql:1: The result has no column 'message', which its use needs: add it.\n"},
        {"",
         {"checks/c.sql", "SELECT 'todoo' AS severity, 'f' AS form, _id AS id, 'ma' AS field, ma AS message FROM f"},
         "checks/c.sql:1: The check names no severity: write 'todo', 'warning' or 'error' into it.\n"},
        {"[copy c]\nlabel = C\nlabel.en = C\nqueries = c.sql\n",
         {"queries/c.sql", "-- into: f\nSELECT ma, ma AS mau FROM f WHERE ma = :ma\n"},
         ""},
        {"[copy c]\nlabel = C\nqueries = c.sql\n",
         {"queries/c.sql", "SELECT ma FROM f\n"},
         "forms/f.ini:19: The label “C” has no English twin: add label.en.\n"
         "queries/c.sql:1: The opening comment does not say into what these rows are copied: add a line -- into: FORM, or -- into: FORM.ROSTER.\n"},
        {"[copy c]\nlabel = C\nlabel.en = C\nqueries = c.sql\n",
         {"queries/c.sql", "-- into: ff\nSELECT ma FROM f\n"},
         "queries/c.sql:1: There is no form 'ff': did you mean 'f'?\n"},
        {"[copy c]\nlabel = C\nlabel.en = C\nqueries = c.sql\n",
         {"queries/c.sql", "-- into: f.dong\nSELECT ma FROM f\n"},
         "queries/c.sql:1: The form 'f' has no roster 'dong': correct the name.\n"},
        {"[copy c]\nlabel = C\nlabel.en = C\nqueries = c.sql\n",
         {"queries/c.sql", "-- into: f\nSELECT 'do' AS mau, 1 AS mauu FROM f\n"},
         "queries/c.sql:1: Nothing that is filled in 'f' is called 'mauu': correct the column's name, or take it out.\n"
         "queries/c.sql:1: The result has no column 'ma', which its use needs: add it.\n"},
        {"[copy c]\nlabel = C\nlabel.en = C\n",
         {NULL, NULL},
         "forms/f.ini:19: [copy c] has no key 'queries': add it.\n"},
        {"",
         {"help/f.md", "# f\n\n## ma\n\nMã.\n\n## mauu\n\nMàu.\n"},
         "help/f.md:7: There is no field 'mauu': did you mean 'mau'?\n"},
        {"",
         {"help/_glossary.md", "# _glossary\n\n## một | one\n\nLà một.\n\n## hai\n\n## một | one\n\nLại một.\n"},
         "help/_glossary.md:1: The term 'hai' is missing in help/_glossary.en.md: write it there, too.\n"
         "help/_glossary.md:1: The term 'một | one' is missing in help/_glossary.en.md: write it there, too.\n"
         "help/_glossary.md:7: The term 'hai' has no English: write TERM | ENGLISH TERM.\n"
         "help/_glossary.md:7: The term 'hai' is not explained: write what it means below it.\n"
         "help/_glossary.md:9: The term 'một | one' stands in the glossary twice; keep one.\n"},
        {"",
         {"tests/f.sai.csv", "case,ma,=ma,=so\nx,a,a,1\ny,a,b,\n"},
         "tests/f.sai.csv:2: case 'x': so is (empty), expected 1\n"
         "tests/f.sai.csv:3: case 'y': ma is a, expected b\n"},
        {"",
         {"tests/ff.sai.csv", "case,ma\n"},
         "tests/ff.sai.csv:1: There is no form 'ff': did you mean 'f'?\n"},
        {"[lookup trong]\n[field x]\ntype = text\nlabel = X\nlabel.en = X\ndefault = \"trong.a\"\n",
         {NULL, NULL},
         "forms/f.ini:19: [lookup trong] has no key 'query': add it.\n"},
        {"",
         {"views/v.sql", "SELECT ma,\n       fold(ma) AS tim\n  FROM f\n"},
         "views/v.sql:2: This SQL cannot run (no such function: fold): views have SQLite's own functions "
         "only.\n"},
        {"[roster ds]\nlabel = D\nlabel.en = D\nrelevant = \"(SELECT count(*) FROM cap) > 0\"\n"
         "[field ds.a]\ntype = text\nlabel = A\nlabel.en = A\n",
         {"lists/cap.csv", "code,label,label.en\na,A,A\n"},
         ""},
        {"",
         {"forms/f.ini", "[form]\ntitle = F\ntitle.en = F\nkey = ma, tren\n[lookup lk]\nquery = lk.sql\n"
                         "[field ma]\ntype = select_one mau\nlabel = Mã\nlabel.en = Code\n"
                         "[field tren]\ntype = select_one f\nlabel = Trên\nlabel.en = Above\n"},
         "forms/f.ini:11: Field 'tren' leads the key back to this form: take it out of the key.\n"},
        {"",
         {"forms/f.ini", "[form]\ntitle = F\ntitle.en = F\nkey = ma\nrecord_title = ma, tren\n[lookup lk]\nquery = lk.sql\n"
                         "[field ma]\ntype = select_one mau\nlabel = Mã\nlabel.en = Code\n"
                         "[field tren]\ntype = select_one f\nlabel = Trên\nlabel.en = Above\n"},
         ""},
        {"",
         {"forms/f.ini", "[form]\ntitle = F\ntitle.en = F\nkey = ma\nrecord_title = ma, tren, sau\n[lookup lk]\nquery = lk.sql\n"
                         "[field ma]\ntype = select_one mau\nlabel = Mã\nlabel.en = Code\n"
                         "[field tren]\ntype = select_one f\nlabel = Trên\nlabel.en = Above\n"
                         "[field sau]\ntype = select_one f\nlabel = Sau\nlabel.en = Behind\n"},
         "forms/f.ini:12: Field 'tren' makes the title one of more than 50 records, each named by another: take it out of record_title.\n"
         "forms/f.ini:16: Field 'sau' makes the title one of more than 50 records, each named by another: take it out of record_title.\n"},
        {"[field tren]\ntype = select_one f\nlabel = Trên\nlabel.en = Above\n"
         "choice_filter = \"f.mau = r.mau AND f.ma <> mau\"\n",
         {NULL, NULL},
         ""},
        {"[field tren]\ntype = select_one f\nlabel = Trên\nlabel.en = Above\nchoice_filter = \"f.mauu = "
         "r.mau\"\n",
         {NULL, NULL},
         "forms/f.ini:23: This SQL cannot run (no such column: f.mauu): did you mean 'mau'?\n"},
        {"[roster hang]\nlabel = H\nlabel.en = R\n[field hang.so_hang]\ntype = text\nlabel = S\nlabel.en = S\n"
         "[field hang.tren]\ntype = select_multiple f\nlabel = Trên\nlabel.en = Above\n"
         "choice_filter = \"f.mau = hang.so_hang AND f.ma <> r.ma AND f._id <> r._id AND f.ma = lk.ma AND so_hang > 'a'\"\n",
         {NULL, NULL},
         ""},
        {"[roster hang]\nlabel = H\nlabel.en = R\n[field hang.so_hang]\ntype = text\nlabel = S\nlabel.en = S\n"
         "[field tren]\ntype = select_multiple f\nlabel = Trên\nlabel.en = Above\nchoice_filter = \"f.mau = hang.so_hang\"\n",
         {NULL, NULL},
         "forms/f.ini:30: This SQL cannot run (no such column: hang.so_hang): correct it.\n"},
        {"[field tren]\ntype = select_one f\nlabel = Trên\nlabel.en = Above\nchoice_filter = \"f.mau = :mau\"\n",
         {NULL, NULL},
         "forms/f.ini:23: An expression has no parameters; write the field's name without a sign.\n"},
        {SEALED, {"queries/lk.sql", "-- What it was.\n-- snapshot: f :_id\nSELECT ma AS ma FROM f WHERE ma = :ma"}, ""},
        {SEALED, {"queries/lk.sql", "-- snapshot: f :_id :so\nSELECT ma AS ma FROM f"}, ""},
        {SEALED,
         {"queries/lk.sql", "-- What it was.\n-- snapshot: f :mma\nSELECT ma AS ma FROM f"},
         "queries/lk.sql:2: There is no parameter 'mma': did you mean 'ma'?\n"},
        {SEALED,
         {"queries/lk.sql", "-- snapshot: f :_id :mauu\nSELECT ma AS ma FROM f"},
         "queries/lk.sql:1: There is no parameter 'mauu': did you mean 'mau'?\n"},
        {SEALED,
         {"queries/lk.sql", "-- snapshot: ff :ma\nSELECT ma AS ma FROM f"},
         "queries/lk.sql:1: There is no form 'ff': did you mean 'f'?\n"},
        {SEALED,
         {"queries/lk.sql", "-- snapshot: f :ma\nSELECT ma AS ma FROM f"},
         "queries/lk.sql:1: Parameter 'ma' holds no record of the form 'f': name one that does.\n"},
        {SEALED,
         {"queries/lk.sql", "-- snapshot: f ma\nSELECT ma AS ma FROM f"},
         "queries/lk.sql:1: Write the line as -- snapshot: FORM :RECORD, or -- snapshot: FORM :RECORD :NUMBER.\n"},
        {SEALED,
         {"queries/lk.sql", "-- snapshots: f :ma\nSELECT ma AS ma FROM f"},
         "queries/lk.sql:1: There is no key 'snapshots': did you mean 'snapshot'?\n"},
        {"",
         {"queries/lk.sql", "-- snapshot: f :_id\nSELECT ma AS ma FROM f"},
         "queries/lk.sql:1: No state of the form 'f' has snapshot = yes: there is never a snapshot of it.\n"},
        {SEALED,
         {"summaries/s.sql", SUMMARY("lan select_one f", "-- snapshot: f :lann\nSELECT ma FROM f WHERE ma = :lan")},
         "summaries/s.sql:6: There is no parameter 'lann': did you mean 'lan'?\n"},
        {SEALED,
         {"summaries/s.sql", SUMMARY("lan text", "-- snapshot: f :lan\nSELECT ma FROM f")},
         "summaries/s.sql:3: Parameter 'lan' is the record of which a snapshot is read: declare it as select_one f.\n"},
        {"", {"summaries/s.sql", SUMMARY("lan select_one mau = do", "SELECT ma FROM f WHERE mau = :lan")}, ""},
        {"",
         {"summaries/s.sql", SUMMARY("lan select_one mau = vang", "SELECT ma FROM f WHERE mau = :lan")},
         "summaries/s.sql:3: Parameter 'lan' has a default that is no value of it: “vang” is not a code of the list.\n"},
        {"",
         {"summaries/s.sql", SUMMARY("lan select_one mauu", "SELECT ma FROM f WHERE mau = :lan")},
         "summaries/s.sql:3: There is no list or form 'mauu': did you mean 'mau'?\n"},
        {"",
         {"summaries/s.sql", SUMMARY("lan note", "SELECT ma FROM f WHERE mau = :lan")},
         "summaries/s.sql:3: Parameter 'lan' cannot be of the type 'note': choose one that is answered in one line.\n"},
        {"",
         {"summaries/s.sql", SUMMARY("lan", "SELECT ma FROM f WHERE mau = :lan")},
         "summaries/s.sql:3: Parameter 'lan' has no type: write NAME TYPE, such as: den_ngay date.\n"},
        {"",
         {"summaries/s.sql", "-- title: S\n-- title.en: S\n-- param: lan text\nSELECT ma FROM f WHERE ma = :lan"},
         "summaries/s.sql:3: Parameter 'lan' has no label in both languages: add a line -- label: lan = LABEL | ENGLISH LABEL.\n"},
        {"",
         {"summaries/s.sql", SUMMARY("lan text", "-- label: la = L | L\nSELECT ma FROM f WHERE ma = :lan")},
         "summaries/s.sql:6: Write the label of a parameter below it: NAME = LABEL | ENGLISH LABEL.\n"},
        {SEALED,
         {"views/v.sql", "-- snapshot: f :ma\nSELECT ma FROM f"},
         "views/v.sql:1: Only queries, summaries and documents can be run over a snapshot: take the line out.\n"},
        {SEALED,
         {"checks/c.sql", "-- snapshot: f :ma\nSELECT 'error' AS severity, 'f' AS form, _id AS id, 'ma' AS field, ma AS message FROM f"},
         "checks/c.sql:1: Only queries, summaries and documents can be run over a snapshot: take the line out.\n"},
        {"",
         {"queries/lk.sql", "SELECT ma AS ma\n  FROM f -- \xE9\n WHERE ma = :ma -- \x1B[31m\n"},
         "queries/lk.sql:2: letter 13 is not UTF-8 (byte E9); save the text as UTF-8\n"
         "queries/lk.sql:3: letter 20 (U+001B) is a control, invisible or unknown character; delete it\n"},
        {"",
         {"summaries/s.sql", "-- title: S\n-- title.en: S\n-- \xE9\nSELECT 1 AS a\n"},
         "summaries/s.sql:3: letter 4 is not UTF-8 (byte E9); save the text as UTF-8\n"},
        {"",
         {"lists/mau.csv", "code,label,label.en,so:integer\nd\"o,Đỏ,Red,1\nxanh,Xa\"nh,Green,2\n"},
         "lists/mau.csv:2: Line 2: there is a quote in a cell that does not start with one; put the cell in "
         "quotes and write \"\" for a quote inside.\n"
         "lists/mau.csv:3: Line 3: there is a quote in a cell that does not start with one; put the cell in "
         "quotes and write \"\" for a quote inside.\n"},
        {"",
         {"lists/mau-cu.csv", "code,label,label.en\na,A,A\n"},
         "lists/mau-cu.csv:1: 'mau-cu' is no name: write a small letter a-z, then at most 30 of a-z, 0-9 and "
         "'_'.\n"
         "lists/mau-cu.csv:1: Nothing names this list: use it, or remove the file.\n"},
        {"", {"tests/f.trong.csv", ""}, "tests/f.trong.csv:2: The header must open with 'case'.\n"},
        {"",
         {"tests/f.hai.csv", "case,ma,ma,=ma\n"},
         "tests/f.hai.csv:1: Column 'ma' stands in the header twice: take one out.\n"},
        {"",
         {"tests/f.trich.csv", "case,ma\nx\"y,a\nz,b,c\n"},
         "tests/f.trich.csv:2: Line 2: there is a quote in a cell that does not start with one; put the cell "
         "in quotes and write \"\" for a quote inside.\n"
         "tests/f.trich.csv:3: The row has 3 cells, the header 2: quote cells that hold a comma.\n"},
        {"",
         {"help/f.md", "# f\n\n## m\x1B[31ma\n\xE9\n"},
         "help/f.md:3: letter 5 (U+001B) is a control, invisible or unknown character; delete it\n"
         "help/f.md:4: letter 1 is not UTF-8 (byte E9); save the text as UTF-8\n"},
        {"[\x1B[31m]\n",
         {NULL, NULL},
         "forms/f.ini:19: This line holds a control character; remove it.\n"},
        {"",
         {"lists/\x1B[31m.csv", "code,label,label.en\na,A,A\n"},
         "lists/^[[31m.csv:1: '^[[31m' is no name: write a small letter a-z, then at most 30 of a-z, 0-9 and '_'.\n"
         "lists/^[[31m.csv:1: Nothing names this list: use it, or remove the file.\n"},
        {"calculation.en = \"so\"\n", {NULL, NULL}, "forms/f.ini:19: Key 'calculation.en' does not fit a field of this type: take it out.\n"},
        {"[field n]\ntype = note\nlabel = N\nlabel.en = N\ncalculation = \"so || ' · ' || ma\"\n", {NULL, NULL}, ""},
        {"[field n]\ntype = note\nlabel = N\nlabel.en = N\ncalculation = \"'Mức ' || so\"\n",
         {NULL, NULL},
         "forms/f.ini:23: The calculation of the note 'n' has words and no English twin: add calculation.en.\n"},
        {"[field n]\ntype = note\nlabel = N\nlabel.en = N\ncalculation.en = \"'Level ' || so\"\n",
         {NULL, NULL},
         "forms/f.ini:23: Field 'n' has calculation.en, but no calculation: add it.\n"},
        {"[field n]\ntype = note\nlabel = N\nlabel.en = N\ncalculation = \"'Mức ' || so\"\ncalculation.en = \"'Level ' || so\"\n",
         {"tests/f.a.csv", "case,so,=n,=n.en\nx,2,Mức 2,Level 2\ny,3,Mức 3,Level 4\n"},
         "tests/f.a.csv:3: case 'y': n.en is Level 3, expected Level 4\n"},
        {"calculation = \"length(ma)\"\n", {"tests/f.dung.csv", "case,ma,=so\nx,abc,3\n"}, ""},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        check_case(CASES[i].more, CASES[i].extra, CASES[i].faults);
    }
}

/* ---- documents ---- */

#define SQL(head) {"reports/t.sql", "-- title: T\n-- title.en: T\n" head}
#define FODT(body) {"reports/t.fodt", "<office:document>\n" body "</office:document>"}
#define HOLDER(name) "<text:placeholder>&lt;" name "&gt;</text:placeholder>\n"
#define OF_F SQL("-- form: f\nSELECT ma, so FROM f WHERE _id = :_id")
#define ROWS {"queries/q.sql", "SELECT ma AS con FROM f WHERE so = :so"}

static void templates_of_documents_are_checked(void **state)
{
    static const struct {
        struct file files[3];
        const char *faults;
    } CASES[] = {
        {{OF_F, FODT(HOLDER("ma") "<text:section text:name=\"q\">" HOLDER("q.con") HOLDER("so") "</text:section>"), ROWS}, ""},
        {{OF_F, FODT("<table:table-row><table:table-cell>" HOLDER("q.con") "</table:table-cell></table:table-row>"), ROWS}, ""},
        {{OF_F, FODT(HOLDER("m") HOLDER("saa"))},
         "reports/t.fodt:2: There is no column of the document's own row 'm': did you mean 'ma'?\n"
         "reports/t.fodt:3: There is no column of the document's own row 'saa': did you mean 'ma'?\n"},
        {{OF_F, FODT("<text:section text:name=\"q\">\n" HOLDER("q.co") "</text:section>"), ROWS},
         "reports/t.fodt:3: There is no column of “q” 'co': did you mean 'con'?\n"},
        /* parameters of its own, and a summary that gets them */
        {{SQL("-- form: f\n-- param: k integer = 1\n-- label: k = K | K\nSELECT ma, so, :k AS kk FROM f WHERE _id = :_id"),
          FODT("<text:section text:name=\"s\">" HOLDER("s.n") "</text:section>"),
          {"summaries/s.sql", "-- title: S\n-- title.en: S\n-- param: k integer = 2\n-- label: k = K | K\n-- param: j text\n-- label: j = J | J\n"
                              "-- column: n = N | N\nSELECT :k AS n WHERE :j IS NULL"}},
         ""},
        {{SQL("-- form: f\n-- param: k integer = x\n-- label: k = K | K\nSELECT ma, so, :k AS kk FROM f WHERE _id = :_id"), FODT("")},
         "reports/t.sql:4: Parameter 'k' has a default that is no value of it: “x” is not a whole number.\n"},
        {{OF_F, FODT("<text:section text:name=\"s\">" HOLDER("s.n") "</text:section>"),
          {"summaries/s.sql", "-- title: S\n-- title.en: S\n-- param: k integer = 2\n-- label: k = K | K\n-- roles: r\n"
                              "-- column: n = N | N\nSELECT :k AS n"}},
         "reports/t.fodt:2: The summary 's' is for fewer roles than the document: give the document its line -- roles:.\n"
         "reports/t.fodt:2: The summary 's' needs 'k': give the document a parameter or a column of this name.\n"
         "summaries/s.sql:5: There is no role 'r': correct the name, or add it.\n"},
        {{OF_F, FODT("<text:section text:name=\"q\"/>" HOLDER("q.con")), ROWS},
         "reports/t.fodt:2: A placeholder of 'q' stands in no section and no row of this query: put it into one.\n"},
        {{OF_F, FODT(HOLDER("lkk.ma"))}, "reports/t.fodt:2: There is no query 'lkk': did you mean 'lk'?\n"},
        {{OF_F, FODT("<text:bookmark text:name=\"x{mma}\"/>")}, "reports/t.fodt:2: There is no column of the document's own row 'mma': did you mean 'ma'?\n"},
        {{OF_F, FODT("<text:section text:name=\"q\"/>"), {"queries/q.sql", "SELECT 1 AS x\nWHERE :soo"}},
         "queries/q.sql:2: There is no parameter 'soo': did you mean 'so'?\n"},
        {{SQL("-- form: f\nSELECT 1 AS x WHERE :_idd"), FODT("")}, "reports/t.sql:4: There is no parameter '_idd': did you mean '_id'?\n"},
        /* what the program knows is asked for in the document's own SELECT, of a record */
        {{SQL("-- form: f\nSELECT :_findings AS x, :_changes AS y, :_submissions AS z, :_codes AS m"), FODT("")}, ""},
        {{OF_F, FODT("<text:section text:name=\"q\"/>"), {"queries/q.sql", "SELECT :_findings AS x"}},
         "queries/q.sql:1: There is no parameter '_findings': the names are ma, so, today, person, _id, _seal, f.\n"},
        {{SQL("SELECT :_codes AS x"), FODT("")}, "reports/t.sql:3: There is no parameter '_codes': the names are today, person.\n"},
        {{SQL("SELECT 1 AS x WHERE :today"), FODT("")}, ""}, /* of no record */
        {{SQL("SELECT 1 AS x WHERE :_id"), FODT("")}, "reports/t.sql:3: There is no parameter '_id': the names are today, person.\n"},
        {{SQL("-- form: ff\n-- roles: x\nSELECT 1 AS x"), FODT("")},
         "reports/t.sql:3: There is no form 'ff': did you mean 'f'?\nreports/t.sql:4: There is no role 'x': correct the name, or add it.\n"},
        {{OF_F, FODT("<a>")}, "reports/t.fodt:2: The template cannot be used: it is not well-formed XML (mismatched tag).\n"},
        {{OF_F, {"reports/t.fodt", "<!DOCTYPE a>\n<office:document/>"}},
         "reports/t.fodt:1: The template cannot be used: it is not well-formed XML (it declares a DOCTYPE, which is refused: take the declaration out).\n"},
        {{OF_F, {"reports/t.fodt", "<html/>"}},
         "reports/t.fodt:1: The template cannot be used: it is no flat OpenDocument text: save it in LibreOffice as .fodt.\n"},
        {{OF_F, FODT(""), {"reports/u.fodt", "<x/>"}},
         "reports/u.fodt:1: The template has no query: add reports/u.sql, which says of which records it is.\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        check_files("", CASES[i].files, CASES[i].files[2].name ? 3 : 2, CASES[i].faults);
    }
}

#define PAGE(body) {"reports/t.html", "<html>\n" body "\n</html>"}

static void pages_are_checked(void **state)
{
    static const struct {
        struct file files[3];
        const char *faults;
    } CASES[] = {
        {{OF_F, PAGE("<p>{ma}</p><ul><li data-each=\"q\" class=\"{q.con}\">{q.con} {so}</li></ul>"), ROWS}, ""},
        {{OF_F, PAGE("<style>p { color: red }</style><svg viewBox=\"0 0 {so} 1\"><rect width=\"{so}\" fill=\"url(#a)\"/></svg>")}, ""},
        {{OF_F, PAGE("<p lang=\"vi\">một</p> <p lang=\"en\">one</p>")}, ""},
        {{OF_F, PAGE("<p>{maa}</p>\n<p id=\"{soo}\"/>")},
         "reports/t.html:2: There is no column of the document's own row 'maa': did you mean 'ma'?\n"
         "reports/t.html:3: There is no column of the document's own row 'soo': did you mean 'so'?\n"},
        {{OF_F, PAGE("<p data-each=\"lkk\">a</p>")}, "reports/t.html:2: There is no query 'lkk': did you mean 'lk'?\n"},
        {{OF_F, PAGE("<p data-each=\"q\">{q.co}</p>"), ROWS}, "reports/t.html:2: There is no column of “q” 'co': did you mean 'con'?\n"},
        {{OF_F, PAGE("<p data-each=\"q\">a</p><p>{q.con}</p>"), ROWS},
         "reports/t.html:2: A placeholder of 'q' stands in no section and no row of this query: put it into one.\n"},
        {{OF_F, PAGE("<p style=\"width:{so}\">a</p>")},
         "reports/t.html:2: The attribute 'style' takes no value of a query: it could load or run something. Choose by a class instead.\n"},
        {{OF_F, PAGE("<script>x</script>")}, "reports/t.html:2: There is no element of pages 'script': correct the name, or add it.\n"},
        {{OF_F, PAGE("<tabel/>")}, "reports/t.html:2: There is no element of pages 'tabel': did you mean 'table'?\n"},
        {{OF_F, PAGE("<p onclick=\"x\">a</p>")},
         "reports/t.html:2: The attribute 'onclick' would load or run something: a page stands alone. Take it out.\n"},
        {{OF_F, PAGE("<a href=\"#x\">a</a><a href=\"http://x\">a</a>")},
         "reports/t.html:2: The attribute 'href' would load or run something: a page stands alone. Take it out.\n"},
        {{OF_F, PAGE("<style>p { background: url(x) }</style>")},
         "reports/t.html:2: The style sheet would load something, or holds '<' or '&': a page stands alone. Take it out.\n"},
        {{OF_F, PAGE("<p lang=\"vi\">một</p><p>x</p>")},
         "reports/t.html:2: The element <p lang=\"vi\"> has no twin: write the Vietnamese, lang=\"vi\", and behind it the English, lang=\"en\".\n"},
        {{OF_F, PAGE("<p lang=\"en\">one</p>")},
         "reports/t.html:2: The element <p lang=\"en\"> has no twin: write the Vietnamese, lang=\"vi\", and behind it the English, lang=\"en\".\n"},
        {{OF_F, {"reports/t.html", "<p/>"}}, "reports/t.html:1: The template cannot be used: it is no page: its outermost element must be <html>.\n"},
        {{OF_F, PAGE(""), FODT("")}, "reports/t.sql:1: The document has two templates: keep reports/t.fodt or reports/t.html.\n"},
        {{OF_F, FODT(""), {"reports/u.html", "<html/>"}},
         "reports/u.html:1: The template has no query: add reports/u.sql, which says of which records it is.\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        check_files("", CASES[i].files, CASES[i].files[2].name ? 3 : 2, CASES[i].faults);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_application_without_fault_is_passed_in_silence),
        cmocka_unit_test(twenty_planted_faults_are_twenty_lines),
        cmocka_unit_test(each_kind_of_fault_is_one_line),
        cmocka_unit_test(templates_of_documents_are_checked),
        cmocka_unit_test(pages_are_checked),
        cmocka_unit_test(cases_are_run_where_what_they_are_of_is_whole),
        cmocka_unit_test(cases_of_a_form_give_what_other_records_would_and_expect_findings),
    };
    return cmocka_run_group_tests_name("form/check", tests, NULL, NULL);
}
