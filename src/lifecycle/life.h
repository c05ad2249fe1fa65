/*
 * What a history shows of a customer's life up to a day. A purchase is a day
 * with an order.
 */
#ifndef CRM_LIFECYCLE_LIFE_H
#define CRM_LIFECYCLE_LIFE_H

#include "core/compat.h"

#include "core/money.h"

typedef struct crm_life
{
	int32		first_day;		/* of the first purchase */
	int32		last_day;
	int32		purchases;
	int32		silence;		/* days from the last purchase to the day */
	crm_money	recent;			/* net of returns, in the last trend_days up to the day */
	crm_money	before;			/* in as many days before them */
} crm_life;

/*
 * False where there is no purchase up to as_of. Raises 22008 for a day that is
 * not finite. Amounts are added up only where trend_days is not 0.
 */
extern bool crm_see_life(Datum history, int32 as_of, int32 trend_days, crm_life *life);

/* Days from one purchase to the next, on average; there are at least two. */
static inline double
crm_life_interval(const crm_life *life)
{
	return (double) (life->last_day - life->first_day) / (life->purchases - 1);
}

/* Recent spend over the spend before; false where that isn't above 0. */
extern bool crm_life_trend(const crm_life *life, double *trend);

/* A number of days, purchases and the like: raises 22023, naming it, below 1. */
extern int32 crm_at_least_1(int32 value, const char *name);

#endif
