#ifndef SCREEN_FORM_INT_H
#define SCREEN_FORM_INT_H

/*
 * Private to the form page (form_*.c): the page's own struct and what its files offer each other.
 *
 * One field has the focus; its text stands in `edit` and becomes a value of the record when it is left
 * (field_commit). Every change of the record by a person goes through form_set or form_rows_changed, which
 * evaluate, note what the draft has to hold and make the layout stale.  Paths into rows die when rows change;
 * what is kept longer keeps the path's text.
 */

#include "form/format.h"
#include "screen/columns.h"
#include "screen/form_layout.h"
#include "screen/rekey.h"
#include "screen/ui.h"
#include "text/edit.h"

/* What the page asked in a pop-up: its tag. */
enum form_tag {
    TAG_CHOICE = 1,
    TAG_GOTO,
    TAG_INSERT,
    TAG_STATE,
    TAG_STATE_REASON,
    TAG_EMPTIED,
    TAG_CONFLICT,
    TAG_ACCEPT,
    TAG_NO_LONGER,
    TAG_DELETE,
    TAG_DISCARD,
    TAG_DROP,
    TAG_REKEY,
    TAG_REKEY_DO,
    TAG_PAST,
    TAG_PERIOD,
    TAG_DIFFERENCES,
    TAG_DIFFERENCE,
    TAG_THIRD,
    TAG_THIRD_WHY,
    TAG_COPY,
    TAG_COPY_DO,
};

/* A place that a person changed since the record was opened: what the draft holds. */
struct typed {
    char *path;     /* "field", "roster/key/field"; "roster/key/" for a row added or deleted; owned */
    bool unwritten; /* not yet in the draft on disk */
};

/* How to take back one change, or to do it again. */
enum undo_kind { UNDO_CELL, UNDO_ACCEPTED, UNDO_ROW_ADDED, UNDO_ROW_DELETED };
struct undo {
    enum undo_kind kind;
    char *path;      /* of the cell, or "roster/key/" */
    struct cell old; /* UNDO_CELL */
    struct acceptance accepted; /* UNDO_ACCEPTED: what stood there; reason NULL: nothing */
    struct row row;  /* UNDO_ROW_DELETED: the row itself */
    size_t at;       /* UNDO_ROW_DELETED: where it stood */
    unsigned step;   /* changes of one step are taken back together */
};
struct undo_log {
    VEC(struct undo) list;
};

/* A record that a field names, in words. */
struct title {
    char *form, *id, *key, *label; /* owned */
};

/* A column of the reference pane. */
struct pane_column {
    int source;                /* of the rowset */
    int english;               /* its twin in English; -1: none */
    const struct field *field; /* of which it holds values, in the rows of `roster` (-1: of the record); NULL: of none */
    int roster;
};

/* What a query of a field returned, to be read while writing: wrapped into lines under heads. */
struct pane {
    int share;           /* sixths of the room that it may take; 0: hidden */
    const char *query;   /* whose rows these are, borrowed; NULL: none fetched */
    struct label title;  /* of the field that asked; borrowed */
    struct str params;   /* the values it was asked with */
    struct rowset rows;  /* as the query gave them */
    VEC(struct pane_column) columns;
    int roster, key;     /* rows are of this roster by the key in this column of the rowset; -1: of none */

    /* for people, in this language and width */
    struct rowset shown; /* texts, one column for each of `columns` */
    enum lang lang;
    int width;           /* columns of the screen; 0: not yet */
    struct columns fit;
    VEC(size_t) starts;  /* the first line of each row, and behind the last the number of lines */
    size_t top;          /* the first visible line */
    int height;          /* lines painted last */
    struct grid image;   /* as painted last */
    bool stale;          /* it must be painted anew */
    bool follow;         /* the focus moved: its row is brought into view by the next painting */
};

/* Where one is who goes through the form by lines. */
struct linear_place {
    bool titled;    /* the record was named */
    bool asked;     /* a question was asked: at `at` */
    struct path at;
    bool new_row;   /* there was no row there yet */
    bool at_end;    /* behind the last question, which was at `at` */
    bool rest;      /* what stands behind it is still to be told */
    bool writing;   /* lines of a text are being typed */
    bool choosing;  /* a choice for the question is wanted */
    bool saving;    /* a save was asked for */
};

