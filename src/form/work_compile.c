/*
 * Expressions become statements.  SQLite's authorizer tells what each of them reads, and refuses what none
 * may do.
 */

#include "form/work_int.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* SQLite's functions that give the same answer every time, and ours. */
static const char *const functions[] = {
    "abs",      "add_months",   "add_workdays", "acos",        "acosh",     "asin",       "asinh",
    "atan",     "atan2",        "atanh",        "avg",         "ceil",      "ceiling",    "char",
    "coalesce", "cos",          "cosh",         "count",       "cume_dist", "date",       "datetime",
    "degrees",  "dense_rank",   "exp",          "first_value", "floor",     "fold",       "format",
    "glob",     "group_concat", "hex",          "ifnull",      "iif",       "instr",      "julianday",
    "lag",      "last_value",   "lead",         "length",     "letter_date",      "like",      "likelihood", "likely",
    "ln",       "log",          "log10",        "log2",        "lower",     "ltrim",      "max",
    "min",      "mod",          "name_key",     "now",         "nth_value", "ntile",      "nullif",
    "pct_ge",   "percent_rank", "pi",           "pow",         "power",     "printf",     "quote",
    "radians",  "rank",         "ratio",        "regexp",      "replace",   "round",      "row_number",
    "rtrim",    "selected",     "sign",         "sin",         "sinh",      "sort_key",   "sqrt",
    "strftime", "substr",       "substring",    "sum",         "tan",       "tanh",       "time",
    "today",    "total",        "trim",         "trunc",       "typeof",    "unicode",    "unixepoch",
    "unlikely", "upper",
};

