/* What operators did, by day and form: _operator.  Only applications that ask for it have rows there. */

#include "store/inner.h"

bool store_operator_add(struct store *st, const char *who, const char *form, const struct tally *t, int64_t saved, int64_t different,
                        struct err *err)
{
    struct str day = STR_INIT;
    struct db_stmt *s;
    if (!store_prepare(st, &s,
                       "INSERT INTO main._operator (person, form, day, begun, saved, keystrokes, corrections, seconds, differences)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (person, form, day) DO UPDATE SET"
                       " begun = begun + excluded.begun, saved = saved + excluded.saved, keystrokes = keystrokes + excluded.keystrokes,"
                       " corrections = corrections + excluded.corrections, seconds = seconds + excluded.seconds,"
                       " differences = differences + excluded.differences",
                       err)) {
        return false;
    }
    date_add_iso(&day, clock_today(st->clock));
    db_bind_text(s, 1, who);
    db_bind_text(s, 2, form);
    db_bind_text(s, 3, day.p);
    db_bind_int(s, 4, t->begun);
    db_bind_int(s, 5, saved);
    db_bind_int(s, 6, t->keystrokes);
    db_bind_int(s, 7, t->corrections);
    db_bind_int(s, 8, t->seconds);
    db_bind_int(s, 9, different);
    bool ok = db_run(s, err);
    db_finalize(s);
    str_release(&day);
    return ok;
}
