/* Proof: that nothing was altered behind our back, what became of what was handed in, and values that are erased by law. */

#include "service/inner.h"

#include <ctype.h>
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"

static void tell_proof(const struct proof *p, struct reply *rep)
{
    static const char *const columns[] = {"entries", "records", "tables", "clock_back", "at", "who"};
    struct str head = STR_INIT;
    reply_columns(&rep->rows2, columns, sizeof columns / sizeof *columns);
    struct value *row = rowset_add_row(&rep->rows2);
    value_set_int(&row[0], p->entries);
    value_set_int(&row[1], p->records);
    value_set_int(&row[2], p->tables);
    value_set_int(&row[3], p->clock_back);
    value_set_text(&row[4], sv_of(p->at));
    value_set_text(&row[5], sv_of(p->who));
    str_addf(&head, "%lld %s", (long long)p->seq, p->head);
    rep->text = str_take(&head);
    rep->n = p->nbroken;
}

bool op_prove(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep, struct err *err)
{
    struct proof proof;
    (void)actor;
    bool ok = store_prove(sv->st->db, &proof, req->progress, req->progress_arg, err);
    if (ok) {
        tell_proof(&proof, rep);
        rep->rows = proof.broken;
        proof.broken = (struct rowset){0};
    }
    proof_release(&proof);
    return ok;
}

bool op_has_head(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep, struct err *err)
{
    bool has = false;
    (void)actor;
    bool ok = store_has_head(sv->st->db, req->n, req->hash, &has, err);
    rep->n = has;
    return ok;
}

/* As people read a code from paper: in either case, in groups. */
static void plain_code(const char *typed, char out[SEAL_TEXT])
{
    size_t n = 0;
    for (; *typed && n + 1 < SEAL_TEXT; typed++) {
        if (isalnum((unsigned char)*typed)) {
            out[n++] = (char)toupper((unsigned char)*typed);
        }
    }
    out[n] = '\0';
}

bool op_seal(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep, struct err *err)
{
    static const char *const words[] = {[SEAL_SAME] = "same", [SEAL_CHANGED] = "changed", [SEAL_UNKNOWN] = "unknown", [SEAL_ALTERED] = "altered"};
    char code[SEAL_TEXT];
    enum seal_verdict verdict;
    (void)actor;
    plain_code(req->name ? req->name : "", code);
    bool ok = dossier_check_seal(sv->st, code, &verdict, &rep->rows, err);
    rep->text = ok ? mem_dup(words[verdict]) : NULL;
    if (rights_narrow(sv)) { /* whoever holds a document may know what became of it, but not of records that they do not see */
        rowset_release(&rep->rows);
    }
    return ok;
}

bool op_erase(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep, struct err *err)
{
    const struct form *form;
    char id[UUID_TEXT], txn[UUID_TEXT];
    service_txn(sv, txn);
    struct change_info info = service_info(sv, actor, "erase", req->reason, txn);
    if (!req->reason || !*req->reason) {
        return err_set(err, ERR_USAGE, _("say the reason: what obliges to erase this value"));
    }
    return service_form(sv, req->form, &form, err) && service_id_or_deleted(sv, form, req, id, err) &&
           store_erase(sv->st, form, id, req->field, &info, &rep->n, err);
}

/* ---- copies ---- */

bool service_note_copied(struct service *sv, struct err *err)
{
    struct str now = STR_INIT;
    instant_add_iso(&now, clock_now(sv->clock));
    bool ok = store_begin(sv->whole, err) && store_set_meta(sv->whole, META_COPIED, now.p, err) && store_commit(sv->whole, err);
    if (!ok) {
        store_rollback(sv->whole);
    }
    str_release(&now);
    return ok;
}

bool op_restored(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep, struct err *err)
{
    char txn[UUID_TEXT];
    struct changes changes = {0};
    struct cell replaced = {0};
    (void)rep;
    service_txn(sv, txn);
    struct change_info info = service_info(sv, actor, "restore-copy", req->reason, txn);
    value_set_text(&replaced.value, sv_of(req->hash ? req->hash : ""));
    *vec_push(&changes.list) = (struct change){.path = mem_dup("_replaced"), .old = &replaced};
    bool ok = store_history_add(sv->st, "", "", 0, &changes, NULL, &info, err);
    changes_release(&changes);
    value_release(&replaced.value);
    return ok;
}

/* With less nothing can be stored: SQLite's -shm alone takes half of it. */
#define ROOM_MIN 65536

static const char *storage_trouble(const struct store *st)
{
    bool alone = db_is_alone(st->db);
    if (st->barred) {
        return _("The database can only be read: nothing can be saved");
    }
    if (db_room(st->db) < ROOM_MIN) {
        return _("The disk is full: nothing can be saved until there is room; you can read");
    }
    return alone ? _("The disk was full: other programs have to wait until you leave phieu") : NULL;
}

void service_tell_storage(const struct service *sv, struct rowset *out)
{
    const char *text = storage_trouble(sv->whole);
    if (text) {
        struct value *row = rowset_add_row(out);
        reply_cell(out, row, "kind", "todo");
        reply_cell(out, row, "label", text);
    }
}

/* A disk that dies takes the copies beside the database with it.  Days since there was one elsewhere, or since the first entry. */
static bool days_alone(struct service *sv, int64_t *days)
{
    int64_t since;
    char *at = store_meta(sv->st, META_COPIED);
    if (!at) {
        at = store_first_at(sv->st);
    }
    bool known = at && instant_parse_iso(sv_of(at), &since);
    if (known) {
        *days = date_to_days(clock_today(sv->clock)) - date_to_days(instant_day(since, sv->clock->offset_min));
    }
    free(at);
    return known;
}

void service_ask_for_copy(struct service *sv, const struct actor *actor, struct rowset *out)
{
    int64_t days = 0;
    if (sv->st->sample || sv->st->read_only || !actor->declared || !days_alone(sv, &days) || days < COPY_DAYS) {
        return;
    }
    struct str text = STR_INIT;
    struct value *row = rowset_add_row(out);
    str_addf(&text, _("For %lld days there was no copy on another device: phieu backup FOLDER, on a USB stick"), (long long)days);
    reply_cell(out, row, "kind", "todo");
    reply_cell(out, row, "label", text.p);
    str_release(&text);
}
