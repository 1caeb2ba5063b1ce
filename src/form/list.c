/* CSV lists: code + label tables, with an index over the codes. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/csv.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/num.h"
#include "form/load.h"
#include "text/clean.h"

enum { LIST_MAX_ROWS = 5000, LIST_MAX_BYTES = 16 << 20 };

/* The columns that every list has in SQL, whether the file has them or not. */
enum base_column { COL_CODE, COL_LABEL, COL_LABEL_EN, COL_SHORT, COL_FROM, COL_TO, NBASE };
static const char *const BASE_NAMES[NBASE] = {"code", "label", "label_en", "short", "valid_from", "valid_to"};
static const char *const BASE_HEADS[NBASE] = {"code", "label", "label.en", "short", "valid_from", "valid_to"};

/* Codes by open addressing, and the line each row stands on. */
struct list_index {
    size_t *slots; /* row + 1; 0: free */
    size_t nslots; /* a power of two */
    int *lines;
    size_t nlines;
};

struct list_reading {
    struct reading rd;
    struct list *list;
    VEC(const char *) columns, decls;
    VEC(size_t)
    order; /* of the file's columns: which of the list's columns each is; NO_COLUMN: passed over */
    VEC(struct list_row) rows;
    VEC(int) lines;
    struct str scratch;
    size_t short_en; /* the column of the English shorts; 0: there is none */
};
static const size_t NO_COLUMN = (size_t)-1;

/* ---- the index ---- */

static size_t hash_code(const char *code)
{
    size_t h = 1469598103934665603U; /* FNV-1a */
    for (; *code; code++) {
        h = (h ^ (unsigned char)*code) * 1099511628211U;
    }
    return h;
}

/* The slot that holds the code, or the free one where it belongs. */
static size_t *find_slot(const struct list_index *ix, const struct list_row *rows, const char *code)
{
    size_t at = hash_code(code) & (ix->nslots - 1);
    while (ix->slots[at] != 0 && !str_eq(rows[ix->slots[at] - 1].code, code)) {
        at = (at + 1) & (ix->nslots - 1);
    }
    return &ix->slots[at];
}

const struct list_row *list_find(const struct list *l, const char *code)
{
    const struct list_index *ix = l->index;
    size_t row = *find_slot(ix, l->rows, code);
    return row > 0 ? &l->rows[row - 1] : NULL;
}

int list_line(const struct list *l, size_t row)
{
    const struct list_index *ix = l->index;
    return row < ix->nlines ? ix->lines[row] : 1;
}

void list_free_index(struct list *l)
{
    struct list_index *ix = l->index;
    free(ix->slots);
    free(ix->lines);
    free(ix);
    l->index = NULL;
}

/*
 * Rows go to the arena and into the index.  A row without a code, and the second one of a code, are faults
 * and left out: a list's codes are the primary key of its table.
 */
static void build_index(struct list_reading *lr)
{
    struct list *l = lr->list;
    struct list_index *ix = mem_zero(1, sizeof *ix);
    ix->nslots = 16;
    while (ix->nslots < 2 * lr->rows.n) {
        ix->nslots *= 2;
    }
    ix->slots = mem_zero(ix->nslots, sizeof *ix->slots);
    ix->lines = mem_zero(lr->rows.n + 1, sizeof *ix->lines);
    l->index = ix;
    for (size_t i = 0; i < lr->rows.n; i++) {
        const struct list_row *row = &lr->rows.v[i];
        size_t *slot = find_slot(ix, l->rows, row->code);
        if (*slot != 0) {
            read_fault(&lr->rd, lr->lines.v[i], _("Code '%s' stands on line %d already: codes are unique."),
                       row->code, ix->lines[*slot - 1]);
        } else if (row->code[0] != '\0') {
            l->rows[l->nrows] = *row;
            ix->lines[l->nrows++] = lr->lines.v[i];
            *slot = l->nrows;
        }
    }
    ix->nlines = l->nrows;
}

/* ---- the header ---- */

