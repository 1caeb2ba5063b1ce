#ifndef SCREEN_UI_H
#define SCREEN_UI_H

/*
 * The screen engine: a stack of pages over one grid, fed with events.  It never sees the database: everything comes through host_call.
 *
 * Each page is a table of functions plus its own struct whose first member is `struct page`.  The top page gets the events; pages
 * below are painted first when the top one is a pop-up.  Everything is repainted into the grid after each event.
 */

#include <stdbool.h>
#include "base/date.h"
#include "base/i18n.h"
#include "form/host.h"
#include "form/model.h"
#include "screen/command.h"
#include "screen/grid.h"
#include "screen/keymap.h"
#include "screen/term.h"
#include "text/typing.h"

struct ui;
struct page;

struct page_ops {
    void (*draw)(struct page *p, struct ui *ui, struct grid *g);
    /* A command from the key table (CMD_NONE when the key has none here) with its event; true: handled. */
    bool (*event)(struct page *p, struct ui *ui, enum command cmd, const struct event *ev);
    /*
     * Whether the first letter of the text may end what is being typed into (a code is picked, a question answered): then letters that
     * were typed ahead come one by one, so that none goes where it was not meant.  NULL: never.
     */
    bool (*by_letter)(const struct page *p, struct sv text);
    /* Commands that do nothing on the page as it stands, the last CMD_NONE: their keys are not offered.  Static.  NULL: none. */
    const enum command *(*withheld)(const struct page *p);
    /* Where the page counts what is typed into it; NULL: it counts nothing. */
    struct tallying *(*tallying)(struct page *p);
    /* No key waits; at most every `ui->idle_ms`, also with a page above: write drafts and the like.  NULL: nothing to do. */
    void (*idle)(struct page *p, struct ui *ui);
    /*
     * On a server, every two seconds: what the server could not take is offered again.  Which record is open here (borrowed); *id stays
     * NULL when none is.  NULL: nothing to offer, none open.
     */
    void (*beat)(struct page *p, struct ui *ui, const char **form, const char **id);
    /* The page was put on top for the first time; NULL: ignore. */
    void (*shown)(struct page *p, struct ui *ui);
    /* Called when a page above closes, with its result (see ui_close); NULL: ignore. */
    void (*resume)(struct page *p, struct ui *ui, struct page *closed);
    /* The language or the working context is another: what was fetched in the old one is fetched again.  NULL: painting is enough. */
    void (*relabel)(struct page *p, struct ui *ui);
    /* The terminal is going away: put everything typed on disk now; false: it could not be.  NULL: nothing to lose. */
    bool (*flush)(struct page *p, struct ui *ui);
    void (*free)(struct page *p);
    /*
     * By lines (screen/linear.h).  What the page holds, unless only the question is wanted (`whole` false), and the question, without a
     * line feed; NULL: nothing.  What a typed line means; false, or NULL: nothing of the page's own.
     */
    void (*tell)(struct page *p, struct ui *ui, bool whole, struct str *out);
    bool (*answer)(struct page *p, struct ui *ui, struct sv line);
    const char *name;         /* "form", "list": names the help section and the command context */
    enum command_context context;
    bool popup;               /* the page below stays visible; a begun Esc closes it at once */
};

/* What was typed since it was last told (host.h), and how long it took. */
struct tallying {
    struct tally tally; /* its seconds are made of `ms` when it is told */
    int64_t ms;
};

struct page {
    const struct page_ops *ops;
    struct page *below;
    unsigned contexts; /* that this one has besides that of its ops; bits of enum command_context */
};

/* Whether what one works on is in force today. */
enum in_force { FORCE_TODAY, FORCE_PAST, FORCE_TO_COME };

/* The last line as it was painted last: most events leave it alone, and its labels are looked up and measured anew each time. */
struct key_line {
    struct grid image; /* one row; owned; no columns: never painted */
    enum command_context context;
    enum lang lang;
    const char *typing; /* as it is called there: type_method_name */
    const enum command *withheld; /* of the page */
};

