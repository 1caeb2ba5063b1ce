/* Values taken from somewhere: a list's codes, other records, the previous record, what a form offers for
 * insertion. */

#include "screen/form_int.h"

#include <stdio.h>
#include <string.h>

#include "text/fold.h"

enum { OFFERED_PAGE = 50 };

/* A value that was chosen, by typing this or (typed "") in the pop-up: it stands at once, and the field shows what it means. */
static void accept(struct form_page *fp, struct ui *ui, const struct value *v, const char *typed)
{
    const struct cell *c = form_cell(fp, fp->focus);
    if (fp->blind) {
        fp->draft_due = true;
        if (verify_take(fp, ui, v) && form_field_at(fp, fp->focus)->auto_advance) {
            form_next(fp, ui, false);
        }
        return;
    }
    char *text = mem_dup(typed);
    if (!value_eq(&c->value, v) || c->raw) {
        form_set(fp, ui, fp->focus, v, NULL);
    }
    field_take_up(fp, ui);
    fp->draft_due = true;
    if (!form_field_at(fp, fp->focus)->auto_advance) {
        problems_check_cell(fp, ui, fp->focus);
    } else if (text[0]) {
        form_advance(fp, ui, text);
    } else {
        form_next(fp, ui, false);
    }
    free(text);
}

static void accept_text(struct form_page *fp, struct ui *ui, const char *text, const char *typed)
{
    struct value v = VALUE_INIT;
    value_set_text(&v, sv_of(text));
    accept(fp, ui, &v, typed);
    value_release(&v);
}

/* ---- the rows of a CSV list that are offered ---- */

struct choices {
    const struct list *list;
    size_t *rows;
    size_t n;
};

static bool choices_get(struct form_page *fp, struct path at, struct choices *c, struct err *err)
{
    *c = (struct choices){0};
    return work_choices(fp->work, at, &c->list, &c->rows, &c->n, err);
}

static const struct list_row *choice_at(const struct choices *c, size_t i)
{
    return &c->list->rows[c->rows[i]];
}

/* How a row answers to typed text, best first. */
enum match { MATCH_CODE, MATCH_SHORT, MATCH_LABEL, MATCH_PREFIX, MATCH_NONE };

static bool folds_to(const char *text, const char *folded, bool prefix)
{
    struct str s = STR_INIT;
    fold_text(&s, sv_of(text));
    bool same = text[0] && (prefix ? str_starts(s.p, folded) : str_eq(s.p, folded));
    str_release(&s);
    return same;
}

/* In either language. */
static bool short_folds_to(const struct list_row *row, const char *folded, bool prefix)
{
    return folds_to(list_row_short(row, LANG_VI), folded, prefix) || folds_to(list_row_short(row, LANG_EN), folded, prefix);
}

static enum match match_row(const struct list_row *row, const char *folded, enum lang lang)
{
    if (folds_to(row->code, folded, false)) {
        return MATCH_CODE;
    }
    if (short_folds_to(row, folded, false)) {
        return MATCH_SHORT;
    }
    if (folds_to(list_row_label(row, lang), folded, false)) {
        return MATCH_LABEL;
    }
    return folds_to(row->code, folded, true) || short_folds_to(row, folded, true) ? MATCH_PREFIX : MATCH_NONE;
}

bool choice_begins(const struct list *list, struct sv text)
{
    struct str folded = STR_INIT;
    bool begins = false;
    fold_text(&folded, text);
    for (size_t i = 0; i < list->nrows && !begins; i++) {
        begins = folds_to(list->rows[i].code, folded.p, true) || short_folds_to(&list->rows[i], folded.p, true);
    }
    str_release(&folded);
    return begins;
}

struct matched {
    enum match best;
    const struct list_row *row; /* the first of the best */
    size_t best_count;
    size_t longer; /* rows whose code or short goes on after the text */
};

