#ifndef BASE_DATE_H
#define BASE_DATE_H

/*
 * Calendar days, times and instants.
 * Stored: "2019-09-01", "07:30", "2019-09-01T00:30:00.000Z" (ISO 8601, UTC).
 * Shown: 01/09/2019, 07:30, local date and time.  Typed also: 1/9/19, 01092019, 010919, 1-9-2019, 1.9.2019,
 * ISO; 730, 7h30, 7h.  Blanks around what is typed do not matter.
 * Two-digit years: 00–69 → 20xx, 70–99 → 19xx.
 * Time zones are a fixed offset in minutes (application's `timezone`).
 */

#include <stdbool.h>
#include <stdint.h>
#include "base/str.h"

struct date {
    int year, month, day; /* 1..9999, 1..12, 1..31: always a real day of the Gregorian calendar */
};

bool date_valid(int year, int month, int day);
int64_t date_to_days(struct date d);      /* days since 1970-01-01 */
struct date date_from_days(int64_t days);
/* The day is clipped to the month's end; false beyond the years 1..9999. */
bool date_add_months(struct date d, int months, struct date *out);
int date_weekday(struct date d);          /* 1 Monday … 7 Sunday */

bool date_parse_iso(struct sv text, struct date *out);    /* exactly YYYY-MM-DD */
bool date_parse_typed(struct sv text, struct date *out);  /* what people type, day first; ISO too */
void date_add_iso(struct str *out, struct date d);
void date_add_shown(struct str *out, struct date d);      /* dd/mm/yyyy */

bool time_parse_typed(struct sv text, int *minutes);      /* minutes since midnight, 0..1439 */
bool time_parse_iso(struct sv text, int *minutes);        /* exactly HH:MM */
void time_add(struct str *out, int minutes);              /* HH:MM */

/* Exactly YYYY-MM-DDTHH:MM:SS.mmmZ; ms since 1970 UTC. */
bool instant_parse_iso(struct sv text, int64_t *ms);
bool instant_parse_typed(struct sv text, int offset_min, int64_t *ms); /* "dd/mm/yyyy hh:mm" local, or ISO */
void instant_add_iso(struct str *out, int64_t ms);
void instant_add_shown(struct str *out, int64_t ms, int offset_min);   /* dd/mm/yyyy hh:mm, local */
struct date instant_day(int64_t ms, int offset_min);      /* the local calendar day */

/* Where "now" comes from: the machine, or what a test says. */
struct clock {
    int64_t (*now_ms)(void *arg); /* ms since 1970 UTC */
    void *arg;
    int offset_min; /* local time minus UTC, minutes */
};

struct clock clock_system(int offset_min);
/* A clock that stands still at *ms (borrowed). */
struct clock clock_fixed(int64_t *ms, int offset_min);
int64_t clock_now(const struct clock *c);
struct date clock_today(const struct clock *c);

#endif
