/* The cases of tests/: answers in, expected values out. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/csv.h"
#include "base/file.h"
#include "base/num.h"
#include "db/db.h"
#include "form/check.h"
#include "form/format.h"
#include "form/record.h"

enum {
    VIEW_MAX_ROWS = 10000,
    FILE_MAX = 16 << 20,
};

/* One file of cases, and the row at hand. */
struct cases {
    struct checking *ck;
    const char *file;
    VEC(char *) head;  /* owned */
    VEC(char *) cells; /* of the row; owned; as many as heads */
    int line;
    const char *name; /* of the case: cells.v[0] */

    /* FORM.*.csv */
    const struct form *form;
    struct work *work;

    /* view.VIEW.*.csv */
    char *current;    /* the case whose rows are in the database; owned; NULL: none */
    char *shown_view; /* which view `shown` holds; owned */
    struct rowset shown;
};

static void free_strings(char **v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(v[i]);
    }
}

static void case_fault(struct cases *c, const char *msg)
{
    faults_add(c->ck->faults, c->file, c->line, _("case '%s': %s"), c->name, msg);
}

static void differs(struct cases *c, const char *field, const char *is, const char *expected)
{
    const char *nothing = _("(empty)");
    faults_add(c->ck->faults, c->file, c->line, _("case '%s': %s is %s, expected %s"), c->name, field,
               is[0] != '\0' ? is : nothing, expected[0] != '\0' ? expected : nothing);
}

static void unknown_name(struct cases *c, const char *noun, const char *name)
{
    struct reading rd = {c->ck->app, c->file, c->ck->faults, NULL};
    read_unknown(&rd, c->line, noun, name, NULL, 0);
}

/* ---- record cases ---- */

static void set_input(struct cases *c, struct record *r, struct path p, const char *text)
{
    const struct field *f = record_field(r, p);
    struct value v = VALUE_INIT;
    struct err err = ERR_INIT;
    if (!format_parse_stored(f, work_list(c->work, f), sv_of(text), &v, &err)) {
        case_fault(c, err.msg);
    } else {
        struct cell *cell = record_cell(r, p);
        cell_set(cell, &v);
        cell->touched = true;
    }
    value_release(&v);
}

/* "roster/key/…" of a roster without prefilled rows: the row is there by being named. */
static bool add_named_row(struct record *r, const char *path)
{
    struct sv rest = sv_of(path), roster, key;
    size_t at;
    if (!strchr(path, '/') || !sv_next(&rest, '/', &roster) || !sv_next(&rest, '/', &key)) {
        return false;
    }
    for (size_t i = 0; i < r->form->nrosters; i++) {
        if (!sv_eq(roster, r->form->rosters[i].name) || r->form->rosters[i].rows) {
            continue;
        }
        char *row = mem_dup_n(key.p, key.n);
        bool there = record_find_row(r, i, row, &at);
        if (!there) {
            record_add_row(r, i, row);
        }
        free(row);
        return !there;
    }
    return false;
}

static bool find_path(struct record *r, const char *text, struct path *out)
{
    return record_path_parse(r, text, out) || (add_named_row(r, text) && record_path_parse(r, text, out));
}

/* Inputs of the record itself come first: they decide which rows of rosters there are. */
static void set_inputs(struct cases *c, struct record *r, bool rosters)
{
    for (size_t i = 1; i < c->head.n; i++) {
        const char *head = c->head.v[i];
        struct path p;
        if (head[0] == '=' || c->cells.v[i][0] == '\0' || (strchr(head, '/') != NULL) != rosters) {
            continue;
        }
        if (find_path(r, head, &p)) {
            set_input(c, r, p, c->cells.v[i]);
        } else {
            unknown_name(c, rosters ? _("row or field") : _("field"), head);
        }
    }
}

static bool actual_value(struct cases *c, struct record *r, struct path p, struct value *out)
{
    struct err err = ERR_INIT;
    const struct cell *cell = record_cell_const(r, p);
    if (record_field(r, p)->type == FIELD_NOTE) {
        if (!work_note(c->work, p, out, &err)) {
            case_fault(c, err.msg);
            return false;
        }
        return true;
    }
    if (cell->relevant) {
        value_copy(out, &cell->value);
    }
    return true;
}

static void compare_field(struct cases *c, struct record *r, const char *name, const char *expected)
{
    struct path p;
    struct value v = VALUE_INIT;
    struct str is = STR_INIT;
    if (!find_path(r, name, &p)) {
        unknown_name(c, _("field"), name);
        return;
    }
    if (actual_value(c, r, p, &v)) {
        format_store(record_field(r, p), &v, &is);
        if (!str_eq(is.p, expected)) {
            differs(c, name, is.p, expected);
        }
    }
    value_release(&v);
    str_release(&is);
}

