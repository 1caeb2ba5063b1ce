/*
 * What was handed in: the snapshots of the record, or of the one that governs it; the records in one of them; and such a record on
 * a page that can only be read.
 */

#include <string.h>

#include "screen/form_int.h"

/* ---- a record as it was sealed ---- */

static void take_cells(struct cell *to, const struct cell *from, const struct field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (fields[i].type != FIELD_NOTE) {
            cell_set(&to[i], &from[i].value);
        }
    }
}

/* Rows as they were: a query of today may have added some, and left others out. */
static void take_rows(struct record *r, const struct record *sealed, const struct roster *roster)
{
    struct rows *rows = &r->rosters[roster->index];
    const struct rows *were = &sealed->rosters[roster->index];
    size_t at;
    for (size_t i = rows->list.n; i > 0; i--) {
        if (!record_find_row(sealed, roster->index, rows->list.v[i - 1].key, &at)) {
            record_delete_row(r, roster->index, i - 1);
        }
    }
    for (size_t i = 0; i < were->list.n; i++) {
        if (!record_find_row(r, roster->index, were->list.v[i].key, &at)) {
            at = record_insert_row(r, roster->index, i, were->list.v[i].key);
        }
        take_cells(rows->list.v[at].cells, were->list.v[i].cells, roster->fields, roster->nfields);
    }
}

void sealed_show_values(struct form_page *fp)
{
    const struct form *form = fp->form;
    take_cells(fp->record->cells, fp->base->cells, form->fields, form->nfields);
    for (size_t i = 0; i < form->nrosters; i++) {
        take_rows(fp->record, fp->base, &form->rosters[i]);
    }
}

/* ---- what there is ---- */

/* Between this submission and the one before, or what stands now: the number that the row names. */
static void open_differences(struct ui *ui, const struct rowset *rows, size_t row)
{
    struct reply rep = {0};
    struct param params[2] = {{"a", VALUE_INIT}, {"b", VALUE_INIT}};
    struct request req = {.op = OP_DIFF, .form = rowset_str(rows, row, "over"), .id = rowset_str(rows, row, "id"), .params = params, .nparams = 2};
    value_copy(&params[0].value, rowset_at(rows, row, rowset_column(rows, "a")));
    value_copy(&params[1].value, rowset_at(rows, row, rowset_column(rows, "b")));
    if (ui_call(ui, &req, &rep)) {
        if (rep.rows.nrows == 0) {
            ui_say(ui, STYLE_PLAIN, "%s", _("Nothing differs."));
        } else {
            ui_push(ui, history_of_diff(ui, rowset_str(rows, row, "label"), &rep.rows));
        }
    }
    reply_release(&rep);
}

static void open_record(struct ui *ui, const struct rowset *rows, size_t row)
{
    if (rowset_str(rows, row, "over")[0]) {
        open_differences(ui, rows, row);
        return;
    }
    struct page *p = form_new_sealed(ui, rowset_str(rows, row, "form"), rowset_str(rows, row, "id"), rowset_str(rows, row, "seal"));
    if (p) {
        ui_push(ui, p);
    }
}

/* A governed record's title mostly begins with that of the governing one, which stands in the first row. */
static const char *own_part(const char *label, const char *governing)
{
    static const char between[] = " – ";
    size_t n = strlen(governing);
    bool within = n > 0 && strncmp(label, governing, n) == 0 && str_starts(label + n, between);
    return within ? label + n + sizeof between - 1 : label;
}

