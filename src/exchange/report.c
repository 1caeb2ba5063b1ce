/* Documents: which one, of which record, in which form. */

#include "exchange/report.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/num.h"
#include "exchange/exchange.h"
#include "form/template.h"
#include "store/dossier.h"

/* ---- the forms of a document ---- */

static const struct {
    const char *name;
    bool page; /* of which kind of template */
    report_writer *write;
} FORMATS[] = {
    {"fodt", false, report_fodt},
    {"odt", false, report_odt},
    {"html", false, report_html},
    {"txt", false, report_text},
    {"html", true, report_page},
};
enum { NFORMATS = sizeof FORMATS / sizeof *FORMATS };

bool report_fodt(const struct xml_node *root, const struct report_shape *shape, struct str *out, struct err *err)
{
    (void)shape;
    (void)err;
    str_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml_add(out, root);
    str_add(out, "\n");
    return true;
}

/* Of a text only. */
static bool shape_of(const struct request *req, report_writer *write, struct report_shape *shape, struct err *err)
{
    const char *width = exchange_text(req, "width");
    int64_t cols = 0;
    shape->ascii = exchange_flag(req, "ascii");
    if ((width || shape->ascii) && write != report_text) {
        return err_set(err, ERR_USAGE, _("only a text has a width and can be written without accents: --format txt"));
    }
    if (width && (!num_parse_int(sv_of(width), NUM_STORED, &cols) || cols < REPORT_WIDTH_MIN || cols > REPORT_WIDTH_MAX)) {
        return err_set(err, ERR_USAGE, _("a text is %d to %d columns wide, not '%s'"), REPORT_WIDTH_MIN, REPORT_WIDTH_MAX, width);
    }
    shape->width = (int)cols;
    return true;
}

/* The first that its kind of template has, when none is asked for. */
static bool writer_of(const struct report *r, const struct request *req, report_writer **out, struct err *err)
{
    const char *given = exchange_text(req, "format");
    struct str names = STR_INIT;
    *out = NULL;
    for (size_t i = 0; i < NFORMATS; i++) {
        if (FORMATS[i].page == r->page) {
            *out = !*out && (!given || str_eq(given, FORMATS[i].name)) ? FORMATS[i].write : *out;
            str_addf(&names, "%s%s", names.len > 0 ? ", " : "", FORMATS[i].name);
        }
    }
    if (!*out) {
        err_set(err, ERR_USAGE, _("a document is not written as '%s'; it is as: %s"), given, names.p);
    }
    str_release(&names);
    return *out != NULL;
}

/* ---- whose, and of which record ---- */

static bool may_see(const struct report *r, const struct actor *actor, struct err *err)
{
    return !actor->role || !r->roles[0] || words_have(r->roles, actor->role) ||
           err_set(err, ERR_REFUSED, _("the document “%s” is not for the role '%s': choose another role"), label_in(&r->title, actor->lang),
                   actor->role);
}

/* Looked for among the records that the actor may see, also where the document's own query reads more. */
static bool find_record(struct service *sv, const struct form *form, const struct request *req, char id[UUID_TEXT], struct err *err)
{
    struct str key = STR_INIT;
    if (!req->id || strlen(req->id) >= UUID_TEXT) {
        return req->key && req->key[0] ? store_find(service_store(sv), form, req->key, id, err)
                                       : err_set(err, ERR_USAGE, _("the document is about a record of the form '%s': name its key"), form->name);
    }
    snprintf(id, UUID_TEXT, "%s", req->id);
    bool ok = store_key_text(service_store(sv), form, id, &key, err);
    str_release(&key);
    return ok;
}

/* The seal under which the record was handed in: the one asked for, else its last one. */
static bool add_seal(struct service *sv, const struct form *form, const struct request *req, const char *id, struct params *p, struct err *err)
{
    struct rowset rows = {0};
    if (req->snapshot) {
        params_add_text(p, "_seal", req->snapshot);
        return true;
    }
    bool ok = dossier_snapshots(service_whole(sv), form, id, LANG_VI, &rows, err);
    if (ok && rows.nrows > 0) {
        params_add_text(p, "_seal", rowset_str(&rows, rows.nrows - 1, "code"));
    }
    rowset_release(&rows);
    return ok;
}

