/* phieu list: what the application has, or the records of a form. */

#include <stdio.h>

#include "app/commands.h"
#include "app/print.h"
#include "app/session.h"
#include "base/i18n.h"

#define PAGE 500 /* rows a request */

/* All definitions can be loaded: else nothing is listed, rather than a part. */
static bool load_all(struct session *s, struct err *err)
{
    const struct form *f;
    const struct summary *sum;
    bool ok = true;
    for (size_t i = 0; ok && i < s->app->forms.n; i++) {
        ok = app_form(s->app, s->app->forms.v[i], &f, NULL, err);
    }
    for (size_t i = 0; ok && i < s->app->summaries.n; i++) {
        ok = app_summary(s->app, s->app->summaries.v[i], &sum, NULL, err);
    }
    const struct report *doc;
    for (size_t i = 0; ok && i < s->app->reports.n; i++) {
        ok = app_report(s->app, s->app->reports.v[i], &doc, NULL, err);
    }
    return ok;
}

/* Forms that the role does not read are not listed; where it reads none, that is said. */
static bool list_forms(struct session *s, struct err *err)
{
    bool any = false;
    for (size_t i = 0; i < s->app->forms.n; i++) {
        const struct form *f = NULL;
        struct reply rep = {0};
        if (!app_form(s->app, s->app->forms.v[i], &f, NULL, err)) {
            return false;
        }
        struct request req = {.op = OP_LIST, .form = f->name, .limit = 1};
        bool ok = host_call(s->host, &req, &rep, err);
        if (ok) {
            printf("form     %-24s %8lld  %s\n", f->name, (long long)rep.n, label_in(&f->title, s->lang));
        }
        reply_release(&rep);
        if (!ok && err->code != ERR_REFUSED) {
            return false;
        }
        any = any || ok;
    }
    if (any) {
        *err = (struct err)ERR_INIT;
    }
    return any || s->app->forms.n == 0;
}

static bool list_all(struct session *s, struct err *err)
{
    if (!load_all(s, err) || !list_forms(s, err)) {
        return false;
    }
    for (size_t i = 0; i < s->app->nboards; i++) {
        printf("board    %-24s %8s  %s\n", s->app->boards[i].name, "", label_in(&s->app->boards[i].label, s->lang));
    }
    for (size_t i = 0; i < s->app->summaries.n; i++) {
        const struct summary *sum = NULL;
        if (!app_summary(s->app, s->app->summaries.v[i], &sum, NULL, err)) {
            return false;
        }
        printf("summary  %-24s %8s  %s\n", sum->name, "", label_in(&sum->title, s->lang));
    }
    for (size_t i = 0; i < s->app->reports.n; i++) {
        const struct report *doc = NULL;
        if (!app_report(s->app, s->app->reports.v[i], &doc, NULL, err)) {
            return false;
        }
        printf("report   %-24s %8s  %s\n", doc->name, "", label_in(&doc->title, s->lang));
    }
    return true;
}

/* Whether the listed fields name a record to other subcommands. */
static bool lists_key(const struct form *f)
{
    for (size_t i = 0; f->nkey == 1 && i < f->nlist; i++) {
        if (f->list[i] == f->key[0]) {
            return true;
        }
    }
    return false;
}

/* Ids become keys, as other subcommands take them. */
static bool ids_to_keys(struct session *s, const struct form *f, struct rowset *rows, struct err *err)
{
    int c = rowset_column(rows, "_id");
    bool ok = true;
    for (size_t i = 0; ok && i < rows->nrows; i++) {
        struct value *v = &rows->cells.v[i * rows->ncolumns + (size_t)c];
        struct reply rep = {0};
        struct request req = {.op = OP_TITLE, .form = f->name, .id = value_str(v), .n = 1};
        ok = host_call(s->host, &req, &rep, err);
        if (ok) {
            value_set_text(v, sv_of(rowset_str(&rep.rows, 0, "key")));
        }
        reply_release(&rep);
    }
    return ok;
}

static void states_to_labels(const struct session *s, const struct form *f, struct rowset *rows)
{
    int c = rowset_column(rows, "_state");
    for (size_t i = 0; i < rows->nrows; i++) {
        struct value *v = &rows->cells.v[i * rows->ncolumns + (size_t)c];
        const struct state *state = form_state(f, value_str(v));
        if (state) {
            value_set_text(v, sv_of(label_in(&state->label, s->lang)));
        }
    }
}

/* One page; the key of its last row goes to `after` (owned by the caller), empty at the end. */
static bool list_page(struct session *s, const struct form *f, const char *search, struct str *after, struct err *err)
{
    struct reply rep = {0};
    struct request req = {.op = OP_LIST, .form = f->name, .text = search, .after = after->len ? after->p : NULL, .limit = PAGE};
    if (!host_call(s->host, &req, &rep, err)) {
        reply_release(&rep);
        return false;
    }
    VEC(const char *) names = {0};
    VEC(const char *) heads = {0};
    bool ok = true;
    if (!lists_key(f)) {
        ok = ids_to_keys(s, f, &rep.rows, err);
        *vec_push(&names) = "_id";
        *vec_push(&heads) = _("record");
    }
    for (size_t i = 0; i < f->nlist; i++) {
        *vec_push(&names) = f->fields[f->list[i]].name;
        *vec_push(&heads) = label_in(&f->fields[f->list[i]].label, s->lang);
    }
    if (f->nstates > 0) {
        states_to_labels(s, f, &rep.rows);
        *vec_push(&names) = "_state";
        *vec_push(&heads) = _("state");
    }
    *vec_push(&names) = NULL;
    *vec_push(&heads) = NULL;
    print_table(stdout, &rep.rows, names.v, heads.v);
    bool more = rep.rows.nrows == PAGE;
    const char *last = more ? rowset_str(&rep.rows, rep.rows.nrows - 1, "_page") : "";
    str_set(after, last);
    vec_release(&names);
    vec_release(&heads);
    reply_release(&rep);
    return ok;
}

static bool list_records(struct session *s, const char *form, const char *search, struct err *err)
{
    const struct form *f = NULL;
    if (!app_form(s->app, form, &f, NULL, err)) {
        return false;
    }
    struct str after = STR_INIT;
    bool ok;
    do {
        ok = list_page(s, f, search, &after, err);
    } while (ok && after.len);
    str_release(&after);
    return ok;
}

int cmd_list(struct session *s, const struct cli *cli)
{
    struct err err = ERR_INIT;
    session_mark_sample(s, stderr);
    bool ok = cli->nargs ? list_records(s, cli->args[0], cli->value[OPT_SEARCH], &err) : list_all(s, &err);
    return ok ? EXIT_DONE : session_fail(s, &err);
}
