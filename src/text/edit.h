#ifndef TEXT_EDIT_H
#define TEXT_EDIT_H

/*
 * The text being edited in one field: bytes, caret, undo.  No screen.
 * Text is NFC; the caret is a byte offset on a letter boundary.  Typed letters that combine with the one
 * before (a mark typed alone) are composed.
 *
 * Undo works by steps: a run of typing (up to a line's worth), a run of deleting, one paste, one replacement.
 * An input method on the other side of the wire types, takes back and types again: such corrections of a few
 * letters join the run of typing.  All other deleted text can be brought back.
 */

#include <stdbool.h>
#include <stddef.h>
#include "base/str.h"
#include "base/vec.h"

enum edit_kind { EDIT_TYPE, EDIT_DELETE, EDIT_BLOCK };

struct edit_step {
    enum edit_kind kind; /* blocks never grow */
    size_t at;           /* byte offset */
    struct str removed;
    struct str added;
    size_t caret_before;
};

struct edit {
    struct str text;
    size_t caret;       /* bytes */
    size_t letters;     /* in text */
    int goal_col;       /* the column ↑ and ↓ aim at, -1: none */
    bool multiline;
    bool changed;       /* since edit_set; false again when all is undone */
    size_t max_letters; /* 0: no limit */
    size_t unclean;     /* how many characters that no text may hold the last insertion left out */
    size_t unclean_at;  /* the first of them, in letters of what was inserted, from 1 */
    VEC(struct edit_step) undo;
    size_t undo_at;     /* steps [0, undo_at) can be undone, the rest redone */
    bool run_open;      /* the last step may still grow */
};

void edit_init(struct edit *e, bool multiline);
void edit_release(struct edit *e);
/* Take over new content (clean text); undo is emptied; the caret goes to the end. */
void edit_set(struct edit *e, const char *text);
void edit_set_caret(struct edit *e, size_t at); /* moved to the nearest letter boundary at or before */

/*
 * Insert typed or pasted text at the caret (cleaned; line breaks become blanks when not multiline).
 * Returns letters refused, for the limit or because they are unclean (how many of them: `unclean`).
 */
size_t edit_insert(struct edit *e, struct sv text);
/* Put `text`, cleaned and limited like that, in the place of everything, as one step of undo (ditto). */
size_t edit_replace(struct edit *e, struct sv text);
bool edit_backspace(struct edit *e);      /* one letter; false when there was none */
bool edit_delete(struct edit *e);
bool edit_backspace_word(struct edit *e); /* Ctrl-W */
bool edit_kill_to_end(struct edit *e);    /* Ctrl-K: to the end of the line; at the end, the line feed */
bool edit_clear(struct edit *e);          /* Ctrl-U: everything */
bool edit_left(struct edit *e);           /* false at the edge, so that the caller may leave the field */
bool edit_right(struct edit *e);
bool edit_word_left(struct edit *e);
bool edit_word_right(struct edit *e);
void edit_home(struct edit *e); /* start of the line (between line feeds) */
void edit_end(struct edit *e);
bool edit_undo(struct edit *e);
bool edit_redo(struct edit *e);

/*
 * Word wrap.  Lines of at most `cols` columns (at least 1), broken after blanks (a word longer than a line is
 * cut); a line feed ends a line.  The caret stands on the line that holds its offset; at a soft break it
 * belongs to the next line.  Past a full line, or on blanks that hang over the edge, it is shown
 * on the last column.
 */
struct edit_line {
    size_t start, end; /* bytes; end excludes the line feed and blanks that hang over the edge */
};
struct edit_wrap {
    VEC(struct edit_line) lines; /* at least one */
    size_t caret_line;
    int caret_col; /* columns, less than cols */
    /* The text wrapped last and its width, so that only what follows a change is wrapped again. */
    VEC(char) seen;
    int cols;
};
/* Fill `out`, which begins as {0} and may be used again, for any text; edit_wrap_release frees it. */
void edit_wrap(const struct edit *e, int cols, struct edit_wrap *out);
void edit_wrap_release(struct edit_wrap *w);
/* Move the caret by wrapped lines; false at the first or last line. */
bool edit_up(struct edit *e, int cols);
bool edit_down(struct edit *e, int cols);

#endif
