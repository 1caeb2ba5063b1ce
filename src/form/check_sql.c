/* Every SQL text, prepared against the empty database of the whole schema: its names, its parameters, its
 * columns. */

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "db/db.h"
#include "form/check.h"
#include "form/format.h"

#define STEPS_MAX 100000000 /* of SQLite's machine: some seconds */

/* One text and what its user asks of it. */
struct text {
    const char *file, *sql;
    const char *const *columns;    /* that the result must have; NULL-terminated; NULL: any */
    const struct form *form;       /* whose fields may be parameters; NULL: the context, `today`, `person` and `_record` */
    const struct roster *roster;   /* whose fields may be, too, or NULL */
    const struct summary *summary; /* whose declared parameters may be, or NULL */
    const char *const *params;     /* of a document: what may be, NULL-terminated; or NULL */
    struct rowset *result;         /* takes the names of its columns; or NULL */
    bool check;                    /* a file of checks/ */
    bool copied;                   /* of a [copy]: its rows go into records */
};

/* ---- what SQLite says, as a fault ---- */

/* SQLite's own words from the middle of a message: "…(SQLite: WORDS, SQLITE_ERROR)". */
static char *sqlite_words(const char *msg)
{
    static const char OPEN[] = "(SQLite: ";
    const char *start = strstr(msg, OPEN);
    const char *end = start ? strstr(start, ", SQLITE_") : NULL;
    if (!end) {
        return mem_dup(msg);
    }
    start += sizeof OPEN - 1;
    return mem_dup_n(start, (size_t)(end - start));
}

/* What is at fault: behind "no such …: " or inside near "…". */
static char *culprit(const char *words)
{
    const char *start = strstr(words, "near \"");
    if (start) {
        start += 6;
        return mem_dup_n(start, strcspn(start, "\""));
    }
    start = strstr(words, ": ");
    start = start ? start + 2 : words;
    return mem_dup_n(start, strcspn(start, " ("));
}

/* "main.lop_hoc" → "lop_hoc" */
static const char *last_part(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot ? dot + 1 : name;
}

struct pool {
    struct app *app;
    VEC(const char *) names;
};

static void add_columns(struct pool *p, const struct field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        *vec_push(&p->names) = fields[i].name;
    }
}

static void all_columns(struct checking *ck, struct pool *p)
{
    for (size_t i = 0; i < p->app->forms.n; i++) {
        const struct form *f = check_form(ck, p->app->forms.v[i]);
        add_columns(p, f->fields, f->nfields);
        for (size_t k = 0; k < f->nrosters; k++) {
            add_columns(p, f->rosters[k].fields, f->rosters[k].nfields);
        }
    }
    for (size_t i = 0; i < p->app->lists.n; i++) {
        const struct list *l = check_list(ck, p->app->lists.v[i]);
        for (size_t k = 0; k < l->ncolumns; k++) {
            *vec_push(&p->names) = l->columns[k];
        }
    }
}

static void add_names(struct pool *p, const struct names *names)
{
    for (size_t i = 0; i < names->n; i++) {
        *vec_push(&p->names) = names->v[i];
    }
}

static void all_tables(struct checking *ck, struct pool *p)
{
    add_names(p, &p->app->forms);
    add_names(p, &p->app->lists);
    add_names(p, &p->app->views);
    for (size_t i = 0; i < p->app->forms.n; i++) {
        const struct form *f = check_form(ck, p->app->forms.v[i]);
        for (size_t k = 0; k < f->nrosters; k++) {
            *vec_push(&p->names) = arena_printf(&p->app->arena, "%s__%s", f->name, f->rosters[k].name);
        }
    }
}

static const char *nearest(struct checking *ck, const char *words, const char *wrong)
{
    struct pool pool = {.app = ck->app};
    if (str_starts(words, "no such column")) {
        all_columns(ck, &pool);
    } else if (str_starts(words, "no such table")) {
        all_tables(ck, &pool);
    }
    const char *near = str_nearest(wrong, pool.names.v, pool.names.n);
    vec_release(&pool.names);
    return near && !str_eq(near, wrong) ? near : NULL;
}

