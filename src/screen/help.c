#include "screen/ui.h"

#include <string.h>

#include "base/mem.h"
#include "screen/type.h"
#include "text/clean.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "text/wrap.h"

/*
 * The help page: what the application says of the field and the form, then the keys of the page it was called
 * from, made from the command table.  The glossary is such a page, too: the application's terms, those alone that fit what is
 * typed.  Laid out in lines anew when the width changes.
 */

struct help_line {
    char *text; /* owned */
    char *keys; /* owned; what stands in the left column, or NULL: the text takes the whole width */
    enum style style;
};

struct help {
    struct page page;
    enum command_context context;
    char *form, *field; /* owned; NULL: none */
    VEC(struct help_line) lines;
    int cols; /* what `lines` were made for */
    int top;
    bool glossary, no_glossary; /* this page is one; the application has none */
    struct str search; /* what is typed there */
};

enum { KEYS_COLS = 22, INDENT = 2 };

static struct help *help_of(struct page *p)
{
    return (struct help *)p;
}

static void drop_lines(struct help *h)
{
    for (size_t i = 0; i < h->lines.n; i++) {
        free(h->lines.v[i].text);
        free(h->lines.v[i].keys);
    }
    vec_release(&h->lines);
}

static void help_free(struct page *page)
{
    struct help *h = help_of(page);
    drop_lines(h);
    free(h->form);
    free(h->field);
    str_release(&h->search);
    free(h);
}

static void add_line(struct help *h, enum style style, struct sv text, const char *keys)
{
    struct help_line *l = vec_push(&h->lines);
    l->text = mem_dup_n(text.p, text.n);
    l->keys = keys ? mem_dup(keys) : NULL;
    l->style = style;
}

static void add_wrapped(struct help *h, const char *text)
{
    struct sv rest = sv_of(text);
    struct sv line;
    while (wrap_next(&rest, h->cols - 2 * INDENT, &line)) {
        add_line(h, STYLE_PLAIN, line, NULL);
    }
}

static void add_blank(struct help *h)
{
    if (h->lines.n > 0) {
        add_line(h, STYLE_PLAIN, SV(""), NULL);
    }
}

static void add_section(struct help *h, const char *title)
{
    add_blank(h);
    add_line(h, STYLE_TITLE, sv_of(title), NULL);
}

/* The names of keys as they stand on keyboards. */
static void shown_keys(const char *keys, struct str *out)
{
    static const char *const arrows[][2] = {{"Up", "↑"}, {"Down", "↓"}, {"Left", "←"}, {"Right", "→"}};
    struct sv rest = sv_of(keys);
    struct sv key;
    while (sv_next(&rest, ',', &key)) {
        str_add(out, out->len > 0 ? ", " : "");
        size_t i = 0;
        while (i < 4 && !sv_eq(key, arrows[i][0])) {
            i++;
        }
        str_add_sv(out, i < 4 ? sv_of(arrows[i][1]) : key);
    }
}

static void add_command(struct help *h, const struct ui *ui, const struct command_def *def)
{
    struct str keys = STR_INIT;
    shown_keys(keymap_keys(ui->keymap, def, h->context), &keys);
    struct sv rest_keys = {keys.p, keys.len};
    struct sv rest = sv_of(_(def->help));
    struct sv part = SV("");
    struct sv line = SV("");
    int room = h->cols - 2 * INDENT - KEYS_COLS - 2;
    bool more_keys = wrap_next(&rest_keys, KEYS_COLS, &part);
    bool more_text = wrap_next(&rest, room, &line);
    while (more_keys || more_text) {
        char *left = mem_dup_n(part.p, more_keys ? part.n : 0);
        add_line(h, STYLE_PLAIN, more_text ? line : SV(""), left);
        free(left);
        more_keys = more_keys && wrap_next(&rest_keys, KEYS_COLS, &part);
        more_text = more_text && wrap_next(&rest, room, &line);
    }
    str_release(&keys);
}

