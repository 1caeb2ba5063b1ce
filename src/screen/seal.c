#include "screen/seal.h"

#include "form/words.h"

enum { TAG_SEAL = 0x5345414c };

void seal_ask(struct ui *ui)
{
    struct ask *a = ask_new(_("Check what was handed in"), _("The code of twelve letters that is printed on it:"), TAG_SEAL);
    a->input = true;
    a->required = true;
    ui_push(ui, &a->page);
}

/* Whoever sees only some records is told that it was changed, not where. */
static void answer(struct ui *ui, const char *code)
{
    struct request req = {.op = OP_SEAL, .name = code};
    struct reply rep = {0};
    if (ui_call(ui, &req, &rep)) {
        struct str says = STR_INIT;
        str_addf(&says, "%s: %s", code, word_of(WORD_SEAL, rep.text));
        ui_say(ui, str_eq(rep.text, "same") ? STYLE_PLAIN : STYLE_WARNING, "%s", says.p);
        if (rep.rows.nrows > 0) {
            ui_push(ui, history_of_seal(ui, says.p, &rep.rows));
        }
        str_release(&says);
    }
    reply_release(&rep);
}

bool seal_closed(struct ui *ui, const struct page *closed)
{
    const struct ask *a = closed->ops == &ask_ops ? (const struct ask *)(const void *)closed : NULL;
    if (!a || a->tag != TAG_SEAL) {
        return false;
    }
    if (a->done) {
        answer(ui, a->answer.p);
    }
    return true;
}