static void add_column(struct list_reading *lr, const char *name, const char *decl)
{
    *vec_push(&lr->columns) = name;
    *vec_push(&lr->decls) = decl;
}

static size_t find_column(const struct list_reading *lr, const char *name)
{
    for (size_t i = 0; i < lr->columns.n; i++) {
        if (str_eq(lr->columns.v[i], name)) {
            return i;
        }
    }
    return NO_COLUMN;
}

/* "name", "name:integer" or "name:real". */
static const char *split_decl(struct list_reading *lr, const struct csv_row *row, char *head)
{
    char *colon = strchr(head, ':');
    if (!colon) {
        return "TEXT";
    }
    *colon = '\0';
    if (str_eq(colon + 1, "integer")) {
        return "INTEGER";
    }
    if (!str_eq(colon + 1, "real")) {
        read_fault(&lr->rd, row->line, _("Column '%s' has the type '%s': write integer or real, or none."),
                   head, colon + 1);
    }
    return "REAL";
}

static size_t base_column(const char *head)
{
    for (size_t i = 0; i < NBASE; i++) {
        if (str_eq(head, BASE_HEADS[i])) {
            return i;
        }
    }
    return NO_COLUMN;
}

static void read_head(struct list_reading *lr, const struct csv_row *row, char *head, bool *seen)
{
    size_t at = base_column(head);
    if (at == NO_COLUMN) {
        const char *decl = split_decl(lr, row, head);
        read_name_ok(&lr->rd, row->line, head);
        at = find_column(lr, head);
        if (at == NO_COLUMN) {
            at = lr->columns.n;
            add_column(lr, head, decl);
            *vec_push(&lr->order) = at;
            return;
        }
    }
    if (at >= NBASE || seen[at]) {
        read_fault(&lr->rd, row->line, _("Column '%s' stands twice in the header: take one out."), head);
        at = NO_COLUMN;
    } else {
        seen[at] = true;
    }
    *vec_push(&lr->order) = at;
}

/* A column of the list's own in its table; a twin on the screen. */
#define SHORT_EN "short_en"

static char *head_of(struct list_reading *lr, struct sv cell)
{
    struct sv text = sv_trim(cell);
    return sv_eq(text, "short.en") ? arena_dup(&lr->rd.app->arena, SHORT_EN)
                                   : arena_dup_n(&lr->rd.app->arena, text.p, text.n);
}

static void read_header(struct list_reading *lr, const struct csv_row *row)
{
    bool seen[NBASE] = {false};
    for (size_t i = 0; i < NBASE; i++) {
        add_column(lr, BASE_NAMES[i], "TEXT");
    }
    for (size_t i = 0; i < row->n; i++) {
        read_head(lr, row, head_of(lr, row->cells[i]), seen);
    }
    size_t twin = find_column(lr, SHORT_EN);
    lr->short_en = twin == NO_COLUMN ? 0 : twin;
    for (size_t i = COL_CODE; i <= COL_LABEL; i++) {
        if (!seen[i]) {
            read_fault(&lr->rd, row->line, _("The header has no column '%s': add it."), BASE_HEADS[i]);
        }
    }
}

/* ---- rows ---- */

static void number_fault(struct list_reading *lr, int line, size_t column, const char *text)
{
    read_fault(&lr->rd, line, _("Column '%s' holds '%s', which is no number."), lr->columns.v[column], text);
}

/* Texts of lists live in the arena and are never released singly; what stands in the row above, too, is kept once. */
static char *keep_text(const struct list_reading *lr, size_t column, struct sv text)
{
    char *above = lr->rows.n > 1 ? lr->rows.v[lr->rows.n - 2].cells[column] : NULL;
    return above && sv_eq(text, above) ? above : arena_dup_n(&lr->rd.app->arena, text.p, text.n);
}

static enum value_type type_of(const char *decl)
{
    return str_eq(decl, "TEXT") ? VALUE_TEXT : str_eq(decl, "REAL") ? VALUE_REAL : VALUE_INT;
}

