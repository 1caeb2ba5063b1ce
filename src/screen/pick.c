#include "screen/ui.h"

#include <string.h>

#include "base/mem.h"
#include "screen/linear.h"
#include "screen/type.h"
#include "text/clean.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "text/wrap.h"

/*
 * Choosing one row, or several.  The search hides rows; `at` and `top` are indices into all rows, so that the
 * page below reads its answer directly.  With `more` the rows come from the store in pages and match already;
 * so what is chosen is kept by value, whether its row is there or not.
 */

enum {
    VISIBLE = 16,
    NUMBERED = 9, /* so many rows have a digit each */
    COUNT_COLS = 10, /* of the count of what is ticked, beside the title */
};

static struct pick *pick_of(struct page *p)
{
    return (struct pick *)p;
}

struct pick *pick_new(const char *title, int tag)
{
    struct pick *p = mem_zero(1, sizeof *p);
    p->page.ops = &pick_ops;
    p->title = mem_dup(title);
    p->tag = tag;
    p->search = (struct str)STR_INIT;
    return p;
}

static char *folded(const char *code, const char *label)
{
    struct str s = STR_INIT;
    fold_text(&s, sv_of(code));
    str_add_c(&s, ' ');
    fold_text(&s, sv_of(label));
    return str_take(&s);
}

void pick_add_as(struct pick *p, const char *value, const char *code, const char *label)
{
    struct pick_row *row = vec_push(&p->rows);
    row->value = mem_dup(value);
    row->code = mem_dup(code);
    row->label = mem_dup(label);
    row->folded = folded(code, label);
}

void pick_add(struct pick *p, const char *code, const char *label)
{
    pick_add_as(p, code, code, label);
}

bool pick_has(const struct pick *p, const char *value)
{
    for (size_t i = 0; i < p->rows.n; i++) {
        if (str_eq(p->rows.v[i].value, value)) {
            return true;
        }
    }
    return false;
}

void pick_turn(struct pick *p, const char *page)
{
    free(p->page_key);
    p->page_key = page ? mem_dup(page) : NULL;
}

/* ---- several ---- */

void pick_several(struct pick *p)
{
    p->multiple = true;
    p->page.contexts = CTX_MARKS;
}

void pick_choose(struct pick *p, const char *value)
{
    *vec_push(&p->chosen) = mem_dup(value);
}

/* Its place among what is chosen; chosen.n when it is not. */
static size_t place_of(const struct pick *p, const char *value)
{
    size_t i = 0;
    while (i < p->chosen.n && !str_eq(p->chosen.v[i], value)) {
        i++;
    }
    return i;
}

bool pick_chosen(const struct pick *p, const char *value)
{
    return place_of(p, value) < p->chosen.n;
}

static void unchoose(struct pick *p, size_t at)
{
    free(p->chosen.v[at]);
    memmove(&p->chosen.v[at], &p->chosen.v[at + 1], (p->chosen.n - at - 1) * sizeof p->chosen.v[0]);
    p->chosen.n--;
}

static void drop_rows(struct pick *p)
{
    for (size_t i = 0; i < p->rows.n; i++) {
        free(p->rows.v[i].value);
        free(p->rows.v[i].code);
        free(p->rows.v[i].label);
        free(p->rows.v[i].folded);
    }
    vec_release(&p->rows);
    pick_turn(p, NULL);
    p->at = 0;
    p->top = 0;
}

static void pick_free(struct page *page)
{
    struct pick *p = pick_of(page);
    drop_rows(p);
    while (p->chosen.n > 0) {
        unchoose(p, p->chosen.n - 1);
    }
    vec_release(&p->chosen);
    free(p->title);
    str_release(&p->search);
    free(p);
}

/* ---- moving among the rows that show ---- */

static size_t next_shown(const struct pick *p, size_t i)
{
    for (i++; i < p->rows.n && p->rows.v[i].hidden; i++) {
    }
    return i;
}

