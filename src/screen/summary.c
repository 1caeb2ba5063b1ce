/*
 * A summary that asks something first: a day, a unit, a rule set.  The answers begin as the summary's defaults; Enter shows the rows,
 * typing on a line changes its answer.  A summary that asks nothing is shown at once.  One key records it as sent: then it is asked with
 * which letter it goes.
 */

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "form/format.h"
#include "screen/linear.h"
#include "screen/open.h"
#include "screen/scroll.h"
#include "text/utf8.h"

enum {
    TAG_ANSWER = 1, /* what is asked about a line */
    TAG_LETTER,     /* and about the letter with which it is sent */
    LETTER = 3,     /* so many questions */
    RECORDS = 50,   /* of a form, in a page of the pop-up */
    LABEL_COL_AT = 2,
};

struct summary_page {
    struct page page;
    const struct summary *def;
    struct value *answers; /* one a parameter; owned */
    struct scroll scroll;
    int height;            /* lines of the last paint */
    char *letter[LETTER];  /* what was answered so far of the letter; owned */
    size_t asked;          /* which of them is asked */
};

static struct summary_page *summary_of(struct page *p)
{
    return (struct summary_page *)(void *)p;
}

static const struct field *field_at(const struct summary_page *s, size_t i)
{
    return &s->def->params[i].field;
}

/* The list behind the field; NULL when there is none or it cannot be read (then codes are shown). */
static const struct list *list_of(const struct ui *ui, const struct field *f)
{
    struct err ignored = ERR_INIT;
    const struct list *list = NULL;
    return f->list && app_list(ui->app, f->list, &list, NULL, &ignored) ? list : NULL;
}

/* ---- answers as people read them ---- */

static void add_title(struct ui *ui, const struct field *f, const char *id, struct str *out)
{
    struct err ignored = ERR_INIT;
    struct reply rep = {0};
    struct request req = {.op = OP_TITLE, .form = f->ref, .id = id};
    bool known = host_call(ui->host, &req, &rep, &ignored) && rep.rows.nrows > 0;
    str_add(out, known ? rowset_str(&rep.rows, 0, "label") : id);
    reply_release(&rep);
}

static void add_answer(const struct summary_page *s, struct ui *ui, size_t i, struct str *out)
{
    const struct field *f = field_at(s, i);
    const struct value *v = &s->answers[i];
    if (value_is_null(v)) {
        return;
    }
    if (f->ref) {
        add_title(ui, f, value_str(v), out);
    } else {
        format_show(f, list_of(ui, f), v, ui->lang, ui->clock->offset_min, out);
    }
}

static void set_default(const struct summary_page *s, const struct ui *ui, size_t i)
{
    const struct summary_param *p = &s->def->params[i];
    struct err ignored = ERR_INIT;
    struct str text = STR_INIT;
    if (p->dflt && str_eq(p->dflt, "today")) {
        date_add_iso(&text, clock_today(ui->clock));
    } else {
        str_add(&text, p->dflt ? p->dflt : "");
    }
    if (p->field.ref) {
        value_set_text(&s->answers[i], (struct sv){text.p, text.len});
    } else {
        (void)format_parse_stored(&p->field, list_of(ui, &p->field), (struct sv){text.p, text.len}, &s->answers[i], &ignored);
    }
    str_release(&text);
}

/* ---- shown ---- */

static const char *heading(const struct summary *def, const char *column, enum lang lang)
{
    for (size_t i = 0; i < def->ncolumns; i++) {
        if (str_eq(def->columns[i], column)) {
            return label_in(&def->column_labels[i], lang);
        }
    }
    return column;
}

static void push_rows(struct ui *ui, const struct summary *def, const char *title, struct rowset *rows)
{
    const char **labels = mem_zero(rows->ncolumns + 1, sizeof *labels);
    for (size_t i = 0; i < rows->ncolumns; i++) {
        labels[i] = heading(def, rows->columns[i], ui->lang);
    }
    ui_push(ui, table_new(ui, title, rows, labels));
    free(labels);
}

static bool asks_for(const struct summary *def, const char *name)
{
    for (size_t i = 0; i < def->nparams; i++) {
        if (str_eq(def->params[i].field.name, name)) {
            return true;
        }
    }
    return false;
}

/* What is asked of the summary: these answers, and the working context.  vec_release it; the values are borrowed. */
struct asking {
    VEC(struct param) params;
};