/* What was keyed again in a place and is not what stands there: it is asked for a second time. */
struct attempt {
    size_t cell;
    struct value value;
};

/* What stands from now on where two people keyed different things. */
struct decision {
    bool decided;
    struct value value;
    char *reason; /* owned; NULL: it is one of the two */
};

/* Values that are keyed a second time, without seeing them (form_verify.c). */
struct blind {
    struct record *stored; /* as the workspace evaluated it; the page's own record holds what is keyed */
    struct rowset waiting; /* path, who: of each cell */
    VEC(struct path) cells;
    VEC(struct attempt) attempts;
    struct decision *decisions; /* one for each cell, owned */
    size_t asked;             /* the cell that is being decided about */
    struct str choice[2];     /* what is being asked */
    struct str draft;         /* the name under which the draft is kept */
};

struct form_page {
    struct page page;
    const struct form *form; /* borrowed from the app */
    struct record *record;   /* as it stands on the screen */
    struct record *base;     /* as it was opened: what a save compares with */
    char *hash;              /* of the definition it was opened with */
    struct work *work;
    struct host *host;
    bool read_only;
    char *seal;      /* the seal code under which the record was handed in; NULL: it is as it stands now */
    char *barred;    /* why nothing can be saved at all, whatever the states say; NULL: it can */
    char *forbidden; /* why nothing can be changed, a sentence; NULL while read_only is false */

    /* where things stand */
    struct layout layout;
    bool stale;        /* the layout must be built again */
    int width, height; /* of the lines, as the layout was built */
    size_t top;        /* first visible line */
    int row_roster;    /* the page shows one row of this roster (of a matrix, its whole line); -1: the form */
    size_t row;
    VEC(size_t) across; /* for each roster, the first visible column of a matrix */

    /* the lines as they were painted last: while letters are typed only those of the focused field are painted anew */
    struct {
        struct grid image;
        bool valid;
        size_t top;
        struct path focus;
    } painted;

    /* the field being edited */
    bool focused; /* false: the form has no place to stand */
    struct path focus;
    enum lang lang; /* in which its text is written */
    struct edit edit;
    struct edit_wrap wrap;
    size_t wrap_top; /* first visible line of a multi-line field */
    int field_lines; /* lines that the layout gave it */
    bool selected;   /* nothing typed yet: the first letter replaces what is there */
    size_t owed;     /* letters typed last that found no place: Backspace takes them first, as whoever sent them thinks they stand */
    struct {
        char *typed; /* what was typed in the field that went on by itself to this one; owned, NULL: none did */
        struct path from;
    } advanced;      /* until the next event but a Backspace, which goes back there */

    /* what is wrong */
    struct findings found;
    VEC(struct path) marks; /* where, in the order of found; a place that is gone has field SIZE_MAX */
    char *warned;           /* the field that was left last, if a warning was told there; owned, NULL: none */

    /* draft and undo */
    VEC(struct typed) typed;
    bool draft_due;       /* a field was left */
    bool head_due;        /* the focus moved since the last write */
    bool draft_written;   /* there is one on disk */
    bool draft_lost;      /* the last write failed */
    size_t kept_caret;    /* where the caret stood at the last write */
    bool draft_refused;   /* because it is written elsewhere */
    bool only_to_discard; /* the page was opened to ask whether its draft is discarded, and goes with the answer */
    bool edit_unwritten;  /* letters typed since the last write */
    char *edit_path;       /* where the draft on disk holds letters of a field not yet left; NULL: nowhere */
    int64_t unwritten_ms; /* when the first change came that is not on disk; 0: none */
    int64_t saved_ms;     /* 0: not saved in this session */
    struct undo_log undo, redo;
    unsigned undo_step;

    /* other records */
    VEC(struct title) titles;
    struct blind *blind; /* what is keyed a second time; NULL: this is no double entry */

    struct record *like;     /* whose copy this is, until it is saved; NULL: of none */
    struct record *previous; /* for ditto, fetched when first asked for */
    bool previous_asked;
    VEC(struct path) places; /* the rows of the pick "go to" */
    const char *answers[4];  /* the choices of the question being asked */

