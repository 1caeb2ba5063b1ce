/*
 * Export: the records of a form, or the rows of one of its rosters, in the form's order, else in that of its key.
 *
 * Rows go from SQLite's page to the stream one by one: memory does not grow with the file, and no cell is
 * allocated.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/num.h"
#include "exchange/exchange.h"
#include "form/format.h"
#include "text/clean.h"
#include "text/utf8.h"

#define STEPS_MAX INT64_C(2000000000) /* of SQLite's machine, where people give a condition: about a minute on an old PC */
enum { PROGRESS_EVERY = 1000 }; /* rows; a stream that was closed is noticed as often */

struct exporter;
struct export_format {
    const char *name;
    char sep; /* '\0': as the request says */
    void (*begin)(struct exporter *x);
    void (*row)(struct exporter *x, struct db_stmt *s);
    void (*end)(struct exporter *x);
};

struct exporter {
    const struct actor *actor;
    const struct request *req;
    struct app *app;
    struct store *st;
    const struct form *form;
    const struct roster *roster;
    struct columns columns;
    const struct export_format *format;
    char sep;
    bool labels;
    struct csv_writer csv;
    struct str scratch; /* the cell being made */
    int64_t rows;
};

/* ---- cells ---- */

static void add_choice_labels(const struct column *c, const char *codes, enum lang lang, struct str *out)
{
    struct sv rest = sv_of(codes), piece;
    struct str code = STR_INIT;

    while (c->list && sv_next(&rest, ' ', &piece)) {
        str_clear(&code);
        str_add_sv(&code, piece);
        const struct list_row *row = list_find(c->list, code.p);
        str_add(out, out->len > 0 ? "; " : "");
        str_add(out, row ? list_row_label(row, lang) : code.p);
    }
    str_release(&code);
}

static void add_label(const struct exporter *x, const struct column *c, const char *code, struct str *out)
{
    struct value v = {.type = VALUE_TEXT};

    if (c->kind == COLUMN_STATE) {
        const struct state *state = form_state(x->form, code);
        str_add(out, state ? label_in(&state->label, x->actor->lang) : code);
    } else if (c->field->type == FIELD_YES_NO) {
        value_set_text(&v, sv_of(code));
        format_show(c->field, NULL, &v, x->actor->lang, 0, out);
        value_release(&v);
    } else {
        add_choice_labels(c, code, x->actor->lang, out);
    }
}

static bool has_labels(const struct column *c)
{
    return c->kind == COLUMN_STATE || (c->field && (c->list || c->field->type == FIELD_YES_NO));
}

/* Into the scratch; nothing for NULL. */
static void add_number(struct exporter *x, const struct column *c, struct db_stmt *s, int i)
{
    switch (db_column_type(s, i)) {
    case DB_INT:
        num_add_int(&x->scratch, db_column_int(s, i), NUM_STORED);
        break;
    case DB_REAL:
        num_add_decimal(&x->scratch, db_column_real(s, i), c->field->decimals, NUM_STORED);
        exchange_decimal_mark(&x->scratch, x->sep);
        break;
    default:
        break;
    }
}

/* What is gone without the database having been asked keeps its id. */
static void add_keys(struct exporter *x, const struct column *c, struct sv ids)
{
    struct str key = STR_INIT;
    struct err gone = ERR_INIT;
    char id[UUID_TEXT];
    while (format_next_id(&ids, id)) {
        str_clear(&key);
        bool there = store_key_text(x->st, c->target, id, &key, &gone);
        format_add_key(&x->scratch, there ? key.p : id);
    }
    str_release(&key);
}

/* The cell as text; until the next step or the next cell. */
static struct sv cell_text(struct exporter *x, const struct column *c, struct db_stmt *s, int i)
{
    bool label = x->labels && has_labels(c), many = c->field && field_names_many(c->field);
    if (!c->number && !label && !many) {
        return db_column_text(s, i);
    }
    str_clear(&x->scratch);
    if (c->number) {
        add_number(x, c, s, i);
    } else if (many) {
        add_keys(x, c, db_column_text(s, i));
    } else if (db_column_type(s, i) != DB_NULL) {
        add_label(x, c, db_column_str(s, i), &x->scratch);
    }
    return (struct sv){x->scratch.p, x->scratch.len};
}

/* ---- CSV and TSV ---- */

static void csv_head(struct exporter *x)
{
    exchange_begin_csv(x->req, x->sep, &x->csv);
    for (size_t i = 0; i < x->columns.list.n; i++) {
        const struct column *c = &x->columns.list.v[i];
        const char *name = x->labels ? column_label(c, x->actor->lang) : c->name;
        csv_cell(&x->csv, name, strlen(name), true);
    }
    csv_end_row(&x->csv);
}

static void csv_row_out(struct exporter *x, struct db_stmt *s)
{
    for (size_t i = 0; i < x->columns.list.n; i++) {
        const struct column *c = &x->columns.list.v[i];
        struct sv cell = cell_text(x, c, s, (int)i);
        csv_cell(&x->csv, cell.p, cell.n, c->text);
    }
    csv_end_row(&x->csv);
}

