#ifndef TEXT_EDIT_H
#define TEXT_EDIT_H

/*
 * The text being edited in one field: bytes, caret, undo.  No screen.
 * Text is NFC; the caret is a byte offset on a letter boundary.  Typed letters that combine with the one before
 * (a mark typed alone) are composed.  Undo works by steps (a run of typing, a run of deleting, one paste, one set).
 */

#include <stdbool.h>
#include <stddef.h>
#include "base/str.h"
#include "base/vec.h"

struct edit {
    struct str text;
    size_t caret;      /* bytes */
    int goal_col;      /* the column ↑ and ↓ aim at, -1: none */
    bool multiline;
    bool changed;      /* since edit_set */
    size_t max_letters; /* 0: no limit */
    VEC(struct edit_step) undo;
    size_t undo_at;    /* steps [0, undo_at) can be undone, the rest redone */
    bool run_open;     /* the last step may still grow */
};

struct edit_step {
    size_t at;     /* byte offset */
    char *removed; /* owned, NUL-terminated */
    char *added;
    size_t caret_before;
};

void edit_init(struct edit *e, bool multiline);
void edit_release(struct edit *e);
/* Take over new content; undo is emptied; the caret goes to the end. */
void edit_set(struct edit *e, const char *text);
void edit_set_caret(struct edit *e, size_t at); /* moved to the nearest letter boundary at or before */

/* Insert typed or pasted text at the caret (cleaned; line breaks become blanks when not multiline).  Returns letters refused (limit or unclean). */
size_t edit_insert(struct edit *e, struct sv text);
bool edit_backspace(struct edit *e);      /* one letter; false when there was none */
bool edit_delete(struct edit *e);
bool edit_backspace_word(struct edit *e); /* Ctrl-W */
bool edit_kill_to_end(struct edit *e);    /* Ctrl-K: to the end of the line */
bool edit_clear(struct edit *e);          /* Ctrl-U: everything */
bool edit_left(struct edit *e);           /* false at the edge, so that the caller may leave the field */
bool edit_right(struct edit *e);
bool edit_word_left(struct edit *e);
bool edit_word_right(struct edit *e);
void edit_home(struct edit *e); /* start of the line */
void edit_end(struct edit *e);
bool edit_undo(struct edit *e);
bool edit_redo(struct edit *e);

/*
 * Word wrap.  Lines of at most `cols` columns, broken after blanks (a word longer than a line is cut); a line feed ends a line.
 * The caret stands on the line that holds its offset; at a soft break it belongs to the next line.
 */
struct edit_line {
    size_t start, end; /* bytes; end excludes the line feed and blanks that hang over the edge */
};
struct edit_wrap {
    VEC(struct edit_line) lines; /* at least one */
    size_t caret_line;
    int caret_col; /* columns */
};
void edit_wrap(const struct edit *e, int cols, struct edit_wrap *out);
void edit_wrap_release(struct edit_wrap *w);
/* Move the caret by wrapped lines; false at the first or last line. */
bool edit_up(struct edit *e, int cols);
bool edit_down(struct edit *e, int cols);

#endif
