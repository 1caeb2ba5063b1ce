#include "text/edit.h"

#include <stdint.h>
#include <string.h>
#include "text/clean.h"
#include "text/utf8.h"

/* A run of typing with so many bytes ends at the next word: undo takes back a line, not an essay. */
#define RUN_BYTES 80
/* How many letters an input method takes back at most to correct itself: a syllable ("nghiêng") and a bit. */
#define CORRECTION_LETTERS 8

static struct sv all(const struct edit *e)
{
    return (struct sv){e->text.p, e->text.len};
}

static struct sv slice(const struct edit *e, size_t start, size_t end)
{
    return (struct sv){e->text.p + start, end - start};
}

/* The first letter boundary at or after `at`. */
static size_t boundary_from(struct sv text, size_t at)
{
    size_t before = utf8_cut(text, at);
    return before < at ? utf8_next(text, before) : before;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n';
}

static void step_release(struct edit_step *step)
{
    str_release(&step->removed);
    str_release(&step->added);
}

static void forget_from(struct edit *e, size_t step)
{
    while (e->undo.n > step) {
        step_release(&e->undo.v[--e->undo.n]);
    }
    e->undo_at = e->undo.n;
}

void edit_init(struct edit *e, bool multiline)
{
    *e = (struct edit){.text = STR_INIT, .goal_col = -1, .multiline = multiline};
}

void edit_release(struct edit *e)
{
    forget_from(e, 0);
    vec_release(&e->undo);
    str_release(&e->text);
}

void edit_set(struct edit *e, const char *text)
{
    forget_from(e, 0);
    str_set(&e->text, text);
    e->letters = utf8_letters(all(e));
    e->caret = e->text.len;
    e->goal_col = -1;
    e->changed = false;
    e->run_open = false;
}

/* Every move of the caret that is not part of a change ends a run. */
static bool move_to(struct edit *e, size_t at)
{
    bool moved = at != e->caret;
    e->caret = at;
    e->goal_col = -1;
    e->run_open = false;
    return moved;
}

void edit_set_caret(struct edit *e, size_t at)
{
    move_to(e, utf8_cut(all(e), at));
}

/* ---- undo ---- */

static struct edit_step *last_step(struct edit *e)
{
    return e->undo_at > 0 ? &e->undo.v[e->undo_at - 1] : NULL;
}

static struct edit_step *new_step(struct edit *e, enum edit_kind kind, size_t at)
{
    struct edit_step *step = vec_push(&e->undo);
    *step = (struct edit_step){kind, at, STR_INIT, STR_INIT, e->caret};
    e->undo_at = e->undo.n;
    return step;
}

/* Whether a run of typing is long enough to be closed before what is typed now. */
static bool run_full(const struct edit_step *run, struct sv add)
{
    const struct str *typed = &run->added;
    return typed->len >= RUN_BYTES && is_blank(typed->p[typed->len - 1]) && add.n > 0 && !is_blank(add.p[0]);
}

/* Typing goes on in a run when it changes nothing but what the run has added. */
static bool grow_typing(struct edit_step *run, size_t at, size_t del, struct sv add)
{
    if (at < run->at || at + del > run->at + run->added.len || run_full(run, add)) {
        return false;
    }
    str_splice(&run->added, at - run->at, del, add.p, add.n);
    return true;
}

static bool grow_deleting(struct edit_step *run, size_t at, struct sv removed)
{
    if (at + removed.n == run->at) {
        str_splice(&run->removed, 0, 0, removed.p, removed.n);
        run->at = at;
        return true;
    }
    if (at == run->at) {
        str_add_sv(&run->removed, removed);
        return true;
    }
    return false;
}

static bool is_correction(const struct edit_step *deleting, size_t at)
{
    struct sv removed = {deleting->removed.p, deleting->removed.len};
    return deleting->kind == EDIT_DELETE && deleting->at == at && removed.n <= CORRECTION_LETTERS * 4 &&
           utf8_letters(removed) <= CORRECTION_LETTERS;
}

/*
 * Typing right after a few letters were deleted is a correction.  If those were just typed, the run of typing
 * goes on as if they had never been; if not, deleting and typing are one step.
 */