    /* what a save or a move is in the middle of */
    struct reply answer; /* of the save that found a conflict */
    VEC(int) verdicts;   /* one for each conflict answered so far: 0 mine, 1 theirs, 2 as it was */
    char *move_to;       /* the state to move to after saving; NULL: only save */
    char *move_reason;
    struct rekeying rekeying;
    const char *copy;    /* the [copy] of the form that was asked for; borrowed from the form */
    struct rowset told;  /* what stands in the way of the move, as OP_MOVE answered */

    struct tallying tallying; /* what was typed and is not told yet */
    bool begun;               /* that the record was begun is told, or was before */

    struct pane pane; /* above or beside the fields */
    struct linear_place linear;
};

struct form_page *form_of(struct page *p);

/* ---- form_page.c ---- */

/* What keys mean where the focus is. */
enum command_context form_context(const struct form_page *fp);

/* ---- form_focus.c ---- */

/* The cell at `at`, NULL for the row that is not there yet. */
struct cell *form_cell(const struct form_page *fp, struct path at);
const struct field *form_field_at(const struct form_page *fp, struct path at);
/* Build the layout again if it is stale, and see that the focus stands somewhere. */
void form_settle(struct form_page *fp, struct ui *ui);
/* When the language was changed, take up everything in the new one. */
void form_follow_language(struct form_page *fp, struct ui *ui);
/* Put the focus on a stop or anywhere a value is shown; the field's text is taken up. */
void form_focus(struct form_page *fp, struct ui *ui, struct path at);
/*
 * Leave the focused field: its text becomes a value; going forwards it is checked.  False: what was typed there is asked for again,
 * and the focus stays (double entry).
 */
bool form_leave(struct form_page *fp, struct ui *ui, bool forward);
/* Leave it and go there (NULL: stay). */
void form_go(struct form_page *fp, struct ui *ui, const struct stop *to, bool forward);
/* Leave it and go to the next or previous field that can be typed in. */
void form_next(struct form_page *fp, struct ui *ui, bool back);
/* Says that nothing comes behind this field. */
void form_say_last(struct ui *ui);
/* The same, forwards, because `typed` (copied) completes the field: a Backspace comes back to it. */
void form_advance(struct form_page *fp, struct ui *ui, const char *typed);
/* Back to the field that went on by itself, with what was typed there; nothing when none did. */
void form_advance_back(struct form_page *fp, struct ui *ui);
void form_advance_forget(struct form_page *fp);
/* A person's new value for a cell: noted for undo and draft, evaluated.  raw (may be NULL) is text that is no
 * value. */
void form_set(struct form_page *fp, struct ui *ui, struct path at, const struct value *v, const char *raw);
/* Rows of the roster were added or deleted. */
void form_rows_changed(struct form_page *fp, struct ui *ui, size_t roster);
/* Show this roster row as a page (roster -1: the form again). */
void form_show_row(struct form_page *fp, struct ui *ui, int roster, size_t row);
/* Exchange the record for another version of it; `base` is cloned from it before it is evaluated. */
void form_take_record(struct form_page *fp, struct ui *ui, struct record *r);
/* True when values may be typed; else says why not. */
bool form_may_change(struct form_page *fp, struct ui *ui);
/* What a query that the form asks may name, seen from `at`: the roster row's fields, the record's, _id and _state. */
void form_params(const struct form_page *fp, struct path at, struct params *out);

/* ---- form_draw.c ---- */
void draw_form(struct form_page *fp, struct ui *ui, struct grid *g);
/* "14:05" of an instant. */
void form_time(const struct ui *ui, int64_t ms, struct str *out);

/* ---- form_go.c ---- */
void go_forward(struct form_page *fp, struct ui *ui);
void go_back(struct form_page *fp, struct ui *ui);
void go_page_down(struct form_page *fp, struct ui *ui);
void go_page_up(struct form_page *fp, struct ui *ui);
void go_first(struct form_page *fp, struct ui *ui);
void go_last(struct form_page *fp, struct ui *ui);
void go_ask(struct form_page *fp, struct ui *ui);
const struct stop *go_end(const struct form_page *fp, bool last);
void go_picked(struct form_page *fp, struct ui *ui, const struct pick *p);

