#define _GNU_SOURCE /* memmem */
#include "exchange_test.h"

#include "exchange/report.h"

#define PH(name) "<text:placeholder>&lt;" name "&gt;</text:placeholder>"
#define SECTION(name, in) "<text:section text:name=\"" name "\">" in "</text:section>"
#define P(in) "<text:p>" in "</text:p>"
#define ROW(first, second) "<table:table-row><table:table-cell>" first "</table:table-cell><table:table-cell>" second "</table:table-cell></table:table-row>"

/* School A has two classes, the first of them two pupils; B has none. */
static void load(struct desk *d)
{
    desk_open(d);
    desk_load(d, "truong", "ma,ten\nA,Trường A\nB,Trường B\n");
    desk_load(d, "lop", "truong,ma,khoi,si_so,diem,ghi_chu\nA,1,k6,30,7.5,\"một\nhai\n\nba\"\nA,2,k7,41,,\"a & b <c> \"\"\"\"\"\n");
    desk_load(d, "lop.hoc_sinh", "truong,ma,hoc_sinh.ma,diem_thi\nA,1,x,9\nA,1,y,8.25\n");
}

static void find_school(struct desk *d, const char *key, char id[UUID_TEXT])
{
    assert_true(desk_call(d, (struct request){.op = OP_FIND, .form = "truong", .key = key}, NULL, NULL));
    snprintf(id, UUID_TEXT, "%s", rowset_str(&d->rep.rows, 0, "_id"));
}

/* The body of a template filled for a school; free() it.  NULL: it fails, and d->err says why. */
static char *filled_as(struct desk *d, const char *key, const char *sql, const char *body, bool page)
{
    char id[UUID_TEXT];
    struct arena a = ARENA_INIT;
    struct str xml = STR_INIT, out = STR_INIT;
    struct xml_node *root, *made;
    struct params p = {0};
    int line;
    const struct report r = {.name = "thu", .file = "reports/thu.sql", .made_from = page ? "reports/thu.html" : "reports/thu.fodt", .page = page, .form = "truong", .sql = sql, .title = {{"Thử", "Try"}}};
    find_school(d, key, id);
    desk_forget(d);
    params_add_text(&p, "_id", id);
    params_add_text(&p, "truong", id);
    str_addf(&xml, "<office:text>\n%s</office:text>", body);
    const struct filling f = {
        .store = service_store(d->sv), .report = &r, .lang = d->actor.lang, .params = p.list.v, .nparams = p.list.n, .arena = &a};
    bool ok = xml_parse(&a, (struct sv){xml.p, xml.len}, &root, &line, &d->err) && report_fill(&f, root, &made, &d->err);
    if (ok && page) {
        assert_true(report_page(made, &(struct report_shape){.lang = d->actor.lang, .title = "T"}, &out, &d->err));
    }
    for (const struct xml_node *c = ok && !page ? made->first->next : NULL; c; c = c->next) {
        xml_add(&out, c);
    }
    str_release(&xml);
    params_release(&p);
    arena_release(&a);
    char *text = str_take(&out);
    if (!ok) {
        free(text);
    }
    return ok ? text : NULL;
}

static char *filled(struct desk *d, const char *key, const char *sql, const char *body)
{
    return filled_as(d, key, sql, body, false);
}

#define HEAD "SELECT ten FROM truong WHERE _id = :_id"

