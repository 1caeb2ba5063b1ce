/*
 * The functions of expressions, beside SQLite's own (docs/forms.md, "Expressions").
 *
 * NULL in, NULL out: what is not answered makes the result unknown.
 */

#include "form/work.h"

#include <math.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "form/format.h"
#include "text/fold.h"

#define WORKDAYS_MAX 10000 /* forty years; a larger number is a mistake and would only cost time */

static bool any_null(int argc, const struct db_value *argv)
{
    for (int i = 0; i < argc; i++) {
        if (argv[i].type == DB_NULL) {
            return true;
        }
    }
    return false;
}

static char *text_arg(const struct db_value *v)
{
    return mem_dup_n(v->type == DB_TEXT ? v->text.p : "", v->type == DB_TEXT ? v->text.n : 0);
}

static double real_arg(const struct db_value *v)
{
    return v->type == DB_INT ? (double)v->i : v->r;
}

static bool is_number(const struct db_value *v)
{
    return v->type == DB_INT || v->type == DB_REAL;
}

static void result_str(struct db_result *result, struct str *s)
{
    db_result_text(result, s->p, s->len);
    str_release(s);
}

static void result_date(struct db_result *result, struct date d)
{
    struct str iso = STR_INIT;

    date_add_iso(&iso, d);
    result_str(result, &iso);
}

static void fn_today(void *clock, int argc, const struct db_value *argv, struct db_result *result)
{
    (void)argc;
    (void)argv;
    result_date(result, clock_today(clock));
}

static void fn_now(void *clock, int argc, const struct db_value *argv, struct db_result *result)
{
    struct str iso = STR_INIT;

    (void)argc;
    (void)argv;
    instant_add_iso(&iso, clock_now(clock));
    result_str(result, &iso);
}

static void fold_with(void (*fold)(struct str *out, struct sv in), const struct db_value *text, struct db_result *result)
{
    struct str folded = STR_INIT;

    if (text->type != DB_TEXT) {
        db_result_null(result);
        return;
    }
    fold(&folded, text->text);
    result_str(result, &folded);
}

static void fn_fold(void *arg, int argc, const struct db_value *argv, struct db_result *result)
{
    (void)arg;
    (void)argc;
    fold_with(fold_text, &argv[0], result);
}

/* Bytes whose order is the Vietnamese one. */
static void fn_sort_key(void *arg, int argc, const struct db_value *argv, struct db_result *result)
{
    (void)arg;
    (void)argc;
    fold_with(fold_sort_key, &argv[0], result);
}

/* The same, by the given name first. */
static void fn_name_key(void *arg, int argc, const struct db_value *argv, struct db_result *result)
{
    (void)arg;
    (void)argc;
    fold_with(fold_name_key, &argv[0], result);
}

/* The whole text must match. */
static void fn_regexp(void *arg, int argc, const struct db_value *argv, struct db_result *result)
{
    struct str anchored = STR_INIT;
    regex_t re;

    (void)arg;
    if (any_null(argc, argv)) {
        db_result_null(result);
        return;
    }
    char *pattern = text_arg(&argv[0]);
    char *text = text_arg(&argv[1]);
    str_addf(&anchored, "^(%s)$", pattern);
    if (regcomp(&re, anchored.p, REG_EXTENDED | REG_NOSUB) == 0) {
        db_result_int(result, regexec(&re, text, 0, NULL, 0) == 0);
        regfree(&re);
    } else {
        db_result_error(result, "regexp: malformed pattern");
    }
    str_release(&anchored);
    free(pattern);
    free(text);
}

static void fn_selected(void *arg, int argc, const struct db_value *argv, struct db_result *result)
{
    (void)arg;
    if (any_null(argc, argv)) {
        db_result_null(result);
        return;
    }
    char *codes = text_arg(&argv[0]);
    char *code = text_arg(&argv[1]);
    db_result_int(result, format_selected(codes, code));
    free(codes);
    free(code);
}

/* Days below 10 and the months 1 and 2 have a zero in front, the other months none: Decree 30/2020, annex I, part II, 4. */
static void add_letter_date(struct str *out, const char *format, struct date d)
{
    for (const char *c = format; *c; c++) {
        char what = c[0] == '%' ? c[1] : '\0';
        if (what == 'd') {
            str_addf(out, "%02d", d.day);
        } else if (what == 'm') {
            str_addf(out, d.month < 3 ? "%02d" : "%d", d.month);
        } else if (what == 'Y') {
            str_addf(out, "%04d", d.year);
        } else {
            str_add_c(out, *c);
            continue;
        }
        c++;
    }
}

/* The date as letters write it: of %d, %m and %Y. */
static void fn_letter_date(void *arg, int argc, const struct db_value *argv, struct db_result *result)
{
    struct date d;
    struct str out = STR_INIT;
    (void)arg;
    (void)argc;
    if (argv[0].type != DB_TEXT || argv[1].type != DB_TEXT || !date_parse_iso(argv[1].text, &d)) {
        db_result_null(result);
        return;
    }
    char *format = text_arg(&argv[0]);
    add_letter_date(&out, format, d);
    free(format);
    result_str(result, &out);
}