/* `first` is the line on which the text begins in its file. */
static void sql_fault_at(struct checking *ck, const char *file, int first, const char *sql, const char *msg)
{
    char *words = sqlite_words(msg);
    char *wrong = culprit(words);
    int line = first - 1 + check_word_line(sql, check_has_word(sql, wrong) ? wrong : last_part(wrong));
    const char *near = nearest(ck, words, last_part(wrong));
    if (str_starts(file, "views/") && str_starts(words, "no such function")) {
        faults_add(ck->faults, file, line,
                   _("This SQL cannot run (%s): views have SQLite's own functions only."), words);
    } else if (near) {
        faults_add(ck->faults, file, line, _("This SQL cannot run (%s): did you mean '%s'?"), words, near);
    } else {
        faults_add(ck->faults, file, line, _("This SQL cannot run (%s): correct it."), words);
    }
    free(words);
    free(wrong);
}

static void sql_fault(struct checking *ck, const char *file, const char *sql, const char *msg)
{
    sql_fault_at(ck, file, 1, sql, msg);
}

/* ---- the database and its views ---- */

static bool has_failed(const struct checking *ck, const char *view)
{
    for (size_t i = 0; i < ck->failed.n; i++) {
        if (str_eq(ck->failed.v[i], view)) {
            return true;
        }
    }
    return false;
}

/* Whether the text names a view that cannot be read, so that its own fault would only follow from that one.
 */
static bool names_failed(const struct checking *ck, const char *sql, const char *self)
{
    for (size_t i = 0; i < ck->failed.n; i++) {
        if (!str_eq_null(ck->failed.v[i], self) && check_has_word(sql, ck->failed.v[i])) {
            return true;
        }
    }
    return false;
}

/* "views/NAME.sql" → the view's name as the app has it, or NULL. */
static const char *view_of_file(const struct app *app, const char *file)
{
    for (size_t i = 0; i < app->views.n; i++) {
        size_t n = strlen(app->views.v[i]);
        if (str_starts(file, "views/") && strncmp(file + 6, app->views.v[i], n) == 0 &&
            str_eq(file + 6 + n, ".sql")) {
            return app->views.v[i];
        }
    }
    return NULL;
}

/* Views that the schema could make but nobody can read. */
static void try_view(struct checking *ck, const char *name, struct faults *made)
{
    struct str sql = STR_INIT;
    struct db_stmt *st = NULL;
    struct err err = ERR_INIT;
    str_add(&sql, "SELECT * FROM ");
    db_add_name(&sql, name);
    if (!db_prepare(ck->db, &st, sql.p, &err)) {
        faults_add(made, arena_printf(&ck->app->arena, "views/%s.sql", name), 0, "%s", err.msg);
        *vec_push(&ck->failed) = name;
    }
    db_finalize(st);
    str_release(&sql);
}

/* A view that could not be made cannot be read either: only the first fault of a view is told. */
static bool told_before(const struct faults *made, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (str_eq(made->list.v[i].file, made->list.v[at].file)) {
            return true;
        }
    }
    return false;
}

/* Views of a circle name each other, so each would seem to follow from the next: each is told. */
static bool in_circle(const struct fault *f, const char *view)
{
    struct str words = STR_INIT;
    str_addf(&words, "view %s is circularly defined", view);
    bool found = strstr(f->msg, words.p) != NULL;
    str_release(&words);
    return found;
}

static void tell_schema_faults(struct checking *ck, const struct faults *made)
{
    for (size_t i = 0; i < made->list.n; i++) {
        const struct fault *f = &made->list.v[i];
        const char *view = view_of_file(ck->app, f->file), *sql;
        struct err err = ERR_INIT;
        if (!view) {
            faults_add(ck->faults, f->file, f->line, "%s", f->msg);
        } else if (app_sql(ck->app, "views", view, &sql, &err) && !told_before(made, i) &&
                   (in_circle(f, view) || !names_failed(ck, sql, view))) {
            sql_fault(ck, f->file, sql, f->msg);
        }
    }
}

static bool open_db(struct checking *ck, app_schema_fn *schema, struct faults *made, struct err *err)
{
    if (!db_open(&ck->db, NULL, DB_MEMORY, err)) {
        return false;
    }
    db_limit_steps(ck->db, STEPS_MAX); /* a query that never ends must not keep the linter */
    return schema(ck->db, ck->app, made, err);
}

