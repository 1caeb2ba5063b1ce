#include "base/date.h"

#include <time.h>

enum { MINUTE_MS = 60 * 1000, DAY_MINUTES = 24 * 60, DAY_MS = DAY_MINUTES * MINUTE_MS };

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool date_valid(int year, int month, int day)
{
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= month_days(year, month);
}

/*
 * Both directions count in years that start in March, so that the leap day is a year's last, and in
 * 400-year eras of 146,097 days.  719,468 days lie between 0000-03-01 and 1970-01-01.
 */
int64_t date_to_days(struct date d)
{
    int64_t year = d.month <= 2 ? d.year - 1 : d.year;
    int64_t era = year / 400;
    int64_t year_of_era = year - era * 400;
    int64_t month = (d.month + 9) % 12; /* March is 0 */
    int64_t day_of_year = (153 * month + 2) / 5 + d.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return era * 146097 + day_of_era - 719468;
}

struct date date_from_days(int64_t days)
{
    int64_t shifted = days + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int64_t day_of_era = shifted - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153; /* March is 0 */
    int64_t day = day_of_year - (153 * month + 2) / 5 + 1;
    int64_t year = year_of_era + era * 400 + (month >= 10);

    return (struct date){(int)year, (int)(month < 10 ? month + 3 : month - 9), (int)day};
}

bool date_add_months(struct date d, int months, struct date *out)
{
    int64_t total = (int64_t)d.year * 12 + d.month - 1 + months;

    if (total < 12 || total >= 10000 * 12) {
        return false;
    }
    int year = (int)(total / 12);
    int month = (int)(total % 12) + 1;
    int last = month_days(year, month);
    *out = (struct date){year, month, d.day < last ? d.day : last};
    return true;
}

int date_weekday(struct date d)
{
    return (int)((date_to_days(d) % 7 + 10) % 7) + 1; /* 1970-01-01 was a Thursday */
}

/* Exactly `width` digits off the front of `in`. */
static bool take_digits(struct sv *in, size_t width, int *out)
{
    int x = 0;

    if (in->n < width) {
        return false;
    }
    for (size_t i = 0; i < width; i++) {
        if (in->p[i] < '0' || in->p[i] > '9') {
            return false;
        }
        x = x * 10 + (in->p[i] - '0');
    }
    in->p += width;
    in->n -= width;
    *out = x;
    return true;
}

static bool take_char(struct sv *in, char c)
{
    if (in->n == 0 || in->p[0] != c) {
        return false;
    }
    in->p++;
    in->n--;
    return true;
}

static size_t leading_digits(struct sv in)
{
    size_t n = 0;

    while (n < in.n && in.p[n] >= '0' && in.p[n] <= '9') {
        n++;
    }
    return n;
}

/* All the digits at the front of `in`: at least one, at most `max`. */
static bool take_number(struct sv *in, size_t max, int *out)
{
    size_t n = leading_digits(*in);

    return n >= 1 && n <= max && take_digits(in, n, out);
}

static bool date_of(int year, int month, int day, struct date *out)
{
    if (!date_valid(year, month, day)) {
        return false;
    }
    *out = (struct date){year, month, day};
    return true;
}

static bool take_iso(struct sv *in, struct date *out)
{
    int year, month, day;

    return take_digits(in, 4, &year) && take_char(in, '-') && take_digits(in, 2, &month) &&
           take_char(in, '-') && take_digits(in, 2, &day) && date_of(year, month, day, out);
}

bool date_parse_iso(struct sv text, struct date *out)
{
    struct date d;

    if (!take_iso(&text, &d) || text.n != 0) {
        return false;
    }
    *out = d;
    return true;
}

/* The year at the end of a typed date: two digits or four. */
static bool take_year(struct sv *in, int *out)
{
    size_t width = leading_digits(*in);
    int year;

    if ((width != 2 && width != 4) || !take_digits(in, width, &year)) {
        return false;
    }
    *out = width == 4 ? year : year < 70 ? 2000 + year : 1900 + year;
    return true;
}

/* 01092019 and 010919 */
static bool parse_bare_digits(struct sv text, struct date *out)
{
    int day, month, year;

    return take_digits(&text, 2, &day) && take_digits(&text, 2, &month) && take_year(&text, &year) &&
           text.n == 0 && date_of(year, month, day, out);
}

/* 1/9/2019, 1-9-19, 1.9.2019: one mark, used twice. */
static bool parse_with_marks(struct sv text, struct date *out)
{
    int day, month, year;

    if (!take_number(&text, 2, &day) || text.n == 0) {
        return false;
    }
    char mark = text.p[0];
    if (mark != '/' && mark != '-' && mark != '.') {
        return false;
    }
    return take_char(&text, mark) && take_number(&text, 2, &month) && take_char(&text, mark) &&
           take_year(&text, &year) && text.n == 0 && date_of(year, month, day, out);
}

bool date_parse_typed(struct sv text, struct date *out)
{
    text = sv_trim(text);
    return date_parse_iso(text, out) || parse_bare_digits(text, out) || parse_with_marks(text, out);
}

/* The last `width` digits of x: printf costs more than all the rest of a row's dates. */
static void add_digits(struct str *out, int x, size_t width)
{
    char text[4];

    for (size_t i = width; i-- > 0; x /= 10) {
        text[i] = (char)('0' + x % 10);
    }
    str_add_n(out, text, width);
}

