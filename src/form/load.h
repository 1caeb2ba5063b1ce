#ifndef FORM_LOAD_H
#define FORM_LOAD_H

/*
 * Private to form/: how the files of an application become its model.
 *
 * A section's keys are described by a table of `struct key_rule`: the key's name and the reader that stores
 * its value at `offset` of the section's struct.  Readers never fail: what is wrong goes to the faults, and
 * the model stays whole enough to be looked at further, so that every fault is found at once.  All strings go
 * to the app's arena.
 */

#include <stdbool.h>
#include <stddef.h>
#include "base/ini.h"
#include "form/model.h"

/* One file being read. */
struct reading {
    struct app *app;
    const char *file; /* relative to the application's folder */
    struct faults *faults;
    struct str *hashed; /* texts of .sql files that expressions took are appended here; or NULL */
};

/* Tell a fault of the file: (reading, line, format, …). */
#define read_fault(rd, line, ...) faults_add((rd)->faults, (rd)->file, line, __VA_ARGS__)

struct key_rule;
typedef void key_reader(struct reading *rd, const struct key_rule *rule, const struct ini_key *key, void *at);

struct key_rule {
    const char *name;
    key_reader *read;
    size_t offset;
    unsigned types; /* bits 1 << enum field_type in which the key makes sense; 0: in all */
    int min, max;   /* of read_int */
};

/* Sections of an unknown kind are faults, and from then on of the kind that was meant, so that what they hold is no fault as well. */
void read_kinds(struct reading *rd, struct ini *ini, const char *const *kinds, size_t n);

/* Keys that are unknown are faults, told once, and stand for the key that was meant from then on, unless that is there, too. */
void read_keys(struct reading *rd, struct ini_section *s, const struct key_rule *rules, size_t nrules);

/* read_keys, then all keys of the section into `object`; those that do not fit `types` (0: no matter) are faults. */
void read_section(struct reading *rd, struct ini_section *s, const struct key_rule *rules, size_t nrules,
                  unsigned types, void *object);

key_reader read_nothing; /* the key is known; its value is taken later, when all names are there */
key_reader read_text;    /* const char *: cleaned; NULL when empty */
key_reader read_expr;    /* struct expr */
key_reader read_flag;    /* bool */
key_reader read_int;     /* int within min..max */
key_reader read_query;   /* const char *: a query's name, without ".sql" */

/* A name of a section: [a-z][a-z0-9_]{0,30}, no "__", no SQL keyword, not reserved.  A fault and false
 * otherwise. */
bool read_name_ok(struct reading *rd, int line, const char *name);

/* Who may keep the records of a form. */
extern const char *const form_owners[];
extern const size_t form_owner_count;

/* The value's words between commas: NULL-terminated, in the arena. */
const char *const *read_words(struct reading *rd, const struct ini_key *key);

/* "there is no LIST 'x'", with the nearest of `names` when one is near, else with all of them when they are
 * few. */
void read_unknown(struct reading *rd, int line, const char *noun, const char *wrong, const char *const *names,
                  size_t n);
/* The same, unless `names` has it. */
bool read_known(struct reading *rd, int line, const char *noun, const char *name, const struct names *names);

/* ini_read of rd->file with its faults told; NULL when the file cannot be read at all (a fault, too). */
struct ini *read_ini(struct reading *rd);

/*
 * The text of rd->file, SQL or help, in the arena: UTF-8 in NFC, line feeds, no controls, at most 1 MiB.  NULL,
 * with the faults told, when it cannot be read or holds anything else.
 */
char *read_whole(struct reading *rd);

/* A type's word ("text", "select_one") or false. */
bool read_type_word(struct sv word, enum field_type *out);
const char *read_type_name(enum field_type type);
/* "integer", "select_one LIST", … into the field's type, list and ref; a fault and false when it is no type (text then, where a
 * select names nothing). */
bool read_type(struct reading *rd, int line, const char *text, struct field *f);

/* ---- one file each: the result is never NULL, however many faults the file has ---- */

struct form *load_form(struct app *app, const char *name, struct faults *faults);
struct list *load_list(struct app *app, const char *name, struct faults *faults);
struct summary *load_summary(struct app *app, const char *name, struct faults *faults);
/* The parameters alone that an opening comment asks for: all that is set beside `name`. */
const struct summary *load_params(struct reading *rd, const char *name, struct sv text);
struct report *load_report(struct app *app, const char *name, struct faults *faults);

/* The opening comment of an SQL text, line by line: start with .rest = the text. */
struct opening {
    struct sv rest;
    int line; /* of what opening_next returned */
};
/* The next line `-- key: value` before the SELECT; other comments are passed over. */
bool opening_next(struct opening *o, struct sv *key, struct sv *value);

/* The value of a line `roles` of an opening comment: NULL-terminated, in the arena; unknown ones are faults. */
const char *const *opening_roles(struct reading *rd, int line, struct sv value);

/* Resolve what a form's sections say about each other; `object` of each section as declared. */
struct form_part {
    struct ini_section *section;
    void *object; /* struct form, group, roster, field, lookup, copy, state or form_code */
};
void link_form(struct reading *rd, struct form *form, struct form_part *parts, size_t nparts);

/* The line of a list's row in its file. */
int list_line(const struct list *l, size_t row);
void list_free_index(struct list *l);

/* ---- cache ---- */

struct app_cache *cache_new(const struct app *app);
void cache_free(struct app_cache *c, const struct app *app);
/*
 * While lenient, files with faults are handed out as if they had none (the linter reads on and each fault is
 * told once).
 */
void cache_set_lenient(struct app_cache *c, bool lenient);
/* The faults of each form's, list's, summary's, document's and SQL text's own file; all are read. */
void cache_add_faults(struct app *app, struct faults *out);

/* Where a name stands in sorted names; false when it is not there. */
bool names_index(const struct names *names, const char *name, size_t *at);

#endif
