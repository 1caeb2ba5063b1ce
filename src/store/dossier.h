#ifndef STORE_DOSSIER_H
#define STORE_DOSSIER_H

/*
 * What concerns several records at once: governed records, snapshots, keys that change, definitions that change
 * (design, section 6.6 to 6.8).  As in store.h, no function begins or commits.
 */

#include "store/store.h"

#define SEAL_TEXT 13 /* a seal code: 12 letters and digits (no 0 O 1 I) and the end */

/* Forms that are governed by `form`, from their definitions: names, NULL-terminated; free() the array. */
bool dossier_governed_forms(struct store *st, const struct form *form, const char ***out, struct err *err);
/* Whether the record may be written now: false with ERR_REFUSED naming the governing record and its state. */
bool dossier_editable(struct store *st, const struct record *r, struct err *err);

/* Seal every governed record of `governing` and every record they name; gives the number (1 …) and the seal code. */
bool dossier_snapshot(struct store *st, const struct record *governing, const struct change_info *info, int64_t *number, char code[SEAL_TEXT],
                      struct err *err);
/*
 * Rows: number, at, who, code, became (the label of the state that it was moved into next), reason (of that move), accepted (how many
 * warnings, NULL: not noted), records, state (its label), became_at, became_by — the snapshots of a governing record, the first one first.
 */
bool dossier_snapshots(struct store *st, const struct form *form, const char *id, enum lang lang, struct rowset *out, struct err *err);
/*
 * What was handed in under a seal code, as a store to be read with store_load, store_find, store_key_text, store_title, store_query
 * and store_select.  The governing record's form, the forms it governs and all that these name hold what was sealed and nothing else;
 * other forms and lists are as they stand now, as far as it is committed.  Borrowed until another one is asked for or `st` is closed.
 * ERR_NOT_FOUND when there is no such code.
 */
bool dossier_unseal(struct store *st, const char *code, struct store **out, struct err *err);
/* Of such a store, rows: form, id, key, label (all as they were) — the records it holds: the governing one, those it governs, those that these name. */
bool dossier_contents(struct store *over, enum lang lang, struct rowset *out, struct err *err);
/* Rows: form, key, path, old, new — between two snapshots (a 0: the last one; b 0: as it stands now). */
bool dossier_diff(struct store *st, const struct form *form, const char *id, int64_t a, int64_t b, struct rowset *out, struct err *err);

/*
 * A store to be read as if these governed records (stored or new, of one or several forms) stood as they are here.  Their forms hold the
 * records that belong to the same governing ones and nothing else; all others are as they stand, as far as it is committed and as `st`
 * shows it.  Nothing is written.  Close with store_close.
 */
bool dossier_suppose(struct store *st, struct record *const *records, size_t n, struct store **out, struct err *err);

enum seal_verdict {
    SEAL_SAME,    /* what stands now is what was sealed */
    SEAL_CHANGED, /* it was changed since, as the history tells */
    SEAL_ALTERED, /* what was sealed is not what is kept under the code: somebody altered it */
    SEAL_UNKNOWN,
};
/* What became of what was handed in under a code.  Rows: form, key, path, old, new. */
bool dossier_check_seal(struct store *st, const char *code, enum seal_verdict *verdict, struct rowset *out, struct err *err);

/* Put a key, as people write it, into `r`; nothing is stored.  ERR_CONFLICT when another record has it. */
bool dossier_take_key(struct store *st, struct record *r, const char *new_key, struct err *err);
/* Rows added to `out` (form, key, what): the records that name `r`.  `again`: their search rows are made anew, since its title changed. */
bool dossier_namers(struct store *st, const struct record *r, bool again, struct rowset *out, struct err *err);

/* What `phieu migrate` adds, drops and narrows, and which records it would break.  Rows: what, form, field, detail. With `preview` nothing
 * is written, and *barred says whether something stands in the way; else all of it is done (the caller has made a backup and holds the
 * transaction). */
bool dossier_migrate(struct store *st, bool preview, const struct change_info *info, struct rowset *out, bool *barred, struct err *err);

#endif
