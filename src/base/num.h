#ifndef BASE_NUM_H
#define BASE_NUM_H

/*
 * Numbers, strictly: the whole text or failure, never the locale.
 * "stored" is the form of CSV and SQL (1234567, 1234.50), "shown" that of
 * Vietnamese (1.234.567 and 1.234,50) or English (1,234,567 and 1,234.50) readers.
 */

#include <stdbool.h>
#include <stdint.h>
#include "base/str.h"

enum num_style { NUM_STORED, NUM_VI, NUM_EN };

/*
 * `text` as a 64-bit integer: optional '-', digits.  NUM_VI also takes '.' between groups of three, NUM_EN
 * takes ','.
 */
bool num_parse_int(struct sv text, enum num_style style, int64_t *out);

/*
 * `text` as a decimal, rounded half away from zero to `decimals` (0–6).  At most 15 significant digits.
 * NUM_VI: '.' groups and ',' decimals, and a single '.' that cannot be a group separator counts as decimal
 * point (keypad); NUM_EN the other way round.
 */
bool num_parse_decimal(struct sv text, enum num_style style, int decimals, double *out);

double num_round(double x, int decimals); /* half away from zero, on the decimal text of x (1.005 → 1.01) */

void num_add_int(struct str *out, int64_t x, enum num_style style);
void num_add_decimal(struct str *out, double x, int decimals, enum num_style style);

#endif