static void add_keys(struct help *h, const struct ui *ui)
{
    add_section(h, _("Keys"));
    add_wrapped(h, _("Alt-v means: hold Alt and press v, or press Esc and then v. Every function key may be "
                     "typed as Esc "
                     "and then its digit (0 for F10)."));
    add_blank(h);
    for (size_t i = 0; i < command_count; i++) {
        const struct command_def *def = &command_table[i];
        if (keymap_is_there(def, h->context) && ui_offers(h->page.below, def->cmd) && keymap_keys(ui->keymap, def, h->context)[0]) {
            add_command(h, ui, def);
        }
    }
}

/* The form layer's texts: a heading, then the words of docs/forms.md's help files. */
static void add_app_help(struct help *h, const struct ui *ui, const char *field)
{
    const char *text = ui->app && h->form ? app_help(ui->app, h->form, field, ui->lang) : NULL;
    if (text) {
        add_section(h, field ? _("This field") : _("This form"));
        add_wrapped(h, text);
    }
}

/* ---- terms ---- */

/* "mức" of "mức | level" in Vietnamese; "level (mức)" in English. */
static void add_term_name(struct str *out, const char *heading, enum lang lang)
{
    const char *bar = strstr(heading, " | ");
    struct sv vi = {heading, bar ? (size_t)(bar - heading) : strlen(heading)};
    if (bar && lang == LANG_EN) {
        str_addf(out, "%s (%.*s)", bar + 3, (int)vi.n, vi.p);
    } else {
        str_add_sv(out, vi);
    }
}

static bool fits(const char *text, const char *folded)
{
    struct str hay = STR_INIT;
    fold_text(&hay, sv_of(text));
    bool yes = fold_word_match(hay.p, folded);
    str_release(&hay);
    return yes;
}

/* Those whose name fits what is typed; where there is none, those whose explanation does. */
static void add_terms(struct help *h, const struct ui *ui, const char *folded, bool by_name)
{
    const struct help_topic *terms = NULL;
    size_t n = app_terms(ui->app, ui->lang, &terms);
    for (size_t i = 0; i < n; i++) {
        if (fits(by_name ? terms[i].heading : terms[i].text, folded)) {
            struct str name = STR_INIT;
            add_term_name(&name, terms[i].heading, ui->lang);
            add_section(h, name.p);
            add_wrapped(h, terms[i].text);
            str_release(&name);
        }
    }
}

static void lay_out_glossary(struct help *h, const struct ui *ui)
{
    struct str folded = STR_INIT;
    fold_text(&folded, (struct sv){h->search.p, h->search.len});
    add_terms(h, ui, folded.p, true);
    if (h->lines.n == 0) {
        add_terms(h, ui, folded.p, false);
    }
    if (h->lines.n == 0) {
        add_wrapped(h, _("No term fits what is typed."));
    }
    str_release(&folded);
}

static void lay_out(struct help *h, const struct ui *ui, int cols)
{
    drop_lines(h);
    h->cols = cols;
    if (h->glossary) {
        lay_out_glossary(h, ui);
        return;
    }
    if (h->field) {
        add_app_help(h, ui, h->field);
    }
    add_app_help(h, ui, NULL);
    add_keys(h, ui);
}

static void fit(struct help *h, const struct ui *ui)
{
    if (h->cols != ui->grid.cols) {
        lay_out(h, ui, ui->grid.cols);
    }
}

static void draw_line(struct grid *g, int row, const struct help_line *l)
{
    if (!l->keys) {
        grid_str(g, row, INDENT, g->cols - 2 * INDENT, l->style, l->text);
        return;
    }
    grid_str(g, row, INDENT, KEYS_COLS, STYLE_KEY, l->keys);
    grid_str(g, row, INDENT + KEYS_COLS + 2, g->cols - 2 * INDENT - KEYS_COLS - 2, l->style, l->text);
}

static int page_rows(const struct grid *g)
{
    return g->rows - UI_TOP - UI_BOTTOM;
}

static void scroll_to(struct help *h, const struct grid *g, int top)
{
    int last = (int)h->lines.n - page_rows(g);
    h->top = top > last ? last : top;
    h->top = h->top < 0 ? 0 : h->top;
}

