/* Names and texts inside SQL. */

#include "db/db_int.h"

#include <string.h>

static void add_quoted(struct str *out, const char *s, char quote)
{
    str_add_c(out, quote);
    for (; *s != '\0'; s++) {
        if (*s == quote) {
            str_add_c(out, quote);
        }
        str_add_c(out, *s);
    }
    str_add_c(out, quote);
}

void db_add_name(struct str *out, const char *name)
{
    add_quoted(out, name, '"');
}

void db_add_text(struct str *out, const char *text)
{
    add_quoted(out, text, '\'');
}

bool db_is_keyword(const char *word)
{
    return sqlite3_keyword_check(word, (int)strlen(word)) != 0;
}
