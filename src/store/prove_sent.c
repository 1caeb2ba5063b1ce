/* The files of summaries that were sent, each against its digest in _sent, for which the chain vouches. */

#include "store/prove.h"

#include <stdio.h>

#include "base/hash.h"
#include "base/i18n.h"

static void check_sent(struct proving *p, struct db_stmt *s)
{
    char hash[HASH_HEX], number[24];
    struct sv file = db_column_text(s, 2);
    const char *said = db_column_str(s, 1);
    snprintf(number, sizeof number, "%lld", (long long)db_column_int(s, 0));
    hash_hex(file.p, file.n, hash);
    if (!said) {
        prove_broken(p, 0, "_sent_file", number, _("nothing says that such a summary was sent"));
    } else if (!str_eq(said, hash)) {
        prove_broken(p, 0, "_sent_file", number, _("what was sent is not what is kept"));
    }
    prove_step(p);
}

bool prove_sent(struct proving *p, struct err *err)
{
    struct db_stmt *s;
    bool row = true, exists = false;
    if (!schema_table_exists(p->db, "_sent", &exists, err) || !exists) {
        return !exists; /* of an older phieu; had it been taken away, the schema would not hold */
    }
    if (!db_prepare(p->db, &s,
                    "SELECT coalesce(s.number, f.number), s.sha256, f.file FROM main._sent AS s FULL JOIN main._sent_file AS f ON f.number = s.number", err)) {
        return false;
    }
    bool ok = true;
    while (ok && (ok = db_step(s, &row, err)) && row) {
        check_sent(p, s);
    }
    db_finalize(s);
    return ok;
}
