/* Rows that are refused: the file of rejected rows is the original with line, column and reason in front. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "exchange/import.h"
#include "text/clean.h"

#define REASONS_MAX 1000 /* in the reply */

/* ---- rows that are kept ---- */

/* One block: the cells, then what stands in them. */
void kept_row_take(struct kept_row *kept, const struct csv_row *row)
{
    size_t bytes = 0;
    for (size_t i = 0; i < row->n; i++) {
        bytes += row->cells[i].n;
    }
    *kept = (struct kept_row){.line = row->line};
    kept->cells.v = mem_alloc(row->n * sizeof *kept->cells.v + bytes);
    kept->cells.n = row->n;
    char *at = (char *)(kept->cells.v + row->n);
    for (size_t i = 0; i < row->n; i++) {
        struct sv cell = row->cells[i];
        memcpy(at, cell.p, cell.n);
        kept->cells.v[i] = (struct sv){at, cell.n};
        at += cell.n;
    }
}

void kept_row_release(struct kept_row *kept)
{
    free(kept->cells.v);
    free(kept->row_key);
    *kept = (struct kept_row){0};
}

/* ---- the file ---- */

static void add_text(struct csv_writer *csv, const char *text)
{
    csv_cell(csv, text, strlen(text), false);
}

/* Cells go back as they came: a guard on them would be one too many when the mended file is imported. */
static void add_cells(struct csv_writer *csv, const struct sv *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        csv_cell(csv, cells[i].p, cells[i].n, false);
    }
}

static void begin(struct import *im)
{
    csv_begin(&im->rejects.csv, im->req->out, im->sep, CSV_BOM);
    add_text(&im->rejects.csv, "line");
    add_text(&im->rejects.csv, "column");
    add_text(&im->rejects.csv, "reason");
    for (size_t i = 0; i < im->head.cells.n; i++) {
        if (im->targets[i]) {
            add_cells(&im->rejects.csv, &im->head.cells.v[i], 1);
        }
    }
    csv_end_row(&im->rejects.csv);
    im->rejects.begun = true;
}

/* All reasons of a row in one cell; the column is the first one's. */
static void add_reasons(struct csv_writer *csv, const struct findings *wrong)
{
    struct str text = STR_INIT;
    const struct finding *first = wrong->list.v;

    add_text(csv, first->path);
    str_add(&text, first->msg);
    for (size_t i = 1; i < wrong->list.n; i++) {
        str_addf(&text, " · %s: %s", first[i].path, first[i].msg);
    }
    add_text(csv, text.p);
    str_release(&text);
}

static void write_row(struct import *im, int line, const struct sv *cells, size_t n,
                      const struct findings *wrong)
{
    char number[16];

    if (!im->rejects.begun) {
        begin(im);
    }
    snprintf(number, sizeof number, "%d", line);
    add_text(&im->rejects.csv, number);
    add_reasons(&im->rejects.csv, wrong);
    for (size_t i = 0; i < n; i++) {
        bool reasons = i < im->head.cells.n && !im->targets[i]; /* of the time before */
        add_cells(&im->rejects.csv, &cells[i], reasons ? 0 : 1);
    }
    csv_end_row(&im->rejects.csv);
    csv_end(&im->rejects.csv); /* it is told also when the import then breaks off */
}

/* ---- the reply ---- */

static void add_to_reply(struct reply *rep, int line, const struct finding *f)
{
    static const char *const names[] = {"line", "column", "reason"};

    for (size_t i = 0; rep->rows.ncolumns < 3 && i < 3; i++) {
        rowset_add_column(&rep->rows, names[i]);
    }
    struct value *row = rowset_add_row(&rep->rows);
    char number[16];
    snprintf(number, sizeof number, "%d", line);
    value_set_text(&row[0], sv_of(number));
    value_set_text(&row[1], sv_of(f->path));
    value_set_text(&row[2], sv_of(f->msg));
}

void reject_row(struct import *im, int line, const struct sv *cells, size_t n, const struct findings *wrong)
{
    im->rejects.rows++;
    for (size_t i = 0; i < wrong->list.n && im->rep->rows.nrows < REASONS_MAX; i++) {
        add_to_reply(im->rep, line, &wrong->list.v[i]);
    }
    if (im->req->out) {
        write_row(im, line, cells, n, wrong);
    }
}

void reject_for(struct import *im, int line, const struct sv *cells, size_t n, const char *column,
                const char *reason)
{
    struct findings wrong = {0};
    import_wrong(&wrong, column, reason);
    reject_row(im, line, cells, n, &wrong);
    findings_release(&wrong);
}
