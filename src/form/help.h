#ifndef FORM_HELP_H
#define FORM_HELP_H

/*
 * Private to form/: the long help texts, help/FORM.md and help/FORM.en.md.
 *
 * A file opens with `# FORM` and has one `## field` heading for each text; texts are borrowed until
 * helps_free. A file that is missing or unreadable holds no help: help never stops anybody.
 */

#include <stddef.h>
#include "base/i18n.h"
#include "form/model.h"

#define HELP_GLOSSARY "_glossary" /* no form's name begins so */

struct helps;

struct helps *helps_new(const char *dir); /* an application's folder, copied */
void helps_free(struct helps *h);         /* NULL is fine */

/* The text below a field's heading, or (field NULL) below the form's; in Vietnamese when `lang` has none; or
 * NULL. */
const char *helps_find(struct helps *h, const char *form, const char *field, enum lang lang);

/* The terms of help/_glossary.md in the order of the file, below `## TERM | ENGLISH TERM`; returns how many, none where there is no such file. */
size_t helps_terms(struct helps *h, enum lang lang, const struct help_topic **out);

#endif