static bool grow_correction(struct edit *e, struct edit_step *deleting, size_t at, struct sv add)
{
    if (!is_correction(deleting, at)) {
        return false;
    }
    struct edit_step *typing = e->undo_at > 1 ? deleting - 1 : NULL;
    if (typing && typing->kind == EDIT_TYPE && typing->at <= at &&
        typing->at + typing->added.len == at + deleting->removed.len) {
        str_cut(&typing->added, at - typing->at);
        str_add_sv(&typing->added, add);
        forget_from(e, e->undo_at - 1);
        return true;
    }
    deleting->kind = EDIT_TYPE;
    str_add_sv(&deleting->added, add);
    return true;
}

static bool grow_last_step(struct edit *e, enum edit_kind kind, size_t at, size_t del, struct sv add)
{
    struct edit_step *last = last_step(e);
    if (!e->run_open || !last) {
        return false;
    }
    if (kind == EDIT_TYPE && last->kind == EDIT_TYPE) {
        return grow_typing(last, at, del, add);
    }
    if (kind == EDIT_TYPE && last->kind == EDIT_DELETE) {
        return del == 0 && grow_correction(e, last, at, add);
    }
    if (kind == EDIT_DELETE && last->kind == EDIT_DELETE) {
        return grow_deleting(last, at, slice(e, at, at + del));
    }
    return false;
}

static void record(struct edit *e, enum edit_kind kind, size_t at, size_t del, struct sv add)
{
    forget_from(e, e->undo_at);
    if (!grow_last_step(e, kind, at, del, add)) {
        struct edit_step *step = new_step(e, kind, at);
        str_add_sv(&step->removed, slice(e, at, at + del));
        str_add_sv(&step->added, add);
    }
    e->run_open = kind != EDIT_BLOCK;
}

/* Where text changes but by edit_set and undo: replace `del` bytes at `at`, both ends letter boundaries. */
static void change(struct edit *e, enum edit_kind kind, size_t at, size_t del, struct sv add, size_t caret)
{
    record(e, kind, at, del, add);
    e->letters -= utf8_letters(slice(e, at, at + del));
    e->letters += utf8_letters(add);
    str_splice(&e->text, at, del, add.p, add.n);
    e->caret = caret;
    e->goal_col = -1;
    e->changed = true;
}

static void swap_text(struct edit *e, size_t at, const struct str *out, const struct str *in, size_t caret)
{
    str_splice(&e->text, at, out->len, in->p, in->len);
    e->letters = utf8_letters(all(e));
    move_to(e, caret);
    e->changed = e->undo_at > 0;
}

bool edit_undo(struct edit *e)
{
    if (e->undo_at == 0) {
        return false;
    }
    const struct edit_step *step = &e->undo.v[--e->undo_at];
    swap_text(e, step->at, &step->added, &step->removed, step->caret_before);
    return true;
}

bool edit_redo(struct edit *e)
{
    if (e->undo_at == e->undo.n) {
        return false;
    }
    const struct edit_step *step = &e->undo.v[e->undo_at++];
    swap_text(e, step->at, &step->removed, &step->added, step->at + step->added.len);
    return true;
}

/* ---- inserting ---- */

/* A stretch of text to be replaced, widened to the letters that may combine with what comes there. */
struct joint {
    size_t from, to;   /* bytes: what was asked for */
    size_t start, end; /* bytes: what is replaced; the same when nothing combines */
    struct str joined;
    size_t caret; /* bytes of `joined` before the caret */
    size_t marks; /* left out since their letter has enough */
};

static bool plain_at(struct sv text, size_t at)
{
    uint32_t cp = 0;
    return at >= text.n || (utf8_decode((struct sv){text.p + at, text.n - at}, &cp) > 0 && utf8_plain(cp));
}

/* Whether the letter that ends at `at` is one plain code point (or there is none). */
static bool plain_before(struct sv text, size_t at)
{
    uint32_t cp = 0;
    size_t start = utf8_prev(text, at);
    struct sv letter = {text.p + start, at - start};
    return at == 0 || (utf8_decode(letter, &cp) == (int)letter.n && utf8_plain(cp));
}

