#include "screen/doctor.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "screen/keys_file.h"
#include "screen/keys_table.h"
#include "text/utf8.h"
#include "text/viet.h"
#include "text/wrap.h"

enum { QUIET_MS = 250, BYTES_COL = 14, READ_COL = 36, KEYS_TOP = 4 };

/* ---- a press ---- */

struct trying {
    struct term *t;
    const struct keymap *m;
    struct doctor_keys *keys;
    void (*draw)(struct trying *r, struct grid *g);
    const char *how; /* of the picture: how its lines are drawn */
    const char *question;
};

static void paint(struct trying *r)
{
    struct grid g;
    int rows, cols;
    r->t->size(r->t, &rows, &cols);
    grid_init(&g, rows, cols);
    r->draw(r, &g);
    r->t->draw(r->t, &g);
    grid_release(&g);
}

static struct keys *taught_keys(const struct trying *r)
{
    struct keys *k = keys_new();
    keymap_teach(r->m, k, getenv("TERM"));
    r->t->teach(r->t, k);
    return k;
}

/* What a press became. */
struct press {
    struct str bytes, read;
    struct event last; /* the last event; text is not kept */
    size_t events;
    bool begun; /* an Escape waits for what follows */
};

static void note_event(struct press *p, const struct event *ev)
{
    p->begun = ev->key == KEY_ESC_BEGUN;
    if (p->begun) {
        return;
    }
    str_add(&p->read, p->read.len > 0 ? " " : "");
    if (ev->key == KEY_TEXT || ev->key == KEY_PASTE) {
        str_addf(&p->read, "“%.*s”", (int)ev->text.n, ev->text.p);
    } else if (ev->key == KEY_REPLY) {
        str_add(&p->read, "?");
    } else {
        key_spell(ev, &p->read);
    }
    p->last = *ev;
    p->events++;
}

/* False when the terminal is gone. */
static bool read_press(struct trying *r, struct press *p)
{
    struct keys *k = taught_keys(r);
    long n = 0;
    for (bool more = true; more;) {
        char buf[256];
        bool resized = false;
        bool waiting = p->bytes.len == 0 || p->begun;
        paint(r);
        n = r->t->read(r->t, buf, sizeof buf, waiting ? -1 : QUIET_MS, &resized);
        more = n > 0 || (n == 0 && (resized || waiting));
        if (n > 0) {
            str_add_n(&p->bytes, buf, (size_t)n);
            keys_feed(k, buf, (size_t)n);
            for (struct event ev = keys_next(k); ev.key != KEY_NONE; ev = keys_next(k)) {
                note_event(p, &ev);
            }
        }
    }
    keys_free(k);
    return n >= 0;
}

static void press_release(struct press *p)
{
    str_release(&p->bytes);
    str_release(&p->read);
}

static bool is_enter(const struct press *p)
{
    return sv_eq((struct sv){p->bytes.p, p->bytes.len}, "\r") ||
           sv_eq((struct sv){p->bytes.p, p->bytes.len}, "\n");
}

static bool is_stop(const struct press *p)
{
    return p->last.key == KEY_CTRL && (p->last.letter == 'q' || p->last.letter == 'x');
}

/* ---- keys ---- */

void doctor_keys_release(struct doctor_keys *k)
{
    for (size_t i = 0; i < k->list.n; i++) {
        free(k->list.v[i].asked);
        str_release(&k->list.v[i].bytes);
        str_release(&k->list.v[i].read);
    }
    vec_release(&k->list);
}

bool doctor_can_learn(const struct doctor_key *k)
{
    bool text = memchr(k->bytes.p, '\0', k->bytes.len) != NULL;
    return k->verdict == DOCTOR_WRONG && !k->twin && !text && k->bytes.len >= 3 && k->bytes.len <= 60 &&
           k->bytes.p[0] == '\033';
}

void doctor_find_clashes(struct doctor_keys *k)
{
    for (size_t i = 0; i < k->list.n; i++) {
        struct doctor_key *a = &k->list.v[i];
        for (size_t j = 0; j < k->list.n && a->verdict == DOCTOR_WRONG; j++) {
            const struct doctor_key *b = &k->list.v[j];
            bool other = b->key != a->key && b->verdict != DOCTOR_SKIPPED && a->bytes.len > 0;
            if (other && a->bytes.len == b->bytes.len && memcmp(a->bytes.p, b->bytes.p, a->bytes.len) == 0) {
                a->verdict = DOCTOR_CLASH;
            }
        }
    }
}