static struct matched match_rows(const struct choices *c, struct sv text, enum lang lang)
{
    struct matched m = {.best = MATCH_NONE};
    struct str folded = STR_INIT;
    fold_text(&folded, text);
    for (size_t i = 0; i < c->n && folded.len > 0; i++) {
        const struct list_row *row = choice_at(c, i);
        enum match how = match_row(row, folded.p, lang);
        m.longer += how == MATCH_PREFIX;
        if (how < m.best) {
            m.best = how;
            m.row = row;
            m.best_count = 0;
        }
        m.best_count += how == m.best && how != MATCH_NONE;
    }
    str_release(&folded);
    return m;
}

static bool parse_listed(struct form_page *fp, const struct ui *ui, struct path at, struct sv text, struct value *out,
                         struct err *err)
{
    struct choices c;
    if (!choices_get(fp, at, &c, err)) {
        return false;
    }
    struct matched m = match_rows(&c, text, LANG_VI);
    free(c.rows);
    if (m.best != MATCH_NONE && m.best_count == 1) {
        value_set_text(out, sv_of(m.row->code));
        return true;
    }
    char key[KEY_NAME];
    return err_set(err, ERR_INVALID,
                   m.best_count > 1 ? _("“%.*s” names several choices; %s shows them.")
                                    : _("“%.*s” is not among the choices; %s shows them."),
                   (int)(text.n < 200 ? text.n : 200), text.p, ui_key(ui, CMD_CHOICES, CTX_FORM, key));
}

/* ---- references to records ---- */

bool choice_ask(struct form_page *fp, const struct field *f, const struct params *params, struct request *req, struct reply *rep,
                struct err *err)
{
    struct str field = STR_INIT;
    str_addf(&field, "%s%s%s", f->roster >= 0 ? fp->form->rosters[f->roster].name : "", f->roster >= 0 ? "." : "", f->name);
    req->op = OP_CHOICES;
    req->form = f->ref;
    req->name = fp->form->name;
    req->field = field.p;
    req->params = params->list.v;
    req->nparams = params->list.n;
    bool ok = host_call(fp->host, req, rep, err);
    str_release(&field);
    return ok;
}

static bool ask_offered(struct form_page *fp, struct path at, const char *text, const char *after,
                        size_t limit, struct reply *rep, struct err *err)
{
    struct params params = {{0}, {0}};
    struct request req = {.text = text, .after = after, .limit = limit};
    work_filter_params(fp->work, at, &params);
    bool ok = choice_ask(fp, form_field_at(fp, at), &params, &req, rep, err);
    params_release(&params);
    return ok;
}

/* The record with exactly this key: it need not be among those that the search looks through. */
static bool find_by_key(struct form_page *fp, const char *form, const char *key, char id[UUID_TEXT])
{
    struct err ignored = ERR_INIT;
    struct reply rep = {0};
    struct request req = {.op = OP_FIND, .form = form, .key = key};
    bool ok = host_call(fp->host, &req, &rep, &ignored) && rep.rows.nrows > 0;
    snprintf(id, UUID_TEXT, "%s", rowset_str(&rep.rows, 0, "_id"));
    reply_release(&rep);
    return ok;
}

/* The one record that is offered under these words. */
static bool find_by_words(struct form_page *fp, const struct ui *ui, struct path at, const char *typed, char id[UUID_TEXT], struct err *err)
{
    struct reply rep = {0};
    bool ok = ask_offered(fp, at, typed, NULL, 2, &rep, err);
    if (ok && rep.rows.nrows != 1) {
        char key[KEY_NAME];
        ok = err_set(err, ERR_INVALID,
                     rep.rows.nrows > 1 ? _("“%s” names several records; %s shows them.")
                                        : _("No record is named “%s”; %s shows them all."),
                     typed, ui_key(ui, CMD_CHOICES, CTX_FORM, key));
    }
    snprintf(id, UUID_TEXT, "%s", rowset_str(&rep.rows, 0, "_id"));
    reply_release(&rep);
    return ok;
}

static bool add_named(struct form_page *fp, const struct ui *ui, struct path at, const char *typed, struct str *ids, struct err *err)
{
    char id[UUID_TEXT];
    if (!find_by_key(fp, form_field_at(fp, at)->ref, typed, id) && !find_by_words(fp, ui, at, typed, id, err)) {
        return false;
    }
    format_add_code(ids, id);
    return true;
}

