/* The files of tests/: each row is a case of a form, or part of a case of a view. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/csv.h"
#include "base/file.h"
#include "form/check_tests.h"

enum { FILE_MAX = 16 << 20 };

void case_fault(struct cases *c, const char *msg)
{
    faults_add(c->ck->faults, c->file, c->line, _("case '%s': %s"), c->name, msg);
}

void case_differs(struct cases *c, const char *what, const char *is, const char *expected)
{
    const char *nothing = _("(empty)");
    faults_add(c->ck->faults, c->file, c->line, _("case '%s': %s is %s, expected %s"), c->name, what,
               is[0] != '\0' ? is : nothing, expected[0] != '\0' ? expected : nothing);
}

void case_unknown(struct cases *c, const char *noun, const char *name)
{
    struct reading rd = {c->ck->app, c->file, c->ck->faults, NULL};
    read_unknown(&rd, c->line, noun, name, NULL, 0);
}

static void free_strings(char **v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(v[i]);
    }
}

static void keep_cells(struct cases *c, const struct csv_row *row)
{
    free_strings(c->cells.v, c->cells.n);
    c->cells.n = 0;
    for (size_t i = 0; i < c->head.n; i++) {
        *vec_push(&c->cells) = mem_dup_n(row->cells[i].p, row->cells[i].n);
    }
    c->line = row->line;
    c->name = c->cells.v[0];
}

static bool head_has(const struct cases *c, const char *name)
{
    for (size_t i = 0; i < c->head.n; i++) {
        if (str_eq(c->head.v[i], name)) {
            return true;
        }
    }
    return false;
}

static bool read_header(struct cases *c, const struct csv_row *row)
{
    for (size_t i = 0; i < row->n; i++) {
        char *name = mem_dup_n(row->cells[i].p, row->cells[i].n);
        if (head_has(c, name)) {
            faults_add(c->ck->faults, c->file, row->line,
                       _("Column '%s' stands in the header twice: take one out."), name);
        }
        *vec_push(&c->head) = name;
    }
    if (c->head.n < 2 || !str_eq(c->head.v[0], "case") || (!c->form && !str_eq(c->head.v[1], "_table"))) {
        faults_add(c->ck->faults, c->file, row->line,
                   c->form ? _("The header must open with 'case'.")
                           : _("The header must open with 'case' and '_table'."));
        return false;
    }
    return true;
}

static void run_row(struct cases *c, const struct csv_row *row)
{
    if (row->n != c->head.n) {
        faults_add(c->ck->faults, c->file, row->line,
                   _("The row has %zu cells, the header %zu: quote cells that hold a "
                     "comma."),
                   row->n, c->head.n);
        return;
    }
    if (c->only_read) {
        return;
    }
    keep_cells(c, row);
    if (c->form) {
        case_record(c);
    } else {
        case_view_row(c);
    }
}

static void read_cases(struct cases *c, struct csv_reader *csv)
{
    struct csv_row row = {0};
    bool end = false, more = true;
    for (bool first = true; more; first = false) {
        struct err err = ERR_INIT;
        if (!csv_read(csv, &row, &end, &err)) {
            faults_add(c->ck->faults, c->file, row.line, "%s", err.msg);
            more = !first;
        } else if (first) {
            more = read_header(c, &row);
        } else if (!end) {
            run_row(c, &row);
        }
        more = more && !end;
    }
}

static void run_file(struct cases *c)
{
    char *path = file_join(c->ck->app->dir, c->file);
    struct str bytes = STR_INIT;
    struct err err = ERR_INIT;
    if (!file_read(path, FILE_MAX, &bytes, &err)) {
        faults_add(c->ck->faults, c->file, 1, "%s", err.msg);
    } else {
        str_add_c(&bytes, '\n'); /* an empty file cannot be opened in memory */
        FILE *f = fmemopen(bytes.p, bytes.len, "r");
        struct csv_reader *csv = csv_reader_new(f, ',');
        read_cases(c, csv);
        csv_reader_free(csv);
        fclose(f);
    }
    case_view_end(c);
    free_strings(c->head.v, c->head.n);
    free_strings(c->cells.v, c->cells.n);
    vec_release(&c->head);
    vec_release(&c->cells);
    str_release(&bytes);
    free(path);
}

