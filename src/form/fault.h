#ifndef FORM_FAULT_H
#define FORM_FAULT_H

/* Faults of an application's files, collected: `file:line: message`, each a complete sentence. */

#include <stddef.h>
#include <stdio.h>
#include "base/attr.h"
#include "base/vec.h"

struct fault {
    char *file; /* relative to the application's folder; owned */
    int line;   /* 1 … */
    char *msg;  /* owned */
};
struct faults {
    VEC(struct fault) list;
};

/* Line 0, the file as a whole, is told at its first line. */
void faults_add(struct faults *f, const char *file, int line, const char *fmt, ...) ATTR_PRINTF(4, 5);
void faults_sort(struct faults *f);                /* by file, then line; equal ones once */
void faults_print(const struct faults *f, FILE *out); /* file:line: message, controls made visible */
void faults_release(struct faults *f);

#endif
