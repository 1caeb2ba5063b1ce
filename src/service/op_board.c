/* A board: rows and columns from two queries, cells from a third, lines below from a fourth. */

#include "service/inner.h"

#include "base/i18n.h"

#define ROWS_MAX  2000
#define CELLS_MAX 50000

static bool ask(struct service *sv, const struct actor *actor, const char *query, const struct request *req, size_t max,
                struct rowset *out, struct err *err)
{
    bool ok = !query || store_query(sv->st, query, req->params, req->nparams, max, out, err);
    rowset_speak(out, actor->lang);
    return ok;
}

/* The order of rowset_str's columns is the query's own; ours is fixed. */
static void copy_columns(const struct rowset *from, struct rowset *to)
{
    static const char *const names[] = {"code", "label"};
    reply_columns(to, names, 2);
    for (size_t i = 0; i < from->nrows; i++) {
        struct value *row = rowset_add_row(to);
        value_copy(&row[0], rowset_at(from, i, rowset_column(from, "code")));
        value_copy(&row[1], rowset_at(from, i, rowset_column(from, "label")));
    }
}

static void add_code(const struct rowset *rs, size_t row, const char *column, struct str *out)
{
    str_clear(out);
    value_add_plain(out, rowset_at(rs, row, rowset_column(rs, column)));
}

static void start_rows(const struct rowset *rows, const struct rowset *columns, struct rowset *out)
{
    static const char *const names[] = {"code", "label", "form", "id", "key"};
    struct str code = STR_INIT;
    reply_columns(out, names, 5);
    for (size_t i = 0; i < columns->nrows; i++) {
        add_code(columns, i, "code", &code);
        rowset_add_column(out, code.p);
    }
    for (size_t i = 0; i < rows->nrows; i++) {
        struct value *row = rowset_add_row(out);
        for (size_t k = 0; k < 5; k++) {
            value_copy(&row[k], rowset_at(rows, i, rowset_column(rows, names[k])));
        }
    }
    str_release(&code);
}

/* Cells mostly come in the order of the rows: looking goes on where it stopped. */
static bool find_row(const struct rowset *out, const struct value *code, size_t *at)
{
    for (size_t i = 0; i < out->nrows; i++) {
        size_t row = (*at + i) % out->nrows;
        if (value_eq(rowset_at(out, row, 0), code)) {
            *at = row;
            return true;
        }
    }
    return false;
}

/* Columns of the board follow the five of ours. */
static int find_column(const struct rowset *out, const char *code)
{
    for (size_t i = 5; i < out->ncolumns; i++) {
        if (str_eq(out->columns[i], code)) {
            return (int)i;
        }
    }
    return -1;
}

static void fill_cell(const struct rowset *cells, size_t i, size_t row, int column, struct rowset *out)
{
    struct str text = STR_INIT;
    if (rowset_str(cells, i, "mark")[0]) {
        str_addf(&text, "%s ", rowset_str(cells, i, "mark"));
    }
    value_add_plain(&text, rowset_at(cells, i, rowset_column(cells, "text")));
    value_set_text(&out->cells.v[row * out->ncolumns + (size_t)column], (struct sv){text.p, text.len});
    str_release(&text);
}

static void fill(const struct rowset *cells, struct rowset *out)
{
    struct str code = STR_INIT;
    size_t row = 0;
    for (size_t i = 0; i < cells->nrows && out->nrows > 0; i++) {
        add_code(cells, i, "col", &code);
        int column = find_column(out, code.p);
        if (column >= 0 && find_row(out, rowset_at(cells, i, rowset_column(cells, "row")), &row)) {
            fill_cell(cells, i, row, column, out);
        }
    }
    str_release(&code);
}

static bool ask_all(struct service *sv, const struct actor *actor, const struct board *board, const struct request *req, struct reply *rep,
                    struct err *err)
{
    struct rowset rows = {0}, columns = {0}, cells = {0};
    bool ok = ask(sv, actor, board->rows, req, ROWS_MAX, &rows, err) &&
              ask(sv, actor, board->columns, req, 100, &columns, err) &&
              ask(sv, actor, board->cells, req, CELLS_MAX, &cells, err) &&
              ask(sv, actor, board->footer, req, 20, &rep->rows3, err);
    if (ok) {
        start_rows(&rows, &columns, &rep->rows);
        copy_columns(&columns, &rep->rows2);
        fill(&cells, &rep->rows);
    }
    rowset_release(&rows);
    rowset_release(&columns);
    rowset_release(&cells);
    return ok;
}

static bool has_code(const struct rowset *rows, const char *code)
{
    for (size_t i = 0; i < rows->nrows; i++) {
        if (str_eq(rowset_str(rows, i, "code"), code)) {
            return true;
        }
    }
    return false;
}

/* The rows that people are shown: the others of the same code belong to them. */
static bool ask_supposable(struct service *sv, const struct actor *actor, const struct board *board, const struct request *req,
                           struct reply *rep, struct err *err)
{
    static const char *const names[] = {"row", "code", "label"};
    struct rowset rows = {0};
    bool ok = ask(sv, actor, board->suppose, req, SUPPOSED_MAX, &rows, err);
    reply_columns(&rep->rows, names, 3);
    for (size_t i = 0; ok && i < rows.nrows; i++) {
        bool shown = rowset_str(&rows, i, "label")[0] && !has_code(&rep->rows, rowset_str(&rows, i, "code"));
        struct value *row = shown ? rowset_add_row(&rep->rows) : NULL;
        for (size_t k = 0; row && k < 3; k++) {
            value_copy(&row[k], rowset_at(&rows, i, rowset_column(&rows, names[k])));
        }
    }
    rowset_release(&rows);
    return ok;
}

/* Asked of what would be, where something is supposed. */
static bool ask_supposed(struct service *sv, const struct actor *actor, const struct board *board, const struct request *req,
                         struct reply *rep, struct err *err)
{
    struct store *now = sv->st, *over = NULL;
    bool ok = service_suppose(sv, board, req, &over, &rep->n, err);
    sv->st = over ? over : now;
    ok = ok && ask_all(sv, actor, board, req, rep, err);
    sv->st = now;
    store_close(over);
    return ok;
}

bool op_board(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
              struct err *err)
{
    const struct board *board = req->name ? app_board(sv->app, req->name) : NULL;
    if (!board) {
        return err_set(err, ERR_NOT_FOUND, _("the application has no board '%s'"),
                       req->name ? req->name : "");
    }
    if (req->n == 1) {
        return ask_supposable(sv, actor, board, req, rep, err);
    }
    return req->after && req->after[0] && board->suppose ? ask_supposed(sv, actor, board, req, rep, err)
                                                         : ask_all(sv, actor, board, req, rep, err);
}