static void csv_tail(struct exporter *x)
{
    csv_end(&x->csv);
}

/* ---- JSON: an array of objects, one on a line ---- */

/* Letters that may stand as they are. */
static void json_letters(FILE *f, struct sv text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"' || text.p[i] == '\\') {
            putc('\\', f);
        }
        putc(text.p[i], f);
    }
}

/* One that may not, and how many bytes it has.  There is no way to write what is no letter at all. */
static size_t json_escape(FILE *f, struct sv text)
{
    uint32_t cp;
    int n = utf8_decode(text, &cp);
    if (n < 0) {
        fprintf(f, "<%02X>", (unsigned)(unsigned char)text.p[0]);
        return 1;
    }
    if (cp < 0x10000) {
        fprintf(f, "\\u%04x", (unsigned)cp);
    } else {
        fprintf(f, "\\u%04x\\u%04x", (unsigned)(0xD800 + ((cp - 0x10000) >> 10)), (unsigned)(0xDC00 + ((cp - 0x10000) & 0x3FF)));
    }
    return (size_t)n;
}

static void json_text(FILE *f, struct sv text)
{
    putc('"', f);
    while (text.n > 0) {
        size_t n = clean_prefix(text, false);
        json_letters(f, (struct sv){text.p, n});
        text = (struct sv){text.p + n, text.n - n};
        n = text.n > 0 ? json_escape(f, text) : 0;
        text = (struct sv){text.p + n, text.n - n};
    }
    putc('"', f);
}

static void json_begin(struct exporter *x)
{
    fputs("[", x->req->out);
}

static void json_cell(struct exporter *x, const struct column *c, struct db_stmt *s, int i)
{
    enum db_type type = db_column_type(s, i);
    struct sv cell = cell_text(x, c, s, i);
    if (type == DB_NULL) {
        fputs("null", x->req->out);
    } else if (type == DB_INT || type == DB_REAL) {
        fwrite(cell.p, 1, cell.n, x->req->out);
    } else {
        json_text(x->req->out, cell);
    }
}

static void json_row(struct exporter *x, struct db_stmt *s)
{
    FILE *f = x->req->out;
    fputs(x->rows > 0 ? ",\n{" : "\n{", f);
    for (size_t i = 0; i < x->columns.list.n; i++) {
        const struct column *c = &x->columns.list.v[i];
        const char *name = x->labels ? column_label(c, x->actor->lang) : c->name;
        fputs(i > 0 ? ", " : "", f);
        json_text(f, sv_of(name));
        fputs(": ", f);
        json_cell(x, c, s, (int)i);
    }
    fputs("}", f);
}

static void json_end(struct exporter *x)
{
    fputs("\n]\n", x->req->out);
}

static const struct export_format formats[] = {
    {"csv", '\0', csv_head, csv_row_out, csv_tail},
    {"tsv", '\t', csv_head, csv_row_out, csv_tail},
    {"json", ',', json_begin, json_row, json_end},
};

static bool take_format(struct exporter *x, struct err *err)
{
    const char *name = exchange_text(x->req, "format");
    name = name ? name : "csv";
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (str_eq(formats[i].name, name)) {
            x->format = &formats[i];
            x->sep = formats[i].sep;
            return x->sep || exchange_separator(x->req, ',', &x->sep, err);
        }
    }
    return err_set(err, ERR_USAGE, _("there is no format '%s': use csv, tsv or json"), name);
}

/* ---- personal fields ---- */

/* One entry in history, before the first byte goes out. */
bool op_note_personal(struct service *sv, const struct actor *actor, const struct request *req,
                      struct reply *rep, struct err *err)
{
    char txn[UUID_TEXT];
    struct change_info info = {.who = actor->person,
                               .role = actor->role,
                               .op = "export",
                               .reason = req->reason,
                               .txn = txn,
                               .declared = actor->declared};
    (void)rep;
    uuid7(clock_now(service_clock(sv)), txn);
    return store_history_add(service_store(sv), req->form, "", 0, NULL, NULL, &info, err);
}

static bool note_asking(struct service *sv, const struct exporter *x, struct err *err)
{
    struct request note = *x->req;
    struct reply rep = {0};
    struct job job = {.actor = x->actor, .req = &note, .rep = &rep};

    note.op = OP_NOTE_PERSONAL;
    note.reason = exchange_text(x->req, "where");
    if (service_is_writing(sv)) { /* a batch that writes */
        return op_note_personal(sv, x->actor, &note, &rep, err);
    }
    service_run(sv, &job, 1);
    reply_release(&rep);
    if (!job.ok) {
        *err = job.err;
        return err_wrap(err, _("personal fields go out only when that can be recorded"));
    }
    return true;
}

