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

static bool param_type(enum field_type type)
{
    return type <= FIELD_YES_NO;
}

/* NAME TYPE [= DEFAULT] */
static void read_param(struct reader *o, int line, struct sv value)
{
    struct sv rest = value, head = value, type;
    sv_next(&rest, '=', &head);
    struct sv name = head;
    sv_next(&head, ' ', &name);
    type = sv_trim(head);
    struct summary_param *p = vec_push(&o->params);
    p->name = keep(o, name);
    rest = sv_trim(rest);
    if (rest.n > 0) {
        p->dflt = keep(o, rest);
    }
    read_name_ok(&o->rd, line, p->name);
    if (!read_type_word(type, &p->type) || !param_type(p->type)) {
        read_fault(&o->rd, line,
                   _("Parameter '%s' has no valid type: write NAME TYPE, such as: den_ngay "
                     "date."),
                   p->name);
        p->type = FIELD_TEXT;
    }
}

/* NAME = LABEL [| ENGLISH LABEL] */
static void read_column(struct reader *o, int line, struct sv value)
{
    struct sv rest = value, name = value, label;
    sv_next(&rest, '=', &name);
    if (sv_trim(rest).n == 0) {
        read_fault(&o->rd, line, _("Column '%.*s' has no label: write NAME = LABEL | ENGLISH LABEL."),
                   (int)name.n, name.p);
        return;
    }
    struct label *l = vec_push(&o->labels);
    *vec_push(&o->columns) = keep(o, name);
    sv_next(&rest, '|', &label);
    l->in[LANG_VI] = keep(o, label);
    rest = sv_trim(rest);
    if (rest.n > 0) {
        l->in[LANG_EN] = keep(o, rest);
    }
}

static void read_roles(struct reader *o, int line, struct sv value)
{
    struct app *app = o->rd.app;
    const struct ini_key key = {.name = "roles", .value = keep(o, value), .line = line};
    const char **names = arena_alloc(&app->arena, (app->nroles + 1) * sizeof *names);
    for (size_t i = 0; i < app->nroles; i++) {
        names[i] = app->roles[i].name;
    }
    o->s->roles = read_words(&o->rd, &key);
    for (const char *const *w = o->s->roles; *w; w++) {
        if (!app_role(app, *w)) {
            read_unknown(&o->rd, line, _("role"), *w, names, app->nroles);
        }
    }
}

/* Understood where the text is run (sql_snapshot). */
static void read_snapshot(struct reader *o, int line, struct sv value)
{
    (void)o;
    (void)line;
    (void)value;
}

static const struct {
    const char *key;
    line_reader *read;
} KEYS[] = {
    {"title", read_title},   {"title.en", read_title_en}, {"param", read_param},
    {"column", read_column}, {"roles", read_roles},       {"snapshot", read_snapshot},
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

static void read_file(struct reader *o)
{
    const char *text = read_sql(&o->rd);
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
