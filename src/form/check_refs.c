/* Names between files: that collide, that nothing uses, that nobody reaches. */

#include <string.h>
#include "form/check.h"

/* ---- file names ---- */

static void folder_names(struct checking *ck, const char *folder, const char *ending,
                         const struct names *names)
{
    for (size_t i = 0; i < names->n; i++) {
        const char *file = arena_printf(&ck->app->arena, "%s/%s%s", folder, names->v[i], ending);
        struct reading rd = {ck->app, file, ck->faults, NULL};
        read_name_ok(&rd, 0, names->v[i]);
    }
}

static void shared_names(struct checking *ck, const struct names *a, const char *a_folder,
                         const struct names *b, const char *b_folder, const char *b_ending)
{
    for (size_t i = 0; i < b->n; i++) {
        if (names_has(a, b->v[i])) {
            ck->clash = true;
            const char *file = arena_printf(&ck->app->arena, "%s/%s%s", b_folder, b->v[i], b_ending);
            faults_add(ck->faults, file, 0,
                       _("The name '%s' is taken in %s/: forms, lists and views share their names; "
                         "choose another."),
                       b->v[i], a_folder);
        }
    }
}

void check_names(struct checking *ck)
{
    const struct app *app = ck->app;
    folder_names(ck, "forms", ".ini", &app->forms);
    folder_names(ck, "lists", ".csv", &app->lists);
    folder_names(ck, "views", ".sql", &app->views);
    folder_names(ck, "queries", ".sql", &app->queries);
    folder_names(ck, "checks", ".sql", &app->checks);
    folder_names(ck, "summaries", ".sql", &app->summaries);
    shared_names(ck, &app->forms, "forms", &app->lists, "lists", ".csv");
    shared_names(ck, &app->forms, "forms", &app->views, "views", ".sql");
    shared_names(ck, &app->lists, "lists", &app->views, "views", ".sql");
}

/* ---- lists ---- */

static bool folder_mentions(struct checking *ck, const char *folder, const struct names *names,
                            const char *word)
{
    for (size_t i = 0; i < names->n; i++) {
        const char *sql;
        struct err err = ERR_INIT;
        if (app_sql(ck->app, folder, names->v[i], &sql, &err) && check_has_word(sql, word)) {
            return true;
        }
    }
    return false;
}

static bool summary_uses(const struct summary *s, const char *list)
{
    for (size_t i = 0; i < s->nparams; i++) {
        if (str_eq_null(s->params[i].field.list, list)) {
            return true;
        }
    }
    return check_has_word(s->sql, list);
}

static bool summaries_use(struct checking *ck, const char *list)
{
    for (size_t i = 0; i < ck->app->summaries.n; i++) {
        const struct summary *s;
        struct err err = ERR_INIT;
        if (app_summary(ck->app, ck->app->summaries.v[i], &s, NULL, &err) && summary_uses(s, list)) {
            return true;
        }
    }
    return false;
}

static bool reports_use(struct checking *ck, const char *list)
{
    for (size_t i = 0; i < ck->app->reports.n; i++) {
        const struct report *r;
        struct err err = ERR_INIT;
        if (app_report(ck->app, ck->app->reports.v[i], &r, NULL, &err) && check_has_word(r->sql, list)) {
            return true;
        }
    }
    return false;
}

static bool field_uses(const struct field *f, const char *list)
{
    const struct expr *exprs[CHECK_EXPRS];
    size_t n = check_field_exprs(f, exprs);
    if (str_eq_null(f->list, list)) {
        return true;
    }
    for (size_t i = 0; i < n; i++) {
        if (check_has_word(exprs[i]->sql, list)) {
            return true;
        }
    }
    return false;
}

static bool form_uses(const struct form *form, const char *list)
{
    for (size_t i = 0; i < form->nfields; i++) {
        if (field_uses(&form->fields[i], list)) {
            return true;
        }
    }
    for (size_t i = 0; i < form->nrosters; i++) {
        for (size_t k = 0; k < form->rosters[i].nfields; k++) {
            if (field_uses(&form->rosters[i].fields[k], list)) {
                return true;
            }
        }
    }
    for (size_t i = 0; i < form->ngroups; i++) {
        if (form->groups[i].relevant.sql && check_has_word(form->groups[i].relevant.sql, list)) {
            return true;
        }
    }
    for (size_t i = 0; i < form->nrosters; i++) {
        if (form->rosters[i].relevant.sql && check_has_word(form->rosters[i].relevant.sql, list)) {
            return true;
        }
    }
    return false;
}

