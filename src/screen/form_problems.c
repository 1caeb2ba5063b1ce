/* What is wrong with the record: found, shown, walked through, and warnings accepted with a reason. */

#include "screen/form_int.h"

#include <string.h>

void problems_mark(struct form_page *fp)
{
    fp->marks.n = 0;
    for (size_t i = 0; i < fp->found.list.n; i++) {
        struct path *at = vec_push(&fp->marks);
        if (!record_path_parse(fp->record, fp->found.list.v[i].path, at)) {
            *at = PATH_MAIN(SIZE_MAX);
        }
    }
}

void problems_take(struct form_page *fp, struct findings *found)
{
    bool unmarked = fp->found.list.n == 0 && found->list.n == 0;
    findings_release(&fp->found);
    fp->found = *found;
    *found = (struct findings){0};
    fp->painted.valid = fp->painted.valid && unmarked;
    problems_mark(fp);
}

void problems_check(struct form_page *fp, struct ui *ui)
{
    struct findings found = {0};
    struct err err = ERR_INIT;
    if (fp->blind) {
        return; /* what is wrong would tell what stands there */
    }
    if (work_check(fp->work, ui->lang, &found, &err)) {
        problems_take(fp, &found);
    } else {
        ui_error(ui, &err);
    }
    findings_release(&found);
}

static bool is_open(const struct finding *f)
{
    return !f->accepted;
}

const struct finding *problems_at(const struct form_page *fp, struct path at)
{
    for (size_t i = 0; i < fp->marks.n; i++) {
        if (path_eq(fp->marks.v[i], at) && is_open(&fp->found.list.v[i])) {
            return &fp->found.list.v[i];
        }
    }
    return NULL;
}

size_t problems_open(const struct form_page *fp)
{
    size_t n = 0;
    for (size_t i = 0; i < fp->found.list.n; i++) {
        n += is_open(&fp->found.list.v[i]);
    }
    return n;
}

/* ---- checking some cells ---- */

static bool is_among(const struct path *paths, size_t n, struct path at)
{
    for (size_t i = 0; i < n; i++) {
        if (path_eq(paths[i], at)) {
            return true;
        }
    }
    return false;
}

static void check_into(struct form_page *fp, struct ui *ui, struct path at, struct findings *found)
{
    struct err err = ERR_INIT;
    if (at.field != SIZE_MAX && form_cell(fp, at) && !work_check_cell(fp->work, at, ui->lang, found, &err)) {
        ui_error(ui, &err);
    }
}

void problems_check_cells(struct form_page *fp, struct ui *ui, const struct path *cells, size_t n)
{
    struct findings found = {0};
    struct paths all = {0};
    if (fp->blind) {
        return;
    }
    problems_mark(fp);
    for (size_t i = 0; i < fp->marks.n; i++) {
        *vec_push(&all.list) = fp->marks.v[i];
    }
    work_refiltered(fp->work, &all);
    for (size_t i = 0; i < all.list.n; i++) {
        if (!is_among(all.list.v, i, all.list.v[i]) && !is_among(cells, n, all.list.v[i])) {
            check_into(fp, ui, all.list.v[i], &found);
        }
    }
    for (size_t i = 0; i < n; i++) {
        check_into(fp, ui, cells[i], &found);
    }
    vec_release(&all.list);
    problems_take(fp, &found);
}

/* Built-in sentences name the field themselves; those of a form may not.  A place of a matrix is named in any case. */
static void say_finding(struct form_page *fp, struct ui *ui, struct path at, const struct finding *f, const char *before)
{
    struct str name = STR_INIT;
    field_title(fp, ui, at, &name);
    bool named = strstr(f->msg, name.p) != NULL;
    ui_say(ui, f->strength == FIND_WARNING ? STYLE_WARNING : STYLE_ERROR, "%s%s%s%s", before,
           named ? "" : name.p, named ? "" : ": ", f->msg);
    if (f->strength == FIND_WARNING && !fp->read_only) {
        char key[KEY_NAME];
        str_add_c(&ui->message, ' ');
        str_addf(&ui->message, _("(%s if it is right)"), ui_key(ui, CMD_ACCEPT, CTX_FORM, key));
    }
    str_release(&name);
}

/* What Alt-w means in the next field. */
static void note_warned(struct form_page *fp, const struct path *at)
{
    struct str path = STR_INIT;
    free(fp->warned);
    fp->warned = NULL;
    if (at) {
        record_path_text(fp->record, *at, &path);
        fp->warned = str_take(&path);
    }
}

void problems_check_cell(struct form_page *fp, struct ui *ui, struct path at)
{
    problems_check_cells(fp, ui, &at, 1);
    const struct finding *f = problems_at(fp, at);
    note_warned(fp, f && f->strength == FIND_WARNING ? &at : NULL);
    if (f) {
        say_finding(fp, ui, at, f, "");
    }
}

/* ---- walking ---- */

bool problems_go_first(struct form_page *fp, struct ui *ui, enum strength weakest)
{
    for (size_t i = 0; i < fp->marks.n; i++) {
        if (fp->found.list.v[i].strength <= weakest && is_open(&fp->found.list.v[i]) &&
            fp->marks.v[i].field != SIZE_MAX) {
            form_focus(fp, ui, fp->marks.v[i]);
            return true;
        }
    }
    return false;
}

