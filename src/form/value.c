#include "form/value.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/pack.h"

void value_release(struct value *v)
{
    if (v->type == VALUE_TEXT) {
        free(v->text);
    }
    *v = (struct value)VALUE_INIT;
}

void value_set_int(struct value *v, int64_t i)
{
    value_release(v);
    v->type = VALUE_INT;
    v->i = i;
}

void value_set_real(struct value *v, double r)
{
    value_release(v);
    v->type = VALUE_REAL;
    v->r = r;
}

void value_set_text(struct value *v, struct sv text)
{
    char *copy = text.n > 0 ? mem_dup_n(text.p, text.n) : NULL; /* first: `text` may stand in v itself */

    value_release(v);
    if (copy) {
        v->type = VALUE_TEXT;
        v->text = copy;
    }
}

void value_copy(struct value *to, const struct value *from)
{
    if (to == from) {
        return;
    }
    value_release(to);
    *to = *from;
    if (from->type == VALUE_TEXT) {
        to->text = mem_dup(from->text);
    }
}

void value_move(struct value *to, struct value *from)
{
    if (to == from) {
        return;
    }
    value_release(to);
    *to = *from;
    *from = (struct value)VALUE_INIT;
}

bool value_eq(const struct value *a, const struct value *b)
{
    if (a->type != b->type) {
        return false;
    }
    switch (a->type) {
    case VALUE_NULL:
        return true;
    case VALUE_INT:
        return a->i == b->i;
    case VALUE_REAL:
        return a->r >= b->r && a->r <= b->r;
    case VALUE_TEXT:
        return str_eq(a->text, b->text);
    }
    return false;
}

bool value_is_null(const struct value *v)
{
    return v->type == VALUE_NULL;
}

const char *value_str(const struct value *v)
{
    return v->type == VALUE_TEXT ? v->text : "";
}

bool value_add(struct value *sum, const struct value *v)
{
    int64_t whole = sum->type == VALUE_INT ? sum->i : 0;
    double real = sum->type == VALUE_REAL ? sum->r : (double)whole;

    if (v->type == VALUE_INT && sum->type != VALUE_REAL) {
        if (__builtin_add_overflow(whole, v->i, &whole)) {
            return false;
        }
        value_set_int(sum, whole);
    } else if (v->type == VALUE_INT || v->type == VALUE_REAL) {
        value_set_real(sum, real + (v->type == VALUE_REAL ? v->r : (double)v->i));
    }
    return true;
}

void value_from_db(struct value *v, const struct db_value *from)
{
    switch (from->type) {
    case DB_NULL:
        value_release(v);
        break;
    case DB_INT:
        value_set_int(v, from->i);
        break;
    case DB_REAL:
        value_set_real(v, from->r);
        break;
    case DB_TEXT:
    case DB_BLOB:
        value_set_text(v, from->text);
        break;
    }
}

void value_to_db(const struct value *v, struct db_value *out)
{
    switch (v->type) {
    case VALUE_NULL:
        *out = (struct db_value){.type = DB_NULL};
        break;
    case VALUE_INT:
        *out = (struct db_value){.type = DB_INT, .i = v->i};
        break;
    case VALUE_REAL:
        *out = (struct db_value){.type = DB_REAL, .r = v->r};
        break;
    case VALUE_TEXT:
        *out = (struct db_value){.type = DB_TEXT, .text = sv_of(v->text)};
        break;
    }
}

void value_pack(struct str *out, const struct value *v)
{
    switch (v->type) {
    case VALUE_NULL:
        pack_null(out);
        break;
    case VALUE_INT:
        pack_int(out, v->i);
        break;
    case VALUE_REAL:
        pack_real(out, v->r);
        break;
    case VALUE_TEXT:
        pack_text(out, v->text, strlen(v->text));
        break;
    }
}

bool value_unpack(struct sv *in, struct value *v)
{
    struct pack_item item;

    if (!pack_next(in, &item) || item.tag == PACK_LIST) {
        return false;
    }
    switch (item.tag) {
    case PACK_INT:
        value_set_int(v, item.i);
        break;
    case PACK_REAL:
        value_set_real(v, item.r);
        break;
    case PACK_TEXT:
        value_set_text(v, item.text);
        break;
    case PACK_NULL:
    case PACK_LIST:
        value_release(v);
        break;
    }
    return true;
}

void params_add(struct params *p, const char *name, const struct value *v)
{
    struct param *one = vec_push(&p->list);

    one->name = name;
    value_copy(&one->value, v);
}

void params_add_text(struct params *p, const char *name, const char *text)
{
    struct param *one = vec_push(&p->list);

    one->name = name;
    value_set_text(&one->value, sv_of(text));
}

void params_release(struct params *p)
{
    for (size_t i = 0; i < p->list.n; i++) {
        value_release(&p->list.v[i].value);
    }
    vec_release(&p->list);
    arena_release(&p->names);
}

void value_add_plain(struct str *out, const struct value *v)
{
    switch (v->type) {
    case VALUE_NULL:
        break;
    case VALUE_INT:
        num_add_int(out, v->i, NUM_STORED);
        break;
    case VALUE_REAL:
        str_addf(out, "%.15g", v->r); /* 15 digits: what a decimal holds; LC_NUMERIC is always "C" */
        break;
    case VALUE_TEXT:
        str_add(out, v->text);
        break;
    }
}
