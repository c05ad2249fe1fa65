/*
 * The state of crm.retention_curve and crm.revenue_curve, as numbers of a
 * bigint[]: a header of the aggregate's parameters, and for each period after
 * a customer's first, from 0 to the last asked for, the sum over customers so
 * far, as the high and the low half of 128 bits. A sum is a number of
 * customers, or money in units of 10^-scale.
 *
 * Where a curve is unbounded, a customer is counted in the last period that
 * saw a purchase only, and all revenue after the last period in that one:
 * sums from the end, which crm_curve_finish makes, do the rest.
 */
#ifndef CRM_LIFECYCLE_CURVE_H
#define CRM_LIFECYCLE_CURVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/money.h"
#include "history/codec.h"
#include "lifecycle/period.h"

#define CRM_CURVE_MOST_PERIODS 10000

/* The header's places. */
enum
{
	CRM_CURVE_VERSION,			/* 1 */
	CRM_CURVE_WHAT,				/* crm_curve_what */
	CRM_CURVE_PERIOD,			/* crm_period */
	CRM_CURVE_UNBOUNDED,		/* 0 or 1 */
	CRM_CURVE_AS_OF,			/* a day */
	CRM_CURVE_OVER,				/* the last period that is over for all customers, -1 for none */
	CRM_CURVE_SCALE,
	CRM_CURVE_HEADER
};

typedef enum crm_curve_what
{
	CRM_CURVE_CUSTOMERS,
	CRM_CURVE_REVENUE
} crm_curve_what;

/* What a curve is asked to be. */
typedef struct crm_curve_spec
{
	crm_curve_what what;
	crm_period	period;
	bool		unbounded;
	int32_t		periods;		/* the last one, 0 to CRM_CURVE_MOST_PERIODS */
	int32_t		as_of;
} crm_curve_spec;

static inline size_t
crm_curve_length(int32_t periods)
{
	return CRM_CURVE_HEADER + 2 * ((size_t) periods + 1);
}

/* The last period of a curve of so many numbers. */
static inline int32_t
crm_curve_periods(size_t n)
{
	return (int32_t) ((n - CRM_CURVE_HEADER) / 2) - 1;
}

/* Writes the curve of no customers. */
extern void crm_curve_begin(int64_t *curve, const crm_curve_spec *spec);

/* Are these n numbers a curve? */
extern bool crm_curve_valid(const int64_t *curve, size_t n);

/* The same of the length and the header alone: enough to add a customer. */
extern bool crm_curve_header_valid(const int64_t *curve, size_t n);

/* Is a curve one of this spec? */
extern bool crm_curve_is(const int64_t *curve, size_t n, const crm_curve_spec *spec);

/* Moves past the first day with an order; false where there is none up to as_of. */
extern bool crm_curve_first(crm_reader *r, int32_t as_of, crm_entry *first);

/*
 * Adds a customer, whose history is read up to the first day with an order;
 * false where a sum passes 36 digits.
 */
extern bool crm_curve_add(int64_t *curve, size_t n, const crm_entry *first, crm_reader r);

/* Are these curves of the same parameters? */
extern bool crm_curve_mergeable(const int64_t *a, size_t a_n, const int64_t *b, size_t b_n);

/* Adds b to a, which are mergeable; false where a sum passes 36 digits. */
extern bool crm_curve_merge(int64_t *a, const int64_t *b, size_t n);

/* The sums of all periods, into values of crm_curve_periods(n) + 1; false where one passes 36 digits. */
extern bool crm_curve_finish(const int64_t *curve, size_t n, crm_money *values);

#endif