static bool parse_reference(struct form_page *fp, const struct ui *ui, struct path at, struct sv text, struct value *out, struct err *err)
{
    struct str key = STR_INIT, ids = STR_INIT;
    bool ok = true;
    if (field_names_many(form_field_at(fp, at))) {
        while (ok && format_next_key(&text, &key)) {
            ok = add_named(fp, ui, at, key.p, &ids, err);
        }
    } else {
        str_add_sv(&key, text);
        ok = add_named(fp, ui, at, key.p, &ids, err);
    }
    if (ok) {
        value_set_text(out, (struct sv){ids.p, ids.len});
    }
    str_release(&key);
    str_release(&ids);
    return ok;
}

bool choice_parse(struct form_page *fp, const struct ui *ui, struct path at, struct sv text, struct value *out, struct err *err)
{
    return form_field_at(fp, at)->ref ? parse_reference(fp, ui, at, text, out, err)
                                      : parse_listed(fp, ui, at, text, out, err);
}

/* What is ticked stands on top, also what would not be offered (any more): it can be unticked. */
static void add_ticked(struct form_page *fp, struct pick *p)
{
    const char *form = form_field_at(fp, fp->focus)->ref;
    for (size_t i = 0; i < p->chosen.n; i++) {
        const struct title *t = form_title(fp, form, p->chosen.v[i]);
        pick_add_as(p, p->chosen.v[i], t->key, t->label);
    }
}

static bool more_offered(struct pick *p, struct ui *ui)
{
    struct form_page *fp = p->arg;
    struct reply rep = {0};
    struct err err = ERR_INIT;
    if (!p->page_key && p->search.len == 0) {
        add_ticked(fp, p);
    }
    bool ok = ask_offered(fp, fp->focus, p->search.len ? p->search.p : NULL, p->page_key, OFFERED_PAGE, &rep, &err);
    if (!ok) {
        ui_error(ui, &err);
    }
    for (size_t i = 0; ok && i < rep.rows.nrows; i++) {
        const char *id = rowset_str(&rep.rows, i, "_id");
        if (!p->multiple || !pick_has(p, id)) {
            pick_add_as(p, id, rowset_str(&rep.rows, i, "key"), rowset_str(&rep.rows, i, "label"));
        }
        pick_turn(p, rowset_str(&rep.rows, i, "_page"));
    }
    bool more = ok && rep.rows.nrows == OFFERED_PAGE;
    reply_release(&rep);
    return more;
}

/* ---- the pop-up ---- */

static void add_yes_no(struct pick *p, const struct field *f, enum lang lang)
{
    static const char *const codes[] = {"co", "khong"};
    static const char *const keys[] = {"1", "0"};
    for (size_t i = 0; i < 2; i++) {
        struct value v = VALUE_INIT;
        struct str label = STR_INIT;
        value_set_text(&v, sv_of(codes[i]));
        format_show(f, NULL, &v, lang, 0, &label);
        pick_add_as(p, codes[i], keys[i], label.p);
        str_release(&label);
        value_release(&v);
    }
}

static void add_row(struct pick *p, const struct list_row *row, enum lang lang)
{
    const char *shrt = list_row_short(row, lang);
    pick_add_as(p, row->code, *shrt ? shrt : row->code, list_row_label(row, lang));
}

static bool is_offered(const struct choices *c, const char *code)
{
    for (size_t i = 0; i < c->n; i++) {
        if (str_eq(choice_at(c, i)->code, code)) {
            return true;
        }
    }
    return false;
}

/* What was ticked while it was offered does not go unseen. */
static void add_no_longer_offered(struct pick *p, const struct choices *c, enum lang lang)
{
    for (size_t i = 0; i < p->chosen.n; i++) {
        const struct list_row *row = list_find(c->list, p->chosen.v[i]);
        if (row && !is_offered(c, row->code)) {
            add_row(p, row, lang);
        }
    }
}

