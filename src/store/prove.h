#ifndef STORE_PROVE_H
#define STORE_PROVE_H

/*
 * What the files of the proof share: prove.c (the whole), prove_history.c (the chain), prove_records.c (what stands in the tables),
 * prove_sent.c (summaries that were sent).
 */

#include "store/inner.h"

/* Values that are missing from an entry and that a later entry must say were erased. */
struct erased {
    char *what; /* owned: form, record, path, one a line */
    int64_t seq;
};

/* What an entry says was sealed: "CODE DIGEST". */
struct seal_entry {
    char *what; /* owned */
    int64_t seq;
};

/* One field or roster of a definition, by the names of its columns; see prove_records.c. */
struct shape;

struct proving {
    struct db *db;
    struct proof *out;
    void (*progress)(void *arg, int64_t done);
    void *arg;
    int64_t steps;
    int64_t since; /* the first entry that tells of tables: an older phieu wrote those before it; 0: none so far */
    struct chain_set tables; /* `before`: as the last entry about it left the table */
    VEC(struct erased) erased;
    VEC(struct seal_entry) seals;
    VEC(struct shape *) shapes; /* owned */
};

/* Note what does not hold.  `seq` 0: no entry of the history. */
void prove_broken(struct proving *p, int64_t seq, const char *form, const char *record, const char *what);
/* One more thing was looked at. */
void prove_step(struct proving *p);

bool prove_history(struct proving *p, struct err *err);
/* The chain says what became of a table. */
void prove_table_change(struct proving *p, int64_t seq, const struct chained_change *c);
bool prove_records(struct proving *p, struct err *err);
bool prove_seals(struct proving *p, struct err *err);
bool prove_sent(struct proving *p, struct err *err);
void prove_release_shapes(struct proving *p);

#endif