/* Why a screen ended: by its person, by nobody's key, by its age, by the server. */
enum parting { PARTING_OWN, PARTING_ALONE, PARTING_WHOLE, PARTING_SERVER };
#define PARTING_NOTICE_MS 300000 /* before the end by age it is announced */

struct ui {
    struct host *host;        /* borrowed */
    struct app *app;          /* borrowed */
    const struct clock *clock; /* borrowed */
    enum lang lang;
    const char *person;       /* who sits here, as shown */
    const struct label *role; /* that they act in; borrowed; NULL: none */
    const char *role_name;    /* its name; borrowed */
    bool chosen;              /* they were named or chosen, not just taken for the account's owner: what they are is remembered */
    char *named;              /* owns `person` after a choice */
    char *naming, *naming_role; /* of the choice being made, identity's own; owned */
    bool naming_known, asks_role; /* identity's own */
    bool sample;              /* DỮ LIỆU MẪU in the title */
    struct str others;        /* who else has the record open that is open here, as the server said last */
    int64_t alone_ms;         /* without a key for so long the program ends, when all that was typed is kept; 0: never (but on a server) */
    int64_t whole_ms;         /* so does it when it has run for so long; likewise */
    bool (*keep_copy)(void *arg, struct err *err); /* makes the copy of the database that is due; NULL: that is not for the screen to do */
    void *keep_copy_arg;
    bool submitted;           /* a record was handed in, and there is no copy of that yet */
    enum parting parting;     /* why it ended */
    struct err parted;        /* what the server said then */
    bool losing;              /* leaving was asked for, and would have lost what was typed: once more leaves all the same */
    bool announced;           /* the server was told of a record that is open here */
    const struct page *shown; /* the top page when the server was asked last: another one is announced at once */
    struct grid grid;
    bool painted;             /* the terminal shows what there is to show: no event, idle work or new size came since */
    struct key_line key_line;
    struct keys *keys;
    const struct keymap *keymap; /* which keys mean what; borrowed; NULL: as shipped */
    struct page *top;
    unsigned turns;           /* how often a page was pushed or closed */
    struct param *context;    /* the working context: one per app->context, value = _id or NULL; owned */
    size_t ncontext;
    struct str context_title; /* "THCS Lê Lợi > 2019-2020", for the title line */
    enum in_force context_force;  /* of all chosen records; what is not FORCE_TODAY is marked behind the title */
    size_t context_doubtful;      /* which of them is not */
    bool context_agreed;          /* the person said yes to that */
    const char *context_asked_form; /* of the record that they are asked about */
    char *context_asked;          /* its _id; owned, NULL: none */
    const char *context_choices[3]; /* of that question */
    struct str message;       /* the message line; cleared by the next event */
    enum style message_style; /* STYLE_ERROR shows a "!" in front */
    bool esc_begun;           /* shows "Esc …" */
    int64_t key_ms;           /* when the last key came, where keys are counted */
    bool keys_waiting;        /* more input is already there: put off slow work */
    int idle_ms;              /* rest after which `idle` is called: 2,000 */
    bool quit;
    struct typing typing;     /* how letters are typed: see screen/type.h */
    struct term *term;        /* NULL in scripts */
    bool linear;              /* by lines: no grid is looked at */
    bool tell_again, tell_help; /* by lines: the page tells all of itself again; what can be typed here is told */
};

bool ui_init(struct ui *ui, struct host *host, struct app *app, const struct clock *clock, enum lang lang, int rows, int cols);
void ui_release(struct ui *ui);

/* Push a page; ui owns it. */
void ui_push(struct ui *ui, struct page *p);
/* Pop the top page: the one below is resumed with it (after a question about the working context: relabelled), then it is freed. */
void ui_close(struct ui *ui);
void ui_event(struct ui *ui, const struct event *ev);
/* Whether the command does something on the page as it stands: what does nothing there is neither in the key line nor in the help. */
bool ui_offers(const struct page *p, enum command cmd);
/* A key for the operator's statistics; ui_event does it.  Who asked for none has nothing counted. */
void ui_count(struct ui *ui, const struct event *ev);
void ui_command(struct ui *ui, enum command cmd); /* as if its key had been pressed */
bool ui_flush(struct ui *ui); /* everything typed is put on disk now; false: not everything could be */
void ui_idle(struct ui *ui); /* the rest after which drafts are written */
void ui_draw(struct ui *ui); /* paints ui->grid: pages, and the frame below */
void ui_paint(struct ui *ui); /* the same on the terminal, unless that shows it already; nothing in scripts */

