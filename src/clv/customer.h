/*
 * A customer's history as the purchase models see it.
 */
#ifndef CRM_CLV_CUSTOMER_H
#define CRM_CLV_CUSTOMER_H

#include "core/compat.h"

#include "core/money.h"

/* Times in days. */
typedef struct crm_customer
{
	int32		first_day;		/* with an order */
	int32		x;				/* days with an order after the first */
	int32		t_x;			/* from the first to the last of them */
	int32		T;				/* from the first to as_of */
	crm_money	repeat_spend;	/* net of returns, of all days after the first */
} crm_customer;

/* False where there is no order up to as_of. */
extern bool crm_see_customer(Datum history, int32 as_of, crm_customer *c);

/* The mean of repeat spends; false where there are none or it isn't above 0. */
extern bool crm_mean_spend(const crm_customer *c, double *mean);

#endif
