#include "screen/print.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "text/clean.h"
#include "text/utf8.h"

enum { TAG_DOCUMENT = 1, TAG_FORMAT, TAG_FILE, TAG_OVERWRITE };

/* What is asked stands above it; this page has nothing to show of its own, and ends with the last answer. */
struct print_page {
    struct page page;
    const struct report *report; /* the chosen one; borrowed from the application */
    char *id, *seal;             /* owned; seal NULL: as it is stored */
    char *key;                   /* of the record; owned */
    char *format, *path;         /* as answered; owned, NULL: not yet */
    const char *choices[3];      /* of what is asked about a file that is there */
};

static const struct {
    const char *name, *label; /* N_() */
    bool page; /* also of a template that is a page */
} FORMATS[] = {
    {"odt", N_("for LibreOffice and Word"), false},
    {"html", N_("for a browser, which prints it"), true},
    {"txt", N_("plain text of 80 or 132 columns"), false},
    {"fodt", N_("for LibreOffice, as one XML file"), false},
};

static struct print_page *print_of(struct page *p)
{
    return (struct print_page *)(void *)p;
}

/* ---- on a server ---- */

static void add_quoted(struct str *out, const char *text)
{
    str_add_c(out, '\'');
    for (; *text; text++) {
        if (*text == '\'') {
            str_add(out, "'\\''");
        } else {
            str_add_c(out, *text);
        }
    }
    str_add_c(out, '\'');
}

/* The machine's name is what the person typed to come here. */
static void show_command(const struct print_page *pr, struct ui *ui)
{
    struct str text = STR_INIT;
    str_add(&text, _("No file is written on a server. On your own machine this command fetches the document (HOST is the server's name, with the port and "
                     "the account as you log in):"));
    str_addf(&text, "\n\nssh HOST report %s ", pr->report->name);
    add_quoted(&text, pr->key);
    if (pr->seal) {
        str_addf(&text, " --snapshot %s", pr->seal);
    }
    str_addf(&text, " --format %s > %s.%s", pr->report->page ? "html" : "odt", pr->report->name, pr->report->page ? "html" : "odt");
    ui_close(ui);
    ui_push(ui, &ask_new(_("Print"), text.p, 0)->page);
    str_release(&text);
}

/* ---- writing ---- */

static bool make(struct print_page *pr, struct ui *ui, char **bytes, size_t *n)
{
    struct params params = {0};
    struct reply rep = {0};
    FILE *to = open_memstream(bytes, n);
    params_add_text(&params, "format", pr->format);
    struct request req = {
        .op = OP_REPORT, .name = pr->report->name, .id = pr->id, .snapshot = pr->seal, .params = params.list.v, .nparams = params.list.n, .out = to};
    bool ok = to && ui_call(ui, &req, &rep);
    ok = (!to || fclose(to) == 0) && ok;
    reply_release(&rep);
    params_release(&params);
    return ok;
}

/* Its whole path, so that it is found again; as it was typed where the line has no room for it. */
static void say_where(struct ui *ui, const char *path)
{
    char folder[PATH_MAX];
    struct str shown = STR_INIT, said = STR_INIT;
    bool here = path[0] != '/' && getcwd(folder, sizeof folder);
    char *full = here ? file_join(folder, path) : mem_dup(path);
    clean_visible(&shown, sv_of(full));
    str_addf(&said, _("The document is in %s."), shown.p);
    if (utf8_cols((struct sv){said.p, said.len}) > ui->grid.cols - 2) {
        str_clear(&shown);
        str_clear(&said);
        clean_visible(&shown, sv_of(path));
        str_addf(&said, _("The document is in %s."), shown.p);
    }
    ui_say(ui, STYLE_PLAIN, "%s", said.p);
    str_release(&said);
    str_release(&shown);
    free(full);
}

static void write_document(struct print_page *pr, struct ui *ui)
{
    char *bytes = NULL, *path = mem_dup(pr->path);
    size_t n = 0;
    struct err err = ERR_INIT;
    bool made = make(pr, ui, &bytes, &n);
    bool ok = made && file_write_atomic(path, bytes, n, &err);
    ui_close(ui);
    if (ok) {
        say_where(ui, path);
    } else if (made) {
        ui_error(ui, &err);
    }
    free(bytes);
    free(path);
}

/* ---- questions ---- */

static void ask_file(const struct print_page *pr, struct ui *ui, const char *name)
{
    struct ask *a = ask_new(label_in(&pr->report->title, ui->lang), _("Into which file, in the folder where the program was started or with its path?"), TAG_FILE);
    a->input = a->required = true;
    str_add(&a->answer, name);
    a->caret = a->answer.len;
    ui_push(ui, &a->page);
}

/* NAME-KEY.odt, of letters, digits and '-' alone. */
static void propose_file(const struct print_page *pr, struct ui *ui)
{
    struct str name = STR_INIT, plain = STR_INIT;
    str_addf(&name, "%s-", pr->report->name);
    clean_ascii(&plain, sv_of(pr->key));
    for (const char *c = plain.p; *c; c++) {
        bool keeps = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || *c == '_';
        if (keeps || name.p[name.len - 1] != '-') {
            str_add_c(&name, keeps ? *c : '-');
        }
    }
    str_addf(&name, ".%s", pr->format);
    ask_file(pr, ui, name.p);
    str_release(&plain);
    str_release(&name);
}

static void ask_format(struct print_page *pr, struct ui *ui)
{
    struct pick *p = pick_new(label_in(&pr->report->title, ui->lang), TAG_FORMAT);
    for (size_t i = 0; i < sizeof FORMATS / sizeof *FORMATS; i++) {
        if (!pr->report->page || FORMATS[i].page) {
            pick_add(p, FORMATS[i].name, _(FORMATS[i].label));
        }
    }
    ui_push(ui, &p->page);
}