static void add_asking(const struct summary_page *s, const struct ui *ui, struct asking *out)
{
    for (size_t i = 0; i < s->def->nparams; i++) {
        *vec_push(&out->params) = (struct param){.name = field_at(s, i)->name, .value = s->answers[i]};
    }
    for (size_t i = 0; i < ui->ncontext; i++) {
        if (!asks_for(s->def, ui->context[i].name)) {
            *vec_push(&out->params) = ui->context[i];
        }
    }
}

/* The rows, under a title that names what was answered. */
static void run(const struct summary_page *s, struct ui *ui)
{
    struct asking asking = {0};
    struct str title = STR_INIT;
    struct reply rep = {0};
    str_add(&title, label_in(&s->def->title, ui->lang));
    for (size_t i = 0; i < s->def->nparams; i++) {
        str_add(&title, value_is_null(&s->answers[i]) ? "" : " · ");
        add_answer(s, ui, i, &title);
    }
    add_asking(s, ui, &asking);
    struct request req = {.op = OP_SUMMARY, .name = s->def->name, .params = asking.params.v, .nparams = asking.params.n};
    if (ui_call(ui, &req, &rep)) {
        push_rows(ui, s->def, title.p, &rep.rows);
    }
    reply_release(&rep);
    str_release(&title);
    vec_release(&asking.params);
}

/* ---- recording it as sent ---- */

static const struct {
    const char *param, *question; /* N_() */
} letter[LETTER] = {
    {SENT_DOCUMENT, N_("The number of the letter with which it goes (may stay empty):")},
    {SENT_DOCUMENT_DATE, N_("The day of that letter (may stay empty):")},
    {SENT_RECIPIENT, N_("To whom it goes (may stay empty):")},
};

static void forget_letter(struct summary_page *s)
{
    for (size_t i = 0; i < LETTER; i++) {
        free(s->letter[i]);
        s->letter[i] = NULL;
    }
    s->asked = 0;
}

static void ask_letter(const struct summary_page *s, struct ui *ui)
{
    struct ask *a = ask_new(_("Record as sent"), _(letter[s->asked].question), TAG_LETTER);
    a->input = true;
    ui_push(ui, &a->page);
}

/* A file as people open it: with a byte order mark. */
static void record(const struct summary_page *s, struct ui *ui)
{
    struct asking asking = {0};
    struct reply rep = {0};
    struct value texts[LETTER + 1] = {VALUE_INIT};
    add_asking(s, ui, &asking);
    value_set_text(&texts[LETTER], SV("yes"));
    *vec_push(&asking.params) = (struct param){.name = "file", .value = texts[LETTER]};
    for (size_t i = 0; i < LETTER; i++) {
        if (s->letter[i][0]) {
            value_set_text(&texts[i], sv_of(s->letter[i]));
            *vec_push(&asking.params) = (struct param){.name = letter[i].param, .value = texts[i]};
        }
    }
    struct request req = {.op = OP_RECORD_SUMMARY, .name = s->def->name, .params = asking.params.v, .nparams = asking.params.n};
    if (ui_call(ui, &req, &rep)) {
        ui_say(ui, STYLE_PLAIN, Q_("Recorded as sent under the number %lld: %lld row.", "Recorded as sent under the number %lld: %lld rows.", (unsigned long)rep.n),
               (long long)rep.version, (long long)rep.n);
    }
    for (size_t i = 0; i <= LETTER; i++) {
        value_release(&texts[i]);
    }
    reply_release(&rep);
    vec_release(&asking.params);
}

static bool is_fit(const struct summary_page *s, const struct ui *ui, struct sv text, struct err *err)
{
    const struct field day = {.name = SENT_DOCUMENT_DATE, .type = FIELD_DATE, .min_length = -1, .max_length = -1};
    struct value v = VALUE_INIT;
    bool ok = text.n == 0 || !str_eq(letter[s->asked].param, SENT_DOCUMENT_DATE) ||
              format_parse(&day, NULL, text, ui->lang, ui->clock->offset_min, &v, err);
    value_release(&v);
    return ok;
}

/* One answer about the letter; behind the last of them the summary is recorded.  Esc records nothing. */
static void take_letter(struct summary_page *s, struct ui *ui, const struct ask *a)
{
    struct sv text = sv_trim((struct sv){a->answer.p, a->answer.len});
    struct err err = ERR_INIT;
    if (!a->done) {
        forget_letter(s);
        return;
    }
    if (!is_fit(s, ui, text, &err)) {
        ask_letter(s, ui);
        ui_error(ui, &err);
        return;
    }
    s->letter[s->asked++] = mem_dup_n(text.p, text.n);
    if (s->asked < LETTER) {
        ask_letter(s, ui);
    } else {
        record(s, ui);
        forget_letter(s);
    }
}

/* ---- changing an answer ---- */