/*
 * The frame every full page shares: row 0 the title line (context > page title … person, role, right: `right`), row 1 a rule,
 * the last three rows: rule, message line, key line (from the command table for the page's context, with "Esc …" when begun).
 * The page's own rows are 2 … rows-4.
 */
void ui_frame(struct ui *ui, struct grid *g, const char *title, const char *right, enum command_context context);
#define UI_TOP 2
#define UI_BOTTOM 3

/* Say something in the message line; the error as a sentence, with its "!". */
void ui_say(struct ui *ui, enum style style, const char *fmt, ...) ATTR_PRINTF(3, 4);
void ui_error(struct ui *ui, const struct err *err);

/* The key of a command in a context, for sentences: "F10".  Returns `out`. */
const char *ui_key(const struct ui *ui, enum command cmd, enum command_context context, char out[KEY_NAME]);

/*
 * A text on the message line, which grows upwards as it needs, up to `most` lines, under a rule of its own; with the mark "!" or
 * without.  ui_message_lines: how many the message has that is being said.
 */
int ui_text_lines(const struct grid *g, bool mark, struct sv text, int most);
void ui_draw_text(struct grid *g, enum style style, bool mark, struct sv text, int most);
int ui_message_lines(const struct ui *ui, const struct grid *g);

/* host_call with the message line as judge: false after showing the error. */
bool ui_call(struct ui *ui, const struct request *req, struct reply *rep);

/* Run until quit or the terminal is gone; returns the exit code. */
int ui_run(struct ui *ui, struct term *term);

/* ---- pages ---- */

struct page *home_new(struct ui *ui);
struct page *list_new(struct ui *ui, const char *form);
struct page *board_new(struct ui *ui, const char *board);
struct page *menu_new(struct ui *ui);                       /* everything: forms, boards, summaries by menu */
struct page *help_new(struct ui *ui, enum command_context context, const char *form, const char *field);
/* A table of texts to read (summary, log, diff): takes over `rows`; `labels` (ncolumns, may be NULL) are copied. */
struct page *table_new(struct ui *ui, const char *title, struct rowset *rows, const char *const *labels);
/* The same where Enter opens what a row names: only the first `shown` columns are seen, the others are for `open`. */
typedef void table_open_fn(struct ui *ui, const struct rowset *rows, size_t row);
struct page *table_opening(struct ui *ui, const char *title, struct rowset *rows, const char *const *labels, size_t shown,
                           table_open_fn *open);
/* What OP_LOG answered about a record of `form`, in people's words; `log` stays the caller's. */
struct page *history_new(struct ui *ui, const struct form *form, const char *title, const struct rowset *log);
/* The same of what OP_SEAL answered: what was changed since it was handed in. */
struct page *history_of_seal(struct ui *ui, const char *title, const struct rowset *changes);
/* And of what OP_DIFF answered: what differs between two submissions, or since one. */
struct page *history_of_diff(struct ui *ui, const char *title, const struct rowset *changes);
/*
 * Fill a form: the record with this id, or (id NULL) a new one, with `key` parts as starting values when not NULL.
 * An open draft is taken up at its field and caret.  NULL when it cannot be opened (the message line says why).
 */
struct page *form_new(struct ui *ui, const char *form, const char *id, const char *key, const char *field);
/* Ask whether the draft of this record is discarded, naming what it holds, and do so. */
void form_discard(struct ui *ui, const char *form, const char *id, bool verify);
/*
 * A new record with everything of `like` (copied) but the part of the key that must differ, numbers, unique fields, the state and what
 * is computed.  NULL when nothing can be begun (the message line says why).
 */
struct page *form_new_like(struct ui *ui, const struct record *like);
/*
 * Double entry: what is marked in a stored record is keyed a second time, without seeing it (docs/forms.md).  NULL when it cannot be (the
 * message line says why): by who keyed it, or when nothing is left.
 */