static void help_draw(struct page *page, struct ui *ui, struct grid *g)
{
    struct help *h = help_of(page);
    fit(h, ui);
    scroll_to(h, g, h->top);
    struct str where = STR_INIT;
    int last = h->top + page_rows(g);
    str_addf(&where, "%d/%zu", last < (int)h->lines.n ? last : (int)h->lines.n, h->lines.n);
    struct str title = STR_INIT;
    str_addf(&title, "%s%s%s", h->glossary ? _("Terms") : _("Help"), h->search.len > 0 ? ": " : "", h->search.p);
    ui_frame(ui, g, title.p, where.p, CTX_HELP);
    str_release(&title);
    str_release(&where);
    for (int i = 0; i < page_rows(g) && (size_t)h->top + (size_t)i < h->lines.n; i++) {
        draw_line(g, UI_TOP + i, &h->lines.v[h->top + i]);
    }
    grid_cursor(g, UI_TOP, INDENT);
}

static struct page *glossary_new(void);

static void searched(struct help *h)
{
    h->cols = 0;
    h->top = 0;
}

static void type_search(struct help *h, struct ui *ui, const struct event *ev)
{
    if (ev->key == KEY_TEXT) {
        type_line(ui, &h->search, ev->text);
    } else {
        clean_lossy(&h->search, ev->text, false, NULL);
    }
    searched(h);
}

static void erase_search(struct help *h, struct ui *ui, bool everything)
{
    if (everything) {
        str_clear(&h->search);
    } else {
        type_line_back(ui, &h->search);
    }
    searched(h);
}

static bool help_event(struct page *page, struct ui *ui, enum command cmd, const struct event *ev)
{
    struct help *h = help_of(page);
    const struct grid *g = &ui->grid;
    fit(h, ui); /* keys may come before the first painting */
    if (h->glossary && (ev->key == KEY_TEXT || ev->key == KEY_PASTE)) {
        type_search(h, ui, ev);
        return true;
    }
    switch (cmd) {
    case CMD_TERMS:
        if (ui_offers(page, cmd)) {
            ui_push(ui, glossary_new());
        }
        return true;
    case CMD_BACKSPACE:
    case CMD_CLEAR:
        erase_search(h, ui, cmd == CMD_CLEAR);
        return true;
    case CMD_UP:
    case CMD_DOWN:
        scroll_to(h, g, h->top + (cmd == CMD_DOWN ? 1 : -1));
        return true;
    case CMD_PAGE_UP:
    case CMD_PAGE_DOWN:
        scroll_to(h, g, h->top + (cmd == CMD_PAGE_DOWN ? 1 : -1) * (page_rows(g) - 1));
        return true;
    case CMD_FIRST:
    case CMD_LAST:
        scroll_to(h, g, cmd == CMD_LAST ? (int)h->lines.n : 0);
        return true;
    case CMD_HELP: /* the key that opened it closes it */
        ui_close(ui);
        return true;
    default:
        return false;
    }
}

static const enum command no_terms[] = {CMD_TERMS, CMD_NONE};

static const enum command *help_withheld(const struct page *page)
{
    return ((const struct help *)(const void *)page)->no_glossary ? no_terms : NULL;
}

static const enum command *glossary_withheld(const struct page *page)
{
    (void)page;
    return no_terms;
}

static const struct page_ops help_ops = {
    .draw = help_draw,
    .event = help_event,
    .withheld = help_withheld,
    .free = help_free,
    .name = "help",
    .context = CTX_HELP,
};

static const struct page_ops glossary_ops = {
    .draw = help_draw,
    .event = help_event,
    .withheld = glossary_withheld,
    .free = help_free,
    .name = "glossary",
    .context = CTX_HELP,
};

static struct page *glossary_new(void)
{
    struct help *h = mem_zero(1, sizeof *h);
    h->page.ops = &glossary_ops;
    h->glossary = true;
    h->search = (struct str)STR_INIT;
    return &h->page;
}

struct page *help_new(struct ui *ui, enum command_context context, const char *form, const char *field)
{
    const struct help_topic *terms;
    struct help *h = mem_zero(1, sizeof *h);
    h->page.ops = &help_ops;
    h->search = (struct str)STR_INIT;
    h->no_glossary = !ui->app || app_terms(ui->app, ui->lang, &terms) == 0;
    h->context = context;
    h->form = form ? mem_dup(form) : NULL;
    h->field = field ? mem_dup(field) : NULL;
    return &h->page;
}