static void a_template_is_filled_with_what_the_queries_say(void **state)
{
    static const struct {
        const char *key, *sql, *body, *gives;
    } cases[] = {
        {"A", HEAD, P("Tên: " PH("ten") "."), P("Tên: Trường A.")},
        {"A", HEAD, P("<text:span>" PH(" ten ") "</text:span>"), P("<text:span>Trường A</text:span>")},
        {"A", HEAD, P("<text:placeholder text:description=\"x\">ten</text:placeholder>"), P("Trường A")},
        /* what would be markup, or command a terminal, does not */
        {"A", "SELECT '</text:p>&amp;\"''' AS x", P(PH("x")), P("&lt;/text:p&gt;&amp;amp;\"'")},
        {"A", "SELECT 'a' || char(7) || 'b' AS x", P(PH("x")), P("a^Gb")},
        {"A", "SELECT NULL AS x", P("(" PH("x") ")"), P("()")},
        {"A", "SELECT 2019 AS x, 1.5 AS y", P(PH("x") " " PH("y")), P("2019 1,5")},
        {"A", "SELECT '  a   b ' || char(9) || 'c' AS x", P(PH("x")), P("<text:s text:c=\"2\"/>a <text:s text:c=\"2\"/>b <text:tab/>c")},
        /* several paragraphs */
        {"A", "SELECT 'a' || char(10) || char(10) || 'b' AS x", "<text:p text:style-name=\"S\">1 " PH("x") " 2</text:p>",
         "<text:p text:style-name=\"S\">1 a</text:p><text:p text:style-name=\"S\">b 2</text:p>"},
        {"A", "SELECT 'a' || char(10) || 'b' AS x", P("<text:span>" PH("x") "</text:span>"), P("<text:span>a<text:line-break/>b</text:span>")},
        /* sections: repeated, nested, gone */
        {"A", HEAD, SECTION("lop_cua_truong", P(PH("lop_cua_truong.ma") " " PH("ten"))),
         SECTION("lop_cua_truong.1", P("1 Trường A")) SECTION("lop_cua_truong.2", P("2 Trường A"))},
        {"B", HEAD, P("x") SECTION("lop_cua_truong", P(PH("lop_cua_truong.ma"))) P("y"), P("x") P("y")},
        {"A", HEAD, SECTION("Other", P(PH("ten"))), SECTION("Other", P("Trường A"))},
        {"A", HEAD, SECTION("lop_cua_truong", P(PH("lop_cua_truong.ma")) SECTION("hoc_sinh_cua_lop", P(PH("lop_cua_truong.ma") PH("hoc_sinh_cua_lop.ma")))),
         SECTION("lop_cua_truong.1", P("1") SECTION("hoc_sinh_cua_lop.2", P("1x")) SECTION("hoc_sinh_cua_lop.3", P("1y")))
             SECTION("lop_cua_truong.4", P("2"))},
        {"A", HEAD, SECTION("lop_cua_truong", P(PH("lop_cua_truong.ghi_chu"))),
         SECTION("lop_cua_truong.1", P("một") P("hai") P("ba")) SECTION("lop_cua_truong.2", P("a &amp; b &lt;c&gt; \"\""))},
        /* rows: of the query that the first cell names, unless it stands in its rows already; without a row no table */
        {"A", HEAD, "<table:table>" ROW(P("h"), P(PH("ten"))) ROW(P(PH("lop_cua_truong.ma")), P(PH("lop_cua_truong.diem"))) "</table:table>",
         "<table:table>" ROW(P("h"), P("Trường A")) ROW(P("1"), P("7,5")) ROW(P("2"), "<text:p/>") "</table:table>"},
        {"B", HEAD, "<table:table><table:table-column/>" ROW(P(PH("lop_cua_truong.ma")), "") "</table:table>" P("x"), P("x")},
        {"A", HEAD, SECTION("lop_cua_truong", "<table:table table:name=\"T\">" ROW(P(PH("lop_cua_truong.ma")), "") ROW(P(PH("hoc_sinh_cua_lop.ma")), "") "</table:table>"),
         SECTION("lop_cua_truong.1", "<table:table table:name=\"T.2\"><table:table-row><table:table-cell>" P("1") "</table:table-cell><table:table-cell/></table:table-row>"
                                     "<table:table-row><table:table-cell>" P("x") "</table:table-cell><table:table-cell/></table:table-row>"
                                     "<table:table-row><table:table-cell>" P("y") "</table:table-cell><table:table-cell/></table:table-row></table:table>")
             SECTION("lop_cua_truong.3", "<table:table table:name=\"T.4\"><table:table-row><table:table-cell>" P("2")
                                         "</table:table-cell><table:table-cell/></table:table-row></table:table>")},
        /* … nor one whose heading alone is left */
        {"B", HEAD, "<table:table><table:table-header-rows>" ROW(P("Lớp"), P("Điểm")) "</table:table-header-rows>" ROW(P(PH("lop_cua_truong.ma")), "") "</table:table>" P("x"),
         P("x")},
        /* bookmarks point into what is repeated */
        {"A", HEAD,
         SECTION("lop_cua_truong", "<text:h><text:bookmark text:name=\"b{lop_cua_truong.ma}\"/></text:h>"
                                   "<text:p><text:bookmark-ref text:ref-name=\"b{lop_cua_truong.ma}-{ten}\">?</text:bookmark-ref></text:p>"),
         SECTION("lop_cua_truong.1", "<text:h><text:bookmark text:name=\"b1\"/></text:h><text:p><text:bookmark-ref text:ref-name=\"b1-Trường A\">?</text:bookmark-ref></text:p>")
             SECTION("lop_cua_truong.2",
                     "<text:h><text:bookmark text:name=\"b2\"/></text:h><text:p><text:bookmark-ref text:ref-name=\"b2-Trường A\">?</text:bookmark-ref></text:p>")},
        {"A", HEAD, "<text:p text:style-name=\"{x}\">{ten}</text:p>", "<text:p text:style-name=\"{x}\">{ten}</text:p>"},
    };
    struct desk d;
    (void)state;
    load(&d);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = filled(&d, cases[i].key, cases[i].sql, cases[i].body);
        if (!text) {
            fail_msg("case %zu: %s", i, d.err.msg);
        }
        if (!str_eq(text, cases[i].gives)) {
            fail_msg("case %zu gives\n%s\nnot\n%s", i, text, cases[i].gives);
        }
        free(text);
    }
    desk_close(&d);
}