static bool query_faulty(struct checking *ck, const char *query)
{
    struct db_stmt *st = NULL;
    struct err err = ERR_INIT;
    const char *sql;
    bool ok = !query || (app_sql(ck->app, "queries", query, &sql, &err) && db_prepare(ck->db, &st, sql, &err));
    db_finalize(st);
    return !ok;
}

/* The list `file`, or the query in it, is something that this field is made with. */
static bool field_needs(const struct field *f, const char *list, const char *file)
{
    const struct expr *exprs[CHECK_EXPRS];
    size_t n = check_field_exprs(f, exprs);
    bool needs = list && str_eq_null(f->list, list);
    for (size_t i = 0; i < n; i++) {
        needs = needs || str_eq(exprs[i]->file, file) || (list && check_has_word(exprs[i]->sql, list));
    }
    return needs;
}

static bool form_needs(const struct form *form, const char *list, const char *file)
{
    bool needs = str_eq(file, form->file);
    for (size_t i = 0; i < form->nfields; i++) {
        needs = needs || field_needs(&form->fields[i], list, file);
    }
    for (size_t i = 0; i < form->nrosters; i++) {
        for (size_t k = 0; k < form->rosters[i].nfields; k++) {
            needs = needs || field_needs(&form->rosters[i].fields[k], list, file);
        }
    }
    return needs;
}

/* Whether a fault that was found lies in what a record of the form is computed with: its file, lists, queries. */
static bool form_faulty(struct checking *ck, const struct form *form)
{
    bool faulty = false;
    for (size_t i = 0; i < form->nlookups; i++) {
        faulty = faulty || query_faulty(ck, form->lookups[i].query);
    }
    for (size_t i = 0; i < form->nrosters; i++) {
        faulty = faulty || query_faulty(ck, form->rosters[i].rows);
    }
    for (size_t i = 0; i < ck->faults->list.n && !faulty; i++) {
        const char *file = ck->faults->list.v[i].file;
        bool list = str_starts(file, "lists/") && str_ends(file, ".csv");
        faulty = form_needs(form, list ? arena_dup_n(&ck->app->arena, file + 6, strlen(file) - 10) : NULL, file);
    }
    return faulty;
}

static void run_form_file(struct checking *ck, const char *file, const char *form)
{
    struct faults told = {0}; /* by check_forms already */
    struct err err = ERR_INIT;
    struct cases c = {.ck = ck, .file = file, .form = check_form(ck, form)};
    const struct source src = case_source(&c);
    c.only_read = form_faulty(ck, c.form);
    if (work_new(&c.work, ck->app, c.form, &ck->clock, &src, &told, &err)) {
        run_file(&c);
        work_free(c.work);
    }
    faults_release(&told);
}

static void run_view_file(struct checking *ck, const char *file)
{
    struct cases c = {.ck = ck, .file = file};
    run_file(&c);
}

static bool view_failed(const struct checking *ck, const char *view)
{
    for (size_t i = 0; i < ck->failed.n; i++) {
        if (str_eq(ck->failed.v[i], view)) {
            return true;
        }
    }
    return false;
}

/* "FORM.what.csv" or "view.VIEW.what.csv" */
static void run_named(struct checking *ck, const char *name)
{
    struct app *app = ck->app;
    const char *file = arena_printf(&app->arena, "tests/%s", name);
    struct reading rd = {app, file, ck->faults, NULL};
    struct sv rest = sv_of(name), first = rest, second;
    sv_next(&rest, '.', &first);
    const char *form = arena_dup_n(&app->arena, first.p, first.n);
    if (!str_eq(form, "view")) {
        if (read_known(&rd, 0, _("form"), form, &app->forms)) {
            run_form_file(ck, file, form);
        }
        return;
    }
    sv_next(&rest, '.', &second);
    const char *view = arena_dup_n(&app->arena, second.p, second.n);
    if (read_known(&rd, 0, _("view"), view, &app->views) && !view_failed(ck, view)) {
        run_view_file(ck, file);
    }
}

void check_tests(struct checking *ck)
{
    char **names;
    size_t n;
    struct err err = ERR_INIT;
    char *dir = file_join(ck->app->dir, "tests");
    if (!file_list(dir, ".csv", &names, &n, &err)) {
        faults_add(ck->faults, "tests", 1, "%s", err.msg);
    } else {
        for (size_t i = 0; i < n; i++) {
            if (ck->db && names[i][0] != '.') {
                run_named(ck, names[i]);
            }
        }
        file_list_free(names, n);
    }
    free(dir);
}
