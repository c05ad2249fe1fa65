/*
 * How a customer's purchases follow each other, and where his spend is going.
 */
#ifndef CRM_LIFECYCLE_LIFE_H
#define CRM_LIFECYCLE_LIFE_H

#include "history/life.h"

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