/* ---- form_leave.c ---- */
/* Give a question its answers (third: NULL for two of them); they are borrowed. */
void form_offer(struct form_page *fp, struct ask *a, const char *first, const char *second,
                const char *third);
/* Leave; what was typed stays as a draft.  From a row's page back to the form. */
void leave_page(struct form_page *fp, struct ui *ui);
void leave_discarded(struct form_page *fp, struct ui *ui, const struct ask *a);
/* Another record in the place of this one, whose draft stays. */
void leave_for_new(struct form_page *fp, struct ui *ui);
void leave_for_copy(struct form_page *fp, struct ui *ui);
void leave_for_verify(struct form_page *fp, struct ui *ui);
void leave_for_next(struct form_page *fp, struct ui *ui);
void leave_for_previous(struct form_page *fp, struct ui *ui);
/* The record as it is stored in the place of this page, with what the draft still holds, at the same field; says why. */
void leave_open_again(struct form_page *fp, struct ui *ui, const char *why);
void leave_ask_delete(struct form_page *fp, struct ui *ui);
void leave_delete(struct form_page *fp, struct ui *ui, const struct ask *a);
/* Another key for a stored record; what was typed goes on in it. */
void leave_ask_key(struct form_page *fp, struct ui *ui);
void leave_preview_key(struct form_page *fp, struct ui *ui, const struct ask *a);
void leave_rekey(struct form_page *fp, struct ui *ui, const struct ask *a);
void leave_print(struct form_page *fp, struct ui *ui);
void leave_show_log(struct form_page *fp, struct ui *ui);
void leave_show_help(struct form_page *fp, struct ui *ui);

/* ---- form_copy.c ---- */
/* Which [copy] of the form, what it would make, and whether it is done. */
void copy_ask(struct form_page *fp, struct ui *ui);
void copy_picked(struct form_page *fp, struct ui *ui, const struct pick *p);
void copy_do(struct form_page *fp, struct ui *ui, const struct ask *a);

/* ---- form_open.c ---- */
bool form_open(struct form_page *fp, struct ui *ui, const char *id, const char *key);
/* The same for a record whose values are keyed again. */
bool form_open_verify(struct form_page *fp, struct ui *ui, const char *id);
/* Whether the record's state, or that of the record over it, forbids changes. */
void form_look_at_states(struct form_page *fp, struct ui *ui);
/* Key and label of a record that a field names (its id when it is gone), asked once; until the next call. */
const struct title *form_title(struct form_page *fp, const char *form, const char *id);

/* What a record of the form is called. */
const char *form_title_of(const struct ui *ui, const char *form);
/* The words that name the record: its key, or what record_title says. */
void form_record_title(struct form_page *fp, const struct ui *ui, struct str *out);