static bool parse_number(enum value_type type, struct sv text, struct value *out)
{
    *out = (struct value){.type = type};
    return type == VALUE_INT ? num_parse_int(text, NUM_STORED, &out->i) : num_parse_decimal(text, NUM_STORED, 6, &out->r);
}

struct value list_value(const struct list *l, const struct list_row *r, size_t column)
{
    char *text = r->cells[column];
    enum value_type type = type_of(l->decls[column]);
    struct value v = VALUE_INIT;
    if (text && type == VALUE_TEXT) {
        v = (struct value){.type = VALUE_TEXT, .text = text};
    } else if (text) {
        parse_number(type, sv_of(text), &v); /* it was parsed when the list was read */
    }
    return v;
}

static void read_cell(struct list_reading *lr, int line, size_t column, struct sv raw, char **out)
{
    struct err err = ERR_INIT;
    enum value_type type = type_of(lr->decls.v[column]);
    struct value number;
    str_clear(&lr->scratch);
    if (!clean_text(&lr->scratch, raw, true, &err)) {
        read_fault(&lr->rd, line, _("Column '%s': %s"), lr->columns.v[column], err.msg);
        return;
    }
    struct sv text = sv_trim((struct sv){lr->scratch.p, lr->scratch.len});
    if (text.n == 0) {
        return;
    }
    if (type == VALUE_TEXT || parse_number(type, text, &number)) {
        *out = keep_text(lr, column, text);
    } else {
        number_fault(lr, line, column, lr->scratch.p);
    }
}

/* "" where nothing stands. */
static const char *base_cell(const struct list_row *r, enum base_column column)
{
    return r->cells[column] ? r->cells[column] : "";
}

const char *list_row_label(const struct list_row *r, enum lang lang)
{
    return label_in(&(struct label){{r->cells[COL_LABEL], r->cells[COL_LABEL_EN]}}, lang);
}

const char *list_row_short(const struct list_row *r, enum lang lang)
{
    return label_in(&(struct label){{r->cells[COL_SHORT], r->short_en}}, lang);
}

const char *list_row_head(const struct list_row *r, enum lang lang)
{
    const char *shrt = list_row_short(r, lang);
    return *shrt ? shrt : list_row_label(r, lang);
}

bool list_row_in_force(const struct list_row *r, const char *iso_day)
{
    const char *from = r->cells[COL_FROM], *to = r->cells[COL_TO];
    return (!from || strcmp(from, iso_day) <= 0) && (!to || strcmp(iso_day, to) <= 0);
}

static void check_day(struct list_reading *lr, int line, enum base_column column, const char *day)
{
    struct date d;
    if (day[0] != '\0' && !date_parse_iso(sv_of(day), &d)) {
        read_fault(&lr->rd, line, _("Column '%s' holds '%s': write the day as 2026-12-31."),
                   BASE_HEADS[column], day);
    }
}

static void check_row(struct list_reading *lr, int line, const struct list_row *row)
{
    if (row->code[0] == '\0') {
        read_fault(&lr->rd, line, _("The row has no code: write one."));
    } else if (strpbrk(row->code, " \t\n|")) {
        read_fault(&lr->rd, line, _("Code '%s' holds a blank or '|': take it out."), row->code);
    }
    if (!row->cells[COL_LABEL]) {
        read_fault(&lr->rd, line, _("The row has no label: write one."));
    }
    const char *from = base_cell(row, COL_FROM), *to = base_cell(row, COL_TO);
    check_day(lr, line, COL_FROM, from);
    check_day(lr, line, COL_TO, to);
    if (*from && *to && strcmp(from, to) > 0) {
        read_fault(&lr->rd, line, _("The day valid_from %s comes after valid_to %s: correct one of them."), from, to);
    }
}

