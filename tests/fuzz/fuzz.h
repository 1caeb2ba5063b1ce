#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

/* One run of a target; see driver.c.  The target aborts when what must hold of every input does not hold of this one. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

void fuzz_one(const uint8_t *bytes, size_t n);

#define MUST(condition) ((condition) ? (void)0 : abort())

#endif