/* A date and a whole number, as add_months and add_workdays take them. */
static bool date_and_number(const struct db_value *argv, struct date *d)
{
    return argv[0].type == DB_TEXT && argv[1].type == DB_INT && date_parse_iso(argv[0].text, d);
}

static void fn_add_months(void *arg, int argc, const struct db_value *argv, struct db_result *result)
{
    struct date d, then;

    (void)arg;
    (void)argc;
    if (date_and_number(argv, &d) && llabs(argv[1].i) < 12 * 10000 &&
        date_add_months(d, (int)argv[1].i, &then)) {
        result_date(result, then);
    } else {
        db_result_null(result);
    }
}

/* A day of the list is none, unless it is worked to make up for another one (column `working`). */
static bool is_workday(const struct list *holidays, int64_t day)
{
    struct date d = date_from_days(day);
    struct str iso = STR_INIT;
    date_add_iso(&iso, d);
    const struct list_row *row = holidays ? list_find(holidays, iso.p) : NULL;
    int working = row ? list_column(holidays, "working") : -1;
    str_release(&iso);
    return row ? working >= 0 && str_eq_null(row->cells[working], "yes") : date_weekday(d) <= 5;
}

static void fn_add_workdays(void *holidays, int argc, const struct db_value *argv, struct db_result *result)
{
    struct date d;

    (void)argc;
    if (!date_and_number(argv, &d) || llabs(argv[1].i) > WORKDAYS_MAX) {
        db_result_null(result);
        return;
    }
    int64_t day = date_to_days(d);
    int64_t step = argv[1].i < 0 ? -1 : 1;
    for (int64_t left = llabs(argv[1].i); left > 0;) {
        day += step;
        left -= is_workday(holidays, day);
    }
    result_date(result, date_from_days(day));
}

/* Counts are compared as integers; long double holds every product of 64-bit counts and percents well enough
 * beyond. */
static bool int_pct_ge(int64_t part, int64_t whole, int64_t percent)
{
    int64_t left, right;

    if (__builtin_mul_overflow(part, 100, &left) || __builtin_mul_overflow(percent, whole, &right)) {
        return (long double)part * 100 >= (long double)percent * (long double)whole;
    }
    return left >= right;
}

static void fn_pct_ge(void *arg, int argc, const struct db_value *argv, struct db_result *result)
{
    const struct db_value *part = &argv[0], *whole = &argv[1], *percent = &argv[2];

    (void)arg;
    (void)argc;
    if (!is_number(part) || !is_number(whole) || !is_number(percent) || real_arg(whole) <= 0) {
        db_result_null(result);
    } else if (part->type == DB_INT && whole->type == DB_INT && percent->type == DB_INT) {
        db_result_int(result, int_pct_ge(part->i, whole->i, percent->i));
    } else {
        double left = num_round(real_arg(part) * 100, 6);
        double right = num_round(real_arg(percent) * real_arg(whole), 6);
        db_result_int(result, left >= right);
    }
}

static void fn_ratio(void *arg, int argc, const struct db_value *argv, struct db_result *result)
{
    (void)arg;
    (void)argc;
    double whole = real_arg(&argv[1]);
    if (!is_number(&argv[0]) || !is_number(&argv[1]) || fpclassify(whole) == FP_ZERO) {
        db_result_null(result);
    } else {
        db_result_real(result, real_arg(&argv[0]) / whole);
    }
}

/* db/ hands a function's argument back as void *; ours only read it. */
static void *unconst(const void *p)
{
    union {
        const void *in;
        void *out;
    } u = {.in = p};

    return u.out;
}

bool work_add_functions(struct db *db, const struct clock *clock, const struct list *holidays,
                        struct err *err)
{
    const struct {
        const char *name;
        int argc;
        bool deterministic;
        db_function *fn;
        const void *arg;
    } table[] = {
        {"today", 0, false, fn_today, clock},
        {"now", 0, false, fn_now, clock},
        {"fold", 1, true, fn_fold, NULL},
        {"sort_key", 1, true, fn_sort_key, NULL},
        {"name_key", 1, true, fn_name_key, NULL},
        {"regexp", 2, true, fn_regexp, NULL},
        {"selected", 2, true, fn_selected, NULL},
        {"add_months", 2, true, fn_add_months, NULL},
        {"letter_date", 2, true, fn_letter_date, NULL},
        {"add_workdays", 2, true, fn_add_workdays, holidays},
        {"pct_ge", 3, true, fn_pct_ge, NULL},
        {"ratio", 2, true, fn_ratio, NULL},
    };

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (!db_add_function(db, table[i].name, table[i].argc, table[i].deterministic, table[i].fn,
                             unconst(table[i].arg), err)) {
            return false;
        }
    }
    return true;
}
