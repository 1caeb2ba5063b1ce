#include "base/num.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_MAX = 15 }; /* significant digits a double keeps for certain */

/* A decimal number as an integer and a power of ten: 12.50 is 1250 with scale 2. */
struct decimal {
    int64_t units;
    int scale;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t count_digits(struct sv text)
{
    size_t n = 0;

    while (n < text.n && is_digit(text.p[n])) {
        n++;
    }
    return n;
}

/* The mark between groups of three; '\0' when the style has none. */
static char group_mark(enum num_style style)
{
    return style == NUM_VI ? '.' : style == NUM_EN ? ',' : '\0';
}

static char decimal_mark(enum num_style style)
{
    return style == NUM_VI ? ',' : '.';
}

static struct sv skip(struct sv text, size_t n)
{
    return (struct sv){text.p + n, text.n - n};
}

static bool take_sign(struct sv *text)
{
    if (text->n == 0 || text->p[0] != '-') {
        return false;
    }
    *text = skip(*text, 1);
    return true;
}

/*
 * Bytes of the whole part at the start of `text`: digits, or groups of three behind a first of one to three
 * digits.  0 when there is none.  No one groups behind a zero, so "0.500" is no group.
 */
static size_t whole_part(struct sv text, char mark)
{
    size_t first = count_digits(text);
    size_t n = first;

    if (mark == '\0' || first == 0 || first > 3 || text.p[0] == '0') {
        return first;
    }
    while (n < text.n && text.p[n] == mark) {
        if (count_digits(skip(text, n + 1)) != 3) {
            return first;
        }
        n += 4;
    }
    return n;
}

/* Downwards from zero, because INT64_MIN has no positive twin. */
static bool add_digit(int64_t *negative, char digit)
{
    return !__builtin_mul_overflow(*negative, 10, negative) &&
           !__builtin_sub_overflow(*negative, digit - '0', negative);
}

bool num_parse_int(struct sv text, enum num_style style, int64_t *out)
{
    bool minus = take_sign(&text);
    int64_t negative = 0;

    if (text.n == 0 || whole_part(text, group_mark(style)) != text.n) {
        return false;
    }
    for (size_t i = 0; i < text.n; i++) {
        if (is_digit(text.p[i]) && !add_digit(&negative, text.p[i])) {
            return false;
        }
    }
    if (!minus && negative == INT64_MIN) {
        return false;
    }
    *out = minus ? negative : -negative;
    return true;
}

static int64_t power_of_ten(int n)
{
    int64_t power = 1;

    while (n-- > 0) {
        power *= 10;
    }
    return power;
}

/* At most `scale` decimals, half away from zero. */
static void decimal_round(struct decimal *d, int scale)
{
    int drop = d->scale - scale;

    if (drop <= 0) {
        return;
    }
    if (drop > 18) {
        d->units = 0;
    } else {
        int64_t power = power_of_ten(drop);
        int64_t half = d->units < 0 ? -(power / 2) : power / 2;
        d->units = (d->units + half) / power;
    }
    d->scale = scale;
}

/* Units and power are exact in a double, so the quotient is the nearest double. */
static double decimal_value(struct decimal d)
{
    return (double)d.units / (double)power_of_ten(d.scale);
}

/* Append the digits of `text`; false beyond DIGITS_MAX. */
static bool decimal_digits(struct decimal *d, struct sv text)
{
    const int64_t limit = power_of_ten(DIGITS_MAX);

    for (size_t i = 0; i < text.n; i++) {
        if (!is_digit(text.p[i])) {
            continue;
        }
        d->units = d->units * 10 + (text.p[i] - '0');
        if (d->units >= limit) {
            return false;
        }
    }
    return true;
}

/* Bytes of the fraction (its mark and digits) at the start of `rest`, or 0. */
static size_t fraction_part(struct sv rest, char mark)
{
    if (mark == '\0' || rest.n < 2 || rest.p[0] != mark) {
        return 0;
    }
    size_t digits = count_digits(skip(rest, 1));
    return digits ? digits + 1 : 0;
}

/* Zeros at the end of a fraction say nothing and must not count against the digits. */
static struct sv without_zeros(struct sv fraction)
{
    while (fraction.n > 0 && fraction.p[fraction.n - 1] == '0') {
        fraction.n--;
    }
    return fraction;
}

static bool parse_unsigned(struct sv text, enum num_style style, struct decimal *out)
{
    size_t whole = whole_part(text, group_mark(style));
    struct sv rest = skip(text, whole);

    if (whole == 0) {
        return false;
    }
    size_t fraction = fraction_part(rest, decimal_mark(style));
    if (fraction == 0 && rest.n > 0 && whole == count_digits(text)) {
        fraction = fraction_part(rest, group_mark(style)); /* the keypad's point */
    }
    if (fraction != rest.n) {
        return false;
    }
    struct sv digits = fraction ? without_zeros(skip(rest, 1)) : rest;
    *out = (struct decimal){0, (int)digits.n};
    return digits.n < 1000 && decimal_digits(out, (struct sv){text.p, whole}) && decimal_digits(out, digits);
}

bool num_parse_decimal(struct sv text, enum num_style style, int decimals, double *out)
{
    bool minus = take_sign(&text);
    struct decimal d;

    assert(decimals >= 0 && decimals <= 6);
    if (!parse_unsigned(text, style, &d)) {
        return false;
    }
    decimal_round(&d, decimals);
    d.units = minus ? -d.units : d.units;
    *out = decimal_value(d);
    return true;
}

/* x to 15 digits: the decimal text people know it by, in which 1.00499999999999989… is 1.005. */
static struct decimal decimal_of(double x)
{
    char text[40];
    struct decimal d = {0, 0};

