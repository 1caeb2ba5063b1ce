/* Questions and choices by lines. */

#include "screen/linear.h"

#include <string.h>

static void send(struct page *p, struct ui *ui, enum command cmd)
{
    struct event none = {.key = KEY_NONE};
    (void)p->ops->event(p, ui, cmd, &none);
}

static void send_text(struct page *p, struct ui *ui, struct sv text)
{
    struct event ev = {.key = KEY_PASTE, .text = text};
    (void)p->ops->event(p, ui, CMD_NONE, &ev);
}

/* ---- a question ---- */

static size_t count_choices(const struct ask *a)
{
    size_t n = 0;
    while (a->choices && a->choices[n]) {
        n++;
    }
    return n;
}

void linear_tell_ask(struct page *p, struct ui *ui, bool whole, struct str *out)
{
    const struct ask *a = (const struct ask *)(const void *)p;
    size_t n = count_choices(a);
    (void)ui;
    if (whole) {
        str_addf(out, "%s\n%s%s", a->title, a->text, a->text[0] && !str_ends(a->text, "\n") ? "\n" : "");
        for (size_t i = 0; i < n; i++) {
            linear_add_number(out, i);
            str_addf(out, "%s\n", a->choices[i]);
        }
    }
    if (a->input && a->answer.len > 0) {
        str_addf(out, _("Answer [%s]: "), a->answer.p);
    } else {
        str_add(out, n > 0 ? _("Number: ") : a->input ? _("Answer: ") : _("Enter goes back: "));
    }
}

bool linear_answer_ask(struct page *p, struct ui *ui, struct sv line)
{
    const struct ask *a = (const struct ask *)(const void *)p;
    struct sv text = sv_trim(line);
    size_t n = count_choices(a), chosen;
    if (n > 0) {
        bool number = linear_number(text, n, &chosen) && chosen < 9;
        if (number) {
            struct event ev = {.key = KEY_TEXT, .text = text};
            (void)p->ops->event(p, ui, CMD_NONE, &ev);
        }
        return number;
    }
    if (a->input && text.n > 0 && !sv_eq(text, "<") && !linear_asks_help(text)) {
        send(p, ui, CMD_CLEAR);
        text = sv_eq(text, "-") ? SV("") : text;
        bool literal = text.n > 1 && text.p[0] == '\\';
        send_text(p, ui, literal ? (struct sv){text.p + 1, text.n - 1} : text);
        send(p, ui, CMD_ACCEPT);
        return true;
    }
    if (text.n == 0) {
        send(p, ui, CMD_ACCEPT);
    }
    return text.n == 0;
}

/* ---- choices ---- */

static struct pick *pick_of(struct page *p)
{
    return (struct pick *)(void *)p;
}

/* A number of a row must not be taken for a code. */
static bool is_numbered(const struct pick *p)
{
    for (size_t i = 0; i < p->rows.n; i++) {
        if (p->rows.v[i].code[0] >= '0' && p->rows.v[i].code[0] <= '9') {
            return false;
        }
    }
    return true;
}

static size_t count_shown(const struct pick *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->rows.n; i++) {
        n += !p->rows.v[i].hidden;
    }
    return n;
}

static void tell_row(const struct pick *p, size_t i, struct str *out)
{
    const struct pick_row *r = &p->rows.v[i];
    if (is_numbered(p)) {
        linear_add_number(out, i);
    }
    str_add(out, !p->multiple ? "" : pick_chosen(p, r->value) ? "[x] " : "[ ] ");
    str_addf(out, "%s%s%s\n", r->code, r->code[0] && r->label[0] ? " " : "", r->label);
}

/* Rows that show, from p->top on. */
static void tell_rows(struct pick *p, struct str *out)
{
    size_t told = 0, left = 0;
    for (size_t i = p->top; i < p->rows.n; i++) {
        if (p->rows.v[i].hidden) {
            continue;
        }
        if (told++ < LINEAR_AT_ONCE) {
            tell_row(p, i, out);
        } else {
            left++;
        }
    }
    if (p->more && !p->all) {
        str_addf(out, "%s\n", _("More: >"));
    } else if (left > 0) {
        str_addf(out, Q_("%zu more row: >", "%zu more rows: >", left), left);
        str_add_c(out, '\n');
    } else if (told == 0) {
        str_addf(out, "%s\n", _("(nothing)"));
    }
}