void date_add_iso(struct str *out, struct date d)
{
    add_digits(out, d.year, 4);
    str_add_c(out, '-');
    add_digits(out, d.month, 2);
    str_add_c(out, '-');
    add_digits(out, d.day, 2);
}

void date_add_shown(struct str *out, struct date d)
{
    add_digits(out, d.day, 2);
    str_add_c(out, '/');
    add_digits(out, d.month, 2);
    str_add_c(out, '/');
    add_digits(out, d.year, 4);
}

static bool minutes_of(int hour, int minute, int *out)
{
    if (hour > 23 || minute > 59) {
        return false;
    }
    *out = hour * 60 + minute;
    return true;
}

/* 730 and 0730: the last two digits are minutes. */
static bool parse_bare_time(struct sv text, int *minutes)
{
    int hour, minute;

    return text.n >= 3 && text.n <= 4 && take_digits(&text, text.n - 2, &hour) &&
           take_digits(&text, 2, &minute) && minutes_of(hour, minute, minutes);
}

/* 7:30 and 7h30; 7h is a full hour. */
static bool parse_marked_time(struct sv text, int *minutes)
{
    int hour, minute = 0;

    if (!take_number(&text, 2, &hour)) {
        return false;
    }
    bool h = take_char(&text, 'h') || take_char(&text, 'H');
    if (h && text.n == 0) {
        return minutes_of(hour, 0, minutes);
    }
    if (!h && !take_char(&text, ':')) {
        return false;
    }
    return take_digits(&text, 2, &minute) && text.n == 0 && minutes_of(hour, minute, minutes);
}

bool time_parse_typed(struct sv text, int *minutes)
{
    text = sv_trim(text);
    return parse_bare_time(text, minutes) || parse_marked_time(text, minutes);
}

static bool take_clock_time(struct sv *in, int *minutes)
{
    int hour, minute;

    return take_digits(in, 2, &hour) && take_char(in, ':') && take_digits(in, 2, &minute) &&
           minutes_of(hour, minute, minutes);
}

bool time_parse_iso(struct sv text, int *minutes)
{
    int m;

    if (!take_clock_time(&text, &m) || text.n != 0) {
        return false;
    }
    *minutes = m;
    return true;
}

void time_add(struct str *out, int minutes)
{
    add_digits(out, minutes / 60, 2);
    str_add_c(out, ':');
    add_digits(out, minutes % 60, 2);
}

bool instant_parse_iso(struct sv text, int64_t *ms)
{
    struct date d;
    int minutes, second, milli;

    if (!take_iso(&text, &d) || !take_char(&text, 'T') || !take_clock_time(&text, &minutes) ||
        !take_char(&text, ':') || !take_digits(&text, 2, &second) || second > 59 || !take_char(&text, '.') ||
        !take_digits(&text, 3, &milli) || !take_char(&text, 'Z') || text.n != 0) {
        return false;
    }
    *ms = date_to_days(d) * DAY_MS + (int64_t)minutes * MINUTE_MS + second * 1000 + milli;
    return true;
}

bool instant_parse_typed(struct sv text, int offset_min, int64_t *ms)
{
    struct sv rest = sv_trim(text), day;
    struct date d;
    int minutes;

    if (instant_parse_iso(rest, ms)) {
        return true;
    }
    if (!sv_next(&rest, ' ', &day) || !date_parse_typed(day, &d) || !time_parse_typed(rest, &minutes)) {
        return false;
    }
    *ms = date_to_days(d) * DAY_MS + (int64_t)(minutes - offset_min) * MINUTE_MS;
    return true;
}

/* Days since 1970, rounded down also before it; the rest of the day goes to *rest. */
static int64_t split_days(int64_t ms, int *rest)
{
    int64_t days = ms / DAY_MS;

    *rest = (int)(ms % DAY_MS);
    if (*rest < 0) {
        *rest += DAY_MS;
        days--;
    }
    return days;
}

void instant_add_iso(struct str *out, int64_t ms)
{
    int rest;

    date_add_iso(out, date_from_days(split_days(ms, &rest)));
    str_add_c(out, 'T');
    time_add(out, rest / MINUTE_MS);
    str_add_c(out, ':');
    add_digits(out, rest / 1000 % 60, 2);
    str_add_c(out, '.');
    add_digits(out, rest % 1000, 3);
    str_add_c(out, 'Z');
}

void instant_add_shown(struct str *out, int64_t ms, int offset_min)
{
    int rest;

    date_add_shown(out, date_from_days(split_days(ms + (int64_t)offset_min * MINUTE_MS, &rest)));
    str_add_c(out, ' ');
    time_add(out, rest / MINUTE_MS);
}

struct date instant_day(int64_t ms, int offset_min)
{
    int rest;

    return date_from_days(split_days(ms + (int64_t)offset_min * MINUTE_MS, &rest));
}

static int64_t system_now(void *arg)
{
    struct timespec now;

    (void)arg;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t fixed_now(void *arg)
{
    const int64_t *ms = arg;

    return *ms;
}

struct clock clock_system(int offset_min)
{
    return (struct clock){system_now, NULL, offset_min};
}

struct clock clock_fixed(int64_t *ms, int offset_min)
{
    return (struct clock){fixed_now, ms, offset_min};
}

int64_t clock_now(const struct clock *c)
{
    return c->now_ms(c->arg);
}

struct date clock_today(const struct clock *c)
{
    return instant_day(clock_now(c), c->offset_min);
}