/* The shown row before `i`, or rows.n. */
static size_t prev_shown(const struct pick *p, size_t i)
{
    while (i-- > 0) {
        if (!p->rows.v[i].hidden) {
            return i;
        }
    }
    return p->rows.n;
}

static size_t first_shown(const struct pick *p)
{
    return p->rows.n > 0 && !p->rows.v[0].hidden ? 0 : next_shown(p, 0);
}

static bool nothing_shown(const struct pick *p)
{
    return p->rows.n == 0 || first_shown(p) >= p->rows.n;
}

static size_t count_shown(const struct pick *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->rows.n; i++) {
        n += !p->rows.v[i].hidden;
    }
    return n;
}

/* Ask for the next page of rows; false when there are none. */
static bool fetch(struct pick *p, struct ui *ui)
{
    size_t before = p->rows.n;
    while (p->more && !p->all && p->rows.n == before) {
        p->all = !p->more(p, ui);
    }
    return p->rows.n > before;
}

/* The first rows, also when keys come faster than the screen is painted. */
static void fetch_first(struct pick *p, struct ui *ui)
{
    if (!p->page_key) {
        fetch(p, ui);
    }
}

static bool step(struct pick *p, struct ui *ui, bool down)
{
    size_t to = down ? next_shown(p, p->at) : prev_shown(p, p->at);
    if (down && to >= p->rows.n && fetch(p, ui)) {
        to = next_shown(p, p->at);
    }
    if (to >= p->rows.n) {
        return false;
    }
    p->at = to;
    return true;
}

static void steps(struct pick *p, struct ui *ui, bool down, size_t n)
{
    while (n-- > 0 && step(p, ui, down)) {
    }
}

/* ---- searching ---- */

static bool matches(const struct pick_row *row, const char *needle)
{
    return needle[0] == '\0' || strstr(row->folded, needle);
}

static void filter(struct pick *p)
{
    struct str needle = STR_INIT;
    fold_text(&needle, (struct sv){p->search.p, p->search.len});
    for (size_t i = 0; i < p->rows.n; i++) {
        p->rows.v[i].hidden = !matches(&p->rows.v[i], needle.p);
    }
    str_release(&needle);
    if (p->rows.n > 0 && p->rows.v[p->at].hidden) {
        p->at = first_shown(p) < p->rows.n ? first_shown(p) : 0;
    }
    p->top = 0;
}

static void search_changed(struct pick *p, struct ui *ui)
{
    if (!p->more) {
        filter(p);
        return;
    }
    drop_rows(p);
    p->all = false;
    fetch(p, ui);
}

static bool all_digits(const char *s)
{
    return s[0] && s[strspn(s, "0123456789")] == '\0';
}

/* The row whose code was typed in full, when no other code goes on from there; else rows.n. */
static size_t typed_code(const struct pick *p)
{
    size_t found = p->rows.n;
    for (size_t i = 0; i < p->rows.n; i++) {
        if (str_eq(p->rows.v[i].code, p->search.p)) {
            found = i;
        } else if (str_starts(p->rows.v[i].code, p->search.p)) {
            return p->rows.n;
        }
    }
    return found;
}

static void finish(struct pick *p, struct ui *ui)
{
    p->done = true;
    ui_close(ui);
}

static void toggle(struct pick *p, struct ui *ui)
{
    if (nothing_shown(p)) {
        return;
    }
    const char *value = p->rows.v[p->at].value;
    size_t place = place_of(p, value);
    if (place < p->chosen.n) {
        unchoose(p, place);
    } else {
        pick_choose(p, value);
    }
    p->toggled = true;
    step(p, ui, true);
}

/* Whether its few rows are numbered: no code begins with a digit, so that one is free to pick a row. */
static bool is_numbered(const struct pick *p)
{
    bool numbered = (!p->more || p->all) && p->rows.n <= NUMBERED;
    for (size_t i = 0; numbered && i < p->rows.n; i++) {
        numbered = !(p->rows.v[i].code[0] >= '0' && p->rows.v[i].code[0] <= '9');
    }
    return numbered;
}