void linear_tell_pick(struct page *page, struct ui *ui, bool whole, struct str *out)
{
    struct pick *p = pick_of(page);
    if (whole) {
        if (p->rows.n == 0) {
            send(page, ui, CMD_FIRST); /* fetches the first rows */
        }
        str_addf(out, "%s\n", p->title);
        tell_rows(p, out);
    }
    if (p->multiple) {
        str_add(out, is_numbered(p) ? _("Numbers or letters, Enter takes what is marked: ")
                                    : _("Codes or letters, Enter takes what is marked: "));
    } else {
        str_add(out, is_numbered(p) ? _("Number or letters: ") : _("Code or letters: "));
    }
}

/* The next twenty; false when there are none. */
static bool turn(struct page *page, struct ui *ui)
{
    struct pick *p = pick_of(page);
    size_t i = p->top;
    for (size_t n = 0; i < p->rows.n && n < LINEAR_AT_ONCE; i++) {
        n += !p->rows.v[i].hidden;
    }
    if (i >= p->rows.n && p->more && !p->all) {
        p->at = p->rows.n > 0 ? p->rows.n - 1 : 0;
        send(page, ui, CMD_DOWN);
    }
    while (i < p->rows.n && p->rows.v[i].hidden) {
        i++;
    }
    if (i >= p->rows.n) {
        return false;
    }
    p->top = i;
    return true;
}

static void take(struct page *page, struct ui *ui, size_t row)
{
    struct pick *p = pick_of(page);
    struct str said = STR_INIT;
    p->at = row;
    if (!p->multiple) {
        send(page, ui, CMD_ACCEPT);
        return;
    }
    send(page, ui, CMD_MARK);
    tell_row(p, row, &said);
    str_cut(&said, said.len - 1); /* its line feed */
    ui_say(ui, STYLE_PLAIN, "%s", said.p);
    str_release(&said);
}

/* The row with this number, or whose code this is; rows.n: none. */
static size_t named_row(const struct pick *p, struct sv text)
{
    size_t row;
    if (is_numbered(p) && linear_number(text, p->rows.n, &row)) {
        return row;
    }
    for (row = 0; row < p->rows.n && !sv_eq(text, p->rows.v[row].code); row++) {
    }
    return row;
}

static bool take_named(struct page *page, struct ui *ui, struct sv line)
{
    struct pick *p = pick_of(page);
    struct sv rest = line, piece;
    if (!p->multiple) {
        size_t row = named_row(p, line);
        if (row < p->rows.n) {
            take(page, ui, row);
        }
        return ui->top != page;
    }
    bool any = false;
    while (sv_next(&rest, memchr(line.p, ',', line.n) ? ',' : ' ', &piece)) {
        size_t row = named_row(p, piece);
        if (row < p->rows.n) {
            take(page, ui, row);
            any = true;
        }
    }
    return any;
}

/* One row that holds the letters is taken at once; several are told. */
static void search(struct page *page, struct ui *ui, struct sv letters)
{
    struct pick *p = pick_of(page);
    send(page, ui, CMD_CLEAR);
    if (letters.n > 0) {
        send_text(page, ui, letters);
    }
    if (ui->top != page) {
        return; /* it was a code */
    }
    if (count_shown(p) == 0) {
        send(page, ui, CMD_CLEAR);
        ui_say(ui, STYLE_ERROR, _("There is nothing with “%.*s”."), (int)letters.n, letters.p);
        return;
    }
    p->top = 0;
    ui->tell_again = true;
    bool only = letters.n > 0 && count_shown(p) == 1 && !(p->more && !p->all);
    if (only) {
        size_t row = 0;
        while (p->rows.v[row].hidden) {
            row++;
        }
        take(page, ui, row);
    }
}

bool linear_answer_pick(struct page *page, struct ui *ui, struct sv line)
{
    struct pick *p = pick_of(page);
    struct sv text = sv_trim(line);
    if (text.n == 0 && p->multiple) {
        bool any = p->toggled || p->chosen.n > 0;
        send(page, ui, any ? CMD_ACCEPT : CMD_LEAVE);
        return true;
    }
    if (text.n == 0 || sv_eq(text, "<") || text.p[0] == '?' || text.p[0] == ':') {
        return false;
    }
    if (sv_eq(text, ">")) {
        bool more = turn(page, ui);
        ui->tell_again = more;
        if (!more) {
            ui_say(ui, STYLE_PLAIN, "%s", _("There are no more rows."));
        }
    } else if (!take_named(page, ui, text)) {
        search(page, ui, sv_eq(text, "-") ? SV("") : text);
    }
    return true;
}
