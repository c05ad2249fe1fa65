/*
 * Exact sums as an array of numeric: the state of the room's aggregates.
 */
#ifndef CRM_PORTFOLIO_SUMS_H
#define CRM_PORTFOLIO_SUMS_H

#include "core/compat.h"

#include "core/money.h"

/* The n sums of an array; raises 22023 where it is no array of n finite numbers of 0 and above. */
extern void crm_sums_read(Datum array, int n, Datum *sums);

/* A transition: the state (argument 0, which may be NULL) with a row's n values added. */
extern Datum crm_sums_add(FunctionCallInfo fcinfo, int n, const Datum *values);

/* A transition for a row to skip: the state as it is. */
extern Datum crm_sums_skip(FunctionCallInfo fcinfo, int n);

/* a / b, b above 0, as a double. */
extern Datum crm_sums_ratio(Datum a, Datum b);

/* A number of double precision as the decimal that it prints as. */
extern Datum crm_decimal(double value);

/* Their order, as numeric_cmp has it. */
extern int	crm_numeric_cmp(Datum a, Datum b);

#endif
