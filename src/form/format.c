#include "form/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/num.h"
#include "text/fold.h"

static enum num_style style_of(enum lang lang)
{
    return lang == LANG_VI ? NUM_VI : NUM_EN;
}

/* Text in a message: a person needs no more of it than this. */
#define SHOWN(sv) (int)((sv).n < 200 ? (sv).n : 200), (sv).p

static bool take(struct value *out, const struct str *s)
{
    value_set_text(out, (struct sv){s->p, s->len});
    return true;
}

/* ---- yes and no ---- */

static const char *const yes_no_codes[2] = {"khong", "co"};
static const char *const yes_no_words[LANG_COUNT][2] = {
    [LANG_VI] = {"Không", "Có"},
    [LANG_EN] = {"No", "Yes"},
};
static const char *const no_typed[] = {"khong", "k", "no", "n", "0", NULL};
static const char *const yes_typed[] = {"co", "c", "yes", "y", "1", NULL};

static bool word_in(const char *const *words, const char *word)
{
    for (; *words; words++) {
        if (str_eq(*words, word)) {
            return true;
        }
    }
    return false;
}

static bool parse_yes_no(struct sv typed, struct value *out, struct err *err)
{
    struct str folded = STR_INIT;

    fold_text(&folded, typed);
    bool yes = word_in(yes_typed, folded.p);
    bool no = word_in(no_typed, folded.p);
    str_release(&folded);
    if (!yes && !no) {
        return err_set(err, ERR_INVALID, _("“%.*s” is neither yes nor no."), SHOWN(typed));
    }
    value_set_text(out, sv_of(yes_no_codes[yes]));
    return true;
}

static const char *show_yes_no(const char *code, enum lang lang)
{
    for (int i = 0; i < 2; i++) {
        if (str_eq(code, yes_no_codes[i])) {
            return yes_no_words[lang][i];
        }
    }
    return code;
}

/* ---- choices ---- */

static bool folds_to(const char *text, const char *folded)
{
    struct str s = STR_INIT;

    if (!text) {
        return false;
    }
    fold_text(&s, sv_of(text));
    bool same = str_eq(s.p, folded);
    str_release(&s);
    return same;
}

enum matched_by { BY_SHORT, BY_LABEL };

static bool row_matches(const struct list_row *row, enum matched_by by, const char *typed, const char *folded)
{
    if (by == BY_SHORT) {
        return str_eq(list_row_short(row, LANG_VI), typed) || str_eq(list_row_short(row, LANG_EN), typed);
    }
    return folds_to(list_row_label(row, LANG_VI), folded) || folds_to(list_row_label(row, LANG_EN), folded);
}

/* How many rows match; the first one in `*found`. */
static size_t match_rows(const struct list *list, enum matched_by by, struct sv typed,
                         const struct list_row **found)
{
    struct str folded = STR_INIT;
    char *text = mem_dup_n(typed.p, typed.n);
    size_t n = 0;

    fold_text(&folded, typed);
    for (size_t i = 0; i < list->nrows; i++) {
        if (row_matches(&list->rows[i], by, text, folded.p) && n++ == 0) {
            *found = &list->rows[i];
        }
    }
    free(text);
    str_release(&folded);
    return n;
}

static const struct list_row *row_of_code(const struct list *list, struct sv code)
{
    char *text = mem_dup_n(code.p, code.n);
    const struct list_row *row = list_find(list, text);

    free(text);
    return row;
}

/* By code, by short, by label without accents and case: the first way that names exactly one. */
static bool find_choice(const struct list *list, struct sv typed, const struct list_row **row,
                        struct err *err)
{
    size_t by_short, by_label = 0;

    *row = row_of_code(list, typed);
    if (*row) {
        return true;
    }
    by_short = match_rows(list, BY_SHORT, typed, row);
    if (by_short == 0) {
        by_label = match_rows(list, BY_LABEL, typed, row);
    }
    if (by_short + by_label > 1) {
        return err_set(err, ERR_INVALID, _("“%.*s” names several choices; pick one from the list."),
                       SHOWN(typed));
    }
    return by_short + by_label == 1 ||
           err_set(err, ERR_INVALID, _("“%.*s” is not among the choices."), SHOWN(typed));
}