/* A digit picks the row with that number. */
static bool pick_by_place(struct pick *p, struct ui *ui, struct sv text)
{
    if (p->search.len > 0 || text.n != 1 || text.p[0] < '1' || text.p[0] > '9') {
        return false;
    }
    fetch_first(p, ui);
    size_t place = (size_t)(text.p[0] - '1');
    if (place >= p->rows.n || !is_numbered(p)) {
        return false;
    }
    p->at = place;
    if (p->multiple) {
        toggle(p, ui);
    } else {
        finish(p, ui);
    }
    return true;
}

/* Where Enter picks, a code typed in full is what it picks, whatever else matches. */
static void go_to_code(struct pick *p)
{
    for (size_t i = 0; i < p->rows.n; i++) {
        if (str_eq(p->rows.v[i].code, p->search.p)) {
            p->at = i;
        }
    }
}

/* A number typed in full stands for its row. */
static bool pick_by_number(struct pick *p, struct ui *ui)
{
    size_t row = !p->more && !p->confirmed && all_digits(p->search.p) ? typed_code(p) : p->rows.n;
    if (row >= p->rows.n) {
        return false;
    }
    p->at = row;
    if (!p->multiple) {
        finish(p, ui);
        return true;
    }
    str_clear(&p->search);
    search_changed(p, ui);
    toggle(p, ui);
    return true;
}

/* Returns without touching `p` again once it is closed. */
static void type(struct pick *p, struct ui *ui, const struct event *ev)
{
    if (ev->key == KEY_TEXT) {
        type_line(ui, &p->search, ev->text);
    } else {
        clean_lossy(&p->search, ev->text, false, NULL);
    }
    if (pick_by_number(p, ui)) {
        return;
    }
    search_changed(p, ui);
    if (p->confirmed) {
        go_to_code(p);
    }
}

static void erase(struct pick *p, struct ui *ui, bool everything)
{
    if (p->search.len == 0) {
        return;
    }
    if (everything) {
        str_clear(&p->search);
    } else {
        type_line_back(ui, &p->search);
    }
    search_changed(p, ui);
}

void pick_search(struct pick *p, struct ui *ui, struct sv text)
{
    clean_lossy(&p->search, text, false, NULL);
    if (pick_by_number(p, ui)) {
        return;
    }
    search_changed(p, ui);
}

/* ---- events ---- */

/* With several, who ticked nothing means the row that the cursor is on. */
static void accept(struct pick *p, struct ui *ui)
{
    bool ticked = p->multiple && (p->toggled || p->chosen.n > 0);
    if (!ticked && nothing_shown(p)) {
        char key[KEY_NAME];
        ui_say(ui, STYLE_ERROR, _("Nothing matches what was typed; %s takes it back."),
               ui_key(ui, CMD_BACKSPACE, CTX_PICK, key));
        return;
    }
    if (p->multiple && !ticked) {
        pick_choose(p, p->rows.v[p->at].value);
    }
    finish(p, ui);
}

static bool pick_command(struct pick *p, struct ui *ui, enum command cmd)
{
    switch (cmd) {
    case CMD_UP:
    case CMD_DOWN:
        steps(p, ui, cmd == CMD_DOWN, 1);
        return true;
    case CMD_PAGE_UP:
    case CMD_PAGE_DOWN:
        steps(p, ui, cmd == CMD_PAGE_DOWN, VISIBLE - 1);
        return true;
    case CMD_FIRST:
    case CMD_LAST:
        steps(p, ui, cmd == CMD_LAST, p->rows.n);
        return true;
    case CMD_BACKSPACE:
    case CMD_CLEAR:
        erase(p, ui, cmd == CMD_CLEAR);
        return true;
    case CMD_ACCEPT:
        accept(p, ui);
        return true;
    case CMD_LEAVE:
        ui_close(ui);
        return true;
    default:
        return false;
    }
}

