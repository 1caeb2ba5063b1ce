/* The words of an SQL text, as far as the linter must know them: no grammar. */

#include <ctype.h>
#include <string.h>
#include <strings.h>
#include "form/check.h"

static bool word_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '.';
}

static size_t skip_quoted(const char *at, char quote)
{
    size_t n = 1;
    while (at[n] != '\0' && at[n] != quote) {
        n++;
    }
    return at[n] == quote ? n + 1 : n;
}

static size_t skip_blanks(const char *at)
{
    size_t n = 0;
    for (;;) {
        n += strspn(at + n, " \t\r\n");
        if (at[n] != '-' || at[n + 1] != '-') {
            return n;
        }
        n += strcspn(at + n, "\n");
    }
}

static size_t compare_length(const char *at)
{
    static const char *const OPERATORS[] = {"==", "<>", "!=", "<=", ">=", "=", "<", ">"};
    for (size_t i = 0; i < sizeof OPERATORS / sizeof *OPERATORS; i++) {
        if (str_starts(at, OPERATORS[i])) {
            return strlen(OPERATORS[i]);
        }
    }
    return 0;
}

struct token check_next_token(const char **at)
{
    const char *p = *at + skip_blanks(*at);
    enum token_kind kind = TOKEN_OTHER;
    size_t n = 1;
    if (*p == '\0') {
        kind = TOKEN_END;
        n = 0;
    } else if (*p == '\'' || *p == '"') {
        kind = *p == '\'' ? TOKEN_TEXT : TOKEN_OTHER;
        n = skip_quoted(p, *p);
    } else if (word_byte(*p)) {
        kind = isdigit((unsigned char)*p) ? TOKEN_NUMBER : TOKEN_NAME;
        while (word_byte(p[n])) {
            n++;
        }
    } else if (compare_length(p) > 0) {
        kind = TOKEN_COMPARE;
        n = compare_length(p);
    }
    *at = p + n;
    return (struct token){kind, {p, n}};
}

static bool is_word_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static const char *find_word(const char *sql, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = sql; *at; at++) {
        bool starts = at == sql || !is_word_byte(at[-1]);
        if (starts && strncasecmp(at, word, n) == 0 && !is_word_byte(at[n])) {
            return at;
        }
    }
    return NULL;
}

bool check_has_word(const char *sql, const char *word)
{
    return find_word(sql, word) != NULL;
}

int check_word_line(const char *sql, const char *word)
{
    const char *at = find_word(sql, word);
    int line = 1;
    for (const char *p = sql; at && p < at; p++) {
        line += *p == '\n';
    }
    return line;
}