static bool parse_one(const struct list *list, struct sv typed, struct value *out, struct err *err)
{
    const struct list_row *row;

    if (!list) {
        value_set_text(out, typed);
        return true;
    }
    if (!find_choice(list, typed, &row, err)) {
        return false;
    }
    value_set_text(out, sv_of(row->code));
    return true;
}

/* Codes and shorts have no blanks, so blanks separate them; labels need ; or , between them. */
static char separator_of(struct sv typed)
{
    if (memchr(typed.p, ';', typed.n)) {
        return ';';
    }
    return memchr(typed.p, ',', typed.n) ? ',' : ' ';
}

/* The chosen rows as codes in list order, one blank between. */
static void add_chosen(struct str *out, const struct list *list, const bool *chosen)
{
    for (size_t i = 0; i < list->nrows; i++) {
        if (chosen[i]) {
            str_addf(out, "%s%s", out->len > 0 ? " " : "", list->rows[i].code);
        }
    }
}

static bool choose_pieces(const struct list *list, struct sv typed, char sep, bool codes_only, bool *chosen,
                          struct err *err)
{
    struct sv rest = typed, piece;

    while (sv_next(&rest, sep, &piece)) {
        const struct list_row *row = NULL;
        if (piece.n == 0) {
            continue;
        }
        if (codes_only) {
            row = row_of_code(list, piece);
            if (!row) {
                return err_set(err, ERR_INVALID, _("“%.*s” is not a code of the list."), SHOWN(piece));
            }
        } else if (!find_choice(list, piece, &row, err)) {
            return false;
        }
        chosen[row - list->rows] = true;
    }
    return true;
}

/* Without a list nobody knows their order but the one who wrote them. */
static void add_pieces(struct str *codes, struct sv typed)
{
    struct sv piece;

    while (sv_next(&typed, ' ', &piece)) {
        char *code = mem_dup_n(piece.p, piece.n);
        format_add_code(codes, code);
        free(code);
    }
}

static bool parse_several(const struct list *list, struct sv typed, bool codes_only, struct value *out,
                          struct err *err)
{
    struct str codes = STR_INIT;
    const struct list_row *row;
    struct err ignored = ERR_INIT;

    if (!list) {
        add_pieces(&codes, typed);
        take(out, &codes);
        str_release(&codes);
        return true;
    }
    bool *chosen = mem_zero(list->nrows + 1, sizeof *chosen);
    bool ok;
    if (!codes_only && find_choice(list, typed, &row, &ignored)) { /* one label, with blanks in it */
        chosen[row - list->rows] = true;
        ok = true;
    } else {
        ok = choose_pieces(list, typed, codes_only ? ' ' : separator_of(typed), codes_only, chosen, err);
    }
    if (ok) {
        add_chosen(&codes, list, chosen);
        take(out, &codes);
    }
    str_release(&codes);
    free(chosen);
    return ok;
}

static void show_choice(const struct list_row *row, const char *code, enum lang lang, struct str *out)
{
    if (!row) {
        str_add(out, code);
        return;
    }
    const char *label = list_row_label(row, lang);
    const char *shrt = list_row_short(row, lang);
    if (*shrt && !str_starts(label, shrt)) { /* "Chưa đánh giá", not "Chưa Chưa đánh giá" */
        str_addf(out, "%s ", shrt);
    }
    str_add(out, label);
}

static void edit_choice(const struct list_row *row, const char *code, enum lang lang, struct str *out)
{
    const char *shrt = row ? list_row_short(row, lang) : "";
    str_add(out, *shrt ? shrt : code);
}

/* Alone in its field a choice without a short is its label: nobody knows codes by heart. */
static void edit_only_choice(const struct list_row *row, const char *code, enum lang lang, struct str *out)
{
    bool has_short = row && *list_row_short(row, lang);
    edit_choice(row, has_short || !row ? code : list_row_label(row, lang), lang, out);
}

