/* From the text of an expression to the text of a SELECT.  Pure: the same for the workspace and for stored
 * records. */

#include "form/work_int.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* The next place from `at` on where `name` stands as a word; NULL when there is none. */
static const char *find_word(const char *sql, const char *at, const char *name)
{
    size_t n = strlen(name);

    for (; *at; at++) {
        bool starts = is_word(*at) && (at == sql || !is_word(at[-1]));
        if (starts && strncasecmp(at, name, n) == 0 && !is_word(at[n])) {
            return at;
        }
    }
    return NULL;
}

bool expr_mentions(const char *sql, const char *name)
{
    return find_word(sql, sql, name);
}

bool expr_may_read(const char *sql, const char *table, const char *column)
{
    size_t n = strlen(table);

    for (const char *at = sql; (at = find_word(sql, at, column)); at++) {
        bool qualified = at > sql && at[-1] == '.';
        const char *before = (size_t)(at - sql) > n ? at - 1 - n : NULL;
        if (!qualified || (before && find_word(sql, before, table) == before)) {
            return true;
        }
    }
    return false;
}

/* The text without blanks and a semicolon at its end. */
static struct sv expression(const char *e)
{
    struct sv text = sv_trim(sv_of(e));

    while (text.n > 0 && text.p[text.n - 1] == ';') {
        text = sv_trim((struct sv){text.p, text.n - 1});
    }
    return text;
}

/* A line feed ends a comment that the expression may end with. */
static void add_nested(struct str *out, const char *e)
{
    str_add(out, "(");
    str_add_sv(out, expression(e));
    str_add(out, "\n)");
}

/* (expr), seen from the record or from a row of a roster. */
static void add_in_record(struct str *out, const char *e, const struct scope *s)
{
    str_add(out, "SELECT ");
    if (s->roster) {
        str_add(out, "(SELECT ");
        add_nested(out, e);
        str_add(out, " FROM ");
        db_add_name(out, s->roster);
        str_add(out, " WHERE _row = ?1)");
    } else {
        add_nested(out, e);
    }
    str_addf(out, " FROM %s", s->record);
}

/* Only lookups that the text names: an unnamed one would cost a join and make its columns' names ambiguous.
 */
static void add_lookups(struct str *out, const char *e, const struct scope *s)
{
    for (size_t i = 0; s->lookups[i]; i++) {
        if (expr_mentions(e, s->lookups[i])) {
            str_addf(out, " LEFT JOIN _lk_%s AS %s", s->lookups[i], s->lookups[i]);
        }
    }
}

void expr_sql(struct str *out, const char *e, const struct scope *s)
{
    struct str joins = STR_INIT;

    add_lookups(&joins, e, s);
    if (joins.len > 0) {
        str_add(out, "SELECT (");
        add_in_record(out, e, s);
        str_addf(out, ") FROM one%s", joins.p);
    } else {
        add_in_record(out, e, s);
    }
    str_release(&joins);
}

void expr_filter_sql(struct str *out, const char *filter, const struct scope *s, const char *table,
                     const char *list, bool one_code)
{
    str_add(out, "SELECT ");
    db_add_name(out, list);
    str_add(out, ".rowid FROM ");
    db_add_name(out, table);
    str_add(out, " AS ");
    db_add_name(out, list);
    add_lookups(out, filter, s);
    str_add(out, " WHERE ");
    if (one_code) {
        db_add_name(out, list);
        str_add(out, ".code = ?2 AND ");
    }
    str_add(out, "(");
    add_in_record(out, filter, s);
    str_add(out, ")");
}
