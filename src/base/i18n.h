#ifndef BASE_I18N_H
#define BASE_I18N_H

/*
 * Messages: English in the source, other languages through gettext.
 * _() at use, N_() in tables, Q_() for plurals.  Never for what programs read.
 */

#include <libintl.h>
#include <stdbool.h>

#define _(msg) gettext(msg)
#define N_(msg) msg
#define Q_(one, many, n) ngettext(one, many, n)

/* The language of labels, messages and number styles.  Whoever shows something keeps it: no global does. */
enum lang { LANG_VI, LANG_EN, LANG_COUNT };

bool lang_parse(const char *code, enum lang *out); /* "vi", "en", and locale names such as "vi_VN.UTF-8" */
const char *lang_code(enum lang lang);             /* "vi" or "en" */

/*
 * Set LC_CTYPE and LC_MESSAGES (C.UTF-8 when the environment's is not UTF-8) and LANGUAGE for gettext.
 * LC_NUMERIC stays "C".  `dir` holds LANG/LC_MESSAGES/phieu.mo.
 * Returns whether the environment's own locale was UTF-8 (if not, the screen folds accents).
 */
bool i18n_start(enum lang lang, const char *dir);

/* Further messages are in this language; costs nothing when they are already.  For a daemon, which speaks to many. */
void i18n_speak(enum lang lang);
/* The language that messages are made in, for the labels in them; `otherwise` where none was set. */
enum lang i18n_spoken(enum lang otherwise);

#endif