static bool add_listed(struct form_page *fp, struct ui *ui, struct pick *p)
{
    struct choices c;
    struct err err = ERR_INIT;
    if (!choices_get(fp, fp->focus, &c, &err)) {
        ui_error(ui, &err);
        return false;
    }
    const char *chosen = value_str(&form_cell(fp, fp->focus)->value);
    add_no_longer_offered(p, &c, ui->lang);
    for (size_t i = 0; i < c.n; i++) {
        add_row(p, choice_at(&c, i), ui->lang);
        if (str_eq(chosen, choice_at(&c, i)->code)) {
            p->at = i;
        }
    }
    free(c.rows);
    return true;
}

/* Letters typed before the pop-up was there are its search. */
static void push_with_search(struct ui *ui, struct pick *p, struct sv search)
{
    ui_push(ui, &p->page);
    if (search.n > 0) {
        pick_search(p, ui, search);
    }
}

static void tick(struct pick *p, const char *codes)
{
    struct sv rest = sv_of(codes), piece;
    pick_several(p);
    while (sv_next(&rest, ' ', &piece)) {
        char *code = mem_dup_n(piece.p, piece.n);
        pick_choose(p, code);
        free(code);
    }
}

/* ---- nothing is offered ---- */

/* "Period, Level": of the fields that decide what is offered, those that are not answered, or all. */
static void add_deciding(struct form_page *fp, const struct ui *ui, const struct reads *by, bool unanswered, struct str *out)
{
    for (size_t i = 0; i < by->fields.n; i++) {
        const struct field *f = by->fields.v[i];
        struct path at = {f->roster, f->roster >= 0 ? fp->focus.row : 0, f->index};
        const struct cell *c = f->roster < 0 || f->roster == fp->focus.roster ? form_cell(fp, at) : NULL;
        if (c && !f->hidden && (!unanswered || cell_empty(c))) {
            str_addf(out, "%s%s", out->len > 0 ? ", " : "", label_in(&f->label, ui->lang));
        }
    }
}

static void say_nothing_offered(struct form_page *fp, struct ui *ui, const struct field *f)
{
    struct reads by = {0};
    struct str unanswered = STR_INIT;
    struct str all = STR_INIT;
    work_filtered_by(fp->work, f, &by);
    add_deciding(fp, ui, &by, true, &unanswered);
    add_deciding(fp, ui, &by, false, &all);
    if (unanswered.len > 0) {
        ui_say(ui, STYLE_WARNING, _("Nothing can be chosen here yet: first answer %s."), unanswered.p);
    } else if (all.len > 0) {
        ui_say(ui, STYLE_WARNING, _("There is nothing to choose: what is offered here depends on %s."), all.p);
    } else {
        ui_say(ui, STYLE_WARNING, "%s",
               f->ref ? _("There is no record yet that could be chosen here.") : _("None of the choices is in force now."));
    }
    reads_release(&by);
    str_release(&unanswered);
    str_release(&all);
}

/* The first rows; false after saying why there is not one, whatever is searched. */
static bool add_offered(struct form_page *fp, struct ui *ui, struct pick *p, const struct field *f, bool searches)
{
    bool ok = true;
    if (f->type == FIELD_YES_NO) {
        add_yes_no(p, f, ui->lang);
    } else if (f->ref) {
        p->more = more_offered;
        p->arg = fp;
        p->all = !searches && !more_offered(p, ui);
    } else {
        ok = add_listed(fp, ui, p);
    }
    bool any = p->rows.n > 0 || (f->ref && searches);
    if (ok && !any && ui->message.len == 0) {
        say_nothing_offered(fp, ui, f);
    }
    return ok && any;
}

/* ---- opened ---- */

static void say_no_choices(struct ui *ui, const struct field *f)
{
    char key[KEY_NAME];
    if (f->insert) {
        ui_say(ui, STYLE_PLAIN, _("This field has no choices; %s inserts into it."), ui_key(ui, CMD_INSERT, CTX_FORM, key));
    } else {
        ui_say(ui, STYLE_PLAIN, "%s", _("This field has no choices; type into it."));
    }
}

static bool may_choose(struct form_page *fp, struct ui *ui, const struct field *f)
{
    const struct cell *c = form_cell(fp, fp->focus);
    bool coded = field_is_coded(f);
    if (!form_may_change(fp, ui)) {
        return false;
    }
    if (c && c->read_only) {
        field_say_read_only(fp, ui);
    } else if (!coded) {
        say_no_choices(ui, f);
    }
    return coded && !(c && c->read_only) && roster_begin_row(fp, ui);
}