static void the_english_of_a_column_is_taken_for_readers_of_english(void **state)
{
    static const char *const gives[] = {[LANG_VI] = SECTION("lop_cua_truong.1", P("Lớp 1 7,5")) SECTION("lop_cua_truong.2", P("Lớp 2 ")),
                                        [LANG_EN] = SECTION("lop_cua_truong.1", P("Class 1 7.5")) SECTION("lop_cua_truong.2", P("Class 2 "))};
    struct desk d;
    (void)state;
    load(&d);
    for (int lang = LANG_VI; lang <= LANG_EN; lang++) {
        d.actor.lang = (enum lang)lang;
        char *text = filled(&d, "A", HEAD, SECTION("lop_cua_truong", P(PH("lop_cua_truong.ten") " " PH("lop_cua_truong.diem"))));
        assert_non_null(text);
        assert_string_equal(text, gives[lang]);
        free(text);
    }
    desk_close(&d);
}

static void a_placeholder_that_nobody_fills_is_told_with_its_line(void **state)
{
    static const struct {
        const char *sql, *body, *says;
    } cases[] = {
        {HEAD, P(PH("tem")), "reports/thu.fodt:2: nothing fills the placeholder 'tem': did you mean 'ten'?"},
        {HEAD, P("x") "\n\n" P(PH("khac_han")), "reports/thu.fodt:4: nothing fills the placeholder 'khac_han'"},
        {HEAD, P(PH("lop_cua_truong.ma")), "nothing fills the placeholder 'lop_cua_truong.ma'"},
        {HEAD, SECTION("lop_cua_truong", P(PH("lop_cua_truong.maa"))), "nothing fills the placeholder 'lop_cua_truong.maa': did you mean 'ma'?"},
        {HEAD, P(PH("")), "nothing fills the placeholder ''"},
        {HEAD, P("<text:bookmark text:name=\"{tem}\"/>"), "nothing fills the placeholder 'tem': did you mean 'ten'?"},
        {"SELECT ten FROM truong WHERE 0", P(""), "its query found nothing"},
        {"SELECT ten FROM truon", P(""), "reports/thu.sql: "},
    };
    struct desk d;
    (void)state;
    load(&d);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_null(filled(&d, "A", cases[i].sql, cases[i].body));
        if (!strstr(d.err.msg, cases[i].says)) {
            fail_msg("case %zu says: %s", i, d.err.msg);
        }
    }
    desk_close(&d);
}

#define HTML(lang, body) "<!DOCTYPE html>\n<html lang=\"" lang "\">\n" body "</html>\n"

