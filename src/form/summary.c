/* A summary's opening comment: lines `-- key: value` before the SELECT. */

#include <stdlib.h>
#include <string.h>
#include "form/load.h"

struct reader {
    struct reading rd;
    struct summary *s;
    VEC(struct summary_param) params;
    VEC(const char *) columns;
    VEC(struct label) labels;
};

typedef void line_reader(struct reader *o, int line, struct sv value);

static const char *keep(struct reader *o, struct sv text)
{
    return arena_dup_n(&o->rd.app->arena, text.p, text.n);
}

static void read_title(struct reader *o, int line, struct sv value)
{
    (void)line;
    o->s->title.in[LANG_VI] = keep(o, value);
}

static void read_title_en(struct reader *o, int line, struct sv value)
{
    (void)line;
    o->s->title.in[LANG_EN] = keep(o, value);
}

/* What a person can answer in one line. */
static bool param_type(enum field_type type)
{
    return type <= FIELD_SELECT_ONE;
}

/* NAME TYPE [= DEFAULT] */
static void read_param(struct reader *o, int line, struct sv value)
{
    struct sv rest = value, head = value, name;
    sv_next(&rest, '=', &head);
    name = head;
    sv_next(&head, ' ', &name);
    struct summary_param *p = vec_push(&o->params);
    *p = (struct summary_param){
        .field = {.name = keep(o, name), .roster = -1, .group = -1, .line = line, .min_length = -1, .max_length = -1, .decimals = 6},
        .line = line};
    rest = sv_trim(rest);
    if (rest.n > 0) {
        p->dflt = keep(o, rest);
    }
    read_name_ok(&o->rd, line, p->field.name);
    struct sv type = sv_trim(head);
    if (type.n == 0) {
        read_fault(&o->rd, line, _("Parameter '%s' has no type: write NAME TYPE, such as: den_ngay date."), p->field.name);
    } else if (read_type(&o->rd, line, keep(o, type), &p->field) && !param_type(p->field.type)) {
        read_fault(&o->rd, line, _("Parameter '%s' cannot be of the type '%s': choose one that is answered in one line."),
                   p->field.name, read_type_name(p->field.type));
        p->field.type = FIELD_TEXT;
    }
}

/* LABEL [| ENGLISH LABEL] */
static void read_twins(struct reader *o, struct sv value, struct label *out)
{
    struct sv label = value;
    sv_next(&value, '|', &label);
    out->in[LANG_VI] = keep(o, label);
    value = sv_trim(value);
    if (value.n > 0) {
        out->in[LANG_EN] = keep(o, value);
    }
}

static struct summary_param *param_named(struct reader *o, struct sv name)
{
    for (size_t i = 0; i < o->params.n; i++) {
        if (sv_eq(name, o->params.v[i].field.name)) {
            return &o->params.v[i];
        }
    }
    return NULL;
}

/* PARAMETER = LABEL [| ENGLISH LABEL] */
static void read_label(struct reader *o, int line, struct sv value)
{
    struct sv rest = value, name = value;
    sv_next(&rest, '=', &name);
    struct summary_param *p = param_named(o, name);
    if (p && sv_trim(rest).n > 0) {
        read_twins(o, rest, &p->field.label);
    } else {
        read_fault(&o->rd, line, _("Write the label of a parameter below it: NAME = LABEL | ENGLISH LABEL."));
    }
}

/* NAME = LABEL [| ENGLISH LABEL] */
static void read_column(struct reader *o, int line, struct sv value)
{
    struct sv rest = value, name = value;
    sv_next(&rest, '=', &name);
    if (sv_trim(rest).n == 0) {
        read_fault(&o->rd, line, _("Column '%.*s' has no label: write NAME = LABEL | ENGLISH LABEL."),
                   (int)name.n, name.p);
        return;
    }
    struct label *l = vec_push(&o->labels);
    *vec_push(&o->columns) = keep(o, name);
    read_twins(o, rest, l);
}

