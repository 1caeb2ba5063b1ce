#ifndef BASE_VEC_H
#define BASE_VEC_H

/*
 * A growing array of any type:  VEC(int) a = {0};  *vec_push(&a) = 3;
 * free with vec_release (elements that own memory are released by their owner first).
 * Pointers into the array die at the next vec_push.
 */

#include <stdlib.h>
#include "base/mem.h"

#define VEC(type)  \
    struct {       \
        type *v;   \
        size_t n;  \
        size_t cap; \
    }

/* A zeroed new last element; yields its address. */
#define vec_push(a)                                                                                       \
    (((a)->n == (a)->cap                                                                                  \
          ? (void)((a)->v = mem_resize((a)->v, (a)->cap = (a)->cap ? (a)->cap * 2 : 8, sizeof *(a)->v))   \
          : (void)0),                                                                                     \
     memset(&(a)->v[(a)->n], 0, sizeof *(a)->v), &(a)->v[(a)->n++])

#define vec_release(a) (free((a)->v), (a)->v = NULL, (a)->n = (a)->cap = 0)

#include <string.h>

#endif