/* ---- form_field.c ---- */
bool field_is_coded(const struct field *f);
/* The value as people read it. */
void field_show(struct form_page *fp, const struct ui *ui, struct path at, struct str *out);
/* The same for any value of a field that is no note. */
void field_show_value(struct form_page *fp, const struct ui *ui, const struct field *f, const struct value *v, struct str *out);
/* The same where there are only so many columns: of several records as many as fit, and how many there are. */
void field_show_within(struct form_page *fp, const struct ui *ui, struct path at, int width, struct str *out);
/* Text that was typed or pasted as a value of the field; false with a sentence when it is none. */
bool field_parse(struct form_page *fp, const struct ui *ui, struct path at, struct sv text, struct value *out, struct err *err);
/* Begin to edit the focused cell: its text, the caret at the end. */
void field_take_up(struct form_page *fp, const struct ui *ui);
/* The focused field's text becomes its value.  False, with why, when it is none: then it is kept as it was typed. */
bool field_read(struct form_page *fp, struct ui *ui, struct err *why);
/* The same where the reason does not matter. */
void field_commit(struct form_page *fp, struct ui *ui);
/* Text that comes into the focused field; `keyed`: letter by letter from the keyboard. */
void field_type(struct form_page *fp, struct ui *ui, struct sv text, bool keyed);
/* What a sign of the keypad means in the focused field: in a decimal, comma and point are both the decimal mark. */
struct sv field_of_keypad(const struct form_page *fp, struct sv sign);
/* Put letters into the focused field's text, those of the keyboard by the typing method where there is Vietnamese to type. */
void field_put(struct form_page *fp, struct ui *ui, struct sv text, bool keyed);
/* The focused field's text as it was typed before: it is read again when the field is left. */
void field_type_again(struct form_page *fp, struct ui *ui, const char *typed);
/* Put letters into the focused field's text, replacing all of it while it is selected. */
void field_insert(struct form_page *fp, struct ui *ui, struct sv text);
/* A command that moves in or changes the text; false when it is none or the caret stands at the edge. */
bool field_command(struct form_page *fp, struct ui *ui, enum command cmd);
/* Say that the focused field is computed, or may only be read. */
void field_say_read_only(const struct form_page *fp, struct ui *ui);
/* Whether anything can be typed into the focused field. */
bool field_may_type(const struct form_page *fp);
/* Whether the focused field shows the text that is being edited; a choice that nobody began to change is shown as people read it. */
bool field_shows_typing(const struct form_page *fp);
/* Paint the lines of the field that begins or goes on at layout line `line` from grid row `row`, at most
 * `rows`; returns rows. */
int field_draw(struct form_page *fp, const struct ui *ui, struct grid *g, size_t line, int row, int rows);
/* Paint a text with "…" where it is cut, and nothing behind it. */
void field_paint(struct grid *g, int row, int col, int width, enum style style, const char *text);
/* Room for a value: `lines` of it, of which those from `from` on are seen, `rows` of them. */
struct field_box {
    int row, col, width;
    int lines;
    int from, rows;
    bool right; /* one line of it stands at the right */
};
/* What a field or cell holds, which people read as `text`; in the focused one what is being typed, with the cursor. */
void field_draw_value(struct form_page *fp, const struct ui *ui, struct grid *g, struct path at, const struct field_box *b,
                      const char *text);

/* ---- linear_form.c ---- */
/* Something was picked: by a choice that was asked for one goes on to the next question, what was inserted stands in the answer. */
void linear_picked(struct form_page *fp, struct ui *ui, int tag);

/* ---- form_choice.c ---- */
/* The pop-up of choices, searching for what was typed already. */
void choice_open(struct form_page *fp, struct ui *ui, struct sv search);
void choice_show(struct form_page *fp, struct ui *ui);
void choice_type(struct form_page *fp, struct ui *ui, struct sv text);
void choice_picked(struct form_page *fp, struct ui *ui, const struct pick *p);
/* Ask what the field, which names records, offers; the request says the rest. */
bool choice_ask(struct form_page *fp, const struct field *f, const struct params *params, struct request *req, struct reply *rep,
                struct err *err);
/* The offered row that the text names by code, short or label; false with a sentence when none or several do.
 */
bool choice_parse(struct form_page *fp, const struct ui *ui, struct path at, struct sv text, struct value *out, struct err *err);
/* Whether a code or a short name of the list begins so. */
bool choice_begins(const struct list *list, struct sv text);
void choice_ditto(struct form_page *fp, struct ui *ui);
void choice_insert(struct form_page *fp, struct ui *ui);
void choice_inserted(struct form_page *fp, struct ui *ui, const struct pick *p);
void choice_forget(struct form_page *fp);

/* What names a field's line: its label; on the page of a matrix' line, the column of a cell. */
void field_name(struct form_page *fp, const struct ui *ui, struct path at, struct str *out);
/* The same where nothing around says which line it is of: "Girls, 21-22". */
void field_title(struct form_page *fp, const struct ui *ui, struct path at, struct str *out);
/* What stood in a field before, by its roster's ghost, as people read it; "" when there is nothing to show. */
void field_before(struct form_page *fp, const struct ui *ui, struct path at, struct str *out);
/* What that is called: as the roster says, or "before". */
const char *field_before_name(const struct form_page *fp, const struct ui *ui, struct path at);
/* The same as an empty field shows it: "(45)". */
void field_ghost(struct form_page *fp, const struct ui *ui, struct path at, struct str *out);

