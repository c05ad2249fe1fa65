/*
 * What writing and reading a base's bytes have in common.
 */
#ifndef CRM_CLV_BASE_BYTES_H
#define CRM_CLV_BASE_BYTES_H

#include "clv/base.h"

/* Up to here (2^52) a time is written as a varint, and steps to it are exact. */
#define CRM_TIME_WHOLE 4503599627370496.0

/* Totals of spends have up to six decimals; else spends are written as doubles. */
#define CRM_TOTAL_DECIMALS 6
#define CRM_SPENDS_DOUBLE 7

/* Below this (2^48) rounding errors can't hide the total of a mean. */
#define CRM_TOTAL_MAX 281474976710656.0

static const double crm_total_units[CRM_TOTAL_DECIMALS + 1] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};

/* As the exact total of a history becomes its mean: one rounding for each division. */
static inline double
crm_mean_of_total(double total, int decimals, double x)
{
	return total / crm_total_units[decimals] / x;
}

/* The total that has this mean, or 0. */
static inline uint64_t
crm_total_of_mean(double mean, int decimals, double x)
{
	double		product = mean * x * crm_total_units[decimals];
	uint64_t	total;

	if (!(product < CRM_TOTAL_MAX))
		return 0;
	total = (uint64_t) (product + 0.5);
	return crm_mean_of_total((double) total, decimals, x) == mean ? total : 0;
}

#endif
