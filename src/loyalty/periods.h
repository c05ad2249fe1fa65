/*
 * What a history shows of a period of days, the first included, the last not.
 */
#ifndef CRM_LOYALTY_PERIODS_H
#define CRM_LOYALTY_PERIODS_H

#include "history/codec.h"

typedef struct crm_purchases
{
	int64_t		orders;
	int64_t		days;			/* with an order */
} crm_purchases;

/* Days are 64 bits wide: the start of the period before one may lie before any date. */
static inline crm_purchases
crm_purchases_in(crm_reader r, int64_t from, int64_t to)
{
	crm_purchases p = {0, 0};
	crm_entry	e;

	while (crm_next_entry(&r, &e) && e.day < to)
		if (e.day >= from && e.orders > 0)
		{
			p.orders += e.orders;
			p.days++;
		}
	return p;
}

/* Was there an order in the period that ends where the other begins, and in the other as well? */
typedef struct crm_kept
{
	bool		before;
	bool		both;
} crm_kept;

static inline crm_kept
crm_kept_in(crm_reader r, int64_t before, int64_t from, int64_t to)
{
	crm_kept	kept = {false, false};
	crm_entry	e;

	while (crm_next_entry(&r, &e) && e.day < to)
	{
		if (e.day < before || e.orders == 0)
			continue;
		if (e.day < from)
			kept.before = true;
		else
		{
			kept.both = kept.before;
			break;
		}
	}
	return kept;
}

#endif