/* ---- form_roster.c ---- */
void roster_draw_head(struct form_page *fp, const struct ui *ui, struct grid *g, size_t roster, int row);
/* Returns rows painted. */
int roster_draw_line(struct form_page *fp, const struct ui *ui, struct grid *g, const struct line *line, int row, int rows);
void roster_draw_title(struct form_page *fp, const struct ui *ui, struct grid *g, const struct line *line,
                       int row);
/* Arrows and rows; false when the command is none of the grid's. */
bool roster_command(struct form_page *fp, struct ui *ui, enum command cmd);
/* Whether a slash is no letter in the focused cell of a roster but ends the row: in numbers and codes, and on the empty line. */
bool roster_takes_slash(const struct form_page *fp);
/* On to the first cell of the next row; from an empty cell at a row's start, out of the table. */
void roster_end_row(struct form_page *fp, struct ui *ui);
/* Make the row that the focus stands on real; true when it is (now) there. */
bool roster_begin_row(struct form_page *fp, struct ui *ui);
/* A new row at this place, evaluated and noted; the focus stays where it is. */
void roster_insert_row(struct form_page *fp, struct ui *ui, size_t roster, size_t at);
/* Where on its line a stop stands, in columns of the page. */
int roster_place(const struct form_page *fp, const struct stop *s);
/* The cell above this one, in the row before or in the line above; false when there is none. */
bool roster_above(const struct form_page *fp, struct path at, struct path *out);
/* The layout's part of the roster. */
const struct roster_layout *roster_layout_of(const struct form_page *fp, size_t roster);
/* Paint text within a width, with "…" where it is cut. */
void roster_draw_cut(struct grid *g, int row, int col, int width, enum style style, const char *text, bool right);
/* A cell of a table, which holds `text`, with the mark of what is wrong there. */
void roster_draw_cell(struct form_page *fp, const struct ui *ui, struct grid *g, struct path at, const struct field_box *b,
                      const char *text);

/* ---- form_matrix.c ---- */
void matrix_draw_head(struct form_page *fp, const struct ui *ui, struct grid *g, size_t roster, int row);
void matrix_draw_line(struct form_page *fp, const struct ui *ui, struct grid *g, const struct line *line, int row);
/* How many per cent the cells are, below a line; the totals of the columns. */
void matrix_draw_percent(struct form_page *fp, const struct ui *ui, struct grid *g, const struct line *line, int row);
void matrix_draw_sums(struct form_page *fp, const struct ui *ui, struct grid *g, size_t roster, int row);
int matrix_place(const struct roster_layout *r, size_t across);
/* What names the line of a row; its column, in short at the head of the matrix. */
void matrix_line_name(struct form_page *fp, const struct ui *ui, size_t roster, size_t row, struct str *out);
void matrix_column_name(struct form_page *fp, const struct ui *ui, size_t roster, size_t row, bool head, struct str *out);
/* "45/50" and "90,0 %" of a part of a whole; false when the cell is none. */
bool matrix_part(struct form_page *fp, const struct ui *ui, struct path at, struct str *numbers, struct str *percent);
/* Whether two rows stand in the same line. */
bool matrix_same_line(const struct form_page *fp, size_t roster, size_t a, size_t b);


/* ---- form_paste.c ---- */
/* Text with tabs and line feeds fills cells from the focused one on. */
void roster_paste(struct form_page *fp, struct ui *ui, struct sv text);

/* ---- form_problems.c ---- */
void problems_check(struct form_page *fp, struct ui *ui);
/* Check these cells, those that had findings before, and those whose choice_filter reads what was changed. */
void problems_check_cells(struct form_page *fp, struct ui *ui, const struct path *cells, size_t n);
/* The same for one cell that is being left; says what is wrong with it. */
void problems_check_cell(struct form_page *fp, struct ui *ui, struct path at);
/* Take over findings (moved). */
void problems_take(struct form_page *fp, struct findings *found);
/* Rows moved: find the places again. */
void problems_mark(struct form_page *fp);
const struct finding *problems_at(const struct form_page *fp, struct path at);
size_t problems_open(const struct form_page *fp);
/* Go to the first problem of at least this strength; false when there is none. */
bool problems_go_first(struct form_page *fp, struct ui *ui, enum strength weakest);
void problems_next(struct form_page *fp, struct ui *ui);
/* All of them to choose from; a choice leads there. */
void problems_list(struct form_page *fp, struct ui *ui);
void problems_ask_accept(struct form_page *fp, struct ui *ui);
void problems_accepted(struct form_page *fp, struct ui *ui, const struct ask *a);

