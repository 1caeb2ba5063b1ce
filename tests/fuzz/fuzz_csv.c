/* CSV: what was read without an error, written, reads back as the same cells. */

#include "fuzz.h"

#include <stdio.h>
#include <string.h>
#include "base/csv.h"
#include "base/mem.h"
#include "base/vec.h"

struct cells {
    VEC(char *) list; /* owned */
    VEC(size_t) rows; /* cells of each */
};

static bool read_cells(FILE *f, char sep, struct cells *out, char *found)
{
    struct csv_reader *r = csv_reader_new(f, sep);
    struct err err = ERR_INIT;
    struct csv_row row;
    bool end = false, ok;
    while ((ok = csv_read(r, &row, &end, &err)) && !end) {
        *vec_push(&out->rows) = row.n;
        for (size_t i = 0; i < row.n; i++) {
            MUST(row.cells[i].p != NULL || row.cells[i].n == 0);
            *vec_push(&out->list) = mem_dup_n(row.cells[i].p, row.cells[i].n);
        }
    }
    *found = csv_reader_separator(r);
    csv_reader_free(r);
    return ok;
}

static void cells_release(struct cells *c)
{
    for (size_t i = 0; i < c->list.n; i++) {
        free(c->list.v[i]);
    }
    vec_release(&c->list);
    vec_release(&c->rows);
}

static void write_cells(FILE *f, char sep, const struct cells *c)
{
    struct csv_writer w;
    size_t at = 0;
    csv_begin(&w, f, sep, 0);
    for (size_t r = 0; r < c->rows.n; r++) {
        for (size_t i = 0; i < c->rows.v[r]; i++, at++) {
            csv_cell(&w, c->list.v[at], strlen(c->list.v[at]), true);
        }
        csv_end_row(&w);
    }
    csv_end(&w);
}

static void same(const struct cells *a, const struct cells *b)
{
    MUST(a->list.n == b->list.n && a->rows.n == b->rows.n);
    for (size_t i = 0; i < a->list.n; i++) {
        MUST(strcmp(a->list.v[i], b->list.v[i]) == 0);
    }
}

void fuzz_one(const uint8_t *bytes, size_t n)
{
    struct cells first = {0}, second = {0};
    char *written = NULL, sep, ignored;
    size_t len = 0;
    if (n == 0 || memchr(bytes, '\0', n)) {
        return; /* a cell is kept as a C string here */
    }
    FILE *f = fmemopen((void *)(uintptr_t)bytes, n, "r");
    bool whole = read_cells(f, '\0', &first, &sep);
    fclose(f);
    if (whole && first.rows.n > 0) {
        f = open_memstream(&written, &len);
        write_cells(f, sep, &first);
        fclose(f);
        f = fmemopen(written, len, "r");
        bool again = read_cells(f, sep, &second, &ignored);
        MUST(again);
        fclose(f);
        same(&first, &second);
    }
    free(written);
    cells_release(&first);
    cells_release(&second);
}