static void read_row(struct list_reading *lr, const struct csv_row *csv)
{
    if (csv->n != lr->order.n) {
        read_fault(&lr->rd, csv->line,
                   _("The row has %zu cells, the header %zu: quote cells that hold a "
                     "comma."),
                   csv->n, lr->order.n);
        return;
    }
    char **cells = arena_alloc(&lr->rd.app->arena, lr->columns.n * sizeof *cells);
    struct list_row *row = vec_push(&lr->rows);
    row->cells = cells;
    for (size_t i = 0; i < csv->n; i++) {
        if (lr->order.v[i] != NO_COLUMN) {
            read_cell(lr, csv->line, lr->order.v[i], csv->cells[i], &cells[lr->order.v[i]]);
        }
    }
    row->code = base_cell(row, COL_CODE);
    row->short_en = lr->short_en > 0 ? cells[lr->short_en] : NULL;
    *vec_push(&lr->lines) = csv->line;
    check_row(lr, csv->line, row);
}

/* The header, or the n-th row; false when no more are read. */
static bool take_row(struct list_reading *lr, const struct csv_row *row, size_t n)
{
    if (n > LIST_MAX_ROWS) {
        read_fault(&lr->rd, row->line, _("A list has at most %d rows: make a form of what is longer."),
                   LIST_MAX_ROWS);
        return false;
    }
    if (n == 0) {
        read_header(lr, row);
    } else {
        read_row(lr, row);
    }
    return true;
}

static void read_rows(struct list_reading *lr, struct csv_reader *csv)
{
    struct csv_row row = {0};
    bool end = false, more = true;
    for (size_t n = 0; more; n++) {
        struct err err = ERR_INIT;
        if (csv_read(csv, &row, &end, &err)) {
            more = !end && take_row(lr, &row, n);
        } else {
            read_fault(&lr->rd, row.line, "%s", err.msg);
            more = n > 0; /* without a header the rows mean nothing */
        }
    }
}

static void read_bytes(struct list_reading *lr, struct str *bytes)
{
    FILE *f = bytes->len > 0 ? fmemopen(bytes->p, bytes->len, "r") : NULL;
    if (!f) {
        read_fault(&lr->rd, 0, _("The file is empty: write a header, at least code,label."));
        return;
    }
    struct csv_reader *csv = csv_reader_new(f, ',');
    read_rows(lr, csv);
    csv_reader_free(csv);
    fclose(f);
}

/* The collected vectors move to the arena. */
static void keep_all(struct list_reading *lr)
{
    struct arena *a = &lr->rd.app->arena;
    struct list *l = lr->list;
    if (lr->columns.n == 0) {
        for (size_t i = 0; i < NBASE; i++) {
            add_column(lr, BASE_NAMES[i], "TEXT");
        }
    }
    l->ncolumns = lr->columns.n;
    l->columns = arena_alloc(a, (l->ncolumns + 1) * sizeof *l->columns);
    l->decls = arena_alloc(a, (l->ncolumns + 1) * sizeof *l->decls);
    l->rows = arena_alloc(a, (lr->rows.n + 1) * sizeof *l->rows);
    for (size_t i = 0; i < l->ncolumns; i++) {
        l->columns[i] = lr->columns.v[i];
        l->decls[i] = lr->decls.v[i];
    }
    build_index(lr);
    vec_release(&lr->columns);
    vec_release(&lr->decls);
    vec_release(&lr->order);
    vec_release(&lr->rows);
    vec_release(&lr->lines);
}

struct list *load_list(struct app *app, const char *name, struct faults *faults)
{
    struct list_reading lr = {.list = arena_alloc(&app->arena, sizeof *lr.list), .scratch = STR_INIT};
    struct str bytes = STR_INIT;
    struct err err = ERR_INIT;
    lr.list->name = arena_dup(&app->arena, name);
    lr.list->file = arena_printf(&app->arena, "lists/%s.csv", name);
    lr.rd = (struct reading){app, lr.list->file, faults, NULL};
    char *path = file_join(app->dir, lr.list->file);
    if (file_read(path, LIST_MAX_BYTES, &bytes, &err)) {
        hash_hex(bytes.p, bytes.len, lr.list->hash);
        read_bytes(&lr, &bytes);
    } else {
        faults_add(faults, lr.rd.file, 0, "%s", err.msg);
    }
    keep_all(&lr);
    free(path);
    str_release(&bytes);
    str_release(&lr.scratch);
    return lr.list;
}
