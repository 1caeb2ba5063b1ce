/*
 * Double entry on the form page: a second person keys marked fields again without seeing what was keyed first.
 *
 * The workspace keeps the stored record, so that what is asked for and what may be chosen is as it is there; the page's own record
 * shows the marked fields empty and fills as they are keyed: a cell that is `touched` has been.  Each is compared on leaving: what
 * differs is asked for again, and the same thing twice is a difference that stays open until all fields are keyed.  Then the two
 * stand side by side, and it is decided which of them stands, or what else.  Until that is stored nothing changes.
 */

#include "screen/form_int.h"

#include <stdlib.h>

#include "form/verify.h"
#include "screen/type.h"

/* ---- the cells ---- */

/* Which of the cells that are keyed again this is; cells.n: none. */
static size_t place_of(const struct blind *b, struct path at)
{
    size_t i = 0;
    while (i < b->cells.n && !path_eq(b->cells.v[i], at)) {
        i++;
    }
    return i;
}

bool verify_keys(const struct form_page *fp, struct path at)
{
    return fp->blind && place_of(fp->blind, at) < fp->blind->cells.n;
}

/* What is computed would tell what it is computed from. */
bool verify_hides(const struct form_page *fp, struct path at)
{
    const struct field *f = form_field_at(fp, at);
    const struct cell *c = form_cell(fp, at);
    return fp->blind && (f->calculation.sql || (c && c->computed));
}

static const struct value *first_of(const struct form_page *fp, size_t i)
{
    return &record_cell_const(fp->blind->stored, fp->blind->cells.v[i])->value;
}

static const struct cell *keyed_at(const struct form_page *fp, size_t i)
{
    return record_cell_const(fp->record, fp->blind->cells.v[i]);
}

static bool differs(const struct form_page *fp, size_t i)
{
    return !value_eq(first_of(fp, i), &keyed_at(fp, i)->value);
}

size_t verify_left(const struct form_page *fp)
{
    size_t n = 0;
    for (size_t i = 0; i < fp->blind->cells.n; i++) {
        n += !keyed_at(fp, i)->touched;
    }
    return n;
}

const char *verify_draft(const struct form_page *fp)
{
    return fp->blind ? fp->blind->draft.p : fp->form->name;
}

/* ---- beginning and end ---- */

static void hide(struct cell *c, bool open)
{
    static const struct value nothing = VALUE_INIT;
    if (open) {
        cell_set(c, &nothing);
        c->touched = false;
    } else {
        c->read_only = true;
        if (c->computed) {
            cell_set(c, &nothing);
        }
    }
}

static void hide_cells(struct form_page *fp, size_t n, struct path at)
{
    for (size_t i = 0; i < n; i++) {
        at.field = i;
        hide(record_cell(fp->record, at), verify_keys(fp, at));
    }
}

static void hide_all(struct form_page *fp)
{
    hide_cells(fp, fp->form->nfields, PATH_MAIN(0));
    for (size_t i = 0; i < fp->form->nrosters; i++) {
        for (size_t k = 0; k < fp->record->rosters[i].list.n; k++) {
            hide_cells(fp, fp->form->rosters[i].nfields, (struct path){(int)i, k, 0});
        }
    }
}

void verify_begin(struct form_page *fp, struct rowset *waiting)
{
    struct blind *b = fp->blind = mem_zero(1, sizeof *b);
    b->draft = b->choice[0] = b->choice[1] = (struct str)STR_INIT;
    b->waiting = *waiting;
    *waiting = (struct rowset){0};
    verify_add_draft(&b->draft, fp->form->name);
    b->stored = fp->record;
    fp->record = record_clone(b->stored);
    for (size_t i = 0; i < b->waiting.nrows; i++) {
        struct path at;
        if (record_path_parse(fp->record, rowset_str(&b->waiting, i, "path"), &at)) {
            *vec_push(&b->cells) = at;
        }
    }
    b->decisions = mem_zero(b->cells.n + 1, sizeof *b->decisions);
    hide_all(fp);
    record_free(fp->base);
    fp->base = record_clone(fp->record);
}