/* Ours come when the views have been tried: other programs that open the database read views, too. */
static void add_functions(struct checking *ck)
{
    const struct list *holidays = ck->app->holidays ? check_list(ck, ck->app->holidays) : NULL;
    struct err err = ERR_INIT;
    if (!work_add_functions(ck->db, &ck->clock, holidays, &err)) {
        faults_add(ck->faults, "app.ini", 0, "%s", err.msg);
    }
}

void check_open_schema(struct checking *ck, app_schema_fn *schema)
{
    struct faults made = {0};
    struct err err = ERR_INIT;
    if (ck->clash) {
        return;
    }
    if (!open_db(ck, schema, &made, &err)) {
        faults_add(ck->faults, "app.ini", 0, _("No database can be made of this application: %s"), err.msg);
        db_close(ck->db);
        ck->db = NULL;
        faults_release(&made);
        return;
    }
    for (size_t i = 0; i < made.list.n; i++) {
        const char *view = view_of_file(ck->app, made.list.v[i].file);
        if (view && !has_failed(ck, view)) {
            *vec_push(&ck->failed) = view;
        }
    }
    for (size_t i = 0; i < ck->app->views.n; i++) {
        if (!has_failed(ck, ck->app->views.v[i])) {
            try_view(ck, ck->app->views.v[i], &made);
        }
    }
    add_functions(ck);
    tell_schema_faults(ck, &made);
    faults_release(&made);
}

/* ---- one text ---- */

static void add_fields(struct pool *p, const struct field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (fields[i].type != FIELD_NOTE) {
            *vec_push(&p->names) = fields[i].name;
        }
    }
}

static void allowed_params(struct checking *ck, const struct text *t, struct pool *p)
{
    for (const char *const *name = t->params; name && *name; name++) {
        *vec_push(&p->names) = *name;
    }
    if (t->summary) {
        for (size_t i = 0; i < t->summary->nparams; i++) {
            *vec_push(&p->names) = t->summary->params[i].field.name;
        }
    } else if (t->form) {
        add_fields(p, t->form->fields, t->form->nfields);
        *vec_push(&p->names) = "_id";
        *vec_push(&p->names) = "_state";
        if (t->roster) {
            add_fields(p, t->roster->fields, t->roster->nfields);
        }
    } else if (!t->params) {
        for (const char *const *c = ck->app->context; *c; c++) {
            *vec_push(&p->names) = *c;
        }
        *vec_push(&p->names) = "today";
        *vec_push(&p->names) = "person";
        *vec_push(&p->names) = "_record";
    }
}

static bool pool_has(const struct pool *p, const char *name)
{
    for (size_t i = 0; i < p->names.n; i++) {
        if (str_eq(p->names.v[i], name)) {
            return true;
        }
    }
    return false;
}

static void check_params(struct checking *ck, const struct text *t, struct db_stmt *st)
{
    struct pool pool = {.app = ck->app};
    allowed_params(ck, t, &pool);
    for (int i = 1; i <= db_param_count(st); i++) {
        const char *name = db_param_name(st, i);
        if (!name) {
            faults_add(ck->faults, t->file, 1,
                       _("A parameter has no name: write :NAME instead of a question mark."));
        } else if (!pool_has(&pool, name)) {
            struct reading rd = {ck->app, t->file, ck->faults, NULL};
            read_unknown(&rd, check_word_line(t->sql, arena_printf(&ck->app->arena, "%s", name)),
                         _("parameter"), name, pool.names.v, pool.names.n);
        }
    }
    vec_release(&pool.names);
}

/* ---- the snapshot that a text may ask for ---- */

static bool is_sealed(const struct form *form)
{
    for (size_t i = 0; i < form->nstates; i++) {
        if (form->states[i].snapshot) {
            return true;
        }
    }
    return false;
}