void choice_open(struct form_page *fp, struct ui *ui, struct sv search)
{
    const struct field *f = fp->focused ? form_field_at(fp, fp->focus) : NULL;
    if (!f || !may_choose(fp, ui, f)) {
        return;
    }
    struct pick *p = pick_new(label_in(&f->label, ui->lang), TAG_CHOICE);
    if (f->type == FIELD_SELECT_MULTIPLE) {
        field_commit(fp, ui); /* what was typed so far is ticked */
        tick(p, value_str(&form_cell(fp, fp->focus)->value));
    }
    if (add_offered(fp, ui, p, f, search.n > 0)) {
        push_with_search(ui, p, search);
    } else {
        p->page.ops->free(&p->page);
    }
}

void choice_show(struct form_page *fp, struct ui *ui)
{
    choice_open(fp, ui, (struct sv){"", 0});
}

/* Codes of a list come into its order; records stay in that of ticking. */
static void take_ticked(struct form_page *fp, struct ui *ui, const struct pick *p)
{
    const struct field *f = form_field_at(fp, fp->focus);
    struct str codes = STR_INIT;
    struct value v = VALUE_INIT;
    struct err err = ERR_INIT;
    for (size_t i = 0; i < p->chosen.n; i++) {
        format_add_code(&codes, p->chosen.v[i]);
    }
    if (format_parse_stored(f, work_list(fp->work, f), (struct sv){codes.p, codes.len}, &v, &err)) {
        accept(fp, ui, &v, "");
    } else {
        ui_error(ui, &err);
    }
    value_release(&v);
    str_release(&codes);
}

void choice_picked(struct form_page *fp, struct ui *ui, const struct pick *p)
{
    if (p->multiple) {
        take_ticked(fp, ui, p);
    } else {
        accept_text(fp, ui, p->rows.v[p->at].value, "");
    }
}

/* ---- typing a code ---- */

static void type_yes_no(struct form_page *fp, struct ui *ui, struct sv text)
{
    struct value v = VALUE_INIT;
    struct err err = ERR_INIT;
    if (format_parse(form_field_at(fp, fp->focus), NULL, text, ui->lang, 0, &v, &err) && !value_is_null(&v)) {
        struct str typed = STR_INIT;
        str_add_sv(&typed, text);
        accept(fp, ui, &v, typed.p);
        str_release(&typed);
    } else {
        choice_open(fp, ui, text);
    }
    value_release(&v);
}

/* A code that no other goes on from stands at once; letters that begin none search among the labels. */
static void type_code(struct form_page *fp, struct ui *ui, struct sv text)
{
    struct choices c;
    struct err err = ERR_INIT;
    field_insert(fp, ui, text);
    if (!choices_get(fp, fp->focus, &c, &err)) {
        ui_error(ui, &err);
        return;
    }
    struct matched m = match_rows(&c, sv_of(fp->edit.text.p), ui->lang);
    free(c.rows);
    if (m.best <= MATCH_SHORT && m.longer == 0 && m.best_count == 1) {
        accept_text(fp, ui, m.row->code, fp->edit.text.p);
    } else if (m.best == MATCH_NONE) {
        char *typed = mem_dup(fp->edit.text.p);
        field_take_up(fp, ui);
        choice_open(fp, ui, sv_of(typed));
        free(typed);
    }
}

void choice_type(struct form_page *fp, struct ui *ui, struct sv text)
{
    const struct field *f = form_field_at(fp, fp->focus);
    bool begun = f->type == FIELD_SELECT_MULTIPLE && fp->edit.changed;
    if (!begun && (sv_eq(text, "?") || sv_eq(text, "+"))) {
        choice_open(fp, ui, (struct sv){"", 0});
    } else if (f->type == FIELD_SELECT_MULTIPLE) {
        field_insert(fp, ui, text);
    } else if (f->ref) {
        choice_open(fp, ui, text);
    } else if (f->type == FIELD_YES_NO) {
        type_yes_no(fp, ui, text);
    } else {
        type_code(fp, ui, text);
    }
}

