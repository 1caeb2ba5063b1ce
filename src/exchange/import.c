/*
 * Import: a file's rows become records, each checked and stored as if somebody had typed it.
 *
 * All rows stand in one savepoint.  With a row refused it is rolled back, unless the request says partial;
 * reading goes on all the same, so that everything wrong is told at once.
 */

#include "exchange/import.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

enum { PROGRESS_EVERY = 1000 }; /* rows */

/* ---- rows of the file ---- */

static bool is_blank(const struct csv_row *row)
{
    for (size_t i = 0; i < row->n; i++) {
        if (row->cells[i].n > 0) {
            return false;
        }
    }
    return true;
}

static bool is_ragged(const struct import *im, const struct csv_row *row, struct err *why)
{
    if (row->n == im->head.cells.n) {
        return false;
    }
    err_set(why, ERR_SYNTAX,
            Q_("the row has %zu cell, the header has %zu", "the row has %zu cells, the header has %zu",
               (unsigned long)row->n),
            row->n, im->head.cells.n);
    return true;
}

static void count_row(struct import *im)
{
    im->read++;
    if (im->req->progress && im->read % PROGRESS_EVERY == 0) {
        im->req->progress(im->req->progress_arg, im->read);
    }
}

bool import_next(struct import *im, struct csv_row *row, bool *end, struct err *err)
{
    for (;;) {
        struct err why = ERR_INIT;
        bool ok = csv_read(im->csv, row, end, &why);
        if (!ok && why.code != ERR_SYNTAX) {
            *err = why;
            return false;
        }
        if (ok && *end) {
            return true;
        }
        if (ok && is_blank(row)) {
            continue;
        }
        if (ok) {
            count_row(im);
            if (!is_ragged(im, row, &why)) {
                return true;
            }
        }
        if (!chunk_store(im, err)) {
            return false;
        }
        reject_for(im, row->line, ok ? row->cells : NULL, ok ? row->n : 0, "", why.msg);
    }
}

/* ---- one row, one record ---- */

/* Whether a value that the file gives breaks a rule; what it leaves unanswered may still be answered on the screen. */
static bool breaks_a_rule(const struct import *im, const struct findings *found)
{
    size_t n = im->roster ? strlen(im->roster->name) : 0;
    for (size_t i = 0; i < found->list.n; i++) {
        const struct finding *f = &found->list.v[i];
        bool ours = n == 0 || (strncmp(f->path, im->roster->name, n) == 0 && f->path[n] == '/');
        if (ours && f->strength == FIND_ERROR && f->rule != RULE_REQUIRED) {
            return true;
        }
    }
    return false;
}

/* On the screen a record that is being written is stored with its errors; from a file nobody would see them. */
bool import_judge(struct import *im, struct record *r, const struct record *old, struct findings *found,
                  struct err *err)
{
    bool lenient = im->take_state || im->unfinished;
    return service_judge(im->sv, im->actor, im->work, r, old, im->take_state, found, err) &&
           (lenient || !breaks_a_rule(im, found) || err_set(err, ERR_INVALID, _("a value breaks a rule of the form")));
}

/* The record is the chunk's from here on, or freed. */
static bool judge(struct import *im, struct record *r, const struct csv_row *row, struct findings *wrong,
                  struct err *err)
{
    struct findings found = {0};
    struct err why = ERR_INIT;
    bool ok = true;

    if (import_judge(im, r, NULL, &found, &why)) {
        ok = chunk_add(im, r, service_open_findings(&found), row, err);
    } else {
        record_free(r);
        if (!import_put_failed(&found, &why, wrong)) {
            *err = why;
            ok = false;
        }
    }
    findings_release(&found);
    return ok;
}

static bool import_record(struct import *im, const struct csv_row *row, struct findings *wrong,
                          struct err *err)
{
    char id[UUID_TEXT];
    memcpy(id, im->txn, sizeof id);
    uuid7_number(id, (uint32_t)row->line);
    struct record *r = record_new(im->form, id);
    bool ok = import_cells(im, COLUMN_FIELD, row->cells, r->cells, wrong, err);
    import_state(im, row->cells, r, wrong);
    if (ok && wrong->list.n == 0) {
        return judge(im, r, row, wrong, err);
    }
    record_free(r);
    return ok;
}

static bool refuse_or_wait(struct import *im, const struct csv_row *row, const struct findings *wrong,
                           struct err *err)
{
    if (im->may_wait && im->waits) {
        struct kept_row kept;
        kept_row_take(&kept, row);
        *vec_push(&im->waiting.rows) = kept;
        return true;
    }
    if (!chunk_store(im, err)) {
        return false;
    }
    reject_row(im, row->line, row->cells, row->n, wrong);
    return true;
}

static bool import_row(struct import *im, const struct csv_row *row, struct err *err)
{
    struct findings wrong = {0};
    im->waits = false;
    bool ok = import_record(im, row, &wrong, err) || err_wrap(err, _("line %d"), row->line);
    if (ok && wrong.list.n > 0) {
        ok = refuse_or_wait(im, row, &wrong, err);
    }
    findings_release(&wrong);
    return ok;
}