static void take_document(struct print_page *pr, struct ui *ui, const struct report *r)
{
    pr->report = r;
    if (ui->host->remote) {
        show_command(pr, ui);
    } else {
        ask_format(pr, ui);
    }
}

static bool ends_so(const char *path, const char *format)
{
    const char *dot = strrchr(path, '.');
    return dot && str_eq(dot + 1, format);
}

/* With the form's ending, so that nothing of another kind is written over. */
static void take_file(struct print_page *pr, struct ui *ui, struct sv typed)
{
    struct str path = STR_INIT;
    str_add_sv(&path, typed);
    if (!ends_so(path.p, pr->format)) {
        str_addf(&path, ".%s", pr->format);
    }
    free(pr->path);
    pr->path = str_take(&path);
    if (!file_exists(pr->path)) {
        write_document(pr, ui);
        return;
    }
    struct ask *a = ask_new(label_in(&pr->report->title, ui->lang), _("There is a file of this name already."), TAG_OVERWRITE);
    pr->choices[0] = _("Another name");
    pr->choices[1] = _("Write over it");
    a->choices = pr->choices;
    ui_push(ui, &a->page);
}

static void answered(struct print_page *pr, struct ui *ui, const struct ask *a)
{
    if (!a->done) {
        ui_close(ui);
    } else if (a->tag == TAG_FILE) {
        take_file(pr, ui, sv_trim((struct sv){a->answer.p, a->answer.len}));
    } else if (a->chosen == 1) {
        write_document(pr, ui);
    } else {
        ask_file(pr, ui, pr->path);
    }
}

static void take_named(struct print_page *pr, struct ui *ui, const char *name)
{
    struct err err = ERR_INIT;
    const struct report *r = NULL;
    if (app_report(ui->app, name, &r, NULL, &err)) {
        take_document(pr, ui, r);
    } else {
        ui_close(ui);
        ui_error(ui, &err);
    }
}

static void picked(struct print_page *pr, struct ui *ui, const struct pick *p)
{
    if (!p->done || p->at >= p->rows.n) {
        ui_close(ui);
    } else if (p->tag == TAG_FORMAT) {
        pr->format = mem_dup(p->rows.v[p->at].value);
        propose_file(pr, ui);
    } else {
        take_named(pr, ui, p->rows.v[p->at].value);
    }
}

/* ---- the page ---- */

static void print_resume(struct page *p, struct ui *ui, struct page *closed)
{
    if (closed->ops == &ask_ops) {
        answered(print_of(p), ui, (const struct ask *)(const void *)closed);
    } else {
        picked(print_of(p), ui, (const struct pick *)(const void *)closed);
    }
}

static void print_draw(struct page *p, struct ui *ui, struct grid *g)
{
    (void)p;
    (void)ui;
    (void)g;
}

static bool print_event(struct page *p, struct ui *ui, enum command cmd, const struct event *ev)
{
    (void)p;
    (void)cmd;
    (void)ev;
    (void)ui;
    return false; /* something stands above it always */
}

static void print_free(struct page *p)
{
    struct print_page *pr = print_of(p);
    free(pr->id);
    free(pr->seal);
    free(pr->key);
    free(pr->format);
    free(pr->path);
    free(pr);
}

static const struct page_ops print_ops = {.draw = print_draw, .event = print_event, .resume = print_resume, .free = print_free, .name = "pick",
                                          .context = CTX_PICK, .popup = true};

static bool is_for(const struct ui *ui, const struct report *r, const struct form *form)
{
    return r->form && str_eq(r->form, form->name) && (!ui->role_name || !r->roles[0] || words_have(r->roles, ui->role_name));
}

static void add_documents(struct ui *ui, const struct form *form, struct pick *p)
{
    for (size_t i = 0; i < ui->app->reports.n; i++) {
        const struct report *r = NULL;
        struct err ignored = ERR_INIT;
        if (app_report(ui->app, ui->app->reports.v[i], &r, NULL, &ignored) && is_for(ui, r, form)) {
            pick_add_as(p, r->name, "", label_in(&r->title, ui->lang));
        }
    }
}

static char *key_of(struct ui *ui, const char *form, const char *id)
{
    struct reply rep = {0};
    struct request req = {.op = OP_TITLE, .form = form, .id = id, .n = 1};
    char *key = ui_call(ui, &req, &rep) && rep.rows.nrows > 0 ? mem_dup(rowset_str(&rep.rows, 0, "key")) : NULL;
    reply_release(&rep);
    return key;
}

void print_ask(struct ui *ui, const struct form *form, const char *id, const char *seal)
{
    struct pick *p = pick_new(_("Print"), TAG_DOCUMENT);
    add_documents(ui, form, p);
    char *key = p->rows.n > 0 ? key_of(ui, form->name, id) : NULL;
    if (!key) {
        if (p->rows.n == 0) {
            ui_say(ui, STYLE_PLAIN, "%s", _("There are no documents of these records for you."));
        }
        p->page.ops->free(&p->page);
        return;
    }
    struct print_page *pr = mem_zero(1, sizeof *pr);
    pr->page.ops = &print_ops;
    pr->id = mem_dup(id);
    pr->seal = seal ? mem_dup(seal) : NULL;
    pr->key = key;
    ui_push(ui, &pr->page);
    if (p->rows.n > 1) {
        ui_push(ui, &p->page);
    } else {
        take_named(pr, ui, p->rows.v[0].value);
        p->page.ops->free(&p->page);
    }
}