void verify_release(struct form_page *fp)
{
    struct blind *b = fp->blind;
    if (!b) {
        return;
    }
    for (size_t i = 0; i < b->attempts.n; i++) {
        value_release(&b->attempts.v[i].value);
    }
    for (size_t i = 0; i < b->cells.n; i++) {
        value_release(&b->decisions[i].value);
        free(b->decisions[i].reason);
    }
    vec_release(&b->attempts);
    vec_release(&b->cells);
    free(b->decisions);
    rowset_release(&b->waiting);
    record_free(b->stored);
    str_release(&b->draft);
    str_release(&b->choice[0]);
    str_release(&b->choice[1]);
    free(b);
    fp->blind = NULL;
}

/* ---- keying ---- */

/* What was keyed in this place before, and was not what stands there; NULL: nothing. */
static struct attempt *attempt_at(const struct blind *b, size_t cell)
{
    for (size_t i = 0; i < b->attempts.n; i++) {
        if (b->attempts.v[i].cell == cell) {
            return &b->attempts.v[i];
        }
    }
    return NULL;
}

static void remember(struct blind *b, size_t cell, const struct value *v)
{
    struct attempt *a = attempt_at(b, cell);
    if (!a) {
        a = vec_push(&b->attempts);
        a->cell = cell;
    }
    value_copy(&a->value, v);
}

static void put(struct form_page *fp, struct ui *ui, struct path at, const struct value *v, bool keyed)
{
    struct cell *c = record_cell(fp->record, at);
    cell_set(c, v);
    c->touched = keyed;
    draft_note_cell(fp, ui, at);
    fp->stale = true;
    field_take_up(fp, ui);
}

bool verify_take(struct form_page *fp, struct ui *ui, const struct value *v)
{
    static const struct value nothing = VALUE_INIT;
    struct path at = fp->focus;
    size_t i = place_of(fp->blind, at);
    struct decision *decision = &fp->blind->decisions[i];
    const struct attempt *before = attempt_at(fp->blind, i);
    bool keyed = value_eq(v, first_of(fp, i)) || (before && value_eq(v, &before->value));
    decision->decided = false; /* about what stood there until now */
    put(fp, ui, at, keyed ? v : &nothing, keyed);
    if (!keyed) {
        remember(fp->blind, i, v);
        ui_say(ui, STYLE_WARNING, "%s", _("This is not what was keyed first: look at the paper and type it again."));
    }
    return keyed;
}

bool verify_leave(struct form_page *fp, struct ui *ui, bool forward)
{
    struct value v = VALUE_INIT;
    struct err why = ERR_INIT;
    const struct cell *c = form_cell(fp, fp->focus);
    bool typed = fp->edit.changed;
    if (!verify_keys(fp, fp->focus) || (!typed && (c->touched || !forward))) {
        return true; /* nothing typed; only who goes on has seen that the place is empty on paper, too */
    }
    type_end(ui, &fp->edit);
    bool is = field_parse(fp, ui, fp->focus, sv_trim((struct sv){fp->edit.text.p, fp->edit.text.len}), &v, &why);
    bool leaves = is && verify_take(fp, ui, &v);
    if (!is) {
        ui_error(ui, &why);
    }
    if (!is && !forward) {
        field_take_up(fp, ui); /* going back is never held up */
        leaves = true;
    }
    value_release(&v);
    return leaves;
}

/* From the focused cell on, the next that was not keyed. */
static bool next_left(const struct form_page *fp, struct path *out)
{
    const struct blind *b = fp->blind;
    size_t from = place_of(b, fp->focus);
    for (size_t k = 1; k <= b->cells.n; k++) {
        size_t i = (from + k) % b->cells.n;
        if (!keyed_at(fp, i)->touched) {
            *out = b->cells.v[i];
            return true;
        }
    }
    return false;
}

