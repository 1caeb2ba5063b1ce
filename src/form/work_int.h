#ifndef FORM_WORK_INT_H
#define FORM_WORK_INT_H

/*
 * Inside the workspace; only work*.c include this.
 *
 * Everything an expression can read is a *node*: a field of the record, a column of a roster, the rows of a
 * roster, the relevance of a group, a lookup.  What an expression reads is a set of nodes.  A node with
 * something to evaluate (an expression, a query) has `needs`, the union of what its expressions read; the
 * nodes with needs, in an order in which each comes after what it reads, are `order`.  After a change one
 * walk along `order` evaluates what is touched.
 *
 *   work_sql.c      the text of an expression → the text of a SELECT; pure
 *   work_tables.c   the virtual tables
 *   work_compile.c  prepare, authorizer, faults of expressions
 *   work_graph.c    order and cycles
 *   work_feed.c     queries that fill lookups and rosters
 *   work_rows.c     rows of rosters that come from a query or from lists, and stay while they hold an answer
 *   work_matrix.c   lines and columns of a matrix: its pairs of codes, lines that add up others, parts of a whole, ghosts
 *   work_eval.c     values, and the walk
 *   work_check.c    findings
 *   work_choices.c  choice lists
 *   work.c          new, free, attach, changed
 */

#include <regex.h>

#include "db/db.h"
#include "form/matrix.h"
#include "form/work.h"

/* ---- sets of nodes ---- */

struct bits {
    uint64_t *w; /* as many words as the work's `words`; in its arena */
};

static inline void bits_add(struct bits b, size_t i)
{
    b.w[i / 64] |= UINT64_C(1) << (i % 64);
}

static inline bool bits_has(struct bits b, size_t i)
{
    return (b.w[i / 64] >> (i % 64)) & 1;
}

static inline bool bits_meet(struct bits a, struct bits b, size_t words)
{
    for (size_t i = 0; i < words; i++) {
        if (a.w[i] & b.w[i]) {
            return true;
        }
    }
    return false;
}

static inline void bits_join(struct bits to, struct bits from, size_t words)
{
    for (size_t i = 0; i < words; i++) {
        to.w[i] |= from.w[i];
    }
}

/* ---- expressions ---- */

enum slot {
    SLOT_RELEVANT,
    SLOT_CALCULATION,
    SLOT_DEFAULT,
    SLOT_REQUIRED,
    SLOT_READ_ONLY,
    SLOT_CONSTRAINT,
    SLOT_WARNING,
    SLOT_ENGLISH, /* a note's calculation in English */
    SLOT_FILTER,  /* choice_filter over the whole list */
    SLOT_OFFERED, /* choice_filter for one code (parameter ?2) */
    SLOT_COUNT,
};

/* Where names resolve. */
struct scope {
    const char *record; /* what stands after FROM for the record: "r", or "phieu AS r" for stored records */
    const char *roster; /* the roster's name, NULL in the record itself; its row is parameter ?1 (_row) */
    const char *const *lookups; /* lookups of the form, NULL-terminated */
};

/* The statement that evaluates `e` in a scope: one column, one row. */
void expr_sql(struct str *out, const char *e, const struct scope *s);
/* The row numbers of `table` (named `list` inside the filter) that a choice_filter offers; all, or that of
 * code ?2. */
void expr_filter_sql(struct str *out, const char *filter, const struct scope *s, const char *table,
                     const char *list, bool one_code);
/* Whether `name` stands in `sql` as a word. */
bool expr_mentions(const char *sql, const char *name);
/* Whether `column` stands in it alone or as table.column. */
bool expr_may_read(const char *sql, const char *table, const char *column);

/* One expression. */
struct code {
    const struct expr *src;
    enum slot slot;
    const struct field *field; /* NULL: of a group or roster as a whole */
    int roster;                /* in whose rows it is evaluated, -1: the record */
    struct db_stmt *st;        /* NULL until compiled */
    struct bits reads;
    bool row_local; /* reads no row of its roster but its own */
};

/* ---- nodes ---- */

/* A field: of the record, or of a roster (a column). */
struct slots {
    const struct field *field;
    const struct list *list;       /* behind a select field, or NULL */
    struct code *code[SLOT_COUNT]; /* NULL where the form says nothing */
    struct bits filter;            /* what a choice_filter over records names; w NULL: there is none */
    regex_t *pattern;              /* or NULL */
    struct value min, max;         /* NULL where there is none; those of numbers are reals */
};

