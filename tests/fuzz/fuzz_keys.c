/* Keys: whatever a terminal sends, typed and pasted text is clean UTF-8; cut in two, nothing is lost or doubled but the begun Escape. */

#include "fuzz.h"

#include <string.h>
#include "screen/keys.h"
#include "text/utf8.h"

static void take_all(struct keys *k, struct str *got)
{
    for (struct event ev = keys_next(k); ev.key != KEY_NONE; ev = keys_next(k)) {
        if (ev.key == KEY_TEXT || ev.key == KEY_PASTE) {
            MUST(ev.text.n <= KEYS_PASTE_MAX + (1u << 16));
            str_add_n(got, ev.text.p, ev.text.n);
        } else if (ev.key != KEY_ESC_BEGUN && ev.key != KEY_REPLY) {
            struct str name = STR_INIT;
            struct event back = {0};
            key_spell(&ev, &name);
            MUST(name.len > 0 && key_parse(name.p, &back) && back.key == ev.key && back.letter == ev.letter);
            str_addf(got, "<%s>", name.p);
            str_release(&name);
        }
    }
}

void fuzz_one(const uint8_t *bytes, size_t n)
{
    struct str whole = STR_INIT, cut = STR_INIT;
    struct keys *k = keys_new();
    size_t at = n > 0 ? bytes[0] % n : 0;
    while (at > 0 && bytes[at - 1] == 0x1B) {
        at--; /* an Escape at the end of what was read is taken for one */
    }
    keys_feed(k, (const char *)bytes, n);
    take_all(k, &whole);
    keys_free(k);
    k = keys_new();
    keys_more(k, true);
    keys_feed(k, (const char *)bytes, at);
    take_all(k, &cut);
    keys_feed(k, (const char *)bytes + at, n - at);
    keys_more(k, false);
    take_all(k, &cut);
    keys_free(k);
    MUST(whole.len == cut.len && memcmp(whole.p, cut.p, cut.len) == 0);
    str_release(&whole);
    str_release(&cut);
}
