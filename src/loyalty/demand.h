/*
 * The price elasticity of demand from orders: the slope of ln quantity on
 * ln price by least squares.
 *
 * Logarithms are taken to 2^-44 (6e-14) and from there on all sums are of
 * whole numbers, so the order of the rows has no say.
 */
#ifndef CRM_LOYALTY_DEMAND_H
#define CRM_LOYALTY_DEMAND_H

#include <stdbool.h>

#include "core/varint.h"

/* Orders that an elasticity takes at least. */
#define CRM_DEMAND_ORDERS 3

typedef struct crm_demand
{
	int64_t		n;
	crm_int128	p,				/* sums of the logarithms of price and quantity, */
				q,
				pp,				/* of their squares and their product */
				qq,
				pq;
} crm_demand;

/* As whole numbers of 64 bits: n, then the low and the high half of each sum. */
#define CRM_DEMAND_WORDS 11

extern void crm_demand_write(const crm_demand *d, int64_t *words);

/* False where these are not the sums of any orders, as far as that is seen. */
extern bool crm_demand_read(const int64_t *words, crm_demand *d);

/* Quantity and price are above 0 and finite. False where a sum passes its range. */
extern bool crm_demand_add(crm_demand *d, double quantity, double price);
extern bool crm_demand_merge(crm_demand *d, const crm_demand *other);

/* False where there are fewer than CRM_DEMAND_ORDERS orders, or all are at one price. */
extern bool crm_demand_elasticity(const crm_demand *d, double *elasticity);

#endif
