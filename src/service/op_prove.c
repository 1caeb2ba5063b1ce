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