/* A line that leads to what differs between two submissions; b 0: and what stands now. */
static void add_comparison(struct rowset *out, const struct rowset *held, int64_t a, int64_t b)
{
    struct value *row = rowset_add_row(out);
    struct str label = STR_INIT;
    if (b == 0) {
        str_addf(&label, _("What was changed since submission %lld"), (long long)a);
    } else {
        str_addf(&label, _("What differs between submissions %lld and %lld"), (long long)a, (long long)b);
    }
    value_set_text(&row[0], sv_of(_("Comparison")));
    value_set_text(&row[1], (struct sv){label.p, label.len});
    value_set_text(&row[3], sv_of(rowset_str(held, 0, "id")));
    value_set_text(&row[5], sv_of(rowset_str(held, 0, "form")));
    value_set_int(&row[6], a);
    value_set_int(&row[7], b);
    str_release(&label);
}

/* Form and title for people; behind them what open_record needs.  The governing record stands first, behind what can be compared. */
static void translate_records(const struct ui *ui, const struct rowset *held, const char *seal, int64_t number, struct rowset *out)
{
    static const char *const columns[] = {"title", "label", "form", "id", "seal", "over", "a", "b"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        rowset_add_column(out, columns[i]);
    }
    if (held->nrows > 0 && number > 1) {
        add_comparison(out, held, number - 1, number);
    }
    if (held->nrows > 0) {
        add_comparison(out, held, number, 0);
    }
    for (size_t i = 0; i < held->nrows; i++) {
        struct value *row = rowset_add_row(out);
        value_set_text(&row[0], sv_of(form_title_of(ui, rowset_str(held, i, "form"))));
        value_set_text(&row[1], sv_of(own_part(rowset_str(held, i, "label"), i > 0 ? rowset_str(held, 0, "label") : "")));
        value_set_text(&row[2], sv_of(rowset_str(held, i, "form")));
        value_set_text(&row[3], sv_of(rowset_str(held, i, "id")));
        value_set_text(&row[4], sv_of(seal));
    }
}

static void open_snapshot(struct ui *ui, const struct rowset *rows, size_t row)
{
    const char *const heads[] = {_("Form"), _("Record")};
    const char *seal = rowset_str(rows, row, "code");
    struct reply rep = {0};
    struct request req = {.op = OP_SNAPSHOT, .snapshot = seal};
    struct rowset records = {0};
    struct str title = STR_INIT;
    if (ui_call(ui, &req, &rep)) {
        translate_records(ui, &rep.rows, seal, rowset_at(rows, row, rowset_column(rows, "number"))->i, &records);
        str_addf(&title, _("Handed in under the seal %s"), seal);
        ui_push(ui, table_opening(ui, title.p, &records, heads, 2, open_record));
    }
    str_release(&title);
    reply_release(&rep);
}

/* The record whose snapshots this one is in: the one that governs it, else itself. */
static struct request ask_for(const struct form_page *fp)
{
    const struct form *form = fp->form;
    const struct value *over = form->governing_field >= 0 ? &fp->record->cells[form->governing_field].value : NULL;
    bool governed = form->governed_by && over && !value_is_null(over);
    return (struct request){.op = OP_SNAPSHOTS,
                            .form = governed ? form->governed_by : form->name,
                            .id = governed ? value_str(over) : fp->record->id};
}

void sealed_list(struct form_page *fp, struct ui *ui)
{
    const char *const heads[] = {_("Number"), _("When"), _("Who"), _("Seal code"), _("Then"), _("Reason"), _("Accepted warnings"), _("Records"), _("State"), _("Then when"), _("By whom")};
    struct reply rep = {0};
    struct request req = ask_for(fp);
    (void)form_leave(fp, ui, false);
    if (ui->top != &fp->page || !ui_call(ui, &req, &rep)) {
        reply_release(&rep);
        return;
    }
    if (rep.rows.nrows == 0) {
        ui_say(ui, STYLE_PLAIN, "%s", _("Nothing was handed in of this record yet."));
    } else {
        format_show_times(&rep.rows, "at", ui->clock->offset_min);
        format_show_times(&rep.rows, "became_at", ui->clock->offset_min);
        ui_push(ui, table_opening(ui, _("What was handed in"), &rep.rows, heads, 11, open_snapshot));
    }
    reply_release(&rep);
}