static bool list_used(struct checking *ck, const char *name)
{
    const struct app *app = ck->app;
    if (str_eq_null(app->holidays, name)) {
        return true;
    }
    for (size_t i = 0; i < app->forms.n; i++) {
        if (form_uses(check_form(ck, app->forms.v[i]), name)) {
            return true;
        }
    }
    return folder_mentions(ck, "queries", &app->queries, name) ||
           folder_mentions(ck, "views", &app->views, name) ||
           folder_mentions(ck, "checks", &app->checks, name) || reports_use(ck, name) || summaries_use(ck, name);
}

static void holidays(struct checking *ck)
{
    const struct list *l = ck->app->holidays ? check_list(ck, ck->app->holidays) : NULL;
    struct date day;
    for (size_t i = 0; l && i < l->nrows; i++) {
        if (!date_parse_iso(sv_of(l->rows[i].code), &day)) {
            faults_add(ck->faults, l->file, list_line(l, i),
                       _("Code '%s' of the holidays is no day: write it as 2026-12-31."), l->rows[i].code);
        }
    }
}

/* ---- queries ---- */

static bool query_used(const struct checking *ck, const char *name)
{
    for (size_t i = 0; i < ck->used.n; i++) {
        if (str_eq(ck->used.v[i], name)) {
            return true;
        }
    }
    return false;
}

/* ---- forms ---- */

static bool item_is_form(const struct menu_item *item, const char *form)
{
    return item->kind == MENU_FORM && str_eq_null(item->name, form);
}

static bool form_reached(const struct app *app, const char *form)
{
    for (size_t i = 0; i < app->nmenus; i++) {
        for (size_t k = 0; k < app->menus[i].nitems; k++) {
            if (item_is_form(&app->menus[i].items[k], form)) {
                return true;
            }
        }
    }
    for (size_t i = 0; i < app->nsteps; i++) {
        if (item_is_form(&app->steps[i].item, form)) {
            return true;
        }
    }
    return false;
}

enum { KEY_DEPTH = 8 }; /* of keys that name records; what is deeper leads in a circle */

static bool key_leads_to(struct checking *ck, const struct form *from, const char *form, int depth)
{
    for (size_t i = 0; from && i < from->nkey; i++) {
        const char *ref = from->fields[from->key[i]].ref;
        if (ref && (str_eq(ref, form) ||
                    (depth < KEY_DEPTH && key_leads_to(ck, check_form(ck, ref), form, depth + 1)))) {
            return true;
        }
    }
    return false;
}

/* A record that stands in a key is spelt with its own key, so a key must end in values. */
static void key_ends(struct checking *ck, const struct form *form)
{
    for (size_t i = 0; i < form->nkey; i++) {
        const struct field *f = &form->fields[form->key[i]];
        if (f->ref &&
            (str_eq(f->ref, form->name) || key_leads_to(ck, check_form(ck, f->ref), form->name, 1))) {
            faults_add(ck->faults, form->file, f->line,
                       _("Field '%s' leads the key back to this form: take it out of the key."), f->name);
        }
    }
}

enum { TITLE_DEPTH = 8, TITLE_READS_MAX = 50 };

/* How many records must be read to write the title of one; not counted far beyond the limit. */
static int title_reads(struct checking *ck, const struct form *form, int depth)
{
    int reads = 1;
    for (size_t i = 0; form && depth < TITLE_DEPTH && reads <= TITLE_READS_MAX && i < form->nrecord_title; i++) {
        const struct field *f = &form->fields[form->record_title[i]];
        reads += f->ref ? title_reads(ck, check_form(ck, f->ref), depth + 1) : 0;
    }
    return reads;
}

/* Records whose titles name several of their own kind would be read by the thousand. */
static void title_ends(struct checking *ck, const struct form *form)
{
    for (size_t i = 0; form && i < form->nrecord_title; i++) {
        const struct field *f = &form->fields[form->record_title[i]];
        if (f->ref && title_reads(ck, check_form(ck, f->ref), 1) > TITLE_READS_MAX) {
            faults_add(ck->faults, form->file, f->line,
                       _("Field '%s' makes the title one of more than %d records, each named by another: take it out of record_title."), f->name,
                       TITLE_READS_MAX);
        }
    }
}