static void leave_out_personal(struct columns *columns)
{
    size_t kept = 0;
    for (size_t i = 0; i < columns->list.n; i++) {
        struct column *c = &columns->list.v[i];
        if (c->field && c->field->personal) {
            free(c->name);
        } else {
            columns->list.v[kept++] = *c;
        }
    }
    columns->list.n = kept;
}

static bool has_personal(const struct columns *columns)
{
    for (size_t i = 0; i < columns->list.n; i++) {
        if (columns->list.v[i].field && columns->list.v[i].field->personal) {
            return true;
        }
    }
    return false;
}

static bool take_columns(struct service *sv, struct exporter *x, struct err *err)
{
    if (!columns_of(x->app, x->form, x->roster, &x->columns, err)) {
        return false;
    }
    if (exchange_flag(x->req, "personal")) {
        return !has_personal(&x->columns) || note_asking(sv, x, err);
    }
    leave_out_personal(&x->columns);
    return true;
}

/* ---- the condition ---- */

/* A condition reads the application's tables: forms, rosters, lists, views. */
static bool may_read(void *arg, enum db_access what, const char *a, const char *b)
{
    (void)arg;
    (void)b;
    switch (what) {
    case DB_ACCESS_SELECT:
    case DB_ACCESS_FUNCTION:
        return true;
    case DB_ACCESS_READ:
        return (a[0] != '_' || store_narrows_by(a)) && !str_starts(a, "sqlite_");
    default:
        return false;
    }
}

/* Asks the store first: it knows the functions of expressions. */
static bool condition_works(const struct exporter *x, const char *where, struct err *err)
{
    struct str sql = STR_INIT;
    struct rowset none = {0};

    if (!export_is_expression(where)) {
        return err_set(err, ERR_USAGE, _("the condition must be one SQL expression: %s"), where);
    }
    if (store_is_narrow(x->st) && store_names_schema(where)) {
        return err_set(err, ERR_REFUSED, _("the condition names 'main.': in your role write the names of forms alone"));
    }
    str_add(&sql, "SELECT 1");
    export_add_from(&sql, x->form, x->roster);
    str_addf(&sql, " WHERE (%s)", where);
    bool ok = store_select(x->st, "SELECT 1", NULL, 0, 0, &none, err);
    rowset_release(&none);
    db_set_authorizer(x->st->db, may_read, NULL);
    ok = ok && store_select(x->st, sql.p, NULL, 0, 0, &none, err);
    db_set_authorizer(x->st->db, NULL, NULL);
    rowset_release(&none);
    str_release(&sql);
    return ok || err_wrap(err, _("the condition '%s' does not work"), where);
}

/* ---- the operation ---- */

static bool stream_works(const struct exporter *x, struct err *err)
{
    return !ferror(x->req->out) ||
           err_set(err, ERR_IO, _("the export cannot be written: %s"), strerror(errno));
}

static bool now_and_then(const struct exporter *x, struct err *err)
{
    if (x->rows % PROGRESS_EVERY != 0) {
        return true;
    }
    if (x->req->progress) {
        x->req->progress(x->req->progress_arg, x->rows);
    }
    return stream_works(x, err);
}

static bool write_rows(struct exporter *x, struct db_stmt *s, struct err *err)
{
    bool row = true;
    x->format->begin(x);
    while (row) {
        if (!db_step(s, &row, err)) {
            return false;
        }
        if (row) {
            x->format->row(x, s);
            x->rows++;
        }
        if (row && !now_and_then(x, err)) {
            return false;
        }
    }
    x->format->end(x);
    fflush(x->req->out); /* what it says, ferror says too */
    return stream_works(x, err);
}

static bool write_all(struct exporter *x, struct err *err)
{
    struct str sql = STR_INIT;
    struct db_stmt *s;
    const char *where = exchange_text(x->req, "where");
    bool by_key = store_key_sorts(x->st, x->form);
    bool ok = (!where || condition_works(x, where, err)) &&
              export_select(x->app, x->form, x->roster, &x->columns, where, by_key, &sql, err) &&
              store_prepare(x->st, &s, sql.p, err);
    str_release(&sql);
    if (!ok) {
        return false;
    }
    db_limit_steps(x->st->db, where ? STEPS_MAX : 0);
    ok = write_rows(x, s, err);
    db_limit_steps(x->st->db, 0);
    db_finalize(s);
    return ok;
}

bool op_export(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
               struct err *err)
{
    struct exporter x = {.actor = actor,
                         .req = req,
                         .app = service_app(sv),
                         .st = service_store(sv),
                         .labels = exchange_flag(req, "labels"),
                         .scratch = STR_INIT};
    bool ok = req->out || err_set(err, ERR_USAGE, _("the request has no stream to write to"));
    ok = ok && exchange_form(sv, req, &x.form, &x.roster, err) && take_format(&x, err) &&
         store_form_complete(x.st, x.form, err) && take_columns(sv, &x, err) && write_all(&x, err);
    rep->n = x.rows;
    columns_release(&x.columns);
    str_release(&x.scratch);
    return ok;
}
