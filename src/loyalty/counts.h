/*
 * Aggregate states of a few whole numbers: a bigint[] that is changed in place.
 */
#ifndef CRM_LOYALTY_COUNTS_H
#define CRM_LOYALTY_COUNTS_H

#include "core/compat.h"

#include "utils/array.h"

/* Argument 0 as a state of n numbers that may be changed; zeros where it is NULL. */
extern ArrayType *crm_counts_open(FunctionCallInfo fcinfo, int n);

/* The n numbers; raises 22023 where the array is no state of so many. */
extern int64 *crm_counts(ArrayType *state, int n);

/* Raises 22003 where the sum passes a bigint. */
extern void crm_counts_add(int64 *sum, int64 value);

extern void crm_counts_malformed(void) __attribute__((noreturn));

#endif