/* ---- rows that wait for a record of the same file ---- */

static void waiting_release(struct waiting *w)
{
    for (size_t i = 0; i < w->rows.n; i++) {
        kept_row_release(&w->rows.v[i]);
    }
    vec_release(&w->rows);
}

/* Try the waiting rows once; those that still wait are kept anew, in the order of this pass. */
static bool try_waiting(struct import *im, bool turn, struct err *err)
{
    struct waiting all = im->waiting;
    bool ok = true;

    im->waiting = (struct waiting){0};
    for (size_t i = 0; ok && i < all.rows.n; i++) {
        const struct kept_row *kept = &all.rows.v[turn ? all.rows.n - 1 - i : i];
        ok = import_row(im, &(struct csv_row){kept->cells.v, kept->cells.n, kept->line}, err);
    }
    waiting_release(&all);
    return ok;
}

static bool is_backwards(const struct waiting *w)
{
    return w->rows.n > 1 && w->rows.v[0].line > w->rows.v[1].line;
}

/*
 * Each pass turns the order round, so that a chain of records is done in one of them whichever way it runs;
 * the last one refuses what names nobody.
 */
static bool import_waiting(struct import *im, struct err *err)
{
    size_t before = SIZE_MAX;
    while (im->waiting.rows.n > 0 && im->waiting.rows.n < before) {
        before = im->waiting.rows.n;
        if (!try_waiting(im, true, err)) {
            return false;
        }
    }
    im->may_wait = false;
    return try_waiting(im, is_backwards(&im->waiting), err);
}

static bool import_records(struct import *im, struct err *err)
{
    struct csv_row row;
    bool end = false, ok = true;

    im->may_wait = true;
    while (ok && (ok = import_next(im, &row, &end, err)) && !end) {
        ok = import_row(im, &row, err);
    }
    return ok && import_waiting(im, err) && chunk_store(im, err);
}

/* ---- all or nothing ---- */

static bool run(struct import *im, struct err *err)
{
    struct err ending = ERR_INIT;
    bool dry = exchange_flag(im->req, "dry_run");

    if (!store_piece_begin(im->st, err)) {
        return false;
    }
    bool ok = im->roster ? import_roster(im, err) : import_records(im, err);
    bool keep = ok && (im->partial || im->rejects.rows == 0);
    if (!store_piece_end(im->st, keep && !dry, &ending) && ok) {
        *err = ending;
        ok = false;
    }
    im->rep->n = keep ? im->rep->n : 0;
    im->rep->version = im->rejects.rows;
    return ok;
}

/* ---- the operation ---- */

/* Whether a key is taken is found when the row is stored: asking before would cost each row a query. */
static bool make_work(struct import *im, struct err *err)
{
    struct source source = service_source(im->sv);
    source.taken = NULL;
    return work_new(&im->work, im->app, im->form, service_clock(im->sv), &source, NULL, err);
}

static bool prepare(struct import *im, struct err *err)
{
    char sep;
    if (!im->req->in) {
        return err_set(err, ERR_USAGE, _("the request has no stream to read from"));
    }
    if (!exchange_form(im->sv, im->req, &im->form, &im->roster, err) ||
        !columns_of(im->app, im->form, im->roster, &im->columns, err) ||
        !exchange_separator(im->req, '\0', &sep, err)) {
        return false;
    }
    uuid7(clock_now(service_clock(im->sv)), im->txn);
    uuid7_number(im->txn, 0);
    im->references = mem_zero(REFERENCES_MAX, sizeof *im->references);
    im->csv = csv_reader_new(im->req->in, sep);
    return import_head(im, err) && make_work(im, err);
}

static void release(struct import *im)
{
    for (size_t i = 0; im->references && i < REFERENCES_MAX; i++) {
        free(im->references[i].key);
    }
    free(im->references);
    waiting_release(&im->waiting);
    chunk_release(&im->chunk);
    free(im->targets);
    kept_row_release(&im->head);
    str_release(&im->clean);
    columns_release(&im->columns);
    csv_reader_free(im->csv);
    work_free(im->work);
}

bool op_import(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep,
               struct err *err)
{
    struct import im = {.sv = sv,
                        .actor = actor,
                        .req = req,
                        .rep = rep,
                        .app = service_app(sv),
                        .st = service_store(sv),
                        .clean = STR_INIT,
                        .exact = exchange_flag(req, "exact"),
                        .take_state = exchange_flag(req, "state"),
                        .partial = exchange_flag(req, "partial"), .unfinished = exchange_flag(req, "unfinished")};
    struct err ignored = ERR_INIT;
    bool ok = (!im.take_state || !service_is_granted(sv) ||
               err_set(err, ERR_REFUSED, _("states cannot be taken over from a file where roles are given: records go through them by moves"))) &&
              store_expect_many(im.st, true, err) && prepare(&im, err) && service_writes(sv, actor, im.form, err) && run(&im, err);
    (void)store_expect_many(im.st, false, &ignored);
    release(&im);
    return ok;
}