static bool function_allowed(const char *name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (strcasecmp(functions[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- the authorizer ---- */

static void reads_node(struct work *w, size_t node)
{
    if (w->compiling) {
        bits_add(w->compiling->reads, node);
    }
}

static bool refuse(struct work *w, const char *what, const char *a)
{
    snprintf(w->refused, sizeof w->refused, "%s %s", what, a);
    return false;
}

static const struct field *field_named(const struct field *fields, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (strcasecmp(fields[i].name, name) == 0) {
            return &fields[i];
        }
    }
    return NULL;
}

static bool reads_record(struct work *w, const char *column)
{
    const struct field *f = field_named(w->form->fields, w->form->nfields, column);

    if (f && f->type == FIELD_NOTE) {
        return refuse(w, "note", f->name);
    }
    if (f) {
        reads_node(w, f->index);
    }
    return true; /* no column, _id and _state: nothing that changes while the record is attached */
}

static bool reads_roster(struct work *w, size_t roster, const char *column)
{
    const struct roster *def = w->rosters[roster].def;
    const struct field *f = field_named(def->fields, def->nfields, column);

    if (f && f->type == FIELD_NOTE) {
        return refuse(w, "note", f->name);
    }
    if (f) {
        reads_node(w, node_field(w, f));
    }
    reads_node(w, node_rows(w, roster));
    return true;
}

static bool reads_lookup(struct work *w, const char *table, const char *column)
{
    bool first = strncasecmp(table, "_lk_", 4) == 0;
    const char *name = first ? table + 4 : table;

    for (size_t i = 0; i < w->form->nlookups; i++) {
        if (strcasecmp(w->lookups[i].def->name, name) == 0) {
            if (!first || column[0]) { /* the empty column of _lk_x is only the join */
                reads_node(w, node_lookup(w, i));
            }
            return true;
        }
    }
    return false;
}

static bool is_list_table(const struct work *w, const char *table)
{
    for (size_t i = 0; i < w->lists.n; i++) {
        if (strcasecmp(w->lists.v[i].table, table) == 0) {
            return true;
        }
    }
    return false;
}

static bool may_read(struct work *w, const char *table, const char *column)
{
    if (strcasecmp(table, "r") == 0) {
        return reads_record(w, column);
    }
    for (size_t i = 0; i < w->form->nrosters; i++) {
        if (strcasecmp(w->rosters[i].def->name, table) == 0) {
            return reads_roster(w, i, column);
        }
    }
    /* SQLite reports sqlite_master.ROWID at the first use of each virtual table */
    bool first_use = str_eq(table, "sqlite_master") && strcasecmp(column, "rowid") == 0;
    /* and the name of a WITH that is only counted, with the empty column: nothing is read of it */
    return first_use || reads_lookup(w, table, column) || is_list_table(w, table) || column[0] == '\0' ||
           refuse(w, "table", table);
}

static bool authorize(void *arg, enum db_access what, const char *a, const char *b)
{
    struct work *w = arg;

    switch (what) {
    case DB_ACCESS_SELECT:
        return true;
    case DB_ACCESS_READ:
        return may_read(w, a, b);
    case DB_ACCESS_FUNCTION:
        return function_allowed(a) || refuse(w, "function", a);
    case DB_ACCESS_RECURSIVE:
        return refuse(w, "recursive", "");
    case DB_ACCESS_OTHER:
        return refuse(w, "statement", "");
    }
    return false;
}

/* ---- what is wrong, as sentences ---- */

void work_fault(struct work *w, const char *file, int line, const char *fmt, ...)
{
    struct str msg = STR_INIT;
    va_list ap;

    va_start(ap, fmt);
    str_addv(&msg, fmt, ap);
    va_end(ap);
    if (w->faults) {
        faults_add(w->faults, file, line, "%s", msg.p);
    }
    if (w->first_fault.code == ERR_NONE) {
        err_set(&w->first_fault, ERR_SYNTAX, "%s:%d: %s", file, line, msg.p);
    }
    str_release(&msg);
}

/* SQLite's own words in an error of db/: "… (SQLite: words, CODE)". */
static char *sqlite_words(const struct err *e)
{
    const char *start = strstr(e->msg, "(SQLite: ");

    if (!start) {
        return mem_dup(e->msg);
    }
    start += strlen("(SQLite: ");
    const char *end = strstr(start, ", SQLITE_");
    return mem_dup_n(start, end ? (size_t)(end - start) : strlen(start));
}

struct candidates {
    VEC(const char *) names;
};

static void add_candidates(struct candidates *c, const struct field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        *vec_push(&c->names) = fields[i].name;
    }
}

static void add_names(struct candidates *c, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        *vec_push(&c->names) = names[i];
    }
}

static void columns_of_table(const struct work *w, const char *table, struct candidates *c)
{
    for (size_t i = 0; i < w->form->nrosters; i++) {
        if (str_eq(w->rosters[i].def->name, table)) {
            add_candidates(c, w->rosters[i].def->fields, w->rosters[i].def->nfields);
        }
    }
    for (size_t i = 0; i < w->form->nlookups; i++) {
        if (str_eq(w->lookups[i].def->name, table)) {
            add_names(c, w->lookups[i].columns, w->lookups[i].ncolumns);
        }
    }
    for (size_t i = 0; i < w->lists.n; i++) {
        if (str_eq(w->lists.v[i].list->name, table)) {
            add_names(c, w->lists.v[i].list->columns, w->lists.v[i].list->ncolumns);
        }
    }
}

static void tables_of_work(const struct work *w, struct candidates *c)
{
    for (size_t i = 0; i < w->form->nrosters; i++) {
        *vec_push(&c->names) = w->rosters[i].def->name;
    }
    for (size_t i = 0; i < w->form->nlookups; i++) {
        *vec_push(&c->names) = w->lookups[i].def->name;
    }
    add_names(c, w->app->lists.v, w->app->lists.n);
}

/* Names in reach of the expression that could have been meant by `wrong`, a plain name or table.column. */
static void meant_columns(const struct work *w, const struct code *c, const char *wrong,
                          struct candidates *out)
{
    const char *dot = strchr(wrong, '.');

    if (dot) {
        char *table = mem_dup_n(wrong, (size_t)(dot - wrong));
        columns_of_table(w, table, out);
        free(table);
        return;
    }
    add_candidates(out, w->form->fields, w->form->nfields);
    if (c->roster >= 0) {
        add_candidates(out, w->rosters[c->roster].def->fields, w->rosters[c->roster].def->nfields);
    } else {
        for (size_t i = 0; i < w->form->nrosters; i++) {
            add_candidates(out, w->rosters[i].def->fields, w->rosters[i].def->nfields);
        }
    }
}

/* Add the nearest name to what `err` says about `wrong`; always false.  A name that is there is out of reach. */
static bool suggest(struct err *err, const char *wrong, struct candidates *c)
{
    const char *dot = strchr(wrong, '.'), *word = dot ? dot + 1 : wrong;
    const char *nearest = str_nearest(word, c->names.v, c->names.n);
    struct err said = *err;

    vec_release(&c->names);
    return nearest && !str_eq(nearest, word) && err_set(err, ERR_SYNTAX, _("%s Did you mean '%s'?"), said.msg, nearest);
}

static bool say_words(const struct work *w, const struct code *c, const char *words, struct err *err)
{
    static const char column[] = "no such column: ";
    static const char table[] = "no such table: ";
    static const char function[] = "no such function: ";
    struct candidates meant = {{0}};
    const char *wrong = strchr(words, ':');

    wrong = wrong ? wrong + 2 : "";
    if (str_starts(words, column)) {
        meant_columns(w, c, wrong, &meant);
        err_set(err, ERR_SYNTAX, _("There is no field or column '%s' that this expression may name."), wrong);
    } else if (str_starts(words, table)) {
        tables_of_work(w, &meant);
        err_set(err, ERR_SYNTAX, _("There is no roster, list or lookup '%s'."), wrong);
    } else if (str_starts(words, function)) {
        add_names(&meant, functions, sizeof functions / sizeof *functions);
        err_set(err, ERR_SYNTAX, _("There is no function '%s' for expressions."), wrong);
    } else {
        return err_set(err, ERR_SYNTAX, _("This is not a valid expression: %s."), words);
    }
    return suggest(err, wrong, &meant);
}

static bool say_refused(const struct work *w, struct err *err)
{
    const char *what = w->refused;
    const char *name = strchr(what, ' ') + 1;

    if (str_starts(what, "function")) {
        return err_set(err, ERR_SYNTAX, _("The function '%s' may not be used in an expression."), name);
    }
    if (str_starts(what, "table")) {
        return err_set(err, ERR_SYNTAX, _("The table '%s' may not be read in an expression."), name);
    }
    if (str_starts(what, "note")) {
        return err_set(err, ERR_SYNTAX, _("The field '%s' is a note and holds no value."), name);
    }
    if (str_starts(what, "recursive")) {
        return err_set(err, ERR_SYNTAX, _("An expression may not be recursive."));
    }
    return err_set(err, ERR_SYNTAX, _("An expression may only read; this one wants to do something else."));
}

/* ---- preparing ---- */

static void write_sql(const struct work *w, const struct code *c, struct str *sql)
{
    struct scope scope = {
        .record = "r",
        .roster = c->roster < 0 ? NULL : w->rosters[c->roster].def->name,
        .lookups = w->lookup_names,
    };

    if (c->slot == SLOT_FILTER || c->slot == SLOT_OFFERED) {
        const struct list *list = w->slots[node_field(w, c->field)].list;
        expr_filter_sql(sql, c->src->sql, &scope, list_table_name(w, list), list->name,
                        c->slot == SLOT_OFFERED);
    } else {
        expr_sql(sql, c->src->sql, &scope);
    }
}

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t\n");
}