/* ---- form_draft.c ---- */
/* Note that the person changed this place. */
void draft_note(struct form_page *fp, const struct ui *ui, const char *path);
/* The letters in the draft are no longer what the field holds: its value must be written in their place. */
void draft_edit_over(struct form_page *fp, const struct ui *ui);
void draft_note_cell(struct form_page *fp, const struct ui *ui, struct path at);
/* Note that the warning at this place was accepted, or that this was taken back. */
void draft_note_accepted(struct form_page *fp, const struct ui *ui, const char *path);
/* A row's own path, "roster/key/"; and back: `roster` is NULL when the path names none, false when the row is
 * not there. */
void draft_row_path(const struct record *r, size_t roster, size_t row, struct str *out);
bool draft_find_row(const struct record *r, const char *path, const struct roster **roster, size_t *row);
bool draft_differs(const struct form_page *fp, const char *path); /* what was typed there is not what is stored */
bool draft_changed(const struct form_page *fp); /* something was typed that is not saved */
/* Write what is not yet on disk; at rest also where the cursor is.  A draft in which nothing is left is
 * dropped. */
void draft_write(struct form_page *fp, struct ui *ui, bool at_rest);
/* Whether a write is due although keys wait. */
bool draft_overdue(const struct form_page *fp, const struct ui *ui);
/* Take up the draft of the opened record, if there is one; says so. */
void draft_take_up(struct form_page *fp, struct ui *ui);
void draft_forget(struct form_page *fp); /* all is saved */

/* ---- form_discard.c ---- */
void discard_ask(struct form_page *fp, struct ui *ui);
void discard_answered(struct form_page *fp, struct ui *ui, const struct ask *a);

/* ---- form_tally.c ---- */
struct tallying *form_tallying(struct page *p);
/* What is to be told with a write, and that it was. */
const struct tally *tally_tell(struct form_page *fp);
void tally_told(struct form_page *fp);
/* Something answered was changed, or letters were taken back. */
void tally_correction(struct form_page *fp, const struct ui *ui);

/* ---- form_undo.c ---- */
void undo_begin(struct form_page *fp); /* what follows is one step */
/* What was taken back cannot be done again: something new was typed. */
void undo_end_redo(struct form_page *fp);
/* Note what is about to be changed. */
void undo_note_cell(struct form_page *fp, struct path at);
void undo_note_accepted(struct form_page *fp, const char *path);
void undo_note_added(struct form_page *fp, size_t roster, size_t row);
/* Takes over the row, which is then deleted. */
void undo_delete_row(struct form_page *fp, size_t roster, size_t row);
void undo_last(struct form_page *fp, struct ui *ui);
void undo_again(struct form_page *fp, struct ui *ui);
void undo_forget(struct form_page *fp);
/* The record is saved: what was done goes on to be taken back, but its key, which is corrected where its followers are shown. */
void undo_forget_key(struct form_page *fp);

/* ---- form_save.c ---- */
void save_begin(struct form_page *fp, struct ui *ui);
void save_emptied(struct form_page *fp, struct ui *ui, const struct ask *a);
void save_now(struct form_page *fp, struct ui *ui);
/* Read the stored record again, keeping the focus. */
void save_reopen(struct form_page *fp, struct ui *ui);

/* ---- form_conflict.c ---- */
void conflict_begin(struct form_page *fp, struct ui *ui);
void conflict_answered(struct form_page *fp, struct ui *ui, const struct ask *a);