/* ---- ditto ---- */

/* The record this person saved before; NULL when there is none. */
static const struct record *previous_record(struct form_page *fp)
{
    if (!fp->previous_asked) {
        struct err ignored = ERR_INIT;
        struct reply rep = {0};
        struct request req = {.op = OP_PREVIOUS, .form = fp->form->name, .id = fp->record->id};
        if (host_call(fp->host, &req, &rep, &ignored)) {
            fp->previous = rep.record;
            rep.record = NULL;
        }
        fp->previous_asked = true;
        reply_release(&rep);
    }
    return fp->previous;
}

/* What came before: in a roster its ghost, or what stands above; elsewhere the previous record. */
static void value_before(struct form_page *fp, struct value *out)
{
    struct path above;
    const struct record *before = fp->focus.roster < 0 ? previous_record(fp) : NULL;
    if (fp->focus.roster >= 0 && form_cell(fp, fp->focus)) {
        work_ghost(fp->work, fp->focus, out);
    }
    if (value_is_null(out) && fp->focus.roster >= 0 && roster_above(fp, fp->focus, &above)) {
        value_copy(out, &form_cell(fp, above)->value);
    } else if (before) {
        value_copy(out, &record_cell_const(before, fp->focus)->value);
    }
}

void choice_ditto(struct form_page *fp, struct ui *ui)
{
    if (!fp->focused || !form_may_change(fp, ui)) {
        return;
    }
    struct value v = VALUE_INIT;
    value_before(fp, &v);
    if (value_is_null(&v)) {
        ui_say(ui, STYLE_PLAIN, "%s", _("There is nothing to repeat here."));
        return;
    }
    if (roster_begin_row(fp, ui) && !form_cell(fp, fp->focus)->read_only) {
        form_set(fp, ui, fp->focus, &v, NULL);
        field_take_up(fp, ui);
        form_next(fp, ui, false);
    }
    value_release(&v);
}

/* ---- inserting ---- */

void choice_insert(struct form_page *fp, struct ui *ui)
{
    const struct field *f = fp->focused ? form_field_at(fp, fp->focus) : NULL;
    if (!f || !f->insert) {
        ui_say(ui, STYLE_PLAIN, "%s", _("The form offers nothing to insert into this field."));
        return;
    }
    if (!form_may_change(fp, ui) || !roster_begin_row(fp, ui)) {
        return;
    }
    struct params params;
    form_params(fp, fp->focus, &params);
    struct reply rep = {0};
    struct request req = {.op = OP_QUERY, .name = f->insert, .params = params.list.v, .nparams = params.list.n};
    if (ui_call(ui, &req, &rep)) {
        struct pick *p = pick_new(_("Insert"), TAG_INSERT);
        rowset_speak(&rep.rows, ui->lang);
        for (size_t i = 0; i < rep.rows.nrows; i++) {
            pick_add(p, rowset_str(&rep.rows, i, "code"), rowset_str(&rep.rows, i, "label"));
        }
        ui_push(ui, &p->page);
    }
    params_release(&params);
    reply_release(&rep);
}

/* Codes in a line are separated by commas, in a text by blanks. */
void choice_inserted(struct form_page *fp, struct ui *ui, const struct pick *p)
{
    struct str text = STR_INIT;
    const struct edit *e = &fp->edit;
    char before = e->caret > 0 ? e->text.p[e->caret - 1] : ' ';
    if (p->at >= p->rows.n) {
        return;
    }
    if (before != ' ' && before != '\n' && before != '[' && before != '(') {
        str_add(&text, e->multiline ? " " : before == ',' ? " " : ", ");
    }
    str_add(&text, p->rows.v[p->at].code);
    fp->selected = false;
    field_insert(fp, ui, (struct sv){text.p, text.len});
    str_release(&text);
}

void choice_forget(struct form_page *fp)
{
    for (size_t i = 0; i < fp->titles.n; i++) {
        free(fp->titles.v[i].form);
        free(fp->titles.v[i].id);
        free(fp->titles.v[i].key);
        free(fp->titles.v[i].label);
    }
    vec_release(&fp->titles);
}
