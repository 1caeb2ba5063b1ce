#ifndef FORM_FAULT_H
#define FORM_FAULT_H

/* Faults of an application's files, collected: `file:line: message`, each a complete sentence. */

#include <stddef.h>
#include <stdio.h>
#include "base/attr.h"
#include "base/vec.h"

struct fault {
    char *file; /* relative to the application's folder; owned */
    int line;   /* 0: the file as a whole */
    char *msg;  /* owned */
};
struct faults {
    VEC(struct fault) list;
};

void faults_add(struct faults *f, const char *file, int line, const char *fmt, ...) ATTR_PRINTF(4, 5);
void faults_sort(struct faults *f);                /* by file, then line; equal ones once */
void faults_print(const struct faults *f, FILE *out); /* file:line: message */
void faults_release(struct faults *f);

#endif