struct page *form_new_verify(struct ui *ui, const char *form, const char *id);
/* A record as it was handed in under a seal code, to be read. */
struct page *form_new_sealed(struct ui *ui, const char *form, const char *id, const char *seal);

/* ---- pop-ups: results are read in resume() by comparing ops ---- */

/*
 * Pick one row: codes typed pick at once when unique, letters search without accents.  Where no code begins with a digit and there are
 * nine rows or fewer, each has a digit that picks it (with `multiple`: marks it) while nothing is searched.
 */
struct pick_row {
    char *value;        /* owned; what it means to the page below */
    char *code, *label; /* owned; the code is shown first and may be "" */
    char *folded;       /* what is searched; pick's own */
    bool hidden;        /* does not match the search; pick's own */
};
struct pick {
    struct page page;
    char *title;
    VEC(struct pick_row) rows;
    /*
     * NULL: `rows` is everything.  Else asked to add a page of rows that match `search`, behind `page_key` (NULL: the first; rows of
     * an older search are gone), and to say with pick_turn behind what the next begins.  False: there are no more.
     */
    bool (*more)(struct pick *p, struct ui *ui);
    char *page_key; /* owned */
    void *arg;            /* for `more` and the page below; not owned */
    int tag;              /* the page below's own mark: what was asked */
    bool confirmed;       /* only Enter picks: a code that is typed in full is where the cursor goes */
    bool multiple;        /* space ticks and unticks, Enter takes all that is ticked; set by pick_several */
    VEC(char *) chosen;   /* with multiple: values in the order of ticking, whether their rows are there or not; owned */
    bool numbered;        /* each row has a digit; pick's own */
    bool toggled;         /* something was ticked or unticked; pick's own */
    bool all;             /* `more` has said that there are no more; pick's own */
    struct str search;
    size_t at, top;       /* chosen row, first visible (both indices into rows) */
    bool done;            /* false: closed by Esc */
};
extern const struct page_ops pick_ops;
struct pick *pick_new(const char *title, int tag);
void pick_add(struct pick *p, const char *code, const char *label); /* copies; the code is the value, too */
void pick_add_as(struct pick *p, const char *value, const char *code, const char *label); /* copies */
bool pick_has(const struct pick *p, const char *value); /* among its rows */
bool pick_chosen(const struct pick *p, const char *value); /* with multiple: ticked */
void pick_turn(struct pick *p, const char *page_key);   /* copies; for `more` */
/*
 * Letters that were typed before the pop-up was there search in it, also those that find nothing: what is typed on belongs to them.
 * A number that is a code picks it, and closes the pop-up.
 */
void pick_search(struct pick *p, struct ui *ui, struct sv text);
void pick_several(struct pick *p);                      /* it is with `multiple` */
void pick_choose(struct pick *p, const char *value);    /* copies; with multiple: ticked from the beginning */

/* Ask for one line of text (a reason, a name), or show a text and wait (prompt NULL), or ask yes/no (choices). */
struct ask {
    struct page page;
    char *title, *text;   /* owned; text is wrapped, may have several lines, scrolls when long */
    bool input;           /* a line of text is wanted */
    bool required;        /* it may not be empty */
    struct str answer;
    size_t caret;
    const char *const *choices; /* NULL-terminated labels chosen by their first letter, digit or Enter; NULL: just Enter */
    int chosen;           /* index into choices, -1: closed by Esc */
    int at;               /* the choice the cursor is on */
    int top;              /* first visible line of the text */
    int tag;
    bool done;
};
extern const struct page_ops ask_ops;
struct ask *ask_new(const char *title, const char *text, int tag);

/* ---- scripts ---- */

/*
 * Read a script, drive `ui` with it and write each screen to `out`.  One command a line:
 *     size ROWSxCOLS · type TEXT · key NAME, NAME … · paste TEXT (with \n \t \\) · screen NAME · rest (idle work) · # comment
 * False with the line that failed.  What follows the end of the program (Ctrl-Q) is not read.
 */
bool script_run(struct ui *ui, FILE *in, FILE *out, struct err *err);

#endif
