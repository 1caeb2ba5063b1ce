#ifndef FORM_WIRE_INT_H
#define FORM_WIRE_INT_H

/* Private to the wire_*.c: items one by one, and the structs that requests and replies share. */

#include "base/pack.h"
#include "form/wire.h"

/* Once something is wrong, everything after it is empty; the first reason stays. */
struct wire_reader {
    struct sv in;
    struct app *app;
    struct arena *arena; /* of borrowed texts */
    bool strict;         /* texts must be clean */
    bool bad;
    struct err *err;
};

/* False always: it is bad, since these bytes are no message. */
bool wire_bad(struct wire_reader *r);
int64_t wire_int(struct wire_reader *r);
int64_t wire_range(struct wire_reader *r, int64_t least, int64_t most); /* `least` when it is bad */
bool wire_bool(struct wire_reader *r);
size_t wire_count(struct wire_reader *r); /* of a list; 0 when it is bad */
struct sv wire_sv(struct wire_reader *r, bool *null);
const char *wire_text(struct wire_reader *r); /* in the arena; NULL for null */
char *wire_owned(struct wire_reader *r);      /* free() it; NULL for null */
char *wire_string(struct wire_reader *r);     /* the same, but never NULL unless it is bad */
void wire_value(struct wire_reader *r, struct value *out);

void wire_put_text(struct str *out, const char *text); /* NULL: null */
void wire_put_bool(struct str *out, bool b);

/* NULL: there is none (null). */
void wire_put_record(struct str *out, const struct record *record);
struct record *wire_record(struct wire_reader *r);
void wire_put_draft(struct str *out, const struct draft *d);
bool wire_draft(struct wire_reader *r, struct draft *out); /* false: there is none */

#endif