static void widen(const struct edit *e, struct sv piece, struct joint *j)
{
    struct sv text = all(e);
    bool alone = piece.n == 0; /* then the text before meets the text behind */
    bool behind = !plain_at(text, j->to);
    bool before = !plain_before(text, j->from);
    j->start = (alone ? behind : before || !plain_at(piece, 0)) ? utf8_prev(text, j->from) : j->from;
    j->end = behind || !plain_before(piece, piece.n) ? utf8_next(text, j->to) : j->to;
}

static void join(const struct edit *e, struct sv piece, struct joint *j)
{
    str_clear(&j->joined);
    str_add_sv(&j->joined, slice(e, j->start, j->from));
    str_add_sv(&j->joined, piece);
    j->marks = j->start < j->from ? clean_marks(&j->joined, 0) : 0;
    clean_compose(&j->joined, 0);
    size_t caret = j->joined.len;
    str_add_sv(&j->joined, slice(e, j->to, j->end));
    j->marks += j->to < j->end ? clean_marks(&j->joined, 0) : 0;
    clean_compose(&j->joined, 0);
    /* What stood behind the caret may have joined the letter before it. */
    j->caret = boundary_from((struct sv){j->joined.p, j->joined.len}, caret);
}

/* How many letters too many there would be with `now` in the place of `old`. */
static size_t excess(const struct edit *e, struct sv old, struct sv now)
{
    size_t after = e->letters - utf8_letters(old) + utf8_letters(now);
    return e->max_letters > 0 && after > e->max_letters ? after - e->max_letters : 0;
}

static struct sv drop_letters(struct sv piece, size_t count)
{
    while (count-- > 0) {
        piece.n = utf8_prev(piece, piece.n);
    }
    return piece;
}

/* Join as much of the piece as the limit allows; returns letters refused. */
static size_t join_within_limit(const struct edit *e, struct sv *piece, struct joint *j)
{
    size_t refused = 0;
    size_t over;
    widen(e, *piece, j);
    join(e, *piece, j);
    struct sv old = slice(e, j->start, j->end);
    while (piece->n > 0 && (over = excess(e, old, (struct sv){j->joined.p, j->joined.len})) > 0) {
        size_t before = utf8_letters(*piece);
        *piece = drop_letters(*piece, over);
        refused += over < before ? over : before;
        join(e, *piece, j);
    }
    return refused;
}

/* Typing comes letter by letter; an input method or our own may correct a few letters at once. */
static enum edit_kind kind_of(struct edit *e, struct sv piece)
{
    size_t letters = piece.n > CORRECTION_LETTERS * 4 ? SIZE_MAX : utf8_letters(piece);
    const struct edit_step *last = last_step(e);
    bool correcting = e->run_open && last && is_correction(last, e->caret);
    return letters <= (correcting ? CORRECTION_LETTERS : 1) ? EDIT_TYPE : EDIT_BLOCK;
}

static void change_joined(struct edit *e, enum edit_kind kind, const struct joint *j)
{
    struct sv joined = {j->joined.p, j->joined.len};
    change(e, kind, j->start, j->end - j->start, joined, j->start + j->caret);
    if (!plain_at(joined, 0) || !plain_at(all(e), j->start + joined.n)) {
        e->letters = utf8_letters(all(e)); /* what flags and such are depends on their neighbours */
    }
}

static size_t insert_clean(struct edit *e, struct sv piece)
{
    struct joint j = {.from = e->caret, .to = e->caret, .joined = STR_INIT};
    size_t refused = join_within_limit(e, &piece, &j);
    struct sv old = slice(e, j.start, j.end);
    if (piece.n > 0 && !(old.n == j.joined.len && memcmp(old.p, j.joined.p, old.n) == 0)) {
        change_joined(e, kind_of(e, piece), &j);
    }
    if (j.marks > 0 && e->unclean == 0) {
        e->unclean_at = 1;
    }
    e->unclean += j.marks;
    str_release(&j.joined);
    return refused + j.marks;
}