    snprintf(text, sizeof text, "%.*e", DIGITS_MAX - 1, fabs(x));
    const char *e = strchr(text, 'e');
    decimal_digits(&d, (struct sv){text, (size_t)(e - text)});
    d.units = x < 0 ? -d.units : d.units;
    d.scale = DIGITS_MAX - 1 - (int)strtol(e + 1, NULL, 10);
    return d;
}

/*
 * Whether x is the double of a number of so many decimals and at most 15 digits, and which: what a door has rounded once
 * is known without printing it.
 */
static bool is_rounded(double x, int decimals, struct decimal *out)
{
    double scaled = x * (double)power_of_ten(decimals);

    if (!(fabs(scaled) < (double)power_of_ten(DIGITS_MAX))) {
        return false;
    }
    *out = (struct decimal){(int64_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5), decimals};
    double back = decimal_value(*out);
    return back >= x && back <= x;
}

double num_round(double x, int decimals)
{
    struct decimal d;

    if (!isfinite(x) || is_rounded(x, decimals, &d)) {
        return x;
    }
    d = decimal_of(x);
    if (d.scale <= 0) {
        return x; /* 10^14 and more: whole already */
    }
    decimal_round(&d, decimals);
    return decimal_value(d);
}

/* Digits with `mark` between groups of three. */
static void add_grouped(struct str *out, const char *digits, size_t n, char mark)
{
    size_t at = n;

    if (mark && n > 3) {
        at = (n - 1) % 3 + 1; /* of the first group */
    }
    str_add_n(out, digits, at);
    for (; at < n; at += 3) {
        str_add_c(out, mark);
        str_add_n(out, digits + at, 3);
    }
}

/* The digits of x, the last one before `end`; yields the first one. */
static char *digits_before(char *end, uint64_t x)
{
    do {
        *--end = (char)('0' + x % 10);
        x /= 10;
    } while (x > 0);
    return end;
}

static uint64_t without_sign(int64_t x)
{
    return x < 0 ? 0 - (uint64_t)x : (uint64_t)x;
}

void num_add_int(struct str *out, int64_t x, enum num_style style)
{
    char text[24];
    char *end = text + sizeof text;
    char *first = digits_before(end, without_sign(x));

    str_add(out, x < 0 ? "-" : "");
    add_grouped(out, first, (size_t)(end - first), group_mark(style));
}

/* 1.5 with two decimals is 150 units. */
static void add_units(struct str *out, struct decimal d, enum num_style style)
{
    char text[24];
    char *end = text + sizeof text;
    char *first = digits_before(end, without_sign(d.units));

    while (end - first <= d.scale) { /* a number below 1 has zeros in front */
        *--first = '0';
    }
    str_add(out, d.units < 0 ? "-" : "");
    add_grouped(out, first, (size_t)(end - first - d.scale), group_mark(style));
    if (d.scale > 0) {
        str_add_c(out, decimal_mark(style));
        str_add_n(out, end - d.scale, (size_t)d.scale);
    }
}

static void add_printed(struct str *out, double x, int decimals, enum num_style style)
{
    char text[340]; /* the longest double has 309 digits before the point */
    double rounded = num_round(x, decimals);
    int n = snprintf(text, sizeof text, "%.*f", decimals, rounded);

    if (!isfinite(x)) {
        str_add(out, text);
        return;
    }
    size_t sign = rounded < 0;
    size_t tail = decimals > 0 ? (size_t)decimals + 1 : 0;
    str_add_n(out, text, sign);
    add_grouped(out, text + sign, (size_t)n - sign - tail, group_mark(style));
    if (tail > 0) {
        str_add_c(out, decimal_mark(style));
        str_add_n(out, text + n - decimals, (size_t)decimals);
    }
}

void num_add_decimal(struct str *out, double x, int decimals, enum num_style style)
{
    struct decimal d;

    if (is_rounded(x, decimals, &d)) {
        add_units(out, d, style);
    } else {
        add_printed(out, x, decimals, style);
    }
}
