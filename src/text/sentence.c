#include "text/sentence.h"

#include <string.h>
#include <utf8proc.h>

#include "text/utf8.h"

/* Bytes of the first letter when a word of letters alone begins there, which ends in a blank or a sign; else 0. */
static size_t first_letter(struct sv text)
{
    uint32_t cp = 0;
    size_t first = 0;
    for (size_t at = 0; at < text.n;) {
        int n = utf8_decode((struct sv){text.p + at, text.n - at}, &cp);
        bool letter = n > 0 && utf8proc_category((utf8proc_int32_t)cp) >= UTF8PROC_CATEGORY_LU &&
                      utf8proc_category((utf8proc_int32_t)cp) <= UTF8PROC_CATEGORY_LO;
        if (!letter) {
            struct sv rest = {text.p + at, text.n - at};
            bool word = text.p[at] == ' ' || (strchr(",;:.!?", text.p[at]) && (rest.n == 1 || rest.p[1] == ' '));
            return word ? first : 0;
        }
        first = at == 0 ? (size_t)n : first;
        at += (size_t)n;
    }
    return first;
}

static bool ends_sentence(const char *text)
{
    static const char *const ends[] = {".", "!", "?", "…", ":", ".)", ".”", "!”", "?”"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (str_ends(text, ends[i])) {
            return true;
        }
    }
    return text[0] == '\0';
}

void sentence_add(struct str *out, const char *message)
{
    size_t n = first_letter(sv_of(message));
    uint32_t cp = 0;
    if (n > 0 && utf8_decode((struct sv){message, n}, &cp) > 0) {
        utf8proc_uint8_t bytes[4];
        utf8proc_ssize_t used = utf8proc_encode_char(utf8proc_toupper((utf8proc_int32_t)cp), bytes);
        str_add_n(out, (const char *)bytes, (size_t)used);
    }
    str_add(out, message + n);
    if (!ends_sentence(message)) {
        str_add_c(out, '.');
    }
}
