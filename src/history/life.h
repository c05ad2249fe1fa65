/*
 * What a history shows up to a day: the one walk over its entries that scores,
 * stages and models read a customer from. A purchase is a day with an order.
 */
#ifndef CRM_HISTORY_LIFE_H
#define CRM_HISTORY_LIFE_H

#include "core/compat.h"

#include "core/money.h"

typedef struct crm_life
{
	int32		first_day;		/* of the first purchase */
	int32		last_day;
	int32		purchases;
	int32		orders;
	int32		silence;		/* days from the last purchase to the day */
	crm_money	total;			/* net of returns */
	crm_money	first_total;	/* of it what came up to the first purchase, that day included */
	crm_money	recent;			/* of the last trend_days up to the day */
	crm_money	before;			/* of as many days before them */
} crm_life;

/*
 * False where there is no purchase up to as_of. Raises 22008 for a day that is
 * not finite. The totals are added up only with_money, recent and before only
 * where trend_days is not 0.
 */
extern bool crm_see_life(Datum history, int32 as_of, bool with_money, int32 trend_days, crm_life *life);

#endif