struct feed_param {
    const char *name;
    const struct field *field; /* NULL: _id or _state */
};

/* A query with parameters of the record. */
struct feed {
    const char *query; /* NULL: none */
    VEC(struct feed_param) params;
    struct bits reads;
    struct str last; /* packed parameters of the last run; "" before */
};

struct lookup_table {
    struct work *w;
    const struct lookup *def;
    struct feed feed;
    struct rowset rows;
    const char **columns; /* of the virtual tables; NULL-terminated */
    const char **decls;
    size_t ncolumns;
    int *column_of; /* our column → the rowset's, -1: not there */
};

/* What the list behind `down` says of a line. */
struct line_rule {
    size_t *parts; /* rows of the list that the line adds up; NULL: none */
    size_t nparts;
    int whole;     /* the row of the list that the line is a part of, -1: none */
};

/* Lines and columns of a matrix. */
struct matrix_table {
    const struct list *list;  /* behind `down`, or NULL */
    struct line_rule *rules;  /* for each row of the list; NULL when the form says nothing about lines */
    VEC(size_t) sums;         /* rows of the list that add up others, each after those it adds up */
    struct code *offers[2];   /* choice_filter of down and across as seen from the record, or NULL */
    struct matrix at;         /* the rows by line and column */
    int *line_of;             /* for each row of the list: its line, -1: none */
    VEC(const struct line_rule *) rule_of; /* for each line, NULL: the list does not have it; empty without rules */
};

struct roster_table {
    struct work *w;
    const struct roster *def;
    struct feed feed;
    struct rowset found; /* what its query last returned */
    struct feed ghost_feed;
    struct rowset ghosts; /* what ghost_feed last returned */
    VEC(int) ghost_of;    /* for each row of the record: its row of `ghosts`, -1: none */
    struct code *relevant;
    size_t columns; /* node of its first column */
    struct matrix_table matrix;
};

struct list_table {
    const struct list *list;
    const char *table; /* its name in SQL: the list's, or another where a roster has that */
};

struct work {
    struct arena arena;
    struct app *app;
    const struct form *form;
    struct record *record; /* borrowed; NULL: none attached */
    struct clock clock;
    struct source src;
    struct db *db;
    VEC(struct list_table) lists;
    const char **lookup_names; /* NULL-terminated */
    struct lookup_table *lookups;
    struct roster_table *rosters;
    struct code **group_code;
    bool *group_relevant;
    struct slots *slots; /* fields of the record, then the columns of each roster */
    size_t nslots;
    VEC(struct code *) codes; /* all, to release their statements */

    /* Nodes: slots, then rows of rosters, then groups, then lookups. */
    size_t nnodes, words;
    struct bits *needs; /* w NULL: nothing to evaluate */
    VEC(size_t) order;
    VEC(struct code *) flags; /* required, read_only: nothing depends on them */

    /* What changed since work_refiltered was last asked: nodes, and of those in rosters the ones changed in more rows than one. */
    struct bits moved, moved_whole;
    struct path moved_at; /* where a row's own change was */

    /* While an expression is being prepared. */
    struct code *compiling;
    char refused[128]; /* what the authorizer refused, "" when nothing */

    /* Where faults go while the form is compiled. */
    struct faults *faults;
    struct err first_fault;
};

static inline size_t node_rows(const struct work *w, size_t roster)
{
    return w->nslots + roster;
}

static inline size_t node_group(const struct work *w, size_t group)
{
    return w->nslots + w->form->nrosters + group;
}

static inline size_t node_lookup(const struct work *w, size_t lookup)
{
    return w->nslots + w->form->nrosters + w->form->ngroups + lookup;
}

static inline size_t node_field(const struct work *w, const struct field *f)
{
    return f->roster < 0 ? f->index : w->rosters[f->roster].columns + f->index;
}

struct bits bits_new(struct work *w);

/* ---- work_tables.c ---- */

/* The cell of a field; `row` counts only for fields of rosters. */
struct cell *cell_of(const struct work *w, const struct field *f, size_t row);
/* What expressions see of a cell: NULL unless it is relevant. */
const struct value *cell_seen(const struct cell *c);
/* Make the tables of the record, its rosters, lists and lookups. */
bool tables_add(struct work *w, struct err *err);
/* How the list is called in SQL; NULL when the workspace does not have it. */
const char *list_table_name(const struct work *w, const struct list *list);
/* Call `fn` with every expression of the form. */
void form_each_expr(const struct form *form, void (*fn)(void *arg, const struct expr *e), void *arg);
const struct expr *field_expr(const struct field *f, enum slot slot);