/* Whether `sql` calls the date function `name` without a day: date(), strftime('%Y'). */
static bool calls_without_day(const char *sql, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = sql; *at; at++) {
        bool starts = at == sql || !(isalnum((unsigned char)at[-1]) || at[-1] == '_');
        const char *p = starts && strncasecmp(at, name, n) == 0 ? skip_blanks(at + n) : "";
        if (*p != '(') {
            continue;
        }
        p = skip_blanks(p + 1);
        if (str_eq(name, "strftime") && *p == '\'') {
            p = strchr(p + 1, '\'');
            p = p ? skip_blanks(p + 1) : "";
        }
        if (*p == ')') {
            return true;
        }
    }
    return false;
}

/* The clock of expressions is the application's, so that tests and all PCs agree on the day. */
static bool names_sqlite_clock(const char *sql)
{
    static const char *const DATES[] = {"date", "time", "datetime", "julianday", "unixepoch", "strftime"};
    for (size_t i = 0; i < sizeof DATES / sizeof *DATES; i++) {
        if (calls_without_day(sql, DATES[i])) {
            return true;
        }
    }
    for (const char *at = strchr(sql, '\''); at; at = strchr(at + 1, '\'')) {
        if (strncasecmp(at, "'now'", 5) == 0) {
            return true;
        }
    }
    return false;
}

static int expected_params(const struct code *c)
{
    return c->slot == SLOT_OFFERED ? 2 : c->roster >= 0;
}

static bool check_shape(const struct code *c, struct err *err)
{
    if (db_columns(c->st) != 1) {
        return err_set(err, ERR_SYNTAX, _("An expression has one value; this one has several."));
    }
    if (db_param_count(c->st) > expected_params(c)) {
        return err_set(err, ERR_SYNTAX,
                       _("An expression has no parameters; write the field's name without a sign."));
    }
    return true;
}

