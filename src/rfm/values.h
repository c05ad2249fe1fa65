/*
 * What a history shows up to a day.
 */
#ifndef CRM_RFM_VALUES_H
#define CRM_RFM_VALUES_H

#include "core/compat.h"

#include "core/money.h"

typedef struct crm_seen
{
	int32_t		recency;		/* days from the last order to the day */
	int32_t		orders;
	crm_money	total;
} crm_seen;

/*
 * Looks at a history as of a day; false where it shows no order. The day is
 * finite, or 22008 is raised. Without money, the total is not summed.
 */
extern bool crm_look(Datum history, int32 as_of, bool with_money, crm_seen *seen);

#endif