static void add_choices(const struct list *list, const char *codes, enum lang lang, bool editing,
                        struct str *out)
{
    struct sv rest = sv_of(codes), piece;
    const char *between = "";

    while (sv_next(&rest, ' ', &piece)) {
        char *code = mem_dup_n(piece.p, piece.n);
        const struct list_row *row = list ? list_find(list, code) : NULL;
        str_add(out, between);
        if (editing) {
            edit_choice(row, code, lang, out);
        } else {
            show_choice(row, code, lang, out);
        }
        between = editing ? " " : ", ";
        free(code);
    }
}

/* ---- numbers, days and times ---- */

static bool parse_integer(struct sv text, enum num_style style, struct value *out, struct err *err)
{
    int64_t i;

    if (!num_parse_int(text, style, &i)) {
        return err_set(err, ERR_INVALID, _("“%.*s” is not a whole number."), SHOWN(text));
    }
    value_set_int(out, i);
    return true;
}

static bool parse_decimal(struct sv text, enum num_style style, int decimals, struct value *out,
                          struct err *err)
{
    double r;

    if (!num_parse_decimal(text, style, decimals, &r)) {
        return err_set(err, ERR_INVALID, _("“%.*s” is not a number."), SHOWN(text));
    }
    value_set_real(out, r);
    return true;
}

static bool parse_date(struct sv text, bool stored, struct value *out, struct err *err)
{
    struct date d;
    struct str iso = STR_INIT;

    if (!(stored ? date_parse_iso(text, &d) : date_parse_typed(text, &d))) {
        return err_set(err, ERR_INVALID,
                       stored ? _("“%.*s” is not a date as YYYY-MM-DD.")
                              : _("“%.*s” is not a day of the calendar; type day/month/year."),
                       SHOWN(text));
    }
    date_add_iso(&iso, d);
    take(out, &iso);
    str_release(&iso);
    return true;
}

static bool parse_time(struct sv text, bool stored, struct value *out, struct err *err)
{
    int minutes;
    struct str iso = STR_INIT;

    if (!(stored ? time_parse_iso(text, &minutes) : time_parse_typed(text, &minutes))) {
        return err_set(err, ERR_INVALID, _("“%.*s” is not a time; type hours:minutes."), SHOWN(text));
    }
    time_add(&iso, minutes);
    take(out, &iso);
    str_release(&iso);
    return true;
}

static bool parse_instant(struct sv text, bool stored, int offset_min, struct value *out, struct err *err)
{
    int64_t ms;
    struct str iso = STR_INIT;

    if (!(stored ? instant_parse_iso(text, &ms) : instant_parse_typed(text, offset_min, &ms))) {
        return err_set(err, ERR_INVALID,
                       stored ? _("“%.*s” is not an instant as YYYY-MM-DDTHH:MM:SS.mmmZ.")
                              : _("“%.*s” is not a date and time; type day/month/year hours:minutes."),
                       SHOWN(text));
    }
    instant_add_iso(&iso, ms);
    take(out, &iso);
    str_release(&iso);
    return true;
}

static void show_date(const char *iso, struct str *out)
{
    struct date d;

    if (date_parse_iso(sv_of(iso), &d)) {
        date_add_shown(out, d);
    } else {
        str_add(out, iso);
    }
}

static void show_instant(const char *iso, int offset_min, struct str *out)
{
    int64_t ms;

    if (instant_parse_iso(sv_of(iso), &ms)) {
        instant_add_shown(out, ms, offset_min);
    } else {
        str_add(out, iso);
    }
}

static void add_number(const struct field *f, const struct value *v, enum num_style style, struct str *out)
{
    if (f->type == FIELD_DECIMAL && v->type == VALUE_INT) {
        num_add_decimal(out, (double)v->i, f->decimals, style);
    } else if (v->type == VALUE_INT) {
        num_add_int(out, v->i, f->plain ? NUM_STORED : style); /* a year has no thousands */
    } else if (f->type == FIELD_DECIMAL) {
        num_add_decimal(out, v->r, f->decimals, style);
    } else {
        value_add_plain(out, v);
    }
}