static bool check_snapshot_form(struct checking *ck, struct reading *rd, const struct sql_snapshot *s)
{
    if (!read_known(rd, s->line, _("form"), s->form, &ck->app->forms)) {
        return false;
    }
    if (!is_sealed(check_form(ck, s->form))) {
        read_fault(rd, s->line, _("No state of the form '%s' has snapshot = yes: there is never a snapshot of it."), s->form);
    }
    return true;
}

static void check_snapshot_param(struct checking *ck, struct reading *rd, const struct text *t, int line, const char *name)
{
    struct pool pool = {.app = ck->app};
    allowed_params(ck, t, &pool);
    if (name[0] && !pool_has(&pool, name)) {
        read_unknown(rd, line, _("parameter"), arena_dup(&ck->app->arena, name), pool.names.v, pool.names.n);
    }
    vec_release(&pool.names);
}

/* The form whose record a query's parameter holds, NULL when it holds none. */
static const char *record_of_param(const struct text *t, const char *name)
{
    if (!t->form) {
        return name; /* of the context */
    }
    if (str_eq(name, "_id")) {
        return t->form->name;
    }
    const struct field *f = t->roster ? roster_field(t->roster, name) : NULL;
    f = f ? f : form_field(t->form, name);
    return f && f->type == FIELD_SELECT_ONE ? f->ref : NULL;
}

static void check_snapshot_record(struct checking *ck, struct reading *rd, const struct text *t, const struct sql_snapshot *s)
{
    size_t before = ck->faults->list.n;
    check_snapshot_param(ck, rd, t, s->line, s->record);
    if (!t->summary && !t->params && ck->faults->list.n == before && !str_eq_null(record_of_param(t, s->record), s->form)) {
        read_fault(rd, s->line, _("Parameter '%s' holds no record of the form '%s': name one that does."), s->record, s->form);
    }
}

/* A misspelt word would be taken for a remark, and the query would tell of what stands now. */
static void check_opening(struct checking *ck, struct reading *rd, const char *sql)
{
    static const char *const KNOWN[] = {"snapshot", "scope", "into", NULL};
    enum { N = sizeof KNOWN / sizeof *KNOWN - 1 };
    struct opening o = {.rest = sv_of(sql)};
    struct sv key, value;
    while (opening_next(&o, &key, &value)) {
        const char *word = arena_dup_n(&ck->app->arena, key.p, key.n);
        if (!words_have(KNOWN, word) && str_nearest(word, KNOWN, N)) {
            read_unknown(rd, o.line, _("key"), word, KNOWN, N);
        }
    }
}

/* A summary's parameter is answered by people: with the key of a record. */
static void check_snapshot_type(struct reading *rd, const struct summary *s, const struct sql_snapshot *ask)
{
    for (size_t i = 0; i < s->nparams; i++) {
        const struct summary_param *p = &s->params[i];
        if (str_eq(p->field.name, ask->record) && !str_eq_null(p->field.ref, ask->form)) {
            read_fault(rd, p->line, _("Parameter '%s' is the record of which a snapshot is read: declare it as select_one %s."),
                       p->field.name, ask->form);
        }
    }
}

/* -- scope: all ROLE, ROLE */
static void check_scope(struct checking *ck, struct reading *rd, const char *sql)
{
    struct sql_scope scope;
    struct sv role;
    struct app *app = ck->app;
    if (!sql_scope(sql, &scope)) {
        return;
    }
    if (scope.roles.n == 0) {
        read_fault(rd, scope.line, _("Write the line as -- scope: all ROLE, ROLE."));
    }
    const char **names = arena_alloc(&app->arena, (app->nroles + 1) * sizeof *names);
    for (size_t i = 0; i < app->nroles; i++) {
        names[i] = app->roles[i].name;
    }
    while (sv_next(&scope.roles, ',', &role)) {
        const char *word = arena_dup_n(&app->arena, role.p, role.n);
        if (!app_role(app, word)) {
            read_unknown(rd, scope.line, _("role"), word, names, app->nroles);
        }
    }
}

