/* Messages: a reader of requests and replies trusts nothing, and what it understood it writes as it read it. */

#include "fuzz.h"

#include "base/pack.h"
#include "form/wire.h"

static struct app *application(void)
{
    static struct app *app;
    struct faults faults = {0};
    struct err err = ERR_INIT;
    MUST(app || app_open(&app, "tests/fixtures/so_tay", &faults, &err));
    faults_release(&faults);
    return app;
}

static void check_request(struct sv bytes)
{
    struct wire_request w = {0}, again = {0};
    struct err err = ERR_INIT;
    struct str out = STR_INIT;
    if (wire_get_request(&w, bytes, application(), &err)) {
        wire_put_request(&out, &w.req, w.lang);
        MUST(wire_get_request(&again, (struct sv){out.p, out.len}, application(), &err));
        wire_request_release(&again);
    }
    wire_request_release(&w);
    str_release(&out);
}

void fuzz_one(const uint8_t *bytes, size_t n)
{
    struct sv in = {(const char *)bytes, n}, rest = in;
    struct pack_item item;
    struct reply rep = {0};
    struct err why = ERR_INIT, err = ERR_INIT;
    bool ok;
    while (pack_next(&rest, &item)) {
        MUST(rest.n < n && (item.tag != PACK_TEXT || item.text.n <= n));
    }
    check_request(in);
    (void)wire_get_reply(&rep, &ok, &why, in, application(), &err);
    reply_release(&rep);
}