static void add_key(struct doctor_keys *k, enum key key, const char *twin)
{
    struct event ev = {.key = key};
    struct str name = STR_INIT;
    if (twin) {
        str_add(&name, twin);
    } else {
        key_spell(&ev, &name);
    }
    *vec_push(&k->list) = (struct doctor_key){
        .asked = str_take(&name), .key = key, .twin = twin != NULL, .bytes = STR_INIT, .read = STR_INIT};
}

static const char *verdict_text(const struct doctor_key *k)
{
    switch (k->verdict) {
    case DOCTOR_SKIPPED:
        return _("skipped");
    case DOCTOR_RIGHT:
        return "";
    default:
        return _("! not understood");
    }
}

static void draw_key(const struct doctor_key *k, struct grid *g, int row)
{
    struct str bytes = STR_INIT;
    keys_file_spell((struct sv){k->bytes.p, k->bytes.len}, &bytes);
    grid_str(g, row, 1, BYTES_COL - 2, STYLE_KEY, k->asked);
    grid_field(g, row, BYTES_COL, READ_COL - BYTES_COL - 2, STYLE_PLAIN, bytes.p);
    int used = grid_str(g, row, READ_COL, 20, STYLE_PLAIN, k->verdict == DOCTOR_SKIPPED ? "" : k->read.p);
    grid_str(g, row, READ_COL + used + 1, g->cols - READ_COL - used - 2,
             k->verdict == DOCTOR_RIGHT ? STYLE_PLAIN : STYLE_DIM, verdict_text(k));
    str_release(&bytes);
}

static int draw_wrapped(struct grid *g, int row, enum style style, const char *text)
{
    struct sv rest = sv_of(text);
    struct sv line;
    while (row < g->rows && wrap_next(&rest, g->cols - 2, &line)) {
        grid_text(g, row++, 1, g->cols - 2, style, line);
    }
    return row;
}

/* The last of `list` is the one that is asked for; those before it have come. */
static void draw_keys(struct trying *r, struct grid *g)
{
    const struct doctor_keys *k = r->keys;
    size_t n = k->list.n - 1;
    int room = g->rows - KEYS_TOP - 2;
    size_t first = room > 0 && n > (size_t)room ? n - (size_t)room : 0;
    int row = KEYS_TOP;
    struct str ask = STR_INIT;
    draw_wrapped(g, 0, STYLE_TITLE,
                 _("Press the key that is asked for. Enter skips it, Ctrl-Q all that are left."));
    grid_str(g, KEYS_TOP - 1, 1, BYTES_COL - 2, STYLE_HEAD, _("Key"));
    grid_str(g, KEYS_TOP - 1, BYTES_COL, READ_COL - BYTES_COL - 1, STYLE_HEAD, _("sends"));
    grid_str(g, KEYS_TOP - 1, READ_COL, g->cols - READ_COL, STYLE_HEAD, _("is read as"));
    for (size_t i = first; i < n; i++) {
        draw_key(&k->list.v[i], g, row++);
    }
    str_addf(&ask, _("Press %s:"), k->list.v[n].asked);
    int used = grid_str(g, row, 1, g->cols - 2, STYLE_KEY, ask.p);
    grid_cursor(g, row, used + 2);
    str_release(&ask);
}

static void judge(struct doctor_key *k, struct press *p)
{
    k->bytes = p->bytes;
    k->read = p->read;
    p->bytes = (struct str)STR_INIT;
    p->read = (struct str)STR_INIT;
    k->verdict = p->events == 1 && p->last.key == k->key ? DOCTOR_RIGHT : DOCTOR_WRONG;
}

/* Ask for the key that was added last; *stop: for no more.  False when the terminal is gone. */
static bool try_key(struct trying *r, bool *stop)
{
    struct press p = {STR_INIT, STR_INIT, {0}, 0, false};
    struct doctor_key *k = &r->keys->list.v[r->keys->list.n - 1];
    bool there = read_press(r, &p);
    if (there && is_stop(&p)) {
        *stop = true;
    } else if (there && !is_enter(&p)) {
        judge(k, &p);
    }
    press_release(&p);
    return there;
}

bool doctor_try_keys(struct term *t, const struct keymap *m, struct doctor_keys *out)
{
    struct trying r = {.t = t, .m = m, .keys = out, .draw = draw_keys};
    bool stop = false, there = true;
    for (size_t i = 0; there && !stop && i < keys_nusual; i++) {
        add_key(out, keys_usual[i], NULL);
        there = try_key(&r, &stop);
    }
    for (int i = 0; there && !stop && i < 2; i++) {
        add_key(out, i == 0 ? KEY_F1 : KEY_F10, i == 0 ? "Esc 1" : "Esc 0");
        there = try_key(&r, &stop);
    }
    doctor_find_clashes(out);
    return there;
}