static void say_left(const struct form_page *fp, struct ui *ui)
{
    size_t n = verify_left(fp);
    char key[KEY_NAME];
    if (n > 0) {
        ui_say(ui, STYLE_PLAIN, Q_("%zu field is still to be keyed.", "%zu fields are still to be keyed.", n), n);
    } else {
        ui_say(ui, STYLE_PLAIN, _("All fields are keyed; %s shows what differs."), ui_key(ui, CMD_SAVE, CTX_FORM, key));
    }
}

static void go_to_left(struct form_page *fp, struct ui *ui)
{
    struct path to;
    if (next_left(fp, &to)) {
        form_focus(fp, ui, to);
    }
    say_left(fp, ui);
}

void verify_next(struct form_page *fp, struct ui *ui)
{
    if (form_leave(fp, ui, false)) {
        go_to_left(fp, ui);
    }
}

/* ---- what differs, side by side ---- */

static void show(struct form_page *fp, const struct ui *ui, size_t i, const struct value *v, struct str *out)
{
    if (value_is_null(v)) {
        str_add(out, _("(empty)"));
    } else {
        field_show_value(fp, ui, form_field_at(fp, fp->blind->cells.v[i]), v, out);
    }
}

/* A field as people find it on the paper: "Lớp 2: Học sinh". */
static void name(struct form_page *fp, const struct ui *ui, size_t i, struct str *out)
{
    struct path at = fp->blind->cells.v[i];
    const struct roster *def = at.roster >= 0 ? &fp->form->rosters[at.roster] : NULL;
    if (def && !def->matrix) {
        str_addf(out, "%s %zu: ", label_in(&def->label, ui->lang), at.row + 1);
    }
    field_title(fp, ui, at, out);
}

static void add_difference(struct form_page *fp, const struct ui *ui, struct pick *p, size_t i)
{
    const struct decision *v = &fp->blind->decisions[i];
    struct str value = STR_INIT, field = STR_INIT, both = STR_INIT;
    str_addf(&value, "%zu", i);
    name(fp, ui, i, &field);
    show(fp, ui, i, first_of(fp, i), &both);
    str_add(&both, " | ");
    show(fp, ui, i, &keyed_at(fp, i)->value, &both);
    if (v->decided) {
        str_add(&both, " → ");
        show(fp, ui, i, &v->value, &both);
    } else if (p->at == SIZE_MAX) {
        p->at = p->rows.n;
    }
    pick_add_as(p, value.p, field.p, both.p);
    str_release(&value);
    str_release(&field);
    str_release(&both);
}

/* False when all is the same. */
static bool list_differences(struct form_page *fp, struct ui *ui)
{
    struct pick *p = pick_new(_("Keyed differently: first | second"), TAG_DIFFERENCES);
    p->at = SIZE_MAX; /* the first that is not decided */
    for (size_t i = 0; i < fp->blind->cells.n; i++) {
        if (differs(fp, i)) {
            add_difference(fp, ui, p, i);
        }
    }
    if (p->rows.n == 0) {
        p->page.ops->free(&p->page);
        return false;
    }
    if (p->at == SIZE_MAX) {
        p->at = p->rows.n;
        pick_add_as(p, "save", "", _("Save what was decided"));
    }
    ui_push(ui, &p->page);
    return true;
}

/* ---- what stands from now on ---- */

static void decide(struct form_page *fp, struct ui *ui, const struct value *v, const char *reason)
{
    struct decision *decision = &fp->blind->decisions[fp->blind->asked];
    value_copy(&decision->value, v);
    free(decision->reason);
    decision->reason = reason ? mem_dup(reason) : NULL;
    decision->decided = true;
    list_differences(fp, ui);
}