/* ---- work_compile.c ---- */

/* Note a fault of the form. */
void work_fault(struct work *w, const char *file, int line, const char *fmt, ...) ATTR_PRINTF(4, 5);
/* Make the codes of the form; all are prepared when `all`, else those the graph needs. */
void codes_add(struct work *w, bool all);
bool code_prepare(struct work *w, struct code *c, struct err *err);
void code_release(struct code *c);

/* ---- work_graph.c ---- */

/* Find the order of evaluation; a cycle is a fault. */
void graph_build(struct work *w);

/* ---- work_feed.c ---- */

/* Read a query's text for its parameters. */
bool feed_open(struct work *w, struct feed *f, const char *query, struct err *err);
/* Run it; *ran is false when its parameters are those of the last run, or nobody can run queries. */
bool feed_run(struct work *w, struct feed *f, struct rowset *out, bool *ran, struct err *err);
/* Find a lookup's columns. */
bool lookup_open(struct work *w, struct lookup_table *t, struct err *err);
bool lookup_refresh(struct work *w, struct lookup_table *t, bool *changed, struct err *err);
void feed_release(struct feed *f);

/* ---- work_rows.c ---- */

/* Make the rows that a query or lists give, if they may be others now. */
bool roster_refill(struct work *w, struct roster_table *t, bool *changed, struct err *err);
/* The key, as text, of the row that a query's row stands for; "" when it gives none. */
void roster_row_key(const struct roster *def, const struct rowset *rs, size_t row, struct str *out);
bool ghosts_refresh(struct work *w, struct roster_table *t, struct err *err);

/* ---- work_matrix.c ---- */

/* Read what the list says about lines; faults of the form are told. */
void matrix_open(struct work *w, struct roster_table *t);
void matrix_close(struct roster_table *t);
/* The pairs of codes that are offered, line by line: columns DOWN and ACROSS. */
bool matrix_pairs(struct work *w, struct roster_table *t, struct rowset *out, struct err *err);
/* Rows may stand elsewhere now. */
void matrix_moved(struct work *w, struct roster_table *t);
/* Whether the line of this code adds up others. */
bool matrix_adds_up(const struct roster_table *t, const struct value *down);
/* Whether the cell is such a sum. */
bool matrix_is_sum(const struct work *w, const struct field *f, size_t row);
/* Whether sums read this field. */
bool matrix_has_sums(const struct work *w, const struct field *f);
/* Add up the lines of the column in which `row` stands; rows that changed are appended. */
struct row_list {
    VEC(size_t) list;
};
void matrix_sum(struct work *w, struct roster_table *t, size_t across, struct row_list *changed);

/* ---- work_eval.c ---- */

enum truth { TRUTH_FALSE, TRUTH_TRUE, TRUTH_UNKNOWN };

bool code_value(struct work *w, struct code *c, size_t row, struct value *out, struct err *err);
bool code_truth(struct work *w, struct code *c, size_t row, enum truth *out, struct err *err);
/* `v` as a value of the field's type; what does not fit becomes NULL and *raw (owned) holds its text. */
void value_convert(const struct slots *s, struct value *v, char **raw);
/* The boolean of a value as SQLite sees it; text that is no number is false. */
enum truth value_truth(const struct value *v);
/* Evaluate everything. */
bool eval_all(struct work *w, struct err *err);
/* Evaluate what depends on the node; `p`: only this cell of it changed; NULL: all of it. */
bool eval_changed(struct work *w, size_t node, const struct path *p, struct err *err);

/* ---- work_check.c ---- */

/* The field's limits as values. */
void limits_read(struct slots *s);

/* ---- work_choices.c ---- */

/* Find what a choice_filter over records names. */
void filter_open(struct work *w, struct slots *s);
/* What changed up to now is no news. */
void forget_moved(struct work *w);
/* What the field's choice_filter reads; w NULL: it has none.  `row_local`: of the rows of its roster only its own. */
struct bits choice_reads(struct work *w, const struct slots *s, bool *row_local);
/* The rows of the field's list that are in force and that `filter` (NULL: none) offers; free *rows. */
bool choices_offered(struct work *w, const struct slots *s, struct code *filter, size_t row, size_t **rows, size_t *n,
                     struct err *err);
/* Whether the field's choice_filter offers this code (one of the list). */
bool choice_offered(struct work *w, const struct slots *s, size_t row, const char *code, bool *offered,
                    struct err *err);

#endif