size_t edit_insert(struct edit *e, struct sv text)
{
    struct str piece = STR_INIT;
    e->unclean = clean_lossy(&piece, text, e->multiline, &e->unclean_at);
    size_t refused = e->unclean;
    refused += insert_clean(e, (struct sv){piece.p, piece.len});
    str_release(&piece);
    return refused;
}

size_t edit_replace(struct edit *e, struct sv text)
{
    struct str content = STR_INIT;
    e->unclean = clean_lossy(&content, text, e->multiline, &e->unclean_at);
    struct sv piece = {content.p, content.len};
    size_t over = excess(e, all(e), piece);
    piece = drop_letters(piece, over);
    if (!sv_eq(piece, e->text.p)) {
        change(e, EDIT_BLOCK, 0, e->text.len, piece, piece.n);
    }
    str_release(&content);
    return e->unclean + over;
}

/* ---- deleting and moving ---- */

static bool delete_range(struct edit *e, size_t start, size_t end)
{
    if (start == end) {
        return false;
    }
    struct joint j = {.from = start, .to = end, .joined = STR_INIT};
    widen(e, (struct sv){"", 0}, &j);
    join(e, (struct sv){"", 0}, &j);
    change_joined(e, j.joined.len > 0 ? EDIT_BLOCK : EDIT_DELETE, &j);
    str_release(&j.joined);
    return true;
}

static size_t word_start(const struct edit *e)
{
    size_t at = e->caret;
    while (at > 0 && is_blank(e->text.p[at - 1])) {
        at--;
    }
    while (at > 0 && !is_blank(e->text.p[at - 1])) {
        at--;
    }
    return utf8_cut(all(e), at);
}

static size_t next_word(const struct edit *e)
{
    size_t at = e->caret;
    while (at < e->text.len && !is_blank(e->text.p[at])) {
        at++;
    }
    while (at < e->text.len && is_blank(e->text.p[at])) {
        at++;
    }
    return boundary_from(all(e), at);
}

static size_t line_start(const struct edit *e)
{
    size_t at = e->caret;
    while (at > 0 && e->text.p[at - 1] != '\n') {
        at--;
    }
    return at;
}

static size_t line_end(const struct edit *e)
{
    const char *feed = memchr(e->text.p + e->caret, '\n', e->text.len - e->caret);
    return feed ? (size_t)(feed - e->text.p) : e->text.len;
}

bool edit_backspace(struct edit *e)
{
    return delete_range(e, utf8_prev(all(e), e->caret), e->caret);
}

bool edit_delete(struct edit *e)
{
    return delete_range(e, e->caret, utf8_next(all(e), e->caret));
}

bool edit_backspace_word(struct edit *e)
{
    return delete_range(e, word_start(e), e->caret);
}

bool edit_kill_to_end(struct edit *e)
{
    size_t end = line_end(e);
    return delete_range(e, e->caret, end > e->caret ? end : utf8_next(all(e), end));
}

bool edit_clear(struct edit *e)
{
    return delete_range(e, 0, e->text.len);
}

bool edit_left(struct edit *e)
{
    return move_to(e, utf8_prev(all(e), e->caret));
}

bool edit_right(struct edit *e)
{
    return move_to(e, utf8_next(all(e), e->caret));
}

bool edit_word_left(struct edit *e)
{
    return move_to(e, word_start(e));
}

bool edit_word_right(struct edit *e)
{
    return move_to(e, next_word(e));
}

void edit_home(struct edit *e)
{
    move_to(e, line_start(e));
}

void edit_end(struct edit *e)
{
    move_to(e, line_end(e));
}

/* ---- wrapping ---- */

/* How far a line of at most `cols` columns that starts at `start` goes, and where the next one starts. */
static size_t wrap_line(struct sv text, size_t start, int cols, struct edit_line *line)
{
    size_t word = start; /* where the last word began: the place to break */
    size_t hang = 0;     /* the first blank over the edge, if any */
    int used = 0;
    size_t at = start;
    line->start = start;
    while (at < text.n && text.p[at] != '\n') {
        size_t next = utf8_next(text, at);
        bool blank = text.p[at] == ' ';
        int width = utf8_letter_cols((struct sv){text.p + at, next - at});
        bool over = used + width > cols;
        if (!blank && (hang || over) && at > start) {
            at = word > start ? word : at;
            line->end = hang ? hang : at;
            return at;
        }
        if (blank) {
            word = next;
        }
        if (blank && over && !hang) {
            hang = at;
        }
        used += width;
        at = next;
    }
    line->end = hang ? hang : at;
    return at;
}

