/* Numbers, days, hours, instants: what is understood is written so that it is understood as the same again. */

#include "fuzz.h"

#include <math.h>
#include "base/date.h"
#include "base/num.h"

static struct sv text_of(const struct str *s)
{
    return (struct sv){s->p, s->len};
}

static void check_numbers(struct sv in, enum num_style style)
{
    struct str text = STR_INIT;
    int64_t i, i2;
    double d, d2;
    if (num_parse_int(in, style, &i)) {
        num_add_int(&text, i, style);
        MUST(num_parse_int(text_of(&text), style, &i2) && i == i2);
    }
    str_clear(&text);
    if (num_parse_decimal(in, style, 2, &d)) {
        MUST(isfinite(d));
        num_add_decimal(&text, d, 2, style);
        MUST(num_parse_decimal(text_of(&text), style, 2, &d2) && !(d < d2) && !(d > d2));
    }
    str_release(&text);
}

static void check_days(struct sv in)
{
    struct str text = STR_INIT;
    struct date a, b;
    int m, m2;
    int64_t ms, ms2;
    if (date_parse_typed(in, &a)) {
        date_add_iso(&text, a);
        MUST(date_parse_iso(text_of(&text), &b) && date_to_days(a) == date_to_days(b));
        str_clear(&text);
        date_add_shown(&text, a);
        MUST(date_parse_typed(text_of(&text), &b) && date_to_days(a) == date_to_days(b));
    }
    str_clear(&text);
    if (time_parse_typed(in, &m)) {
        time_add(&text, m);
        MUST(time_parse_iso(text_of(&text), &m2) && m == m2);
    }
    str_clear(&text);
    if (instant_parse_typed(in, 420, &ms)) {
        instant_add_iso(&text, ms);
        MUST(instant_parse_iso(text_of(&text), &ms2) && ms == ms2);
    }
    str_release(&text);
}

void fuzz_one(const uint8_t *bytes, size_t n)
{
    struct sv in = {(const char *)bytes, n < 64 ? n : 64};
    check_numbers(in, NUM_STORED);
    check_numbers(in, NUM_VI);
    check_numbers(in, NUM_EN);
    check_days(in);
}
