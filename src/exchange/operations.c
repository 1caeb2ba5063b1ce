/* The rows that exchange/ adds to the service's table, and what all its operations read from a request. */

#include "exchange/operations.h"

#include <string.h>

#include "base/i18n.h"
#include "exchange/exchange.h"
#include "text/clean.h"

const struct operation exchange_operations[] = {
    {OP_SUMMARY, "summary", MAY_READ, REACH_READ, false, op_summary, true},
    {OP_EXPORT, "export", MAY_EXPORT, REACH_READ, false, op_export, false},
    {OP_IMPORT, "import", MAY_IMPORT, REACH_WRITE, true, op_import, false},
    {OP_RECORD_SUMMARY, "record-summary", MAY_EXPORT, REACH_READ, true, op_record_summary, true},
    {OP_SENT, "sent", MAY_READ, REACH_OWN, false, op_sent, false},
    {OP_REPORT, "report", MAY_READ, REACH_READ, false, op_report, true},
    {OP_NOTE_PERSONAL, "note-personal", MAY_EXPORT, REACH_OWN, true, op_note_personal, false},
};
const size_t exchange_operation_count = sizeof exchange_operations / sizeof *exchange_operations;

const char *exchange_text(const struct request *req, const char *name)
{
    for (size_t i = 0; i < req->nparams; i++) {
        if (str_eq(req->params[i].name, name) && req->params[i].value.type == VALUE_TEXT) {
            return req->params[i].value.text;
        }
    }
    return NULL;
}

bool exchange_flag(const struct request *req, const char *name)
{
    const char *text = exchange_text(req, name);
    return text && !str_eq(text, "no");
}

bool exchange_separator(const struct request *req, char otherwise, char *out, struct err *err)
{
    const char *text = exchange_text(req, "separator");
    *out = otherwise;
    if (!text) {
        return true;
    }
    if (str_eq(text, "tab") || str_eq(text, "\\t")) {
        *out = '\t';
        return true;
    }
    if (strlen(text) != 1 || !strchr(",;\t|", text[0])) {
        return err_set(err, ERR_USAGE, _("cells cannot be separated by '%s': use ',' ';' '|' or tab"), text);
    }
    *out = text[0];
    return true;
}

static bool make_visible(struct sv cell, struct str *out)
{
    bool clean = clean_is(cell, true);
    if (!clean) {
        clean_visible_lines(out, cell);
    }
    return !clean;
}

void exchange_begin_csv(const struct request *req, char sep, struct csv_writer *out)
{
    int flags = exchange_flag(req, "exact") ? 0 : CSV_GUARD;
    if (flags && exchange_text(req, "file")) {
        flags |= CSV_BOM;
    }
    csv_begin(out, req->out, sep, flags);
    out->odd = make_visible;
}

void exchange_decimal_mark(struct str *number, char sep)
{
    char *point = sep == ';' ? memchr(number->p, '.', number->len) : NULL;
    if (point) {
        *point = ',';
    }
}

bool exchange_form(struct service *sv, const struct request *req, const struct form **form,
                   const struct roster **roster, struct err *err)
{
    *roster = NULL;
    if (!req->form) {
        return err_set(err, ERR_USAGE, _("the request names no form"));
    }
    if (!app_form(service_app(sv), req->form, form, NULL, err)) {
        return false;
    }
    if (req->name) {
        *roster = form_roster(*form, req->name);
    }
    return !req->name || *roster ||
           err_set(err, ERR_NOT_FOUND, _("the form '%s' has no roster '%s'"), req->form, req->name);
}