static bool fill_record(struct cases *c, struct record *r, struct err *err)
{
    set_inputs(c, r, false);
    if (!work_attach(c->work, r, err)) {
        return false;
    }
    set_inputs(c, r, true);
    return work_attach(c->work, r, err);
}

static void run_record_case(struct cases *c)
{
    struct err err = ERR_INIT;
    struct record *r = record_new(c->form, "00000000-0000-7000-8000-000000000000");
    if (!fill_record(c, r, &err)) {
        case_fault(c, err.msg);
    } else {
        for (size_t i = 1; i < c->head.n; i++) {
            if (c->head.v[i][0] == '=') {
                compare_field(c, r, c->head.v[i] + 1, c->cells.v[i]);
            }
        }
    }
    work_attach(c->work, NULL, &err);
    record_free(r);
}

/* ---- view cases ---- */

static void end_case(struct cases *c)
{
    struct err err = ERR_INIT;
    if (c->current && db_in_transaction(c->ck->db)) {
        db_exec(c->ck->db, "ROLLBACK", &err);
    }
    rowset_release(&c->shown);
    free(c->shown_view);
    free(c->current);
    c->shown_view = c->current = NULL;
}

static void begin_case(struct cases *c)
{
    struct err err = ERR_INIT;
    if (c->current && str_eq(c->current, c->name)) {
        return;
    }
    end_case(c);
    c->current = mem_dup(c->name);
    if (!db_exec(c->ck->db, "BEGIN", &err)) {
        case_fault(c, err.msg);
    }
}

/* A column of ours that must have a value where the case gives none. */
struct filler {
    const char *column, *value;
};

static const struct filler RECORD_FILLERS[] = {
    {"_version", "1"},
    {"_form", "test"},
    {"_created_at", "2026-01-01T00:00:00.000Z"},
    {"_created_by", "test"},
    {"_changed_at", "2026-01-01T00:00:00.000Z"},
    {"_changed_by", "test"},
    {"_problems", "0"},
};
static const struct filler ROW_FILLERS[] = {{"_row", "0"}};

static bool given(const struct cases *c, const char *column)
{
    for (size_t i = 2; i < c->head.n; i++) {
        if (c->cells.v[i][0] != '\0' && str_eq(c->head.v[i], column)) {
            return true;
        }
    }
    return false;
}

struct insert {
    struct str columns, values; /* "a", "b" and 'x', 'y' */
};

static void add_column(struct insert *in, const char *column, const char *value)
{
    if (in->columns.len > 0) {
        str_add(&in->columns, ", ");
        str_add(&in->values, ", ");
    }
    db_add_name(&in->columns, column);
    db_add_text(&in->values, value);
}

static void add_fillers(struct cases *c, struct insert *in, const struct filler *fillers, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!given(c, fillers[i].column)) {
            add_column(in, fillers[i].column, fillers[i].value);
        }
    }
}

/* What the store would have filled in. */
static void add_ours(struct cases *c, struct insert *in, const char *table)
{
    char line[32];
    snprintf(line, sizeof line, "row-%d", c->line);
    if (strstr(table, "__")) {
        add_fillers(c, in, ROW_FILLERS, sizeof ROW_FILLERS / sizeof *ROW_FILLERS);
        if (!given(c, "_row_key")) {
            add_column(in, "_row_key", line);
        }
        return;
    }
    const struct form *form = names_has(&c->ck->app->forms, table) ? check_form(c->ck, table) : NULL;
    if (!form) {
        return;
    }
    add_fillers(c, in, RECORD_FILLERS, sizeof RECORD_FILLERS / sizeof *RECORD_FILLERS);
    if (!given(c, "_id")) {
        add_column(in, "_id", line);
    }
    if (form->nstates > 0 && !given(c, "_state")) {
        add_column(in, "_state", form->states[0].name);
    }
}