static void check_snapshot(struct checking *ck, const struct text *t)
{
    struct reading rd = {ck->app, t->file, ck->faults, NULL};
    struct sql_snapshot s;
    check_scope(ck, &rd, t->sql);
    if (!t->summary && !str_starts(t->file, "reports/")) {
        check_opening(ck, &rd, t->sql);
    }
    if (!sql_snapshot(t->sql, &s)) {
        return;
    }
    if (!s.form[0]) {
        read_fault(&rd, s.line, _("Write the line as -- snapshot: FORM :RECORD, or -- snapshot: FORM :RECORD :NUMBER."));
        return;
    }
    if (check_snapshot_form(ck, &rd, &s)) {
        check_snapshot_record(ck, &rd, t, &s);
    }
    check_snapshot_param(ck, &rd, t, s.line, s.number);
    if (t->summary) {
        check_snapshot_type(&rd, t->summary, &s);
    }
}

/* Views and checks speak of what stands now. */
static void refuse_snapshot(struct checking *ck, const char *file, const char *sql)
{
    struct sql_snapshot s;
    if (sql_snapshot(sql, &s)) {
        faults_add(ck->faults, file, s.line, _("Only queries, summaries and documents can be run over a snapshot: take the line out."));
    }
}

/* Whoever may see only some units reads views of the forms' names: with the schema named, a text would read past them. */
static void refuse_schema(struct checking *ck, const char *file, const char *sql)
{
    const char *at = sql, *start;
    struct token t;
    int line = 1;
    do {
        start = at;
        t = check_next_token(&at);
        bool named = t.kind == TOKEN_NAME && strncasecmp(t.text.p, "main.", 5) == 0;
        bool apart = (t.kind == TOKEN_NAME || t.kind == TOKEN_OTHER) && (sv_eq(t.text, "main") || sv_eq(t.text, "\"main\"")) && *at == '.';
        for (const char *p = start; p < t.text.p; p++) {
            line += *p == '\n';
        }
        if (named || apart) {
            faults_add(ck->faults, file, line, _("This SQL names 'main.', past what narrows a form to one's units: write the name alone."));
        }
        for (const char *p = t.text.p; p < at; p++) {
            line += *p == '\n';
        }
    } while (t.kind != TOKEN_END);
}

static bool has_column(struct db_stmt *st, const char *name)
{
    for (int i = 0; i < db_columns(st); i++) {
        if (str_eq(db_column_name(st, i), name)) {
            return true;
        }
    }
    return false;
}

static void check_columns(struct checking *ck, const struct text *t, struct db_stmt *st)
{
    for (const char *const *c = t->columns; c && *c; c++) {
        if (!has_column(st, *c)) {
            faults_add(ck->faults, t->file, 1,
                       _("The result has no column '%s', which its use needs: add it."), *c);
        }
    }
}

/* ---- what is copied into records ---- */

/* Whether a column of that name says what stands in a row of the roster, or in the record. */
static bool fills(const struct form *into, const struct roster *roster, const char *name)
{
    const struct field *f = roster ? roster_field(roster, name) : form_field(into, name);
    return (f && !f->calculation.sql && f->type != FIELD_NOTE) || (roster && str_eq(name, "_row_key"));
}

static bool tells(const struct form *into, const char *name)
{
    for (size_t i = 0; i < into->nkey; i++) {
        if (str_eq(into->fields[into->key[i]].name, name)) {
            return true;
        }
    }
    return false;
}

/* The key says which record it is; only what the store numbers may be missing, for a new one. */
static void check_into_columns(struct checking *ck, const struct text *t, struct db_stmt *st, const struct form *into, const struct roster *roster)
{
    for (size_t i = 0; i < into->nkey; i++) {
        const struct field *f = &into->fields[into->key[i]];
        if (!has_column(st, f->name) && (roster || !f->serial)) {
            faults_add(ck->faults, t->file, 1, _("The result has no column '%s', which its use needs: add it."), f->name);
        }
    }
    for (int i = 0; i < db_columns(st); i++) {
        const char *name = db_column_name(st, i);
        if (!fills(into, roster, name) && !tells(into, name)) {
            faults_add(ck->faults, t->file, 1, _("Nothing that is filled in '%s' is called '%s': correct the column's name, or take it out."),
                       roster ? roster->name : into->name, name);
        }
    }
}