/* Bytes that two texts share at their start. */
static size_t common_start(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t n = a_len < b_len ? a_len : b_len;
    size_t at = 0;
    while (n - at >= 64 && memcmp(a + at, b + at, 64) == 0) {
        at += 64;
    }
    while (at < n && a[at] == b[at]) {
        at++;
    }
    return at;
}

/*
 * Drop the lines that a change may have touched and return where to go on.  A change pulls at most the first
 * word of its line to the line above, so the lines before that one stay.
 */
static size_t keep_lines(const struct edit *e, int cols, struct edit_wrap *w)
{
    size_t same = w->cols == cols ? common_start(w->seen.v, w->seen.n, e->text.p, e->text.len) : 0;
    size_t keep = w->lines.n;
    while (keep > 0 && w->lines.v[keep - 1].start >= same) {
        keep--;
    }
    keep = keep < 2 ? 0 : keep - 2;
    size_t start = keep > 0 ? w->lines.v[keep].start : 0;
    w->lines.n = keep;
    return start;
}

static void remember(const struct edit *e, int cols, struct edit_wrap *w)
{
    if (w->seen.cap < e->text.len) {
        w->seen.cap = e->text.len + e->text.len / 4 + 64;
        w->seen.v = mem_resize(w->seen.v, w->seen.cap, 1);
    }
    if (e->text.len > 0) {
        memcpy(w->seen.v, e->text.p, e->text.len);
    }
    w->seen.n = e->text.len;
    w->cols = cols;
}

static void find_caret(const struct edit *e, int cols, struct edit_wrap *w)
{
    size_t line = w->lines.n - 1;
    while (line > 0 && w->lines.v[line].start > e->caret) {
        line--;
    }
    int col = utf8_cols(slice(e, w->lines.v[line].start, e->caret));
    w->caret_line = line;
    w->caret_col = col < cols ? col : cols - 1;
}

void edit_wrap(const struct edit *e, int cols, struct edit_wrap *out)
{
    cols = cols > 0 ? cols : 1;
    struct sv text = all(e);
    size_t at = keep_lines(e, cols, out);
    for (bool more = true; more;) {
        at = wrap_line(text, at, cols, vec_push(&out->lines));
        more = at < text.n;
        if (more && text.p[at] == '\n') {
            at++; /* after a last line feed comes one more line, an empty one */
        }
    }
    remember(e, cols, out);
    find_caret(e, cols, out);
}

void edit_wrap_release(struct edit_wrap *w)
{
    vec_release(&w->lines);
    vec_release(&w->seen);
}

/* The offset at column `col` of a line, but never the one that begins the next line. */
static size_t offset_at(const struct edit *e, const struct edit_wrap *w, size_t line, int col)
{
    const struct edit_line *l = &w->lines.v[line];
    size_t at = l->start + utf8_fit(slice(e, l->start, l->end), col);
    bool soft = line + 1 < w->lines.n && w->lines.v[line + 1].start == at;
    return soft && at > l->start ? utf8_prev(all(e), at) : at;
}

static bool move_line(struct edit *e, int cols, bool down)
{
    struct edit_wrap w = {0};
    edit_wrap(e, cols, &w);
    bool can = down ? w.caret_line + 1 < w.lines.n : w.caret_line > 0;
    if (can) {
        int goal = e->goal_col >= 0 ? e->goal_col : w.caret_col;
        move_to(e, offset_at(e, &w, down ? w.caret_line + 1 : w.caret_line - 1, goal));
        e->goal_col = goal;
    }
    edit_wrap_release(&w);
    return can;
}

bool edit_up(struct edit *e, int cols)
{
    return move_line(e, cols, false);
}

bool edit_down(struct edit *e, int cols)
{
    return move_line(e, cols, true);
}