static void a_page_is_filled_in_its_texts_and_in_attributes_that_load_nothing(void **state)
{
    static const struct {
        enum lang lang;
        const char *sql, *body, *gives;
    } cases[] = {
        {LANG_VI, HEAD, "<p>{ten}, {ten}.</p>", HTML("vi", "<p>Trường A, Trường A.</p>")},
        {LANG_VI, "SELECT '<script>&\"' AS x, 2 AS y", "<p title=\"{x}\">{x}</p>", HTML("vi", "<p title=\"&lt;script&gt;&amp;&quot;\">&lt;script&gt;&amp;\"</p>")},
        {LANG_VI, "SELECT NULL AS x, 1.5 AS y", "<svg><rect width=\"{y}\" x=\"{x}\"/>{y}</svg>", HTML("vi", "<svg><rect width=\"1.5\" x=\"\"></rect>1,5</svg>")},
        {LANG_EN, "SELECT 1.5 AS y", "<p>{y}</p>", HTML("en", "<p>1.5</p>")},
        {LANG_VI, "SELECT 'a' || char(10) || 'b' || char(27) AS x", "<p>{x}</p>", HTML("vi", "<p>a\nb^[</p>")},
        {LANG_VI, HEAD, "<br/><p/><style>p > a { color: red }</style>", HTML("vi", "<br/><p></p><style>p > a { color: red }</style>")},
        {LANG_VI, HEAD, "<p style=\"{ten}\">x</p>", HTML("vi", "<p style=\"{ten}\">x</p>")},
        {LANG_VI, HEAD, "<ul><li data-each=\"lop_cua_truong\" id=\"l{lop_cua_truong.ma}\">{lop_cua_truong.ten}<b data-each=\"hoc_sinh_cua_lop\">{hoc_sinh_cua_lop.ma}</b></li></ul>",
         HTML("vi", "<ul><li id=\"l1\">Lớp 1<b>x</b><b>y</b></li><li id=\"l2\">Lớp 2</li></ul>")},
        {LANG_EN, HEAD, "<p lang=\"vi\">{khong_co}</p><p lang=\"en\">one</p>", HTML("en", "<p lang=\"en\">one</p>")},
    };
    struct desk d;
    (void)state;
    load(&d);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        d.actor.lang = cases[i].lang;
        char *text = filled_as(&d, "A", cases[i].sql, cases[i].body, true);
        if (!text || !str_eq(text, cases[i].gives)) {
            fail_msg("case %zu gives\n%s", i, text ? text : d.err.msg);
        }
        free(text);
    }
    d.actor.lang = LANG_VI;
    assert_null(filled_as(&d, "A", HEAD, "<p>{tem}</p>", true));
    assert_non_null(strstr(d.err.msg, "reports/thu.html:2: nothing fills the placeholder 'tem': did you mean 'ten'?"));
    desk_close(&d);
}

static bool report(struct desk *d, const char *key, const char *seal, const char *const *params)
{
    return desk_call(d, (struct request){.op = OP_REPORT, .name = "ho_so", .key = key, .snapshot = seal}, params, NULL);
}

static void a_document_of_no_record_is_made_of_what_may_be_seen(void **state)
{
    static const char *const says[] = {"<title lang=\"vi\">Các trường</title>", "<span lang=\"vi\">trường</span>", "<li>A</li><li>B</li>", "(mai)"};
    struct desk d;
    (void)state;
    load(&d);
    assert_true(desk_call(&d, (struct request){.op = OP_REPORT, .name = "tat_ca"}, NULL, NULL));
    for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
        if (!strstr(d.out, says[i])) {
            fail_msg("'%s' is not in\n%s", says[i], d.out);
        }
    }
    desk_close(&d);
}