static bool pick_event(struct page *page, struct ui *ui, enum command cmd, const struct event *ev)
{
    struct pick *p = pick_of(page);
    if (cmd == CMD_MARK) {
        fetch_first(p, ui);
        toggle(p, ui);
    } else if (ev->key != KEY_TEXT && ev->key != KEY_PASTE) {
        fetch_first(p, ui);
        return pick_command(p, ui, cmd);
    } else if (ev->key != KEY_TEXT || !pick_by_place(p, ui, ev->text)) {
        type(p, ui, ev);
    }
    return true;
}

/* ---- painting ---- */

struct layout {
    int row, col, rows, cols; /* the box */
    int code_cols, label_cols;
};

static int longest(int a, const char *text)
{
    int cols = utf8_cols(sv_of(text));
    return cols > a ? cols : a;
}

static bool limit_cols(int *cols, int most)
{
    bool cut = *cols > most;
    *cols = cut ? most : *cols;
    return cut;
}

/* As wide as the widest row, hidden or not, so that the box does not move while somebody searches. */
static struct layout lay_out(const struct pick *p, const struct grid *g)
{
    struct layout l = {.label_cols = longest(20, p->title) + (p->multiple ? COUNT_COLS : 0)};
    for (size_t i = 0; i < p->rows.n; i++) {
        l.code_cols = longest(l.code_cols, p->rows.v[i].code);
        l.label_cols = longest(l.label_cols, p->rows.v[i].label);
    }
    int limit = g->rows - 4;
    int lines = p->more || p->rows.n > VISIBLE ? VISIBLE : p->rows.n > 0 ? (int)p->rows.n : 1;
    l.rows = (lines + 2 < limit ? lines : limit - 2) + 2;
    int fixed = 4 + (p->multiple ? 4 : 0) + (p->numbered ? 2 : 0);
    bool cut = limit_cols(&l.code_cols, (g->cols - 4 - fixed) / 2);
    fixed += l.code_cols > 0 ? l.code_cols + 2 : 0;
    cut = limit_cols(&l.label_cols, g->cols - 4 - fixed) || cut;
    l.cols = fixed + l.label_cols;
    l.row = (g->rows - l.rows) / (cut ? 4 : 2); /* leaving room for what is cut */
    l.col = (g->cols - l.cols) / 2;
    return l;
}

static void draw_row(const struct pick *p, struct grid *g, const struct layout *l, int row, size_t i)
{
    int col = l->col + 2;
    if (p->numbered) {
        char digit[2] = {p->search.len == 0 ? (char)('1' + i) : ' ', '\0'};
        col += grid_str(g, row, col, 1, STYLE_KEY, digit) + 1;
    }
    if (p->multiple) {
        col += grid_str(g, row, col, 4, STYLE_PLAIN, pick_chosen(p, p->rows.v[i].value) ? "[x] " : "[ ] ");
    }
    if (l->code_cols > 0) {
        grid_field(g, row, col, l->code_cols, STYLE_PLAIN, p->rows.v[i].code);
        col += l->code_cols + 2;
    }
    grid_field(g, row, col, l->label_cols, STYLE_PLAIN, p->rows.v[i].label);
    if (i == p->at) {
        grid_restyle(g, row, l->col + 1, l->cols - 2, STYLE_SELECTED);
        grid_cursor(g, row, l->col + 2);
    }
}

/* What the box cuts of the row that the cursor is on is read below it. */
static void draw_whole(const struct pick *p, struct grid *g, const struct layout *l)
{
    const struct pick_row *r = &p->rows.v[p->at];
    struct str text = STR_INIT;
    str_addf(&text, "%s%s%s", r->code, r->code[0] ? "  " : "", r->label);
    struct sv rest = {text.p, text.len};
    struct sv line;
    bool cut = utf8_cols(sv_of(r->label)) > l->label_cols || utf8_cols(sv_of(r->code)) > l->code_cols;
    for (int row = l->row + l->rows; cut && row < g->rows - 1 && wrap_next(&rest, g->cols - 2, &line); row++) {
        grid_fill(g, row, 0, g->cols, STYLE_PLAIN, " ");
        grid_text(g, row, 1, g->cols - 2, STYLE_PLAIN, line);
    }
    str_release(&text);
}