static void insert_row(struct cases *c, const char *table)
{
    struct insert in = {STR_INIT, STR_INIT};
    struct str sql = STR_INIT;
    struct err err = ERR_INIT;
    for (size_t i = 2; i < c->head.n; i++) {
        if (c->cells.v[i][0] != '\0') {
            add_column(&in, c->head.v[i], c->cells.v[i]);
        }
    }
    add_ours(c, &in, table);
    str_add(&sql, "INSERT INTO ");
    db_add_name(&sql, table);
    str_addf(&sql, " (%s) VALUES (%s)", in.columns.p, in.values.p);
    if (!db_exec(c->ck->db, sql.p, &err)) {
        case_fault(c, err.msg);
    }
    rowset_release(&c->shown); /* what a view showed before is old */
    free(c->shown_view);
    c->shown_view = NULL;
    str_release(&sql);
    str_release(&in.columns);
    str_release(&in.values);
}

static bool show_view(struct cases *c, const char *view)
{
    struct str sql = STR_INIT;
    struct db_stmt *st = NULL;
    struct err err = ERR_INIT;
    if (c->shown_view && str_eq(c->shown_view, view)) {
        return true;
    }
    rowset_release(&c->shown);
    str_add(&sql, "SELECT * FROM ");
    db_add_name(&sql, view);
    bool ok =
        db_prepare_cached(c->ck->db, &st, sql.p, &err) && rowset_fill(&c->shown, st, VIEW_MAX_ROWS, &err);
    if (ok) {
        free(c->shown_view);
        c->shown_view = mem_dup(view);
    } else {
        case_fault(c, err.msg);
    }
    db_finalize(st);
    str_release(&sql);
    return ok;
}

/* 2, 2.0 and '2' are equal; other texts byte by byte. */
static bool same(const struct value *v, const char *expected)
{
    double number;
    if (v->type == VALUE_INT || v->type == VALUE_REAL) {
        double is = v->type == VALUE_INT ? (double)v->i : v->r;
        return num_parse_decimal(sv_of(expected), NUM_STORED, 6, &number) && num_round(is, 6) >= number &&
               num_round(is, 6) <= number;
    }
    return str_eq(value_str(v), expected);
}

/* How many expected cells the view's row meets; *miss is the first that it does not, 0 when it meets all. */
static size_t count_met(const struct cases *c, size_t row, size_t *miss)
{
    size_t met = 0;
    *miss = 0;
    for (size_t i = 2; i < c->head.n; i++) {
        const char *expected = c->cells.v[i];
        if (expected[0] == '\0') {
            continue;
        }
        if (same(rowset_at(&c->shown, row, rowset_column(&c->shown, c->head.v[i])), expected)) {
            met++;
        } else if (*miss == 0) {
            *miss = i;
        }
    }
    return met;
}

/* The row must be there; when it is not, the one that meets most says what differs. */
static void expect_row(struct cases *c, const char *view)
{
    size_t best = 0, best_met = 0, best_miss = 0;
    for (size_t row = 0; row < c->shown.nrows; row++) {
        size_t miss;
        size_t met = count_met(c, row, &miss);
        if (miss == 0) {
            return;
        }
        if (best_miss == 0 || met > best_met) {
            best = row;
            best_met = met;
            best_miss = miss;
        }
    }
    if (best_miss == 0) {
        faults_add(c->ck->faults, c->file, c->line, _("case '%s': %s has no rows, expected one"), c->name,
                   view);
        return;
    }
    struct str is = STR_INIT;
    value_add_plain(&is, rowset_at(&c->shown, best, rowset_column(&c->shown, c->head.v[best_miss])));
    differs(c, c->head.v[best_miss], is.p, c->cells.v[best_miss]);
    str_release(&is);
}

static void run_view_row(struct cases *c)
{
    const char *table = c->cells.v[1];
    begin_case(c);
    if (table[0] != '=') {
        insert_row(c, table);
    } else if (!names_has(&c->ck->app->views, table + 1)) {
        struct reading rd = {c->ck->app, c->file, c->ck->faults, NULL};
        read_unknown(&rd, c->line, _("view"), table + 1, c->ck->app->views.v, c->ck->app->views.n);
    } else if (show_view(c, table + 1)) {
        expect_row(c, table + 1);
    }
}

/* ---- files ---- */

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
    keep_cells(c, row);
    if (c->form) {
        run_record_case(c);
    } else {
        run_view_row(c);
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
    end_case(c);
    free_strings(c->head.v, c->head.n);
    free_strings(c->cells.v, c->cells.n);
    vec_release(&c->head);
    vec_release(&c->cells);
    str_release(&bytes);
    free(path);
}

static void run_form_file(struct checking *ck, const char *file, const char *form)
{
    const struct source src = check_source(ck);
    struct faults told = {0}; /* by check_forms already */
    struct err err = ERR_INIT;
    struct cases c = {.ck = ck, .file = file, .form = check_form(ck, form)};
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
