/*
 * Indicators of loyalty: 0 to 1.
 */
#ifndef CRM_LOYALTY_INDICATOR_H
#define CRM_LOYALTY_INDICATOR_H

#include "core/check.h"

static inline double
crm_check_indicator(double value, const char *name)
{
	return crm_between(value, name, 0, 1, "A rating of 1 to 5 is brought there by (rating - 1) / 4.0.");
}

#endif