static void check_into(struct checking *ck, const struct text *t, struct db_stmt *st)
{
    struct reading rd = {ck->app, t->file, ck->faults, NULL};
    struct sql_into to;
    if (!sql_into(t->sql, &to)) {
        read_fault(&rd, 1, _("The opening comment does not say into what these rows are copied: add a line -- into: FORM, or -- into: FORM.ROSTER."));
        return;
    }
    if (!read_known(&rd, to.line, _("form"), to.form, &ck->app->forms)) {
        return;
    }
    const struct form *into = check_form(ck, to.form);
    const struct roster *roster = to.roster[0] ? form_roster(into, to.roster) : NULL;
    if (to.roster[0] && !roster) {
        read_fault(&rd, to.line, _("The form '%s' has no roster '%s': correct the name."), into->name, to.roster);
        return;
    }
    check_into_columns(ck, t, st, into, roster);
}

static void check_text(struct checking *ck, const struct text *t)
{
    struct db_stmt *st = NULL;
    struct err err = ERR_INIT;
    refuse_schema(ck, t->file, t->sql);
    if (t->check) {
        refuse_snapshot(ck, t->file, t->sql);
    } else {
        check_snapshot(ck, t);
    }
    if (!ck->db || names_failed(ck, t->sql, NULL)) {
        return;
    }
    if (!db_prepare(ck->db, &st, t->sql, &err)) {
        sql_fault(ck, t->file, t->sql, err.msg);
        return;
    }
    if (!db_readonly(st) || db_columns(st) == 0) {
        faults_add(ck->faults, t->file, 1, _("This is no SELECT: a file holds one SELECT and nothing else."));
    } else {
        check_params(ck, t, st);
        check_columns(ck, t, st);
        for (int i = 0; t->result && i < db_columns(st); i++) {
            rowset_add_column(t->result, db_column_name(st, i));
        }
        if (t->copied) {
            check_into(ck, t, st);
        }
    }
    db_finalize(st);
}

/* ---- queries, by their uses ---- */

static void check_query(struct checking *ck, const char *name, struct text t)
{
    struct err err = ERR_INIT;
    if (!name) {
        return;
    }
    *vec_push(&ck->used) = name;
    t.file = arena_printf(&ck->app->arena, "queries/%s.sql", name);
    if (app_sql(ck->app, "queries", name, &t.sql, &err)) {
        check_text(ck, &t);
    }
}

/* "queries/NAME.sql" of a calculation is a use, too. */
static void note_expr(struct checking *ck, const struct expr *e)
{
    size_t n = strlen(e->file);
    if (str_starts(e->file, "queries/") && n > 12) {
        *vec_push(&ck->used) = arena_dup_n(&ck->app->arena, e->file + 8, n - 12);
    }
}

/* What is being filled in, as one row. */
static void add_one_row(struct str *sql, const struct field *fields, size_t n, const char *also)
{
    str_addf(sql, "(SELECT NULL AS _nothing%s", also);
    for (size_t i = 0; i < n; i++) {
        if (fields[i].type != FIELD_NOTE) {
            str_add(sql, ", NULL AS ");
            db_add_name(sql, fields[i].name);
        }
    }
    str_add(sql, ")");
}

/* Lookups that the filter names; one whose query cannot be read has a fault of its own, and the filter is not looked at. */
static bool add_lookups(struct checking *ck, struct str *sql, const struct form *form, const char *filter)
{
    for (size_t i = 0; i < form->nlookups; i++) {
        const struct lookup *lk = &form->lookups[i];
        struct err err = ERR_INIT;
        struct db_stmt *st = NULL;
        const char *query;
        if (!check_has_word(filter, lk->name)) {
            continue;
        }
        bool ok = lk->query && app_sql(ck->app, "queries", lk->query, &query, &err) && db_prepare(ck->db, &st, query, &err);
        db_finalize(st);
        if (!ok) {
            return false;
        }
        str_addf(sql, " LEFT JOIN (%s\n) AS ", query);
        db_add_name(sql, lk->name);
    }
    return true;
}

/* Beside those of its lookups' queries. */
static bool has_parameters(struct db_stmt *st, const char *filter)
{
    for (int i = 1; i <= db_param_count(st); i++) {
        const char *name = db_param_name(st, i);
        if (!name || query_names_param(filter, name)) {
            return true;
        }
    }
    return false;
}

