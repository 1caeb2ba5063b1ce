#include "form/words.h"

#include <stddef.h>

#include "base/i18n.h"
#include "base/str.h"

static const struct {
    enum word_kind kind;
    const char *token;
    const char *word; /* N_() */
} words[] = {
    {WORD_HISTORY, "create", N_("created")},
    {WORD_HISTORY, "update", N_("changed")},
    {WORD_HISTORY, "delete", N_("deleted")},
    {WORD_HISTORY, "move", N_("moved")},
    {WORD_HISTORY, "import", N_("imported")},
    {WORD_HISTORY, "restore", N_("restored")},
    {WORD_HISTORY, "rekey", N_("key changed")},
    {WORD_HISTORY, "copy", N_("copied")},
    {WORD_HISTORY, "renumber", N_("renumbered")},
    {WORD_HISTORY, "renumber-undo", N_("renumbering undone")},
    {WORD_HISTORY, "handover", N_("handed over")},
    {WORD_HISTORY, "migrate", N_("migrated")},
    {WORD_HISTORY, "verify", N_("keyed twice")},
    {WORD_HISTORY, "seal", N_("sealed")},
    {WORD_HISTORY, "erase", N_("erased from the history")},
    {WORD_HISTORY, "tables", N_("lists, rights or definitions changed")},
    {WORD_HISTORY, "restore-copy", N_("restored from a copy")},
    {WORD_STRENGTH, "structure", N_("cannot be stored")},
    {WORD_STRENGTH, "error", N_("error")},
    {WORD_STRENGTH, "warning", N_("warning")},
    {WORD_STRENGTH, "todo", N_("to do")},
    {WORD_MIGRATION, "table", N_("new table")},
    {WORD_MIGRATION, "add", N_("new column")},
    {WORD_MIGRATION, "type", N_("other type")},
    {WORD_MIGRATION, "key", N_("other key")},
    {WORD_MIGRATION, "unique", N_("unique")},
    {WORD_MIGRATION, "break", N_("stands in the way")},
    {WORD_SEAL, "same", N_("what stands now is what was handed in.")},
    {WORD_SEAL, "changed", N_("it was changed since it was handed in.")},
    {WORD_SEAL, "altered", N_("what is kept under this code is not what was sealed: it was altered.")},
    {WORD_SEAL, "unknown", N_("nothing was handed in under this code in this database.")},
};

const char *word_of(enum word_kind kind, const char *token)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (words[i].kind == kind && str_eq(words[i].token, token)) {
            return _(words[i].word);
        }
    }
    return token;
}
