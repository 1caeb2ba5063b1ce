/* Translations: every text for people in both languages. */

#include "form/check.h"
#include "text/fold.h"

static void text(struct checking *ck, const char *file, int line, const struct label *l, const char *key,
                 bool needed)
{
    if (l->in[LANG_VI] && !l->in[LANG_EN]) {
        faults_add(ck->faults, file, line, _("The %s “%s” has no English twin: add %s.en."), key,
                   l->in[LANG_VI], key);
    } else if (!l->in[LANG_VI] && (needed || l->in[LANG_EN])) {
        faults_add(ck->faults, file, line, _("The section has no %s: add it."), key);
    }
}

/* Letters with accents, and đ, lose bytes when they are folded; dots and dashes do not. */
static bool is_vietnamese(struct sv text)
{
    struct str folded = STR_INIT;
    fold_text(&folded, text);
    bool is = folded.len < text.n;
    str_release(&folded);
    return is;
}

/* What people read of a note, unless it is only a name or a number. */
static void note_text(struct checking *ck, const struct field *f)
{
    const char *at = f->calculation.sql;
    bool told = f->type != FIELD_NOTE || !at || f->english.sql;
    for (struct token t = {TOKEN_OTHER, {0}}; !told && t.kind != TOKEN_END;) {
        t = check_next_token(&at);
        if (t.kind == TOKEN_TEXT && is_vietnamese(t.text)) {
            faults_add(ck->faults, f->calculation.file, f->calculation.line,
                       _("The calculation of the note '%s' has words and no English twin: add calculation.en."), f->name);
            told = true;
        }
    }
}

static void field_texts(struct checking *ck, const struct form *form, const struct roster *roster,
                        const struct field *f)
{
    (void)roster;
    text(ck, form->file, f->line, &f->label, "label", true);
    text(ck, form->file, f->line, &f->hint, "hint", false);
    text(ck, form->file, f->line, &f->constraint_message, "constraint_message", false);
    text(ck, form->file, f->line, &f->warning_message, "warning_message", false);
    note_text(ck, f);
}

static void form_texts(struct checking *ck, const struct form *form)
{
    text(ck, form->file, 1, &form->title, "title", true);
    for (size_t i = 0; i < form->ngroups; i++) {
        text(ck, form->file, form->groups[i].line, &form->groups[i].label, "label", true);
    }
    for (size_t i = 0; i < form->nrosters; i++) {
        text(ck, form->file, form->rosters[i].line, &form->rosters[i].label, "label", true);
        text(ck, form->file, form->rosters[i].line, &form->rosters[i].ghost_label, "ghost_label", false);
    }
    for (size_t i = 0; i < form->ncopies; i++) {
        text(ck, form->file, form->copies[i].line, &form->copies[i].label, "label", true);
    }
    for (size_t i = 0; i < form->nstates; i++) {
        text(ck, form->file, form->states[i].line, &form->states[i].label, "label", true);
    }
    check_each_field(ck, form, field_texts);
}

static void app_texts(struct checking *ck)
{
    static const char FILE_NAME[] = "app.ini";
    const struct app *app = ck->app;
    text(ck, FILE_NAME, 1, &app->title, "title", false);
    for (size_t i = 0; i < app->nroles; i++) {
        text(ck, FILE_NAME, app->roles[i].line, &app->roles[i].label, "label", true);
    }
    for (size_t i = 0; i < app->nmenus; i++) {
        text(ck, FILE_NAME, app->menus[i].line, &app->menus[i].label, "label", true);
    }
    for (size_t i = 0; i < app->nsteps; i++) {
        text(ck, FILE_NAME, app->steps[i].line, &app->steps[i].label, "label", true);
    }
    for (size_t i = 0; i < app->nboards; i++) {
        text(ck, FILE_NAME, app->boards[i].line, &app->boards[i].label, "label", true);
    }
}

/* A list none of whose rows is translated is told once. */
static void list_texts(struct checking *ck, const struct list *l)
{
    size_t translated = 0, label = (size_t)list_column(l, "label"), english = (size_t)list_column(l, "label_en");
    for (size_t i = 0; i < l->nrows; i++) {
        translated += l->rows[i].cells[english] != NULL;
    }
    if (translated == 0 && l->nrows > 0) {
        faults_add(ck->faults, l->file, 1, _("No row has a label.en: add the column."));
        return;
    }
    for (size_t i = 0; i < l->nrows; i++) {
        if (l->rows[i].cells[label] && !l->rows[i].cells[english]) {
            faults_add(ck->faults, l->file, list_line(l, i), _("Code '%s' has no label.en: write one."),
                       l->rows[i].code);
        }
    }
}

static void summary_texts(struct checking *ck, const char *name)
{
    const struct summary *s;
    struct err err = ERR_INIT;
    if (!app_summary(ck->app, name, &s, NULL, &err)) {
        return;
    }
    text(ck, s->file, 1, &s->title, "title", false);
    for (size_t i = 0; i < s->nparams; i++) {
        const struct summary_param *p = &s->params[i];
        if (!p->field.label.in[LANG_VI] || !p->field.label.in[LANG_EN]) {
            faults_add(ck->faults, s->file, p->line,
                       _("Parameter '%s' has no label in both languages: add a line -- label: %s = LABEL | ENGLISH LABEL."),
                       p->field.name, p->field.name);
        }
    }
    for (size_t i = 0; i < s->ncolumns; i++) {
        if (!s->column_labels[i].in[LANG_EN]) {
            faults_add(ck->faults, s->file, check_word_line(s->sql, s->columns[i]),
                       _("Column '%s' has no English label: write it behind '|'."), s->columns[i]);
        }
    }
}

static void report_texts(struct checking *ck, const char *name)
{
    const struct report *r;
    struct err err = ERR_INIT;
    if (app_report(ck->app, name, &r, NULL, &err)) {
        text(ck, r->file, 1, &r->title, "title", false);
    }
}

void check_texts(struct checking *ck)
{
    const struct app *app = ck->app;
    app_texts(ck);
    for (size_t i = 0; i < app->forms.n; i++) {
        form_texts(ck, check_form(ck, app->forms.v[i]));
    }
    for (size_t i = 0; i < app->lists.n; i++) {
        list_texts(ck, check_list(ck, app->lists.v[i]));
    }
    for (size_t i = 0; i < app->summaries.n; i++) {
        summary_texts(ck, app->summaries.v[i]);
    }
    for (size_t i = 0; i < app->reports.n; i++) {
        report_texts(ck, app->reports.v[i]);
    }
}
