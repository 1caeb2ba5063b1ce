#include "screen/type.h"

#include <string.h>

#include "screen/open.h"
#include "text/utf8.h"

static struct sv before_caret(const struct edit *e)
{
    return (struct sv){e->text.p, e->caret};
}

/* Put `word` in the place of what stands between `keep` and the caret; letters that stay are not touched. */
static size_t put_word(struct edit *e, size_t keep, struct sv word)
{
    for (size_t next; word.n > 0 && keep < e->caret; keep = next) {
        next = utf8_next(before_caret(e), keep);
        size_t n = utf8_next(word, 0);
        if (n != next - keep || memcmp(word.p, e->text.p + keep, n) != 0) {
            break;
        }
        word.p += n;
        word.n -= n;
    }
    while (e->caret > keep && edit_backspace(e)) {
    }
    return word.n > 0 ? edit_insert(e, word) : 0;
}

static size_t type_letter(struct ui *ui, struct edit *e, uint32_t key, struct sv letter)
{
    struct sv word;
    size_t keep;
    return typing_key(&ui->typing, before_caret(e), key, &keep, &word) ? put_word(e, keep, word)
                                                                       : edit_insert(e, letter);
}

size_t type_text(struct ui *ui, struct edit *e, struct sv text)
{
    uint32_t key;
    size_t refused = 0;
    if (ui->typing.method == TYPING_OFF) {
        return edit_insert(e, text);
    }
    for (int n; (n = utf8_decode(text, &key)) > 0; text.p += n, text.n -= (size_t)n) {
        refused += type_letter(ui, e, key, (struct sv){text.p, (size_t)n});
    }
    return refused + (text.n > 0 ? edit_insert(e, text) : 0);
}

bool type_backspace(struct ui *ui, struct edit *e)
{
    struct sv word;
    size_t keep;
    if (!typing_key(&ui->typing, before_caret(e), TYPING_BACKSPACE, &keep, &word)) {
        return edit_backspace(e);
    }
    put_word(e, keep, word);
    return true;
}

void type_end(struct ui *ui, struct edit *e)
{
    struct sv word;
    size_t keep;
    if (typing_end(&ui->typing, before_caret(e), &keep, &word)) {
        put_word(e, keep, word);
    }
}

/* ---- lines ---- */

static void edit_line(struct ui *ui, struct str *line, const struct sv *text)
{
    struct edit e;
    edit_init(&e, false);
    edit_set(&e, line->p);
    if (text) {
        type_text(ui, &e, *text);
    } else {
        type_backspace(ui, &e);
    }
    str_set(line, e.text.p);
    edit_release(&e);
}

void type_line(struct ui *ui, struct str *line, struct sv text)
{
    edit_line(ui, line, &text);
}

void type_line_back(struct ui *ui, struct str *line)
{
    edit_line(ui, line, NULL);
}

/* ---- the method ---- */

const char *type_method_name(const struct ui *ui)
{
    static const char *const names[][2] = {
        [TYPING_OFF] = {NULL, NULL}, [TYPING_TELEX] = {"Telex", "Telex oà"}, [TYPING_VNI] = {"VNI", "VNI oà"}};
    return names[ui->typing.method][ui->typing.new_style];
}

void type_next_method(struct ui *ui)
{
    enum typing_method next = ui->typing.method == TYPING_VNI ? TYPING_OFF : ui->typing.method + 1;
    ui->typing.method = next;
    context_keep(ui);
    const char *name = type_method_name(ui);
    if (name) {
        ui_say(ui, STYLE_PLAIN, _("Vietnamese is typed by %s."), name);
    } else {
        ui_say(ui, STYLE_PLAIN, "%s", _("Letters are taken as they are typed."));
    }
}

void type_other_tones(struct ui *ui)
{
    ui->typing.new_style = !ui->typing.new_style;
    typing_restart(&ui->typing);
    context_keep(ui);
    ui_say(ui, STYLE_PLAIN, "%s", ui->typing.new_style ? _("Tones stand as in hoà, thuỷ.") : _("Tones stand as in hòa, thủy."));
}