static void ask_difference(struct form_page *fp, struct ui *ui, size_t i)
{
    struct blind *b = fp->blind;
    struct str title = STR_INIT, text = STR_INIT;
    b->asked = i;
    for (size_t k = 0; k < 2; k++) {
        str_clear(&b->choice[k]);
        show(fp, ui, i, k == 0 ? first_of(fp, i) : &keyed_at(fp, i)->value, &b->choice[k]);
    }
    name(fp, ui, i, &title);
    str_addf(&text, _("First, by %s: %s"), rowset_str(&b->waiting, i, "who"), b->choice[0].p);
    str_add_c(&text, '\n');
    str_addf(&text, _("Second, by %s: %s"), ui->person, b->choice[1].p);
    struct ask *a = ask_new(title.p, text.p, TAG_DIFFERENCE);
    form_offer(fp, a, b->choice[0].p, b->choice[1].p, _("Something else"));
    ui_push(ui, &a->page);
    str_release(&title);
    str_release(&text);
}

static void ask_third(struct form_page *fp, struct ui *ui, int tag)
{
    struct str title = STR_INIT;
    name(fp, ui, fp->blind->asked, &title);
    struct ask *a = ask_new(title.p, tag == TAG_THIRD ? _("What is right?") : _("Why is neither of the two right?"), tag);
    a->input = true;
    a->required = tag == TAG_THIRD_WHY;
    ui_push(ui, &a->page);
    str_release(&title);
}

/* A third value that is one of the two needs no reason. */
static void take_third(struct form_page *fp, struct ui *ui, const char *text)
{
    struct blind *b = fp->blind;
    struct value v = VALUE_INIT;
    struct err why = ERR_INIT;
    if (!field_parse(fp, ui, b->cells.v[b->asked], sv_trim(sv_of(text)), &v, &why)) {
        ask_third(fp, ui, TAG_THIRD);
        ui_error(ui, &why);
    } else if (verify_outcome_of(first_of(fp, b->asked), &keyed_at(fp, b->asked)->value, &v) == VERIFY_THIRD) {
        value_copy(&b->decisions[b->asked].value, &v);
        ask_third(fp, ui, TAG_THIRD_WHY);
    } else {
        decide(fp, ui, &v, NULL);
    }
    value_release(&v);
}

static void take_third_why(struct form_page *fp, struct ui *ui, const char *reason)
{
    struct value v = VALUE_INIT;
    value_copy(&v, &fp->blind->decisions[fp->blind->asked].value);
    decide(fp, ui, &v, reason);
    value_release(&v);
}

/* ---- storing ---- */

static void say_verified(struct ui *ui, size_t keyed, const struct reply *rep)
{
    ui_say(ui, STYLE_PLAIN,
           Q_("Keyed twice: %zu field, %lld of them otherwise; all of it is stored.",
              "Keyed twice: %zu fields, %lld of them otherwise; all of it is stored.", keyed),
           keyed, (long long)rep->n);
}

static void store(struct form_page *fp, struct ui *ui)
{
    struct blind *b = fp->blind;
    struct reply rep = {0};
    struct second *seconds = mem_zero(b->cells.n + 1, sizeof *seconds);
    for (size_t i = 0; i < b->cells.n; i++) {
        const struct decision *v = &b->decisions[i];
        bool other = differs(fp, i) && v->decided;
        seconds[i] = (struct second){.path = rowset_str(&b->waiting, i, "path"),
                                     .keyed = keyed_at(fp, i)->value,                       /* lent */
                                     .stands = other ? v->value : keyed_at(fp, i)->value,
                                     .reason = other ? v->reason : NULL};
    }
    struct request req = {.op = OP_VERIFY,
                          .form = fp->form->name,
                          .id = fp->record->id,
                          .version = fp->record->version,
                          .seconds = seconds,
                          .nseconds = b->cells.n,
                          .tally = tally_tell(fp)};
    size_t keyed = b->cells.n;
    if (ui_call(ui, &req, &rep)) {
        draft_forget(fp);
        ui_close(ui);
        say_verified(ui, keyed, &rep);
    }
    free(seconds);
    reply_release(&rep);
}