/* A choice_filter over records is run by the store, with the form's table in reach, the record as `r` and its row by the roster's name. */
static void check_filter(struct checking *ck, const struct form *form, const struct field *f)
{
    struct str sql = STR_INIT;
    struct db_stmt *st = NULL;
    struct err err = ERR_INIT;
    const struct expr *e = &f->choice_filter;
    if (!f->ref || !e->sql || !ck->db) {
        return;
    }
    const struct roster *row = f->roster >= 0 ? &form->rosters[f->roster] : NULL;
    str_addf(&sql, "SELECT (SELECT (%s%s\n) FROM ", row ? "SELECT (" : "", e->sql);
    if (row) {
        add_one_row(&sql, row->fields, row->nfields, "");
        str_add(&sql, " AS ");
        db_add_name(&sql, row->name);
        str_add(&sql, ") FROM ");
    }
    add_one_row(&sql, form->fields, form->nfields, ", NULL AS _id, NULL AS _state");
    str_add(&sql, " AS r) FROM ");
    db_add_name(&sql, f->ref);
    if (!add_lookups(ck, &sql, form, e->sql)) {
        str_release(&sql);
        return;
    }
    if (!db_prepare(ck->db, &st, sql.p, &err)) {
        sql_fault_at(ck, e->file, e->line, e->sql, err.msg);
    } else if (has_parameters(st, e->sql)) {
        faults_add(ck->faults, e->file, e->line, _("An expression has no parameters; write the field's name without a sign."));
    }
    db_finalize(st);
    str_release(&sql);
}

static void field_queries(struct checking *ck, const struct form *form, const struct roster *roster,
                          const struct field *f)
{
    static const char *const CHOICES[] = {"code", "label", NULL};
    const struct expr *exprs[CHECK_EXPRS];
    size_t n = check_field_exprs(f, exprs);
    for (size_t i = 0; i < n; i++) {
        note_expr(ck, exprs[i]);
    }
    check_filter(ck, form, f);
    check_query(ck, f->insert, (struct text){.columns = CHOICES, .form = form, .roster = roster});
    check_query(ck, f->pane, (struct text){.form = form, .roster = roster});
}

static void roster_queries(struct checking *ck, const struct form *form, const struct roster *r)
{
    bool matrix = r->matrix && r->row_key < 0;
    int first = matrix ? r->down : r->row_key;
    const char *const columns[] = {first >= 0 ? r->fields[first].name : NULL, matrix ? r->fields[r->across].name : NULL, NULL};
    if (r->relevant.sql) {
        note_expr(ck, &r->relevant);
    }
    check_query(ck, r->rows, (struct text){.columns = columns, .form = form});
    check_query(ck, r->ghost, (struct text){.columns = columns, .form = form});
}

static void copy_queries(struct checking *ck, const struct form *form, const struct copy_def *c)
{
    for (const char *const *q = c->queries; *q; q++) {
        check_query(ck, *q, (struct text){.form = form, .copied = true});
    }
}

static void form_queries(struct checking *ck, const struct form *form)
{
    for (size_t i = 0; i < form->nlookups; i++) {
        check_query(ck, form->lookups[i].query, (struct text){.form = form});
    }
    for (size_t i = 0; i < form->nrosters; i++) {
        roster_queries(ck, form, &form->rosters[i]);
    }
    for (size_t i = 0; i < form->ngroups; i++) {
        if (form->groups[i].relevant.sql) {
            note_expr(ck, &form->groups[i].relevant);
        }
    }
    for (size_t i = 0; i < form->ncopies; i++) {
        copy_queries(ck, form, &form->copies[i]);
    }
    check_each_field(ck, form, field_queries);
}