/* ---- by type ---- */

bool format_parse(const struct field *f, const struct list *list, struct sv typed, enum lang lang,
                  int offset_min, struct value *out, struct err *err)
{
    struct sv text = sv_trim(typed);

    if (text.n == 0) {
        value_release(out);
        return true;
    }
    switch (f->type) {
    case FIELD_INTEGER:
        return parse_integer(text, style_of(lang), out, err);
    case FIELD_DECIMAL:
        return parse_decimal(text, style_of(lang), f->decimals, out, err);
    case FIELD_DATE:
        return parse_date(text, false, out, err);
    case FIELD_TIME:
        return parse_time(text, false, out, err);
    case FIELD_DATETIME:
        return parse_instant(text, false, offset_min, out, err);
    case FIELD_YES_NO:
        return parse_yes_no(text, out, err);
    case FIELD_SELECT_ONE:
        return parse_one(list, text, out, err);
    case FIELD_SELECT_MULTIPLE:
        return parse_several(list, text, false, out, err);
    case FIELD_TEXT:
    case FIELD_FILE:
    case FIELD_NOTE:
        value_set_text(out, text);
        return true;
    }
    return false;
}

static bool parse_stored_code(const struct list *list, struct sv code, struct value *out, struct err *err)
{
    if (list && !row_of_code(list, code)) {
        return err_set(err, ERR_INVALID, _("“%.*s” is not a code of the list."), SHOWN(code));
    }
    value_set_text(out, code);
    return true;
}

static bool parse_stored_yes_no(struct sv text, struct value *out, struct err *err)
{
    if (!sv_eq(text, yes_no_codes[0]) && !sv_eq(text, yes_no_codes[1])) {
        return err_set(err, ERR_INVALID, _("“%.*s” is neither co nor khong."), SHOWN(text));
    }
    value_set_text(out, text);
    return true;
}

bool format_parse_stored(const struct field *f, const struct list *list, struct sv text, struct value *out,
                         struct err *err)
{
    if (text.n == 0) {
        value_release(out);
        return true;
    }
    switch (f->type) {
    case FIELD_INTEGER:
        return parse_integer(text, NUM_STORED, out, err);
    case FIELD_DECIMAL:
        return parse_decimal(text, NUM_STORED, f->decimals, out, err);
    case FIELD_DATE:
        return parse_date(text, true, out, err);
    case FIELD_TIME:
        return parse_time(text, true, out, err);
    case FIELD_DATETIME:
        return parse_instant(text, true, 0, out, err);
    case FIELD_YES_NO:
        return parse_stored_yes_no(text, out, err);
    case FIELD_SELECT_ONE:
        return parse_stored_code(list, text, out, err);
    case FIELD_SELECT_MULTIPLE:
        return parse_several(list, text, true, out, err);
    case FIELD_TEXT:
    case FIELD_FILE:
    case FIELD_NOTE:
        value_set_text(out, text);
        return true;
    }
    return false;
}

void format_store(const struct field *f, const struct value *v, struct str *out)
{
    if (v->type == VALUE_INT || v->type == VALUE_REAL) {
        add_number(f, v, NUM_STORED, out);
    } else {
        str_add(out, value_str(v));
    }
}

void format_show(const struct field *f, const struct list *list, const struct value *v, enum lang lang,
                 int offset_min, struct str *out)
{
    const char *text = value_str(v);

    if (v->type == VALUE_INT || v->type == VALUE_REAL) {
        add_number(f, v, style_of(lang), out);
        return;
    }
    switch (f->type) {
    case FIELD_DATE:
        show_date(text, out);
        break;
    case FIELD_DATETIME:
        show_instant(text, offset_min, out);
        break;
    case FIELD_YES_NO:
        str_add(out, show_yes_no(text, lang));
        break;
    case FIELD_SELECT_ONE:
        show_choice(list ? list_find(list, text) : NULL, text, lang, out);
        break;
    case FIELD_SELECT_MULTIPLE:
        add_choices(list, text, lang, false, out);
        break;
    case FIELD_TEXT:
    case FIELD_INTEGER:
    case FIELD_DECIMAL:
    case FIELD_TIME:
    case FIELD_FILE:
    case FIELD_NOTE:
        str_add(out, text);
        break;
    }
}

