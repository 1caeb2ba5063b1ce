#include "app/print.h"

#include "base/str.h"
#include "text/clean.h"
#include "text/utf8.h"

#define GAP 2
#define COLUMN_MAX 60 /* wider cells run over instead of pushing every row apart */

static void cell_text(const struct rowset *rows, size_t row, const char *column, struct str *out)
{
    struct str plain = STR_INIT;
    value_add_plain(&plain, rowset_at(rows, row, rowset_column(rows, column)));
    clean_visible(out, (struct sv){plain.p, plain.len});
    str_release(&plain);
}

static int column_width(const struct rowset *rows, const char *column, const char *head)
{
    int width = utf8_cols(sv_of(head));
    struct str s = STR_INIT;
    for (size_t r = 0; r < rows->nrows; r++) {
        str_clear(&s);
        cell_text(rows, r, column, &s);
        int w = utf8_cols((struct sv){s.p, s.len});
        if (w > width && w <= COLUMN_MAX) {
            width = w;
        }
    }
    str_release(&s);
    return width;
}

static void print_cell(FILE *out, const char *text, int width, bool last)
{
    fputs(text, out);
    int used = utf8_cols(sv_of(text));
    int blanks = used < width ? width + GAP - used : GAP;
    for (int i = 0; !last && i < blanks; i++) {
        fputc(' ', out);
    }
}

void print_table(FILE *out, const struct rowset *rows, const char *const *columns, const char *const *heads)
{
    VEC(int) all = {0};
    for (size_t i = 0; columns[i]; i++) {
        *vec_push(&all) = column_width(rows, columns[i], heads[i]);
    }
    const int *widths = all.v;
    size_t n = all.n;
    for (size_t c = 0; c < n; c++) {
        print_cell(out, heads[c], widths[c], c + 1 == n);
    }
    fputc('\n', out);
    struct str s = STR_INIT;
    for (size_t r = 0; r < rows->nrows; r++) {
        for (size_t c = 0; c < n; c++) {
            str_clear(&s);
            cell_text(rows, r, columns[c], &s);
            print_cell(out, s.p, widths[c], c + 1 == n);
        }
        fputc('\n', out);
    }
    str_release(&s);
    vec_release(&all);
}

void print_clean(FILE *out, const char *text)
{
    struct str s = STR_INIT;
    clean_visible(&s, sv_of(text));
    fprintf(out, "%s\n", s.p);
    str_release(&s);
}