/* ---- the picture ---- */

enum { PICTURE_COLS = 42 };

static void add_tones(struct str *out, enum viet_base base, bool upper)
{
    int tones = base == VIET_DD ? 1 : 6;
    for (int tone = 0; tone < tones; tone++) {
        struct viet_letter letter = {base, (enum viet_tone)tone, upper};
        char bytes[4];
        str_add_n(out, bytes, (size_t)utf8_encode(viet_join(&letter), bytes));
    }
}

/* The letters of one line: those of some bases, small and large. */
static void add_letters(struct str *out, const enum viet_base *bases, size_t n)
{
    for (int upper = 0; upper < 2; upper++) {
        for (size_t i = 0; i < n; i++) {
            add_tones(out, bases[i], upper == 1);
        }
    }
}

static int draw_framed(struct grid *g, int row, const char *text)
{
    grid_str(g, row, 1, 1, STYLE_PLAIN, "│");
    grid_str(g, row, 3, PICTURE_COLS - 4, STYLE_PLAIN, text);
    grid_str(g, row, PICTURE_COLS, 1, STYLE_PLAIN, "│");
    return row + 1;
}

static int draw_border(struct grid *g, int row, const char *left, const char *middle, const char *right)
{
    grid_str(g, row, 1, 1, STYLE_PLAIN, left);
    grid_fill(g, row, 2, PICTURE_COLS - 2, STYLE_PLAIN, "─");
    grid_str(g, row, PICTURE_COLS / 2, 1, STYLE_PLAIN, middle);
    grid_str(g, row, PICTURE_COLS, 1, STYLE_PLAIN, right);
    return row + 1;
}

int doctor_draw_picture(struct grid *g)
{
    static const struct {
        enum viet_base bases[3];
        size_t n;
    } lines[] = {{{VIET_A, VIET_AW, VIET_AA}, 3},
                 {{VIET_E, VIET_EE, VIET_I}, 3},
                 {{VIET_O, VIET_OO, VIET_OW}, 3},
                 {{VIET_U, VIET_UW, VIET_Y}, 3},
                 {{VIET_DD}, 1}};
    int row = draw_border(g, 0, "┌", "┬", "┐");
    row =
        draw_framed(g, row, "123456789 123456789 123456789 12345678"); /* what the borders are measured by */
    row = draw_border(g, row, "├", "┼", "┤");
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct str text = STR_INIT;
        add_letters(&text, lines[i].bases, lines[i].n);
        row = draw_framed(g, row, text.p);
        str_release(&text);
    }
    row = draw_framed(g, row, "… – · • × ≤ ≥ ≠ ← → ↑ ↓ “ ”");
    return draw_border(g, row, "└", "┴", "┘");
}

static void draw_question(struct trying *r, struct grid *g)
{
    int row = doctor_draw_picture(g) + 1;
    row = draw_wrapped(g, row, STYLE_DIM, r->how);
    row = draw_wrapped(g, row, STYLE_KEY, r->question);
    grid_cursor(g, row < g->rows ? row : g->rows - 1, 1);
}

/* y or c (có), n or k (không); Enter answers nothing.  False when the terminal is gone. */
static bool ask(struct trying *r, const char *question, enum doctor_answer *out)
{
    bool there = true, answered = false;
    r->question = question;
    while (there && !answered) {
        struct press p = {STR_INIT, STR_INIT, {0}, 0, false};
        there = read_press(r, &p);
        char c = p.bytes.len == 1 ? p.bytes.p[0] : '\0';
        answered = there && (is_enter(&p) || is_stop(&p) || (c && strchr("yYcCnNkK", c)));
        *out = c && strchr("yYcC", c) ? ANSWER_YES : c && strchr("nNkK", c) ? ANSWER_NO : ANSWER_NONE;
        press_release(&p);
    }
    return there;
}

bool doctor_try_picture(struct term *t, const char *how, struct doctor_picture *out)
{
    struct trying r = {.t = t, .draw = draw_question, .how = how};
    bool there = ask(
        &r,
        _("Do the right borders stand straight below each other, and are the lines of the frame lines? y/n"),
        &out->straight);
    if (there && out->straight != ANSWER_NO && out->letters == ANSWER_NONE) {
        there =
            ask(&r, _("Can every letter be read, with its marks and without boxes or question marks? y/n"),
                &out->letters);
    }
    return there;
}