/* The form whose records are the units, at the end of the form's chain; NULL when it has none, or its chain has no end. */
static const struct form *units_of(struct checking *ck, const struct form *form)
{
    size_t depth = 0;
    while (form && form->unit >= 0 && depth++ < ck->app->forms.n) {
        form = check_form(ck, form->fields[form->unit].ref);
    }
    return form && form->unit < 0 && depth > 0 ? form : NULL;
}

/* A role is held for units of one kind. */
static void unit_ends(struct checking *ck, const struct form *form, const struct form **units)
{
    if (!form || form->unit < 0) {
        return;
    }
    const struct form *end = units_of(ck, form);
    const struct field *f = &form->fields[form->unit];
    *units = *units ? *units : end;
    if (!end) {
        faults_add(ck->faults, form->file, f->line, _("Field '%s' leads the unit back to this form: name another."), f->name);
    } else if (end != *units) {
        faults_add(ck->faults, form->file, f->line, _("By field '%s' the units are records of '%s', by other forms of '%s': choose one."), f->name,
                   end->name, (*units)->name);
    }
}

/* The field that seen_with names holds records of this form. */
static void seen_with(struct checking *ck, const struct form *form)
{
    const struct roster_path *p = &form->seen_with;
    const struct form *with = p->form && names_has(&ck->app->forms, p->form) ? check_form(ck, p->form) : NULL;
    bool found = false;
    for (size_t i = 0; with && i < with->nrosters; i++) {
        const struct roster *r = &with->rosters[i];
        for (size_t j = 0; str_eq(r->name, p->roster) && j < r->nfields; j++) {
            found = found || (str_eq(r->fields[j].name, p->field) && field_names_one(&r->fields[j], form->name));
        }
    }
    if (p->form && !found) {
        faults_add(ck->faults, form->file, p->line, _("'seen_with' has '%s.%s.%s': name a select_one of '%s' in a roster of a form."), p->form, p->roster,
                   p->field, form->name);
    }
}

/* Work is handed over from one account to another, so whoever it is assigned to has to have one. */
static void assignments(struct checking *ck, const struct form *form, const struct field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct field *f = &fields[i];
        const struct form *people = f->assigned && f->ref ? check_form(ck, f->ref) : NULL;
        if (f->assigned && (field_names_many(f) || !people || !form_account(people))) {
            faults_add(ck->faults, form->file, f->line,
                       _("Field '%s' is 'assigned': make it a select_one of a form that has a text with 'account'."), f->name);
        }
        if (f->account && (!f->unique || f->roster >= 0)) {
            faults_add(ck->faults, form->file, f->line, _("Field '%s' holds an 'account': make it 'unique', and no field of a roster."), f->name);
        }
    }
}

static bool governs(struct checking *ck, const struct form *form)
{
    for (size_t i = 0; i < ck->app->forms.n; i++) {
        const struct form *other = check_form(ck, ck->app->forms.v[i]);
        if (other && str_eq_null(other->governed_by, form->name)) {
            return true;
        }
    }
    return false;
}

/* An author is known by their account, and stays one. */
static void form_readers(struct checking *ck, const struct form *form)
{
    const struct field *f = form && form->author >= 0 ? &form->fields[form->author] : NULL;
    const struct form *people = f ? check_form(ck, f->ref) : NULL;
    if (people && !form_account(people)) {
        faults_add(ck->faults, form->file, f->line, _("Field '%s' names the author by a record of '%s', which has no text with 'account': add it there."),
                   f->name, people->name);
    }
    if (f && f->assigned) {
        faults_add(ck->faults, form->file, f->line, _("Field '%s' names the author, whose record nobody takes over: take 'assigned' out."), f->name);
    }
    for (size_t i = 0; form && i < form->nstates; i++) {
        if (form->states[i].opens && !governs(ck, form)) {
            faults_add(ck->faults, form->file, form->states[i].line, _("[state %s] opens the records that '%s' governs, and it governs none: take 'opens' out."),
                       form->states[i].name, form->name);
        }
    }
}