static void add_listed(struct pick *p, const struct list *list, const char *answer, enum lang lang)
{
    for (size_t i = 0; list && i < list->nrows; i++) {
        const struct list_row *row = &list->rows[i];
        const char *shrt = list_row_short(row, lang);
        pick_add_as(p, row->code, *shrt ? shrt : row->code, list_row_label(row, lang));
        p->at = str_eq(row->code, answer) ? i : p->at;
    }
}

static bool more_records(struct pick *p, struct ui *ui)
{
    struct reply rep = {0};
    struct request req = {
        .op = OP_LIST, .form = p->arg, .text = p->search.len > 0 ? p->search.p : NULL, .after = p->page_key, .limit = RECORDS};
    bool ok = ui_call(ui, &req, &rep);
    for (size_t i = 0; ok && i < rep.rows.nrows; i++) {
        pick_add_as(p, rowset_str(&rep.rows, i, "_id"), "", rowset_str(&rep.rows, i, "_title"));
        pick_turn(p, rowset_str(&rep.rows, i, "_page"));
    }
    bool more = ok && rep.rows.nrows == RECORDS;
    reply_release(&rep);
    return more;
}

static void ask_choice(const struct summary_page *s, struct ui *ui, const struct field *f, struct sv typed)
{
    struct pick *p = pick_new(label_in(&f->label, ui->lang), TAG_ANSWER);
    if (f->ref) {
        p->more = more_records;
        p->arg = (char *)(size_t)(const void *)f->ref;
    } else {
        add_listed(p, list_of(ui, f), value_str(&s->answers[s->scroll.at]), ui->lang);
    }
    ui_push(ui, &p->page);
    if (typed.n > 0) {
        pick_search(p, ui, typed);
    }
}

static void ask_text(const struct summary_page *s, struct ui *ui, const struct field *f, struct sv typed)
{
    struct ask *a = ask_new(label_in(&f->label, ui->lang), label_in(&f->hint, ui->lang), TAG_ANSWER);
    a->input = true;
    if (typed.n > 0) {
        str_add_sv(&a->answer, typed);
    } else {
        format_edit(f, NULL, &s->answers[s->scroll.at], ui->lang, ui->clock->offset_min, &a->answer);
    }
    a->caret = a->answer.len;
    ui_push(ui, &a->page);
}

static void change(const struct summary_page *s, struct ui *ui, struct sv typed)
{
    const struct field *f = field_at(s, s->scroll.at);
    if (f->ref || f->list) {
        ask_choice(s, ui, f, sv_eq(typed, "?") ? SV("") : typed);
    } else {
        ask_text(s, ui, f, typed);
    }
}

/* What was typed as a value; asked again, with the reason, when it is none. */
static void take_text(struct summary_page *s, struct ui *ui, const struct ask *a)
{
    const struct field *f = field_at(s, s->scroll.at);
    struct value v = VALUE_INIT;
    struct err err = ERR_INIT;
    if (format_parse(f, NULL, sv_trim((struct sv){a->answer.p, a->answer.len}), ui->lang, ui->clock->offset_min, &v, &err)) {
        value_copy(&s->answers[s->scroll.at], &v);
    } else {
        ask_text(s, ui, f, (struct sv){a->answer.p, a->answer.len});
        ui_error(ui, &err);
    }
    value_release(&v);
}

static void summary_resume(struct page *page, struct ui *ui, struct page *closed)
{
    struct summary_page *s = summary_of(page);
    const struct pick *p = (const struct pick *)(const void *)closed;
    const struct ask *a = (const struct ask *)(const void *)closed;
    if (closed->ops == &pick_ops && p->done && p->at < p->rows.n) {
        value_set_text(&s->answers[s->scroll.at], sv_of(p->rows.v[p->at].value));
    } else if (closed->ops == &ask_ops && a->tag == TAG_LETTER) {
        take_letter(s, ui, a);
    } else if (closed->ops == &ask_ops && a->done) {
        take_text(s, ui, a);
    }
}

static bool summary_event(struct page *page, struct ui *ui, enum command cmd, const struct event *ev)
{
    struct summary_page *s = summary_of(page);
    if (ev->key == KEY_TEXT || ev->key == KEY_PASTE) {
        change(s, ui, ev->text);
    } else if (cmd == CMD_OPEN) {
        run(s, ui);
    } else if (cmd == CMD_SAVE) {
        forget_letter(s);
        ask_letter(s, ui);
    } else if (cmd == CMD_CHOICES) {
        change(s, ui, SV(""));
    } else if (cmd == CMD_CLEAR) {
        value_release(&s->answers[s->scroll.at]);
    } else {
        return scroll_event(&s->scroll, cmd, s->def->nparams, s->height);
    }
    return true;
}