/* A document asks for parameters as a summary does, and a summary stands in it with those of its names. */
static void a_document_is_made_with_the_parameters_that_it_asks_for(void **state)
{
    static const struct {
        const char *given, *says; /* says NULL: it is told what is wrong with this */
    } cases[] = {
        {NULL, "<p>0+</p><ul><li>Trường A: 71</li></ul>"},
        {"it_nhat=35", "<p>35+</p><ul><li>Trường A: 41</li></ul>"},
        {"it_nhat=1000", "<p>1000+</p><ul></ul>"},
        {"it_nhat=x", NULL},
        {"itnhat=1", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const texts[] = {cases[i].given, NULL};
        struct desk d;
        load(&d);
        bool ok = desk_call(&d, (struct request){.op = OP_REPORT, .name = "tat_ca"}, texts, NULL);
        if (ok ? !cases[i].says || !strstr(d.out, cases[i].says) : cases[i].says || !strstr(d.err.msg, "it_nhat")) {
            fail_msg("%s: %s%s", cases[i].given, ok ? d.out : "", d.err.msg);
        }
        desk_close(&d);
    }
}

static void move(struct desk *d, const char *key, const char *to, char seal[16])
{
    assert_true(desk_call(d, (struct request){.op = OP_MOVE, .form = "truong", .key = key, .name = to, .n = 1}, NULL, NULL));
    snprintf(seal, 16, "%s", d->rep.text ? d->rep.text : "");
}

static void a_document_tells_under_which_seal_its_record_was_handed_in(void **state)
{
    char first[16], second[16], none[16], says[64];
    struct desk d;
    (void)state;
    load(&d);
    assert_true(report(&d, "B", NULL, NULL));
    assert_non_null(strstr(d.out, "B: Trường B (mai, )"));
    move(&d, "B", "khoa", first);
    move(&d, "B", "nhap", none);
    move(&d, "B", "khoa", second);
    assert_true(report(&d, "B", NULL, NULL));
    snprintf(says, sizeof says, "(mai, %s)", second);
    assert_non_null(strstr(d.out, says));
    assert_true(report(&d, "B", first, NULL));
    snprintf(says, sizeof says, "(mai, %s)", first);
    assert_non_null(strstr(d.out, says));
    desk_close(&d);
}

/* What the program itself knows comes as rows of JSON, with the labels of forms and fields beside their names. */
static void a_document_may_ask_what_the_program_knows_of_its_record(void **state)
{
    char first[16], second[16], none[16];
    struct desk d;
    (void)state;
    load(&d);
    assert_true(desk_call(&d, (struct request){.op = OP_REPORT, .name = "biet", .key = "B"}, NULL, NULL));
    assert_non_null(strstr(d.out, ">0 submissions, changes: [], codes: []<"));
    move(&d, "B", "khoa", first);
    move(&d, "B", "nhap", none);
    d.actor.role = NULL; /* alone: all of them */
    assert_true(desk_call(&d, (struct request){.op = OP_REKEY, .form = "truong", .key = "B", .text = "C"}, NULL, NULL));
    move(&d, "C", "khoa", second);
    assert_true(desk_call(&d, (struct request){.op = OP_REPORT, .name = "biet", .key = "C"}, NULL, NULL));
    assert_non_null(strstr(d.out, ">2 submissions, changes: [{\"form\":\"truong\",\"key\":\"C\",\"path\":\"ma\",\"old\":\"B\",\"new\":\"C\","
                                  "\"title\":\"Trường\",\"field\":\"Mã trường\"}], codes: []<"));
    desk_close(&d);
}

/* A part that is stored stands in the archive as it is; sizes are little-endian. */
static void a_package_opens_with_its_type_stored_and_is_the_same_each_time(void **state)
{
    static const char TYPE[] = "application/vnd.oasis.opendocument.text";
    static const char *const parts[] = {"mimetype", "content.xml", "styles.xml", "meta.xml", "settings.xml", "META-INF/manifest.xml"};
    struct desk d;
    (void)state;
    load(&d);
    assert_true(report(&d, "A", NULL, TEXTS("format=odt")));
    size_t n = d.nout;
    char *first = mem_dup_n(d.out, n);
    assert_memory_equal(first, "PK\3\4", 4);
    assert_memory_equal(first + 8, "\0\0", 2);          /* method: stored */
    assert_memory_equal(first + 26, "\10\0\0\0", 4);    /* length of the name, no extra field */
    assert_memory_equal(first + 30, "mimetype", 8);
    assert_memory_equal(first + 38, TYPE, sizeof TYPE - 1);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        assert_non_null(memmem(first, n, parts[i], strlen(parts[i])));
    }
    d.now += 86400000;
    assert_true(report(&d, "A", NULL, TEXTS("format=odt")));
    assert_int_equal(d.nout, n);
    assert_memory_equal(d.out, first, n);
    free(first);
    desk_close(&d);
}

#define STYLE(name, more, properties) "<style:style style:family=\"paragraph\" style:name=\"" name "\"" more ">" properties "</style:style>"

#define COLUMN(name, width)                                                                                                                          \
    "<style:style style:family=\"table-column\" style:name=\"" name "\"><style:table-column-properties style:column-width=\"" width "\"/></style:style>"
#define CELL(name, properties)                                                                                                                        \
    "<style:style style:family=\"table-cell\" style:name=\"" name "\"><style:table-cell-properties " properties "/></style:style>"

/* A document of this body, on paper that lies across, by one of the writers; free() it. */
static char *written(report_writer *write, const struct report_shape *shape, const char *body)
{
    struct arena a = ARENA_INIT;
    struct str xml = STR_INIT, out = STR_INIT;
    struct xml_node *root;
    struct err err = ERR_INIT;
    int line;
    str_addf(&xml,
             "<office:document><office:styles>" STYLE("Base", "", "<style:paragraph-properties fo:text-align=\"center\"/>")
                 STYLE("Circle", " style:parent-style-name=\"Circle\"", "") "</office:styles><office:automatic-styles>"
                 STYLE("Child 1", " style:parent-style-name=\"Base\"", "<style:text-properties fo:font-weight=\"bold\" style:text-underline-style=\"solid\"/>")
                 STYLE("Bad", "", "<style:text-properties fo:color=\"red;}@import url(http://x)\"/>")
                 STYLE("Right", "", "<style:paragraph-properties fo:text-align=\"end\" fo:margin-top=\"5mm\"/>")
                 STYLE("In", "", "<style:paragraph-properties fo:text-align=\"justify\" fo:margin-left=\"1cm\" fo:text-indent=\"10mm\" fo:margin-bottom=\"11mm\"/>")
                 STYLE("Big", "", "<style:paragraph-properties fo:break-before=\"page\"/><style:text-properties fo:text-transform=\"uppercase\"/>")
                 COLUMN("C", "30mm") COLUMN("Wide", "170mm") CELL("Line", "fo:border=\"0.5pt solid #000000\"") CELL("None", "fo:border=\"none\"")
                 "<text:list-style style:name=\"Numbers\"><text:list-level-style-number text:level=\"1\"/></text:list-style>"
                 "<style:page-layout style:name=\"L\"><style:page-layout-properties fo:page-width=\"297mm\" fo:page-height=\"210mm\" fo:margin-top=\"20mm\""
                 " fo:margin-left=\"77mm\" fo:margin-right=\"20mm\"/></style:page-layout>"
                 "</office:automatic-styles><office:master-styles><style:master-page style:name=\"M\" style:page-layout-name=\"L\"/></office:master-styles>"
                 "<office:body><office:text>%s</office:text></office:body></office:document>",
             body);
    if (!xml_parse(&a, (struct sv){xml.p, xml.len}, &root, &line, &err)) {
        fail_msg("%s", err.msg);
    }
    assert_true(write(root, shape, &out, &err));
    str_release(&xml);
    arena_release(&a);
    return str_take(&out);
}