static bool prepare(struct work *w, struct code *c, struct err *err)
{
    struct str sql = STR_INIT;
    struct err raw = ERR_INIT;

    write_sql(w, c, &sql);
    w->compiling = c;
    w->refused[0] = '\0';
    bool ok = db_prepare(w->db, &c->st, sql.p, &raw);
    w->compiling = NULL;
    str_release(&sql);
    if (ok) {
        return check_shape(c, err);
    }
    if (w->refused[0]) {
        return say_refused(w, err);
    }
    char *words = sqlite_words(&raw);
    say_words(w, c, words, err);
    free(words);
    return false;
}

bool code_prepare(struct work *w, struct code *c, struct err *err)
{
    if (c->st) {
        return true;
    }
    if (!c->reads.w) {
        c->reads = bits_new(w);
    }
    if (names_sqlite_clock(c->src->sql)) {
        err_set(err, ERR_SYNTAX, _("An expression takes the time from today() and now(), not from 'now'."));
    } else if (prepare(w, c, err)) {
        c->row_local = c->roster >= 0 && !expr_mentions(c->src->sql, w->rosters[c->roster].def->name);
        return true;
    }
    code_release(c);
    return false;
}

void code_release(struct code *c)
{
    db_finalize(c->st);
    c->st = NULL;
}

/* ---- the form's codes ---- */

static struct code *code_new(struct work *w, const struct expr *e, enum slot slot, const struct field *field)
{
    struct code *c = arena_alloc(&w->arena, sizeof *c);

    *c = (struct code){.src = e, .slot = slot, .field = field, .roster = field ? field->roster : -1};
    *vec_push(&w->codes) = c;
    return c;
}

static void prepare_now(struct work *w, struct code *c)
{
    struct err err = ERR_INIT;

    if (!code_prepare(w, c, &err)) {
        work_fault(w, c->src->file, c->src->line, "%s", err.msg);
    }
}

/* Constraints, warnings and filters wait until somebody asks; nothing depends on them. */
static bool is_eager(enum slot slot)
{
    return slot <= SLOT_READ_ONLY;
}

static void add_field_codes(struct work *w, struct slots *s, bool all)
{
    for (int i = 0; i < SLOT_COUNT; i++) {
        enum slot slot = (enum slot)i;
        const struct expr *e = field_expr(s->field, slot);
        bool of_list = slot == SLOT_FILTER || slot == SLOT_OFFERED;
        if (!e || (of_list && !s->list)) {
            continue;
        }
        s->code[slot] = code_new(w, e, slot, s->field);
        if (is_eager(slot) || (all && slot != SLOT_OFFERED)) {
            prepare_now(w, s->code[slot]);
        }
        if (slot == SLOT_REQUIRED || slot == SLOT_READ_ONLY) {
            *vec_push(&w->flags) = s->code[slot];
        }
    }
}

/*
 * The lines and columns of a matrix are chosen before there are rows, so the filters of their lists are seen from the record:
 * they cannot name a field of the row.
 */
static void add_offer(struct work *w, struct roster_table *t, int axis)
{
    const struct field *f = &t->def->fields[axis == 0 ? t->def->down : t->def->across];
    struct err err = ERR_INIT;

    if (!f->list || !f->choice_filter.sql) {
        return;
    }
    struct code *c = code_new(w, &f->choice_filter, SLOT_FILTER, f);
    c->roster = -1;
    t->matrix.offers[axis] = c;
    if (!code_prepare(w, c, &err)) {
        work_fault(w, c->src->file, c->src->line,
                   _("The rows of a matrix are made from this filter, so it can only name fields of the record: %s"), err.msg);
    }
}

void codes_add(struct work *w, bool all)
{
    const struct form *form = w->form;

    db_set_authorizer(w->db, authorize, w);
    for (size_t i = 0; i < form->ngroups; i++) {
        if (form->groups[i].relevant.sql) {
            w->group_code[i] = code_new(w, &form->groups[i].relevant, SLOT_RELEVANT, NULL);
            prepare_now(w, w->group_code[i]);
        }
    }
    for (size_t i = 0; i < form->nrosters; i++) {
        if (form->rosters[i].relevant.sql) {
            w->rosters[i].relevant = code_new(w, &form->rosters[i].relevant, SLOT_RELEVANT, NULL);
            prepare_now(w, w->rosters[i].relevant);
        }
    }
    for (size_t i = 0; i < w->nslots; i++) {
        add_field_codes(w, &w->slots[i], all);
        filter_open(w, &w->slots[i]);
    }
    for (size_t i = 0; i < form->nrosters; i++) {
        if (form->rosters[i].matrix && !form->rosters[i].rows) {
            add_offer(w, &w->rosters[i], 0);
            add_offer(w, &w->rosters[i], 1);
        }
    }
}