static bool add_record(struct service *sv, const struct actor *actor, const struct report *r, const struct request *req, struct params *p, struct err *err)
{
    const struct form *form;
    char id[UUID_TEXT];
    if (!app_form(service_app(sv), r->form, &form, NULL, err) || !find_record(sv, form, req, id, err)) {
        return false;
    }
    params_add_text(p, "_id", id);
    params_add_text(p, r->form, id);
    if (!add_seal(sv, form, req, id, p, err)) {
        return false;
    }
    const struct param *last = &p->list.v[p->list.n - 1];
    return report_add_known(sv, actor, r, form, id, str_eq(last->name, "_seal") ? value_str(&last->value) : NULL, p, err);
}

static bool add_answers(struct service *sv, const struct actor *actor, const struct report *r, const struct request *req, struct params *p,
                        struct err *err)
{
    struct asked asked = {0};
    bool ok = summary_answers(sv, actor, r->asks, req, &asked, err);
    for (size_t i = 0; ok && i < asked.answers.n; i++) {
        params_add(p, asked.answers.v[i].name, &asked.answers.v[i].value);
    }
    asked_release(&asked);
    return ok;
}

static bool add_params(struct service *sv, const struct actor *actor, const struct report *r, const struct request *req, struct params *p,
                       struct err *err)
{
    params_add_text(p, "person", actor->person ? actor->person : "");
    if (!r->form && (req->id || (req->key && req->key[0]))) {
        return err_set(err, ERR_USAGE, _("the document “%s” is about no single record: name no key"), label_in(&r->title, actor->lang));
    }
    return (!r->form || add_record(sv, actor, r, req, p, err)) && add_answers(sv, actor, r, req, p, err);
}

/* ---- the operation ---- */

static bool fill(struct service *sv, const struct actor *actor, const struct report *r, const struct params *p, struct arena *arena,
                 struct xml_node **out, struct err *err)
{
    struct xml_node *root;
    int line;
    if (!template_read(service_app(sv), r, arena, &root, &line, err)) {
        return err_wrap(err, "%s:%d", r->made_from, line);
    }
    const struct filling f = {.store = service_store(sv), .report = r, .lang = actor->lang, .params = p->list.v, .nparams = p->list.n, .arena = arena};
    return report_fill(&f, root, out, err);
}

static bool put_out(const struct str *bytes, FILE *to, struct err *err)
{
    bool ok = bytes->len <= REPORT_BYTES_MAX || err_set(err, ERR_REFUSED, _("the document would be larger than 64 MiB: narrow what its queries find"));
    return ok && (!to || (fwrite(bytes->p, 1, bytes->len, to) == bytes->len && fflush(to) == 0) ||
                  err_set(err, ERR_IO, _("the document cannot be written: %s"), strerror(errno)));
}

bool op_report(struct service *sv, const struct actor *actor, const struct request *req, struct reply *rep, struct err *err)
{
    const struct report *r;
    report_writer *write;
    struct params p = {0};
    struct arena arena = ARENA_INIT;
    struct xml_node *root;
    struct str bytes = STR_INIT;
    struct report_shape shape = {.lang = actor->lang, .sample = service_store(sv)->sample};
    if (!req->name) {
        return err_set(err, ERR_USAGE, _("the request names no document"));
    }
    bool ok = app_report(service_app(sv), req->name, &r, NULL, err) && may_see(r, actor, err) && writer_of(r, req, &write, err) &&
              shape_of(req, write, &shape, err) && add_params(sv, actor, r, req, &p, err) && fill(sv, actor, r, &p, &arena, &root, err);
    if (ok && shape.sample && write != report_html && write != report_text) { /* these say it themselves */
        report_mark(&arena, root, _("SAMPLE DATA"));
    }
    shape.title = ok ? label_in(&r->title, actor->lang) : "";
    ok = ok && write(root, &shape, &bytes, err) && put_out(&bytes, req->out, err);
    rep->n = (int64_t)bytes.len;
    str_release(&bytes);
    arena_release(&arena);
    params_release(&p);
    return ok;
}