static char *html_of(const char *body)
{
    return written(report_html, &(struct report_shape){LANG_VI, .title = "T <1>"}, body);
}

static void a_page_for_browsers_says_the_same_in_its_own_marks(void **state)
{
    static const struct {
        const char *body, *gives;
    } cases[] = {
        {P("a &amp; b"), "<p>a &amp; b</p>\n"},
        {"<text:p/>", "<p><br></p>\n"},
        {"<text:h text:outline-level=\"2\">x</text:h>", "<h2>x</h2>\n"},
        {"<text:h text:outline-level=\"2&gt;&lt;script&gt;\">x</text:h>", "<h6>x</h6>\n"},
        {P("a<text:s text:c=\"2\"/>b<text:tab/>c<text:line-break/>d"), "<p>a&nbsp;&nbsp;b&emsp;c<br>d</p>\n"},
        {"<text:p text:style-name=\"Child 1\">x</text:p>", "<p class=\"paragraph-Child-1 paragraph-Base\">x</p>\n"},
        {"<text:p text:style-name=\"Other\"><text:span text:style-name=\"Base\">x</text:span></text:p>", "<p><span>x</span></p>\n"},
        {"<text:p text:style-name=\"Circle\">x</text:p>", NULL},
        {SECTION("s", P("x")), "<section><p>x</p>\n</section>\n"},
        {"<table:table><table:table-column table:number-columns-repeated=\"2\"/>" ROW(P("x"), "") "</table:table>",
         "<table>\n<col span=\"2\"><tr><td colspan=\"1\" rowspan=\"1\"><p>x</p>\n</td><td colspan=\"1\" rowspan=\"1\"></td></tr>\n</table>\n"},
        {P("<text:bookmark text:name=\"a&quot;b\"/><text:bookmark-ref text:ref-name=\"c\">3</text:bookmark-ref>"), "<p><a id=\"a&quot;b\"></a><a href=\"#c\">3</a></p>\n"},
        {P("<text:bookmark-ref text:reference-format=\"page\" text:ref-name=\"c\">0</text:bookmark-ref>"), "<p><a href=\"#c\">→</a></p>\n"},
        {"<text:list text:style-name=\"Numbers\"><text:list-item>" P("x") "</text:list-item></text:list>", "<ol><li><p>x</p>\n</li>\n</ol>\n"},
        {"<text:sequence-decls><text:p>no</text:p></text:sequence-decls><office:annotation><text:p>no</text:p></office:annotation>", ""},
        {"<draw:frame><draw:text-box><text:p>in it</text:p></draw:text-box></draw:frame>", "<p>in it</p>\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *html = html_of(cases[i].body);
        char *at = strstr(html, "<body>\n"), *end = strstr(html, "</body>");
        *end = '\0';
        if (cases[i].gives && !str_eq(at + 7, cases[i].gives)) {
            fail_msg("case %zu gives\n%s", i, at + 7);
        }
        free(html);
    }
}

static void its_styles_are_those_of_the_template_and_load_nothing(void **state)
{
    static const char *const there[] = {
        "<html lang=\"vi\">", "<title>T &lt;1&gt;</title>", ".paragraph-Base{text-align:center;}", ".paragraph-Child-1{font-weight:bold;text-decoration:underline;}",
        "@page{size:297mm 210mm;margin-top:20mm;margin-left:77mm;margin-right:20mm;}", ".table-column-C{width:30mm;}", ".paragraph-Bad{}"};
    static const char *const nowhere[] = {"url(", "<script", "http", "@import"};
    char *html = html_of("");
    (void)state;
    for (size_t i = 0; i < sizeof there / sizeof *there; i++) {
        if (!strstr(html, there[i])) {
            fail_msg("'%s' is not in\n%s", there[i], html);
        }
    }
    for (size_t i = 0; i < sizeof nowhere / sizeof *nowhere; i++) {
        assert_null(strstr(html, nowhere[i]));
    }
    free(html);
}

#define TABLE(columns, rows) "<table:table>" columns rows "</table:table>"
#define COL(style) "<table:table-column table:style-name=\"" style "\"/>"
#define LINE(in) "<table:table-cell table:style-name=\"Line\"" in "</table:table-cell>"
#define BARE(in) "<table:table-cell table:style-name=\"None\">" in "</table:table-cell>"
#define TR(in) "<table:table-row>" in "</table:table-row>"
#define TEN "một hai ba bốn năm sáu bảy tám chín mười "

/* 40 columns for 200 mm: a millimetre is a fifth of a column. */
static void a_text_has_the_columns_and_the_lines_of_its_template(void **state)
{
    static const struct {
        const char *body, *gives;
    } cases[] = {
        {P("a  b\n c") P(""), "a b c\n\n"},
        {P(TEN TEN "."), "một hai ba bốn năm sáu bảy tám chín mười\nmột hai ba bốn năm sáu bảy tám chín mười\n.\n"},
        {P("a<text:s text:c=\"3\"/>b<text:tab/>c<text:line-break/>d"), "a   b   c\nd\n"},
        {"<text:p text:style-name=\"Child 1\">giữa trang</text:p>", "               giữa trang\n"},
        {P("x") "<text:p text:style-name=\"Right\">x</text:p>", "x\n\n                                       x\n"},
        {"<text:p text:style-name=\"In\">" TEN "x</text:p>" P("y"), "    một hai ba bốn năm sáu bảy tám chín\n  mười x\n\n\ny\n"},
        /* a page begins only where something stands above it */
        {"<text:h text:style-name=\"Big\">đầu ư</text:h><text:p text:style-name=\"Big\">x<text:span>y</text:span></text:p>", "ĐẦU Ư\n\fXY\n"},
        {"<text:p text:style-name=\"Circle\">x</text:p>", "x\n"},
        {SECTION("s", P("x") "<text:sequence-decls>" P("no") "</text:sequence-decls>"), "x\n"},
        {"<text:list><text:list-item>" P("x") P("y") "</text:list-item><text:list-item>" P("z") "</text:list-item></text:list>", "  - x\n  y\n  - z\n"},
        {"<text:list text:style-name=\"Numbers\"><text:list-item>" P("x") "<text:list><text:list-item>" P("y")
         "</text:list-item></text:list></text:list-item><text:list-item>" P("z") "</text:list-item></text:list>",
         "  1. x\n    - y\n  2. z\n"},
        /* pages are not counted, a control command in a template is no command */
        {P("Phần I<text:tab/><text:bookmark-ref text:reference-format=\"page\">0</text:bookmark-ref>"), "Phần I\n"},
        {P("a\xC2\x9B" "31m"), "a<U+009B>31m\n"},
        /* tables */
        {TABLE(COL("C") COL("Wide"), TR(LINE(">" P("a")) LINE(">" P("b") P("c")))),
         "┌───────┬──────────────────────────────┐\n│ a     │ b                            │\n│       │ c                            │\n"
         "└───────┴──────────────────────────────┘\n"},
        {TABLE(COL("C") COL("C"), TR(BARE("<text:p text:style-name=\"Base\">abc</text:p>") BARE(P("de fgh i")))), " abc   de\n       fgh i\n"},
        /* a word that does not fit takes room from a column that has some; one that fits nowhere is cut */
        {TABLE(COL("C") COL("C"), TR(BARE(P("abcdefgh")) BARE(P("x")))), "abcdefgh x\n"},
        {TABLE(COL("C"), TR(BARE(P("abcdefgh")))), "abcdef\ngh\n"},
        /* cells over several columns and rows */
        {TABLE(COL("C") COL("C") COL("C"), TR(LINE(" table:number-columns-spanned=\"2\">" P("ab")) "<table:covered-table-cell/>" LINE(">" P("c")))
                   TR(LINE(" table:number-rows-spanned=\"2\">" P("d")) LINE(">" P("e")) LINE(">" P("f")))
                       TR("<table:covered-table-cell/>" LINE(">" P("g")) LINE(">" P("h")))),
         "┌──────────┬─────┐\n│ab        │c    │\n├─────┬────┼─────┤\n│d    │e   │f    │\n│     ├────┼─────┤\n│     │g   │h    │\n└─────┴────┴─────┘\n"},
        {TABLE(COL("Wide"), TR(BARE(P("x") TABLE(COL("C"), TR(LINE(">" P("y"))))))), "x\n┌────┐\n│y   │\n└────┘\n"},
        {TABLE("", TR(BARE(P("x")))), "x\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = written(report_text, &(struct report_shape){.width = 40}, cases[i].body);
        if (!str_eq(text, cases[i].gives)) {
            fail_msg("case %zu gives\n%s\nnot\n%s", i, text, cases[i].gives);
        }
        free(text);
    }
}

static void a_text_is_as_wide_as_its_paper_asks_and_folded_for_old_printers(void **state)
{
    static const char BODY[] = "<text:p text:style-name=\"Right\">Đạt</text:p><text:p text:style-name=\"Big\">“–”</text:p>" TABLE(COL("C"), TR(LINE(">" P("ô"))));
    char *across = written(report_text, &(struct report_shape){0}, BODY);
    char *plain = written(report_text, &(struct report_shape){.width = 40, .ascii = true, .sample = true}, BODY);
    (void)state;
    assert_int_equal(strcspn(across, "\n"), 129 + strlen("Đạt"));
    assert_string_equal(plain, "              SAMPLE DATA\n\n                                     Dat\n\f              SAMPLE DATA\n\n\"-\"\n+----+\n|o   |\n+----+\n");
    free(across);
    free(plain);
}

static void what_cannot_be_made_is_said(void **state)
{
    static const struct {
        const char *name, *key, *role, *param, *says;
        enum err_code code;
    } cases[] = {
        {"ho_so", "C", "giao_vien", NULL, "C", ERR_NOT_FOUND},
        {"ho_xo", "A", "giao_vien", NULL, "There is no document 'ho_xo': did you mean 'ho_so'?", ERR_NOT_FOUND},
        {"ho_so", "A", "khach", NULL, "is not for the role 'khach'", ERR_REFUSED},
        {"ho_so", "A", "giao_vien", "format=docx", "a document is not written as 'docx'", ERR_USAGE},
        {"ho_so", "A", "giao_vien", "width=80", "only a text has a width", ERR_USAGE},
        {NULL, "A", "giao_vien", NULL, "names no document", ERR_USAGE},
        {"ho_so", NULL, "giao_vien", NULL, "the document is about a record of the form 'truong': name its key", ERR_USAGE},
        {"ho_so", "", "giao_vien", NULL, "name its key", ERR_USAGE},
        {"tat_ca", "A", "giao_vien", NULL, "“Các trường” is about no single record: name no key", ERR_USAGE},
        {"tat_ca", NULL, "giao_vien", "format=odt", "a document is not written as 'odt'; it is as: html", ERR_USAGE},
    };
    struct desk d;
    (void)state;
    load(&d);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        d.actor.role = cases[i].role;
        assert_false(desk_call(&d, (struct request){.op = OP_REPORT, .name = cases[i].name, .key = cases[i].key}, TEXTS(cases[i].param), NULL));
        assert_int_equal(d.err.code, cases[i].code);
        if (!strstr(d.err.msg, cases[i].says)) {
            fail_msg("case %zu says: %s", i, d.err.msg);
        }
        assert_int_equal(d.nout, 0);
    }
    desk_close(&d);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_template_is_filled_with_what_the_queries_say),
        cmocka_unit_test(the_english_of_a_column_is_taken_for_readers_of_english),
        cmocka_unit_test(a_placeholder_that_nobody_fills_is_told_with_its_line),
        cmocka_unit_test(a_page_is_filled_in_its_texts_and_in_attributes_that_load_nothing),
        cmocka_unit_test(a_document_of_no_record_is_made_of_what_may_be_seen),
        cmocka_unit_test(a_document_is_made_with_the_parameters_that_it_asks_for),
        cmocka_unit_test(a_document_tells_under_which_seal_its_record_was_handed_in),
        cmocka_unit_test(a_document_may_ask_what_the_program_knows_of_its_record),
        cmocka_unit_test(a_package_opens_with_its_type_stored_and_is_the_same_each_time),
        cmocka_unit_test(a_page_for_browsers_says_the_same_in_its_own_marks),
        cmocka_unit_test(its_styles_are_those_of_the_template_and_load_nothing),
        cmocka_unit_test(a_text_has_the_columns_and_the_lines_of_its_template),
        cmocka_unit_test(a_text_is_as_wide_as_its_paper_asks_and_folded_for_old_printers),
        cmocka_unit_test(what_cannot_be_made_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