/* ---- form_verify.c ---- */
/* The record was opened and evaluated: hide what is to be keyed; takes over `waiting`. */
void verify_begin(struct form_page *fp, struct rowset *waiting);
void verify_say_begun(const struct form_page *fp, struct ui *ui, int64_t own);
void verify_release(struct form_page *fp);
/* Whether this place is keyed again; whether nothing is shown there since it would tell. */
bool verify_keys(const struct form_page *fp, struct path at);
bool verify_hides(const struct form_page *fp, struct path at);
/* How many places were not keyed yet. */
size_t verify_left(const struct form_page *fp);
/* The name under which the page's draft is kept: that of the form, or of what is keyed again. */
const char *verify_draft(const struct form_page *fp);
/* A value for the focused place; false: it is not what was keyed first, and asked for again. */
bool verify_take(struct form_page *fp, struct ui *ui, const struct value *v);
bool verify_leave(struct form_page *fp, struct ui *ui, bool forward);
void verify_next(struct form_page *fp, struct ui *ui);
/* All is keyed: show what differs, or store. */
void verify_finish(struct form_page *fp, struct ui *ui);
/* What would show what was keyed first, fill in what was not keyed, or change something else; the last is CMD_NONE. */
extern const enum command verify_barred[];
/* Commands that mean something else, or nothing, while values are keyed again; false when this is none. */
bool verify_command(struct form_page *fp, struct ui *ui, enum command cmd);
void verify_say_barred(struct ui *ui);
/* Whether the pop-up that closed was about differences. */
bool verify_closed(struct form_page *fp, struct ui *ui, const struct page *closed);

/* ---- form_duplicate.c ---- */
/* Rows that are there now are filled as those of the record whose copy this is. */
void duplicate_fill(struct form_page *fp, struct ui *ui);
void duplicate_forget(struct form_page *fp);

/* ---- form_move.c ---- */
void move_ask(struct form_page *fp, struct ui *ui);
void move_picked(struct form_page *fp, struct ui *ui, const struct pick *p);
void move_reasoned(struct form_page *fp, struct ui *ui, const struct ask *a);
void move_now(struct form_page *fp, struct ui *ui); /* after the save */
void move_past(struct form_page *fp, struct ui *ui, const struct ask *a);
void move_forget(struct form_page *fp); /* there will be no move */

/* ---- form_sealed.c ---- */
/* The snapshots of the record, or of the one that governs it. */
void sealed_list(struct form_page *fp, struct ui *ui);
/* After the evaluation: the values that were sealed, also where today's definitions compute others. */
void sealed_show_values(struct form_page *fp);

/* ---- form_pane.c ---- */
/* Where the pane stands: its rows and columns, and what it leaves to the fields. */
struct pane_place {
    bool beside;    /* else above */
    int rows, cols; /* of the pane with its rule; 0: it is not shown */
};
struct pane_place pane_place(struct form_page *fp, const struct ui *ui, int rows, int cols);
/* Show it, with another share of the room each time, and in the end hide it. */
void pane_split(struct form_page *fp, struct ui *ui);
void pane_zoom(struct form_page *fp, struct ui *ui);
void pane_down(struct form_page *fp, struct ui *ui);
void pane_up(struct form_page *fp, struct ui *ui);
/* The focus moved: ask again if the answer may be another, and bring the row of the focused one into view. */
void pane_follow(struct form_page *fp, struct ui *ui);
void pane_draw(struct form_page *fp, const struct ui *ui, struct grid *g, const struct pane_place *at);
void pane_release(struct pane *p);

/* ---- form_pane_rows.c ---- */
/* Take over rows, and find which fields their columns are of; `at` is where the query was asked from. */
void pane_take_rows(struct form_page *fp, struct rowset *rows, struct path at);
/* Wrap the rows into lines of `width` columns in all, unless they are so already; the row on top stays there. */
void pane_fit(struct form_page *fp, const struct ui *ui, int width);
size_t pane_lines(const struct pane *p);
/* By a line, half of what is seen, nearly all of it, to an end; false when the command is none of these. */
bool pane_scroll(struct pane *p, enum command cmd);
/* Heads and as many lines as `g` has room for below them. */
void pane_paint(struct form_page *fp, const struct ui *ui, struct grid *g);
/* "1–9/40", with the keys that scroll; nothing when all is seen. */
void pane_position(const struct pane *p, const struct ui *ui, struct str *out);

#endif
