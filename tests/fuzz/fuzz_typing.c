/* Telex and VNI: the text stays UTF-8, what stands before the word is not touched, and Backspace takes at most what is there. */

#include "fuzz.h"

#include "text/typing.h"
#include "text/utf8.h"

static void put(struct str *text, size_t keep, struct sv word)
{
    MUST(keep <= text->len);
    struct str copy = STR_INIT;
    str_add_sv(&copy, word);
    str_cut(text, keep);
    str_add_n(text, copy.p, copy.len);
    str_release(&copy);
}

static void type(struct typing *t, struct str *text, uint32_t key, struct sv letter)
{
    size_t keep;
    struct sv word;
    if (typing_key(t, (struct sv){text->p, text->len}, key, &keep, &word)) {
        put(text, keep, word);
    } else if (key != TYPING_BACKSPACE) {
        str_add_sv(text, letter);
    } else if (text->len > 0) {
        size_t last = text->len - 1;
        while (last > 0 && ((unsigned char)text->p[last] & 0xC0) == 0x80) {
            last--;
        }
        str_cut(text, last);
    }
    uint32_t cp;
    for (size_t i = 0; i < text->len;) {
        int bytes = utf8_decode((struct sv){text->p + i, text->len - i}, &cp);
        MUST(bytes > 0);
        i += (size_t)bytes;
    }
}

void fuzz_one(const uint8_t *bytes, size_t n)
{
    struct typing t;
    struct str text = STR_INIT;
    struct sv in = {(const char *)bytes, n < 2000 ? n : 2000};
    typing_init(&t, n % 2 ? TYPING_TELEX : TYPING_VNI, n % 3 == 0);
    while (in.n > 0) {
        uint32_t cp = 0;
        int len = utf8_decode(in, &cp);
        if (len > 0) {
            type(&t, &text, cp == '\b' || cp == 0x7F ? TYPING_BACKSPACE : cp, (struct sv){in.p, (size_t)len});
        }
        in = (struct sv){in.p + (len > 0 ? len : 1), in.n - (size_t)(len > 0 ? len : 1)};
    }
    size_t keep;
    struct sv word;
    if (typing_end(&t, (struct sv){text.p, text.len}, &keep, &word)) {
        put(&text, keep, word);
    }
    str_release(&text);
    typing_release(&t);
}