void verify_finish(struct form_page *fp, struct ui *ui)
{
    if (!form_leave(fp, ui, false)) {
        return;
    }
    if (verify_left(fp) > 0) {
        go_to_left(fp, ui);
    } else if (!list_differences(fp, ui)) {
        store(fp, ui);
    }
}

static void picked(struct form_page *fp, struct ui *ui, const char *value)
{
    if (str_eq(value, "save")) {
        store(fp, ui);
    } else {
        ask_difference(fp, ui, (size_t)strtoul(value, NULL, 10));
    }
}

static void answered(struct form_page *fp, struct ui *ui, const struct ask *a)
{
    if (!a->done) {
        list_differences(fp, ui);
    } else if (a->tag == TAG_THIRD) {
        take_third(fp, ui, a->answer.p);
    } else if (a->tag == TAG_THIRD_WHY) {
        take_third_why(fp, ui, a->answer.p);
    } else if (a->chosen == 2) {
        ask_third(fp, ui, TAG_THIRD);
    } else {
        size_t i = fp->blind->asked;
        decide(fp, ui, a->chosen == 0 ? first_of(fp, i) : &keyed_at(fp, i)->value, NULL);
    }
}

bool verify_closed(struct form_page *fp, struct ui *ui, const struct page *closed)
{
    const struct pick *p = closed->ops == &pick_ops ? (const struct pick *)closed : NULL;
    const struct ask *a = closed->ops == &ask_ops ? (const struct ask *)closed : NULL;
    if (p && p->tag == TAG_DIFFERENCES) {
        if (p->done) {
            picked(fp, ui, p->rows.v[p->at].value);
        }
        return true;
    }
    if (a && (a->tag == TAG_DIFFERENCE || a->tag == TAG_THIRD || a->tag == TAG_THIRD_WHY)) {
        answered(fp, ui, a);
        return true;
    }
    return false;
}

/* ---- commands ---- */

const enum command verify_barred[] = {
    CMD_NEW,        CMD_DUPLICATE,   CMD_DITTO,         CMD_INSERT, CMD_ACCEPT, CMD_MOVE,      CMD_PANE,       CMD_PANE_ZOOM,
    CMD_PANE_DOWN,  CMD_PANE_UP,     CMD_NEXT_RECORD,   CMD_REKEY,  CMD_COPY, CMD_PRINT, CMD_LOG,    CMD_SNAPSHOTS, CMD_ROW_ADD,    CMD_ROW_INSERT,
    CMD_ROW_DELETE, CMD_PREV_RECORD, CMD_DELETE_RECORD, CMD_VERIFY, CMD_NONE,
};

bool verify_command(struct form_page *fp, struct ui *ui, enum command cmd)
{
    if (!fp->blind) {
        return false;
    }
    if (cmd == CMD_SAVE) {
        verify_finish(fp, ui);
    } else if (cmd == CMD_NEXT_PROBLEM) {
        verify_next(fp, ui);
    } else if (!ui_offers(&fp->page, cmd)) {
        verify_say_barred(ui);
    } else {
        return false;
    }
    return true;
}

void verify_say_barred(struct ui *ui)
{
    ui_say(ui, STYLE_PLAIN, "%s", _("While values are keyed again they are only typed; leave first."));
}

void verify_say_begun(const struct form_page *fp, struct ui *ui, int64_t own)
{
    size_t n = fp->blind->cells.n;
    if (own > 0) {
        ui_say(ui, STYLE_PLAIN,
               Q_("%zu field is to be keyed from the paper; %lld that you keyed yourself wait for another person.",
                  "%zu fields are to be keyed from the paper; %lld that you keyed yourself wait for another person.", n),
               n, (long long)own);
    } else {
        ui_say(ui, STYLE_PLAIN,
               Q_("%zu field is to be keyed from the paper, as if nothing stood here.",
                  "%zu fields are to be keyed from the paper, as if nothing stood here.", n),
               n);
    }
}
