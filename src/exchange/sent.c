/* Summaries that are kept as they were sent: what was asked and the bytes of the file, to be printed again. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "exchange/exchange.h"
#include "form/format.h"

/* ---- recording ---- */

/* The file in memory: free(*bytes). */
static bool make_file(struct service *sv, const struct actor *actor, const struct request *req, const struct asked *a, struct rowset *rows,
                      char **bytes, size_t *n, struct err *err)
{
    FILE *f = open_memstream(bytes, n);
    if (!f) {
        return err_set(err, ERR_IO, _("the summary cannot be written: %s"), strerror(errno));
    }
    bool ok = summary_make(sv, actor, req, a, rows, f, err);
    fclose(f);
    return ok;
}

/* As YYYY-MM-DD, however it was typed. */
static bool add_day(struct service *sv, const struct actor *actor, const char *given, struct str *out, struct err *err)
{
    const struct field day = {.name = SENT_DOCUMENT_DATE, .type = FIELD_DATE, .min_length = -1, .max_length = -1};
    struct value v = VALUE_INIT;
    struct err ignored = ERR_INIT;
    bool ok = !given || format_parse_stored(&day, NULL, sv_of(given), &v, &ignored) ||
              format_parse(&day, NULL, sv_of(given), actor->lang, service_app(sv)->offset_min, &v, err);
    if (ok && given) {
        value_add_plain(out, &v);
    }
    value_release(&v);
    return ok || err_wrap(err, _("the day of the document"));
}

static bool keep(struct service *sv, const struct actor *actor, const struct request *req, struct sent *sent, struct reply *rep, struct err *err)
{
    char txn[UUID_TEXT], hash[HASH_HEX];
    struct str day = STR_INIT;
    const struct change_info info = {.who = actor->person && actor->person[0] ? actor->person : "khong_ro",
                                     .role = actor->role,
                                     .reason = sent->summary,
                                     .txn = txn,
                                     .declared = actor->declared};
    uuid7(clock_now(service_clock(sv)), txn);
    hash_hex(sent->file.p, sent->file.n, hash);
    bool ok = add_day(sv, actor, exchange_text(req, SENT_DOCUMENT_DATE), &day, err);
    sent->document = exchange_text(req, SENT_DOCUMENT);
    sent->document_date = day.len > 0 ? day.p : NULL;
    sent->recipient = exchange_text(req, SENT_RECIPIENT);
    ok = ok && store_sent_add(service_whole(sv), sent, &info, &rep->version, err);
    rep->n = sent->rows;
    rep->text = ok ? mem_dup(hash) : NULL;
    str_release(&day);
    return ok;
}

bool op_record_summary(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep, struct err *err)
{
    struct asked asked = {0};
    struct rowset rows = {0};
    struct str answers = STR_INIT;
    char *bytes = NULL;
    size_t n = 0;
    bool ok = summary_ask(sv, actor, req, &asked, err) && summary_add_answers(sv, &asked, &answers, err) &&
              make_file(sv, actor, req, &asked, &rows, &bytes, &n, err);
    if (ok) {
        struct sent sent = {.summary = asked.def->name,
                            .title = label_in(&asked.def->title, actor->lang),
                            .parameters = answers.p,
                            .seal = req->snapshot,
                            .rows = (int64_t)rows.nrows,
                            .file = {bytes, n}};
        ok = keep(sv, actor, req, &sent, rep, err);
    }
    if (ok && req->out) {
        ok = (fwrite(bytes, 1, n, req->out) == n && fflush(req->out) == 0) ||
             err_set(err, ERR_IO, _("the summary cannot be written: %s"), strerror(errno));
    }
    free(bytes);
    str_release(&answers);
    rowset_release(&rows);
    asked_release(&asked);
    return ok;
}

/* ---- reading ---- */

/*
 * It holds what its sender was shown: so it is for themselves, and for whoever sees all records and may see that summary.  One that the
 * application has no more is its sender's, and everybody's where nobody holds roles.
 */
static bool is_shown(struct service *sv, const struct actor *actor, const struct rowset *rows, size_t i)
{
    const struct summary *s;
    struct err ignored = ERR_INIT;
    bool own = str_eq(rowset_str(rows, i, "who"), actor->person ? actor->person : "");
    return own || !actor->role ||
           (!service_is_narrow(sv) && app_summary(service_app(sv), rowset_str(rows, i, "summary"), &s, NULL, &ignored) &&
            summary_may_see(s, actor, &ignored));
}

static void add_shown(struct service *sv, const struct actor *actor, const struct rowset *rows, struct rowset *out)
{
    for (size_t i = 0; i < rows->ncolumns; i++) {
        rowset_add_column(out, rows->columns[i]);
    }
    for (size_t i = 0; i < rows->nrows; i++) {
        struct value *row = is_shown(sv, actor, rows, i) ? rowset_add_row(out) : NULL;
        for (size_t c = 0; row && c < rows->ncolumns; c++) {
            value_copy(&row[c], rowset_at(rows, i, (int)c));
        }
    }
}

static bool is_among(const struct rowset *shown, int64_t number)
{
    for (size_t i = 0; i < shown->nrows; i++) {
        if (rowset_int(shown, i, "number") == number) {
            return true;
        }
    }
    return false;
}

static bool write_file(struct service *sv, const struct request *req, struct err *err)
{
    struct str file = STR_INIT;
    bool ok = store_sent_file(service_whole(sv), req->version, &file, err);
    if (ok && req->out) {
        ok = (fwrite(file.p, 1, file.len, req->out) == file.len && fflush(req->out) == 0) ||
             err_set(err, ERR_IO, _("the summary cannot be written: %s"), strerror(errno));
    }
    str_release(&file);
    return ok;
}

bool op_sent(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep, struct err *err)
{
    struct rowset all = {0};
    bool ok = store_sent(service_whole(sv), &all, err);
    if (ok) {
        add_shown(sv, actor, &all, &rep->rows);
    }
    rowset_release(&all);
    if (ok && req->version != 0) {
        ok = is_among(&rep->rows, req->version) ? write_file(sv, req, err)
                                                : err_set(err, ERR_NOT_FOUND, _("no summary was recorded under the number %lld"),
                                                          (long long)req->version);
        rowset_release(&rep->rows);
    }
    return ok;
}
