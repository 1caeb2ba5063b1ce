#ifndef FORM_CHECK_H
#define FORM_CHECK_H

/*
 * Private to form/: the linter behind app_check.  Each part adds faults; none stops the others.
 *
 *   check.c          the order of the parts; expressions of forms
 *   check_texts.c    translations
 *   check_refs.c     names that collide, that nothing uses, that nobody reaches
 *   check_types.c    numbers compared with texts
 *   check_sql.c      SQL of all folders, against the empty database
 *   check_reports.c  templates of documents
 *   check_page.c     what a page may hold
 *   check_tokens.c   words of SQL texts
 *   check_truth.c    conditions that no answer makes true
 *   check_help.c     headings of help texts
 *   check_tests*.c   cases of tests/
 */

#include "base/date.h"
#include "base/xml.h"
#include "form/load.h"
#include "form/work.h"

struct checking {
    struct app *app;
    struct faults *faults;
    struct clock clock;
    struct db *db;            /* the empty database; NULL when it could not be made */
    bool clash;               /* two files want the same table: there can be no database */
    VEC(const char *) failed; /* views that cannot be read: what names them is not looked at */
    VEC(const char *) used;   /* queries that something names */
};

void check_texts(struct checking *ck);
void check_names(struct checking *ck); /* before anything is loaded */
void check_uses(struct checking *ck);  /* after check_sql, which notes the queries that are used */
void check_types(struct checking *ck, const struct form *form);
void check_open_schema(struct checking *ck, app_schema_fn *schema);
void check_sql(struct checking *ck);
void check_reports(struct checking *ck); /* before check_uses, too */
/* The defaults of a summary's or a document's parameters. */
void check_defaults(struct checking *ck, const struct summary *s);
/* A text of a document or of a query in it: its parameters are among `params` (NULL-terminated), the names of its columns come into `columns`. */
void check_report_text(struct checking *ck, const char *file, const char *sql, const char *const *params, struct rowset *columns);
/* The template of a page: it loads nothing and runs nothing, and says everything in both languages. */
void check_page(struct reading *rd, const struct xml_node *root);
void check_truth(struct checking *ck, const struct form *form);
void check_help(struct checking *ck);
void check_tests(struct checking *ck);

/* The form, also one with faults. */
const struct form *check_form(struct checking *ck, const char *name);
const struct list *check_list(struct checking *ck, const char *name);

/* Whether a fault of this file has been found so far. */
bool check_faulty(const struct checking *ck, const char *file);

/* Call `fn` with each field of the form, those of rosters too (`roster` NULL: of the record). */
typedef void check_field_fn(struct checking *ck, const struct form *form, const struct roster *roster,
                            const struct field *field);
void check_each_field(struct checking *ck, const struct form *form, check_field_fn *fn);

/* All expressions of a field that are there; `out` holds CHECK_EXPRS of them at most.  Returns how many. */
enum { CHECK_EXPRS = 9 };
size_t check_field_exprs(const struct field *f, const struct expr **out);

/* The words of an SQL text, one after the other; a name may be qualified ("r.khoi"); comments are passed
 * over. */
enum token_kind { TOKEN_END, TOKEN_NAME, TOKEN_NUMBER, TOKEN_TEXT, TOKEN_COMPARE, TOKEN_OTHER };
struct token {
    enum token_kind kind;
    struct sv text; /* borrowed; quotes included */
};
struct token check_next_token(const char **at);

/* Whether `word` stands in the SQL text as a word of its own. */
bool check_has_word(const char *sql, const char *word);
/* The line on which `word` stands first in `sql`, 1 when it does not. */
int check_word_line(const char *sql, const char *word);

/* The source that a workspace asks: the empty database of `ck`. */
struct source check_source(struct checking *ck);

#endif