/* ---- painting ---- */

static int label_cols(const struct summary_page *s, const struct ui *ui, int cols)
{
    int width = 1;
    for (size_t i = 0; i < s->def->nparams; i++) {
        int label = utf8_cols(sv_of(label_in(&field_at(s, i)->label, ui->lang)));
        width = label > width ? label : width;
    }
    return width < cols / 2 ? width : cols / 2;
}

static void draw_answer(const struct summary_page *s, struct ui *ui, struct grid *g, size_t i, int row, int width)
{
    struct str text = STR_INIT;
    int col = LABEL_COL_AT + width + 2;
    add_answer(s, ui, i, &text);
    grid_field(g, row, LABEL_COL_AT, width, STYLE_LABEL, label_in(&field_at(s, i)->label, ui->lang));
    grid_field(g, row, col, g->cols - col - 1, text.len > 0 ? STYLE_PLAIN : STYLE_DIM, text.len > 0 ? text.p : _("(not given)"));
    if (i == s->scroll.at) {
        grid_restyle(g, row, 1, g->cols - 2, STYLE_SELECTED);
        grid_cursor(g, row, col);
    }
    str_release(&text);
}

static void summary_draw(struct page *page, struct ui *ui, struct grid *g)
{
    struct summary_page *s = summary_of(page);
    int width = label_cols(s, ui, g->cols);
    ui_frame(ui, g, label_in(&s->def->title, ui->lang), "", CTX_PARAMS);
    s->height = g->rows - UI_TOP - UI_BOTTOM;
    scroll_fit(&s->scroll, s->def->nparams, s->height);
    for (int i = 0; i < s->height && s->scroll.top + (size_t)i < s->def->nparams; i++) {
        draw_answer(s, ui, g, s->scroll.top + (size_t)i, UI_TOP + i, width);
    }
    if (ui->message.len == 0) {
        grid_field(g, g->rows - 2, 1, g->cols - 2, STYLE_DIM, _("The summary answers for this; type on a line to change it."));
    }
}

/* ---- by lines ---- */

static void summary_tell(struct page *page, struct ui *ui, bool whole, struct str *out)
{
    struct summary_page *s = summary_of(page);
    str_addf(out, "%s%s", whole ? label_in(&s->def->title, ui->lang) : "", whole ? "\n" : "");
    for (size_t i = 0; whole && i < s->def->nparams; i++) {
        struct str text = STR_INIT;
        add_answer(s, ui, i, &text);
        linear_add_number(out, i);
        str_addf(out, "%s: %s\n", label_in(&field_at(s, i)->label, ui->lang), text.len > 0 ? text.p : _("(not given)"));
        str_release(&text);
    }
    str_add(out, _("Enter shows the summary, a number changes an answer: "));
}

static bool summary_answer(struct page *page, struct ui *ui, struct sv line)
{
    struct summary_page *s = summary_of(page);
    struct sv text = sv_trim(line);
    if (text.n == 0) {
        run(s, ui);
    } else if (linear_number(text, s->def->nparams, &s->scroll.at)) {
        change(s, ui, SV(""));
    } else {
        return false;
    }
    return true;
}

static void summary_free(struct page *page)
{
    struct summary_page *s = summary_of(page);
    for (size_t i = 0; i < s->def->nparams; i++) {
        value_release(&s->answers[i]);
    }
    forget_letter(s);
    free(s->answers);
    free(s);
}

static const struct page_ops summary_ops = {
    .draw = summary_draw,
    .event = summary_event,
    .tell = summary_tell,
    .answer = summary_answer,
    .resume = summary_resume,
    .free = summary_free,
    .name = "summary",
    .context = CTX_PARAMS,
};

void open_summary(struct ui *ui, const char *name)
{
    const struct summary *def = NULL;
    struct err err = ERR_INIT;
    if (!app_summary(ui->app, name, &def, NULL, &err)) {
        ui_error(ui, &err);
        return;
    }
    struct summary_page *s = mem_zero(1, sizeof *s);
    s->page.ops = &summary_ops;
    s->def = def;
    s->height = ui->grid.rows - UI_TOP - UI_BOTTOM;
    s->answers = mem_zero(def->nparams + 1, sizeof *s->answers);
    for (size_t i = 0; i < def->nparams; i++) {
        set_default(s, ui, i);
    }
    if (def->nparams > 0) {
        ui_push(ui, &s->page);
    } else {
        run(s, ui);
        summary_free(&s->page);
    }
}