static void form_assignments(struct checking *ck, const struct form *form)
{
    for (size_t i = 0; form && i < form->nrosters; i++) {
        assignments(ck, form, form->rosters[i].fields, form->rosters[i].nfields);
    }
    if (form) {
        assignments(ck, form, form->fields, form->nfields);
    }
}

/* ---- codes, and texts that mention them ---- */

static bool same_kind(const struct field *a, const struct field *b)
{
    return a->type == b->type && str_eq_null(a->list, b->list) && str_eq_null(a->ref, b->ref);
}

static bool is_cited_in(const struct form_code *code, const char *form)
{
    for (size_t i = 0; code && i < code->ncited_in; i++) {
        if (str_eq(code->cited_in[i].form, form)) {
            return true;
        }
    }
    return false;
}

static size_t citations(struct checking *ck, const struct form *form, const struct field *fields, size_t n, const char *of)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        const struct field *f = &fields[i];
        const struct form *cited = f->cites ? check_form(ck, f->cites) : NULL;
        found += str_eq_null(f->cites, of);
        if (!of && f->cites && (!cited || !is_cited_in(cited->code, form->name))) {
            faults_add(ck->faults, form->file, f->line,
                       _("Field '%s' cites '%s': that form needs a section [code], whose 'cited_in' names this form."), f->name, f->cites);
        }
    }
    return found;
}

/* How many fields of the form mention codes of `of`; of NULL: none, but faults of those that mention any are told. */
static size_t form_citations(struct checking *ck, const struct form *form, const char *of)
{
    size_t found = citations(ck, form, form->fields, form->nfields, of);
    for (size_t i = 0; i < form->nrosters; i++) {
        found += citations(ck, form, form->rosters[i].fields, form->rosters[i].nfields, of);
    }
    return found;
}

static void form_codes(struct checking *ck, const struct form *form)
{
    const struct form_code *code = form ? form->code : NULL;
    for (size_t i = 0; code && i < code->ncited_in; i++) {
        const struct code_citer *c = &code->cited_in[i];
        const struct form *citer = names_has(&ck->app->forms, c->form) ? check_form(ck, c->form) : NULL;
        const struct field *bound = citer ? form_field(citer, c->field) : NULL;
        if (!bound || !same_kind(bound, code->scope)) {
            faults_add(ck->faults, form->file, code->line,
                       _("'cited_in' has '%s.%s': name a form and its field of the type of '%s', which is the scope."), c->form, c->field,
                       code->scope->name);
        } else if (form_citations(ck, citer, form->name) == 0) {
            faults_add(ck->faults, form->file, code->line, _("'cited_in' has '%s', whose texts cite nothing: give them 'cites = %s'."), c->form,
                       form->name);
        }
    }
    if (form) {
        (void)form_citations(ck, form, NULL);
    }
}

void check_uses(struct checking *ck)
{
    const struct app *app = ck->app;
    const struct form *units = NULL;
    for (size_t i = 0; i < app->lists.n; i++) {
        if (!list_used(ck, app->lists.v[i])) {
            faults_add(ck->faults, arena_printf(&ck->app->arena, "lists/%s.csv", app->lists.v[i]), 1,
                       _("Nothing names this list: use it, or remove the file."));
        }
    }
    for (size_t i = 0; i < app->queries.n; i++) {
        if (!query_used(ck, app->queries.v[i])) {
            faults_add(ck->faults, arena_printf(&ck->app->arena, "queries/%s.sql", app->queries.v[i]), 1,
                       _("Nothing names this query: use it, or remove the file."));
        }
    }
    for (size_t i = 0; i < app->forms.n; i++) {
        if (!form_reached(app, app->forms.v[i])) {
            faults_add(ck->faults, arena_printf(&ck->app->arena, "forms/%s.ini", app->forms.v[i]), 1,
                       _("No menu reaches this form: name it in a menu of app.ini."));
        }
        key_ends(ck, check_form(ck, app->forms.v[i]));
        title_ends(ck, check_form(ck, app->forms.v[i]));
        unit_ends(ck, check_form(ck, app->forms.v[i]), &units);
        form_assignments(ck, check_form(ck, app->forms.v[i]));
        form_readers(ck, check_form(ck, app->forms.v[i]));
        form_codes(ck, check_form(ck, app->forms.v[i]));
        if (check_form(ck, app->forms.v[i])) {
            seen_with(ck, check_form(ck, app->forms.v[i]));
        }
    }
    holidays(ck);
}
