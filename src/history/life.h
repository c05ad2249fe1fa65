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
	crm_money	repeat_total;	/* of it what came after the day of the first purchase */
	crm_money	recent;			/* of the last trend_days up to the day */
	crm_money	before;			/* of as many days before them */
} crm_life;

/* Which amounts are added up; a sum that nobody asks for cannot pass its range. */
typedef enum crm_life_money
{
	CRM_LIFE_NONE,
	CRM_LIFE_REPEAT,			/* repeat_total */
	CRM_LIFE_TOTAL				/* both totals */
} crm_life_money;

/*
 * False where there is no purchase up to as_of. Raises 22008 for a day that is
 * not finite. recent and before are added up where trend_days is not 0.
 */
extern bool crm_see_life(Datum history, int32 as_of, crm_life_money money, int32 trend_days, crm_life *life);

#endif
