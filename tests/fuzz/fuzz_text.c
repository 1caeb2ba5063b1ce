/* Text: what a door lets in is clean and stays as it is; what goes out is visible; lines end. */

#include "fuzz.h"

#include <string.h>
#include "text/clean.h"
#include "text/fold.h"
#include "text/legacy.h"
#include "text/utf8.h"
#include "text/wrap.h"

static void check_clean(struct sv text, bool multiline)
{
    struct str again = STR_INIT;
    struct err err = ERR_INIT;
    MUST(clean_is(text, multiline));
    MUST(clean_text(&again, text, multiline, &err));
    MUST(again.len == text.n && memcmp(again.p, text.p, text.n) == 0);
    str_release(&again);
}

static void check_lines(struct sv text)
{
    struct sv rest = text, line;
    size_t lines = 0;
    for (; wrap_next(&rest, 7, &line); lines++) {
        MUST(lines <= text.n && utf8_cols(line) <= 8); /* a wide letter may stand alone */
    }
}

static void check_folded(struct sv text)
{
    struct str folded = STR_INIT, again = STR_INIT, key = STR_INIT;
    fold_text(&folded, text);
    fold_text(&again, (struct sv){folded.p, folded.len});
    MUST(folded.len == again.len && memcmp(folded.p, again.p, again.len) == 0);
    fold_sort_key(&key, text);
    MUST(!memchr(key.p, '\0', key.len));
    str_clear(&key);
    fold_name_key(&key, text);
    MUST(!memchr(key.p, '\0', key.len));
    str_release(&folded);
    str_release(&again);
    str_release(&key);
}

void fuzz_one(const uint8_t *bytes, size_t n)
{
    struct sv in = {(const char *)bytes, n};
    for (int multiline = 0; multiline < 2; multiline++) {
        struct str out = STR_INIT, shown = STR_INIT;
        struct err err = ERR_INIT;
        size_t first = 0;
        clean_lossy(&out, in, multiline, &first);
        check_clean((struct sv){out.p, out.len}, multiline);
        check_lines((struct sv){out.p, out.len});
        check_folded((struct sv){out.p, out.len});
        str_clear(&out);
        if (clean_text(&out, in, multiline, &err)) {
            check_clean((struct sv){out.p, out.len}, multiline);
        } else {
            MUST(out.len == 0 && err.msg[0]);
        }
        clean_visible(&shown, in);
        MUST(clean_is((struct sv){shown.p, shown.len}, false));
        str_clear(&shown);
        clean_ascii(&shown, (struct sv){out.p, out.len});
        for (size_t i = 0; i < shown.len; i++) {
            MUST((unsigned char)shown.p[i] < 0x80);
        }
        str_release(&out);
        str_release(&shown);
    }
}