static void app_queries(struct checking *ck)
{
    static const char *const STEP[] = {"done", "total", NULL}, *const ROWS[] = {"code", "label", NULL},
                             *const CELLS[] = {"row", "col", "text", NULL},
                             *const SUPPOSE[] = {"row", "code", "label", "form", "id", "key", "path", "value", NULL};
    const struct app *app = ck->app;
    for (size_t i = 0; i < app->nsteps; i++) {
        check_query(ck, app->steps[i].query, (struct text){.columns = STEP});
    }
    for (size_t i = 0; i < app->nboards; i++) {
        const struct board *b = &app->boards[i];
        check_query(ck, b->rows, (struct text){.columns = ROWS});
        check_query(ck, b->columns, (struct text){.columns = ROWS});
        check_query(ck, b->cells, (struct text){.columns = CELLS});
        check_query(ck, b->footer, (struct text){.columns = NULL});
        check_query(ck, b->suppose, (struct text){.columns = SUPPOSE});
    }
}

/* Home asks only the checks that can say 'todo', and knows them by their text. */
static void check_severity(struct checking *ck, const struct text *t)
{
    if (!strstr(t->sql, "'todo'") && !strstr(t->sql, "'warning'") && !strstr(t->sql, "'error'")) {
        faults_add(ck->faults, t->file, 1, "%s", _("The check names no severity: write 'todo', 'warning' or 'error' into it."));
    }
}

static void check_checks(struct checking *ck)
{
    static const char *const COLUMNS[] = {"severity", "form", "id", "field", "message", NULL};
    for (size_t i = 0; i < ck->app->checks.n; i++) {
        const char *name = ck->app->checks.v[i];
        struct text t = {.file = arena_printf(&ck->app->arena, "checks/%s.sql", name), .columns = COLUMNS, .check = true};
        struct err err = ERR_INIT;
        if (app_sql(ck->app, "checks", name, &t.sql, &err)) {
            check_text(ck, &t);
            check_severity(ck, &t);
        }
    }
}

static void check_default(struct checking *ck, const struct summary *s, const struct summary_param *p)
{
    struct err err = ERR_INIT;
    struct value v = VALUE_INIT;
    const struct list *list = p->field.list ? check_list(ck, p->field.list) : NULL;
    bool today = p->field.type == FIELD_DATE && str_eq_null(p->dflt, "today");
    if (p->dflt && !today && !p->field.ref && !format_parse_stored(&p->field, list, sv_of(p->dflt), &v, &err)) {
        faults_add(ck->faults, s->file, p->line, _("Parameter '%s' has a default that is no value of it: %s"), p->field.name, err.msg);
    }
    value_release(&v);
}

void check_defaults(struct checking *ck, const struct summary *s)
{
    for (size_t i = 0; i < s->nparams; i++) {
        check_default(ck, s, &s->params[i]);
    }
}

static void check_summaries(struct checking *ck)
{
    for (size_t i = 0; i < ck->app->summaries.n; i++) {
        const struct summary *s;
        struct err err = ERR_INIT;
        if (!app_summary(ck->app, ck->app->summaries.v[i], &s, NULL, &err) || s->sql[0] == '\0') {
            continue; /* told when it was read */
        }
        check_defaults(ck, s);
        const char **columns = mem_zero(s->ncolumns + 1, sizeof *columns);
        for (size_t k = 0; k < s->ncolumns; k++) {
            columns[k] = s->columns[k];
        }
        check_text(ck, &(struct text){.file = s->file, .sql = s->sql, .columns = columns, .summary = s});
        free(columns);
    }
}

static void check_views(struct checking *ck)
{
    for (size_t i = 0; i < ck->app->views.n; i++) {
        struct err ignored = ERR_INIT;
        const char *sql;
        if (app_sql(ck->app, "views", ck->app->views.v[i], &sql, &ignored)) {
            const char *file = arena_printf(&ck->app->arena, "views/%s.sql", ck->app->views.v[i]);
            refuse_schema(ck, file, sql);
            refuse_snapshot(ck, file, sql);
        }
    }
}

void check_report_text(struct checking *ck, const char *file, const char *sql, const char *const *params, struct rowset *columns)
{
    check_text(ck, &(struct text){.file = file, .sql = sql, .params = params, .result = columns});
    rowset_speak(columns, LANG_VI);
}

void check_sql(struct checking *ck)
{
    check_views(ck);
    for (size_t i = 0; i < ck->app->forms.n; i++) {
        form_queries(ck, check_form(ck, ck->app->forms.v[i]));
    }
    app_queries(ck);
    check_checks(ck);
    check_summaries(ck);
}