/* A number as people type it: no groups, and the decimal sign of their language. */
static void edit_number(const struct field *f, const struct value *v, enum lang lang, struct str *out)
{
    size_t start = out->len;

    add_number(f, v, NUM_STORED, out);
    char *point = strchr(out->p + start, '.');
    if (point && lang == LANG_VI) {
        *point = ',';
    }
}

void format_edit(const struct field *f, const struct list *list, const struct value *v, enum lang lang,
                 int offset_min, struct str *out)
{
    const char *text = value_str(v);

    if (v->type == VALUE_INT || v->type == VALUE_REAL) {
        edit_number(f, v, lang, out);
    } else if (f->type == FIELD_SELECT_ONE) {
        edit_only_choice(list ? list_find(list, text) : NULL, text, lang, out);
    } else if (f->type == FIELD_SELECT_MULTIPLE) {
        add_choices(list, text, lang, true, out);
    } else {
        format_show(f, list, v, lang, offset_min, out);
    }
}

/* ---- several in one value ---- */

bool format_selected(const char *codes, const char *code)
{
    size_t n = strlen(code);

    for (const char *at = codes; n > 0 && (at = strstr(at, code)); at += n) {
        bool starts = at == codes || at[-1] == ' ';
        if (starts && (at[n] == '\0' || at[n] == ' ')) {
            return true;
        }
    }
    return false;
}

void format_add_code(struct str *codes, const char *code)
{
    if (*code && !format_selected(codes->p, code)) {
        str_addf(codes, "%s%s", codes->len > 0 ? " " : "", code);
    }
}

bool format_next_id(struct sv *rest, char id[UUID_TEXT])
{
    struct sv piece = {NULL, 0};

    while (piece.n == 0) {
        if (!sv_next(rest, ' ', &piece)) {
            return false;
        }
    }
    snprintf(id, UUID_TEXT, "%.*s", (int)piece.n, piece.p);
    return true;
}

void format_add_key(struct str *keys, const char *key)
{
    str_add(keys, keys->len > 0 ? "; " : "");
    for (; *key; key++) {
        str_add(keys, *key == ';' ? ";" : "");
        str_add_c(keys, *key);
    }
}

/* Up to a ';' that no other follows; blanks around it are left behind. */
static void cut_key(struct sv *rest, struct str *key)
{
    size_t at = 0;

    *rest = sv_trim(*rest);
    str_clear(key);
    while (at < rest->n && (rest->p[at] != ';' || (at + 1 < rest->n && rest->p[at + 1] == ';'))) {
        str_add_c(key, rest->p[at]);
        at += rest->p[at] == ';' ? 2 : 1;
    }
    at += at < rest->n;
    *rest = (struct sv){rest->p + at, rest->n - at};
    str_cut(key, sv_trim((struct sv){key->p, key->len}).n);
}

bool format_next_key(struct sv *rest, struct str *key)
{
    do {
        cut_key(rest, key);
    } while (key->len == 0 && rest->n > 0);
    return key->len > 0;
}

void format_show_times(struct rowset *rows, const char *column, int offset_min)
{
    int c = rowset_column(rows, column);
    for (size_t i = 0; c >= 0 && i < rows->nrows; i++) {
        struct value *v = &rows->cells.v[i * rows->ncolumns + (size_t)c];
        struct str text = STR_INIT;
        int64_t ms;
        if (instant_parse_iso(sv_of(value_str(v)), &ms)) {
            instant_add_shown(&text, ms, offset_min);
            value_set_text(v, (struct sv){text.p, text.len});
        }
        str_release(&text);
    }
}

void format_show_cell(const struct value *v, enum lang lang, struct str *out)
{
    size_t start = out->len;
    value_add_plain(out, v);
    char *point = v->type == VALUE_REAL && lang == LANG_VI ? strchr(out->p + start, '.') : NULL;
    if (point) {
        *point = ',';
    }
}
