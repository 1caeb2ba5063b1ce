/* XML: what is read, written, reads back as the same. */

#include "fuzz.h"

#include <string.h>
#include "base/xml.h"

static bool read_and_write(struct sv xml, struct str *out)
{
    struct arena arena = ARENA_INIT;
    struct xml_node *root;
    struct err err = ERR_INIT;
    int line;
    bool ok = xml_parse(&arena, xml, &root, &line, &err);
    MUST(ok || (err.code == ERR_SYNTAX && line > 0));
    if (ok) {
        xml_add(out, root);
    }
    arena_release(&arena);
    return ok;
}

void fuzz_one(const uint8_t *bytes, size_t n)
{
    struct str once = STR_INIT, twice = STR_INIT;
    if (read_and_write((struct sv){(const char *)bytes, n}, &once)) {
        MUST(read_and_write((struct sv){once.p, once.len}, &twice));
        MUST(once.len == twice.len && memcmp(once.p, twice.p, once.len) == 0);
    }
    str_release(&once);
    str_release(&twice);
}