/* The open problem after the last one at the focus; the first when there is none behind. */
static size_t next_open(const struct form_page *fp)
{
    size_t n = fp->marks.n;
    size_t from = n;
    for (size_t i = 0; i < n; i++) {
        from = fp->focused && path_eq(fp->marks.v[i], fp->focus) ? i : from;
    }
    for (size_t step = 1; step <= n; step++) {
        size_t i = from == n ? step - 1 : (from + step) % n;
        if (is_open(&fp->found.list.v[i]) && fp->marks.v[i].field != SIZE_MAX) {
            return i;
        }
    }
    return n;
}

static size_t rank(const struct form_page *fp, size_t at)
{
    size_t n = 1;
    for (size_t i = 0; i < at; i++) {
        n += is_open(&fp->found.list.v[i]);
    }
    return n;
}

void problems_next(struct form_page *fp, struct ui *ui)
{
    (void)form_leave(fp, ui, false);
    if (ui->top != &fp->page) {
        return;
    }
    problems_check(fp, ui);
    size_t i = next_open(fp);
    if (i == fp->marks.n) {
        form_focus(fp, ui, fp->focus);
        ui_say(ui, STYLE_PLAIN, "%s", _("There is no problem left in this record."));
        return;
    }
    struct path at = fp->marks.v[i];
    form_focus(fp, ui, at);
    const struct finding *f = problems_at(fp, at);
    if (f) {
        struct str count = STR_INIT;
        str_addf(&count, "%zu/%zu ", rank(fp, i), problems_open(fp));
        say_finding(fp, ui, at, f, count.p);
        str_release(&count);
    }
}

/* Each by its place and its sentence. */
static void add_problem(struct form_page *fp, const struct ui *ui, struct pick *p, size_t i)
{
    const struct finding *f = &fp->found.list.v[i];
    struct str name = STR_INIT, text = STR_INIT;
    field_title(fp, ui, fp->marks.v[i], &name);
    bool named = strstr(f->msg, name.p) != NULL;
    str_addf(&text, "%s%s%s", named ? "" : name.p, named ? "" : ": ", f->msg);
    pick_add_as(p, f->path, f->strength == FIND_WARNING ? "" : "!", text.p);
    *vec_push(&fp->places) = fp->marks.v[i];
    str_release(&name);
    str_release(&text);
}

void problems_list(struct form_page *fp, struct ui *ui)
{
    form_leave(fp, ui, false);
    if (ui->top != &fp->page) {
        return;
    }
    problems_check(fp, ui);
    struct pick *p = pick_new(_("Problems"), TAG_GOTO);
    fp->places.n = 0;
    for (size_t i = 0; i < fp->marks.n; i++) {
        if (is_open(&fp->found.list.v[i]) && fp->marks.v[i].field != SIZE_MAX) {
            add_problem(fp, ui, p, i);
        }
    }
    if (fp->places.n > 0) {
        ui_push(ui, &p->page);
        return;
    }
    p->page.ops->free(&p->page);
    ui_say(ui, STYLE_PLAIN, "%s", _("There is no problem left in this record."));
}

/* ---- accepting ---- */

static const struct finding *warning_at(const struct form_page *fp, struct path at)
{
    for (size_t i = 0; i < fp->marks.n; i++) {
        const struct finding *f = &fp->found.list.v[i];
        if (path_eq(fp->marks.v[i], at) && f->strength == FIND_WARNING && is_open(f)) {
            return f;
        }
    }
    return NULL;
}

void problems_ask_accept(struct form_page *fp, struct ui *ui)
{
    if (!fp->focused || !form_may_change(fp, ui)) {
        return;
    }
    struct path left, at = fp->focus;
    bool warned = fp->warned && record_path_parse(fp->record, fp->warned, &left);
    (void)form_leave(fp, ui, true);
    const struct finding *f = warning_at(fp, at);
    if (!f && warned) { /* it was told when its field was left */
        f = warning_at(fp, left);
        at = f ? left : at;
    }
    form_focus(fp, ui, at);
    if (!f) {
        ui_say(ui, STYLE_PLAIN, "%s", _("There is no warning at this field; errors cannot be accepted."));
        return;
    }
    struct ask *a = ask_new(_("Why is this right all the same?"), f->msg, TAG_ACCEPT);
    a->input = true;
    a->required = true;
    ui_push(ui, &a->page);
}

void problems_accepted(struct form_page *fp, struct ui *ui, const struct ask *a)
{
    struct str path = STR_INIT;
    struct acceptance now = {.reason = mem_dup(a->answer.p), .who = mem_dup(ui->person)};
    work_value_hash(fp->work, fp->focus, now.value_hash);
    record_path_text(fp->record, fp->focus, &path);
    undo_note_accepted(fp, path.p);
    record_accept(fp->record, path.p, &now);
    draft_note_accepted(fp, ui, path.p);
    fp->draft_due = true;
    acceptance_release(&now);
    str_release(&path);
    problems_check_cells(fp, ui, &fp->focus, 1);
    ui_say(ui, STYLE_PLAIN, "%s", _("The warning is accepted; the reason is stored when you save."));
}