static void read_roles(struct reader *o, int line, struct sv value)
{
    o->s->roles = opening_roles(&o->rd, line, value);
}

/* Understood where the text is run (sql_snapshot, sql_scope). */
static void read_later(struct reader *o, int line, struct sv value)
{
    (void)o;
    (void)line;
    (void)value;
}

static const struct {
    const char *key;
    line_reader *read;
} KEYS[] = {
    {"title", read_title},   {"title.en", read_title_en}, {"param", read_param},       {"label", read_label},
    {"column", read_column}, {"roles", read_roles},       {"snapshot", read_later},
    {"scope", read_later},
};
enum { NKEYS = sizeof KEYS / sizeof KEYS[0] };

static void read_line(struct reader *o, int line, struct sv key, struct sv value)
{
    const char *names[NKEYS];
    for (size_t i = 0; i < NKEYS; i++) {
        if (sv_eq(key, KEYS[i].key)) {
            KEYS[i].read(o, line, value);
            return;
        }
        names[i] = KEYS[i].key;
    }
    read_unknown(&o->rd, line, _("key"), keep(o, key), names, NKEYS);
}

static void read_opening(struct reader *r, struct sv text)
{
    struct opening o = {.rest = text};
    struct sv key, value;
    while (opening_next(&o, &key, &value)) {
        read_line(r, o.line, key, value);
    }
}

/* The collected vectors move to the arena. */
static void keep_all(struct reader *o)
{
    struct arena *a = &o->rd.app->arena;
    struct summary *s = o->s;
    s->nparams = o->params.n;
    s->ncolumns = o->columns.n;
    s->params = arena_alloc(a, (s->nparams + 1) * sizeof *s->params);
    s->columns = arena_alloc(a, (s->ncolumns + 1) * sizeof *s->columns);
    s->column_labels = arena_alloc(a, (s->ncolumns + 1) * sizeof *s->column_labels);
    for (size_t i = 0; i < s->nparams; i++) {
        s->params[i] = o->params.v[i];
    }
    for (size_t i = 0; i < s->ncolumns; i++) {
        s->columns[i] = o->columns.v[i];
        s->column_labels[i] = o->labels.v[i];
    }
    vec_release(&o->params);
    vec_release(&o->columns);
    vec_release(&o->labels);
}

const struct summary *load_params(struct reading *rd, const char *name, struct sv text)
{
    struct reader o = {.rd = *rd, .s = arena_alloc(&rd->app->arena, sizeof *o.s)};
    struct opening lines = {.rest = text};
    struct sv key, value;
    o.s->name = name;
    o.s->file = rd->file;
    while (opening_next(&lines, &key, &value)) {
        if (sv_eq(key, "param")) {
            read_param(&o, lines.line, value);
        } else if (sv_eq(key, "label")) {
            read_label(&o, lines.line, value);
        }
    }
    keep_all(&o);
    return o.s;
}

static void read_file(struct reader *o)
{
    const char *text = read_whole(&o->rd);
    o->s->sql = text ? text : "";
    if (!text) {
        return;
    }
    read_opening(o, sv_of(text));
    if (!o->s->title.in[LANG_VI]) {
        read_fault(&o->rd, 1, _("The opening comment has no title: add a line -- title: TEXT."));
    }
}

struct summary *load_summary(struct app *app, const char *name, struct faults *faults)
{
    static const char *const NOBODY[] = {NULL};
    struct reader o = {.s = arena_alloc(&app->arena, sizeof *o.s)};
    o.s->name = arena_dup(&app->arena, name);
    o.s->file = arena_printf(&app->arena, "summaries/%s.sql", name);
    o.s->roles = NOBODY;
    o.rd = (struct reading){app, o.s->file, faults, NULL};
    read_file(&o);
    keep_all(&o);
    return o.s;
}