/* How many are ticked, also among the rows that are not in sight. */
static void draw_count(const struct pick *p, struct grid *g, const struct layout *l)
{
    struct str text = STR_INIT;
    str_addf(&text, " [x] %zu ", p->chosen.n);
    int cols = (int)text.len;
    if (p->multiple && cols < l->cols - 4) {
        grid_str(g, l->row, l->col + l->cols - 1 - cols, cols, STYLE_TITLE, text.p);
    }
    str_release(&text);
}

/* What is searched for, and how many rows that leaves, in the lower border. */
static void draw_search(const struct pick *p, struct grid *g, const struct layout *l)
{
    int row = l->row + l->rows - 1;
    struct str text = STR_INIT;
    if (p->search.len > 0) {
        str_addf(&text, _("search: %s"), p->search.p);
        str_add_c(&text, ' ');
        grid_field(g, row, l->col + 3,
                   utf8_cols(sv_of(text.p)) < l->cols - 6 ? utf8_cols(sv_of(text.p)) : l->cols - 6,
                   STYLE_TITLE, text.p);
    }
    size_t shown = count_shown(p);
    if (shown > (size_t)l->rows - 2 || (p->more && !p->all)) {
        str_clear(&text);
        str_addf(&text, " %zu%s ", shown, p->more && !p->all ? "+" : "");
        int cols = utf8_cols(sv_of(text.p));
        grid_str(g, row, l->col + l->cols - 1 - cols, cols, STYLE_DIM, text.p);
    }
    str_release(&text);
}

/* Move `top` so that the chosen row is within `lines` shown rows from it. */
static void scroll(struct pick *p, int lines)
{
    size_t top = p->at;
    for (int above = 0; above < lines - 1; above++) {
        size_t before = prev_shown(p, top);
        if (before >= p->rows.n || top == p->top) {
            break;
        }
        top = before;
    }
    if (p->top > p->at || p->top < top || p->rows.v[p->top].hidden) {
        p->top = top;
    }
}

static void pick_draw(struct page *page, struct ui *ui, struct grid *g)
{
    struct pick *p = pick_of(page);
    fetch_first(p, ui);
    p->numbered = p->search.len > 0 ? p->numbered : is_numbered(p); /* a search does not change the box */
    struct layout l = lay_out(p, g);
    grid_box(g, l.row, l.col, l.rows, l.cols, p->title);
    draw_count(p, g, &l);
    draw_search(p, g, &l);
    if (nothing_shown(p)) {
        grid_str(g, l.row + 1, l.col + 2, l.cols - 4, STYLE_DIM, _("(nothing)"));
        grid_cursor(g, l.row + 1, l.col + 2);
        return;
    }
    scroll(p, l.rows - 2);
    size_t i = p->top;
    for (int row = l.row + 1; row < l.row + l.rows - 1 && i < p->rows.n; row++) {
        draw_row(p, g, &l, row, i);
        i = next_shown(p, i);
    }
    draw_whole(p, g, &l);
}

/* A digit picks, a blank ticks. */
static bool pick_by_letter(const struct page *page, struct sv text)
{
    const struct pick *p = (const struct pick *)page;
    return !p->more || p->multiple || (p->search.len == 0 && text.p[0] >= '1' && text.p[0] <= '9');
}

const struct page_ops pick_ops = {
    .draw = pick_draw,
    .event = pick_event,
    .by_letter = pick_by_letter,
    .tell = linear_tell_pick,
    .answer = linear_answer_pick,
    .free = pick_free,
    .name = "pick",
    .context = CTX_PICK,
    .popup = true,
};
